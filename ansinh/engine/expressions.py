"""The tree a rule is: immutable nodes that know their type, their unit and whether they may be unknown.

A rule never computes; it returns one of these. The four readings (SQL, trace, sentence, check)
walk the same tree. Types are ``int``, ``bool``, ``str`` and ``date``; everything is checked while the tree is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NoReturn

from .units import ANY, NUMBER, UnitError, same_unit, unit_of_product

Scalar = int | bool | str | date
TYPES: dict[type, str] = {bool: "bool", int: "int", str: "str", date: "date"}
UNKNOWN_TYPE = "unknown"


class RuleError(TypeError):
    """A rule is written wrong; says which part and what to write instead."""


class NoValue(Exception):
    """The law has no value for what a rule asks: the rule is absent from the house of that law, the others stand."""


class Expression:
    """A column or a figure made of columns: one value a row, of ``type``, in ``unit``, unknown only if ``nullable``."""

    type: str
    unit: str
    nullable: bool

    def children(self) -> tuple[Expression, ...]:
        return ()

    def with_children(self, children: tuple[Expression, ...]) -> Expression:
        """The same node over other children of the same types."""
        return self

    def __lt__(self, other: object) -> Expression:
        return compare("lt", self, other)

    def __le__(self, other: object) -> Expression:
        return compare("le", self, other)

    def __gt__(self, other: object) -> Expression:
        return compare("gt", self, other)

    def __ge__(self, other: object) -> Expression:
        return compare("ge", self, other)

    def __eq__(self, other: object) -> Expression:  # type: ignore[override]
        return compare("eq", self, other)

    def __ne__(self, other: object) -> Expression:  # type: ignore[override]
        return compare("ne", self, other)

    __hash__ = object.__hash__

    def __and__(self, other: object) -> Expression:
        return logic("and", self, other)

    def __rand__(self, other: object) -> Expression:
        return logic("and", other, self)

    def __or__(self, other: object) -> Expression:
        return logic("or", self, other)

    def __ror__(self, other: object) -> Expression:
        return logic("or", other, self)

    def __invert__(self) -> Expression:
        return Call("not", (needs("~", self, "bool"),), "bool", nullable=self.nullable)

    def __add__(self, other: object) -> Expression:
        return arithmetic("add", self, other)

    def __radd__(self, other: object) -> Expression:
        return arithmetic("add", other, self)

    def __sub__(self, other: object) -> Expression:
        return arithmetic("sub", self, other)

    def __rsub__(self, other: object) -> Expression:
        return arithmetic("sub", other, self)

    def __mul__(self, other: object) -> Expression:
        return arithmetic("mul", self, other)

    def __rmul__(self, other: object) -> Expression:
        return arithmetic("mul", other, self)

    def __neg__(self) -> Expression:
        return Call("neg", (needs("-", self, "int"),), "int", self.unit, self.nullable)

    def __bool__(self) -> NoReturn:
        raise RuleError(
            f"{describe(self)} has no value yet, it stands for every row: write & | ~ instead of and, or, not; "
            "if_(condition, a, b) instead of if; (a < x) & (x < b) instead of a < x < b; is_in(x, ...) instead of in"
        )

    def __truediv__(self, other: object) -> NoReturn:
        raise RuleError(f"{describe(self)} / ...: write divide(a, b, rounding='down' | 'up' | 'half_up')")

    __floordiv__ = __mod__ = __truediv__

    def __iter__(self) -> NoReturn:
        raise RuleError(f"{describe(self)} is one value for each row and cannot be walked through")

    def __repr__(self) -> str:
        return f"<{describe(self)}: {self.type}>"


@dataclass(frozen=True, eq=False, repr=False)
class Literal(Expression):
    """A value written in the rule; ``None`` is unknown and may only be the outcome of an ``if_`` or ``case``."""

    value: Scalar | None
    type: str = field(init=False)
    unit: str = field(init=False)
    nullable: bool = field(init=False)

    def __post_init__(self) -> None:
        is_bare_number = type(self.value) is int and self.value not in (-1, 0, 1)
        object.__setattr__(self, "type", UNKNOWN_TYPE if self.value is None else TYPES[type(self.value)])
        object.__setattr__(self, "unit", NUMBER if is_bare_number else ANY)
        object.__setattr__(self, "nullable", self.value is None)


@dataclass(frozen=True, eq=False, repr=False)
class Ref(Expression):
    """A fact or another rule's figure, by name."""

    name: str
    type: str
    unit: str = ANY
    nullable: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Call(Expression):
    """A word of the language with its arguments; ``option`` is the rounding of ``divide`` and the like."""

    op: str
    args: tuple[Expression, ...]
    type: str
    unit: str = ANY
    nullable: bool = False
    option: str = ""

    def children(self) -> tuple[Expression, ...]:
        return self.args

    def with_children(self, children: tuple[Expression, ...]) -> Call:
        return replace(self, args=children)


@dataclass(frozen=True, eq=False, repr=False)
class Aggregate(Expression):
    """A figure of a parent row made of its members' ``arg``; ``to`` names the parent where a member has several."""

    op: str
    arg: Expression
    type: str
    unit: str = ANY
    nullable: bool = False
    to: str = ""

    def children(self) -> tuple[Expression, ...]:
        return (self.arg,)

    def with_children(self, children: tuple[Expression, ...]) -> Aggregate:
        return replace(self, arg=children[0])


