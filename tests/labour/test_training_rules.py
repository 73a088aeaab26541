"""What training pays by the rule, case by case, on every engine; and what its records give as figures."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from ansinh import labour
from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay
from ansinh.engine import Grain
from ansinh.indicators import api
from ansinh.indicators.actions import take_snapshot
from ansinh.labour.actions import training
from ansinh.labour.factories import a_course, a_graduate, a_learner, an_institution, an_organisation
from ansinh.labour.facts import training as published
from ansinh.labour.models import Enrolment, SupplyCollection, SupplyForm
from ansinh.people.factories import long_duc_ward, person, vinh_long
from tests.cases import Suite, differences, figures_tested, house_of, read_cases
from tests.engine.conftest import postgres  # noqa: F401 - fixture


def _complete(record: dict[str, Any], _listed: Any, _day: date) -> None:
    for name, fact in published.course_support.facts.items():
        record[name] = record.pop(name.removeprefix("support_"), False if fact.type_name == "bool" else None)


SUITE = Suite(
    Path(labour.__file__).parent / "tests" / "cases" / "training", ("benefits", "labour", "poverty"), "course_support", {}, _complete, "learner"
)  # fmt: skip
CASES = read_cases(SUITE)
GRAINS = [
    published.learner, published.course, published.school, published.school_staff, published.partner, published.training_money,
    published.streamed,
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.sentence for case in CASES])
@pytest.mark.parametrize("engine", ["interpreted", "duckdb"])
def test_a_case_comes_out(case: Any, engine: str) -> None:
    assert differences(SUITE, case, engine) == []


@pytest.mark.postgres
def test_every_case_comes_out_on_postgresql(postgres: Any) -> None:  # noqa: F811
    assert [said for case in CASES for said in differences(SUITE, case, "postgres", postgres)] == []


def test_every_rule_of_training_has_a_case() -> None:
    rules = {
        name
        for name, column in house_of(SUITE, date(2026, 5, 20)).rules.items()
        if column.rule and column.rule.__module__ == "ansinh.labour.rules.training"
    }

    assert rules == figures_tested(SUITE)


@pytest.mark.django_db
@pytest.mark.parametrize("grain", GRAINS, ids=lambda grain: grain.name)
def test_a_grain_reads_from_the_tables_the_columns_it_publishes(grain: Grain) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({grain.query}) AS asked LIMIT 0")
        read = {column[0] for column in cursor.description}

    assert {grain.key, *(fact.column for fact in grain.facts.values())} <= read


@pytest.fixture(scope="module")
def _told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[SimpleNamespace]:
    """A year of training in one ward, and its snapshot."""
    kept, settings.SNAPSHOTS = settings.SNAPSHOTS, Path(tmp_path_factory.mktemp("snapshots"))
    with django_db_blocker.unblock(), transaction.atomic(), acting_as_system("thử"):
        province = vinh_long()
        _a_year()
        yield SimpleNamespace(province=province, snapshot=take_snapshot(province=province, by=None))
        transaction.set_rollback(True)
    settings.SNAPSHOTS = kept


def _a_year() -> None:
    """2025: two sewing courses and a college class; five learners, four graduates, three at work, one paid for."""
    short, crops = (
        a_course(name=name, from_day=date(2025, 3, 3), to_day=date(2025, 5, 30), is_agricultural=name == "Trồng nấm")
        for name in ("May công nghiệp", "Trồng nấm")
    )
    college = an_institution("Trường Cao đẳng nghề", kind="college", managed_by="central", is_public=False)
    long = a_course(
        name="Công nghệ ô tô", institution=college, level="college", from_day=date(2025, 9, 1), to_day=None, programme="own", places=None
    )  # fmt: skip
    first = a_graduate(course=short, group="poor", distance_km=3, days_attended=30)
    second = a_graduate(course=short, who=person("Thạch Thị Hai", ethnicity=5), group="near_poor")
    third = a_graduate(course=crops, who=person("Kim Văn Ba", sex="m"))
    a_graduate(course=crops, who=person("Kim Văn Bốn", sex="m", birth=BirthDay(1990, 1, 2)))
    a_learner(
        course=long, who=person("Kim Văn Năm", sex="m", birth=BirthDay(2007, 3, 4)), left_school="upper_secondary"
    )
    told = {"checked_on": date(2025, 9, 1), "started_on": date(2025, 7, 1), "by": None}
    training.record_work_after(enrolment=first, employed_after="hired", employer="Công ty May", **told)
    training.record_work_after(enrolment=second, employed_after="own", **told)
    training.record_work_after(enrolment=third, employed_after="own", **told)
    training.pay_support(
        enrolment=first, paid_on=date(2025, 6, 20), decision="15/QĐ", decided_on=date(2025, 6, 10), tuition_dong=3_000_000,
        meals_dong=900_000, travel_dong=0, by=None,
    )  # fmt: skip
    ward = long_duc_ward()
    training.tell_staff(
        institution=college, commune=ward, year=2025, role="teacher", contract="permanent", level="university", total=40, women=22,
        minority=9, minority_women=5, by=None,
    )  # fmt: skip
    training.tell_leavers(commune=ward, year=2025, lower_secondary=40, upper_secondary=20, target_group=16, by=None)
    training.tell_spending(
        commune=ward, year=2025, month=12, source="central", nature="recurrent", programme="ntp_poverty", allotted_dong=5_000_000,
        spent_dong=4_000_000, by=None,
    )  # fmt: skip
    for number in range(3):
        enterprise = an_organisation(f"Công ty {number}", kind="private_enterprise")
        for school in (an_institution(), college)[: number + 1]:
            partnership = training.register_partnership(
                enterprise=enterprise, institution=school, registered_on=date(2025, 2, 3), by=None
            )
            if number == 2:
                training.sign_framework(partnership=partnership, signed_on=date(2025, 5, 6), by=None)
    _supply("untrained", "skilled", "short_course", "elementary", "university", "untrained")


def _supply(*qualifications: str) -> None:
    """A closed collection of 2025: one person of the labour force for each qualification, and a trained one outside it."""
    ward = long_duc_ward()
    SupplyCollection.objects.create(
        commune=ward,
        province_id=ward.province_id or "",
        year=2025,
        opened_on=date(2025, 7, 1),
        closed_on=date(2025, 9, 30),
    )
    for number, qualification in enumerate((*qualifications, "college")):
        is_outside = number == len(qualifications)
        status = (
            {"status": "inactive", "inactive_reason": "housework"}
            if is_outside
            else {"status": "employed", "employment": "employee"}
        )
        SupplyForm.objects.create(
            person=person(f"Sơn Văn {'ABCDEFGH'[number]}", sex="m"), year=2025, commune=ward, province_id=ward.province_id or "",
            general_education="lower_secondary", qualification=qualification, collected_on=date(2025, 8, 1), **status,
        )  # fmt: skip


@pytest.fixture
def told(_told: SimpleNamespace, db: Any) -> SimpleNamespace:
    return _told


FIGURES = {
    "enrolled": 5, "enrolled.under_3_months": 4, "enrolled.college": 1, "enrolled.institutions": 1, "enrolled.female": 2,
    "enrolled.minority": 1, "enrolled.poor": 2, "enrolled.socialised": 1, "courses": 3, "graduated": 4, "graduated.under_3_months": 4,
    "employed_after": 3, "employed_after.hired": 1, "employed_after.self": 2, "employed_after_rate": 75, "supported": 1,
    "institutions": 2, "institutions.college": 1, "institutions.intermediate": 1, "institutions.centres": 0, "teachers": 40, "managers": 0,
    "budget.amount": 4_000_000, "programme.allocated": 5_000_000, "programme.disbursed_rate": 80,
    "enterprise_cooperation.registered": 3, "enterprise_cooperation.signed": 1, "streaming.upper_secondary": 1,
    "streaming.upper_secondary_rate": 5, "streaming.lower_secondary_rate": 0, "streaming.target_group": 16, "trained_rate": 66.67,
    "certified_rate": 33.33, "trained_rate.vocational": 50,
}  # fmt: skip


def test_the_figures_of_a_year_count_its_records(told: SimpleNamespace) -> None:
    names = [f"training.{name}" for name in FIGURES]

    with acting_as_system("thử"):
        found = api.figures(names, place=told.province, period=api.period_of(year=2025), snapshot=told.snapshot)

    given = {name: found[f"training.{name}"].value for name in FIGURES}
    assert {name: round(float(str(value)), 2) for name, value in given.items() if value is not None} == FIGURES


@pytest.mark.parametrize(
    ("name", "by", "cells"),
    [
        ("enrolled", "learner_managed_by", {"central": 1, "local": 4}),
        ("enrolled", "learner_is_public", {True: 4, False: 1}),
        ("supported", "learner_group", {"poor": 1}),
        ("graduated", "learner_is_agricultural", {True: 2, False: 2}),
        ("teachers", "school_staff_is_female", {True: 22, False: 18}),
        ("institutions", "school_kind", {"college": 1, "intermediate": 1}),
        ("budget.amount", "training_money_source", {"central": 4_000_000}),
    ],
)
def test_a_sheet_finds_its_columns_in_the_breakdowns(
    told: SimpleNamespace, name: str, by: str, cells: dict[Any, int]
) -> None:
    with acting_as_system("thử"):
        asked = {"place": told.province, "period": api.period_of(year=2025), "by": by, "snapshot": told.snapshot}
        found = api.figures([f"training.{name}"], **asked)[f"training.{name}"]

    assert {row.key: row.value for row in found.rows if row.value} == cells


def test_a_figure_opens_the_learners_behind_it(told: SimpleNamespace) -> None:
    with acting_as_system("thử"):
        asked = {"place": told.province, "period": api.period_of(year=2025), "snapshot": told.snapshot}
        opened = api.records("training.employed_after", **asked)
        learners = Enrolment.objects.filter(pk__in=[one.listed for one in opened]).select_related("course")
        names = sorted(one.course.name for one in learners)

    assert names == ["May công nghiệp", "May công nghiệp", "Trồng nấm"]
