"""The whole made-up province, as `make demo` builds it: the published figures, their records, and today's map."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.flows.test_demo import ON, ansinh, asked, figures

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


def test_the_published_counts_and_rates(folder: Path) -> None:
    told = figures(folder, *PUBLISHED, *RATES)

    assert {name: told[name] for name in PUBLISHED} == PUBLISHED
    assert {name: round(told[name], 2) for name in RATES} == RATES


def of_years(folder: Path, rows: tuple[tuple[str, str, int, float, int], ...]) -> list[float]:
    """The figures of the rows, each of its place and year."""
    told = asked(folder, *((name, "--place", place, "--year", str(year)) for name, place, year, _, _ in rows))
    return [one["value"] for one in told]


def test_the_published_figures_of_labour(folder: Path) -> None:
    found = [
        (*row[:3], round(value, row[4]), row[4]) for row, value in zip(LABOUR, of_years(folder, LABOUR), strict=True)
    ]

    assert found == list(LABOUR)


def test_the_published_percents_of_the_plan(folder: Path) -> None:
    plan = "SELECT t.value FROM indicators_target t JOIN places_place p ON p.id = t.province_id WHERE t.indicator = ? AND t.year = ? AND p.slug = ?"
    with closing(sqlite3.connect(folder / "ansinh.sqlite3")) as database:
        plans = [database.execute(plan, (name, year, place)).fetchone()[0] for name, place, year, _, _ in OF_PLAN]

    found = [
        (*row[:3], round(100 * value / float(planned), row[4]), row[4])
        for row, value, planned in zip(OF_PLAN, of_years(folder, OF_PLAN), plans, strict=True)
    ]

    assert found == list(OF_PLAN)


def test_the_records_behind_a_figure_are_as_many_and_on_todays_map_the_sum_is_the_same(folder: Path) -> None:
    poor = ("poverty.poor_households", "--place", "tra-vinh", *ON)

    jobs, records, by_commune = asked(
        folder,
        ("jobs.created", "--place", "thai-binh", "--year", "2024", "--records"),
        (*poor, "--records"),
        (*poor, "--by", "commune", "--map", "today"),
    )

    assert len(jobs["records"]) == jobs["value"] == 34_800
    assert len(records["records"]) == records["value"] == 3_453
    assert by_commune["value"] == sum(row["value"] for row in by_commune["rows"]) == 3_453


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
