"""Answers such that the real rules give each household the class it is meant to have: drawn, scored, drawn again where they differ."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.demo import answers
from ansinh.demo.answers import UNKNOWN, Answers, Growth
from ansinh.demo.chance import Chance
from ansinh.demo.population import ROLES, Columns, Population
from ansinh.engine import house_on
from ansinh.law import Law, law_on
from ansinh.people.words import ROLE_FORM_CODES
from ansinh.poverty import words

FIGURES = ("living_standard_by_rule", "is_screened_out", "b1_points", "b1_limit", "b2_points")
ROUNDS = 40
SURVEYED_BETTER_OFF = 0.006
_START = {"poor": (0.10, 0.85), "near_poor": (0.17, 0.22), "average": (0.50, 0.30), "better_off": (0.62, 0.12), "unknown": (0.45, 0.35)}
_CODES = {
    "pillar": words.PILLARS, "roof": words.ROOFS, "wall": words.WALLS, "toilet": words.TOILETS, "power_source": words.POWER_SOURCES,
    "water": words.WATERS, "school_level": words.SCHOOL_LEVELS, "general_education": words.GENERAL_EDUCATION, "training": words.TRAININGS,
    "social_allowance": words.SOCIAL_ALLOWANCES, "work_status": words.WORK_STATUSES, "work_kind": words.WORK_KINDS,
    "wage_contract": words.WAGE_CONTRACTS, "pension": words.PENSIONS,
}  # fmt: skip


class CannotFit(RuntimeError):
    """Households to which no answers were found that give the class they are meant to have."""


@dataclass
class Survey:
    """The answers of one year's review: `households` for every household listed, `forms` for those with form B, `lines` for members."""

    year: int
    households: Columns
    forms: Columns
    lines: Columns
    rounds: list[int] = field(default_factory=list)


