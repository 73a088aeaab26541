"""Acts of unemployment insurance: rights and their events by decision, notices of the search, support of training, contributions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import acting_by_decision, must_reach
from ansinh.core.days import month_after, month_of, month_text, months_later, vietnamese_day
from ansinh.core.names import clean_text
from ansinh.dossiers.models import Dossier
from ansinh.labour.actions.placements import act, record_placement
from ansinh.labour.jobs.insurance import Claim, last_month_before, month_number, notice_days
from ansinh.labour.models import Placement, SearchNotice, TrainingSupport, UnemploymentEvent, UnemploymentRight
from ansinh.labour.words import SEARCH_RESULTS, UNEMPLOYMENT_ENDS
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place

ENTERS = ("province_officer",)
DECIDES = ("province_head", "province_leader")
LINKED_WITHIN = 31  # days between a job found and the placement that already tells of it


class InsuranceRefused(ValueError):
    """An act of unemployment insurance that may not be done; the message says why, with the value, and what to do."""


@act(*ENTERS)
def grant_right(
    *, person: Person, number: str, decided_on: date, claim: Claim, applied_on: date, contract_ended_on: date, signer: str = "",
    dossier: Dossier | None = None, by: Any,
) -> UnemploymentRight:  # fmt: skip
    """The right a signed decision gives, with its notices. Raises InsuranceRefused for a claim that lacks something, NoAccess."""
    person = _held(person)
    if claim.against:
        raise InsuranceRefused(" ".join(claim.against))
    had = claim.paid_in
    if not (
        claim.months
        and claim.amount_dong
        and claim.to_day
        and claim.last_month
        and had.months
        and had.average_wage_dong
    ):
        raise InsuranceRefused(
            f"Chưa tính được mức hưởng của {person.name}: luật tháng {month_text(claim.law_month)} thiếu số liệu, hoặc quá trình đóng chưa đủ."
        )
    right = UnemploymentRight(
        person=person, dossier=dossier, decision_number=clean_text(number)[:60], decided_on=decided_on, signer=clean_text(signer)[:120],
        applied_on=applied_on, contract_ended_on=contract_ended_on, paid_months=had.months, kept_months=claim.kept_months,
        average_wage_dong=had.average_wage_dong, wage_region=had.wage_region, is_state_pay=had.is_state_pay, months=claim.months,
        amount_dong=claim.amount_dong, law_month=claim.law_month, from_day=claim.from_day, to_day=claim.to_day,
        first_month=claim.first_month, last_month=claim.last_month, commune_id=person.commune_id, province_id=person.province_id, recorded_by=by,
    )  # fmt: skip
    _must_be_alone(right)
    return _granted(right, "unemployment.grant")


@act(*ENTERS)
def move_in(
    *, person: Person, place: Place, number: str, decided_on: date, applied_on: date, contract_ended_on: date, paid_months: int,
    average_wage_dong: int, wage_region: str, months: int, amount_dong: int, from_day: date, first_month: int, kept_months: int | None = None,
    is_state_pay: bool = False, signer: str = "", by: Any,
) -> UnemploymentRight:  # fmt: skip
    """The rest of a right another province decided, paid here from a month on. Raises InsuranceRefused, NoAccess."""
    person = _held(person)
    right = UnemploymentRight(
        person=person, decision_number=clean_text(number)[:60], decided_on=decided_on, signer=clean_text(signer)[:120], applied_on=applied_on,
        contract_ended_on=contract_ended_on, paid_months=paid_months, kept_months=kept_months, average_wage_dong=average_wage_dong,
        wage_region=wage_region, is_state_pay=is_state_pay, months=months, amount_dong=amount_dong, law_month=month_of(contract_ended_on),
        from_day=from_day, to_day=months_later(from_day, months), first_month=first_month,
        last_month=month_after(month_of(from_day), months - 1), moved_from=place, commune_id=person.commune_id,
        province_id=person.province_id, recorded_by=by,
    )  # fmt: skip
    if not right.first_month <= right.last_month or month_number(right, first_month) < 1:
        raise InsuranceRefused(
            f"Tháng chi đầu {month_text(first_month)} phải trong thời gian hưởng, từ {vietnamese_day(from_day)}, {months} tháng."
        )
    _must_be_alone(right)
    right = _granted(right, "unemployment.move_in")
    _event(
        right, "moved_in", month=first_month, day=decided_on, number=number, decided_on=decided_on, place=place, by=by
    )
    return right


@act(*DECIDES)
def suspend_right(
    *, right: UnemploymentRight, month: int, number: str, decided_on: date, note: str = "", by: Any
) -> UnemploymentEvent:
    """Not paid from a month on, until resumed. Raises InsuranceRefused for a right that is not drawn then, NoAccess."""
    right = _open(right)
    if right.state == "suspended":
        raise InsuranceRefused(f"{right.person.name} đang tạm dừng hưởng. Tiếp tục hưởng trước khi tạm dừng lần nữa.")
    _must_be_paid_in(right, month)
    return _event(
        right,
        "suspended",
        month=month,
        day=decided_on,
        number=number,
        decided_on=decided_on,
        note=note,
        state="suspended",
        by=by,
    )


@act(*DECIDES)
def resume_right(
    *, right: UnemploymentRight, month: int, number: str, decided_on: date, note: str = "", by: Any
) -> UnemploymentEvent:
    """Paid again from a month on; the months between stay unpaid and are not added at the end. Raises InsuranceRefused, NoAccess."""
    right = _open(right)
    if right.state != "suspended":
        raise InsuranceRefused(f"{right.person.name} không tạm dừng hưởng: {right.get_state_display()}.")
    since = right.events.filter(kind="suspended").latest("pk").month
    if month < since:
        raise InsuranceRefused(f"Tạm dừng từ tháng {month_text(since)}: tiếp tục hưởng từ tháng đó hoặc sau.")
    return _event(
        right,
        "resumed",
        month=month,
        day=decided_on,
        number=number,
        decided_on=decided_on,
        note=note,
        state="drawing",
        by=by,
    )


@act(*DECIDES)
def end_right(
    *, right: UnemploymentRight, reason: str, day: date, number: str, decided_on: date, kept_months: int | None = None, employer: str = "",
    organisation: Organisation | None = None, title: str = "", contract_months: int | None = None, note: str = "", by: Any,
) -> UnemploymentEvent:  # fmt: skip
    """The right ends on a day for one of the five reasons; a benefit month that began before it is paid whole. A job found is the
    placement already recorded within a month of the day, or a new one. Raises InsuranceRefused, PlacementRefused, NoAccess."""
    right = _open(right)
    if reason not in UNEMPLOYMENT_ENDS:
        raise InsuranceRefused(
            f"Lý do «{reason}» không có. Chọn: {', '.join(vi for vi, _ in UNEMPLOYMENT_ENDS.values())}."
        )
    if day < right.from_day:
        raise InsuranceRefused(
            f"Ngày chấm dứt {vietnamese_day(day)} trước ngày bắt đầu hưởng {vietnamese_day(right.from_day)}: chưa hưởng thì hủy quyết định."
        )
    if reason == "drawn_out" and day < right.to_day:
        raise InsuranceRefused(
            f"Thời hạn hưởng đến hết trước ngày {vietnamese_day(right.to_day)}. Chọn lý do khác, hoặc đợi đến ngày đó."
        )
    placement = None
    if reason == "found_job":
        placement = _job(right, day, employer, organisation, title, contract_months, number, by)
    last = min(right.last_month, last_month_before(right, day))
    return _event(
        right, "ended", month=month_after(last), day=day, number=number, decided_on=decided_on, reason=reason, kept_months=kept_months,
        placement=placement, note=note, state="ended", last_month=last, by=by,
    )  # fmt: skip


@act(*ENTERS)
def end_drawn(*, rights: Iterable[UnemploymentRight], day: date, by: Any) -> int:
    """The rights whose time is over on a day, ended for that reason on their own last day, by their own decision; gives how many."""
    ended = 0
    for right in rights:
        right = _open(right)
        if right.to_day <= day:
            _event(
                right, "ended", month=month_after(right.last_month), day=right.to_day, number=right.decision_number,
                decided_on=right.decided_on, reason="drawn_out", kept_months=right.kept_months, state="ended", by=by,
            )  # fmt: skip
            ended += 1
    return ended


@act(*DECIDES)
def cancel_right(
    *, right: UnemploymentRight, number: str, decided_on: date, note: str = "", by: Any
) -> UnemploymentEvent:
    """The decision taken back: nothing is owed of it, what was paid is to be recovered. Raises InsuranceRefused, NoAccess."""
    right = _open(right)
    return _event(
        right, "cancelled", month=right.first_month, day=decided_on, number=number, decided_on=decided_on, note=note, state="cancelled", by=by
    )  # fmt: skip


@act(*DECIDES)
def move_out(
    *, right: UnemploymentRight, place: Place, month: int, number: str, decided_on: date, note: str = "", by: Any
) -> UnemploymentEvent:
    """Another province pays from a month on. Raises InsuranceRefused, NoAccess."""
    right = _open(right)
    _must_be_paid_in(right, month)
    if place.pk == right.province_id or place.level != 1:
        raise InsuranceRefused(f"«{place}» không phải tỉnh khác. Chọn tỉnh nơi người lao động chuyển đến.")
    return _event(
        right, "moved_out", month=month, day=decided_on, number=number, decided_on=decided_on, place=place, note=note, state="moved_out",
        last_month=month_after(month, -1), by=by,
    )  # fmt: skip


@act(*ENTERS)
def tell_search(
    *,
    notice: SearchNotice,
    told_on: date,
    result: str,
    was_counselled: bool = False,
    was_referred: bool = False,
    note: str = "",
    by: Any,
) -> SearchNotice:
    """The month's notice as it was told. Raises InsuranceRefused when it was told already or for a day to come, NoAccess."""
    _open(notice.right)
    notice = (
        SearchNotice._base_manager.select_for_update(of=("self",)).select_related("right__person").get(pk=notice.pk)
    )
    if notice.told_on:
        raise InsuranceRefused(f"Tháng hưởng thứ {notice.number} đã thông báo ngày {vietnamese_day(notice.told_on)}.")
    if result not in SEARCH_RESULTS:
        raise InsuranceRefused(
            f"Kết quả «{result}» không có. Chọn: {', '.join(vi for vi, _ in SEARCH_RESULTS.values())}."
        )
    began = months_later(notice.right.from_day, notice.number - 1)
    if not began <= told_on <= timezone.localdate():
        raise InsuranceRefused(
            f"Thông báo của tháng hưởng thứ {notice.number} từ ngày {vietnamese_day(began)} đến hôm nay, không phải {vietnamese_day(told_on)}."
        )
    notice.told_on, notice.result, notice.note, notice.recorded_by = told_on, result, clean_text(note)[:300], by
    notice.was_counselled, notice.was_referred = was_counselled or was_referred, was_referred
    notice.save()
    _trace("unemployment.tell", notice.right, number=notice.number, told_on=told_on.isoformat(), result=result)
    return notice


