"""The dossiers of the reader's place, and the steps that wait for the reader."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.core.access import SIGNING_ROLES, current_scope
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.dossiers import words
from ansinh.dossiers.actions import steps_waiting_for
from ansinh.dossiers.actions.moving import soon
from ansinh.dossiers.actions.standing import ENTERING, not_mine
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.models import Dossier, DossierStep
from ansinh.places.models import Place

TONES = {
    "submitted": "accent", "in_progress": "", "waiting": "warn", "decided": "good", "handed_out": "quiet", "not_received": "quiet",
    "withdrawn": "quiet",
}  # fmt: skip
DUE = {
    "qua": ("quá hạn", "overdue"),
    "sap": ("sắp đến hạn", "due soon"),
    "hen-lai": ("đã xin lỗi, hẹn lại", "promised again"),
}


class NameOrNumber(Search):
    """What has digits is a code or a number, looked for by their indexes; the rest is a name."""

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        if not any(letter.isdigit() for letter in raw):
            return Search(self.name, self.label, paths=self.paths).narrow(rows, raw)
        wanted = [Q(**{path: raw.replace(" ", "")}) for path in self.exact_paths]
        found = {pk for one in wanted for pk in Dossier._base_manager.filter(one).values_list("pk", flat=True)[:1000]}
        return rows.filter(pk__in=found)


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
    """Every dossier of the reader's place, the newest first."""
    today = timezone.localdate()
    soon_on = soon(today, _own_calendar())
    listing = Listing(
        "dossiers",
        _("Hồ sơ"),
        columns=(
            Column("code", _("Mã hồ sơ"), link=lambda row: reverse("dossier", args=[row["code"]])),
            Column("applicant_name", _("Người nộp")),
            Column("procedure", _("Thủ tục"), show=lambda row: procedure_said(row["procedure"])),
            Column("commune__full_name", _("Xã, phường"), is_wide_only=True),
            Column("received_at", _("Tiếp nhận"), show=lambda row: _day(row["received_at"]), is_wide_only=True),
            Column("due_on", _("Hạn"), tone=lambda row: _due_tone(row, today, soon_on)),
            Column("state", _("Tình trạng"), show=lambda row: words.STATES[row["state"]][is_english()], tone=lambda row: TONES[row["state"]]),
        ),
        also=("id",),
        orders=(
            Order("moi", _("Mới nộp trước"), ("-opened_at", "-id")),
            Order("cu", _("Nộp lâu nhất trước"), ("opened_at", "id")),
        ),
        filters=(
            NameOrNumber(
                "tim", _("Tìm"), paths=("applicant_folded",), exact_paths=("code", "applicant_number", "external_code"),
                hint=_("Mã hồ sơ, họ tên, số định danh"),
            ),
            Choice("tt", _("Tình trạng"), choices=said_of(words.STATES), path="state"),
            Choice("han", _("Thời hạn"), choices=said_of(DUE), where=lambda key: _due(key, today, soon_on)),
            Choice("thu-tuc", _("Thủ tục"), choices=lambda: {name: procedure_said(name) for name in procedures()}, path="procedure"),
            Choice("kenh", _("Cách nộp"), choices=said_of(words.CHANNELS), path="channel"),
            Pick("xa", _("Xã, phường"), units=_communes, path="commune_id"),
        ),
        unit=_("hồ sơ"),
        nothing_yet=_("Chưa có hồ sơ nào. Nhận hồ sơ đầu tiên bằng «Nhận hồ sơ»."),
        template="dossiers/list.html",
    )  # fmt: skip
    return listing.respond(request, visible(), may_enter=may_enter(), counts=counts(today, soon_on))


def my_steps(request: HttpRequest) -> HttpResponse:
    """What is given to the reader, the most urgent first, and what of their role and body nobody has taken.

    Sensitive ones stand here, by code only, for who has the grant: no list names them, and somebody must do them."""
    today = timezone.localdate()
    steps = list(steps_waiting_for(request.user)[:200])
    free = DossierStep.objects.filter(assigned=None, ended_at=None, role__in=current_scope().roles)
    free = free.select_related("dossier", "dossier__commune", "place").order_by("due_on", "pk")[:300]
    submitted = Dossier.objects.filter(state="submitted").order_by("opened_at")[:50] if may_enter() else ()
    context = {
        "lines": [_line(step, today) for step in steps], "to_sign": to_sign().count() if signs() else 0,
        "free": [_line(step, today) for step in free if not not_mine(step)][:100], "may_enter": may_enter(), "submitted": submitted,
        "words": words,
    }  # fmt: skip
    return render(request, "dossiers/mine.html", context)


