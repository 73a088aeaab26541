"""Unemployment insurance: the rights, one right with its months, what a claim comes to, notices of the search, training, the forms."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ansinh.core.access import NoAccess, current_scope, must_hold
from ansinh.core.days import last_day, month_after, month_of, month_text, months_between, read_month, vietnamese_day
from ansinh.core.language import is_english, list_choices
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions import insurance
from ansinh.labour.actions.insurance import DECIDES, ENTERS, InsuranceRefused
from ansinh.labour.actions.placements import PlacementRefused
from ansinh.labour.documents.insurance import form_workbook, period_text
from ansinh.labour.forms.insurance import RIGHT_ACTS, CancelTrainingForm, ClaimForm, MoveInForm, NoticeForm
from ansinh.labour.jobs.insurance import claim_of, month_number
from ansinh.labour.jobs.insurance_report import form_31, form_32
from ansinh.labour.models import Contribution, SearchNotice, TrainingSupport, UnemploymentRight
from ansinh.law.reader import LawError
from ansinh.people.forms import acts_open_to
from ansinh.people.models import Person
from ansinh.places.models import communes_of, own_province

STATE_TONES = {"drawing": "good", "suspended": "warn", "cancelled": "bad"}
PARTS = (
    ("unemployment_list", gettext_lazy("Người hưởng")),
    ("search_notice_list", gettext_lazy("Thông báo tìm việc")),
    ("training_support_list", gettext_lazy("Hỗ trợ học nghề")),
    ("contribution_file_new", gettext_lazy("Quá trình đóng")),
    ("contribution_mismatch_list", gettext_lazy("Lệch thông tin")),
    ("unemployment_report", gettext_lazy("Báo cáo")),
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDED_AT_ONCE = 500


def _month(path: str) -> Callable[[Row], str]:
    return lambda row: month_text(row[path])


RIGHTS = Listing(
    name="unemployment",
    title=gettext_lazy("Trợ cấp thất nghiệp"),
    unit=gettext_lazy("quyết định"),
    columns=(
        Column("person__name", gettext_lazy("Họ và tên"), link=lambda row: reverse("unemployment_right", args=[row["pk"]])),
        Column("decision_number", gettext_lazy("Quyết định")),
        Column("decided_on", gettext_lazy("Ngày"), is_wide_only=True),
        Column("amount_dong", gettext_lazy("Mức một tháng (đồng)"), is_number=True),
        Column("months", gettext_lazy("Số tháng"), is_number=True),
        Column("last_month", gettext_lazy("Chi đến tháng"), show=_month("last_month"), is_wide_only=True),
        Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        Column(
            "state", gettext_lazy("Tình trạng"), show=lambda row: words.UNEMPLOYMENT_STATES[row["state"]][is_english()],
            tone=lambda row: STATE_TONES.get(row["state"], "quiet"),
        ),
    ),
    also=("pk",),
    orders=(
        Order("moi-nhat", gettext_lazy("Quyết định mới nhất"), ("-decided_on", "-pk")),
        Order("ten", gettext_lazy("Tên"), ("person__name_key", "pk")),
    ),
    filters=(
        Search("tim", gettext_lazy("Họ và tên"), paths=("person__name_folded",), exact_paths=("decision_number",),
               hint=gettext_lazy("tên, hoặc đúng số quyết định")),
        Choice("tinh-trang", gettext_lazy("Tình trạng"), choices=list_choices(words.UNEMPLOYMENT_STATES), path="state"),
        Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(UnemploymentRight.objects.all(), "commune_id"), path="commune_id"),
    ),
    nothing_yet=gettext_lazy("Chưa có quyết định hưởng trợ cấp thất nghiệp nào. Quyết định ký trong hồ sơ thủ tục sẽ hiện ở đây."),
    template="labour/insurance_list.html",
)  # fmt: skip


def unemployment_list(request: HttpRequest) -> HttpResponse:
    """The rights, the newest decision first."""
    return RIGHTS.respond(
        request, UnemploymentRight.objects.all(), parts=PARTS, here="unemployment_list", over=_over().count()
    )


def _over() -> QuerySet[UnemploymentRight]:
    """Rights whose time is over and that nobody ended, where the reader may write it."""
    if not current_scope().holds(*ENTERS, field="labour"):
        return UnemploymentRight.objects.none()
    return UnemploymentRight.objects.filter(state__in=("drawing", "suspended"), to_day__lte=timezone.localdate())


@require_POST
def unemployment_end_drawn(request: HttpRequest) -> HttpResponse:
    """Those whose time is over are ended."""
    must_hold(*ENTERS, field="labour")
    try:
        ended = insurance.end_drawn(
            rights=list(_over().order_by("pk")[:_ENDED_AT_ONCE]), day=timezone.localdate(), by=request.user
        )
    except InsuranceRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã ghi hết thời hạn hưởng của %(count)s người.") % {"count": ended})
    return redirect("unemployment_list")


def unemployment_right(request: HttpRequest, pk: int) -> HttpResponse:
    """One right: what it rests on, each month of it, what happened, the notices."""
    right = _right(pk)
    looked_at(f"unemployment:{pk}", place_id=right.commune_id)
    may_decide = current_scope().holds(*DECIDES, field="labour")
    context = {
        "right": right, "months": _months(right), "words": words,
        "events": right.events.select_related("place", "placement").order_by("pk"),
        "notices": right.notices.order_by("number"), "today": timezone.localdate(),
        "acts": acts_open_to(right, RIGHT_ACTS) if may_decide else [],
        "may_enter": current_scope().holds(*ENTERS, field="labour"),
        "courses": right.training_supports.order_by("from_day"),
        "contributions": Contribution.objects.filter(person=right.person).select_related("organisation").order_by("-from_month")[:24],
    }  # fmt: skip
    return render(request, "labour/insurance_right.html", context)


def _right(pk: int) -> UnemploymentRight:
    rows = UnemploymentRight.objects.select_related("person", "commune", "province", "moved_from", "dossier")
    return get_object_or_404(rows, pk=pk)


def _months(right: UnemploymentRight) -> list[dict[str, Any]]:
    """Each calendar month paid here: its number, its state, the dong the decision states."""
    turns = sorted(right.events.filter(kind__in=("suspended", "resumed")).values_list("month", "pk", "kind"))
    planned = month_after(month_of(right.from_day), right.months - 1)
    found = []
    for month in months_between(right.first_month, max(planned, right.last_month)):
        newest = next((kind for since, _pk, kind in reversed(turns) if since <= month), "")
        state = (
            "cancelled" if right.state == "cancelled" else "ended" if month > right.last_month else newest or "drawing"
        )
        state = "drawing" if state == "resumed" else state
        found.append({
            "text": month_text(month), "number": month_number(right, month), "state": state, "tone": STATE_TONES.get(state, "quiet"),
            "dong": right.amount_dong if state == "drawing" else 0, "month": month,
        })  # fmt: skip
    return found


def unemployment_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Suspend, resume, end, move or cancel, by a decision."""
    must_hold(*DECIDES, field="labour")
    right = _right(pk)
    chosen = next((one for one in RIGHT_ACTS if one.slug == act), None)
    if chosen is None:
        raise Http404
    back = reverse("unemployment_right", args=[pk])
    if not chosen.is_open(right):
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect(back)
    form = chosen.form(request.POST if request.method == "POST" else None, subject=right)
    return _asked(request, form, chosen.label, back, right.person.name)


