from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from ansinh.core.access import acting_as
from ansinh.reports.tests.received import a_receiving_province


@pytest.fixture(scope="module")
def _received_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock(), a_receiving_province(Path(tmp_path_factory.mktemp("data"))) as there:
        yield there


@pytest.fixture
def receiving(_received_once: SimpleNamespace, db: Any) -> Iterator[SimpleNamespace]:
    """A province that received one report; its officer acts. What a test changes is undone before the next."""
    with acting_as(_received_once.officer):
        yield _received_once


@pytest.fixture
def as_user() -> Any:
    """A browser signed in as somebody."""

    def signed_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
