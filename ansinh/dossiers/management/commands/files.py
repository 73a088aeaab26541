"""`ansinh files check|ocr|scan|sweep`: is every kept file there and whole; words read from scans; the virus scanner asked; what citizens
began and did not submit is gone after a day."""

import json
from collections import Counter
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ansinh.core import files
from ansinh.core.access import acting_as_system
from ansinh.core.numbers import grouped
from ansinh.dossiers.actions.papers import read_texts, scan_file, unread
from ansinh.dossiers.jobs import drafts
from ansinh.dossiers.jobs.papers import cannot_recognise
from ansinh.dossiers.models import KeptFile

FAULTS = {
    "missing": "mất tệp (sổ có, kho tệp không có)",
    "damaged": "tệp hỏng (nội dung không còn đúng mã băm)",
    "unclaimed": "tệp thừa (kho tệp có, không sổ nào ghi)",
    "unfinished": "tệp nhận dở",
}
SERIOUS = ("missing", "damaged")


class Command(BaseCommand):
    help = "Kho tệp: check (đủ và nguyên vẹn), ocr (đọc chữ trong bản quét), scan (quét vi-rút), sweep (bỏ hồ sơ trực tuyến bỏ dở)."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")
        check = verbs.add_parser(
            "check", help="mỗi dòng có tệp, đúng mã băm, mỗi tệp có dòng; thoát mã 1 khi mất hoặc hỏng"
        )
        check.add_argument("--json", action="store_true", help="in dạng máy đọc")
        ocr = verbs.add_parser("ocr", help="đọc chữ các tệp còn chờ")
        ocr.add_argument("--again", action="store_true", help="đọc lại cả tệp lần trước không đọc được")
        ocr.add_argument("--limit", type=int, default=0, metavar="N", help="nhiều nhất N tệp; mặc định tất cả")
        scan = verbs.add_parser("scan", help="quét vi-rút các tệp chưa quét")
        verbs.add_parser("sweep", help="bỏ tệp và điều đã khai của hồ sơ trực tuyến bỏ dở quá một ngày")
        scan.add_argument("--all", action="store_true", help="quét lại mọi tệp, khi phần mềm có mẫu mới")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system(f"ansinh files {options['verb']}"):
            getattr(self, f"_{options['verb']}")(options)

    def _check(self, options: dict[str, Any]) -> None:
        looked = Counter[str]()

        def tell(sha256: str) -> None:
            looked["files"] += 1

        found = list(files.faults(tell=tell))
        counts = Counter(fault.kind for fault in found)
        rows = len(files.held())
        if options["json"]:
            told: dict[str, Any] = {"rows": rows, "files": looked["files"], **{kind: counts[kind] for kind in FAULTS}}
            told["faults"] = [{"kind": fault.kind, "sha256": fault.sha256, "path": str(fault.path)} for fault in found]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(f"{grouped(rows)} mã băm trong sổ, {grouped(looked['files'])} tệp trong {files.store()}")
            for fault in found:
                self.stdout.write(f"  {FAULTS[fault.kind]}: {fault.path}")
            if not found:
                self.stdout.write("Kho tệp đủ và nguyên vẹn.")
        if serious := [f"{counts[kind]} {FAULTS[kind]}" for kind in SERIOUS if counts[kind]]:
            raise CommandError("; ".join(serious) + ". Lấy lại từ bản sao lưu: ansinh restore.")

    def _sweep(self, options: dict[str, Any]) -> None:
        gone = drafts.sweep()
        call_command("clearsessions")
        self.stdout.write(f"Đã bỏ {grouped(gone)} tệp bỏ dở và các phiên đã hết hạn.")

    def _ocr(self, options: dict[str, Any]) -> None:
        if lack := cannot_recognise():
            self.stderr.write(f"Chỉ đọc được tệp có sẵn chữ. {lack}")
        waiting = unread(again=options["again"]).order_by("kept_at")
        waiting = waiting[: options["limit"]] if options["limit"] else waiting
        total = done = 0
        for file in waiting.iterator(chunk_size=100):
            total += 1
            done += read_texts(waiting=[file])
        self.stdout.write(f"Đã đọc chữ {grouped(done)}/{grouped(total)} tệp.")

    def _scan(self, options: dict[str, Any]) -> None:
        rows = KeptFile.objects.exclude(scan="infected")
        rows = rows if options["all"] else rows.filter(scan="unscanned")
        counts, why = Counter[str](), ""
        for file in rows.iterator(chunk_size=100):
            if not files.is_kept(file.pk):
                counts["missing"] += 1
                continue
            file = scan_file(file=file)
            counts[file.scan] += 1
            why = file.scan_said if file.scan == "unscanned" else why
        self.stdout.write(
            f"Sạch {grouped(counts['clean'])}, có mã độc {grouped(counts['infected'])} (đã cách ly), chưa quét được {grouped(counts['unscanned'])}."
        )
        if counts["missing"]:
            self.stderr.write(f"{grouped(counts['missing'])} tệp không còn trong kho: chạy ansinh files check.")
        if counts["unscanned"]:
            raise CommandError(why)
        if counts["infected"]:
            raise CommandError("Có tệp mang mã độc: xem vết kiểm toán, việc «file.infected».")
