"""The rules of the review, case by case, on every engine; and the edges that answers on the form cannot reach."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ansinh.engine import Fact, Grain, facts
from ansinh.engine.house import House
from ansinh.law import law_on
from ansinh.poverty import words
from ansinh.poverty.facts import _months_between as _months_between_sql
from ansinh.poverty.facts import review, review_member
from ansinh.poverty.rules.standard_2022 import b1_limit, poverty_class_by_points
from tests.cases import Case, Suite, differences, figures_tested, house_of, read_cases
from tests.engine.conftest import postgres, spark  # noqa: F401 - fixtures


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _complete(household: dict[str, Any], listed: dict[str, list[dict[str, Any]]], day: date) -> None:
    members = listed["members"]
    household.setdefault("review_day", day)
    household.setdefault("year", day.year)
    household.setdefault("origin", "same")
    if members:
        household.setdefault("member_count", len(members))
    for line, member in enumerate(members, start=1):
        member["member_line"] = line
        born = member.get("member_birth_date")
        member["age_months"] = _months_between(born, day) if born else None


SUITE = Suite(Path(__file__).parent / "cases", ("poverty",), "review", {"members": "review_member"}, _complete)
CASES = read_cases(SUITE)
on_each_case = pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {case.sentence}" for case in CASES])


@on_each_case
def test_a_case_comes_out_interpreted(case: Case) -> None:
    assert differences(SUITE, case, "interpreted") == []


@on_each_case
def test_a_case_comes_out_on_duckdb(case: Case) -> None:
    assert differences(SUITE, case, "duckdb") == []


@pytest.mark.postgres
def test_every_case_comes_out_on_postgresql(postgres: Any) -> None:  # noqa: F811
    wrong = {case.sentence: differences(SUITE, case, "postgres", postgres) for case in CASES}

    assert {sentence: said for sentence, said in wrong.items() if said} == {}


@pytest.mark.spark
def test_every_case_comes_out_on_spark(spark: Any) -> None:  # noqa: F811
    wrong = {case.sentence: differences(SUITE, case, "spark", spark) for case in CASES}

    assert {sentence: said for sentence, said in wrong.items() if said} == {}


@pytest.mark.parametrize("day", [date(2018, 10, 1), date(2023, 10, 1), date(2028, 10, 1)])
def test_every_rule_has_a_case(day: date) -> None:
    without = set(house_of(SUITE, day).rules) - figures_tested(SUITE)

    assert without == set()


@pytest.mark.parametrize(
    ("is_urban", "points", "b2", "expected"),
    [
        (False, 139, 30, "poor"),
        (False, 140, 30, "poor"),
        (False, 140, 29, "near_poor"),
        (False, 141, 30, "not_poor"),
        (False, 141, None, "not_poor"),
        (False, None, 30, None),
        (False, 140, None, None),
        (True, 175, 30, "poor"),
        (True, 175, 20, "near_poor"),
        (True, 176, 120, "not_poor"),
        (True, 141, 0, "near_poor"),
    ],
)
def test_the_limits_themselves_are_still_poor(is_urban: bool, points: int, b2: int, expected: str) -> None:
    grain = Grain("scored", key="scored_id")
    facts(
        grain,
        Fact("is_urban", bool),
        Fact("b1_points", int, nullable=True, unit="points"),
        Fact("b2_points", int, nullable=True, unit="points"),
    )
    house = House.of([grain], [b1_limit, poverty_class_by_points], law_on(date(2023, 10, 1)))

    given = house.values(["poverty_class_by_points"], {"is_urban": is_urban, "b1_points": points, "b2_points": b2})

    assert given == {"poverty_class_by_points": expected}


@pytest.mark.django_db
@pytest.mark.parametrize("grain", [review, review_member], ids=lambda grain: grain.name)
def test_a_grain_reads_from_the_tables_exactly_the_columns_it_publishes(grain: Grain) -> None:
    with connection.cursor() as cursor:
        cursor.execute(grain.query)
        read = {column[0] for column in cursor.description}

    assert read == {*grain.key_columns, *(fact.column for fact in grain.facts.values())}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("born", "day", "months"),
    [
        (date(2022, 10, 1), date(2023, 10, 1), 12),
        (date(2022, 10, 2), date(2023, 10, 1), 11),
        (date(2023, 9, 15), date(2023, 10, 1), 0),
        (date(2020, 2, 29), date(2021, 2, 28), 11),
        (date(2020, 2, 29), date(2021, 3, 1), 12),
        (date(2023, 1, 31), date(2023, 2, 28), 0),
    ],
)
def test_an_age_in_months_is_complete_when_its_day_comes_round(born: date, day: date, months: int) -> None:
    with connection.cursor() as cursor:
        months_sql = _months_between_sql(f"'{born}'", f"'{day}'")
        cursor.execute(f"SELECT {months_sql}")
        (given,) = cursor.fetchone()

    assert given == months == _months_between(born, day)


def test_the_lists_of_the_law_are_the_words_of_the_room() -> None:
    law = law_on(date(2023, 10, 1)).poverty

    assert [one["code"] for one in law.indicators] == list(words.DEPRIVATIONS)
    assert {one["code"]: one["number"] for one in law.indicators} == words.DEPRIVATION_NUMBERS
    assert list(law.causes) == list(words.CAUSES)
    assert [f"a_{one['code']}" for one in law.form_a.questions] == [
        name for name in review.facts if name.startswith("a_")
    ][1:]
    assert law.b1_points.water.key_types == ("str", "str")
    assert {area for _, area in law.b1_points.household_size.rows} == set(words.AREAS)
    assert {region for (region,) in law.b1_points.region.rows} == set(words.URBAN_REGIONS)
    assert set(law.b1_regions) == set(words.URBAN_REGIONS)


def test_every_province_before_the_merger_has_one_region() -> None:
    regions = law_on(date(2023, 10, 1)).poverty.b1_regions
    listed = [province for region in regions if region != "five_central_cities" for province in regions[region]]

    assert len(listed) == len(set(listed)) == 63
    assert set(regions["five_central_cities"]) <= set(listed)
    assert "84" in regions["mekong_delta"]
