"""The commune's decision: what may be signed, what is refused and why; frozen by a hash; reported."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess
from ansinh.law import law_on
from ansinh.poverty.models import CommuneReview, Review
from ansinh.poverty.words import CLASSES

from .standing import (
    SIGNERS,
    TYPISTS,
    ReviewRefused,
    acting_for,
    execute,
    locked,
    must_be_open,
    must_be_undecided,
    must_be_unsigned,
    rows,
    within_reach,
)


@dataclass(frozen=True)
class Problem:
    """Why a household cannot be signed."""

    review: int
    household: str
    head_name: str
    why: str

    def __str__(self) -> str:
        return f"hộ {self.household} {self.head_name}: {self.why}"


@dataclass(frozen=True)
class Signed:
    """What a signature covers: households signed, the incomplete ones left unsigned, and the hash over what was signed."""

    signed: int
    unsigned: tuple[Problem, ...]
    hash: str


class CannotSign(ReviewRefused):
    """A commune whose result may not be signed yet; `problems` says which households and why."""

    def __init__(self, commune_review: CommuneReview, why: str, problems: Sequence[Problem] = ()) -> None:
        self.problems = tuple(problems)
        told = "; ".join(str(problem) for problem in self.problems[:5])
        more = f" và {len(self.problems) - 5} hộ khác" if len(self.problems) > 5 else ""
        super().__init__(
            f"Chưa ký được kết quả của {commune_review.commune}: {why}" + (f" ({told}{more})" if told else "")
        )


def choose_class(*, review: Review, poverty_class: str, reason: str, by: Any) -> Review:
    """The class the commune means to sign where it differs from the one by rule, with its reason. Raises ReviewRefused without one."""
    acting_for(by, *TYPISTS)
    within_reach(review)
    _known_class(poverty_class)
    with transaction.atomic():
        commune_review = locked(review.commune_review)
        must_be_open(commune_review.campaign)
        review.refresh_from_db()
        must_be_unsigned(review)
        if poverty_class != review.class_by_rule and not reason.strip():
            by_rule = CLASSES[review.class_by_rule][0] if review.class_by_rule else "chưa đủ số liệu"
            raise ReviewRefused(
                f"Hộ {review.head_name}: kết quả tính theo điểm là {by_rule}, kết quả chọn là {CLASSES[poverty_class][0]}. Ghi lý do khác nhau."
            )
        review.poverty_class, review.difference_reason = poverty_class, reason.strip()
        review.save(update_fields=["poverty_class", "difference_reason"])
        audit.record(
            "choose_class",
            f"review:{review.pk}",
            place_id=review.commune_id,
            reason=reason.strip(),
            detail={"poverty_class": poverty_class, "class_by_rule": review.class_by_rule},
        )
    return review


def incomplete(*, commune_review: CommuneReview) -> tuple[Problem, ...]:
    """The households whose answers do not give a class: they stay unsigned."""
    return _problems(
        commune_review, "r.class_by_rule IS NULL", "thiếu câu trả lời nên chưa có kết quả; bổ sung phiếu rồi tính lại"
    )


def sign(*, commune_review: CommuneReview, decision_number: str, decided_on: date, signer: str, by: Any) -> Signed:
    """The commune's recognition of its result: every complete household signed with the class chosen or the class by rule; incomplete
    ones stay unsigned and are listed. Raises CannotSign (notice not over, objections unsettled, no majority, a difference without
    reason, nothing complete), ReviewRefused when signed already, NoAccess for who typed or may not sign."""
    _a_person(by)
    acting_for(by, *SIGNERS)
    within_reach(commune_review)
    if not decision_number.strip() or not signer.strip():
        raise CannotSign(commune_review, "thiếu số quyết định hoặc người ký. Ghi đủ số, ngày và người ký quyết định.")
    with transaction.atomic():
        commune_review = locked(commune_review)
        must_be_open(commune_review.campaign)
        must_be_undecided(commune_review)
        if commune_review.campaign.kind != "annual":
            raise CannotSign(commune_review, "đây là đợt rà soát thường xuyên. Ký kết quả từng hộ theo đề nghị.")
        must_be_ready(commune_review, decided_on)
        _not_the_typist(commune_review, by)
        signed = execute(
            """
            UPDATE poverty_review SET is_signed = TRUE, decision_number = %s, decided_on = %s,
                poverty_class = COALESCE(poverty_class, class_by_rule),
                living_standard = CASE WHEN poverty_class IS NULL OR poverty_class = class_by_rule THEN living_standard_by_rule
                                       WHEN poverty_class <> 'not_poor' THEN poverty_class END
            WHERE commune_review_id = %s AND class_by_rule IS NOT NULL""",
            decision_number.strip(),
            decided_on,
            commune_review.pk,
        )
        unsigned = incomplete(commune_review=commune_review)
        if not signed:
            raise CannotSign(
                commune_review,
                "không có hộ nào đủ câu trả lời để công nhận. Bổ sung phiếu và tính điểm trước.",
                unsigned,
            )
        commune_review.state, commune_review.signed_by = "decided", by
        commune_review.decision_number, commune_review.decided_on, commune_review.signer = (
            decision_number.strip(),
            decided_on,
            signer.strip(),
        )
        commune_review.signed_hash = hash_of(commune_review)
        commune_review.save(
            update_fields=["state", "signed_by", "decision_number", "decided_on", "signer", "signed_hash"]
        )
        audit.record(
            "sign",
            f"commune_review:{commune_review.pk}",
            place_id=commune_review.commune_id,
            detail={
                "decision": commune_review.decision_number,
                "decided_on": decided_on.isoformat(),
                "signer": signer,
                "signed": signed,
                "unsigned": len(unsigned),
                "hash": commune_review.signed_hash,
            },
        )
    return Signed(signed, unsigned, commune_review.signed_hash)


def hash_of(commune_review: CommuneReview) -> str:
    """SHA-256 over the decision and every signed household in it: household, points, classes, reason, votes. The same rows give the same hash."""
    digest = hashlib.sha256(
        json.dumps(
            [
                commune_review.commune_id,
                commune_review.decision_number,
                commune_review.decided_on and str(commune_review.decided_on),
                commune_review.signer,
            ],
            ensure_ascii=False,
        ).encode()
    )
    for row in rows(
        """
        SELECT household_id, b1_points, b2_points, class_by_rule, poverty_class, living_standard, difference_reason, votes_for, votes_against
        FROM poverty_review WHERE commune_review_id = %s AND is_signed ORDER BY household_id""",
        commune_review.pk,
    ):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def report_commune(*, commune_review: CommuneReview, reported_on: date, by: Any) -> CommuneReview:
    """The commune's result sent up. Raises ReviewRefused when it is not decided or the day comes before the decision."""
    acting_for(by, *TYPISTS)
    within_reach(commune_review)
    with transaction.atomic():
        commune_review = locked(commune_review)
        must_be_open(commune_review.campaign)
        if commune_review.state == "reported":
            raise ReviewRefused(f"{commune_review.commune} đã báo cáo ngày {commune_review.reported_on:%d/%m/%Y}.")
        if commune_review.decided_on is None:
            raise ReviewRefused(f"{commune_review.commune} chưa ký công nhận kết quả. Ký quyết định trước khi báo cáo.")
        if reported_on < commune_review.decided_on:
            raise ReviewRefused(
                f"Ngày báo cáo {reported_on:%d/%m/%Y} trước ngày quyết định {commune_review.decided_on:%d/%m/%Y}. Kiểm tra ngày."
            )
        commune_review.state, commune_review.reported_on = "reported", reported_on
        commune_review.save(update_fields=["state", "reported_on"])
        audit.record(
            "report_commune",
            f"commune_review:{commune_review.pk}",
            place_id=commune_review.commune_id,
            detail={"reported_on": reported_on.isoformat()},
        )
    return commune_review


