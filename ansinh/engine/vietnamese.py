"""How the engine says values, units and where numbers come from, in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

UNKNOWN = "chưa biết"
UNITS = {
    "dong": "đồng",
    "m2": "m²",
    "percent": "%",
    "year": "tuổi",
    "month": "tháng",
    "day": "ngày",
    "points": "điểm",
    "point": "điểm",
    "person": "người",
    "household": "hộ",
    "kwh": "kWh",
    "answer": "câu",
    "item": "chiếc",
    "part": "bộ phận",
    "indicator": "chỉ số",
    "animal": "con",
    "word": "",
    "list": "",
    "hour": "giờ",
    "dossier": "hồ sơ",
    "working_day": "ngày làm việc",
    "calendar_year": "năm",
    "turn": "lượt",
    "martyr": "liệt sĩ",
    "hundredth": "lần",
    "basis_point": "%",
}
IN_HUNDREDTHS = ("hundredth", "basis_point")
STATUSES = {
    "official": "đã đối chiếu văn bản gốc",
    "secondary": "theo nguồn thứ cấp",
    "unverified": "chưa kiểm chứng",
    "derived": "suy ra từ văn bản",
    "chosen": "do địa phương chọn",
}


def unit_text(unit: str) -> str:
    """``dong/person/month`` is ``đồng/người/tháng``."""
    return "/".join(" x ".join(UNITS.get(part, part) for part in side.split("*")) for side in unit.split("/"))


def number_text(value: int, unit: str = "") -> str:
    """A whole number as people write it: 1.500.000; 2,5 for 250 hundredths of one or of a percent."""
    if not unit.startswith(IN_HUNDREDTHS):
        return f"{value:,}".replace(",", ".")
    whole, rest = divmod(abs(value), 100)
    places = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{'-' if value < 0 else ''}{number_text(whole)}{places}"


def value_text(value: Any, unit: str = "", words: Mapping[Any, tuple[str, str]] | None = None) -> str:
    """The value as an officer writes it: 1.500.000 đồng, 01/09/2023, có, không, chưa biết."""
    if value is None:
        return UNKNOWN
    if words and value in words:
        return words[value][0]
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int):
        number = number_text(value, unit)
        return f"{number}%" if unit in ("percent", "basis_point") else f"{number} {unit_text(unit)}".rstrip()
    return str(value)


def basis_text(reference: str, status: str) -> str:
    """Where a number of the law comes from and how far that was verified."""
    return "; ".join(part for part in (reference, STATUSES.get(status, status)) if part)


def lower_first(text: str) -> str:
    """A label inside a sentence: its first letter small, unless it begins with an abbreviation or a proper name."""
    first, second = [*text.split(" ", 2), ""][:2]
    is_code = (len(first) > 1 and first.isupper()) or any(sign.isdigit() for sign in first)
    is_name = second.istitle() and first.istitle()
    return text if is_code or is_name else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """A label at the head of a line: its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def inside(label: str) -> str:
    """A label inside a sentence; in quotes when it has marks that would break the sentence."""
    bare = label.rstrip(".")
    return f"“{bare}”" if any(mark in bare for mark in ",:;") else lower_first(bare)
