"""Figures as Vietnamese officials write them. Amounts are integer dong."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")

UNITS = {
    "household": ("hộ", "households"),
    "person": ("người", "people"),
    "child": ("trẻ", "children"),
    "turn": ("lượt", "turns"),
    "percent": ("%", "%"),
    "percentage_point": ("điểm %", "percentage points"),
    "dong": ("đồng", "dong"),
    "million_dong": ("triệu đồng", "million dong"),
    "points": ("điểm", "points"),
    "count": ("", ""),
    "commune": ("xã", "communes"),
    "index": ("", ""),
    "times": ("lần", "times"),
    "per_100000": ("trên 100.000", "per 100,000"),
    "enterprise": ("doanh nghiệp", "enterprises"),
    "organisation": ("tổ chức", "organisations"),
    "facility": ("cơ sở", "facilities"),
    "project": ("dự án", "projects"),
    "model": ("mô hình", "models"),
    "dossier": ("hồ sơ", "dossiers"),
    "form": ("phiếu", "forms"),
    "permit": ("giấy phép", "permits"),
    "agreement": ("bản", "agreements"),
    "certificate": ("bằng", "certificates"),
    "card": ("thẻ", "cards"),
    "document": ("văn bản", "documents"),
    "petition": ("đơn", "petitions"),
    "recommendation": ("kiến nghị", "recommendations"),
    "house": ("căn", "houses"),
    "monument": ("công trình", "monuments"),
    "grave": ("mộ", "graves"),
    "gift": ("suất", "gifts"),
    "position": ("vị trí", "positions"),
    "vacancy": ("chỉ tiêu tuyển dụng", "vacancies"),
    "planned_target": ("chỉ tiêu", "targets"),
    "session": ("phiên", "sessions"),
    "conference": ("hội nghị", "conferences"),
    "course": ("lớp", "courses"),
    "event": ("cuộc", "events"),
    "case": ("vụ", "cases"),
    "intervention": ("ca", "interventions"),
    "tonne": ("tấn", "tonnes"),
    "day": ("ngày", "days"),
    "month": ("tháng", "months"),
    "usd": ("USD", "USD"),
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


def in_words(number: int, *, nought: str = "linh") -> str:
    """A whole number as officials write it: 1005000021 gives `một tỷ không trăm linh năm triệu không trăm hai mươi mốt`.

    `nought` is the word before a lone last digit: `linh` in the North and in the standard, `lẻ` in the South."""
    if number < 0:
        return "âm " + in_words(-number, nought=nought)
    return " ".join(_number(number, nought, is_leading=True)) or _DIGITS[0]


def dong_in_words(amount_dong: int, *, nought: str = "linh") -> str:
    """An amount as written under a total: 68212208 gives `Sáu mươi tám triệu hai trăm mười hai nghìn hai trăm linh tám đồng`."""
    text = in_words(amount_dong, nought=nought) + " đồng"
    return text[0].upper() + text[1:]


def _number(number: int, nought: str, *, is_leading: bool) -> list[str]:
    """Words of a number; a part that follows another says its missing hundreds. `tỷ` is said again for a billion billions."""
    billions, rest = divmod(number, 10**9)
    words = [*_number(billions, nought, is_leading=is_leading), "tỷ"] if billions else []
    for power in (2, 1, 0):
        group, rest = divmod(rest, 1000**power)
        if group:
            words += _three(group, nought, is_leading=is_leading and not words)
            words += [_SCALES[power]] if power else []
    return words


def _three(number: int, nought: str, *, is_leading: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = [] if is_leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens:
        words.append("mười")
    elif ones and words:
        words.append(nought)
    return [*words, _last_digit(tens, ones)] if ones else words


def _last_digit(tens: int, ones: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if ones == 1 and tens > 1:
        return "mốt"
    return "tư" if ones == 4 and tens > 1 else _DIGITS[ones]
