"""Cells that go out to a spreadsheet: what somebody typed is never a formula, a link or a number of the program's own making.

Every workbook of the house is made by `Workbook`, every CSV by `csv_writer`."""

import csv
from collections.abc import Iterable
from typing import Any

import xlsxwriter

# What a spreadsheet takes for the beginning of a formula, in wide letters too; a tab or line end before it is skipped over.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Workbook(xlsxwriter.Workbook):
    """xlsxwriter's workbook in which text stays text, whatever else is asked of it."""

    def __init__(self, target: Any, options: dict[str, Any] | None = None) -> None:
        super().__init__(target, {**(options or {}), **_TEXT_STAYS_TEXT})


def safe(cell: Any) -> Any:
    """A cell for CSV: text a spreadsheet would take for a formula begins with an apostrophe; anything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def own_text(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


class csv_writer:  # named as the standard library names its own
    """`csv.writer` whose text cells are safe; numbers stay numbers."""

    def __init__(self, target: Any) -> None:
        self._writer = csv.writer(target)

    def writerow(self, row: Iterable[Any]) -> None:
        self._writer.writerow([safe(cell) for cell in row])

    def writerows(self, rows: Iterable[Iterable[Any]]) -> None:
        for row in rows:
            self.writerow(row)
