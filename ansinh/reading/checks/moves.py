"""Rises and falls beside the numbers they lie between; prices, counts and sums."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ansinh.reading.checks.passage import Passage
from ansinh.reading.checks.sorts import LEVELS, months_of, name_of, sort_of
from ansinh.reading.claim import Claim

_UP, _DOWN = re.compile(r"\b(?:tăng|cao hơn|nhiều hơn|gấp)\b", re.I), re.compile(r"\b(?:giảm|thấp hơn|ít hơn)\b", re.I)
_AS_LAST = re.compile(r"\bbằng\b", re.I)


@dataclass(frozen=True, slots=True)
class Moved:
    """A number with what the text says it rose or fell by: an amount, a percent, a number of times; and last period's."""

    now: int
    before: int | None
    by: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """Prices for one with how many of each, and the money for all."""

    pairs: tuple[tuple[int, int], ...]
    sum: int


class Moves(Passage):
    """What numbers rose by, and what so many cost."""

    def moved(self) -> Iterator[Moved]:
        """ "720 vụ, giảm 29 vụ (3,87 %)", "từ 10,3 lên 62,9 triệu, tăng 6,1 lần": results with what is said of their change."""
        for sentence in self.sentences():
            results = [k for k in sentence if self.claim(k).kind == "result" and self.claim(k).value_max is None]
            by: dict[int, list[tuple[int, str]]] = {}
            for k in sentence:
                now = self._changes_what(k, results, sentence) if self.claim(k).kind == "change" else None
                if now is not None and (way := self._way(k, by.get(now, []))):
                    by.setdefault(now, []).append((k, way))
            for now, told in by.items():
                before = self._last(now, sentence)
                if before is not None or len(told) > 1:
                    changes = tuple((self.order[k], way) for k, way in told)
                    yield Moved(self.order[now], None if before is None else self.order[before], changes)

    def points(self) -> Iterator[Moved]:
        """A fall in points told beside the rate it was and the rate it is, under a name of its own: "giảm 4,44 %, từ 31,17 %
        xuống 26,73 %"."""
        for sentence in self.sentences():
            rates = [k for k in sentence if self.claim(k).unit == "percent" and self.claim(k).kind == "result"]
            changes = [k for k in sentence if self.claim(k).unit == "percent" and self.claim(k).kind == "change"]
            if len(rates) != 1 or (before := self._last(rates[0], sentence)) is None:
                continue
            told = tuple((self.order[k], way) for k in changes if (way := self._way(k, [])) in ("up", "down"))
            other = tuple((at, way) for at, way in told if name_of(self.claims[at]) != name_of(self.claim(rates[0])))
            if other:
                yield Moved(self.order[rates[0]], self.order[before], other)

    def _changes_what(self, k: int, results: list[int], sentence: list[int]) -> int | None:
        """The result a rise is said of: the nearest before it with its name, with nothing else told between when names are
        not known; else the only one of its name after it."""
        name = name_of(self.claim(k))
        before = [now for now in results if now < k and name_of(self.claim(now)) == name]
        before = [now for now in before if self._last(now, sentence) is not None] or before
        if before and (
            name or all(self.claim(j).kind in ("change", "percent_of_plan") for j in range(before[-1] + 1, k))
        ):
            return before[-1]
        after = [now for now in results if now > k and name and name_of(self.claim(now)) == name]
        return after[0] if len(after) == 1 and not before else None

    def _way(self, k: int, by: list[tuple[int, str]]) -> str:
        words = self.before[k][-60:] + self.text[self.claim(k).start : self.claim(k).number[0]]
        if self.claim(k).direction:
            return self.claim(k).direction
        if _DOWN.search(words):
            return "down"
        return "up" if _UP.search(words) else by[-1][1] if by else "as" if _AS_LAST.search(words) else ""

    def _last(self, now: int, sentence: list[int]) -> int | None:
        """The number of last period beside the result, of the same name and sort; None when there are several."""
        one = self.claim(now)
        found = [
            k
            for k in sentence
            if self._is_of_before(self.claim(k), one)
            and sort_of(self.claim(k)) == sort_of(one)
            and self.claim(k).place == one.place
            and name_of(self.claim(k)) == name_of(one)
        ]
        return found[0] if len(found) == 1 else None

    def _is_of_before(self, claim: Claim, now: Claim) -> bool:
        """Told as last period's, or of a year before."""
        if claim.kind == "prior_year":
            return True
        then, here = months_of(claim.period), months_of(now.period)
        return claim.kind == "result" and bool(then and here and then[1] < here[0])

    def priced(self) -> Iterator[Priced]:
        """Prices for one, how many of each, and the money for all, in a sentence or the one before."""
        last: list[tuple[int, int]] = []
        for sentence in self.sentences():
            pairs = list(self._prices(sentence))
            sums = [k for k in sentence if self._is_sum(k)]
            known = pairs or last
            if known and len(sums) == 1:
                yield Priced(
                    tuple((self.order[price], self.order[count]) for price, count in known), self.order[sums[0]]
                )
            last = pairs

    def _prices(self, sentence: list[int]) -> Iterator[tuple[int, int]]:
        """Each price with the count it goes with: the one right before it, else right after it ("đối với 45.000 người")."""
        for k in sentence:
            if not self.is_price(k):
                continue
            if k - 1 in sentence and self._is_counted(k - 1):
                yield k, k - 1
            elif (
                k + 1 in sentence
                and self._is_counted(k + 1)
                and re.search(r"\b(?:cho|đối với|tới|đến)\b", self.before[k + 1])
            ):
                yield k, k + 1

    def _is_counted(self, k: int) -> bool:
        one = self.claim(k)
        words = one.unit_said.lower()
        return one.kind in LEVELS and (sort_of(one) in ("person", "household") or words.startswith(("suất", "phần")))

    def _is_sum(self, k: int) -> bool:
        one = self.claim(k)
        told = self.before[k][-60:] + self.text[one.start : one.number[0]]
        return one.unit == "dong" and not self.is_price(k) and bool(re.search(r"\btổng\b", told, re.I))
