"""The path of each procedure on a day, by the article it stands in, and the dossier that keeps the path it began with."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from ansinh.core.access import acting_as_system
from ansinh.dossiers.factories import make_dossier
from ansinh.dossiers.jobs.catalogue import is_open_on, path_on, procedure_named, procedures
from ansinh.dossiers.jobs.clock import due_of
from ansinh.dossiers.procedures import CannotEnact, day_told, must_be_told, person_told, subject_of
from ansinh.engine.procedures import Procedure, Question, Stage, Step
from ansinh.law import NoLawOnDay
from ansinh.people import factories as people

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "procedures.yaml").read_text(encoding="utf-8"))
SHORT = {"working_days": "wd", "days": "d"}


def _case(case: dict) -> str:
    chosen = "".join(f" {value}" for value in case.get("answers", {}).values())
    return f"{case['procedure']}{chosen} {case['day']}"


@pytest.mark.parametrize("case", CASES, ids=_case)
def test_a_path_is_the_one_of_the_article(case):
    path = path_on(procedure_named(case["procedure"]), case["day"], case.get("answers"))

    told = [
        f"{one.stage.key} {one.count} {SHORT[one.unit]}" if one.count else f"{one.stage.key} -" for one in path.stages
    ]
    assert told == case["path"]
    assert case["article"] in path.reference


def test_every_procedure_has_a_case():
    assert {case["procedure"] for case in CASES} == set(procedures())


def test_before_its_law_a_procedure_is_not_open():
    pension = procedure_named("social_pension_new")

    assert not is_open_on(pension, date(2025, 6, 30)) and is_open_on(pension, date(2025, 7, 1))
    with pytest.raises(NoLawOnDay, match="hưu trí xã hội"):
        path_on(pension, date(2024, 1, 2))


def test_what_was_not_read_says_so():
    unread = path_on(procedure_named("merit_imprisoned"), date(2025, 8, 1))

    assert (unread.status, "Chưa đọc NĐ 128/2025" in unread.note) == ("unverified", True)


@pytest.mark.parametrize(
    ("name", "received", "due"),
    [
        ("social_allowance_new", date(2026, 11, 2), date(2026, 11, 11)),
        ("social_allowance_new", date(2023, 6, 1), date(2023, 7, 3)),
        ("merit_imprisoned", date(2026, 11, 2), date(2026, 11, 18)),
        ("beneficiary_death", date(2026, 11, 2), None),
    ],
)
def test_the_stages_one_after_the_other_give_the_day_due(name, received, due):
    assert due_of(path_on(procedure_named(name), received), received, {}) == due


def test_an_answer_chooses_the_path_and_any_other_keeps_the_usual_one():
    declared = procedure_named("merit_toxic_chemical")

    assert declared.law_for({"ground": "childless"}) == "procedures.merit_toxic_chemical_childless"
    assert declared.law_for({"ground": "illness"}) == declared.law_for({}) == "procedures.merit_toxic_chemical"
    assert len(declared.laws) == 3


def test_a_declaration_that_contradicts_itself_is_refused():
    step = Step("decide", "Ký", "Sign", "commune_leader", "decide")
    stage = Stage("one", "Một", "One", 3, (step,))

    with pytest.raises(ValueError, match="found by the officer"):
        Question("degree", "Mức độ", "Degree", is_found=True)
    with pytest.raises(ValueError, match="a key stands twice"):
        Procedure("twice", "Hai", "Twice", field="assistance", basis=(), law="procedures.twice", stages=(stage, stage))
    with pytest.raises(ValueError, match="neighbour asks"):
        Procedure(
            "who", "Ai", "Who", field="assistance", basis=(), law="procedures.who", stages=(stage,), who=("neighbour",)
        )


def test_answers_an_act_cannot_do_without_are_asked_for_by_name(db):
    with acting_as_system("chuẩn bị thử nghiệm"):
        someone = people.person(personal_number="084180000019")
        dossier = make_dossier(
            procedure="funeral_social", person=someone, answers={"event_on": "2026-11-08", "new_head": "084180000019"}
        )
        nobody = make_dossier(procedure="funeral_social", answers={"new_head": "084180000027"})

    assert (day_told(dossier, "event_on"), day_told(nobody, "event_on")) == (date(2026, 11, 8), None)
    assert (person_told(dossier, "new_head"), subject_of(dossier)) == (someone, someone)
    with pytest.raises(CannotEnact, match="chưa ghi số trích lục"):
        must_be_told(dossier, "death_extract", "số trích lục khai tử")
    with pytest.raises(CannotEnact, match="chưa có người số định danh «084180000027»"):
        person_told(nobody, "new_head")
    with pytest.raises(CannotEnact, match="chưa gắn với người nào"):
        subject_of(nobody)
