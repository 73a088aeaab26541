"""Pages with something on them in a real Chromium: figures, checks, targets, reports, files brought in, whole files of people."""

import re
from typing import Any

import pytest

from ansinh.people.tests.test_imports import FAMILY, csv_of
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_pages import faults

pytestmark = pytest.mark.browser
RATE = "/chi-tieu/poverty.poverty_rate/"


def addresses(there: Any) -> dict[str, tuple[str, str]]:
    """Every page of figures, reports and whole files, with somebody who may open it."""
    report, household, review = there.report.pk, there.review.household_id, there.review.pk
    return {
        "desk_headlines": ("can_bo", "/"),
        "indicator_list": ("can_bo", "/chi-tieu/?tim=ngheo"),
        "indicator": ("can_bo", RATE),
        "indicator_by_value": ("kiem_tra", RATE + "?xep=cao-thap"),
        "indicator_of_a_day": ("lanh_dao", RATE + "?ngay=2023-12-31&theo=ethnic_group"),
        "indicator_own": ("can_bo_xa", "/chi-tieu/poverty.poor_households/"),
        "indicator_records": ("can_bo", RATE + "ho-so/?noi=84&nam=2023"),
        "checks": ("can_bo", "/chi-tieu/kiem-tra/?nam=2023"),
        "set_target": ("can_bo", RATE + "giao/?noi=84"),
        "report_list": ("can_bo", "/bao-cao/"),
        "report": ("can_bo", f"/bao-cao/{report}/"),
        "report_sign": ("lanh_dao", f"/bao-cao/{report}/ky/"),
        "household": ("can_bo_xa", f"/ho/{household}/"),
        "person": ("can_bo_xa", f"/nguoi/{there.person}/"),
        "review": ("can_bo_xa", f"/ra-soat/phieu/{review}/"),
        "why": ("can_bo_xa", f"/ra-soat/phieu/{review}/vi-sao/?mo=het"),
        "campaign": ("can_bo", f"/ra-soat/dot/{there.review.campaign_id}/"),
        "place_list": ("can_bo", "/dia-ban/?ngay=2023-12-31"),
        "place": ("can_bo", f"/dia-ban/{there.first.pk}/"),
    }


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious_on_pages_with_something_on_them(
    filled: Any, open_page: Any, keep_picture: Any, size: dict[str, int]
) -> None:
    signed_in: dict[str, Any] = {}
    found: list[str] = []

    for name, (user, address) in addresses(filled).items():
        page = signed_in.get(user) or open_page(filled.users[user], size)
        signed_in[user] = page
        answer = page.goto(address)
        keep_picture(page, f"filled-{name}-{size['width']}")
        found += faults(page) + ([] if answer.status == 200 else [f"{address}: {answer.status}"])
        is_too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
        found += [f"{address}: the page scrolls sideways"] if is_too_wide else []

    assert not found, "\n".join(found)


def test_a_number_opens_its_households_and_they_are_as_many(filled: Any, open_page: Any) -> None:
    page = open_page(filled.users["can_bo"])
    page.goto("/chi-tieu/poverty.poor_households/")
    number = int(re.sub(r"\D", "", page.locator(".figure-card strong").first.inner_text()))

    page.get_by_role("link", name="Mở hồ sơ đứng sau con số").click()

    assert page.locator("tbody tr").count() == number > 0


def test_the_table_of_communes_is_sorted_by_value_through_the_address(filled: Any, open_page: Any) -> None:
    page = open_page(filled.users["can_bo"])
    page.goto(RATE)

    page.locator("thead").get_by_role("link", name="Tỷ lệ hộ nghèo").click()
    page.wait_for_url("**xep=cao-thap**")

    told = page.locator("section[aria-labelledby=rows-title] tbody td:nth-child(2)").all_inner_texts()
    values = [float(text.split()[0].replace(",", ".")) for text in told if text[0].isdigit()]
    assert values == sorted(values, reverse=True) and len(values) == 3


def test_the_desk_of_the_province_shows_the_rate_with_last_year_and_plan_and_opens_it(
    filled: Any, open_page: Any
) -> None:
    page = open_page(filled.users["lanh_dao"])
    card = page.locator(".headlines a").filter(has_text="Tỷ lệ hộ nghèo").first

    told = card.inner_text()
    card.click()

    assert "năm trước" in told and "kế hoạch 15" in told
    assert "/chi-tieu/poverty.poverty_rate/" in page.url


def test_a_target_is_set_from_its_page(filled: Any, open_page: Any) -> None:
    page = open_page(filled.users["can_bo"])
    page.goto(RATE + "giao/?noi=84")

    for name, typed in (("year", "2023"), ("value", "12"), ("resolution", "15/NQ-HĐND"), ("resolved_on", "09/12/2022")):
        box = page.locator(f"main [name={name}]")
        box.fill("2022-12-09" if box.get_attribute("type") == "date" else typed)
    page.get_by_role("button", name="Giao chỉ tiêu").click()

    assert "Đã giao chỉ tiêu" in page.inner_text("main")
    assert "12" in page.locator(".figures").inner_text()


def test_a_paragraph_of_the_report_is_edited_and_the_leader_signs(filled: Any, open_page: Any) -> None:
    officer, leader = (open_page(filled.users[name]) for name in ("can_bo", "lanh_dao"))
    officer.goto(f"/bao-cao/{filled.report.pk}/")
    officer.locator("a[href*='/sua/']").first.click()
    words = "Năm 2023, tỉnh tập trung chỉ đạo công tác giảm nghèo."

    assert not faults(officer)
    officer.locator("main textarea").first.fill(words)
    officer.locator("main button.btn-primary").click()
    assert words in officer.inner_text("main")
    leader.goto(f"/bao-cao/{filled.report.pk}/ky/")

    for box in leader.locator("main form input:visible").all():
        box.fill("2024-01-05" if box.get_attribute("type") == "date" else _typed(box.get_attribute("name")))
    leader.locator("main button.btn-primary").click()

    assert "Đã ký" in leader.inner_text("main")


def _typed(name: str) -> str:
    return "05/01/2024" if "on" in name or "day" in name else "12/BC-SLĐTBXH"


def test_the_report_form_begins_with_the_own_province_and_an_unknown_place_is_told(filled: Any, open_page: Any) -> None:
    page = open_page(filled.users["can_bo"])
    page.goto("/bao-cao/")
    assert page.locator("[name=place]").input_value() == "Tỉnh Trà Vinh"
    assert page.locator("[name=year]").input_value() == "2023"

    page.locator("[name=place]").fill("Không Đâu Cả")
    page.locator("main button.btn-primary").click()

    assert "Không Đâu Cả" in page.locator(".field-error").inner_text()


def test_a_file_of_people_is_looked_at_row_by_row_before_it_goes_in(filled: Any, open_page: Any, tmp_path: Any) -> None:
    page = open_page(filled.users["can_bo"], PHONE)
    file = tmp_path / "danh-sach.csv"
    file.write_bytes(csv_of(*FAMILY))
    page.goto("/nguoi/nhap-tep/")

    page.locator("input[type=file]").set_input_files(file)
    page.locator("main button.btn-primary").click()

    assert re.search(r"/nhap-tep/\d+/", page.url)
    assert not faults(page)
    assert "Kim Văn Sóc" in page.inner_text("main")
