"""The acts on a contract abroad after it is registered: leaving, changes, coming back, not going.

Registering, correcting and cancelling one are acts of every register (`actions.conditions`)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from ansinh.core import audit
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.core.numbers import grouped
from ansinh.labour.actions.conditions import held, keep, values_of, writing
from ansinh.labour.actions.conditions_checks import KeptRefused
from ansinh.labour.jobs.abroad import extension_ceiling, term_end
from ansinh.labour.models import AbroadChange, AbroadContract

CHANGEABLE = ("employer", "title", "wage_dong")


def depart(*, contract: AbroadContract, day: date, by: Any) -> AbroadContract:
    """The person left: the contract runs from that day, and a job abroad is begun. Raises KeptRefused, NoAccess."""
    with writing(by, *contract.written_by):
        row = _in_state(contract, "registered", "chỉ ghi xuất cảnh cho hợp đồng đã đăng ký, chưa đi")
        _must_be_past(day)
        row.departed_on = day
        keep(row)
        _trace("depart", row, after=values_of(row, ("departed_on", "ends_on", "placement_id")))
        return row


def come_back(*, contract: AbroadContract, day: date, kind: str, by: Any) -> AbroadContract:
    """The person is back; the job abroad ends that day. Raises KeptRefused, NoAccess."""
    with writing(by, *contract.written_by):
        row = _in_state(contract, "abroad", "chỉ ghi về nước cho người đang ở nước ngoài")
        _must_be_past(day)
        if row.departed_on and day < row.departed_on:
            raise KeptRefused(
                f"Ngày về nước {vietnamese_day(day)} trước ngày xuất cảnh {vietnamese_day(row.departed_on)}. Xem lại ngày."
            )
        row.returned_on, row.return_kind = day, kind
        keep(row)
        _trace("return", row, after=values_of(row, ("returned_on", "return_kind")))
        return row


def extend(
    *, contract: AbroadContract, day: date, months: int, fee_dong: int | None = None, document: str = "", by: Any
) -> AbroadChange:
    """More months under the same contract; the fee stays under the ceiling of extensions. Raises KeptRefused, NoAccess."""
    with writing(by, *contract.written_by):
        row = _in_state(contract, "abroad", "chỉ gia hạn hợp đồng của người đang ở nước ngoài")
        _must_be_past(day)
        ceiling = extension_ceiling(months=months, wage_dong=row.wage_dong, day=day)
        if ceiling.is_below(fee_dong):
            raise KeptRefused(
                f"Tiền dịch vụ gia hạn {grouped(fee_dong)} đồng quá mức trần {grouped(ceiling.dong)} đồng ({ceiling.reference}). Xem lại số tiền."
            )
        before = values_of(row, ("ends_on",))
        row.ends_on = _longer(row.ends_on or day, months)
        keep(row)
        return _kept(row, "extension", day, before, ("ends_on",), months=months, fee_dong=fee_dong, document=document)


def change(
    *, contract: AbroadContract, kind: str, day: date, changes: Mapping[str, Any], note: str = "", document: str = "", by: Any
) -> AbroadChange:  # fmt: skip
    """Another employer, wage, job or place from a day on. Raises KeptRefused, NoAccess."""
    with writing(by, *contract.written_by):
        row = _in_state(contract, "abroad", "chỉ ghi thay đổi cho người đang ở nước ngoài")
        _must_be_past(day)
        if strange := set(changes) - set(CHANGEABLE):
            raise KeptRefused(
                f"Không đổi được mục «{', '.join(sorted(strange))}». Mục đổi được: {', '.join(CHANGEABLE)}."
            )
        if not changes and not clean_text(note):
            raise KeptRefused("Chưa ghi thay đổi gì. Ghi giá trị mới, hoặc nội dung thay đổi.")
        before = values_of(row, changes)
        for name, value in changes.items():
            setattr(row, name, clean_text(value) if isinstance(value, str) else value)
        if "wage_dong" in changes and row.currency == "VND":
            row.wage = row.wage_dong
        keep(row)
        return _kept(row, kind, day, before, changes, note=note, document=document)


def give_up(*, contract: AbroadContract, reason: str, by: Any) -> AbroadContract:
    """The person does not go; the contract is closed with its reason. Raises KeptRefused, NoAccess."""
    with writing(by, *contract.written_by):
        row = _in_state(contract, "registered", "chỉ ghi không đi cho hợp đồng đã đăng ký, chưa đi")
        if not clean_text(reason):
            raise KeptRefused("Chưa ghi lý do không đi. Ghi lý do, ví dụ: không đạt khám sức khỏe.")
        row.state = "cancelled"
        keep(row)
        _trace("give_up", row, reason=clean_text(reason))
        return row


def _in_state(contract: AbroadContract, state: str, told: str) -> AbroadContract:
    row: AbroadContract = held(contract)
    if row.state != state:
        raise KeptRefused(f"Hợp đồng này {row.get_state_display()}: {told}.")
    return row


def _must_be_past(day: date) -> None:
    if day > timezone.localdate():
        raise KeptRefused(f"Ngày {vietnamese_day(day)} chưa tới. Xem lại ngày.")


def _longer(last_day: date, months: int) -> date:
    """The last day of a term that ended on a day, so many months later."""
    return term_end(date.fromordinal(last_day.toordinal() + 1), months)


def _kept(
    row: AbroadContract, kind: str, day: date, before: Mapping[str, Any], names: Any, **more: Any
) -> AbroadChange:
    after = values_of(row, names)
    changed = AbroadChange(contract=row, kind=kind, changed_on=day, before=before, after=after, **more)
    changed.save(force_insert=True)
    _trace("change", row, before=dict(before), after=after, reason=more.get("note", ""))
    return changed


def _trace(verb: str, row: AbroadContract, **told: Any) -> None:
    audit.record(f"abroadcontract.{verb}", f"abroadcontract:{row.pk}", place_id=row.commune_id, **told)
