"""The simple registers of this room: what there is, a register's list, a row with its story, entering, correcting, closing, cancelling,
lists from files; an organisation's conditions; the wages and bonuses of a year; leasing of a period."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ansinh.core.access import NoAccess, must_hold
from ansinh.core.language import is_english
from ansinh.core.lists import Choice, Column, Listing, Order, Pick, Search
from ansinh.core.looks import looked_at
from ansinh.core.masking import masked
from ansinh.core.models import AuditEvent
from ansinh.labour.actions import conditions as actions
from ansinh.labour.actions.conditions_checks import KeptRefused
from ansinh.labour.forms import abroad as abroad_forms
from ansinh.labour.forms import conditions as forms
from ansinh.labour.forms.conditions_register import Register, said, told, words_of
from ansinh.labour.jobs.abroad import SOON
from ansinh.labour.jobs.conditions import leasing_of, wages_of
from ansinh.labour.models.conditions_kept import Kept
from ansinh.people.models import Organisation
from ansinh.people.words import ORGANISATION_KINDS
from ansinh.places.models import Place, communes_of

REGISTERS = {register.key: register for register in (*forms.REGISTERS, *abroad_forms.REGISTERS)}
ACTS = {
    "enter": ("ghi vào sổ", "entered"),
    "correct": ("sửa", "corrected"),
    "close": ("ghi kết thúc", "closed"),
    "cancel": ("hủy dòng", "cancelled"),
    "import": ("nhập từ tệp", "imported"),
    "depart": ("ghi xuất cảnh", "left"),
    "return": ("ghi về nước", "came back"),
    "change": ("ghi thay đổi", "changed"),
    "give_up": ("ghi không đi", "does not go"),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EVENTS, _SHOWN, _ON_A_PHONE = 100, 100, 3
_HIDDEN = {"passport": "personal_number"}


def conditions_home(request: HttpRequest) -> HttpResponse:
    """The registers of conditions at work, each with its rows of this year and all."""
    year = timezone.localdate().year
    return render(request, "labour/conditions_home.html", {"registers": counted(forms.REGISTERS, year), "year": year})


def counted(registers: Any, year: int) -> list[dict[str, Any]]:
    """Registers with how many rows they hold, and of a year."""
    return [
        {
            "register": register,
            **register.model.objects.filter(cancelled_because="").aggregate(
                all=Count("pk"), year=Count("pk", filter=Q(**{f"{register.counted_by}__year": year}))
            ),
        }
        for register in registers
    ]


def register_list(request: HttpRequest, register: str) -> HttpResponse:
    """A register inside the reader's scope, newest first."""
    told_of = register_of(register)
    rows = told_of.model.objects.all() if request.GET.get("huy") else told_of.model.objects.filter(cancelled_because="")
    return listing_of(told_of).respond(request, rows, register=told_of, may_write=told_of.may_write())


def listing_of(register: Register, *, link: Any = None) -> Listing:
    """The list of a register, as it is declared."""
    names = {field.name for field in register.model._meta.get_fields()}
    open_row = link or (lambda row: reverse("labour_row", args=[f"{register.key}-{row['id']}"]))
    who = [
        Column(f"{owner}__name", label, link=open_row)
        for owner, label in (("person", gettext_lazy("Họ và tên")), ("organisation", gettext_lazy("Đơn vị")))
        if owner in names
    ]
    columns = [
        *who,
        *(
            _column(register, name, link=open_row if not who and name == register.shown[0] else None)
            for name in register.shown
        ),
    ]
    if "contract" in names and "person" not in names:
        columns.insert(0, Column("contract__person__name", gettext_lazy("Người lao động"), link=open_row))
    if not any(column.path == register.counted_by for column in columns) and register.counted_by in names:
        columns.append(_column(register, register.counted_by))
    columns = [*columns[:_ON_A_PHONE], *(replace(column, is_wide_only=True) for column in columns[_ON_A_PHONE:])]
    first = columns[0]
    if first.link:
        columns[0] = Column(first.path, first.label, show=lambda row: row[first.path] or _("Mở dòng"), link=open_row)
    columns.append(Column("commune__full_name", gettext_lazy("Xã, phường"), is_wide_only=True))
    search = [f"{owner}__name_folded" for owner in ("person", "organisation") if owner in names]
    search += ["contract__person__name_folded"] if "contract" in names else []
    exact = ["organisation__tax_number"] if "organisation" in names else []
    exact += ["person__personal_number"] if "person" in names else []
    return Listing(
        f"labour_{register.key.replace('-', '_')}",
        register.title,
        columns=tuple(columns),
        also=("id",),
        orders=(
            Order("moi", gettext_lazy("Mới trước"), (f"-{register.counted_by}", "-id")),
            Order("cu", gettext_lazy("Cũ trước"), (register.counted_by, "id")),
        ),
        filters=(
            Search("tim", gettext_lazy("Tìm"), paths=tuple(search), exact_paths=tuple(exact), hint=gettext_lazy("Tên, mã số thuế, số định danh")),
            *(_choice(register, name, f"l{number}") for number, name in enumerate(register.filters)),
            *([_due(register)] if register.due else []),
            Choice("nam", gettext_lazy("Năm"), choices=lambda: _years(register), where=lambda raw: Q(**{f"{register.counted_by}__year": int(raw)})),
            Pick("xa", gettext_lazy("Xã, phường"), units=lambda: communes_of(register.model.objects.all())),
        ),
        unit=register.unit,
        nothing_yet=register.nothing_yet or gettext_lazy("Sổ chưa có dòng nào. Ghi một dòng, hoặc nhập danh sách từ Excel."),
        template="labour/conditions_list.html",
    )  # fmt: skip


