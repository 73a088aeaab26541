"""Whole tasks by keyboard in a real Chromium."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ansinh.poverty.models import FormB, Review

pytestmark = pytest.mark.browser


def test_a_form_is_filled_by_keyboard_with_points_that_follow(province: Any, open_page: Any) -> None:
    page = open_page(province.users["commune_officer"])
    page.goto(reverse("form_b", args=[province.household_a.pk]))
    points = page.locator("#points")
    assert "95 / 140" in points.inner_text()

    page.get_by_label("IX.2. Xe máy, xe có động cơ").focus()
    page.keyboard.press("Control+A")
    with page.expect_response(lambda answer: "/diem/b/" in answer.url):
        page.keyboard.type("2")
    expect(points).not_to_contain_text("95 / 140")
    live = points.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.type("0")
    page.get_by_role("button", name="Lưu và nhập tiếp").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "Đã lưu Phiếu B" in page.inner_text("main")
    assert FormB._base_manager.get(review_id=province.household_a.pk).motorbikes == 2
    assert page.locator("#points").inner_text() == live


def test_form_a_says_stop_after_four_answers_yes(province: Any, open_page: Any) -> None:
    page = open_page(province.users["commune_officer"])
    page.goto(reverse("form_a", args=[province.household_a.pk]))

    for name in ("a_vehicle", "a_cooling", "a_water_heater", "a_washing"):
        page.check(f"input[name={name}][value=True]")
    expect(page.locator("#points")).to_contain_text("dừng")
    page.get_by_role("button", name="Lưu Phiếu A").press("Enter")
    page.wait_for_url("**/phieu/*/")

    assert Review._base_manager.get(pk=province.household_a.pk).class_by_rule == "not_poor"


def test_two_households_are_typed_in_a_row_without_the_mouse(province: Any, open_page: Any) -> None:
    page = open_page(province.users["commune_officer"])
    waiting = Review._base_manager.filter(
        commune_review=province.review_a, a_vehicle__isnull=True, surveyed_on__isnull=True
    )
    first = waiting.order_by("hamlet", "head_name_key", "pk")[0]
    page.goto(reverse("form_a", args=[first.pk]) + "?tiep=1")

    assert page.evaluate("document.activeElement.name") == "a_excluded"
    page.check("input[name=a_excluded][value=True]")
    go_on = page.locator("button[accesskey=s]")
    go_on.press("Enter")
    page.wait_for_url(lambda address: f"/phieu/{first.pk}/" not in address)

    assert f"hộ {first.head_name}" in page.inner_text(".note-success")
    assert page.evaluate("document.activeElement.closest('form').id") == "answers"


def test_everything_is_done_without_script_too(province: Any, open_page: Any) -> None:
    page = open_page(province.users["commune_officer"], has_script=False)
    page.goto(reverse("form_b", args=[province.household_a.pk]))

    page.get_by_label("IX.2. Xe máy, xe có động cơ").fill("1")
    page.get_by_role("button", name="Lưu và nhập tiếp").click()

    assert FormB._base_manager.get(review_id=province.household_a.pk).motorbikes == 1
    assert "95 / 140" not in page.inner_text("#points")


def test_a_list_is_searched_without_diacritics_and_the_filter_is_in_the_address(province: Any, open_page: Any) -> None:
    page = open_page(province.users["commune_officer"])
    page.goto(reverse("review_list", args=[province.review_a.pk]))

    page.get_by_label("Chủ hộ hoặc mã hộ").fill("anh tuyet")
    page.keyboard.press("Enter")
    page.wait_for_url("**?*ten=anh*")

    assert page.locator("tbody tr").count() == 1
    assert "Lê Thị Ánh Tuyết" in page.inner_text("tbody")
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(page.locator("tbody tr")).to_have_count(8)


def test_the_first_tab_leads_past_the_frame(province: Any, open_page: Any) -> None:
    page = open_page(province.users["commune_officer"])

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_the_language_is_switched_and_switched_back(province: Any, open_page: Any) -> None:
    page = open_page(province.users["commune_officer"])

    page.get_by_role("button", name="Switch to English").click()
    assert page.get_attribute("html", "lang") == "en"
    page.get_by_role("button", name="Chuyển sang tiếng Việt").click()

    assert page.get_attribute("html", "lang") == "vi"
    assert "Bàn làm việc" in page.inner_text("h1")


def test_a_wrong_password_is_told_and_what_was_typed_stays(province: Any, open_page: Any) -> None:
    page = open_page(None)

    page.get_by_label("Tên đăng nhập").fill("commune_officer")
    page.get_by_label("Mật khẩu").fill("sai")
    page.keyboard.press("Enter")

    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Tên đăng nhập").input_value() == "commune_officer"
