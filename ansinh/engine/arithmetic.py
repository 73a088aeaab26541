"""How a figure of one record was reckoned, as one line a person can follow: 500.000 × 1,5 = 750.000 đồng/tháng."""

from __future__ import annotations

from typing import Any

from .expressions import Aggregate, Call, Expression, Literal, Ref
from .house import House
from .interpret import Record, Scene
from .law_nodes import LawValue, Lookup
from .vietnamese import number_text, value_text

SIGNS = {"add": " + ", "sub": " − ", "mul": " × "}


def arithmetic(house: House, name: str, record: Record) -> str:
    """The sum or product behind a figure with its numbers, and what it came to; only the value when nothing was reckoned."""
    reckoner = _Reckoner(house)
    scene = Scene(house._interpreter, record)
    column = house.column(name)
    value = scene.owner(column.grain).get(name)
    outcome = value_text(value, column.unit)
    said = "" if value is None else reckoner.figure(name, scene)
    return f"{said} = {outcome}" if any(sign in said for sign in (*SIGNS.values(), " : ")) else outcome


class _Reckoner:
    def __init__(self, house: House) -> None:
        self.interpreter = house._interpreter

    def value(self, node: Expression, scene: Scene) -> Any:
        return self.interpreter.compute(node)(scene)

    def figure(self, name: str, scene: Scene) -> str:
        column = self.interpreter.wiring.columns[name]
        owner = scene.owner(column.grain)
        if column.expression is None and column.type == "int" and not column.label.words:
            return _number(owner.get(name), column.unit)
        if column.expression is None or column.type != "int":
            return value_text(owner.get(name), column.unit, column.label.words)
        return self.say(column.expression, owner)

    def say(self, node: Expression, scene: Scene) -> str:
        """The numbers that made the value, without the branches that were not taken."""
        if isinstance(node, Ref):
            return self.figure(node.name, scene)
        if isinstance(node, Aggregate) and node.op in ("sum_of", "highest_of"):
            return self.members(node, scene)
        if isinstance(node, Call):
            return self.call(node, scene)
        return self.number(node, scene)

    def number(self, node: Expression, scene: Scene) -> str:
        value = self.value(node, scene)
        if isinstance(value, bool) or not isinstance(value, int):
            return value_text(value)
        unit = node.table.unit if isinstance(node, Lookup) else node.unit
        return _number(value, unit)

    def call(self, node: Call, scene: Scene) -> str:
        value = self.value(node, scene)
        if node.op in ("add", "sub", "mul"):
            parts = [arg for arg in node.args if not self.is_idle(arg, node.op, scene)] or [node.args[0]]
            return SIGNS[node.op].join(self.part(arg, node.op, scene) for arg in parts)
        if node.op == "divide":
            over, under = node.args
            said = self.part(over, "mul", scene)
            return said if _is_whole(under) else f"{said} : {self.part(under, 'mul', scene)}"
        if node.op == "case":
            return self.say(self.taken(node, scene), scene)
        if node.op == "or_else":
            first, second = node.args
            return self.say(first if self.value(first, scene) is not None else second, scene)
        if node.op in ("highest", "lowest"):
            return self.say(next(arg for arg in node.args if self.value(arg, scene) == value), scene)
        return self.number(node, scene)

    def taken(self, node: Call, scene: Scene) -> Expression:
        for condition, outcome in zip(node.args[:-1:2], node.args[1:-1:2], strict=True):
            if self.value(condition, scene):
                return outcome
        return node.args[-1]

    def is_idle(self, node: Expression, op: str, scene: Scene) -> bool:
        """A nought added, or a one that is no number of the law multiplied."""
        value = self.value(node, scene)
        return value == 0 if op in ("add", "sub") else isinstance(node, Literal) and value == 1

    def part(self, node: Expression, op: str, scene: Scene) -> str:
        said = self.say(node, scene)
        return f"({said})" if op == "mul" and any(sign in said for sign in (" + ", " − ")) else said

    def members(self, node: Aggregate, scene: Scene) -> str:
        members = scene.owner(node.to).members(self.interpreter.members_of(node))
        counted = [member for member in members if self.value(node.arg, member)]
        if not counted:
            return number_text(self.value(node, scene) or 0)
        if node.op == "highest_of":
            return self.say(node.arg, max(counted, key=lambda member: self.value(node.arg, member)))
        return " + ".join(self.say(node.arg, member) for member in counted)


def _number(value: Any, unit: str) -> str:
    """The bare number, a percentage with its sign."""
    return value_text(value, unit) if value is None or unit == "percent" else number_text(value, unit)


def _is_whole(node: Expression) -> bool:
    """How the law writes the coefficient one: dividing by it only moves the comma."""
    return isinstance(node, LawValue) and "whole" in node.path.split(".")
