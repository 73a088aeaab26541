"""The whole made-up province, as `make demo` builds it: the published figures, their records, and today's map."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.flows.test_demo import ansinh, figure

pytestmark = [pytest.mark.full_size, pytest.mark.timeout(1800)]
PUBLISHED = {
    "poverty.households": 287_500,
    "poverty.poor_households": 3_453,
    "poverty.khmer_poor_households": 1_879,
    "poverty.near_poor_households": 6_780,
    "poverty.average_households": 132_258,
    "poverty.better_off_households": 126_346,
    "poverty.rich_households": 12_958,
}
RATES = {
    "poverty.poverty_rate": 1.20,
    "poverty.khmer_poverty_rate": 2.08,
    "poverty.near_poverty_rate": 2.36,
    "poverty.average_rate": 46.00,
    "poverty.better_off_rate": 43.95,
    "poverty.rich_rate": 4.51,
}


@pytest.fixture
def folder(whole_province: Path) -> Path:
    return whole_province


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_count(folder: Path, name: str) -> None:
    assert figure(folder, name)["value"] == PUBLISHED[name]


@pytest.mark.parametrize("name", RATES)
def test_the_published_rate(folder: Path, name: str) -> None:
    assert round(figure(folder, name)["value"], 2) == RATES[name]


def test_the_records_behind_the_poor_households_are_as_many(folder: Path) -> None:
    told = figure(folder, "poverty.poor_households", "--on", "2023-12-31", "--records")

    assert len(told["records"]) == told["value"] == 3_453


def test_on_todays_map_the_sum_is_the_same(folder: Path) -> None:
    told = figure(folder, "poverty.poor_households", "--on", "2023-12-31", "--by", "commune", "--map", "today")

    assert told["value"] == sum(row["value"] for row in told["rows"]) == 3_453


def test_the_check_finds_the_households_the_published_classes_leave_out(folder: Path) -> None:
    ran = ansinh(folder, "figure", "check", "--place", "tra-vinh", "--year", "2023")

    assert "5.705" in ran.stdout


def test_no_personal_number_twice_and_about_a_million_people(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ansinh.sqlite3")) as database:
        people, numbers, distinct = database.execute(
            "SELECT COUNT(*), COUNT(personal_number), COUNT(DISTINCT personal_number) FROM people_person"
        ).fetchone()

    assert numbers == distinct
    assert 1_000_000 < people < 1_015_000
