"""Claims laid on the bench: their numbers as they are said, and the tests of them as findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from ansinh.engine.vietnamese import upper_first
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.checks.arithmetic import (
    CANNOT_TELL,
    CONSISTENT,
    INCONSISTENT,
    Examined,
    Said,
    parts_among,
    parts_make,
    share_is,
)
from ansinh.reading.checks.findings import Finding, jumps_of, stake
from ansinh.reading.checks.intervals import Interval, interval_of, loosely, number, printed, rounding_step
from ansinh.reading.checks.passage import in_one_sentence
from ansinh.reading.checks.sorts import name_of
from ansinh.reading.checks.structure import Structure
from ansinh.reading.claim import UNITS, Claim

DECLARED = "quan hệ đã khai báo giữa các chỉ tiêu"
# Parts that make this much of a total, and not all of it, leave a doubt: three and more; two.
NEARLY_ALL = Decimal("0.88")
ALL_BUT_A_SLIP = Decimal("0.98")
# A part this many times its total is more likely of something else; so is a quotient this far from the percent beside it.
FAR = Decimal("1.5")
NEAR = Decimal("0.25")
_WORDS = {"over": "hơn ", "nearly": "gần ", "about": "khoảng ", "under": "dưới "}


@dataclass(frozen=True)
class Bench:
    """The claims of one document (or of several laid in one row), what its text says of them, and the catalogue."""

    claims: Sequence[Claim]
    catalogue: Catalogue
    text: str = ""
    structure: Structure = field(default_factory=Structure)

    def goes_with(self, share: int) -> int | None:
        """The count the text says a percent right after; None where it says none."""
        return self._counts.get(share)

    @cached_property
    def repeats(self) -> dict[tuple[object, ...], list[int]]:
        """Where the same number of the same thing is told, in prose or in a table."""
        found: dict[tuple[object, ...], list[int]] = {}
        for position, claim in enumerate(self.claims):
            if name_of(claim):
                found.setdefault(_told_as(claim), []).append(position)
        return found

    @cached_property
    def _counts(self) -> dict[int, int]:
        return {one.share: one.count for one in self.structure.shared}

    def label(self, position: int) -> str:
        """What a claim speaks of, as short as it can be said."""
        one = self.claims[position]
        known = self.catalogue.indicators.get(one.indicator) or self.catalogue.outside.get(one.outside)
        label = known.label_vi if known else one.subject or self._words_of(one)
        return upper_first(label)

    def _words_of(self, claim: Claim) -> str:
        """The words of a claim without its number, which is told beside its name."""
        start, end = claim.number[0] - claim.start, claim.number[1] - claim.start
        return " ".join((claim.quote[:start] + " " + claim.quote[end:]).split()) or "số liệu trong câu"

    def are_together(self, positions: Sequence[int]) -> bool:
        """Whether the numbers are told in one sentence or in one table: of one thing, then."""
        claims = [self.claims[position] for position in positions]
        tables = {claim.cell[0] if claim.cell else None for claim in claims}
        return len(tables) == 1 and (None not in tables or in_one_sentence(self.text, claims))

    def said(self, position: int, *, is_quotient: bool = False) -> Said:
        """A claim's number with its bounds; a quotient may have been cut off or rounded twice."""
        one = self.claims[position]
        bounds = loosely(one) if is_quotient else interval_of(one)
        value = one.value if one.value_max is None else (one.value + one.value_max) / 2
        unit = one.unit_said if one.unit == "other" else UNITS.get(one.unit, one.unit)
        return Said(
            value,
            one.decimals,
            one.unit if one.unit in ("percent", "dong") else unit,
            self.label(position),
            bounds,
            hedged(one),
        )

    def finding(self, kind: str, positions: Sequence[int], relation: str, told: Examined) -> Finding:
        """A test made of these claims; what is printed comes last."""
        places = tuple(dict.fromkeys(positions))
        printed_ = self.claims[places[-1]]
        unit = "percent" if printed_.unit == "percent" else printed_.unit
        hangs = stake(told.difference, told.rhs or told.lhs, unit) if told.verdict != CONSISTENT else 0.0
        return Finding(
            kind,
            places,
            relation,
            told.verdict,
            told.arithmetic,
            told.said,
            told.lhs,
            told.rhs,
            told.tolerance,
            hangs,
            jumps_of(self.claims, places),
        )


def hedged(claim: Claim) -> str:
    """The number with its word: `hơn 65.000`."""
    return f"{_WORDS.get(claim.comparator, '')}{printed(claim)}"


