"""Answers to forms A and B for a household of a given standing: how well off it is, and how much it lacks of basic services.

Codes are those of the forms. UNKNOWN stands for a question that is not asked or has no answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from ansinh.demo.chance import Chance
from ansinh.law import Law

UNKNOWN = -1
Answers = dict[str, np.ndarray]
FORM_A = (
    "a_vehicle",
    "a_cooling",
    "a_water_heater",
    "a_washing",
    "a_rents_out",
    "a_electricity",
    "a_floor_area",
    "a_official_or_pension",
    "a_labour_contract",
)
CAUSES = ("no_land", "no_capital", "no_labour", "no_tools", "no_knowledge", "no_skills", "illness", "other")
# How often a household that form A stops answers yes to each of the nine questions.
_YES_WEIGHTS = (3.0, 4.0, 0.8, 3.2, 0.5, 1.6, 1.4, 0.9, 1.6)


@dataclass(frozen=True)
class Growth:
    """Height (mm) and weight (g) below which a child is undernourished, by completed months and sex."""

    height: np.ndarray
    weight: np.ndarray

    @classmethod
    def of(cls, law: Law) -> "Growth":
        """From the tables of form 3.11 in the law of a day."""
        return cls(_by_month(law.poverty.nutrition_height.rows), _by_month(law.poverty.nutrition_weight.rows))


def _by_month(rows: Mapping[tuple, int]) -> np.ndarray:
    table = np.zeros((max(months for months, _ in rows) + 1, 2), int)
    for (months, sex), least in rows.items():
        table[months, int(str(sex).startswith("f"))] = least
    return table


def months_between(born: np.ndarray, day: np.ndarray | date) -> np.ndarray:
    """Completed months."""
    on = np.asarray(day, "datetime64[D]")
    first, last = born.astype("datetime64[M]"), on.astype("datetime64[M]")
    is_before = (born - first.astype("datetime64[D]")) > (on - last.astype("datetime64[D]"))
    return (last - first).astype(int) - is_before


def members(
    chance: Chance, standing: np.ndarray, lack: np.ndarray, months: np.ndarray, is_female: np.ndarray, growth: Growth
) -> Answers:
    """A line of form B for each member; `standing` and `lack` are the household's."""
    age = months // 12
    adult = age >= 15
    attends = chance("attends") < np.select(
        [age < 3, age < 6, age < 11, age < 15, age < 18, age < 23],
        [0, 0.96 - 0.35 * lack, 0.99 - 0.06 * lack, 0.985 - 0.13 * lack, 0.88 - 0.42 * lack, 0.10 + 0.35 * standing], 0,
    )  # fmt: skip
    allowance = np.select(
        [(age >= 80) & (chance("older") < 0.85), chance("disabled") < 0.012 + 0.05 * lack, (age < 16) & (chance("orphan") < 0.004)],
        [1, 2, 3], 0,
    )  # fmt: skip
    works = _work(chance, standing, lack, age, is_female, attends, allowance)
    short, light = chance("short") < 0.02 + 0.17 * lack, chance("light") < 0.015 + 0.12 * lack
    return {
        "attends_school": np.where((age >= 3) & (age < 30), attends, UNKNOWN),
        "school_level": np.where(attends, _level(chance, age), UNKNOWN),
        "general_education": np.where(age >= 6, _education(chance, standing, lack, age), UNKNOWN),
        "training": np.where(adult, _training(chance, standing, age), UNKNOWN),
        "has_health_insurance": (age < 6) | (allowance > 0) | (chance.yearly("insurance") < 0.975 - 0.24 * lack),
        "uses_internet": np.where(
            adult,
            chance("internet") < np.where(age < 60, 0.62 + 0.4 * standing, 0.12 + 0.4 * standing) - 0.42 * lack,
            UNKNOWN,
        ),
        "social_allowance": allowance,
        "pension": np.where(adult, _pension(chance, standing, age, allowance), UNKNOWN),
        "is_gravely_ill": chance("ill") < 0.004 + 0.012 * lack + 0.01 * (age >= 60),
        "height_mm": np.where(age < 16, _measured(chance, "height", growth.height, months, is_female, short), UNKNOWN),
        "weight_g": np.where(age < 10, _measured(chance, "weight", growth.weight, months, is_female, light), UNKNOWN),
        **{name: np.where(adult, values, UNKNOWN) for name, values in works.items()},
    }


def _work(
    chance: Chance,
    standing: np.ndarray,
    lack: np.ndarray,
    age: np.ndarray,
    is_female: np.ndarray,
    attends: np.ndarray,
    allowance: np.ndarray,
) -> Answers:
    willing = chance.pick("work", 0.92 - 0.04 * lack, 0.008 + 0.05 * lack, 0.004, 0.03 + 0.05 * is_female)
    status = np.select(
        [attends, (allowance == 2) & (chance("unable") < 0.75), age >= 75, age >= 61],
        [4, 3, np.where(chance("weak") < 0.6, 3, 6), np.where(chance("old_work") < 0.42, 1, 6)],
        np.array([1, 2, 5, 6])[willing],
    )
    kind = 1 + chance.pick(
        "kind", 0.10 * standing**3, 0.02 + 0.26 * standing, 0.05 + 0.45 * standing, 0.72 - 0.45 * standing
    )
    u = chance("contract")
    contract = np.select(
        [kind == 1, kind == 2, kind == 3],
        [1, np.where(u < 0.5 + 0.4 * standing, 1, 2), np.where(u < 0.05 + 0.5 * lack, 2, 3)],
        np.where(u < 0.02 + 0.28 * lack, 2, 3),
    )
    is_working = status == 1
    return {
        "work_status": status,
        "work_kind": np.where(is_working, kind, UNKNOWN),
        "wage_contract": np.where(is_working, contract, 3),
    }


