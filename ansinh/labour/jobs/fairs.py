"""Who at a session could meet whom: the wishes of visitors and the proposals of the matching, as rows for `interviews.choose`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ansinh.core.database import read_arrow
from ansinh.labour.jobs.interviews import HIGHEST_SCORE, Pairs, score_of_rank
from ansinh.labour.jobs.matching.batch import jobs_of_all
from ansinh.labour.jobs.matching.features import by_occupation
from ansinh.labour.jobs.matching.find import (
    SEEKER_SCHEMA,
    SEEKERS_SQL,
    VACANCIES_SQL,
    VACANCY_SCHEMA,
    Exchange,
    chosen_weights,
    exchange,
)
from ansinh.labour.models import BoothVacancy, FairSession, FairWish, Interview, Visitor

PROPOSED = 20  # of the matching, for one visitor
LEAST_PROPOSED, MOST_PROPOSED = 50, 700  # below the first wishes of others


@dataclass(frozen=True)
class Wanted:
    """Pairs of a session with what their numbers stand for: keys of visitors and booths, and of each pair its vacancy."""

    pairs: Pairs
    visitors: list[int]
    booths: list[int]
    vacancies: list[int]


Scores = dict[tuple[int, int], tuple[int, int]]  # (visitor, booth) -> (score, vacancy)


def wanted_at(
    session: FairSession, *, standing: Iterable[Interview], begun: Iterable[Interview], only_kept_of: set[int]
) -> Wanted:
    """The best pair of every visitor and booth that have not met; appointments that stand are among them, and alone for `only_kept_of`."""
    found: Scores = {}
    offers = list(BoothVacancy.objects.filter(booth__session=session).values_list("pk", "booth", "vacancy"))
    visitors = list(Visitor._base_manager.filter(session=session, is_withdrawn=False).order_by("pk"))
    open_ones = [one for one in visitors if one.pk not in only_kept_of]
    wishes = _wishes(session)
    for visitor in open_ones:
        for score, booth, vacancy in wishes.get(visitor.pk, ()):
            _keep_better(found, visitor.pk, booth, score, vacancy)
    without = [one for one in open_ones if one.pk not in wishes]
    for someone, booth, vacancy, score in proposed(session, without, offers):
        _keep_better(found, someone, booth, score, vacancy)
    kept = {(one.visitor_id, one.booth_id): one.vacancy_id for one in standing}
    for pair, vacancy in kept.items():
        found[pair] = (found.get(pair, (1, vacancy))[0], vacancy)
    for met in begun:
        found.pop((met.visitor_id, met.booth_id), None)
    return _numbered(found, set(kept), [one.pk for one in visitors], sorted({booth for _, booth, _ in offers}))


def _wishes(session: FairSession) -> dict[int, list[tuple[int, int, int]]]:
    """Of each visitor: score, booth and vacancy of what they wished for."""
    rows = FairWish._base_manager.filter(visitor__session=session, visitor__is_withdrawn=False)
    found: dict[int, list[tuple[int, int, int]]] = {}
    for visitor, rank, booth, vacancy in rows.values_list("visitor", "rank", "vacancy__booth", "vacancy__vacancy"):
        found.setdefault(visitor, []).append((score_of_rank(rank), booth, vacancy))
    return found


def proposed(
    session: FairSession, visitors: list[Visitor], offers: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int, int]]:
    """For visitors without wishes who look for work: visitor, booth, vacancy and score of what the matching proposes them here.

    The matching knows words and wages of the whole exchange, but looks only at the vacancies of the session; no hard condition fails."""
    visitor_of = {one.seeker_id: one.pk for one in visitors if one.seeker_id}
    booth_of = {vacancy: booth for _, booth, vacancy in offers}
    if not visitor_of or not booth_of:
        return
    whole = exchange()
    jobs = whole.features.vacancies(read_arrow(f"{VACANCIES_SQL} WHERE v.id IN ({_listed(booth_of)})", VACANCY_SCHEMA))
    people = whole.features.seekers(read_arrow(f"{SEEKERS_SQL} WHERE id IN ({_listed(visitor_of)})", SEEKER_SCHEMA))
    jobs, people = (rows[np.argsort(rows["codes"][:, 0], kind="stable")] for rows in (jobs, people))
    here = Exchange(whole.features, jobs, people, by_occupation(jobs), by_occupation(people), whole.mark)
    weights = chosen_weights(session.province_id)
    for found in jobs_of_all(here, limit=PROPOSED, chosen=weights):
        scores = found["score"].to_numpy()
        told = np.rint(LEAST_PROPOSED + (MOST_PROPOSED - LEAST_PROPOSED) * np.exp(scores - scores.max(initial=0)))
        for seeker, vacancy, score in zip(
            found["seeker_id"].to_pylist(), found["vacancy_id"].to_pylist(), told, strict=True
        ):
            yield visitor_of[seeker], booth_of[vacancy], vacancy, int(score)


def _listed(keys: Iterable[int]) -> str:
    return ", ".join(str(int(key)) for key in keys)


def _keep_better(found: Scores, visitor: int, booth: int, score: int, vacancy: int) -> None:
    if (visitor, booth) not in found or found[visitor, booth][0] < score:
        found[visitor, booth] = (min(max(score, 1), HIGHEST_SCORE), vacancy)


def _numbered(found: Scores, kept: set[tuple[int, int]], visitors: list[int], booths: list[int]) -> Wanted:
    at_visitor = {key: number for number, key in enumerate(visitors)}
    at_booth = {key: number for number, key in enumerate(booths)}
    keys = sorted(found)
    pairs = Pairs(
        np.array([at_visitor[visitor] for visitor, _ in keys], dtype=np.int64),
        np.array([at_booth[booth] for _, booth in keys], dtype=np.int64),
        np.array([found[key][0] for key in keys], dtype=np.int64),
        np.array([key in kept for key in keys], dtype=bool),
    )
    return Wanted(pairs, visitors, booths, [found[key][1] for key in keys])
