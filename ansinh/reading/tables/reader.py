"""From grids to claims."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ansinh.core.names import fold
from ansinh.reading.claim import Claim
from ansinh.reading.document import Cell, Document, Heading, Table
from ansinh.reading.tables.cells import Number, number_in, style_of
from ansinh.reading.tables.columns import Column, columns_of
from ansinh.reading.tables.frames import Frame, Row, frame_of, is_column_numbers, repeats_head, title_words
from ansinh.reading.tables.rows import Line, Outline, line_of
from ansinh.reading.tables.units import Unit, read_unit, unit_above, unit_said, without_unit

_NO_UNIT: Unit = ("", "other", 0)
_FALLS = re.compile(r"(muc |toc do )?(giam|tang)\b")


def read_tables(document: Document, heading: Heading | None = None) -> list[Claim]:
    """A claim for each number of each table; lists of people, codes and order numbers are none.

    ``subject`` is the row's label with the words of the column, ``about`` the title over the table, ``sentence`` spans the row.
    Positions (``parent``) are those of the list returned."""
    heading = heading or Heading()
    claims: list[Claim] = []
    frame: Frame | None = None
    columns: list[Column] = []
    for number, table in enumerate(document.tables):
        before = frame
        frame = frame_of(table, before)
        if frame is None or frame.is_list_of_people:
            continue
        if before is None or frame.head != before.head or frame.title != before.title:
            columns = columns_of(table, frame, heading)
        if any(column.role == "label" for column in columns):
            claims += _Reader(document, heading, number, table, frame, columns, len(claims)).claims()
    return claims


class _Reader:
    """Reads one table. ``first`` is the position its first claim will have."""

    def __init__(
        self,
        document: Document,
        heading: Heading,
        number: int,
        table: Table,
        frame: Frame,
        columns: list[Column],
        first: int,
    ) -> None:
        self.document, self.heading, self.number = document, heading, number
        self.table, self.frame, self.columns, self.first = table, frame, columns, first
        self.style = style_of(table)
        self.above = unit_above(frame.title)
        self.about = title_words(frame.title)
        self.found: list[Claim] = []

    def claims(self) -> list[Claim]:
        outline = Outline()
        for at, row in enumerate(self.table.rows[self.frame.first :], self.frame.first):
            if is_column_numbers(row) or repeats_head(row, self.frame):
                continue
            line = line_of(row, self.columns, self.heading, outline)
            if line is None:
                continue
            fresh = list(self._row(at, row, line))
            before = len(self.found)
            self.found += fresh
            outline.said(self.first + before if fresh else None)
            self._name_parents(fresh, line)
        return self.found

    def _row(self, at: int, row: Row, line: Line) -> Iterator[Claim]:
        for position, column in enumerate(self.columns):
            if column.role != "number" or (position and row[position] is row[position - 1]):
                continue
            claim = self._claim(row, row[position], column, line)
            if claim is not None:
                claim.cell, claim.page = (self.number, at, position), self.table.page
                yield claim

    def _claim(self, row: Row, cell: Cell, column: Column, line: Line) -> Claim | None:
        unit = self._unit(column, line)
        number = number_in(cell, self.style, _sort(unit))
        if number is None:
            return None
        said, code, scale = (read_unit(number.unit) if number.unit else None) or unit
        shift = Decimal(10) ** scale
        teller = line.turned or column
        text = self.document.text[cell.start : cell.end]
        start = cell.start + len(text) - len(text.lstrip())
        end = start + len(text.strip())
        return Claim(
            quote=self.document.text[start:end],
            start=start,
            end=end,
            number=(start, end),
            sentence=(row[0].start, row[-1].end),
            value=number.value * shift,
            value_max=number.high * shift if number.high is not None else None,
            unit=code,
            unit_said=said,
            comparator=_comparator(number, teller),
            decimals=number.decimals - scale,
            kind=_kind(teller, line, self.about),
            direction=_direction(number) if teller.kind == "change" else "",
            period=teller.period or column.period or self.heading.period or "",
            place=line.place or column.place or self.heading.place,
            subject=" | ".join(one for one in (line.subject, without_unit(column.words)) if one),
            about=self.about,
            breakdown=line.breakdown | column.breakdown,
        )

    def _unit(self, column: Column, line: Line) -> Unit:
        """The nearest word on the unit: the column's own, the row's, what the words say for sure, the line above, what they say at all."""
        told = (line.turned.unit if line.turned else None) or column.unit or line.unit
        if told is not None:
            return told
        words = [text for text in (column.words, *reversed(line.subject.split(" – "))) if text]
        sure = next((found for text in words if (found := unit_said(text, is_sure=True))), None)
        if sure is not None and not (self.above and self.above[1] == "dong" and sure[1] != "percent"):
            return sure
        if self.above is not None:
            return self.above
        guessed = next((found for text in (*words, self.about) if (found := unit_said(text, is_sure=False))), None)
        return guessed or sure or _NO_UNIT

    def _name_parents(self, fresh: list[Claim], line: Line) -> None:
        """A row under another is a part of it, column by column."""
        if line.parent is None or line.place:
            return
        at = line.parent - self.first
        whole = self.found[at].cell
        assert whole is not None
        row = {}
        for position in range(at, len(self.found)):
            cell = self.found[position].cell
            if cell is None or cell[1] != whole[1]:
                break
            row[cell[2]] = position
        for claim in fresh:
            assert claim.cell is not None
            position = row.get(claim.cell[2], -1)
            if position >= 0 and claim.unit == self.found[position].unit:
                claim.parent, claim.relation, claim.is_among = self.first + position, "part", True


def _kind(teller: Column, line: Line, about: str) -> str:
    """A fall achieved is a change, as the annotations have it."""
    if teller.kind == "result" and _FALLS.match(fold(line.label).strip(" -+")):
        return "change"
    return teller.kind


def _comparator(number: Number, teller: Column) -> str:
    if number.high is not None:
        return "range"
    return number.comparator or ("about" if teller.is_estimate else "exact")


def _direction(number: Number) -> str:
    return number.direction or ("down" if number.value < 0 else "up")


def _sort(unit: Unit) -> str:
    """What a numeral that can be read two ways may be: nobody counts parts of a person, and few shares are above a thousand."""
    _, code, scale = unit
    if code == "percent":
        return "share"
    return "count" if scale == 0 and code in ("person", "household", "turn", "dossier", "enterprise", "house") else ""
