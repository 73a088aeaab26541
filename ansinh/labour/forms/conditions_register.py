"""A register declared once: what is asked, what its list shows, how a row ends. Its form, its columns in a file and its words
all come from the declaration and from the columns of its table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from stdnum.vn import mst

from ansinh.core.access import current_scope
from ansinh.core.days import vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.names import clean_text, fold
from ansinh.core.numbers import grouped
from ansinh.labour import words
from ansinh.labour.models import AbroadContract
from ansinh.labour.models.conditions_kept import Kept
from ansinh.people.forms import CommuneField, DayField, DongField, PersonField
from ansinh.people.models import Organisation, Person, tidy_tax_number
from ansinh.people.words import SEXES
from ansinh.places.models import Place


@dataclass(frozen=True)
class Asked:
    """A column as it is asked for: its label, a hint, other headings officers give it in their files; `is_given` where it is known
    from the others when left empty."""

    label: Any
    hint: Any = ""
    also: tuple[str, ...] = ()
    is_given: bool = False


@dataclass(frozen=True)
class Closing:
    """How a row of the register ends, while it may: the act's name and what it asks."""

    label: Any
    asked: tuple[str, ...]
    is_open: Callable[[Any], bool]


@dataclass(frozen=True, eq=False)
class Register:
    """One register: `key` stands in addresses; `asked` in the order of the form; `ending` are columns only `closing` asks for;
    `due` is the last day of a row's term, where it has one; by `identity` a later list finds a row again and tells how it ended."""

    key: str
    model: type[Kept]
    title: Any
    unit: Any
    asked: Mapping[str, Asked]
    shown: tuple[str, ...]
    filters: tuple[str, ...] = ()
    ending: Mapping[str, Asked] = field(default_factory=dict)
    closing: Closing | None = None
    sheet: str = ""
    due: str = ""
    identity: tuple[str, ...] = ()
    nothing_yet: Any = ""

    @property
    def counted_by(self) -> str:
        return self.model.counted_by

    @property
    def columns(self) -> dict[str, Asked]:
        """Everything a row tells, in order."""
        return {**self.asked, **self.ending}

    def may_write(self) -> bool:
        """Whether the reader enters rows here."""
        return current_scope().holds(*self.model.written_by, field="labour")

    def form(self, *columns: str) -> type[forms.Form]:
        """The form of these columns; of all that are asked when none is named."""
        return _form(self, columns or tuple(self.asked))


@cache
def _form(register: Register, columns: tuple[str, ...]) -> type[forms.Form]:
    return type("RowForm", (forms.Form,), {name: _field(register, name) for name in columns})


def _field(register: Register, name: str) -> forms.Field:
    asked = register.columns[name]
    column: Any = register.model._meta.get_field(name)
    told: dict[str, Any] = {"label": asked.label, "required": not asked.is_given and _is_required(column)}
    told |= {"help_text": asked.hint} if asked.hint else {}
    if column.is_relation:
        return _RELATED[column.related_model](**told)  # type: ignore[index]
    if column.choices:
        told["required"] = not (asked.is_given or column.null or column.blank)
        first = [] if told["required"] and column.has_default() else [("", "–")]
        return WordField(words=words_of(column), first=first, initial=_default(column), **told)
    match column:
        case models.BooleanField():
            return forms.BooleanField(**{**told, "required": False, "initial": column.get_default()})
        case models.DateField():
            return DayField(**told)
        case models.BigIntegerField():
            return DongField(**told, initial=_default(column))
        case models.IntegerField():
            return forms.IntegerField(**told, min_value=0, initial=_default(column))
    return forms.CharField(**told, max_length=column.max_length, initial=_default(column))


def _default(column: Any) -> Any:
    return column.get_default() if column.has_default() else None


def _is_required(column: Any) -> bool:
    return not (column.null or column.blank or column.has_default())


class WordField(forms.TypedChoiceField):
    """One of a few words; their English is told to who reads English."""

    def __init__(self, *, words: Mapping[Any, tuple[str, str]], first: list[tuple[str, str]], **more: Any) -> None:
        self.words = words
        kind: Any = type(next(iter(words)))
        super().__init__(
            choices=lambda: [*first, *((key, pair[is_english()]) for key, pair in words.items())],
            coerce=kind, empty_value="", **more,
        )  # fmt: skip


class OrganisationField(forms.CharField):
    """An organisation by its tax number (also one that stands in another province), or by its name inside the reader's places."""

    def __init__(self, **more: Any) -> None:
        hint = _("Mã số thuế, hoặc tên đúng như trong sổ đơn vị.")
        super().__init__(**{"help_text": hint, "max_length": 200, **more})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Organisation._base_manager.get(pk=value)
        return (value.tax_number or value.name) if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Organisation | None:
        text = clean_text(super().clean(value))
        if not text:
            return None
        if mst.is_valid(text):
            found = list(Organisation._base_manager.filter(tax_number=tidy_tax_number(text)))
        else:
            found = list(Organisation.objects.filter(name_folded=fold(text))[:2])
        if len(found) == 1:
            return found[0]
        if found:
            told = gettext("Có nhiều đơn vị tên «%(text)s». Ghi mã số thuế.")
        else:
            told = gettext("Không có đơn vị «%(text)s» trong sổ. Xem lại mã số thuế, hoặc ghi đơn vị vào sổ trước.")
        raise forms.ValidationError(told % {"text": text})


class ContractField(PersonField):
    """The newest contract abroad of a person, by the person's 12 digits."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = AbroadContract._base_manager.select_related("person").get(pk=value)
        return value.person.personal_number if isinstance(value, AbroadContract) else value

    def clean(self, value: Any) -> Any:
        if (person := super().clean(value)) is None:
            return None
        found = AbroadContract.objects.filter(person=person, cancelled_because="").order_by("-registered_on", "-pk")
        if (contract := found.first()) is None:
            raise forms.ValidationError(
                gettext("%(name)s chưa có hợp đồng đi làm việc ở nước ngoài nào trong sổ.") % {"name": person.name}
            )
        return contract


_RELATED: dict[Any, Any] = {
    Organisation: OrganisationField,
    Person: PersonField,
    AbroadContract: ContractField,
    Place: CommuneField,
}


@cache
def words_of(column: Any) -> Mapping[Any, tuple[str, str]]:
    """The words a column's values are called by, as `labour.words` keeps them."""
    chosen = [tuple(choice) for choice in column.choices]
    listed = (value for value in (SEXES, *vars(words).values()) if isinstance(value, dict))
    return next(one for one in listed if len(one) == len(chosen) and [(key, one[key][0]) for key in one] == chosen)


def told(row: Kept, name: str) -> str:
    """A column of a row as a person reads it; a dash where nothing is known."""
    return said(row._meta.get_field(name), getattr(row, name))


def said(column: Any, value: Any) -> str:
    """A value of a column as a person reads it."""
    if value is None or value == "":
        return "–"
    if column.choices:
        return words_of(column)[value][is_english()]
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, date):
        return vietnamese_day(value)
    if isinstance(value, int) and column.name != "year":
        return grouped(value) + (f" {gettext('đồng')}" if column.name.endswith("_dong") else "")
    return str(value)