def wrap(value: object) -> Expression:
    """The expression itself, or a literal of an int, bool, str, date or ``None``."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, datetime) or not (value is None or type(value) in TYPES):
        raise RuleError(f"{value!r} ({type(value).__name__}) cannot stand in a rule: only int, bool, str, date")
    return Literal(value)  # type: ignore[arg-type]


def needs(word: str, value: object, *types: str) -> Expression:
    """``value`` wrapped, refused with its name when it is of none of ``types``."""
    node = wrap(value)
    if node.type not in types:
        raise RuleError(f"{word} needs {' or '.join(types)}, but {describe(node)} is {node.type}{_advice(node, types)}")
    return node


def unify(word: str, *nodes: Expression) -> tuple[str, str]:
    """The one type and the one unit of values between which a rule chooses."""
    known = [node for node in nodes if node.type != UNKNOWN_TYPE]
    if not known:
        raise RuleError(f"{word} can only give unknown: at least one outcome must have a value")
    unit = known[0].unit
    for node in known[1:]:
        if node.type != known[0].type:
            raise RuleError(
                f"{word} mixes {describe(known[0])} ({known[0].type}) and {describe(node)} ({node.type}): use one type"
            )
        unit = _same_unit(word, known[0], node, unit)
    return known[0].type, unit


def compare(op: str, left: object, right: object) -> Expression:
    """Yes, no, or unknown if either side is unknown."""
    a, b = wrap(left), wrap(right)
    sign = SIGNS[op]
    for node in (a, b):
        if node.type == UNKNOWN_TYPE:
            raise RuleError(f"{sign} None is always unknown: write is_unknown(...)")
    if op not in ("eq", "ne"):
        needs(sign, a, "int", "date")
    unify(sign, a, b)
    return Call(op, (a, b), "bool", nullable=a.nullable or b.nullable)


def logic(op: str, left: object, right: object) -> Expression:
    """Kleene's and / or: false and unknown is false, true or unknown is true."""
    args = tuple(needs(SIGNS[op], node, "bool") for node in (left, right))
    flat = tuple(part for arg in args for part in (arg.args if isinstance(arg, Call) and arg.op == op else (arg,)))
    return Call(op, flat, "bool", nullable=any(arg.nullable for arg in flat))


def arithmetic(op: str, left: object, right: object) -> Expression:
    a, b = (needs(SIGNS[op], node, "int") for node in (left, right))
    unit = unit_of_product(a.unit, b.unit) if op == "mul" else _same_unit(SIGNS[op], a, b, a.unit)
    return Call(op, (a, b), "int", unit, a.nullable or b.nullable)


def walk(node: Expression) -> Iterator[Expression]:
    """The node and everything below it, parents first."""
    yield node
    for child in node.children():
        yield from walk(child)


def rebuilt(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """The same node over changed children."""
    children = node.children()
    changed = tuple(change(child) for child in children)
    same = all(new is old for new, old in zip(changed, children, strict=True))
    return node if same else node.with_children(changed)


def describe(node: Expression) -> str:
    """The node as one would write it in a rule, shortened."""
    if isinstance(node, Literal):
        return repr(node.value)
    if isinstance(node, Ref):
        return node.name
    if isinstance(node, Call) and node.op in SIGNS and len(node.args) == 2:
        return f"({describe(node.args[0])} {SIGNS[node.op]} {describe(node.args[1])})"
    if isinstance(node, Aggregate):
        return f"{node.op}({describe(node.arg)})"
    if isinstance(node, Call):
        return f"{WORDS.get(node.op, node.op)}({', '.join(map(describe, node.args))})"
    return str(getattr(node, "path", type(node).__name__))


def fingerprint(node: Expression) -> tuple[Any, ...]:
    """Equal for nodes that mean the same."""
    own: tuple[Any, ...] = (type(node).__name__, getattr(node, "op", ""), getattr(node, "option", ""), node.type)
    own += (getattr(node, "name", ""), getattr(node, "path", ""), getattr(node, "to", ""))
    if not isinstance(node, Ref | Call | Aggregate):
        own += (repr(getattr(node, "value", None)),)
    return (*own, *(fingerprint(child) for child in node.children()))


SIGNS = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!=", "and": "&", "or": "|"}
SIGNS |= {"add": "+", "sub": "-", "mul": "*"}
WORDS = {"not": "~", "neg": "-", "if": "if_"}


def _same_unit(word: str, left: Expression, right: Expression, unit: str) -> str:
    try:
        return same_unit(unit, right.unit)
    except UnitError as error:
        raise UnitError(f"{word} on {describe(left)} and {describe(right)}: {error}") from None


def _advice(node: Expression, types: tuple[str, ...]) -> str:
    if node.type == "bool" and "int" in types:
        return "; write number_true(...) or if_(..., 1, 0)"
    if node.type == "int" and "bool" in types:
        return "; compare it with something first"
    if node.type == "str" and "date" in types:
        return "; texts have no order that all databases share, only == and !="
    return ""
