import pytest


@pytest.fixture(autouse=True)
def payruns(settings, tmp_path):
    """Runs write their folders where the test ends."""
    settings.PAYRUNS = tmp_path / "payruns"
    return settings.PAYRUNS
