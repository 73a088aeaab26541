"""Lists that came back as a spreadsheet or CSV: the headings officers write, amounts and results as they write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ansinh.core.names import fold
from ansinh.people.jobs.sheets import Cells, FileRefused, Sheet, read_sheets, text_of
from ansinh.people.jobs.values import day_of

from .formulas import formula_cells, letters
from .rows import ParsedReturn, Rows, written_amount

LABELS = {
    "reference": "Mã lệnh chi",
    "amount": "Số tiền",
    "outcome": "Kết quả",
    "reason": "Lý do",
    "day": "Ngày trả",
    "name": "Người nhận",
    "account": "Số tài khoản",
}
# Folded headings without what stands in brackets, the best name of a field first; `~` begins a pattern.
_HEADINGS = {
    "reference": ("ma lenh chi", "so lenh chi", "ma lenh", "ma tham chieu", "so tham chieu", "reference", "end to end id", "endtoendid",
                  "~^ma lenh"),
    "amount": ("so tien da tra", "so tien thuc tra", "so tien", "so tien chi tra", "tong duoc linh", "thuc linh", "thuc nhan", "amount",
               "amount dong", "so tien dong", "~^so tien", "~duoc linh$"),
    "outcome": ("ket qua", "trang thai", "tinh trang", "status", "result", "~^ket qua", "~^trang thai"),
    "reason": ("ma loi", "ly do", "ly do chua tra", "ly do tra lai", "reason", "code", "ghi chu", "~^ly do"),
    "day": ("ngay tra", "ngay nhan", "ngay chi tra", "ngay chi", "ngay giao dich", "pay day", "date", "~^ngay (tra|nhan|chi)"),
    "name": ("nguoi nhan", "ten nguoi nhan", "ten tai khoan", "ten tk", "beneficiary name", "payee name", "ho va ten nguoi huong",
             "ho va ten", "ho ten", "~^ho( va)? ten", "~^ten (nguoi|tai khoan)"),
    "account": ("so tai khoan", "so tk", "tai khoan", "account number", "account", "stk"),
}  # fmt: skip
_OUTCOMES = {
    "paid": ("da tra", "da nhan", "da chi", "da linh", "da chi tra", "da ky nhan", "thanh cong", "hoan thanh", "paid", "success",
             "successful", "completed", "acsc", "accc"),
    "returned": ("tra lai", "bi tra lai", "da tra lai", "hoan tra", "da hoan tra", "tu choi", "that bai", "khong thanh cong", "loi",
                 "returned", "rejected", "failed", "rjct"),
    "waiting": ("chua tra", "chua nhan", "chua chi", "chua linh", "chua chi tra", "khong den nhan", "vang", "dang xu ly", "cho xu ly",
                "pending"),
}  # fmt: skip
_OUTCOME_OF = {text: outcome for outcome, texts in _OUTCOMES.items() for text in texts}
_NOT_A_LINE = re.compile(
    r"(tong|tong (cong|so|tien|hop)\b.*|cong|cong [:\d].*|bang chu\b.*|nguoi lap\b.*|thu truong\b.*|ke toan\b.*|ngay \d.*)[:.]?"
)
_LOOKED_AT = 40
SHEET_ROWS = 2_000_000


@dataclass(frozen=True)
class _Table:
    """Where the columns of a list are in a sheet, and the first row of data."""

    columns: dict[str, int]
    first_row: int


def read_spreadsheet(content: bytes, name: str) -> ParsedReturn:
    """The rows of a list; `row` is the row of the sheet (of the n-th further sheet, plus n × 2,000,000). Raises FileRefused."""
    sheets = read_sheets(content, name, _score)
    found = [(place, sheet, table) for place, sheet in enumerate(sheets) if (table := _find_table(sheet.cells))]
    if not found:
        raise FileRefused(_what_is_missing(sheets, name))
    formulas = formula_cells(content)
    rows, waiting = Rows(), Rows()
    for place, sheet, table in found:
        lines = list(_lines(sheet.cells, table))
        _must_be_values(formulas.get(sheet.name, ()), lines, table, sheet, name)
        for line in lines:
            _put(line + 1 + place * SHEET_ROWS, sheet.cells[line], table.columns, rows, waiting)
    return ParsedReturn("csv" if sheets[0].encoding else "xlsx", "", rows.table(), waiting.table())


def _put(number: int, cells: list[Any], columns: dict[str, int], rows: Rows, waiting: Rows) -> None:
    def cell(field: str) -> Any:
        place = columns.get(field, len(cells))
        return cells[place] if place < len(cells) else ""

    reference, reason, name, account = (text_of(cell(field)) for field in ("reference", "reason", "name", "account"))
    amount_dong, day, outcome, faults = None, None, "", []
    try:
        amount_dong = written_amount(cell("amount"))
    except ValueError as fault:
        faults.append(str(fault))
    try:
        day = _day(cell("day"))
    except ValueError as fault:
        faults.append(str(fault))
    said = text_of(cell("outcome"))
    try:
        outcome = _outcome(said, day)
    except ValueError as fault:
        faults.append(str(fault))
    if outcome == "waiting" and not faults:
        waiting.put(number, reference, amount_dong, "", reason, day, name, account, said or "chưa ghi kết quả")
    else:
        rows.put(number, reference, amount_dong, outcome, reason, day, name, account, "; ".join(faults))


def _day(cell: Any) -> date | None:
    return None if text_of(cell) == "" else day_of(cell)


def _outcome(said: str, day: date | None) -> str:
    """`paid`, `returned` or `waiting`; a line that only has a day was paid on it. Raises ValueError."""
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", fold(said)).split())
    if not plain:
        return "paid" if day else "waiting"
    if found := _OUTCOME_OF.get(plain):
        return found
    raise ValueError(f"kết quả «{said}» không đọc được: ghi Đã trả, Chưa trả hoặc Trả lại")


def _lines(cells: Cells, table: _Table) -> Iterator[int]:
    """The rows that are lines of the list: not blank, not a total, not a signature."""
    asked = [table.columns[field] for field in ("reference", "amount", "name", "account") if field in table.columns]
    for number in range(table.first_row, len(cells)):
        row = cells[number]
        if not any(place < len(row) and text_of(row[place]) for place in asked):
            continue
        first = fold(next((text for cell in row if (text := text_of(cell))), ""))
        if not _NOT_A_LINE.fullmatch(first) and not _is_numbering(row):
            yield number


def _is_numbering(row: list[Any]) -> bool:
    """The line `(1) (2) (3)` that forms print under their headings."""
    marks = [re.sub(r"[()\[\]\s]", "", text) for cell in row if (text := text_of(cell))]
    return len(marks) >= 3 and marks == [str(number) for number in range(1, len(marks) + 1)]


def _score(cells: Cells) -> int:
    table = _find_table(cells)
    return len(table.columns) if table else 0


def _find_table(cells: Cells) -> _Table | None:
    """The list of a sheet wherever its heading stands in the first forty rows; None when the sheet has none."""
    found = [
        _Table(columns, row + 1)
        for row in range(min(_LOOKED_AT, len(cells)))
        if _is_enough(columns := _columns(cells[row]))
    ]
    return max(found, key=lambda table: len(table.columns), default=None)


def _is_enough(columns: dict[str, int]) -> bool:
    has_who = {"reference", "name", "account"} & set(columns)
    return "amount" in columns and bool(has_who) and bool({"outcome", "day"} & set(columns))


def _columns(row: list[Any]) -> dict[str, int]:
    """Field to column: of two headings of one field the better name, then the left one."""
    ranked = [
        (rank, place, field) for place, cell in enumerate(row) for field, rank in [_field_of(text_of(cell))] if field
    ]
    found: dict[str, int] = {}
    for _, place, field in sorted(ranked):
        found.setdefault(field, place)
    return found


@cache
def _field_of(text: str) -> tuple[str, int]:
    """The field a heading names and how good a name it is (0 is best); '' when nobody knows it."""
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", re.sub(r"\(.*?\)|\[.*?\]", " ", fold(text.replace("_", " ")))).split())
    for field, names in _HEADINGS.items():
        for rank, known in enumerate(names):
            if known == plain or (known[0] == "~" and re.search(known[1:], plain)):
                return field, rank
    return "", 0


def _what_is_missing(sheets: list[Sheet], name: str) -> str:
    best = max((_columns(row) for sheet in sheets for row in sheet.cells[:_LOOKED_AT]), key=len, default={})
    known = ", ".join(f"«{LABELS[field]}»" for field in best)
    return (
        f"«{name}» không phải danh sách trả về: {f'chỉ nhận ra cột {known}' if known else 'không nhận ra cột nào'}. "
        "Cần cột Mã lệnh chi (hoặc Người nhận, Số tài khoản), cột Số tiền và cột Kết quả (hoặc Ngày trả)."
    )


def _must_be_values(formulas: Any, lines: list[int], table: _Table, sheet: Sheet, name: str) -> None:
    """Raises FileRefused for a formula where a value of a line is read: what it shows is not what was paid."""
    used, rows = set(table.columns.values()), set(lines)
    for row, column in formulas:
        if row in rows and column in used:
            where = f"{letters(column)}{row + 1}" + (f" (trang «{sheet.name}»)" if sheet.name else "")
            raise FileRefused(
                f"Ô {where} của «{name}» là công thức, không phải giá trị. Chép cột đó, dán lại bằng «Giá trị» (Paste Values), lưu rồi gửi lại."
            )
