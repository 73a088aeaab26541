"""The pages of payments: who sees what, each act through its page, lists read from the run's folder."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import AuditEvent, Grant
from ansinh.payments import actions
from ansinh.payments.factories import LONG_AGO
from ansinh.payments.models import (
    Acceptance,
    Allotment,
    Entry,
    Opening,
    Order,
    ReturnException,
    ReturnFile,
    Run,
    Settlement,
    Unpaid,
)
from ansinh.payments.pages.rows import ParquetRows, parquet
from ansinh.payments.tests.desk import THIRD, Desk, a_desk, returned


@pytest.fixture(scope="module")
def _made_once(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[tuple[Desk, Path]]:
    """The province, made once; what one test changes is undone before the next."""
    folder, before = tmp_path_factory.mktemp("payruns"), house.PAYRUNS
    house.PAYRUNS = folder
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_desk(), folder
        transaction.set_rollback(True)
    house.PAYRUNS = before


@pytest.fixture
def there(_made_once: tuple[Desk, Path], db: Any, payruns: Any, settings: Any) -> Desk:
    desk, settings.PAYRUNS = _made_once
    return desk


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: Any) -> str:
    """What a person reads on a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def ticked(page: Any) -> dict[str, str]:
    """Every risk of the signing page ticked."""
    return dict.fromkeys(re.findall(r'name="(risk_\w+)"', page.content.decode()), "on")


def pages_of(there: Desk) -> list[str]:
    of_run = (
        "run", "run_lines", "run_movements", "run_warnings", "run_orders", "run_lists", "discard_run", "sign_run", "send_run", "pay_desk",
        "reconcile_run", "close_run", "ask_reopening",
    )  # fmt: skip
    plain = (
        "payments", "open_programme", "return_files", "exceptions", "long_unpaid", "recoveries", "purses", "open_purse", "law_values", "ledger",
    )  # fmt: skip
    return [
        *(reverse(name, args=[run.pk]) for name in of_run for run in (there.planned, there.sent)),
        reverse("close_run", args=[there.closed.pk]),
        *(reverse(name) for name in plain),
        reverse("payment_month", args=[THIRD]),
        reverse("payment_year", args=[2024]),
        reverse("plan_run", args=[THIRD + 1, "assistance"]),
        reverse("run_line", args=[there.planned.pk, 1]),
        reverse("accept_values", args=["assistance", THIRD]),
        reverse("return_file", args=[there.exception.file_id]),
        reverse("exception", args=[there.exception.pk]),
        reverse("recovery", args=[there.recovery.pk]),
        reverse("person_payments", args=[there.pay.people[0].pk]),
    ]


@pytest.mark.parametrize("role", ["commune_officer", "province_officer", "administrator"])
def test_no_page_breaks_for_any_role_and_the_administrator_sees_no_payment(there: Desk, role: str) -> None:
    client = signed_in(there.users[role])

    found = {address: client.get(address).status_code for address in pages_of(there)}

    assert {address for address, status in found.items() if status not in (200, 302, 403, 404)} == set()
    inside = {address for address, status in found.items() if status == 200 and "/dot/" in address}
    assert (not inside) if role == "administrator" else inside


@pytest.mark.parametrize("name", ["run_lines", "run_orders", "run_movements"])
def test_a_commune_officer_reads_only_the_rows_of_their_own_commune(there: Desk, name: str) -> None:
    address = reverse(name, args=[there.planned.pk])

    own = words(signed_in(there.users["commune_officer"]).get(address))
    every = words(signed_in(there.users["auditor"]).get(address))

    assert there.pay.people[0].name in own and not any(person.name in own for person in there.others)
    assert all(person.name in every for person in (there.pay.people[0], *there.others))


def test_a_commune_officer_sees_the_totals_of_their_commune_and_no_line_of_another(there: Desk) -> None:
    client = signed_in(there.users["commune_officer"])
    rows = ParquetRows(f"SELECT * FROM {parquet(Path(house.PAYRUNS) / there.planned.folder / 'lines.parquet')}")
    elsewhere = rows.filter(commune_id=there.other.pk).first()
    assert elsewhere is not None

    page = words(client.get(reverse("run", args=[there.planned.pk])))
    line = client.get(reverse("run_line", args=[there.planned.pk, elsewhere["number"]]))
    lists = client.get(reverse("run_list_file", args=[there.planned.pk, "pay", "xlsx"]) + f"?xa={there.other.pk}")

    assert "Xã Long Đức" in page and "Phương Thạnh" not in page
    assert "Tổng danh sách: các lệnh chi 4 1.440.000" in page
    assert line.status_code == 404
    assert lists.status_code == 403


