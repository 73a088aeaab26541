"""Numbers as printed are intervals: what was meant lies between two bounds that rounding and hedging words leave open."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ansinh.core.numbers import decimal, grouped
from ansinh.reading.claim import Claim

NOUGHT = Decimal(0)
HUNDRED = Decimal(100)
HALF = Decimal("0.5")
BELOW = Decimal("0.99")


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def times(self, factor: Decimal | int) -> "Interval":
        return Interval(self.low * factor, self.high * factor)

    def per(self, other: "Interval") -> "Interval | None":
        """The quotient of two intervals that are not negative; None when the divisor may be nought."""
        return None if other.low <= 0 else Interval(self.low / other.high, self.high / other.low)

    def meets(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high

    def widened(self, by: Decimal) -> "Interval":
        return Interval(self.low - by, self.high + by)

    @property
    def middle(self) -> Decimal:
        return (self.low + self.high) / 2

    @property
    def half_width(self) -> Decimal:
        return (self.high - self.low) / 2

    @property
    def spread(self) -> Decimal:
        """Its width beside its middle: the smaller, the more precise."""
        return (self.high - self.low) / abs(self.middle) if self.middle else Decimal("Infinity")


def total(intervals: list[Interval]) -> Interval:
    return sum(intervals[1:], intervals[0])


def last_digit(claim: Claim) -> Decimal:
    """What one more in the last printed digit is worth: 0,01 for 1,20 %, 100.000 dong for 6.364,2 triệu đồng."""
    return Decimal(1).scaleb(-claim.decimals)


def rounding_step(claim: Claim) -> Decimal:
    """The power of ten the number was rounded to, as its closing noughts show it: 1.000 for 14.000, 100 for 34.800."""
    step = last_digit(claim)
    while claim.value and claim.value % (step * 10) == 0:
        step *= 10
    return step


def interval_of(claim: Claim) -> Interval:
    """What a printed number may stand for.

    Half of the last printed digit either way (whole counts are printed in full: nothing); then its words. "hơn", "trên": up to
    just below the next step of its rounding, at most a tenth above; "gần": the same below; "khoảng", "ước": half a step either way, at
    most a fortieth; "dưới": anything below. A range is what it says."""
    value, step = claim.value, rounding_step(claim)
    beyond = min(step * BELOW, abs(value) / 10)
    half = last_digit(claim) * HALF if claim.decimals or claim.unit == "percent" else NOUGHT
    if claim.value_max is not None:
        return Interval(min(value, claim.value_max), max(value, claim.value_max))
    match claim.comparator:
        case "over":
            return Interval(value, value + max(half, beyond))
        case "nearly":
            return Interval(value - max(half, beyond), value)
        case "under":
            return Interval(min(NOUGHT, value), value)
        case "about":
            return Interval(value, value).widened(max(half, min(step * HALF, abs(value) / 40)))
    return Interval(value, value).widened(half)


def loosely(claim: Claim) -> Interval:
    """A printed quotient may also have been cut off (69,37 as 69,3) or rounded twice (86,0465 as 86,05, then 86,1)."""
    digit, bounds = last_digit(claim), interval_of(claim)
    value = claim.value
    return Interval(min(bounds.low, value - digit * Decimal("0.55")), max(bounds.high, value + digit))


def printed(claim: Claim) -> str:
    """The number as the report wrote it, in full for money: `24.890`, `36,10`, `6.364,2 triệu`."""
    if claim.value_max is not None:
        return (
            f"{number(claim.value, claim.decimals, claim.unit)}–{number(claim.value_max, claim.decimals, claim.unit)}"
        )
    return number(claim.value, claim.decimals, claim.unit)


def number(value: Decimal | int, decimals: int = 0, unit: str = "") -> str:
    """A number as officials write it; money of a million dong and more in triệu or tỷ."""
    value = Decimal(value)
    if unit == "dong" and decimals < 0:
        scale, word = (9, "tỷ") if decimals <= -8 else (6, "triệu")
        return f"{_plain(value.scaleb(-scale), max(decimals + scale, 0))} {word}"
    return _plain(value, max(decimals, 0))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half up, to so many decimals; whole numbers stay whole."""
    return value.quantize(Decimal(1).scaleb(-max(decimals, 0)), ROUND_HALF_UP)


def _plain(value: Decimal, decimals: int) -> str:
    return decimal(value, decimals) if decimals else grouped(int(rounded(value, 0)))
