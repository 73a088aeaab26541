"""Tables of plain texts that lost their lines."""

import pytest

from ansinh.reading.readers import read_bytes
from ansinh.reading.reading import house_mapper, read_document

HEAD = "STT Huyện Tổng số hộ Số hộ nghèo Tỷ lệ hộ nghèo A B 1 2 3"
ROWS = ("1 Huyện Cầu Kè 30.599 426 1,39", "2 Huyện Càng Long 42.431 414 0,98", "3 TX. Duyên Hải 13.856 162 1,17")
TOTAL = "Tổng cộng 86.886 1.002 1,15"


@pytest.mark.parametrize("between", [" ", "\n"])
def test_rows_that_count_themselves_under_heads_are_a_table(between: str) -> None:
    text = "Hộ nghèo cuối năm 2023 như sau:\n" + between.join([HEAD, *ROWS, TOTAL]) + "\nNguồn: báo cáo của các huyện."

    reading = read_document(read_bytes(text.encode(), "bao-cao-2023.txt"), house_mapper())

    told = [(claim.quote, claim.indicator, claim.place) for claim in reading.claims if claim.cell]
    assert len(told) == 12
    assert told[3:6] == [
        ("42.431", "poverty.households", "Huyện Càng Long"),
        ("414", "poverty.poor_households", "Huyện Càng Long"),
        ("0,98", "poverty.poverty_rate", "Huyện Càng Long"),
    ]
    assert [reading.document.text[claim.start : claim.end] for claim in reading.claims if claim.cell][-1] == "1,15"
    assert not [claim for claim in reading.claims if not claim.cell]


@pytest.mark.parametrize(
    "text",
    [
        " ".join([HEAD, *ROWS[:2]]),
        " ".join(["Số liệu", *ROWS]),
        " ".join(["STT Huyện Số hộ nghèo", *ROWS]),
        "STT Nội dung. 1 Toàn huyện có 250 hộ nghèo, 2 Toàn huyện có 120 hộ cận nghèo, 3 Toàn huyện có 40 hộ thoát nghèo.",
    ],
    ids=["two rows", "no heads", "fewer heads than numbers", "sentences"],
)
def test_what_only_looks_a_little_like_a_table_stays_prose(text: str) -> None:
    assert read_bytes(text.encode(), "x.txt").tables == []
