"""`ansinh figure ID --place P --on DAY | --year Y | --month M | --from DAY --to DAY`, `ansinh figure --list`, `ansinh figure check`."""

import json
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ansinh.core.access import NoAccess, acting_as_system
from ansinh.core.days import read_month
from ansinh.core.forecast import WITHIN
from ansinh.core.forecast_told import sentences, table
from ansinh.core.numbers import figure as written
from ansinh.core.numbers import unit_name
from ansinh.engine.measures import Parts
from ansinh.indicators import api, words
from ansinh.indicators.api.answers import Figure
from ansinh.indicators.api.catalogue import dimension_label
from ansinh.indicators.api.forecasts import Forecast, forecast
from ansinh.indicators.api.places import day_named, place_named
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown

REFUSALS = (
    PlaceAmbiguous,
    PlaceUnknown,
    NoAccess,
    api.BadPeriod,
    api.NoSnapshot,
    api.UnknownBreakdown,
    api.UnknownIndicator,
    ValueError,
)
EXITS = {"consistent": "✓", "inconsistent": "✗", "cannot_tell": "?"}


class Command(BaseCommand):
    help = "Một chỉ tiêu của một nơi trong một ngày hoặc kỳ, và hồ sơ đứng sau nó. «check»: kiểm tra số liệu với nhau."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("indicator", nargs="?", help="mã chỉ tiêu, ví dụ poverty.poor_households; hoặc check")
        parser.add_argument("--list", action="store_true", help="danh mục chỉ tiêu")
        parser.add_argument("--place", help="nơi: tên, mã hoặc dạng tra-vinh")
        parser.add_argument("--on", help="ngày, ví dụ 2023-12-31")
        parser.add_argument("--year", type=int, help="năm")
        parser.add_argument("--month", help="tháng, ví dụ 2023-12")
        parser.add_argument("--from", dest="from_day", help="từ ngày")
        parser.add_argument("--to", dest="to_day", help="đến ngày")
        parser.add_argument("--by", default="", help="phân tổ, ví dụ commune, district, ethnic_group")
        parser.add_argument("--map", dest="map_day", help="bản đồ của ngày nào: today hoặc một ngày")
        parser.add_argument("--records", action="store_true", help="liệt kê hồ sơ đứng sau con số")
        parser.add_argument("--snapshot", help="ảnh chụp; mặc định mới nhất")
        parser.add_argument(
            "--forecast", action="store_true", help="dự báo đến cuối năm; thêm --until 2024-09 để xem như cuối tháng đó"
        )
        parser.add_argument("--until", help="với --forecast: chỉ dùng số liệu đến hết tháng này, ví dụ 2024-09")
        parser.add_argument("--json", action="store_true", help="in dạng máy đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self._list(options["json"])
            return
        if not options["indicator"] or not options["place"]:
            raise CommandError(
                "Cần mã chỉ tiêu và nơi: ansinh figure poverty.poor_households --place tra-vinh --on 2023-12-31"
            )
        with acting_as_system("hỏi số liệu"):
            try:
                period = self._period(options)
                if too_early := api.before_the_law(period.to_day, options["indicator"].split(".")[0]):
                    raise api.BadPeriod(too_early)
                place = place_named(options["place"], period.to_day)
                if options["forecast"]:
                    self._forecast(place, period, options)
                elif options["indicator"] == "check":
                    self._check(place, period, options)
                else:
                    self._figure(place, period, options)
            except REFUSALS as error:
                raise CommandError(str(error)) from error

    def _period(self, options: dict[str, Any]) -> api.Period:
        days = {key: day_named(options[key]) if options[key] else None for key in ("on", "from_day", "to_day")}
        month = read_month(options["month"]) if options["month"] else None
        return api.period_of(**days, year=options["year"], month=month)

    def _figure(self, place: Place, period: api.Period, options: dict[str, Any]) -> None:
        name = options["indicator"]
        asked = {
            "place": place,
            "period": period,
            "map_day": day_named(options["map_day"]) if options["map_day"] else None,
            "snapshot": options["snapshot"],
        }
        told = api.figures([name], by=options["by"], **asked)[name]
        opened = api.records(name, **asked) if options["records"] else []
        self._shown = api.shown(name, opened) if opened else {}
        parts = _parts_of(name, asked)
        if options["json"]:
            told_parts = {one.indicator.name: _plain(one.value) for one in parts}
            self.stdout.write(json.dumps(self._told(told, opened, options) | {"parts": told_parts}, ensure_ascii=False))
        else:
            self._say(told, parts, opened, options["records"])
        if told.value is None:
            raise CommandError(told.missing)

    def _forecast(self, place: Place, period: api.Period, options: dict[str, Any]) -> None:
        until = read_month(options["until"]) if options["until"] else None
        told = forecast(options["indicator"], place=place, year=period.year, until=until, snapshot=options["snapshot"])
        if told.outlook is None:
            raise CommandError(told.why)
        plan = told.target.value if told.target else None
        if options["json"]:
            self.stdout.write(json.dumps(_outlook(told), ensure_ascii=False))
            return
        self.stdout.write(f"{told.indicator.label_vi}, {place.full_name}, năm {period.year}")
        for line in (*sentences(told.outlook, told.indicator.unit, plan), *told.notes):
            self.stdout.write(f"  {line}")
        for month, value, between, naive in table(told.outlook):
            self.stdout.write(
                "\t".join(one for one in (f"  {month}", value, between, f"năm trước {naive}" if naive else "") if one)
            )

    def _told(self, told: Figure, opened: list[api.Opened], options: dict[str, Any]) -> dict[str, Any]:
        """The figure for a machine; records only when asked for."""
        answer: dict[str, Any] = {
            "indicator": told.indicator.name,
            "place": told.place.slug,
            "place_id": told.place.pk,
            "on": str(told.period.to_day),
            "from": str(told.period.from_day),
            "to": str(told.period.to_day),
            "value": _plain(told.value),
            "unit": told.unit,
            "snapshot": told.snapshot.pk if told.snapshot else None,
            "unknown": told.unknown,
            "notes": list(told.notes),
        }
        if told.missing:
            answer["missing"] = told.missing
        if told.denominator is not None:
            answer |= {"numerator": told.numerator, "denominator": told.denominator}
        if told.by:
            answer["by"] = told.by
            answer["rows"] = [{"key": r.key, "label": r.label_vi, "value": _plain(r.value)} for r in told.rows]
        if options["records"]:
            answer["records"] = [{"id": one.key, **self._listed(one), "value": one.value} for one in opened]
        return answer

    def _say(self, told: Figure, parts: list[Figure], opened: list[api.Opened], with_records: bool) -> None:
        if told.value is None:
            return
        when = told.period.said(told.indicator.kind)
        self.stdout.write(
            f"{told.indicator.label_vi}, {told.place.full_name}, {when}: {written(told.value, told.unit)}"
        )
        if told.denominator is not None:
            self.stdout.write(f"  = {written(told.numerator, '')} : {written(told.denominator, '')}")
        if told.unknown:
            self.stdout.write(f"  {written(told.unknown, '')} hồ sơ chưa đủ thông tin để biết có thuộc diện này không")
        for note in told.notes:
            self.stdout.write(f"  {note}")
        source = f"ảnh chụp {told.snapshot.pk}" if told.snapshot else told.source
        self.stdout.write(f"  nguồn: {source}")
        for part in parts:
            self.stdout.write(
                f"  gồm {part.indicator.label_vi} ({part.indicator.name}): {written(part.value, part.unit)}"
            )
        for row in told.rows:
            self.stdout.write(f"  {row.label_vi}\t{written(row.value, told.unit)}")
        for record in opened if with_records else ():
            listed = "\t".join(str(cell or "") for cell in self._listed(record).values())
            self.stdout.write(f"{record.key}\t{listed}\t{record.value}")

    def _listed(self, record: api.Opened) -> dict[str, Any]:
        """What the record is listed by; names are for pages only."""
        told = self._shown.get(record.listed, {})
        return {column: cell for column, cell in told.items() if column not in ("page_id", "name")}

    def _check(self, place: Place, period: api.Period, options: dict[str, Any]) -> None:
        found = api.check(place=place, period=period, snapshot=options["snapshot"])
        if options["json"]:
            told = [
                {
                    "kind": one.kind,
                    "verdict": one.verdict,
                    "figures": one.figures,
                    "arithmetic": one.arithmetic,
                    "said": one.said,
                    "difference": _plain(one.difference),
                    "tolerance": _plain(one.tolerance),
                }
                for one in found
            ]
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for one in found:
            self.stdout.write(f"{EXITS[one.verdict]} {words.VERDICTS[one.verdict][0]}: {one.said}")

    def _list(self, as_json: bool) -> None:
        if as_json:
            told = [
                {"id": o.name, "label_vi": o.label_vi, "label_en": o.label_en, "unit": o.unit, "kind": o.kind, "by": o.by,
                 "sheet": o.sheet, "code": o.code, "also": o.also, "is_reported": api.is_reported(o.name)}
                for o in api.catalogue().values()
            ]  # fmt: skip
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for one in api.catalogue().values():
            by = ", ".join(dimension_label(name).lower() for name in one.by) or "không phân tổ"
            by = "chỉ từ báo cáo" if api.is_reported(one.name) else by
            self.stdout.write(f"{one.name}\n  {one.label_vi} ({unit_name(one.unit) or one.unit}; {by})")


def _outlook(told: Forecast) -> dict[str, Any]:
    """The forecast for a machine; what is not known is null."""
    seen = told.outlook
    assert seen is not None
    return {
        "indicator": told.indicator.name, "place": told.place.slug, "year": told.year, "unit": told.indicator.unit, "so_far": seen.so_far,
        "months_known": len(seen.known), "total": seen.total, "low": seen.low, "high": seen.high, "within_percent": WITHIN,
        "naive_total": seen.naive_total, "share_total": seen.share_total, "plan": _plain(told.target.value) if told.target else None,
        "tested": vars(seen.tested) if seen.tested else None, "why": seen.why, "snapshot": told.snapshot.pk if told.snapshot else None,
    }  # fmt: skip


def _plain(value: int | Decimal | None) -> int | float | None:
    """Counts as whole numbers, ratios with six decimals."""
    return value if value is None or isinstance(value, int) else round(float(value), 6)


def _parts_of(name: str, asked: dict[str, Any]) -> list[Figure]:
    """The figures declared to add up to this one, by the first declaration of which each is known."""
    for relation in api.relations():
        if isinstance(relation, Parts) and relation.total == name:
            found = list(api.figures(relation.parts, **asked).values())
            if all(one.value is not None for one in found):
                return found
    return []
