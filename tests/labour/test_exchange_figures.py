"""Jobs created as figures: who counts by `labour.jobs_counted`, each part, what else the exchange counts; every figure opens its records."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay
from ansinh.engine.house import House
from ansinh.indicators.actions import take_snapshot
from ansinh.indicators.api import figure
from ansinh.labour.actions import exchange_help, placements
from ansinh.labour.factories import enterprise, open_vacancy, seeker_of
from ansinh.labour.facts.placements import WITHOUT_TERM, placement
from ansinh.labour.models import Application, Placement, PlacementCheck
from ansinh.labour.rules.placements import placement_counts
from ansinh.law import law_on
from ansinh.people import factories
from ansinh.places.models import Place

YEAR = 2026
LOCAL = {"destination": "local", "channel": "employer", "employer": "Công ty May"}
AWAY = {"destination": "other_province", "channel": "self", "employer": "Công ty ở Bình Dương"}
ABROAD = {
    "destination": "abroad",
    "channel": "contract",
    "employer": "Công ty ở Nhật",
    "market": "japan",
    "contract_months": 36,
}


@pytest.mark.parametrize(
    ("said", "months", "longest_before", "counts"),
    [
        ("hợp đồng 12 tháng, chưa nhận việc nào trong năm", 12, None, True),
        ("không xác định thời hạn hoặc tự làm", None, None, True),
        ("hợp đồng 2 tháng", 2, None, False),
        ("hợp đồng đúng 3 tháng", 3, None, True),
        ("việc thứ hai trong năm, việc trước 12 tháng", 12, 12, False),
        ("việc thứ hai trong năm, việc trước tự làm", 6, WITHOUT_TERM, False),
        ("việc trước chỉ 1 tháng, việc này 12 tháng", 12, 1, True),
        ("cả hai việc đều ngắn", 2, 1, False),
    ],
)
def test_a_person_counts_once_a_year_by_the_first_job_that_is_long_enough(
    said: str, months: int | None, longest_before: int | None, counts: bool
) -> None:
    house = House.of([placement], [placement_counts], law_on(date(YEAR, 12, 31)))

    trace = house.trace("placement_counts", {"placement_months": months, "placement_longest_before": longest_before})

    assert trace.value is counts, said


@pytest.fixture
def counted(db: Any, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """A ward and a commune with jobs begun this year in every way, and a snapshot of them."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    with acting_as_system("chuẩn bị thử nghiệm"):
        province, ward, beside = factories.vinh_long(), factories.long_duc_ward(), factories.cang_long()
        Place.objects.filter(pk=ward.pk).update(is_urban=True)
        one, two, three, four, five, six = (
            factories.person(
                f"Kim Văn Lao {mark}", sex="f" if mark in "BD" else "m", birth=BirthDay(1990, 2, number), commune=ward
            )
            for number, mark in enumerate("ABCDEG", start=1)
        )
        rural = factories.person("Sơn Thị Quê", birth=BirthDay(1991, 1, 1), commune=beside)

        def begins(person: Any, month: int, **told: Any) -> Placement:
            return placements.record_placement(person=person, started_on=date(YEAR, month, 5), by=None, **told)

        first = begins(one, 2, **LOCAL, contract_months=12, sector="industry")
        begins(one, 6, **AWAY)
        begins(two, 3, **AWAY, contract_months=1)
        begins(two, 4, **AWAY, contract_months=6)
        begins(three, 5, **ABROAD)
        placements.cancel_placement(placement=begins(four, 5, **LOCAL), reason="ghi nhầm", by=None)
        begins(rural, 7, **{**LOCAL, "channel": "self"}, is_new=False, sector="agriculture")
        loan = exchange_help.record_loan(
            person=five,
            project="Nuôi bò",
            amount_dong=80_000_000,
            lent_on=date(YEAR, 1, 5),
            association="farmers",
            by=None,
        )
        exchange_help.add_loan_job(
            loan=loan, person=five, effect="kept", started_on=date(YEAR, 1, 5), sector="agriculture", by=None
        )
        exchange_help.give_counsel(person=six, subject="job", given_on=date(YEAR, 3, 1), by=None)
        exchange_help.give_counsel(person=six, subject="training", given_on=date(YEAR, 3, 2), by=None)
        PlacementCheck.objects.create(placement=first, after_months=3, is_employed=True, checked_on=date(YEAR, 5, 6))
        search = seeker_of(six, registered_on=date(YEAR, 3, 1))
        seeker_of(two, registered_on=date(YEAR, 3, 1))
        Application.objects.create(
            seeker=search, vacancy=open_vacancy(enterprise()), kind="referred", sent_on=date(YEAR, 3, 2)
        )
        begins(six, 4, destination="local", channel="exchange", employer="Công ty May", contract_months=12)
        take_snapshot(province=province, by=None)
        yield SimpleNamespace(province=province, ward=ward, beside=beside)


def test_the_figures_of_jobs_count_these_records(counted: SimpleNamespace) -> None:
    with acting_as_system("đọc chỉ tiêu"):
        told = {
            name: figure(name, place=counted.province, year=YEAR).value
            for name in (
                "jobs.created", "jobs.created.local", "jobs.created.other_province", "jobs.created.abroad", "jobs.created.domestic",
                "jobs.created.new", "jobs.created.self", "jobs.created.female", "jobs.created.rural", "jobs.created.agriculture",
                "jobs.created.industry", "jobs.fund.jobs", "jobs.fund.amount", "jobs.fund.projects", "jobs.counselled", "jobs.seekers",
                "jobs.introduced", "jobs.placed", "jobs.placed_rate", "jobs.kept.3_months", "jobs.kept.3_months.asked",
                "jobs.kept.3_months_rate", "jobs.created.domestic.share",
            )
        }  # fmt: skip
        by_channel = {
            row.key: row.value
            for row in figure("jobs.created", place=counted.province, year=YEAR, by="placement_channel").rows
        }
        in_beside = figure("jobs.created", place=counted.beside, year=YEAR).value
        by_association = figure("jobs.fund.jobs", place=counted.province, year=YEAR, by="placement_association").rows

    share = told.pop("jobs.created.domestic.share")
    assert isinstance(share, Decimal) and round(share, 2) == Decimal("83.33")
    assert told == {
        "jobs.created": 6, "jobs.created.local": 4, "jobs.created.other_province": 1, "jobs.created.abroad": 1, "jobs.created.domestic": 5,
        "jobs.created.new": 4, "jobs.created.self": 2, "jobs.created.female": 2, "jobs.created.rural": 1, "jobs.created.agriculture": 2,
        "jobs.created.industry": 1, "jobs.fund.jobs": 1, "jobs.fund.amount": 80_000_000, "jobs.fund.projects": 1, "jobs.counselled": 2,
        "jobs.seekers": 2, "jobs.introduced": 1, "jobs.placed": 1, "jobs.placed_rate": 50, "jobs.kept.3_months": 1, "jobs.kept.3_months.asked": 1,
        "jobs.kept.3_months_rate": 100,
    }  # fmt: skip
    assert by_channel == {"employer": 1, "self": 2, "contract": 1, "loan": 1, "exchange": 1} and in_beside == 1
    assert [(row.key, row.value) for row in by_association if row.value] == [("farmers", 1)]
