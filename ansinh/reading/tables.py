"""Tables: a cell is a claim, its column says which kind and period, its row which subject, and both which unit."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ansinh.core.names import fold
from ansinh.reading.claim import Claim
from ansinh.reading.document import Cell, Document, Heading, Table

Row = tuple[Cell, ...]

# Headers, without diacritics. The first that fits decides.
_LABEL = r"\b(noi dung|chi tieu|ten|dien giai|danh muc|linh vuc|doi tuong|nhom|loai|muc|hang muc|tieu chi|dia phuong|dia ban|don vi|xa|huyen)\b"
_COLUMNS = (
    ("order", r"^(stt|tt|so tt|so thu tu|ma so|ma|ma chi tieu|bieu|muc luc|thu tu)$"),
    ("unit", r"^(don vi( tinh)?|dvt|dv tinh|don vi do)$"),
    ("note", r"^(ghi chu|nguon|co quan|don vi (thuc hien|chu tri|bao cao)|van ban|ly do)"),
)
_PERSON = re.compile(r"\bho va ten\b|\bho ten\b|\bngay sinh\b|\bnam sinh\b|\bcccd\b|\bso dinh danh\b|\bso tai khoan\b")
_PERCENT_OF_PLAN = re.compile(
    r"(%|ty le|phan tram|dat).{0,25}(ke hoach|\bkh\b|chi tieu|du toan|muc tieu)|(so|th|thuc hien).{0,6}(voi |/ ?)(ke hoach|kh\b|chi tieu)"
    r"|^(dat )?ty le dat|^% ?dat|^% ?hoan thanh|ty le hoan thanh|muc do hoan thanh"
)
_CHANGE = re.compile(
    r"cung ky|so (voi )?(nam|thang|quy) truoc|tang ?[,/(-]? ?\(?giam|\btang truong\b|\bso sanh\b|bien dong|^tang|^giam"
)
_TARGET = re.compile(r"ke hoach|\bkh\b|chi tieu|\bgiao\b|du toan|muc tieu|nghi quyet|phan dau|du bao|\bdk\b|du kien")
_RESULT = re.compile(
    r"thuc hien|\bth\b|\bket qua\b|\buoc\b|\bdat duoc\b|\bdat\b|luy ke|trong ky|\bso lieu\b|^nam \d{4}$|hien co|so luong"
)
_ESTIMATE = re.compile(r"\buoc\b")
_PRIOR = re.compile(r"nam truoc|ky truoc|cung ky nam \d{4}$")
_YEAR = re.compile(r"\b(19[89]\d|20\d\d)\b")
_PART_OF_YEAR = (
    (re.compile(r"\b6 thang dau nam\b|\bsau thang dau nam\b"), "H1"),
    (re.compile(r"\b6 thang cuoi nam\b"), "H2"),
    (re.compile(r"\b9 thang\b"), "9M"),
    (re.compile(r"\bquy (iv|4)\b"), "Q4"),
    (re.compile(r"\bquy (iii|3)\b"), "Q3"),
    (re.compile(r"\bquy (ii|2)\b"), "Q2"),
    (re.compile(r"\bquy (i|1)\b"), "Q1"),
)
_PLACE = re.compile(r"^(xa|phuong|thi tran|huyen|thi xa|thanh pho|tp\.?|quan|tinh|dac khu)\s")
_WHOLE = re.compile(r"^(?:(?:tong( cong| so)?|cong|chung)$|(?:toan (tinh|huyen|thanh pho|xa)|ca nuoc)\b)")
_UNITS: tuple[tuple[str, str, int], ...] = (
    (r"^%$|phan tram|^ty le|^ti le|^%", "percent", 0),
    (r"ty dong|^ty$", "dong", 9),
    (r"trieu dong|^trieu$|^tr\.?d(ong)?$", "dong", 6),
    (r"(nghin|ngan|1\.?000) ?dong|^1000d$", "dong", 3),
    (r"\bdong\b|^d$|vnd", "dong", 0),
    (r"trieu (nguoi|lao dong)", "person", 6),
    (r"(nghin|ngan|1\.?000) ?(nguoi|lao dong)", "person", 3),
    (r"(nghin|ngan|1\.?000) ?ho\b", "household", 3),
    (r"luot (ho so)|ho so", "dossier", 0),
    (r"\bluot\b", "turn", 0),
    (r"\bdoanh nghiep\b|^dn$|\bco so san xuat\b", "enterprise", 0),
    (r"\b(can|ngoi) nha\b|^can$|^nha$|^ngoi$", "house", 0),
    (r"\b(nguoi|lao dong|tre|em|khau|hoc sinh|hoc vien|doi tuong|nhan khau|ba me|me)\b", "person", 0),
    (r"\bho\b", "household", 0),
)
_UNITS_BY_PATTERN = tuple((re.compile(pattern), unit, scale) for pattern, unit, scale in _UNITS)
_IN_PARENTHESES = re.compile(r"\(([^()]{1,30})\)")
_UNIT_ABOVE = re.compile(r"(?:đơn vị(?: tính)?|đvt|dvt)\s*:?\s*([^.;)\n|]{1,40})", re.I)
_CELL = re.compile(
    r"^\s*(?P<low>[-+]?\d[\d.,\u00a0\u2009 ]*?)\s*(?:(?:-|–|đến|÷|~)\s*(?P<high>\d[\d.,\u00a0 ]*?))?"
    r"\s*(?P<unit>%|[^\W\d][^\d]{0,24})?\s*$"
)
_ROMAN = re.compile(r"^[IVXLC]+$")


@dataclass(slots=True)
class Column:
    """What the headers say of a column: its role, and for numbers kind, period, unit and the rest of the words."""

    role: str
    words: str
    kind: str = "result"
    period: str = ""
    unit: tuple[str, str, int] | None = None
    is_estimate: bool = False
    is_named: bool = False


@dataclass(slots=True)
class _Line:
    """The row being read: its label with those it stands under, its own unit, and the place it is about."""

    label: str
    chain: tuple[str, ...] = ()
    unit: tuple[str, str, int] | None = None
    place: str | None = None
    parent: int | None = None
    claims: list[Claim] = field(default_factory=list)


def read_tables(document: Document, heading: Heading | None = None) -> list[Claim]:
    """A claim for each number of each table; lists of people, codes and order numbers are none.

    ``subject`` is the row's label with the words of the column, ``sentence`` spans the row. Positions (``parent``) are those of
    the list returned."""
    heading = heading or Heading()
    claims: list[Claim] = []
    for number, table in enumerate(document.tables):
        claims += _claims_of(number, table, heading, len(claims), document)
    return claims


def columns_of(table: Table, heading: Heading) -> list[Column]:
    """What each column of the grid is, by its headers and, where they are silent, by what stands under them."""
    headers = table.rows[: table.header_rows]
    width = len(table.rows[0]) if table.rows else 0
    words = [_header(headers, column) for column in range(width)]
    told = [_column(text, heading) for text in words]
    if not any(column.role == "label" for column in told):
        wordy = [column for column in range(width) if told[column].role == "number" and _is_wordy(table, column)]
        if wordy:
            told[wordy[0]].role = "label"
    for position, column in enumerate(told):
        if column.role == "number" and _is_wordy(table, position):
            column.role = "note"
        if column.role == "label" and not _is_wordy(table, position):
            column.role = "number"
    return told


def _claims_of(number: int, table: Table, heading: Heading, first: int, document: Document) -> list[Claim]:
    head = fold(" ".join(cell.text for row in table.rows[: max(table.header_rows, 1)] for cell in row))
    if not table.rows or _PERSON.search(head):
        return []
    columns = columns_of(table, heading)
    if not any(column.role == "label" for column in columns):
        return []
    style = _style(table)
    above = _unit_above(table.before)
    claims: list[Claim] = []
    chain: list[tuple[int, str, int | None]] = []
    for row_number, row in enumerate(table.rows[table.header_rows :], table.header_rows):
        if _is_column_numbers(row):
            continue
        line = _line(row, columns, heading, chain)
        if line is None:
            continue
        before = len(claims)
        for position, column in enumerate(columns):
            if column.role != "number" or (position and row[position] is row[position - 1]):
                continue
            claim = _claim(row, position, column, line, above, style, heading, document)
            if claim is not None:
                claim.cell, claim.page = (number, row_number, position), table.page
                claims.append(claim)
        own = first + before if len(claims) > before else None
        if chain and chain[-1][1] == line.label:
            chain[-1] = (chain[-1][0], line.label, own)
        _name_parents(claims[before:], claims, line, first)
    return claims


def _name_parents(fresh: list[Claim], claims: list[Claim], line: _Line, first: int) -> None:
    """A row under another is a part of it, column by column."""
    if line.parent is None:
        return
    above = claims[line.parent - first].cell
    if above is None:
        return
    for claim in fresh:
        assert claim.cell is not None
        for position in range(line.parent - first, len(claims)):
            cell = claims[position].cell
            if cell is None or cell[1] != above[1]:
                break
            if cell[2] == claim.cell[2] and claim.unit == claims[position].unit:
                claim.parent, claim.relation, claim.is_among = first + position, "part", True


def _header(headers: tuple[Row, ...], column: int) -> str:
    """The words above a column, each once, from the top down."""
    parts: list[str] = []
    for row in headers:
        text = " ".join(row[column].text.split())
        if text and text not in parts and not _is_column_number(text):
            parts.append(text)
    return " - ".join(parts)


def _column(words: str, heading: Heading) -> Column:
    plain = fold(words).strip()
    lowest = plain.rsplit(" - ", 1)[-1].strip(" .:")
    for role, pattern in _COLUMNS:
        if re.search(pattern, plain) or re.search(pattern, lowest):
            return Column(role, words)
    kind = _kind(plain, lowest, heading)
    if (
        not kind
        and re.search(_LABEL, plain)
        and not _IN_PARENTHESES.search(words)
        and not re.match(r"so |ty le|tong", lowest)
    ):
        return Column("label", words)
    unit = next((found for text in _IN_PARENTHESES.findall(words) if (found := read_unit(text))), None)
    if unit is None and re.match(r"ty le|%|ti le", lowest) and kind in ("", "result"):
        unit = ("%", "percent", 0)
    if kind in ("percent_of_plan",) or (kind == "change" and "%" in words):
        unit = ("%", "percent", 0)
    return Column(
        "number",
        words,
        kind=kind or "result",
        period=_period(plain, heading),
        unit=unit,
        is_estimate=bool(_ESTIMATE.search(plain)),
        is_named=bool(kind),
    )


def _kind(plain: str, lowest: str, heading: Heading) -> str:
    """The kind a header tells; empty when it only names a thing."""
    if _PERCENT_OF_PLAN.search(lowest) or _PERCENT_OF_PLAN.search(plain):
        return "percent_of_plan"
    if _CHANGE.search(lowest):
        return "change"
    year, own = _year(plain), _own_year(heading)
    if _TARGET.search(lowest):
        return "target"
    if _PRIOR.search(plain) or (year and own and year < own and not _TARGET.search(plain)):
        return "prior_year"
    if _RESULT.search(lowest):
        return "result" if not (year and own and year > own) else "target"
    if _TARGET.search(plain) or (year and own and year > own):
        return "target"
    return "result" if year else ""


def _own_year(heading: Heading) -> int | None:
    """The year a report is about; a document of a day is about that day's year at the latest."""
    told = _YEAR.search(heading.period or "")
    year = int(told[1]) if told else None
    return heading.day.year if heading.day and (year is None or year > heading.day.year) else year


