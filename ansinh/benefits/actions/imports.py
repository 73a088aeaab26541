"""A file of increases, changes, stops and deaths into the registers, each row by the act an officer would use, in one transaction."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.benefits.jobs.register_file import WRITTEN, RegisterPlan, Ruling, plan_register_file
from ansinh.benefits.models import Decision, Feed, RegisterFile, Title
from ansinh.core import audit
from ansinh.core.access import NoAccess, acting_within, current_scope
from ansinh.people.actions import Refused, record_death, register_person
from ansinh.people.jobs.plan import PlannedRow
from ansinh.people.models import Person
from ansinh.places.models import Place

from .feeds import stop_caring
from .standing import BenefitRefused, writer
from .titles import change_title, grant_title, record_decision, stop_title


def import_register_file(
    *, content: bytes, file_name: str, day: date, province: Place, commune: Place | None = None, sheet: str = "",
    ruling: Ruling | None = None, record: RegisterFile | None = None, by: Any,
) -> tuple[RegisterPlan, RegisterFile]:  # fmt: skip
    """The plan as carried out and the kept record of the file. A row an act refuses joins the rows sent back; the others go in. The same
    file twice changes nothing. Raises FileRefused, BenefitRefused for a record carried out already, NoAccess."""
    with acting_within(writer(by)), transaction.atomic():
        record = _waiting(record)
        plan = plan_register_file(
            content, file_name, day=day, province=province, commune=commune, sheet=sheet, ruling=ruling
        )
        _Carrier(plan, province, commune, by).carry()
        kept = record or RegisterFile(
            name=file_name[:200], sha256=plan.sha256, province=province, commune=commune, sent_by=by
        )
        kept.sheet, kept.content, kept.applied_at = plan.sheet[:80], None, timezone.now()
        kept.counts, kept.refused = plan.counts, plan.refused_sheet()
        kept.save()
        audit.record(
            "benefits.import", f"register_file:{kept.pk}", place_id=commune.pk if commune else province.pk,
            detail={"file": plan.file_name, "sha256": plan.sha256, "counts": plan.counts, "day": day.isoformat()},
        )  # fmt: skip
    return plan, kept


def _waiting(record: RegisterFile | None) -> RegisterFile | None:
    """The record held until the transaction ends: of two who confirm at once, the second is told."""
    if record is None:
        return None
    held = RegisterFile.objects.select_for_update().get(pk=record.pk)
    if held.applied_at:
        raise BenefitRefused(f"Tệp «{held.name}» đã nhập rồi. Mở tệp để xem kết quả.")
    return record


class _Carrier:
    """Carries out the rows of a plan in their order."""

    def __init__(self, plan: RegisterPlan, province: Place, commune: Place | None, by: Any) -> None:
        self.plan, self.province, self.commune, self.by = plan, province, commune, by
        self.decisions: dict[tuple[str, Ruling], Decision] = {}
        self.newcomers: dict[str, Person] = {}

    def carry(self) -> None:
        acts: dict[str, Callable[[PlannedRow, Person], None]] = {
            "increased": self._increase,
            "adjusted": self._adjust,
            "stopped": self._stop,
            "dead": self._bury,
        }
        for row in self.plan.rows:
            if row.outcome not in WRITTEN:
                continue
            try:
                with transaction.atomic():
                    acts[row.outcome](row, self._person(row))
            except (BenefitRefused, Refused, NoAccess) as refused:
                row.refuse(str(refused))

    def _person(self, row: PlannedRow) -> Person:
        assert row.person is not None
        number = row.values["personal_number"]
        if row.person.pk is None and number not in self.newcomers:
            self.newcomers[number] = register_person(
                name=row.person.name, sex=row.person.sex, birth=row.person.birth, commune=row.person.commune,
                ethnicity=row.person.ethnicity, personal_number=number, phone=row.person.phone, source=self.plan.source, by=self.by,
            )  # fmt: skip
        return self.newcomers.get(number, row.person)

    def _decision(self, row: PlannedRow, person: Person) -> Decision:
        ruling: Ruling = row.values["ruling"]
        commune = self.commune or (None if current_scope().is_whole_province else person.commune)
        key = (commune.pk if commune else "", ruling)
        if key not in self.decisions:
            self.decisions[key] = record_decision(
                number=ruling.number, decided_on=ruling.decided_on, signer=ruling.signer, province=self.province, commune=commune,
                source=self.plan.source, by=self.by,
            )  # fmt: skip
        return self.decisions[key]

    def _increase(self, row: PlannedRow, person: Person) -> None:
        values = row.values
        cared_for = values["cared_for_number"] and Person.objects.get(personal_number=values["cared_for_number"])
        grant_title(
            person=person, category=values["category"], decision=self._decision(row, person), from_month=values["from_month"],
            loss_rate=values.get("loss_rate"), martyr_count=values.get("martyr_count"), child_count=values.get("child_count"),
            cared_for=cared_for or None, note=values["note"], by=self.by,
        )  # fmt: skip

    def _adjust(self, row: PlannedRow, person: Person) -> None:
        values = row.values
        change_title(
            title=_standing(person, values["old_category"]), from_month=values["from_month"], decision=self._decision(row, person),
            changes=values["new_values"] | {"note": values["note"]}, reason=f"Theo tệp {self.plan.source}", by=self.by,
        )  # fmt: skip

    def _stop(self, row: PlannedRow, person: Person) -> None:
        values = row.values
        stop_title(
            title=_standing(person, values["category"]), reason=values["reason"], event_on=values["ruling"].decided_on,
            decision=self._decision(row, person), from_month=values["from_month"], note=values["note"], by=self.by,
        )  # fmt: skip

    def _bury(self, row: PlannedRow, person: Person) -> None:
        """The titles stop; the death is recorded, or waits as a report where a household needs its new head named first."""
        died_on, decision = row.values["died_on"], self._decision(row, person)
        for title in Title._base_manager.filter(person=person, to_day=None):
            stop_title(title=title, reason="dead", event_on=died_on, decision=decision, by=self.by)
        stop_caring(person=person, event_on=died_on, decision=None, by=self.by)
        if row.values["is_head_of_others"]:
            _wait_for_a_head(person, died_on, self.plan.source)
        elif person.died_on is None:
            record_death(person=person, died_on=died_on, by=self.by)


def _wait_for_a_head(person: Person, died_on: date, source: str) -> None:
    Feed._base_manager.get_or_create(
        kind="death", personal_number=person.personal_number or "", day=died_on, source=source[:80],
        defaults={"name": person.name, "birth": str(person.birth), "person": person, "province_id": person.province_id},
    )  # fmt: skip


def _standing(person: Person, category: str) -> Title:
    found = Title._base_manager.select_related("person").filter(person=person, category=category, to_day=None).first()
    if found is None:
        raise BenefitRefused(f"{person.name} không còn hưởng diện này. Xem lại trang của người này.")
    return found
