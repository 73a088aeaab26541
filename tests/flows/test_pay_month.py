"""A month of payments from the registers to the close, by the acts of four people; the control totals tie to the dong."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ansinh.core.access import acting_as, acting_as_system
from ansinh.payments import actions
from ansinh.payments.factories import a_hand, a_pay_province
from ansinh.payments.models import Order, Settlement, Unpaid

pytestmark = pytest.mark.django_db

HEAD = "Mã lệnh chi,Số tiền,Kết quả,Ngày trả,Người nhận,Số tài khoản"


@pytest.fixture(autouse=True)
def _somebody(settings: Any, tmp_path: Path) -> Any:
    settings.PAYRUNS = tmp_path / "payruns"
    with acting_as_system("kiểm thử"):
        yield


def list_back(orders: list[Order]) -> bytes:
    rows = [f"{o.reference},{o.amount_dong},Đã trả,10/01/2024,{o.payee_name},{o.account_number}" for o in orders]
    return "\n".join([HEAD, *rows]).encode()


def orders_of(run: Any) -> list[Order]:
    return list(Order.objects.filter(run=run).order_by("pk"))


def test_what_the_rules_give_is_what_the_list_the_files_and_the_statement_come_to():
    there = a_pay_province(n=5)
    by = there.accountant, there.reconciler
    run = there.pay(202401)
    with acting_as(by[0]):
        files = actions.send(run=run, by=by[0])
    orders = orders_of(run)
    with acting_as(by[1]):
        told = {"province": there.province, "by": by[1]}
        actions.receive_returns(file=list_back(orders[:-1]), name="01.csv", **told)
        statement = actions.reconcile(run=run, by=by[1])
        closed = actions.close(run=run, by=by[1])

    run.refresh_from_db()
    steps = {name: step["dong"] for name, step in run.totals["steps"].items()}
    assert steps["rule_total"] == steps["list_total"] == sum(file.amount_dong for file in files) == 5 * 360_000
    assert statement.paid_dong + statement.returned_dong + statement.uncollected_dong == steps["list_total"]
    assert closed.given_back_dong == 360_000
    assert all(tie.holds for tie in actions.ties(run))
    assert list(actions.broken_links(there.province.pk)) == []


def test_money_nobody_collected_comes_again_with_the_next_month_and_only_once():
    there = a_pay_province(n=3)
    months = []
    for month in (202401, 202402, 202403):
        run = there.pay(month)
        with acting_as(there.accountant):
            actions.send(run=run, by=there.accountant)
        left_out = orders_of(run)[-1:] if month == 202401 else []
        with acting_as(there.reconciler):
            told = {"province": there.province, "by": there.reconciler}
            paid = [order for order in orders_of(run) if order not in left_out]
            actions.receive_returns(file=list_back(paid), name="t.csv", **told)
            actions.reconcile(run=run, by=there.reconciler)
            actions.close(run=run, by=there.reconciler)
        months.append([order.amount_dong for order in orders_of(run)])

    assert months == [[360_000] * 3, [360_000, 360_000, 720_000], [360_000] * 3]
    assert sum(Settlement.objects.values_list("amount_dong", flat=True)) == 9 * 360_000
    assert Unpaid.objects.get().decided == "carried"
    assert actions.balances(there.province.pk)["payable:assistance"] == 0


def test_a_list_planned_before_a_month_was_opened_again_cannot_be_signed():
    there = a_pay_province(n=2)
    january = there.pay(202401)
    with acting_as(there.accountant):
        actions.send(run=january, by=there.accountant)
    with acting_as(there.reconciler):
        actions.reconcile(run=january, by=there.reconciler)
        actions.close(run=january, by=there.reconciler)
    february = there.plan(202402)
    assert february.totals["steps"]["carried"]["dong"] == 2 * 360_000
    another = a_hand("lanhdao2", "province_leader", there.province)

    with acting_as(there.reconciler):
        asked = actions.ask_reopening(run=january, reason="Bưu điện báo trả muộn", by=there.reconciler)
    with acting_as(another):
        actions.reopen(reopening=asked, by=another)

    with pytest.raises(actions.PaymentRefused, match="Sổ đã thay đổi"):
        there.sign(february)
    assert not Order.objects.filter(run=february).exists()


def test_the_command_walks_the_month_and_prints_totals_that_tie(tmp_path: Path):
    there = a_pay_province(n=4)
    month = ("--province", "84", "--programme", "assistance", "--month", "2024-01")

    def payrun(verb: str, user: Any, *more: str) -> dict[str, Any]:
        out = io.StringIO()
        call_command("payrun", verb, *month, "--as", user.username, "--json", *more, stdout=out)
        return json.loads(out.getvalue())

    plan = payrun("plan", there.officer, "--on", "24/12/2023")
    payrun("sign", there.leader)
    with pytest.raises(CommandError, match="vai trò"):
        payrun("send", there.officer)
    sent = payrun("send", there.accountant)
    orders = list(Order.objects.order_by("pk"))
    path = tmp_path / "tra-ve.csv"
    strange = "LẠ,5,Đã trả,10/01/2024,Ai Đó,9"
    path.write_bytes(list_back(orders[:-1]) + f"\n{strange}".encode())
    returns = payrun("returns", there.reconciler, "--file", str(path))
    with pytest.raises(CommandError, match="còn 1 dòng chưa xử lý"):
        payrun("reconcile", there.reconciler)
    payrun("settle", there.reconciler, "--how", "dismissed", "--reason", "Không phải tiền của tỉnh")
    statement = payrun("reconcile", there.reconciler)
    closed = payrun("close", there.reconciler, "--decide", f"{orders[-1].reference}=written_back:Không có người nhận")
    ledger = payrun("ledger", there.reconciler)

    assert plan["totals"]["steps"]["list_total"]["dong"] == sent["dong"] == statement["list_dong"] == 4 * 360_000
    assert returns["files"][0]["settled"] + returns["files"][0]["exceptions"] == 4
    assert statement["paid_dong"] + statement["uncollected_dong"] == statement["list_dong"]
    assert (closed["state"], closed["given_back_dong"]) == ("closed", 360_000)
    assert ledger["balances"]["payable:assistance"] == 0
    assert ledger["balances"]["provider:VBA"] == 0
