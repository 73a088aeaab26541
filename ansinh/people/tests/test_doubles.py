"""People who are in the register twice: found, shown with the evidence, decided; a newcomer asked about first."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay
from ansinh.people import actions, factories
from ansinh.people.actions import Refused
from ansinh.people.jobs.doubles import find_pairs
from ansinh.people.jobs.doubles_merge import links
from ansinh.people.jobs.doubles_one import possible_same
from ansinh.people.jobs.doubles_set import labelled_set
from ansinh.people.jobs.doubles_training import by_name_and_year, by_number, by_splink
from ansinh.people.models import DoublePair, Person, PersonMerge
from ansinh.people.words import MOVED

BORN = BirthDay(1958, 3, 7)
TODAY = timezone.localdate()


@pytest.fixture
def twice(system: None) -> tuple[Person, Person]:
    """One woman written down twice in two communes: once without diacritics and number."""
    first = factories.person("Trầm Thị Sóc Kha", birth=BORN, personal_number="084158123456")
    return first, factories.person("Tram Thi Soc Kha", birth=BORN, commune=factories.long_duc_ward())


def found(twice: Any) -> DoublePair:
    actions.find_doubles(province=factories.vinh_long(), day=TODAY, by=None)
    return DoublePair._base_manager.get()


def client_of(role: str, place: Any, name: str) -> Client:
    client = Client()
    client.force_login(factories.officer(place, name=name, role=role))
    return client


def test_the_labelled_set_is_the_same_for_the_same_seed_and_its_labels_hold():
    one, again = (labelled_set(count=3000, seed=5) for _ in range(2))

    assert one.people.equals(again.people) and one.same == again.same
    assert len(one.same) >= 50 and set(one.apart.values()) >= {"twins", "siblings", "neighbours"}
    assert not set(one.same) & set(one.apart)
    numbers = [number for number in one.people["personal_number"].to_pylist() if number]
    assert len(numbers) == len(set(numbers))


def test_the_search_is_right_nine_times_in_ten_and_finds_more_than_other_ways():
    told = labelled_set(count=12_000, seed=77)

    ours, by_year = by_splink(told), by_name_and_year(told)

    assert ours.precision > 0.9 and ours.recall > 0.75
    assert ours.recall > by_year.recall and ours.precision > by_year.precision
    assert by_number(told).found == 0


def test_every_pair_tells_how_its_weight_came_about():
    told = labelled_set(count=4000, seed=3)

    pairs = find_pairs(told.people).to_pylist()

    assert pairs
    for row in pairs:
        parts = sum(value for name, value in row.items() if name.endswith("_weight"))
        assert row["one"] < row["other"]
        assert row["weight"] - parts == pytest.approx(
            -24.57, abs=0.1
        )  # the chance of any two persons, the same for all


def test_a_pair_is_found_once_and_stays_decided(twice: Any):
    pair = found(twice)

    actions.judge_two(pair=pair, reason="Hai chị em họ, đã gặp", by=None)
    again = actions.find_doubles(province=factories.vinh_long(), day=TODAY, by=None)

    assert (pair.one, pair.other) == twice
    assert again == {"found": 1, "new": 0, "known": 0, "gone": 0}
    assert DoublePair._base_manager.get().state == "two"
    with pytest.raises(Refused, match="đã được kết luận"):
        actions.judge_two(pair=pair, reason="lần nữa", by=None)


def test_an_unclear_pair_has_an_owner_and_a_day_that_is_to_come(twice: Any):
    pair = found(twice)

    with pytest.raises(Refused, match="đã qua"):
        actions.judge_unclear(pair=pair, owner=None, due_on=TODAY - timedelta(days=1), by=None)
    kept = actions.judge_unclear(pair=pair, owner=None, due_on=TODAY, by=None)

    assert (kept.state, kept.due_on) == ("unclear", TODAY)


def test_the_officer_sees_both_side_by_side_with_the_evidence_in_words(twice: Any):
    pair = found(twice)
    client = client_of("commune_officer", factories.long_duc_ward(), "xa")

    listed = client.get("/nguoi/trung/").content.decode()
    page = client.get(f"/nguoi/trung/{pair.pk}/").content.decode()

    assert "Trầm Thị Sóc Kha" in listed and "Tram Thi Soc Kha" in listed
    assert "một bên viết không dấu" in page and "Cùng ngày, tháng, năm sinh" in page
    assert "≈ gần giống" in page and "? thiếu" in page and "= giống" in page
    assert client.get(f"/nguoi/trung/{pair.pk}/gop/").status_code == 403
    answer = client.post(f"/nguoi/trung/{pair.pk}/", {"viec": "hai", "reason": "Đã gặp cả hai"})
    assert answer.status_code == 302 and DoublePair._base_manager.get().state == "two"


def test_a_pair_across_communes_is_the_provinces(twice: Any):
    Person._base_manager.filter(pk=twice[1].pk).update(commune=factories.cang_long(), personal_number="084158132456")
    pair = found(twice)

    commune = client_of("commune_officer", factories.long_duc_ward(), "xa").get(f"/nguoi/trung/{pair.pk}/")
    province = client_of("province_officer", factories.vinh_long(), "tinh").get(f"/nguoi/trung/{pair.pk}/")

    assert (commune.status_code, province.status_code) == (404, 200)


def test_a_merge_goes_from_the_page_of_one_hand_to_the_page_of_another(twice: Any):
    pair, province = found(twice), factories.vinh_long()
    officer, head = client_of("province_officer", province, "tinh"), client_of("province_head", province, "truong")
    first, second = twice

    told = {
        "stays": second.pk,
        "name": first.pk,
        "birth": first.pk,
        "personal_number": first.pk,
        "reason": "Cùng căn cước",
    }
    sent = officer.post(f"/nguoi/trung/{pair.pk}/gop/", {key: str(value) for key, value in told.items()})
    merge = PersonMerge._base_manager.get()
    own = officer.post(f"/nguoi/gop/{merge.pk}/", {"viec": "xac-nhan"})
    desks = [client.get("/").content.decode() for client in (officer, head)]
    done = head.post(f"/nguoi/gop/{merge.pk}/", {"viec": "xac-nhan"})

    assert ["/nguoi/gop/?tt=proposed" in desk for desk in desks] == [False, True]
    assert ["/nguoi/trung/?tt=waiting" in desk for desk in desks] == [True, False]
    assert "/nguoi/gop/?tt=proposed" not in head.get("/").content.decode()
    assert (sent.status_code, own.status_code, done.status_code) == (302, 200, 302)
    second.refresh_from_db()
    assert (second.name, str(second.birth), second.personal_number) == (
        "Trầm Thị Sóc Kha",
        "07/03/1958",
        "084158123456",
    )
    assert officer.get(f"/nguoi/{first.pk}/").url == f"/nguoi/{second.pk}/"
    assert "Tram Thi Soc Kha" not in officer.get("/nguoi/").content.decode()
    assert "Gỡ lần gộp" in head.get(f"/nguoi/gop/{merge.pk}/").content.decode()
    head.post(f"/nguoi/gop/{merge.pk}/", {"viec": "go", "reason": "Đã gặp cả hai"})
    second.refresh_from_db()
    assert second.name == "Tram Thi Soc Kha" and Person._base_manager.get(pk=first.pk).merged_into is None


def test_every_table_a_merge_moves_has_its_words():
    moved = {str(model._meta.label_lower) for model, _column, stays in links() if not stays}

    assert moved <= set(MOVED), moved - set(MOVED)


def test_a_newcomer_without_a_number_is_looked_for_first(twice: Any):
    Person._base_manager.filter(pk=twice[1].pk).delete()
    client = client_of("commune_officer", factories.long_duc_ward(), "xa")
    told = {"name": "Tram Thi Soc Kha", "birth": "07/03/1958", "sex": "f", "ethnicity": "5", "commune": "29242@2025"}

    asked = client.post("/nguoi/moi/", told)
    saved = client.post("/nguoi/moi/", told | {"is_new": "on"})

    page = asked.content.decode()
    assert asked.status_code == 422 and "Người có thể đã có trong sổ" in page and "Trầm Thị Sóc Kha" in page
    assert saved.status_code == 302 and Person._base_manager.count() == 2


def test_whoever_is_out_of_reach_is_told_by_commune_only(twice: Any):
    Person._base_manager.filter(pk=twice[1].pk).delete()
    client = client_of("commune_officer", factories.cang_long(), "xa")
    told = {"name": "Trầm Thị Sóc Kha", "birth": "07/03/1958", "sex": "f", "ethnicity": "5", "commune": "29266@2025"}

    page = client.post("/nguoi/moi/", told).content.decode()

    assert "Một người ở Phường Long Đức" in page and f"/nguoi/{twice[0].pk}/" not in page


def test_nobody_alike_means_no_question(twice: Any):
    with acting_as_system("thử"):
        assert possible_same(name="Lê Quang Vinh", birth=BirthDay(1990, 5, 5), sex="m") == []
        assert twice[0] in [one.person for one in possible_same(name="Trầm Thị Sóc Kha", birth=BORN, sex="f")]
