"""Contracts abroad looked at: what they may cost by the law of their day, and which ones need somebody's attention."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Q

from ansinh.core.days import months_later, vietnamese_day
from ansinh.engine.house import House, house_on
from ansinh.law import law_on

# Days before the end of a term in which it is told.
SOON = 60
# The rooms whose facts this one names; the house is asked for no figure of theirs.
ROOMS = ("labour", "benefits", "poverty")
WARNINGS = {
    "overstay": ("quá hạn chưa về nước", "past the term, not back"),
    "ending": ("sắp hết hạn hợp đồng", "the term ends soon"),
    "not_gone": ("quá ngày dự kiến, chưa đi", "past the planned day, not gone"),
    "violation": ("có vi phạm chưa xử lý", "a violation not settled"),
}


@dataclass(frozen=True)
class Ceiling:
    """The most that may be asked, in dong (nothing: the law gives no amount, or the wage is not known), and what says so."""

    dong: int | None
    reference: str

    def is_below(self, asked: int | None) -> bool:
        """Whether more was asked for than may be."""
        return bool(asked) and self.dong is not None and (asked or 0) > self.dong


@dataclass(frozen=True)
class Ceilings:
    fee: Ceiling
    deposit: Ceiling


def ceilings_of(contract: Any) -> Ceilings:
    """The ceilings of fee and deposit by the law of the day the contract was registered."""
    record = {
        "abroad_months": contract.contract_months, "abroad_wage_dong": contract.wage_dong, "abroad_is_seafarer": contract.is_seafarer,
        "abroad_market": contract.market, "abroad_region": contract.region, "abroad_is_listed_trade": contract.is_listed_trade,
    }  # fmt: skip
    day = contract.registered_on
    return Ceilings(
        _ceiling("abroad_service_fee_ceiling", record, day), _ceiling("abroad_deposit_ceiling", record, day)
    )


def extension_ceiling(*, months: int, wage_dong: int | None, day: date) -> Ceiling:
    """The most that may be asked for an extension agreed on a day."""
    return _ceiling("abroad_extension_fee_ceiling", {"extension_months": months, "extension_wage_dong": wage_dong}, day)


def _ceiling(figure: str, record: dict[str, Any], day: date) -> Ceiling:
    house = _house(day)
    if figure not in house.rules:
        return Ceiling(None, f"chưa ghi mức trần của luật ngày {vietnamese_day(day)}")
    return Ceiling(house.trace(figure, record).value, _REFERENCES[figure])


_REFERENCES = {
    "abroad_service_fee_ceiling": "Luật 69/2020/QH14 Điều 23",
    "abroad_extension_fee_ceiling": "Luật 69/2020/QH14 Điều 23",
    "abroad_deposit_ceiling": "Nghị định 112/2021/NĐ-CP, phụ lục",
}


_houses: dict[tuple[int, ...], House] = {}


@lru_cache(maxsize=256)
def _house(day: date) -> House:
    """The house under the law of a day; days on which nothing differs share one."""
    law = law_on(day)
    chosen = tuple(map(id, law.values().values()))
    if chosen not in _houses:
        _houses[chosen] = house_on(law, ROOMS)
    return _houses[chosen]


def term_end(day: date, months: int) -> date:
    """The last day of a term of months that begins on a day."""
    return months_later(day, months) - timedelta(days=1)


def warned(kind: str, day: date) -> Q:
    """Contracts a warning is about on a day."""
    return {
        "overstay": Q(state="abroad", ends_on__lt=day),
        "ending": Q(state="abroad", ends_on__gte=day, ends_on__lte=day + timedelta(days=SOON)),
        "not_gone": Q(state="registered", departs_on__lt=day),
        "violation": Q(violations__settled_on=None, violations__cancelled_because="", violations__isnull=False),
    }[kind]
