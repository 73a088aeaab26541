"""Money of two rows of one person: what a merge may not change, and the months both were paid for."""

from django.db.models import Sum

from ansinh.core.days import month_text
from ansinh.core.numbers import grouped
from ansinh.payments.models import Line, Order, Recovery, Settlement
from ansinh.payments.words import RECOGNISED

_SHOWN = 6


def totals_of_people(people: list[int]) -> dict[str, int]:
    """Dong recognised, ordered, paid out and to be recovered, of some rows of persons together."""
    paid = Settlement._base_manager.filter(order__person__in=people, outcome="paid")
    return {
        "dong recognised": _sum(Line._base_manager.filter(person__in=people, kind__in=RECOGNISED)),
        "dong ordered": _sum(Order._base_manager.filter(person__in=people)),
        "dong paid": _sum(paid),
        "dong to recover": _sum(Recovery._base_manager.filter(person__in=people)),
    }


def merge_concerns(one: list[int], other: list[int]) -> list[str]:
    """One sentence when both were paid the same benefit for the same months: the sum of the smaller payments, and what becomes of it."""
    of_one, of_other = _recognised(one), _recognised(other)
    twice = {key: min(of_one[key], of_other[key]) for key in of_one.keys() & of_other.keys()}
    twice = {key: dong for key, dong in twice.items() if dong > 0}
    if not twice:
        return []
    months = sorted({month for _, month in twice})
    named = ", ".join(month_text(month) for month in months[:_SHOWN]) + (" …" if len(months) > _SHOWN else "")
    return [
        f"Cả hai đã được chi cùng một khoản cho {len(months)} tháng ({named}), trùng {grouped(sum(twice.values()))} đồng. "
        "Gộp không bù trừ số này: đợt chi sau ghi nó là khoản phải thu hồi, chờ quyết định mức trừ."
    ]


def _recognised(people: list[int]) -> dict[tuple[str, int], int]:
    rows = Line._base_manager.filter(person__in=people, kind__in=RECOGNISED, claim_id=None).values(
        "benefit", "for_month"
    )
    return {(row["benefit"], row["for_month"]): row["dong"] for row in rows.annotate(dong=Sum("amount_dong"))}


def _sum(rows: object) -> int:
    return rows.aggregate(dong=Sum("amount_dong"))["dong"] or 0  # type: ignore[attr-defined]
