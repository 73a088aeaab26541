"""What a statutory table is: its code, columns, lines by place, and the identities its figures must keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from ansinh.core.numbers import decimal, grouped

Value = int | Decimal | None


@dataclass(frozen=True)
class Check:
    """An identity with its arithmetic: whether the figures keep it."""

    says: str
    holds: bool


@dataclass(frozen=True)
class Line:
    """One line of a table: what it is about, how deep it stands, its figures by column; None is a missing figure."""

    label: str
    depth: int
    values: Mapping[str, Value]
    code: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table, ready to print. `notes` are said below it: what is not in the records, what is wrong in the form itself."""

    code: str
    title: str
    unit: str
    columns: Mapping[str, str]
    lines: Sequence[Line]
    checks: Sequence[Check] = ()
    groups: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    due: str = ""
    reporter: str = ""
    receiver: str = ""
    notes: Sequence[str] = ()


def percent(part: int | None, of: int | None) -> Decimal | None:
    """Share in percent to two places, half up; unknown of nothing."""
    if part is None or not of:
        return None
    return (Decimal(part) * 100 / of).quantize(Decimal("0.01"), ROUND_HALF_UP)


def equal(what: str, left: Value, right: Value, how: str = "") -> Check:
    """The identity `left = right`, told with its figures."""
    return Check(
        f"{what}: {told(left)} = {how or told(right)}" + ("" if left == right else f"; lệch {_gap(left, right)}"),
        left == right,
    )


def told(value: Value) -> str:
    return decimal(value) if isinstance(value, Decimal) else grouped(value)


def _gap(left: Value, right: Value) -> str:
    return "chưa biết" if left is None or right is None else told(left - right)
