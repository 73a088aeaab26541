"""Files as officers send them: what goes in, what comes back, and that nothing is lost between."""

import csv
import io
import json
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from ansinh.core.access import acting_as
from ansinh.core.models import AuditEvent
from ansinh.people import factories
from ansinh.people.actions import import_people
from ansinh.people.jobs.plan import Plan, make_plan
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.models import Household, ImportedFile, Membership, Person

pytestmark = pytest.mark.usefixtures("system")
TODAY = date(2026, 3, 1)
HEADER = [
    "STT",
    "Mã hộ",
    "Họ và tên",
    "Quan hệ với chủ hộ",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Số CCCD",
    "Thôn, ấp",
    "Xã, phường",
]
FAMILY = [
    ["1", "H1", "Kim Văn Sóc", "Chủ hộ", "03/02/1978", "Nam", "Khmer", "084078000001", "Ấp Vĩnh Hội", "Long Đức"],
    ["2", "H1", "Thạch Thị Sa Rây", "Vợ", "1980", "Nữ", "Khơ-me", "084180000002", "Ấp Vĩnh Hội", "Phường Long Đức"],
    ["3", "H1", "Kim Thị Chanh Đa", "Con", "09/2008", "Nữ", "Khmer", "", "Ấp Vĩnh Hội", "29242"],
]


@pytest.fixture(autouse=True)
def places(system: None) -> None:
    factories.long_duc()
    factories.cang_long()


def csv_of(*lines: list[str], header: list[str] = HEADER, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *lines])
    return text.getvalue().encode(encoding)


def xlsx_of(sheets: dict[str, list[list[Any]]], merges: tuple[tuple[int, int, int, int, str], ...] = ()) -> bytes:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
                elif cell is not None:
                    sheet.write(row, column, cell)
        for top, left, bottom, right, text in merges:
            sheet.merge_range(top, left, bottom, right, text)
    book.close()
    return kept.getvalue()


def plan_of(content: bytes, name: str = "danh-sach.csv", **more: Any) -> Plan:
    return make_plan(content, name, day=TODAY, **more)


def bring(content: bytes, name: str = "danh-sach.csv", **more: Any) -> Plan:
    return import_people(content=content, file_name=name, day=TODAY, by=None, **more)[0]


def reasons(plan: Plan) -> str:
    return "\n".join(f"{row.number}: {row.reason} [{row.offer}]" for row in plan.of("refused"))


def test_a_family_goes_in_with_its_household_address_and_roles() -> None:
    plan = bring(csv_of(*FAMILY))

    assert plan.counts["added"] == 3, reasons(plan)
    household = Household.objects.get(code="H1")
    assert household.head is not None and household.head.name == "Kim Văn Sóc"
    assert (household.hamlet, household.commune_id, household.residences.count()) == ("Ấp Vĩnh Hội", "29242@2025", 1)
    assert [(m.person.name, m.role) for m in household.memberships.order_by("id")] == [
        ("Kim Văn Sóc", "head"), ("Thạch Thị Sa Rây", "spouse"), ("Kim Thị Chanh Đa", "child"),
    ]  # fmt: skip
    daughter = Person.objects.get(name="Kim Thị Chanh Đa")
    assert (daughter.birth_year, daughter.birth_month, daughter.birth_day, daughter.ethnicity) == (2008, 9, None, 5)


def test_the_same_file_twice_changes_nothing() -> None:
    bring(csv_of(*FAMILY))
    before = [list(model._base_manager.values_list()) for model in (Person, Household, Membership)]

    plan = bring(csv_of(*FAMILY))

    assert plan.counts == {"added": 0, "changed": 0, "same": 3, "refused": 0, "ignored": 0}, reasons(plan)
    assert [list(model._base_manager.values_list()) for model in (Person, Household, Membership)] == before


def test_households_without_codes_follow_their_heads_and_are_found_again() -> None:
    header = [text for text in HEADER if text != "Mã hộ"]
    lines = [line[:1] + line[2:] for line in FAMILY] + [
        ["4", "Lâm Thị Út", "chủ hộ", "1950", "nữ", "Kinh", "", "Ấp Sa Bình", "Long Đức"]
    ]

    first = bring(csv_of(*lines, header=header))
    second = bring(csv_of(*lines, header=header))

    assert first.counts["added"] == 4, reasons(first)
    assert sorted(Household.objects.values_list("code", flat=True)) == ["29242@2025-00001", "29242@2025-00002"]
    assert second.counts["same"] == 4, reasons(second)


