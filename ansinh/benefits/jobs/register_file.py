"""What a file of increases, changes, stops and deaths (the ministry's «Cập nhật đối tượng bằng Excel») will do, row by row, before it does it.

The sheet, its heading, people and communes are read as the room of people reads its lists; a file is met with the register in a few
queries, and rows on one person follow one another as they will when they are carried out."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.models import Decision, Feed, Suspension, Title
from ansinh.core.access import current_scope
from ansinh.core.days import first_day, month_after, month_of, month_text, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.people.actions.acts import check_person, taken_number
from ansinh.people.jobs.file_plans import FilePlan, chunks
from ansinh.people.jobs.headings import ALL_LABELS, Heading
from ansinh.people.jobs.plan import Places, PlannedRow, Reader, read_list
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.jobs.values import amount_of, day_of, number_text
from ansinh.people.models import Membership, Person
from ansinh.places.models import Place

from .categories import KINDS, category_of, count_of, kind_of, stop_of
from .checks import clash, clash_said, value_faults

OUTCOMES = {
    "increased": ("tăng thêm", "increased"),
    "adjusted": ("điều chỉnh", "adjusted"),
    "stopped": ("thôi hưởng", "stopped"),
    "dead": ("cắt chết", "died"),
    "same": ("không đổi", "same"),
    "refused": ("trả lại", "refused"),
    "ignored": ("bỏ qua", "ignored"),
}
WRITTEN = ("increased", "adjusted", "stopped", "dead")
LABELS = ALL_LABELS | {
    "kind": "Loại biến động",
    "category": "Phân loại",
    "amount": "Số tiền",
    "from_day": "QĐ hưởng từ ngày",
    "decision": "Quyết định",
    "decided_on": "Ngày quyết định",
    "reason": "Lý do",
    "loss_rate": "Tỷ lệ tổn thương",
    "martyr_count": "Số liệt sĩ",
    "child_count": "Số con",
    "cared_for": "Số định danh người được chăm sóc",
}
# What the ministry asks of a row of each kind.
MANDATORY = {
    "increase": ("name", "birth", "hamlet", "category", "amount", "from_day", "personal_number", "sex", "ethnicity"),
    "adjust": ("name", "category", "amount", "personal_number", "decision"),
    "stop": ("name", "category", "amount", "personal_number", "decision"),
    "death": ("name", "personal_number", "died_on", "decision"),
}
_HEADINGS = [
    (re.compile(pattern), field)
    for pattern, field in (
        (r"loai bien dong|^bien dong", "kind"),
        (r"nguoi duoc cham soc", "cared_for"),
        (r"^(phan loai|loai doi tuong|ma loai|nhom doi tuong|doi tuong|dien huong)", "category"),
        (r"^(so tien|muc huong|muc tro cap|tien tro cap)", "amount"),
        (r"(huong|ap dung|hieu luc|thoi huong) tu (ngay|thang)|^tu (ngay|thang)|^(ngay|thang) huong", "from_day"),
        (r"ngay (ky )?(quyet dinh|qd)", "decided_on"),
        (r"(so )?(quyet dinh|qd)", "decision"),
        (r"^ly do", "reason"),
        (r"^(ty le|tlttct|ttct)", "loss_rate"),
        (r"so liet si", "martyr_count"),
        (r"^so con", "child_count"),
    )
]
_COUNTS = ("loss_rate", "martyr_count", "child_count")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision as a file names it."""

    number: str
    decided_on: date
    signer: str = ""

    def __str__(self) -> str:
        return f"QĐ {self.number} ngày {vietnamese_day(self.decided_on)}"


@dataclass
class RegisterPlan(FilePlan[PlannedRow]):
    """A file of changes: where its table was found and what each row does."""

    OUTCOMES = OUTCOMES

    first_row: int


def plan_register_file(
    content: bytes, file_name: str, *, day: date, province: Place | None = None, commune: Place | None = None, sheet: str = "",
    ruling: Ruling | None = None,
) -> RegisterPlan:  # fmt: skip
    """What a file will do on a day. `commune` serves rows that name none, `ruling` those that name no decision. Raises FileRefused."""
    chosen, heading, notes = read_list(content, file_name, sheet)
    heading.claim(_HEADINGS, lambda field, known: field == "cared_for" or known is None)
    if "kind" not in heading.columns:
        raise FileRefused(
            f"«{file_name}» không có cột «Loại biến động». Thêm cột đó (Tăng thêm, Điều chỉnh, Thôi hưởng, Cắt chết) rồi gửi lại."
        )
    rows = _Reader(heading, Places(day, province, commune), ruling).read(chosen.cells)
    plan = RegisterPlan.made(
        content, file_name, sheet=chosen.name, header=heading.texts, unknown=heading.unknown, rows=rows, notes=notes,
        first_row=heading.first_row,
    )  # fmt: skip
    _Register(file_name).meet(plan.live)
    return plan


