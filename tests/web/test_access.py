"""What is not theirs is not there: the poverty review seen by its roles. The walk over every address is in `test_walk.py`."""

import re
from typing import Any

import pytest
from django.urls import reverse

from ansinh.core.models import ROLES

OF_A_COMMUNE = (
    "commune_review",
    "review_list",
    "request_review",
    "meeting_list",
    "notice",
    "objection_list",
    "decision",
    "changes",
    "report_commune",
)
OF_A_HOUSEHOLD = (
    "review",
    "review_why",
    "form_a",
    "form_b",
    "vote",
    "choose_class",
    "raise_objection",
    "decide_ad_hoc",
)


def test_a_commune_officer_opens_only_their_own_commune(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])

    for name in OF_A_COMMUNE:
        assert client.get(reverse(name, args=[province.review_a.pk])).status_code == 200, name
        assert client.get(reverse(name, args=[province.review_b.pk])).status_code == 404, name
    for name in OF_A_HOUSEHOLD:
        assert client.get(reverse(name, args=[province.household_a.pk])).status_code == 200, name
        assert client.get(reverse(name, args=[province.household_b.pk])).status_code == 404, name


def test_the_campaign_shows_a_commune_officer_one_commune_and_the_province_all(province: Any, as_user: Any) -> None:
    address = reverse("campaign", args=[province.campaign.pk])

    own = as_user(province.users["commune_officer"]).get(address).content.decode()
    every = as_user(province.users["province_officer"]).get(address).content.decode()

    assert "Xã Long Đức" in own and "Xã Hòa Thuận" not in own
    assert all(name in every for name in ("Xã Long Đức", "Xã Hòa Thuận", "Phường Cầu Ngang"))


def test_the_system_administrator_sees_no_people(province: Any, as_user: Any) -> None:
    client = as_user(province.users["administrator"])

    for name in OF_A_HOUSEHOLD:
        assert client.get(reverse(name, args=[province.household_a.pk])).status_code == 404, name
    assert client.get(reverse("campaign", args=[province.campaign.pk])).status_code == 404
    assert "không có hồ sơ để xem" in client.get("/").content.decode()


def test_typing_is_refused_outside_the_commune_and_leaves_the_answers(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])

    answer = client.post(reverse("form_a", args=[province.household_b.pk]), {"a_vehicle": "True"})

    assert answer.status_code == 404
    assert type(province.household_b)._base_manager.get(pk=province.household_b.pk).a_vehicle is False


def test_an_auditor_reads_and_cannot_type(province: Any, as_user: Any) -> None:
    client = as_user(province.users["auditor"])
    address = reverse("form_a", args=[province.household_a.pk])

    page, tried = client.get(address), client.post(address, {"a_vehicle": "True"})

    assert page.status_code == 200 and "Lưu Phiếu A" not in page.content.decode()
    assert tried.status_code == 403
    assert "Cán bộ xã" in tried.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_every_door_of_the_frame_leads_somewhere(province: Any, as_user: Any, role: str) -> None:
    client = as_user(province.users[role])
    page = client.get("/").content.decode()

    doors = re.findall(r'href="(/[^"]*)"', page[page.index("frame-nav") : page.index("</nav>")])

    theirs = {"employer": "/viec-lam/tuyen-dung/", "provider": "/don-vi-chi-tra/"}
    if role in theirs:  # their own vacancies or files, and nothing of any place
        assert doors == ["/", theirs[role]]
    else:
        assert len(doors) >= 6
    assert all(client.get(door).status_code == 200 for door in doors)
