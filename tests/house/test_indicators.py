"""Contracts of every indicator of the house: named, labelled, wired, and open to the records behind any number of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ansinh.core.access import acting_as_system
from ansinh.core.numbers import UNITS
from ansinh.engine.collect import collect
from ansinh.engine.house import house_on
from ansinh.engine.measures import Count, Entered, Fall, Ratio, Total
from ansinh.indicators import api
from ansinh.indicators.api.catalogue import PLACE_LEVELS, counted, grain_of
from ansinh.indicators.api.checks import names_in
from ansinh.indicators.factories import (
    Situation,
    reviewed_province,
    with_dossiers,
    with_payments,
    with_titles,
    with_training,
    with_unemployment,
)
from ansinh.indicators.jobs import as_rule
from ansinh.indicators.models import Snapshot
from ansinh.labour.factories import conditions_of_a_year, exchange_of_a_year, fairs_of_a_year, market_of_a_year
from ansinh.law import law_on
from ansinh.people.models import Person

INDICATORS = list(collect().indicators.values())
YEAR_END = api.period_of(year=2023)
TODAY = date(2026, 11, 1)
COUNTED = [one for one in INDICATORS if not isinstance(one.measure, Entered)]
on_each = pytest.mark.parametrize("indicator", INDICATORS, ids=[one.name for one in INDICATORS])
on_each_counted = pytest.mark.parametrize("indicator", COUNTED, ids=[one.name for one in COUNTED])


@on_each
def test_an_indicator_has_labels_unit_kind_and_definition(indicator: Any) -> None:
    assert indicator.label_vi and indicator.label_en and indicator.label_vi != indicator.label_en
    assert indicator.unit in UNITS
    assert indicator.kind in ("stock", "flow", "ratio")
    assert indicator.definition_vi
    assert indicator.by or isinstance(indicator.measure, Entered)
    assert indicator.better in ("", "higher", "lower")


def test_a_figure_that_is_typed_is_broken_down_by_nothing() -> None:
    assert [one.name for one in INDICATORS if isinstance(one.measure, Entered) and one.by] == []


def test_labels_tell_indicators_apart() -> None:
    for labels in ([one.label_vi for one in INDICATORS], [one.label_en for one in INDICATORS]):
        assert len(labels) == len(set(labels))


@on_each_counted
def test_a_breakdown_is_a_place_or_a_published_fact_its_records_can_see(indicator: Any) -> None:
    wiring = house_on(law_on(date(2023, 12, 1))).wiring

    for by in indicator.by:
        if by not in PLACE_LEVELS:
            assert wiring.column(by).grain in wiring.ancestors(grain_of(indicator.name))


@on_each_counted
def test_a_measure_is_wired_under_the_law_in_force(indicator: Any) -> None:
    house = house_on(law_on(date(2023, 12, 1)))

    for name in counted(indicator.name):
        told = collect().indicators[name]
        assert isinstance(told.measure, Count | Total)
        assert house.wiring.bind(as_rule(told), name).grain in ("", told.measure.grain)
    if isinstance(indicator.measure, Ratio):
        assert {indicator.measure.numerator, indicator.measure.denominator} <= set(collect().indicators)
    if isinstance(indicator.measure, Fall):
        assert indicator.measure.of in collect().indicators


def test_a_relation_names_indicators_of_the_house() -> None:
    for relation in collect().relations:
        assert set(names_in(relation)) <= set(collect().indicators)


@pytest.fixture(scope="module")
def _made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Situation, Snapshot]]:
    """One small province and its snapshot for all the questions below."""
    kept, settings.SNAPSHOTS = settings.SNAPSHOTS, Path(tmp_path_factory.mktemp("snapshots"))
    with django_db_blocker.unblock(), transaction.atomic(), acting_as_system("thử"):
        there = reviewed_province(households=60, seed=7)
        with_titles(there)
        with_payments(there)
        with_dossiers(there)
        with_unemployment(there)
        places = [(unit, there.province) for unit in (there.first, there.second)]
        conditions_of_a_year(*places, people=Person._base_manager.order_by("pk")[:12])
        with_training(there)
        fairs_of_a_year(Person._base_manager.order_by("pk")[:24])
        market_of_a_year(*places, people=Person._base_manager.filter(commune__in=[unit for unit, _ in places])[:60])
        exchange_of_a_year(Person._base_manager.order_by("-pk")[:24])
        yield there, there.snapshot()
        transaction.set_rollback(True)
    settings.SNAPSHOTS = kept


@pytest.fixture
def reviewed(_made_once: tuple[Situation, Snapshot], db: Any) -> tuple[Situation, Snapshot]:
    """The small province and its snapshot; asking for the database keeps this away from any real one."""
    return _made_once


def _opened(indicator: str, place: Any, snapshot: Any, **asked: Any) -> int:
    return sum(one.value for one in api.records(indicator, place=place, period=YEAR_END, snapshot=snapshot, **asked))


@on_each_counted
def test_the_records_behind_any_number_of_any_breakdown_add_up_to_it(
    indicator: Any, reviewed: tuple[Situation, Snapshot]
) -> None:
    there, snapshot = reviewed
    with acting_as_system("thử"):
        for by in ("", *indicator.by):
            for map_day in (None, TODAY) if by in ("", *PLACE_LEVELS) else (None,):
                asked = {"place": there.province, "by": by, "map_day": map_day, "snapshot": snapshot}
                told = api.figures([indicator.name], period=YEAR_END, **asked)[indicator.name]

                if not isinstance(indicator.measure, Count | Total | Ratio):
                    continue
                whole = told.value if told.denominator is None else told.numerator
                cells = [(row.key, row.value if told.denominator is None else row.numerator) for row in told.rows]
                assert _opened(indicator.name, **{**asked, "by": ""}) == (whole or 0)
                for key, value in cells:
                    assert _opened(indicator.name, **asked, cell=key) == value
                assert not by or sum(value for _, value in cells) == whole


@on_each_counted
def test_a_figure_is_the_same_on_todays_map(indicator: Any, reviewed: tuple[Situation, Snapshot]) -> None:
    there, snapshot = reviewed
    with acting_as_system("thử"):
        asked = {"place": there.province, "period": YEAR_END, "snapshot": snapshot}

        then = api.figures([indicator.name], **asked)[indicator.name]
        today = api.figures([indicator.name], **asked, map_day=TODAY)[indicator.name]

        assert then.value == today.value
