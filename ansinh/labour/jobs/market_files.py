"""Files of organisations, forms and reports: their table found, each row read, and what each will do, before anything is done.

The sheets are read as files of people are; headings are told by patterns, over up to three lines, or by the line of numbers (1) (2) (3)
that forms print under them. Every row of the file ends in one of the outcomes: none is lost, none slips in."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from ansinh.core.names import fold
from ansinh.people.jobs.sheets import Cells, FileRefused, Sheet, read_sheets, text_of

OUTCOMES = {
    "added": ("thêm mới", "added"),
    "changed": ("thay đổi", "changed"),
    "same": ("không đổi", "same"),
    "refused": ("trả lại", "refused"),
    "ignored": ("bỏ qua", "ignored"),
}
WRITTEN = ("added", "changed")
_LOOKED_AT = 40
_LINES_OF_HEADING = 3
# How officers shorten the words of forms.
_SHORT = {
    "cmkt": "chuyen mon ky thuat", "cnkt": "cong nhan ky thuat", "thcs": "trung hoc co so", "thpt": "trung hoc pho thong", "dh": "dai hoc",
    "cd": "cao dang", "tc": "trung cap", "sc": "so cap", "dn": "doanh nghiep", "htx": "hop tac xa",
}  # fmt: skip
_FOOTERS = (
    "tong",
    "cong",
    "nguoi lap",
    "ubnd",
    "tm.",
    "ghi chu",
    "ngay ",
    "dai dien",
    "giam doc",
    "ky ten",
    "noi nhan",
    "xac nhan",
    "thu truong",
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column a file may have: its name, the label it is called by, patterns of folded headings, and its number on the printed form."""

    name: str
    label: str
    pattern: str
    number: int = 0
    is_needed: bool = False


@dataclass(slots=True)
class FileRow:
    """A row of the file and its outcome; `changes` are (label, old, new); `subject` is what it is about once that is known."""

    number: int
    cells: list[Any]
    outcome: str = ""
    name: str = ""
    reasons: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    subject: Any = None

    def refuse(self, reason: str) -> None:
        self.outcome = "refused"
        if reason not in self.reasons:
            self.reasons.append(reason)

    @property
    def reason(self) -> str:
        return " ".join(self.reasons)


@dataclass
class FilePlan:
    """A whole file: where its table was found and what each row does; `about` says what holds for all of it (label, value)."""

    file_name: str
    sha256: str
    sheet: str
    header: list[str]
    unknown: list[str]
    rows: list[FileRow]
    notes: list[str] = field(default_factory=list)
    about: list[tuple[str, str]] = field(default_factory=list)
    carried: Any = None

    @cached_property
    def counts(self) -> dict[str, int]:
        """Rows by outcome."""
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found.get(outcome, 0) for outcome in OUTCOMES}

    def of(self, *outcomes: str) -> list[FileRow]:
        return [row for row in self.rows if row.outcome in outcomes]

    @property
    def source(self) -> str:
        return f"{self.file_name[:60]} ({self.sha256[:8]})"

    def refused_sheet(self) -> dict[str, Any]:
        """The rows to send back, as `people.jobs.handout.write_refused` takes them."""
        rows = [[row.number, row.reason, "", [text_of(cell) for cell in row.cells]] for row in self.of("refused")]
        return {"header": self.header, "rows": rows}


