"""What the headers of a table say of its columns: role, kind, period, unit, place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ansinh.core.names import fold
from ansinh.reading.document import Heading, Table
from ansinh.reading.tables.cells import is_number
from ansinh.reading.tables.frames import Frame, Row, is_column_number, is_column_numbers, repeats_head
from ansinh.reading.tables.units import PERCENT, Unit, is_known_unit, unit_beside

# Headers, without diacritics.
_ORDER = re.compile(
    r"^(stt|tt|so tt|so thu tu|thu tu|ma so|ma( chi tieu)?|muc|so|bieu|bieu so|so bieu|ky hieu|so hieu)$"
)
_UNIT = re.compile(r"^(don vi( tinh)?|dvt|dv tinh|dv|don vi do)( \(.*\))?$")
_NOTE = re.compile(
    r"^(ghi chu|nguon( so lieu)?|co quan|don vi (thuc hien|chu tri|bao cao|theo doi|phu trach)|van ban|ly do|danh gia|giai trinh"
    r"|so quyet dinh)\b"
)
_DATE = re.compile(
    r"^(nam|ngay|thang|thoi gian|thoi diem)( (sinh|cap|hoan thanh|ky|thuc hien|ban hanh|mat|nhap ngu|khoi cong))?$"
)
_PLACE_HEAD = re.compile(
    r"\b(địa phương|địa bàn|xã|phường|thị trấn|huyện|thị xã|quận|đơn vị hành chính|tỉnh|thành phố|ấp|khóm|thôn|tổ dân phố)\b",
    re.I,
)
_PLACE = re.compile(r"(?:xã|phường|thị trấn|tt\.?|huyện|thị xã|tx\.?|thành phố|tp\.?|quận|tỉnh|đặc khu)\s+(\w)", re.I)
WHOLE = re.compile(
    r"^((tong( cong| so| chung)?|cong|chung)[ :.]*$|(toan (tinh|huyen|thanh pho|xa|nganh|quoc|quan)|ca nuoc|ca tinh)\b(?!.*\d))"
)

_MEASURED = r"(%|ty le|ti le|phan tram|tien do|muc do|dat|hoan thanh|so sanh|so voi|so)"
_PLAN = r"(ke hoach|\bkh\b|chi tieu|du toan|muc tieu|nghi quyet|\bnq\b)"
_DONE = r"(thuc hien|\bth\b|ket qua|\buth\b|uoc)"
_PERCENT_OF_PLAN = re.compile(
    rf"{_MEASURED}.{{0,40}}{_PLAN}|{_DONE}.{{0,14}} ?/ ?{_PLAN}|so sanh.{{0,12}}{_PLAN}"
    r"|^(dat )?(ty|ti) le dat|^% ?dat|^% ?(hoan thanh|thuc hien|th)$|(ty|ti) le hoan thanh|muc do hoan thanh"
    r"|^dat( ty le)?( ?\(?%\)?)$|^hoan thanh \(?%"
)  # fmt: skip
_BEFORE = r"(cung ky|\bck\b|(nam|thang|quy|ky) truoc|\bnam (19|20)\d\d|\b(19|20)\d\d)"
_CHANGE = re.compile(
    rf"(so voi|so sanh|\bso\b|tang|giam|%|ty le|toc do|chenh lech|bien dong).{{0,30}}{_BEFORE}"
    r"|tang ?[,/(-]? ?\(?giam|\btang truong\b|^so sanh$|bien dong|^chenh lech|^(muc )?(tang|giam)( \(|$|,)"
)
_PRIOR = re.compile(r"\b(nam|ky|thang|quy) truoc\b|cung ky|\bck\b|(?<!thang )\bdau (nam|ky)\b")
_TARGET = re.compile(rf"{_PLAN}|\bgiao\b|phan dau|du bao|\bdk\b|du kien|dang ky")
_RESULT = re.compile(
    rf"{_DONE}|dat duoc|\bdat\b|luy ke|trong (ky|nam|thang|quy)|so lieu|hien co|^nam \d{{4}}$|so luong|so phat sinh|cuoi ky"
)
_ESTIMATE = re.compile(r"\buoc\b|\buth\b")
_YEAR = re.compile(r"\b(19[89]\d|20\d\d)\b")
_SPAN = re.compile(r"\b(20\d\d) ?(?:-|–|den) ?(20\d\d)\b")
_MONTH = re.compile(r"\bthang (1[0-2]|0?[1-9])\b")
_PART_OF_YEAR = (
    (re.compile(r"\b(0?6|sau) thang dau nam\b|\b0?6 thang( nam)?\b(?! cuoi)"), "H1"),
    (re.compile(r"\b(0?6|sau) thang cuoi nam\b"), "H2"),
    (re.compile(r"\b(0?9|chin) thang\b"), "9M"),
    (re.compile(r"\bquy (iv|4)\b"), "Q4"),
    (re.compile(r"\bquy (iii|3)\b"), "Q3"),
    (re.compile(r"\bquy (ii|2)\b"), "Q2"),
    (re.compile(r"\bquy (i|1)\b"), "Q1"),
)
_OF_KIND = re.compile(
    rf"{_DONE}|{_PLAN}|{_BEFORE}|{_YEAR.pattern}|so sanh|so voi|ty le|ti le|phan tram|%|luy ke|hoan thanh|tien do|muc do|ke hoach|hoach|phat sinh"
    r"|so lieu|hien co|so luong|chenh lech|bien dong|du kien|dang ky|phan dau|du bao|bao cao|bao nhieu|chinh thuc|de ra|tong( so| cong)?"
    r"|\b(so|dat|nam|ky|quy|thang|ngay|dau|cuoi|ca|giao|tang|giam|truoc|den|tu|trong|voi|tinh|toan|nay|sau|diem|chung|cong|doan|giai|[ivx]+)\b"
)
_TOTAL_LAST = re.compile(r"\s*[:,(–-]\s*tổng (số|cộng)\)?$", re.I)
MARK = re.compile(r"([IVX]+|\d+(?:\.\d+)*|[a-zđA-HĐ])[.)]\s*(?=\D)")
AMONG = re.compile(r"^trong (do|so do)\b[:\s]*")
_AREAS = {"thanh thi": "urban", "nong thon": "rural", "khu vuc thanh thi": "urban", "khu vuc nong thon": "rural"}
_SEXES = {"nu": "f", "nam": "m"}
_BARE_PERCENT = re.compile(r"^(dat )?((ty|ti) le )?(dat )?\(?%?\)?$")
_FORMULA = re.compile(r"^\(?(\d{1,2})\)?\s*=\s*\(?(\d{1,2})\)?\s*[:/]\s*\(?(\d{1,2})\)?")


@dataclass(slots=True)
class Column:
    """What the headers say of a column. ``role`` is order, unit, note, label or number. Of numbers: ``words`` what they are of
    (empty when the headers only tell kind and period), ``is_named`` that the headers tell a kind, ``place`` the place it is about."""

    role: str
    words: str = ""
    kind: str = "result"
    period: str = ""
    unit: Unit | None = None
    is_estimate: bool = False
    is_named: bool = False
    place: str | None = None
    is_of_places: bool = False
    breakdown: dict[str, str] = field(default_factory=dict)


# Words that would read like words of kind and period without their marks.
_ALIKE = {
    "đất": "ddat", "giáo": "ggiao", "nam": "nnam", "sơ": "sso", "sở": "sso", "sổ": "sso", "quỹ": "qquy", "giám": "ggiam",
    "tầng": "ttang", "dầu": "ddau", "tù": "ttu", "ca": "cca",
}  # fmt: skip
_YEAR_WORDS = re.compile(r"\bnam(?= ?(\d|truoc|nay|sau))", re.I)


def plain_of(words: str) -> str:
    """A header without marks, lower case; words that only look like those of kind and period keep apart."""
    told = _YEAR_WORDS.sub("năm", words.lower())
    return fold(re.sub(r"[^\W\d_]+", lambda one: _ALIKE.get(one[0], one[0]), told)).strip()


def columns_of(table: Table, frame: Frame, heading: Heading) -> list[Column]:
    """What each column of the grid is, by its headers and by what stands under them."""
    body = [row for row in table.rows[frame.first :] if not (is_column_numbers(row) or repeats_head(row, frame))]
    heads = [_header(frame.head, column) for column in range(frame.width)]
    told = [_column(words, [row[at].text.strip() for row in body], at, heading) for at, words in enumerate(heads)]
    _choose_labels(told)
    _compare_with_plans(told, heads, frame)
    return told


def _header(head: Sequence[Row], column: int) -> list[str]:
    """The words above a column, each once, from the top down."""
    texts = (" ".join(row[column].text.split()) for row in head)
    return list(dict.fromkeys(text for text in texts if text and not is_column_number(text)))


def _column(words: list[str], texts: list[str], at: int, heading: Heading) -> Column:
    plain = plain_of(" - ".join(words))
    lowest = plain_of(words[-1]).strip(" .:") if words else ""
    filled = [text for text in texts if text]
    wordy = [text for text in filled if not is_number(text) and any(map(str.isalpha, text))]
    is_wordy = bool(filled) and len(wordy) * 2 > len(filled)
    if (_ORDER.match(lowest) and not (is_wordy and at)) or (at == 0 and not words and not is_wordy):
        return Column("order", plain)
    if _UNIT.match(lowest) and not any(map(is_place, wordy)):
        return Column("unit", plain)
    if _NOTE.match(lowest):
        return Column("note", plain)
    if _DATE.match(lowest) and all(_YEAR.fullmatch(text) for text in filled):
        return Column("label" if at < 2 else "note", plain)
    if is_wordy:
        if len(wordy) > 1 and all(is_known_unit(text) for text in wordy):
            return Column("unit", plain)
        of_places = bool(words and _PLACE_HEAD.search(words[-1])) and not re.search(r"chi tieu|noi dung", lowest)
        return Column("label", plain, is_of_places=of_places)
    return number_column(words, heading)


def number_column(words: list[str], heading: Heading) -> Column:
    """A column of numbers by the words above it."""
    plain = plain_of(" - ".join(words))
    lowest = plain_of(words[-1]).strip(" .:") if words else ""
    kind = kind_said(plain, lowest, heading)
    unit = next((found for one in reversed(words) if (found := unit_beside(one))), None)
    if kind == "percent_of_plan" or (kind == "change" and "%" in plain) or re.match(r"%|(ty|ti) (le|trong)", lowest):
        unit = PERCENT
    places = [one for one in words if is_place(one)]
    own = [one for one in words if one not in places and not _only_tells_kind(one, heading)]
    breakdown = next((told for one in own if (told := breakdown_said(one))), {})
    own = [_TOTAL_LAST.sub("", one) for one in own if not breakdown_said(one).get("area")]
    return Column(
        "number",
        " - ".join(own),
        kind=kind or "result",
        period=period_said(plain, heading),
        unit=unit,
        is_estimate=bool(_ESTIMATE.search(plain)),
        is_named=bool(kind),
        place=places[-1] if places else None,
        breakdown=breakdown,
    )


def kind_said(plain: str, lowest: str, heading: Heading) -> str:
    """The kind that words tell; empty when they only name a thing."""
    year, own = _year(plain), own_year(heading)
    if _PERCENT_OF_PLAN.search(lowest) or re.search(rf"so sanh.*{_PLAN}|^%.* - .*{_PLAN}", plain):
        return "percent_of_plan"
    if _is_change(lowest) or (
        re.search(r"so sanh|tang ?,? ?giam", plain) and not _BARE_PERCENT.match(lowest) and _PRIOR.search(lowest)
    ):
        return "change"
    if _TARGET.search(lowest):
        return "target"
    if _PRIOR.search(plain) or (year and own and year < own and not _TARGET.search(plain)):
        return "prior_year"
    if _RESULT.search(lowest):
        return "result" if not (year and own and year > own) else "target"
    if _TARGET.search(plain) or (year and own and year > own):
        return "target"
    return "result" if year else ""


def _is_change(lowest: str) -> bool:
    if not _CHANGE.search(lowest):
        return False
    return not re.match(rf"(so )?({_DONE}|so lieu|so)?( ?{_BEFORE})+$", lowest)


def own_year(heading: Heading) -> int | None:
    """The year a report is about; a document of a day is about that day's year at the latest."""
    told = _YEAR.search(heading.period or "")
    year = int(told[1]) if told else None
    return heading.day.year if heading.day and (year is None or year > heading.day.year) else year


