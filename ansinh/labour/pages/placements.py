"""Who has work: the list, one quick form, a commune's file with its preview, who is due to be asked whether they still work."""

import hashlib
import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ansinh.core.access import NoAccess, must_hold
from ansinh.core.days import months_later, vietnamese_day
from ansinh.core.language import is_english, list_choices, shown_word
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.labour import words
from ansinh.labour.actions import placements
from ansinh.labour.actions.placements import WRITERS, PlacementRefused
from ansinh.labour.actions.placements_import import import_placements
from ansinh.labour.forms.exchange import ReasonForm
from ansinh.labour.forms.placements import CheckForm, EndForm, PlacementFileForm, PlacementForm
from ansinh.labour.jobs.occupations import occupation_name
from ansinh.labour.jobs.placements_due import TERMS, due
from ansinh.labour.jobs.placements_file import OUTCOMES, PlacementPlan, plan_placements
from ansinh.labour.models import Placement, PlacementFile
from ansinh.labour.pages.exchange_desk import may_write
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.sheets import FileRefused
from ansinh.places.models import communes_in_reach, own_province

_SHOWN = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TONES = {"added": "good", "refused": "warn"}


def _state(row: Row) -> Any:
    if row["cancelled_because"]:
        return _("đã hủy")
    return _("thôi %(day)s") % {"day": vietnamese_day(row["ended_on"])} if row["ended_on"] else _("đang làm")


PLACEMENTS = Listing(
    "placements", gettext_lazy("Người đã có việc làm"),
    columns=(
        Column("person__name", gettext_lazy("Họ và tên"), link=lambda row: reverse("placement", args=[row["id"]])),
        Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        Column("started_on", gettext_lazy("Từ ngày")),
        Column("title", gettext_lazy("Công việc")),
        Column("organisation__name", gettext_lazy("Nơi làm việc"), show=lambda row: row["organisation__name"] or row["employer"]),
        Column("destination", gettext_lazy("Ở"), show=shown_word(words.DESTINATIONS, "destination")),
        Column("channel", gettext_lazy("Qua kênh"), show=shown_word(words.CHANNELS, "channel"), is_wide_only=True),
        Column("ended_on", gettext_lazy("Tình trạng"), show=_state,
               tone=lambda row: "quiet" if row["ended_on"] or row["cancelled_because"] else "good"),
    ),
    also=("id", "employer", "cancelled_because"),
    orders=(Order("moi", gettext_lazy("Mới trước"), ("-started_on", "-id")),),
    filters=(
        Search("tim", gettext_lazy("Tìm"), paths=("person__name_folded",), exact_paths=("person__personal_number",),
               hint=gettext_lazy("Họ tên hoặc số định danh")),
        Choice("noi", gettext_lazy("Ở"), choices=list_choices(words.DESTINATIONS), path="destination"),
        Choice("kenh", gettext_lazy("Qua kênh"), choices=list_choices(words.CHANNELS), path="channel"),
        Choice("nam", gettext_lazy("Năm"), choices=lambda: {str(year): str(year) for year in range(timezone.localdate().year, 2020, -1)},
               path="started_on__year"),
        Pick("xa", gettext_lazy("Xã, phường"), units=communes_in_reach, path="commune_id"),
    ),
    unit=gettext_lazy("việc làm"), nothing_yet=gettext_lazy("Chưa ghi ai có việc làm. Ghi từng người, hoặc nhập danh sách của xã."),
    template="labour/exchange_list.html",
)  # fmt: skip


def placement_list(request: HttpRequest) -> HttpResponse:
    """Everybody known to have begun a job, newest first."""
    buttons = (
        [(reverse("placement_new"), _("Ghi một người")), (reverse("placement_import_new"), _("Nhập danh sách"))]
        if may_write()
        else []
    )
    return PLACEMENTS.respond(request, Placement.objects.all(), buttons=buttons)


