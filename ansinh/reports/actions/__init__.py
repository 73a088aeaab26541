"""What changes a report: one of ours is built, edited, signed; one received is kept, read, ruled on."""

from ansinh.reports.actions.acts import Refused, build_report, edit_block, shown_content, sign_report
from ansinh.reports.actions.building import compose
from ansinh.reports.actions.hands import RECEIVERS
from ansinh.reports.actions.reading import is_stuck, read, read_later
from ansinh.reports.actions.received import AlreadyReceived, describe, receive
from ansinh.reports.actions.rulings import (
    accept,
    add,
    correct,
    map_to,
    reject,
    undo,
)
from ansinh.reports.actions.standing import TRUSTED, rulings_in_force, rulings_without_a_number
from ansinh.reports.actions.variants import (
    TEACHERS,
    change_variant,
    forget_variant,
    learn,
    proposed_pattern,
    take_up_variant,
    variants_in_force,
)

__all__ = [
    "RECEIVERS",
    "TEACHERS",
    "TRUSTED",
    "AlreadyReceived",
    "Refused",
    "accept",
    "add",
    "build_report",
    "change_variant",
    "compose",
    "correct",
    "describe",
    "edit_block",
    "forget_variant",
    "is_stuck",
    "learn",
    "map_to",
    "proposed_pattern",
    "read",
    "read_later",
    "receive",
    "reject",
    "rulings_in_force",
    "rulings_without_a_number",
    "shown_content",
    "sign_report",
    "take_up_variant",
    "undo",
    "variants_in_force",
]
