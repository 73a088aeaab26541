"""Plain text: every encoding, old fonts, lines that wrap, tables drawn with bars, CSV."""

import time
import unicodedata
from pathlib import Path

import pytest

from ansinh.core.letters import from_tcvn3, from_vni
from ansinh.reading.readers import read_bytes, read_file
from ansinh.reading.tests.readers.making import PROSE, SENTENCE, grid, hold_together, refusal, said, tcvn3, vni


def test_a_text_in_utf8_comes_back_letter_for_letter(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo Trà Vinh.txt"
    path.write_text(PROSE + "chi 200\u00a0tỷ đồng\u00a0\n«Đền ơn»\n«đáp nghĩa»\nCaf\u00e9 M\u00fcller®\n")

    document = read_file(path)

    assert document.text == path.read_text()
    assert (document.name, document.format, document.notes) == ("báo cáo Trà Vinh.txt", "txt", [])
    assert said(document)[:3] == ["BÁO CÁO", "Kết quả công tác năm 2024", SENTENCE]
    hold_together(document)


def test_lines_that_only_wrap_are_one_paragraph_and_the_text_stays_as_it_is() -> None:
    text = (
        "I. Kết quả\n\n- Toàn tỉnh giải quyết việc làm cho\n24.890 lao động, trong đó đưa đi làm việc\n"
        "ở nước ngoài 1.536 người, đạt kế hoạch\nđề ra từ đầu năm và cao hơn cùng kỳ.\n- Hỗ trợ 45.120 đối tượng\n"
        "bảo trợ xã hội với số tiền hơn 231,6 tỷ\nđồng.\n\nNơi nhận:\nNhư trên\n"
    )

    document = read_bytes(text.encode(), "a.txt")

    assert document.text == text
    assert [" ".join(one.split()) for one in said(document)] == [
        "I. Kết quả",
        "- Toàn tỉnh giải quyết việc làm cho 24.890 lao động, trong đó đưa đi làm việc ở nước ngoài 1.536 người, "
        "đạt kế hoạch đề ra từ đầu năm và cao hơn cùng kỳ.",
        "- Hỗ trợ 45.120 đối tượng bảo trợ xã hội với số tiền hơn 231,6 tỷ đồng.",
        "Nơi nhận:",
        "Như trên",
    ]


def test_lines_with_bars_are_a_table_at_its_place_in_the_text() -> None:
    text = (
        "Mẫu biểu 01\nĐơn vị tính: hộ\n| STT | Nội dung | Năm 2023 | Năm 2024 |\n|---|---|---|---|\n"
        "| 1 | Hộ nghèo | 3.453 | 3.001 |\n| 2 | Hộ cận nghèo |  | 4.120 |\nGhi chú: số đến 15/12.\n"
    )

    document = read_bytes(text.encode(), "a.txt")

    assert grid(document)[1:] == [["1", "Hộ nghèo", "3.453", "3.001"], ["2", "Hộ cận nghèo", "", "4.120"]]
    assert document.tables[0].header_rows == 1
    assert document.tables[0].before == "Mẫu biểu 01\nĐơn vị tính: hộ"
    assert said(document)[-1] == "Ghi chú: số đến 15/12."
    hold_together(document)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form_is_found_out(encoding: str) -> None:
    assert read_bytes(PROSE.encode(encoding), "a.txt").text == PROSE


def test_windows_1258_is_found_out_and_said() -> None:
    apart = "".join(_as_1258(letter) for letter in PROSE).encode("cp1258")

    document = read_bytes(apart, "a.txt")

    assert document.text == PROSE
    assert document.notes == ["Tệp dùng bảng mã Windows-1258: đã đổi sang Unicode."]


def _as_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        return unicodedata.normalize("NFC", apart.replace(apart[-1], "")) + apart[-1] if len(apart) < 3 else _two(apart)


def _two(apart: str) -> str:
    """Base with its hat as one letter, the tone after it."""
    tones = [mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(one for one in apart if one not in tones)) + "".join(tones)


def test_the_old_code_tables_turn_every_letter_back() -> None:
    letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

    assert from_tcvn3(tcvn3(letters)) == letters
    assert from_vni(vni(letters)) == letters
    assert from_vni(vni(letters.upper())) == letters.upper()


def _seen_by_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (tcvn3(PROSE).encode("latin-1"), "TCVN3"),
        (vni(PROSE).encode("cp1252"), "VNI"),
        (tcvn3(PROSE).encode(), "TCVN3"),
        (vni(PROSE).encode(), "VNI"),
        ("".join(map(_seen_by_windows, PROSE.encode())).encode(), "nhầm bảng mã"),
    ],
    ids=["TCVN3 bytes", "VNI bytes", "TCVN3 shown as Latin", "VNI shown as Latin", "UTF-8 misread"],
)
def test_old_fonts_are_turned_into_unicode_and_said(data: bytes, note: str) -> None:
    document = read_bytes(data, "a.txt")

    assert document.text.lower() == PROSE.lower()
    assert any(note in one for one in document.notes), document.notes
    hold_together(document)


def test_letters_and_marks_that_stand_apart_are_put_together() -> None:
    document = read_bytes(unicodedata.normalize("NFD", PROSE).encode(), "a.txt")

    assert document.text == PROSE
    assert "tổ hợp" in document.notes[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("N?m 2024, t?nh gi?i quy?t vi?c làm cho 24.890 lao ??ng, ??t k? ho?ch n?m", "mất dấu"),
        ("Na(m 2024, ti?nh gia?i quye^'t vie^.c la`m cho 24.890 lao ddo^.ng, dda.t ke^' hoa.ch", "VIQR"),
        ("N+AQM-m 2024 t+Hsk-nh gi+HqM-i quy+Hr8-t vi+Hsc-c l+AOA-m cho lao +ARE-+HtkA-ng", "UTF-7"),
    ],
)
def test_a_text_whose_marks_are_lost_is_refused_with_what_to_do(text: str, why: str) -> None:
    told = refusal(text.encode(), "cũ.txt")

    assert why in told
    assert "UTF-8" in told


@pytest.mark.alone
def test_reading_a_text_takes_less_than_a_millisecond_for_five_thousand_letters() -> None:
    data = (PROSE * 30)[:5000].encode()
    read_bytes(data, "a.txt")

    began = time.perf_counter()
    for _ in range(50):
        read_bytes(data, "a.txt")

    assert (time.perf_counter() - began) / 50 < 0.003  # a third of it on a machine with nothing else to do


def test_a_csv_is_one_table_under_its_title() -> None:
    document = read_bytes("Biểu 1;;\nXã;Số hộ;Tỷ lệ\nXã A;1.200;1,25%\nXã B;900;0,9%\n".encode(), "biểu.csv")

    assert grid(document)[0] == ["Xã", "Số hộ", "Tỷ lệ"]
    assert document.tables[0].before == "Biểu 1"
    hold_together(document)
