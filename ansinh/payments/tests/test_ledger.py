"""The ledger: chained, reversed and never changed; and whatever happens in whatever order, the totals tie and closing is final."""

from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ansinh.core.access import acting_as_system
from ansinh.core.days import month_after
from ansinh.payments import actions
from ansinh.payments.actions import Decision, Move
from ansinh.payments.models import Entry, Line, Order, ReturnException, Run, Settlement, Unpaid
from ansinh.payments.tests.situations import LEVEL, all_paid, orders_of, paying, row

pytestmark = pytest.mark.django_db


def entries(province: str) -> list[Entry]:
    return list(Entry._base_manager.filter(province=province).order_by("id"))


def test_an_entry_is_whole_dong_from_one_account_to_another():
    there = paying(1)
    with acting_as_system("ghi sổ"), transaction.atomic():
        made = actions.post(
            province_id=there.province.pk, run=None, stage="sign",
            moves=[Move("expense:merit", "payable:merit", 68_212_208, "a"), Move("expense:merit", "payable:merit", 0, "nothing")],
        )  # fmt: skip
        with pytest.raises(actions.PaymentRefused, match="số tiền âm"):
            actions.post(province_id=there.province.pk, run=None, stage="x", moves=[Move("a:b", "c:d", -1, "")])

    assert [entry.amount_dong for entry in made] == [68_212_208]
    assert actions.balances(there.province.pk) == {"expense:merit": 68_212_208, "payable:merit": 68_212_208}


def test_a_posting_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        actions.post(province_id="84", run=None, stage="x", moves=[Move("a:b", "c:d", 1, "")])


def test_an_entry_altered_in_the_database_is_found():
    there = paying(2)
    run = there.sent(202410, [LEVEL] * 2)
    there.returns(*all_paid(run))
    assert list(actions.broken_links(there.province.pk)) == []
    second = entries(there.province.pk)[1]

    Entry._base_manager.filter(pk=second.pk).update(amount_dong=second.amount_dong + 1)

    assert list(actions.broken_links(there.province.pk)) == [second.pk]


def test_an_entry_taken_out_of_the_middle_is_found():
    there = paying(2)
    run = there.sent(202410, [LEVEL] * 2)
    there.returns(*all_paid(run))
    chain = entries(there.province.pk)

    Entry._base_manager.filter(pk=chain[1].pk)._raw_delete("default")

    assert list(actions.broken_links(there.province.pk)) == [chain[2].pk]


def test_an_entry_is_neither_changed_nor_deleted_but_reversed_once():
    there = paying(2)
    there.sent(202410, [LEVEL] * 2)
    entry = entries(there.province.pk)[-1]
    for press in (entry.save, entry.delete):
        with pytest.raises(ValueError, match="đã ghi thì không"):
            press()
    by = there.users["chief"]

    with there.acting("chief"):
        back = actions.reverse(entry=entry, reason="Ghi nhầm đơn vị", by=by)

    assert (back.debit, back.credit, back.amount_dong) == (entry.credit, entry.debit, entry.amount_dong)
    with there.acting("chief"), pytest.raises(actions.PaymentRefused, match="đã được đảo"):
        actions.reverse(entry=entry, reason="Lần nữa", by=by)
    with there.acting("chief"), pytest.raises(actions.PaymentRefused, match="là bút toán đảo"):
        actions.reverse(entry=back, reason="Đảo của đảo", by=by)
    assert list(actions.broken_links(there.province.pk)) == []


def test_a_run_whose_ledger_does_not_tie_cannot_be_closed_and_a_closed_one_is_not_reversed():
    there = paying(2)
    run, other = there.sent(202410, [LEVEL] * 2), there.sent(202411, [LEVEL])
    for one in (run, other):
        there.returns(*all_paid(one))
        there.reconcile(one)
    there.close(other)
    with there.acting("chief"), pytest.raises(actions.PaymentRefused, match="đã chốt"):
        actions.reverse(entry=Entry._base_manager.filter(run=other).first(), reason="Thử", by=there.users["chief"])

    with there.acting("chief"):
        actions.reverse(
            entry=Entry._base_manager.filter(run=run, stage="settle").first(), reason="Thử", by=there.users["chief"]
        )

    with pytest.raises(actions.PaymentRefused, match="theo sổ cái"):
        there.close(run)


