"""Numbers as they are written."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from ansinh.reading.document import Document
from ansinh.reading.quantities import quantities
from ansinh.reading.sentences import Plain, plain_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "quantities.yaml").read_text())


def plain(text: str) -> Plain:
    return plain_of(Document("báo cáo.txt", "txt", text))


@pytest.mark.parametrize("case", CASES, ids=[case["said"][:50] for case in CASES])
def test_a_sentence_gives_the_numbers_it_says_and_no_others(case):
    wanted = [
        (
            Decimal(str(row[0])),
            row[1],
            row[2] if len(row) > 2 else "exact",
            Decimal(str(row[3])) if len(row) > 3 else None,
        )
        for row in case["numbers"]
    ]

    found = [(one.value, one.unit, one.comparator, one.value_max) for one in quantities(plain(case["said"]))]

    assert found == wanted


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f"])
def test_thin_spaces_inside_a_number_do_not_part_it(space):
    text = f"Chi trả cho 12{space}375{space}300 đồng và 200{space}tỷ đồng."

    found = [one.value for one in quantities(plain(text))]

    assert found == [12375300, 200_000_000_000]


def test_a_number_split_by_the_end_of_a_line_is_one_number():
    text = (
        "Toàn tỉnh đã vận động quỹ trong năm được tổng cộng 12.\n375,3 triệu đồng, các huyện\n"
        "chuyển về tỉnh gần một nửa và\ngiữ lại phần còn lại để chăm lo cho\nhộ nghèo tại cơ sở theo\nquy định."
    )

    found = [(one.value, one.unit) for one in quantities(plain(text))]

    assert found == [(Decimal(12375300000), "dong")]


def test_digits_say_how_far_they_reach():
    decimals = {str(one.value): one.decimals for one in quantities(plain("Chi 6.364,2 triệu đồng, đạt 1,20%, 350 hộ."))}

    assert decimals == {"6364200000": -5, "1.20": 2, "350": 0}


def test_a_text_of_points_for_decimals_is_read_its_own_way():
    found = [one.value for one in quantities(plain("Total 12,375 người, tỷ lệ 3.25% và 1,250.5 triệu đồng."))]

    assert found == [12375, Decimal("3.25"), Decimal(1250500000)]
