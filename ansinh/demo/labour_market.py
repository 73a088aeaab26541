"""Supply and demand of the made-up province: a form of labour supply for everybody of 15 or more, what employers need, whom they have."""

from datetime import date

import numpy as np
import pyarrow as pa

from ansinh.demo.labour_organisations import Organisations
from ansinh.demo.labour_people import EMPLOYED, INACTIVE, QUALIFICATIONS, STATUSES, UNEMPLOYED, People, drawn
from ansinh.demo.labour_plan import TRA_VINH
from ansinh.demo.labour_tables import write
from ansinh.demo.labour_words import SECTOR_OF, WORKS
from ansinh.demo.names import KHMER, KINH
from ansinh.demo.population import SOURCE, YEAR, Columns
from ansinh.labour.models import (
    DemandLine,
    DemandReport,
    SupplyCollection,
    SupplyForm,
    WorkforceLine,
    WorkforceReport,
)
from ansinh.labour.words import EMPLOYMENT_STATUSES, GENERAL_EDUCATION, INACTIVE_REASONS, UNEMPLOYED_FOR

COLLECTED, CLOSED = date(YEAR, 3, 1), date(YEAR, 6, 20)
# Halves of a year whose reports came: which, when the law wants 01/PLI, what part of enterprises sent it, what part of those in time.
HALVES = ((2023, 1, date(2023, 6, 5), 0.71, 0.86), (2023, 2, date(2023, 12, 5), 0.76, 0.9))
LINED = 26  # organisations whose 01/PLI names every worker
_BANDS = (
    (10, "under_10"),
    (51, "10_50"),
    (101, "51_100"),
    (301, "101_300"),
    (501, "301_500"),
    (1001, "501_1000"),
    (3001, "1001_3000"),
)


def collect_supply(rng: np.random.Generator, people: People) -> None:
    """The collection of 2023, closed in every commune, and its forms."""
    communes = people.communes
    write(SupplyCollection, len(communes), {
        "commune_id": communes, "province_id": people.province, "year": YEAR, "opened_on": COLLECTED, "closed_on": CLOSED,
    })  # fmt: skip
    age = YEAR - people.birth_year
    rows = np.flatnonzero(people.is_here & (age >= 15))
    count, status, age = len(rows), people.status[rows], age[rows]
    employed = status == EMPLOYED
    work = _works(rng, people, rows)
    urban = people.is_urban[rows]
    held = np.select(
        [rng.random(count) < 0.02, rng.random(count) < np.where(urban, 0.6, 0.42), rng.random(count) < 0.72],
        [0, 3, 1],
        2,
    )
    reason = np.select([age <= 22, age >= 60, people.is_female[rows], rng.random(count) < 0.3], [0, 1, 2, 3], 4)
    education = np.clip(3 - (age > 40) - (age > 62) - (rng.random(count) < 0.3) - people.is_poor[rows], 0, 3)
    education = np.maximum(education, np.where(people.qualification[rows] >= 4, 3, 0))
    days = (np.datetime64(COLLECTED) + rng.integers(0, 100, count)).astype("datetime64[D]")
    titles = [one.titles[-1] for one in WORKS]
    write(SupplyForm, count, {
        **people.placed(rows), "year": YEAR, "is_poor": people.is_poor[rows], "is_minority": people.ethnicity[rows] != KINH,
        "is_disabled": rng.random(count) < np.where(status == INACTIVE, 0.05, 0.006), "general_education": _of(list(GENERAL_EDUCATION), education),
        "qualification": _of(QUALIFICATIONS, people.qualification[rows]), "status": _of(STATUSES, status),
        "employment": _of([*EMPLOYMENT_STATUSES, ""], np.where(employed, held, 4)), "work": _of([*titles,
        ""], np.where(employed, work, len(WORKS))),
        "occupation": _of([*(one.code for one in WORKS), ""], np.where(employed & (rng.random(count) < 0.97), work, len(WORKS))),
        "sector": _of([*(SECTOR_OF[one.section] for one in WORKS), ""], np.where(employed, work, len(WORKS))),
        "unemployed_for": _of([*UNEMPLOYED_FOR, ""], np.where(status == UNEMPLOYED, rng.choice(3, count, p=(0.45, 0.35, 0.2)), 3)),
        "has_worked": pa.array(rng.random(count) < 0.7, mask=status != UNEMPLOYED),
        "inactive_reason": _of([*INACTIVE_REASONS, ""], np.where(status == INACTIVE, reason, len(INACTIVE_REASONS))),
        "wanted_job": _of([*titles, ""], np.where((status == UNEMPLOYED) & (rng.random(count) < 0.8), work, len(WORKS))),
        "collected_on": days, "checked_on": pa.array(days + 5, mask=rng.random(count) > 0.12), "source": SOURCE,
    })  # fmt: skip


