"""Titles from the decision that grants them to the one that stops them."""

from datetime import date

import pytest

from ansinh.benefits import actions, factories
from ansinh.benefits.actions import BenefitRefused
from ansinh.benefits.models import Title
from ansinh.core.access import NoAccess, acting_as
from ansinh.core.days import BirthDay
from ansinh.core.models import AuditEvent
from ansinh.people.factories import person

DECIDED = date(2025, 9, 18)


def decided(ward, day=DECIDED, number="20/QĐ-UBND"):
    return actions.record_decision(number=number, decided_on=day, province=ward.province, commune=ward.ward, by=None)


def test_a_title_is_drawn_from_the_month_of_its_decision(ward):
    someone, decision = person(), decided(ward)

    with acting_as(ward.officer):
        title = actions.grant_title(person=someone, category="older_poor_alone", decision=decision, by=ward.officer)

    assert (title.from_day, title.to_day, title.recorded_by) == (date(2025, 9, 1), None, ward.officer)
    event = AuditEvent.objects.filter(act="title.grant", subject=f"rights:{someone.pk}").get()
    assert (event.actor, event.detail["category"], event.place_id) == ("canbo", "older_poor_alone", ward.ward.pk)


@pytest.mark.parametrize(
    ("decided_on", "first"),
    [(date(2026, 9, 20), date(2026, 5, 1)), (date(2026, 10, 6), date(2026, 10, 1))],
    ids=["by Decree 20/2021 the certificate counts", "by Decree 335/2026 the decision counts"],
)
def test_a_disabled_person_draws_from_the_month_the_law_of_the_decision_names(ward, decided_on, first):
    someone, decision = person(), decided(ward, decided_on)
    actions.add_certificate(
        person=someone, number="KT 7", degree="severe", kind="sight", from_day=date(2026, 5, 14), by=None
    )

    title = actions.grant_title(person=someone, category="disabled_severe", decision=decision, by=None)

    assert title.from_day == first


def test_who_turns_80_draws_from_that_month_and_never_from_before_the_decree(ward):
    turned = person("Kim Thị Út", birth=BirthDay(1945, 3, 9))
    long_ago = person("Sơn Thị Bảy", birth=BirthDay(1930, 3, 9))
    told = {"category": "older_80_without_pension", "decision": decided(ward), "by": None}

    assert actions.grant_title(person=turned, **told).from_day == date(2025, 3, 1)
    assert actions.grant_title(person=long_ago, **told).from_day == date(2021, 7, 1)


def test_a_month_nobody_can_know_is_asked_for_not_guessed(ward):
    only_year, without_paper = person("Kim Thị Út", birth=BirthDay(1945)), person("Kim Văn Em", sex="m")

    with pytest.raises(BenefitRefused, match="chỉ biết năm sinh 1945"):
        actions.grant_title(person=only_year, category="older_80_without_pension", decision=decided(ward), by=None)
    with pytest.raises(BenefitRefused, match="chưa có giấy xác nhận khuyết tật mức «đặc biệt nặng»"):
        actions.grant_title(person=without_paper, category="disabled_extra_severe", decision=decided(ward), by=None)


@pytest.mark.parametrize(
    ("category", "fields", "said"),
    [
        ("war_invalid", {}, "cần tỷ lệ tổn thương cơ thể"),
        ("war_invalid", {"loss_rate": 20}, "phải từ 21 %"),
        ("sick_soldier", {"loss_rate": 0}, "không thể có"),
        ("relative_of_martyr", {}, "cần số liệt sĩ"),
        ("single_parent", {}, "cần số con"),
        ("disabled_parent", {}, "đang mang thai"),
        ("care_of_older", {}, "cần người được chăm sóc"),
        ("war_invalid_carer", {}, "đang hưởng diện người có công tương ứng"),
        ("lottery", {}, "không có trong danh mục"),
    ],
)
def test_a_title_without_what_its_category_needs_is_refused(ward, category, fields, said):
    someone, decision = person(), decided(ward)

    with pytest.raises(BenefitRefused, match=said):
        actions.grant_title(person=someone, category=category, decision=decision, by=None, **fields)

    assert not Title.objects.exists()


def test_the_dead_and_those_who_hold_the_title_are_refused_with_what_to_do(ward):
    dead = factories.dead(person("Kim Văn Mất", sex="m"), date(2025, 8, 1))
    holder = person("Kim Thị Có")
    factories.a_title(holder, "disabled_severe", 202401)

    with pytest.raises(BenefitRefused, match="ghi chết ngày 01/08/2025"):
        actions.grant_title(person=dead, category="hiv_poor", decision=decided(ward), by=None)
    for category in ("disabled_severe", "disabled_extra_severe"):
        with pytest.raises(BenefitRefused, match="đang hưởng «Người khuyết tật nặng» từ 01/2024"):
            actions.grant_title(person=holder, category=category, decision=decided(ward), from_month=202509, by=None)


def test_a_carer_needs_an_invalid_from_81_percent(ward):
    someone, decision = person(), decided(ward)
    title = factories.a_title(someone, "war_invalid", 202401, loss_rate=61)

    with pytest.raises(BenefitRefused, match="cần tỷ lệ từ 81 %; Thạch Thị Sa Rây có 61 %"):
        actions.grant_title(person=someone, category="war_invalid_carer", decision=decision, by=None)
    actions.change_title(
        title=title, from_month=202508, decision=decision, changes={"loss_rate": 85}, reason="giám định lại", by=None
    )

    assert actions.grant_title(person=someone, category="war_invalid_carer", decision=decision, by=None).pk