def make_survey(
    population: Population, memberships: Columns, *, year: int, law_day: date, standard: np.ndarray, seed: int,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Survey:  # fmt: skip
    """The whole review of a year: `standard` is the living standard by rule each household is meant to have ("" for those not listed).
    Raises CannotFit."""
    law = law_on(law_day)
    households = _listed(population, memberships, year, standard, seed)
    forms, lines = _surveyed(population, memberships, households, year)
    survey = Survey(year, households, forms, lines)
    growth = Growth.of(law)
    pending = np.arange(len(forms))
    for _ in range(ROUNDS):
        _draw(survey, pending, seed, growth)
        pending = _differing(survey, pending, law)
        survey.rounds.append(len(pending))
        told(len(forms) - len(pending), len(forms))
        if not len(pending):
            break
    if len(pending):
        raise CannotFit(f"Còn {len(pending)} hộ mẫu chưa có câu trả lời hợp với phân loại định trước. Thử --seed khác.")
    _forget(survey, seed)
    _stop_at_form_a(survey, seed)
    return survey


def _listed(population: Population, memberships: Columns, year: int, standard: np.ndarray, seed: int) -> Columns:
    """The households of the year with what is asked of each as a whole, not yet answered."""
    at = np.flatnonzero(standard != "")
    here = _living_on(memberships, np.datetime64(f"{year}-09-01"))
    people = population.households
    size = np.bincount(memberships.household[here], minlength=len(people))[at]
    chance = Chance(seed, people.id[at], np.full(len(at), year))
    meant = standard[at]
    stopped_share = np.where(meant == "rich", 1.0, np.where(meant == "better_off", 1 - SURVEYED_BETTER_OFF, 0.0))
    absent = (meant == "unknown") & (chance("absent") < 0.55)
    week = (people.commune[at] * 7 + people.hamlet_number[at] * 3) % 40
    columns: dict[str, Any] = {
        "at": at, "meant": meant, "size": size, "is_urban": people.is_urban[at], "is_absent": absent,
        "is_stopped": chance("stopped") < stopped_share,
        "surveyed_on": np.datetime64(f"{year}-09-06") + week + (chance("day") * 4).astype(int),
    }  # fmt: skip
    columns |= {name: np.full(len(at), UNKNOWN) for name in ("a_excluded", *answers.FORM_A, "is_without_labour", "has_merit_member")}
    return Columns(columns)


def _living_on(memberships: Columns, day: np.datetime64) -> np.ndarray:
    return (memberships.from_day <= day) & (np.isnat(memberships.to_day) | (memberships.to_day > day))


def _surveyed(population: Population, memberships: Columns, households: Columns, year: int) -> tuple[Columns, Columns]:
    """The households that get form B, and their members, head first."""
    rows = np.flatnonzero(~households.is_stopped & ~households.is_absent)
    meant = households.meant[rows]
    start = np.array([_START[name] for name in meant])
    forms = Columns({
        "row": rows, "at": households.at[rows], "meant": meant, "size": households.size[rows], "is_urban": households.is_urban[rows],
        "standing": start[:, 0].copy(), "lack": start[:, 1].copy(), "attempt": np.zeros(len(rows), int),
    })  # fmt: skip
    form_of = np.full(len(population.households), -1)
    form_of[forms.at] = np.arange(len(rows))
    chosen = np.flatnonzero(_living_on(memberships, np.datetime64(f"{year}-09-01")) & (form_of[memberships.household] >= 0))
    chosen = chosen[np.lexsort((memberships.person[chosen], memberships.role[chosen] != 0, memberships.household[chosen]))]
    form = form_of[memberships.household[chosen]]
    order = np.argsort(form, kind="stable")
    chosen, form = chosen[order], form[order]
    first = np.searchsorted(form, np.arange(len(rows)))
    person, people = memberships.person[chosen], population.persons
    born = people.born[person]
    code = np.array([ROLE_FORM_CODES[role] for role in ROLES])
    lines = Columns({
        "form": form, "line": np.arange(len(form)) - first[form] + 1, "person": person, "relation": code[memberships.role[chosen]],
        "born": _as_kept(people, person, born), "is_female": people.is_female[person], "id": people.id[person],
    })  # fmt: skip
    lines["months"] = answers.months_between(lines.born, households.surveyed_on[forms.row][form])
    return forms, lines


def _as_kept(people: Columns, person: np.ndarray, born: np.ndarray) -> np.ndarray:
    """The birth day a form shows: the first of the month or year where day or month is not known."""
    by_month = born.astype("datetime64[M]").astype("datetime64[D]")
    by_year = born.astype("datetime64[Y]").astype("datetime64[D]")
    return np.where(people.knows_day[person], born, np.where(people.knows_month[person], by_month, by_year))


def _draw(survey: Survey, pending: np.ndarray, seed: int, growth: Growth) -> None:
    """New answers for the pending forms and their members, and form A as they bear it out."""
    forms, lines, households = survey.forms, survey.lines, survey.households
    chance = Chance(seed, forms.at[pending] + 1, forms.attempt[pending])
    standing, lack, size = forms.standing[pending], forms.lack[pending], forms.size[pending]
    # A large family in town that still differs farms at its edge: without that, few answers lead it above the limit.
    in_town = forms.is_urban[pending] & ((size <= 5) | (forms.attempt[pending] < 4))
    drawn = answers.house(chance, standing, lack, size, in_town)
    drawn |= answers.causes(chance, np.isin(forms.meant[pending], ("poor", "near_poor")))
    is_pending = np.zeros(len(forms), bool)
    is_pending[pending] = True
    mine = np.flatnonzero(is_pending[lines.form])
    form = lines.form[mine]
    asked = Chance(seed + 1, lines.id[mine], forms.attempt[form])
    told = answers.members(asked, forms.standing[form], forms.lack[form], lines.months[mine], lines.is_female[mine], growth)
    _put(forms, pending, drawn)
    _put(lines, mine, told)
    place = np.full(len(forms), -1)
    place[pending] = np.arange(len(pending))
    at = place[form]

    def any_member(flag: np.ndarray) -> np.ndarray:
        return np.bincount(at, flag, len(pending)) > 0

    able = (lines.months[mine] >= 180) & (lines.months[mine] < 720) & (told["work_status"] != 3)
    a = answers.form_a_of_surveyed(
        chance, drawn, size, any_member((told["pension"] > 0) | (told["work_kind"] == 1)), any_member(told["wage_contract"] == 1)
    )
    a |= {"is_without_labour": ~any_member(able), "has_merit_member": any_member(told["pension"] == 3)}
    for name, values in a.items():
        households.data[name][forms.row[pending]] = values


def _put(columns: Columns, rows: np.ndarray, drawn: Answers) -> None:
    for name, values in drawn.items():
        if name not in columns.data:
            columns[name] = np.full(len(columns), UNKNOWN, np.int32)
        columns.data[name][rows] = values


def _differing(survey: Survey, pending: np.ndarray, law: Law) -> np.ndarray:
    """Which of the pending forms the rules class otherwise than meant; moves their standing and lack towards it."""
    forms = survey.forms
    found = _scored(survey, pending, law)
    meant = forms.meant[pending]
    wrong = (found["living_standard_by_rule"] != meant) & (meant != "unknown")
    rows = pending[wrong]
    want, points, limit, b2 = meant[wrong], found["b1_points"][wrong], found["b1_limit"][wrong], found["b2_points"][wrong]
    low = np.isin(want, ("poor", "near_poor"))
    screened = found["is_screened_out"][wrong].astype(bool)
    too_high = np.where(low, points > limit, screened | ((want == "average") & (points > limit + 20)))
    up = ~low & ~too_high
    standing = forms.standing[rows]
    forms.standing[rows] = np.clip(np.where(too_high, standing * np.where(low, 0.75, 0.93), np.where(up, standing + 0.05, standing)), 0, 1)
    lack = forms.lack[rows]
    forms.lack[rows] = np.clip(np.where((want == "poor") & (b2 < 30), lack + 0.10, np.where((want == "near_poor") & (b2 >= 30), lack * 0.75, lack)), 0, 1.4)
    forms.attempt[rows] += 1
    return rows


def _scored(survey: Survey, pending: np.ndarray, law: Law) -> dict[str, np.ndarray]:
    """FIGURES of the pending forms, by the rules of the house."""
    house = house_on(law)
    facts = {(fact.grain, fact.column) for fact in house.columns(*FIGURES)}
    is_pending = np.zeros(len(survey.forms), bool)
    is_pending[pending] = True
    mine = np.flatnonzero(is_pending[survey.lines.form])
    given = {"review": _household_facts(survey, pending), "review_member": _member_facts(survey, mine)}
    keys = {"review": ("review_id",), "review_member": ("review_member_id", "review_id")}
    tables = {
        grain: pa.table({name: column for name, column in columns.items() if name in keys[grain] or (grain, name) in facts})
        for grain, columns in given.items()
    }
    result = house.run(FIGURES, grain="review", tables=tables)
    order = np.argsort(result.column("review_id").to_numpy())
    return {
        name: result.column(name).fill_null(_NULLS[name]).to_numpy()[order] for name in FIGURES
    }


_NULLS: dict[str, Any] = {"living_standard_by_rule": "unknown", "is_screened_out": False, "b1_points": 0, "b1_limit": 0, "b2_points": 0}


def _household_facts(survey: Survey, pending: np.ndarray) -> dict[str, Any]:
    forms, households = survey.forms, survey.households
    row = forms.row[pending]
    urban = forms.is_urban[pending]
    facts = {name: as_arrow(name, values[row]) for name, values in households.data.items() if name.startswith(("a_", "has_", "is_without"))}
    facts |= {name: as_words(name, values[pending]) for name, values in forms.data.items() if name not in ("row", "meant", "at")}
    return facts | {
        "review_id": pa.array(pending), "member_count": pa.array(forms.size[pending]), "has_form_b": pa.array(np.ones(len(pending), bool)),
        "review_day": pa.array(households.surveyed_on[row]), "is_urban": pa.array(urban),
        "b1_area": pa.array(np.where(urban, "urban", "rural_mekong_delta")), "urban_region": pa.array(np.where(urban, "mekong_delta", ""), mask=~urban),
    }  # fmt: skip


def _member_facts(survey: Survey, mine: np.ndarray) -> dict[str, Any]:
    lines = survey.lines
    facts = {name: as_words(name, values[mine]) for name, values in lines.data.items() if name not in ("form", "person", "id", "born", "is_female")}
    return facts | {
        "review_member_id": pa.array(mine), "review_id": pa.array(lines.form[mine]), "member_line": pa.array(lines.line[mine]),
        "member_birth_date": pa.array(lines.born[mine]), "member_sex": pa.array(np.where(lines.is_female[mine], "f", "m")),
        "age_months": pa.array(lines.months[mine]),
    }  # fmt: skip


_YES_NO = frozenset({
    "attends_school", "has_health_insurance", "uses_internet", "is_gravely_ill", "has_aquaculture", "a_excluded", "is_without_labour",
    "has_merit_member", *answers.FORM_A, *(f"cause_{cause}" for cause in answers.CAUSES),
})  # fmt: skip


def as_arrow(name: str, values: np.ndarray) -> pa.Array:
    """A column of answers as the forms keep it: UNKNOWN is null, yes/no a truth value."""
    missing = values == UNKNOWN
    return pa.array(values == 1, mask=missing) if name in _YES_NO else pa.array(values.astype(np.int64), mask=missing)


def as_words(name: str, values: np.ndarray) -> pa.Array:
    """A column of answers as the rules read it: codes become words."""
    if name not in _CODES:
        return as_arrow(name, values) if values.dtype.kind in "ib" else pa.array(values)
    names = [_CODES[name].get(code, ("",))[0] for code in range(max(_CODES[name]) + 1)]
    return pa.array(names).take(pa.array(np.maximum(values, 0), mask=values == UNKNOWN))


def _forget(survey: Survey, seed: int) -> None:
    """Households at home but not able to tell: form B without the answers its points need."""
    forms, lines = survey.forms, survey.lines
    silent = forms.meant == "unknown"
    chance = Chance(seed, forms.at + 1, np.full(len(forms), 99))
    which = chance.pick("forgotten", 1.0, 1.0, 1.0)
    for number, names in enumerate((("electricity_kwh", "area_m2"), ("water", "toilet", "area_m2"), ("motorbikes", "televisions", "fridges"))):
        for name in names:
            forms.data[name][silent & (which == number)] = UNKNOWN
    forgotten = silent[lines.form] & (lines.line > 1) & (lines.months >= 180)
    for name in ("work_status", "work_kind", "wage_contract", "training"):
        lines.data[name][forgotten] = UNKNOWN


def _stop_at_form_a(survey: Survey, seed: int) -> None:
    """Form A of the households it stops."""
    households = survey.households
    stopped = np.flatnonzero(households.is_stopped)
    chance = Chance(seed, households.at[stopped] + 1, np.zeros(len(stopped), int))
    told = answers.form_a_of_stopped(chance, households.meant[stopped] == "rich")
    pensions = np.where(told["a_official_or_pension"] == 1, chance("merit") < 0.3, False)
    told |= {"is_without_labour": np.zeros(len(stopped), bool), "has_merit_member": pensions}
    for name, values in told.items():
        households.data[name][stopped] = values
