"""What a room publishes: grains (what a row is about) and facts (their columns)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from .expressions import TYPES, RuleError

SENSITIVITIES = ("ordinary", "personal", "sensitive")
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Fact:
    """A published column: whole number, yes/no, text or day; money is whole dong.

    ``words`` says its values in Vietnamese and English. ``kept_apart`` are those of its values that are sensitive.
    """

    name: str
    type: type[int] | type[bool] | type[str] | type[date]
    _: KW_ONLY
    column: str = ""
    nullable: bool = False
    unit: str = ""
    label_vi: str = ""
    label_en: str = ""
    form_row: str = ""
    words: Mapping[Any, tuple[str, str]] | None = None
    sensitivity: str = "ordinary"
    kept_apart: tuple[Any, ...] = ()
    grain: str = ""

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise RuleError(f"fact {self.name}: type is {self.type!r}, must be int, bool, str or date")
        if self.sensitivity not in SENSITIVITIES:
            raise RuleError(f"fact {self.name}: sensitivity is {self.sensitivity!r}, one of {', '.join(SENSITIVITIES)}")
        object.__setattr__(self, "column", self.column or self.name)

    @property
    def type_name(self) -> str:
        return TYPES[self.type]


@dataclass(frozen=True)
class Listing:
    """How people read the records behind a figure: ``query`` gives ``key``, ``page_id`` and the columns of ``heads`` of ``{keys}``.

    ``page`` names the page that opens ``page_id``; a column ``name`` is shown on pages only."""

    query: str
    heads: Mapping[str, tuple[str, str]]
    page: str = ""


EVERY = ("year", "month")


@dataclass(frozen=True, kw_only=True)
class Counting:
    """How records of a grain become figures of a place and a time; the grains they are parents of are counted with them.

    ``every`` says whether the grain's partition is a year (2023) or a month (202312). A yearly record stands until its commune has
    decided the next year's; a monthly one stands in its own month. ``periods`` is SQL that gives the partitions of a
    ``{province}`` there are on ``{today}``, each with the day whose law counts it; ``waits_for_vi`` says what there is not when
    there are none. The others are columns of the grain's query, or SQL over them: ``commune`` and ``province`` in which a record lies,
    ``commune_later`` its own new commune where the old one was divided, ``decided`` the day from which it counts (nothing: not
    yet), ``subject`` whom it is about, ``is_out_of_turn`` whether it replaces its subject's regular record from that day on.
    ``listed`` is the column whose values ``listing`` lists (absent: the grain's key). ``is_rare`` says that a month without a record
    counts nought, from the first month that has one: strikes, accidents, permits; else such a month is one nobody recorded."""

    every: str
    periods: str = field(repr=False)
    commune: str
    province: str
    listing: Listing = field(repr=False)
    waits_for_vi: str
    commune_later: str = ""
    decided: str = ""
    subject: str = ""
    is_out_of_turn: str = ""
    listed: str = ""
    is_rare: bool = False

    def __post_init__(self) -> None:
        if self.every not in EVERY:
            raise RuleError(f"a grain is counted every {self.every!r}, must be one of {', '.join(EVERY)}")
        if self.is_out_of_turn and not self.subject:
            raise RuleError("records out of turn replace their subject's regular one: name the column of the subject")


@dataclass(frozen=True, eq=False)
class Grain:
    """What a row is about: ``query`` gives a row for each ``key``; ``parents`` maps parent grains to their keys' columns.

    ``sources`` names the tables ``query`` reads, each with the SELECT that gives the rows of one province (``{province}``
    stands for its id): what must be kept so that the query can be asked again later, of other months too. ``counting`` says how
    figures are made of the records; a grain without it, and without a parent that has it, is in no snapshot."""

    name: str
    key: str
    parents: Mapping[str, str] = field(default_factory=dict)
    partition: str = ""
    query: str = ""
    label_vi: str = ""
    label_en: str = ""
    sources: Mapping[str, str] = field(default_factory=dict, repr=False)
    counting: Counting | None = None
    facts: dict[str, Fact] = field(default_factory=dict, repr=False)

    @property
    def key_columns(self) -> tuple[str, ...]:
        """The columns of every table of this grain that are no facts: its key and its parents' keys."""
        return (self.key, *dict.fromkeys(column for column in self.parents.values() if column != self.key))


def facts(grain: Grain, *published: Fact) -> None:
    """Publish columns of a grain; refuses a second, different fact of the same name."""
    for fact in published:
        known = grain.facts.get(fact.name)
        mine = replace(fact, grain=grain.name)
        if known is not None and known != mine:
            raise RuleError(f"fact {fact.name} is already published for {grain.name}, as {known}")
        grain.facts[fact.name] = mine


@dataclass(frozen=True)
class FigureLabel:
    """What people call a rule's figure, its unit and the words for its values."""

    label_vi: str = ""
    label_en: str = ""
    unit: str = ""
    words: Mapping[Any, tuple[str, str]] | None = None
    form_row: str = ""


def figure(
    *,
    label_vi: str = "",
    label_en: str = "",
    unit: str = "",
    words: Mapping[Any, tuple[str, str]] | None = None,
    form_row: str = "",
) -> Callable[[Function], Function]:
    """Name a rule's figure for people; without it the docstring's first line stands in."""

    def keep(rule: Function) -> Function:
        rule.__dict__["figure"] = FigureLabel(label_vi, label_en, unit, words, form_row)
        return rule

    return keep


def label_of(rule: Callable[..., Any]) -> FigureLabel:
    """The rule's own label, else the first line of its docstring, else its name with spaces."""
    given = rule.__dict__.get("figure")
    fallback = ((rule.__doc__ or "").strip().splitlines() or [rule.__name__.replace("_", " ")])[0]
    if not isinstance(given, FigureLabel):
        return FigureLabel(fallback, fallback)
    return replace(given, label_vi=given.label_vi or fallback, label_en=given.label_en or fallback)
