"""What the text's own structure asks for: lists and totals, counts and percents, results and what they rose by."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ansinh.core.numbers import decimal
from ansinh.reading.checks.arithmetic import CONSISTENT, INCONSISTENT, Examined, hundred, sum_told
from ansinh.reading.checks.comparing import (
    NEAR,
    Bench,
    beside,
    hedged,
    number_said,
    parts_and_total,
    quotient,
    reckoned,
)
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import HUNDRED, Interval, interval_of, loosely, number, printed, total
from ansinh.reading.checks.lists import Parting
from ansinh.reading.checks.moves import Moved, Priced
from ansinh.reading.checks.shares import Quotient, Shared
from ansinh.reading.checks.sorts import LEVELS, of_one_sort, sort_of
from ansinh.reading.checks.structure import Structure
from ansinh.reading.claim import Claim

# A sum of money this far from prices times counts is for something else too.
CLOSE = Decimal("0.05")
# How many numbers back a total may stand.
AS_FAR = 20
# How many, when nothing calls it a plan.
NEARBY = 6
# Numbers whose words leave more than this open fit too many percents.
PRECISE = Decimal("0.01")
# Shares of one structure do not exceed a hundred by more than this.
AT_MOST = Decimal(120)


def examine_prose(bench: Bench) -> Iterator[Finding]:
    structure = bench.structure
    for parting in _explained(structure):
        relation = f"lời văn: «{parting.words}»"
        yield parts_and_total(
            bench, parting.total, parting.parts, relation, is_whole=parting.is_whole, has_others=parting.has_others
        )
        yield from _shares_of_parts(bench, parting, structure.shared)
        if parting.is_whole:
            yield from _percents_beside(bench, parting)
    for one in structure.quotients:
        yield from _quotient(bench, one)
    for run, is_structure in structure.runs:
        yield from _run_of_shares(bench, run, is_structure=is_structure)
    yield from _one_base(bench)
    yield from _earlier_base(bench)
    yield from _earlier_plan(bench)
    for moved in structure.moved:
        yield from _moved(bench, moved)
    for moved in structure.points:
        yield from (one for one in _moved(bench, moved) if one.verdict == CONSISTENT)
    yield from _moved_apart(bench)
    for average in structure.averages:
        yield from _average(bench, *average)
    for run in structure.hundreds:
        yield bench.finding(
            "shares_make_100", run, "lời văn: các tỷ lệ của một tổng", hundred([bench.said(share) for share in run])
        )
    yield from _moves_of_parts(bench)
    for whole, part in structure.narrower:
        found = parts_and_total(bench, whole, (part,), "lời văn: «trong đó»", is_whole=False)
        if found.verdict == CONSISTENT:
            yield found
    yield from _in_brackets(bench)
    for priced in structure.priced:
        yield from _priced(bench, priced)


def _in_brackets(bench: Bench) -> Iterator[Finding]:
    """A number in brackets after one of its sort is of it: "27 phiên (15 phiên lưu động)"; what is more is of something else."""
    told = {part for parting in bench.structure.partings for part in parting.parts}
    told |= {mean for _, mean, _ in bench.structure.averages}
    for part, whole in bench.structure.owners.items():
        one, other = bench.claims[part], bench.claims[whole]
        is_note = bench.text[one.number[0] :].lstrip("0123456789. ")[:1] == ")"
        if (
            part not in told
            and not is_note
            and of_one_sort(one, other)
            and one.kind in LEVELS
            and one.unit not in ("percent", "dong")
        ):
            found = parts_and_total(bench, whole, (part,), "lời văn: số trong ngoặc", is_whole=False)
            if found.verdict == CONSISTENT:
                yield found


def _explained(structure: Structure) -> Iterator[Parting]:
    """The lists the text opens; one that stops short of a total which more of its numbers make gives way to the sum of them."""
    made: dict[int, list[set[int]]] = defaultdict(list)
    for one in structure.sums:
        made[one.total].append(set(one.parts))
    for one in structure.partings:
        if not any(set(one.parts) < parts for parts in made[one.total]):
            yield one
            made[one.total] = [parts for parts in made[one.total] if parts != set(one.parts)]
    yield from (one for one in structure.sums if set(one.parts) in made[one.total])


def _shares_of_parts(bench: Bench, parting: Parting, shared: list[Shared]) -> Iterator[Finding]:
    """A part with its percent ("trong đó nữ 600 người, chiếm 60 %"). A percent far from the quotient has another base."""
    for one in shared:
        if one.count not in parting.parts or one.other_base:
            continue
        above, below = bench.said(one.count), bench.said(parting.total)
        positions = (one.count, parting.total, one.share)
        found = quotient(bench, one.share, above, below, positions, "lời văn: phần của tổng số")
        if found and (found.verdict == CONSISTENT or abs(found.lhs - found.rhs) <= found.rhs * NEAR):
            yield found


def _percents_beside(bench: Bench, parting: Parting) -> Iterator[Finding]:
    """A percent right before or after a part ("Sửa chữa (15,86 %): 64.180 triệu") that is its share of the total."""
    place_of = {position: k for k, position in enumerate(bench.structure.order)}
    for part in parting.parts:
        for beside_ in (place_of[part] - 1, place_of[part] + 1):
            share = bench.structure.order[beside_] if 0 <= beside_ < len(place_of) else part
            one, count = bench.claims[share], bench.claims[part]
            between = bench.text[min(one.number[1], count.number[1]) : max(one.number[0], count.number[0])]
            if one.unit == "percent" and one.kind in LEVELS and len(between) < 40 and "\n" not in between:
                sides = bench.said(part), bench.said(parting.total)
                found = quotient(bench, share, *sides, (part, parting.total, share), "lời văn: phần của tổng số")
                if found is not None and found.verdict == CONSISTENT:
                    yield found


def _quotient(bench: Bench, one: Quotient) -> Iterator[Finding]:
    positions = [place for place in (one.above, one.below, one.percent) if place is not None]
    if len(positions) < 2:
        return
    if one.percent is None:
        assert one.above is not None and one.below is not None
        if one.above_value <= one.below_value and bench.claims[one.above].kind == "result":
            yield parts_and_total(bench, one.below, (one.above,), "lời văn: phân số", is_whole=False)
        return
    kind = "percent_of_plan" if bench.claims[one.percent].kind == "percent_of_plan" else "share_vs_count"
    above, below = (number_said(value, _decimals(value)) for value in (one.above_value, one.below_value))
    found = quotient(bench, one.percent, above, below, positions, "lời văn: phân số và tỷ lệ", kind)
    if found is not None:
        yield found


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _run_of_shares(bench: Bench, run: tuple[int, ...], *, is_structure: bool) -> Iterator[Finding]:
    """Shares told in a row: together a hundred, or not above it."""
    shares = [bench.said(share) for share in run]
    bounds, value, told = sum_told(shares)
    found = hundred(shares)
    if found.verdict == INCONSISTENT and value < HUNDRED:
        said = f"«{shares[0].label}» và các tỷ lệ bên cạnh cộng lại {told.rpartition(' = ')[2]} %, không vượt 100 %."
        found = Examined(CONSISTENT, f"{told} ≤ 100", said, value, HUNDRED, bounds.half_width)
    elif found.verdict == CONSISTENT:
        is_structure = True
    if is_structure and value < AT_MOST and (len(run) > 2 or "≤" not in found.arithmetic):
        yield bench.finding("shares_make_100", run, "lời văn: các tỷ lệ của một tổng", found)


def _one_base(bench: Bench) -> Iterator[Finding]:
    """Counts with percents side by side: what they say the whole is agrees, when they have one."""
    nested = {part for parting in bench.structure.partings for part in parting.parts}
    free = [one for one in bench.structure.shared if one.count not in nested]
    for first, second in pairwise(free):
        one, other = bench.claims[first.count], bench.claims[second.count]
        if not of_one_sort(one, other) or sort_of(one) == "dong" or one.number[0] + 400 < other.number[0]:
            continue
        wholes = [implied(bench, pair.count, pair.share) for pair in (first, second)]
        if wholes[0] and wholes[1] and wholes[0].meets(wholes[1]):
            pair, anchor = (second.count, second.share), (first.count, first.share)
            yield agreeing(bench, pair, anchor, "lời văn: hai tỷ lệ cạnh nhau")


def _earlier_base(bench: Bench) -> Iterator[Finding]:
    """A count and its percent of a total told before it, which only the arithmetic names: when one of them fits, it is that."""
    nested = {part for parting in bench.structure.partings for part in parting.parts}
    for one in bench.structure.shared:
        if one.count in nested and not one.other_base:
            continue
        count = bench.claims[one.count]
        fitting = []
        for position in range(max(0, one.count - AS_FAR), one.count):
            whole = bench.claims[position]
            is_alike = sort_of(whole) == sort_of(count) and (whole.kind, whole.place) == (count.kind, count.place)
            if is_alike and whole.value > count.value > 0 and whole.cell is None:
                positions = (one.count, position, one.share)
                found = quotient(
                    bench, one.share, bench.said(one.count), bench.said(position), positions, "tổng nêu trước đó"
                )
                if found is not None and found.verdict == CONSISTENT:
                    fitting.append(found)
        if len(fitting) == 1:
            yield fitting[0]


def _earlier_plan(bench: Bench) -> Iterator[Finding]:
    """A result, the percent of plan right after it, and the plan told before in other words: the only number that fits."""
    order = bench.structure.order
    for k in range(2, len(order)):
        result, percent = bench.claims[order[k - 1]], bench.claims[order[k]]
        gap = bench.text[result.number[1] : percent.number[0]]
        if percent.kind != "percent_of_plan" or result.kind != "result" or len(gap) > 60 or re.search(r"[.;]\s", gap):
            continue
        fitting = []
        for j in range(max(0, k - AS_FAR), k - 1):
            plan = bench.claims[order[j]]
            has_own_plan = bench.claims[order[j + 1]].kind == "percent_of_plan"
            is_plan = plan.kind == "target" or (plan.kind == "result" and j >= k - NEARBY and not has_own_plan)
            is_close = max(interval_of(plan).spread, interval_of(result).spread) <= PRECISE
            if is_plan and is_close and sort_of(plan) == sort_of(result) and plan.unit != "percent":
                sides = bench.said(order[k - 1]), bench.said(order[j])
                places = (order[k - 1], order[j], order[k])
                found = quotient(bench, order[k], *sides, places, "kế hoạch nêu trước đó", "percent_of_plan")
                if found is not None and found.verdict == CONSISTENT:
                    fitting.append(found)
        if len(fitting) == 1:
            yield fitting[0]


def implied(bench: Bench, count: int, share: int) -> Interval | None:
    """What a count and its percent say the whole is: 126.346 at 43,95 % is 287.444-287.509. None when either may be nought."""
    above = interval_of(bench.claims[count]).times(HUNDRED)
    return above.per(loosely(bench.claims[share])) if above.low > 0 else None


def implied_told(bench: Bench, count: int, share: int) -> str:
    """`126.346 : 43,95 % = 287.477`."""
    whole = implied(bench, count, share)
    reckoned_ = "" if whole is None else number(whole.middle)
    return f"{printed(bench.claims[count])} : {printed(bench.claims[share])} % = {reckoned_}"


def agreeing(bench: Bench, pair: tuple[int, int], anchor: tuple[int, int], relation: str) -> Finding:
    """A count and its percent, beside the whole that another pair implies. Both percents must not be nought."""
    whole = implied(bench, *anchor)
    assert whole is not None
    found = quotient(bench, pair[1], bench.said(pair[0]), reckoned(whole), (*pair[:1], *anchor, pair[1]), relation)
    assert found is not None
    told = f"{implied_told(bench, *anchor)} (tổng số suy ra); {found.arithmetic}"
    return replace(found, arithmetic=told)


def _moved(bench: Bench, moved: Moved) -> Iterator[Finding]:
    """Each percent or number of times beside the rise in numbers, or beside last period's number."""
    amounts = [(place, way) for place, way in moved.by if _is_amount(bench.claims[place], bench.claims[moved.now])]
    rates = [(place, way) for place, way in moved.by if (place, way) not in amounts]
    now = interval_of(bench.claims[moved.now])
    if moved.before is not None:
        tests = [(place, way, interval_of(bench.claims[moved.before]), moved.before) for place, way in moved.by]
    elif len(amounts) == 1:
        by, way = interval_of(bench.claims[amounts[0][0]]), amounts[0][1]
        before = now + by if way == "down" else now - by
        tests = [(place, its, before, amounts[0][0]) for place, its in rates if its == way]
    else:
        tests = []
    for place, way, before, told_by in tests:
        found = changed(bench, place, way, moved.now, before, (told_by,))
        if found is not None:
            yield found


