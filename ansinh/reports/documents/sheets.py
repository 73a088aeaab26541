"""The statutory tables of a province's year as one Excel file: 7.1-7.11 and 407-411 of its review, 301.1-405 of rights and payments,
101-119, 201-206, 203.N and 1506.N of labour and training.

Frames are data (`reports/data/sheets*.yaml`); their cells are indicators. Money entered for sheet 411 is in million dong as typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine.measures import Count, Ratio, Total
from ansinh.indicators.api import Cells, Figure, NoSnapshot, Number, Period, cell_label, crosstab, figures, snapshot_for
from ansinh.indicators.models import Snapshot
from ansinh.places.models import NobodyServes, Place, who_serves
from ansinh.poverty.jobs.tables import Check, Cover, Line, Sheet, tables_of, write_sheets, write_workbook
from ansinh.poverty.jobs.tables.frame import Value, equal
from ansinh.poverty.models import Campaign

# One file a part of the sector: its sheets are made where anything of them was recorded.
FRAMES = tuple(sorted((Path(__file__).resolve().parents[1] / "data").glob("sheets*.yaml")))
_MONEY = "poverty.money_411_"
_ROWS = ("100", "110", "111", "112", "113", "210", "211", "212", "213")


def statutory_sheets(place: Place, year: int, snapshot: Snapshot | None = None) -> bytes | None:
    """The statutory tables of a province's year as .xlsx; none when the place is no province or has no record of that year."""
    if place.level != 1:
        return None
    period = Period(date(year, 1, 1), date(year, 12, 31))
    campaign = Campaign.objects.filter(province=place, year=year, kind="annual").first()
    framed = framed_sheets(place, period, snapshot)
    if campaign is None and not framed:
        return None
    if campaign is None:
        cover = Cover(f"Biểu thống kê năm {year}, {place.full_name}", year, framed[0].reporter, period.to_day)
        return write_sheets(sheets=framed, cover=cover)
    entered = figures([_MONEY + row for row in _ROWS], place=place, period=period)
    money = {row: None if (value := entered[_MONEY + row].value) is None else int(value) for row in _ROWS}
    return write_workbook(sheets=[*tables_of(campaign, money), *framed], campaign=campaign)


def framed_sheets(place: Place, period: Period, snapshot: Snapshot | None = None) -> list[Sheet]:
    """The sheets of every file of frames of which something was recorded for the place and year."""
    return [sheet for path in FRAMES for sheet in _sheets_of(path, place, period, snapshot)]


def frames_of(path: Path) -> list[dict[str, Any]]:
    """The sheets one file declares."""
    frames: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["sheets"]
    return frames


def _sheets_of(path: Path, place: Place, period: Period, snapshot: Snapshot | None) -> list[Sheet]:
    frames = frames_of(path)
    try:
        asked = Asked(place, period, snapshot_for(place, snapshot), tuple(dict.fromkeys(_names(frames))))
    except NoSnapshot:
        return []
    if not any(one.value for one in asked.whole.values()):
        return []
    return [_sheet(frame, asked) for frame in frames]


Names = list[str]
Where = dict[str, Any]
Columns = Mapping[str, tuple[str, Names, Where]]


@dataclass
class Asked:
    """Every figure the sheets are made of: whole, and in the cells of the facts their rows and columns name, each kind in one pass."""

    place: Place
    period: Period
    snapshot: Snapshot
    names: tuple[str, ...]

    @cached_property
    def whole(self) -> dict[str, Figure]:
        return figures(self.names, place=self.place, period=self.period, snapshot=self.snapshot)

    @cached_property
    def _tables(self) -> dict[tuple[str, tuple[str, ...]], Cells]:
        return {}

    @cached_property
    def before(self) -> "Asked":
        """The same a year before."""
        return Asked(self.place, self.period.before, self.snapshot, self.names)

    def cell(self, name: str, where: Where) -> Number:
        """One indicator where the facts have the values told (one, or one of several); a ratio has one fact at most."""
        if not where:
            return self.whole[name].value
        if isinstance(self.whole[name].indicator.measure, Ratio):
            ((fact, value),) = where.items()
            told = figures([name], place=self.place, period=self.period, by=fact, snapshot=self.snapshot)[name]
            return next((row.value for row in told.rows if row.key == value), None)
        facts = tuple(sorted(where))
        if (name, facts) not in self._tables:
            self._tables |= self._tabled(name, facts)
        cells = self._tables[name, facts]
        wanted = [set(value) if isinstance(value := where[fact], list) else {value} for fact in facts]
        found = [
            number for key, number in cells.items() if all(one in some for one, some in zip(key, wanted, strict=True))
        ]
        return None if self.whole[name].value is None or None in found else sum(number or 0 for number in found)

    def values(self, name: str, fact: str, where: Where) -> list[Any]:
        """The values of a fact that some of the indicator's records have, in their order; unknown last."""
        if self.whole[name].value is None:
            return []
        told = figures([name], place=self.place, period=self.period, by=fact, snapshot=self.snapshot)[name]
        return [row.key for row in told.rows if row.value and self.cell(name, where | {fact: row.key})]

    def _tabled(self, name: str, facts: tuple[str, ...]) -> dict[tuple[str, tuple[str, ...]], Cells]:
        """The cells of this indicator and of the others of its grain that have the facts."""
        alike = [
            one for one in self.names if set(facts) <= set(self.whole[one].indicator.by) and _is_sum(self.whole[one])
        ]
        found = crosstab({*alike, name}, place=self.place, period=self.period, by=facts, snapshot=self.snapshot)
        return {(one, facts): found.get(one, {}) for one in {*alike, name}}


