"""Tables: beside the prose, amounts per head, and the sums and shares that most of their own rows and columns keep."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from ansinh.core.names import fold
from ansinh.reading.checks.arithmetic import CONSISTENT, INCONSISTENT, Examined, parts_make, sum_told
from ansinh.reading.checks.comparing import Bench, beside, quotient
from ansinh.reading.checks.declared import same_number, scope_of
from ansinh.reading.checks.findings import Finding
from ansinh.reading.checks.intervals import HUNDRED, interval_of, number
from ansinh.reading.checks.prose import changed
from ansinh.reading.checks.sorts import LEVELS, name_of, sort_of
from ansinh.reading.document import Document

# An amount over the people it is for: (per head, amount, people), ids of subjects outside the sector.
PER_HEAD = (("economy.grdp.per_capita", "economy.grdp.amount", "population.mean"),)
# A rule of a table is one that this share of its rows keep, and this many.
MOST = Decimal("0.75")
FEWEST = 3
CLOSE = Decimal("0.05")
MANY = 6
# In a table of more columns than this, two that are not side by side are not tried.
WIDE = 16

_ALL = re.compile(r"^(?:(?:tong( cong| so)?|cong)$|(?:toan (tinh|huyen|thanh pho|xa|nganh)|ca nuoc)\b)")

Grid = dict[int, dict[int, int]]


def examine_tables(bench: Bench, document: Document | None) -> Iterator[Finding]:
    yield from _text_and_table(bench)
    yield from _per_head(bench)
    grids: dict[int, Grid] = defaultdict(lambda: defaultdict(dict))
    for position, claim in enumerate(bench.claims):
        if claim.cell is not None and claim.value_max is None:
            table, row, column = claim.cell
            grids[table][row][column] = position
    for table, grid in grids.items():
        yield from _columns(bench, grid)
        yield from _rows(bench, grid, _totals(document, table, grid))
    for rows in bench.structure.rows:
        loose = {at: dict(enumerate(row)) for at, row in enumerate(rows)}
        yield from _columns(bench, loose)
        yield from _rows(bench, loose, [at for at, row in enumerate(rows) if row[0] in bench.structure.totals])


def _text_and_table(bench: Bench) -> Iterator[Finding]:
    """A number of the prose and the same of a table, where each tells it once."""
    told: dict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for position, claim in enumerate(bench.claims):
        if name_of(claim) and claim.kind in LEVELS and not claim.is_doubtful:
            told[(name_of(claim), sort_of(claim), *scope_of(claim))][claim.cell is not None].append(position)
    for prose, cells in told.values():
        if not prose or not cells or len({bench.claims[place].value for place in cells}) > 1:
            continue
        if len({bench.claims[place].value for place in prose}) > 1:
            continue
        found = same_number(bench, prose[0], cells[0], "text_vs_table", "lời văn và bảng biểu cùng nêu")
        yield found
        if found.verdict == INCONSISTENT:
            yield from _explained(bench, prose[0], cells[0])


def _explained(bench: Bench, prose: int, cell: int) -> Iterator[Finding]:
    """The number of the prose may be the sum of cells that follow each other in the row."""
    here, one = bench.claims[cell].cell, bench.said(prose)
    assert here is not None
    row = sorted(
        (claim.cell[2], position)
        for position, claim in enumerate(bench.claims)
        if claim.cell and claim.cell[:2] == here[:2] and claim.unit == bench.claims[cell].unit
    )
    places = [position for _, position in row]
    for end in range(places.index(cell) + 2, len(places) + 1):
        run = places[places.index(cell) : end]
        bounds, value, told = sum_told([bench.said(place) for place in run])
        if bounds.meets(one.bounds):
            said = f"«{one.label}» trong lời văn, {one.with_unit}, là tổng {len(run)} cột của bảng, không phải số của một cột."
            found = Examined(CONSISTENT, told, said, value, one.known, bounds.half_width)
            yield bench.finding("parts_vs_total", (*run, prose), "tổng các cột của bảng", found)
            return


def _per_head(bench: Bench) -> Iterator[Finding]:
    """An amount over people, beside the amount per head that is told. Cells of one table go together, and so does the prose."""
    told: dict[object, dict[str, int]] = defaultdict(dict)
    wanted = {name for names in PER_HEAD for name in names}
    for position, claim in enumerate(bench.claims):
        if name_of(claim) in wanted:
            told[(claim.cell[0] if claim.cell else -1, *scope_of(claim))].setdefault(name_of(claim), position)
    for names in told.values():
        for head, whole, people in PER_HEAD:
            if {head, whole, people} <= set(names):
                yield from _one_per_head(bench, names[whole], names[people], names[head])


def _one_per_head(bench: Bench, whole: int, people: int, head: int) -> Iterator[Finding]:
    money, heads, one = bench.said(whole), bench.said(people), bench.said(head, is_quotient=True)
    exact = money.bounds.per(heads.bounds)
    if exact is None:
        return
    holds = exact.meets(one.bounds)
    told = f"{money.with_unit} : {heads.with_unit} = {number(exact.middle, one.decimals + 1, one.unit)} đồng"
    sides, each = f"{money.with_unit} chia cho {heads.with_unit}", told.rpartition(" = ")[2]
    off = f"nhưng {sides} là {each}: lệch {one.amount(exact.middle - one.known)}"
    said = f"«{one.label}» ghi {one.with_unit}, {f'khớp với {sides}' if holds else off}."
    tolerance = one.tolerance + exact.half_width
    found = Examined(CONSISTENT if holds else INCONSISTENT, told, said, exact.middle, one.known, tolerance)
    positions = (whole, people, head)
    yield bench.finding("unit_price", positions, "tổng, số người và bình quân đầu người", beside(found, str(one)))


# What most rows keep


@dataclass(frozen=True)
class _Rule:
    """Columns of one total, or of one quotient: what a row gives for them."""

    result: int
    of: tuple[int, ...]
    test: Callable[[Bench, Sequence[int], int], Finding | None]


def _columns(bench: Bench, grid: Grid) -> Iterator[Finding]:
    """Sums and percents over the columns that most rows keep: the rows that do not, disagree."""
    width = sorted({column for row in grid.values() for column in row})
    for rule in _rules(bench, grid, width):
        found = []
        for row in grid.values():
            if rule.result in row and all(column in row for column in rule.of):
                positions = [row[column] for column in rule.of]
                if any(bench.claims[place].value for place in positions):
                    found.append(rule.test(bench, positions, row[rule.result]))
        yield from _kept([one for one in found if one is not None])


def _kept(found: list[Finding]) -> list[Finding]:
    """The findings of a rule of the table; none when it is no rule."""
    holding = [one for one in found if one.verdict == "consistent"]
    return found if len(holding) >= FEWEST and len(holding) >= MOST * len(found) else []


def _rules(bench: Bench, grid: Grid, width: list[int]) -> Iterator[_Rule]:
    """Each column as the sum of columns right after or before it, and each percent as one column over another."""
    sorts = {column: {_sort(bench, row[column]) for row in grid.values() if column in row} for column in width}
    for at, column in enumerate(width):
        if sorts[column] == {"percent"} or _looks_percent(
            bench, [row[column] for row in grid.values() if column in row]
        ):
            amounts = [other for other in width if "percent" not in sorts[other] and other != column]
            for above in amounts:
                for below in amounts:
                    if above != below:
                        yield _Rule(column, (above, below), _quotient)
            continue
        for length in range(2, 5):
            for run in (tuple(width[at + 1 : at + 1 + length]), tuple(width[max(0, at - length) : at])):
                if len(run) == length and all(sorts[other] & sorts[column] for other in run):
                    yield _Rule(column, run, _sum)
        if len(width) <= WIDE:
            yield from _apart(bench, grid, column, [other for other in width if sorts[other] & sorts[column]])


def _apart(bench: Bench, grid: Grid, column: int, others: list[int]) -> Iterator[_Rule]:
    """A column as the sum of two that do not follow each other (poor and near-poor households, their forms between them): only
    where most rows have both."""
    values = [{other: bench.claims[row[other]].value for other in others if other in row} for row in grid.values()]
    rows = [row for row in values if column in row]
    for run in combinations([other for other in others if other != column], 2):
        if run in ((column + 1, column + 2), (column - 2, column - 1)):
            continue
        both = [row for row in rows if all(row.get(other) for other in run)]
        holding = sum(row[run[0]] + row[run[1]] == row[column] for row in both)
        if holding >= FEWEST and holding >= MOST * len(rows):
            yield _Rule(column, run, _sum)


def _looks_percent(bench: Bench, positions: list[int]) -> bool:
    """Numbers without a unit, none above a hundred, with decimals."""
    claims = [bench.claims[place] for place in positions]
    return all(not one.unit_said and one.unit == "other" and one.value <= HUNDRED for one in claims) and any(
        one.decimals > 0 for one in claims
    )


def _sort(bench: Bench, position: int) -> str:
    claim = bench.claims[position]
    return sort_of(claim) or claim.unit


def _sum(bench: Bench, parts: Sequence[int], whole: int, relation: str = "bảng: cột tổng và các cột") -> Finding:
    one = bench.said(whole)
    told = parts_make(one, [bench.said(part) for part in parts])
    if len(parts) > MANY:
        told = replace(told, arithmetic=f"tổng {len(parts)} dòng = {number(told.lhs, one.decimals, one.unit)}")
    return bench.finding("parts_vs_total", (*parts, whole), relation, beside(told, str(one)))


def _quotient(bench: Bench, sides: Sequence[int], share: int) -> Finding | None:
    kind, relation = bench.claims[share].kind, "bảng: cột tỷ lệ và hai cột số"
    if kind == "change":
        before = interval_of(bench.claims[sides[1]])
        return changed(bench, share, "up", sides[0], before, (sides[1],), relation)
    named = "percent_of_plan" if kind == "percent_of_plan" else "share_vs_count"
    return quotient(bench, share, bench.said(sides[0]), bench.said(sides[1]), (*sides, share), relation, named)


# What most columns keep


def _totals(document: Document | None, table: int, grid: Grid) -> list[int]:
    """The rows that say they are the total of the others."""
    if document is None or table >= len(document.tables):
        return []
    rows = document.tables[table].rows
    return [at for at in grid if any(_ALL.match(fold(cell.text).strip(" -+.:")) for cell in rows[at][:3])]


def _rows(bench: Bench, grid: Grid, totals: list[int]) -> Iterator[Finding]:
    """A row of totals beside the rows it sums up, and a row beside those under it, column by column. A column that does not add
    up disagrees when others do, or when it nearly does."""
    families: dict[int, list[int]] = defaultdict(list)
    for row, cells in grid.items():
        parents = {
            bench.claims[parent].cell for place in cells.values() if (parent := bench.claims[place].parent) is not None
        }
        above = {cell[1] for cell in parents if cell is not None}
        if len(above) == 1:
            families[above.pop()].append(row)
    if len(totals) == 1:
        nested = {row for under in families.values() for row in under}
        families.setdefault(totals[0], [row for row in grid if row != totals[0] and row not in nested])
    for whole, rows in families.items():
        if len(rows) < 2:
            continue
        found = [one for column in grid[whole] if (one := _column_sum(bench, grid, whole, rows, column)) is not None]
        holding = [one for one in found if one.verdict == "consistent"]
        for one in found:
            nearly = whole in totals and len(rows) > 4 and abs(one.lhs - one.rhs) <= abs(one.rhs) * CLOSE
            others_hold = len(holding) + (whole in totals and len(rows) > 2) > len(found) - len(holding)
            if one in holding or (holding and others_hold) or nearly:
                yield one


def _column_sum(bench: Bench, grid: Grid, whole: int, rows: list[int], column: int) -> Finding | None:
    one = bench.claims[grid[whole][column]]
    parts = [grid[row][column] for row in rows if column in grid[row]]
    if one.unit == "percent" or one.kind not in LEVELS or len(parts) < len(rows):
        return None
    if any(sort_of(bench.claims[part]) != sort_of(one) for part in parts) or not any(
        bench.claims[p].value for p in parts
    ):
        return None
    if one.value < max(bench.claims[part].value for part in parts):
        return None
    return _sum(bench, parts, grid[whole][column], "bảng: dòng tổng và các dòng")
