"""The job exchange of the made-up province: vacancies, seekers, applications, turns of advice, loans, and whether people stayed.

Those of 2023 stand behind the jobs of that year; those of today are in the new province, open for whoever signs in."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from ansinh.core.names import fold
from ansinh.demo.labour_jobs import CODES, HIGH, LOW, TITLES, Begun, Offers, chosen_offers, days_of
from ansinh.demo.labour_organisations import AWAY, Organisations
from ansinh.demo.labour_people import QUALIFICATIONS, People, drawn, works_for
from ansinh.demo.labour_plan import TRA_VINH, scaled
from ansinh.demo.labour_tables import NO_DAY, write
from ansinh.demo.labour_words import WORKS, said_plainly
from ansinh.demo.loading import LATER_PROVINCE
from ansinh.demo.population import SOURCE, Columns
from ansinh.labour.models import Application, Counsel, JobLoan, LoanJob, PlacementCheck, Seeker, Vacancy
from ansinh.labour.words import LOAN_ASSOCIATIONS
from ansinh.places.models import Place

# At full size: vacancies of 2023 (and of the months before it that people of January were hired from), and those open today; seekers.
VACANCIES, VACANCIES_NOW, SEEKERS, SEEKERS_NOW = 2_900, 720, 21_400, 4_200
COUNSELLED, LENT = 26_300, 3_050
EDUCATION = ("none", "primary", "lower_secondary", "upper_secondary")
_OPEN_DAYS = 80
# Of a hundred applications beside the hires: how they ended.
_ENDS = (("refused", 0.55), ("withdrawn", 0.12), ("sent", 0.21), ("interview", 0.12))


@dataclass(frozen=True)
class Register:
    """The register of persons in columns, as a seeker's form copies them: name, number, birth, by row of the people."""

    persons: Columns

    def of(self, rows: np.ndarray) -> dict[str, Any]:
        at = pa.array(rows)
        number = self.persons.personal_number.take(at).fill_null("")
        known = {
            name: self.persons.data[name].take(at)
            for name in ("name", "name_folded", "name_key", "birth_month", "birth_day")
        }
        sex = np.where(self.persons.is_female[rows], "f", "m")
        return {**known, "personal_number": number, "birth_year": self.persons.birth_year[rows], "sex": sex}