def told_again(bench: Bench, finding: Finding) -> Finding:
    """The finding with every other place where the same numbers are told, before the last."""
    again = [
        other
        for place in finding.claims
        for other in bench.repeats.get(_told_as(bench.claims[place]), ())
        if other not in finding.claims
    ]
    places = (*finding.claims[:-1], *dict.fromkeys(again), finding.claims[-1])
    return replace(finding, claims=places, jumps=jumps_of(bench.claims, places)) if again else finding


def _told_as(claim: Claim) -> tuple[object, ...]:
    breakdown = tuple(sorted(claim.breakdown.items()))
    return (name_of(claim), claim.value, claim.unit, claim.kind, claim.period, claim.place, breakdown)


def beside(told: Examined, said: str) -> Examined:
    """The arithmetic with what the report prints: `24.890 + 6.410 + 3.500 = 34.800, báo cáo ghi 34.800`."""
    return replace(told, arithmetic=f"{told.arithmetic}, báo cáo ghi {said}")


def parts_and_total(
    bench: Bench, whole: int, parts: Sequence[int], relation: str, *, is_whole: bool, has_others: bool = False
) -> Finding:
    """Parts against their total. ``is_whole``: they are all the parts there are, so less than the total disagrees too; else
    less is right, but parts that make nearly all of it leave a doubt unless there are others, and so does a total far below
    them."""
    one, sides = bench.said(whole), [bench.said(part) for part in parts]
    told = parts_make(one, sides) if is_whole else parts_among(one, sides)
    if "≤" not in told.arithmetic and ">" not in told.arithmetic:
        told = beside(told, str(one))
    if told.verdict == INCONSISTENT and (
        told.lhs > told.rhs * FAR or _is_rounded(bench, whole, parts, told.difference)
    ):
        told = replace(told, verdict=CANNOT_TELL)
    is_sure = has_others or relation == DECLARED or len(parts) == 1
    nearly = NEARLY_ALL if len(parts) > 2 else ALL_BUT_A_SLIP
    short = "≤" in told.arithmetic and abs(told.difference) > told.tolerance
    if short and told.lhs >= told.rhs * nearly and not is_sure:
        told = replace(told, verdict=CANNOT_TELL)
    return bench.finding("parts_vs_total", (*parts, whole), relation, told)


def _is_rounded(bench: Bench, whole: int, parts: Sequence[int], short: Decimal) -> bool:
    """A total printed rounder than its parts, off by no more than that."""
    step = rounding_step(bench.claims[whole])
    return 0 < short <= step / 2 and step > max(rounding_step(bench.claims[part]) for part in parts)


def quotient(
    bench: Bench,
    percent: int,
    above: Said,
    below: Said,
    positions: Sequence[int],
    relation: str,
    kind: str = "share_vs_count",
) -> Finding | None:
    """A printed percent against the numbers it is made of; what exceeds the plan is counted from a hundred."""
    one = bench.claims[percent]
    over = (one.direction or "up") if one.is_over_plan else ""
    of = "kế hoạch" if one.kind == "percent_of_plan" else ""
    told = share_is(bench.said(percent, is_quotient=True), above, below, over=over, of=of)
    if told is None:
        return None
    word = {"up": "vượt ", "down": "thiếu "}.get(over, "")
    return bench.finding(kind, positions, relation, beside(told, f"{word}{hedged(one)} %"))


def doubted(finding: Finding) -> Finding:
    """What is far off is more likely a quotient of other numbers than a slip."""
    is_far = abs(finding.lhs - finding.rhs) > abs(finding.rhs) * NEAR
    return open_to_doubt(finding) if is_far else finding


def open_to_doubt(finding: Finding) -> Finding:
    """A disagreement of numbers that may not be of one thing."""
    return replace(finding, verdict=CANNOT_TELL) if finding.verdict == INCONSISTENT else finding


def number_said(value: Decimal, decimals: int = 0, text: str = "") -> Said:
    """A number that is no claim: printed in the text, or reckoned."""
    half = Decimal("0.5").scaleb(-decimals) if decimals else Decimal(0)
    return Said(value, decimals, between=Interval(value, value).widened(half), text=text or number(value, decimals))


def reckoned(bounds: Interval, decimals: int = 0, unit: str = "") -> Said:
    """A number known only between bounds."""
    return Said(bounds.middle, decimals, unit, between=bounds, text=number(bounds.middle, decimals, unit))
