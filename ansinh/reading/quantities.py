"""Numbers as they are written: value, unit, comparator, ranges, pairs.

What is a date, a code, an age or an enumerator is no quantity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ansinh.reading.sentences import JOIN, Plain
from ansinh.reading.units import Unit, is_age, is_known, is_time, is_uncounted, names, unit_at

_NUMBER = re.compile(
    rf"\d{{1,3}}(?:\.{JOIN}?\d{{3}})+(?:,{JOIN}?\d+)?(?!\d)|\d{{1,3}}(?:,{JOIN}?\d{{3}})+(?:\.\d+)?(?![\d,])"
    rf"|\d{{1,3}}(?:{JOIN}\d{{3}})+(?:,\d+)?(?!\d)|\d+(?:[.,]{JOIN}?\d+)?"
)
_VIETNAMESE = re.compile(r"(?<![\d.,/])(?:\d{1,3}\.\d{3}(?![\d/])|\d+,\d{1,2}(?![\d]))")
_ENGLISH = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)")


_GROUPS = re.compile(r"(\d{1,3})(([.,\x1e])\d{3}(?:\3\d{3})*)(?:[.,](\d+))?")
_DATES = re.compile(
    r"(?<![\d,])(?:\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d{2}(?![\d.,]*\d)"
    r"|(?:0?[1-9]|1[0-2]) ?[/.-] ?(?:19|20)\d{2}(?![\d%]|[.,]\d)"
    r"|(?:19|20)\d{2} ?(?:-|đến|và|,) ?(?:năm )?(?:19|20)\d{2}(?![\d%]|[.,]\d)"
    r"|(?:19|20)\d{2} ?- ?\d{2}(?![\d%]|[.,]\d)"
    r"|\d{1,2}(?: ?(?:h(?![^\W\d])|giờ(?!\w)|:(?=\d))(?: ?[0-5]\d)?)(?::[0-5]\d)?(?![\d]| làm| công)"
    r"|24 ?/ ?(?:24|7)(?!\d)|(?<=gmt)\+\d+|(?<=gmt )\+ ?\d+"
    r"|(?<!\d)\d{1,6}[a-z]?(?:/\d{4})?/(?:[a-zđ]{2,}\d*(?:-[a-zđ]+)*"
    r"|[a-zđ]{1,3}-[a-zđ]+)(?![\w])(?<!/người)(?<!/năm)(?<!/tháng)(?<!/hộ)"
    r")"
    r"|(?<!\w)ngày (?:\d{1,2}(?:(?:, ?| và | ?- ?| đến )(?:ngày )?\d{1,2}){1,20}|\d{1,2})(?= ?(?:tháng|/"
    r"|\.\d{1,2}(?!\d)|-\d{1,2}(?!\d)))(?:(?:/|\.|-| tháng )\d{1,2}(?!\d))?"
    r"|(?<!\w)ngày \d{1,2} ?[-/.] ?(?:0?[1-9]|1[0-2])(?![\d.,]*\d)"
    r"|(?<!\w)tháng (?:0?[1-9]|1[0-2])(?![\d.,]*\d)(?:(?:, ?| và | ?- ?"
    r"| đến (?:tháng )?)\d{1,2}(?![\d.,]*[\d%])){0,20}(?! ?[%])"
    r"|(?<!\w)(?:các |những )năm \d{4}(?:(?:, ?| và | ?- ?)\d{4}){0,20}"
)
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])(?![\d%/]|[.,]\d)")
_BEFORE_DATE = re.compile(
    r"(?:sáng|chiều|tối|trưa|ngày|đêm|hôm|nay|đến|hết|dịp|mừng|lễ|trước|sau|vào|từ|sĩ|sỹ|niệm|nữ|nhi|tật|động"
    r"|tết|\(|-|nam|quốc khánh) ?\(?$"
)
_URL = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,80}|(?<!\d)0\d{2,4}[ .-]?\d{3,4}[ .-]?\d{3,4}(?![\d])"
)
_ENUMERATOR = re.compile(
    r"(?:^|(?<=\n))[ ]*(?:[-+*•][ ]*)?(?:\(?\d{1,2}(?:\.\d{1,2})*(?:[.)/:]|(?= ?-))(?![\d%])"
    r"|(?:[ivx]+\.)(?:\d{1,2}[.)]?)+|\d{1,2}(?:\.\d{1,2})+(?= [^\W\d]))"
    r"|\(\d{1,2}\)(?= ?[^\W\d])|(?<=[.;:] )\d{1,2}(?:\.\d{1,2})*[.)](?= [^\W\d])"
)
_LEFT_WORDS = re.compile(r"(?:(?:([^\W\d_]+) )?([^\W\d_]+) )?([^\W\d_]+)[ :]*$")
_RATE_BASE = re.compile(
    r" ?(?:người|trẻ|trẻ em|ca|cán bộ|giường(?: bệnh)?|bác sĩ|bác sỹ|vụ|cộng tác viên|đối tượng|công chức|lao động|hộ"
    r"|giáo viên|học sinh)? ?/ ?(?:1\.000|10\.000|100\.000|1\.000\.000|10+|(?:(?:1|một|\d) ?)?(?:vạn|triệu|nghìn))"
    r" ?(?:dân|trẻ|người|ca|nhân khẩu|lao động|hộ)(?!\w)[^\W\d_ ]*"
    r"| ?người ?/ ?(?:km2|km²|ha|hộ)(?!\w)"
)
_GLUED_VERB = re.compile(r"(?<!\w)(?:chiếm|đạt|là|còn|có|trên|hơn|gần|khoảng|tăng|giảm|cho|được|với|gồm)$")
_COMPARED = re.compile(
    r"(?<!\w)(?:(?P<about>gần hơn|trên dưới|hơn kém|khoảng chừng|khoảng|khoang|xấp xỉ|xấp xĩ|ước tính"
    r"|ước khoảng|ước đạt|ước có|ước thực hiện|ước|chừng|(?<=\()trung bình)"
    r"|(?P<over>hơn|hown|trên|tren|không dưới|không thấp hơn|không ít hơn|ít nhất|tối thiểu(?: là| đạt)?"
    r"|vượt ngưỡng|vượt mốc|vượt con số)"
    r"|(?P<under>không quá|không vượt quá|không cao hơn|tối đa(?: là)?|dưới|duoi|chưa đến|chưa tới|chưa đầy|thấp hơn)"
    r"|(?P<nearly>gần đạt|gần bằng|gần|ngót|suýt soát|sát))(?P<rest> (?:là|mức|tới|đến))? $"
    r"|(?P<more>[≥>]) ?$|(?P<less>[≤<]) ?$"
)
_SIGNS = {"more": "over", "less": "under"}
_ESTIMATED = re.compile(
    r"(?<!\w)ước(?! mơ| muốn| vọng| nguyện| lượng)(?: tính)?(?:(?: đến| hết| cuối| cả| trong)* (?:năm|tháng"
    r"|quý)(?: \d{4})?)?(?:, )?[^\d.;,:()]{0,60}$"
)
_AFTER_OVER = re.compile(r"[^.;,()\d]{0,30}?(?<!\w)trở lên")
_CONDITION = re.compile(
    r"(?<!\w)(?:xã|thôn|bản|ấp|huyện|đơn vị|địa phương|địa bàn|nơi|hộ|doanh nghiệp|cơ sở|người|trường|công ty"
    r"|đối tượng|tật|khuyết tật|thương tật|suy giảm)"
    r" (?:[^\W\d_]+ ){0,4}?(?:có (?:từ |trên |dưới )?$|có (?:tỷ lệ|mức|số|thu nhập"
    r"|quy mô)[^,;.\d]{0,60}(?:trên|dưới|từ|cao hơn|thấp hơn) $|sử dụng (?:từ|trên|dưới) $)"
)
_DISABILITY = re.compile(
    r"(?<!\w)(?:thương tật|tổn thương cơ thể|suy giảm khả năng lao động|mất sức(?: lao động)?"
    r"|khuyết tật)(?: [^\W\d_]+){0,3} $"
)

_DIGITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_IN_WORDS = re.compile(
    r"(?<!\w)(?:(?:"
    + "|".join(_DIGITS)
    + r"|mười|mươi|trăm|nghìn|ngàn|linh|lẻ|triệu)(?!\w) ?){2,}|(?<!\w)mười (?=người|hộ|căn|doanh nghiệp)"
)
_HAS_WORDS = re.compile(r"(?:mười|mươi|trăm|nghìn|ngàn)(?!\w)")


@dataclass(slots=True)
class Quantity:
    """A number in ``Plain.text``: ``start:end`` the numeral with scale and unit, ``lead`` where its comparator begins.

    ``unit`` is a key of ``claim.UNITS``, "other", or "" when no unit follows (``is_bare``). ``mate`` is the second number
    of "454/1.800", itself ``is_second``; ``is_twice`` when both have their unit ("131.000 con/96.880 con")."""

    start: int
    end: int
    value: Decimal
    decimals: int
    unit: str
    unit_said: str = ""
    lead: int = 0
    comparator: str = "exact"
    value_max: Decimal | None = None
    mate: "Quantity | None" = None
    is_second: bool = False
    is_twice: bool = False

    @property
    def is_bare(self) -> bool:
        return not self.unit


def quantities(plain: Plain) -> list[Quantity]:
    """The quantities of a text in order, those that cannot be claims left out."""
    low = plain.low
    masked = _masks(low)
    found: list[Quantity] = []
    numbers = list(_NUMBER.finditer(low))
    style = _style(low)
    at = 0
    while at < len(numbers):
        one, taken = _read(low, numbers, at, masked, style)
        if one is not None:
            found.append(one)
            if one.mate is not None:
                found.append(one.mate)
        at += taken
    if _HAS_WORDS.search(low):
        found.extend(_in_words(low))
        found.sort(key=lambda one: one.start)
    return found


class _Spans:
    """Stretches that hold no quantity, asked in order of place."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.at = 0

    def holds(self, position: int) -> bool:
        while self.at < len(self.spans) and self.spans[self.at][1] <= position:
            self.at += 1
        return self.at < len(self.spans) and self.spans[self.at][0] <= position


