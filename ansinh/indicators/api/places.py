"""Places as people name them in a command or an address."""

from datetime import date

from django.utils import timezone

from ansinh.core.days import read_day
from ansinh.places.models import Place, PlaceUnknown, find_place

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


def day_named(text: str) -> date:
    """A day as typed: `2023-12-31`, `31/12/2023`, or `today`. Raises ValueError with what to write."""
    return timezone.localdate() if text.strip().lower() in ("today", "hom-nay", "hôm nay") else read_day(text)


def place_named(text: str, on: date | str | None = None, *, level: int | None = None) -> Place:
    """The unit a text means on a day; where that day has none of the name, today's unit, then the one before July 2025.

    Raises PlaceUnknown or PlaceAmbiguous with suggestions for the day asked."""
    day = day_named(on) if isinstance(on, str) else on
    days = [day] if day else []
    days += [timezone.localdate(), LAST_DAY_OF_DISTRICTS]
    first_error: PlaceUnknown | None = None
    for one in dict.fromkeys(days):
        try:
            return find_place(text, day=one, level=level)
        except PlaceUnknown as error:
            first_error = first_error or error
    assert first_error is not None
    raise first_error
