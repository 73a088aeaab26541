"""Decrees: the dated values one act brought, and drafts of values a province wants to try or let in beside the house's own files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from .check import problems
from .reader import (
    Dated,
    Law,
    Parameter,
    UnknownLaw,
    beside,
    house_parameters,
    law_version,
    parameters,
    read_draft,
    without,
)

# Levels a province may raise and never lower (Decree 20/2021 Article 4 clause 3; Decree 335/2026 Article 4 clause 3).
RAISED_ONLY = ("assistance.base_level", "assistance.social_pension", "assistance.coefficients")
_ACT = re.compile(r"\b(?:\d+(?:\.\d+)?/\d{4}(?:/[A-ZĐ0-9]+(?:-[A-ZĐa-z0-9]+)*)?|\d+/(?:QĐ|NQ)-[A-ZĐa-z]+)")


class DraftRefused(Exception):
    """A draft that may not be let in; the message says which value, why and what to do."""


@dataclass(frozen=True)
class Decree:
    """One act and the dated values it brought; `added` are its parameters where it is a draft, empty where the law files have it."""

    act: str
    values: tuple[Dated, ...]
    added: Mapping[str, Parameter]
    text: str = ""

    @property
    def is_draft(self) -> bool:
        return bool(self.added)

    @property
    def first_day(self) -> date:
        """From when it counts."""
        return min(value.from_day for value in self.values)

    @property
    def known_from(self) -> date:
        """The day all of it could be known."""
        return max(value.known_from for value in self.values)

    @property
    def in_force(self) -> date:
        """The last day on which a part of it enters into force."""
        return max(value.in_force or value.from_day for value in self.values)

    @property
    def first_run_day(self) -> date:
        """From when something of it may be paid: known and in force."""
        return min(max(value.known_from, value.in_force or value.from_day) for value in self.values)

    def law_before(self, day: date, known_on: date, in_force_on: date) -> Law:
        """The law of a day as if the act were not there."""
        return Law(day, known_on, self._without, in_force_on)

    def law_after(self, day: date, known_on: date, in_force_on: date) -> Law:
        """The law of a day with the act."""
        return Law(day, known_on, self._with, in_force_on)

    @cached_property
    def _without(self) -> Mapping[str, Parameter]:
        return parameters() if self.is_draft else without(parameters(), self.values)

    @cached_property
    def _with(self) -> Mapping[str, Parameter]:
        return beside(parameters(), self.added) if self.is_draft else parameters()


def act_of(reference: str) -> str:
    """The act a reference names first, or by which it says it was amended: `335/2026/NĐ-CP`; empty when it names none."""
    _, is_amended, amending = reference.partition("sửa đổi bởi")
    found = (is_amended and _ACT.search(amending)) or _ACT.search(reference)
    return found.group(0) if found else ""


def decrees(names: Collection[str] = ()) -> list[Decree]:
    """The acts of the law files that brought dated money, the newest first; only those of some parameters when told."""
    named = {
        act
        for name, parameter in parameters().items()
        if not names or name in names
        for value in parameter.values
        if _is_money(value) and (act := act_of(value.reference))
    }
    found = [_of_act(act) for act in named]
    return sorted(found, key=lambda decree: (decree.first_day, decree.act), reverse=True)


def decree_named(number: str) -> Decree:
    """The act of a number (`335/2026` or `335/2026/NĐ-CP`) with the values it brought. Raises UnknownLaw with the nearest."""
    acts = {
        act for parameter in parameters().values() for value in parameter.values if (act := act_of(value.reference))
    }
    wanted = number.strip().removeprefix("NĐ ").removeprefix("Nghị định ")
    found = sorted(act for act in acts if act == wanted or act.startswith(f"{wanted}/"))
    if not found:
        raise UnknownLaw(wanted, sorted(acts), "các văn bản trong tệp luật")
    return _of_act(found[0])


def read_decree(path: Path) -> Decree:
    """A drafted file of dated values, put beside the house's own. Raises BadLaw."""
    added = read_draft(path, parameters())
    values = tuple(value for parameter in added.values() for value in parameter.values)
    act = act_of(values[0].reference) or values[0].reference
    return Decree(act, values, added, path.read_text(encoding="utf-8"))


def refuse_bad(draft: Decree) -> None:
    """Raises DraftRefused for a draft whose values are not dated, known, of their unit and shape, or lower than the decree's."""
    said = [told for name, parameter in draft.added.items() for told in _wrong(name, parameter)]
    said += problems({name: beside(parameters(), draft.added)[name] for name in draft.added}) if not said else []
    if said:
        raise DraftRefused("Chưa đưa vào được: " + "; ".join(said) + ". Sửa tệp rồi làm lại.")


def _wrong(name: str, draft: Parameter) -> Iterator[str]:
    own = parameters().get(name)
    if own is None:
        yield str(UnknownLaw(name, list(parameters()), "tệp nháp"))
        return
    if draft.unit != own.unit:
        yield f"{name}: đơn vị «{draft.unit}» khác đơn vị của luật «{own.unit}»"
    for value in draft.values:
        where = f"{name}, giá trị {value.period_vi()}"
        held = own.held_on(value.from_day, None)
        like = held[-1] if held else own.values[-1]
        if _shape(value.value) != _shape(like.value):
            yield f"{where}: không cùng dạng với giá trị đang có ({like.reference}): {_shape_text(like.value)}"
            continue
        if held and value.known_from <= max(one.known_from for one in held):
            yield f"{where}: known_from {value.known_from:%d/%m/%Y} phải sau ngày biết của giá trị đang có"
        if name in RAISED_ONLY:
            yield from _lowered(name, value, where)


def _lowered(name: str, value: Dated, where: str) -> Iterator[str]:
    """Below what the State's own acts give on some day of its span."""
    theirs = house_parameters()[name]
    for day in sorted({value.from_day, *(one.from_day for one in theirs.values if value.holds_on(one.from_day))}):
        if not theirs.held_on(day, None):
            continue
        least, mine = theirs.on(day), dict(_numbers(value.value))
        for part, level in _numbers(least.value):
            if mine.get(part, level) < level:
                yield (
                    f"{where}{f', {part}' if part else ''}: {mine[part]} thấp hơn mức {level} của {least.reference}"
                    f" ngày {day:%d/%m/%Y}; tỉnh chỉ được nâng, không được hạ"
                )


def _numbers(value: Any) -> list[tuple[str, int]]:
    if isinstance(value, Mapping):
        return [(str(part), number) for part, number in value.items() if type(number) is int]
    return [("", value)] if type(value) is int else []


def _shape(value: Any) -> Any:
    """What a value is made of: a table by its keys, a mapping by its parts, else its type."""
    if isinstance(value, Mapping) and "table" in value:
        return ("table", tuple(value["table"].get("keys", ())))
    if isinstance(value, Mapping):
        return {key: _shape(part) for key, part in value.items()}
    return type(value)


def _shape_text(value: Any) -> str:
    return f"các phần {', '.join(map(str, value))}" if isinstance(value, Mapping) else type(value).__name__


def _is_money(value: Dated) -> bool:
    units = [value.unit] if isinstance(value.unit, str) else list(value.unit.values())
    return any(unit.startswith("dong") for unit in units)


def _of_act(act: str) -> Decree:
    return _of_act_in(act, law_version())


@lru_cache(maxsize=64)
def _of_act_in(act: str, version: str) -> Decree:
    """The act in this version of the law files: kept, so that what is wired for it is wired once."""
    every = [value for parameter in parameters().values() for value in parameter.values]
    return Decree(act, tuple(value for value in every if act_of(value.reference) == act), {})
