"""Job fairs of the made-up province: sessions, booths, visitors, interviews; those hired at one began the job the placements tell."""

from datetime import date, time, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.demo.labour_exchange import Offers, post
from ansinh.demo.labour_jobs import Begun
from ansinh.demo.labour_organisations import AWAY, Organisations
from ansinh.demo.labour_people import People, drawn
from ansinh.demo.labour_plan import TRA_VINH, scaled
from ansinh.demo.labour_tables import write
from ansinh.demo.labour_words import WORKS
from ansinh.demo.loading import LATER_PROVINCE
from ansinh.labour.models import Booth, BoothVacancy, FairSession, FairWish, Interview, Visitor

# Sessions of 2023 and the last one of 2022, whom the first hires of January came from.
DAYS = (
    "2022-12-15", "2023-01-05", "2023-02-09", "2023-02-23", "2023-03-09", "2023-03-23", "2023-04-13", "2023-04-27", "2023-05-18", "2023-06-08",
    "2023-06-29", "2023-07-13", "2023-08-10", "2023-08-31", "2023-09-14", "2023-10-12", "2023-10-26", "2023-11-16", "2023-12-07",
)  # fmt: skip
KINDS = ("regular", "mobile", "regular", "online", "regular", "thematic")
NAMES = {
    "regular": "Phiên giao dịch việc làm định kỳ", "mobile": "Phiên giao dịch việc làm lưu động", "online": "Phiên giao dịch việc làm trực tuyến",
    "thematic": "Phiên giao dịch việc làm cho thanh niên, bộ đội xuất ngũ",
}  # fmt: skip
VISITORS = 4_300
CENTRE = "29254"  # the ward the centre stands in
_TALKED = (("passed", 0.34), ("failed", 0.3), ("done", 0.22), ("absent", 0.14))


def hold_fairs(
    rng: np.random.Generator, share: float, people: People, organisations: Organisations, begun: Begun
) -> np.ndarray:
    """The sessions of 2023 with all that happened there; gives the rows of the people who came."""
    days = np.array(DAYS, "datetime64[D]")
    sessions = _sessions(TRA_VINH, [date.fromisoformat(day) for day in DAYS], "closed", CENTRE)
    hired = begun.of("fair")
    held = np.maximum(np.searchsorted(days, begun.day[hired] - np.timedelta64(1, "D"), side="right") - 1, 0)
    booth_of, vacancy_of, booths, offers = _booths(rng, sessions, days, held, begun, hired, organisations)
    spare = np.flatnonzero(people.is_here & (people.status < 2) & (2023 - people.birth_year < 45))
    others = drawn(rng, np.setdiff1d(spare, begun.rows[hired]), max(3, scaled(VISITORS, share) - len(hired)))
    rows = np.concatenate([begun.rows[hired], others])
    session = np.concatenate([held, rng.integers(0, len(days), len(others))])
    online = (np.array(KINDS)[session % len(KINDS)] == "online") | (rng.random(len(rows)) < 0.12)
    visitors = write(Visitor, len(rows), {
        "session_id": sessions[session], "person_id": people.id[rows], "channel": np.where(online, "online", "place"),
        "code": [f"PGD{number:07d}" for number in range(1, len(rows) + 1)], "registered_at": days[session].astype("datetime64[us]"),
        "arrived_at": days[session].astype("datetime64[us]") + np.timedelta64(90, "m"),
    })  # fmt: skip
    _interviews(
        rng, sessions, session, booths, offers, booth_of, vacancy_of, people.id[rows], visitors, days, begun.id[hired]
    )
    return rows


def plan_next(
    rng: np.random.Generator, people: People, organisations: Organisations, seekers: np.ndarray, seeker_ids: np.ndarray, today: date,
    became: dict[str, str],
) -> None:  # fmt: skip
    """A session in ten days, open for registration: booths, vacancies, visitors and what they wish for; nothing is assigned yet."""
    day = today + timedelta(days=10)
    [session] = _sessions(LATER_PROVINCE, [day], "open", became.get(CENTRE, CENTRE))
    able = organisations.of(TRA_VINH)
    which = drawn(rng, able, min(14, len(able)))
    booths = write(Booth, len(which), {
        "session_id": session, "organisation_id": organisations.id[which], "number": np.arange(1, len(which) + 1),
        "interviewers": rng.integers(1, 4, len(which)),
    })  # fmt: skip
    offers = post(
        rng,
        organisations,
        which,
        organisations.work[which],
        np.full(len(which), np.datetime64(today) - 6),
        became=became,
    )
    vacancies = write(
        BoothVacancy,
        len(which),
        {"booth_id": booths, "vacancy_id": offers.id, "places": rng.integers(2, 20, len(which))},
    )
    who = drawn(rng, np.arange(len(seekers)), min(160, len(seekers)))
    visitors = write(Visitor, len(who), {
        "session_id": session, "person_id": people.id[seekers[who]], "seeker_id": seeker_ids[who],
        "code": [f"PGDN{number:06d}" for number in range(1, len(who) + 1)],
    })  # fmt: skip
    wishes = np.array([rng.permutation(len(vacancies))[: min(3, len(vacancies))] for _ in who])
    write(FairWish, wishes.size, {
        "visitor_id": np.repeat(visitors, wishes.shape[1]), "vacancy_id": vacancies[wishes.ravel()],
        "rank": np.tile(np.arange(1, wishes.shape[1] + 1), len(who)),
    })  # fmt: skip


