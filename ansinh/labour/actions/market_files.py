"""Files of organisations, forms of supply, wanted workers and reports into the registers, each in one transaction."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from ansinh.core import audit
from ansinh.labour.actions.market import MarketRefused, record_demand, record_workforce
from ansinh.labour.actions.placements import WRITERS, act
from ansinh.labour.jobs.market_demand import plan_demand
from ansinh.labour.jobs.market_files import WRITTEN, FilePlan
from ansinh.labour.jobs.market_organisations import plan_organisations
from ansinh.labour.jobs.market_supply import plan_supply
from ansinh.labour.jobs.market_workforce import plan_workforce
from ansinh.labour.models import DemandLine, MarketFile, SupplyForm
from ansinh.people.jobs.bulk import add_all
from ansinh.people.models import Organisation

PLANNERS: dict[str, Callable[..., FilePlan]] = {
    "organisations": plan_organisations,
    "supply": plan_supply,
    "demand": plan_demand,
    "workforce": plan_workforce,
}
_MANY = 1000


def plan_of(record: MarketFile) -> FilePlan:
    """What a kept file would do now. Raises FileRefused."""
    return PLANNERS[record.kind](
        bytes(record.content or b""), record.name, day=timezone.localdate(), province=record.province, commune=record.commune, sheet=record.sheet,
        told=record.told,
    )  # fmt: skip


@act(*WRITERS)
def import_market_file(*, record: MarketFile, by: Any) -> FilePlan:
    """The good rows of a kept file go in, the bad ones wait in it; the same file twice changes nothing. Raises FileRefused, MarketRefused."""
    held = MarketFile.objects.select_for_update().get(pk=record.pk)
    if held.applied_at or held.content is None:
        raise MarketRefused(f"Tệp «{held.name}» đã nhập rồi. Mở tệp để xem kết quả.")
    plan = plan_of(held)
    {"organisations": _organisations, "supply": _supply, "demand": _demand, "workforce": _workforce}[held.kind](
        plan, held, by
    )
    held.sheet, held.content, held.applied_at = plan.sheet[:80], None, timezone.now()
    held.counts, held.refused = plan.counts, plan.refused_sheet()
    held.save()
    place = held.commune_id or held.province_id
    audit.record(
        "market.import", f"market_file:{held.pk}", place_id=place,
        detail={"kind": held.kind, "file": held.name, "sha256": held.sha256, "counts": plan.counts, "told": held.told},
    )  # fmt: skip
    return plan


def _organisations(plan: FilePlan, record: MarketFile, by: Any) -> None:
    new = [row.subject for row in plan.of("added")]
    for one in new:
        one.source = plan.source
    add_all(new)
    changed = [row.subject for row in plan.of("changed")]
    names = [
        field.name
        for field in Organisation._meta.concrete_fields
        if not field.primary_key and field.name != "recorded_at"
    ]
    Organisation._base_manager.bulk_update(changed, names, batch_size=200)


def _supply(plan: FilePlan, record: MarketFile, by: Any) -> None:
    for row in plan.of(*WRITTEN):
        row.subject.source, row.subject.recorded_by, row.subject.checked_on, row.subject.checked_by = (
            plan.source,
            by,
            None,
            None,
        )
    new = [row.subject for row in plan.of("added")]
    add_all(new)
    changed = [row.subject for row in plan.of("changed")]
    names = [
        field.name
        for field in SupplyForm._meta.concrete_fields
        if not field.primary_key and field.name != "recorded_at"
    ]
    SupplyForm._base_manager.bulk_update(changed, names, batch_size=200)
    if len(new) > _MANY:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(SupplyForm._meta.db_table)}")


def _demand(plan: FilePlan, record: MarketFile, by: Any) -> None:
    """Each organisation's report anew: the lines it had, and those of the file in their place."""
    year, half = int(record.told["year"]), int(record.told["half"])
    told: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    organisations: dict[int, Organisation] = {}
    for row in plan.of(*WRITTEN):
        organisations[row.subject.pk] = row.subject
        told[row.subject.pk][row.values["occupation"]] = (row.values["count"], row.values["women"])
    kept = DemandLine._base_manager.filter(
        report__year=year, report__half=half, report__is_current=True, report__organisation__in=list(told)
    )
    lines: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for organisation, occupation, count, women in kept.values_list(
        "report__organisation", "occupation", "count", "women"
    ):
        lines[organisation][occupation] = (count, women)
    received_on = timezone.localdate()
    for pk, some in told.items():
        record_demand(
            organisation=organisations[pk],
            year=year,
            half=half,
            received_on=received_on,
            lines=lines[pk] | some,
            source=plan.source,
            by=by,
        )


def _workforce(plan: FilePlan, record: MarketFile, by: Any) -> None:
    organisation, totals, lines = plan.carried
    if not lines:
        raise MarketRefused("Không có dòng nào đúng để ghi. Sửa các dòng trả lại rồi gửi lại cả tệp.")
    received_on = record.told.get("received_on")

    record_workforce(
        organisation=organisation, year=int(record.told["year"]), half=int(record.told["half"]),
        received_on=date.fromisoformat(received_on) if received_on else timezone.localdate(), totals=totals, lines=lines, source=plan.source, by=by,
    )  # fmt: skip
