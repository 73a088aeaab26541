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


def test_a_numeral_that_can_be_read_one_way_is_read_so_whatever_the_table_does() -> None:
    assert [number_of(raw)[0] for raw in ("1.5", "0.301", "12.345,6", "1 250 000")] == [
        Decimal("1.5"),
        Decimal("0.301"),
        Decimal("12345.6"),
        1250000,
    ]
    assert number_of("21,700", "vi", "count")[0] == 21700
    assert number_of("24.758 2.663")[0] is None


def columns(*head: list[str], row: list[str]) -> list[tuple]:
    """Kind, period and value of each cell of the only row under these headers."""
    return told(document([*head, row], header_rows=len(head)), "kind", "period", "value")


def test_a_percent_beside_plan_and_result_is_of_the_plan() -> None:
    claims = columns(
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2022", "Năm 2023", "Năm 2023", "Năm 2023"],
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2022", "Kế hoạch", "Ước TH", "Tỷ lệ (%)"],
        row=["1", "Tuyển sinh đào tạo nghề", "người", "15.200", "16.000", "16.480", "103,00"],
    )

    assert claims == [
        ("prior_year", "2022", 15200),
        ("target", "2023", 16000),
        ("result", "2023", 16480),
        ("percent_of_plan", "2023", 103),
    ]


def test_the_row_that_counts_the_columns_says_what_a_percent_is_of() -> None:
    claims = columns(
        ["Nội dung", "Cùng kỳ năm trước", "Kế hoạch", "Thực hiện", "%", "%"],
        ["A", "1", "2", "3", "4=3/2", "5=3/1"],
        row=["Số lượt tư vấn việc làm", "900", "1.000", "1.100", "110", "122,22"],
    )

    assert [kind for kind, _, _ in claims] == ["prior_year", "target", "result", "percent_of_plan", "change"]


@pytest.mark.parametrize(
    ("header", "kind", "period"),
    [
        ("Quý I/2023", "result", "2023-Q1"),
        ("Lũy kế 9 tháng năm 2023", "result", "2023-9M"),
        ("TH 6 tháng đầu năm 2022", "prior_year", "2022-H1"),
        ("Số đầu năm", "prior_year", "2022"),
        ("CK năm 2022", "prior_year", "2022"),
        ("So với cùng kỳ (%)", "change", "2023"),
        ("Tăng, giảm so với năm trước", "change", "2023"),
        ("So sánh TH/KH năm 2023 (%)", "percent_of_plan", "2023"),
        ("% so với dự toán", "percent_of_plan", "2023"),
        ("Nghị quyết HĐND giao", "target", "2023"),
        ("Mục tiêu giai đoạn 2021-2025", "target", "2021..2025"),
        ("Năm 2024", "target", "2024"),
        ("Trình độ giáo dục", "result", "2023"),
        ("Đất ở", "result", "2023"),
        ("Nam", "result", "2023"),
    ],
)
def test_headers_tell_kind_and_period(header: str, kind: str, period: str) -> None:
    assert columns(["Nội dung", header], row=["Số người được hỗ trợ", "125"]) == [(kind, period, 125)]


def test_a_table_laid_on_its_side_has_its_kinds_in_the_rows() -> None:
    table = document(
        [
            ["", "Hộ nghèo", "Tỷ lệ hộ nghèo (%)"],
            ["Kế hoạch năm 2023", "3.500", "1,25"],
            ["Thực hiện năm 2023", "3.453", "1,20"],
            ["% so với kế hoạch", "98,66", "96,00"],
        ]
    )

    claims = told(table, "subject", "kind", "unit", "value")

    assert claims[::2] == [
        ("Hộ nghèo", "target", "household", 3500),
        ("Hộ nghèo", "result", "household", 3453),
        ("Hộ nghèo", "percent_of_plan", "percent", Decimal("98.66")),
    ]


def test_years_down_the_side_are_periods() -> None:
    table = document([["Năm", "Số hộ nghèo"], ["2021", "8.100"], ["2022", "5.118"], ["2023", "3.453"]])

    assert told(table, "subject", "kind", "period") == [
        ("Số hộ nghèo", "prior_year", "2021"),
        ("Số hộ nghèo", "prior_year", "2022"),
        ("Số hộ nghèo", "result", "2023"),
    ]


def test_titles_in_the_grid_are_no_rows_and_their_unit_holds() -> None:
    table = document(
        [
            ["Biểu số 12", "", "", "Đơn vị báo cáo: Sở A"],
            ["KINH PHÍ TRỢ CẤP"] * 4,
            ["", "", "", "Đơn vị tính: triệu đồng"],
            ["Chỉ tiêu", "Mã số", "Dự toán", "Thực hiện"],
            ["A", "B", "1", "2"],
            ["Tổng số", "100", "1.200", "1.150,5"],
        ]
    )

    claims = told(table, "subject", "about", "kind", "value")

    assert claims == [
        ("", "KINH PHÍ TRỢ CẤP", "target", 1200_000_000),
        ("", "KINH PHÍ TRỢ CẤP", "result", 1150_500_000),
    ]


