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
ROUNDS = 30
COPIES = 24
ROWS_A_TRIAL = 24_000
SURVEYED_BETTER_OFF = 0.006
_START = {
    "poor": (0.10, 0.85),
    "near_poor": (0.17, 0.22),
    "average": (0.50, 0.30),
    "better_off": (0.62, 0.12),
    "unknown": (0.45, 0.35),
}
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
    told: Callable[[int], None] = lambda done: None,
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
        pending = _differing(survey, _draw(survey, pending, seed, growth), law)
        told((survey.rounds[-1] if survey.rounds else len(forms)) - len(pending))
        survey.rounds.append(len(pending))
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
    columns |= {
        name: np.full(len(at), UNKNOWN)
        for name in ("a_excluded", *answers.FORM_A, "is_without_labour", "has_merit_member")
    }
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
    chosen = np.flatnonzero(
        _living_on(memberships, np.datetime64(f"{year}-09-01")) & (form_of[memberships.household] >= 0)
    )
    chosen = chosen[
        np.lexsort((memberships.person[chosen], memberships.role[chosen] != 0, memberships.household[chosen]))
    ]
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


@dataclass
class Trial:
    """Answers tried for some forms, a form perhaps several times: what was drawn for households, form A and member lines."""

    rows: np.ndarray
    standing: np.ndarray
    lack: np.ndarray
    attempt: np.ndarray
    lines: np.ndarray
    try_of_line: np.ndarray
    form: Answers = field(default_factory=dict)
    form_a: Answers = field(default_factory=dict)
    members: Answers = field(default_factory=dict)


