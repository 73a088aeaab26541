"""The rules of rights, case by case, on every engine; and what must hold of all of them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection

from ansinh.benefits import words
from ansinh.benefits.facts import claim, resident, title
from ansinh.benefits.rules import assistance, merit
from ansinh.core.days import first_day, last_day, month_of
from ansinh.engine import Grain
from ansinh.engine.collect import collect
from ansinh.engine.expressions import Literal, walk
from ansinh.engine.house import house_on
from ansinh.law import law_on, parameters
from tests.cases import Case, Suite, Trial, differences, figures_tested, house_of, read_cases, tables_of
from tests.engine.conftest import postgres, spark  # noqa: F401 - fixtures


def _complete(person: dict[str, Any], listed: dict[str, list[dict[str, Any]]], day: date) -> None:
    """Facts by their names or without their grain's prefix; yes and no are no unless said; the month is the day's."""
    month = month_of(day)
    _named(person, resident)
    person.setdefault("resident_birth_date", date(1970, 6, 15))
    person |= {
        "resident_month": month,
        "month_first_day": first_day(month),
        "month_last_day": last_day(month),
        "day_before_month": first_day(month) - timedelta(days=1),
    }
    for number, held in enumerate(listed["titles"], start=1):
        _named(held, title)
        held |= {"title_id": number, "title_month": month}
    for asked in listed["claims"]:
        _named(asked, claim)
        asked["claim_month"] = month


def _named(record: dict[str, Any], grain: Grain) -> None:
    for key in [key for key in record if f"{grain.name}_{key}" in grain.facts]:
        record[f"{grain.name}_{key}"] = record.pop(key)
    for name, fact in grain.facts.items():
        if fact.type_name == "bool" and not fact.nullable:
            record.setdefault(name, False)


SUITE = Suite(
    Path(__file__).parent / "cases", ("benefits", "poverty"), "resident", {"titles": "title", "claims": "claim"}, _complete, "person"
)  # fmt: skip
CASES = read_cases(SUITE)
on_each_case = pytest.mark.parametrize("case", CASES, ids=[f"{case.file}: {case.sentence}" for case in CASES])
# The months in which a value of these laws begins, enters into force or ends, and the month before the social pension.
MONTHS = (
    202107,
    202109,
    202201,
    202203,
    202307,
    202309,
    202407,
    202506,
    202507,
    202509,
    202607,
    202610,
    202611,
    202701,
)


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
def test_what_is_paid_in_a_month_comes_out_on_spark(spark: Any) -> None:  # noqa: F811
    """The benefits of January 2026, which has most cases: Spark needs seconds to compile each month's law, whatever the rows."""
    paid = replace(SUITE, figures=frozenset(benefit.figure for benefit in collect().benefits.values()))
    in_month = [
        replace(case, trials=tuple(one for one in case.trials if one.day == date(2026, 1, 31)))
        for case in read_cases(paid)
    ]
    wrong = {case.sentence: differences(paid, case, "spark", spark) for case in in_month}

    assert sum(len(case.trials) for case in in_month) > 200
    assert {sentence: said for sentence, said in wrong.items() if said} == {}


def _random_trial(key: int, day: date, chance: Random) -> Trial:
    """A person as no register would have one: any titles and claims, any age, anything unknown."""

    def maybe(*values: Any) -> Any:
        return chance.choice((None, *values))

    person: dict[str, Any] = {
        "birth_date": date(1930, 1, 1) + timedelta(days=chance.randrange(35_200)),
        "died_on": maybe(None, None, day, day - timedelta(days=45)),
        "pension_dong": maybe(400_000, 500_000, 900_000),
        "disability_rank": maybe(1, 2, 3),
        "is_studying": maybe(True, False),
        "household_class": maybe("poor", "near_poor", "not_poor"),
    }
    for name in ("has_pension", "has_survivor_pension", "has_wage", "is_in_prison", "in_difficult_area"):
        person[name] = chance.random() < 0.15
    titles = [
        {
            "category": chance.choice(list(words.CATEGORIES)),
            "loss_rate": maybe(*range(15, 101, 5), 81),
            "martyr_count": maybe(1, 2, 3),
            "seniority_years": maybe(14, 15, 19),
            "child_count": maybe(0, 1, 2),
            "cared_birth_date": maybe(date(2010, 1, 15), date(2022, 1, 15), date(1950, 1, 1)),
            "is_special": chance.random() < 0.2,
            "is_pregnant": chance.random() < 0.2,
            "is_suspended": chance.random() < 0.1,
            "is_second_of_deceased": chance.random() < 0.1,
        }
        for _ in range(chance.choice((0, 1, 1, 2, 3, 4)))
    ]
    claims = [
        {
            "kind": chance.choice(list(words.CLAIMS)),
            "loss_rate": maybe(4, 5, 10, 11, 20, 21),
            "seniority_months": maybe(0, 5, 61, 66),
            "study_level": maybe("nursery", "general"),
            "is_worshipper": chance.random() < 0.5,
            "is_cancelled": chance.random() < 0.2,
        }
        for _ in range(chance.choice((0, 0, 1, 2)))
    ]
    _complete(person, {"titles": titles, "claims": claims}, day)
    return Trial(key, day, None, person, {"title": tuple(titles), "claim": tuple(claims)}, {}, {})


