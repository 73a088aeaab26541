"""The whole made-up province, as `make demo` builds it: the published figures, their records, and today's map."""

import json
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

# Indicator, place, year, what was published, to how many decimals.
LABOUR = (
    ("jobs.created", "thai-binh", 2024, 34_800, 0), ("jobs.created.local", "thai-binh", 2024, 24_890, 0),
    ("jobs.created.other_province", "thai-binh", 2024, 6_410, 0), ("jobs.abroad", "thai-binh", 2024, 3_500, 0),
    ("training.enterprise_cooperation.registered", "thai-binh", 2024, 45, 0),
    ("training.enterprise_cooperation.signed", "thai-binh", 2024, 6, 0),
    ("jobs.created", "nghe-an", 2022, 45_000, 0), ("training.enrolled", "nghe-an", 2022, 65_498, 0),
    ("training.supported", "nghe-an", 2022, 9_370, 0), ("training.employed_after_rate", "nghe-an", 2022, 80.7, 1),
    ("training.trained_rate", "tra-vinh", 2023, 69.3, 1), ("training.certified_rate", "tra-vinh", 2023, 36.4, 1),
)  # fmt: skip
# Result in percent of the plan.
OF_PLAN = (
    ("jobs.created", "tra-vinh", 2023, 108.44, 2), ("jobs.abroad", "tra-vinh", 2023, 132.44, 2),
    ("training.enrolled", "tra-vinh", 2023, 103.36, 2), ("jobs.created", "nghe-an", 2022, 104.9, 1),
)  # fmt: skip


@pytest.fixture
def folder(whole_province: Path) -> Path:
    return whole_province


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_count(folder: Path, name: str) -> None:
    assert figure(folder, name)["value"] == PUBLISHED[name]


@pytest.mark.parametrize("name", RATES)
def test_the_published_rate(folder: Path, name: str) -> None:
    assert round(figure(folder, name)["value"], 2) == RATES[name]


@pytest.mark.parametrize(("name", "place", "year", "published", "decimals"), LABOUR)
def test_the_published_figure_of_labour(
    folder: Path, name: str, place: str, year: int, published: float, decimals: int
) -> None:
    told = json.loads(ansinh(folder, "figure", name, "--place", place, "--year", str(year), "--json").stdout)

    assert round(told["value"], decimals) == published


@pytest.mark.parametrize(("name", "place", "year", "published", "decimals"), OF_PLAN)
def test_the_published_percent_of_the_plan(
    folder: Path, name: str, place: str, year: int, published: float, decimals: int
) -> None:
    told = json.loads(ansinh(folder, "figure", name, "--place", place, "--year", str(year), "--json").stdout)
    with closing(sqlite3.connect(folder / "ansinh.sqlite3")) as database:
        [plan] = database.execute(
            "SELECT t.value FROM indicators_target t JOIN places_place p ON p.id = t.province_id WHERE t.indicator = ? AND t.year = ? AND p.slug = ?",
            (name, year, place),
        ).fetchone()

    assert round(100 * told["value"] / float(plan), decimals) == published


def test_the_records_behind_the_jobs_of_thai_binh_are_as_many(folder: Path) -> None:
    asked = ("--place", "thai-binh", "--year", "2024", "--records", "--json")
    told = json.loads(ansinh(folder, "figure", "jobs.created", *asked).stdout)

    assert len(told["records"]) == told["value"] == 34_800


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
            "SELECT COUNT(*), COUNT(personal_number), COUNT(DISTINCT personal_number) FROM people_person WHERE province_id = '84'"
        ).fetchone()

    assert numbers == distinct
    assert 1_000_000 < people < 1_015_000