def test_the_desk_gives_each_hand_its_own_act(there: Desk) -> None:
    button = {"province_officer": "", "province_leader": "Xem và ký", "province_accountant": "", "auditor": ""}

    for role, expected in button.items():
        page = words(signed_in(there.users[role]).get(reverse("payment_month", args=[THIRD])))
        assert ("Xem và ký" in page) is bool(expected), role
    home = words(signed_in(there.users["province_leader"]).get("/"))
    assert "Xem và ký" in home and "tháng 03/2024" in home


def test_a_list_is_planned_through_its_page_once_the_one_before_is_signed(there: Desk) -> None:
    address, form = reverse("plan_run", args=[THIRD + 1, "assistance"]), {"plan_day": "24/03/2024"}
    officer = signed_in(there.users["province_officer"])

    refused = officer.post(address, form)
    with acting_as(there.pay.leader):
        actions.sign(run=there.planned, by=there.pay.leader)
    done = officer.post(address, form)

    assert refused.status_code == 422 and "chờ ký" in words(refused)
    made = Run._base_manager.get(month=THIRD + 1)
    assert done.status_code == 302 and done["Location"] == reverse("run", args=[made.pk])
    assert signed_in(there.users["auditor"]).post(address, form).status_code == 200


def test_a_list_is_signed_only_when_every_named_risk_is_ticked(there: Desk) -> None:
    leader, address = signed_in(there.users["province_leader"]), reverse("sign_run", args=[there.planned.pk])
    page = leader.get(address)

    bare = leader.post(address, {})
    done = leader.post(address, ticked(page))

    assert "2.520.000 đồng (Hai triệu năm trăm hai mươi nghìn đồng)" in words(page)
    assert "Công văn 12/SLĐTBXH" in words(page) and there.planned.result_hash in words(page)
    assert {"risk_shared_account", "risk_account_unverified", "risk_law"} == set(ticked(page))
    assert bare.status_code == 422
    assert done.status_code == 302
    assert Run._base_manager.get(pk=there.planned.pk).state == "signed"


def test_who_prepared_a_list_is_told_why_they_may_not_sign_it(there: Desk) -> None:
    officer = there.users["province_officer"]
    Grant.objects.create(user=officer, role="province_leader", place_id=there.pay.province.pk, from_day=LONG_AGO)
    address = reverse("sign_run", args=[there.planned.pk])

    page = signed_in(officer).get(address)
    signed_in(officer).post(address, {})

    assert "đã lập đợt" in words(page) and "mỗi việc là một người khác" in words(page)
    assert "Ký duyệt danh sách" not in words(page)
    assert Run._base_manager.get(pk=there.planned.pk).state == "planned"


def test_a_file_is_taken_by_its_name_with_a_trace_and_no_other_file_is(there: Desk) -> None:
    name = there.sent.totals["files"][0]["name"]
    accountant = signed_in(there.users["province_accountant"])

    taken = accountant.get(reverse("run_file", args=[there.sent.pk, name]))
    strange = [
        accountant.get(f"/chi-tra/dot/{there.sent.pk}/tep/{other}/")
        for other in ("lines.parquet", "..%2Flines.parquet", "..")
    ]

    assert taken.status_code == 200 and b"".join(taken.streaming_content)  # type: ignore[attr-defined]
    event = AuditEvent.objects.filter(act="take_file").get()
    assert (event.actor, event.detail["file"]) == (there.users["province_accountant"].username, name)
    assert [answer.status_code for answer in strange] == [404, 404, 404]
    for role in ("province_officer", "commune_officer"):
        assert signed_in(there.users[role]).get(reverse("run_file", args=[there.sent.pk, name])).status_code == 403


def test_a_commune_prints_its_own_list_with_a_trace(there: Desk) -> None:
    client = signed_in(there.users["commune_officer"])
    address = reverse("run_list_file", args=[there.sent.pk, "pay", "xlsx"])

    page = words(client.get(reverse("run_lists", args=[there.sent.pk])))
    own = client.get(f"{address}?xa={there.pay.commune.pk}")
    empty = client.get(
        reverse("run_list_file", args=[there.sent.pk, "once", "pdf"]) + f"?xa={there.pay.commune.pk}", follow=True
    )

    assert "Danh sách chi trả trợ cấp tháng 02/2024" in page and "Toàn tỉnh" not in page
    assert own.status_code == 200 and own.content[:2] == b"PK"
    assert "không có dòng nào" in words(empty)
    assert AuditEvent.objects.filter(act="print_list").get().place_id == there.pay.commune.pk
    assert client.get(address).status_code == 403


