"""What a person paid in, and what a claim to the unemployment benefit comes to by the law of its day."""

from dataclasses import dataclass
from datetime import date, timedelta

from ansinh.core.days import last_day, month_after, month_of, month_text, months_between, months_later, vietnamese_day
from ansinh.dossiers.jobs.clock import after_working_days, calendar_of
from ansinh.engine import House, house_on
from ansinh.labour.models import Contribution, TrainingSupport, UnemploymentEvent, UnemploymentRight
from ansinh.law import Law, law_on, parameters
from ansinh.law.reader import STATUSES
from ansinh.people.models import Person

ROOMS = ("benefits", "labour", "poverty")
LIVING = ("drawing", "suspended", "ended", "moved_out")
TERMS, DAYS, NOTICE = "insurance.unemployment_months", "insurance.unemployment_days", "insurance.search_notice"


@dataclass(frozen=True)
class PaidIn:
    """A person's months paid in until a day and not drawn yet. `months` is None where what was kept of an earlier right is not known;
    `window` counts those of the last 24 months (36 after a contract under 12), `average_wage_dong` is of the last six."""

    months: int | None
    window: int
    window_length: int
    average_wage_dong: int | None
    wage_region: str
    is_state_pay: bool
    last_month: int | None
    employer: str = ""


@dataclass(frozen=True)
class Claim:
    """What a claim comes to. `against` are sentences with their article; unknown figures are None."""

    paid_in: PaidIn
    months: int | None
    kept_months: int | None
    amount_dong: int | None
    cap_dong: int | None
    is_at_cap: bool
    law_month: int
    from_day: date
    to_day: date | None
    first_month: int
    last_month: int | None
    against: tuple[str, ...]
    articles: tuple[str, ...]
    unverified: tuple[str, ...]


def paid_in(person: Person, *, ended_on: date, law: Law) -> PaidIn:
    """The months paid in until the contract ended, by the terms of a law."""
    terms = law.value(TERMS)
    spans = list(
        Contribution._base_manager.filter(person=person, from_month__lte=month_of(ended_on))
        .select_related("organisation")
        .order_by("from_month", "pk")
    )
    by_month = {
        month: span
        for span in spans
        for month in months_between(span.from_month, min(span.to_month, month_of(ended_on)))
    }
    if not by_month:
        return PaidIn(0, 0, terms["paid_within"], None, "", False, None)
    before = (
        UnemploymentRight._base_manager.filter(person=person, contract_ended_on__lt=ended_on, state__in=LIVING)
        .order_by("-contract_ended_on")
        .first()
    )
    after = month_of(before.contract_ended_on) if before else 0
    fresh = sorted(month for month in by_month if month > after)
    kept = _kept_of(before)
    last = by_month[max(by_month)]
    is_short = last.contract_months is not None and last.contract_months < terms["further_paid"]
    length = terms["paid_within_short_contract" if is_short else "paid_within"]
    since = month_after(month_of(ended_on), -length)
    newest = [by_month[month].wage_dong for month in fresh[-terms["wage_average"] :]]
    return PaidIn(
        months=None if kept is None else len(fresh) + kept,
        window=sum(month > since for month in fresh),
        window_length=length,
        average_wage_dong=_half_up(sum(newest), len(newest)) if newest else None,
        wage_region=last.wage_region,
        is_state_pay=last.is_state_pay,
        last_month=max(by_month),
        employer=str(last.organisation) if last.organisation else last.employer,
    )


def claim_of(person: Person, *, applied_on: date, ended_on: date, known_on: date, had: PaidIn | None = None) -> Claim:
    """What a claim handed in on a day for a contract ended on another comes to, by the law known on `known_on`. `had` stands in for the
    months paid in (a file that says them)."""
    law_month = month_of(ended_on)
    law = law_on(last_day(law_month), known_on=max(known_on, last_day(law_month)))
    had = had or paid_in(person, ended_on=ended_on, law=law)
    figures = _figures(law, had)
    terms, filed = law.value(TERMS), law_on(applied_on)
    from_day = entitled_from(applied_on, filed, str(person.province_id))
    months = figures["unemployment_months"]
    first = month_of(from_day)
    return Claim(
        paid_in=had, months=months, kept_months=figures["unemployment_kept_months"], amount_dong=figures["unemployment_level"],
        cap_dong=figures["unemployment_cap"], is_at_cap=bool(figures["is_at_unemployment_cap"]), law_month=law_month, from_day=from_day,
        to_day=months_later(from_day, months) if months else None, first_month=first,
        last_month=month_after(first, months - 1) if months else None,
        against=tuple(_against(person, had, terms, law.dated(TERMS).reference, applied_on, ended_on)),
        articles=tuple(dict.fromkeys(law.dated(name).reference for name in (TERMS, "insurance.unemployment_rate"))),
        unverified=tuple(_unverified(law)),
    )  # fmt: skip


def entitled_from(applied_on: date, law: Law, province_id: str) -> date:
    """The first day of the benefit: the 16th day after the file, from 2026 the 11th working day. The day of the file is not counted."""
    days = law.value(DAYS)
    if "entitled_from_working" in days:
        return after_working_days(applied_on, days["entitled_from_working"], calendar_of(province_id))
    return applied_on + timedelta(days=days["entitled_from"])


def notice_days(right: UnemploymentRight) -> dict[int, date]:
    """The last day of the notice of each benefit month that asks for one, by its number."""
    notice = law_on(right.from_day).value(NOTICE)
    changed = calendar_of(right.province_id)
    return {
        number: after_working_days(
            months_later(right.from_day, number - 1) - timedelta(days=1), notice["within"], changed
        )
        for number in range(notice["first_number"], right.months + 1)
    }


