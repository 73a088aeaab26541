"""Which atoms lie in a place, and where they lie on another day's map."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Min

from ansinh.core.days import vietnamese_day
from ansinh.indicators.api.periods import BadPeriod
from ansinh.indicators.api.warehouse import Atom
from ansinh.places.models import EarlierState, Place, RebaseMap, Succession, rebase_map


class Map:
    """The units of one day, and where records of other days lie among them."""

    def __init__(self, day: date, ends: Mapping[str, date] | None = None) -> None:
        """``ends`` says of units that have ended when. Raises BadPeriod for a day no units are known of."""
        if not _has_units(day):
            raise BadPeriod(
                f"Chưa có bản đồ hành chính ngày {vietnamese_day(day)}. Chọn một ngày từ 01/01/2004 trở đi, hoặc «today»."
            )
        self.day, self._ends = day, ends or {}
        self._changes, self._which = _changes(), _which()

    def unit_of(self, atom: Atom) -> str:
        """The commune of this map in which the records lie: their own new commune where known, else the default one."""
        on = atom.placed_on
        if (end := self._ends.get(atom.commune_id)) and end <= on:
            on = end - timedelta(days=1)
        moved = _rebased(self._which, _epoch(self._changes, on), _epoch(self._changes, self.day))
        if atom.commune_later_id and atom.commune_later_id in moved.divided.get(atom.commune_id, ()):
            return atom.commune_later_id
        return moved.default.get(atom.commune_id, atom.commune_id)

    def units(self, place: Place) -> frozenset[str]:
        """The communes of this map inside a place; the place itself when it is one."""
        if place.level == 3:
            return frozenset({place.pk})
        return frozenset(Place.objects.within(place, self.day).communes().values_list("pk", flat=True))

    def parents(self, units: Iterable[str]) -> dict[str, str]:
        """The unit above each commune on this map: its district, or its province where there are no districts."""
        found = dict(Place.objects.filter(pk__in=set(units)).values_list("pk", "parent_id"))
        then = EarlierState.objects.filter(place__in=found, from_day__lte=self.day, to_day__gt=self.day)
        found |= dict(then.exclude(parent=None).values_list("place_id", "parent_id"))
        return {unit: parent or unit for unit, parent in found.items()}


def ends_of(atoms: Iterable[Atom]) -> dict[str, date]:
    """The day on which each commune of the records that has ended was no longer there."""
    ended = Place.objects.filter(pk__in={atom.commune_id for atom in atoms}).values_list("pk", "to_day")
    return {place: day for place, day in ended if day is not None}


def _has_units(day: date) -> bool:
    return Place.objects.on(day).filter(level=3).exists()


def _changes() -> tuple[date, ...]:
    """The days on which units became others, oldest first."""
    return tuple(Succession.objects.order_by("day").values_list("day", flat=True).distinct())


def _which() -> tuple[Any, ...]:
    """What tells one set of successions from another: a map worked out of the one is none of the other."""
    told = Succession.objects.aggregate(
        count=Count("pk"), last=Max("pk"), first_from=Min("predecessor"), last_from=Max("predecessor"), first_to=Min("successor"),
        last_to=Max("successor"),
    )  # fmt: skip
    return tuple(told.values())


def _epoch(changes: tuple[date, ...], day: date) -> date:
    """A day with the same map, the same for all days between two changes, so that few maps need to be kept."""
    before = [change for change in changes if change <= day]
    if before:
        return before[-1]
    return changes[0] - timedelta(days=1) if changes else date.min


@lru_cache(maxsize=64)
def _rebased(which: tuple[Any, ...], from_day: date, to_day: date) -> RebaseMap:
    return rebase_map(from_day=from_day, to_day=to_day)
