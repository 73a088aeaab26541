from types import SimpleNamespace

import pytest

from ansinh.core.access import acting_as, acting_as_system
from ansinh.places.models import Place
from ansinh.poverty import actions, factories


@pytest.fixture
def village(db):
    """One commune of Trà Vinh with two households, its officer, its chairman and the province's officer; the review of 2023 is open."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province = factories.make_province()
        commune = Place.objects.get(pk="29242")
        there = SimpleNamespace(
            province=province,
            commune=commune,
            poor=factories.make_household("H001", "Thạch Thị Mai", commune),
            other=factories.make_household("H002", "Nguyễn Văn An", commune, hamlet="Ấp 2", sex="m"),
            officer=factories.make_user("canbo", "commune_officer", commune),
            leader=factories.make_user("chutich", "commune_leader", commune),
            chief=factories.make_user("so", "province_officer", province),
        )
    with acting_as(there.chief):
        there.campaign = actions.open_campaign(province=province, year=2023, by=there.chief)
        there.review = there.campaign.communes.get()
    return there
