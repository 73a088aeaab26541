"""Who sees which rows. Forgetting to say who acts gives an error, never all rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from ansinh.core.roles import EVERY, FIELDS, ROLE, ROLES, SYSTEM_ROLES, covers, is_province
from ansinh.core.roles import SIGNING_ROLES as SIGNING_ROLES
from ansinh.core.roles import WRITING_ROLES as WRITING_ROLES


class NoAccess(Exception):  # no OSError: it has nothing to do with files
    """Nobody acts, or the one who acts may not."""


@dataclass(frozen=True)
class Held:
    """One grant as it stands on a day; `for_whom` is who delegated it, `body` the provider or employer such a grant names."""

    role: str
    field: str
    place_id: str
    sees_sensitive: bool = False
    for_whom: str = ""
    body: str = ""

    def covers(self, field: str) -> bool:
        """Whether the grant, and its role, work in a field; asking for no field asks for any."""
        fields = ROLE[self.role].fields
        return field == "" or (covers(self.field, field) and (fields == EVERY or field in fields))


@dataclass(frozen=True)
class Scope:
    """What one actor reaches: all, or some provinces whole and some communes; roles held there, and where sensitive rows are open."""

    actor: str
    everything: bool = False
    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    user: Any = field(default=None, compare=False)
    held: tuple[Held, ...] = ()
    sensitive_provinces: frozenset[str] = frozenset()
    sensitive_communes: frozenset[str] = frozenset()

    def reaches(self, commune_id: str, province_id: str) -> bool:
        """Whether a row of this commune is inside the scope."""
        return self.everything or province_id in self.provinces or commune_id in self.communes

    @property
    def is_whole_province(self) -> bool:
        return self.everything or bool(self.provinces)

    def reaches_sensitive(self, commune_id: str, province_id: str) -> bool:
        """Whether a sensitive row of this commune is inside the scope."""
        return self.everything or province_id in self.sensitive_provinces or commune_id in self.sensitive_communes

    def holds(self, *roles: str, field: str = "") -> bool:
        """Whether one of the roles is held, for a field when one is asked."""
        if not self.held:
            return bool(self.roles & set(roles))
        return any(held.role in roles and held.covers(field) for held in self.held)

    def narrowed(self, *roles: str, field: str = "") -> "Scope":
        """The same actor with only the grants of these roles and this field: a signer of one commune signs in no other."""
        kept = tuple(held for held in self.held if held.role in roles and held.covers(field))
        if self.everything or len(kept) == len(self.held):
            return self
        return _scope_with(self.actor, self.user, kept)


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)
_asked: ContextVar[Scope | None] = ContextVar("asked", default=None)


def current_scope() -> Scope:
    """The scope of whoever acts now. Raises NoAccess when nobody was named."""
    if (scope := _scope.get()) is None:
        raise NoAccess("Chưa biết ai đang thao tác. Dùng acting_as(user) hoặc acting_as_system(lý do).")
    return scope


@contextmanager
def acting(scope: Scope) -> Iterator[Scope]:
    """Act with this scope inside the block."""
    token, asked = _scope.set(scope), _asked.set(None)
    try:
        yield scope
    finally:
        _scope.reset(token)
        _asked.reset(asked)


WRITES_FOR = {
    "commune_leader": "commune_officer",
    "province_head": "province_officer",
    "province_leader": "province_officer",
}


def acting_by_decision() -> Any:
    """Act as whoever signs, able to write what the signed decision says where they sign: only a decision's enactment asks for it."""
    scope = current_scope()
    writing = tuple(replace(each, role=WRITES_FOR[each.role]) for each in scope.held if each.role in WRITES_FOR)
    return acting(replace(scope, roles=scope.roles | {each.role for each in writing}, held=scope.held + writing))


def acting_as_system(why: str) -> Any:
    """Act as the system itself, for commands and night work; `why` is kept as the actor's name in the audit trail."""
    return acting(Scope(actor=f"hệ thống: {why}", everything=True, roles=SYSTEM_ROLES))


def acting_as(user: Any, on: date | None = None) -> Any:
    """Act as a user with the grants they hold on a day (today when not said)."""
    return acting(scope_of(user, on or timezone.localdate()))


def scope_of(user: Any, day: date) -> Scope:
    """The scope a user's grants give on a day; nothing for one without grants. Administrators see no people."""
    if not user.is_authenticated:
        return Scope(actor="")
    from ansinh.core.models import Grant

    about = models.Q(user=user) | models.Q(delegated_from__user=user)
    told = [
        grant
        for grant in Grant.objects.filter(about).select_related("delegated_from__user")
        if grant.is_open(day) and (grant.delegated_from is None or grant.delegated_from.is_open(day))
    ]
    lent = {grant.delegated_from_id for grant in told if grant.stands_aside}
    held = tuple(grant.as_held() for grant in told if grant.user_id == user.pk and grant.pk not in lent)
    return _scope_with(user.get_username(), user, held)


