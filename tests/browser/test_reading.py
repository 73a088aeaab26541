"""The desk where received reports are read, in a real Chromium: axe on a desk and on a phone, and a report gone through by keyboard."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ansinh.core.access import acting_as, acting_as_system
from ansinh.reports import actions
from ansinh.reports.models import LearntVariant, Received, ReceivedClaim, Ruling
from ansinh.reports.tests.received import REPORT, made, number, take
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_pages import faults
from tests.web.situation import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(transactional_db: Any, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """A province that received a report, kept where the live server sees it."""
    settings.DATA = tmp_path
    there = made()
    there.officer.set_password(PASSWORD)
    there.officer.save()
    return there


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious_on_the_pages_of_reports_received(
    desk: Any, open_page: Any, keep_picture: Any, size: dict[str, int]
) -> None:
    with acting_as(desk.officer):
        bad = actions.receive(name="hong.pdf", data=b"%PDF-1.7 nothing", by=desk.officer)
        actions.read(received=bad, by=desk.officer)
        actions.learn(said="mái ấm biên cương", indicator="poverty.households", by=desk.officer)
        actions.reject(claim=number(desk.report, "6.780"), by=desk.officer)
        unsaid = take(desk.officer, REPORT + "Lưu.")
    pages = {
        "received_list": reverse("received_list"),
        "receive": reverse("receive"),
        "received": reverse("received", args=[desk.report.pk]),
        "received_bad": reverse("received", args=[bad.pk]),
        "describe_received": reverse("describe_received", args=[unsaid.pk]),
        "add_number": reverse("add_number", args=[desk.report.pk]),
        "variants": reverse("variants"),
        "change_variant": reverse("change_variant", args=[LearntVariant.objects.get().pk]),
    }
    page = open_page(desk.officer, size)
    wrong: list[str] = []

    for name, address in pages.items():
        page.goto(address)
        keep_picture(page, f"{name}_{size['width']}")
        wrong += faults(page)

    assert not wrong, "\n".join(wrong)


def test_a_report_is_gone_through_by_keyboard(desk: Any, open_page: Any) -> None:
    with acting_as_system("xem"):
        claims = list(ReceivedClaim.objects.filter(received=desk.report).order_by("number_start"))
    page = open_page(desk.officer)
    page.goto(reverse("received", args=[desk.report.pk]) + f"?so={claims[0].pk}")
    in_hand = page.locator("#panel")

    page.keyboard.press("j")
    expect(in_hand).to_have_attribute("data-claim", str(claims[1].pk))
    expect(page.locator(f"#so-{claims[1].pk}")).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(f"#so-{claims[0].pk}")).to_contain_text("Đã chấp nhận")
    expect(in_hand).to_have_attribute("data-claim", str(claims[1].pk))
    page.keyboard.press("r")
    expect(page.locator(f"#dau-{claims[1].pk}")).to_have_class("mark is-rejected")
    page.keyboard.press("k")
    expect(in_hand).to_contain_text("Đã bỏ")
    page.keyboard.press("u")
    expect(page.locator(f"#so-{claims[1].pk}")).not_to_contain_text("Đã bỏ")
    page.keyboard.press("e")
    page.keyboard.type("20.500")
    page.keyboard.press("Enter")
    expect(page.locator(f"#so-{claims[1].pk}")).to_contain_text("20.500")

    with acting_as_system("xem"):
        assert [one.act for one in Ruling.objects.order_by("pk")] == ["accept", "reject", "undo", "correct"]


def test_a_number_is_mapped_by_keyboard_and_the_wording_is_learnt(desk: Any, open_page: Any) -> None:
    with acting_as_system("xem"):
        claim = number(desk.report, "412 mái ấm")
    page = open_page(desk.officer)
    page.goto(reverse("received", args=[desk.report.pk]) + f"?so={claim.pk}")

    page.keyboard.press("m")
    page.keyboard.type("ho can ngheo")
    expect(page.locator(".found-one").first).to_contain_text("poverty.near_poor_households")
    page.locator(".found-one").first.press("Enter")

    expect(page.locator(f"#so-{claim.pk}")).to_contain_text("Đã chấp nhận")
    with acting_as_system("xem"):
        learnt = LearntVariant.objects.get()
    assert learnt.indicator == "poverty.near_poor_households" and "mái ấm biên cương" in learnt.said


def test_without_javascript_the_same_acts_work_by_buttons(desk: Any, open_page: Any) -> None:
    with acting_as_system("xem"):
        claim = number(desk.report, "412 mái ấm")
    page = open_page(desk.officer, has_script=False)
    page.goto(reverse("received", args=[desk.report.pk]))

    page.locator(f"#dau-{claim.pk}").click()
    page.get_by_text("Gắn chỉ tiêu khác").click()
    page.get_by_role("searchbox").fill("ho can ngheo")
    page.get_by_role("button", name="Tìm").click()
    page.locator(".found-one").first.click()

    expect(page.locator(f"#so-{claim.pk}")).to_contain_text("Số hộ cận nghèo")
    expect(page.locator(f"#so-{claim.pk}")).to_contain_text("Đã chấp nhận")


def test_a_finding_jumps_to_its_number_and_selected_words_become_one(desk: Any, open_page: Any) -> None:
    with acting_as_system("xem"):
        total = number(desk.report, "cho 24.500")
    page = open_page(desk.officer)
    page.goto(reverse("received", args=[desk.report.pk]))

    page.locator(f".jump[data-claim='{total.pk}']").first.click()
    expect(page.locator("#panel")).to_have_attribute("data-claim", str(total.pk))
    page.evaluate("""() => {
        const block = [...document.querySelectorAll(".document .block")].find((one) => one.textContent.includes("Số: 215"));
        const range = document.createRange();
        range.setStart(block.firstChild, block.textContent.indexOf("215"));
        range.setEnd(block.firstChild, block.textContent.indexOf("215") + 3);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    page.get_by_role("button", name="Thêm số vừa chọn").click()

    expect(page.get_by_label("Chữ trong báo cáo")).to_have_value("215")
    expect(page.get_by_label("Giá trị")).to_have_value("215")
    page.get_by_label("Đơn vị").select_option("dossier")
    page.get_by_role("button", name="Thêm số này").click()
    expect(page.get_by_text("Đã thêm «215»")).to_be_visible()


def test_files_are_sent_in_and_open_when_they_are_read(desk: Any, open_page: Any, tmp_path: Path) -> None:
    kept = tmp_path / "xa-long-duc.txt"
    kept.write_text("Năm 2023 xã còn 25 hộ nghèo, chiếm 1,5%.\n")
    page = open_page(desk.officer)
    page.goto(reverse("receive"))

    page.get_by_label("Tệp báo cáo").set_input_files([kept])
    page.get_by_role("button", name="Nhận và đọc").click()
    expect(page.locator(".reading-state")).to_contain_text("Đã đọc", timeout=20_000)
    page.get_by_role("link", name="Mở báo cáo").click()

    expect(page.locator("#panel")).to_contain_text("25 hộ")
    with acting_as_system("xem"):
        assert Received.objects.get(name="xa-long-duc.txt").state == "read"
