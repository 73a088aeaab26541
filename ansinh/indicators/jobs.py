"""Writes a province's records and the figures layer to Parquet.

``records/<grain>/<periods>/`` are the published facts as they stood, of a counted grain and its members. ``figures/<grain>/<periods>.parquet``
has one row for each record with its atom, the breakdowns, and one column for each indicator that counts the grain: whether (or
how much) the record counts, by the law of that period. ``figures/atoms.parquet`` numbers the places, periods and decisions."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from inspect import signature
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection
from django.utils import timezone
from sqlglot import parse_one
from sqlglot.expressions import Select

from ansinh.core.database import read_populations, schema_of
from ansinh.engine import Counting, Expression, RuleError, house_on, if_
from ansinh.engine.collect import Rule, collect
from ansinh.engine.expressions import wrap
from ansinh.engine.facts import Grain
from ansinh.engine.measures import Count, Indicator, Total
from ansinh.engine.plan import plan_for
from ansinh.engine.run import attach, connect
from ansinh.engine.snapshot import Read, open_snapshot, query_of, write_snapshot
from ansinh.engine.sql import select_text
from ansinh.engine.wiring import Column
from ansinh.law import LawError, law_on, law_version

ATOM_COLUMNS = ("period", "commune_id", "commune_later_id", "province_id", "decided_on", "is_out_of_turn")
ATOMS_A_PART = 10_000_000
CALENDAR = "core_month"
Tell = Callable[[str], None]


@dataclass
class Part:
    """The periods of a counted grain that one day's law counts, and where their records were written, by grain."""

    root: Grain
    periods: tuple[int, ...]
    law_day: date
    files: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`2023`, or `202301-202312`."""
        return "-".join(str(period) for period in dict.fromkeys((self.periods[0], self.periods[-1])))

    @property
    def grains(self) -> list[Grain]:
        """The counted grain and its members."""
        return counted_with(self.root)

    @property
    def told(self) -> str:
        """The step of writing them, for whoever waits."""
        return f"ghi hồ sơ {self.root.label_vi or self.root.name}, {self.name}"

    def holds(self, grain: Grain) -> str:
        """The condition that keeps a grain's records of these periods."""
        return f"{grain.partition} IN ({', '.join(str(period) for period in self.periods)})"


def roots() -> list[Grain]:
    """The grains whose records are counted, in the order the rooms declare them."""
    return [grain for grain in collect().grains.values() if grain.counting]


def counted_with(root: Grain) -> list[Grain]:
    """A counted grain and its members."""
    return [root, *(grain for grain in collect().grains.values() if root_of(grain.name) is root and grain is not root)]


def root_of(name: str) -> Grain | None:
    """The counted grain that says where and when a grain's records count: itself or the parent that is counted."""
    grain = collect().grains.get(name)
    if grain is None or grain.counting:
        return grain
    found = (root_of(parent) for parent in grain.parents)
    return next((root for root in found if root is not None), None)


def counting_of(root: Grain) -> Counting:
    """How a counted grain is counted."""
    assert root.counting is not None
    return root.counting


def write_records(province_id: str, folder: Path, taken_at: datetime, tell: Tell) -> list[Part]:
    """The records of every counted grain and its members in a province, a folder a part with its own manifest."""
    parts = [part for root in roots() for part in _parts_of(root, province_id)]
    _write_copied([part for part in parts if part.root.sources], province_id, folder, taken_at, tell)
    for part in parts:
        if not part.root.sources:
            where = {one.name: f"{part.holds(one)} AND {_inside(part.root, one, province_id)}" for one in part.grains}
            tell(part.told)
            read = _read_all([query_of(grain, where[grain.name]) for grain in part.grains])
            _write_part(part, read, where, folder, taken_at)
    return parts


def _write_copied(parts: Sequence[Part], province_id: str, folder: Path, taken_at: datetime, tell: Tell) -> None:
    """Grains that name their tables: read once, and asked of the copy, which holds one province only."""
    kept = _copies(province_id, [part.root for part in parts])
    with connect() as copies:
        for part in parts:
            tell(part.told)
            attach(copies, {name: kept[name, sql] for grain in part.grains for name, sql in grain.sources.items()})
            _cut_calendar(copies, part)
            _write_part(part, _reader(copies), {one.name: part.holds(one) for one in part.grains}, folder, taken_at)


def _write_part(part: Part, read: Read, where: Mapping[str, str], folder: Path, taken_at: datetime) -> None:
    target = folder / "records" / part.root.name / part.name
    write_snapshot(part.grains, read, target, taken_at=taken_at, law_version=law_version(), where=where)
    part.files = open_snapshot(target)


