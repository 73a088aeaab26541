"""What several flows start from."""

from pathlib import Path

import pytest

from tests.flows.test_demo import ansinh


@pytest.fixture(scope="session")
def whole_province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the made-up province at full size, one month of it paid: built once in a run."""
    made = tmp_path_factory.mktemp("province")
    ran = ansinh(made, "demo", "--months", "1", "--no-serve", "--yes")
    assert ran.returncode == 0, ran.stderr
    return made
