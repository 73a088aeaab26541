"""Working days: weekdays that are no official holiday, unless an officer's calendar says otherwise. The day of receipt is not counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.db.models import Q

from ansinh.dossiers.jobs.catalogue import Limited, Path
from ansinh.dossiers.models import DayOff


@lru_cache(maxsize=64)
def official_holidays(year: int, language: str = "vi") -> dict[date, str]:
    """Days off of a year with their names, bridge days and substitutes too, as the `holidays` library keeps the government's notices."""
    return dict(holidays.country_holidays("VN", years=year, language=language))


def calendar_of(province_id: str | None) -> dict[date, bool]:
    """What officers changed, for everywhere and for a province: day to whether it is off. The province's own word counts."""
    rows = DayOff.objects.filter(Q(province=None) | Q(province=province_id)).values_list("province", "day", "is_off")
    told = sorted(rows, key=lambda row: row[0] is not None)
    return {day: is_off for _province, day, is_off in told}


def is_working(day: date, changed: dict[date, bool]) -> bool:
    """Whether offices work on a day."""
    if day in changed:
        return not changed[day]
    return day.weekday() < 5 and day not in official_holidays(day.year)


def after_working_days(day: date, count: int, changed: dict[date, bool]) -> date:
    """The working day so many after a day."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day, changed)
    return day


def working_days_between(first: date, last: date, changed: dict[date, bool]) -> int:
    """Working days after the first up to the last; 0 when the last is not later."""
    return sum(is_working(first + timedelta(days=n), changed) for n in range(1, (last - first).days + 1))


def after_limit(day: date, limit: Limited, changed: dict[date, bool]) -> date | None:
    """The last day of a stage that begins on a day; a limit in plain days that ends on a day off goes on to the next working day."""
    if limit.count is None:
        return None
    if limit.unit == "working_days":
        return after_working_days(day, limit.count, changed)
    end = day + timedelta(days=limit.count)
    return end if is_working(end, changed) else after_working_days(end, 1, changed)


def due_of(path: Path, day: date, changed: dict[date, bool]) -> date | None:
    """The last day of the whole path for a dossier received on a day; none when a stage has no limit."""
    return _through(path.stages, day, changed)


def due_of_stage(path: Path, stage: str, day: date, changed: dict[date, bool]) -> date | None:
    """The last day of a stage that begins on a day."""
    return after_limit(day, path.limit(stage), changed)


def _through(stages: Iterable[Limited], day: date | None, changed: dict[date, bool]) -> date | None:
    for one in stages:
        if day is not None:
            day = after_limit(day, one, changed)
    return day


@dataclass(frozen=True)
class Stop:
    """The clock stood from the first day to the last, in a stage whose limit counts `unit`."""

    first: date
    last: date
    unit: str = "working_days"


def later(due: date, stop: Stop, changed: dict[date, bool]) -> date:
    """The day due after the clock stood: as many working days later, in a stage of plain days as many days (none ends on a day off)."""
    if stop.unit == "days":
        end = due + max(stop.last - stop.first, timedelta())
        return end if is_working(end, changed) else after_working_days(end, 1, changed)
    return after_working_days(due, working_days_between(stop.first, stop.last, changed), changed)


def days_off(year: int, province_id: str | None) -> list[DayOff]:
    """The rows of the officers' calendar of a year that touch a province."""
    return list(DayOff.objects.filter(Q(province=None) | Q(province=province_id), day__year=year))