def _is_sum(told: Figure) -> bool:
    return isinstance(told.indicator.measure, Count | Total)


def _column(told: list[str] | Mapping[str, Any]) -> tuple[str, Names, Where]:
    """What a column is called, its indicators, and which of their cells: written as a list, or with `where` as a mapping."""
    if isinstance(told, Mapping):
        return told["label"], told.get("of", []), told.get("where", {})
    return told[0], told[1:], {}


def _names(frames: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for frame in frames:
        yield from (name for told in frame["columns"].values() for name in _column(told)[1])
        for row in frame["rows"]:
            yield from (name for named in row.get("figures", {}).values() for name in named)


def _sheet(frame: dict[str, Any], asked: Asked) -> Sheet:
    columns = {number: _column(told) for number, told in frame["columns"].items()}
    rows = [row for told in frame["rows"] for row in _spread(told, columns, asked)]
    exact = {row["code"]: _values(row, columns, asked, frame.get("before", ())) for row in rows}
    scale = frame.get("scale", 1)
    lines = [
        Line(row["label"], row.get("depth", 0), {c: _printed(v, scale) for c, v in exact[row["code"]].items()}, row["code"])
        for row in rows
    ]  # fmt: skip
    return Sheet(
        frame["code"],
        frame["title"],
        frame["unit"],
        {number: label for number, (label, *_) in columns.items()},
        lines,
        _checks(frame, exact),
        due=frame["due"],
        reporter=_reporter(asked.place, asked.period, frame["field"]),
        receiver=frame["receiver"],
        notes=[*dict.fromkeys(note for name in _names([frame]) for note in asked.whole[name].notes), *frame["notes"]],
    )


def _spread(row: dict[str, Any], columns: Columns, asked: Asked) -> list[dict[str, Any]]:
    """An open row (`each`: a fact) as a row for each value of the fact that the first column has; other rows as they are."""
    if "each" not in row:
        return [row]
    _, (name, *_), where = next(iter(columns.values()))
    fact = row["each"]
    values = asked.values(name, fact, where)
    return [
        row | {"code": f"{row['code']}{number:02d}", "label": cell_label(fact, value), "where": {fact: value}}
        for number, value in enumerate(values, start=1)
    ]


def _values(row: Mapping[str, Any], columns: Columns, asked: Asked, before: Iterable[str] = ()) -> dict[str, Number]:
    """The exact figures of a row; None where one of a cell's indicators has none, or there is none. A row may have figures of its own
    for some columns, be a cell of a breakdown (another one for some columns: `where_of`), have `only` some of the columns, or stand as a
    year before (`is_before`); columns named `before` are of the year before in every row."""
    asked = asked.before if row.get("is_before") else asked
    there = {row["by"]: row["cell"]} if "by" in row else dict(row.get("where", {}))
    apart = row.get("where_of", {})
    own = row.get("figures", {})
    found: dict[str, Number] = {}
    for number, (_, names, where) in columns.items():
        if number not in row.get("only", columns) or ("figures" in row and number not in own):
            found[number] = None
        else:
            of = asked.before if number in before else asked
            found[number] = _sum(of.cell(name, where | apart.get(number, there)) for name in own.get(number, names))
    return found


def _sum(values: Iterable[Number]) -> Number:
    known = list(values)
    if len(known) == 1:
        return known[0]
    return None if not known or None in known else sum(int(value or 0) for value in known)


def _printed(value: Number, scale: int) -> Value:
    if value is None or (scale == 1 and isinstance(value, int)):
        return value
    return (Decimal(value) / scale).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _checks(frame: Mapping[str, Any], exact: Mapping[str, Mapping[str, Number]]) -> list[Check]:
    """Columns that are sums of others and rows that others add up to, tested on the exact figures."""
    found, unit = [], " (đồng)" if "scale" in frame else ""
    whole = exact[frame["rows"][0]["code"]]
    for total, parts in frame.get("sums", {}).items():
        if None not in (values := [whole[part] for part in (total, *parts)]):
            summed = sum(value or 0 for value in values[1:])
            found.append(equal(f"Cột {total} = cột {' + '.join(parts)}{unit}", whole[total], summed))
    for total, parts in frame.get("same", {}).items():
        for column, value in exact[total].items():
            if None not in (values := [value, *(exact[part][column] for part in parts)]):
                summed = sum(part or 0 for part in values[1:])
                found.append(equal(f"Cột {column}: dòng {total} = {' + '.join(parts)}{unit}", value, summed))
    return found


def _reporter(place: Place, period: Period, field: str) -> str:
    """The office of the province that manages the field, as it was called then."""
    try:
        offices = who_serves(field, "manage", place, period.to_day)
    except NobodyServes:
        offices = []
    return next((one.name_vi for one in offices if one.place == place), f"UBND {place.full_name}")