def placement_new(request: HttpRequest) -> HttpResponse:
    """One person who found work; the page comes back for the next one."""
    must_hold(*WRITERS, field="labour")
    form = PlacementForm(request.POST or None, initial={"number": request.GET.get("so", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            placement = placements.record_placement(**form.told(), source="nhập tay", by=request.user)
        except (PlacementRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                _("Đã ghi việc làm của %(name)s. Ghi người tiếp theo, hoặc về danh sách.")
                % {"name": placement.person.name},
            )
            return redirect("placement_new")
    return _form(request, form, _("Ghi người có việc làm"), _("Ghi việc làm"), reverse("placement_list"))


def placement(request: HttpRequest, pk: int) -> HttpResponse:
    """One job begun: how it came, whether it still holds."""
    found = _one(pk)
    english, today = is_english(), timezone.localdate()
    checks = {check.after_months: check for check in found.checks.all()}
    asked = [(months, checks.get(months), months_later(found.started_on, months)) for months in TERMS]
    context = {
        "placement": found, "destination": words.DESTINATIONS[found.destination][english], "channel": words.CHANNELS[found.channel][english],
        "sector": words.SECTORS[found.sector][english] if found.sector else "",
        "occupation": occupation_name(found.occupation) if found.occupation else "",
        "asked": [(months, check, day, check is None and day <= today) for months, check, day in asked],
        "may_change": may_write() and not found.cancelled_because,
    }  # fmt: skip
    return render(request, "labour/exchange_placement.html", context)


def placement_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Asked after 3 or 6 months, ended, or cancelled."""
    must_hold(*WRITERS, field="labour")
    found, today = _one(pk), timezone.localdate()
    months = {"hoi-3": 3, "hoi-6": 6}.get(act)
    titles = {
        "hoi-3": _("Hỏi lại sau 3 tháng"),
        "hoi-6": _("Hỏi lại sau 6 tháng"),
        "thoi": _("Ghi thôi việc"),
        "huy": _("Hủy dòng ghi nhầm"),
    }
    if act not in titles:
        raise Http404
    form: Any = (CheckForm if months else EndForm if act == "thoi" else ReasonForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if months:
                placements.check_placement(
                    placement=found, after_months=months, is_employed=told["is_employed"] == "co", checked_on=today, note=told["note"],
                    ended_on=told["ended_on"], by=request.user,
                )  # fmt: skip
            elif act == "thoi":
                placements.end_placement(placement=found, **told, by=request.user)
            else:
                placements.cancel_placement(placement=found, **told, by=request.user)
        except (PlacementRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": titles[act]})
            return redirect("placement_checks" if months else reverse("placement", args=[pk]))
    return _form(
        request, form, titles[act], titles[act], reverse("placement", args=[pk]), f"{found.person.name}: {found}"
    )


def placement_checks(request: HttpRequest) -> HttpResponse:
    """Who is due to be asked, longest waiting first: name, telephone in part, the job, one link each."""
    today = timezone.localdate()
    terms = []
    for months in TERMS:
        rows = due(months, today).select_related("person", "commune", "organisation").order_by("started_on", "id")
        terms.append((months, rows[:_SHOWN], rows.count()))
    return render(request, "labour/exchange_checks.html", {"terms": terms, "may_write": may_write(), "shown": _SHOWN})


def placement_import_new(request: HttpRequest) -> HttpResponse:
    """Send a commune's list; it is kept for the preview, nothing goes in yet."""
    must_hold(*WRITERS, field="labour")
    form = PlacementFileForm(request.POST or None, request.FILES or None)
    province = own_province()
    if request.method == "POST" and form.is_valid() and province:
        told = form.cleaned_data
        content = told["file"].read()
        kept = PlacementFile(
            name=told["file"].name[:200], sha256=hashlib.sha256(content).hexdigest(), content=content, sheet=told["sheet"],
            commune=told["commune"], province=province, sent_by_id=request.user.pk,
        )  # fmt: skip
        try:
            _plan(kept)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            kept.save()
            return redirect("placement_import", pk=kept.pk)
    recent = (
        PlacementFile._base_manager.filter(sent_by=request.user.pk).exclude(applied_at=None).defer("content", "refused")
    )
    context = {"form": form, "recent": [(kept, _counted(kept.counts)) for kept in recent.order_by("-id")[:20]]}
    return render(request, "labour/exchange_import_new.html", context, status=422 if form.errors else 200)


def placement_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What the list will do, row by row; or what it did."""
    kept = _mine(request, pk)
    context: dict[str, Any] = {"kept": kept, "counts": _counted(kept.counts), "shown": _SHOWN}
    if kept.applied_at or kept.content is None:
        return render(request, "labour/exchange_import.html", context)
    try:
        plan = _plan(kept)
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("placement_import_new")
    context |= {"plan": plan, "counts": _counted(plan.counts), "parts": plan.parts(_SHOWN)}
    return render(request, "labour/exchange_import.html", context)


@require_POST
def placement_import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The good rows go in; the bad ones wait as a file."""
    kept = _mine(request, pk)
    try:
        import_placements(record=kept, day=timezone.localdate(), by=request.user)
    except (PlacementRefused, FileRefused) as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã nhập tệp %(name)s.") % {"name": kept.name})
    return redirect("placement_import", pk=pk)


def placement_import_refused(request: HttpRequest, pk: int) -> FileResponse:
    """The rows sent back, each with its reason, as a workbook."""
    kept = _mine(request, pk)
    refused: dict[str, Any] = kept.refused if kept.applied_at else _plan(kept).refused_sheet()
    if not refused.get("rows"):
        raise Http404
    content = io.BytesIO()
    write_refused(content, refused)
    content.seek(0)
    return FileResponse(content, as_attachment=True, filename="dong-tra-lai.xlsx", content_type=_XLSX)


def _form(request: HttpRequest, form: Any, title: str, button: str, back: str, about: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": back, "about": about, "is_employer": False}
    return render(request, "labour/exchange_form.html", context, status=422 if form.errors else 200)


def _one(pk: int) -> Placement:
    found: Placement = get_object_or_404(
        Placement.objects.select_related("person", "commune", "organisation", "recorded_by"), pk=pk
    )
    return found


def _mine(request: HttpRequest, pk: int) -> PlacementFile:
    must_hold(*WRITERS, field="labour")
    files = PlacementFile._base_manager.select_related("province", "commune")
    found: PlacementFile = get_object_or_404(files, pk=pk, sent_by=request.user.pk)
    return found


def _plan(kept: PlacementFile) -> PlacementPlan:
    return plan_placements(
        bytes(kept.content or b""),
        kept.name,
        day=timezone.localdate(),
        province=kept.province,
        commune=kept.commune,
        sheet=kept.sheet,
    )


def _counted(counts: dict[str, int]) -> list[tuple[tuple[str, str], int, str]]:
    return [(labels, counts.get(outcome, 0), _TONES.get(outcome, "")) for outcome, labels in OUTCOMES.items()]
