"""Interviews of a job fair: seconds, and proof that nobody is in two places, no booth is over its seats, and nothing better exists.

Visitors, booths and scores are drawn: popularity of booths is uneven, each visitor may meet the booths of `CANDIDATES` (or all of them)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from ansinh.labour.jobs.interviews import HIGHEST_SCORE, Integers, Pairs, Timetable, choose, place_in_slots, weights

from .measuring import Line, Took, seconds, timed

VISITORS, BOOTHS, SLOTS, CANDIDATES, MOST = 10_000, 500, 24, 40, 3
SMALL = (1_500, 80, 12, 20)
GONE = 100
SEED = 20_261_123


@dataclass(frozen=True)
class Day:
    """A session's question: pairs that may meet, how often each visitor may, how many interviewers each booth has, how many slots."""

    pairs: Pairs
    most: Integers
    interviewers: Integers
    slots: int

    @property
    def room(self) -> Integers:
        return self.interviewers * self.slots

    def choose(self) -> np.ndarray:
        return choose(self.pairs, most=self.most, room=self.room)


def measure() -> list[Line]:
    """Candidates of a matching; every pair; a small session beside the linear programme; greedy; and a hundred who drop out."""
    day = drawn(VISITORS, BOOTHS, SLOTS, CANDIDATES)
    return [*_fast(day), *_every_pair(), *_best(), *_dropped(day)]


def drawn(visitors: int, booths: int, slots: int, candidates: int, seed: int = SEED) -> Day:
    """A session: each visitor may meet so many booths, popular ones more often; scores are 1 to 1000."""
    rng = np.random.default_rng(seed)
    popular = np.log(rng.dirichlet(np.full(booths, 0.7)) + 1e-9)
    drawn = [np.argsort(popular + rng.gumbel(size=booths))[-candidates:] for _ in range(visitors)]
    booth = np.concatenate(drawn).astype(np.int64)
    visitor = np.repeat(np.arange(visitors), candidates)
    score = rng.integers(1, HIGHEST_SCORE + 1, len(booth))
    return Day(Pairs(visitor, booth, score), np.full(visitors, MOST), rng.integers(1, 4, booths), slots)


def planned(day: Day) -> tuple[np.ndarray, Took]:
    """The chosen pairs, put in slots and proved free of clashes, with what both took."""
    found: dict[str, Any] = {}

    def plan() -> None:
        found["chosen"] = chosen = day.choose()
        found["table"] = place_in_slots(
            day.pairs.visitor[chosen], day.pairs.booth[chosen], interviewers=day.interviewers, slots=day.slots
        )

    took = timed(plan)
    _prove(day, found["chosen"], found["table"])
    return found["chosen"], took


def _prove(day: Day, chosen: np.ndarray, table: Timetable) -> None:
    visitor, booth = day.pairs.visitor[chosen], day.pairs.booth[chosen]
    slot, seat = table.slot, table.seat
    assert len(np.unique(visitor * day.slots + slot)) == len(visitor), "một người hai nơi trong một lượt"
    keys = (booth * 100 + seat) * day.slots + slot
    assert len(np.unique(keys)) == len(keys), "hai người ở một chỗ trong một lượt"
    assert (slot >= 0).all() and (slot < day.slots).all() and (seat >= 1).all(), "ngoài giờ của phiên"
    assert (seat <= day.interviewers[booth]).all(), "gian quá số người phỏng vấn"
    assert (np.bincount(visitor, minlength=len(day.most)) <= day.most).all(), "quá số lượt của một người"


def greedy(day: Day) -> np.ndarray:
    """The best score first, as long as both have room: what a list sorted by score gives."""
    most, room = day.most.copy(), day.room.copy()
    chosen = np.zeros(len(day.pairs), dtype=bool)
    for index in np.argsort(-day.pairs.score, kind="stable"):
        visitor, booth = day.pairs.visitor[index], day.pairs.booth[index]
        if most[visitor] and room[booth]:
            chosen[index] = True
            most[visitor] -= 1
            room[booth] -= 1
    return chosen


def _told(day: Day, chosen: np.ndarray) -> str:
    served = len(np.unique(day.pairs.visitor[chosen]))
    return f"{int(chosen.sum()):,} lượt, {served:,} người có lượt, tổng điểm {int(day.pairs.score[chosen].sum()):,}"


def _fast(day: Day) -> Iterator[Line]:
    chosen, took = planned(day)
    name = f"{VISITORS:,} người × {BOOTHS} gian, {SLOTS} lượt, mỗi người {CANDIDATES} gian phù hợp: chọn và xếp giờ"
    yield Line(name, seconds(took.wall), aim="< 5 giây", is_met=took.wall < 5)
    yield Line("… kết quả, không ai trùng giờ, không gian nào quá chỗ", _told(day, chosen), aim="đúng", is_met=True)
    simple = greedy(day)
    yield Line("… xếp lần lượt theo điểm (tham lam)", _told(day, simple))
    yield Line("… người không có lượt nào, ta / tham lam", f"{_left(day, chosen):,} / {_left(day, simple):,}")