class _Reader(Reader):
    """Rows of people, with what changes of their rights. Whether the commune is needed is known when the person is."""

    labels = LABELS
    is_commune_needed = False

    def __init__(self, heading: Heading, places: Places, ruling: Ruling | None) -> None:
        super().__init__(heading, places, accept_offers=False)
        self.ruling = ruling

    def take_group(self, row: PlannedRow) -> None:
        """The kind of the row and what that kind must tell."""
        self._try(row, "kind", lambda: kind_of(self.text(row, "kind")))
        if "kind" not in row.values:
            return
        lacking = [LABELS[name].lower() for name in MANDATORY[row.values["kind"]] if not self._has(row, name)]
        if lacking:
            row.refuse(f"Thiếu {', '.join(lacking)}. «{KINDS[row.values['kind']][0]}» phải ghi đủ.")
        self._read_when(row, "category", lambda: category_of(self.text(row, "category")))
        self._read_when(row, "amount", lambda: amount_of(self.cell(row, "amount")))
        self._read_when(row, "from_day", lambda: day_of(self.cell(row, "from_day")))
        for name in _COUNTS:
            self._read_when(row, name, lambda name=name: count_of(self.cell(row, name), LABELS[name]))  # type: ignore[misc]
        row.values["reason"] = stop_of(self.text(row, "reason"))
        row.values["cared_for_number"] = number_text(self.cell(row, "cared_for"))
        self._read_decision(row)

    def _has(self, row: PlannedRow, name: str) -> bool:
        if name == "decision" and self.ruling:
            return True
        if name == "birth":
            return any(self.text(row, column) for column in ("birth", "birth_male", "birth_female"))
        if name == "sex":
            return any(self.text(row, column) for column in ("sex", "birth_male", "birth_female"))
        return bool(self.text(row, name))

    def _read_when(self, row: PlannedRow, name: str, read: Callable[[], Any]) -> None:
        if self.text(row, name):
            self._try(row, name, read)

    def _read_decision(self, row: PlannedRow) -> None:
        """`125/QĐ-UBND ngày 18/9/2026` in one cell, or the number and its day in two; else the file's own decision."""
        text = self.text(row, "decision")
        if not text:
            row.values["ruling"] = self.ruling
            if self.ruling is None:
                row.refuse("Thiếu quyết định. Ghi số và ngày quyết định ở dòng này, hoặc quyết định chung của cả tệp.")
            return
        within = re.search(r"[,;]?\s*\(?\s*(?:ngày|ký ngày)?\s*(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4})\s*\)?\s*$", text, re.I)
        number = text[: within.start()].strip() if within else text
        number = re.sub(r"^\s*(?:quyết định|qđ)\s*(?:số)?\s*:?\s*(?=\d)", "", number, flags=re.I)
        said = self.text(row, "decided_on") or (within[1] if within else "")
        if not said and self.ruling and self.ruling.number == number:
            said = vietnamese_day(self.ruling.decided_on)
        if not said:
            row.refuse(
                f"Quyết định «{text}» thiếu ngày. Ghi dạng 125/QĐ-UBND ngày 18/9/2026, hoặc thêm cột ngày quyết định."
            )
            return
        cell = self.cell(row, "decided_on") if self.text(row, "decided_on") else said
        self._try(row, "decided_on", lambda: day_of(cell))
        if decided_on := row.values.get("decided_on"):
            if not number or len(number) > 60:
                row.refuse(f"Số quyết định «{number[:40]}» trống hoặc quá dài. Ghi số như trên văn bản.")
            row.values["ruling"] = Ruling(number, decided_on)


