"""`ansinh demo`: a made-up province at full size, reviewed by the real rules and acts, ready to walk in."""

import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ansinh.demo import build
from ansinh.demo.fitting import CannotFit
from ansinh.demo.plan import HOUSEHOLDS


class Command(BaseCommand):
    help = "Dựng tỉnh mẫu (Trà Vinh cuối năm 2023, một triệu người không có thật) rồi mở máy chủ. Chạy lại thì dùng tỉnh đã dựng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--households",
            type=int,
            default=HOUSEHOLDS,
            help=f"số hộ; mặc định {HOUSEHOLDS}, ít hơn thì các số liệu nhỏ theo tỷ lệ",
        )
        parser.add_argument("--seed", type=int, default=2023, help="số gieo; cùng số gieo thì cùng một tỉnh")
        parser.add_argument(
            "--months",
            type=int,
            default=12,
            choices=range(13),
            metavar="N",
            help="số tháng năm 2023 được chi trả; đủ 12 thì trả tiếp tháng 7 đến tháng 9/2026",
        )
        parser.add_argument("--port", type=int, default=8000, help="cổng của máy chủ; mặc định 8000")
        parser.add_argument("--no-serve", action="store_true", help="dựng xong thì thôi, không mở máy chủ")
        parser.add_argument("--no-report", action="store_true", help="không lập báo cáo năm")
        parser.add_argument("--again", action="store_true", help="xóa tỉnh mẫu đang có và dựng lại")
        parser.add_argument("--yes", action="store_true", help="không hỏi lại")
        parser.add_argument("--progress", action="store_true", help="hiện tiến độ cả khi không ở cửa sổ lệnh")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._build(options)
        except (build.CannotBuild, CannotFit, ValueError) as refused:
            raise CommandError(str(refused)) from refused
        if not options["no_serve"]:
            call_command("serve", port=options["port"])

    def _build(self, options: dict[str, Any]) -> None:
        there = build.about()
        is_again = options["again"] or bool(there and not there["is_whole"] and options["yes"])
        if there and not there["is_whole"] and not is_again:
            raise CommandError("Lần dựng trước bị dừng giữa chừng. Thêm --yes để xóa phần dở dang và dựng lại.")
        if there and not is_again:
            self.stdout.write(
                f"Tỉnh mẫu {there['households']} hộ (số gieo {there['seed']}) đã có. Dùng --again để dựng lại."
            )
            self._tell(there)
            return
        if there:
            self._ask("Xóa toàn bộ dữ liệu trong thư mục của tỉnh mẫu đang có", options["yes"])
            build.forget()
        told = build.build(
            households=options["households"], seed=options["seed"], months=options["months"], with_report=not options["no_report"],
            show_progress=options["progress"] or sys.stderr.isatty(),
        )  # fmt: skip
        for step, (seconds, processor) in told["seconds"].items():
            self.stdout.write(f"{seconds:7.1f} giây ({processor:5.1f} giây máy tính)  {step}")
        self._tell(told)

    def _ask(self, what: str, is_sure: bool) -> None:
        if not is_sure and (not sys.stdin.isatty() or input(f"{what}? [c/K] ").strip().lower() not in ("c", "có", "y")):
            raise CommandError("Chưa làm gì. Thêm --yes để đồng ý không cần hỏi.")

    def _tell(self, told: dict[str, Any]) -> None:
        self.stdout.write(f"\n{told['note']}\nĐăng nhập bằng một trong các tài khoản mẫu:")
        for account in told["accounts"]:
            self.stdout.write(f"  {account['username']:<16} {account['password']}   {account['who']}")
        if told.get("person"):
            self.stdout.write(f"\nMột người để xem vì sao: ansinh why {told['person']} --month 2026-10")
