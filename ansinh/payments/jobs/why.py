"""Why a person is paid what they are paid in a month: the rights of the month, and what the month's run brings for the months before it.

Arrears are the same difference a run takes: what is owed by the law of the run, less what the ledger has recognised. A month no run
of the ledger ever covered is compared with what the law of its own time would have paid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, Sum
from django.utils import timezone

from ansinh.benefits.jobs.explain import explain
from ansinh.benefits.jobs.explain.basis import written_out
from ansinh.benefits.jobs.explain.explanation import Explanation
from ansinh.benefits.jobs.explain.papers import Papers
from ansinh.benefits.jobs.explain.records import of_own_law, records_of
from ansinh.benefits.jobs.paying import OF_OWN_LAW, benefits_of, house_of, paying_law
from ansinh.core.days import last_day, month_after, month_text, months_between, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.engine import Benefit, House
from ansinh.engine.arithmetic import arithmetic
from ansinh.engine.collect import collect
from ansinh.labour.jobs.insurance import BEHIND as UNEMPLOYMENT_BEHIND
from ansinh.law import law_on
from ansinh.payments import words
from ansinh.payments.actions.money import SIGNED
from ansinh.payments.models import Line, Opening, Order, Run, Settlement
from ansinh.people.models import Membership, Person
from ansinh.poverty.models import Review

MONTHS_BACK = 12


@dataclass(frozen=True)
class Arrear:
    """A month before the run's: what was recognised (or, where no run covered it, what its own law gave), what is owed now."""

    benefit: str
    label: str
    for_month: int
    before_dong: int
    owed_dong: int
    is_recognised: bool
    reckoned_before: str
    reckoned_now: str
    because: str

    @property
    def difference_dong(self) -> int:
        return self.owed_dong - self.before_dong

    @property
    def month_text(self) -> str:
        return month_text(self.for_month)

    @property
    def reckoned(self) -> str:
        """`2 × 540.000 − 2 × 500.000`; empty where a level is read from a table."""
        sides = [side.partition(" = ")[0] for side in (self.reckoned_now, self.reckoned_before) if " = " in side]
        return f"{sides[0]} − {sides[1]} = {grouped(self.difference_dong)}" if len(sides) == 2 else ""

    @property
    def sentence(self) -> str:
        before = "đã trả" if self.is_recognised else "theo luật khi đó"
        verb = "truy lĩnh" if self.difference_dong > 0 else "truy thu"
        by = f" theo {self.because}" if self.because else ""
        return (
            f"Tháng {month_text(self.for_month)}: {before} {grouped(self.before_dong)} đồng, nay{by} là"
            f" {grouped(self.owed_dong)} đồng, {verb} {grouped(abs(self.difference_dong))} đồng"
            + (f": {self.reckoned}." if self.reckoned else ".")
        )


@dataclass(frozen=True)
class Paid:
    """A line of a signed run for this person in the month: what it recognised or moved, and what reached them of its order."""

    run: str
    benefit: str
    label: str
    kind: str
    for_month: int
    amount_dong: int
    reference: str
    paid_dong: int
    order_dong: int

    @property
    def month_text(self) -> str:
        return month_text(self.for_month)


@dataclass(frozen=True)
class Why:
    """An explanation with the ledger beside it. Amounts are whole dong."""

    explanation: Explanation
    arrears: tuple[Arrear, ...]
    paid: tuple[Paid, ...]

    @property
    def arrears_dong(self) -> int:
        return sum(one.difference_dong for one in self.arrears)

    @property
    def total_dong(self) -> int:
        """What the month's run brings: the month itself and the months before."""
        return self.explanation.total_dong + self.arrears_dong

    def as_dict(self) -> dict[str, Any]:
        arrears = [
            asdict(one) | {"difference_dong": one.difference_dong, "sentence": one.sentence} for one in self.arrears
        ]
        return self.explanation.as_dict() | {
            "arrears": arrears,
            "arrears_dong": self.arrears_dong,
            "with_arrears_dong": self.total_dong,
            "paid": [asdict(one) for one in self.paid],
        }

    def lines(self) -> list[str]:
        """What is printed."""
        said = self.explanation.lines()
        if self.arrears:
            said += ["", f"Các tháng trước, tính lại trong tháng {month_text(self.explanation.month)}:"]
            said += [f"  {one.label}. {one.sentence}" for one in self.arrears]
            said += [f"  Cộng: {grouped(self.arrears_dong)} đồng"]
            said += [
                "",
                f"Tháng {month_text(self.explanation.month)} cả thảy: {grouped(self.explanation.total_dong)}"
                f" + {grouped(self.arrears_dong)} = {grouped(self.total_dong)} đồng",
            ]
        if self.paid:
            said += ["", "Sổ chi trả:"]
            said += [
                f"  {one.run}: {one.label}, {one.kind}, tháng {month_text(one.for_month)}: {grouped(one.amount_dong)} đồng"
                + (f"; lệnh {one.reference}: đã nhận {grouped(one.paid_dong)}/{grouped(one.order_dong)}" if one.reference else "")
                for one in self.paid
            ]  # fmt: skip
        return said


def why(person: Person, month: int, *, day: date | None = None) -> Why:
    """The explanation of a person and a month, with arrears and payments. `day` is when it was planned: the signed run's own
    day where there is one, else today. Raises NoRecord, LawError."""
    runs = Run._base_manager.filter(province_id=person.province_id, state__in=SIGNED)
    known_on = day or runs.filter(month=month).values_list("plan_day", flat=True).first() or timezone.localdate()
    return Why(
        explain(person, month, day=known_on, behind={"household_class": review_behind, **UNEMPLOYMENT_BEHIND}),
        tuple(_arrears(person, month, known_on, runs)),
        tuple(_paid(person, month)),
    )


