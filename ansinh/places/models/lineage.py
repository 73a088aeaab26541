"""Successors and predecessors of a unit, through every event between two days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ansinh.places.models.tables import Place, Succession


@dataclass(frozen=True, slots=True)
class Kin:
    """A successor or predecessor: taken whole or in part, and whether it is the default one all the way."""

    place: Place
    part: str
    is_default: bool


def successors(place: Place, day: date) -> list[Kin]:
    """The units of a later day that a unit became, through every event between; itself when it still exists."""
    return _follow(place, day, "predecessor", "successor")


def predecessors(place: Place, day: date) -> list[Kin]:
    """The units of an earlier day that a unit came from, through every event between; itself too when it existed."""
    return _follow(place, day, "successor", "predecessor")


def predecessor_ids(ids: Iterable[str]) -> frozenset[str]:
    """The ids of all units that went whole or by default into these, and of those before them."""
    reached, new = frozenset(ids), frozenset(ids)
    while new:
        before = Succession.objects.filter(successor__in=new, is_default=True).values_list("predecessor_id", flat=True)
        new = frozenset(before) - reached
        reached |= new
    return reached


def province_of(place_id: str) -> str:
    """The province a unit lies in; its own id for a province, empty for one unknown."""
    found = Place.objects.filter(pk=place_id).values_list("province_id", "level").first()
    if found is None:
        return ""
    return place_id if found[1] == 1 else str(found[0] or "")


def became_by(day: date) -> dict[str, str]:
    """The unit that each unit ended by a day went into, whole or by default, through every event until then."""
    ended = Succession.objects.filter(is_default=True, day__lte=day, predecessor__to_day__lte=day)
    next_unit = dict(ended.values_list("predecessor_id", "successor_id"))
    found = {}
    for first in next_unit:
        last = first
        while last in next_unit:
            last = next_unit[last]
        found[first] = last
    return found


def _follow(place: Place, day: date, here: str, there: str) -> list[Kin]:
    """Walk successions from `here` to `there` until units of the day; whole and default only if every step was."""
    forward = there == "successor"
    found: dict[str, Kin] = {}
    open_ends = [Kin(place, "whole", True)]
    while open_ends:
        kin = open_ends.pop()
        if kin.place.exists_on(day):
            found.setdefault(kin.place.pk, kin)
            if forward:
                continue
        steps = Succession.objects.filter(**{here: kin.place}).select_related(there, f"{there}__parent")
        steps = steps.filter(day__gt=kin.place.from_day, day__lte=day) if forward else steps.filter(day__gt=day)
        for step in steps:
            part = "whole" if kin.part == step.part == "whole" else "part"
            open_ends.append(Kin(getattr(step, there), part, kin.is_default and step.is_default))
    return sorted(found.values(), key=lambda kin: (not kin.is_default, kin.place.sort_key))