def _parts_of(root: Grain, province_id: str) -> list[Part]:
    """The periods a province has, those of one law day together."""
    sql = counting_of(root).periods.replace("{province}", province_id).replace("{today}", str(timezone.localdate()))
    with connection.cursor() as cursor:
        cursor.execute(sql)
        law_days = {int(period): date.fromisoformat(str(day)[:10]) for period, day in cursor.fetchall()}
    found: dict[date, list[int]] = {}
    for period, day in sorted(law_days.items()):
        found.setdefault(day, []).append(period)
    return [Part(root, tuple(periods), day) for day, periods in found.items()]


def _inside(root: Grain, grain: Grain, province_id: str) -> str:
    if grain is root:
        return f"{counting_of(root).province} = '{province_id}'"
    above = f"SELECT {root.key} FROM ({root.query}) AS p WHERE {_inside(root, root, province_id)}"
    return f"{grain.parents[root.name]} IN ({above})"


def _copies(province_id: str, wanted: Iterable[Grain]) -> dict[tuple[str, str], pa.Table]:
    """One province's rows of every table the grains are read from, each read once, by table and its SELECT."""
    asked = dict.fromkeys(
        source for root in wanted if root.sources for grain in counted_with(root) for source in grain.sources.items()
    )
    numbered = {str(number): source for number, source in enumerate(asked)}
    rows = read_populations(
        {
            number: (
                sql.replace("{province}", province_id),
                schema_of(table, parse_one(sql, into=Select).named_selects),
            )
            for number, (table, sql) in numbered.items()
        }
    )
    return {source: rows[number] for number, source in numbered.items()}


def _cut_calendar(copies: duckdb.DuckDBPyConnection, part: Part) -> None:
    """Leave only the part's months in the calendar a query is joined with: it would work out every month of a century."""
    if any(CALENDAR in grain.sources for grain in part.grains):
        wanted = ", ".join(str(period) for period in part.periods)
        months = copies.sql(f"SELECT * FROM {CALENDAR} WHERE id IN ({wanted})").to_arrow_table()
        attach(copies, {CALENDAR: months})


def _reader(copies: duckdb.DuckDBPyConnection) -> Read:
    """What gives the rows of a query of the copies."""
    return lambda sql: copies.sql(sql).to_arrow_table().to_batches()


def _read_all(queries: Sequence[str]) -> Read:
    """What gives the rows of each query; all are read side by side."""
    rows = read_populations({str(number): (sql, None) for number, sql in enumerate(queries)})
    return lambda sql: rows[str(queries.index(sql))].to_batches()


def write_figures(parts: Sequence[Part], folder: Path, tell: Tell) -> dict[str, dict[str, str]]:
    """The figures layer over the written records; gives, by period, which indicators that period's law cannot give and why."""
    unavailable: dict[str, dict[str, str]] = {}
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    with connect() as duck:
        for number, part in enumerate(parts):
            attach(duck, part.files)
            duck.execute(_atoms_sql(part, number))
            texts, refused = measured(part.root.name, part.law_day)
            for period in part.periods:
                unavailable[str(period)] = unavailable.get(str(period), {}) | refused
            for grain, text in texts.items():
                tell(f"tính chỉ tiêu {collect().grains[grain].label_vi or grain}, {part.name}")
                _write_grain(duck, collect().grains[grain], text, part, number, folder)
        if parts:
            every = " UNION ALL ".join(f"SELECT * FROM atoms_{number}" for number in range(len(parts)))
            duck.execute(f"COPY ({every}) TO '{folder}/figures/atoms.parquet' (FORMAT PARQUET)")
    return unavailable


@lru_cache(maxsize=32)
def measured(root: str, law_day: date) -> tuple[dict[str, str], dict[str, str]]:
    """Every indicator and breakdown of a counted grain as a column of each record, by the law of a day.

    Gives the SQL by grain, and the indicators this law cannot give with the reason."""
    house = house_on(law_on(law_day))
    texts: dict[str, str] = {}
    refused: dict[str, str] = {}
    for grain in counted_with(collect().grains[root]):
        columns: dict[str, Column] = {}
        for indicator in collect().indicators.values():
            if isinstance(indicator.measure, Count | Total) and indicator.measure.grain == grain.name:
                name = column_of(indicator.name)
                try:
                    columns[name] = house.wiring.bind(as_rule(indicator), name)
                except (RuleError, LawError) as error:
                    refused[indicator.name] = str(error)
        if columns:
            columns |= {by: house.column(by) for by in _broken_down(grain.name) if by in house.facts}
            plan, outputs = plan_for(house.wiring, columns)
            texts[grain.name] = select_text(plan, outputs, grain.name, "duckdb", None).sql(dialect="duckdb")
    return texts, refused


def _broken_down(grain: str) -> list[str]:
    """By what the indicators of a grain are broken down, beside its atoms."""
    asked = {by for one in collect().indicators.values() if _grain_of(one) == grain for by in one.by}
    return sorted(asked - set(ATOM_COLUMNS))


def column_of(indicator: str) -> str:
    """The column of the figures layer that holds an indicator."""
    return "is_" + indicator.replace(".", "__")


