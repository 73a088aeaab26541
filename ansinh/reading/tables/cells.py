"""The number of a cell: its numeral in the style of its table, its end of a range, the words around it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ansinh.reading.document import Cell, Table

_NUMERAL = r"\d(?:[\d.,\u00a0\u2009 ]*\d)?"
_CELL = re.compile(
    rf"^\s*(?P<hedge>trên|hơn|từ|tối thiểu|ít nhất|khoảng|ước(?: đạt)?|xấp xỉ|gần|dưới|không quá|[≥≤><≈~])?\s*"
    rf"(?P<lead>tăng|giảm|[-+−–▲▼↑↓]|\()?\s*(?P<low>{_NUMERAL})"
    rf"(?:\s*(?:-|–|đến|÷|~)\s*(?P<high>{_NUMERAL}))?\)?"
    r"\s*(?P<unit>%|[^\W\d][^\d()]{0,24}|%[^\d()]{0,12})?\)?\s*(?:\((?:còn|đạt|bằng|tăng|giảm)\b[^()]*\))?\s*(?:\(?\*+\)?|\[\d\])?\s*$",
    re.I,
)
_HEDGES = {
    **dict.fromkeys(("trên", "hơn", "từ", "tối thiểu", "ít nhất", "≥", ">"), "over"),
    **dict.fromkeys(("khoảng", "ước", "ước đạt", "xấp xỉ", "≈", "~"), "about"),
    **dict.fromkeys(("dưới", "không quá", "≤", "<"), "under"),
    "gần": "nearly",
}
_DOWN = ("giảm", "-", "−", "–", "▼", "↓", "(")
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_PLAIN = re.compile(r"\d+")
_FRACTION = re.compile(r"\d+([.,])\d+")
_BOTH = re.compile(r"\d{1,3}(?:([.,\s])\d{3})+([.,])\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell says: its value, the end of a range, how many decimals are shown, the unit written in it."""

    value: Decimal
    decimals: int
    high: Decimal | None = None
    unit: str = ""
    direction: str = ""
    comparator: str = ""


def number_in(cell: Cell, style: str, of: str = "") -> Number | None:
    """The number of a cell; None when it holds words, a dash, a date or two numbers. ``of`` as ``number_of`` takes it."""
    text = " ".join(cell.text.split())
    found = _met(text)
    if found is None:
        return None
    value, decimals = number_of(found["low"], style, of)
    if value is None:
        return None
    high = number_of(found["high"], style, of)[0] if found["high"] else None
    if found["high"] and (high is None or high < value):
        return None
    lead = (found["lead"] or "").lower()
    is_negative = lead in ("-", "−", "–") or (lead == "(" and text.endswith(")"))
    if cell.value is not None:
        value, decimals = abs(cell.value), _decimals(cell.value)
        is_negative = cell.value < 0
    direction = "down" if lead in _DOWN and (lead != "(" or is_negative) else "up" if lead else ""
    hedge = _HEDGES.get((found["hedge"] or "").lower(), "")
    return Number(-value if is_negative else value, decimals, high, (found["unit"] or "").strip(), direction, hedge)


def number_of(raw: str | None, style: str = "vi", of: str = "") -> tuple[Decimal | None, int]:
    """A numeral as written and how many decimals it shows; None for what is no one number.

    ``style`` and ``of`` are asked only where a numeral can be read two ways (1.234): a ``count`` has no fraction, a ``share`` no
    thousands, and else ``vi`` takes the point for thousands, ``en`` the comma."""
    digits = re.sub(r"[\s\u00a0\u2009]+", " ", raw or "").strip()
    digits = re.sub(r"(?<=[.,]) (?=\d)", "", digits)
    if _PLAIN.fullmatch(digits):
        return Decimal(digits), 0
    if _AMBIGUOUS.fullmatch(digits):
        point = "," if style == "vi" else "."
        if of == "share" or (point in digits and of != "count"):
            return Decimal(digits.replace(",", ".")), 3
        return Decimal(re.sub(r"\D", "", digits)), 0
    if _THOUSANDS.fullmatch(digits) and not digits.startswith("0"):
        return Decimal(re.sub(r"\D", "", digits)), 0
    if (found := _BOTH.fullmatch(digits)) and found[1] != found[2]:
        whole, _, rest = digits.rpartition(found[2])
        return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{rest}"), len(rest)
    if found := _FRACTION.fullmatch(digits):
        whole, _, rest = digits.partition(found[1])
        return Decimal(f"{whole}.{rest}"), len(rest)
    return None, 0


def style_of(table: Table) -> str:
    """``en`` when a numeral can only be read with a decimal point, and none only with a decimal comma."""
    texts = [cell.text.strip() for row in table.rows for cell in row]
    points = any(
        re.fullmatch(r"-?\d+\.(\d{1,2}|\d{4,})%?|-?\d{1,3}(,\d{3}){2,}(\.\d+)?|-?\d{1,3}(,\d{3})+\.\d+", one)
        for one in texts
    )
    commas = any(
        re.fullmatch(r"-?\d+,(\d{1,2}|\d{4,})%?|-?\d{1,3}(\.\d{3}){2,}(,\d+)?|-?\d{1,3}(\.\d{3})+,\d+", one)
        for one in texts
    )
    return "en" if points and not commas else "vi"


def is_number(text: str) -> bool:
    return _met(" ".join(text.split())) is not None


def _met(text: str) -> re.Match[str] | None:
    """The cell as a number; "trên 4" is one, "trên 80 tuổi" is a group of people."""
    found = _CELL.match(text)
    is_group = found is not None and found["hedge"] and found["unit"] and not found["unit"].startswith("%")
    return None if is_group else found


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
