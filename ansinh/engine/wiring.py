"""Wires rules by the names of their arguments: resolves them, infers every figure's grain, refuses what cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import reduce
from inspect import signature
from pathlib import Path
from typing import Any

from .collect import Declarations, Rule
from .expressions import Aggregate, Expression, NoValue, Ref, RuleError, describe, rebuilt, walk, wrap
from .facts import Fact, FigureLabel, Grain, label_of
from .units import ANY, NUMBER

EVERYWHERE = ""


class WiringError(RuleError):
    """A rule cannot be wired; names the rule, its file and what to change."""


@dataclass(frozen=True, eq=False)
class Column:
    """A fact (``expression`` is ``None``) or a rule's figure, of one grain; ``EVERYWHERE`` if the same for all rows."""

    name: str
    grain: str
    type: str
    unit: str
    nullable: bool
    label: FigureLabel
    expression: Expression | None = None
    fact: Fact | None = None
    rule: Rule | None = None
    needs: tuple[str, ...] = field(default=())

    @property
    def ref(self) -> Ref:
        return Ref(self.name, self.type, self.unit, self.nullable)


class Wiring:
    """The columns of a house on the day of one law; a rule whose law has no value that day is not among them."""

    def __init__(self, declared: Declarations, law: Any = None) -> None:
        self.grains = declared.grains
        self.law = law
        self._columns: dict[str, Column] = {}
        self._rules: dict[str, Rule] = {}
        self._of_other_laws: set[str] = set()
        self._open: list[str] = []
        for grain in self.grains.values():
            self._check_parents(grain)
            for fact in grain.facts.values():
                self._publish(fact)
        for rule, under in declared.rules:
            if all(_holds(law, *one) for one in under):
                self._enrol(rule)
            else:
                self._of_other_laws.add(rule.__name__)
        for name in self._rules:
            with suppress(NoValue):  # asked for by name it says again what the law does not have
                self.column(name)

    @property
    def columns(self) -> Mapping[str, Column]:
        return self._columns

    def column(self, name: str, asked_by: str = "") -> Column:
        """The column of that name; ``WiringError`` names the nearest ones when there is none."""
        if name in self._columns:
            return self._columns[name]
        if name not in self._rules and asked_by and name in self._of_other_laws:
            raise NoValue(f"{asked_by}{name!r} is a rule of other laws than this day's")
        if name not in self._rules:
            raise WiringError(f"{asked_by}{name!r} is neither a fact nor a rule{self._nearest(name)}")
        if name in self._open:
            circle = " -> ".join([*self._open[self._open.index(name) :], name])
            raise WiringError(f"{_place(self._rules[name])}these rules need each other: {circle}")
        self._open.append(name)
        try:
            self._columns[name] = self.bind(self._rules[name], name)
        finally:
            self._open.pop()
        return self._columns[name]

    def bind(self, rule: Rule, name: str) -> Column:
        """The column a function of columns (a rule, or the ``where`` of a measure) stands for."""
        place = f"{name} {_place(rule)}"
        arguments: dict[str, Any] = {}
        for argument in signature(rule).parameters:
            arguments[argument] = self.law if argument == "law" else self.column(argument, f"{place}argument ").ref
        try:
            names = list(arguments.values()) if "__signature__" in rule.__dict__ else []
            expression = wrap(rule(*names) if names else rule(**arguments))
            grain, expression = self._grain_of_rule(expression)
        except WiringError as error:
            raise WiringError(f"{place}{error}") from error
        except (TypeError, AttributeError, LookupError, ValueError) as error:
            raise WiringError(f"{place}{type(error).__name__}: {error}") from error
        label = label_of(rule)
        unit = ANY if expression.unit == NUMBER else expression.unit
        if label.unit and unit and label.unit != unit:
            raise WiringError(f"{place}is labelled in {label.unit}, but the rule gives {unit}")
        if expression.type == "unknown":
            raise WiringError(f"{place}gives nothing but unknown; a rule returns an expression")
        needs = tuple(dict.fromkeys(node.name for node in walk(expression) if isinstance(node, Ref)))
        return Column(
            name, grain, expression.type, label.unit or unit, expression.nullable, label, expression, None, rule, needs
        )

    def ancestors(self, grain: str) -> dict[str, tuple[str, ...]]:
        """Every grain a row of ``grain`` belongs to, with the way there (the grain itself: no steps)."""
        ways: dict[str, tuple[str, ...]] = {grain: ()}
        queue = [grain]
        for here in queue:
            for parent in self.grains[here].parents if here in self.grains else ():
                if parent not in ways and parent in self.grains:
                    ways[parent] = (*ways[here], parent)
                    queue.append(parent)
        return ways

    def grain_of(self, node: Expression) -> str:
        """The grain of an expression whose aggregates say where they go."""
        if isinstance(node, Ref):
            return self.column(node.name).grain
        if isinstance(node, Aggregate):
            return node.to
        return self.lower_grain((self.grain_of(child), describe(child)) for child in node.children())

    def lower_grain(self, parts: Iterable[tuple[str, str]]) -> str:
        """The grain that sees all others: a parent's column is visible to its members."""
        lowest, who = EVERYWHERE, ""
        for grain, text in parts:
            if grain in (EVERYWHERE, lowest):
                continue
            if lowest == EVERYWHERE or lowest in self.ancestors(grain):
                lowest, who = grain, text
            elif grain not in self.ancestors(lowest):
                raise WiringError(
                    f"mixes {who} (of {lowest}) and {text} (of {grain}), and neither belongs to the other: "
                    "aggregate one of them first (count_of, sum_of, any_of ...)"
                )
        return lowest

    def _grain_of_rule(self, expression: Expression) -> tuple[str, Expression]:
        outside = self.lower_grain((self.column(ref.name).grain, ref.name) for ref in _outside(expression))
        directed = self._direct(expression, outside)
        return self.grain_of(directed), directed

    def _direct(self, node: Expression, outside: str) -> Expression:
        """The same tree with every aggregate's parent grain chosen."""
        if not isinstance(node, Aggregate):
            return rebuilt(node, lambda child: self._direct(child, outside))
        arg = self._direct(node.arg, EVERYWHERE)
        members = self.grain_of(arg)
        text = describe(node)
        if members == EVERYWHERE or not self.grains[members].parents:
            of = f"of {members}, which belongs to nothing" if members else "the same for every row"
            raise WiringError(f"{text}: {describe(arg)} is {of}; an aggregate needs a column of members")
        if outside == members:
            raise WiringError(
                f"{text} stands beside columns of {members} itself: make it a rule of its own, use its name"
            )
        parents = [parent for parent in self.grains[members].parents if parent in self.grains]
        fitting = [parent for parent in parents if parent == (node.to or outside)] or parents
        if node.to and fitting != [node.to]:
            raise WiringError(f"{text}: to={node.to!r}, but {members} belongs to {', '.join(parents)}")
        if len(fitting) != 1:
            raise WiringError(f"{text}: {members} belongs to {', '.join(parents)}; say which with to=...")
        return replace(node, arg=arg, to=fitting[0])

    def _publish(self, fact: Fact) -> None:
        if fact.name in self._columns:
            raise WiringError(
                f"{fact.name!r} is published for {self._columns[fact.name].grain} and for {fact.grain}: rename one"
            )
        label = FigureLabel(
            fact.label_vi or fact.name, fact.label_en or fact.name, fact.unit, fact.words, fact.form_row
        )
        self._columns[fact.name] = Column(
            fact.name, fact.grain, fact.type_name, fact.unit, fact.nullable, label, fact=fact
        )

    def _enrol(self, rule: Rule) -> None:
        name = rule.__name__
        if name in self._columns:
            raise WiringError(f"{_place(rule)}{name!r} is also a fact of {self._columns[name].grain}: rename one")
        if name in self._rules:
            raise WiringError(
                f"{name!r} is a rule twice, {_place(self._rules[name])}and {_place(rule)}under the same law: "
                "rename one, or give both files UNDER"
            )
        self._rules[name] = rule

    def _check_parents(self, grain: Grain) -> None:
        for parent in grain.parents:
            if parent not in self.grains:
                there = ", ".join(self.grains)
                raise WiringError(
                    f"grain {grain.name} belongs to {parent!r}, which no room declares; there are {there}"
                )

    def _nearest(self, name: str) -> str:
        near = get_close_matches(name, dict.fromkeys([*self._columns, *self._rules]), n=3, cutoff=0.6)
        return f"; did you mean {', '.join(near)}?" if near else ""


def _outside(node: Expression) -> list[Ref]:
    """The columns a rule uses outside its aggregates."""
    if isinstance(node, Ref):
        return [node]
    if isinstance(node, Aggregate):
        return []
    return [ref for child in node.children() for ref in _outside(child)]


def _holds(law: Any, path: str, *values: Any) -> bool:
    """Whether the law's day has a value at ``path`` and, when values are named, it is one of them."""
    has = getattr(law, "has", None)
    if has is not None and not has(path):
        return False
    if not values:
        return True
    found, (value,) = reduce(getattr, path.split("."), law).value, values
    return bool(found in value) if isinstance(value, tuple | set | frozenset | list) else bool(found == value)


def _place(rule: Callable[..., Any]) -> str:
    code = getattr(rule, "__code__", None)
    return f"({Path(code.co_filename).name}:{code.co_firstlineno}) " if code else ""