def _year(plain: str) -> int | None:
    found = _YEAR.findall(plain)
    return int(found[-1]) if found else None


def _period(plain: str, heading: Heading) -> str:
    year = _year(plain)
    told = heading.period or ""
    if year is None and _PRIOR.search(plain) and (own := _own_year(heading)):
        year = own - 1
    part = next((name for pattern, name in _PART_OF_YEAR if pattern.search(plain)), "")
    if year is None and not part:
        return told
    year_text = str(year) if year else told[:4]
    return f"{year_text}-{part}" if part else year_text


def _line(row: Row, columns: list[Column], heading: Heading, chain: list[tuple[int, str, int | None]]) -> _Line | None:
    labels = [row[at].text for at, column in enumerate(columns) if column.role == "label"]
    label = " ".join(" ".join(dict.fromkeys(labels)).split())
    if not label:
        return None
    order = next((row[at].text.strip() for at, column in enumerate(columns) if column.role == "order"), "")
    depth = _depth(label, order)
    while chain and chain[-1][0] >= depth:
        chain.pop()
    parent = chain[-1][2] if chain else None
    above = tuple(text for _, text, _ in chain)
    chain.append((depth, label, None))
    unit = next((row[at].text for at, column in enumerate(columns) if column.role == "unit"), "")
    told = read_unit(unit) if unit.strip() else None
    if told is None:
        told = next((found for text in _IN_PARENTHESES.findall(label) if (found := read_unit(text))), None)
    plain = fold(label).strip(" -+.:")
    place = label.strip(" -+") if _PLACE.match(plain) else None
    return _Line(label, above, told, place, parent)


