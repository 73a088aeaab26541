"""Workbooks opened by a process of its own, with bounded memory and time.

A file of six kilobytes can name one cell a million rows down and ask for half a terabyte: whoever opens it is ended by
that, so it must not be the process that serves everybody else."""

import io
import pickle
import subprocess
import sys
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

Table = list[list[Any]]
MEMORY_BYTES = 2 << 30
SECONDS = 120


class WorkbookRefused(ValueError):
    """Why no cells came back: `password`, `broken` (with what the reader said) or `too_big`."""

    def __init__(self, why: str, said: str = "") -> None:
        super().__init__(said)
        self.why = why


def open_workbook(content: bytes) -> list[tuple[str, Table]]:
    """Each sheet's name and cells; what is merged downwards holds for all its rows. Raises WorkbookRefused."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", __file__], input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise WorkbookRefused("too_big") from None
    if done.returncode:
        raise WorkbookRefused("too_big")
    why, told = pickle.loads(done.stdout)
    if why:
        raise WorkbookRefused(why, told)
    return list(told)


def _sheets(content: bytes) -> tuple[str, Any]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return "", [(name, _cells(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except PasswordError:
        return "password", ""
    except (CalamineError, OSError) as error:
        return "broken", str(error)


def _cells(sheet: CalamineSheet) -> Table:
    """A merge across columns stays in its first one: it is a title or a total, not a value of every column."""
    cells = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]):
            continue
        for row in range(top + 1, min(bottom, len(cells) - 1) + 1):
            cells[row][left] = cells[top][left]
    return cells


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound_memory()
    pickle.dump(_sheets(sys.stdin.buffer.read()), sys.stdout.buffer, protocol=5)
