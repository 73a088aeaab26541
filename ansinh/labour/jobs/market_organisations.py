"""A file of organisations: met with the register by tax number, else by name and commune."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ansinh.core.access import current_scope
from ansinh.core.names import clean_text, fold
from ansinh.labour.jobs.market import ORGANISATION_LABELS
from ansinh.labour.jobs.market_files import FilePlan
from ansinh.people.jobs.file_plans import FileRow, chunks
from ansinh.people.jobs.sheets import text_of
from ansinh.people.jobs.table_files import Field, Table, read_table
from ansinh.people.jobs.values import day_of, wage_region_of, whole_number, word_of
from ansinh.people.models import Organisation, name_columns, tax_number_faults, tidy_tax_number
from ansinh.people.words import ORGANISATION_KINDS, SECTIONS
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

FIELDS = (
    Field("tax_number", "Mã số thuế", r"ma so thue|\bmst\b|ma so doanh nghiep|ma dn"),
    Field("kind", "Loại hình", r"loai hinh|loai don vi|thanh phan kinh te"),
    Field("activity", "Mã ngành", r"ma nganh|vsic"),
    Field("section", "Ngành kinh tế", r"nganh kinh te|nganh nghe|nganh chinh|linh vuc"),
    Field("workers", "Số lao động", r"so (luong )?(lao dong|ld|nguoi)|tong so lao dong|quy mo"),
    Field("zone", "Khu, cụm công nghiệp", r"khu (cong nghiep|kinh te|cn)|kcn|cum cong nghiep"),
    Field("wage_region", "Vùng lương tối thiểu", r"vung"),
    Field("commune", "Xã, phường", r"^(xa|phuong)|ten xa|ma xa|don vi hanh chinh"),
    Field("district", "Huyện", r"^(huyen|quan)"),
    Field("phone", "Điện thoại", r"dien thoai|\bsdt\b|\bdt\b"),
    Field("email", "Thư điện tử", r"email|e mail|thu dien tu"),
    Field("address", "Địa chỉ", r"dia chi|tru so"),
    Field("from_day", "Hoạt động từ ngày", r"ngay (thanh lap|hoat dong|cap|bat dau)|hoat dong tu"),
    Field("to_day", "Chấm dứt từ ngày", r"ngay (cham dut|giai the|ngung)|cham dut"),
    Field(
        "name",
        "Tên đơn vị",
        r"^ten\b|ten (don vi|doanh nghiep|co so|cong ty|to chuc|dn)|don vi|doanh nghiep",
        is_needed=True,
    ),
)
HEADER = [
    "STT", *(ORGANISATION_LABELS[name] for name in (
        "tax_number", "name", "kind", "section", "activity", "workers", "commune", "address", "zone", "wage_region", "phone", "email", "from_day",
    )),
]  # fmt: skip
_TOLD = tuple(name for name in ORGANISATION_LABELS if name not in ("commune",))
_KIND_SPELLINGS = (
    (r"\bfdi\b|nuoc ngoai|von nn|100 von|lien doanh", "foreign_enterprise"),
    (r"hop tac xa|\bhtx\b|to hop tac", "cooperative"),
    (r"ho kinh doanh|\bhkd\b|ho ca the|kinh doanh ca the|co so kinh doanh|ho gia dinh", "household_business"),
    (r"(dn|doanh nghiep|cong ty) nha nuoc|\bdnnn\b|nha nuoc mot thanh vien", "state_enterprise"),
    (
        r"^(truong|benh vien|trung tam|uy ban|ubnd|so|phong|tram|ban|chi cuc|cuc)\b|su nghiep|co quan|hanh chinh",
        "public_body",
    ),
    (
        r"cong ty|\bcty\b|tnhh|co phan|doanh nghiep|\bdntn\b|tap doan|chi nhanh|xi nghiep|ngoai nha nuoc|tu nhan",
        "private_enterprise",
    ),
)
_DIVISIONS = (
    (3, "A"), (9, "B"), (33, "C"), (35, "D"), (39, "E"), (43, "F"), (47, "G"), (53, "H"), (56, "I"), (63, "J"), (66, "K"), (68, "L"),
    (75, "M"), (82, "N"), (84, "O"), (85, "P"), (88, "Q"), (93, "R"), (96, "S"), (98, "T"), (99, "U"),
)  # fmt: skip


def plan_organisations(
    content: bytes,
    file_name: str,
    *,
    day: date,
    province: Place,
    commune: Place | None = None,
    sheet: str = "",
    told: Mapping[str, Any] | None = None,
) -> FilePlan:
    """What a file of organisations will do; `commune` serves rows that name none. Raises FileRefused."""
    table = read_table(content, file_name, FIELDS, "danh sách đơn vị", sheet=sheet)
    places = _Communes(day, province, commune)
    rows = table.rows(lambda row: _read(table, row, places))
    plan = FilePlan.made(content, file_name, rows=rows, **table.told())
    _meet([row for row in rows if not row.outcome])
    return plan


def section_of_activity(code: str) -> str:
    """The section a VSIC code lies in, by its first two digits; nothing where there is none."""
    division = int(code[:2]) if code[:2].isdigit() else 0
    return next((letter for last, letter in _DIVISIONS if 0 < division <= last), "")


def kind_of(text: str, name: str) -> str:
    """The kind of an organisation as told, else as its name says. Raises ValueError."""
    for said in (text, name):
        plain = fold(said)
        found = next((kind for pattern, kind in _KIND_SPELLINGS if plain and re.search(pattern, plain)), "")
        if found:
            return found
    return word_of(text or "(trống)", ORGANISATION_KINDS, "Loại hình")


def section_of(text: str) -> str:
    """The section by its letter, its name, or the VSIC code that lies in it. Raises ValueError."""
    letter = text.strip().upper()[:1]
    if len(text.strip()) == 1 and letter in SECTIONS:
        return letter
    if text.strip()[:1].isdigit() and (found := section_of_activity(text.strip())):
        return found
    if re.match(r"^[A-U][\s.:\-–]", text.strip()):
        return letter
    return word_of(text, SECTIONS, "Ngành kinh tế")


class _Communes:
    """Communes of a day by what a row says, each distinct text looked up once; one commune for rows that say none."""

    def __init__(self, day: date, province: Place, commune: Place | None) -> None:
        self.day, self.province = day, province
        none = "" if commune else "Thiếu xã, phường. Ghi tên hoặc mã, hoặc chọn xã chung cho cả tệp."
        self.known: dict[tuple[str, str], tuple[Place | None, str]] = {("", ""): (commune, none)}

    def find(self, commune: str, district: str) -> tuple[Place | None, str]:
        """(the commune, or why there is none)."""
        key = (commune, district if commune else "")
        if key not in self.known:
            asked = ", ".join(text for text in (commune.zfill(5) if commune.isdigit() else commune, district) if text)
            try:
                self.known[key] = find_place(asked, day=self.day, province=self.province, level=3), ""
            except (PlaceUnknown, PlaceAmbiguous) as wrong:
                self.known[key] = None, str(wrong)
        return self.known[key]


def _read(table: Table, row: FileRow, places: _Communes) -> None:
    row.name = clean_text(table.text(row, "name"))[:200]
    row.values["name"] = row.name
    if len(row.name) < 2:
        row.refuse("Thiếu tên đơn vị. Ghi tên như trên giấy đăng ký.")
    if number := re.sub(r"[\s.']", "", table.text(row, "tax_number")):
        number = number.zfill(10) if number.isdigit() and len(number) == 9 else number
        for fault in tax_number_faults(number):
            row.refuse(fault)
        row.values["tax_number"] = tidy_tax_number(number) if not row.reasons else number
    try:
        row.values["kind"] = kind_of(table.text(row, "kind"), row.name)
    except ValueError as wrong:
        row.refuse(str(wrong))
    table.take(row, "section", lambda cell: section_of(text_of(cell)))
    if activity := re.sub(r"\D", "", table.text(row, "activity")):
        row.values["activity"] = activity[:5]
        row.values.setdefault("section", section_of_activity(activity))
    table.take(row, "workers", lambda cell: whole_number(cell, "Số lao động"))
    for name in ("from_day", "to_day"):
        table.take(row, name, day_of)
    for name, longest in (("address", 200), ("zone", 80), ("phone", 20), ("email", 254)):
        if text := clean_text(table.text(row, name)):
            row.values[name] = text
            if len(text) > longest:
                row.refuse(
                    f"{ORGANISATION_LABELS[name]} «{text[:30]}…» dài {len(text)} ký tự, nhiều nhất {longest}. Ghi gọn lại."
                )
    table.take(row, "wage_region", wage_region_of)
    commune, why = places.find(table.text(row, "commune"), table.text(row, "district"))
    if commune is None:
        row.refuse(why)
    elif not current_scope().reaches(commune.pk, commune.province_id or ""):
        row.refuse(
            f"{commune} ngoài phạm vi của tài khoản «{current_scope().actor}». Chỉ nhập đơn vị của địa bàn mình."
        )
    row.values["commune"] = commune


def _meet(rows: list[FileRow]) -> None:
    numbers = {row.values["tax_number"] for row in rows if row.values.get("tax_number")}
    known = {one.tax_number: one for one in _in(Organisation._base_manager.all(), "tax_number", numbers)}
    names = {fold(row.name) for row in rows}
    alike = {(one.commune_id, one.name_folded): one for one in _in(Organisation.objects.all(), "name_folded", names)}
    seen: dict[Any, int] = {}
    for row in rows:
        commune = row.values["commune"]
        number = row.values.get("tax_number") or ""
        twin = alike.get((commune.pk, fold(row.name)))
        found = known.get(number) if number else twin
        if found is None and twin is not None and not twin.tax_number:
            found = twin
        key = number or (commune.pk, fold(row.name))
        if key in seen:
            row.refuse(f"Đơn vị này đã có ở dòng {seen[key]} của tệp. Giữ một dòng.")
            continue
        seen[key] = row.number
        _plan(row, found)


def _plan(row: FileRow, found: Organisation | None) -> None:
    values = row.values
    if found is None:
        row.outcome = "added"
        row.subject = Organisation(
            province_id=values["commune"].province_id or values["commune"].pk, **name_columns(row.name),
            **{name: value for name, value in values.items() if name != "name"},
        )  # fmt: skip
        return
    if not current_scope().reaches(found.commune_id, found.province_id):
        row.refuse(f"Mã số thuế {values['tax_number']} là của một đơn vị ngoài phạm vi của bạn. Xem lại số.")
        return
    for name in _TOLD:
        if name in values and values[name] not in ("", None) and values[name] != getattr(found, name):
            row.changes.append(
                (ORGANISATION_LABELS[name], _shown(getattr(found, name), name), _shown(values[name], name))
            )
            setattr(found, name, values[name])
    if values["commune"].pk != found.commune_id:
        row.changes.append((ORGANISATION_LABELS["commune"], str(found.commune), str(values["commune"])))
        found.commune, found.province_id = values["commune"], values["commune"].province_id or values["commune"].pk
    for column, value in name_columns(found.name).items():
        setattr(found, column, value)
    row.subject = found
    row.outcome = "changed" if row.changes else "same"


def _shown(value: Any, name: str) -> str:
    labels = {"kind": ORGANISATION_KINDS, "section": SECTIONS}.get(name, {})
    return labels[value][0] if value in labels else text_of(value)


def _in(rows: Any, column: str, values: set[str]) -> list[Any]:
    return [one for some in chunks(values - {""}) for one in rows.filter(**{f"{column}__in": some})]
