"""Counts by several facts at once: what a statutory sheet with groups on both its sides is made of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from ansinh.indicators.api.answers import Answering, sum_sql
from ansinh.indicators.api.catalogue import UnknownBreakdown, counted, grain_of, indicator_named
from ansinh.indicators.api.few import FEW, is_kept_apart, kept_apart_of, sees_all
from ansinh.indicators.api.periods import Period
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place

Cells = dict[tuple[Any, ...], int | None]


def crosstab(
    indicators: Iterable[str],
    *,
    place: Place,
    period: Period,
    by: Sequence[str],
    snapshot: Snapshot | str | None = None,
) -> dict[str, Cells]:
    """Each count or total in the cells of several facts: `{(value of the first fact, of the second, ...): number}`.

    An indicator without a figure is left out. One to four people of a group kept apart are None for who has no grant for them.
    Raises UnknownIndicator, UnknownBreakdown, NoSnapshot, NoAccess."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in dict.fromkeys(indicators):
        one = indicator_named(name)
        if (name,) != counted(name):
            raise UnknownBreakdown(one, ", ".join(by))
        for fact in by:
            if fact not in one.by:
                raise UnknownBreakdown(one, fact)
        groups[one.kind, grain_of(name)].append(name)
    answer = Answering(place, period, "", None, snapshot)
    found: dict[str, Cells] = {}
    for (kind, grain), names in groups.items():
        found |= _cells(answer, kind, grain, names, by)
    return found


def _cells(answer: Answering, kind: str, grain: str, names: Sequence[str], by: Sequence[str]) -> dict[str, Cells]:
    chosen, columns, known = answer.known(kind, grain, names)
    if not known or not set(by) <= columns:
        return {}
    if not chosen.regular:
        return {name: {} for name in known}
    facts = ", ".join(f'"{fact}"' for fact in by)
    rows = answer.rows(chosen, grain, f"{facts}, {', '.join(sum_sql(name) for name in known)}")
    told: dict[str, Cells] = {
        name: {tuple(row[: len(by)]): int(row[len(by) + at] or 0) for row in rows} for at, name in enumerate(known)
    }
    if sees_all(answer.place):
        return told
    apart = kept_apart_of(columns)

    def kept(name: str, key: tuple[Any, ...]) -> bool:
        return is_kept_apart(name) or any(value in apart.get(fact, ()) for fact, value in zip(by, key, strict=True))

    return {
        name: {key: None if value and 0 < value < FEW and kept(name, key) else value for key, value in cells.items()}
        for name, cells in told.items()
    }
