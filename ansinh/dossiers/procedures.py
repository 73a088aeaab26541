"""What the procedures of all rooms share: the stages a dossier walks, papers the state holds, questions asked everywhere.

The limits of the stages and which there are on a day stand in ansinh/law/procedures.yaml under the same keys."""

from datetime import date
from typing import Any

from ansinh.dossiers.jobs.answers import value_of
from ansinh.dossiers.models import Dossier
from ansinh.engine.procedures import Component, Procedure, Question, Stage, Step
from ansinh.people.models import Person

PROCEDURES: tuple[Procedure, ...] = ()

# The registers of the state a paper or an answer comes from: Vietnamese, English.
REGISTERS = {
    "population": ("Cơ sở dữ liệu quốc gia về dân cư", "National population database"),
    "civil_status": ("Cơ sở dữ liệu hộ tịch điện tử", "Civil status database"),
    "disability": ("Sổ giấy xác nhận khuyết tật", "Register of disability certificates"),
    "poverty": ("Sổ hộ nghèo, hộ cận nghèo", "Register of poor and near-poor households"),
    "benefits": ("Sổ hưởng trợ cấp", "Register of rights"),
    "archive": ("Hồ sơ người có công lưu tại Sở", "Merit file kept by the department"),
    "insurance": ("Cơ sở dữ liệu bảo hiểm xã hội", "Social insurance database"),
}


class CannotEnact(ValueError):
    """What a decision would write cannot be written; the message says why and what to do."""


# The commune.
COMMUNE_REVIEW = Stage(
    "commune_review", "UBND cấp xã xét duyệt", "Commune reviews", 3,
    (
        Step("examine", "Rà soát hồ sơ, đối chiếu cơ sở dữ liệu", "Examine the dossier against the registers", "commune_officer"),
        Step("review", "Xét duyệt", "Review", "commune_leader", "assess"),
    ),
)  # fmt: skip
POSTING = Stage(
    "posting", "Niêm yết công khai ở xã", "Public posting", 3,
    (Step("post", "Niêm yết kết quả xét duyệt (trừ thông tin về HIV)", "Post the result (nothing about HIV)", "commune_officer", "post"),),
)  # fmt: skip
SENDING = Stage(
    "sending", "UBND cấp xã gửi hồ sơ", "Commune sends the dossier", 3,
    (Step("send", "Ký văn bản đề nghị, gửi hồ sơ", "Sign the request, send the dossier", "commune_leader", "forward"),),
)  # fmt: skip
COMMUNE = Stage(
    "commune", "UBND cấp xã xác nhận, chuyển hồ sơ", "Commune confirms and forwards", 3,
    (
        Step("confirm", "Kiểm tra, xác nhận bản khai", "Check and confirm the declaration", "commune_officer"),
        Step("send", "Ký chuyển hồ sơ", "Sign and forward", "commune_leader", "forward"),
    ),
)  # fmt: skip
COMMUNE_DECISION = Stage(
    "commune_decision", "Chủ tịch UBND", "Chairperson of the commune", 3,
    (
        Step("examine", "Thẩm tra, soạn dự thảo quyết định", "Examine, draft the decision", "commune_officer"),
        Step("decide", "Ký quyết định", "Sign the decision", "commune_leader", "decide"),
    ),
)  # fmt: skip
DISABILITY_COUNCIL = Stage(
    "council", "Hội đồng xác định mức độ khuyết tật cấp xã", "Commune disability council", 3,
    (
        Step("call", "Triệu tập hội đồng, hỏi ý kiến nhà trường", "Call the council, ask the school", "commune_officer", "consult"),
        Step("assess", "Đánh giá, ghi biên bản kết luận", "Assess, keep the minutes", "commune_officer", "assess"),
    ),
)  # fmt: skip
# The district, until 30 June 2025: its steps are done by those of the province.
DISTRICT = Stage(
    "district", "Phòng Lao động - Thương binh và Xã hội", "District division", 2,
    (Step("examine", "Thẩm định", "Examine", "province_officer"),),
)  # fmt: skip
DISTRICT_DECISION = Stage(
    "district_decision", "Chủ tịch UBND cấp huyện", "Chairperson of the district", 2,
    (
        Step("examine", "Trình, soạn dự thảo quyết định", "Submit, draft the decision", "province_officer"),
        Step("decide", "Ký quyết định", "Sign the decision", "province_leader", "decide"),
    ),
)  # fmt: skip
# The province.
REFERRAL = Stage(
    "referral", "Sở giới thiệu giám định", "Department refers to the medical council", 1,
    (
        Step("examine", "Kiểm tra hồ sơ", "Check the dossier", "province_officer"),
        Step("refer", "Ký giấy giới thiệu (Mẫu 38)", "Sign the referral (form 38)", "province_head", "forward"),
    ),
)  # fmt: skip
DEPARTMENT = Stage(
    "department", "Sở quản lý ngành", "Department of the province", 1,
    (
        Step("examine", "Kiểm tra, đối chiếu hồ sơ, soạn dự thảo", "Check against the file, draft the decision", "province_officer"),
        Step("review", "Trưởng phòng duyệt", "Head of division reviews", "province_head", "assess"),
        Step("decide", "Ký quyết định", "Sign the decision", "province_leader", "decide"),
    ),
)  # fmt: skip
# Outside: the officer of the province notes what came back.
AUTHORITY = Stage(
    "authority", "Cơ quan có thẩm quyền công nhận", "Competent authority recognises", 0,
    (Step("note", "Ghi kết quả công nhận, cấp giấy", "Note the recognition", "province_officer", "consult"),),
)  # fmt: skip
MINISTRY = Stage(
    "ministry", "Cơ quan cấp bộ thẩm định", "Ministry examines", 0,
    (Step("note", "Ghi kết quả thẩm định", "Note the answer", "province_officer", "consult"),),
)  # fmt: skip
COUNCIL_SENDS = Stage(
    "council_sends", "Cơ quan thường trực hội đồng giám định y khoa", "Standing office of the medical council", 0,
    (Step("send", "Ghi ngày gửi hồ sơ lên hội đồng cấp trên", "Note when the file went up", "province_officer", "forward"),),
)  # fmt: skip
MEDICAL = Stage(
    "medical", "Hội đồng giám định y khoa", "Medical council", 0,
    (Step("assess", "Ghi biên bản giám định (Mẫu 78)", "Note the minutes (form 78)", "province_officer", "assess"),),
)  # fmt: skip
ALLOWANCE_STAGES = (COMMUNE_REVIEW, POSTING, SENDING, DISTRICT, DISTRICT_DECISION, COMMUNE_DECISION)
SHORT_STAGES = (COMMUNE, DISTRICT_DECISION, COMMUNE_DECISION)
MERIT_STAGES = (COMMUNE, DISTRICT, AUTHORITY, REFERRAL, MINISTRY, MEDICAL, DEPARTMENT)

