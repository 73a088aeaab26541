"""How a figure was reckoned, as one line: only the branch that was taken, numbers as people write them."""

import pytest

from ansinh.engine import Fact, Grain, House, LawValue, divide, facts, figure, highest_of, if_, or_else, sum_of
from ansinh.engine.arithmetic import arithmetic

BASE = LawValue("aid.base", 500_000, unit="dong/month")
WHOLE = LawValue("aid.whole", 100, unit="hundredth")
COEFFICIENT = LawValue("aid.coefficient", 150, unit="hundredth")

home = Grain("home", key="home_id")
child = Grain("child", key="child_id", parents={"home": "home_id"})
facts(home, Fact("rooms", int, nullable=True), Fact("is_poor", bool))
facts(child, Fact("share", int, unit="dong/month"))


def allowance():
    """Base times coefficient."""
    return divide(COEFFICIENT * BASE, WHOLE, rounding="half_up")


def allowance_of_poor(is_poor, allowance):
    return if_(is_poor, allowance, 0)


@figure(unit="dong/month")
def with_shares(allowance_of_poor, shares):
    return allowance_of_poor + shares


def shares(share):
    return sum_of(share)


def largest(share):
    return highest_of(share)


def by_rooms(rooms, allowance):
    return or_else(rooms, 1) * allowance


@pytest.mark.parametrize(
    ("name", "record", "said"),
    [
        ("allowance_of_poor", {"is_poor": True}, "1,5 × 500.000 = 750.000 đồng/tháng"),
        ("allowance_of_poor", {"is_poor": False}, "0 đồng/tháng"),
        ("with_shares", {"is_poor": True, "members": {"child": []}}, "1,5 × 500.000 = 750.000 đồng/tháng"),
        ("with_shares", {"is_poor": False, "members": {"child": [{"share": 7}, {"share": 0}, {"share": 5}]}}, "7 + 5 = 12 đồng/tháng"),
        ("largest", {"members": {"child": [{"share": 7}, {"share": 9}]}}, "9 đồng/tháng"),
        ("by_rooms", {"rooms": 2}, "2 × 1,5 × 500.000 = 1.500.000 đồng/tháng"),
        ("shares", {"members": {"child": [{"share": None}]}}, "chưa biết"),
    ],
)  # fmt: skip
def test_a_reckoning_is_told_with_its_numbers_and_what_it_came_to(name, record, said):
    rules = [allowance, allowance_of_poor, with_shares, shares, largest, by_rooms]

    told = arithmetic(House.of([home, child], rules), name, record)

    assert told == said
