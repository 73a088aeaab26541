"""Small pictures of figures as SVG: bars, a line through the years, a map of dots. No script; the same data stands beside them as a table.

Every picture has a title and a description for those who cannot see it; colours keep their contrast in print."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import cos, radians, sqrt

INK, QUIET, RULE, ACCENT, SOFT = "#1f2933", "#52606d", "#d5dbe1", "#0b5c8a", "#9cc5dd"
SHADES = ("#dcebf4", "#a9cfe5", "#6aa9cd", "#2f7fae", "#0b4f78")
FONT = "font-family='Liberation Sans, Segoe UI, Noto Sans, sans-serif'"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value (None when unknown), the text printed beside it, and an optional mark (a plan)."""

    label: str
    value: float | None
    text: str
    mark: float | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """One place on the map: where, how much, what it says."""

    name: str
    latitude: float
    longitude: float
    value: float | None
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of a path: its name, what is said under it, and what stands above it when a new part of the path begins."""

    label: str
    note: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A passage between two stops (by number), its share of all that leave the first (0 to 1), and the text beside it."""

    start: int
    end: int
    share: float
    text: str


def bar_chart(bars: Sequence[Bar], *, title: str, width: int = 640) -> str:
    """Horizontal bars, one a row, in the order given. The mark is a short upright line (the plan)."""
    row, top, left, right = 26, 8, 190, 96
    most = max([v for bar in bars for v in (bar.value, bar.mark) if v is not None] or [0]) or 1
    span = width - left - right
    parts = []
    for index, bar in enumerate(bars):
        y = top + index * row
        length = span * (bar.value or 0) / most
        label = _text(left - 8, y + 16, _short(bar.label, 27), anchor="end", fill=INK)
        shape = (
            f"<rect x='{left}' y='{y + 4}' width='{max(length, 0):.1f}' height='{row - 10}' rx='2' fill='{ACCENT}'/>"
        )
        parts.append(_linked(bar.href, label + shape))
        marked = span * (bar.mark or 0) / most
        parts.append(_text(left + max(length, marked, 0) + 6, y + 16, bar.text, fill=INK))
        if bar.mark is not None:
            x = left + span * bar.mark / most
            parts.append(
                f"<line x1='{x:.1f}' x2='{x:.1f}' y1='{y + 1}' y2='{y + row - 3}' stroke='{INK}' stroke-width='2' stroke-dasharray='3 2'/>"
            )
    described = "; ".join(f"{bar.label}: {bar.text}" for bar in bars[:40])
    return _svg(width, top * 2 + row * len(bars), title, described, "".join(parts))


def line_chart(
    points: Sequence[tuple[str, float | None, str]], *, title: str, width: int = 640, height: int = 220
) -> str:
    """A line through (label, value, text); an unknown value breaks the line."""
    left, right, top, bottom = 24, 24, 30, 30
    known = [value for _, value, _ in points if value is not None]
    most = max(known, default=1) or 1
    step = (width - left - right) / max(len(points) - 1, 1)
    placed = [
        (
            left + index * step if len(points) > 1 else width / 2,
            None if value is None else height - bottom - (height - top - bottom) * value / most,
            label,
            text,
        )
        for index, (label, value, text) in enumerate(points)
    ]
    parts = [f"<line x1='{left}' x2='{width - right}' y1='{height - bottom}' y2='{height - bottom}' stroke='{RULE}'/>"]
    for (x1, y1, *_), (x2, y2, *_) in pairwise(placed):
        if y1 is not None and y2 is not None:
            parts.append(
                f"<line x1='{x1:.1f}' y1='{y1:.1f}' x2='{x2:.1f}' y2='{y2:.1f}' stroke='{ACCENT}' stroke-width='2.5'/>"
            )
    for x, y, label, text in placed:
        anchor = "start" if x < 60 else "end" if x > width - 60 else "middle"
        parts.append(_text(x, height - 10, label, anchor=anchor, fill=QUIET))
        if y is not None:
            parts.append(
                f"<circle cx='{x:.1f}' cy='{y:.1f}' r='4.5' fill='{ACCENT}'/>"
                + _text(x, y - 10, text, anchor=anchor, fill=INK, weight=600)
            )
    described = "; ".join(f"{label}: {text}" for label, _, text in points)
    return _svg(width, height, title, described, "".join(parts))


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year's running sum: what is known or, where it is not, what is expected, between which ends; a year before."""

    label: str
    known: float | None = None
    expected: float | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None


