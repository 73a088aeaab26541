"""What stands at the left of a row: its label under the labels above it, its unit, its place, and what a table laid on its side says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ansinh.core.names import fold
from ansinh.reading.document import Heading
from ansinh.reading.tables.columns import AMONG, MARK, WHOLE, Column, breakdown_said, is_place, number_column
from ansinh.reading.tables.frames import Row
from ansinh.reading.tables.units import Unit, read_unit, unit_beside, without_unit

_ROMAN = re.compile(r"^[IVXLC]+$")
_DASH = ("-", "–", "•", "*", "−")


@dataclass(frozen=True, slots=True)
class Above:
    """A label that later rows may stand under: how deep, its words, and the position of its first claim."""

    depth: int
    label: str
    claim: int | None = None


@dataclass(slots=True)
class Outline:
    """The labels a row stands under, as read so far."""

    chain: list[Above] = field(default_factory=list)

    def enter(self, depth: int, label: str) -> tuple[tuple[str, ...], int | None]:
        """Puts a label down; gives the labels it stands under and the claim it is a part of."""
        while self.chain and self.chain[-1].depth >= depth:
            self.chain.pop()
        above = tuple(one.label for one in self.chain)
        parent = self.chain[-1].claim if self.chain else None
        self.chain.append(Above(depth, label))
        return above, parent

    def said(self, claim: int | None) -> None:
        """The row just entered told this claim first."""
        self.chain[-1] = Above(self.chain[-1].depth, self.chain[-1].label, claim)


@dataclass(slots=True)
class Line:
    """A row: ``subject`` its label with those above it, empty where it only names a place or the whole; ``turned`` what the label
    says when it only tells kind and period, as a column's header does."""

    label: str
    subject: str
    unit: Unit | None
    place: str | None
    parent: int | None
    turned: Column | None = None
    breakdown: dict[str, str] = field(default_factory=dict)


def line_of(row: Row, columns: Sequence[Column], heading: Heading, outline: Outline) -> Line | None:
    """What the left of a row says; None for a row without a label."""
    said = {cell.text.strip() for cell in row if cell.text.strip()}
    labels = [(row[at].text, column) for at, column in enumerate(columns) if column.role == "label"]
    if len(said) == 1:
        label = next(iter(said))
    else:
        label = " – ".join(dict.fromkeys(" ".join(text.split()) for text, _ in labels if text.strip()))
    label = " ".join(label.split())
    if not label:
        return None
    order = next((row[at].text.strip() for at, column in enumerate(columns) if column.role == "order"), "")
    turned = number_column([label], heading) if not re.fullmatch(r"\W*", label) else None
    if turned is not None and (turned.words or not turned.is_named):
        turned = None
    words = MARK.sub("", label, count=1) if MARK.match(label) else label
    is_whole, place = bool(WHOLE.match(fold(words).strip(" -+.:"))), None
    parted = breakdown_said(label)
    is_among_places = any(column.is_of_places for _, column in labels) and not _ROMAN.match(order) and not parted
    if is_place(words) or (is_among_places and not is_whole):
        place = words.strip(" -+")
    above, parent = outline.enter(_depth(label, order, is_whole=is_whole), label)
    unit_text = next((row[at].text.strip() for at, column in enumerate(columns) if column.role == "unit"), "")
    unit = (read_unit(unit_text) if unit_text else None) or unit_beside(label)
    return Line(
        label,
        _subject(above, label, is_named=not (place or is_whole or turned or "area" in parted)),
        unit,
        place or _place_above(above),
        parent,
        turned,
        parted or _area_above(above, place),
    )


def _subject(above: tuple[str, ...], label: str, *, is_named: bool) -> str:
    told = [
        one
        for one in above[-2:]
        if not (_is_place(one) or WHOLE.match(fold(one).strip(" -+.:")) or "area" in breakdown_said(one))
    ]
    return " – ".join(dict.fromkeys(without_unit(one) for one in (*told, *((label,) if is_named else ()))))


def _place_above(above: tuple[str, ...]) -> str | None:
    places = [MARK.sub("", one, count=1).strip(" -+") for one in above if _is_place(one)]
    return places[-1] if places else None


def _area_above(above: tuple[str, ...], place: str | None) -> dict[str, str]:
    """The area whose rows these are; a place is in one, not a part of one."""
    return {} if place else next((told for one in reversed(above) if "area" in (told := breakdown_said(one))), {})


def _is_place(label: str) -> bool:
    return is_place(MARK.sub("", label, count=1))


def _depth(label: str, order: str, *, is_whole: bool) -> int:
    """How deep a row stands: the whole above all, roman and capital letters 0, 1 1, 1.1 2, letters 3, a dash 5, a plus 6; "trong đó" under
    what is above."""
    if is_whole:
        return -1
    if label.startswith("+") or order == "+":
        return 6
    if label.startswith(_DASH) or order in _DASH or AMONG.match(fold(label)):
        return 5
    mark = order.rstrip(".)") or (found[1] if (found := MARK.match(label)) else "")
    if not mark:
        return 4
    if _ROMAN.match(mark):
        return 0
    if mark[0].isdigit():
        return min(1 + mark.count("."), 3)
    return 3 if mark.islower() else 0
