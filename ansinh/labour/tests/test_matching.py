"""Who is proposed to whom, why, and why not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.labour.jobs.matching import find
from ansinh.labour.models import Seeker, Vacancy
from ansinh.people.factories import cang_long, long_duc_ward, person
from ansinh.people.models import Organisation
from ansinh.places.models import Place


@pytest.fixture(autouse=True)
def _anew(db: Any) -> Iterator[None]:
    find.forget()
    with acting_as_system("kiểm thử"):
        Place.objects.filter(pk=long_duc_ward().pk).update(latitude=9.97, longitude=106.33)
        Place.objects.filter(pk=cang_long().pk).update(latitude=9.99, longitude=106.20)
        yield


def vacancy(title: str = "Thợ hàn", **told: Any) -> Vacancy:
    """An open vacancy in Long Đức."""
    place = told.pop("commune", None) or long_duc_ward()
    employer, _made = Organisation.objects.get_or_create(
        name="Công ty Cơ khí", defaults={"kind": "private_enterprise", "section": "C", "commune": place, "province": place.province}
    )  # fmt: skip
    today = timezone.localdate()
    asked = {
        "occupation": "7212", "places_count": 2, "province": place.province, "work_commune": place, "work_province": place.province,
        "state": "open", "opens_on": today - timedelta(days=3), "expires_on": today + timedelta(days=30), "wage_to_dong": 9_000_000,
    } | told  # fmt: skip
    return Vacancy.objects.create(organisation=employer, title=title, **asked)


def seeker(name: str = "Thạch Văn Hàn", **told: Any) -> Seeker:
    """Somebody of 30 in Long Đức who looks for a welder's work and agreed to be shown."""
    place = told.pop("commune", None) or long_duc_ward()
    has = {
        "person": person(name, sex="m", commune=place, by=None), "birth_year": timezone.localdate().year - 30, "sex": "m",
        "commune": place, "province": place.province, "wish": "thợ hàn", "occupations": "7212", "registered_on": timezone.localdate(),
        "consents_to_be_shown": True, "code": f"S{Seeker.objects.count() + 1:05d}",
    } | told  # fmt: skip
    return Seeker.objects.create(name=name, **has)


def test_a_welder_is_shown_the_welders_job_and_told_why() -> None:
    job = vacancy(skills="hàn MIG; đọc bản vẽ")
    vacancy("Nhân viên kế toán", occupation="3313")

    found = find.jobs_for_seeker(seeker(skills="hàn co2"))

    assert [match.vacancy_id for match in found] == [job.pk]
    print(found)
