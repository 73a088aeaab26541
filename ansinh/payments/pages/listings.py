"""The lists of a run, declared once for the list kit: lines, movements, warnings, orders."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ansinh.benefits.words import CHANNELS
from ansinh.core.access import current_scope
from ansinh.core.days import month_text
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Filter, Listing, Order, Pick, Row, Search
from ansinh.engine.collect import collect
from ansinh.payments import words
from ansinh.payments.models import Run
from ansinh.payments.pages.common import said
from ansinh.payments.pages.rows import ParquetRows
from ansinh.people.models import Person, ids_by_name, narrow_by_name, search_words
from ansinh.places.models import Place

_AT_ONCE = 5_000


def benefit_name(name: str | None) -> str:
    """What people call a benefit."""
    found = collect().benefits.get(name or "")
    return (found.label_en if is_english() else found.label_vi) if found else (name or "–")


@dataclass(frozen=True)
class PersonSearch(Search):
    """People of the rows by name, with or without diacritics, or by personal number."""

    def narrow(self, rows: Any, raw: str) -> Any:
        return rows.filter(person_id__in=_people(rows, raw))


def _people(rows: ParquetRows | QuerySet, raw: str) -> list[int]:
    digits = raw.replace(" ", "")
    if digits.isdigit():
        return list(Person._base_manager.filter(personal_number=digits).values_list("pk", flat=True))
    if not (asked := search_words(raw)):
        return []
    found = ids_by_name(asked) if current_scope().is_whole_province else None
    if found is not None:
        return found
    # A name too many people have: only the people of these rows are looked at.
    inside = rows.distinct("person_id") if isinstance(rows, ParquetRows) else rows.values_list("person_id", flat=True)
    ids = [pk for pk in inside if pk is not None]
    parts = (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
    return [
        pk
        for part in parts
        for pk in narrow_by_name(Person._base_manager.filter(pk__in=part), asked).values_list("pk", flat=True)
    ]


def _filters(run: Run, rows: ParquetRows, *more: Filter) -> tuple[Filter, ...]:
    def units() -> list[tuple[str, str]]:
        found = Place.objects.filter(pk__in=rows.distinct("commune_id")).order_by("sort_key")
        return list(found.values_list("pk", "full_name"))

    return (
        PersonSearch("ten", _("Người hưởng"), hint=_("Họ tên hoặc số định danh")),
        *more,
        Pick("xa", _("Xã, phường"), units=units),
    )


def _benefits(rows: ParquetRows) -> Choice:
    def named() -> dict[str, str]:
        names = sorted(name for name in rows.distinct("benefit") if name)
        return {name: benefit_name(name) for name in names}

    return Choice("che-do", _("Chế độ"), choices=named, path="benefit")


def _choice(name: str, label: Any, labels: dict[str, tuple[str, str]], path: str) -> Choice:
    return Choice(name, label, choices={key: said(labels, key) for key in labels}, path=path)


def _person(run: Run) -> Column:
    return Column(
        "person_name",
        _("Người hưởng"),
        link=lambda row: reverse("person_payments", args=[row["person_id"]]) if row["person_id"] else "",
    )


_BORN = (
    Column("birth_year", _("Năm sinh"), is_wide_only=True),
    Column("commune_name", _("Xã, phường"), is_wide_only=True),
)


def _amount(path: str, label: Any, *, wide: bool = False) -> Column:
    return Column(path, label, is_number=True, is_wide_only=wide)


def _common(run: Run) -> tuple[Column, ...]:
    return (
        _person(run),
        *_BORN,
        Column("benefit", _("Chế độ"), show=lambda row: benefit_name(row["benefit"])),
    )


_KEYS = ("person_id", "commune_id")


def lines(run: Run, rows: ParquetRows) -> Listing:
    """What a run recognises, line by line: owed, recognised before, the difference."""

    def page(row: Row) -> str:
        return reverse("run_line", args=[run.pk, row["number"]])

    return Listing(
        "payment-lines",
        _("Dòng chi trả"),
        columns=(
            *_common(run),
            Column("for_month", _("Của tháng"), show=lambda row: month_text(row["for_month"]), is_wide_only=True),
            Column("kind", _("Loại"), show=lambda row: said(words.KINDS, row["kind"])),
            _amount("owed_dong", _("Được hưởng"), wide=True),
            _amount("recognised_dong", _("Đã ghi nhận"), wide=True),
            Column(
                "amount_dong",
                _("Kỳ này (đồng)"),
                link=page,
                is_number=True,
            ),
        ),
        also=(*_KEYS, "number"),
        orders=(
            Order("so", _("Theo thứ tự danh sách"), ("number",)),
            Order("tien", _("Số tiền lớn trước"), ("-amount_dong", "number")),
            Order("thap", _("Số tiền nhỏ trước"), ("amount_dong", "number")),
        ),
        filters=_filters(run, rows, _choice("loai", _("Loại"), words.KINDS, "kind"), _benefits(rows)),
        unit=_("dòng"),
        template="payments/run_list.html",
    )


def movements(run: Run, rows: ParquetRows) -> Listing:
    """What changed for each person against the month before."""
    return Listing(
        "payment-movements",
        _("Biến động so với tháng trước"),
        columns=(
            _person(run),
            *_BORN,
            Column("movement", _("Biến động"), show=lambda row: said(words.MOVEMENTS, row["movement"])),
            _amount("before_dong", _("Tháng trước"), wide=True),
            _amount("now_dong", _("Tháng này")),
            _amount("change_dong", _("Chênh lệch (đồng)")),
        ),
        also=_KEYS,
        orders=(
            Order("nguoi", _("Theo người"), ("person_id",)),
            Order("tang", _("Tăng nhiều trước"), ("-change_dong", "person_id")),
            Order("giam", _("Giảm nhiều trước"), ("change_dong", "person_id")),
        ),
        filters=_filters(run, rows, _choice("loai", _("Biến động"), words.MOVEMENTS, "movement")),
        unit=_("người"),
        template="payments/run_list.html",
    )


def warnings(run: Run, rows: ParquetRows) -> Listing:
    """What should be looked at before signing, each with its reason and the money behind it."""
    tones = {"stop": "bad", "warn": "warn", "info": "quiet"}
    return Listing(
        "payment-warnings",
        _("Cảnh báo"),
        columns=(
            _person(run),
            Column(
                "severity", _("Mức"), show=lambda row: said(words.SEVERITIES, row["severity"]),
                tone=lambda row: tones.get(row["severity"], "quiet"),
            ),
            Column("kind", _("Cảnh báo"), show=lambda row: said(words.WARNINGS, row["kind"])),
            Column("commune_name", _("Xã, phường"), is_wide_only=True),
            Column("benefit", _("Chế độ"), show=lambda row: benefit_name(row["benefit"]), is_wide_only=True),
            Column("said", _("Lý do")),
            _amount("amount_dong", _("Số tiền (đồng)")),
        ),
        also=_KEYS,
        orders=(Order("muc", _("Nặng trước"), ("grade", "number")),),
        filters=_filters(
            run,
            rows,
            _choice("muc", _("Mức"), words.SEVERITIES, "severity"),
            _choice("loai", _("Cảnh báo"), words.WARNINGS, "kind"),
        ),
        unit=_("cảnh báo"),
        nothing_yet=_("Không có cảnh báo nào."),
        template="payments/run_list.html",
    )  # fmt: skip


def orders(run: Run, rows: ParquetRows) -> Listing:
    """The orders of a run: one sum to one payee."""
    return Listing(
        "payment-orders",
        _("Lệnh chi"),
        columns=(
            Column("reference", _("Số lệnh")),
            _person(run),
            Column("payee_name", _("Người nhận tiền"), is_wide_only=True),
            Column("commune_name", _("Xã, phường"), is_wide_only=True),
            Column("channel", _("Hình thức"), show=lambda row: _channel(row["channel"])),
            Column("provider", _("Đơn vị chi trả"), is_wide_only=True),
            Column("account_number", _("Tài khoản"), is_wide_only=True, hides="account"),
            _amount("amount_dong", _("Số tiền (đồng)")),
        ),
        also=(*_KEYS, "number"),
        orders=(
            Order("so", _("Theo thứ tự danh sách"), ("number",)),
            Order("tien", _("Số tiền lớn trước"), ("-amount_dong", "number")),
        ),
        filters=_filters(
            run,
            rows,
            Choice("hinh-thuc", _("Hình thức"), choices=lambda: {name: _channel(name) for name in rows.distinct("channel")}, path="channel"),
            Choice("don-vi", _("Đơn vị chi trả"), choices=lambda: {name: name for name in sorted(rows.distinct("provider"))}, path="provider"),
        ),
        unit=_("lệnh chi"),
        template="payments/run_list.html",
    )  # fmt: skip


def _channel(name: str) -> str:
    return said(CHANNELS, name)
