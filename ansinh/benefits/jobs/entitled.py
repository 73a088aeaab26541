"""Who is entitled and not registered: everybody of a province asked in columns, with the reason (`unregistered_reason`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import duckdb
import pyarrow as pa
from django.core.cache import cache
from django.utils import timezone

from ansinh.benefits.jobs.explain import NONE_SEEN, UNREGISTERED
from ansinh.benefits.jobs.paying import house_of, paying_law
from ansinh.core.database import read_populations
from ansinh.core.days import last_day
from ansinh.core.models import AuditEvent
from ansinh.engine import Fact, Grain, House
from ansinh.engine.run import connect
from ansinh.law import law_version
from ansinh.people.jobs.sources import as_of, sources_of

FIGURE, FUNERAL = UNREGISTERED, "may_have_funeral"
FUNERAL_WORDS = ("chết trong tháng, chưa lập mai táng phí", "died this month, funeral not claimed")
_KEPT_SECONDS = 3600
_TYPES = {"int": "BIGINT", "bool": "BOOLEAN", "str": "VARCHAR", "date": "DATE"}


class NoRule(Exception):
    """The law of a month gives no rule of who is entitled; the message says which month."""


def unregistered(province_id: str, month: int, *, day: date | None = None) -> pa.Table:
    """person_id, commune_id, reason of everybody of a province who is entitled in a month and holds no title for it, sorted.

    Reads whole populations: whoever calls it keeps the reader's scope. Raises NoRule."""
    house = house_of(paying_law(month, month, day or timezone.localdate()))
    if FIGURE not in house.rules:
        raise NoRule(f"Luật tháng {month % 100:02d}/{month // 100} chưa có quy định để dò người chưa hưởng.")
    figures = [FIGURE, FUNERAL] if FUNERAL in house.rules else [FIGURE]
    funeral = (
        f"UNION ALL SELECT person_id, commune_id, 'funeral' FROM told WHERE {FUNERAL}" if FUNERAL in figures else ""
    )
    with opened(house, figures, province_id, month) as duck:
        duck.execute(
            f"CREATE TEMP TABLE told AS SELECT r.person_id, r.resident_commune_id AS commune_id, f.*"
            f" FROM ({house.sql(figures, grain='resident')}) AS f JOIN resident AS r USING (resident_id)"
        )
        found = duck.sql(
            f"SELECT person_id, commune_id, {FIGURE} AS reason FROM told WHERE {FIGURE} <> '{NONE_SEEN}' {funeral} ORDER BY 2, 3, 1"
        )
        table: pa.Table = found.to_arrow_table()
    return table


def is_kept(province_id: str, month: int) -> bool:
    """Whether the answer is there already."""
    return _key(province_id, month) in cache


def kept_unregistered(province_id: str, month: int) -> pa.Table:
    """The same, worked out once while nothing is recorded anew (an hour at most)."""
    key = _key(province_id, month)
    kept = cache.get(key)
    if kept is None:
        sink = pa.BufferOutputStream()
        table = unregistered(province_id, month)
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        kept = sink.getvalue().to_pybytes()
        cache.set(key, kept, _KEPT_SECONDS)
    return pa.ipc.open_stream(kept).read_all()


def _key(province_id: str, month: int) -> str:
    """Another one once anything is recorded, the law changes, or a day passes."""
    last = AuditEvent.objects.order_by("-id").values_list("id", flat=True).first()
    return f"unregistered:{province_id}:{month}:{law_version()}:{last}:{timezone.localdate()}"


def counts_by_commune(table: pa.Table, communes: Iterable[str] | None = None) -> dict[str, dict[str, int]]:
    """People by commune and reason; only the given communes when told."""
    wanted = None if communes is None else set(communes)
    found: dict[str, dict[str, int]] = {}
    for row in table.group_by(["commune_id", "reason"]).aggregate([("person_id", "count")]).to_pylist():
        if wanted is None or row["commune_id"] in wanted:
            found.setdefault(row["commune_id"], {})[row["reason"]] = row["person_id_count"]
    return found


def reasons() -> dict[str, tuple[str, str]]:
    """What the reasons are called: Vietnamese, English."""
    month = timezone.localdate().year * 100 + timezone.localdate().month
    house = house_of(paying_law(month, month, timezone.localdate()))
    named = dict(house.column(FIGURE).label.words or {}) if FIGURE in house.rules else {}
    named.pop(NONE_SEEN, None)
    return named | {"funeral": FUNERAL_WORDS}


@contextmanager
def opened(house: House, figures: Sequence[str], province_id: str, month: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in which the grains a person of a month is made of are tables of a whole province."""
    facts = house.columns(*figures)
    grains = _concerned(house, facts)
    asked = sources_of(grains, province_id)
    if "core_month" in asked:
        sql, schema = asked["core_month"]
        asked["core_month"] = (f"{sql} WHERE id = {int(month)}", schema)
    tables = as_of(province_id, last_day(month), read_populations(asked))
    with connect() as duck:
        for name, table in tables.items():
            duck.register(name, table)
        for grain in grains:
            duck.execute(
                f'CREATE TEMP TABLE "{grain.name}" AS SELECT {_columns(grain, facts)} FROM ({grain.query}) AS asked'
            )
        yield duck


def _concerned(house: House, facts: Iterable[Fact]) -> list[Grain]:
    """The grains the facts are of, and the person's own; a household's class only where it counts."""
    needed = {fact.grain for fact in facts} | {"resident"}
    return [grain for name, grain in house.grains.items() if name in needed]


def _columns(grain: Grain, facts: Iterable[Fact]) -> str:
    """The keys and the columns of the facts, in the engine's types."""
    needed = {fact.column: _TYPES[fact.type_name] for fact in facts if fact.grain == grain.name}
    needed |= {"resident_commune_id": "VARCHAR", "person_id": "BIGINT"} if grain.name == "resident" else {}
    kinds = dict.fromkeys(grain.key_columns, "BIGINT") | needed
    return ", ".join(f'CAST("{column}" AS {kind}) AS "{column}"' for column, kind in kinds.items())
