"""The village meeting, the public notice and what people object to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from ansinh.core import audit
from ansinh.poverty.models import CommuneReview, Objection, Review, VillageMeeting

from .standing import (
    TYPISTS,
    ReviewRefused,
    acting_for,
    locked,
    must_be_open,
    must_be_undecided,
    must_be_unsigned,
    within_reach,
)


def hold_meeting(
    *,
    commune_review: CommuneReview,
    hamlet: str,
    held_on: date,
    chair: str,
    secretary: str,
    households_invited: int,
    households_present: int,
    votes_for: int | None = None,
    votes: Mapping[int, tuple[int, int]] | None = None,
    attendees: Mapping[str, int] | None = None,
    notes: str = "",
    by: Any,
) -> VillageMeeting:
    """The minutes of a hamlet's meeting (annex V) with the votes on its scored households: `votes_for` of those present agree with
    all, except where `votes` says (for, against) by review id. Raises ReviewRefused for impossible numbers or a hamlet unknown."""
    acting_for(by, *TYPISTS)
    within_reach(commune_review)
    if households_present > households_invited:
        raise ReviewRefused(
            f"Họp {hamlet}: {households_present} hộ dự nhưng chỉ mời {households_invited} hộ. Sửa số hộ mời hoặc số hộ dự."
        )
    if households_present == 0:
        raise ReviewRefused(f"Họp {hamlet}: không có hộ nào dự. Họp lại rồi ghi biên bản.")
    for said, votes_against in {**({0: (votes_for, 0)} if votes_for is not None else {}), **(votes or {})}.values():
        _possible_votes(hamlet, said, votes_against, households_present)
    with transaction.atomic():
        commune_review = locked(commune_review)
        must_be_open(commune_review.campaign)
        must_be_undecided(commune_review)
        reviews = Review.objects.filter(commune_review=commune_review, hamlet=hamlet)
        if not reviews.exists():
            raise ReviewRefused(
                f"{commune_review.commune} không có hộ nào ở «{hamlet}» trong danh sách rà soát. Kiểm tra tên thôn, ấp."
            )
        meeting, _ = VillageMeeting.objects.update_or_create(
            commune_review=commune_review,
            hamlet=hamlet,
            defaults={
                "held_on": held_on,
                "chair": chair,
                "secretary": secretary,
                "households_invited": households_invited,
                "households_present": households_present,
                "attendees": dict(attendees or {}),
                "notes": notes,
            },
        )
        if votes_for is not None:
            reviews.filter(b1_points__isnull=False).update(
                meeting=meeting, votes_for=votes_for, votes_against=households_present - votes_for
            )
        for review_id, (said, against) in (votes or {}).items():
            if not reviews.filter(pk=review_id).update(meeting=meeting, votes_for=said, votes_against=against):
                raise ReviewRefused(
                    f"Hộ mã rà soát {review_id} không thuộc {hamlet}. Ghi phiếu biểu quyết vào đúng thôn của hộ."
                )
        if commune_review.state in ("listing", "surveying"):
            commune_review.state, commune_review.surveyed_on = "meeting", held_on
            commune_review.save(update_fields=["state", "surveyed_on"])
        audit.record(
            "hold_meeting",
            f"commune_review:{commune_review.pk}",
            place_id=commune_review.commune_id,
            detail={
                "hamlet": hamlet,
                "held_on": held_on.isoformat(),
                "present": households_present,
                "invited": households_invited,
                "votes_for": votes_for,
                "apart": {str(k): list(v) for k, v in (votes or {}).items()},
            },
        )
    return meeting


def record_votes(*, review: Review, votes_for: int, votes_against: int, by: Any) -> Review:
    """The meeting's vote on one household. Raises ReviewRefused when its hamlet has no minutes or the numbers cannot be."""
    acting_for(by, *TYPISTS)
    within_reach(review)
    with transaction.atomic():
        commune_review = locked(review.commune_review)
        must_be_open(commune_review.campaign)
        must_be_undecided(commune_review)
        review.refresh_from_db()
        must_be_unsigned(review)
        meeting = VillageMeeting.objects.filter(commune_review=commune_review, hamlet=review.hamlet).first()
        if meeting is None:
            raise ReviewRefused(
                f"«{review.hamlet}» chưa có biên bản họp. Ghi biên bản họp trước khi ghi biểu quyết cho hộ {review.head_name}."
            )
        _possible_votes(review.head_name, votes_for, votes_against, meeting.households_present)
        review.meeting, review.votes_for, review.votes_against = meeting, votes_for, votes_against
        review.save(update_fields=["meeting", "votes_for", "votes_against"])
        audit.record(
            "record_votes",
            f"review:{review.pk}",
            place_id=review.commune_id,
            detail={"for": votes_for, "against": votes_against},
        )
    return review


