"""The rules for one record, in Python: each column is compiled to a closure once, values are kept for the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from .expressions import Aggregate, Call, Expression, Literal, Ref
from .law_nodes import LawValue, Lookup
from .wiring import EVERYWHERE, Wiring

Record = Mapping[str, Any]
Compute = Callable[["Scene"], Any]
MEMBERS = "members"


class Scene:
    """One record being asked: its facts, its parent if it was reached from above, its members when needed."""

    def __init__(self, interpreter: Interpreter, record: Record, grain: str = "", parent: Scene | None = None) -> None:
        self.interpreter, self.record, self.grain, self.parent = interpreter, record, grain, parent
        self.known: dict[str, Any] = {}
        self._members: dict[str, list[Scene]] = {}

    def get(self, name: str) -> Any:
        """The column's value; ``None`` is unknown."""
        if name in self.known:
            return self.known[name]
        column = self.interpreter.wiring.columns[name]
        owner = self.owner(column.grain)
        if owner is not self:
            value = owner.get(name)
        elif column.expression is None:
            value = _fact_value(self.record.get(name), column.type)
        else:
            value = self.interpreter.compiled(name)(self)
        self.known[name] = value
        return value

    def owner(self, grain: str) -> Scene:
        """The scene that holds a grain's columns: this one, or the parent it was reached from."""
        scene = self
        while scene.parent is not None and scene.grain != grain and grain != EVERYWHERE:
            scene = scene.parent
        return scene

    def members(self, grain: str) -> list[Scene]:
        """The members of this record, as scenes of their own."""
        if grain not in self._members:
            given = (self.record.get(MEMBERS) or {}).get(grain, ())
            self._members[grain] = [Scene(self.interpreter, record, grain, self) for record in given]
        return self._members[grain]


class Interpreter:
    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self._columns: dict[str, Compute] = {}
        self._nodes: dict[int, tuple[Expression, Compute]] = {}

    def values(self, names: Sequence[str], record: Record) -> dict[str, Any]:
        for name in names:
            self.wiring.column(name)
        scene = Scene(self, record)
        return {name: scene.get(name) for name in names}

    def compiled(self, name: str) -> Compute:
        if name not in self._columns:
            expression = self.wiring.columns[name].expression
            assert expression is not None, name
            self._columns[name] = self.compute(expression)
        return self._columns[name]

    def compute(self, node: Expression) -> Compute:
        """The closure of a node, made once."""
        if id(node) not in self._nodes:
            self._nodes[id(node)] = (node, self._compile(node))
        return self._nodes[id(node)][1]

    def members_of(self, node: Aggregate) -> str:
        return self.wiring.grain_of(node.arg)

    def _compile(self, node: Expression) -> Compute:
        if isinstance(node, Literal | LawValue):
            value = node.value
            return lambda scene: value
        if isinstance(node, Ref):
            name = node.name
            return lambda scene: scene.get(name)
        if isinstance(node, Lookup):
            return self._lookup(node)
        if isinstance(node, Aggregate):
            return self._aggregate(node)
        assert isinstance(node, Call), node
        args = [self.compute(arg) for arg in node.args]
        if node.op in LAZY:
            return LAZY[node.op](args, node.option)
        return _strict(STRICT[node.op](node.option), args)

    def _lookup(self, node: Lookup) -> Compute:
        rows, otherwise = node.table.rows, node.table.otherwise
        keys = [self.compute(key) for key in node.keys]

        def read(scene: Scene) -> Any:
            key = tuple(part(scene) for part in keys)
            return None if None in key else rows.get(key, otherwise)

        return read

    def _aggregate(self, node: Aggregate) -> Compute:
        arg, members, combine, to = self.compute(node.arg), self.members_of(node), AGGREGATES[node.op], node.to

        def gather(scene: Scene) -> Any:
            return combine([arg(member) for member in scene.owner(to).members(members)])

        return gather


def _strict(function: Callable[..., Any], args: list[Compute]) -> Compute:
    """Unknown if any argument is."""
    if len(args) == 2:
        first, second = args

        def both(scene: Scene) -> Any:
            a = first(scene)
            if a is None:
                return None
            b = second(scene)
            return None if b is None else function(a, b)

        return both

    def every(scene: Scene) -> Any:
        values = [arg(scene) for arg in args]
        return None if None in values else function(*values)

    return every


