"""What the pages of the review share: finding a record inside the reader's scope, doing an act or saying why not, states in words."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.access import current_scope
from ansinh.law.reader import LawError
from ansinh.poverty.actions import ReviewRefused
from ansinh.poverty.actions.standing import PROVINCE, SIGNERS, TYPISTS
from ansinh.poverty.models import CommuneReview, Review

STATE_TONES = {
    "listing": "",
    "surveying": "accent",
    "meeting": "accent",
    "notice": "warn",
    "decided": "good",
    "reported": "good",
}


def commune_review_of(pk: int) -> CommuneReview:
    """The commune's review inside the reader's scope; a page not found otherwise."""
    return get_object_or_404(CommuneReview.objects.select_related("campaign", "commune", "commune__parent"), pk=pk)


def review_of(pk: int) -> Review:
    """The household's review inside the reader's scope; a page not found otherwise."""
    return get_object_or_404(Review.objects.select_related("campaign", "commune_review", "commune", "household"), pk=pk)


def is_late(commune_review: CommuneReview, today: date) -> bool:
    """Not decided though the campaign's last day, or the notice, is over."""
    if commune_review.state in ("decided", "reported"):
        return False
    is_over = commune_review.campaign.kind == "annual" and commune_review.campaign.to_day < today
    return is_over or (commune_review.notice_to is not None and commune_review.notice_to <= today)


def rights() -> dict[str, bool]:
    """What the reader's roles let them do here."""
    roles = current_scope().roles
    return {
        "may_type": bool(roles & set(TYPISTS)),
        "may_sign": bool(roles & set(SIGNERS)),
        "may_lead": bool(roles & set(PROVINCE)),
    }


def is_done(request: HttpRequest, form: Form | None, act: Callable[[], Any], said: str) -> bool:
    """Whether the act was asked for, well typed, and done; a refusal is said on the form (or above the page) in its own words."""
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return False
    try:
        act()
    except (ReviewRefused, LawError) as refused:
        if form is not None:
            form.add_error(None, str(refused))
        else:
            messages.error(request, str(refused))
        return False
    messages.success(request, said)
    return True


def today() -> date:
    """The day in Viet Nam."""
    return timezone.localdate()


def not_open(commune_review: CommuneReview) -> str:
    """Why nothing may be typed here; empty when it may."""
    if commune_review.campaign.state == "closed":
        return _("Đợt rà soát đã khóa.")
    if commune_review.state in ("decided", "reported"):
        return _("Kết quả của xã đã được công nhận; muốn sửa, lập rà soát thường xuyên cho hộ.")
    return ""