def _column(register: Register, name: str, link: Any = None) -> Column:
    column: Any = register.model._meta.get_field(name)
    asked = register.columns.get(name)
    is_number = column.get_internal_type().endswith("IntegerField") and not column.choices and name != "year"
    show = None if is_number else lambda row: said(column, row[name])
    return Column(
        name,
        asked.label if asked else column.verbose_name,
        show=show,
        link=link,
        is_number=is_number,
    )


def _choice(register: Register, name: str, address: str) -> Choice:
    column = register.model._meta.get_field(name)
    return Choice(
        address,
        register.columns[name].label,
        choices=lambda: {str(key): pair[is_english()] for key, pair in words_of(column).items()},
        path=name,
    )


DUE = {
    "sap": ("sắp hết hạn (60 ngày)", "ends within 60 days"),
    "con": ("còn hạn", "in force"),
    "qua": ("đã hết hạn, thôi hiệu lực", "over"),
}


def _due(register: Register) -> Choice:
    return Choice(
        "han",
        gettext_lazy("Hạn"),
        choices=lambda: {key: pair[is_english()] for key, pair in DUE.items()},
        where=lambda raw: due_of(register, raw),
    )


def due_of(register: Register, raw: str) -> Q:
    """Rows that end soon, that are in force, or that are over."""
    today = timezone.localdate()
    stands = Q(ended_on=None) | Q(ended_on__gt=today)
    if raw == "sap":
        return stands & Q(**{f"{register.due}__gte": today, f"{register.due}__lte": today + timedelta(days=SOON)})
    in_force = stands & (Q(**{register.due: None}) | Q(**{f"{register.due}__gte": today}))
    return in_force if raw == "con" else ~in_force


def _years(register: Register) -> dict[str, str]:
    days = register.model.objects.dates(register.counted_by, "year", order="DESC")
    return {str(day.year): str(day.year) for day in days}


def row_page(request: HttpRequest, key: str) -> HttpResponse:
    """A row of a register: what it tells, what was done with it."""
    register, row = _row(key)
    person = getattr(row, "person", None) or getattr(getattr(row, "contract", None), "person", None)
    looked_at(f"{row._meta.model_name}:{row.pk}", place_id=row.commune_id)
    facts = [(asked.label, _shown(row, name)) for name, asked in register.columns.items()]
    may = register.may_write() and not row.cancelled_because
    context = {
        "register": register, "row": row, "key": key, "facts": facts, "events": events_of(row), "act_words": ACTS, "may_write": may,
        "person": person, "organisation": getattr(row, "organisation", None),
        "closing": register.closing if may and register.closing and register.closing.is_open(row) else None,
    }  # fmt: skip
    return render(request, "labour/conditions_row.html", context)


def events_of(row: Kept) -> list[dict[str, Any]]:
    """What was done with a row, newest first."""
    events = AuditEvent.objects.filter(subject=f"{row._meta.model_name}:{row.pk}").exclude(act="look").order_by("-id")
    return [{"event": event, "verb": event.act.split(".")[-1]} for event in events[:_EVENTS]]


def _shown(row: Kept, name: str) -> str:
    text = told(row, name)
    return masked(text, _HIDDEN[name]) if name in _HIDDEN and text != "–" else text


