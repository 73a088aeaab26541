"""One new person beside the register: who may already be there. Milliseconds at a million, by the weights of the whole search."""

from dataclasses import dataclass
from threading import local

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Count, Q, QuerySet
from splink import DuckDBAPI
from splink.internals.realtime import compare_records

from ansinh.core.access import current_scope
from ansinh.core.days import BirthDay
from ansinh.core.names import clean_text, fold
from ansinh.people.jobs.doubles import LEVELS, ready_sql, told_sql, weights
from ansinh.people.models import Membership, Person, ids_by_name, search_words
from ansinh.places.models import Place

_NAMESAKES = 2_000
_MOST = 400
_YEARS = 10
_DOUBT = 500  # of so many people a year's own count tells little
_MORE_READILY = 5.0
_SCHEMA = pa.schema([
    ("id", pa.int64()), ("name", pa.string()), ("name_folded", pa.string()), ("sex", pa.string()), ("birth_year", pa.int64()),
    ("birth_month", pa.int64()), ("birth_day", pa.int64()), ("personal_number", pa.string()), ("commune_id", pa.string()),
    ("household_id", pa.int64()), ("hamlet", pa.string()),
])  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """Somebody of the register who may be the person asked about; the match weight and, by field, (field, level, weight).
    `is_reached`: inside the acting scope; of the others only the commune may be told."""

    person: Person
    weight: float
    evidence: tuple[tuple[str, str, float], ...]
    is_reached: bool


def possible_same(
    *, name: str, birth: BirthDay, sex: str, commune: Place | None = None, personal_number: str | None = None, most: int = 5,
    at_least: float | None = None,
) -> list[Candidate]:  # fmt: skip
    """Who of the register may be this person, most likely first; nobody below the weight: to ask once too often costs less than to miss."""
    folded = fold(clean_text(name))
    told = {
        "id": 0, "name": clean_text(name), "name_folded": folded, "sex": sex, "birth_year": birth.year,
        "birth_month": birth.month, "birth_day": birth.day, "personal_number": personal_number or None,
        "commune_id": commune.pk if commune else None, "household_id": None, "hamlet": None,
    }  # fmt: skip
    if len(folded.split()) < 2:
        return []
    people, frequency = _worth_looking_at(folded, birth)
    if not people:
        return []
    homes = dict(
        Membership._base_manager.filter(person__in=list(people), to_day=None).values_list(
            "person_id", "household__hamlet"
        )
    )
    rows = [told, *(_row(person, homes.get(person.pk)) for person in people.values())]
    threshold = weights().threshold - _MORE_READILY if at_least is None else at_least
    scope = current_scope()
    return [
        Candidate(person := people[pk], weight, evidence, scope.reaches(person.commune_id, person.province_id))
        for pk, weight, evidence in _scored(rows, frequency)
        if weight >= threshold
    ][:most]


def _row(person: Person, hamlet: str | None) -> dict[str, object]:
    return {name: getattr(person, name) for name in _SCHEMA.names if name not in ("household_id", "hamlet")} | {
        "household_id": None, "hamlet": hamlet,
    }  # fmt: skip


def _worth_looking_at(folded: str, birth: BirthDay) -> tuple[dict[int, Person], float]:
    """Those of the same birth year with the same day, or the same family and given name; and those of the whole name born years before or
    after. With them how common the family and given name is, as the year's people have it."""
    family, *_, given = folded.replace(".", " ").split()
    people = Person._base_manager.order_by()
    year = people.filter(birth_year=birth.year)  # answered by its index alone: nothing else may be asked of these rows
    like = Q(name_folded__startswith=f"{family} ", name_folded__endswith=f" {given}")
    counted = year.aggregate(all=Count("pk"), like=Count("pk", filter=like))
    alike = like | _same_words(year, folded)
    if birth.day and (birth.month, birth.day) != (1, 1):
        alike |= Q(birth_month=birth.month, birth_day=birth.day)
    found = set(year.filter(alike).values_list("pk", flat=True)[:_MOST])
    if namesakes := ids_by_name(search_words(folded), _NAMESAKES):
        near = people.filter(pk__in=namesakes, birth_year__range=(birth.year - _YEARS, birth.year + _YEARS))
        found |= set(near.values_list("pk", flat=True)[:_MOST])
    _, average = weights().apart["name"]["same"]
    frequency = (counted["like"] + _DOUBT * average) / (counted["all"] + _DOUBT)
    return {one.pk: one for one in people.filter(pk__in=found, merged_into=None).select_related("commune")}, frequency


def _same_words(year: QuerySet, folded: str) -> Q:
    """The same words in another order: a middle and a given name exchanged."""
    family, *middle, given = folded.split()
    turned = [" ".join([family, *middle[:-1], given, middle[-1]])] if middle else []
    return Q(name_folded__in=[folded, *turned])


_here = local()


def _scored(
    rows: list[dict[str, object]], frequency: float
) -> list[tuple[int, float, tuple[tuple[str, str, float], ...]]]:
    """The first row beside each of the others: id, weight, evidence; heaviest first."""
    if not hasattr(_here, "duck"):
        _here.duck = duckdb.connect()
        _here.duck.execute("SET threads = 1; SET enable_progress_bar = false")
        _here.api = DuckDBAPI(_here.duck)
    duck = _here.duck
    duck.register("asked_about", pa.Table.from_pylist(rows, schema=_SCHEMA))
    ready = duck.sql(
        f"SELECT *, {frequency}::DOUBLE AS tf_core FROM ({ready_sql('asked_about', with_kin=False)})"
    ).to_arrow_table()
    duck.unregister("asked_about")
    asked, others = ready.filter(pc.equal(ready["id"], 0)), ready.filter(pc.greater(ready["id"], 0))
    found = compare_records(asked, others, weights().settings(), _here.api, sql_cache_key="people.doubles")
    table = duck.sql(f"SELECT {told_sql()} FROM {found.physical_name} ORDER BY weight DESC, other").to_arrow_table()
    found.drop_table_from_database_and_remove_from_cache(force_non_splink_table=True)
    return [
        (row["other"], row["weight"], tuple((name, row[name], row[f"{name}_weight"]) for name in LEVELS))
        for row in table.to_pylist()
    ]
