"""Jobs begun, month by month: who, from which day, where, through what; and the vacancies, seekers and applications behind them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.demo.labour_organisations import AWAY, Organisations
from ansinh.demo.labour_people import EMPLOYED, People, drawn, works_for
from ansinh.demo.labour_plan import (
    CHANNELS_AWAY,
    CHANNELS_LOCAL,
    CLOSED_MONTHS,
    NGHE_AN,
    SEASON,
    THAI_BINH,
    TRA_VINH,
    Jobs,
    jobs_at,
)
from ansinh.demo.labour_tables import write
from ansinh.demo.labour_words import MARKETS, SECTOR_OF, WORKS
from ansinh.demo.plan import shared_out
from ansinh.demo.population import SOURCE
from ansinh.labour.models import Placement

DOCUMENT = "Hồ sơ mẫu, không có thật"
DESTINATIONS = ("local", "other_province", "abroad")
# Of a hundred who began a job: another job in the same year, a job of a month or two, a row cancelled. None of them counts.
AGAIN, SHORT, CANCELLED = 0.021, 0.028, 0.002
# How many months after a vacancy opens people are hired from it, at most.
WINDOW = 75
CODES = np.array([work.code for work in WORKS])
SECTORS = np.array([SECTOR_OF[work.section] for work in WORKS])
TITLES = np.array([work.titles[0] for work in WORKS])
LOW, HIGH = np.array([work.low for work in WORKS]), np.array([work.high for work in WORKS])
_OWN = np.array(
    [number for number, work in enumerate(WORKS) if work.section in "AGST" or work.code in ("7317", "7231", "7522")]
)


@dataclass
class Begun:
    """Jobs begun, a row each in the order of their days; `rows` number the people, `organisation` the organisations (-1: none)."""

    rows: np.ndarray
    day: np.ndarray
    destination: np.ndarray
    channel: np.ndarray
    work: np.ndarray
    organisation: np.ndarray
    months: np.ndarray
    wage: np.ndarray
    market: np.ndarray
    id: np.ndarray

    def of(self, channel: str) -> np.ndarray:
        """The places of the jobs that came through a channel."""
        return np.flatnonzero(self.channel == channel)


@dataclass
class Offers:
    """Vacancies by their places, in the order they opened; `is_local` whether the work is in the province."""

    id: np.ndarray
    organisation: np.ndarray
    work: np.ndarray
    opens: np.ndarray
    is_local: np.ndarray


def days_of(rng: np.random.Generator, year: int, count: int) -> np.ndarray:
    """A day of a year for each, months as full as they are, none on a Sunday; in order."""
    weights = [
        full * CLOSED_MONTHS.get((year, month), 1.0) * float(np.exp(rng.normal(0, 0.035)))
        for month, full in enumerate(SEASON, 1)
    ]
    found = []
    for month, share in enumerate(shared_out(count, weights), 1):
        first = date(year, month, 1)
        days = [first + timedelta(days=step) for step in range(28)]
        works = np.array(
            [day for day in days if day.weekday() != 6 and not (month == 1 and day.day == 1)], "datetime64[D]"
        )
        found.append(rng.choice(works, share))
    return np.sort(np.concatenate(found))


def begin_jobs(
    rng: np.random.Generator,
    told: Jobs,
    share: float,
    people: People,
    organisations: Organisations,
    offers: Offers | None,
) -> Begun:
    """The jobs of a province and year: as many people as published, and beside them rows that do not count; written.

    With `offers`, those who came through the centre or a fair were hired from one of them."""
    local, away, abroad = jobs_at(told, share)
    parts = [
        ("local", name, part)
        for (name, _), part in zip(CHANNELS_LOCAL, shared_out(local, [w for _, w in CHANNELS_LOCAL]), strict=True)
    ]
    parts += [
        ("other_province", name, part)
        for (name, _), part in zip(CHANNELS_AWAY, shared_out(away, [w for _, w in CHANNELS_AWAY]), strict=True)
    ]
    parts.append(("abroad", "contract", abroad))
    total = local + away + abroad
    order = rng.permutation(total)
    destination = np.repeat([where for where, _, _ in parts], [part for *_, part in parts])[order]
    channel = np.repeat([name for _, name, _ in parts], [part for *_, part in parts])[order]
    begun = _filled(
        rng, told, people, organisations, drawn(rng, _able(people, told.year), total), destination, channel, offers
    )
    _write(begun, told, people, organisations)
    _write_beside(rng, begun, told, people, organisations)
    return begun


def _able(people: People, year: int) -> np.ndarray:
    age = year - people.birth_year
    works = people.status == EMPLOYED if len(people.status) else np.ones(len(people), bool)
    return np.flatnonzero(works & people.is_here & (age >= 16) & (age <= 54))


def _filled(
    rng: np.random.Generator, told: Jobs, people: People, organisations: Organisations, rows: np.ndarray, destination: np.ndarray,
    channel: np.ndarray, offers: Offers | None,
) -> Begun:  # fmt: skip
    count = len(rows)
    day = days_of(rng, told.year, count)
    work = works_for(rng, people.is_female[rows])
    own = np.isin(channel, ("loan", "self")) & (destination == "local")
    work[own] = rng.choice(_OWN, int(own.sum()))
    market = np.full(count, "", "U12")
    gone = destination == "abroad"
    market[gone], work[gone] = _markets(rng, told.province, int(gone.sum()))
    organisation = np.full(count, -1)
    hired = np.isin(channel, ("exchange", "fair", "employer", "training"))
    for where, provinces in (("local", (told.province,)), ("other_province", AWAY)):
        mine = np.flatnonzero(hired & (destination == where))
        organisation[mine] = _employers(rng, organisations, organisations.of(*provinces), work[mine])
    if offers is not None:
        _hire_from(rng, offers, day, destination, channel, work, organisation)
    months = rng.choice((12, 24, 36, 0), count, p=(0.42, 0.2, 0.16, 0.22))
    months = np.where(gone, np.where(market == "korea", 58, 36), np.where(own | (channel == "self"), 0, months))
    wage = np.round((LOW[work] + (HIGH[work] - LOW[work]) * rng.beta(2, 2.6, count)) * np.where(gone, 3.6, 1.0), 1)
    return Begun(rows, day, destination, channel, work, organisation, months, wage, market, np.empty(0, int))


def _markets(rng: np.random.Generator, province: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Market and occupation of those who go abroad; from Thái Bình and Nghệ An more go to Taiwan and Korea."""
    weights = {
        TRA_VINH: (0.62, 0.25, 0.1, 0.03),
        THAI_BINH: (0.43, 0.4, 0.12, 0.05),
        NGHE_AN: (0.36, 0.33, 0.19, 0.12),
    }[province]
    which = rng.permutation(np.repeat(np.arange(len(MARKETS)), shared_out(count, weights)))
    code = [
        MARKETS[one][2][int(luck * len(MARKETS[one][2]))] for one, luck in zip(which, rng.random(count), strict=True)
    ]
    number = {code: at for at, code in enumerate(CODES.tolist())}
    return np.array([MARKETS[one][0] for one in which], "U12"), np.array([number[one] for one in code], int)


