"""An explanation as it is handed on: a person's rights in a month, those not given by their reasons, and the whole in lines."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ansinh.benefits.jobs.explain.basis import Basis, written_out
from ansinh.benefits.jobs.explain.papers import Known
from ansinh.core.days import month_text, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.engine import Benefit
from ansinh.engine.vietnamese import lower_first

EVERY = {"month": "mỗi tháng", "quarter": "mỗi quý", "year": "mỗi năm", "once": "một lần"}


@dataclass(frozen=True)
class Right:
    """One benefit of one person in one month. `amount_dong` is 0 when nothing is due, None when it cannot be said."""

    benefit: str
    label: str
    programme: str
    article: str
    every: str
    for_month: int
    amount_dong: int | None
    sentence: str
    arithmetic: str
    basis: tuple[Basis, ...]
    known: tuple[Known, ...]
    why_not: tuple[str, ...]
    changes: tuple[str, ...]
    steps: dict[str, Any]
    claim_id: int | None = None

    @property
    def month_text(self) -> str:
        return month_text(self.for_month)

    @property
    def is_checked(self) -> bool:
        """Whether every value behind it was read in an official text."""
        return all(basis.status == "official" for basis in self.basis)


@dataclass(frozen=True)
class Refused:
    """Benefits not given for the same reasons, and what would change it."""

    labels: tuple[str, ...]
    why_not: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """All benefits of a person in a month, as known and in force on a day. Amounts are whole dong."""

    person_id: int
    name: str
    personal_number: str
    birth: str
    commune: str
    month: int
    day: date
    law_version: str
    rights: tuple[Right, ...]
    unregistered: str = ""

    @property
    def given(self) -> tuple[Right, ...]:
        return tuple(right for right in self.rights if right.amount_dong)

    @property
    def unknown(self) -> tuple[Right, ...]:
        return tuple(right for right in self.rights if right.amount_dong is None)

    @property
    def refused(self) -> tuple[Right, ...]:
        return tuple(right for right in self.rights if right.amount_dong == 0)

    @property
    def refused_told(self) -> tuple[Refused, ...]:
        """What is not given, those with the same reasons together."""
        groups: dict[tuple[str, ...], list[Right]] = {}
        for right in self.refused:
            groups.setdefault(right.why_not, []).append(right)
        return tuple(
            Refused(
                tuple(right.label for right in rights),
                why_not,
                tuple(change for right in rights for change in right.changes),
            )
            for why_not, rights in groups.items()
        )

    @property
    def total_dong(self) -> int:
        return sum(right.amount_dong or 0 for right in self.rights)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"total_dong": self.total_dong}

    def lines(self) -> list[str]:
        """What is printed: who, the total, each benefit with its grounds, what they do not get and why."""
        said = [
            f"{self.name}{f', số định danh {self.personal_number}' if self.personal_number else ''}, sinh {self.birth}, {self.commune}",
            f"Tháng {month_text(self.month)}, theo luật biết và có hiệu lực đến {vietnamese_day(self.day)} (bản luật {self.law_version})",
            f"Tổng cộng: {grouped(self.total_dong)} đồng",
        ]
        for right in (*self.given, *self.unknown):
            said += ["", right.sentence, *_told(right)]
        said += ["", "Không hưởng:"] if self.refused else []
        for group in self.refused_told:
            said += [f"  {', '.join(group.labels)}: {'; '.join(group.why_not)}."]
            said += [f"    {change}" for change in group.changes]
        return said + (["", f"Có thể được hưởng mà chưa đăng ký: {self.unregistered}."] if self.unregistered else [])


def _told(right: Right) -> list[str]:
    said = [f"  Cách tính: {right.arithmetic}"] if right.arithmetic else []
    for basis in right.basis:
        force = f", có hiệu lực {vietnamese_day(basis.in_force)}" if basis.in_force else ""
        said.append(
            f"  Luật: {basis.label}: {basis.text} ({written_out(basis.reference)}; từ {vietnamese_day(basis.from_day)},"
            f" biết từ {vietnamese_day(basis.known_from)}{force}; {basis.status_text})"
        )
    said += [f"  Dữ kiện: {known.label}: {known.text} [{known.source}]" for known in right.known]
    said += [f"  {'Không cộng' if right.amount_dong else 'Vì'}: {reason}" for reason in right.why_not]
    return said + [f"  {change}" for change in right.changes]


def money_told(amount: int | None, benefit: Benefit) -> str:
    """What a benefit would come to, inside a sentence; that it would stop, or cannot be said."""
    if amount is None:
        return f"{lower_first(benefit.label_vi)} chưa tính được"
    return (
        f"thôi {lower_first(benefit.label_vi)}"
        if amount == 0
        else f"{lower_first(benefit.label_vi)} {grouped(amount)} đồng {EVERY[benefit.every]}"
    )
