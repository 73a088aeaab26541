"""Files no list should look like, as they come: each is told in words, none ends the program, none slips in half."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from ansinh.core.letters import from_tcvn3
from ansinh.people import factories
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.models import Person

from .test_imports import FAMILY, HEADER, bring, csv_of, plan_of, reasons, xlsx_of

pytestmark = pytest.mark.usefixtures("system")
_TO_TCVN3 = {from_tcvn3(chr(code)): chr(code) for code in range(0xA1, 0xFF)}


@pytest.fixture(autouse=True)
def places(system: None) -> None:
    factories.long_duc()
    factories.cang_long()


def old_font(text: str) -> str:
    return "".join(_TO_TCVN3.get(letter, _TO_TCVN3.get(letter.lower(), letter)) for letter in text)


def head(**other: Any) -> list[Any]:
    """The head's row with some cells other than they should be."""
    return [other.get(name, cell) for name, cell in zip(HEADER, FAMILY[0], strict=True)]


def with_part(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with one of its parts written otherwise."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            told = source.read(name)
            target.writestr(name, told.replace(old, new) if name == part else told)
    return kept.getvalue()


def test_a_small_workbook_that_asks_for_half_a_terabyte_is_refused() -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = with_part(xlsx_of({"S": [HEADER, *FAMILY]}), "xl/worksheets/sheet1.xml", b"</sheetData>", far)

    assert len(content) < 10_000
    with pytest.raises(FileRefused, match=r"«xa\.xlsx» mở ra quá lớn"):
        plan_of(content, "xa.xlsx")


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_letters_of_the_old_font_are_named_with_what_they_mean(encoding: str) -> None:
    content = old_font(csv_of(*FAMILY).decode()).encode(encoding)

    with pytest.raises(FileRefused, match=r"TCVN3.*«.+» là «Quan hệ với chủ hộ».*UniKey"):
        plan_of(content)


def test_letters_of_the_old_font_in_a_workbook_are_named() -> None:
    content = xlsx_of({"S": [[old_font(cell) for cell in line] for line in [HEADER, *FAMILY]]})

    with pytest.raises(FileRefused, match="TCVN3"):
        plan_of(content, "cu.xlsx")


def test_utf_8_misread_and_saved_again_is_named() -> None:
    content = csv_of(*FAMILY).decode("latin-1").encode()

    with pytest.raises(FileRefused, match=r"vỡ dấu.*65001"):
        plan_of(content)


@pytest.mark.parametrize("name", [old_font("Nguyễn Văn Tám"), "Nguy?n V�n An", "Lê NguyÔn", "Lê V¨n Tám"])
def test_a_name_in_broken_letters_under_a_good_heading_never_slips_in(name: str) -> None:
    plan = bring(csv_of(head(**{"Họ và tên": name})))

    assert "chữ vỡ" in reasons(plan) and name in reasons(plan)
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", ["H'Bia Niê", "Trần Thị Kim-Ngân", "Y Ƀhăm Ŭk", "Nguyễn Văn A (Bé)"])
def test_names_of_every_people_are_taken(name: str) -> None:
    assert plan_of(csv_of(head(**{"Họ và tên": name}))).counts["added"] == 1


def test_a_quote_left_open_does_not_swallow_the_rows_below() -> None:
    content = csv_of(*FAMILY).decode().replace("Kim Văn Sóc", '"Kim Văn Sóc', 1).encode()

    with pytest.raises(FileRefused, match=r"Từ dòng 2 .*ngoặc kép.*Kim Văn Sóc"):
        plan_of(content)


def test_an_address_of_two_lines_is_no_open_quote() -> None:
    plan = plan_of(csv_of(head(**{"Thôn, ấp": "Ấp Một,\nkhóm Hai"})))

    assert plan.of("added")[0].values["hamlet"] == "Ấp Một, khóm Hai", reasons(plan)


def test_text_that_is_no_table_is_refused_with_its_row() -> None:
    with pytest.raises(FileRefused, match=r"Dòng 1 của «thu.csv» có một ô quá dài"):
        plan_of(("xin chào " * 30_000).encode(), "thu.csv")


@pytest.mark.parametrize("cell", ["8.4078E+10", 84078000001.5])
def test_a_number_excel_has_rounded_is_never_put_together_again(cell: Any) -> None:
    plan = plan_of(xlsx_of({"S": [HEADER, head(**{"Số CCCD": cell})]}), "tron.xlsx", accept_offers=True)

    assert f"«{cell}» đã bị Excel rút gọn" in reasons(plan)


def test_an_odd_digit_is_told_as_what_it_is() -> None:
    plan = plan_of(csv_of(head(**{"Dân tộc": "²", "Ngày sinh": "²²²²"})))

    assert "Dân tộc «²» không có trong danh mục" in reasons(plan) and "ngày sinh «²²²²»" in reasons(plan)


def test_a_total_merged_across_the_table_is_no_person() -> None:
    content = xlsx_of({"S": [HEADER, *FAMILY]}, merges=((4, 0, 4, 9, "Tổng cộng: 3 người"),))

    plan = plan_of(content, "tong.xlsx")

    assert (plan.counts["added"], plan.counts["ignored"], plan.counts["refused"]) == (3, 1, 0), reasons(plan)


def test_a_formula_whose_result_was_never_kept_sends_its_row_back() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADER, head(**{"Họ và tên": '="Kim Văn "&"Sóc"'})):
        sheet.append(line)
    book.save(kept := io.BytesIO())

    plan = plan_of(kept.getvalue(), "cong-thuc.xlsx")

    assert "Thiếu họ tên" in reasons(plan) and plan.counts["refused"] == 1


def test_returned_rows_never_overwrite_those_being_mended(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes(csv_of(head(**{"Ngày sinh": "31/02/1978"})))
    mended = tmp_path / "ds-tra-lai.xlsx"
    mended.write_text("đang sửa")

    call_command("people", "import", str(path), "--on", "01/03/2026", stdout=io.StringIO())

    assert mended.read_text() == "đang sửa"
    assert (tmp_path / "ds-tra-lai-2.xlsx").exists()


def test_a_place_where_returned_rows_cannot_be_written_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes(csv_of(*FAMILY, head(**{"Mã hộ": "H2", "Số CCCD": "", "Ngày sinh": "31/02/1978"})))
    nowhere = tmp_path / "không có" / "tra-lai.xlsx"

    with pytest.raises(CommandError, match=r"Các dòng tốt đã nhập.*1 dòng trả lại.*--refused"):
        call_command(
            "people", "import", str(path), "--on", "01/03/2026", "--refused", str(nowhere), stdout=io.StringIO()
        )

    assert Person.objects.count() == 3


@pytest.mark.parametrize("day", ["2024-13-01", "31/02/2024", "hôm nào"])
def test_a_day_of_the_list_that_cannot_be_is_told_as_a_day(day: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=rf"gày «{day}»"):
        call_command("people", "import", str(tmp_path / "ds.csv"), "--on", day)
