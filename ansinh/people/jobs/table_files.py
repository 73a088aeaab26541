"""Files that hold a table, of people or of anything else: the table found, its columns known, each row read.

The sheets are read as files of people are; headings are told by their words or by patterns, over up to three lines, or by the line of
numbers (1) (2) (3) that forms print under them. Every row of the file ends in one of the outcomes: none is lost, none slips in."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any

from ansinh.core.names import fold, plain_words
from ansinh.people.jobs.file_plans import FileRow, is_footer, is_sum
from ansinh.people.jobs.sheets import Cells, FileRefused, Sheet, read_sheets, text_of

# Rows of a file whose every row is an act of its own, done in one request.
MOST_ACTS = 5_000
_LOOKED_AT = 40
_LINES_OF_HEADING = 3
_ORDER = ("stt", "tt", "so tt", "so thu tu", "thu tu")


@dataclass(frozen=True)
class Field:
    """A column a file may have: its name, its label and the other whole headings it is known by, a pattern of folded headings, and its
    number on the printed form."""

    name: str
    label: str
    pattern: str = ""
    number: int = 0
    is_needed: bool = False
    also: tuple[str, ...] = ()

    @cached_property
    def headings(self) -> frozenset[str]:
        """The folded headings that are this column's, with what they say in brackets and without."""
        return frozenset(said for text in (self.label, *self.also) for said in (plain_words(text), _unbracketed(text)))


