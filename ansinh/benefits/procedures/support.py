"""Study-cost support. Decree 81/2021/NĐ-CP; Decree 238/2025/NĐ-CP Article 19. No register of its own yet: the decision is the record."""

from datetime import date

from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import BIRTH, COMMUNE_DECISION, IDENTITY, POOR_CLASS, RESIDENCE, told
from ansinh.engine.procedures import Component, Procedure, Question
from ansinh.law import law_on

from .checks import law_reference


def _against(*, dossier: Dossier, day: date) -> list[str]:
    law, asked = law_on(day), told(dossier, "months")
    if not law.has("support.study_cost_months"):
        return ["Luật ngày này chưa có mức hỗ trợ chi phí học tập."]
    most = law.value("support.study_cost_months")
    if asked is not None and asked > most:
        return [
            f"Đề nghị {asked} tháng; nhiều nhất {most} tháng một năm ({law_reference(day, 'support.study_cost_months')})."
        ]
    return []


STUDY = Procedure(
    "study_cost_support", "Hỗ trợ chi phí học tập", "Study-cost support",
    field="assistance", law="procedures.study_cost_support", stages=(COMMUNE_DECISION,), subject="person",
    basis=("NĐ 81/2021/NĐ-CP Điều 18, NĐ 97/2023/NĐ-CP (đến 02/09/2025)", "NĐ 238/2025/NĐ-CP Điều 17, Điều 19 (từ 03/09/2025)"),
    who=("self", "relative", "guardian", "household"),
    components=(
        Component("request", "Đơn đề nghị hỗ trợ chi phí học tập", "Request", originals=1, copies=0),
        Component("ground", "Giấy tờ chứng minh thuộc diện hỗ trợ (khi nhà nước chưa có)", "Proof of the ground", is_required=False),
        IDENTITY, RESIDENCE, BIRTH, POOR_CLASS,
    ),
    questions=(
        Question("institution", "Trường đang học", "School"),
        Question("level", "Cấp học", "Level", type="choice", choices={
            "nursery": ("mầm non", "nursery"), "general": ("phổ thông, giáo dục thường xuyên", "general or continuing"),
        }),
        Question("school_year", "Năm học", "School year", hint_vi="Ví dụ 2026-2027.", hint_en="For instance 2026-2027."),
        Question("months", "Số tháng học đề nghị", "Months asked for", type="number"),
        Question("account", "Tài khoản nhận tiền", "Account", is_required=False),
    ),
    check=_against,
    result_vi="Quyết định hỗ trợ chi phí học tập", result_en="Decision on study-cost support",
    description_vi="Cho học sinh thuộc các diện của nghị định; trả hai lần một năm vào đầu học kỳ.",
    description_en="For pupils of the decree's groups; paid twice a year when a term begins.",
)  # fmt: skip

PROCEDURES = (STUDY,)
