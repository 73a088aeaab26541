"""Figures as Vietnamese officials write them. Amounts are integer dong."""

from decimal import ROUND_HALF_UP, Decimal

UNITS = {
    "household": ("hộ", "households"),
    "person": ("người", "people"),
    "child": ("trẻ", "children"),
    "percent": ("%", "%"),
    "percentage_point": ("điểm %", "percentage points"),
    "dong": ("đồng", "dong"),
    "million_dong": ("triệu đồng", "million dong"),
    "points": ("điểm", "points"),
    "count": ("", ""),
    "commune": ("xã", "communes"),
    "index": ("", ""),
}


def unit_name(unit: str, language: str = "vi") -> str:
    """The unit as people read it; the code itself when it has no name yet."""
    return UNITS.get(unit, (unit, unit))[0 if language == "vi" else 1]


def grouped(value: int | None, language: str = "vi") -> str:
    """`287.500` (Vietnamese) or `287,500`; an unknown is a dash."""
    if value is None:
        return "–"
    return f"{value:,}".replace(",", "." if language == "vi" else ",")


def decimal(value: Decimal | float | None, places: int = 2, language: str = "vi") -> str:
    """`1,20` (Vietnamese) or `1.20`, rounded half up."""
    if value is None:
        return "–"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def figure(value: int | Decimal | float | None, unit: str, language: str = "vi") -> str:
    """A figure with its unit: `3.453 hộ`, `1,20 %`."""
    if value is None:
        return "chưa có số liệu" if language == "vi" else "no data"
    text = grouped(value, language) if isinstance(value, int) else decimal(value, 4 if unit == "index" else 2, language)
    name = unit_name(unit, language)
    return f"{text} {name}" if name else text
