"""Reports beside each other and beside the records: last year and this, a province and its communes, a report and its files."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ansinh.engine.measures import Movement, Steady
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.checks.arithmetic import CONSISTENT, INCONSISTENT, movement, parts_among, parts_make, steady
from ansinh.reading.checks.comparing import Bench, beside
from ansinh.reading.checks.declared import planned, same_number
from ansinh.reading.checks.findings import Finding, ranked
from ansinh.reading.checks.intervals import interval_of, number
from ansinh.reading.checks.prose import changed
from ansinh.reading.checks.sorts import LEVELS, name_of, sort_of
from ansinh.reading.checks.years import better, target_and_result, year_of
from ansinh.reading.claim import Claim
from ansinh.reading.document import Heading

# The heading of figures that come from the house's own records, laid beside the reports as claims.
RECORDS = Heading(title="Số liệu từ hồ sơ")

Subject = tuple[str, str | None, str, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True)
class _Shelf:
    """All claims of all documents in one row: where each comes from, and those told of one subject, place and period."""

    bench: Bench
    origin: tuple[tuple[int, int], ...]
    records: frozenset[int]
    told: Mapping[Subject, list[int]]

    def document(self, position: int) -> int:
        return self.origin[position][0]

    def is_of_records(self, position: int) -> bool:
        return self.document(position) in self.records


def find_between(
    readings: Sequence[tuple[Heading, Sequence[Claim]]],
    catalogue: Catalogue,
    *,
    within: Mapping[str, Collection[str]] | None = None,
) -> list[Finding]:
    """What documents say of the same things, tested; the gravest first. A claim that names no place or period has its
    document's.

    ``claims`` of a finding are pairs (document, position), ``jumps`` (document, start, end). A reading under ``RECORDS`` (with
    its place and period) is what the records give. ``within`` names all the places of a place: its communes."""
    shelf = _laid_out(readings, catalogue)
    found = [*_same_subject(shelf), *_years(shelf), *_relations(shelf), *_places(shelf, within or {})]
    return ranked(_told_apart(shelf, one) for one in found if len({shelf.document(place) for place in one.claims}) > 1)


def _laid_out(readings: Sequence[tuple[Heading, Sequence[Claim]]], catalogue: Catalogue) -> _Shelf:
    claims: list[Claim] = []
    origin: list[tuple[int, int]] = []
    told: dict[Subject, list[int]] = defaultdict(list)
    for document, (heading, said) in enumerate(readings):
        for position, claim in enumerate(said):
            place, period = claim.place or heading.place, claim.period or heading.period or ""
            claims.append(replace(claim, place=place, period=period))
            origin.append((document, position))
            if name_of(claim) and period and not claim.is_doubtful:
                told[_subject(claims[-1])].append(len(claims) - 1)
    records = frozenset(at for at, (heading, _) in enumerate(readings) if heading.title == RECORDS.title)
    return _Shelf(Bench(claims, catalogue), tuple(origin), records, told)


def _subject(claim: Claim, period: str | None = None) -> Subject:
    breakdown = tuple(sorted(claim.breakdown.items()))
    return (name_of(claim), claim.place, claim.period if period is None else period, breakdown, sort_of(claim))


def _told_apart(shelf: _Shelf, finding: Finding) -> Finding:
    """The finding with its documents named."""
    places = tuple(shelf.origin[place] for place in finding.claims)
    jumps = tuple((shelf.document(place), *shelf.bench.claims[place].number) for place in finding.claims)
    return replace(finding, claims=places, jumps=jumps)


def _of_kind(shelf: _Shelf, positions: Sequence[int], *kinds: str) -> list[int]:
    return [place for place in positions if shelf.bench.claims[place].kind in kinds]


def _sure(shelf: _Shelf, positions: Sequence[int], document: int) -> int | None:
    """The only number a document tells among these; None when it tells none or several."""
    own = [place for place in positions if shelf.document(place) == document]
    return own[0] if len({shelf.bench.claims[place].value for place in own}) == 1 else None


def _pairs(shelf: _Shelf, positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """What one document says beside what each later one says, where each says one number."""
    documents = sorted({shelf.document(place) for place in positions})
    for at, first in enumerate(documents):
        for second in documents[at + 1 :]:
            one, other = _sure(shelf, positions, first), _sure(shelf, positions, second)
            if one is not None and other is not None:
                yield one, other


def _same_subject(shelf: _Shelf) -> Iterator[Finding]:
    """The same figure in two documents: two reports, this year's report on last year, a report and the records."""
    for positions in shelf.told.values():
        for one, other in _pairs(shelf, _of_kind(shelf, positions, "result", "prior_year")):
            if shelf.is_of_records(one) or shelf.is_of_records(other):
                report, record = (other, one) if shelf.is_of_records(one) else (one, other)
                yield _beside_records(shelf.bench, report, record)
            elif "prior_year" in {shelf.bench.claims[one].kind, shelf.bench.claims[other].kind}:
                yield same_number(shelf.bench, one, other, "year_over_year", "báo cáo năm trước và báo cáo năm nay")
            else:
                yield same_number(shelf.bench, one, other, "same_twice", "hai báo cáo cùng kỳ")


def _beside_records(bench: Bench, report: int, record: int) -> Finding:
    """What a report says and what the records give, told as such."""
    found = same_number(bench, report, record, "report_vs_records", "báo cáo và hồ sơ cùng kỳ")
    written, kept = bench.said(report), bench.said(record)
    told = f"«{written.label}»: báo cáo ghi {written.with_unit}, hồ sơ có {kept.with_unit}"
    if found.verdict == INCONSISTENT:
        told += f", lệch {written.amount(abs(found.lhs - found.rhs))}"
    return replace(found, said=f"{told}.")


