"""A paying provider fetches the files of orders sent to them, and nothing of others."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from ansinh.core.access import acting_as_system
from ansinh.core.models import AuditEvent, Grant
from ansinh.payments.factories import LONG_AGO, a_provider
from ansinh.payments.models import Run
from ansinh.people.factories import tra_vinh


@pytest.fixture
def bank(db: Any, payruns: Any) -> SimpleNamespace:
    """A sent run with a file of the bank and one of the post, a signed one with files too; somebody of the bank."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province = tra_vinh()
        a_provider("VBA", "Ngân hàng Nông nghiệp")
        sent, signed = (a_run(province, state, payruns) for state in ("sent", "signed"))
    user = get_user_model().objects.create_user("nganhang")
    Grant.objects.create(user=user, role="provider", field="payments", body="VBA", from_day=LONG_AGO)
    browser = Client()
    browser.force_login(user)
    return SimpleNamespace(sent=sent, signed=signed, browser=browser, user=user)


def a_run(province: Any, state: str, payruns: Any) -> Run:
    folder = payruns / state / "files"
    folder.mkdir(parents=True)
    for name in ("vba.xml", "buu-dien.xlsx"):
        (folder / name).write_text(f"{state} {name}")
    files = [
        {"name": name, "provider": code, "orders": 2, "amount_dong": 720_000, "sha256": "a" * 64}
        for name, code in (("vba.xml", "VBA"), ("buu-dien.xlsx", "VNPOST"))
    ]
    hashes = {"inputs_hash": "0" * 64, "result_hash": "0" * 64, "law_version": "1"}
    return Run._base_manager.create(
        province=province, programme="merit" if state == "sent" else "assistance", month=202401, state=state, plan_day=date(2023, 12, 24),
        folder=state, totals={"files": files}, **hashes,
    )  # fmt: skip


def test_the_page_lists_the_files_of_their_body_in_runs_that_were_sent(bank: Any) -> None:
    page = bank.browser.get("/don-vi-chi-tra/").content.decode()

    assert page.count("vba.xml</a>") == 1 and f"/don-vi-chi-tra/{bank.sent.pk}/vba.xml/" in page
    assert "buu-dien" not in page and "Ngân hàng Nông nghiệp" in page


def test_a_file_is_taken_as_it_was_sent_and_the_trail_says_who(bank: Any) -> None:
    answer = bank.browser.get(f"/don-vi-chi-tra/{bank.sent.pk}/vba.xml/")

    assert b"".join(answer.streaming_content) == b"sent vba.xml"
    event = AuditEvent.objects.get(act="take_file")
    assert (event.actor, event.detail) == ("nganhang", {"file": "vba.xml", "provider": "VBA"})


def test_files_of_others_of_unsent_runs_and_of_other_provinces_are_not_there(bank: Any) -> None:
    asked = (
        f"{bank.sent.pk}/buu-dien.xlsx",
        f"{bank.signed.pk}/vba.xml",
        f"{bank.sent.pk}/..%2Fsigned%2Ffiles%2Fvba.xml",
    )
    assert {bank.browser.get(f"/don-vi-chi-tra/{one}/").status_code for one in asked} == {404}

    Grant.objects.update(place_id="91")
    assert "vba.xml" not in bank.browser.get("/don-vi-chi-tra/").content.decode()


def test_a_provider_sees_no_run_and_the_desk_leads_to_the_files(bank: Any) -> None:
    assert "/don-vi-chi-tra/" in bank.browser.get("/").content.decode()
    assert bank.browser.get(f"/chi-tra/dot/{bank.sent.pk}/").status_code == 404
    assert bank.browser.get(f"/chi-tra/dot/{bank.sent.pk}/tep/vba.xml/").status_code == 403