def test_a_head_printed_again_is_no_row_and_a_table_without_a_head_goes_on() -> None:
    first = [
        ["TT", "Xã", "Số hộ nghèo"],
        ["1", "Xã Hòa Ân", "75"],
        ["TT", "Xã", "Số hộ nghèo"],
        ["2", "Xã Tân An", "17"],
    ]
    both = document(first)
    rest = document([["3", "Xã Hòa Tân", "28"], ["4", "Xã Tam Ngãi", "11"]], header_rows=0)
    both.tables.append(rest.tables[0])

    assert told(both, "place", "subject", "value") == [
        ("Xã Hòa Ân", "Số hộ nghèo", 75),
        ("Xã Tân An", "Số hộ nghèo", 17),
        ("Xã Hòa Tân", "Số hộ nghèo", 28),
        ("Xã Tam Ngãi", "Số hộ nghèo", 11),
    ]


def test_what_is_no_number_gives_no_claim_and_signs_are_read() -> None:
    row = ["Tỷ lệ hộ nghèo", "-", "x", "//", "…", "", "-0,53", "(0,53)", "giảm 0,53", "1,20%"]
    table = document([["Nội dung", *[f"So với năm trước {number}" for number in range(1, 10)]], row])

    assert told(table, "value", "direction") == [
        (Decimal("-0.53"), "down"),
        (Decimal("-0.53"), "down"),
        (Decimal("0.53"), "down"),
        (Decimal("1.20"), "up"),
    ]


def test_places_are_told_by_their_column_by_their_row_and_by_their_header() -> None:
    by_column = document([["TT", "Địa bàn", "Hộ nghèo"], ["1", "Càng Long", "414"], ["", "Tổng cộng", "414"]])
    by_section = document([["Xã, phường", "Hộ nghèo"], ["I. Huyện Cầu Kè", "95"], ["Hòa Ân", "75"], ["Tam Ngãi", "20"]])
    by_header = document([["Chỉ tiêu", "Huyện Cầu Kè", "Huyện Càng Long"], ["Số hộ nghèo", "426", "414"]])

    assert told(by_column, "place") == [("Càng Long",), ("Trà Vinh",)]
    assert told(by_section, "place") == [("Huyện Cầu Kè",), ("Hòa Ân",), ("Tam Ngãi",)]
    assert told(by_header, "place", "subject") == [("Huyện Cầu Kè", "Số hộ nghèo"), ("Huyện Càng Long", "Số hộ nghèo")]


def test_words_that_only_begin_like_a_unit_of_the_country_are_no_place() -> None:
    table = document([["Chỉ số", "Hộ nghèo"], ["Tình trạng đi học của trẻ em", "476"], ["Phương tiện tiếp cận", "12"]])

    assert told(table, "place", "subject")[0] == ("Trà Vinh", "Tình trạng đi học của trẻ em | Hộ nghèo")


def test_a_row_across_the_table_is_a_heading_of_those_below() -> None:
    table = document(
        [
            ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả"],
            ["Lĩnh vực việc làm"] * 4,
            ["1", "Số phiên giao dịch", "phiên", "12"],
        ]
    )

    assert told(table, "subject", "unit_said", "value") == [("Lĩnh vực việc làm – Số phiên giao dịch", "phiên", 12)]


def test_urban_and_female_parts_are_breakdowns() -> None:
    table = document(
        [
            ["Nội dung", "Tổng số", "Trong đó: Thành thị"],
            ["Số hộ thoát nghèo", "2.806", "233"],
            ["Trong đó: Nữ", "900", "80"],
        ]
    )

    assert told(table, "breakdown", "value") == [
        ({}, 2806),
        ({"area": "urban"}, 233),
        ({"sex": "f"}, 900),
        ({"sex": "f", "area": "urban"}, 80),
    ]


def test_words_tell_the_unit_where_the_line_above_names_several() -> None:
    table = document(
        [["Địa bàn", "Số hộ nghèo", "Số nhân khẩu nghèo", "Tỷ lệ hộ nghèo"], ["Toàn tỉnh", "3.453", "11.591", "1,20"]],
        before="Đơn vị tính: hộ, người, %",
    )

    assert told(table, "unit", "value") == [("household", 3453), ("person", 11591), ("percent", Decimal("1.20"))]


def test_a_place_for_signatures_is_no_table() -> None:
    table = document([["Người lập biểu", "Thủ trưởng đơn vị"], ["(ký, họ tên)", "(ký, đóng dấu)"], ["2", "3"]])

    assert read_tables(table, OF_2023) == []
