"""A list as it is said, apart from how it is printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """One column: its name in the rows, its heading, its width in letters; `is_number` for dong and counts, shown grouped and summed below."""

    name: str
    heading: str
    width: int = 12
    is_number: bool = False


@dataclass(frozen=True)
class Stack:
    """One column of the printed page, where several columns of the workbook stand under one another to fit the paper."""

    heading: str
    names: Sequence[str]
    width: float = 1
    align: str = "left"


@dataclass(frozen=True)
class Paper:
    """A list: who issues it, what it is of, its columns and rows, the sum in words, who signs. `code` ties the page to the run's bytes.

    `stacks` are the columns of the printed page; the workbook has `columns`. A row may carry `qr`: what its QR code holds."""

    kind: str
    parent_body: str
    body: str
    title: str
    subtitle: str
    columns: Sequence[Column]
    stacks: Sequence[Stack]
    rows: Sequence[Row]
    place_name: str = ""
    day_words: str = ""
    words_of: str = ""
    notes: Sequence[str] = ()
    signers: Sequence[str] = ("Người lập", "Kế toán", "Thủ trưởng đơn vị")
    code: str = ""
    is_draft: bool = False
    sums: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_codes(self) -> bool:
        return any("qr" in row for row in self.rows)


def summed(columns: Sequence[Column], rows: Sequence[Row]) -> dict[str, int]:
    """The total of each column of numbers."""
    return {column.name: sum(row.get(column.name) or 0 for row in rows) for column in columns if column.is_number}
