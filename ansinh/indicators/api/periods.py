"""Days and periods figures are asked for."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from ansinh.core.days import first_day, last_day, month_after, month_of, month_text, months_between, vietnamese_day
from ansinh.law import parameters

_YEARS = (1900, 2200)


class BadPeriod(ValueError):
    """A day or period no figure can be given for; says why and what to ask instead."""


@dataclass(frozen=True, slots=True)
class Period:
    """Two days, both inside; a stock stands on the last, a flow counts what was decided between them."""

    from_day: date
    to_day: date

    @property
    def year(self) -> int:
        return self.to_day.year

    @property
    def is_whole_year(self) -> bool:
        return (self.from_day, self.to_day) == (date(self.year, 1, 1), date(self.year, 12, 31))

    @property
    def is_whole_month(self) -> bool:
        month = month_of(self.to_day)
        return (self.from_day, self.to_day) == (first_day(month), last_day(month))

    @property
    def before(self) -> "Period":
        """The month before a whole month; the whole year before anything else."""
        if self.is_whole_month:
            month = month_after(month_of(self.to_day), -1)
            return Period(first_day(month), last_day(month))
        return self.year_before

    @property
    def year_before(self) -> "Period":
        """The whole year before."""
        return Period(date(self.year - 1, 1, 1), date(self.year - 1, 12, 31))

    @property
    def whole_months(self) -> list[int]:
        """The months that lie inside."""
        first = month_of(self.from_day) if self.from_day.day == 1 else month_after(month_of(self.from_day))
        last = month_of(self.to_day)
        return months_between(first, last if self.to_day == last_day(last) else month_after(last, -1))

    def said(self, kind: str) -> str:
        """`ngày 31/12/2023`, `năm 2023`, or `từ ... đến ...`, as the kind of figure is spoken of."""
        if kind != "flow":
            return f"ngày {vietnamese_day(self.to_day)}"
        if self.is_whole_year:
            return f"năm {self.year}"
        if self.is_whole_month:
            return f"tháng {month_text(month_of(self.to_day))}"
        return f"từ {vietnamese_day(self.from_day)} đến {vietnamese_day(self.to_day)}"


def period_of(
    *,
    on: date | None = None,
    year: int | None = None,
    month: int | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
) -> Period:
    """The period asked for by a day (the year up to it), a year, a month (202312), or two days. Raises BadPeriod."""
    given = [on is not None, year is not None, month is not None, from_day is not None or to_day is not None]
    if sum(given) != 1:
        raise BadPeriod(
            "Nêu một trong bốn: một ngày (on), một năm (year), một tháng (month), hoặc từ ngày và đến ngày (from, to)."
        )
    if month is not None:
        return Period(first_day(month), last_day(month))
    if on is not None:
        return Period(date(on.year, 1, 1), on)
    if year is not None:
        if not _YEARS[0] <= year <= _YEARS[1]:
            raise BadPeriod(
                f"Không có số liệu của năm «{year}». Ghi một năm từ {_YEARS[0]} đến {_YEARS[1]}, ví dụ 2023."
            )
        return Period(date(year, 1, 1), date(year, 12, 31))
    if from_day is None or to_day is None or from_day > to_day:
        raise BadPeriod("Khoảng thời gian cần đủ từ ngày và đến ngày, từ ngày không sau đến ngày.")
    return Period(from_day, to_day)


@cache
def _first_day(field: str) -> date | None:
    """The first day any value of the field's law holds."""
    named = [one for name, one in parameters().items() if name.startswith(f"{field}.")]
    return min((value.from_day for one in named for value in one.values), default=None)


def before_the_law(day: date, field: str) -> str:
    """Why no figure of the field can be given for so early a day; empty from the first day of its law on."""
    first = _first_day(field)
    if first is None or day >= first:
        return ""
    return (
        f"Ngày {vietnamese_day(day)} sớm hơn luật đầu tiên mà hệ thống có ({vietnamese_day(first)})."
        f" Hỏi từ ngày {vietnamese_day(first)} trở đi."
    )
