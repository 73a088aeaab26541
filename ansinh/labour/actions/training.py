"""Acts on vocational training: institutions and their staff, courses, learners, what they are paid, partnerships, money, school leavers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import must_reach
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.core.numbers import grouped
from ansinh.labour import words
from ansinh.labour.actions.placements import WRITERS, PlacementRefused, act, record_placement
from ansinh.labour.jobs.training import Support, support_of, supported_before, times_allowed
from ansinh.labour.models import (
    Course,
    Enrolment,
    Institution,
    InstitutionStaff,
    Partnership,
    Placement,
    SchoolLeavers,
    TrainingPayment,
    TrainingSpending,
)
from ansinh.people.models import Organisation, Person
from ansinh.people.words import ENTERPRISES
from ansinh.places.models import Place

PROVINCE = ("province_officer",)
WORKS = ("hired", "own")


class TrainingRefused(ValueError):
    """An act on training that may not be done; the message says why, with the value, and what to do."""


@act(*PROVINCE)
def register_institution(
    *, organisation: Organisation, kind: str, is_public: bool, managed_by: str, from_day: date, licence: str = "", by: Any
) -> Institution:  # fmt: skip
    """An organisation of the register becomes an institution that teaches trades. Raises TrainingRefused, NoAccess."""
    must_reach(organisation, organisation.commune_id, organisation.province_id)
    institution = Institution(
        organisation=organisation, kind=kind, is_public=is_public, managed_by=managed_by, licence=clean_text(licence)[:60], from_day=from_day
    )  # fmt: skip
    _keep(institution)
    _trace("institution.register", institution, organisation.commune_id, kind=kind, name=organisation.name)
    return institution


@act(*PROVINCE)
def close_institution(*, institution: Institution, to_day: date, reason: str, by: Any) -> Institution:
    """It teaches no more from a day on. Raises TrainingRefused, NoAccess."""
    found = Institution._base_manager.select_for_update(of=("self",)).select_related("organisation").get(pk=institution.pk)  # fmt: skip
    must_reach(found, found.organisation.commune_id, found.organisation.province_id)
    if found.to_day:
        raise TrainingRefused(f"«{found}» đã ghi thôi hoạt động từ {vietnamese_day(found.to_day)}.")
    if to_day <= found.from_day:
        raise TrainingRefused(
            f"Ngày thôi {vietnamese_day(to_day)} phải sau ngày bắt đầu {vietnamese_day(found.from_day)}. Xem lại ngày."
        )
    found.to_day = to_day
    found.save(update_fields=["to_day"])
    _trace("institution.close", found, found.organisation.commune_id, reason=_reason(reason), to_day=to_day)
    return found


@act(*PROVINCE)
def tell_staff(
    *, institution: Institution | None, commune: Place, year: int, role: str, contract: str, level: str, total: int, women: int = 0,
    minority: int = 0, minority_women: int = 0, managed_by: str = "local", by: Any,
) -> list[InstitutionStaff]:  # fmt: skip
    """How many people of one sort there are at the end of a year, as four cells; told again, the numbers take the place of the old ones.

    Without an institution they work in a state body of the commune. Raises TrainingRefused, NoAccess."""
    if institution is not None:
        commune, managed_by = institution.organisation.commune, institution.managed_by
    must_reach(commune, commune.pk, commune.province_id or "")
    cells = {
        (True, True): minority_women,
        (True, False): women - minority_women,
        (False, True): minority - minority_women,
        (False, False): total - women - minority + minority_women,
    }
    if min(cells.values()) < 0:
        raise TrainingRefused(
            f"Số người không khớp: tổng {total}, nữ {women}, dân tộc thiểu số {minority}, nữ dân tộc thiểu số {minority_women}. Xem lại bốn số."
        )
    sort: dict[str, Any] = {
        "institution": institution, "year": year, "role": role, "contract": contract, "level": level, "managed_by": managed_by,
        "commune": commune, "province_id": commune.province_id,
    }  # fmt: skip
    before = {str(row): row.number for row in InstitutionStaff._base_manager.filter(**sort)}
    kept = [
        InstitutionStaff._base_manager.update_or_create(
            **sort, is_female=female, is_minority=minor, defaults={"number": number}
        )[0]
        for (female, minor), number in cells.items()
    ]
    audit.record(
        "institution.staff", f"institution:{institution.pk if institution else 0}", place_id=commune.pk,
        detail={"year": year, "role": role, "contract": contract, "level": level, "total": total, "told_before": sum(before.values())},
    )  # fmt: skip
    return kept


@act(*WRITERS)
def open_course(
    *, institution: Institution, name: str, level: str, from_day: date, programme: str, commune: Place, to_day: date | None = None,
    occupation: str = "", is_agricultural: bool = False, learning_days: int | None = None, places: int | None = None,
    tuition_dong: int | None = None, ordered_by: Organisation | None = None, decision: str = "", code: str = "", by: Any,
) -> Course:  # fmt: skip
    """A class that begins on a day, where it is held. Raises TrainingRefused, NoAccess."""
    must_reach(commune, commune.pk, commune.province_id or "")
    if institution.to_day and institution.to_day <= from_day:
        raise TrainingRefused(
            f"«{institution}» thôi hoạt động từ {vietnamese_day(institution.to_day)}. Chọn cơ sở đang hoạt động."
        )
    if programme == "order" and ordered_by is None:
        raise TrainingRefused("Lớp đặt hàng phải ghi đơn vị đặt hàng. Chọn đơn vị, hoặc đổi nguồn kinh phí.")
    course = Course(
        institution=institution, name=clean_text(name)[:200], level=level, from_day=from_day, to_day=to_day, programme=programme,
        occupation=occupation, is_agricultural=is_agricultural, learning_days=learning_days, places=places, tuition_dong=tuition_dong,
        ordered_by=ordered_by, decision=clean_text(decision)[:80], code=clean_text(code)[:30], commune=commune,
        province_id=commune.province_id or "", recorded_by=by,
    )  # fmt: skip
    _name(course)
    _keep(course)
    _trace("course.open", course, course.commune_id, name=course.name, level=level, programme=programme)
    return course


CORRECTABLE = (
    "name", "level", "from_day", "to_day", "programme", "occupation", "is_agricultural", "learning_days", "places", "tuition_dong",
    "ordered_by", "decision", "code",
)  # fmt: skip


@act(*WRITERS)
def correct_course(*, course: Course, changes: Mapping[str, Any], reason: str, by: Any) -> Course:
    """Some of `CORRECTABLE` put right; old and new stay in the trail. Raises TrainingRefused, NoAccess."""
    found = _held_course(course)
    told = {key: value for key, value in changes.items() if key in CORRECTABLE and getattr(found, key) != value}
    if not told:
        raise TrainingRefused(f"Không có gì thay đổi ở lớp «{found}». Sửa ít nhất một mục.")
    before = {key: str(getattr(found, key)) for key in told}
    for key, value in told.items():
        setattr(found, key, value)
    _name(found)
    _keep(found, is_new=False)
    audit.record(
        "course.correct", f"course:{found.pk}", place_id=found.commune_id, reason=_reason(reason), before=before,
        after={key: str(value) for key, value in told.items()},
    )  # fmt: skip
    return found


@act(*WRITERS)
def cancel_course(*, course: Course, reason: str, by: Any) -> Course:
    """A class written in error or never held, no longer counted. Raises TrainingRefused, NoAccess."""
    found = _held_course(course)
    if learners := found.enrolments.filter(cancelled_because="").count():
        raise TrainingRefused(f"Lớp «{found}» còn {learners} người học. Hủy từng lần ghi danh trước.")
    found.cancelled_because = _reason(reason)[:300]
    found.save(update_fields=["cancelled_because"])
    _trace("course.cancel", found, found.commune_id, reason=found.cancelled_because)
    return found


@act(*WRITERS)
def enrol(
    *, course: Course, person: Person, enrolled_on: date, group: str = "none", other_ground: str = "", left_school: str = "",
    is_special_area: bool = False, distance_km: int | None = None, source: str = "", by: Any,
) -> Enrolment:  # fmt: skip
    """A person into a course; rural or not is the commune they live in. Raises TrainingRefused, NoAccess."""
    person = Person._base_manager.select_for_update(of=("self",)).select_related("commune").get(pk=person.pk)
    must_reach(person, person.commune_id, person.province_id)
    # The class is held, so that two who enrol at once cannot take its last place; it may lie outside the learner's own commune.
    held = Course._base_manager.select_for_update(of=("self",)).get(pk=course.pk)
    _must_be_open(held, person, enrolled_on)
    enrolment = Enrolment(
        person=person, course=held, enrolled_on=enrolled_on, group=group, other_ground=other_ground, left_school=left_school,
        is_rural=not person.commune.is_urban, is_special_area=is_special_area, distance_km=distance_km, commune_id=person.commune_id,
        province_id=person.province_id, source=source[:80], recorded_by=by,
    )  # fmt: skip
    _keep(enrolment, who=person.name)
    _trace("enrolment.add", enrolment, enrolment.commune_id, course=held.pk, enrolled_on=enrolled_on, group=group)
    return enrolment


@act(*WRITERS)
def record_result(
    *, enrolment: Enrolment, result: str, finished_on: date, certificate: str = "", days_attended: int | None = None, by: Any
) -> Enrolment:  # fmt: skip
    """The learner graduates, with the number of the certificate, or leaves. Raises TrainingRefused, NoAccess."""
    found = _held(enrolment)
    if found.finished_on:
        said = words.TRAINING_RESULTS[found.result][0]
        raise TrainingRefused(
            f"{found.person.name} đã ghi «{said}» ngày {vietnamese_day(found.finished_on)}. Hủy lần ghi danh nếu ghi nhầm."
        )
    if finished_on > timezone.localdate():
        raise TrainingRefused(f"Ngày kết thúc {vietnamese_day(finished_on)} chưa tới. Ghi khi đã có kết quả.")
    found.result, found.finished_on, found.certificate = result, finished_on, clean_text(certificate)[:40]
    if days_attended is not None:
        found.days_attended = days_attended
    _keep(found, is_new=False, who=found.person.name)
    _trace("enrolment.result", found, found.commune_id, result=result, finished_on=finished_on)
    return found


@act(*WRITERS)
def record_work_after(
    *, enrolment: Enrolment, employed_after: str, checked_on: date, started_on: date | None = None, destination: str = "local",
    organisation: Organisation | None = None, employer: str = "", title: str = "", wage_dong: int | None = None,
    contract_months: int | None = None, by: Any,
) -> Enrolment:  # fmt: skip
    """What work a graduate has. A job makes a placement of the channel `training`, unless one begun since they finished is kept already.

    Raises TrainingRefused, NoAccess."""
    found = _held(enrolment)
    if found.finished_on is None or found.result != "graduated":
        raise TrainingRefused(f"{found.person.name} chưa ghi tốt nghiệp lớp «{found.course}». Ghi kết quả học trước.")
    if found.placement_id:
        raise TrainingRefused(f"Việc làm sau học của {found.person.name} đã ghi: {found.placement}.")
    if checked_on < found.finished_on or checked_on > timezone.localdate():
        raise TrainingRefused(
            f"Ngày hỏi {vietnamese_day(checked_on)} phải từ ngày học xong {vietnamese_day(found.finished_on)} đến hôm nay."
        )
    if employed_after in WORKS:
        found.placement = _job_kept(found) or _new_job(
            found, employed_after, started_on=started_on, destination=destination, organisation=organisation, employer=employer,
            title=title, wage_dong=wage_dong, contract_months=contract_months, by=by,
        )  # fmt: skip
    found.employed_after, found.checked_on = employed_after, checked_on
    found.save(update_fields=["employed_after", "checked_on", "placement"])
    _trace("enrolment.work", found, found.commune_id, employed_after=employed_after, placement=found.placement_id)
    return found


@act(*PROVINCE)
def pay_support(
    *, enrolment: Enrolment, paid_on: date, decision: str, decided_on: date, tuition_dong: int, meals_dong: int, travel_dong: int,
    again_because: str = "", by: Any,
) -> TrainingPayment:  # fmt: skip
    """What a decision paid for a learner, each part no more than the rule gives. Raises TrainingRefused, NoAccess.

    A person already supported is refused with where and when, unless it is said why they are supported again."""
    found = _held(enrolment)
    Person._base_manager.select_for_update(of=("self",)).get(pk=found.person_id)
    if not clean_text(decision):
        raise TrainingRefused("Thiếu số quyết định hỗ trợ. Ghi số như trên quyết định.")
    if not decided_on <= paid_on <= timezone.localdate():
        raise TrainingRefused(
            f"Ngày chi {vietnamese_day(paid_on)} phải từ ngày quyết định {vietnamese_day(decided_on)} đến hôm nay."
        )
    support = support_of(found, day=decided_on)
    _must_be_due(found, support, {"tuition": tuition_dong, "meals": meals_dong, "travel": travel_dong})
    _must_be_first(found, decided_on, clean_text(again_because))
    payment = TrainingPayment(
        enrolment=found, tuition_dong=tuition_dong, meals_dong=meals_dong, travel_dong=travel_dong, paid_on=paid_on, decided_on=decided_on,
        decision=clean_text(decision)[:80], again_because=clean_text(again_because)[:300], recorded_by=by,
    )  # fmt: skip
    _keep(payment, who=found.person.name)
    _trace(
        "enrolment.pay", found, found.commune_id, reason=payment.again_because, dong=payment.amount_dong, decision=payment.decision,
        paid_on=paid_on,
    )  # fmt: skip
    return payment


@act(*PROVINCE)
def cancel_payment(*, payment: TrainingPayment, reason: str, by: Any) -> TrainingPayment:
    """A payment written in error, no longer counted. Raises TrainingRefused, NoAccess."""
    enrolment = _held(payment.enrolment)
    found = TrainingPayment._base_manager.select_for_update(of=("self",)).get(pk=payment.pk)
    if found.cancelled_because:
        raise TrainingRefused(f"Khoản chi này đã hủy: {found.cancelled_because}.")
    found.cancelled_because = _reason(reason)[:300]
    found.save(update_fields=["cancelled_because"])
    _trace("enrolment.cancel_pay", enrolment, enrolment.commune_id, reason=found.cancelled_because, payment=found.pk)
    return found


@act(*WRITERS)
def cancel_enrolment(*, enrolment: Enrolment, reason: str, by: Any) -> Enrolment:
    """A learner written in error, no longer counted; what was paid is cancelled first. Raises TrainingRefused, NoAccess."""
    found = _held(enrolment)
    if found.payments.filter(cancelled_because="").exists():
        raise TrainingRefused(f"{found.person.name} đã ghi chi hỗ trợ cho lớp này. Hủy khoản chi trước.")
    found.cancelled_because = _reason(reason)[:300]
    found.save(update_fields=["cancelled_because"])
    _trace("enrolment.cancel", found, found.commune_id, reason=found.cancelled_because)
    return found


@act(*PROVINCE)
def register_partnership(
    *, enterprise: Organisation, registered_on: date, institution: Institution | None = None, trades: str = "", by: Any
) -> Partnership:  # fmt: skip
    """An enterprise registers to train together with an institution, or with any. Raises TrainingRefused, NoAccess."""
    must_reach(enterprise, enterprise.commune_id, enterprise.province_id)
    if enterprise.kind not in ENTERPRISES:
        raise TrainingRefused(
            f"«{enterprise}» là {enterprise.get_kind_display()}, không phải doanh nghiệp. Chọn doanh nghiệp."
        )
    if Partnership._base_manager.filter(enterprise=enterprise, institution=institution, ended_on=None).exists():
        raise TrainingRefused(f"«{enterprise}» đã đăng ký hợp tác với {institution or 'ngành'}. Mở việc hợp tác đó.")
    partnership = Partnership(
        enterprise=enterprise, institution=institution, registered_on=registered_on, trades=clean_text(trades)[:300], recorded_by=by
    )  # fmt: skip
    _keep(partnership)
    _trace("partnership.register", partnership, enterprise.commune_id, enterprise=enterprise.name)
    return partnership


@act(*PROVINCE)
def sign_framework(*, partnership: Partnership, signed_on: date, contract_number: str = "", by: Any) -> Partnership:
    """The framework contract signed. Raises TrainingRefused, NoAccess."""
    found = _held_partnership(partnership)
    if found.framework_signed_on:
        raise TrainingRefused(f"Đã ghi ký hợp đồng nguyên tắc ngày {vietnamese_day(found.framework_signed_on)}.")
    found.framework_signed_on, found.contract_number = signed_on, clean_text(contract_number)[:60]
    _keep(found, is_new=False)
    _trace("partnership.sign", found, found.enterprise.commune_id, signed_on=signed_on)
    return found


@act(*PROVINCE)
def end_partnership(*, partnership: Partnership, ended_on: date, reason: str, by: Any) -> Partnership:
    """They train together no more. Raises TrainingRefused, NoAccess."""
    found = _held_partnership(partnership)
    if ended_on < found.registered_on:
        raise TrainingRefused(
            f"Ngày chấm dứt {vietnamese_day(ended_on)} trước ngày đăng ký {vietnamese_day(found.registered_on)}. Xem lại ngày."
        )
    found.ended_on = ended_on
    found.save(update_fields=["ended_on"])
    _trace("partnership.end", found, found.enterprise.commune_id, reason=_reason(reason), ended_on=ended_on)
    return found


@act(*PROVINCE)
def tell_spending(
    *, commune: Place, year: int, month: int, source: str, nature: str, programme: str, allotted_dong: int, spent_dong: int,
    document: str = "", by: Any,
) -> TrainingSpending:  # fmt: skip
    """Money allotted and spent in a month; told again, it takes the place of the old. Raises TrainingRefused, NoAccess."""
    key = {"commune": commune, "year": year, "month": month, "source": source, "nature": nature, "programme": programme}
    told = {"allotted_dong": allotted_dong, "spent_dong": spent_dong, "document": clean_text(document)[:200]}
    return _told(TrainingSpending, "training.money", key, told, by)


@act(*PROVINCE)
def tell_leavers(
    *, commune: Place, year: int, lower_secondary: int, upper_secondary: int, target_group: int | None = None, document: str = "", by: Any
) -> SchoolLeavers:  # fmt: skip
    """How many finished school in a commune; told again, it takes the place of the old. Raises TrainingRefused, NoAccess."""
    if target_group is not None and target_group > lower_secondary:
        raise TrainingRefused(
            f"Số thuộc diện phân luồng {target_group} lớn hơn số tốt nghiệp THCS {lower_secondary}. Xem lại hai số."
        )
    told: dict[str, Any] = {
        "lower_secondary": lower_secondary,
        "upper_secondary": upper_secondary,
        "target_group": target_group,
    }
    told |= {"document": clean_text(document)[:200]}
    return _told(SchoolLeavers, "training.leavers", {"commune": commune, "year": year}, told, by)


def _told(model: Any, verb: str, key: Mapping[str, Any], told: Mapping[str, Any], by: Any) -> Any:
    commune: Place = key["commune"]
    must_reach(commune, commune.pk, commune.province_id or "")
    old = model._base_manager.filter(**key).first()
    before = {name: getattr(old, name) for name in told} if old else None
    row, _is_new = model._base_manager.update_or_create(
        **key, defaults={**told, "province_id": commune.province_id, "recorded_by": by}
    )
    audit.record(verb, f"{model._meta.model_name}:{row.pk}", place_id=commune.pk, before=before, after=dict(told))
    return row


def _held(enrolment: Enrolment) -> Enrolment:
    """The learner's row as it stands now, held until the transaction ends. Raises NoAccess, TrainingRefused when it is cancelled."""
    rows = Enrolment._base_manager.select_for_update(of=("self",)).select_related("person", "course__institution__organisation")  # fmt: skip
    found: Enrolment = rows.get(pk=enrolment.pk)
    must_reach(found.person, found.commune_id, found.province_id)
    if found.cancelled_because:
        raise TrainingRefused(f"Lần ghi danh này đã hủy: {found.cancelled_because}")
    return found


