"""Unemployment insurance as officers walk it: contributions from a file, what differs, a right and its acts, notices, the forms."""

import io
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay
from ansinh.labour.factories import paid_contributions, unemployed_right
from ansinh.labour.jobs.insurance import claim_of, paid_in
from ansinh.labour.jobs.insurance_file import COLUMNS
from ansinh.labour.models import Contribution, ContributionFile, ContributionMismatch, UnemploymentRight
from ansinh.law import law_on
from ansinh.people.factories import long_duc_ward, officer, person
from ansinh.people.jobs.handout import write_xlsx

pytestmark = pytest.mark.django_db
HEADER = [label for label, *_names in COLUMNS.values()]
NUMBERS = ("084090000019", "084090000024", "084090000035")


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.DATA = tmp_path
    with acting_as_system("thử nghiệm"):
        yield


@pytest.fixture
def there():
    """The ward with three people, an officer and a head of the province."""
    ward = long_duc_ward()
    people = [
        person(name, sex="m", birth=BirthDay(1990, 3, 4), commune=ward, personal_number=number)
        for name, number in zip(("Kim Văn Một", "Kim Văn Hai", "Kim Văn Ba"), NUMBERS, strict=True)
    ]
    return SimpleNamespace(
        ward=ward, people=people, officer=officer(ward.province, name="trungtam", role="province_officer"),
        head=officer(ward.province, name="truongphong", role="province_head"),
    )  # fmt: skip


