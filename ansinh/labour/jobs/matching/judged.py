"""Real pairs judged by officers: which pairs are drawn, how well the ranking agrees with the grades, and officers with each other."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

from ansinh.labour.jobs.matching.find import chosen_weights, exchange
from ansinh.labour.jobs.matching.layout import BAR
from ansinh.labour.models import Seeker

# Ranks from which pairs of one seeker are drawn, and how many from each: near the top and far from it.
BANDS = ((1, 3, 2), (4, 10, 2), (11, 40, 2), (41, 200, 2))
DEEPEST = BANDS[-1][1]


@dataclass(frozen=True)
class Drawn:
    """One pair to judge: who, which vacancy, where it stood and with what score."""

    seeker_id: int
    vacancy_id: int
    rank: int
    score: float


@dataclass(frozen=True)
class Judged:
    """One pair with the mean of its grades."""

    seeker_id: int
    rank: int
    grade: float


def draw(seekers: Sequence[Seeker], *, seed: int) -> list[Drawn]:
    """Some pairs of each seeker, from every band of ranks, in an order that says nothing of the rank."""
    chance, made = random.Random(seed), exchange()
    people = {int(row["id"]): at for at, row in enumerate(made.seekers)}
    found = []
    for seeker in seekers:
        if seeker.pk not in people:
            continue
        w = made.setting(chosen_weights(seeker.province_id))
        ranked = made.ranked_jobs(
            made.seekers[people[seeker.pk] : people[seeker.pk] + 1], w, DEEPEST, BAR["no_consent"]
        )
        for first, last, count in BANDS:
            band = list(enumerate(ranked[first - 1 : last], start=first))
            found += [
                Drawn(seeker.pk, int(made.vacancies["id"][row]), rank, score)
                for rank, (row, score) in chance.sample(band, min(count, len(band)))
            ]
    chance.shuffle(found)
    return found


def ranking_agreement(judged: Iterable[Judged]) -> tuple[float | None, int]:
    """Mean nDCG of the drawn pairs of each seeker in the order of their ranks; and of how many seekers with two pairs and a grade above 0."""
    by_seeker: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        by_seeker[one.seeker_id].append(one)
    told = []
    for pairs in by_seeker.values():
        best = _gain(sorted((one.grade for one in pairs), reverse=True))
        if len(pairs) > 1 and best > 0:
            told.append(_gain([one.grade for one in sorted(pairs, key=lambda one: one.rank)]) / best)
    return (sum(told) / len(told) if told else None), len(told)


def _gain(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Agreement of two graders beyond chance, with quadratic weights (Cohen 1968); none for fewer than two pairs or without spread."""
    if len(pairs) < 2:
        return None
    seen = sum((one - other) ** 2 for one, other in pairs) / len(pairs)
    by_chance = sum((one - other) ** 2 for one, _ in pairs for _, other in pairs) / len(pairs) ** 2
    return 1 - seen / by_chance if by_chance else None


def officers_agreement(grades: dict[str, dict[int, int]]) -> list[tuple[str, str, int, float | None]]:
    """(one, other, pairs both graded, weighted kappa) of every two officers, from {officer: {pair: grade}}."""
    found = []
    for one, other in combinations(sorted(grades), 2):
        both = sorted(grades[one].keys() & grades[other].keys())
        if both:
            found.append(
                (one, other, len(both), weighted_kappa([(grades[one][pair], grades[other][pair]) for pair in both]))
            )
    return found
