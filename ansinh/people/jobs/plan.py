"""What a file of people will do to the register, row by row, before it does it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from ansinh.core.access import current_scope
from ansinh.core.days import BirthDay, vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.people.actions.acts import check_person, taken_number
from ansinh.people.jobs.file_plans import FilePlan, FileRow, chunks, is_footer, is_sum
from ansinh.people.jobs.headings import ALL_LABELS, LABELS, Heading, find_heading, missing, right_sheet, score
from ansinh.people.jobs.sheets import FileRefused, Sheet, read_sheets, text_of
from ansinh.people.jobs.values import birth_of, day_of, ethnicity_of, number_text, role_of, sex_of
from ansinh.people.models import Household, Membership, Person, name_columns, padded, personal_number_faults
from ansinh.people.words import ETHNICITIES, ROLES, SEXES
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, Succession, find_place, predecessor_ids

OUTCOMES = {
    "added": ("thêm mới", "added"),
    "changed": ("thay đổi", "changed"),
    "same": ("không đổi", "same"),
    "refused": ("trả lại", "refused"),
    "ignored": ("bỏ qua", "ignored"),
}
_MANY_NAMES = 5000


@dataclass(slots=True)
class PlannedRow(FileRow):
    """A row of a list of people: the role and household it tells, the commune, what it changes."""

    role: str = ""
    group: Any = None
    commune: Place | None = None
    ended_commune: Place | None = None
    new_values: dict[str, Any] = field(default_factory=dict)
    joins: bool = False


@dataclass(slots=True)
class PlannedHousehold:
    """A household the file names: the one in the register, or a new one with its head's row and its address."""

    code: str = ""
    household: Household | None = None
    head: PlannedRow | None = None
    rows: list[PlannedRow] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)


@dataclass
class Plan(FilePlan[PlannedRow]):
    """A list of people: where its table was found, what each row does, the households it makes or touches."""

    OUTCOMES = OUTCOMES

    encoding: str
    heading: Heading
    day: date
    households: list[PlannedHousehold] = field(default_factory=list)

    @property
    def encoding_name(self) -> str:
        """The encoding as people call it."""
        return {"utf-8-sig": "UTF-8", "cp1258": "Windows-1258"}.get(self.encoding, self.encoding.upper())


def make_plan(
    content: bytes, file_name: str, *, day: date, sheet: str = "", commune: Place | None = None, province: Place | None = None,
    accept_offers: bool = False,
) -> Plan:  # fmt: skip
    """What a file will do on a day. `commune` serves rows that name none; `province` narrows the search of communes. Raises FileRefused."""
    chosen, heading, notes = read_list(content, file_name, sheet)
    if "commune" not in heading.columns and commune is None:
        raise FileRefused("Tệp không có cột xã, phường, thị trấn. Thêm cột đó, hoặc chọn xã chung cho cả tệp.")
    rows = Reader(heading, Places(day, province, commune), accept_offers=accept_offers).read(chosen.cells)
    plan = Plan.made(
        content, file_name, sheet=chosen.name, header=heading.texts, unknown=heading.unknown, rows=rows, notes=notes,
        encoding=chosen.encoding, heading=heading, day=day,
    )  # fmt: skip
    plan.households = _Register(day).meet(plan.live)
    return plan


def read_list(content: bytes, file_name: str, sheet: str = "") -> tuple[Sheet, Heading, list[str]]:
    """The list of people of a file, its heading, and notes on other sheets like it. Raises FileRefused."""
    chosen, notes = _chosen_sheet(read_sheets(content, file_name, score), file_name, sheet)
    heading = find_heading(chosen.cells)
    if heading is None:
        raise AssertionError("a chosen sheet has a heading")
    return chosen, heading, notes


