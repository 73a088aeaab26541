"""Every unit loaded once for the tests of this folder, and taken out again."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from ansinh.core.access import acting_as_system
from ansinh.places.actions import load_places


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        with acting_as_system("nạp địa bàn để thử"):
            load_places(by=None)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def units(loaded: None, db: None) -> Iterator[None]:
    with acting_as_system("thử địa bàn"):
        yield
