"""A list of learners of a course, or of their results, as the institution sends it: each row read, nothing written here."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.labour import words
from ansinh.labour.models import Course, Enrolment
from ansinh.people.jobs.file_plans import FilePlan, FileRow, chunks
from ansinh.people.jobs.sheets import text_of
from ansinh.people.jobs.table_files import MOST_ACTS, Field, Table, read_table
from ansinh.people.jobs.values import birth_of, day_of, number_text, sex_of, whole_number, word_of, yes_no
from ansinh.people.models import Person
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

OUTCOMES = {
    "enrolled": ("ghi danh", "enrolled"),
    "new_person": ("ghi danh, thêm người vào sổ", "enrolled, new in the register"),
    "told": ("ghi kết quả", "result recorded"),
    "same": ("đã có, bỏ qua", "already kept"),
    "refused": ("trả lại", "sent back"),
    "ignored": ("không phải dòng dữ liệu, bỏ qua", "not data, ignored"),
}
WRITTEN = ("enrolled", "new_person", "told")
_PERSON = (
    Field("name", "Họ và tên", also=("họ tên", "học viên", "người học", "họ và tên học viên")),
    Field("number", "Số định danh cá nhân", also=("số định danh", "CCCD", "số CCCD", "căn cước", "căn cước công dân")),
)
FIELDS = {
    "enrolments": (
        *_PERSON,
        Field("birth", "Ngày sinh", also=("năm sinh", "ngày tháng năm sinh")),
        Field("sex", "Giới tính", also=("giới",)),
        Field("commune", "Xã, phường", also=("xã", "nơi ở", "xã phường thị trấn")),
        Field("enrolled_on", "Ngày nhập học", also=("nhập học", "ngày vào học")),
        Field("group", "Diện ưu tiên", also=("đối tượng", "nhóm đối tượng", "diện")),
        Field("other_ground", "Diện chính sách khác", also=("diện khác",)),
        Field("left_school", "Vừa tốt nghiệp phổ thông", also=("tốt nghiệp", "phân luồng")),
        Field("is_special_area", "Ở xã, thôn đặc biệt khó khăn", also=("đặc biệt khó khăn", "ĐBKK")),
        Field("distance_km", "Nơi học cách nơi ở (km)", also=("khoảng cách", "cự ly")),
    ),
    "results": (
        *_PERSON,
        Field("result", "Kết quả", also=("kết quả học", "xếp loại")),
        Field("finished_on", "Ngày kết thúc", also=("ngày tốt nghiệp", "ngày hoàn thành")),
        Field("certificate", "Số văn bằng, chứng chỉ", also=("số chứng chỉ", "chứng chỉ", "số hiệu", "văn bằng")),
        Field("days_attended", "Số ngày thực học", also=("ngày thực học", "số ngày học")),
    ),
}
_LABELS = {field.name: field.label for fields in FIELDS.values() for field in fields}
_GROUPS = {
    "ngheo": "poor", "can ngheo": "near_poor", "moi thoat ngheo": "newly_escaped", "nguoi co cong": "merit", "than nhan nguoi co cong": "merit",
    "dtts": "minority", "nkt": "disabled", "thu hoi dat": "land_lost", "khong": "none",
}  # fmt: skip
_RESULTS = {"dat": "graduated", "hoan thanh": "graduated", "khong dat": "left"}
_SCHOOLS = {"trung hoc co so": "lower_secondary", "trung hoc pho thong": "upper_secondary"}


@dataclass
class TrainingPlan(FilePlan[FileRow]):
    """What a list would do, row by row; the subject of a row is the enrolment it is about."""

    OUTCOMES = OUTCOMES


def _number(cell: Any) -> str:
    number = number_text(cell)
    if number and not (len(number) == 12 and number.isdigit()):
        raise ValueError(f"Số định danh «{number}» có {len(number)} ký tự, phải có 12 chữ số.")
    return number


def _count(cell: Any, label: str) -> int:
    return whole_number(re.sub(r"([.,]0)?\s*(km)?$", "", text_of(cell).lower()), label)


def _one_of(name: str, labels: Mapping[str, tuple[str, str]], also: Mapping[str, str]) -> Callable[[Any], Any]:
    return partial(word_of, labels=labels, label=_LABELS[name], also=also, is_printed=False)


_READ: dict[str, Callable[[Any], Any]] = {
    "name": lambda cell: clean_text(text_of(cell)),
    "number": _number,
    "birth": birth_of,
    "sex": lambda cell: sex_of(text_of(cell)),
    "commune": text_of,
    "enrolled_on": day_of,
    "group": _one_of("group", words.GROUPS, _GROUPS),
    "other_ground": _one_of("other_ground", words.TRAINING_GROUNDS, {}),
    "left_school": _one_of("left_school", words.SCHOOLS_LEFT, _SCHOOLS),
    "is_special_area": partial(yes_no, label=_LABELS["is_special_area"]),
    "distance_km": partial(_count, label=_LABELS["distance_km"]),
    "result": _one_of("result", words.TRAINING_RESULTS, _RESULTS),
    "finished_on": day_of,
    "certificate": lambda cell: clean_text(text_of(cell))[:40],
    "days_attended": partial(_count, label=_LABELS["days_attended"]),
}


def plan_training_file(content: bytes, file_name: str, *, kind: str, course: Course, day: date) -> TrainingPlan:
    """What every row of a list would do in a course. Raises FileRefused when its heading is not found."""
    table = read_table(content, file_name, FIELDS[kind], "danh sách", least=2)
    rows = table.rows(lambda row: _read(table, row), most=MOST_ACTS)
    plan = TrainingPlan.made(content, file_name, rows=rows, **table.told())
    _meet([row for row in rows if not row.outcome], kind, course, day)
    return plan


def _read(table: Table, row: FileRow) -> None:
    for name in table.columns:
        table.take(row, name, _READ[name])
    row.name = row.values.get("name", "")
    if not row.values.get("number") and not row.reasons:
        row.refuse("Thiếu số định danh cá nhân. Ghi 12 chữ số trên thẻ căn cước.")


def _meet(rows: Sequence[FileRow], kind: str, course: Course, day: date) -> None:
    """What each row would do, as the register stands: people and learners are looked up once for all rows."""
    numbers = {row.values["number"] for row in rows}
    people = {one.personal_number: one for one in _numbered(Person.objects.select_related("commune"), numbers)}
    hidden = {one.personal_number for one in _numbered(Person._base_manager.all(), numbers - set(people))}
    learners = {one.person_id: one for one in Enrolment._base_manager.filter(course=course, cancelled_because="")}
    seen: set[str] = set()
    for row in rows:
        number = row.values["number"]
        if number in seen:
            row.refuse(f"Số định danh «{number}» đã có ở dòng trên. Bỏ bớt một dòng.")
            continue
        seen.add(number)
        row.person = people.get(number)
        if row.person is None and number in hidden:
            row.refuse(f"Người mang số «{number}» ở ngoài phạm vi của bạn. Gửi danh sách cho cán bộ cấp tỉnh.")
        elif row.person and row.name and fold(row.name) != row.person.name_folded:
            row.refuse(f"Số «{number}» trong sổ là của {row.person.name}, tệp ghi {row.name}. Xem lại số.")
        else:
            row.subject = learners.get(row.person.pk) if row.person else None
            (_meet_learner if kind == "enrolments" else _meet_result)(row, course, day)


def _numbered(people: Any, numbers: set[str]) -> list[Person]:
    return [one for some in chunks(numbers) for one in people.filter(personal_number__in=some)]


def _meet_learner(row: FileRow, course: Course, day: date) -> None:
    row.values.setdefault("enrolled_on", course.from_day)
    if row.subject is not None:
        row.outcome = "same"
    elif row.person is not None:
        row.outcome = "enrolled"
    else:
        _meet_newcomer(row, course, day)


def _meet_newcomer(row: FileRow, course: Course, day: date) -> None:
    """Somebody the register does not know: a row that says enough makes them known."""
    lacking = [_LABELS[name].lower() for name in ("name", "birth", "sex", "commune") if not row.values.get(name)]  # fmt: skip
    if lacking:
        row.refuse(
            f"Số «{row.values['number']}» chưa có trong sổ người; để thêm người này, ghi đủ {', '.join(lacking)}."
        )
        return
    try:
        row.values["place"] = _place(row.values["commune"], course, day)
    except (PlaceUnknown, PlaceAmbiguous) as unknown:
        row.refuse(str(unknown))
        return
    row.outcome = "new_person"


def _place(text: str, course: Course, day: date) -> Place:
    try:
        return find_place(text, day=day, province=course.province, level=3)
    except PlaceUnknown:
        return find_place(text, day=course.from_day, province=course.province, level=3)


def _meet_result(row: FileRow, course: Course, day: date) -> None:
    if row.subject is None:
        who = row.person.name if row.person else f"Số «{row.values['number']}»"
        row.refuse(f"{who} không có trong lớp «{course}». Ghi danh người này trước.")
        return
    row.values.setdefault("result", "graduated")
    row.values.setdefault("finished_on", course.to_day or day)
    if row.subject.finished_on:
        is_same = (row.subject.result, row.subject.finished_on) == (row.values["result"], row.values["finished_on"])
        row.outcome = "same"
        if not is_same:
            row.refuse(
                f"Đã ghi «{row.subject.get_result_display()}» ngày {vietnamese_day(row.subject.finished_on)}; tệp ghi khác."
            )
        return
    row.outcome = "told"
