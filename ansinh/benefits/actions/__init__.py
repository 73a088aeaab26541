"""The acts of this room: the only place that changes its state. Keyword-only; each leaves its trace in the same transaction.

`by` is the user who acts, or None when the system acts (inside `acting_as_system`). Who types here never approves a payment:
that is another hand, in the room of payments."""

from .channels import add_proxy, end_proxy, set_channel, verify_account
from .claims import add_claim, cancel_claim
from .feeds import Report, Taken, apply_feed, refuse_feed, take_feed
from .grounds import add_certificate, add_custody, add_income, add_study, end_income, set_identity
from .imports import import_register_file
from .standing import BenefitRefused
from .titles import (
    change_title,
    first_month,
    grant_title,
    record_decision,
    register_martyr,
    resume_title,
    stop_title,
    suspend_title,
)

__all__ = [
    "BenefitRefused",
    "Report",
    "Taken",
    "add_certificate",
    "add_claim",
    "add_custody",
    "add_income",
    "add_proxy",
    "add_study",
    "apply_feed",
    "cancel_claim",
    "change_title",
    "end_income",
    "end_proxy",
    "first_month",
    "grant_title",
    "import_register_file",
    "record_decision",
    "refuse_feed",
    "register_martyr",
    "resume_title",
    "set_channel",
    "set_identity",
    "stop_title",
    "suspend_title",
    "take_feed",
    "verify_account",
]
