from datetime import date

import pytest

from ansinh.core.models import AuditEvent
from ansinh.places.actions import load_places
from ansinh.places.models import Place, Succession, predecessors, successors

IN_2023 = date(2023, 12, 31)
LAST_OF_63 = date(2025, 6, 30)
FIRST_OF_34 = date(2025, 7, 1)


def counts(day: date) -> list[int]:
    return [Place.objects.on(day).filter(level=level).count() for level in (1, 2, 3)]


def test_the_map_of_63_provinces_ends_when_the_map_of_34_begins() -> None:
    assert counts(LAST_OF_63) == [63, 696, 10_040]
    assert counts(FIRST_OF_34) == [34, 0, 3_321]


def test_units_that_ended_before_the_merger_are_on_the_map_of_their_day() -> None:
    assert counts(IN_2023) == [63, 697, 10_045]


def test_loading_twice_changes_nothing_and_leaves_no_second_event() -> None:
    events = AuditEvent.objects.count()

    again = load_places(by=None)

    assert again.as_dict() == {"added": 0, "changed": 0, "removed": 0}
    assert AuditEvent.objects.count() == events


def test_loading_repairs_a_row_that_was_changed_by_hand() -> None:
    Place.objects.filter(pk="29242").update(full_name="Phường Ba", is_urban=False)

    counted = load_places(by=None)

    assert counted.as_dict() == {"added": 0, "changed": 1, "removed": 0}
    assert Place.objects.get(pk="29242").full_name == "Phường 3"


def test_loading_gives_back_the_default_successor_that_was_changed_by_hand() -> None:
    default, other = Place.objects.get(pk="31178").became.order_by("-is_default")
    Succession.objects.filter(pk=default.pk).update(is_default=False)
    Succession.objects.filter(pk=other.pk).update(is_default=True)
    Succession.objects.filter(predecessor="29245").delete()

    counted = load_places(by=None)

    assert counted.as_dict() == {"added": 1, "changed": 2, "removed": 0}
    assert Place.objects.get(pk="31178").became.get(is_default=True).successor == default.successor


def test_tra_vinh_has_106_communes_in_2023_and_104_after_two_wards_went_into_ward_3() -> None:
    tra_vinh = Place.objects.get(pk="84")

    assert Place.objects.within(tra_vinh, IN_2023).communes().count() == 106
    assert Place.objects.within(tra_vinh, LAST_OF_63).communes().count() == 104
    assert [kin.place.pk for kin in successors(Place.objects.get(pk="29245"), date(2025, 1, 1))] == ["29242"]


def test_every_commune_of_tra_vinh_becomes_a_commune_of_vinh_long() -> None:
    tra_vinh = Place.objects.get(pk="84")

    heirs = [successors(commune, FIRST_OF_34) for commune in Place.objects.within(tra_vinh, IN_2023).communes()]

    assert len(heirs) == 106
    assert {kin.place.province_id for kins in heirs for kin in kins} == {"86@2025"}
    assert len({kin.place.pk for kins in heirs for kin in kins}) == 41


def test_a_chain_of_two_events_is_followed_both_ways() -> None:
    ward_2, new_ward = Place.objects.get(pk="29245"), Place.objects.get(pk="29242@2025")

    assert [(kin.place.pk, kin.part) for kin in successors(ward_2, FIRST_OF_34)] == [("29242@2025", "whole")]
    assert {kin.place.name for kin in predecessors(new_ward, IN_2023)} == {f"Phường {n}" for n in (1, 2, 3, 6, 9)}
    assert {kin.place.name for kin in predecessors(new_ward, LAST_OF_63)} == {"Phường 1", "Phường 3", "Phường 9"}


