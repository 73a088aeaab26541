"""What the rules give for every open month, with the law and the registers of one day."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ansinh.benefits.jobs.paying import OF_OWN_LAW, ROOMS
from ansinh.benefits.jobs.paying import house_of as house_under
from ansinh.core.days import month_of
from ansinh.engine import Benefit, House
from ansinh.engine.collect import collect
from ansinh.engine.run import connect
from ansinh.labour.models import TrainingSupport, UnemploymentRight
from ansinh.law import Dated, Law
from ansinh.places.models import predecessor_ids

from .inputs import GRAINS, grain_views, open_inputs

LawOf = Callable[[int], Law]
MOST_AT_ONCE = 2_000_000  # people in a month


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
    leaning: list[Leaning] = []
    for grain in OF_OWN_LAW:
        leaning += _owed_by_own_law(duck, grain, months, law_of, [one for one in benefits if one.grain == grain])
    for grain, asked in (("resident", list(months)), ("claim", _months_of_claims(duck))):
        paid = [one for one in benefits if one.grain == grain]
        alike: dict[str, tuple[House, list[Benefit], list[int]]] = {}
        for house, theirs in by_house(asked if paid else [], law_of):
            known = [one for one in paid if one.figure in house.rules]
            leaning += leanings(house, theirs, known)
            if known:  # houses that differ in what these figures do not ask give the same text
                alike.setdefault(house.sql(_asked(known, grain), grain=grain), (house, known, []))[2].extend(theirs)
        for house, known, those in alike.values():
            for some in _few(duck, those):
                (_owed_of_residents if grain == "resident" else _owed_of_claims)(duck, some, house, known)
    return leaning


_NAMED = {
    "jobless_month": ("jobless_month_person_id", "resident_commune_id", "jobless_month"),
    "jobless_course": ("jobless_course_person_id", "resident_commune_id", "jobless_course_month"),
    "resident": ("resident_person_id", "resident_commune_id", "resident_month"),
    "claim": ("claim_person_id", "resident_commune_id", "claim_month"),
}


def _asked(benefits: Sequence[Benefit], grain: str) -> list[str]:
    """The figures of the benefits, and whose they are."""
    return [*(one.figure for one in benefits), *_NAMED[grain]]


def by_house(months: Iterable[int], law_of: LawOf) -> list[tuple[House, list[int]]]:
    """The months under each house: those whose law has the very same values are worked out together."""
    found: dict[House, list[int]] = {}
    for month in months:
        found.setdefault(house_under(law_of(month)), []).append(month)
    return list(found.items())


def _few(duck: duckdb.DuckDBPyConnection, months: Sequence[int]) -> list[Sequence[int]]:
    """The months, as many at once as fit in memory."""
    people = duck.sql("SELECT count(*) FROM people_person").fetchall()[0][0]
    count = max(1, MOST_AT_ONCE // max(people, 1))
    return [months[first : first + count] for first in range(0, len(months), count)]


def _owed_of_residents(
    duck: duckdb.DuckDBPyConnection, months: Sequence[int], house: House, benefits: Sequence[Benefit]
) -> None:
    asked = _asked(benefits, "resident")
    grain_views(duck, months, columns=_columns(house, asked))
    duck.execute(f"CREATE OR REPLACE TEMP TABLE figures AS {house.sql(asked, grain='resident')}")
    for one in benefits:
        duck.execute(
            f"""INSERT INTO owed SELECT resident_person_id, resident_commune_id, '{one.name}', resident_month, NULL, {one.figure}
            FROM figures LEFT JOIN (SELECT person_id, for_month FROM recognised WHERE benefit = '{one.name}' AND claim_id IS NULL
              AND amount_dong <> 0) AS r ON r.person_id = resident_person_id AND r.for_month = resident_month
            WHERE {one.figure} IS NULL OR {one.figure} <> 0 OR r.person_id IS NOT NULL"""
        )


def _owed_by_own_law(
    duck: duckdb.DuckDBPyConnection, grain: str, months: Sequence[int], law_of: LawOf, benefits: Sequence[Benefit]
) -> list[Leaning]:
    """Rights that keep the law of a month of their own: worked out under each such law for the months asked, a person's rights of one
    month added up; nought for a month that was recognised and no right has any more. They lean on the law in the months they are paid in."""
    if not benefits or not months:
        return []
    query, law_month = collect(ROOMS).grains[grain].query, OF_OWN_LAW[grain]
    person, commune, month = _NAMED[grain]
    duck.execute(f"CREATE OR REPLACE TEMP VIEW core_month AS SELECT * FROM every_month WHERE id IN ({_listed(months)})")
    paid_in: dict[int, list[int]] = {}
    for of_law, paid_month in duck.sql(
        f"SELECT DISTINCT {law_month}, {month} FROM ({query}) AS q ORDER BY ALL"
    ).fetchall():
        paid_in.setdefault(of_law, []).append(paid_month)
    duck.execute("CREATE OR REPLACE TEMP TABLE parts AS SELECT * FROM owed LIMIT 0")
    leaning: list[Leaning] = []
    for house, theirs in by_house(paid_in, law_of):
        known = [one for one in benefits if one.figure in house.rules]
        in_months = sorted({month for of_law in theirs for month in paid_in[of_law]})
        leaning += leanings(house, in_months, known)
        if known:
            asked = _asked(known, grain)
            own = f"{law_month} IN ({_listed(theirs)})"
            wanted = {grain: own, "resident": f"resident_id IN (SELECT resident_id FROM ({query}) AS own WHERE {own})"}
            grain_views(duck, {*in_months, *theirs}, columns=_columns(house, asked), only=wanted)
            duck.execute(f"CREATE OR REPLACE TEMP TABLE figures AS {house.sql(asked, grain=grain)}")
            for one in known:
                duck.execute(
                    f"INSERT INTO parts SELECT {person}, {commune}, '{one.name}', {month}, NULL, {one.figure} FROM figures"
                    f" WHERE {month} IN ({_listed(in_months)})"
                )
    names = ", ".join(f"'{one.name}'" for one in benefits)
    duck.execute(
        f"""INSERT INTO owed SELECT COALESCE(p.person_id, r.person_id), COALESCE(p.commune_id, n.commune_id), COALESCE(p.benefit, r.benefit),
          COALESCE(p.for_month, r.for_month), NULL, CASE WHEN p.person_id IS NULL THEN 0 ELSE p.owed_dong END
        FROM (SELECT person_id, min(commune_id) AS commune_id, benefit, for_month,
            CASE WHEN count(*) = count(owed_dong) THEN sum(owed_dong)::BIGINT END AS owed_dong
          FROM parts GROUP BY person_id, benefit, for_month) AS p
        FULL JOIN (SELECT person_id, benefit, for_month FROM recognised WHERE claim_id IS NULL AND amount_dong <> 0
            AND benefit IN ({names}) AND for_month IN ({_listed(months)})) AS r
          ON r.person_id = p.person_id AND r.benefit = p.benefit AND r.for_month = p.for_month
        LEFT JOIN names AS n ON n.id = r.person_id
        WHERE p.person_id IS NULL OR p.owed_dong IS NULL OR p.owed_dong <> 0 OR r.person_id IS NOT NULL"""
    )
    return leaning


def _listed(months: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(months)))


_CLAIMS = "SELECT c.* FROM benefits_claim AS c SEMI JOIN payees AS p ON p.id = c.id"


def _months_of_claims(duck: duckdb.DuckDBPyConnection) -> list[int]:
    """The months whose law counts for the claims at hand."""
    return [row[0] for row in duck.sql(f"SELECT DISTINCT month FROM ({_CLAIMS}) ORDER BY month").fetchall()]


def _owed_of_claims(
    duck: duckdb.DuckDBPyConnection, months: Sequence[int], house: House, benefits: Sequence[Benefit]
) -> None:
    asked = _asked(benefits, "claim")
    theirs = f"person_id IN (SELECT person_id FROM ({_CLAIMS}) WHERE month IN ({', '.join(map(str, months))}))"
    only = {"resident": theirs, "claim": "claim_id IN (SELECT id FROM payees)"}
    grain_views(duck, months, columns=_columns(house, asked), only=only)
    duck.execute(f"CREATE OR REPLACE TEMP TABLE figures AS {house.sql(asked, grain='claim')}")
    for one in benefits:
        duck.execute(
            f"""INSERT INTO owed SELECT claim_person_id, resident_commune_id, '{one.name}', claim_month, f.claim_id, {one.figure}
            FROM figures AS f LEFT JOIN (SELECT claim_id FROM recognised WHERE benefit = '{one.name}' AND amount_dong <> 0) AS r
              ON r.claim_id = f.claim_id
            WHERE {one.figure} IS NULL OR {one.figure} <> 0 OR r.claim_id IS NOT NULL"""
        )


def _columns(house: House, names: Sequence[str]) -> Mapping[str, set[str]]:
    """The columns the figures need, by grain; every grain on the way has its keys."""
    needed: dict[str, set[str]] = {name: set() for name in GRAINS}
    for fact in house.columns(*names):
        needed[fact.grain].add(fact.column)
    return needed


def law_months(province_id: str, benefits: Iterable[Benefit], months: Sequence[int]) -> dict[str, list[int]]:
    """By grain of the benefits, the months whose law pays these months: those themselves, or those that rights of their own law keep."""
    if not months:
        return {}
    theirs: dict[str, Any] = {
        "province__in": predecessor_ids([province_id]),
        "first_month__lte": months[-1],
        "last_month__gte": months[0],
    }
    found: dict[str, list[int]] = {}
    for grain in {one.grain for one in benefits}:
        match grain:
            case "jobless_month":
                kept = UnemploymentRight._base_manager.filter(**theirs).values_list("law_month", flat=True)
                found[grain] = sorted(set(kept))
            case "jobless_course":
                days = TrainingSupport._base_manager.filter(**theirs).values_list("decided_on", flat=True)
                found[grain] = sorted({month_of(day) for day in days})
            case _:
                found[grain] = list(months)
    return found


def leanings(house: House, months: Iterable[int], benefits: Sequence[Benefit]) -> list[Leaning]:
    """The dated values of the law each benefit rests on in months of one house; a benefit the law does not know rests on none."""
    values, months = house.law.values(), list(months)
    found = []
    for one in benefits:
        figures = [one.figure] if one.figure in house.rules else []
        names = dict.fromkeys(".".join(node.path.split(".")[:2]) for node in house.law_values(*figures))
        found += [Leaning(one.name, month, values[name]) for month in months for name in names]
    return found