def _held_course(course: Course) -> Course:
    found: Course = Course._base_manager.select_for_update(of=("self",)).get(pk=course.pk)
    must_reach(found, found.commune_id, found.province_id)
    if found.cancelled_because:
        raise TrainingRefused(f"Lớp «{found}» đã hủy: {found.cancelled_because}")
    return found


def _held_partnership(partnership: Partnership) -> Partnership:
    found: Partnership = Partnership._base_manager.select_for_update(of=("self",)).select_related("enterprise").get(pk=partnership.pk)  # fmt: skip
    must_reach(found.enterprise, found.enterprise.commune_id, found.enterprise.province_id)
    if found.ended_on:
        raise TrainingRefused(f"Việc hợp tác này đã chấm dứt ngày {vietnamese_day(found.ended_on)}.")
    return found


def _must_be_open(course: Course, person: Person, enrolled_on: date) -> None:
    if course.cancelled_because:
        raise TrainingRefused(f"Lớp «{course}» đã hủy: {course.cancelled_because}")
    if person.died_on:
        raise TrainingRefused(f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}. Xem lại người được chọn.")  # fmt: skip
    if course.to_day and enrolled_on > course.to_day:
        raise TrainingRefused(
            f"Lớp «{course}» bế giảng {vietnamese_day(course.to_day)}, không ghi danh ngày {vietnamese_day(enrolled_on)} được."
        )
    learners = Enrolment._base_manager.filter(course=course, cancelled_because="")
    if learners.filter(person=person).exists():
        raise TrainingRefused(f"{person.name} đã có trong lớp «{course}».")
    if course.places is not None and learners.count() >= course.places:
        raise TrainingRefused(f"Lớp «{course}» đã đủ {course.places} người. Mở lớp khác, hoặc sửa số chỗ của lớp.")