class _Register:
    """The rows met with the register in bulk, then followed one by one on copies of people's titles."""

    def __init__(self, file_name: str) -> None:
        self.file_name, self.scope = file_name, current_scope()
        self.people: dict[str, Person] = {}
        self.nameless: dict[str, list[Person]] = defaultdict(list)
        self.titles: dict[str, list[Title]] = defaultdict(list)
        self.suspended: set[int] = set()
        self.heads: dict[int, int] = {}
        self.died: dict[str, date] = {}

    def meet(self, rows: list[PlannedRow]) -> None:
        self._load(rows)
        for row in rows:
            if row.outcome != "refused":
                self._match(row)
            if row.outcome != "refused":
                getattr(self, f"_{row.values['kind']}")(row)

    def _load(self, rows: list[PlannedRow]) -> None:
        asked = {row.values.get(name, "") for row in rows for name in ("personal_number", "cared_for_number")} - {""}
        for some in chunks(asked):
            found = Person._base_manager.select_related("commune").filter(personal_number__in=some)
            self.people |= {person.personal_number or "": person for person in found}
        by_pk = {person.pk: number for number, person in self.people.items()}
        for pks in chunks(by_pk):
            titles = (
                Title._base_manager.filter(person__in=pks).select_related("decision", "stop_decision").order_by("pk")
            )
            for title in titles:
                self.titles[by_pk[title.person_id]].append(title)
            self.suspended |= set(
                Suspension._base_manager.filter(title__person__in=pks, to_day=None).values_list("title", flat=True)
            )
        unknown = {row.values["name_folded"] for row in rows if row.values.get("personal_number") not in self.people}
        for names in chunks(unknown):
            for person in Person.objects.filter(name_folded__in=names, personal_number=None).select_related("commune"):
                self.nameless[person.name_folded].append(person)
        dead = {row.values.get("personal_number", "") for row in rows if row.values.get("kind") == "death"}
        self._load_heads([self.people[number].pk for number in dead if number in self.people])

    def _load_heads(self, dying: list[int]) -> None:
        """Of those who die: how many others live in the household they head."""
        for some in chunks(dying):
            heads = dict(
                Membership._base_manager.filter(person__in=some, to_day=None, role="head").values_list(
                    "household", "person"
                )
            )
            homes = Membership._base_manager.filter(household__in=list(heads), to_day=None)
            for household, count in Counter(homes.values_list("household", flat=True)).items():
                self.heads[heads[household]] = count - 1

    def _match(self, row: PlannedRow) -> None:
        number = row.values["personal_number"]
        person = self.people.get(number)
        if person is None:
            self._must_be_new(row)
            return
        if not self.scope.reaches(person.commune_id, person.province_id):
            row.refuse(taken_number(number, person))
            return
        birth = row.values.get("birth")
        agrees = birth is None or all(
            a is None or b is None or a == b
            for a, b in zip((birth.year, birth.month, birth.day), (person.birth_year, person.birth_month, person.birth_day), strict=True)
        )  # fmt: skip
        if person.name_folded != row.values["name_folded"] or not agrees:
            told = f"{row.name}{f', sinh {birth}' if birth else ''}"
            row.refuse(
                f"Số định danh «{number}» trong sổ là của {person.name}, sinh {person.birth}; tệp ghi {told}. "
                "Xem lại số; nếu sổ sai, sửa người đó bằng «Sửa thông tin» (có lý do) rồi nhập lại."
            )
            return
        row.person = person

    def _must_be_new(self, row: PlannedRow) -> None:
        values = row.values
        if values["kind"] != "increase":
            row.refuse(
                f"Số định danh «{values['personal_number']}» không có trong sổ. Xem lại số, hoặc ghi «Tăng thêm»."
            )
            return
        birth = values["birth"]
        for alike in self.nameless[values["name_folded"]]:
            if alike.birth_year == birth.year and alike.sex == values["sex"]:
                row.refuse(
                    f"Trong sổ có {alike.name}, sinh {alike.birth}, {alike.commune}, chưa có số định danh. Nếu là người này, ghi số cho "
                    "người đó bằng «Sửa thông tin» rồi nhập lại."
                )
                return
        if row.commune is None:
            row.refuse(
                values.get("commune_fault")
                or "Thiếu xã, phường, thị trấn. Ghi tên hoặc mã, hoặc chọn xã chung cho cả tệp."
            )
            return
        if not self.scope.reaches(row.commune.pk, row.commune.province_id or ""):
            row.refuse(
                f"{row.commune} ngoài phạm vi của tài khoản «{self.scope.actor}». Chỉ nhập người của địa bàn mình."
            )
            return
        person = Person(
            name=values["name"], name_folded=values["name_folded"], name_key=values["name_key"], sex=values["sex"],
            birth_year=birth.year, birth_month=birth.month, birth_day=birth.day, ethnicity=values["ethnicity"],
            personal_number=values["personal_number"], phone=values.get("phone", ""), commune=row.commune,
            province_id=row.commune.province_id or "",
        )  # fmt: skip
        for fault in check_person(person):
            row.refuse(fault)
        row.person = self.people[values["personal_number"]] = person

    def _increase(self, row: PlannedRow) -> None:
        values, person, ruling = row.values, self._living(row), row.values["ruling"]
        if person is None:
            return
        own = self.titles[values["personal_number"]]
        from_day = first_day(month_of(values["from_day"]))
        cared_for = self._cared_for(row)
        title = Title(
            category=values["category"], from_day=from_day, cared_for=cared_for, decision=_decision(ruling),
            **{name: values.get(name) for name in _COUNTS},
        )  # fmt: skip
        if any(
            (one.category, one.from_day, one.cared_for_id) == (title.category, from_day, title.cared_for_id)
            for one in own
        ):
            row.outcome = "same"
            return
        for fault in self._faults(title):
            row.refuse(fault)
        if other := clash(title.category, from_day, title.cared_for_id, own):
            row.refuse(clash_said(person, other))
        if row.outcome == "refused":
            return
        own.append(title)
        values |= {"from_month": month_of(from_day), "note": self._note(row)}
        row.outcome = "increased"
        row.changes = [("Diện", "", title.get_category_display()), ("Hưởng từ", "", month_text(month_of(from_day)))]
        if person.pk is None:
            row.changes.append(("Người", "", "ghi mới vào sổ"))

    def _adjust(self, row: PlannedRow) -> None:
        values, person, ruling = row.values, self._living(row), row.values["ruling"]
        if person is None:
            return
        from_month = month_of(values.get("from_day") or ruling.decided_on)
        old = self._adjusted(row, person)
        if old is None:
            return
        told = {name: values[name] for name in _COUNTS if name in values}
        if (
            old.category == values["category"]
            and old.from_day == first_day(from_month)
            and old.decision.number == ruling.number
        ):
            row.outcome = "same"
            return
        if first_day(from_month) < old.from_day:
            row.refuse(
                f"«{old.get_category_display()}» hưởng từ {month_text(month_of(old.from_day))}, không điều chỉnh được từ {month_text(from_month)}."
            )
        if old.pk in self.suspended:
            row.refuse(f"«{old.get_category_display()}» của {person.name} đang tạm dừng. Cho hưởng lại rồi điều chỉnh.")
        kept = {name: told.get(name, getattr(old, name)) for name in _COUNTS}
        new = Title(
            category=values["category"], from_day=first_day(from_month), cared_for_id=old.cared_for_id, is_pregnant=old.is_pregnant,
            decision=_decision(ruling), **kept,
        )  # fmt: skip
        for fault in self._faults(new):
            row.refuse(fault)
        own = self.titles[values["personal_number"]]
        if other := clash(new.category, new.from_day, new.cared_for_id, [one for one in own if one is not old]):
            row.refuse(clash_said(person, other))
        if row.outcome == "refused":
            return
        values |= {"old_category": old.category, "from_month": from_month, "note": self._note(row)}
        values["new_values"] = {"category": new.category, **told}
        row.outcome = "adjusted"
        row.changes = [("Diện", old.get_category_display(), new.get_category_display())]
        row.changes += [(LABELS[name], str(getattr(old, name) or ""), str(value)) for name, value in told.items()]
        row.changes.append(("Từ tháng", "", month_text(from_month)))
        old.to_day = new.from_day
        own.append(new)

    def _adjusted(self, row: PlannedRow, person: Person) -> Title | None:
        """The open title a change is about: the one of that category, else the only one of its group."""
        category = row.values["category"]
        standing = [one for one in self.titles[row.values["personal_number"]] if one.to_day is None]
        exact = [one for one in standing if one.category == category]
        group = [one for one in standing if one.group == words.GROUP_OF[category]]
        found = exact or group
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(f"«{one.get_category_display()}»" for one in found)
            row.refuse(
                f"{person.name} đang hưởng {listed}; không rõ điều chỉnh diện nào. Điều chỉnh trên trang của người này."
            )
        else:
            label = words.GROUPS[words.GROUP_OF[category]][0]
            row.refuse(f"{person.name} không đang hưởng diện nào thuộc {label}. Nếu mới hưởng, ghi «Tăng thêm».")
        return None

    def _stop(self, row: PlannedRow) -> None:
        values, ruling = row.values, row.values["ruling"]
        own = [one for one in self.titles[values["personal_number"]] if one.category == values["category"]]
        told = values.get("from_day")
        from_month = month_of(told) if told else month_after(month_of(ruling.decided_on))
        standing = [one for one in own if one.to_day is None]
        if not standing:
            if any(one.stop_decision and one.stop_decision.number == ruling.number for one in own):
                row.outcome = "same"
                return
            label = words.CATEGORY_LABELS[values["category"]][0]
            row.refuse(f"{row.name} không đang hưởng «{label}». Xem lại phân loại.")
            return
        title = standing[0]
        title.to_day, title.stop_decision = max(first_day(from_month), title.from_day), _decision(ruling)
        values |= {"from_month": from_month, "note": self._note(row)}
        row.outcome = "stopped"
        row.changes = [
            ("Diện", title.get_category_display(), "thôi hưởng"), ("Từ tháng", "", month_text(from_month)),
            ("Lý do", "", words.STOPS[values["reason"]][0]),
        ]  # fmt: skip

    def _death(self, row: PlannedRow) -> None:
        values, number = row.values, row.values["personal_number"]
        person, died_on = row.person, values["died_on"]
        assert person is not None
        known = self.died.get(number) or person.died_on
        standing = [one for one in self.titles[number] if one.to_day is None]
        if known and known != died_on:
            row.refuse(
                f"Sổ ghi {person.name} chết ngày {vietnamese_day(known)}, tệp ghi {vietnamese_day(died_on)}. Xác minh ngày chết."
            )
            return
        if not standing and (known or self._is_reported(person, died_on)):
            row.outcome = "same"
            return
        if died_on.year < person.birth_year:
            row.refuse(
                f"Ngày chết {vietnamese_day(died_on)} trước năm sinh {person.birth_year} của {person.name}. Xem lại ngày."
            )
            return
        for title in standing:
            title.to_day = max(first_day(month_after(month_of(died_on))), title.from_day)
        self.died[number] = died_on
        values["is_head_of_others"] = not person.died_on and self.heads.get(person.pk or 0, 0) > 0
        row.outcome = "dead"
        row.changes = [("Chết", "", vietnamese_day(died_on))]
        row.changes += [(title.get_category_display(), "đang hưởng", "thôi hưởng") for title in standing]
        if values["is_head_of_others"]:
            row.changes.append(("Chủ hộ", "", "chọn chủ hộ mới ở «Tin báo»"))

    def _is_reported(self, person: Person, died_on: date) -> bool:
        """Whether the death of a head waits for a new head to be named."""
        return (
            self.heads.get(person.pk, 0) > 0
            and Feed._base_manager.filter(kind="death", person=person, day=died_on).exists()
        )

    def _living(self, row: PlannedRow) -> Person | None:
        person = row.person
        assert person is not None
        if died_on := self.died.get(row.values["personal_number"]) or person.died_on:
            row.refuse(f"{person.name} đã được ghi chết ngày {vietnamese_day(died_on)}. Xem lại dòng này.")
            return None
        return person

    def _cared_for(self, row: PlannedRow) -> Person | None:
        number = row.values["cared_for_number"]
        if not number:
            return None
        found = self.people.get(number)
        if found is None or found.pk is None:
            row.refuse(f"Người được chăm sóc, số «{number}», không có trong sổ. Ghi người đó vào sổ trước.")
        elif not self.scope.reaches(found.commune_id, found.province_id):
            row.refuse(taken_number(number, found))
            return None
        return found

    def _faults(self, title: Title) -> list[str]:
        return value_faults(
            category=title.category, decided_on=title.decision.decided_on, loss_rate=title.loss_rate,
            martyr_count=title.martyr_count, child_count=title.child_count, is_pregnant=title.is_pregnant,
            has_cared_for=title.cared_for_id is not None or title.cared_for is not None,
        )  # fmt: skip

    def _note(self, row: PlannedRow) -> str:
        """What the file said that the register has no column for: the amount, which the rules give, and the hamlet of a newcomer."""
        told = [f"Tệp {self.file_name[:60]}"]
        if "amount" in row.values:
            told.append(f"{grouped(row.values['amount'])} đồng/tháng")
        if row.person is not None and row.person.pk is None and row.values.get("hamlet"):
            told.append(f"thôn, ấp: {row.values['hamlet']}")
        return "; ".join(told)


def _decision(ruling: Ruling) -> Decision:
    """A decision not kept: what a planned title rests on."""
    return Decision(number=ruling.number, decided_on=ruling.decided_on)
