"""`ansinh audit verify | anchor | show`: the trail read again, its state written down for paper, its events told."""

import json
from argparse import ArgumentParser
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from ansinh.core import append_only, audit, looks
from ansinh.core.days import vietnamese_day
from ansinh.core.models import AuditEvent
from ansinh.core.numbers import grouped
from ansinh.core.papers import anchor_paper, as_anchor

_SHOWN_FAULTS = 20


class Command(BaseCommand):
    help = "Vết kiểm toán: kiểm tra chuỗi băm, lập mốc hằng ngày để in hoặc công bố, xem sự kiện."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="đọc lại cả chuỗi, so với các mốc; thoát mã 1 khi có chỗ sai")
        verify.add_argument("--against", action="append", default=[], metavar="DÒNG_HOẶC_TỆP",
                            help="mốc giữ ngoài máy (dòng in trên giấy, hoặc tệp chứa các dòng đó); dùng được nhiều lần")  # fmt: skip
        anchor = verbs.add_parser("anchor", help="lập mốc của ngày (mỗi ngày một mốc)")
        anchor.add_argument(
            "--day", type=date.fromisoformat, help="xem lại mốc một ngày trước, dạng 2026-11-23 (không ghi: hôm nay)"
        )
        anchor.add_argument("--out", type=Path, help="tệp .pdf để in, hoặc .txt để ghi nối thêm")
        show = verbs.add_parser("show", help="các sự kiện, mới nhất trước")
        show.add_argument("--subject", help="đối tượng, ví dụ person:12")
        show.add_argument("--actor", help="tài khoản")
        show.add_argument("--day", type=date.fromisoformat, help="ngày, dạng 2026-11-23")
        show.add_argument("--limit", type=int, default=50, help="nhiều nhất bao nhiêu dòng; mặc định 50")
        show.add_argument("--json", action="store_true", help="in cho máy đọc, một dòng một sự kiện")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            looks.settle()
        except DatabaseError as busy:
            self.stderr.write(f"Lượt xem còn chờ ghi vào vết, cơ sở dữ liệu đang bận: {busy}")
        {"verify": self._verify, "anchor": self._anchor, "show": self._show}[verb](options)

    def _verify(self, options: dict[str, Any]) -> None:
        given = [anchor for told in options["against"] for anchor in _read_anchors(told)]
        anchors = [*audit.anchors(), *given]
        checked, begun = audit.Checked(), perf_counter()
        found = audit.faults(against=anchors, checked=checked)
        shown = list(islice(found, _SHOWN_FAULTS))
        more = sum(1 for _ in found)
        if missing := append_only.unguarded():
            shown.append(
                audit.Fault(0, "", "", f"bảng {', '.join(missing)} thiếu bộ chặn sửa, xóa; chạy «ansinh migrate».")
            )
        told = f"{grouped(checked.count)} sự kiện, {len(anchors)} mốc, {perf_counter() - begun:.1f} giây"
        for fault in shown:
            self.stdout.write(f"SAI  {fault}")
        if shown:
            raise CommandError(f"Vết kiểm toán không nguyên vẹn: {len(shown) + more} chỗ sai ({told}).")
        self.stdout.write(f"Vết kiểm toán nguyên vẹn: {told}, đến sự kiện {checked.last_id}.")

    def _anchor(self, options: dict[str, Any]) -> None:
        day = options["day"] or timezone.localdate()
        if day == timezone.localdate():
            kept = audit.drop_anchor(day)
        else:
            kept = audit.AuditAnchor.objects.filter(day=day).first()
        if kept is None:
            raise CommandError(f"Ngày {vietnamese_day(day)} không có mốc: chưa có sự kiện, hoặc hôm đó không lập.")
        line = str(as_anchor(kept))
        if (out := options["out"]) and out.suffix.lower() == ".pdf":
            out.write_bytes(anchor_paper(kept))
        elif out:
            with out.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        self.stdout.write(line)

    def _show(self, options: dict[str, Any]) -> None:
        events = AuditEvent.objects.order_by("-id")
        if options["subject"]:
            events = events.filter(subject=options["subject"])
        if options["actor"]:
            events = events.filter(actor=options["actor"])
        if options["day"]:
            first = timezone.make_aware(datetime.combine(options["day"], time()))
            events = events.filter(at__gte=first, at__lt=first + timedelta(days=1))
        for event in events[: options["limit"]]:
            self.stdout.write(_as_json(event) if options["json"] else _as_line(event))


def _read_anchors(told: str) -> list[audit.Anchor]:
    path = Path(told)
    is_file = len(told) < 200 and path.is_file()
    lines = path.read_text(encoding="utf-8").splitlines() if is_file else [told]
    try:
        return [audit.Anchor.read(line) for line in lines if line.strip()]
    except ValueError as wrong:
        raise CommandError(str(wrong)) from wrong


def _as_line(event: AuditEvent) -> str:
    who = f"{event.actor} ({event.capacity})" if event.capacity else event.actor
    where = f" từ {event.address}" if event.address else ""
    told = [f"{timezone.localtime(event.at):%d/%m/%Y %H:%M:%S} #{event.pk} {who}{where}: {event.act} {event.subject}"]
    told += [f"  lý do: {event.reason}"] if event.reason else []
    for name, value in (("trước", event.before), ("sau", event.after), ("chi tiết", event.detail)):
        told += [f"  {name}: {json.dumps(value, ensure_ascii=False)}"] if value else []
    return "\n".join(told)


def _as_json(event: AuditEvent) -> str:
    names = [field.name for field in AuditEvent._meta.concrete_fields]
    return json.dumps({name: getattr(event, name) for name in names}, ensure_ascii=False, default=str)
