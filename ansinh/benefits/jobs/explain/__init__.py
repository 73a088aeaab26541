"""What a person gets in a month and does not get, each with its article, the value in force, the facts and their papers, the reckoning and
what would change it. The same rules and queries as a run over a province, asked for one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.utils import timezone

from ansinh.benefits import words
from ansinh.benefits.jobs.explain.basis import Basis, bases_of, nought_by_law, unchecked, written_out
from ansinh.benefits.jobs.explain.explanation import EVERY, Explanation, Right, money_told
from ansinh.benefits.jobs.explain.papers import Behind, Papers, title_text
from ansinh.benefits.jobs.explain.records import of_own_law, record_of_claim, records_of
from ansinh.benefits.jobs.explain.trying import AGES, blocked, lacking, of_age, outdone, what_if
from ansinh.benefits.jobs.paying import benefits_of, house_of, paying_law
from ansinh.benefits.models import Claim, DisabilityCertificate, Study
from ansinh.core.days import month_after, month_of, month_text, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.engine import Benefit, House, Trace
from ansinh.engine.arithmetic import arithmetic
from ansinh.engine.vietnamese import lower_first
from ansinh.law import law_version
from ansinh.people.models import Person

YEARS_AHEAD = 20
OPEN_AGE = 16
UNREGISTERED, NONE_SEEN = "unregistered_reason", "none"


class NoRecord(Exception):
    """A person or month the registers cannot answer for; the message says which and what to do."""


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


class Asked:
    """One person, one month: the house of its law and the record of the registers."""

    def __init__(self, person: Person, month: int, day: date, behind: Mapping[str, Behind]) -> None:
        self.person, self.month, self.day = person, month, day
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
        bases = tuple(one if self.papers.is_open else one.without_part() for one in bases_of(trace, house.law))
        amount = trace.value
        unknown = lacking(house, benefit, record) if amount is None else ""
        return Right(
            benefit=benefit.name, label=benefit.label_vi, programme=benefit.programme, article=benefit.article,
            every=benefit.every, for_month=for_month, amount_dong=amount,
            sentence=self.sentence(benefit, trace, bases, unknown),
            arithmetic=arithmetic(house, benefit.figure, record) if amount else "",
            basis=bases, known=self.papers.of(trace, house),
            why_not=(f"chưa tính được {unknown}",) if unknown else tuple(self._against(house, benefit, record, trace)),
            changes=(*self._dated_changes(benefit, amount), *what_if(house, benefit, record, amount)),
            steps=trace.as_dict() if self.papers.is_open else {}, claim_id=record.get("claim_id"),
        )  # fmt: skip

    def rights_of_claim(self, claim: Claim) -> Iterator[Right]:
        """The benefits a right once gives, by the law of its own month."""
        house = house_of(paying_law(claim.month, self.month, self.day))
        programme = words.CLAIMS[claim.kind][0]
        given = [benefit for benefit in benefits_of(house, "claim") if benefit.programme == programme]
        record = record_of_claim(claim, house, self.papers.titles) if given else {}
        for benefit in given:
            yield replace(self.right(benefit, record, claim.month, house), label=claim.get_kind_display())

    def unregistered(self) -> str:
        """What the registers suggest is due and nobody registered; empty when they suggest nothing."""
        if UNREGISTERED not in self.house.rules:
            return ""
        found = self.house.values([UNREGISTERED], self.record)[UNREGISTERED]
        names = self.house.column(UNREGISTERED).label.words or {}
        return names[found][0] if found and found != NONE_SEEN else ""

    def sentence(self, benefit: Benefit, trace: Trace, bases: Sequence[Basis], unknown: str = "") -> str:
        """In words: who gets what, how much, by which act, since when."""
        who, what = self._who(), lower_first(benefit.label_vi)
        who = f"Hồ sơ của {who.lower()} được" if benefit.grain == "claim" else who
        if trace.value is None:
            return f"{who} có thể được {what}, nhưng chưa tính được số tiền {unknown}."
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
        doubtful = [basis for basis in bases if basis.status != "official"]
        return said + (f" Lưu ý: {unchecked(doubtful)}." if doubtful else "")

    def _who(self) -> str:
        if self.person.birth_year > self.month // 100 - OPEN_AGE:
            return "Cháu"
        return "Ông" if self.person.sex == "m" else "Bà"

    def _against(self, house: House, benefit: Benefit, record: Mapping[str, Any], trace: Trace) -> Iterator[str]:
        """What stands against it, or against more of it."""
        titles = record.get("members", {}).get("title", [])
        if trace.value:
            yield from outdone(house, benefit, record, trace.value)
        elif not titles and benefit.grain == "resident":
            yield "sổ quyền lợi chưa ghi diện hưởng nào của người này trong tháng"
        else:
            found = [*blocked(house, benefit, record), *outdone(house, benefit, record, 0)]
            found = found or [*of_age(house, benefit, record)] or [*nought_by_law(trace)]
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
                yield f"Từ tháng {month_text(turn)} ({why}): {money_told(after, benefit)}."
            before = after


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
