"""The registers of conditions at work: one machinery for all of them, and what is particular to some."""

import io
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError
from django.test import Client
from django.urls import reverse

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.indicators import api
from ansinh.indicators.actions import take_snapshot
from ansinh.labour import factories
from ansinh.labour.actions import conditions
from ansinh.labour.actions.conditions_checks import KeptRefused
from ansinh.labour.forms.conditions_register import words_of
from ansinh.labour.jobs.conditions import leasing_of, wages_of
from ansinh.labour.jobs.conditions_file import plan_list
from ansinh.labour.models import (
    Accident,
    CollectiveAgreement,
    Dispute,
    LeasingReport,
    Licence,
    SafetyTraining,
    Strike,
    WageReport,
    WorkerOrganisation,
    WorkRules,
)
from ansinh.labour.pages.conditions import REGISTERS
from ansinh.people.factories import cang_long, long_duc_ward, officer, vinh_long
from ansinh.people.forms import DongField

DAY = date(2026, 4, 20)
WAGES: dict[str, Any] = {"reported_on": DAY, "workers": 9, "wage_dong": 1}


@pytest.fixture
def there(db: Any) -> Iterator[SimpleNamespace]:
    """Two enterprises of the ward, officers of the ward, of the commune beside it and of the province."""
    with acting_as_system("kiểm thử"):
        sewing = factories.enterprise("Công ty May Long Đức")
        sewing.zone, sewing.workers = "Khu công nghiệp Long Đức", 320
        sewing.save()
        shoes = factories.enterprise("Công ty Giày Trà Vinh", number="150020254")
        shoes.kind = "foreign_enterprise"
        shoes.save()
        yield SimpleNamespace(
            sewing=sewing, shoes=shoes, ward=long_duc_ward(), province=vinh_long(), officer=officer(long_duc_ward()),
            other=officer(cang_long(), name="canbo2"), chief=officer(vinh_long(), name="so", role="province_officer"),
        )  # fmt: skip


def enter(model: Any, by: Any = None, **told: Any) -> Any:
    return conditions.enter_row(model=model, told=told, by=by)


def accident(there: Any, **told: Any) -> Accident:
    usual = {
        "organisation": there.sewing,
        "happened_on": DAY,
        "sector": "construction",
        "injury": "fall",
        "people": 3,
        "women": 1,
    }
    return enter(Accident, **usual | {"deaths": 1, "severe": 1, "damage_dong": 90_000_000, "days_lost": 40} | told)  # type: ignore[no-any-return]


@pytest.mark.parametrize("register", REGISTERS.values(), ids=list(REGISTERS))
def test_every_register_has_a_form_of_columns_of_its_table_and_words_for_every_choice(register: Any) -> None:
    columns = {column.name: column for column in register.model._meta.fields}

    assert set(register.columns) <= set(columns) and set(register.shown) <= set(columns)
    assert {name for name in register.filters if not columns[name].choices} == set()
    assert all(words_of(columns[name]) for name in register.columns if columns[name].choices)
    assert list(register.form().base_fields) == list(register.asked)
    needed = {
        name for name, column in columns.items()
        if not (column.null or column.blank or column.has_default() or column.auto_created or getattr(column, "auto_now_add", False))
    }  # fmt: skip
    assert needed - {"province"} <= set(register.asked)


@pytest.mark.parametrize("register", REGISTERS.values(), ids=list(REGISTERS))
def test_every_register_opens_its_list_form_template_and_import_to_who_writes_there(
    register: Any, there: Any, client: Client
) -> None:
    client.force_login(there.chief)

    for name in ("labour_register", "labour_row_new", "labour_list_new", "labour_list_template"):
        assert client.get(reverse(name, args=[register.key])).status_code == 200
    assert (
        client.get(
            reverse("labour_register", args=[register.key]), {"xuat": "xlsx", "han": "sap", "nam": "2026"}
        ).status_code
        == 200
    )


def test_a_correction_keeps_what_was_before_and_a_cancelled_row_counts_no_more(there: Any) -> None:
    row = accident(there)

    with pytest.raises(KeptRefused, match="Chưa ghi lý do sửa"):
        conditions.correct_row(row=row, changes={"severe": 2}, reason=" ", by=None)
    conditions.correct_row(row=row, changes={"severe": 2}, reason="theo biên bản điều tra", by=None)
    conditions.cancel_row(row=row, reason="ghi trùng", by=None)

    corrected = AuditEvent.objects.get(act="accident.correct")
    assert (corrected.before, corrected.after, corrected.reason) == (
        {"severe": 1},
        {"severe": 2},
        "theo biên bản điều tra",
    )
    with pytest.raises(KeptRefused, match="Dòng này đã hủy: ghi trùng"):
        conditions.correct_row(row=row, changes={"severe": 0}, reason="lại", by=None)
    assert _told(there, "safety.accidents.count") == {"safety.accidents.count": None}


