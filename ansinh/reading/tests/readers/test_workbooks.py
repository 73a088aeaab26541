"""Workbooks: tables with merges, percents and numbers, hidden sheets, formulas."""

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from ansinh.reading.readers import read_bytes
from ansinh.reading.tests.readers.making import (
    converted,
    grid,
    hold_together,
    needs_office,
    said,
    workbook,
)


def test_a_sheet_gives_its_table_with_titles_merges_percents_and_numbers() -> None:
    def fill(book) -> None:
        sheet, percent = book.add_worksheet("Biểu 1"), book.add_format({"num_format": "0.00%"})
        sheet.merge_range("A1:E1", "TỔNG HỢP NĂM 2024")
        sheet.write("E2", "Đơn vị tính: người")
        sheet.merge_range("A4:A5", "TT")
        sheet.merge_range("B4:B5", "Chỉ tiêu")
        sheet.merge_range("C4:E4", "Năm 2024")
        sheet.write_row("C5", ["Kế hoạch", "Thực hiện", "Tỷ lệ"])
        sheet.write_row("A6", ["A", "B", 1, 2, "3=2/1"])
        sheet.write_row("A7", [1, "Việc làm mới", 24000, 24890.5])
        sheet.write("E7", 1.0371, percent)
        sheet.write_row("A9", [2, "Sau dòng trống", 3.453, 12])
        sheet.write("A11", "Ghi chú: số đến 15/12.")

    document = read_bytes(workbook(fill), "biểu.xlsx")

    assert grid(document) == [
        ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2024", "Năm 2024"],
        ["TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tỷ lệ"],
        ["A", "B", "1", "2", "3=2/1"],
        ["1", "Việc làm mới", "24.000", "24.890,5", "103,71%"],
        ["2", "Sau dòng trống", "3,453", "12", ""],
    ]
    table = document.tables[0]
    assert [table.rows[3][3].value, table.rows[3][4].value] == [Decimal("24890.5"), Decimal("103.71")]
    assert table.rows[4][2].value == Decimal("3.453")
    assert table.header_rows == 3
    assert table.before == "TỔNG HỢP NĂM 2024\nĐơn vị tính: người"
    assert said(document, "paragraph")[-1] == "Ghi chú: số đến 15/12."
    hold_together(document)


def test_tables_beside_one_another_are_two_and_hidden_sheets_are_said() -> None:
    def fill(book) -> None:
        sheet = book.add_worksheet("Hai bảng")
        for column in (0, 4):
            sheet.write_row(0, column, ["Xã", "Hộ", "Tỷ lệ"])
            sheet.write_row(1, column, [f"Xã {column}", 100 + column, 1.5])
        sheet.set_row(1, None, None, {"hidden": True})
        hidden = book.add_worksheet("Nháp")
        hidden.write("A1", "999")
        hidden.hide()

    document = read_bytes(workbook(fill), "a.xlsx")

    assert [grid(document, index)[1][:2] for index in range(2)] == [["Xã 0", "100"], ["Xã 4", "104"]]
    assert "999" not in document.text
    assert document.notes == ["Có 1 trang tính ẩn, không đọc: Nháp.", "Có 1 dòng ẩn trong bảng tính: vẫn đọc."]


def _with_formula() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Xã", "Số hộ", "Gấp đôi"], ["A", 57, "=B2*2"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@needs_office
def test_formulas_never_calculated_are_calculated_by_libreoffice() -> None:
    document = read_bytes(_with_formula(), "a.xlsx")

    assert grid(document)[1] == ["A", "57", "114"]
    assert "đã tính bằng LibreOffice" in document.notes[0]


def test_formulas_never_calculated_are_counted_where_there_is_no_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    document = read_bytes(_with_formula(), "a.xlsx")

    assert grid(document)[1] == ["A", "57", ""]
    assert document.notes[0].startswith("Có 1 ô công thức chưa có giá trị")


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_workbooks_are_read(kind: str, tmp_path: Path) -> None:
    made = converted(_with_formula(), "xlsx", kind, tmp_path)

    document = read_bytes(made, f"a.{kind}")

    assert (document.format, grid(document)[1]) == (kind, ["A", "57", "114"])
