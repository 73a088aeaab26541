"""Lists: a total and the numbers said to be of it, after "trong đó" or "gồm", in brackets, under it in rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ansinh.core.names import fold
from ansinh.reading.checks.intervals import interval_of, total
from ansinh.reading.checks.passage import AMONG, MARKER, SENTENCE_ENDS, TAKES_UP, WHOLE, Passage
from ansinh.reading.checks.sorts import LEVELS, of_one_sort, sort_of
from ansinh.reading.claim import Claim

HOUSED = ("house", "household")
# A list whose sum is this close to its total, and not on it, was meant to make it; one this much above it was not.
SLIP = Decimal("0.02")
OVER = Decimal("0.05")
_NAMES_ALL = re.compile(WHOLE, re.I)
_OTHERS = re.compile(r"\b(?:chủ yếu|một số|như|v\.v|lớn nhất|nhiều nhất|cao nhất)\b|\.\.\.|…", re.I)
_TOTAL = re.compile(r"\b(?:tong( cong| so)?|cong|toan (?:tinh|huyen|thanh pho|xa))\W*$")
_BULLET = re.compile(r"\n\s*([-–+•*])(?=\s|[^\W\d_])")
_OVERLAPPING = re.compile(
    r"\b(?:nữ|dân tộc|thiểu số|khmer|nông thôn|thành thị|khuyết tật|hộ nghèo|cận nghèo|trẻ em|thanh niên|cao tuổi|đảng viên"
    r"|người có công|cấp mới|qua đào tạo)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Parting:
    """A total and the numbers said to be of it. ``is_whole``: the text says it names all of them ("gồm"), or they make the
    total but for a slip. ``has_others``: it says there are more ("và các nước khác")."""

    total: int
    parts: tuple[int, ...]
    is_whole: bool
    words: str
    has_others: bool = False


class Lists(Passage):
    """Totals and the numbers said to be of them."""

    def partings(self) -> Iterator[Parting]:
        for k in range(1, len(self.order)):
            marker = next(reversed(list(MARKER.finditer(self.before[k]))), None)
            parting = self._marked(k, marker) if marker else self._unmarked(k)
            if parting is not None:
                yield parting

    def _marked(self, k: int, marker: re.Match[str]) -> Parting | None:
        """The list after "trong đó" or "gồm" whose first number is the k-th. Of the totals it may be of, the nearest one that
        its numbers make; else the nearest one they do not exceed."""
        opened, rest = self.before[k][: marker.start()], self.before[k][marker.end() :]
        depth = opened.count("(") - opened.count(")")
        soft = ":" in rest[:12] or ";" in opened or bool(SENTENCE_ENDS.search(opened + " x"))
        wholes = list(self._wholes_of(k, opened))
        lists = [(whole, self._members(k, whole, rest, depth, soft=soft)) for whole in wholes]
        for whole, members in lists:
            if made := self._making(whole, members):
                return self._parting(whole, made, marker.group().lower(), is_whole=True)
        found = [one for whole, members in lists if (one := self._some(whole, members, marker)) is not None]
        fitting = [one for one in found if len(one.parts) > 1]
        return next(iter(fitting or found), None)

    def _unmarked(self, k: int) -> Parting | None:
        """Numbers right after another that make it exactly: "2.628 hộ (sửa 756 hộ, xây mới 1.872 hộ)"."""
        gap = self.before[k]
        if self.begins[k] or not re.search(r"[(:]", gap) or not self._can_be_of(self.claim(k), self.claim(k - 1)):
            return None
        members = self._members(k, k - 1, gap[gap.rfind("(") + 1 :], int("(" in gap), soft=True)
        run = self._exactly(k - 1, [[j for j, _ in members]])
        return self._parting(k - 1, run, "liệt kê", is_whole=True) if run else None

    def _wholes_of(self, k: int, opened: str) -> Iterator[int]:
        """Which numbers the list may be of, the nearest first: those before the marker that its first member can be a part of,
        none in a bracket already closed. A share first ("chiếm 99 %; đi nước ngoài 200 người") leaves the next number to tell."""
        first = self.claim(k)
        members = [first]
        if first.unit == "percent" and TAKES_UP.search(self.lead(k)):
            members += [self.claim(j) for j in range(k + 1, min(k + 3, len(self.order))) if not self.begins[j]]
        inside = opened.count(")") - opened.count("(")
        least = min(0, inside)
        for j in range(k - 1, max(-1, k - 9), -1):
            one = self.claim(j)
            if inside <= least and any(self._can_be_of(member, one) for member in members):
                yield j
            if self.begins[j]:
                return
            inside += self.before[j].count(")") - self.before[j].count("(")
            least = min(least, inside)

    def _can_be_of(self, part: Claim, whole: Claim) -> bool:
        """Numbers of one kind and sort, or houses of households; a part may be of a place or a month within."""
        sorts = (sort_of(part), sort_of(whole))
        if part.kind != whole.kind or part.kind == "percent_of_plan" or (len(set(sorts)) > 1 and sorts != HOUSED):
            return False
        return part.unit != "percent" and (part.kind != "change" or sort_of(part) in ("person", "household"))

    def _members(self, k: int, whole: int, rest: str, depth: int, *, soft: bool) -> list[tuple[int, bool]]:
        """Numbers of the list in order, each with whether a hard stop (";") stands before it; -1 where an inner list begins.
        What stands in brackets within the list is said of a member, not of the total."""
        one, members = self.claim(whole), list[tuple[int, bool]]()
        bullet = _BULLET.search(rest)
        base = depth + max(0, rest.count("(") - rest.count(")")) if not bullet else depth
        depth = base
        is_inner = False
        for j in range(k, len(self.order)):
            gap = self.before[j] if j > k else ""
            line = _BULLET.search(gap)
            if bullet and j > k and not line:
                continue
            if line and (not bullet or line.group(1) != bullet.group(1) or "\n\n" in gap[: line.start()]):
                break
            if (self.begins[j] and j > k and not bullet) or _closes(gap, base):
                break
            depth = base if bullet else depth + gap.count("(") - gap.count(")")
            if depth > base:
                continue
            if j > k and MARKER.search(gap):
                members.append((-1, False))
                is_inner = True
            if self._can_be_of(self.claim(j), one) and (not self.is_price(j) or self.is_price(whole)):
                members.append((j, ";" in gap and not soft and not is_inner))
        return members

    def _some(self, whole: int, members: list[tuple[int, bool]], marker: re.Match[str]) -> Parting | None:
        """The parts of a list that does not make its total: the numbers up to a hard stop or an inner list; of too many the
        first alone, for the rest may be of something else."""
        flat = [j for j, _ in members if j >= 0]
        cut: list[int] = []
        for j, hard in members:
            if j < 0 or (hard and cut):
                break
            cut.append(j)
        if not cut:
            return None
        words, value, parts = marker.group().lower(), self.claim(whole).value, [self.claim(j).value for j in cut]
        overlaps = any(_OVERLAPPING.search(self.before[j]) for j in cut)
        if sum(parts) > interval_of(self.claim(whole)).high and (overlaps or sum(parts) > value * (1 + OVER)):
            return None if parts[0] > 3 * value else self._parting(whole, cut[:1], words)
        names_all = bool(_NAMES_ALL.match(marker.group())) and not self._names_others(whole, cut)
        is_whole = names_all and len(flat) == len(cut) > 1 and self._is_read_whole(whole, cut)
        return self._parting(whole, cut, words, is_whole=is_whole)

    def _names_others(self, whole: int, parts: list[int]) -> bool:
        """Whether the list says that there are others than it names."""
        start, end = self.claim(whole).number[1], self.claim(parts[-1]).number[1]
        tail = SENTENCE_ENDS.split(self.text[end : end + 80] + " ")[0]
        return bool(
            _OTHERS.search(self.text[start:end]) or re.match(r"[^;]*?(?:\bvà [^;.]*\bkhác\b|còn lại|\.\.\.|…)", tail)
        )

    def _parting(self, whole: int, parts: list[int], words: str, *, is_whole: bool = False) -> Parting:
        has_others = self._names_others(whole, parts)
        return Parting(self.order[whole], tuple(self.order[j] for j in parts), is_whole, words, has_others)

    def _making(self, whole: int, members: list[tuple[int, bool]]) -> list[int]:
        """A run of the numbers from the first that makes the total, stepping over inner lists; empty when none does."""
        steppings = list(self._steppings(members))
        return self._exactly(whole, steppings) or self._nearly(whole, steppings)

    def _exactly(self, whole: int, steppings: list[list[int]]) -> list[int]:
        """The longest run from the first; else three and more in a row from a later one."""
        goal = interval_of(self.claim(whole))
        for run in steppings:
            for start in range(max(1, len(run) - 2)):
                for length in range(len(run) - start, 1 if start == 0 else 2, -1):
                    if total([interval_of(self.claim(j)) for j in run[start : start + length]]).meets(goal):
                        return run[start : start + length]
        return []

    def _nearly(self, whole: int, steppings: list[list[int]]) -> list[int]:
        """Three and more exact numbers whose sum is off by a slip: all of the list, or its last four and more; or so little off
        that the rest of the list must be of something else."""
        for run in steppings:
            if self.claim(whole).comparator != "exact" or len(run) < 3 or self._names_others(whole, run):
                continue
            told = [(run, SLIP), *((run[:length], SLIP / 20) for length in range(len(run) - 1, 2, -1))]
            told += [(run[start:], SLIP) for start in range(1, len(run) - 3)]
            for parts, slip in told:
                if self._is_off_by(whole, parts, slip):
                    return parts
        return []

    def _is_off_by(self, whole: int, parts: list[int], slip: Decimal) -> bool:
        """Whether exact numbers miss the total by no more than this share of it."""
        value, claims = self.claim(whole).value, [self.claim(j) for j in parts]
        is_exact = all(claim.comparator == "exact" for claim in claims)
        return is_exact and abs(sum(claim.value for claim in claims) - value) <= value * slip

    def _steppings(self, members: list[tuple[int, bool]]) -> Iterator[list[int]]:
        """The members; or, where inner lists begin, the members without the numbers that make the one before."""
        flat: list[int] = []
        starts: list[int] = []
        for j, _ in members:
            if j < 0:
                starts.append(len(flat))
            else:
                flat.append(j)
        for start in starts:
            for end in range(len(flat), start, -1) if 0 < start < len(flat) else ():
                inner = total([interval_of(self.claim(j)) for j in flat[start:end]])
                if inner.meets(interval_of(self.claim(flat[start - 1]))):
                    yield flat[:start] + flat[end:]
        if not starts:
            yield flat

    def _is_read_whole(self, whole: int, parts: list[int]) -> bool:
        """Every number between the total and the last part was read, and the parts are most of the total: none was left out."""
        start, end = self.claim(whole).number[1], self.claim(parts[-1]).number[0]
        taken = [self.claim(k).number for k in range(whole, parts[-1] + 1)]
        digits = [match.start() for match in re.finditer(r"\d+", self.text[start:end])]
        read = all(any(low <= start + at < high for low, high in taken) for at in digits)
        return read and sum(self.claim(j).value for j in parts) * 2 >= self.claim(whole).value

    def narrower(self) -> Iterator[tuple[int, int]]:
        """A rate and the narrower one said to be in it: "qua đào tạo 60 % (trong đó đào tạo nghề 40 %)"."""
        for k in range(1, len(self.order)):
            one, whole = self.claim(k), self.claim(k - 1)
            if one.unit != "percent" or TAKES_UP.search(self.lead(k)) or not re.search(AMONG, self.before[k], re.I):
                continue
            if of_one_sort(one, whole) and one.kind in LEVELS and not self.begins[k]:
                yield self.order[k - 1], self.order[k]

    def owners(self) -> Iterator[tuple[int, int]]:
        """A number in brackets and the one before the bracket, which it is said of: "Nhật Bản: 6.165 (2.535 nữ)"."""
        for k in range(1, len(self.order)):
            if not self.begins[k] and re.fullmatch(r"[^(),;]{0,30}\((?:trong đó )?(?:có )?\s*", self.before[k]):
                yield self.order[k], self.order[k - 1]

    def rows(self) -> tuple[list[list[tuple[int, ...]]], set[int]]:
        """A table that lost its lines: rows of numbers with nothing between them, of one length but for the order number of the
        next row; and the first numbers of the rows that say they are the total."""
        tables: list[list[tuple[int, ...]]] = []
        totals: set[int] = set()
        row: list[int] = []
        for k in range(len(self.order) + 1):
            if row and k < len(self.order) and not self.before[k].strip():
                row.append(k)
                continue
            if len(row) > 3 and tables and len(row) > len(tables[-1][0]):
                row = row[: len(tables[-1][0])]
            elif len(row) > 3 and self.claim(row[-1]).value == 2:
                row = row[:-1]
            if len(row) > 2:
                if not tables or len(tables[-1][0]) != len(row):
                    tables.append([])
                tables[-1].append(tuple(self.order[j] for j in row))
                if _TOTAL.search(fold(self.before[row[0]])):
                    totals.add(self.order[row[0]])
            row = [k]
        return [one for one in tables if len(one) > 2], totals


def _closes(gap: str, depth: int) -> bool:
    """Whether the parenthesis the list stands in is closed here."""
    if depth < 1:
        return False
    for sign in gap:
        depth += (sign == "(") - (sign == ")")
        if depth < 1:
            return True
    return False
