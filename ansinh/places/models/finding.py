"""One unit out of what people write, or a clear word about why not."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from django.db.models import Q, QuerySet

from ansinh.core.access import current_scope
from ansinh.core.days import vietnamese_day
from ansinh.places.models.lineage import Kin, predecessor_ids, predecessors, successors
from ansinh.places.models.tables import Place, PlaceQuerySet, Succession
from ansinh.places.words import LEVELS, name_key

_LISTED = 8
_SUGGESTED = 3


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

    The spelling with its diacritics is preferred, then the highest level; `province` may be of another day.
    Raises PlaceAmbiguous with the candidates, or PlaceUnknown with suggestions."""
    own, parents = _split(text)
    rows = Place.objects.on(day).named(own)
    rows = rows.filter(level=level) if level else rows
    rows = _inside(rows, _line_of(province) if province else None)
    candidates = [place for place in rows if _is_named(place, own, day) and _lies_in(place, parents, day)]
    candidates = _best(own, candidates, day)
    if not candidates:
        raise _unknown(text, day, province, level)
    _refuse_the_name_of_an_ended_province(text, candidates, day, province, level)
    if len(candidates) > 1:
        raise PlaceAmbiguous(
            f"«{text}» có {len(candidates)} nơi vào {vietnamese_day(day)}: {_listed(candidates, day)}. Ghi thêm nơi cha hoặc dùng mã.",
            candidates,
        )
    return candidates[0]


def find_province(text: str, *, day: date) -> Place:
    """The province a name or id means to somebody who speaks of a day: the one standing then, else the last that bore the name.

    Raises PlaceUnknown with suggestions."""
    named = list(Place.objects.provinces().named(text).order_by("from_day"))
    standing = [place for place in named if place.exists_on(day)]
    if not named:
        raise _unknown(text, day, None, 1)
    return (standing or named)[-1]


def suggest_place(name: str, *, day: date, province: Place | None = None, level: int = 3) -> list[Suggestion]:
    """Units of a day that an unknown or old name may mean: what it became or came from, its new name, near spellings.

    "Phường 3, TP Trà Vinh" is searched under its parents of that time. `province` may be of another day than `day`."""
    own, parents = _split(name)
    line = _line_of(province) if province else None
    named = [place for place in _inside(Place.objects.filter(level=level).named(own), line) if _lay_in(place, parents)]
    found = [suggestion for place in named for suggestion in _what_it_is(place, day)]
    units = _inside(Place.objects.on(day).filter(level=level), line)
    if not found and (alias := name_key(own).replace("-", "")):
        took_in = units.filter(other_names__contains=f"|{alias}|")
        found = [
            Suggestion(unit, f"từng mang tên «{own}» hoặc đã nhận nơi mang tên đó")
            for unit in took_in
            if _lay_in(unit, parents)
        ]
    if not found and line is not None:
        found = [Suggestion(unit, "tên gần giống") for unit in _near(own, units)]
    return list({suggestion.place.pk: suggestion for suggestion in found}.values())


def _split(text: str) -> tuple[str, list[str]]:
    own, *parents = [part.strip() for part in text.split(",") if part.strip()] or [""]
    return own, parents


def _names_on(place: Place, day: date) -> set[str]:
    then = place.state_on(day)
    return {place.pk, place.code, then.slug, then.full_slug}


def _is_named(place: Place, text: str, day: date) -> bool:
    return bool({text, name_key(text)} & _names_on(place, day))


def _lies_in(place: Place, parents: list[str], day: date) -> bool:
    above = place.ancestors_on(day)
    return all(any(_is_named(unit, text, day) for unit in above) for text in parents)


def _lay_in(place: Place, parents: list[str]) -> bool:
    """Whether the unit lay there before its last change or before its end."""
    days = [*(state.from_day for state in place.earlier.all()), place.from_day]
    return any(_lies_in(place, parents, day) for day in days) or _lies_in(place, parents, date.max)


def _best(text: str, candidates: list[Place], day: date) -> list[Place]:
    def narrowed(kept: list[Place], test: Callable[[Place], bool]) -> list[Place]:
        return [place for place in kept if test(place)] or kept

    spelled, key = text.casefold(), name_key(text)
    candidates = narrowed(candidates, lambda place: text in (place.pk, place.code))
    candidates = narrowed(candidates, lambda place: place.state_on(day).full_slug == key)
    candidates = narrowed(candidates, lambda place: spelled in _spellings(place, day))
    highest = min((place.level for place in candidates), default=0)
    return [place for place in candidates if place.level == highest]


def _spellings(place: Place, day: date) -> tuple[str, str]:
    then = place.state_on(day)
    return then.name.casefold(), then.full_name.casefold()


