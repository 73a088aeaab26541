"""The trail as an auditor reads it, and who may not."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import AuditEvent, Grant
from ansinh.core.roles import ROLES
from ansinh.dossiers.factories import make_dossier


@pytest.fixture
def corrected(province: Any, settings: Any, tmp_path: Any) -> AuditEvent:
    settings.LOOKED = tmp_path
    with acting_as(province.users["commune_officer"]), transaction.atomic():
        return audit.record(
            "household.correct", f"household:{province.household_a.household_id}", place_id=province.a.pk, reason="theo biên bản",
            before={"hamlet": "Ấp Cũ", "address": "số 1"}, after={"hamlet": "Ấp Mới", "address": "số 1"},
        )  # fmt: skip


def seen(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_an_auditor_finds_who_looked_at_a_review_a_moment_ago(
    province: Any, as_user: Any, corrected: AuditEvent
) -> None:
    seen(as_user(province.users["commune_officer"]), reverse("review", args=[province.household_a.pk]))

    told = seen(
        as_user(province.users["auditor"]),
        f"/vet/?doi_tuong=review:{province.household_a.pk}&ai=commune_officer&viec=Xem hồ sơ",
    )

    assert "Xem hồ sơ" in told and f"Phiếu rà soát {province.household_a.pk}" in told and "1 sự kiện" in told


def test_one_event_shows_what_was_before_and_after(province: Any, as_user: Any, corrected: AuditEvent) -> None:
    told = seen(as_user(province.users["inspector"]), reverse("audit_event", args=[corrected.pk]))

    assert "Ấp Cũ" in told and "Ấp Mới" in told and "theo biên bản" in told
    assert "số 1" not in told and corrected.hash in told


@pytest.mark.parametrize(("asked", "is_there"), [
    ("viec=Sửa hộ", False), ("ai=khong-co", False), ("tu=01/01/2020", True), ("den=01/01/2020", False), ("tu=khong phai ngay", False),
    ("doi_tuong=household:", True), ("ai=commune_off", True),
])  # fmt: skip
def test_filters_narrow_the_trail(
    province: Any, as_user: Any, corrected: AuditEvent, asked: str, is_there: bool
) -> None:
    told = seen(as_user(province.users["auditor"]), f"/vet/?{asked}")

    assert ("theo biên bản" in told) is is_there


def test_events_of_another_province_are_not_there(province: Any, as_user: Any, corrected: AuditEvent) -> None:
    with acting_as_system("thử"), transaction.atomic():
        elsewhere = audit.record("thing.change", "thing:1", place_id="01", reason="ở tỉnh khác")
    client = as_user(province.users["auditor"])

    assert "ở tỉnh khác" not in seen(client, "/vet/")
    assert client.get(reverse("audit_event", args=[elsewhere.pk])).status_code == 404


def test_what_was_done_in_a_dossier_kept_apart_is_there_only_for_who_may_see_it(
    province: Any, as_user: Any, corrected: AuditEvent
) -> None:
    with acting_as_system("thử"), transaction.atomic():
        apart = make_dossier(procedure="assistance.social_allowance_new", commune=province.a, is_sensitive=True)
        done = audit.record("dossier.note", f"dossier:{apart.pk}", place_id=province.a.pk, reason="chuyện kín")
    client = as_user(province.users["auditor"])

    assert "chuyện kín" not in seen(client, "/vet/")
    assert client.get(reverse("audit_event", args=[done.pk])).status_code == 404
    until = timezone.localdate() + timedelta(days=9)
    Grant.objects.filter(user=province.users["auditor"]).update(sees_sensitive=True, to_day=until)
    assert "chuyện kín" in seen(as_user(province.users["auditor"]), "/vet/")


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"auditor", "inspector"}))
def test_nobody_else_reads_the_trail(province: Any, as_user: Any, corrected: AuditEvent, role: str) -> None:
    client = as_user(province.users[role])

    answers = [
        client.get(address) for address in ("/vet/", f"/vet/{corrected.pk}/", "/vet/moc/", "/vet/moc/2026-11-23/")
    ]

    assert all(answer.status_code in (302, 403) for answer in answers)
    assert all(answer.status_code == 403 or "vet" not in answer["Location"] for answer in answers)


def test_an_anchor_is_a_page_to_pin_up(province: Any, as_user: Any, corrected: AuditEvent) -> None:
    client = as_user(province.users["auditor"])
    empty = seen(client, "/vet/moc/")
    kept = audit.drop_anchor(date(2026, 11, 23))
    assert kept is not None

    listed, paper = seen(client, "/vet/moc/"), client.get("/vet/moc/2026-11-23/")

    assert "ansinh audit anchor" in empty and kept.hash in listed
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert client.get("/vet/moc/hom-qua/").status_code == client.get("/vet/moc/2020-01-01/").status_code == 404