@dataclass(frozen=True)
class Table:
    """Where the columns of a sheet are: field to column, the first row of data, the headings as one line."""

    sheet: Sheet
    columns: Mapping[str, int]
    first_row: int
    header: list[str]

    def rows(self, read: Callable[[FileRow], None]) -> list[FileRow]:
        """Every row under the heading that has a cell, read; sums, signatures and repeated headings are put aside."""
        found = []
        for number, line in enumerate(self.sheet.cells[self.first_row :], start=self.first_row + 1):
            if not any(text_of(cell) for cell in line):
                continue
            row = FileRow(number, line)
            found.append(row)
            if self._is_no_data(line):
                row.outcome = "ignored"
                row.reasons.append("Không phải dòng dữ liệu (tiêu đề lặp lại, dòng cộng hoặc chữ ký).")
            else:
                read(row)
        return found

    def cell(self, row: FileRow, name: str) -> Any:
        column = self.columns.get(name)
        return row.cells[column] if column is not None and column < len(row.cells) else None

    def text(self, row: FileRow, name: str) -> str:
        return text_of(self.cell(row, name))

    def take(self, row: FileRow, name: str, read: Callable[[Any], Any]) -> None:
        """The value of a cell that has one, or why it cannot be read."""
        if not self.text(row, name):
            return
        try:
            row.values[name] = read(self.cell(row, name))
        except (ValueError, OverflowError) as wrong:
            said = str(wrong)
            row.refuse(
                said
                if said[:1].isupper()
                else f"«{self.text(row, name)}» không có trong lịch. Ghi dạng ngày/tháng/năm."
            )

    @property
    def unknown(self) -> list[str]:
        used = set(self.columns.values())
        return [text for column, text in enumerate(self.header) if text and column not in used]

    def _is_no_data(self, line: Sequence[Any]) -> bool:
        texts = [text_of(cell) for cell in line]
        told = [text for text in texts if text]
        if len(told) > 1 and texts[: len(self.header)] == self.header[: len(texts)]:
            return True
        needed = [text_of(line[column]) for column in self.columns.values() if column < len(line)]
        return fold(told[0]).startswith(_FOOTERS) and sum(map(bool, needed)) <= max(2, len(self.columns) // 3)


def read_table(
    content: bytes, file_name: str, fields: Sequence[Field], what: str, sheet: str = ""
) -> tuple[Table, list[str]]:
    """The table of a file that has most of the fields, and notes on other sheets like it. Raises FileRefused naming what is lacking."""
    sheets = read_sheets(content, file_name, lambda cells: _score(cells, fields))
    names = ", ".join(f"«{one.name}»" for one in sheets)
    if sheet:
        sheets = [one for one in sheets if fold(one.name) == fold(sheet)]
        if not sheets:
            raise FileRefused(f"Tệp «{file_name}» không có trang «{sheet}». Các trang: {names}.")
    tables = [table for one in sheets if (table := _table(one, fields)) is not None]
    needed = [each for each in fields if each.is_needed]
    whole = [table for table in tables if all(each.name in table.columns for each in needed)]
    if not whole:
        best = max(tables, key=lambda table: len(table.columns), default=None)
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
    return right, notes


def make_plan(
    content: bytes,
    file_name: str,
    table: Table,
    rows: list[FileRow],
    notes: list[str],
    about: list[tuple[str, str]] | None = None,
) -> FilePlan:
    """The plan of a table's rows. Raises FileRefused when there is no row."""
    if not any(row.outcome != "ignored" for row in rows):
        raise FileRefused(f"Dưới dòng tiêu đề của «{file_name}» không có dòng dữ liệu nào. Kiểm tra lại tệp.")
    digest = hashlib.sha256(content).hexdigest()
    return FilePlan(file_name, digest, table.sheet.name, table.header, table.unknown, rows, notes, about or [])


def word_of(text: str, labels: Mapping[str, tuple[str, str]], label: str) -> str:
    """The key a cell means: its number on the form (from 1), its key, its name with or without diacritics, or the one name like it.
    Raises ValueError."""
    found = _word(text, tuple((key, vi) for key, (vi, _en) in labels.items()))
    if not found:
        listed = "; ".join(f"{place} {vi}" for place, (vi, _) in enumerate(labels.values(), 1))
        raise ValueError(f"{label} «{text}» không đọc được. Ghi một trong: {listed}.")
    return found


@lru_cache(maxsize=10_000)
def _word(text: str, labels: tuple[tuple[str, str], ...]) -> str:
    plain = " ".join(_SHORT.get(word, word) for word in _plain(text).split())
    names = {_plain(vi): key for key, vi in labels}
    keys = [key for key, _ in labels]
    if text in keys:
        return text
    if plain.isdigit() and 1 <= int(plain) <= len(labels):
        return keys[int(plain) - 1]
    plain = re.sub(r"^\d{1,2}\s", "", plain)
    if plain in names:
        return names[plain]
    within = [key for name, key in names.items() if plain and (plain in name or name in plain)]
    if len(within) == 1:
        return within[0]
    near = process.extractOne(plain, list(names), scorer=fuzz.ratio, score_cutoff=82) if len(plain) > 3 else None
    return names[near[0]] if near else ""


def whole_number(cell: Any, label: str) -> int:
    """A count of a cell: `1.200`, `1200`, `1 200`. Raises ValueError."""
    text = text_of(cell)
    plain = re.sub(r"[\s.,](?=\d{3}\b)", "", text)
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        raise ValueError(f"{label} «{text}» không phải số nguyên. Ghi số người, ví dụ 120.")
    return int(plain)


def yes_no(text: str, label: str) -> bool:
    """Whether a cell says yes: x, có, 1, đúng. Raises ValueError."""
    plain = _plain(text)
    if plain in ("x", "co", "1", "dung", "yes", "true", "v"):
        return True
    if plain in ("khong", "0", "2", "no", "false", "sai", ""):
        return False
    raise ValueError(f"{label} «{text}» không đọc được. Ghi x (có), hoặc để trống.")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def _score(cells: Cells, fields: Sequence[Field]) -> int:
    table = _table(Sheet("", cells), fields)
    return len(table.columns) if table else 0


def _table(sheet: Sheet, fields: Sequence[Field]) -> Table | None:
    """The best heading within the first rows: one to three lines put together, or the printed line of numbers."""
    tops = [[text_of(cell) for cell in line] for line in sheet.cells[: _LOOKED_AT + _LINES_OF_HEADING]]
    numbered = _by_numbers(sheet, tops, fields)
    if numbered is not None:
        return numbered
    found: list[Table] = []
    for row in range(min(_LOOKED_AT, len(tops))):
        for lines in range(1, _LINES_OF_HEADING + 1):
            some = tops[row : row + lines]
            if len(some) < lines or (lines > 1 and not _is_words(some[-1])):
                break
            header = _joined(some)
            columns = _columns(header, fields)
            if columns:
                first = row + lines
                while first < len(sheet.cells) and _numbers(tops[first] if first < len(tops) else []):
                    first += 1
                found.append(Table(sheet, columns, first, header))
    return max(found, key=lambda table: (len(table.columns), -table.first_row), default=None)


def _by_numbers(sheet: Sheet, tops: list[list[str]], fields: Sequence[Field]) -> Table | None:
    wanted = {each.number: each.name for each in fields if each.number}
    if not wanted:
        return None
    for row, texts in enumerate(tops):
        numbers = _numbers(texts)
        if len(numbers) >= max(5, max(wanted) * 2 // 3):
            columns = {wanted[number]: column for number, column in numbers.items() if number in wanted}
            header = _joined(tops[max(0, row - _LINES_OF_HEADING) : row]) or texts
            return Table(sheet, columns, row + 1, header)
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


def _columns(header: Sequence[str], fields: Sequence[Field]) -> dict[str, int]:
    if sum(map(bool, header)) < 2 or sum(len(text) for text in header) > 3000:
        return {}
    found: dict[str, int] = {}
    for column, text in enumerate(header):
        plain = _plain(re.sub(r"\(.*?\)", " ", text)) or _plain(text)
        if not plain or len(plain) > 160:
            continue
        name = next((each.name for each in fields if each.name not in found and _is_called(each, plain)), None)
        if name:
            found[name] = column
    return found


def _is_called(one: Field, plain: str) -> bool:
    """Whether a heading names a field: by the words of officers, or by the field's own name as ODK and Kobo export it."""
    own = one.name.replace("_", " ")
    return plain == own or plain.endswith(f" {own}") or re.search(one.pattern, plain) is not None