def test_cua_lo_went_whole_into_vinh_and_its_wards_went_on_under_vinh() -> None:
    cua_lo, vinh, ward = (Place.objects.get(pk=pk) for pk in ("413", "412", "16735"))
    day = date(2024, 12, 1)

    assert [(kin.place, kin.part) for kin in successors(cua_lo, day)] == [(vinh, "whole")]
    assert Place.objects.within(cua_lo, IN_2023).count() == 7
    assert Place.objects.within(cua_lo, day).count() == 0
    assert ward.address_on(date(2024, 11, 30)) == "Phường Nghi Thu, Thị xã Cửa Lò, Tỉnh Nghệ An"
    assert ward.address_on(day) == "Phường Nghi Thu, Thành phố Vinh, Tỉnh Nghệ An"
    assert [kin.place.full_name for kin in successors(ward, FIRST_OF_34)] == ["Phường Cửa Lò"]


@pytest.mark.parametrize(("day", "count"), [(date(2024, 11, 30), 25), (date(2024, 12, 1), 33)])
def test_vinh_has_25_communes_before_the_merger_with_cua_lo_and_33_after(day: date, count: int) -> None:
    assert Place.objects.within(Place.objects.get(pk="412"), day).count() == count


def test_a_commune_that_became_a_ward_is_rural_before_that_day() -> None:
    nghi_phu = Place.objects.get(pk="16702")

    before, after = nghi_phu.state_on(date(2024, 11, 30)), nghi_phu.state_on(date(2024, 12, 1))

    assert (before.full_name, before.is_urban) == ("Xã Nghi Phú", False)
    assert (after.full_name, after.is_urban) == ("Phường Nghi Phú", True)


def test_hue_is_a_province_until_the_end_of_2024_so_there_are_five_central_cities() -> None:
    def central_cities(day: date) -> int:
        provinces = Place.objects.on(day).provinces().prefetch_related("earlier")
        return sum(place.state_on(day).kind == "central_city" for place in provinces)

    assert [central_cities(day) for day in (IN_2023, date(2025, 1, 1), FIRST_OF_34)] == [5, 6, 6]


def test_nghe_an_goes_on_with_its_code_as_a_new_unit_of_130_communes() -> None:
    [kin] = successors(Place.objects.get(pk="40"), FIRST_OF_34)

    assert (kin.place.pk, kin.part) == ("40@2025", "whole")
    assert Place.objects.within(kin.place, FIRST_OF_34).count() == 130


def test_an_island_district_without_communes_stands_as_one_commune() -> None:
    con_dao = Place.objects.communes().get(full_name="Huyện Côn Đảo")

    assert con_dao.kind == "island_district"
    assert [kin.place.full_name for kin in successors(con_dao, FIRST_OF_34)] == ["Đặc khu Côn Đảo"]


def test_communes_of_one_name_are_not_taken_for_each_other() -> None:
    thanh_quoi_of_can_tho, thanh_quoi_of_soc_trang = (Place.objects.get(pk=pk) for pk in ("31246", "31714"))

    assert [kin.place.pk for kin in successors(thanh_quoi_of_can_tho, FIRST_OF_34)] == ["31246@2025"]
    assert [kin.place.full_name for kin in successors(thanh_quoi_of_soc_trang, FIRST_OF_34)] == ["Xã Gia Hòa"]


def test_no_new_commune_is_made_of_communes_of_two_regions() -> None:
    assert not Place.objects.communes().filter(region="").exists()


def test_regions_are_those_of_the_old_province() -> None:
    assert Place.objects.get(pk="29242@2025").region == "mekong_delta"
    assert set(
        Place.objects.on(FIRST_OF_34).communes().filter(province="68@2025").values_list("region", flat=True)
    ) == {
        "central_highlands",
        "north_central_and_central_coast",
    }


def test_wards_and_townships_are_urban_and_nothing_else() -> None:
    urban = Place.objects.on(LAST_OF_63).filter(is_urban=True)

    assert set(urban.values_list("kind", flat=True)) == {"ward", "township"}
    assert (urban.filter(kind="ward").count(), urban.filter(kind="township").count()) == (1_726, 617)


def test_the_kind_is_the_one_of_the_name_where_the_source_contradicts_itself() -> None:
    new = Place.objects.on(FIRST_OF_34)

    assert {kind: new.filter(kind=kind).count() for kind in ("ward", "commune", "special_zone")} == {
        "ward": 687,
        "commune": 2_621,
        "special_zone": 13,
    }
    assert Place.objects.get(pk="15061").kind == "township"
