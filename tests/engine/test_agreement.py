"""Interpreter, DuckDB, SQLite, PostgreSQL and Spark give the same figures for random rules over random people."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import ansinh.engine.language as words
from ansinh.engine import House

from .sources import as_arrow, as_text, read_value
from .world import WRITERS, record_of, worlds

Tables = dict[str, list[dict[str, Any]]]
Rows = dict[int, tuple[Any, ...]]
quiet = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.function_scoped_fixture,
    HealthCheck.filter_too_much,
]


def interpreted(house: House, names: list[str], grain: str, tables: Tables) -> Rows:
    keys = [row[f"{grain}_id"] for row in tables[grain]]
    return {key: tuple(house.values(names, record_of(tables, grain, key)).values()) for key in keys}


def asked(house: House, names: list[str], grain: str, tables: Tables, dialect: str, ask: Callable[[str], Any]) -> Rows:
    sources = {name: as_text(house.grains[name], rows, dialect) for name, rows in tables.items()}
    rows = ask(house.sql(names, grain=grain, dialect=dialect, tables=sources))
    types = [house.column(name).type for name in names]
    return {
        key: tuple(read_value(value, type_) for value, type_ in zip(values, types, strict=True))
        for key, *values in rows
    }


def figures_at(house: House, grain: str) -> list[str]:
    return [name for name, column in house.rules.items() if column.grain in ("", *house.wiring.ancestors(grain))]


@settings(max_examples=50, deadline=None, suppress_health_check=quiet)
@given(worlds())
def test_a_population_on_duckdb_gets_what_each_person_alone_gets(world: Any) -> None:
    house, tables, _ = world
    arrow = {name: as_arrow(house.grains[name], rows) for name, rows in tables.items()}

    for grain in tables:
        names = figures_at(house, grain)
        found = house.run(names, grain=grain, tables=arrow).to_pylist()

        assert {row[f"{grain}_id"]: tuple(row[name] for name in names) for row in found} == interpreted(
            house, names, grain, tables
        )


@settings(max_examples=50, deadline=None, suppress_health_check=quiet)
@given(worlds())
def test_sqlite_gives_the_same_figures(world: Any) -> None:
    house, tables, _ = world
    connection = sqlite3.connect(":memory:")

    for grain in tables:
        names = figures_at(house, grain)
        found = asked(house, names, grain, tables, "sqlite", lambda text: connection.execute(text).fetchall())

        assert found == interpreted(house, names, grain, tables)
    connection.close()


@pytest.mark.postgres
@settings(max_examples=40, deadline=None, suppress_health_check=quiet)
@given(world=worlds())
def test_postgresql_gives_the_same_figures(postgres: Any, world: Any) -> None:
    house, tables, _ = world

    for grain in tables:
        names = figures_at(house, grain)
        found = asked(house, names, grain, tables, "postgres", lambda text: postgres.execute(text).fetchall())

        assert found == interpreted(house, names, grain, tables)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=8, deadline=None, suppress_health_check=quiet, derandomize=True)
@given(world=worlds())
def test_spark_gives_the_same_figures(spark: Any, world: Any) -> None:
    house, tables, _ = world

    for grain in tables:
        names = figures_at(house, grain)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = asked(house, names, grain, tables, "spark", lambda text: spark.sql(text).collect())

        assert found == interpreted(house, names, grain, tables)


@settings(max_examples=40, deadline=None, suppress_health_check=quiet)
@given(worlds())
def test_every_figure_can_be_traced_said_and_is_unknown_only_where_it_may_be(world: Any) -> None:
    house, tables, texts = world

    for name in texts:
        grain = house.column(name).grain or "home"
        for row in tables[grain]:
            record = record_of(tables, grain, row[f"{grain}_id"])
            trace = house.trace(name, record)

            assert trace.value == house.values([name], record)[name]
            assert trace.value is not None or house.column(name).nullable
            assert trace.as_text().count("\n") == len(trace.steps) - 1
        assert len(house.sentence(name)) > len(house.column(name).label.label_vi) + 2


def test_the_random_rules_use_every_word_of_the_language() -> None:
    public = {name for name, word in vars(words).items() if getattr(word, "__module__", "") == words.__name__}
    operators = {"<", "<=", ">", ">=", "==", "!=", "&", "|", "+", "-", "~", "unary -", "*"}

    assert set(WRITERS) == {name for name in public if not name.startswith("_")} | operators