def _scope_with(actor: str, user: Any, held: tuple[Held, ...]) -> Scope:
    opening = [each for each in held if ROLE[each.role].reaches_places]
    whole = [each for each in opening if is_province(each.place_id) and ROLE[each.role].level != "commune"]
    parts = [each for each in opening if not is_province(each.place_id) and ROLE[each.role].level != "province"]
    provinces = _with_relatives(frozenset(each.place_id for each in whole))
    communes = _with_relatives(frozenset(each.place_id for each in parts))
    return Scope(
        actor=actor,
        provinces=provinces,
        communes=communes,
        roles=frozenset(each.role for each in held),
        user=user,
        held=held,
        sensitive_provinces=_with_relatives(frozenset(each.place_id for each in whole if each.sees_sensitive)),
        sensitive_communes=_with_relatives(frozenset(each.place_id for each in parts if each.sees_sensitive)),
    )


_relatives: list[Callable[[frozenset[str]], frozenset[str]]] = []


def also_reaches(relatives: Callable[[frozenset[str]], frozenset[str]]) -> None:
    """Let a room say which other units belong to the ones granted (predecessors and successors through time)."""
    _relatives.append(relatives)


_containing: list[Callable[[str], str]] = []


def also_contains(province_of: Callable[[str], str]) -> None:
    """Let a room say which province a unit lies in."""
    _containing.append(province_of)


def lies_in(place_id: str, province_id: str) -> bool:
    """Whether a unit lies in a province."""
    return is_province(province_id) and any(province_of(place_id) == province_id for province_of in _containing)


def kin_of(place_id: str) -> frozenset[str]:
    """The unit and those that became it."""
    return _with_relatives(frozenset({place_id}))


def _with_relatives(places: frozenset[str]) -> frozenset[str]:
    for relatives in _relatives:
        places = places | relatives(places) if places else places
    return places


class ScopedManager(models.Manager):
    """Gives only rows inside the acting scope; `commune` and `province` name the paths to the row's units.

    Rows that meet `sensitive` (a Q) are given only to who holds a sensitive grant there: for others they are not there at all."""

    def __init__(self, commune: str = "commune_id", province: str = "province_id", sensitive: Any = None) -> None:
        super().__init__()
        self.commune, self.province, self.sensitive = commune, province, sensitive

    def deconstruct(self) -> Any:
        return (False, "django.db.models.Manager", None, (), {})

    def get_queryset(self) -> models.QuerySet:
        scope = current_scope()
        rows = super().get_queryset()
        if scope.everything:
            return rows
        # A related manager (`commune_review.meetings`) is made anew without the paths: the model's own manager has them.
        declared: Any = self.model._default_manager
        rows = rows.filter(_within(declared, scope.communes, scope.provinces))
        if declared.sensitive is None:
            return rows
        opened = _within(declared, scope.sensitive_communes, scope.sensitive_provinces)
        return rows.filter(~declared.sensitive | opened)


def _within(declared: Any, communes: frozenset[str], provinces: frozenset[str]) -> models.Q:
    reach = models.Q(pk__in=[])
    if provinces:
        reach |= models.Q(**{f"{declared.province}__in": provinces})
    if communes:
        reach |= models.Q(**{f"{declared.commune}__in": communes})
    return reach


def must_hold(*roles: str, field: str = "") -> Scope:
    """The current scope narrowed to the grants of these roles (and this field). Raises NoAccess naming what is needed."""
    scope = current_scope()
    if not scope.holds(*roles, field=field):
        needed = " hoặc ".join(ROLES[role][0] for role in roles)
        where = f", lĩnh vực {FIELDS.get(field, (field,))[0]}" if field else ""
        raise NoAccess(f"Việc này cần vai trò {needed}{where}. Tài khoản «{scope.actor}» không có vai trò đó.")
    asked = scope.narrowed(*roles, field=field)
    _asked.set(asked)
    return asked


def asked_scope() -> Scope:
    """The scope narrowed to the grants that answered the last right asked; the whole one before any was. Guards of places use it."""
    return _asked.get() or current_scope()


def must_reach(what: Any, commune_id: str, province_id: str) -> None:
    """Raises NoAccess for what lies outside the grants that answered the last right asked."""
    asked = asked_scope()
    if not asked.reaches(commune_id, province_id):
        raise NoAccess(f"{what} nằm ngoài phạm vi mà tài khoản «{asked.actor}» được làm việc này.")


@contextmanager
def acting_within(asked: Scope) -> Iterator[Scope]:
    """Act inside the block only with the grants that answered: rows they do not reach are not there."""
    token = _scope.set(asked)
    try:
        yield asked
    finally:
        _scope.reset(token)


def acting_capacity() -> str:
    """As what the actor last asked for a right: the roles, and whom they stand in for («Lãnh đạo cấp tỉnh, thay mặt hung.tv»)."""
    asked = _asked.get()
    if asked is None:
        return ""
    roles = ", ".join(ROLES[role][0] for role in ROLES if any(held.role == role for held in asked.held))
    own = any(not held.for_whom for held in asked.held)
    behalf = "" if own else ", ".join(sorted({held.for_whom for held in asked.held}))
    return f"{roles}, thay mặt {behalf}" if behalf else roles


class ActingMiddleware:
    """Every request acts as its signed-in user; the scope ends with the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(request.user) as scope:
            request.scope = scope  # type: ignore[attr-defined]
            return self.get_response(request)