def unemployment_move_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The rest of a right that another province decided; `pk` is the person."""
    must_hold(*ENTERS, field="labour")
    person = get_object_or_404(Person.objects.all(), pk=pk)
    form = MoveInForm(request.POST or None, subject=person)
    return _asked(request, form, _("Chuyển nơi hưởng đến"), reverse("unemployment_claim", args=[pk]), person.name)


def _asked(request: HttpRequest, form: Any, label: Any, back: str, about: str) -> HttpResponse:
    """The form of an act; what the register refuses stands above it."""
    if request.method == "POST" and form.is_valid():
        try:
            form.act(request.user)
        except (InsuranceRefused, PlacementRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": label})
            return redirect(back)
    context = {"form": form, "title": label, "back": back, "about": about}
    return render(request, "labour/insurance_act.html", context, status=422 if form.errors else 200)


def unemployment_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """What a person paid in, and what a claim of two days would come to by the law; nothing is written."""
    person = get_object_or_404(Person.objects.select_related("commune"), pk=pk)
    looked_at(f"person:{pk}", place_id=person.commune_id)
    spans = list(Contribution.objects.filter(person=person).select_related("organisation").order_by("-to_month"))
    today = timezone.localdate()
    first = {
        "ended_on": vietnamese_day(last_day(spans[0].to_month)) if spans else "",
        "applied_on": vietnamese_day(today),
    }
    form = ClaimForm(request.GET if "ended_on" in request.GET else None, initial=first)
    claim, refused = None, ""
    if form.is_bound and form.is_valid():
        days = form.cleaned_data
        try:
            claim = claim_of(
                person,
                applied_on=days["applied_on"],
                ended_on=days["ended_on"],
                known_on=max(today, days["applied_on"]),
            )
        except LawError as error:
            refused = str(error)
    context = {
        "person": person, "spans": spans, "form": form, "claim": claim, "refused": refused,
        "law_month": month_text(claim.law_month) if claim else "", "may_enter": current_scope().holds(*ENTERS, field="labour"),
        "rights": UnemploymentRight.objects.filter(person=person).order_by("-decided_on"),
    }  # fmt: skip
    return render(request, "labour/insurance_claim.html", context)


# --- notices ---
def _awaited(raw: str) -> Q:
    today = timezone.localdate()
    match raw:
        case "tre":
            return Q(told_on=None, due_on__lt=today)
        case "den-han":
            return Q(told_on=None, due_on__range=(today, last_day(month_of(today))))
    return Q(told_on__isnull=False)


def _notice_state(row: Row) -> str:
    if row["told_on"]:
        return _("đã thông báo")
    return _("trễ hạn") if row["due_on"] < timezone.localdate() else _("chưa đến hạn")


NOTICES = Listing(
    name="search_notices",
    title=gettext_lazy("Thông báo tìm kiếm việc làm hằng tháng"),
    unit=gettext_lazy("thông báo"),
    columns=(
        Column("right__person__name", gettext_lazy("Họ và tên"), link=lambda row: reverse("search_notice", args=[row["pk"]])),
        Column("number", gettext_lazy("Tháng hưởng thứ"), is_number=True),
        Column("due_on", gettext_lazy("Hạn")),
        Column("told_on", gettext_lazy("Đã thông báo"), is_wide_only=True),
        Column("right__person__phone", gettext_lazy("Điện thoại"), hides="phone", is_wide_only=True),
        Column("right__commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True),
        Column(
            "result", gettext_lazy("Tình trạng"), show=_notice_state,
            tone=lambda row: "good" if row["told_on"] else "bad" if row["due_on"] < timezone.localdate() else "quiet",
        ),
    ),
    also=("pk",),
    orders=(
        Order("cu-nhat", gettext_lazy("Hạn cũ nhất"), ("due_on", "pk")),
        Order("moi-nhat", gettext_lazy("Hạn mới nhất"), ("-due_on", "-pk")),
    ),
    filters=(
        Search("tim", gettext_lazy("Họ và tên"), paths=("right__person__name_folded",)),
        Choice("han", gettext_lazy("Hạn"), choices=lambda: {
            "tre": _("trễ hạn, chưa thông báo"), "den-han": _("đến hạn trong tháng này"), "xong": _("đã thông báo"),
        }, where=_awaited),
        Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(SearchNotice.objects.all(), "right__commune_id"), path="right__commune_id"),
    ),
    nothing_yet=gettext_lazy("Chưa có thông báo nào phải chờ: thông báo được lập cùng quyết định hưởng."),
    template="labour/insurance_list.html",
)  # fmt: skip


def search_notice_list(request: HttpRequest) -> HttpResponse:
    """Who is to tell of the search for work, and who is late."""
    rows = SearchNotice.objects.filter(right__state__in=("drawing", "suspended"))
    return NOTICES.respond(request, rows, parts=PARTS, here="search_notice_list")


def search_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a person told in a month."""
    must_hold(*ENTERS, field="labour")
    notice = get_object_or_404(SearchNotice.objects.select_related("right__person"), pk=pk)
    back = reverse("unemployment_right", args=[notice.right_id])
    if notice.told_on:
        messages.warning(request, _("Tháng này đã thông báo."))
        return redirect(back)
    form = NoticeForm(request.POST or None, subject=notice)
    told = _("tháng hưởng thứ")
    about = f"{notice.right.person.name}, {told} {notice.number}"
    return _asked(request, form, _("Ghi thông báo tìm kiếm việc làm"), back, about)