@pytest.mark.parametrize(
    ("model", "told", "said"),
    [
        (Accident, {"deaths": 3}, "nhiều hơn số người bị nạn"),
        (Accident, {"women": 4}, "Số nữ nhiều hơn tổng số"),
        (Accident, {"organisation": None}, "Chưa rõ xã, phường|Chưa ghi đơn vị"),
        (Accident, {"happened_on": date(2126, 1, 1)}, "chưa tới"),
        (Strike, {"started_on": DAY, "ended_on": date(2026, 4, 19), "leader": "none", "cause": "interest"}, "không được trước ngày bắt đầu"),
        (WorkerOrganisation, {"kind": "union", "founded_on": DAY, "members": 10, "women": 11}, "Số nữ 11 nhiều hơn tổng số 10"),
        (LeasingReport, {"reported_on": DAY, "workers": 5}, "không có giấy phép cho thuê lại lao động còn hạn ngày 20/04/2026"),
        (WageReport, WAGES | {"year": 2025, "bonus_highest_dong": 1, "bonus_lowest_dong": 2}, "không được thấp hơn"),
        (WageReport, WAGES | {"year": 2027}, "Năm 2027 không hợp"),
        (Licence, {"kind": "leasing", "act": "extended", "number": "1", "issued_on": DAY}, "chưa có giấy phép"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_value(there: Any, model: Any, told: dict[str, Any], said: str) -> None:
    usual = {"organisation": there.sewing, "people": 3}
    if model is Accident:
        usual |= {"happened_on": DAY, "sector": "other", "injury": "other", "deaths": 0, "severe": 1}
    if model not in (Accident, Strike):
        usual.pop("people")

    with pytest.raises(KeptRefused, match=said):
        enter(model, **usual | told)

    assert not model.objects.exists()


def test_an_officer_writes_in_their_own_ward_and_only_the_province_writes_licences(there: Any) -> None:
    with acting_as(there.other), pytest.raises(NoAccess):
        enter(Dispute, by=there.other, organisation=there.sewing, kind="individual", cause="wage", received_on=DAY)
    with acting_as(there.officer):
        enter(Dispute, by=there.officer, organisation=there.sewing, kind="individual", cause="wage", received_on=DAY)
        with pytest.raises(NoAccess):
            enter(
                Licence,
                by=there.officer,
                organisation=there.sewing,
                kind="leasing",
                act="new",
                number="1",
                issued_on=DAY,
            )


def test_figures_come_out_of_the_registers_with_the_lines_their_sheets_need(there: Any) -> None:
    accident(there)
    accident(there, happened_on=date(2026, 5, 2), is_contracted=False, sector="mining", people=1, women=0, deaths=0)
    organisation = {"organisation": there.sewing}
    for day in (DAY, date(2026, 5, 1)):
        enter(WorkRules, **organisation, registered_on=day, workers=320)
    agreed = {"kind": "enterprise", "signed_on": DAY, "from_day": DAY, "to_day": date(2028, 4, 19), "workers": 300}
    enter(CollectiveAgreement, **organisation, **agreed)
    old = enter(CollectiveAgreement, organisation=there.shoes, **agreed)
    conditions.close_row(row=old, told={"ended_on": date(2026, 6, 1)}, by=None)
    enter(WorkerOrganisation, **organisation, kind="union", founded_on=DAY, members=280, women=200)
    dispute = enter(Dispute, **organisation, kind="collective_right", cause="wage", received_on=DAY, people=40)
    conditions.close_row(
        row=dispute, told={"settler": "mediator", "settled_on": date(2026, 5, 4), "result": "settled"}, by=None
    )
    strike = enter(Strike, organisation=there.shoes, started_on=DAY, leader="none", cause="both", people=500)
    conditions.close_row(row=strike, told={"ended_on": date(2026, 4, 27)}, by=None)
    enter(SafetyTraining, trainer="Sở Nội vụ", group=4, held_on=DAY, courses=2, people=90, women=30, commune=there.ward)

    told = {
        "safety.accidents.count": 2, "safety.accidents.fatal": 1, "safety.accidents.people": 4, "safety.accidents.deaths": 1,
        "safety.accidents.serious": 2, "safety.accidents.fatal.employed": 1, "safety.accidents.serious.uncontracted": 1,
        "safety.accidents.damage": 180_000_000, "safety.accidents.days_lost": 80, "labour.regulations.enterprises": 1, "labour.agreements": 1,
        "labour.unions": 1, "labour.unions.members": 280, "labour.disputes": 1, "labour.disputes.settled": 1, "labour.strikes.count": 1,
        "labour.strikes.people": 500, "safety.trained": 90, "safety.trained.courses": 2,
    }  # fmt: skip
    by = {
        "safety.accidents.count": ("accident_sector", {"construction": 1, "mining": 1}),
        "labour.strikes.count": ("strike_length", {"1_to_2_weeks": 1}),
        "labour.regulations.enterprises": ("work_rules_size", {"200_to_500": 1}),
        "labour.disputes": ("dispute_settler", {"mediator": 1}),
    }
    assert _told(there, *told) == told
    taken = _TAKEN[-1]
    for name, (breakdown, rows) in by.items():
        asked = api.figure(name, place=there.province, year=2026, snapshot=taken, by=breakdown)
        assert {row.key: row.value for row in asked.rows if row.value} == rows


_TAKEN: list[Any] = []


def _told(there: Any, *names: str, year: int = 2026) -> dict[str, Any]:
    _TAKEN.append(take_snapshot(province=there.province, by=None))
    return {name: api.figure(name, place=there.province, year=year, snapshot=_TAKEN[-1]).value for name in names}


def test_wages_of_a_year_are_weighed_by_workers_and_the_highest_bonus_is_one_enterprises(there: Any) -> None:
    for organisation, workers, wage, bonus in (
        (there.sewing, 300, 8_000_000, 9_000_000),
        (there.shoes, 100, 12_000_000, 40_000_000),
    ):
        enter(
            WageReport, organisation=organisation, year=2025, reported_on=date(2026, 1, 20), workers=workers, wage_dong=wage,
            bonus_highest_dong=bonus * 2, bonus_lowest_dong=bonus // 9, bonus_average_dong=bonus, wage_debt_dong=workers % 300 * 1_000,
        )  # fmt: skip

    *kinds, whole = wages_of(2025)

    assert [row["kind"] for row in kinds] == ["private_enterprise", "foreign_enterprise"]
    assert (whole["wage"], whole["bonus"]) == (9_000_000, 16_750_000)
    assert (whole["highest"], whole["lowest"], whole["debtors"], whole["debt"]) == (80_000_000, 1_000_000, 1, 100_000)
    assert _told(there, "labour.wage.average", "labour.wage_debt.enterprises", year=2025) == {
        "labour.wage.average": 9_000_000, "labour.wage_debt.enterprises": 1,
    }  # fmt: skip


def test_leasing_agrees_opening_and_given_less_ended_is_closing(there: Any) -> None:
    licence = {"kind": "leasing", "issued_on": date(2023, 3, 1)}
    first = enter(Licence, organisation=there.sewing, **licence, act="new", number="1", expires_on=date(2025, 6, 30))
    enter(Licence, organisation=there.shoes, **licence, act="new", number="2", expires_on=date(2026, 2, 28))
    enter(
        Licence,
        organisation=there.sewing,
        kind="leasing",
        act="extended",
        number="3",
        issued_on=date(2025, 6, 1),
        expires_on=date(2027, 6, 30),
    )
    third = factories.enterprise("Công ty Nhân lực Mới", number="150020255")
    enter(
        Licence,
        organisation=third,
        kind="leasing",
        act="new",
        number="4",
        issued_on=date(2026, 3, 1),
        expires_on=date(2029, 2, 28),
    )
    enter(LeasingReport, organisation=there.sewing, reported_on=date(2025, 12, 1), workers=50)
    enter(LeasingReport, organisation=there.sewing, reported_on=date(2026, 6, 1), workers=80)
    enter(LeasingReport, organisation=there.shoes, reported_on=date(2026, 1, 15), workers=7)

    told = leasing_of(2026)

    assert [line.total for line in told["lines"]] == [2, 1, 0, 0, 1, 2] and told["agrees"]
    assert [told["lines"][place].workers for place in (0, 5)] == [50, 80]
    first.refresh_from_db()
    assert (first.ended_on, first.end_kind) == (date(2025, 6, 1), "replaced")
    assert _told(there, "labour.leasing.enterprises", "labour.leasing.workers", "labour.leasing.new") == {
        "labour.leasing.enterprises": 2, "labour.leasing.workers": 80, "labour.leasing.new": 1,
    }  # fmt: skip


def test_one_bad_row_of_a_list_never_loses_the_good_ones(there: Any) -> None:
    client = Client()
    client.force_login(there.chief)
    book = openpyxl.Workbook()
    for line in (
        ["Danh sách tai nạn lao động"],
        [
            "TT",
            "MST",
            "Ngày xảy ra",
            "Có hợp đồng lao động",
            "Ngành",
            "Dạng chấn thương",
            "Số người",
            "Chết",
            "Thiệt hại",
            "Cột lạ",
        ],
        [1, there.sewing.tax_number, date(2026, 4, 20), "có", "Xây dựng", "điện giật", 2, 1, "90.000.000 đồng", "x"],
        [2, there.shoes.tax_number, date(2026, 4, 21), "không", "dịch vụ", "ngã", 1, 0, "", ""],
        [3, there.shoes.tax_number, date(2026, 4, 22), "có", "dịch vụ", "dạng khác", 1, 2, "", ""],
        [4, there.shoes.tax_number, "31/02/2026", "có", "dịch vụ", "dạng khác", 1, 0, "", ""],
    ):
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    sent = client.post(
        reverse("labour_list_new", args=["tai-nan"]), {"file": SimpleUploadedFile("tai-nan.xlsx", content.getvalue())}
    )

    seen = client.get(sent["Location"]).content.decode()
    client.post(f"{sent['Location']}xac-nhan/")
    done = client.get(sent["Location"]).content.decode()

    assert "Cột lạ" in seen and "Nhập 2 dòng đúng" in seen and "Dạng chấn thương" in seen
    kept = Accident.objects.get()
    assert (kept.organisation, kept.injury, kept.damage_dong, kept.is_contracted) == (
        there.sewing,
        "electric",
        90_000_000,
        True,
    )
    assert "1 ghi mới" in " ".join(done.split()) and "3 trả lại" in " ".join(done.split())
    assert client.post(f"{sent['Location']}xac-nhan/").status_code == 302 and Accident.objects.count() == 1
    assert "31/02/2026" in _returned(client, sent["Location"])


def _returned(client: Client, address: str) -> str:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{address}tra-lai/"))))
    return " ".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)


def test_the_pages_of_a_dispute_lead_from_entering_to_its_result_and_its_organisation(there: Any) -> None:
    client = Client()
    client.force_login(there.officer)
    told = {
        "organisation": there.sewing.tax_number,
        "kind": "individual",
        "cause": "wage",
        "received_on": "20/04/2026",
        "people": "1",
    }

    sent = client.post(reverse("labour_row_new", args=["tranh-chap"]), told)
    page = client.get(sent["Location"]).content.decode()
    closing = reverse("labour_row_close", args=[f"tranh-chap-{Dispute.objects.get().pk}"])
    empty = client.post(closing, {})
    done = client.post(closing, {"settler": "mediator", "settled_on": "04/05/2026", "result": "settled"})

    assert "Ghi kết quả giải quyết" in page and "tiền lương, tiền thưởng" in page
    assert empty.status_code == 422 and done.status_code == 302
    assert Dispute.objects.get().result == "settled"
    assert "hòa giải viên lao động" in client.get(reverse("labour_register", args=["tranh-chap"])).content.decode()
    own = client.get(reverse("conditions_organisation", args=[there.sewing.pk])).content.decode()
    assert "Tranh chấp lao động" in own and "don-vi=" in own
    for name, args in (("conditions", []), ("conditions_wages", [2025]), ("conditions_leasing", [2026])):
        assert client.get(reverse(name, args=args)).status_code == 200
    client.force_login(there.other)
    assert client.get(sent["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept"), [("3.000.000", 3_000_000), ("3000000 đồng", 3_000_000), ("", None), ("1,250", 1250)]
)
def test_an_amount_is_read_with_or_without_separators(typed: str, kept: int | None) -> None:
    assert DongField(required=False).clean(typed) == kept


def test_an_amount_that_is_none_is_refused_with_what_was_typed() -> None:
    for typed in ("3.5", "ba triệu", "1.00.000", "-5"):
        with pytest.raises(ValidationError, match="không đọc được"):
            DongField(required=False).clean(typed)


def test_a_list_under_a_heading_of_two_lines_meets_the_register_in_few_queries(
    there: Any, django_assert_max_num_queries: Any
) -> None:
    accident(there, happened_on=DAY, people=3)
    head = [
        ["TT", "MST", "Thời gian", "Phân loại", "", "Số nạn nhân", ""],
        ["", "", "Ngày xảy ra", "Ngành", "Dạng chấn thương", "Số người", "Chết"],
    ]
    told = [there.sewing.tax_number, "20/04/2026", "Xây dựng", "bị điện giật", "2", "1"]
    rows = [[str(number), *told[:4], str(number + 1), "1"] for number in range(1, 41)]
    text = "\n".join(
        ",".join(f'"{cell}"' for cell in line) for line in [*head, *rows, ["Cộng", "", "", "", "", "40", "9"]]
    )

    with django_assert_max_num_queries(10):
        plan = plan_list(REGISTERS["tai-nan"], text.encode(), "tai-nan.csv")

    assert plan.counts == {"new": 40, "completed": 0, "same": 0, "refused": 0, "ignored": 1}
    assert plan.rows[0].number == 3 and plan.rows[0].values["injury"] == "electric"