def _trial(forms: Columns, lines: Columns, pending: np.ndarray) -> Trial:
    """Each pending form once while there are many; later several times, over a range of standings, to end the search soon."""
    copies = max(1, min(COPIES, ROWS_A_TRIAL // max(len(pending), 1)))
    rows = np.repeat(pending, copies)
    number = np.tile(np.arange(copies), len(pending))
    first = np.searchsorted(lines.form, rows)
    count = forms.size[rows]
    starts = np.repeat(first - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
    spread = 0.35 * (number / max(copies - 1, 1)) * np.where(number % 2, 1, -1)
    return Trial(
        rows=rows, standing=np.clip(forms.standing[rows] * (1 + spread), 0, 1), lack=forms.lack[rows], attempt=forms.attempt[rows] + number,
        lines=starts + np.arange(count.sum()), try_of_line=np.repeat(np.arange(len(rows)), count),
    )  # fmt: skip


def _draw(survey: Survey, pending: np.ndarray, seed: int, growth: Growth) -> Trial:
    """New answers for the pending forms and their members, and form A as they bear it out."""
    forms, lines = survey.forms, survey.lines
    trial = _trial(forms, lines, pending)
    rows, mine, at = trial.rows, trial.lines, trial.try_of_line
    chance = Chance(seed, forms.at[rows] + 1, trial.attempt, survey.year)
    # A large family in town that still differs farms at its edge: without that, few answers lead it above the limit.
    in_town = forms.is_urban[rows] & ((forms.size[rows] <= 5) | (trial.attempt < 4))
    trial.form = answers.house(chance, trial.standing, trial.lack, forms.size[rows], in_town)
    trial.form |= answers.causes(chance, np.isin(forms.meant[rows], ("poor", "near_poor")))
    asked = Chance(seed + 1, lines.id[mine], trial.attempt[at], survey.year)
    told = answers.members(asked, trial.standing[at], trial.lack[at], lines.months[mine], lines.is_female[mine], growth)
    trial.members = told

    def any_member(flag: np.ndarray) -> np.ndarray:
        return np.bincount(at, flag, len(rows)) > 0

    able = (lines.months[mine] >= 180) & (lines.months[mine] < 720) & (told["work_status"] != 3)
    trial.form_a = answers.form_a_of_surveyed(
        chance,
        trial.form,
        forms.size[rows],
        any_member((told["pension"] > 0) | (told["work_kind"] == 1)),
        any_member(told["wage_contract"] == 1),
    )
    trial.form_a |= {"is_without_labour": ~any_member(able), "has_merit_member": any_member(told["pension"] == 3)}
    return trial


def _keep(survey: Survey, trial: Trial, tries: np.ndarray) -> None:
    """The answers of the given tries become those of their forms."""
    is_kept = np.zeros(len(trial.rows), bool)
    is_kept[tries] = True
    of_lines = is_kept[trial.try_of_line]
    rows = trial.rows[tries]
    _put(survey.forms, rows, {name: values[tries] for name, values in trial.form.items()})
    _put(survey.lines, trial.lines[of_lines], {name: values[of_lines] for name, values in trial.members.items()})
    for name, values in trial.form_a.items():
        survey.households.data[name][survey.forms.row[rows]] = values[tries]


def _put(columns: Columns, rows: np.ndarray, drawn: Answers) -> None:
    for name, values in drawn.items():
        if name not in columns.data:
            columns[name] = np.full(len(columns), UNKNOWN, np.int32)
        columns.data[name][rows] = values


def _differing(survey: Survey, trial: Trial, law: Law) -> np.ndarray:
    """Keeps the answers that give the class meant; gives the forms still without, their standing and lack moved towards it."""
    forms = survey.forms
    found = _scored(survey, trial, law)
    meant = forms.meant[trial.rows]
    # One that is to stay unknown must get as far as form B: form A alone may not tell its class.
    is_asked = (meant == "unknown") & ~found["is_screened_out"].astype(bool)
    fits = np.flatnonzero((found["living_standard_by_rule"] == meant) | is_asked)
    _, first = np.unique(trial.rows[fits], return_index=True)
    _keep(survey, trial, fits[first])
    every, first = np.unique(trial.rows, return_index=True)
    tries = first[~np.isin(every, trial.rows[fits])]
    left = trial.rows[tries]
    _move(forms, left, meant[tries], {name: values[tries] for name, values in found.items()})
    forms.attempt[left] += len(trial.rows) // max(len(every), 1)
    return left


def _move(forms: Columns, rows: np.ndarray, want: np.ndarray, found: dict[str, np.ndarray]) -> None:
    """Standing down where the points came out too high, up where too low; lack likewise by form B2."""
    points, limit, b2 = found["b1_points"], found["b1_limit"], found["b2_points"]
    low = np.isin(want, ("poor", "near_poor"))
    screened = found["is_screened_out"].astype(bool)
    too_high = np.where(low, points > limit, screened | ((want == "average") & (points > limit + 20)))
    standing, lack = forms.standing[rows], forms.lack[rows]
    lower, higher = standing * np.where(low, 0.75, 0.93), np.where(low, standing, standing + 0.05)
    forms.standing[rows] = np.clip(np.where(too_high, lower, higher), 0, 1)
    forms.lack[rows] = np.clip(
        np.where(
            (want == "poor") & (b2 < 30), lack + 0.10, np.where((want == "near_poor") & (b2 >= 30), lack * 0.75, lack)
        ),
        0,
        1.4,
    )


def _scored(survey: Survey, trial: Trial, law: Law) -> dict[str, np.ndarray]:
    """FIGURES of every try, by the rules of the house."""
    house = house_on(law)
    facts = {(fact.grain, fact.column) for fact in house.columns(*FIGURES)}
    given = {"review": _household_facts(survey, trial), "review_member": _member_facts(survey, trial)}
    keys = {"review": ("review_id",), "review_member": ("review_member_id", "review_id")}
    tables = {
        grain: pa.table(
            {name: column for name, column in columns.items() if name in keys[grain] or (grain, name) in facts}
        )
        for grain, columns in given.items()
    }
    result = house.run(FIGURES, grain="review", tables=tables)
    order = np.argsort(result.column("review_id").to_numpy())
    return {name: result.column(name).fill_null(_NULLS[name]).to_numpy()[order] for name in FIGURES}


_NULLS: dict[str, Any] = {
    "living_standard_by_rule": "unknown",
    "is_screened_out": False,
    "b1_points": 0,
    "b1_limit": 0,
    "b2_points": 0,
}


def _household_facts(survey: Survey, trial: Trial) -> dict[str, Any]:
    forms, rows = survey.forms, trial.rows
    urban = forms.is_urban[rows]
    facts = {name: as_words(name, values) for name, values in (trial.form | trial.form_a).items()}
    return facts | {
        "review_id": pa.array(np.arange(len(rows))), "member_count": pa.array(forms.size[rows]), "has_form_b": pa.array(np.ones(len(rows), bool)),
        "review_day": pa.array(survey.households.surveyed_on[forms.row[rows]]), "is_urban": pa.array(urban),
        "b1_area": pa.array(np.where(urban, "urban", "rural_mekong_delta")),
        "urban_region": pa.array(np.where(urban, "mekong_delta", ""), mask=~urban),
    }  # fmt: skip


def _member_facts(survey: Survey, trial: Trial) -> dict[str, Any]:
    lines, mine = survey.lines, trial.lines
    facts = {name: as_words(name, values) for name, values in trial.members.items()}
    return facts | {
        "review_member_id": pa.array(np.arange(len(mine))), "review_id": pa.array(trial.try_of_line), "member_line": pa.array(lines.line[mine]),
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
        return as_arrow(name, values)
    names = [_CODES[name].get(code, ("",))[0] for code in range(max(_CODES[name]) + 1)]
    return pa.array(names).take(pa.array(np.maximum(values, 0), mask=values == UNKNOWN))


def _forget(survey: Survey, seed: int) -> None:
    """Households at home but not able to tell: form B without the answers its points need."""
    forms, lines = survey.forms, survey.lines
    silent = forms.meant == "unknown"
    chance = Chance(seed, forms.at + 1, np.full(len(forms), 99))
    which = chance.pick("forgotten", 1.0, 1.0, 1.0)
    for number, names in enumerate(
        (("electricity_kwh", "area_m2"), ("water", "toilet", "area_m2"), ("motorbikes", "televisions", "fridges"))
    ):
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
