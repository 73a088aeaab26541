"""The catalogue: every indicator by group, those of a source, those that are looked for."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ansinh.core.language import is_english, language_code
from ansinh.core.names import fold
from ansinh.core.numbers import unit_name
from ansinh.engine import Indicator
from ansinh.indicators import api, words
from ansinh.indicators.pages.asked import Asked, asked_of, choices_of
from ansinh.indicators.pages.saying import label_of, text_of

HEADLINES = (
    "poverty.poor_households",
    "poverty.poverty_rate",
    "poverty.near_poor_households",
    "poverty.near_poverty_rate",
)


def indicator_list(request: HttpRequest) -> HttpResponse:
    """Every indicator, by group, with the headline figures of the reader's place."""
    asked, problem = asked_of(request)
    headlines: list[dict[str, Any]] = []
    if asked:
        found = api.figures(HEADLINES, place=asked.place, period=asked.period)
        headlines = [
            {"text": text_of(one), "label": label_of(one.indicator), "address": asked.address("indicator", name)}
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
        "label": label_of(one),
        "unit": unit_name(one.unit, language_code()) or one.unit,
        "kind": words.KINDS[one.kind][is_english()],
        "sheet": one.sheet,
        "address": own,
    }


def _matching(wanted: str) -> list[Indicator]:
    parts = fold(wanted).split()
    return [one for one in api.catalogue().values() if not parts or all(part in _sought(one) for part in parts)]


@cache
def _sought(one: Indicator) -> str:
    """The words an indicator is found by, without diacritics."""
    return fold(f"{one.name} {one.label_vi} {one.label_en} {one.code} {one.sheet}")
