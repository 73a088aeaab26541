"""What a rule may say, what is refused and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from ansinh.engine import (
    Fact,
    Grain,
    House,
    LawValue,
    RuleError,
    Table,
    UnitError,
    WiringError,
    age_on,
    any_of,
    case,
    count_of,
    divide,
    facts,
    figure,
    highest_of,
    if_,
    is_in,
    is_unknown,
    lookup,
    number_true,
    or_else,
    sum_of,
)
from ansinh.engine.expressions import Ref

AREA = Ref("area", "int", "m2")
MONEY = Ref("money", "int", "dong")
PEOPLE = Ref("people", "int", "person")
IS_ILL = Ref("is_ill", "bool", nullable=True)
NAME = Ref("name", "str")
LIMIT = LawValue("test.limit", 8, "m2", "Điều 3", "official", "Diện tích tối thiểu")
POINTS = Table("test.points", ("size",), {(1,): 5, (2,): 7}, 0, "points", {(1,): "Hộ có 1 người"}, "Điều 4")


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (lambda: bool(IS_ILL), "write & |"),
        (lambda: IS_ILL and AREA, "write & |"),
        (lambda: 1 < AREA < 3, "(a < x) & (x < b)"),
        (lambda: AREA / 2, "divide(a, b, rounding="),
        (lambda: AREA + IS_ILL, "is_ill is bool; write number_true"),
        (lambda: AREA & IS_ILL, "area is int; compare it"),
        (lambda: NAME < "b", "texts have no order"),
        (lambda: NAME == 1, "mixes name (str) and 1 (int)"),
        (lambda: IS_ILL == None, "write is_unknown"),  # noqa: E711 - what a beginner writes
        (lambda: AREA * 1.5, "1.5 (float) cannot stand in a rule"),
        (lambda: if_(AREA, 1, 0), "if_ needs bool, but area is int"),
        (lambda: if_(IS_ILL, 1, "x"), "mixes 1 (int) and 'x' (str)"),
        (lambda: if_(IS_ILL, None, None), "at least one outcome"),
        (lambda: case(), "at least one (condition, value)"),
        (lambda: divide(AREA, 2, rounding="nearest"), "down, up, half_up"),
        (lambda: lookup(POINTS, NAME), "key size of test.points needs int, but name is str"),
        (lambda: lookup(POINTS, 1, 2), "read by size, got 2 keys"),
        (lambda: lookup(AREA, 1), "needs a table"),
        (lambda: is_in(AREA), "names no values"),
        (lambda: age_on(AREA, date(2020, 1, 1)), "age_on needs date, but area is int"),
        (lambda: [*AREA], "cannot be walked through"),
    ],
)
def test_a_mistake_in_a_rule_says_what_to_write_instead(write: Callable[[], Any], told: str) -> None:
    with pytest.raises(RuleError) as refused:
        write()

    assert told in str(refused.value)


@pytest.mark.parametrize("write", [lambda: AREA + MONEY, lambda: AREA < MONEY, lambda: if_(IS_ILL, AREA, MONEY)])
def test_figures_of_different_units_are_not_added_compared_or_chosen_between(write: Callable[[], Any]) -> None:
    with pytest.raises(UnitError, match=r"m2|dong"):
        write()


def test_a_bare_number_beside_a_unit_belongs_into_the_law() -> None:
    with pytest.raises(UnitError, match="law files"):
        _ = AREA < 8

    assert (AREA < LIMIT).type == "bool"
    assert (AREA > 0).type == "bool"


def test_units_multiply_and_divide() -> None:
    a_head = divide(MONEY, PEOPLE, rounding="down")

    assert a_head.unit == "dong/person"
    assert (a_head * PEOPLE).unit == "dong"
    assert divide(MONEY * 100, MONEY, rounding="down").unit == ""
    assert (MONEY * Ref("rate", "int", "percent")).unit == "dong"
    assert (Ref("level", "int", "dong/month") * Ref("coefficient", "int", "hundredth")).unit == "dong*hundredth/month"


def test_a_law_value_acts_as_an_expression_everywhere() -> None:
    assert (AREA == LIMIT).type == (LIMIT >= AREA).type == "bool"
    assert (LIMIT + AREA).unit == (1 + LIMIT).unit == (-LIMIT).unit == "m2"
    assert lookup(POINTS, LawValue("test.size", 2)).unit == "points"


def test_a_table_of_mixed_values_is_refused_when_it_is_made() -> None:
    with pytest.raises(RuleError, match=r"test.bad: value must be of one type"):
        Table("test.bad", ("a",), {(1,): 5, (2,): "x"})
    with pytest.raises(RuleError, match="has 1 keys"):
        Table("test.bad", ("a", "b"), {(1,): 5})


def grains() -> list[Grain]:
    home = Grain("home", key="home_id", label_vi="hộ")
    facts(home, Fact("area", int, unit="m2", nullable=True, label_vi="Diện tích"), Fact("zone", str, label_vi="Vùng"))
    person = Grain("person", key="person_id", parents={"home": "home_id"}, label_vi="thành viên")
    facts(
        person, Fact("is_ill", bool, nullable=True, label_vi="Đang ốm"), Fact("pay", int, unit="dong", label_vi="Lương")
    )
    office = Grain("office", key="office_id")
    facts(office, Fact("staff", int))
    return [home, person, office]


def rule(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    function.__name__ = name
    return function


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"x": lambda is_il: is_il}, "'is_il' is neither a fact nor a rule; did you mean is_ill"),
        ({"x": lambda y: y, "y": lambda x: x}, "these rules need each other: x -> y -> x"),
        ({"area": lambda zone: zone}, "also a fact of home"),
        ({"x": lambda zone, staff: (zone == "a") & (staff > 1)}, "zone (of home) and staff (of office)"),
        ({"x": lambda zone: count_of(zone == "a")}, "of home, which belongs to nothing"),
        ({"x": lambda law: count_of(law.limit > 1)}, "the same for every row"),
        ({"x": lambda pay: pay - sum_of(pay)}, "make it a rule of its own"),
        ({"x": lambda is_ill: count_of(is_ill, to="office")}, "person belongs to home"),
        ({"x": lambda area, law: area + law.limit}, "m2 and dong are different units"),
        ({"x": lambda law: law.nothing}, "AttributeError"),
        ({"x": lambda area: None}, "gives nothing but unknown"),
        ({"x": figure(unit="dong")(lambda area: area)}, "is labelled in dong, but the rule gives m2"),
    ],
)
def test_a_house_that_cannot_be_wired_says_which_rule_and_why(rules: dict[str, Any], told: str) -> None:
    law = SimpleNamespace(limit=LawValue("test.pay", 5, "dong"))

    with pytest.raises(WiringError) as refused:
        House.of(grains(), [rule(name, function) for name, function in rules.items()], law)

    assert told in str(refused.value)
    assert "x" in str(refused.value) or "area" in str(refused.value)


def test_the_place_of_a_broken_rule_is_told() -> None:
    with pytest.raises(WiringError, match=r"x \(test_language.py:\d+\)"):
        House.of(grains(), [rule("x", lambda area: area + area * area)])


def test_a_name_published_twice_is_refused() -> None:
    home, person, office = grains()
    facts(office, Fact("zone", str))

    with pytest.raises(WiringError, match="published for home and for office"):
        House.of([home, person, office])
    with pytest.raises(RuleError, match="already published"):
        facts(home, Fact("zone", int))


def test_grains_are_inferred_through_members_and_parents() -> None:
    house = House.of(
        grains(),
        [
            rule("ill_count", lambda is_ill: count_of(is_ill)),
            rule("most_pay", lambda pay: highest_of(pay)),
            rule("earns_most", lambda pay, most_pay: pay == most_pay),
            rule("has_ill_earner", lambda earns_most, is_ill: any_of(earns_most & is_ill)),
            rule("always", lambda law: law.limit > 0),
        ],
        SimpleNamespace(limit=LIMIT),
    )

    found = {name: (column.grain, column.nullable) for name, column in house.rules.items()}

    assert found == {
        "ill_count": ("home", True),
        "most_pay": ("home", True),
        "earns_most": ("person", True),
        "has_ill_earner": ("home", True),
        "always": ("", False),
    }
    assert house.column("most_pay").unit == "dong"
    assert [fact.name for fact in house.columns("has_ill_earner")] == ["pay", "is_ill"]
    assert house.graph("has_ill_earner").splitlines()[1] == "  earns_most: bool of person, rule"


def test_a_home_without_members_counts_none_and_has_no_highest() -> None:
    house = House.of(
        grains(),
        [
            rule("ill_count", lambda is_ill: count_of(is_ill)),
            rule("most_pay", lambda pay: highest_of(pay)),
            rule("is_any_ill", lambda is_ill: any_of(is_ill)),
        ],
    )

    empty = house.values(["ill_count", "most_pay", "is_any_ill"], {"members": {}})
    unsure = house.values(["ill_count", "is_any_ill"], {"members": {"person": [{"is_ill": None}, {"is_ill": True}]}})

    assert empty == {"ill_count": 0, "most_pay": None, "is_any_ill": False}
    assert unsure == {"ill_count": None, "is_any_ill": True}


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2004, 3, 1), date(2022, 2, 28), 17),
        (date(2004, 7, 1), date(2022, 7, 1), 18),
    ],
)
def test_who_is_born_on_29_february_is_a_year_older_on_1_march(born: date, day: date, years: int) -> None:
    human = Grain("human", key="human_id")
    facts(human, Fact("born_on", date))
    house = House.of([human], [rule("age", lambda born_on: age_on(born_on, day))])

    assert house.values(["age"], {"born_on": born}) == {"age": years}


@pytest.mark.parametrize(
    ("a", "b", "down", "up", "half_up"),
    [
        (7, 2, 3, 4, 4),
        (-7, 2, -4, -3, -4),
        (7, -2, -4, -3, -4),
        (1, 3, 0, 1, 0),
        (6, 3, 2, 2, 2),
        (5, 0, None, None, None),
    ],
)
def test_rounding_is_the_same_on_both_sides_of_nought(a: int, b: int, down: int, up: int, half_up: int) -> None:
    pair = Grain("pair", key="pair_id")
    facts(pair, Fact("a", int), Fact("b", int))
    names = ["down", "up", "half_up"]
    house = House.of([pair], [_divided("down"), _divided("up"), _divided("half_up")])

    assert tuple(house.values(names, {"a": a, "b": b}).values()) == (down, up, half_up)


def _divided(rounding: str) -> Callable[..., Any]:
    return rule(rounding, lambda a, b: divide(a, b, rounding=rounding))


def points(area: Any, law: Any) -> Any:
    return lookup(law.points, or_else(area, 0))


def is_crowded(area: Any, law: Any) -> Any:
    """Nhà ở chật hẹp"""
    return (area < law.limit) & ~is_unknown(area)


@figure(
    label_vi="Kết luận", label_en="Verdict", words={"poor": ("hộ nghèo", "poor"), "none": ("không nghèo", "not poor")}
)
def verdict(is_crowded: Any, some_ill: Any) -> Any:
    return if_(number_true(is_crowded, some_ill) > 1, "poor", "none")


@figure(label_vi="Có người ốm", label_en="Someone is ill")
def some_ill(is_ill: Any) -> Any:
    return any_of(is_ill)


def told_house() -> House:
    return House.of(grains(), [is_crowded, verdict, some_ill], SimpleNamespace(limit=LIMIT))


def test_a_trace_names_the_law_the_fact_and_the_member_that_decided() -> None:
    record = {"area": 6, "members": {"person": [{"is_ill": None, "label": "An"}, {"is_ill": True, "label": "Bình"}]}}

    trace = told_house().trace("verdict", record)

    assert trace.value == "poor"
    assert trace.as_text().splitlines() == [
        "Kết luận: hộ nghèo",
        "  Nhà ở chật hẹp: có",
        "    Diện tích: 6 m²",
        "    Diện tích tối thiểu: 8 m² (Điều 3; đã đối chiếu văn bản gốc)",
        "  Có người ốm: có",
        "    Có ít nhất một thành viên: có",
        "      An: chưa biết",
        "        Đang ốm: chưa biết (hồ sơ chưa ghi)",
        "      Bình: có",
        "        Đang ốm: có",
    ]
    assert trace.as_dict()["steps"][0]["steps"][1]["reference"] == "Điều 3"


def test_what_is_unknown_says_which_answers_are_missing() -> None:
    trace = told_house().trace("verdict", {"members": {"person": [{"is_ill": False}]}})

    assert trace.value == "none"
    assert told_house().trace("some_ill", {"members": {"person": [{}]}}).root.reason == "vì chưa biết đang ốm"


def test_a_rule_says_itself_in_vietnamese_with_its_basis() -> None:
    house = told_house()

    assert house.sentence("is_crowded") == (
        "Nhà ở chật hẹp: diện tích dưới diện tích tối thiểu (8 m²) và đã biết diện tích. "
        "Căn cứ: Điều 3; đã đối chiếu văn bản gốc."
    )
    assert house.sentence("some_ill") == "Có người ốm: có ít nhất một thành viên mà đang ốm."
    assert house.sentence("verdict") == (
        "Kết luận: nếu (số điều đúng trong 2 điều: nhà ở chật hẹp; có người ốm) trên 1 thì hộ nghèo, nếu không thì không nghèo."
    )
