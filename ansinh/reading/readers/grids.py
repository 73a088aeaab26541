"""Tables, whatever they came from: cells that may be merged, their header rows, and grids found by their ruling lines."""

import itertools
import operator
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Union

MOST_HEADER_ROWS = 6

_FIGURE = re.compile(r"[-+−–]?\(?\d[\d.,\s\xa0]*(?:%|/\d[\d.,]*)?\)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-ZĐa-zđ])\)?(?:\s?[=:].*)?")
_ENUMERATOR = re.compile(r"(?:[IVX]+|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*|[a-hđ])[.)]?|[-+*]")


@dataclass(eq=False, slots=True)
class Box:
    """A cell as a reader found it: texts and tables inside it in order. A merged one stands, the same object, in every place."""

    parts: list[Union[str, "Grid"]]
    value: Decimal | None = None

    @property
    def text(self) -> str:
        return "\n".join(
            part if isinstance(part, str) else "\n".join("\t".join(box.text for box in row) for row in part)
            for part in self.parts
        )


Grid = list[list[Box]]


def box(text: str, value: Decimal | None = None) -> Box:
    return Box([text] if text else [], value)


def full(grid: Grid) -> Grid:
    """The grid with rows of one length, without rows and columns that are empty all through or only repeat the one before."""
    width = max(map(len, grid), default=0)
    rows = [row + [box("") for _ in range(width - len(row))] for row in grid]
    columns = [list(column) for column in zip(*_told(rows), strict=True)]
    return [list(row) for row in zip(*_told(columns), strict=True)]


def _told(lines: Grid) -> Grid:
    """The rows (or columns) that say something the one before them does not."""
    told: Grid = []
    for line in lines:
        if any(one.parts for one in line) and not (told and all(map(operator.is_, line, told[-1]))):
            told.append(line)
    return told


def is_layout(grid: Grid) -> bool:
    """A table that only places text on the page (letterhead, signatures, a frame), not one of figures."""
    width = max(map(len, grid), default=0)
    if width <= 1:
        return True
    if len(grid) > 1 and (width > 2 or len(grid) > 3):
        return False
    return not any(is_figure(one.text) for row in grid for one in row)


def is_figure(text: str) -> bool:
    """The whole cell is a number ("1.234", "98,02%", "12/15", "(3,5)"), not a year."""
    text = text.strip(" \t\n\xa0\ue000\ue001")
    return bool(_FIGURE.fullmatch(text)) and not _YEAR.fullmatch(text)


def header_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows stand above the figures, the row of column numbers (A, B, 1, 2, 3) included; 0 where no header is seen."""
    if len(rows) < 2:
        return 0
    for index, row in enumerate(rows[:MOST_HEADER_ROWS]):
        if _is_column_numbers(row):
            return index + 1
        if _is_data(row, is_below_header=index > 0):
            return _through_column_numbers(rows, index)
    return 1


def _through_column_numbers(rows: Sequence[Sequence[str]], index: int) -> int:
    return index + 1 if index < len(rows) and _is_column_numbers(rows[index]) else index


def _is_column_numbers(row: Sequence[str]) -> bool:
    said = [text.strip() for text in row if text.strip()]
    if len(said) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in said):
        return False
    numbers = [int(found.group()) for text in said if (found := re.match(r"\d+", text.strip("()")))]
    return len(numbers) >= 2 and all(after - before in (0, 1) for before, after in itertools.pairwise(numbers))


def _is_data(row: Sequence[str], *, is_below_header: bool) -> bool:
    said = [text.strip() for text in row]
    filled = [text for text in said if text]
    figures = [text for text in said[1:] if is_figure(text)]
    if figures and len(figures) * 2 >= len(filled) - 2:
        return True
    if len(figures) >= 2:
        return True
    is_sparse = len(filled) * 2 <= len(said)
    is_numbered = bool(said and _ENUMERATOR.fullmatch(said[0])) and not is_figure("".join(said[1:2]))
    return is_below_header and (is_numbered or (is_sparse and len(set(filled)) == len(filled) <= 2))


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on a page: horizontal at ``at`` from ``low`` to ``high`` across, or upright at ``at`` from low to high down."""

    is_upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell found by its rules: where on the page (top grows downwards), and the rows and columns it covers, ends out."""

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table on a page: its spots in reading order, and how many rows and columns it has."""

    spots: tuple[Spot, ...]
    height: int
    width: int

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return (
            min(spot.left for spot in self.spots),
            min(spot.top for spot in self.spots),
            max(spot.right for spot in self.spots),
            max(spot.bottom for spot in self.spots),
        )

    def grid(self, texts: Sequence[str]) -> Grid:
        """The full grid with one text for each spot; merged spots repeated."""
        rows: list[list[Box]] = [[box("")] * self.width for _ in range(self.height)]
        for spot, text in zip(self.spots, texts, strict=True):
            shared = box(text)
            for row in range(*spot.rows):
                for column in range(*spot.columns):
                    rows[row][column] = shared
        return rows


