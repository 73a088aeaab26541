"""Sentences, furniture, short forms, and what a report says of itself."""

from datetime import date

import pytest

from ansinh.reading.document import Document
from ansinh.reading.sentences import heading_of, lacks_diacritics, plain_of, sentences_of, short_forms


def document(text: str) -> Document:
    return Document("báo cáo.txt", "txt", text)


def sentences(text: str) -> list[str]:
    plain = plain_of(document(text))
    return [plain.text[one.start : one.end] for one in sentences_of(plain)]


def test_every_place_in_the_plain_text_leads_back_to_its_letter():
    text = "# source: x\nNăm  2023,\u00a0tỉnh có\n\n  12.375 hộ  nghèo.\nLượt xem: 12\nHết."
    plain = plain_of(document(text))

    for at, letter in enumerate(plain.text):
        if not letter.isspace():
            assert text[plain.source(at)] == letter


def test_short_words_and_enumerators_do_not_end_a_sentence():
    found = sentences("1. Công tác tại TP. Vinh đạt 3.453 hộ. Kết quả tốt.\nII. NHIỆM VỤ\na) Đào tạo nghề.")

    assert found == ["1. Công tác tại TP. Vinh đạt 3.453 hộ.", "Kết quả tốt.", "II. NHIỆM VỤ", "a) Đào tạo nghề."]


def test_lines_broken_by_the_page_are_joined():
    text = "Tốc độ tăng của\ntỉnh năm nay đạt khá so\nvới năm trước, các\nngành đều tăng và\nổn định hơn.\n- Lĩnh vực khác."

    assert sentences(text) == [
        "Tốc độ tăng của tỉnh năm nay đạt khá so với năm trước, các ngành đều tăng và ổn định hơn.",
        "- Lĩnh vực khác.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Lượt xem: 1055",
        "Đang online: 15",
        "1,612 lượt xem",
        "(0) Bình luận",
        "Điện Thoại: 02993.827.104",
        "© 2018 Sở",
        "Trang 3/12",
    ],
)
def test_page_furniture_is_left_out(line):
    assert sentences(f"Tỉnh có 12 hộ.\n{line}\nHết.") == ["Tỉnh có 12 hộ.", "Hết."]


def test_short_forms_are_those_the_text_defines():
    text = "Số vụ tai nạn lao động (TNLĐ) giảm; bảo hiểm thất nghiệp (BHTN) tăng; Quỹ (năm 2020) và ông A (Bộ)."

    assert short_forms(text) == {"TNLĐ": "tai nạn lao động", "BHTN": "bảo hiểm thất nghiệp"}


def test_a_text_without_marks_is_known():
    marked = "Toàn tỉnh đã giải quyết việc làm cho ba mươi nghìn lao động, đạt kế hoạch cả năm đề ra từ đầu năm. " * 2

    assert lacks_diacritics(
        "Toan tinh da giai quyet viec lam cho ba muoi nghin lao dong, dat ke hoach ca nam de ra. " * 2
    )
    assert not lacks_diacritics(marked)
    assert not lacks_diacritics("OK 12")


def test_an_official_report_says_who_which_number_which_day_and_for_what():
    text = (
        "ỦY BAN NHÂN DÂN TỈNH CÀ MAU\nSố: 125/BC-UBND\nCà Mau, ngày 15 tháng 12 năm 2023\nBÁO CÁO\n"
        "Kết quả công tác lao động, người có công và xã hội năm 2023; phương hướng, nhiệm vụ năm 2024\nI. KẾT QUẢ\n"
    )

    heading = heading_of(document(text))

    assert (heading.number, heading.day, heading.place, heading.period) == (
        "125/BC-UBND", date(2023, 12, 15), "Cà Mau", "2023",
    )  # fmt: skip
    assert heading.issuer == "ỦY BAN NHÂN DÂN TỈNH CÀ MAU"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Chiều ngày 05/01/2024, Sở tổ chức hội nghị tổng kết năm 2023, triển khai kế hoạch năm 2024.", "2023"),
        ("Ngày 03/07/2024, Sở sơ kết công tác 6 tháng đầu năm 2024.", "2024-H1"),
        ("Báo cáo kết quả thực hiện 9 tháng đầu năm 2024", "2024-9M"),
        ("Tình hình thực hiện quý III/2023 của tỉnh", "2023-Q3"),
        ("Năm 2021, toàn tỉnh có 120 hộ nghèo, giảm so với năm 2020.", "2021"),
        ("Tỉnh có 120 hộ nghèo.", None),
    ],
)
def test_the_period_is_what_is_summed_up_and_none_when_not_said(text, period):
    assert heading_of(document(text)).period == period


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sở Lao động - Thương binh và Xã hội tỉnh Trà Vinh tổ chức hội nghị.", "Trà Vinh"),
        ("UBND tỉnh Đắc Lắk báo cáo.", "Đắk Lắk"),
        ("Cả nước có 12 triệu lao động.", None),
    ],
)
def test_the_province_is_named_by_who_reports_and_none_when_nobody_does(text, place):
    assert heading_of(document(text)).place == place


def test_the_name_of_the_file_gives_the_year_a_text_does_not_say():
    assert heading_of(document("Tỉnh có 120 hộ nghèo."), "BC nam 2022.docx").period == "2022"
