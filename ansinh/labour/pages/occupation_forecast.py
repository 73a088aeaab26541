"""Where the demand for each occupation is going: the year's end from the vacancies of the months so far."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core.forecast_told import picture, sentences, table
from ansinh.core.language import language_code
from ansinh.core.numbers import grouped
from ansinh.labour.jobs.occupation_forecast import Demand, demands
from ansinh.labour.jobs.occupations import occupation_name

UNIT = "vacancy"


def occupation_forecast(request: HttpRequest) -> HttpResponse:
    """Occupations by demand with the year's outlook beside the year before; `nghe` opens one, `nam` the year."""
    today = timezone.localdate()
    raw = request.GET.get("nam", "")
    year = int(raw) if raw.isdecimal() and today.year - 5 <= int(raw) <= today.year else today.year
    chosen = request.GET.get("nghe", "")[:2]
    found = demands(today=today, year=year, only=chosen)
    opened = next((one for one in found if one.code == chosen), None)
    context = {
        "year": year,
        "years": range(today.year, today.year - 6, -1),
        "rows": [_row(one) for one in found],
        "opened": _opened(opened, year) if opened else None,
        "has_reports": any(one.reported is not None for one in found),
    }
    return render(request, "labour/occupation_forecast.html", context)


def _row(one: Demand) -> dict[str, Any]:
    told, language = one.outlook, language_code()
    between = ""
    if told.total is not None and told.low is not None and told.high is not None:
        ends = {"low": grouped(round(told.low), language), "high": grouped(round(told.high), language)}
        between = _("%(total)s (%(low)s – %(high)s)") % {"total": grouped(round(told.total), language), **ends}
    return {
        "code": one.code,
        "name": occupation_name(one.code),
        "last_year": one.last_year,
        "so_far": told.so_far,
        "between": between,
        "naive": told.naive_total,
        "reported": one.reported,
    }


def _opened(one: Demand, year: int) -> dict[str, Any]:
    name = occupation_name(one.code)
    title = _("%(name)s: nhu cầu tuyển năm %(year)s") % {"name": name, "year": year}
    return {
        "name": name,
        "lines": sentences(one.outlook, UNIT),
        "picture": mark_safe(picture(one.outlook, UNIT, title)),  # numbers and escaped words
        "rows": table(one.outlook),
    }
