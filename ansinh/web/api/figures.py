"""Indicators, and one of them for a place and a period. Only records inside the reader's scope are counted."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from ninja import Field, Query, Router, Schema

from ansinh.core.language import language_code
from ansinh.core.numbers import figure as written
from ansinh.core.numbers import unit_name
from ansinh.engine import Indicator
from ansinh.indicators import api
from ansinh.indicators.api.few import WORDS as FEW_WORDS
from ansinh.indicators.api.places import place_named
from ansinh.web.api.shapes import REFUSALS, Day, Line, Name, PlaceName, Problem, place_name, word

router = Router(tags=["figures"])


class IndicatorOut(Schema):
    name: str
    label: str
    unit: str
    kind: str = Field(description="stock (a day), flow (a period) or ratio")
    by: list[str] = Field(description="what it can be broken down by")


class Indicators(Schema):
    items: list[IndicatorOut]


class Cell(Schema):
    key: str
    label: str
    value: float | None
    is_few: bool = Field(
        description="one to four people of a group kept apart, or what would tell them: no number is given"
    )


class FigureOut(Schema):
    """A figure; `value` is null where it cannot be given, and `missing` says why."""

    indicator: str
    label: str
    unit: str
    place: PlaceName
    from_day: date
    to_day: date
    value: float | None
    text: str = Field(description="the value with its unit, as it is written for people")
    numerator: int | None
    denominator: int | None
    missing: str
    notes: list[str]
    rows: list[Cell]
    snapshot: str | None = Field(description="the snapshot it was counted from")
    records: str = Field(description="address of the page with the records behind it")


class FigureAsked(Schema):
    place: Line = Field(min_length=2, description="id or name of a unit")
    year: int | None = Field(None, ge=2000, le=2100)
    month: int | None = Field(None, ge=200001, le=210012, description="year and month: 202312")
    day: Day | None = None
    by: Line = Field("", description="one of the indicator's breakdowns")


@router.get("", response={200: Indicators, REFUSALS: Problem}, url_name="api_indicators", summary="Every indicator")
def indicators(request: HttpRequest) -> dict[str, Any]:
    return {
        "items": [
            {"name": one.name, "label": _label(one), "unit": one.unit, "kind": one.kind, "by": list(one.by)}
            for one in api.catalogue().values()
        ]
    }


@router.get(
    "/{name}", response={200: FigureOut, REFUSALS: Problem}, url_name="api_figure",
    summary="One indicator for a place and one of: a year, a month, a day",
)  # fmt: skip
def figure(request: HttpRequest, name: Name, asked: Query[FigureAsked]) -> dict[str, Any]:
    told = api.indicator_named(name)
    period = api.period_of(on=asked.day, year=asked.year, month=_month(asked.month))
    place = place_named(asked.place, period.to_day)
    found = api.figures([told.name], place=place, period=period, by=asked.by)[told.name]
    when: dict[str, Any] = {"nam": period.year} if period.is_whole_year else {"ngay": period.to_day.isoformat()}
    return {
        "indicator": told.name,
        "label": _label(told),
        "unit": unit_name(told.unit, language_code()) or told.unit,
        "place": place_name(place),
        "from_day": period.from_day,
        "to_day": period.to_day,
        "value": _number(found.value),
        "text": word(FEW_WORDS) if found.is_few else written(found.value, told.unit, language_code()),
        "numerator": found.numerator,
        "denominator": found.denominator,
        "missing": found.missing,
        "notes": list(found.notes),
        "rows": [
            {
                "key": str(row.key),
                "label": word((row.label_vi, row.label_en)),
                "value": _number(row.value),
                "is_few": row.is_few,
            }
            for row in found.rows
        ],
        "snapshot": found.snapshot.pk if found.snapshot else None,
        "records": f"{reverse('indicator_records', args=[told.name])}?{urlencode({'noi': place.pk, **when})}",
    }


def _month(month: int | None) -> int | None:
    if month is not None and not 1 <= month % 100 <= 12:
        raise api.BadPeriod(f"Không có tháng «{month}». Ghi năm rồi tháng, ví dụ 202312.")
    return month


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _label(one: Indicator) -> str:
    return word((one.label_vi, one.label_en))
