"""Numbers of the law as parts of a rule: they carry where they come from into every reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .expressions import TYPES, Expression, RuleError, Scalar
from .units import ANY


@dataclass(frozen=True, eq=False, repr=False)
class LawValue(Expression):
    """One number, word, yes/no or day of the law in force: acts as an expression everywhere.

    ``status`` is how it was verified: official, secondary, unverified, derived, chosen.
    """

    path: str
    value: Scalar
    unit: str = ANY
    reference: str = ""
    status: str = ""
    label_vi: str = ""
    label_en: str = ""
    from_day: date | None = None
    to_day: date | None = None
    known_from: date | None = None
    source: str = ""
    type: str = field(init=False)
    nullable: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        if type(self.value) not in TYPES:
            raise RuleError(f"{self.path}: {self.value!r} is not one int, bool, str or date; name the part you need")
        object.__setattr__(self, "type", TYPES[type(self.value)])


@dataclass(frozen=True, eq=False)
class Table:
    """A table of the law for ``lookup``: whole-number, text or yes/no keys, one value a row.

    ``rows`` maps a tuple of keys to the value, ``labels`` (optional) the same tuple to what the form calls the row.
    ``otherwise`` is the value of keys that are not in the table; ``None`` makes it unknown.
    """

    path: str
    keys: tuple[str, ...]
    rows: Mapping[tuple[Scalar, ...], Scalar]
    otherwise: Scalar | None = None
    unit: str = ANY
    labels: Mapping[tuple[Scalar, ...], str] = field(default_factory=dict)
    reference: str = ""
    status: str = ""
    label_vi: str = ""
    label_en: str = ""
    from_day: date | None = None
    to_day: date | None = None
    known_from: date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if not self.rows:
            raise RuleError(f"{self.path}: the table has no rows")
        for key in self.rows:
            if len(key) != len(self.keys):
                raise RuleError(f"{self.path}: row {key!r} has {len(key)} keys, the table has {', '.join(self.keys)}")
        self.key_types, self.type  # noqa: B018 - both refuse mixed types while the file is read

    @cached_property
    def key_types(self) -> tuple[str, ...]:
        columns = zip(*self.rows, strict=True)
        return tuple(self._one_type(f"key {name}", values) for name, values in zip(self.keys, columns, strict=True))

    @cached_property
    def type(self) -> str:
        values = (*self.rows.values(), *(() if self.otherwise is None else (self.otherwise,)))
        return self._one_type("value", values)

    def _one_type(self, what: str, values: tuple[Scalar, ...]) -> str:
        types = {TYPES.get(type(value), type(value).__name__) for value in values}
        if len(types) != 1 or not types <= set(TYPES.values()):
            raise RuleError(f"{self.path}: {what} must be of one type (int, bool, str, date), found {sorted(types)}")
        return types.pop()

    def __repr__(self) -> str:
        return f"<table {self.path} by {', '.join(self.keys)}>"


@dataclass(frozen=True, eq=False, repr=False)
class Lookup(Expression):
    """The value of a law table for the keys of each row; unknown if a key is."""

    table: Table
    keys: tuple[Expression, ...]
    type: str = field(init=False)
    unit: str = field(init=False)
    nullable: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "type", self.table.type)
        object.__setattr__(self, "unit", self.table.unit)
        unknown = self.table.otherwise is None or any(key.nullable for key in self.keys)
        object.__setattr__(self, "nullable", unknown)

    @property
    def path(self) -> str:
        return f"lookup({self.table.path})"

    def children(self) -> tuple[Expression, ...]:
        return self.keys

    def with_children(self, children: tuple[Expression, ...]) -> Lookup:
        return Lookup(self.table, children)
