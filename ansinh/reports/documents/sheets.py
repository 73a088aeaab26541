"""The statutory tables of a province's year as one Excel file: 7.1-7.11 and 407-411 of its review, 301.1-405 of rights and payments.

Frames are data (`reports/data/sheets.yaml`); their cells are indicators. Money entered for sheet 411 is in million dong as typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from ansinh.indicators.api import Figure, NoSnapshot, Period, figures, snapshot_for
from ansinh.indicators.models import Snapshot
from ansinh.places.models import NobodyServes, Place, who_serves
from ansinh.poverty.jobs.tables import Check, Cover, Line, Sheet, tables_of, write_sheets, write_workbook
from ansinh.poverty.jobs.tables.frame import Value, equal
from ansinh.poverty.models import Campaign

FRAMES = Path(__file__).resolve().parents[1] / "data" / "sheets.yaml"
_MONEY = "poverty.money_411_"
_ROWS = ("100", "110", "111", "112", "113", "210", "211", "212", "213")


def statutory_sheets(place: Place, year: int, snapshot: Snapshot | None = None) -> bytes | None:
    """The statutory tables of a province's year as .xlsx; none when the place is no province or has no record of that year."""
    if place.level != 1:
        return None
    period = Period(date(year, 1, 1), date(year, 12, 31))
    campaign = Campaign.objects.filter(province=place, year=year, kind="annual").first()
    paid = sheets_of_rights(place, period, snapshot)
    if campaign is None and not paid:
        return None
    if campaign is None:
        cover = Cover(f"Biểu thống kê năm {year}, {place.full_name}", year, paid[0].reporter, period.to_day)
        return write_sheets(sheets=paid, cover=cover)
    entered = figures([_MONEY + row for row in _ROWS], place=place, period=period)
    money = {row: None if (value := entered[_MONEY + row].value) is None else int(value) for row in _ROWS}
    return write_workbook(sheets=[*tables_of(campaign, money), *paid], campaign=campaign)


def sheets_of_rights(place: Place, period: Period, snapshot: Snapshot | None = None) -> list[Sheet]:
    """Sheets 301.1, 301.2, 302-303, 401 and 405 of a place and year; none where nothing of rights and payments was recorded."""
    frames: list[dict[str, Any]] = yaml.safe_load(FRAMES.read_text())["sheets"]
    try:
        asked = Asked(place, period, snapshot_for(place, snapshot), tuple(dict.fromkeys(_names(frames))))
    except NoSnapshot:
        return []
    if not any(one.value for one in asked.whole.values()):
        return []
    return [_sheet(frame, asked) for frame in frames]


@dataclass
class Asked:
    """Every figure the sheets are made of, whole and by the breakdowns their rows name, each kind in one pass."""

    place: Place
    period: Period
    snapshot: Snapshot
    names: tuple[str, ...]

    @cached_property
    def whole(self) -> dict[str, Figure]:
        return figures(self.names, place=self.place, period=self.period, snapshot=self.snapshot)

    def cells(self, names: Iterable[str], by: str) -> dict[str, dict[Any, Any]]:
        """The cells of a breakdown by indicator."""
        told = figures(names, place=self.place, period=self.period, by=by, snapshot=self.snapshot)
        return {name: {row.key: row.value for row in one.rows} for name, one in told.items() if one.value is not None}


def _names(frames: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for frame in frames:
        yield from (name for _, *named in frame["columns"].values() for name in named)
        for row in frame["rows"]:
            yield from (name for named in row.get("figures", {}).values() for name in named)


def _sheet(frame: dict[str, Any], asked: Asked) -> Sheet:
    columns = {number: named for number, (_, *named) in frame["columns"].items()}
    exact = {row["code"]: _values(row, columns, asked) for row in frame["rows"]}
    scale = frame.get("scale", 1)
    lines = [
        Line(row["label"], row.get("depth", 0), {c: _printed(v, scale) for c, v in exact[row["code"]].items()}, row["code"])
        for row in frame["rows"]
    ]  # fmt: skip
    return Sheet(
        frame["code"],
        frame["title"],
        frame["unit"],
        {number: label for number, (label, *_) in frame["columns"].items()},
        lines,
        _checks(frame, exact),
        due=frame["due"],
        reporter=_reporter(asked.place, asked.period, frame["field"]),
        receiver=frame["receiver"],
        notes=[*dict.fromkeys(note for name in _names([frame]) for note in asked.whole[name].notes), *frame["notes"]],
    )


def _values(row: Mapping[str, Any], columns: Mapping[str, list[str]], asked: Asked) -> dict[str, int | None]:
    """The exact figures of a row; None where one of a cell's indicators has none, or there is none."""
    named = row.get("figures", columns)
    if "by" not in row:
        return {number: _sum(asked.whole[name].value for name in names) for number, names in named.items()}
    cells = asked.cells([name for names in named.values() for name in names], row["by"])
    return {
        number: _sum(cells[name].get(row["cell"], 0) if name in cells else None for name in names)
        for number, names in named.items()
    }


def _sum(values: Iterable[Any]) -> int | None:
    known = list(values)
    return None if not known or None in known else sum(int(value) for value in known)


def _printed(value: int | None, scale: int) -> Value:
    if value is None or scale == 1:
        return value
    return (Decimal(value) / scale).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _checks(frame: Mapping[str, Any], exact: Mapping[str, Mapping[str, int | None]]) -> list[Check]:
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
