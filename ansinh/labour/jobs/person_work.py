"""One person's work through time: forms of labour supply, searches, courses, jobs, contracts abroad, unemployment, in one line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ansinh.core.days import vietnamese_day
from ansinh.core.language import is_english
from ansinh.core.numbers import grouped
from ansinh.labour import words
from ansinh.labour.models import (
    AbroadContract,
    Enrolment,
    JobLoan,
    Placement,
    Seeker,
    SupplyForm,
    TrainingPayment,
    TrainingSupport,
    UnemploymentRight,
)
from ansinh.people.models import Person


@dataclass(frozen=True)
class Moment:
    """Something that began or happened on a day: what, told how, and the page of it (its address name and key)."""

    day: date
    what: str
    told: str
    page: str
    key: int
    tone: str = ""


def moments_of(person: Person) -> list[Moment]:
    """The person's moments inside the reader's places, newest first; what was cancelled is not there."""
    found = [moment for give in GIVERS for moment in give(person)]
    return sorted(found, key=lambda moment: (moment.day, moment.what), reverse=True)


def _word(labels: dict[str, tuple[str, str]], key: str) -> str:
    return labels[key][is_english()] if key else ""


def _line(*parts: Any) -> str:
    return ", ".join(str(part) for part in parts if part)


def _until(day: date | None) -> str:
    return _("đến %(day)s") % {"day": vietnamese_day(day)} if day else ""


def _supply(person: Person) -> Iterator[Moment]:
    for form in SupplyForm.objects.filter(person=person, is_current=True):
        told = _line(
            _word(words.LABOUR_STATUSES, form.status), form.work, _word(words.QUALIFICATIONS, form.qualification)
        )
        yield Moment(form.collected_on, _("Phiếu cung lao động"), told, "supply_form", form.pk)


def _searches(person: Person) -> Iterator[Moment]:
    for seeker in Seeker.objects.filter(person=person):
        told = _line(seeker.wish, _word(words.SEEKER_STATES, seeker.state), _until(seeker.ended_on))
        yield Moment(seeker.registered_on, _("Đăng ký tìm việc"), told, "seeker", seeker.pk)


def _courses(person: Person) -> Iterator[Moment]:
    rows = Enrolment.objects.filter(person=person, cancelled_because="").select_related("course__institution__organisation")  # fmt: skip
    for one in rows:
        yield Moment(
            one.enrolled_on, _("Nhập học nghề"), _line(one.course, one.course.institution), "training_learner", one.pk
        )
        if one.finished_on:
            told = _line(one.course, one.certificate and _("số %(number)s") % {"number": one.certificate})
            what = _("Tốt nghiệp") if one.result == "graduated" else _("Bỏ học")
            yield Moment(one.finished_on, what, told, "training_learner", one.pk, "good" if one.result == "graduated" else "")  # fmt: skip


def _support(person: Person) -> Iterator[Moment]:
    rows = TrainingPayment.objects.filter(enrolment__person=person, cancelled_because="", enrolment__cancelled_because="")  # fmt: skip
    for one in rows.select_related("enrolment__course"):
        told = _line(one.enrolment.course, f"{grouped(one.amount_dong)} {_('đồng')}", one.decision)
        yield Moment(one.paid_on, _("Được hỗ trợ học nghề"), told, "training_learner", one.enrolment_id)


def _jobs(person: Person) -> Iterator[Moment]:
    rows = Placement.objects.filter(person=person, cancelled_because="").select_related("organisation")
    for job in rows:
        where = job.organisation.name if job.organisation else job.employer
        told = _line(job.title, where, _word(words.DESTINATIONS, job.destination), _word(words.CHANNELS, job.channel))
        yield Moment(job.started_on, _("Bắt đầu việc làm"), told, "placement", job.pk, "good")
        if job.ended_on:
            yield Moment(job.ended_on, _("Thôi việc"), _line(job.title, where), "placement", job.pk)


def _abroad(person: Person) -> Iterator[Moment]:
    for one in AbroadContract.objects.filter(person=person, cancelled_because=""):
        told = _line(one.title, _word(words.MARKETS, one.market), one.country, _until(one.ends_on))
        yield Moment(one.registered_on, _("Đăng ký hợp đồng đi nước ngoài"), told, "abroad_contract", one.pk)
        if one.departed_on:
            yield Moment(one.departed_on, _("Đi làm việc ở nước ngoài"), told, "abroad_contract", one.pk, "good")
        if one.returned_on:
            yield Moment(one.returned_on, _("Về nước"), _word(words.MARKETS, one.market), "abroad_contract", one.pk)


def _unemployment(person: Person) -> Iterator[Moment]:
    for right in UnemploymentRight.objects.filter(person=person):
        told = _line(right.decision_number, _word(words.UNEMPLOYMENT_STATES, right.state), _until(right.to_day))
        yield Moment(right.from_day, _("Hưởng trợ cấp thất nghiệp"), told, "unemployment_right", right.pk)
    for support in TrainingSupport.objects.filter(person=person, is_cancelled=False, right__isnull=False):
        told = _line(support.trade, support.school, support.decision_number)
        yield Moment(support.from_day, _("Quỹ thất nghiệp hỗ trợ học nghề"), told, "unemployment_right", support.right_id or 0)  # fmt: skip


def _loans(person: Person) -> Iterator[Moment]:
    for loan in JobLoan.objects.filter(person=person):
        told = _line(loan.project, f"{grouped(loan.amount_dong)} {_('đồng')}")
        yield Moment(loan.lent_on, _("Vay vốn giải quyết việc làm"), told, "job_loan", loan.pk)


GIVERS: tuple[Callable[[Person], Iterator[Moment]], ...] = (
    _supply, _searches, _courses, _support, _jobs, _abroad, _unemployment, _loans,
)  # fmt: skip
