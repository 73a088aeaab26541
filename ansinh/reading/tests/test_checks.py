"""What a report says is tested by arithmetic: what disagrees is found, what holds is said to hold, the rest is left alone."""

import re
import timeit
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansinh.engine import Indicator, among, fall, not_below, parts, ratio, reported, share
from ansinh.reading.catalogue import Catalogue, Outside
from ansinh.reading.checks import RECORDS, Finding, find, find_between
from ansinh.reading.checks.comparing import Bench
from ansinh.reading.checks.intervals import interval_of
from ansinh.reading.checks.years import examine_years
from ansinh.reading.claim import Claim
from ansinh.reading.document import Cell, Document, Heading, Table

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "checks.yaml").read_text())


def _indicator(name: str, unit: str = "person", kind: str = "flow", better: str = "", measure: Any = None) -> Indicator:
    label = name.replace("_", " ")
    return Indicator(name, measure or reported(), label_vi=label, label_en=label, unit=unit, kind=kind, better=better)


CATALOGUE = Catalogue(
    {
        one.name: one
        for one in (
            _indicator("jobs", better="higher"),
            _indicator("abroad", better="higher"),
            _indicator("houses", unit="house", better="higher"),
            _indicator("trained_rate", "percent", "ratio", "higher", ratio("jobs", "abroad")),
            _indicator("unemployed_rate", "percent", "ratio", "lower", ratio("jobs", "abroad")),
            _indicator("households", "household", "stock"),
            *(_indicator(f"{one}_households", "household", "stock") for one in ("poor", "near", "other", "khmer_poor")),
            *(
                _indicator(f"{one}_rate", "percent", "ratio", "lower", ratio(f"{one}_households", "households"))
                for one in ("poor", "near", "other")
            ),
            _indicator("poor_rate_fall", "percentage_point", "flow", "higher", fall("poor_rate")),
        )
    },
    (
        parts("households", ("poor_households", "near_households", "other_households")),
        *(share(f"{one}_rate", f"{one}_households", "households") for one in ("poor", "near", "other")),
        not_below("poor_households", "khmer_poor_households"),
        among("jobs", ("abroad",)),
    ),
    {"grdp": Outside("grdp", "GRDP", "dong", ("grdp",), "higher")},
)

_MARKED = re.compile(r"\[([^\]|]+)\|([^\]]*)\]")
_UNITS = {"%": "percent", "người": "person", "lượt": "turn", "hộ": "household", "đồng": "dong", "căn": "house"}


def _read(marked: str, **cells: Any) -> tuple[Document, list[Claim]]:
    """A text with its numbers marked as claims: `[hơn 8.100|jobs target 2024]`; the words are told by name, kind and period."""
    text, claims, at = "", list[Claim](), 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        claims.append(_claim(mark.group(1), mark.group(2).split(), len(text)))
        text, at = text + mark.group(1), mark.end()
    return Document("báo cáo.txt", "txt", text + marked[at:]), claims


def _claim(said: str, words: list[str], start: int) -> Claim:
    hedges = {"hơn": "over", "trên": "over", "gần": "nearly", "khoảng": "about", "dưới": "under"}
    found = re.search(r"\d[\d.,]*", said)
    assert found, said
    digits = found.group().rstrip(".,")
    decimals = len(digits.partition(",")[2])
    unit_said = said[found.start() + len(digits) :].strip()
    scale = next((power for word, power in (("tỷ", 9), ("triệu", 6), ("nghìn", 3)) if unit_said.startswith(word)), 0)
    unit = next((code for word, code in _UNITS.items() if unit_said.endswith(word)), "other")
    kinds = [word for word in words if word in ("result", "target", "change", "prior_year", "percent_of_plan")]
    periods = [word for word in words if word[0].isdigit()]
    marks = [word for word in words if word in ("up", "down", "over_plan")]
    place = next((word[1:].replace("_", " ") for word in words if word.startswith("@")), None)
    name = next((word for word in words if word not in kinds + periods + marks and not word.startswith("@")), "")
    value = Decimal(digits.replace(".", "").replace(",", ".")).scaleb(scale)
    return Claim(
        said, start, start + len(said), (start + found.start(), start + len(said)), (0, 0), value, unit,
        unit_said=unit_said, comparator=hedges.get(said.split()[0], "exact"), decimals=decimals - scale,
        kind=(kinds or ["result"])[0], period=(periods or ["2023"])[0], place=place,
        direction=next((mark for mark in marks if mark in ("up", "down")), ""), is_over_plan="over_plan" in marks,
        indicator=name if name in CATALOGUE.indicators else "", outside=name if name in CATALOGUE.outside else "",
    )  # fmt: skip


