"""One account, two grants: entering or paying in one place, only reading in another. What is done is done with the grant that answers."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from ansinh.benefits import actions as rights
from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import Grant
from ansinh.indicators import actions as figures
from ansinh.indicators.api.periods import Period
from ansinh.indicators.models import Snapshot
from ansinh.payments import actions as payments
from ansinh.payments.models import Recovery, Run
from ansinh.people import actions as people
from ansinh.people.factories import unit
from ansinh.people.models import DoublePair, Person
from ansinh.poverty import actions as poverty
from ansinh.poverty.models import Review
from ansinh.reports import actions as reports
from ansinh.reports.models import Report

BEGAN = date(2020, 1, 1)


@pytest.fixture
def reader(province: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Who enters in commune B and in Kiên Giang, and reads all of Trà Vinh; they act."""
    user = get_user_model().objects.create_user("hai-quyen")
    with acting_as_system("chuẩn bị thử nghiệm"):
        other = unit("91", 1, "province", "Tỉnh", "Kiên Giang").pk
    for role, place in (
        ("commune_officer", province.b.pk),
        ("province_officer", other),
        ("province_accountant", other),
        ("auditor", province.province.pk),
    ):
        Grant.objects.create(user=user, role=role, place_id=place, from_day=BEGAN)
    with acting_as(user):
        yield SimpleNamespace(**vars(province), user=user)


def of_commune_a(there: SimpleNamespace) -> Person:
    return Person.objects.filter(commune=there.a).order_by("pk")[0]


def test_they_read_the_person_they_may_not_correct(reader: Any) -> None:
    found = of_commune_a(reader)

    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        people.correct_person(person=found, changes={"phone": "0912345678"}, reason="thử", by=reader.user)
    own = Person.objects.filter(commune=reader.b).order_by("pk")[0]
    people.correct_person(person=own, changes={"phone": "0912345678"}, reason="bà con báo", by=reader.user)
    assert Person.objects.get(pk=own.pk).phone == "0912345678"


def test_they_decide_no_pair_they_only_read(reader: Any) -> None:
    one, other = Person.objects.filter(commune=reader.a).order_by("pk")[:2]
    pair = DoublePair.objects.create(
        one=one, other=other, weight=500, commune=reader.a, province=reader.province, found_at=timezone.now()
    )

    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        people.judge_two(pair=pair, reason="hai người", by=reader.user)


def test_they_open_no_account_for_a_person_they_only_read(reader: Any) -> None:
    told = {"kind": "cash", "provider": "", "from_day": date(2023, 1, 1)}

    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        rights.set_channel(person=of_commune_a(reader), by=reader.user, **told)


def test_they_type_no_form_of_a_commune_they_only_read(reader: Any) -> None:
    review = Review.objects.get(pk=reader.household_a.pk)

    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        poverty.choose_class(review=review, poverty_class="poor", reason="thử", by=reader.user)
    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        poverty.close_campaign(campaign=reader.campaign, by=reader.user)


def test_they_do_not_set_aside_a_run_or_take_cash_of_a_province_they_only_read(reader: Any) -> None:
    told = {"plan_day": BEGAN, "month": 202401, "programme": "merit", "folder": "x", "law_version": "1"}
    run = Run.objects.create(province=reader.province, inputs_hash="0" * 64, result_hash="0" * 64, **told)
    recovery = Recovery.objects.create(
        run=run,
        person=of_commune_a(reader),
        province=reader.province,
        programme="merit",
        amount_dong=5,
    )

    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        payments.discard(run=run, reason="thử", by=reader.user)
    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        payments.repay(recovery=recovery, amount_dong=5, day=BEGAN, document="1", by=reader.user)


def test_they_enter_no_figure_and_edit_no_report_of_a_place_they_only_read(reader: Any) -> None:
    snapshot = Snapshot.objects.create(
        province=reader.province, id="x", taken_at=timezone.now(), manifest={}, last_event=0
    )
    report = Report.objects.create(
        place=reader.a,
        province=reader.province,
        year=2023,
        snapshot=snapshot,
        built_at=timezone.now(),
        content={"blocks": []},
    )

    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        reports.edit_block(report=report, block="x", text="x", by=reader.user)
    with pytest.raises(NoAccess, match="ngoài phạm vi"):
        figures.enter_figure(
            indicator="poverty.money_411_100", place=reader.a, period=Period(BEGAN, date(2020, 12, 31)), value=Decimal(1),
            source="báo cáo", by=reader.user,
        )  # fmt: skip
