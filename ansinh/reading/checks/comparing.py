"""The comparisons themselves: sums with totals, quotients with percents, each ending in a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ansinh.core.numbers import decimal, unit_name
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.checks.findings import Finding, jumps_of, stake
from ansinh.reading.checks.intervals import (
    NOUGHT,
    Interval,
    interval_of,
    loosely,
    number,
    printed,
    rounding_step,
    total,
)
from ansinh.reading.claim import UNITS, Claim

HUNDRED = Decimal(100)
_WORDS = {"over": "hơn ", "nearly": "gần ", "about": "khoảng ", "under": "dưới "}


@dataclass(frozen=True)
class Bench:
    """The claims of one document (or of several laid in one row) and the catalogue they are tested against."""

    claims: Sequence[Claim]
    catalogue: Catalogue
    text: str = ""

    def label(self, position: int) -> str:
        """What a claim speaks of, as short as it can be said."""
        one = self.claims[position]
        known = self.catalogue.indicators.get(one.indicator)
        if known is not None:
            return known.label_vi
        outside = self.catalogue.outside.get(one.outside)
        return one.subject or (outside.label_vi if outside else "") or one.quote

    def finding(
        self,
        kind: str,
        positions: Sequence[int],
        relation: str,
        verdict: str,
        arithmetic: str,
        said: str,
        lhs: Decimal,
        rhs: Decimal,
        tolerance: Decimal,
        unit: str = "",
        beside: Decimal | None = None,
    ) -> Finding:
        places = tuple(dict.fromkeys(positions))
        hangs = stake(lhs - rhs, rhs if beside is None else beside, unit) if verdict != "consistent" else 0.0
        jumps = jumps_of(self.claims, places)
        return Finding(kind, places, relation, verdict, arithmetic, said, lhs, rhs, tolerance, hangs, jumps)


def hedged(claim: Claim) -> str:
    """The number with its word: `hơn 65.000`."""
    return f"{_WORDS.get(claim.comparator, '')}{printed(claim)}"


def with_unit(claim: Claim) -> str:
    return f"{hedged(claim)} {unit_of(claim)}".strip()


def unit_of(claim: Claim) -> str:
    return claim.unit_said if claim.unit == "other" else UNITS.get(claim.unit, unit_name(claim.unit))


def amount(value: Decimal, like: Claim) -> str:
    """A difference in the unit of a claim; of percents, in points."""
    unit = "điểm %" if like.unit == "percent" else unit_of(like)
    return f"{number(abs(value), like.decimals, like.unit)} {unit}".strip()


def sum_of(bench: Bench, positions: Sequence[int]) -> tuple[Interval, Decimal, str]:
    """The sum of claims: its bounds, its value, and `24.890 + 6.410 + 3.500 = 34.800`."""
    claims = [bench.claims[position] for position in positions]
    value = sum((_middle(one) for one in claims), NOUGHT)
    decimals = max(one.decimals for one in claims)
    told = f"{' + '.join(printed(one) for one in claims)} = {number(value, decimals, claims[0].unit)}"
    return total([interval_of(one) for one in claims]), value, told


def _middle(claim: Claim) -> Decimal:
    return claim.value if claim.value_max is None else (claim.value + claim.value_max) / 2


def parts_and_total(
    bench: Bench, whole: int, parts: Sequence[int], relation: str, *, is_whole: bool, may_cross: bool = False
) -> Finding | None:
    """Parts against their total. ``is_whole``: they are all the parts there are, so less than the total disagrees too; else
    less is right. Parts that may be counted twice (``may_cross``) can only disagree one by one."""
    one = bench.claims[whole]
    bounds, value, told = sum_of(bench, parts)
    goal = interval_of(one)
    positions = (*parts, whole)
    tolerance = bounds.half_width + goal.half_width
    label = bench.label(whole)
    if bounds.meets(goal) and len(parts) > 1:
        said = f"{told}, khớp với «{label}» {with_unit(one)}."
        return bench.finding(
            "parts_vs_total", positions, relation, "consistent", told, said, value, one.value, tolerance
        )
    ending = f"báo cáo ghi {hedged(one)}"
    if bounds.low > goal.high:
        over = value - one.value
        if may_cross and all(interval_of(bench.claims[part]).low <= goal.high for part in parts):
            return None
        arithmetic = f"{told}, {ending}" if len(parts) > 1 else f"{printed(bench.claims[parts[0]])} > {printed(one)}"
        said = f"Các phần vượt «{label}» {amount(over, one)}: {told if len(parts) > 1 else arithmetic}; {ending}."
        return bench.finding(
            "parts_vs_total",
            positions,
            relation,
            "inconsistent",
            arithmetic,
            said,
            value,
            one.value,
            tolerance,
            one.unit,
        )
    if not is_whole or bounds.meets(goal):
        arithmetic = (
            f"{told.replace(' = ', ' = ') if len(parts) > 1 else printed(bench.claims[parts[0]])} ≤ {hedged(one)}"
        )
        said = f"Các phần không vượt «{label}» {with_unit(one)}: {arithmetic}."
        return bench.finding(
            "parts_vs_total", positions, relation, "consistent", arithmetic, said, value, one.value, tolerance
        )
    short = one.value - value
    arithmetic = f"{told}, {ending}"
    percent = f" ({decimal(short * HUNDRED / one.value)} %)" if one.value else ""
    said = f"{told} nhưng «{label}» là {with_unit(one)}: còn {amount(short, one)}{percent} chưa thuộc phần nào."
    is_rounded = short <= rounding_step(one) / 2 and rounding_step(one) > max(
        rounding_step(bench.claims[part]) for part in parts
    )
    verdict = "cannot_tell" if is_rounded else "inconsistent"
    return bench.finding(
        "parts_vs_total", positions, relation, verdict, arithmetic, said, value, one.value, tolerance, one.unit
    )


def quotient(
    bench: Bench,
    percent: int,
    above: Interval,
    below: Interval,
    positions: Sequence[int],
    told: str,
    relation: str,
    kind: str = "share_vs_count",
) -> Finding | None:
    """A printed percent against the numbers it is made of; what exceeds the plan is counted from a hundred."""
    exact = above.times(HUNDRED).per(below)
    if exact is None:
        return None
    one = bench.claims[percent]
    if one.is_over_plan:
        exact = Interval(exact.low - HUNDRED, exact.high - HUNDRED)
        if one.direction == "down":
            exact = Interval(-exact.high, -exact.low)
    bounds = loosely(one)
    places = one.decimals + 2
    arithmetic = f"{told} = {decimal(exact.middle + (HUNDRED if one.is_over_plan else 0), max(places, 2))} %"
    holds = exact.meets(bounds)
    difference = one.value - exact.middle
    tolerance = bounds.half_width + exact.half_width
    ending = "khớp" if holds else f"lệch {decimal(abs(difference), max(one.decimals, 2))} điểm %"
    what = f"vượt {printed(one)} %" if one.is_over_plan else f"{hedged(one)} %"
    said = f"{arithmetic}; báo cáo ghi {what}: {ending}."
    verdict = "consistent" if holds else "inconsistent"
    return bench.finding(
        kind,
        positions,
        relation,
        verdict,
        f"{arithmetic}, báo cáo ghi {what}",
        said,
        exact.middle,
        one.value,
        tolerance,
        "percent",
    )