def due_on(review: Review) -> date:
    """The last day to answer an ad hoc request, by the law of the day it was made."""
    if review.requested_on is None:
        raise ReviewRefused(f"Hộ {review.head_name} thuộc đợt rà soát định kỳ, không có hạn giải quyết riêng.")
    return review.requested_on + timedelta(days=law_on(review.requested_on).value("poverty.ad_hoc_review_days"))


def decide_ad_hoc(*, review: Review, decision_number: str, decided_on: date, signer: str, by: Any) -> Review:
    """The answer to one household's request, signed. A day past the limit is kept as late in the trail, not hidden.
    Raises CannotSign for missing answers, NoAccess for who typed them."""
    _a_person(by)
    acting_for(by, *SIGNERS)
    within_reach(review)
    with transaction.atomic():
        commune_review = locked(review.commune_review)
        must_be_open(commune_review.campaign)
        review.refresh_from_db()
        must_be_unsigned(review)
        limit = due_on(review)
        assert review.requested_on is not None
        if not decision_number.strip() or not signer.strip():
            raise CannotSign(
                commune_review, "thiếu số quyết định hoặc người ký. Ghi đủ số, ngày và người ký quyết định."
            )
        if decided_on < review.requested_on:
            raise CannotSign(
                commune_review,
                f"ngày quyết định {decided_on:%d/%m/%Y} trước ngày đề nghị {review.requested_on:%d/%m/%Y}. Kiểm tra ngày.",
            )
        if review.class_by_rule is None:
            raise CannotSign(
                commune_review,
                f"hộ {review.head_name} thiếu câu trả lời nên chưa có kết quả. Bổ sung phiếu rồi tính điểm.",
            )
        if review.poverty_class not in (None, review.class_by_rule) and not review.difference_reason:
            raise CannotSign(
                commune_review, f"hộ {review.head_name} ký khác kết quả tính theo điểm mà chưa ghi lý do. Ghi lý do."
            )
        if review.typed_by_id == by.pk:
            raise _typed_by_signer(by, 1)
        review.is_signed, review.decision_number, review.decided_on = True, decision_number.strip(), decided_on
        chosen = review.poverty_class
        review.poverty_class = chosen or review.class_by_rule
        review.living_standard = (
            review.living_standard_by_rule
            if review.poverty_class == review.class_by_rule
            else (review.poverty_class if review.poverty_class != "not_poor" else None)
        )
        review.save()
        audit.record(
            "decide_ad_hoc",
            f"review:{review.pk}",
            place_id=review.commune_id,
            detail={
                "decision": decision_number,
                "decided_on": decided_on.isoformat(),
                "signer": signer,
                "poverty_class": review.poverty_class,
                "due_on": limit.isoformat(),
                "days_late": max(0, (decided_on - limit).days),
                "corrects": review.corrects_id,
            },
        )
    return review


