"""`ansinh why HOUSEHOLD_CODE`: the household's class explained row by row."""

import json
from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from ansinh.core.access import acting_as, acting_as_system
from ansinh.law import law_version
from ansinh.places.models import Place
from ansinh.poverty import actions, factories
from ansinh.poverty.models import Review


@pytest.fixture
def village(db):
    """One commune of Trà Vinh with a household to review in 2023 and its officer."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province = factories.make_province()
        commune = Place.objects.get(pk="29242")
        factories.make_household("H001", "Thạch Thị Mai", commune)
        officer = factories.make_user("canbo", "commune_officer", commune)
        campaign = actions.open_campaign(province=province, year=2023, by=None)
    return SimpleNamespace(officer=officer, campaign=campaign)


def asked(*arguments):
    out = StringIO()
    call_command("why", *arguments, stdout=out)
    return out.getvalue()


def fill(village, review, **form):
    with acting_as(village.officer):
        household = {**factories.ALL_NO, "surveyed_on": date(2023, 10, 2), "member_count": 4}
        actions.fill_form_b(
            review=review,
            answers={**factories.POOR_FORM, **form},
            members=factories.four_poor_people(),
            household=household,
            by=village.officer,
        )


def test_the_points_are_told_row_by_row_with_the_law_and_the_verdict(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        fill(village, Review.objects.get(household__code="H001"))

    told = asked("H001", "--year", "2023")
    data = json.loads(asked("H001", "--json"))

    assert "hộ nghèo" in told and "B1.1" in told and "TT 02/2022" in told and law_version() in told
    assert sum(row["value"] for row in data["b1"]) == data["b1_points"]
    assert 10 * sum(row["value"] for row in data["b2"]) == data["b2_points"]
    assert data["class_by_rule"] == "poor" and data["contradiction"] is None


def test_three_motorbikes_in_the_central_highlands_show_both_tables_and_the_one_chosen(village):
    with acting_as_system("chuẩn bị thử nghiệm"):
        factories.make_province("66", "Đắk Lắk", [("24100", "Ea Nam", False)])
        highlands = Place.objects.get(pk="66")
        factories.make_household("TN01", "Y Bhăm Niê", Place.objects.get(pk="24100"))
        campaign = actions.open_campaign(province=highlands, year=2023, by=None)
        actions.list_households(campaign=campaign, by=None)
        actions.fill_form_b(
            review=Review.objects.get(household__code="TN01"),
            answers={**factories.POOR_FORM, "motorbikes": 3},
            members=factories.four_poor_people(),
            household={**factories.ALL_NO, "member_count": 4, "surveyed_on": date(2023, 10, 2)},
            by=None,
        )

    told = asked("TN01")
    found = json.loads(asked("TN01", "--json"))["contradiction"]

    assert "Mâu thuẫn trong thông tư" in told
    assert [(o["value"], o["is_chosen"]) for o in found["outcomes"]] == [(30, True), (40, False)]
    assert found["outcomes"][1]["b1_points"] - found["outcomes"][0]["b1_points"] == 10


def test_an_unknown_household_is_refused_with_its_code(db):
    with pytest.raises(CommandError, match="H999"):
        asked("H999")
