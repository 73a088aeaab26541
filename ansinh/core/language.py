"""Words kept in both languages, said in the reader's."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the reader switched to English."""
    return (get_language() or "vi").startswith("en")


def language_code() -> str:
    """The reader's language by its code, `vi` or `en`."""
    return "en" if is_english() else "vi"


def _said(vietnamese: str, english: str) -> str:
    return english if is_english() else vietnamese


said = lazy(_said, str)

Words = Mapping[Any, tuple[str, str]]


def kept_choices(words: Words) -> list[tuple[Any, str]]:
    """Words kept in the database as Django wants a column's choices: in Vietnamese."""
    return [(key, vi) for key, (vi, _) in words.items()]


def form_choices(words: Words, *first: tuple[str, Any]) -> Callable[[], list[tuple[str, Any]]]:
    """Words as the choices of a form, in the reader's language; `first` stand before them."""
    return lambda: [*first, *((str(key), pair[is_english()]) for key, pair in words.items())]


def list_choices(words: Words, *without: str) -> Callable[[], dict[str, str]]:
    """Words as the choices of a list's filter, in the reader's language."""
    return lambda: {str(key): pair[is_english()] for key, pair in words.items() if key not in without}


def shown_word(words: Words, path: str) -> Callable[[dict[str, Any]], str]:
    """How a list shows a kept word: in the reader's language, nothing for what has no word."""
    return lambda row: words[row[path]][is_english()] if row[path] in words else ""
