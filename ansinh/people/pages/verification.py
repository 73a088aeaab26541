"""Verification against the population database: the file out, the answer in, what differs and how it is settled."""

import io
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import WRITING_ROLES, NoAccess, current_scope, must_hold
from ansinh.core.days import vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Row, Search
from ansinh.core.masking import masked
from ansinh.people import actions
from ansinh.people.actions.verification import DAYS_TO_SETTLE, as_written
from ansinh.people.forms import AnswerForm, AskForm, AssignForm, ReasonForm
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.models import Mismatch, VerificationAnswer, VerificationRequest
from ansinh.people.pages.doubles import done
from ansinh.people.words import IDENTITIES, IDENTITY_FIELDS, MISMATCH_STATES, SEXES
from ansinh.places.models import Place

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TONES = {"open": "warn", "corrected": "good", "kept": "accent", "superseded": "quiet"}


def _word(pair: tuple[str, str]) -> str:
    return pair[is_english()]


def _value(column: str) -> Any:
    def shown(row: Row) -> str:
        value = row[column]
        if row["field"] == "personal_number":
            return masked(value, "personal_number")
        return _word(SEXES[value]) if row["field"] == "sex" and value in SEXES else value

    return shown


def mismatch_list(request: HttpRequest) -> HttpResponse:
    """What the register and the population database say differently, the soonest due first."""
    day = timezone.localdate()
    listing = Listing(
        "mismatches",
        _("Lệch với CSDL dân cư"),
        columns=(
            Column("person__name", _("Họ và tên"), link=lambda row: reverse("mismatch", args=[row["id"]])),
            Column("person__commune__full_name", _("Xã, phường"), is_wide_only=True),
            Column("field", _("Mục"), show=lambda row: _word(IDENTITY_FIELDS[row["field"]])),
            Column("ours", _("Trong sổ"), show=_value("ours")),
            Column("theirs", _("CSDL dân cư"), show=_value("theirs")),
            Column("owner__username", _("Người xử lý"), is_wide_only=True),
            Column("due_on", _("Hạn"), show=lambda row: vietnamese_day(row["due_on"]), tone=lambda row: _due_tone(row, day)),
            Column("state", _("Tình trạng"), show=lambda row: _word(MISMATCH_STATES[row["state"]]), tone=lambda row: _TONES[row["state"]]),
        ),
        also=("id",),
        orders=(Order("han", _("Hạn gần trước"), ("due_on", "id")),),
        filters=(
            Search("tim", _("Tìm"), paths=("person__name_folded",), exact_paths=("person__personal_number",), hint=_("Họ tên hoặc số định danh")),
            Choice("muc", _("Mục"), choices={key: _word(pair) for key, pair in IDENTITY_FIELDS.items()}, path="field"),
            Choice("tt", _("Tình trạng"), choices={key: _word(pair) for key, pair in MISMATCH_STATES.items()}, path="state"),
            Choice("han", _("Hạn"), choices={"qua": _("quá hạn")}, where=lambda raw: Q(due_on__lt=day)),
        ),
        unit=_("mục"),
        nothing_yet=_("Không có mục nào lệch chờ xử lý. Gửi danh sách đi xác thực, rồi nhận tệp trả lời."),
        template="people/mismatch_list.html",
    )  # fmt: skip
    rows = Mismatch.objects.filter(person__merged_into=None)
    if not request.GET.get("tt"):
        rows = rows.filter(state="open")
    return listing.respond(request, rows, may_write=bool(current_scope().roles & WRITING_ROLES))


def _due_tone(row: Row, day: Any) -> str:
    return "bad" if row["state"] == "open" and row["due_on"] < day else "quiet"


def verification_ask(request: HttpRequest) -> HttpResponseBase:
    """The request file, taken away as it is made; earlier ones below."""
    must_hold(*WRITING_ROLES)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            province, commune = _where(told["commune"])
            name = f"xac-thuc-{(commune or province).code}-{timezone.localdate():%Y%m%d}.{told['kind']}"
            made, content = actions.ask(
                province=province, commune=commune, file_name=name, everybody=told["everybody"], by=request.user
            )
        except (actions.Refused, NoAccess) as refusal:
            form.add_error(None, str(refusal))
        else:
            return FileResponse(
                io.BytesIO(content),
                as_attachment=True,
                filename=made.name,
                content_type=_XLSX if told["kind"] == "xlsx" else "text/csv",
            )
    recent = VerificationRequest.objects.select_related("asked_by").order_by("-id")[:10]
    return render(
        request, "people/verification_ask.html", {"form": form, "recent": recent}, status=422 if form.errors else 200
    )