def period_said(plain: str, heading: Heading) -> str:
    """The period that words name, the report's own where they name none."""
    told, year = heading.period or "", _year(plain)
    if span := _SPAN.search(plain):
        return f"{span[1]}..{span[2]}"
    if (
        year is None
        and _PRIOR.search(plain)
        and not _is_change(plain.rsplit(" - ", 1)[-1])
        and (own := own_year(heading))
    ):
        year = own - 1
    part = next((name for pattern, name in _PART_OF_YEAR if pattern.search(plain)), "")
    if not part and (month := _MONTH.search(plain)):
        part = f"{int(month[1]):02}"
    if year is None and not part:
        return told
    if year is not None and not part and _PRIOR.search(plain) and "-" in told and ".." not in told:
        part = told.partition("-")[2]
    text = str(year) if year else told[:4]
    return f"{text}-{part}" if part and text else text


def _year(plain: str) -> int | None:
    found = _YEAR.findall(plain)
    return int(found[-1]) if found else None


def _only_tells_kind(words: str, heading: Heading) -> bool:
    """Whether a header says nothing of what is counted: "Thực hiện năm 2023", "% so với kế hoạch", "Quý I"."""
    plain = plain_of(words)
    if (
        not kind_said(plain, plain.strip(" .:"), heading)
        and not _BARE_PERCENT.match(plain.strip())
        and not WHOLE.match(plain)
    ):
        return period_said(plain, Heading()) != "" and len(plain.split()) <= 4
    return not re.search(r"[a-z]{2,}", _OF_KIND.sub(" ", plain))


