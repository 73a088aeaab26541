"""What a person gets in a month and does not get, each with its article, the value in force, the facts and their papers, the reckoning and
what would change it. The same rules and queries as a run over a province, asked for one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any

from django.db import connection
from django.utils import timezone

from ansinh.benefits import words
from ansinh.benefits.models import (
    Claim,
    Custody,
    DifficultArea,
    DisabilityCertificate,
    Income,
    Study,
    Suspension,
    Title,
)
from ansinh.core.access import current_scope
from ansinh.core.days import first_day, last_day, month_after, month_of, month_text, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.engine import Benefit, Fact, Grain, House, LawValue, Trace, house_on
from ansinh.engine.arithmetic import arithmetic
from ansinh.engine.collect import collect
from ansinh.engine.interpret import age
from ansinh.engine.vietnamese import lower_first, value_text
from ansinh.law import Dated, Law, law_on, law_version
from ansinh.law.reader import STATUSES
from ansinh.people.models import Person

MONTH_KEY = 1_000_000
ROOMS = ("benefits", "labour", "poverty")
EVERY = {"month": "mỗi tháng", "quarter": "mỗi quý", "year": "mỗi năm", "once": "một lần"}
# Facts that say which record it is, or that nobody would ask "what if" of.
RECORD = (
    "resident_person_id", "resident_month", "month_first_day", "month_last_day", "day_before_month", "resident_commune_id",
    "resident_province_id", "title_id", "title_month", "title_from_day", "title_to_day", "claim_person_id", "claim_month",
    "claim_payable_month", "household_month", "jobless_law_month", "jobless_month", "jobless_month_person_id", "jobless_month_law_month",
    "jobless_month_right", "jobless_course_month", "jobless_course_person_id", "jobless_course_law_month", "jobless_course_support",
)  # fmt: skip
# Rights paid in many months by the law of one of their own: the fact that names that month.
OF_OWN_LAW = {"jobless_month": "jobless_month_law_month", "jobless_course": "jobless_course_law_month"}
FIXED = (*RECORD, "resident_sex", "resident_ethnicity", "resident_birth_date", "resident_age_months", "resident_died_on",
         "title_category", "claim_kind", "claim_is_cancelled", "title_is_suspended", "title_is_second_of_deceased", "jobless_paid_months",
         "jobless_wage_region", "jobless_is_state_pay", "jobless_month_is_suspended", "jobless_month_is_cancelled",
         "jobless_course_months", "jobless_course_is_cancelled")  # fmt: skip
# What stands against a right when it is there, and never for it.
BLOCKS: dict[str, list[Any]] = {
    "resident_died_on": [None],
    "title_is_suspended": [False],
    "resident_is_in_prison": [False],
    "jobless_month_is_suspended": [False],
    "jobless_month_is_cancelled": [False],
    "jobless_course_is_cancelled": [False],
}
AGES = (3, 4, 16, 22, 60, 70, 75, 80)
YEARS_AHEAD = 20
OPEN_AGE = 16
WORDED = ("word", "list", "answer")
UNREGISTERED, NONE_SEEN = "unregistered_reason", "none"
ACTS = {"NĐ": "Nghị định", "TT": "Thông tư", "QĐ": "Quyết định", "NQ": "Nghị quyết", "PL": "Pháp lệnh"}
Behind = Callable[[Person, int], str]


class NoRecord(Exception):
    """A person or month the registers cannot answer for; the message says which and what to do."""


@dataclass(frozen=True)
class Basis:
    """A value of the law that decided: what it was that day, since when, known since when, how far it was checked."""

    name: str
    label: str
    text: str
    reference: str
    status: str
    status_text: str
    from_day: date
    known_from: date
    in_force: date | None
    is_money: bool
    is_worded: bool = False
    note: str = ""

    def without_part(self) -> Basis:
        """The value without the name of the group it is of."""
        return replace(self, label=self.label.partition(",")[0])

    @property
    def reference_text(self) -> str:
        """The reference without abbreviations."""
        return written_out(self.reference)


@dataclass(frozen=True)
class Known:
    """A fact that was used, and the paper or register it stands in."""

    label: str
    text: str
    source: str


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


def explain(
    person: Person, month: int, *, day: date | None = None, behind: Mapping[str, Behind] | None = None
) -> Explanation:
    """Every benefit of a person in a month by the law known on `day` (today) and in force in the month.

    `behind` says for further facts, by name, which paper stands behind them. Raises NoRecord, LawError."""
    known_on = day or timezone.localdate()
    asked = Asked(person, month, known_on, behind or {})
    rights = [asked.right(benefit, asked.record, month) for benefit in benefits_of(asked.house, "resident")]
    for benefit, record, house in of_own_law(
        person.pk, month, asked.record, partial(paying_law, run_month=month, day=known_on)
    ):
        rights.append(asked.right(benefit, record, month, house))
    for claim in _claims_of(person, month):
        rights += asked.rights_of_claim(claim)
    order = {None: 1, 0: 2}
    rights.sort(key=lambda right: order.get(right.amount_dong, 0))
    return Explanation(
        person.pk, person.name, person.personal_number or "", str(person.birth), str(person.commune), month, known_on,
        law_version(), tuple(rights), asked.unregistered(),
    )  # fmt: skip


def paying_law(for_month: int, run_month: int, day: date) -> Law:
    """The law a run of `run_month` planned on `day` pays `for_month` by."""
    return law_on(last_day(for_month), known_on=day, in_force_on=last_day(run_month))


_houses: dict[tuple[int, ...], House] = {}


@lru_cache(maxsize=128)
def house_of(law: Law) -> House:
    """The house under a law; laws of the same values (other days, other knowledge) share one."""
    chosen = tuple(map(id, law.values().values()))
    if chosen not in _houses:
        if len(_houses) > 48:
            _houses.clear()
        _houses[chosen] = house_on(law, ROOMS)
    return _houses[chosen]


class Asked:
    """One person, one month: the house of its law and the record of the registers."""

    def __init__(self, person: Person, month: int, day: date, behind: Mapping[str, Behind]) -> None:
        self.person, self.month, self.day, self.behind = person, month, day, behind
        self.law = paying_law(month, month, day)
        self.house = house_of(self.law)
        self.papers = Papers(person, month, behind)
        turns = _turning_points(person, self.papers, month)
        self.records = records_of(person.pk, [month, *turns], self.house, self.papers.titles)
        self.record = self.records.get(month, {})
        if not self.record:
            raise NoRecord(f"Lịch không có tháng {month_text(month)}. Chọn tháng từ 01/2014 đến 12/2040.")
        self.turns = {turn: why for turn, why in turns.items() if turn in self.records}

    def right(self, benefit: Benefit, record: Mapping[str, Any], for_month: int, house: House | None = None) -> Right:
        """One benefit explained; `house` is another month's where the benefit's law is (a claim)."""
        house = house or self.house
        trace = house.trace(benefit.figure, record)
        bases = tuple(one if self.papers.is_open else one.without_part() for one in _bases(trace, house.law))
        amount = trace.value
        lacking = _lacking(house, benefit, record, trace) if amount is None else ""
        return Right(
            benefit=benefit.name, label=benefit.label_vi, programme=benefit.programme, article=benefit.article,
            every=benefit.every, for_month=for_month, amount_dong=amount,
            sentence=self.sentence(benefit, trace, bases, lacking),
            arithmetic=arithmetic(house, benefit.figure, record) if amount else "",
            basis=bases, known=self.papers.of(trace, house),
            why_not=(f"chưa tính được {lacking}",) if lacking else tuple(self._against(house, benefit, record, trace)),
            changes=(*self._dated_changes(benefit, amount), *_what_if(house, benefit, record, amount)),
            steps=trace.as_dict() if self.papers.is_open else {}, claim_id=record.get("claim_id"),
        )  # fmt: skip

    def rights_of_claim(self, claim: Claim) -> Iterator[Right]:
        """The benefits a right once gives, by the law of its own month."""
        law = paying_law(claim.month, self.month, self.day)
        house = house_of(law)
        around = records_of(self.person.pk, [claim.month], house, self.papers.titles).get(claim.month, {})
        grain = house.grains["claim"]
        rows = _rows(grain, f"claim_id = {int(claim.pk)}")
        for benefit in benefits_of(house, "claim"):
            if benefit.programme == words.CLAIMS[claim.kind][0]:
                record = around | _facts(grain, rows[0]) | {"claim_id": claim.pk}
                yield replace(self.right(benefit, record, claim.month, house), label=claim.get_kind_display())

    def unregistered(self) -> str:
        """What the registers suggest is due and nobody registered; empty when they suggest nothing."""
        if UNREGISTERED not in self.house.rules:
            return ""
        found = self.house.values([UNREGISTERED], self.record)[UNREGISTERED]
        names = self.house.column(UNREGISTERED).label.words or {}
        return names[found][0] if found and found != NONE_SEEN else ""

    def sentence(self, benefit: Benefit, trace: Trace, bases: Sequence[Basis], lacking: str = "") -> str:
        """In words: who gets what, how much, by which act, since when."""
        who, what = self._who(), lower_first(benefit.label_vi)
        who = f"Hồ sơ của {who.lower()} được" if benefit.grain == "claim" else who
        if trace.value is None:
            return f"{who} có thể được {what}, nhưng chưa tính được số tiền {lacking}."
        if not trace.value:
            return f"{who} không hưởng {what} trong tháng này."
        titles = self.papers.told(trace)
        named = f" ({'; '.join(titles)})" if titles else ""
        every = EVERY[benefit.every]
        said = f"{who} {'' if benefit.grain == 'claim' else 'hưởng '}{what}{named}: {grouped(trace.value)} đồng {every}"
        money = [basis for basis in bases if basis.is_money] or list(bases)
        if not money:
            return f"{said}, theo {written_out(benefit.article)}."
        newest = max(money, key=lambda basis: basis.from_day)
        said += f", theo {written_out(newest.reference)}, áp dụng từ {vietnamese_day(newest.from_day)}."
        unchecked = [basis for basis in bases if basis.status != "official"]
        return said + (f" Lưu ý: {_unchecked(unchecked)}." if unchecked else "")

    def _who(self) -> str:
        if self.person.birth_year > self.month // 100 - OPEN_AGE:
            return "Cháu"
        return "Ông" if self.person.sex == "m" else "Bà"

    def _against(self, house: House, benefit: Benefit, record: Mapping[str, Any], trace: Trace) -> Iterator[str]:
        """What stands against it, or against more of it."""
        titles = record.get("members", {}).get("title", [])
        if trace.value:
            yield from _outdone(house, benefit, record, trace.value)
        elif not titles and benefit.grain == "resident":
            yield "sổ quyền lợi chưa ghi diện hưởng nào của người này trong tháng"
        else:
            found = [*_blocked(house, benefit, record), *_outdone(house, benefit, record, 0)]
            found = found or [*_of_age(house, benefit, record)] or [*_nought_by_law(trace)]
            held = ", ".join(dict.fromkeys(title_text(self.papers.titles[one["title_id"]]) for one in titles))
            yield from found or [f"diện đang có ({held}) không thuộc khoản này"]

    def _dated_changes(self, benefit: Benefit, amount: int | None) -> Iterator[str]:
        """What days already known will change, with the registers as they stand and the law of the month."""
        if benefit.grain != "resident":
            return
        before = amount
        for turn, why in sorted(self.turns.items()):
            after = self.house.values([benefit.figure], self.records[turn])[benefit.figure]
            if after != before:
                yield f"Từ tháng {month_text(turn)} ({why}): {_money(after, benefit)}."
            before = after


def against(house: House, benefit: Benefit, record: Mapping[str, Any]) -> list[str]:
    """The facts of a record that alone stand against a figure that is 0 or no, the age too."""
    return list(dict.fromkeys((*_of_age(house, benefit, record), *_blocked(house, benefit, record))))


def lacking(house: House, benefit: Benefit, record: Mapping[str, Any]) -> str:
    """Why a figure cannot be told: the facts nobody knows."""
    return _lacking(house, benefit, record, house.trace(benefit.figure, record))


def benefits_of(house: House, grain: str) -> list[Benefit]:
    """The benefits of a grain that the law of the day has."""
    return [one for one in collect(ROOMS).benefits.values() if one.grain == grain and one.figure in house.rules]


def records_of(
    person_id: int, months: Iterable[int], house: House, titles: Mapping[int, Title]
) -> dict[int, dict[str, Any]]:
    """The record of a person in each month, from the grains' own queries: facts, the household's beside them, titles and
    claims as members."""
    asked = ", ".join(str(int(month)) for month in months)
    grains = house.grains
    rows = _rows(grains["resident"], f"person_id = {int(person_id)} AND resident_month IN ({asked})")
    households = {row["household_month_id"] // MONTH_KEY for row in rows if row["household_month_id"]}
    classes: dict[int, dict[str, Any]] = {}
    if households and "household_month" in grains:
        listed = ", ".join(map(str, households))
        found = _rows(
            grains["household_month"], f"household_month_household_id IN ({listed}) AND household_month IN ({asked})"
        )
        classes = {row["household_month_id"]: _facts(grains["household_month"], row) for row in found}
    members: dict[int, list[dict[str, Any]]] = {}
    if titles:
        listed = ", ".join(map(str, titles))
        for row in _rows(grains["title"], f"title_id IN ({listed}) AND title_month IN ({asked})"):
            fact = _facts(grains["title"], row) | {"label": member_label(titles[row["title_id"]])}
            members.setdefault(row["resident_id"], []).append(fact)
    claims: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(grains["claim"], f"claim_person_id = {int(person_id)} AND claim_month IN ({asked})"):
        claims.setdefault(row["resident_id"], []).append(_facts(grains["claim"], row))
    return {
        row["resident_month"]: classes.get(row["household_month_id"], {})
        | _facts(grains["resident"], row)
        | {"members": {"title": members.get(row["resident_id"], []), "claim": claims.get(row["resident_id"], [])}}
        for row in rows
    }


def of_own_law(
    person_id: int, month: int, around: Mapping[str, Any], law_of: Callable[[int], Law]
) -> Iterator[tuple[Benefit, dict[str, Any], House]]:
    """What is paid in a month by the law of another, right by right: the benefit, its record with the resident's `around`, its house."""
    grains = collect(ROOMS).grains
    for name, law_month in OF_OWN_LAW.items():
        grain = grains[name]
        for row in _rows(grain, f"{name}_person_id = {int(person_id)} AND {grain.partition} = {int(month)}"):
            record = {**around, **_facts(grain, row)}
            for parent, key in grain.parents.items():
                if parent != "resident":
                    (found,) = _rows(grains[parent], f"{grains[parent].key} = {int(row[key])}")
                    record |= _facts(grains[parent], found)
            house = house_of(law_of(record[law_month]))
            for benefit in benefits_of(house, name):
                yield benefit, record, house


