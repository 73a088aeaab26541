"""`ansinh serve`: answer browsers on this machine."""

import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Chạy máy chủ (mặc định chỉ nghe trên máy này). Dừng bằng Ctrl+C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="địa chỉ nghe; mặc định 127.0.0.1")
        parser.add_argument("--port", type=int, default=8000, help="cổng; mặc định 8000")
        parser.add_argument("--workers", type=int, default=2, help="số tiến trình; mặc định 2")

    def handle(self, *args: Any, **options: Any) -> None:
        from granian import Granian
        from granian.constants import Interfaces

        if settings.DEBUG and options["host"] not in settings.LOOPBACK:
            raise CommandError(
                f"ANSINH_DEBUG=1 bày ra bên trong hệ thống nên chỉ được nghe trên máy này, không nghe {options['host']}. Bỏ ANSINH_DEBUG."
            )
        call_command("migrate", verbosity=0)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
        self.stdout.write(f"An Sinh: http://{options['host']}:{options['port']}/  (Ctrl+C để dừng)")
        Granian(
            "ansinh.web.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=4,
            log_access=False,
        ).serve()
