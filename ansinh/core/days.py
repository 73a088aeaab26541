"""Days and periods as officers write and read them."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_EXCEL_EPOCH = date(1899, 12, 30)
_DAY = re.compile(r"^\s*(?:(\d{1,2})\s*[/.\-]\s*)?(?:(\d{1,2})\s*[/.\-]\s*)?(\d{4})\s*$")
_ISO = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$")


@dataclass(frozen=True, slots=True)
class BirthDay:
    """A birth day as known: the year always, month and day when known."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        known = [f"{self.day:02d}"] if self.day else []
        known += [f"{self.month:02d}"] if self.month else []
        return "/".join([*known, str(self.year)])


def vietnamese_day(day: date) -> str:
    """`31/12/2023`."""
    return f"{day:%d/%m/%Y}"


def formal_day(day: date) -> str:
    """`ngày 05 tháng 01 năm 2024`, with the noughts Decree 30/2020 asks for."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def read_birth_day(raw: object) -> BirthDay:
    """A birth day from what a cell holds: text `1/2/1950`, `2/1950`, `1950`, a date, or an Excel number.

    Raises ValueError with a message for the officer."""
    match raw:
        case datetime() | date():
            return BirthDay(raw.year, raw.month, raw.day)
        case int() | float() if 1880 <= raw <= 2100 and raw == int(raw):
            return BirthDay(int(raw))
        case int() | float() if 2101 <= raw <= 80000:
            day = _EXCEL_EPOCH + timedelta(days=int(raw))
            return BirthDay(day.year, day.month, day.day)
        case str() if iso := _ISO.match(raw):
            return _in_calendar(raw, *(int(part) for part in iso.groups()))
        case str() if found := _DAY.match(raw):
            first, second, year_text = found.groups()
            month_text = second or first
            day_text = first if second else None
            month = int(month_text) if month_text and int(month_text) else None
            day_number = int(day_text) if day_text and int(day_text) else None
            return _in_calendar(raw, int(year_text), month, day_number)
    raise ValueError(f"Không đọc được ngày sinh «{raw}». Ghi dạng ngày/tháng/năm (05/01/1950), hoặc chỉ năm (1950).")


def _in_calendar(raw: str, year: int, month: int | None, day: int | None) -> BirthDay:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"Ngày sinh «{raw}» không có trong lịch. Ghi dạng ngày/tháng/năm, ví dụ 05/01/1950.") from None
    return BirthDay(year, month, day if month else None)


def read_day(raw: object) -> date:
    """A whole day from a cell. Raises ValueError with a message for the officer."""
    try:
        found = read_birth_day(raw)
    except ValueError as error:
        raise ValueError(str(error).replace("Ngày sinh", "Ngày").replace("ngày sinh", "ngày")) from None
    if not (found.month and found.day):
        raise ValueError(f"Ngày «{raw}» thiếu ngày hoặc tháng. Ghi đủ ngày/tháng/năm, ví dụ 31/12/2023.")
    return date(found.year, found.month, found.day)


def month_of(day: date) -> int:
    """The month of a day as a number: 202312."""
    return day.year * 100 + day.month


def month_after(month: int, count: int = 1) -> int:
    """The month so many after (or, negative, before): 202312 gives 202401."""
    whole = (month // 100) * 12 + month % 100 - 1 + count
    return whole // 12 * 100 + whole % 12 + 1


def first_day(month: int) -> date:
    """The first day of a month, 202312."""
    return date(month // 100, month % 100, 1)


def last_day(month: int) -> date:
    """The last day of a month, 202312."""
    return first_day(month_after(month)) - timedelta(days=1)


def months_between(first: int, last: int) -> list[int]:
    """Every month from the first to the last, both in; empty when the last is earlier."""
    found = []
    while first <= last:
        found.append(first)
        first = month_after(first)
    return found


def month_text(month: int) -> str:
    """`12/2023`, as lists and letters write it."""
    return f"{month % 100:02d}/{month // 100}"


def read_month(raw: str) -> int:
    """A month from `2023-12`, `12/2023` or `202312`. Raises ValueError with a message for the officer."""
    if found := re.match(r"^\s*(?:(\d{4})-?(\d{2})|(\d{1,2})/(\d{4}))\s*$", raw):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        if 1 <= int(month) <= 12:
            return int(year) * 100 + int(month)
    raise ValueError(f"Không đọc được tháng «{raw}». Ghi dạng 2023-12 hoặc 12/2023.")


def months_later(day: date, months: int) -> date:
    """The same day of a later (or earlier) month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_sql(day: str) -> str:
    """SQL, for both databases: the number of a day's month, 202403."""
    return f"CAST(SUBSTR(CAST({day} AS TEXT), 1, 4) || SUBSTR(CAST({day} AS TEXT), 6, 2) AS INTEGER)"
