"""A list for a register: its heading found, each row read by the register's own form. Nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ansinh.core.access import NoAccess
from ansinh.core.days import vietnamese_day
from ansinh.core.names import fold
from ansinh.labour.actions.conditions import KeptRefused, new_row
from ansinh.labour.forms.conditions_register import Register, WordField
from ansinh.people.jobs.sheets import Cells, FileRefused, read_sheets, text_of
from ansinh.places.models import Place

MOST_ROWS = 5_000
_LOOKED_AT = 30
_YES, _NO = {"co", "x", "1", "yes", "dung", "true"}, {"khong", "0", "no", "sai", "false"}
OUTCOMES = {
    "new": ("ghi mới", "new"),
    "completed": ("bổ sung cho dòng đã có", "completed"),
    "same": ("đã có trong sổ, bỏ qua", "already kept"),
    "refused": ("trả lại", "sent back"),
}


WRITTEN = ("new", "completed")


@dataclass
class PlannedRow:
    """A row of the file: its number as Excel counts, what it would write, or why not."""

    number: int
    cells: list[str]
    outcome: str = "refused"
    told: dict[str, Any] = field(default_factory=dict)
    kept: int | None = None
    reason: str = ""


@dataclass
class ListPlan:
    """What a list would do."""

    header: list[str]
    unknown: list[str]
    rows: list[PlannedRow]

    def of(self, outcome: str) -> list[PlannedRow]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: len(self.of(outcome)) for outcome in OUTCOMES}

    def give_back(self, refused: Iterable[tuple[int, str]]) -> None:
        """Mark the rows that only the writing found bad."""
        late = dict(refused)
        for row in self.rows:
            if row.number in late:
                row.outcome, row.reason = "refused", late[row.number]

    def refused_sheet(self) -> dict[str, Any]:
        """The rows sent back, each with its reason, as they came."""
        return {"header": self.header, "rows": [[row.number, row.reason, "", row.cells] for row in self.of("refused")]}


def plan_list(register: Register, content: bytes, file_name: str, *, commune: Place | None = None) -> ListPlan:
    """What every row of a list would write into the register. Raises FileRefused when no heading of it is found."""
    headings = _headings(register)
    sheets = read_sheets(
        content, file_name, lambda cells: max((_known(line, headings) for line in cells[:_LOOKED_AT]), default=0)
    )
    for sheet in sheets:
        lines = sheet.cells[:_LOOKED_AT]
        best = max(range(len(lines)), key=lambda number: _known(lines[number], headings), default=None)
        if best is not None and _known(lines[best], headings) >= min(3, len(register.asked)):
            return _planned(register, sheet.cells, best, headings, commune)
    labels = ", ".join(str(asked.label) for asked in register.asked.values())
    raise FileRefused(
        f"Không thấy dòng tiêu đề trong «{file_name}». Các cột nhận được: {labels}. Tải mẫu rồi chép dữ liệu vào."
    )


def _headings(register: Register) -> dict[str, str]:
    """Folded heading to column."""
    return {
        _heading(said): name
        for name, asked in register.columns.items()
        for said in (asked.label, *asked.also)
    }  # fmt: skip


def _heading(cell: Any) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text_of(cell))).split())


def _known(line: Sequence[Any], headings: Mapping[str, str]) -> int:
    return len({headings[said] for cell in line if (said := _heading(cell)) in headings})


def _planned(register: Register, cells: Cells, at: int, headings: Mapping[str, str], commune: Place | None) -> ListPlan:
    header = [text_of(cell) for cell in cells[at]]
    columns: dict[str, int] = {}
    for place, said in enumerate(header):
        if (name := headings.get(_heading(said))) is not None:
            columns.setdefault(name, place)
    lines = [
        (number, line)
        for number, line in enumerate(cells[at + 1 :], start=at + 2)
        if any(text_of(cell) for cell in line)
    ]
    if len(lines) > MOST_ROWS:
        raise FileRefused(
            f"Danh sách có {len(lines)} dòng, nhiều hơn mức {MOST_ROWS} dòng một tệp. Chia thành nhiều tệp rồi gửi lại."
        )
    seen: set[Any] = set()
    rows = [_row(register, number, line, columns, commune, seen) for number, line in lines]
    unknown = [
        said
        for place, said in enumerate(header)
        if said and place not in columns.values() and _heading(said) not in ("stt", "tt")
    ]
    return ListPlan(header, unknown, rows)


def _row(
    register: Register,
    number: int,
    line: Sequence[Any],
    columns: Mapping[str, int],
    commune: Place | None,
    seen: set[Any],
) -> PlannedRow:
    row = PlannedRow(number, [text_of(cell) for cell in line])
    given = {name: line[place] for name, place in columns.items() if place < len(line)}
    asked = tuple(register.asked) + tuple(name for name in register.ending if text_of(given.get(name)))
    Form = register.form(*asked)
    form = Form(
        {name: _text(Form.base_fields[name], cell) for name, cell in given.items() if name in asked}
        | _defaults(Form, given)
    )
    if not form.is_valid():
        row.reason = " ".join(
            f"{form.fields[name].label}: {error}" for name, errors in form.errors.items() for error in errors
        )
        return row
    row.told = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    if commune is not None:
        row.told.setdefault("commune", commune)
    try:
        kept = new_row(register.model, row.told, source="", by=None)
    except (KeptRefused, NoAccess) as why:
        row.reason = str(why)
        return row
    compared = {name: getattr(kept, name) for name in row.told if name not in ("commune", "document")}
    same = tuple((name, str(value)) for name, value in compared.items())
    standing = register.model.objects.filter(cancelled_because="")
    if same in seen or standing.filter(**compared).exists():
        row.outcome = "same"
    elif found := _found_again(register, row.told):
        _complete(register, row, found)
    else:
        row.outcome = "new"
    seen.add(same)
    return row


def _found_again(register: Register, told: Mapping[str, Any]) -> Any:
    """The row an earlier list or an officer entered, where the register says how to know it again."""
    if not register.identity or not all(told.get(name) for name in register.identity):
        return None
    known = {name: told[name] for name in register.identity}
    return register.model.objects.filter(cancelled_because="", **known).first()


def _complete(register: Register, row: PlannedRow, found: Any) -> None:
    """What a list adds to a row: how it went on, never another value of what was entered."""
    ending = {name: row.told[name] for name in register.ending if row.told.get(name) not in (None, "")}
    row.told = {name: value for name, value in ending.items() if getattr(found, name) != value}
    changed = [name for name in row.told if getattr(found, name) not in (None, "")]
    if changed:
        labels = ", ".join(str(register.ending[name].label) for name in changed)
        row.reason = f"Sổ đã ghi {labels} khác với tệp. Sửa trên trang của dòng nếu sổ sai."
    elif row.told:
        row.outcome, row.kept = "completed", found.pk
    else:
        row.outcome = "same"


def _defaults(form: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """What the form offers by itself, for columns the list does not have."""
    return {
        name: offered.initial
        for name, offered in form.base_fields.items()
        if offered.initial is not None and not text_of(given.get(name))
    }


def _text(asked: Any, cell: Any) -> Any:
    """A cell as somebody would type it into the form."""
    if isinstance(cell, date | datetime):
        return vietnamese_day(cell)
    text = text_of(cell)
    if isinstance(asked, WordField):
        plain = fold(text)
        return next(
            (key for key, pair in asked.words.items() if plain in (fold(pair[0]), fold(pair[1]), fold(str(key)))), text
        )
    if type(asked).__name__ == "BooleanField":
        return "on" if fold(text) in _YES else ""
    return text
