"""The words a rule may use beside comparisons, ``& | ~`` and ``+ - *``.

Unknown is a value: a word says below when its result is unknown; where it says nothing, it is so if an argument is.
"""

from .expressions import Aggregate, Call, Expression, Literal, RuleError, needs, unify, wrap
from .law_nodes import LawValue, Lookup, Table
from .units import ANY, unit_of_quotient

ROUNDINGS = ("down", "up", "half_up")
ALL_TYPES = ("int", "bool", "str", "date")


def if_(condition: object, then: object, otherwise: object) -> Expression:
    """``then`` where the condition is true, ``otherwise`` where false, unknown where unknown; ``None`` is unknown."""
    return case((condition, then), otherwise=otherwise)


def case(*branches: tuple[object, object], otherwise: object = None) -> Expression:
    """The value of the first true condition; unknown if an unknown condition comes before it."""
    if not branches:
        raise RuleError("case needs at least one (condition, value)")
    conditions = [needs("case" if len(branches) > 1 else "if_", condition, "bool") for condition, _ in branches]
    values = [wrap(value) for _, value in branches] + [wrap(otherwise)]
    type_, unit = unify("case" if len(branches) > 1 else "if_", *values)
    args = [part for pair in zip(conditions, values, strict=False) for part in pair] + [values[-1]]
    return Call("case", tuple(args), type_, unit, any(node.nullable for node in args))


def highest(*values: object) -> Expression:
    """The highest of several whole numbers or days of one row."""
    return _extreme("highest", values)


def lowest(*values: object) -> Expression:
    """The lowest of several whole numbers or days of one row."""
    return _extreme("lowest", values)


def divide(value: object, by: object, *, rounding: str) -> Expression:
    """Whole number ``value / by``; unknown if ``by`` is 0.

    Rounded ``down`` (to the lower number), ``up`` (to the higher) or ``half_up`` (to the nearest, a half away from 0).
    """
    if rounding not in ROUNDINGS:
        raise RuleError(f"divide: rounding is {rounding!r}, must be one of {', '.join(ROUNDINGS)}")
    a, b = needs("divide", value, "int"), needs("divide", by, "int")
    may_be_nought = not (isinstance(b, Literal | LawValue) and b.value != 0)
    nullable = a.nullable or b.nullable or may_be_nought
    return Call("divide", (a, b), "int", unit_of_quotient(a.unit, b.unit), nullable, rounding)


def lookup(table: Table, *keys: object) -> Expression:
    """The value of a law table for these keys; the table's ``otherwise`` for keys it does not have."""
    if not isinstance(table, Table):
        raise RuleError(f"lookup needs a table of the law first, got {table!r}")
    if len(keys) != len(table.keys):
        raise RuleError(f"lookup: {table.path} is read by {', '.join(table.keys)}, got {len(keys)} keys")
    names = zip(table.keys, keys, table.key_types, strict=True)
    return Lookup(table, tuple(needs(f"lookup: key {name} of {table.path}", key, type_) for name, key, type_ in names))


def age_on(birth_date: object, day: object) -> Expression:
    """Completed years on ``day``; who is born on 29 February is a year older on 1 March of other years."""
    args = (needs("age_on", birth_date, "date"), needs("age_on", day, "date"))
    return Call("age_on", args, "int", "year", args[0].nullable or args[1].nullable)


def year_of(day: object) -> Expression:
    """The calendar year of a day."""
    node = needs("year_of", day, "date")
    return Call("year_of", (node,), "int", ANY, node.nullable)


def is_unknown(value: object) -> Expression:
    """True where nobody knows; never unknown itself."""
    return Call("is_unknown", (needs("is_unknown", value, *ALL_TYPES),), "bool")


def or_else(value: object, default: object) -> Expression:
    """The value where it is known, else the default."""
    a, b = needs("or_else", value, *ALL_TYPES), needs("or_else", default, *ALL_TYPES)
    type_, unit = unify("or_else", a, b)
    return Call("or_else", (a, b), type_, unit, a.nullable and b.nullable)


def is_in(value: object, *values: object) -> Expression:
    """True if the value is one of several; unknown if it is unknown (or only an unknown one could match)."""
    args = tuple(needs("is_in", node, *ALL_TYPES) for node in (value, *values))
    if len(args) == 1:
        raise RuleError(f"is_in({wrap(value)!r}) names no values")
    unify("is_in", *args)
    return Call("is_in", args, "bool", nullable=any(node.nullable for node in args))


def number_true(*conditions: object, known_only: bool = False) -> Expression:
    """How many are true; unknown if any is unknown, unless only the known ones are to be counted."""
    args = tuple(needs("number_true", node, "bool") for node in conditions)
    if not args:
        raise RuleError("number_true needs at least one condition")
    nullable = not known_only and any(node.nullable for node in args)
    return Call("number_true", args, "int", nullable=nullable, option="known_only" if known_only else "")


def count_of(condition: object, *, to: str = "") -> Expression:
    """How many members of the parent row fulfil it (0 without members); unknown if any is unknown.

    ``to`` names the parent grain where the member has several.
    """
    node = needs("count_of", condition, "bool")
    return Aggregate("count_of", node, "int", nullable=node.nullable, to=to)


def sum_of(value: object, *, to: str = "") -> Expression:
    """The sum over the members (0 without members); unknown if any is unknown."""
    node = needs("sum_of", value, "int")
    return Aggregate("sum_of", node, "int", node.unit, node.nullable, to)


def any_of(condition: object, *, to: str = "") -> Expression:
    """True if one member fulfils it, else unknown if one is unknown, else false (also without members)."""
    node = needs("any_of", condition, "bool")
    return Aggregate("any_of", node, "bool", nullable=node.nullable, to=to)


def all_of(condition: object, *, to: str = "") -> Expression:
    """False if one member does not fulfil it, else unknown if one is unknown, else true (also without members)."""
    node = needs("all_of", condition, "bool")
    return Aggregate("all_of", node, "bool", nullable=node.nullable, to=to)


def highest_of(value: object, *, to: str = "") -> Expression:
    """The highest of the members' values; unknown if any is unknown or there are no members."""
    node = needs("highest_of", value, "int", "date")
    return Aggregate("highest_of", node, node.type, node.unit, True, to)


def _extreme(word: str, values: tuple[object, ...]) -> Expression:
    args = tuple(needs(word, value, "int", "date") for value in values)
    if len(args) < 2:
        raise RuleError(f"{word} compares at least two values of one row; over members write highest_of(...)")
    type_, unit = unify(word, *args)
    return Call(word, args, type_, unit, any(node.nullable for node in args))
