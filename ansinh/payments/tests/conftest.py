from importlib import import_module

import pytest
from django.apps import apps

from ansinh.core.models import Month


@pytest.fixture(autouse=True)
def payruns(settings, tmp_path):
    """Runs write their folders where the test ends."""
    settings.PAYRUNS = tmp_path / "payruns"
    return settings.PAYRUNS


@pytest.fixture
def months(transactional_db):
    """The calendar, which an earlier test with transactions of its own may have emptied."""
    if not Month.objects.exists():
        import_module("ansinh.core.migrations.0002_months_and_the_hands_that_pay").fill_months(apps, None)
