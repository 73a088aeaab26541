"""The catalogue, an indicator's page, the records behind its numbers, its workbook, and the checks between figures.

What is asked stands in the address: `noi` the place, `nam`, `thang` or `ngay` the period, `theo` the breakdown, `ban-do` the map's
day, `o` the cell opened."""

import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core import audit, charts
from ansinh.core.access import NoAccess, Scope, current_scope
from ansinh.core.cells import Workbook
from ansinh.core.days import read_month
from ansinh.core.language import is_english
from ansinh.core.names import fold
from ansinh.core.numbers import figure as written
from ansinh.core.numbers import grouped, unit_name
from ansinh.engine import Indicator, Listing
from ansinh.indicators import actions, api, words
from ansinh.indicators.api.answers import Figure, Row
from ansinh.indicators.api.catalogue import PLACE_LEVELS, counted, dimension_label, grain_of
from ansinh.indicators.api.checks import KINDS
from ansinh.indicators.api.few import WORDS as FEW_WORDS
from ansinh.indicators.api.places import day_named, place_named
from ansinh.indicators.api.warehouse import Atom
from ansinh.indicators.forms import EnteredForm, TargetForm
from ansinh.indicators.jobs import counting_of
from ansinh.indicators.models import Snapshot
from ansinh.indicators.pages.sections import sections_of
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown

RECORDS_A_PAGE = 50
HEADLINES = (
    "poverty.poor_households",
    "poverty.poverty_rate",
    "poverty.near_poor_households",
    "poverty.near_poverty_rate",
)
TONES = {"consistent": "good", "inconsistent": "bad", "cannot_tell": "warn"}
TODAY = "nay"
HIGHEST, LOWEST = "cao-thap", "thap-cao"


@dataclass(frozen=True)
class Asked:
    """What the address asks: a place, a period, a breakdown, a map, and the same back as an address."""

    place: Place
    period: api.Period
    by: str
    map_day: date | None
    year: int | None

    @property
    def query(self) -> dict[str, str]:
        told = {"noi": self.place.pk}
        if self.year:
            told |= {"nam": str(self.year)}
        elif self.period.is_whole_month:
            told |= {"thang": f"{self.period.to_day:%Y-%m}"}
        else:
            told |= {"ngay": self.period.to_day.isoformat()}
        told |= {"theo": self.by} if self.by else {}
        return told | ({"ban-do": self.map_day.isoformat()} if self.map_day else {})

    def address(self, view: str, name: str = "", **more: Any) -> str:
        """The address of another page asking the same, with changes."""
        asked = {key: value for key, value in (self.query | more).items() if value != ""}
        return f"{reverse(view, args=[name] if name else [])}?{urlencode(asked)}"


def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator, by group, with the headline figures of the reader's place."""
    asked, problem = asked_of(request)
    headlines: list[dict[str, Any]] = []
    if asked:
        found = api.figures(HEADLINES, place=asked.place, period=asked.period)
        headlines = [
            {"text": _written(one), "label": _label(one.indicator), "address": asked.address("indicator", name)}
            for name, one in found.items()
        ]
    wanted = request.GET.get("tim", "").strip()
    source = request.GET.get("nguon", "")
    source = source if source in words.SOURCES else "tat-ca" if wanted else "so"
    found_here = _matching(wanted)
    listed = {key: [one for one in found_here if _is_from(one, key)] for key in words.SOURCES}
    context = {
        "families": _families(listed[source], asked),
        "count": len(listed[source]),
        "sources": [(key, said[is_english()], len(listed[key])) for key, said in words.SOURCES.items()],
        "source": source,
        "headlines": headlines,
        "asked": asked,
        "problem": problem,
        "wanted": wanted,
    }
    return render(request, "indicators/indicator_list.html", context | choices_of(asked))


