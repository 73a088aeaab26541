"""The dated values of allowances, supports and insurance against the texts they were read in, by article."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from ansinh.engine import Table, divide
from ansinh.engine.vietnamese import value_text
from ansinh.law import Dated, NoLawOnDay, law_on, parameters
from ansinh.law.check import problems, uncertain
from ansinh.law.reader import STATUSES, read_parameters

FIELDS = ("assistance", "merit", "support", "insurance")
JULY_2021, JULY_2023, JULY_2024, JULY_2026 = (date(year, 7, 1) for year in (2021, 2023, 2024, 2026))
ACTS = r"NĐ|TT|QĐ|NQ|CV|Luật|Pháp lệnh|Cổng thông tin|Quy ước"


def _values() -> list[Dated]:
    return [
        value for name, parameter in parameters().items() if name.split(".")[0] in FIELDS for value in parameter.values
    ]


def _leaves(content: Any) -> Iterator[Any]:
    if isinstance(content, Mapping):
        for part in content.values():
            yield from _leaves(part)
    elif isinstance(content, list):
        for part in content:
            yield from _leaves(part)
    else:
        yield content


def _value(name: str, day: date, known_on: date | None = None) -> Any:
    return law_on(day, known_on).value(name)


def _table(name: str, day: date) -> Mapping[int, int]:
    return {row["key"]: row["value"] for row in _value(name, day)["table"]["rows"]}


@pytest.mark.parametrize(
    ("name", "day", "known_on", "dong", "status"),
    [
        # NĐ 136/2013 Đ.4; NĐ 20/2021 Đ.4.2; NĐ 76/2024 Đ.1; NĐ 335/2026 Đ.4.2, known on 21 August 2026
        ("assistance.base_level", date(2021, 6, 30), None, 270_000, "unverified"),
        ("assistance.base_level", date(2021, 7, 1), None, 360_000, "official"),
        ("assistance.base_level", date(2024, 6, 30), None, 360_000, "official"),
        ("assistance.base_level", date(2024, 7, 1), None, 500_000, "secondary"),
        ("assistance.base_level", date(2026, 6, 30), None, 500_000, "secondary"),
        ("assistance.base_level", date(2026, 9, 1), date(2026, 8, 1), 500_000, "secondary"),
        ("assistance.base_level", date(2026, 9, 1), date(2026, 8, 20), 500_000, "secondary"),
        ("assistance.base_level", date(2026, 9, 1), date(2026, 8, 21), 540_000, "official"),
        ("assistance.base_level", date(2026, 7, 1), None, 540_000, "official"),
        # NĐ 176/2025 Đ.3; NĐ 335/2026 Đ.31.1
        ("assistance.social_pension", date(2025, 7, 1), None, 500_000, "secondary"),
        ("assistance.social_pension", date(2026, 7, 1), date(2026, 8, 20), 500_000, "secondary"),
        ("assistance.social_pension", date(2026, 7, 1), None, 540_000, "official"),
        # NĐ 58/2019; NĐ 75/2021 Đ.3; NĐ 55/2023 Đ.1.2; NĐ 77/2024; NĐ 321/2026
        ("merit.base_level", date(2021, 8, 1), date(2021, 8, 1), 1_624_000, "unverified"),
        ("merit.base_level", date(2021, 8, 1), None, 1_624_000, "official"),
        ("merit.base_level", date(2023, 7, 1), date(2023, 9, 4), 1_624_000, "official"),
        ("merit.base_level", date(2023, 7, 1), date(2023, 9, 5), 2_055_000, "official"),
        ("merit.base_level", date(2024, 7, 1), None, 2_789_000, "official"),
        ("merit.base_level", date(2026, 7, 1), date(2026, 9, 30), 2_789_000, "official"),
        ("merit.base_level", date(2026, 7, 1), None, 3_012_000, "secondary"),
        # NĐ 55/2023 Đ.2.3: convalescence has the new base only from 2024
        ("merit.convalescence_base_level", date(2023, 12, 31), None, 1_624_000, "official"),
        ("merit.convalescence_base_level", date(2024, 1, 1), None, 2_055_000, "official"),
        # NĐ 75/2021 Đ.13.2
        ("merit.worship", date(2021, 12, 31), None, 500_000, "unverified"),
        ("merit.worship", date(2022, 1, 1), None, 1_400_000, "official"),
        # NĐ 38/2019; NĐ 24/2023; NĐ 73/2024; NĐ 161/2026
        ("insurance.base_salary", date(2023, 6, 30), None, 1_490_000, "secondary"),
        ("insurance.base_salary", date(2023, 7, 1), None, 1_800_000, "secondary"),
        ("insurance.base_salary", date(2024, 7, 1), None, 2_340_000, "official"),
        ("insurance.base_salary", date(2026, 7, 1), None, 2_530_000, "official"),
        # NĐ 81/2021 Đ.18; NĐ 238/2025 Đ.19.10
        ("support.study_cost", date(2025, 9, 2), None, 150_000, "unverified"),
        ("support.study_cost", date(2025, 9, 3), None, 150_000, "official"),
    ],
)
def test_a_level_has_its_days_its_knowledge_and_its_status(
    name: str, day: date, known_on: date | None, dong: int, status: str
) -> None:
    held = law_on(day, known_on).dated(name)

    assert (held.value, held.status) == (dong, status)


def test_the_command_tells_the_base_level_as_known_before_and_after_the_decree() -> None:
    def said(*words: str) -> str:
        out = StringIO()
        call_command("law", "show", "assistance.base_level", "--on", "2026-09-01", *words, stdout=out)
        return out.getvalue()

    assert "500.000 đồng/tháng" in said("--known-on", "2026-08-01")
    assert "540.000" not in said("--known-on", "2026-08-01")
    assert "biết từ 21/08/2026, có hiệu lực 05/10/2026: 540.000 đồng/tháng" in said()


@pytest.mark.parametrize(
    ("part", "hundredths"),
    # NĐ 20/2021 Đ.6.1, kept by NĐ 335/2026 Đ.6.1
    [
        ("orphan_under_4", 250),
        ("orphan_from_4", 150),
        ("orphan_in_study", 150),
        ("child_hiv_under_4", 250),
        ("child_hiv_from_4", 200),
        ("single_parent_per_child", 100),
        ("older_poor_alone", 150),
        ("older_poor_alone_higher_age", 200),
        ("older_in_community_care", 300),
        ("extra_severe_adult", 200),
        ("extra_severe_child_or_older", 250),
        ("severe_adult", 150),
        ("severe_child_or_older", 200),
        ("child_under_3_difficult_area", 150),
        ("hiv_poor", 150),
    ],
)
def test_a_coefficient_is_the_same_in_both_decrees(part: str, hundredths: int) -> None:
    both = [_value("assistance.coefficients", day) for day in (date(2026, 10, 4), date(2026, 10, 5))]

    assert [one[part] for one in both] == [hundredths, hundredths]
    assert [len(one) for one in both] == [15, 15]


def test_the_higher_step_of_older_people_moves_from_80_to_75() -> None:
    """NĐ 20/2021 Đ.6.1; NĐ 335/2026 Đ.5, and Đ.32.3-4 for those already paid."""

    def step(day: date, asked: date) -> int:
        found: int = law_on(day, asked, in_force_on=asked).value("assistance.ages")["older_higher_from"]
        return found

    october = date(2026, 10, 31)
    assert [step(date(2026, 10, 4), date(2026, 10, 4)), step(october, october)] == [80, 75]
    assert [step(date(2026, 6, 30), october), step(JULY_2026, october)] == [80, 75]
    assert _value("assistance.running_cases_from", date(2026, 10, 5)) == JULY_2026


def test_the_study_age_of_22_ends_with_decree_335() -> None:
    """NĐ 20/2021 Đ.5.2; NĐ 335/2026 Đ.5.2 has no cap."""
    assert _value("assistance.study_until_age", date(2026, 10, 4)) == 22
    with pytest.raises(NoLawOnDay):
        _value("assistance.study_until_age", date(2026, 10, 5))


def test_the_two_older_groups_pass_to_the_social_pension() -> None:
    """NĐ 20/2021 Đ.5.5 b, c; NĐ 176/2025 (not verified); gone in NĐ 335/2026 Đ.5."""
    name = "assistance.coefficients_before_social_pension"
    held = [law_on(day).dated(name) for day in (date(2025, 6, 30), date(2025, 7, 1), date(2026, 10, 5))]

    assert [set(one.value.values()) for one in held] == [{100}, {0}, {0}]
    assert [one.status for one in held] == ["official", "unverified", "official"]


@pytest.mark.parametrize(
    ("part", "dong_2023", "dong_2024"),
    # NĐ 55/2023 and NĐ 77/2024, annex I
    [
        ("revolutionary_before_1945_full_time", 2_297_000, 3_117_000),
        ("revolutionary_before_1945_per_seniority_year", 390_000, 529_000),
        ("survivor_nurturing", 1_644_000, 2_231_000),
        ("relative_of_1_martyr", 2_055_000, 2_789_000),
        ("relative_of_3_martyrs", 6_165_000, 8_367_000),
        ("heroic_mother", 6_165_000, 8_367_000),
        ("heroic_mother_supplement", 1_722_000, 2_337_000),
        ("war_invalid_from_81_special_supplement", 2_113_000, 2_867_000),
        ("survivor_of_invalid_from_61", 1_153_000, 1_565_000),
        ("sick_soldier_41_50", 2_145_000, 2_911_000),
        ("sick_soldier_91_100", 5_235_000, 7_104_000),
        ("toxic_chemicals_21_40", 1_562_000, 2_120_000),
        ("toxic_chemicals_from_81", 4_685_000, 6_358_000),
        ("imprisoned", 1_233_000, 1_673_000),
        ("helper_with_resistance_order", 1_208_000, 1_639_000),
        ("study_group_2", 1_031_000, 1_399_000),
    ],
)
def test_a_monthly_merit_allowance_is_that_of_the_annex(part: str, dong_2023: int, dong_2024: int) -> None:
    assert _value("merit.monthly", JULY_2023)[part] == dong_2023
    assert _value("merit.monthly", JULY_2024)[part] == dong_2024


@pytest.mark.parametrize(
    ("day", "total", "status"),
    [
        (JULY_2021, 85_853_000, "derived"),
        (JULY_2023, 108_641_000, "official"),
        (JULY_2024, 147_434_000, "official"),
        (JULY_2026, 159_222_000, "derived"),
    ],
)
def test_annex_one_has_45_lines_with_their_total(day: date, total: int, status: str) -> None:
    held = law_on(day).dated("merit.monthly")

    assert (len(held.value), sum(held.value.values()), held.status) == (45, total, status)
    assert set(held.value) == set(parameters()["merit.monthly"].parts)


@pytest.mark.parametrize("day", [JULY_2023, JULY_2024])
def test_what_the_ordinance_says_in_multiples_of_the_base_agrees_with_the_annex(day: date) -> None:
    """Pháp lệnh 02/2020: a Heroic Mother has three times the base; relatives of 1, 2, 3 martyrs once, twice, thrice."""
    base, monthly = _value("merit.base_level", day), _value("merit.monthly", day)

    assert monthly["heroic_mother"] == 3 * base
    assert [monthly[f"relative_of_{number}"] for number in ("1_martyr", "2_martyrs", "3_martyrs")] == [
        base,
        2 * base,
        3 * base,
    ]


@pytest.mark.parametrize(
    ("name", "day", "total", "status"),
    [
        ("merit.war_invalid_by_loss_rate", JULY_2021, 251_969_000, "derived"),
        ("merit.war_invalid_by_loss_rate", JULY_2023, 318_839_000, "official"),
        ("merit.war_invalid_by_loss_rate", JULY_2024, 432_666_000, "official"),
        ("merit.war_invalid_by_loss_rate", JULY_2026, 467_258_000, "derived"),
        ("merit.war_invalid_b_by_loss_rate", JULY_2021, 208_614_000, "derived"),
        ("merit.war_invalid_b_by_loss_rate", JULY_2023, 263_979_000, "official"),
        ("merit.war_invalid_b_by_loss_rate", JULY_2024, 358_218_000, "official"),
        ("merit.war_invalid_b_by_loss_rate", JULY_2026, 386_859_000, "derived"),
    ],
)
def test_every_loss_rate_from_21_to_100_has_its_row(name: str, day: date, total: int, status: str) -> None:
    rows = _table(name, day)

    assert list(rows) == list(range(21, 101))
    assert sum(rows.values()) == total
    assert list(rows.values()) == sorted(set(rows.values()))
    assert law_on(day).dated(name).status == status


@pytest.mark.parametrize(
    ("loss_rate", "dong_2023", "dong_2024", "b_2023", "b_2024"),
    # NĐ 55/2023 and NĐ 77/2024, annexes II and III
    [
        (21, 1_384_000, 1_878_000, 1_144_000, 1_552_000),
        (30, 1_977_000, 2_683_000, 1_629_000, 2_211_000),
        (31, 2_041_000, 2_770_000, 1_680_000, 2_280_000),
        (50, 3_293_000, 4_469_000, 2_702_000, 3_667_000),
        (61, 4_016_000, 5_450_000, 3_348_000, 4_543_000),
        (80, 5_269_000, 7_150_000, 4_374_000, 5_936_000),
        (81, 5_335_000, 7_240_000, 4_425_000, 6_005_000),
        (100, 6_589_000, 8_941_000, 5_451_000, 7_397_000),
    ],
)
def test_a_loss_rate_has_the_amount_of_the_gazette(
    loss_rate: int, dong_2023: int, dong_2024: int, b_2023: int, b_2024: int
) -> None:
    names = ("merit.war_invalid_by_loss_rate", "merit.war_invalid_b_by_loss_rate")

    assert [_table(name, day)[loss_rate] for name in names for day in (JULY_2023, JULY_2024)] == [
        dong_2023,
        dong_2024,
        b_2023,
        b_2024,
    ]


def test_no_formula_gives_the_table_of_2024() -> None:
    """49 of 80 rows differ from the row of 2023 raised by the base: the annex is kept, not calculated."""
    before, after = (_table("merit.war_invalid_by_loss_rate", day) for day in (JULY_2023, JULY_2024))

    raised = {rate: (dong * 2_789 * 2 + 2_055_000) // (2 * 2_055_000) * 1000 for rate, dong in before.items()}

    assert sum(raised[rate] != after[rate] for rate in after) == 49


def test_one_offs_periodic_regimes_and_payment_days_are_those_of_the_texts() -> None:
    law = law_on(date(2025, 1, 1))

    one_off = law.value("merit.one_off")
    assert (one_off["relatives_of_revolutionary_before_1945"], one_off["worshipper_of_revolutionary_of_1945"]) == (
        3100,
        620,
    )  # NĐ 75/2021, annex IV
    assert [one_off[f"wounded_{rates}"] for rates in ("5_10", "11_15", "16_20")] == [400, 600, 800]  # annex VI
    assert law.value("merit.convalescence") == {"home": 90, "centre": 180}  # Đ.6
    assert law.value("merit.study_yearly") == {"nursery": 20, "school": 40}  # Đ.8
    assert law.value("merit.death_months") == 3  # NĐ 131/2021 Đ.121.2
    assert law.value("merit.exclusivity")["survivor_most"] == 2  # Pháp lệnh 02/2020 Đ.6
    assert law.value("merit.payment_calendar") == {"list_before": 25, "payer_report_before": 20}  # TT 44/2022 Đ.8
    assert law.value("merit.management_cost") == 170  # TT 44/2022 Đ.7.1


def test_the_share_of_pupils_rises_to_half_once_decree_188_is_known() -> None:
    """NĐ 146/2018 Đ.8; NĐ 188/2025 Đ.6.6, from 1 July 2025, in force 15 August."""
    day = date(2025, 7, 1)

    assert [_value("support.health_card", day, known)["student"] for known in (day, date(2025, 8, 15))] == [30, 50]
    assert [_value("support.health_benefit", date(year, 1, 1))["near_poor"] for year in (2025, 2026)] == [95, 100]


@pytest.mark.parametrize(
    ("day", "month", "hour", "status"),
    [
        (date(2022, 7, 1), [4_680_000, 4_160_000, 3_640_000, 3_250_000], [22_500, 20_000, 17_500, 15_600], "official"),
        (
            date(2025, 7, 1),
            [4_960_000, 4_410_000, 3_860_000, 3_450_000],
            [23_800, 21_200, 18_600, 16_600],
            "unverified",
        ),
        (date(2026, 1, 1), [5_310_000, 4_730_000, 4_140_000, 3_700_000], [25_500, 22_700, 20_000, 17_800], "secondary"),
    ],
)
def test_the_minimum_wage_has_four_regions(day: date, month: list[int], hour: list[int], status: str) -> None:
    """NĐ 38/2022; NĐ 74/2024; NĐ 293/2025."""
    assert _table("insurance.minimum_wage_month", day) == dict(zip(("I", "II", "III", "IV"), month, strict=True))
    assert _table("insurance.minimum_wage_hour", day) == dict(zip(("I", "II", "III", "IV"), hour, strict=True))
    assert law_on(day).dated("insurance.minimum_wage_month").status == status


def test_the_cap_of_the_unemployment_benefit_is_one_from_2026() -> None:
    """Luật 38/2013 Đ.50; Luật 74/2025 Đ.39."""
    caps = [_value("insurance.unemployment_cap", day) for day in (date(2025, 12, 31), date(2026, 1, 1))]

    assert caps == [{"base_salaries": 500, "minimum_wages": 500}, {"minimum_wages": 500}]


def test_a_coefficient_times_the_base_over_the_whole_is_dong() -> None:
    law = law_on(date(2026, 11, 1)).assistance

    monthly = divide(law.base_level * law.coefficients.orphan_under_4, law.whole, rounding="half_up")
    funeral = divide(law.base_level * law.funeral_multiple, law.whole, rounding="half_up")

    assert (monthly.unit, funeral.unit) == ("dong/month", "dong")
    assert law.base_level.value * law.coefficients.orphan_under_4.value // law.whole.value == 1_350_000
    assert law.base_level.value * law.funeral_multiple.value // law.whole.value == 10_800_000


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (250, "hundredth", "2,5 lần"),
        (100, "hundredth", "1 lần"),
        (5, "hundredth", "0,05 lần"),
        (450, "basis_point", "4,5%"),
        (170, "basis_point", "1,7%"),
        (2000, "hundredth*month", "20 lần x tháng"),
        (1_500_000, "dong", "1.500.000 đồng"),
    ],
)
def test_hundredths_are_said_as_people_write_them(number: int, unit: str, said: str) -> None:
    assert value_text(number, unit) == said


def test_a_table_is_read_by_a_rule_as_a_table() -> None:
    table = law_on(JULY_2024).merit.war_invalid_by_loss_rate

    assert isinstance(table, Table)
    assert (table.rows[(21,)], table.unit, table.status) == (1_878_000, "dong/month", "official")


@pytest.mark.parametrize("field", FIELDS)
def test_every_value_says_its_status_its_act_and_whole_numbers(field: str) -> None:
    held = [value for value in _values() if value.name.startswith(f"{field}.")]

    assert held
    for value in held:
        assert value.status in STATUSES
        assert re.search(ACTS, value.reference), value.reference
        assert not [leaf for leaf in _leaves(value.value) if isinstance(leaf, float) or leaf is None], value.name
        assert value.unit


def test_what_nobody_read_in_a_text_is_listed() -> None:
    listed = {(value.name, value.from_day) for value in uncertain(parameters())}

    unread = {(value.name, value.from_day) for value in _values() if value.status == "unverified"}
    assert ("assistance.base_level", date(2014, 1, 1)) in unread
    assert len(unread) == 25
    assert unread <= listed


def test_a_calculated_annex_says_that_it_was_not_read() -> None:
    calculated = [
        value for value in _values() if value.status == "derived" and not value.reference.startswith("Quy ước")
    ]

    assert len(calculated) == 8
    assert all(value.note for value in calculated)


@pytest.mark.parametrize(
    ("in_force", "known_from", "said"),
    [("2024-07-01", "2024-07-01", "in_force không sau"), ("2024-08-01", "2024-09-01", "có hiệu lực trước khi biết")],
)
def test_the_check_finds_a_wrong_day_in_force(tmp_path: Path, in_force: str, known_from: str, said: str) -> None:
    (tmp_path / "relief.yaml").write_text(
        "relief.level: {label_vi: Mức, label_en: Level, unit: dong, values: [{from_day: 2024-07-01, "
        f"known_from: {known_from}, in_force: {in_force}, value: 1, reference: NĐ, status: official, source: T}}]}}",
        encoding="utf-8",
    )

    (found,) = problems(read_parameters(tmp_path))

    assert said in found


def test_an_act_in_force_later_than_it_counts_keeps_both_days() -> None:
    held = law_on(date(2026, 9, 1)).dated("assistance.base_level")

    assert (held.from_day, held.known_from, held.in_force) == (JULY_2026, date(2026, 8, 21), date(2026, 10, 5))


def test_the_law_of_all_fields_is_read_quickly() -> None:
    """As each process of the house reads it when it begins: in one of its own, without what other tests left in memory."""
    code = (
        "from time import process_time; from ansinh.law.reader import HERE, read_parameters;"
        "began = process_time(); read_parameters(HERE); print(process_time() - began)"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert float(told.stdout) < 0.5
