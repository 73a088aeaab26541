from collections.abc import Iterator
from typing import Any

import pytest

from ansinh.core.access import acting_as_system


@pytest.fixture
def system(db: Any) -> Iterator[None]:
    """The system acts: commands and night work."""
    with acting_as_system("kiểm thử"):
        yield