def _moved_apart(bench: Bench) -> Iterator[Finding]:
    """Of the numbers a change may be of, the only one it fits."""
    fitting: dict[int, list[Finding]] = defaultdict(list)
    for moved in bench.structure.apart:
        fitting[moved.by[-1][0]] += [one for one in _moved(bench, moved) if one.verdict == CONSISTENT]
    yield from (told[0] for told in fitting.values() if len(told) == 1)


def _average(bench: Bench, whole: int, mean: int, years: int) -> Iterator[Finding]:
    """A number of several years that is so many times what it is a year; another ratio may be of other years."""
    one, each = bench.said(whole), bench.said(mean, is_quotient=True)
    told = f"{one} : {years} năm = {number(one.known / years, max(each.decimals, 0) + 1, each.unit)}"
    if each.bounds.times(years).meets(one.bounds):
        said = f"«{one.label}» bình quân mỗi năm ghi {each.with_unit}, khớp với {one.with_unit} trong {years} năm."
        found = Examined(CONSISTENT, told, said, one.known / years, each.known, each.bounds.half_width)
        yield bench.finding("unit_price", (whole, mean), "lời văn: bình quân mỗi năm", beside(found, str(each)))


def _moves_of_parts(bench: Bench) -> Iterator[Finding]:
    """Where the parts make the total, what they rose by makes what it rose by."""
    rises = {
        moved.now: [(place, way) for place, way in moved.by if _is_amount(bench.claims[place], bench.claims[moved.now])]
        for moved in bench.structure.moved
    }
    for parting in bench.structure.partings:
        told = [rises.get(place, []) for place in (parting.total, *parting.parts)]
        if parting.is_whole and all(len(one) == 1 for one in told) and len({one[0][1] for one in told}) == 1:
            whole, *parts = (one[0][0] for one in told)
            yield parts_and_total(bench, whole, parts, "lời văn: mức tăng, giảm của các phần", is_whole=True)


