"""Run as a program: the cells of the workbook on standard input, pickled to standard output; memory is bounded.

Prints ("", [(sheet name, is hidden, rows of cells, merged ranges)]), ("password", "") or ("broken", what the reader said)."""

import io
import pickle
import sys
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

MEMORY_BYTES = 2 << 30


def sheets(content: bytes) -> tuple[str, Any]:
    """What was read, or why not."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        told = []
        for about in book.sheets_metadata:
            is_hidden = about.visible != SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_name(about.name)
            cells = [] if is_hidden else sheet.to_python(skip_empty_area=False)
            told.append((about.name, is_hidden, cells, list(sheet.merged_cell_ranges or ())))
        return "", told
    except PasswordError:
        return "password", ""
    except (CalamineError, OSError, ValueError) as error:
        return "broken", str(error)


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _bound_memory()
    pickle.dump(sheets(sys.stdin.buffer.read()), sys.stdout.buffer, protocol=5)
