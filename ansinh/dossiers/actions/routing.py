"""To whom a step goes: those who hold its role for its place and field that day, the one with the fewest open steps."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from ansinh.core.models import Grant
from ansinh.core.roles import covers
from ansinh.dossiers.models import Dossier, DossierStep, Move
from ansinh.engine.procedures import Stage, Step
from ansinh.places.models import Place

from .standing import grant_field


def place_of(stage: Stage, dossier: Dossier, day: date) -> Place | None:
    """The unit a stage's body serves: the commune, its district or its province that day; none for an authority outside."""
    if stage.level == 0:
        return None
    if stage.level == 3:
        return dossier.commune
    if stage.level == 1:
        return dossier.province
    return next((place for place in dossier.commune.ancestors_on(day) if place.level == stage.level), None)


def who_may(
    role: str, field: str, dossier: Dossier, day: date, place: Place | None = None, *, signs: bool = False
) -> Any:
    """Users who hold a role that day in the body of a step, and its field, with how many steps each has open (`load`), the least loaded first.

    A sensitive dossier goes only to those with the grant for it; whoever is away is left out with the grant they lent. To sign it goes
    to nobody who handled it."""
    bodies = [place] if place else [dossier.commune, dossier.province]
    if place and place.level == 2:
        bodies.append(dossier.province)
    places = {pk for body in bodies for pk in (body.pk, _follower(body, day).pk)}
    wanted = grant_field(field, role)
    rows = Grant.objects.filter(role=role, place_id__in=places).select_related("delegated_from")
    held = [grant for grant in rows.on(day) if covers(grant.field, wanted)]
    held = [grant for grant in held if grant.sees_sensitive or not dossier.is_sensitive]
    users = get_user_model().objects.filter(pk__in={grant.user_id for grant in held}, is_active=True)
    if signs:
        users = users.exclude(username__in=hands_of(dossier))
        users = users.exclude(pk=dossier.opened_by_id) if dossier.opened_by_id else users
    load = Count("dossier_steps", filter=Q(dossier_steps__ended_at=None))
    return users.annotate(load=load).order_by("load", "pk")


def hands_of(dossier: Dossier) -> set[str]:
    """Who opened, received, examined, drafted or changed a dossier, by account name: none of them signs it.

    The same person under two accounts is out of reach here; accounts are given by name, and that is looked after there."""
    moves = Move._base_manager.filter(dossier=dossier).exclude(act__in=("reassign", "return", "start", "apologise"))
    return set(moves.values_list("by", flat=True))


def least_loaded(step: Step, field: str, dossier: Dossier, place: Place | None, day: date) -> Any | None:
    """The officer a step is given to; none when nobody holds the role there, then it waits for whoever takes it."""
    return who_may(step.role, field, dossier, day, place, signs=step.verb == "decide").first()


def _follower(place: Place, day: date) -> Place:
    """The unit whose officers do the work of one that has ended; the unit itself while it goes on."""
    while (
        place.to_day
        and place.to_day <= day
        and (after := place.became.filter(is_default=True).order_by("-day").first())
    ):
        place = after.successor
    return place


def steps_waiting_for(user: Any) -> Any:
    """Open steps given to a user, the earliest due first."""
    rows = DossierStep.objects.filter(assigned=user, ended_at=None).select_related("dossier", "dossier__commune")
    return rows.order_by("due_on", "pk")