def test_a_change_tells_old_and_new_and_leaves_a_trace() -> None:
    bring(csv_of(*FAMILY))
    changed = [FAMILY[0], [*FAMILY[1][:4], "12/05/1980", *FAMILY[1][5:]], FAMILY[2]]

    plan = bring(csv_of(*changed))

    assert [row.changes for row in plan.of("changed")] == [[("Ngày sinh", "1980", "12/05/1980")]], reasons(plan)
    wife = Person.objects.get(personal_number="084180000002")
    assert str(wife.birth) == "12/05/1980"
    assert AuditEvent.objects.filter(act="person.correct", subject=f"person:{wife.pk}").exists()


def test_a_preview_writes_nothing() -> None:
    plan = plan_of(csv_of(*FAMILY))

    assert plan.counts["added"] == 3
    assert not Person.objects.exists() and not Household.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_every_unicode_encoding_is_read(encoding: str) -> None:
    plan = plan_of(csv_of(*FAMILY, encoding=encoding))

    assert [row.name for row in plan.of("added")] == ["Kim Văn Sóc", "Thạch Thị Sa Rây", "Kim Thị Chanh Đa"], reasons(
        plan
    )


def test_windows_1258_is_read() -> None:
    text = csv_of(*FAMILY).decode()
    apart = "".join(_as_1258(c) for c in text)

    plan = plan_of(apart.encode("cp1258"))

    assert [row.name for row in plan.of("added")] == ["Kim Văn Sóc", "Thạch Thị Sa Rây", "Kim Thị Chanh Đa"], reasons(
        plan
    )
    assert plan.encoding == "cp1258"


def _as_1258(letter: str) -> str:
    """A letter as Windows writes it: shape kept whole, tone apart."""
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [c for c in parts[1:] if c in "\u0300\u0301\u0303\u0309\u0323"]
        return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + "".join(tones)


def test_decomposed_letters_are_composed() -> None:
    plan = plan_of(unicodedata.normalize("NFD", csv_of(*FAMILY).decode()).encode())

    assert plan.of("added")[0].name == unicodedata.normalize("NFC", "Kim Văn Sóc")


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_every_delimiter_is_read(delimiter: str) -> None:
    assert plan_of(csv_of(*FAMILY, delimiter=delimiter)).counts["added"] == 3


def test_a_form_with_titles_two_line_headings_and_numbering_is_read() -> None:
    lines = [
        ["ỦY BAN NHÂN DÂN PHƯỜNG LONG ĐỨC"],
        ["DANH SÁCH NHÂN KHẨU NĂM 2026"],
        [],
        ["TT", "HỌ VÀ TÊN", "NĂM SINH", None, "DAN TOC", "Căn cước công dân", "Nơi thường trú"],
        [None, None, "Nam", "Nữ", None, None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
        [1, "NGUYỄN VĂN AN", 1950, None, "Kinh", None, "Khóm 3"],
        [2, "TRẦN THỊ BÌNH", None, 1961, "Hoa", None, "Khóm 4"],
        ["Tổng cộng: 2 người"],
        ["NGƯỜI LẬP BIỂU", None, None, None, "CHỦ TỊCH"],
    ]
    content = xlsx_of({"Sheet1": lines}, merges=((3, 2, 3, 3, "NĂM SINH"),))

    plan = plan_of(content, "bieu.xlsx", commune=factories.long_duc_ward())

    assert [(row.name, row.values["sex"], str(row.values["birth"])) for row in plan.of("added")] == [
        ("Nguyễn Văn An", "m", "1950"), ("Trần Thị Bình", "f", "1961"),
    ], reasons(plan)  # fmt: skip
    assert plan.counts["ignored"] == 2
    assert Person.objects.count() == 0


def test_merged_cells_hold_for_all_their_rows() -> None:
    lines = [HEADER, *[list(line) for line in FAMILY]]
    for line in lines[2:]:
        line[1] = line[8] = None
    content = xlsx_of({"DS": lines}, merges=((1, 1, 3, 1, "H1"), (1, 8, 3, 8, "Ấp Vĩnh Hội")))

    plan = bring(content, "ds.xlsx")

    assert plan.counts["added"] == 3, reasons(plan)
    assert Household.objects.get().memberships.count() == 3


def test_dates_come_as_text_as_excel_days_as_numbers_and_as_years() -> None:
    births = ["5/1/1950", date(1951, 2, 6), 18994, 1953, "1954", "00/00/1955", "1956-03-04"]
    header = ["Họ tên", "Ngày sinh", "Giới tính", "Xã"]
    content = xlsx_of(
        {
            "A": [
                header,
                *[[f"Lê Văn {name}", birth, "nam", "Long Đức"] for name, birth in zip("BCDEGHK", births, strict=True)],
            ]
        }
    )

    plan = plan_of(content, "a.xlsx")

    told = [str(row.values["birth"]) for row in plan.of("added")]
    assert told == ["05/01/1950", "06/02/1951", "01/01/1952", "1953", "1954", "1955", "04/03/1956"], reasons(plan)


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        ("31/02/1950", "31/02/1950"),
        ("chưa rõ", "chưa rõ"),
        ("01/01/50", "01/01/50"),
        ("01/01/2090", "01/01/2090"),
        ("13/13/1990", "13/13/1990"),
    ],
)
def test_a_birth_day_that_cannot_be_comes_back_with_its_value(birth: str, said: str) -> None:
    plan = plan_of(csv_of(["1", "H1", "Lê Văn Bảy", "Chủ hộ", birth, "Nam", "Kinh", "", "", "Long Đức"]))

    assert said in reasons(plan) and plan.counts["refused"] == 1