def _is_from(one: Indicator, source: str) -> bool:
    """Whether an indicator is listed under a source: the house's registers (or its own office), reports only, or all."""
    return source == "tat-ca" or api.is_reported(one.name) == (source == "bao-cao")


def _families(indicators: Iterable[Indicator], asked: Asked | None) -> list[dict[str, Any]]:
    """The indicators by family, in the order of the sector's list."""
    of: dict[str, list[Indicator]] = {family: [] for family in words.ROOMS}
    for one in indicators:
        of[one.name.split(".")[0]].append(one)
    return [
        {"label": words.ROOMS[family][is_english()], "rows": [_listed(one, asked) for one in found]}
        for family, found in of.items()
        if found
    ]


def _listed(one: Indicator, asked: Asked | None) -> dict[str, str]:
    """A line of the catalogue."""
    own = asked.address("indicator", one.name, theo="") if asked else reverse("indicator", args=[one.name])
    return {
        "name": one.name,
        "label": _label(one),
        "unit": unit_name(one.unit, _language()) or one.unit,
        "kind": words.KINDS[one.kind][is_english()],
        "sheet": one.sheet,
        "address": own,
    }


def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator of a place: its number, plan, last year, breakdown, trend, map, checks, definition."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None:
        return render(request, "indicators/no_snapshot.html", {"problem": problem, "title": _label(told)}, status=404)
    by = asked.by or _first_breakdown(told, asked.place)
    shown = api.figures([name], place=asked.place, period=asked.period, by=by, map_day=asked.map_day)[name]
    standing = api.standing(name, place=asked.place, period=asked.period)
    trend = api.trend(name, place=asked.place, until=asked.period.year)
    found = api.check(place=asked.place, period=asked.period, only=[name, *counted(name)])
    context = {
        "indicator": told,
        "label": _label(told),
        "asked": asked,
        "figure": shown,
        "text": _written(shown),
        "sides": _sides(shown, asked),
        "standing": _standing_rows(standing),
        "by": by,
        "by_label": dimension_label(by, _language()) if by else "",
        "rows": [_row(told, row, shown, asked, by) for row in _ordered(_told_apart(shown.rows, by), request)],
        "orders": _orders(request, asked, name),
        "sum": _written(shown) if shown.numerator is None else "",
        "trend": _trend(told, trend),
        "trend_rows": [(year, _written(one)) for year, one in trend],
        "map": _map(told, shown) if by in PLACE_LEVELS else "",
        "checks": [_finding(one) for one in found if name in one.figures],
        "breakdowns": [(one, dimension_label(one, _language())) for one in told.by],
        "kind": words.KINDS[told.kind][is_english()],
        "unit": unit_name(told.unit, _language()) or told.unit,
        "records": asked.address("indicator_records", name, theo="") if grain_of(name) else "",
        "export": asked.address("indicator_export", name, theo=by),
        "forecast": asked.address("indicator_forecast", name, theo="") if told.kind == "flow" and asked.year else "",
        "is_entered": api.is_entered(name),
        "is_reported": api.is_reported(name),
        "sections": sections_of(shown),
        **_rights(),
        **choices_of(asked, told),
    }
    return render(request, "indicators/indicator.html", context)