def _rows(grain: Grain, where: str) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({grain.query}) AS asked WHERE {where} ORDER BY {grain.key}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _facts(grain: Grain, row: Mapping[str, Any]) -> dict[str, Any]:
    return {fact.name: _typed(row[fact.column], fact.type) for fact in grain.facts.values()}


def _typed(value: Any, type_: type) -> Any:
    if value is None:
        return None
    if type_ is date:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return type_(value)


class Papers:
    """What stands behind a person's facts in a month: decisions, certificates, registers."""

    def __init__(self, person: Person, month: int, behind: Mapping[str, Behind]) -> None:
        self.person, self.month = person, month
        self.behind: dict[str, Behind] = {**SOURCES, **behind}
        found = Title._base_manager.filter(person=person).select_related("decision", "cared_for").order_by("pk")
        self.titles = {title.pk: title for title in found}
        self.by_label = {member_label(title): title for title in found}
        self.suspended = {
            row.title_id: row for row in Suspension._base_manager.filter(title__person=person).order_by("from_day")
        }

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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def written_out(reference: str) -> str:
    """`Nghị định 335/2026/NĐ-CP Điều 4 khoản 2` for `NĐ 335/2026/NĐ-CP Điều 4 khoản 2`."""
    return " ".join(ACTS.get(word, word) for word in reference.split(" "))


