"""Texts that are no reports, or more than one: nothing breaks, nothing takes long, and the officer is told."""

import time
import unicodedata

import pytest

from ansinh.reading.document import Block, Document
from ansinh.reading.reading import Reading, house_mapper, read_document

COMMUNES = ("AN BÌNH", "TÂN PHÚ")
REPORT = """ỦY BAN NHÂN DÂN XÃ {commune}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BÁO CÁO
Kết quả công tác giảm nghèo năm 2023
Trong năm 2023, toàn xã giải quyết việc làm cho 1.234 lao động, đạt 102,5% kế hoạch.
"""
SENTENCE = "Năm 2023, toàn tỉnh giải quyết việc làm cho 12.345 lao động, tăng 5,1% so với cùng kỳ. "


def read(text: str) -> Reading:
    text = unicodedata.normalize("NFC", text)
    return read_document(Document("tệp.txt", "txt", text, [Block("paragraph", 0, len(text))]), house_mapper())


def told(text: str) -> list[tuple[int, str, str]]:
    return [(int(claim.value), claim.unit, claim.kind) for claim in read(text).claims]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x01\x1f", "…", "|", "\n- ", "đạt", "1" * 5000])
def test_a_text_without_quantities_gives_no_claims_and_no_doubts(text: str):
    reading = read(text)

    assert (reading.claims, reading.findings, reading.notes) == ([], [], [])


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    ["1", "12 ", "1.234 ", "a", ".", "(", "1/", "ngày 1, ", "tháng 1, ", "2019-", "\n", "- hộ nghèo 12 hộ\n", "a@", "\u00a01",
     "mười ", "một trăm ", "so với ", "trong đó ", "UBND xã An ", "ABC", "# x\n", "tai nạn lao động (TNLĐ) "],
)  # fmt: skip
def test_four_times_the_text_takes_about_four_times_the_time(piece: str):
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    seconds(2_000)
    assert seconds(16_000) < 9 * seconds(4_000) + 0.1


def test_ends_of_lines_and_stray_characters_change_nothing():
    plain = told(SENTENCE)

    assert plain == [(12345, "person", "result"), (5, "percent", "change")]
    assert told(unicodedata.normalize("NFD", SENTENCE)) == plain
    assert told("\r\n" + SENTENCE + "\r\n\r") == plain
    assert told(SENTENCE.replace(" lao động", "\u00a0lao động").replace("Năm", "\ufeffNăm")) == plain


def test_a_sentence_without_end_is_read_to_its_end():
    assert len(told("; ".join(f"xã {letter} có {at + 100} hộ nghèo" for at in range(300) for letter in "A"))) == 300


def test_two_reports_in_one_file_are_told():
    text = "\n".join(REPORT.format(commune=commune) for commune in COMMUNES)

    (note,) = read(text).notes
    assert note.startswith("Tệp này có vẻ gồm 2 báo cáo")
    assert "«BÁO CÁO Kết quả công tác giảm nghèo năm 2023»" in note


def test_one_report_with_a_cover_is_one():
    assert read(REPORT.format(commune="AN BÌNH") * 2).notes == []


def test_a_report_that_says_no_year_is_told():
    (note,) = read("BÁO CÁO\nKết quả công tác giảm nghèo\nToàn xã hỗ trợ 123 hộ nghèo vay vốn.").notes

    assert note.startswith("Báo cáo không nói năm nào")
    assert read(SENTENCE).notes == []
