"""`ansinh snapshot take|list|verify`."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from ansinh.core.access import acting_as_system
from ansinh.indicators import jobs
from ansinh.indicators.actions import Refused, take_snapshot
from ansinh.indicators.api.places import place_named
from ansinh.indicators.models import Snapshot
from ansinh.places.models import PlaceAmbiguous, PlaceUnknown


class Command(BaseCommand):
    help = "Chụp số liệu của một tỉnh ra Parquet (take), liệt kê (list), kiểm tra từng tệp còn nguyên (verify)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        take = verbs.add_parser("take", help="chụp số liệu của một tỉnh")
        take.add_argument("province", help="tỉnh: tên, mã hoặc dạng tra-vinh")
        take.add_argument("--day", help="ngày của tên tỉnh (YYYY-MM-DD), mặc định hôm nay rồi đến trước 01/7/2025")
        listing = verbs.add_parser("list", help="các ảnh chụp đã có")
        verify = verbs.add_parser("verify", help="so từng tệp với bản kê")
        verify.add_argument("snapshot", nargs="?", help="mã ảnh chụp; bỏ trống là tất cả")
        for one in (take, listing, verify):
            one.add_argument("--json", action="store_true", help="in dạng máy đọc")
        take.add_argument("--progress", action="store_true", help="hiện tiến độ cả khi không có màn hình")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system("chụp số liệu"):
            getattr(self, f"_{options['verb']}")(options)

    def _take(self, options: dict[str, Any]) -> None:
        try:
            province = place_named(options["province"], options["day"], level=1)
        except (PlaceAmbiguous, PlaceUnknown, ValueError) as error:
            raise CommandError(str(error)) from error
        is_shown = options["progress"] or sys.stderr.isatty()
        with tqdm(desc="Chụp số liệu", unit=" bước", disable=not is_shown, file=sys.stderr) as bar:

            def tell(step: str) -> None:
                bar.set_postfix_str(step)
                bar.update()

            try:
                snapshot = take_snapshot(province=province, by=None, progress=tell)
            except Refused as error:
                raise CommandError(str(error)) from error
        self._print([snapshot], options["json"])

    def _list(self, options: dict[str, Any]) -> None:
        self._print(list(Snapshot.objects.select_related("province")), options["json"])

    def _verify(self, options: dict[str, Any]) -> None:
        wanted = options["snapshot"]
        found = list(Snapshot.objects.filter(pk=wanted) if wanted else Snapshot.objects.all())
        if wanted and not found:
            raise CommandError(f"Không có ảnh chụp «{wanted}». Xem: ansinh snapshot list.")
        faults = {one.pk: jobs.faults_of(Path(one.folder), one.manifest) for one in found}
        if options["json"]:
            self.stdout.write(json.dumps(faults, ensure_ascii=False))
        for name, said in faults.items() if not options["json"] else ():
            self.stdout.write(f"{name}: {'còn nguyên' if not said else ' '.join(said)}")
        if any(faults.values()):
            raise CommandError("Có ảnh chụp không còn nguyên.")

    def _print(self, found: list[Snapshot], as_json: bool) -> None:
        told = [
            {
                "id": one.pk,
                "province": one.province_id,
                "taken_at": timezone.localtime(one.taken_at).isoformat(timespec="seconds"),
                "law_version": one.manifest["law_version"],
                "rows": {name: file["rows"] for name, file in one.manifest["files"].items()},
                "is_sealed": one.is_sealed,
                "folder": one.folder,
            }
            for one in found
        ]
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        if not told:
            self.stdout.write("Chưa có ảnh chụp nào. Chụp: ansinh snapshot take tra-vinh")
        for one in told:
            seal = " (đã khóa)" if one["is_sealed"] else ""
            self.stdout.write(f"{one['id']}  {one['taken_at']}  luật {one['law_version']}{seal}")