def verification_take(request: HttpRequest) -> HttpResponse:
    """The answer file in; earlier ones below."""
    must_hold(*WRITING_ROLES)
    due = vietnamese_day(timezone.localdate() + timedelta(days=DAYS_TO_SETTLE))
    form = AnswerForm(request.POST or None, request.FILES or None, initial={"due_on": due})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            province, commune = _where(None)
            made = actions.take_answer(
                province=province, commune=commune, content=told["file"].read(), file_name=told["file"].name, due_on=told["due_on"],
                owner=told["owner"], by=request.user,
            )  # fmt: skip
        except (actions.Refused, NoAccess, FileRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã nhận tệp trả lời."))
            return redirect("verification_answer", made.pk)
    recent = VerificationAnswer.objects.order_by("-id")[:10]
    return render(
        request, "people/verification_take.html", {"form": form, "recent": recent}, status=422 if form.errors else 200
    )


def verification_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file of answers became: people by state, the rows given back."""
    must_hold(*WRITING_ROLES)
    found = get_object_or_404(VerificationAnswer.objects.select_related("received_by"), pk=pk)
    counts = [(_word(IDENTITIES[state]), count) for state, count in found.counts.items() if state in IDENTITIES]
    rows = [(number, why) for number, why, _offer, _cells in found.refused.get("rows", [])[:100]]
    context = {"answer": found, "counts": counts, "refused": rows, "refused_count": found.counts.get("refused", 0)}
    return render(request, "people/verification_answer.html", context)


def verification_refused(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows given back, as a workbook with why beside each."""
    must_hold(*WRITING_ROLES)
    found = get_object_or_404(VerificationAnswer.objects, pk=pk)
    if not found.refused.get("rows"):
        raise Http404
    kept = io.BytesIO()
    write_refused(kept, found.refused)
    kept.seek(0)
    return FileResponse(kept, as_attachment=True, filename=f"tra-lai-{found.pk}.xlsx", content_type=_XLSX)


def mismatch(request: HttpRequest, pk: int) -> HttpResponse:
    """One field that differs: take theirs, keep ours with a reason, or give it to somebody."""
    found = get_object_or_404(
        Mismatch.objects.select_related("person__commune", "answer", "owner", "settled_by"), pk=pk
    )
    doing, may = request.POST.get("viec", ""), bool(current_scope().roles & WRITING_ROLES)
    until = {"initial": {"due_on": vietnamese_day(found.due_on)}}
    acts: dict[str, Any] = {
        "sua": (ReasonForm, {"asks": False}, lambda told: actions.correct_mismatch(mismatch=found, by=request.user), _("Sửa sổ theo CSDL dân cư")),
        "giu": (ReasonForm, {}, lambda told: actions.keep_ours(mismatch=found, by=request.user, **told), _("Giữ thông tin của ta")),
        "giao": (AssignForm, until, lambda told: actions.assign_mismatch(mismatch=found, by=request.user, **told), _("Giao xử lý")),
    }  # fmt: skip
    if doing:
        must_hold(*WRITING_ROLES)
    forms = []
    for name, (form_class, more, act, button) in acts.items():
        form = form_class(request.POST if doing == name else None, prefix=None if doing == name else name, **more)
        if doing == name and done(request, form, partial(_act_on, act, form), _("Đã ghi.")):
            return redirect("mismatch_list")
        forms.append((form, name, button, name == "sua"))
    row = {"field": found.field, "ours": found.ours, "theirs": found.theirs}
    is_number = found.field == "personal_number"  # who settles it has to compare the whole number
    context = {
        "mismatch": found, "field": _word(IDENTITY_FIELDS[found.field]), "ours": found.ours if is_number else _value("ours")(row),
        "to_write": _value("theirs")({**row, "theirs": as_written(found)}) if not is_number else found.theirs,
        "theirs": found.theirs if is_number else _value("theirs")(row),
        "state": _word(MISMATCH_STATES[found.state]), "tone": _TONES[found.state], "forms": forms if may and found.state == "open" else [],
    }  # fmt: skip
    return render(
        request, "people/mismatch.html", context, status=422 if any(form.errors for form, *_rest in forms) else 200
    )


def _act_on(act: Any, form: Any) -> None:
    act(form.cleaned_data)


def _where(commune: Place | None) -> tuple[Place, Place | None]:
    """The province and, for an officer of a commune, the commune the file is about. Raises NoAccess for who reaches no place."""
    scope, today = current_scope(), timezone.localdate()
    if commune is not None and commune.province is not None:
        return commune.province, commune
    if scope.is_whole_province:
        provinces = Place.objects.filter(level=1, pk__in=scope.provinces)
        found = provinces.filter(to_day=None).first() or provinces.first()
        if found:
            return found, None
    own = Place.objects.on(today).filter(level=3, pk__in=scope.communes).select_related("province").first()
    if own is None or own.province is None:
        raise NoAccess(_("Tài khoản của bạn không phụ trách địa bàn nào."))
    return own.province, own
