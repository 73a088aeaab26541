"""What the text itself says of its numbers: lists after "trong đó", shares after counts, rises after results, quotients."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from ansinh.core.names import fold
from ansinh.reading.checks.intervals import interval_of, total
from ansinh.reading.claim import Claim

PEOPLE = ("person", "turn", "child")
HOUSED = ("house", "household")
LEVELS = ("result", "target", "prior_year")
# A list whose sum is this close to its total, and not on it, was meant to make it.
SLIP = Decimal("0.02")
OVER = Decimal("0.05")

_SENTENCE_ENDS = re.compile(
    r"[.!?…][\"”»)]*\s+(?=[\"“«(]*[^\W\d_])|\n\s*\n|\n(?=\s*(?:[-–+•*]|\d+[.)]|[a-zđ]\))\s)|\n(?=[A-ZĐÂĂÊÔƠƯ])"
)
_AMONG = (
    r"\b(?:trong (?:tổng )?(?:số )?(?:đó|này|ấy)|trong số [^.,;:\d]{1,40}(?:trên|này)|riêng (?:năm|tháng|quý|trong))\b"
)
_WHOLE = r"\b(?:bao gồm|gồm|chia ra|cụ thể)\b"
_MARKER = re.compile(rf"{_AMONG}|{_WHOLE}", re.I)
_NAMES_ALL = re.compile(_WHOLE, re.I)
_STRUCTURE = re.compile(r"\bcơ cấu\b", re.I)
_SHARE_WORDS = re.compile(r"\b(?:chiếm|tỷ lệ|tỉ lệ|tỷ trọng|tương đương|tương ứng|bằng)\b[^.;]{0,25}$|\(\s*$", re.I)
_TAKES_UP = re.compile(r"\b(?:chiếm|tỷ trọng|tỉ trọng)\b", re.I)
_OTHER_BASE = re.compile(r"^\W{0,3}(?:so với|trong|của|trên) (?:tổng|toàn|số)", re.I)
_MONTHS = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<part>[QH])(?P<number>\d)|(?P<months>\d{1,2})M|(?P<month>\d{2})))?")
_TOTAL = re.compile(r"\b(?:tong( cong| so)?|cong|toan (?:tinh|huyen|thanh pho|xa))\W*$")
_EACH = re.compile(r"\b(?:mỗi|mức|trị giá|bình quân)\b", re.I)
_PER_ONE = re.compile(r"/\s*(?:người|hộ|suất|phần|trẻ|đối tượng|em|tháng|năm)\b", re.I)
_FRACTION = re.compile(
    r"(?<![\d/.,])(\d[\d.]*(?:,\d+)?)\s*(?:[^\W\d]+\s?){0,2}(?:/|trong (?:tổng )?số)\s*(\d[\d.]*(?:,\d+)?)(?![\d/])"
)
_OTHERS = re.compile(r"\b(?:chủ yếu|một số|như|v\.v|lớn nhất|nhiều nhất|cao nhất)\b|\.\.\.|…", re.I)
_UP, _DOWN = re.compile(r"\b(?:tăng|cao hơn|nhiều hơn|gấp)\b", re.I), re.compile(r"\b(?:giảm|thấp hơn|ít hơn)\b", re.I)
_AS_LAST = re.compile(r"\bbằng\b", re.I)
_BULLET = re.compile(r"\n\s*([-–+•*])\s")
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


@dataclass(slots=True)
class Structure:
    partings: list[Parting] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    quotients: list[Quotient] = field(default_factory=list)
    runs: list[tuple[tuple[int, ...], bool]] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    points: list[Moved] = field(default_factory=list)
    priced: list[Priced] = field(default_factory=list)
    narrower: list[tuple[int, int]] = field(default_factory=list)
    rows: list[list[tuple[int, ...]]] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    owners: dict[int, int] = field(default_factory=dict)


def sort_of(claim: Claim) -> str:
    """The unit, people and turns as one; things without a unit of their own by the word they are counted with."""
    if claim.unit in PEOPLE:
        return "person"
    return claim.unit_said.lower().partition(" ")[0] if claim.unit == "other" else claim.unit


def name_of(claim: Claim) -> str:
    """The indicator, or the subject outside the sector; "" when nobody knows."""
    return claim.indicator or claim.outside


def of_one_sort(one: Claim, other: Claim) -> bool:
    """Whether two numbers can be added: the same unit, kind, place and period."""
    return (
        sort_of(one) == sort_of(other)
        and one.kind == other.kind
        and one.place == other.place
        and (one.period == other.period or not one.period or not other.period)
    )


@lru_cache(maxsize=4096)
def months_of(period: str) -> tuple[int, int] | None:
    """The first and the last month of a period, counted from the year 0; None for what is no period of months."""
    first, _, last = period.partition("..")
    low, high = _MONTHS.fullmatch(first), _MONTHS.fullmatch(last or first)
    if low is None or high is None:
        return None
    return _month(low, is_last=False), _month(high, is_last=True)


def _month(told: re.Match[str], *, is_last: bool) -> int:
    year, part, number = int(told["year"]), told["part"] or "", int(told["number"] or told["months"] or 0)
    span = {"Q": 3, "H": 6}.get(part)
    if span:
        return year * 12 + span * (number - 1) + (span if is_last else 1)
    if told["months"]:
        return year * 12 + (number if is_last else 1)
    if told["month"]:
        return year * 12 + int(told["month"])
    return year * 12 + (12 if is_last else 1)


def within(period: str, span: str) -> bool:
    """Whether a period lies in a longer one: 2013 in 2004..2013, 2025-08 in 2025-01..2025-08 or in 2025-9M."""
    inner, outer = months_of(period), months_of(span)
    return bool(inner and outer and inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1])


def in_one_sentence(text: str, claims: Sequence[Claim]) -> bool:
    """Whether nothing ends a sentence between the numbers; without the text, whether they name one sentence."""
    if not text:
        return len({claim.sentence for claim in claims}) == 1
    start, end = min(claim.number[0] for claim in claims), max(claim.number[0] for claim in claims)
    return not _SENTENCE_ENDS.search(text[start:end])


def structure_of(claims: Sequence[Claim], text: str) -> Structure:
    """What the prose says; the cells of tables are left to the declared relations."""
    order = sorted((i for i, one in enumerate(claims) if one.cell is None), key=lambda i: claims[i].number)
    reader = _Reader(claims, text, order)
    return Structure(
        list(reader.partings()),
        list(reader.shared()),
        list(reader.quotients()),
        list(reader.runs()),
        list(reader.moved()),
        list(reader.points()),
        list(reader.priced()),
        list(reader.narrower()),
        *reader.rows(),
        dict(reader.owners()),
    )


class _Reader:
    """Claims of the prose in the order of the text; ``k`` and ``j`` count in that order."""

    def __init__(self, claims: Sequence[Claim], text: str, order: list[int]) -> None:
        self.claims, self.text, self.order = claims, text, order
        self.before = [self._gap(k) for k in range(len(order))]
        self.starts = [claims[i].number[0] for i in order]
        self.by_value: dict[Decimal, list[int]] = defaultdict(list)
        for k, i in enumerate(order):
            self.by_value[claims[i].value].append(k)
        self.begins = [not k or bool(_SENTENCE_ENDS.search(self.before[k])) for k in range(len(order))]

    def _gap(self, k: int) -> str:
        """The words between the number before and this one."""
        here = self.claims[self.order[k]].number[0]
        start = self.claims[self.order[k - 1]].number[1] if k else max(0, here - 160)
        return self.text[start : max(start, here)]

    def claim(self, k: int) -> Claim:
        return self.claims[self.order[k]]

    def lead(self, k: int) -> str:
        """The words of this number's own clause before it."""
        return re.split(r"[.;:(]\s|,\s", self.before[k])[-1]

    # Lists

    def partings(self) -> Iterator[Parting]:
        for k in range(1, len(self.order)):
            marker = next(reversed(list(_MARKER.finditer(self.before[k]))), None)
            parting = self._marked(k, marker) if marker else self._unmarked(k)
            if parting is not None:
                yield parting

    def _marked(self, k: int, marker: re.Match[str]) -> Parting | None:
        """The list after "trong đó" or "gồm" whose first number is the k-th. Of the totals it may be of, the nearest one that
        its numbers make; else the nearest one they do not exceed."""
        opened, rest = self.before[k][: marker.start()], self.before[k][marker.end() :]
        depth = opened.count("(") - opened.count(")")
        soft = ":" in rest[:12] or ";" in opened or bool(_SENTENCE_ENDS.search(opened + " x"))
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
        if first.unit == "percent" and _TAKES_UP.search(self.lead(k)):
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
            if j > k and _MARKER.search(gap):
                members.append((-1, False))
                is_inner = True
            if self._can_be_of(self.claim(j), one) and (not self._is_price(j) or self._is_price(whole)):
                members.append((j, ";" in gap and not soft and not is_inner))
        return members

    def _is_price(self, j: int) -> bool:
        """Money for one: "mỗi suất 300.000 đồng", "1 triệu đồng/hộ"."""
        return self.claim(j).unit == "dong" and bool(_EACH.search(self.lead(j)) or _PER_ONE.match(self._after(j)))

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
        tail = _SENTENCE_ENDS.split(self.text[end : end + 80] + " ")[0]
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
        """Three and more exact numbers whose sum is off by a slip: all of the list, or so little off that the rest of the list
        must be of something else."""
        one = self.claim(whole)
        for run in steppings if one.comparator == "exact" else ():
            for length in range(len(run), 2, -1):
                parts = [self.claim(j) for j in run[:length]]
                slip = SLIP if length == len(run) else SLIP / 20
                off = abs(sum(part.value for part in parts) - one.value)
                is_exact = all(part.comparator == "exact" for part in parts)
                if off <= one.value * slip and is_exact and not self._names_others(whole, run):
                    return run[:length]
            for start in range(1, len(run) - 3):
                parts = [self.claim(j) for j in run[start:]]
                off = abs(sum(part.value for part in parts) - one.value)
                is_exact = all(part.comparator == "exact" for part in parts)
                if off <= one.value * SLIP and is_exact and not self._names_others(whole, run):
                    return run[start:]
        return []

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

    def owners(self) -> Iterator[tuple[int, int]]:
        """A number in brackets and the one before the bracket, which it is said of: "Nhật Bản: 6.165 (2.535 nữ)"."""
        for k in range(1, len(self.order)):
            if not self.begins[k] and re.fullmatch(r"[^(),;]{0,30}\((?:trong đó )?(?:có )?\s*", self.before[k]):
                yield self.order[k], self.order[k - 1]

    def narrower(self) -> Iterator[tuple[int, int]]:
        """A rate and the narrower one said to be in it: "qua đào tạo 60 % (trong đó đào tạo nghề 40 %)"."""
        for k in range(1, len(self.order)):
            one, whole = self.claim(k), self.claim(k - 1)
            if one.unit != "percent" or _TAKES_UP.search(self.lead(k)) or not re.search(_AMONG, self.before[k], re.I):
                continue
            if of_one_sort(one, whole) and one.kind in LEVELS and not self.begins[k]:
                yield self.order[k - 1], self.order[k]

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

    # Shares

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
            if run or _TAKES_UP.search(self.lead(k)):
                if run and not of_one_sort(self.claim(run[0]), one):
                    yield from self._closed(run)
                    run = []
                run.append(k)
        yield from self._closed(run)

    def _closed(self, run: list[int]) -> Iterator[tuple[tuple[int, ...], bool]]:
        """The run when it makes a hundred; else only those that say "chiếm"."""
        hundred = Decimal(100)
        bounds = [interval_of(self.claim(k)) for k in run]
        if len(run) > 1 and not (total(bounds).low <= hundred <= total(bounds).high):
            run = [k for k in run if _TAKES_UP.search(self.lead(k))]
        if len(run) > 1:
            opener = self.text[max(0, self.claim(run[0]).number[0] - 120) : self.claim(run[0]).number[0]]
            opener = _SENTENCE_ENDS.split(opener)[-1]
            yield tuple(self.order[k] for k in run), bool(_STRUCTURE.search(opener) or _MARKER.search(opener))

    # Rises and falls

    def moved(self) -> Iterator[Moved]:
        """ "720 vụ, giảm 29 vụ (3,87 %)", "từ 10,3 lên 62,9 triệu, tăng 6,1 lần": results with what is said of their change."""
        for sentence in self._sentences():
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

    def _sentences(self) -> Iterator[list[int]]:
        sentence: list[int] = []
        for k in range(len(self.order)):
            if self.begins[k] and sentence:
                yield sentence
                sentence = []
            sentence.append(k)
        if sentence:
            yield sentence

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

    def points(self) -> Iterator[Moved]:
        """A fall in points told beside the rate it was and the rate it is, under a name of its own: "giảm 4,44 %, từ 31,17 %
        xuống 26,73 %"."""
        for sentence in self._sentences():
            rates = [k for k in sentence if self.claim(k).unit == "percent" and self.claim(k).kind == "result"]
            changes = [k for k in sentence if self.claim(k).unit == "percent" and self.claim(k).kind == "change"]
            if len(rates) != 1 or (before := self._last(rates[0], sentence)) is None:
                continue
            told = tuple((self.order[k], way) for k in changes if (way := self._way(k, [])) in ("up", "down"))
            other = tuple((at, way) for at, way in told if name_of(self.claims[at]) != name_of(self.claim(rates[0])))
            if other:
                yield Moved(self.order[rates[0]], self.order[before], other)

    # Quotients and prices

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
        if len(between) > 90 or re.search(r"\d|;", between) or _SENTENCE_ENDS.search(between):
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

    def priced(self) -> Iterator[Priced]:
        """Prices for one, how many of each, and the money for all, in a sentence or the one before."""
        last: list[tuple[int, int]] = []
        for sentence in self._sentences():
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
            if not self._is_price(k):
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
        return one.unit == "dong" and not self._is_price(k) and bool(re.search(r"\btổng\b", told, re.I))

    def _after(self, k: int) -> str:
        """What follows the numeral from its stroke on: "/người" of "triệu đồng/người"."""
        tail = self.text[self.claim(k).number[0] : self.claim(k).number[1] + 16]
        return tail[tail.find("/") :] if "/" in tail else ""


def _value(text: str) -> Decimal | None:
    if "." in text and not re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


def _closes(gap: str, depth: int) -> bool:
    """Whether the parenthesis the list stands in is closed here."""
    if depth < 1:
        return False
    for sign in gap:
        depth += (sign == "(") - (sign == ")")
        if depth < 1:
            return True
    return False