def test_a_return_file_is_shown_before_it_is_in_the_books_and_read_once(there: Desk) -> None:
    client = signed_in(there.users["province_reconciler"])
    content = returned(there.sent)

    def sent() -> Any:
        return client.post(
            reverse("send_return_file"), {"file": SimpleUploadedFile("ket-qua.csv", content)}, follow=True
        )

    before = Settlement._base_manager.count()
    preview = sent()
    untouched = Settlement._base_manager.count() == before
    done = client.post(preview.redirect_chain[-1][0], follow=True)
    again = sent()

    assert "dòng khớp, sẽ ghi sổ" in words(preview) and "đã trả ở tệp hoặc kỳ khác" in words(preview).lower()
    assert untouched and Settlement._base_manager.count() > before
    assert done.redirect_chain[-1][0] == again.redirect_chain[-1][0]
    assert ReturnFile._base_manager.filter(name="ket-qua.csv").count() == 1


def test_a_file_that_cannot_be_read_is_told_in_words(there: Desk) -> None:
    client = signed_in(there.users["province_reconciler"])

    a_picture = client.post(reverse("send_return_file"), {"file": SimpleUploadedFile("anh.png", b"\x89PNG")})
    no_table = client.post(
        reverse("send_return_file"), {"file": SimpleUploadedFile("thu.csv", b"mot la thu")}, follow=True
    )

    assert a_picture.status_code == 422 and "Ở đây nhận" in words(a_picture)
    assert no_table.status_code == 200 and "Gửi tệp khác" in words(no_table)
    assert signed_in(there.users["auditor"]).post(reverse("send_return_file"), {}).status_code == 403


def test_an_exception_is_settled_beside_its_order_and_the_next_one_opens(there: Desk) -> None:
    client = signed_in(there.users["province_reconciler"])
    first, second, unknown = ReturnException._base_manager.order_by("pk")
    address = reverse("exception", args=[first.pk])

    page = client.get(address)
    bare = client.post(address, {"settled_as": "paid"})
    done = client.post(address, {"settled_as": "paid", "reason": "Công văn 5/BĐ"})
    lost = client.post(
        reverse("exception", args=[unknown.pk]),
        {"settled_as": "paid", "reason": "Công văn 6/BĐ", "reference": "84A-khong-co"},
    )

    assert "Tệp trả về nói" in words(page) and "THACH THI SA 1" in words(page)
    assert bare.status_code == 422
    assert done["Location"] == reverse("exception", args=[second.pk])
    assert lost.status_code == 422 and "84A-khong-co" in words(lost)
    assert ReturnException._base_manager.get(pk=first.pk).settled_because == "Công văn 5/BĐ"


def test_the_rows_of_one_kind_are_settled_alike(there: Desk) -> None:
    address = reverse("settle_kind", args=[there.exception.file_id, "partly_paid"])
    client = signed_in(there.users["province_reconciler"])

    page = words(client.get(address))
    done = client.post(address, {"settled_as": "dismissed", "reason": "Công văn 8/BĐ"}, follow=True)

    assert "1 dòng chưa xử lý, 260.000 đồng" in page
    assert "Đã ghi kết luận cho 1 dòng" in words(done)
    assert ReturnException._base_manager.get(pk=there.exception.pk).settled_as == "dismissed"
    assert client.get(address).status_code == 404
    assert signed_in(there.users["auditor"]).get(address).status_code == 403


def test_orders_of_a_pay_point_are_ticked_by_a_signed_list(there: Desk) -> None:
    client = signed_in(there.users["province_reconciler"])
    address = reverse("pay_desk", args=[there.sent.pk]) + f"?xa={there.other.pk}"
    waiting = [int(pk) for pk in re.findall(r'name="lenh" value="(\d+)"', client.get(address).content.decode())]

    bare = client.post(address, {"lenh": waiting, "viec": "nhan", "day": "12/02/2024"}, follow=True)
    client.post(address, {"lenh": waiting[:1], "viec": "nhan", "day": "12/02/2024", "document": "DS 02"})
    client.post(address, {"lenh": waiting[1:], "viec": "chua", "day": "12/02/2024", "document": "DS 02"})

    assert len(waiting) == 2 and "Thiếu chứng từ" in words(bare)
    told = dict(Settlement._base_manager.filter(order__in=waiting).values_list("order", "outcome"))
    assert told == {waiting[0]: "paid", waiting[1]: "returned"}


