"""The relations of the catalogue, tested on claims of the same place, period, kind and breakdown."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, permutations
from typing import Any

from ansinh.engine import Relation
from ansinh.engine.measures import Among, NotBelow, Parts, Same, Share, Whole
from ansinh.reading.checks.arithmetic import (
    CONSISTENT,
    INCONSISTENT,
    Examined,
    hundred,
    not_below,
    same,
    sum_told,
)
from ansinh.reading.checks.comparing import DECLARED, FAR, Bench, doubted, open_to_doubt, parts_and_total, quotient
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import HUNDRED, number
from ansinh.reading.checks.prose import agreeing, implied, implied_told
from ansinh.reading.checks.sorts import LEVELS, months_of, name_of, sort_of, within
from ansinh.reading.claim import Claim

Scope = tuple[str, str | None, str, tuple[tuple[str, str], ...], str]
# What five shares and more may lack of a hundred by their rounding alone.
SLACK = Decimal("0.1")
# Where the number compared with, and the one compared, stand.
_PLACES = {"text_vs_table": ("bảng", "lời văn"), "year_over_year": ("báo cáo năm nay", "báo cáo năm trước")}
_MONTHS_TOLD = re.compile(r"\b(?:tháng|quý)\b", re.I)
# Two numbers of one name that are this much alike were meant to be one.
ALIKE = Decimal("0.9")


def scope_of(claim: Claim) -> Scope:
    """What must be the same for two claims to be laid beside each other. A level assigned by another is another plan."""
    return (claim.kind, claim.place, claim.period, tuple(sorted(claim.breakdown.items())), claim.assigned_by)


@dataclass
class Told:
    """The claims of one scope by what they speak of."""

    bench: Bench
    by_name: dict[str, list[int]]

    def one(self, name: str) -> int | None:
        """The only number told of a name; None when none or different ones are. Hedged ones give way to an exact one, and of
        floors ("hơn 100 nghìn", "hơn 142.800") the highest tells."""
        claims, positions = self.bench.claims, self.by_name.get(name, [])
        told = [position for position in positions if claims[position].comparator == "exact"] or positions
        if all(claims[position].comparator == "over" for position in told):
            return max(told, key=lambda position: claims[position].value, default=None)
        return told[0] if len({claims[position].value for position in told}) == 1 else None

    def all_of(self, names: Sequence[str]) -> list[int] | None:
        """A position for each name; None when one is lacking."""
        found = self.some_of(names)
        return found if len(found) == len(names) else None

    def some_of(self, names: Iterable[str]) -> list[int]:
        return [place for name in names if (place := self.one(name)) is not None]


def scopes(bench: Bench) -> dict[Scope, Told]:
    """The claims that are known by name, by scope."""
    found: dict[Scope, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, claim in enumerate(bench.claims):
        if name_of(claim) and not claim.is_doubtful:
            found[scope_of(claim)][name_of(claim)].append(position)
    return {scope: Told(bench, dict(names)) for scope, names in found.items()}


def examine_declared(bench: Bench) -> Iterator[Finding]:
    told_in = scopes(bench)
    for scope, told in told_in.items():
        if scope[0] not in LEVELS:
            continue
        of = bench.catalogue.relations_of
        for relation in dict.fromkeys(chain.from_iterable(of.get(name, ()) for name in told.by_name)):
            yield from _examined(bench, relation, told)
        yield from _bases(bench, told)
    yield from _plans(bench, told_in)
    yield from _periods(bench, told_in)
    yield from _over_a_hundred(bench)
    yield from _told_twice(bench, told_in)


def _examined(bench: Bench, relation: Relation, told: Told) -> Iterator[Finding]:
    match relation:
        case Parts(total, parts) | Among(total, parts):
            whole, known = told.one(total), told.some_of(parts)
            known = [part for part in known if whole is not None and _of_one_unit(bench, whole, part)]
            if whole is not None and known:
                is_whole = isinstance(relation, Parts) and len(known) == len(parts)
                found = parts_and_total(bench, whole, known, DECLARED, is_whole=is_whole)
                if found.lhs > found.rhs and not bench.are_together((whole, *known)):
                    found = open_to_doubt(found)
                if found.verdict != CONSISTENT or len(known) > 1:
                    yield found
        case Whole(shares):
            if run := told.all_of(shares):
                yield bench.finding(
                    "shares_make_100", run, DECLARED, hundred([bench.said(share) for share in run], SLACK)
                )
        case NotBelow(figure, floor):
            if sides := told.all_of((figure, floor)):
                yield from _floor(bench, *sides)
        case Same(first, second):
            if sides := told.all_of((first, second)):
                yield same_number(bench, sides[0], sides[1], "same_twice", DECLARED)
        case Share(share, count, of):
            if (sides := told.all_of((share, count, of))) and _go_together(bench, sides[1], sides[0]):
                above, below = bench.said(sides[1]), bench.said(sides[2])
                one = quotient(bench, sides[0], above, below, (sides[1], sides[2], sides[0]), DECLARED)
                if one is not None:
                    yield doubted(one)


def _of_one_unit(bench: Bench, one: int, other: int) -> bool:
    return sort_of(bench.claims[one]) == sort_of(bench.claims[other])


def _floor(bench: Bench, above: int, below: int) -> Iterator[Finding]:
    """Only what disagrees: that a part is not above its whole needs no telling. Groups told in prose may overlap or lie beside
    each other, unless the text says one is of the other, which is tested as its list; a table says it."""
    if not _of_one_unit(bench, above, below) or bench.structure.owners.get(below, above) != above:
        return
    told = not_below(bench.said(above), bench.said(below))
    if told.verdict == INCONSISTENT:
        found = bench.finding("not_below", (below, above), DECLARED, told)
        is_sure = told.lhs <= told.rhs * FAR and bench.claims[above].cell and bench.are_together((above, below))
        yield found if is_sure else open_to_doubt(found)


def _go_together(bench: Bench, count: int, share: int) -> bool:
    """Unless the text says the percent of another number, or they are not of one table."""
    one, other = bench.claims[count].cell, bench.claims[share].cell
    return bench.goes_with(share) in (count, None) and (one and one[0]) == (other and other[0])


def same_number(bench: Bench, first: int, second: int, kind: str, relation: str) -> Finding:
    """Two numbers that should be one; what is compared with comes last."""
    places = _PLACES.get(kind, ("một chỗ", "chỗ khác"))
    return bench.finding(kind, (first, second), relation, same(bench.said(second), bench.said(first), places))


def _bases(bench: Bench, told: Told) -> Iterator[Finding]:
    """Counts and percents of one whole that is not told: what each pair implies must agree, and all parts must make it."""
    of = bench.catalogue.relations_of
    shares = [one for name in told.by_name for one in of.get(name, ()) if isinstance(one, Share) and one.share == name]
    pairs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in shares:
        sides = told.all_of((one.count, one.share))
        if sides and _go_together(bench, *sides) and implied(bench, *sides) is not None:
            pairs[one.of].append((sides[0], sides[1]))
    for whole, known in pairs.items():
        if told.by_name.get(whole) or len(known) < 2:
            continue
        anchor = _anchor(bench, known)
        for pair in known:
            if pair != anchor:
                yield doubted(agreeing(bench, pair, anchor, DECLARED))
        for parting in _partings(bench, whole):
            yield from _implied_whole(bench, parting, told, anchor)
    for parting in chain.from_iterable(_partings(bench, whole) for whole in dict.fromkeys(one.of for one in shares)):
        names = {one.count: one.share for one in shares if one.of == parting.total}
        run = told.all_of([names[part] for part in parting.parts]) if set(parting.parts) <= set(names) else None
        if run:
            yield bench.finding("shares_make_100", run, DECLARED, hundred([bench.said(share) for share in run], SLACK))


def _partings(bench: Bench, whole: str) -> Iterator[Parts]:
    relations = bench.catalogue.relations_of.get(whole, ())
    yield from (one for one in relations if isinstance(one, Parts) and one.total == whole)


def _anchor(bench: Bench, pairs: list[tuple[int, int]]) -> tuple[int, int]:
    """The pair that most others agree with; of those the most precise."""
    wholes = {pair: whole for pair in pairs if (whole := implied(bench, *pair)) is not None}
    return min(wholes, key=lambda pair: (-sum(wholes[pair].meets(one) for one in wholes.values()), wholes[pair].spread))


def _implied_whole(bench: Bench, parting: Parts, told: Told, anchor: tuple[int, int]) -> Iterator[Finding]:
    counts, whole = told.all_of(parting.parts), implied(bench, *anchor)
    if counts is None or whole is None:
        return
    like = bench.said(anchor[0])
    bounds, value, sum_ = sum_told([bench.said(count) for count in counts])
    derived = implied_told(bench, *anchor)
    holds = bounds.meets(whole)
    difference = whole.middle - value
    way = "ít hơn" if difference > 0 else "nhiều hơn"
    known = bench.catalogue.indicators.get(parting.total)
    apart = "khớp với" if holds else f"{way} khoảng {like.amount(difference)} so với"
    added = f"{number(value, like.decimals, like.unit)} {like.unit_name}".strip()
    parts = ", ".join(dict.fromkeys(f"«{bench.label(count)}»" for count in counts[:2]))
    named = f"«{known.label_vi}»: các phần" if known else f"{parts} và các phần khác"
    said = f"{named} cộng lại là {added}, {apart} {number(whole.middle)} suy ra từ số và tỷ lệ của «{like.label}»."
    verdict = CONSISTENT if holds else INCONSISTENT
    found = Examined(verdict, f"{sum_}; {derived}", said, value, whole.middle, whole.half_width)
    yield bench.finding("parts_vs_total", (anchor[1], *counts), DECLARED, found)


def _plans(bench: Bench, told_in: dict[Scope, Told]) -> Iterator[Finding]:
    """Result, plan and percent of plan of one subject, place and period. Of several plans one that fits is enough."""
    grouped: dict[tuple[Any, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position in chain.from_iterable(places for told in told_in.values() for places in told.by_name.values()):
        one = bench.claims[position]
        grouped[(name_of(one), one.place, one.period, tuple(sorted(one.breakdown.items())))][one.kind].append(position)
    for kinds in grouped.values():
        results, plans, percents = (kinds.get(kind, []) for kind in ("result", "target", "percent_of_plan"))
        if len({bench.claims[place].value for place in results}) == 1 and plans:
            for percent in percents:
                yield from planned(bench, results[0], plans, percent, is_sure=len(percents) == 1)
    yield from _plans_of_the_year(bench, grouped)


def _plans_of_the_year(bench: Bench, grouped: Mapping[tuple[Any, ...], Mapping[str, list[int]]]) -> Iterator[Finding]:
    """The percent of a part of the year beside the year's plan, told elsewhere: when it fits, it is of that."""
    for (name, place, period, parts), kinds in grouped.items():
        results, percents = kinds.get("result", []), kinds.get("percent_of_plan", [])
        year = grouped.get((name, place, period[:4], parts), {}).get("target", [])
        if len(period) > 4 and year and percents and len({bench.claims[one].value for one in results}) == 1:
            for percent in percents:
                told = planned(bench, results[0], year, percent, is_sure=False)
                yield from (one for one in told if one.verdict == CONSISTENT)


