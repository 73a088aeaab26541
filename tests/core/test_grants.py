"""Rights given, ended and lent: what may stand beside what, and what the trail says of who acted in whose place."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from ansinh.core import audit, grants
from ansinh.core.access import NoAccess, acting_as, acting_as_system, current_scope, must_hold
from ansinh.core.models import AuditEvent, Grant
from ansinh.core.roles import EVERY_ROLE, FIELDS, LEVELS, SIGNING_ROLES, VERBS, WRITING_ROLES
from ansinh.people.factories import cang_long, person
from ansinh.people.models import Person

DAY = date(2026, 11, 23)
LATER = date(2026, 12, 31)


@pytest.fixture
def there(db: Any) -> SimpleNamespace:
    with acting_as_system("chuẩn bị thử nghiệm"):
        commune = cang_long()
        person(commune=commune)
    users = get_user_model().objects
    return SimpleNamespace(
        commune=commune,
        province=commune.province_id,
        an=users.create_user("an"),
        binh=users.create_user("binh"),
        chief=users.create_user("chief"),
    )


def given(user: Any, role: str, place_id: str, **told: Any) -> Grant:
    with acting_as_system("cấp quyền"):
        return grants.give(user=user, role=role, place_id=place_id, from_day=told.pop("from_day", DAY), by=None, **told)


def test_every_role_is_declared_in_known_words() -> None:
    assert len({role.key for role in EVERY_ROLE}) == len(EVERY_ROLE) == 14
    for role in EVERY_ROLE:
        assert role.may and role.may <= set(VERBS)
        assert role.level in LEVELS
        assert set(role.fields) <= set(FIELDS)


def test_no_role_enters_and_approves() -> None:
    assert {"commune_officer", "province_officer"} == WRITING_ROLES
    assert {"commune_leader", "province_head", "province_leader"} == SIGNING_ROLES
    assert not [role for role in EVERY_ROLE if {"enter", "approve"} <= role.may]


def test_who_enters_a_place_is_refused_to_approve_it_and_told_which_grant_stands_in_the_way(there: Any) -> None:
    given(there.an, "commune_officer", there.commune.pk)

    with pytest.raises(grants.GrantRefused, match=r"Cán bộ xã.*người nhập không được duyệt"):
        given(there.an, "commune_leader", there.commune.pk)
    with pytest.raises(grants.GrantRefused, match="người nhập không được duyệt"):
        given(there.an, "province_leader", there.province)


def test_two_hands_of_different_fields_or_different_days_may_be_one_person(there: Any) -> None:
    given(there.an, "province_officer", there.province, field="merit", to_day=LATER)

    given(there.an, "province_head", there.province, field="assistance")
    given(there.an, "province_leader", there.province, from_day=LATER)

    assert not list(grants.two_hands_in_one(DAY))


def test_two_hands_that_came_past_the_check_are_found(there: Any) -> None:
    for role in ("commune_officer", "commune_leader"):
        Grant.objects.create(user=there.an, role=role, place_id=there.commune.pk, from_day=DAY)

    found = [(enters.role, approves.role) for enters, approves in grants.two_hands_in_one(DAY)]

    assert found == [("commune_officer", "commune_leader")]


def test_a_grant_must_fit_its_role(there: Any) -> None:
    for role, place, told in (
        ("commune_officer", there.province, "cấp xã"),
        ("province_leader", there.commune.pk, "cấp tỉnh"),
        ("auditor", "", "cần một địa bàn"),
        ("provider", there.province, "mã đơn vị chi trả"),
        ("employer", there.province, "mã số thuế"),
    ):
        with pytest.raises(grants.GrantRefused, match=told):
            given(there.an, role, place)
    with pytest.raises(grants.GrantRefused, match="không làm lĩnh vực"):
        given(there.an, "one_stop", there.commune.pk, field="merit")


def test_sensitive_rows_are_opened_by_name_and_for_a_time_only(there: Any) -> None:
    with pytest.raises(grants.GrantRefused, match="phải có ngày hết hạn"):
        given(there.an, "auditor", there.province, sees_sensitive=True)
    with pytest.raises(IntegrityError, match="sensitive_grant_has_an_end"), transaction.atomic():
        Grant.objects.create(user=there.an, role="auditor", place_id="84", from_day=DAY, sees_sensitive=True)


def test_only_the_administrator_gives_rights(there: Any) -> None:
    given(there.chief, "administrator", "")
    given(there.binh, "province_leader", there.province)

    with acting_as(there.binh, DAY), pytest.raises(NoAccess, match="Quản trị hệ thống"):
        grants.give(user=there.an, role="auditor", place_id=there.province, from_day=DAY, by=there.binh)
    with acting_as(there.chief, DAY):
        grants.give(user=there.an, role="auditor", place_id=there.province, from_day=DAY, by=there.chief)

    assert AuditEvent.objects.filter(act="give_grant", actor="chief", subject="user:an").exists()


def test_a_right_is_held_for_its_field_where_the_field_is_asked(there: Any) -> None:
    given(there.an, "province_officer", there.province, field="merit")

    with acting_as(there.an, DAY):
        must_hold("province_officer")
        must_hold("province_officer", field="merit")
        with pytest.raises(NoAccess, match="lĩnh vực giảm nghèo"):
            must_hold("province_officer", field="poverty")


def test_what_one_role_reaches_another_does_not_borrow(there: Any) -> None:
    given(there.an, "auditor", there.province)
    given(there.an, "commune_officer", there.commune.pk)

    with acting_as(there.an, DAY):
        writes = must_hold(*WRITING_ROLES)

        assert current_scope().reaches("xã khác", there.province)
        assert not writes.reaches("xã khác", there.province)
        assert writes.reaches(there.commune.pk, there.province)


def test_who_is_away_lends_the_right_and_the_trail_says_in_whose_place(there: Any) -> None:
    own = given(there.an, "province_leader", there.province)
    with acting_as(there.an, DAY):
        grants.delegate(grant=own, to=there.binh, from_day=DAY, to_day=LATER, stands_aside=True, by=there.an)

    with acting_as(there.binh, DAY), transaction.atomic():
        must_hold("province_leader")
        event = audit.record("sign", "thử")
    with acting_as(there.an, DAY):
        away = current_scope().roles
    with acting_as(there.an, LATER):
        back = current_scope().roles
    with acting_as(there.binh, LATER):
        over = current_scope().roles

    assert event.actor == "binh" and event.capacity == "Lãnh đạo cấp tỉnh, thay mặt an"
    assert (away, back, over) == (frozenset(), {"province_leader"}, frozenset())


def test_who_lends_without_standing_aside_goes_on_acting(there: Any) -> None:
    own = given(there.an, "province_leader", there.province)
    with acting_as(there.an, DAY):
        grants.delegate(grant=own, to=there.binh, from_day=DAY, to_day=LATER, by=there.an)

        assert current_scope().roles == {"province_leader"}
    with acting_as(there.an, DAY):
        must_hold("province_leader")


def test_a_lent_right_does_not_make_two_hands_is_not_lent_on_and_ends_with_its_own(there: Any) -> None:
    own = given(there.an, "province_leader", there.province)
    given(there.chief, "province_officer", there.province)
    with acting_as(there.an, DAY):
        with pytest.raises(grants.GrantRefused, match="người nhập không được duyệt"):
            grants.delegate(grant=own, to=there.chief, from_day=DAY, to_day=LATER, by=there.an)
        lent = grants.delegate(grant=own, to=there.binh, from_day=DAY, to_day=LATER, by=there.an)
    with acting_as(there.binh, DAY), pytest.raises(grants.GrantRefused, match="không ủy tiếp"):
        grants.delegate(grant=lent, to=there.chief, from_day=DAY, to_day=LATER, by=there.binh)
    with acting_as_system("kết thúc"):
        grants.end(grant=own, on=DAY + timedelta(days=3), reason="chuyển công tác", by=None)

    with acting_as(there.binh, DAY + timedelta(days=3)):
        assert current_scope().roles == frozenset()


def test_nobody_lends_the_right_of_another(there: Any) -> None:
    own = given(there.an, "province_leader", there.province)

    with acting_as(there.binh, DAY), pytest.raises(NoAccess):
        grants.delegate(grant=own, to=there.binh, from_day=DAY, to_day=LATER, by=there.binh)


@pytest.mark.parametrize("role", ["administrator", "citizen", "provider", "employer"])
def test_roles_without_people_reach_no_row_whatever_place_stands_in_the_grant(there: Any, role: str) -> None:
    Grant.objects.create(user=there.an, role=role, place_id=there.province, from_day=DAY)

    with acting_as(there.an, DAY):
        assert not Person.objects.exists()
        assert not current_scope().reaches(there.commune.pk, there.province)
