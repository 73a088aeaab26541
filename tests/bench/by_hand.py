"""The pattern to measure against: DuckDB SQL written by hand for one year's law, with the point tables as data to join."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from ansinh.engine.run import Source, attach, connect
from ansinh.law import Law
from ansinh.law.reader import table_rows

SQL = Path(__file__).with_name("by_hand.sql").read_text(encoding="utf-8")
TICKED = ("non_farm_jobs", "house", "assets", "livestock")
BANDED = ("floor_area", "electricity", "garden", "annual_crops", "perennial_crops", "water_surface", "forest")


def run_by_hand(tables: dict[str, Source], law_tables: dict[str, pa.Table]) -> pa.Table:
    """Key, class, living standard, B1 and B2 points of every household of `tables`, in no order."""
    with connect() as connection:
        attach(connection, {**law_tables, **tables})
        result: pa.Table = connection.sql(SQL).to_arrow_table()
        return result


def law_tables(law: Law) -> dict[str, pa.Table]:
    """`points_<item>` (row, area, points), `by_area` (a line an area, a column a ticked row or band), `growth` (form 3.11)."""
    items = points_by_row(law)
    tables = {f"points_{name}": _points(rows) for name, rows in items.items() if name not in (*TICKED, *BANDED)}
    tables["by_area"] = _by_area({name: items[name] for name in (*TICKED, *BANDED)})
    tables["growth"] = _growth(law)
    return tables


def points_by_row(law: Law) -> dict[str, dict[tuple[Any, ...], int]]:
    """The points of form B1 by item, then by (row, area); of the region by (region,)."""
    items = law.value("poverty.b1_points")
    return {name: {key: cell for key, (cell, _) in table_rows(item["table"]).items()} for name, item in items.items()}


def _points(rows: dict[tuple[Any, ...], int]) -> pa.Table:
    keys = [*rows]
    areas = {"area": [key[1] for key in keys]} if len(keys[0]) > 1 else {}
    return pa.table({"row": [key[0] for key in keys], **areas, "points": pa.array([*rows.values()], pa.int64())})


def _by_area(items: dict[str, dict[tuple[Any, ...], int]]) -> pa.Table:
    lines: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, rows in items.items():
        for (row, area), points in rows.items():
            lines[area][row if name in TICKED else f"{name}_{row}"] = points
    return pa.Table.from_pylist([{"area": area, **points} for area, points in lines.items()])


def _growth(law: Law) -> pa.Table:
    heights, weights = law.poverty.nutrition_height.rows, law.poverty.nutrition_weight.rows
    return pa.Table.from_pylist(
        [
            {"age_months": months, "sex": sex, "least_height_mm": height, "least_weight_g": weights.get((months, sex))}
            for (months, sex), height in heights.items()
        ]
    )


def differing_rows(ours: pa.Table, pattern: pa.Table) -> list[tuple[Any, ...]]:
    """Up to ten households on which the two do not agree, both rows; empty when every row and value is equal."""
    columns = ", ".join(ours.column_names)
    found: list[tuple[Any, ...]] = duckdb.sql(
        f"(SELECT 'ours', {columns} FROM ours EXCEPT ALL SELECT 'ours', {columns} FROM pattern) UNION ALL"
        f" (SELECT 'pattern', {columns} FROM pattern EXCEPT ALL SELECT 'pattern', {columns} FROM ours) ORDER BY 2 LIMIT 10"
    ).fetchall()
    return found