def _left(day: Day, chosen: np.ndarray) -> int:
    return len(day.most) - len(np.unique(day.pairs.visitor[chosen]))


def _every_pair() -> Iterator[Line]:
    day = drawn(VISITORS, BOOTHS, SLOTS, BOOTHS)
    chosen, took = planned(day)
    name = f"… khi ai cũng hợp với mọi gian: {len(day.pairs):,} cặp"
    yield Line(name, f"{seconds(took.wall)}; {_told(day, chosen)}")


def _best() -> Iterator[Line]:
    day = drawn(*SMALL)
    chosen, _ = planned(day)
    first, worth = weights(day.pairs, most=day.most, room=day.room)
    ours = int(worth[chosen].sum()) + first * len(np.unique(day.pairs.visitor[chosen]))
    best = linear_optimum(day)
    name = f"so với quy hoạch tuyến tính (HiGHS), {SMALL[0]:,} người × {SMALL[1]} gian"
    yield Line(name, f"ta {ours:,}; HiGHS {best:,}", aim="bằng nhau", is_met=ours == best)


def linear_optimum(day: Day) -> int:
    """The best value of the same question as a linear programme: pairs between 0 and 1, and of each visitor whether served."""
    pairs, visitors, count = day.pairs, len(day.most), len(day.pairs)
    first, worth = weights(pairs, most=day.most, room=day.room)
    wide = count + visitors
    of_visitor = csr_array((np.ones(count), (pairs.visitor, np.arange(count))), shape=(visitors, wide))
    of_booth = csr_array((np.ones(count), (pairs.booth, np.arange(count))), shape=(len(day.room), wide))
    rows = np.concatenate([pairs.visitor, np.arange(visitors)])
    signs = np.concatenate([-np.ones(count), np.ones(visitors)])
    served = csr_array((signs, (rows, np.arange(wide))), shape=(visitors, wide))
    scale = float(first)  # the solver keeps seven digits: the value is counted again from the whole solution
    solved = linprog(
        -np.concatenate([worth, np.full(visitors, first)]) / scale, A_ub=vstack([of_visitor, of_booth, served]),
        b_ub=np.concatenate([day.most, day.room, np.zeros(visitors)]), bounds=(0, 1), method="highs",
    )  # fmt: skip
    whole = np.rint(solved.x).astype(np.int64)
    assert np.abs(solved.x - whole).max() < 1e-6, "nghiệm không nguyên"
    return int((worth * whole[:count]).sum() + first * whole[count:].sum())


def _dropped(day: Day) -> Iterator[Line]:
    """A hundred who had interviews do not come: the rest keep theirs, the freed seats go to others."""
    chosen = day.choose()
    before = place_in_slots(
        day.pairs.visitor[chosen], day.pairs.booth[chosen], interviewers=day.interviewers, slots=day.slots
    )
    gone = np.random.default_rng(1).choice(np.unique(day.pairs.visitor[chosen]), GONE, replace=False)
    stays = ~np.isin(day.pairs.visitor, gone)
    kept = Pairs(day.pairs.visitor[stays], day.pairs.booth[stays], day.pairs.score[stays], chosen[stays])
    left = Day(kept, day.most, day.interviewers, day.slots)
    had_slot, had_seat = np.full(len(day.pairs), -1), np.full(len(day.pairs), -1)
    had_slot[chosen], had_seat[chosen] = before.slot, before.seat
    found: dict[str, Any] = {}

    def again() -> None:
        found["chosen"] = now = left.choose()
        found["table"] = place_in_slots(
            kept.visitor[now], kept.booth[now], interviewers=day.interviewers, slots=day.slots,
            was_slot=had_slot[stays][now].tolist(), was_seat=had_seat[stays][now].tolist(),
        )  # fmt: skip

    took = timed(again)
    now, table = found["chosen"], found["table"]
    _prove(left, now, table)
    stood = int(chosen[stays].sum())
    held = int((now & chosen[stays]).sum())
    same = int((table.slot == had_slot[stays][now]).sum())
    told = f"giữ {held:,} trong {stood:,} lượt, {same:,} đúng giờ cũ, thêm {int(now.sum()) - held:,} lượt"
    yield Line(f"{GONE} người bỏ, xếp lại", f"{seconds(took.wall)}; {told}", aim="< 5 giây", is_met=took.wall < 5)
