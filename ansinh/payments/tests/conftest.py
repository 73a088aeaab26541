import pytest
from django.apps import apps

from ansinh.core.migrating import fill_months
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
        fill_months(apps, None)