def _depth(label: str, order: str) -> int:
    """How deep a row stands: roman 0, number 1, 1.1 or a letter 2, a dash 4, a plus 5; "trong đó" under what is above."""
    if label.startswith("+"):
        return 6
    if label.startswith(("-", "–", "•", "*")) or fold(label).startswith("trong do"):
        return 5
    mark = order.rstrip(".)") or (
        match[1] if (match := re.match(r"([IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]\s", label)) else ""
    )
    if not mark:
        return 4
    if _ROMAN.match(mark):
        return 0
    if mark[0].isdigit():
        return 1 + mark.count(".")
    return 3 if mark.islower() else 0


def _claim(
    row: Row,
    position: int,
    column: Column,
    line: _Line,
    above: tuple[str, str, int] | None,
    style: str,
    heading: Heading,
    document: Document,
) -> Claim | None:
    cell = row[position]
    found = _CELL.match(cell.text.replace("\n", " "))
    if found is None:
        return None
    value, decimals = number_of(found["low"], style)
    if value is None:
        return None
    high = number_of(found["high"], style)[0] if found["high"] else None
    own = read_unit(found["unit"]) if found["unit"] else None
    said, unit, scale = own or column.unit or line.unit or _unit_of_words(line, column) or above or ("", "other", 0)
    shift = Decimal(10) ** scale
    is_of_place = line.place or _WHOLE.match(fold(line.label).strip(" -+"))
    label = "" if is_of_place and column.words else " – ".join(dict.fromkeys((*line.chain[-2:], line.label)))
    named = column.words if not column.is_named else ""
    start, end = cell.start, cell.end
    text = document.text[start:end]
    lead = len(text) - len(text.lstrip())
    start, end = start + lead, start + lead + len(text.strip())
    return Claim(
        quote=document.text[start:end],
        start=start,
        end=end,
        number=(start, end),
        sentence=(row[0].start, row[-1].end),
        value=value * shift,
        value_max=high * shift if high is not None else None,
        unit=unit,
        unit_said=said,
        comparator="range" if high is not None else "about" if column.is_estimate else "exact",
        decimals=decimals - scale,
        kind=_kind_of_cell(column, line),
        direction=("down" if value < 0 else "up") if column.kind == "change" else "",
        period=column.period or heading.period or "",
        place=line.place or heading.place,
        subject=" | ".join(part for part in (label, named) if part),
    )


