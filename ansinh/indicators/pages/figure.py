"""One indicator of a place: its number, where it stands, its breakdown, trend and map."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core import charts
from ansinh.core.language import is_english, language_code
from ansinh.core.numbers import figure as written
from ansinh.core.numbers import grouped, unit_name
from ansinh.engine import Indicator
from ansinh.indicators import api, words
from ansinh.indicators.api.answers import Figure, Row
from ansinh.indicators.api.catalogue import PLACE_LEVELS, counted, dimension_label, grain_of
from ansinh.indicators.pages.asked import Asked, asked_of, cell_key, choices_of, told_of
from ansinh.indicators.pages.checks import told_finding
from ansinh.indicators.pages.entering import rights_of_reader
from ansinh.indicators.pages.saying import label_of, said, text_of
from ansinh.indicators.pages.sections import sections_of
from ansinh.places.models import Place

HIGHEST, LOWEST = "cao-thap", "thap-cao"


def indicator(request: HttpRequest, name: str) -> HttpResponse:
    """One indicator of a place: its number, plan, last year, breakdown, trend, map, checks, definition."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None:
        return render(request, "indicators/no_snapshot.html", {"problem": problem, "title": label_of(told)}, status=404)
    by = asked.by or _first_breakdown(told, asked.place)
    shown = api.figures([name], place=asked.place, period=asked.period, by=by, map_day=asked.map_day)[name]
    standing = api.standing(name, place=asked.place, period=asked.period)
    trend = api.trend(name, place=asked.place, until=asked.period.year)
    found = api.check(place=asked.place, period=asked.period, only=[name, *counted(name)])
    context = {
        "indicator": told,
        "label": label_of(told),
        "asked": asked,
        "figure": shown,
        "text": text_of(shown),
        "sides": _sides(shown, asked),
        "standing": _standing_rows(standing),
        "by": by,
        "by_label": dimension_label(by, language_code()) if by else "",
        "rows": [_row(told, row, shown, asked, by) for row in _ordered(_told_apart(shown.rows, by), request)],
        "orders": _orders(request, asked, name),
        "sum": text_of(shown) if shown.numerator is None else "",
        "trend": _trend(told, trend),
        "trend_rows": [(year, text_of(one)) for year, one in trend],
        "map": _map(told, shown) if by in PLACE_LEVELS else "",
        "checks": [told_finding(one) for one in found if name in one.figures],
        "breakdowns": [(one, dimension_label(one, language_code())) for one in told.by],
        "kind": words.KINDS[told.kind][is_english()],
        "unit": unit_name(told.unit, language_code()) or told.unit,
        "records": asked.address("indicator_records", name, theo="") if grain_of(name) else "",
        "export": asked.address("indicator_export", name, theo=by),
        "forecast": asked.address("indicator_forecast", name, theo="") if told.kind == "flow" and asked.year else "",
        "is_entered": api.is_entered(name),
        "is_reported": api.is_reported(name),
        "sections": sections_of(shown),
        **rights_of_reader(),
        **choices_of(asked, told),
    }
    return render(request, "indicators/indicator.html", context)


def _first_breakdown(told: Indicator, place: Place) -> str:
    """By commune, but of one commune by the first thing that tells its households apart."""
    fitting = [by for by in told.by if place.level != 3 or by not in PLACE_LEVELS]
    return next(iter(fitting or told.by), "")


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
        share = written(Decimal(row.value) * 100 / Decimal(shown.value), "percent", language_code())
    return {
        "label": label_of(row),
        "value": said(row, told.unit),
        "numerator": grouped(row.numerator, language_code()) if row.numerator is not None else "",
        "denominator": grouped(row.denominator, language_code()) if row.denominator is not None else "",
        "share": share,
        "open": asked.address("indicator_records", told.name, theo=by, o=cell_key(row.key)) if row.value else "",
    }


def _sides(shown: Figure, asked: Asked) -> list[dict[str, str]]:
    """Numerator and denominator of a ratio, each with the records behind it."""
    if shown.denominator is None:
        return []
    top, bottom = counted(shown.indicator.name)
    told = [(top, shown.numerator, ""), (bottom, shown.denominator, "mau")]
    return [
        {
            "label": label_of(api.indicator_named(name)),
            "text": grouped(value, language_code()),
            "open": asked.address("indicator_records", shown.indicator.name, theo="", ve=side),
        }
        for name, value, side in told
    ]


def _standing_rows(told: api.Standing) -> list[dict[str, str]]:
    """Plan, percent of plan, last year and the change, as lines of words; what is not known is said so."""
    unit, language = told.now.indicator.unit, language_code()
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
    points = [(str(year), float(one.value or 0), text_of(one)) for year, one in trend]
    over_years = _("qua các năm")
    return mark_safe(charts.line_chart(points, title=f"{label_of(told)}: {over_years}", width=420, height=230))


def _map(told: Indicator, shown: Figure) -> str:
    """The cells as dots where the places lie; the table beside it has the links."""
    at = {one.pk: one for one in Place.objects.filter(pk__in=[row.key for row in shown.rows])}
    dots = [
        charts.Dot(
            row.label_vi,
            at[row.key].latitude or 0,
            at[row.key].longitude or 0,
            None if row.value is None else float(row.value),
            said(row, told.unit),
        )
        for row in shown.rows
        if row.key in at and at[row.key].latitude is not None
    ]
    values = [dot.value for dot in dots if dot.value is not None]

    def write(value: float) -> str:
        return written(Decimal(str(value)) if told.decimals else int(value), "", language_code())

    return mark_safe(
        charts.dot_map(dots, title=label_of(told), width=480, height=400, legend=charts.rank_legend(values, write))
    )
