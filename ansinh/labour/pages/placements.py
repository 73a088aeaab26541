"""Who has work: the list, one quick form, who is due to be asked whether they still work."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, must_hold
from ansinh.core.days import months_later, vietnamese_day
from ansinh.core.language import is_english, list_choices, shown_word
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.labour import words
from ansinh.labour.actions import placements
from ansinh.labour.actions.placements import WRITERS, PlacementRefused
from ansinh.labour.forms.exchange import ReasonForm
from ansinh.labour.forms.placements import CheckForm, EndForm, PlacementForm
from ansinh.labour.jobs.occupations import occupation_name
from ansinh.labour.jobs.placements_due import TERMS, due
from ansinh.labour.models import Placement
from ansinh.labour.pages.exchange_desk import may_write
from ansinh.places.models import communes_in_reach

_SHOWN = 100


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


def _form(request: HttpRequest, form: Any, title: str, button: str, back: str, about: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": back, "about": about, "is_employer": False}
    return render(request, "labour/exchange_form.html", context, status=422 if form.errors else 200)


def _one(pk: int) -> Placement:
    found: Placement = get_object_or_404(
        Placement.objects.select_related("person", "commune", "organisation", "recorded_by"), pk=pk
    )
    return found
