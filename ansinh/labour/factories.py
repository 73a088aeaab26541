"""Situations for tests of labour: employers, vacancies, seekers, sessions."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from ansinh.labour.actions import fairs
from ansinh.labour.models import BoothVacancy, FairSession, Vacancy
from ansinh.people.factories import cang_long, long_duc_ward, officer, person
from ansinh.people.models import Organisation
from ansinh.places.models import Place

__all__ = ["cang_long", "fair_offer", "officer", "running_fair"]


# --- fairs ---
def running_fair(
    *,
    booths: int = 2,
    interviewers: int = 1,
    visitors: int = 3,
    most_interviews: int = 2,
    by: Any,
    commune: Place | None = None,
) -> FairSession:
    """A session of today with eight slots of 15 minutes still to come: booths with one vacancy each, registered visitors without wishes."""
    commune = commune or long_duc_ward()
    session = fairs.plan_session(
        code="PGD-01", name="Phiên giao dịch việc làm tháng 10", kind="regular", day=timezone.localdate(), from_time=time(0), to_time=time(23, 45),
        commune=commune, venue="Trung tâm Dịch vụ việc làm", is_online=True, slot_minutes=95, most_interviews=most_interviews, by=by,
    )  # fmt: skip
    for number in range(1, booths + 1):
        fair_offer(session, f"Công ty May {number}", interviewers=interviewers, by=by)
    fairs.turn_session(session=session, state="open", by=by)
    for number in range(visitors):
        someone = person(f"Kim Văn Lao {'ABCDEFGHIJ'[number]}", sex="m", commune=commune, by=by)
        fairs.register(session=session, person=someone, by=by)
    return FairSession.objects.get(pk=session.pk)


def fair_offer(
    session: FairSession, name: str, *, title: str = "Công nhân may", interviewers: int = 1, by: Any
) -> BoothVacancy:
    """A booth of a new organisation with one open vacancy of five places."""
    employer = Organisation.objects.create(
        name=name, kind="private_enterprise", section="C", commune=session.commune, province=session.province
    )
    booth = fairs.add_booth(session=session, organisation=employer, interviewers=interviewers, by=by)
    job = Vacancy.objects.create(
        organisation=employer, title=title, occupation="8153", places_count=5, province=session.province, work_commune=session.commune,
        work_province=session.province, state="open", opens_on=session.day, expires_on=session.day + timedelta(days=30),
    )  # fmt: skip
    return fairs.offer(booth=booth, vacancy=job, places=5, by=by)