def lattices(rules: Iterable[Rule], slack: float) -> list[Lattice]:
    """The ruled tables of a page from top to bottom. Lines nearer than ``slack`` are one line; fewer than two cells are no table."""
    found = [_lattice(group, slack) for group in _touching(_joined(rules, slack), slack)]
    return sorted((one for one in found if one and len(one.spots) > 1), key=lambda one: one.frame[1])


def _joined(rules: Iterable[Rule], slack: float) -> list[Rule]:
    """Pieces of one line put together."""
    joined: list[Rule] = []
    levels = _levels(rules, slack)
    for rule in sorted(levels, key=lambda one: (one.is_upright, one.at, one.low)):
        last = joined[-1] if joined else None
        if last and (last.is_upright, last.at) == (rule.is_upright, rule.at) and rule.low <= last.high + slack:
            joined[-1] = Rule(last.is_upright, last.at, last.low, max(last.high, rule.high))
        else:
            joined.append(rule)
    return [rule for rule in joined if rule.high - rule.low > 2 * slack]


def _levels(rules: Iterable[Rule], slack: float) -> list[Rule]:
    """Lines that are nearly at the same place set at the same place."""
    level: dict[bool, float] = {}
    told = []
    for rule in sorted(rules, key=lambda one: one.at):
        at = level.get(rule.is_upright)
        if at is None or rule.at - at > slack:
            at = level[rule.is_upright] = rule.at
        told.append(Rule(rule.is_upright, at, rule.low, rule.high))
    return told


def _touching(rules: list[Rule], slack: float) -> list[list[Rule]]:
    """Groups of lines that cross or meet one another."""
    group = list(range(len(rules)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    across = [index for index, rule in enumerate(rules) if not rule.is_upright]
    upright = [index for index, rule in enumerate(rules) if rule.is_upright]
    for one in upright:
        for other in across:
            if _meet(rules[one], rules[other], slack):
                group[root(one)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _meet(upright: Rule, across: Rule, slack: float) -> bool:
    return (
        upright.low - slack <= across.at <= upright.high + slack
        and across.low - slack <= upright.at <= across.high + slack
    )


def _lattice(rules: list[Rule], slack: float) -> Lattice | None:
    across = [rule for rule in rules if not rule.is_upright]
    upright = [rule for rule in rules if rule.is_upright]
    if len(across) < 2 or not upright:
        return None
    ys = _places([rule.at for rule in across], slack)
    sides = [min(rule.low for rule in across), max(rule.high for rule in across)]
    xs = _places([*(rule.at for rule in upright), *sides], 2 * slack)
    upright += [Rule(True, side, ys[0], ys[-1]) for side in (xs[0], xs[-1])]
    return Lattice(tuple(_spots(xs, ys, across, upright, slack)), len(ys) - 1, len(xs) - 1) if len(xs) > 1 else None


def _places(values: list[float], slack: float) -> list[float]:
    """Distinct places, those nearer than ``slack`` taken as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > slack:
            places.append(value)
    return places


def _spots(xs: list[float], ys: list[float], across: list[Rule], upright: list[Rule], slack: float) -> Iterable[Spot]:
    """Cells of the lattice, those without a wall between them as one; grown to the right first, then down."""
    height, width = len(ys) - 1, len(xs) - 1
    taken = [[False] * width for _ in range(height)]

    def wall(rules: list[Rule], at: float, low: float, high: float) -> bool:
        middle = (low + high) / 2
        return any(abs(rule.at - at) <= 2 * slack and rule.low <= middle <= rule.high for rule in rules)

    def open_right(row: int, column: int) -> bool:
        return not wall(upright, xs[column + 1], ys[row], ys[row + 1])

    def open_down(row: int, column: int) -> bool:
        return not wall(across, ys[row + 1], xs[column], xs[column + 1])

    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            right = column + 1
            while right < width and not taken[row][right] and open_right(row, right - 1):
                right += 1
            below = row + 1
            while below < height and all(open_down(below - 1, one) for one in range(column, right)):
                below += 1
            for one in range(row, below):
                taken[one][column:right] = [True] * (right - column)
            yield Spot(xs[column], ys[row], xs[right], ys[below], (row, below), (column, right))
