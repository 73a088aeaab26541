"""What the rules give for every open month, with the law and the registers of one day."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from ansinh.benefits.jobs.explain import house_of as house_under
from ansinh.engine import Benefit, House
from ansinh.engine.run import connect
from ansinh.law import Dated, Law

from .inputs import grain_views, open_inputs

LawOf = Callable[[int], Law]


@dataclass(frozen=True)
class Leaning:
    """A dated value of the law that a benefit of a month rests on."""

    benefit: str
    for_month: int
    value: Dated

    @property
    def digest(self) -> str:
        return digest_of(self.value)

    @property
    def needs_acceptance(self) -> bool:
        return self.value.status != "official"


def digest_of(value: Dated) -> str:
    """What ties an acceptance to this very value: another number, day, text or status gives another digest."""
    told = [value.name, value.from_day.isoformat(), value.value, value.reference, value.status]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def owed(folder: Path, months: Iterable[int], law_of: LawOf, benefits: Sequence[Benefit]) -> pa.Table:
    """Person, commune, benefit, month, claim and whole dong (unknown is null) of everything the rules give for the months, and for
    the claims payable in them. `folder` holds kept inputs. A benefit the law of a month does not know has no row in it. Nought has a
    row only where something was recognised before."""
    with connect() as duck:
        open_inputs(duck, folder)
        work_out_owed(duck, list(months), law_of, benefits)
        return duck.sql(
            "SELECT * FROM owed ORDER BY commune_id, person_id, benefit, for_month, claim_id"
        ).to_arrow_table()


def work_out_owed(
    duck: duckdb.DuckDBPyConnection, months: Sequence[int], law_of: LawOf, benefits: Sequence[Benefit]
) -> list[Leaning]:
    """Table `owed` in a connection with open inputs; gives what each benefit of each month leans on in the law."""
    duck.execute(
        "CREATE OR REPLACE TEMP TABLE owed (person_id BIGINT, commune_id VARCHAR, benefit VARCHAR, for_month INTEGER,"
        " claim_id BIGINT, owed_dong BIGINT)"
    )
    by_month = [one for one in benefits if one.grain == "resident"]
    once = [one for one in benefits if one.grain == "claim"]
    leaning = [found for month in months for found in _owed_of_month(duck, month, house_under(law_of(month)), by_month)]
    for month in _months_of_claims(duck, once):
        leaning += _owed_of_claims(duck, month, house_under(law_of(month)), once)
    return leaning


def _owed_of_month(
    duck: duckdb.DuckDBPyConnection, month: int, house: House, benefits: Sequence[Benefit]
) -> list[Leaning]:
    known = [one for one in benefits if one.figure in house.rules]
    if known:
        names = [one.figure for one in known]
        grain_views(duck, month, columns=_columns(house, [*names, "resident_person_id", "resident_commune_id"]))
        figures = house.sql([*names, "resident_person_id", "resident_commune_id"], grain="resident")
        duck.execute(f"CREATE OR REPLACE TEMP TABLE figures AS {figures}")
        for one in known:
            duck.execute(
                f"""INSERT INTO owed SELECT resident_person_id, resident_commune_id, '{one.name}', {month}, NULL, {one.figure}
                FROM figures LEFT JOIN (SELECT person_id FROM recognised WHERE benefit = '{one.name}' AND for_month = {month}
                  AND claim_id IS NULL AND amount_dong <> 0) AS r ON r.person_id = resident_person_id
                WHERE {one.figure} IS NULL OR {one.figure} <> 0 OR r.person_id IS NOT NULL"""
            )
    return leanings(house, month, known)


def _months_of_claims(duck: duckdb.DuckDBPyConnection, benefits: Sequence[Benefit]) -> list[int]:
    """The months whose law counts for the claims at hand."""
    if not benefits:
        return []
    return [row[0] for row in duck.sql(f"SELECT DISTINCT month FROM ({_CLAIMS}) ORDER BY month").fetchall()]


_CLAIMS = "SELECT c.* FROM benefits_claim AS c SEMI JOIN payees AS p ON p.id = c.id"


def _owed_of_claims(
    duck: duckdb.DuckDBPyConnection, month: int, house: House, benefits: Sequence[Benefit]
) -> list[Leaning]:
    known = [one for one in benefits if one.figure in house.rules]
    if known:
        names = [one.figure for one in known]
        asked = [*names, "claim_person_id", "resident_commune_id"]
        theirs = f"person_id IN (SELECT person_id FROM ({_CLAIMS}) WHERE month = {month})"
        only = {"resident": theirs, "claim": "claim_id IN (SELECT id FROM payees)"}
        grain_views(duck, month, columns=_columns(house, asked), only=only)
        duck.execute(f"CREATE OR REPLACE TEMP TABLE figures AS {house.sql(asked, grain='claim')}")
        for one in known:
            duck.execute(
                f"""INSERT INTO owed SELECT claim_person_id, resident_commune_id, '{one.name}', {month}, f.claim_id, {one.figure}
                FROM figures AS f LEFT JOIN (SELECT claim_id FROM recognised WHERE benefit = '{one.name}' AND amount_dong <> 0) AS r
                  ON r.claim_id = f.claim_id
                WHERE {one.figure} IS NULL OR {one.figure} <> 0 OR r.claim_id IS NOT NULL"""
            )
    return leanings(house, month, known)


def _columns(house: House, names: Sequence[str]) -> Mapping[str, set[str]]:
    """The columns the figures need, by grain; every grain on the way has its keys."""
    needed: dict[str, set[str]] = {"resident": set(), "title": set(), "household_month": set(), "claim": set()}
    for fact in house.columns(*names):
        needed[fact.grain].add(fact.column)
    return needed


def leanings(house: House, month: int, benefits: Sequence[Benefit]) -> list[Leaning]:
    """The dated values of the law each benefit rests on in a month; a benefit the law does not know rests on none."""
    values = house.law.values()
    found = []
    for one in benefits:
        figures = [one.figure] if one.figure in house.rules else []
        for name in dict.fromkeys(".".join(node.path.split(".")[:2]) for node in house.law_values(*figures)):
            value = values[name]
            found.append(Leaning(one.name, month, value))
    return found