@pytest.mark.parametrize("day", [date(2021, 8, 31), date(2025, 6, 30), date(2026, 10, 31)])
def test_anybody_in_a_population_gets_what_he_gets_alone_and_never_two_of_one(day: date) -> None:
    house = house_on(law_on(day, day, in_force_on=day), rooms=SUITE.rooms)
    chance = Random(day.toordinal())
    trials = [_random_trial(key, day, chance) for key in range(1, 151)]
    names = [one.figure for one in collect().benefits.values() if one.grain == "resident" and one.figure in house.rules]

    found = house.run(names, grain="resident", tables=tables_of(SUITE, house, trials)).to_pylist()

    for trial in trials:
        together = next(row for row in found if row["resident_id"] == trial.key)
        alone = house.values(names, {**trial.record, "members": dict(trial.members)})
        assert {name: together[name] for name in names} == alone, trial
        assert all(amount is None or amount >= 0 for amount in alone.values()), trial
        assert not (alone.get("social_pension") and alone["monthly_social_allowance"]), trial


def test_every_benefit_and_every_rule_has_a_case() -> None:
    tested = figures_tested(SUITE)
    rules = {
        name
        for name, column in house_of(SUITE, date(2026, 11, 30)).rules.items()
        if (column.rule.__module__ if column.rule else "").startswith("ansinh.benefits.rules")
    }

    assert {benefit.figure for benefit in collect(("benefits",)).benefits.values()} - tested == set()
    assert rules - tested == set()


def test_every_category_and_every_claim_is_in_a_case() -> None:
    trials = [trial for case in CASES for trial in case.trials]

    held = {one["title_category"] for trial in trials for one in trial.members["title"]}
    claimed = {one["claim_kind"] for trial in trials for one in trial.members["claim"]}

    assert held == set(words.CATEGORIES)
    assert claimed == set(words.CLAIMS)


@pytest.mark.parametrize("month", MONTHS)
def test_every_benefit_is_wired_every_month_since_july_2021(month: int) -> None:
    house = house_on(law_on(last_day(month), in_force_on=last_day(month)))

    missing = {
        benefit.figure
        for benefit in collect().benefits.values()
        if benefit.figure not in house.rules or house.column(benefit.figure).grain != benefit.grain
    }

    assert missing == (set() if month >= 202507 else {"social_pension"})


def test_a_house_before_the_decrees_has_no_benefits_and_stands() -> None:
    house = house_on(law_on(date(2018, 12, 31)))

    assert not {benefit.figure for benefit in collect().benefits.values()} & set(house.rules)


def test_a_file_of_rules_stands_under_a_law_that_exists() -> None:
    named = {path for _, under in collect(("benefits",)).rules for path, *_ in under}

    assert named <= set(parameters())


def test_the_two_lower_survivor_levels_are_the_same_in_every_decree() -> None:
    for dated in parameters()["merit.monthly"].values:
        assert dated.value["survivor_of_revolutionary_of_1945"] == dated.value["survivor_of_invalid_from_61"]
        assert dated.value["survivor_of_revolutionary_before_1945"] > dated.value["survivor_of_invalid_from_61"]


def test_no_number_of_the_law_stands_in_a_rule() -> None:
    house = house_of(SUITE, date(2026, 11, 30))
    written = {
        (name, node.value)
        for name, column in house.rules.items()
        if column.rule and column.rule.__module__.startswith("ansinh.benefits.rules")
        for node in walk(column.expression)
        if isinstance(node, Literal) and isinstance(node.value, int) and node.value not in (-1, 0, 1)
    }

    assert written == set()


@pytest.mark.django_db
@pytest.mark.parametrize("grain", [resident, title, claim], ids=lambda grain: grain.name)
def test_a_grain_reads_from_the_tables_the_columns_it_publishes(grain: Grain) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({grain.query}) AS asked LIMIT 0")
        read = {column[0] for column in cursor.description}

    assert {*grain.key_columns, *(fact.column for fact in grain.facts.values())} <= read


def test_the_lists_of_the_law_name_categories_of_the_registers() -> None:
    law = law_on(date(2026, 11, 30))
    listed = [category for group in law.merit.gift_groups.parts for category in group]

    assert set(listed) <= set(words.CATEGORIES)
    assert len(listed) == len(set(listed))
    assert set(law.assistance.exclusivity.paid_beside_single_parent) == set(assistance.BESIDE_SINGLE_PARENT)
    assert set(merit.ONE_LINE) | set(merit.BY_RATE) == {
        category for category, group in words.GROUP_OF.items() if group == "merit"
    }
