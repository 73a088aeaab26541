"""What a province sets: days off and days worked, its own Word templates."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ansinh.core import files
from ansinh.core.access import NoAccess, current_scope
from ansinh.core.language import is_english
from ansinh.core.uploads import UploadField
from ansinh.dossiers import actions, words
from ansinh.dossiers.actions.standing import DossierRefused
from ansinh.dossiers.documents.papers import FIELDS, BadTemplate
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.jobs.clock import days_off, official_holidays
from ansinh.dossiers.models import DayOff, Template
from ansinh.people.forms import DayField
from ansinh.places.models import own_province

from .cases import WORD
from .lists import procedure_said

SETTERS = frozenset({"province_officer", "province_head", "province_leader"})


class DayForm(forms.Form):
    """A day off, or worked."""

    day = DayField(label=_("Ngày"))
    is_off = forms.TypedChoiceField(
        label=_("Ngày này"), choices=[("1", _("nghỉ")), ("0", _("làm việc"))], coerce=lambda raw: raw == "1"
    )
    name = forms.CharField(label=_("Lý do"), max_length=120, help_text=_("Ví dụ: làm bù theo thông báo của Bộ Nội vụ."))


class TemplateForm(forms.Form):
    """A Word template for a procedure's paper."""

    procedure = forms.ChoiceField(
        label=_("Thủ tục"), choices=lambda: [(name, procedure_said(name)) for name in procedures()]
    )
    outcome = forms.ChoiceField(
        label=_("Văn bản"), choices=lambda: [(key, pair[is_english()]) for key, pair in words.OUTCOMES.items()]
    )
    file = UploadField(label=_("Tệp Word"), kinds=("docx",), most_mb=10)


def calendar(request: HttpRequest) -> HttpResponse:
    """The working calendar of a year: official holidays, and what the province changed."""
    province, year = own_province(), timezone.localdate().year
    if request.GET.get("nam", "").isdigit():
        year = min(max(int(request.GET["nam"]), 2016), 2100)
    may = bool(current_scope().roles & SETTERS) and province is not None
    form = DayForm(request.POST if request.method == "POST" and may else None)
    if request.method == "POST":
        if not may or province is None:
            raise NoAccess(gettext("Lịch làm việc do cán bộ cấp tỉnh ghi."))
        if request.POST.get("bo"):
            actions.clear_day(row=get_object_or_404(DayOff, pk=request.POST["bo"]), by=request.user)
            return redirect(f"{request.path}?nam={year}")
        if form.is_valid():
            try:
                actions.set_day(province=province, **form.cleaned_data, by=request.user)
            except DossierRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, gettext("Đã ghi lịch."))
                return redirect(f"{request.path}?nam={year}")
    changed = days_off(year, province.pk if province else None)
    context = {
        "form": form,
        "may": may,
        "year": year,
        "holidays": sorted(official_holidays(year, "en_US" if is_english() else "vi").items()),
        "changed": changed,
    }
    return render(request, "dossiers/calendar.html", context, status=422 if form.errors else 200)


def templates(request: HttpRequest) -> HttpResponse:
    """The province's own Word templates, newest first, and the words they may place."""
    province = own_province()
    may = bool(current_scope().roles & {"province_officer", "province_head"}) and province is not None
    form = TemplateForm(request.POST or None, request.FILES or None) if may else None
    if request.method == "POST":
        if form is None or province is None:
            raise NoAccess(gettext("Mẫu văn bản do cán bộ cấp tỉnh giữ."))
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                actions.keep_template(
                    procedure=form.cleaned_data["procedure"], outcome=form.cleaned_data["outcome"], province=province, name=upload.name,
                    data=upload.read(), by=request.user,
                )  # fmt: skip
            except (DossierRefused, BadTemplate) as refused:
                form.add_error("file", str(refused))
            else:
                messages.success(request, gettext("Đã giữ mẫu. Hồ sơ ký từ nay dùng mẫu này."))
                return redirect("dossier_templates")
    rows = Template.objects.filter(province=province).select_related("recorded_by")
    told = [
        {"row": row, "procedure": procedure_said(row.procedure), "outcome": words.OUTCOMES[row.outcome][is_english()]}
        for row in rows
    ]
    fields = [(key, pair[is_english()]) for key, pair in FIELDS.items()]
    context = {"form": form, "rows": told, "fields": fields, "outcomes": words.OUTCOMES}
    return render(request, "dossiers/templates.html", context, status=422 if form and form.errors else 200)


def template_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A template as it was kept."""
    row = get_object_or_404(Template, pk=pk, province=own_province())
    return _word(files.path_of(row.sha256).read_bytes(), row.name)


def house_template(request: HttpRequest, outcome: str) -> HttpResponse:
    """The house's own template, to start from."""
    from ansinh.dossiers.documents.papers import DATA

    path = DATA / f"{outcome}.docx"
    if outcome not in words.OUTCOMES:
        raise Http404
    return _word(path.read_bytes(), f"mau-{outcome}.docx")


def _word(data: bytes, name: str) -> Any:
    response = HttpResponse(data, content_type=WORD)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{name.encode("ascii", "ignore").decode() or "mau.docx"}"'
    )
    return response
