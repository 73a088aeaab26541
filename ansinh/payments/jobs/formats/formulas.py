"""Where a workbook has formulas: readers of cells only give what a formula showed when the file was saved."""

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any

from lxml import etree

from ansinh.people.jobs.sheets import FileRefused

Cell = tuple[int, int]
MOST_UNPACKED = 1 << 30
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}


def formula_cells(content: bytes) -> dict[str, list[Cell]]:
    """(row, column) from nought of each formula, by the sheet's name, of an XLSX or ODS; nothing of other files (XLS tells none).

    Raises FileRefused when the parts of the workbook are too big or not what they are called."""
    if not content.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_UNPACKED:
                raise FileRefused("Bảng tính mở ra quá lớn. Chép riêng bảng dữ liệu sang tệp mới rồi gửi lại.")
            return _of_book(book, set(book.namelist()))
    except (etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        if isinstance(fault, FileRefused):
            raise
        raise FileRefused(f"Bảng tính hỏng ({fault}). Mở bằng Excel, lưu lại rồi gửi lại.") from None


def _of_book(book: zipfile.ZipFile, parts: set[str]) -> dict[str, list[Cell]]:
    if "xl/workbook.xml" in parts:
        return {name: list(_of_xlsx(book, part)) for name, part in _sheets(book) if part in parts}
    return _of_ods(book) if "content.xml" in parts else {}


def letters(column: int) -> str:
    """`A` for column 0, `AA` for 26."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = etree.fromstring(book.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**_SAFE))
    parts = {link.get("Id"): normpath(join("xl", link.get("Target"))).lstrip("/") for link in links}
    for sheet in etree.fromstring(book.read("xl/workbook.xml"), etree.XMLParser(**_SAFE)).iter(f"{_MAIN}sheet"):
        yield sheet.get("name"), parts.get(sheet.get(_LINK), "")


def _of_xlsx(book: zipfile.ZipFile, part: str) -> Iterator[Cell]:
    with book.open(part) as file:
        for _, element in etree.iterparse(file, events=("end",), tag=[f"{_MAIN}f", f"{_MAIN}row"], **_SAFE):
            if element.tag.endswith("row"):
                _forget(element)
            elif at := re.fullmatch(r"([A-Z]+)(\d+)", element.getparent().get("r") or ""):
                yield int(at[2]) - 1, _column(at[1])


def _column(text: str) -> int:
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _of_ods(book: zipfile.ZipFile) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    names = [_TABLE + name for name in ("table", "table-row")]
    sheet, row = "", 0
    with book.open("content.xml") as file:
        for event, element in etree.iterparse(file, events=("start", "end"), tag=names, **_SAFE):
            if element.tag == names[0]:
                sheet, row = element.get(f"{_TABLE}name", ""), 0
                found.setdefault(sheet, [])
            elif event == "end":
                found[sheet] += [(row, column) for column in _formulas_of(element)]
                row += int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                _forget(element)
    return found


def _formulas_of(row: Any) -> Iterator[int]:
    column = 0
    for cell in row:
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if cell.get(f"{_TABLE}formula"):
            yield column
        column += repeated


def _forget(element: Any) -> None:
    element.clear()
    while (before := element.getprevious()) is not None:
        element.getparent().remove(before)