# --- training ---
COURSES = Listing(
    name="training_supports",
    title=gettext_lazy("Hỗ trợ học nghề cho người thất nghiệp"),
    unit=gettext_lazy("quyết định"),
    columns=(
        Column("person__name", gettext_lazy("Họ và tên")),
        Column("trade", gettext_lazy("Nghề học")),
        Column("school", gettext_lazy("Nơi đào tạo"), is_wide_only=True),
        Column("months", gettext_lazy("Số tháng"), is_number=True),
        Column("dong_a_month", gettext_lazy("Học phí một tháng (đồng)"), is_number=True),
        Column("decision_number", gettext_lazy("Quyết định"), is_wide_only=True),
        Column("decided_on", gettext_lazy("Ngày"), is_wide_only=True),
        Column("is_cancelled", gettext_lazy("Tình trạng"), show=lambda row: _("đã hủy") if row["is_cancelled"] else _("hủy"),
               link=lambda row: "" if row["is_cancelled"] else reverse("training_support_cancel", args=[row["pk"]])),
    ),
    also=("pk",),
    orders=(Order("moi-nhat", gettext_lazy("Quyết định mới nhất"), ("-decided_on", "-pk")),),
    filters=(
        Search("tim", gettext_lazy("Họ và tên"), paths=("person__name_folded",)),
        Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(TrainingSupport.objects.all(), "commune_id"), path="commune_id"),
    ),
    nothing_yet=gettext_lazy("Chưa có quyết định hỗ trợ học nghề nào. Quyết định ký trong hồ sơ thủ tục sẽ hiện ở đây."),
    template="labour/insurance_list.html",
)  # fmt: skip


