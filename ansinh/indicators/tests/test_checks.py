"""Checks between printed numbers: the arithmetic, the rounding, the verdict."""

from decimal import Decimal

import pytest

from ansinh.engine import among, movement, not_below, parts, percent_of_plan, same, share, steady, whole
from ansinh.indicators.api.checks import Finding, Said, examine


def _counts(**values: int | None) -> dict[str, Said]:
    return {name: Said(value, 0, "household", name) for name, value in values.items()}


def test_the_living_standards_of_tra_vinh_leave_5705_households_unnamed() -> None:
    published = _counts(all=287_500, poor=3_453, near=6_780, average=132_258, better=126_346, rich=12_958)

    found = examine(parts("all", ("poor", "near", "average", "better", "rich")), published)

    assert found.verdict == "inconsistent"
    assert found.difference == 5_705
    assert found.arithmetic == "3.453 + 6.780 + 132.258 + 126.346 + 12.958 = 281.795"
    assert "phần cộng lại là 281.795: còn 5.705 hộ (1,98 %) chưa được nêu" in found.said


@pytest.mark.parametrize(
    ("printed", "verdict"), [("1.20", "consistent"), ("1.21", "inconsistent"), ("1.19", "inconsistent")]
)
def test_a_share_holds_within_the_rounding_it_is_printed_with(printed: str, verdict: str) -> None:
    numbers = _counts(poor=3_453, all=287_500) | {"rate": Said(Decimal(printed), 2, "percent", "rate")}

    found = examine(share("rate", "poor", "all"), numbers)

    assert found.verdict == verdict
    assert found.tolerance == Decimal("0.005")
    assert "1,2010 %" in found.arithmetic


def test_a_share_printed_without_decimals_has_a_wider_rounding() -> None:
    numbers = _counts(average=132_258, all=287_500) | {"rate": Said(Decimal("46.0"), 1, "percent", "rate")}

    assert examine(share("rate", "average", "all"), numbers).verdict == "consistent"


@pytest.mark.parametrize(("b", "verdict"), [(3, "consistent"), (5, "inconsistent"), (None, "cannot_tell")])
def test_parts_among_a_total_may_leave_a_rest_but_not_exceed_it(b: int | None, verdict: str) -> None:
    assert examine(among("all", ("a", "b")), _counts(all=10, a=6, b=b)).verdict == verdict


@pytest.mark.parametrize(("b", "verdict"), [("53.95", "consistent"), ("53.97", "inconsistent")])
def test_shares_of_a_whole_make_a_hundred_as_printed(b: str, verdict: str) -> None:
    shares = {name: Said(Decimal(value), 2, "percent") for name, value in {"a": "46.045", "b": b}.items()}

    assert examine(whole(("a", "b")), shares).verdict == verdict


def test_parts_larger_than_the_total_are_said_to_exceed_it() -> None:
    found = examine(parts("all", ("a", "b")), _counts(all=10, a=6, b=7))

    assert found.verdict == "inconsistent"
    assert "vượt tổng số 3 hộ (30,00 %)" in found.said


def test_a_missing_figure_makes_no_verdict() -> None:
    found = examine(parts("all", ("a", "b")), _counts(all=10, a=6, b=None))

    assert found.verdict == "cannot_tell"
    assert "chưa có «b»" in found.said


def test_one_part_alone_may_be_above_its_total() -> None:
    told = among("all", ("new", "repaired"))

    found = examine(told, _counts(all=5, new=6, repaired=None))

    assert found.verdict == "inconsistent"
    assert "«all» ghi 5 hộ, nhưng «new» là 6 hộ: vượt 1 hộ" in found.said
    assert examine(told, _counts(all=None, new=6, repaired=1)).verdict == "cannot_tell"


def test_percent_of_plan_is_the_result_over_the_target() -> None:
    numbers = _counts(jobs=24_941) | {"percent": Said(Decimal("108.44"), 2, "percent", "percent")}

    found = examine(percent_of_plan("percent", "jobs"), numbers, plans=_counts(jobs=23_000))

    assert found.verdict == "consistent"
    assert examine(percent_of_plan("percent", "jobs"), numbers, plans=_counts(jobs=24_000)).verdict == "inconsistent"
    assert examine(percent_of_plan("percent", "jobs"), numbers).verdict == "cannot_tell"


def test_what_came_in_and_went_out_explains_the_change() -> None:
    told = movement("poor", plus=("new",), minus=("escaped",))
    before = _counts(poor=100)

    def now(poor: int) -> Finding:
        return examine(told, _counts(poor=poor, new=10, escaped=30), before)

    assert now(80).verdict == "consistent"
    assert now(78).verdict == "cannot_tell"
    assert "tách, nhập, chuyển đi" in now(78).said
    assert now(83).verdict == "inconsistent"
    assert examine(told, _counts(poor=80, new=10, escaped=30)).verdict == "cannot_tell"


def test_a_part_above_its_whole_is_inconsistent() -> None:
    assert examine(not_below("all", "part"), _counts(all=5, part=5)).verdict == "consistent"
    assert examine(not_below("all", "part"), _counts(all=5, part=6)).verdict == "inconsistent"


def test_two_ways_of_counting_are_compared() -> None:
    assert examine(same("a", "b"), _counts(a=5, b=5)).verdict == "consistent"
    assert examine(same("a", "b"), _counts(a=5, b=6)).verdict == "inconsistent"


def test_a_jump_from_year_to_year_asks_for_a_reason() -> None:
    told = steady("poor", percent=20)

    assert examine(told, _counts(poor=110), _counts(poor=100)).verdict == "consistent"
    jumped = examine(told, _counts(poor=150), _counts(poor=100))
    assert jumped.verdict == "cannot_tell"
    assert "tăng 50,00 %" in jumped.said and "cần giải trình" in jumped.said