def _bases(trace: Trace, law: Law) -> tuple[Basis, ...]:
    found: dict[str, Basis] = {}
    for step in trace.root.walk():
        name = ".".join(step.name.split(".")[:2])
        if step.kind not in ("law", "table") or "whole" in step.name.split(".") or step.name in found:
            continue
        dated: Dated = law.dated(name)
        text = _reading(dated) if step.unit in WORDED else step.text
        row = f" (dòng {step.row})" if step.row and step.row != "không có trong bảng" else ""
        found[step.name] = Basis(
            name, _capital(step.label.removeprefix("Tra ")), f"{text}{row}", dated.reference, dated.status, STATUSES[dated.status],
            dated.from_day, dated.known_from, dated.in_force, step.unit.startswith("dong"), step.unit in WORDED, dated.note,
        )  # fmt: skip
    return tuple(found.values())


def _reading(dated: Dated) -> str:
    """How the house reads a text that is not clear, in words."""
    chosen = next((one.get("reference", "") for one in dated.alternatives if one.get("value") == dated.value), "")
    return str(chosen or dated.note or dated.value)


def _nought_by_law(trace: Trace) -> Iterator[str]:
    """Money of the law that is nought in this month: a gift outside its month."""
    for step in trace.root.walk():
        if step.kind == "law" and step.value == 0 and step.unit.startswith("dong"):
            yield f"{lower_first(step.label)} tháng này là 0 đồng ({step.reference})"


