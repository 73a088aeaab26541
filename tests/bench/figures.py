"""Any indicator with every one of its breakdowns, and the records behind some cells of each, proved to add up."""

import random
import time
from typing import Any

from ansinh.core.access import acting_as_system
from ansinh.indicators import api
from ansinh.places.models import Place

from .measuring import Line, percentile, seconds

CELLS_OPENED = 3
MOST = 0.300


class DoesNotAddUp(AssertionError):
    """The records behind a cell do not add up to it."""


def measure(province: Place, year: int) -> list[Line]:
    """Warm times of single figures, breakdowns and drill-downs over the whole catalogue."""
    chance = random.Random(5)
    period = api.period_of(year=year)
    alone: list[float] = []
    broken_down: list[float] = []
    opened: list[float] = []
    with acting_as_system("đo tốc độ"):
        api.figures(list(api.catalogue()), place=province, period=period)
        for name, indicator in api.catalogue().items():
            _timed(alone, lambda name=name: api.figures([name], place=province, period=period))
            for by in indicator.by:
                told = _timed(
                    broken_down, lambda name=name, by=by: api.figures([name], place=province, period=period, by=by)
                )[name]
                rows = [row for row in told.rows if row.value is not None]
                for row in chance.sample(rows, min(CELLS_OPENED, len(rows))):
                    found = _timed(
                        opened,
                        lambda name=name, by=by, row=row: api.records(
                            name, place=province, period=period, by=by, cell=row.key
                        ),
                    )
                    _must_add_up(name, by, row, found)
    counted = f"{len(api.catalogue())} chỉ tiêu"
    return [
        _line(f"{counted}: một con số", alone),
        _line(f"{counted}: một phân tổ", broken_down),
        _line(f"{counted}: mở hồ sơ sau một ô", opened),
    ]


def _timed(times: list[float], ask: Any) -> Any:
    began = time.perf_counter()
    told = ask()
    times.append(time.perf_counter() - began)
    return told


def _must_add_up(name: str, by: str, row: Any, found: list[api.Opened]) -> None:
    expected = row.value if row.numerator is None else row.numerator
    if (total := sum(record.value for record in found)) != expected:
        raise DoesNotAddUp(f"{name} by {by}, cell {row.key}: {expected}, its records {total}")


def _line(name: str, times: list[float]) -> Line:
    p95 = percentile(times, 95)
    told = f"p95 {seconds(p95)} (giữa {seconds(percentile(times, 50))}, {len(times)} lần)"
    return Line(name, told, aim="p95 < 300 ms", is_met=p95 < MOST)
