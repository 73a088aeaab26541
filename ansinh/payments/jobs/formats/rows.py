"""What every return file becomes: rows that say an order was paid or came back, and rows that say nothing final yet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("row", pa.int64()),
        ("reference", pa.string()),
        ("amount_dong", pa.int64()),
        ("outcome", pa.string()),
        ("code", pa.string()),
        ("day", pa.date32()),
        ("name", pa.string()),
        ("account", pa.string()),
        ("said", pa.string()),
    ]
)
BATCH_ROWS = 100_000
GREATEST_DONG = 10**15
_WRITTEN = re.compile(
    r"(\d{1,3}(?P<mark>[.,\s\u00a0])\d{3}(?:(?P=mark)\d{3})*|\d+)(?:(?P<point>[.,])(?P<parts>\d{1,2}))?", re.ASCII
)
_UNITS = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd|dong)\s*\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class ParsedReturn:
    """A return file, read. `provider` is the BIC or name the file tells ('' when it tells none).

    `rows` says what is final, one row an order: row (its number in the file), reference, amount_dong, outcome `paid` or `returned`,
    code (the bank's reason), day, name, account, said ('' or why the row cannot be read; then outcome is ''). `waiting` has the same
    columns: what is not final (accepted, pending, not collected yet), `said` giving the file's own word for it."""

    format: str
    provider: str
    rows: pa.Table
    waiting: pa.Table


@dataclass
class Rows:
    """Rows put in one by one and kept as Arrow, in small memory."""

    _open: list[tuple[Any, ...]] = field(default_factory=list)
    _kept: list[pa.RecordBatch] = field(default_factory=list)

    def put(
        self, row: int, reference: str, amount_dong: int | None, outcome: str, code: str, day: date | None, name: str, account: str,
        said: str = "",
    ) -> None:  # fmt: skip
        """One row; `outcome` is '' for one that cannot be read or waits."""
        self._open.append((row, reference, amount_dong, "" if said else outcome, code, day, name, account, said))
        if len(self._open) >= BATCH_ROWS:
            self._keep()

    def _keep(self) -> None:
        columns = zip(*self._open, strict=True)
        arrays = [pa.array(values, each.type) for values, each in zip(columns, SCHEMA, strict=True)]
        self._kept.append(pa.record_batch(arrays, schema=SCHEMA))
        self._open.clear()

    def table(self) -> pa.Table:
        """All of them, in the order they were put in."""
        if self._open:
            self._keep()
        return pa.Table.from_batches(self._kept, SCHEMA)


def decimal_amount(text: str) -> int:
    """Whole dong of an amount of ISO 20022: `1500000` or `1500000.00`. Raises ValueError: parts of a dong are never rounded."""
    whole, _, parts = text.strip().partition(".")
    if not (whole + parts).isdecimal() or not text.isascii() or not whole:
        raise ValueError(f"số tiền «{text}» không phải số")
    return _whole_dong(int(whole), parts, text)


def written_amount(raw: Any) -> int:
    """Whole dong of a cell: a number, or `1500000`, `3.453.000`, `3,453,000.00`, `3453000 đ`; `1.500` is one thousand five hundred.

    Raises ValueError: parts of a dong are never rounded, and what can be read in two ways is not guessed."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _whole_dong(int(raw), "" if raw == int(raw) else "1", raw)
    text = _UNITS.sub("", str("" if raw is None else raw).strip())
    if not text:
        raise ValueError("thiếu số tiền")
    found = _WRITTEN.fullmatch(text)
    if not found or (found["point"] and found["point"] == found["mark"]):
        raise ValueError(f"số tiền «{raw}» không phải số đồng nguyên")
    return _whole_dong(int(re.sub(r"\D", "", found[1])), found["parts"] or "", raw)


def _whole_dong(amount_dong: int, parts: str, raw: Any) -> int:
    if parts.strip("0"):
        raise ValueError(f"số tiền «{raw}» có phần lẻ của đồng")
    return _in_reach(amount_dong, raw)


def _in_reach(amount_dong: int, raw: Any) -> int:
    if not 0 < amount_dong < GREATEST_DONG:
        raise ValueError(f"số tiền «{raw}» phải lớn hơn 0 và nhỏ hơn một triệu tỷ đồng")
    return amount_dong


def first_text(texts: Iterable[str | None]) -> str:
    """The first that says something; '' when none does."""
    return next((text.strip() for text in texts if text and text.strip()), "")
