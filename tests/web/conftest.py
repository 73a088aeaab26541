from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests.web.situation import small_province


@pytest.fixture(scope="module")
def _made_once(django_db_setup: Any, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The province, made once for a file of tests and undone after it; what one test changes is undone before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield small_province()
        transaction.set_rollback(True)


@pytest.fixture
def province(_made_once: SimpleNamespace, db: Any) -> SimpleNamespace:
    """A small province in the middle of its review, with somebody of every role."""
    return _made_once


@pytest.fixture
def as_user() -> Any:
    """A browser signed in as somebody."""

    def signed_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