def signs() -> bool:
    """Whether the reader signs decisions anywhere."""
    return bool(current_scope().roles & SIGNING_ROLES)


def to_sign() -> Any:
    """Open steps that are signed, given to the reader or, in their role, to nobody; the earliest due first."""
    scope = current_scope()
    decides = Q(pk__in=[])
    for name, declared in procedures().items():
        keys = {(stage.key, step.key) for stage in declared.stages for step in stage.steps if step.verb == "decide"}
        for stage, key in keys:
            decides |= Q(dossier__procedure=name, stage=stage, key=key)
    rows = DossierStep.objects.filter(
        Q(assigned=scope.user) | Q(assigned=None), decides, ended_at=None, dossier__state="in_progress",
        role__in=scope.roles & SIGNING_ROLES,
    )  # fmt: skip
    return rows.select_related("place", *(f"dossier__{path}" for path in ("commune", "province", "subject")))


def counts(today: date, soon_on: date) -> list[dict[str, Any]]:
    """The figures above the list: what waits, what is late, what will soon be. One look at what is open, never at all there is."""
    told = (
        ("submitted", _("chờ tiếp nhận"), Q(state="submitted"), "tt=submitted", False),
        ("in_progress", _("đang giải quyết"), Q(state="in_progress"), "tt=in_progress", False),
        ("waiting", _("chờ bổ sung"), Q(state="waiting"), "tt=waiting", False),
        ("soon", _("sắp đến hạn"), _due("sap", today, soon_on), "han=sap", False),
        ("late", _("quá hạn"), _due("qua", today, soon_on), "han=qua", True),
    )
    found = (
        visible()
        .filter(state__in=words.OPEN)
        .aggregate(**{key: Count("state", filter=where) for key, _label, where, *_rest in told})
    )
    return [
        {"label": label, "count": found[key], "address": f"?{query}", "is_late": is_late}
        for key, label, _where, query, is_late in told
    ]


def _own_calendar() -> str | None:
    """The province whose calendar the reader's days are counted in."""
    scope = current_scope()
    provinces = Place.objects.filter(level=1, pk__in=scope.provinces).order_by("to_day")
    communes = Place.objects.filter(level=3, pk__in=scope.communes).order_by("to_day")
    found = (
        provinces.filter(to_day=None).values_list("pk").first()
        or communes.filter(to_day=None).values_list("province").first()
    )
    return found[0] if found else None


def _due(key: str, today: date, soon_on: date) -> Q:
    """While an applicant supplements the clock stands: nothing of it is late."""
    running = Q(state="in_progress")
    match key:
        case "qua":
            return running & Q(due_on__lt=today)
        case "sap":
            return running & Q(due_on__gte=today, due_on__lte=soon_on)
        case _:
            return Q(state__in=words.RUNNING, promised_on__isnull=False)


def _due_tone(row: Row, today: date, soon_on: date) -> str:
    if row["due_on"] is None or row["state"] != "in_progress":
        return ""
    return "bad" if row["due_on"] < today else "warn" if row["due_on"] <= soon_on else ""


def _line(step: DossierStep, today: date) -> dict[str, Any]:
    dossier = step.dossier
    due, stands = step.due_on or dossier.due_on, dossier.state == "waiting"
    return {
        "dossier": dossier, "step": step_said(dossier.procedure, step.stage, step.key), "due_on": due,
        "procedure": procedure_said(dossier.procedure), "is_late": not stands and due is not None and due < today,
        "is_soon": due is not None and today <= due <= soon(today, dossier.province_id), "is_waiting": stands,
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
    """Communes of the reader's place where somebody asked: each looked for by the index, no dossier counted."""
    scope = current_scope()
    places = Place.objects.filter(level=3).filter(Q(pk__in=scope.communes) | Q(province__in=scope.provinces))
    some = Dossier._base_manager.filter(commune=OuterRef("pk"))
    return list(places.filter(Exists(some)).order_by("sort_key").values_list("id", "full_name"))


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None