def _employers(
    rng: np.random.Generator, organisations: Organisations, rows: np.ndarray, work: np.ndarray
) -> np.ndarray:
    """An employer of each work's section among `rows`, the larger the likelier; of any section where none is."""
    sections = np.array([WORKS[one].section for one in work], "U1")
    found = np.empty(len(work), int)
    for section in np.unique(sections):
        mine = sections == section
        same = rows[organisations.section[rows] == section]
        able = same if len(same) else rows
        size = organisations.workers[able] ** 0.8
        found[mine] = rng.choice(able, int(mine.sum()), p=size / size.sum())
    return found


def _hire_from(
    rng: np.random.Generator, offers: Offers, day: np.ndarray, destination: np.ndarray, channel: np.ndarray, work: np.ndarray,
    organisation: np.ndarray,
) -> None:  # fmt: skip
    """Who came through the centre was hired by a vacancy open two weeks before: the work and employer are the vacancy's."""
    for is_local, where in ((True, "local"), (False, "other_province")):
        mine = np.flatnonzero((channel == "exchange") & (destination == where))
        chosen = chosen_offers(rng, offers, np.flatnonzero(offers.is_local == is_local), day[mine])
        work[mine], organisation[mine] = offers.work[chosen], offers.organisation[chosen]


def chosen_offers(rng: np.random.Generator, offers: Offers, rows: np.ndarray, day: np.ndarray) -> np.ndarray:
    """One of the offers of `rows` that opened within the window before each day, no later than a week before."""
    opens = offers.opens[rows]
    last = np.maximum(np.searchsorted(opens, day - np.timedelta64(7, "D"), side="right"), 1)
    first = np.minimum(np.searchsorted(opens, day - np.timedelta64(WINDOW, "D")), last - 1)
    return rows[(first + rng.random(len(day)) * (last - first)).astype(int)]


