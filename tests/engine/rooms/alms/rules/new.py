"""The standard of today."""

from typing import Any

from ansinh.engine import Expression

UNDER = ("alms.standard", ("new", "newest"))


def is_poor(income: Expression, has_pension: Expression, law: Any) -> Expression:
    """Hộ nghèo"""
    return (income <= law.alms.line) & ~has_pension
