"""What a signature does: everything or nothing, by another hand, of the very list that was planned."""

import threading
from datetime import date

import pyarrow as pa
import pytest
from django.db import IntegrityError, connection, transaction

from ansinh.benefits.factories import a_channel, a_title
from ansinh.benefits.models import Feed
from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.database import insert_arrow
from ansinh.core.models import AuditEvent, Grant
from ansinh.payments import actions
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.factories import a_pay_province, some_people
from ansinh.payments.jobs.inputs import folder_of
from ansinh.payments.models import Allotment, Entry, Line, Order, Purse, Recovery, Repayment, Run
from ansinh.people.models import Person

pytestmark = pytest.mark.django_db
OLD = 360_000


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


def nothing_is_signed():
    return not (Order.objects.exists() or Line.objects.exists() or Entry.objects.exists() or Recovery.objects.exists())


def test_a_signed_run_is_lines_orders_one_posting_and_one_event():
    there = a_pay_province(n=2)

    run = there.pay(202401)

    assert (run.state, run.planned_by, run.signed_by) == ("signed", there.officer, there.leader)
    assert list(Order.objects.values_list("reference", "amount_dong")) == [
        ("84A202401-1-0000001", OLD),
        ("84A202401-1-0000002", OLD),
    ]
    assert Line.objects.filter(order__run=run, kind="due", province="84").count() == 2
    assert list(Entry.objects.values_list("debit", "credit", "amount_dong")) == [
        ("expense:assistance", "payable:assistance", 2 * OLD)
    ]
    assert AuditEvent.objects.get(act="sign_run").detail["result"] == run.result_hash
    assert all(tie.holds for tie in actions.ties(run))


def test_what_was_paid_is_not_paid_again():
    there = a_pay_province(n=2)
    there.pay(202401)

    again = there.plan(202401)

    assert again.number == 2
    assert again.totals["steps"]["list_total"]["dong"] == 0


def test_who_planned_may_not_sign_and_who_signs_is_a_leader():
    there = a_pay_province(n=1)
    run = there.plan(202401)
    Grant.objects.create(user=there.officer, role="province_leader", place_id="84", from_day=date(2020, 1, 1))

    with acting_as(there.officer), pytest.raises(PaymentRefused, match="người khác"):
        actions.sign(run=run, by=there.officer)
    with acting_as(there.accountant), pytest.raises(NoAccess):
        actions.sign(run=run, by=there.accountant)

    assert nothing_is_signed()


def test_a_list_beyond_the_allotment_is_not_signed_and_says_how_much_is_missing():
    there = a_pay_province(n=3, allotted_dong=1_000_000)
    run = there.plan(202401)

    with pytest.raises(PaymentRefused, match=r"thiếu 80\.000 đồng"):
        there.sign(run)
    with acting_as(there.leader):
        actions.allot(
            purse=Purse.objects.get(), month=202401, amount_dong=80_000, document="QĐ 9", day=date(2024, 1, 5), by=there.leader
        )  # fmt: skip
    there.sign(run)

    assert actions.purse_left("84", "province_assistance", 202401) == 0


def test_next_months_list_beyond_the_allotment_is_told_now():
    there = a_pay_province(n=1, allotted_dong=500_000)

    run = there.plan(202401)

    assert [(row["kind"], row["severity"], row["dong"]) for row in run.totals["by_warning"]] == [
        ("allotment", "warn", 220_000)
    ]


def test_an_allotment_needs_its_document_and_money():
    there = a_pay_province(n=0)
    purse = Purse.objects.get()
    before = Allotment.objects.count()

    with acting_as(there.leader), pytest.raises(PaymentRefused, match="số văn bản"):
        actions.allot(purse=purse, month=202401, amount_dong=5, document="", day=date(2024, 1, 1), by=there.leader)

    assert Allotment.objects.count() == before


@pytest.mark.parametrize("name", ["inputs/recognised.parquet", "lines.parquet", "totals.json", "inputs/manifest.json"])
def test_a_folder_altered_after_the_plan_is_not_signed(name):
    there = a_pay_province(n=1)
    run = there.plan(202401)
    path = folder_of(run) / name
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"number": 1', b'"number": 2') if name.endswith("json") else content + b"x")

    with pytest.raises(PaymentRefused, match="đã bị sửa"):
        there.sign(run)

    assert nothing_is_signed()


