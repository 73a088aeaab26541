from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansinh.places.models import Place, RebaseMap, rebase, rebase_map

IN_2023 = date(2023, 12, 31)
FIRST_OF_34 = date(2025, 7, 1)


@pytest.fixture
def forward() -> RebaseMap:
    return rebase_map(from_day=IN_2023, to_day=FIRST_OF_34)


@pytest.fixture
def back() -> RebaseMap:
    return rebase_map(from_day=FIRST_OF_34, to_day=IN_2023)


def test_every_commune_has_one_default_commune_on_the_other_map(forward: RebaseMap, back: RebaseMap) -> None:
    new = set(Place.objects.on(FIRST_OF_34).communes().values_list("pk", flat=True))

    assert (len(forward.default), len(back.default), forward.lost, back.lost) == (10_045, 3_321, (), ())
    assert set(forward.default.values()) <= new
    assert all(forward.default[unit] in parts for unit, parts in forward.divided.items())


def test_the_table_has_one_row_a_commune(forward: RebaseMap) -> None:
    table = forward.table()

    assert table.column_names == ["from_id", "to_id", "is_divided"]
    assert table.num_rows == 10_045
    assert sum(table.column("is_divided").to_pylist()) == len(forward.divided)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_sums_are_equal_on_every_map(forward: RebaseMap, back: RebaseMap, random) -> None:
    figures = {unit: random.randrange(10_000) for unit in random.sample(sorted(forward.default), 300)}

    there = rebase(figures, forward)
    and_back = rebase(there.figures, back)

    assert sum(there.figures.values()) == sum(and_back.figures.values()) == sum(figures.values())
    assert sum(there.by_default.values()) == sum(figures[unit] for unit in figures if unit in forward.divided)


def test_a_commune_that_neither_merged_nor_was_divided_comes_back_to_itself(
    forward: RebaseMap, back: RebaseMap
) -> None:
    alone = {unit for unit, new in forward.default.items() if unit not in forward.divided and new not in back.divided}

    assert alone
    assert all(back.default[forward.default[unit]] == unit for unit in alone)


def test_two_wards_that_went_into_a_third_are_counted_there(forward: RebaseMap) -> None:
    first_of_2025 = rebase_map(from_day=IN_2023, to_day=date(2025, 1, 1))

    assert rebase({"29245": 5, "29251": 7, "29242": 11}, first_of_2025).figures == {"29242": 23}
    assert rebase({"29245": 5, "29251": 7, "29242": 11}, forward).figures == {"29242@2025": 23}


def test_records_whose_new_commune_is_known_go_there_and_the_rest_to_the_default(forward: RebaseMap) -> None:
    parts = {"31178": 100}  # Phường Bùi Hữu Nghĩa: Bình Thủy (mặc định) và Cái Khế
    default = forward.default["31178"]
    [other] = set(forward.divided["31178"]) - {default}

    moved = rebase(parts, forward, known={("31178", other): 30})

    assert moved.figures == {other: 30, default: 70}
    assert moved.by_default == {default: 70}


def test_known_parts_that_exceed_the_figure_or_lie_elsewhere_are_refused(forward: RebaseMap) -> None:
    with pytest.raises(ValueError, match="nhiều hơn"):
        rebase({"31178": 10}, forward, known={("31178", forward.default["31178"]): 11})
    with pytest.raises(ValueError, match="không trở thành"):
        rebase({"31178": 10}, forward, known={("31178", "29242@2025"): 1})


def test_a_figure_of_a_unit_that_is_not_on_the_map_is_refused_by_name(forward: RebaseMap) -> None:
    with pytest.raises(ValueError, match="29242@2025 không có trên bản đồ ngày 31/12/2023"):
        rebase({"29242@2025": 1}, forward)


def test_the_same_day_is_the_same_map() -> None:
    same = rebase_map(from_day=IN_2023, to_day=IN_2023)

    assert all(unit == other for unit, other in same.default.items())
    assert not same.divided


def test_provinces_move_too_and_districts_are_lost() -> None:
    provinces = rebase_map(from_day=IN_2023, to_day=FIRST_OF_34, level=1)
    districts = rebase_map(from_day=IN_2023, to_day=FIRST_OF_34, level=2)

    assert provinces.default["84"] == "86@2025"
    assert len(set(provinces.default.values())) == 34
    assert len(districts.lost) == 697
