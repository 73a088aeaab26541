"""Which columns a question needs and in what order: facts first, then rules layer by layer, grain by grain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .expressions import Aggregate, Expression, Ref, fingerprint, rebuilt, walk
from .facts import Fact
from .wiring import EVERYWHERE, Column, Wiring


@dataclass(frozen=True, eq=False)
class Step:
    """One column to be computed: a fact at level 0, an expression over columns of lower levels above."""

    name: str
    grain: str
    level: int
    expression: Expression | None = None
    fact: Fact | None = None

    @property
    def refs(self) -> tuple[str, ...]:
        return refs_in(self.expression) if self.expression is not None else ()


@dataclass
class Plan:
    """The steps for some columns, in an order in which each finds what it needs."""

    wiring: Wiring
    steps: dict[str, Step] = field(default_factory=dict)
    _lifted: dict[tuple[Any, ...], str] = field(default_factory=dict)

    def output(self, column: Column) -> Expression:
        """What to select for a column once its steps are done."""
        if column.grain == EVERYWHERE and column.expression is not None:
            return self._plain(column.expression)
        self.add(column)
        return column.ref

    def add(self, column: Column) -> None:
        if column.name in self.steps:
            return
        if column.expression is None:
            self.steps[column.name] = Step(column.name, column.grain, 0, fact=column.fact)
        else:
            self._add_step(column.name, column.grain, self._top(column.expression))

    def at(self, level: int, grain: str) -> list[Step]:
        return [step for step in self.steps.values() if step.level == level and step.grain == grain]

    @property
    def depth(self) -> int:
        return max((step.level for step in self.steps.values()), default=0)

    def align(self) -> None:
        """Aggregates of the same members that do not need each other stand at one level: they are grouped once for all."""
        ranks: dict[str, int] = {}
        for step in self.steps.values():
            ranks[step.name] = max((ranks[ref] for ref in step.refs), default=0) + isinstance(
                step.expression, Aggregate
            )
        groups: dict[tuple[int, bool, str, str], list[Step]] = {}
        for step in self.steps.values():
            is_aggregate = isinstance(step.expression, Aggregate)
            members = self.steps[step.refs[0]].grain if is_aggregate else ""
            groups.setdefault(
                (ranks[step.name], not is_aggregate, members, step.grain if is_aggregate else ""), []
            ).append(step)
        for (_, is_plain, _, _), steps in sorted(groups.items(), key=lambda group: group[0][:2]):
            for together in self._joined_together(steps) if is_plain else [steps]:
                for step in together:
                    if step.fact is None:
                        self._set_level(step, 1 + max((self.steps[ref].level for ref in step.refs), default=0))
                if not is_plain or self._reads_parents(together[0]):
                    latest = max(self.steps[step.name].level for step in together)
                    for step in together:
                        self._set_level(step, latest)

    def _joined_together(self, steps: list[Step]) -> list[list[Step]]:
        """Steps that read a parent's columns and do not need each other, side by side: parents are joined once for all.

        In an order in which each finds what it needs: parents before members, what is read of parents before what is made of it."""
        hops: dict[str, int] = {}
        groups: dict[tuple[int, str, int, bool], list[Step]] = {}
        for step in steps:
            reads = self._reads_parents(step)
            own = [hops.get(ref, 0) for ref in step.refs if self.steps[ref].grain == step.grain]
            hops[step.name] = max(own, default=0) + reads
            depth = len(self.wiring.ancestors(step.grain)) if step.grain in self.wiring.grains else 0
            groups.setdefault((depth, step.grain, hops[step.name], not reads), []).append(step)
        return [group for _, group in sorted(groups.items(), key=lambda each: each[0])]

    def _reads_parents(self, step: Step) -> bool:
        return not isinstance(step.expression, Aggregate) and any(
            self.steps[ref].grain != step.grain for ref in step.refs
        )

    def _set_level(self, step: Step, level: int) -> None:
        self.steps[step.name] = replace(step, level=level)

    def _add_step(self, name: str, grain: str, expression: Expression) -> None:
        level = 1 + max((self.steps[ref].level for ref in refs_in(expression)), default=0)
        self.steps[name] = Step(name, grain, level, expression)

    def _top(self, node: Expression) -> Expression:
        return self._aggregate(node) if isinstance(node, Aggregate) else self._plain(node)

    def _plain(self, node: Expression) -> Expression:
        """The expression with its aggregates moved into steps of their own."""
        if isinstance(node, Ref):
            column = self.wiring.columns.get(node.name)
            if column is None:
                return node
            if column.grain == EVERYWHERE and column.expression is not None:
                return self._plain(column.expression)
            self.add(column)
            return node
        if isinstance(node, Aggregate):
            return self._lift(self._aggregate(node), node.to)
        return rebuilt(node, self._plain)

    def _aggregate(self, node: Aggregate) -> Aggregate:
        arg = self._plain(node.arg)
        if not isinstance(arg, Ref) or self.steps[arg.name].grain != self._grain_of(node.arg):
            arg = self._lift(arg, self._grain_of(node.arg))
        return node.with_children((arg,))

    def _lift(self, node: Expression, grain: str) -> Expression:
        key = (grain, *fingerprint(node))
        if key not in self._lifted:
            self._lifted[key] = f"_{len(self._lifted) + 1}"
            self._add_step(self._lifted[key], grain, node)
        return Ref(self._lifted[key], node.type, node.unit, node.nullable)

    def _grain_of(self, node: Expression) -> str:
        if isinstance(node, Ref) and node.name in self.steps:
            return self.steps[node.name].grain
        if isinstance(node, Ref | Aggregate):
            return self.wiring.grain_of(node)
        return self.wiring.lower_grain((self._grain_of(child), "") for child in node.children())


def refs_in(node: Expression) -> tuple[str, ...]:
    """The names an expression reads, each once."""
    return tuple(dict.fromkeys(found.name for found in walk(node) if isinstance(found, Ref)))


def plan_for(wiring: Wiring, columns: Mapping[str, Column]) -> tuple[Plan, dict[str, Expression]]:
    """The plan for some columns, and what to select for each under the name asked for."""
    plan = Plan(wiring)
    outputs = {name: plan.output(column) for name, column in columns.items()}
    plan.align()
    return plan, outputs
