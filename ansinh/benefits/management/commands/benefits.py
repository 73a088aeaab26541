"""`ansinh benefits import FILE | feed FILE | upcoming`: files into the registers of rights, and what is about to change."""

import json
from argparse import ArgumentParser
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ansinh.benefits import words
from ansinh.benefits.actions import BenefitRefused, import_register_file, take_feed
from ansinh.benefits.jobs.feed_file import read_feed
from ansinh.benefits.jobs.register_file import OUTCOMES, WRITTEN, RegisterPlan, Ruling, plan_register_file
from ansinh.benefits.jobs.watch import upcoming_changes
from ansinh.core.access import acting_as_system
from ansinh.core.days import read_day, vietnamese_day
from ansinh.people.jobs.handout import write_refused
from ansinh.people.jobs.sheets import FileRefused
from ansinh.people.models import Person
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place

_SHOWN = 20


class Command(BaseCommand):
    help = "Nhập biến động đối tượng (import) và tin báo (feed) từ Excel; xem những thay đổi sắp tới (upcoming)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        intake = verbs.add_parser("import", help="nhập tệp biến động; dòng sai trả lại kèm lý do")
        intake.add_argument("file", type=Path, help="tệp .xlsx, .xls, .ods hoặc .csv có cột «Loại biến động»")
        intake.add_argument("--province", default="", help="tỉnh (tên, mã); không ghi thì lấy tỉnh duy nhất có người")
        intake.add_argument("--commune", default="", help="xã chung cho những dòng không ghi xã")
        intake.add_argument("--sheet", default="", help="tên trang; không ghi thì chọn trang giống danh sách nhất")
        intake.add_argument("--decision", default="", help="số quyết định cho những dòng không ghi quyết định")
        intake.add_argument("--decided-on", metavar="NGÀY", default="", help="ngày của quyết định đó")
        intake.add_argument("--signer", default="", help="người ký quyết định đó")
        intake.add_argument("--refused", type=Path, help="nơi ghi tệp các dòng trả lại; không ghi thì đặt cạnh tệp gốc")
        intake.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        feed = verbs.add_parser("feed", help="nhận tin báo tử, thi hành án, chuyển nơi cư trú; khớp với người trong sổ")
        feed.add_argument("file", type=Path, help="tệp có họ tên, số định danh hoặc ngày sinh, và ngày của sự việc")
        feed.add_argument("--kind", choices=[*words.FEEDS], default="death", help="loại tin; không ghi là tin báo tử")
        feed.add_argument("--source", default="", help="nơi gửi; không ghi thì lấy tên tệp")
        feed.add_argument("--province", default="", help="tỉnh (tên, mã)")
        upcoming = verbs.add_parser("upcoming", help="ai sắp đến tuổi đổi mức, giấy tờ nào sắp hết hạn")
        upcoming.add_argument("--province", default="", help="chỉ tỉnh này (tên, mã)")
        upcoming.add_argument("--on", metavar="NGÀY", default="", help="tính từ ngày này; không ghi là hôm nay")
        for each in (intake, feed, upcoming):
            each.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with acting_as_system(f"lệnh benefits {verb}"):
            {"import": self._import, "feed": self._feed, "upcoming": self._upcoming}[verb](options)

    def _import(self, options: dict[str, Any]) -> None:
        path, day = options["file"], timezone.localdate()
        commune = _place(options["commune"], day, 3)
        province = _place(options["province"], day, 1) or (commune.province if commune else None) or _only_province()
        told: dict[str, Any] = {
            "file_name": path.name, "day": day, "province": province, "commune": commune, "sheet": options["sheet"], "ruling": _ruling(options),
        }  # fmt: skip
        content = _content(path)
        try:
            plan = (
                plan_register_file(content, **told)
                if options["dry_run"]
                else import_register_file(content=content, by=None, **told)[0]
            )
        except FileRefused as refused:
            raise CommandError(str(refused)) from None
        returned = _return(plan.refused_sheet(), options["refused"] or _free_name(path))
        if options["json"]:
            self.stdout.write(
                json.dumps(_as_dict(plan, returned, not options["dry_run"]), ensure_ascii=False, indent=2)
            )
        else:
            self._tell(plan, returned, done=not options["dry_run"])

    def _tell(self, plan: RegisterPlan, returned: str, *, done: bool) -> None:
        self.stdout.write(self.style.MIGRATE_HEADING(f"{plan.file_name}: tiêu đề ngay trên dòng {plan.first_row + 1}"))
        for outcome, (name, _) in OUTCOMES.items():
            self.stdout.write(f"  {name:<12} {plan.counts[outcome]:>8} dòng")
        for row in [row for outcome in WRITTEN for row in plan.of(outcome)][:_SHOWN]:
            changes = "; ".join(f"{label}: {old or '(trống)'} → {new}" for label, old, new in row.changes)
            self.stdout.write(f"  dòng {row.number} {row.name}: {changes}")
        for row in plan.of("refused")[:_SHOWN]:
            self.stdout.write(self.style.WARNING(f"  dòng {row.number} {row.name}: {row.reason}"))
        if returned:
            self.stdout.write(f"Dòng trả lại kèm lý do: {returned}")
        self.stdout.write("Đã nhập." if done else "Mới xem trước, chưa ghi gì.")

    def _feed(self, options: dict[str, Any]) -> None:
        path = options["file"]
        province = _place(options["province"], timezone.localdate(), 1) or _only_province()
        try:
            read = read_feed(_content(path), path.name)
            taken = take_feed(
                kind=options["kind"],
                reports=read.reports,
                source=options["source"] or path.name[:80],
                province=province,
                by=None,
            )
        except (FileRefused, BenefitRefused) as refused:
            raise CommandError(str(refused)) from None
        returned = _return(read.refused_sheet(), _free_name(path))
        told = {
            "matched": taken.matched, "unmatched": taken.unmatched, "known": taken.known, "refused": len(read.refused), "refused_file": returned,
        }  # fmt: skip
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(
            f"{words.FEEDS[options['kind']][0].capitalize()}: {taken.matched} đã khớp người, {taken.unmatched} chưa rõ là ai, "
            f"{taken.known} đã nhận trước đó, {len(read.refused)} dòng trả lại."
        )
        if returned:
            self.stdout.write(f"Dòng trả lại kèm lý do: {returned}")

    def _upcoming(self, options: dict[str, Any]) -> None:
        day = _day(options["on"]) if options["on"] else timezone.localdate()
        province = _place(options["province"], day, 1)
        found = upcoming_changes(day=day, province_id=province.pk if province else "")
        if options["json"]:
            rows = [
                {
                    "person": one.person.pk, "name": one.person.name, "commune": one.person.commune_id, "on": one.on.isoformat(),
                    "kind": one.kind, "said": one.said,
                }
                for one in found
            ]  # fmt: skip
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for one in found:
            self.stdout.write(f"{vietnamese_day(one.on)}  {one.person.name}, {one.person.commune}: {one.said}")
        self.stdout.write(f"{len(found)} việc sắp tới.")


