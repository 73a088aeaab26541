"""Writes a province's records and the figures layer to Parquet.

``records/<year>/<grain>.parquet`` are the published facts as they stood. ``figures/<grain>/<year>.parquet`` has one row for
each record with its place, its decision day, the breakdowns, and one column for each indicator that counts the grain: whether
(or how much) the record counts, by the law of that year's review. ``figures/atoms.parquet`` numbers the places and decisions.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from inspect import signature
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection

from ansinh.core.database import read_populations
from ansinh.engine import Expression, RuleError, if_
from ansinh.engine.collect import Declarations, Rule, collect
from ansinh.engine.expressions import wrap
from ansinh.engine.facts import Grain
from ansinh.engine.house import House
from ansinh.engine.measures import Count, Indicator, Total
from ansinh.engine.run import attach, connect
from ansinh.engine.snapshot import open_snapshot, query_of, write_snapshot
from ansinh.law import LawError, law_on, law_version
from ansinh.poverty.models import Campaign

PLACE_COLUMNS = ("commune_id", "commune_later_id", "province_id", "year", "campaign_kind", "decided_on")
Tell = Callable[[str], None]


def write_records(province_id: str, folder: Path, taken_at: datetime, tell: Tell) -> dict[int, dict[str, str]]:
    """Every grain that lies in a province, a folder a year with its own manifest; gives the files by year and grain."""
    inside = {
        grain.name: condition for grain in collect().grains.values() if (condition := _inside(grain, province_id))
    }
    grains = [collect().grains[name] for name in inside]
    files = {}
    for year in _law_days(province_id):
        target = folder / "records" / str(year)
        tell(f"ghi hồ sơ năm {year}")
        where = {grain.name: f"{grain.partition} = {year} AND {inside[grain.name]}" for grain in grains}
        read = _read_all([query_of(grain, where[grain.name]) for grain in grains])
        write_snapshot(grains, read, target, taken_at=taken_at, law_version=law_version(), where=where)
        files[year] = open_snapshot(target)
    return files


def _read_all(queries: Sequence[str]) -> Callable[[str], Iterable[pa.RecordBatch]]:
    """What gives the rows of each query; all are read side by side."""
    rows = read_populations({str(number): (sql, None) for number, sql in enumerate(queries)})
    return lambda sql: rows[str(queries.index(sql))].to_batches()


def write_figures(
    province_id: str, files: Mapping[int, Mapping[str, str]], folder: Path, tell: Tell
) -> dict[str, dict[str, str]]:
    """The figures layer over the written records; gives, by year, which indicators that year's law cannot give and why."""
    unavailable: dict[str, dict[str, str]] = {}
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    with connect() as duck:
        atoms = []
        for year, law_day in _law_days(province_id).items():
            tables = files[year]
            attach(duck, tables)
            duck.execute(_atoms_sql(year))
            atoms.append(f"atoms_{year}")
            house, columns, refused = measured_house(law_day)
            unavailable[str(year)] = refused
            for grain, names in columns.items():
                if grain in tables:
                    tell(f"tính chỉ tiêu {house.grains[grain].label_vi or grain}, {year}")
                    _write_grain(duck, house, grain, names, year, folder)
        if atoms:
            every = " UNION ALL ".join(f"SELECT * FROM {name}" for name in atoms)
            duck.execute(f"COPY ({every}) TO '{folder}/figures/atoms.parquet' (FORMAT PARQUET)")
    return unavailable


@lru_cache(maxsize=16)
def measured_house(law_day: date) -> tuple[House, dict[str, list[str]], dict[str, str]]:
    """The house of a day with every indicator as a figure of each record.

    Gives the house, the columns by grain, and the indicators this law cannot give with the reason."""
    declared, law = collect(), law_on(law_day)
    plain = House(declared, law)
    rules: list[tuple[Rule, Any]] = []
    columns: dict[str, list[str]] = {}
    refused: dict[str, str] = {}
    for indicator in declared.indicators.values():
        if not isinstance(measure := indicator.measure, Count | Total):
            continue
        rule = as_rule(indicator)
        try:
            plain.wiring.bind(rule, rule.__name__)
        except (RuleError, LawError) as error:
            refused[indicator.name] = str(error)
            continue
        rules.append((rule, ()))
        columns.setdefault(measure.grain, []).append(rule.__name__)
    whole = Declarations(declared.grains, [*declared.rules, *rules], declared.indicators, declared.relations)
    return House(whole, law), columns, refused


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
    duck: duckdb.DuckDBPyConnection, house: House, grain: str, names: list[str], year: int, folder: Path
) -> None:
    key, record = house.grains[grain].key, "review_id"
    dimensions = dict.fromkeys(
        by for one in collect().indicators.values() if _grain_of(one) == grain for by in one.by if by in house.facts
    )
    wanted = [*names, *(by for by in dimensions if by not in PLACE_COLUMNS)]
    target = folder / "figures" / grain / f"{year}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    own = f'm."{record}", ' if grain != "review" else ""
    members = f'JOIN "{grain}" AS m ON m."{key}" = f."{key}"' if grain != "review" else ""
    review_id = "m.review_id" if grain != "review" else "f.review_id"
    duck.execute(
        f"""COPY (
          SELECT a.atom, r.household_id, {own}f.*
          FROM ({house.sql(wanted, grain=grain)}) AS f {members}
          JOIN review AS r ON r.review_id = {review_id}
          JOIN atoms_{year} AS a ON {_same_atom("a", "r")}
          ORDER BY a.atom
        ) TO '{target}' (FORMAT PARQUET, COMPRESSION ZSTD)"""
    )


def _atoms_sql(year: int) -> str:
    columns = ", ".join(PLACE_COLUMNS)
    return (
        f"CREATE OR REPLACE TEMP TABLE atoms_{year} AS SELECT {year} * 1000000 + row_number() OVER (ORDER BY {columns}) AS atom,"
        f" * FROM (SELECT {columns}, count(*) AS records FROM review GROUP BY ALL)"
    )


def _same_atom(left: str, right: str) -> str:
    return " AND ".join(f"{left}.{name} IS NOT DISTINCT FROM {right}.{name}" for name in PLACE_COLUMNS)


def _grain_of(indicator: Indicator) -> str:
    """The grain of a count or total, and of a ratio through its numerator."""
    measure = indicator.measure
    while not isinstance(measure, Count | Total):
        name = getattr(measure, "numerator", None) or getattr(measure, "of", None)
        if name is None or name not in collect().indicators:
            return ""
        measure = collect().indicators[name].measure
    return measure.grain


def _inside(grain: Grain, province_id: str) -> str:
    """The condition that keeps a grain's rows of one province, its own or its parent's; empty when it has none."""
    if not grain.partition:
        return ""
    if "province_id" in grain.facts:
        return f"province_id = '{province_id}'"
    for parent, column in grain.parents.items():
        above = collect().grains[parent]
        if "province_id" in above.facts:
            return f"{column} IN (SELECT {above.key} FROM ({above.query}) AS p WHERE p.province_id = '{province_id}')"
    return ""


def _law_days(province_id: str) -> dict[int, date]:
    """The day whose law classes the reviews of each year."""
    campaigns = Campaign.objects.filter(province_id=province_id).order_by("year", "-kind")
    return dict(campaigns.values_list("year", "law_day"))


def last_event() -> int:
    """The newest audit event now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM core_auditevent")
        return int(cursor.fetchone()[0])