def _find(marked: str) -> list[Finding]:
    document, claims = _read(marked)
    return find(claims, document, CATALOGUE)


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_sentence_is_found_to_hold_or_not(case: dict[str, Any]) -> None:
    found = {(one.kind, one.verdict, one.claims) for one in _find(case["text"])}

    for wanted in case.get("found", []):
        assert (wanted["kind"], wanted["verdict"], tuple(wanted["claims"])) in found
    if case.get("nothing_else", True):
        assert len(found) == len(case.get("found", []))


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("3.453 hộ", "3453", "3453"),
        ("1,20 %", "1.195", "1.205"),
        ("46 %", "45.5", "46.5"),
        ("6.364,2 triệu đồng", "6364150000", "6364250000"),
        ("65 nghìn người", "64500", "65500"),
        ("hơn 14.000 người", "14000", "14990"),
        ("hơn 10.000 người", "10000", "11000"),
        ("gần 60.400 người", "60301", "60400"),
        ("khoảng 34.800 người", "34750", "34850"),
        ("khoảng 200 người", "195", "205"),
        ("dưới 3 %", "0", "3"),
    ],
)
def test_a_printed_number_stands_for_what_rounding_and_its_words_leave_open(said: str, low: str, high: str) -> None:
    bounds = interval_of(_claim(said, [], 0))

    assert (bounds.low, bounds.high) == (Decimal(low), Decimal(high))


def test_a_finding_shows_its_arithmetic_and_says_what_disagrees() -> None:
    found = _find(
        "Có [34.900 người|] được tạo việc làm, gồm: tại tỉnh [24.890 người|], tỉnh khác [6.410 người|], nước ngoài [3.500 người|]."
    )

    assert found[0].verdict == "inconsistent"
    assert found[0].arithmetic == "24.890 + 6.410 + 3.500 = 34.800, báo cáo ghi 34.900"
    assert "còn 100 người (0,29 %) chưa được nêu" in found[0].said
    assert (found[0].lhs, found[0].rhs, found[0].tolerance) == (34_800, 34_900, 0)
    assert len(found[0].jumps) == 4


def test_what_disagrees_most_comes_first_and_what_holds_comes_last() -> None:
    found = _find(
        "Năm 2023 việc làm [25.000 người|jobs], đi nước ngoài [1.100 người|abroad]; lao động qua đào tạo [65,1 %|trained_rate]. "
        "Năm 2024 việc làm [20.000 người|jobs target 2024], đi nước ngoài [1.000 người|abroad target 2024], "
        "lao động qua đào tạo [66 %|trained_rate target 2024]."
    )

    assert [one.verdict for one in found] == ["inconsistent", "inconsistent", "consistent"]
    assert found[0].claims == (3, 0)
    assert found[0].stake > found[1].stake > found[2].stake == 0


def test_the_text_and_its_table_must_say_one_number() -> None:
    document, claims = _read(
        "GRDP năm 2024 [660 tỷ đồng|grdp target 2024]. "
        "[193 tỷ đồng|grdp target 2024] [218 tỷ đồng|grdp target 2025] [249 tỷ đồng|grdp target 2026]"
    )
    for column, claim in enumerate(claims[1:]):
        claim.cell = (0, 1, column + 2)

    found = find(claims, document, CATALOGUE)

    assert [(one.kind, one.verdict, one.claims) for one in found] == [
        ("text_vs_table", "inconsistent", (0, 1)),
        ("parts_vs_total", "consistent", (1, 2, 3, 0)),
    ]


