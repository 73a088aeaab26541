"""Units of whole numbers: what may be added, what a product is measured in.

A unit is text such as ``m2`` or ``dong/person/month``. No unit (``""``) fits any; a number typed into a rule other than
-1, 0 and 1 (``NUMBER``) fits only what has no unit, because a number with a unit belongs into the law files.
"""

from collections import Counter

ANY = ""
NUMBER = "#"


class UnitError(TypeError):
    """Two figures of different units were added, compared or chosen between."""


def same_unit(left: str, right: str) -> str:
    """The one unit of both; ``UnitError`` when they differ."""
    if left == right:
        return left
    if ANY in (left, right):
        other = left or right
        return ANY if other == NUMBER else other
    if NUMBER in (left, right):
        unit = right if left == NUMBER else left
        raise UnitError(f"a bare number beside a figure in {unit}: give it a unit by keeping it in the law files")
    raise UnitError(f"{left} and {right} are different units")


def unit_of_product(left: str, right: str) -> str:
    """``dong/person`` times ``person`` is ``dong``; a percent leaves the other unit as it is."""
    powers = _powers(left)
    powers.update(_powers(right))
    return _join(powers, left, right)


def unit_of_quotient(left: str, right: str) -> str:
    """``m2`` over ``person`` is ``m2/person``; equal units leave none."""
    powers = Counter(_powers(left))
    powers.subtract(_powers(right))
    return _join(powers, left, right)


def _powers(unit: str) -> Counter[str]:
    powers: Counter[str] = Counter()
    if unit in (ANY, NUMBER, "percent"):
        return powers
    upper, *lower = unit.split("/")
    powers.update(part for part in upper.split("*") if part != "1")
    powers.subtract(lower)
    return powers


def _join(powers: Counter[str], left: str, right: str) -> str:
    upper = sorted(part for part, power in powers.items() for _ in range(power))
    lower = sorted(part for part, power in powers.items() for _ in range(-power))
    if upper or lower:
        return "/".join(["*".join(upper) or "1", *lower])
    return NUMBER if left == right == NUMBER else ANY
