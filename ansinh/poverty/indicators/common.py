"""Figures of the review as its indicators declare them: households, people, rates; counts of households; rules asked by name."""

from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature
from typing import Any

from ansinh.engine import Expression, Indicator, count, ratio

POOR, NEAR_POOR = "poor", "near_poor"
PLACES = ("commune", "district")
GROUPS = ("ethnic_group", "is_urban", "head_sex")
HOUSEHOLDS = (*PLACES, *GROUPS)

households_of = partial(Indicator, unit="household", kind="stock", by=HOUSEHOLDS)
people_of = partial(Indicator, unit="person", kind="stock", by=HOUSEHOLDS)
rate_of = partial(Indicator, unit="percent", kind="ratio", by=HOUSEHOLDS)


def review(where: Callable[..., Expression] | None = None) -> Any:
    """A count of households in the review."""
    return count("review", where=where)


def rate(name: str, counted: str, vi: str, en: str, of: str = "poverty.households", **more: Any) -> Indicator:
    """A percentage of two figures, by their names."""
    definition = more.pop("definition_vi", f"{vi}: lấy tử số «{counted}» chia mẫu số «{of}», làm tròn 2 chữ số khi in.")
    return rate_of(name, ratio(counted, of), label_vi=vi, label_en=en, definition_vi=definition, **more)


def wired(rule: Callable[..., Expression], *columns: str) -> Callable[..., Expression]:
    """The same function, asking for columns of these names."""

    def give(*given: Expression) -> Expression:
        return rule(*given)

    give.__dict__["__signature__"] = Signature([Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in columns])
    return give
