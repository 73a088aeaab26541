"""A list as a workbook: every column of its own, the QR codes as pictures, the sum as a value and in words."""

import io
from datetime import datetime
from typing import Any

import segno

from ansinh.core.cells import Workbook
from ansinh.core.numbers import dong_in_words, grouped

from .paper import Paper

PICTURED_AT_MOST = 3_000


def to_xlsx(paper: Paper) -> bytes:
    """The list as .xlsx, one sheet, A4 across (A3 for the widest); text is never a formula. The same list gives the same bytes."""
    made = io.BytesIO()
    look = {"default_format_properties": {"font_name": "Times New Roman", "font_size": 11}}
    with Workbook(made, {"in_memory": True, **look}) as book:
        book.set_properties({"title": f"{paper.title} {paper.subtitle}", "created": datetime(2000, 1, 1)})
        _put(book, book.add_worksheet("Danh sách"), paper)
    return made.getvalue()


def _put(book: Any, sheet: Any, paper: Paper) -> None:
    looks = _looks(book)
    columns = [*paper.columns]
    pictured = paper.has_codes and len(paper.rows) <= PICTURED_AT_MOST
    last = len(columns) - 1 + pictured
    sheet.set_landscape()
    sheet.set_paper(8 if last > 16 else 9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&9 {paper.code}&R&9 Trang &P/&N")
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    if pictured:
        sheet.set_column(last, last, 10)
    _put_head(sheet, paper, last, looks)
    top = 8
    for place, column in enumerate(columns):
        sheet.write_string(top, place, column.heading, looks["head"])
        sheet.write_number(top + 1, place, place + 1, looks["number"])
    if pictured:
        sheet.write_string(top, last, "Mã QR", looks["head"])
        sheet.write_number(top + 1, last, last + 1, looks["number"])
    sheet.set_row(top, 45)
    sheet.freeze_panes(top + 2, 3)
    sheet.repeat_rows(top, top + 1)
    for line, row in enumerate(paper.rows, top + 2):
        if pictured:
            sheet.set_row(line, 46)
            _put_code(sheet, line, last, row["qr"], looks)
        for place, column in enumerate(columns):
            _write(sheet, line, place, row.get(column.name), looks)
    _put_foot(sheet, paper, top + 2 + len(paper.rows), last, looks)


def _looks(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "valign": "vcenter"}
    return {
        "plain": book.add_format({"align": "center"}),
        "strong": book.add_format({"bold": True, "align": "center"}),
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "under": book.add_format({"italic": True, "align": "center"}),
        "left": book.add_format({"bold": True}),
        "note": book.add_format({"italic": True, "font_size": 10}),
        "head": book.add_format({**edge, "bold": True, "align": "center", "text_wrap": True}),
        "number": book.add_format({**edge, "italic": True, "align": "center", "font_size": 9}),
        "text": book.add_format({**edge, "text_wrap": True}),
        "money": book.add_format({**edge, "num_format": "#,##0;-#,##0;"}),
        "total": book.add_format({**edge, "bold": True, "num_format": "#,##0;-#,##0;"}),
    }


def _put_head(sheet: Any, paper: Paper, last: int, looks: dict[str, Any]) -> None:
    half = max(3, last // 2 - 1)
    sheet.merge_range(0, 0, 0, half, paper.parent_body.upper(), looks["plain"])
    sheet.merge_range(1, 0, 1, half, paper.body.upper(), looks["strong"])
    sheet.merge_range(0, half + 1, 0, last, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", looks["strong"])
    sheet.merge_range(1, half + 1, 1, last, "Độc lập - Tự do - Hạnh phúc", looks["strong"])
    sheet.merge_range(2, half + 1, 2, last, f"{paper.place_name}, {paper.day_words}", looks["under"])
    sheet.merge_range(4, 0, 4, last, paper.title.upper(), looks["title"])
    sheet.merge_range(5, 0, 5, last, paper.subtitle, looks["under"])
    if paper.is_draft:
        sheet.merge_range(6, 0, 6, last, "DỰ THẢO, CHƯA KÝ", looks["strong"])
    sheet.merge_range(7, max(last - 2, half + 2), 7, last, "Đơn vị tính: đồng", looks["under"])


def _put_code(sheet: Any, line: int, place: int, text: str, looks: dict[str, Any]) -> None:
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4, border=2)
    sheet.write_blank(line, place, None, looks["text"])
    fits = {"x_scale": 0.45, "y_scale": 0.45, "x_offset": 6, "y_offset": 3, "object_position": 1, "decorative": True}
    sheet.insert_image(line, place, f"{text}.png", {"image_data": picture, **fits})


def _write(sheet: Any, line: int, place: int, value: Any, looks: dict[str, Any]) -> None:
    if isinstance(value, int):
        sheet.write_number(line, place, value, looks["money"])
    else:
        sheet.write_string(line, place, value or "", looks["text"])


def _put_foot(sheet: Any, paper: Paper, line: int, last: int, looks: dict[str, Any]) -> None:
    for place, column in enumerate(paper.columns):
        if column.is_number:
            sheet.write_number(line, place, paper.sums[column.name], looks["total"])
        else:
            sheet.write_blank(line, place, None, looks["total"])
    label = next(place for place, column in enumerate(paper.columns) if column.width >= 20)
    sheet.write_string(line, label, f"Tổng cộng {grouped(len(paper.rows))} dòng", looks["total"])
    if paper.words_of:
        sheet.write_string(line + 1, 0, f"Bằng chữ: {dong_in_words(paper.sums[paper.words_of])}.", looks["left"])
    for number, note in enumerate(paper.notes):
        sheet.write_string(line + 2 + number, 0, note, looks["note"])
    line += 4 + len(paper.notes)
    step = (last + 1) / len(paper.signers)
    for number, signer in enumerate(paper.signers):
        first, end = round(number * step), round((number + 1) * step) - 1
        sheet.merge_range(line, first, line, end, signer.upper(), looks["strong"])
        sheet.merge_range(line + 1, first, line + 1, end, "(ký, ghi rõ họ tên)", looks["under"])
