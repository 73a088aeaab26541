"""Every upload of the house, given what no officer would send and what some do: no page breaks, no row is lost without a word."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.conf import settings
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from ansinh.core.access import acting_as, acting_as_system
from ansinh.dossiers.actions.papers import Upload, add_paper
from ansinh.dossiers.factories import make_dossier
from ansinh.dossiers.forms.portal import PaperForm
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.models import KeptFile
from ansinh.labour.factories import training_things
from ansinh.people.jobs import excel
from ansinh.people.models import Person

SEED = 20261123
ROWS = 14
PROCEDURE = next(iter(procedures()))
PEOPLE = [
    "STT",
    "Mã hộ",
    "Họ và tên",
    "Quan hệ với chủ hộ",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Số CCCD",
    "Thôn",
    "Xã",
]
CHANGES = [
    "STT",
    "Loại biến động",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Phân loại",
    "Số tiền",
    "Quyết định",
    "Xã",
]
DEATHS = ["Họ và tên", "Số CCCD", "Ngày sinh", "Ngày chết", "Số trích lục"]
LEARNERS = ["STT", "Họ và tên", "Số CCCD", "Ngày sinh", "Giới tính", "Xã", "Đối tượng", "Khoảng cách"]
JOBS_BEGUN = [
    "STT",
    "Họ và tên",
    "Số CCCD",
    "Ngày sinh",
    "Ngày bắt đầu làm",
    "Công việc",
    "Nơi làm việc",
    "Trong tỉnh/ngoài tỉnh",
]
ACCIDENTS = ["STT", "Mã số thuế", "Nơi xảy ra", "Xã", "Ngày xảy ra", "Ngành", "Dạng chấn thương", "Số người", "Chết"]
CONTRIBUTIONS = [
    "Số CCCD",
    "Họ và tên",
    "Ngày sinh",
    "Từ tháng",
    "Đến tháng",
    "Tiền lương đóng",
    "Vùng lương tối thiểu",
    "Thời hạn hợp đồng",
]
EMPLOYERS = ["STT", "Mã số thuế", "Tên đơn vị", "Loại hình", "Ngành kinh tế", "Số lao động", "Xã"]
FORMS = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Trình độ phổ thông", "Trình độ chuyên môn kỹ thuật", "Tình trạng việc làm", "Vị thế việc làm",
         "Công việc đang làm"]  # fmt: skip
RETURNS = ["Mã lệnh chi", "Họ và tên", "Số tiền", "Ngày chi", "Kết quả", "Lý do"]
EXPORT = ["Mã hồ sơ", "Tên thủ tục", "Người nộp", "Số định danh", "Xã", "Ngày tiếp nhận"]
GOOD = {
    "STT": "1", "Mã hộ": "H1", "Họ và tên": "Thạch Thị Mai", "Quan hệ với chủ hộ": "Chủ hộ", "Ngày sinh": "03/02/1978", "Giới tính": "Nữ",
    "Dân tộc": "Khmer", "Số CCCD": "084178000001", "Thôn": "Ấp Vĩnh Hội", "Xã": "Long Đức", "Loại biến động": "Tăng thêm",
    "Phân loại": "k6_n", "Số tiền": "750.000", "Quyết định": "88/QĐ-UBND ngày 18/9/2026", "Ngày chết": "03/09/2026", "Số trích lục": "TL 9",
    "Mã lệnh chi": "84A-2026-1", "Ngày chi": "05/09/2026", "Kết quả": "Đã trả", "Lý do": "", "Mã hồ sơ": "H84.1",
    "Tên thủ tục": "Trợ cấp xã hội", "Người nộp": "Kim Văn Sóc", "Số định danh": "084078000002", "Ngày tiếp nhận": "01/09/2026",
    "Mã số thuế": "", "Nơi xảy ra": "Công trình cầu Long Bình", "Ngày xảy ra": "03/09/2024", "Ngành": "Xây dựng",
    "Dạng chấn thương": "điện giật", "Số người": "1", "Chết": "0",
    "Đối tượng": "hộ nghèo", "Khoảng cách": "16", "Ngày bắt đầu làm": "05/10/2026", "Công việc": "may công nghiệp", "Nơi làm việc": "Công ty May",
    "Trong tỉnh/ngoài tỉnh": "trong tỉnh", "Từ tháng": "04/2021", "Đến tháng": "05/2024", "Tiền lương đóng": "8.000.000",
    "Tên đơn vị": "Công ty May Long Đức", "Loại hình": "doanh nghiệp ngoài nhà nước", "Ngành kinh tế": "C", "Số lao động": "120",
    "Trình độ phổ thông": "tiểu học", "Trình độ chuyên môn kỹ thuật": "sơ cấp", "Tình trạng việc làm": "có việc làm", "Vị thế việc làm": "tự làm",
    "Công việc đang làm": "thợ hồ",
    "Vùng lương tối thiểu": "II", "Thời hạn hợp đồng": "12",
}  # fmt: skip
ODD = (
    "", " ", "-", "?", "0", "-1", "1e309", "NaN", "99/99/9999", "31/02/2020", "00/00/0000", "31/12/1899", "1", "12345678901234567890", "=1+1",
    "+84 912", "@SUM(1)", "'", '"', ";", "\t", "a" * 2000, "Ấp \u202e Vĩnh", "🙂", "\ufeff", "Tổng cộng", "0" * 12, "2026-13-45", "NULL", "None",
)  # fmt: skip


@dataclass(frozen=True)
class Door:
    """One upload: where `request.FILES` is read, the page, who sends, what goes with the file, and how its rows are counted."""

    read_in: str
    address: Callable[[SimpleNamespace], str]
    role: str
    told: dict[str, str]
    header: list[str] | None = None
    counted: Callable[[Any], tuple[int, int]] | None = None
    field: str = "file"


def by_plan(answer: Any) -> tuple[int, int]:
    plan = answer.context["plan"]
    return len(plan.rows), sum(plan.counts.values())


def by_feed(answer: Any) -> tuple[int, int]:
    """Reports taken, told in the message; refused, in the workbook that comes back."""
    told = " ".join(str(message) for message in answer.context["messages"]) if answer.context else ""
    if answer.headers["Content-Type"].endswith("sheet"):
        returned = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        shown = answer.client.get(reverse("feed_list"))
        told = " ".join(str(message) for message in shown.context["messages"])
        refused = returned.max_row - 1
        assert f"{refused} dòng không đọc được" in told
    else:
        refused = 0
    taken = sum(int(number) for number in re.findall(r"(\d+) tin", told))
    return taken + refused, taken + refused


def by_export(answer: Any) -> tuple[int, int]:
    return answer.context["count"], len(answer.context["made"]) + len(answer.context["wrong"])


def by_settling(answer: Any) -> tuple[int, int]:
    counts = answer.context["told"].counts
    return counts["rows"], counts["settled"] + counts["exceptions"]


def at(name: str) -> Callable[[SimpleNamespace], str]:
    return lambda there: reverse(name)


def market_file(kind: str) -> Callable[[SimpleNamespace], str]:
    return lambda there: reverse("market_file_new", args=[kind])


def new_paper(there: SimpleNamespace) -> str:
    return reverse("paper_new", args=["ho-so", there.dossier.pk])


def new_version(there: SimpleNamespace) -> str:
    return reverse("paper_version", args=[there.paper.pk])


def accidents(there: SimpleNamespace) -> str:
    return reverse("labour_list_new", args=["tai-nan"])


def learners(there: SimpleNamespace) -> str:
    return reverse("training_file_new", args=[there.course])


DOORS = (
    Door("people/pages/imports.py:import_new", at("people_import_new"), "commune_officer", {"sheet": ""}, PEOPLE, by_plan),
    Door("benefits/pages/imports.py:register_file_new", at("register_file_new"), "province_officer", {"sheet": ""}, CHANGES, by_plan),
    Door("labour/pages/insurance_files.py:contribution_file_new", at("contribution_file_new"), "province_officer", {}, CONTRIBUTIONS, by_plan),
    Door("benefits/pages/imports.py:feed_new", at("feed_new"), "province_officer", {"kind": "death", "source": "Công an"}, DEATHS, by_feed),
    Door("labour/pages/placements_files.py:placement_import_new", at("placement_import_new"), "commune_officer", {"sheet": ""}, JOBS_BEGUN, by_plan),
    Door("payments/pages/returns.py:send_return_file", at("send_return_file"), "province_reconciler", {}, RETURNS, by_settling),
    Door(
        "people/pages/verification.py:verification_take", at("verification_take"), "commune_officer", {"due_on": "01/02/2030", "owner": ""},
    ),
    Door("dossiers/pages/onestop.py:onestop", at("dossier_onestop"), "commune_officer", {}, EXPORT, by_export),
    Door("reports/pages/incoming.py:receive", at("receive"), "province_officer", {"kind": "year_end", "sender": "UBND xã"}),
    Door("labour/pages/market_files.py:market_file_new", market_file("organisations"), "province_officer", {"sheet": ""}, EMPLOYERS, by_plan),
    Door("labour/pages/market_files.py:market_file_new", market_file("supply"), "commune_officer", {"sheet": "", "year": "2026"}, FORMS, by_plan),
    Door("labour/pages/training_files.py:training_file_new", learners, "commune_officer", {"kind": "enrolments"}, LEARNERS, by_plan),
    Door("labour/pages/conditions_files.py:list_new", accidents, "province_officer", {"commune": ""}, ACCIDENTS, by_plan),
    Door("dossiers/pages/papers.py:paper_new", new_paper, "commune_officer", {"kind": "other"}),
    Door("dossiers/pages/papers.py:paper_version", new_version, "commune_officer", {"reason": "mờ"}),
    Door("dossiers/pages/setup.py:templates", at("dossier_templates"), "province_officer", {"procedure": PROCEDURE, "outcome": "granted"}),
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _small_machines() -> Iterator[None]:
    """Workbooks are opened with less memory and time than in service: what is refused for it is refused sooner."""
    seconds, excel.SECONDS = excel.SECONDS, 15
    yield
    excel.SECONDS = seconds


@pytest.fixture
def there(province: SimpleNamespace, settings: Any, tmp_path: Path) -> SimpleNamespace:
    settings.DATA, settings.PAYRUNS, settings.REPORTS = tmp_path, tmp_path / "payruns", tmp_path / "reports"
    caches["limits"].clear()
    with acting_as_system("chuẩn bị thử nghiệm"):
        person = Person.objects.filter(commune=province.a).order_by("pk").first()
        province.dossier = make_dossier(procedure=PROCEDURE, person=person)
        province.course = training_things(person)["training_file_new"]["pk"]
    officer = province.users["commune_officer"]
    with acting_as(officer):
        first = [Upload("cu.pdf", b"%PDF-1.4 first")]
        province.paper = add_paper(uploads=first, kind="other", dossier=province.dossier, by=officer)
    return province


def client_of(there: SimpleNamespace, door: Door) -> Client:
    client = Client()
    client.force_login(there.users[door.role])
    return client


def sent(there: SimpleNamespace, door: Door, client: Client, name: str, data: bytes) -> Any:
    told = {**door.told, door.field: SimpleUploadedFile(name, data)}
    return client.post(door.address(there), told, follow=True)


def workbook(lines: list[list[Any]], *, merges: bool = False, formulas: bool = False) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet("Danh sách")
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                page.write_string(row, column, str(cell))
        if merges:
            page.merge_range(1, 1, min(4, len(lines)), 1, "gộp")
        if formulas:
            for row in range(1, len(lines)):
                page.write_formula(row, 0, f"=ROW()+{row}", value=row)
    return held.getvalue()


def csv_text(lines: list[list[Any]], separator: str = ",") -> str:
    def quoted(cell: Any) -> str:
        return '"' + str(cell).replace('"', '""') + '"'

    return "\n".join(separator.join(quoted(cell) for cell in line) for line in lines) + "\n"


def with_parts(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def far_cell() -> bytes:
    """A workbook of a few kilobytes whose last cell is the last of the sheet."""
    made = workbook([PEOPLE, list(GOOD.values())[:10]])
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as whole, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "xl/worksheets/sheet1.xml":
                far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", far)
            changed.writestr(name, content)
    return held.getvalue()


def nasty(header: list[str], chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Files nobody should send; each with a name."""
    lines = [header, *[[GOOD[name] for name in header] for _ in range(3)]]
    book, text = workbook(lines), csv_text(lines)
    yield "rong.xlsx", b""
    yield "trang.csv", b" \r\n\t\n"
    yield "nul.csv", b"\0" * 5000
    yield "nul-giua.csv", text.encode().replace(b"T", b"\0")
    yield "ngau-nhien.xlsx", chance.randbytes(4000)
    yield "ngau-nhien.csv", chance.randbytes(4000)
    yield "ngau-nhien.pdf", b"%PDF-1.7\n" + chance.randbytes(3000)
    yield "ngau-nhien.png", b"\x89PNG\r\n\x1a\n" + chance.randbytes(3000)
    yield "ngau-nhien.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(3000)
    for part in (10, len(book) // 3, len(book) - 30):
        yield f"cut-{part}.xlsx", book[:part]
    for number in range(4):
        bent = bytearray(book)
        for _ in range(12):
            bent[chance.randrange(len(bent))] = chance.randrange(256)
        yield f"hong-{number}.xlsx", bytes(bent)
    yield "pdf.xlsx", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
    yield "pdf-trong.xlsx", with_parts(**{"xl__workbook.xml": b"%PDF-1.4", "a.pdf": b"%PDF-1.4"})
    yield "trong.xlsx", with_parts(**{"xl__workbook.xml": b"<workbook/>"})
    yield "bom.xlsx", with_parts(**{"xl__workbook.xml": b"0" * 30_000_000})
    yield "xa.xlsx", far_cell()
    yield "macro.xlsm", with_parts(**{"xl__workbook.xml": b"<a/>", "xl__vbaProject.bin": b"x"})
    yield "thuc-the.xlsx", with_parts(**{"xl__workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    yield "thuc-the.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield "la.xml", b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><a>'
    yield "mau.docx", with_parts(**{"word__document.xml": b"<w:document", "[Content_Types].xml": b"<Types/>"})
    yield "trung.csv", csv_text([header + header, *[line + line for line in lines[1:]]]).encode()
    yield "nhieu-cot.csv", (",".join(header) + "," * 1_000_000 + "\n").encode() + b"a" + b"," * 100_000 + b"\n"
    yield "rong-qua.csv", text.encode() + ",".join("x" * 50_000).encode()
    yield "mot-o.csv", text.encode() + b'"' + b"x" * 2_000_000
    yield "latin.csv", text.encode("cp1258", "replace")
    yield "chi-tieu-de.csv", csv_text([header]).encode()
    yield "../../etc/passwd\n.csv", text.encode()


def rows_of(header: list[str], chance: random.Random) -> list[list[str]]:
    """Rows as officers type them, some cells odd; each has something in it, and no two the same."""
    made = []
    for number in range(ROWS):
        row = [chance.choice(ODD) if chance.random() < 0.25 else GOOD[name] for name in header]
        for place, name in enumerate(header):
            if name in ("STT", "Mã hồ sơ", "Mã lệnh chi", "Số trích lục"):
                row[place] = f"{number + 1}"
        made.append(row)
    return made


def tables(header: list[str], chance: random.Random) -> Iterator[tuple[str, bytes, int]]:
    """The same rows as workbooks and as text in several letters; with how many rows there are."""
    rows = rows_of(header, chance)
    plain = [[re.sub(r"[\r\n\t]", " ", cell) for cell in row] for row in rows]
    yield "bang.xlsx", workbook([header, *plain]), len(rows)
    yield "gop.xlsx", workbook([["DANH SÁCH"], [], header, *plain], merges=False, formulas=False), len(rows)
    yield "bang.csv", csv_text([header, *plain]).encode(), len(rows)
    yield "bang-phay.csv", csv_text([header, *plain], ";").encode("utf-8-sig"), len(rows)
    yield "bang-16.txt", csv_text([header, *plain], "\t").encode("utf-16"), len(rows)


def test_every_upload_of_the_house_is_fuzzed() -> None:
    """A page that reads `request.FILES` and is not among the doors fails here; the citizen's pages are tried in their own test."""
    found = set()
    for path in (settings.PACKAGE).rglob("*.py"):
        if "tests" in path.parts:
            continue
        name = ""
        for line in path.read_text().splitlines():
            if defined := re.match(r"def (\w+)", line):
                name = defined[1]
            if "request.FILES" in line:
                found.add(f"{path.relative_to(settings.PACKAGE)}:{name}")

    assert found - {door.read_in for door in DOORS} - CITIZENS == set()


CITIZENS = {"dossiers/pages/wizard.py:_form", "dossiers/pages/follow.py:hand_in"}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.read_in)
def test_nothing_sent_to_an_upload_breaks_it(there: SimpleNamespace, door: Door) -> None:
    chance, client = random.Random(SEED), client_of(there, door)
    client.raise_request_exception = True
    before = KeptFile._base_manager.count()

    for name, data in nasty(door.header or PEOPLE, chance):
        answer = sent(there, door, client, name, data)

        assert answer.status_code in (200, 422), (name, answer.status_code)
        is_file = answer.headers["Content-Type"].endswith("sheet")
        told = "" if is_file else answer.content.decode()
        assert is_file or "<h1" in told, name
    assert KeptFile._base_manager.count() >= before


@pytest.mark.parametrize("door", [door for door in DOORS if door.counted], ids=lambda door: door.read_in)
def test_every_row_of_a_table_is_taken_or_sent_back(there: SimpleNamespace, door: Door) -> None:
    chance, client = random.Random(SEED), client_of(there, door)
    assert door.header and door.counted

    for name, data, count in tables(door.header, chance):
        answer = sent(there, door, client, name, data)

        assert answer.status_code == 200, (name, answer.content.decode()[:3000])
        rows, told = door.counted(answer)
        assert (rows, told) == (count, count), name


def test_what_a_citizen_sends_for_a_paper_is_taken_as_a_scan_or_refused_in_words(there: SimpleNamespace) -> None:
    component = next(one for one in procedures()[PROCEDURE].components if not one.held_by)
    tried = 0

    for name, data in nasty(PEOPLE, random.Random(SEED)):
        tried += 1
        given = MultiValueDict({"scans": [SimpleUploadedFile(name, data)]})
        form = PaperForm({}, given, component=component, already=1)
        if form.is_valid():
            assert {one.kind for one in form.cleaned_data["scans"]} <= {"pdf", "image"}, name
        else:
            assert any("«" in str(error) for error in form.errors["scans"]), name

    assert tried > 30