def _table(rows: list[list[str]]) -> tuple[Document, list[Claim]]:
    text, grid, claims = "", list[tuple[Cell, ...]](), list[Claim]()
    for row_number, row in enumerate(rows):
        cells = []
        for column, said in enumerate(row):
            cells.append(Cell(said, len(text), len(text) + len(said)))
            if re.match(r"\d", said):
                claims.append(_claim(said, [], len(text)))
                claims[-1].cell = (0, row_number, column)
            text += said + "\n"
        grid.append(tuple(cells))
    return Document("biểu.txt", "txt", text, tables=[Table(tuple(grid))]), claims


def test_the_row_of_a_table_that_breaks_the_rule_of_the_others_is_found() -> None:
    document, claims = _table(
        [
            ["Xã A", "1.000 hộ", "50 hộ", "5,00 %"],
            ["Xã B", "2.000 hộ", "80 hộ", "4,00 %"],
            ["Xã C", "1.500 hộ", "30 hộ", "2,00 %"],
            ["Xã D", "1.200 hộ", "24 hộ", "3,00 %"],
            ["Tổng số", "5.700 hộ", "194 hộ", "3,40 %"],
        ]
    )

    found = find(claims, document, CATALOGUE)

    wrong = [one for one in found if one.verdict == "inconsistent"]
    assert [one.arithmetic for one in wrong] == [
        "50 + 80 + 30 + 24 = 184, báo cáo ghi 194",
        "24 : 1.200 × 100 = 2,0000 %, báo cáo ghi 3,00 %",
    ]
    assert sum(one.kind == "share_vs_count" and one.verdict == "consistent" for one in found) == 4


def test_more_of_a_part_than_of_its_whole_in_one_table_disagrees() -> None:
    document, claims = _read("[1.500 hộ|poor_households] [1.879 hộ|khmer_poor_households]")
    for row, claim in enumerate(claims):
        claim.cell = (0, row, 1)

    found = find(claims, document, CATALOGUE)

    assert [(one.kind, one.verdict, one.claims) for one in found] == [("not_below", "inconsistent", (1, 0))]
    assert "phần nhiều hơn 379 hộ so với tổng" in found[0].said


def test_a_column_may_be_the_sum_of_two_that_do_not_stand_side_by_side() -> None:
    document, claims = _table(
        [
            ["Xã A", "1.786", "1.787", "1.443", "1.443", "343", "344"],
            ["Xã B", "7.746", "7.849", "6.010", "6.099", "1.736", "1.750"],
            ["Xã C", "4.709", "5.531", "4.374", "5.131", "335", "400"],
            ["Xã D", "5.000", "5.100", "4.000", "4.050", "900", "1.050"],
        ]
    )

    found = find(claims, document, CATALOGUE)

    assert [(one.verdict, one.arithmetic) for one in found[:1]] == [
        ("inconsistent", "4.000 + 900 = 4.900, báo cáo ghi 5.000")
    ]
    assert len(found) == 8


def test_numbers_of_a_table_without_a_rule_are_left_alone() -> None:
    document, claims = _table(
        [["A", "17 hộ", "5 hộ", "8 hộ"], ["B", "20 hộ", "9 hộ", "4 hộ"], ["C", "13 hộ", "5 hộ", "8 hộ"]]
    )

    assert find(claims, document, CATALOGUE) == []


def _reading(marked: str, place: str = "Tỉnh A", period: str = "2023", title: str = "") -> tuple[Heading, list[Claim]]:
    _, claims = _read(marked)
    for claim in claims:
        claim.period = claim.period if claim.period != "2023" else ""
    return Heading(title=title, place=place, period=period), claims


def _between(*readings: tuple[Heading, list[Claim]], **more: Any) -> list[tuple[str, str, tuple[Any, ...]]]:
    return [(one.kind, one.verdict, one.claims) for one in find_between(readings, CATALOGUE, **more)]


