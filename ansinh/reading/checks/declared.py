"""The relations of the catalogue, tested on claims of the same place, period, kind and breakdown."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from ansinh.engine import Relation
from ansinh.engine.measures import Among, NotBelow, Parts, Same, Share
from ansinh.reading.checks.comparing import HUNDRED, Bench, amount, hedged, parts_and_total, quotient, sum_of, with_unit
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import Interval, interval_of, number, printed
from ansinh.reading.checks.prose import agreeing, implied
from ansinh.reading.claim import Claim

Scope = tuple[str, str | None, str, tuple[tuple[str, str], ...], str]
DECLARED = "quan hệ đã khai báo giữa các chỉ tiêu"
AMOUNTS = ("result", "target", "prior_year")
_POINT = Decimal("0.1")


def known_as(claim: Claim) -> str:
    """The indicator, or the subject outside the sector."""
    return claim.indicator or claim.outside


def scope_of(claim: Claim) -> Scope:
    """What must be the same for two claims to be laid beside each other. A level assigned by another is another plan."""
    return (claim.kind, claim.place, claim.period, tuple(sorted(claim.breakdown.items())), claim.assigned_by)


@dataclass
class Told:
    """The claims of one scope by what they speak of."""

    bench: Bench
    by_name: dict[str, list[int]]

    def one(self, name: str) -> int | None:
        """The position of the only number told of a name; None when none or different ones are. Words count less than numbers."""
        positions = self.by_name.get(name, [])
        if len(positions) < 2:
            return positions[0] if positions else None
        claims = [self.bench.claims[position] for position in positions]
        if len({claim.value for claim in claims}) == 1:
            return positions[0]
        exact = [position for position in positions if self.bench.claims[position].comparator == "exact"]
        return exact[0] if len({self.bench.claims[position].value for position in exact}) == 1 else None

    def all_of(self, names: Iterable[str]) -> list[int] | None:
        found = [self.one(name) for name in names]
        return [place for place in found if place is not None] if None not in found else None

    def some_of(self, names: Iterable[str]) -> list[int]:
        return [place for name in names if (place := self.one(name)) is not None]


def scopes(bench: Bench) -> dict[Scope, Told]:
    found: dict[Scope, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, claim in enumerate(bench.claims):
        if known_as(claim) and not claim.is_doubtful:
            found[scope_of(claim)][known_as(claim)].append(position)
    return {scope: Told(bench, dict(names)) for scope, names in found.items()}


def examine_declared(bench: Bench) -> Iterator[Finding]:
    relations = bench.catalogue.relations
    told_in = scopes(bench)
    shares = [one for one in relations if isinstance(one, Share)]
    for scope, told in told_in.items():
        if scope[0] not in AMOUNTS:
            continue
        for relation in relations:
            yield from _examined(bench, relation, told)
        yield from _bases(bench, shares, [one for one in relations if isinstance(one, Parts)], told)
    yield from _plans(bench, told_in)


def _examined(bench: Bench, relation: Relation, told: Told) -> Iterator[Finding]:
    found: Finding | None = None
    match relation:
        case Parts(total, parts) | Among(total, parts):
            whole, known = told.one(total), told.some_of(parts)
            if whole is not None and known:
                is_whole = isinstance(relation, Parts) and len(known) == len(parts)
                found = parts_and_total(bench, whole, known, DECLARED, is_whole=is_whole)
                if found is not None and found.verdict == "consistent" and len(known) < 2:
                    found = None
        case NotBelow(figure, floor):
            sides = told.all_of((figure, floor))
            if sides:
                found = _not_below(bench, sides[0], sides[1])
        case Same(first, second):
            sides = told.all_of((first, second))
            if sides:
                found = same_number(bench, sides[0], sides[1], "same_twice", DECLARED)
        case Share(share, count, of):
            sides = told.all_of((share, count, of))
            if sides:
                found = _share(bench, *sides)
    if found is not None:
        yield found


def _not_below(bench: Bench, above: int, below: int) -> Finding | None:
    figure, floor = bench.claims[above], bench.claims[below]
    if interval_of(floor).low <= interval_of(figure).high:
        return None
    arithmetic = f"{hedged(floor)} > {hedged(figure)}"
    over = floor.value - figure.value
    said = f"«{bench.label(below)}» {with_unit(floor)} nhiều hơn «{bench.label(above)}» {with_unit(figure)}: vượt {amount(over, figure)}."
    return bench.finding(
        "not_below",
        (below, above),
        DECLARED,
        "inconsistent",
        arithmetic,
        said,
        floor.value,
        figure.value,
        Decimal(0),
        figure.unit,
    )


def _share(bench: Bench, share: int, count: int, of: int) -> Finding | None:
    one, whole = bench.claims[count], bench.claims[of]
    told = f"{printed(one)} : {printed(whole)} × 100"
    return quotient(bench, share, interval_of(one), interval_of(whole), (count, of, share), told, DECLARED)


def same_number(bench: Bench, first: int, second: int, kind: str, relation: str) -> Finding:
    """Two numbers that should be one."""
    one, other = bench.claims[first], bench.claims[second]
    bounds, beside = interval_of(one), interval_of(other)
    holds = bounds.meets(beside)
    arithmetic = f"{hedged(one)} {'=' if holds else '≠'} {hedged(other)}"
    difference = one.value - other.value
    ending = "khớp" if holds else f"lệch {amount(difference, one)}"
    said = f"«{bench.label(first)}»: {with_unit(one)} và {with_unit(other)}: {ending}."
    tolerance = bounds.half_width + beside.half_width
    verdict = "consistent" if holds else "inconsistent"
    return bench.finding(
        kind, (first, second), relation, verdict, arithmetic, said, one.value, other.value, tolerance, one.unit
    )


def _bases(bench: Bench, shares: Sequence[Share], partings: Sequence[Parts], told: Told) -> Iterator[Finding]:
    """Counts and percents of one whole that is not told: what each pair implies must agree, and all parts must make it."""
    pairs: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in shares:
        sides = told.all_of((one.count, one.share))
        if sides and implied(bench, sides[0], sides[1]) is not None:
            pairs[one.of][one.count] = (sides[0], sides[1])
    for of, known in pairs.items():
        if told.by_name.get(of) or len(known) < 2:
            continue
        anchor = _anchor(bench, list(known.values()))
        for pair in known.values():
            if pair != anchor:
                yield agreeing(bench, pair, anchor, DECLARED)
        for parting in partings:
            if parting.total == of:
                yield from _implied_whole(bench, parting, told, anchor)
    for parting in partings:
        names = {one.count: one.share for one in shares if one.of == parting.total}
        if all(part in names for part in parting.parts):
            run = told.all_of(names[part] for part in parting.parts)
            if run:
                yield _hundred(bench, run)


def _anchor(bench: Bench, pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """The pair that most others agree with; of those the most precise."""
    wholes = {pair: implied(bench, *pair) for pair in pairs}

    def agreement(pair: tuple[int, int]) -> tuple[int, Decimal]:
        mine = wholes[pair]
        assert mine is not None
        others = [whole for whole in wholes.values() if whole is not None]
        return -sum(mine.meets(whole) for whole in others), mine.spread

    return min(pairs, key=agreement)


def _implied_whole(bench: Bench, parting: Parts, told: Told, anchor: tuple[int, int]) -> Iterator[Finding]:
    counts = told.all_of(parting.parts)
    whole = implied(bench, *anchor)
    if counts is None or whole is None:
        return
    bounds, value, sum_told = sum_of(bench, counts)
    one, share = bench.claims[anchor[0]], bench.claims[anchor[1]]
    derived = f"{printed(one)} : {printed(share)} % = {number(whole.middle)}"
    holds = bounds.meets(whole)
    arithmetic = f"{sum_told}; {derived}"
    difference = whole.middle - value
    if holds:
        said = f"{sum_told}, khớp với tổng số suy ra từ tỷ lệ ({derived})."
    else:
        way = "ít hơn" if difference > 0 else "nhiều hơn"
        said = f"{sum_told}, {way} tổng số suy ra từ tỷ lệ ({derived}) khoảng {amount(difference, one)}."
    verdict = "consistent" if holds else "inconsistent"
    yield bench.finding(
        "parts_vs_total",
        (*counts, anchor[1]),
        DECLARED,
        verdict,
        arithmetic,
        said,
        value,
        whole.middle,
        whole.half_width,
        one.unit,
    )


def _hundred(bench: Bench, run: Sequence[int]) -> Finding:
    """Shares of all the parts of one whole make a hundred, but for their rounding."""
    bounds, value, told = sum_of(bench, run)
    holds = bounds.widened(_POINT).meets(Interval(HUNDRED, HUNDRED)) if len(run) > 1 else True
    difference = HUNDRED - value
    if holds:
        said = f"{told}, khớp 100 %."
    elif difference > 0:
        said = f"Các tỷ lệ cộng lại {number(value, 2)} %, thiếu {number(difference, 2)} điểm % so với 100 %: có phần không thuộc nhóm nào."
    else:
        said = f"Các tỷ lệ cộng lại {number(value, 2)} %, vượt 100 % là {number(-difference, 2)} điểm %."
    arithmetic = told if holds else f"{told}, không phải 100"
    verdict = "consistent" if holds else "inconsistent"
    tolerance = bounds.half_width + _POINT
    return bench.finding(
        "shares_make_100", run, DECLARED, verdict, arithmetic, said, value, HUNDRED, tolerance, "percent"
    )


def _plans(bench: Bench, told_in: dict[Scope, Told]) -> Iterator[Finding]:
    """Result, plan and percent of plan of one subject, place and period. Of several plans one that fits is enough."""
    grouped: dict[tuple[object, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position in chain.from_iterable(places for told in told_in.values() for places in told.by_name.values()):
        one = bench.claims[position]
        grouped[(known_as(one), one.place, one.period, tuple(sorted(one.breakdown.items())))][one.kind].append(position)
    for kinds in grouped.values():
        results, plans, percents = (kinds.get(kind, []) for kind in ("result", "target", "percent_of_plan"))
        if len({bench.claims[place].value for place in results}) != 1 or not plans:
            continue
        for percent in percents:
            tested = [
                quotient(
                    bench,
                    percent,
                    interval_of(bench.claims[results[0]]),
                    interval_of(bench.claims[plan]),
                    (results[0], plan, percent),
                    f"{printed(bench.claims[results[0]])} : {printed(bench.claims[plan])} × 100",
                    "kết quả, kế hoạch và tỷ lệ đạt của một chỉ tiêu",
                    "percent_of_plan",
                )
                for plan in plans
                if bench.claims[plan].unit == bench.claims[results[0]].unit != "percent"
            ]
            known = [one for one in tested if one is not None]
            fitting = [one for one in known if one.verdict == "consistent"]
            values = {bench.claims[plan].value for plan in plans}
            if fitting or (known and len(values) == 1 and len({bench.claims[one].value for one in percents}) == 1):
                yield (fitting or known)[0]
