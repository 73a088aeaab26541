"""One made-up household of the Central Highlands with three motorbikes, to see the contradiction inside the circular: 30 or 40 points."""

from datetime import date

from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay
from ansinh.demo.population import SOURCE
from ansinh.people.actions import found_household, register_person
from ansinh.people.models import Household
from ansinh.places.models import Place
from ansinh.poverty import actions
from ansinh.poverty.models import CommuneReview, FormB, Review

PROVINCE, COMMUNE, CODE = "66", "24175", "TAY-NGUYEN-MAU"
SURVEYED_ON = date(2023, 10, 2)
HOUSE: dict[str, object] = {
    "pillar": 4, "roof": 3, "wall": 3, "area_m2": 40, "toilet": 3, "power_source": 1, "electricity_kwh": 20, "water": 4,
    "motorbikes": 3, "televisions": 1, "telephones": 2, "annual_crop_m2": 2000, "poultry": 20,
}  # fmt: skip
OTHER_THINGS = (
    "cars", "boats", "generators", "printers", "stereos", "computers", "fridges", "air_conditioners", "washing_machines",
    "water_heaters", "microwaves", "radios", "pond_garden_m2", "perennial_crop_m2", "water_surface_m2", "forest_m2", "cattle",
    "pigs_goats_sheep",
)  # fmt: skip
PEOPLE: tuple[tuple[str, str, date, int, str, dict[str, object]], ...] = (
    ("Y Bhăm Niê Mẫu", "m", date(1979, 4, 2), 1, "head", {"work_kind": 4, "wage_contract": 3}),
    ("H'Bia Êban Mẫu", "f", date(1983, 8, 15), 2, "spouse", {"work_kind": 4, "wage_contract": 2}),
    (
        "H'Linh Niê Mẫu",
        "f",
        date(2005, 1, 20),
        3,
        "child",
        {"work_kind": 4, "wage_contract": 2, "has_health_insurance": False},
    ),
    (
        "Y Khang Niê Mẫu",
        "m",
        date(2016, 6, 9),
        3,
        "child",
        {"attends_school": False, "height_mm": 1080, "weight_g": 17000},
    ),
)


def add() -> Review:
    """The household in its own commune, reviewed in 2023 under the table of the Central Highlands; not signed."""
    with acting_as_system("dựng tỉnh mẫu"):
        commune = Place.objects.get(pk=COMMUNE)
        household = _household(commune)
        campaign = actions.open_campaign(province=Place.objects.get(pk=PROVINCE), year=2023, by=None)
        here = CommuneReview.objects.filter(campaign=campaign, commune=commune)
        actions.list_households(campaign=campaign, communes=here, by=None)
        review = Review.objects.get(campaign=campaign, household=household)
        actions.fill_form_b(
            review=review,
            household=_form_a() | {"member_count": len(PEOPLE), "surveyed_on": SURVEYED_ON},
            answers=_form_b(),
            members=[_line(*person) for person in PEOPLE],
            by=None,
        )
        return actions.score_one(review=review, by=None)


def _household(commune: Place) -> Household:
    known = []
    for name, sex, born, _, role, _ in PEOPLE:
        birth = BirthDay(born.year, born.month, born.day)
        person = register_person(name=name, sex=sex, birth=birth, commune=commune, ethnicity=12, source=SOURCE, by=None)
        known.append((person, role))
    (head, _), *members = known
    return found_household(
        head=head,
        commune=commune,
        from_day=date(2010, 1, 1),
        members=members,
        code=CODE,
        hamlet="Buôn Mẫu",
        source=SOURCE,
        by=None,
    )


def _form_a() -> dict[str, bool]:
    asked = (field.name for field in Review._meta.fields if field.name.startswith("a_"))
    return dict.fromkeys(asked, False)


def _form_b() -> dict[str, object]:
    causes = {
        field.name: field.name in ("cause_no_land", "cause_no_capital")
        for field in FormB._meta.fields
        if field.name.startswith("cause_")
    }
    return HOUSE | dict.fromkeys(OTHER_THINGS, 0) | {"has_aquaculture": False} | causes


def _line(name: str, sex: str, born: date, relation: int, role: str, told: dict[str, object]) -> dict[str, object]:
    is_adult = born.year <= 2008
    return {
        "name": name, "sex": sex, "birth_date": born, "relation": relation, "ethnicity": 12, "attends_school": False,
        "general_education": 2 if is_adult else 1, "training": 1, "has_health_insurance": True, "uses_internet": False,
        "social_allowance": 0, "work_status": 1 if is_adult else None, "pension": 0, "is_gravely_ill": False,
    } | told  # fmt: skip
