"""A province in the middle of paying, with somebody of every role: a closed month, a sent one with returns, a planned one with warnings."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.benefits.factories import a_channel, a_decision, a_title, dead, stopped
from ansinh.benefits.models import Channel
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import ROLES
from ansinh.payments import actions
from ansinh.payments.factories import PayProvince, a_hand, a_pay_province, some_people
from ansinh.payments.models import Order, Recovery, ReturnException, Run
from ansinh.payments.tests.situations import CSV_HEAD
from ansinh.people.factories import unit
from ansinh.people.models import Person
from ansinh.places.models import Place

FIRST, SECOND, THIRD = 202401, 202402, 202403
PASSWORD = "mat-khau-thu-nghiem"


@dataclass
class Desk:
    """The province, its runs by what stands next, one user of every role, another commune's people."""

    pay: PayProvince
    closed: Run
    sent: Run
    planned: Run
    users: dict[str, Any]
    second_leader: Any
    other: Place
    others: list[Person]
    exception: ReturnException
    recovery: Recovery


def a_desk(n: int = 6) -> Desk:
    """January closed with one order carried over, February sent and half returned, March planned with warnings and a recovery."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        pay = a_pay_province(n)
        other = unit("29275", 3, "commune", "Xã", "Phương Thạnh", parent=pay.commune.parent, province=pay.province)
        others = some_people(3, other)
        decision = a_decision(other, decided_on=date(2024, 1, 1))
        for person in others:
            a_title(person, "older_80_without_pension", FIRST, decision=decision)
            a_channel(person, "cash")
        users = _users(pay)
        second_leader = a_hand("lanhdao2", "province_leader", pay.province)
    closed = close(pay, send(pay, pay.pay(FIRST)), but=1)
    with acting_as_system("chuẩn bị thử nghiệm"):
        stopped(pay.titles[-1], date(2023, 12, 15))
        a_title(some_people(1, pay.commune)[0], "older_80_without_pension", SECOND)
    sent = send(pay, pay.pay(SECOND))
    file = take_back(pay, sent, strange=True)
    with acting_as_system("chuẩn bị thử nghiệm"):
        dead(pay.people[1], date(2024, 2, 10))
        Channel._base_manager.filter(person__in=pay.people[2:4]).update(
            account_number="7400999999999", is_verified=False
        )
    planned = pay.plan(THIRD)
    exception = ReturnException._base_manager.filter(file=file).order_by("row")[0]
    recovery = Recovery._base_manager.get()
    return Desk(pay, closed, sent, planned, users, second_leader, other, others, exception, recovery)


def _users(pay: PayProvince) -> dict[str, Any]:
    hands = {
        "province_officer": pay.officer, "province_leader": pay.leader, "province_accountant": pay.accountant,
        "province_reconciler": pay.reconciler,
    }  # fmt: skip
    for role in ROLES:
        if role not in hands:
            hands[role] = a_hand(role, role, pay.commune if role.startswith("commune") else pay.province)
    return hands


def send(pay: PayProvince, run: Run) -> Run:
    """The run's files written, its money drawn."""
    with acting_as(pay.accountant):
        actions.send(run=run, by=pay.accountant)
    run.refresh_from_db()
    return run


def returned(run: Run, *, but: int = 0, strange: bool = False) -> bytes:
    """What a provider sends back as CSV: every order paid but the last ones; with a wrong amount and an unknown number when strange."""
    with acting_as_system("đọc"):
        orders = list(Order.objects.filter(run=run).order_by("pk"))
    rows = [
        f"{order.reference},{order.amount_dong},Đã trả,,10/{run.month % 100:02d}/2024,{order.payee_name},{order.account_number}"
        for order in orders[: len(orders) - but]
    ]
    if strange:
        first = orders[0]
        rows[0] = rows[0].replace(f",{first.amount_dong},", f",{first.amount_dong - 100_000},")
        rows[1] = rows[1].replace("Đã trả,", "Trả lại,AC04")
        rows.append("84A209901-1-0000001,360000,Đã trả,,10/02/2024,KIM THI LA,0012")
        del rows[-3:-1]
    return "\n".join([CSV_HEAD, *rows]).encode()


def take_back(pay: PayProvince, run: Run, *, but: int = 0, strange: bool = False) -> Any:
    """The provider's file received."""
    with acting_as(pay.reconciler):
        return actions.receive_returns(
            file=returned(run, but=but, strange=strange),
            name=f"ket-qua-{run.month}.csv",
            province=pay.province,
            by=pay.reconciler,
        )


def close(pay: PayProvince, run: Run, *, but: int = 0) -> Run:
    """The run returned, reconciled and closed; the last orders were not collected and are carried."""
    take_back(pay, run, but=but)
    with acting_as(pay.reconciler):
        actions.reconcile(run=run, by=pay.reconciler)
        actions.close(run=run, by=pay.reconciler)
    run.refresh_from_db()
    return run
