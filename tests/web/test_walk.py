"""The walk: every role, and a stranger, over every address, every export and every command.

What each may see and do is told in `addresses.py`; here it is tried, with objects inside and outside the place of the role.
`-s` prints the table."""

import ast
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.handlers.base import BaseHandler
from django.core.management import get_commands
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ansinh.core.access import acting_as_system
from ansinh.core.looks import READING
from ansinh.core.models import AuditEvent
from ansinh.core.roles import EVERY_ROLE, ROLES
from ansinh.people import factories as people
from tests.web.addresses import ADDRESSES, COMMANDS, LISTS, PEOPLE
from tests.web.within import OF_COMMUNE_REVIEW, OF_REVIEW, OF_RUN, review_of, things_of

REFUSED = {401, 403, 404, 405}
SAID_AGAIN = REFUSED | {200, 302, 400, 415, 422, 429}
ABSENT = 999_999
INSIDE, BESIDE, OUTSIDE = "Thạch Thị Bên Trong", "Sơn Thị Bên Cạnh", "Kim Văn Bên Ngoài"
OF_COMMUNE = {role.key for role in EVERY_ROLE if role.level == "commune"}
# What belongs to a whole province: its communes read it, so there is none «beside» them.
OF_A_PROVINCE = {
    *OF_RUN.split(), "return_file", "settle_kind", "allot", "approve_reopening", "campaign", "campaign_reviews", "campaign_act",
    "archive_counted",
}  # fmt: skip
# What the rows of the walk have not: tables of a planned run, pages as pictures, a slip of a file that went, a paper asked for before.
LOADER = "django.template.loaders.app_directories.Loader"
FRAME = "".join(
    f"{{% block {name} %}}{{% endblock %}}"
    for name in ("head", "title", "crumbs", "top", "heading", "actions", "content")
)
NOT_THERE = {
    "run_orders",
    "paper_page",
    "move_slip",
    "person_data_paper",
    "run_lines",
    "run_line",
    "run_movements",
    "run_warnings",
    "run_list_file",
    "payment_why",
    "payment_why_json",
}


@cache
def patterns() -> tuple[URLPattern, ...]:
    """Every pattern of the house, with or without a name."""

    def inside(found: list[Any]) -> Iterator[URLPattern]:
        for pattern in found:
            if isinstance(pattern, URLResolver):
                yield from inside(pattern.url_patterns)
            else:
                yield pattern

    return tuple(inside(get_resolver().url_patterns))


@dataclass
class Walk:
    """The answers so far: how many of each kind, and what nobody declared."""

    handler: BaseHandler
    asked: Counter[str] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)

    def ask(self, walker: SimpleNamespace, address: str, method: str = "get") -> HttpResponse:
        """One request through the whole middleware, as the walker."""
        request = getattr(walker.factory, method)(address)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        self.asked[method.upper()] += 1
        answer = self.handler.get_response(request)
        if answer.streaming:
            request_finished.disconnect(close_old_connections)
            answer.close()
            request_finished.connect(close_old_connections)
        return answer  # type: ignore[return-value]

    def wonder(self, walker: SimpleNamespace, what: str, answer: HttpResponse, wanted: str) -> None:
        self.surprises.append(f"{walker.role}: {what} → {answer.status_code}, chờ đợi {wanted}")