def _is_amount(change: Claim, now: Claim) -> bool:
    return sort_of(change) == sort_of(now) and change.unit != "percent"


def changed(
    bench: Bench,
    change: int,
    way: str,
    now: int,
    before: Interval,
    told_by: tuple[int, ...],
    relation: str = "lời văn: kết quả và mức tăng, giảm",
) -> Finding | None:
    """ "Tăng 6 %" beside this period's number and the last one's. A percent of a rate may be points or a percent, "tăng 3 lần"
    may be to or by: what fits one of its meanings holds. None when last period's number may be nought."""
    one, here = bench.claims[change], bench.claims[now]
    meanings = _meanings(one, here, way, before)
    if not meanings:
        return None
    bounds, said_now = loosely(one), bench.said(now)
    holds = any(meaning.meets(bounds) for meaning in meanings)
    nearest = min(meanings, key=lambda meaning: abs(meaning.middle - one.value))
    unit = "%" if one.unit == "percent" else bench.said(change).unit_name
    word = {"down": "giảm", "as": "bằng"}.get(way, "tăng")
    last = number(before.middle, here.decimals, here.unit)
    places = 0 if _is_amount(one, here) else max(one.decimals, 0) + 2
    size = abs(nearest.middle)
    exact = decimal(size, places) if places else number(size, one.decimals, one.unit)
    reckoned_ = word if nearest.middle >= 0 else {"down": "tăng", "up": "giảm"}.get(way, word)
    arithmetic = f"{last} → {printed(here)}: {reckoned_} {exact} {unit}"
    written = f"«{said_now.label}» ghi {word} {hedged(one)} {unit}"
    between = f"từ {last} đến {said_now.with_unit}"
    off = bench.said(change).amount(nearest.middle - one.value) if places == 0 or one.unit == "percent" else ""
    off = off or f"{decimal(abs(nearest.middle - one.value), places)} {unit}"
    said = (
        f"{written}, khớp với mức {between}."
        if holds
        else f"{written}, nhưng {between} là {reckoned_} {exact} {unit}: lệch {off}."
    )
    tolerance = bounds.half_width + nearest.half_width
    told = Examined(CONSISTENT if holds else INCONSISTENT, arithmetic, said, nearest.middle, one.value, tolerance)
    return bench.finding(
        "year_over_year", (now, *told_by, change), relation, beside(told, f"{word} {hedged(one)} {unit}")
    )