def planned(bench: Bench, result: int, plans: Sequence[int], percent: int, *, is_sure: bool) -> Iterator[Finding]:
    """A percent of plan beside the result and the plans it may be of: one that fits, or the only one."""
    relation = "kết quả, kế hoạch và tỷ lệ đạt của một chỉ tiêu"
    tested = [
        quotient(
            bench, percent, bench.said(result), bench.said(plan), (result, plan, percent), relation, "percent_of_plan"
        )
        for plan in plans
        if _of_one_unit(bench, plan, result) and bench.claims[result].unit != "percent"
    ]
    known = [doubted(one) for one in tested if one is not None]
    fitting = [one for one in known if one.verdict == CONSISTENT]
    if fitting or (known and is_sure and len({bench.claims[plan].value for plan in plans}) == 1):
        yield (fitting or known)[0]


def _told_twice(bench: Bench, told_in: dict[Scope, Told]) -> Iterator[Finding]:
    """One figure told with two nearly equal numbers, each exact, in different sentences: a slip, or two things."""
    for scope, told in told_in.items():
        for positions in told.by_name.values() if scope[0] in LEVELS else ():
            exact = [place for place in positions if bench.claims[place].comparator == "exact"]
            values = sorted({bench.claims[place].value for place in exact})
            if len(values) != 2 or values[0] < values[1] * ALIKE or not _of_one_unit(bench, exact[0], exact[-1]):
                continue
            first, second = (next(p for p in exact if bench.claims[p].value == value) for value in values)
            tables = [bench.claims[place].cell for place in (first, second)]
            found = same_number(bench, first, second, "same_twice", "một số liệu nêu hai lần")
            if tables == [None, None] and not bench.are_together((first, second)) and found.verdict == INCONSISTENT:
                yield open_to_doubt(found)


