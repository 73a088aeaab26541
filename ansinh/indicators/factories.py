"""A small province reviewed twice, for tests of figures: communes that later merge and divide, households of every class."""

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.indicators.actions import take_snapshot
from ansinh.indicators.models import Snapshot
from ansinh.people.models import Household
from ansinh.places.models import Place, Succession
from ansinh.poverty import factories
from ansinh.poverty.models import Campaign, CommuneReview, FormB, FormBMember

MERGED_ON = date(2025, 7, 1)
CLASSES: list[str | None] = ["poor", "near_poor", "not_poor", "not_poor", None]
STANDARDS: dict[str | None, list[str | None]] = {
    "poor": ["poor"],
    "near_poor": ["near_poor"],
    "not_poor": ["average", "better_off", "rich"],
    None: [None],
}


@dataclass
class Situation:
    """The units and campaigns of the small province."""

    province: Place
    first: Place
    second: Place
    divided: Place
    joined: Place
    other: Place
    later_province: Place
    campaigns: dict[int, Campaign]

    def snapshot(self) -> Snapshot:
        """The province as it stands now."""
        return take_snapshot(province=self.province, by=None)


def reviewed_province(households: int = 40, seed: int = 1) -> Situation:
    """Three communes of a district, reviewed in 2022 and 2023; in 2025 two become one and the third is divided."""
    chance = random.Random(seed)
    province = factories.make_place("84", "Trà Vinh", 1, to_day=MERGED_ON)
    district = factories.make_place("844", "Cầu Kè", 2, province, to_day=MERGED_ON)
    communes = [
        factories.make_place(code, name, 3, district, urban=urban, to_day=MERGED_ON)
        for code, name, urban in (
            ("29242", "An Phú Tân", False),
            ("29245", "Hòa Tân", False),
            ("29248", "Cầu Kè", True),
        )
    ]
    later = factories.make_place("86", "Vĩnh Long", 1, from_day=MERGED_ON, place_id="86@2025")
    joined = factories.make_place("29250", "An Phú", 3, later, from_day=MERGED_ON, place_id="29250@2025")
    other = factories.make_place("29260", "Tam Ngãi", 3, later, from_day=MERGED_ON, place_id="29260@2025")
    factories.make_succession(province, later, MERGED_ON)
    for commune in communes[:2]:
        factories.make_succession(commune, joined, MERGED_ON)
    factories.make_succession(communes[2], other, MERGED_ON, "part")
    Succession.objects.create(predecessor=communes[2], successor=joined, day=MERGED_ON, part="part", is_default=False)
    campaigns = {year: _campaign(province, communes, year) for year in (2022, 2023)}
    for number in range(households):
        commune = communes[number % 3]
        household = factories.make_household(
            f"H{number:03}",
            f"Thạch Văn {number}",
            commune,
            people=1 + number % 4,
            sex=chance.choice("mf"),
            ethnicity=chance.choice([1, 4, 5, 9]),
            commune_later=joined if commune is communes[2] and number % 2 else None,
        )
        before = None
        for campaign in campaigns.values():
            before = _review(chance, household, campaign, before)
    first, second, divided = communes
    return Situation(province, first, second, divided, joined, other, later, campaigns)


def _campaign(province: Place, communes: list[Place], year: int) -> Campaign:
    campaign = Campaign.objects.create(
        province=province, year=year, from_day=date(year, 9, 1), to_day=date(year, 12, 14), law_day=date(year, 12, 14)
    )
    for number, commune in enumerate(communes):
        CommuneReview.objects.create(
            campaign=campaign,
            commune=commune,
            province=province,
            state="decided",
            decision_number="1/QĐ-UBND",
            decided_on=date(year, 12, 5 + number),
            signed_hash="0",
        )
    return campaign


def _review(chance: random.Random, household: Household, campaign: Campaign, before: str | None) -> str | None:
    signed = chance.choice(CLASSES)
    review = factories.make_signed_review(
        household,
        campaign,
        signed,  # type: ignore[arg-type]
        is_signed=signed is not None,
        living_standard=chance.choice(STANDARDS[signed]),
        previous_class=before,
        was_poor_before=chance.choice([True, False]),
        was_near_poor_before=chance.choice([True, False]),
        b1_area="urban" if household.commune.is_urban else "rural_mekong_delta",
        urban_region="mekong_delta" if household.commune.is_urban else "",
        is_without_labour=chance.choice([True, False, None]),
        has_merit_member=chance.choice([True, False]),
        decided_on=None,
        surveyed_on=date(campaign.year, 10, 1),
        **factories.ALL_NO,
    )
    if signed:
        answers: dict[str, Any] = factories.POOR_FORM | {
            "water": chance.choice([1, 4]),
            "toilet": chance.choice([1, 3]),
        }
        FormB.objects.create(review=review, **answers | {"cause_illness": chance.choice([True, False])})
        people = factories.four_poor_people()
        FormBMember.objects.bulk_create(FormBMember(review=review, line=n, **told) for n, told in enumerate(people, 1))
    return signed