def indicator_records(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind a number, a page at a time; their number is the figure."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None:
        return render(request, "indicators/no_snapshot.html", {"problem": problem, "title": _label(told)}, status=404)
    shown = api.figures([name], place=asked.place, period=asked.period, by=asked.by, map_day=asked.map_day)[name]
    side = "denominator" if request.GET.get("ve") == "mau" else "numerator"
    cell, row = _cell(request, shown, asked)
    page = max(int(request.GET.get("trang", "1")) if request.GET.get("trang", "1").isdigit() else 1, 1)
    opened = api.records(
        name,
        place=asked.place,
        period=asked.period,
        by=asked.by if row else "",
        cell=cell,
        side=side,
        map_day=asked.map_day,
        limit=RECORDS_A_PAGE + 1,
        offset=(page - 1) * RECORDS_A_PAGE,
    )
    known = api.shown(name, opened) if opened else {}
    listing = counting_of(api.root_named(name)).listing if counted(name) else None
    behind = api.indicator_named(counted(name)[side == "denominator"]) if shown.denominator is not None else told
    same = {"o": request.GET.get("o", ""), "ve": request.GET.get("ve", "")}
    context = {
        "label": _label(told),
        "behind": _label(behind),
        "asked": asked,
        "cell": (row.label_en if is_english() else row.label_vi) if row else "",
        "counted": _counted(told, row, shown, side),
        "heads": [words[is_english()] for words in listing.heads.values()] if listing else [],
        "rows": [
            _record(one, known[one.listed], listing)
            for one in opened[:RECORDS_A_PAGE]
            if one.listed in known and listing
        ],
        "is_total": any(one.value != 1 for one in opened),
        "unit": unit_name(told.unit, _language()) if told.kind != "ratio" else "",
        "before": asked.address("indicator_records", name, trang=page - 1, **same) if page > 1 else "",
        "after": asked.address("indicator_records", name, trang=page + 1, **same)
        if len(opened) > RECORDS_A_PAGE
        else "",
        "back": asked.address("indicator", name),
        "when": asked.period.said(told.kind),
    }
    return render(request, "indicators/records.html", context)


def _record(one: api.Opened, told: dict[str, Any], listing: Listing) -> dict[str, Any]:
    """A line of the records behind a number: where it opens, its cells, how much it adds."""
    address = reverse(listing.page, args=[told["page_id"]]) if listing.page and told["page_id"] else ""
    cells = [
        _("(không nêu tên)") if column == "name" and not told[column] else told[column] for column in listing.heads
    ]
    return {"address": address, "first": cells[0], "cells": cells[1:], "value": one.value}


def indicator_export(request: HttpRequest, name: str) -> HttpResponse:
    """The figure and its breakdown as a workbook, with what was asked and the snapshot above it; leaves a trace."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None:
        raise Http404(problem)
    shown = api.figures([name], place=asked.place, period=asked.period, by=asked.by, map_day=asked.map_day)[name]
    with transaction.atomic():
        audit.record("export", f"indicator:{name}", place_id=asked.place.pk, detail=asked.query)
    answer = HttpResponse(
        _workbook(shown), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = (
        f'attachment; filename="{name}-{asked.place.slug}-{asked.period.to_day:%Y%m%d}.xlsx"'
    )
    return answer


def figure_checks(request: HttpRequest) -> HttpResponse:
    """Every relation between the figures of a place and year, the ones that do not hold first."""
    asked, problem = asked_of(request)
    if asked is None:
        return render(
            request, "indicators/no_snapshot.html", {"problem": problem, "title": _("Kiểm tra số liệu")}, status=404
        )
    found = [_finding(one) for one in api.check(place=asked.place, period=asked.period)]
    wanted = request.GET.get("ket-luan", "")
    counts = {v: sum(one["verdict"] == v for one in found) for v in words.VERDICTS}
    context = {
        "asked": asked,
        "rows": [one for one in found if wanted in ("", one["verdict"])],
        "counts": [(verdict, said[is_english()], counts[verdict]) for verdict, said in words.VERDICTS.items()],
        "wanted": wanted,
    }
    return render(request, "indicators/checks.html", context | choices_of(asked))


def set_target(request: HttpRequest, name: str) -> HttpResponse:
    """Set what a resolution gives a place for a year."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None or not _rights()["may_plan"]:
        raise PermissionDenied(problem or _("Giao chỉ tiêu cần vai trò cấp tỉnh."))
    form = TargetForm(request.POST or None, initial={"year": asked.period.year + 1})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_target(indicator=name, place=asked.place, by=request.user, **form.cleaned_data)
            messages.success(request, _("Đã giao chỉ tiêu."))
            return redirect(asked.address("indicator", name, nam=form.cleaned_data["year"], ngay=""))
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, told, asked, _("Giao chỉ tiêu"))


