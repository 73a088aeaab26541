"""How near the words of a text are to a number: what weighs more, and what belongs to another number."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ansinh.reading.claim import Claim

from .words import Words, fold, listed

# How much words weigh for a number, 1 for those at it. Found on annotated texts; each may move by a tenth and little changes.
COMMAS = (1.0, 0.8, 0.7, 0.62)  # before it in its own clause, by the commas between
CROSSED = (1.0, 0.5, 0.42, 0.36)  # before another number, by how many numbers stand between
SIBLING = 0.2  # those that name another number of the same unit
BEYOND_STOP = 0.6  # less for those before a full stop that ends no sentence of its own: "..."
ACROSS_ITEMS = 0.7  # less for those of another item of a list
JOINED_WITHIN = 3  # words after a number in which one may be joined to it
WITH = 0.78  # those of the number this one is joined to: "30 lớp với 900 học viên"
GOVERNED = 0.72  # those of the number that money was given for
PARENT = 0.62  # those of the number it is a part or share of
FAR = 600  # words back from which nothing is said of a number any more, though its whole stand there
GOES_ON, EARLIER = 0.5, 0.32  # those of the sentence before, where this one takes it up and where not
WITH_MONEY, AND, EACH = fold("với"), fold("và"), (fold("mỗi"), fold("một"))
EACH_OF, JOINS, JOINED, SAYS, GIVES, SPENT, LINKS, MOVES, TOPICS = (
    frozenset(fold(word) for word in listed(of))
    for of in ("each", "joins", "joined", "says", "gives", "spent", "links", "moves", "topics")
)
OPENERS = frozenset(tuple(map(fold, words.split())) for words in listed("openers"))


@dataclass(slots=True)
class Spot:
    """A number in the words of its text: ``first``..``last`` carry it, ``own`` begins the words before it that belong to no
    other number, ``tight`` the few that name it, ``end`` closes the noun phrase after it; ``governs`` is money given for what
    the next number counts. ``sentence`` is its sentence in words, ``group`` its place among the numbers of the text (two
    numbers of one fraction are one)."""

    first: int
    last: int
    sentence: tuple[int, int]
    group: int = 0
    own: int = 0
    tight: int = 0
    end: int = 0
    unit: str = ""
    governs: bool = False


@dataclass(slots=True)
class Ground:
    """The words of a text with the numbers claimed in it; tells how much a phrase weighs for a number."""

    words: Words
    spots: list[Spot]
    groups: list[tuple[int, int, int]] = field(default_factory=list)
    by_group: dict[int, Spot] = field(default_factory=dict)

    def weight(self, spot: Spot, first: int, last: int, parent: Spot | None) -> float:
        """0-1: how much a phrase at the words ``first``..``last`` says of the number at the spot."""
        if last < spot.first:
            told = self._before(spot, first, last)
        else:
            told = self._after(spot, first)
        if parent is not None and told < PARENT and parent.own <= first and last <= parent.end:
            told = PARENT
        return told

    def reach(self, spot: Spot, parent: Spot | None) -> int:
        """The first word that may still say something of the number: one sentence back, or where its parent begins."""
        back = max(bisect_left(self.words.stop, self.words.stop[spot.sentence[0]] - 1), spot.sentence[0] - FAR)
        return min(back, parent.own) if parent is not None and back - parent.own < FAR else back

    def _before(self, spot: Spot, first: int, last: int) -> float:
        words = self.words
        if last < spot.sentence[0]:
            return GOES_ON if self._goes_on(spot) else EARLIER
        nearness = 1 - min(spot.first - last, 60) / 300
        if first >= spot.own:
            commas = words.comma[spot.first] - words.comma[last]
            if commas and words.keys[spot.own] in TOPICS and words.comma[last] == words.comma[spot.own]:
                commas -= 1
            told = COMMAS[min(commas, 3)]
            if words.semicolon[spot.first] > words.semicolon[last]:
                told *= 0.75
        else:
            told = self._crossed(spot, first, last)
        if words.depth[last] and words.bracket[last] != words.bracket[spot.first]:
            told *= 0.6
        if words.stop[spot.first] > words.stop[last]:
            told *= BEYOND_STOP
        return told * nearness

    def _crossed(self, spot: Spot, first: int, last: int) -> float:
        """What words before another number still say of this one."""
        if self._names_a_sibling(spot, first, last):
            return SIBLING
        previous = self.by_group.get(spot.group - 1)
        if (
            previous is not None
            and previous.unit != spot.unit
            and previous.tight <= first
            and not _parts(self.words, previous.last, spot.own, with_and=False)
            and any(key in JOINED for key in self.words.keys[spot.own : min(spot.own + JOINED_WITHIN, spot.first)])
        ):
            return WITH
        told = CROSSED[min(max(1, self._numbers_between(last, spot)), 3)]
        is_item = self.words.semicolon[spot.first] > self.words.semicolon[last]
        is_head = previous is None or first < self._first_number(spot)
        return told * ACROSS_ITEMS if is_item and not is_head else told

    def _first_number(self, spot: Spot) -> int:
        at = bisect_left(self.groups, spot.sentence[0], key=_start)
        return self.groups[at][0] if at < len(self.groups) else spot.first

    def _after(self, spot: Spot, first: int) -> float:
        words = self.words
        if first > spot.sentence[1]:
            return 0.0
        if first <= spot.end:
            return 0.96 - min(first - spot.last, 40) / 400 if first > spot.last else 0.97
        crossed = self._numbers_after(spot, first)
        if crossed == 1 and spot.governs and first <= self.by_group[spot.group + 1].end:
            return GOVERNED
        if crossed:
            told = 0.28 if crossed == 1 else 0.2
            return told * 0.4 if words.semicolon[first] > words.semicolon[spot.last] else told
        commas = words.comma[first] - words.comma[spot.last]
        told = 0.6 if commas <= 1 else 0.45
        return told if self._is_last(spot) or self._is_before_its_money(spot, first) else 0.3

    def _goes_on(self, spot: Spot) -> bool:
        """Whether the sentence opens by taking up the one before: "Theo đó, ...", "Kết quả, ..."."""
        at = spot.sentence[0]
        return tuple(self.words.keys[at : at + 2]) in OPENERS

    def only_links(self, spot: Spot) -> bool:
        """Whether nothing but time and movement stands between the number before and this one: "..., năm 2020 còn"."""
        between = self.words.keys[spot.own : spot.first]
        if spot.unit == "percent" and between == [AND] and self.by_group[spot.group - 1].unit == "percent":
            return True
        return (
            spot.group > 0
            and spot.own > spot.sentence[0]
            and any(word in MOVES for word in between)
            and all(word in LINKS or word[0].isdigit() for word in between)
        )

    def says(self, spot: Spot, words: Collection[str]) -> bool:
        """Whether one of the words stands before the number, among those that belong to it."""
        return any(key in words for key in self.words.keys[spot.own : spot.first])

    def is_each(self, spot: Spot) -> bool:
        """Whether the words before the number say what it is for one of: "mỗi suất 300.000 đồng"."""
        before = self.words.keys[spot.own : spot.first]
        return any(one in EACH and of in EACH_OF for one, of in pairwise(before))

    def _names_a_sibling(self, spot: Spot, first: int, last: int) -> bool:
        """Whether the words name another number of the same unit, as items of one list name theirs."""
        for group in range(spot.group - 1, -1, -1):
            other = self.by_group[group]
            if other.end < first:
                return False
            if other.unit == spot.unit and other.tight <= first and last <= other.end:
                return True
        return False

    def _numbers_between(self, last: int, spot: Spot) -> int:
        """How many other numbers stand between a word and the number, those in closed brackets left out."""
        depth = self.words.depth
        inside = depth[spot.first]
        return sum(
            1
            for first, _, group in self._groups(last + 1, spot.first)
            if group != spot.group and (inside or not depth[first])
        )

    def _numbers_after(self, spot: Spot, first: int) -> int:
        return sum(1 for _, _, group in self._groups(spot.last + 1, first + 1) if group != spot.group)

    def _groups(self, begin: int, end: int) -> list[tuple[int, int, int]]:
        """The numbers that begin at these words, the last not counted."""
        return self.groups[bisect_left(self.groups, begin, key=_start) : bisect_left(self.groups, end, key=_start)]

    def _is_before_its_money(self, spot: Spot, first: int) -> bool:
        """Whether the words stand between the number and the money spent on it: "30 hộ nghèo, cận nghèo vay vốn với 2 tỷ đồng"."""
        following = self.by_group.get(spot.group + 1)
        if following is None or following.unit != "dong" or spot.unit == "dong":
            return False
        return WITH_MONEY in self.words.keys[max(first, following.first - 6) : following.first]

    def _is_last(self, spot: Spot) -> bool:
        return all(group == spot.group for _, _, group in self._groups(spot.last + 1, spot.sentence[1] + 1))


def _start(group: tuple[int, int, int]) -> int:
    return group[0]


def ground_of(words: Words, claims: Sequence[Claim]) -> Ground:
    """The words with a spot for each claim, in the order of the claims."""
    spots = [_spot(words, claim) for claim in claims]
    ground = Ground(words, spots)
    order = sorted(range(len(spots)), key=lambda position: spots[position].first)
    for position in order:
        spot = spots[position]
        if ground.groups and spot.first <= ground.groups[-1][1]:
            start, end, group = ground.groups[-1]
            ground.groups[-1] = (start, max(end, spot.last), group)
        else:
            ground.groups.append((spot.first, spot.last, len(ground.groups)))
        spot.group = len(ground.groups) - 1
    for spot in spots:
        spot.own = _own(words, ground.groups, spot)
        spot.tight = _tight(words, spot)
        spot.end = _end(words, ground.groups, spot)
        ground.by_group.setdefault(spot.group, spot)
    for spot in spots:
        following = ground.by_group.get(spot.group + 1)
        spot.governs = (
            spot.unit == "dong"
            and following is not None
            and following.unit != "dong"
            and following.first <= spot.sentence[1]
            and not _parts(words, spot.last, following.first)
        )
    return ground


def _spot(words: Words, claim: Claim) -> Spot:
    first, last = _covering(words, *claim.number)
    unit = claim.unit if claim.unit != "other" else claim.unit_said or claim.unit
    return Spot(first, last, _covering(words, *claim.sentence), unit=unit)


def _covering(words: Words, start: int, end: int) -> tuple[int, int]:
    """The first and last word that reach into the offsets."""
    count = len(words.starts)
    first = min(_first_after(words.ends, start), count - 1)
    last = max(first, min(_first_after(words.starts, end - 1), count) - 1)
    return first, last


def _first_after(offsets: list[int], offset: int) -> int:
    """The position of the first offset above this one."""
    low, high = 0, len(offsets)
    while low < high:
        middle = (low + high) // 2
        if offsets[middle] <= offset:
            low = middle + 1
        else:
            high = middle
    return low


def _own(words: Words, groups: list[tuple[int, int, int]], spot: Spot) -> int:
    """The first word before the number that belongs to it and not to the number before."""
    if spot.group == 0 or groups[spot.group - 1][1] < spot.sentence[0]:
        return spot.sentence[0]
    previous = groups[spot.group - 1][1]
    for at in range(previous + 1, spot.first + 1):
        if _parts(words, previous, at):
            return at
    return previous + 1


def _tight(words: Words, spot: Spot) -> int:
    """The first of the few words before the number that name it: "cao đẳng là 1.138 người"."""
    at = spot.first
    while at > spot.own and words.keys[at - 1] in SAYS:
        at -= 1
    nearest = max(spot.own, at - 4)
    while at > nearest and words.keys[at - 1] not in GIVES:
        at -= 1
    return at


def _end(words: Words, groups: list[tuple[int, int, int]], spot: Spot) -> int:
    """The last word of what follows the number and still speaks of it."""
    after = groups[spot.group + 1][0] if spot.group + 1 < len(groups) else spot.sentence[1] + 1
    limit = min(after - 1, spot.sentence[1])
    start = max(spot.last, groups[spot.group][1])
    has_next = after <= spot.sentence[1]
    if spot.unit == "dong" and any(word in SPENT for word in words.keys[start + 1 : start + 3]):
        return next(
            (at - 1 for at in range(start + 1, limit + 1) if words.semicolon[at] > words.semicolon[start]), limit
        )
    for at in range(start + 1, limit + 1):
        if words.colon[at] > words.colon[start] or _parts(words, start, at, with_and=has_next):
            return at - 1
    return limit


def _parts(words: Words, one: int, at: int, *, with_and: bool = True) -> bool:
    """Whether a mark, or a word that joins, stands between the two words."""
    return (
        words.comma[at] > words.comma[one]
        or words.semicolon[at] > words.semicolon[one]
        or words.bracket[at] > words.bracket[one]
        or words.stop[at] > words.stop[one]
        or (with_and and words.keys[at] in JOINS)
    )