@act(*ENTERS)
def grant_training(
    *, person: Person, number: str, decided_on: date, trade: str, school: str, months: int, dong_a_month: int, from_day: date,
    signer: str = "", dossier: Dossier | None = None, by: Any,
) -> TrainingSupport:  # fmt: skip
    """Support to learn a trade, paid for the calendar months its months begin in. Raises InsuranceRefused, NoAccess."""
    person = _held(person)
    if months < 1 or dong_a_month < 1:
        raise InsuranceRefused(f"Khóa học {months} tháng, học phí {dong_a_month} đồng một tháng: ghi số lớn hơn 0.")
    right = (
        UnemploymentRight._base_manager.filter(person=person).exclude(state="cancelled").order_by("-from_day").first()
    )
    support = TrainingSupport(
        person=person, right=right, dossier=dossier, decision_number=clean_text(number)[:60], decided_on=decided_on,
        signer=clean_text(signer)[:120], trade=clean_text(trade)[:120], school=clean_text(school)[:160], months=months,
        dong_a_month=dong_a_month, first_month=month_of(from_day), last_month=month_after(month_of(from_day), months - 1), from_day=from_day,
        to_day=months_later(from_day, months), commune_id=person.commune_id, province_id=person.province_id, recorded_by=by,
    )  # fmt: skip
    _save(support, ("person", "right", "dossier", "commune", "province", "recorded_by"))
    audit.record(
        "unemployment.grant_training", f"training_support:{support.pk}", place_id=person.commune_id,
        detail={"person": person.pk, "number": support.decision_number, "months": months, "dong_a_month": dong_a_month},
    )  # fmt: skip
    return support