def enter_figure(request: HttpRequest, name: str) -> HttpResponse:
    """Type a figure that no record gives, with its source."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None or not (_rights()["may_enter"] and api.is_entered(name)):
        raise PermissionDenied(problem or _("Chỉ tiêu này không nhập tay, hoặc bạn không có quyền nhập."))
    form = EnteredForm(request.POST or None, initial={"year": asked.period.year})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        period = api.period_of(year=typed["year"])
        try:
            actions.enter_figure(
                indicator=name,
                place=asked.place,
                period=period,
                value=typed["value"],
                source=typed["source"],
                by=request.user,
            )
            messages.success(request, _("Đã nhập số liệu."))
            return redirect(asked.address("indicator", name, nam=typed["year"], ngay=""))
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
    return _form(request, form, told, asked, _("Nhập số liệu"))


def _form(request: HttpRequest, form: Any, told: Indicator, asked: Asked, act: str) -> HttpResponse:
    context = {
        "form": form,
        "label": _label(told),
        "asked": asked,
        "act": act,
        "back": asked.address("indicator", told.name),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "indicators/form.html", context, status=status)


def asked_of(request: HttpRequest, told: Indicator | None = None) -> tuple[Asked | None, str]:
    """What the address asks, filled up with the newest year and the reader's own place; or why nothing can be shown."""
    scope = current_scope()
    snapshot = newest_snapshot(scope)
    if snapshot is None:
        return None, _(
            "Chưa có ảnh chụp số liệu nào trong phạm vi của bạn. Cán bộ tỉnh chụp bằng lệnh: ansinh snapshot take."
        )
    try:
        newest = decided_year(atoms_about(snapshot, told))
        period, year = _period(request, newest)
        raw = request.GET.get("noi", "").strip()
        place = place_named(raw, period.to_day) if raw else _own_place(scope, snapshot)
        raw_map = request.GET.get("ban-do", "").strip()
        map_day = day_named("today" if raw_map == TODAY else raw_map) if raw_map else None
    except (PlaceUnknown, PlaceAmbiguous, api.BadPeriod, api.NoSnapshot, ValueError) as error:
        return None, str(error)
    by = request.GET.get("theo", "")
    return Asked(place, period, by if told and by in told.by else "", map_day, year), ""


def _period(request: HttpRequest, newest: int) -> tuple[api.Period, int | None]:
    if raw := request.GET.get("ngay", "").strip():
        return api.period_of(on=day_named(raw)), None
    if raw := request.GET.get("thang", "").strip():
        return api.period_of(month=read_month(raw)), None
    raw = request.GET.get("nam", "").strip()
    year = int(raw) if raw.isdigit() and 1990 <= int(raw) <= 2200 else newest
    return api.period_of(year=year), year


def newest_snapshot(scope: Scope) -> Snapshot | None:
    """The newest snapshot of a province the reader sees, whole or in part."""
    rows = Snapshot.objects.select_related("province").order_by("-taken_at")
    if scope.everything:
        return rows.first()
    mine = Place.objects.filter(pk__in=scope.communes).values_list("province_id", flat=True)
    return rows.filter(province__in=[*scope.provinces, *mine]).first()


def atoms_about(snapshot: Snapshot, told: Indicator | None = None) -> tuple[Atom, ...]:
    """What the snapshot has of the records an indicator counts; of all records without one."""
    warehouse = api.open_warehouse(snapshot)
    mine = warehouse.atoms_of(api.root_named(told.name).name) if told and counted(told.name) else ()
    return mine or warehouse.atoms


