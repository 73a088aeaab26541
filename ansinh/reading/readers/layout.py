"""Pages of lines and tables, as PDF and OCR give them, put together into paragraphs; what only repeats on each page set aside."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from ansinh.reading.readers.grids import Grid, Lattice
from ansinh.reading.readers.paper import DOUBT_FROM, DOUBT_TO, Paper, kind_of

_ENDS = (".", "!", "?", ":", ";", "…")
_PAGE_NUMBER = re.compile(
    r"(?:trang|page)?\s*[-–—|]?\s*\d{1,4}\s*[-–—|]?(?:\s*(?:/|trên|of)\s*\d{1,4})?", re.IGNORECASE
)
_PRINTED_FROM_WEB = re.compile(r"(?:https?|file)://|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}")
_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"[-+(]?(?:\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,\d+)?%?\)?")
_JOINING = ("VÀ ", "CỦA ")
_EDGE = 0.12
_INDENT = 90


@dataclass(slots=True)
class Line:
    """A line of a page; top grows downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1)


@dataclass(slots=True)
class Ruled:
    """A ruled table of a page with the text of each of its spots."""

    lattice: Lattice
    texts: list[str]


@dataclass(slots=True)
class Page:
    """A page in reading order. Lengths in points."""

    number: int
    width: float
    height: float
    items: list[Line | Ruled] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [one for one in self.items if isinstance(one, Line)]


def put_pages(paper: Paper, pages: Sequence[Page]) -> None:
    """Pages as paragraphs and tables, those that run over a page's end in one piece; headers and page numbers last, as furniture."""
    aside = _furniture(pages)
    margins = _Margins(pages, aside)
    flow = _Flow(paper, margins)
    for page in pages:
        for item in page.items:
            if isinstance(item, Ruled):
                flow.table(item, page)
            elif id(item) not in aside and any(map(str.isalnum, item.text)):
                flow.line(item, page)
    flow.end()
    for page in pages:
        for line in page.lines:
            if id(line) in aside:
                paper.put(line.text, "furniture", page.number)


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one paragraph or cell as one; a number broken at the line's end is whole again."""
    whole = ""
    for line in filter(None, (line.strip(" \t\r\n") for line in lines)):
        whole += ("" if not whole or _is_broken(whole, line) else " ") + line
    return whole


def _is_broken(before: str, after: str) -> bool:
    before, after = before.rstrip(DOUBT_TO), after.lstrip(DOUBT_FROM)
    if before[-1:] == "-" and before[-2:-1].isalpha() and (after[:1].islower() or after[:1].isdigit()):
        return True
    if before[-1:] in ".," and before[-2:-1].isdigit() and after[:1].isdigit():
        return bool(_GROUPED.fullmatch(_last(before) + _first(after).rstrip(".,;")))
    if before[-1:].isdigit() and after[:1] in ".," and after[1:2].isdigit():
        return True
    both = before + after
    return before[-1:].isdigit() and after[:1].isdigit() and " " not in both and bool(_GROUPED.fullmatch(both))


def _last(text: str) -> str:
    return text.rsplit(None, 1)[-1]


def _first(text: str) -> str:
    return text.split(None, 1)[0]


def _furniture(pages: Sequence[Page]) -> set[int]:
    """The lines (by identity) at the top or bottom of pages that are page numbers or come again page after page."""
    edges = [(page, line) for page in pages for line in _edge_lines(page)]
    seen = Counter(_DIGITS.sub("#", line.text.strip().lower()) for _, line in edges)
    often = max(2, 0.4 * len(pages))
    return {
        id(line)
        for _, line in edges
        if _is_page_number(line.text)
        or _PRINTED_FROM_WEB.match(line.text)
        or seen[_DIGITS.sub("#", line.text.strip().lower())] >= often
    }


def _is_page_number(text: str) -> bool:
    """A page number, also one that OCR did not make out."""
    said = text.strip(DOUBT_FROM + DOUBT_TO + " ")
    return len(said) <= 2 or bool(_PAGE_NUMBER.fullmatch(said))


def _edge_lines(page: Page) -> list[Line]:
    ordered = sorted(page.lines, key=lambda line: line.top)
    top = [line for line in ordered[:2] if line.bottom < _EDGE * page.height]
    return top + [line for line in ordered[-2:] if line.top > (1 - _EDGE) * page.height]


