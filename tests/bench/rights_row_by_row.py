"""Another pattern to measure against: social assistance worked out for one person after another, read through the ORM, in plain Python.

Twice: carefully (rows prefetched in chunks), and as programs of the field do it (each person asked for by itself, each line saved by
itself). The numbers are those of the law of December 2023; one who holds a merit title is not among these people."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import pyarrow.compute as pc

from .measuring import timed
from .scoring import Unequal

FIRST, LAST, BEFORE = date(2023, 12, 1), date(2023, 12, 31), date(2023, 11, 30)
BASE = 360_000
DISABLED = ("disabled_severe", "disabled_extra_severe")
CHILDREN = ("orphan", "orphan_in_study", "child_hiv", "child_under_3_difficult_area")
REGISTERS = ("titles__suspensions", "incomes", "custodies", "studies")
FIGURES = ("monthly_social_allowance", "single_parent_allowance", "care_support")


def amounts_of(
    person: Any, titles: Iterable[Any], incomes: Iterable[Any], custodies: Iterable[Any], studies: list[Any]
) -> tuple[int, ...]:
    """Social allowance, single parent's allowance, care support of one person in December 2023."""
    if (person.died_on and person.died_on < FIRST) or any(_holds(one, before=True) for one in custodies):
        return 0, 0, 0
    kinds = {one.kind for one in incomes if _holds(one, before=True)}
    insured = bool(kinds & {"pension", "social_insurance", "survivor"})
    earns = "wage" in kinds
    studying = not studies or any(_holds(one) for one in studies)
    born = date(person.birth_year, person.birth_month, person.birth_day)
    age, before = _age(born, LAST), _age(born, BEFORE)
    highest, child, single, care = 0, 0, 0, 0
    for title in titles:
        if not _holds(title) or any(_holds(one) and not one.is_paid_back for one in title.suspensions.all()):
            continue
        amount = _coefficient(title.category, age, before, insured, earns, studying) * BASE // 100
        if title.category in CHILDREN:
            child = max(child, amount)
        else:
            highest = max(highest, amount)
        single += BASE * title.child_count if title.category == "single_parent" else 0
        care += _care(title) * BASE // 100
    return (child, 0, care) if child > highest + single else (highest, single, care)


def _coefficient(category: str, age: int, before: int, insured: bool, earns: bool, studying: bool) -> int:
    if category in DISABLED:
        extra = 50 if category == "disabled_extra_severe" else 0
        return 0 if insured else extra + (200 if age < 16 or age >= 60 else 150)
    if category == "older_80_without_pension":
        return 100 if age >= 80 and not insured else 0
    if category == "older_poor_alone":
        return 200 if age >= 80 else 150 if age >= 60 else 0
    if category == "orphan":
        return (250 if age < 4 else 150) if before < 16 else 0
    if category == "orphan_in_study":
        return 150 if studying and before < 22 else 0
    if category == "child_hiv":
        return (250 if age < 4 else 200) if before < 16 else 0
    if category == "child_under_3_difficult_area":
        return 150 if before < 3 else 0
    return 150 if category == "hiv_poor" and not (insured or earns) else 0


def _care(title: Any) -> int:
    if title.category == "disabled_parent":
        return 200 if title.child_count > 1 or title.is_pregnant else 150
    return 100 if title.category == "household_of_extra_severe" else 0


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _holds(row: Any, *, before: bool = False) -> bool:
    begun = row.from_day < FIRST if before else row.from_day <= LAST
    return begun and (row.to_day is None or row.to_day > FIRST)


def only(people: str) -> None:
    """Both loops over a small database in a process of its own; prints their seconds as JSON. Raises Unequal."""
    from ansinh.core.access import acting_as_system

    sums: list[list[int]] = []
    with acting_as_system("đo tốc độ"):
        took = {
            "careful": timed(lambda: sums.append(_careful(int(people)))),
            "one": timed(lambda: sums.append(_one_by_one(int(people)))),
        }
    wanted = _by_the_rules(int(people))
    if sums != [wanted, wanted]:
        raise Unequal(f"the loops give {sums}, the rules {wanted}")
    print(json.dumps({name: [one.wall, one.cpu] for name, one in took.items()}))


def _careful(people: int) -> list[int]:
    from ansinh.people.models import Person

    sums = [0, 0, 0]
    for start in range(1, people + 1, 500):
        chunk = Person.objects.filter(pk__in=range(start, start + 500)).prefetch_related(*REGISTERS)
        for person in chunk:
            registers = (person.titles, person.incomes, person.custodies, person.studies)
            told = amounts_of(person, *(list(one.all()) for one in registers))
            sums = [total + amount for total, amount in zip(sums, told, strict=True)]
    return sums


def _one_by_one(people: int) -> list[int]:
    """Nothing is kept: the lines are taken back at the end."""
    from django.db import transaction

    from ansinh.payments.models import RUN_ROWS, Line, Run
    from ansinh.people.models import Person
    from ansinh.places.models import Place

    sums = [0, 0, 0]
    with transaction.atomic():
        run = Run.objects.create(
            province=Place.objects.get(pk="84"), programme="assistance", month=202312, plan_day=BEFORE, folder=""
        )
        number = run.pk * RUN_ROWS
        for key in range(1, people + 1):
            person = Person.objects.get(pk=key)
            registers = (person.titles, person.incomes, person.custodies, person.studies)
            told = amounts_of(person, *(list(one.all()) for one in registers))
            for name, amount in zip(FIGURES, told, strict=True):
                if amount:
                    number += 1
                    Line.objects.create(
                        id=number, run=run, person=person, commune_id=person.commune_id, province_id=person.province_id, benefit=name,
                        for_month=202312, kind="due", owed_dong=amount, recognised_dong=0, amount_dong=amount,
                    )  # fmt: skip
            sums = [total + amount for total, amount in zip(sums, told, strict=True)]
        transaction.set_rollback(True)
    return sums


def _by_the_rules(people: int) -> list[int]:
    from .pay_month import SEED
    from .rights import drawn_rights, house_of_the_month

    figures = house_of_the_month().run(
        FIGURES, grain="resident", tables=drawn_rights(people, SEED, programme="assistance")
    )
    return [pc.sum(figures[name]).as_py() for name in FIGURES]
