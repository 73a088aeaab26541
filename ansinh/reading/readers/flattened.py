"""Tables that lost their lines: rows of a text that count themselves ("1 Huyện A 24.758 2.663 10,76 2 Huyện B ...") under heads that begin
with "STT". At least three rows with as many numbers as there are heads make a table; anything less stays prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ansinh.reading.document import Cell

_NUMERAL = r"(?:\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?%?|[-–](?=\s|$))"
_HEAD = re.compile(r"(?<!\w)(?:stt|số tt|tt)(?!\w)", re.I)
_FIRST = re.compile(r"(?<!\S)1[.)]?\s+(?=[^\W\d_])")
_COUNTED = re.compile(r"(?:\s*\(?[A-E]\)?(?=\s))*(?:\s+\(?\d{1,2}\)?)*\s*$")
_TOTAL = r"\s*(?P<label>(?:Tổng(?: cộng| số)?|Cộng|Toàn (?:tỉnh|huyện|xã)))\s+"
_CAPITAL = re.compile(r"(?<![^\s(/])(?=[^\W\d_a-zà-ỹ]|%)")
_FEWEST_ROWS, _MOST_COLUMNS, _LONGEST_HEAD = 3, 10, 400


@dataclass(frozen=True, slots=True)
class Flattened:
    """A table found in running text: where it stands, its head included, and its grid."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


def flattened(text: str) -> Iterator[Flattened]:
    """The tables of a text, in order."""
    at = 0
    for head in _HEAD.finditer(text):
        if head.start() < at:
            continue
        first = _FIRST.search(text, head.end(), min(head.end() + _LONGEST_HEAD, len(text)))
        while first:
            if found := _table(text, head.start(), first.start()):
                yield found
                at = found.end
                break
            first = _FIRST.search(text, first.end(), min(head.end() + _LONGEST_HEAD, len(text)))


def _table(text: str, head: int, first: int) -> Flattened | None:
    heads = _heads(text, head, first)
    width = len(heads) - 2
    if not 2 <= width <= _MOST_COLUMNS:
        return None
    rows: list[tuple[Cell, ...]] = []
    end = first
    while row := _row(
        text, end, rf"\s*(?P<order>{len(rows) + 1})[.)]?\s+(?P<label>[^\W\d_][^\d\n]{{1,60}}?)\s+", width
    ):
        rows.append(row)
        end = row[-1].end
    if len(rows) < _FEWEST_ROWS:
        return None
    if total := _row(text, end, _TOTAL, width):
        rows.append(total)
        end = total[-1].end
    return Flattened(head, end, (heads, *rows))


def _heads(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """Each head begins with a capital."""
    end = start + len(_COUNTED.sub("", text[start:end]))
    starts = [met.start() for met in _CAPITAL.finditer(text, start, end)]
    if not starts or starts[0] != start:
        starts.insert(0, start)
    return tuple(_cell(text, one, after) for one, after in zip(starts, [*starts[1:], end], strict=True))


def _row(text: str, at: int, lead: str, width: int) -> tuple[Cell, ...] | None:
    numbers = r"\s+".join(rf"(?P<n{column}>{_NUMERAL})" for column in range(width))
    met = re.compile(rf"{lead}{numbers}(?=\s|$)").match(text, at)
    if not met:
        return None
    order = (
        _cell(text, *met.span("order"))
        if "order" in met.groupdict()
        else Cell("", met.start("label"), met.start("label"))
    )
    return (order, _cell(text, *met.span("label")), *(_cell(text, *met.span(f"n{column}")) for column in range(width)))


def _cell(text: str, start: int, end: int) -> Cell:
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    said = said.strip()
    return Cell(said, start, start + len(said))
