"""The cells of a file somebody sent: Excel through calamine, CSV in whatever encoding it came."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from charset_normalizer import from_bytes
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from ansinh.core.names import clean_text

Cells = list[list[Any]]
EXCEL_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
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
        return _excel(content, file_name)
    if PurePath(file_name).suffix.lower() in EXCEL_SUFFIXES:
        raise FileRefused(
            f"Tệp «{file_name}» có đuôi Excel nhưng không phải tệp Excel. Mở bằng Excel, chọn Lưu thành «Excel Workbook (.xlsx)» rồi gửi lại."
        )
    return [_csv(content, file_name, looks_right)]


def _excel(content: bytes, file_name: str) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [Sheet(name, _excel_cells(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except PasswordError:
        raise FileRefused(f"Tệp «{file_name}» có mật khẩu. Bỏ mật khẩu trong Excel rồi gửi lại.") from None
    except (CalamineError, OSError) as error:
        raise FileRefused(
            f"Không mở được «{file_name}»: tệp hỏng hoặc không phải bảng tính ({error}). Mở bằng Excel, lưu lại rồi gửi lại."
        ) from None


def _excel_cells(sheet: CalamineSheet) -> Cells:
    cells = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]):
            continue
        value = cells[top][left]
        for row in range(top, min(bottom, len(cells) - 1) + 1):
            for column in range(left, min(right, len(cells[row]) - 1) + 1):
                cells[row][column] = value
    return cells


def _csv(content: bytes, file_name: str, looks_right: Callable[[Cells], int]) -> Sheet:
    readings = []
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" in text:
            continue
        cells = _csv_cells(text)
        score = looks_right(cells)
        readings.append((score, Sheet("", cells, encoding)))
        if encoding in ("utf-8-sig", "utf-16") or score >= 5:
            break
    if not readings:
        raise FileRefused(
            f"Không đọc được chữ trong «{file_name}» (bảng mã lạ). Lưu lại thành «CSV UTF-8» hoặc .xlsx rồi gửi lại."
        )
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
        return ["cp1258", *(name for name in guessed if name != "cp1258")]


def _csv_cells(text: str) -> Cells:
    head = "\n".join(text.splitlines()[:40])
    delimiter = max(";\t|,", key=head.count)
    return [[_own_text(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


def _own_text(cell: str) -> str:
    """Without the quote mark that keeps a spreadsheet from taking `+84...` for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def text_of(cell: Any) -> str:
    """A cell as clean text; whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _clean(str(cell))


# A list says the same commune, ethnic group and sex thousands of times, and each cell is looked at more than once.
_clean = lru_cache(maxsize=100_000)(clean_text)
