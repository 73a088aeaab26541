"""Which occupations employers ask for, by month, and where a year of it is going: places of the vacancies opened on the exchange."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Sum
from django.db.models.functions import ExtractMonth, ExtractYear

from ansinh.core.days import month_after, month_of, months_between
from ansinh.core.forecast import Outlook, outlook
from ansinh.labour.jobs.occupations import demand_code
from ansinh.labour.models import DemandLine, DemandReport, Vacancy

MODELLED = 12  # occupations with most demand; the rest are told by the year before only
OPENED = ("open", "closed", "expired")


@dataclass(frozen=True)
class Demand:
    """One occupation (two digits): places of its vacancies in the last twelve whole months, the year's outlook, and what employers
    last reported they need in a half year (None: no report)."""

    code: str
    last_year: int
    outlook: Outlook
    reported: int | None


def monthly_demand(rows: Any = None) -> dict[str, dict[int, int]]:
    """Places of vacancies opened in each month, by occupation of two digits; of the vacancies inside the reader's scope."""
    vacancies = Vacancy.objects.all() if rows is None else rows
    counted = (
        vacancies.filter(state__in=OPENED, opens_on__isnull=False)
        .exclude(occupation="")
        .order_by()
        .values_list("occupation", ExtractYear("opens_on"), ExtractMonth("opens_on"))
        .annotate(places=Sum(F("places_count")))
    )
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for occupation, year, month, places in counted:
        found[demand_code(occupation)][year * 100 + month] += places
    return {code: dict(months) for code, months in found.items() if code}


def demands(*, today: date, year: int, only: str = "") -> list[Demand]:
    """Every occupation asked for, most wanted first; a month without a vacancy counts nought, from the first that has any.

    `only` is worked out with its test on the past. The running month is not over and is left out."""
    series = monthly_demand()
    last = min(month_after(month_of(today), -1), year * 100 + 12)
    first = min((month for months in series.values() for month in months), default=last + 1)
    every = months_between(first, last)
    whole = {code: {month: months.get(month, 0) for month in every} for code, months in series.items()}
    lately = {code: sum(list(months.values())[-12:]) for code, months in whole.items()}
    reported = reported_needs()
    ranked = sorted(lately, key=lambda code: (-lately[code], code))
    return [
        Demand(code, lately[code], _told(whole[code], year, is_modelled=place < MODELLED or code == only, is_tested=code == only),
               reported.get(code) if reported else None)
        for place, code in enumerate(ranked)
    ]  # fmt: skip


def _told(months: dict[int, int], year: int, *, is_modelled: bool, is_tested: bool) -> Outlook:
    kept = months if is_modelled else dict(list(months.items())[-(12 + len([m for m in months if m > year * 100])) :])
    return outlook(kept, year, is_tested=is_tested)


def reported_needs() -> dict[str, int]:
    """What organisations of the reader's places said they would hire, by occupation, in the newest half year reported."""
    newest = DemandReport.objects.filter(is_current=True).order_by("-year", "-half").values_list("year", "half").first()
    if newest is None:
        return {}
    rows = DemandLine.objects.filter(report__is_current=True, report__year=newest[0], report__half=newest[1])
    return dict(rows.order_by().values_list("occupation").annotate(Sum("count")))
