"""A list of learners of a course, or of their results, as the institution sends it: each row read, nothing written here."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.labour import words
from ansinh.labour.models import Course, Enrolment
from ansinh.people.jobs.sheets import Cells, FileRefused, read_sheets, text_of
from ansinh.people.jobs.values import birth_of, day_of, number_text, sex_of
from ansinh.people.models import Person
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

MOST_ROWS = 5_000
_LOOKED_AT = 30
_YES, _NO = {"co", "x", "1", "yes", "dung"}, {"", "khong", "0", "no", "-"}
OUTCOMES = {
    "enrolled": ("ghi danh", "enrolled"),
    "new_person": ("ghi danh, thêm người vào sổ", "enrolled, new in the register"),
    "told": ("ghi kết quả", "result recorded"),
    "same": ("đã có, bỏ qua", "already kept"),
    "refused": ("trả lại", "sent back"),
}
WRITTEN = ("enrolled", "new_person", "told")

_GROUPS = {fold(vi): key for key, (vi, _en) in words.GROUPS.items()} | {
    "ngheo": "poor", "can ngheo": "near_poor", "moi thoat ngheo": "newly_escaped", "nguoi co cong": "merit", "than nhan nguoi co cong": "merit",
    "dtts": "minority", "nkt": "disabled", "thu hoi dat": "land_lost", "khong": "none", "": "none",
}  # fmt: skip
_GROUNDS = {fold(vi): key for key, (vi, _en) in words.TRAINING_GROUNDS.items()}
_SCHOOLS = {
    "thcs": "lower_secondary", "trung hoc co so": "lower_secondary", "thpt": "upper_secondary", "trung hoc pho thong": "upper_secondary",
}  # fmt: skip
_RESULTS = {
    "tot nghiep": "graduated",
    "dat": "graduated",
    "hoan thanh": "graduated",
    "bo hoc": "left",
    "khong dat": "left",
}


@dataclass
class PlannedRow:
    """A row of the file: its number as Excel counts, what it would do, or why not."""

    number: int
    cells: list[str]
    name: str = ""
    outcome: str = "refused"
    reasons: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    person: Person | None = None
    enrolment: Enrolment | None = None

    @property
    def reason(self) -> str:
        return " ".join(self.reasons)


@dataclass
class TrainingPlan:
    """What a list would do, row by row."""

    sha256: str
    header: list[str]
    unknown: list[str]
    rows: list[PlannedRow]

    def of(self, outcome: str) -> list[PlannedRow]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome."""
        return {outcome: len(self.of(outcome)) for outcome in OUTCOMES}

    def refused_sheet(self) -> dict[str, Any]:
        """The rows to send back, as JSON: the headings and each refused row with its number, reason and cells."""
        return {
            "header": self.header,
            "rows": [[row.number, row.reason, "", row.cells] for row in self.of("refused")],
        }


def _yes(text: str) -> bool:
    if fold(text) in _YES | _NO:
        return fold(text) in _YES
    raise ValueError(f"«{text}» không phải có hay không. Ghi «có» hoặc để trống.")


