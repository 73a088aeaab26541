"""The pages of payments in a real Chromium: axe on a desk and on a phone, and an exception settled by keyboard."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from ansinh.core.access import acting_as
from ansinh.core.migrating import fill_months
from ansinh.core.models import Month
from ansinh.payments import actions
from ansinh.payments.models import Allotment, ReturnException, Run
from ansinh.payments.tests.desk import PASSWORD, a_desk
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_pages import faults

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(transactional_db: Any, settings: Any, tmp_path: Path) -> Any:
    """A province in the middle of paying, kept where the live server sees it."""
    settings.PAYRUNS = tmp_path / "payruns"
    if not Month.objects.exists():  # what migrations fill goes with the first test that truncates
        fill_months(apps, None)
    made = a_desk()
    for user in made.users.values():
        user.set_password(PASSWORD)
        user.save()
    return made


def addresses(there: Any) -> dict[str, tuple[str, str]]:
    """Every page of payments with something on it, with the role that acts there."""
    officer, leader, accountant, reconciler = (
        f"province_{name}" for name in ("officer", "leader", "accountant", "reconciler")
    )
    planned, sent, closed = ([run.pk] for run in (there.planned, there.sent, there.closed))
    purse = Allotment._base_manager.values_list("purse", flat=True)[0]
    return {
        "month": (leader, reverse("payments")),
        "month_sent": (reconciler, reverse("payment_month", args=[there.sent.month])),
        "month_next": (officer, reverse("payment_month", args=[there.planned.month + 1])),
        "year": (officer, reverse("payment_year", args=[2024])),
        "plan_run": (officer, reverse("plan_run", args=[there.planned.month + 1, "assistance"])),
        "run": (officer, reverse("run", args=planned)),
        "run_of_commune": ("commune_officer", reverse("run", args=planned)),
        "run_closed": ("auditor", reverse("run", args=closed)),
        "lines": (officer, reverse("run_lines", args=sent) + "?loai=recovery"),
        "line": (officer, reverse("run_line", args=[*planned, 1])),
        "movements": (officer, reverse("run_movements", args=planned) + "?loai=stopped"),
        "warnings": (leader, reverse("run_warnings", args=planned)),
        "orders": (officer, reverse("run_orders", args=planned)),
        "discard": (officer, reverse("discard_run", args=planned)),
        "sign": (leader, reverse("sign_run", args=planned)),
        "send": (accountant, reverse("send_run", args=sent)),
        "pay_desk": (reconciler, reverse("pay_desk", args=sent) + f"?xa={there.other.pk}"),
        "reconcile": (reconciler, reverse("reconcile_run", args=sent)),
        "close": (reconciler, reverse("close_run", args=sent)),
        "closed": (reconciler, reverse("close_run", args=closed)),
        "ask_reopening": (reconciler, reverse("ask_reopening", args=closed)),
        "return_files": (reconciler, reverse("return_files")),
        "return_file": (reconciler, reverse("return_file", args=[there.exception.file_id])),
        "exceptions": (reconciler, reverse("exceptions")),
        "exception": (reconciler, reverse("exception", args=[there.exception.pk])),
        "long_unpaid": (officer, reverse("long_unpaid")),
        "recoveries": (officer, reverse("recoveries")),
        "recovery": (officer, reverse("recovery", args=[there.recovery.pk])),
        "purses": (accountant, reverse("purses")),
        "allot": (accountant, reverse("allot", args=[purse])),
        "open_purse": (accountant, reverse("open_purse")),
        "open_programme": (officer, reverse("open_programme")),
        "law_values": (leader, reverse("law_values") + "?thang=2027-03"),
        "ledger": (reconciler, reverse("ledger") + "?kiem=1"),
        "person_payments": (officer, reverse("person_payments", args=[there.pay.people[0].pk])),
        "person": (officer, reverse("person", args=[there.pay.people[0].pk])),
    }


# What axe looks at in every run; ANSINH_SCREENSHOTS asks for every page and keeps their pictures.
OFTEN = {
    WIDE["width"]: ("run", "sign", "pay_desk", "exception"),
    PHONE["width"]: ("month_sent", "run", "law_values"),
}


def test_axe_finds_nothing_serious_on_the_pages_of_payments(desk: Any, open_page: Any, keep_picture: Any) -> None:
    found: list[str] = []
    for size in (WIDE, PHONE):
        signed_in: dict[str, Any] = {}

        for name, (role, address) in addresses(desk).items():
            if name not in OFTEN[size["width"]] and "ANSINH_SCREENSHOTS" not in os.environ:
                continue
            page = signed_in.get(role) or open_page(desk.users[role], size)
            signed_in[role] = page
            answer = page.goto(address)
            keep_picture(page, f"payments-{name}-{size['width']}")
            found += faults(page) + ([] if answer.status == 200 else [f"{address}: {answer.status}"])
            is_too_wide = page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
            )
            found += [f"{address}: the page scrolls sideways"] if is_too_wide else []

    assert not found, "\n".join(found)


def test_an_exception_is_settled_by_keyboard_then_the_month_is_closed_without_script(desk: Any, open_page: Any) -> None:
    by, user = desk.pay.reconciler, desk.users["province_reconciler"]
    page = open_page(user)
    page.goto(reverse("exception", args=[desk.exception.pk]))

    page.get_by_label("ghi là đã nhận").check()
    page.get_by_label("Căn cứ").fill("Công văn 5/BĐ")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: f"/{desk.exception.pk}/" not in address)
    told = page.inner_text(".note-success")
    with acting_as(by):
        waiting = ReturnException._base_manager.filter(settled_at=None).values_list("pk", flat=True)
        actions.settle_exceptions(exceptions=waiting, settled_as="dismissed", reason="CV 7", by=by)
        actions.reconcile(run=desk.sent, by=by)
    page = open_page(user, has_script=False)
    page.goto(reverse("close_run", args=[desk.sent.pk]))
    page.locator("tbody select").first.select_option("written_back")
    page.get_by_label("Lý do").fill("Người hưởng từ chối")
    page.get_by_role("button", name="Chốt tháng").click()

    assert "Đã ghi kết luận" in told
    assert ReturnException._base_manager.get(pk=desk.exception.pk).settled_as == "paid"
    assert "Kết quả chốt" in page.inner_text("h1") and "Người hưởng từ chối" in page.inner_text("main")
    assert Run._base_manager.get(pk=desk.sent.pk).state == "closed"
