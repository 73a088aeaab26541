"""What the address of a figure asks, and what the reader may choose instead.

`noi` is the place, `nam`, `thang` or `ngay` the period, `theo` the breakdown, `ban-do` the map's day, `o` the cell opened."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ansinh.core.access import NoAccess, Scope, current_scope
from ansinh.core.days import read_month
from ansinh.engine import Indicator
from ansinh.indicators import api
from ansinh.indicators.api.places import day_named, place_named
from ansinh.indicators.models import Snapshot
from ansinh.indicators.pages.snapshots import atoms_about, decided_year, newest_snapshot
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown

TODAY = "nay"


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


def told_of(name: str) -> Indicator:
    """The indicator of that name, else the page is not found."""
    try:
        return api.indicator_named(name)
    except api.UnknownIndicator as error:
        raise Http404(str(error)) from error


def cell_key(key: Any) -> str:
    """The key of a row as the address names it."""
    return "" if key is None else str(key)
