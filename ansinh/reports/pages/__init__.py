"""The pages of reports: those the house writes, and those it receives.

Here too: what reports received add to the page of an indicator."""

from ansinh.reports.pages.beside import figure_sections
from ansinh.reports.pages.consolidated import consolidated, consolidated_file, reply, reply_file
from ansinh.reports.pages.incoming import (
    describe_received,
    read_again,
    receive,
    received_file,
    received_list,
    received_state,
)
from ansinh.reports.pages.reading import add_number, received, received_number, rule, take_back
from ansinh.reports.pages.variants import change_variant, turn_variant, variant_list
from ansinh.reports.pages.written import edit, paper, report, reports, sign

__all__ = [
    "add_number",
    "change_variant",
    "consolidated",
    "consolidated_file",
    "describe_received",
    "edit",
    "figure_sections",
    "paper",
    "read_again",
    "receive",
    "received",
    "received_file",
    "received_list",
    "received_number",
    "received_state",
    "reply",
    "reply_file",
    "report",
    "reports",
    "rule",
    "sign",
    "take_back",
    "turn_variant",
    "variant_list",
]
