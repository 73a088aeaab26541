"""Demand by occupation: which month and group a vacancy counts in, and what the page tells."""

from datetime import date
from typing import Any

import pytest

from ansinh.core.access import acting_as_system
from ansinh.core.days import first_day, month_after
from ansinh.labour.factories import officer
from ansinh.labour.jobs.occupation_forecast import demands, monthly_demand
from ansinh.labour.models import Vacancy
from ansinh.people.factories import long_duc_ward
from ansinh.people.models import Organisation
from ansinh.places.models import Place

TODAY = date(2026, 10, 20)


@pytest.fixture
def province(db: Any) -> Place:
    """Forty months of sewing vacancies up to September 2026, more at the turn of the year; one of builders in October, one refused."""
    place = long_duc_ward()
    assert place.province is not None
    where = {"province_id": place.province_id, "work_province_id": place.province_id, "work_commune": place}
    with acting_as_system("kiểm thử"):
        employer = Organisation.objects.create(
            name="Công ty May", kind="private_enterprise", commune=place, province=place.province
        )
        told = [("8153", month_after(202606, -at), 30 if at % 12 else 60, "expired") for at in range(-3, 37)]
        told += [("7112", 202610, 4, "open"), ("7112", 202609, 9, "refused")]
        Vacancy.objects.bulk_create(
            Vacancy(
                organisation=employer, title="Việc", search="viec", occupation=code, places_count=places, state=state,
                opens_on=first_day(month), expires_on=first_day(month_after(month, 2)), **where,
            )
            for code, month, places, state in told
        )  # fmt: skip
    return place.province


def test_a_vacancy_counts_in_the_month_it_opened_and_refused_ones_never(province: Place) -> None:
    with acting_as_system("kiểm thử"):
        series = monthly_demand()
        found = {one.code: one for one in demands(today=TODAY, year=2026)}

    assert series["71"] == {202610: 4} and series["81"][202606] == 60 and len(series["81"]) == 40
    sewing = found["81"].outlook
    assert sewing.so_far == 8 * 30 + 60 and sewing.naive_total == 8 * 30 + 60 + 90
    assert sewing.total is not None and sewing.low is not None and sewing.low <= sewing.total
    assert found["71"].outlook.so_far == 0, "the running month is not over"


def test_the_page_tells_the_year_beside_the_year_before(province: Place, client: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    client.force_login(officer(province, name="tinh", role="province_officer"))

    page = client.get("/lao-dong/du-bao-nghe/", {"nghe": "81"}).content.decode()

    assert "Nếu các tháng còn lại như năm trước: 390 chỉ tiêu tuyển dụng" in page and "<svg" in page