def fan_chart(
    months: Sequence[Month],
    *,
    title: str,
    names: tuple[str, str, str, str],
    plan: tuple[float, str] | None = None,
    width: int = 640,
) -> str:
    """A sum that runs through the year: whole line what is known, broken what is expected inside its shade, dotted as the year before,
    an upright end for the plan. `names` says the known, the expected, the interval, the year before."""
    height, left, right, top, bottom = 310, 24, 24, 66, 30
    numbers = [v for one in months for v in (one.known, one.expected, one.high, one.before) if v is not None]
    most = max([*numbers, plan[0] if plan else 0]) or 1
    step = (width - left - right) / max(len(months) - 1, 1)

    def at(index: int, value: float) -> str:
        return f"{left + index * step:.1f},{height - bottom - (height - top - bottom) * value / most:.1f}"

    def line(values: Sequence[float | None], style: str) -> str:
        points = " ".join(at(index, value) for index, value in enumerate(values) if value is not None)
        return f"<polyline points='{points}' fill='none' {style}/>" if points else ""

    last = max((index for index, one in enumerate(months) if one.known is not None), default=None)
    begin = months[last].known if last is not None else None
    expected = [begin if index == last else one.expected for index, one in enumerate(months)]
    lows = [begin if index == last else one.low for index, one in enumerate(months)]
    highs = [begin if index == last else one.high for index, one in enumerate(months)]
    shade = [at(index, v) for index, v in enumerate(highs) if v is not None]
    shade += [at(index, v) for index, v in reversed(list(enumerate(lows))) if v is not None]
    parts = [f"<line x1='{left}' x2='{width - right}' y1='{height - bottom}' y2='{height - bottom}' stroke='{RULE}'/>"]
    if any(one.low is not None for one in months):
        parts.append(f"<polygon points='{' '.join(shade)}' fill='{SOFT}' fill-opacity='.55'/>")
    parts.append(line([one.before for one in months], f"stroke='{QUIET}' stroke-width='1.5' stroke-dasharray='2 4'"))
    parts.append(line(expected, f"stroke='{ACCENT}' stroke-width='2' stroke-dasharray='7 4'") if months else "")
    parts.append(line([one.known for one in months], f"stroke='{ACCENT}' stroke-width='3'"))
    if plan:
        y = height - bottom - (height - top - bottom) * plan[0] / most
        parts.append(
            f"<line x1='{left}' x2='{width - right}' y1='{y:.1f}' y2='{y:.1f}' stroke='{INK}' stroke-width='1' stroke-dasharray='9 3 2 3'/>"
        )
        parts.append(_text(left, y - 6, plan[1], fill=INK, weight=600))
    parts += [
        _text(left + index * step, height - 10, one.label, anchor="middle", fill=QUIET)
        for index, one in enumerate(months)
    ]
    parts.append(_fan_legend(names, has_interval=any(one.low is not None for one in months)))
    described = "; ".join(
        f"{one.label}: " + ("?" if (v := one.known if one.known is not None else one.expected) is None else f"{v:.0f}")
        for one in months
    )
    return _svg(width, height, title, described, "".join(parts))


