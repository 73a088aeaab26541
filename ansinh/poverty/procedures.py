"""Recognition of a poor or near-poor household asked for during the year. Decision 24/2021/QĐ-TTg Article 6.

The review itself is filled and scored in the desk of poverty; the decision of the dossier signs it there."""

from datetime import date
from typing import Any

from ansinh.core.days import vietnamese_day
from ansinh.dossiers.models import Dossier, Ruling
from ansinh.dossiers.procedures import IDENTITY, RESIDENCE, CannotEnact, told
from ansinh.engine.procedures import Component, Procedure, Question, Stage, Step
from ansinh.people.actions import open_membership
from ansinh.people.models import Person
from ansinh.poverty.actions import ReviewRefused, decide_ad_hoc
from ansinh.poverty.models import Review
from ansinh.poverty.words import CLASSES

REGISTER = "sổ hộ nghèo, hộ cận nghèo"
STAGE = Stage(
    "commune_decision", "Chủ tịch UBND", "Chairperson of the commune", 3,
    (
        Step("survey", "Khảo sát, thu thập Phiếu A, Phiếu B, tính điểm", "Survey, fill forms A and B, score", "commune_officer", "assess"),
        Step("meeting", "Họp thôn, tổ dân phố", "Meeting of the hamlet", "commune_officer", "consult"),
        Step("post", "Niêm yết, thông báo công khai", "Post the result", "commune_officer", "post"),
        Step("draft", "Soạn dự thảo quyết định", "Draft the decision", "commune_officer"),
        Step("decide", "Ký quyết định công nhận", "Sign the recognition", "commune_leader", "decide"),
    ),
)  # fmt: skip


def open_review(person: Person | None) -> Review | None:
    """The unsigned ad hoc review of the household somebody lives in, the newest; none where it was not asked for."""
    membership = open_membership(person) if person else None
    if membership is None:
        return None
    waiting = Review._base_manager.filter(household=membership.household_id, is_signed=False, campaign__kind="ad_hoc")
    return waiting.select_related("commune_review__commune", "campaign").order_by("-requested_on", "-pk").first()


def _known(*, subject: Person | None, day: date, **_others: Any) -> dict[str, tuple[Any, str]]:
    """The class the household holds now."""
    membership = open_membership(subject) if subject else None
    if membership is None:
        return {}
    signed = Review._base_manager.filter(household=membership.household_id, is_signed=True, decided_on__lte=day)
    last = signed.order_by("-decided_on", "-pk").first()
    if last is None or last.decided_on is None or last.poverty_class not in CLASSES:
        return {}
    return {
        "class_now": (
            last.poverty_class,
            f"{REGISTER}, QĐ {last.decision_number} ngày {vietnamese_day(last.decided_on)}",
        )
    }


def _against(*, dossier: Dossier, day: date) -> list[str]:
    if dossier.subject is None:
        return ["Hồ sơ chưa gắn với người nào trong sổ nhân khẩu."]
    if open_membership(dossier.subject) is None:
        return [f"{dossier.subject.name} chưa ở hộ nào trong sổ hộ."]
    review = open_review(dossier.subject)
    if review is None:
        return ["Hộ chưa có đề nghị rà soát thường xuyên. Lập đề nghị ở phần giảm nghèo (QĐ 24/2021/QĐ-TTg Điều 6)."]
    if review.class_by_rule is None:
        return [f"Phiếu của hộ {review.head_name} chưa đủ câu trả lời nên chưa có kết quả (QĐ 24/2021/QĐ-TTg Điều 6)."]
    found = review.poverty_class or review.class_by_rule
    if told(dossier, "request") == "leave":
        return [] if found == "not_poor" else [f"Kết quả tính là {CLASSES[found][0]}: hộ chưa thoát nghèo, cận nghèo."]
    return [f"Kết quả tính là {CLASSES[found][0]} (NĐ 07/2021/NĐ-CP Điều 3)."] if found == "not_poor" else []


def _enact(*, dossier: Dossier, ruling: Ruling, by: Any) -> list[str]:
    """The review signed with the dossier's decision. Raises CannotEnact while it is not scored."""
    review = open_review(dossier.subject)
    if review is None:
        raise CannotEnact("Hộ chưa có đề nghị rà soát thường xuyên chưa ký. Lập đề nghị, khảo sát và tính điểm trước.")
    if review.class_by_rule is None:
        raise CannotEnact(f"Phiếu của hộ {review.head_name} chưa tính được kết quả. Bổ sung phiếu, tính điểm rồi ký.")
    if ruling.decided_on is None:
        raise CannotEnact(f"Quyết định của hồ sơ {dossier.code} chưa có ngày. Ghi số và ngày rồi ký.")
    try:
        signed = decide_ad_hoc(
            review=review, decision_number=ruling.number, decided_on=ruling.decided_on, signer=ruling.signer_name, by=by
        )  # fmt: skip
    except ReviewRefused as refused:
        raise CannotEnact(str(refused)) from None
    return [f"review:{signed.pk}"]


AD_HOC = Procedure(
    "poverty_ad_hoc", "Công nhận hộ nghèo, hộ cận nghèo, thoát nghèo thường xuyên trong năm", "Ad hoc poor or near-poor household",
    field="poverty", basis=("QĐ 24/2021/QĐ-TTg Điều 6", "NĐ 07/2021/NĐ-CP", "TT 07/2021/TT-BLĐTBXH, TT 02/2022/TT-BLĐTBXH"),
    law="procedures.poverty_ad_hoc", stages=(STAGE,), who=("household", "self", "officer"), subject="household",
    components=(
        Component("request", "Giấy đề nghị rà soát hộ nghèo, hộ cận nghèo", "Request", originals=1, copies=0), IDENTITY, RESIDENCE,
    ),
    questions=(
        Question("request", "Đề nghị", "Request", type="choice", choices={
            "recognise": ("công nhận hộ nghèo, cận nghèo", "be recognised"), "leave": ("công nhận thoát nghèo, thoát cận nghèo", "leave the class"),
        }),
        Question("class_now", "Phân loại đang có", "Class now", type="choice", choices=CLASSES, is_required=False),
        Question("reason", "Hoàn cảnh của hộ", "The household's situation", type="long"),
    ),
    known=_known, check=_against, enact=_enact,
    result_vi="Quyết định công nhận (Giấy chứng nhận hộ nghèo, hộ cận nghèo)", result_en="Recognition of the household",
    description_vi="Hộ gặp khó khăn đột xuất, hoặc đã vươn lên, được rà soát trong năm mà không chờ đợt cuối năm.",
    description_en="A household that fell into hardship, or rose, is reviewed without waiting for the end of the year.",
)  # fmt: skip

PROCEDURES = (AD_HOC,)
