"""Unemployment insurance: the benefit and the support of training. Decree 28/2015/NĐ-CP; Decree 374/2025/NĐ-CP.

A signed decision writes the right; what it comes to is worked out from the months paid in, not from what the applicant says."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from ansinh.core.days import last_day, months_later, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.dossiers.models import Dossier, Ruling
from ansinh.dossiers.procedures import (
    DEPARTMENT,
    IDENTITY,
    RESIDENCE,
    CannotEnact,
    day_told,
    must_be_told,
    subject_of,
    told,
)
from ansinh.engine.procedures import Component, Procedure, Question
from ansinh.labour.actions.insurance import InsuranceRefused, grant_right, grant_training
from ansinh.labour.jobs.insurance import Claim, claim_of, paid_in
from ansinh.labour.models import Contribution
from ansinh.law import law_on
from ansinh.people.models import Person

INSURANCE = Component(
    "insurance", "Sổ bảo hiểm xã hội, quá trình đóng", "Social insurance record", copies=0, held_by="insurance"
)
PAID_MONTHS = Question(
    "paid_months", "Số tháng đã đóng bảo hiểm thất nghiệp chưa hưởng", "Months paid and not drawn", type="number"
)
ENDED_ON = Question("ended_on", "Ngày chấm dứt hợp đồng", "Day the contract ended", type="day")
FROM_2015 = (
    "NĐ 28/2015/NĐ-CP, NĐ 61/2020/NĐ-CP (đến 31/12/2025)",
    "Luật Việc làm 74/2025/QH15, NĐ 374/2025/NĐ-CP (từ 01/01/2026)",
)


REGISTER = "quá trình đóng bảo hiểm thất nghiệp đã nhập"
Write = Callable[[Dossier, Ruling, Any], list[str]]


def _enacting(write: Write) -> Callable[..., list[str]]:
    """An `enact`; what the register refuses cannot be signed."""

    @wraps(write)
    def enact(*, dossier: Dossier, ruling: Ruling, by: Any) -> list[str]:
        try:
            return write(dossier, ruling, by)
        except InsuranceRefused as refused:
            raise CannotEnact(str(refused)) from None

    return enact


def _claim(dossier: Dossier, person: Person, day: date) -> Claim:
    ended_on = day_told(dossier, "ended_on") or must_be_told(dossier, "ended_on", "ngày chấm dứt hợp đồng")
    return claim_of(person, applied_on=dossier.began_on, ended_on=ended_on, known_on=day)


def _against(*, dossier: Dossier, day: date) -> list[str]:
    """Too few months paid, a file too late, another number than the file says: by the law of the day the contract ended."""
    if not law_on(dossier.began_on).has("insurance.unemployment_months"):
        return ["Luật ngày này chưa có điều kiện bảo hiểm thất nghiệp."]
    person = getattr(dossier, "subject", None)
    if person is None:
        return _against_told(dossier)
    try:
        claim = _claim(dossier, person, day)
    except CannotEnact as unknown:
        return [str(unknown)]
    said, paid = list(claim.against), told(dossier, "paid_months")
    if paid is not None and claim.paid_in.months not in (None, paid):
        said.append(
            f"Hồ sơ khai đóng {paid} tháng, {REGISTER} có {claim.paid_in.months} tháng: đối chiếu trước khi quyết định."
        )
    if claim.months and claim.amount_dong is None:
        said.append("Chưa tính được mức hưởng: thiếu tiền lương hoặc vùng lương tối thiểu của các tháng đóng cuối.")
    return said


def _against_told(dossier: Dossier) -> list[str]:
    """What the file itself says, while it names nobody of the register."""
    law = law_on(dossier.began_on)
    rules, article = law.value("insurance.unemployment_months"), law.dated("insurance.unemployment_months").reference
    paid, ended_on = told(dossier, "paid_months"), day_told(dossier, "ended_on")
    said = []
    if paid is None:
        said.append(f"Chưa biết số tháng đã đóng ({article}).")
    elif paid < rules["paid_least"]:
        said.append(f"Đã đóng {paid} tháng; cần từ {rules['paid_least']} tháng ({article}).")
    if ended_on and dossier.began_on > (last := months_later(ended_on, rules["file_within"])):
        said.append(f"Hợp đồng chấm dứt {vietnamese_day(ended_on)}, hạn nộp {vietnamese_day(last)} ({article}).")
    return said


@_enacting
def _grant(dossier: Dossier, ruling: Ruling, by: Any) -> list[str]:
    person, decided_on = subject_of(dossier), _decided_on(ruling)
    right = grant_right(
        person=person, number=ruling.number, decided_on=decided_on, signer=ruling.signer_name, claim=_claim(dossier, person, decided_on),
        applied_on=dossier.began_on, contract_ended_on=_ended_on(dossier), dossier=dossier, by=by,
    )  # fmt: skip
    return [f"unemployment:{right.pk}"]


@_enacting
def _train(dossier: Dossier, ruling: Ruling, by: Any) -> list[str]:
    support = grant_training(
        person=subject_of(dossier), number=ruling.number, decided_on=_decided_on(ruling), signer=ruling.signer_name,
        trade=must_be_told(dossier, "trade", "nghề học"), school=must_be_told(dossier, "school", "nơi đào tạo"),
        months=must_be_told(dossier, "months", "số tháng học"), dong_a_month=must_be_told(dossier, "dong_a_month", "học phí một tháng"),
        from_day=day_told(dossier, "from_day") or must_be_told(dossier, "from_day", "ngày khai giảng"), dossier=dossier, by=by,
    )  # fmt: skip
    return [f"training_support:{support.pk}"]


def _decided_on(ruling: Ruling) -> date:
    if ruling.decided_on is None:
        raise CannotEnact("Quyết định chưa có ngày. Ghi số và ngày rồi ký.")
    return ruling.decided_on


def _ended_on(dossier: Dossier) -> date:
    found: date = day_told(dossier, "ended_on") or must_be_told(dossier, "ended_on", "ngày chấm dứt hợp đồng")
    return found


def _known(*, subject: Person | None, applicant: Person | None, day: date) -> Mapping[str, tuple[Any, str]]:
    """What the contributions already say: months paid in, the average wage, the last employer."""
    person = subject or applicant
    last = Contribution._base_manager.filter(person=person).order_by("-to_month").first() if person else None
    law = law_on(day)
    if person is None or last is None or not law.has("insurance.unemployment_months"):
        return {}
    had = paid_in(person, ended_on=last_day(last.to_month), law=law)
    found = {"paid_months": had.months, "employer": had.employer, "average_wage_dong": had.average_wage_dong}
    return {key: (value, REGISTER) for key, value in found.items() if value}


def _against_training(*, dossier: Dossier, day: date) -> list[str]:
    """A fee above what is supported; months paid in are not said by the law read."""
    law, name = law_on(day), "insurance.training_support"
    said = [
        "Chưa có số tháng đóng cần cho hỗ trợ học nghề trong số liệu luật: đối chiếu Luật Việc làm 38/2013/QH13 Điều 55, NĐ 374/2025/NĐ-CP."
    ]
    if not law.has(name):
        return [*said, "Chưa có mức hỗ trợ học nghề của ngày này trong số liệu luật: chưa chi được."]
    terms, months, fee = law.value(name), told(dossier, "months"), told(dossier, "dong_a_month")
    if months and fee:
        most = terms["short_course"] // months if months <= terms["short_months"] else terms["a_month"]
        if fee > most:
            said.append(
                f"Học phí {grouped(fee)} đồng một tháng; được hỗ trợ nhiều nhất {grouped(most)} đồng ({law.dated(name).reference})."
            )
    return said


def _declared(name: str, vi: str, en: str, **more: Any) -> Procedure:
    return Procedure(
        name, vi, en, field="labour", law=f"procedures.{name}", stages=(DEPARTMENT,), who=("self",), subject="applicant", **more
    )  # fmt: skip


BENEFIT = _declared(
    "unemployment_benefit", "Hưởng trợ cấp thất nghiệp", "Unemployment benefit",
    basis=("Luật Việc làm 38/2013/QH13 Điều 49-54 (đến 31/12/2025)", *FROM_2015),
    components=(
        Component("request", "Đề nghị hưởng trợ cấp thất nghiệp", "Request", originals=1, copies=0),
        Component("end", "Giấy tờ về việc chấm dứt hợp đồng", "Proof that the contract ended"), INSURANCE, IDENTITY, RESIDENCE,
    ),
    questions=(
        ENDED_ON, PAID_MONTHS,
        Question("employer", "Đơn vị làm việc cuối cùng", "Last employer"),
        Question("average_wage_dong", "Tiền lương bình quân 6 tháng cuối", "Average wage of the last six months", type="dong", is_required=False),
        Question("account", "Tài khoản nhận tiền", "Account", is_required=False),
    ),
    known=_known, check=_against, enact=_grant, result_vi="Quyết định hưởng trợ cấp thất nghiệp", result_en="Decision on the unemployment benefit",
    description_vi="Nộp trong 3 tháng từ ngày chấm dứt hợp đồng. Bảo hiểm xã hội chi trả sau khi có quyết định.",
    description_en="Filed within three months of the end of the contract; paid by social insurance after the decision.",
)  # fmt: skip

TRAINING = _declared(
    "unemployment_training_support", "Hỗ trợ học nghề cho người thất nghiệp", "Unemployment training support",
    basis=("Luật Việc làm 38/2013/QH13 Điều 55, 56 (đến 31/12/2025)", "QĐ 17/2021/QĐ-TTg", *FROM_2015),
    components=(Component("request", "Đề nghị hỗ trợ học nghề", "Request", originals=1, copies=0), INSURANCE, IDENTITY),
    questions=(
        ENDED_ON, PAID_MONTHS,
        Question("trade", "Nghề muốn học", "Trade"), Question("school", "Nơi đào tạo", "School"),
        Question("months", "Số tháng học", "Months of the course", type="number"),
        Question("dong_a_month", "Học phí một tháng", "Fee a month", type="dong", is_required=False),
        Question("from_day", "Ngày khai giảng", "Day the course begins", type="day", is_required=False),
    ),
    known=_known, check=_against_training, enact=_train, result_vi="Quyết định hỗ trợ học nghề", result_en="Decision on training support",
)  # fmt: skip

PROCEDURES = (BENEFIT, TRAINING)
