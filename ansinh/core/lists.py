"""The list kit: a register shown as a page of rows, with filters in the address, and the same rows as a workbook.

A room declares columns and filters once; searching is folded, paging goes by key (never by offset), and a choice of
commune is a search box over the units of one province.
"""

import base64
import binascii
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ansinh.core import audit
from ansinh.core.access import current_scope
from ansinh.core.cells import Workbook
from ansinh.core.days import vietnamese_day
from ansinh.core.language import language_code
from ansinh.core.masking import has_whole_numbers, masked
from ansinh.core.names import clean_text, fold
from ansinh.core.numbers import grouped

Row = dict[str, Any]
OWN_WORDS = {"sau", "truoc", "xep", "xuat"}
EXPORTED_AT_MOST = 100_000


@dataclass(frozen=True)
class Column:
    """One column: the path of its value, and how it reads. `show`, `link` and `tone` get the whole row, a dict of paths to values.

    `hides` names the kind of a number (`masking.KEPT`): on the page it stands in part, in a file whole for who works with it."""

    path: str
    label: Any
    show: Callable[[Row], Any] | None = None
    link: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    is_number: bool = False
    is_wide_only: bool = False
    hides: str = ""

    def text(self, row: Row, is_whole: bool = False) -> Any:
        """What stands in the cell; a dash where nothing is known."""
        value = self.show(row) if self.show else row[self.path]
        if self.hides and not is_whole:
            value = masked(value, self.hides)
        if isinstance(value, date):
            value = vietnamese_day(value)
        if self.is_number and type(value) is int and not self.path.endswith("year"):
            value = grouped(value, language_code())
        return "–" if value is None or value == "" else value


@dataclass(frozen=True)
class Filter:
    """One question to a list. `name` stands in the address, so it is short and never renamed."""

    name: str
    label: Any
    kind = "text"

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        """The rows that answer to what was typed or chosen."""
        raise NotImplementedError

    def said(self, raw: str) -> str:
        """What the removable badge says."""
        return f"{self.label}: {raw}"


@dataclass(frozen=True)
class Search(Filter):
    """Every word typed must be in one of the folded columns; with or without diacritics."""

    paths: Sequence[str] = ()
    exact_paths: Sequence[str] = ()
    hint: Any = ""
    kind = "search"

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        anywhere = Q(pk__in=[])
        for path in self.paths:
            anywhere |= Q(**{f"{path}__contains": fold(raw)})
        for path in self.exact_paths:
            anywhere |= Q(**{path: raw.replace(" ", "")})
        return rows.filter(anywhere)

    def said(self, raw: str) -> str:
        return f"«{raw}»"


@dataclass(frozen=True)
class Choice(Filter):
    """One of a few values (at most some dozens). `path` is compared, or `where` gives the condition of a value."""

    choices: Mapping[str, Any] | Callable[[], Mapping[str, Any]] = field(default_factory=dict)
    path: str = ""
    where: Callable[[str], Q] | None = None
    kind = "choice"

    def options(self) -> Mapping[str, Any]:
        """Value to words."""
        return self.choices() if callable(self.choices) else self.choices

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        if raw not in {str(value) for value in self.options()}:
            return rows.none()
        return rows.filter(self.where(raw) if self.where else Q(**{self.path: raw}))

    def said(self, raw: str) -> str:
        words = {str(value): words for value, words in self.options().items()}
        return f"{self.label}: {words.get(raw, raw)}"


@dataclass(frozen=True)
class Pick(Filter):
    """One unit of a province, found by typing its name or code: a search box with suggestions, never a long list.

    `units` gives (id, name) of the units that may be picked; `path` is the column holding the id."""

    units: Callable[[], Iterable[tuple[str, str]]] = tuple
    path: str = "commune_id"
    kind = "pick"

    def options(self) -> list[tuple[str, str]]:
        """(id, name) of what may be picked."""
        return list(self.units())

    def _found(self, raw: str) -> list[tuple[str, str]]:
        wanted, options = fold(raw), self.options()
        named = [(key, name) for key, name in options if key == raw or fold(name) == wanted]
        return named or [(key, name) for key, name in options if wanted in fold(name)]

    def narrow(self, rows: QuerySet, raw: str) -> QuerySet:
        return rows.filter(**{f"{self.path}__in": [key for key, _name in self._found(raw)]})

    def said(self, raw: str) -> str:
        names = [name for _key, name in self._found(raw)]
        return f"{self.label}: {names[0] if len(names) == 1 else raw}"