@act(*DECIDES)
def cancel_training(*, support: TrainingSupport, number: str, cancelled_on: date, by: Any) -> TrainingSupport:
    """The support taken back: nothing is owed of it. Raises InsuranceRefused when it was already, NoAccess."""
    support = TrainingSupport._base_manager.select_for_update(of=("self",)).select_related("person").get(pk=support.pk)
    must_reach(support.person, support.commune_id, support.province_id)
    if support.is_cancelled:
        raise InsuranceRefused(f"Hỗ trợ học nghề này đã hủy theo quyết định {support.cancel_decision}.")
    support.is_cancelled, support.cancel_decision, support.cancelled_on = True, _number(number), cancelled_on
    support.save(update_fields=["is_cancelled", "cancel_decision", "cancelled_on"])
    audit.record(
        "unemployment.cancel_training",
        f"training_support:{support.pk}",
        place_id=support.commune_id,
        detail={"number": number},
    )
    return support


def _granted(right: UnemploymentRight, verb: str) -> UnemploymentRight:
    _save(right, ("person", "dossier", "commune", "province", "moved_from", "recorded_by"))
    SearchNotice._base_manager.bulk_create(
        SearchNotice(right=right, number=number, due_on=day)
        for number, day in notice_days(right).items()
        if month_after(month_of(right.from_day), number - 1) >= right.first_month
    )
    _trace(verb, right, number=right.decision_number, months=right.months, amount_dong=right.amount_dong)
    return right


