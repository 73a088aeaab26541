"""What merging two rows of one person would do: whose value stays, which rows move, what stands against it.

Every table that names a person is found through the models, of all rooms. A model may say of itself `stays_on_merge` (its rows are signed
and keep whom they were signed for) and `gives_way_on_merge` ({constraint: (column, value)}: of two rows that may not both be, the one not
chosen is closed by that value, "today" is the day of the merge). Anything else that may not be twice has to be settled first."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from ansinh.core.days import vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.masking import masked
from ansinh.core.rooms import modules
from ansinh.people.models import DoublePair, Household, Membership, Person, PersonMerge, Residence
from ansinh.people.words import ETHNICITIES, SEXES

KEPT, MERGED = "kept", "merged"
# What is chosen field by field, and the columns it is kept in.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "name": (gettext_noop("họ tên"), ("name", "name_folded", "name_key")),
    "birth": (gettext_noop("ngày sinh"), ("birth_year", "birth_month", "birth_day")),
    "sex": (gettext_noop("giới tính"), ("sex",)),
    "ethnicity": (gettext_noop("dân tộc"), ("ethnicity",)),
    "personal_number": (gettext_noop("số định danh"), ("personal_number",)),
    "phone": (gettext_noop("điện thoại"), ("phone",)),
    "died_on": (gettext_noop("ngày chết"), ("died_on",)),
}
_OWN = (DoublePair, PersonMerge)


@dataclass(frozen=True)
class Move:
    """One value to change: the row, its column, what it is and what it becomes."""

    model: type[models.Model]
    row: Any
    column: str
    old: Any
    new: Any


@dataclass
class MergePlan:
    """What a merge does: its moves in order, what stands against it, what one should know, and choices of open rows to be made."""

    kept: Person
    merged: Person
    moves: list[Move] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    open_rows: dict[str, tuple[str, str, str]] = field(
        default_factory=dict
    )  # choice: (what, the kept person's row, the merged person's)
    counts: dict[str, int] = field(default_factory=dict)  # what moves, in words


def said_of(person: Person, name: str) -> str:
    """A field of a person as people read it."""
    value = getattr(person, name)
    if name == "sex":
        return SEXES[value][is_english()]
    if name == "ethnicity":
        return ETHNICITIES[value][is_english()]
    if isinstance(value, date):
        return vietnamese_day(value)
    return str(value or "")


def shown_of(person: Person, name: str) -> str:
    """The same on a page: numbers are masked, as everywhere."""
    return masked(said_of(person, name), name) if name in ("personal_number", "phone") else said_of(person, name)


def differing(one: Person, other: Person) -> list[str]:
    """The fields on which two rows differ."""
    return [name for name in FIELDS if said_of(one, name) != said_of(other, name)]


def links() -> Iterator[tuple[type[models.Model], str, bool]]:
    """Every column of every table that names a person: model, column, whether its rows stay with whom they were signed for."""
    relation: Any
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            model = relation.related_model
            if model not in _OWN:
                yield model, relation.field.attname, getattr(model, "stays_on_merge", False)


def plan_merge(kept: Person, merged: Person, choices: dict[str, str], day: date) -> MergePlan:
    """What merging `merged` into `kept` does on a day, with the choices made so far (the kept person's where none was)."""
    plan = MergePlan(kept, merged)
    columns = defaultdict(list)
    for model, column, stays in links():
        if not stays:
            columns[model].append(column)
    for model, named in columns.items():
        _not_about_both(plan, model, named)
        _give_way(plan, model, named, choices, day)
        _re_point(plan, model, named)
    _choose_values(plan, choices)
    return plan


def _choose_values(plan: MergePlan, choices: dict[str, str]) -> None:
    kept, merged = plan.kept, plan.merged
    if merged.personal_number:  # one number, one row: it goes before it may come
        plan.moves.append(Move(Person, merged.pk, "personal_number", merged.personal_number, None))
    for name, (_, columns) in FIELDS.items():
        taken = choices.get(name) == MERGED or (
            name in ("personal_number", "died_on", "phone") and not getattr(kept, name)
        )
        for column in columns if taken else ():
            old, new = getattr(kept, column), getattr(merged, column)
            if old != new:
                plan.moves.append(Move(Person, kept.pk, column, old, new))
    if choices.get("people.membership") == MERGED and merged.commune_id != kept.commune_id:
        plan.moves.append(Move(Person, kept.pk, "commune_id", kept.commune_id, merged.commune_id))
        if merged.province_id != kept.province_id:
            plan.moves.append(Move(Person, kept.pk, "province_id", kept.province_id, merged.province_id))
    plan.moves.append(Move(Person, merged.pk, "merged_into_id", None, kept.pk))


def _re_point(plan: MergePlan, model: type[models.Model], columns: list[str]) -> None:
    for column in columns:
        keys = model._base_manager.filter(**{column: plan.merged.pk}).order_by("pk").values_list("pk", flat=True)
        for key in keys:
            plan.moves.append(Move(model, key, column, plan.merged.pk, plan.kept.pk))
        if seen := seen_of(model, list(keys)):
            label = str(model._meta.label_lower)
            plan.counts[label] = plan.counts.get(label, 0) + seen


def _not_about_both(plan: MergePlan, model: type[models.Model], columns: list[str]) -> None:
    both = {plan.kept.pk, plan.merged.pk}
    for place, one in enumerate(columns):
        for other in columns[place + 1 :]:
            for row in model._base_manager.filter(Q(**{f"{one}__in": both}) & Q(**{f"{other}__in": both})):
                plan.against.append(
                    f"{_named(row)} nối hai người này với nhau, nên họ không thể là một người. Sửa dòng đó trước."
                )


def _give_way(
    plan: MergePlan, model: type[models.Model], columns: list[str], choices: dict[str, str], day: date
) -> None:
    yielding = getattr(model, "gives_way_on_merge", {})
    for constraint in _unique(model):
        for column in set(columns) & {_column(model, name) for name in constraint.fields}:
            for of_kept, of_merged in _both(model, constraint, column, plan):
                if constraint.name in yielding:
                    _close_one(plan, of_kept, of_merged, yielding[constraint.name], choices, day)
                else:
                    plan.against.append(
                        f"Cả hai cùng có {_named(of_kept)}: {constraint.violation_error_message} "
                        "Cho thôi một bên bằng quyết định (hoặc sửa dòng sai) rồi gộp."
                    )


def _named(row: models.Model) -> str:
    """What a row is called; a sensitive one nothing but that, to who may not see it."""
    if seen_of(type(row), [row.pk]):
        return f"«{row}»"
    return gettext("một dòng mà tài khoản này không mở được (nhờ người được mở hồ sơ nhạy cảm)")


def seen_of(model: type[models.Model], keys: list[Any]) -> int:
    """How many of some rows the reader may be told of: sensitive ones only with the grant that opens them."""
    manager: Any = getattr(model, "objects", None)
    return manager.filter(pk__in=keys).count() if getattr(manager, "sensitive", None) is not None else len(keys)


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return field.attname


def _unique(model: type[models.Model]) -> list[models.UniqueConstraint]:
    declared = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    alone = [
        models.UniqueConstraint(fields=[one.name], name=f"{one.name}_unique")
        for one in model._meta.concrete_fields
        if one.unique and not one.primary_key
    ]
    return [
        *declared,
        *alone,
        *(models.UniqueConstraint(fields=names, name="_".join(names)) for names in model._meta.unique_together),
    ]


def _both(
    model: type[models.Model], constraint: models.UniqueConstraint, column: str, plan: MergePlan
) -> Iterator[tuple[models.Model, models.Model]]:
    """Rows of the two that would be alike where a constraint lets there be one."""
    rows = model._base_manager.filter(constraint.condition or Q())
    others = [name for name in (_column(model, each) for each in constraint.fields) if name != column]

    def keyed(person: Person) -> dict[tuple[Any, ...], models.Model]:
        held = {tuple(getattr(row, name) for name in others): row for row in rows.filter(**{column: person.pk})}
        return {key: row for key, row in held.items() if None not in key}

    of_kept = keyed(plan.kept)
    yield from ((of_kept[key], row) for key, row in keyed(plan.merged).items() if key in of_kept)


def _close_one(
    plan: MergePlan, of_kept: models.Model, of_merged: models.Model, closing: tuple[str, Any], choices: dict[str, str], day: date
) -> None:  # fmt: skip
    label = str(of_kept._meta.label_lower)
    loser = of_merged
    if label == "people.membership":
        plan.open_rows[label] = (gettext("Hộ"), _home(of_kept), _home(of_merged))
        loser = _leaving(plan, of_kept, of_merged, choices.get(label, KEPT), day)  # type: ignore[arg-type]
    elif closing[1] == "today":
        plan.open_rows[label] = (str(of_kept._meta.verbose_name), str(of_kept), str(of_merged))
        loser = of_kept if choices.get(label) == MERGED else of_merged
    column, value = closing
    if value == "today":
        value = max(day, getattr(loser, "from_day", day))
    plan.moves.append(Move(type(loser), loser.pk, column, getattr(loser, column), value))


def _home(membership: Any) -> str:
    household = membership.household
    where = f"{household.code}, {membership.role_name[is_english()]}, {household.hamlet or household.commune}"
    return where + ", " + gettext("từ") + f" {vietnamese_day(membership.from_day)}"


def _leaving(plan: MergePlan, of_kept: Membership, of_merged: Membership, choice: str, day: date) -> Membership:
    """The membership that ends; its household ends with it when nobody is left there."""
    loser = of_kept if choice == MERGED else of_merged
    if of_kept.household_id == of_merged.household_id:
        return of_merged if of_kept.role == "head" or of_merged.role != "head" else of_kept
    household = loser.household
    others = (
        Membership._base_manager.filter(household=household, to_day=None).exclude(pk=loser.pk).select_related("person")
    )
    if others and household.head_id == loser.person_id:
        named = ", ".join(member.person.name for member in others[:3])
        plan.against.append(
            f"{loser.person.name} là chủ hộ {household.code}, trong hộ còn {named}. Đổi chủ hộ {household.code} trước, hoặc giữ hộ này."
        )
    elif not others and household.to_day is None:
        end = max(day, household.from_day + timedelta(days=1))
        plan.moves.append(Move(Household, household.pk, "to_day", None, end))
        for key in Residence._base_manager.filter(household=household, to_day=None).values_list("pk", flat=True):
            plan.moves.append(Move(Residence, key, "to_day", None, end))
    return loser


def control_totals(people: list[int]) -> dict[str, int]:
    """What a merge may not change, of some rows of persons together: how many rows of each table name them, and what each room adds
    (its `jobs` give `totals_of_people(ids)`: titles, claims, dong recognised, dong paid)."""
    counted: dict[str, int] = defaultdict(int)
    for model, column, _ in links():
        if model is not Person:
            counted[str(model._meta.label_lower)] += model._base_manager.filter(**{f"{column}__in": people}).count()
    for jobs in modules("jobs").values():
        if give := getattr(jobs, "totals_of_people", None):
            counted.update(give(people))
    return {name: value for name, value in counted.items() if value}


def concerns(one: list[int], other: list[int]) -> list[str]:
    """What whoever merges should know, as each room says it (its `jobs` give `merge_concerns(one, other)`): months paid to both."""
    told = (getattr(jobs, "merge_concerns", None) for jobs in modules("jobs").values())
    return [sentence for give in told if give for sentence in give(one, other)]