def decided_year(atoms: Iterable[Atom]) -> int:
    """The newest year of yearly records that every commune has decided; else the newest with any record, yearly ones first."""
    known = list(atoms)
    yearly: dict[int, bool] = {}
    for atom in known:
        if not atom.is_monthly and not atom.is_out_of_turn:
            yearly[atom.year] = yearly.get(atom.year, True) and atom.decided_on is not None
    decided = [year for year, is_decided in yearly.items() if is_decided]
    return max(decided or yearly or [atom.year for atom in known])


def _own_place(scope: Scope, snapshot: Snapshot) -> Place:
    """The province for those who see it whole, else the reader's own commune as the snapshot's records know it."""
    if scope.everything or snapshot.province_id in scope.provinces:
        return snapshot.province
    known = {atom.commune_id for atom in api.open_warehouse(snapshot).atoms}
    mine = Place.objects.filter(pk__in=scope.communes & known).first()
    if mine is None:
        raise NoAccess(_("Chưa có số liệu của xã nào trong phạm vi của bạn."))
    return mine


def choices_of(asked: Asked | None, told: Indicator | None = None) -> dict[str, Any]:
    """The places the reader may choose, districts before communes, and the years there are."""
    scope = current_scope()
    snapshot = newest_snapshot(scope)
    if asked is None or snapshot is None:
        return {"places": [], "years": []}
    atoms = atoms_about(snapshot, told)
    years = sorted({atom.year for atom in atoms}, reverse=True)
    if scope.everything or snapshot.province_id in scope.provinces:
        ended = snapshot.province.to_day
        day = min(date(years[0], 12, 31), ended - timedelta(days=1)) if ended else date(years[0], 12, 31)
        inside = Place.objects.within(snapshot.province, day).order_by("level", "sort_key")
        places = [snapshot.province, *inside]
    else:
        places = list(Place.objects.filter(pk__in=scope.communes & {atom.commune_id for atom in atoms}))
    return {"places": places, "years": years}


def _rights() -> dict[str, bool]:
    roles = current_scope().roles
    return {
        "may_plan": bool(roles & {"province_officer", "province_leader"}),
        "may_enter": bool(roles & {"province_officer", "commune_officer"}),
    }


def told_of(name: str) -> Indicator:
    try:
        return api.indicator_named(name)
    except api.UnknownIndicator as error:
        raise Http404(str(error)) from error


def _matching(wanted: str) -> list[Indicator]:
    parts = fold(wanted).split()
    return [one for one in api.catalogue().values() if not parts or all(part in _sought(one) for part in parts)]


@cache
def _sought(one: Indicator) -> str:
    """The words an indicator is found by, without diacritics."""
    return fold(f"{one.name} {one.label_vi} {one.label_en} {one.code} {one.sheet}")


def _first_breakdown(told: Indicator, place: Place) -> str:
    """By commune, but of one commune by the first thing that tells its households apart."""
    fitting = [by for by in told.by if place.level != 3 or by not in PLACE_LEVELS]
    return next(iter(fitting or told.by), "")


def _cell(request: HttpRequest, shown: Figure, asked: Asked) -> tuple[Any, Row | None]:
    """The cell the address opens: its key and its row; none for the whole figure."""
    raw = request.GET.get("o", "")
    row = next((row for row in shown.rows if asked.by and raw == _key(row.key)), None)
    return (row.key if row else None), row


def _key(key: Any) -> str:
    return "" if key is None else str(key)


def _counted(told: Indicator, row: Row | None, shown: Figure, side: str) -> str:
    whole = row or shown
    if whole.is_few:
        return FEW_WORDS[is_english()]
    if told.kind == "ratio":
        return grouped(whole.numerator if side == "numerator" else whole.denominator, _language())
    return written(whole.value, told.unit, _language())