def _chosen_sheet(sheets: list[Sheet], file_name: str, asked: str) -> tuple[Sheet, list[str]]:
    names = ", ".join(f"«{sheet.name}»" for sheet in sheets)
    right = right_sheet(sheets)
    hint = f" Trang «{right.name}» có vẻ đúng." if right and right.name else ""
    if asked:
        named = [sheet for sheet in sheets if fold(sheet.name) == fold(asked)]
        if not named:
            raise FileRefused(f"Tệp «{file_name}» không có trang «{asked}». Các trang: {names}.{hint}")
        if not score(named[0].cells):
            raise FileRefused(
                f"Trang «{asked}» không phải danh sách người: {missing(named[0].cells)}. Các trang: {names}.{hint}"
            )
        return named[0], []
    if right is None:
        if not any(any(text_of(cell) for cell in row) for sheet in sheets for row in sheet.cells):
            raise FileRefused(f"Tệp «{file_name}» không có dữ liệu (các trang đều trống). Kiểm tra lại tệp.")
        told = "; ".join(f"«{sheet.name or file_name}»: {missing(sheet.cells)}" for sheet in sheets[:5])
        raise FileRefused(
            f"Không thấy dòng tiêu đề của danh sách người trong «{file_name}» ({told}). Cần ít nhất cột họ tên, cùng cột ngày sinh hoặc số định danh."
        )
    others = [sheet.name for sheet in sheets if sheet is not right and score(sheet.cells)]
    notes = (
        [f"Đọc trang «{right.name}». Trang khác cũng có danh sách: {', '.join(f'«{name}»' for name in others)}."]
        if others
        else []
    )
    return right, notes


class Places:
    """Communes by what a row says, each distinct text looked up once."""

    def __init__(self, day: date, province: Place | None, commune: Place | None) -> None:
        self.day, self.province, self.commune = day, province, commune
        self.known: dict[tuple[str, ...], tuple[Place | None, Place | None, str, Place | None]] = {}

    def find(self, *texts: str) -> tuple[Place | None, Place | None, str, Place | None]:
        """(the commune of the day, an ended commune of that name, why not, the one to offer)."""
        if texts not in self.known:
            self.known[texts] = self._find(*texts)
        return self.known[texts]

    def _find(self, commune: str, district: str, province: str) -> tuple[Place | None, Place | None, str, Place | None]:
        if not commune:
            return (self.commune, None, "" if self.commune else "Thiếu xã, phường, thị trấn. Ghi tên hoặc mã.", None)
        commune = commune.zfill(5) if commune.isdigit() else commune
        asked = ", ".join(text for text in (commune, district, province) if text)
        try:
            return find_place(asked, day=self.day, province=self.province, level=3), None, "", None
        except PlaceAmbiguous as error:
            return None, None, str(error), None
        except PlaceUnknown as error:
            offered = list(
                {found.place.pk: found.place for found in error.suggestions if found.place.level == 3}.values()
            )
            return None, self._ended(asked), str(error), offered[0] if len(offered) == 1 else None

    def _ended(self, asked: str) -> Place | None:
        own = asked.split(",")[0]
        ends = (
            Place.objects.named(own).filter(level=3, to_day__lte=self.day).values_list("to_day", flat=True).distinct()
        )
        for end in sorted((day for day in ends if day), reverse=True):
            try:
                return find_place(asked, day=end - timedelta(days=1), province=self.province, level=3)
            except (PlaceUnknown, PlaceAmbiguous):
                continue
        return None


