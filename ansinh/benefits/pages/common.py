"""What the pages of the registers share: who may write, whose province, and how a category may be said."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from ansinh.benefits import words
from ansinh.benefits.models import Suspension, Title
from ansinh.core.access import WRITING_ROLES, current_scope
from ansinh.core.language import is_english


def may_write() -> bool:
    """Whether the reader types in these registers."""
    return bool(current_scope().roles & WRITING_ROLES)


def may_take_feeds() -> bool:
    """Whether the reader takes in reports for a whole province."""
    return may_write() and current_scope().is_whole_province


def titles() -> QuerySet[Title]:
    """The titles inside the reader's scope, each knowing whether it is suspended (`is_suspended`)."""
    suspended = Suspension._base_manager.filter(title=OuterRef("pk"), to_day=None)
    return Title.objects.annotate(is_suspended=Exists(suspended))


def category_said(category: str) -> str:
    """What a list may call a category: a sensitive one is social assistance and no more."""
    pair = words.GROUPS["assistance"] if category in words.SENSITIVE else words.CATEGORY_LABELS[category]
    said = pair[is_english()]
    return said[0].upper() + said[1:]


def category_in_file(category: str) -> str:
    """What the person's own file calls it: a sensitive one is on it only for who holds a grant that opens it, then by its name."""
    if category in words.SENSITIVE:
        return words.CATEGORY_LABELS[category][is_english()]
    return category_said(category)


def state_of(row: dict[str, Any] | Title) -> str:
    """`drawn`, `suspended` or `stopped`, of a title or of a line of the list."""
    to_day, is_suspended = (
        (row["to_day"], row["is_suspended"])
        if isinstance(row, dict)
        else (row.to_day, getattr(row, "is_suspended", False))
    )
    return "stopped" if to_day else "suspended" if is_suspended else "drawn"


STATES = {
    "drawn": ("đang hưởng", "drawn"),
    "suspended": ("tạm dừng", "suspended"),
    "stopped": ("thôi hưởng", "stopped"),
}
STATE_TONES = {"drawn": "good", "suspended": "warn", "stopped": "quiet"}
