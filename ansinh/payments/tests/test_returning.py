"""What providers report: each row settles one order or is an exception with its name; nothing is counted twice, nothing is lost."""

from datetime import date

import pytest

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import Grant
from ansinh.payments import actions
from ansinh.payments.models import Entry, Order, ReturnException, ReturnFile, Settlement
from ansinh.payments.tests.situations import CSV_HEAD, LEVEL, all_paid, exceptions, orders_of, paying, row
from ansinh.people import factories as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def there():
    return paying(8)


def kinds(file: ReturnFile) -> list[str]:
    return [one.kind for one in exceptions(file)]


def paid(order: Order) -> int:
    return sum(Settlement.objects.filter(order=order, outcome="paid").values_list("amount_dong", flat=True))


def holds(run) -> bool:
    return all(tie.holds for tie in actions.ties(run))


def test_a_file_that_says_all_were_paid_settles_all(there):
    run = there.sent(202410, [LEVEL, 20_000_001, 68_212_208])

    file = there.returns(*all_paid(run))

    assert (file.counts["rows"], file.counts["settled"], file.counts["exceptions"]) == (3, 3, 0)
    assert [paid(order) for order in orders_of(run)] == [LEVEL, 20_000_001, 68_212_208]
    assert file.totals["settled_dong"] == LEVEL + 20_000_001 + 68_212_208
    assert holds(run)
    assert actions.balances(there.province.pk)["payable:merit"] == 0


def test_every_row_is_a_settlement_or_an_exception_and_the_money_ties(there):
    run = there.sent(202410, [LEVEL] * 8)
    orders = orders_of(run)
    stranger = row(orders[0], reference="X-1", name="Không Ai Cả", account="1")
    rows = [
        row(orders[0]), row(orders[0]), row(orders[1], LEVEL - 1000), row(orders[2], LEVEL + 1000), row(orders[3], outcome="Trả lại"),
        row(orders[4], name="Nguyễn Văn Khác"), row(orders[5], reference="SAI"), stranger, row(orders[6], amount_dong=0), row(orders[7]),
    ]  # fmt: skip

    file = there.returns(*rows)

    assert kinds(file) == [
        "duplicate_in_file", "partly_paid", "wrong_amount", "returned", "name_mismatch", "matched_by_person", "unknown_reference", "unreadable",
    ]  # fmt: skip
    assert file.counts["rows"] == file.counts["settled"] + file.counts["exceptions"] == 10
    assert file.totals["rows_dong"] == file.totals["settled_dong"] + file.totals["exceptions_dong"]
    assert holds(run)


def test_the_same_file_twice_changes_nothing(there):
    run = there.sent(202410, [LEVEL] * 3)
    rows = all_paid(run)
    first = there.returns(*rows)
    entries = Entry._base_manager.count()

    again = there.returns(*rows, name="ten-khac.csv")

    assert again.pk == first.pk
    assert (Settlement.objects.count(), ReturnException._base_manager.count()) == (3, 0)
    assert Entry._base_manager.count() == entries


def test_an_order_told_paid_in_two_files_is_paid_once(there):
    run = there.sent(202410, [LEVEL] * 3)
    there.returns(*all_paid(run))

    second = there.returns(*all_paid(run), "", name="khac.csv")

    assert kinds(second) == ["paid_twice"] * 3
    assert holds(run)
    assert Settlement.objects.count() == 3


def test_files_may_come_in_any_order(there):
    october = there.sent(202410, [LEVEL] * 3)
    november = there.sent(202411, [LEVEL] * 3)

    there.returns(*all_paid(november))
    there.returns(*all_paid(october))

    assert Settlement.objects.count() == 6
    assert holds(october) and holds(november)


def test_one_file_may_speak_of_two_months(there):
    october, november = there.sent(202410, [LEVEL] * 3), there.sent(202411, [LEVEL] * 3)

    file = there.returns(*all_paid(october), *all_paid(november))

    assert file.counts["settled"] == 6
    assert holds(october) and holds(november)