@dataclass(frozen=True)
class Table:
    """Where the columns of a sheet are: field to column, the first row of data, the headings as one line; notes on other sheets like it."""

    sheet: Sheet
    fields: Sequence[Field]
    columns: Mapping[str, int]
    first_row: int
    header: list[str]
    notes: tuple[str, ...] = ()

    def rows(self, read: Callable[[FileRow], None], most: int | None = None) -> list[FileRow]:
        """Every row under the heading that has a cell, read; sums, signatures and repeated headings are put aside. Raises FileRefused when
        there are more than `most`."""
        lines = enumerate(self.sheet.cells[self.first_row :], start=self.first_row + 1)
        found = [FileRow(number, line) for number, line in lines if any(text_of(cell) for cell in line)]
        if most is not None and len(found) > most:
            raise FileRefused(
                f"Danh sách có {len(found)} dòng, nhiều hơn mức {most} dòng một tệp. Chia thành nhiều tệp rồi gửi lại."
            )
        for row in found:
            if self._is_no_data(row.texts):
                row.put_aside()
            else:
                read(row)
        return found

    def told(self) -> dict[str, Any]:
        """Where it was found, as `FilePlan.made` takes it."""
        return {"sheet": self.sheet.name, "header": self.header, "unknown": self.unknown, "notes": list(self.notes)}

    @cached_property
    def labels(self) -> dict[str, str]:
        return {each.name: each.label for each in self.fields}

    def cell(self, row: FileRow, name: str) -> Any:
        column = self.columns.get(name)
        return row.cells[column] if column is not None and column < len(row.cells) else None

    def text(self, row: FileRow, name: str) -> str:
        return text_of(self.cell(row, name))

    def take(self, row: FileRow, name: str, read: Callable[[Any], Any], *, is_needed: bool = False) -> None:
        """The value of a cell, or why it cannot be read; an empty one is read only where it is needed, so that `read` says what is lacking."""
        if (text := self.text(row, name)) or is_needed:
            row.take(name, lambda: read(self.cell(row, name)), self.labels[name], text)

    @property
    def unknown(self) -> list[str]:
        used = set(self.columns.values())
        return [
            text
            for column, text in enumerate(self.header)
            if text and column not in used and plain_words(text) not in _ORDER
        ]

    def _is_no_data(self, texts: list[str]) -> bool:
        """A heading said again; or a line that begins as sums and signatures do and has little else, or nothing else but numbers."""
        first, *others = (text for text in texts if text)
        if others and texts[: len(self.header)] == self.header[: len(texts)]:
            return True
        if is_sum(first) and not any(any(c.isalpha() for c in text) for text in others):
            return True
        known = sum(column < len(texts) and bool(texts[column]) for column in self.columns.values())
        return is_footer(first) and known <= max(2, len(self.columns) // 3)


def read_table(
    content: bytes, file_name: str, fields: Sequence[Field], what: str, *, sheet: str = "", least: int = 1
) -> Table:
    """The table of a file that has most of the fields, all that are needed and `least` at the least. Raises FileRefused naming what is
    lacking."""
    sheets = read_sheets(content, file_name, lambda cells: _score(cells, fields))
    names = ", ".join(f"«{one.name}»" for one in sheets)
    if sheet:
        sheets = [one for one in sheets if fold(one.name) == fold(sheet)]
        if not sheets:
            raise FileRefused(f"Tệp «{file_name}» không có trang «{sheet}». Các trang: {names}.")
    tables = [table for one in sheets if (table := _table(one, fields)) is not None]
    needed = [each for each in fields if each.is_needed]
    whole = [
        table for table in tables if len(table.columns) >= least and all(each.name in table.columns for each in needed)
    ]
    if not whole:
        best = max(tables, key=lambda table: len(table.columns), default=None)
        if not needed:
            labels = ", ".join(each.label for each in fields)
            raise FileRefused(
                f"Không thấy dòng tiêu đề của {what} trong «{file_name}». Các cột nhận được: {labels}. Đặt tên cột như vậy rồi gửi lại."
            )
        lacking = ", ".join(f"«{each.label}»" for each in needed if best is None or each.name not in best.columns)
        raise FileRefused(
            f"«{file_name}» không giống {what}: thiếu cột {lacking}. Tải mẫu, chép dữ liệu vào mẫu rồi gửi lại."
        )
    right = max(whole, key=lambda table: len(table.columns))
    others = [table.sheet.name for table in whole if table is not right]
    notes = (
        [f"Đọc trang «{right.sheet.name}». Trang khác cũng có bảng: {', '.join(f'«{one}»' for one in others)}."]
        if others
        else []
    )
    return replace(right, notes=tuple(notes))


def _score(cells: Cells, fields: Sequence[Field]) -> int:
    table = _table(Sheet("", cells), fields)
    return len(table.columns) if table else 0


def _table(sheet: Sheet, fields: Sequence[Field]) -> Table | None:
    """The best heading within the first rows: one to three lines put together, no more than it needs, or the printed line of numbers."""
    tops = [[text_of(cell) for cell in line] for line in sheet.cells[: _LOOKED_AT + _LINES_OF_HEADING]]
    numbered = _by_numbers(sheet, tops, fields)
    if numbered is not None:
        return numbered
    found: list[tuple[tuple[int, int, int], Table]] = []
    for row in range(min(_LOOKED_AT, len(tops))):
        for lines in range(1, _LINES_OF_HEADING + 1):
            some = tops[row : row + lines]
            if len(some) < lines or (lines > 1 and not _is_words(some[-1])):
                break
            header = _joined(some)
            columns = _columns(header, some[-1], fields)
            if columns:
                first = row + lines
                while first < len(sheet.cells) and _numbers(tops[first] if first < len(tops) else []):
                    first += 1
                found.append(((len(columns), -first, -lines), Table(sheet, fields, columns, first, header)))
    return max(found, key=itemgetter(0))[1] if found else None


def _by_numbers(sheet: Sheet, tops: list[list[str]], fields: Sequence[Field]) -> Table | None:
    wanted = {each.number: each.name for each in fields if each.number}
    if not wanted:
        return None
    for row, texts in enumerate(tops):
        numbers = _numbers(texts)
        if len(numbers) >= max(5, max(wanted) * 2 // 3):
            columns = {wanted[number]: column for number, column in numbers.items() if number in wanted}
            header = _joined(tops[max(0, row - _LINES_OF_HEADING) : row]) or texts
            return Table(sheet, fields, columns, row + 1, header)
    return None


def _numbers(texts: Sequence[str]) -> dict[int, int]:
    """Form column to sheet column, of a line that holds nothing but `(1)`, `2`, `A`; nothing of any other line."""
    marks = {column: re.sub(r"[()\[\]\s]", "", text) for column, text in enumerate(texts) if text}
    if len(marks) < 2 or not all(re.fullmatch(r"[A-Za-z]|\d{1,2}", mark) for mark in marks.values()):
        return {}
    numbers = [int(mark) for mark in marks.values() if mark.isdigit()]
    is_counted = numbers == sorted(set(numbers))
    return {int(mark): column for column, mark in marks.items() if mark.isdigit()} if is_counted else {}


def _joined(lines: list[list[str]]) -> list[str]:
    """Lines of a heading as one: a cell that spans those to its right is said before theirs."""
    width = max((len(line) for line in lines), default=0)
    joined = [""] * width
    for place, line in enumerate(lines):
        last = ""
        is_lowest = place == len(lines) - 1
        for column in range(width):
            text = line[column] if column < len(line) else ""
            last = text or ("" if is_lowest else last)
            below = any(column < len(other) and other[column] for other in lines[place + 1 :])
            said = text or (last if below else "")
            if said and not joined[column].endswith(said):
                joined[column] = f"{joined[column]} {said}".strip()
    return joined


def _is_words(texts: Sequence[str]) -> bool:
    told = [text for text in texts if text]
    return bool(told) and sum(any(c.isdigit() for c in text) for text in told) <= len(told) // 3


def _columns(header: Sequence[str], lowest: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    """Field to column, by a whole heading over its lines or by what its lowest line says alone."""
    if sum(map(bool, header)) < 2 or sum(len(text) for text in header) > 3000:
        return {}
    found: dict[str, int] = {}
    for column, text in enumerate(header):
        plain = _unbracketed(text)
        if not plain or len(plain) > 160:
            continue
        whole = {plain, plain_words(text), _unbracketed(lowest[column] if column < len(lowest) else "")} - {""}
        name = next((each.name for each in fields if each.name not in found and _is_called(each, plain, whole)), None)
        if name:
            found[name] = column
    return found


def _is_called(one: Field, plain: str, whole: set[str]) -> bool:
    """Whether a heading names a field: by the words of officers, or by the field's own name as ODK and Kobo export it."""
    own = one.name.replace("_", " ")
    if plain == own or plain.endswith(f" {own}") or whole & one.headings:
        return True
    return bool(one.pattern) and re.search(one.pattern, plain) is not None


def _unbracketed(text: str) -> str:
    return plain_words(re.sub(r"\(.*?\)", " ", text)) or plain_words(text)
