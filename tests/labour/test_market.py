"""Supply, demand, organisations and employers' reports: what may be written, what is sent back, and the figures they make."""

import io
import time
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import xlsxwriter
from django.utils import timezone

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.days import BirthDay
from ansinh.core.models import AuditEvent
from ansinh.indicators import api
from ansinh.indicators.actions import take_snapshot
from ansinh.labour.actions import market
from ansinh.labour.actions.market import MarketRefused
from ansinh.labour.actions.market_files import import_market_file, plan_of
from ansinh.labour.factories import supply_told, tax_number
from ansinh.labour.jobs import market_demand, market_supply, market_workforce
from ansinh.labour.jobs.market import due_on, size_band
from ansinh.labour.models import (
    DemandReport,
    MarketFile,
    SupplyCollection,
    SupplyForm,
    WorkforceLine,
    WorkforceReport,
)
from ansinh.labour.words import QUALIFICATIONS
from ansinh.people import factories
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.jobs.values import word_of
from ansinh.people.models import Organisation

YEAR = timezone.localdate().year
DAY = timezone.localdate()


@pytest.fixture
def ward(db: Any) -> Any:
    """A ward with its officer and leader, a commune beside it, an officer and a head of the province, and a collection begun in the ward."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        province, ward, beside = factories.vinh_long(), factories.long_duc_ward(), factories.cang_long()
        there = SimpleNamespace(
            province=province,
            ward=ward,
            beside=beside,
            officer=factories.officer(ward),
            second=factories.officer(ward, name="canbo2"),
            leader=factories.officer(ward, name="chutich", role="commune_leader"),
            chief=factories.officer(province, name="so", role="province_officer"),
            head=factories.officer(province, name="truongphong", role="province_head"),
        )
        there.collection = market.open_collection(commune=ward, year=YEAR, opened_on=DAY, by=None)
        yield there


def book(header: list[str], *lines: list[Any], title: str = "") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Danh sách")
        first = 3 if title else 0
        sheet.write(0, 2, title)
        for row, cells in enumerate((header, *lines), start=first):
            for column, cell in enumerate(cells):
                if isinstance(cell, int | float):
                    sheet.write_number(row, column, cell)
                else:
                    sheet.write_string(row, column, str(cell or ""))
    return out.getvalue()


def kept(there: Any, kind: str, content: bytes, **told: Any) -> MarketFile:
    return MarketFile.objects.create(
        kind=kind, name=f"{kind}.xlsx", sha256="0" * 64, content=content, told=told, province=there.province
    )


def taken(there: Any, kind: str, content: bytes, **told: Any) -> Any:
    return import_market_file(record=kept(there, kind, content, **told), by=there.chief)


def outcomes(plan: Any) -> dict[str, str]:
    return {row.name: row.outcome for row in plan.rows}


def form_of(there: Any, person: Any, by: Any = None, **told: Any) -> SupplyForm:
    return market.record_supply_form(
        collection=there.collection, person=person, told=supply_told(**told), collected_on=DAY, by=by
    )


# --- supply ---
def test_a_form_keeps_only_what_its_status_asks_and_finds_the_occupation_of_the_told_work(ward: Any) -> None:
    someone = factories.person("Kim Văn Sóc", commune=ward.ward)

    form = form_of(ward, someone, work="thợ hồ", unemployed_for="over_a_year", inactive_reason="studying")

    assert (form.occupation, form.sector, form.status) == ("7112", "industry", "employed")
    assert form.unemployed_for == "" and form.inactive_reason == "" and form.commune == ward.ward
    assert AuditEvent.objects.filter(act="supply.record", subject=f"supply_form:{form.pk}").exists()


def test_a_form_written_again_changes_its_row_says_what_changed_and_must_be_checked_anew(ward: Any) -> None:
    someone = factories.person("Kim Văn Sóc", commune=ward.ward)
    first = form_of(ward, someone, by=ward.officer)
    market.check_supply_forms(forms=[first], by=ward.second)

    again = form_of(ward, someone, by=ward.officer, status="unemployed", unemployed_for="under_3_months")

    assert again.pk == first.pk and SupplyForm.objects.count() == 1
    assert again.checked_on is None and again.employment == "" and again.work == ""
    changed = AuditEvent.objects.get(act="supply.change").detail["changed"]
    assert changed["status"] == ["employed", "unemployed"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"status": "employed", "employment": ""}, "vị thế"),
        ({"status": "unemployed"}, "thời gian thất nghiệp"),
        ({"status": "inactive"}, "lý do"),
        ({"qualification": "doctor"}, "doctor"),
        ({"occupation": "9999"}, "9999"),
        ({"general_education": ""}, "trình độ phổ thông"),
    ],
)
def test_a_form_that_says_too_little_is_refused_with_what_is_missing(
    ward: Any, told: dict[str, str], said: str
) -> None:
    someone = factories.person("Kim Văn Sóc", commune=ward.ward)

    with pytest.raises(MarketRefused, match=said):
        form_of(ward, someone, **told)


def test_a_child_a_dead_person_and_one_of_another_commune_have_no_form(ward: Any) -> None:
    child = factories.person("Kim Thị Bé", commune=ward.ward, birth=BirthDay(YEAR - 14))
    beside = factories.person("Kim Văn Kề", commune=ward.beside)

    with pytest.raises(MarketRefused, match="chưa đủ 15 tuổi"):
        form_of(ward, child)
    with pytest.raises(MarketRefused, match="Xã Càng Long"):
        form_of(ward, beside)


def test_nobody_checks_a_form_of_their_own(ward: Any) -> None:
    form = form_of(ward, factories.person("Kim Văn Sóc", commune=ward.ward), by=ward.officer)

    with pytest.raises(MarketRefused, match="do chính bạn nhập"):
        market.check_supply_forms(forms=[form], by=ward.officer)
    assert market.check_supply_forms(forms=[form], by=ward.second) == 1


def test_a_closed_collection_takes_nothing_more_until_the_province_opens_it_with_a_reason(ward: Any) -> None:
    someone, late = (factories.person(name, commune=ward.ward) for name in ("Kim Văn Sóc", "Kim Văn Muộn"))
    form_of(ward, someone)

    closed = market.close_collection(collection=ward.collection, by=ward.leader)

    assert closed.closed_on == DAY
    with pytest.raises(MarketRefused, match="đã chốt"):
        form_of(ward, late)
    with pytest.raises(MarketRefused, match="lý do"):
        market.reopen_collection(collection=closed, reason=" ", by=ward.head)
    market.reopen_collection(collection=closed, reason="bổ sung phiếu ấp 3", by=ward.head)
    assert form_of(ward, late).pk


def test_an_officer_collects_in_their_own_commune_only_and_does_not_close(ward: Any) -> None:
    with acting_as(ward.officer):
        with pytest.raises(NoAccess):
            market.open_collection(commune=ward.beside, year=YEAR, opened_on=DAY, by=ward.officer)
        with pytest.raises(NoAccess):
            market.close_collection(collection=ward.collection, by=ward.officer)


# --- organisations ---
def told_of(there: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": "Công ty TNHH Giày Mỹ Phong",
        "kind": "private_enterprise",
        "section": "C",
        "commune": there.ward,
        **more,
    }


def test_a_tax_number_with_a_wrong_check_digit_or_of_another_is_refused(ward: Any) -> None:
    first = market.record_organisation(told=told_of(ward, tax_number="0100109106"), by=None)

    with pytest.raises(MarketRefused, match="sai chữ số kiểm tra"):
        market.record_organisation(told=told_of(ward, tax_number="0100109107"), by=None)
    with pytest.raises(MarketRefused, match="Giày Mỹ Phong"):
        market.record_organisation(told=told_of(ward, name="Công ty khác", tax_number="0100109106"), by=None)
    branch = market.record_organisation(told=told_of(ward, name="Chi nhánh 1", tax_number="0100109106-001"), by=None)
    assert branch.pk != first.pk


def test_a_change_of_an_organisation_keeps_what_it_was(ward: Any) -> None:
    one = market.record_organisation(told=told_of(ward), by=None)

    market.change_organisation(
        organisation=one, told={"workers": 350, "phone": "02943 855 555"}, reason="theo điện thoại", by=None
    )

    event = AuditEvent.objects.get(act="organisation.change")
    assert event.before == {"workers": None, "phone": ""} and event.after == {"workers": 350, "phone": "02943 855 555"}
    with pytest.raises(MarketRefused, match="Chưa sửa gì"):
        market.change_organisation(organisation=one, told={"workers": 350}, reason="", by=None)


def test_a_file_of_organisations_adds_changes_and_sends_back_what_is_wrong(ward: Any) -> None:
    market.record_organisation(told=told_of(ward, tax_number="0100109106", workers=100), by=None)
    header = ["STT", "Mã số thuế", "Tên doanh nghiệp", "Loại hình", "Mã ngành", "Số lao động", "Xã, phường"]
    content = book(
        header,
        [1, "0100109106", "Công ty TNHH Giày Mỹ Phong", "", "15200", "120", "Phường Long Đức"],
        [2, tax_number(7), "Công ty May FDI", "100% vốn nước ngoài", "1410", "1.250", "Phường Long Đức"],
        [3, "", "HTX Nông nghiệp Long Hiệp", "", "01", "12", "Xã Càng Long"],
        [4, "0100109107", "Công ty Sai Số", "DNTN", "", "", "Phường Long Đức"],
        [5, "", "Công ty Không Xã", "DNTN", "", "", "Xã Không Có"],
        ["", "", "Cộng: 5 đơn vị", "", "", "", ""],
        title="DANH SÁCH ĐƠN VỊ",
    )

    plan = taken(ward, "organisations", content)
    again = taken(ward, "organisations", content)

    assert plan.counts == {"added": 2, "changed": 1, "same": 0, "refused": 2, "ignored": 1}
    assert again.counts == {"added": 0, "changed": 0, "same": 3, "refused": 2, "ignored": 1}
    may = Organisation.objects.get(name="Công ty May FDI")
    assert (may.kind, may.section, may.workers) == ("foreign_enterprise", "C", 1250)
    assert Organisation.objects.get(tax_number="0100109106").workers == 120
    assert Organisation.objects.get(name_folded="htx nong nghiep long hiep").kind == "cooperative"
    refused = {row.name: row.reason for row in plan.of("refused")}
    assert "sai chữ số kiểm tra" in refused["Công ty Sai Số"] and "Xã Không Có" in refused["Công ty Không Xã"]
    assert [cells[1] for _number, _why, _offer, cells in plan.refused_sheet()["rows"]] == ["0100109107", ""]


# --- supply from a file ---
def supply_line(name: str, number: str, **more: Any) -> list[Any]:
    told = {
        "Họ và tên": name, "Số định danh": number, "Trình độ phổ thông": "tốt nghiệp THCS", "Trình độ chuyên môn kỹ thuật": "sơ cấp",
        "Tình trạng việc làm": "có việc làm", "Vị thế việc làm": "làm công ăn lương", "Công việc đang làm": "may công nghiệp", **more,
    }  # fmt: skip
    return [told.get(head, "") for head in market_supply.HEADER]


def test_a_file_of_forms_writes_the_good_rows_and_loses_none_of_the_others(ward: Any) -> None:
    numbers = [f"08418000000{number}" for number in range(1, 7)]
    people = ("Kim Thị Một", "Kim Thị Hai", "Kim Thị Ba", "Kim Thị Bốn")
    for name, number in zip(people, numbers, strict=False):
        factories.person(name, commune=ward.ward, personal_number=number)
    factories.person("Kim Thị Kề", commune=ward.beside, personal_number=numbers[4])
    content = book(
        market_supply.HEADER,
        supply_line("Kim Thị Một", numbers[0]),
        supply_line(
            "KIM THỊ HAI",
            numbers[1],
            **{"Tình trạng việc làm": 2, "Thời gian thất nghiệp": "trên 1 năm", "Vị thế việc làm": ""},
        ),
        supply_line("Kim Thị Ba", numbers[2], **{"Trình độ chuyên môn kỹ thuật": "tiến sĩ giấy"}),
        supply_line(
            "Kim Thị Bốn",
            "",
            **{"Ngày sinh": "12/05/1980", "Tình trạng việc làm": "không tham gia", "Lý do không tham gia": "nội trợ"},
        ),
        supply_line("Kim Thị Kề", numbers[4]),
        supply_line("Kim Thị Lạ", numbers[5]),
        supply_line("Kim Thị Một", numbers[0]),
        title=f"PHIẾU CUNG LAO ĐỘNG NĂM {YEAR}",
    )

    plan = taken(ward, "supply", content, year=YEAR)
    again = taken(ward, "supply", content, year=YEAR)

    assert plan.counts == {"added": 3, "changed": 0, "same": 0, "refused": 4, "ignored": 0}
    assert again.counts["same"] == 3 and SupplyForm.objects.count() == 3
    said = [row.reason for row in plan.of("refused")]
    assert (
        "tiến sĩ giấy" in said[0]
        and "chưa mở đợt" in said[1]
        and "Không có ai mang số" in said[2]
        and "ở dòng 5" in said[3]
    )
    assert SupplyForm.objects.get(person__name="Kim Thị Một").occupation == "8153"
    assert SupplyForm.objects.get(person__name="Kim Thị Hai").unemployed_for == "over_a_year"
    assert SupplyForm.objects.get(person__name="Kim Thị Bốn").inactive_reason == "housework"


def test_a_file_of_another_kind_is_refused_with_the_columns_it_lacks(ward: Any) -> None:
    with pytest.raises(FileRefused, match="Trình độ chuyên môn kỹ thuật"):
        plan_of(kept(ward, "supply", book(["STT", "Họ và tên", "Ngày sinh"], [1, "Kim Thị Một", "1980"]), year=YEAR))


def test_five_thousand_forms_are_taken_in_seconds(ward: Any) -> None:
    from ansinh.people.jobs.bulk import add_all
    from ansinh.people.models import Person, name_columns

    add_all(
        [
            Person(personal_number=f"0841800{number:05d}", sex="f", birth_year=1980, commune=ward.ward, province=ward.province,
                   **name_columns(f"Thạch Thị {number}"))
            for number in range(5000)
        ]
    )  # fmt: skip
    content = book(
        market_supply.HEADER, *(supply_line(f"Thạch Thị {number}", f"0841800{number:05d}") for number in range(5000))
    )

    began = time.process_time()
    plan = taken(ward, "supply", content, year=YEAR)

    assert plan.counts["added"] == 5000 == SupplyForm.objects.count()
    assert time.process_time() - began < 12


def test_a_word_of_a_cell_is_its_number_its_name_or_one_like_it() -> None:
    assert [word_of(text, QUALIFICATIONS, "Trình độ") for text in ("4", "Sơ cấp", "so cap", "Sơ cấp nghề", "dai hoc")] == [
        "elementary", "elementary", "elementary", "elementary", "university",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="1 chưa qua đào tạo"):
        word_of("giỏi", QUALIFICATIONS, "Trình độ")


# --- demand ---
def test_wanted_workers_of_one_half_take_the_place_of_those_before_and_name_them(ward: Any) -> None:
    one = market.record_organisation(told=told_of(ward, workers=350), by=None)

    first = market.record_demand(
        organisation=one, year=YEAR, half=1, received_on=DAY, lines={"81": (50, 30), "72": (0, 0)}, by=None
    )
    second = market.record_demand(organisation=one, year=YEAR, half=1, received_on=DAY, lines={"81": (60, 30)}, by=None)

    first.refresh_from_db()
    assert not first.is_current and second.replaces == first and second.size_band == "301_500"
    assert list(first.lines.values_list("occupation", "count")) == [("81", 50)]
    with pytest.raises(MarketRefused, match="nữ 61 nhiều hơn"):
        market.record_demand(organisation=one, year=YEAR, half=2, received_on=DAY, lines={"81": (60, 61)}, by=None)
    with pytest.raises(MarketRefused, match="Chưa ghi số cần tuyển"):
        market.record_demand(organisation=one, year=YEAR, half=2, received_on=DAY, lines={}, by=None)


def test_a_file_of_wanted_workers_keeps_the_lines_it_does_not_name(ward: Any) -> None:
    one = market.record_organisation(told=told_of(ward, tax_number="0100109106"), by=None)
    market.record_demand(
        organisation=one, year=YEAR, half=1, received_on=DAY, lines={"72": (5, 0), "81": (50, 30)}, by=None
    )
    content = book(
        market_demand.HEADER,
        [1, "0100109106", "", "may công nghiệp", 80, 60],
        [2, "0100109106", "", "93", 10, 11],
        [3, "", "Công ty TNHH Giày Mỹ Phong", "72", 5, 0],
        [4, "", "Công ty Lạ", "81", 5, 0],
    )

    plan = taken(ward, "demand", content, year=YEAR, half=1)

    assert [row.outcome for row in plan.rows] == ["changed", "refused", "same", "refused"]
    report = DemandReport.objects.get(is_current=True)
    assert dict(report.lines.values_list("occupation", "count")) == {"72": 5, "81": 80}


# --- employers' reports ---
def worker(number: int, name: str, **told: Any) -> list[Any]:
    values = {
        "name": name,
        "sex": "nữ",
        "birth": "12/05/1980",
        "other": "x",
        "insurance_number": f"84{number:08d}",
        **told,
    }
    return [number, *(values.get(field.name, "") for field in market_workforce.FIELDS if field.number)]


def report_of(*workers: list[Any]) -> bytes:
    return book(
        market_workforce.HEADER,
        [f"({column})" for column in range(1, 28)],
        *workers,
        title="BÁO CÁO TÌNH HÌNH SỬ DỤNG LAO ĐỘNG",
    )


def test_a_report_of_an_employer_counts_its_workers_and_knows_those_of_the_register(ward: Any) -> None:
    one = market.record_organisation(told=told_of(ward, tax_number="0100109106"), by=None)
    known = factories.person("Kim Thị Có", commune=ward.beside, personal_number="084180000001")
    content = report_of(
        worker(
            1,
            "Kim Thị Có",
            personal_number="084180000001",
            wage="6.500.000",
            indefinite_from="01/02/2020",
            insured_from="01/02/2020",
        ),
        worker(2, "Lê Văn Trẻ", sex="nam", birth="01/01/2001", other="", manager="x", wage="2,34", insurance_number=""),
        worker(3, "Lê Văn Hai", other="x", high="x"),
        worker(4, "Kim Thị Có", personal_number="084180000001"),
        worker(5, "Lê Thị Mờ", birth="31/02/1990"),
    )

    plan = taken(
        ward, "workforce", content, organisation="0100109106", year=YEAR - 1, half=2, received_on=f"{YEAR - 1}-12-04"
    )

    report = WorkforceReport.objects.get()
    assert [row.outcome for row in plan.rows] == ["added", "added", "refused", "refused", "refused"]
    assert (report.workers, report.women, report.over_35, report.insured, report.managers, report.other) == (
        2,
        1,
        1,
        1,
        1,
        1,
    )
    assert report.due_on == date(YEAR - 1, 12, 5) and report.is_in_time
    lines = list(WorkforceLine.objects.order_by("line"))
    assert lines[0].person == known and lines[0].wage_dong == 6_500_000 and lines[0].contract == "indefinite"
    assert lines[1].person is None and lines[1].wage_coefficient_hundredth == 234
    one.refresh_from_db()
    assert one.workers == 2


def test_rows_sent_back_and_mended_join_the_report_as_a_supplement(ward: Any) -> None:
    market.record_organisation(told=told_of(ward, tax_number="0100109106"), by=None)
    told = {"organisation": "0100109106", "year": YEAR - 1, "half": 2}
    taken(ward, "workforce", report_of(worker(1, "Kim Thị Có"), worker(2, "Lê Văn Hai", other="")), **told)

    taken(ward, "workforce", report_of(worker(1, "Lê Văn Hai"), worker(2, "Kim Thị Có")), **told, is_supplement=True)

    report = WorkforceReport.objects.get(is_current=True)
    assert report.workers == 2 and list(report.lines.order_by("line").values_list("name", flat=True)) == [
        "Kim Thị Có",
        "Lê Văn Hai",
    ]
    assert report.replaces is not None and report.replaces.lines.count() == 1


def test_a_report_without_the_line_of_numbers_is_read_by_its_headings(ward: Any) -> None:
    market.record_organisation(told=told_of(ward, tax_number="0100109106"), by=None)
    header = ["TT", "Họ tên", "Ngày tháng năm sinh", "Giới tính", "CCCD", "Vị trí việc làm", "Mức lương"]
    content = book(header, [1, "Kim Thị Có", "1980", "Nữ", "", "CMKT bậc trung", 7000000])

    plan = taken(ward, "workforce", content, organisation="0100109106", year=YEAR - 1, half=1)

    assert plan.counts["added"] == 1 and WorkforceReport.objects.get().middle == 1


def test_the_day_reports_are_due_is_of_the_law_of_their_half() -> None:
    assert due_on(2024, 1) == date(2024, 6, 5) and due_on(2024, 2) == date(2024, 12, 5)
    assert due_on(2020, 2) == date(2020, 11, 25)
    assert [size_band(workers) for workers in (None, 9, 10, 50, 51, 10000, 10001)] == [
        "", "under_10", "10_50", "10_50", "51_100", "3001_10000", "over_10000",
    ]  # fmt: skip


# --- figures ---
def test_forms_count_from_the_day_their_commune_closes_and_reports_from_their_half(
    ward: Any, settings: Any, tmp_path: Any
) -> None:
    settings.SNAPSHOTS = tmp_path
    told = (
        {"work": "làm ruộng", "employment": "own_account"}, {"work": "thợ hồ"}, {"status": "unemployed", "unemployed_for": "over_a_year"},
        {"status": "inactive", "inactive_reason": "studying"},
    )  # fmt: skip
    for number, one in enumerate(told):
        form_of(ward, factories.person(f"Kim Văn {'ABCD'[number]}", commune=ward.ward, sex="m"), **one)
    employer = market.record_organisation(told=told_of(ward, tax_number="0100109106"), by=None)
    market.record_organisation(told=told_of(ward, name="Công ty Chưa Báo", tax_number=tax_number(8)), by=None)
    totals = {
        "workers": 120,
        "women": 80,
        "over_35": 20,
        "insured": 110,
        "managers": 5,
        "high": 10,
        "middle": 15,
        "other": 90,
    }
    market.record_workforce(
        organisation=employer, year=YEAR - 1, half=2, received_on=date(YEAR - 1, 12, 4), totals=totals, by=None
    )
    market.record_demand(
        organisation=employer, year=YEAR, half=1, received_on=date(YEAR, 1, 4), lines={"81": (50, 30)}, by=None
    )
    market.close_collection(collection=ward.collection, by=None)

    take_snapshot(province=ward.province, by=None)
    of_supply = (
        "labour.aged_15", "labour.force", "labour.employed", "labour.unemployed", "labour.inactive", "labour.supply_forms",
        "labour.unemployed_rate", "labour.share.agriculture",
    )  # fmt: skip
    of_employers = (
        "labour.enterprises", "labour.enterprises.workers", "labour.enterprises.workers.women", "labour.enterprises.reporting_rate",
        "labour.demand",
    )  # fmt: skip
    asked = {name: api.figure(name, place=ward.ward, year=YEAR).value for name in of_supply}
    reported = {name: api.figure(name, place=ward.ward, month=YEAR * 100 + 1).value for name in of_employers}

    assert [round(value) for value in asked.values()] == [4, 3, 2, 1, 1, 4, 33, 50]
    assert list(reported.values()) == [2, 120, 80, 50, 50]
    assert SupplyCollection.objects.get().closed_on == DAY
