"""The cells of a file somebody sent: Excel through calamine, CSV in whatever encoding it came."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from charset_normalizer import from_bytes

from ansinh.core.cells import own_text
from ansinh.core.letters import from_misread_utf8, from_tcvn3
from ansinh.core.names import clean_text
from ansinh.core.numbers import grouped
from ansinh.people.jobs.excel import WorkbookRefused, open_workbook

Cells = list[list[Any]]
MOST_COLUMNS = 1_000
EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class FileRefused(ValueError):
    """Nothing can be read from the file; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table of raw cells; `encoding` is empty for Excel."""

    name: str
    cells: Cells
    encoding: str = ""


def read_sheets(content: bytes, file_name: str, looks_right: Callable[[Cells], int]) -> list[Sheet]:
    """All sheets of a file (one for CSV). `looks_right` scores cells, to choose among encodings. Raises FileRefused."""
    if not content.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise FileRefused(f"Tệp «{file_name}» trống (không có dữ liệu). Mở lại tệp gốc, kiểm tra rồi gửi lại.")
    if content.startswith(_MAGIC):
        return _whole_letters(_excel(content, file_name), file_name, looks_right)
    if PurePath(file_name).suffix.lower() in EXCEL_SUFFIXES:
        raise FileRefused(
            f"Tệp «{file_name}» có đuôi Excel nhưng không phải tệp Excel. Mở bằng Excel, chọn Lưu thành «Excel Workbook (.xlsx)» rồi gửi lại."
        )
    return _whole_letters([_csv(content, file_name, looks_right)], file_name, looks_right)


def _whole_letters(sheets: list[Sheet], file_name: str, looks_right: Callable[[Cells], int]) -> list[Sheet]:
    """The sheets as they are. Raises FileRefused when they are a list only after its broken letters are put together."""
    if any(looks_right(sheet.cells) for sheet in sheets):
        return sheets
    for mended, why in ((from_tcvn3, _TCVN3_TOLD), (from_misread_utf8, _MISREAD_TOLD)):
        for sheet in sheets:
            top = [[mended(cell) if isinstance(cell, str) else cell for cell in line] for line in sheet.cells[:60]]
            if looks_right(top):
                sample = max(
                    (
                        cell
                        for line in sheet.cells[:60]
                        for cell in line
                        if isinstance(cell, str) and mended(cell) != cell
                    ),
                    key=len,
                )
                raise FileRefused(why.format(file=file_name, sample=clean_text(sample)[:40], right=mended(sample)[:40]))
    return sheets


_TCVN3_TOLD = (
    "Chữ trong «{file}» là bảng mã cũ TCVN3 (phông .VnTime): «{sample}» là «{right}». "
    "Chuyển sang Unicode (UniKey: Ctrl+Shift+F6, nguồn TCVN3, đích Unicode) rồi gửi lại."
)
_MISREAD_TOLD = (
    "Chữ trong «{file}» đã vỡ dấu vì tệp UTF-8 bị mở nhầm bảng mã: «{sample}» là «{right}». "
    "Mở lại tệp gốc bằng Excel (Data, From Text/CSV, chọn 65001 UTF-8), lưu thành .xlsx rồi gửi lại."
)


def _must_be_narrow(line: list[Any], file_name: str) -> None:
    """A line wider than any list: looking for headings in it would take minutes. Empty cells at its end are cut off."""
    if len(line) <= MOST_COLUMNS:
        return
    if any(cell not in ("", None) for cell in line[MOST_COLUMNS:]):
        raise FileRefused(
            f"«{file_name}» có dòng rộng {grouped(len(line))} cột, quá {grouped(MOST_COLUMNS)}: tệp không phải danh sách, hoặc có ô ở rất xa bảng. "
            "Chép riêng bảng dữ liệu sang tệp mới rồi gửi lại."
        )
    del line[MOST_COLUMNS:]


def _excel(content: bytes, file_name: str) -> list[Sheet]:
    try:
        sheets = [Sheet(name, cells) for name, cells in open_workbook(content)]
        for line in (line for sheet in sheets for line in sheet.cells):
            _must_be_narrow(line, file_name)
        return sheets
    except WorkbookRefused as refused:
        said = {
            "password": f"Tệp «{file_name}» có mật khẩu. Bỏ mật khẩu trong Excel rồi gửi lại.",
            "too_big": f"Tệp «{file_name}» mở ra quá lớn (có ô ở rất xa bảng, hoặc tệp hỏng). Chép riêng bảng dữ liệu sang tệp mới rồi gửi lại.",
            "broken": f"Không mở được «{file_name}»: tệp hỏng hoặc không phải bảng tính ({refused}). Mở bằng Excel, lưu lại rồi gửi lại.",
        }
        raise FileRefused(said[refused.why]) from None


def _csv(content: bytes, file_name: str, looks_right: Callable[[Cells], int]) -> Sheet:
    readings: list[tuple[int, Sheet]] = []
    refused = FileRefused(
        f"Không đọc được chữ trong «{file_name}» (bảng mã lạ). Lưu lại thành «CSV UTF-8» hoặc .xlsx rồi gửi lại."
    )
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
            if "\x00" in text:
                continue
            cells = _csv_cells(text, file_name)
        except (UnicodeDecodeError, LookupError):
            continue
        except FileRefused as why:
            refused = why
            continue
        score = looks_right(cells)
        readings.append((score, Sheet("", cells, encoding)))
        if encoding in ("utf-8-sig", "utf-16") or score >= 5:
            break
    if not readings:
        raise refused
    return max(readings, key=lambda reading: reading[0])[1]


def _encodings(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if content.count(b"\x00") > len(content) // 5:
        return ["utf-16-le", "utf-16-be"]
    try:
        content.decode("utf-8-sig")
        return ["utf-8-sig"]
    except UnicodeDecodeError:
        guessed = [match.encoding for match in from_bytes(content[:200_000])]
        return ["cp1258", *(name for name in guessed if name != "cp1258"), *(["latin-1"] if _is_text(content) else [])]


def _is_text(content: bytes) -> bool:
    """Bytes that old fonts write; a picture or a program has control marks among them."""
    return not content.translate(None, bytes(range(32, 256)) + b"\t\r\n")


def _csv_cells(text: str, file_name: str) -> Cells:
    head = "\n".join(text.splitlines()[:40])
    delimiter = max(";\t|,", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cells: Cells = []
    width, before = 3, 0
    try:
        for line in lines:
            if swallowed := next((cell for cell in line if "\n" in cell and cell.count(delimiter) >= width - 1), ""):
                raise FileRefused(
                    f'Từ dòng {before + 1} của «{file_name}» có dấu ngoặc kép (") mở mà không đóng, nên các dòng sau dính vào một ô: '
                    f"«{clean_text(swallowed)[:60]}…». Xóa hoặc đóng dấu ngoặc đó rồi gửi lại."
                )
            _must_be_narrow(line, file_name)
            width, before = max(width, len(line)), lines.line_num
            cells.append([own_text(cell) for cell in line])
    except csv.Error:
        raise FileRefused(
            f"Dòng {lines.line_num} của «{file_name}» có một ô quá dài (hơn {grouped(csv.field_size_limit())} ký tự): tệp không phải bảng, "
            'hoặc có dấu ngoặc kép (") mở mà không đóng. Mở tệp gốc, lưu lại thành .xlsx rồi gửi lại.'
        ) from None
    return cells


def text_of(cell: Any) -> str:
    """A cell as clean text; whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _clean(str(cell))


# A list says the same commune, ethnic group and sex thousands of times, and each cell is looked at more than once.
_clean = lru_cache(maxsize=100_000)(clean_text)