def test_this_year_s_report_is_tested_against_last_year_s() -> None:
    last = _reading("Việc làm [22.000 người|jobs]; năm sau [23.000 người|jobs target 2024].", period="2023")
    this = _reading(
        "Việc làm [24.941 người|jobs], đạt [108,44 %|jobs percent_of_plan], tăng [12 %|jobs change up]; "
        "năm trước [22.500 người|jobs prior_year 2022].",
        period="2024",
    )
    this[1][3].period = "2023"

    found = _between(last, this)

    assert ("percent_of_plan", "consistent", ((1, 0), (0, 1), (1, 1))) in found
    assert ("year_over_year", "inconsistent", ((1, 0), (0, 0), (1, 2))) in found
    assert ("year_over_year", "inconsistent", ((0, 0), (1, 3))) in found


def test_the_communes_must_make_the_province_when_all_have_told() -> None:
    province = _reading("Hộ nghèo [300 hộ|poor_households].")
    communes = [
        _reading(f"Hộ nghèo [{number} hộ|poor_households].", place) for place, number in (("Xã B", 120), ("Xã C", 170))
    ]

    assert _between(province, *communes, within={"Tỉnh A": ("Xã B", "Xã C")})[0][1] == "inconsistent"
    assert _between(province, *communes, within={"Tỉnh A": ("Xã B", "Xã C", "Xã D")})[0][1] == "consistent"
    assert _between(province, *communes) == []


def test_a_report_is_laid_beside_the_records() -> None:
    report = _reading("Có [3.453 hộ|poor_households] nghèo, hơn nữa [hơn 6.700 hộ|near_households] cận nghèo.")
    records = _reading("[3.459 hộ|poor_households] [6.780 hộ|near_households]", title=RECORDS.title)

    assert _between(report, records) == [
        ("report_vs_records", "inconsistent", ((0, 0), (1, 0))),
        ("report_vs_records", "consistent", ((0, 1), (1, 1))),
    ]


def test_an_empty_document_has_no_findings() -> None:
    assert find([], Document("trống.txt", "txt", ""), CATALOGUE) == []
    assert find([], None, CATALOGUE) == []
    assert find_between([], CATALOGUE) == []


def _drained(bench: Bench) -> None:
    list(examine_years(bench))


@pytest.mark.alone
def test_twice_as_many_claims_of_one_thing_take_about_twice_as_long() -> None:
    _, told = _read(
        "Việc làm [25.000 người|jobs], chỉ tiêu [26.000 người|jobs target 2024], nghèo [5 %|poor_rate prior_year 2022], "
        "giảm [3 %|poor_rate_fall change]."
    )
    benches = (Bench([told[at % 4] for at in range(size)], CATALOGUE) for size in (4_000, 16_000))

    few, many = (min(timeit.repeat(partial(_drained, bench), number=1, repeat=3)) for bench in benches)

    assert many < 10 * few


def test_a_percent_that_is_wrong_is_told_without_its_arithmetic() -> None:
    found = _find("Có [3.752 hộ|households], hộ nghèo [96 hộ|poor_households], tỷ lệ [2,86 %|poor_rate].")

    assert found[0].said == "«Poor rate» ghi 2,86 %, nhưng 96 trên 3.752 hộ là 2,56 %: lệch 0,30 điểm %."


def test_two_numbers_of_one_name_are_told_by_where_they_stand() -> None:
    document, claims = _read("GRDP [660 tỷ đồng|grdp]. [193 tỷ đồng|grdp]")
    claims[1].cell = (0, 1, 1)

    found = find(claims, document, CATALOGUE)

    assert found[0].said == "«GRDP»: bảng ghi 193 tỷ đồng, lời văn ghi 660 tỷ đồng: lệch 467 tỷ đồng."


def test_a_rise_that_was_a_fall_is_called_so() -> None:
    found = _find(
        "Việc làm [900 người|jobs], tăng [10 %|jobs change up] so với [1.000 người|jobs prior_year 2022] năm trước."
    )

    assert found[0].said == "«Jobs» ghi tăng 10 %, nhưng từ 1.000 đến 900 người là giảm 10,00 %: lệch 20 điểm %."