def _kind_of_cell(column: Column, line: _Line) -> str:
    """A fall achieved is a change, as the annotations have it."""
    if column.kind == "result" and re.match(r"(muc )?(giam|tang)\b", fold(line.label).strip(" -+")):
        return "change"
    return column.kind


def _unit_of_words(line: _Line, column: Column) -> tuple[str, str, int] | None:
    """The unit the words themselves carry: "Tỷ lệ ..." is percent, "Số hộ ..." households."""
    for text in (column.words if not column.is_named else "", line.label, *reversed(line.chain)):
        plain = fold(text.rsplit(" - ", 1)[-1]).strip(" -+")
        if re.match(r"(ty|ti) (le|trong)\b|muc giam ty le|giam ty le", plain):
            return ("%", "percent", 0)
        if found := re.match(
            r"(?:tong )?so (luot|ho so|ho|nguoi|lao dong|tre em|tre|doanh nghiep|can nha|nhan khau|khau|doi tuong)\b",
            plain,
        ):
            return read_unit(found[1])
    return None


def read_unit(text: str) -> tuple[str, str, int] | None:
    """The unit a cell or a header names: (as written, code, power of ten); None for words that are no unit."""
    plain = fold(text).strip(" .:()")
    for pattern, unit, scale in _UNITS_BY_PATTERN:
        if pattern.search(plain):
            return (text.strip(), unit, scale)
    return (text.strip(), "other", 0) if 0 < len(plain) <= 12 and not any(char.isdigit() for char in plain) else None


