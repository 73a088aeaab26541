"""Two officers write the same personal number in the same moment: one has it, the other is told whose it is. On SQLite and on PostgreSQL."""

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay
from ansinh.people import actions, factories
from ansinh.people.actions import Refused
from ansinh.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
NUMBER = "084180000777"
FILE = f"Họ và tên;Quan hệ với chủ hộ;Ngày sinh;Giới tính;Số CCCD;Xã, phường\nKim Thị Dây;Chủ hộ;03/02/1980;Nữ;{NUMBER};Long Đức\n"


def registers() -> str:
    factories.person("Kim Thị Dây", birth=BirthDay(1980), personal_number=NUMBER)
    return "done"


def corrects() -> str:
    person = Person._base_manager.get(name="Kim Thị Cũ")
    actions.correct_person(person=person, changes={"personal_number": NUMBER}, reason="Theo thẻ căn cước", by=None)
    return "done"


def imports() -> str:
    plan, _ = actions.import_people(content=FILE.encode(), file_name="a.csv", day=date(2026, 3, 1), by=None)
    assert plan.counts["refused"] == 1 and plan.counts["added"] == 0
    return " ".join(row.reason for row in plan.rows if row.outcome == "refused")


@pytest.mark.parametrize("door", [registers, corrects, imports])
def test_the_second_of_two_with_one_number_is_told_whose_it_is(door: Callable[[], str]) -> None:
    with acting_as_system("kiểm thử"):
        factories.long_duc_ward()
        factories.long_duc()
        factories.person("Kim Thị Cũ", birth=BirthDay(1980))
    is_written, said = threading.Event(), []

    def first() -> None:
        with acting_as_system("kiểm thử"), transaction.atomic():
            factories.person("Thạch Thị Trước", birth=BirthDay(1980, 5, 12), personal_number=NUMBER)
            is_written.set()
            time.sleep(0.4)  # the other has looked and found nobody, and now writes
        connection.close()

    def second() -> None:
        is_written.wait(20)
        try:
            with acting_as_system("kiểm thử"):
                said.append(door())
        except Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    threads: list[Any] = [threading.Thread(target=act) for act in (first, second)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    assert len(said) == 1 and NUMBER in said[0] and "Thạch Thị Trước" in said[0], said
    assert [one.name for one in Person._base_manager.filter(personal_number=NUMBER)] == ["Thạch Thị Trước"]