def _one_of(known: Mapping[str, str], what: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        plain = fold(text)
        found = known.get(plain) or next((key for said, key in known.items() if said and said in plain), "")
        if not found:
            raise ValueError(f"{what} «{text}» chưa rõ. Ghi một trong: {', '.join(said for said in known if said)}.")
        return found

    return read


def _whole(text: str) -> int:
    plain = text.lower().removesuffix("km").strip().replace(",0", "").replace(".0", "")
    if not plain.isdigit():
        raise ValueError(f"«{text}» không phải số nguyên.")
    return int(plain)


def _number(cell: Any) -> str:
    number = number_text(cell)
    if number and not (len(number) == 12 and number.isdigit()):
        raise ValueError(f"Số định danh «{number}» có {len(number)} ký tự, phải có 12 chữ số.")
    return number


# Column: label, other headings (folded), how a cell is read.
Column = tuple[str, tuple[str, ...], Callable[[Any], Any]]
_PERSON: dict[str, Column] = {
    "name": ("Họ và tên", ("ho ten", "hoc vien", "nguoi hoc", "ho va ten hoc vien"), lambda cell: clean_text(text_of(cell))),
    "number": ("Số định danh cá nhân", ("so dinh danh", "cccd", "so cccd", "can cuoc", "can cuoc cong dan"), _number),
}  # fmt: skip
COLUMNS: dict[str, dict[str, Column]] = {
    "enrolments": _PERSON | {
        "birth": ("Ngày sinh", ("nam sinh", "ngay thang nam sinh"), birth_of),
        "sex": ("Giới tính", ("gioi",), lambda cell: sex_of(text_of(cell))),
        "commune": ("Xã, phường", ("xa", "xa phuong", "noi o", "xa phuong thi tran"), text_of),
        "enrolled_on": ("Ngày nhập học", ("nhap hoc", "ngay vao hoc"), day_of),
        "group": ("Diện ưu tiên", ("doi tuong", "nhom doi tuong", "dien"), lambda cell: _one_of(_GROUPS, "Diện ưu tiên")(text_of(cell))),
        "other_ground": ("Diện chính sách khác", ("dien khac",), lambda cell: _one_of(_GROUNDS, "Diện chính sách khác")(text_of(cell))),
        "left_school": ("Vừa tốt nghiệp phổ thông", ("tot nghiep", "phan luong"), lambda cell: _one_of(_SCHOOLS, "Cấp học")(text_of(cell))),
        "is_special_area": ("Ở xã, thôn đặc biệt khó khăn", ("dac biet kho khan", "dbkk"), lambda cell: _yes(text_of(cell))),
        "distance_km": ("Nơi học cách nơi ở (km)", ("khoang cach", "khoang cach km", "cu ly"), lambda cell: _whole(text_of(cell))),
    },
    "results": _PERSON | {
        "result": ("Kết quả", ("ket qua hoc", "xep loai"), lambda cell: _one_of(_RESULTS, "Kết quả")(text_of(cell))),
        "finished_on": ("Ngày kết thúc", ("ngay tot nghiep", "ngay hoan thanh"), day_of),
        "certificate": ("Số văn bằng, chứng chỉ", ("so chung chi", "chung chi", "so hieu", "van bang"), lambda cell: clean_text(text_of(cell))[:40]),
        "days_attended": ("Số ngày thực học", ("ngay thuc hoc", "so ngay hoc"), lambda cell: _whole(text_of(cell))),
    },
}  # fmt: skip


def plan_training_file(content: bytes, file_name: str, *, kind: str, course: Course, day: date) -> TrainingPlan:
    """What every row of a list would do in a course. Raises FileRefused when its heading is not found."""
    columns = COLUMNS[kind]
    headings = {_plain(said): name for name, (label, also, _read) in columns.items() for said in (label, *also)}
    sheets = read_sheets(
        content, file_name, lambda cells: max((_known(line, headings) for line in cells[:_LOOKED_AT]), default=0)
    )
    for sheet in sheets:
        lines = sheet.cells[:_LOOKED_AT]
        best = max(range(len(lines)), key=lambda number: _known(lines[number], headings), default=None)
        if best is not None and _known(lines[best], headings) >= 2:
            plan = _read_all(sheet.cells, best, headings, columns)
            plan.sha256 = hashlib.sha256(content).hexdigest()
            _meet(plan.rows, kind, course, day)
            return plan
    labels = ", ".join(label for label, _also, _read in columns.values())
    raise FileRefused(f"Không thấy dòng tiêu đề trong «{file_name}». Các cột nhận được: {labels}.")


def _plain(text: Any) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text_of(text))).split())


def _known(line: Sequence[Any], headings: Mapping[str, str]) -> int:
    return len({headings[said] for cell in line if (said := _plain(cell)) in headings})


def _read_all(cells: Cells, at: int, headings: Mapping[str, str], columns: Mapping[str, Column]) -> TrainingPlan:
    header = [text_of(cell) for cell in cells[at]]
    found: dict[str, int] = {}
    for place, said in enumerate(header):
        if name := headings.get(_plain(said)):
            found.setdefault(name, place)
    lines = [(number, line) for number, line in enumerate(cells[at + 1 :], at + 2) if any(text_of(cell) for cell in line)]  # fmt: skip
    if len(lines) > MOST_ROWS:
        raise FileRefused(f"Danh sách có {len(lines)} dòng, nhiều hơn mức {MOST_ROWS} dòng một tệp. Chia thành nhiều tệp.")  # fmt: skip
    if not lines:
        raise FileRefused("Dưới dòng tiêu đề không có dòng dữ liệu nào. Kiểm tra lại tệp.")
    used = set(found.values())
    unknown = [said for place, said in enumerate(header) if said and place not in used and _plain(said) not in ("stt", "tt")]  # fmt: skip
    return TrainingPlan("", header, unknown, [_read_row(number, line, found, columns) for number, line in lines])


