"""The best of both sides for everybody: whole populations as Arrow tables, part by part, each match with its terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numba
import numpy as np
import pyarrow as pa

from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.features import PlaceBook
from ansinh.labour.jobs.matching.find import Exchange
from ansinh.labour.jobs.matching.layout import BAR, TERMS

AT_ONCE = 100_000


@dataclass(frozen=True)
class Matches:
    """`jobs`: the best vacancies of each seeker; `people`: the best seekers of each vacancy. One row a match: seeker_id, vacancy_id,
    rank from 1, score, a column for each term, and `missing`: bits of the vacancy's skills that the seeker does not tell."""

    exchange: Exchange
    jobs: pa.Table
    people: pa.Table


def match_all(
    vacancies: pa.Table, seekers: pa.Table, places: PlaceBook, *, day: date, limit: int = 10, chosen: Mapping[str, float] | None = None
) -> Matches:  # fmt: skip
    """Everybody at once, from tables of the columns `features` names. Employers' lists hold only who agreed to be shown."""
    made = Exchange.made(vacancies, seekers, places, day)
    jobs, people = (list(each(made, limit=limit, chosen=chosen)) for each in (jobs_of_all, people_of_all))
    return Matches(made, pa.concat_tables(jobs), pa.concat_tables(people))


def jobs_of_all(made: Exchange, *, limit: int = 10, chosen: Mapping[str, float] | None = None) -> Iterator[pa.Table]:
    """The best vacancies of every seeker, in tables of so many seekers at once."""
    yield from _of_all(True, made, limit, chosen)


def people_of_all(made: Exchange, *, limit: int = 10, chosen: Mapping[str, float] | None = None) -> Iterator[pa.Table]:
    """The best seekers of every open vacancy."""
    yield from _of_all(False, made, limit, chosen)


def _of_all(forward: bool, made: Exchange, limit: int, chosen: Mapping[str, float] | None) -> Iterator[pa.Table]:
    w = made.setting(chosen)
    owners, others = (made.seekers, made.vacancies) if forward else (made.vacancies, made.seekers)
    index = made.vacancy_index if forward else made.seeker_index
    ignored = BAR["no_consent"] if forward else 0
    parts = numba.get_num_threads() * 16
    for first in range(0, max(len(owners), 1), AT_ONCE):
        own = np.arange(first, min(first + AT_ONCE, len(owners)))
        rows, scores, terms = kernel.search_all(
            forward, own, made.seekers, made.vacancies, index, w, ignored, len(others), limit, parts
        )
        at, rank = np.nonzero(rows >= 0)
        mine, theirs = own[at], rows[at, rank]
        people, jobs = (mine, theirs) if forward else (theirs, mine)
        yield pa.table(
            {
                "seeker_id": made.seekers["id"][people],
                "vacancy_id": made.vacancies["id"][jobs],
                "rank": (rank + 1).astype(np.int16),
                "score": scores[at, rank].astype(np.float32),
                **{name: terms[at, rank, place] for place, name in enumerate(TERMS)},
                "missing": kernel.missing_of(made.seekers, made.vacancies, people, jobs),
            }
        )
