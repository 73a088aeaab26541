"""What each procedure needs and the path it has on a day."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from ansinh.dossiers import words
from ansinh.dossiers.jobs.catalogue import is_open_on, path_on, procedure_named, procedures
from ansinh.engine.procedures import Procedure
from ansinh.web.api.shapes import REFUSALS, Day, Name, Problem, word

router = Router(tags=["procedures"])


class ProcedureLine(Schema):
    name: str
    label: str
    field: str
    result: str
    is_online: bool
    is_open: bool = Field(description="whether the law has a path for it on the day")


class Procedures(Schema):
    day: date
    items: list[ProcedureLine]


class ComponentOut(Schema):
    key: str
    label: str
    originals: int
    copies: int
    is_required: bool
    held_by: str = Field(description="the register that already has it: then it is not asked")
    form: str


class QuestionOut(Schema):
    key: str
    label: str
    type: str
    is_required: bool
    choices: dict[str, str]


class StepLine(Schema):
    key: str
    label: str
    role: str
    verb: str


class StageOut(Schema):
    key: str
    label: str
    level: int = Field(description="3 commune, 2 district, 1 province, 0 outside")
    limit: int | None = Field(description="null where the text read gives none")
    unit: str = Field(description="working_days, days or empty")
    steps: list[StepLine]


class ProcedureOut(ProcedureLine):
    """`stages` is empty on a day the law has no path for."""

    day: date
    basis: list[str]
    who: list[str]
    form: str = Field(description="number of the form in use on the day")
    components: list[ComponentOut]
    questions: list[QuestionOut]
    stages: list[StageOut]
    reference: str = Field(description="where the law gives path and limits")
    status: str = Field(description="how that was verified")


class DayAsked(Schema):
    day: Day | None = Field(None, description="today when not said")


@router.get("", response={200: Procedures, REFUSALS: Problem}, url_name="api_procedures", summary="Every procedure")
def every(request: HttpRequest, asked: Query[DayAsked]) -> dict[str, Any]:
    day = asked.day or timezone.localdate()
    return {"day": day, "items": [_line(one, day) for one in procedures().values()]}


@router.get(
    "/{name}", response={200: ProcedureOut, REFUSALS: Problem}, url_name="api_procedure", summary="One procedure"
)
def one(request: HttpRequest, name: Name, asked: Query[DayAsked]) -> dict[str, Any]:
    day, declared = asked.day or timezone.localdate(), procedure_named(name)
    path = path_on(declared, day) if is_open_on(declared, day) else None
    form = declared.form_on(day)
    return _line(declared, day) | {
        "day": day,
        "basis": list(declared.basis),
        "who": [word(words.WHO[who]) for who in declared.who],
        "form": form.number if form else "",
        "components": [
            {
                "key": paper.key, "label": word((paper.label_vi, paper.label_en)), "originals": paper.originals, "copies": paper.copies,
                "is_required": paper.is_required, "held_by": paper.held_by, "form": paper.form,
            }
            for paper in declared.components
        ],
        "questions": [
            {
                "key": question.key, "label": word((question.label_vi, question.label_en)), "type": question.type,
                "is_required": question.is_required, "choices": {key: word(pair) for key, pair in question.choices.items()},
            }
            for question in declared.questions
        ],
        "stages": [
            {
                "key": limited.stage.key, "label": word((limited.stage.label_vi, limited.stage.label_en)), "level": limited.stage.level,
                "limit": limited.count, "unit": limited.unit,
                "steps": [
                    {"key": step.key, "label": word((step.label_vi, step.label_en)), "role": step.role, "verb": step.verb}
                    for step in limited.stage.steps
                ],
            }
            for limited in (path.stages if path else ())
        ],
        "reference": path.reference if path else "",
        "status": path.status if path else "",
    }  # fmt: skip


def _line(declared: Procedure, day: date) -> dict[str, Any]:
    return {
        "name": declared.name,
        "label": word((declared.label_vi, declared.label_en)),
        "field": declared.field,
        "result": word((declared.result_vi, declared.result_en)),
        "is_online": declared.is_online,
        "is_open": is_open_on(declared, day),
    }
