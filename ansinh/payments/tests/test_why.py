"""`ansinh why PERSON`: the month, the months before it, what was paid; on the page, for machines, and only inside one's scope."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ansinh.benefits.factories import a_title
from ansinh.core.access import acting_as_system
from ansinh.payments.factories import a_hand, a_pay_province
from ansinh.payments.jobs.why import why
from ansinh.people.factories import cang_long
from ansinh.people.models import Person

pytestmark = pytest.mark.django_db

PLANNED = date(2026, 10, 6)


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


@pytest.fixture
def there():
    return a_pay_province(n=2, category="disabled_severe", opening=202607)


def asked(*arguments):
    out = StringIO()
    call_command("why", *arguments, stdout=out)
    return out.getvalue()


def test_october_tells_the_arrears_of_decree_335_for_each_month_once(there):
    found = why(there.people[0], 202610, day=PLANNED)

    assert [(one.for_month, one.before_dong, one.owed_dong) for one in found.arrears] == [
        (month, 1_000_000, 1_080_000) for month in (202607, 202608, 202609)
    ]
    assert found.arrears_dong == 3 * 2 * 40_000 and found.total_dong == 1_080_000 + 240_000
    assert "Nghị định 335/2026/NĐ-CP Điều 4 khoản 2" in found.arrears[0].sentence
    assert "2 × 540.000 − 2 × 500.000 = 80.000" in found.arrears[0].sentence


def test_september_pays_the_old_level_though_the_new_one_is_known(there):
    found = why(there.people[0], 202609, day=date(2026, 8, 24))

    assert found.total_dong == 1_000_000 and found.arrears == ()


def test_after_the_runs_are_signed_the_ledger_answers(there):
    for month, day in ((202607, date(2026, 6, 24)), (202608, date(2026, 7, 24)), (202609, date(2026, 8, 20))):
        there.accept("assistance", month, day)
        there.pay(month, on=day)
    there.pay(202610, on=PLANNED)

    found = why(there.people[0], 202610)

    assert [one.is_recognised for one in found.arrears] == [True] * 3 and found.arrears_dong == 240_000
    assert sum(one.amount_dong for one in found.paid) == found.total_dong == found.paid[0].order_dong
    assert why(there.people[0], 202611, day=date(2026, 10, 24)).arrears == ()


def test_a_title_raised_afterwards_brings_the_difference_to_what_was_recognised(there):
    there.accept("assistance", 202607, date(2026, 6, 24))
    there.pay(202607, on=date(2026, 6, 24))
    raised = there.people[0]
    raised.titles.update(to_day=date(2026, 7, 1))
    a_title(raised, "disabled_extra_severe", 202607)

    found = why(raised, 202608, day=date(2026, 7, 24))

    assert [(one.for_month, one.before_dong, one.owed_dong, one.is_recognised) for one in found.arrears] == [
        (202607, 1_000_000, 1_250_000, True)
    ]
    assert found.total_dong == 1_250_000 + 250_000


def test_the_command_answers_by_number_id_and_name_and_says_who_else_is_meant(there):
    person = there.people[0]
    Person.objects.filter(pk=person.pk).update(personal_number="084140000001")

    by_number = json.loads(asked("084140000001", "--month", "2026-10", "--day", "2026-10-06", "--json"))
    by_name = asked(person.name, "--commune", "long-duc", "--month", "10/2026", "--day", "2026-10-06")

    assert by_number["with_arrears_dong"] == 1_320_000 and by_number["person_id"] == person.pk
    assert "truy lĩnh 80.000 đồng" in by_name and "1.080.000 + 240.000 = 1.320.000 đồng" in by_name
    Person.objects.filter(pk=there.people[1].pk).update(name_folded=person.name_folded)
    with pytest.raises(CommandError, match="nhiều người"):
        asked(person.name, "--commune", "long-duc", "--month", "2026-10")
    with pytest.raises(CommandError, match="Không có ai tên"):
        asked("Không Ai Cả", "--commune", "long-duc", "--month", "2026-10")
    with pytest.raises(CommandError, match="2026-13"):
        asked(str(person.pk), "--month", "2026-13")


def test_the_page_and_the_machine_tell_the_same_and_only_inside_the_scope(there, client):
    person = there.people[0]
    client.force_login(there.officer)

    page = client.get(f"/chi-tra/vi-sao/{person.pk}/202610/?mo=het")
    data = client.get(f"/chi-tra/vi-sao/{person.pk}/202610.json").json()

    assert "1.080.000 đồng" in page.content.decode() and "2 × 540.000 = 1.080.000" in page.content.decode()
    assert data["total_dong"] == 1_080_000 and data["arrears_dong"] == 240_000
    assert client.get(f"/chi-tra/vi-sao/{person.pk}/202613/").status_code == 404
    client.force_login(a_hand("xakhac", "commune_officer", cang_long()))
    assert client.get(f"/chi-tra/vi-sao/{person.pk}/202610/").status_code == 404
    assert client.get(f"/chi-tra/vi-sao/{person.pk}/202610.json").status_code == 404