def publish_notice(*, commune_review: CommuneReview, from_day: date, to_day: date, by: Any) -> CommuneReview:
    """The result posted in public from a day until before another. Raises ReviewRefused when no meeting was held or the span is empty."""
    acting_for(by, *TYPISTS)
    within_reach(commune_review)
    if to_day <= from_day:
        raise ReviewRefused(
            f"Niêm yết từ {from_day:%d/%m/%Y} đến trước {to_day:%d/%m/%Y} là không có ngày nào. Ghi ngày kết thúc sau ngày bắt đầu."
        )
    with transaction.atomic():
        commune_review = locked(commune_review)
        must_be_open(commune_review.campaign)
        must_be_undecided(commune_review)
        last_meeting = commune_review.meetings.order_by("-held_on").values_list("held_on", flat=True).first()
        if last_meeting is None:
            raise ReviewRefused(f"{commune_review.commune} chưa có biên bản họp thôn nào. Họp thôn trước khi niêm yết.")
        if from_day < last_meeting:
            raise ReviewRefused(
                f"Niêm yết từ {from_day:%d/%m/%Y} trước cuộc họp thôn ngày {last_meeting:%d/%m/%Y}. Niêm yết sau khi họp."
            )
        commune_review.state, commune_review.notice_from, commune_review.notice_to = "notice", from_day, to_day
        commune_review.save(update_fields=["state", "notice_from", "notice_to"])
        audit.record(
            "publish_notice",
            f"commune_review:{commune_review.pk}",
            place_id=commune_review.commune_id,
            detail={"from_day": from_day.isoformat(), "to_day": to_day.isoformat()},
        )
    return commune_review


def raise_objection(*, review: Review, raised_on: date, raised_by: str, said: str, by: Any) -> Objection:
    """What somebody said against a household's result while it was posted. Raises ReviewRefused outside the notice."""
    acting_for(by, *TYPISTS)
    within_reach(review)
    if not said.strip() or not raised_by.strip():
        raise ReviewRefused(f"Khiếu nại về hộ {review.head_name} phải có người nêu và nội dung. Ghi đủ hai ô.")
    with transaction.atomic():
        commune_review = locked(review.commune_review)
        must_be_undecided(commune_review)
        if commune_review.notice_from is None or raised_on < commune_review.notice_from:
            posted = f"từ {commune_review.notice_from:%d/%m/%Y}" if commune_review.notice_from else "chưa bắt đầu"
            raise ReviewRefused(
                f"Ngày nêu ý kiến {raised_on:%d/%m/%Y} ngoài thời gian niêm yết ({posted}). Kiểm tra ngày."
            )
        objection = Objection.objects.create(
            review=review, raised_on=raised_on, raised_by=raised_by.strip(), said=said.strip()
        )
        audit.record(
            "raise_objection", f"review:{review.pk}", place_id=review.commune_id, detail={"by": raised_by, "said": said}
        )
    return objection


def settle_objection(*, objection: Objection, outcome: str, answer: str, settled_on: date, by: Any) -> Objection:
    """The answer to an objection: `kept`, `resurvey` (the vote is void until the household is surveyed and voted again) or `changed`."""
    acting_for(by, *TYPISTS)
    within_reach(objection.review)
    outcomes = dict(Objection._meta.get_field("outcome").choices or ())
    if outcome not in outcomes:
        raise ReviewRefused(f"Kết quả giải quyết «{outcome}» không có. Chọn: {', '.join(outcomes.values())}.")
    if not answer.strip():
        raise ReviewRefused("Giải quyết ý kiến phải ghi trả lời. Ghi lý do giữ hoặc đổi kết quả.")
    if settled_on < objection.raised_on:
        raise ReviewRefused(
            f"Ngày giải quyết {settled_on:%d/%m/%Y} trước ngày nêu ý kiến {objection.raised_on:%d/%m/%Y}. Kiểm tra ngày."
        )
    with transaction.atomic():
        must_be_undecided(locked(objection.review.commune_review))
        objection.outcome, objection.answer, objection.settled_on = outcome, answer.strip(), settled_on
        objection.save(update_fields=["outcome", "answer", "settled_on"])
        if outcome == "resurvey":
            Review.objects.filter(pk=objection.review_id).update(votes_for=None, votes_against=None, meeting=None)
        audit.record(
            "settle_objection",
            f"review:{objection.review_id}",
            place_id=objection.review.commune_id,
            detail={"outcome": outcome, "answer": answer, "settled_on": settled_on.isoformat()},
        )
    return objection


def _possible_votes(who: str, votes_for: int, votes_against: int, present: int) -> None:
    if votes_for < 0 or votes_against < 0:
        raise ReviewRefused(
            f"Biểu quyết {who}: {votes_for} đồng ý, {votes_against} không đồng ý. Số phiếu không được âm."
        )
    if votes_for + votes_against > present:
        raise ReviewRefused(
            f"Biểu quyết {who}: {votes_for} đồng ý và {votes_against} không đồng ý, nhiều hơn {present} hộ dự họp. Sửa số phiếu."
        )
