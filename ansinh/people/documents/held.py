"""What is held about a person, register by register, and who looked at it.

Registers are found by their relations: whatever row names the person is theirs to know. A room whose rows reach a person some other way
gives `held_about(person)` in its `documents`, an iterable of `Register`. Rows are read through the registers' own managers:
what lies outside the reader's places, or is kept apart and not open to the reader, is not there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Field, ForeignObjectRel, Model, Q, QuerySet
from django.utils import timezone

from ansinh.core.days import month_text, vietnamese_day
from ansinh.core.looks import READING
from ansinh.core.models import AuditEvent
from ansinh.core.numbers import grouped
from ansinh.core.rooms import modules
from ansinh.people.documents.told import LABELS, LEFT_OUT, REGISTERS
from ansinh.people.models import Household, Person
from ansinh.people.words import ETHNICITIES, ROLES

Codes = Mapping[str, Mapping[Any, str]]
_LOOKS = 500


@dataclass(frozen=True)
class Register:
    """The rows of one register that name a person: its name (Vietnamese, English), each row as (column, value), and what events call them."""

    title: tuple[str, str]
    rows: Sequence[Sequence[tuple[str, str]]]
    subjects: Sequence[str] = ()


def held_about(person: Person) -> list[Register]:
    """Every register that holds something about the person, their own row first."""
    found = [register_of(Person, [person], [])]
    for model, names in naming_people().items():
        named = Q()
        for name in names:
            named |= Q(**{f"{name}__in": person.ids})
        found.append(register_of(model, _whole(model._default_manager.filter(named).order_by("pk")), person.ids))
    for documents in modules("documents").values():
        if documents.__name__ != __package__ and (give := getattr(documents, "held_about", None)):
            found.extend(give(person))
    return [register for register in found if register.rows]


def naming_people() -> dict[type[Model], list[str]]:
    """Every model whose rows name a person, and the fields that do. Fields without an index are left to `held_about` of their room."""
    found: dict[type[Model], list[str]] = {}
    for relation in Person._meta.get_fields(include_hidden=True):
        if (
            isinstance(relation, ForeignObjectRel)
            and relation.related_model is not Person
            and getattr(relation.field, "db_index", False)
        ):
            found.setdefault(relation.related_model, []).append(relation.field.name)
    return found


def register_of(
    model: type[Model], rows: Iterable[Any], ids: Sequence[int], only: Sequence[str] = (), words: Codes | None = None
) -> Register:
    """The rows of a model as they are told to the person of these ids; who they are is not said again in every row.

    `words` says what the codes of a column mean, where the column itself does not."""
    fields = columns_of(model, only)
    told, subjects = [], []
    for row in rows:
        told.append([(_label(field), value) for field in fields if (value := _value(row, field, ids, words or {}))])
        subjects.append(f"{model._meta.model_name}:{row.pk}")
    return Register(REGISTERS[model.__name__], told, subjects)


def columns_of(model: type[Model], only: Sequence[str] = ()) -> list[Field]:
    """The columns of a register that are told; all but what the machine made for itself, unless some are named."""
    fields = [field for field in model._meta.concrete_fields if field.name not in LEFT_OUT]
    return [field for field in fields if field.name in only] if only else fields


def _whole(rows: QuerySet) -> QuerySet:
    """The rows with what they point at, in one query."""
    return rows.select_related(*(field.name for field in columns_of(rows.model) if field.is_relation))


def looks_at(person: Person, registers: Iterable[Register]) -> list[AuditEvent]:
    """The newest events of somebody looking at the person's files, taking them away, or opening a hidden number."""
    households = Household._base_manager.filter(memberships__person__in=person.ids).values_list("pk", flat=True)
    subjects = {f"{kind}:{pk}" for kind in ("person", "rights") for pk in person.ids}
    subjects |= {f"household:{pk}" for pk in households}
    subjects |= {
        subject
        for register in registers
        for subject in register.subjects
        if subject.startswith(("dossier:", "review:"))
    }
    return list(AuditEvent.objects.filter(act__in=READING, subject__in=subjects).order_by("-id")[:_LOOKS])


def requests_of(person: Person) -> list[AuditEvent]:
    """The copies asked for, newest first."""
    return list(AuditEvent.objects.filter(act="held.ask", subject=f"person:{person.pk}").order_by("-id"))


def _label(field: Field) -> str:
    return LABELS.get(field.name, field.name)


def _value(row: Any, field: Field, ids: Sequence[int], words: Codes) -> str:
    """A value as it is read; nothing when nothing is known."""
    if field.is_relation:
        if field.related_model is Person and getattr(row, field.attname) in ids:
            return ""
        return str(getattr(row, field.name)) if getattr(row, field.attname) is not None else ""
    value = getattr(row, field.name)
    if value is None or value == "" or value == {}:
        return ""
    if field.name in words:
        return words[field.name].get(value, str(value))
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return _plain(field.name, value)


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return vietnamese_day(value)
    if name == "ethnicity":
        return ETHNICITIES[value][0] if value in ETHNICITIES else str(value)
    if name == "role":
        return ROLES[value][0] if value in ROLES else str(value)
    if name == "month" or (name.endswith("_month") and isinstance(value, int) and value > 12):
        return month_text(value)
    if isinstance(value, int) and name.endswith("_dong"):
        return f"{grouped(value)} đồng"
    if isinstance(value, dict):
        return "; ".join(_pairs(value))
    return str(value)


def _pairs(told: dict[str, Any]) -> Iterator[str]:
    for key, value in told.items():
        shown = value.get("value") if isinstance(value, dict) and "value" in value else value
        if shown not in (None, "", [], {}):
            yield f"{key}: {shown}"
