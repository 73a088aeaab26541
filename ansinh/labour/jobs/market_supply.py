"""A file of forms 01: each row met with its person and the open collection of the commune they live in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from ansinh.core.access import current_scope, kin_of
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.labour import words
from ansinh.labour.jobs.market import SUPPLY_LABELS, is_of_age, whole_supply
from ansinh.labour.jobs.market_files import FilePlan
from ansinh.labour.models import SupplyCollection, SupplyForm
from ansinh.people.jobs.file_plans import FileRow, chunks
from ansinh.people.jobs.sheets import text_of
from ansinh.people.jobs.table_files import Field, Table, read_table
from ansinh.people.jobs.values import birth_of, day_of, number_text, word_of, yes_no
from ansinh.people.models import Organisation, Person, tidy_tax_number
from ansinh.places.models import Place

FIELDS = (
    Field("personal_number", "Số định danh", r"dinh danh|cccd|can cuoc|cmnd|cmt\b"),
    Field("birth", "Ngày sinh", r"ngay.*sinh|nam sinh|^sinh"),
    Field("is_disabled", "Người khuyết tật", r"khuyet tat$|^khuyet tat|uu tien khuyet tat"),
    Field("is_poor", "Hộ nghèo, cận nghèo", r"ho (can )?ngheo|ngheo"),
    Field("is_minority", "Dân tộc thiểu số", r"dan toc thieu so|dtts"),
    Field("general_education", "Trình độ phổ thông", r"pho thong|hoc van|giao duc"),
    Field("speciality", "Chuyên ngành đào tạo", r"chuyen nganh"),
    Field("qualification", "Trình độ chuyên môn kỹ thuật", r"chuyen mon|cmkt|trinh do dao tao", is_needed=True),
    Field("unemployed_for", "Thời gian thất nghiệp", r"thoi gian that nghiep|that nghiep bao lau"),
    Field("inactive_reason", "Lý do không tham gia", r"ly do"),
    Field(
        "status", "Tình trạng việc làm", r"tinh trang (viec lam|hoat dong|tham gia)|tham gia hoat dong", is_needed=True
    ),
    Field("employment", "Vị thế việc làm", r"vi the"),
    Field("wanted_job", "Việc muốn làm", r"(muon|nhu cau|mong muon).*(viec|lam)|viec muon"),
    Field("wanted_training", "Nghề muốn học", r"(muon|nhu cau|mong muon).*(hoc|dao tao)|nghe muon"),
    Field("sector", "Khu vực kinh tế", r"khu vuc kinh te"),
    Field("occupation", "Mã nghề", r"ma nghe|ma vsco|ma isco"),
    Field("organisation", "Mã số thuế nơi làm việc", r"ma so thue|\bmst\b"),
    Field("work", "Công việc đang làm", r"cong viec|viec dang lam|nghe nghiep|viec lam hien"),
    Field("workplace", "Nơi làm việc", r"noi lam viec|noi lam"),
    Field("has_worked", "Đã từng làm việc", r"da tung lam|tung lam"),
    Field("collected_on", "Ngày thu thập", r"ngay thu thap|ngay (ghi|lap|dieu tra)"),
    Field("name", "Họ và tên", r"ho (va |)ten|^ten$", is_needed=True),
)
HEADER = [
    "STT", "Họ và tên", "Ngày sinh", "Số định danh", *(SUPPLY_LABELS[name] for name in (
        "is_disabled", "is_poor", "is_minority", "general_education", "qualification", "speciality", "status", "employment", "work", "occupation",
        "sector", "workplace", "organisation", "has_worked", "unemployed_for", "inactive_reason", "wanted_training", "wanted_job", "collected_on",
    )),
]  # fmt: skip
WORDED = {
    "general_education": words.GENERAL_EDUCATION,
    "qualification": words.QUALIFICATIONS,
    "status": words.LABOUR_STATUSES,
    "employment": words.EMPLOYMENT_STATUSES,
    "sector": words.SECTORS,
    "unemployed_for": words.UNEMPLOYED_FOR,
    "inactive_reason": words.INACTIVE_REASONS,
}
_TEXTS = {"speciality": 120, "work": 200, "workplace": 200, "wanted_training": 120, "wanted_job": 120}
_PERSON = (
    "pk",
    "personal_number",
    "name",
    "name_folded",
    "birth_year",
    "birth_month",
    "birth_day",
    "commune_id",
    "province_id",
    "died_on",
    "ethnicity",
)


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the register, as far as a form asks."""

    pk: int
    personal_number: str | None
    name: str
    name_folded: str
    birth_year: int
    birth_month: int | None
    birth_day: int | None
    commune_id: str
    province_id: str
    died_on: date | None
    ethnicity: int