def _must_be_due(enrolment: Enrolment, support: Support, paid: Mapping[str, int]) -> None:
    for part, dong in paid.items():
        due, label = support.parts[part]
        if dong and due is None:
            raise TrainingRefused(f"Chưa tính được {label}: {support.unknown}. Ghi đủ rồi chi.")
        if due is not None and dong > due:
            raise TrainingRefused(
                f"{label.capitalize()} {grouped(dong)} đồng vượt mức {grouped(due)} đồng của {enrolment.person.name}. "
                "Xem cách tính ở trang người học."
            )
    if not sum(paid.values()):
        raise TrainingRefused(f"{enrolment.person.name}: số tiền chi bằng 0. Ghi số tiền, hoặc không ghi chi.")


def _must_be_first(enrolment: Enrolment, day: date, again_because: str) -> None:
    before = supported_before(enrolment)
    usual, most = times_allowed(day)
    if len(before) >= most:
        raise TrainingRefused(
            f"{enrolment.person.name} đã được hỗ trợ {len(before)} lần, nhiều nhất {most} lần: {'; '.join(before)}."
        )
    if len(before) >= usual and not again_because:
        raise TrainingRefused(
            f"{enrolment.person.name} đã được hỗ trợ học nghề: {'; '.join(before)}. Mỗi người được hỗ trợ một lần; nếu mất việc do nguyên nhân "
            "khách quan và được xét hỗ trợ lại, ghi lý do và văn bản xét."
        )