def _told_apart(rows: Iterable[Row], by: str) -> list[Row]:
    """Rows of places, those of one name with the unit they lie in: a province may have three wards called 1."""
    rows = list(rows)
    names = Counter(row.label_vi for row in rows)
    doubles = [row.key for row in rows if names[row.label_vi] > 1] if by in PLACE_LEVELS else []
    parents = dict(Place.objects.filter(pk__in=doubles).values_list("pk", "parent__full_name"))
    return [
        replace(row, label_vi=f"{row.label_vi}, {parents[row.key]}", label_en=f"{row.label_en}, {parents[row.key]}")
        if parents.get(row.key)
        else row
        for row in rows
    ]


def _ordered(rows: list[Row], request: HttpRequest) -> list[Row]:
    """By name as the breakdown gives them, or by value from the highest or the lowest as the address asks; unknown last."""
    order = request.GET.get("xep", "")
    if order not in (HIGHEST, LOWEST):
        return rows
    known = sorted(
        (row for row in rows if row.value is not None), key=lambda row: row.value or 0, reverse=order == HIGHEST
    )
    return [*known, *(row for row in rows if row.value is None)]


def _orders(request: HttpRequest, asked: Asked, name: str) -> dict[str, str]:
    """The order now, and the addresses of the table by name and by value; the value turns round at the second asking."""
    now = request.GET.get("xep", "")
    turned = LOWEST if now == HIGHEST else HIGHEST
    return {
        "now": {HIGHEST: "descending", LOWEST: "ascending"}.get(now, "none"),
        "by_name": asked.address("indicator", name) + "#rows-title",
        "by_value": asked.address("indicator", name, xep=turned) + "#rows-title",
    }


def _row(told: Indicator, row: Row, shown: Figure, asked: Asked, by: str) -> dict[str, Any]:
    share = ""
    if told.kind != "ratio" and row.value is not None and shown.value and told.unit != "percentage_point":
        share = written(Decimal(row.value) * 100 / Decimal(shown.value), "percent", _language())
    return {
        "label": row.label_en if is_english() else row.label_vi,
        "value": _said(row, told.unit),
        "numerator": grouped(row.numerator, _language()) if row.numerator is not None else "",
        "denominator": grouped(row.denominator, _language()) if row.denominator is not None else "",
        "share": share,
        "open": asked.address("indicator_records", told.name, theo=by, o=_key(row.key)) if row.value else "",
    }


def _sides(shown: Figure, asked: Asked) -> list[dict[str, str]]:
    """Numerator and denominator of a ratio, each with the records behind it."""
    if shown.denominator is None:
        return []
    top, bottom = counted(shown.indicator.name)
    told = [(top, shown.numerator, ""), (bottom, shown.denominator, "mau")]
    return [
        {
            "label": _label(api.indicator_named(name)),
            "text": grouped(value, _language()),
            "open": asked.address("indicator_records", shown.indicator.name, theo="", ve=side),
        }
        for name, value, side in told
    ]


def _standing_rows(told: api.Standing) -> list[dict[str, str]]:
    """Plan, percent of plan, last year and the change, as lines of words; what is not known is said so."""
    unit, language = told.now.indicator.unit, _language()
    is_month = told.now.period.is_whole_month
    before = _("Tháng trước") if is_month else _("Năm trước")
    against = _("So với tháng trước") if is_month else _("So với năm trước")
    rows = [{"label": before, "text": written(told.before.value, unit, language), "note": told.before.missing}]
    if told.change is not None:
        change = written(told.change, "percentage_point" if unit == "percent" else unit, language)
        percent = (
            ""
            if unit == "percent" or told.change_percent is None
            else written(told.change_percent, "percent", language)
        )
        sign = "+" if told.change > 0 else ""
        rows.append(
            {
                "label": against,
                "text": f"{sign}{change}",
                "note": f"{sign}{percent}" if percent else "",
            }
        )
    if told.target is None:
        return [*rows, {"label": _("Kế hoạch"), "text": _("chưa giao"), "note": ""}]
    target = told.target
    plan = written(int(target.value) if target.value == int(target.value) else target.value, unit, language)
    rows.append({"label": _("Kế hoạch"), "text": plan, "note": target.resolution})
    if told.percent_of_plan is not None:
        rows.append(
            {"label": _("So với kế hoạch"), "text": written(told.percent_of_plan, "percent", language), "note": ""}
        )
    return rows


