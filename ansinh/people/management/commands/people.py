"""`ansinh people import FILE | export OUT`: people in from officers' files and out to them."""

import json
from argparse import ArgumentParser
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.days import read_day
from ansinh.people.actions import import_people
from ansinh.people.jobs.handout import HEADER, people_lines, write_csv, write_refused, write_xlsx
from ansinh.people.jobs.plan import OUTCOMES, Plan, make_plan
from ansinh.people.jobs.sheets import FileRefused
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

_SHOWN = 20


def _day(raw: str) -> date:
    try:
        return read_day(raw)
    except ValueError as error:
        raise CommandError(str(error)) from None


def _place(text: str, day: date, level: int) -> Place | None:
    try:
        return find_place(text, day=day, level=level) if text else None
    except (PlaceUnknown, PlaceAmbiguous) as error:
        raise CommandError(str(error)) from None


class Command(BaseCommand):
    help = "Nhập danh sách người và hộ từ Excel hoặc CSV (import), hoặc xuất ra tệp cùng các cột đó (export)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        intake = verbs.add_parser("import", help="nhập tệp; dòng sai trả lại kèm lý do; thoát 1 khi không đọc được tệp")
        intake.add_argument("file", type=Path, help="tệp .xlsx, .xls, .ods hoặc .csv")
        intake.add_argument(
            "--sheet", default="", help="tên trang; không ghi thì chọn trang giống danh sách người nhất"
        )
        intake.add_argument("--province", default="", help="tỉnh để tìm xã (tên, mã)")
        intake.add_argument("--commune", default="", help="xã chung cho những dòng không ghi xã")
        intake.add_argument(
            "--on", metavar="NGÀY", default="", help="ngày của danh sách (31/12/2023); không ghi là hôm nay"
        )
        intake.add_argument(
            "--accept-offers",
            action="store_true",
            help="nhận các gợi ý: số 0 bị mất ở đầu số định danh, xã mới thay xã cũ",
        )
        intake.add_argument("--refused", type=Path, help="nơi ghi tệp các dòng trả lại; không ghi thì đặt cạnh tệp gốc")
        intake.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        intake.add_argument("--json", action="store_true", help="in cho máy đọc")
        handout = verbs.add_parser("export", help="xuất người ra tệp .xlsx hoặc .csv; nhập lại tệp đó không làm đổi gì")
        handout.add_argument("out", type=Path, help="tệp .xlsx hoặc .csv")
        handout.add_argument("--commune", action="append", default=[], help="chỉ xã này (tên, mã); ghi nhiều lần được")
        handout.add_argument("--on", metavar="NGÀY", default="", help="ngày để hiểu tên xã")
        handout.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with acting_as_system(f"lệnh people {verb}"):
            if verb == "import":
                self._import(options)
            else:
                self._export(options)

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        day = _day(options["on"]) if options["on"] else timezone.localdate()
        told: dict[str, Any] = {
            "file_name": path.name, "day": day, "sheet": options["sheet"], "accept_offers": options["accept_offers"],
            "commune": _place(options["commune"], day, 3), "province": _place(options["province"], day, 1),
        }  # fmt: skip
        try:
            content = path.read_bytes()
            plan = (
                make_plan(content, **told) if options["dry_run"] else import_people(content=content, by=None, **told)[0]
            )
        except OSError as error:
            raise CommandError(f"Không mở được tệp «{path}»: {error.strerror}. Kiểm tra đường dẫn.") from None
        except FileRefused as error:
            raise CommandError(str(error)) from None
        returned = self._return(plan, options["refused"] or _free_name(path), done=not options["dry_run"])
        if options["json"]:
            self.stdout.write(
                json.dumps(_as_dict(plan, returned, done=not options["dry_run"]), ensure_ascii=False, indent=2)
            )
        else:
            self._tell(plan, returned, done=not options["dry_run"])

    def _return(self, plan: Plan, target: Path, *, done: bool) -> str:
        if not plan.counts["refused"]:
            return ""
        try:
            with target.open("wb") as file:
                write_refused(file, plan.refused_sheet())
        except OSError as error:
            state = "Các dòng tốt đã nhập" if done else "Chưa nhập gì"
            raise CommandError(
                f"{state}, nhưng không ghi được {plan.counts['refused']} dòng trả lại vào «{target}»: {error.strerror}. "
                "Chạy lại lệnh với --refused và một chỗ ghi được; dòng đã nhập không bị nhập hai lần."
            ) from None
        return str(target)

    def _tell(self, plan: Plan, returned: str, *, done: bool) -> None:
        where = ", ".join(filter(None, [f"trang «{plan.sheet}»" if plan.sheet else "", plan.encoding_name]))
        self.stdout.write(
            self.style.MIGRATE_HEADING(
                f"{plan.file_name}: {where}, tiêu đề ngay trên dòng {plan.heading.first_row + 1}"
            )
        )
        for note in plan.notes:
            self.stdout.write(note)
        if plan.heading.unknown:
            self.stdout.write(f"Cột không dùng: {', '.join(plan.heading.unknown)}")
        for outcome, (name, _) in OUTCOMES.items():
            self.stdout.write(f"  {name:<10} {plan.counts[outcome]:>8} dòng")
        for row in plan.of("changed")[:_SHOWN]:
            changes = "; ".join(f"{label}: {old or '(trống)'} → {new}" for label, old, new in row.changes)
            self.stdout.write(f"  dòng {row.number} {row.name}: {changes}")
        for row in plan.of("refused")[:_SHOWN]:
            offer = f" Gợi ý: {row.offer}." if row.offer else ""
            self.stdout.write(self.style.WARNING(f"  dòng {row.number} {row.name}: {row.reason}{offer}"))
        if returned:
            self.stdout.write(f"Dòng trả lại kèm lý do: {returned}")
        self.stdout.write("Đã nhập." if done else "Mới xem trước, chưa ghi gì.")

    def _export(self, options: dict[str, Any]) -> None:
        out: Path = options["out"]
        day = _day(options["on"]) if options["on"] else timezone.localdate()
        write = {".xlsx": write_xlsx, ".csv": write_csv}.get(out.suffix.lower())
        if write is None:
            raise CommandError(f"Không biết kiểu tệp «{out.suffix}». Đặt tên tệp kết thúc bằng .xlsx hoặc .csv.")
        communes = [place.pk for text in options["commune"] if (place := _place(text, day, 3))]
        try:
            with out.open("wb") as file:
                count = write(file, HEADER, people_lines(communes or None))
        except OSError as error:
            raise CommandError(f"Không ghi được tệp «{out}»: {error.strerror}. Kiểm tra đường dẫn.") from None
        told = {"file": str(out), "rows": count}
        self.stdout.write(
            json.dumps(told, ensure_ascii=False) if options["json"] else f"Đã xuất {count} người ra {out}."
        )


def _free_name(path: Path) -> Path:
    """Beside the file, and never over rows an officer may be mending."""
    names = (f"{path.stem}-tra-lai{f'-{number}' if number > 1 else ''}.xlsx" for number in count(1))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _as_dict(plan: Plan, returned: str, *, done: bool) -> dict[str, Any]:
    return {
        "file": plan.file_name,
        "sheet": plan.sheet,
        "encoding": plan.encoding,
        "first_row": plan.heading.first_row + 1,
        "done": done,
        "counts": plan.counts,
        "unknown_columns": plan.heading.unknown,
        "refused_file": returned,
        "rows": [
            {
                "row": row.number,
                "name": row.name,
                "outcome": row.outcome,
                "changes": row.changes,
                "reason": row.reason,
                "offer": row.offer,
            }
            for row in plan.rows
            if row.outcome in ("changed", "refused", "ignored")
        ],
    }
