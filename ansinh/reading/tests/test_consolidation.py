"""Reports side by side: what counts, what is marked, what adds up."""

from decimal import Decimal

from ansinh.reading.catalogue import house_catalogue
from ansinh.reading.claim import Claim
from ansinh.reading.consolidation import Column, Source, Told, consolidate

POOR, ALL, RATE = "poverty.poor_households", "poverty.households", "poverty.poverty_rate"
CATALOGUE = house_catalogue()


def said(indicator: str, value: str, unit: str = "household", **more: object) -> Claim:
    number = Decimal(value)
    fields = {"score": 0.9, "period": "2023", "decimals": max(0, -int(number.as_tuple().exponent))} | more
    return Claim(value, 0, len(value), (0, len(value)), (0, len(value)), number, unit, indicator=indicator, **fields)  # type: ignore[arg-type]


def report(place: str, *claims: Claim, **marks: bool) -> Source:
    told = tuple(Told(claim, at, **marks) for at, claim in enumerate(claims))
    return Source(f"{place}.docx", place, f"Xã {place}", "2023", told)


def test_counts_add_up_to_the_unit_above_and_shares_are_worked_out_again() -> None:
    here = report("A", said(POOR, "20"), said(ALL, "1000"), said(RATE, "2.00", "percent"))
    there = report("B", said(POOR, "10"), said(ALL, "500"), said(RATE, "2.00", "percent"))
    parents = {"A": ("T", "Tỉnh"), "B": ("T", "Tỉnh")}

    table = consolidate([here, there], CATALOGUE, parents=parents)

    whole = table.rows[-1]
    assert (whole.name, whole.source) == ("Tỉnh", None)
    assert whole.cell(Column(POOR, "result")).value == 30
    assert whole.cell(Column(RATE, "result")).value == 2


def test_a_sum_over_a_gap_or_a_unit_that_has_not_sent_says_that_it_is_not_whole() -> None:
    parents = dict.fromkeys("AB", ("T", "Tỉnh"))

    table = consolidate(
        [report("A", said(POOR, "20"))], CATALOGUE, parents=parents, expected={"A": "Xã A", "B": "Xã B"}
    )

    assert table.rows[-1].cell(Column(POOR, "result")).state == "partial"
    assert table.rows[-1].missing == ("Xã B",)
    assert table.not_sent == [("B", "Xã B")]


def test_what_is_doubtful_or_contradicted_is_shown_and_counts_in_no_sum() -> None:
    weak = report("A", said(POOR, "20", score=0.2))
    wrong = report("B", said(POOR, "10"), is_contradicted=True)
    taken = report("C", said(POOR, "5", score=0.2), is_taken=True, is_contradicted=True)
    parents = dict.fromkeys("ABC", ("T", "Tỉnh"))

    table = consolidate([weak, wrong, taken], CATALOGUE, parents=parents)

    assert [row.cell(Column(POOR, "result")).state for row in table.rows] == [
        "doubtful",
        "contradicted",
        "sure",
        "partial",
    ]
    assert table.rows[-1].cell(Column(POOR, "result")).value == 5


def test_one_report_with_two_values_of_one_figure_shows_both() -> None:
    table = consolidate([report("A", said(POOR, "20"), said(POOR, "21"))], CATALOGUE)

    cell = table.rows[0].cell(Column(POOR, "result"))

    assert cell.state == "twice"
    assert {cell.value, *cell.others} == {Decimal(20), Decimal(21)}


def test_next_years_target_stands_in_a_column_of_its_own_and_another_places_figure_in_none() -> None:
    ahead = said(POOR, "15", kind="target", period="2024")
    elsewhere = said(POOR, "7", place="Xã Khác")

    table = consolidate([report("A", ahead, elsewhere)], CATALOGUE)

    assert table.columns == [Column(POOR, "target", 1)]
