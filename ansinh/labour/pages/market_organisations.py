"""The register of organisations: its list, the page of one, written and put right; and the table of occupations to look in."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope, must_hold
from ansinh.core.language import is_english, list_choices, shown_word
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Row, Search
from ansinh.core.names import clean_text
from ansinh.core.numbers import grouped
from ansinh.labour import words
from ansinh.labour.actions import market
from ansinh.labour.actions.market import MarketRefused
from ansinh.labour.actions.placements import WRITERS
from ansinh.labour.forms.market import OrganisationForm
from ansinh.labour.jobs.occupations import LEVELS, find_occupations, occupations
from ansinh.labour.models import DemandReport, WorkforceReport
from ansinh.people.models import Organisation
from ansinh.people.words import ORGANISATION_KINDS, SECTIONS
from ansinh.places.models import communes_in_reach

_FOUND = 30


def number(path: str) -> Callable[[Row], str]:
    """A count as people write it."""
    return lambda row: "" if row[path] is None else grouped(row[path])


def to(name: str, path: str = "id") -> Callable[[Row], str]:
    """The page a cell leads to."""
    return lambda row: reverse(name, args=[row[path]])


def may_write() -> bool:
    """Whether the reader types in the registers of labour."""
    return current_scope().holds(*WRITERS, field="labour")


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Organisations inside the reader's reach, by name."""
    listing = Listing(
        "organisations",
        _("Đơn vị sử dụng lao động"),
        columns=(
            Column("name", _("Tên đơn vị"), link=to("organisation")),
            Column("tax_number", _("Mã số thuế")),
            Column("kind", _("Loại hình"), show=shown_word(ORGANISATION_KINDS, "kind")),
            Column("section", _("Ngành"), show=shown_word(SECTIONS, "section"), is_wide_only=True),
            Column("workers", _("Lao động"), show=number("workers"), is_number=True),
            Column("commune__full_name", _("Xã, phường")),
            Column("to_day", _("Chấm dứt"), is_wide_only=True),
        ),
        also=("id",),
        orders=(Order("ten", _("Tên"), ("name_key", "id")),),
        filters=(
            Search("tim", _("Tìm"), paths=("name_folded",), exact_paths=("tax_number",), hint=_("Tên hoặc mã số thuế")),
            Choice("loai", _("Loại hình"), choices=list_choices(ORGANISATION_KINDS), path="kind"),
            Choice("nganh", _("Ngành kinh tế"), choices=list_choices(SECTIONS), path="section"),
            Pick("xa", _("Xã, phường"), units=lambda: communes_in_reach(timezone.localdate())),
            Choice(
                "con", _("Hoạt động"), choices={"co": _("đang hoạt động"), "khong": _("đã chấm dứt")},
                where=lambda raw: Q(to_day__isnull=raw == "co"),
            ),
        ),
        unit=_("đơn vị"),
        nothing_yet=_("Chưa có đơn vị nào. Ghi đơn vị vào sổ, hoặc nhập danh sách từ Excel."),
        template="labour/market_organisation_list.html",
    )  # fmt: skip
    return listing.respond(request, Organisation.objects.all(), may_write=may_write())


def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: what it is, the halves it reported, whom it wants."""
    found = get_object_or_404(Organisation.objects.select_related("commune"), pk=pk)
    context = {
        "organisation": found,
        "kinds": ORGANISATION_KINDS,
        "sections": SECTIONS,
        "halves": words.HALVES,
        "reports": WorkforceReport.objects.filter(organisation=found, is_current=True).order_by("-year", "-half")[:12],
        "demands": DemandReport.objects.filter(organisation=found, is_current=True).order_by("-year", "-half")[:12],
        "may_write": may_write(),
    }
    return render(request, "labour/market_organisation.html", context)


def organisation_new(request: HttpRequest) -> HttpResponse:
    """Write an organisation into the register."""
    must_hold(*WRITERS, field="labour")
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = market.record_organisation(told=form.cleaned_data, source=_("trang ghi đơn vị"), by=request.user)
        except MarketRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi đơn vị vào sổ."))
            return redirect("organisation", pk=made.pk)
    context = {"form": form, "title": _("Ghi đơn vị vào sổ"), "back": reverse("organisation_list")}
    return render(request, "labour/market_form.html", context, status=422 if form.errors else 200)


def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an organisation right, or end it."""
    must_hold(*WRITERS, field="labour")
    found = get_object_or_404(Organisation.objects.select_related("commune"), pk=pk)
    form = OrganisationForm(request.POST or None, organisation=found)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            market.change_organisation(organisation=found, reason=told.pop("reason"), told=told, by=request.user)
        except MarketRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã sửa thông tin đơn vị."))
            return redirect("organisation", pk=pk)
    context = {
        "form": form,
        "title": _("Sửa thông tin đơn vị"),
        "about": found.name,
        "back": reverse("organisation", args=[pk]),
    }
    return render(request, "labour/market_form.html", context, status=422 if form.errors else 200)


def occupation_list(request: HttpRequest) -> HttpResponse:
    """The occupations a text may mean, or the ten major groups."""
    asked = clean_text(request.GET.get("tim", ""))[:80]
    groups = occupations()
    found = find_occupations(asked, _FOUND) if asked else [one for one in groups.values() if one.level == 1]
    lines = [
        {"code": one.code, "name": one.name, "also": ", ".join(one.synonyms), "within": groups[one.code[:2]].name if one.level > 2 else "",
         "level": LEVELS[one.level][is_english()]}
        for one in found
    ]  # fmt: skip
    return render(request, "labour/market_occupations.html", {"asked": asked, "lines": lines})
