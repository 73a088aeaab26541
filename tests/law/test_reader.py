"""The dated values of the law: which one holds, which was known, and what is said when there is none."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ansinh.engine import Expression, Table
from ansinh.law import BadLaw, Law, LawError, NoLawOnDay, UnknownLaw, law_on, law_version, parameters
from ansinh.law.check import problems, uncertain
from ansinh.law.reader import read_parameters

BASE = """
relief.base_level:
  label_vi: Mức chuẩn
  label_en: Base level
  unit: dong/month
  values:
  - {from_day: 2021-07-01, to_day: 2024-07-01, value: 360000, reference: NĐ 20/2021, status: official, source: T}
  - {from_day: 2024-07-01, value: 500000, reference: NĐ 76/2024, status: secondary, source: T}
"""
LATER = """
  - {from_day: 2026-07-01, known_from: 2026-08-21, value: 540000, reference: NĐ 335/2026, status: official, source: T}
"""


def _law(folder: Path, text: str, day: date, known_on: date | None = None) -> Law:
    (folder / "relief.yaml").write_text(text, encoding="utf-8")
    return Law(day, known_on, read_parameters(folder))


def test_a_value_holds_from_its_first_day_until_before_its_last(tmp_path: Path) -> None:
    days = [date(2021, 7, 1), date(2024, 6, 30), date(2024, 7, 1), date(2030, 1, 1)]

    values = [_law(tmp_path, BASE, day).relief.base_level.value for day in days]

    assert values == [360_000, 360_000, 500_000, 500_000]


def test_what_became_known_later_replaces_what_was_known_before(tmp_path: Path) -> None:
    day = date(2026, 7, 15)

    as_known = [
        _law(tmp_path, BASE + LATER, day, known).relief.base_level.value
        for known in (date(2026, 8, 20), date(2026, 8, 21))
    ]

    assert as_known == [500_000, 540_000]
    assert _law(tmp_path, BASE + LATER, day).relief.base_level.value == 540_000
    assert problems(read_parameters(tmp_path)) == []


def test_a_missing_day_refuses_with_the_file_the_name_and_the_nearest_days() -> None:
    with pytest.raises(NoLawOnDay) as refusal:
        law_on(date(2012, 1, 31)).read("poverty.b1_limits")

    assert refusal.value.file == "poverty.yaml"
    assert refusal.value.name == "poverty.b1_limits"
    for part in ("31/01/2012", "từ 01/01/2022 đến trước 01/01/2027", "poverty.b1_limits", "poverty.yaml"):
        assert part in str(refusal.value)


def test_a_day_not_yet_decided_refuses_by_what_was_known() -> None:
    with pytest.raises(NoLawOnDay, match="đã biết ngày 01/06/2024"):
        law_on(date(2026, 3, 1), date(2024, 6, 1)).read("poverty.standard")

    assert law_on(date(2026, 3, 1)).value("poverty.standard") == "nd07_2021"


def test_a_value_goes_on_until_what_follows_it_is_known_and_in_force() -> None:
    july = date(2024, 7, 31)

    assert law_on(july, date(2024, 6, 21)).value("assistance.base_level") == 360_000
    assert law_on(july, date(2024, 7, 1)).value("assistance.base_level") == 500_000
    assert law_on(date(2026, 10, 31), in_force_on=date(2026, 9, 30)).value("assistance.ages")["older_higher_from"] == 80


def test_a_gift_of_one_month_is_not_the_next_months_though_nothing_later_is_known() -> None:
    gifts = [
        law_on(date(2023, month, 28), date(2023, month, 1) - timedelta(days=10)).value("merit.invalids_day_gift")[
            "higher"
        ]
        for month in (6, 7, 8, 9)
    ]

    assert gifts == [0, 0, 0, 0]
    assert law_on(date(2023, 7, 31), date(2023, 7, 21)).value("merit.invalids_day_gift")["higher"] == 600_000


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda law: law.poverty.b1_limit, "poverty.b1_limits"),
        (lambda law: law.povety, "poverty"),
        (lambda law: law.poverty.b1_limits.rurral, "rural"),
    ],
)
def test_an_unknown_name_says_the_nearest(ask, nearest: str) -> None:
    with pytest.raises(UnknownLaw, match=nearest):
        ask(law_on(date(2023, 1, 1)))


def test_a_value_is_an_expression_that_remembers_where_it_comes_from() -> None:
    limit = law_on(date(2023, 10, 1)).poverty.b1_limits.urban

    assert isinstance(limit, Expression)
    assert (limit.value, limit.unit, limit.status, limit.source) == (175, "points", "official", "GZ-1315")
    assert "TT 02/2022" in limit.reference
    assert limit.label_vi.endswith("thành thị")


def test_the_law_remembers_what_was_asked_of_it() -> None:
    law = Law(date(2023, 10, 1), None, parameters())

    law.poverty.b2.poor_from  # noqa: B018 - asking is the act

    assert list(law.used) == ["poverty.b2"]


def test_a_table_has_its_rows_by_key_with_the_words_of_the_form() -> None:
    table = law_on(date(2023, 10, 1)).poverty.b1_points.household_size

    assert isinstance(table, Table)
    assert table.rows[(1, "rural_mekong_delta")] == 100
    assert table.labels[(1, "rural_mekong_delta")] == "Hộ có 1 người"
    assert table.otherwise == 0


def test_the_points_of_form_b1_are_66_rows_of_seven_areas_and_seven_regions() -> None:
    points = law_on(date(2023, 10, 1)).poverty.b1_points

    tables = [
        one for part in points for one in ([points[part]] if isinstance(points[part], Table) else points[part].parts)
    ]

    assert sum(len(table.rows) for table in tables) == 66 * 7 + 7
    assert points.assets.car.rows[("urban",)] == 55


def test_a_row_of_the_nutrition_table_holds_until_the_next_age() -> None:
    rows = law_on(date(2023, 10, 1)).poverty.nutrition_height.rows

    assert rows[(12, "m")] == rows[(14, "m")] == 710
    assert rows[(15, "m")] == 741
    assert rows[(191, "f")] == 1485
    assert (192, "f") not in rows


def test_every_value_of_the_house_has_day_unit_reference_and_status() -> None:
    assert problems(parameters()) == []


def test_the_check_lists_what_nobody_verified() -> None:
    names = {value.name for value in uncertain(parameters())}

    assert {"poverty.b1_three_motorbikes_central_highlands", "poverty.living_standard", "poverty.working_age"} <= names
    assert "poverty.b1_limits" not in names


def test_the_contradiction_names_both_values_and_where_they_stand() -> None:
    chosen = parameters()["poverty.b1_three_motorbikes_central_highlands"].on(date(2023, 10, 1))

    assert chosen.status == "chosen"
    assert {(one["value"], one["reference"].split("Mẫu ")[1][:3]) for one in chosen.alternatives} == {
        (30, "3.3"),
        (40, "3.8"),
    }


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (BASE.replace("to_day: 2024-07-01, ", ""), "hai giá trị cho cùng một ngày"),
        (BASE.replace("to_day: 2024-07-01", "to_day: 2024-01-01"), "không có giá trị từ 01/01/2024"),
        (BASE.replace("to_day: 2024-07-01", "to_day: 2021-01-01"), "hết trước khi bắt đầu"),
        (BASE.replace("value: 360000", "value: 3.5"), "không đọc được"),
        (
            BASE.replace("source: T}\n", "source: T, alternatives: [{value: 1, reference: x}]}\n", 1),
            "không có trong các phương án",
        ),
        (BASE.replace("unit: dong/month", "unit: {other: dong}"), "không có đơn vị"),
    ],
)
def test_the_check_finds_what_is_wrong(tmp_path: Path, wrong: str, said: str) -> None:
    (tmp_path / "relief.yaml").write_text(wrong, encoding="utf-8")

    found = problems(read_parameters(tmp_path))

    assert found
    assert said in found[0]
    assert found[0].startswith("relief.yaml: relief.base_level")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (BASE.replace("reference: NĐ 20/2021, ", ""), "thiếu reference"),
        (BASE.replace("status: official", "status: sure"), "«sure»"),
        (BASE.replace("from_day: 2021-07-01", "from_day: hôm qua"), "«hôm qua»"),
        (BASE.replace("  unit: dong/month\n", ""), "thiếu unit"),
        (BASE + BASE, "ghi hai lần relief.base_level"),
        (BASE.replace("relief.base_level", "base_level"), "phải bắt đầu bằng «relief.»"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, wrong: str, said: str) -> None:
    (tmp_path / "relief.yaml").write_text(wrong, encoding="utf-8")

    with pytest.raises(BadLaw, match=said):
        read_parameters(tmp_path)


def test_every_refusal_of_the_law_is_one_kind_of_error() -> None:
    assert all(issubclass(kind, LawError) for kind in (BadLaw, NoLawOnDay, UnknownLaw))


def test_the_version_is_that_of_the_files() -> None:
    assert len(law_version()) == 16
    assert law_version() == law_version()
