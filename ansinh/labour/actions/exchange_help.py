"""What the centre does beside finding jobs: advice, and loans of the National Employment Fund with the jobs they made or kept."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import must_reach
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.labour.actions.exchange import WRITERS, ExchangeRefused
from ansinh.labour.actions.placements import PlacementRefused, act, must_be_whole, record_placement
from ansinh.labour.models import Counsel, JobLoan, LoanJob
from ansinh.people.models import Person


@act(*WRITERS)
def give_counsel(*, person: Person, subject: str, given_on: date, note: str = "", source: str = "", by: Any) -> Counsel:
    """One turn of advice to a person. Raises ExchangeRefused, NoAccess."""
    must_reach(person, person.commune_id, person.province_id)
    _must_be_past(given_on)
    counsel = Counsel(
        person=person, subject=subject, given_on=given_on, commune_id=person.commune_id, province_id=person.province_id,
        note=clean_text(note)[:500], source=source[:80], recorded_by=by,
    )  # fmt: skip
    _must_be_whole(counsel)
    counsel.save(force_insert=True)
    audit.record(
        "counsel.give",
        f"counsel:{counsel.pk}",
        place_id=person.commune_id,
        detail={"person": person.pk, "subject": subject},
    )
    return counsel


@act(*WRITERS)
def record_loan(
    *, person: Person, project: str, amount_dong: int, lent_on: date, fund: str = "national", association: str = "", document: str = "",
    source: str = "", by: Any,
) -> JobLoan:  # fmt: skip
    """Money lent for a project; the jobs it made are added one by one. Raises ExchangeRefused, NoAccess."""
    must_reach(person, person.commune_id, person.province_id)
    _must_be_past(lent_on)
    loan = JobLoan(
        person=person, project=clean_text(project)[:200], amount_dong=amount_dong, lent_on=lent_on, fund=fund, association=association,
        commune_id=person.commune_id, province_id=person.province_id, document=clean_text(document)[:200], source=source[:80], recorded_by=by,
    )  # fmt: skip
    _must_be_whole(loan)
    loan.save(force_insert=True)
    audit.record(
        "loan.record",
        f"loan:{loan.pk}",
        place_id=person.commune_id,
        detail={"person": person.pk, "amount_dong": amount_dong},
    )
    return loan


@act(*WRITERS)
def add_loan_job(
    *,
    loan: JobLoan,
    person: Person,
    effect: str,
    started_on: date,
    occupation: str = "",
    title: str = "",
    sector: str = "",
    by: Any,
) -> LoanJob:
    """A person whose job the loan made, kept or enlarged: a placement of the channel `loan`, in the province. Raises ExchangeRefused, NoAccess."""
    loan = JobLoan._base_manager.select_for_update(of=("self",)).get(pk=loan.pk)
    must_reach(loan, loan.commune_id, loan.province_id)
    if started_on < loan.lent_on:
        raise ExchangeRefused(
            f"Việc làm từ vốn vay tính từ ngày vay {vietnamese_day(loan.lent_on)}, không trước đó như {vietnamese_day(started_on)}."
        )
    try:
        placement = record_placement(
            person=person, started_on=started_on, destination="local", channel="loan", employer=loan.project, occupation=occupation,
            title=title, sector=sector, is_new=effect == "made", source=f"vốn vay giải quyết việc làm số {loan.pk}", by=by,
        )  # fmt: skip
    except PlacementRefused as refused:
        raise ExchangeRefused(str(refused)) from None
    job = LoanJob(loan=loan, placement=placement, effect=effect)
    _must_be_whole(job)
    job.save(force_insert=True)
    audit.record(
        "loan.job", f"loan:{loan.pk}", place_id=loan.commune_id, detail={"placement": placement.pk, "effect": effect}
    )
    return job


def _must_be_past(day: date) -> None:
    if day > timezone.localdate():
        raise ExchangeRefused(f"Ngày {vietnamese_day(day)} chưa đến. Ghi ngày đã làm.")


def _must_be_whole(row: Any) -> None:
    try:
        must_be_whole(row)
    except ValidationError as wrong:
        raise ExchangeRefused(" ".join(wrong.messages)) from None