def _fan_legend(names: tuple[str, str, str, str], *, has_interval: bool) -> str:
    """The four signs and their names in two rows."""
    signs = [
        f"stroke='{ACCENT}' stroke-width='3'", f"stroke='{ACCENT}' stroke-width='2' stroke-dasharray='7 4'",
        f"stroke='{SOFT}' stroke-width='12'", f"stroke='{QUIET}' stroke-width='1.5' stroke-dasharray='2 4'",
    ]  # fmt: skip
    wanted = [
        (sign, name)
        for index, (sign, name) in enumerate(zip(signs, names, strict=True))
        if has_interval or index in (0, 3)
    ]
    parts = []
    for place, (sign, name) in enumerate(wanted):
        x, y = 24 + 300 * (place % 2), 14 + 20 * (place // 2)
        parts.append(
            f"<line x1='{x}' x2='{x + 26}' y1='{y - 4}' y2='{y - 4}' {sign}/>" + _text(x + 34, y, name, fill=QUIET)
        )
    return "".join(parts)


def spark_bars(points: Sequence[tuple[str, float | None]], *, title: str, width: int = 132, height: int = 56) -> str:
    """A few upright bars, the last one dark, the first and last label under them; for a card."""
    most = max([value for _, value in points if value is not None] or [0]) or 1
    step = width / max(len(points), 1)
    thick, floor = min(step * 0.7, 26), height - 16
    parts = []
    for index, (label, value) in enumerate(points):
        x, tall = index * step + (step - thick) / 2, (floor - 2) * max(value or 0, 0) / most
        fill = ACCENT if index == len(points) - 1 else SOFT
        parts.append(
            f"<rect x='{x:.1f}' y='{floor - tall:.1f}' width='{thick:.1f}' height='{tall:.1f}' rx='2' fill='{fill}'/>"
        )
        if index in (0, len(points) - 1):
            parts.append(_text(x + thick / 2, height - 2, label, anchor="middle", fill=QUIET))
    described = "; ".join(f"{label}: {'?' if value is None else f'{value:g}'}" for label, value in points)
    return _svg(width, height, title, described, "".join(parts))


def dot_map(dots: Sequence[Dot], *, title: str, width: int = 640, height: int = 460, legend: Sequence[str] = ()) -> str:
    """Places as dots where they lie; area grows with the value, five shades by rank; unknown is hollow."""
    if not dots:
        return ""
    pad = 34
    middle = sum(dot.latitude for dot in dots) / len(dots)
    east = cos(radians(middle))
    xs, ys = [dot.longitude * east for dot in dots], [dot.latitude for dot in dots]
    drawn, lines = _legend(legend, width)
    floor = height - 20 * lines
    scale = min((width - 2 * pad) / ((max(xs) - min(xs)) or 1), (floor - 2 * pad) / ((max(ys) - min(ys)) or 1))
    most = max((dot.value for dot in dots if dot.value is not None), default=0) or 1
    ranked = sorted(dot.value for dot in dots if dot.value is not None)
    largest = max(6.0, min(22.0, 150 / sqrt(len(dots))))
    parts = []
    for dot, x_raw, y_raw in sorted(zip(dots, xs, ys, strict=True), key=lambda item: -(item[0].value or 0)):
        x = width / 2 + (x_raw - (max(xs) + min(xs)) / 2) * scale
        y = floor / 2 - (y_raw - (max(ys) + min(ys)) / 2) * scale
        radius = 4 + (largest - 4) * sqrt(max(dot.value or 0, 0) / most)
        shade = SHADES[_fifth(dot.value, ranked)] if dot.value is not None else "none"
        named = f"<title>{escape(dot.name)}: {escape(dot.text)}</title>"
        circle = f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius:.1f}' fill='{shade}' stroke='{INK}' stroke-width='.7'>{named}</circle>"
        parts.append(_linked(dot.href, circle))
    for x, line, index, words in drawn:
        y = floor + 20 * line
        parts.append(
            f"<rect x='{x}' y='{y + 2}' width='14' height='12' fill='{SHADES[index]}' stroke='{INK}' stroke-width='.5'/>"
            + _text(x + 19, y + 13, words, fill=QUIET)
        )
    described = "; ".join(f"{dot.name}: {dot.text}" for dot in dots[:150])
    return _svg(width, height, title, described, "".join(parts))