def _job_kept(enrolment: Enrolment) -> Placement | None:
    """A job begun since the course was finished that no other course claims."""
    since = Placement._base_manager.filter(
        person=enrolment.person_id, cancelled_because="", started_on__gte=enrolment.finished_on
    )
    return since.filter(enrolment=None).order_by("started_on", "pk").first()


def _new_job(enrolment: Enrolment, employed_after: str, *, started_on: date | None, employer: str, title: str, **told: Any) -> Placement:  # fmt: skip
    if started_on is None:
        raise TrainingRefused("Thiếu ngày bắt đầu làm việc. Ghi ngày như người học hoặc nơi làm việc cho biết.")
    if employed_after == "own" and told["organisation"] is None:
        employer = employer or words.WORK_AFTER["own"][0]
    course = enrolment.course
    try:
        placement: Placement = record_placement(
            person=enrolment.person, started_on=started_on, channel="training", occupation=course.occupation, employer=employer,
            title=title or course.name[:120], sector="agriculture" if course.is_agricultural else "", source=f"lớp {course.name}"[:80], **told,
        )  # fmt: skip
    except PlacementRefused as refused:
        raise TrainingRefused(str(refused)) from None
    return placement


def _name(course: Course) -> None:
    if not course.name:
        raise TrainingRefused("Thiếu tên lớp. Ghi tên nghề và địa điểm, ví dụ: May công nghiệp, ấp Tân Lập.")
    course.name_folded = fold(course.name)