class Reader:
    """Rows of cells to rows with values, each fault said at its row. Where the commune is not always needed its fault waits in the values."""

    labels: Mapping[str, str] = ALL_LABELS
    is_commune_needed = True

    def __init__(self, heading: Heading, places: Places, *, accept_offers: bool) -> None:
        self.columns, self.heading, self.places, self.accept_offers = heading.columns, heading, places, accept_offers
        self.names: dict[str, dict[str, str]] = {}
        self.run = 0
        self.last_head = ""
        self.last_code = ""

    def read(self, cells: list[list[Any]]) -> list[PlannedRow]:
        rows = []
        for number, line in enumerate(cells[self.heading.first_row :], start=self.heading.first_row + 1):
            if not any(text_of(cell) for cell in line):
                continue
            row = PlannedRow(number, line)
            rows.append(row)
            if self._is_repeated_heading(line) or self._is_footer(row):
                row.put_aside()
                continue
            self._read(row)
        return rows

    def cell(self, row: PlannedRow, name: str) -> Any:
        column = self.columns.get(name)
        return row.cells[column] if column is not None and column < len(row.cells) else None

    def text(self, row: PlannedRow, name: str) -> str:
        return text_of(self.cell(row, name))

    def _is_repeated_heading(self, line: list[Any]) -> bool:
        column = self.columns["name"]
        return (
            column < len(line)
            and text_of(line[column]) == self.heading.texts[column]
            and [text_of(cell) for cell in line][: len(self.heading.texts)] == self.heading.texts
        )

    def _is_footer(self, row: PlannedRow) -> bool:
        told = [
            name for name in ("birth", "birth_male", "birth_female", "personal_number", "sex") if self.text(row, name)
        ]
        first = next(text for cell in row.cells if (text := text_of(cell)))
        name = self.text(row, "name")
        return not told and (not name or is_footer(first) or is_sum(name))

    def _read(self, row: PlannedRow) -> None:
        name = self.text(row, "name")
        row.name = clean_text(name.title() if name.isupper() else name)
        if not row.name:
            row.refuse("Thiếu họ tên. Ghi họ và tên.")
        if row.name not in self.names:
            self.names[row.name] = name_columns(row.name)
        row.values.update(self.names[row.name])
        self._take(row, "sex", sex_of)
        self._take(row, "ethnicity", ethnicity_of)
        self._take_birth(row)
        self.take_commune(row)
        self._take_number(row)
        self.take_group(row)
        for plain, longest in (("phone", 20), ("hamlet", 80), ("address", 200)):
            if text := self.text(row, plain):
                row.values[plain] = text
                if len(text) > longest:
                    row.refuse(
                        f"{LABELS[plain]} «{text[:30]}…» dài {len(text)} ký tự, nhiều nhất {longest}. Ghi gọn lại."
                    )
        if self.text(row, "died_on"):
            self._try(row, "died_on", lambda: day_of(self.cell(row, "died_on")))

    def _try(self, row: PlannedRow, name: str, read: Callable[[], Any]) -> None:
        row.take(name, read, self.labels[name], self.text(row, name))

    def _take(self, row: PlannedRow, name: str, read: Callable[[str], Any]) -> None:
        if text := self.text(row, name):
            self._try(row, name, lambda: read(text))

    def _take_birth(self, row: PlannedRow) -> None:
        for name, sex in (("birth_male", "m"), ("birth_female", "f")):
            if self.text(row, name):
                row.values.setdefault("sex", sex)
                self._take_birth_of(row, name)
        if self.text(row, "birth"):
            self._take_birth_of(row, "birth")

    def _take_birth_of(self, row: PlannedRow, name: str) -> None:
        row.take("birth", lambda: birth_of(self.cell(row, name)), LABELS["birth"], self.text(row, name))

    def take_commune(self, row: PlannedRow) -> None:
        texts = (self.text(row, "commune"), self.text(row, "district"), self.text(row, "province"))
        commune, ended, why, offered = self.places.find(*texts)
        if offered and self.accept_offers:
            commune, why, ended = offered, "", None
        row.commune, row.ended_commune = commune, ended
        if why:
            row.offer = f"{LABELS['commune']}: {offered.full_name} ({offered.code})" if offered else ""
            if ended is None and self.is_commune_needed:
                row.refuse(why)
            else:
                row.values["commune_fault"] = why

    def _take_number(self, row: PlannedRow) -> None:
        number = number_text(self.cell(row, "personal_number"))
        if not number:
            return
        birth: BirthDay | None = row.values.get("birth")
        told: dict[str, Any] = {"sex": row.values.get("sex"), "birth_year": birth.year if birth else None}
        if (whole := padded(number, **told)) is not None:
            if self.accept_offers:
                number = whole
            else:
                row.offer = "; ".join(filter(None, [row.offer, f"{LABELS['personal_number']}: {whole}"]))
        row.values["personal_number"] = number
        for fault in personal_number_faults(number, **told):
            row.refuse(fault)

    def take_group(self, row: PlannedRow) -> None:
        """Which household of the file the row belongs to: by code, by the head's name, or by following the head's row."""
        if self.heading.is_list_of_heads or "role" not in self.columns:
            row.role = "head" if self.heading.is_list_of_heads else ""
        elif self.text(row, "role"):
            try:
                row.role = role_of(self.text(row, "role"))
            except ValueError as error:
                row.refuse(str(error))
        elif "household_code" not in self.columns or self.text(row, "household_code"):
            row.refuse("Thiếu quan hệ với chủ hộ. Ghi chủ hộ, vợ, chồng, con, bố, mẹ, cháu hoặc khác.")
        head_name = fold(self.text(row, "head_name"))
        if head_name and "role" not in self.columns and head_name == row.values["name_folded"]:
            row.role = "head"
        if code := self.text(row, "household_code"):
            row.group = ("code", code)
            if len(code) > 20:
                row.refuse(f"Mã hộ «{code}» dài {len(code)} ký tự, nhiều nhất 20. Xem lại mã hộ.")
        elif self.heading.is_list_of_heads:
            row.group = ("row", row.number)
        elif head_name:
            self.run += head_name != self.last_head
            self.last_head = head_name
            row.group = ("run", self.run)
        elif "role" in self.columns and (row.role or "household_code" not in self.columns):
            self.run += row.role == "head"
            row.group = ("run", self.run) if self.run else None
            if not self.run:
                row.refuse(
                    "Chưa có dòng chủ hộ nào ở trên, nên không biết người này ở hộ nào. Đặt dòng chủ hộ trước, hoặc thêm cột mã hộ."
                )


