"""The same benefits of December 2023 as OpenFisca variables. Run as a file by the peers' own Python: OpenFisca-Core is AGPL and is never
imported by the house. `rights_openfisca.py RESIDENT TITLE WAR_INVALID` prints JSON: seconds to build and to calculate, the sum of each.

A title is OpenFisca's person, the resident its group. It has no unknown: a former soldier's aid, unknown that month, counts as 0."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.periods import MONTH
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD = "2023-12"
BASE = 360_000
TITLE = build_entity(key="title", plural="titles", label="title", is_person=True)
RESIDENT = build_entity(
    key="resident",
    plural="residents",
    label="resident",
    roles=[{"key": "holder", "plural": "holders", "label": "holder"}],
)
SYSTEM = TaxBenefitSystem([TITLE, RESIDENT])
CODES: dict[str, int] = {}
LEVELS: dict[str, np.ndarray] = {}
BENEFITS = (
    "monthly_social_allowance", "single_parent_allowance", "care_support", "merit_allowance", "merit_supplement", "merit_carer_allowance",
    "survivor_allowance", "nurturing_allowance", "merit_study_allowance", "former_soldier_aid", "new_year_gift", "invalids_day_gift",
)  # fmt: skip


def given(entity: Any, value_type: type, *names: str) -> None:
    for name in names:
        told = {"value_type": value_type, "entity": entity, "definition_period": MONTH, "label": name}
        SYSTEM.add_variable(type(name, (Variable,), told))


def of(entity: Any, value_type: type = int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Makes a formula a variable of its name."""

    def register(formula: Callable[..., Any]) -> Callable[..., Any]:
        told = {
            "value_type": value_type,
            "entity": entity,
            "definition_period": MONTH,
            "label": formula.__name__,
            "formula": formula,
        }
        SYSTEM.add_variable(type(formula.__name__, (Variable,), told))
        return formula

    return register


given(TITLE, int, "category", "rate", "martyrs", "children", "years")
given(TITLE, bool, "special", "pregnant", "second", "suspended")
given(RESIDENT, int, "birth_year", "birth_month")
given(RESIDENT, bool, "has_pension", "has_survivor_pension", "earns", "studies", "in_prison", "died_before")


def is_of(title: Any, period: Any, *names: str) -> Any:
    return np.isin(title("category", period), [CODES.get(name, -1) for name in names])


@of(RESIDENT)
def age(resident: Any, period: Any) -> Any:
    return 2023 - resident("birth_year", period)  # at the end of December


@of(RESIDENT)
def age_before(resident: Any, period: Any) -> Any:
    return 2023 - resident("birth_year", period) - (resident("birth_month", period) == 12)


@of(RESIDENT, bool)
def insured(resident: Any, period: Any) -> Any:
    return resident("has_pension", period) | resident("has_survivor_pension", period)


@of(TITLE, bool)
def drawn(title: Any, period: Any) -> Any:
    person = title.resident
    return ~(title("suspended", period) | person("in_prison", period) | person("died_before", period))


