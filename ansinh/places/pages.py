"""Units of a day as a tree and a search, and one unit through time: who it was, who it became, who serves there.

The address holds the question: `ngay` the day, `trong` the unit looked into, `tim` the name looked for. Places are no secret:
everybody signed in sees every unit."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ansinh.core import charts
from ansinh.core.days import read_day
from ansinh.core.language import is_english
from ansinh.places import words
from ansinh.places.models import Competence, Office, Place, successors
from ansinh.places.models.tables import spans
from ansinh.places.words import name_key

SHOWN_AT_MOST = 200


def place_list(request: HttpRequest) -> HttpResponse:
    """The units of a day: provinces, or what lies inside one unit, or what a name finds."""
    day, problem = _day(request)
    wanted, inside = request.GET.get("tim", "").strip(), request.GET.get("trong", "").strip()
    above = get_object_or_404(Place, pk=inside) if inside else None
    if wanted:
        rows = _found(wanted, day)
    else:
        rows = _below(above, day) if above else Place.objects.on(day).provinces()
    shown = list(rows.select_related("parent").prefetch_related("earlier")[: SHOWN_AT_MOST + 1])
    context = {
        "day": day,
        "problem": problem,
        "wanted": wanted,
        "above": above,
        "higher": above.ancestors_on(day)[::-1] if above else [],
        "rows": [_row(unit, day) for unit in shown[:SHOWN_AT_MOST]],
        "gone": _gone(wanted, day) if wanted else [],
        "is_cut": len(shown) > SHOWN_AT_MOST,
        "asked_day": f"ngay={day.isoformat()}",
    }
    return render(request, "places/place_list.html", context)


def place(request: HttpRequest, pk: str) -> HttpResponse:
    """One unit: what it was called, who it came from and became, where it lies, which body serves each field on the day."""
    unit = get_object_or_404(Place.objects.prefetch_related("earlier"), pk=pk)
    today = timezone.localdate()
    last = unit.to_day - timedelta(days=1) if unit.to_day else today
    day, problem = _day(request, min(last, today))
    context = {
        "unit": unit,
        "day": day,
        "problem": problem,
        "exists": unit.exists_on(day),
        "then": unit.state_on(day),
        "kind": words.KINDS[unit.state_on(day).kind][is_english()],
        "region": words.REGIONS[unit.region][is_english()] if unit.region else "",
        "higher": unit.ancestors_on(day)[::-1],
        "earlier": list(unit.earlier.all()),
        "came_from": _successions(unit.came_from.select_related("predecessor", "predecessor__parent"), "predecessor"),
        "became": _successions(unit.became.select_related("successor", "successor__parent"), "successor"),
        "now": successors(unit, today) if not unit.exists_on(today) else [],
        "below": _below(unit, day).count() if unit.level < 3 else 0,
        "map": _map(unit, day),
        "services": _services(unit, day),
        "asked_day": f"ngay={day.isoformat()}",
    }
    return render(request, "places/place.html", context)


def _day(request: HttpRequest, otherwise: date | None = None) -> tuple[date, str]:
    """The day asked for, or today; with a word when what was typed is no day."""
    raw = request.GET.get("ngay", "").strip()
    usual = otherwise or timezone.localdate()
    try:
        return (read_day(raw) if raw else usual), ""
    except ValueError as wrong:
        return usual, str(wrong)


def _found(wanted: str, day: date) -> Any:
    key = name_key(wanted)
    return (
        Place.objects.on(day)
        .filter(Q(code=wanted) | Q(full_slug__contains=key) | Q(pk__in=Place.objects.named(wanted).values("pk")))
        .order_by("level", "sort_key", "pk")
    )


def _gone(wanted: str, day: date) -> list[Place]:
    """Units of exactly that name that do not exist on the day: their own pages say who they became or came from."""
    others = Place.objects.named(wanted).exclude(pk__in=Place.objects.on(day).values("pk"))
    return list(others.select_related("parent").order_by("sort_key", "pk")[:20])


def _below(above: Place, day: date) -> Any:
    """The units one step down: the districts of a province while it has any, else its communes."""
    inside = Place.objects.within(above, day)
    if above.level == 1 and inside.filter(level=2).exists():
        return inside.filter(level=2).order_by("sort_key", "pk")
    return inside.filter(level=3).order_by("sort_key", "pk")


def _row(unit: Place, day: date) -> dict[str, Any]:
    asked = urlencode({"ngay": day.isoformat()})
    return {
        "name": unit.state_on(day).full_name,
        "code": unit.code,
        "kind": words.KINDS[unit.state_on(day).kind][is_english()],
        "inside": ", ".join(each.state_on(day).full_name for each in unit.ancestors_on(day)) if unit.level > 1 else "",
        "address": f"{reverse('place', args=[unit.pk])}?{asked}",
        "below": f"{reverse('place_list')}?{urlencode({'trong': unit.pk})}&{asked}" if unit.level < 3 else "",
    }


def _successions(rows: Iterable[Any], other: str) -> list[dict[str, Any]]:
    return [
        {
            "place": getattr(row, other),
            "address": reverse("place", args=[getattr(row, f"{other}_id")]),
            "full_address": getattr(row, other).last_address(),
            "day": row.day,
            "part": words.PARTS[row.part][is_english()],
            "document": row.document,
        }
        for row in sorted(rows, key=lambda row: (row.day, getattr(row, other).sort_key))
    ]


def _map(unit: Place, day: date) -> str:
    """The unit among its neighbours, theirs hollow; the same names stand in the list of the unit above."""
    parent = unit.parent_on(day)
    around = list(_below(parent, day)) if parent else list(Place.objects.on(day).provinces())
    dots = [
        charts.Dot(
            each.full_name,
            each.latitude,
            each.longitude,
            1.0 if each.pk == unit.pk else None,
            _("nơi này") if each.pk == unit.pk else _("lân cận"),
        )
        for each in {one.pk: one for one in [*around, unit]}.values()
        if each.latitude is not None and each.longitude is not None
    ]
    title = _("%(place)s và các nơi lân cận") % {"place": unit.full_name}
    return mark_safe(charts.dot_map(dots, title=title, width=420, height=340)) if unit.latitude is not None else ""


def _services(unit: Place, day: date) -> list[dict[str, Any]]:
    """Field by field, who receives, decides, pays and manages for the unit on the day, the nearest body first."""
    units = {each.level: each for each in [unit, *unit.ancestors_on(day)]}
    told: dict[str, dict[str, list[tuple[Office, str]]]] = {}
    for row in Competence.objects.filter(spans(day)).order_by("-level"):
        office = Office(row.body_vi, row.body_en, units.get(row.level), row.reference, row.status)
        told.setdefault(row.field, {}).setdefault(row.act, []).append((office, _level(row.level, unit)))
    return [
        {
            "field": label[is_english()],
            "acts": [[_office(*each) for each in told[field].get(act, ())] for act in words.ACTS],
        }
        for field, label in words.FIELDS.items()
        if field in told
    ]


def _level(level: int, unit: Place) -> str:
    """`cấp xã` for a body of every unit below; empty for the unit's own and those above."""
    return _("cấp %(level)s") % {"level": words.LEVELS[level][is_english()]} if level > unit.level else ""


def _office(office: Office, level: str) -> dict[str, str]:
    name = f"{office.body_en}, {office.place}" if office.place else office.body_en
    return {"name": name if is_english() else office.name_vi, "level": level, "reference": office.reference}
