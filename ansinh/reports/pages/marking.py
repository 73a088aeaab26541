"""A document as it was read, drawn part by part: its paragraphs and tables with every number marked in place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ansinh.reading.document import Block, Cell, Document, Table

CHARACTERS_A_PART = 60_000
_TAGS = {"heading": "h3", "list": "p", "note": "p", "header": "p", "footer": "p", "furniture": "p"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A number to mark: where it stands, what it is called on the page, how it looks, what it says when pointed at."""

    start: int
    end: int
    number: int
    name: str
    look: str
    title: str
    address: str

    def drawn(self, text: str) -> str:
        """The mark around its words; the number before it is drawn by the style sheet, so that copied words stay clean."""
        return (
            f'<a class="mark {self.look}" id="dau-{self.name}" data-claim="{self.name}" data-number="{self.number}"'
            f' href="{escape(self.address)}" title="{escape(self.title)}">{escape(text)}</a>'
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text that is shown as one page: `start:end`, and the printed pages it covers where there are some."""

    number: int
    start: int
    end: int
    first_page: int | None = None
    last_page: int | None = None

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


def parts_of(document: Document) -> list[Part]:
    """The document in parts of some twenty printed pages, cut between blocks, never inside a table."""
    cuts, since = [0], 0
    for block, before in _pairs(_blocks(document)):
        is_inside = before is not None and block.table is not None and block.table == before.table
        if block.start - since >= CHARACTERS_A_PART and not is_inside:
            cuts.append(block.start)
            since = block.start
    ends = [*cuts[1:], len(document.text) + 1]
    pages = [(block.start, block.page) for block in _blocks(document) if block.page]
    return [
        Part(number, start, end, *_pages_between(pages, start, end))
        for number, (start, end) in enumerate(zip(cuts, ends, strict=True), start=1)
    ]


def drawn(document: Document, part: Part, marks: Sequence[Mark]) -> SafeString:
    """The HTML of a part with its marks; marks are in the order of the text and do not overlap."""
    painter = _Painter(document, marks)
    return mark_safe("\n".join(painter.pieces(part)))


class _Painter:
    def __init__(self, document: Document, marks: Sequence[Mark]) -> None:
        self.document, self.text = document, document.text
        self.marks = _apart(marks)
        self.starts = [mark.start for mark in self.marks]
        self.doubtful = sorted(document.doubtful)

    def pieces(self, part: Part) -> Iterator[str]:
        blocks = [block for block in _blocks(self.document) if part.holds(block.start)]
        page, page_name = None, _("trang")
        for table, group in groupby(blocks, key=lambda block: block.table):
            for block in [next(group)] if table is not None else group:
                if block.page and block.page != page:
                    page = block.page
                    yield f'<p class="page-number" id="trang-{page}">{page_name} {page}</p>'
                yield self._table(table) if table is not None else self._block(block)

    def _block(self, block: Block) -> str:
        tag = _TAGS.get(block.kind, "p")
        return f'<{tag} class="block is-{block.kind}" data-start="{block.start}">{self._span(block.start, block.end)}</{tag}>'

    def _table(self, number: int) -> str:
        if not 0 <= number < len(self.document.tables):
            return ""
        table, table_name = self.document.tables[number], _("Bảng")
        rows = "".join(
            f"<tr>{''.join(self._cell(cell, size, row < table.header_rows) for cell, size in cells)}</tr>"
            for row, cells in enumerate(_merged(table))
        )
        return (
            f'<div class="table-wrap" tabindex="0" role="region" aria-label="{table_name} {number + 1}">'
            f'<table class="table document-table"><tbody>{rows}</tbody></table></div>'
        )

    def _cell(self, cell: Cell, size: tuple[int, int], is_head: bool) -> str:
        tag = "th" if is_head else "td"
        wide = f' colspan="{size[0]}"' if size[0] > 1 else ""
        high = f' rowspan="{size[1]}"' if size[1] > 1 else ""
        return f'<{tag}{wide}{high} data-start="{cell.start}">{self._span(cell.start, cell.end)}</{tag}>'

    def _span(self, start: int, end: int) -> str:
        told, at = [], start
        for mark in self.marks[bisect_left(self.starts, start) : bisect_left(self.starts, end)]:
            told += [self._plain(at, mark.start), mark.drawn(self.text[mark.start : min(mark.end, end)])]
            at = min(mark.end, end)
        told.append(self._plain(at, end))
        return "".join(told)

    def _plain(self, start: int, end: int) -> str:
        """Words without a mark; those the recognition is not sure of say so."""
        told, at, unsure = [], start, escape(_("Máy nhận dạng không chắc chữ này"))
        for first, last in self.doubtful[bisect_left(self.doubtful, (start, start)) :]:
            if first >= end:
                break
            last = min(last, end)
            word = escape(self.text[first:last])
            told += [
                escape(self.text[at:first]),
                f'<span class="doubtful-word" title="{unsure}">{word}</span>',
            ]
            at = last
        return "".join([*told, escape(self.text[at:end])])


def _blocks(document: Document) -> list[Block]:
    """The blocks in the order of the text; lines where a reader gives none, and what stands between blocks."""
    told, at = [], 0
    for block in sorted(document.blocks, key=lambda block: (block.start, block.end)):
        if block.start > at:
            told += _lines(document.text, at, block.start)
        if block.end > block.start or block.table is not None:
            told.append(block)
        at = max(at, block.end)
    return told + _lines(document.text, at, len(document.text))


def _lines(text: str, start: int, end: int) -> list[Block]:
    told = []
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            told.append(Block("paragraph", start, start + len(line.rstrip())))
        start += len(line)
    return told


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that do not overlap: of two over the same letters the first stays."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _merged(table: Table) -> Iterator[list[tuple[Cell, tuple[int, int]]]]:
    """Rows of cells with how many columns and rows each covers: a merged cell stands once."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table.rows):
        told = []
        for column, cell in enumerate(cells):
            if (row, column) in taken:
                continue
            size = _size(table, row, column, taken)
            taken |= {(row + down, column + right) for right in range(size[0]) for down in range(size[1])}
            told.append((cell, size))
        yield told


def _size(table: Table, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    cell = table.rows[row][column]
    if cell.start == cell.end:
        return 1, 1

    def same(down: int, right: int) -> bool:
        return (
            down < len(table.rows)
            and right < len(table.rows[down])
            and (down, right) not in taken
            and (table.rows[down][right].start, table.rows[down][right].end) == (cell.start, cell.end)
        )

    wide = high = 1
    while same(row, column + wide):
        wide += 1
    while all(same(row + high, column + right) for right in range(wide)):
        high += 1
    return wide, high


def _pairs(blocks: list[Block]) -> Iterator[tuple[Block, Block | None]]:
    before = None
    for block in blocks:
        yield block, before
        before = block


def _pages_between(pages: list[tuple[int, int]], start: int, end: int) -> tuple[int | None, int | None]:
    starts = [offset for offset, _page in pages]
    inside = pages[bisect_left(starts, start) : bisect_right(starts, end - 1)]
    return (inside[0][1], inside[-1][1]) if inside else (None, None)
