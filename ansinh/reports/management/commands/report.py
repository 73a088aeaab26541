"""`ansinh report YEAR --place NAME --out DIR`: the year-end report as Word, PDF and HTML."""

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ansinh.core.access import NoAccess, acting_as_system
from ansinh.core.names import slug
from ansinh.indicators.api import BadPeriod, NoSnapshot
from ansinh.places.models import PlaceUnknown, find_place
from ansinh.reports.actions import build_report, shown_content
from ansinh.reports.documents import statutory_sheets, to_html, to_pdf, to_word


class Command(BaseCommand):
    help = "Lập báo cáo tổng kết năm của một địa bàn: .docx, .pdf và .html cùng một nội dung; .xlsx có biểu 7.1-7.11, 407-411, 301.1-405."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, help="năm báo cáo, ví dụ 2023")
        parser.add_argument("--place", required=True, help="tỉnh, huyện hoặc xã: tên, tên không dấu (tra-vinh) hoặc mã")
        parser.add_argument("--out", type=Path, default=Path("out"), help="thư mục ghi tệp; mặc định ./out")
        parser.add_argument("--snapshot", default="", help="bản chụp số liệu; mặc định bản mới nhất")
        parser.add_argument("--json", action="store_true", help="in danh sách tệp và số liệu còn thiếu dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.perf_counter()
        year = options["year"]
        with acting_as_system("ansinh report"):
            try:
                place = find_place(options["place"], day=date(year, 12, 31))
                report = build_report(place=place, year=year, snapshot=options["snapshot"] or None, by=None)
            except (PlaceUnknown, NoSnapshot, BadPeriod, NoAccess) as refused:
                raise CommandError(str(refused)) from refused
            content = shown_content(report)
            sheets = statutory_sheets(place, year, report.snapshot)
        options["out"].mkdir(parents=True, exist_ok=True)
        stem = options["out"] / f"bao-cao-{slug(place.name)}-{year}"
        papers: dict[str, bytes] = {
            ".docx": to_word(content),
            ".pdf": to_pdf(content),
            ".html": to_html(content).encode(),
        }
        if sheets:
            papers[".xlsx"] = sheets
        files = []
        for suffix, data in papers.items():
            path = stem.with_suffix(suffix)
            path.write_bytes(data)
            files.append(str(path))
        if options["json"]:
            told = {
                "place": place.pk,
                "year": year,
                "report": report.pk,
                "snapshot": report.snapshot_id,
                "files": files,
                "missing": content.missing,
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for file in files:
            self.stdout.write(file)
        for what, why in content.missing:
            self.stderr.write(f"thiếu: {what} – {why}")
        self.stderr.write(f"{time.perf_counter() - began:.1f} giây")
