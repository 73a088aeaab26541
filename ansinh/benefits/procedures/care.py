"""Care support and the degree of a disability. Decree 20/2021/NĐ-CP; Decree 335/2026/NĐ-CP; Circular 01/2019/TT-BLĐTBXH."""

from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.actions import add_certificate, grant_title
from ansinh.benefits.models import Decision
from ansinh.core.days import vietnamese_day
from ansinh.dossiers.models import Dossier
from ansinh.dossiers.procedures import (
    ALLOWANCE_STAGES,
    AUTHORITY_TO_ACT,
    BIRTH,
    COMMUNE_DECISION,
    DISABILITY,
    DISABILITY_COUNCIL,
    FROM_MONTH,
    IDENTITY,
    RESIDENCE,
    must_be_told,
    person_told,
    subject_of,
    told,
)
from ansinh.engine.procedures import Component, Form, Procedure, Question

from .assistance import NEW_FORM
from .checks import against_grant
from .common import certificate_on, enacting, in_group, labels, subjects

CARED = ("care_of_orphan", "care_of_older", "household_of_extra_severe", "taking_in_extra_severe")
PARENT = ("category", ("disabled_parent",))


@enacting
def _grant(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    title = grant_title(
        person=subject_of(dossier), category=must_be_told(dossier, "category", "loại hỗ trợ"), decision=decision,
        from_month=told(dossier, "from_month"), child_count=told(dossier, "child_count"),
        is_pregnant=bool(told(dossier, "is_pregnant")), cared_for=person_told(dossier, "cared_for"), by=by,
    )  # fmt: skip
    return subjects([title])


@enacting
def _certify(dossier: Dossier, decision: Decision, by: Any) -> list[str]:
    paper = add_certificate(
        person=subject_of(dossier), number=told(dossier, "certificate_number") or decision.number, from_day=decision.decided_on,
        degree=must_be_told(dossier, "degree", "mức độ khuyết tật theo kết luận của hội đồng"),
        kind=told(dossier, "found_kind") or must_be_told(dossier, "disability", "dạng tật"), by=by,
    )  # fmt: skip
    return [f"certificate:{paper.pk}"]


def _against_certificate(*, dossier: Dossier, day: date) -> list[str]:
    person = dossier.subject
    if person is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu, nên chưa đối chiếu được."]
    said = []
    if person.died_on:
        said.append(f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}.")
    if told(dossier, "degree") is None:
        said.append("Chưa ghi mức độ khuyết tật theo kết luận của hội đồng (TT 01/2019/TT-BLĐTBXH Điều 5 khoản 2).")
    held = certificate_on(person, day)
    if held and told(dossier, "request") == "first":
        said.append(
            f"{person.name} đã có giấy xác nhận số {held.number} mức «{words.DEGREES[held.degree][0]}» từ {vietnamese_day(held.from_day)}; "
            "đây là xác định lại (TT 01/2019/TT-BLĐTBXH Điều 5)."
        )  # fmt: skip
    return said


CARE = Procedure(
    "care_support_new", "Hỗ trợ kinh phí chăm sóc, nuôi dưỡng hằng tháng", "Care support",
    field="assistance", law="procedures.care_support_new", stages=ALLOWANCE_STAGES, subject="person",
    basis=("NĐ 20/2021/NĐ-CP Điều 18-21 (01/07/2021 - 04/10/2026)", "NĐ 147/2025/NĐ-CP", "NĐ 335/2026/NĐ-CP Điều 8, Điều 17 (từ 05/10/2026)"),
    who=("self", "household", "carer", "relative", "guardian"),
    components=(
        Component("household_declaration", "Tờ khai hộ có người khuyết tật đặc biệt nặng", "Declaration of the household", originals=1, copies=0,
                  form="2a", needed_if=("category", ("household_of_extra_severe",))),
        Component("carer_declaration", "Tờ khai nhận chăm sóc, nuôi dưỡng", "Declaration of who takes care", originals=1, copies=0, form="2b",
                  needed_if=("category", ("care_of_orphan", "care_of_older", "taking_in_extra_severe"))),
        Component("cared_declaration", "Tờ khai của người được nhận chăm sóc (khi không hưởng trợ cấp xã hội)", "Declaration of the cared-for",
                  originals=1, copies=0, is_required=False, form="03"),
        Component("own_declaration", "Tờ khai của người khuyết tật mang thai, nuôi con", "Declaration of the disabled parent", originals=1, copies=0,
                  form="1đ", needed_if=PARENT),
        Component("pregnancy", "Giấy xác nhận đang mang thai", "Confirmation of pregnancy", needed_if=("is_pregnant", ("True",))),
        IDENTITY, RESIDENCE, DISABILITY, BIRTH, AUTHORITY_TO_ACT,
    ),
    questions=(
        Question("category", "Loại hỗ trợ", "Kind of support", type="choice", choices=labels(*in_group("care"))),
        Question("cared_for", "Số định danh người được chăm sóc", "Personal number of the cared-for", type="person", asked_if=("category", CARED)),
        Question("is_pregnant", "Đang mang thai", "Pregnant", type="yes_no", asked_if=PARENT),
        Question("child_count", "Số con dưới 36 tháng đang nuôi", "Children under 36 months", type="number", asked_if=PARENT),
        FROM_MONTH,
    ),
    forms=(
        Form("2a, 2b, 03", date(2021, 7, 1), note="NĐ 20/2021/NĐ-CP Điều 7 khoản 2"),
        NEW_FORM,
    ),
    check=against_grant, enact=_grant,
    result_vi="Quyết định hỗ trợ kinh phí chăm sóc, nuôi dưỡng", result_en="Decision on care support",
    description_vi="Cho hộ, người nhận chăm sóc trẻ em, người cao tuổi, người khuyết tật đặc biệt nặng; người khuyết tật mang thai, nuôi con nhỏ.",
    description_en="For those who care for a child, an older or a specially severely disabled person, and for disabled parents.",
)  # fmt: skip

DEGREE = Procedure(
    "disability_degree", "Xác định mức độ khuyết tật, cấp giấy xác nhận", "Degree of disability",
    field="assistance", law="procedures.disability_degree", stages=(DISABILITY_COUNCIL, COMMUNE_DECISION), subject="person",
    basis=("Luật Người khuyết tật 51/2010/QH12 Điều 15-19", "NĐ 28/2012/NĐ-CP", "TT 01/2019/TT-BLĐTBXH Điều 4-8 (từ 15/03/2019)"),
    who=("self", "relative", "guardian", "carer"),
    components=(
        Component("request", "Đơn đề nghị xác định mức độ khuyết tật", "Request", originals=1, copies=0, form="01"),
        Component("medical", "Bệnh án, giấy tờ khám, điều trị, phẫu thuật", "Medical records", is_required=False),
        Component("conclusion", "Kết luận của hội đồng giám định y khoa trước đây", "Earlier conclusion of a medical council", is_required=False),
        IDENTITY, RESIDENCE, BIRTH, AUTHORITY_TO_ACT,
    ),
    questions=(
        Question("request", "Đề nghị", "Request", type="choice", choices={
            "first": ("xác định lần đầu", "first degree"), "again": ("xác định lại", "degree again"),
        }),
        Question("disability", "Dạng tật", "Kind of disability", type="choice", choices=words.DISABILITIES),
        Question("difficulties", "Khó khăn trong sinh hoạt hằng ngày", "Difficulties in daily life", type="long", is_required=False),
        Question("degree", "Mức độ theo kết luận của hội đồng", "Degree the council found", type="choice", choices=words.DEGREES,
                 is_required=False, is_found=True),
        Question("found_kind", "Dạng tật theo kết luận của hội đồng", "Kind the council found", type="choice", choices=words.DISABILITIES,
                 is_required=False, is_found=True),
        Question("certificate_number", "Số giấy xác nhận", "Number of the certificate", is_required=False, is_found=True,
                 hint_vi="Để trống: lấy số quyết định.", hint_en="Empty: the number of the decision."),
    ),
    forms=(Form("01", date(2019, 3, 15), note="TT 01/2019/TT-BLĐTBXH"),),
    check=_against_certificate, enact=_certify,
    result_vi="Giấy xác nhận khuyết tật", result_en="Disability certificate",
    description_vi="Hội đồng cấp xã đánh giá, kết luận rồi Chủ tịch UBND cấp xã cấp giấy. Không đồng ý thì chuyển hội đồng giám định y khoa.",
    description_en="The commune's council assesses, then its chairperson gives the certificate. Who disagrees goes to the medical council.",
)  # fmt: skip

PROCEDURES = (CARE, DEGREE)
