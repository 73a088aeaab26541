"""No one left behind: who is entitled and holds no title, by commune, then by name with the reason."""

from typing import Any
from urllib.parse import urlencode

import pyarrow.compute as pc
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.benefits.jobs.entitled import NoRule, counts_by_commune, is_kept, kept_unregistered, reasons
from ansinh.core.access import current_scope
from ansinh.core.days import BirthDay, month_of, month_text, read_month
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Search
from ansinh.people.models import Person
from ansinh.places.models import Place

COMPUTE = "tinh_toan"


def not_registered(request: HttpRequest) -> HttpResponse:
    """Counts by commune and reason; what was not worked out yet is announced first."""
    try:
        month = _month(request)
        found = _provinces()
        if not found:
            raise NoRule(_("Phạm vi của tài khoản này chưa có ai trong sổ người."))
        waiting = [one for one in found if not is_kept(one, month)]
        if waiting and request.GET.get(COMPUTE) != "1":
            asked = urlencode({**request.GET.dict(), COMPUTE: "1"})
            return render(request, "benefits/not_registered_waiting.html", {"next": f"{request.path}?{asked}"})
        counts: dict[str, dict[str, int]] = {}
        for one in found:
            counts |= counts_by_commune(kept_unregistered(one, month))
    except (NoRule, ValueError) as refused:
        return render(
            request, "benefits/not_registered.html", {"error": str(refused), "rows": [], "columns": []}, status=422
        )
    return render(
        request, "benefits/not_registered.html", {"error": "", "month_text": month_text(month), **_table(counts, month)}
    )


def not_registered_in(request: HttpRequest, commune: str) -> HttpResponse:
    """The people of one commune with their reasons, as a list one can filter and export."""
    place = get_object_or_404(Place.objects.communes(), pk=commune)
    if place.province_id is None or not current_scope().reaches(place.pk, place.province_id):
        raise Http404
    try:
        month = _month(request)
        table = kept_unregistered(place.province_id, month)
    except (NoRule, ValueError) as refused:
        return render(
            request, "benefits/not_registered.html", {"error": str(refused), "rows": [], "columns": []}, status=422
        )
    words = {key: pair[is_english()] for key, pair in reasons().items()}
    why: dict[int, list[str]] = {}
    for row in table.filter(pc.field("commune_id") == commune).to_pylist():
        why.setdefault(row["person_id"], []).append(row["reason"])
    told = {key: words[key] for key in dict.fromkeys(reason for found in why.values() for reason in found)}
    listing = Listing(
        "not_registered",
        _("Có thể được hưởng mà chưa đăng ký, %(commune)s, tháng %(month)s")
        % {"commune": place.full_name, "month": month_text(month)},
        columns=(
            Column("name", _("Họ và tên"), link=lambda row: reverse("person", args=[row["id"]])),
            Column("birth_year", _("Ngày sinh"), show=lambda row: str(BirthDay(row["birth_year"], row["birth_month"], row["birth_day"]))),
            Column("personal_number", _("Số định danh"), is_wide_only=True, hides="personal_number"),
            Column("id", _("Vì sao có thể được hưởng"), show=lambda row: "; ".join(words[reason] for reason in why[row["id"]])),
        ),
        also=("id", "birth_month", "birth_day"),
        orders=(Order("ten", _("Tên"), ("name_key", "id")),),
        filters=(
            Search("tim", _("Tìm"), paths=("name_folded",), exact_paths=("personal_number",), hint=_("Họ tên hoặc số định danh")),
            Choice("ly_do", _("Lý do"), choices=told, where=lambda raw: Q(pk__in=[who for who, found in why.items() if raw in found])),
        ),
        unit=_("người"), nothing_yet=_("Ở xã này không thấy ai còn sót."), template="benefits/not_registered_list.html",
    )  # fmt: skip
    return listing.respond(request, Person.objects.filter(pk__in=list(why)), place=place, month=month)


def _table(counts: dict[str, dict[str, int]], month: int) -> dict[str, Any]:
    scope = current_scope()
    places = {place.pk: place for place in Place.objects.filter(pk__in=list(counts)).order_by("sort_key")}
    reached = [place for place in places.values() if place.province_id and scope.reaches(place.pk, place.province_id)]
    named = reasons()
    columns = [key for key in named if any(key in counts[place.pk] for place in reached)]
    rows: list[dict[str, Any]] = [
        {
            "name": place.full_name, "cells": [counts[place.pk].get(key, 0) for key in columns], "total": sum(counts[place.pk].values()),
            "address": f"{reverse('not_registered_in', args=[place.pk])}?{urlencode({'thang': month_text(month)})}",
        }
        for place in reached
    ]  # fmt: skip
    totals = [sum(row["cells"][place] for row in rows) for place in range(len(columns))]
    return {
        "columns": [named[key][is_english()] for key in columns],
        "rows": rows,
        "totals": totals,
        "total": sum(totals),
    }


def _month(request: HttpRequest) -> int:
    asked = request.GET.get("thang", "")
    return read_month(asked) if asked else month_of(timezone.localdate())


def _provinces() -> list[str]:
    """The provinces in reach, whole or by some communes, that have people in the register."""
    scope = current_scope()
    places = Place.objects.provinces()
    if not scope.everything:
        own = Place.objects.filter(pk__in=scope.communes).values_list("province_id", flat=True)
        places = places.filter(pk__in={*scope.provinces, *(one for one in own if one)})
    return [one.pk for one in places if Person.objects.filter(province=one).exists()]