def must_be_ready(commune_review: CommuneReview, decided_on: date) -> None:
    """Raises CannotSign while the notice, the answers to objections, the votes or the reasons do not allow a signature on the day."""
    if commune_review.notice_to is None:
        raise CannotSign(commune_review, "chưa niêm yết kết quả. Niêm yết công khai trước khi ký.")
    if decided_on < commune_review.notice_to:
        raise CannotSign(
            commune_review,
            f"niêm yết đến trước ngày {commune_review.notice_to:%d/%m/%Y}, quyết định ghi ngày {decided_on:%d/%m/%Y}. Ký từ ngày hết niêm yết.",
        )
    if decided_on > timezone.localdate():
        raise CannotSign(commune_review, f"ngày quyết định {decided_on:%d/%m/%Y} ở tương lai. Kiểm tra ngày.")
    over = law_on(commune_review.campaign.law_day).value("poverty.village_meeting")["agree_percent_over"]
    doubts = _doubts(int(over))
    sums = ", ".join(f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)" for condition, _, _ in doubts)
    ((*counts,),) = rows(f"SELECT {sums} FROM {_REVIEWS} WHERE r.commune_review_id = %s", commune_review.pk)
    for (condition, each, why), count in zip(doubts, counts, strict=True):
        if count:
            raise CannotSign(commune_review, why, _problems(commune_review, condition, each))


_REVIEWS = "poverty_review r LEFT JOIN poverty_villagemeeting m ON m.id = r.meeting_id"


def _doubts(over: int) -> tuple[tuple[str, str, str], ...]:
    """What holds a signature back: the condition on a household, how it is said of one household, and of the commune."""
    return (
        (
            "r.id IN (SELECT review_id FROM poverty_objection WHERE settled_on IS NULL)",
            "có ý kiến chưa giải quyết",
            "còn ý kiến chưa giải quyết. Trả lời từng ý kiến trước khi ký.",
        ),
        (
            "r.class_by_rule IS NOT NULL AND r.b1_points IS NOT NULL AND r.votes_for IS NULL",
            "chưa biểu quyết",
            "có hộ khảo sát Phiếu B chưa được họp thôn biểu quyết. Họp thôn và ghi biểu quyết.",
        ),
        (
            f"r.class_by_rule IS NOT NULL AND r.votes_for * 100 <= {over} * m.households_present",
            "không quá nửa đồng ý",
            f"có hộ không quá {over} % số hộ dự họp đồng ý. Rà soát lại các hộ này rồi họp lại.",
        ),
        (
            "r.class_by_rule IS NOT NULL AND r.poverty_class <> r.class_by_rule AND r.difference_reason = ''",
            "khác kết quả tính, chưa có lý do",
            "có hộ chọn kết quả khác kết quả tính theo điểm mà không ghi lý do. Ghi lý do hoặc chọn lại.",
        ),
    )


def _a_person(by: Any) -> None:
    if by is None:
        raise NoAccess("Chữ ký phải là của một người. Đăng nhập bằng tài khoản của người ký.")


def _problems(commune_review: CommuneReview, condition: str, why: str) -> tuple[Problem, ...]:
    found = rows(
        f"""
        SELECT r.id, h.code, r.head_name FROM {_REVIEWS} JOIN people_household h ON h.id = r.household_id
        WHERE r.commune_review_id = %s AND ({condition}) ORDER BY r.head_name_key, r.id""",
        commune_review.pk,
    )
    return tuple(Problem(review, code, name, why) for review, code, name in found)


def _not_the_typist(commune_review: CommuneReview, by: Any) -> None:
    mine = Review.objects.filter(commune_review=commune_review, typed_by=by)
    if mine.exists():
        raise _typed_by_signer(by, mine.count())


def _typed_by_signer(by: Any, typed: int) -> NoAccess:
    return NoAccess(
        f"«{by}» đã nhập phiếu của {typed} hộ nên không được ký kết quả này. Người ký phải khác người nhập phiếu."
    )


def _known_class(poverty_class: str) -> None:
    if poverty_class not in CLASSES:
        raise ReviewRefused(f"Kết quả «{poverty_class}» không có. Chọn: {', '.join(vi for vi, _ in CLASSES.values())}.")
