"""What the rule gives a learner of a short course and why, and what the person was given before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.core.days import vietnamese_day
from ansinh.engine import house_on
from ansinh.engine.trace import Step, Trace
from ansinh.labour.models import Enrolment, TrainingPayment, TrainingSupport
from ansinh.law import law_on
from ansinh.law.reader import LawError

PARTS = {"tuition": "training_tuition", "meals": "training_meals", "travel": "training_travel"}
KINH = 1


@dataclass(frozen=True)
class Support:
    """What is due by the law of a day, in dong: `parts` are (dong or None where unknown, label) of course, meals and travel.

    `unknown` says what must be known first; `unverified` names what of the law nobody has read in the text."""

    day: date
    ground: str
    parts: dict[str, tuple[int | None, str]]
    total: int | None
    unknown: str
    unverified: tuple[str, ...]
    trace: Trace

    @property
    def steps(self) -> list[Step]:
        """The parts of the sum, each with its own steps."""
        return list(self.trace.root.steps)


def record_of(enrolment: Enrolment) -> dict[str, Any]:
    """A learner as the rule asks about them."""
    course, person = enrolment.course, enrolment.person
    return {
        "support_level": course.level,
        "support_programme": course.programme,
        "support_group": enrolment.group,
        "support_other_ground": enrolment.other_ground,
        "support_is_minority": person.ethnicity != KINH,
        "support_is_special_area": enrolment.is_special_area,
        "support_is_female": person.sex == "f",
        "support_is_rural": enrolment.is_rural,
        "support_tuition_dong": course.tuition_dong,
        "support_days": enrolment.days_attended,
        "support_distance_km": enrolment.distance_km,
    }


def support_of(enrolment: Enrolment, *, day: date) -> Support:
    """What is due for one enrolment by the law of a day. Raises LawError on a day whose law says nothing of it."""
    law = law_on(day)
    if not law.has("training.tuition_most"):
        raise LawError(
            f"Luật ngày {vietnamese_day(day)} chưa có mức hỗ trợ học nghề (QĐ 46/2015/QĐ-TTg từ 01/01/2016)."
        )
    house, record = house_on(law), record_of(enrolment)
    trace = house.trace("training_support", record)
    found = house.values([*PARTS.values(), "training_ground"], record)
    labels = {step.name: step.label.lower() for step in trace.steps}
    lacking = [step.label.lower() for step in trace.steps if step.kind == "fact" and step.value is None]
    doubted = [step.label.removeprefix("Tra ") for step in trace.steps if step.status in ("unverified", "chosen")]
    return Support(
        day=day,
        ground=found["training_ground"],
        parts={part: (found[name], labels[name]) for part, name in PARTS.items()},
        total=trace.value,
        unknown=f"chưa biết {', '.join(dict.fromkeys(lacking))}" if lacking else "",
        unverified=tuple(dict.fromkeys(doubted)),
        trace=trace,
    )


def supported_before(enrolment: Enrolment) -> list[str]:
    """Where and when the person was supported for other courses, by this register or by unemployment insurance, oldest first."""
    paid = (
        TrainingPayment._base_manager.filter(enrolment__person=enrolment.person_id, cancelled_because="", enrolment__cancelled_because="")
        .exclude(enrolment=enrolment.pk)
        .select_related("enrolment__course__institution__organisation")
        .order_by("paid_on", "pk")
    )  # fmt: skip
    told = [
        f"lớp «{one.enrolment.course}» ở {one.enrolment.course.institution}, chi ngày {vietnamese_day(one.paid_on)} theo {one.decision}"
        for one in paid
    ]
    insured = TrainingSupport._base_manager.filter(person=enrolment.person_id, is_cancelled=False).order_by("decided_on")  # fmt: skip
    return told + [
        f"quỹ bảo hiểm thất nghiệp hỗ trợ học «{one.trade}» ở {one.school}, {one.decision_number} ngày {vietnamese_day(one.decided_on)}"
        for one in insured
    ]


def times_allowed(day: date) -> tuple[int, int]:
    """How many times a person is supported: usually, and at most when it is considered again."""
    times = law_on(day).value("training.times")
    return times["usual"], times["most"]