def _unchecked(bases: Sequence[Basis]) -> str:
    """Numbers by name, readings of the text by how many: each is listed with its grounds."""
    numbers = dict.fromkeys(
        f"{lower_first(basis.label)} ({basis.status_text})" for basis in bases if not basis.is_worded
    )
    worded = sum(basis.is_worded for basis in bases)
    said = [f"chưa đối chiếu văn bản chính thức: {'; '.join(numbers)}"] if numbers else []
    return "; ".join([*said, f"{worded} cách hiểu văn bản chưa có xác nhận chính thức, xem căn cứ"] if worded else said)


def _money(amount: int | None, benefit: Benefit) -> str:
    if amount is None:
        return f"{lower_first(benefit.label_vi)} chưa tính được"
    return (
        f"thôi {lower_first(benefit.label_vi)}"
        if amount == 0
        else f"{lower_first(benefit.label_vi)} {grouped(amount)} đồng {EVERY[benefit.every]}"
    )


def _what_if(house: House, benefit: Benefit, record: Mapping[str, Any], amount: int | None) -> Iterator[str]:
    """What another answer to a single fact would give, where it would give something else."""
    for fact in house.columns(benefit.figure):
        if fact.name in FIXED:
            continue
        told = set()
        for changed, now, choice in _changed(record, fact, _choices(house, benefit, fact)):
            if fact.type is int and not fact.words and now is not None and choice < now:
                continue
            after = house.values([benefit.figure], changed)[benefit.figure]
            if after is not None and after != amount and after not in told:
                told.add(after)
                asked, had = value_text(choice, fact.unit, fact.words), value_text(now, fact.unit, fact.words)
                yield f"Nếu {lower_first(fact.label_vi)} là «{asked}» (nay: {had}): {_money(after, benefit)}."