def _read_row(number: int, line: Sequence[Any], found: Mapping[str, int], columns: Mapping[str, Column]) -> PlannedRow:
    row = PlannedRow(number, [text_of(cell) for cell in line])
    for name, place in found.items():
        if place >= len(line) or not text_of(line[place]):
            continue
        label, _also, read = columns[name]
        try:
            row.values[name] = read(line[place])
        except (ValueError, OverflowError) as wrong:
            said = str(wrong)
            row.reasons.append(said if said[:1] in "«" or said[:1].isupper() else f"{label} «{text_of(line[place])}» không đọc được.")  # fmt: skip
    row.name = row.values.get("name", "")
    if not row.values.get("number") and not row.reasons:
        row.reasons.append("Thiếu số định danh cá nhân. Ghi 12 chữ số trên thẻ căn cước.")
    return row


def _meet(rows: Sequence[PlannedRow], kind: str, course: Course, day: date) -> None:
    """What each row would do, as the register stands: people and learners are looked up once for all rows."""
    numbers = {row.values["number"] for row in rows if row.values.get("number")}
    people = {one.personal_number: one for one in _in_parts(Person.objects.select_related("commune"), numbers)}
    hidden = {one.personal_number for one in _in_parts(Person._base_manager.all(), numbers - set(people))}
    learners = {one.person_id: one for one in Enrolment._base_manager.filter(course=course, cancelled_because="")}
    seen: set[str] = set()
    for row in rows:
        if row.reasons:
            continue
        number = row.values["number"]
        if number in seen:
            row.reasons.append(f"Số định danh «{number}» đã có ở dòng trên. Bỏ bớt một dòng.")
            continue
        seen.add(number)
        row.person = people.get(number)
        if row.person is None and number in hidden:
            row.reasons.append(f"Người mang số «{number}» ở ngoài phạm vi của bạn. Gửi danh sách cho cán bộ cấp tỉnh.")
        elif row.person and row.name and fold(row.name) != row.person.name_folded:
            row.reasons.append(f"Số «{number}» trong sổ là của {row.person.name}, tệp ghi {row.name}. Xem lại số.")
        else:
            row.enrolment = learners.get(row.person.pk) if row.person else None
            (_meet_learner if kind == "enrolments" else _meet_result)(row, course, day)


def _in_parts(people: Any, numbers: set[str]) -> list[Person]:
    listed = sorted(numbers)
    return [one for at in range(0, len(listed), 900) for one in people.filter(personal_number__in=listed[at : at + 900])]  # fmt: skip


def _meet_learner(row: PlannedRow, course: Course, day: date) -> None:
    row.values.setdefault("enrolled_on", course.from_day)
    if row.enrolment is not None:
        row.outcome = "same"
    elif row.person is not None:
        row.outcome = "enrolled"
    else:
        _meet_newcomer(row, course, day)


def _meet_newcomer(row: PlannedRow, course: Course, day: date) -> None:
    """Somebody the register does not know: a row that says enough makes them known."""
    lacking = [COLUMNS["enrolments"][name][0].lower() for name in ("name", "birth", "sex", "commune") if not row.values.get(name)]  # fmt: skip
    if lacking:
        row.reasons.append(
            f"Số «{row.values['number']}» chưa có trong sổ người; để thêm người này, ghi đủ {', '.join(lacking)}."
        )
        return
    try:
        row.values["place"] = _place(row.values["commune"], course, day)
    except (PlaceUnknown, PlaceAmbiguous) as unknown:
        row.reasons.append(str(unknown))
        return
    row.outcome = "new_person"


def _place(text: str, course: Course, day: date) -> Place:
    try:
        return find_place(text, day=day, province=course.province, level=3)
    except PlaceUnknown:
        return find_place(text, day=course.from_day, province=course.province, level=3)


def _meet_result(row: PlannedRow, course: Course, day: date) -> None:
    if row.enrolment is None:
        who = row.person.name if row.person else f"Số «{row.values['number']}»"
        row.reasons.append(f"{who} không có trong lớp «{course}». Ghi danh người này trước.")
        return
    row.values.setdefault("result", "graduated")
    row.values.setdefault("finished_on", course.to_day or day)
    if row.enrolment.finished_on:
        is_same = (row.enrolment.result, row.enrolment.finished_on) == (row.values["result"], row.values["finished_on"])
        row.outcome = "same" if is_same else "refused"
        if not is_same:
            row.reasons.append(
                f"Đã ghi «{row.enrolment.get_result_display()}» ngày {vietnamese_day(row.enrolment.finished_on)}; tệp ghi khác."
            )
        return
    row.outcome = "told"