def _unit_above(before: str) -> tuple[str, str, int] | None:
    told = _UNIT_ABOVE.search(before)
    return read_unit(told[1]) if told else None


def number_of(raw: str | None, style: str = "vi") -> tuple[Decimal | None, int]:
    """A numeral as written and how many decimals it shows. ``style`` ``en`` reads 1,234.5; ``vi`` reads 1.234,5."""
    if not raw:
        return None, 0
    digits = re.sub(r"[\s\u00a0\u2009]", "", raw)
    thousands, point = (",", ".") if style == "en" else (".", ",")
    if digits.count(point) > 1:
        thousands, point = point, thousands
    whole, _, rest = digits.replace(thousands, "").partition(point)
    try:
        return Decimal(f"{whole}.{rest}" if rest else whole), len(rest)
    except ArithmeticError:
        return None, 0


def _style(table: Table) -> str:
    """``en`` when a numeral can only be read with a decimal point, and none only with a decimal comma."""
    texts = [cell.text.strip() for row in table.rows for cell in row]
    points = any(re.fullmatch(r"-?\d+\.\d{1,2}|-?\d+\.\d{4,}|-?\d{1,3}(,\d{3})+(\.\d+)?", text) for text in texts)
    commas = any(re.fullmatch(r"-?\d+,\d{1,2}|-?\d{1,3}(\.\d{3})+(,\d+)?", text) for text in texts)
    return "en" if points and not commas else "vi"


def _is_wordy(table: Table, column: int) -> bool:
    """Whether most of what stands in the column is words."""
    texts = [row[column].text.strip() for row in table.rows[table.header_rows :]]
    filled = [text for text in texts if text and not _is_column_number(text)]
    wordy = [text for text in filled if not _CELL.match(text) and any(char.isalpha() for char in text)]
    return len(wordy) * 2 > len(filled)


def _is_column_numbers(row: Row) -> bool:
    """The row under the headers that counts the columns: A B 1 2 3."""
    texts = [cell.text.strip() for cell in row if cell.text.strip()]
    if len(texts) < 3 or not all(_is_column_number(text) for text in texts):
        return False
    numbers = [int(digits[0]) for text in texts if (digits := re.findall(r"\d+", text))]
    return numbers == sorted(set(numbers)) and (not numbers or numbers[0] <= 2)


def _is_column_number(text: str) -> bool:
    return bool(re.fullmatch(r"\(?[A-E]\)?|\(?\d{1,2}\)?(\s*=\s*[\d()+\-/:*x ]+%?)?", text.strip()))
