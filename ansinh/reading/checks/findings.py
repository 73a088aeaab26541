"""What a check says: the claims, the arithmetic, the verdict, and how much is at stake."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ansinh.reading.claim import Claim

KINDS = {
    "parts_vs_total": "Tổng và các phần",
    "share_vs_count": "Tỷ lệ và số lượng",
    "shares_make_100": "Các tỷ lệ cộng lại",
    "percent_of_plan": "Phần trăm kế hoạch",
    "target_below_result": "Chỉ tiêu và kết quả đã đạt",
    "year_over_year": "So với năm trước",
    "text_vs_table": "Lời văn và bảng biểu",
    "unit_price": "Bình quân và tổng",
    "rate_over_100": "Tỷ lệ quá 100 %",
    "same_twice": "Một số liệu hai giá trị",
    "not_below": "Không vượt quá",
    "movement": "Đầu kỳ, tăng, giảm, cuối kỳ",
    "communes_vs_province": "Các xã và toàn tỉnh",
    "report_vs_records": "Báo cáo và hồ sơ",
}
VERDICTS = ("inconsistent", "cannot_tell", "consistent")
# The published annotations know five kinds.
PUBLISHED = {
    "shares_make_100": "parts_vs_total",
    "text_vs_table": "parts_vs_total",
    "not_below": "parts_vs_total",
    "unit_price": "share_vs_count",
    "movement": "year_over_year",
    "communes_vs_province": "parts_vs_total",
    "same_twice": "parts_vs_total",
    "rate_over_100": "share_vs_count",
}
_WEIGHTS = {"person": 1.0, "turn": 0.8, "household": 2.0, "dong": 1.0, "percent": 2.0}


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation between claims, tested.

    ``claims`` are positions in the list given (between documents: pairs of document and position), what is compared last.
    ``kind`` is a key of KINDS, ``relation`` says in Vietnamese how the relation is known. ``arithmetic`` and ``said`` are
    Vietnamese; ``tolerance`` is what rounding and hedging words leave open, in the unit of ``lhs`` and ``rhs``. ``stake``
    ranks: 0 when nothing disagrees. ``jumps`` are the stretches of text to look at (between documents: with the document)."""

    kind: str
    claims: tuple[Any, ...]
    relation: str
    verdict: str
    arithmetic: str
    said: str
    lhs: Decimal
    rhs: Decimal
    tolerance: Decimal
    stake: float = 0.0
    jumps: tuple[tuple[int, ...], ...] = ()

    @property
    def published_kind(self) -> str:
        """The kind as the published annotations name it."""
        return PUBLISHED.get(self.kind, self.kind)

    @property
    def label(self) -> str:
        return KINDS[self.kind]

    def as_dict(self, ids: Sequence[str]) -> dict[str, Any]:
        """The finding in the form of the published annotations, with what they do not have beside it."""
        return {
            "type": self.published_kind,
            "kind": self.kind,
            "claims": [ids[position] for position in self.claims],
            "relation": self.relation,
            "computation": self.arithmetic,
            "said": self.said,
            "check": {"lhs": float(self.lhs), "rhs": float(self.rhs), "tol": float(self.tolerance)},
            "verdict": "ok" if self.verdict == "consistent" else self.verdict,
            "stake": round(self.stake, 3),
            "jumps": [list(jump) for jump in self.jumps],
        }


def stake(difference: Decimal, beside: Decimal, unit: str) -> float:
    """How much hangs on a difference: its size in people, households, points or millions, raised by its share of the whole."""
    size = abs(float(difference)) / (1e6 if unit == "dong" else 1)
    part = min(abs(float(difference) / float(beside)), 1.0) if beside else 1.0
    return _WEIGHTS.get(unit, 0.5) * math.log10(1 + size) * (1 + part)


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """What disagrees first, the gravest on top; then what cannot be told; then what holds. One finding for one set of claims."""
    order = sorted(findings, key=lambda one: (VERDICTS.index(one.verdict), -one.stake, one.jumps, one.kind))
    seen: set[tuple[str, frozenset[Any]]] = set()
    kept = []
    for one in order:
        key = (one.published_kind, frozenset(one.claims))
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def jumps_of(claims: Sequence[Claim], positions: Iterable[int]) -> tuple[tuple[int, int], ...]:
    return tuple(claims[position].number for position in positions)
