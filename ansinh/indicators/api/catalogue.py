"""Which indicators the house has, and by what they can be broken down."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from ansinh.engine import Indicator, Relation
from ansinh.engine.collect import collect
from ansinh.engine.facts import Fact
from ansinh.engine.measures import Count, Entered, Fall, Ratio, Total
from ansinh.indicators import words

PLACE_LEVELS = ("commune", "district")


class UnknownIndicator(LookupError):
    """No indicator of that name; says the nearest ones."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name, list(catalogue()), n=4, cutoff=0.4)
        hint = f" Gần giống: {', '.join(near)}." if near else ""
        super().__init__(f"Không có chỉ tiêu «{name}».{hint} Xem danh mục: ansinh figure --list.")


class UnknownBreakdown(LookupError):
    """The indicator cannot be broken down that way; says which ways there are."""

    def __init__(self, indicator: Indicator, by: str) -> None:
        ways = ", ".join(indicator.by) or "không có"
        super().__init__(f"«{indicator.label_vi}» không phân tổ theo «{by}». Có thể phân tổ theo: {ways}.")


def catalogue() -> Mapping[str, Indicator]:
    """Every indicator of the house by name, in the order the rooms declare them."""
    return collect().indicators


def relations() -> list[Relation]:
    """What must hold between figures of one place and period."""
    return list(collect().relations)


def indicator_named(name: str) -> Indicator:
    """The indicator of that name. Raises UnknownIndicator with the nearest names."""
    if name not in catalogue():
        raise UnknownIndicator(name)
    return catalogue()[name]


def breakdown_of(indicator: Indicator, by: str) -> str:
    """The breakdown when the indicator has it. Raises UnknownBreakdown with those it has."""
    if by not in indicator.by:
        raise UnknownBreakdown(indicator, by)
    return by


def counted(name: str) -> tuple[str, ...]:
    """The counts and totals an indicator is made of: itself, or the numerator and denominator behind it."""
    measure = indicator_named(name).measure
    if isinstance(measure, Ratio):
        return (*counted(measure.numerator), *counted(measure.denominator))
    if isinstance(measure, Fall):
        return counted(measure.of)
    return () if isinstance(measure, Entered) else (name,)


def grain_of(name: str) -> str:
    """The grain an indicator counts; empty for one that is entered. Numerator and denominator share it."""
    grains = {m.grain for one in counted(name) if isinstance(m := indicator_named(one).measure, Count | Total)}
    if len(grains) > 1:
        raise ValueError(f"{name} mixes grains {', '.join(sorted(grains))}: count both sides over one grain")
    return next(iter(grains), "")


@cache
def published() -> dict[str, Fact]:
    """Every published fact by name."""
    return {fact.name: fact for grain in collect().grains.values() for fact in grain.facts.values()}


def dimension_label(by: str, language: str = "vi") -> str:
    """What people call a breakdown."""
    fact = published().get(by)
    names = words.DIMENSIONS.get(by) or ((fact.label_vi, fact.label_en) if fact else (by, by))
    return names[language != "vi"]


def cell_label(by: str, key: object, language: str = "vi") -> str:
    """What people call one value of a breakdown that is no place."""
    fact = published().get(by)
    if key is None:
        names = words.UNKNOWN
    elif fact is not None and fact.words:
        names = fact.words.get(key, (str(key), str(key)))
    else:
        names = words.YES_NO.get(key, (str(key), str(key))) if isinstance(key, bool) else (str(key), str(key))
    return names[language != "vi"]
