"""Asking the population database about people, and what it answers. The state's service is a port; files are the one built in."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

import pyarrow as pa

from ansinh.core.days import BirthDay
from ansinh.core.names import clean_text, fold
from ansinh.people.jobs.handout import write_csv, write_long_xlsx
from ansinh.people.jobs.sheets import Cells, FileRefused, read_sheets, text_of
from ansinh.people.jobs.values import birth_of, number_text, sex_of
from ansinh.people.words import IDENTITIES, IDENTITY_FIELDS, SEXES

ASKED = ("STT", "Mã hồ sơ", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Nơi ở")
ANSWERED = (
    "Kết quả",
    "Họ tên theo CSDLDC",
    "Ngày sinh theo CSDLDC",
    "Giới tính theo CSDLDC",
    "Số định danh theo CSDLDC",
)
# Headings of an answer, folded: what they hold.
_HEADINGS = {
    "ma ho so": "code", "so dinh danh": "number", "so dinh danh ca nhan": "number", "so cccd": "number", "ket qua": "state",
    "ket qua xac thuc": "state", "tinh trang": "state", "ho ten theo csdldc": "name", "ngay sinh theo csdldc": "birth",
    "gioi tinh theo csdldc": "sex", "so dinh danh theo csdldc": "personal_number", "ho va ten": "our_name",
}  # fmt: skip
_STATES = {fold(vi): key for key, (vi, _) in IDENTITIES.items()} | {
    "khop": "verified", "hop le": "verified", "da xac thuc": "verified", "sai thong tin": "mismatch", "khong khop": "mismatch",
    "khong tim thay": "not_found", "khong co cccd": "no_number", "chua co cccd": "no_number",
}  # fmt: skip
_NEEDED = ("code", "state")


@dataclass(frozen=True, slots=True)
class Asked:
    """A person as the request tells them."""

    pk: int
    name: str
    birth: BirthDay
    sex: str
    personal_number: str
    commune: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered of one person: the state, and theirs of the fields they told. `row` is its line in the file, `line` its cells."""

    row: int
    pk: int
    number: str
    state: str
    theirs: dict[str, str]
    line: list[Any]

    @property
    def cells(self) -> list[str]:
        return [text_of(cell) for cell in self.line]


@dataclass
class Answers:
    """A file of answers: those that can be read, and the rows given back with why."""

    rows: list[Answer] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    refused: list[tuple[int, str, str, list[str]]] = field(default_factory=list)


class VerificationPort(Protocol):
    """A way to the population database. The built-in one is a file out and a file in; the state's service may take its place."""

    def ask(self, people: Iterable[Asked], file_name: str) -> bytes:
        """What is sent."""

    def read(self, content: bytes, file_name: str) -> Answers:
        """What came back. Raises FileRefused when nothing can be read of it."""


class FilePort:
    """A workbook or CSV in the columns officers use; the answer is the same file with its columns filled in."""

    def ask(self, people: Iterable[Asked], file_name: str) -> bytes:
        lines = (
            [
                str(number),
                str(one.pk),
                one.name,
                str(one.birth),
                SEXES[one.sex][0],
                one.personal_number,
                one.commune,
                *[""] * len(ANSWERED),
            ]
            for number, one in enumerate(people, start=1)
        )
        kept = io.BytesIO()
        write = write_csv if file_name.lower().endswith(".csv") else write_long_xlsx
        write(kept, [*ASKED, *ANSWERED], lines)
        return kept.getvalue()

    def read(self, content: bytes, file_name: str) -> Answers:
        sheets = read_sheets(content, file_name, _looks_right)
        sheet = max(sheets, key=lambda one: _looks_right(one.cells))
        first, columns = _heading(sheet.cells)
        if lacking := [name for name in _NEEDED if name not in columns]:
            said = {"code": "Mã hồ sơ", "state": "Kết quả"}
            raise FileRefused(
                f"Tệp «{file_name}» không có cột {', '.join(said[name] for name in lacking)}. Dùng tệp đã gửi đi, điền thêm cột «Kết quả»."
            )
        return _read_rows(sheet.cells, first, columns)


def _looks_right(cells: Cells) -> int:
    return len(_heading(cells)[1])


def _heading(cells: Cells) -> tuple[int, dict[str, int]]:
    """The line of the heading and which column holds what; the line that knows most of the first forty."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, line in enumerate(cells[:40]):
        known = {
            _HEADINGS[text]: place for place, cell in enumerate(line) if (text := fold(text_of(cell))) in _HEADINGS
        }
        if len(known) > len(best[1]):
            best = (number, known)
    return best


def _read_rows(cells: Cells, first: int, columns: dict[str, int]) -> Answers:
    answers = Answers(header=[text_of(cell) for cell in cells[first]])
    seen: dict[int, int] = {}
    for number, line in enumerate(cells[first + 1 :], start=first + 2):
        if not any(cell not in (None, "") for cell in line):
            continue
        found, why = _row(number, line, columns)
        if found and (before := seen.setdefault(found.pk, number)) != number:
            why = f"Mã hồ sơ {found.pk} đã có ở dòng {before} của tệp. Giữ một dòng."
            found = None
        if found:
            answers.rows.append(found)
        else:
            answers.refused.append((number, why, "", [text_of(cell) for cell in line]))
    return answers


def _row(number: int, line: list[Any], columns: dict[str, int]) -> tuple[Answer | None, str]:
    def cell(name: str) -> Any:
        place = columns.get(name)
        return line[place] if place is not None and place < len(line) else None

    code, said = text_of(cell("code")), text_of(cell("state"))
    if not code.isdecimal():
        return None, f"Mã hồ sơ «{code}» không phải số. Chép lại cột «Mã hồ sơ» từ tệp đã gửi."
    if (state := _state(said)) is None:
        return (
            None,
            f"Kết quả «{said}» không đọc được. Ghi một trong: {', '.join(vi for vi, _ in IDENTITIES.values())}.",
        )
    try:
        theirs = {
            "name": clean_text(text_of(cell("name"))),
            "birth": _birth(cell("birth")) if text_of(cell("birth")) else "",
            "sex": sex_of(text_of(cell("sex"))) if text_of(cell("sex")) else "",
            "personal_number": number_text(cell("personal_number")),
        }
    except ValueError as error:
        return None, str(error)
    return Answer(
        number,
        int(code),
        number_text(cell("number")),
        state,
        {name: value for name, value in theirs.items() if value},
        line,
    ), ""


@lru_cache(maxsize=50_000)
def _birth(cell: Any) -> str:
    return str(birth_of(cell))


@lru_cache(maxsize=1000)
def _state(said: str) -> str | None:
    return _STATES.get(fold(said))


def differing(asked: Asked, theirs: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Fields on which the two differ: ours, theirs. Names are compared without regard to capitals; nothing is made of what they did not tell."""
    ours = {"name": asked.name, "birth": str(asked.birth), "sex": asked.sex, "personal_number": asked.personal_number}
    return {
        name: (ours[name], theirs[name])
        for name in IDENTITY_FIELDS
        if name in theirs and theirs[name] != ours[name] and _plain(theirs[name]) != _plain(ours[name])
    }


def _plain(value: str) -> str:
    return clean_text(value).casefold()


def asked_of(table: pa.Table) -> Iterator[Asked]:
    """People of a table with id, name, sex, birth_year, birth_month, birth_day, personal_number, commune."""
    columns = (table[name].to_pylist() for name in table.column_names)
    for pk, name, sex, year, month, day, number, commune in zip(*columns, strict=True):
        yield Asked(pk, name, BirthDay(year, month, day), sex, number or "", commune or "")
