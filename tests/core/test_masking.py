"""Numbers in part: what stays readable, who gets the whole, and that the trail knows."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from ansinh.benefits.factories import a_channel
from ansinh.core.access import acting_as_system
from ansinh.core.masking import masked
from ansinh.core.models import AuditEvent
from ansinh.people.factories import cang_long, officer, person

NUMBER = "084180001234"


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (NUMBER, "personal_number", "084•••••1234"),
        ("0912345678", "phone", "091•••••78"),
        ("19012345678", "account", "•••••5678"),
        ("123", "account", "•••••"),
        ("", "phone", ""),
        (None, "phone", ""),
    ],
)
def test_a_number_is_told_by_its_last_figures(value: str | None, kind: str, shown: str) -> None:
    assert masked(value, kind) == shown


@pytest.fixture
def someone(db: Any) -> Any:
    with acting_as_system("chuẩn bị thử nghiệm"):
        commune = cang_long()
        found = person("Thạch Thị Số", commune=commune, personal_number=NUMBER, phone="0912345678")
        a_channel(found, account_number="19012345678")
    return found


def test_pages_show_numbers_in_part_and_whole_once_for_a_reason_told_in_the_trail(someone: Any, client: Any) -> None:
    client.force_login(officer(someone.commune))
    page = f"/nguoi/{someone.pk}/xem-so/"

    shown = "".join(
        client.get(a).content.decode() for a in (f"/nguoi/{someone.pk}/", f"/quyen-loi/nguoi/{someone.pk}/", "/nguoi/")
    )
    unasked = client.post(page, {})
    whole = client.post(page, {"reason": "compare"})

    assert "084•••••1234" in shown and not any(n in shown for n in (NUMBER, "0912345678", "19012345678"))
    assert unasked.status_code == 422
    assert all(n in whole.content.decode() for n in (NUMBER, "0912345678", "19012345678"))
    assert "no-store" in whole["Cache-Control"]
    event = AuditEvent.objects.get(act="reveal")
    assert (event.actor, event.subject, event.reason) == ("canbo", f"person:{someone.pk}", "compare")
    assert NUMBER not in str(event.detail)


@pytest.mark.parametrize(
    ("role", "is_whole"),
    [("province_officer", True), ("province_accountant", True), ("province_leader", False), ("inspector", False), ("auditor", False)],
)  # fmt: skip
def test_a_file_holds_whole_numbers_for_who_works_with_them(
    someone: Any, client: Any, role: str, is_whole: bool
) -> None:
    client.force_login(officer(someone.province, role=role))

    book = b"".join(client.get("/nguoi/?xuat=xlsx"))

    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book)).active.values for cell in row]
    assert (NUMBER in cells) is is_whole
    assert ("084•••••1234" in cells) is not is_whole


def test_who_writes_in_one_commune_and_only_reads_the_rest_takes_no_whole_numbers_away(
    someone: Any, client: Any
) -> None:
    both = officer(someone.commune)
    both.grants.create(role="auditor", place_id=someone.province.pk, from_day=date(2020, 1, 1))
    client.force_login(both)

    book = b"".join(client.get("/nguoi/?xuat=xlsx"))

    assert NUMBER not in [cell for row in openpyxl.load_workbook(io.BytesIO(book)).active.values for cell in row]


def test_somebody_from_elsewhere_reveals_nothing(someone: Any, client: Any) -> None:
    client.force_login(officer(someone.province, role="administrator"))

    assert client.post(f"/nguoi/{someone.pk}/xem-so/", {"reason": "compare"}).status_code == 404
