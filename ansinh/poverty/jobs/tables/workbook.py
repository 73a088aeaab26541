"""The tables as one Excel file in the frame of the circulars: code, title, period, units reporting and receiving, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from ansinh.core.cells import Workbook
from ansinh.core.numbers import grouped
from ansinh.places.models import Place
from ansinh.poverty.models import Campaign

from .frame import Line, Sheet

RECEIVERS = {"407-410.N/GN-Sở": "Văn phòng Quốc gia về giảm nghèo", "411.N/GN-Sở": "Văn phòng Quốc gia về giảm nghèo"}
MISSING = "chưa có số liệu"


@dataclass(frozen=True)
class Cover:
    """What a workbook of tables is: its title, the year, who reports, the day it is dated."""

    title: str
    year: int
    reporter: str
    day: date


WHOLE = 56  # characters the columns beside the first take together at least


def write_workbook(*, sheets: Sequence[Sheet], campaign: Campaign, reporter: str = "", receiver: str = "") -> bytes:
    """The tables of a review as an .xlsx file."""
    place: Place = campaign.province
    reporter = reporter or f"Ban Chỉ đạo rà soát hộ nghèo, hộ cận nghèo {place.full_name}"
    cover = Cover(f"Biểu tổng hợp {campaign}, {place.full_name}", campaign.year, reporter, campaign.to_day)
    told = [replace(one, receiver=receiver) for one in sheets] if receiver else sheets
    return write_sheets(sheets=told, cover=cover)


def write_sheets(*, sheets: Sequence[Sheet], cover: Cover) -> bytes:
    """An .xlsx file, one sheet a table and the checks below each; a first sheet lists the tables and what their checks found."""
    out = BytesIO()
    with Workbook(
        out, {"in_memory": True, "default_format_properties": {"font_name": "Times New Roman", "font_size": 11}}
    ) as book:
        created = datetime(cover.day.year, cover.day.month, cover.day.day)
        book.set_properties({"title": cover.title, "author": cover.reporter, "created": created})
        looks = _looks(book)
        _summary(book, sheets, cover, looks)
        for sheet in sheets:
            _write(book, sheet, cover, looks)
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    border = {"border": 1, "valign": "vcenter"}
    return {
        "small": book.add_format({"font_size": 10}),
        "title": book.add_format(
            {"bold": True, "font_size": 13, "align": "center", "valign": "vcenter", "text_wrap": True}
        ),
        "centre": book.add_format({"italic": True, "align": "center"}),
        "right": book.add_format({"font_size": 10, "align": "right"}),
        "head": book.add_format({**border, "bold": True, "align": "center", "text_wrap": True}),
        "number": book.add_format({**border, "italic": True, "align": "center"}),
        "label": [book.add_format({**border, "bold": depth < 2, "indent": depth}) for depth in range(3)],
        "count": [book.add_format({**border, "bold": depth < 2, "num_format": "#,##0"}) for depth in range(3)],
        "rate": [book.add_format({**border, "bold": depth < 2, "num_format": "#,##0.00"}) for depth in range(3)],
        "missing": book.add_format({**border, "italic": True, "font_color": "#9C0006"}),
        "note": book.add_format({"italic": True, "font_size": 10, "text_wrap": True, "valign": "top"}),
        "good": book.add_format({"font_color": "#006100"}),
        "bad": book.add_format({"font_color": "#9C0006", "bold": True}),
        "sign": book.add_format({"bold": True, "align": "center"}),
    }


def _summary(book: Any, sheets: Sequence[Sheet], cover: Cover, looks: dict[str, Any]) -> None:
    page = book.add_worksheet("Mục lục")
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 78)
    page.set_column(2, 2, 24)
    page.write(0, 1, cover.title, looks["title"])
    for column, label in enumerate(("Biểu", "Tên biểu", "Kiểm tra")):
        page.write(2, column, label, looks["head"])
    for number, sheet in enumerate(sheets, 3):
        bad = [check for check in sheet.checks if not check.holds]
        page.write_url(number, 0, f"internal:'{_tab(sheet)}'!A1", string=sheet.code)
        page.write(number, 1, sheet.title)
        page.write(
            number,
            2,
            f"{len(bad)} chỗ cần xem" if bad else f"đạt {len(sheet.checks)} phép kiểm tra",
            looks["bad" if bad else "good"],
        )


def _tab(sheet: Sheet) -> str:
    return sheet.code.replace("/", " ")[:31]


def _write(book: Any, sheet: Sheet, cover: Cover, looks: dict[str, Any]) -> None:
    receiver = sheet.receiver or RECEIVERS.get(sheet.code, "Bộ (cơ quan chủ trì về giảm nghèo)")
    page = book.add_worksheet(_tab(sheet))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    has_codes = any(line.code for line in sheet.lines)
    first = 2 if has_codes else 1
    last = first + len(sheet.columns) - 1
    page.set_column(0, 0, 44)
    wide = max(14, -(-WHOLE // last))  # a narrow sheet still has room for its head
    page.set_column(1, last, wide)
    page.write(0, 0, f"Biểu số {sheet.code}" if "/" in sheet.code else f"Mẫu số {sheet.code}", looks["small"])
    page.write(1, 0, f"Ngày nhận báo cáo: {sheet.due}" if sheet.due else "", looks["small"])
    page.merge_range(2, 0, 2, max(last, 1), sheet.title.upper(), looks["title"])
    page.set_row(2, 20 * (1 + len(sheet.title) // (30 + wide * last // 2)))
    page.merge_range(
        3, 0, 3, max(last, 1), f"Kỳ báo cáo: năm {cover.year} (từ 01/01 đến 31/12/{cover.year})", looks["centre"]
    )
    page.write(0, max(last, 1), f"Đơn vị báo cáo: {sheet.reporter or cover.reporter}", looks["right"])
    page.write(1, max(last, 1), f"Đơn vị nhận báo cáo: {receiver}", looks["right"])
    page.write(4, max(last, 1), f"Đơn vị tính: {sheet.unit}", looks["right"])
    top = _head(page, sheet, first, has_codes, looks)
    for number, line in enumerate(sheet.lines, top):
        _line(page, number, line, list(sheet.columns), has_codes, looks)
    end = top + len(sheet.lines) + 1
    if sheet.checks:
        page.write(end, 0, "Kiểm tra số liệu", looks["sign"])
    for number, check in enumerate(sheet.checks, end + 1):
        page.write(
            number, 0, f"{'Đạt' if check.holds else 'CẦN XEM'}: {check.says}", looks["good" if check.holds else "bad"]
        )
    below = end + len(sheet.checks) + 1
    for number, note in enumerate(sheet.notes, below):
        page.merge_range(number, 0, number, max(last, 1), f"Ghi chú: {note}", looks["note"])
        page.set_row(number, 15 * (1 + len(note) // (44 + (wide - 1) * last)))
    foot = below + len(sheet.notes) + 2
    page.write(foot, 0, "Người lập biểu", looks["sign"])
    page.write(foot + 1, 0, "(ký, họ tên)", looks["centre"])
    page.write(foot, max(last, 1), "Thủ trưởng đơn vị", looks["sign"])
    page.write(foot + 1, max(last, 1), "(ký, đóng dấu, họ tên)", looks["centre"])
    page.freeze_panes(top, first)
    page.repeat_rows(5, top - 1)


def _head(page: Any, sheet: Sheet, first: int, has_codes: bool, looks: dict[str, Any]) -> int:
    """The heads of the columns with their groups and numbers; gives the row the figures begin."""
    row = 6 if sheet.groups else 5
    names = list(sheet.columns)
    for label, (start, stop) in sheet.groups.items():
        page.merge_range(5, first + names.index(start), 5, first + names.index(stop), label, looks["head"])
    for column, label in enumerate(
        ["Chỉ tiêu, đơn vị hành chính", *(["Mã số"] if has_codes else []), *sheet.columns.values()]
    ):
        page.write(row, column, label, looks["head"])
    for column, number in enumerate(["A", *(["B"] if has_codes else []), *names]):
        page.write(row + 1, column, number, looks["number"])
    page.set_row(row, 62)
    return row + 2


def _line(page: Any, number: int, line: Line, columns: list[str], has_codes: bool, looks: dict[str, Any]) -> None:
    page.write(number, 0, line.label, looks["label"][line.depth])
    if has_codes:
        page.write(number, 1, line.code, looks["number"])
    for column, name in enumerate(columns, 2 if has_codes else 1):
        value = line.values.get(name)
        if value is None:
            page.write(number, column, MISSING, looks["missing"])
        elif isinstance(value, Decimal):
            page.write_number(number, column, float(value), looks["rate"][line.depth])
        else:
            page.write_number(number, column, value, looks["count"][line.depth])


def as_text(sheet: Sheet) -> str:
    """The table's land line and its checks, for a terminal."""
    land = sheet.lines[0]
    figures = "; ".join(
        f"{label}: {MISSING if land.values.get(c) is None else _told(land.values[c])}"
        for c, label in sheet.columns.items()
    )
    checks = "\n".join(f"    {'đạt' if check.holds else 'CẦN XEM'}  {check.says}" for check in sheet.checks)
    return f"{sheet.code} {sheet.title}\n  {land.label}: {figures}" + (f"\n{checks}" if checks else "")


def _told(value: Any) -> str:
    return f"{value}".replace(".", ",") if isinstance(value, Decimal) else grouped(value)
