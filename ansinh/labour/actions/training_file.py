"""A list of learners or of results into a course: each row by the act an officer would use, bad rows given back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess, must_reach
from ansinh.labour.actions.placements import WRITERS, act
from ansinh.labour.actions.training import TrainingRefused, enrol, record_result
from ansinh.labour.jobs.training_file import WRITTEN, TrainingPlan, plan_training_file
from ansinh.labour.models import Course, TrainingFile
from ansinh.people.actions import Refused, register_person
from ansinh.people.jobs.file_plans import FileRow
from ansinh.people.models import Person

_ASKED = {
    True: ("result", "finished_on", "certificate", "days_attended"),
    False: ("enrolled_on", "group", "other_ground", "left_school", "is_special_area", "distance_km"),
}


@act(*WRITERS)
def import_training_file(*, record: TrainingFile, by: Any) -> TrainingPlan:
    """The plan as carried out; a row an act refuses joins those sent back. Raises TrainingRefused where it was taken in, FileRefused, NoAccess."""
    kept = TrainingFile._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if kept.applied_at:
        raise TrainingRefused(f"Tệp «{kept.name}» đã nhập rồi. Mở tệp để xem kết quả.")
    course = Course._base_manager.select_related("institution__organisation", "province").get(pk=kept.course_id)
    must_reach(course, course.commune_id, course.province_id)
    plan = plan_training_file(
        bytes(kept.content or b""), kept.name, kind=kept.kind, course=course, day=timezone.localdate()
    )
    for row in plan.of(*WRITTEN):
        _carry(row, course, kept, by)
    kept.content, kept.applied_at = None, timezone.now()
    kept.counts, kept.refused = plan.counts, plan.refused_sheet()
    kept.save(update_fields=["content", "applied_at", "counts", "refused"])
    audit.record(
        "training.import", f"course:{course.pk}", place_id=course.commune_id,
        detail={"file": kept.name, "sha256": kept.sha256, "kind": kept.kind, "counts": plan.counts},
    )  # fmt: skip
    return plan


def _carry(row: FileRow, course: Course, kept: TrainingFile, by: Any) -> None:
    source = f"tệp {kept.name}"[:80]
    try:
        with transaction.atomic():
            told = {name: row.values[name] for name in _ASKED[row.outcome == "told"] if name in row.values}
            if row.outcome == "told":
                record_result(enrolment=row.subject, **told, by=by)
            else:
                person = row.person or _register(row, source, by)
                enrol(course=course, person=person, **told, source=source, by=by)
    except (TrainingRefused, Refused, NoAccess) as refused:
        row.refuse(str(refused))


def _register(row: FileRow, source: str, by: Any) -> Person:
    values = row.values
    return register_person(
        name=row.name, sex=values["sex"], birth=values["birth"], commune=values["place"], personal_number=values["number"], source=source, by=by
    )  # fmt: skip
