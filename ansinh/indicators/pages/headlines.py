"""The year in a few figures, for the desk of those who answer for a whole province: worked out once a snapshot."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core import charts
from ansinh.core.access import acting_as_system, current_scope
from ansinh.core.language import language_code
from ansinh.core.numbers import figure as written
from ansinh.indicators import api
from ansinh.indicators.models import Snapshot, Target
from ansinh.indicators.pages.saying import label_of
from ansinh.indicators.pages.snapshots import decided_year, newest_snapshot

SHOWN = (
    "poverty.poverty_rate",
    "poverty.poor_households",
    "poverty.near_poor_households",
    "jobs.created",
    "jobs.abroad",
)
KEPT_FOREVER = None


@dataclass(frozen=True)
class Headline:
    """One card: a number, what it is, what stands beside it, a small picture, and the page that opens it."""

    text: str
    label: str
    notes: tuple[str, ...]
    address: str
    picture: str = ""
    is_wrong: bool = False


def headlines() -> dict[str, Any]:
    """The cards of the newest decided year and what its checks found; nothing without a snapshot or a whole province."""
    scope = current_scope()
    snapshot = newest_snapshot(scope)
    if snapshot is None or not (scope.everything or snapshot.province_id in scope.provinces):
        return {}
    newest_plan = Target._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    key = f"headlines:{snapshot.pk}:{newest_plan}:{language_code()}"
    try:
        return cache.get_or_set(key, lambda: _worked_out(snapshot), KEPT_FOREVER) or {}
    except api.NoSnapshot:
        return {}


def _worked_out(snapshot: Snapshot) -> dict[str, Any]:
    year = decided_year(api.open_warehouse(snapshot).atoms)
    province, period = snapshot.province, api.period_of(year=year)
    with acting_as_system("số liệu nổi bật của cả tỉnh"):
        standings = api.standings(list(SHOWN), place=province, period=period, snapshot=snapshot)
        wrong = [
            one for one in api.check(place=province, period=period, snapshot=snapshot) if one.verdict == "inconsistent"
        ]
        cards = [_card(one, year) for one in standings.values() if one.now.value is not None]
    return {"year": year, "place": province.full_name, "cards": [*cards, *(_found(one, year) for one in wrong)]}


def _card(told: api.Standing, year: int) -> Headline:
    now, unit = told.now, told.now.indicator.unit
    name, place = now.indicator.name, now.place.pk
    language = language_code()
    notes = [_("năm trước %(value)s") % {"value": written(told.before.value, unit, language)}]
    if told.target is not None:
        notes.append(_("kế hoạch %(value)s") % {"value": written(told.target.value, unit, language)})
    label = label_of(now.indicator)
    trend = api.trend(name, place=now.place, until=year)
    points = [(str(at), None if one.value is None else float(one.value)) for at, one in trend]
    return Headline(
        written(now.value, unit, language),
        label,
        tuple(notes),
        f"{reverse('indicator', args=[name])}?noi={place}&nam={year}",
        mark_safe(charts.spark_bars(points, title=_("%(what)s qua các năm") % {"what": label})),
    )


def _found(one: api.Finding, year: int) -> Headline:
    """A finding that does not hold: what is left between the figures, in the unit of the first."""
    first = api.indicator_named(one.figures[0]) if one.figures else None
    language = language_code()
    unit = first.unit if first else ""
    whole = one.difference is not None and one.difference == int(one.difference)
    text = (
        written(int(one.difference) if whole else one.difference, unit, language) if one.difference is not None else "?"
    )
    label = _("chưa xếp vào loại nào") if one.kind == "parts" else _("số liệu không khớp nhau")
    address = f"{reverse('figure_checks')}?nam={year}&ket-luan=inconsistent"
    return Headline(text, label, (one.said,), address, is_wrong=True)