def as_rule(indicator: Indicator) -> Rule:
    """An indicator as a rule of one record: a count says yes, no or unknown; a total says how much, unknown if left out."""
    measure = indicator.measure
    where = getattr(measure, "where", None)
    value = measure.value if isinstance(measure, Total) else None
    functions = [rule for rule in (where, value) if rule is not None]
    asked = {name: parameter for rule in functions for name, parameter in signature(rule).parameters.items()}

    def give(*columns: Expression) -> Expression:
        known = dict(zip(asked, columns, strict=True))
        told = [rule(*(known[name] for name in signature(rule).parameters)) for rule in functions]
        if value is None:
            return told[0] if told else wrap(True)
        return if_(told[0], told[1], None) if where is not None else told[0]

    give.__name__ = column_of(indicator.name)
    give.__doc__ = indicator.label_en
    give.__dict__["__signature__"] = signature(give).replace(parameters=list(asked.values()))
    return give


def write_manifest(folder: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    """What the folder holds: rows and SHA-256 of every file, beside when, for whom and under which law it was made."""
    files = {
        str(path.relative_to(folder)): {"rows": pq.read_metadata(path).num_rows, "sha256": sha256_of(path)}
        for path in sorted(folder.rglob("*.parquet"))
    }
    manifest = {**about, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return manifest


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def faults_of(folder: Path, manifest: Mapping[str, Any]) -> list[str]:
    """What no longer agrees with a manifest, one sentence each; empty when the snapshot is whole."""
    faults = []
    for name, said in manifest["files"].items():
        if not (folder / name).exists():
            faults.append(f"Thiếu tệp {name}.")
        elif sha256_of(folder / name) != said["sha256"]:
            faults.append(f"Tệp {name} đã bị sửa sau khi chụp.")
    return faults


def _write_grain(
    duck: duckdb.DuckDBPyConnection, grain: Grain, text: str, part: Part, number: int, folder: Path
) -> None:
    root = part.root
    known = {grain.key, *_broken_down(grain.name)}
    own = [f'r."{column}", ' for column in dict.fromkeys(about_of(root)) if column not in known]
    member = f'JOIN "{grain.name}" AS m ON m."{grain.key}" = f."{grain.key}"' if grain is not root else ""
    same = " AND ".join(f"a.{name} IS NOT DISTINCT FROM r.{name}" for name in ATOM_COLUMNS)
    target = folder / "figures" / grain.name / f"{part.name}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    duck.execute(
        f"""COPY (
          SELECT a.atom, {"".join(own)}f.*
          FROM ({text}) AS f {member}
          JOIN {_placed(root)} AS r ON r."{root.key}" = {"m" if member else "f"}."{root.key}"
          JOIN atoms_{number} AS a ON {same}
          ORDER BY a.atom
        ) TO '{target}' (FORMAT PARQUET, COMPRESSION ZSTD)"""
    )


def about_of(root: Grain) -> tuple[str, str, str]:
    """The columns that say which record of the counted grain a row is of: its key, what is listed, its subject."""
    told = counting_of(root)
    return root.key, told.listed or root.key, told.subject or root.key


def _atoms_sql(part: Part, number: int) -> str:
    columns = ", ".join(ATOM_COLUMNS)
    return (
        f"CREATE OR REPLACE TEMP TABLE atoms_{number} AS SELECT '{part.root.name}' AS grain,"
        f" {number * ATOMS_A_PART} + row_number() OVER (ORDER BY {columns}) AS atom, *"
        f" FROM (SELECT {columns}, count(*) AS records FROM {_placed(part.root)} GROUP BY ALL)"
    )


def _placed(root: Grain) -> str:
    """The records of a counted grain: which they are, and where and when they count."""
    told = counting_of(root)
    about = ", ".join(f'"{column}"' for column in dict.fromkeys(about_of(root)))
    month_end = f"last_day(make_date({root.partition} // 100, {root.partition} % 100, 1))"
    atom = {
        "period": root.partition,
        "commune_id": told.commune,
        "commune_later_id": told.commune_later or "CAST(NULL AS VARCHAR)",
        "province_id": told.province,
        "decided_on": told.decided or month_end,
        "is_out_of_turn": told.is_out_of_turn or "false",
    }
    return f'(SELECT {about}, {", ".join(f"{sql} AS {name}" for name, sql in atom.items())} FROM "{root.name}")'


def _grain_of(indicator: Indicator) -> str:
    """The grain of a count or total, and of a ratio through its numerator."""
    measure = indicator.measure
    while not isinstance(measure, Count | Total):
        name = getattr(measure, "numerator", None) or getattr(measure, "of", None)
        if name is None or name not in collect().indicators:
            return ""
        measure = collect().indicators[name].measure
    return measure.grain


def last_event() -> int:
    """The newest audit event now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM core_auditevent")
        return int(cursor.fetchone()[0])