def _meanings(change: Claim, now: Claim, way: str, before: Interval) -> list[Interval]:
    """What a change may be said of, in its unit; empty when it cannot be reckoned."""
    here = interval_of(now)
    rise = before - here if way == "down" else here - before
    times = here.per(before)
    if _is_amount(change, now):
        return [rise]
    if times is None:
        return []
    if change.unit == "percent":
        percent = times.times(HUNDRED)
        hundred_ = Interval(HUNDRED, HUNDRED)
        beyond = hundred_ - percent if way == "down" else percent - hundred_
        return [beyond, percent, *([rise] if now.unit == "percent" else [])]
    if change.unit_said.lower().startswith("lần"):
        return [times, times + Interval(Decimal(-1), Decimal(-1))]
    return []


def _priced(bench: Bench, priced: Priced) -> Iterator[Finding]:
    """So much each, so many: the sum. A sum further off counts something else (months, others)."""
    pairs = [(bench.claims[price], bench.claims[count]) for price, count in priced.pairs]
    together = total([_product(interval_of(price), interval_of(count)) for price, count in pairs])
    whole = bench.said(priced.sum)
    value = sum((price.value * count.value for price, count in pairs), Decimal(0))
    holds = together.meets(whole.bounds)
    if not holds and (not priced.is_named or abs(value - whole.known) > whole.known * CLOSE):
        return
    told = " + ".join(f"{printed(price)} × {hedged(count)}" for price, count in pairs)
    arithmetic = f"{told} = {number(value, whole.decimals, 'dong')} đồng, báo cáo ghi {whole} đồng"
    written, all_ = f"«{whole.label}» ghi {whole} đồng", f"{number(value, whole.decimals, 'dong')} đồng"
    off = f"nhưng mức chi nhân số lượng là {all_}: lệch {whole.amount(value - whole.known)}"
    said = f"{written}, {'khớp với mức chi nhân số lượng' if holds else off}."
    tolerance = together.half_width + whole.tolerance
    found = Examined(CONSISTENT if holds else INCONSISTENT, arithmetic, said, value, whole.known, tolerance)
    positions = (*(place for pair in priced.pairs for place in pair), priced.sum)
    yield bench.finding("unit_price", positions, "lời văn: mức chi, số lượng và tổng", found)


def _product(one: Interval, other: Interval) -> Interval:
    return Interval(one.low * other.low, one.high * other.high)
