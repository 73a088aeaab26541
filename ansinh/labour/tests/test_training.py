"""The acts on vocational training: who learns, what is paid by the rule, what work they have after."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.labour.actions import training
from ansinh.labour.actions.training import TrainingRefused
from ansinh.labour.factories import a_course, a_graduate, a_learner, an_institution, an_organisation
from ansinh.labour.jobs.training import support_of
from ansinh.labour.models import Enrolment, InstitutionStaff, Placement, TrainingPayment
from ansinh.people.factories import cang_long, long_duc_ward, officer, person, vinh_long

pytestmark = pytest.mark.usefixtures("system")
PAID: dict[str, Any] = {"paid_on": date(2026, 6, 1), "decision": "15/QĐ-SLĐ", "decided_on": date(2026, 5, 20)}


@pytest.fixture
def system(db: Any) -> Iterator[None]:
    with acting_as_system("thử nghiệm"):
        yield


def _pay(enrolment: Enrolment, **more: Any) -> TrainingPayment:
    told = {"tuition_dong": 3_000_000, "meals_dong": 900_000, "travel_dong": 0} | PAID | more
    return training.pay_support(enrolment=enrolment, **told, by=None)


def test_a_learner_of_a_poor_household_is_paid_the_course_meals_and_no_travel_when_near() -> None:
    learner = a_graduate(group="poor", distance_km=3, days_attended=30)

    support = support_of(learner, day=date(2026, 5, 20))

    assert [due for due, _label in support.parts.values()] == [3_000_000, 900_000, 0]
    assert support.total == 3_900_000
    assert "Tiền ăn mỗi ngày thực học: 30.000 đồng/ngày (QĐ 46/2015/QĐ-TTg" in support.trace.as_text()
    assert support.unverified == ("nhóm được hỗ trợ tiền ăn, tiền đi lại",)


def test_more_than_the_rule_gives_is_refused_and_so_is_what_cannot_be_worked_out() -> None:
    learner = a_graduate(group="poor", distance_km=3, days_attended=30)
    unknown = a_graduate(group="poor", distance_km=None, days_attended=30)

    with pytest.raises(
        TrainingRefused, match=r"Chi phí đào tạo được hỗ trợ 3\.000\.001 đồng vượt mức 3\.000\.000 đồng"
    ):
        _pay(learner, tuition_dong=3_000_001)
    with pytest.raises(TrainingRefused, match="Chưa tính được tiền đi lại: chưa biết nơi học cách nơi cư trú"):
        _pay(unknown, travel_dong=200_000)

    assert _pay(learner).amount_dong == 3_900_000


def test_a_person_is_supported_once_and_told_where_and_when_else_again_with_its_reason() -> None:
    first = a_graduate(group="poor", distance_km=3, days_attended=30)
    _pay(first)
    second = a_graduate(
        who=first.person, course=a_course(name="Điện dân dụng"), group="poor", distance_km=3, days_attended=30
    )

    with pytest.raises(
        TrainingRefused, match=r"lớp «May công nghiệp» ở Trường Trung cấp .*chi ngày 01/06/2026 theo 15/QĐ-SLĐ"
    ):
        _pay(second)
    again = _pay(second, again_because="mất việc do doanh nghiệp giải thể, CV 12/UBND")

    assert again.again_because.startswith("mất việc")
    training.cancel_payment(payment=again, reason="ghi nhầm", by=None)
    assert TrainingPayment._base_manager.filter(cancelled_because="").count() == 1


def test_a_graduate_who_found_work_makes_a_placement_and_a_job_kept_since_is_not_made_twice() -> None:
    one, other = a_graduate(), a_graduate()
    worked = {"checked_on": date(2026, 7, 1), "started_on": date(2026, 6, 10)}

    training.record_work_after(enrolment=one, employed_after="hired", employer="Công ty May 1", by=None, **worked)
    kept = Placement.objects.create(
        person=other.person, started_on=date(2026, 6, 20), destination="local", channel="exchange", employer="Công ty A",
        commune=other.commune, province=other.province,
    )  # fmt: skip
    training.record_work_after(enrolment=other, employed_after="hired", employer="Công ty A", by=None, **worked)

    made = Enrolment.objects.get(pk=one.pk).placement
    assert made is not None and (made.channel, made.occupation, made.employer) == ("training", "8153", "Công ty May 1")
    assert Enrolment.objects.get(pk=other.pk).placement == kept
    assert Placement.objects.count() == 2


def test_who_did_not_graduate_has_no_work_after_and_results_are_told_once() -> None:
    learner = a_learner()

    with pytest.raises(TrainingRefused, match="chưa ghi tốt nghiệp"):
        training.record_work_after(enrolment=learner, employed_after="own", checked_on=date(2026, 7, 1), by=None)
    training.record_result(enrolment=learner, result="left", finished_on=date(2026, 4, 1), by=None)

    with pytest.raises(TrainingRefused, match="đã ghi «bỏ học» ngày 01/04/2026"):
        training.record_result(enrolment=learner, result="graduated", finished_on=date(2026, 5, 1), by=None)


def test_a_full_class_a_dead_person_and_a_second_enrolment_are_refused() -> None:
    course = a_course(places=1)
    learner = a_learner(course=course)

    with pytest.raises(TrainingRefused, match="đã có trong lớp"):
        a_learner(who=learner.person, course=course)
    with pytest.raises(TrainingRefused, match="đã đủ 1 người"):
        a_learner(course=course)

    training.cancel_enrolment(enrolment=learner, reason="ghi nhầm người", by=None)
    assert a_learner(course=course).pk


def test_an_officer_enrols_the_people_of_their_commune_only() -> None:
    course = a_course()
    there, beside = person("Kim Văn Một"), person("Kim Văn Hai", commune=cang_long())
    clerk = officer(long_duc_ward())

    with acting_as(clerk):
        enrolled = training.enrol(course=course, person=there, enrolled_on=date(2026, 3, 2), by=clerk)
        with pytest.raises(NoAccess, match="ngoài phạm vi"):
            training.enrol(course=course, person=beside, enrolled_on=date(2026, 3, 2), by=clerk)
        with pytest.raises(NoAccess, match="cần vai trò"):
            _pay(enrolled)

    assert AuditEvent.objects.get(act="enrolment.add").actor == clerk.get_username()


def test_staff_are_told_as_totals_and_kept_as_cells_that_add_up() -> None:
    told: dict[str, Any] = {
        "institution": an_institution(),
        "commune": long_duc_ward(),
        "year": 2025,
        "role": "teacher",
    }
    told |= {"contract": "permanent", "level": "university"}

    training.tell_staff(**told, total=40, women=22, minority=9, minority_women=5, by=None)
    training.tell_staff(**told, total=41, women=22, minority=9, minority_women=5, by=None)

    cells = {(one.is_female, one.is_minority): one.number for one in InstitutionStaff.objects.all()}
    assert cells == {(True, True): 5, (True, False): 17, (False, True): 4, (False, False): 15}
    with pytest.raises(TrainingRefused, match="Số người không khớp"):
        training.tell_staff(**told, total=10, women=12, by=None)


def test_a_partnership_is_registered_by_an_enterprise_then_signed_once() -> None:
    enterprise = an_organisation("Công ty May Trà Vinh", kind="private_enterprise")
    with pytest.raises(TrainingRefused, match="không phải doanh nghiệp"):
        training.register_partnership(
            enterprise=an_organisation("UBND phường", kind="public_body"), registered_on=date(2026, 1, 5), by=None
        )

    partnership = training.register_partnership(enterprise=enterprise, registered_on=date(2026, 1, 5), by=None)
    with pytest.raises(TrainingRefused, match="trước ngày đăng ký"):
        training.sign_framework(partnership=partnership, signed_on=date(2026, 1, 4), by=None)
    signed = training.sign_framework(
        partnership=partnership, signed_on=date(2026, 2, 4), contract_number="01/HĐNT", by=None
    )

    assert signed.framework_signed_on == date(2026, 2, 4)
    with pytest.raises(TrainingRefused, match="Đã ghi ký"):
        training.sign_framework(partnership=partnership, signed_on=date(2026, 3, 4), by=None)


def test_money_told_again_takes_the_place_of_the_old_and_leaves_it_in_the_trail() -> None:
    key = {
        "commune": long_duc_ward(),
        "year": 2025,
        "month": 12,
        "source": "central",
        "nature": "recurrent",
        "programme": "ntp_poverty",
    }

    training.tell_spending(**key, allotted_dong=5_000_000_000, spent_dong=1_000_000_000, by=None)
    row = training.tell_spending(**key, allotted_dong=5_000_000_000, spent_dong=4_000_000_000, by=None)

    assert row.spent_dong == 4_000_000_000 and row.province_id == vinh_long().pk
    assert (AuditEvent.objects.filter(act="training.money").latest("pk").before or {})["spent_dong"] == 1_000_000_000