def row_new(request: HttpRequest, register: str) -> HttpResponse:
    """A row typed in."""
    of = writable_register(register)
    organisation = request.GET.get("don-vi", "")
    initial = {"organisation": organisation} if organisation and "organisation" in of.asked else None
    form = of.form()(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.enter_row(model=of.model, told=form.cleaned_data, by=request.user)
        except (KeptRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi vào sổ."))
            return redirect(page_of(of, row))
    return _form_page(request, of, form, _("Ghi vào sổ"), reverse("labour_register", args=[of.key]))


def row_correct(request: HttpRequest, key: str) -> HttpResponse:
    """Some columns of a row corrected, with a reason."""
    register, row = _row(key)
    of = writable_register(register.key)
    columns = tuple(name for name in of.columns if name in of.asked or getattr(row, name) not in (None, ""))

    class Correcting(of.form(*columns), forms.ReasonForm):  # type: ignore[misc]
        """The columns of the row and why they change."""

        field_order = (*columns, "reason")

    initial = {name: _initial(row, name) for name in columns}
    form = Correcting(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        reason = changes.pop("reason")
        if changes.get("commune", 0) is None:
            changes.pop("commune")
        try:
            actions.correct_row(row=row, changes=changes, reason=reason, by=request.user)
        except (KeptRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã sửa dòng."))
            return redirect(page_of(of, row))
    return _form_page(request, of, form, _("Sửa dòng"), page_of(of, row))


def _initial(row: Kept, name: str) -> Any:
    value = getattr(row, name)
    column = row._meta.get_field(name)
    if column.is_relation and value is not None:
        return value.full_name if isinstance(value, Place) else value.pk
    return said(column, value) if value is not None and column.get_internal_type() == "DateField" else value


def row_close(request: HttpRequest, key: str) -> HttpResponse:
    """How a row ended."""
    register, row = _row(key)
    of = writable_register(register.key)
    if of.closing is None:
        raise Http404
    if row.cancelled_because or not of.closing.is_open(row):
        messages.warning(request, _("Việc này không làm được với tình trạng hiện tại."))
        return redirect(page_of(of, row))
    form = of.form(*of.closing.asked)(request.POST if request.method == "POST" else None)
    for field in form.fields.values():
        field.required = True
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_row(row=row, told=form.cleaned_data, by=request.user)
        except (KeptRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi: %(act)s.") % {"act": of.closing.label})
            return redirect(page_of(of, row))
    return _form_page(request, of, form, str(of.closing.label), page_of(of, row))


def row_cancel(request: HttpRequest, key: str) -> HttpResponse:
    """A row made in error put out of the count."""
    register, row = _row(key)
    of = writable_register(register.key)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_row(row=row, reason=form.cleaned_data["reason"], by=request.user)
        except (KeptRefused, NoAccess) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã hủy dòng; dòng ở lại sổ với lý do."))
            return redirect(page_of(of, row))
    return _form_page(request, of, form, _("Hủy dòng"), page_of(of, row))


def page_of(register: Register, row: Kept) -> str:
    """Where a row is read: a contract abroad has a page of its own."""
    if register.key == abroad_forms.contracts.key:
        return reverse("abroad_contract", args=[row.pk])
    return reverse("labour_row", args=[f"{register.key}-{row.pk}"])


def _form_page(request: HttpRequest, register: Register, form: Any, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "register": register, "back": back}
    return render(request, "labour/conditions_form.html", context, status=422 if form.errors else 200)


def organisation_conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the registers hold of one organisation, newest first."""
    organisation = get_object_or_404(Organisation.objects.select_related("commune", "province"), pk=pk)
    parts: list[dict[str, Any]] = []
    for register in REGISTERS.values():
        if "organisation" not in register.asked or register.key == abroad_forms.contracts.key:
            continue
        of_it: Any = register.model.objects
        rows = of_it.filter(organisation=organisation, cancelled_because="").order_by(f"-{register.counted_by}", "-pk")
        found = [
            {"address": page_of(register, row), "cells": [_shown(row, name) for name in register.shown]}
            for row in rows[:_SHOWN]
        ]
        if found or register in forms.REGISTERS:
            heads = [register.columns[name].label for name in register.shown]
            parts.append({"register": register, "rows": found, "heads": heads, "may_write": register.may_write()})
    parts.sort(key=lambda part: not part["rows"])
    return render(request, "labour/conditions_organisation.html", {"organisation": organisation, "parts": parts})


def wage_year(request: HttpRequest, year: int) -> HttpResponse:
    """Wages, Tết bonuses and what is owed, of a year: the table of the Tết report, by kind of organisation."""
    return render(
        request,
        "labour/conditions_wages.html",
        {"kinds": ORGANISATION_KINDS, "year": year, "told": wages_of(year), "years": (year - 1, year + 1)},
    )


def leasing_period(request: HttpRequest, year: int) -> HttpResponse:
    """Sheet 114-115 of a year: opening, given, ended, closing, which must agree."""
    if not 1990 <= year <= 2200:
        raise Http404
    return render(
        request,
        "labour/conditions_leasing.html",
        {"year": year, "told": leasing_of(year), "years": (year - 1, year + 1)},
    )


def register_of(key: str) -> Register:
    if key not in REGISTERS:
        raise Http404
    return REGISTERS[key]


def writable_register(key: str) -> Register:
    register = register_of(key)
    must_hold(*register.model.written_by, field="labour")
    return register


def _row(key: str) -> tuple[Register, Any]:
    name, _dash, pk = key.rpartition("-")
    if not pk.isdigit():
        raise Http404
    register = register_of(name)
    related = [
        owner
        for owner in ("person", "organisation", "contract__person", "commune")
        if _has(register, owner.split("__")[0])
    ]
    return register, get_object_or_404(register.model.objects.select_related(*related), pk=int(pk))


def _has(register: Register, name: str) -> bool:
    return name in {field.name for field in register.model._meta.get_fields()}