def _choices(house: House, benefit: Benefit, fact: Fact) -> list[Any]:
    """The answers worth trying: yes and no, the words, the thresholds the law has in the fact's unit, one more of what is counted."""
    if fact.type is bool:
        return [True, False]
    if fact.words:
        return list(fact.words)
    if fact.type is not int or fact.unit.startswith("dong"):
        return []
    if not fact.unit:
        return [1, 2, 3]
    laws = [node for node in house.law_values(benefit.figure) if isinstance(node, LawValue) and node.unit == fact.unit]
    return sorted({law.value for law in laws if type(law.value) is int})


def _changed(
    record: Mapping[str, Any], fact: Fact, choices: Iterable[Any]
) -> Iterator[tuple[dict[str, Any], Any, Any]]:
    """The record with one answer changed, for each choice that is another answer; what it was and what it would be."""
    name, grain = fact.name, fact.grain
    members = record.get("members", {}).get(grain, [])
    for choice in choices:
        if grain != "title" and record.get(name) != choice:
            yield {**record, name: choice}, record.get(name), choice
        for place, member in enumerate(members if grain == "title" else ()):
            if member.get(name) != choice:
                others = [*members[:place], {**member, name: choice}, *members[place + 1 :]]
                yield {**record, "members": {**record["members"], grain: others}}, member.get(name), choice


def _blocked(house: House, benefit: Benefit, record: Mapping[str, Any]) -> Iterator[str]:
    """The facts that alone stand against it: with another answer there would be money."""
    for fact in house.columns(benefit.figure):
        if fact.name in RECORD or fact.name in ("title_category", "resident_sex", "resident_ethnicity"):
            continue
        choices = BLOCKS[fact.name] if fact.name in BLOCKS else _choices(house, benefit, fact)
        for changed, now, _choice in _changed(record, fact, choices):
            if house.values([benefit.figure], changed)[benefit.figure]:
                yield f"{lower_first(fact.label_vi)}: {value_text(now, fact.unit, fact.words)}"
                break