def _keep(row: Model, *, is_new: bool = True, who: str = "") -> None:
    """The row saved; what its constraints forbid is refused in their words."""
    empty = {one.name for one in row._meta.fields if one.null and getattr(row, one.attname) is None}
    try:
        row.full_clean(exclude=_related(row) | empty)
    except ValidationError as wrong:
        told = "; ".join(f"{_label(row, name)}{' '.join(said)}" for name, said in wrong.message_dict.items())
        raise TrainingRefused(f"{who}: {told}" if who else told) from None
    row.save(force_insert=is_new)


def _related(row: Model) -> set[str]:
    """Columns whose rows were read by the act itself."""
    return {one.name for one in row._meta.fields if one.is_relation}


def _label(row: Model, name: str) -> str:
    value = getattr(row, name, None)
    return "" if name == "__all__" or value is None else f"«{value}»: "


def _reason(reason: str) -> str:
    if not clean_text(reason):
        raise TrainingRefused("Chưa ghi lý do. Ghi lý do ngắn, ví dụ: ghi nhầm người.")
    return clean_text(reason)


def _trace(verb: str, row: Model, place_id: str, *, reason: str = "", **detail: Any) -> None:
    told = {key: value.isoformat() if isinstance(value, date) else value for key, value in detail.items()}
    audit.record(verb, f"{row._meta.model_name}:{row.pk}", place_id=place_id, reason=reason, detail=told)