def right_behind(person: Person, month: int) -> str:
    """The decision behind what is known of a person's benefit in a month."""
    rows = UnemploymentRight._base_manager.filter(
        person=person, first_month__lte=month, last_month__gte=month
    ).order_by("-pk")
    return "; ".join(_decision_text(row) for row in rows) or "Sổ trợ cấp thất nghiệp"


def events_behind(person: Person, month: int) -> str:
    """The decisions that suspended, resumed or took back a benefit until a month; the decision itself where none did."""
    events = UnemploymentEvent._base_manager.filter(
        right__person=person, right__first_month__lte=month, right__last_month__gte=month, month__lte=month
    ).order_by("pk")
    said = [
        f"QĐ {one.decision_number} ngày {vietnamese_day(one.decided_on)}: {one.get_kind_display()} từ tháng {month_text(one.month)}"
        for one in events
    ]
    return "; ".join(said) or right_behind(person, month)


def training_behind(person: Person, month: int) -> str:
    """The decision behind the support of training of a month."""
    rows = TrainingSupport._base_manager.filter(person=person, first_month__lte=month, last_month__gte=month).order_by(
        "-pk"
    )
    return "; ".join(_decision_text(row) for row in rows) or "Sổ hỗ trợ học nghề"


def _decision_text(row: UnemploymentRight | TrainingSupport) -> str:
    return f"QĐ {row.decision_number} ngày {vietnamese_day(row.decided_on)}{f' ({row.signer})' if row.signer else ''}; {row}"


# Which paper stands behind each fact, for explanations.
BEHIND = {
    **dict.fromkeys(
        ("jobless_average_wage_dong", "jobless_wage_region", "jobless_is_state_pay", "jobless_paid_months"),
        right_behind,
    ),
    **dict.fromkeys(("jobless_month_is_suspended", "jobless_month_is_cancelled"), events_behind),
    **dict.fromkeys(
        ("jobless_course_fee_dong", "jobless_course_months", "jobless_course_is_cancelled"), training_behind
    ),
}


def month_number(right: UnemploymentRight, month: int) -> int:
    """Which benefit month begins in a calendar month: 1 in the month of the first day."""
    first = month_of(right.from_day)
    return (month // 100 - first // 100) * 12 + month % 100 - first % 100 + 1


def last_month_before(right: UnemploymentRight, day: date) -> int:
    """The last calendar month paid when the right ends on a day: benefit months that began before it are paid whole."""
    number = sum(months_later(right.from_day, place) < day for place in range(right.months))
    return month_after(month_of(right.from_day), number - 1)


def _figures(law: Law, had: PaidIn) -> dict[str, int | None]:
    names = [
        "unemployment_months",
        "unemployment_kept_months",
        "unemployment_level",
        "unemployment_cap",
        "is_at_unemployment_cap",
    ]
    record = {
        "jobless_paid_months": had.months, "jobless_average_wage_dong": had.average_wage_dong,
        "jobless_wage_region": had.wage_region or None, "jobless_is_state_pay": had.is_state_pay,
    }  # fmt: skip
    return _house(law).values(names, record)


_houses: dict[tuple[int, ...], House] = {}


def _house(law: Law) -> House:
    """The house of a law; laws of the same values share one."""
    chosen = tuple(map(id, law.values().values()))
    if chosen not in _houses:
        if len(_houses) > 16:
            _houses.clear()
        _houses[chosen] = house_on(law, ROOMS)
    return _houses[chosen]


def _half_up(total: int, count: int) -> int:
    return (2 * total + count) // (2 * count)


def _kept_of(right: UnemploymentRight | None) -> int | None:
    """Months kept of an earlier right: as its end says, else its decision; None where neither does."""
    if right is None:
        return 0
    if end := right.events.filter(kind="ended").exclude(reason="drawn_out").order_by("-pk").first():
        return end.kept_months
    return right.kept_months


def _unverified(law: Law) -> list[str]:
    """Values behind the amount that were not read in an official text, in words."""
    asked = (
        TERMS,
        "insurance.unemployment_rate",
        "insurance.unemployment_cap",
        "insurance.minimum_wage_month",
        "insurance.base_salary",
    )
    dated = [law.dated(name) for name in asked if law.has(name)]
    return [
        f"{parameters()[one.name].label_vi} ({one.reference}: {STATUSES[one.status]})"
        for one in dated
        if one.status != "official"
    ]


def _against(
    person: Person, had: PaidIn, terms: dict[str, int], article: str, applied_on: date, ended_on: date
) -> list[str]:
    said = []
    if had.last_month is None:
        said.append(
            f"Chưa có tháng đóng bảo hiểm thất nghiệp nào của {person.name} trong sổ: nhập quá trình đóng trước."
        )
    elif had.window < terms["paid_least"]:
        said.append(
            f"Đã đóng {had.window} tháng trong {had.window_length} tháng trước {vietnamese_day(ended_on)}; cần từ {terms['paid_least']}"
            f" tháng ({article})."
        )
    if had.months is None:
        said.append(
            "Chưa biết số tháng bảo lưu của lần hưởng trước: ghi số tháng bảo lưu vào quyết định đó rồi tính lại."
        )
    if applied_on > (last := months_later(ended_on, terms["file_within"])):
        said.append(
            f"Hợp đồng chấm dứt {vietnamese_day(ended_on)}, hạn nộp {vietnamese_day(last)}, nộp {vietnamese_day(applied_on)} ({article})."
        )
    return said
