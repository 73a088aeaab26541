"""A document being written: text put down piece by piece, with its blocks and tables at their offsets."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from ansinh.reading.document import Block, Cell, Document, Table
from ansinh.reading.readers.grids import Box, Grid, full, header_rows
from ansinh.reading.readers.letters import mend, tidy
from ansinh.reading.readers.source import Source

DOUBT_FROM, DOUBT_TO = "\ue000", "\ue001"
_DOUBT = re.compile(f"{DOUBT_FROM}([^{DOUBT_TO}]*){DOUBT_TO}")
_ABOVE = 3
_LONGEST_TITLE, _LONGEST_LABEL = 250, 60
_LIST_MARK = re.compile(r"(?:[-–—+*•▪◦o]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|\([a-zđ\d]{1,2}\))[ \t\xa0]")


class Paper:
    """Takes what a reader finds, in reading order, and gives the document."""

    def __init__(self) -> None:
        self.length = 0
        self.notes: list[str] = []
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._tables: list[Table | None] = []
        self._above: list[str] = []
        self._was: dict[str, int] = {}
        self.doubtful: list[tuple[int, int]] = []

    def put(self, text: str, kind: str = "", page: int | None = None) -> tuple[int, int] | None:
        """A block of its own; its place in the text, None for one without letters or figures. ``kind`` is guessed when not told."""
        text = self._read(text)
        if not any(map(str.isalnum, text)):
            return None
        first, start = len(self._pieces), self._add(text)
        said = "".join(self._pieces[first:])
        kind = kind or kind_of(said)
        self._blocks.append(Block(kind, start, self.length, page))
        self._add("\n")
        self._remember(said, kind)
        return start, start + len(said)

    def put_grid(self, grid: Grid, page: int | None = None) -> None:
        """A table: cells parted by tabs, rows by line ends; a merged cell stands once in the text and in all its places in the grid."""
        grid = full(grid)
        if not grid:
            return
        number, before = len(self._tables), "\n".join(self._above)
        self._tables.append(None)
        placed: dict[int, Cell] = {}
        rows = tuple(self._put_row(row, (number, index), page, placed) for index, row in enumerate(grid))
        head = header_rows([[cell.text for cell in row] for row in rows])
        self._tables[number] = Table(rows, before, page, head)
        self._above = []

    def document(self, source: Source, kind: str, **more: Any) -> Document:
        """What was put down. Raises Unreadable when nothing was."""
        if not self._blocks:
            raise source.refuse(
                "không có chữ nào đọc được.", "Mở tệp, xem nội dung có phải là ảnh chụp không, rồi gửi lại."
            )
        if self._was:
            was = max(self._was, key=lambda one: self._was[one])
            self.notes.append(f"Chữ trong tệp là {was}: đã đổi sang Unicode, nên soát lại tên riêng.")
        tables = [table for table in self._tables if table]
        text = "".join(self._pieces)
        digest = sha256(source.data).hexdigest()
        more["doubtful"] = self.doubtful
        return Document(source.name, kind, text, self._blocks, tables, self.notes, sha256=digest, **more)

    def _read(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text.strip(" ")
        mended, was = mend(text, least=1)
        if was:
            self._was[was] = self._was.get(was, 0) + 1
        return tidy(mended)

    def _add(self, text: str) -> int:
        """Put letters down; the marks of doubtful words become places. Where they begin."""
        start = self.length
        if DOUBT_FROM not in text:
            self._pieces.append(text)
            self.length += len(text)
            return start
        for number, piece in enumerate(_DOUBT.split(text)):
            if number % 2:
                self.doubtful.append((self.length, self.length + len(piece)))
            self._pieces.append(piece)
            self.length += len(piece)
        return start

    def _remember(self, text: str, kind: str) -> None:
        """The lines right above the next table: short ones, down from the nearest heading."""
        if kind not in ("paragraph", "heading", "list") or is_prose(text):
            self._above = []
        elif kind == "heading":
            self._above = [text]
        else:
            self._above = [*self._above, text][-_ABOVE:]

    def _put_row(
        self, row: Sequence[Box], at: tuple[int, int], page: int | None, placed: dict[int, Cell]
    ) -> tuple[Cell, ...]:
        cells, is_first = [], True
        for column, one in enumerate(row):
            cell = placed.get(id(one))
            if cell is None:
                if not is_first:
                    self._add("\t")
                cell = placed[id(one)] = self._put_box(one, (*at, column), page)
                is_first = False
            cells.append(cell)
        self._add("\n")
        return tuple(cells)

    def _put_box(self, one: Box, at: tuple[int, int, int], page: int | None) -> Cell:
        if not one.parts:
            return Cell("", self.length, self.length)
        first, start = len(self._pieces), self.length
        for part in one.parts:
            if not isinstance(part, str):
                self.put_grid(part, page)
            elif text := self._read(part):
                if self.length > start:
                    self._add("\n")
                begin = self._add(text)
                self._blocks.append(Block("cell", begin, self.length, page, *at))
        return Cell("".join(self._pieces[first:]), start, self.length, one.value)


def is_prose(text: str) -> bool:
    """Too long for a title, or a whole sentence."""
    return len(text) > _LONGEST_TITLE or (len(text) > _LONGEST_LABEL and text.endswith((".", ";")))


def kind_of(text: str) -> str:
    """Heading, list or paragraph by how the text looks."""
    if _LIST_MARK.match(text):
        return "list"
    return "heading" if text.isupper() and len(text) < 200 and not any(one.isdigit() for one in text) else "paragraph"