def _refuse_the_name_of_an_ended_province(
    text: str, found: list[Place], day: date, province: Place | None, level: int | None
) -> None:
    """`tra-vinh` after 1 July 2025: a ward still bears the name, but the province is more likely meant."""
    if (
        province
        or level
        or found[0].level == 1
        or found[0].full_slug == name_key(text)
        or text in (found[0].pk, found[0].code)
    ):
        return
    ended = Place.objects.filter(level=1, slug=name_key(text), to_day__lte=day)
    heirs = [kin.place for one in ended for kin in successors(one, day)]
    if heirs:
        candidates = [*heirs, *found]
        listed = _listed(candidates, day)
        raise PlaceAmbiguous(
            f"«{text}» vào {vietnamese_day(day)} không còn là tỉnh. Chọn một: {listed}. Ghi đủ loại, ví dụ «{found[0].full_name}».",
            candidates,
        )


def _listed(places: list[Place], day: date) -> str:
    told = "; ".join(f"{place.address_on(day)} ({place.pk})" for place in places[:_LISTED])
    return told if len(places) <= _LISTED else f"{told}; và {len(places) - _LISTED} nơi khác"


def _unknown(text: str, day: date, province: Place | None, level: int | None) -> PlaceUnknown:
    levels = [level] if level else sorted({place.level for place in Place.objects.named(_split(text)[0])} or {3})
    suggestions = [found for one in levels for found in suggest_place(text, day=day, province=province, level=one)]
    told = "; ".join(f"{found.place.address_on(day)} ({found.why_vi})" for found in suggestions[:_SUGGESTED])
    if told and len(suggestions) > _SUGGESTED:
        told += f"; và {len(suggestions) - _SUGGESTED} nơi khác, ghi thêm tên tỉnh"
    advice = f"Có thể là: {told}." if told else "Kiểm tra lại tên, hoặc dùng mã đơn vị hành chính."
    kind = f" cấp {LEVELS[level][0]}" if level else ""
    return PlaceUnknown(f"Không có nơi nào{kind} tên «{text}» vào {vietnamese_day(day)}. {advice}", suggestions)


def _what_it_is(place: Place, day: date) -> Iterable[Suggestion]:
    if place.exists_on(day):
        yield Suggestion(place, f"vào ngày này là {place.address_on(day)}")
        return
    kin = successors(place, day) if place.to_day and place.to_day <= day else predecessors(place, day)
    for other in sorted(kin, key=lambda one: not one.is_default):
        yield Suggestion(other.place, _told(place, other, day))


def _told(old: Place, other: Kin, day: date) -> str:
    if old.to_day and old.to_day <= day:
        verb = "nay thuộc" if other.part == "whole" else "nay một phần thuộc"
        return f"«{old.last_address()}» kết thúc {vietnamese_day(old.to_day)}, {verb} đơn vị này"
    return f"«{old.full_name}» chỉ có từ {vietnamese_day(old.from_day)}, trước đó gồm đơn vị này"


def _near(text: str, units: Iterable[Place]) -> list[Place]:
    by_name: dict[str, list[Place]] = {}
    for unit in units:
        for key in {unit.slug, unit.full_slug}:
            by_name.setdefault(key, []).append(unit)
    close = get_close_matches(name_key(text), by_name, n=4, cutoff=0.75)
    return list({unit.pk: unit for key in close for unit in by_name[key]}.values())


def _line_of(province: Place) -> frozenset[str]:
    before = predecessor_ids([province.pk])
    after = Succession.objects.filter(predecessor__in=[province.pk]).values_list("successor_id", flat=True)
    return before | frozenset(after)


def _inside(places: PlaceQuerySet, provinces: frozenset[str] | None) -> PlaceQuerySet:
    rows = places.select_related("parent__parent", "province").prefetch_related("earlier__parent", "parent__earlier")
    return rows if provinces is None else rows.filter(Q(province__in=provinces) | Q(pk__in=provinces))


def communes_of(rows: QuerySet, path: str = "commune") -> list[tuple[str, str]]:
    """(id, full name) of the communes some rows lie in, in their order: what a list can be narrowed to."""
    ids = rows.order_by().values_list(path, flat=True).distinct()
    return list(Place.objects.filter(pk__in=list(ids)).order_by("sort_key").values_list("id", "full_name"))


def communes_in_reach(on: date | None = None) -> list[tuple[str, str]]:
    """(id, full name) of the communes inside the acting scope, in their order; with a day, those of its map."""
    scope = current_scope()
    found = (Place.objects.on(on) if on else Place.objects.all()).filter(level=3)
    if not scope.everything:
        found = found.filter(Q(pk__in=scope.communes) | Q(province__in=scope.provinces))
    return list(found.order_by("sort_key").values_list("id", "full_name"))
