"""Who at a session could meet whom: the wishes of visitors and the proposals of the matching, as rows for `interviews.choose`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from ansinh.labour.jobs.interviews import HIGHEST_SCORE, Pairs, score_of_rank
from ansinh.labour.models import BoothVacancy, FairSession, FairWish, Interview, Seeker, Visitor
from ansinh.labour.models.exchange import split

_BY_DIGITS = {4: 800, 3: 600, 2: 400}  # how many first digits of the occupation agree, below any first wish


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
    """For visitors without wishes: visitor, booth, vacancy and score where the occupation they look for is near the vacancy's."""
    occupation = dict(
        BoothVacancy.objects.filter(booth__session=session).values_list("vacancy", "vacancy__occupation").distinct()
    )
    seekers = dict(
        Seeker._base_manager.filter(pk__in=[one.seeker_id for one in visitors if one.seeker_id]).values_list(
            "pk", "occupations"
        )
    )
    for visitor in visitors:
        codes = split(seekers.get(visitor.seeker_id or 0, ""))
        for _, booth, vacancy in offers:
            if score := max((_nearness(code, occupation[vacancy]) for code in codes), default=0):
                yield visitor.pk, booth, vacancy, score


def _nearness(one: str, other: str) -> int:
    return next(
        (score for digits, score in _BY_DIGITS.items() if len(other) >= digits and one[:digits] == other[:digits]), 0
    )


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
