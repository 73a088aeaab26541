"""Text files: the text as it is, with its paragraphs (lines that only wrap are one), lists, and tables drawn with bars or tabs."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from statistics import quantiles

from ansinh.reading.document import Block, Cell, Document, Table
from ansinh.reading.readers.flattened import flattened
from ansinh.reading.readers.grids import box, header_rows
from ansinh.reading.readers.letters import decode
from ansinh.reading.readers.paper import Paper, is_prose, kind_of
from ansinh.reading.readers.source import Source

Line = tuple[int, int]

_LINE = re.compile(r"[^\n]*[^\s][^\n]*")
_DRAWN = re.compile(r"[-|:+=\s]+")
_ENDS = (".", "!", "?", ":", ";", "…")
_NARROWEST, _WIDEST = 30, 160


def read_text(source: Source, kind: str = "txt", notes: Iterable[str] = ()) -> Document:
    """A text file as a document: UTF-8 in NFC letter for letter (line ends as "\\n"), anything else converted. Raises Unreadable."""
    text, told = decode(source)
    document = Document(source.name, kind, text, notes=[*notes, *told], sha256=sha256(source.data).hexdigest())
    if not text.strip():
        raise source.refuse("không có chữ nào.", "Mở tệp gốc, kiểm tra rồi gửi lại.")
    at = 0
    for table in flattened(text):
        _put_lines(document, at, table.start)
        _put_grid(document, table.rows, 1)
        at = table.end
    _put_lines(document, at, len(text))
    return document


def _put_lines(document: Document, start: int, end: int) -> None:
    """Paragraphs and drawn tables of a stretch of the text."""
    text = document.text
    lines = [(met.start(), met.end()) for met in _LINE.finditer(text, start, end)]
    prose: list[Line] = []
    for group, bar in _groups(text, lines):
        if bar:
            _put_paragraphs(document, prose)
            prose = []
            _put_table(document, group, bar)
        else:
            prose += group
    _put_paragraphs(document, prose)


def read_csv(source: Source) -> Document:
    """A .csv as one table. Raises Unreadable."""
    text, notes = decode(source)
    head = "\n".join(text.split("\n")[:40])
    bar = max(";\t|,", key=head.count)
    paper = Paper()
    paper.notes += notes
    try:
        rows = [[box(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=bar)]
    except csv.Error:
        why = 'có một ô quá dài: không phải bảng, hoặc có dấu ngoặc kép (") mở mà không đóng.'
        raise source.refuse(why, "Lưu lại thành .xlsx rồi gửi lại.") from None
    while rows and sum(bool(one.parts) for one in rows[0]) < 2:
        paper.put(" ".join(one.text for one in rows.pop(0)))
    paper.put_grid(rows)
    return paper.document(source, "csv")


def _groups(text: str, lines: list[Line]) -> Iterator[tuple[list[Line], str]]:
    """Lines in order, those that make a table together with the sign that parts its cells."""
    at = 0
    while at < len(lines):
        bar = _bar(text, lines[at])
        until = at + 1
        if bar:
            while until < len(lines) and _bar(text, lines[until]) == bar and _is_next(text, lines, until):
                until += 1
        yield lines[at:until], bar if until - at > 1 else ""
        at = until


def _bar(text: str, line: Line) -> str:
    """What parts the cells of a line that looks like a row of a table: "|" or a tab."""
    if text.find("|", *line) < 0 and text.find("\t", *line) < 0:
        return ""
    said = text[slice(*line)].strip(" ")
    if said.count("|") >= 2 and (said.startswith("|") or said.endswith("|") or said.count(" | ") >= 2):
        return "|"
    return "\t" if said.strip().count("\t") >= 2 else ""


def _is_next(text: str, lines: list[Line], at: int) -> bool:
    return text.count("\n", lines[at - 1][1], lines[at][0]) == 1


def _put_table(document: Document, lines: list[Line], bar: str) -> None:
    told = [line for line in lines if not _DRAWN.fullmatch(document.text, *line)]
    rows = [list(_cells(document.text, line, bar)) for line in told]
    width = max(map(len, rows), default=0)
    for row in rows:
        row += [Cell("", row[-1].end, row[-1].end)] * (width - len(row))
    if not rows:
        return
    _put_grid(document, tuple(map(tuple, rows)), header_rows([[cell.text for cell in row] for row in rows]))


def _put_grid(document: Document, rows: tuple[tuple[Cell, ...], ...], head: int) -> None:
    number = len(document.tables)
    document.tables.append(Table(rows, _before(document), None, head))
    document.blocks += [
        Block("cell", cell.start, cell.end, None, number, r, c)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
        if cell.text
    ]


def _cells(text: str, line: Line, bar: str) -> Iterator[Cell]:
    start, end = line
    while bar == "|" and text[start] in " \t\xa0":
        start += 1
    while bar == "|" and text[end - 1] in " \t\xa0":
        end -= 1
    if bar == "|":
        start += text[start] == bar
        end -= end > start and text[end - 1] == bar
    for piece in text[start:end].split(bar):
        said = piece.strip()
        begin = start + piece.find(said) if said else start
        yield Cell(said, begin, begin + len(said))
        start += len(piece) + 1


def _before(document: Document) -> str:
    """The short lines right above: down from the nearest heading."""
    above: list[str] = []
    for block in reversed(document.blocks[-3:]):
        said = document.text[block.start : block.end]
        if block.kind == "cell" or is_prose(said):
            break
        above.insert(0, said)
        if block.kind == "heading":
            break
    return "\n".join(above)


def _put_paragraphs(document: Document, lines: list[Line]) -> None:
    text = document.text
    width = wrapped_at(text, lines)
    start = end = -1
    for line in lines:
        if start >= 0 and goes_on(text, (start, end), line, width):
            end = line[1]
            continue
        if start >= 0:
            document.blocks.append(_block(text, start, end))
        start, end = line
    if start >= 0:
        document.blocks.append(_block(text, start, end))


def _block(text: str, start: int, end: int) -> Block:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    end -= len(said) - len(said.rstrip())
    return Block(kind_of(text[start:end]), start, end)


def wrapped_at(text: str, lines: list[Line]) -> int:
    """How long lines grow before they wrap; 0 where lines are paragraphs."""
    carried = [
        before[1] - before[0]
        for before, after in itertools.pairwise(lines)
        if text[after[0]].islower() and text[before[1] - 1] not in _ENDS and text.count("\n", before[1], after[0]) == 1
    ]
    if len(carried) < 3 or len(carried) * 10 < len(lines):
        return 0
    width = int(quantiles(carried, n=10)[-1])
    return width if _NARROWEST <= width <= _WIDEST else 0


def goes_on(text: str, before: Line, line: Line, width: int) -> bool:
    """The line only goes on with the paragraph before it: it is beside it, opens nothing, and the line before was full or cut."""
    if text.count("\n", before[1], line[0]) != 1:
        return False
    said = text[slice(*line)].lstrip()
    if kind_of(said) == "list" or text[line[0]] in "#|\t":
        return False
    last = text.rfind("\n", before[0], before[1]) + 1
    length = before[1] - max(last, before[0])
    if said[0].islower():
        return text[before[1] - 1] not in _ENDS
    word = len(said.split(None, 1)[0])
    return width > 0 and length + 1 + word > 0.9 * width and length <= 1.3 * width
