"""Forecasts: what a long series tells, what a short one does not, and the months of an indicator in one question."""

import io
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from ansinh.core.access import acting_as_system
from ansinh.core.days import first_day, month_after
from ansinh.core.forecast import SHORTEST, outlook
from ansinh.core.forecast_told import picture, sentences
from ansinh.indicators.actions import take_snapshot
from ansinh.indicators.api.forecasts import forecast
from ansinh.indicators.models import Snapshot
from ansinh.labour.models import Placement
from ansinh.people.factories import long_duc_ward, officer
from ansinh.people.models import Person, name_columns

SEASON = (4, 2, 6, 7, 8, 8, 6, 6, 9, 9, 8, 12)


def _series(months: int, first: int = 202201, scale: int = 40) -> dict[int, int]:
    rng = np.random.default_rng(5)
    return {month_after(first, at): int(rng.poisson(scale * SEASON[at % 12] * 1.01**at)) for at in range(months)}


def test_a_long_series_is_told_with_its_interval_and_tested_on_its_own_past() -> None:
    whole = _series(60)
    known = {month: value for month, value in whole.items() if month <= 202606}

    told = outlook(known, 2026)

    actual = sum(value for month, value in whole.items() if month >= 202601)
    assert told.low is not None and told.high is not None and told.total is not None
    assert told.low < actual < told.high and told.so_far < told.low < told.total < told.high
    assert told.naive_total == told.so_far + sum(whole[month] for month in range(202507, 202513))
    assert told.tested is not None and told.tested.times >= 12 and told.tested.held >= told.tested.times // 2
    assert told.ahead[-1].sum == pytest.approx(told.total)
    assert "khả năng nằm từ" in " ".join(sentences(told, "person", 12_000)) and picture(
        told, "person", "Thử"
    ).startswith("<svg")


def test_a_short_series_has_no_interval_and_says_so() -> None:
    known = _series(20)

    told = outlook(known, 2023)

    assert (told.total, told.low, told.high, told.tested) == (None, None, None, None)
    assert f"ngắn hơn {SHORTEST} tháng" in told.why
    assert told.naive_total == told.so_far + sum(known[month] for month in range(202209, 202213))
    assert told.share_total == pytest.approx(
        told.so_far * sum(list(known.values())[:12]) / sum(list(known.values())[:8])
    )


def test_nothing_is_told_of_too_few_months_of_a_gap_or_of_a_year_that_is_over() -> None:
    assert "cần đủ 12 tháng" in outlook(_series(5), 2022).why
    assert "thiếu số liệu" in outlook({202401: 3, 202403: 4}, 2024).why
    over = outlook(_series(24), 2023)
    assert "không còn gì phải dự báo" in over.why and over.ahead == ()


@pytest.fixture
def jobs(db: Any, settings: Any, tmp_path: Any) -> Any:
    """One person for each job begun from January 2023 to September 2026, in one commune, and a snapshot of 5 October."""
    settings.SNAPSHOTS = tmp_path
    with acting_as_system("kiểm thử"):
        place = long_duc_ward()
        told = _series(45, 202301, scale=1)
        where = {"commune": place, "province_id": place.province_id}
        numbered = [month for month, count in told.items() for _ in range(count)]
        people = Person.objects.bulk_create(
            [Person(**name_columns("Kim Văn Lao"), sex="m", birth_year=1990, **where) for _ in numbered]
        )
        Placement.objects.bulk_create(
            [
                Placement(
                    person=one,
                    started_on=first_day(month),
                    destination="local",
                    channel="exchange",
                    employer="X",
                    **where,
                )
                for one, month in zip(people, numbered, strict=True)
            ]
        )
        assert place.province is not None
        taken = take_snapshot(province=place.province, by=None)
        Snapshot.objects.filter(pk=taken.pk).update(taken_at=datetime(2026, 10, 5, tzinfo=UTC))
        yield place.province, told


def test_the_months_of_an_indicator_come_from_the_snapshot_and_the_command_tells_them(jobs: Any) -> None:
    province, told = jobs

    found = forecast("jobs.created", place=province, year=2026)
    printed = io.StringIO()
    call_command("figure", "jobs.created", place=province.pk, year=2026, forecast=True, until="2026-09", stdout=printed)

    assert found.outlook is not None
    assert dict(found.outlook.known) == {month: value for month, value in told.items() if month > 202600}
    assert found.outlook.total is not None and [one.month for one in found.outlook.ahead] == [202610, 202611, 202612]
    assert "Đến hết tháng 09/2026" in printed.getvalue() and "Dự báo cả năm 2026" in printed.getvalue()
    with pytest.raises(CommandError, match="tỷ lệ"):
        call_command("figure", "poverty.poverty_rate", place=province.pk, year=2026, forecast=True)


def test_the_page_shows_the_picture_and_the_words(jobs: Any, client: Any) -> None:
    province, _ = jobs
    client.force_login(officer(province, name="tinh", role="province_officer"))

    page = client.get(
        "/chi-tieu/jobs.created/du-bao/", {"noi": province.pk, "nam": 2026, "den": "2026-08"}
    ).content.decode()

    assert "Đến hết tháng 08/2026" in page and "<svg" in page and "các tháng còn lại như năm trước" in page
    beside = client.get("/chi-tieu/jobs.created/", {"noi": province.pk, "nam": 2026}).content.decode()
    assert "Dự báo đến cuối năm" in beside
