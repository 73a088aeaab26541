"""Fewer than five people of a group kept apart are no number to who has no grant for them, in any form, nor is what would give them away."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import Grant
from ansinh.indicators import api
from ansinh.indicators.api.answers import Figure, Row
from ansinh.indicators.api.few import discreet
from ansinh.people.factories import tra_vinh
from ansinh.poverty.factories import make_user


def told(there: SimpleNamespace, name: str, values: dict[Any, int], by: str = "commune") -> Figure:
    """A figure of the province with these cells, as who acts may see it."""
    rows = tuple(Row(key, str(key), str(key), value) for key, value in values.items())
    whole = sum(values.values())
    return discreet(
        Figure(api.indicator_named(name), there.place, api.period_of(year=2023), value=whole, by=by, rows=rows)
    )


@pytest.fixture
def there(db: Any) -> SimpleNamespace:
    with acting_as_system("chuẩn bị thử nghiệm"):
        place = tra_vinh()
        users = {name: make_user(name, "province_officer", place) for name in ("thuong", "nhay_cam")}
    tomorrow = timezone.localdate() + timedelta(days=1)
    Grant.objects.filter(user=users["nhay_cam"]).update(sees_sensitive=True, to_day=tomorrow)
    return SimpleNamespace(place=place, **users)


def shown(figure: Figure) -> list[Any]:
    return [figure.value, *(row.value for row in figure.rows)]


def test_one_to_four_are_hidden_and_five_and_none_are_not(there: Any) -> None:
    with acting_as(there.thuong):
        few, enough = (
            told(there, "benefits.assistance_with_hiv", {"a": 3, "b": 0}),
            told(there, "benefits.assistance_with_hiv", {"a": 5, "b": 0}),
        )

    assert shown(few) == [None, None, 0] and few.is_few and "nhạy cảm" in few.missing
    assert shown(enough) == [5, 5, 0]


def test_one_hidden_cell_takes_the_next_smallest_with_it(there: Any) -> None:
    with acting_as(there.thuong):
        alone = told(there, "benefits.assistance_with_hiv", {"a": 9, "b": 2, "c": 6, "d": 0})
        two = told(there, "benefits.assistance_with_hiv", {"a": 9, "b": 2, "c": 1})

    assert shown(alone) == [17, 9, None, None, 0]
    assert shown(two) == [12, 9, None, None]


def test_a_category_kept_apart_is_hidden_in_the_breakdown_of_an_ordinary_figure(there: Any) -> None:
    cells = {"orphan": 2, "child_hiv": 1, "single_parent": 40}
    with acting_as(there.thuong):
        figure = told(there, "benefits.assistance_people", cells, by="held_category")
        by_place = told(there, "benefits.assistance_people", {"a": 2, "b": 1})

    assert shown(figure) == [43, None, None, 40]
    assert shown(by_place) == [3, 2, 1]


def test_who_holds_the_grant_sees_the_numbers(there: Any) -> None:
    with acting_as(there.nhay_cam):
        assert shown(told(there, "benefits.assistance_with_hiv", {"a": 3, "b": 0})) == [3, 3, 0]
