"""`ansinh access roles | show | account | give | end | delegate`: who may what, where, until when."""

import getpass
import json
import secrets
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from ansinh.core import audit, grants
from ansinh.core.access import acting_as_system
from ansinh.core.days import vietnamese_day
from ansinh.core.models import Grant
from ansinh.core.roles import EVERY_ROLE, FIELDS, LEVELS, ROLE, VERBS
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place, find_province


class Command(BaseCommand):
    help = "Ai được làm gì: in các vai trò, xem, cấp, kết thúc và ủy quyền; lập tài khoản."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        roles = verbs.add_parser("roles", help="các vai trò: được làm gì, ở lĩnh vực nào, cấp nào")
        show = verbs.add_parser("show", help="quyền của một tài khoản, cả quyền đã hết")
        show.add_argument("user", help="tên đăng nhập")
        account = verbs.add_parser("account", help="lập tài khoản; in mật khẩu đầu tiên một lần")
        account.add_argument("user", help="tên đăng nhập")
        account.add_argument("name", help="họ tên")
        give = verbs.add_parser("give", help="cấp một vai trò")
        give.add_argument("user", help="tên đăng nhập")
        give.add_argument("role", choices=[*ROLE], help="vai trò")
        give.add_argument("place", nargs="?", default="", help="mã hoặc tên tỉnh, xã")
        give.add_argument("--field", choices=[key for key in FIELDS if key], default="", help="chỉ một lĩnh vực")
        give.add_argument("--from", dest="from_day", type=date.fromisoformat, help="ngày đầu, dạng 2026-01-31")
        give.add_argument("--to", dest="to_day", type=date.fromisoformat, help="ngày đầu tiên không còn quyền")
        give.add_argument("--sensitive", action="store_true", help="xem cả hồ sơ nhạy cảm; phải có --to")
        give.add_argument("--body", default="", help="mã đơn vị chi trả (vai trò provider) hoặc mã số thuế (employer)")
        end = verbs.add_parser("end", help="kết thúc một quyền (số ở lệnh show)")
        end.add_argument("grant", type=int, help="số của quyền")
        end.add_argument("--on", type=date.fromisoformat, help="ngày đầu tiên không còn quyền; không ghi là hôm nay")
        end.add_argument("--reason", required=True, help="vì sao")
        lend = verbs.add_parser("delegate", help="ủy một quyền cho người khác khi vắng mặt")
        lend.add_argument("grant", type=int, help="số của quyền")
        lend.add_argument("user", help="người nhận ủy quyền")
        lend.add_argument("--from", dest="from_day", type=date.fromisoformat, required=True, help="ngày đầu")
        lend.add_argument("--to", dest="to_day", type=date.fromisoformat, required=True, help="ngày đầu tiên đã về")
        lend.add_argument("--stands-aside", action="store_true", help="người ủy không xử lý trong thời gian đó")
        for each in (roles, show):
            each.add_argument("--json", action="store_true", help="in cho máy đọc")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        with acting_as_system(f"lệnh access, {getpass.getuser()}"):
            try:
                getattr(self, f"_{verb}")(options)
            except (grants.GrantRefused, PlaceUnknown, PlaceAmbiguous) as refused:
                raise CommandError(str(refused)) from refused

    def _roles(self, options: dict[str, Any]) -> None:
        if options["json"]:
            told = [
                {"key": r.key, "vi": r.vi, "en": r.en, "level": r.level, "fields": r.fields, "may": sorted(r.may)}
                for r in EVERY_ROLE
            ]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for role in EVERY_ROLE:
            may = ", ".join(vi for verb, (vi, _en) in VERBS.items() if verb in role.may)
            fields = ", ".join(FIELDS[field][0] for field in role.fields)
            people = "" if role.sees_people else " · không xem người dân"
            self.stdout.write(f"{role.key:<20} {role.vi}: {may} · {fields} · {LEVELS[role.level][0]}{people}")

    def _show(self, options: dict[str, Any]) -> None:
        held = Grant.objects.filter(user=_user(options["user"])).select_related("delegated_from__user").order_by("pk")
        names = dict(Place.objects.filter(pk__in=[g.place_id for g in held]).values_list("pk", "full_name"))
        if options["json"]:
            told = [
                {"grant": g.pk, "role": g.role, "field": g.field, "place": g.place_id, "from_day": str(g.from_day),
                 "to_day": str(g.to_day or ""), "sensitive": g.sees_sensitive}
                for g in held
            ]  # fmt: skip
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for grant in held:
            until = f"đến trước {vietnamese_day(grant.to_day)}" if grant.to_day else "không hạn"
            lender = f" · thay mặt {grant.delegated_from.user.get_username()}" if grant.delegated_from else ""
            apart = " · xem hồ sơ nhạy cảm" if grant.sees_sensitive else ""
            self.stdout.write(
                f"{grant.pk:>6}  {ROLE[grant.role].vi} · {FIELDS[grant.field][0]} · {names.get(grant.place_id, grant.place_id)}"
                f" · từ {vietnamese_day(grant.from_day)} {until}{lender}{apart}"
            )
        if not held:
            self.stdout.write("Tài khoản này chưa có quyền nào. Cấp bằng: ansinh access give")

    def _account(self, options: dict[str, Any]) -> None:
        users = get_user_model()
        if users.objects.filter(username__iexact=options["user"]).exists():
            raise CommandError(f"Tên đăng nhập «{options['user']}» đã có. Chọn tên khác.")
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            user = users(username=options["user"], first_name=options["name"])
            user.set_password(password)
            user.save()
            audit.record("open_account", f"user:{user.get_username()}"[:80], detail={"name": options["name"]})
        self.stdout.write(f"{user.get_username()}  mật khẩu đầu tiên: {password}  (đổi ngay ở trang /mat-khau/)")

    def _give(self, options: dict[str, Any]) -> None:
        from_day = options["from_day"] or timezone.localdate()
        granted = grants.give(
            user=_user(options["user"]), role=options["role"], place_id=_place(options["place"], from_day), field=options["field"],
            from_day=from_day, to_day=options["to_day"], sees_sensitive=options["sensitive"], body=options["body"], by=None,
        )  # fmt: skip
        self.stdout.write(f"Đã cấp quyền số {granted.pk}: {granted}.")

    def _end(self, options: dict[str, Any]) -> None:
        on = options["on"] or timezone.localdate()
        ended = grants.end(grant=_grant(options["grant"]), on=on, reason=options["reason"], by=None)
        self.stdout.write(f"Quyền số {ended.pk} hết từ {vietnamese_day(on)}.")

    def _delegate(self, options: dict[str, Any]) -> None:
        lent = grants.delegate(
            grant=_grant(options["grant"]), to=_user(options["user"]), from_day=options["from_day"], to_day=options["to_day"],
            stands_aside=options["stands_aside"], by=None,
        )  # fmt: skip
        self.stdout.write(f"Đã ủy quyền, quyền số {lent.pk}.")


def _user(name: str) -> Any:
    users = get_user_model()
    try:
        return users.objects.get(username=name)
    except users.DoesNotExist:
        raise CommandError(f"Không có tài khoản «{name}». Lập bằng: ansinh access account") from None


def _grant(number: int) -> Grant:
    try:
        return Grant.objects.select_related("user").get(pk=number)
    except Grant.DoesNotExist:
        raise CommandError(f"Không có quyền số {number}. Xem bằng: ansinh access show") from None


def _place(told: str, day: date) -> str:
    if not told or Place.objects.filter(pk=told).exists():
        return told
    try:
        return str(find_province(told, day=day).pk)
    except PlaceUnknown:
        return str(find_place(told, day=day, level=3).pk)