class _Margins:
    """Where the lines of pages of one width begin and end."""

    def __init__(self, pages: Sequence[Page], aside: set[int]) -> None:
        lines: dict[int, list[Line]] = {}
        for page in pages:
            lines.setdefault(round(page.width), []).extend(one for one in page.lines if id(one) not in aside)
        self._right = {width: _high([line.right for line in told]) for width, told in lines.items()}
        self._left = {
            width: Counter(round(line.left) for line in told).most_common(1)[0][0]
            for width, told in lines.items()
            if told
        }

    def right(self, page: Page) -> float:
        return self._right.get(round(page.width), page.width)

    def left(self, page: Page) -> float:
        return self._left.get(round(page.width), 0)


def _high(values: list[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else max(values, default=0)


class _Flow:
    """The paragraph and the table that are still open while pages go by."""

    def __init__(self, paper: Paper, margins: _Margins) -> None:
        self.paper, self.margins = paper, margins
        self._lines: list[Line] = []
        self._page: Page | None = None
        self._last_page: Page | None = None
        self._grid: Grid = []
        self._grid_frame: tuple[int, float, float] | None = None

    def line(self, line: Line, page: Page) -> None:
        self._end_table()
        if self._lines and not self._goes_on(line, page):
            self._end_paragraph()
        if not self._lines:
            self._page = page
        self._lines.append(line)
        self._last_page = page

    def table(self, ruled: Ruled, page: Page) -> None:
        self._end_paragraph()
        left, _, right, _ = ruled.lattice.frame
        grid = ruled.lattice.grid(ruled.texts)
        known = self._grid_frame
        if known and page.number == known[0] + 1 and len(grid[0]) == len(self._grid[0]):
            is_below = abs(left - known[1]) < 6 and abs(right - known[2]) < 6
        else:
            is_below = False
        if is_below:
            self._grid += _without_repeated_head(self._grid, grid)
            self._grid_frame = (page.number, left, right)
            return
        self._end_table()
        self._grid, self._grid_frame, self._page = grid, (page.number, left, right), page

    def end(self) -> None:
        self._end_paragraph()
        self._end_table()

    def _end_paragraph(self) -> None:
        if self._lines:
            self.paper.put(join_lines(line.text for line in self._lines), "", self._page.number if self._page else None)
        self._lines = []

    def _end_table(self) -> None:
        if self._grid:
            self.paper.put_grid(self._grid, self._page.number if self._page else None)
        self._grid, self._grid_frame = [], None

    def _goes_on(self, line: Line, page: Page) -> bool:
        """The line belongs to the open paragraph: the one before it was full, and it does not open one of its own."""
        last, first = self._lines[-1], self._lines[0]
        assert self._last_page
        is_small = line.text.lstrip(DOUBT_FROM)[:1].islower() or line.text.startswith(_JOINING)
        if kind_of(line.text.lstrip(DOUBT_FROM)) == "list":
            return False
        if is_small and page is self._last_page and last.text[-1] not in _ENDS and _is_centred_below(last, line):
            return True
        if not self._is_full(last, line):
            return False
        if page is not self._last_page:
            return is_small or (last.text[-1] not in _ENDS and line.left <= self.margins.left(page) + 3)
        if not 0 < line.top - last.top <= 2.1 * max(last.height, line.height):
            return False
        if is_small and last.text[-1] not in _ENDS:
            return True
        if kind_of(first.text) == "list" and len(self._lines) == 1:
            return line.left <= last.left + 40
        return line.left <= last.left + 2 if len(self._lines) == 1 else abs(line.left - last.left) <= 3

    def _is_full(self, last: Line, line: Line) -> bool:
        """The first word of the next line would not have fitted."""
        assert self._last_page
        letter = (line.right - line.left) / max(len(line.text), 1)
        word = letter * (len(_first(line.text)) + 1)
        return (
            last.left < self.margins.left(self._last_page) + _INDENT
            and last.right + word > self.margins.right(self._last_page) - letter
        )


def _is_centred_below(last: Line, line: Line) -> bool:
    is_near = 0 < line.top - last.top <= 2.1 * max(last.height, line.height)
    return is_near and abs((last.left + last.right) - (line.left + line.right)) < 10


def _without_repeated_head(grid: Grid, more: Grid) -> Grid:
    """The rows of a table's next page without the head it repeats."""
    same = 0
    while same < min(len(grid), len(more)) and same < 6 and _texts(grid[same]) == _texts(more[same]):
        same += 1
    return more[same:]


def _texts(row: Sequence) -> list[str]:
    return [one.text for one in row]
