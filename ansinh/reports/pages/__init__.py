"""The pages of reports: those the house writes, and those it receives."""

from ansinh.reports.pages.written import edit, paper, report, reports, sign

__all__ = ["edit", "paper", "report", "reports", "sign"]
