"""`ansinh payrun`: a month of payments walked by hand, each stage as the user who does it; the control totals print and tie."""

import json
from argparse import ArgumentParser
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.days import first_day, month_text, read_day, read_month
from ansinh.core.numbers import grouped
from ansinh.law import LawError
from ansinh.payments import actions, words
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.jobs.totals import DoesNotTie
from ansinh.payments.management import stages
from ansinh.payments.models import Purse, Run
from ansinh.places.models import PlaceUnknown, find_province


class Command(BaseCommand):
    help = "Đợt chi trả một tháng: mở sổ, giao dự toán, chấp nhận mức, lập, xem, ký, gửi, đối chiếu, chốt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        every = [
            ("open", "mở sổ một chương trình từ tháng này", self._open),
            ("allot", "mở nguồn kinh phí và giao dự toán", self._allot),
            ("accept", "chấp nhận các mức chưa đọc trong văn bản chính thức", self._accept),
            ("plan", "lập danh sách", self._plan),
            ("show", "xem số kiểm soát, biến động và cảnh báo", self._show),
            ("sign", "ký", self._sign),
            ("discard", "bỏ danh sách chưa ký", self._discard),
            ("verify", "tính lại từ đầu vào đã niêm phong, so từng byte", self._verify),
            *((name, says, partial(self._stage, act)) for name, says, act in stages.verbs()),
        ]
        for name, says, act in every:
            verb = verbs.add_parser(name, help=says)
            verb.set_defaults(act=act)
            verb.add_argument("--province", required=True, metavar="TỈNH", help="tên rút gọn hoặc mã, ví dụ tra-vinh")
            verb.add_argument("--programme", required=True, choices=list(words.PROGRAMMES))
            verb.add_argument("--month", required=True, metavar="THÁNG", help="2023-12 hoặc 12/2023")
            verb.add_argument("--as", dest="user", metavar="TÀI_KHOẢN", help="người làm (bắt buộc, trừ khi chỉ xem)")
            verb.add_argument("--json", action="store_true", help="in cho máy đọc")
            self._own_arguments(name, verb)

    def _own_arguments(self, name: str, verb: ArgumentParser) -> None:
        if name in ("plan", "accept"):
            verb.add_argument("--on", metavar="NGÀY", help="ngày chốt dữ liệu và luật (không ghi: hôm nay)")
        if name in ("open", "allot"):
            verb.add_argument("--document", default="", metavar="SỐ", help="số văn bản")
        if name == "allot":
            verb.add_argument("--purse", required=True, choices=list(words.PURSES))
            verb.add_argument("--amount", required=True, type=int, metavar="ĐỒNG", help="số tiền, âm khi cắt giảm")
            verb.add_argument(
                "--holder", default="", metavar="ĐƠN_VỊ", help="đơn vị sử dụng ngân sách, khi nguồn chưa mở"
            )
            verb.add_argument("--account", default="", metavar="SỐ_TK", help="tài khoản chi, khi nguồn chưa mở")
            verb.add_argument("--on", metavar="NGÀY", help="ngày văn bản (không ghi: hôm nay)")
        if name in ("accept", "discard"):
            verb.add_argument("--reason", default="", metavar="LÝ_DO")
        if name == "accept":
            verb.add_argument("--name", metavar="TÊN", help="chỉ giá trị này (không ghi: mọi giá trị đợt chi trả cần)")
        if name == "show" or name in {stage for stage, _, _ in stages.verbs()}:
            verb.add_argument("--number", type=int, metavar="ĐỢT", help="đợt trong tháng (không ghi: đợt mới nhất)")

        stages.own_arguments(name, verb)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = self._user(options["user"])
            with acting_as(user) if user else acting_as_system("ansinh payrun"):
                options["month"] = read_month(options["month"])
                options["province"] = find_province(options["province"], day=first_day(options["month"]))
                options["act"](options | {"by": user})
        except (PaymentRefused, NoAccess, LawError, DoesNotTie, PlaceUnknown, ValueError) as refused:
            raise CommandError(str(refused)) from None

    def _open(self, options: dict[str, Any]) -> None:
        opening = actions.open_programme(
            province=options["province"], programme=options["programme"], month=options["month"], document=options["document"], by=options["by"]
        )  # fmt: skip
        self._tell(
            options,
            {"opening": opening.month},
            f"Đã mở sổ {opening.get_programme_display()} từ tháng {month_text(opening.month)}.",
        )

    def _allot(self, options: dict[str, Any]) -> None:
        purse = Purse.objects.filter(province=options["province"], code=options["purse"]).first()
        if purse is None:
            if not (options["holder"] and options["account"]):
                raise CommandError(f"Nguồn {options['purse']} chưa mở: ghi --holder và --account.")
            purse = actions.open_purse(
                province=options["province"], code=options["purse"], holder=options["holder"], account=options["account"], by=options["by"]
            )  # fmt: skip
        actions.allot(
            purse=purse, month=options["month"], amount_dong=options["amount"], document=options["document"],
            day=self._day(options["on"]), by=options["by"],
        )  # fmt: skip
        left = actions.purse_left(options["province"].pk, options["purse"], options["month"])
        self._tell(
            options, {"left_dong": left}, f"Đã giao {grouped(options['amount'])} đồng; nguồn còn {grouped(left)} đồng."
        )

    def _accept(self, options: dict[str, Any]) -> None:
        waiting = actions.values_to_accept(
            province=options["province"], programme=options["programme"], month=options["month"], plan_day=self._day(options["on"])
        )  # fmt: skip
        values = [one.value for one in waiting if options["name"] in (None, one.value.name)]
        if options["name"] and not values:
            raise CommandError(f"Đợt này không chờ chấp nhận giá trị nào tên «{options['name']}».")
        if values:
            actions.accept_values(
                province=options["province"], values=values, reason=options["reason"], by=options["by"]
            )
        told = [f"  {value.name} {value.period_vi()}: {value.reference}" for value in values]
        self._tell(
            options,
            {"accepted": [value.name for value in values]},
            "\n".join([f"Đã chấp nhận {len(values)} giá trị.", *told]),
        )

    def _plan(self, options: dict[str, Any]) -> None:
        run = actions.plan(
            province=options["province"], programme=options["programme"], month=options["month"],
            plan_day=self._day(options["on"]), by=options["by"],
        )  # fmt: skip
        self._tell_run(options, run)

    def _show(self, options: dict[str, Any]) -> None:
        self._tell_run(options, self._run(options))

    def _sign(self, options: dict[str, Any]) -> None:
        self._tell_run(options, actions.sign(run=self._run(options), by=options["by"]))

    def _discard(self, options: dict[str, Any]) -> None:
        run = actions.discard(run=self._run(options), reason=options["reason"], by=options["by"])
        self._tell(options, {"run": run.pk, "state": run.state}, f"Đã bỏ {run}.")

    def _verify(self, options: dict[str, Any]) -> None:
        run = self._run(options)
        said = actions.verify(run)
        if said:
            raise CommandError("\n".join(said))
        self._tell(
            options,
            {"run": run.pk, "result": run.result_hash},
            f"{run}: tính lại từ đầu vào ra đúng từng byte. Mã băm {run.result_hash}",
        )

    def _stage(self, act: stages.Verb, options: dict[str, Any]) -> None:
        run = self._run(options)
        data, lines = act(run, options)
        run.refresh_from_db()
        self._tell(
            options,
            {"run": run.pk, "state": run.state, **data},
            "\n".join([f"{run}, {run.province}: {run.get_state_display()}.", *lines]),
        )

    def _tell_run(self, options: dict[str, Any], run: Run) -> None:
        told = {
            "run": run.pk,
            "state": run.state,
            "inputs": run.inputs_hash,
            "result": run.result_hash,
            "totals": run.totals,
        }
        self._tell(options, told, "\n".join(lines_of(run)))

    def _run(self, options: dict[str, Any]) -> Run:
        runs = Run.objects.filter(province=options["province"], programme=options["programme"], month=options["month"])
        if options.get("number"):
            runs = runs.filter(number=options["number"])
        run = runs.exclude(state="discarded").order_by("-number").first()
        if run is None:
            raise CommandError(
                f"{words.PROGRAMMES[options['programme']][0]} tháng {month_text(options['month'])} chưa lập. Lập bằng ansinh payrun plan."
            )
        return run

    def _user(self, name: str | None) -> Any:
        if not name:
            return None
        found = get_user_model().objects.filter(username=name).first()
        if found is None:
            raise CommandError(f"Không có tài khoản «{name}». Kiểm tra tên đăng nhập.")
        return found

    def _day(self, raw: str | None) -> date:
        return read_day(raw) if raw else timezone.localdate()

    def _tell(self, options: dict[str, Any], data: dict[str, Any], text: str) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str) if options["json"] else text)


def lines_of(run: Run) -> list[str]:
    """The run as it is printed: where it stands, the control totals step by step, movements and warnings."""
    totals = run.totals
    lines = [f"{run}, {run.province}: {run.get_state_display()}. Luật và dữ liệu đến ngày {run.plan_day:%d/%m/%Y}."]
    lines += [_row(step["label_vi"], step["count"], step["dong"]) for step in totals["steps"].values()]
    lines.append("Biến động so với tháng trước")
    lines += [
        _row("  " + words.MOVEMENTS[row["movement"]][0], row["count"], row["dong"]) for row in totals["by_movement"]
    ]
    if totals["by_warning"]:
        lines.append("Cảnh báo")
    for row in totals["by_warning"]:
        lines.append(
            _row(
                f"  {words.WARNINGS[row['kind']][0]} ({words.SEVERITIES[row['severity']][0]})",
                row["count"],
                row["dong"],
            )
        )
    return [*lines, f"Mã băm đầu vào {run.inputs_hash[:16]}, kết quả {run.result_hash[:16]}"]


def _row(label: str, count: int, dong: int) -> str:
    return f"  {label:<42} {grouped(count):>11} {grouped(dong):>22}"
