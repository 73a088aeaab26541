"""What a commune's list of people who found work will do, row by row, before it does it.

The sheet, its heading, people and communes are read as the room of people reads its lists. A row names its person by the personal number,
or by name, birth day and commune where only one person has them; nobody is added to the register of people here."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.core.access import asked_scope
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.labour import words
from ansinh.labour.jobs.occupations import SURE, score_occupations, sector_of
from ansinh.labour.models import Placement
from ansinh.people.jobs.file_plans import FilePlan, chunks
from ansinh.people.jobs.headings import ALL_LABELS
from ansinh.people.jobs.plan import Places, PlannedRow, Reader, read_list
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.jobs.values import amount_of, day_of
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place, became_by, predecessor_ids

OUTCOMES = {
    "added": ("ghi việc làm", "jobs recorded"),
    "same": ("đã có", "there already"),
    "refused": ("trả lại", "sent back"),
    "ignored": ("bỏ qua", "ignored"),
}
# The columns beside those of a person: what each is called, and the folded headings it is known by.
COLUMNS = {
    "started_on": ("Ngày bắt đầu làm", r"ngay (bat dau|di lam|nhan viec|vao lam|lam viec|xuat canh)|bat dau (tu|lam)|thoi gian (bat dau|di lam)"),
    "employer": ("Nơi làm việc", r"noi lam( viec)?$|noi lam viec|doanh nghiep|cong ty|ten (don vi|co so)|don vi (tuyen|su dung)|co so san xuat"),
    "tax_number": ("Mã số thuế nơi làm việc", r"ma so thue|^mst"),
    "title": ("Công việc", r"^(cong viec|viec lam|nghe|vi tri|chuc danh|ten viec)"),
    "destination": ("Làm ở đâu", r"(trong tinh|ngoai tinh|noi den|dia ban lam|lam o dau|tinh lam viec|pham vi)"),
    "channel": ("Qua kênh nào", r"(kenh|qua dau|hinh thuc|nguon|ai gioi thieu)"),
    "months": ("Thời hạn hợp đồng (tháng)", r"(thoi han|so thang|hop dong)"),
    "wage": ("Lương tháng", r"(muc luong|tien luong|luong|thu nhap)"),
    "is_new": ("Việc làm tăng thêm", r"(tang them|viec lam moi|tao moi)"),
}  # fmt: skip
_HEADINGS = [(re.compile(pattern), name) for name, (_label, pattern) in COLUMNS.items()]
_PERSONS = ("name", "birth", "personal_number", "sex")
_DESTINATIONS = {
    "local": ("trong tinh", "tai tinh", "tai dia phuong", "tai cho", "trong xa", "noi tinh", "tai xa"),
    "other_province": ("ngoai tinh", "tinh khac", "tinh ngoai"),
    "abroad": ("nuoc ngoai", "xuat khau", "xkld"),
}  # fmt: skip
_CHANNELS = (
    ("fair", "phien"), ("loan", "vay"), ("contract", "hop dong di lam viec o nuoc ngoai"), ("training", "dao tao"), ("training", "hoc nghe"),
    ("exchange", "trung tam"), ("exchange", "gioi thieu"), ("self", "tu tao"), ("self", "tu tim"), ("self", "tu do"), ("self", "tu xin"),
    ("employer", "truc tiep"), ("employer", "doanh nghiep"), ("employer", "tuyen"),
)  # fmt: skip
_ENDLESS = ("khong xac dinh", "khong thoi han", "dai han", "vo thoi han")


@dataclass
class PlacementPlan(FilePlan[PlannedRow]):
    """A list of people who found work: where its table was found and what each row does."""

    OUTCOMES = OUTCOMES


def plan_placements(
    content: bytes,
    file_name: str,
    *,
    day: date,
    province: Place | None = None,
    commune: Place | None = None,
    sheet: str = "",
) -> PlacementPlan:
    """What a file will do. `commune` serves rows that name none. Raises FileRefused."""
    chosen, heading, notes = read_list(content, file_name, sheet)
    heading.claim(_HEADINGS, lambda _field, known: known not in _PERSONS)
    if "started_on" not in heading.columns:
        raise FileRefused(f"«{file_name}» không có cột «Ngày bắt đầu làm». Thêm cột đó rồi gửi lại.")
    rows = _Reader(heading, Places(day, province, commune), accept_offers=False).read(chosen.cells)
    plan = PlacementPlan.made(
        content, file_name, sheet=chosen.name, header=heading.texts, unknown=heading.unknown, rows=rows, notes=notes
    )
    _Register(day).meet(plan.live)
    return plan


class _Reader(Reader):
    """Rows of people with the job each began. Only who has no number needs a commune."""

    labels = ALL_LABELS | {name: label for name, (label, _pattern) in COLUMNS.items()}
    is_commune_needed = False

    def take_group(self, row: PlannedRow) -> None:
        """What the job is."""
        if self.text(row, "started_on"):
            self._try(row, "started_on", lambda: day_of(self.cell(row, "started_on")))
        else:
            row.refuse("Thiếu ngày bắt đầu làm. Ghi ngày/tháng/năm.")
        self._take(row, "destination", destination_of)
        self._take(row, "channel", channel_of)
        self._take(row, "months", months_of)
        if self.text(row, "wage"):
            self._try(row, "wage", lambda: amount_of(self.cell(row, "wage")))
        row.values["employer"] = clean_text(self.text(row, "employer"))[:200]
        row.values["tax_number"] = self.text(row, "tax_number").replace(" ", "")
        row.values["title"] = clean_text(self.text(row, "title"))[:120]
        row.values["is_new"] = fold(self.text(row, "is_new")) not in ("0", "khong", "khong phai")
        row.values.setdefault("channel", "employer" if row.values["employer"] else "self")
        row.values.setdefault("destination", "local")


def destination_of(text: str) -> str:
    """`local`, `other_province` or `abroad` of what officers write; a name of a country or a province is not guessed."""
    plain = fold(text)
    for destination, said in _DESTINATIONS.items():
        if any(each in plain for each in said):
            return destination
    raise ValueError(f"Nơi làm «{text}» không đọc được. Ghi trong tỉnh, ngoài tỉnh hoặc nước ngoài.")


def channel_of(text: str) -> str:
    """A channel of what officers write."""
    plain = fold(text)
    for channel, (vi, _en) in words.CHANNELS.items():
        if plain == fold(vi):
            return channel
    if found := next((channel for channel, said in _CHANNELS if said in plain), ""):
        return found
    raise ValueError(f"Kênh «{text}» không đọc được. Ghi: {', '.join(vi for vi, _en in words.CHANNELS.values())}.")


def months_of(text: str) -> int | None:
    """Months of a contract: «12», «12 tháng», «1 năm»; nothing without a term."""
    plain = fold(text)
    if plain in ("", "0", "-") or any(each in plain for each in _ENDLESS):
        return None
    if found := re.fullmatch(r"(\d{1,3})( ?thang)?", plain):
        return int(found[1])
    if found := re.fullmatch(r"(\d{1,2}) ?nam", plain):
        return 12 * int(found[1])
    raise ValueError(f"Thời hạn hợp đồng «{text}» không đọc được. Ghi số tháng, hoặc «không xác định».")


class _Register:
    """The rows met with the register in bulk: who each is, which organisation, what is recorded already."""

    def __init__(self, day: date) -> None:
        self.scope = asked_scope()
        self.became = became_by(day)
        self.by_number: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.organisations: dict[str, Organisation] = {}
        self.recorded: set[tuple[int, date]] = set()
        self.told: set[tuple[int, date]] = set()

    def meet(self, rows: list[PlannedRow]) -> None:
        self._load(rows)
        for row in rows:
            if row.outcome != "refused":
                self._settle(row)

    def _load(self, rows: list[PlannedRow]) -> None:
        numbers = {row.values["personal_number"] for row in rows if row.values.get("personal_number")}
        for some in chunks(numbers):
            for person in Person.objects.select_related("commune").filter(personal_number__in=some):
                self.by_number[person.personal_number or ""] = person
        names = {row.values["name_folded"] for row in rows if not row.values.get("personal_number")}
        communes = predecessor_ids({row.commune.pk for row in rows if row.commune})
        for some in chunks(names):
            for person in Person.objects.select_related("commune").filter(commune__in=communes, name_folded__in=some):
                self.by_name[person.name_folded].append(person)
        for some in chunks({row.values["tax_number"] for row in rows if row.values.get("tax_number")}):
            self.organisations |= {
                each.tax_number or "": each for each in Organisation.objects.filter(tax_number__in=some)
            }
        people = [*self.by_number.values(), *(person for alike in self.by_name.values() for person in alike)]
        for some in chunks(person.pk for person in people):
            known = Placement._base_manager.filter(person__in=some, cancelled_because="")
            self.recorded |= set(known.values_list("person_id", "started_on"))

    def _settle(self, row: PlannedRow) -> None:
        person = self._person(row)
        if person is None:
            return
        if not self.scope.reaches(person.commune_id, person.province_id):
            row.refuse(f"{person.name} ở {person.commune}, ngoài địa bàn của bạn.")
            return
        row.person, started = person, row.values["started_on"]
        if (person.pk, started) in self.told:
            row.refuse(f"Dòng trên đã ghi {person.name} bắt đầu làm ngày {vietnamese_day(started)}.")
            return
        self.told.add((person.pk, started))
        row.outcome = "same" if (person.pk, started) in self.recorded else "added"
        row.values["organisation"] = self.organisations.get(row.values["tax_number"])
        self._tell(row)

    def _person(self, row: PlannedRow) -> Person | None:
        if number := row.values.get("personal_number"):
            found = self.by_number.get(number)
            if found is None:
                row.refuse(f"Không có ai mang số «{number}» trong sổ người. Ghi người đó vào sổ, hoặc xem lại số.")
            elif found.name_folded != row.values["name_folded"]:
                row.refuse(f"Số «{number}» trong sổ là của {found.name}, không phải {row.name}. Xem lại tên hoặc số.")
                return None
            return found
        if row.commune is None:
            row.refuse(row.values.get("commune_fault") or "Thiếu số định danh và xã, nên không biết là ai.")
            return None
        birth = row.values.get("birth")
        named = self.by_name[row.values["name_folded"]] if birth else []
        alike = [one for one in named if self._is_of(one, row.commune) and _may_be(one, birth)]
        if len(alike) != 1:
            how = "không thấy" if not alike else f"có {len(alike)} người"
            row.refuse(f"Theo tên, ngày sinh và xã thì {how} trong sổ. Ghi thêm số định danh.")
            return None
        return alike[0]

    def _is_of(self, person: Person, commune: Place) -> bool:
        """Whether somebody lives in a commune, or in one that has become the same."""
        ours, theirs = (self.became.get(pk, pk) for pk in (person.commune_id, commune.pk))
        return ours == theirs

    def _tell(self, row: PlannedRow) -> None:
        """The occupation by the words of the job, and what the preview says."""
        values = row.values
        best = score_occupations(values["title"], 1) if values["title"] else []
        values["occupation"] = best[0][0] if best and best[0][1] >= SURE else ""
        section = values["organisation"].section if values["organisation"] else ""
        values["sector"] = sector_of(values["occupation"], section)
        place = values["organisation"].name if values["organisation"] else values["employer"]
        row.changes = [
            ("Từ ngày", "", vietnamese_day(values["started_on"])),
            ("Việc", "", values["title"] or "–"),
            ("Nơi làm", "", place or "tự làm"),
            ("Ở", "", words.DESTINATIONS[values["destination"]][0]),
            ("Qua", "", words.CHANNELS[values["channel"]][0]),
        ]


def _may_be(person: Person, birth: Any) -> bool:
    """Whether the birth days agree as far as both are known."""
    return person.birth_year == birth.year and all(
        None in (ours, theirs) or ours == theirs
        for ours, theirs in ((person.birth_month, birth.month), (person.birth_day, birth.day))
    )
