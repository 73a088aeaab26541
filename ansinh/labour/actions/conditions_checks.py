"""What must hold of a row of a register beyond its columns, and what a row changes in those beside it, register by register.

`PREPARE` is asked before a row is checked and saved, `FOLLOW` after, `UNDO` when one is cancelled."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.core.numbers import grouped
from ansinh.labour import words
from ansinh.labour.jobs.abroad import ceilings_of, term_end
from ansinh.labour.models import (
    AbroadContract,
    AbroadSupport,
    AbroadViolation,
    Accident,
    ForeignPermit,
    LeasingReport,
    Licence,
    Placement,
    ReturnSupport,
    SafetyTraining,
    Strike,
    WageReport,
    WorkerOrganisation,
)
from ansinh.labour.models.conditions_kept import Kept


class KeptRefused(Exception):
    """An act on a register of this room that may not be done; the message says why, with the value, and what to do."""


def _follow_licence(row: Any) -> None:
    """A new act on a licence ends the one before it; an extension needs one to extend."""
    if row.end_kind == "" and row.ended_on:
        row.end_kind = "withdrawn"
    if row.pk:
        return
    open_ones = Licence._base_manager.select_for_update(of=("self",)).filter(
        organisation=row.organisation, kind=row.kind, province=row.province_id, ended_on=None, cancelled_because=""
    )
    before = open_ones.first()
    if before is None:
        if row.act != "new":
            raise KeptRefused(
                f"{row.organisation} chưa có giấy phép {row.get_kind_display()} nào trong sổ để {row.get_act_display()}. Ghi cấp lần đầu trước."
            )
        return
    if row.act == "new" and not (before.expires_on and before.expires_on < row.issued_on):
        raise KeptRefused(
            f"{row.organisation} đang có giấy phép số {before.number} cấp ngày {vietnamese_day(before.issued_on)}: ghi gia hạn, cấp lại, "
            "hoặc thu hồi giấy phép đó trước."
        )
    _end(before, row.issued_on)


def _follow_permit(row: Any) -> None:
    """An extension or another permit of the same passport at the same organisation takes the place of the one before."""
    row.passport = row.passport.upper().replace(" ", "")
    if row.pk or row.act not in ("extended", "reissued"):
        return
    same = ForeignPermit._base_manager.select_for_update(of=("self",)).filter(
        organisation=row.organisation,
        passport=row.passport,
        ended_on=None,
        cancelled_because="",
        from_day__lte=row.from_day,
    )
    if before := same.order_by("-from_day", "-pk").first():
        _end(before, row.from_day)


def _end(before: Any, day: date) -> None:
    if day < getattr(before, before.counted_by):
        raise KeptRefused(
            f"Ngày {vietnamese_day(day)} trước ngày cấp {vietnamese_day(getattr(before, before.counted_by))} của giấy phép đang có. Xem lại ngày."
        )
    before.ended_on, before.end_kind = day, "replaced"
    before.save(update_fields=["ended_on", "end_kind"])


def _reopen(row: Any) -> None:
    """The one that a cancelled act had replaced stands again."""
    same: dict[str, Any] = {"organisation": row.organisation_id, "end_kind": "replaced", "cancelled_because": ""}
    same |= {"kind": row.kind, "province": row.province_id} if isinstance(row, Licence) else {"passport": row.passport}
    day = row.issued_on if isinstance(row, Licence) else row.from_day
    before = type(row)._base_manager.filter(**same, ended_on=day).exclude(pk=row.pk).order_by("-pk").first()
    if before is not None:
        before.ended_on, before.end_kind = None, ""
        before.save(update_fields=["ended_on", "end_kind"])


def has_licence(organisation: Any, kind: str, day: date) -> bool:
    """Whether the organisation holds a licence of the kind on the day, in any province's register."""
    found = Licence._base_manager.filter(organisation=organisation, kind=kind, cancelled_because="", issued_on__lte=day)
    return any(
        (each.expires_on is None or each.expires_on >= day) and (each.ended_on is None or each.ended_on > day)
        for each in found
    )


