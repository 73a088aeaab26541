"""A commune's list of people who found work into the placements, each row by the act an officer would use, in one transaction."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess
from ansinh.labour.actions.placements import WRITERS, PlacementRefused, act, record_placement
from ansinh.labour.jobs.placements_file import PlacementPlan, plan_placements
from ansinh.labour.models import PlacementFile
from ansinh.people.jobs.plan import PlannedRow


@act(*WRITERS)
def import_placements(*, record: PlacementFile, day: date, by: Any) -> PlacementPlan:
    """The plan as carried out. A row an act refuses joins the rows sent back; the others go in. The same file twice adds nothing.

    Raises FileRefused, PlacementRefused for a file carried out already, NoAccess."""
    record = (
        PlacementFile.objects.select_for_update(of=("self",)).select_related("commune", "province").get(pk=record.pk)
    )
    if record.applied_at or record.content is None:
        raise PlacementRefused(f"Tệp «{record.name}» đã nhập rồi. Mở tệp để xem kết quả.")
    plan = plan_placements(
        bytes(record.content),
        record.name,
        day=day,
        province=record.province,
        commune=record.commune,
        sheet=record.sheet,
    )
    for row in plan.of("added"):
        _carry(row, plan.source, by)
    record.sheet, record.content, record.applied_at = plan.sheet[:80], None, timezone.now()
    record.counts, record.refused = plan.counts, plan.refused_sheet()
    record.save()
    audit.record(
        "placements.import", f"placement_file:{record.pk}", place_id=record.commune_id or record.province_id,
        detail={"file": record.name, "sha256": record.sha256, "counts": plan.counts},
    )  # fmt: skip
    return plan


def _carry(row: PlannedRow, source: str, by: Any) -> None:
    values = row.values
    assert row.person is not None
    try:
        with transaction.atomic():
            record_placement(
                person=row.person, started_on=values["started_on"], destination=values["destination"], channel=values["channel"],
                organisation=values["organisation"], employer=values["employer"], occupation=values["occupation"], title=values["title"],
                sector=values["sector"], is_new=values["is_new"], contract_months=values.get("months"), wage_dong=values.get("wage"),
                document=source, source=source, by=by,
            )  # fmt: skip
    except (PlacementRefused, NoAccess) as refused:
        row.refuse(str(refused))
