"""The month's end: nothing waits, what was not collected is decided, and a closed run stays as it is."""

from datetime import date

import pytest

from ansinh.benefits.factories import a_title
from ansinh.benefits.models import Suspension
from ansinh.core.access import NoAccess, acting_as_system
from ansinh.payments import actions
from ansinh.payments.actions import Decision
from ansinh.payments.models import Entry, Recovery, Unpaid
from ansinh.payments.tests.situations import LEVEL, all_paid, exceptions, orders_of, paying, row
from ansinh.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def there():
    return paying(6)


def with_one_left(there, month=202410, **more):
    """A sent run of three orders of which the last was not collected."""
    run = there.sent(month, [LEVEL] * 3, **more)
    last = orders_of(run)[-1]
    there.returns(*all_paid(run, but=[last]))
    return run, last


def reopened(there, run, reason="Bưu điện báo đã trả nhầm kỳ"):
    with there.acting("reconciler"):
        asked = actions.ask_reopening(run=run, reason=reason, by=there.users["reconciler"])
    with there.acting("chief"):
        return actions.reopen(reopening=asked, by=there.users["chief"])


def test_the_statement_and_the_named_exceptions_come_to_the_list(there):
    run = there.sent(202410, [LEVEL] * 4)
    orders = orders_of(run)
    file = there.returns(row(orders[0]), row(orders[1], outcome="Trả lại"), row(orders[2], 1_000_000))
    with pytest.raises(actions.PaymentRefused, match="còn 2 dòng chưa xử lý"):
        there.reconcile(run)
    there.settle(exceptions(file, "returned"), "returned")
    there.settle(exceptions(file, "partly_paid"), "paid")

    statement = there.reconcile(run)

    assert statement == actions.Statement(4 * LEVEL, LEVEL + 1_000_000, LEVEL, 2 * LEVEL - 1_000_000, 4, 3)
    with acting_as_system("đọc"):
        assert actions.left_unpaid(run)["order_id"].to_pylist() == [order.pk for order in orders[1:]]


def test_a_row_without_an_order_holds_back_the_run_its_file_speaks_of(there):
    run = there.sent(202410, [LEVEL] * 2)
    file = there.returns(*all_paid(run), row(orders_of(run)[0], reference="LẠ", name="Ai", account="1"))

    with pytest.raises(actions.PaymentRefused, match="chưa xử lý"):
        there.reconcile(run)

    there.settle(exceptions(file), "dismissed")
    there.reconcile(run)


def test_what_was_not_collected_is_carried_unless_somebody_decides_else(there):
    run = there.sent(202410, [LEVEL] * 3)
    there.reconcile(run)
    first, second, third = orders_of(run)

    closed = there.close(run, decisions={second.pk: Decision("written_back", "Đã chết, không có người nhận")})

    assert dict(Unpaid.objects.values_list("order", "decided")) == {
        first.pk: "carried", second.pk: "written_back", third.pk: "carried",
    }  # fmt: skip
    assert closed.given_back_dong == 3 * LEVEL
    balances = actions.balances(there.province.pk, run=run)
    assert balances["treasury:central_merit"] == 0
    assert balances["payable:merit"] == 2 * LEVEL
    run.refresh_from_db()
    assert all(tie.holds for tie in actions.ties(run))


def test_carried_and_stopped_suspends_the_titles_of_that_programme_only(there):
    run, last = with_one_left(there)
    with acting_as_system("diện hưởng"):
        merit = a_title(last.person, "war_invalid", loss_rate=45)
        a_title(last.person, "disabled_severe")
        a_title(orders_of(run)[0].person, "war_invalid", loss_rate=45)

    there.closed(run, decisions={last.pk: Decision("carried_and_stopped", "Ba tháng không nhận")})

    suspension = Suspension._base_manager.get()
    assert (suspension.title_id, suspension.reason, suspension.from_day) == (
        merit.pk,
        "not_collected",
        date(2024, 11, 1),
    )


def test_money_written_back_needs_a_reason_and_a_decision_an_order(there):
    run, last = with_one_left(there)
    there.reconcile(run)

    with pytest.raises(actions.PaymentRefused, match="lý do"):
        there.close(run, decisions={last.pk: Decision("written_back")})
    with pytest.raises(actions.PaymentRefused, match="không có gì để quyết định"):
        there.close(run, decisions={orders_of(run)[0].pk: Decision("carried")})
    with pytest.raises(actions.PaymentRefused, match="Không có quyết định"):
        there.close(run, decisions={last.pk: Decision("kept")})
    assert not Unpaid.objects.exists()


def test_a_closed_run_does_not_change(there):
    run, last = with_one_left(there)
    there.closed(run)
    entries = Entry._base_manager.filter(run=run).count()
    reconciler = there.users["reconciler"]

    for press in (lambda: there.close(run), lambda: there.reconcile(run)):
        with pytest.raises(actions.PaymentRefused, match="đã chốt"):
            press()
    with there.acting("payer"), pytest.raises(actions.PaymentRefused, match="đã chốt"):
        actions.send(run=run, by=there.users["payer"])
    with there.acting("reconciler"), pytest.raises(actions.PaymentRefused, match="đã chốt"):
        actions.mark_paid(run=run, orders=[last.pk], day=date(2024, 10, 30), document="DS", by=reconciler)

    assert Entry._base_manager.filter(run=run).count() == entries


