"""The merit dossiers Thái Bình received in 2024, as many as its department published: "hơn 16.000 lượt hồ sơ", settled "kịp thời, đúng hạn".

Published: the place, the year, more than 16,000 turns received, that they are about relatives, funerals and other regimes, all in time. How
many more than 16,000, of which procedure, commune and day, in what part of their limit: chosen. Nobody in them is real; no decision is
known, because a one-stop system tells none."""

from datetime import date

import numpy as np

from ansinh.core.access import acting_as_system
from ansinh.demo.dossiers import Asked, Book, Loaded
from ansinh.demo.names import families_drawn, names_of
from ansinh.demo.population import random_for
from ansinh.indicators.actions import take_snapshot
from ansinh.places.models import Place

PROVINCE_2024, YEAR, RECEIVED = "34", 2024, 16_024
NOTE = "Đặt ra theo con số đã công bố của Thái Bình năm 2024; người và ngày không có thật."
KINH = 1
# What "thân nhân người có công, mai táng phí và các chế độ khác" is made of here, of a hundred; the category asked for where one is.
SHARES = (
    ("funeral_merit", "", 0.31), ("merit_survivor", "survivor_of_invalid_from_61", 0.15), ("merit_survivor", "relative_of_martyr", 0.06),
    ("merit_worship", "", 0.2), ("merit_one_off", "", 0.13), ("merit_move_file", "", 0.05), ("merit_resistance_one_off", "", 0.05),
    ("merit_imprisoned", "", 0.02), ("merit_toxic_chemical", "", 0.03),
)  # fmt: skip


def load_received(*, share: float, seed: int) -> Loaded:
    """As many dossiers as published at full size, in proportion below it, and a snapshot of the province; gives how many rows came."""
    rng = random_for(seed, "Thái Bình 2024")
    book = Book(rng, date(YEAR + 1, 6, 1))
    communes = list(
        Place.objects.on(date(YEAR, 6, 30))
        .filter(province_id=PROVINCE_2024, level=3)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    count = max(1, round(RECEIVED * share))
    weights = rng.gamma(6, size=len(communes))
    where = rng.choice(len(communes), count, p=weights / weights.sum())
    what = rng.choice(len(SHARES), count, p=[part for *_, part in SHARES])
    days = _working_days(book)
    when = rng.integers(0, len(days), count)
    names, _, _ = names_of(
        rng, np.full(count, KINH), rng.random(count) < 0.45, families_drawn(rng, np.full(count, KINH))
    )
    part, clock = rng.uniform(0.25, 0.97, count), rng.uniform(0.2, 7.8, count)
    found: dict[str, Asked] = {}
    for row in range(count):
        procedure, category, _ = SHARES[what[row]]
        asked = found.setdefault(procedure, Asked(procedure, PROVINCE_2024))
        asked.rows.append({
            "commune": communes[where[row]], "day": days[when[row]], "clock": float(clock[row]), "part": float(part[row]), "is_end": False,
            "category": category, "name": names[row].as_py(), "person": None, "personal_number": None, "who": "relative", "channel": "import",
            "answers": {}, "note": NOTE,
        })  # fmt: skip
    for asked in found.values():
        book.take_imported(asked)
    loaded = book.write("dossiers.load", province=PROVINCE_2024, published="hơn 16.000 lượt hồ sơ")
    with acting_as_system("chụp số liệu Thái Bình 2024"):
        take_snapshot(province=Place.objects.get(pk=PROVINCE_2024), by=None)
    return loaded


def _working_days(book: Book) -> list[date]:
    days = np.arange(np.datetime64(f"{YEAR}-01-02"), np.datetime64(f"{YEAR}-12-31"))
    works = np.diff(book.clock.days(np.concatenate([days[:1] - 1, days]))) > 0
    found: list[date] = days[works].tolist()
    return found
