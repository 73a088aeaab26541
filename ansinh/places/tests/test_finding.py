from datetime import date

import pytest

from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place, suggest_place

IN_2023 = date(2023, 12, 31)
FIRST_OF_34 = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("84", "84"),
        ("tra-vinh", "84"),
        ("Trà Vinh", "84"),
        ("TỈNH TRA VINH", "84"),
        ("TP Trà Vinh", "842"),
        ("TP. Trà Vinh", "842"),
        ("Phường 3, TP Trà Vinh", "29242"),
        ("P.03, thành phố Trà Vinh, tỉnh Trà Vinh", "29242"),
        ("p3, tra-vinh", "29242"),
        ("Xã Long Đức, Trà Vinh", "29263"),
        ("29263", "29263"),
        ("Hoà Tân, Cầu Kè", "29320"),
        ("Xã Nghi Phú", "16702"),
        ("Thừa Thiên Huế", "46"),
        ("thị xã Cửa Lò", "413"),
    ],
)
def test_a_unit_is_found_as_people_write_it(text: str, found: str) -> None:
    assert find_place(text, day=IN_2023).pk == found


def test_an_ambiguous_name_lists_its_candidates_with_their_parents() -> None:
    with pytest.raises(
        PlaceAmbiguous, match=r"Huyện Long Thành, Tỉnh Đồng Nai.*Thành phố Trà Vinh, Tỉnh Trà Vinh"
    ) as refused:
        find_place("Long Đức", day=IN_2023)

    assert {place.pk for place in refused.value.candidates} == {"26389", "29263", "31651"}


def test_the_province_tells_communes_of_one_name_apart() -> None:
    assert find_place("Long Đức", day=IN_2023, province=Place.objects.get(pk="84")).pk == "29263"


def test_the_name_of_an_ended_province_is_not_taken_for_the_ward_that_bears_it_now() -> None:
    with pytest.raises(PlaceAmbiguous, match=r"không còn là tỉnh.*Tỉnh Vĩnh Long.*Phường Trà Vinh"):
        find_place("tra-vinh", day=FIRST_OF_34)

    assert find_place("Phường Trà Vinh", day=FIRST_OF_34).pk == "29242@2025"


def test_an_old_name_offers_its_successor_of_that_district_only() -> None:
    [suggestion] = suggest_place("Phường 2, TP Trà Vinh", day=FIRST_OF_34)

    assert suggestion.place.full_name == "Phường Trà Vinh"
    assert "kết thúc 01/01/2025" in suggestion.why_vi


def test_a_divided_unit_offers_all_its_successors_the_default_first() -> None:
    found = suggest_place("Phường Bùi Hữu Nghĩa", day=FIRST_OF_34)

    assert [suggestion.place.full_name for suggestion in found] == ["Phường Bình Thủy", "Phường Cái Khế"]


def test_a_new_name_in_an_old_file_offers_what_it_came_from() -> None:
    found = suggest_place("Phường Cửa Lò", day=IN_2023, province=Place.objects.get(pk="40"))

    assert len(found) == 7
    assert {suggestion.place.parent_on(IN_2023).pk for suggestion in found} == {"413"}


def test_a_misspelled_name_offers_near_ones_of_the_province() -> None:
    found = suggest_place("Càng Lông", day=IN_2023, province=Place.objects.get(pk="84"))

    assert "Thị trấn Càng Long" in {suggestion.place.full_name for suggestion in found}


def test_a_name_taken_in_before_the_source_begins_offers_who_took_it_in() -> None:
    found = suggest_place("Xã Hải Dương", day=date(2025, 6, 30), province=Place.objects.get(pk="46"))

    assert [suggestion.place.full_name for suggestion in found] == ["Phường Thuận An"]


def test_an_unknown_name_says_the_day_and_what_to_do() -> None:
    with pytest.raises(PlaceUnknown, match=r"Không có nơi nào tên «Xyz» vào 31/12/2023. Kiểm tra lại tên"):
        find_place("Xyz", day=IN_2023)


def test_an_empty_name_is_unknown_not_everything() -> None:
    with pytest.raises(PlaceUnknown):
        find_place(" , ", day=IN_2023)
