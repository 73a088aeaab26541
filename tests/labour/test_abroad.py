"""A contract abroad from its registration to the way back: licence, ceilings, the job it makes, the figures, the pages."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.indicators import api
from ansinh.indicators.actions import take_snapshot
from ansinh.labour import factories
from ansinh.labour.actions import abroad, conditions
from ansinh.labour.actions.conditions_checks import KeptRefused
from ansinh.labour.jobs.abroad import extension_ceiling, term_end, warned
from ansinh.labour.models import (
    AbroadContract,
    AbroadSupport,
    AbroadViolation,
    ForeignNeed,
    ForeignPermit,
    Licence,
    Placement,
)
from ansinh.people.factories import cang_long, long_duc_ward, officer, person, vinh_long

LEFT = date(2026, 3, 10)


@pytest.fixture
def there(db: Any) -> Iterator[SimpleNamespace]:
    """An enterprise with a licence, a worker, and officers of the ward, of the commune beside it and of the province."""
    with acting_as_system("kiểm thử"):
        sender = factories.enterprise("Công ty Cung ứng nhân lực Vĩnh Long")
        enter(
            Licence,
            organisation=sender,
            kind="send_abroad",
            act="new",
            number="12/LĐTBXH-GP",
            issued_on=date(2022, 5, 1),
            expires_on=None,
        )
        ward = long_duc_ward()
        yield SimpleNamespace(
            sender=sender, ward=ward, province=vinh_long(), officer=officer(ward), other=officer(cang_long(), name="canbo2"),
            chief=officer(vinh_long(), name="so", role="province_officer"),
            worker=person("Kim Thị Sa", commune=ward, personal_number="084180000012"),
        )  # fmt: skip


def enter(model: Any, by: Any = None, **told: Any) -> Any:
    return conditions.enter_row(model=model, told=told, by=by)


def contract(there: Any, **told: Any) -> AbroadContract:
    usual = {
        "person": there.worker, "kind": "enterprise", "organisation": there.sender, "registered_on": date(2026, 2, 1), "market": "taiwan",
        "qualification": "vocational", "contract_months": 36, "wage": 20_000_000, "service_fee_dong": 60_000_000, "deposit_dong": 12_000_000,
    }  # fmt: skip
    return enter(AbroadContract, **usual | told)  # type: ignore[no-any-return]


def test_a_departure_is_a_job_abroad_and_the_way_back_ends_it(there: Any) -> None:
    kept = contract(there)

    gone = abroad.depart(contract=kept, day=LEFT, by=None)
    back = abroad.come_back(contract=gone, day=date(2026, 9, 30), kind="early", by=None)

    assert (gone.region, gone.ends_on, back.state) == ("north_east_asia", date(2029, 3, 9), "returned")
    job = Placement.objects.get(person=there.worker)
    assert (job.destination, job.channel, job.market, job.started_on) == ("abroad", "contract", "taiwan", LEFT)
    assert (job.ended_on, job.wage_dong, job.organisation) == (date(2026, 9, 30), 20_000_000, there.sender)
    assert [event.act for event in AuditEvent.objects.filter(subject=f"abroadcontract:{kept.pk}").order_by("id")] == [
        "abroadcontract.enter", "abroadcontract.depart", "abroadcontract.return",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"service_fee_dong": 60_000_001}, r"Tiền dịch vụ 60\.000\.001 đồng quá mức trần 60\.000\.000 đồng"),
        ({"deposit_dong": 12_000_001}, r"Tiền ký quỹ 12\.000\.001 đồng quá mức trần 12\.000\.000 đồng"),
        (
            {"registered_on": date(2022, 4, 30)},
            "không có giấy phép đưa người đi làm việc ở nước ngoài còn hạn ngày 30/04/2022",
        ),
        ({"market": "other"}, "cần ghi nước và khu vực"),
        ({"organisation": None}, "phải ghi doanh nghiệp đưa đi"),
        ({"departed_on": date(2026, 1, 31)}, "Ngày xuất cảnh 31/01/2026 trước ngày đăng ký"),
        ({"registered_on": date(2126, 1, 1)}, "chưa tới"),
    ],
)
def test_a_contract_against_the_law_or_sense_is_refused_with_the_value(
    there: Any, told: dict[str, Any], said: str
) -> None:
    with pytest.raises(KeptRefused, match=said):
        contract(there, **told)

    assert not AbroadContract.objects.exists()


def test_a_price_of_a_ticket_is_no_amount_and_refuses_nothing(there: Any) -> None:
    assert contract(there, market="romania", deposit_dong=25_000_000).deposit_dong == 25_000_000


def test_a_direct_contract_needs_no_licence_and_a_person_has_one_open_contract(there: Any) -> None:
    contract(there, kind="direct", organisation=None)

    with pytest.raises(KeptRefused, match="đang có một hợp đồng đi làm việc ở nước ngoài chưa kết thúc"):
        contract(there, registered_on=date(2026, 2, 2))


def test_an_extension_prolongs_the_term_and_stays_under_its_ceiling(there: Any) -> None:
    gone = abroad.depart(contract=contract(there), day=LEFT, by=None)
    asked: dict[str, Any] = {"contract": gone, "day": date(2026, 10, 1), "months": 12, "by": None}

    with pytest.raises(KeptRefused, match=r"10\.000\.001 đồng quá mức trần 10\.000\.000 đồng"):
        abroad.extend(fee_dong=10_000_001, **asked)
    changed = abroad.extend(fee_dong=10_000_000, **asked)

    assert (changed.before, changed.after) == ({"ends_on": "2029-03-09"}, {"ends_on": "2030-03-09"})
    assert extension_ceiling(months=12, wage_dong=None, day=LEFT).dong is None
    assert term_end(date(2024, 1, 31), 1) == date(2024, 2, 28)


def test_what_is_over_cannot_be_done_again_and_a_contract_in_error_takes_its_job_along(there: Any) -> None:
    kept = contract(there)
    with pytest.raises(KeptRefused, match="chỉ ghi về nước cho người đang ở nước ngoài"):
        abroad.come_back(contract=kept, day=LEFT, kind="term", by=None)
    gone = abroad.depart(contract=kept, day=LEFT, by=None)
    with pytest.raises(KeptRefused, match="đang ở nước ngoài"):
        abroad.depart(contract=gone, day=LEFT, by=None)
    with pytest.raises(KeptRefused, match="chỉ ghi không đi"):
        abroad.give_up(contract=gone, reason="ốm", by=None)

    conditions.cancel_row(row=gone, reason="ghi nhầm người", by=None)

    assert Placement.objects.get().cancelled_because == "ghi nhầm người"
    assert contract(there).state == "registered"


def test_a_fee_taken_above_the_ceiling_does_not_stand_in_the_way_of_coming_home(there: Any) -> None:
    gone = abroad.depart(contract=contract(there), day=LEFT, by=None)
    AbroadContract.objects.filter(pk=gone.pk).update(service_fee_dong=90_000_000)

    with pytest.raises(KeptRefused, match=r"90\.000\.000 đồng quá mức trần"):
        conditions.correct_row(row=gone, changes={"contract_months": 24}, reason="theo hợp đồng", by=None)

    assert abroad.come_back(contract=gone, day=date(2026, 9, 30), kind="early", by=None).state == "returned"


def test_who_does_not_go_may_register_again_and_changes_are_kept(there: Any) -> None:
    assert abroad.give_up(contract=contract(there), reason="không đạt khám sức khỏe", by=None).state == "cancelled"

    gone = abroad.depart(contract=contract(there), day=LEFT, by=None)
    changed = abroad.change(
        contract=gone, kind="wage", day=date(2026, 8, 1), changes={"wage_dong": 22_000_000}, by=None
    )

    assert (changed.before, changed.after) == ({"wage_dong": 20_000_000}, {"wage_dong": 22_000_000})
    with pytest.raises(KeptRefused, match="Chưa ghi thay đổi gì"):
        abroad.change(contract=gone, kind="other", day=date(2026, 8, 1), changes={}, by=None)


def test_warnings_name_who_is_past_the_term_who_ends_soon_and_who_has_not_gone(there: Any) -> None:
    kept = contract(there, departs_on=date(2026, 3, 1))
    today = date(2026, 3, 5)
    assert _warned(today) == {"not_gone"}
    gone = abroad.depart(contract=kept, day=LEFT, by=None)

    assert gone.ends_on is not None
    assert _warned(gone.ends_on - timedelta(days=60)) == {"ending"}
    assert _warned(gone.ends_on + timedelta(days=1)) == {"overstay"}

    found = enter(AbroadViolation, contract=gone, kind="left_contract", found_on=date(2026, 9, 1))
    assert _warned(date(2026, 9, 2)) == {"violation"}
    conditions.close_row(
        row=found, told={"settled_on": date(2026, 10, 1), "settled_how": "đã về nơi làm việc"}, by=None
    )
    assert _warned(date(2026, 10, 2)) == set()


def _warned(day: date) -> set[str]:
    return {
        kind
        for kind in ("overstay", "ending", "not_gone", "violation")
        if AbroadContract.objects.filter(warned(kind, day)).exists()
    }


def test_an_officer_writes_in_their_own_ward_only(there: Any) -> None:
    direct = {
        "person": there.worker, "kind": "direct", "registered_on": LEFT, "market": "japan", "qualification": "unskilled", "contract_months": 12,
    }  # fmt: skip
    with acting_as(there.other), pytest.raises(NoAccess):
        enter(AbroadContract, by=there.other, **direct)
    with acting_as(there.officer):
        kept = enter(AbroadContract, by=there.officer, **direct)
        with pytest.raises(NoAccess):
            enter(
                Licence,
                by=there.officer,
                organisation=there.sender,
                kind="leasing",
                act="new",
                number="1",
                issued_on=LEFT,
            )
    with acting_as(there.other), pytest.raises(NoAccess):
        conditions.cancel_row(row=kept, reason="thử", by=there.other)


def test_figures_of_a_year_come_out_of_the_contracts_and_open_to_them(there: Any) -> None:
    gone = abroad.depart(contract=contract(there, group="poor"), day=LEFT, by=None)
    man = person("Thạch Văn Ba", sex="m", commune=there.ward)
    korea = contract(
        there,
        person=man,
        market="korea",
        wage=30_000_000,
        registered_on=date(2025, 1, 2),
        contract_months=12,
        service_fee_dong=0,
    )
    abroad.depart(contract=korea, day=date(2025, 1, 20), by=None)
    abroad.come_back(contract=gone, day=date(2026, 9, 30), kind="early", by=None)
    for content, amount in (("language", 3_000_000), ("papers", 1_500_000)):
        enter(
            AbroadSupport,
            person=there.worker,
            group="poor",
            content=content,
            amount_dong=amount,
            paid_on=date(2026, 2, 20),
        )

    taken = take_snapshot(province=there.province, by=None)
    told = _figures(taken, there.province, "abroad", "abroad.female", "abroad.market.taiwan", "abroad.market.korea", "abroad.poor",
        "abroad.returned", "abroad.returned.early", "abroad.stock", "abroad.overstay", "abroad.supported.people", "abroad.supported.amount",
        "abroad.enterprises", "abroad.share")  # fmt: skip

    assert told == {
        "abroad": 1, "abroad.female": 1, "abroad.market.taiwan": 1, "abroad.market.korea": 0, "abroad.poor": 1, "abroad.returned": 1,
        "abroad.returned.early": 1, "abroad.stock": 1, "abroad.overstay": 1, "abroad.supported.people": 1, "abroad.supported.amount": 4_500_000,
        "abroad.enterprises": 1, "abroad.share": 100,
    }  # fmt: skip
    by_continent = api.figure("jobs.abroad", place=there.province, year=2026, snapshot=taken, by="abroad_continent")
    assert {row.key: row.value for row in by_continent.rows} == {"asia": 1}


def _figures(taken: Any, province: Any, *names: str) -> dict[str, Any]:
    asked = {"place": province, "year": 2026, "snapshot": taken}
    return {name: api.figure(f"jobs.{name}", **asked).value for name in names}


def test_permits_of_foreigners_follow_one_another_and_are_counted_by_act(there: Any) -> None:
    told = {
        "organisation": there.sender, "name": "Tanaka Ken", "passport": "tk 1234567", "nationality": "Nhật Bản", "continent": "asia", "sex": "m",
        "position": "expert", "number": "01/GPLĐ",
    }  # fmt: skip
    first = enter(
        ForeignPermit,
        **told,
        act="new",
        issued_on=date(2025, 1, 5),
        from_day=date(2025, 1, 5),
        to_day=date(2026, 12, 31),
    )
    second = enter(
        ForeignPermit, **told | {"number": "02/GPLĐ"}, act="extended", issued_on=date(2026, 2, 1), from_day=date(2026, 2, 1),
        to_day=date(2027, 12, 31),
    )  # fmt: skip
    first.refresh_from_db()
    assert (first.ended_on, first.end_kind, first.passport) == (date(2026, 2, 1), "replaced", "TK1234567")
    enter(
        ForeignNeed,
        organisation=there.sender,
        number="5/CT",
        approved_on=date(2026, 1, 5),
        position="expert",
        positions=7,
    )

    taken = take_snapshot(province=there.province, by=None)
    counted = {
        name: api.figure(f"labour.foreign.{name}", place=there.province, year=2026, snapshot=taken).value
        for name in (
            "permits",
            "permits.new",
            "permits.extended",
            "permits.revoked",
            "workers",
            "positions",
            "enterprises",
        )
    }
    assert counted == {
        "permits": 1, "permits.new": 0, "permits.extended": 1, "permits.revoked": 0, "workers": 1, "positions": 7, "enterprises": 1,
    }  # fmt: skip

    conditions.cancel_row(row=second, reason="ghi nhầm", by=None)
    first.refresh_from_db()
    assert (first.ended_on, first.end_kind) == (None, "")


def test_the_list_of_an_enterprise_goes_in_after_a_look_and_a_later_one_tells_who_left(there: Any) -> None:
    client = Client()
    client.force_login(there.chief)
    head = [
        "STT",
        "Số CCCD",
        "Hình thức",
        "MST",
        "Ngày đăng ký",
        "Nước",
        "Trình độ",
        "Mức lương",
        "Thời hạn",
        "Xuất cảnh",
    ]
    row = [
        1,
        "084180000012",
        "qua doanh nghiệp dịch vụ",
        there.sender.tax_number,
        date(2026, 2, 1),
        "Nhật Bản",
        "lao động phổ thông",
        "30.000.000",
        36,
    ]
    unknown = [2, "084180000099", *row[2:]]

    first = _sent(client, [head, [*row, ""], [*unknown, ""]])
    assert (
        "1 dòng" in client.get(first).content.decode() and "Không có ai mang số" in client.get(first).content.decode()
    )
    client.post(f"{first}xac-nhan/")
    second = _sent(client, [head, [*row, LEFT]])
    assert "bổ sung cho dòng đã có" in client.get(second).content.decode()
    client.post(f"{second}xac-nhan/")
    again = _sent(client, [head, [*row, LEFT]])
    assert "đã có trong sổ" in client.get(again).content.decode()

    kept = AbroadContract.objects.get()
    assert (kept.departed_on, kept.state, kept.person) == (LEFT, "abroad", there.worker)
    assert Placement.objects.get().started_on == LEFT
    back = client.get(f"{first}tra-lai/")
    assert b"".join(back)[:2] == b"PK"


def _sent(client: Client, lines: list[list[Any]]) -> str:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    file = SimpleUploadedFile("danh-sach.xlsx", content.getvalue())
    sent = client.post(reverse("labour_list_new", args=["hop-dong"]), {"file": file})
    assert sent.status_code == 302, sent.content.decode()
    return str(sent["Location"])


def test_the_pages_lead_from_the_list_to_a_departure(there: Any) -> None:
    client = Client()
    client.force_login(there.officer)
    told = {
        "person": "084180000012", "kind": "direct", "registered_on": "01/02/2026", "market": "korea", "region": "", "group": "poor",
        "qualification": "unskilled", "contract_months": "12", "currency": "KRW", "wage": "2.060.000", "wage_dong": "38.000.000",
    }  # fmt: skip

    sent = client.post(reverse("labour_row_new", args=["hop-dong"]), told)
    assert sent.status_code == 302, sent.content.decode()
    page = client.get(sent["Location"]).content.decode()
    assert "38.000.000" in page and "một vé máy bay hạng phổ thông" in page and "Ghi xuất cảnh" in page
    kept = AbroadContract.objects.get()
    late = client.post(reverse("abroad_act", args=[kept.pk, "xuat-canh"]), {"day": "01/01/2026"})
    assert late.status_code == 422 and "trước ngày đăng ký" in late.content.decode()
    done = client.post(reverse("abroad_act", args=[kept.pk, "xuat-canh"]), {"day": "10/03/2026"})
    assert done.status_code == 302
    listed = client.get(reverse("abroad"), {"tt": "abroad"}).content.decode()
    assert "Kim Thị Sa" in listed and "10/03/2026" in listed
    mended = client.post(
        reverse("labour_row_correct", args=[f"hop-dong-{kept.pk}"]),
        {**told, "departed_on": "11/03/2026", "ends_on": "10/03/2027", "commune": "", "reason": "nhập nhầm ngày"},
    )
    assert mended.status_code == 302, mended.content.decode()
    assert Placement.objects.get().started_on == date(2026, 3, 11)
    client.force_login(there.other)
    assert client.get(reverse("abroad_contract", args=[kept.pk])).status_code == 404
    assert (
        client.post(reverse("abroad_act", args=[kept.pk, "ve-nuoc"]), {"day": "11/04/2026", "kind": "term"}).status_code
        == 404
    )
