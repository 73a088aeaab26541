"""The calendar officers keep, the codes of bodies, the templates of papers."""

from datetime import date
from typing import Any

from ansinh.core import audit, files
from ansinh.core.access import NoAccess, must_hold
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.models import Agency, DayOff, Template
from ansinh.places.models import Place

from .standing import DossierRefused, act


@act
def set_day(*, day: date, is_off: bool, name: str, province: Place, by: Any) -> DayOff:
    """A day off, or worked, in a province, whatever the official calendar says. Raises DossierRefused, NoAccess."""
    scope = must_hold("province_officer", "province_head", "province_leader")
    if not scope.everything and province.pk not in scope.provinces:
        raise NoAccess(f"«{province}» ngoài phạm vi của tài khoản «{scope.actor}».")
    if not clean_text(name):
        raise DossierRefused(f"Ngày {vietnamese_day(day)}: ghi lý do, ví dụ: làm bù theo thông báo của Bộ Nội vụ.")
    row, _ = DayOff.objects.update_or_create(
        day=day, province=province, defaults={"is_off": is_off, "name": clean_text(name), "recorded_by": by}
    )
    audit.record(
        "calendar.set", f"day:{day}", place_id=province.pk, reason=name, detail={"is_off": is_off, "day": day.isoformat()}
    )  # fmt: skip
    return row


@act
def clear_day(*, row: DayOff, by: Any) -> None:
    """The day follows the official calendar again. Raises NoAccess."""
    scope = must_hold("province_officer", "province_head", "province_leader")
    if not scope.everything and row.province_id not in scope.provinces:
        raise NoAccess("Ngày này do nơi khác ghi.")
    audit.record("calendar.clear", f"day:{row.day}", place_id=row.province_id or "", detail={"was": row.is_off})
    row.delete()


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
