"""`ansinh law show|check`: read the dated numbers of the law, and test the files they stand in."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ansinh.engine.vietnamese import number_text, unit_text
from ansinh.law import Dated, LawError, Parameter, UnknownLaw, law_on, law_version, parameters
from ansinh.law.check import problems, uncertain
from ansinh.law.reader import STATUSES


def _day(raw: str) -> date:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise CommandError(f"Ngày «{raw}» không đọc được. Ghi dạng 2023-12-31.") from None


class Command(BaseCommand):
    help = "Xem (show) hoặc kiểm tra (check) các số liệu của pháp luật theo ngày."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        show = verbs.add_parser("show", help="xem giá trị, căn cứ và mức kiểm chứng")
        show.add_argument("name", nargs="?", help="tên đầy đủ hoặc phần đầu, ví dụ poverty.b1_limits")
        show.add_argument("--on", metavar="NGÀY", help="chỉ giá trị có hiệu lực ngày này (2023-12-31)")
        show.add_argument("--known-on", metavar="NGÀY", help="theo những gì đã biết ngày này")
        show.add_argument("--json", action="store_true", help="in cho máy đọc")
        check = verbs.add_parser("check", help="kiểm tra các tệp; thoát 1 khi có lỗi")
        check.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            if verb == "show":
                self._show(options)
            else:
                self._check(as_json=options["json"])
        except LawError as error:
            raise CommandError(str(error)) from None

    def _show(self, options: dict[str, Any]) -> None:
        if options["known_on"] and not options["on"]:
            raise CommandError("--known-on cần đi cùng --on: ngày cần biết giá trị.")
        shown = list(self._asked(options["name"], options["on"], options["known_on"]))
        if options["json"]:
            content = {"version": law_version(), "parameters": [_as_dict(*one) for one in shown]}
            self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str))
            return
        for parameter, values in shown:
            self.stdout.write(self.style.MIGRATE_HEADING(f"{parameter.name}  {parameter.label_vi}"))
            for value in values:
                self._write(value)

    def _asked(
        self, name: str | None, on: str | None, known_on: str | None
    ) -> list[tuple[Parameter, tuple[Dated, ...]]]:
        known = parameters()
        found = [p for p in known.values() if not name or p.name == name or p.name.startswith(f"{name}.")]
        if not found:
            raise UnknownLaw(str(name), list(known), "law show")
        if not on:
            return [(parameter, parameter.values) for parameter in found]
        law = law_on(_day(on), _day(known_on) if known_on else None)
        held = [p for p in found if p.name == name or law.has(p.name)]
        return [(parameter, (law.dated(parameter.name),)) for parameter in held]

    def _write(self, value: Dated) -> None:
        unit = f" {unit_text(value.unit)}" if isinstance(value.unit, str) else ""
        known = f", biết từ {value.known_from:%d/%m/%Y}" if value.known_from != value.from_day else ""
        force = f", có hiệu lực {value.in_force:%d/%m/%Y}" if value.in_force else ""
        self.stdout.write(
            f"  {value.period_vi()}{known}{force}: {_short(value, value.value, value.name)}{unit}".rstrip()
        )
        self.stdout.write(f"    {value.reference} [{STATUSES[value.status]}; {value.source}]")
        for other in value.alternatives:
            self.stdout.write(f"    phương án {_short(value, other['value'], value.name)}: {other['reference']}")
        if value.note:
            self.stdout.write(f"    {value.note}")

    def _check(self, *, as_json: bool) -> None:
        known = parameters()
        wrong, open_points = problems(known), uncertain(known)
        if as_json:
            listed = [
                {"name": v.name, "from_day": v.from_day, "status": v.status, "reference": v.reference}
                for v in open_points
            ]
            content = {"version": law_version(), "problems": wrong, "unverified": listed}
            self.stdout.write(json.dumps(content, ensure_ascii=False, indent=2, default=str))
        else:
            for value in open_points:
                self.stdout.write(f"{STATUSES[value.status]}: {value.name}, {value.period_vi()}: {value.reference}")
            count = sum(len(parameter.values) for parameter in known.values())
            self.stdout.write(
                f"{len(known)} tên, {count} giá trị, {len(open_points)} chưa chắc; phiên bản {law_version()}"
            )
        if wrong:
            raise CommandError("\n".join(wrong))


def _short(dated: Dated, value: Any, path: str) -> str:
    if isinstance(value, Mapping) and "table" in value:
        rows = value["table"]["rows"]
        is_read_at_once = len(rows) < 10 and all("value" in row for row in rows)
        cells = "; ".join(f"{row['key']}: {_short(dated, row['value'], path)}" for row in rows if is_read_at_once)
        return cells or f"bảng {len(rows)} dòng"
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_short(dated, part, f'{path}.{key}')}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(item.get("code", item)) if isinstance(item, Mapping) else str(item) for item in value)
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return number_text(value, dated.unit_of(path)) if is_number else str(value)


def _as_dict(parameter: Parameter, values: tuple[Dated, ...]) -> dict[str, Any]:
    fields = ("from_day", "to_day", "known_from", "in_force", "value")
    about = ("reference", "status", "source", "note", "alternatives")
    return {
        "name": parameter.name,
        "label_vi": parameter.label_vi,
        "label_en": parameter.label_en,
        "unit": parameter.unit,
        "file": parameter.file,
        "values": [{field: getattr(value, field) for field in (*fields, *about)} for value in values],
    }
