"""Money paid and not owed comes back: by instalments decided for a recovery, or in cash."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum

from ansinh.core import audit
from ansinh.core.access import must_hold, must_reach
from ansinh.core.numbers import grouped
from ansinh.payments.models import Line, Recovery, Repayment

from .ledger import Move, post
from .sending import purse_of
from .standing import PaymentRefused


def left_of(recovery: Recovery) -> int:
    """Dong still to come back: the recovery less what was taken from orders for it and what was repaid in cash."""
    taken = Line._base_manager.filter(recovery=recovery, kind__in=("offset", "instalment")).aggregate(
        Sum("amount_dong")
    )
    repaid = Repayment.objects.filter(recovery=recovery).aggregate(Sum("amount_dong"))
    return recovery.amount_dong + (taken["amount_dong__sum"] or 0) - (repaid["amount_dong__sum"] or 0)


def set_instalment(*, recovery: Recovery, instalment_dong: int, decision: str, by: Any) -> Recovery:
    """From the next run on so much is taken from each month's order, by a decision; 0 takes nothing. Raises PaymentRefused, NoAccess."""
    must_hold("province_officer", "province_leader")
    with transaction.atomic():
        recovery = _held(recovery)
        left = left_of(recovery)
        if not decision.strip():
            raise PaymentRefused("Thiếu quyết định thu hồi. Ghi số và ngày quyết định.")
        if not 0 <= instalment_dong <= left:
            raise PaymentRefused(
                f"Mức trừ {grouped(instalment_dong)} đồng một tháng không được: còn phải thu {grouped(left)} đồng. "
                "Ghi số từ 0 đến số còn phải thu."
            )
        before = recovery.instalment_dong
        recovery.instalment_dong, recovery.decision = instalment_dong, decision.strip()[:120]
        recovery.save(update_fields=["instalment_dong", "decision"])
        audit.record(
            "set_instalment",
            f"recovery:{recovery.pk}",
            place_id=recovery.province_id,
            reason=decision.strip(),
            detail={"before": before, "instalment_dong": instalment_dong, "left_dong": left},
        )
    return recovery


def repay(*, recovery: Recovery, amount_dong: int, day: date, document: str, by: Any) -> Repayment:
    """Cash a person brought back, by a receipt; never more than is left. Raises PaymentRefused, NoAccess."""
    must_hold("province_accountant", "province_reconciler")
    with transaction.atomic():
        recovery = _held(recovery)
        left = left_of(recovery)
        if not document.strip():
            raise PaymentRefused("Thiếu chứng từ thu tiền. Ghi số và ngày giấy nộp tiền.")
        if not 0 < amount_dong <= left:
            raise PaymentRefused(
                f"Không ghi được {grouped(amount_dong)} đồng: còn phải thu {grouped(left)} đồng. Ghi số từ 1 đến số còn phải thu."
            )
        if Repayment.objects.filter(
            recovery=recovery, day=day, document=document.strip(), amount_dong=amount_dong
        ).exists():
            raise PaymentRefused(f"Chứng từ {document.strip()} ngày {day:%d/%m/%Y} đã được ghi.")
        repayment = Repayment(
            recovery=recovery, amount_dong=amount_dong, day=day, document=document.strip()[:120], by=by
        )
        repayment.save(force_insert=True)
        treasury, receivable = f"treasury:{purse_of(recovery.programme)}", f"receivable:{recovery.programme}"
        memo = f"Thu hồi {recovery.pk} nộp lại: {document.strip()}"
        post(
            province_id=recovery.province_id,
            run=recovery.run,
            stage="repay",
            moves=[Move(treasury, receivable, amount_dong, memo[:200])],
        )
        audit.record(
            "repay",
            f"recovery:{recovery.pk}",
            place_id=recovery.province_id,
            detail={"amount_dong": amount_dong, "day": day.isoformat(), "document": document, "left_dong": left - amount_dong},
        )  # fmt: skip
    return repayment


def _held(recovery: Recovery) -> Recovery:
    must_reach(f"Khoản thu hồi {recovery.pk}", "", recovery.province_id)
    return Recovery.objects.select_for_update(of=("self",)).select_related("run").get(pk=recovery.pk)