# Papers the state holds: never asked again.
IDENTITY = Component(
    "identity", "Căn cước, số định danh", "Identity card, personal number", copies=0, held_by="population"
)
RESIDENCE = Component("residence", "Thông tin cư trú", "Residence", copies=0, held_by="population")
BIRTH = Component("birth", "Giấy khai sinh, trích lục khai sinh", "Birth certificate", copies=0, held_by="civil_status")
DEATH = Component("death", "Trích lục khai tử", "Death extract", copies=0, held_by="civil_status")
DISABILITY = Component(
    "disability_certificate", "Giấy xác nhận khuyết tật", "Disability certificate", copies=0, held_by="disability"
)
POOR_CLASS = Component(
    "household_class", "Kết quả rà soát hộ nghèo, cận nghèo", "Class of the household", copies=0, held_by="poverty"
)
AUTHORITY_TO_ACT = Component(
    "authorisation", "Giấy ủy quyền, giấy tờ chứng minh quan hệ", "Authorisation or proof of the relation",
    copies=1, is_required=False,
)  # fmt: skip

# Questions asked by several procedures; keys are the arguments of the acts.
DIED_ON = Question(
    "event_on", "Ngày chết", "Day of death", type="day", hint_vi="Như trên trích lục khai tử.", hint_en="As on the death extract."
)  # fmt: skip
DEATH_EXTRACT = Question("death_extract", "Số trích lục khai tử", "Number of the death extract")
PAYEE_NAME = Question("payee_name", "Họ tên người nhận tiền", "Name of who collects the money")
PAYEE_RELATION = Question(
    "payee_relation", "Quan hệ với người đã mất", "Relation to the deceased",
    hint_vi="Ví dụ: con, vợ, UBND xã.", hint_en="For instance: child, wife, the commune.",
)  # fmt: skip
NEW_HEAD = Question(
    "new_head", "Số định danh chủ hộ mới", "Personal number of the new head of household", type="person", is_required=False,
    hint_vi="Chỉ ghi khi người mất là chủ hộ và hộ còn người.", hint_en="Only where the deceased was the head and others stay.",
)  # fmt: skip
REASON = Question("reason", "Lý do", "Reason", type="long")
FROM_MONTH = Question(
    "from_month", "Hưởng từ tháng", "Drawn from month", type="month", is_required=False, is_found=True,
    hint_vi="Để trống: theo luật của ngày quyết định.", hint_en="Empty: as the law of the decision's day says.",
)  # fmt: skip
LOSS_RATE = Question(
    "loss_rate", "Tỷ lệ tổn thương cơ thể (theo biên bản giám định)", "Loss rate as in the medical minutes", type="percent",
    is_required=False, is_found=True,
)  # fmt: skip
IS_SPECIAL = Question(
    "is_special", "Vết thương, bệnh đặc biệt nặng", "Wound or illness specially severe", type="yes_no", is_required=False, is_found=True
)  # fmt: skip


def told(dossier: Dossier, key: str) -> Any:
    """The plain answer of a dossier; None where there is none."""
    return value_of(dossier.answers, key)


def day_told(dossier: Dossier, key: str) -> date | None:
    """A day answered."""
    value = told(dossier, key)
    return date.fromisoformat(value) if value else None


def person_told(dossier: Dossier, key: str) -> Person | None:
    """The person of a personal number answered, None where none was. Raises CannotEnact for one the register does not have."""
    number = told(dossier, key)
    if not number:
        return None
    found: Person | None = Person._base_manager.filter(personal_number=number).first()
    if found is None:
        raise CannotEnact(f"Sổ nhân khẩu chưa có người số định danh «{number}». Ghi người đó vào sổ trước.")
    return found


def subject_of(dossier: Dossier) -> Person:
    """Whose right the dossier is about. Raises CannotEnact where nobody was named."""
    if dossier.subject is None:
        raise CannotEnact(f"Hồ sơ {dossier.code} chưa gắn với người nào trong sổ. Chọn người hưởng trước khi ký.")
    return dossier.subject


def must_be_told(dossier: Dossier, key: str, what: str) -> Any:
    """An answer the decision cannot do without. Raises CannotEnact."""
    value = told(dossier, key)
    if value in (None, ""):
        raise CannotEnact(f"Hồ sơ {dossier.code} chưa ghi {what}. Ghi vào phần trả lời của hồ sơ rồi ký.")
    return value
