from types import SimpleNamespace

import pytest

from ansinh.core.access import acting_as_system
from ansinh.people import factories


@pytest.fixture
def ward(db):
    """A ward of Vĩnh Long with its officer, a commune beside it with its own, and an officer of the province."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province, ward, beside = factories.vinh_long(), factories.long_duc_ward(), factories.cang_long()
        yield SimpleNamespace(
            province=province,
            ward=ward,
            beside=beside,
            officer=factories.officer(ward),
            other=factories.officer(beside, name="canbo2"),
            chief=factories.officer(province, name="so", role="province_officer"),
        )
