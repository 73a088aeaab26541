"""Situations for tests of the poverty review: a small province, households, answers of a poor and a better-off household."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from ansinh.core.models import Grant
from ansinh.core.names import fold, place_sort_key, slug, sort_key
from ansinh.people.models import Household, Membership, Person
from ansinh.places.models import Place, Succession
from ansinh.poverty.models import Campaign, CommuneReview, Review

LONG_AGO = date(2004, 1, 1)
POOR_FORM: dict[str, Any] = {
    "pillar": 4,
    "roof": 4,
    "wall": 4,
    "area_m2": 24,
    "toilet": 3,
    "power_source": 1,
    "electricity_kwh": 20,
    "water": 4,
    "cars": 0,
    "motorbikes": 0,
    "boats": 0,
    "generators": 0,
    "printers": 0,
    "televisions": 0,
    "stereos": 0,
    "computers": 0,
    "fridges": 0,
    "air_conditioners": 0,
    "washing_machines": 0,
    "water_heaters": 0,
    "microwaves": 0,
    "telephones": 1,
    "radios": 0,
    "pond_garden_m2": 0,
    "annual_crop_m2": 0,
    "perennial_crop_m2": 0,
    "water_surface_m2": 0,
    "forest_m2": 0,
    "cattle": 0,
    "pigs_goats_sheep": 0,
    "poultry": 5,
    "has_aquaculture": False,
    "cause_no_land": True,
    "cause_no_capital": True,
    "cause_no_labour": False,
    "cause_no_tools": False,
    "cause_no_knowledge": False,
    "cause_no_skills": False,
    "cause_illness": False,
    "cause_other": False,
}
ALL_NO = dict.fromkeys(
    (
        "a_excluded",
        "a_vehicle",
        "a_cooling",
        "a_water_heater",
        "a_washing",
        "a_rents_out",
        "a_electricity",
        "a_floor_area",
        "a_official_or_pension",
        "a_labour_contract",
    ),
    False,
)


def member(name: str, born: date, sex: str = "f", relation: int = 3, **answers: Any) -> dict[str, Any]:
    """One line of form B, every question answered."""
    return {
        "name": name,
        "birth_date": born,
        "sex": sex,
        "relation": relation,
        "ethnicity": 1,
        "height_mm": 1500,
        "weight_g": 45000,
        "attends_school": False,
        "school_level": None,
        "general_education": 2,
        "training": 1,
        "has_health_insurance": True,
        "uses_internet": False,
        "social_allowance": 0,
        "work_status": 1,
        "work_kind": 4,
        "wage_contract": 3,
        "pension": 0,
        "is_gravely_ill": False,
    } | answers


def four_poor_people() -> list[dict[str, Any]]:
    """A couple without schooling beyond primary, an older daughter and a child out of school."""
    return [
        member("Thạch Thị Mai", date(1980, 5, 1), "f", 1),
        member("Thạch Văn Sơn", date(1978, 3, 9), "m", 2, wage_contract=2),
        member("Thạch Thị Hoa", date(2003, 2, 2), "f", 3, has_health_insurance=False),
        member(
            "Thạch Văn Út",
            date(2014, 7, 20),
            "m",
            3,
            school_level=None,
            general_education=1,
            height_mm=1100,
            weight_g=20000,
            work_status=None,
            work_kind=None,
            wage_contract=None,
        ),
    ]


def make_place(
    code: str,
    name: str,
    level: int,
    parent: Place | None = None,
    *,
    urban: bool = False,
    from_day: date = LONG_AGO,
    to_day: date | None = None,
    place_id: str = "",
) -> Place:
    """A unit; a commune when its level is 3."""
    kind = {1: "province", 2: "rural_district", 3: "ward" if urban else "commune"}[level]
    full = f"{ {1: 'Tỉnh', 2: 'Huyện', 3: 'Phường' if urban else 'Xã'}[level] } {name}"
    place = Place(
        id=place_id or code,
        code=code,
        level=level,
        kind=kind,
        name=name,
        full_name=full,
        slug=slug(name),
        full_slug=slug(full),
        sort_key=place_sort_key(name),
        parent=parent,
        is_urban=urban,
        from_day=from_day,
        to_day=to_day,
    )
    place.province_id = place.pk if level == 1 else (parent.pk if parent.level == 1 else parent.province_id)  # type: ignore[union-attr]
    place.save()
    return place


def make_succession(predecessor: Place, successor: Place, day: date, part: str = "whole") -> Succession:
    """One unit becoming another on a day."""
    return Succession.objects.create(predecessor=predecessor, successor=successor, day=day, part=part)


def make_province(
    code: str = "84", name: str = "Trà Vinh", communes: Sequence[tuple[str, str, bool]] = (("29242", "Hàm Tân", False),)
) -> Place:
    """A province with its communes: code, name, urban."""
    province = make_place(code, name, 1)
    for commune_code, commune_name, urban in communes:
        make_place(commune_code, commune_name, 3, province, urban=urban)
    return province


def make_household(
    code: str,
    head: str,
    commune: Place,
    *,
    hamlet: str = "Ấp 1",
    people: int = 4,
    sex: str = "f",
    ethnicity: int = 1,
    from_day: date = LONG_AGO,
    **more: Any,
) -> Household:
    """A household with its head and members in the register."""
    assert commune.province_id is not None, f"{commune} has no province"
    household = Household.objects.create(
        code=code, commune=commune, province_id=commune.province_id, hamlet=hamlet, from_day=from_day, **more
    )
    for number in range(people):
        name = head if number == 0 else f"{head} {number}"
        person = Person.objects.create(
            name=name,
            name_folded=fold(name),
            name_key=sort_key(name),
            sex=sex,
            birth_year=1980 - number,
            ethnicity=ethnicity,
            commune=commune,
            province_id=commune.province_id,
        )
        Membership.objects.create(
            person=person, household=household, role="head" if number == 0 else "member", from_day=from_day
        )
        if number == 0:
            household.head = person
            household.save(update_fields=["head"])
    return household


def make_user(name: str, role: str, place: Place) -> Any:
    """Somebody with one role in one place."""
    user = get_user_model().objects.create_user(name)
    Grant.objects.create(user=user, role=role, place_id=place.pk, from_day=LONG_AGO)
    return user


def make_signed_review(household: Household, campaign: Campaign, poverty_class: str, **more: Any) -> Review:
    """A household's signed result in a campaign, as if its commune had decided."""
    commune_review, _ = CommuneReview.objects.get_or_create(
        campaign=campaign, commune_id=household.commune_id, province_id=household.province_id
    )
    head = household.head
    assert head is not None
    return Review.objects.create(
        **{
            "campaign": campaign,
            "commune_review": commune_review,
            "household": household,
            "commune_id": household.commune_id,
            "province_id": household.province_id,
            "head_name": head.name,
            "head_name_key": head.name_key,
            "head_sex": head.sex,
            "ethnicity": head.ethnicity,
            "hamlet": household.hamlet,
            "b1_area": "rural_mekong_delta",
            "class_by_rule": poverty_class,
            "poverty_class": poverty_class,
            "is_signed": True,
            "decision_number": "01/QĐ-UBND",
            "decided_on": date(campaign.year, 12, 10),
            "member_count": household.memberships.count(),
            **more,
        }
    )