def _level(chance: Chance, age: np.ndarray) -> np.ndarray:
    u = chance("level")
    return np.select(
        [age < 6, age < 11, age < 12, age < 15, age < 16, age < 18],
        [1, 2, np.where(u < 0.8, 3, 2), 3, np.where(u < 0.8, 4, 3), 4],
        np.select([u < 0.25, u < 0.6], [6, 7], 8),
    )


def _education(chance: Chance, standing: np.ndarray, lack: np.ndarray, age: np.ndarray) -> np.ndarray:
    """1 below primary to 4 upper secondary finished."""
    luck = chance("education") + 0.45 * (standing - 0.5) - 0.35 * lack
    grown = np.select(
        [luck > np.where(age < 30, 0.30, 0.72), luck > np.where(age < 30, 0.05, 0.48), luck > 0.10], [4, 3, 2], 1
    )
    old = np.select([luck > 0.90, luck > 0.72, luck > 0.38], [4, 3, 2], 1)
    return np.select([age < 11, age < 15, age < 18, age < 55], [1, 2, np.where(luck > -0.16, 3, 2), grown], old)


def _training(chance: Chance, standing: np.ndarray, age: np.ndarray) -> np.ndarray:
    step = chance.pick(
        "training",
        np.full(len(age), 1.0),
        0.05 + 0.08 * standing,
        0.06 * standing,
        0.08 * standing**2,
        0.16 * standing**2,
        0.01 * standing**3,
    )
    return np.where((age < 18) | (age > 68), 1, 1 + step)


def _pension(chance: Chance, standing: np.ndarray, age: np.ndarray, allowance: np.ndarray) -> np.ndarray:
    u = chance("pension")
    kind = np.select([u < 0.10 * standing, u < 0.10 * standing + 0.01, u < 0.10 * standing + 0.03], [1, 2, 3], 0)
    return np.where((age >= 57) & (allowance == 0), kind, 0)


def _measured(
    chance: Chance, what: str, least: np.ndarray, months: np.ndarray, is_female: np.ndarray, is_below: np.ndarray
) -> np.ndarray:
    floor = least[np.clip(months, 0, len(least) - 1), is_female.astype(int)]
    share = np.where(is_below, 0.93 + 0.06 * chance(what), 1.02 + 0.12 * chance(what))
    return np.rint(floor * share).astype(int)


def house(chance: Chance, standing: np.ndarray, lack: np.ndarray, size: np.ndarray, is_urban: np.ndarray) -> Answers:
    """The household's part of form B."""
    s, u = standing, chance
    weak = u("weak_house") < 0.34 * lack
    parts = {
        part: np.where(u(part) < np.where(weak, 0.85, 0.04), 4, 1 + u.pick(f"{part}.kind", 0.35 + 0.3 * s, 0.3, 0.25))
        for part in ("pillar", "roof", "wall")
    }
    kwh = np.where(
        u("no_power") < 0.02 * lack,
        0,
        np.rint(12 + 150 * s * (0.45 + 0.8 * u("kwh") + 0.2 * u.yearly("kwh")) * (0.75 + 0.07 * size)),
    ).astype(int)
    small = u("cramped") < 0.30 * lack
    per_person = np.where(
        small, 4.6 + 3.2 * u("small"), 8.3 + np.maximum(0, 22 * s + 5 * u.bell("area")) * (0.75 + 1.1 / size)
    )
    area = np.where(small, np.floor(per_person * size), np.ceil(per_person * size)).astype(int)
    return {
        **parts,
        "area_m2": np.maximum(area, 4),
        "toilet": np.where(
            u("toilet") < 0.16 + 0.95 * s - 0.2 * lack, 1, np.where(u("no_toilet") < 0.10 + 0.65 * lack, 3, 2)
        ),
        "power_source": np.where(kwh == 0, 4, 1),
        "electricity_kwh": kwh,
        "water": np.where(
            u("unclean") < 0.24 * lack, 4, 1 + u.pick("water", np.where(is_urban, 0.92, 0.62), 0.3, 0.06)
        ),
        **_assets(u, s, lack, size),
        **_land(u, s, is_urban),
    }


