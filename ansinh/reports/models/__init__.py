"""What is kept of reports: those the house writes, and those it receives."""

from ansinh.reports.models.received import (
    COUNTED,
    STANDINGS,
    STATES,
    LearntVariant,
    Received,
    ReceivedClaim,
    ReceivedFinding,
    ReceivedText,
    Ruling,
)
from ansinh.reports.models.written import Edit, Report

__all__ = [
    "COUNTED",
    "STANDINGS",
    "STATES",
    "Edit",
    "LearntVariant",
    "Received",
    "ReceivedClaim",
    "ReceivedFinding",
    "ReceivedText",
    "Report",
    "Ruling",
]
