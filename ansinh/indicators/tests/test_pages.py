"""What people see of the figures."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from ansinh.core.access import acting_as_system
from ansinh.indicators import api
from ansinh.indicators.factories import reviewed_province
from ansinh.poverty import factories
from ansinh.poverty.models import Review

POOR = "poverty.poor_households"


@pytest.fixture
def there(db: Any, settings: Any, tmp_path: Path) -> Any:
    """The small province with a snapshot, an officer of the province and one of a commune, each with a browser."""
    settings.SNAPSHOTS = tmp_path
    with acting_as_system("thử"):
        found: Any = reviewed_province()
        found.taken = found.snapshot()
        for name, role, place in (
            ("chief", "province_officer", found.province),
            ("officer", "commune_officer", found.first),
        ):
            browser = Client()
            browser.force_login(factories.make_user(name, role, place))
            setattr(found, name, browser)
        found.poor = Review.objects.filter(campaign=found.campaigns[2023], poverty_class="poor")
        found.poor_count = found.poor.count()
        found.poor_names = set(found.poor.values_list("head_name", flat=True))
        found.own_names = set(found.poor.filter(commune=found.first).values_list("head_name", flat=True))
    return found


def test_the_page_of_an_indicator_shows_its_number_and_opens_its_households(there: Any) -> None:
    page = there.chief.get(f"/chi-tieu/{POOR}/").content.decode()
    opened = there.chief.get(f"/chi-tieu/{POOR}/ho-so/?noi=84&nam=2023").content.decode()

    assert f"{there.poor_count} hộ" in page
    assert "Huyện" in page or "Xã An Phú Tân" in page
    assert all(f">{name}</a>" in opened for name in there.poor_names)
    assert opened.count("/ra-soat/phieu/") == there.poor_count


def test_a_cell_of_a_breakdown_opens_only_its_own_households(there: Any) -> None:
    opened = there.chief.get(f"/chi-tieu/{POOR}/ho-so/?nam=2023&theo=commune&o={there.first.pk}").content.decode()

    assert opened.count("/ra-soat/phieu/") == len(there.own_names)


def test_a_commune_officer_sees_their_own_commune_and_no_other(there: Any) -> None:
    own = there.officer.get(f"/chi-tieu/{POOR}/ho-so/").content.decode()
    whole = there.officer.get(f"/chi-tieu/{POOR}/ho-so/?noi=84").content.decode()
    other = there.officer.get(f"/chi-tieu/{POOR}/?noi={there.divided.pk}")

    assert own.count("/ra-soat/phieu/") == whole.count("/ra-soat/phieu/") == len(there.own_names)
    assert other.status_code == 403


def test_the_catalogue_is_searched_without_diacritics(there: Any) -> None:
    page = there.chief.get("/chi-tieu/?tim=ty le ho ngheo dan toc khmer").content.decode()

    assert "Tỷ lệ hộ nghèo dân tộc Khmer" in page
    assert "Số hộ cận nghèo phát sinh mới" not in page


def test_the_catalogue_is_by_family_and_keeps_what_only_reports_say_apart(there: Any) -> None:
    own = there.chief.get("/chi-tieu/").content.decode()
    reported = there.chief.get("/chi-tieu/?nguon=bao-cao").content.decode()
    searched = there.chief.get("/chi-tieu/?tim=ho ngheo").content.decode()

    assert "Giảm nghèo (" in own and "Tỷ lệ hộ nghèo" in own
    assert "Trẻ em có hoàn cảnh đặc biệt được chăm sóc" not in own
    assert "Trẻ em (" in reported and "Trẻ em có hoàn cảnh đặc biệt được chăm sóc" in reported
    assert "Số hộ nghèo dân tộc Khmer" not in reported
    assert "Số hộ nghèo dân tộc Khmer" in searched and "Hộ nghèo vay tín dụng ưu đãi" in searched


def test_a_figure_no_register_gives_says_so_and_can_be_typed_with_its_source(there: Any) -> None:
    empty = there.chief.get("/chi-tieu/children.count/?noi=84&nam=2023").content.decode()

    answer = there.chief.post(
        "/chi-tieu/children.count/nhap/?noi=84",
        {"year": 2023, "value": "24941", "source": "Báo cáo 35/BC-SLĐTBXH"},
        follow=True,
    )

    assert "Chưa có sổ nào của hệ thống cho ra số này" in empty
    assert "Mở hồ sơ đứng sau con số" not in empty
    assert "24.941" in answer.content.decode()
    assert "Báo cáo 35/BC-SLĐTBXH" in answer.content.decode()


def test_the_checks_page_says_the_arithmetic_of_what_does_not_hold(there: Any) -> None:
    page = there.chief.get("/chi-tieu/kiem-tra/?ket-luan=inconsistent").content.decode()

    assert "chưa được nêu trong phần nào" in page


def test_the_workbook_has_the_figure_its_cells_and_where_they_come_from(there: Any) -> None:
    answer = there.chief.get(f"/chi-tieu/{POOR}/xuat/?nam=2023&theo=ethnic_group")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Số hộ nghèo"
    assert any(there.taken.pk in str(row[0]) for row in rows)
    assert rows[-1][:2] == ["Tổng số", there.poor_count]
    assert sum(row[1] for row in rows[rows.index(["Dân tộc", "Giá trị"]) + 1 : -1]) == there.poor_count


def test_a_target_is_set_on_its_page_and_stands_beside_the_figure(there: Any) -> None:
    typed = {"year": 2023, "value": "8", "resolution": "Nghị quyết 45/NQ-HĐND", "resolved_on": "2022-12-09"}

    answer = there.chief.post(f"/chi-tieu/{POOR}/giao/?noi=84", typed, follow=True)
    refused = there.officer.post(f"/chi-tieu/{POOR}/giao/", typed)

    assert "Nghị quyết 45/NQ-HĐND" in answer.content.decode()
    assert refused.status_code == 403
    with acting_as_system("thử"):
        told = api.standing(POOR, place=there.province, period=api.period_of(year=2023))
    assert told.target is not None and told.target.value == 8


def test_money_of_sheet_411_is_typed_on_its_page(there: Any) -> None:
    typed = {"year": 2023, "value": "125000", "source": "Báo cáo 12/BC-STC"}

    answer = there.chief.post("/chi-tieu/poverty.money_411_100/nhap/?noi=84", typed, follow=True)

    assert "Báo cáo 12/BC-STC" in answer.content.decode()
    assert there.chief.post(f"/chi-tieu/{POOR}/nhap/", typed).status_code == 403


def test_a_day_without_figures_and_an_unknown_indicator_are_told(there: Any) -> None:
    early = there.chief.get(f"/chi-tieu/{POOR}/?ngay=2010-01-01").content.decode()
    unknown = there.chief.get("/chi-tieu/poverty.nothing/")

    assert "sớm hơn luật đầu tiên" in early
    assert unknown.status_code == 404


def test_without_a_snapshot_the_pages_say_how_to_take_one(db: Any) -> None:
    with acting_as_system("thử"):
        province = factories.make_province()
        browser = Client()
        browser.force_login(factories.make_user("moi", "province_officer", province))

    listed = browser.get("/chi-tieu/")
    page = browser.get(f"/chi-tieu/{POOR}/")

    assert "ansinh snapshot take" in listed.content.decode()
    assert page.status_code == 404 and "ansinh snapshot take" in page.content.decode()


def test_a_record_page_of_the_map_of_today_keeps_its_address(there: Any) -> None:
    day = date(2026, 1, 1)

    page = there.chief.get(f"/chi-tieu/{POOR}/?nam=2023&ban-do={day}&theo=commune").content.decode()

    assert f"{there.joined.full_name}" in page
    assert f"ban-do={day}" in page
