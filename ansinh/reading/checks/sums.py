"""Sums that nothing but the arithmetic names: numbers after another that make it exactly, in bullets, brackets and clauses."""

from collections.abc import Iterator
from decimal import Decimal

from ansinh.reading.checks.intervals import NOUGHT, interval_of, last_digit, total
from ansinh.reading.checks.lists import Parting
from ansinh.reading.checks.passage import Passage
from ansinh.reading.checks.sorts import LEVELS, sort_of
from ansinh.reading.claim import Claim

# How many numbers after a total may be of it, and how far apart they may stand.
MOST = 40
APART = 500
# A sum hits a number by chance once in so many of its last digits: two numbers anywhere, three and
# more, three and more lines, a bracket.
TWO, THREE, LINES, BRACKET = 5_000, 1_000, 100, 8
# Parts of another sort than their total must hit a number of this size.
OTHER_SORT = 10_000


class Sums(Passage):
    """Totals told first, with the numbers that make them after."""

    def sums(self) -> Iterator[Parting]:
        """Each total with the runs of numbers that make it. What an item is itself the sum of is stepped over, so that the
        outline of a budget is read from its innermost items."""
        ends: dict[int, int] = {}
        found = []
        for k in range(len(self.order) - 2, -1, -1):
            for run in self._runs_after(k, ends):
                found.append(Parting(self.order[k], tuple(self.order[j] for j in run), True, "liệt kê"))
                ends[k] = max(ends.get(k, 0), ends.get(run[-1], run[-1] + 1))
        yield from reversed(found)

    def _runs_after(self, k: int, ends: dict[int, int]) -> Iterator[list[int]]:
        """The first run that makes the k-th number, and the one right after it: a total may be parted in two ways."""
        if not self._may_be_total(self.claim(k)):
            return
        start = k + 1
        for _ in range(2):
            run = self._run(k, start, ends) or self._run(k, start, {}) or self._run(k, start, {}, among="counts")
            run = run or self._run(k, start, {}, among="things")
            if not run:
                return
            yield run
            start = ends.get(run[-1], run[-1] + 1)

    def _may_be_total(self, one: Claim) -> bool:
        return one.kind in LEVELS and one.unit != "percent" and one.value_max is None and one.comparator != "under"

    def _run(self, k: int, start: int, ends: dict[int, int], *, among: str = "") -> list[int]:
        """The numbers of one sort from ``start`` whose sum is the k-th; empty when they go past it or stop short. ``among``
        the "counts" of one other sort (gifts for households), or "things" of any (schools and centres in a bracket)."""
        whole, run = self.claim(k), list[int]()
        goal, j, sort = interval_of(whole), start, among or _sort(whole)
        while j < min(len(self.order), k + MOST):
            one = self.claim(j)
            if one.number[0] - self.claim(j - 1).number[1] > APART:
                return []
            if self._goes_with(one, whole, sort) and (not self.is_price(j) or self.is_price(k)):
                if one.value >= whole.value:
                    return []
                run.append(j)
                sort = sort if sort == "things" else _sort(one)
                bounds = total([interval_of(self.claim(i)) for i in run])
                if len(run) > 1 and bounds.meets(goal) and self._is_no_chance(k, run):
                    return run
                if bounds.low > goal.high:
                    return []
                j = ends.get(j, j + 1)
            else:
                j += 1
        return []

    def _goes_with(self, one: Claim, whole: Claim, sort: str) -> bool:
        """Whether a number is of the sort of the run, exact if its total is; any count may begin a run of another sort."""
        if not self._may_be_total(one) or one.kind != whole.kind or "exact" == whole.comparator != one.comparator:
            return False
        if sort == "things":
            return one.unit == whole.unit == "other"
        return (
            _sort(one) == sort
            if sort != "counts"
            else "dong" not in (one.unit, whole.unit) and _sort(one) != _sort(whole)
        )

    def _is_no_chance(self, k: int, run: list[int]) -> bool:
        """Whether the digits that agree are too many for a chance, for numbers that stand like this."""
        whole, parts = self.claim(k), [self.claim(j) for j in run]
        width = sum((interval_of(one).half_width * 2 for one in (whole, *parts)), NOUGHT)
        digits = whole.value / max(width, last_digit(whole), Decimal(1))
        if self._is_bracket(k, run) and (whole.unit == "other" or _sort(parts[0]) == _sort(whole)):
            return digits >= BRACKET
        if any(_sort(one) != _sort(whole) for one in parts):
            return digits >= OTHER_SORT and len({_sort(one) for one in parts}) == 1
        return digits >= (LINES if self._are_lines(run) else TWO if len(run) == 2 else THREE)

    def _are_lines(self, run: list[int]) -> bool:
        """Three and more, each on a line of its own."""
        return len(run) > 2 and all("\n" in self.before[j] for j in run)

    def _is_bracket(self, k: int, run: list[int]) -> bool:
        """All numbers of a bracket right after the total, and nothing but percents between."""
        opened = self.text[self.claim(k).number[1] : self.claim(run[0]).number[0]]
        after = self.text[self.claim(run[-1]).number[1] :][:60]
        inside = self.text[self.claim(run[0]).number[0] : self.claim(run[-1]).number[1]]
        closes = after.partition(")")[0]
        return (
            "(" in opened and ")" not in opened[opened.rfind("(") :] and "\n" not in opened
            and "(" not in inside and ")" not in inside and ")" in after and not any(c.isdigit() for c in closes)
        )  # fmt: skip


def _sort(claim: Claim) -> str:
    """Jobs are counted by those who have them."""
    return "person" if claim.unit == "other" and claim.unit_said.lower().startswith("việc làm") else sort_of(claim)
