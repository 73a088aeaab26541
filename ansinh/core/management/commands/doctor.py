"""`ansinh doctor`: is this installation whole, and what is missing beside it."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ansinh.core.audit import broken_links
from ansinh.core.grants import two_hands_in_one
from ansinh.core.installation import demo_accounts
from ansinh.core.roles import ROLE

Finding = tuple[str, bool, bool, str]


class Command(BaseCommand):
    help = (
        "Khám hệ thống: cơ sở dữ liệu, bảng, vết kiểm toán, chỗ chưa an toàn, chỗ trống trên đĩa, phần mềm đi kèm."
        " Thoát mã 1 khi có lỗi."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(_examine())
        if options["json"]:
            keys = ("name", "ok", "required", "detail")
            self.stdout.write(
                json.dumps([dict(zip(keys, f, strict=True)) for f in found], ensure_ascii=False, indent=1)
            )
        else:
            for name, is_well, is_required, detail in found:
                sign = "tốt " if is_well else "LỖI " if is_required else "thiếu"
                self.stdout.write(f"{sign}  {name}: {detail}")
        if sick := [name for name, is_well, is_required, _ in found if is_required and not is_well]:
            raise CommandError("Cần sửa: " + ", ".join(sick))


def _examine() -> Iterator[Finding]:
    yield "Python", sys.version_info >= (3, 11), True, sys.version.split()[0]
    yield _database()
    yield _tables()
    yield _trail()
    yield _two_hands()
    yield from _unsafe()
    free_gb = shutil.disk_usage(_existing(settings.DATA)).free / 1e9
    yield "Chỗ trống trên đĩa", free_gb > 3, True, f"{free_gb:.1f} GB tại {settings.DATA} (cần hơn 3 GB)"
    for program, use in (
        ("soffice", "mở tệp .doc, .odt"),
        ("chromium", "kiểm thử giao diện"),
        ("java", "chạy trên Apache Spark"),
        ("pdftotext", "đọc thử tệp PDF"),
    ):
        path = shutil.which(program)
        yield program, path is not None, False, path or f"không có; cần khi {use}"


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _database() -> Finding:
    if connection.vendor == "sqlite":
        detail = f"SQLite {sqlite3.sqlite_version}, {settings.DATABASES['default']['NAME']}"
        return "Cơ sở dữ liệu", sqlite3.sqlite_version_info >= (3, 37), True, detail
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return "Cơ sở dữ liệu", True, True, f"PostgreSQL {cursor.fetchone()[0]}"
    except Exception as error:
        return "Cơ sở dữ liệu", False, True, f"không nối được PostgreSQL: {error}"


def _tables() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    detail = f"còn {len(waiting)} bước chưa chạy; chạy: ansinh migrate" if waiting else "đủ"
    return "Bảng dữ liệu", not waiting, True, detail


def _trail() -> Finding:
    if "core_auditevent" not in connection.introspection.table_names():
        return "Vết kiểm toán", True, True, "chưa có bảng"
    broken = list(broken_links())
    return "Vết kiểm toán", not broken, True, f"đứt tại {broken[:5]}" if broken else "chuỗi băm liền"


def _two_hands() -> Finding:
    """Whether somebody enters and approves the same thing."""
    if "core_grant" not in connection.introspection.table_names():
        return "Người nhập và người duyệt", True, True, "chưa có bảng"
    found = [
        f"{enters.user.get_username()} ({ROLE[enters.role].vi} và {ROLE[approves.role].vi} tại {approves.place_id})"
        for enters, approves in two_hands_in_one()
    ]
    return "Người nhập và người duyệt", not found, True, "; ".join(found[:5]) or "là hai người khác nhau ở mọi nơi"


def _unsafe() -> Iterator[Finding]:
    """What an outsider could use; an error where others than this machine can reach it."""
    is_open = bool(set(settings.ALLOWED_HOSTS) - settings.LOOPBACK)
    yield (
        "Chế độ dò lỗi",
        not settings.DEBUG,
        is_open,
        "bật, lỗi hiện cả mã nguồn; bỏ ANSINH_DEBUG" if settings.DEBUG else "tắt",
    )
    yield (
        "HTTPS",
        settings.HTTPS or not is_open,
        True,
        "bật"
        if settings.HTTPS
        else "chưa bật mà máy khác vào được: mật khẩu đi trần trên mạng; đặt chứng thư rồi ANSINH_HTTPS=1"
        if is_open
        else "chưa bật; chỉ máy này vào được",
    )
    any_host = [host for host in settings.ALLOWED_HOSTS if host.startswith(("*", "."))]
    yield (
        "Tên máy chủ",
        not any_host,
        True,
        f"ANSINH_HOSTS nhận cả {any_host[0]}; ghi đủ từng tên" if any_host else ", ".join(settings.ALLOWED_HOSTS),
    )
    is_weak = len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 10
    yield (
        "Khóa bí mật",
        not is_weak,
        True,
        "ngắn hoặc dễ đoán; bỏ ANSINH_SECRET_KEY để máy tự tạo" if is_weak else "tốt",
    )
    readable = [str(path) for path in _private_paths() if path.stat().st_mode & 0o077]
    yield (
        "Quyền của thư mục dữ liệu",
        not readable,
        False,
        f"người khác trên máy chủ đọc được: {', '.join(readable)}; chạy: chmod go-rwx {' '.join(readable)}"
        if readable
        else "chỉ chủ của máy chủ đọc được",
    )
    accounts = _demo_accounts_that_open()
    yield (
        "Tài khoản mẫu",
        not accounts,
        is_open,
        f"vẫn vào được bằng mật khẩu công khai: {', '.join(accounts)}" if accounts else "không có",
    )


def _private_paths() -> Iterator[Path]:
    if sys.platform == "win32":  # rights there are not in the mode of a file
        return
    database = settings.DATABASES["default"]["NAME"]
    kept = [settings.DATA, settings.DATA / "secret_key", *([Path(database)] if connection.vendor == "sqlite" else [])]
    yield from dict.fromkeys(path for path in kept if path.exists())


def _demo_accounts_that_open() -> list[str]:
    if "auth_user" not in connection.introspection.table_names():
        return []
    known = {told["username"]: told["password"] for told in demo_accounts()}
    users = get_user_model().objects.filter(is_active=True, username__in=known)
    return [user.get_username() for user in users if user.check_password(known[user.get_username()])]
