"""The tables a review must give: 7.1-7.11 of Circular 02/2022, sheets 407-410 and 411 of Circular 02/2025, each with its checks."""

from .compute import tables_of
from .frame import Check, Line, Sheet
from .workbook import Cover, as_text, write_sheets, write_workbook

__all__ = ["Check", "Cover", "Line", "Sheet", "as_text", "tables_of", "write_sheets", "write_workbook"]