def plan_supply(
    content: bytes,
    file_name: str,
    *,
    day: date,
    province: Place,
    commune: Place | None = None,
    sheet: str = "",
    told: Mapping[str, Any],
) -> FilePlan:
    """What a file of forms of the year `told["year"]` will do; rows without a day of collection are of `day`. Raises FileRefused."""
    table = read_table(content, file_name, FIELDS, "phiếu thông tin cung lao động", sheet=sheet)
    rows = table.rows(lambda row: _read(table, row))
    plan = FilePlan.made(content, file_name, rows=rows, about=[("Năm", str(told["year"]))], **table.told())
    _Register(int(told["year"]), day).meet([row for row in rows if row.outcome not in ("ignored", "refused")])
    return plan


def _read(table: Table, row: FileRow) -> None:
    row.name = clean_text(
        table.text(row, "name").title() if table.text(row, "name").isupper() else table.text(row, "name")
    )
    if not row.name:
        row.refuse("Thiếu họ tên. Ghi họ và tên.")
    row.values["personal_number"] = number_text(table.cell(row, "personal_number"))
    table.take(row, "birth", birth_of)
    if not row.values["personal_number"] and "birth" not in row.values and not row.reasons:
        row.refuse("Thiếu cả số định danh và ngày sinh, nên không biết là ai. Ghi một trong hai.")
    for name, labels in WORDED.items():
        table.take(row, name, partial(word_of, labels=labels, label=SUPPLY_LABELS[name]))
    for name in ("is_disabled", "is_poor", "is_minority", "has_worked"):
        table.take(row, name, partial(yes_no, label=SUPPLY_LABELS[name]))
    for name, longest in _TEXTS.items():
        if text := clean_text(table.text(row, name)):
            row.values[name] = text
            if len(text) > longest:
                row.refuse(
                    f"{SUPPLY_LABELS[name]} «{text[:30]}…» dài {len(text)} ký tự, nhiều nhất {longest}. Ghi gọn lại."
                )
    row.values["occupation"] = table.text(row, "occupation")
    row.values["tax_number"] = table.text(row, "organisation")
    table.take(row, "collected_on", day_of)


