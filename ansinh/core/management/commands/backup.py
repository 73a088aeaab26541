"""`ansinh backup DEST`: the database and all files, verified; a second copy adds only what is new."""

from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction

from ansinh.core import audit, looks
from ansinh.core.access import acting_as_system
from ansinh.core.backup import BackupRefused, back_up, check, newest
from ansinh.core.numbers import grouped


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và mọi tệp vào một thư mục; lần sau chỉ chép tệp mới. Máy chủ cứ chạy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dest", type=Path, help="thư mục chứa các bản sao lưu, ở ổ đĩa khác")
        parser.add_argument("--check", action="store_true", help="không sao lưu; đọc lại từng byte của bản mới nhất")

    def handle(self, *args: Any, dest: Path, **options: Any) -> None:
        begun = perf_counter()
        try:
            if options["check"]:
                self._check(dest.resolve())
                return
            self._settle()
            done = back_up(dest, tell=self.stdout.write)
            with acting_as_system("sao lưu"), transaction.atomic():
                told = {"files": done.files, "new": done.new_files, "sha256": done.manifest["database"]["sha256"]}
                audit.record("backup", f"backup:{done.folder.name}", detail=told)
        except (BackupRefused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        rows = sum(done.manifest["database"]["rows"].values())
        self.stdout.write(
            f"Đã sao lưu {grouped(rows)} dòng và {grouped(done.files)} tệp ({grouped(done.new_files)} tệp mới,"
            f" {done.new_bytes / 1e6:.1f} MB) vào {done.folder}, {perf_counter() - begun:.1f} giây."
        )
        self.stdout.write("Khóa của máy chủ (secret_key) không nằm trong bản sao: giữ riêng, ở nơi khác.")

    def _settle(self) -> None:
        try:
            looks.settle()
        except DatabaseError as busy:
            self.stderr.write(f"Lượt xem còn chờ ghi vào vết sẽ vào bản sao sau: {busy}")

    def _check(self, dest: Path) -> None:
        folder = newest(dest)
        if folder is None:
            raise CommandError(f"Không có bản sao lưu nào trong «{dest}».")
        manifest = check(folder, tell=self.stdout.write)
        self.stdout.write(f"Bản sao lưu {folder.name} nguyên vẹn: {grouped(len(manifest['files']))} tệp.")
