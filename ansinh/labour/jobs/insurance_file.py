"""A file of contributions, as social insurance sends it: what each row would write, before it is written."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ansinh.core.days import month_of, read_day, read_month
from ansinh.core.names import clean_text, plain_words
from ansinh.labour.models import Contribution, ContributionMismatch
from ansinh.people.jobs.file_plans import FilePlan, FileRow, chunks
from ansinh.people.jobs.sheets import text_of
from ansinh.people.jobs.table_files import Field, Table, read_table
from ansinh.people.jobs.values import birth_of, number_text, wage_region_of, yes_no
from ansinh.people.models import Organisation, Person, personal_number_faults, tidy_tax_number
from ansinh.people.models.tables import name_columns

# Column: its label, as the template has it, and the other headings it is known by.
COLUMNS = {
    "personal_number": ("Số định danh", "số CCCD", "CCCD", "căn cước", "số CCCD CMND"),
    "name": ("Họ và tên", "họ tên"),
    "birth": ("Ngày sinh", "ngày tháng năm sinh"),
    "from_month": ("Từ tháng", "đóng từ tháng"),
    "to_month": ("Đến tháng", "đóng đến tháng"),
    "wage_dong": ("Tiền lương đóng", "mức lương đóng", "lương đóng BHTN", "tiền lương"),
    "wage_region": ("Vùng lương tối thiểu", "vùng"),
    "is_state_pay": ("Lương Nhà nước quy định", "lương Nhà nước"),
    "contract_months": ("Thời hạn hợp đồng (tháng)", "thời hạn hợp đồng"),
    "tax_number": ("Mã số thuế", "MST"),
    "employer": ("Đơn vị", "tên đơn vị", "nơi làm việc"),
}
_NEEDED = ("personal_number", "name", "from_month", "to_month", "wage_dong")
FIELDS = tuple(
    Field(name, label, also=tuple(also), is_needed=name in _NEEDED) for name, (label, *also) in COLUMNS.items()
)
OUTCOMES = {
    "written": ("ghi vào quá trình đóng", "written"),
    "mismatch": ("lệch thông tin, chờ xử lý", "differ from the register"),
    "same": ("đã có, bỏ qua", "already kept"),
    "refused": ("trả lại", "sent back"),
    "ignored": ("không phải dòng dữ liệu, bỏ qua", "not data, ignored"),
}
_MOST_WAGE = 1_000_000_000


@dataclass
class ContributionPlan(FilePlan[FileRow]):
    """What a file would write; nothing was written. The subject of a row is its Contribution, or its ContributionMismatch, not saved."""

    OUTCOMES = OUTCOMES


def plan_contributions(content: bytes, name: str) -> ContributionPlan:
    """The rows of a file met with the register. Raises FileRefused when no sheet has the columns."""
    table = read_table(content, name, FIELDS, "danh sách quá trình đóng bảo hiểm thất nghiệp")
    rows = table.rows(lambda row: _read(table, row))
    plan = ContributionPlan.made(content, name, rows=rows, **table.told())
    _meet([row for row in rows if not row.outcome])
    return plan


def contribution_of(person: Person, told: dict[str, Any], **more: Any) -> Contribution:
    """What a row tells as a Contribution, not saved."""
    names = ("from_month", "to_month", "wage_dong", "wage_region", "is_state_pay", "contract_months", "employer")
    return Contribution(person=person, **{name: told[name] for name in names}, **more)


def organisations_of(*tax_numbers: str) -> dict[str, Organisation]:
    """The organisations of the register by tax number, wherever they stand."""
    known = Organisation._base_manager
    return {
        one.tax_number or "": one
        for some in chunks(number for number in tax_numbers if number)
        for one in known.filter(tax_number__in=some)
    }


def _read(table: Table, row: FileRow) -> None:
    row.name = clean_text(table.text(row, "name"))
    number = number_text(table.cell(row, "personal_number"))
    for fault in personal_number_faults(number) if number else ["Thiếu số định danh. Ghi đủ 12 chữ số."]:
        row.refuse(fault)
    row.values |= {
        "personal_number": number, "name": row.name, "birth": "", "is_state_pay": False, "contract_months": None, "tax_number": "",
        "employer": clean_text(table.text(row, "employer"))[:200],
    }  # fmt: skip
    table.take(row, "birth", lambda cell: str(birth_of(cell)))
    table.take(row, "from_month", lambda cell: _month(cell, "Từ tháng"), is_needed=True)
    table.take(row, "to_month", lambda cell: _month(cell, "Đến tháng"), is_needed=True)
    table.take(row, "wage_dong", _wage, is_needed=True)
    table.take(row, "wage_region", wage_region_of, is_needed=True)
    table.take(row, "is_state_pay", _state_pay)
    table.take(row, "contract_months", _contract)
    table.take(row, "tax_number", lambda cell: tidy_tax_number(text_of(cell)))
    if row.values.get("to_month", 999999) < row.values.get("from_month", 0):
        first, last = table.text(row, "from_month"), table.text(row, "to_month")
        row.refuse(f"Đến tháng {last} trước từ tháng {first}. Xem lại hai cột.")


def _month(cell: Any, what: str) -> int:
    text = text_of(cell)
    try:
        return read_month(text)
    except ValueError:
        try:
            return month_of(read_day(cell))
        except ValueError:
            raise ValueError(f"{what} «{text}» không đọc được. Ghi dạng 05/2024.") from None


def _wage(cell: Any) -> int:
    text = text_of(cell)
    digits = text.replace(".", "").replace(",", "").replace(" ", "").removesuffix("đồng").removesuffix("đ")
    value = int(cell) if isinstance(cell, int | float) else int(digits) if digits.isdecimal() else 0
    if not 0 < value < _MOST_WAGE:
        raise ValueError(f"Tiền lương đóng «{text}» không đọc được. Ghi số đồng một tháng, ví dụ 6.500.000.")
    return value


def _state_pay(cell: Any) -> bool:
    return plain_words(text_of(cell)) == "nha nuoc" or yes_no(cell, "Lương Nhà nước quy định")


def _contract(cell: Any) -> int:
    if not (text := text_of(cell)).isdecimal():
        raise ValueError(
            f"Thời hạn hợp đồng «{text}» không đọc được. Ghi số tháng; không xác định thời hạn thì để trống."
        )
    return int(text)


def _meet(rows: list[FileRow]) -> None:
    """Find whose each row is; a row of nobody in the reader's places goes back, one that differs waits."""
    people = {
        one.personal_number: one
        for some in chunks(row.values["personal_number"] for row in rows)
        for one in Person.objects.filter(personal_number__in=some, merged_into=None)
    }
    spans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for some in chunks(one.pk for one in people.values()):
        known = Contribution._base_manager.filter(person__in=some)
        for person, *span in known.values_list("person_id", "from_month", "to_month", "wage_dong"):
            spans[person].append((span[0], span[1], span[2]))
    organisations = organisations_of(*(row.values["tax_number"] for row in rows))
    for row in rows:
        row.person = people.get(row.values["personal_number"])
        if row.person is None:
            row.refuse(
                f"Sổ nhân khẩu trong phạm vi của bạn không có số định danh {row.values['personal_number']}. Ghi người đó vào sổ trước."
            )
        else:
            _compare(row, row.person, spans[row.person.pk], organisations.get(row.values["tax_number"]))


def _compare(
    row: FileRow, person: Person, spans: list[tuple[int, int, int]], organisation: Organisation | None
) -> None:
    told = row.values
    span = (told["from_month"], told["to_month"], told["wage_dong"])
    if span in spans:
        row.outcome = "same"
        return
    overlap = next((one for one in spans if one[0] <= span[1] and span[0] <= one[1]), None)
    birth = str(person.birth)
    if name_columns(told["name"])["name_folded"] != person.name_folded:
        differs = ("name", person.name, told["name"])
    elif told["birth"] and not (told["birth"].endswith(birth) or birth.endswith(told["birth"])):
        differs = ("birth", birth, told["birth"])
    elif overlap:
        differs = ("overlap", f"{overlap[0]}-{overlap[1]}", f"{span[0]}-{span[1]}")
    else:
        row.outcome, row.subject = "written", contribution_of(person, told, organisation=organisation)
        spans.append(span)
        return
    kind, ours, theirs = differs
    row.outcome = "mismatch"
    row.subject = ContributionMismatch(
        person=person, row=row.number, kind=kind, ours=ours, theirs=theirs[:120], content=told
    )
