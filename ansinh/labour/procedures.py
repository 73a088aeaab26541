"""Unemployment insurance: the benefit and the support of training. Decree 28/2015/NĐ-CP; Decree 374/2025/NĐ-CP.

There is no register of the unemployed yet: the decision of the dossier is the record, nothing is enacted."""

from datetime import date, timedelta
from typing import Any

from ansinh.core.days import vietnamese_day
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import DEPARTMENT, IDENTITY, RESIDENCE, day_told, told
from ansinh.engine.procedures import Component, Procedure, Question
from ansinh.law import law_on

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


def _against(*, dossier: Dossier, day: date) -> list[str]:
    """Too few months paid, a file too late, by the law of the day it began."""
    law, name = law_on(dossier.began_on), "insurance.unemployment_months"
    if not law.has(name):
        return ["Luật ngày này chưa có điều kiện bảo hiểm thất nghiệp."]
    rules, article = law.value(name), law.dated(name).reference
    paid, ended_on = told(dossier, "paid_months"), day_told(dossier, "ended_on")
    said = []
    if paid is None:
        said.append(f"Chưa biết số tháng đã đóng ({article}).")
    elif paid < rules["paid_least"]:
        said.append(f"Đã đóng {paid} tháng; cần từ {rules['paid_least']} tháng ({article}).")
    if ended_on and dossier.began_on > (last := _months_later(ended_on, rules["file_within"])):
        said.append(f"Hợp đồng chấm dứt {vietnamese_day(ended_on)}, hạn nộp {vietnamese_day(last)} ({article}).")
    return said


def _unknown(*, dossier: Dossier, day: date) -> list[str]:
    return [
        "Chưa có số tháng đóng cần cho hỗ trợ học nghề trong số liệu luật: đối chiếu Luật Việc làm 38/2013/QH13 Điều 55, NĐ 374/2025/NĐ-CP."
    ]


def _months_later(day: date, months: int) -> date:
    """The same day some months later, the last of the month where that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


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
    check=_against, result_vi="Quyết định hưởng trợ cấp thất nghiệp", result_en="Decision on the unemployment benefit",
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
    ),
    check=_unknown, result_vi="Quyết định hỗ trợ học nghề", result_en="Decision on training support",
)  # fmt: skip

PROCEDURES = (BENEFIT, TRAINING)
