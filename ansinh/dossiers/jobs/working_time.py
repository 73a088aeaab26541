"""Hours and days of work between two moments, a column at a time: what the evidence of a process is measured in.

Office hours are 7:30 to 11:30 and 13:30 to 17:30 of a working day, eight in all: chosen, as most communes post them. A moment outside
them counts as the next one inside."""

from datetime import date, datetime, timedelta

import numpy as np
from django.utils import timezone

from ansinh.dossiers.jobs.clock import is_working

DAY_HOURS = 8.0
_MORNING, _AFTERNOON, _HALF = 7.5, 13.5, 4.0
_HOUR = 3_600_000_000
_UNKNOWN = np.datetime64("NaT", "D")


class WorkingTime:
    """The working days of a span under one calendar."""

    def __init__(self, first: date, last: date, changed: dict[date, bool]) -> None:
        self._first = np.datetime64(first, "D")
        works = [is_working(first + timedelta(days=n), changed) for n in range((last - first).days + 1)]
        self._works = np.array(works)
        self._until = np.cumsum(self._works)

    def days(self, days: np.ndarray) -> np.ndarray:
        """Working days from the first of the span to the end of each day; nan where the day is not known."""
        known = ~np.isnat(days)
        return np.where(known, self._until[self._at(days, known)], np.nan)

    def hours(self, moments: np.ndarray) -> np.ndarray:
        """Hours of work from the first of the span to each moment (UTC); nan where it is not known."""
        known = ~np.isnat(moments)
        local = local_moments(moments)
        days = local.astype("datetime64[D]")
        at = self._at(days, known)
        clock = np.where(known, (local - days).astype("timedelta64[us]").astype(np.int64) / _HOUR, 0.0)
        worked = np.clip(clock - _MORNING, 0, _HALF) + np.clip(clock - _AFTERNOON, 0, _HALF)
        before = self._until[at] - self._works[at]
        return np.where(known, before * DAY_HOURS + worked * self._works[at], np.nan)

    def moments(self, hours: np.ndarray) -> np.ndarray:
        """The moments (UTC) at which so many hours of work are done: `hours` turned round, inside office hours."""
        whole, rest = np.divmod(hours, DAY_HOURS)
        at = np.searchsorted(self._until, whole, side="right")
        clock = np.where(rest < _HALF, _MORNING + rest, _AFTERNOON + rest - _HALF)
        minutes = np.round(clock * 60).astype(np.int64).astype("timedelta64[m]")
        return (self._first + at).astype("datetime64[us]") + minutes - _offset()

    def after(self, days: np.ndarray, count: np.ndarray | int, unit: str = "working_days") -> np.ndarray:
        """The last day of a limit that begins on each day, as `clock.after_limit` gives it."""
        known = ~np.isnat(days)
        if unit == "working_days":
            at = self._at(days, known)
            later = np.searchsorted(self._until, self._until[at] + count)
            return np.where(known, self._first + np.where(np.asarray(count) > 0, later, at), _UNKNOWN)
        at = self._at(days + np.timedelta64(int(np.max(count)), "D"), known)
        return np.where(known, self._first + np.searchsorted(self._until, self._until[at] + ~self._works[at]), _UNKNOWN)

    def _at(self, days: np.ndarray, known: np.ndarray) -> np.ndarray:
        places = (np.where(known, days, self._first).astype("datetime64[D]") - self._first).astype(np.int64)
        return np.clip(places, 0, len(self._works) - 1)


def local_moments(moments: np.ndarray) -> np.ndarray:
    """Moments kept in UTC as the clock on the wall says them."""
    return moments.astype("datetime64[us]") + _offset()


def local_days(moments: np.ndarray) -> np.ndarray:
    """The day each moment (UTC) falls on here."""
    return local_moments(moments).astype("datetime64[D]")


def _offset() -> np.timedelta64:
    told = timezone.get_default_timezone().utcoffset(datetime(2023, 1, 1))
    return np.timedelta64(int(told.total_seconds()) if told else 0, "s")
