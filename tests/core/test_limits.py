"""Pages anybody can open are served so often and no more; nobody is shut out by another's address."""

from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ansinh.core.limits import address_of, limited, rate_of


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    caches["limits"].clear()


def asked(code: str = "", **meta: str) -> HttpRequest:
    return RequestFactory().post("/api/x/", {"code": code}, **{"REMOTE_ADDR": "203.0.113.7", **meta})


def code_of(request: HttpRequest) -> str:
    return str(request.POST["code"])


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("có")


def test_after_the_last_allowed_time_an_address_is_told_how_long_to_wait() -> None:
    served = limited("look", "3/10m")(page)

    answers = [served(asked()) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    assert "phút" in answers[-1].content.decode()


def test_another_address_and_another_page_are_not_kept_out() -> None:
    look, write = limited("look", "1/10m")(page), limited("write", "1/10m")(page)

    assert [look(asked()).status_code, look(asked()).status_code] == [200, 429]

    assert look(asked(REMOTE_ADDR="203.0.113.8")).status_code == 200
    assert write(asked()).status_code == 200


def test_one_code_cannot_be_tried_from_many_addresses() -> None:
    look = limited("look", "5/10m", key=code_of, key_rate="2/10m")(page)

    tried = [look(asked("T-1", REMOTE_ADDR=f"203.0.113.{number}")).status_code for number in range(3)]

    assert tried == [200, 200, 429]
    assert look(asked("T-2")).status_code == 200


def test_only_the_named_methods_are_counted() -> None:
    look = limited("look", "1/10m", methods=("POST",))(page)
    reading = RequestFactory().get("/api/x/", REMOTE_ADDR="203.0.113.7")

    assert [look(reading).status_code for _ in range(3)] == [200, 200, 200]
    assert [look(asked()).status_code for _ in range(2)] == [200, 429]


def test_the_window_ends(monkeypatch: Any) -> None:
    look = limited("look", "1/1m")(page)
    monkeypatch.setattr("time.time", lambda: 6000.0)
    assert [look(asked()).status_code for _ in range(2)] == [200, 429]

    monkeypatch.setattr("time.time", lambda: 6061.0)

    assert look(asked()).status_code == 200


def test_what_a_stranger_says_of_their_address_is_believed_only_of_a_named_proxy(settings: Any) -> None:
    forged = asked(HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert address_of(forged) == "203.0.113.7"

    settings.TRUSTED_PROXIES = frozenset({"203.0.113.7"})

    assert address_of(forged) == "198.51.100.1"
    assert address_of(asked(HTTP_X_FORWARDED_FOR="10.0.0.1, 198.51.100.1")) == "198.51.100.1"
    assert address_of(asked()) == "203.0.113.7"


def test_the_addresses_of_one_ipv6_household_are_one() -> None:
    look = limited("look", "1/10m")(page)

    assert look(asked(REMOTE_ADDR="2001:db8:1:2::5")).status_code == 200
    assert look(asked(REMOTE_ADDR="2001:db8:1:2::6")).status_code == 429
    assert look(asked(REMOTE_ADDR="2001:db8:1:3::5")).status_code == 200


@pytest.mark.parametrize("told", ["", "20", "0/10m", "20/m", "20/10y"])
def test_a_rate_that_is_none_is_refused_when_the_page_is_made(told: str) -> None:
    with pytest.raises(ValueError, match="no rate"):
        rate_of(told)
