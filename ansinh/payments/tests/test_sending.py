"""The accountant sends what was signed, and nothing else; the files carry the orders to the dong."""

import pyarrow.parquet
import pytest

from ansinh.core.access import NoAccess, acting_as_system
from ansinh.payments import actions
from ansinh.payments.actions import sending
from ansinh.payments.documents import SentFile
from ansinh.payments.models import Entry, Line, Order, Provider
from ansinh.payments.tests.situations import LEVEL, orders_of, paying

pytestmark = pytest.mark.django_db


@pytest.fixture
def there():
    return paying(6)


def send(there, run, who="payer"):
    with there.acting(who):
        return actions.send(run=run, by=there.users[who])


def test_the_files_carry_every_order_and_the_money_is_with_the_providers(there):
    run = there.signed(202410, [20_000_001, 68_212_208, LEVEL, LEVEL])

    files = send(there, run)

    run.refresh_from_db()
    assert run.state == "sent"
    assert sum(file.amount_dong for file in files) == 20_000_001 + 68_212_208 + 2 * LEVEL
    assert sorted(path.name for path in (sending.folder_of(run) / "files").iterdir()) == sorted(
        file.name for file in files
    )
    balances = actions.balances(there.province.pk, run=run)
    assert balances["provider:VBA"] + balances["provider:BUUDIEN"] == balances["treasury:central_merit"]
    assert all(tie.holds for tie in actions.ties(run))


def test_a_run_is_sent_once(there):
    run = there.signed(202410, [LEVEL] * 3)
    send(there, run)
    entries = Entry._base_manager.count()

    with pytest.raises(actions.PaymentRefused, match="đã gửi đơn vị chi trả"):
        send(there, run)

    assert Entry._base_manager.count() == entries


def test_who_planned_or_signed_does_not_send(there):
    run = there.signed(202410, [LEVEL])

    with pytest.raises(NoAccess):
        send(there, run, "signer")
    run.signed_by = there.users["payer"]
    run.save(update_fields=["signed_by"])
    with pytest.raises(actions.PaymentRefused, match="đã duyệt đợt"):
        send(there, run)


def test_files_written_before_a_crash_are_written_again_with_the_same_bytes(there):
    run = there.signed(202410, [LEVEL] * 5)
    folder = sending.folder_of(run) / "files"
    with acting_as_system("gửi dở"):
        sending.write_files(run=run, folder=folder, orders=sending.signed_orders(run))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    send(there, run)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_order_changed_in_the_folder_is_not_sent(there):
    run = there.signed(202410, [LEVEL] * 3)
    path = sending.folder_of(run) / "orders.parquet"
    table = pyarrow.parquet.read_table(path)
    place = table.column_names.index("account_number")
    pyarrow.parquet.write_table(table.set_column(place, "account_number", [["999"] * 3]), path)

    with pytest.raises(actions.PaymentRefused, match="không phải lệnh chi đã ký"):
        send(there, run)


def test_files_with_another_sum_than_the_orders_are_not_sent(there):
    run = there.signed(202410, [LEVEL] * 3)
    with acting_as_system("đọc"):
        orders = sending.signed_orders(run)

    with pytest.raises(actions.PaymentRefused, match="Không gửi"):
        sending._must_tie(orders, [SentFile("a.xml", "", "VBA", 2, LEVEL)])


def test_a_single_payment_whose_claim_is_gone_is_not_sent(there):
    run = there.signed(202410, [LEVEL])
    with acting_as_system("lỗi"):
        Line._base_manager.update(kind="once", claim_id=987)

    with pytest.raises(actions.PaymentRefused, match="không còn hồ sơ"):
        send(there, run)


def test_a_provider_nobody_knows_stops_the_run_before_anything_is_posted(there):
    run = there.signed(202410, [LEVEL] * 2)
    Provider.objects.filter(code="VBA").delete()

    with pytest.raises(actions.PaymentRefused, match="Không có đơn vị chi trả"):
        send(there, run)

    run.refresh_from_db()
    assert run.state == "signed"
    assert not Entry._base_manager.filter(run=run, stage="send").exists()


def test_a_list_without_orders_is_sent_without_files(there):
    run = there.signed(202410, [])

    assert send(there, run) == []
    assert not Order._base_manager.exists()
    assert orders_of(run) == []
