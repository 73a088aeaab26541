"""Tables of our own making, as officers lay them out."""

from decimal import Decimal

import pytest

from ansinh.reading.document import Cell, Document, Heading, Table
from ansinh.reading.tables import number_of, read_tables
from ansinh.reading.tables.units import read_unit

OF_2023 = Heading(period="2023", place="Trà Vinh")


def document(rows: list[list[str]], *, header_rows: int = 1, before: str = "") -> Document:
    """A document that is one table."""
    text, grid = "", []
    for row in rows:
        cells = []
        for word in row:
            cells.append(Cell(word, len(text), len(text) + len(word)))
            text += word + "\t"
        grid.append(tuple(cells))
        text += "\n"
    return Document("bảng", "txt", text, tables=[Table(tuple(grid), before, None, header_rows)])


def told(document: Document, *fields: str) -> list[tuple]:
    return [tuple(getattr(claim, field) for field in fields) for claim in read_tables(document, OF_2023)]


def test_plan_result_percent_and_last_year_are_told_by_the_headers() -> None:
    table = document(
        [
            ["TT", "Chỉ tiêu", "ĐVT", "TH năm 2022", "KH năm 2023", "TH năm 2023", "% TH/KH", "So cùng kỳ (%)"],
            ["A", "B", "C", "1", "2", "3", "4=3/2", "5"],
            ["1", "Giải quyết việc làm", "Người", "21.500", "22.000", "23.857", "108,44", "110,96"],
        ],
        header_rows=2,
    )

    claims = told(table, "value", "kind", "period", "unit")

    assert claims == [
        (21500, "prior_year", "2022", "person"),
        (22000, "target", "2023", "person"),
        (23857, "result", "2023", "person"),
        (Decimal("108.44"), "percent_of_plan", "2023", "percent"),
        (Decimal("110.96"), "change", "2023", "percent"),
    ]


def test_every_claim_quotes_its_cell_and_spans_its_row() -> None:
    table = document([["Chỉ tiêu", "Kết quả"], ["Số hộ nghèo", " 3.453 "]])

    (claim,) = read_tables(table, OF_2023)

    assert table.text[claim.start : claim.end] == claim.quote == "3.453"
    assert table.text[slice(*claim.sentence)].startswith("Số hộ nghèo")
    assert (claim.unit, claim.subject, claim.cell) == ("household", "Số hộ nghèo", (0, 1, 1))


def test_rows_of_communes_take_their_subject_from_the_headers_and_their_place_from_the_row() -> None:
    table = document(
        [
            ["STT", "Xã, phường", "Hộ nghèo", "Hộ nghèo", "Hộ cận nghèo", "Hộ cận nghèo"],
            ["STT", "Xã, phường", "Số hộ", "Tỷ lệ (%)", "Số hộ", "Tỷ lệ (%)"],
            ["1", "Xã Đại An", "52", "1,91", "80", "2,94"],
            ["", "Tổng cộng", "52", "1,91", "80", "2,94"],
        ],
        header_rows=2,
    )

    claims = told(table, "value", "unit", "place")

    assert claims[:2] == [(52, "household", "Xã Đại An"), (Decimal("1.91"), "percent", "Xã Đại An")]
    assert claims[4][2] == "Trà Vinh"
    assert read_tables(table, OF_2023)[2].subject == "Hộ cận nghèo - Số hộ"


def test_the_unit_above_the_table_holds_for_cells_that_name_none() -> None:
    table = document(
        [["Nội dung", "Dự toán", "Thực hiện"], ["Kinh phí trợ cấp", "1.250,5", "1.198"]],
        before="Đơn vị tính: triệu đồng",
    )

    assert told(table, "value", "unit", "decimals") == [(1250500000, "dong", -5), (1198000000, "dong", -6)]


def test_a_row_with_a_dash_is_a_part_of_the_row_above() -> None:
    table = document(
        [
            ["TT", "Nội dung", "Đơn vị tính", "Thực hiện"],
            ["1", "Số lao động có việc làm", "người", "34.800"],
            ["", "- Trong tỉnh", "người", "24.890"],
            ["", "- Ngoài tỉnh", "người", "6.410"],
            ["2", "Số phiên giao dịch việc làm", "phiên", "12"],
        ]
    )

    claims = read_tables(table, OF_2023)

    assert [(claim.parent, claim.relation) for claim in claims] == [(None, ""), (0, "part"), (0, "part"), (None, "")]
    assert claims[1].subject == "Số lao động có việc làm – - Trong tỉnh"


def test_years_to_come_are_targets_and_a_range_keeps_both_ends() -> None:
    table = document([["Chỉ tiêu", "ĐVT", "Năm 2023", "Năm 2024"], ["Mức giảm tỷ lệ hộ nghèo", "%", "0,8", "1-1,5"]])

    assert told(table, "value", "value_max", "kind", "comparator") == [
        (Decimal("0.8"), None, "change", "exact"),
        (Decimal(1), Decimal("1.5"), "target", "range"),
    ]


def test_a_list_of_people_gives_no_claims() -> None:
    table = document([["STT", "Họ và tên", "Ngày sinh", "Số tiền"], ["1", "Thạch Văn An", "01/02/1950", "500.000"]])

    assert read_tables(table, OF_2023) == []


@pytest.mark.parametrize(
    ("raw", "style", "value"),
    [("172.033", "vi", 172033), ("2,607", "vi", Decimal("2.607")), ("1,234,567", "vi", 1234567), ("1,234.5", "en", Decimal("1234.5"))],
)  # fmt: skip
def test_a_numeral_is_read_in_the_style_of_its_table(raw: str, style: str, value: Decimal) -> None:
    assert number_of(raw, style)[0] == value


@pytest.mark.parametrize(
    ("said", "unit"), [("Lao động", "person"), ("Hợp đồng", "other"), ("Triệu đồng", "dong"), ("đồng", "dong")]
)
def test_a_unit_column_of_workers_or_contracts_is_no_money(said: str, unit: str) -> None:
    found = read_unit(said)

    assert found is not None and found[1] == unit
