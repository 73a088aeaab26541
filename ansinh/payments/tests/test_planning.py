"""What a plan says: what is owed and not recognised, held back, carried, set off."""

import pytest

from ansinh.core.access import acting_as_system
from ansinh.payments.factories import a_pay_province
from ansinh.payments.jobs.inputs import table_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


def test_a_month_owes_each_person_what_the_rules_give():
    there = a_pay_province(n=3)

    run = there.plan(202401)

    assert run.totals["steps"]["due"] == {"label_vi": "Tháng này", "count": 3, "dong": 3 * 360_000}
    assert run.totals["steps"]["list_total"]["dong"] == 3 * 360_000
    assert table_of(run, "orders")["reference"].to_pylist()[0] == "84A202401-1-0000001"
