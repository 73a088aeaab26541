"""What two claims have in common: their sort, their name, their time."""

import re
from functools import lru_cache

from ansinh.reading.claim import Claim

PEOPLE = ("person", "turn", "child")
LEVELS = ("result", "target", "prior_year")
_MONTHS = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<part>[QH])(?P<number>\d)|(?P<months>\d{1,2})M|(?P<month>\d{2})))?")


def sort_of(claim: Claim) -> str:
    """The unit, people and turns as one; things without a unit of their own by the word they are counted with."""
    if claim.unit in PEOPLE:
        return "person"
    return claim.unit_said.lower().partition(" ")[0] if claim.unit == "other" else claim.unit


def name_of(claim: Claim) -> str:
    """The indicator, or the subject outside the sector; "" when nobody knows."""
    return claim.indicator or claim.outside


def of_one_sort(one: Claim, other: Claim) -> bool:
    """Whether two numbers can be added: the same unit, kind, place and period."""
    return (
        sort_of(one) == sort_of(other)
        and one.kind == other.kind
        and one.place == other.place
        and (one.period == other.period or not one.period or not other.period)
    )


@lru_cache(maxsize=4096)
def months_of(period: str) -> tuple[int, int] | None:
    """The first and the last month of a period, counted from the year 0; None for what is no period of months."""
    first, _, last = period.partition("..")
    low, high = _MONTHS.fullmatch(first), _MONTHS.fullmatch(last or first)
    if low is None or high is None:
        return None
    return _month(low, is_last=False), _month(high, is_last=True)


def _month(told: re.Match[str], *, is_last: bool) -> int:
    year, part, number = int(told["year"]), told["part"] or "", int(told["number"] or told["months"] or 0)
    span = {"Q": 3, "H": 6}.get(part)
    if span:
        return year * 12 + span * (number - 1) + (span if is_last else 1)
    if told["months"]:
        return year * 12 + (number if is_last else 1)
    if told["month"]:
        return year * 12 + int(told["month"])
    return year * 12 + (12 if is_last else 1)


def within(period: str, span: str) -> bool:
    """Whether a period lies in a longer one: 2013 in 2004..2013, 2025-08 in 2025-01..2025-08 or in 2025-9M."""
    inner, outer = months_of(period), months_of(span)
    return bool(inner and outer and inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1])
