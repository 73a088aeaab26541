"""The dossiers of the reader's place, and the steps that wait for the reader."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.core.access import current_scope
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.dossiers import words
from ansinh.dossiers.actions import steps_waiting_for
from ansinh.dossiers.actions.moving import soon
from ansinh.dossiers.actions.standing import ENTERING
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.models import Dossier, DossierStep
from ansinh.places.models import Place

TONES = {
    "submitted": "accent", "in_progress": "", "waiting": "warn", "decided": "good", "handed_out": "quiet", "not_received": "quiet",
    "withdrawn": "quiet",
}  # fmt: skip
DUE = {
    "qua": (_("quá hạn"), "overdue"),
    "sap": (_("sắp đến hạn"), "due soon"),
    "hen-lai": (_("đã xin lỗi, hẹn lại"), "promised again"),
}


def said_of(labels: Mapping[str, tuple[str, str]]) -> Callable[[], dict[str, str]]:
    """The labels in the reader's language, for a filter."""
    return lambda: {key: pair[is_english()] for key, pair in labels.items()}


def procedure_said(name: str) -> str:
    """A procedure in the reader's language; its name where no room declares it any more."""
    found = procedures().get(name)
    return (found.label_vi, found.label_en)[is_english()] if found else name


def may_enter() -> bool:
    """Whether the reader opens and handles dossiers."""
    return bool(current_scope().roles & ENTERING)


def visible() -> Any:
    """The dossiers in the reader's place that lists may name: sensitive ones are opened by their code, never listed."""
    return Dossier.objects.filter(is_sensitive=False)


def dossier_list(request: HttpRequest) -> HttpResponse:
    """Every dossier of the reader's place, the earliest due first; those without a limit last."""
    today = timezone.localdate()
    listing = Listing(
        "dossiers",
        _("Hồ sơ"),
        columns=(
            Column("code", _("Mã hồ sơ"), link=lambda row: reverse("dossier", args=[row["code"]])),
            Column("applicant_name", _("Người nộp")),
            Column("procedure", _("Thủ tục"), show=lambda row: procedure_said(row["procedure"])),
            Column("commune__full_name", _("Xã, phường"), is_wide_only=True),
            Column("received_at", _("Tiếp nhận"), show=lambda row: _day(row["received_at"]), is_wide_only=True),
            Column("due_on", _("Hạn"), tone=lambda row: _due_tone(row, today)),
            Column("state", _("Tình trạng"), show=lambda row: words.STATES[row["state"]][is_english()], tone=lambda row: TONES[row["state"]]),
        ),
        also=("id",),
        orders=(
            Order("moi", _("Mới nộp trước"), ("-opened_at", "-id")),
            Order("cu", _("Nộp lâu nhất trước"), ("opened_at", "id")),
        ),
        filters=(
            Search(
                "tim", _("Tìm"), paths=("applicant_folded",), exact_paths=("code", "applicant_number", "external_code"),
                hint=_("Mã hồ sơ, họ tên, số định danh"),
            ),
            Choice("tt", _("Tình trạng"), choices=said_of(words.STATES), path="state"),
            Choice("han", _("Thời hạn"), choices=lambda: {key: vi for key, (vi, _en) in DUE.items()}, where=lambda key: _due(key, today)),
            Choice("thu-tuc", _("Thủ tục"), choices=lambda: {name: procedure_said(name) for name in procedures()}, path="procedure"),
            Choice("kenh", _("Cách nộp"), choices=said_of(words.CHANNELS), path="channel"),
            Pick("xa", _("Xã, phường"), units=_communes, path="commune_id"),
        ),
        unit=_("hồ sơ"),
        nothing_yet=_("Chưa có hồ sơ nào. Nhận hồ sơ đầu tiên bằng «Nhận hồ sơ»."),
        template="dossiers/list.html",
    )  # fmt: skip
    return listing.respond(request, visible(), may_enter=may_enter(), counts=counts(today))


def my_steps(request: HttpRequest) -> HttpResponse:
    """What is given to the reader, the most urgent first, and what of their role nobody has taken."""
    today = timezone.localdate()
    steps = list(steps_waiting_for(request.user)[:200])
    free = DossierStep.objects.filter(
        assigned=None, ended_at=None, role__in=current_scope().roles, dossier__is_sensitive=False
    )
    context = {
        "lines": [_line(step, today) for step in steps],
        "free": [_line(step, today) for step in free.select_related("dossier", "dossier__commune").order_by("due_on", "pk")[:100]],
        "may_enter": may_enter(),
        "submitted": visible().filter(state="submitted").order_by("opened_at")[:50] if may_enter() else (),
        "procedure_said": procedure_said,
    }  # fmt: skip
    return render(request, "dossiers/mine.html", context)


def counts(today: date) -> list[dict[str, Any]]:
    """The figures above the list: what waits, what is late, what will soon be."""
    rows = visible()
    told = (
        (_("chờ tiếp nhận"), Q(state="submitted"), "tt=submitted", False),
        (_("đang giải quyết"), Q(state="in_progress"), "tt=in_progress", False),
        (_("chờ bổ sung"), Q(state="waiting"), "tt=waiting", False),
        (_("sắp đến hạn"), _due("sap", today), "han=sap", False),
        (_("quá hạn"), _due("qua", today), "han=qua", True),
    )
    return [
        {"label": label, "count": rows.filter(where).count(), "address": f"?{query}", "is_late": is_late}
        for label, where, query, is_late in told
    ]


def _due(key: str, today: date) -> Q:
    running = Q(state__in=words.RUNNING)
    match key:
        case "qua":
            return running & Q(due_on__lt=today)
        case "sap":
            return running & Q(due_on__gte=today, due_on__lte=soon(today, None))
        case _:
            return running & Q(promised_on__isnull=False)


def _due_tone(row: Row, today: date) -> str:
    if row["due_on"] is None or row["state"] not in words.RUNNING:
        return ""
    return "bad" if row["due_on"] < today else "warn" if row["due_on"] <= soon(today, None) else ""


def _line(step: DossierStep, today: date) -> dict[str, Any]:
    dossier = step.dossier
    due = step.due_on or dossier.due_on
    return {
        "dossier": dossier, "step": step_said(dossier.procedure, step.stage, step.key), "due_on": due,
        "procedure": procedure_said(dossier.procedure), "is_late": due is not None and due < today,
        "is_soon": due is not None and today <= due <= soon(today, dossier.province_id), "is_waiting": dossier.state == "waiting",
    }  # fmt: skip


def step_said(procedure: str, stage: str, key: str) -> str:
    """A step in the reader's language."""
    declared = procedures().get(procedure)
    for one in declared.stages if declared else ():
        for step in one.steps:
            if (one.key, step.key) == (stage, key):
                return (step.label_vi, step.label_en)[is_english()]
    return key


def _communes() -> list[tuple[str, str]]:
    ids = Dossier.objects.order_by().values_list("commune", flat=True).distinct()
    return list(Place.objects.filter(pk__in=list(ids)).order_by("sort_key").values_list("id", "full_name"))


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None
