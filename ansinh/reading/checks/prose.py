"""What the text's own structure asks for: lists and their totals, counts and the percents after them."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ansinh.reading.checks.comparing import HUNDRED, Bench, parts_and_total, quotient, sum_of
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import Interval, interval_of, loosely, number, printed
from ansinh.reading.checks.structure import Parting, Shared, Structure, of_one_sort, sort_of

NEAR = Decimal("0.25")
COMPLETE = Decimal("0.5")


def examine_prose(bench: Bench, structure: Structure) -> Iterator[Finding]:
    for parting in structure.partings:
        yield from _parting(bench, parting)
        yield from _shares_of_parts(bench, parting, structure.shared)
    yield from _quotients(bench, structure)
    for run in structure.share_runs:
        yield from _run_of_shares(bench, run, is_structure=run in structure.structures)
    yield from _one_base(bench, structure)


def _parting(bench: Bench, parting: Parting) -> Iterator[Finding]:
    if not parting.parts:
        return
    is_whole = parting.is_whole and len(parting.parts) > 1 and _is_read_whole(bench, parting)
    found = parts_and_total(
        bench, parting.total, parting.parts, f"lời văn: «{parting.words}»", is_whole=is_whole, may_cross=parting.crosses
    )
    if found is not None:
        yield found


def _is_read_whole(bench: Bench, parting: Parting) -> bool:
    """Every number between the total and the last part was read, and the parts are most of the total: nothing was left out."""
    claims = bench.claims
    start, end = claims[parting.total].number[1], claims[parting.parts[-1]].number[0]
    taken = [one.number for one in claims]
    digits = [at for at in range(start, end) if bench.text[at : at + 1].isdigit()]
    read = all(any(low <= at < high for low, high in taken) for at in digits)
    together = sum((claims[part].value for part in parting.parts), Decimal(0))
    return read and together >= claims[parting.total].value * COMPLETE


def _shares_of_parts(bench: Bench, parting: Parting, shared: list[Shared]) -> Iterator[Finding]:
    """A part with its percent ("trong đó nữ 600 người, chiếm 60 %"). A percent far from the quotient has another base."""
    for one in shared:
        if one.count not in parting.parts or one.other_base:
            continue
        share, count, whole = bench.claims[one.share], bench.claims[one.count], bench.claims[parting.total]
        told = f"{printed(count)} : {printed(whole)} × 100"
        found = quotient(
            bench,
            one.share,
            interval_of(count),
            interval_of(whole),
            (one.count, parting.total, one.share),
            told,
            "lời văn: phần của tổng số",
        )
        if found is None:
            continue
        is_near = abs(found.lhs - share.value) <= share.value * NEAR
        if found.verdict == "consistent" or is_near:
            yield found


def _quotients(bench: Bench, structure: Structure) -> Iterator[Finding]:
    for one in structure.quotients:
        share = bench.claims[one.percent]
        positions = [place for place in (one.above, one.below) if place is not None]
        if not positions:
            continue
        above = _bounds(bench, one.above, one.above_value)
        below = _bounds(bench, one.below, one.below_value)
        if one.above is not None and one.below is not None:
            above, below = interval_of(bench.claims[one.above]), interval_of(bench.claims[one.below])
        else:
            above, below = _exactly(one.above_value), _exactly(one.below_value)
        kind = "percent_of_plan" if share.kind == "percent_of_plan" else "share_vs_count"
        told = f"{_told(one.above_value)} : {_told(one.below_value)} × 100"
        found = quotient(
            bench, one.percent, above, below, (*positions, one.percent), told, "lời văn: phân số và tỷ lệ", kind
        )
        if found is not None:
            yield found


def _bounds(bench: Bench, position: int | None, value: Decimal) -> Interval:
    return interval_of(bench.claims[position]) if position is not None else _exactly(value)


def _exactly(value: Decimal) -> Interval:
    return Interval(value, value)


def _told(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    return number(value, -exponent if isinstance(exponent, int) else 0)


def _run_of_shares(bench: Bench, run: tuple[int, ...], *, is_structure: bool) -> Iterator[Finding]:
    """Shares told in a row: together a hundred, or not above it."""
    bounds, value, told = sum_of(bench, run)
    relation = "lời văn: các tỷ lệ của một tổng"
    hundred = Interval(HUNDRED, HUNDRED)
    if bounds.meets(hundred):
        said = f"{told}, khớp 100 %."
        yield bench.finding(
            "shares_make_100", run, relation, "consistent", told, said, value, HUNDRED, bounds.half_width
        )
    elif is_structure and bounds.high < HUNDRED and len(run) > 2:
        arithmetic = f"{told} ≤ 100"
        said = f"{told}: không vượt 100 %, phần còn lại báo cáo không nêu."
        yield bench.finding(
            "shares_make_100", run, relation, "consistent", arithmetic, said, value, HUNDRED, bounds.half_width
        )
    elif is_structure and HUNDRED < bounds.low < HUNDRED * Decimal("1.2") and len(run) > 2:
        arithmetic = f"{told} > 100"
        said = f"Các tỷ lệ cộng lại {number(value, 2)} %, vượt 100 %: {told}."
        yield bench.finding(
            "shares_make_100",
            run,
            relation,
            "inconsistent",
            arithmetic,
            said,
            value,
            HUNDRED,
            bounds.half_width,
            "percent",
        )


def _one_base(bench: Bench, structure: Structure) -> Iterator[Finding]:
    """Counts with percents side by side: what they say the whole is must agree, when it does."""
    nested = {part for parting in structure.partings for part in parting.parts}
    free = [one for one in structure.shared if one.count not in nested]
    for first, second in pairwise(free):
        one, other = bench.claims[first.count], bench.claims[second.count]
        if not of_one_sort(one, other) or sort_of(one) == "dong" or one.number[0] + 400 < other.number[0]:
            continue
        wholes = [implied(bench, pair.count, pair.share) for pair in (first, second)]
        if wholes[0] is None or wholes[1] is None or not wholes[0].meets(wholes[1]):
            continue
        yield agreeing(bench, (second.count, second.share), (first.count, first.share), "lời văn: hai tỷ lệ cạnh nhau")


def implied(bench: Bench, count: int, share: int) -> Interval | None:
    """What a count and its percent say the whole is: 126.346 at 43,95 % is 287.444-287.509."""
    whole = interval_of(bench.claims[count]).times(HUNDRED).per(loosely(bench.claims[share]))
    return whole


def agreeing(bench: Bench, pair: tuple[int, int], anchor: tuple[int, int], relation: str) -> Finding:
    """A count and its percent, beside the whole that another pair implies. Both percents must not be nought."""
    whole = implied(bench, *anchor)
    assert whole is not None
    count, share = (bench.claims[position] for position in pair)
    base_count, base_share = (bench.claims[position] for position in anchor)
    told = (
        f"{printed(base_count)} : {printed(base_share)} % = {number(whole.middle)} (tổng số suy ra); "
        f"{printed(count)} : {number(whole.middle)} × 100"
    )
    found = quotient(bench, pair[1], interval_of(count), whole, (*pair, *anchor), told, relation)
    assert found is not None
    return found
