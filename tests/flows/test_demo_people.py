"""The made-up people and answers before they are written anywhere: exact counts, possible persons, the same for the same seed."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from ansinh.demo import labour_plan
from ansinh.demo.chance import Chance
from ansinh.demo.fitting import Survey, make_survey
from ansinh.demo.plan import ENDED, FATES, HOUSEHOLDS, plan_for, shared_out
from ansinh.demo.population import Population, make_memberships, make_population
from ansinh.people.models import personal_number_faults

URBAN = {"29266", "29236"}
DIVIDED = {"29464": [("1@2025", 0.65), ("2@2025", 0.35)]}


def people(households: int = 1500, seed: int = 7) -> Population:
    return make_population(plan_for(households), seed, URBAN, DIVIDED)


@pytest.fixture(scope="module")
def province() -> Population:
    return people()


def survey_of(population: Population, seed: int = 7) -> Survey:
    standard = np.where(population.households.is_gone, "", population.households.standard)
    memberships = make_memberships(population)
    return make_survey(population, memberships, year=2023, law_day=date(2023, 12, 14), standard=standard, seed=seed)


def test_the_plan_at_full_size_is_what_was_published() -> None:
    plan = plan_for(HOUSEHOLDS)

    counts = {name: plan.now(name) for name in ("poor", "near_poor", "average", "better_off", "rich", "unknown")}

    assert {name: sum(both) for name, both in counts.items()} == {
        "poor": 3_453, "near_poor": 6_780, "average": 132_258, "better_off": 126_346, "rich": 12_958, "unknown": 5_705,
    }  # fmt: skip
    assert counts["poor"][1] == 1_879
    assert round(100 * 1_879 / sum(khmer for _, khmer in counts.values()), 2) == 2.08


def test_the_plan_of_labour_leads_to_what_was_published() -> None:
    jobs = {(one.province, one.year): one for one in labour_plan.JOBS}
    plans = {(one.indicator, one.province, one.year): float(one.value) for one in labour_plan.PLANS}
    tra_vinh, nghe_an = jobs["84", 2023], jobs["40", 2022]

    assert jobs["34", 2024].total == 34_800
    assert round(100 * tra_vinh.total / plans["jobs.created", "84", 2023], 2) == 108.44
    assert round(100 * tra_vinh.abroad / plans["jobs.abroad", "84", 2023], 2) == 132.44
    assert round(100 * labour_plan.ENROLLED["84", 2023] / plans["training.enrolled", "84", 2023], 2) == 103.36
    assert round(100 * nghe_an.total / plans["jobs.created", "40", 2022], 1) == 104.9


def test_last_years_classes_and_what_became_of_them_add_up() -> None:
    for name in ("poor", "near_poor"):
        stayed = sum(fate.households for fate in FATES if fate.before == name and fate.now == name)
        left = sum(fate.households for fate in FATES if fate.before == name and fate.now != name)
        came = sum(fate.households for fate in FATES if fate.now == name and fate.before != name)
        ended = sum(households for before, households, _ in ENDED if before == name)
        start = stayed + left + ended
        assert start == {"poor": 5_118, "near_poor": 8_900}[name]
        assert start - left - ended + came == {"poor": 3_453, "near_poor": 6_780}[name]


@pytest.mark.parametrize("households", [500, 2_000, 99_999])
def test_a_smaller_province_has_exactly_as_many_households_as_asked(households: int) -> None:
    plan = plan_for(households)

    assert sum(other + khmer for other, khmer in plan.fates) == households


@pytest.mark.parametrize("households", [0, 499, HOUSEHOLDS + 1])
def test_a_size_nobody_can_build_is_refused_with_the_sizes_one_can(households: int) -> None:
    with pytest.raises(ValueError, match=f"{households} không hợp lệ.*500 đến 287500"):
        plan_for(households)


def test_shares_of_a_total_add_up_to_it() -> None:
    assert shared_out(10, [1, 1, 1]) == [4, 3, 3]
    assert shared_out(6, [1, 2, 3]) == [1, 2, 3]


def test_every_household_has_its_head_first_and_the_members_add_up(province: Population) -> None:
    living = ~province.households.is_gone

    assert int(province.households.size[living].sum()) == province.plan.persons
    assert (np.bincount(province.persons.household, province.persons.role == 0) == 1).all()


def test_personal_numbers_are_valid_for_sex_and_birth_year_and_never_twice(province: Population) -> None:
    numbers = province.persons.personal_number.to_pylist()
    known = [number for number in numbers if number]

    assert len(known) == len(set(known)) > 0.99 * len(numbers)
    for number, is_female, year in zip(numbers, province.persons.is_female, province.persons.birth_year, strict=True):
        assert number is None or not personal_number_faults(number, sex="f" if is_female else "m", birth_year=int(year))


def test_nobody_is_older_than_their_parents_would_allow(province: Population) -> None:
    persons, households = province.persons, province.households
    head_age = households.head_age[persons.household]
    children, parents = persons.role == 2, persons.role == 3

    assert (persons.age[children] <= head_age[children]).all()
    assert (persons.age[parents] > head_age[parents]).all()
    assert persons.age.min() >= 0 and persons.age.max() <= 101


def test_only_households_of_a_divided_commune_know_their_new_one(province: Population) -> None:
    commune = np.array(province.communes)[province.households.commune]
    later = np.array([name is not None for name in province.households.later.to_pylist()])

    assert set(commune[later]) == {"29464"}
    assert later[commune == "29464"].all()


def test_a_split_household_comes_from_one_of_its_own_commune(province: Population) -> None:
    households = province.households
    split = households.origin == "split"

    assert split.any()
    assert (households.commune[households.split_from[split] - 1] == households.commune[split]).all()


def test_the_same_seed_gives_the_same_province_and_another_seed_another() -> None:
    first, second, other = people(600), people(600), people(600, seed=8)

    assert first.persons.name.equals(second.persons.name)
    assert first.persons.personal_number.equals(second.persons.personal_number)
    assert not first.persons.name.equals(other.persons.name)


def test_the_same_seed_gives_the_same_answers(province: Population) -> None:
    first, second = survey_of(province), survey_of(province)

    for part in ("households", "forms", "lines"):
        for name, values in getattr(first, part).data.items():
            assert np.array_equal(values, getattr(second, part).data[name]), name


def test_answers_do_not_depend_on_who_else_is_asked() -> None:
    ids, attempt = np.arange(1, 101), np.zeros(100, int)

    alone = Chance(1, ids[40:41], attempt[:1])("water")

    assert alone[0] == Chance(1, ids, attempt)("water")[40]
    assert abs(Chance(1, np.arange(20_000), np.zeros(20_000, int))("water").mean() - 0.5) < 0.01


def test_households_that_could_not_tell_stay_without_the_answers_their_points_need(province: Population) -> None:
    survey = survey_of(province)
    silent = survey.forms.meant == "unknown"
    needed = ("electricity_kwh", "area_m2", "water", "toilet", "motorbikes", "televisions", "fridges")

    missing = np.stack([survey.forms.data[name] == -1 for name in needed])

    assert silent.any()
    assert missing[:, silent].any(axis=0).all()
    assert not missing[:, ~silent].any()


def test_names_keep_the_customs_of_each_people(province: Population) -> None:
    khmer = province.persons.name.filter(pa.array(province.persons.ethnicity == 5)).to_pylist()

    families = {name.split()[0] for name in khmer}

    assert {"Thạch", "Kim", "Sơn"} <= families
    assert "Nguyễn" not in families
