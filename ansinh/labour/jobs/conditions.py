"""Two tables of conditions at work that are more than counts: the Tết report of a year, and leasing with its arithmetic."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Avg, Count, F, Max, Min, Q, Sum

from ansinh.labour.models import LeasingReport, Licence, WageReport
from ansinh.people.words import ORGANISATION_KINDS


def wages_of(year: int) -> list[dict[str, Any]]:
    """Of each kind of organisation, and of all (`kind` is empty): reports, workers, average wage, bonuses, what is owed.

    Averages are weighed by workers; highest and lowest are of single organisations."""
    rows = WageReport.objects.filter(year=year, cancelled_because="")
    with_bonus = Q(bonus_average_dong__isnull=False)
    sums: dict[str, Any] = {
        "reports": Count("pk"),
        "people": Sum("workers"),
        "fund": Sum(F("wage_dong") * F("workers")),
        "highest": Max("bonus_highest_dong"),
        "lowest": Min("bonus_lowest_dong"),
        "bonus_fund": Sum(F("bonus_average_dong") * F("workers"), filter=with_bonus),
        "bonus_people": Sum("workers", filter=with_bonus),
        "plain": Avg("wage_dong"),
        "debt": Sum("wage_debt_dong"),
        "debtors": Count("pk", filter=Q(wage_debt_dong__gt=0)),
        "insurance_debt": Sum("insurance_debt_dong"),
    }
    by_kind: dict[str, Any] = {
        row["organisation__kind"]: row for row in rows.order_by().values("organisation__kind").annotate(**sums)
    }
    found = [_averaged(kind, by_kind[kind]) for kind in ORGANISATION_KINDS if kind in by_kind]
    return [*found, _averaged("", rows.aggregate(**sums))] if found else []


def _averaged(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    people, bonus_people = row["people"] or 0, row["bonus_people"] or 0
    return {
        **row,
        "kind": kind,
        "wage": row["fund"] // people if people else None,
        "bonus": (row["bonus_fund"] or 0) // bonus_people if bonus_people else None,
    }


@dataclass(frozen=True)
class Leasing:
    """A line of sheet 114-115: enterprises by kind; workers where the line says them."""

    label: tuple[str, str]
    counts: dict[str, int]
    workers: int | None = None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


LEASING_KINDS = ("state_enterprise", "private_enterprise", "foreign_enterprise")


def leasing_of(year: int) -> dict[str, Any]:
    """Sheet 114-115 of a year: at the opening, given first, extended, given again, ended, at the closing (opening + first - ended)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    before, after = _standing(date(year - 1, 12, 31)), _standing(last)
    issued = Licence.objects.filter(kind="leasing", cancelled_because="", issued_on__gte=first, issued_on__lte=last)
    acts = {act: _by_kind(issued.filter(act=act)) for act in ("new", "extended", "reissued")}
    begun, ended = _difference(after, before), _difference(before, after)
    lines = [
        Leasing(("Số có đầu kỳ", "At the opening"), _counted(before), _workers(date(year - 1, 12, 31))),
        Leasing(("Cấp lần đầu, có giấy phép trở lại trong kỳ", "Given first"), _counted(begun)),
        Leasing(("Gia hạn", "Extended"), acts["extended"]),
        Leasing(("Cấp lại", "Given again"), acts["reissued"]),
        Leasing(("Giảm trong kỳ (hết hạn, thu hồi)", "Ended"), _counted(ended)),
        Leasing(("Số có cuối kỳ", "At the closing"), _counted(after), _workers(last)),
    ]
    opening, given, _extended, _again, gone, closing = (line.total for line in lines)
    return {"lines": lines, "kinds": LEASING_KINDS, "agrees": opening + given - gone == closing}


def _standing(day: date) -> dict[int, str]:
    """Organisations with a leasing licence in force on a day, with their kind."""
    rows = Licence.objects.filter(
        Q(expires_on=None) | Q(expires_on__gte=day), Q(ended_on=None) | Q(ended_on__gt=day), kind="leasing", cancelled_because="", issued_on__lte=day
    )  # fmt: skip
    return dict(rows.values_list("organisation_id", "organisation__kind"))


def _difference(one: dict[int, str], other: dict[int, str]) -> dict[int, str]:
    return {key: kind for key, kind in one.items() if key not in other}


def _counted(organisations: dict[int, str]) -> dict[str, int]:
    kinds = list(organisations.values())
    told = {kind: kinds.count(kind) for kind in LEASING_KINDS}
    return {**told, "other": len(kinds) - sum(told.values())}


def _by_kind(rows: Any) -> dict[str, int]:
    return _counted(dict(rows.values_list("pk", "organisation__kind")))


def _workers(day: date) -> int:
    """Workers hired out on a day: each organisation's newest report by then, while its licence stands."""
    newest: dict[int, int] = {}
    rows = LeasingReport.objects.filter(
        reported_on__lte=day, cancelled_because="", organisation__in=list(_standing(day))
    )
    for organisation, workers in rows.order_by("reported_on", "pk").values_list("organisation_id", "workers"):
        newest[organisation] = workers
    return sum(newest.values())
