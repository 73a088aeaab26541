"""The pages of payments: who sees what, each act through its page, lists read from the run's folder."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import AuditEvent, Grant
from ansinh.payments.factories import LONG_AGO, PayProvince, a_hand, a_pay_province
from ansinh.payments.models import Run


@pytest.fixture
def there(db: Any, settings: Any, tmp_path: Any) -> PayProvince:
    settings.PAYRUNS = tmp_path
    with acting_as_system("chuẩn bị thử nghiệm"):
        return a_pay_province(3)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_smoke(there: PayProvince) -> None:
    client = signed_in(there.officer)
    answer = client.post(reverse("plan_run", args=[202402, "assistance"]), {"plan_day": "24/01/2024"})
    assert answer.status_code == 302, words(answer)
    run = Run._base_manager.get()
    for name in (
        "run",
        "run_lines",
        "run_movements",
        "run_warnings",
        "run_orders",
        "sign_run",
        "send_run",
        "discard_run",
    ):
        answer = client.get(reverse(name, args=[run.pk]))
        print(name, answer.status_code)
        print(words(answer)[:1500])
