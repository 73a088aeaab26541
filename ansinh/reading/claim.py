"""A claim: one quantitative statement of a document, with its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

KINDS = ("result", "target", "percent_of_plan", "change", "prior_year")
COMPARATORS = ("exact", "about", "over", "under", "nearly", "range")
UNITS = {
    "person": "người",
    "turn": "lượt",
    "household": "hộ",
    "dong": "đồng",
    "percent": "%",
    "enterprise": "doanh nghiệp",
    "dossier": "hồ sơ",
    "house": "căn",
}


@dataclass(slots=True)
class Claim:
    """One number said of one thing. All offsets are into ``Document.text``; ``text[start:end] == quote``.

    ``start``/``end`` span the words that carry the claim ("hơn 8.100 đơn vị, doanh nghiệp"), ``number`` the numeral with its scale
    and unit ("8.100 đơn vị"), ``sentence`` the sentence it stands in. ``value`` is in base units: 6.364,2 triệu đồng is
    6364200000 (unit dong); percents stay percents. ``decimals`` is how far the printed digits reach in base units: 2 for 1,20 %,
    -5 for 6.364,2 triệu (so half of the last digit is ``0.5 * 10**-decimals``). ``unit`` is a key of UNITS or "other";
    ``unit_said`` the word as written. ``period`` reads "2023", "2019-05", "2025-H1", "2025-Q3", "2018..2019-05", "future" or "".
    ``direction`` of a change or of "vượt": "up", "down" or "". ``is_over_plan``: the percent is what exceeds the plan
    ("vượt 21,3% kế hoạch"). ``parent`` is the position of the claim this one is a part or share of, ``relation`` says which:
    "part", "share", "plan", "result", "money", "". ``list`` numbers the enumeration a part belongs to, ``is_among`` when the text
    only says "trong đó". ``indicator`` is a name of the catalogue, ``outside`` the id of a subject outside the sector; both empty
    when nobody knows. ``score`` 0-1, ``reasons`` the words that decided. ``about`` is the title over the table of a cell: what its
    rows and columns leave out."""

    quote: str
    start: int
    end: int
    number: tuple[int, int]
    sentence: tuple[int, int]
    value: Decimal
    unit: str
    unit_said: str = ""
    value_max: Decimal | None = None
    comparator: str = "exact"
    decimals: int = 0
    kind: str = "result"
    direction: str = ""
    is_over_plan: bool = False
    base: str = ""
    period: str = ""
    place: str | None = None
    level: str = ""
    assigned_by: str = ""
    subject: str = ""
    about: str = ""
    indicator: str = ""
    outside: str = ""
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()
    breakdown: Mapping[str, str] = field(default_factory=dict)
    parent: int | None = None
    relation: str = ""
    list: int | None = None
    is_among: bool = False
    cell: tuple[int, int, int] | None = None
    page: int | None = None
    is_doubtful: bool = False

    @property
    def key(self) -> str:
        """What stays the same when the file is read again: where the number stands and what it says."""
        return f"{self.number[0]}:{self.number[1]}:{self.value}"

    def as_dict(self) -> dict[str, Any]:
        """The claim in the form of the published annotations, with what they do not have beside it."""
        told: dict[str, Any] = {
            "quote": self.quote,
            "start": self.start,
            "value": _plain(self.value),
            "unit": UNITS.get(self.unit, "other"),
            "unit_said": self.unit_said,
            "subject": self.subject,
            "indicator": self.indicator or None,
            "outside": self.outside or None,
            "kind": self.kind,
            "direction": self.direction or None,
            "period": self.period,
            "place": self.place,
            "comparator": self.comparator,
            "score": round(self.score, 3),
            "reasons": list(self.reasons),
            "sentence": list(self.sentence),
            "page": self.page,
            "cell": list(self.cell) if self.cell else None,
        }
        if self.value_max is not None:
            told["value_max"] = _plain(self.value_max)
        return told


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
