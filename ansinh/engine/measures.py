"""What is counted: measures over a grain, indicators that name them, and what must hold between figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from inspect import Parameter, Signature
from typing import Any

from .expressions import Expression, RuleError

Wired = Callable[..., Expression]
KINDS = ("stock", "flow", "ratio")
SCALES = {"percent": 100, "per_mille": 1000, "permille": 1000, "per_100000": 100_000}


@dataclass(frozen=True)
class Count:
    """How many records of a grain; ``where`` is wired by its arguments' names, as a rule is."""

    grain: str
    where: Wired | None = None


@dataclass(frozen=True)
class Total:
    """The sum of a whole number over the records of a grain."""

    grain: str
    value: Wired
    where: Wired | None = None


@dataclass(frozen=True)
class Ratio:
    """One indicator over another, times ``scale`` (100 for percent)."""

    numerator: str
    denominator: str
    unit: str = "percent"

    @property
    def scale(self) -> int:
        return SCALES.get(self.unit, 1)


@dataclass(frozen=True)
class Fall:
    """By how much another indicator fell since the end of the year before; negative when it rose."""

    of: str


@dataclass(frozen=True)
class Entered:
    """A figure no record gives: typed with its source."""


@dataclass(frozen=True)
class Reported(Entered):
    """A figure whose records the house does not keep yet: known from reports received, or typed with its source."""


Measure = Count | Total | Ratio | Fall | Entered


def count(grain: str, *, where: Wired | None = None) -> Count:
    """How many records of the grain, those where ``where`` is true."""
    return Count(grain, where)


def total(grain: str, value: Wired | str, *, where: Wired | None = None) -> Total:
    """The sum of ``value`` (a lambda wired by name, or the name of one column) where ``where`` is true."""
    return Total(grain, _column(value) if isinstance(value, str) else value, where)


def ratio(numerator: str, denominator: str, *, unit: str = "percent") -> Ratio:
    """The numerator's share of the denominator, both names of indicators; unknown when the denominator is 0."""
    return Ratio(numerator, denominator, unit)


def fall(of: str) -> Fall:
    """How much lower the indicator stands than at the end of the year before."""
    return Fall(of)


def entered() -> Entered:
    """A figure typed with its source, because no record of the house gives it."""
    return Entered()


def reported() -> Reported:
    """A figure of the sector that no register here gives yet; reports received say it."""
    return Reported()


@dataclass(frozen=True)
class Indicator:
    """A figure for a place and a period: ``room.name``, its measure, labels, unit, kind and breakdowns.

    ``kind`` is ``stock`` (on a day), ``flow`` (over a period) or ``ratio``; ratios have 2 ``decimals`` unless told. A ratio
    that is only entered or reported has no sides of its own: ``share`` says what it is made of.
    ``better`` is ``higher`` or ``lower`` where one way is progress. ``also`` are other ids it goes by:
    those of the published annotations of reports first, else one written by their convention.
    ``said`` are the patterns of words officers write for it (see ``ansinh.reading.mapping``).
    ``sensitivity`` is ``sensitive`` where fewer than five are kept from who has no grant for them.
    """

    name: str
    measure: Measure
    _: KW_ONLY
    label_vi: str
    label_en: str
    unit: str
    kind: str
    by: tuple[str, ...] = ()
    sheet: str = ""
    code: str = ""
    definition_vi: str = ""
    decimals: int = -1
    better: str = ""
    also: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    sensitivity: str = "ordinary"

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RuleError(f"indicator {self.name}: kind is {self.kind!r}, must be one of {', '.join(KINDS)}")
        if (self.kind == "ratio") != isinstance(self.measure, Ratio) and not isinstance(self.measure, Entered):
            measure = type(self.measure).__name__
            raise RuleError(f"indicator {self.name}: kind {self.kind!r} does not fit a measure of {measure}")
        if self.decimals < 0:
            object.__setattr__(self, "decimals", 2 if self.kind == "ratio" or isinstance(self.measure, Fall) else 0)


def from_reports(name: str, label_vi: str, label_en: str, definition_vi: str, **more: Any) -> Indicator:
    """An indicator whose records the house does not keep yet; ``more`` as ``Indicator`` takes it."""
    return Indicator(name, reported(), label_vi=label_vi, label_en=label_en, definition_vi=definition_vi, **more)


@dataclass(frozen=True)
class Relation:
    """Something that must hold between figures of the same place and period."""


@dataclass(frozen=True)
class Parts(Relation):
    """The parts add up to the total."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Among(Relation):
    """The parts, which do not overlap, are some of the total: together they are not above it."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Whole(Relation):
    """The shares are all there are: together they make 100 percent."""

    shares: tuple[str, ...]


@dataclass(frozen=True)
class Share(Relation):
    """``share`` percent is ``count`` of ``of``, as precisely as it is printed."""

    share: str
    count: str
    of: str


@dataclass(frozen=True)
class PercentOfPlan(Relation):
    """``percent`` is ``result`` over its plan; without ``plan`` the target set for ``result``."""

    percent: str
    result: str
    plan: str = ""


@dataclass(frozen=True)
class NotBelow(Relation):
    """``figure`` is at least ``floor``."""

    figure: str
    floor: str


@dataclass(frozen=True)
class Same(Relation):
    """Two ways of counting give one number."""

    first: str
    second: str


@dataclass(frozen=True)
class Movement(Relation):
    """Last period's figure, plus who came in, minus who went out, is this period's."""

    figure: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True)
class Steady(Relation):
    """The figure changes by no more than ``percent`` from one period to the next without a reason."""

    figure: str
    percent: int


def names_in(relation: Relation) -> tuple[str, ...]:
    """The indicators a relation speaks of, each once."""
    values = [getattr(relation, field) for field in relation.__dataclass_fields__]
    named = [name for value in values for name in (value if isinstance(value, tuple) else (value,))]
    return tuple(dict.fromkeys(name for name in named if isinstance(name, str) and name))


def parts(total: str, parts: tuple[str, ...] | list[str]) -> Parts:
    """The parts add up to the total."""
    return Parts(total, tuple(parts))


def among(total: str, parts: tuple[str, ...] | list[str]) -> Among:
    """The parts are some of the total and do not overlap."""
    return Among(total, tuple(parts))


def whole(shares: tuple[str, ...] | list[str]) -> Whole:
    """The shares make 100 percent."""
    return Whole(tuple(shares))


def share(share: str, count: str, of: str) -> Share:
    """``share`` is ``count`` in percent of ``of``."""
    return Share(share, count, of)


def percent_of_plan(percent: str, result: str, plan: str = "") -> PercentOfPlan:
    """``percent`` is the result over its plan."""
    return PercentOfPlan(percent, result, plan)


def not_below(figure: str, floor: str) -> NotBelow:
    """The figure is at least the other."""
    return NotBelow(figure, floor)


def same(first: str, second: str) -> Same:
    """Both figures are one number."""
    return Same(first, second)


def movement(figure: str, *, plus: tuple[str, ...] = (), minus: tuple[str, ...] = ()) -> Movement:
    """Before + plus - minus = now."""
    return Movement(figure, tuple(plus), tuple(minus))


def steady(figure: str, *, percent: int) -> Steady:
    """A larger change from one period to the next wants a reason."""
    return Steady(figure, percent)


def _column(name: str) -> Wired:
    """A function with one argument of that name, giving it."""

    def give(*columns: Expression) -> Expression:
        return columns[0]

    give.__dict__["__signature__"] = Signature([Parameter(name, Parameter.POSITIONAL_OR_KEYWORD)])
    return give
