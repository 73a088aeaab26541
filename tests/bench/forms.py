"""Answers to forms A and B drawn at random, unknown ones among them: the hardest rows two ways of scoring can agree on.

Columns are those of the grains `review` and `review_member`; nobody's answers are believable, only possible."""

import numpy as np
import pyarrow as pa

from ansinh.engine import Fact, House

DAY = np.datetime64("2023-11-15")
FORM_B_PERCENT = 50
SMALL_MOST = {"member_count": 9, "electricity_kwh": 300, "area_m2": 260, "poultry": 200, "pigs_goats_sheep": 20}
ASKED_OF_ALL = {
    "b1_area", "is_urban", "urban_region", "review_day", "member_count", "has_form_b", "a_excluded", "a_vehicle", "a_cooling",
    "a_water_heater", "a_washing", "a_rents_out", "a_electricity", "a_floor_area", "a_official_or_pension", "a_labour_contract",
}  # fmt: skip
LAND = ("pond_garden_m2", "annual_crop_m2", "perennial_crop_m2", "water_surface_m2", "forest_m2")


def drawn_forms(
    house: House, names: list[str], households: int, *, unknown_per_mille: int, seed: int
) -> dict[str, pa.Table]:
    """`review` and `review_member` with the facts that `names` need; so many of each thousand nullable answers unknown."""
    chance = np.random.default_rng(seed)
    size = np.clip(chance.poisson(3.3, households), 1, 9)
    with_form_b = chance.integers(0, 100, households) < FORM_B_PERCENT
    lines = np.where(with_form_b, size, 0)
    holder = np.repeat(np.arange(households), lines)
    line = np.arange(len(holder)) - np.repeat(np.cumsum(lines) - lines, lines) + 1
    born = DAY - chance.integers(0, 90 * 365, len(holder)).astype("timedelta64[D]")
    known = {
        "review_id": np.arange(households) + 1,
        "review_member_id": np.arange(len(holder)) + 1,
        "has_form_b": with_form_b,
        "member_count": np.where(chance.integers(0, 1_000, households) < unknown_per_mille, size + 1, size),
        "review_day": np.full(households, DAY),
        "member_line": line,
        "member_birth_date": born,
        "age_months": _months(born),
    }
    tables: dict[str, dict[str, pa.Array]] = {
        "review": {"review_id": pa.array(known["review_id"])},
        "review_member": {
            "review_member_id": pa.array(known["review_member_id"]),
            "review_id": pa.array(holder + 1),
        },
    }
    for fact in house.columns(*names):
        grain = house.column(fact.name).grain
        rows = households if grain == "review" else len(holder)
        values = known[fact.name] if fact.name in known else _drawn(fact, rows, chance)
        is_unknown = chance.integers(0, 1_000, rows) < (unknown_per_mille if fact.nullable else 0)
        if grain == "review" and fact.name not in ASKED_OF_ALL:
            is_unknown |= ~with_form_b
        tables[grain][fact.column] = pa.array(values, mask=is_unknown)
    areas = tables["review"].get("b1_area")
    if areas is not None:
        tables["review"]["is_urban"] = pa.array([area == "urban" for area in areas.to_pylist()])
    return {grain: pa.table(columns) for grain, columns in tables.items()}


def _drawn(fact: Fact, rows: int, chance: np.random.Generator) -> np.ndarray:
    if fact.words:
        return chance.choice(np.array(list(fact.words), dtype=object), rows)
    if fact.type_name == "bool":
        return chance.integers(0, 100, rows) < 25
    if fact.name == "height_mm":
        return chance.integers(400, 1_800, rows)
    if fact.name == "weight_g":
        return chance.integers(2_000, 60_000, rows)
    if fact.name in LAND:
        return chance.integers(0, 12_000, rows) * (chance.integers(0, 3, rows) == 0)
    return chance.integers(0, SMALL_MOST.get(fact.name, 4), rows) * (chance.integers(0, 3, rows) == 0)


def _months(born: np.ndarray) -> np.ndarray:
    months = (DAY.astype("datetime64[M]") - born.astype("datetime64[M]")).astype(int)
    return months - (_day_of_month(DAY) < _day_of_month(born))


def _day_of_month(days: np.ndarray) -> np.ndarray:
    return (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(int)