class Histories(RuleBasedStateMachine):
    """Months are signed, sent, reported in any order and manner, settled, closed, opened again."""

    def __init__(self) -> None:
        super().__init__()
        self.rolled_back = transaction.atomic()
        self.rolled_back.__enter__()
        self.runs: list[Run] = []
        self.files: list[list[str]] = []
        self.frozen: dict[int, Any] = {}

    @initialize()
    def a_province(self) -> None:
        self.there = paying(3)
        self.month = 202401
        for _ in range(2):
            self.sign_and_send([LEVEL, 20_000_001, 1])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rolled_back.__exit__(None, None, None)

    def run_in(self, *states: str, pick: int) -> Run | None:
        found = [run for run in self.runs if Run._base_manager.get(pk=run.pk).state in states]
        return found[pick % len(found)] if found else None

    @rule(amounts=st.lists(st.sampled_from([LEVEL, 20_000_001, 1]), min_size=3, max_size=3))
    @precondition(lambda self: len(self.runs) < 5)
    def sign_and_send(self, amounts: list[int]) -> None:
        carried = Order._base_manager.filter(
            pk__in=Unpaid.objects.exclude(decided="written_back").values("order"), carried_lines=None
        )
        self.runs.append(self.there.sent(self.month, amounts, carried=list(carried.select_related("run"))))
        self.month = month_after(self.month)

    @rule(pick=st.integers(0, 9), told=st.permutations(range(7)))
    def report(self, pick: int, told: list[int]) -> None:
        rows = []
        for order, what in zip(orders_of(self.runs[pick % len(self.runs)]), told, strict=False):
            rows += [
                [row(order)], [], [row(order, outcome="Trả lại")], [row(order, max(order.amount_dong // 3, 1))], [row(order), row(order)],
                [row(order, order.amount_dong + 7)], [row(order, reference="LẠ")],
            ][what]  # fmt: skip
        self.files.append(rows)
        self.there.returns(*rows, f",{len(self.files)},,,,Người lạ,")

    @rule(pick=st.integers(0, 9))
    @precondition(lambda self: self.files)
    def report_again(self, pick: int) -> None:
        chosen = pick % len(self.files)
        before = Settlement.objects.count()
        self.there.returns(*self.files[chosen], f",{chosen + 1},,,,Người lạ,")
        assert Settlement.objects.count() == before

    @rule(how=st.sampled_from(["paid", "returned", "dismissed"]), many=st.integers(1, 4))
    @precondition(lambda self: ReturnException._base_manager.filter(settled_as="").exists())
    def settle(self, how: str, many: int) -> None:
        waiting = list(ReturnException._base_manager.filter(settled_as="").order_by("pk")[:many])
        try:
            self.there.settle(waiting, how)
        except actions.PaymentRefused:
            for one in waiting:
                self.there.settle([one], "dismissed")

    @rule(pick=st.integers(0, 9), how=st.sampled_from(["carried", "written_back"]))
    def end(self, pick: int, how: str) -> None:
        if run := self.run_in("sent", "reconciled", pick=pick):
            while waiting := list(ReturnException._base_manager.filter(settled_as="")):
                self.there.settle(waiting, "dismissed")
            if Run._base_manager.get(pk=run.pk).state == "sent":
                self.there.reconcile(run)
            with acting_as_system("đọc"):
                left = actions.left_unpaid(run)["order_id"].to_pylist()
            kept = set(Unpaid.objects.filter(run=run).values_list("order", flat=True))
            self.there.close(run, decisions={pk: Decision(how, "Không ai nhận") for pk in left[:1] if pk not in kept})
            self.frozen[run.pk] = self.content_of(run)

    @rule(pick=st.integers(0, 9))
    @precondition(lambda self: self.frozen)
    def open_again(self, pick: int) -> None:
        if run := self.run_in("closed", pick=pick):
            by = self.there.users
            with self.there.acting("reconciler"):
                asked = actions.ask_reopening(run=run, reason="Trả nhầm", by=by["reconciler"])
            with self.there.acting("chief"):
                actions.reopen(reopening=asked, by=by["chief"])
            del self.frozen[run.pk]

    def content_of(self, run: Run) -> Any:
        return (
            list(Entry._base_manager.filter(run=run).order_by("id").values_list("hash", flat=True)),
            list(Settlement.objects.filter(order__run=run).order_by("id").values_list("id", "amount_dong")),
            list(Unpaid.objects.filter(run=run).order_by("id").values_list("order", "amount_dong", "decided")),
        )

    @invariant()
    def every_control_account_ties(self) -> None:
        for run in self.runs:
            run.refresh_from_db()
            assert all(tie.holds for tie in actions.ties(run)), (run, actions.ties(run))

    @invariant()
    def nobody_is_paid_more_than_was_owed(self) -> None:
        paid: dict[int, int] = {}
        for order, amount in Settlement.objects.filter(outcome="paid").values_list("order", "amount_dong"):
            paid[order] = paid.get(order, 0) + amount
        carried = dict(Line._base_manager.filter(of_order__isnull=False).values_list("of_order", "amount_dong"))
        for order in Order._base_manager.all():
            assert 0 <= paid.get(order.pk, 0) <= order.amount_dong - carried.get(order.pk, 0)

    @invariant()
    def no_provider_owes_more_than_it_was_sent_and_a_closed_one_nothing(self) -> None:
        for run in self.runs:
            held = {
                name: dong
                for name, dong in actions.balances(run.province_id, run=run).items()
                if name.startswith("provider:")
            }
            assert all(dong >= 0 for dong in held.values())
            assert run.state != "closed" or not any(held.values())

    @invariant()
    def a_closed_run_is_as_it_was_closed(self) -> None:
        for run in self.runs:
            assert run.pk not in self.frozen or self.content_of(run) == self.frozen[run.pk]

    @invariant()
    def the_chain_is_whole(self) -> None:
        if self.runs:
            assert list(actions.broken_links(self.runs[0].province_id)) == []


def test_in_every_history_the_totals_tie_and_closing_is_final():
    chosen = {"max_examples": 10 if connection.vendor == "sqlite" else 3, "stateful_step_count": 18}
    health = list(HealthCheck)

    run_state_machine_as_test(
        Histories,
        settings=settings(**chosen, deadline=None, suppress_health_check=health, database=None, derandomize=True),
    )