def test_a_number_that_lost_its_nought_is_offered_whole_and_taken_when_accepted() -> None:
    lines = [[*line] for line in FAMILY[:1]]
    content = xlsx_of({"A": [HEADER, [*lines[0][:7], 84078000001, *lines[0][8:]]]})

    asked, accepted = plan_of(content, "a.xlsx"), plan_of(content, "a.xlsx", accept_offers=True)

    assert "084078000001" in asked.of("refused")[0].offer
    assert accepted.of("added")[0].values["personal_number"] == "084078000001", reasons(accepted)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("999078000001", "999"),
        ("084178000001", "giới tính"),
        ("084079000001", "năm sinh ghi là 1978"),
        ("33407800", "8 chữ số"),
        ("334078001", "chứng minh nhân dân"),
        ("08407800000A", "«A»"),
    ],
)
def test_each_failing_part_of_a_number_has_its_own_sentence(number: str, said: str) -> None:
    plan = plan_of(csv_of([*FAMILY[0][:7], number, *FAMILY[0][8:]]))

    assert said in reasons(plan) and number in reasons(plan)


def test_a_number_twice_in_the_file_names_the_first_row() -> None:
    double = [*FAMILY[0]]
    double[1:4] = ["H2", "Kim Văn Sốc", "Chủ hộ"]

    plan = plan_of(csv_of(*FAMILY, double))

    assert plan.counts["added"] == 3
    assert "đã có ở dòng 2" in reasons(plan) and "084078000001" in reasons(plan)


def test_a_number_of_another_person_in_the_register_is_refused() -> None:
    bring(csv_of(*FAMILY))

    plan = plan_of(
        csv_of(["1", "H9", "Lê Văn Bảy", "Chủ hộ", "01/01/1979", "Nam", "Kinh", "084078000001", "", "Long Đức"])
    )

    assert "Kim Văn Sóc" in reasons(plan)


def test_an_old_commune_is_refused_with_its_successor_offered() -> None:
    line = [*FAMILY[0][:9], "Xã Long Đức"]

    asked, accepted = plan_of(csv_of(line)), plan_of(csv_of(line), accept_offers=True)

    assert "Phường Long Đức" in asked.of("refused")[0].offer, reasons(asked)
    assert accepted.of("added")[0].commune == factories.long_duc_ward()


def test_an_unknown_commune_is_refused_with_its_name() -> None:
    assert "«Xã Không Đâu»" in reasons(plan_of(csv_of([*FAMILY[0][:9], "Xã Không Đâu"])))


def test_a_refused_head_holds_the_whole_new_household_back() -> None:
    plan = bring(csv_of([*FAMILY[0][:4], "31/02/1978", *FAMILY[0][5:]], *FAMILY[1:]))

    assert plan.counts["refused"] == 3 and "dòng 2" in plan.of("refused")[1].reason
    assert not Household.objects.exists() and not Person.objects.exists()


def test_two_heads_and_no_head_are_refused() -> None:
    two = plan_of(csv_of(FAMILY[0], [*FAMILY[1][:3], "Chủ hộ", *FAMILY[1][4:]]))
    none = plan_of(csv_of(*FAMILY[1:]))

    assert "Một hộ chỉ có một chủ hộ" in reasons(two) and two.counts["added"] == 1
    assert "không có dòng chủ hộ" in reasons(none) and none.counts["refused"] == 2


def test_a_person_of_another_household_is_not_moved_by_a_file() -> None:
    bring(csv_of(*FAMILY))
    other = ["9", "H2", "Lê Văn Bảy", "Chủ hộ", "1970", "Nam", "Kinh", "", "", "Long Đức"]

    plan = bring(csv_of(other, [*FAMILY[1][:1], "H2", *FAMILY[1][2:]]))

    assert "đang là vợ/chồng ở hộ H1" in reasons(plan)
    assert Membership.objects.filter(household__code="H1", to_day=None).count() == 3


