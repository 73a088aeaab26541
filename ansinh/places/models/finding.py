"""One unit out of what people write, or a clear word about why not."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db.models import Q

from ansinh.core.days import vietnamese_day
from ansinh.places.models.lineage import Kin, predecessor_ids, predecessors, successors
from ansinh.places.models.tables import Place, PlaceQuerySet, Succession
from ansinh.places.words import name_key


class PlaceUnknown(LookupError):
    """No unit of that name on that day; `suggestions` are units it may mean."""

    def __init__(self, message: str, suggestions: list["Suggestion"]) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class PlaceAmbiguous(LookupError):
    """Several units of that name on that day; `candidates` tell them apart by their parents."""

    def __init__(self, message: str, candidates: list[Place]) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit of the asked day that a text may mean, and why."""

    place: Place
    why_vi: str


def find_place(text: str, *, day: date, province: Place | None = None, level: int | None = None) -> Place:
    """The one unit a text means on a day: id, code, slug or name; "Phường 1, TP Trà Vinh" names the parents too.

    A province is preferred to a district of its name, a district to a commune, the spelling with its diacritics to others.
    Raises PlaceAmbiguous with the candidates, or PlaceUnknown with suggestions."""
    own, *parents = [part.strip() for part in text.split(",") if part.strip()] or [""]
    found = Place.objects.on(day).named(own).select_related("parent", "province").prefetch_related("earlier")
    if level:
        found = found.filter(level=level)
    if province:
        found = found.filter(Q(province=province) | Q(pk=province.pk))
    candidates = [place for place in found if _lies_in(place, parents, day)]
    candidates = _best(own, candidates, day)
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise _unknown(text, own, day, province)
    listed = "; ".join(f"{place.address_on(day)} ({place.pk})" for place in candidates)
    raise PlaceAmbiguous(
        f"«{text}» có {len(candidates)} nơi vào {vietnamese_day(day)}: {listed}. Ghi thêm nơi cha hoặc dùng mã.",
        candidates,
    )


def suggest_place(name: str, *, day: date, province: Place | None = None, level: int = 3) -> list[Suggestion]:
    """Units of a day that an unknown or old name may mean: what it became or came from, who took the name in, near spellings.

    `province` may be of another day than `day`: its own line of successors and predecessors is searched."""
    own = name.split(",")[0].strip()
    kin = _line_of(province) if province else None
    found = [
        Suggestion(other.place, _told(old, other, day))
        for old in _inside(Place.objects.filter(level=level).named(own), kin)
        if not old.exists_on(day)
        for other in (successors(old, day) if old.to_day and old.to_day <= day else predecessors(old, day))
    ]
    units = _inside(Place.objects.on(day).filter(level=level), kin)
    alias = re.sub("[^a-z0-9]", "", name_key(own))
    found += (
        [
            Suggestion(unit, f"đã nhận nơi mang tên cũ «{own}»")
            for unit in units.filter(other_names__contains=f"|{alias}|")[:10]
        ]
        if alias
        else []
    )
    if kin:
        near = get_close_matches(
            name_key(own), [*{key for unit in units for key in (unit.slug, unit.full_slug)}], n=3, cutoff=0.8
        )
        found += [Suggestion(unit, "tên gần giống") for unit in units if {unit.slug, unit.full_slug} & set(near)]
    return list({suggestion.place.pk: suggestion for suggestion in reversed(found)}.values())[::-1]


def _lies_in(place: Place, parents: list[str], day: date) -> bool:
    above = [
        (unit.pk, unit.code, unit.slug, unit.full_slug, name_key(unit.state_on(day).full_name))
        for unit in place.ancestors_on(day)
    ]
    return all(any(name_key(text) in names or text in names for names in above) for text in parents)


def _best(text: str, candidates: list[Place], day: date) -> list[Place]:
    def narrowed(kept: list[Place], test: Callable[[Place], bool]) -> list[Place]:
        return [place for place in kept if test(place)] or kept

    candidates = narrowed(candidates, lambda place: text in (place.pk, place.code))
    spelled = text.casefold()
    candidates = narrowed(candidates, lambda place: spelled in (place.name.casefold(), place.full_name.casefold()))
    candidates = narrowed(candidates, lambda place: place.full_slug == name_key(text))
    highest = min((place.level for place in candidates), default=0)
    return [place for place in candidates if place.level == highest]


def _unknown(text: str, own: str, day: date, province: Place | None) -> PlaceUnknown:
    levels = sorted({place.level for place in Place.objects.named(own)} or {3})
    suggestions = [found for level in levels for found in suggest_place(own, day=day, province=province, level=level)][
        :10
    ]
    told = "; ".join(f"{found.place.address_on(day)} ({found.why_vi})" for found in suggestions)
    advice = f"Có thể là: {told}." if told else "Kiểm tra lại tên, hoặc dùng mã đơn vị hành chính."
    return PlaceUnknown(f"Không có nơi nào tên «{text}» vào {vietnamese_day(day)}. {advice}", suggestions)


def _told(old: Place, other: Kin, day: date) -> str:
    if old.to_day and old.to_day <= day:
        verb = "nay thuộc" if other.part == "whole" else "nay một phần thuộc"
        return f"«{old.full_name}» kết thúc {vietnamese_day(old.to_day)}, {verb} đơn vị này"
    return f"«{old.full_name}» chỉ có từ {vietnamese_day(old.from_day)}, trước đó gồm đơn vị này"


def _line_of(province: Place) -> frozenset[str]:
    ids = predecessor_ids([province.pk])
    return ids | frozenset(Succession.objects.filter(predecessor__in=ids).values_list("successor_id", flat=True))


def _inside(places: PlaceQuerySet, provinces: frozenset[str] | None) -> PlaceQuerySet:
    rows = places.select_related("parent", "province").prefetch_related("earlier")
    return rows if provinces is None else rows.filter(Q(province__in=provinces) | Q(pk__in=provinces))