def _assets(u: Chance, s: np.ndarray, lack: np.ndarray, size: np.ndarray) -> Answers:
    def has(question: str, chance: np.ndarray | float) -> np.ndarray:
        return (u(question) < chance).astype(int)

    cut_off = u("cut_off") < 0.22 * lack
    bikes = u.pick("motorbikes", np.maximum(0.62 - 1.1 * s, 0.05), 0.55, 0.75 * s, 0.30 * s**2)
    phones = np.where(cut_off, 0, 1 + (u("telephones") * np.minimum(size, 4) * (0.3 + 0.7 * s)).astype(int))
    return {
        "cars": has("cars", 0.004 * s),
        "motorbikes": np.where(size == 1, np.minimum(bikes, 1), bikes),
        "boats": has("boats", 0.05 * s),
        "generators": has("generators", 0.02 * s),
        "printers": has("printers", 0.01 * s),
        "televisions": np.where(cut_off, 0, u.pick("televisions", np.maximum(0.35 - 0.6 * s, 0.04), 0.9, 0.22 * s)),
        "stereos": has("stereos", 0.03 + 0.30 * s),
        "computers": np.where(cut_off, 0, has("computers", 0.22 * s**2)),
        "fridges": has("fridges", 1.15 * s),
        "air_conditioners": has("air_conditioners", 0.08 * s**2),
        "washing_machines": has("washing_machines", 0.55 * s**1.5),
        "water_heaters": has("water_heaters", 0.06 * s),
        "microwaves": has("microwaves", 0.10 * s),
        "telephones": phones,
        "radios": np.where(cut_off, 0, has("radios", 0.15)),
    }


def _land(u: Chance, s: np.ndarray, is_urban: np.ndarray) -> Answers:
    rural = np.where(is_urban, 0.12, 1.0)

    def plot(question: str, chance: np.ndarray | float, most: int) -> np.ndarray:
        return np.where(
            u(question) < chance * rural, (u(f"{question}.size") ** 2 * (0.3 + 0.7 * s) * most / 50).astype(int) * 50, 0
        )

    return {
        "pond_garden_m2": plot("garden", 0.55, 1200),
        "annual_crop_m2": plot("annual", 0.30 + 0.25 * s, 12_000),
        "perennial_crop_m2": plot("perennial", 0.12 + 0.15 * s, 8_000),
        "water_surface_m2": plot("water_surface", 0.10, 9_000),
        "forest_m2": plot("forest", 0.004, 9_000),
        "cattle": np.where(u("cattle") < 0.16 * rural, 1 + (u("cattle.n") * (1 + 4 * s)).astype(int), 0),
        "pigs_goats_sheep": np.where(u("pigs") < 0.08 * rural, 1 + (u("pigs.n") ** 2 * 14).astype(int), 0),
        "poultry": np.where(u("poultry") < 0.40 * rural, 5 + (u("poultry.n") ** 3 * (30 + 110 * s)).astype(int), 0),
        "has_aquaculture": u("aquaculture") < 0.08 * rural,
    }


def causes(chance: Chance, is_asked: np.ndarray) -> Answers:
    """XIII: why the household is poor, one cause at least where it is asked, else no."""
    odds = np.array([0.42, 0.47, 0.16, 0.24, 0.13, 0.15, 0.22, 0.05])
    drawn = np.stack([chance(f"cause.{cause}") for cause in CAUSES])
    said = drawn < odds[:, None]
    said[np.argmin(drawn / odds[:, None], axis=0), np.arange(drawn.shape[1])] = True
    return {f"cause_{cause}": said[number] & is_asked for number, cause in enumerate(CAUSES)}


def form_a_of_surveyed(
    chance: Chance, form: Answers, size: np.ndarray, has_pension: np.ndarray, has_contract: np.ndarray
) -> Answers:
    """Form A as form B bears it out: what both forms ask agrees."""
    return {
        "a_excluded": np.zeros(len(size), bool),
        "a_vehicle": (form["motorbikes"] + form["boats"] > 0) & (chance("a_vehicle") < 0.42),
        "a_cooling": form["fridges"] + form["air_conditioners"] > 0,
        "a_water_heater": form["water_heaters"] > 0,
        "a_washing": form["washing_machines"] > 0,
        "a_rents_out": chance("a_rents_out") < 0.01,
        "a_electricity": form["electricity_kwh"] >= 150,
        "a_floor_area": form["area_m2"] >= 25 * size,
        "a_official_or_pension": has_pension,
        "a_labour_contract": has_contract,
    }


def form_a_of_stopped(chance: Chance, is_rich: np.ndarray) -> Answers:
    """Form A of households it stops: excluded in column 0 (some of the rich; then nothing more is asked), or enough answers yes."""
    excluded = is_rich & (chance("a_excluded") < 0.45)
    yes = np.where(is_rich, 8 + (chance("a_yes") < 0.3), 4 + chance.pick("a_yes", 0.42, 0.30, 0.18, 0.10))
    keys = np.stack(
        [
            np.log(weight) - np.log(-np.log(np.maximum(chance(name), 1e-12)))
            for name, weight in zip(FORM_A, _YES_WEIGHTS, strict=True)
        ]
    )
    rank = np.argsort(np.argsort(-keys, axis=0), axis=0)
    answers = {name: np.where(excluded, UNKNOWN, rank[number] < yes) for number, name in enumerate(FORM_A)}
    return {"a_excluded": excluded, **answers}
