"""The records behind a number."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.language import is_english, language_code
from ansinh.core.numbers import grouped, unit_name
from ansinh.engine import Indicator, Listing
from ansinh.indicators import api
from ansinh.indicators.api.answers import Figure, Row
from ansinh.indicators.api.catalogue import counted
from ansinh.indicators.jobs import counting_of
from ansinh.indicators.pages.asked import Asked, asked_of, cell_key, told_of
from ansinh.indicators.pages.saying import label_of, said

RECORDS_A_PAGE = 50


def indicator_records(request: HttpRequest, name: str) -> HttpResponse:
    """The records behind a number, a page at a time; their number is the figure."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None:
        return render(request, "indicators/no_snapshot.html", {"problem": problem, "title": label_of(told)}, status=404)
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
        "label": label_of(told),
        "behind": label_of(behind),
        "asked": asked,
        "cell": label_of(row) if row else "",
        "counted": _counted(told, row, shown, side),
        "heads": [words[is_english()] for words in listing.heads.values()] if listing else [],
        "rows": [
            _record(one, known[one.listed], listing)
            for one in opened[:RECORDS_A_PAGE]
            if one.listed in known and listing
        ],
        "is_total": any(one.value != 1 for one in opened),
        "unit": unit_name(told.unit, language_code()) if told.kind != "ratio" else "",
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


def _cell(request: HttpRequest, shown: Figure, asked: Asked) -> tuple[Any, Row | None]:
    """The cell the address opens: its key and its row; none for the whole figure."""
    raw = request.GET.get("o", "")
    row = next((row for row in shown.rows if asked.by and raw == cell_key(row.key)), None)
    return (row.key if row else None), row


def _counted(told: Indicator, row: Row | None, shown: Figure, side: str) -> str:
    whole = row or shown
    if told.kind == "ratio" and not whole.is_few:
        return grouped(whole.numerator if side == "numerator" else whole.denominator, language_code())
    return said(whole, told.unit)