def _lacking(house: House, benefit: Benefit, record: Mapping[str, Any], trace: Trace) -> str:
    """The facts nobody knows that keep the sum from being said."""
    unknown = {step.name for step in trace.root.walk() if step.kind == "fact" and step.value is None}
    facts = [fact for fact in house.columns(benefit.figure) if fact.name in unknown]
    alone = [
        fact.label_vi
        for fact in facts
        if any(
            house.values([benefit.figure], changed)[benefit.figure] is not None
            for changed, now, _ in _changed(record, fact, _choices(house, benefit, fact) or [0])
            if now is None and fact.type is not date
        )
    ]
    names = alone or [fact.label_vi for fact in facts if fact.name != "resident_died_on"]
    return f"vì chưa biết {', '.join(map(lower_first, names))}" if names else "vì luật tháng này chưa có mức"


def _outdone(house: House, benefit: Benefit, record: Mapping[str, Any], amount: int) -> Iterator[str]:
    """Titles that alone would give money and add nothing beside the others: only the highest is paid."""
    titles = record.get("members", {}).get("title", [])
    if len(titles) < 2:
        return
    for title in titles:
        others = [one for one in titles if one is not title]
        alone = house.values([benefit.figure], _with_titles(record, [title]))[benefit.figure]
        without = house.values([benefit.figure], _with_titles(record, others))[benefit.figure]
        if alone and without == amount:
            beside = ", ".join(one["label"].split(", QĐ")[0] for one in others)
            this = title["label"].split(", QĐ")[0]
            yield f"diện {this} riêng nó được {grouped(alone)} đồng, nhưng không trả cùng diện {beside}: chỉ hưởng mức cao nhất"


def _with_titles(record: Mapping[str, Any], titles: list[dict[str, Any]]) -> dict[str, Any]:
    return {**record, "members": {**record.get("members", {}), "title": titles}}


def _of_age(house: House, benefit: Benefit, record: Mapping[str, Any]) -> Iterator[str]:
    """The age that stands against it, with the nearest at which there would be money."""
    born, day = record.get("resident_birth_date"), record["month_last_day"]
    if born is None:
        return
    now = age(born, day)
    for other in sorted({*AGES, *(one - 1 for one in AGES)}, key=lambda one: abs(one - now)):
        moved = born.replace(year=born.year + now - other, day=min(born.day, 28))
        changed = {**record, "resident_birth_date": moved, "resident_age_months": None}
        if house.values([benefit.figure], changed)[benefit.figure]:
            yield f"tuổi hiện nay: {now} (có mức khi {'đủ' if other > now else 'còn'} {other} tuổi)"
            return


def _turning_points(person: Person, papers: Papers, month: int) -> dict[int, str]:
    """Months to come on which something known today changes: a birthday, the end of a paper; with what it is."""
    ends = [(row.to_day, f"hết hạn giấy xác nhận khuyết tật {row.number}") for row in
            DisabilityCertificate._base_manager.filter(person=person, to_day__isnull=False)]  # fmt: skip
    ends += [(row.to_day, f"hết thời gian học {row.institution}".rstrip()) for row in
             Study._base_manager.filter(person=person, to_day__isnull=False)]  # fmt: skip
    ends += [(title.to_day, f"thôi diện {title_text(title)}") for title in papers.titles.values() if title.to_day]
    found: dict[int, str] = {}
    for years in AGES:
        turned = (person.birth_year + years) * 100 + (person.birth_month or 1)
        found[turned] = found[month_after(turned)] = f"đủ {years} tuổi"
    for day, why in ends:
        if day is not None:
            found[month_of(day)] = found[month_after(month_of(day))] = why
    return {turn: found[turn] for turn in sorted(found) if month < turn <= month + YEARS_AHEAD * 100}


def _claims_of(person: Person, month: int) -> list[Claim]:
    """The rights once payable from this month."""
    return list(Claim._base_manager.filter(person=person, payable_month=month).order_by("pk"))


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