def _day(raw: str) -> date:
    try:
        return read_day(raw)
    except ValueError as wrong:
        raise CommandError(str(wrong)) from None


def _place(text: str, day: date, level: int) -> Place | None:
    try:
        return find_place(text, day=day, level=level) if text else None
    except (PlaceUnknown, PlaceAmbiguous) as wrong:
        raise CommandError(str(wrong)) from None


def _only_province() -> Place:
    """The one province that has people; with none or several the officer must say which."""
    found = list(Person.objects.order_by().values_list("province", flat=True).distinct()[:2])
    if len(found) != 1:
        raise CommandError("Ghi --province: trong sổ có nhiều tỉnh, hoặc chưa có người nào.")
    return Place.objects.get(pk=found[0])


def _ruling(options: dict[str, Any]) -> Ruling | None:
    if not options["decision"]:
        return None
    if not options["decided_on"]:
        raise CommandError("Ghi --decided-on: ngày của quyết định chung.")
    return Ruling(options["decision"], _day(options["decided_on"]), options["signer"])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Không mở được tệp «{path}»: {error.strerror}. Kiểm tra đường dẫn.") from None


def _return(refused: dict[str, Any], target: Path) -> str:
    if not refused["rows"]:
        return ""
    try:
        with target.open("wb") as file:
            write_refused(file, refused)
    except OSError as error:
        raise CommandError(
            f"Không ghi được {len(refused['rows'])} dòng trả lại vào «{target}»: {error.strerror}. Chạy lại từ một chỗ ghi được; "
            "dòng đã nhập không bị nhập hai lần."
        ) from None
    return str(target)


def _free_name(path: Path) -> Path:
    """Beside the file, and never over rows an officer may be mending."""
    names = (f"{path.stem}-tra-lai{f'-{number}' if number > 1 else ''}.xlsx" for number in count(1))
    return next(free for name in names if not (free := path.with_name(name)).exists())


def _as_dict(plan: RegisterPlan, returned: str, done: bool) -> dict[str, Any]:
    rows = [
        {"row": row.number, "name": row.name, "outcome": row.outcome, "changes": row.changes, "reason": row.reason}
        for row in plan.rows
    ]
    return {
        "file": plan.file_name, "sheet": plan.sheet, "done": done, "counts": plan.counts, "unknown_columns": plan.unknown,
        "refused_file": returned, "rows": rows,
    }  # fmt: skip
