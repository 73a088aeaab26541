"""What a number counts: scale, percent, money, measures, and the nouns of ``data/numbers.yaml``."""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

_SAID = yaml.safe_load((Path(__file__).parent / "data" / "numbers.yaml").read_text())
_UNIT_OF = {said: unit for unit, words in _SAID["units"].items() for said in words}
_NOT_NOUNS = frozenset(_SAID["not_nouns"])
_NOT_COUNTED = frozenset(_SAID["not_counted"])
_COUNTED_THOUGH = frozenset(_SAID["counted_though"])
_NAMES_ALWAYS = frozenset(_SAID["names_always"])
_NAMES = frozenset(_SAID["names"]) | _NAMES_ALWAYS
_TIME = frozenset(("tháng", "năm", "ngày", "giờ", "phút", "tuần", "tuổi", "quý"))

# Power of ten by word; slips of the keyboard and words without marks among them.
_SCALES = (
    {"nghìn tỷ": 12, "ngàn tỷ": 12, "nghìn tỉ": 12, "ngàn tỉ": 12, "trăm tỷ": 11, "trăm tỉ": 11, "chục tỷ": 10}
    | {"tỷ": 9, "tỉ": 9, "ty": 9, "trăm triệu": 8, "chục triệu": 7, "triệu": 6, "trieu": 6, "tr": 6}
    | {"trăm nghìn": 5, "trăm ngàn": 5, "vạn": 4, "nghìn": 3, "ngàn": 3, "ngà": 3, "nghì": 3, "nghin": 3, "ngan": 3}
    | {"trăm": 2, "chục": 1}
)
_SCALE = re.compile(
    rf" ?({'|'.join(sorted(_SCALES, key=len, reverse=True))})"
    r"(?=\.? ?đ(?:ồng)?(?!\w)|(?! lệ| trọng| suất|\w))(?:(?<=tr)\.)?"
)
_PERCENT = re.compile(r" ?(?:điểm ?)?(?:%|phần trăm(?!\w))")
_MONEY = re.compile(
    r" ?(?:(?P<dong>đồng(?! chí| bào| hồ| bằng|\w)|vnđ|vnd|đ(?!\w)|dong(?!\w))"
    r"|usd|đô la(?: mỹ)?|đô(?!\w)|euro|eur|yên|won|đài tệ|nhân dân tệ|kíp|baht)"
    r"(?P<per>(?: ?/ ?(?:0?1 )?[^\W\d_]+(?: (?:nghèo|lao động|gia đình|dân|mô hình))?){0,3})"
)
_MEASURE = re.compile(
    r" ?(?:‰|ha|hec ?ta|m2|m²|m3|m³|km2|km²|km|kg|kwh|mw|tấn|tạ|lít|gb|mét|m)(?:vuông|khối)?(?!\w)"
    r"(?:/[^\W\d_]+(?:/[^\W\d_]+)?)?"
)
_WORDS = re.compile(r" ?([^\W\d_]+)(?: ([^\W\d_]+))?(?: ([^\W\d_]+))?")
_CASES_OF = re.compile(
    r"(?: (?:là|thuộc|của|cho|diện|các|đối tượng(?= (?:là|thuộc|người)))){0,3} ([^\W\d_]+)(?: ([^\W\d_]+))?"
)
_GIVEN_TO = re.compile(
    r"(?<!\w)(?:hỗ trợ|chi trả|trợ cấp|trợ giúp|cứu trợ|thăm hỏi|tặng quà)[^.;,\d]{0,24} cho [\d.]+$"
)
_BUSINESS = re.compile(r" ?(?:đơn vị|cơ quan|cơ sở|tổ chức|hợp tác xã|htx)[^.;:\d]{0,24}?(?:,|và|/) ?doanh nghiệp")
_MEANS = re.compile(
    r"(?<!\w)(?:kinh phí|tiền|vốn|trị giá|giá trị|ngân sách|quỹ|doanh số|dư nợ|thu nhập|lương|chi|thu|nợ|mức)(?!\w)"
)
_TIMES = re.compile(r"(?:gấp|tăng|cao hơn|giảm|hơn|lên)(?: [^\W\d_]+){0,3} [\d.,]+(?: ?(?:-|đến) ?[\d.,]+)? ?$")


@dataclass(frozen=True, slots=True)
class Unit:
    """What follows a number up to ``end``: ``factor`` is its power of ten, ``unit`` a key of ``claim.UNITS``, "other" or "".

    ``per`` is what the money is for one of ("/người/tháng"). ``is_known``: the noun is one of the list."""

    factor: int
    unit: str
    said: str
    end: int
    is_known: bool = True
    per: str = ""
    is_measure: bool = False


