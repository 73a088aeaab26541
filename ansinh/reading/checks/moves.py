"""Rises and falls beside the numbers they lie between; prices, counts and sums."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from ansinh.reading.checks.passage import Passage
from ansinh.reading.checks.sorts import LEVELS, months_of, name_of, sort_of
from ansinh.reading.claim import Claim

_UP, _DOWN = re.compile(r"\b(?:tăng|cao hơn|nhiều hơn|gấp)\b", re.I), re.compile(r"\b(?:giảm|thấp hơn|ít hơn)\b", re.I)
_SAME_CHANGE = re.compile(r"[\s(,]*(?:(?:tương ứng|tương đương|hay|bằng)\s*)?(?:với\s*)?(?:tăng|giảm)?\s*", re.I)
_A_YEAR = re.compile(r"\b(?:bình quân|trung bình)(?: mỗi| hằng| hàng| một)? năm\b[^.;]*$", re.I)
_PER_YEAR = re.compile(r"[\d.,]+\s*[^\d,.;()]{0,25}(?:/\s*|mỗi |hằng |hàng )năm\b", re.I)
# How many numbers back the one a change is of may stand; how many years a plan has when nobody says.
NEAR_BY = 8
PLAN_YEARS = 5
_AS_LAST = re.compile(r"\bbằng\b", re.I)


@dataclass(frozen=True, slots=True)
class Moved:
    """A number with what the text says it rose or fell by: an amount, a percent, a number of times; and last period's."""

    now: int
    before: int | None
    by: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """Prices for one with how many of each, and the money for all; ``is_named``: the text calls it the sum."""

    pairs: tuple[tuple[int, int], ...]
    sum: int
    is_named: bool = True


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

    def apart(self) -> Iterator[Moved]:
        """Changes beside numbers that are not called alike, each pair to be tried: "chết 1.905 người. ... giảm 244 người
        (giảm 11,35 %)", "năm 1992 là 4.000 người, năm 2021 là 11.237 người, gấp 2,8 lần"."""
        for k in range(1, len(self.order)):
            one = self.claim(k)
            way = self._way(k, []) if one.kind == "change" and (one.unit == "percent" or _is_times(one)) else ""
            if not way:
                continue
            amount = self.claim(k - 1)
            between = self.text[amount.number[1] : one.number[0]]
            if amount.kind == "change" and amount.unit != "percent" and _SAME_CHANGE.fullmatch(between):
                for now in self._near(k - 1, sentences=2):
                    if now == k - 2 or sort_of(self.claim(now)) == sort_of(amount):
                        by = ((self.order[k - 1], way), (self.order[k], way))
                        yield Moved(self.order[now], None, by)
                continue
            told = [*self._near(k, sentences=1)][::-1] + list(self._right_after(k))
            for before, now in combinations(told, 2):
                if sort_of(self.claim(now)) == sort_of(self.claim(before)):
                    yield Moved(self.order[now], self.order[before], ((self.order[k], way),))

    def _near(self, k: int, *, sentences: int) -> Iterator[int]:
        """The levels told before the k-th number in so many sentences, the nearest first."""
        for j in range(k, max(0, k - NEAR_BY), -1):
            sentences -= self.begins[j]
            if not sentences:
                return
            if self.claim(j - 1).kind in LEVELS and self.claim(j - 1).unit != "percent":
                yield j - 1

    def _right_after(self, k: int) -> Iterator[int]:
        """The levels told after the k-th number in its sentence: "gấp 4,7 lần, từ 317 triệu lên 1,5 tỷ"."""
        for j in range(k + 1, min(len(self.order), k + 3)):
            if self.begins[j]:
                return
            if self.claim(j).kind in LEVELS and self.claim(j).unit != "percent":
                yield j

    def averages(self) -> Iterator[tuple[int, int, int]]:
        """A number of several years, what it is a year on average, and how many years: "5.000 người, bình quân mỗi năm 1.000
        người", "112.200 người (11.220 người/năm)"."""
        for k in range(len(self.order)):
            after = self.text[self.claim(k).number[0] :][:60]
            if not (_A_YEAR.search(self.before[k][-60:]) or _PER_YEAR.match(after)):
                continue
            if (
                k + 1 < len(self.order)
                and not self.begins[k + 1]
                and self._may_average(self.claim(k + 1), self.claim(k))
            ):
                yield self.order[k + 1], self.order[k], _years(self.claim(k + 1)) or _years(self.claim(k)) or PLAN_YEARS
            for j in range(k - 1, max(-1, k - 4), -1):
                years = _years(self.claim(j)) or _years(self.claim(k)) or PLAN_YEARS
                if self._may_average(self.claim(j), self.claim(k)):
                    yield self.order[j], self.order[k], years
                if self.begins[j + 1] and j + 1 < k:
                    break

    def _may_average(self, whole: Claim, mean: Claim) -> bool:
        """Of one sort; a rate is no sum, only what it fell by is."""
        is_level = "percent" in (whole.unit, mean.unit) and whole.kind != "change"
        return (
            sort_of(whole) == sort_of(mean)
            and whole.value > mean.value
            and whole.comparator != "under"
            and not is_level
        )

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
            told = tuple((self.order[price], self.order[count]) for price, count in known)
            if known and len(sums) == 1:
                yield Priced(told, self.order[sums[0]])
            else:
                rest = [k for k in sentence if self.claim(k).unit == "dong" and not self.is_price(k)]
                yield from (Priced(told, self.order[k], is_named=False) for k in rest if pairs)
            last = pairs

    def _prices(self, sentence: list[int]) -> Iterator[tuple[int, int]]:
        """Each price with the count it goes with: the one right before it, else right after it ("đối với 45.000 người")."""
        for k in sentence:
            if not self.is_price(k):
                continue
            if k - 1 in sentence and (self._is_counted(k - 1) or self._is_each(k, k - 1)):
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

    def _is_each(self, price: int, count: int) -> bool:
        """Whether the price is for each of what is counted: "1.269 xã ..., mỗi xã khoảng 300 tỷ đồng"."""
        word = re.escape(self.claim(count).unit_said.lower().partition(" ")[0])
        return bool(word and re.search(rf"\bmỗi {word}\b", self.lead(price), re.I))

    def _is_sum(self, k: int) -> bool:
        one = self.claim(k)
        told = self.before[k][-60:] + self.text[one.start : one.number[0]]
        return one.unit == "dong" and not self.is_price(k) and bool(re.search(r"\btổng\b", told, re.I))


def _is_times(claim: Claim) -> bool:
    return claim.unit_said.lower().startswith("lần")


def _years(claim: Claim) -> int | None:
    """How many years a span of them has."""
    span = months_of(claim.period) if ".." in claim.period else None
    return (span[1] - span[0] + 1) // 12 if span else None