def test_a_file_of_a_closed_month_is_late_and_changes_nothing_there(there):
    run = there.sent(202410, [LEVEL] * 3)
    last = orders_of(run)[-1]
    there.returns(*all_paid(run, but=[last]))
    there.closed(run)
    before = actions.ties(run)

    file = there.returns(row(last))

    assert kinds(file) == ["late"]
    assert actions.ties(run) == before
    with pytest.raises(actions.PaymentRefused, match="đã chốt"):
        there.settle(exceptions(file), "paid")
    there.settle(exceptions(file), "dismissed")


def test_an_order_carried_into_a_later_month_is_not_paid_a_second_time(there):
    october = there.sent(202410, [LEVEL] * 3)
    last = orders_of(october)[-1]
    there.returns(*all_paid(october, but=[last]))
    there.closed(october)
    november = there.sent(202411, [LEVEL] * 3, carried=[last])
    there.returns(*all_paid(november))

    file = there.returns(row(last))

    assert kinds(file) == ["paid_twice"]
    assert orders_of(november)[-1].amount_dong == 2 * LEVEL


def test_parts_are_counted_when_somebody_settles_them_and_never_add_up_to_more(there):
    run = there.sent(202410, [LEVEL] * 2)
    order = orders_of(run)[0]
    file = there.returns(row(order, 1_000_000), row(order, LEVEL - 1_000_000))
    assert kinds(file) == ["partly_paid", "partly_paid"]

    there.settle(exceptions(file), "paid")

    assert paid(order) == LEVEL
    assert holds(run)
    third = there.returns(row(order, 5))
    assert kinds(third) == ["paid_twice"]
    with pytest.raises(actions.PaymentRefused, match="đã nhận đủ"):
        there.settle(exceptions(third), "paid")


def test_the_rest_of_a_part_settles_by_itself(there):
    run = there.sent(202410, [LEVEL] * 2)
    order = orders_of(run)[0]
    there.settle(exceptions(there.returns(row(order, 1_000_000))), "paid")

    file = there.returns(row(order, LEVEL - 1_000_000))

    assert kinds(file) == []
    assert paid(order) == LEVEL


def test_a_payment_the_bank_takes_back_is_no_longer_paid(there):
    run = there.sent(202410, [LEVEL] * 2)
    order = orders_of(run)[0]
    there.returns(*all_paid(run))
    file = there.returns(row(order, outcome="Trả lại", code="AC04"))

    there.settle(exceptions(file), "returned")

    assert paid(order) == 0
    assert Settlement.objects.get(order=order, outcome="returned").code == "AC04"
    assert holds(run)
    assert actions.balances(there.province.pk, run=run)["payable:merit"] == LEVEL


def test_a_wrong_amount_counts_only_what_was_ordered(there):
    run = there.sent(202410, [LEVEL] * 2)
    order = orders_of(run)[0]
    file = there.returns(row(order, LEVEL * 10))

    there.settle(exceptions(file), "paid")

    assert paid(order) == LEVEL
    assert holds(run)


def test_a_person_is_matched_only_when_one_single_open_order_fits(there):
    run = there.sent(202410, [LEVEL] * 3)
    order, other = orders_of(run)[:2]
    twin = row(order, reference="", account="", name=other.payee_name)

    file = there.returns(row(order, reference="", name="Tên Khác"), twin, row(order, reference="", account="", name=""))

    assert kinds(file) == ["matched_by_person", "matched_by_person", "unknown_reference"]
    assert [one.order_id for one in exceptions(file)] == [order.pk, other.pk, None]
    there.settle(exceptions(file)[:2], "paid")
    assert (paid(order), paid(other)) == (LEVEL, LEVEL)


def test_two_rows_that_mean_the_same_person_match_nobody(there):
    run = there.sent(202410, [LEVEL] * 3)
    order = orders_of(run)[0]

    file = there.returns(row(order, reference="A"), row(order, reference="B"))

    assert kinds(file) == ["unknown_reference", "unknown_reference"]


def test_an_unknown_reference_counts_for_the_order_somebody_names(there):
    run = there.sent(202410, [LEVEL] * 3)
    order = orders_of(run)[0]
    file = there.returns(row(order, reference="X", account="9", name="Ai Đó"))
    with pytest.raises(actions.PaymentRefused, match="chưa gắn với lệnh chi"):
        there.settle(exceptions(file), "paid")

    with there.acting("reconciler"):
        settled = actions.settle_exception(
            exception=exceptions(file)[0], settled_as="paid", reason="Bưu điện xác nhận", by=there.users["reconciler"], order=order
        )  # fmt: skip

    assert (settled.order_id, settled.run_id) == (order.pk, run.pk)
    assert paid(order) == LEVEL


