"""What a sentence states: kind, period, place, and what it belongs to."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from ansinh.reading.claim import Claim
from ansinh.reading.claims import read_claims
from ansinh.reading.document import Block, Document

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "claims.yaml").read_text())


def claims_of(text: str) -> list[Claim]:
    return read_claims(Document("báo cáo.txt", "txt", text))


def told(claim: Claim) -> dict[str, object]:
    return {
        "period": claim.period, "direction": claim.direction, "over": claim.is_over_plan, "of": claim.parent,
        "as": claim.relation, "among": claim.is_among, "unit": claim.unit,
    }  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_states_what_the_case_says(case):
    claims = claims_of(case["said"])

    found = [
        [claim.value, claim.kind, {key: told(claim)[key] for key in row[2]}]
        for claim, row in zip(claims, case["claims"], strict=True)
    ]

    assert found == [[Decimal(str(value)), kind, rest] for value, kind, rest in case["claims"]]


def test_a_quote_is_the_text_it_points_at_and_holds_the_number():
    text = "Năm 2023,  toàn tỉnh\u00a0có hơn 12\u00a0375 hộ nghèo,\n\nchi 6,5 tỷ đồng."

    for claim in claims_of(text):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.start <= claim.number[0] < claim.number[1] <= claim.end
        assert claim.sentence[0] <= claim.start and claim.end <= claim.sentence[1]


def test_the_place_is_the_one_that_reports_unless_a_sentence_names_another():
    text = (
        "UBND tỉnh Trà Vinh báo cáo kết quả năm 2023.\nToàn tỉnh có 3.453 hộ nghèo.\n"
        "Riêng huyện Càng Long còn 312 hộ nghèo.\nCả nước có 815.101 hộ nghèo."
    )

    places = [(claim.place, claim.level) for claim in claims_of(text)]

    assert places == [("Trà Vinh", "province"), ("huyện Càng Long", "district"), (None, "country")]


def test_who_assigned_the_plan_is_kept():
    claims = claims_of("Năm 2023, đưa 1.191 lao động đi làm việc ở nước ngoài, đạt 132% so với chỉ tiêu tỉnh giao.")

    assert [claim.assigned_by for claim in claims] == ["", "tỉnh"]


def test_cells_of_tables_and_page_furniture_are_left_out():
    text = "Lượt xem: 1055\nNăm 2023 có 3.453 hộ nghèo.\nHộ nghèo 3.453\nĐiện thoại: 0299.382.7104\n© 2018 Sở"
    start = text.index("Hộ nghèo 3.453")
    document = Document("a.docx", "docx", text, blocks=[Block("cell", start, start + 14, table=0, row=0, column=0)])

    assert [claim.value for claim in read_claims(document)] == [3453]


def test_a_line_of_provenance_is_no_text_but_gives_the_day():
    claims = claims_of("# source: https://vi.du/12345 | 2019-05-29 | cổng thông tin\n\nTỉnh có 14.000 người có công.")

    assert [(claim.value, claim.period) for claim in claims] == [(14000, "2019-05")]