@pytest.fixture
def there(province: SimpleNamespace, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """The province of the tests with something of every room: in the walker's commune, in the commune beside it, in another province."""
    settings.PAYRUNS = tmp_path / "payruns"
    with acting_as_system("chuẩn bị thử nghiệm"):
        told = SimpleNamespace(**vars(province))
        places = {
            "inside": (INSIDE, province.a),
            "beside": (BESIDE, province.b),
            "outside": (OUTSIDE, people.cang_long()),
        }
        for side, (name, commune) in places.items():
            person = people.person(name, commune=commune)
            setattr(told, side, things_of(person, by=province.users["province_reconciler"]) | review_of(person))
    told.beside = {name: words for name, words in told.beside.items() if name not in OF_A_PROVINCE}
    told.inside |= {name: {"pk": province.household_a.pk} for name in OF_REVIEW.split()}
    told.inside |= {name: {"pk": province.review_a.pk} for name in OF_COMMUNE_REVIEW.split()}
    return told


def walker_of(there: SimpleNamespace, role: str) -> SimpleNamespace:
    """Somebody of the role, signed in."""
    client, factory = Client(), RequestFactory()
    client.force_login(there.users[role])
    factory.cookies = client.cookies
    return SimpleNamespace(role=role, factory=factory)


def address_of(pattern: URLPattern, words: dict[str, Any]) -> str:
    """The address with these words in it; what is not told is a number or a word nobody uses."""
    told = {
        name: words.get(name, ABSENT if "Int" in type(converter).__name__ else "khong-co")
        for name, converter in pattern.pattern.converters.items()
    }
    return reverse(pattern.name, kwargs=told)


def written() -> int:
    """How many acts the trail knows, without the reading of files."""
    return AuditEvent.objects.exclude(act__in=READING).count()


def test_every_address_says_what_it_needs_and_none_is_told_that_is_gone() -> None:
    named = {pattern.name for pattern in patterns()}

    assert None not in named, "an address without a name cannot be declared"
    assert sorted(named - set(ADDRESSES)) == [], "tell in tests/web/addresses.py who may see and act"
    assert sorted(set(ADDRESSES) - named) == []


@pytest.fixture
def walk(settings: Any) -> Walk:
    """Requests through the whole middleware; pages without their frame, sessions without a table."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    templates = settings.TEMPLATES[0]
    loaders = [
        ("django.template.loaders.locmem.Loader", {"base.html": FRAME}),
        "django.template.loaders.filesystem.Loader",
        LOADER,
    ]
    told = {
        **templates,
        "APP_DIRS": False,
        "OPTIONS": {**templates["OPTIONS"], "loaders": [("django.template.loaders.cached.Loader", loaders)]},
    }
    settings.TEMPLATES = [told]
    handler = BaseHandler()
    handler.load_middleware()
    return Walk(handler)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_what_is_declared_and_nothing_else(there: SimpleNamespace, walk: Walk, role: str) -> None:
    walker = walker_of(there, role)
    for pattern in patterns():
        if pattern.name in ADDRESSES and pattern.name not in ("sign_out", "account_logout"):
            _try(walk, walker, there, pattern)

    told = ", ".join(f"{count} {method}" for method, count in sorted(walk.asked.items()))
    print(f"\n{role:<22} {len(ADDRESSES)} địa chỉ: {told}; {len(walk.surprises)} điều bất ngờ")
    assert not walk.surprises, "\n".join(walk.surprises)


def test_a_stranger_is_sent_to_sign_in_everywhere_but_at_the_open_doors(there: SimpleNamespace, walk: Walk) -> None:
    _strangers(walk)

    assert not walk.surprises, "\n".join(walk.surprises)


def _try(walk: Walk, walker: SimpleNamespace, there: SimpleNamespace, pattern: URLPattern) -> None:
    name = str(pattern.name)
    declared = ADDRESSES[name]
    real = name in there.inside and name not in NOT_THERE
    inside = address_of(pattern, there.inside.get(name, {}))
    answer = walk.ask(walker, inside)
    if answer.status_code >= 500:
        walk.wonder(walker, f"GET {inside}", answer, "không hỏng")
    elif not declared.is_open and not declared.is_own:
        if walker.role not in declared.see and answer.status_code not in REFUSED:
            walk.wonder(walker, f"GET {inside}", answer, "từ chối")
        if walker.role in declared.see and (
            answer.status_code in (401, 403) or (real and answer.status_code == 404 and "act" not in name)
        ):
            walk.wonder(walker, f"GET {inside}", answer, "được xem")
    for elsewhere in (
        there.outside if walker.role in PEOPLE else {},
        there.beside if walker.role in OF_COMMUNE else {},
    ):
        if name in elsewhere:
            address = address_of(pattern, elsewhere[name])
            for method in ("get", "post"):
                answer = walk.ask(walker, address, method)
                if answer.status_code not in REFUSED:
                    walk.wonder(walker, f"{method.upper()} {address}", answer, "không có")
    if declared.is_own:
        return
    with transaction.atomic():
        before = written()
        answer = walk.ask(walker, inside, "post")
        changed = written() - before
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        walk.wonder(walker, f"POST {inside}", answer, "không hỏng")
    if walker.role in declared.act:
        if answer.status_code in (401, 403):
            walk.wonder(walker, f"POST {inside}", answer, "được làm")
    elif changed or answer.status_code not in SAID_AGAIN:
        walk.wonder(walker, f"POST {inside}", answer, f"không đổi gì (ghi {changed})")


def _strangers(walk: Walk) -> None:
    walker = SimpleNamespace(role="người lạ", factory=RequestFactory())
    for pattern in patterns():
        if pattern.name not in ADDRESSES or ADDRESSES[pattern.name].is_open:
            continue
        address = address_of(pattern, {})
        answer = walk.ask(walker, address)
        if answer.status_code not in (401, 405) and not (
            answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/")
        ):
            walk.wonder(walker, f"GET {address}", answer, "về trang đăng nhập")


def test_lists_and_their_files_hold_nobody_from_outside_the_place(there: SimpleNamespace, as_user: Any) -> None:
    seen: dict[str, set[str]] = {name: set() for name in LISTS}

    for role in ROLES:
        client = as_user(there.users[role])
        for name in LISTS:
            page = client.get(reverse(name)).content.decode()
            file = client.get(reverse(name), {"xuat": "xlsx"})
            told = page + _sheet(file) if file.status_code == 200 else page

            assert OUTSIDE not in told, (role, name)
            if INSIDE in told:
                seen[name].add(role)

    assert seen["person_list"] == PEOPLE
    assert seen["title_list"] == PEOPLE
    assert all(roles <= PEOPLE for roles in seen.values())


def _sheet(answer: HttpResponse) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(part).decode() for part in book.namelist() if "sheet" in part or "Strings" in part)


def test_every_command_says_who_it_acts_as() -> None:
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("ansinh.")}

    assert sorted(set(ours) - set(COMMANDS)) == [], "tell in tests/web/addresses.py as whom it runs"
    assert sorted(set(COMMANDS) - set(ours)) == []
    for name, app in ours.items():
        source = Path(str(import_module(f"{app}.management.commands.{name}").__file__)).read_text()
        if name == "demo":
            source += Path(str(import_module("ansinh.demo.build").__file__)).read_text()
        reasons = [
            call.args
            for call in ast.walk(ast.parse(source))
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in ("acting_as_system", "acting_as")
        ]
        if COMMANDS[name] == "system":
            assert reasons and all(reasons), f"ansinh {name} acts as the system: it says why, acting_as_system(«why»)"
        else:
            assert not reasons, f"ansinh {name} acts as somebody: tell it in addresses.py"
