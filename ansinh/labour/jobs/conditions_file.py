"""A list for a register: its heading found, each row read by the register's own fields. Nothing is written here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import override

from ansinh.core.access import NoAccess
from ansinh.core.days import vietnamese_day
from ansinh.labour.actions.conditions import KeptRefused, new_row
from ansinh.labour.forms.conditions_register import Asked, Register, WordField
from ansinh.labour.models.conditions_kept import Kept
from ansinh.people.jobs.file_plans import FilePlan, FileRow, chunks
from ansinh.people.jobs.sheets import text_of
from ansinh.people.jobs.table_files import MOST_ACTS, Field, Table, read_table
from ansinh.people.jobs.values import word_of, yes_no
from ansinh.places.models import Place

OUTCOMES = {
    "new": ("ghi mới", "new"),
    "completed": ("bổ sung cho dòng đã có", "completed"),
    "same": ("đã có trong sổ, bỏ qua", "already kept"),
    "refused": ("trả lại", "sent back"),
    "ignored": ("không phải dòng dữ liệu, bỏ qua", "not data, ignored"),
}
WRITTEN = ("new", "completed")


@dataclass
class ListPlan(FilePlan[FileRow]):
    """What a list would do; the subject of a row is the row of the register it completes."""

    OUTCOMES = OUTCOMES

    def give_back(self, refused: Iterable[tuple[int, str]]) -> None:
        """Mark the rows that only the writing found bad."""
        late = dict(refused)
        for row in self.rows:
            if row.number in late:
                row.refuse(late[row.number])


def plan_list(register: Register, content: bytes, file_name: str, *, commune: Place | None = None) -> ListPlan:
    """What every row of a list would write into the register. Raises FileRefused when no heading of it is found."""
    fields = [_field(name, asked) for name, asked in register.columns.items()]
    table = read_table(content, file_name, fields, "danh sách", least=min(3, len(register.asked)))
    rows = table.rows(_Reader(register, table, commune).read, most=MOST_ACTS)
    plan = ListPlan.made(content, file_name, rows=rows, **table.told())
    _Standing(register).meet([row for row in rows if not row.outcome])
    return plan


def _field(name: str, asked: Asked) -> Field:
    """A column as a file may have it: its label in the reader's language and in Vietnamese, and what officers write."""
    with override("vi"):
        vietnamese = str(asked.label)
    return Field(name, str(asked.label), also=(vietnamese, *asked.also))


class _Reader:
    """Rows of cells to what the register's form would tell, each text of a column cleaned once."""

    def __init__(self, register: Register, table: Table, commune: Place | None) -> None:
        self.register, self.table, self.commune = register, table, commune
        self.fields: Mapping[str, forms.Field] = vars(register.form(*register.columns))["base_fields"]
        self.cleaned: dict[tuple[str, Any], tuple[Any, str]] = {}

    def read(self, row: FileRow) -> None:
        for name in self.register.columns:
            if name not in self.register.asked and not self.table.text(row, name):
                continue
            said = self._said(row, name)
            if (name, said) not in self.cleaned:
                self.cleaned[name, said] = _cleaned(self.fields[name], said)
            value, fault = self.cleaned[name, said]
            if fault:
                row.refuse(fault)
            elif value not in (None, ""):
                row.values[name] = value
        if self.commune is not None:
            row.values.setdefault("commune", self.commune)

    def _said(self, row: FileRow, name: str) -> Any:
        """A cell as somebody would type it into the form; what the form offers by itself where there is none."""
        cell = self.table.cell(row, name)
        return vietnamese_day(cell) if isinstance(cell, date) else text_of(cell) or self.fields[name].initial


def _cleaned(field: forms.Field, said: Any) -> tuple[Any, str]:
    """(the value, or why there is none)."""
    label = str(field.label)
    try:
        if isinstance(said, str) and isinstance(field, forms.BooleanField):
            return yes_no(said, label), ""
        if isinstance(said, str) and isinstance(field, WordField):
            said = word_of(said, field.words, label, is_printed=False)
        return field.clean(said), ""
    except ValidationError as wrong:
        return None, " ".join(f"{label}: {one}" for one in wrong.messages)
    except ValueError as wrong:
        return None, str(wrong)


class _Standing:
    """The rows met with those of the register in a few queries: told already, told in part, or new."""

    def __init__(self, register: Register) -> None:
        self.register, self.rows = register, register.model.objects.filter(cancelled_because="")
        self.near: list[Kept] = []
        self.known: dict[tuple[Any, ...], Kept] = {}
        self.told: dict[tuple[str, ...], set[tuple[Any, ...]]] = {}

    def meet(self, rows: list[FileRow]) -> None:
        """`near` are the rows of the same days, all that could say the same; `known` those that a later list may complete."""
        counted_by, identity = self.register.counted_by, self.register.identity
        self.near = list(self._among(counted_by, {row.values[counted_by] for row in rows}))
        if identity:
            firsts = {_key(row.values.get(identity[0])) for row in rows} - {None}
            found = sorted(self._among(identity[0], firsts), key=lambda one: one.pk, reverse=True)
            self.known = {self._values(one, identity): one for one in found}
        for row in rows:
            self._plan(row)

    def _among(self, column: str, values: set[Any]) -> Iterator[Kept]:
        for some in chunks(values):
            yield from self.rows.filter(**{f"{column}__in": some})

    def _plan(self, row: FileRow) -> None:
        try:
            new = new_row(self.register.model, row.values, source="", by=None)
        except (KeptRefused, NoAccess) as why:
            row.refuse(str(why))
            return
        names = tuple(name for name in row.values if name not in ("commune", "document"))
        if names not in self.told:
            self.told[names] = {self._values(one, names) for one in self.near}
        told, identity = self._values(new, names), self.register.identity
        is_known = bool(identity) and all(row.values.get(name) for name in identity)
        if told in self.told[names]:
            row.outcome = "same"
        elif is_known and (found := self.known.get(self._values(new, identity))):
            _complete(self.register, row, found)
        else:
            row.outcome = "new"
        self.told[names].add(told)

    def _values(self, row: Kept, names: tuple[str, ...]) -> tuple[Any, ...]:
        return tuple(getattr(row, self.register.model._meta.get_field(name).attname) for name in names)  # type: ignore[union-attr]


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


def _complete(register: Register, row: FileRow, found: Kept) -> None:
    """What a list adds to a row: how it went on, never another value of what was entered."""
    ending = {name: row.values[name] for name in register.ending if row.values.get(name) not in (None, "")}
    row.values = {name: value for name, value in ending.items() if getattr(found, name) != value}
    changed = [name for name in row.values if getattr(found, name) not in (None, "")]
    if changed:
        labels = ", ".join(str(register.ending[name].label) for name in changed)
        row.refuse(f"Sổ đã ghi {labels} khác với tệp. Sửa trên trang của dòng nếu sổ sai.")
    elif row.values:
        row.outcome, row.subject = "completed", found
    else:
        row.outcome = "same"
