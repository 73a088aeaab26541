"""A file of wanted workers (form 02): a line an organisation and occupation."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ansinh.core.access import current_scope
from ansinh.core.names import clean_text, fold
from ansinh.labour.jobs.market_files import FilePlan
from ansinh.labour.jobs.occupations import (
    DEMAND_CODES,
    demand_code,
    find_occupations,
    guess_occupation,
    occupation_name,
)
from ansinh.labour.models import DemandLine
from ansinh.labour.words import HALVES
from ansinh.people.jobs.file_plans import FileRow, chunks
from ansinh.people.jobs.table_files import Field, Table, read_table
from ansinh.people.jobs.values import whole_number
from ansinh.people.models import Organisation, tidy_tax_number
from ansinh.places.models import Place

FIELDS = (
    Field("tax_number", "Mã số thuế", r"ma so thue|\bmst\b"),
    Field("women", "Trong đó nữ", r"\bnu\b"),
    Field("count", "Số lượng cần tuyển", r"so luong|so nguoi|can tuyen|nhu cau", is_needed=True),
    Field("occupation", "Nghề (mã cấp 2 hoặc tên)", r"nghe|vi tri|cong viec|ma cap 2", is_needed=True),
    Field("name", "Tên đơn vị", r"^ten|don vi|doanh nghiep|nguoi su dung lao dong"),
)
HEADER = ["STT", "Mã số thuế", "Tên đơn vị", "Nghề (mã cấp 2 hoặc tên)", "Số lượng cần tuyển", "Trong đó nữ"]


def plan_demand(
    content: bytes,
    file_name: str,
    *,
    day: date,
    province: Place,
    commune: Place | None = None,
    sheet: str = "",
    told: Mapping[str, Any],
) -> FilePlan:
    """What a file will add to the reports of the half year `told["year"]`, `told["half"]`: lines of other occupations stay. Raises FileRefused."""
    table = read_table(content, file_name, FIELDS, "phiếu nhu cầu tuyển dụng", sheet=sheet)
    rows = table.rows(lambda row: _read(table, row))
    year, half = int(told["year"]), int(told["half"])
    about = [("Kỳ", f"{HALVES[half][0]} {year}")]
    plan = FilePlan.made(content, file_name, rows=rows, about=about, **table.told())
    _meet([row for row in rows if not row.outcome], year, half)
    return plan


def group_of(text: str) -> str:
    """The group of form 02 a cell means: its code, or the job in words. Raises ValueError."""
    plain = text.strip()
    digits = plain.split(" ")[0].rstrip(".-–:")
    code = digits if digits in DEMAND_CODES else demand_code(digits if digits.isdigit() else guess_occupation(plain))
    if code:
        return code
    near = ", ".join(f"{demand_code(one.code)} {one.vi}" for one in find_occupations(plain, 2) if demand_code(one.code))
    raise ValueError(
        f"Nghề «{plain}» không rõ thuộc nhóm nào. Ghi mã cấp 2 (ví dụ 81){f'; có phải: {near}' if near else ''}."
    )


def _read(table: Table, row: FileRow) -> None:
    row.name = clean_text(table.text(row, "name"))[:200]
    row.values["tax_number"] = table.text(row, "tax_number")
    if not row.name and not row.values["tax_number"]:
        row.refuse("Thiếu mã số thuế và tên đơn vị. Ghi một trong hai.")
    if not table.text(row, "occupation"):
        row.refuse("Thiếu nghề. Ghi mã cấp 2 hoặc tên nghề.")
    table.take(row, "occupation", lambda _cell: group_of(table.text(row, "occupation")))
    if not table.text(row, "count"):
        row.refuse("Thiếu số lượng cần tuyển.")
    table.take(row, "count", lambda cell: whole_number(cell, "Số lượng cần tuyển"))
    table.take(row, "women", lambda cell: whole_number(cell, "Số nữ"))
    row.values.setdefault("women", 0)
    if row.values["women"] > row.values.get("count", row.values["women"]):
        row.refuse(f"Số nữ {row.values['women']} nhiều hơn số cần tuyển {row.values['count']}. Xem lại dòng này.")


def _meet(rows: list[FileRow], year: int, half: int) -> None:
    numbers = {tidy_tax_number(row.values["tax_number"]) for row in rows if row.values["tax_number"]}
    names = {fold(row.name) for row in rows if not row.values["tax_number"]}
    by_number: dict[str, Organisation] = {}
    by_name: dict[str, list[Organisation]] = {}
    for some in chunks(numbers):
        found = Organisation._base_manager.filter(tax_number__in=some)
        by_number |= {one.tax_number or "": one for one in found}
    for some in chunks(names):
        for one in Organisation.objects.filter(name_folded__in=some):
            by_name.setdefault(one.name_folded, []).append(one)
    known: dict[tuple[int, str], tuple[int, int]] = {}
    lines = DemandLine._base_manager.filter(report__year=year, report__half=half, report__is_current=True)
    for organisation, occupation, count, women in lines.values_list(
        "report__organisation", "occupation", "count", "women"
    ):
        known[organisation, occupation] = (count, women)
    seen: dict[tuple[int, str], int] = {}
    for row in rows:
        tax = row.values["tax_number"]
        several = (
            [by_number[tidy_tax_number(tax)]]
            if tidy_tax_number(tax) in by_number
            else []
            if tax
            else by_name.get(fold(row.name), [])
        )
        several = [one for one in several if current_scope().reaches(one.commune_id, one.province_id)]
        if len(several) != 1:
            said = f"mã số thuế «{tax}»" if tax else f"tên «{row.name}»"
            row.refuse(
                f"Trong phạm vi của bạn có {len(several)} đơn vị mang {said}. Ghi mã số thuế, hoặc ghi đơn vị vào sổ đơn vị rồi nhập lại."
            )
            continue
        _plan(row, several[0], known, seen)


def _plan(
    row: FileRow,
    organisation: Organisation,
    known: dict[tuple[int, str], tuple[int, int]],
    seen: dict[tuple[int, str], int],
) -> None:
    row.subject, row.name = organisation, organisation.name
    key = organisation.pk, row.values["occupation"]
    if key in seen:
        row.refuse(f"Nghề này của đơn vị đã có ở dòng {seen[key]} của tệp. Cộng lại thành một dòng.")
        return
    seen[key] = row.number
    told, before = (row.values["count"], row.values["women"]), known.get(key)
    row.outcome = "same" if before == told else "changed" if before else "added"
    shown = f"{before[0]} (nữ {before[1]})" if before else ""
    row.changes = [(occupation_name(key[1]), shown, f"{told[0]} (nữ {told[1]})")]