def test_names_without_diacritics_in_capitals_are_the_same_name(there):
    run = there.sent(202410, [LEVEL] * 2)
    order = orders_of(run)[0]

    file = there.returns(row(order, name=f"  {order.payee_name.upper().replace('Ạ', 'A').replace('Ă', 'A')} "))

    assert kinds(file) == []


def test_an_exception_is_settled_once_and_with_a_reason(there):
    run = there.sent(202410, [LEVEL] * 2)
    file = there.returns(row(orders_of(run)[0], outcome="Trả lại"))
    with pytest.raises(actions.PaymentRefused, match="lý do"):
        there.settle(exceptions(file), "returned", reason=" ")
    there.settle(exceptions(file), "returned")

    with pytest.raises(actions.PaymentRefused, match="đã được xử lý"):
        there.settle(exceptions(file), "dismissed")


def test_a_file_that_cannot_be_read_leaves_nothing(there):
    run = there.sent(202410, [LEVEL] * 2)
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]><Document>&c;</Document>'
    for content in (b"", b"%PDF-1.4", laughs.encode(), b"<Document><cut"):
        with there.acting("reconciler"), pytest.raises(actions.PaymentRefused):
            actions.receive_returns(
                file=content, name="hong.xml", province=there.province, by=there.users["reconciler"]
            )

    assert not ReturnFile._base_manager.exists()
    assert not Settlement.objects.exists()
    assert run.state == "sent"


def test_an_officers_word_stands_for_a_provider_that_sends_no_file(there):
    run = there.sent(202410, [LEVEL] * 3)
    first, second, third = orders_of(run)
    by = there.users["reconciler"]
    with there.acting("reconciler"):
        told = {"run": run, "day": date(2024, 10, 12), "document": "DS ký nhận 10/2024", "by": by}
        file = actions.mark_paid(orders=[first.pk, second.pk], **told)
        again = actions.mark_paid(orders=[second.pk, first.pk], **told)
        actions.mark_unpaid(orders=[third.pk], code="VANG", **told)

    assert (file.format, file.counts["settled"], again.pk) == ("desk", 2, file.pk)
    assert (paid(first), paid(second), paid(third)) == (LEVEL, LEVEL, 0)
    assert holds(run)
    statement = there.reconcile(run)
    assert (statement.paid_dong, statement.returned_dong, statement.uncollected_dong) == (2 * LEVEL, LEVEL, 0)
    with there.acting("reconciler"), pytest.raises(actions.PaymentRefused, match="đã nhận đủ"):
        actions.mark_paid(run=run, orders=[first.pk], day=date(2024, 10, 13), document="khác", by=by)


def test_only_the_reconciler_receives_and_never_one_who_was_another_hand(there):
    run = there.sent(202410, [LEVEL])
    content = "\n".join([CSV_HEAD, *all_paid(run)]).encode()
    with there.acting("payer"), pytest.raises(NoAccess):
        actions.receive_returns(file=content, name="a.csv", province=there.province, by=there.users["payer"])
    with acting_as_system("cấp thêm vai trò"):
        also = {"role": "province_reconciler", "place_id": there.province.pk, "from_day": date(2020, 1, 1)}
        Grant.objects.create(user=there.users["payer"], **also)

    with there.acting("payer"), pytest.raises(actions.PaymentRefused, match="mỗi việc là một người khác"):
        actions.receive_returns(file=content, name="a.csv", province=there.province, by=there.users["payer"])
    assert not Settlement.objects.exists()


def test_references_still_match_after_the_communes_merged(there):
    run = there.sent(202506, [LEVEL] * 3)
    with acting_as_system("sáp nhập"):
        people.long_duc_ward()
        new_office = people.officer(people.vinh_long(), name="doichieu-moi", role="province_reconciler")
    content = "\n".join([CSV_HEAD, *all_paid(run)]).encode()
    with acting_as(new_office):
        file = actions.receive_returns(
            file=content, name="sau-sap-nhap.csv", province=people.vinh_long(), by=new_office
        )

    assert file.counts["settled"] == 3
    assert holds(run)
