"""Workbooks (.xlsx, .xlsm, .xls, .xlsb, .ods): every sheet as one or several tables with the titles above them."""

import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ansinh.reading.document import Document
from ansinh.reading.readers import office
from ansinh.reading.readers.grids import Box, Grid, box, header_rows, is_figure
from ansinh.reading.readers.packed import Package, parse_xml
from ansinh.reading.readers.paper import Paper
from ansinh.reading.readers.source import MOST_CELLS, Source, Unreadable

_SECONDS = 120
_OPENER = Path(__file__).with_name("workbook.py")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PERCENT_BUILT_IN = {9, 10}
_CELL = re.compile(rb"<c\s([^>]*?)(/>|>(.*?)</c>)", re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_EMPTY_VALUE = re.compile(rb"<v\s*/>|<v>\s*</v>")
_VIETNAMESE = str.maketrans(",.", ".,")
_HIDDEN_ROW = re.compile(rb'<row\s[^>]*\bhidden="(?:1|true)"')


def read_sheets(source: Source, kind: str) -> Document:
    """A workbook as a document. Formulas never calculated go through LibreOffice where present. Raises Unreadable."""
    facts = _facts(source) if source.data.startswith(b"PK") and kind != "ods" else _Facts()
    given, notes = source, []
    if facts.uncalculated and (calculated := _calculated(source, kind)):
        given, facts = calculated, replace(_facts(calculated), has_macros=facts.has_macros)
        notes.append("Tệp có công thức chưa tính: đã tính bằng LibreOffice.")
    sheets = _open(given)
    paper = Paper()
    paper.notes += [*notes, *facts.notes(sheets)]
    left = MOST_CELLS
    for index, sheet in enumerate(sheets):
        if not sheet.is_hidden and left > 0:
            left -= _put_sheet(paper, sheet, facts.percents.get(index, set()), len(sheets) > 1, left)
    if left <= 0:
        paper.notes.append(f"Bảng tính có hơn {MOST_CELLS} ô: chỉ đọc phần đầu.")
    return paper.document(source, kind)


def _calculated(source: Source, kind: str) -> Source | None:
    """The workbook with its formulas worked out; None where LibreOffice is not here or cannot."""
    try:
        return replace(source, data=office.convert(source, kind, "xlsx")) if office.has_libreoffice() else None
    except Unreadable:
        return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook keeps it; merges as ((top, left), (bottom, right)), ends in."""

    name: str
    is_hidden: bool
    cells: list[list[Any]]
    merges: list[tuple[tuple[int, int], tuple[int, int]]]


def _open(source: Source) -> list[Sheet]:
    """Sheets, opened by a process of its own with bounded memory: a small file can ask for any number of cells."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_OPENER)], input=source.data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_big(source) from None
    if done.returncode:
        raise _too_big(source)
    why, told = pickle.loads(done.stdout)
    if why == "password":
        raise source.refuse("có mật khẩu.", "Bỏ mật khẩu trong Excel (File, Info, Protect Workbook) rồi gửi lại.")
    if why:
        raise source.damaged(told[:80])
    return [Sheet(*one) for one in told]


def _too_big(source: Source) -> Exception:
    why = "mở ra quá lớn (có ô ở rất xa bảng, hoặc tệp hỏng)."
    return source.refuse(why, "Chép riêng bảng dữ liệu sang tệp mới rồi gửi lại.")


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the reader of cells does not tell: percent formats, formulas without values, hidden rows, macros."""

    percents: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    uncalculated: int = 0
    hidden_rows: int = 0
    has_macros: bool = False

    def notes(self, sheets: list[Sheet]) -> Iterator[str]:
        if hidden := [sheet.name for sheet in sheets if sheet.is_hidden]:
            yield f"Có {len(hidden)} trang tính ẩn, không đọc: {', '.join(hidden[:10])}."
        if self.hidden_rows:
            yield f"Có {self.hidden_rows} dòng ẩn trong bảng tính: vẫn đọc."
        if self.uncalculated:
            yield (
                f"Có {self.uncalculated} ô công thức chưa có giá trị, đọc như ô trống. "
                "Mở bằng Excel, lưu lại rồi gửi lại, hoặc cài LibreOffice trên máy chủ."
            )
        if self.has_macros:
            yield "Tệp có macro: không chạy, chỉ đọc nội dung."


def _facts(source: Source) -> _Facts:
    package = Package(source)
    package.check()
    styles = _percent_styles(source, package)
    percents: dict[int, set[tuple[int, int]]] = {}
    uncalculated = hidden = 0
    for index, path in enumerate(_sheet_paths(package)):
        data = package.read(path)
        hidden += len(_HIDDEN_ROW.findall(data))
        has_formulas = b"<f>" in data or b"<f " in data or b"<f/" in data
        if not has_formulas and not styles:
            continue
        places = percents.setdefault(index, set())
        for met in _CELL.finditer(data):
            attributes, inside = met.group(1), met.group(3) or b""
            if has_formulas and b"<f" in inside and (b"<v" not in inside or _EMPTY_VALUE.search(inside)):
                uncalculated += b't="str"' not in attributes
            if (
                (style := _STYLE.search(attributes))
                and int(style.group(1)) in styles
                and (at := _PLACE.search(attributes))
            ):
                places.add((int(at.group(2)) - 1, _column(at.group(1))))
    return _Facts(percents, uncalculated, hidden, any(name.endswith("vbaProject.bin") for name in package.names))


def _sheet_paths(package: Package) -> list[str]:
    """The parts of sheets in the order of the workbook."""
    if "xl/workbook.xml" not in package or "xl/_rels/workbook.xml.rels" not in package:
        return []
    targets = {one.get("Id"): one.get("Target", "") for one in package.xml("xl/_rels/workbook.xml.rels")}
    paths = []
    for sheet in package.xml("xl/workbook.xml").iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        paths.append(path)
    return [path for path in paths if path in package]


def _percent_styles(source: Source, package: Package) -> set[int]:
    """Numbers of the cell styles that show a number as percent."""
    if "xl/styles.xml" not in package:
        return set()
    root = parse_xml(source, package.read("xl/styles.xml"))
    formats = {
        int(one.get("numFmtId", 0))
        for one in root.iter("{*}numFmt")
        if "%" in re.sub(r'"[^"]*"|\\.', "", one.get("formatCode", ""))
    }
    crossed = next(root.iter("{*}cellXfs"), ())
    percent = formats | _PERCENT_BUILT_IN
    return {number for number, one in enumerate(crossed) if int(one.get("numFmtId", 0)) in percent}


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


# A sheet's cells to tables


def _put_sheet(paper: Paper, sheet: Sheet, percents: set[tuple[int, int]], is_one_of_many: bool, most: int) -> int:
    """Put a sheet's titles and tables down; how many cells it took."""
    rows = _boxes(sheet, percents, most)
    if is_one_of_many and any(one.parts for row in rows for one in row):
        paper.put(sheet.name, "heading")
    table: Grid = []
    for band in _bands(rows):
        titles, body, closing = _split(band)
        goes_on = bool(table) and not titles and _goes_on(table, body)
        if table and not goes_on:
            paper.put_grid(table)
            table = []
        for text in titles:
            paper.put(text)
        if goes_on:
            table += body
        elif body:
            table = body
        if closing and table:
            paper.put_grid(table)
            table = []
        for text in closing:
            paper.put(text)
    paper.put_grid(table)
    return sum(map(len, rows))


def _boxes(sheet: Sheet, percents: set[tuple[int, int]], most: int) -> Grid:
    width = max(map(len, sheet.cells), default=1) or 1
    rows = [
        [_box(value, (r, c) in percents) for c, value in enumerate(row)]
        for r, row in enumerate(sheet.cells[: max(most // width, 1)])
    ]
    for (top, left), (bottom, right) in sheet.merges:
        if top < len(rows) and left < len(rows[top]):
            shared = rows[top][left]
            for row in rows[top : bottom + 1]:
                row[left : right + 1] = [shared] * len(row[left : right + 1])
    return rows


def _box(value: Any, is_percent: bool) -> Box:
    if value is None or value == "":
        return Box([])
    if isinstance(value, bool):
        return box("Có" if value else "Không")
    if isinstance(value, int | float):
        number = Decimal(repr(value)) if isinstance(value, int) else Decimal(f"{value:.12g}")
        number = number * 100 if is_percent else number
        whole = number.to_integral_value()
        number = whole if number == whole else number.normalize()
        return box(_written(number) + ("%" if is_percent else ""), number)
    if isinstance(value, datetime | date):
        return box(value.strftime("%d/%m/%Y"))
    return box("" if isinstance(value, time | timedelta) else str(value))


def _written(number: Decimal) -> str:
    """A number the Vietnamese way: 24890.5 is "24.890,5"."""
    return f"{number:,f}".translate(_VIETNAMESE)


def _bands(rows: Grid) -> Iterator[Grid]:
    """Parts of a sheet between blank rows, each cut where a blank column parts two tables side by side."""
    band: Grid = []
    for row in [*rows, []]:
        if any(one.parts for one in row):
            band.append(row)
        elif band:
            yield from _side_by_side(band)
            band = []


def _side_by_side(band: Grid) -> Iterator[Grid]:
    width = max(map(len, band))
    band = [row + [Box([]) for _ in range(width - len(row))] for row in band]
    used = [any(row[column].parts for row in band) for column in range(width)]
    starts = [column for column in range(width) if used[column] and (column == 0 or not used[column - 1])]
    spans = [(start, next((end for end in range(start, width) if not used[end]), width)) for start in starts]
    if len(spans) > 1 and len(band) > 1 and all(end - start > 1 for start, end in spans):
        for start, end in spans:
            part = [row[start:end] for row in band]
            yield [row for row in part if any(one.parts for one in row)]
    else:
        yield band


def _split(band: Grid) -> tuple[list[str], Grid, list[str]]:
    """Titles above, the table, and closing lines below it: rows that hold one text only."""
    first, last = 0, len(band)
    while first < last and _lone_text(band[first]):
        first += 1
    while last > first and _lone_text(band[last - 1]):
        last -= 1
    return [_lone_text(row) for row in band[:first]], band[first:last], [_lone_text(row) for row in band[last:]]


def _lone_text(row: list[Box]) -> str:
    """The text of a row that has just one; "" for a figure or a row of several."""
    told = {id(one): one.text for one in row if one.parts}
    text = next(iter(told.values()), "")
    return text if len(told) == 1 and not is_figure(text) else ""


def _goes_on(table: Grid, body: Grid) -> bool:
    """Rows after a blank row that have no head of their own belong to the table above."""
    return (
        bool(body) and header_rows([[one.text for one in row] for row in body]) == 0 and len(body[0]) == len(table[0])
    )