def _sessions(province: str, days: list[date], state: str, commune: str) -> np.ndarray:
    kinds = [KINDS[number % len(KINDS)] for number in range(len(days))]
    return write(FairSession, len(days), {
        "code": [f"PGD-{day:%Y%m%d}" for day in days],
        "name": [f"{NAMES[kind]} tháng {day.month}/{day.year}" for kind, day in zip(kinds, days, strict=True)],
        "kind": kinds, "day": days, "from_time": time(7, 30).isoformat(), "to_time": time(11, 30).isoformat(), "commune_id": commune,
        "province_id": province, "venue": "Trung tâm Dịch vụ việc làm (mẫu)", "is_online": [kind in ("online", "regular") for kind in kinds],
        "state": state,
    })  # fmt: skip


def _booths(
    rng: np.random.Generator,
    sessions: np.ndarray,
    days: np.ndarray,
    held: np.ndarray,
    begun: Begun,
    hired: np.ndarray,
    organisations: Organisations,
) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray], Offers]:
    """Booths of who hired at a session and of some who did not, a vacancy for each work; which booth and vacancy each hire is of."""
    more = max(1, min(9, len(organisations.of(TRA_VINH)) // 8))
    extra = np.concatenate([drawn(rng, organisations.of(TRA_VINH, *AWAY), more) for _ in sessions])
    where = np.concatenate([held, np.repeat(np.arange(len(sessions)), len(extra) // len(sessions))])
    which = np.concatenate([begun.organisation[hired], extra])
    work = np.concatenate([begun.work[hired], organisations.work[extra]])
    size = len(organisations)
    stands, stand_of = np.unique(where * size + which, return_inverse=True)
    at = stands // size
    number = np.arange(len(stands)) - np.searchsorted(at, at) + 1
    interviewers = rng.integers(1, 4, len(stands))
    booths = write(Booth, len(stands), {
        "session_id": sessions[at], "organisation_id": organisations.id[stands % size], "number": number, "interviewers": interviewers,
    })  # fmt: skip
    jobs, job_of = np.unique(stand_of * len(WORKS) + work, return_inverse=True)
    stand = jobs // len(WORKS)
    offers = post(rng, organisations, stands[stand] % size, jobs % len(WORKS), days[at[stand]] - 10)
    taken = np.bincount(job_of[: len(hired)], minlength=len(jobs))
    write(
        BoothVacancy,
        len(jobs),
        {"booth_id": booths[stand], "vacancy_id": offers.id, "places": taken + rng.integers(2, 25, len(jobs))},
    )
    told = {"id": booths, "session": at, "interviewers": interviewers, "stand": stand}
    return stand_of[: len(hired)], job_of[: len(hired)], told, offers


def _interviews(
    rng: np.random.Generator, sessions: np.ndarray, session: np.ndarray, booths: dict[str, np.ndarray], offers: Offers, booth_of: np.ndarray,
    vacancy_of: np.ndarray, person: np.ndarray, visitors: np.ndarray, days: np.ndarray, placements: np.ndarray,
) -> None:  # fmt: skip
    """One interview for each who was hired, and for three of four others one at a booth of their session; each booth's slots one by one."""
    hired = len(placements)
    others = hired + np.flatnonzero(rng.random(len(visitors) - hired) < 0.75)
    first = np.searchsorted(booths["session"][booths["stand"]], np.arange(len(sessions) + 1))
    low, high = first[session[others]], first[session[others] + 1]
    vacancy = np.concatenate([vacancy_of, low + (rng.random(len(others)) * (high - low)).astype(int)])
    who = np.concatenate([np.arange(hired), others])
    booth = np.concatenate([booth_of, booths["stand"][vacancy[hired:]]])
    turn = np.empty(len(who), int)
    order = np.argsort(booth, kind="stable")
    turn[order] = np.arange(len(who)) - np.searchsorted(booth[order], booth[order])
    seats = booths["interviewers"][booth]
    slot, seat = turn // seats, turn % seats + 1
    walked_in = slot >= 16
    talked = rng.choice([name for name, _ in _TALKED], len(others), p=[part for _, part in _TALKED])
    given: dict[str, Any] = {
        "session_id": sessions[session[who]], "booth_id": booths["id"][booth], "vacancy_id": offers.id[vacancy], "visitor_id": visitors[who],
        "person_id": person[who], "slot": pa.array(slot, mask=walked_in), "seat": pa.array(seat, mask=walked_in),
        "state": np.concatenate([np.full(hired, "hired"), talked]), "settled_at": days[session[who]].astype("datetime64[us]") + np.timedelta64(4,
        "h"),
        "placement_id": pa.array(np.concatenate([placements, np.zeros(len(others), int)]), mask=np.arange(len(who)) >= hired),
    }  # fmt: skip
    write(Interview, len(who), given)