class _Register:
    """The rows met with people, organisations, collections and forms in a few queries."""

    def __init__(self, year: int, day: date) -> None:
        self.year, self.day, self.scope = year, day, current_scope()
        self.people: dict[str, Known] = {}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self.forms: dict[int, SupplyForm] = {}
        self.organisations: dict[str, tuple[int, str]] = {}
        self.collections: dict[str, SupplyCollection] = {}
        self.communes: dict[str, str] = {}
        self.taken: dict[int, int] = {}

    def meet(self, rows: list[FileRow]) -> None:
        self._load(rows)
        for row in rows:
            person = self._person(row)
            if person is not None:
                self._plan(row, person)

    def _load(self, rows: list[FileRow]) -> None:
        numbers = {row.values["personal_number"] for row in rows} - {""}
        for some in chunks(numbers):
            for told in Person._base_manager.filter(personal_number__in=some, merged_into=None).values_list(*_PERSON):
                self.people[told[1]] = Known(*told)
        nameless = {fold(row.name) for row in rows if not row.values["personal_number"]}
        for some in chunks(nameless):
            for told in Person.objects.filter(name_folded__in=some).values_list(*_PERSON):
                self.by_name[told[3]].append(Known(*told))
        people = {one.pk for one in self.people.values()} | {one.pk for some in self.by_name.values() for one in some}
        for keys in chunks(people):
            found = SupplyForm._base_manager.filter(person__in=keys, year=self.year, is_current=True)
            self.forms |= {form.person_id: form for form in found}
        taxes = {row.values["tax_number"] for row in rows} - {""}
        for some in chunks({tidy_tax_number(tax) for tax in taxes}):
            known = Organisation._base_manager.filter(tax_number__in=some).values_list("tax_number", "pk", "section")
            self.organisations |= {tax or "": (pk, section) for tax, pk, section in known}
        for collection in SupplyCollection.objects.filter(year=self.year):
            self.collections[collection.commune_id] = collection
        lived = {one.commune_id for one in self.people.values()} | {
            one.commune_id for some in self.by_name.values() for one in some
        }
        self.communes = dict(Place.objects.filter(pk__in=lived).values_list("pk", "full_name"))
        for commune in lived - set(self.collections):
            kin = next((self.collections[one] for one in kin_of(commune) if one in self.collections), None)
            if kin is not None:
                self.collections[commune] = kin

    def _person(self, row: FileRow) -> Known | None:
        number, birth = row.values["personal_number"], row.values.get("birth")
        if number:
            person = self.people.get(number)
            if person is None or not self.scope.reaches(person.commune_id, person.province_id):
                row.refuse(
                    f"Không có ai mang số «{number}» trong phạm vi của bạn. Xem lại số, hoặc ghi người đó vào sổ người rồi nhập lại."
                )
                return None
            if person.name_folded != fold(row.name):
                row.refuse(f"Số định danh «{number}» trong sổ là của {person.name}; tệp ghi {row.name}. Xem lại số.")
                return None
            return person
        found = [one for one in self.by_name[fold(row.name)] if _agrees(one, birth)]
        if len(found) == 1:
            return found[0]
        if found:
            row.refuse(
                f"Có {len(found)} người tên {row.name} sinh {birth} trong phạm vi của bạn. Ghi số định danh để biết là ai."
            )
        else:
            row.refuse(
                f"Không có ai tên {row.name} sinh {birth} trong phạm vi của bạn. Ghi người đó vào sổ người rồi nhập lại."
            )
        return None

    def _plan(self, row: FileRow, person: Known) -> None:
        collection = self.collections.get(person.commune_id)
        if person.pk in self.taken:
            row.refuse(f"{person.name} đã có ở dòng {self.taken[person.pk]} của tệp. Giữ một dòng.")
            return
        if collection is None:
            row.refuse(
                f"{self.communes.get(person.commune_id, person.commune_id)} chưa mở đợt thu thập năm {self.year}. Mở đợt rồi nhập lại."
            )
            return
        if collection.closed_on:
            row.refuse(
                f"Đợt năm {self.year} đã chốt ngày {vietnamese_day(collection.closed_on)}. Nhờ lãnh đạo phòng mở lại rồi nhập."
            )
            return
        if person.died_on and person.died_on.year <= self.year:
            row.refuse(f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}. Không lập phiếu.")
        if not is_of_age(person.birth_year, self.year):
            row.refuse(
                f"{person.name} sinh năm {person.birth_year}, chưa đủ 15 tuổi trong năm {self.year}. Không lập phiếu."
            )
        organisation = self._organisation(row)
        values, faults = whole_supply(row.values, section=organisation[1] if organisation else "")
        for fault in faults:
            row.refuse(fault)
        collected_on = row.values.get("collected_on") or self.day
        if collected_on.year != self.year or collected_on > self.day:
            row.refuse(
                f"Ngày thu thập {vietnamese_day(collected_on)} không thuộc năm {self.year} hoặc ở sau hôm nay. Ghi cột ngày thu thập."
            )
        if row.outcome == "refused":
            return
        if "is_minority" not in row.values:
            values["is_minority"] = person.ethnicity != 1
        self.taken[person.pk] = row.number
        self._compare(row, person, collection, values, organisation, collected_on)

    def _compare(
        self, row: FileRow, person: Known, collection: SupplyCollection, values: dict[str, Any], organisation: tuple[int, str] | None,
        collected_on: date,
    ) -> None:  # fmt: skip
        form = self.forms.get(person.pk)
        own = {
            **values,
            "organisation_id": organisation[0] if organisation and values["status"] == "employed" else None,
        }
        if form is None:
            row.subject = SupplyForm(
                person_id=person.pk, year=self.year, commune_id=collection.commune_id, province_id=collection.province_id,
                collected_on=collected_on, **own,
            )  # fmt: skip
            row.outcome = "added"
            return
        for name, value in own.items():
            before = getattr(form, name)
            if before != value:
                label = SUPPLY_LABELS.get(name, SUPPLY_LABELS["organisation"])
                row.changes.append((label, _shown(name, before), _shown(name, value)))
                setattr(form, name, value)
        row.outcome = "changed" if row.changes else "same"
        row.subject = form

    def _organisation(self, row: FileRow) -> tuple[int, str] | None:
        tax = row.values["tax_number"]
        if not tax:
            return None
        found = self.organisations.get(tidy_tax_number(tax))
        if found is None:
            row.refuse(
                f"Mã số thuế nơi làm việc «{tax}» không có trong sổ đơn vị. Ghi đơn vị vào sổ, hoặc để trống ô đó."
            )
        return found


def _agrees(person: Known, birth: Any) -> bool:
    told = ((birth.year, person.birth_year), (birth.month, person.birth_month), (birth.day, person.birth_day))
    return all(a is None or b is None or a == b for a, b in told)


def _shown(name: str, value: Any) -> str:
    if name in WORDED and value in WORDED[name]:
        return WORDED[name][value][0]
    if isinstance(value, bool):
        return "có" if value else "không"
    return text_of(value)
