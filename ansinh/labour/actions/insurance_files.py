"""Contributions written from a file, and rows that differ from the register settled by an officer."""

from typing import Any

from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import must_reach
from ansinh.core.names import clean_text
from ansinh.labour.actions.insurance import ENTERS, InsuranceRefused
from ansinh.labour.actions.placements import act
from ansinh.labour.jobs.insurance_file import ContributionPlan, contribution_of, organisations_of, plan_contributions
from ansinh.labour.models import Contribution, ContributionFile, ContributionMismatch


@act(*ENTERS)
def import_contributions(*, record: ContributionFile, by: Any) -> ContributionPlan:
    """The good rows of a file as contributions; those that differ wait, the bad ones are kept to be sent back.

    Raises InsuranceRefused when the file went in before, FileRefused, NoAccess."""
    record = ContributionFile._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    must_reach(record.province, "", record.province_id)
    if record.applied_at or record.content is None:
        raise InsuranceRefused(f"Tệp {record.name} đã nhập. Mở tệp đó để xem kết quả.")
    if ContributionFile._base_manager.filter(
        province=record.province_id, sha256=record.sha256, applied_at__isnull=False
    ).exists():
        raise InsuranceRefused(f"Tệp có nội dung như {record.name} đã được nhập trước đây. Xem lại tệp vừa gửi.")
    plan = plan_contributions(bytes(record.content), record.name)
    for row in plan.of("written", "mismatch"):
        row.subject.file = record
    Contribution._base_manager.bulk_create((row.subject for row in plan.of("written")), batch_size=2000)
    ContributionMismatch._base_manager.bulk_create((row.subject for row in plan.of("mismatch")), batch_size=2000)
    record.applied_at, record.counts, record.content = timezone.now(), plan.counts, None
    record.refused = plan.refused_sheet()
    record.save(update_fields=["applied_at", "counts", "content", "refused"])
    audit.record(
        "contributions.import", f"contribution_file:{record.pk}", place_id=record.province_id, detail=plan.counts
    )
    return plan


@act(*ENTERS)
def settle_mismatch(*, mismatch: ContributionMismatch, take: bool, reason: str, by: Any) -> ContributionMismatch:
    """The row taken as a contribution of the person it names, or set aside, with the reason. Raises InsuranceRefused, NoAccess."""
    found = (
        ContributionMismatch._base_manager.select_for_update(of=("self",))
        .select_related("person", "file")
        .get(pk=mismatch.pk)
    )
    must_reach(found.person, found.person.commune_id, found.person.province_id)
    if found.state != "open":
        raise InsuranceRefused(
            f"Dòng {found.row} của tệp {found.file.name} đã được xử lý: {found.get_state_display()}."
        )
    if not (told := clean_text(reason)):
        raise InsuranceRefused("Ghi lý do, ví dụ: đã đối chiếu sổ bảo hiểm xã hội.")
    replaced = []
    if take:
        span = found.content
        if found.kind == "overlap":
            overlapping = Contribution._base_manager.filter(
                person=found.person, from_month__lte=span["to_month"], to_month__gte=span["from_month"]
            )
            replaced = list(overlapping.values("from_month", "to_month", "wage_dong"))
            overlapping.delete()
        organisation = organisations_of(span["tax_number"]).get(span["tax_number"])
        contribution_of(found.person, span, file=found.file, organisation=organisation).save(force_insert=True)
    found.state, found.reason, found.settled_by, found.settled_at = (
        ("taken" if take else "refused"),
        told[:300],
        by,
        timezone.now(),
    )
    found.save(update_fields=["state", "reason", "settled_by", "settled_at"])
    audit.record(
        "contributions.settle", f"contribution_mismatch:{found.pk}", place_id=found.person.commune_id, reason=told,
        detail={"person": found.person_id, "kind": found.kind, "taken": take, "replaced": replaced},
    )  # fmt: skip
    return found
