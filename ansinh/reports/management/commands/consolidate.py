"""`ansinh consolidate FILE... --out NAME`, or `--place P --period 2023` for the reports received: one table, as .xlsx and .docx."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.places.models import PlaceAmbiguous, PlaceUnknown, find_place
from ansinh.reading.readers import Unreadable
from ansinh.reading.reading import house_mapper, read_many
from ansinh.reports.actions.consolidation import Together, together, together_of_readings
from ansinh.reports.documents import to_word
from ansinh.reports.documents.consolidated import column_title, to_content, to_workbook, written
from ansinh.reports.words import CLAIM_KINDS, days_of, period_said


class Command(BaseCommand):
    help = "Tổng hợp nhiều báo cáo thành một bảng (đơn vị x chỉ tiêu), ra .xlsx và .docx."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="*", metavar="TỆP", help="các báo cáo; bỏ trống để lấy báo cáo đã nhận của --place, --period"
        )
        parser.add_argument("--place", help="nơi tổng hợp, ví dụ tra-vinh")
        parser.add_argument("--period", help="kỳ: 2023, 2023-H1, 2023-Q3, 2023-05")
        parser.add_argument(
            "--kinds", nargs="+", choices=list(CLAIM_KINDS), default=(), help="loại số liệu; mặc định tất cả"
        )
        parser.add_argument("--indicators", nargs="+", default=(), help="chỉ các chỉ tiêu này")
        parser.add_argument("--out", help="tên tệp kết quả không đuôi; không có thì in ra màn hình")
        parser.add_argument("--json", action="store_true", help="in dạng máy đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = house_mapper().catalogue
        if unknown := [name for name in options["indicators"] if name not in catalogue.indicators]:
            raise CommandError(f"Không có chỉ tiêu «{', '.join(unknown)}». Ghi mã như poverty.poor_households.")
        if options["files"]:
            read, title = self._read([Path(name) for name in options["files"]], options), "Tổng hợp báo cáo"
        elif options["place"] and options["period"]:
            read, title = self._received(options), f"Tổng hợp báo cáo {period_said(options['period'])}"
        else:
            raise CommandError("Cần tên các tệp báo cáo, hoặc --place và --period của báo cáo đã nhận.")
        if options["json"]:
            self.stdout.write(json.dumps(_as_dict(read), ensure_ascii=False, indent=1))
        elif options["out"]:
            base = Path(options["out"])
            book = to_workbook(read.table, catalogue, read.said, title=title)
            paper = to_word(to_content(read.table, catalogue, read.said, title=title.upper(), day=timezone.localdate()))
            stem = base.stem if base.suffix in (".xlsx", ".docx") else base.name
            for suffix, data in ((".xlsx", book), (".docx", paper)):
                path = base.with_name(stem + suffix)
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                except OSError as refused:
                    raise CommandError(f"Không ghi được «{path}»: {refused.strerror}.") from refused
                self.stdout.write(str(path))
        else:
            self._show(read, catalogue)

    def _read(self, paths: list[Path], options: dict[str, Any]) -> Together:
        readings = []
        for path, reading in read_many(paths):
            if isinstance(reading, Unreadable):
                self.stderr.write(str(reading))
            else:
                readings.append((path.name, reading))
        if not readings:
            raise CommandError("Không đọc được báo cáo nào.")
        return together_of_readings(
            readings, house_mapper().catalogue, kinds=options["kinds"], indicators=options["indicators"]
        )

    def _received(self, options: dict[str, Any]) -> Together:
        with acting_as_system("tổng hợp báo cáo"):
            try:
                day: date = days_of(options["period"])[1]
                place = find_place(options["place"], day=day)
                return together(
                    place=place, period=options["period"], kinds=options["kinds"], indicators=options["indicators"]
                )
            except (ValueError, PlaceUnknown, PlaceAmbiguous) as wrong:
                raise CommandError(str(wrong)) from wrong

    def _show(self, read: Together, catalogue: Any) -> None:
        for column in read.table.columns:
            self.stdout.write(f"\n{column_title(column, catalogue)}")
            for row in read.table.rows:
                if (cell := row.cell(column)).value is not None:
                    self.stdout.write(f"  {row.name}, {row.period}: {written(cell)}")
        for said in read.said:
            self.stdout.write(
                f"{'✗' if said.verdict == 'inconsistent' else '?'} {', '.join(said.reports)}: {said.said}"
            )
        for key, name in read.table.not_sent:
            self.stdout.write(f"chưa gửi: {name} ({key})")


def _as_dict(read: Together) -> dict[str, Any]:
    rows = [
        {
            "place": row.name, "period": row.period, "report": row.source.name if row.source else None,
            "cells": [
                {"indicator": column.indicator, "kind": column.kind, "ahead": column.ahead, "value": float(cell.value), "state": cell.state}
                for column in read.table.columns
                if (cell := row.cell(column)).value is not None
            ],
        }
        for row in read.table.rows
    ]  # fmt: skip
    said = [
        {"reports": one.reports, "verdict": one.verdict, "said": one.said, "arithmetic": one.arithmetic}
        for one in read.said
    ]
    return {
        "rows": rows,
        "findings": said,
        "not_sent": [{"place": key, "name": name} for key, name in read.table.not_sent],
    }
