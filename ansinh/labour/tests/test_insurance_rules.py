"""The rules of unemployment insurance, case by case, on every engine; and what must hold of all of them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ansinh.core.days import first_day, last_day, month_of
from ansinh.engine import Grain
from ansinh.engine.collect import collect
from ansinh.engine.expressions import Literal, walk
from ansinh.labour.facts.insurance import jobless, jobless_course, jobless_month
from tests.cases import Suite, differences, figures_tested, house_of, read_cases
from tests.engine.conftest import postgres  # noqa: F401 - fixture

CASES = Path(__file__).parent / "cases"
ROOMS = ("benefits", "labour", "poverty")
MODULE = "ansinh.labour.rules.unemployment"


def _completed(*grains: Grain) -> Any:
    def complete(record: dict[str, Any], listed: dict[str, Any], day: date) -> None:
        for grain in grains:
            for name, fact in grain.facts.items():
                if (short := name.removeprefix(f"{grain.name}_")) in record:
                    record[name] = record.pop(short)
                if fact.type_name == "bool":
                    record.setdefault(name, False)
        month = month_of(day)
        record |= {
            "month_first_day": first_day(month),
            "month_last_day": last_day(month),
            "day_before_month": first_day(month) - timedelta(1),
        }
        record.setdefault("resident_is_in_prison", False)

    return complete


RIGHTS = Suite(CASES / "unemployment", ROOMS, "jobless_month", {}, _completed(jobless_month, jobless), "right")
COURSES = Suite(CASES / "unemployment_courses", ROOMS, "jobless_course", {}, _completed(jobless_course), "course")
EVERY = [(suite, case) for suite in (RIGHTS, COURSES) for case in read_cases(suite)]
on_each_case = pytest.mark.parametrize(("suite", "case"), EVERY, ids=[case.sentence for _, case in EVERY])


@on_each_case
@pytest.mark.parametrize("engine", ["interpreted", "duckdb"])
def test_a_case_comes_out(suite: Suite, case: Any, engine: str) -> None:
    assert differences(suite, case, engine) == []


@pytest.mark.postgres
def test_every_case_comes_out_on_postgresql(postgres: Any) -> None:  # noqa: F811
    wrong = {case.sentence: differences(suite, case, "postgres", postgres) for suite, case in EVERY}

    assert {sentence: said for sentence, said in wrong.items() if said} == {}


def test_every_rule_and_every_benefit_has_a_case_and_no_number_of_the_law() -> None:
    tested = figures_tested(RIGHTS) | figures_tested(COURSES)
    rules = {
        name: column
        for name, column in house_of(RIGHTS, date(2026, 1, 31)).rules.items()
        if (column.rule.__module__ if column.rule else "").startswith(MODULE)
    }
    written = {
        (name, node.value)
        for name, column in rules.items()
        for node in walk(column.expression)
        if isinstance(node, Literal) and isinstance(node.value, int) and node.value not in (-1, 0, 1)
    }

    assert rules.keys() - tested == set()
    assert {one.figure for one in collect(("labour",)).benefits.values()} <= tested
    assert written == set()


@pytest.mark.django_db
@pytest.mark.parametrize("grain", [jobless, jobless_month, jobless_course], ids=lambda grain: grain.name)
def test_a_grain_reads_from_the_tables_the_columns_it_publishes(grain: Grain) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({grain.query}) AS asked LIMIT 0")
        read = {column[0] for column in cursor.description}

    assert {*grain.key_columns, *(fact.column for fact in grain.facts.values())} <= read
