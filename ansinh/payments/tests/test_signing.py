"""What a signature does: everything or nothing, by another hand, of the very list that was planned."""

import pytest

from ansinh.core.access import acting_as_system
from ansinh.payments.factories import a_pay_province
from ansinh.payments.models import Entry, Line, Order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


def test_a_signed_run_is_lines_orders_and_one_posting():
    there = a_pay_province(n=2)

    run = there.pay(202401)

    assert run.state == "signed"
    assert list(Order.objects.values_list("reference", "amount_dong")) == [
        ("84A202401-1-0000001", 360_000),
        ("84A202401-1-0000002", 360_000),
    ]
    assert Line.objects.filter(order__run=run, kind="due").count() == 2
    assert list(Entry.objects.values_list("debit", "credit", "amount_dong")) == [
        ("expense:assistance", "payable:assistance", 720_000)
    ]


def test_what_was_paid_is_not_paid_again():
    there = a_pay_province(n=2)
    there.pay(202401)

    again = there.plan(202401)

    assert again.number == 2
    assert again.totals["steps"]["list_total"]["dong"] == 0
