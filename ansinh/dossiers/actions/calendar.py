"""The calendar officers keep, the codes of bodies, the templates of papers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ansinh.core import audit, files
from ansinh.core.access import NoAccess, must_hold
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.dossiers import words
from ansinh.dossiers.jobs.catalogue import Path, procedure_named
from ansinh.dossiers.jobs.clock import Stop, calendar_of, due_of, due_of_stage, later, working_days_between
from ansinh.dossiers.models import Agency, DayOff, Dossier, DossierStep, Supplement, Template
from ansinh.places.models import Place

from .moving import path_of
from .standing import DossierRefused, act

Calendar = dict[date, bool]


@act
def set_day(*, day: date, is_off: bool, name: str, province: Place, by: Any) -> DayOff:
    """A day off, or worked, in a province, whatever the official calendar says; days due of what runs there follow.

    Raises DossierRefused, NoAccess."""
    scope = must_hold("province_officer", "province_head", "province_leader")
    if not scope.everything and province.pk not in scope.provinces:
        raise NoAccess(f"«{province}» ngoài phạm vi của tài khoản «{scope.actor}».")
    if not clean_text(name):
        raise DossierRefused(f"Ngày {vietnamese_day(day)}: ghi lý do, ví dụ: làm bù theo thông báo của Bộ Nội vụ.")
    before = calendar_of(province.pk)
    row, _ = DayOff.objects.update_or_create(
        day=day, province=province, defaults={"is_off": is_off, "name": clean_text(name)[:120], "recorded_by": by}
    )
    moved = _let_dues_follow(province.pk, before)
    audit.record(
        "calendar.set", f"day:{day}", place_id=province.pk, reason=name,
        detail={"is_off": is_off, "day": day.isoformat(), "dues_moved": moved},
    )  # fmt: skip
    return row


@act
def clear_day(*, row: DayOff, by: Any) -> None:
    """The day follows the official calendar again, and days due of what runs there too. Raises NoAccess."""
    scope = must_hold("province_officer", "province_head", "province_leader")
    if not scope.everything and row.province_id not in scope.provinces:
        raise NoAccess("Ngày này do nơi khác ghi.")
    before, day, was = calendar_of(row.province_id), row.day, row.is_off
    row.delete()
    moved = _let_dues_follow(row.province_id, before)
    audit.record(
        "calendar.clear", f"day:{day}", place_id=row.province_id or "", detail={"was": was, "dues_moved": moved}
    )


def _let_dues_follow(province_id: str | None, before: Calendar) -> int:
    """Days due of running dossiers counted again where the calendar that changed makes a difference; gives how many dossiers moved.

    Three queries to read, and one for each five hundred rows to write."""
    after = calendar_of(province_id)
    running = Dossier._base_manager.filter(province_id=province_id, state__in=words.RUNNING, due_on__isnull=False)
    of_running = {"dossier__in": running.values("pk")}
    steps, stops = defaultdict(list), defaultdict(list)
    for step in DossierStep._base_manager.filter(**of_running).order_by("id"):
        steps[step.dossier_id].append(step)
    for one in Supplement._base_manager.filter(**of_running, answered_at__isnull=False).order_by("id"):
        stops[one.dossier_id].append(one)
    dossiers, open_steps = [], []
    for dossier in running.select_for_update().order_by("pk"):
        walk = _walk(dossier, steps[dossier.pk], stops[dossier.pk])
        if (due := walk.due(after)) != walk.due(before):
            dossier.due_on = due
            dossier.paused_days = sum(working_days_between(one.first, one.last, after) for one in walk.stops)
            dossiers.append(dossier)
        for step in steps[dossier.pk]:
            if step.is_open and (due := walk.due_of_stage(step.stage, after)) != walk.due_of_stage(step.stage, before):
                step.due_on = due
                open_steps.append(step)
    Dossier._base_manager.bulk_update(dossiers, ["due_on", "paused_days"], batch_size=500)
    DossierStep._base_manager.bulk_update(open_steps, ["due_on"], batch_size=500)
    return len({*(dossier.pk for dossier in dossiers), *(step.dossier_id for step in open_steps)})


@dataclass(frozen=True)
class _Walk:
    """When a dossier was received, when each of its stages began, and when its clock stood (with the stage it stood in)."""

    path: Path
    received: date
    began: dict[str, date]
    stops: tuple[Stop, ...]
    stopped_in: tuple[str, ...]

    def due(self, changed: Calendar) -> date | None:
        return self._after(due_of(self.path, self.received, changed), self.stops, changed)

    def due_of_stage(self, stage: str, changed: Calendar) -> date | None:
        stops = [stop for stop, where in zip(self.stops, self.stopped_in, strict=True) if where == stage]
        return self._after(due_of_stage(self.path, stage, self.began[stage], changed), stops, changed)

    @staticmethod
    def _after(day: date | None, stops: Iterable[Stop], changed: Calendar) -> date | None:
        for stop in stops:
            day = later(day, stop, changed) if day else None
        return day


def _walk(dossier: Dossier, steps: list[DossierStep], supplements: list[Supplement]) -> _Walk:
    path = path_of(dossier)
    began: dict[str, date] = {}
    for step in steps:
        began.setdefault(step.stage, _day(step.started_at))
    stops, stopped_in = [], []
    for one in supplements:
        stage = next(
            (step.stage for step in reversed(steps) if step.started_at <= one.asked_at), path.stages[0].stage.key
        )
        last = _day(one.handed_in_at or one.answered_at or one.asked_at)
        stops.append(Stop(_day(one.asked_at), last, path.limit(stage).unit))
        stopped_in.append(stage)
    received = _day(dossier.received_at or dossier.opened_at)
    return _Walk(path, received, began, tuple(stops), tuple(stopped_in))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


@act
def name_agency(*, place: Place, code: str, name: str, from_day: date, by: Any) -> Agency:
    """The official code dossiers of a place are numbered by from a day on. Raises DossierRefused, NoAccess."""
    scope = must_hold("province_officer", "province_head", "administrator")
    if (
        not scope.everything
        and "administrator" not in scope.roles
        and not scope.reaches(place.pk, place.province_id or place.pk)
    ):
        raise NoAccess(f"«{place}» ngoài phạm vi của tài khoản «{scope.actor}».")
    code = clean_text(code)
    if not code or len(code) > 30 or not all(part.isalnum() for part in code.split(".")):
        raise DossierRefused(f"Mã «{code}» không đúng dạng. Ghi như 000.00.01.H59 hoặc H59.12.34.")
    if Agency.objects.filter(code=code).exclude(place=place).exists():
        raise DossierRefused(f"Mã «{code}» đã dùng cho nơi khác.")
    agency, _ = Agency.objects.update_or_create(
        code=code, defaults={"name": clean_text(name), "place": place, "from_day": from_day, "is_official": True}
    )
    audit.record("agency.name", f"agency:{agency.pk}", place_id=place.pk, detail={"code": code, "from_day": from_day.isoformat()})  # fmt: skip
    return agency


@act
def keep_template(*, procedure: str, outcome: str, province: Place, name: str, data: bytes, by: Any) -> Template:
    """A Word template of the province, tried on a made-up dossier before it is kept. Raises DossierRefused, NoAccess."""
    scope = must_hold("province_officer", "province_head")
    if not scope.everything and province.pk not in scope.provinces:
        raise NoAccess(f"«{province}» ngoài phạm vi của tài khoản «{scope.actor}».")
    procedure_named(procedure)
    from ansinh.dossiers.documents.papers import try_template

    try_template(data)
    row = Template.objects.create(
        procedure=procedure,
        outcome=outcome,
        province=province,
        name=name[:200],
        sha256=files.keep(data),
        recorded_by=by,
    )
    detail = {"procedure": procedure, "outcome": outcome, "sha256": row.sha256}
    audit.record("template.keep", f"template:{row.pk}", place_id=province.pk, detail=detail)
    return row