class _Register:
    """The rows met with the register, in bulk: who is known, which household, what differs."""

    def __init__(self, day: date) -> None:
        self.day, self.scope = day, current_scope()
        self.by_number: dict[str, Person] = {}
        self.by_name: dict[tuple[str, int, str], list[Person]] = defaultdict(list)
        self.memberships: dict[int, Membership] = {}
        self.heirs: dict[str, frozenset[str]] = {}

    def meet(self, live: list[PlannedRow]) -> list[PlannedHousehold]:
        self._load(live)
        self._load_memberships(
            [*self.by_number.values(), *(person for alike in self.by_name.values() for person in alike)]
        )
        self._refuse_doubles(live)
        for row in live:
            self._match(row)
        self._refuse_second_claims(live)
        households = self._households(live)
        for row in live:
            self._settle(row, row.group if isinstance(row.group, PlannedHousehold) else None)
        self._refuse_headless(households)
        return households

    def _load(self, rows: list[PlannedRow]) -> None:
        numbers = [row.values["personal_number"] for row in rows if row.values.get("personal_number")]
        for some in chunks(numbers):
            found = Person._base_manager.select_related("commune").filter(personal_number__in=some)
            self.by_number.update((person.personal_number or "", person) for person in found)
        wanted = {
            key for row in rows if row.values.get("personal_number") not in self.by_number and (key := _name_key(row))
        }
        communes = {place.pk for row in rows for place in (row.commune, row.ended_commune) if place}
        communes |= {old for commune in communes for old in self._line(commune)}
        for person in self._people_named(wanted, communes):
            self.by_name[person.name_folded, person.birth_year, person.sex].append(person)

    def _people_named(self, wanted: set[tuple[str, int, str]], communes: set[str]) -> Iterator[Person]:
        people = Person.objects.select_related("commune").filter(commune__in=communes)
        if len(wanted) <= _MANY_NAMES:
            for some in chunks({name for name, _, _ in wanted}, 500):
                yield from people.filter(name_folded__in=some)
            return
        keys = people.values_list("id", "name_folded", "birth_year", "sex").iterator(chunk_size=20_000)
        for some in chunks(pk for pk, *key in keys if tuple(key) in wanted):
            yield from people.filter(pk__in=some)

    def _line(self, commune_id: str) -> frozenset[str]:
        """The units a commune of the day came from or went into: records keep the unit of their own day."""
        if commune_id not in self.heirs:
            older = predecessor_ids([commune_id])
            parts = Succession.objects.filter(successor=commune_id).values_list("predecessor_id", flat=True)
            self.heirs[commune_id] = older | frozenset(parts)
        return self.heirs[commune_id]

    def _is_same_place(self, kept_id: str, row: PlannedRow) -> bool:
        if row.ended_commune:
            return row.ended_commune.pk == kept_id
        return row.commune is None or kept_id == row.commune.pk or kept_id in self._line(row.commune.pk)

    def _refuse_doubles(self, rows: list[PlannedRow]) -> None:
        seen: dict[Any, PlannedRow] = {}
        for row in rows:
            number = row.values.get("personal_number")
            birth = row.values.get("birth")
            key = number or (
                birth
                and (row.values["name_folded"], birth, row.values.get("sex"), row.commune and row.commune.pk, row.group)
            )
            if not key:
                continue
            if first := seen.get(key):
                what = f"Số định danh «{number}»" if number else f"{row.name}, sinh {birth}, cùng hộ"
                row.refuse(f"{what} đã có ở dòng {first.number} của tệp ({first.name}). Giữ một dòng.")
            else:
                seen[key] = row

    def _match(self, row: PlannedRow) -> None:
        number = row.values.get("personal_number")
        if number and (holder := self.by_number.get(number)):
            if not self.scope.reaches(holder.commune_id, holder.province_id):
                row.refuse(taken_number(number, holder))
            elif _differs_wholly(holder, row):
                row.refuse(
                    f"Số định danh «{number}» trong sổ là của {holder.name}, sinh {holder.birth}, ở {holder.commune}; "
                    f"tệp ghi {row.name}, sinh {row.values.get('birth')}. Xem lại số."
                )
            else:
                row.person = holder
            return
        birth = row.values.get("birth")
        key = _name_key(row)
        if birth is None or key is None:
            return
        alike = [
            person
            for person in self.by_name.get(key, [])
            if _agree(person.birth, birth)
            and not (number and person.personal_number)
            and self._is_same_place(person.commune_id, row)
        ]
        if len(alike) > 1:
            alike = [person for person in alike if self._is_in_household(person, row)] or alike
        if len(alike) > 1:
            listed = "; ".join(f"{person.name}, sinh {person.birth}, {person.commune}" for person in alike[:3])
            row.refuse(f"Trong sổ có {len(alike)} người giống dòng này: {listed}. Ghi số định danh để biết là ai.")
        elif alike:
            row.person = alike[0]

    def _is_in_household(self, person: Person, row: PlannedRow) -> bool:
        held = self.memberships.get(person.pk)
        return (
            held.household.code == (row.group[1] if row.group and row.group[0] == "code" else None)
            if held
            else row.group is None
        )

    def _refuse_second_claims(self, rows: list[PlannedRow]) -> None:
        claimed: dict[int, PlannedRow] = {}
        for row in rows:
            if row.person and (first := claimed.setdefault(row.person.pk, row)) is not row:
                who = f"{row.person.name}, sinh {row.person.birth}, đã có trong sổ"
                row.refuse(f"Dòng {first.number} cũng là {who}. Giữ một dòng hoặc ghi số định danh.")

    def _load_memberships(self, people: list[Person]) -> None:
        for some in chunks(person.pk for person in people):
            found = Membership._base_manager.select_related("household__commune").filter(person__in=some, to_day=None)
            self.memberships.update((membership.person_id, membership) for membership in found)

    def _households(self, rows: list[PlannedRow]) -> list[PlannedHousehold]:
        codes = {row.group[1] for row in rows if row.group and row.group[0] == "code"}
        known: dict[str, Household] = {}
        for some in chunks(codes):
            found = Household._base_manager.select_related("commune").filter(code__in=some)
            known.update((household.code, household) for household in found)
        households: dict[Any, PlannedHousehold] = {}
        for row in rows:
            if row.group is None:
                continue
            planned = households.get(row.group)
            if planned is None:
                code = row.group[1] if row.group[0] == "code" else ""
                planned = households[row.group] = PlannedHousehold(code, known.get(code))
            planned.rows.append(row)
            row.group = planned
            if row.role == "head":
                self._take_head(planned, row)
        return list(households.values())

    def _take_head(self, planned: PlannedHousehold, row: PlannedRow) -> None:
        if planned.head is not None:
            row.refuse(
                f"Hộ này trong tệp đã có chủ hộ ở dòng {planned.head.number} ({planned.head.name}). Một hộ chỉ có một chủ hộ."
            )
            return
        planned.head = row
        held = self.memberships.get(row.person.pk) if row.person else None
        if planned.household is None and not planned.code and held and held.role == "head":
            planned.household = held.household

    def _settle(self, row: PlannedRow, planned: PlannedHousehold | None) -> None:
        if planned and planned.household:
            self._check_household(row, planned.household)
        if row.person is None:
            self._settle_new(row)
        else:
            self._settle_known(row, row.person, planned)

    def _check_household(self, row: PlannedRow, household: Household) -> None:
        if not self.scope.reaches(household.commune_id, household.province_id):
            row.refuse(
                f"Mã hộ «{household.code}» đã có ở {household.commune}, ngoài phạm vi của tài khoản. Xem lại mã hộ."
            )
        elif household.to_day:
            row.refuse(f"Hộ «{household.code}» đã chấm dứt từ {vietnamese_day(household.to_day)}. Dùng mã hộ khác.")
        elif not self._is_same_place(household.commune_id, row):
            row.refuse(
                f"Hộ «{household.code}» trong sổ ở {household.commune}, tệp ghi {row.commune}. Nếu hộ đã chuyển, dùng «Chuyển nơi ở»."
            )

    def _settle_new(self, row: PlannedRow) -> None:
        lacking = [LABELS[name].lower() for name in ("birth", "sex") if name not in row.values]
        if lacking and row.outcome != "refused":
            row.refuse(f"Thiếu {' và '.join(lacking)}; người này chưa có trong sổ nên phải ghi đủ.")
        if fault := row.values.get("commune_fault"):
            row.refuse(fault)
        if row.commune and not self.scope.reaches(row.commune.pk, row.commune.province_id or ""):
            row.refuse(
                f"{row.commune} ngoài phạm vi của tài khoản «{self.scope.actor}». Chỉ nhập người của địa bàn mình."
            )
        if row.outcome == "refused":
            return
        values, birth = row.values, row.values["birth"]
        row.person = Person(
            name=values["name"], name_folded=values["name_folded"], name_key=values["name_key"], sex=values["sex"],
            birth_year=birth.year, birth_month=birth.month, birth_day=birth.day, ethnicity=values.get("ethnicity", 1),
            personal_number=values.get("personal_number"), phone=values.get("phone", ""), died_on=values.get("died_on"),
            commune=row.commune, province_id=row.commune.province_id or "" if row.commune else "",
        )  # fmt: skip
        for fault in [*check_person(row.person), *_death_faults(row.person)]:
            row.refuse(fault)
        row.joins = row.group is not None and row.person.died_on is None
        if row.outcome != "refused":
            row.outcome = "added"

    def _settle_known(self, row: PlannedRow, person: Person, planned: PlannedHousehold | None) -> None:
        self._compare(row, person)
        held = self.memberships.get(person.pk)
        if planned is None:
            if not self._is_same_place(person.commune_id, row):
                told = row.commune or row.ended_commune
                row.refuse(
                    f"{person.name} trong sổ ở {person.commune}, tệp ghi {told}. Nếu đã chuyển, dùng «Chuyển nơi ở»."
                )
        elif held is None:
            row.joins = person.died_on is None and "died_on" not in row.new_values
            if row.joins:
                row.changes.append(("Hộ", "", planned.code or "hộ mới"))
        elif planned.household is None or held.household_id != planned.household.pk:
            row.refuse(
                f"{person.name} đang là {ROLES[held.role][0]} ở hộ {held.household.code}; tệp xếp vào hộ {planned.code or 'khác'}. "
                "Dùng «Tách hộ», hoặc «Ra khỏi hộ» rồi nhập lại."
            )
        else:
            self._compare_role(row, held)
            if row.role == "head":
                self._compare_address(row, planned)
        if row.outcome != "refused":
            row.outcome = "changed" if row.changes else "same"

    def _compare(self, row: PlannedRow, person: Person) -> None:
        values = row.values
        for name, words in (
            ("name", None),
            ("sex", SEXES),
            ("ethnicity", ETHNICITIES),
            ("personal_number", None),
            ("phone", None),
        ):
            if name in values and values[name] != getattr(person, name):
                self._change(row, name, _said(getattr(person, name), words), _said(values[name], words), values[name])
        if "birth" in values and not _covers(person.birth, values["birth"]):
            self._change(row, "birth", str(person.birth), str(values["birth"]), values["birth"])
        if (died_on := values.get("died_on")) and died_on != person.died_on:
            self._change(
                row,
                "died_on",
                vietnamese_day(person.died_on) if person.died_on else "",
                vietnamese_day(died_on),
                died_on,
            )
        if row.new_values:
            birth = row.new_values.get("birth", person.birth)
            kept = {
                name: row.new_values.get(name, getattr(person, name))
                for name in ("name", "sex", "ethnicity", "personal_number", "died_on")
            }
            tried = Person(birth_year=birth.year, birth_month=birth.month, birth_day=birth.day, **kept)
            for fault in [*check_person(tried), *_death_faults(tried)]:
                row.refuse(fault)
            if died_on and self._is_head_with_others(person):
                row.refuse(
                    f"{person.name} là chủ hộ còn thành viên khác. Ghi người chết bằng «Ghi người chết» để chọn chủ hộ mới."
                )

    def _is_head_with_others(self, person: Person) -> bool:
        held = self.memberships.get(person.pk)
        return bool(
            held
            and held.role == "head"
            and Membership._base_manager.filter(household=held.household, to_day=None).count() > 1
        )

    def _change(self, row: PlannedRow, name: str, old: str, new: str, value: Any) -> None:
        row.changes.append((LABELS[name], old, new))
        row.new_values[name] = value

    def _compare_role(self, row: PlannedRow, held: Membership) -> None:
        if row.role in ("", held.role):
            return
        if "head" in (row.role, held.role):
            kept, told = ROLES[held.role][0], ROLES[row.role][0]
            row.refuse(
                f"{row.name} trong sổ là {kept} của hộ {held.household.code}, tệp ghi {told}. Dùng «Đổi chủ hộ» rồi nhập lại."
            )
            return
        row.changes.append((LABELS["role"], ROLES[held.role][0], ROLES[row.role][0]))
        row.new_values["role"] = row.role

    def _compare_address(self, row: PlannedRow, planned: PlannedHousehold) -> None:
        household = planned.household
        for name in ("hamlet", "address"):
            if household and name in row.values and row.values[name] != getattr(household, name):
                row.changes.append((LABELS[name], getattr(household, name), row.values[name]))
                planned.corrections[name] = row.values[name]

    def _refuse_headless(self, households: list[PlannedHousehold]) -> None:
        """A new household needs its head: without one, or with the head's row sent back, its other rows go back too."""
        for planned in households:
            if planned.household is not None:
                continue
            if planned.head is None:
                why = f"Hộ {f'«{planned.code}» ' if planned.code else ''}chưa có trong sổ và trong tệp không có dòng chủ hộ. Thêm dòng chủ hộ."
            elif planned.head.outcome == "refused":
                why = f"Chủ hộ của người này (dòng {planned.head.number}) bị trả lại, nên cả hộ chờ sửa dòng đó."
            elif planned.head.person and (planned.head.person.died_on or "died_on" in planned.head.new_values):
                why = f"Chủ hộ {planned.head.name} đã chết. Ghi chủ hộ mới cho hộ này."
            else:
                continue
            for row in planned.rows:
                if row is not planned.head or not planned.head or planned.head.outcome != "refused":
                    row.refuse(why)


