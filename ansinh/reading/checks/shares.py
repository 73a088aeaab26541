"""Percents beside the numbers they are made of: counts and shares, shares in a row, numbers over each other."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ansinh.reading.checks.intervals import HUNDRED, interval_of, total
from ansinh.reading.checks.passage import MARKER, SENTENCE_ENDS, TAKES_UP, Passage
from ansinh.reading.checks.sorts import LEVELS, of_one_sort

# Shares that make a hundred within this are of one whole.
PRECISE = Decimal("0.2")
_STRUCTURE = re.compile(r"\bcơ cấu\b", re.I)
_SHARE_WORDS = re.compile(r"\b(?:chiếm|tỷ lệ|tỉ lệ|tỷ trọng|tương đương|tương ứng|bằng)\b[^.;]{0,25}$|\(\s*$", re.I)
_OTHER_BASE = re.compile(r"^\W{0,3}(?:so với|trong|của|trên) (?:tổng|toàn|số)", re.I)
_FRACTION = re.compile(
    r"(?<![\d/.,])(\d[\d.]*(?:,\d+)?)\s*(?:[^\W\d]+\s?){0,2}(?:/|trong (?:tổng )?số|trên tổng số)\s*(\d[\d.]*(?:,\d+)?)(?![\d/])"
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A count and the percent said beside it; ``other_base``: the text names what it is a share of."""

    count: int
    share: int
    other_base: bool = False


@dataclass(frozen=True, slots=True)
class Quotient:
    """Two numbers over each other as printed, and the percent beside them. ``above`` and ``below`` are positions or None."""

    above: int | None
    below: int | None
    above_value: Decimal
    below_value: Decimal
    percent: int | None


class Shares(Passage):
    """Percents and what they are of."""

    def shared(self) -> Iterator[Shared]:
        """Counts with the percent said right after them: "1.200 hộ, chiếm 24,5 %", "(24,5 %)"."""
        for k in range(1, len(self.order)):
            share, j = self.claim(k), k - 1
            if share.unit != "percent" or share.kind not in LEVELS:
                continue
            if self.claim(j).kind == "change" and j and not self.begins[j] and ")" in self.before[k]:
                j -= 1
            count = self.claim(j)
            gap = self.text[count.number[1] : share.number[0]]
            if count.unit == "percent" or count.kind != share.kind or count.place != share.place or self.begins[k]:
                continue
            if len(gap) > 90 or not _SHARE_WORDS.search(gap) or re.search(r";|\btrong đó\b|\bso với\b", gap, re.I):
                continue
            yield Shared(self.order[j], self.order[k], bool(_OTHER_BASE.match(self.text[share.number[1] :][:40])))

    def runs(self) -> Iterator[tuple[tuple[int, ...], bool]]:
        """Shares said one after the other in a sentence ("A chiếm 27 %; B chiếm 41 %"), and whether the text says they are of
        one whole. Counts and rises between them are stepped over."""
        run: list[int] = []
        for k in range(len(self.order)):
            one = self.claim(k)
            if self.begins[k]:
                yield from self._closed(run)
                run = []
            if one.unit != "percent" or one.kind not in ("result", "target"):
                continue
            if run or TAKES_UP.search(self.lead(k)):
                if run and not of_one_sort(self.claim(run[0]), one):
                    yield from self._closed(run)
                    run = []
                run.append(k)
        yield from self._closed(run)

    def hundreds(self) -> Iterator[tuple[int, ...]]:
        """Three and more shares in a row in a sentence that make a hundred, too precisely for a chance or after "chiếm"."""
        for sentence in self.sentences():
            told = [k for k in sentence if self.claim(k).unit == "percent" and self.claim(k).kind in LEVELS]
            start = 0
            while start < len(told) - 2:
                length = self._makes_hundred(told[start:])
                if length:
                    yield tuple(self.order[k] for k in told[start : start + length])
                start += length or 1

    def _makes_hundred(self, run: list[int]) -> int:
        """How many of the first numbers make a hundred; 0 when none do."""
        for length in range(3, len(run) + 1):
            bounds = total([interval_of(self.claim(k)) for k in run[:length]])
            is_sure = bounds.half_width <= PRECISE or TAKES_UP.search(self.lead(run[0]))
            if bounds.low <= HUNDRED <= bounds.high and is_sure:
                return length
            if bounds.low > HUNDRED:
                break
        return 0

    def _closed(self, run: list[int]) -> Iterator[tuple[tuple[int, ...], bool]]:
        """The run when it makes a hundred; else only those that say "chiếm"."""
        bounds = [interval_of(self.claim(k)) for k in run]
        if len(run) > 1 and not (total(bounds).low <= HUNDRED <= total(bounds).high):
            run = [k for k in run if TAKES_UP.search(self.lead(k))]
        if len(run) > 1:
            opener = self.text[max(0, self.claim(run[0]).number[0] - 120) : self.claim(run[0]).number[0]]
            opener = SENTENCE_ENDS.split(opener)[-1]
            yield tuple(self.order[k] for k in run), bool(_STRUCTURE.search(opener) or MARKER.search(opener))

    def quotients(self) -> Iterator[Quotient]:
        """Numbers printed over each other, and the percent beside them: "629/731 trường, đạt 86,1 %", "51,62 % (2.235/4.330)"."""
        for match in _FRACTION.finditer(self.text):
            above, below = _value(match.group(1)), _value(match.group(2))
            if above is None or not below:
                continue
            near = [k for k in self._around(match.span()) if self._stands_beside(k, match.span())]
            numerator = self._at(match.span(1), above)
            denominator = self._at(match.span(2), below)
            if len(near) == 1 or (not near and numerator is not None and denominator is not None):
                yield Quotient(numerator, denominator, above, below, self.order[near[0]] if near else None)

    def _around(self, span: tuple[int, int]) -> range:
        """The numbers in the words before and after."""
        return range(bisect_left(self.starts, span[0] - 140), bisect_left(self.starts, span[1] + 140))

    def _stands_beside(self, k: int, fraction: tuple[int, int]) -> bool:
        percent = self.claim(k).number
        if self.claim(k).unit != "percent":
            return False
        if percent[1] <= fraction[0]:
            return bool(re.fullmatch(r"\s*%?\s*[(\[]\s*(?:đạt |là )?", self.text[percent[1] : fraction[0]]))
        between = self.text[fraction[1] : percent[0]]
        if len(between) > 90 or re.search(r"\d|;", between) or SENTENCE_ENDS.search(between):
            return False
        return bool(re.search(r"(?:đạt|chiếm|tỷ lệ|tỉ lệ|vượt|bằng|=|\()[^,.;]{0,20}$", between, re.I))

    def _at(self, span: tuple[int, int], value: Decimal) -> int | None:
        """The claim that stands there; else the nearest one before with the same number."""
        scaled = {value.scaleb(power) for power in (0, 3, 6, 9)}
        for k in self._around(span):
            number = self.claim(k).number
            if number[0] < span[1] and span[0] < number[1] and self.claim(k).value in scaled:
                return self.order[k]
        same = self.by_value.get(value, [])
        at = bisect_left(same, span[0], key=lambda k: self.claim(k).number[0])
        return self.order[same[at - 1]] if at else None


def _value(text: str) -> Decimal | None:
    if "." in text and not re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))
