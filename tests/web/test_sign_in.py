"""The door: what happens to those who guess."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client

from ansinh.core.models import AuditEvent
from ansinh.web.forms import TRIES

WRONG, RIGHT = "khong-phai-mat-khau", "mat-khau-dung-12"


@pytest.fixture(autouse=True)
def _no_memory() -> None:
    cache.clear()


def try_in(name: str, password: str, address: str) -> Any:
    return Client(REMOTE_ADDR=address).post("/dang-nhap/", {"username": name, "password": password})


def test_after_eight_wrong_passwords_even_the_right_one_waits_and_is_told_why(db: Any) -> None:
    get_user_model().objects.create_user("an", password=RIGHT)

    for _once in range(TRIES):
        try_in("an", WRONG, "10.0.0.1")
    answer = try_in("an", RIGHT, "10.0.0.1")

    assert answer.status_code == 200
    assert "Chờ 15 phút" in answer.content.decode()
    assert AuditEvent.objects.filter(act="sign_in_locked", subject="user:an").count() == 1


def test_guessing_locks_neither_the_person_elsewhere_nor_others_here(db: Any) -> None:
    for name in ("an", "binh"):
        get_user_model().objects.create_user(name, password=RIGHT)

    for _once in range(TRIES):
        try_in("an", WRONG, "10.0.0.1")

    assert try_in("an", RIGHT, "10.0.0.2").status_code == 302
    assert try_in("binh", RIGHT, "10.0.0.1").status_code == 302


def test_signing_in_forgets_the_mistakes_before(db: Any) -> None:
    get_user_model().objects.create_user("an", password=RIGHT)

    for _round in range(2):
        for _once in range(TRIES - 1):
            try_in("an", WRONG, "10.0.0.1")
        assert try_in("an", RIGHT, "10.0.0.1").status_code == 302
