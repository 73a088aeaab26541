"""The ceilings of work abroad, case by case, on every engine; and that each grain reads the columns it publishes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ansinh.engine import Grain
from ansinh.labour.facts import abroad as abroad_facts
from ansinh.labour.facts import conditions as condition_facts
from tests.cases import Suite, differences, figures_tested, house_of, read_cases
from tests.engine.conftest import postgres  # noqa: F401 - fixture

CASES = Path(__file__).parent / "cases"
ROOMS = ("benefits", "labour", "poverty")


def _completed(grain: Grain, prefix: str) -> Any:
    def complete(record: dict[str, Any], listed: dict[str, Any], day: date) -> None:
        for name, fact in grain.facts.items():
            if (short := name.removeprefix(prefix)) in record:
                record[name] = record.pop(short)
            if fact.type_name == "bool":
                record.setdefault(name, False)

    return complete


CONTRACTS = Suite(CASES / "abroad", ROOMS, "abroad", {}, _completed(abroad_facts.abroad, "abroad_"), "contract")
EXTENSIONS = Suite(
    CASES / "abroad_extension",
    ROOMS,
    "abroad_extension",
    {},
    _completed(abroad_facts.extension, "extension_"),
    "extension",
)
EVERY = [(suite, case) for suite in (CONTRACTS, EXTENSIONS) for case in read_cases(suite)]
GRAINS = [one for room in (abroad_facts, condition_facts) for one in vars(room).values() if isinstance(one, Grain)]


@pytest.mark.parametrize(("suite", "case"), EVERY, ids=[case.sentence for _, case in EVERY])
@pytest.mark.parametrize("engine", ["interpreted", "duckdb"])
def test_a_case_comes_out(suite: Suite, case: Any, engine: str) -> None:
    assert differences(suite, case, engine) == []


@pytest.mark.postgres
def test_every_case_comes_out_on_postgresql(postgres: Any) -> None:  # noqa: F811
    wrong = {case.sentence: differences(suite, case, "postgres", postgres) for suite, case in EVERY}

    assert {sentence: said for sentence, said in wrong.items() if said} == {}


def test_every_rule_of_work_abroad_has_a_case() -> None:
    rules = {
        name
        for name, column in house_of(CONTRACTS, date(2024, 3, 1)).rules.items()
        if column.rule and column.rule.__module__ == "ansinh.labour.rules.abroad"
    }

    assert rules == figures_tested(CONTRACTS) | figures_tested(EXTENSIONS)


@pytest.mark.django_db
@pytest.mark.parametrize("grain", GRAINS, ids=lambda grain: grain.name)
def test_a_grain_reads_from_the_tables_the_columns_it_publishes(grain: Grain) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({grain.query}) AS asked LIMIT 0")
        read = {column[0] for column in cursor.description}

    assert {*grain.key_columns, *(fact.column for fact in grain.facts.values())} <= read