def is_place(words: str) -> bool:
    """Whether the words name a unit of the country: "Huyện Cầu Kè", "Phường 1"; no "Xã hội", no "Tình trạng"."""
    found = _PLACE.match(words.strip(" -+"))
    return found is not None and (found[1].isupper() or found[1].isdigit()) and len(words.split()) <= 7


def breakdown_said(label: str) -> dict[str, str]:
    """The part of a whole that a label alone names: "Trong đó: Nữ", "I. Thành thị"."""
    plain = AMONG.sub("", fold(MARK.sub("", label, count=1)).strip(" -+.:")).strip(" -+.:")
    if plain in _AREAS:
        return {"area": _AREAS[plain]}
    return {"sex": _SEXES[plain]} if plain in _SEXES else {}


def _choose_labels(told: list[Column]) -> None:
    """Words before the first numbers are labels, words after them are notes."""
    first = next((at for at, column in enumerate(told) if column.role == "number"), len(told))
    for at, column in enumerate(told):
        if column.role == "label" and at > first and any(one.role == "label" for one in told[:first]):
            column.role = "note"


def _compare_with_plans(told: list[Column], heads: list[list[str]], frame: Frame) -> None:
    """A column that is only "%" or "4 = 3/2" is of the plan, or of the year before, when it stands beside them."""
    numbers = [cell.text.strip() for cell in frame.numbers] if frame.numbers else [""] * frame.width
    by_number = {digits[0]: at for at, text in enumerate(numbers) if (digits := re.findall(r"\d+", text))}
    for at, column in enumerate(told):
        lowest = plain_of(heads[at][-1]).strip(" .:") if heads[at] else ""
        if column.role != "number" or not _BARE_PERCENT.match(lowest):
            continue
        formula = _FORMULA.match(numbers[at])
        if formula and (below := by_number.get(formula[3])) is not None and formula[1] != formula[3]:
            column.kind = {"target": "percent_of_plan", "prior_year": "change"}.get(told[below].kind, column.kind)
        else:
            beside = {
                one.kind
                for other, one in enumerate(told)
                if other != at and one.is_named and heads[other][:-1] == heads[at][:-1]
            }
            if {"target", "result"} <= beside:
                column.kind = "percent_of_plan"
        if column.kind in ("percent_of_plan", "change"):
            column.unit, column.is_named = PERCENT, True
