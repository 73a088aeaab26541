"""Layouts that are a table of columns, told in yaml and written as XLSX or CSV. Text is never a formula."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from ansinh.core.cells import Workbook, csv_writer
from ansinh.core.days import month_text, vietnamese_day
from ansinh.core.names import fold
from ansinh.core.numbers import dong_in_words, grouped

from .batch import Batch, folded

# What a column may hold: columns of the orders, then what is worked out for the line or the file.
OF_ORDERS = ("reference", "account_number", "payee_name", "proxy_number", "amount_dong", "hamlet", "commune_id")
OF_PEOPLE = ("person_name", "birth", "sex", "personal_number", "commune")
WORKED_OUT = ("line", "check", "bank", "purpose", "pay_day")
_NAMES = ("payee_name", "person_name")
HAND_HEIGHT = 24  # Room to sign on a line.


@dataclass(frozen=True)
class Column:
    """A heading and what stands under it: `source` is one of the names above, else always `says` (nothing: to fill in by hand)."""

    heading: str
    source: str = ""
    says: str = ""
    width: int = 12


@dataclass(frozen=True)
class TableLayout:
    """A table of orders as a file of kind `xlsx` or `csv`."""

    label_vi: str
    file: str
    columns: tuple[Column, ...]
    at_most: int = 20_000
    title: str = ""
    has_total: bool = False
    is_folded: bool = False

    def write(self, batch: Batch, path: Path) -> None:
        """The batch as a table: communes and orders in their order."""
        (_write_csv if self.file == "csv" else _write_xlsx)(self, batch, path)


def read(told: dict[str, Any], file_name: str) -> TableLayout:
    """The layout a yaml file tells. Raises ValueError naming the file and what is unknown in it."""
    columns = tuple(
        Column(one["heading"], one.get("is", ""), one.get("says", ""), one.get("width", 12)) for one in told["columns"]
    )
    known = ("", *OF_ORDERS, *OF_PEOPLE, *WORKED_OUT)
    if strange := [column.source for column in columns if column.source not in known]:
        raise ValueError(f"{file_name}: no column can be {', '.join(strange)}; known: {', '.join(known[1:])}")
    if told["file"] not in ("xlsx", "csv"):
        raise ValueError(f"{file_name}: file is xlsx or csv, not {told['file']}")
    return TableLayout(**{**told, "columns": columns})


def check_of(reference: str, amount_dong: int) -> str:
    """Four letters that go with a reference and an amount: on the list and in its QR code, to catch a line that was altered."""
    return sha256(f"{reference} {amount_dong}".encode()).hexdigest()[:4].upper()


def qr_text(reference: str, amount_dong: int) -> str:
    """What the QR code of a line holds: the order's reference and its check; nothing of the person."""
    return f"{reference}:{check_of(reference, amount_dong)}"


def _rows(layout: TableLayout, batch: Batch) -> Iterator[tuple[Any, ...]]:
    """The cells of each order, in the order of communes and numbers."""
    orders = batch.orders.sort_by([("commune_id", "ascending"), ("number", "ascending")])
    count = orders.num_rows
    same = {
        "bank": batch.provider.bic or batch.provider.code,
        "purpose": fold(batch.purpose).upper() if layout.is_folded else batch.purpose,
        "pay_day": vietnamese_day(batch.pay_day),
    }

    def cells(column: Column) -> Any:
        if column.source == "line":
            return range(1, count + 1)
        if column.source == "check":
            return map(check_of, orders["reference"].to_pylist(), orders["amount_dong"].to_pylist())
        if column.source in OF_ORDERS + OF_PEOPLE:
            held = orders[column.source]
            return (folded(held) if layout.is_folded and column.source in _NAMES else held).to_pylist()
        return [same.get(column.source, column.says)] * count

    return zip(*(cells(column) for column in layout.columns), strict=True)


def _write_csv(layout: TableLayout, batch: Batch, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv_writer(out)
        lines.writerow(column.heading for column in layout.columns)
        lines.writerows(_rows(layout, batch))


def _write_xlsx(layout: TableLayout, batch: Batch, path: Path) -> None:
    look = {"default_format_properties": {"font_name": "Times New Roman", "font_size": 11}}
    with Workbook(str(path), {"constant_memory": True, **look}) as book:
        made_at = batch.made_at.replace(tzinfo=None)
        book.set_properties({"title": batch.name, "author": batch.purse.holder, "created": made_at})
        edge = {"border": 1, "valign": "vcenter"}
        text, money = book.add_format(edge), book.add_format({**edge, "num_format": "#,##0"})
        strong = book.add_format({"bold": True})
        sheet = book.add_worksheet("Danh sách")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for place, column in enumerate(layout.columns):
            sheet.set_column(place, place, column.width)
        top = _put_title(book, sheet, layout, batch) if layout.title else 0
        _put_heading(book, sheet, layout, top)
        for line, row in enumerate(_rows(layout, batch), top + 1):
            if layout.title:
                sheet.set_row(line, HAND_HEIGHT)
            for place, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(line, place, cell, money)
                else:
                    sheet.write_string(line, place, cell or "", text)
        if layout.has_total:
            _put_total(sheet, layout, batch, top + batch.orders.num_rows + 1, strong, money)


def _put_title(book: Any, sheet: Any, layout: TableLayout, batch: Batch) -> int:
    """Who pays, what the list is and which file; gives the row of the heading."""
    about = f"{batch.programme}. {batch.provider.name}. Tệp {batch.name}, trả từ {vietnamese_day(batch.pay_day)}."
    sheet.write_string(0, 0, batch.purse.holder, book.add_format({"bold": True}))
    title = layout.title.format(month=month_text(batch.month)).upper()
    sheet.write_string(1, 0, title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write_string(2, 0, about)
    return 4


def _put_heading(book: Any, sheet: Any, layout: TableLayout, top: int) -> None:
    head = book.add_format({"border": 1, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
    sheet.set_row(top, 48 if layout.title else None)
    for place, column in enumerate(layout.columns):
        sheet.write_string(top, place, column.heading, head)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)


def _put_total(sheet: Any, layout: TableLayout, batch: Batch, line: int, strong: Any, money: Any) -> None:
    total = pc.sum(batch.orders["amount_dong"]).as_py()
    place = [column.source for column in layout.columns].index("amount_dong")
    sheet.write_string(line, 0, f"Tổng cộng {grouped(batch.orders.num_rows)} lệnh chi", strong)
    sheet.write_number(line, place, total, money)
    sheet.write_string(line + 1, 0, f"Bằng chữ: {dong_in_words(total)}.", strong)