def _leasing(row: Any) -> None:
    if not has_licence(row.organisation, "leasing", row.reported_on):
        raise KeptRefused(
            f"{row.organisation} không có giấy phép cho thuê lại lao động còn hạn ngày {vietnamese_day(row.reported_on)}. Ghi giấy phép vào sổ trước."
        )


def _place_named(row: Any) -> None:
    if row.organisation_id is None and not clean_text(getattr(row, "where_at", "") or getattr(row, "trainer", "")):
        raise KeptRefused("Chưa ghi đơn vị. Ghi mã số thuế của đơn vị trong sổ, hoặc tên nơi xảy ra, nơi tổ chức.")


def _women_among(row: Any) -> None:
    whole = row.members if isinstance(row, WorkerOrganisation) else row.people
    if row.women > whole:
        raise KeptRefused(f"Số nữ {row.women} nhiều hơn tổng số {whole}. Xem lại hai số.")
    if isinstance(row, SafetyTraining):
        _place_named(row)


def _strike(row: Any) -> None:
    row.days = (row.ended_on - row.started_on).days + 1 if row.ended_on and row.ended_on >= row.started_on else None


def _wages(row: Any) -> None:
    if not 2000 <= row.year <= row.reported_on.year:
        raise KeptRefused(f"Năm {row.year} không hợp với ngày báo cáo {vietnamese_day(row.reported_on)}. Xem lại năm.")
    if row.bonus_average_dong is not None and row.bonus_highest_dong is not None:
        lowest = row.bonus_lowest_dong or 0
        if not lowest <= row.bonus_average_dong <= row.bonus_highest_dong:
            raise KeptRefused("Mức thưởng bình quân phải nằm giữa mức thấp nhất và cao nhất. Xem lại ba mức.")


def _contract(row: Any) -> None:
    """A contract abroad: its region, its wage in dong, its licence and ceilings when it is new, its state as its days say."""
    row.region = words.REGION_OF_MARKET.get(row.market) or row.region
    if not row.region:
        raise KeptRefused(f"Thị trường «{row.get_market_display()}» cần ghi nước và khu vực.")
    row.currency = (row.currency or "VND").upper()
    if row.currency == "VND" and row.wage is not None:
        row.wage_dong = row.wage
    if row.kind == "enterprise" and row.organisation_id is None:
        raise KeptRefused("Đi qua doanh nghiệp thì phải ghi doanh nghiệp đưa đi (mã số thuế).")
    if row.pk is None:
        if row.person.died_on:
            raise KeptRefused(
                f"{row.person.name} đã được ghi chết ngày {vietnamese_day(row.person.died_on)}. Xem lại người được chọn."
            )
        _must_be_licensed(row)
    if _costs_changed(row):
        _must_be_under_the_ceilings(row)
    _days_in_order(row)
    if row.state != "cancelled":
        row.state = "returned" if row.returned_on else "abroad" if row.departed_on else "registered"
    if row.departed_on and row.ends_on is None:
        row.ends_on = term_end(row.departed_on, row.contract_months)
    if row.returned_on and not row.return_kind:
        row.return_kind = "term" if row.ends_on and row.returned_on >= row.ends_on else "early"


_COSTS = (
    "service_fee_dong",
    "deposit_dong",
    "contract_months",
    "market",
    "region",
    "is_seafarer",
    "is_listed_trade",
)


def _costs_changed(row: Any) -> bool:
    """Whether what the ceilings rest on is new: a fee taken long ago does not stand in the way of coming home."""
    before = AbroadContract._base_manager.filter(pk=row.pk).values_list(*_COSTS).first()
    return before != tuple(getattr(row, name) for name in _COSTS)


def _must_be_licensed(row: Any) -> None:
    if row.kind == "enterprise" and not has_licence(row.organisation, "send_abroad", row.registered_on):
        raise KeptRefused(
            f"{row.organisation} không có giấy phép đưa người đi làm việc ở nước ngoài còn hạn ngày {vietnamese_day(row.registered_on)} trong sổ. "
            "Ghi giấy phép (số, ngày cấp) trước; nếu không có giấy phép, ghi vào sổ vi phạm."
        )


