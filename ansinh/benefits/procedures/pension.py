"""Social pension and social funeral support. Law 41/2024/QH15; Decrees 176/2025, 20/2021 and 335/2026/NĐ-CP."""

from datetime import date
from typing import Any

from ansinh.benefits.actions import add_claim, grant_title
from ansinh.benefits.models import Decision, Title
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import (
    AUTHORITY_TO_ACT,
    COMMUNE_DECISION,
    DEATH,
    DEATH_EXTRACT,
    DIED_ON,
    FROM_MONTH,
    IDENTITY,
    NEW_HEAD,
    PAYEE_NAME,
    PAYEE_RELATION,
    POOR_CLASS,
    RESIDENCE,
    SHORT_STAGES,
    must_be_told,
    subject_of,
    told,
)
from ansinh.engine.procedures import Component, Form, Procedure, Question
from ansinh.people.models import Person

from .assistance import FORM_NOT_READ, NEW_FORM
from .checks import against_funeral, against_pension
from .common import OF_THE_COMMUNE, RIGHTS, Known, bury, claim_labels, enacting, known_death, subjects


@enacting
def _grant(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    title = grant_title(
        person=subject_of(dossier), category="social_pension", decision=decision, from_month=told(dossier, "from_month"), by=by
    )  # fmt: skip
    return subjects([title])


@enacting
def _bury(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    written = bury(dossier, decision, OF_THE_COMMUNE, by)
    claim = add_claim(
        person=Person._base_manager.get(pk=subject_of(dossier).pk), kind=must_be_told(dossier, "kind", "loại mai táng phí"),
        decision=decision, death_extract=must_be_told(dossier, "death_extract", "số trích lục khai tử"),
        payee_name=told(dossier, "payee_name") or dossier.applicant_name, payee_relation=told(dossier, "payee_relation") or "", by=by,
    )  # fmt: skip
    return [*written, f"claim:{claim.pk}"]


def _known_funeral(*, subject: Person | None, applicant: Person | None, day: date) -> Known:
    found = known_death(subject=subject)
    last = Title._base_manager.filter(person=subject).order_by("-from_day").first() if subject else None
    if last and last.group in ("assistance", "social_pension"):
        kind = "funeral_social_pension" if last.group == "social_pension" else "funeral_assistance"
        found["kind"] = (kind, f"{RIGHTS}, {last.decision}")
    if applicant:
        found["payee_name"] = (applicant.name, "sổ nhân khẩu")
    return found


PENSION = Procedure(
    "social_pension_new", "Trợ cấp hưu trí xã hội", "Social pension",
    field="assistance", law="procedures.social_pension_new", stages=(COMMUNE_DECISION,), subject="person",
    basis=("Luật Bảo hiểm xã hội 41/2024/QH15 Điều 21, 22 (từ 01/07/2025)", "NĐ 176/2025/NĐ-CP", "NĐ 335/2026/NĐ-CP Điều 31 (từ 05/10/2026)"),
    who=("self", "relative", "guardian", "officer"),
    components=(
        Component("request", "Văn bản đề nghị hưởng hưu trí xã hội", "Written request", originals=1, copies=0, form="01"),
        IDENTITY, RESIDENCE, AUTHORITY_TO_ACT,
        POOR_CLASS,
        Component("no_pension", "Thông tin lương hưu, trợ cấp BHXH hằng tháng", "Pension or monthly social insurance", copies=0, held_by="insurance"),
    ),
    questions=(
        Question("has_other_pension", "Đang hưởng lương hưu, trợ cấp BHXH hằng tháng khác", "Draws a pension or other monthly allowance",
                 type="yes_no", hint_vi="Mức thấp hơn hưu trí xã hội vẫn được xét.", hint_en="A lower one does not exclude."),
        FROM_MONTH,
    ),
    forms=(
        Form("01", date(2025, 7, 1), status="secondary", note="NĐ 176/2025/NĐ-CP"),
        Form("01", date(2026, 10, 5), status="unverified", note="Mẫu chung với trợ cấp xã hội (NĐ 335/2026/NĐ-CP Điều 31). " + FORM_NOT_READ),
    ),
    check=against_pension, enact=_grant,
    result_vi="Quyết định trợ cấp hưu trí xã hội", result_en="Decision on the social pension",
    description_vi="Người từ đủ 75 tuổi, hoặc từ 70 tuổi thuộc hộ nghèo, hộ cận nghèo, không có lương hưu hay trợ cấp BHXH cao bằng.",
    description_en="From 75, or 70 to under 75 in a poor or near-poor household, without a pension as high.",
)  # fmt: skip

FUNERAL = Procedure(
    "funeral_social", "Hỗ trợ chi phí mai táng (trợ giúp xã hội, hưu trí xã hội)", "Funeral support, social",
    field="assistance", law="procedures.funeral_social", stages=SHORT_STAGES, subject="deceased",
    basis=("NĐ 20/2021/NĐ-CP Điều 11", "NĐ 176/2025/NĐ-CP Điều 5", "NĐ 335/2026/NĐ-CP Điều 11, Điều 31 khoản 3 (từ 05/10/2026)"),
    who=("relative", "household", "organisation", "officer"),
    components=(
        Component("declaration", "Tờ khai đề nghị hỗ trợ chi phí mai táng", "Declaration", originals=1, copies=0, form="04"), DEATH, IDENTITY,
        Component("other_allowance", "Quyết định hoặc danh sách thôi hưởng trợ cấp BHXH, trợ cấp khác", "Stop of another allowance",
                  copies=1, is_required=False),
    ),
    questions=(
        Question("kind", "Người mất thuộc diện", "The deceased drew", type="choice",
                 choices=claim_labels("funeral_assistance", "funeral_social_pension")),
        DIED_ON, DEATH_EXTRACT, PAYEE_NAME, PAYEE_RELATION, NEW_HEAD,
    ),
    forms=(
        Form("04", date(2021, 7, 1), note="NĐ 20/2021/NĐ-CP Điều 11 khoản 3"),
        NEW_FORM,
    ),
    known=_known_funeral, check=against_funeral, enact=_bury,
    result_vi="Quyết định hỗ trợ chi phí mai táng", result_en="Decision on the funeral support",
    description_vi="Cho người đứng ra mai táng người đang hưởng trợ cấp xã hội hoặc hưu trí xã hội. Nộp cùng lúc với báo tử, không cần đi hai lần.",
    description_en="For whoever buries somebody on a social allowance or pension; filed together with the death.",
)  # fmt: skip

PROCEDURES = (PENSION, FUNERAL)