def test_a_reopened_run_takes_the_late_money_and_closes_again(there):
    run, last = with_one_left(there)
    there.closed(run)
    late = there.returns(row(last))

    assert reopened(there, run).state == "reconciled"
    there.settle(exceptions(late), "paid")
    there.close(run)

    run.refresh_from_db()
    assert run.state == "closed"
    assert not Unpaid.objects.exists()
    assert Unpaid._base_manager.get().withdrawn_by is not None
    assert all(tie.holds for tie in actions.ties(run))
    assert actions.balances(there.province.pk, run=run)["payable:merit"] == 0
    assert list(actions.broken_links(there.province.pk)) == []


def test_an_order_carried_on_by_a_signed_run_stays_decided_when_its_run_is_reopened(there):
    run = there.sent(202410, [LEVEL] * 3)
    first, second, _ = orders_of(run)
    there.closed(run)
    november = there.sent(202411, [LEVEL] * 3, carried=[first])

    reopened(there, run)

    assert list(Unpaid.objects.values_list("order", flat=True)) == [first.pk]
    file = there.returns(row(first), row(second))
    assert [(one.order_id, one.kind) for one in exceptions(file)] == [(first.pk, "paid_twice")]
    with pytest.raises(actions.PaymentRefused, match="chuyển sang kỳ sau"):
        there.settle(exceptions(file), "paid")
    there.settle(exceptions(file), "dismissed")
    there.close(run)
    run.refresh_from_db()
    assert all(tie.holds for one in (run, november) for tie in actions.ties(one))


def test_reopening_needs_a_reason_and_a_leader_who_is_no_hand_of_the_run(there):
    run, _ = with_one_left(there)
    there.closed(run)
    with there.acting("reconciler"), pytest.raises(actions.PaymentRefused, match="lý do"):
        actions.ask_reopening(run=run, reason="", by=there.users["reconciler"])
    with there.acting("reconciler"):
        asked = actions.ask_reopening(run=run, reason="Trả nhầm kỳ", by=there.users["reconciler"])
        with pytest.raises(actions.PaymentRefused, match="đã có đề nghị"):
            actions.ask_reopening(run=run, reason="Lần nữa", by=there.users["reconciler"])
        with pytest.raises(NoAccess):
            actions.reopen(reopening=asked, by=there.users["reconciler"])

    with there.acting("signer"), pytest.raises(actions.PaymentRefused, match="đã tham gia đợt"):
        actions.reopen(reopening=asked, by=there.users["signer"])

    run.refresh_from_db()
    assert run.state == "closed"


def test_people_unpaid_for_more_than_a_month_are_listed_by_the_commune_of_today(there):
    october, last = with_one_left(there, 202505)
    there.closed(october)
    november = there.sent(202506, [LEVEL] * 3, carried=[last])
    with acting_as_system("đọc"):
        people.long_duc_ward()
        found = actions.long_unpaid(people.vinh_long(), day=date(2025, 8, 1))

    assert [(one.person_id, one.commune.pk, one.amount_dong, one.since_month) for one in found] == [
        (last.person_id, "29242@2025", 2 * LEVEL, 202505)
    ]
    there.returns(*all_paid(november))
    with acting_as_system("đọc"):
        assert actions.long_unpaid(there.province, day=date(2025, 8, 1)) == []


def test_the_calendar_says_what_is_due_and_what_is_late(there):
    run = there.signed(202410, [LEVEL])

    early = actions.calendar_of(run, today=date(2024, 9, 24))
    late = actions.calendar_of(run, today=date(2024, 10, 20))

    assert (early.list_before, early.returns_before) == (date(2024, 9, 25), date(2024, 10, 20))
    assert (early.is_list_late, early.is_returns_late) == (False, False)
    assert (late.is_list_late, late.is_returns_late) == (True, True)


def test_a_recovery_is_paid_back_by_instalments_and_in_cash_and_never_more(there):
    run = there.sent(202410, [[("due", LEVEL), ("recovery", -1_000_000)]])
    recovery = Recovery._base_manager.get()
    with there.acting("planner"):
        by = there.users["planner"]
        with pytest.raises(actions.PaymentRefused, match="còn phải thu"):
            actions.set_instalment(recovery=recovery, instalment_dong=1_000_001, decision="QĐ 5", by=by)
        actions.set_instalment(recovery=recovery, instalment_dong=300_000, decision="QĐ 5", by=by)
    november = there.sent(202411, [[("due", LEVEL), ("instalment", -300_000)]])
    with there.acting("payer"):
        told = {"recovery": recovery, "day": date(2024, 12, 1), "by": there.users["payer"]}
        actions.repay(amount_dong=200_000, document="GNT 01", **told)
        with pytest.raises(actions.PaymentRefused, match="đã được ghi"):
            actions.repay(amount_dong=200_000, document="GNT 01", **told)
        with pytest.raises(actions.PaymentRefused, match="còn phải thu"):
            actions.repay(amount_dong=500_001, document="GNT 02", **told)

    with acting_as_system("đọc"):
        assert actions.left_of(recovery) == 500_000
    assert actions.balances(there.province.pk)["receivable:merit"] == 500_000
    assert all(tie.holds for one in (run, november) for tie in actions.ties(one))
