"""Who may act on a review, and when: the guards the acts share."""

from typing import Any

from django.db import connection

from ansinh.core.access import NoAccess, Scope, asked_scope, must_hold
from ansinh.poverty.models import Campaign, CommuneReview, Review

TYPISTS = ("commune_officer", "province_officer", "commune_leader", "province_leader")
PROVINCE = ("province_officer", "province_leader")
SIGNERS = ("commune_leader", "province_leader")


class ReviewRefused(Exception):
    """An act of the poverty review that may not be done; says what is wrong, with the value, and what to do next."""


def acting_for(by: Any, *roles: str) -> Scope:
    """The acting scope when it holds one of the roles and belongs to `by`. Raises NoAccess."""
    scope = must_hold(*roles)
    if scope.user is not None and by is not None and scope.user.pk != by.pk:
        raise NoAccess(f"Phiên đang mở là của «{scope.actor}», không phải «{by}».")
    return scope


def within_reach(commune_review: CommuneReview | Review) -> None:
    """Raises NoAccess when the commune lies outside the grants that may act."""
    if not asked_scope().reaches(commune_review.commune_id, commune_review.province_id):
        raise NoAccess(f"Xã {commune_review.commune} nằm ngoài phạm vi được giao.")


def must_be_open(campaign: Campaign) -> None:
    """Raises ReviewRefused for a closed campaign."""
    if campaign.state == "closed":
        raise ReviewRefused(f"{campaign} đã khóa. Mở lại đợt rà soát (ghi lý do) trước khi sửa.")


def must_be_undecided(commune_review: CommuneReview) -> None:
    """Raises ReviewRefused for a commune whose result is signed: it is frozen."""
    if commune_review.state in ("decided", "reported"):
        raise ReviewRefused(
            f"{commune_review.commune} đã công nhận kết quả theo Quyết định {commune_review.decision_number} ngày "
            f"{commune_review.decided_on:%d/%m/%Y}. Muốn sửa, lập rà soát thường xuyên cho hộ đó."
        )


def must_be_unsigned(review: Review) -> None:
    """Raises ReviewRefused for a signed household: a correction is an ad hoc review."""
    if review.is_signed:
        raise ReviewRefused(
            f"Hộ {review.head_name} đã ký công nhận theo Quyết định {review.decision_number} ngày {review.decided_on:%d/%m/%Y}. "
            "Muốn sửa, lập rà soát thường xuyên cho hộ này."
        )


def locked(commune_review: CommuneReview) -> CommuneReview:
    """The commune's review as it stands now, held until the transaction ends."""
    return (
        CommuneReview.objects.select_related("campaign", "commune")
        .select_for_update(of=("self",))
        .get(pk=commune_review.pk)
    )


def execute(sql: str, *values: Any) -> int:
    """Run one statement in the transaction; gives the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of one query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
