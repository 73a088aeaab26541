"""Words kept in both languages, said in the reader's."""

from django.utils.functional import lazy
from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the reader switched to English."""
    return (get_language() or "vi").startswith("en")


def _said(vietnamese: str, english: str) -> str:
    return english if is_english() else vietnamese


said = lazy(_said, str)
