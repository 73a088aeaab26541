"""Reports of a period side by side: as a table, a page and files; beside the records and last year; the letter back."""

from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from ansinh.core.models import AuditEvent
from ansinh.indicators.api.catalogue import indicator_named
from ansinh.reading.consolidation import Cell, Column
from ansinh.reports.actions.consolidation import together
from ansinh.reports.documents.consolidated import written
from ansinh.reports.models import Received
from ansinh.reports.pages.consolidated import missing_of
from ansinh.reports.tests.received import take

POOR, JOBS = Column("poverty.poor_households", "result"), Column("jobs.created", "result")


def commune_report(name: str, poor: int, jobs: int = 150, year: int = 2023) -> str:
    return (
        f"ỦY BAN NHÂN DÂN XÃ {name.upper()}\nBÁO CÁO\nKết quả công tác lao động, người có công và xã hội năm {year}\n\n"
        f"Trong năm, toàn xã giải quyết việc làm cho {jobs} lao động. Cuối năm, toàn xã còn {poor} hộ nghèo.\n"
    )


def send(there: SimpleNamespace, place: Any, text: str, period: str = "2023") -> Received:
    return take(
        there.officer,
        text,
        place=place,
        period=period,
        sender=f"UBND {place.full_name}",
        name=f"{place.slug}-{period}.txt",
    )


@pytest.fixture
def sent(receiving: SimpleNamespace) -> SimpleNamespace:
    """Two of three communes have sent theirs."""
    send(receiving, receiving.commune, commune_report("Long Đức", 20))
    send(receiving, receiving.other, commune_report("Hòa Thuận", 30, 250))
    return receiving


def test_reports_of_communes_stand_in_rows_with_a_sum_that_says_who_is_missing(sent: SimpleNamespace) -> None:
    read = together(place=sent.province, period="2023")

    by_name = {(row.name, row.source is None): row for row in read.table.rows}
    total = by_name[sent.province.full_name, True]
    assert by_name[sent.commune.full_name, False].cell(POOR).value == 20
    assert (total.cell(POOR).value, total.cell(POOR).state, total.missing) == (50, "partial", ("Phường Cầu Ngang",))
    assert [name for _, name in read.table.not_sent] == ["Phường Cầu Ngang"]


def test_the_newest_report_of_a_place_counts_and_the_older_one_is_told(sent: SimpleNamespace) -> None:
    send(sent, sent.commune, commune_report("Long Đức", 21))

    read = together(place=sent.province, period="2023")

    assert next(row for row in read.table.rows if row.name == sent.commune.full_name).cell(POOR).value == 21
    assert [one.place for one in read.replaced] == [sent.commune]


def test_a_province_that_says_less_than_its_communes_is_found(sent: SimpleNamespace) -> None:
    third = sent.province.__class__.objects.get(pk="29305")
    send(sent, third, commune_report("Cầu Ngang", 3450))

    read = together(place=sent.province, period="2023")

    wrong = [one for one in read.said if one.label == "Các xã và toàn tỉnh" and one.verdict == "inconsistent"]
    assert any("3.453" in one.arithmetic and "3.500" in one.arithmetic for one in wrong)


def test_last_years_report_of_the_same_place_is_laid_beside(receiving: SimpleNamespace) -> None:
    send(receiving, receiving.commune, commune_report("Long Đức", 20, 150, 2022), "2022")
    text = commune_report("Long Đức", 18).replace("150 lao động", "150 lao động (năm 2022: 140 lao động)")

    now = send(receiving, receiving.commune, text)

    wrong = now.findings.get(origin="reports", verdict="inconsistent")
    assert wrong.kind == "year_over_year" and "150" in wrong.said and "140" in wrong.said


def test_the_page_shows_the_table_and_jumps_to_the_number(sent: SimpleNamespace, as_user: Any) -> None:
    page = as_user(sent.officer).get("/bao-cao/tong-hop/", {"noi": "Trà Vinh", "ky": "2023"}).content.decode()

    claim = Received.objects.get(place=sent.commune).claims.get(indicator=POOR.indicator)
    assert f"/bao-cao/nhan/{claim.received_id}/#n{claim.position}" in page
    assert "Phường Cầu Ngang" in page and "50 +" in page


