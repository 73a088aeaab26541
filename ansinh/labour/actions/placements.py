"""Acts on placements: a job begun is recorded, asked about after 3 and 6 months, lost, or cancelled when it was written in error."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import acting_within, must_hold, must_reach
from ansinh.core.days import months_later, vietnamese_day
from ansinh.core.names import clean_text
from ansinh.labour.models import Placement, PlacementCheck
from ansinh.law import law_on
from ansinh.people.models import Organisation, Person

WRITERS = ("commune_officer", "province_officer")


class PlacementRefused(ValueError):
    """A job that may not be recorded or changed so; the message says why, with the value, and what to do."""


def act(*roles: str) -> Callable[[Any], Any]:
    """A verb in one transaction, open to these roles of the field of labour, where they hold them."""

    def guard(verb: Any) -> Any:
        @wraps(verb)
        def guarded(**told: Any) -> Any:
            with acting_within(must_hold(*roles, field="labour")), transaction.atomic():
                return verb(**told)

        return guarded

    return guard


@act(*WRITERS)
def record_placement(
    *, person: Person, started_on: date, destination: str, channel: str, organisation: Organisation | None = None, employer: str = "",
    occupation: str = "", title: str = "", sector: str = "", is_new: bool = True, contract_months: int | None = None,
    wage_dong: int | None = None, market: str = "", document: str = "", source: str = "", by: Any,
) -> Placement:  # fmt: skip
    """The job a person began, at the commune the person lives in now. Raises PlacementRefused, NoAccess."""
    person = _held(person)
    _must_be_of_age(person, started_on)
    if not (organisation or clean_text(employer) or channel == "self"):
        raise PlacementRefused(
            "Chưa ghi nơi làm việc. Chọn đơn vị, hoặc ghi tên như được báo; tự làm thì chọn kênh «tự tạo việc làm»."
        )
    if contract_months is not None and contract_months < 1:
        raise PlacementRefused(
            f"Thời hạn hợp đồng «{contract_months}» tháng không đúng. Không xác định thời hạn thì để trống."
        )
    placement = Placement(
        person=person, started_on=started_on, destination=destination, channel=channel, organisation=organisation,
        employer=clean_text(employer)[:200], occupation=occupation, title=clean_text(title)[:120], sector=sector, is_new=is_new,
        contract_months=contract_months, wage_dong=wage_dong, market=market, commune_id=person.commune_id, province_id=person.province_id,
        document=clean_text(document)[:200], source=source[:80], recorded_by=by,
    )  # fmt: skip
    if Placement._base_manager.filter(person=person, started_on=started_on, cancelled_because="").exists():
        day = vietnamese_day(started_on)
        raise PlacementRefused(f"{person.name} đã được ghi một việc làm bắt đầu ngày {day}. Mở việc làm đó để sửa.")
    try:
        must_be_whole(placement)
    except ValidationError as wrong:
        raise PlacementRefused(" ".join(wrong.messages)) from None
    placement.save(force_insert=True)
    _trace("placement.record", placement, destination=destination, channel=channel, started_on=started_on.isoformat())
    return placement


@act(*WRITERS)
def check_placement(
    *,
    placement: Placement,
    after_months: int,
    is_employed: bool,
    checked_on: date,
    note: str = "",
    ended_on: date | None = None,
    by: Any,
) -> PlacementCheck:
    """What was answered when somebody asked whether the person still works there. Raises PlacementRefused, NoAccess."""
    placement = _open(placement)
    due = months_later(placement.started_on, after_months)
    if checked_on < due or checked_on > timezone.localdate():
        raise PlacementRefused(
            f"Hỏi lại sau {after_months} tháng là từ ngày {vietnamese_day(due)} đến hôm nay, không phải {vietnamese_day(checked_on)}."
        )
    if placement.checks.filter(after_months=after_months).exists():
        raise PlacementRefused(f"Đã ghi kết quả hỏi lại sau {after_months} tháng của việc làm này.")
    check = PlacementCheck(
        placement=placement, after_months=after_months, is_employed=is_employed, checked_on=checked_on, note=clean_text(note)[:300], checked_by=by
    )  # fmt: skip
    check.save(force_insert=True)
    if not is_employed and ended_on:
        _end(placement, ended_on)
    _trace("placement.check", placement, after_months=after_months, is_employed=is_employed)
    return check


@act(*WRITERS)
def end_placement(*, placement: Placement, ended_on: date, reason: str, by: Any) -> Placement:
    """The job lost or left; it stays counted in its year. Raises PlacementRefused, NoAccess."""
    placement = _open(placement)
    _end(placement, ended_on)
    _trace("placement.end", placement, reason=_reason(reason), ended_on=ended_on.isoformat())
    return placement


@act(*WRITERS)
def cancel_placement(*, placement: Placement, reason: str, by: Any) -> Placement:
    """A row written in error, no longer counted; it stays with its reason. Raises PlacementRefused, NoAccess."""
    placement = _open(placement)
    placement.cancelled_because = _reason(reason)[:300]
    placement.save(update_fields=["cancelled_because"])
    _trace("placement.cancel", placement, reason=placement.cancelled_because)
    return placement


_MADE = {"search", "name_folded", "name_key", "fraud_signs", "code"}  # filled by the machine when the row is saved


def must_be_whole(row: Any) -> None:
    """Raises ValidationError for what a column or a named constraint of the row does not allow."""
    empty = {field.name for field in row._meta.concrete_fields if field.null and getattr(row, field.attname) is None}
    row.clean_fields(exclude=empty | _MADE)
    row.validate_unique()
    row.validate_constraints()


def _held(person: Person) -> Person:
    """The person as they stand now, held until the transaction ends. Raises NoAccess outside the grants that answered."""
    found: Person = Person._base_manager.select_for_update(of=("self",)).select_related("commune").get(pk=person.pk)
    must_reach(found, found.commune_id, found.province_id)
    return found


def _open(placement: Placement) -> Placement:
    found = Placement._base_manager.select_for_update(of=("self",)).select_related("person").get(pk=placement.pk)
    must_reach(found.person, found.commune_id, found.province_id)
    if found.cancelled_because:
        raise PlacementRefused(f"Việc làm này đã hủy: {found.cancelled_because}. Ghi lại việc làm khác.")
    return found


def _end(placement: Placement, ended_on: date) -> None:
    if not placement.started_on <= ended_on <= timezone.localdate():
        raise PlacementRefused(
            f"Ngày thôi việc {vietnamese_day(ended_on)} phải từ ngày bắt đầu {vietnamese_day(placement.started_on)} đến hôm nay."
        )
    if placement.ended_on:
        raise PlacementRefused(f"Đã ghi thôi việc từ {vietnamese_day(placement.ended_on)}.")
    placement.ended_on = ended_on
    placement.save(update_fields=["ended_on"])


def _must_be_of_age(person: Person, started_on: date) -> None:
    """Refuses a job begun after today, after death, or under the least age of `labour.working_age`."""
    if started_on > timezone.localdate():
        raise PlacementRefused(f"Ngày bắt đầu {vietnamese_day(started_on)} chưa đến. Ghi khi người đó đã đi làm.")
    if person.died_on and person.died_on <= started_on:
        raise PlacementRefused(
            f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}. Xem lại người được chọn."
        )
    least = law_on(started_on).value("labour.working_age")["least"]
    born = (person.birth_year, person.birth_month or 1, person.birth_day or 1)
    if (started_on.year - least, started_on.month, started_on.day) < born:
        raise PlacementRefused(
            f"{person.name} sinh {person.birth}, ngày {vietnamese_day(started_on)} chưa đủ {least} tuổi. Xem lại ngày sinh hoặc ngày bắt đầu."
        )


def _reason(reason: str) -> str:
    if not (told := clean_text(reason)):
        raise PlacementRefused("Ghi lý do.")
    return told


def _trace(verb: str, placement: Placement, *, reason: str = "", **detail: Any) -> None:
    audit.record(
        verb,
        f"placement:{placement.pk}",
        place_id=placement.commune_id,
        reason=reason,
        detail={"person": placement.person_id} | detail,
    )
