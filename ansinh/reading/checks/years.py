"""This year beside last and next: targets below what is reached, rises and falls that do not make the number told."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ansinh.core.numbers import decimal
from ansinh.engine.measures import Fall
from ansinh.reading.checks.comparing import HUNDRED, Bench, amount, hedged, with_unit
from ansinh.reading.checks.declared import known_as
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import Interval, interval_of, loosely, number, printed
from ansinh.reading.checks.structure import sort_of
from ansinh.reading.claim import Claim

Subject = tuple[str, str | None, tuple[tuple[str, str], ...], str]
_YEAR = re.compile(r"(\d{4})(?:-(?:0[1-9]|1[0-2]|H[12]|Q[1-4]|\d+M))?$")


def year_of(claim: Claim) -> int | None:
    """The year of a period that is a year or a part of one; None for spans and what is not said."""
    found = _YEAR.match(claim.period)
    return int(found.group(1)) if found else None


def subject_of(claim: Claim) -> Subject:
    return (known_as(claim), claim.place, tuple(sorted(claim.breakdown.items())), sort_of(claim))


def examine_years(bench: Bench) -> Iterator[Finding]:
    subjects: dict[Subject, list[int]] = defaultdict(list)
    for position, claim in enumerate(bench.claims):
        if known_as(claim) and not claim.is_doubtful:
            subjects[subject_of(claim)].append(position)
    for (name, *_), positions in subjects.items():
        yield from _targets(bench, name, positions)
        yield from _changes(bench, name, positions)
    yield from _falls(bench, subjects)


def better(bench: Bench, name: str) -> str:
    """Which way is progress, "" when nobody said; the fall of a rate is not a level to keep up."""
    known = bench.catalogue.indicators.get(name)
    if known is not None:
        return "" if isinstance(known.measure, Fall) else known.better
    outside = bench.catalogue.outside.get(name)
    return outside.better if outside else ""


def _targets(bench: Bench, name: str, positions: list[int]) -> Iterator[Finding]:
    """Each target for a year beside what the year before it reached."""
    way = better(bench, name)
    if not way:
        return
    tested = set()
    for target in positions:
        plan, year = bench.claims[target], year_of(bench.claims[target])
        if plan.kind != "target" or year is None or len(plan.period) != 4:
            continue
        reached = _reached(bench, [place for place in positions if year_of(bench.claims[place]) == year - 1], way)
        if reached is None or (plan.value, reached) in tested:
            continue
        tested.add((plan.value, reached))
        found = target_and_result(bench, target, reached, way)
        if name in bench.catalogue.indicators or found.verdict == "inconsistent":
            yield found


def _reached(bench: Bench, positions: list[int], way: str) -> int | None:
    """The result of a year: of the whole year before part of it, of several the most precise; None when they disagree."""
    results = [place for place in positions if bench.claims[place].kind == "result"]
    results = [place for place in results if len(bench.claims[place].period) == 4] or results
    exact = [place for place in results if bench.claims[place].comparator == "exact"]
    if len({bench.claims[place].value for place in exact}) > 1:
        return None
    if exact:
        return exact[0]
    bounds = [place for place in results if bench.claims[place].comparator == "over"]
    best = max if way == "higher" else min
    return best(bounds or results, key=lambda place: bench.claims[place].value, default=None)


def target_and_result(bench: Bench, target: int, reached: int, way: str) -> Finding:
    """A target beside the result already reached: as good or better holds, and as printed."""
    plan, result = bench.claims[target], bench.claims[reached]
    wanted, got = interval_of(plan), interval_of(result)
    is_short = wanted.high < got.low if way == "higher" else wanted.low > got.high
    sign = ("<" if way == "higher" else ">") if is_short else ("≥" if way == "higher" else "≤")
    arithmetic = f"chỉ tiêu {plan.period}: {hedged(plan)} {sign} kết quả {result.period}: {hedged(result)}"
    label = bench.label(target)
    if is_short:
        less = "thấp hơn" if way == "higher" else "cao hơn"
        apart = amount(plan.value - result.value, result if result.decimals > plan.decimals else plan)
        said = f"Chỉ tiêu «{label}» năm {plan.period} là {with_unit(plan)}, {less} mức đã đạt năm {result.period} ({with_unit(result)}): {apart}."
    else:
        said = f"Chỉ tiêu «{label}» năm {plan.period} là {with_unit(plan)}, không kém mức đã đạt năm {result.period} ({with_unit(result)})."
    verdict = "inconsistent" if is_short else "consistent"
    tolerance = wanted.half_width + got.half_width
    return bench.finding(
        "target_below_result",
        (target, reached),
        "chỉ tiêu năm sau và kết quả năm nay",
        verdict,
        arithmetic,
        said,
        plan.value,
        result.value,
        tolerance,
        plan.unit,
    )


def _changes(bench: Bench, name: str, positions: list[int]) -> Iterator[Finding]:
    """A rise or fall beside the two numbers it lies between."""
    for change in positions:
        one = bench.claims[change]
        year = year_of(one)
        if one.kind != "change" or year is None or (one.unit == "percent" and one.value_max is not None):
            continue
    yield from ()


def changed(bench: Bench, change: int, now: int, before: int, relation: str) -> Finding | None:
    """ "Tăng 6 %" beside this year's number and last year's. Percents of a rate may be points or percents: either will do."""
    one, here, last = bench.claims[change], bench.claims[now], bench.claims[before]
    difference = interval_of(here) - interval_of(last)
    if one.direction == "down":
        difference = Interval(-difference.high, -difference.low)
    sign = "−" if one.direction != "down" else "−"
    told = f"{printed(here)} {sign} {printed(last)} = {number(here.value - last.value, max(here.decimals, last.decimals), here.unit)}"
    ways = []
    if one.unit == "percent":
        ratio = difference.times(HUNDRED).per(interval_of(last))
        base = interval_of(last)
        if base.low <= 0:
            return None
        ratio = Interval(*sorted((difference.low * HUNDRED / base.high, difference.high * HUNDRED / base.low)))
        ratio = Interval(
            min(x * HUNDRED / y for x in (difference.low, difference.high) for y in (base.low, base.high)),
            max(x * HUNDRED / y for x in (difference.low, difference.high) for y in (base.low, base.high)),
        )
        ways.append(ratio)
        ways.append(ratio.widened(Decimal(0)) + Interval(HUNDRED, HUNDRED))
        if here.unit == "percent":
            ways.append(difference)
    else:
        ways.append(difference)
    bounds = loosely(one)
    holds = any(way.meets(bounds) for way in ways)
    percent = f" ({decimal(ways[0].middle)} %)" if one.unit == "percent" else ""
    way = {"up": "tăng ", "down": "giảm "}.get(one.direction, "")
    arithmetic = f"{told}{percent}, báo cáo ghi {way}{hedged(one)}{' %' if one.unit == 'percent' else ''}"
    ending = "khớp" if holds else "không khớp"
    said = f"«{bench.label(now)}» {with_unit(here)}, kỳ trước {with_unit(last)}: {arithmetic}: {ending}."
    verdict = "consistent" if holds else "inconsistent"
    nearest = min(ways, key=lambda way: abs(way.middle - one.value))
    return bench.finding(
        "year_over_year",
        (change, before, now),
        relation,
        verdict,
        arithmetic,
        said,
        nearest.middle,
        one.value,
        bounds.half_width + nearest.half_width,
        one.unit,
    )


def _falls(bench: Bench, subjects: dict[Subject, list[int]]) -> Iterator[Finding]:
    """A rate cannot fall by more than itself."""
    falls = {
        name: known.measure.of for name, known in bench.catalogue.indicators.items() if isinstance(known.measure, Fall)
    }
    for (name, place, parts, sort), positions in subjects.items():
        if name not in falls:
            continue
        rates = subjects.get((falls[name], place, parts, sort), [])
        found = [one for fall in positions if (one := _fall(bench, fall, rates)) is not None]
        yield from found[:1]


def _fall(bench: Bench, fall: int, rates: list[int]) -> Finding | None:
    one, year = bench.claims[fall], year_of(bench.claims[fall])
    if year is None or one.kind not in ("target", "change", "result"):
        return None
    before = [
        place for place in rates if year_of(bench.claims[place]) == year - 1 and bench.claims[place].kind == "result"
    ]
    before += [
        place
        for place in rates
        if bench.claims[place].kind == "prior_year" and year_of(bench.claims[place]) == year - 1
    ]
    if len({bench.claims[place].value for place in before}) != 1:
        return None
    rate = bench.claims[before[0]]
    left = interval_of(rate) - interval_of(one)
    if left.high >= 0 or one.unit != "percent":
        return None
    after = [place for place in rates if year_of(bench.claims[place]) == year][:1]
    arithmetic = f"{printed(rate)} − {hedged(one)} < 0"
    said = (
        f"«{bench.label(before[0])}» năm {rate.period} là {hedged(rate)} %, không thể giảm {hedged(one)} điểm % trong năm {one.period}"
        + (f" và còn {hedged(bench.claims[after[0]])} %" if after else "")
        + "."
    )
    value = rate.value - one.value
    return bench.finding(
        "year_over_year",
        (before[0], *after, fall),
        "tỷ lệ và mức giảm của nó",
        "inconsistent",
        arithmetic,
        said,
        value,
        Decimal(0),
        interval_of(one).half_width,
        "percent",
        rate.value,
    )