def _and(args: list[Compute], option: str) -> Compute:
    return lambda scene: _all(arg(scene) for arg in args)


def _or(args: list[Compute], option: str) -> Compute:
    return lambda scene: _any(arg(scene) for arg in args)


def _all(values: Any) -> bool | None:
    outcome: bool | None = True
    for value in values:
        if value is False:
            return False
        if value is None:
            outcome = None
    return outcome


def _any(values: Any) -> bool | None:
    outcome: bool | None = False
    for value in values:
        if value is True:
            return True
        if value is None:
            outcome = None
    return outcome


def _case(args: list[Compute], option: str) -> Compute:
    branches, otherwise = list(zip(args[:-1:2], args[1:-1:2], strict=True)), args[-1]

    def choose(scene: Scene) -> Any:
        for condition, value in branches:
            is_met = condition(scene)
            if is_met is None:
                return None
            if is_met:
                return value(scene)
        return otherwise(scene)

    return choose


def _or_else(args: list[Compute], option: str) -> Compute:
    value, default = args

    def known(scene: Scene) -> Any:
        found = value(scene)
        return default(scene) if found is None else found

    return known


def _is_in(args: list[Compute], option: str) -> Compute:
    value, *others = args

    def found(scene: Scene) -> bool | None:
        wanted = value(scene)
        return (
            None
            if wanted is None
            else _any(None if (one := other(scene)) is None else one == wanted for other in others)
        )

    return found


def _number_true(args: list[Compute], option: str) -> Compute:
    def number(scene: Scene) -> int | None:
        values = [arg(scene) for arg in args]
        return None if None in values and not option else sum(value is True for value in values)

    return number


def _is_unknown(args: list[Compute], option: str) -> Compute:
    (value,) = args
    return lambda scene: value(scene) is None


def divided(a: int, b: int, rounding: str) -> int | None:
    """The whole quotient; a half goes away from 0, unknown when divided by 0."""
    if b == 0:
        return None
    if rounding == "half_up":
        rounded = (2 * abs(a) + abs(b)) // (2 * abs(b))
        return rounded if (a < 0) == (b < 0) else -rounded
    return a // b if rounding == "down" else -(-a // b)


def age(born: date, day: date) -> int:
    """Completed years; a birthday on 29 February falls on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _fact_value(value: Any, type_: str) -> Any:
    if type_ == "bool" and value is not None:
        return bool(value)
    return date.fromisoformat(value) if type_ == "date" and isinstance(value, str) else value


def _known(values: list[Any], combine: Callable[[list[Any]], Any]) -> Any:
    return None if None in values else combine(values)


LAZY: dict[str, Callable[[list[Compute], str], Compute]] = {
    "and": _and,
    "or": _or,
    "case": _case,
    "or_else": _or_else,
    "is_in": _is_in,
    "number_true": _number_true,
    "is_unknown": _is_unknown,
}
STRICT: dict[str, Callable[[str], Callable[..., Any]]] = {
    "lt": lambda option: lambda a, b: a < b,
    "le": lambda option: lambda a, b: a <= b,
    "gt": lambda option: lambda a, b: a > b,
    "ge": lambda option: lambda a, b: a >= b,
    "eq": lambda option: lambda a, b: a == b,
    "ne": lambda option: lambda a, b: a != b,
    "add": lambda option: lambda a, b: a + b,
    "sub": lambda option: lambda a, b: a - b,
    "mul": lambda option: lambda a, b: a * b,
    "neg": lambda option: lambda a: -a,
    "not": lambda option: lambda a: not a,
    "highest": lambda option: max,
    "lowest": lambda option: min,
    "divide": lambda option: lambda a, b: divided(a, b, option),
    "age_on": lambda option: age,
    "year_of": lambda option: lambda day: day.year,
}
AGGREGATES: dict[str, Callable[[list[Any]], Any]] = {
    "count_of": lambda values: _known(values, sum),
    "sum_of": lambda values: _known(values, sum),
    "any_of": _any,
    "all_of": _all,
    "highest_of": lambda values: _known(values, lambda known: max(known, default=None)),
}
