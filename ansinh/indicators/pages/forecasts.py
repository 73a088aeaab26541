"""The forecast of an indicator's year, on a page of its own and as a part of the indicator's page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core.days import last_day, month_of, month_text, months_between, read_month
from ansinh.core.forecast_told import picture, sentences, table
from ansinh.indicators.api.answers import Figure
from ansinh.indicators.api.forecasts import Forecast, forecast
from ansinh.indicators.pages.asked import asked_of, choices_of, told_of
from ansinh.indicators.pages.saying import label_of
from ansinh.people.pages.sections import Section


def indicator_forecast(request: HttpRequest, name: str) -> HttpResponse:
    """The end of the year from the months so far (`den`: as it looked at the end of that month), with the model's own past."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    label = label_of(told)
    if asked is None:
        return render(request, "indicators/no_snapshot.html", {"problem": problem, "title": label}, status=404)
    year = asked.year or asked.period.year
    until, problem = _until(request.GET.get("den", ""), year)
    found = forecast(name, place=asked.place, year=year, until=until)
    context = {
        "label": label,
        "asked": asked,
        "year": year,
        "problem": problem,
        "until": month_text(until) if until else "",
        "months": [
            (f"{m // 100}-{m % 100:02d}", month_text(m)) for m in months_between(year * 100 + 1, year * 100 + 12)
        ],
        "chosen": f"{until // 100}-{until % 100:02d}" if until else "",
        "back": asked.address("indicator", name),
        **shown(found, label),
        **choices_of(asked, told),
    }
    return render(request, "indicators/forecast.html", context)


def _until(raw: str, year: int) -> tuple[int | None, str]:
    if not raw.strip():
        return None, ""
    try:
        month = read_month(raw)
    except ValueError as wrong:
        return None, str(wrong)
    return (
        (month, "")
        if month // 100 == year
        else (None, _("Tháng %(month)s không thuộc năm %(year)s.") % {"month": month_text(month), "year": year})
    )


def shown(found: Forecast, label: str) -> dict[str, Any]:
    """A forecast as a template needs it."""
    plan = found.target.value if found.target else None
    unit = found.indicator.unit
    if found.outlook is None:
        return {"lines": [found.why], "picture": "", "rows": [], "notes": found.notes, "snapshot": found.snapshot}
    title = _("%(label)s: dự báo năm %(year)s") % {"label": label, "year": found.year}
    return {
        "lines": sentences(found.outlook, unit, plan),
        "picture": mark_safe(picture(found.outlook, unit, title, plan)),  # numbers and escaped words
        "rows": table(found.outlook),
        "notes": found.notes,
        "snapshot": found.snapshot,
    }


def figure_sections(figure: Figure) -> list[Section]:
    """Beside the figure of a year that is not over: where it is going."""
    if figure.indicator.kind != "flow" or not figure.period.is_whole_year or figure.snapshot is None:
        return []
    if month_of(figure.snapshot.taken_at.date()) > month_of(last_day(figure.period.year * 100 + 12)):
        return []
    found = forecast(
        figure.indicator.name, place=figure.place, year=figure.period.year, is_tested=False, snapshot=figure.snapshot
    )
    if found.outlook is None or not found.outlook.ahead:
        return []
    label = label_of(figure.indicator)
    address = (
        f"{reverse('indicator_forecast', args=[figure.indicator.name])}?noi={figure.place.pk}&nam={figure.period.year}"
    )
    return [
        Section(
            _("Dự báo đến cuối năm"), "indicators/forecast_section.html", {**shown(found, label), "address": address}
        )
    ]