def _write(begun: Begun, told: Jobs, people: People, organisations: Organisations) -> None:
    begun.id = write(Placement, len(begun.rows), _columns(begun, people, organisations))


def _columns(begun: Begun, people: People, organisations: Organisations) -> dict[str, Any]:
    without = begun.organisation < 0
    employer = np.where(without & (begun.destination == "other_province"), "Doanh nghiệp ngoài tỉnh (tự tìm)", "")
    for market, _, _, named in MARKETS:
        employer = np.where(begun.market == market, named, employer)
    return {
        **people.placed(begun.rows), "started_on": begun.day, "destination": begun.destination, "channel": begun.channel,
        "organisation_id": pa.array(organisations.id[begun.organisation], mask=without), "employer": employer,
        "occupation": CODES[begun.work], "title": TITLES[begun.work], "sector": SECTORS[begun.work],
        "is_new": begun.rows % 11 != 0,
        "contract_months": pa.array(begun.months, mask=begun.months == 0), "wage_dong": (begun.wage * 1_000_000).astype(np.int64),
        "market": begun.market, "document": DOCUMENT, "source": SOURCE,
    }  # fmt: skip


def _write_beside(
    rng: np.random.Generator, begun: Begun, told: Jobs, people: People, organisations: Organisations
) -> None:
    """Rows that are there in life and do not count: a second job in the year, jobs of a month or two, rows made in error."""
    home = np.flatnonzero((begun.destination == "local") & (begun.channel == "employer"))
    last = np.datetime64(f"{told.year}-11-20")
    early = home[begun.day[home] < np.datetime64(f"{told.year}-08-01")]
    again = drawn(rng, early, int(len(begun.rows) * AGAIN))
    spare = np.setdiff1d(_able(people, told.year), begun.rows, assume_unique=True)
    others = drawn(rng, spare, int(len(begun.rows) * (SHORT + CANCELLED)))
    wrong = len(others) - int(len(begun.rows) * SHORT)
    like = rng.choice(home, len(others)) if len(home) else np.empty(0, int)
    others = others[: len(like)]
    from_rows = np.concatenate([again, like])
    rows = np.concatenate([begun.rows[again], others])
    later = np.minimum(begun.day[again] + rng.integers(70, 140, len(again)), last)
    months = np.concatenate([begun.months[again], rng.integers(1, 3, len(others))])
    beside = Begun(
        rows, np.concatenate([later, begun.day[like]]), begun.destination[from_rows], begun.channel[from_rows], begun.work[from_rows],
        begun.organisation[from_rows], months, begun.wage[from_rows], begun.market[from_rows], np.empty(0, int),
    )  # fmt: skip
    reason = np.full(len(rows), "", "U60")
    if wrong > 0:
        reason[-wrong:] = "Ghi nhầm người, đã ghi lại cho đúng (mẫu)"
    write(Placement, len(rows), {**_columns(beside, people, organisations), "cancelled_because": reason})