@dataclass(frozen=True)
class Order:
    """One way to sort: paths in order, a minus sign for downwards; the last one tells rows apart. None of them may be null."""

    name: str
    label: Any
    paths: Sequence[str]


@dataclass(frozen=True)
class Listing:
    """A declared list. `also` names paths that `show`, `link` or `tone` need beside the columns' own."""

    name: str
    title: Any
    columns: Sequence[Column]
    orders: Sequence[Order]
    filters: Sequence[Filter] = ()
    also: Sequence[str] = ()
    unit: Any = ""
    nothing_yet: Any = ""
    rows_a_page: int = 50
    template: str = "core/list.html"

    def __post_init__(self) -> None:
        if taken := OWN_WORDS & {each.name for each in self.filters}:
            raise ValueError(
                f"list {self.name}: a filter may not be named {', '.join(taken)}: the list itself uses it in the address"
            )

    def respond(self, request: HttpRequest, rows: QuerySet, **context: Any) -> HttpResponse:
        """The page of the list, or its workbook when the address says `xuat=xlsx`."""
        if request.GET.get("xuat") == "xlsx":
            return self.workbook(request, rows)
        return render(request, self.template, {"list": self.page(request, rows), **context})

    def page(self, request: HttpRequest, rows: QuerySet) -> dict[str, Any]:
        """What the template needs: rows of cells, filters with their values, badges, count, addresses of the next and previous page."""
        asked = self._asked(request)
        order = self._order(request)
        filtered = self._narrowed(rows, asked)
        found, has_before, has_after = self._slice(filtered, order, request)
        count = filtered.order_by().count() if has_before or has_after else len(found)
        return {
            "title": self.title,
            "unit": self.unit,
            "columns": self.columns,
            "rows": [
                [
                    (
                        column,
                        column.text(row),
                        column.link(row) if column.link else "",
                        column.tone(row) if column.tone else "",
                    )
                    for column in self.columns
                ]
                for row in found
            ],
            "count": count,
            "is_filtered": bool(asked),
            "nothing_yet": self.nothing_yet or _("Chưa có gì trong sổ này."),
            "filters": [self._shown(each, asked.get(each.name, "")) for each in self.filters],
            "badges": [
                {"text": each.said(asked[each.name]), "without": self._address(request, without=each.name)}
                for each in self.filters
                if each.name in asked
            ],
            "orders": self.orders,
            "order": order,
            "clear": request.path,
            "before": self._address(request, truoc=_token(found[0], order)) if has_before and found else "",
            "after": self._address(request, sau=_token(found[-1], order)) if has_after and found else "",
            "first": self._address(request) if has_before else "",
            "export": self._address(request, xuat="xlsx"),
        }

    def workbook(self, request: HttpRequest, rows: QuerySet) -> HttpResponse:
        """The filtered rows as XLSX, with what was asked written above them; leaves a trace. Text is never a formula."""
        asked = self._asked(request)
        order = self._order(request)
        filtered = self._narrowed(rows, asked).order_by(*order.paths)
        count = filtered.order_by().count()
        if count > EXPORTED_AT_MOST:
            words = _(
                "Danh sách có %(count)s dòng, nhiều hơn mức xuất %(most)s dòng. Hãy lọc theo xã hoặc theo loại rồi xuất lại."
            )
            return HttpResponse(
                words % {"count": count, "most": EXPORTED_AT_MOST}, status=422, content_type="text/plain; charset=utf-8"
            )
        with transaction.atomic():
            audit.record("export", f"list:{self.name}", detail={"rows": count, "asked": asked})
        told = [each.said(asked[each.name]) for each in self.filters if each.name in asked]
        content = _workbook(str(self.title), told, self.columns, self._dicts(filtered).iterator(chunk_size=5000))
        name = f"{slugify(fold(str(self.title)))}-{timezone.localdate():%Y%m%d}.xlsx"
        response = HttpResponse(
            content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def _asked(self, request: HttpRequest) -> dict[str, str]:
        typed = {each.name: clean_text(request.GET.get(each.name, "")) for each in self.filters}
        return {name: raw for name, raw in typed.items() if raw}

    def _order(self, request: HttpRequest) -> Order:
        return next((order for order in self.orders if order.name == request.GET.get("xep")), self.orders[0])

    def _narrowed(self, rows: QuerySet, asked: Mapping[str, str]) -> QuerySet:
        """Searches come last: a database looks at conditions as they stand, and words cost the most."""
        for each in sorted(self.filters, key=lambda each: isinstance(each, Search)):
            if each.name in asked:
                rows = each.narrow(rows, asked[each.name])
        return rows

    def _slice(self, rows: QuerySet, order: Order, request: HttpRequest) -> tuple[list[Row], bool, bool]:
        back = _read_token(request.GET.get("truoc"), order)
        ahead = _read_token(request.GET.get("sau"), order)
        if back:
            turned = [_turned(path) for path in order.paths]
            found = list(self._dicts(rows.filter(_beyond(turned, back)).order_by(*turned))[: self.rows_a_page + 1])
            return found[: self.rows_a_page][::-1], len(found) > self.rows_a_page, True
        if ahead:
            rows = rows.filter(_beyond(order.paths, ahead))
        found = list(self._dicts(rows.order_by(*order.paths))[: self.rows_a_page + 1])
        return found[: self.rows_a_page], ahead is not None, len(found) > self.rows_a_page

    def _dicts(self, rows: QuerySet) -> Any:
        paths = [column.path for column in self.columns] + list(self.also)
        paths += [path.lstrip("-") for order in self.orders for path in order.paths]
        return rows.values(*dict.fromkeys(paths))

    def _address(self, request: HttpRequest, without: str = "", **extra: str) -> str:
        kept = {**self._asked(request), **({"xep": request.GET["xep"]} if request.GET.get("xep") else {})}
        kept.pop(without, None)
        told = urlencode({**kept, **extra})
        return f"{request.path}?{told}" if told else request.path

    @staticmethod
    def _shown(each: Filter, raw: str) -> dict[str, Any]:
        options: list[tuple[str, Any]] = []
        if isinstance(each, Choice):
            options = [(str(value), words) for value, words in each.options().items()]
        elif isinstance(each, Pick):
            options = each.options()
        return {
            "name": each.name,
            "label": each.label,
            "kind": each.kind,
            "value": raw,
            "options": options,
            "hint": getattr(each, "hint", ""),
        }


def _turned(path: str) -> str:
    return path[1:] if path.startswith("-") else f"-{path}"


def _beyond(paths: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after these values in this order. The first path is also bounded alone, so that its index is used."""
    (path, *rest), (value, *others) = paths, values
    name, direction = path.lstrip("-"), "lt" if path.startswith("-") else "gt"
    if not rest:
        return Q(**{f"{name}__{direction}": value})
    return Q(**{f"{name}__{direction}e": value}) & (
        Q(**{f"{name}__{direction}": value}) | (Q(**{name: value}) & _beyond(rest, others))
    )


def _token(row: Row, order: Order) -> str:
    values = [row[path.lstrip("-")] for path in order.paths]
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def _read_token(token: str | None, order: Order) -> list[Any] | None:
    """The values a token holds; none when there is no token or it is not one of this order."""
    if not token:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, binascii.Error):
        return None
    is_one = (
        isinstance(values, list)
        and len(values) == len(order.paths)
        and all(isinstance(value, str | int) for value in values)
    )
    return values if is_one else None


def _workbook(title: str, told: Sequence[str], columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    kept = io.BytesIO()
    book = Workbook(kept, {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    strong, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    sheet.write_string(0, 0, title, strong)
    sheet.write_string(1, 0, _("Lọc: %(what)s") % {"what": "; ".join(told) or _("không")})
    sheet.write_string(
        2,
        0,
        _("Xuất lúc %(at)s bởi %(who)s")
        % {"at": f"{timezone.localtime():%H:%M %d/%m/%Y}", "who": current_scope().actor},
    )
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 14 if column.is_number else 24)
        sheet.write_string(4, place, str(column.label), head)
    is_whole = has_whole_numbers()
    for line, row in enumerate(rows, start=5):
        for place, column in enumerate(columns):
            _write(sheet, line, place, row[column.path] if column.is_number else column.text(row, is_whole))
    sheet.freeze_panes(5, 0)
    book.close()
    return kept.getvalue()


def _write(sheet: Any, line: int, place: int, value: Any) -> None:
    if isinstance(value, bool) or value is None:
        sheet.write_string(line, place, "" if value is None else str(value))
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(line, place, value)
    elif isinstance(value, datetime | date):
        sheet.write_string(line, place, vietnamese_day(value))
    else:
        sheet.write_string(line, place, str(value))