def test_a_month_is_reconciled_closed_and_opened_again_by_two(there: Desk) -> None:
    client = signed_in(there.users["province_reconciler"])
    reconcile, close = reverse("reconcile_run", args=[there.sent.pk]), reverse("close_run", args=[there.sent.pk])
    waiting = words(client.get(reconcile))
    with acting_as(there.pay.reconciler):
        ids = ReturnException._base_manager.values_list("pk", flat=True)
        actions.settle_exceptions(
            exceptions=ids, settled_as="dismissed", reason="Công văn 7/BĐ", by=there.pay.reconciler
        )
    with acting_as_system("đọc"):
        order = Order.objects.get(pk=there.exception.order_id)

    client.post(reconcile)
    client.post(close, {"everybody": "carried", f"order_{order.pk}": "written_back", "reason": "Người hưởng từ chối"})
    closed = words(client.get(close))
    client.post(reverse("ask_reopening", args=[there.sent.pk]), {"reason": "Bưu điện báo nhầm"})
    with acting_as_system("đọc"):
        asked = there.sent.reopenings.get()
    own = signed_in(there.users["province_leader"]).post(reverse("approve_reopening", args=[asked.pk]), follow=True)
    other = signed_in(there.second_leader).post(reverse("approve_reopening", args=[asked.pk]), follow=True)

    assert "Còn 3 dòng trả về chưa xử lý" in waiting
    assert "Nộp trả ngân sách (1) 360.000 đồng" in closed and "Người hưởng từ chối" in closed
    assert "không được duyệt mở lại" in words(own) and "Đã mở lại." in words(other)
    assert Run._base_manager.get(pk=there.sent.pk).state == "reconciled"
    assert not Unpaid.objects.filter(run=there.sent).exists()


def test_the_purse_page_says_when_the_next_list_does_not_fit(there: Desk) -> None:
    accountant = signed_in(there.users["province_accountant"])
    purse = Allotment._base_manager.values_list("purse", flat=True)[0]
    cut = {"amount_dong": "-99.993.000.000", "month": "3/2024", "document": "QĐ 9", "day": "01/03/2024"}

    before = words(accountant.get(reverse("purses")))
    accountant.post(reverse("allot", args=[purse]), cut)
    after = words(accountant.get(reverse("purses")))

    assert "chờ ký, sẽ rút 2.520.000 đồng" in before and "thiếu" not in before
    assert "thiếu 1.640.000 đồng" in after
    assert signed_in(there.users["auditor"]).post(reverse("allot", args=[purse]), cut).status_code == 200
    assert Allotment._base_manager.filter(amount_dong=-99_993_000_000).count() == 1


def test_a_value_of_the_law_is_accepted_by_a_named_leader_with_a_reason(there: Desk) -> None:
    Acceptance._base_manager.filter(name="assistance.disability_beside")._raw_delete("default")
    leader = signed_in(there.users["province_leader"])
    found = re.search(
        rf'href="(/chi-tra/muc-luat/assistance/{THIRD}/\?ma=\w+)"', leader.get(reverse("law_values")).content.decode()
    )
    assert found is not None
    address = found[1]

    page = words(leader.get(address))
    bare = leader.post(address, {})
    signed_in(there.users["province_officer"]).post(address, {"reason": "Công văn 3", "is_read": "on"})
    still = not Acceptance._base_manager.filter(name="assistance.disability_beside").exists()
    leader.post(address, {"reason": "Công văn 3", "is_read": "on"})

    assert "Luật Người khuyết tật" in page and "Tiền đang chờ" in page
    assert bare.status_code == 422 and still
    assert Acceptance._base_manager.get(name="assistance.disability_beside").by == there.pay.leader


def test_a_programme_and_a_purse_are_opened_once(there: Desk) -> None:
    leader = signed_in(there.users["province_leader"])
    form = {"programme": "merit", "month": "4/2024", "document": "QĐ 3"}

    done = leader.post(reverse("open_programme"), form)
    again = leader.post(reverse("open_programme"), form)
    purse = leader.post(reverse("open_purse"), {"code": "central_merit", "holder": "Sở LĐTBXH", "account": "9528"})

    assert done.status_code == 302 and Opening._base_manager.get(programme="merit").month == 202404
    assert again.status_code == 422 and "đã mở từ tháng 04/2024" in words(again)
    assert purse.status_code == 302