def test_a_commune_officer_sees_the_own_commune_only(sent: SimpleNamespace, as_user: Any) -> None:
    page = as_user(sent.other_officer).get("/bao-cao/tong-hop/", {"noi": "Trà Vinh", "ky": "2023"}).content.decode()

    assert "Xã Hòa Thuận</a>" in page
    assert "Xã Long Đức</a>" not in page and "3.453" not in page


def test_a_commune_officer_is_told_nothing_of_who_else_has_not_sent_and_no_sum_of_one(
    sent: SimpleNamespace, as_user: Any
) -> None:
    page = as_user(sent.other_officer).get("/bao-cao/tong-hop/", {"noi": "Trà Vinh", "ky": "2023"}).content.decode()

    assert "Phường Cầu Ngang" not in page and "is-total" not in page


def test_reports_one_ticks_stand_side_by_side_whatever_their_place_and_year(
    sent: SimpleNamespace, as_user: Any
) -> None:
    earlier = send(sent, sent.other, commune_report("Hòa Thuận", 41, 99, 2021), "2021")
    client, asked = as_user(sent.officer), {"bc": [earlier.pk, Received.objects.get(place=sent.commune).pk]}

    page = client.get("/bao-cao/tong-hop/", asked).content.decode()
    book = openpyxl.load_workbook(BytesIO(client.get("/bao-cao/tong-hop/tep.xlsx", asked).content))

    assert "Xã Long Đức, năm 2023</a>" in page and "Xã Hòa Thuận, năm 2021</a>" in page
    assert "Phường Cầu Ngang" not in page
    cells = {cell for row in book["Tổng hợp"].iter_rows(values_only=True) for cell in row}
    assert {20, 41, 99, 150} <= cells and 30 not in cells
    assert AuditEvent.objects.filter(act="export", subject__startswith="together:reports:").exists()


def test_a_report_one_may_not_see_is_neither_offered_nor_taken(sent: SimpleNamespace, as_user: Any) -> None:
    hidden = Received.objects.get(place=sent.commune)
    client = as_user(sent.other_officer)

    answer = client.get("/bao-cao/tong-hop/", {"bc": [hidden.pk]})

    assert answer.status_code == 422 and "Long Đức" not in answer.content.decode()
    assert client.get("/bao-cao/tong-hop/tep.xlsx", {"bc": [hidden.pk]}).status_code == 404


def test_neither_place_nor_reports_chosen_is_said(sent: SimpleNamespace, as_user: Any) -> None:
    answer = as_user(sent.officer).get("/bao-cao/tong-hop/", {"noi": "Trà Vinh", "ky": ""})

    assert answer.status_code == 422 and "errorlist" in answer.content.decode()


