"""The acts on persons and households: what they do, what they refuse, the trace they leave."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansinh.core.access import NoAccess, acting_as
from ansinh.core.audit import broken_links
from ansinh.core.days import BirthDay
from ansinh.core.models import AuditEvent
from ansinh.people import actions, factories
from ansinh.people.actions import Refused
from ansinh.people.models import (
    Household,
    Person,
    ids_by_name,
    issued_to,
    padded,
    personal_number_faults,
    search_made_afterwards,
    search_words,
)
from ansinh.people.words import BIRTH_PROVINCES, ETHNICITIES

pytestmark = pytest.mark.usefixtures("system")
DAY = date(2026, 3, 1)


def members(household: Household) -> dict[str, str]:
    return dict(household.memberships.filter(to_day=None).values_list("person__name", "role"))


def member(household: Household, name: str) -> Person:
    return household.memberships.get(to_day=None, person__name=name).person


def test_a_registered_person_leaves_a_trace_and_can_be_found_without_diacritics() -> None:
    person = factories.person("Đặng Thị Ngọc Ánh")

    assert ids_by_name(search_words("ngoc anh dang")) == [person.pk]
    assert AuditEvent.objects.get(subject=f"person:{person.pk}").act == "person.register"
    assert not list(broken_links())


def test_people_loaded_while_the_search_is_set_aside_are_found_afterwards() -> None:
    with search_made_afterwards():
        person = factories.person("Đặng Thị Ngọc Ánh")
    later = factories.person("Đặng Văn Ngọc")

    assert ids_by_name(["ngoc"]) == [person.pk, later.pk]


def test_a_corrected_name_is_found_and_the_old_one_no_longer() -> None:
    person = factories.person("Đặng Thị Ngọc Ánh")

    actions.correct_person(person=person, changes={"name": "Đặng Thị Bích"}, reason="theo giấy khai sinh", by=None)

    assert ids_by_name(["bich"]) == [person.pk] and ids_by_name(["anh"]) == []
    event = AuditEvent.objects.get(act="person.correct")
    assert event.detail == {"name": ["Đặng Thị Ngọc Ánh", "Đặng Thị Bích"]} and event.reason == "theo giấy khai sinh"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "Bích"}, "«Bích» chưa đủ họ và tên"),
        ({"birth": BirthDay(2090)}, "«2090» không thể có"),
        ({"ethnicity": 77}, "«77» không có"),
        ({"personal_number": "084081000001"}, "năm sinh ghi là 1980"),
        ({"died_on": DAY}, "died_on"),
        ({"sex": "f"}, "Không có gì thay đổi"),
    ],
)
def test_a_wrong_correction_is_refused_with_its_value_and_nothing_is_written(changes: dict, said: str) -> None:
    person = factories.person()
    before = Person.objects.values().get(pk=person.pk)

    with pytest.raises(Refused, match=said):
        actions.correct_person(person=person, changes=changes, reason="thử", by=None)

    assert Person.objects.values().get(pk=person.pk) == before
    assert not AuditEvent.objects.filter(act="person.correct").exists()


def test_a_number_belongs_to_one_person() -> None:
    factories.person(personal_number="084180000002")

    with pytest.raises(Refused, match="«084180000002» đã là của Thạch Thị Sa Rây"):
        factories.person("Kim Thị Hoa", personal_number="084180000002")


def test_a_number_held_elsewhere_does_not_tell_whose_it_is() -> None:
    factories.person(personal_number="084180000002", commune=factories.cang_long())
    user = factories.officer(factories.long_duc_ward())

    with acting_as(user), pytest.raises(Refused, match="đã có trong sổ của Xã Càng Long") as refusal:
        factories.person("Kim Thị Hoa", personal_number="084180000002", by=user)

    assert "Sa Rây" not in str(refusal.value)


def test_a_household_has_its_members_roles_and_residence() -> None:
    household = factories.household()

    assert members(household) == {
        "Kim Văn Sóc": "head", "Thạch Thị Sa Rây": "spouse", "Kim Thị Chanh Đa": "child", "Kim Minh Đức": "child",
    }  # fmt: skip
    assert household.residences.get().hamlet == "Ấp Vĩnh Hội"


def test_nobody_is_in_two_households() -> None:
    first, second = factories.household(), factories.household("Lâm Thị Út")

    with pytest.raises(Refused, match=f"đang là con ở hộ {first.code}"):
        actions.join_household(
            person=member(first, "Kim Minh Đức"), household=second, role="other", from_day=DAY, by=None
        )


def test_a_split_leaves_both_households_whole_and_linked() -> None:
    household = factories.household()
    head, child = member(household, "Thạch Thị Sa Rây"), member(household, "Kim Minh Đức")

    new = actions.split_household(
        household=household, members=[child], head=head, day=DAY, roles={child.pk: "child"}, by=None
    )

    assert members(new) == {"Thạch Thị Sa Rây": "head", "Kim Minh Đức": "child"}
    assert members(household) == {"Kim Văn Sóc": "head", "Kim Thị Chanh Đa": "child"}
    assert (new.split_from, new.hamlet) == (household, household.hamlet)
    assert household.memberships.get(person=head).to_day == DAY


def test_a_head_cannot_split_off_nor_leave_while_others_stay() -> None:
    household = factories.household()
    head = household.head
    assert head is not None

    with pytest.raises(Refused, match="Đổi chủ hộ trước"):
        actions.split_household(household=household, members=[], head=head, day=DAY, by=None)
    with pytest.raises(Refused, match="Chọn chủ hộ mới trước"):
        actions.leave_household(person=head, to_day=DAY, by=None)


def test_the_last_one_out_ends_the_household() -> None:
    person = factories.person(widowed=True)
    household = person.memberships.get().household

    actions.leave_household(person=person, to_day=DAY, by=None)

    household.refresh_from_db()
    assert household.to_day == DAY and household.residences.get().to_day == DAY


def test_a_merge_moves_all_members_and_names_the_household_they_went_to() -> None:
    first, second = factories.household(), factories.household("Lâm Thị Út")

    actions.merge_households(household=second, into=first, day=DAY, by=None)

    second.refresh_from_db()
    assert (second.to_day, second.merged_into) == (DAY, first)
    assert members(first)["Lâm Thị Út"] == "other" and members(second) == {}


def test_a_merged_household_takes_no_more_acts() -> None:
    first, second = factories.household(), factories.household("Lâm Thị Út")
    actions.merge_households(household=second, into=first, day=DAY, by=None)
    second.refresh_from_db()

    with pytest.raises(Refused, match="đã chấm dứt từ 01/03/2026"):
        actions.move_household(household=second, commune=factories.cang_long(), day=DAY + timedelta(days=1), by=None)


def test_a_move_keeps_where_the_household_lived_and_takes_its_members_along() -> None:
    household = factories.household()

    actions.move_household(household=household, commune=factories.cang_long(), hamlet="Ấp 4", day=DAY, by=None)

    told = [(r.commune_id, r.hamlet, r.from_day, r.to_day) for r in household.residences.order_by("id")]
    assert told == [("29242@2025", "Ấp Vĩnh Hội", date(2025, 7, 1), DAY), ("29266@2025", "Ấp 4", DAY, None)]
    assert set(Person.objects.values_list("commune_id", flat=True)) == {"29266@2025"}


def test_an_officer_hands_a_household_over_to_another_commune_with_all_its_members() -> None:
    household = factories.household()
    user = factories.officer(factories.long_duc_ward())
    new = factories.cang_long()

    with acting_as(user):
        actions.move_household(household=household, commune=new, day=DAY, by=user)
        assert not Household.objects.exists()

    assert set(Person.objects.values_list("commune_id", flat=True)) == {new.pk}


def test_a_new_head_is_one_of_the_members_and_the_old_one_stays() -> None:
    household = factories.household()
    wife = member(household, "Thạch Thị Sa Rây")

    actions.change_head(household=household, head=wife, day=DAY, role_of_old="spouse", by=None)

    assert household.head == wife
    assert members(household)["Kim Văn Sóc"] == "spouse" and members(household)["Thạch Thị Sa Rây"] == "head"
    assert wife.memberships.count() == 2
    with pytest.raises(Refused, match="không phải thành viên"):
        actions.change_head(household=household, head=factories.person("Lê Thị Bảy"), day=DAY, by=None)


def test_a_dead_head_is_followed_by_the_one_named() -> None:
    household = factories.household()
    head, wife = household.head, member(household, "Thạch Thị Sa Rây")
    assert head is not None

    with pytest.raises(Refused, match="Chọn chủ hộ mới"):
        actions.record_death(person=head, died_on=DAY, by=None)
    actions.record_death(person=head, died_on=DAY, new_head=wife, by=None)

    household.refresh_from_db()
    assert household.head == wife and "Kim Văn Sóc" not in members(household)
    assert Person.objects.get(pk=head.pk).died_on == DAY
    with pytest.raises(Refused, match="đã được ghi chết ngày 01/03/2026"):
        actions.record_death(person=head, died_on=DAY, by=None)


@pytest.mark.parametrize(
    ("died_on", "said"), [(date(1970, 1, 1), "trước năm sinh 1980"), (date(2999, 1, 1), "ở sau hôm nay")]
)
def test_a_death_that_cannot_be_is_refused(died_on: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.record_death(person=factories.person(), died_on=died_on, by=None)


def test_an_officer_of_another_commune_and_a_leader_cannot_act() -> None:
    household = factories.household()
    elsewhere = factories.officer(factories.cang_long(), name="noikhac")
    leader = factories.officer(factories.long_duc_ward(), name="lanhdao", role="commune_leader")

    for user in (elsewhere, leader):
        with acting_as(user), pytest.raises(NoAccess):
            actions.move_household(household=household, commune=factories.cang_long(), day=DAY, by=user)
    with (
        acting_as(factories.officer(factories.long_duc_ward(), name="dung")),
        pytest.raises(NoAccess, match="thay người khác"),
    ):
        actions.move_household(household=household, commune=factories.cang_long(), day=DAY, by=elsewhere)


@given(
    province=st.sampled_from(sorted(BIRTH_PROVINCES)),
    sex=st.sampled_from("mf"),
    year=st.integers(1900, 2099),
    tail=st.integers(0, 999_999),
)
def test_a_number_made_by_the_law_has_no_fault_and_tells_its_parts(
    province: str, sex: str, year: int, tail: int
) -> None:
    number = f"{province}{(year // 100 - 19) * 2 + (sex == 'f')}{year % 100:02d}{tail:06d}"

    assert personal_number_faults(number, sex=sex, birth_year=year) == []
    told = issued_to(number)
    assert (told.sex, told.birth_year, told.province) == (sex, year, BIRTH_PROVINCES[province])
    assert padded(number.lstrip("0"), sex=sex, birth_year=year) == number


def test_there_are_54_ethnic_groups_and_63_provinces_of_birth() -> None:
    assert list(ETHNICITIES) == list(range(1, 56)) and ETHNICITIES[5][0] == "Khmer" and ETHNICITIES[54][0] == "Rơ Măm"
    assert len(BIRTH_PROVINCES) == 63