def unit_at(low: str, at: int) -> Unit:
    """The scale and unit that begin at a place of a text in lower case."""
    percent = _PERCENT.match(low, at)
    if percent:
        return Unit(0, "percent", percent[0].strip(), percent.end())
    factor, end = 0, at
    scale = _SCALE.match(low, at)
    if scale:
        factor, end = _SCALES[scale[1]], scale.end()
    money = _MONEY.match(low, end)
    if money:
        return Unit(factor, "dong" if money["dong"] else "other", money[0].strip(), money.end(), per=money["per"])
    measure = _MEASURE.match(low, end)
    if measure:
        return Unit(factor, "other", measure[0].strip(), measure.end(), is_measure=True)
    noun = _noun_at(low, end, factor)
    if noun is not None:
        return noun
    if factor >= 6 or (factor == 3 and _MEANS.search(low, max(0, at - 70), at)):
        return Unit(factor, "dong", low[at:end].strip(), end)
    return Unit(factor, "", "", end, is_known=False)


def unit_of(*words: str | None) -> str:
    """The unit that a noun of one or two words counts in; "" for a noun we do not know."""
    said = [word for word in words if word]
    return _UNIT_OF.get(" ".join(said)) or (_UNIT_OF.get(said[0], "") if said else "")


def unit_in(words: str) -> str:
    """The unit of the first known noun among the first words of a label; "" when there is none."""
    said = words.split()
    for at, word in enumerate(said[:4]):
        unit = _UNIT_OF.get(" ".join(said[at : at + 2])) or _UNIT_OF.get(word)
        if unit:
            return unit
    return ""


def is_known(said: str) -> bool:
    """Whether a noun is of the list of what is counted."""
    return said in _UNIT_OF or said.startswith("lượt")


def is_time(low: str, at: int) -> bool:
    """Whether what is counted there is time or age."""
    words = _WORDS.match(low, at)
    return words is not None and words[1] in _TIME


def is_age(low: str, at: int) -> bool:
    """Whether what is counted there are years of age."""
    words = _WORDS.match(low, at)
    return words is not None and words[1] == "tuổi"


def is_uncounted(low: str, at: int) -> bool:
    """Whether what follows is time, ages, sorts or headings, which say nothing that was done."""
    words = _WORDS.match(low, at)
    if words is None:
        return False
    pair = f"{words[1]} {words[2]}"
    if pair in _COUNTED_THOUGH:
        return False
    if words[1] == "lần":
        return not _TIMES.search(low[max(0, at - 40) : at])
    return words[1] in _NOT_COUNTED or pair in _NOT_COUNTED


def names(words: tuple[str | None, str | None, str], *, counts: bool) -> bool:
    """Whether the three words before a small number make it a name ("đề án 06"); ``counts``: a noun is counted after it."""
    third, second, first = words
    if (first == "kỳ" and second == "cùng") or (first == "số" and second in ("tổng", "thiểu", "con", "dân", "lượng")):
        return False
    for said in (first, f"{second} {first}", f"{third} {second} {first}"):
        if said in _NAMES:
            return said in _NAMES_ALWAYS or not counts
    return False


def _noun_at(low: str, at: int, factor: int) -> Unit | None:
    words = _WORDS.match(low, at)
    if not words:
        return None
    first, second, third = words[1], words[2], words[3]
    if low[at] != " " and first not in _UNIT_OF and f"{first} {second}" not in _UNIT_OF and first != "lần":
        return None
    if first == "lượt" and second and second not in _NOT_NOUNS:
        if second == "hồ":
            return Unit(factor, "dossier", "lượt hồ sơ", words.end(2))
        return Unit(factor, "turn", f"lượt {second}", words.end(2))
    for said, end in (
        (f"{first} {second} {third}", words.end(3)),
        (f"{first} {second}", words.end(2)),
        (first, words.end(1)),
    ):
        if said in _UNIT_OF:
            return Unit(factor, _UNIT_OF[said], said, end)
    if first in _NOT_NOUNS:
        return None
    if (first, second) == ("trường", "hợp"):
        whose = _CASES_OF.match(low, words.end(2))
        if whose and unit_of(whose[1], whose[2]) == "person":
            return Unit(factor, "person", f"trường hợp {whose[1]}", words.end(2))
        return Unit(
            factor, "person" if _GIVEN_TO.search(low, max(0, at - 60), at) else "other", "trường hợp", words.end(2)
        )
    business = _BUSINESS.match(low, at)
    if business:
        return Unit(factor, "enterprise", business[0].strip(), business.end())
    if second and second not in _NOT_NOUNS:
        return Unit(factor, "other", f"{first} {second}", words.end(2), is_known=False)
    return Unit(factor, "other", first, words.end(1), is_known=False)
