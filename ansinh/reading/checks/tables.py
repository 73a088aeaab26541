"""Tables beside the prose, and rows beside each other: the same number twice, amounts per head."""

from collections import defaultdict
from collections.abc import Iterator

from ansinh.reading.checks.comparing import Bench, amount, hedged, sum_of, with_unit
from ansinh.reading.checks.declared import known_as, same_number, scope_of
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import interval_of, loosely, number, printed
from ansinh.reading.claim import Claim

# An amount over the people it is for: (per head, amount, people), ids of subjects outside the sector.
PER_HEAD = (("economy.grdp.per_capita", "economy.grdp.amount", "population.mean"),)


def examine_tables(bench: Bench) -> Iterator[Finding]:
    yield from _text_and_table(bench)
    yield from _per_head(bench)


def _text_and_table(bench: Bench) -> Iterator[Finding]:
    """A number of the prose and the same of a table, where each tells it once."""
    told: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for position, claim in enumerate(bench.claims):
        if known_as(claim) and claim.kind in ("result", "target", "prior_year") and not claim.is_doubtful:
            told[(known_as(claim), *scope_of(claim))][claim.cell is not None].append(position)
    for prose, cells in told.values():
        if not prose or not cells or len({bench.claims[place].value for place in cells}) > 1:
            continue
        if len({bench.claims[place].value for place in prose}) > 1:
            continue
        found = same_number(bench, prose[0], cells[0], "text_vs_table", "lời văn và bảng biểu cùng nêu")
        if found.verdict == "inconsistent":
            yield found
            yield from _explained(bench, prose[0], cells[0])


def _explained(bench: Bench, prose: int, cell: int) -> Iterator[Finding]:
    """The number of the prose may be the sum of cells that follow each other in the row."""
    here = bench.claims[cell].cell
    assert here is not None
    row = [
        (claim.cell[2], position)
        for position, claim in enumerate(bench.claims)
        if claim.cell and claim.cell[:2] == here[:2] and claim.unit == bench.claims[cell].unit
    ]
    places = [position for _, position in sorted(row)]
    at = places.index(cell)
    for end in range(at + 2, len(places) + 1):
        run = places[at:end]
        bounds, value, told = sum_of(bench, run)
        if bounds.meets(interval_of(bench.claims[prose])):
            said = f"{told}: lời văn ghi {with_unit(bench.claims[prose])} là tổng của các cột này trong bảng, không phải số của một năm."
            tolerance = bounds.half_width
            one = bench.claims[prose]
            yield bench.finding(
                "parts_vs_total",
                (*run, prose),
                "tổng các cột của bảng",
                "consistent",
                told,
                said,
                value,
                one.value,
                tolerance,
            )
            return


def _per_head(bench: Bench) -> Iterator[Finding]:
    """An amount over people, beside the amount per head that is told. Cells of one table go together, and so does the prose."""
    told: dict[object, dict[str, int]] = defaultdict(dict)
    wanted = {name for names in PER_HEAD for name in names}
    for position, claim in enumerate(bench.claims):
        if known_as(claim) in wanted:
            told[(claim.cell[0] if claim.cell else -1, *scope_of(claim))].setdefault(known_as(claim), position)
    for names in told.values():
        for head, whole, people in PER_HEAD:
            if {head, whole, people} <= set(names):
                yield from _one_per_head(bench, names[whole], names[people], names[head])


def _one_per_head(bench: Bench, whole: int, people: int, head: int) -> Iterator[Finding]:
    money, heads, one = (bench.claims[place] for place in (whole, people, head))
    exact = interval_of(money).per(interval_of(heads))
    if exact is None:
        return
    bounds = loosely(one)
    told = (
        f"{printed(money)} đồng : {number(heads.value)} người = {number(exact.middle, one.decimals + 1, one.unit)} đồng"
    )
    holds = exact.meets(bounds)
    ending = "khớp" if holds else f"lệch {amount(exact.middle - one.value, one)}"
    arithmetic = f"{told}, báo cáo ghi {hedged(one)}"
    said = f"{told}; báo cáo ghi {with_unit(one)}: {ending}."
    verdict = "consistent" if holds else "inconsistent"
    yield bench.finding(
        "unit_price",
        (whole, people, head),
        "tổng, số người và bình quân đầu người",
        verdict,
        arithmetic,
        said,
        exact.middle,
        one.value,
        bounds.half_width + exact.half_width,
        one.unit,
    )


def is_cell(claim: Claim) -> bool:
    return claim.cell is not None
