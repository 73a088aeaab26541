"""Every procedure of the house: what it declares agrees with the law, with the roles, and is told in both languages."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from ansinh.core.roles import FIELDS, ROLE
from ansinh.dossiers.jobs.catalogue import Path as Way
from ansinh.dossiers.jobs.catalogue import path_on, procedures
from ansinh.dossiers.procedures import REGISTERS
from ansinh.dossiers.words import UNITS
from ansinh.engine.procedures import Procedure
from ansinh.law import parameters

DOCS = Path(__file__).resolve().parents[2] / "docs" / "procedures.md"
TODAY, IN_2023 = date(2026, 11, 23), date(2023, 6, 1)
# Rights that did not exist yet on the earlier day: since when.
SINCE = {"social_pension_new": date(2025, 7, 1)}
ALL = procedures()
NAMED = {
    "social_allowance_new", "social_allowance_change", "social_allowance_stop", "social_allowance_move", "beneficiary_death",
    "social_pension_new", "funeral_social", "funeral_merit", "care_support_new", "disability_degree",
    "merit_revolutionary_before_1945", "merit_revolutionary_of_1945", "merit_heroic_mother", "merit_hero", "merit_war_invalid",
    "merit_sick_soldier", "merit_toxic_chemical", "merit_toxic_chemical_child", "merit_imprisoned", "merit_resistance_one_off",
    "merit_helper", "merit_survivor", "merit_worship", "merit_one_off", "merit_convalescence_list", "merit_move_file",
    "merit_reexamination", "poverty_ad_hoc", "unemployment_benefit", "unemployment_training_support", "study_cost_support",
    "emergency_relief", "appeal",
}  # fmt: skip
each = pytest.mark.parametrize("one", ALL.values(), ids=list(ALL))


def _ways(one: Procedure, day: date) -> list[Way]:
    """The path of a day for each answer that decides between paths."""
    answers = [{}, *({one.law_if[0]: answer} for answer in one.law_if[1])] if one.law_if else [{}]
    return [path_on(one, day, given) for given in answers]


def test_the_catalogue_has_every_procedure_the_sector_asked_for() -> None:
    assert set(ALL) == NAMED


@each
def test_a_procedure_has_law_today_and_in_2023_or_says_since_when(one: Procedure) -> None:
    days = [TODAY, IN_2023] if one.name not in SINCE else [TODAY, SINCE[one.name]]

    ways = [way for day in days for way in _ways(one, day)]

    assert all(way.stages and way.reference and way.status for way in ways)
    assert {limit.unit for way in ways for limit in way.stages} <= {"", *UNITS}


@each
def test_a_path_ends_with_the_step_that_decides_and_has_no_other(one: Procedure) -> None:
    days = sorted({value.from_day for law in one.laws for value in parameters()[law].values} | {TODAY})

    for way in [way for day in days for way in _ways(one, day)]:
        verbs = [step.verb for _stage, step in way.steps]
        assert verbs[-1] == "decide" and verbs.count("decide") == 1, f"{one.name}: {verbs}"


@each
def test_every_stage_the_law_names_is_declared_and_every_one_declared_is_named_by_some_law(one: Procedure) -> None:
    named = {stage for law in one.laws for value in parameters()[law].values for stage in value.value}
    declared = {stage.key for stage in one.stages}

    assert named <= declared
    if len(one.stages) < 7:
        assert declared <= named


@each
def test_everything_people_read_has_both_languages(one: Procedure) -> None:
    pairs = [(one.label_vi, one.label_en), *((part.label_vi, part.label_en) for part in one.stages)]
    pairs += [(part.label_vi, part.label_en) for part in one.components]
    pairs += [(question.label_vi, question.label_en) for question in one.questions]
    pairs += [(step.label_vi, step.label_en) for stage in one.stages for step in stage.steps]
    pairs += [(one.result_vi, one.result_en)]
    pairs += [names for question in one.questions for names in question.choices.values()]
    hints = [(question.hint_vi, question.hint_en) for question in one.questions] + [
        (one.description_vi, one.description_en)
    ]

    assert [pair for pair in pairs if not all(pair)] == []
    assert [pair for pair in hints if bool(pair[0]) != bool(pair[1])] == []


@each
def test_what_is_conditional_hangs_on_an_answer_that_can_be_given(one: Procedure) -> None:
    questions = {question.key: question for question in one.questions}
    conditions = [part.needed_if for part in one.components] + [question.asked_if for question in one.questions]
    conditions += [(one.law_if[0], tuple(one.law_if[1]))] if one.law_if else []

    for key, answers in filter(None, conditions):
        possible = {"True", "False"} if questions[key].type == "yes_no" else set(questions[key].choices)
        assert set(answers) <= possible, f"{one.name}: {key} {answers}"
    assert [one.name for question in one.questions if (question.type == "choice") != bool(question.choices)] == []


@each
def test_roles_fields_and_registers_exist(one: Procedure) -> None:
    assert {step.role for stage in one.stages for step in stage.steps} <= set(ROLE)
    assert one.field in FIELDS
    assert {part.held_by for part in one.components if part.held_by} <= set(REGISTERS)


@each
def test_what_the_state_holds_is_not_asked_in_copies(one: Procedure) -> None:
    assert [part.key for part in one.components if part.held_by and (part.originals or part.copies)] == []
    assert [part.key for part in one.components if not part.held_by and not (part.originals or part.copies)] == []


@each
def test_without_a_subject_nothing_is_known_and_what_stands_against_says_so(one: Procedure) -> None:
    empty = SimpleNamespace(
        subject=None, answers={}, code="H", procedure=one.name, began_on=TODAY, applicant_name="Kim Văn Nộp"
    )

    assert set(one.known(subject=None, applicant=None, day=TODAY)) <= {question.key for question in one.questions}
    assert all(isinstance(said, str) and said for said in one.check(dossier=empty, day=TODAY))


@each
def test_a_procedure_is_told_in_the_docs(one: Procedure) -> None:
    assert f"`{one.name}`" in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"paid_months": 14, "ended_on": "2026-10-01"}, ""),
        ({"paid_months": 11, "ended_on": "2026-10-01"}, "cần từ 12 tháng (Luật Việc làm 74/2025/QH15 Điều 38"),
        ({"paid_months": 14, "ended_on": "2026-08-22"}, "hạn nộp 22/11/2026"),
        ({"ended_on": "2026-10-01"}, "Chưa biết số tháng đã đóng"),
    ],
)
def test_the_unemployed_hear_what_stands_against_them(told: dict[str, object], said: str) -> None:
    answers = {key: {"value": value, "source": "khai"} for key, value in told.items()}
    dossier = SimpleNamespace(answers=answers, began_on=TODAY)

    found = " ".join(ALL["unemployment_benefit"].check(dossier=dossier, day=TODAY))

    assert (said in found) and bool(found) == bool(said)


@pytest.mark.parametrize(("kind", "told", "said"), [
    ("rice", {"occasion": "new_year", "months": 2}, "nhiều nhất 1 tháng"),
    ("rice", {"occasion": "other", "months": 3}, ""),
    ("emergency_injury", {"treatment_days": 2}, "cần từ 3 ngày (NĐ 335/2026/NĐ-CP Điều 12)"),
    ("emergency_injury", {}, "Chưa biết số ngày điều trị"),
])  # fmt: skip
def test_relief_is_checked_against_the_values_of_the_law(kind: str, told: dict[str, object], said: str) -> None:
    answers = {key: {"value": value, "source": "khai"} for key, value in {"kind": kind, **told}.items()}

    found = " ".join(
        ALL["emergency_relief"].check(dossier=SimpleNamespace(answers=answers, subject=object()), day=TODAY)
    )

    assert (said in found) and bool(found) == bool(said)