def path_chart(stops: Sequence[Stop], ways: Sequence[Way], *, title: str, width: int = 500) -> str:
    """A path drawn downwards with what really went along it: thick where many went. What goes back or jumps ahead stands to the left,
    back broken, ahead whole; each says its share."""
    spine, left, gap = 128, 136, 58
    tops, y = [], 18
    for stop in stops:
        y += 24 if stop.part else 0
        tops.append(y)
        y += gap
    height = y - gap + 46
    parts = []
    for way in ways:
        if way.end == way.start + 1:
            parts.append(_straight(spine, tops[way.start], tops[way.end], way))
    bends = sorted((way for way in ways if way.end != way.start + 1), key=lambda way: abs(way.end - way.start))
    lanes: list[tuple[int, int, int]] = []
    words = []
    for way in bends:
        low, high = sorted((way.start, way.end))
        lane = max((lane + 1 for lane, first, last in lanes if first < high and low < last), default=0)
        lanes.append((lane, low, high))
        shape, text = _bend(spine, tops[way.start], tops[way.end], way, lane)
        parts.append(shape)
        words.append(text)
    for stop, at in zip(stops, tops, strict=True):
        if stop.part:
            parts.append(_text(left, at - 16, _short(stop.part, 48), fill=ACCENT, weight=600))
        parts.append(f"<circle cx='{spine}' cy='{at}' r='7' fill='#fff' stroke='{INK}' stroke-width='2'/>")
        parts.append(_text(left + 6, at + 4, _short(stop.label, 46), fill=INK, weight=600))
        parts.append(_text(left + 6, at + 21, stop.note, fill=QUIET))
    parts += words
    described = "; ".join(f"{stops[way.start].label} → {stops[way.end].label}: {way.text}" for way in ways)
    return _svg(width, height, title, described, "".join(parts))


def _straight(x: float, top: float, bottom: float, way: Way) -> str:
    thick = 1.5 + 9 * way.share
    return f"<line x1='{x}' x2='{x}' y1='{top + 7}' y2='{bottom - 7}' stroke='{SOFT}' stroke-width='{thick:.1f}'/>"


def _bend(x: float, start: float, end: float, way: Way, lane: int) -> tuple[str, str]:
    """The curve with its head, and the words on its middle."""
    broken = " stroke-dasharray='5 3'" if end <= start else ""
    nudge = 0 if start != end else 14
    top, bottom, far = start - nudge, end + nudge, x - 40 - 24 * (lane % 4)
    curve = f"M {x - 8} {top:.1f} C {far:.1f} {top:.1f} {far:.1f} {bottom:.1f} {x - 12} {bottom:.1f}"
    head = f"<path d='M {x - 7} {bottom:.1f} l -8 -4 l 0 8 z' fill='{INK}'/>"
    line = f"<path d='{curve}' fill='none' stroke='{INK}' stroke-width='{1.2 + 9 * way.share:.1f}'{broken}/>{head}"
    at, middle = 0.25 * x + 0.75 * far + 12, (top + bottom) / 2 + 4 - 18 * lane
    halo = f"<rect x='{at - 44}' y='{middle - 12:.1f}' width='46' height='16' fill='#f5f7f8' fill-opacity='.85'/>"
    return line, halo + _text(at, middle, way.text, anchor="end", fill=INK)


def rank_legend(values: Sequence[float], write: object) -> list[str]:
    """The ranges of the map's five shades, written by `write(value)`; empty for a shade no value has."""
    ranked = sorted(values)
    if not ranked or not callable(write):
        return []
    shades = [[value for value in ranked if _fifth(value, ranked) == shade] for shade in range(len(SHADES))]
    return [_range(write(part[0]), write(part[-1])) if part else "" for part in shades]


def _fifth(value: float, ranked: Sequence[float]) -> int:
    """Which fifth of the ranked values a value lies in, by the first of its equals."""
    return len(SHADES) * ranked.index(value) // len(ranked)


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} – {high}"


def _legend(legend: Sequence[str], width: float) -> tuple[list[tuple[int, int, int, str]], int]:
    """Where each said range stands (x, line, shade, words), as many in a line as fit; and the number of lines."""
    placed, x, line = [], 12, 0
    for index, words in enumerate(legend[: len(SHADES)]):
        needed = 19 + round(len(words) * 7.2) + 14
        if words and x > 12 and x + needed > width:
            x, line = 12, line + 1
        if words:
            placed.append((x, line, index, words))
            x += needed
    return placed, line + 1 if placed else 0


def _svg(width: float, height: float, title: str, described: str, inside: str) -> str:
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' width='{width}' height='{height}' role='img' class='chart'>"
    return f"{head}<title>{escape(title)}</title><desc>{escape(described)}</desc>{inside}</svg>"


def _text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, weight: int = 400) -> str:
    return f"<text x='{x:.1f}' y='{y:.1f}' {FONT} font-size='13' font-weight='{weight}' text-anchor='{anchor}' fill='{fill}'>{escape(words)}</text>"


def _linked(href: str, inside: str) -> str:
    return f"<a href='{escape(href, quote=True)}'>{inside}</a>" if href else inside


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"