def _trend(told: Indicator, trend: list[tuple[int, Figure]]) -> str:
    if len(trend) < 2:
        return ""
    points = [(str(year), float(one.value or 0), _written(one)) for year, one in trend]
    over_years = _("qua các năm")
    return mark_safe(charts.line_chart(points, title=f"{_label(told)}: {over_years}", width=420, height=230))


def _map(told: Indicator, shown: Figure) -> str:
    """The cells as dots where the places lie; the table beside it has the links."""
    at = {one.pk: one for one in Place.objects.filter(pk__in=[row.key for row in shown.rows])}
    dots = [
        charts.Dot(
            row.label_vi,
            at[row.key].latitude or 0,
            at[row.key].longitude or 0,
            None if row.value is None else float(row.value),
            _said(row, told.unit),
        )
        for row in shown.rows
        if row.key in at and at[row.key].latitude is not None
    ]
    values = [dot.value for dot in dots if dot.value is not None]

    def write(value: float) -> str:
        return written(Decimal(str(value)) if told.decimals else int(value), "", _language())

    return mark_safe(
        charts.dot_map(dots, title=_label(told), width=480, height=400, legend=charts.rank_legend(values, write))
    )


def _finding(one: api.Finding) -> dict[str, Any]:
    return {
        "verdict": one.verdict,
        "tone": TONES[one.verdict],
        "word": words.VERDICTS[one.verdict][is_english()],
        "kind": KINDS[one.kind][is_english()],
        "said": one.said,
        "figures": [(name, _label(api.indicator_named(name))) for name in one.figures],
    }


def _workbook(shown: Figure) -> bytes:
    told, kept = shown.indicator, io.BytesIO()
    book = Workbook(kept, {"in_memory": True})
    sheet, strong = book.add_worksheet("Chỉ tiêu"), book.add_format({"bold": True})
    lines = [
        told.label_vi,
        f"{shown.place.full_name}, {shown.period.said(told.kind)}",
        f"Đơn vị: {unit_name(told.unit) or told.unit}",
        f"Ảnh chụp: {shown.snapshot.pk}" if shown.snapshot else f"Nguồn: {shown.source}",
        *shown.notes,
    ]
    for line, text in enumerate(lines):
        sheet.write_string(line, 0, text, strong if line == 0 else None)
    start = len(lines) + 1
    is_ratio = shown.denominator is not None
    heads = [dimension_label(shown.by) if shown.by else "Tổng", "Giá trị", *(["Tử số", "Mẫu số"] if is_ratio else [])]
    for column, head in enumerate(heads):
        sheet.write_string(start, column, head, strong)
    whole = Row(
        None, "Tổng số" if not is_ratio else "Chung", "", shown.value, shown.numerator, shown.denominator, shown.is_few
    )
    for line, row in enumerate([*shown.rows, whole], start=start + 1):
        sheet.write_string(line, 0, row.label_vi)
        for column, value in enumerate([row.value, row.numerator, row.denominator][: len(heads) - 1], start=1):
            if row.is_few:
                sheet.write_string(line, column, FEW_WORDS[0])
            elif value is not None:
                sheet.write_number(line, column, round(float(value), told.decimals) if column == 1 else value)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 3, 14)
    book.close()
    return kept.getvalue()


def _written(one: Figure) -> str:
    return _said(one, one.indicator.unit)


def _said(one: Figure | Row, unit: str) -> str:
    """The number as it is written; «dưới 5» where it is kept from the reader."""
    return FEW_WORDS[is_english()] if one.is_few else written(one.value, unit, _language())


def _label(one: Indicator) -> str:
    return one.label_en if is_english() else one.label_vi


def _language() -> str:
    return "en" if is_english() else "vi"
