"""The export of a one-stop system as rows of dossiers: each row is understood, or says why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.core.days import read_day
from ansinh.core.names import fold
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.people.jobs.sheets import Cells, FileRefused, read_sheets, text_of
from ansinh.people.jobs.values import number_text
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

HEADINGS: dict[str, tuple[str, ...]] = {
    "external_code": ("ma ho so", "so ho so", "ma so ho so", "so bien nhan", "ma bien nhan"),
    "procedure": ("thu tuc", "ten thu tuc", "thu tuc hanh chinh", "ten tthc", "tthc", "linh vuc thu tuc"),
    "applicant_name": ("nguoi nop", "ho ten nguoi nop", "ten nguoi nop", "chu ho so", "ten chu ho so", "ho va ten", "ho ten"),
    "applicant_number": ("cccd", "so cccd", "so dinh danh", "so giay to", "cmnd cccd", "so cmnd cccd", "can cuoc", "so can cuoc"),
    "phone": ("dien thoai", "so dien thoai", "sdt"),
    "address": ("dia chi", "dia chi nguoi nop", "dia chi lien he"),
    "commune": ("xa", "xa phuong", "phuong xa", "don vi", "don vi tiep nhan", "co quan tiep nhan", "noi tiep nhan"),
    "received_on": ("ngay tiep nhan", "ngay nhan", "ngay nop", "thoi gian tiep nhan", "ngay nhan ho so"),
}  # fmt: skip
LABELS = {
    "external_code": "Mã hồ sơ", "procedure": "Thủ tục", "applicant_name": "Người nộp", "applicant_number": "Số định danh",
    "commune": "Xã, phường", "received_on": "Ngày tiếp nhận", "phone": "Điện thoại", "address": "Địa chỉ",
}  # fmt: skip
NEEDED = ("external_code", "procedure", "applicant_name", "received_on")


@dataclass(frozen=True)
class ExportRow:
    """One row: its number in the file, the code and name it shows, and either the arguments of an opening or what is wrong."""

    number: int
    code: str
    name: str
    told: Mapping[str, Any] | None
    problem: str = ""


def read_export(content: bytes, file_name: str, *, commune: Place | None, day: date) -> list[ExportRow]:
    """Every row below the headings; `commune` is for rows that name none. Raises FileRefused."""
    for sheet in read_sheets(content, file_name, _looks_right):
        for at, line in enumerate(sheet.cells[:40]):
            columns = _columns(line)
            if set(NEEDED) <= set(columns):
                return list(_rows(sheet.cells[at + 1 :], columns, at + 2, commune, day))
    needed = ", ".join(f"«{LABELS[key]}»" for key in NEEDED)
    raise FileRefused(f"Không thấy dòng tiêu đề trong «{file_name}». Tệp cần các cột {needed}.")


def procedure_meant(text: str) -> str | None:
    """The procedure a text of another system names: by our name, or by its label, whole or as the only one that holds its words."""
    wanted, declared = fold(text), procedures()
    if text in declared:
        return text
    labels = {name: fold(one.label_vi) for name, one in declared.items()}
    same = [name for name, label in labels.items() if label == wanted]
    near = [
        name
        for name, label in labels.items()
        if set(wanted.replace(":", " ").split()) >= set(label.replace(":", " ").split())
    ]
    found = same or near
    return found[0] if len(found) == 1 else None


def _looks_right(cells: Cells) -> int:
    return max((len(_columns(line)) for line in cells[:40]), default=0)


def _columns(line: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(line):
        heading = " ".join(fold(text_of(cell)).replace("/", " ").replace(",", " ").split())
        for key, names in HEADINGS.items():
            if heading in names:
                found.setdefault(key, at)
    return found


def _rows(cells: Cells, columns: dict[str, int], first: int, commune: Place | None, day: date) -> Iterator[ExportRow]:
    for number, line in enumerate(cells, start=first):
        told = {key: text_of(line[at]) if at < len(line) else "" for key, at in columns.items()}
        if not any(told.values()):
            continue
        raw_day = line[columns["received_on"]] if columns["received_on"] < len(line) else None
        values, problem = _understood(told, raw_day, commune, day)
        yield ExportRow(number, told["external_code"], told["applicant_name"], None if problem else values, problem)


def _understood(told: dict[str, str], raw_day: Any, commune: Place | None, day: date) -> tuple[dict[str, Any], str]:
    problems = [f"Thiếu «{LABELS[key]}»." for key in NEEDED if not told[key]]
    values: dict[str, Any] = {key: told.get(key, "") for key in ("external_code", "applicant_name", "phone", "address")}
    values["procedure"] = procedure_meant(told["procedure"]) if told["procedure"] else None
    if told["procedure"] and values["procedure"] is None:
        problems.append(f"Chưa rõ thủ tục «{told['procedure']}». Ghi đúng tên thủ tục trong danh mục.")
    number = number_text(told.get("applicant_number", "")) or ""
    if number and (len(number) != 12 or not number.isdigit()):
        problems.append(f"Số định danh «{number}» không đủ 12 chữ số.")
    values["applicant_number"] = number
    try:
        values["received_on"] = read_day(raw_day) if told["received_on"] else None
        if values["received_on"] and values["received_on"] > day:
            problems.append(f"Ngày tiếp nhận «{told['received_on']}» ở tương lai.")
    except ValueError as wrong:
        problems.append(str(wrong))
    values["commune"] = commune
    if place := told.get("commune"):
        try:
            values["commune"] = find_place(place, day=day, level=3)
        except (PlaceUnknown, PlaceAmbiguous) as unclear:
            problems.append(str(unclear))
    elif commune is None:
        problems.append("Thiếu «Xã, phường»; ghi cột này hoặc chọn một xã cho cả tệp.")
    return values, " ".join(problems)
