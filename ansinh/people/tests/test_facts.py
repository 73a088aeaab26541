"""What people publish, read from a real database."""

from datetime import date

import pytest
from django.db import connection

from ansinh.core.days import BirthDay
from ansinh.engine import Grain
from ansinh.people import actions, factories
from ansinh.people.facts import household, person

pytestmark = pytest.mark.usefixtures("system")


def rows_of(grain: Grain) -> dict[int, dict]:
    with connection.cursor() as cursor:
        cursor.execute(grain.query)
        names = [column[0] for column in cursor.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


@pytest.mark.parametrize("grain", [person, household], ids=lambda grain: grain.name)
def test_a_grain_has_its_key_its_parents_and_every_published_column(grain: Grain) -> None:
    factories.household()

    row = next(iter(rows_of(grain).values()))

    assert set(row) == {*grain.key_columns, *(fact.column for fact in grain.facts.values())}


def test_a_person_who_changed_households_has_one_row_with_the_household_of_today() -> None:
    first, second = factories.household(), factories.household("Lâm Thị Út")
    child = first.memberships.order_by("-id")[0].person
    actions.leave_household(person=child, to_day=date(2026, 1, 1), by=None)
    actions.join_household(person=child, household=second, role="grandchild", from_day=date(2026, 1, 1), by=None)

    rows = rows_of(person)

    assert len(rows) == 5
    assert (rows[child.pk]["household_id"], rows[child.pk]["person_role"]) == (second.pk, "grandchild")
    assert rows_of(household)[first.pk]["household_member_count"] == 3


def test_a_birth_day_known_in_part_stands_as_its_first_day() -> None:
    told = {
        born: factories.person(birth=born).pk for born in (BirthDay(1950), BirthDay(1950, 7), BirthDay(1950, 12, 31))
    }

    rows = rows_of(person)

    assert [(rows[pk]["person_birth_date"], rows[pk]["person_birth_precision"]) for pk in told.values()] == [
        ("1950-01-01", "year"), ("1950-07-01", "month"), ("1950-12-31", "day"),
    ]  # fmt: skip
