"""What other weights would change: the lists of some real seekers by the weights in force and by those proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ansinh.labour.jobs.matching import kernel
from ansinh.labour.jobs.matching.find import Exchange, exchange

LISTED = 10


@dataclass(frozen=True)
class Lists:
    """The lists of a sample of seekers, summed up: all shares from 0 to 1, kilometres, million dong a month; none where nothing was listed."""

    same_occupation: float | None
    skills: float | None
    kilometres: float | None
    wage: float | None


@dataclass(frozen=True)
class Effect:
    """Of how many seekers, what part of their ten best stays, and how the lists look before and after."""

    seekers: int
    stays: float | None
    before: Lists
    after: Lists


def effect(seeker_ids: Sequence[int], now: Mapping[str, float], proposed: Mapping[str, float]) -> Effect:
    """Compares the ten best of the seekers with these ids, those that the index has."""
    made = exchange()
    people = made.seekers[np.isin(made.seekers["id"], list(seeker_ids))]
    old, new = (_lists(made, people, values) for values in (now, proposed))
    kept = [len(set(one) & set(other)) / len(one) for one, other in zip(old, new, strict=True) if one]
    return Effect(
        len(people), float(np.mean(kept)) if kept else None, _summed(made, people, old), _summed(made, people, new)
    )


def _lists(made: Exchange, people: np.ndarray, values: Mapping[str, float]) -> list[list[int]]:
    w = made.setting(values)
    return [made.best_jobs(people[at : at + 1], w, LISTED) for at in range(len(people))]


def _summed(made: Exchange, people: np.ndarray, lists: list[list[int]]) -> Lists:
    w = made.setting()[0]
    pairs = [(people[at], made.vacancies[row]) for at, rows in enumerate(lists) for row in rows]
    same = [s["codes"][0] == v["codes"][0] for s, v in pairs]
    skills = [kernel.covered(s, v, w) for s, v in pairs if v["asked_total"] > 0 and s["tells_skills"]]
    far = [km for s, v in pairs if (km := kernel.kilometres(s, v, w)) >= 0]
    wages = [v["wage"] / 1000 for _, v in pairs if v["wage"] > 0]
    return Lists(*(float(np.mean(each)) if each else None for each in (same, skills, far, wages)))
