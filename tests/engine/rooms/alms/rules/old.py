"""The standard of before."""

from typing import Any

from ansinh.engine import Expression

UNDER = ("alms.standard", "old")


def is_poor(income: Expression, law: Any) -> Expression:
    """Hộ nghèo"""
    return income <= law.alms.line
