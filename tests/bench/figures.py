"""Any indicator with every one of its breakdowns, and the records behind some cells of each, proved to add up."""

import random
from typing import Any

from ansinh.core.access import acting_as_system
from ansinh.indicators import api
from ansinh.places.models import Place

from .measuring import Line, Times

CELLS_OPENED = 3
MOST = 0.300


class DoesNotAddUp(AssertionError):
    """The records behind a cell do not add up to it."""


def measure(province: Place, year: int) -> list[Line]:
    """Warm times of single figures, breakdowns and drill-downs over the whole catalogue."""
    chance = random.Random(5)
    period = api.period_of(year=year)
    alone, broken_down, opened = Times(), Times(), Times()
    with acting_as_system("đo tốc độ"):
        api.figures(list(api.catalogue()), place=province, period=period)
        for name, indicator in api.catalogue().items():
            alone.run(lambda name=name: api.figures([name], place=province, period=period))
            for by in indicator.by:
                told = broken_down.run(
                    lambda name=name, by=by: api.figures([name], place=province, period=period, by=by)
                )[name]
                rows = [row for row in told.rows if row.value is not None]
                for row in chance.sample(rows, min(CELLS_OPENED, len(rows))):
                    found = opened.run(
                        lambda name=name, by=by, row=row: api.records(
                            name, place=province, period=period, by=by, cell=row.key
                        ),
                    )
                    _must_add_up(name, by, row, found)
    counted = f"{len(api.catalogue())} chỉ tiêu"
    return [
        alone.line(f"{counted}: một con số", most=MOST),
        broken_down.line(f"{counted}: một phân tổ", most=MOST),
        opened.line(f"{counted}: mở hồ sơ sau một ô", most=MOST),
    ]


def _must_add_up(name: str, by: str, row: Any, found: list[api.Opened]) -> None:
    expected = row.value if row.numerator is None else row.numerator
    if (total := sum(record.value for record in found)) != expected:
        raise DoesNotAddUp(f"{name} by {by}, cell {row.key}: {expected}, its records {total}")
