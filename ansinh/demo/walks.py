"""How made-up dossiers walk the path the law draws: hours at each step, what is sent back, for what is waited. Everything here is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ansinh.dossiers.jobs.catalogue import Path
from ansinh.dossiers.jobs.working_time import DAY_HOURS

# What part of its limit a step usually takes, and of a stage whose limit the law does not give, how many days.
USUAL, WITHOUT_LIMIT = 0.64, 5
SENT_BACK, ASKED, LEFT_LYING = 0.075, 0.1, 0.2
REASONS = (("wrong_draft", 0.34), ("not_verified", 0.28), ("wrong_data", 0.2), ("missing_paper", 0.12), ("other", 0.06))
ASKING = (("missing_paper", 0.55), ("wrong_paper", 0.25), ("wrong_data", 0.2))
_LIGHT = ("decide", "forward")


@dataclass
class Walk:
    """One dossier: the steps as walked (position in the path, first hour, last hour or None while open, result, reason), in hours of work;
    from and to which hour the applicant was waited for."""

    begins: float
    steps: list[tuple[int, float, float | None, str, str]] = field(default_factory=list)
    asked: tuple[float, float | None, str] | None = None
    ends: float | None = None

    @property
    def waits(self) -> bool:
        return self.asked is not None and self.asked[1] is None


def walks_of(
    rng: np.random.Generator, path: Path, slow: np.ndarray, *, begins: np.ndarray | None = None, ends: np.ndarray | None = None
) -> list[Walk]:  # fmt: skip
    """A walk for each `slow` (how much slower than usual its commune is), from its first hour or up to its last."""
    size, count = len(slow), len(path.steps)
    spread = np.exp(rng.normal(0, 0.38, (size, count)) + rng.normal(0, 0.16, (size, 1)))
    of_commune = np.array([stage.level == 3 for stage, _ in path.steps])
    hours = np.maximum(0.4, _usual(path) * spread * np.where(of_commune, slow[:, None], 1.0))
    back = (
        np.where(rng.random(size) < SENT_BACK, rng.integers(1, max(count, 2), size), 0)
        if count > 1
        else np.zeros(size, int)
    )
    pause = np.where(rng.random(size) < ASKED, np.exp(rng.normal(np.log(26), 0.5, size)), 0.0)
    reasons, asking = _chosen(rng, REASONS, size), _chosen(rng, ASKING, size)
    found = [_walk(hours[row], int(back[row]), float(pause[row]), reasons[row], asking[row]) for row in range(size)]
    for row, one in enumerate(found):
        last = one.ends or 0.0
        _shift(one, float(begins[row]) if begins is not None else float(ends[row]) - last if ends is not None else 0.0)
    return found


def cut(walk: Walk, hour: float, result: str = "") -> Walk:
    """The walk as it stands at an hour: the step it is in is open, or ended with `result` where one is told."""
    kept = [step for step in walk.steps if step[1] < hour]
    position, start, end, _, _ = kept[-1]
    if end is not None and end > hour:
        kept[-1] = (position, start, hour if result else None, result, "")
    asked = walk.asked if walk.asked and walk.asked[0] < hour else None
    if asked and asked[1] is not None and asked[1] > hour:
        asked = (asked[0], hour if result else None, asked[2])
    return Walk(walk.begins, kept, asked, hour if result else None)


def _usual(path: Path) -> np.ndarray:
    found = []
    for one in path.stages:
        days = WITHOUT_LIMIT if one.count is None else one.count * (5 / 7 if one.unit == "days" else 1)
        weights = np.array([0.5 if step.verb in _LIGHT else 1.0 for step in one.stage.steps])
        found.append(days * DAY_HOURS * USUAL * weights / weights.sum())
    return np.concatenate(found)


def _walk(hours: np.ndarray, back: int, pause: float, reason: str, asking: str) -> Walk:
    walked = list(range(len(hours))) if not back else [*range(back + 1), back - 1, *range(back, len(hours))]
    walk, clock = Walk(0.0), 0.0
    for place, position in enumerate(walked):
        again = back and place in (back + 1, back + 2)
        end = clock + float(hours[position]) * (0.45 if again else 1.0)
        if pause and place == 0:
            asked = clock + float(hours[0]) / 2
            walk.asked = (asked, asked + pause, asking)
            end += pause
        sent_back = bool(back) and place == back
        walk.steps.append((position, clock, end, "returned" if sent_back else "done", reason if sent_back else ""))
        clock = end
    walk.ends = clock
    return walk


def _shift(walk: Walk, by: float) -> None:
    walk.begins += by
    walk.ends = None if walk.ends is None else walk.ends + by
    walk.steps = [
        (position, start + by, None if end is None else end + by, result, reason)
        for position, start, end, result, reason in walk.steps
    ]
    if walk.asked:
        walk.asked = (walk.asked[0] + by, None if walk.asked[1] is None else walk.asked[1] + by, walk.asked[2])


def _chosen(rng: np.random.Generator, weighted: Sequence[tuple[str, float]], size: int) -> list[str]:
    keys, weights = zip(*weighted, strict=True)
    return [keys[one] for one in rng.choice(len(keys), size, p=np.array(weights) / sum(weights))]
