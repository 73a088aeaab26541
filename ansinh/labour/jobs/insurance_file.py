"""A file of contributions, as social insurance sends it: what each row would write, before it is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansinh.core.days import month_of, read_day, read_month
from ansinh.core.names import clean_text, fold
from ansinh.labour.models import Contribution
from ansinh.people.jobs.sheets import Cells, FileRefused, read_sheets, text_of
from ansinh.people.jobs.values import birth_of, number_text
from ansinh.people.models import Organisation, Person, personal_number_faults, tidy_tax_number
from ansinh.people.models.tables import name_columns
from ansinh.people.words import WAGE_REGIONS

# Column: what its heading is called, the first as the template has it; the words are folded.
COLUMNS = {
    "personal_number": ("Số định danh", "so dinh danh", "so cccd", "cccd", "can cuoc", "so cccd cmnd"),
    "name": ("Họ và tên", "ho va ten", "ho ten"),
    "birth": ("Ngày sinh", "ngay sinh", "ngay thang nam sinh"),
    "from_month": ("Từ tháng", "tu thang", "dong tu thang"),
    "to_month": ("Đến tháng", "den thang", "dong den thang"),
    "wage": ("Tiền lương đóng", "tien luong dong", "muc luong dong", "luong dong bhtn", "tien luong"),
    "region": ("Vùng lương tối thiểu", "vung luong toi thieu", "vung"),
    "state_pay": ("Lương Nhà nước quy định", "luong nha nuoc quy dinh", "luong nha nuoc"),
    "contract": ("Thời hạn hợp đồng (tháng)", "thoi han hop dong thang", "thoi han hop dong"),
    "tax_number": ("Mã số thuế", "ma so thue", "mst"),
    "employer": ("Đơn vị", "don vi", "ten don vi", "noi lam viec"),
}
NEEDED = ("personal_number", "name", "from_month", "to_month", "wage")
OUTCOMES = {
    "written": ("ghi vào quá trình đóng", "written"),
    "mismatch": ("lệch thông tin, chờ xử lý", "differ from the register"),
    "same": ("đã có, bỏ qua", "already kept"),
    "refused": ("trả lại", "sent back"),
}
_YES = ("x", "co", "1", "yes", "nha nuoc")
_MOST_WAGE = 1_000_000_000
_CHUNK = 500


@dataclass
class ContributionRow:
    """A row: what became of it, what it says, whose it is, what differs. `number` is the row in the file."""

    number: int
    cells: list[str]
    outcome: str = "refused"
    reason: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    kind: str = ""
    ours: str = ""
    theirs: str = ""


@dataclass
class ContributionPlan:
    """What a file would write; nothing was written."""

    header: list[str]
    rows: list[ContributionRow]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def of(self, outcome: str) -> list[ContributionRow]:
        return [row for row in self.rows if row.outcome == outcome]

    def refused_sheet(self) -> dict[str, Any]:
        """The rows sent back, each with its reason."""
        return {"header": self.header, "rows": [[row.number, row.reason, "", row.cells] for row in self.of("refused")]}


def plan_contributions(content: bytes, name: str) -> ContributionPlan:
    """The rows of a file met with the register. Raises FileRefused when no sheet has the columns."""
    for sheet in read_sheets(content, name, _score):
        for at, line in enumerate(sheet.cells[:30]):
            columns = _columns(line)
            if set(NEEDED) <= set(columns):
                return _planned(sheet.cells, at, columns)
    asked = ", ".join(COLUMNS[key][0] for key in NEEDED)
    raise FileRefused(
        f"«{name}» không có dòng tiêu đề với các cột: {asked}. Tải tệp mẫu, chép dữ liệu vào rồi gửi lại."
    )


def contribution_of(person: Person, told: dict[str, Any], **more: Any) -> Contribution:
    """The row as a Contribution, not saved."""
    number = told.get("tax_number") or ""
    organisation = Organisation._base_manager.filter(tax_number=number).first() if number else None
    return Contribution(
        person=person, from_month=told["from_month"], to_month=told["to_month"], wage_dong=told["wage_dong"], wage_region=told["wage_region"],
        is_state_pay=told["is_state_pay"], contract_months=told["contract_months"], organisation=organisation, employer=told["employer"], **more,
    )  # fmt: skip


def _score(cells: Cells) -> int:
    return max((len(_columns(line)) for line in cells[:30]), default=0)


def _columns(line: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(line):
        said = " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text_of(cell))).split())
        key = next((key for key, (_label, *names) in COLUMNS.items() if said in names), None)
        if key:
            found.setdefault(key, place)
    return found


def _planned(cells: Cells, at: int, columns: dict[str, int]) -> ContributionPlan:
    rows = []
    for number, line in enumerate(cells[at + 1 :], start=at + 2):
        texts = [text_of(cell) for cell in line]
        if any(texts):
            row = ContributionRow(number, texts)
            rows.append(row)
            try:
                row.told = _read({key: line[place] if place < len(line) else "" for key, place in columns.items()})
            except ValueError as wrong:
                row.reason = str(wrong)
    if not rows:
        raise FileRefused("Dưới dòng tiêu đề không có dòng dữ liệu nào. Kiểm tra lại tệp.")
    _meet([row for row in rows if row.told])
    return ContributionPlan([text_of(cell) for cell in cells[at]], rows)


def _read(cells: dict[str, Any]) -> dict[str, Any]:
    """The cells of a row as values. Raises ValueError with what is wrong."""
    number = number_text(cells["personal_number"])
    if not number:
        raise ValueError("Thiếu số định danh. Ghi đủ 12 chữ số.")
    if faults := personal_number_faults(number):
        raise ValueError(" ".join(faults))
    first, last = _month(cells["from_month"], "Từ tháng"), _month(cells["to_month"], "Đến tháng")
    if last < first:
        raise ValueError(
            f"Đến tháng {text_of(cells['to_month'])} trước từ tháng {text_of(cells['from_month'])}. Xem lại hai cột."
        )
    region = text_of(cells.get("region", "")).upper().removeprefix("VÙNG").strip()
    region = dict(zip("1234", WAGE_REGIONS, strict=True)).get(region, region)
    if region not in WAGE_REGIONS:
        raise ValueError(f"Vùng lương tối thiểu «{region}» không đọc được. Ghi I, II, III hoặc IV.")
    contract = text_of(cells.get("contract", ""))
    if contract and not contract.isdecimal():
        raise ValueError(
            f"Thời hạn hợp đồng «{contract}» không đọc được. Ghi số tháng; không xác định thời hạn thì để trống."
        )
    birth = cells.get("birth", "")
    return {
        "personal_number": number, "name": clean_text(text_of(cells["name"])), "birth": str(birth_of(birth)) if text_of(birth) else "",
        "from_month": first, "to_month": last, "wage_dong": _wage(cells["wage"]), "wage_region": region,
        "is_state_pay": fold(text_of(cells.get("state_pay", ""))) in _YES, "contract_months": int(contract) if contract else None,
        "tax_number": tidy_tax_number(text_of(cells["tax_number"])) if text_of(cells.get("tax_number", "")) else "",
        "employer": clean_text(text_of(cells.get("employer", "")))[:200],
    }  # fmt: skip


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


def _meet(rows: list[ContributionRow]) -> None:
    """Find whose each row is; a row of nobody in the reader's places goes back, one that differs waits."""
    numbers = list({row.told["personal_number"] for row in rows})
    people = {
        one.personal_number: one
        for some in _chunks(numbers)
        for one in Person.objects.filter(personal_number__in=some, merged_into=None)
    }
    spans: dict[int, list[tuple[int, int, int]]] = {}
    for some in _chunks([one.pk for one in people.values()]):
        for person, *span in Contribution._base_manager.filter(person__in=some).values_list(
            "person_id", "from_month", "to_month", "wage_dong"
        ):
            spans.setdefault(person, []).append((span[0], span[1], span[2]))
    for row in rows:
        row.person = people.get(row.told["personal_number"])
        if row.person is None:
            row.reason = f"Sổ nhân khẩu trong phạm vi của bạn không có số định danh {row.told['personal_number']}. Ghi người đó vào sổ trước."
        else:
            _compare(row, row.person, spans.setdefault(row.person.pk, []))


def _compare(row: ContributionRow, person: Person, spans: list[tuple[int, int, int]]) -> None:
    told = row.told
    span = (told["from_month"], told["to_month"], told["wage_dong"])
    if span in spans:
        row.outcome = "same"
        return
    overlap = next((one for one in spans if one[0] <= span[1] and span[0] <= one[1]), None)
    birth = str(person.birth)
    if name_columns(told["name"])["name_folded"] != person.name_folded:
        row.kind, row.ours, row.theirs = "name", person.name, told["name"]
    elif (
        told["birth"]
        and told["birth"] != birth
        and not (told["birth"].endswith(birth) or birth.endswith(told["birth"]))
    ):
        row.kind, row.ours, row.theirs = "birth", birth, told["birth"]
    elif overlap:
        row.kind, row.ours, row.theirs = "overlap", f"{overlap[0]}-{overlap[1]}", f"{span[0]}-{span[1]}"
    row.outcome = "mismatch" if row.kind else "written"
    if not row.kind:
        spans.append(span)


def _chunks(values: list[Any]) -> Iterable[list[Any]]:
    return (values[first : first + _CHUNK] for first in range(0, len(values), _CHUNK))
