"""Counts below five of what is kept apart: shown as «dưới 5» to whoever has no sensitive grant there, and not to be worked out from the rest.

What is kept apart is declared: an indicator's `sensitivity`, a fact's (when a count reads it or is broken down by it), and the values of a
fact that are (`Fact.kept_apart`)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from inspect import signature
from typing import TYPE_CHECKING, Any

from ansinh.core.access import current_scope
from ansinh.engine import Indicator
from ansinh.engine.measures import Count, Ratio, Total
from ansinh.indicators.api.catalogue import PLACE_LEVELS, counted, indicator_named, published
from ansinh.places.models import Place

if TYPE_CHECKING:
    from ansinh.indicators.api.answers import Figure, Row

FEW = 5
WORDS = (f"dưới {FEW}", f"under {FEW}")
WHY = f"Dưới {FEW}: số nhỏ của nhóm được bảo vệ chỉ hiện cho người có quyền xem hồ sơ nhạy cảm."


@cache
def is_kept_apart(name: str) -> bool:
    """Whether the indicator counts what is kept apart: declared so, or its condition reads a sensitive fact."""
    one = indicator_named(name)
    sides = (one.measure.numerator, one.measure.denominator) if isinstance(one.measure, Ratio) else ()
    return (
        one.sensitivity == "sensitive"
        or _reads_sensitive(one)
        or any(is_kept_apart(side) for side in (*sides, *counted(name)) if side != name)
    )


def _reads_sensitive(one: Indicator) -> bool:
    where = one.measure.where if isinstance(one.measure, Count | Total) else None
    facts = published()
    return where is not None and any(
        name in facts and facts[name].sensitivity == "sensitive" for name in signature(where).parameters
    )


def sees_all(place: Place) -> bool:
    """Whether who acts has the sensitive grant for the whole place."""
    return current_scope().reaches_sensitive(place.pk, place.province_id or place.pk)


def discreet(told: "Figure") -> "Figure":
    """The figure as who acts may see it: few people kept apart are no number, nor is what would give them away."""
    if told.value is None or sees_all(told.place):
        return told
    apart = is_kept_apart(told.indicator.name)
    if apart and any(_is_few(number) for number in _counts(told)):
        rows = tuple(_hidden(row) if any(map(bool, _counts(row))) else row for row in told.rows)
        return replace(told, value=None, numerator=None, denominator=None, rows=rows, is_few=True, missing=WHY)
    hidden = {
        at for at, row in enumerate(told.rows) if _is_apart(apart, told.by, row.key) and any(map(_is_few, _counts(row)))
    }
    hidden |= _beside(told.rows, hidden)
    if not hidden:
        return told
    rows = tuple(_hidden(row) if at in hidden else row for at, row in enumerate(told.rows))
    return replace(told, rows=rows, notes=(*told.notes, WHY))


def kept_apart_of(columns: "frozenset[str] | set[str]") -> dict[str, tuple[Any, ...]]:
    """The values that are kept apart, by the column that has them."""
    return {name: fact.kept_apart for name, fact in published().items() if fact.kept_apart and name in columns}


def _is_apart(apart: bool, by: str, key: Any) -> bool:
    fact = published().get(by) if by not in PLACE_LEVELS else None
    return apart or (fact is not None and (fact.sensitivity == "sensitive" or key in fact.kept_apart))


def _beside(rows: Sequence["Row"], hidden: set[int]) -> set[int]:
    """The smallest cell that is left, when one hidden alone is the whole less the others."""
    if len(hidden) != 1:
        return set()
    left = [
        (_counts(row)[0], at) for at, row in enumerate(rows) if at not in hidden and _counts(row) and _counts(row)[0]
    ]
    return {min(left)[1]} if left else set()


def _counts(one: "Figure | Row") -> list[Any]:
    """The counts behind a number: both sides of a ratio, else itself."""
    sides = [one.numerator, one.denominator] if one.denominator is not None else [one.value]
    return [side for side in sides if side is not None]


def _is_few(number: Any) -> bool:
    return 0 < number < FEW


def _hidden(row: "Row") -> "Row":
    return replace(row, value=None, numerator=None, denominator=None, is_few=True)
