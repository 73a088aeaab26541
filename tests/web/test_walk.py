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
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ansinh.benefits import factories as benefits
from ansinh.core.access import acting_as_system
from ansinh.core.looks import READING
from ansinh.core.models import AuditEvent
from ansinh.core.roles import ROLES
from ansinh.people import factories as people
from tests.web.addresses import ADDRESSES, COMMANDS, LISTS, PEOPLE

REFUSED = {401, 403, 404, 405}
SAID_AGAIN = REFUSED | {200, 400, 415, 422, 429}
ABSENT = 999_999
INSIDE, OUTSIDE = "Thạch Thị Bên Trong", "Kim Văn Bên Ngoài"


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
        self.asked[f"{walker.role} {method.upper()}"] += 1
        answer = self.handler.get_response(request)
        if answer.streaming:
            request_finished.disconnect(close_old_connections)
            answer.close()
            request_finished.connect(close_old_connections)
        return answer  # type: ignore[return-value]

    def wonder(self, walker: SimpleNamespace, what: str, answer: HttpResponse, wanted: str) -> None:
        self.surprises.append(f"{walker.role}: {what} → {answer.status_code}, chờ đợi {wanted}")


@pytest.fixture
def there(province: SimpleNamespace) -> SimpleNamespace:
    """The province of the tests, with somebody who draws a right in the walker's commune and somebody in another province."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        away = people.cang_long()
        inside, outside = people.person(INSIDE, commune=province.a), people.person(OUTSIDE, commune=away)
        told = SimpleNamespace(**vars(province), inside={}, outside={})
        for person, kept in ((inside, told.inside), (outside, told.outside)):
            kept["person"] = kept["person_rights"] = kept["person_payments"] = kept["rights_act"] = kept[
                "person_act"
            ] = person.pk
            kept["title_act"] = benefits.a_title(person, "older_80_without_pension", 202301).pk
            kept["channel_act"] = benefits.a_channel(person).pk
            kept["proxy_act"] = benefits.a_proxy(person).pk
            kept["claim_act"] = benefits.a_claim(person, "funeral_assistance", 202301).pk
        review, campaign = province.household_a, province.campaign
        told.inside |= dict.fromkeys(
            (
                "review",
                "review_why",
                "form_a",
                "form_b",
                "form_points",
                "vote",
                "choose_class",
                "raise_objection",
                "decide_ad_hoc",
            ),
            review.pk,
        )
        told.inside |= dict.fromkeys(("campaign", "campaign_reviews", "campaign_act"), campaign.pk)
        told.inside |= dict.fromkeys(
            (
                "commune_review",
                "commune_act",
                "review_list",
                "request_review",
                "meeting_list",
                "notice",
                "objection_list",
                "decision",
                "changes",
                "report_commune",
            ),
            province.review_a.pk,
        )
        told.inside |= {"household": review.household_id, "household_act": review.household_id}
    return told


def walkers(there: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Somebody of every role, signed in, and a stranger."""
    for role in ROLES:
        client, factory = Client(), RequestFactory()
        client.force_login(there.users[role])
        factory.cookies = client.cookies
        yield SimpleNamespace(role=role, factory=factory)


def address_of(pattern: URLPattern, pk: int) -> str:
    """The address with this number in it, and words nobody uses elsewhere."""
    told = {
        name: ABSENT if "Int" in type(converter).__name__ else "khong-co"
        for name, converter in pattern.pattern.converters.items()
    }
    if "pk" in told:
        told["pk"] = pk if told["pk"] == ABSENT else "khong-co"
    return reverse(pattern.name, kwargs=told)


def written() -> int:
    """How many acts the trail knows, without the reading of files."""
    return AuditEvent.objects.exclude(act__in=READING).count()


def test_every_address_says_what_it_needs_and_none_is_told_that_is_gone() -> None:
    named = {pattern.name for pattern in patterns()}

    assert None not in named, "an address without a name cannot be declared"
    assert sorted(named - set(ADDRESSES)) == [], "tell in tests/web/addresses.py who may see and act"
    assert sorted(set(ADDRESSES) - named) == []


def test_every_role_gets_what_is_declared_and_nothing_else(there: SimpleNamespace, settings: Any) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    handler = BaseHandler()
    handler.load_middleware()
    walk = Walk(handler)

    for walker in walkers(there):
        for pattern in patterns():
            if pattern.name in ADDRESSES and pattern.name not in ("sign_out", "account_logout"):
                _try(walk, walker, there, pattern)
    _strangers(walk)

    total = sum(walk.asked.values())
    print(f"\n{len(ROLES)} vai trò x {len(ADDRESSES)} địa chỉ, {total} lượt hỏi, {len(walk.surprises)} điều bất ngờ")
    for role in ROLES:
        print(f"  {role:<22} GET {walk.asked[f'{role} GET']:>5}  POST {walk.asked[f'{role} POST']:>5}")
    assert not walk.surprises, "\n".join(walk.surprises[:60])


def _try(walk: Walk, walker: SimpleNamespace, there: SimpleNamespace, pattern: URLPattern) -> None:
    name = str(pattern.name)
    declared = ADDRESSES[name]
    real = name in there.inside
    inside = address_of(pattern, there.inside.get(name, ABSENT))
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
    if name in there.outside:
        outside = address_of(pattern, there.outside[name])
        for method in ("get", "post"):
            answer = walk.ask(walker, outside, method)
            if answer.status_code not in REFUSED:
                walk.wonder(walker, f"{method.upper()} {outside}", answer, "không có")
    if declared.is_own:
        return
    before = written()
    answer = walk.ask(walker, inside, "post")
    changed = written() - before
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
        address = address_of(pattern, ABSENT)
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
