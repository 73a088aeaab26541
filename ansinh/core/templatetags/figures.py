"""Figures, days and words in templates: formatted with their unit, in the reader's language."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language

from ansinh.core import days, numbers
from ansinh.core.masking import masked as masked_number

register = template.Library()


def _language() -> str:
    return "en" if (get_language() or "vi").startswith("en") else "vi"


@register.filter
def grouped(value: int | None) -> str:
    """`287.500`; a dash for an unknown."""
    return numbers.grouped(value, _language())


@register.filter
def as_figure(value: int | Decimal | float | None, unit: str) -> str:
    """`3.453 hộ`, `1,20 %`."""
    return numbers.figure(value, unit, _language())


@register.filter
def masked(value: str | None, kind: str) -> str:
    """`084•••••1234`; a dash for an unknown number."""
    return masked_number(value, kind) or "–"


@register.filter
def vn_day(value: date | None) -> str:
    """`31/12/2023`; a dash for an unknown day."""
    return days.vietnamese_day(value) if value else "–"


@register.filter
def word(value: Any, words: dict[Any, tuple[str, str]]) -> str:
    """What people call a kept value."""
    return words.get(value, (str(value or "–"),) * 2)[_language() == "en"]


@register.filter
def at(mapping: Any, key: Any) -> Any:
    """The value of a mapping at a key."""
    return mapping.get(key) if mapping else None
