"""A file of people into the register: the good rows in bulk, in one transaction, with one trace for the file and one for each changed person."""

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import acting_within
from ansinh.people.actions.acts import apply_changes, change_role, next_codes, open_membership, writer
from ansinh.people.jobs.bulk import add_all
from ansinh.people.jobs.plan import Plan, PlannedHousehold, PlannedRow, make_plan
from ansinh.people.models import Household, ImportedFile, Membership, Person, Residence
from ansinh.places.models import Place

_MANY = 1000
_TRIES = 3


def import_people(
    *, content: bytes, file_name: str, day: Any, sheet: str = "", commune: Place | None = None, province: Place | None = None,
    accept_offers: bool = False, record: ImportedFile | None = None, by: Any,
) -> tuple[Plan, ImportedFile]:  # fmt: skip
    """The plan as carried out and the kept record of the file. The same file twice changes nothing. When another writes a number of the file
    while it goes in, it is planned anew: that row is sent back with whose number it is. Raises FileRefused, NoAccess."""

    def carried_out() -> tuple[Plan, ImportedFile]:
        plan = make_plan(
            content, file_name, day=day, sheet=sheet, commune=commune, province=province, accept_offers=accept_offers
        )
        kept = _keep(plan, record, commune=commune, accept_offers=accept_offers, by=by)
        _write(plan)
        detail = {
            "file": plan.file_name,
            "sha256": plan.sha256,
            "sheet": plan.sheet,
            "counts": plan.counts,
            "day": plan.day.isoformat(),
        }
        audit.record("people.import", f"import:{kept.pk}", place_id=commune.pk if commune else "", detail=detail)
        return plan, kept

    with acting_within(writer(by)):
        plan, kept = _unless_a_number_came_first(carried_out)
    if plan.counts["added"] > _MANY:
        refresh_statistics()
    return plan, kept


def _unless_a_number_came_first(act: Callable[[], tuple[Plan, ImportedFile]]) -> tuple[Plan, ImportedFile]:
    for tries_left in reversed(range(_TRIES)):
        try:
            with transaction.atomic():
                return act()
        except IntegrityError as error:
            if not tries_left or "personal_number" not in str(error):
                raise
    raise AssertionError("the last try returns or raises")


def refresh_statistics() -> None:
    """Tell the database how many people there are now, so that lists and searches choose the right index. Call it after loading a population."""
    with connection.cursor() as cursor:
        for model in (Person, Household, Membership, Residence):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _keep(
    plan: Plan, record: ImportedFile | None, *, commune: Place | None, accept_offers: bool, by: Any
) -> ImportedFile:
    kept = record or ImportedFile(
        name=plan.file_name[:200], sha256=plan.sha256, sheet=plan.sheet[:80], commune=commune, sent_by=by
    )
    kept.accept_offers, kept.applied_at, kept.content = accept_offers, timezone.now(), None
    kept.counts, kept.refused = plan.counts, plan.refused_sheet()
    kept.save()
    return kept


def _write(plan: Plan) -> None:
    for row in plan.of("changed"):
        _change(plan, row)
    added = plan.of("added")
    for row in added:
        row.person.source = plan.source  # type: ignore[union-attr]
    add_all([row.person for row in added if row.person])
    _found(plan)
    _join(plan)
    for planned in plan.households:
        if planned.corrections and planned.household and planned.head and planned.head.outcome != "refused":
            _correct_address(planned.household, planned.corrections, plan)


def _change(plan: Plan, row: PlannedRow) -> None:
    person, values = row.person, dict(row.new_values)
    if person is None or not values:
        return
    if role := values.pop("role", None):
        held = open_membership(person)
        if held:
            change_role(held, role, plan.day)
    if died_on := values.pop("died_on", None):
        person.died_on = died_on
        _close_for_dead(person)
    apply_changes(person, values)
    person.save()
    detail = {"file": plan.source, "row": row.number, "changes": row.changes}
    audit.record(
        "person.correct",
        f"person:{person.pk}",
        place_id=person.commune_id,
        reason=f"Theo tệp {plan.source}",
        detail=detail,
    )


def _close_for_dead(person: Person) -> None:
    held = open_membership(person)
    if held is None or person.died_on is None:
        return
    held.to_day = max(person.died_on, held.from_day) + timedelta(days=1)
    held.save(update_fields=["to_day"])
    if held.role == "head":
        Household._base_manager.filter(pk=held.household_id).update(to_day=held.to_day)
        Residence._base_manager.filter(household=held.household_id, to_day=None).update(to_day=held.to_day)


def _found(plan: Plan) -> None:
    new = [
        planned
        for planned in plan.households
        if planned.household is None and planned.head and planned.head.outcome in ("added", "changed")
    ]
    nameless: dict[str, list[PlannedHousehold]] = defaultdict(list)
    for planned in new:
        if not planned.code:
            nameless[_home(planned.head).pk].append(planned)
    for some in nameless.values():
        for planned, code in zip(some, next_codes(_home(some[0].head), len(some)), strict=True):
            planned.code = code
    for planned in new:
        planned.household = _household(plan, planned)
    add_all([planned.household for planned in new if planned.household])
    add_all(
        [
            Residence(
                household=home,
                commune=home.commune,
                province_id=home.province_id,
                hamlet=home.hamlet,
                address=home.address,
                from_day=plan.day,
            )
            for planned in new
            if (home := planned.household)
        ]
    )


def _home(head: PlannedRow | None) -> Place:
    if head is None or head.person is None:
        raise AssertionError("a household to found has its head")
    return head.commune or head.person.commune


def _household(plan: Plan, planned: PlannedHousehold) -> Household:
    home = _home(planned.head)
    values = planned.head.values if planned.head else {}
    return Household(
        code=planned.code, head=planned.head.person if planned.head else None, commune=home, province_id=home.province_id or home.pk,
        hamlet=values.get("hamlet", ""), address=values.get("address", ""), from_day=plan.day, source=plan.source,
    )  # fmt: skip


def _join(plan: Plan) -> None:
    joining = [
        (row, planned.household)
        for planned in plan.households
        for row in planned.rows
        if row.joins and row.outcome in ("added", "changed") and planned.household
    ]
    add_all(
        [
            Membership(
                person=row.person, household=home, role=row.role or "other", from_day=max(plan.day, home.from_day)
            )
            for row, home in joining
        ]
    )
    moved = [row.person for row, home in joining if row.person and row.person.commune_id != home.commune_id]
    homes = {row.person.pk: home for row, home in joining if row.person}
    for person in moved:
        person.commune_id, person.province_id = homes[person.pk].commune_id, homes[person.pk].province_id
    if moved:
        Person._base_manager.bulk_update(moved, ["commune", "province"], batch_size=500)


def _correct_address(household: Household, corrections: dict[str, str], plan: Plan) -> None:
    before = {name: getattr(household, name) for name in corrections}
    for name, value in corrections.items():
        setattr(household, name, value)
    household.save(update_fields=list(corrections))
    Residence._base_manager.filter(household=household, to_day=None).update(**corrections)
    detail = {"file": plan.source, "before": before, "after": corrections}
    audit.record(
        "household.correct",
        f"household:{household.pk}",
        place_id=household.commune_id,
        reason=f"Theo tệp {plan.source}",
        detail=detail,
    )