def test_in_english_the_table_is_english(sent: SimpleNamespace, as_user: Any) -> None:
    client = as_user(sent.officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get("/bao-cao/tong-hop/", {"noi": "Trà Vinh", "ky": "2023"}).content.decode()

    assert indicator_named(POOR.indicator).label_en in page and "<td>households</td>" in page
    assert "Số hộ nghèo" not in page


def test_a_share_worked_out_of_sums_has_two_decimals_and_numbers_of_a_book_stay_numbers() -> None:
    cell = Cell("sum", Decimal("0.97570"), unit="percent")

    assert (written(cell), written(cell, "en")) == ("0,98", "0.98")
    assert written(Cell("contradicted", Decimal(3752), unit="household")) == "3.752 !"


def test_the_files_open_and_hold_the_same_numbers(sent: SimpleNamespace, as_user: Any) -> None:
    client, asked = as_user(sent.officer), {"noi": "Trà Vinh", "ky": "2023"}

    book = openpyxl.load_workbook(BytesIO(client.get("/bao-cao/tong-hop/tep.xlsx", asked).content))
    paper = docx.Document(BytesIO(client.get("/bao-cao/tong-hop/tep.docx", asked).content))

    cells = [cell for row in book["Tổng hợp"].iter_rows(values_only=True) for cell in row]
    assert 20 in cells and 30 in cells
    assert [row[1] for row in book["Chưa gửi"].iter_rows(min_row=2, values_only=True)] == ["Phường Cầu Ngang"]
    assert any(cell.text == "50 +" for table in paper.tables for row in table.rows for cell in row.cells)
    assert client.get("/bao-cao/tong-hop/tep.pdf", asked).content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(act="export", subject=f"together:{sent.province.pk}:2023").count() == 3


def test_the_letter_lists_what_disagrees_and_what_others_say_and_this_report_does_not(
    receiving: SimpleNamespace, as_user: Any
) -> None:
    short = send(
        receiving, receiving.commune, commune_report("Long Đức", 20).replace("Cuối năm, toàn xã còn 20 hộ nghèo.", "")
    )
    send(receiving, receiving.other, commune_report("Hòa Thuận", 30))
    client = as_user(receiving.officer)

    letter = client.get(f"/bao-cao/nhan/{short.pk}/tra-loi/").content.decode()
    paper = docx.Document(BytesIO(client.get(f"/bao-cao/nhan/{receiving.report.pk}/tra-loi.docx").content))

    assert "chưa có số liệu: Số hộ nghèo" in letter and "Trân trọng cảm ơn" in letter
    assert any("23.500" in paragraph.text for paragraph in paper.paragraphs)


def test_the_letter_of_a_report_without_fault_asks_for_nothing(sent: SimpleNamespace, as_user: Any) -> None:
    whole = Received.objects.get(place=sent.commune)

    letter = as_user(sent.officer).get(f"/bao-cao/nhan/{whole.pk}/tra-loi/").content.decode()

    assert "không thấy chỗ nào không khớp" in letter and "xem lại giúp" not in letter


def test_the_letter_goes_to_who_wrote_the_report_when_nobody_said_who_sent_it(
    sent: SimpleNamespace, as_user: Any
) -> None:
    kept = Received.objects.filter(place=sent.commune)
    client, letter = as_user(sent.officer), f"/bao-cao/nhan/{kept.get().pk}/tra-loi/"

    kept.update(sender="", issuer="Phòng Lao động huyện")
    assert "Kính gửi: Phòng Lao động huyện" in client.get(letter).content.decode()

    kept.update(issuer="ỦY BAN NHÂN DÂN XÃ LONG ĐỨC")
    assert "Kính gửi: Ủy ban nhân dân xã Long Đức" in client.get(letter).content.decode()


def test_a_place_that_sent_nothing_lacks_nothing(sent: SimpleNamespace) -> None:
    assert missing_of(together(place=sent.province, period="2023"), "29305") == []


def test_what_is_no_period_is_refused_in_words(receiving: SimpleNamespace, as_user: Any) -> None:
    page = as_user(receiving.officer).get("/bao-cao/tong-hop/", {"noi": "Trà Vinh", "ky": "cuối năm"})

    assert page.status_code == 422 and "2023-H1" in page.content.decode()


def test_the_commands_read_files_go_on_after_a_bad_one_and_consolidate(tmp_path: Path) -> None:
    good, other, bad = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "hong.pdf"
    good.write_text(commune_report("Long Đức", 20), encoding="utf-8")
    other.write_text(commune_report("Hòa Thuận", 30), encoding="utf-8")
    bad.write_bytes(b"%PDF-1.4 broken")
    told, complaints = StringIO(), StringIO()

    with pytest.raises(CommandError, match="1/3 tệp chưa đọc được"):
        call_command("read", str(good), str(bad), str(other), "--jobs", "1", stdout=told, stderr=complaints)
    call_command("consolidate", str(good), str(other), "--out", str(tmp_path / "bang"), stdout=StringIO())

    assert "còn 20 hộ" in told.getvalue() and "còn 30 hộ" in told.getvalue()
    assert told.getvalue().count("poverty.poor_households") == 2
    assert "hong.pdf" in complaints.getvalue()
    cells = [
        cell
        for row in openpyxl.load_workbook(tmp_path / "bang.xlsx")["Tổng hợp"].iter_rows(values_only=True)
        for cell in row
    ]
    assert 20 in cells and 30 in cells


def test_the_command_makes_the_folder_keeps_the_name_and_refuses_an_unknown_indicator(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(commune_report("Long Đức", 20), encoding="utf-8")

    call_command("consolidate", str(report), "--out", str(tmp_path / "moi" / "lan.2"), stdout=StringIO())
    with pytest.raises(CommandError, match=r"Không có chỉ tiêu «khong\.co»"):
        call_command("consolidate", str(report), "--indicators", "khong.co", stdout=StringIO())

    assert (tmp_path / "moi" / "lan.2.xlsx").exists() and (tmp_path / "moi" / "lan.2.docx").exists()
