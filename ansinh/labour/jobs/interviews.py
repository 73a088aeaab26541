"""Interviews of a job fair: who talks to which booth, and when. Arrays in, arrays out; no database.

Whom a booth sees is a flow of least cost: everybody gets a first interview before anybody gets a second, then what stood before is
kept, then the scores are the highest. When is an edge colouring of that graph (Kőnig): as many slots as the busiest one needs suffice,
so every chosen interview finds a slot in which both are free."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

Integers = NDArray[np.int64]
HIGHEST_SCORE = 1000
_NONE = -1


class NoTimetable(ValueError):
    """The questions do not fit together; says which number is wrong."""


@dataclass(frozen=True)
class Pairs:
    """What could be: a row for each visitor and booth that may meet. `score` 1 to 1000; `is_kept` where they have an appointment already."""

    visitor: Integers
    booth: Integers
    score: Integers
    is_kept: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.visitor)


def choose(pairs: Pairs, *, most: Integers, room: Integers) -> NDArray[np.bool_]:
    """Which pairs meet: no visitor more often than `most` (by visitor), no booth more often than `room` (by booth).

    In this order: the most visitors have one interview, the most appointments are kept, the sum of the scores is the highest.
    Raises NoTimetable when a score is out of its bounds."""
    if not len(pairs):
        return np.zeros(0, dtype=bool)
    if pairs.score.min() < 1 or pairs.score.max() > HIGHEST_SCORE:
        raise NoTimetable(f"Điểm phải từ 1 đến {HIGHEST_SCORE}, đang có {pairs.score.min()} đến {pairs.score.max()}.")
    visitors, booths = len(most), len(room)
    first_booth, source, sink = visitors, visitors + booths, visitors + booths + 1
    each, every = np.arange(visitors), np.arange(booths)
    first, worth = weights(pairs, most=most, room=room)
    flow = SimpleMinCostFlow()
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(visitors, source), each, np.minimum(most, 1), np.full(visitors, -first)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(visitors, source), each, np.maximum(most - 1, 0), np.zeros(visitors, np.int64)
    )
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        pairs.visitor, first_booth + pairs.booth, np.ones(len(pairs), np.int64), -worth
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        first_booth + every, np.full(booths, sink), room, np.zeros(booths, np.int64)
    )
    supply = int(min(most.sum(), room.sum()))
    flow.add_arc_with_capacity_and_unit_cost(source, sink, supply, 0)  # nobody is made to meet
    flow.set_nodes_supplies(np.array([source, sink]), np.array([supply, -supply]))
    if (state := flow.solve()) != SimpleMinCostFlow.OPTIMAL:
        raise NoTimetable(f"Không tính được lịch: {state.name}.")
    return np.asarray(flow.flows(arcs) > 0)


def weights(pairs: Pairs, *, most: Integers, room: Integers) -> tuple[int, Integers]:
    """What a first interview is worth, and each pair: one kept appointment outweighs every score, one person served every appointment."""
    meetings = int(min(most.sum(), room.sum(), len(pairs)))
    worth = pairs.score.astype(np.int64)
    if pairs.is_kept is not None and pairs.is_kept.any():
        worth = worth + pairs.is_kept * (meetings * HIGHEST_SCORE + 1)
    return meetings * int(worth.max()) + 1, worth


@dataclass(frozen=True)
class Timetable:
    """When each chosen pair meets, and with which interviewer of the booth (from 1)."""

    slot: Integers
    seat: Integers


def place_in_slots(
    visitor: Integers,
    booth: Integers,
    *,
    interviewers: Integers,
    slots: int,
    was_slot: Sequence[int] | None = None,
    was_seat: Sequence[int] | None = None,
) -> Timetable:
    """A slot and a seat for every meeting: nobody twice in a slot, no seat twice.

    Where a meeting had a slot and seat before (`was_…`, -1: none) it keeps them unless another cannot be placed otherwise. Raises
    NoTimetable when a visitor or a booth has more meetings than slots."""
    seat_of_booth = np.concatenate([[0], np.cumsum(interviewers)])
    colouring = _Colouring(int(visitor.max(initial=-1)) + 1, int(seat_of_booth[-1]), slots)
    had = list(zip(was_slot or [], was_seat or [], strict=True)) or [(_NONE, _NONE)] * len(visitor)
    begun = [
        index for index, (slot, seat) in enumerate(had) if 0 <= slot < slots and seat <= interviewers[booth[index]]
    ]
    for index in begun:
        slot, seat = had[index]
        colouring.put(int(visitor[index]), int(seat_of_booth[booth[index]]) + seat - 1, slot, index)
    left = sorted(set(range(len(visitor))) - set(colouring.slot_of))
    for index in left:
        first, last = int(seat_of_booth[booth[index]]), int(seat_of_booth[booth[index] + 1])
        colouring.add(int(visitor[index]), range(first, last), index)
    hours = np.array([colouring.slot_of[index] for index in range(len(visitor))], dtype=np.int64)
    seats = np.array([colouring.seat_of[index] for index in range(len(visitor))], dtype=np.int64)
    return Timetable(hours, seats - seat_of_booth[booth] + 1)


class _Colouring:
    """A partly coloured bipartite graph: at each visitor and each seat, which meeting has which slot."""

    def __init__(self, visitors: int, seats: int, slots: int) -> None:
        self.slots = slots
        self.at_visitor = [[_NONE] * slots for _ in range(visitors)]
        self.at_seat = [[_NONE] * slots for _ in range(seats)]
        self.taken = [0] * seats
        self.slot_of: dict[int, int] = {}
        self.seat_of: dict[int, int] = {}
        self.visitor_of: dict[int, int] = {}

    def put(self, visitor: int, seat: int, slot: int, index: int) -> None:
        """A meeting as it stood, unless something already stands there."""
        if self.at_visitor[visitor][slot] == _NONE and self.at_seat[seat][slot] == _NONE:
            self._set(visitor, seat, slot, index)
            self.taken[seat] += 1

    def add(self, visitor: int, seats: range, index: int) -> None:
        """One more meeting, at the seat and slot that are free for both; where none is, others change places along one chain."""
        seat = min(seats, key=lambda one: self.taken[one])
        mine, free_mine = self.at_visitor[visitor], []
        free_mine = [slot for slot in range(self.slots) if mine[slot] == _NONE]
        if not free_mine or self.taken[seat] >= self.slots:
            raise NoTimetable(f"Có {self.slots} lượt, không đủ cho người thứ {visitor} và chỗ phỏng vấn {seat}.")
        for one in sorted(seats, key=lambda one: self.taken[one]):
            theirs = self.at_seat[one]
            for slot in free_mine:
                if theirs[slot] == _NONE:
                    self.taken[one] += 1
                    self._set(visitor, one, slot, index)
                    return
        self.taken[seat] += 1
        slot, other = free_mine[0], self.at_seat[seat].index(_NONE)
        self._swap(seat, slot, other)
        self._set(visitor, seat, slot, index)

    def _swap(self, seat: int, slot: int, other: int) -> None:
        """Free `slot` at the seat: the chain from it whose slots are in turn `slot` and `other` changes them. It cannot end at the visitor,
        who is free in `slot` and whom the chain reaches, as every visitor, by `slot`."""
        chain, at, is_seat, wanted = [], seat, True, slot
        while (index := (self.at_seat if is_seat else self.at_visitor)[at][wanted]) != _NONE:
            chain.append(index)
            at = self.visitor_of[index] if is_seat else self.seat_of[index]
            is_seat, wanted = not is_seat, other if wanted == slot else slot
        for index in chain:
            had = self.slot_of[index]
            self.at_visitor[self.visitor_of[index]][had] = _NONE
            self.at_seat[self.seat_of[index]][had] = _NONE
        for index in chain:
            new = other if self.slot_of[index] == slot else slot
            self._set(self.visitor_of[index], self.seat_of[index], new, index)

    def _set(self, visitor: int, seat: int, slot: int, index: int) -> None:
        self.at_visitor[visitor][slot] = self.at_seat[seat][slot] = index
        self.slot_of[index], self.seat_of[index], self.visitor_of[index] = slot, seat, visitor


def score_of_rank(rank: int) -> int:
    """The score of a wish: 1000 for the first, 100 less for each after it, at least 100."""
    return max(HIGHEST_SCORE - 100 * (rank - 1), 100)