def _years(shelf: _Shelf) -> Iterator[Finding]:
    """This year's percents of plan and rises beside last year's targets and results; targets beside what was reached."""
    for subject, positions in shelf.told.items():
        year = year_of(shelf.bench.claims[positions[0]])
        last = shelf.told.get((*subject[:2], str(year - 1), *subject[3:]), []) if year else []
        percents = _same_name(shelf, subject, "percent_of_plan")
        changes = _same_name(shelf, subject, "change")
        for document in sorted({shelf.document(place) for place in positions}):
            now = _sure(shelf, _of_kind(shelf, positions, "result"), document)
            target = _sure(shelf, _of_kind(shelf, positions, "target"), document)
            elsewhere = [place for place in positions if shelf.document(place) != document]
            plans = _of_kind(shelf, elsewhere, "target")
            own_percents = [place for place in percents if shelf.document(place) == document]
            if now is not None and target is None and plans and len(own_percents) == 1:
                yield from planned(shelf.bench, now, plans, own_percents[0], is_sure=True)
            for before in _of_kind(shelf, last, "result"):
                if shelf.document(before) == document:
                    continue
                if target is not None and (way := better(shelf.bench, subject[0])):
                    yield target_and_result(shelf.bench, (target,), before, way)
                for change in changes if now is not None else []:
                    one = shelf.bench.claims[change]
                    if shelf.document(change) == document and one.direction and now is not None:
                        bounds = interval_of(shelf.bench.claims[before])
                        relation = "mức tăng, giảm và báo cáo năm trước"
                        found = changed(shelf.bench, change, one.direction, now, bounds, (before,), relation)
                        if found is not None:
                            yield found


def _same_name(shelf: _Shelf, subject: Subject, kind: str) -> list[int]:
    """Claims of one kind on a subject whatever their unit: percents of it, rises of it."""
    return [
        place
        for other, places in shelf.told.items()
        if other[:4] == subject[:4]
        for place in places
        if shelf.bench.claims[place].kind == kind
    ]


def _relations(shelf: _Shelf) -> Iterator[Finding]:
    """What the catalogue says of one year and the next: before, in, out, now; and steps that want a reason."""
    results = {subject: _of_kind(shelf, positions, "result") for subject, positions in shelf.told.items()}
    for relation in shelf.bench.catalogue.relations:
        if not isinstance(relation, Movement | Steady):
            continue
        for subject, positions in results.items():
            year = year_of(shelf.bench.claims[positions[0]]) if positions and subject[0] == relation.figure else None
            last = results.get((*subject[:2], str(year - 1), *subject[3:]), []) if year else []
            if len(positions) != 1 or len(last) != 1 or len(subject[2]) != 4:
                continue
            now, before = shelf.bench.said(positions[0]), shelf.bench.said(last[0])
            if isinstance(relation, Steady):
                if before.known:
                    told = steady(now, before, relation.percent)
                    yield shelf.bench.finding("year_over_year", (last[0], positions[0]), "mức biến động cho phép", told)
                continue
            names = (*relation.plus, *relation.minus)
            moves = [results.get((name, *subject[1:]), []) for name in names]
            if all(len(one) == 1 for one in moves):
                sides = [shelf.bench.said(one[0]) for one in moves]
                plus, minus = sides[: len(relation.plus)], sides[len(relation.plus) :]
                told = movement(now, before, plus, minus)
                places = (last[0], *(one[0] for one in moves), positions[0])
                yield shelf.bench.finding("movement", places, "đầu kỳ, tăng, giảm và cuối kỳ", told)


def _places(shelf: _Shelf, within: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """A place's figure beside the sum of its communes': equal when all have told, else not above it."""
    for subject, positions in shelf.told.items():
        name, place, *_ = subject
        known = shelf.bench.catalogue.indicators.get(name)
        if place is None or place not in within or known is None or known.kind == "ratio":
            continue
        if known.unit == "percentage_point":
            continue
        for kind in LEVELS:
            whole = _of_kind(shelf, positions, kind)
            told = [
                _of_kind(shelf, shelf.told.get((name, commune, *subject[2:]), []), kind)
                for commune in sorted(within[place])
            ]
            parts = [own[0] for own in told if len(own) == 1]
            if len(whole) == 1 and len(parts) > 1:
                yield _communes(shelf, whole[0], parts, is_whole=len(parts) == len(told))


def _communes(shelf: _Shelf, whole: int, parts: Sequence[int], *, is_whole: bool) -> Finding:
    one, sides = shelf.bench.said(whole), [shelf.bench.said(part) for part in parts]
    told = parts_make(one, sides) if is_whole else parts_among(one, sides)
    sum_ = f"tổng {len(parts)} đơn vị = {number(told.lhs, one.decimals, one.unit)}"
    difference: Decimal = abs(told.difference)
    holds = {CONSISTENT: "khớp" if not difference else "không vượt", INCONSISTENT: f"lệch {one.amount(difference)}"}
    said = f"«{one.label}» {one.with_unit}; {sum_}: {holds.get(told.verdict, '')}."
    told = beside(replace(told, arithmetic=sum_, said=said), str(one))
    return shelf.bench.finding("communes_vs_province", (*parts, whole), "các đơn vị và toàn địa bàn", told)
