"""`ansinh verify export|import|status`: people verified against the population database by files."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.numbers import grouped
from ansinh.people.actions import Refused, ask, take_answer
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.management.commands.doubles import province_of
from ansinh.people.models import Identity, Mismatch, Person
from ansinh.people.words import IDENTITIES
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place


class Command(BaseCommand):
    help = "Xác thực với CSDL dân cư: lập tệp gửi đi (export), nhận tệp trả lời (import), xem tình trạng (status)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        out = verbs.add_parser("export", help="tệp gửi đi: người còn sống, có số định danh, chưa xác thực")
        out.add_argument("out", type=Path, help="tệp .xlsx hoặc .csv")
        out.add_argument("--everybody", action="store_true", help="gửi lại cả người đã xác thực")
        intake = verbs.add_parser("import", help="nhận tệp trả lời; dòng sai trả lại kèm lý do")
        intake.add_argument("file", type=Path, help="tệp .xlsx hoặc .csv")
        intake.add_argument("--refused", type=Path, help="nơi ghi các dòng trả lại")
        status = verbs.add_parser("status", help="bao nhiêu người ở mỗi tình trạng, mục lệch quá hạn")
        for each in (out, intake, status):
            each.add_argument("--province", default="", help="tỉnh (tên, mã); không ghi thì tỉnh duy nhất có người")
            each.add_argument("--commune", default="", help="chỉ xã này (tên, mã)")
            each.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with acting_as_system(f"lệnh verify {verb}"):
            province, commune = province_of(options["province"]), _commune(options["commune"])
            try:
                told = {"export": self._export, "import": self._import, "status": self._status}[verb](
                    province, commune, options
                )
            except (Refused, FileRefused) as refusal:
                raise CommandError(str(refusal)) from None
            except OSError as error:
                raise CommandError(
                    f"Không đọc hoặc ghi được tệp «{error.filename}»: {error.strerror}. Kiểm tra đường dẫn."
                ) from None
        self.stdout.write(
            json.dumps(told, ensure_ascii=False)
            if options["json"]
            else "\n".join(f"{name}: {value}" for name, value in told.items())
        )

    def _export(self, province: Place, commune: Place | None, options: dict[str, Any]) -> dict[str, Any]:
        out: Path = options["out"]
        if out.suffix.lower() not in (".xlsx", ".csv"):
            raise CommandError(f"Không biết kiểu tệp «{out.suffix}». Đặt tên tệp kết thúc bằng .xlsx hoặc .csv.")
        with out.open("wb") as file:
            made, content = ask(
                province=province, commune=commune, file_name=out.name, everybody=options["everybody"], by=None
            )
            file.write(content)
        return {"tệp": str(out), "người gửi đi": made.rows}

    def _import(self, province: Place, commune: Place | None, options: dict[str, Any]) -> dict[str, Any]:
        path: Path = options["file"]
        found = take_answer(province=province, commune=commune, content=path.read_bytes(), file_name=path.name, by=None)
        told = {IDENTITIES[state][0]: count for state, count in found.counts.items() if state in IDENTITIES}
        if found.counts["refused"]:
            target = options["refused"] or path.with_name(f"{path.stem}-tra-lai.xlsx")
            with target.open("wb") as file:
                write_refused(file, found.refused)
            told |= {"dòng trả lại": found.counts["refused"], "tệp trả lại": str(target)}
        return told

    def _status(self, province: Place, commune: Place | None, options: dict[str, Any]) -> dict[str, Any]:
        of = {"commune": commune} if commune else {"province": province}
        people = Person.objects.filter(died_on=None, **of).count()
        latest = Identity.objects.filter(
            is_latest=True, person__died_on=None, **{f"person__{name}": value for name, value in of.items()}
        )
        counts = dict(latest.order_by().values_list("state").annotate(count=Count("pk")))
        counts["not_sent"] = counts.get("not_sent", 0) + people - sum(counts.values())
        waiting = Mismatch.objects.filter(state="open", **{f"person__{name}": value for name, value in of.items()})
        told = {vi: grouped(counts.get(state, 0)) for state, (vi, _) in IDENTITIES.items()}
        return told | {
            "mục lệch chờ xử lý": grouped(waiting.count()),
            "mục lệch quá hạn": grouped(waiting.filter(due_on__lt=timezone.localdate()).count()),
        }


def _commune(text: str) -> Place | None:
    try:
        return find_place(text, day=timezone.localdate(), level=3) if text else None
    except (PlaceUnknown, PlaceAmbiguous) as error:
        raise CommandError(str(error)) from None
