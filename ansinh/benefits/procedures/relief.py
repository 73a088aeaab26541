"""Emergency relief. Decree 20/2021/NĐ-CP Articles 12-15; Decree 335/2026/NĐ-CP Articles 12, 13."""

from dataclasses import replace
from datetime import date
from typing import Any

from ansinh.benefits.actions import add_claim
from ansinh.benefits.models import Decision
from ansinh.core.days import month_of
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import (
    DEATH,
    IDENTITY,
    RESIDENCE,
    SHORT_STAGES,
    day_told,
    must_be_told,
    subject_of,
    told,
)
from ansinh.engine.procedures import Component, Form, Procedure, Question
from ansinh.law import law_on

from .assistance import NEW_FORM
from .checks import law_reference
from .common import claim_labels, enacting

CLAIMED = ("emergency_death", "emergency_injury")
# Kinds without a money line in the register of rights: the decision itself is the record.
GOODS = {
    "rice": ("Hỗ trợ gạo cứu đói", "Rice against hunger"),
    "house_new": ("Làm nhà ở bị đổ, sập, trôi, cháy hoàn toàn", "New house after a total loss"),
    "house_move": ("Di dời nhà ở khẩn cấp", "Urgent relocation"),
    "house_repair": ("Sửa nhà hư hỏng nặng", "Repair of a heavily damaged house"),
}


@enacting
def _help(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    kind = must_be_told(dossier, "kind", "loại trợ giúp")
    if kind not in CLAIMED:
        return []
    event_on = day_told(dossier, "event_on") or decision.decided_on
    claim = add_claim(
        person=subject_of(dossier), kind=kind, decision=decision, event_on=event_on, month=month_of(event_on),
        death_extract=told(dossier, "death_extract") or "", payee_name=told(dossier, "payee_name") or "",
        payee_relation=told(dossier, "payee_relation") or "", by=by,
    )  # fmt: skip
    return [f"claim:{claim.pk}"]


def _against(*, dossier: Dossier, day: date) -> list[str]:
    kind = told(dossier, "kind")
    said = []
    if kind in CLAIMED and dossier.subject is None:
        said.append("Hồ sơ chưa gắn với người bị nạn nào trong sổ nhân khẩu.")
    law = law_on(day)
    if kind == "emergency_injury" and law.has("assistance.emergency_injury_days"):
        least, days = law.value("assistance.emergency_injury_days"), told(dossier, "treatment_days")
        article = law_reference(day, "assistance.emergency_injury_days")
        if days is None:
            said.append(f"Chưa biết số ngày điều trị; cần cấp cứu và điều trị từ {least} ngày ({article}).")
        elif days < least:
            said.append(f"Mới điều trị {days} ngày; cần từ {least} ngày ({article}).")
    if kind == "rice" and law.has("assistance.hunger_relief"):
        most, article = law.value("assistance.hunger_relief"), law_reference(day, "assistance.hunger_relief")
        limit = most["new_year_months"] if told(dossier, "occasion") == "new_year" else most["other_months"]
        if (told(dossier, "months") or 0) > limit:
            said.append(f"Đề nghị {told(dossier, 'months')} tháng gạo; nhiều nhất {limit} tháng mỗi đợt ({article}).")
    return said


RELIEF = Procedure(
    "emergency_relief", "Trợ giúp khẩn cấp", "Emergency relief",
    field="assistance", law="procedures.emergency_relief", law_if=("kind", {"emergency_death": "procedures.emergency_death"}),
    stages=SHORT_STAGES, subject="person",
    basis=("NĐ 20/2021/NĐ-CP Điều 12-15 (01/07/2021 - 04/10/2026)", "NĐ 335/2026/NĐ-CP Điều 12, Điều 13 (từ 05/10/2026)"),
    who=("household", "self", "relative", "organisation", "officer"),
    components=(
        Component("funeral_declaration", "Tờ khai đề nghị hỗ trợ chi phí mai táng", "Declaration", originals=1, copies=0, form="04",
                  needed_if=("kind", ("emergency_death",))),
        replace(DEATH, needed_if=("kind", ("emergency_death",))),
        Component("hospital", "Giấy ra viện hoặc xác nhận điều trị", "Discharge paper", needed_if=("kind", ("emergency_injury",))),
        Component("house_declaration", "Tờ khai đề nghị hỗ trợ về nhà ở", "Declaration about the house", originals=1, copies=0, form="06",
                  needed_if=("kind", ("house_new", "house_move", "house_repair"))),
        Component("hunger_list", "Danh sách hộ thiếu đói của thôn", "List of the hamlet", originals=1, copies=0, form="5a",
                  needed_if=("kind", ("rice",))),
        IDENTITY, RESIDENCE,
    ),
    questions=(
        Question("kind", "Loại trợ giúp", "Kind of relief", type="choice", choices=claim_labels(*CLAIMED) | GOODS),
        Question("event_on", "Ngày xảy ra", "Day it happened", type="day"),
        Question("cause", "Vì sao", "Cause", type="choice", choices={
            "disaster": ("thiên tai", "disaster"), "fire": ("hỏa hoạn", "fire"), "epidemic": ("dịch bệnh", "epidemic"),
            "accident": ("tai nạn giao thông, lao động nghiêm trọng", "serious accident"), "other": ("lý do bất khả kháng khác", "another cause"),
        }),
        Question("treatment_days", "Số ngày điều trị", "Days of treatment", type="number", asked_if=("kind", ("emergency_injury",))),
        Question("death_extract", "Số trích lục khai tử", "Number of the death extract", is_required=False, asked_if=("kind", ("emergency_death",))),
        Question("payee_name", "Họ tên người nhận", "Name of who collects", is_required=False, asked_if=("kind", CLAIMED)),
        Question("payee_relation", "Quan hệ với người bị nạn", "Relation", is_required=False, asked_if=("kind", CLAIMED)),
        Question("occasion", "Đợt", "Occasion", type="choice", choices={
            "new_year": ("Tết Nguyên đán", "Lunar New Year"), "other": ("thiên tai, mất mùa, giáp hạt", "disaster, crop failure, lean season"),
        }, asked_if=("kind", ("rice",))),
        Question("people", "Số người trong hộ thiếu đói", "Hungry people in the household", type="number", asked_if=("kind", ("rice",))),
        Question("months", "Số tháng đề nghị", "Months asked for", type="number", asked_if=("kind", ("rice",))),
    ),
    forms=(
        Form("04, 5a, 5b, 06", date(2021, 7, 1), note="NĐ 20/2021/NĐ-CP Điều 12-15"),
        NEW_FORM,
    ),
    check=_against, enact=_help,
    result_vi="Quyết định trợ giúp khẩn cấp", result_en="Decision on emergency relief",
    description_vi="Có người chết, mất tích, bị thương nặng, mất nhà hoặc thiếu đói do thiên tai, hỏa hoạn, tai nạn nghiêm trọng.",
    description_en="Somebody died, is missing or seriously hurt, a house is lost, or a household goes hungry after a disaster.",
)  # fmt: skip

PROCEDURES = (RELIEF,)
