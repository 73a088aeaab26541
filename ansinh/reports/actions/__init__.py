"""What changes a report: built, its words edited, signed."""

from ansinh.reports.actions.acts import Refused, build_report, edit_block, shown_content, sign_report
from ansinh.reports.actions.building import compose

__all__ = ["Refused", "build_report", "compose", "edit_block", "shown_content", "sign_report"]