def _name_key(row: PlannedRow) -> tuple[str, int, str] | None:
    birth, sex = row.values.get("birth"), row.values.get("sex")
    return (row.values["name_folded"], birth.year, sex) if birth and sex else None


def _agree(kept: BirthDay, told: BirthDay) -> bool:
    """Whether two birth days can be the same one."""
    return kept.year == told.year and all(
        a is None or b is None or a == b for a, b in ((kept.month, told.month), (kept.day, told.day))
    )


def _covers(kept: BirthDay, told: BirthDay) -> bool:
    """Whether the register already knows at least what is told."""
    return kept.year == told.year and told.month in (None, kept.month) and told.day in (None, kept.day)


def _differs_wholly(person: Person, row: PlannedRow) -> bool:
    """Another name and another birth day: the number, not the person, is wrong."""
    birth = row.values.get("birth")
    return person.name_folded != row.values["name_folded"] and (birth is None or not _agree(person.birth, birth))


def _death_faults(person: Person) -> list[str]:
    if person.died_on and (person.died_on.year < person.birth_year or person.died_on > timezone.localdate()):
        return [
            f"Ngày chết {vietnamese_day(person.died_on)} trước năm sinh {person.birth_year} hoặc sau hôm nay. Xem lại ngày."
        ]
    return []


def _said(value: Any, words: dict[Any, tuple[str, str]] | None) -> str:
    if value is None:
        return ""
    return words[value][0] if words else str(value)
