"""What a reader makes of a file: one text with offsets, its blocks, its tables, and what could not be read."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

KINDS = ("paragraph", "heading", "list", "cell", "note", "header", "footer", "furniture")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``text[start:end]`` of a document. ``page`` counts from 1 where the format has pages."""

    kind: str
    start: int
    end: int
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text and where it stands in the document's text (start == end for an empty one). ``value`` is the
    number a workbook keeps in the cell, as its text writes it (98.02 for "98,02%"); None where a file only has letters."""

    text: str
    start: int
    end: int
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A full grid: every row has the same number of cells; a merged cell is repeated in each place it covers.

    ``before`` is the text between the heading above and the table (its title, "Đơn vị tính: triệu đồng")."""

    rows: tuple[tuple[Cell, ...], ...]
    before: str = ""
    page: int | None = None
    header_rows: int = 0


@dataclass(slots=True)
class Document:
    """A file as text. ``text`` is NFC; claims point into it. ``notes`` are Vietnamese sentences for the officer about what
    was converted or lost. ``confidence`` is the mean OCR confidence 0-1, None for text that was not recognised."""

    name: str
    format: str
    text: str
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    confidence: float | None = None
    doubtful: list[tuple[int, int]] = field(default_factory=list)
    pages: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a report says of itself: who, which number, which day, for which place and period. None where it does not say."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    day: date | None = None
    place: str | None = None
    period: str | None = None
    reasons: tuple[str, ...] = ()
