"""The small things every room stands on."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from ansinh.core import append_only, audit, days, names, numbers
from ansinh.core.access import NoAccess, acting_as_system, current_scope
from ansinh.core.models import AuditEvent
from ansinh.people.models import Person


def test_names_sort_by_given_name_with_vietnamese_letters_and_tones():
    given = ["Phạm Đạt", "Nguyễn Văn Ấn", "Trần Văn An", "Lê Thị Ăn", "Phạm Dũng", "Nguyễn Văn Ân", "Nguyễn Thị An"]

    ordered = sorted(given, key=names.sort_key)

    assert [name.split()[-1] for name in ordered] == ["An", "An", "Ăn", "Ân", "Ấn", "Dũng", "Đạt"]
    assert ordered[:2] == ["Nguyễn Thị An", "Trần Văn An"]


def test_folding_takes_every_mark_and_the_bar_of_d():
    assert names.fold("  ĐẶNG  Thị Ánh Tuyết ") == "dang thi anh tuyet"
    assert names.slug("Trà Vinh") == "tra-vinh"


def test_figures_are_written_as_officials_do():
    assert numbers.figure(287_500, "household") == "287.500 hộ"
    assert numbers.figure(Decimal("1.2010"), "percent") == "1,20 %"
    assert numbers.decimal(Decimal("0.125")) == "0,13"
    assert numbers.figure(None, "household") == "chưa có số liệu"


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("5/1/1950", "05/01/1950"),
        ("1/1950", "01/1950"),
        (1950, "1950"),
        (18264, "01/01/1950"),
        (datetime(1950, 1, 5), "05/01/1950"),
    ],
)
def test_a_birth_day_is_read_as_far_as_it_is_known(cell: object, said: str):
    assert str(days.read_birth_day(cell)) == said


def test_a_day_not_in_the_calendar_is_refused_with_its_value():
    with pytest.raises(ValueError, match="30/02/1950"):
        days.read_birth_day("30/02/1950")


def test_formal_days_have_the_noughts_of_the_decree():
    assert days.formal_day(date(2024, 1, 5)) == "ngày 05 tháng 01 năm 2024"
    assert days.formal_day(date(2024, 12, 25)) == "ngày 25 tháng 12 năm 2024"


@pytest.mark.django_db
def test_nobody_sees_rows_when_nobody_acts():
    with pytest.raises(NoAccess):
        current_scope()
    with pytest.raises(NoAccess):
        Person.objects.count()


@pytest.mark.django_db
def test_an_event_changed_afterwards_breaks_the_chain_from_there():
    with acting_as_system("thử"), transaction.atomic():
        first, second = audit.record("a", "thing:1"), audit.record("b", "thing:2")
    assert list(audit.broken_links()) == []

    with append_only.lifted():
        AuditEvent.objects.filter(pk=first.pk).update(reason="đổi sau")

    assert first.pk in list(audit.broken_links())
    assert second.previous_hash == first.hash


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_the_transaction_of_its_act_is_refused():
    with acting_as_system("thử"), pytest.raises(transaction.TransactionManagementError):
        audit.record("a", "thing:1")