def training_support_list(request: HttpRequest) -> HttpResponse:
    """The decisions on training support, the newest first."""
    return COURSES.respond(request, TrainingSupport.objects.all(), parts=PARTS, here="training_support_list")


def training_support_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision on training support back."""
    must_hold(*DECIDES, field="labour")
    support = get_object_or_404(TrainingSupport.objects.select_related("person"), pk=pk)
    form = CancelTrainingForm(request.POST or None, subject=support)
    back = reverse("training_support_list")
    return _asked(request, form, _("Hủy hỗ trợ học nghề"), back, f"{support.person.name}, {support}")


# --- forms of reports ---
def unemployment_report(request: HttpRequest) -> HttpResponse:
    """Form 31 of a month, forms 30 and 32 of a half-year or year; as a workbook when the address says `xuat=xlsx`."""
    must_hold("province_officer", "province_head", "province_leader", "auditor", "inspector")
    province = own_province()
    if province is None:
        raise Http404
    chosen = _chosen(request)
    form, month, year, is_half = chosen["form"], chosen["month"], chosen["year"], chosen["half"]
    lines = form_31(province, month) if form == 31 else form_32(province, year, half=is_half)
    period = period_text(month=month) if form == 31 else period_text(year=year, half=is_half)
    if request.GET.get("xuat") == "xlsx":
        content = form_workbook(form=form, province=province, period=period, lines=lines, day=timezone.localdate())
        response = HttpResponse(content, content_type=_XLSX)
        response["Content-Disposition"] = f'attachment; filename="mau-{form}-{period_slug(chosen)}.xlsx"'
        return response
    query = request.GET.copy()
    query["xuat"] = "xlsx"
    context = {
        "lines": lines, "period": period, "chosen": chosen, "province": province, "parts": PARTS, "here": "unemployment_report",
        "columns": [_("Số lượng"), _("Lũy kế từ đầu năm")] if form == 31 else [_("Số lượng")], "export": f"?{query.urlencode()}",
        "forms": [("31", _("Mẫu 31, hằng tháng")), ("32", _("Mẫu 32, trung tâm")), ("30", _("Mẫu 30, sở"))],
    }  # fmt: skip
    return render(request, "labour/insurance_report.html", context)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """The form and the period asked for; the month before this one when none is."""
    today = timezone.localdate()
    form = int(request.GET["mau"]) if request.GET.get("mau") in ("30", "31", "32") else 31
    try:
        month = read_month(request.GET.get("thang", ""))
    except ValueError:
        month = month_after(month_of(today), -1)
    year = (
        int(request.GET["nam"])
        if request.GET.get("nam", "").isdecimal() and 2015 <= int(request.GET["nam"]) <= 2100
        else month // 100
    )
    return {
        "form": form,
        "month": month,
        "month_text": month_text(month),
        "year": year,
        "half": request.GET.get("ky") == "6",
    }


def period_slug(chosen: Mapping[str, Any]) -> str:
    """`202405`, `2024-6t` or `2024`, for a file's name."""
    if chosen["form"] == 31:
        return str(chosen["month"])
    return f"{chosen['year']}{'-6t' if chosen['half'] else ''}"