def _must_be_under_the_ceilings(row: Any) -> None:
    most = ceilings_of(row)
    for what, asked, ceiling in (
        ("Tiền dịch vụ", row.service_fee_dong, most.fee),
        ("Tiền ký quỹ", row.deposit_dong, most.deposit),
    ):
        if ceiling.is_below(asked):
            raise KeptRefused(
                f"{what} {grouped(asked)} đồng quá mức trần {grouped(ceiling.dong)} đồng ({ceiling.reference}). Xem lại số tiền; nếu đã thu, "
                "ghi vào sổ vi phạm và ghi ở đây số được thu."
            )


def _days_in_order(row: Any) -> None:
    if row.departed_on and row.departed_on < row.registered_on:
        raise KeptRefused(
            f"Ngày xuất cảnh {vietnamese_day(row.departed_on)} trước ngày đăng ký hợp đồng {vietnamese_day(row.registered_on)}. Xem lại hai ngày."
        )
    if row.returned_on and not row.departed_on:
        raise KeptRefused("Chưa ghi ngày xuất cảnh thì chưa ghi được ngày về nước.")


def _place_the_worker(row: Any) -> None:
    """A departure is a job begun; the way back ends it."""
    if row.departed_on and row.placement_id is None and row.state != "cancelled":
        placement = Placement(
            person=row.person, started_on=row.departed_on, destination="abroad", channel="contract", organisation=row.organisation,
            employer=row.employer, occupation=row.occupation, title=row.title, contract_months=row.contract_months, wage_dong=row.wage_dong,
            market=row.market, commune_id=row.commune_id, province_id=row.province_id, document=row.number,
            source="hợp đồng đi làm việc ở nước ngoài",
            recorded_by=row.recorded_by,
        )  # fmt: skip
        try:
            with transaction.atomic():
                placement.save(force_insert=True)
        except IntegrityError:
            raise KeptRefused(
                f"{row.person.name} đã được ghi một việc làm bắt đầu ngày {vietnamese_day(row.departed_on)}. Hủy việc làm đó nếu ghi trùng."
            ) from None
        row.placement = placement
        type(row)._base_manager.filter(pk=row.pk).update(placement=placement)
    elif row.placement_id:
        kept = Placement._base_manager.filter(pk=row.placement_id)
        kept.update(started_on=row.departed_on, ended_on=row.returned_on, market=row.market, wage_dong=row.wage_dong)


def _cancel_contract(row: Any) -> None:
    """A contract entered in error takes its job with it."""
    type(row)._base_manager.filter(pk=row.pk).update(state="cancelled")
    if row.placement_id:
        Placement._base_manager.filter(pk=row.placement_id).update(cancelled_because=row.cancelled_because)


def _of_newest_contract(row: Any) -> None:
    """Support names the person's newest contract of that day, where there is one."""
    if row.contract_id is None:
        own = AbroadContract._base_manager.filter(person=row.person_id, cancelled_because="")
        if isinstance(row, ReturnSupport):
            own = own.filter(returned_on__isnull=False)
        row.contract = own.order_by("-registered_on", "-pk").first()
    if row.amount_dong < 0:
        raise KeptRefused("Số tiền hỗ trợ không được âm.")


def _whose_violation(row: Any) -> None:
    if row.contract_id is None and row.organisation_id is None and not row.named:
        raise KeptRefused(
            "Chưa rõ ai vi phạm: ghi số định danh của người lao động, mã số thuế của đơn vị, hoặc tên người tuyển."
        )


PREPARE: dict[type[Kept], Callable[[Any], None]] = {
    AbroadContract: _contract,
    AbroadSupport: _of_newest_contract,
    AbroadViolation: _whose_violation,
    Accident: _place_named,
    ForeignPermit: _follow_permit,
    LeasingReport: _leasing,
    Licence: _follow_licence,
    ReturnSupport: _of_newest_contract,
    SafetyTraining: _women_among,
    Strike: _strike,
    WageReport: _wages,
    WorkerOrganisation: _women_among,
}
FOLLOW: dict[type[Kept], Callable[[Any], None]] = {AbroadContract: _place_the_worker}
UNDO: dict[type[Kept], Callable[[Any], None]] = {
    AbroadContract: _cancel_contract,
    ForeignPermit: _reopen,
    Licence: _reopen,
}
