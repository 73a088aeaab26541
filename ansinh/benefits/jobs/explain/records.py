"""What the registers hold of one person in a month: the record its rules are asked of, from the grains' own queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection

from ansinh.benefits.jobs.explain.papers import member_label
from ansinh.benefits.jobs.paying import OF_OWN_LAW, ROOMS, benefits_of, house_of
from ansinh.benefits.models import Claim, Title
from ansinh.engine import Benefit, Grain, House
from ansinh.engine.collect import collect
from ansinh.law import Law

MONTH_KEY = 1_000_000


def records_of(
    person_id: int, months: Iterable[int], house: House, titles: Mapping[int, Title]
) -> dict[int, dict[str, Any]]:
    """The record of a person in each month, from the grains' own queries: facts, the household's beside them, titles and
    claims as members."""
    asked = ", ".join(str(int(month)) for month in months)
    grains = house.grains
    rows = _rows(grains["resident"], f"person_id = {int(person_id)} AND resident_month IN ({asked})")
    households = {row["household_month_id"] // MONTH_KEY for row in rows if row["household_month_id"]}
    classes: dict[int, dict[str, Any]] = {}
    if households and "household_month" in grains:
        listed = ", ".join(map(str, households))
        found = _rows(
            grains["household_month"], f"household_month_household_id IN ({listed}) AND household_month IN ({asked})"
        )
        classes = {row["household_month_id"]: _facts(grains["household_month"], row) for row in found}
    members: dict[int, list[dict[str, Any]]] = {}
    if titles:
        listed = ", ".join(map(str, titles))
        for row in _rows(grains["title"], f"title_id IN ({listed}) AND title_month IN ({asked})"):
            fact = _facts(grains["title"], row) | {"label": member_label(titles[row["title_id"]])}
            members.setdefault(row["resident_id"], []).append(fact)
    claims: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(grains["claim"], f"claim_person_id = {int(person_id)} AND claim_month IN ({asked})"):
        claims.setdefault(row["resident_id"], []).append(_facts(grains["claim"], row))
    return {
        row["resident_month"]: classes.get(row["household_month_id"], {})
        | _facts(grains["resident"], row)
        | {"members": {"title": members.get(row["resident_id"], []), "claim": claims.get(row["resident_id"], [])}}
        for row in rows
    }


def record_of_claim(claim: Claim, house: House, titles: Mapping[int, Title]) -> dict[str, Any]:
    """The record of a right once: its facts beside those of its person in its own month."""
    around = records_of(claim.person_id, [claim.month], house, titles).get(claim.month, {})
    row = _rows(house.grains["claim"], f"claim_id = {int(claim.pk)}")[0]
    return around | _facts(house.grains["claim"], row) | {"claim_id": claim.pk}


def of_own_law(
    person_id: int, month: int, around: Mapping[str, Any], law_of: Callable[[int], Law]
) -> Iterator[tuple[Benefit, dict[str, Any], House]]:
    """What is paid in a month by the law of another, right by right: the benefit, its record with the resident's `around`, its house."""
    grains = collect(ROOMS).grains
    for name, law_month in OF_OWN_LAW.items():
        grain = grains[name]
        for row in _rows(grain, f"{name}_person_id = {int(person_id)} AND {grain.partition} = {int(month)}"):
            record = {**around, **_facts(grain, row)}
            for parent, key in grain.parents.items():
                if parent != "resident":
                    (found,) = _rows(grains[parent], f"{grains[parent].key} = {int(row[key])}")
                    record |= _facts(grains[parent], found)
            house = house_of(law_of(record[law_month]))
            for benefit in benefits_of(house, name):
                yield benefit, record, house


def _rows(grain: Grain, where: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({grain.query}) AS asked WHERE {where} ORDER BY {grain.key}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _facts(grain: Grain, row: Mapping[str, Any]) -> dict[str, Any]:
    return {fact.name: _typed(row[fact.column], fact.type) for fact in grain.facts.values()}


def _typed(value: Any, type_: type) -> Any:
    if value is None:
        return None
    if type_ is date:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return type_(value)