def test_bad_rows_come_back_with_the_reason_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "ds.csv"
    path.write_bytes(
        csv_of(*FAMILY, ["4", "H2", "Lê Văn Bảy", "Chủ hộ", "31/02/1950", "Nam", "Kinh", "", "", "Long Đức"])
    )

    call_command("people", "import", str(path), "--on", "01/03/2026", "--json", stdout=(out := io.StringIO()))

    told = json.loads(out.getvalue())
    assert told["counts"] == {"added": 3, "changed": 0, "same": 0, "refused": 1, "ignored": 0}
    sheet = openpyxl.load_workbook(told["refused_file"]).active
    header, row = list(sheet.values)
    assert header[: len(HEADER)] == tuple(HEADER) and header[len(HEADER) :] == (
        "Dòng trong tệp",
        "Lý do trả lại",
        "Gợi ý sửa",
    )
    assert row[2] == "Lê Văn Bảy" and row[len(HEADER)] == "5" and "31/02/1950" in row[len(HEADER) + 1]
    assert ImportedFile.objects.get().refused["rows"][0][0] == 5


def test_returned_rows_once_mended_go_in_as_they_are() -> None:
    header = [*HEADER, "Dòng trong tệp", "Lý do trả lại", "Gợi ý sửa"]

    plan = plan_of(csv_of([*FAMILY[0], "2", "Ngày sinh …", ""], header=header))

    assert plan.counts["added"] == 1, reasons(plan)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "trống"),
        (b"\xef\xbb\xbf\r\n", "a.csv", "trống"),
        ("xin chào, đây là thư".encode(), "a.xlsx", "không phải tệp Excel"),
        (b"PK\x03\x04 broken", "a.xlsx", "Không mở được"),
        (b"a,b\n1,2\n", "a.csv", "Không thấy dòng tiêu đề"),
    ],
)
def test_a_file_that_is_no_list_says_so(content: bytes, name: str, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        plan_of(content, name)


def test_a_wrong_sheet_names_the_sheets_and_the_right_one() -> None:
    content = xlsx_of({"Hướng dẫn": [["Điền theo mẫu"]], "DS nhân khẩu": [HEADER, *FAMILY]})

    with pytest.raises(FileRefused, match=r"«Hướng dẫn», «DS nhân khẩu».*Trang «DS nhân khẩu» có vẻ đúng"):
        plan_of(content, "a.xlsx", sheet="Hướng dẫn")
    with pytest.raises(FileRefused, match="không có trang «Sheet9»"):
        plan_of(content, "a.xlsx", sheet="Sheet9")
    assert plan_of(content, "a.xlsx").sheet == "DS nhân khẩu"


def test_a_header_without_rows_says_so() -> None:
    with pytest.raises(FileRefused, match="không có dòng dữ liệu"):
        plan_of(csv_of())


def test_the_command_refuses_with_exit_code_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("people", "import", str(tmp_path / "khong-co.xlsx"))


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_an_export_imported_again_changes_nothing(suffix: str, tmp_path: Path) -> None:
    bring(csv_of(*FAMILY))
    factories.person("Lê Thị Bảy", phone="+84912345678")
    factories.household(commune=factories.long_duc(), code="CU-1")
    out = tmp_path / f"xuat{suffix}"

    call_command("people", "export", str(out), stdout=io.StringIO())
    plan = bring(out.read_bytes(), out.name)

    assert plan.counts == {"added": 0, "changed": 0, "same": 8, "refused": 0, "ignored": 0}, reasons(plan)


def test_an_exported_cell_is_never_a_formula(tmp_path: Path) -> None:
    household = factories.household(hamlet="=1+1")
    sheet_out, text_out = tmp_path / "a.xlsx", tmp_path / "a.csv"

    call_command("people", "export", str(sheet_out), stdout=io.StringIO())
    call_command("people", "export", str(text_out), stdout=io.StringIO())

    cells = [cell for row in openpyxl.load_workbook(sheet_out).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == household.hamlet} == {"s"}
    assert "'=1+1" in text_out.read_text("utf-8-sig")


def test_an_officer_brings_in_only_their_own_commune() -> None:
    user = factories.officer(factories.long_duc_ward())
    content = csv_of(*FAMILY, ["4", "H5", "Lê Văn Bảy", "Chủ hộ", "1970", "Nam", "Kinh", "", "", "Xã Càng Long"])

    with acting_as(user):
        plan = import_people(content=content, file_name="a.csv", day=TODAY, by=user)[0]

    assert plan.counts["added"] == 3 and "ngoài phạm vi" in reasons(plan)
