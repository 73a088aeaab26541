"""`ansinh forecast`: how good the forecast of late dossiers would have been on days gone by."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.numbers import decimal, grouped
from ansinh.dossiers.jobs.evidence import years_walked
from ansinh.dossiers.jobs.forecast import Band, back_test


class Command(BaseCommand):
    """Asks the forecast of one day each week of the past and compares what it would have said with what came."""

    help = "Thử dự báo hồ sơ trễ trên những ngày đã qua: trong số nói «có thể trễ», bao nhiêu đã trễ thật."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, action="append", help="năm thử; mặc định mọi năm có hồ sơ")
        parser.add_argument("--json", action="store_true", help="in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system("thử dự báo hồ sơ trễ"):
            bands = back_test(days=weeks_of(options["year"] or years_walked()))
        if options["json"]:
            told = [{**asdict(one), "share": one.share} for one in bands]
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write("nói khả năng trễ   lượt hỏi   đã trễ   tỷ lệ trễ   bình quân đã nói")
        for one in bands:
            self.stdout.write(line_of(one))


def weeks_of(years: list[int]) -> list[date]:
    """A Wednesday each week of the years until today, from the second half of the first: before, nothing was known."""
    first, last = date(min(years), 7, 1), min(date(max(years), 12, 31), timezone.localdate())
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return [day for day in days if day.weekday() == 2 and day.year in years]


def line_of(one: Band) -> str:
    """A row of the table."""
    said = f"từ {one.low} đến {'100' if one.high == 100 else f'dưới {one.high}'} %"
    return f"{said:<20} {grouped(one.said):>7}  {grouped(one.late):>7}  {decimal(one.share, 1):>8} %  {decimal(one.mean, 1):>8} %"
