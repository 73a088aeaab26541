"""Where a grid begins to be a table: its title rows, its head, the row that counts its columns, its body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ansinh.core.names import fold
from ansinh.reading.document import Cell, Table
from ansinh.reading.readers.grids import header_rows
from ansinh.reading.tables.cells import is_number

Row = tuple[Cell, ...]
_PERSON = re.compile(r"\bho va ten\b|\bho ten\b|\bngay sinh\b|\bnam sinh\b|\bcccd\b|\bso dinh danh\b|\bso tai khoan\b")
_SIGNS = re.compile(r"\bnguoi lap bieu\b|\bnoi nhan\b|\bthu truong don vi\b|\bky, ho ten\b|\bky ten, dong dau\b")
_FURNITURE = re.compile(
    r"^(don vi (nhan )?bao cao|don vi gui|ngay nhan bao cao|noi nhan|mau so|bieu so|ky bao cao|ban hanh|\(?kem theo)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a grid: ``title`` the words above the head, ``head`` its rows, ``numbers`` what counts the columns, ``first`` the
    first row of the body."""

    title: str
    head: tuple[Row, ...]
    numbers: Row | None
    first: int
    width: int

    @property
    def is_list_of_people(self) -> bool:
        return bool(_PERSON.search(fold(" ".join(cell.text for row in self.head[:3] for cell in row))))


def frame_of(table: Table, before: Frame | None) -> Frame | None:
    """The frame of a table; a grid without a head goes on from the table before when as wide. None where nothing is to be read."""
    rows = table.rows
    if not rows or _SIGNS.search(fold(" ".join(cell.text for row in rows[:2] for cell in row))):
        return None
    at = 0
    while at < len(rows) - 1 and is_title(rows[at]):
        at += 1
    title = "\n".join(
        [
            table.before,
            *(text for row in rows[:at] for text in dict.fromkeys(cell.text for cell in row) if text.strip()),
        ]
    )
    count = header_rows([[cell.text for cell in row] for row in rows[at:]])
    if at == 0 and table.header_rows and not any(_is_data(row) for row in rows[: table.header_rows]):
        count = max(count, table.header_rows)
    is_as_wide = at == 0 and before is not None and before.width == len(rows[0])
    if is_as_wide and _is_data(rows[0]) and not is_column_numbers(rows[0]) and not re.search(r"\w", table.before):
        count = 0
    while count > 1 and _is_across(rows[at + count - 1]):
        count -= 1
    if not count:
        is_next = before is not None and before.width == len(rows[0]) and not re.search(r"\w", table.before)
        return replace(before, first=0) if is_next and before else None
    head = [row for row in rows[at : at + count] if not is_column_numbers(row)]
    numbers = next((row for row in rows[at : at + count + 1] if is_column_numbers(row)), None)
    return Frame(title, tuple(head), numbers, at + count, len(rows[0]))


def title_words(title: str) -> str:
    """The line of a title that says what the table is about: the last that names no form, sender or unit."""
    lines = [" ".join(line.split()) for line in title.splitlines()]
    told = [line for line in lines if len(line) > 3 and not _FURNITURE.match(fold(line)) and not _only_unit(line)]
    return told[-1] if told else ""


def is_title(row: Row) -> bool:
    """A row that only holds a text or two over an empty or merged width."""
    filled = [cell for cell in row if cell.text.strip()]
    if not filled:
        return True
    said = {cell.text for cell in filled}
    if any(is_number(text) for text in said):
        return False
    if any(_FURNITURE.match(fold(text)) or _only_unit(text) for text in said):
        return True
    is_merged = len(said) == 1 and len(filled) == len(row) > 2
    return is_merged or (len(said) <= 2 and len(filled) * 2 <= len(row))


def repeats_head(row: Row, frame: Frame) -> bool:
    """A row of the head printed again where a page turned."""
    said = [cell.text.strip() for cell in row]
    return any(said == [cell.text.strip() for cell in one] for one in frame.head)


def is_column_numbers(row: Sequence[Cell]) -> bool:
    """The row under the headers that counts the columns: A B 1 2 3."""
    texts = [cell.text.strip() for cell in row if cell.text.strip()]
    is_lettered = bool(texts) and bool(re.fullmatch(r"\(?[A-EĐ]\)?", texts[0]))
    if len(texts) < 3 or not all(
        is_column_number(text) or (is_lettered and re.fullmatch(r"\d{1,2}\.\d", text)) for text in texts
    ):
        return False
    numbers = [float(digits[0]) for text in texts if (digits := re.findall(r"\d+(?:\.\d)?", text))]
    return numbers == sorted(set(numbers)) and (not numbers or numbers[0] <= 2)


def is_column_number(text: str) -> bool:
    return bool(re.fullmatch(r"\(?[A-EĐ]\)?|\(?\d{1,2}\)?(\s*=\s*[\d()+\-/:*x ]+%?)?", text.strip()))


def _is_across(row: Row) -> bool:
    """One text over the whole width: a heading of the rows below, no header."""
    return len(row) > 2 and len({cell.text.strip() for cell in row}) == 1


def _is_data(row: Row) -> bool:
    return sum(is_number(cell.text) and not re.fullmatch(r"(19|20)\d\d", cell.text.strip()) for cell in row[1:]) > 1


def _only_unit(line: str) -> bool:
    return bool(re.match(r"\(?(đơn vị( tính)?|đvt)\s*:", line, re.I)) and len(line) < 60