@of(TITLE)
def allowance(title: Any, period: Any) -> Any:
    person = title.resident
    age, before, insured = person("age", period), person("age_before", period), person("insured", period)
    young_or_old = (age < 16) | (age >= 60)
    cases = {
        "disabled_severe": np.where(insured, 0, np.where(young_or_old, 200, 150)),
        "disabled_extra_severe": np.where(insured, 0, np.where(young_or_old, 250, 200)),
        "older_80_without_pension": np.where((age >= 80) & ~insured, 100, 0),
        "older_75_difficult_area": np.where((age >= 75) & (before < 80), 100, 0),
        "older_poor_alone": np.where(age >= 80, 200, np.where(age >= 60, 150, 0)),
        "older_in_community_care": np.where(age >= 60, 300, 0),
        "orphan": np.where(before < 16, np.where(age < 4, 250, 150), 0),
        "orphan_in_study": np.where(person("studies", period) & (before < 22), 150, 0),
        "child_hiv": np.where(before < 16, np.where(age < 4, 250, 200), 0),
        "child_under_3_difficult_area": np.where(before < 3, 150, 0),
        "hiv_poor": np.where(insured | person("earns", period), 0, 150),
    }
    coefficient = np.select([is_of(title, period, name) for name in cases], [*cases.values()], 0)
    return title("drawn", period) * (coefficient * BASE // 100)


@of(TITLE)
def care(title: Any, period: Any) -> Any:
    children, pregnant = title("children", period), title("pregnant", period)
    parent = np.where((children > 1) | (pregnant & (children > 0)), 200, np.where(pregnant | (children > 0), 150, 0))
    cases = {"household_of_extra_severe": 100, "care_of_older": 150, "disabled_parent": parent}
    coefficient = np.select([is_of(title, period, name) for name in cases], [*cases.values()], 0)
    return title("drawn", period) * (coefficient * BASE // 100)


@of(TITLE)
def single_parent(title: Any, period: Any) -> Any:
    return title("drawn", period) * is_of(title, period, "single_parent") * title("children", period) * BASE


@of(TITLE)
def merit(title: Any, period: Any) -> Any:
    rate = title("rate", period)
    soldier = np.array([0, 2_145_000, 2_673_000, 3_406_000, 3_927_000, 4_700_000, 5_235_000])
    toxic = np.array([0, 1_562_000, 2_610_000, 3_658_000, 4_685_000])
    cases = {
        "war_invalid": LEVELS["a"][rate],
        "war_invalid_b": LEVELS["b"][rate],
        "sick_soldier": soldier[np.searchsorted([41, 51, 61, 71, 81, 91], rate, side="right")],
        "toxic_chemical": toxic[np.searchsorted([21, 41, 61, 81], rate, side="right")],
        "revolutionary_before_1945_full_time": 2_297_000,
        "revolutionary_before_1945_at_home": 3_899_000,
        "revolutionary_of_1945": 2_125_000,
        "heroic_mother": 6_165_000,
        "hero": 1_722_000,
        "imprisoned": 1_233_000,
        "helper_before_august_1945": 2_055_000,
        "helper_with_order": 1_208_000,
        "helper_nurturing": 1_644_000,
    }
    return title("drawn", period) * np.select([is_of(title, period, name) for name in cases], [*cases.values()], 0)


@of(TITLE)
def supplement(title: Any, period: Any) -> Any:
    special, from_81 = title("special", period), title("rate", period) >= 81
    cases = [
        (is_of(title, period, "war_invalid", "war_invalid_b"), from_81 * np.where(special, 2_113_000, 1_031_000)),
        (is_of(title, period, "sick_soldier", "toxic_chemical"), from_81 * np.where(special, 2_055_000, 1_031_000)),
        (is_of(title, period, "heroic_mother"), 1_722_000),
        (is_of(title, period, "revolutionary_before_1945_full_time"), 390_000 * title("years", period)),
    ]
    return title("drawn", period) * np.select([is_so for is_so, _ in cases], [amount for _, amount in cases], 0)


@of(TITLE)
def martyrs_drawn(title: Any, period: Any) -> Any:
    of_relative = is_of(title, period, "relative_of_martyr") * title("martyrs", period)
    return title("drawn", period) * (of_relative + is_of(title, period, "remarried_spouse_of_martyr"))


@of(TITLE)
def of_martyr_or_child(title: Any, period: Any) -> Any:
    cases = [
        (is_of(title, period, "relative_of_martyr"), 2_055_000 * np.minimum(title("martyrs", period), 3)),
        (is_of(title, period, "remarried_spouse_of_martyr"), 2_055_000),
        (is_of(title, period, "toxic_chemical_child"), np.where(title("rate", period) >= 81, 2_055_000, 1_233_000)),
    ]
    return title("drawn", period) * np.select([is_so for is_so, _ in cases], [amount for _, amount in cases], 0)


@of(TITLE)
def higher_survivor(title: Any, period: Any) -> Any:
    return (
        title("drawn", period)
        & ~title("second", period)
        & is_of(title, period, "survivor_of_revolutionary_before_1945")
    )


@of(TITLE)
def lower_survivor(title: Any, period: Any) -> Any:
    names = ("survivor_of_revolutionary_of_1945", "survivor_of_invalid_from_61")
    return title("drawn", period) & ~title("second", period) & is_of(title, period, *names)


@of(TITLE)
def carer(title: Any, period: Any) -> Any:
    by_severity = np.where(title("special", period), 2_640_000, 2_055_000)
    cases = [
        (is_of(title, period, "heroic_mother_carer", "toxic_chemical_carer"), 2_055_000),
        (is_of(title, period, "war_invalid_carer", "sick_soldier_carer"), by_severity),
    ]
    return title("drawn", period) * np.select([is_so for is_so, _ in cases], [amount for _, amount in cases], 0)


@of(TITLE)
def study(title: Any, period: Any) -> Any:
    amount = is_of(title, period, "study_group_1") * 2_055_000 + is_of(title, period, "study_group_2") * 1_031_000
    return title("drawn", period) * title.resident("studies", period) * amount


@of(RESIDENT)
def merit_allowance(resident: Any, period: Any) -> Any:
    return resident.sum(resident.members("merit", period))


@of(RESIDENT)
def merit_supplement(resident: Any, period: Any) -> Any:
    return resident.sum(resident.members("supplement", period))


@of(RESIDENT)
def merit_carer_allowance(resident: Any, period: Any) -> Any:
    return resident.max(resident.members("carer", period))


@of(RESIDENT)
def merit_study_allowance(resident: Any, period: Any) -> Any:
    return resident.max(resident.members("study", period))


@of(RESIDENT)
def nurturing_allowance(resident: Any, period: Any) -> Any:
    title = resident.members
    return resident.any(title("drawn", period) & is_of(title, period, "survivor_nurturing")) * 1_644_000


@of(RESIDENT)
def survivor_allowance(resident: Any, period: Any) -> Any:
    title = resident.members
    higher, lower = resident.sum(title("higher_survivor", period)), resident.sum(title("lower_survivor", period))
    martyrs = resident.sum(title("martyrs_drawn", period))
    limit = np.where(martyrs == 0, 2, np.where(martyrs == 1, 1, 0))
    first = np.where(higher > 0, 2_055_000, np.where(lower > 0, 1_153_000, 0))
    second = np.where(higher > 1, 2_055_000, np.where(higher + lower > 1, 1_153_000, 0))
    other = np.where(limit > 1, first + second, np.where(limit > 0, first, 0))
    return resident.sum(title("of_martyr_or_child", period)) + other


@of(RESIDENT)
def care_support(resident: Any, period: Any) -> Any:
    return resident.sum(resident.members("care", period))


@of(RESIDENT)
def beside(resident: Any, period: Any) -> Any:
    names = ("merit_allowance", "survivor_allowance", "nurturing_allowance")
    return sum(resident(name, period) for name in names)


def highest_among(resident: Any, period: Any, *names: str) -> Any:
    title = resident.members
    return np.maximum(resident.max(title("allowance", period) * is_of(title, period, *names)), 0)


@of(RESIDENT)
def level(resident: Any, period: Any) -> Any:
    beside = resident("beside", period)
    disability = highest_among(resident, period, "disabled_severe", "disabled_extra_severe")
    from_80 = highest_among(resident, period, "older_80_without_pension")
    others = ("older_poor_alone", "older_75_difficult_area", "older_in_community_care", "hiv_poor")
    other = highest_among(resident, period, *others)
    return np.maximum(np.maximum(np.where(beside > 0, 0, disability), from_80), np.where(beside >= other, 0, other))


@of(RESIDENT)
def child_level(resident: Any, period: Any) -> Any:
    found = highest_among(resident, period, "orphan", "orphan_in_study", "child_hiv", "child_under_3_difficult_area")
    return np.where(resident("beside", period) >= found, 0, found)


@of(RESIDENT)
def single_parent_level(resident: Any, period: Any) -> Any:
    found = resident.sum(resident.members("single_parent", period))
    return np.where(resident("beside", period) >= found, 0, found)


@of(RESIDENT, bool)
def child_is_higher(resident: Any, period: Any) -> Any:
    child = resident("child_level", period)
    return (child > 0) & (child > resident("level", period) + resident("single_parent_level", period))


@of(RESIDENT)
def monthly_social_allowance(resident: Any, period: Any) -> Any:
    return np.where(resident("child_is_higher", period), resident("child_level", period), resident("level", period))


@of(RESIDENT)
def single_parent_allowance(resident: Any, period: Any) -> Any:
    return np.where(resident("child_is_higher", period), 0, resident("single_parent_level", period))


@of(RESIDENT)
def former_soldier_aid(resident: Any, period: Any) -> Any:
    return resident.empty_array()


@of(RESIDENT)
def has_gift(resident: Any, period: Any) -> Any:
    return resident.any(resident.members("drawn", period) & (resident.members("merit", period) > 0))


@of(RESIDENT)
def new_year_gift(resident: Any, period: Any) -> Any:
    return resident("has_gift", period) * 0  # none in December


@of(RESIDENT)
def invalids_day_gift(resident: Any, period: Any) -> Any:
    return resident("has_gift", period) * 0  # none in December


def built(resident_path: str, title_path: str, war_invalid_path: str) -> Any:
    """A simulation with everybody in it."""
    resident, title, levels = (pq.read_table(path) for path in (resident_path, title_path, war_invalid_path))
    for name in ("a", "b"):
        LEVELS[name] = np.zeros(101, np.int64)
        LEVELS[name][levels["loss_rate"].to_numpy()] = pc.fill_null(levels[name], 0).to_numpy()
    keys = resident["resident_id"].to_numpy()
    order = np.argsort(keys)
    row = order[np.searchsorted(keys, title["resident_id"].to_numpy(), sorter=order)]
    builder = SimulationBuilder()
    builder.create_entities(SYSTEM)
    builder.declare_person_entity("title", np.arange(title.num_rows))
    people = builder.declare_entity("resident", np.arange(resident.num_rows))
    builder.join_with_persons(people, row, np.array(["holder"] * title.num_rows))
    simulation = builder.build(SYSTEM)
    for name, values in {**_of_title(title), **_of_resident(resident)}.items():
        simulation.set_input(name, PERIOD, values)
    return simulation


def _of_title(title: Any) -> dict[str, np.ndarray]:
    category = title["title_category"].combine_chunks().dictionary_encode()
    CODES.update({name: code for code, name in enumerate(category.dictionary.to_pylist())})
    numbers = {"rate": "loss_rate", "martyrs": "martyr_count", "children": "child_count", "years": "seniority_years"}
    flags = {
        "special": "is_special",
        "pregnant": "is_pregnant",
        "second": "is_second_of_deceased",
        "suspended": "is_suspended",
    }
    return {
        "category": category.indices.to_numpy(),
        **{name: pc.fill_null(title[f"title_{fact}"], 0).to_numpy() for name, fact in numbers.items()},
        **{name: title[f"title_{fact}"].to_numpy() for name, fact in flags.items()},
    }


def _of_resident(resident: Any) -> dict[str, np.ndarray]:
    born = resident["resident_birth_date"]
    died = pc.fill_null(pc.less(resident["resident_died_on"], resident["month_first_day"]), False)
    flags = {
        "has_pension": "has_pension",
        "has_survivor_pension": "has_survivor_pension",
        "earns": "has_wage",
        "in_prison": "is_in_prison",
    }
    return {
        "birth_year": pc.year(born).to_numpy(),
        "birth_month": pc.month(born).to_numpy(),
        "studies": pc.fill_null(resident["resident_is_studying"], True).to_numpy(),
        "died_before": died.to_numpy(),
        **{name: resident[f"resident_{fact}"].to_numpy() for name, fact in flags.items()},
    }


if __name__ == "__main__":
    began = time.perf_counter(), time.process_time()
    simulation = built(*sys.argv[1:4])
    ready = time.perf_counter(), time.process_time()
    sums = {name: int(simulation.calculate(name, PERIOD).astype(np.int64).sum()) for name in BENEFITS}
    done = time.perf_counter(), time.process_time()
    took = {
        "build": [b - a for a, b in zip(began, ready, strict=True)],
        "calculate": [b - a for a, b in zip(ready, done, strict=True)],
    }
    print(json.dumps({**took, "sums": sums}))
