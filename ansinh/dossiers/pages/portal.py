"""What citizens open without an account: the procedures in everyday words, and what each needs, takes and rests on."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ansinh.core.language import is_english, said
from ansinh.core.limits import limited
from ansinh.dossiers import words
from ansinh.dossiers.forms.portal import ASKING, asking
from ansinh.dossiers.jobs.catalogue import Limited, Path, UnknownProcedure, is_open_on, path_on, procedure_named
from ansinh.dossiers.jobs.clock import after_limit, calendar_of, due_of
from ansinh.dossiers.jobs.everyday import by_situation, find, open_procedures
from ansinh.engine.procedures import Component, Procedure

# How a value of the law was verified, as a citizen is told; what stands in an official text needs no word.
STANDINGS = {
    "secondary": ("theo nguồn đăng lại, chưa đối chiếu bản gốc", "from a reprint, not yet compared with the original"),
    "unverified": ("chưa kiểm chứng", "not yet verified"),
    "derived": ("suy ra từ văn bản", "derived from the texts"),
    "chosen": ("nơi tiếp nhận tự chọn", "chosen by the receiving body"),
}


@login_not_required
@require_GET
@limited("services", "240/10m")
def service_list(request: HttpRequest) -> HttpResponse:
    """Every procedure that may be asked for today, by what happens in a life; or what everyday words find."""
    asked = request.GET.get("tim", "").strip()[:80]
    among = open_procedures(timezone.localdate())
    found = [card(one) for one in find(asked, among)] if asked else []
    situations = [
        {"label": group.label, "key": group.key, "cards": [card(one) for one in group.procedures]}
        for group in by_situation(among)
    ]
    return render(request, "dossiers/portal/services.html", {"asked": asked, "found": found, "situations": situations})


@login_not_required
@require_GET
@limited("services", "240/10m")
def service(request: HttpRequest, name: str) -> HttpResponse:
    """What one procedure needs, its steps and days on today's law, what it rests on."""
    declared, today = open_one(name), timezone.localdate()
    path = path_on(declared, today)
    form = declared.form_on(today)
    context = {
        "name": declared.name, "label": label_of(declared), "description": said(declared.description_vi, declared.description_en),
        "who": [said(*ASKING[key]) for key in asking(declared)], "is_online": declared.is_online,
        "papers": [_paper(declared, one) for one in asked_papers(declared)], "held": [label_of(one) for one in declared.components if one.held_by],
        "written": [label_of(one) for one in declared.components if one.form],
        "stages": stages(path, today), "due_on": due_of(path, today, calendar_of(None)), "today": today,
        "basis": declared.basis, "reference": path.reference, "standing": _standing(path.status), "note": path.note,
        "form": form, "form_standing": _standing(form.status) if form else "", "result": said(declared.result_vi, declared.result_en),
        "field": said(*words.FIELDS.get(declared.field, (declared.field,) * 2)),
    }  # fmt: skip
    return render(request, "dossiers/portal/service.html", context)


def open_one(name: str) -> Procedure:
    """The procedure of an address, when it may be asked for today. Raises Http404."""
    try:
        declared = procedure_named(name)
    except UnknownProcedure:
        raise Http404(name) from None
    if not is_open_on(declared, timezone.localdate()):
        raise Http404(name)
    return declared


def card(one: Procedure) -> dict[str, Any]:
    """A procedure as a line to choose."""
    return {
        "name": one.name,
        "label": label_of(one),
        "hint": said(one.description_vi, one.description_en or one.description_vi),
    }


def label_of(one: Any) -> str:
    """What a declared thing is called in the reader's language."""
    return str(one.label_en if is_english() else one.label_vi)


def asked_papers(declared: Procedure) -> list[Component]:
    """The papers a citizen may have to bring: neither held by the state nor written by the wizard."""
    return [one for one in declared.components if not one.held_by and not one.form]


def stages(path: Path, day: date | None = None) -> list[dict[str, Any]]:
    """The stages of a path, who does them, how long each takes, and when each would end for a dossier received on a day."""
    told, end = [], day
    for one in path.stages:
        end = after_limit(end, one, calendar_of(None)) if end else None
        told.append(
            {
                "key": one.stage.key,
                "label": label_of(one.stage),
                "level": str(said(*words.LEVELS[one.stage.level])),
                "days": days_of(one),
                "by": end,
            }
        )
    return told


def days_of(limit: Limited) -> str:
    """`7 ngày làm việc`; empty where the law read names none."""
    return "" if limit.count is None else f"{limit.count} {said(*words.UNITS[limit.unit])}"


def _paper(declared: Procedure, one: Component) -> dict[str, Any]:
    """A paper with its copies, and in which cases it is asked for."""
    told = {"label": label_of(one), "originals": one.originals, "copies": one.copies}
    return told | {"is_required": one.is_required, "only_if": one.needed_if is not None, "when": _when(declared, one)}


def _when(declared: Procedure, one: Component) -> str:
    """The answers beside which a paper is asked for, in words where they are few."""
    if one.needed_if is None:
        return ""
    key, answers = one.needed_if
    question = next((asked for asked in declared.questions if asked.key == key), None)
    if question is None or len(answers) > 3 or not set(answers) <= set(question.choices):
        return ""
    return "; ".join(str(said(*question.choices[answer])) for answer in answers)


def _standing(status: str) -> str:
    return str(said(*STANDINGS[status])) if status in STANDINGS else ""
