"""The report pages: build, read, edit, sign, download."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import NoAccess, current_scope
from ansinh.core.names import slug
from ansinh.indicators.api import BadPeriod, NoSnapshot, open_warehouse
from ansinh.indicators.pages.snapshots import decided_year, newest_snapshot
from ansinh.places.models import NobodyServes
from ansinh.reports.actions import Refused, build_report, edit_block, shown_content, sign_report
from ansinh.reports.documents import Paragraph, statutory_sheets, to_html, to_pdf, to_word
from ansinh.reports.forms import BuildForm, EditForm, SignForm
from ansinh.reports.models import Report

PAPERS: dict[str, tuple[Any, str]] = {
    "docx": (to_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (to_pdf, "application/pdf"),
    "html": (to_html, "text/html; charset=utf-8"),
}
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def reports(request: HttpRequest) -> HttpResponse:
    """The reports built so far, and the form that builds one."""
    form = BuildForm(request.POST or None, initial=_usual())
    if request.method == "POST" and form.is_valid():
        try:
            built = build_report(place=form.cleaned_data["place"], year=form.cleaned_data["year"], by=request.user)
        except (NoSnapshot, NoAccess, BadPeriod, NobodyServes) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lập báo cáo. Đọc lại trước khi ký."))
            return redirect("report", built.pk)
    rows = Report.objects.select_related("place", "built_by", "signed_by").defer("content")[:100]
    return render(request, "reports/reports.html", {"form": form, "reports": rows}, status=422 if form.errors else 200)


def _usual() -> dict[str, Any]:
    """The reader's own province and its newest decided year, so that the form is one button."""
    snapshot = newest_snapshot(current_scope())
    try:
        year = decided_year(open_warehouse(snapshot).atoms) if snapshot else None
    except NoSnapshot:
        year = None
    return {"place": snapshot.province.full_name, "year": year} if snapshot and year else {}


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as it will be printed, with what is missing and what was changed by hand."""
    found = _report(pk)
    edits = found.edits.select_related("edited_by").order_by("pk")
    content = shown_content(found)
    paragraphs = [block for block in content.blocks if isinstance(block, Paragraph)]
    context = {"report": found, "content": content, "edits": edits, "paragraphs": paragraphs}
    return render(request, "reports/report.html", context)


def edit(request: HttpRequest, pk: int, block: str) -> HttpResponse:
    """New words for one paragraph; the computed ones stay beside."""
    found = _report(pk)
    shown = next((b for b in shown_content(found).blocks if isinstance(b, Paragraph) and b.id == block), None)
    if shown is None:
        raise Http404
    form = EditForm(request.POST or None, initial={"text": shown.text})
    if request.method == "POST" and form.is_valid():
        try:
            edit_block(report=found, block=block, **form.cleaned_data, by=request.user)
        except (Refused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(reverse("report", args=[pk]) + f"#{block}")
    context = {"report": found, "block": shown, "form": form}
    return render(request, "reports/edit.html", context, status=422 if form.errors else 200)


def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """What am I signing, and the signature."""
    found = _report(pk)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sign_report(report=found, number=form.cleaned_data["number"], by=request.user)
        except (Refused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ký. Báo cáo và bản chụp số liệu được niêm phong."))
            return redirect("report", pk)
    content = shown_content(found)
    context = {"report": found, "form": form, "content": content, "edits": found.edits.order_by("pk")}
    return render(request, "reports/sign.html", context, status=422 if form.errors else 200)


def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as a file; `xlsx` is the statutory tables that go with it."""
    found = _report(pk)
    if kind == "xlsx":
        data, content_type = statutory_sheets(found.place, found.year, found.snapshot), SHEETS
    elif kind in PAPERS:
        write, content_type = PAPERS[kind]
        data = write(shown_content(found))
    else:
        data = None
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type=content_type)
    name = f"bao-cao-{slug(found.place.name)}-{found.year}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _report(pk: int) -> Report:
    return get_object_or_404(Report.objects.select_related("place", "snapshot", "built_by", "signed_by"), pk=pk)