def _event(
    right: UnemploymentRight, kind: str, *, month: int, day: date, number: str, decided_on: date, by: Any, state: str = "",
    last_month: int | None = None, note: str = "", **more: Any,
) -> UnemploymentEvent:  # fmt: skip
    event = UnemploymentEvent._base_manager.create(
        right=right, kind=kind, month=month, day=day, decision_number=_number(number), decided_on=decided_on, note=clean_text(note)[:300],
        recorded_by=by, **more,
    )  # fmt: skip
    right.state = state or right.state
    right.last_month = right.last_month if last_month is None else last_month
    right.save(update_fields=["state", "last_month"])
    if state in ("ended", "cancelled", "moved_out"):
        _drop_notices(right, day)
    _trace(f"unemployment.{kind}", right, month=month, number=event.decision_number, day=day.isoformat())
    return event


def _drop_notices(right: UnemploymentRight, day: date) -> None:
    """Notices of months that no longer come are not waited for."""
    later = [number for number in notice_days(right) if months_later(right.from_day, number - 1) >= day]
    SearchNotice._base_manager.filter(right=right, told_on=None, number__in=later).delete()


def _job(
    right: UnemploymentRight, day: date, employer: str, organisation: Organisation | None, title: str, contract_months: int | None,
    number: str, by: Any,
) -> Placement:  # fmt: skip
    rows = Placement._base_manager.filter(person=right.person, cancelled_because="")
    near = [row for row in rows if abs((row.started_on - day).days) <= LINKED_WITHIN]
    if near:
        return min(near, key=lambda row: abs((row.started_on - day).days))
    with acting_by_decision():
        return record_placement(
            person=right.person, started_on=day, destination="local", channel="employer" if organisation or employer.strip() else "self",
            organisation=organisation, employer=employer, title=title, is_new=False, contract_months=contract_months,
            document=f"QĐ chấm dứt hưởng TCTN {number}", source="unemployment", by=by,
        )  # fmt: skip