def test_a_recovery_gets_its_instalment_and_is_paid_back_in_cash(there: Desk) -> None:
    address = reverse("recovery", args=[there.recovery.pk])

    signed_in(there.users["province_officer"]).post(
        address, {"viec": "muc", "instalment_dong": "120.000", "decision": "QĐ 77"}
    )
    cash = {"viec": "nop", "nop-amount_dong": "100.000", "nop-day": "05/03/2024", "nop-document": "PT 12"}
    too_much = signed_in(there.users["province_accountant"]).post(address, cash | {"nop-amount_dong": "1.000.000"})
    signed_in(there.users["province_accountant"]).post(address, cash)

    page = words(signed_in(there.users["auditor"]).get(address))
    assert too_much.status_code == 422 and "còn phải thu 360.000 đồng" in words(too_much)
    assert "Còn phải thu 260.000 đồng" in page and "Trừ mỗi tháng 120.000 đồng" in page


def test_the_ledger_ties_and_says_that_its_chain_is_whole(there: Desk) -> None:
    auditor = signed_in(there.users["auditor"])

    whole = words(auditor.get(reverse("ledger") + "?kiem=1"))
    Entry._base_manager.filter(pk=Entry._base_manager.latest("pk").pk).update(amount_dong=1)
    broken = words(auditor.get(reverse("ledger") + "?kiem=1"))

    assert "Chuỗi bút toán nguyên vẹn" in whole
    assert "Chuỗi bút toán bị đứt" in broken
    assert signed_in(there.users["commune_officer"]).get(reverse("ledger")).status_code == 403


def test_a_person_shows_what_they_were_paid_on_their_own_page_and_in_their_file(there: Desk) -> None:
    client = signed_in(there.users["commune_officer"])
    person = there.pay.people[3]

    own = words(client.get(reverse("person_payments", args=[person.pk])))
    file = words(client.get(reverse("person", args=[person.pk])))
    stranger = client.get(reverse("person_payments", args=[there.others[0].pk]))

    assert own.count("360.000 đồng đã nhận") == 2 and "01/2024" in own
    assert "Các khoản đã chi" in file and "Trợ cấp xã hội hằng tháng" in file
    assert stranger.status_code == 404


def test_a_list_of_rows_is_paged_by_key_and_says_each_row_once(there: Desk) -> None:
    client = signed_in(there.users["auditor"])
    address = reverse("run_orders", args=[there.planned.pk])
    from ansinh.payments.pages import listings

    seen: list[str] = []
    whole = listings.orders
    listings.orders = lambda run, rows: _three_a_page(whole(run, rows))  # type: ignore[assignment]
    try:
        while address:
            page = client.get(address).content.decode()
            seen += re.findall(r"<td>(84A\w+-1-\d+)</td>", page)
            following = re.search(r'rel="next" href="([^"]+)"', page)
            address = html.unescape(following[1]) if following else ""
    finally:
        listings.orders = whole

    assert len(seen) == len(set(seen)) == 7
    assert words(client.get(reverse("run_orders", args=[there.planned.pk]) + "?sau=WyJhYmMiXQ")).count("84A") == 0


def _three_a_page(listing: Any) -> Any:
    object.__setattr__(listing, "rows_a_page", 3)
    return listing


def test_a_list_is_searched_by_name_and_taken_as_a_workbook_with_a_trace(there: Desk) -> None:
    client = signed_in(there.users["province_officer"])
    address = reverse("run_lines", args=[there.planned.pk])
    person = there.others[0]

    found = words(client.get(address + f"?ten={person.name}"))
    none = words(client.get(address + "?ten=khong ai&loai=due"))
    book = client.get(address + "?xuat=xlsx&loai=due")

    assert "1 dòng" in found and person.name in found
    assert "Không có dòng nào khớp với bộ lọc" in none
    assert book.status_code == 200 and book.content[:2] == b"PK"
    assert AuditEvent.objects.filter(act="export", subject="list:payment-lines").get().detail["rows"] == 7


def test_rows_refuse_a_column_or_a_question_they_do_not_know() -> None:
    rows = ParquetRows("SELECT 1 AS number, 'a' AS name UNION ALL SELECT 2, 'b'")

    assert rows.filter(name__contains="b").count() == 1
    assert rows.filter(number__in=[]).count() == 0
    assert rows.totals("number") == (2, 3)
    assert list(rows.order_by("-number").values("number")[:1]) == [{"number": 2}]
    with pytest.raises(ValueError, match="no column strange"):
        rows.filter(strange=1)
    with pytest.raises(ValueError, match="look-up"):
        rows.filter(name__regex="a")
    with pytest.raises(ValueError, match="paged by key"):
        rows[1:2]
