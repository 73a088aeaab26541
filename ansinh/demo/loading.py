"""The made-up people written into the registers, whole columns at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import numpy as np
import pyarrow as pa
from django.db import connection, models

from ansinh.core.database import write_arrow
from ansinh.demo.population import ROLES, SOURCE, Columns, Population
from ansinh.people.models import Household, Membership, Person, Residence, search_made_afterwards
from ansinh.places.models import Place, Succession

PROVINCE = "84"
LATER_PROVINCE = "86@2025"
DAY = date(2023, 12, 31)
MERGER = date(2025, 7, 1)
CHUNK = 100_000
_RECORDED = np.datetime64("2023-12-31T08:00:00", "us")


def urban_communes() -> set[str]:
    """Wards and townships of the province on the day."""
    communes = Place.objects.on(DAY).filter(province_id=PROVINCE, level=3)
    return {place.pk for place in communes if place.is_urban}


def missing_communes(needed: set[str]) -> set[str]:
    """The communes of the made-up province the places do not have on the day."""
    return needed - set(Place.objects.on(DAY).filter(province_id=PROVINCE, level=3).values_list("pk", flat=True))


def later_communes() -> dict[str, list[tuple[str, float]]]:
    """The new communes of each commune divided on 1 July 2025, the default one taking the larger part."""
    parts = Succession.objects.filter(day=MERGER, predecessor__province_id=PROVINCE, predecessor__level=3, part="part")
    found: dict[str, list[tuple[str, float]]] = {}
    for old, new, is_default in parts.order_by("pk").values_list("predecessor_id", "successor_id", "is_default"):
        found.setdefault(old, []).append((new, 0.65 if is_default else 0.35))
    return {old: news for old, news in found.items() if len(news) > 1}


def load_people(
    population: Population, memberships: Columns, told: Callable[[int], None], others: Iterable[pa.Table] = ()
) -> None:
    """Persons, households, memberships and residences; `told` hears of the rows written. Indexes are made afterwards, at once.

    `others` are rows of persons of other provinces, who have no household here."""
    # With the indexes gone, checking each row's keys as it comes in would read whole tables a million times.
    with (
        connection.constraint_checks_disabled(),
        written_once(),
        search_made_afterwards(),
        without_indexes(Person, Household, Membership, Residence),
    ):
        _write(Person, len(population.persons), lambda rows: _persons(population, rows), told)
        for table in others:
            told(write_arrow(Person._meta.db_table, table))
        # At once: a household may come from one further down, and PostgreSQL asks for it at the end of each piece.
        told(write_arrow(Household._meta.db_table, _households(population, slice(0, len(population.households)))))
        _write(Residence, len(population.households), lambda rows: _residences(population, rows), told)
        _write(Membership, len(memberships), lambda rows: _memberships(memberships, rows), told)


def rows_of_people(population: Population, memberships: Columns) -> int:
    """How many rows `load_people` writes."""
    return len(population.persons) + 2 * len(population.households) + len(memberships)


def _write(
    model: type[models.Model], count: int, make: Callable[[slice], pa.Table], told: Callable[[int], None]
) -> None:
    for start in range(0, count, CHUNK):
        told(write_arrow(model._meta.db_table, make(slice(start, min(start + CHUNK, count)))))


@contextmanager
def written_once() -> Iterator[None]:
    """SQLite keeps no journal while an empty file is filled: a build that breaks off begins again from nothing anyway."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        for pragma in ("journal_mode=DELETE", "journal_mode=OFF", "synchronous=OFF"):
            cursor.execute(f"PRAGMA {pragma}")
        try:
            yield
        finally:
            for pragma in ("synchronous=NORMAL", "journal_mode=WAL"):
                cursor.execute(f"PRAGMA {pragma}")


@contextmanager
def without_indexes(*tables: type[models.Model]) -> Iterator[None]:
    """The tables' indexes left out while rows come in; made again at the end, on PostgreSQL kept."""
    names = {model._meta.db_table for model in tables}
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            yield
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN "
            f"({', '.join(['%s'] * len(names))})",
            sorted(names),
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        try:
            yield
        finally:
            for _, sql in indexes:
                cursor.execute(sql)


def _persons(population: Population, rows: slice) -> pa.Table:
    people, households = population.persons, population.households
    home = people.household[rows]
    died = np.where(households.end[home] == "died", households.to_day[home], np.datetime64("NaT"))
    count = len(home)
    communes = pa.array(population.communes)
    return pa.table({
        "id": people.id[rows], "personal_number": people.personal_number[rows], "name": people.name[rows],
        "name_folded": people.name_folded[rows], "name_key": people.name_key[rows],
        "sex": np.where(people.is_female[rows], "f", "m"), "birth_year": people.birth_year[rows],
        "birth_month": people.birth_month[rows], "birth_day": people.birth_day[rows], "ethnicity": people.ethnicity[rows],
        "commune_id": communes.take(pa.array(households.commune[home])), "province_id": pa.repeat(PROVINCE, count),
        "died_on": _days(died), "phone": pa.repeat("", count), "source": pa.repeat(SOURCE, count), "recorded_at": _recorded(count),
    })  # fmt: skip


def _households(population: Population, rows: slice) -> pa.Table:
    households = population.households
    count = len(households.id[rows])
    size = households.size
    head = np.concatenate([[0], np.cumsum(size)[:-1]])[rows] + 1
    split, merged = households.split_from[rows], households.merged_into[rows]
    return pa.table({
        "id": households.id[rows], "code": households.code[rows], "head_id": head,
        "commune_id": pa.array(population.communes).take(pa.array(households.commune[rows])), "province_id": pa.repeat(PROVINCE, count),
        "commune_later_id": households.later[rows], "hamlet": households.hamlet[rows], "address": households.address[rows],
        "from_day": _days(households.from_day[rows]), "to_day": _days(households.to_day[rows]),
        "split_from_id": pa.array(split, mask=split == 0), "merged_into_id": pa.array(merged, mask=merged == 0),
        "source": pa.repeat(SOURCE, count), "recorded_at": _recorded(count),
    })  # fmt: skip


def _residences(population: Population, rows: slice) -> pa.Table:
    households = population.households
    count = len(households.id[rows])
    return pa.table({
        "id": households.id[rows], "household_id": households.id[rows],
        "commune_id": pa.array(population.communes).take(pa.array(households.commune[rows])), "province_id": pa.repeat(PROVINCE, count),
        "hamlet": households.hamlet[rows], "address": households.address[rows],
        "from_day": _days(households.from_day[rows]), "to_day": _days(households.to_day[rows]),
    })  # fmt: skip


def _memberships(memberships: Columns, rows: slice) -> pa.Table:
    return pa.table({
        "id": np.arange(rows.start, rows.stop) + 1, "person_id": memberships.person[rows] + 1,
        "household_id": memberships.household[rows] + 1, "role": pa.array(ROLES).take(pa.array(memberships.role[rows])),
        "from_day": _days(memberships.from_day[rows]), "to_day": _days(memberships.to_day[rows]),
    })  # fmt: skip


def _days(values: np.ndarray) -> pa.Array:
    return pa.array(values.astype("datetime64[D]"), pa.date32(), from_pandas=True)


def _recorded(count: int) -> pa.Array:
    return pa.array(np.full(count, _RECORDED), pa.timestamp("us")).cast(pa.timestamp("us", "UTC"))
