"""Who sees which rows. Forgetting to say who acts gives an error, never all rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

WRITING_ROLES = frozenset({"commune_officer", "province_officer"})
SIGNING_ROLES = frozenset({"commune_leader", "province_leader"})


class NoAccess(Exception):  # no OSError: it has nothing to do with files
    """Nobody acts, or the one who acts may not."""


@dataclass(frozen=True)
class Scope:
    """What one actor reaches: all, or some provinces whole and some communes; roles held there."""

    actor: str
    everything: bool = False
    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    user: Any = field(default=None, compare=False)

    def reaches(self, commune_id: str, province_id: str) -> bool:
        """Whether a row of this commune is inside the scope."""
        return self.everything or province_id in self.provinces or commune_id in self.communes

    @property
    def is_whole_province(self) -> bool:
        return self.everything or bool(self.provinces)


_scope: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope:
    """The scope of whoever acts now. Raises NoAccess when nobody was named."""
    if (scope := _scope.get()) is None:
        raise NoAccess("Chưa biết ai đang thao tác. Dùng acting_as(user) hoặc acting_as_system(lý do).")
    return scope


@contextmanager
def acting(scope: Scope) -> Iterator[Scope]:
    """Act with this scope inside the block."""
    token = _scope.set(scope)
    try:
        yield scope
    finally:
        _scope.reset(token)


def acting_as_system(why: str) -> Any:
    """Act as the system itself, for commands and night work; `why` is kept as the actor's name in the audit trail."""
    return acting(Scope(actor=f"hệ thống: {why}", everything=True, roles=WRITING_ROLES | SIGNING_ROLES))


def acting_as(user: Any, on: date | None = None) -> Any:
    """Act as a user with the grants they hold on a day (today when not said)."""
    return acting(scope_of(user, on or timezone.localdate()))


def scope_of(user: Any, day: date) -> Scope:
    """The scope a user's grants give on a day; nothing for one without grants. Administrators see no people."""
    if not user.is_authenticated:
        return Scope(actor="")
    from ansinh.core.models import Grant

    held = Grant.objects.filter(user=user, from_day__lte=day).exclude(to_day__lte=day)
    grants = [grant for grant in held if grant.role != "administrator"]
    provinces = frozenset(
        grant.place_id for grant in grants if grant.role.startswith("province") or grant.role == "auditor"
    )
    named = frozenset(grant.place_id for grant in grants if grant.role.startswith("commune"))
    return Scope(
        actor=user.get_username(),
        provinces=_with_relatives(provinces),
        communes=_with_relatives(named),
        roles=frozenset(grant.role for grant in held),
        user=user,
    )


_relatives: list[Callable[[frozenset[str]], frozenset[str]]] = []


def also_reaches(relatives: Callable[[frozenset[str]], frozenset[str]]) -> None:
    """Let a room say which other units belong to the ones granted (predecessors and successors through time)."""
    _relatives.append(relatives)


def _with_relatives(places: frozenset[str]) -> frozenset[str]:
    for relatives in _relatives:
        places = places | relatives(places) if places else places
    return places


class ScopedManager(models.Manager):
    """Gives only rows inside the acting scope; `commune` and `province` name the paths to the row's units."""

    def __init__(self, commune: str = "commune_id", province: str = "province_id") -> None:
        super().__init__()
        self.commune, self.province = commune, province

    def deconstruct(self) -> Any:
        return (False, "django.db.models.Manager", None, (), {})

    def get_queryset(self) -> models.QuerySet:
        scope = current_scope()
        rows = super().get_queryset()
        if scope.everything:
            return rows
        # A related manager (`commune_review.meetings`) is made anew without the paths: the model's own manager has them.
        declared: Any = self.model._default_manager
        reach = models.Q(pk__in=[])
        if scope.provinces:
            reach |= models.Q(**{f"{declared.province}__in": scope.provinces})
        if scope.communes:
            reach |= models.Q(**{f"{declared.commune}__in": scope.communes})
        return rows.filter(reach)


def must_hold(*roles: str) -> Scope:
    """The current scope, when it holds one of the roles. Raises NoAccess naming what is needed."""
    scope = current_scope()
    if not scope.roles & set(roles):
        from ansinh.core.models import ROLES

        needed = " hoặc ".join(ROLES[role][0] for role in roles)
        raise NoAccess(f"Việc này cần vai trò {needed}. Tài khoản «{scope.actor}» không có vai trò đó.")
    return scope


class ActingMiddleware:
    """Every request acts as its signed-in user; the scope ends with the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(request.user) as scope:
            request.scope = scope  # type: ignore[attr-defined]
            return self.get_response(request)
