"""The law a month is paid by, the house of rules under it, and what that house pays."""

from datetime import date
from functools import lru_cache

from ansinh.core.days import last_day
from ansinh.engine import Benefit, House, house_on
from ansinh.engine.collect import collect
from ansinh.law import Law, law_on

ROOMS = ("benefits", "labour", "poverty")
# Rights paid in many months by the law of one of their own: the fact that names that month.
OF_OWN_LAW = {"jobless_month": "jobless_month_law_month", "jobless_course": "jobless_course_law_month"}


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


def benefits_of(house: House, grain: str) -> list[Benefit]:
    """The benefits of a grain that the law of the day has."""
    return [one for one in collect(ROOMS).benefits.values() if one.grain == grain and one.figure in house.rules]
