"""Records written into SQL text, so that every engine can be asked without tables of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
from sqlglot import exp

from ansinh.engine import Grain
from ansinh.engine.sql_words import scalar

SQL = {"int": "BIGINT", "bool": "BOOLEAN", "str": "TEXT", "date": "DATE"}
ARROW = {"int": pa.int64(), "bool": pa.bool_(), "str": pa.string(), "date": pa.date32()}


def columns_of(grain: Grain) -> dict[str, str]:
    return dict.fromkeys(grain.key_columns, "int") | {fact.column: fact.type_name for fact in grain.facts.values()}


def as_text(grain: Grain, rows: list[dict[str, Any]], dialect: str) -> str:
    """``(SELECT ... UNION ALL ...) AS grain``; without rows a SELECT that gives none."""
    columns = columns_of(grain)
    selects = [
        "SELECT "
        + ", ".join(_typed(row[name], type_, dialect).as_(name).sql(dialect) for name, type_ in columns.items())
        for row in rows or [dict.fromkeys(columns)]
    ]
    return f"({' UNION ALL '.join(selects)}{'' if rows else ' LIMIT 0'}) AS {grain.name}_given"


def as_arrow(grain: Grain, rows: list[dict[str, Any]]) -> pa.Table:
    fields = {name: ARROW[type_] for name, type_ in columns_of(grain).items()}
    return pa.Table.from_pylist(rows, schema=pa.schema(fields.items()))


def read_value(value: Any, type_: str) -> Any:
    """SQLite gives 0, 1 and text for yes, no and days."""
    if value is None:
        return None
    if type_ == "bool":
        return bool(value)
    return date.fromisoformat(value) if type_ == "date" and isinstance(value, str) else value


def _typed(value: Any, type_: str, dialect: str) -> exp.Expr:
    if dialect == "sqlite" and type_ in ("date", "bool"):
        return scalar(value.isoformat() if isinstance(value, date) else value)
    return exp.cast(scalar(value), SQL[type_])
