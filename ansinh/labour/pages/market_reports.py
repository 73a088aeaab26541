"""Whom organisations want and whom they have: demand typed or listed, reports of a half year, who has not reported, the summary."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import must_hold
from ansinh.core.language import is_english, list_choices, shown_word
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Search
from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.actions import market
from ansinh.labour.actions.market import MarketRefused
from ansinh.labour.actions.placements import WRITERS
from ansinh.labour.forms.market import DemandForm
from ansinh.labour.jobs.market import due_on, newest_half
from ansinh.labour.jobs.market_sheets import workforce_summary
from ansinh.labour.jobs.occupations import occupation_name
from ansinh.labour.models import DemandReport, WorkforceLine, WorkforceReport
from ansinh.labour.pages.market_organisations import may_write, number, to
from ansinh.people.models import Organisation
from ansinh.people.words import ORGANISATION_KINDS, SEXES
from ansinh.places.models import communes_in_reach, own_province

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST_YEAR = 2021
STATES = {
    "in_time": ("đúng hạn", "in time"),
    "late": ("quá hạn", "late"),
    "none": ("chưa báo cáo", "not reported"),
}
_TONES = {"in_time": "good", "late": "warn", "none": "quiet"}


def demand_list(request: HttpRequest) -> HttpResponse:
    """Reports of wanted workers inside the reader's reach, the newest half first."""
    listing = Listing(
        "demand_reports",
        _("Nhu cầu tuyển dụng"),
        columns=(
            Column("organisation__name", _("Đơn vị"), link=to("demand_report")),
            Column("year", _("Năm"), is_number=True),
            Column("half", _("Kỳ"), show=shown_word(words.HALVES, "half")),
            Column("wanted", _("Cần tuyển"), show=number("wanted"), is_number=True),
            Column("women", _("Nữ"), show=number("women"), is_number=True),
            Column("kind", _("Loại hình"), show=shown_word(ORGANISATION_KINDS, "kind"), is_wide_only=True),
            Column("commune__full_name", _("Xã, phường"), is_wide_only=True),
        ),
        also=("id",),
        orders=(Order("moi", _("Kỳ mới trước"), ("-year", "-half", "organisation__name_key", "id")),),
        filters=(
            Search("tim", _("Tìm"), paths=("organisation__name_folded",), exact_paths=("organisation__tax_number",), hint=_("Tên hoặc mã số thuế")),
            _years(),
            Choice("ky", _("Kỳ"), choices=list_choices(words.HALVES), path="half"),
            Choice("loai", _("Loại hình"), choices=list_choices(ORGANISATION_KINDS), path="kind"),
            Pick("xa", _("Xã, phường"), units=lambda: communes_in_reach(timezone.localdate())),
        ),
        unit=_("phiếu"),
        nothing_yet=_("Chưa có đơn vị nào báo nhu cầu. Ghi từ trang của đơn vị, hoặc nhập danh sách từ Excel."),
        template="labour/market_demand_list.html",
    )  # fmt: skip
    rows = DemandReport.objects.filter(is_current=True).annotate(wanted=Sum("lines__count"), women=Sum("lines__women"))
    return listing.respond(request, rows, may_write=may_write())


def demand_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report of wanted workers, line by line, and the one that took its place."""
    report = get_object_or_404(DemandReport.objects.select_related("organisation", "commune"), pk=pk)
    lines = [
        (line.occupation, occupation_name(line.occupation), line.count, line.women)
        for line in report.lines.order_by("occupation")
    ]
    context = {
        "report": report, "lines": lines, "wanted": sum(line[2] for line in lines), "women": sum(line[3] for line in lines),
        "half": words.HALVES[report.half][is_english()], "kinds": ORGANISATION_KINDS, "sizes": words.SIZE_BANDS,
        "later": DemandReport.objects.filter(replaces=report).first(), "may_write": may_write(),
    }  # fmt: skip
    return render(request, "labour/market_demand_report.html", context)


def demand_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Type whom an organisation wants; a half year told again takes the place of what was told."""
    must_hold(*WRITERS, field="labour")
    organisation = get_object_or_404(Organisation.objects, pk=pk)
    form = DemandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = market.record_demand(
                organisation=organisation, year=told["year"], half=told["half"], received_on=told["received_on"], lines=form.lines(),
                source="trang nhập phiếu", by=request.user,
            )  # fmt: skip
        except MarketRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi nhu cầu tuyển dụng."))
            return redirect("demand_report", pk=made.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "labour/market_demand_new.html", context, status=422 if form.errors else 200)


