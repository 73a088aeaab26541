"""An employer's half-year report 01/PLI from its sheet of 27 columns: each worker, the totals, and whom the register knows."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ansinh.core.days import BirthDay
from ansinh.core.names import clean_text, fold
from ansinh.labour.jobs.market import due_on
from ansinh.labour.jobs.market_files import FilePlan
from ansinh.labour.models import WorkforceLine, WorkforceReport
from ansinh.labour.words import HALVES, JOB_POSITIONS
from ansinh.people.jobs.file_plans import FileRow, chunks
from ansinh.people.jobs.sheets import text_of
from ansinh.people.jobs.table_files import Field, Table, read_table
from ansinh.people.jobs.values import birth_of, day_of, number_text, sex_of, word_of
from ansinh.people.models import Organisation, Person, personal_number_faults
from ansinh.places.models import Place

# The 27 columns of 01/PLI; a file without the printed line of numbers is read by its headings.
FIELDS = (
    Field("name", "Họ và tên", r"ho (va |)ten", 2, is_needed=True),
    Field("insurance_number", "Mã số BHXH", r"ma so (bhxh|bao hiem)|so so bhxh", 3),
    Field("birth", "Ngày tháng năm sinh", r"ngay.*sinh|nam sinh", 4),
    Field("sex", "Giới tính", r"gioi tinh", 5, is_needed=True),
    Field("personal_number", "Số CCCD/CMND/hộ chiếu", r"cccd|cmnd|can cuoc|ho chieu|dinh danh", 6),
    Field("duty", "Cấp bậc, chức vụ, chức danh nghề, nơi làm việc", r"cap bac|chuc danh|noi lam viec", 7),
    Field("manager", "Nhà quản lý", r"quan ly", 8),
    Field("high", "Chuyên môn kỹ thuật bậc cao", r"bac cao", 9),
    Field("middle", "Chuyên môn kỹ thuật bậc trung", r"bac trung", 10),
    Field("position", "Vị trí việc làm", r"vi tri viec lam$"),
    Field("other", "Vị trí khác", r"vi tri.*khac|^khac$", 11),
    Field("wage", "Hệ số, mức lương", r"he so.*luong|muc luong", 12),
    Field("position_allowance", "Phụ cấp chức vụ", r"phu cap.*chuc vu", 13),
    Field("seniority_beyond", "Thâm niên vượt khung (%)", r"vuot khung|tnvk", 14),
    Field("seniority_job", "Thâm niên nghề (%)", r"tham nien nghe|tn nghe", 15),
    Field("wage_allowance", "Phụ cấp lương", r"phu cap luong", 16),
    Field("additions", "Các khoản bổ sung", r"bo sung", 17),
    Field("heavy_from", "Nặng nhọc, độc hại: ngày bắt đầu", r"nang nhoc.*bat dau", 18),
    Field("heavy_to", "Nặng nhọc, độc hại: ngày kết thúc", r"nang nhoc.*ket thuc", 19),
    Field("indefinite_from", "HĐLĐ không xác định thời hạn: từ ngày", r"khong xac dinh", 20),
    Field("fixed_from", "HĐLĐ xác định thời hạn: từ ngày", r"xac dinh thoi han.*(bat dau|tu ngay|hieu luc)", 21),
    Field("fixed_to", "HĐLĐ xác định thời hạn: đến ngày", r"xac dinh thoi han.*(ket thuc|den ngay)", 22),
    Field("other_from", "HĐLĐ khác: từ ngày", r"khac.*(bat dau|tu ngay)", 23),
    Field("other_to", "HĐLĐ khác: đến ngày", r"khac.*(ket thuc|den ngay)", 24),
    Field("insured_from", "BHXH: bắt đầu", r"(bat dau|tu).*(bhxh|bao hiem)|(bhxh|bao hiem).*bat dau", 25),
    Field("insured_to", "BHXH: kết thúc", r"(ket thuc|den).*(bhxh|bao hiem)|(bhxh|bao hiem).*ket thuc", 26),
    Field("note", "Ghi chú", r"ghi chu", 27),
)
HEADER = ["STT", *(each.label for each in FIELDS if each.number)]
TOTALS = ("workers", "women", "over_35", "insured", "managers", "high", "middle", "other")
_ALLOWANCES = ("position_allowance", "seniority_beyond", "seniority_job", "wage_allowance", "additions")
_DAYS = (
    "heavy_from", "heavy_to", "indefinite_from", "fixed_from", "fixed_to", "other_from", "other_to", "insured_from", "insured_to",
)  # fmt: skip


def plan_workforce(
    content: bytes,
    file_name: str,
    *,
    day: date,
    province: Place,
    commune: Place | None = None,
    sheet: str = "",
    told: Mapping[str, Any],
) -> FilePlan:
    """What a report of `told["organisation"]` (a tax number) for `told["year"]`, `told["half"]` holds. With `told["is_supplement"]` its
    workers join those of the report there is, else they take their place. `carried` is (organisation, totals, lines). Raises FileRefused."""
    table = read_table(content, file_name, FIELDS, "báo cáo tình hình sử dụng lao động (mẫu 01/PLI)", sheet=sheet)
    rows = table.rows(lambda row: _read(table, row))
    plan = FilePlan.made(content, file_name, rows=rows, **table.told())
    year, half = int(told["year"]), int(told["half"])
    organisation = Organisation.objects.get(tax_number=told["organisation"])
    report = WorkforceReport.objects.filter(organisation=organisation, year=year, half=half, is_current=True).first()
    _find_doubles(rows, report if told.get("is_supplement") else None)
    good = [row for row in rows if not row.outcome]
    _match(good)
    for row in good:
        row.outcome = "added"
        person = row.values.get("person_id")
        row.changes = [
            ("Vị trí", "", JOB_POSITIONS[row.values["position"]][0]), ("Trong sổ người", "", "có" if person else "chưa khớp")
        ]  # fmt: skip
    lines = [_line(row, number) for number, row in enumerate(good, 1)]
    kept = list(report.lines.order_by("line")) if report and told.get("is_supplement") else []
    for number, line in enumerate([*kept, *lines], 1):
        line.line, line.pk = number, None
    all_lines = [*kept, *lines]
    totals = totals_of(all_lines, year, half)
    plan.carried = (organisation, totals, all_lines)
    plan.about = [
        ("Đơn vị", organisation.name), ("Kỳ", f"{HALVES[half][0]} {year}"), ("Lao động", str(totals["workers"])), ("Nữ", str(totals["women"])),
        ("Trên 35 tuổi", str(totals["over_35"])), ("Tham gia BHXH", str(totals["insured"])),
        ("Hạn nộp", f"{due_on(year, half):%d/%m/%Y}"),
    ]  # fmt: skip
    if report and not told.get("is_supplement"):
        plan.notes.append(
            f"Kỳ này đã có báo cáo {report.workers} lao động; tệp này thay cho báo cáo đó. Chỉ muốn bổ sung dòng đã trả lại thì chọn «bổ sung»."
        )
    return plan


def totals_of(lines: list[WorkforceLine], year: int, half: int) -> dict[str, int]:
    """The counts of a report from its workers: over 35 and insured on the last day of the half year."""
    end = date(year, 6, 30) if half == 1 else date(year, 12, 31)
    counts = dict.fromkeys(TOTALS, 0) | {"workers": len(lines)}
    for line in lines:
        counts["women"] += line.sex == "f"
        counts["over_35"] += line.birth_date is not None and _age(line.birth_date, end) > 35
        is_insured = line.insured_from is not None or bool(line.insurance_number)
        counts["insured"] += is_insured and (line.insured_to is None or line.insured_to > end)
        counts["managers" if line.position == "manager" else line.position] += 1
    return counts


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _read(table: Table, row: FileRow) -> None:
    row.name = clean_text(table.text(row, "name"))[:120]
    if len(row.name) < 2:
        row.refuse("Thiếu họ tên. Ghi họ và tên.")
    table.take(row, "birth", birth_of)
    if not table.text(row, "sex"):
        row.refuse("Thiếu giới tính. Ghi nam hoặc nữ.")
    table.take(row, "sex", lambda cell: sex_of(text_of(cell)))
    number = number_text(table.cell(row, "personal_number"))
    if number.isdigit() and len(number) == 12 and (faults := personal_number_faults(number)):
        row.refuse(" ".join(faults))
    row.values["personal_number"] = number[:20]
    row.values["insurance_number"] = re.sub(r"\D", "", table.text(row, "insurance_number"))[:10]
    _take_position(table, row)
    table.take(row, "wage", lambda cell: _wage(text_of(cell)))
    for name in _DAYS:
        table.take(row, name, day_of)
    row.values["allowances"] = {name: text for name in _ALLOWANCES if (text := table.text(row, name))}
    for name in ("duty", "note"):
        row.values[name] = clean_text(table.text(row, name))[:200]


def _take_position(table: Table, row: FileRow) -> None:
    """The one of the four columns that is marked, or the words of one column."""
    if text := table.text(row, "position"):
        try:
            row.values["position"] = word_of(text, JOB_POSITIONS, "Vị trí việc làm")
        except ValueError as wrong:
            row.refuse(str(wrong))
        return
    marked = [name for name in JOB_POSITIONS if fold(table.text(row, name)) not in ("", "0", "khong", "-")]
    if len(marked) == 1:
        row.values["position"] = marked[0]
        return
    said = ", ".join(JOB_POSITIONS[name][0] for name in marked)
    row.refuse(
        f"Vị trí việc làm (cột 8 đến 11) {f'đánh dấu nhiều ô: {said}' if marked else 'chưa đánh dấu'}. Đánh dấu một ô."
    )


def _wage(text: str) -> tuple[int | None, int | None]:
    """(dong, coefficient in hundredths): a number under a hundred is a coefficient."""
    plain = re.sub(r"(?i)đồng|đ|vnd|\s", "", text)
    if re.fullmatch(r"\d{1,2}([.,]\d{1,3})?", plain):
        return None, round(float(plain.replace(",", ".")) * 100)
    digits = re.sub(r"[.,](?=\d{3}\b)", "", plain)
    if not digits.isdigit() or len(digits) > 12:
        raise ValueError(f"Mức lương «{text}» không đọc được. Ghi số đồng (6.500.000) hoặc hệ số (2,34).")
    return int(digits), None


def _find_doubles(rows: list[FileRow], report: WorkforceReport | None) -> None:
    """A worker told twice is one worker: by number, else by name and birth day."""
    seen: dict[Any, str] = {}
    for line in report.lines.all() if report else ():
        key = line.personal_number or (fold(line.name), str(line.birth_date))
        seen[key] = f"trong báo cáo đã có (dòng {line.line})"
    for row in rows:
        if row.outcome:
            continue
        birth = _first_day(row.values.get("birth"))
        key = row.values["personal_number"] or (fold(row.name), str(birth))
        if key in seen and (row.values["personal_number"] or birth):
            row.refuse(f"Người này đã có {seen[key]}. Giữ một dòng.")
        seen.setdefault(key, f"ở dòng {row.number} của tệp")


def _match(rows: list[FileRow]) -> None:
    """The persons of the register by their 12 digits; a number that is somebody else's is said, the row stays."""
    numbers = {number for row in rows if len(number := row.values["personal_number"]) == 12 and number.isdigit()}
    known: dict[str, tuple[int, str]] = {}
    for some in chunks(numbers):
        found = Person._base_manager.filter(personal_number__in=some, merged_into=None)
        known |= {
            number or "": (pk, name) for number, pk, name in found.values_list("personal_number", "pk", "name_folded")
        }
    for row in rows:
        pk, name = known.get(row.values["personal_number"], (None, ""))
        row.values["person_id"] = pk if name == fold(row.name) else None


def _line(row: FileRow, number: int) -> WorkforceLine:
    values = row.values
    wage_dong, coefficient = values.get("wage", (None, None))
    contract = next(
        (name for name in ("indefinite", "fixed", "other") if f"{name}_from" in values or f"{name}_to" in values), ""
    )
    return WorkforceLine(
        line=number, person_id=values["person_id"], name=row.name, insurance_number=values["insurance_number"],
        birth_date=_first_day(values.get("birth")), sex=values["sex"], personal_number=values["personal_number"], duty=values["duty"],
        position=values["position"], wage_dong=wage_dong, wage_coefficient_hundredth=coefficient, allowances=values["allowances"],
        heavy_from=values.get("heavy_from"), heavy_to=values.get("heavy_to"), contract=contract,
        contract_from=values.get(f"{contract}_from"), contract_to=values.get(f"{contract}_to"), insured_from=values.get("insured_from"),
        insured_to=values.get("insured_to"), note=values["note"],
    )  # fmt: skip


def _first_day(birth: BirthDay | None) -> date | None:
    """A birth day known in part stands as its first day, as on forms."""
    return date(birth.year, birth.month or 1, birth.day or 1) if birth else None
