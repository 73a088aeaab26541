"""This year beside last and next: targets below what is reached, rises and falls that do not make the number told."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from ansinh.engine.measures import Fall
from ansinh.reading.checks.arithmetic import CANNOT_TELL, CONSISTENT, INCONSISTENT, Examined
from ansinh.reading.checks.comparing import Bench
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import interval_of
from ansinh.reading.checks.sorts import name_of, sort_of
from ansinh.reading.claim import Claim

Subject = tuple[str, str | None, tuple[tuple[str, str], ...], str]
# What is given once to each in need: next year there are fewer of them.
RUN_OUT = ("house",)
# A target and a result this many times apart are more likely of two things.
OTHER = Decimal("2.5")
_SPAN = re.compile(r"(\d{4})(?:\.\.(\d{4}))?$")
_YEAR = re.compile(r"(\d{4})(?:-(?:0[1-9]|1[0-2]|H[12]|Q[1-4]|\d+M))?$")


def year_of(claim: Claim) -> int | None:
    """The year of a period that is a year or a part of one; None for spans and what is not said."""
    found = _YEAR.match(claim.period)
    return int(found.group(1)) if found else None


def subject_of(claim: Claim) -> Subject:
    return (name_of(claim), claim.place, tuple(sorted(claim.breakdown.items())), sort_of(claim))


def examine_years(bench: Bench) -> Iterator[Finding]:
    subjects: dict[Subject, list[int]] = defaultdict(list)
    for position, claim in enumerate(bench.claims):
        if name_of(claim) and not claim.is_doubtful:
            subjects[subject_of(claim)].append(position)
    for (name, *_), positions in subjects.items():
        yield from _targets(bench, name, positions)
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
    targets: dict[tuple[int, int], dict[Decimal, list[int]]] = defaultdict(lambda: defaultdict(list))
    results: dict[tuple[int, int], list[int]] = defaultdict(list)
    for position in positions:
        one = bench.claims[position]
        if one.kind == "target" and one.unit not in RUN_OUT and (span := span_of(one)) is not None:
            targets[span][one.value].append(position)
        elif one.kind == "result":
            for years in _years_of(one):
                results[years].append(position)
    for span, plans in targets.items():
        reached = _reached(bench, results.get(_years_before(span), []), way)
        if reached is not None:
            for plan in plans.values():
                yield from _beside(bench, name, plan, reached, way)


def _beside(bench: Bench, name: str, told: list[int], reached: int, way: str) -> Iterator[Finding]:
    """What lies outside the sector is only told when it disagrees."""
    found = target_and_result(bench, told, reached, way)
    if name in bench.catalogue.indicators or found.verdict == INCONSISTENT:
        yield found


def span_of(claim: Claim) -> tuple[int, int] | None:
    """The years a target is for, first and last; None for parts of a year and what is not said."""
    found = _SPAN.match(claim.period)
    return (int(found.group(1)), int(found.group(2) or found.group(1))) if found else None


def _years_of(claim: Claim) -> set[tuple[int, int]]:
    """The years a result may be laid beside: its span, or its year, of which part will do."""
    span, year = span_of(claim), year_of(claim)
    return {years for years in (span if span and span[0] < span[1] else None, year and (year, year)) if years}


def _years_before(span: tuple[int, int]) -> tuple[int, int]:
    """As many years right before."""
    return (span[0] - (span[1] - span[0]) - 1, span[0] - 1)


def _reached(bench: Bench, results: list[int], way: str) -> int | None:
    """The result of a year: of the whole year before part of it, of several the most precise; of different ones the one that
    a round number ("hơn 35.000") tells again, else None."""
    results = [place for place in results if len(bench.claims[place].period) == 4] or results
    exact = [place for place in results if bench.claims[place].comparator == "exact"]
    bounds = [place for place in results if bench.claims[place].comparator == "over"]
    values = {bench.claims[place].value for place in exact}
    if len(values) > 1:
        rounder = {interval_of(bench.claims[place]) for place in bounds}
        again = {value for value in values if any(one.low <= value <= one.high for one in rounder)}
        return next(place for place in exact if bench.claims[place].value in again) if len(again) == 1 else None
    if exact:
        return exact[0]
    best = max if way == "higher" else min
    return best(bounds or results, key=lambda place: bench.claims[place].value, default=None)


def target_and_result(bench: Bench, targets: Sequence[int], reached: int, way: str) -> Finding:
    """A target, which may be told several times, beside the result already reached: as good or better holds, and as printed."""
    plan, result = bench.said(targets[0]), bench.said(reached)
    year, last = bench.claims[targets[0]].period, bench.claims[reached].period
    is_short = plan.bounds.high < result.bounds.low if way == "higher" else plan.bounds.low > result.bounds.high
    is_far = max(plan.known, result.known) > min(plan.known, result.known) * OTHER
    sign = {(True, True): "<", (True, False): ">", (False, True): "≥", (False, False): "≤"}[is_short, way == "higher"]
    finer = plan if plan.decimals >= result.decimals else result
    less = "thấp hơn" if way == "higher" else "cao hơn"
    apart = f"{less} {finer.amount(plan.known - result.known)} so với" if is_short else "không kém"
    told_for = f"«{plan.label}»: chỉ tiêu năm {_spoken(year)} là {plan.with_unit}"
    said = f"{told_for}, {apart} mức đã đạt năm {_spoken(last)} ({result.with_unit})."
    told = Examined(
        CONSISTENT if not is_short else CANNOT_TELL if is_far else INCONSISTENT,
        f"chỉ tiêu {year}: {plan} {sign} kết quả {last}: {result}",
        said,
        plan.known,
        result.known,
        plan.tolerance + result.tolerance,
    )
    relation = "chỉ tiêu năm sau và kết quả năm nay"
    return bench.finding("target_below_result", (*targets, reached), relation, told)


def _spoken(period: str) -> str:
    """A span of years as officials write it: 2021–2025."""
    return period.replace("..", "–")


def _falls(bench: Bench, subjects: dict[Subject, list[int]]) -> Iterator[Finding]:
    """A rate cannot fall by more than itself."""
    falls = {
        name: known.measure.of for name, known in bench.catalogue.indicators.items() if isinstance(known.measure, Fall)
    }
    for (name, place, parts, sort), positions in subjects.items():
        if name not in falls:
            continue
        rates = _by_year(bench, subjects.get((falls[name], place, parts, sort), []))
        before = {year: _only_rate(bench, told) for year, told in rates.items()}
        found = (one for fall in positions if (one := _fall(bench, fall, before, rates)) is not None)
        yield from islice(found, 1)


def _by_year(bench: Bench, positions: list[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for position in positions:
        if (year := year_of(bench.claims[position])) is not None:
            found[year].append(position)
    return found


def _only_rate(bench: Bench, positions: list[int]) -> int | None:
    """The rate of a year, reported then or told a year later; None when there are different ones."""
    told = [place for kind in ("result", "prior_year") for place in positions if bench.claims[place].kind == kind]
    return told[0] if len({bench.claims[place].value for place in told}) == 1 else None


def _fall(bench: Bench, fall: int, before: dict[int, int | None], rates: dict[int, list[int]]) -> Finding | None:
    one, year = bench.claims[fall], year_of(bench.claims[fall])
    if year is None or one.kind not in ("target", "change", "result"):
        return None
    last = before.get(year - 1)
    if last is None:
        return None
    rate = bench.claims[last]
    left = interval_of(rate) - interval_of(one)
    if left.high >= 0 or one.unit != "percent":
        return None
    after = rates.get(year, [])[:1]
    was, by = bench.said(last), bench.said(fall)
    rest = f" và còn {bench.said(after[0]).with_unit}" if after else ""
    said = (
        f"«{was.label}» năm {rate.period} là {was.with_unit}, không thể giảm {by} điểm % trong năm {one.period}{rest}."
    )
    told = Examined(INCONSISTENT, f"{was} − {by} < 0", said, was.known - by.known, Decimal(0), by.tolerance)
    return bench.finding("year_over_year", (last, *after, fall), "tỷ lệ và mức giảm của nó", told)