def workforce_list(request: HttpRequest) -> HttpResponse:
    """The organisations of a half year and whether each reported: 01/PLI, the newest due unless the address says another."""
    year, half = _asked_half(request)
    reports = WorkforceReport._base_manager.filter(organisation=OuterRef("pk"), year=year, half=half, is_current=True)
    rows = Organisation.objects.annotate(
        report=Subquery(reports.values("id")[:1]), reported_workers=Subquery(reports.values("workers")[:1]),
        received_on=Subquery(reports.values("received_on")[:1]), has_reported=Exists(reports),
        in_time=Exists(reports.filter(received_on__lte=F("due_on"))),
    )  # fmt: skip
    halves = {f"{one}-{two}": f"{words.HALVES[two][is_english()]} {one}" for one, two in _halves()}
    listing = Listing(
        "workforce_reports",
        f"{_('Báo cáo sử dụng lao động')}: {words.HALVES[half][is_english()]} {year}",
        columns=(
            Column("name", _("Đơn vị"), link=_page_of),
            Column("tax_number", _("Mã số thuế"), is_wide_only=True),
            Column("has_reported", _("Tình trạng"), show=lambda row: STATES[_state(row)][is_english()], tone=lambda row: _TONES[_state(row)]),
            Column("received_on", _("Nhận ngày")),
            Column("reported_workers", _("Lao động"), show=number("reported_workers"), is_number=True),
            Column("kind", _("Loại hình"), show=shown_word(ORGANISATION_KINDS, "kind"), is_wide_only=True),
            Column("commune__full_name", _("Xã, phường"), is_wide_only=True),
        ),
        also=("id", "report", "in_time"),
        orders=(Order("ten", _("Tên"), ("name_key", "id")),),
        filters=(
            Search("tim", _("Tìm"), paths=("name_folded",), exact_paths=("tax_number",), hint=_("Tên hoặc mã số thuế")),
            Choice("ky", _("Kỳ báo cáo"), choices=halves, where=lambda _raw: Q()),
            Choice("tt", _("Tình trạng"), choices=list_choices(STATES), where=_in_state),
            Choice("loai", _("Loại hình"), choices=list_choices(ORGANISATION_KINDS), path="kind"),
            Pick("xa", _("Xã, phường"), units=lambda: communes_in_reach(timezone.localdate())),
        ),
        unit=_("đơn vị"),
        nothing_yet=_("Chưa có đơn vị nào trong sổ. Ghi đơn vị trước, rồi nhập báo cáo."),
        template="labour/market_workforce_list.html",
    )  # fmt: skip
    there = rows.filter(Q(to_day=None) | Q(to_day__gt=due_on(year, half)))
    return listing.respond(
        request,
        there,
        year=year,
        half=half,
        due=due_on(year, half),
        may_write=may_write(),
        has_province=own_province() is not None,
    )


def workforce_report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: its totals, its workers, which of them the register knows."""
    report = get_object_or_404(WorkforceReport.objects.select_related("organisation", "commune"), pk=pk)
    looked_at(f"workforce_report:{report.pk}", place_id=report.commune_id)
    listing = Listing(
        "workforce_lines",
        report.organisation.name,
        columns=(
            Column("line", _("Dòng"), is_number=True),
            Column("name", _("Họ và tên")),
            Column("birth_date", _("Ngày sinh"), is_wide_only=True),
            Column("sex", _("Giới tính"), show=shown_word(SEXES, "sex")),
            Column("position", _("Vị trí việc làm"), show=shown_word(words.JOB_POSITIONS, "position")),
            Column("contract", _("Hợp đồng"), show=shown_word(words.CONTRACT_TERMS, "contract"), is_wide_only=True),
            Column("insured_from", _("BHXH từ"), is_wide_only=True),
            Column("person_id", _("Trong sổ người"), show=lambda row: _("có") if row["person_id"] else _("chưa khớp")),
        ),
        also=("id",),
        orders=(Order("dong", _("Dòng"), ("line", "id")),),
        filters=(
            Choice("vt", _("Vị trí việc làm"), choices=list_choices(words.JOB_POSITIONS), path="position"),
            Choice(
                "so", _("Trong sổ người"), choices={"co": _("có"), "chua": _("chưa khớp")}, where=lambda raw: Q(person__isnull=raw == "chua")
            ),
        ),
        unit=_("lao động"),
        nothing_yet=_("Báo cáo này chỉ có số tổng."),
        template="labour/market_workforce_report.html",
    )  # fmt: skip
    totals = [
        (_("Lao động"), report.workers), (_("Nữ"), report.women), (_("Trên 35 tuổi"), report.over_35), (_("Tham gia BHXH"), report.insured),
        (_("Nhà quản lý"), report.managers), (_("CMKT bậc cao"), report.high), (_("CMKT bậc trung"), report.middle), (_("Khác"), report.other),
    ]  # fmt: skip
    return listing.respond(
        request, WorkforceLine.objects.filter(report=report), report=report, totals=totals, half_said=words.HALVES[report.half][is_english()],
        later=WorkforceReport.objects.filter(replaces=report).first(),
    )  # fmt: skip


def workforce_summary_file(request: HttpRequest, year: int, half: int) -> FileResponse:
    """Form 02/PLI of the reader's province."""
    province = own_province()
    if province is None or half not in words.HALVES or (year, half) not in _halves():
        raise Http404
    content = workforce_summary(province, year, half)
    return FileResponse(content, as_attachment=True, filename=f"02-PLI-{year}-{half}.xlsx", content_type=_XLSX)


def _years() -> Choice:
    return Choice(
        "nam",
        _("Năm"),
        choices=lambda: {str(year): str(year) for year in range(timezone.localdate().year, _FIRST_YEAR - 1, -1)},
        path="year",
    )


def _halves() -> list[tuple[int, int]]:
    """The half years whose reports are or were due, the newest first."""
    newest = newest_half(timezone.localdate())
    return [(year, half) for year in range(newest[0], _FIRST_YEAR - 1, -1) for half in (2, 1) if (year, half) <= newest]


def _asked_half(request: HttpRequest) -> tuple[int, int]:
    asked = request.GET.get("ky", "")
    return next((one for one in _halves() if f"{one[0]}-{one[1]}" == asked), newest_half(timezone.localdate()))


def _page_of(row: dict[str, Any]) -> str:
    """The report where there is one, else the organisation."""
    return (
        reverse("workforce_report", args=[row["report"]])
        if row["report"]
        else reverse("organisation", args=[row["id"]])
    )


def _state(row: dict[str, Any]) -> str:
    return "none" if not row["has_reported"] else "in_time" if row["in_time"] else "late"


def _in_state(state: str) -> Q:
    return {"none": Q(has_reported=False), "in_time": Q(in_time=True), "late": Q(has_reported=True, in_time=False)}[
        state
    ]
