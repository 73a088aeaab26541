"""Figures as Vietnamese officials write them. Amounts are integer dong."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu", "tỷ")

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


def _three(number: int, is_leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [] if is_leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens == 0 and ones and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    if ones:
        words.append(
            {(1, 1): "mốt", (1, 5): "lăm"}.get((int(tens > 1), ones), "lăm" if tens and ones == 5 else _DIGITS[ones])
        )
    return words


def in_words(number: int) -> str:
    """A number in words as officials write it: 1005000000 -> `một tỷ không trăm linh năm triệu`."""
    if number < 0:
        return "âm " + in_words(-number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    words = [*in_words(billions).split(), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group, rest = divmod(rest, 1000**power)
        if group:
            words += [*_three(group, not words), *([_SCALES[power]] if power else [])]
    return " ".join(words)


def dong_in_words(amount_dong: int) -> str:
    """`Hai mươi triệu không trăm linh một đồng` style words printed under an amount."""
    text = in_words(amount_dong) + " đồng"
    return text[0].upper() + text[1:]