def _held(person: Person) -> Person:
    found: Person = Person._base_manager.select_for_update(of=("self",)).select_related("commune").get(pk=person.pk)
    must_reach(found, found.commune_id, found.province_id)
    if found.died_on:
        raise InsuranceRefused(
            f"{found.name} đã được ghi chết ngày {vietnamese_day(found.died_on)}. Xem lại người được chọn."
        )
    return found


def _open(right: UnemploymentRight) -> UnemploymentRight:
    found = UnemploymentRight._base_manager.select_for_update(of=("self",)).select_related("person").get(pk=right.pk)
    must_reach(found.person, found.commune_id, found.province_id)
    if found.state not in ("drawing", "suspended"):
        raise InsuranceRefused(
            f"Quyết định {found.decision_number} của {found.person.name}: {found.get_state_display()}."
        )
    return found


def _must_be_alone(right: UnemploymentRight) -> None:
    """Raises InsuranceRefused for months another right of the person is paid in, or the same contract."""
    others = UnemploymentRight._base_manager.filter(person=right.person).exclude(state="cancelled")
    if (
        same := others.filter(contract_ended_on=right.contract_ended_on, moved_from=right.moved_from)
        .exclude(state="moved_out")
        .first()
    ):
        raise InsuranceRefused(
            f"{right.person.name} đã có quyết định {same.decision_number} cho hợp đồng chấm dứt {vietnamese_day(right.contract_ended_on)}."
        )
    if other := others.filter(first_month__lte=right.last_month, last_month__gte=right.first_month).first():
        raise InsuranceRefused(
            f"{right.person.name} đang hưởng theo quyết định {other.decision_number} đến tháng {month_text(other.last_month)}. Chấm dứt trước."
        )


def _must_be_paid_in(right: UnemploymentRight, month: int) -> None:
    if not right.first_month <= month <= right.last_month:
        raise InsuranceRefused(
            f"Tháng {month_text(month)} ngoài các tháng được chi, {month_text(right.first_month)} đến {month_text(right.last_month)}."
        )


def _number(number: str) -> str:
    if not (told := clean_text(number)):
        raise InsuranceRefused("Thiếu số quyết định. Ghi số như trên văn bản, ví dụ: 125/QĐ-SNV.")
    return told[:60]


def _save(row: Any, apart: Iterable[str]) -> None:
    if not row.decision_number:
        raise InsuranceRefused("Thiếu số quyết định. Ghi số như trên văn bản, ví dụ: 125/QĐ-SNV.")
    unknown = {field.name for field in row._meta.fields if field.null and getattr(row, field.attname) is None}
    try:
        row.full_clean(exclude={*apart, *unknown})
    except ValidationError as wrong:
        raise InsuranceRefused(" ".join(wrong.messages)) from None
    row.save(force_insert=True)


def _trace(verb: str, right: UnemploymentRight, **detail: Any) -> None:
    audit.record(
        verb, f"unemployment:{right.pk}", place_id=right.commune_id, detail={"person": right.person_id} | detail
    )
