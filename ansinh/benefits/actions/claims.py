"""Rights once: funerals, awards, a year's worship or convalescence."""

from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.models import Claim, Decision, Martyr
from ansinh.core.days import month_of, vietnamese_day
from ansinh.core.names import clean_text
from ansinh.people.models import Person

from .standing import BenefitRefused, act, held, trace

YEARLY = ("worship", "convalescence_home", "convalescence_centre", "study_yearly")


@act
def add_claim(
    *, person: Person, kind: str, decision: Decision, event_on: date | None = None, month: int | None = None,
    payable_month: int | None = None, death_extract: str = "", payee: Person | None = None, payee_name: str = "", payee_relation: str = "",
    loss_rate: int | None = None, seniority_months: int | None = None, study_level: str = "", martyr: Martyr | None = None,
    is_worshipper: bool = False, by: Any,
) -> Claim:  # fmt: skip
    """A right once. `month` (of the event, unless told) is whose law and facts count; it may be paid from `payable_month` on (of the
    decision, unless told). A funeral needs the death in the register and its extract number. Raises BenefitRefused, NoAccess."""
    person = held(person)
    if kind not in words.CLAIMS:
        raise BenefitRefused(f"Loại trợ cấp một lần «{kind}» không có trong danh mục. Chọn một loại.")
    death_extract = clean_text(death_extract)
    if kind in words.FUNERALS:
        _must_be_buried_once(person, death_extract)
        event_on = event_on or person.died_on
        if event_on != person.died_on:
            raise BenefitRefused(
                f"Sổ ghi {person.name} chết ngày {vietnamese_day(person.died_on)}, hồ sơ ghi {vietnamese_day(event_on)}. Xem lại ngày."
                if event_on and person.died_on
                else "Xem lại ngày chết."
            )
    counted = month or month_of(event_on or decision.decided_on)
    claim = Claim(
        kind=kind, person=person, month=counted, payable_month=payable_month or max(counted, month_of(decision.decided_on)),
        event_on=event_on, death_extract=death_extract, payee=payee, payee_name=clean_text(payee_name),
        payee_relation=clean_text(payee_relation), loss_rate=loss_rate, seniority_months=seniority_months, study_level=study_level,
        martyr=martyr, is_worshipper=is_worshipper, decision=decision,
    )  # fmt: skip
    _must_stand(claim)
    claim.save(force_insert=True)
    trace(
        "claim.add", person, claim=claim.pk, kind=kind, month=counted, payable_month=claim.payable_month, decision=decision.pk,
        death_extract=death_extract,
    )  # fmt: skip
    return claim


@act
def cancel_claim(*, claim: Claim, decision: Decision, reason: str, by: Any) -> Claim:
    """The claim no longer a right, by a decision. What was paid for it becomes a recovery of the next run. Raises BenefitRefused, NoAccess."""
    person = held(claim.person)
    claim = Claim._base_manager.select_for_update().get(pk=claim.pk)
    if claim.cancelled_by_id:
        raise BenefitRefused(f"«{claim.get_kind_display()}» của {person.name} đã hủy rồi.")
    if not reason.strip():
        raise BenefitRefused("Chưa ghi lý do hủy. Ghi lý do, ví dụ: trùng hồ sơ.")
    claim.cancelled_by = decision
    claim.save(update_fields=["cancelled_by"])
    trace("claim.cancel", person, reason=reason, claim=claim.pk, kind=claim.kind, decision=decision.pk)
    return claim


def _must_be_buried_once(person: Person, death_extract: str) -> None:
    if person.died_on is None:
        raise BenefitRefused(f"{person.name} chưa được ghi chết trong sổ. Ghi người chết trước khi lập mai táng phí.")
    if not death_extract:
        raise BenefitRefused("Mai táng phí phải có số trích lục khai tử. Ghi số trích lục.")
    funerals = Claim._base_manager.filter(kind__in=words.FUNERALS, cancelled_by=None).select_related("person")
    if other := funerals.filter(person=person).first():
        raise BenefitRefused(
            f"{person.name} đã có «{other.get_kind_display()}» theo {other.decision}. Một người chỉ một mai táng phí."
        )
    if other := funerals.filter(death_extract=death_extract, person__province=person.province_id).first():
        raise BenefitRefused(
            f"Trích lục khai tử «{death_extract}» đã dùng cho người khác ({other.person.commune}). Xem lại số trích lục."
        )


def _must_stand(claim: Claim) -> None:
    if claim.event_on and claim.decision.decided_on < claim.event_on:
        raise BenefitRefused(
            f"Quyết định ngày {vietnamese_day(claim.decision.decided_on)} trước ngày của sự việc {vietnamese_day(claim.event_on)}. "
            "Xem lại hai ngày."
        )
    same = Claim._base_manager.filter(person=claim.person_id, kind=claim.kind, cancelled_by=None)
    if claim.kind in YEARLY:
        year = claim.month // 100
        again = same.filter(month__range=(year * 100 + 1, year * 100 + 12), martyr=claim.martyr).first()
        if again:
            raise BenefitRefused(
                f"{claim.person.name} đã có «{claim.get_kind_display()}» năm {year} theo {again.decision}. Mỗi năm một lần."
            )
    elif again := same.filter(month=claim.month, decision=claim.decision_id, martyr=claim.martyr).first():
        raise BenefitRefused(f"{claim.person.name} đã có «{claim.get_kind_display()}» theo {again.decision}.")
    if claim.kind == "wounded_once" and not claim.loss_rate:
        raise BenefitRefused("«Bị thương từ 5 % đến 20 %» cần tỷ lệ bị thương. Ghi tỷ lệ.")
    if claim.kind in ("resistance_seniority",) and not claim.seniority_months:
        raise BenefitRefused("Trợ cấp theo thâm niên cần số tháng kháng chiến. Ghi số tháng.")
    if claim.kind == "study_yearly" and claim.study_level not in words.STUDY_LEVELS:
        raise BenefitRefused("Ưu đãi học tập hằng năm cần cấp học. Chọn cấp học.")