def review_behind(person: Person, month: int) -> str:
    """The review a household's class in a month stands in."""
    household = Membership._base_manager.filter(person=person, to_day__isnull=True).values("household")
    found = (
        Review._base_manager.filter(household__in=household, is_signed=True)
        .filter(Q(campaign__kind="annual", campaign__year__lt=month // 100) | Q(decided_on__lte=last_day(month)))
        .select_related("campaign", "commune_review", "household")
        .order_by("campaign__year", "pk")
        .last()
    )
    if found is None:
        return "Hộ chưa có kết quả rà soát đã ký"
    number = found.decision_number or found.commune_review.decision_number
    day = found.decided_on or found.commune_review.decided_on
    signed = f", QĐ {number} ngày {vietnamese_day(day)}" if number and day else ""
    return f"Rà soát năm {found.campaign.year}, hộ {found.household.code}{signed}"


def _arrears(person: Person, month: int, day: date, runs: Any) -> list[Arrear]:
    openings = dict(Opening._base_manager.filter(province_id=person.province_id).values_list("programme", "month"))
    covered = set(runs.filter(month__lt=month).values_list("programme", "month"))
    recognised = _recognised(person, month)
    first = min([*openings.values(), *(key[1] for key in recognised), month_after(month, -MONTHS_BACK)])
    earlier = months_between(first, month_after(month, -1))
    papers = Papers(person, month, {})
    records = records_of(person.pk, earlier, house_of(paying_law(month, month, day)), papers.titles)
    found = []
    for then in earlier:
        now = house_of(paying_law(then, month, day))
        own = house_of(law_on(last_day(then), known_on=last_day(then), in_force_on=last_day(then)))
        for benefit in benefits_of(now, "resident"):
            is_covered = (benefit.programme, then) in covered
            opening = openings.get(benefit.programme, month_after(month, -MONTHS_BACK))
            if then not in records or then < opening:
                continue
            one = _arrear(benefit, then, records[then], now, own, recognised.get((benefit.name, then), 0), is_covered)
            found += [one] if one else []
        for benefit, record, now in of_own_law(
            person.pk, then, records.get(then, {}), partial(paying_law, run_month=month, day=day)
        ):
            own = house_of(
                law_on(last_day(record[OF_OWN_LAW[benefit.grain]]), known_on=last_day(then), in_force_on=last_day(then))
            )
            is_covered = (benefit.programme, then) in covered
            if then >= openings.get(benefit.programme, month):
                one = _arrear(benefit, then, record, now, own, recognised.get((benefit.name, then), 0), is_covered)
                found += [one] if one else []
    return found


def _arrear(
    benefit: Benefit, month: int, record: dict[str, Any], now: House, own: House, recognised: int, is_covered: bool
) -> Arrear | None:
    """The difference of one benefit in one month; nothing where there is none, or where it cannot be said."""
    owed = now.values([benefit.figure], record)[benefit.figure]
    had = own.values([benefit.figure], record)[benefit.figure] if benefit.figure in own.rules else 0
    before = recognised if is_covered or recognised else had
    if owed is None or before is None or owed == before:
        return None
    return Arrear(
        benefit.name, benefit.label_vi, month, before, owed, is_covered or bool(recognised),
        arithmetic(own, benefit.figure, record) if had == before and had else "",
        arithmetic(now, benefit.figure, record) if owed else "",
        _new_acts(benefit, record, now, own) if had == before else "",
    )  # fmt: skip


def _new_acts(benefit: Benefit, record: dict[str, Any], now: House, own: House) -> str:
    """The references that decide now and did not then."""
    new, old = (_acts(house, benefit, record) if benefit.figure in house.rules else [] for house in (now, own))
    return "; ".join(written_out(reference) for reference in new if reference not in old)


def _acts(house: House, benefit: Benefit, record: dict[str, Any]) -> list[str]:
    steps = house.trace(benefit.figure, record).steps
    return list(dict.fromkeys(step.reference for step in steps if step.reference and step.unit.startswith("dong")))


def _recognised(person: Person, before: int) -> dict[tuple[str, int], int]:
    """What signed runs before a month recognised of each benefit and month, in dong; rights once left out."""
    rows = (
        Line._base_manager.filter(
            person__in=person.ids,
            kind__in=words.RECOGNISED,
            run__state__in=SIGNED,
            run__month__lt=before,
            claim_id__isnull=True,
        )
        .values("benefit", "for_month")
        .annotate(total=Sum("amount_dong"))
    )
    return {(row["benefit"], row["for_month"]): row["total"] for row in rows}


def _paid(person: Person, month: int) -> list[Paid]:
    """The lines of signed runs of the month."""
    lines = list(
        Line._base_manager.filter(person__in=person.ids, run__month=month, run__state__in=SIGNED)
        .select_related("run", "order")
        .order_by("run_id", "id")
    )
    settled: dict[int, int] = defaultdict(int)
    orders = Order._base_manager.filter(pk__in=[line.order_id for line in lines if line.order_id])
    for order_id, total in (
        Settlement.objects.filter(order__in=orders, outcome="paid")
        .values_list("order")
        .annotate(total=Sum("amount_dong"))
    ):
        settled[order_id] = total
    labels = {one.name: one.label_vi for one in collect().benefits.values()}
    return [
        Paid(
            str(line.run), line.benefit, labels.get(line.benefit, line.benefit), words.KINDS[line.kind][0], line.for_month,
            line.amount_dong, line.order.reference if line.order else "", settled[line.order_id or 0],
            line.order.amount_dong if line.order else 0,
        )
        for line in lines
    ]  # fmt: skip
