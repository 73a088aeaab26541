"""To whom a step goes: those who hold its role for its place and field that day, the one with the fewest open steps."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q

from ansinh.core.models import Grant
from ansinh.dossiers.models import Dossier, DossierStep
from ansinh.engine.procedures import Stage, Step
from ansinh.places.models import Place

ANY_FIELD = ("", "all")


def place_of(stage: Stage, dossier: Dossier, day: date) -> Place | None:
    """The unit a stage's body serves: the commune, its district or its province that day; none for an authority outside."""
    if stage.level == 0:
        return None
    if stage.level == 3:
        return dossier.commune
    if stage.level == 1:
        return dossier.province
    return next((place for place in dossier.commune.ancestors_on(day) if place.level == stage.level), None)


def who_may(role: str, field: str, places: list[str], day: date) -> Any:
    """Users who hold a role there that day for the field, with how many steps each has open (`load`), the least loaded first."""
    held = Grant.objects.filter(role=role, place_id__in=places, from_day__lte=day).exclude(to_day__lte=day)
    held = held.filter(Q(field__in=ANY_FIELD) | Q(field=field))
    users = get_user_model().objects.filter(pk__in=held.values("user"), is_active=True)
    load = Count("dossier_steps", filter=Q(dossier_steps__ended_at=None))
    return users.annotate(load=load).order_by("load", "pk")


def least_loaded(step: Step, field: str, dossier: Dossier, place: Place | None, day: date) -> Any | None:
    """The officer a step is given to; none when nobody holds the role there, then it waits for whoever takes it.

    Steps of a body between, a district of old, are done by those of the province."""
    places = [dossier.commune_id] if step.role.startswith("commune") else []
    places += [dossier.province_id] if step.role.startswith("province") else []
    places += [dossier.commune_id, dossier.province_id] if step.role == "one_stop" else []
    if place is not None and place.pk not in places:
        places.append(place.pk)
    return who_may(step.role, field, places, day).first()


def steps_waiting_for(user: Any) -> Any:
    """Open steps given to a user, the earliest due first."""
    rows = DossierStep.objects.filter(assigned=user, ended_at=None).select_related("dossier", "dossier__commune")
    return rows.order_by("due_on", "pk")
