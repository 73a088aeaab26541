"""`ansinh exchange expire`: vacancies whose last day is over are taken out. For every night."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.core.numbers import grouped
from ansinh.labour.actions.exchange import expire_vacancies


class Command(BaseCommand):
    help = "Sàn việc làm: expire (đóng việc làm đã hết hạn đăng; chạy mỗi đêm)."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")
        expire = verbs.add_parser("expire", help="đóng việc làm đã hết hạn đăng")
        expire.add_argument("--day", type=date.fromisoformat, help="tính đến ngày, mặc định hôm nay")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as_system("đóng việc làm hết hạn"):
            count = expire_vacancies(day=options["day"] or timezone.localdate(), by=None)
        self.stdout.write(f"Đã đóng {grouped(count)} việc làm hết hạn.")
