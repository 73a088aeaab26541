"""`ansinh decree list | preview ACT_OR_FILE --province P --month M | let-in FILE --as USER --reason WHY`."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.days import first_day, read_month, vietnamese_day
from ansinh.law import LawError
from ansinh.law.local import Decree, DraftRefused, decree_named, decrees, read_decree, refuse_bad
from ansinh.payments.actions import PaymentRefused
from ansinh.payments.actions.decree import let_in
from ansinh.payments.jobs.decree import paid_names, preview_of, values_told
from ansinh.places.models import PlaceAmbiguous, PlaceUnknown, find_province

REFUSALS = (PaymentRefused, DraftRefused, LawError, NoAccess, PlaceAmbiguous, PlaceUnknown, ValueError, OSError)


class Command(BaseCommand):
    help = "Một nghị định trước và sau: ai đổi, đổi bao nhiêu, truy lĩnh, chi phí; rồi đưa mức mới vào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listed = verbs.add_parser("list", help="các văn bản trong tệp luật có mức tiền")
        shown = verbs.add_parser("preview", help="xem trước một nghị định hoặc một tệp nháp")
        shown.add_argument("what", help="số văn bản, ví dụ 335/2026; hoặc tệp .yaml")
        shown.add_argument("--province", required=True, help="tỉnh: tên rút gọn hoặc mã, ví dụ tra-vinh")
        shown.add_argument("--month", required=True, help="tháng của đợt chi trả, ví dụ 2026-10")
        shown.add_argument("--day", type=date.fromisoformat, help="ngày lập danh sách (không ghi: hôm nay)")
        shown.add_argument("--by-commune", action="store_true", help="in cả từng xã")
        entered = verbs.add_parser("let-in", help="đưa một tệp nháp vào dùng")
        entered.add_argument("what", help="tệp .yaml")
        entered.add_argument("--as", dest="user", required=True, metavar="TÀI_KHOẢN", help="lãnh đạo cấp tỉnh")
        entered.add_argument("--reason", required=True, help="lý do: số, ngày văn bản đã ký")
        for verb in (listed, shown, entered):
            verb.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            {"list": self._list, "preview": self._preview, "let-in": self._let_in}[verb](options)
        except REFUSALS as refused:
            raise CommandError(str(refused)) from refused

    def _list(self, options: dict[str, Any]) -> None:
        found: list[dict[str, Any]] = [
            {"act": one.act, "first_day": one.first_day, "known_from": one.known_from, "in_force": one.in_force, "values": len(one.values)}
            for one in decrees(paid_names())
        ]  # fmt: skip
        self._tell(
            options,
            found,
            [
                f"{one['act']}: từ {vietnamese_day(one['first_day'])}, biết {vietnamese_day(one['known_from'])}, {one['values']} giá trị"
                for one in found
            ],
        )

    def _preview(self, options: dict[str, Any]) -> None:
        decree, month = self._decree(options["what"]), read_month(options["month"])
        with acting_as_system("ansinh decree preview"):
            province = find_province(options["province"], day=first_day(month))
            self.stderr.write(f"Đang tính {decree.act} cho {province.full_name}; cả tỉnh mất vài giây ...")
            found = preview_of(decree, province=province, month=month, day=options["day"])
        said = [f"{decree.act}{' (bản nháp)' if decree.is_draft else ''}"]
        said += [
            f"  {value['name']} từ {vietnamese_day(value['from_day'])}: {value['reference']} ({value['status_text']})"
            for value in values_told(decree)
            if value["status"] != "official"
        ]
        self._tell(
            options, {"act": decree.act, **found.as_dict()}, said + found.lines(with_communes=options["by_commune"])
        )

    def _let_in(self, options: dict[str, Any]) -> None:
        user = get_user_model().objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"Không có tài khoản «{options['user']}». Ghi tên đăng nhập của lãnh đạo cấp tỉnh.")
        with acting_as(user):
            kept = let_in(draft=Path(options["what"]), reason=options["reason"], by=user)
        self._tell(
            options,
            {"file": str(kept)},
            [f"Đã đưa vào: {kept.name}. Mức chưa đối chiếu văn bản chính thức vẫn phải chấp nhận trước khi chi."],
        )

    def _decree(self, what: str) -> Decree:
        if not what.endswith((".yaml", ".yml")):
            return decree_named(what)
        draft = read_decree(Path(what))
        refuse_bad(draft)
        return draft

    def _tell(self, options: dict[str, Any], data: Any, lines: list[str]) -> None:
        text = json.dumps(data, ensure_ascii=False, indent=2, default=str) if options["json"] else "\n".join(lines)
        self.stdout.write(text)