def test_money_given_back_after_the_plan_makes_it_old():
    there = a_pay_province(n=1)
    first = there.pay(202401)
    recovery = Recovery.objects.create(
        person=there.people[0], province=there.province, programme="assistance", run=first, amount_dong=OLD, instalment_dong=OLD
    )  # fmt: skip
    run = there.plan(202402)
    Repayment.objects.create(recovery=recovery, amount_dong=OLD, day=date(2024, 1, 25), document="PT 1")

    with pytest.raises(PaymentRefused, match="Sổ đã thay đổi"):
        there.sign(run)

    assert Run.objects.get(pk=run.pk).state == "planned"


def test_a_household_that_changes_after_the_plan_does_not_change_the_sealed_run():
    there = a_pay_province(n=2)
    run = there.plan(202401)
    Person._base_manager.filter(pk=there.people[0].pk).update(name="Tên Khác", died_on=date(2023, 12, 1))

    signed = there.sign(run)

    assert signed.totals["steps"]["list_total"]["dong"] == Order.objects.count() * OLD == 2 * OLD
    assert actions.verify(signed) == []


def test_a_death_reported_after_the_plan_stops_the_signature_and_says_how_many():
    there = a_pay_province(n=2)
    run = there.plan(202401)
    Feed.objects.create(
        kind="death", name="Người Đã Mất", day=date(2024, 1, 3), source="hộ tịch", person=there.people[0], province=there.province
    )  # fmt: skip

    with pytest.raises(PaymentRefused, match="có 1 người trong danh sách được báo chết"):
        there.sign(run)

    assert nothing_is_signed()


def test_a_signature_that_fails_at_the_end_leaves_nothing():
    there = a_pay_province(n=2)
    run = there.plan(202401)
    (other,) = some_people(1, there.commune)
    taken = Run.objects.create(
        province=there.province, programme="relief", month=202401, plan_day=date(2024, 1, 1), folder="x", inputs_hash="",
        result_hash="", law_version="",
    )  # fmt: skip
    Order.objects.create(
        id=1, run=taken, reference="84A202401-1-0000002", person=other, commune=there.commune, province=there.province, provider="VBA",
        channel="cash",
        payee_name="x", amount_dong=1,
    )  # fmt: skip

    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        there.sign(run)

    assert (Order.objects.count(), Line.objects.count(), Entry.objects.count()) == (1, 0, 0)
    assert Run.objects.get(pk=run.pk).state == "planned"


def test_a_signed_run_is_not_signed_or_discarded_again():
    there = a_pay_province(n=1)
    run = there.plan(202401)
    there.sign(run)

    with pytest.raises(PaymentRefused, match="đã ký"):
        there.sign(run)
    with acting_as(there.officer), pytest.raises(PaymentRefused, match="đã ký"):
        actions.discard(run=run, reason="nhầm", by=there.officer)

    assert Order.objects.count() == Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_sign_at_once_one_is_told(months):
    there = a_pay_province(n=2)
    run = there.plan(202401)
    said = []

    def press():
        try:
            there.sign(Run.objects.get(pk=run.pk))
            said.append("signed")
        except PaymentRefused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    def in_scope():
        with acting_as_system("thử nghiệm"):
            press()

    pressing = [threading.Thread(target=in_scope) for _ in range(2)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()

    assert sorted(said, key=len)[0] == "signed" and "đã ký" in sorted(said, key=len)[1]
    assert Order.objects.count() == 2


def test_a_person_who_moves_to_another_commune_between_two_runs_is_paid_in_each_once():
    there = a_pay_province(n=1)
    there.pay(202401)
    a_title(there.people[0], "disabled_severe", 202401)
    a_channel(some_people(1, there.commune)[0])

    run = there.pay(202402)

    assert {line.for_month for line in Line.objects.filter(run=run)} <= {202401, 202402}
    assert Order.objects.filter(run=run).count() == 1


def test_rows_are_added_inside_the_open_transaction_or_not_at_all():
    rows = pa.table({"id": [1, 2], "username": ["a,b", 'c"d'], "first_name": ["", "ạ"]})
    every = {
        "password": "", "last_name": "", "email": "", "is_superuser": False, "is_staff": False, "is_active": True,
        "date_joined": "2024-01-01 00:00:00",
    }  # fmt: skip

    with connection.cursor() as cursor:
        with transaction.atomic():
            added = insert_arrow("auth_user", rows, {name: _plain(value) for name, value in every.items()})
            cursor.execute("SELECT username, first_name FROM auth_user ORDER BY id")
            kept = cursor.fetchall()
            transaction.set_rollback(True)
        cursor.execute("SELECT count(*) FROM auth_user")

        assert (added, [tuple(row) for row in kept]) == (2, [("a,b", ""), ('c"d', "ạ")])
        assert cursor.fetchone()[0] == 0


def _plain(value):
    return int(value) if isinstance(value, bool) and connection.vendor == "sqlite" else value
