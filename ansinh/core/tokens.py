"""Tokens: a program acts as the user who made its token, with that user's grants of the day, for a named purpose, until a day."""

import hashlib
import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.days import vietnamese_day
from ansinh.core.models import ApiToken
from ansinh.core.names import clean_text

LONGEST_DAYS = 365
MOST_OPEN = 10
_SHAPE = "ansinh"


class TokenRefused(ValueError):
    """A token that cannot be made; the message says why and what to do. In Vietnamese."""


def make_token(*, purpose: str, to_day: date, by: Any) -> tuple[ApiToken, str]:
    """A token of the acting user and its secret, which is told this once. Raises TokenRefused."""
    today, purpose = timezone.localdate(), clean_text(purpose)[:120]
    if not purpose:
        raise TokenRefused(
            "Chưa ghi mã dùng vào việc gì. Ghi tên phần mềm và việc, ví dụ: nhập hồ sơ từ hệ thống một cửa."
        )
    if not today < to_day <= today + timedelta(days=LONGEST_DAYS):
        raise TokenRefused(
            f"Ngày hết hạn {vietnamese_day(to_day)} phải sau hôm nay và không quá {LONGEST_DAYS} ngày. Hết hạn thì tạo mã mới."
        )
    with transaction.atomic():
        if open_tokens(by).count() >= MOST_OPEN:
            raise TokenRefused(f"Đã có {MOST_OPEN} mã đang dùng. Kết thúc mã không còn dùng rồi tạo mã mới.")
        name, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
        token = ApiToken.objects.create(
            user=by, purpose=purpose, name=name, sha256=_hash(secret), made_at=timezone.now(), to_day=to_day
        )
        audit.record("token.make", f"token:{token.pk}", detail={"purpose": purpose, "to_day": to_day.isoformat()})
    return token, f"{_SHAPE}_{name}_{secret}"


def end_token(*, token: ApiToken, by: Any) -> None:
    """The token opens nothing from now on. Nothing happens to one that has ended."""
    with transaction.atomic():
        if ApiToken.objects.filter(pk=token.pk, user=by, ended_at=None).update(ended_at=timezone.now()):
            audit.record("token.end", f"token:{token.pk}", detail={"purpose": token.purpose})


def open_tokens(user: Any) -> Any:
    """The tokens of a user that open something today."""
    return ApiToken.objects.filter(user=user, ended_at=None, to_day__gt=timezone.localdate())


def token_of(told: str) -> ApiToken | None:
    """The open token of an active user a secret belongs to; its use is noted once a day."""
    shape, _, rest = told.partition("_")
    name, _, secret = rest.partition("_")
    if shape != _SHAPE or not secret:
        return None
    today = timezone.localdate()
    found = (
        ApiToken.objects.select_related("user")
        .filter(name=name, ended_at=None, to_day__gt=today, user__is_active=True)
        .first()
    )
    if found is None or not secrets.compare_digest(found.sha256, _hash(secret)):
        return None
    if found.last_used_on != today:
        ApiToken.objects.filter(pk=found.pk).update(last_used_on=today)
    return found


def _hash(secret: str) -> str:
    """One round is enough: a secret of 256 random bits cannot be guessed from its hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
