from datetime import date

import pytest

from ansinh.places.models import Competence, NobodyServes, Place, who_serves
from ansinh.places.words import FIELDS

DAYS = [date(2023, 12, 31), date(2025, 4, 1), date(2025, 7, 1)]
WARD = {DAYS[0]: "29242", DAYS[1]: "29242", DAYS[2]: "29242@2025"}


def served(field: str, act: str, day: date) -> str:
    return who_serves(field, act, Place.objects.get(pk=WARD[day]), day)[0].name_vi


@pytest.mark.parametrize(
    ("field", "act", "bodies"),
    [
        (
            "merit",
            "decide",
            [
                "Sở Lao động - Thương binh và Xã hội tỉnh Trà Vinh",
                "Sở Nội vụ tỉnh Trà Vinh",
                "Sở Nội vụ tỉnh Vĩnh Long",
            ],
        ),
        (
            "assistance",
            "decide",
            [
                "Chủ tịch Ủy ban nhân dân thành phố Trà Vinh",
                "Chủ tịch Ủy ban nhân dân thành phố Trà Vinh",
                "Chủ tịch Ủy ban nhân dân phường Trà Vinh",
            ],
        ),
        (
            "poverty",
            "decide",
            [
                "Chủ tịch Ủy ban nhân dân phường 3",
                "Chủ tịch Ủy ban nhân dân phường 3",
                "Chủ tịch Ủy ban nhân dân phường Trà Vinh",
            ],
        ),
    ],
)
def test_the_body_that_decides_is_the_one_of_the_day(field: str, act: str, bodies: list[str]) -> None:
    assert [served(field, act, day) for day in DAYS] == bodies


@pytest.mark.parametrize(
    ("field", "ministry"),
    [
        ("labour", "Bộ Nội vụ"),
        ("merit", "Bộ Nội vụ"),
        ("assistance", "Bộ Y tế"),
        ("children", "Bộ Y tế"),
        ("poverty", "Bộ Nông nghiệp và Môi trường"),
        ("vocational_education", "Bộ Giáo dục và Đào tạo"),
        ("drug_rehabilitation", "Bộ Công an"),
    ],
)
def test_the_ministry_changes_on_1_march_2025(field: str, ministry: str) -> None:
    ward = Place.objects.get(pk="29242")

    before = who_serves(field, "manage", ward, date(2025, 2, 28))[-1]
    after = who_serves(field, "manage", ward, date(2025, 3, 1))[-1]

    assert before.name_vi == "Bộ Lao động - Thương binh và Xã hội"
    assert after.name_vi == ministry


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_someone_who_manages_it_in_every_period(field: str, day: date) -> None:
    assert served(field, "manage", day)


def test_every_body_has_a_reference_and_says_how_it_was_verified() -> None:
    assert set(Competence.objects.values_list("status", flat=True)) <= {
        "official",
        "secondary",
        "derived",
        "unverified",
    }
    assert not Competence.objects.filter(reference="").exists()
    assert who_serves("assistance", "decide", Place.objects.get(pk="29242"), DAYS[0])[0].status == "official"
    assert who_serves("assistance", "pay", Place.objects.get(pk="29242"), DAYS[0])[0].status == "unverified"


def test_no_district_body_serves_after_30_june_2025() -> None:
    ward = Place.objects.get(pk="29242@2025")

    levels = {
        office.place.level for field in FIELDS for office in who_serves(field, "manage", ward, DAYS[2]) if office.place
    }

    assert levels == {1, 3}


def test_a_field_nobody_serves_is_refused_with_the_fields_known() -> None:
    with pytest.raises(NobodyServes, match=r"Chưa ghi cơ quan nào cho «fishing/decide» vào 31/12/2023.*merit"):
        who_serves("fishing", "decide", Place.objects.get(pk="29242"), DAYS[0])
