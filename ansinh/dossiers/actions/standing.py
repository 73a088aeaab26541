"""What the acts on dossiers share: the refusal, the dossier held while the act lasts, its moves and its trail."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import NoAccess, Scope, current_scope, must_hold
from ansinh.core.roles import ROLE
from ansinh.dossiers import words
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.models import Dossier, DossierStep, Move
from ansinh.places.models import Place

from .telling import tell

ENTERING = frozenset({"one_stop", "commune_officer", "province_officer"})
# The field of a grant that covers a field of procedures.
FIELD_OF = {"unemployment_insurance": "labour", "relief": "assistance", "children": "care"}


class DossierRefused(Exception):
    """An act on a dossier that may not be done; the message says why, with the value, and what to do."""


def act(verb: Callable[..., Any]) -> Callable[..., Any]:
    """A verb in one transaction, done by whoever acts: `by` is that user, or None inside `acting_as_system`."""

    @wraps(verb)
    def guarded(**told: Any) -> Any:
        scope, by = current_scope(), told["by"]
        if not scope.everything and (by is None or scope.actor != by.get_username()):
            raise NoAccess(f"Tài khoản «{scope.actor}» không thể thao tác thay người khác.")
        with transaction.atomic():
            return verb(**told)

    return guarded


def held(dossier: Dossier) -> Dossier:
    """The dossier as it stands now, held until the transaction ends. Raises NoAccess outside the acting scope, and for a sensitive one
    without the grant for it."""
    rows = Dossier._base_manager.select_for_update(of=("self",)).select_related("commune", "province", "agency")
    found: Dossier = rows.get(pk=dossier.pk)
    must_reach(current_scope(), found.commune, is_sensitive=found.is_sensitive, said=f"Hồ sơ {found.code}")
    return found


def must_reach(scope: Scope, commune: Place, *, is_sensitive: bool, said: str) -> None:
    """Raises NoAccess for a place outside a scope, and for sensitive things in it without the grant for them."""
    province = commune.province_id or commune.pk
    if not scope.reaches(commune.pk, province):
        raise NoAccess(f"{said} ngoài phạm vi của tài khoản «{scope.actor}».")
    if is_sensitive and not scope.reaches_sensitive(commune.pk, province):
        raise NoAccess(f"{said} là hồ sơ nhạy cảm: cần người được giao quyền xem hồ sơ nhạy cảm của nơi này.")


def may_enter(dossier: Dossier | None = None) -> Scope:
    """The scope narrowed to the grants that receive and handle dossiers, of the dossier's place where one is told. Raises NoAccess."""
    scope = current_scope() if current_scope().everything else must_hold(*ENTERING)
    if dossier is not None:
        must_reach(scope, dossier.commune, is_sensitive=dossier.is_sensitive, said=f"Hồ sơ {dossier.code}")
    return scope


def open_step(dossier: Dossier) -> DossierStep:
    """The step the dossier stands at. Raises DossierRefused when there is none."""
    step = DossierStep._base_manager.select_for_update().filter(dossier=dossier, ended_at=None).first()
    if step is None:
        raise DossierRefused(f"Hồ sơ {dossier.code} không ở bước nào: {words.STATES[dossier.state][0]}.")
    return step


def must_hold_step(step: DossierStep) -> None:
    """Raises NoAccess for somebody whose step it is not: another role, another field, another place, or given to another."""
    scope = current_scope()
    if scope.everything:
        return
    dossier = step.dossier
    own = must_hold(step.role, field=grant_field(procedure_named(dossier.procedure).field, step.role))
    must_reach(own, dossier.commune, is_sensitive=dossier.is_sensitive, said=f"Hồ sơ {dossier.code}")
    if step.assigned_id and scope.user is not None and step.assigned_id != scope.user.pk:
        raise NoAccess("Bước này đã giao cho người khác. Nhờ lãnh đạo giao lại, hoặc nhận lại từ người đó.")


def grant_field(field: str, role: str) -> str:
    """The field a grant must cover for a procedure's field: a desk's is dossiers, whatever they are about."""
    return "dossiers" if ROLE[role].fields == ("dossiers",) else FIELD_OF.get(field, field)


def must_be(dossier: Dossier, *states: str) -> None:
    """Raises DossierRefused for a dossier in another state."""
    if dossier.state not in states:
        wanted = ", ".join(words.STATES[state][0] for state in states)
        raise DossierRefused(f"Hồ sơ {dossier.code} {words.STATES[dossier.state][0]}; việc này cần hồ sơ {wanted}.")


def moved(
    dossier: Dossier, verb: str, *, at: datetime | None = None, stage: str = "", step: str = "", reason: str = "", note: str = "",
    **detail: Any,
) -> None:  # fmt: skip
    """One move of the dossier (now, or `at` when it really happened), one event of the trail, a message where the applicant waits."""
    Move._base_manager.create(
        dossier=dossier, at=at or timezone.now(), act=verb, stage=stage, step=step, by=current_scope().actor, reason=reason, note=note[:500],
    )  # fmt: skip
    tell(dossier, verb)
    told = {key: str(value) for key, value in detail.items()} | ({"step": step} if step else {})
    audit.record(f"dossier.{verb}", f"dossier:{dossier.pk}", place_id=dossier.commune_id, reason=note, detail=told)
