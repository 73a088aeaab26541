"""`ansinh retention plan | apply RULE --as USER --reason WHY`: what has been kept long enough, told; then removed or made nameless."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ansinh.core.access import NoAccess, acting_as
from ansinh.core.days import vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.people.actions.retention import RULES, RetentionRefused, apply, plan


class Command(BaseCommand):
    help = "Thời hạn giữ dữ liệu cá nhân: xem cái gì đã quá hạn; người quản trị xóa hoặc ẩn danh từng mục, có lý do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        shown = verbs.add_parser("plan", help="cái gì đã quá hạn, bao nhiêu dòng; không thay đổi gì")
        applied = verbs.add_parser("apply", help="làm một mục")
        applied.add_argument("rule", choices=list(RULES), help="mục cần làm")
        applied.add_argument("--as", dest="user", required=True, metavar="TÀI_KHOẢN", help="người quản trị hệ thống")
        applied.add_argument("--reason", required=True, help="văn bản hoặc quyết định cho phép")
        for verb in (shown, applied):
            verb.add_argument(
                "--on", type=date.fromisoformat, help="tính đến ngày, dạng 2026-11-23 (không ghi: hôm nay)"
            )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        day = options["on"] or timezone.localdate()
        if verb == "plan":
            self._plan(day)
            return
        user = get_user_model().objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"Không có tài khoản «{options['user']}».")
        try:
            with acting_as(user):
                count = apply(name=options["rule"], day=day, reason=options["reason"], by=user)
        except (RetentionRefused, NoAccess) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã làm mục {options['rule']}: {grouped(count)} dòng.")

    def _plan(self, day: date) -> None:
        for each in plan(day=day):
            self.stdout.write(
                f"{each.rule.name}: {grouped(each.count)} dòng cũ hơn {vietnamese_day(each.until)}. {each.rule.label_vi}."
            )
            self.stdout.write(f"  căn cứ: {each.kept_for.reference}")
            if not each.is_certain:
                self.stdout.write(
                    "  thời hạn chưa đọc trong văn bản chính thức: chỉ đề xuất, người quản trị quyết định."
                )
