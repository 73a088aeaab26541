"""What the text itself says of its numbers: lists after "trong đó", shares after counts, results over plans."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ansinh.reading.checks.intervals import interval_of, total
from ansinh.reading.claim import Claim

PEOPLE = ("person", "turn", "child")
AMOUNTS = ("result", "target", "prior_year", "change")

_SENTENCE_ENDS = re.compile(
    r"[.!?…][\"”»)]*\s+(?=[\"“«(]*[^\W\d_])|\n\s*\n|\n(?=\s*(?:[-–+•*]|\d+[.)]|[a-zđ]\))\s)|\n(?=[A-ZĐÂĂÊÔƠƯ])"
)
_AMONG = re.compile(r"\b(trong (?:tổng )?(?:số )?(?:đó|này)|trong ấy|riêng)\b", re.I)
_WHOLE = re.compile(r"\b(bao gồm|gồm(?: có)?|chia ra|cụ thể(?: là)?|bao gồm có)\b\s*:?", re.I)
_MARKER = re.compile(rf"{_AMONG.pattern}|{_WHOLE.pattern}", re.I)
_STRUCTURE = re.compile(r"\bcơ cấu\b", re.I)
_SHARE = re.compile(r"\b(chiếm|tỷ lệ|tỉ lệ|tỷ trọng|tương đương|tương ứng|bằng|đạt tỷ lệ)\b|\($", re.I)
_OTHER_BASE = re.compile(r"^\W{0,3}(so với|trong|của|/|trên) (tổng|toàn|số)", re.I)
_FRACTION = re.compile(r"(\d[\d.]*(?:,\d+)?)\s*/\s*(\d[\d.]*(?:,\d+)?)(?!\s*/?\s*\d)")
_CROSSING = re.compile(
    r"\b(nữ|phụ nữ|dân tộc|thiểu số|khmer|nông thôn|thành thị|khuyết tật|hộ nghèo|cận nghèo|trẻ em|thanh niên|cao tuổi"
    r"|người có công|đảng viên|cấp mới|qua đào tạo)\b",
    re.I,
)


@dataclass(slots=True)
class Parting:
    """A total and the numbers said to be of it. ``is_whole``: the text says it names all of them ("gồm")."""

    total: int
    parts: list[int]
    is_whole: bool
    words: str
    shares: list[int] = field(default_factory=list)
    crosses: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """A count and the percent said after it; ``other_base``: the text names what it is a share of."""

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
    percent: int


@dataclass(slots=True)
class Structure:
    partings: list[Parting] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    quotients: list[Quotient] = field(default_factory=list)
    share_runs: list[tuple[int, ...]] = field(default_factory=list)
    structures: set[tuple[int, ...]] = field(default_factory=set)


def of_one_sort(one: Claim, other: Claim) -> bool:
    """Whether two numbers can be added: the same unit, kind, place and period."""
    return (
        sort_of(one) == sort_of(other)
        and one.kind == other.kind
        and one.place == other.place
        and (one.period == other.period or not one.period or not other.period)
    )


def sort_of(claim: Claim) -> str:
    """The unit, people and turns as one; things without a unit of their own by the word they are counted with."""
    if claim.unit in PEOPLE:
        return "person"
    return claim.unit_said.lower() if claim.unit == "other" else claim.unit


def structure_of(claims: Sequence[Claim], text: str) -> Structure:
    """Lists, shares and quotients of the prose; table cells are left to the declared relations."""
    order = sorted((i for i, one in enumerate(claims) if one.cell is None), key=lambda i: claims[i].number)
    found = Structure()
    reader = _Reader(claims, text, order)
    found.partings = [one for one in reader.partings() if one.parts or one.shares]
    found.shared = reader.shared()
    found.quotients = reader.quotients()
    found.share_runs, found.structures = reader.share_runs()
    return found


class _Reader:
    def __init__(self, claims: Sequence[Claim], text: str, order: list[int]) -> None:
        self.claims, self.text, self.order = claims, text, order
        self.before = [self._gap(k) for k in range(len(order))]

    def _gap(self, k: int) -> str:
        """The words between the number before and this one."""
        start = self.claims[self.order[k - 1]].number[1] if k else max(0, self.claims[self.order[k]].number[0] - 160)
        return self.text[start : max(start, self.claims[self.order[k]].number[0])]

    def claim(self, k: int) -> Claim:
        return self.claims[self.order[k]]

    def lead(self, k: int) -> str:
        """The words of this number's own clause before it."""
        return re.split(r"[.;:(]\s|,\s", self.before[k])[-1]

    # Lists

    def partings(self) -> list[Parting]:
        found: list[Parting] = []
        k = 1
        while k < len(self.order):
            if _MARKER.search(self.before[k]):
                self._parting(k, found)
            k += 1
        return found

    def _parting(self, k: int, found: list[Parting]) -> int:
        """The list whose first member is the k-th number; where it ends. Lists within it are found as well."""
        marker = list(_MARKER.finditer(self.before[k]))[-1]
        whole = self._whole_of(k, marker.start())
        if whole is None:
            return k
        is_whole = bool(_WHOLE.match(marker.group()))
        opened = self.before[k][: marker.start()]
        depth = opened.count("(") - opened.count(")")
        members = self._members(k, whole, marker, depth)
        parting = self._settled(whole, members, is_whole=is_whole, words=marker.group().lower())
        if parting and not any(set(one.parts) == set(parting.parts) and one.total == parting.total for one in found):
            found.append(parting)
        return k

    def _whole_of(self, k: int, marker_at: int) -> int | None:
        """Which number the list is of: the nearest amount before the marker of the same sort as a member."""
        opened = self.before[k][:marker_at]
        crosses_sentence = bool(_SENTENCE_ENDS.search(opened + " x"))
        sorts = {sort_of(self.claim(j)) for j in range(k, min(k + 3, len(self.order)))}
        amounts = []
        for j in range(k - 1, max(-1, k - 6), -1):
            one = self.claim(j)
            if one.unit != "percent" and one.kind in AMOUNTS and sort_of(one) in sorts | {"person"}:
                amounts.append(j)
            if _SENTENCE_ENDS.search(self.before[j]):
                break
        if not amounts:
            return None
        return amounts[-1] if crosses_sentence and len(amounts) > 1 and self._is_title(amounts[-1]) else amounts[0]

    def _is_title(self, k: int) -> bool:
        return bool(re.search(r"\btổng\b", self.before[k], re.I))

    def _members(self, k: int, whole: int, marker: re.Match[str], depth: int) -> list[tuple[int, bool]]:
        """Numbers of the list in order, each with whether a hard stop (";") stands before it."""
        total_ = self.claim(whole)
        members: list[tuple[int, bool]] = []
        rest = self.before[k][marker.end() :]
        soft = (
            ":" in rest[:3]
            or ";" in self.before[k][: marker.start()]
            or bool(_SENTENCE_ENDS.search(self.before[k][: marker.start()] + " x"))
        )
        j = k
        while j < len(self.order):
            gap = self.before[j] if j > k else rest
            if j > k:
                if _SENTENCE_ENDS.search(gap) and not self._goes_on(gap, members):
                    break
                closing = _first_close(gap, depth)
                if closing:
                    break
                depth += gap.count("(") - gap.count(")")
                inner = _MARKER.search(gap)
                if inner:
                    opened = gap[: inner.start()]
                    if opened.count("(") > opened.count(")"):
                        j = self._skip_parenthesis(j)
                        depth -= 1
                        continue
                    members.append((-1, False))
            hard = ";" in gap and not soft
            one = self.claim(j)
            if (of_one_sort(one, total_) and one.unit != "percent" and self._of_one_family(one, total_)) or (one.unit == "percent" and _SHARE.search(self.lead(j)) and one.kind in ("result", "target")):
                members.append((j, hard))
            j += 1
        return members

    def _goes_on(self, gap: str, members: list[tuple[int, bool]]) -> bool:
        """A list of lines goes on: "+ ...;" below "- ..."."""
        return bool(members) and bool(re.search(r"[;,:]\s*\n\s*[-–+•*]\s", gap))

    def _skip_parenthesis(self, j: int) -> int:
        """The first number after the parenthesis that opens before the j-th."""
        depth = 1
        j += 1
        while j < len(self.order):
            if _first_close(self.before[j], depth):
                return j
            depth += self.before[j].count("(") - self.before[j].count(")")
            j += 1
        return j

    def _of_one_family(self, one: Claim, other: Claim) -> bool:
        """Numbers of two different subjects known by name are not part of each other."""
        mine, theirs = one.indicator or one.outside, other.indicator or other.outside
        return not mine or not theirs or bool(one.indicator) == bool(other.indicator)

    def _settled(self, whole: int, members: list[tuple[int, bool]], *, is_whole: bool, words: str) -> Parting | None:
        """Which of the numbers that follow are the parts: those that make the total exactly, else those up to a hard stop
        or an inner list."""
        amounts = [(j, hard) for j, hard in members if j < 0 or self.claim(j).unit != "percent"]
        shares = [j for j, _ in members if j >= 0 and self.claim(j).unit == "percent"]
        flat = [j for j, _ in amounts if j >= 0]
        exact = self._exact(whole, amounts)
        cut: list[int] = []
        for j, hard in amounts:
            if j < 0 or (hard and cut):
                break
            cut.append(j)
        chosen = exact or cut
        if not chosen and not shares:
            return None
        crossing = [bool(_CROSSING.search(self.before[j])) for j in chosen]
        crosses = any(crossing) and len(chosen) > 1 and not exact
        after = [j for j in shares if not flat or not chosen or j <= chosen[-1] + 1]
        return Parting(
            self.order[whole],
            [self.order[j] for j in chosen],
            is_whole,
            words,
            [self.order[j] for j in after],
            crosses,
        )

    def _exact(self, whole: int, amounts: list[tuple[int, bool]]) -> list[int]:
        """A run of the numbers, from the first, that makes the total; an inner list that makes a member is stepped over."""
        goal = interval_of(self.claim(whole))
        flat: list[int] = []
        inner_starts: set[int] = set()
        for j, _ in amounts:
            if j < 0:
                inner_starts.add(len(flat))
            else:
                flat.append(j)
        for stepped in self._steppings(flat, inner_starts):
            for length in range(len(stepped), 1, -1):
                if total([interval_of(self.claim(j)) for j in stepped[:length]]).meets(goal):
                    return stepped[:length]
        return []

    def _steppings(self, flat: list[int], inner_starts: set[int]) -> Iterable[list[int]]:
        """The members themselves; then without the numbers that make up the member before an inner list."""
        for start in sorted(inner_starts):
            if not 0 < start < len(flat):
                continue
            goal = interval_of(self.claim(flat[start - 1]))
            for end in range(len(flat), start, -1):
                if total([interval_of(self.claim(j)) for j in flat[start:end]]).meets(goal):
                    yield flat[:start] + flat[end:]
        if not inner_starts:
            yield flat

    # Shares

    def shared(self) -> list[Shared]:
        """Counts with the percent said right after them: "1.200 hộ, chiếm 24,5 %", "(24,5 %)"."""
        found = []
        for k in range(1, len(self.order)):
            share = self.claim(k)
            if share.unit != "percent" or share.kind not in ("result", "target", "prior_year"):
                continue
            gap, j = self.before[k], k - 1
            if self.claim(j).kind == "change" and j and self.before[k].lstrip().startswith(")"):
                j -= 1
            count = self.claim(j)
            gap = self.text[count.number[1] : share.number[0]]
            if count.unit == "percent" or count.kind != share.kind or _SENTENCE_ENDS.search(gap) or len(gap) > 90:
                continue
            if not re.search(r"(chiếm|tỷ lệ|tỉ lệ|tương đương|tương ứng|bằng)[^.;]{0,25}$|\(\s*$", gap, re.I):
                continue
            if re.search(r"[;]|\btrong đó\b|\bso với\b", gap, re.I) or not _same_scope(count, share):
                continue
            found.append(
                Shared(self.order[j], self.order[k], bool(_OTHER_BASE.match(self.text[share.number[1] :][:40])))
            )
        return found

    def share_runs(self) -> tuple[list[tuple[int, ...]], set[tuple[int, ...]]]:
        """Shares said one after the other in a sentence ("A chiếm 27 %; B chiếm 41 %"), nothing but shares between them."""
        runs: list[tuple[int, ...]] = []
        structures: set[tuple[int, ...]] = set()
        run: list[int] = []
        opener = ""
        for k in range(len(self.order)):
            one = self.claim(k)
            is_share = (
                one.unit == "percent"
                and one.kind in ("result", "target")
                and bool(re.search(r"\b(chiếm|tỷ trọng|tỉ trọng)\b", self.lead(k), re.I))
            )
            breaks = bool(_SENTENCE_ENDS.search(self.before[k]))
            if run and (breaks or not is_share or not of_one_sort(self.claim(run[0]), one)):
                if not is_share and not breaks and one.unit != "percent" and self._is_count_of_next(k):
                    continue
                self._close(run, opener, runs, structures)
                run = []
            if is_share:
                if not run:
                    opener = self.text[max(0, self.claim(k).number[0] - 120) : self.claim(k).number[0]]
                run.append(k)
        self._close(run, opener, runs, structures)
        return runs, structures

    def _is_count_of_next(self, k: int) -> bool:
        return k + 1 < len(self.order) and self.claim(k + 1).unit == "percent" and len(self.before[k + 1]) < 40

    def _close(
        self, run: list[int], opener: str, runs: list[tuple[int, ...]], structures: set[tuple[int, ...]]
    ) -> None:
        if len(run) < 2:
            return
        positions = tuple(self.order[k] for k in run)
        runs.append(positions)
        if _STRUCTURE.search(opener) or _MARKER.search(opener):
            structures.add(positions)

    # Quotients

    def quotients(self) -> list[Quotient]:
        """Numbers printed over each other with a percent beside them: "629/731 trường, đạt 86,1 %", "51,62 % (2.235/4.330)"."""
        found = []
        for match in _FRACTION.finditer(self.text):
            above, below = _value(match.group(1)), _value(match.group(2))
            if above is None or not below:
                continue
            near = [
                k
                for k in range(len(self.order))
                if self.claim(k).unit == "percent" and self._stands_beside(self.claim(k).number, match.span())
            ]
            if len(near) == 1:
                numerator = self._at(match.span(1), above)
                denominator = self._at(match.span(2), below)
                found.append(Quotient(numerator, denominator, above, below, self.order[near[0]]))
        return found

    def _stands_beside(self, percent: tuple[int, int], fraction: tuple[int, int]) -> bool:
        if percent[1] <= fraction[0]:
            return bool(re.fullmatch(r"\s*%?\s*[(\[]\s*(?:đạt |là )?", self.text[percent[1] : fraction[0]]))
        between = self.text[fraction[1] : percent[0]]
        if len(between) > 90 or re.search(r"\d|;", between) or _SENTENCE_ENDS.search(between):
            return False
        return bool(re.search(r"(đạt|chiếm|tỷ lệ|tỉ lệ|vượt|bằng|=|\()[^,.;]{0,20}$", between, re.I))

    def _at(self, span: tuple[int, int], value: Decimal) -> int | None:
        """The claim that stands there; else the nearest one before with the same number."""
        for i in self.order:
            one = self.claims[i]
            if one.number[0] < span[1] and span[0] < one.number[1] and value in _scaled(one.value):
                return i
        before = [i for i in self.order if self.claims[i].value == value and self.claims[i].number[0] < span[0]]
        return before[-1] if before else None


def _scaled(value: Decimal) -> set[Decimal]:
    return {value.scaleb(-power) for power in (0, 3, 6, 9)}


def _value(text: str) -> Decimal | None:
    if "." in text and not re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
        return None
    return Decimal(text.replace(".", "").replace(",", "."))


def _first_close(gap: str, depth: int) -> bool:
    """Whether the parenthesis the list stands in is closed here."""
    if depth < 1:
        return False
    for sign in gap:
        depth += (sign == "(") - (sign == ")")
        if depth < 1:
            return True
    return False


def _same_scope(one: Claim, other: Claim) -> bool:
    return one.place == other.place and (one.period == other.period or not one.period or not other.period)
