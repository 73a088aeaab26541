"""The lists of a run say what the run holds, to the dong, and nothing nobody may read."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from ansinh.benefits.factories import a_channel, a_claim, a_title, dead, stopped
from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.payments.documents import DocumentRefused, write_list
from ansinh.payments.documents.lists import KINDS, acceptances_of, paper_of
from ansinh.payments.factories import a_hand, a_pay_province, some_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def cells_of(xlsx):
    return [
        [cell for cell in row if cell not in (None, "")]
        for row in load_workbook(io.BytesIO(xlsx)).active.iter_rows(values_only=True)
    ]


def test_a_pay_list_ties_with_its_run_and_says_who_let_unread_law_be_paid():
    there = a_pay_province(n=3)
    run = there.pay(202402)

    paper = paper_of("pay", run, there.commune)
    on_paper, again = (write_list("pay", run, commune=there.commune, format="pdf") for _ in range(2))
    printed, opened = text_of(on_paper), cells_of(write_list("pay", run, commune=there.commune))

    assert paper.sums["amount_dong"] == run.totals["steps"]["list_total"]["dong"] == 3 * 720_000
    for row in paper.rows:
        parts = ("monthly_dong", "arrears_dong", "once_dong", "carried_dong")
        assert row["amount_dong"] == sum(row[name] for name in parts) - row["taken_dong"]
        assert row["qr"] == f"{row['reference']}:{row['check']}"
    assert (paper.rows[0]["base_dong"], paper.rows[0]["coefficient"], paper.rows[0]["arrears_months"]) == (
        360_000,
        "1",
        "1",
    )
    assert "DANH SÁCH CHI TRẢ TRỢ CẤP THÁNG 02/2024" in printed and "Hai triệu một trăm sáu mươi nghìn đồng" in printed
    assert "84A202402-1-0000001" in printed and "Thạch Thị Sa 1" in printed and "DỰ THẢO" not in printed
    assert acceptances_of(run) and "lanhdao chấp nhận" in printed
    assert next(row for row in opened if row[:1] == ["Tổng cộng 3 dòng"])[-1] == 2_160_000
    assert ["Bằng chữ: Hai triệu một trăm sáu mươi nghìn đồng."] in opened
    assert again == on_paper


def test_no_list_names_an_illness_or_lets_it_be_guessed_by_what_it_leaves_out():
    there = a_pay_province(n=1)
    ill, well = some_people(2, there.commune)
    a_title(ill, "hiv_poor", 202401)
    a_channel(ill)
    a_channel(well)
    a_title(well, "older_80_without_pension", 202401)
    run = there.plan(202401)

    pay, more = paper_of("pay", run, there.commune), paper_of("increase", run, there.commune)
    said = " ".join(str(value) for row in [*pay.rows, *more.rows] for value in row.values())

    assert len({row["ground"] for row in pay.rows}) == len({row["ground"] for row in more.rows}) == 1
    assert "HIV" not in said and "HIV" not in text_of(write_list("increase", run, commune=there.commune, format="pdf"))
    assert pay.is_draft and "DỰ THẢO, CHƯA KÝ" in text_of(write_list("pay", run, commune=there.commune, format="pdf"))


def test_who_comes_who_goes_and_whose_funeral_is_paid_stand_on_their_lists_with_decision_and_reason():
    there = a_pay_province(n=3)
    there.pay(202401)
    gone = stopped(there.titles[0], date(2024, 1, 15), "dead")
    dead(gone.person, date(2024, 1, 15))
    a_claim(
        gone.person,
        "funeral_assistance",
        202401,
        payable_month=202402,
        death_extract="12/TLKT",
        payee=there.people[1],
        payee_relation="con",
    )
    (new,) = some_people(1, there.commune)
    a_channel(new)
    came = a_title(new, "older_80_without_pension", 202402)
    there.accept("assistance", 202402, date(2024, 1, 24))
    run = there.pay(202402)

    more, fewer, once = (paper_of(kind, run, there.commune).rows for kind in ("increase", "decrease", "once"))
    monthly, funerals = sorted(paper_of("summary", run).rows, key=lambda row: row["once_dong"])
    (bank,) = paper_of("settlement", run).rows

    assert [(row["name"], row["from_month"], row["reason"], row["monthly_dong"]) for row in more] == [
        (new.name, "02/2024", "mới", 360_000)
    ]
    assert more[0]["decision"].startswith(came.decision.number)
    assert [(row["name"], row["from_month"], row["reason"], row["event_on"], row["monthly_dong"]) for row in fewer] == [
        (gone.person.name, "02/2024", "chết", "15/01/2024", 360_000)
    ]
    assert [(row["name"], row["event_on"], row["extract"], row["payee"], row["relation"]) for row in once] == [
        (gone.person.name, "15/01/2024", "12/TLKT", there.people[1].name, "con")
    ]
    assert once[0]["amount_dong"] == funerals["once_dong"] == run.totals["steps"]["once"]["dong"] > 0
    assert (monthly["people_before"], monthly["more"], monthly["fewer"], monthly["people_now"]) == (3, 1, 1, 3)
    assert (
        monthly["total_dong"] + funerals["total_dong"]
        == run.totals["steps"]["list_total"]["dong"]
        == bank["listed_dong"]
        == bank["held_dong"]
    )
    assert monthly["charged_dong"] + funerals["charged_dong"] == run.totals["steps"]["charged"]["dong"]
    for kind in ("increase", "settlement"):
        assert KINDS[kind].title.format(month="02/2024").upper() in text_of(write_list(kind, run, format="pdf"))


def test_a_list_without_a_line_says_so_and_a_list_of_elsewhere_is_not_shown():
    there = a_pay_province(n=1)
    run = there.plan(202401)

    with pytest.raises(DocumentRefused, match="Danh sách giảm tháng 01/2024 của Xã Long Đức không có dòng nào"):
        write_list("decrease", run, commune=there.commune)
    with acting_as(a_hand("la", "commune_officer", there.province)), pytest.raises(NoAccess):
        write_list("pay", run, commune=there.commune)