def _masks(low: str) -> _Spans:
    spans = [found.span() for pattern in (_DATES, _URL, _ENUMERATOR) for found in pattern.finditer(low)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return _Spans(merged)


def _read(low: str, numbers: list[re.Match[str]], at: int, masked: _Spans, style: str) -> tuple[Quantity | None, int]:
    """The quantity at a number, and how many numbers it takes up."""
    number = numbers[at]
    if masked.holds(number.start()) or _is_glued(low, number.start()):
        return None, 1
    day = _DAY_MONTH.match(low, number.start())
    if day and _is_day(low, day):
        return None, 2 if day[1] in "/-" else 1
    unit = unit_at(low, number.end())
    following = numbers[at + 1] if at + 1 < len(numbers) else None
    if following is not None and following.start() - max(unit.end, number.end()) <= 6:
        one = _joined(low, number, following, unit, masked, style)
        if one is not None:
            return (None if _is_no_quantity(low, one, one.unit_said, number) else one), 2
    value, decimals = _value(number[0], unit, style)
    one = _quantity(low, number.start(), unit.end, value, decimals, unit)
    taken = 1 + _take_lower_scales(low, one, unit, numbers[at + 1 : at + 4], style)
    if _is_no_quantity(low, one, unit.said, number):
        return None, 1
    base = _RATE_BASE.match(low, number.end())
    if base:
        one.unit, one.unit_said, one.end = "other", low[number.end() : base.end()].strip(), base.end()
    elif one.unit == "person" and one.value != one.value.to_integral_value():
        one.unit = "other"  # "7,88 bác sĩ" are so many for so many people, "1,9 người" for a household
    while at + taken < len(numbers) and (
        numbers[at + taken].start() < one.end or _is_price_base(low, one, numbers[at + taken])
    ):
        taken += 1
    return one, taken


def _take_lower_scales(low: str, one: Quantity, unit: Unit, following: list[re.Match[str]], style: str) -> int:
    """Adds "245 triệu đồng" to "59 tỷ": how many of the numbers that follow belong to this one."""
    taken = 0
    for after in following:
        lower = unit_at(low, after.end())
        is_money = unit.unit in ("", "dong") and unit.factor >= 3 and 0 < lower.factor < unit.factor
        if not is_money or low[one.end : after.start()] not in ("", " "):
            break
        more, one.decimals = _value(after[0], lower, style)
        one.value += more
        one.end, one.unit, one.unit_said = lower.end, lower.unit or "dong", lower.said
        unit, taken = lower, taken + 1
    return taken


def _is_price_base(low: str, one: Quantity, after: re.Match[str]) -> bool:
    """The 1 of "50 triệu đồng/1 căn"."""
    return one.unit == "dong" and low[one.end : after.start()].strip() == "/"


def _joined(
    low: str, first: re.Match[str], second: re.Match[str], unit: Unit, masked: _Spans, style: str
) -> Quantity | None:
    """A range ("1-1,5%", "từ 700 USD đến 8.000 USD") or a pair ("454/1.800 người"); None when the number stands alone."""
    has_unit = bool(unit.factor or unit.unit)
    joiner = low[(unit.end if has_unit else first.end()) : second.start()].strip()
    if joiner not in ("-", "đến", "tới", "/", "->", "~") or masked.holds(second.start()):
        return None
    later = unit_at(low, second.end())
    if joiner != "/":
        return _range(low, (first, second), (unit if has_unit else None, later), joiner, style)
    if unit.unit == "percent" or (unit.unit == "dong" and later.unit != "dong") or _RATE_BASE.match(low, first.end()):
        return None
    return _pair(low, first, second, unit if has_unit else None, later, style)


def _range(
    low: str, numbers: tuple[re.Match[str], re.Match[str]], units: tuple[Unit | None, Unit], joiner: str, style: str
) -> Quantity | None:
    """From one number to a greater one of the same unit; the first may have none of its own."""
    (first, second), (own, later) = numbers, units
    if own is None and not (later.unit or later.factor):
        return None
    if own is not None:
        is_count = own.unit not in ("percent", "dong", "other")
        is_year = second[0].isdigit() and len(second[0]) == 4 and not later.is_known
        if (is_count and joiner == "-") or is_year or (later.unit and later.unit != own.unit):
            return None
    shared = later if own is None or later.factor or later.unit else own
    of_first = own if own is not None and (own.factor or own.unit == shared.unit) and own.unit else shared
    lowest, digits = _value(first[0], Unit(of_first.factor, shared.unit, "", 0), style)
    highest, more = _value(second[0], shared, style)
    if lowest > highest and own is None and shared.factor:
        lowest, digits = _value(first[0], Unit(0, shared.unit, "", 0), style)
    if lowest >= highest:
        return None
    one = _quantity(low, first.start(), later.end, lowest, max(digits, more), shared)
    one.value_max, one.comparator = highest, "range"
    if low[max(0, first.start() - 3) : first.start()] == "từ ":
        one.lead = first.start() - 3
    return one


def _pair(
    low: str, first: re.Match[str], second: re.Match[str], own: Unit | None, unit: Unit, style: str
) -> Quantity | None:
    """Two numbers of one unit over each other."""
    if not unit.unit and not unit.factor and own is not None:
        unit = Unit(own.factor, own.unit, own.said, second.end())
    is_year = second[0].isdigit() and len(second[0]) == 4 and second[0][:2] in ("19", "20")
    if is_year and not unit.is_known:
        return None
    if own is not None and own.per:
        return None
    if is_time(low, second.end()):
        return None
    value, decimals = _value(first[0], own if own is not None and own.factor else unit, style)
    whole, digits = _value(second[0], unit, style)
    one = _quantity(low, first.start(), unit.end, value, decimals, unit)
    one.is_twice = own is not None
    one.mate = _quantity(low, second.start(), unit.end, whole, digits, unit)
    one.mate.is_second = True
    one.mate.lead = one.lead
    one.mate.comparator = "exact"
    return one


def _quantity(low: str, start: int, end: int, value: Decimal, decimals: int, unit: Unit) -> Quantity:
    one = Quantity(start, end, value, decimals, unit.unit, unit.said, start)
    left = low[max(0, start - 60) : start]
    said = _COMPARED.search(left)
    if said:
        name = next(name for name, words in said.groupdict().items() if words and name != "rest")
        one.comparator = _SIGNS.get(name, name)
        one.lead = start - (len(left) - said.start())
    elif _ESTIMATED.search(left):
        one.comparator = "about"
    if one.comparator == "exact" and _AFTER_OVER.match(low, end, end + 40):
        one.comparator = "over"
    return one


def _value(said: str, unit: Unit, style: str = "") -> tuple[Decimal, int]:
    """The number in base units, and how many decimals its digits reach."""
    said = (
        said.replace(JOIN, "\x1e") if JOIN in said and not re.search(rf"[.,]{JOIN}", said) else said.replace(JOIN, "")
    )
    groups = _GROUPS.fullmatch(said)
    whole, fraction = said, ""
    if groups:
        separator = groups[3]
        is_english = style == "english"
        is_rate = unit.unit == "percent" or unit.factor > 0 or unit.is_measure
        is_single = len(groups[2]) == 4 and not groups[4]
        is_decimal = is_single and (
            groups[1] == "0"
            or (separator == "." and is_english and is_rate)
            or (separator == "," and not is_english and is_rate)
            or (unit.unit == "percent" and len(groups[1]) <= 2)
        )
        if is_decimal:
            whole, fraction = groups[1], groups[2][1:]
        else:
            whole, fraction = groups[1] + re.sub(r"\D", "", groups[2]), groups[4] or ""
    elif "," in said or "." in said:
        whole, fraction = re.split(r"[.,]", said, maxsplit=1)
    value = Decimal(f"{whole}.{fraction}" if fraction else whole).scaleb(unit.factor)
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() and value < 10**18 else value
    return value, len(fraction) - unit.factor


def _style(low: str) -> str:
    """ "english" when commas part the thousands and points the decimals, as in reports written on a foreign keyboard."""
    here = len(_VIETNAMESE.findall(low))
    return "english" if here == 0 and _ENGLISH.search(low) else ""


def _is_glued(low: str, start: int) -> bool:
    """A number inside a word or a code: "covid-19", "k15", "/2024"."""
    if not start:
        return False
    before = low[start - 1]
    if before.isalpha() and _GLUED_VERB.search(low, max(0, start - 8), start):
        return False
    if before.isalpha() or before == "_" or before == "#":
        return True
    if before in "-/." and start > 1 and (low[start - 2].isalpha() or low[start - 2].isdigit()):
        return not (
            before == "-" and low[start - 2].isalpha() and low[max(0, start - 4) : start - 1] in ("đạt",)
        ) and not (before == "." and low[start - 2].isalpha())
    return False


def _is_day(low: str, day: re.Match[str]) -> bool:
    """Whether "27/7" is a day: said as one, and counting nothing."""
    left = low[max(0, day.start() - 14) : day.start()]
    noun = unit_at(low, day.end())
    is_counting = noun.is_known or noun.factor > 0
    if day[1] == ".":
        return bool(re.search(r"(?:ngày|sáng|chiều|tối|hết|trước|sau|đến|từ) $", left)) and not is_counting
    if day[1] == "-":
        return bool(re.search(r"(?:ngày|sáng|chiều|tối|hôm|dịp) \(?$", left)) and not is_counting
    if _BEFORE_DATE.search(left):
        return not is_counting
    return not noun.unit


def _is_no_quantity(low: str, one: Quantity, said: str, number: re.Match[str]) -> bool:
    """Whether the number is a date, a name, an age, a threshold or counts what is no work."""
    start = number.start()
    digits = number[0]
    left = _LEFT_WORDS.search(low, max(0, start - 30), start)
    after = low[number.end() : number.end() + 1]
    if (after.isalpha() and one.end == number.end()) or len(digits) > 24:
        return True
    if digits.isdigit() and len(digits) <= 5 and one.unit not in ("percent", "dong"):
        if left and names((left[1], left[2], left[3]), counts=one.unit not in ("", "other") or len(digits) > 3):
            return True
        if len(digits) == 4 and digits[:2] in ("19", "20") and (one.unit in ("", "other") or not is_known(said)):
            return True
    is_sort = is_uncounted if one.value_max is None else is_age
    if one.unit == "other" and one.mate is None and one.decimals == 0 and is_sort(low, one.end - len(said)):
        return True
    window = low[max(0, start - 90) : start]
    is_bound = one.comparator in ("over", "under", "range") or window.endswith("từ ")
    if is_bound and _CONDITION.search(window):
        return True
    if one.unit == "percent" and _DISABILITY.search(window[:-3] if window.endswith("từ ") else window):
        return True
    return window.endswith("/ ") or (low[start - 1 : start] == "/" and one.mate is None)


def _in_words(low: str) -> Iterator[Quantity]:
    """Numbers written out that count something known: "ba mươi hai hộ"."""
    for found in _IN_WORDS.finditer(low):
        if re.search(r"(?:hàng|vài|mấy|thứ|năm|\() ?$", low[max(0, found.start() - 6) : found.start()]):
            continue
        end = found.end() - 1 if found[0].endswith(" ") else found.end()
        if low[max(0, end - 1) : end] == " ":
            continue
        value = _spoken(found[0].split())
        unit = unit_at(low, end)
        if value is None or not unit.is_known or unit.factor:
            continue
        yield _quantity(low, found.start(), unit.end, Decimal(value), 0, unit)


def _spoken(words: list[str]) -> int | None:
    """The whole number the words say, None when they say none."""
    total, group, digit = 0, 0, None
    for word in words:
        if word in _DIGITS:
            if digit is not None:
                return None
            digit = _DIGITS[word]
        elif word == "mười" and digit is None:
            group += 10
        elif word == "mươi" and digit is not None:
            group, digit = group + digit * 10, None
        elif word == "trăm" and digit is not None:
            group, digit = group + digit * 100, None
        elif word in ("linh", "lẻ"):
            continue
        elif word in ("nghìn", "ngàn", "triệu"):
            total += (group + (digit or 0)) * (1_000_000 if word == "triệu" else 1000)
            group, digit = 0, None
        else:
            return None
    told = total + group + (digit or 0)
    return told if told > 9 else None