def _over_a_hundred(bench: Bench) -> Iterator[Finding]:
    """A share of a whole above 100 %."""
    for position, one in enumerate(bench.claims):
        if one.unit != "percent" or one.kind not in LEVELS or one.value <= HUNDRED or one.is_doubtful:
            continue
        of = bench.catalogue.relations_of.get(one.indicator, ())
        if not any(isinstance(relation, Share) and relation.share == one.indicator for relation in of):
            continue
        share = bench.said(position)
        if share.bounds.low > HUNDRED:
            said = f"«{share.label}» là {share.with_unit}: một tỷ lệ không thể quá 100 %."
            told = Examined(INCONSISTENT, f"{share} > 100", said, share.known, HUNDRED, share.tolerance)
            yield bench.finding("rate_over_100", (position,), DECLARED, told)


def _periods(bench: Bench, told_in: dict[Scope, Told]) -> Iterator[Finding]:
    """A month of a flow is not above the year it lies in."""
    known = bench.catalogue.indicators
    alike: dict[object, list[tuple[str, Told]]] = defaultdict(list)
    for scope, told in told_in.items():
        if scope[0] == "result" and months_of(scope[2]):
            alike[(scope[1], *scope[3:])].append((scope[2], told))
    for results in alike.values():
        for (period, told), (span, whole) in permutations(results, 2):
            if not within(period, span):
                continue
            for name in sorted(told.by_name.keys() & whole.by_name.keys()):
                sides = [*told.some_of((name,)), *whole.some_of((name,))]
                if name in known and known[name].kind == "flow" and len(sides) == 2 and _of_one_unit(bench, *sides):
                    found = parts_and_total(bench, sides[1], sides[:1], "một phần của kỳ và cả kỳ", is_whole=False)
                    yield open_to_doubt(found) if _is_unfinished(bench, sides[1]) else found


def _is_unfinished(bench: Bench, position: int) -> bool:
    """Whether what is taken for a whole year is told of some of its months."""
    one = bench.claims[position]
    words = bench.text[min(one.sentence[0], one.start) : one.number[0]]
    return bool(_MONTHS_TOLD.search(words))