@pytest.fixture
def as_user():
    """A browser of a user, signed in."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def a_file(*rows):
    content = io.BytesIO()
    write_xlsx(content, HEADER, rows)
    return SimpleUploadedFile("dong.xlsx", content.getvalue())


def row(number, name, first="04/2021", last="05/2024", wage="8.000.000", region="II", birth="04/03/1990"):
    return [number, name, birth, first, last, wage, region, "", "12", "", "Công ty May Trà Vinh"]


def test_a_file_of_contributions_is_looked_at_then_written_and_what_differs_waits(there, as_user):
    client = as_user(there.officer)
    sent = a_file(
        row(NUMBERS[0], "KIM VAN MOT"),
        row(NUMBERS[1], "Kim Văn Hải Khác"),
        row(NUMBERS[2], "Kim Văn Ba", wage="nhiều"),
        row("084090999999", "Kim Văn Không"),
    )

    answer = client.post(reverse("contribution_file_new"), {"file": sent})
    kept = ContributionFile.objects.get()
    preview = client.get(answer["Location"]).content.decode()
    client.post(reverse("contribution_file_confirm", args=[kept.pk]))

    assert "Tiền lương đóng «nhiều» không đọc được" in preview and "không có số định danh 084090999999" in preview
    assert [(one.person, one.from_month, one.wage_dong) for one in Contribution.objects.all()] == [
        (there.people[0], 202104, 8_000_000)
    ]
    waiting = ContributionMismatch.objects.get()
    assert (waiting.person, waiting.kind, waiting.theirs) == (there.people[1], "name", "Kim Văn Hải Khác")
    refused = b"".join(client.get(reverse("contribution_file_refused", args=[kept.pk])).streaming_content)
    assert openpyxl.load_workbook(io.BytesIO(refused)).active.max_row == 3
    page = client.post(
        reverse("contribution_mismatch", args=[waiting.pk]), {"take": "co", "reason": "đối chiếu sổ bảo hiểm"}
    )
    assert page.status_code == 302
    assert Contribution.objects.filter(person=there.people[1]).count() == 1
    again = client.post(reverse("contribution_file_new"), {"file": a_file(row(NUMBERS[0], "Kim Văn Một"))})
    assert "đã có, bỏ qua" in client.get(again["Location"]).content.decode()


@pytest.mark.parametrize(("spans", "contract", "months", "window", "against"), [
    (((202306, 202405, 8_000_000),), None, 12, 12, ""),
    (((202307, 202405, 8_000_000),), None, 11, 11, "Đã đóng 11 tháng trong 24 tháng"),
    (((202106, 202205, 8_000_000),), None, 12, 0, "Đã đóng 0 tháng trong 24 tháng"),
    (((202106, 202205, 8_000_000),), 6, 12, 12, ""),
    ((), None, 0, 0, "Chưa có tháng đóng"),
])  # fmt: skip
def test_who_paid_twelve_months_of_the_last_two_years_is_entitled(there, spans, contract, months, window, against):
    someone = there.people[0]
    paid_contributions(someone, *spans, contract_months=contract)

    claim = claim_of(someone, applied_on=date(2024, 6, 3), ended_on=date(2024, 5, 31), known_on=date(2024, 6, 20))

    assert (claim.paid_in.months, claim.paid_in.window) == (months, window)
    assert against in " ".join(claim.against) and bool(claim.against) == bool(against)


def test_the_benefit_begins_on_the_sixteenth_day_and_from_2026_on_the_eleventh_working_day(there):
    someone = there.people[0]
    paid_contributions(someone, (202001, 202601, 8_000_000))

    before, after = (
        claim_of(someone, applied_on=applied, ended_on=ended, known_on=applied)
        for applied, ended in ((date(2025, 3, 3), date(2025, 2, 28)), (date(2026, 3, 2), date(2026, 1, 31)))
    )
    late = claim_of(someone, applied_on=date(2026, 5, 4), ended_on=date(2026, 1, 31), known_on=date(2026, 5, 4))

    assert (before.from_day, before.months, before.kept_months) == (date(2025, 3, 19), 5, 2)
    assert (after.from_day, after.kept_months) == (date(2026, 3, 17), None)
    assert "hạn nộp 30/04/2026" in " ".join(late.against)
    assert any("lương tối thiểu" in said.lower() for said in after.unverified)


def test_months_already_drawn_do_not_count_and_kept_ones_do(there):
    someone = there.people[0]
    paid_contributions(someone, (202001, 202302, 8_000_000), (202401, 202412, 9_000_000))
    right = unemployed_right(someone, applied_on=date(2023, 3, 6), ended_on=date(2023, 2, 28))

    had = paid_in(someone, ended_on=date(2024, 12, 31), law=law_on(date(2024, 12, 31)))

    assert (right.paid_months, right.months, right.kept_months) == (38, 3, 2)
    assert (had.months, had.average_wage_dong) == (14, 9_000_000)


def test_a_head_acts_by_decision_and_an_officer_writes_down_notices(there, as_user):
    someone = there.people[0]
    paid_contributions(someone, (202104, 202405, 8_000_000))
    right = unemployed_right(someone, applied_on=date(2024, 6, 3), ended_on=date(2024, 5, 31))
    officer_page, head_page = as_user(there.officer), as_user(there.head)

    assert head_page.post(reverse("unemployment_act", args=[right.pk, "tam-dung"]), {
        "number": "31/QĐ", "decided_on": "20/07/2024", "month": "08/2024"}).status_code == 302  # fmt: skip
    assert officer_page.get(reverse("unemployment_act", args=[right.pk, "cham-dut"])).status_code == 403
    again = head_page.post(reverse("unemployment_act", args=[right.pk, "tiep-tuc"]), {
        "number": "32/QĐ", "decided_on": "20/07/2024", "month": "07/2024"})  # fmt: skip
    first = right.notices.get(number=2)
    told = officer_page.post(reverse("search_notice", args=[first.pk]), {
        "told_on": "22/07/2024", "result": "searching", "was_referred": "on"})  # fmt: skip
    shown = officer_page.get(reverse("unemployment_right", args=[right.pk])).content.decode()
    late = officer_page.get(reverse("search_notice_list"), {"han": "tre"}).content.decode()

    assert "từ tháng đó hoặc sau" in again.content.decode() and again.status_code == 422
    first.refresh_from_db()
    assert (told.status_code, first.result, first.was_counselled) == (302, "searching", True)
    assert "tạm dừng" in shown and "4.800.000" in shown and "được giới thiệu việc làm" in shown
    assert late.count(someone.name) == 1, "the third month was never told"
    assert officer_page.post(reverse("unemployment_end_drawn")).status_code == 302
    assert UnemploymentRight.objects.get().events.last().reason == "drawn_out"


def test_form_31_is_a_workbook_in_its_frame(there, as_user):
    paid_contributions(there.people[0], (202104, 202405, 8_000_000))
    unemployed_right(there.people[0], applied_on=date(2024, 6, 3), ended_on=date(2024, 5, 31))

    answer = as_user(there.officer).get(
        reverse("unemployment_report"), {"mau": "31", "thang": "06/2024", "xuat": "xlsx"}
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    lines = {cells[1].value: (cells[2].value, cells[3].value) for cells in sheet.iter_rows(min_row=7) if cells[1].value}

    assert sheet.cell(4, 1).value == "TÌNH HÌNH THỰC HIỆN BẢO HIỂM THẤT NGHIỆP THÁNG 06/2024"
    assert lines["Số người có quyết định hưởng trợ cấp thất nghiệp"] == (1, 1)
    assert lines["Nam 25 đến 40 tuổi"] == (1, 1) and lines["Nữ"] == (0, 0)
    assert lines["Mức hưởng bình quân (triệu đồng)"] == (4.8, 4.8)
    year = as_user(there.officer).get(reverse("unemployment_report"), {"mau": "30", "nam": "2024"}).content.decode()
    assert "Mẫu 30" in year and "Số tiền trợ cấp thất nghiệp theo quyết định" in year


def test_a_heading_of_two_lines_is_read_and_a_sum_and_a_signature_are_put_aside_and_told(there, as_user):
    client, book = as_user(there.officer), openpyxl.Workbook()
    for line in (
        ["BẢO HIỂM XÃ HỘI TỈNH VĨNH LONG"], [],
        ["STT", "Người lao động", "", "Thời gian đóng", "", "Tiền lương đóng (đồng)", "Vùng", "Ghi chú"],
        ["", "Họ tên", "Số CCCD", "Từ tháng", "Đến tháng", "", "", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"],
        [1, "Kim Văn Một", NUMBERS[0], "04/2021", "05/2024", 8_000_000, "II", ""],
        [2, "Kim Văn Hai", NUMBERS[1], "13/2021", "05/2024", "nhiều", 9, ""],
        ["Tổng cộng", "", "", "", "", 8_000_000],
        ["", "", "", "Người lập biểu"],
    ):  # fmt: skip
        book.active.append(line)
    book.active.title = "C13"
    other = book.create_sheet("C13 cũ")
    other.append(["Số CCCD", "Họ tên", "Từ tháng", "Đến tháng", "Tiền lương"])
    content = io.BytesIO()
    book.save(content)

    sent = client.post(
        reverse("contribution_file_new"), {"file": SimpleUploadedFile("c13.xlsx", content.getvalue())}, follow=True
    )
    kept = ContributionFile.objects.get()
    client.post(reverse("contribution_file_confirm", args=[kept.pk]))

    page, plan = sent.content.decode(), sent.context["plan"]
    assert [(row.number, row.outcome) for row in plan.rows] == [
        (6, "written"), (7, "refused"), (8, "ignored"), (9, "ignored"),
    ]  # fmt: skip
    assert all(text in plan.rows[1].reason for text in ("«13/2021»", "«nhiều»", "«9»"))
    assert "Không phải dòng dữ liệu" in page and "Cột không dùng: Ghi chú" in page and "«C13 cũ»" in page
    kept.refresh_from_db()
    assert kept.counts == {"written": 1, "mismatch": 0, "same": 0, "refused": 1, "ignored": 2}
    assert Contribution.objects.get().person == there.people[0]