def test_a_change_is_a_new_row_that_names_the_old(ward):
    someone, decision = person(), decided(ward)
    old = factories.a_title(someone, "disabled_severe", 202401)

    new = actions.change_title(
        title=old, from_month=202510, decision=decision, changes={"category": "disabled_extra_severe"}, reason="xác định lại", by=None
    )  # fmt: skip

    old.refresh_from_db()
    assert (old.category, old.to_day, old.stop_reason) == ("disabled_severe", date(2025, 10, 1), "other_group")
    assert (new.category, new.from_day, new.replaces_id) == ("disabled_extra_severe", date(2025, 10, 1), old.pk)
    with pytest.raises(BenefitRefused, match="đã thôi hưởng từ 10/2025"):
        actions.change_title(title=old, from_month=202511, decision=decision, changes={}, reason="nữa", by=None)


@pytest.mark.parametrize(
    ("reason", "first_not_drawn"), [("no_longer_eligible", date(2025, 10, 1)), ("wrong", date(2025, 9, 1))]
)
def test_a_stop_counts_from_the_month_after_and_a_wrong_grant_from_its_month(ward, reason, first_not_drawn):
    title = factories.a_title(person(), "hiv_poor", 202401)

    actions.stop_title(title=title, reason=reason, event_on=date(2025, 9, 12), decision=decided(ward), by=None)

    assert Title.objects.get().to_day == first_not_drawn


def test_a_stop_needs_a_decision_unless_somebody_died_and_is_not_said_twice(ward):
    title = factories.a_title(person(), "hiv_poor", 202401)

    with pytest.raises(BenefitRefused, match="phải có quyết định"):
        actions.stop_title(title=title, reason="refused", event_on=date(2025, 9, 12), by=None)
    actions.stop_title(title=title, reason="dead", event_on=date(2025, 9, 12), by=None)

    with pytest.raises(BenefitRefused, match="đã thôi hưởng từ 10/2025"):
        actions.stop_title(title=title, reason="dead", event_on=date(2025, 9, 30), by=None)


@pytest.mark.parametrize("is_paid_back", [True, False])
def test_a_suspension_ends_with_or_without_the_months_it_held_back(ward, is_paid_back):
    title = factories.a_title(person(), "hiv_poor", 202401)
    actions.suspend_title(title=title, reason="not_collected", from_month=202506, by=None)

    with pytest.raises(BenefitRefused, match="đang tạm dừng từ 06/2025"):
        actions.suspend_title(title=title, reason="not_collected", from_month=202507, by=None)
    with pytest.raises(BenefitRefused, match="tháng hưởng lại phải sau đó"):
        actions.resume_title(title=title, from_month=202506, is_paid_back=True, by=None)
    actions.resume_title(title=title, from_month=202509, is_paid_back=is_paid_back, by=None)

    held = title.suspensions.get()
    assert (held.from_day, held.to_day, held.is_paid_back) == (date(2025, 6, 1), date(2025, 9, 1), is_paid_back)


def test_a_stop_ends_the_suspension_too(ward):
    title = factories.a_title(person(), "hiv_poor", 202401)
    actions.suspend_title(title=title, reason="refuses_reassessment", from_month=202506, by=None)

    actions.stop_title(
        title=title, reason="suspended_too_long", event_on=date(2025, 9, 1), from_month=202509, decision=decided(ward), by=None
    )  # fmt: skip

    assert title.suspensions.get().to_day == date(2025, 9, 1)


def test_a_commune_officer_cannot_touch_another_commune(ward):
    theirs = person(commune=ward.beside)
    title = factories.a_title(theirs, "older_80_without_pension", 202507)
    decision = decided(ward)

    with acting_as(ward.officer):
        for attempt in (
            lambda: actions.grant_title(person=theirs, category="single_parent", child_count=1, decision=decision, by=ward.officer),
            lambda: actions.stop_title(title=title, reason="dead", event_on=DECIDED, by=ward.officer),
            lambda: actions.suspend_title(title=title, reason="feed", from_month=202509, by=ward.officer),
            lambda: actions.set_channel(person=theirs, kind="cash", provider="VNPOST", from_day=DECIDED, by=ward.officer),
            lambda: actions.record_decision(
                number="1", decided_on=DECIDED, province=ward.province, commune=ward.beside, by=ward.officer
            ),
        ):  # fmt: skip
            with pytest.raises(NoAccess, match="ngoài phạm vi"):
                attempt()
        assert not Title.objects.exists()

    with acting_as(ward.chief):
        assert Title.objects.get() == title
    with acting_as(ward.other), pytest.raises(NoAccess, match="thay người khác"):
        actions.stop_title(title=title, reason="dead", event_on=DECIDED, by=ward.officer)


def test_the_same_decision_is_recorded_once(ward):
    assert decided(ward) == decided(ward)
    with pytest.raises(BenefitRefused, match="Thiếu số quyết định"):
        decided(ward, number="  ")


def test_a_relative_stands_for_martyrs_who_are_registered_once(ward):
    told = {"name": "Kim Văn Thạch", "commune": ward.ward, "award_number": "TQ 123", "by": None}
    martyr = actions.register_martyr(**told)

    title = actions.grant_title(
        person=person(),
        category="relative_of_martyr",
        martyr_count=1,
        martyrs=[martyr],
        decision=decided(ward),
        by=None,
    )

    assert list(title.martyrs.all()) == [martyr]
    with pytest.raises(BenefitRefused, match="số «TQ 123» đã có: liệt sĩ Kim Văn Thạch"):
        actions.register_martyr(**told)