def _works(rng: np.random.Generator, people: People, rows: np.ndarray) -> np.ndarray:
    """What people live on: on the land, in a trade, in a factory; by town, age and people, about as in a province of the delta."""
    kinds = {"agriculture": "A", "industry": "CF", "services": "GHIJMNPQST"}
    urban, old = people.is_urban[rows], (YEAR - people.birth_year[rows]) > 45
    farm = np.where(urban, 0.1, 0.46) + 0.12 * old + 0.05 * (people.ethnicity[rows] == KHMER)
    luck = rng.random(len(rows))
    field = np.where(luck < farm, 0, np.where(luck < farm + (1 - farm) * np.where(old, 0.36, 0.52), 1, 2))
    found = np.empty(len(rows), np.int64)
    for number, sections in enumerate(kinds.values()):
        for sex in (False, True):
            mine = (field == number) & (people.is_female[rows] == sex)
            weights = np.array([
                one.share * (one.women if sex else 1 - one.women) + 0.02 if one.section in sections else 0.0 for one in WORKS
            ])  # fmt: skip
            found[mine] = rng.choice(len(WORKS), int(mine.sum()), p=weights / weights.sum())
    return found


def report(rng: np.random.Generator, organisations: Organisations, people: People, persons: Columns) -> None:
    """01/PLI and the need of workers, both halves of 2023; the later form replaces nothing."""
    able = organisations.of(TRA_VINH)
    for year, half, due, part, in_time in HALVES:
        sent = able[rng.random(len(able)) < part]
        late = rng.random(len(sent)) > in_time
        received = np.datetime64(due) + np.where(late, rng.integers(1, 40, len(sent)), -rng.integers(0, 25, len(sent)))
        workers = np.maximum(1, (organisations.workers[sent] * rng.uniform(0.93, 1.06, len(sent))).astype(int))
        parts = [(workers * share).astype(int) for share in (0.05, 0.09, 0.12)]
        women = (workers * rng.uniform(0.3, 0.75, len(sent))).astype(int)
        reports = write(WorkforceReport, len(sent), {
            **organisations.placed(sent), "year": year, "half": half, "received_on": received, "due_on": due, "workers": workers, "women": women,
            "over_35": (workers * rng.uniform(0.2, 0.5, len(sent))).astype(int), "insured": (workers * rng.uniform(0.72, 1, len(sent))).astype(int),
            "managers": parts[0], "high": parts[1], "middle": parts[2], "other": workers - sum(parts), "source": SOURCE,
        })  # fmt: skip
        if half == 2:
            _name_workers(rng, reports, workers, people, persons)
        _tell_need(rng, organisations, sent, workers, year, half)


def _name_workers(
    rng: np.random.Generator, reports: np.ndarray, workers: np.ndarray, people: People, persons: Columns
) -> None:
    """A few reports with every worker by name, as the form wants."""
    chosen = np.flatnonzero((workers >= 8) & (workers <= 90))[:LINED]
    size = workers[chosen]
    rows = drawn(rng, np.flatnonzero(people.status == EMPLOYED), int(size.sum()))
    report_of = np.repeat(reports[chosen], size)[: len(rows)]
    line = (np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size) + 1)[: len(rows)]
    number = persons.personal_number.take(pa.array(rows)).fill_null("")
    write(WorkforceLine, len(rows), {
        "report_id": report_of, "line": line, "person_id": people.id[rows], "name": persons.name.take(pa.array(rows)),
        "sex": np.where(people.is_female[rows], "f", "m"), "personal_number": number, "duty": "Người lao động",
        "position": rng.choice(("manager", "high", "middle", "other"), len(rows), p=(0.05, 0.09, 0.12, 0.74)),
        "wage_dong": rng.integers(46, 110, len(rows)) * 100_000, "contract": rng.choice(("indefinite", "fixed",
        "other"), len(rows), p=(0.5, 0.45, 0.05)),
    })  # fmt: skip


def _tell_need(
    rng: np.random.Generator, organisations: Organisations, sent: np.ndarray, workers: np.ndarray, year: int, half: int
) -> None:
    """Form 02 of half of those: one, two or three lines, the main work first."""
    mine = np.flatnonzero(rng.random(len(sent)) < 0.5)
    asked = sent[mine]
    limits, names = [limit for limit, _ in _BANDS], [*(name for _, name in _BANDS), "3001_10000"]
    reports = write(DemandReport, len(asked), {
        **organisations.placed(asked), "year": year, "half": half, "received_on": date(year, 1 if half == 1 else 7, 12), "source": SOURCE,
        "kind": organisations.kind[asked], "section": organisations.section[asked], "size_band": _of(names, np.searchsorted(limits, workers[mine],
        "right")),
    })  # fmt: skip
    main = np.array([WORKS[one].code[:2] for one in organisations.work[asked]])
    second = rng.choice(("33", "41", "93", "52", "83"), len(asked))
    two = np.flatnonzero((rng.random(len(asked)) < 0.4) & (second != main))
    report_of, code = np.concatenate([reports, reports[two]]), np.concatenate([main, second[two]])
    count = np.concatenate(
        [np.maximum(1, (workers[mine] * rng.uniform(0.02, 0.18, len(asked))).astype(int)), rng.integers(1, 4, len(two))]
    )
    write(DemandLine, len(code), {
        "report_id": report_of, "occupation": code, "count": count, "women": (count * rng.uniform(0, 0.9, len(code))).astype(int),
    })  # fmt: skip


def _of(words: list[str] | tuple[str, ...], numbers: np.ndarray) -> pa.Array:
    """The word of each number."""
    return pa.array(words).take(pa.array(numbers))
