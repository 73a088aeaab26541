"""`ansinh restore SRC [--yes]`: a backup back into this installation; what is here is put aside first."""

from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from ansinh.core import audit
from ansinh.core.access import acting_as_system
from ansinh.core.backup import BackupRefused, restore
from ansinh.core.numbers import grouped


class Command(BaseCommand):
    help = "Phục hồi từ bản sao lưu. Dữ liệu đang có được giữ lại ở một bên; không có --yes thì không thay."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, help="một bản sao lưu, hoặc thư mục chứa nhiều bản (lấy bản mới nhất)")
        parser.add_argument("--yes", action="store_true", help="thay dữ liệu đang có")

    def handle(self, *args: Any, source: Path, **options: Any) -> None:
        begun = perf_counter()
        try:
            manifest, aside = restore(source, over=options["yes"], tell=self.stdout.write)
            with acting_as_system("phục hồi"), transaction.atomic():
                told = {"made_at": manifest["made_at"], "sha256": manifest["database"]["sha256"]}
                audit.record("restore", "backup", detail=told)
        except (BackupRefused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        rows = sum(manifest["database"]["rows"].values())
        self.stdout.write(
            f"Đã phục hồi bản ngày {manifest['made_at'][:10]}: {grouped(rows)} dòng, {grouped(len(manifest['files']))} tệp,"
            f" vết kiểm toán nguyên vẹn, {perf_counter() - begun:.1f} giây."
        )
        if aside:
            self.stdout.write(f"Dữ liệu trước đó nằm ở {aside}. Xem xong thì xóa.")
        self.stdout.write("Chạy tiếp: ansinh migrate, rồi ansinh serve.")