def offer_vacancies(rng: np.random.Generator, share: float, organisations: Organisations) -> Offers:
    """The vacancies of 2023, the first of them of the quarter before."""
    count = scaled(VACANCIES, share, 12)
    before = max(4, count // 6)
    early = np.sort(np.datetime64("2022-10-03") + rng.integers(0, 80, before))
    opens = np.concatenate([early, days_of(rng, 2023, count)])
    which, work = _recruiters(rng, organisations, np.arange(len(opens)) % 4 != 3)
    return post(rng, organisations, which, work, opens)


def offer_today(
    rng: np.random.Generator, share: float, organisations: Organisations, today: date, became: dict[str, str]
) -> Offers:
    """Vacancies open today in the new province; one in nine waits to be looked at."""
    count = scaled(VACANCIES_NOW, share, 12)
    opens = np.sort(np.datetime64(today) - rng.integers(1, 45, count))
    which, work = _recruiters(rng, organisations, np.arange(count) % 5 != 4)
    return post(rng, organisations, which, work, opens, became=became, waiting=9)


def _recruiters(
    rng: np.random.Generator, organisations: Organisations, is_local: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Who offers each vacancy, the larger the likelier, and what work: mostly what they do, a third office, guard, kitchen, driving."""
    which = np.empty(len(is_local), int)
    for mine, provinces in ((is_local, (TRA_VINH,)), (~is_local, AWAY)):
        able = organisations.of(*provinces)
        size = organisations.workers[able] ** 0.6
        which[mine] = rng.choice(able, int(mine.sum()), p=size / size.sum())
    any_work = works_for(rng, rng.random(len(is_local)) < 0.5)
    return which, np.where(rng.random(len(is_local)) < 0.68, organisations.work[which], any_work)


def post(
    rng: np.random.Generator, organisations: Organisations, which: np.ndarray, work: np.ndarray, opens: np.ndarray,
    became: dict[str, str] | None = None, waiting: int = 0,
) -> Offers:  # fmt: skip
    """Vacancies of organisations for works from days, written. With `became` they are of today: open, and some `waiting` to be looked at,
    which are not given back: nobody applies to what nobody sees yet."""
    count, is_now = len(opens), became is not None
    became = became or {}
    is_local = organisations.province[which] == TRA_VINH
    home = LATER_PROVINCE if is_now else TRA_VINH
    low = np.round(LOW[work] * rng.uniform(0.92, 1.15, count), 1)
    high = np.round(low + (HIGH[work] - LOW[work]) * rng.uniform(0.15, 0.9, count), 1)
    hides = rng.random(count) < 0.24
    commune, where = _now(organisations.commune[which], became), _now(organisations.province[which], became)
    title = _titles(rng, work, first=0.75, plain=0.08)
    asked = np.array([WORKS[one].certificate for one in work])
    asks = (asked != "") & (rng.random(count) < 0.6)
    skills = np.array(["; ".join(WORKS[one].skills) for one in work])
    names = _place_names(np.unique(commune))
    told = [
        fold(f"{one} {name} {skill} {names[here]}")[:600]
        for one, name, skill, here in zip(
            title, organisations.name[which].tolist(), skills.tolist(), commune.tolist(), strict=True
        )
    ]
    state = np.full(count, "open" if is_now else "expired", "U8")
    if is_now and waiting:
        state[:: max(2, count // waiting)] = "waiting"
    elif not is_now:
        state[rng.random(count) < 0.3] = "closed"
    shown = np.where(state == "waiting", NO_DAY, opens)
    closed = np.where(state == "closed", opens + rng.integers(20, 70, count), NO_DAY)
    ids = write(Vacancy, count, {
        "organisation_id": organisations.id[which], "title": title, "search": told,
        "occupation": np.where(rng.random(count) < 0.93, CODES[work], ""), "places_count": np.clip(organisations.workers[which] // 22, 1, 60),
        "province_id": home, "work_commune_id": commune, "work_province_id": where,
        **{name: pa.array((wage * 1_000_000).astype(np.int64), mask=hides) for name, wage in (("wage_from_dong", low), ("wage_to_dong", high))},
        "hours_a_week": 48, "has_shifts": np.isin(CODES[work], ("8153", "8156", "8212", "7511", "5414")),
        "contract_months": pa.array(rng.choice((12, 24, 36, 0), count), mask=rng.random(count) < 0.2),
        "least_education": np.where(np.isin(CODES[work], ("3313", "2512", "2342", "3221")), "college", "lower_secondary"),
        "experience_months": np.where(rng.random(count) < 0.7, 0, 12), "certificates": np.where(asks, asked, ""), "skills": skills,
        "has_dormitory": ~is_local & (rng.random(count) < 0.5), "phone": organisations.phone[which], "state": state,
        "opens_on": shown, "expires_on": np.where(state == "waiting", NO_DAY, opens + _OPEN_DAYS), "closed_on": closed,
        "description": np.char.add("Tuyển ", np.char.add(title, ", làm việc tại đơn vị (tin mẫu).")), "source": SOURCE,
        "fraud_signs": json.dumps([]), "accessible_for": np.where(rng.random(count) < 0.06, "mobility; hearing", ""),
    })  # fmt: skip
    is_shown = state != "waiting"
    return Offers(ids[is_shown], which[is_shown], work[is_shown], opens[is_shown], is_local[is_shown])


def seek_work(
    rng: np.random.Generator, share: float, people: People, register: Register, begun: Begun, offers: Offers
) -> np.ndarray:
    """Everybody who registered in 2023, those hired through the centre among them, and what they applied for; gives rows of the people."""
    hired = begun.of("exchange")
    spare = np.setdiff1d(
        np.flatnonzero(people.is_here & (people.status < 2) & (2023 - people.birth_year < 55)), begun.rows[hired]
    )
    rows = np.concatenate([begun.rows[hired], drawn(rng, spare, max(4, scaled(SEEKERS, share) - len(hired)))])
    others = len(rows) - len(hired)
    day = np.concatenate(
        [
            np.maximum(begun.day[hired] - rng.integers(12, 50, len(hired)), np.datetime64("2022-12-20")),
            days_of(rng, 2023, others),
        ]
    )
    work = np.concatenate([begun.work[hired], works_for(rng, people.is_female[rows[len(hired) :]])])
    ended = np.concatenate([begun.day[hired], day[len(hired) :] + rng.integers(40, 200, others)])
    ids = _write_seekers(rng, people, register, rows, day, work, "TV23", people.province, {}, ended)
    _apply_hired(rng, ids[: len(hired)], day[: len(hired)], begun, hired, offers)
    _apply_others(rng, ids[len(hired) :], day[len(hired) :], offers)
    return rows


def seek_today(
    rng: np.random.Generator,
    share: float,
    people: People,
    register: Register,
    offers: Offers,
    today: date,
    became: dict[str, str],
) -> tuple[np.ndarray, np.ndarray]:
    """People who look for work today, in the communes of today; some have applied; gives their rows of the people, and of seekers."""
    able = np.flatnonzero(people.is_here & (people.status < 2) & (people.birth_year >= 1974))
    rows = drawn(rng, able, scaled(SEEKERS_NOW, share, 12))
    day = np.datetime64(today) - rng.integers(2, 150, len(rows))
    ids = _write_seekers(
        rng, people, register, rows, day, works_for(rng, people.is_female[rows]), "VL26", LATER_PROVINCE, became, None
    )
    applies = np.flatnonzero(day < np.datetime64(today) - 15)[: len(rows) // 3]
    vacancy = rng.choice(len(offers.id), len(applies))
    write(Application, len(applies), {
        "seeker_id": ids[applies], "vacancy_id": offers.id[vacancy], "kind": "applied", "state": "sent",
        "sent_on": np.maximum(day[applies] + 3, offers.opens[vacancy]), "message": "Xin ứng tuyển (mẫu).",
    })  # fmt: skip
    return rows, ids


def _write_seekers(
    rng: np.random.Generator, people: People, register: Register, rows: np.ndarray, day: np.ndarray, work: np.ndarray, front: str, province: str,
    became: dict[str, str], ended: np.ndarray | None,
) -> np.ndarray:  # fmt: skip
    count = len(rows)
    trained = people.qualification[rows]
    level = np.array(QUALIFICATIONS)[trained]
    is_certified = np.isin(level, ("elementary", "intermediate", "college", "university", "postgraduate"))
    schooling = np.array(EDUCATION)[np.clip(rng.integers(1, 4, count), 0, 3)]
    home = _now(np.array(people.communes)[people.commune[rows]], became)
    knows = rng.random(count)
    certificate = np.array([WORKS[one].certificate for one in work])
    wish = _titles(rng, work, first=0.38, plain=0.27)
    wage = np.round(LOW[work] * rng.uniform(0.85, 1.12, count), 1)
    return write(Seeker, count, {
        **register.of(rows), "code": [f"{front}-{number:06d}" for number in range(1, count + 1)], "person_id": people.id[rows], "commune_id": home,
        "province_id": province, "wish": wish, "occupations": np.where(knows < 0.82, CODES[work], ""),
        "skills": np.array(["; ".join(WORKS[one].skills[:2]) for one in work]), "certificates": np.where(is_certified, certificate, ""),
        "education": np.where(is_certified, level, schooling), "experience_months": rng.choice((0, 6, 12, 24, 48, 96), count),
        "wage_floor_dong": pa.array((wage * 1_000_000).astype(np.int64), mask=rng.random(count) < 0.3), "takes_night": rng.random(count) < 0.25,
        "farthest_km": pa.array(rng.choice((10, 15, 20, 30, 50), count), mask=rng.random(count) < 0.35),
        "willing_places": np.where(rng.random(count) < 0.22, "*", ""), "is_abroad_ok": rng.random(count) < 0.06,
        "access_need": np.where(rng.random(count) < 0.012, "mobility", ""), "state": "ended" if ended is not None else "active",
        "channel": rng.choice(("desk", "commune", "online", "fair", "insurance"), count, p=(0.4, 0.22, 0.2, 0.08, 0.1)),
        "consents_to_be_shown": rng.random(count) < 0.7, "registered_on": day, "ended_on": ended, "source": SOURCE,
    })  # fmt: skip


def _apply_hired(
    rng: np.random.Generator, seekers: np.ndarray, day: np.ndarray, begun: Begun, hired: np.ndarray, offers: Offers
) -> None:
    """The application each hire came of: its vacancy is one of the employer's."""
    vacancy = np.empty(len(hired), int)
    order = np.argsort(offers.organisation * len(WORKS) + offers.work, kind="stable")
    keys = (offers.organisation * len(WORKS) + offers.work)[order]
    wanted = begun.organisation[hired] * len(WORKS) + begun.work[hired]
    vacancy = order[np.searchsorted(keys, wanted)]
    write(Application, len(hired), {
        "seeker_id": seekers, "vacancy_id": offers.id[vacancy], "kind": np.where(rng.random(len(hired)) < 0.6, "referred", "applied"),
        "state": "hired",
        "sent_on": np.minimum(day + 2, begun.day[hired] - 5), "interviewed_on": begun.day[hired] - 4, "offered_on": begun.day[hired] - 3,
        "ended_on": begun.day[hired], "placement_id": begun.id[hired],
    })  # fmt: skip


def _apply_others(rng: np.random.Generator, seekers: np.ndarray, day: np.ndarray, offers: Offers) -> None:
    """Half of the others were referred or applied somewhere, without a job at the end."""
    mine = np.flatnonzero(rng.random(len(seekers)) < 0.62)
    sent = day[mine] + rng.integers(2, 25, len(mine))
    vacancy = chosen_offers(rng, offers, np.arange(len(offers.id)), sent)
    state = rng.choice([name for name, _ in _ENDS], len(mine), p=[part for _, part in _ENDS])
    over = np.isin(state, ("refused", "withdrawn"))
    write(Application, len(mine), {
        "seeker_id": seekers[mine], "vacancy_id": offers.id[vacancy], "kind": np.where(rng.random(len(mine)) < 0.55, "referred", "applied"),
        "state": state, "sent_on": sent, "interviewed_on": np.where(state == "refused", sent + 6, NO_DAY),
        "ended_on": np.where(over, sent + 12, NO_DAY), "reason": np.where(state == "refused", "Chưa phù hợp yêu cầu công việc (mẫu)", ""),
    })  # fmt: skip


def advise(rng: np.random.Generator, share: float, people: People, seekers: np.ndarray) -> None:
    """Turns of advice of 2023: most to those who seek work."""
    count = scaled(COUNSELLED, share, 6)
    rows = rng.choice(seekers, count)
    write(Counsel, count, {
        **people.placed(rows), "given_on": days_of(rng, 2023, count), "source": SOURCE,
        "subject": rng.choice(("job", "training", "law", "abroad", "unemployment"), count, p=(0.52, 0.1, 0.12, 0.06, 0.2)),
    })  # fmt: skip


def lend(rng: np.random.Generator, people: People, begun: Begun) -> None:
    """Loans behind the jobs that came through one: the first of one, two or three people borrowed."""
    jobs = begun.of("loan")
    if not len(jobs):
        return
    size = rng.choice((1, 2, 3), len(jobs), p=(0.76, 0.19, 0.05))
    heads = np.searchsorted(np.cumsum(size), np.arange(len(jobs)), side="right")
    first = np.unique(heads, return_index=True)[1]
    borrower = jobs[first]
    project = np.char.add("Dự án ", np.char.lower(TITLES[begun.work[borrower]]))
    number = np.unique(heads, return_inverse=True)[1]
    loans = write(JobLoan, len(borrower), {
        **people.placed(begun.rows[borrower]), "project": project, "fund": np.where(rng.random(len(borrower)) < 0.72, "national", "entrusted"),
        "association": rng.choice(list(LOAN_ASSOCIATIONS), len(borrower), p=(0.02, 0.42, 0.34, 0.09, 0.11, 0.005, 0.005, 0.005, 0.005)),
        "amount_dong": rng.choice((30, 40, 50, 60, 80, 100), len(borrower), p=(0.16, 0.2, 0.34, 0.14, 0.1, 0.06)) * 1_000_000,
        "lent_on": begun.day[borrower] - rng.integers(0, 3, len(borrower)), "source": SOURCE,
    })  # fmt: skip
    write(LoanJob, len(jobs), {
        "loan_id": loans[number], "placement_id": begun.id[jobs],
        "effect": np.where(begun.rows[jobs] % 11 == 0, "kept", np.where(rng.random(len(jobs)) < 0.12, "enlarged", "made")),
    })  # fmt: skip


def check_later(rng: np.random.Generator, begun: Begun) -> None:
    """After 3 and 6 months the centre asks those it placed whether they still work there."""
    for after, part, asked in ((3, 0.86, 0.55), (6, 0.78, 0.4)):
        mine = np.flatnonzero(np.isin(begun.channel, ("exchange", "fair")) & (rng.random(len(begun.rows)) < asked))
        write(PlacementCheck, len(mine), {
            "placement_id": begun.id[mine], "after_months": after, "is_employed": rng.random(len(mine)) < part,
            "checked_on": begun.day[mine] + after * 30 + rng.integers(1, 15, len(mine)),
        })  # fmt: skip


def _titles(rng: np.random.Generator, work: np.ndarray, *, first: float, plain: float) -> np.ndarray:
    """A title for each work: as advertised, or in everyday words; a part of them without diacritics."""
    told = [WORKS[one].titles for one in work]
    is_first, luck, is_plain = rng.random(len(work)) < first, rng.random(len(work)), rng.random(len(work)) < plain
    titles = [
        names[0] if usual else names[int(chance * len(names))]
        for names, usual, chance in zip(told, is_first, luck, strict=True)
    ]
    return np.array(
        [said_plainly(title) if bare else title for title, bare in zip(titles, is_plain, strict=True)], "U120"
    )


def _now(places: np.ndarray, became: dict[str, str]) -> np.ndarray:
    """The places as they are called on the day asked for."""
    distinct, of_row = np.unique(places, return_inverse=True)
    return np.array([became.get(one, one) for one in distinct.tolist()])[of_row]


def _place_names(ids: np.ndarray) -> dict[str, str]:
    return dict(Place.objects.filter(pk__in=ids.tolist()).values_list("pk", "name"))
