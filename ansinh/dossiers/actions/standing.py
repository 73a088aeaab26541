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
# A desk takes in and hands out; examining, drafting and changing what runs is for officers of the field.
EXAMINING = ENTERING - {"one_stop"}
HEADS = ("commune_leader", "province_head", "province_leader")
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


def open_step(dossier: Dossier, step: int | None = None) -> DossierStep:
    """The step the dossier stands at; `step` is the one whoever acts has seen. Raises DossierRefused when there is none, or another."""
    found = DossierStep._base_manager.select_for_update().filter(dossier=dossier, ended_at=None).first()
    if found is None:
        raise DossierRefused(f"Hồ sơ {dossier.code} không ở bước nào: {words.STATES[dossier.state][0]}.")
    if step is not None and step != found.pk:
        raise DossierRefused(f"Hồ sơ {dossier.code} vừa sang bước khác. Mở lại hồ sơ để xem, rồi làm tiếp.")
    return found


def must_hold_step(step: DossierStep) -> None:
    """Raises NoAccess for somebody whose step it is not: another role, another field, another place, or given to another."""
    if current_scope().everything:
        return
    must_hold(step.role, field=field_of_step(step))
    if why := not_mine(step):
        raise NoAccess(why)


def not_mine(step: DossierStep) -> str:
    """Why the step is not the actor's; "" when it is. It is done where its body sits: a commune's desk does no step of the province."""
    scope = current_scope()
    if scope.everything:
        return ""
    own, dossier = scope.narrowed(step.role, field=field_of_step(step)), step.dossier
    body = step.place or dossier.commune
    if not own.holds(step.role) or not own.reaches(body.pk, body.province_id or body.pk):
        return f"Bước này của {ROLE[step.role].vi} ở {body.full_name}, không phải của tài khoản «{scope.actor}»."
    if dossier.is_sensitive and not own.reaches_sensitive(dossier.commune_id, dossier.province_id):
        return f"Hồ sơ {dossier.code} là hồ sơ nhạy cảm: cần người được giao quyền xem hồ sơ nhạy cảm của nơi này."
    if step.assigned_id and scope.user is not None and step.assigned_id != scope.user.pk:
        return "Bước này đã giao cho người khác. Nhờ lãnh đạo giao lại, hoặc nhận lại từ người đó."
    return ""


def works_here(dossier: Dossier, *roles: str) -> bool:
    """Whether the actor holds one of the roles for the field and the place of a dossier, and its grant when it is sensitive."""
    scope = current_scope()
    if scope.everything:
        return True
    field = procedure_named(dossier.procedure).field
    own = [scope.narrowed(role, field=grant_field(field, role)) for role in roles]
    here = (dossier.commune_id, dossier.province_id)
    return any(
        one.holds(role) and one.reaches(*here) and (not dossier.is_sensitive or one.reaches_sensitive(*here))
        for role, one in zip(roles, own, strict=True)
    )


def enters(dossier: Dossier) -> bool:
    """Whether the actor takes in and hands out dossiers where this one is served."""
    scope, here = current_scope(), (dossier.commune_id, dossier.province_id)
    own = scope.narrowed(*ENTERING)
    return scope.everything or (
        own.holds(*ENTERING) and own.reaches(*here) and (not dossier.is_sensitive or own.reaches_sensitive(*here))
    )


def heads(step: DossierStep) -> bool:
    """Whether the actor leads the body of a step, in its field: who gives work out there."""
    scope, field = current_scope(), procedure_named(step.dossier.procedure).field
    body = step.place or step.dossier.commune
    own = [scope.narrowed(role, field=grant_field(field, role)) for role in HEADS]
    return scope.everything or any(
        one.holds(*HEADS) and one.reaches(body.pk, body.province_id or body.pk) for one in own
    )


def field_of_step(step: DossierStep) -> str:
    """The field a grant must cover to do a step."""
    return grant_field(procedure_named(step.dossier.procedure).field, step.role)


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
    if reason and reason not in words.RETURN_REASONS:
        raise ValueError(f"move {verb}: {reason!r} is no reason of words.RETURN_REASONS; say it in the note")
    Move._base_manager.create(
        dossier=dossier, at=at or timezone.now(), act=verb, stage=stage, step=step, by=current_scope().actor, reason=reason, note=note[:500],
    )  # fmt: skip
    tell(dossier, verb)
    told = {key: str(value) for key, value in detail.items()} | ({"step": step} if step else {})
    audit.record(f"dossier.{verb}", f"dossier:{dossier.pk}", place_id=dossier.commune_id, reason=note, detail=told)
