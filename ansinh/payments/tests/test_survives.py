"""The power goes, two people press at once, a file comes twice: nothing is doubled, nothing is lost, and the month goes on."""

import os
import random
import signal
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from ansinh.benefits.factories import a_suspension
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.payments import actions
from ansinh.payments.actions import closing, planning, returning, sending, signing
from ansinh.payments.factories import PayProvince, a_pay_province
from ansinh.payments.models import Entry, Line, Order, ReturnException, ReturnFile, Run, Settlement, Unpaid
from ansinh.payments.tests.situations import CSV_HEAD, all_paid, exceptions, orders_of, paying, row
from ansinh.people import factories as people
from ansinh.places.models import successors

LEVEL = 360_000
PEOPLE = 5
MONTHS = (202401, 202402)
KILLS_A_STAGE = 4
# Where each stage is cut: before a step of its own, in the middle of its transaction.
FAILPOINTS = {
    "plan": [(planning, "write_plan"), (planning.audit, "record")],
    "sign": [(signing, "_write"), (signing, "_recoveries"), (signing, "post"), (signing.audit, "record")],
    "send": [(sending, "write_files"), (sending, "_must_tie"), (sending, "post"), (sending.audit, "record")],
    "receive": [(returning.returns, "match"), (returning, "_keep"), (returning, "_settle"), (returning, "_post_paid"), (returning.audit, "record")],
    "reconcile": [(closing, "_tied_statement"), (closing.audit, "record")],
    "close": [(closing, "_decide"), (closing, "_give_back"), (closing, "_must_be_empty"), (closing.audit, "record")],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


def in_a_process(work: Callable[[], Any]) -> int:
    """The id of a process that does the work with a connection of its own: it ends with 0, or with 3 when it was refused."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    except actions.PaymentRefused:
        code = 3
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """The exit code of a process; that of a killed one is below nought."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def counted(work: Callable[[], Any], told: Path) -> int:
    """How many statements the work asks of the database, done in a process of its own."""
    asked = 0

    def count(execute: Any, *statement: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*statement)

    def walk() -> None:
        with connection.execute_wrapper(count):
            work()
        told.write_text(str(asked))

    assert ended(in_a_process(walk)) == 0
    return int(told.read_text())


def killed_before_statement(number: int, work: Callable[[], Any]) -> int:
    """The exit code of the work, ended as by the kernel when it comes to its n-th statement."""
    asked = 0

    def count(execute: Any, *statement: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked >= number:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*statement)

    def walk() -> None:
        with connection.execute_wrapper(count):
            work()

    return ended(in_a_process(walk))


def killed_at(place: tuple[Any, str], work: Callable[[], Any]) -> int:
    """The exit code of the work, ended as by the kernel the moment it comes to a function."""

    def cut() -> None:
        setattr(*place, lambda *told, **more: os.kill(os.getpid(), signal.SIGKILL))
        work()

    return ended(in_a_process(cut))


@dataclass
class Month:
    """A month walked stage by stage; what to do next is read from the database each time, as an officer would see it."""

    there: PayProvince
    months: tuple[int, ...]

    def run(self, month: int) -> Run | None:
        return Run.objects.filter(month=month).exclude(state="discarded").first()

    def next(self) -> tuple[str, int] | None:
        """The stage that stands next and its month; none when every month is closed."""
        after = {"planned": "sign", "signed": "send", "reconciled": "close"}
        for month in self.months:
            run = self.run(month)
            if run is None:
                return "plan", month
            if run.state == "sent":
                return ("receive" if self.waiting(run) else "reconcile"), month
            if run.state != "closed":
                return after[run.state], month
        return None

    def waiting(self, run: Run) -> list[bytes]:
        """The month's files that were not taken in: two of them, the last person of the month is in neither."""
        orders = orders_of(run)[: PEOPLE - 1]
        halves = [orders[:2], orders[2:]]
        content = ["\n".join([CSV_HEAD, *(row(order) for order in half)]).encode() for half in halves]
        known = ReturnFile.objects.count() - 2 * self.months.index(run.month)
        return content[known:]

    def step(self) -> None:
        stage, month = self.next() or ("", 0)
        there, run = self.there, self.run(month)
        match stage:
            case "plan":
                there.plan(month)
            case "sign":
                there.sign(run)
            case "send":
                with acting_as(there.accountant):
                    actions.send(run=run, by=there.accountant)
            case "receive":
                with acting_as_system("đọc"):
                    content = self.waiting(run)[0]
                with acting_as(there.reconciler):
                    actions.receive_returns(file=content, name="t.csv", province=there.province, by=there.reconciler)
            case "reconcile" | "close":
                act = actions.reconcile if stage == "reconcile" else actions.close
                with acting_as(there.reconciler):
                    act(run=run, by=there.reconciler)

    def must_be_sound(self) -> None:
        """What holds at every moment, wherever the walk was cut."""
        for run in Run.objects.exclude(state__in=("planned", "discarded")):
            assert all(tie.holds for tie in actions.ties(run)), actions.ties(run)
            assert Order.objects.filter(run=run).count() == PEOPLE
            assert sending.folder_of(run).is_dir()
        assert list(actions.broken_links(self.there.province.pk)) == []
        assert not ReturnException._base_manager.exists()
        assert Settlement.objects.count() == sum(file.rows for file in ReturnFile.objects.all())

    def must_be_whole(self) -> None:
        """The end is that of a walk nobody cut: each month each person's money once, the last person's carried on and on."""
        self.must_be_sound()
        assert self.next() is None
        runs = list(Run.objects.exclude(state="discarded").order_by("month"))
        assert [run.month for run in runs] == list(self.months)
        for place, run in enumerate(runs):
            assert [order.amount_dong for order in orders_of(run)] == [LEVEL] * (PEOPLE - 1) + [LEVEL * (place + 1)]
            stages = list(Entry._base_manager.filter(run=run).order_by("id").values_list("stage", flat=True))
            assert stages == ["sign", "send", "settle", "settle", "close"]
            assert (sending.folder_of(run) / "files").is_dir()
        assert Settlement.objects.count() == (PEOPLE - 1) * len(runs)
        assert Line.objects.filter(kind="due").count() == PEOPLE * len(runs)
        assert Unpaid.objects.count() == len(runs)
        balances = actions.balances(self.there.province.pk)
        assert balances["payable:assistance"] == LEVEL * len(runs)
        assert balances["provider:VBA"] == 0
        acts = AuditEvent.objects.filter(subject__startswith="run:").values_list("act", flat=True)
        assert len(acts) == 5 * len(runs)


@pytest.mark.django_db(transaction=True)
def test_a_month_killed_at_any_moment_goes_on_and_ends_as_if_nothing_had_happened(months, tmp_path):
    walk = Month(a_pay_province(n=PEOPLE), months=MONTHS)
    chance, statements, kills = random.Random(335), {}, Counter()
    while (standing := walk.next()) is not None:
        stage, month = standing
        if month == MONTHS[0]:
            statements[stage] = counted(walk.step, tmp_path / stage)
        elif kills[stage] < KILLS_A_STAGE:
            place = chance.randint(1, statements[stage] * 9 // 10)
            assert killed_before_statement(place, walk.step) == -signal.SIGKILL, (stage, place)
            kills[stage] += 1
            assert walk.next() == standing
        else:
            assert ended(in_a_process(walk.step)) == 0
        walk.must_be_sound()

    assert kills.total() == KILLS_A_STAGE * len(FAILPOINTS)
    walk.must_be_whole()
    folders = [folder.name for folder in sending.folder_of(Run.objects.first()).parent.iterdir()]
    assert sorted(name for name in folders if name.isdigit()) == sorted(run.folder for run in Run.objects.all())


@pytest.mark.django_db(transaction=True)
def test_a_month_killed_before_each_step_of_each_stage_goes_on(months):
    walk = Month(a_pay_province(n=PEOPLE), months=MONTHS[:1])
    kills = 0
    while (standing := walk.next()) is not None:
        for place in FAILPOINTS[standing[0]]:
            assert killed_at(place, walk.step) == -signal.SIGKILL, place
            kills += 1
            walk.must_be_sound()
            assert walk.next() == standing
        assert ended(in_a_process(walk.step)) == 0

    assert kills == sum(len(places) for places in FAILPOINTS.values()) + len(FAILPOINTS["receive"])
    walk.must_be_whole()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_press_at_once_one_does_it_and_the_other_is_told(months):
    walk = Month(a_pay_province(n=PEOPLE), months=MONTHS[:1])
    while (standing := walk.next()) is not None:
        both = [in_a_process(walk.step), in_a_process(walk.step)]

        codes = sorted(ended(child) for child in both)

        assert codes == [0, 0] if standing[0] == "receive" else [0, 3], (standing, codes)
        walk.must_be_sound()

    walk.must_be_whole()


@pytest.mark.django_db
def test_a_paused_person_stays_paused_when_the_month_is_planned_again():
    there = a_pay_province(n=3)
    a_suspension(there.titles[1], 202401)
    first = there.plan(202401)
    with acting_as(there.officer):
        actions.discard(run=first, reason="Lập lại", by=there.officer)

    second = there.pay(202401)

    assert first.result_hash == second.result_hash
    assert [order.person_id for order in orders_of(second)] == [there.people[0].pk, there.people[2].pk]


@pytest.mark.django_db
def test_after_the_communes_merged_the_returns_of_before_match_and_the_sums_agree():
    there = paying(6)
    run = there.sent(202506, [LEVEL, 20_000_001, 68_212_208])
    people.long_duc_ward()
    new_office = people.officer(people.vinh_long(), name="doichieu-moi", role="province_reconciler")

    with acting_as(new_office):
        told = {"province": people.vinh_long(), "by": new_office}
        file = actions.receive_returns(file="\n".join([CSV_HEAD, *all_paid(run)]).encode(), name="t.csv", **told)

    paid: dict[str, int] = {}
    for settlement in Settlement.objects.select_related("order__commune"):
        today = successors(settlement.order.commune, Run.objects.get().plan_day.replace(year=2025, month=7, day=1))[
            0
        ].place
        paid[today.pk] = paid.get(today.pk, 0) + settlement.amount_dong
    assert paid == {"29242@2025": LEVEL + 20_000_001 + 68_212_208}
    assert file.totals["settled_dong"] == sum(paid.values())
    assert {order.commune_id for order in orders_of(run)} == {"29242"}


@pytest.mark.django_db
@pytest.mark.parametrize("size", [200, 2_039, pytest.param(100_001, marks=pytest.mark.full_size)])
def test_a_list_of_any_size_takes_the_same_path(size: int):
    there = paying(size)
    run = there.sent(202401, [LEVEL] * size)
    orders = orders_of(run)

    file = there.returns(*all_paid(run, but=orders[:2]), row(orders[0], outcome="Trả lại"), row(orders[1], 1))
    there.settle(exceptions(file, "returned"), "returned")
    there.settle(exceptions(file, "partly_paid"), "paid")
    closed = there.closed(run)

    assert file.counts["rows"] == size
    assert closed.totals["statement"]["paid_dong"] == (size - 2) * LEVEL + 1
    assert closed.totals["unpaid"] == {"carried": [2, 2 * LEVEL - 1]}
    assert all(tie.holds for tie in actions.ties(closed))
