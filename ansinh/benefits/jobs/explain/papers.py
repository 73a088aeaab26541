"""What stands behind a person's facts in a month: decisions, certificates, registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.models import Custody, DifficultArea, DisabilityCertificate, Income, Study, Title
from ansinh.core.access import current_scope
from ansinh.core.days import first_day, month_after, vietnamese_day
from ansinh.engine import House, Trace
from ansinh.people.models import Person

# Facts that say which record it is, or that nobody would ask "what if" of.
RECORD = (
    "resident_person_id", "resident_month", "month_first_day", "month_last_day", "day_before_month", "resident_commune_id",
    "resident_province_id", "title_id", "title_month", "title_from_day", "title_to_day", "claim_person_id", "claim_month",
    "claim_payable_month", "household_month", "jobless_law_month", "jobless_month", "jobless_month_person_id", "jobless_month_law_month",
    "jobless_month_right", "jobless_course_month", "jobless_course_person_id", "jobless_course_law_month", "jobless_course_support",
)  # fmt: skip
Behind = Callable[[Person, int], str]


@dataclass(frozen=True)
class Known:
    """A fact that was used, and the paper or register it stands in."""

    label: str
    text: str
    source: str


class Papers:
    """What stands behind a person's facts in a month: decisions, certificates, registers."""

    def __init__(self, person: Person, month: int, behind: Mapping[str, Behind]) -> None:
        self.person, self.month = person, month
        self.behind: dict[str, Behind] = {**SOURCES, **behind}
        found = Title._base_manager.filter(person=person).select_related("decision", "cared_for").order_by("pk")
        self.titles = {title.pk: title for title in found}
        self.by_label = {member_label(title): title for title in found}

    @property
    def is_open(self) -> bool:
        """Whether the reader may see every step: no sensitive group, or a grant that opens it."""
        return may_name(self.person) or not any(title.category in words.SENSITIVE for title in self.titles.values())

    def counted(self, trace: Trace) -> list[Title]:
        """The titles that gave something."""
        labels = [step.label for step in trace.root.walk() if step.kind == "member" and step.value]
        return [self.by_label[label] for label in dict.fromkeys(labels) if label in self.by_label]

    def told(self, trace: Trace) -> list[str]:
        return [title_text(title) for title in self.counted(trace)]

    def of(self, trace: Trace, house: House) -> tuple[Known, ...]:
        """Each fact that decided, once, with the paper behind it."""
        known = {
            title_text(title): Known("Diện hưởng", title_text(title), decision_text(title))
            for title in self.counted(trace)
        }
        for step in trace.root.walk():
            if step.kind != "fact" or step.name in RECORD or step.value is None:
                continue
            if house.column(step.name).grain != "title":
                known[step.name] = Known(step.label, step.text, self.source(step.name))
        return tuple(known.values())

    def source(self, fact: str) -> str:
        give = self.behind.get(fact)
        return give(self.person, self.month) if give else "Sổ người và hộ"


def title_text(title: Title) -> str:
    """`Thương binh 61 %`, as people say it; a sensitive group by name only to who holds a grant that opens it."""
    rate = f" {title.loss_rate} %" if title.loss_rate else ""
    named = title.category not in words.SENSITIVE or may_name(title.person)
    return f"{title.get_category_display() if named else words.GROUPS['assistance'][0].capitalize()}{rate}"


def may_name(person: Person) -> bool:
    """Whether the reader's grants open what is sensitive about a person."""
    return current_scope().reaches_sensitive(person.commune_id, person.province_id)


def member_label(title: Title) -> str:
    return f"{title_text(title)}, {title.decision}"


def decision_text(title: Title) -> str:
    """The decision with number, day, signer and body, and the months drawn."""
    decision = title.decision
    by = ", ".join(part for part in (decision.signer, decision.body) if part)
    until = f" đến trước {title.to_day:%m/%Y}" if title.to_day else ""
    return f"{decision}{f' ({by})' if by else ''}; hưởng từ {title.from_day:%m/%Y}{until}"


def _in_month(rows: Any, month: int) -> list[Any]:
    first, after = first_day(month), first_day(month_after(month))
    return [row for row in rows if row.from_day < after and (row.to_day is None or row.to_day > first)]


def _span(row: Any) -> str:
    until = f" đến trước {vietnamese_day(row.to_day)}" if row.to_day else ""
    return f"từ {vietnamese_day(row.from_day)}{until}"


def _certificate(person: Person, month: int) -> str:
    found = _in_month(DisabilityCertificate._base_manager.filter(person=person), month)
    return "; ".join(
        f"Giấy xác nhận khuyết tật số {row.number}, {row.get_degree_display()} ({_span(row)})" for row in found
    ) or "Chưa có giấy xác nhận khuyết tật còn hiệu lực"  # fmt: skip


def _income(person: Person, month: int) -> str:
    found = _in_month(Income._base_manager.filter(person=person), month)
    return (
        "; ".join(f"{row.get_kind_display()}, {row.source} ({_span(row)})" for row in found)
        or "Sổ thu nhập: không ghi khoản nào"
    )


def _study(person: Person, month: int) -> str:
    found = _in_month(Study._base_manager.filter(person=person), month)
    return (
        "; ".join(f"{row.get_level_display()} {row.institution} ({_span(row)})" for row in found)
        or "Sổ học tập: không ghi"
    )


def _custody(person: Person, month: int) -> str:
    found = _in_month(Custody._base_manager.filter(person=person), month)
    return (
        "; ".join(f"{row.get_kind_display()}, {row.source} ({_span(row)})" for row in found)
        or "Không có tin thi hành án"
    )


def _area(person: Person, month: int) -> str:
    found = _in_month(DifficultArea._base_manager.filter(commune_id=person.commune_id), month)
    return (
        "; ".join(f"{row.document} ({_span(row)})" for row in found) or "Xã không có trong danh sách đặc biệt khó khăn"
    )


def _household(person: Person, month: int) -> str:
    return "Kết quả rà soát hộ đã ký"


SOURCES: dict[str, Behind] = {
    "resident_disability_rank": _certificate,
    "resident_has_pension": _income,
    "resident_pension_dong": _income,
    "resident_has_other_allowance": _income,
    "resident_has_survivor_pension": _income,
    "resident_has_wage": _income,
    "resident_is_studying": _study,
    "resident_is_in_prison": _custody,
    "resident_in_difficult_area": _area,
    "household_class": _household,
}
