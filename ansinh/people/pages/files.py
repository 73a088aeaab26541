"""A person's and a household's whole file through time."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ansinh.core.access import WRITING_ROLES, current_scope
from ansinh.core.looks import looked_at
from ansinh.core.models import AuditEvent
from ansinh.people.forms import HOUSEHOLD_ACTS, PERSON_ACTS, acts_open_to
from ansinh.people.models import Household, Membership, Person, Residence
from ansinh.people.pages.sections import sections_of
from ansinh.people.words import ACTS, ETHNICITIES, ROLES, SEXES

_EVENTS = 100


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who they are, where they lived with whom, what was done about them, and what other rooms know. A merged row opens as the one kept."""
    if (
        now := Person._base_manager.filter(pk=pk)
        .exclude(merged_into=None)
        .values_list("merged_into", flat=True)
        .first()
    ):
        return redirect("person", now)
    found = get_object_or_404(Person.objects.select_related("commune", "province"), pk=pk)
    looked_at(f"person:{pk}", place_id=found.commune_id)
    memberships = (
        Membership._base_manager.filter(person=found)
        .select_related("household__commune", "household__head")
        .order_by("-from_day", "-id")
    )
    told = [{"membership": each, "is_reached": _reaches(each.household)} for each in memberships]
    acts = acts_open_to(found, PERSON_ACTS) if _may_write() else []
    context = {"person": found, "memberships": told, "acts": acts, **_shared(found, f"person:{pk}")}
    return render(request, "people/person.html", context)


def household(request: HttpRequest, pk: int) -> HttpResponse:
    """Its members now and before, where it lived, what it split from and into, what was done, and what other rooms know."""
    found = get_object_or_404(
        Household.objects.select_related("commune", "province", "commune_later", "head", "split_from", "merged_into"),
        pk=pk,
    )
    looked_at(f"household:{pk}", place_id=found.commune_id)
    memberships = list(
        Membership._base_manager.filter(household=found).select_related("person").order_by("from_day", "id")
    )
    context = {
        "household": found,
        "members": sorted(
            (each for each in memberships if each.to_day is None), key=lambda each: (each.role != "head", each.pk)
        ),
        "former": [each for each in memberships if each.to_day is not None],
        "residences": Residence._base_manager.filter(household=found)
        .select_related("commune")
        .order_by("-from_day", "-id"),
        "splits": Household.objects.filter(split_from=found).select_related("head"),
        "merged": Household.objects.filter(merged_into=found).select_related("head"),
        "acts": acts_open_to(found, HOUSEHOLD_ACTS) if _may_write() else [],
        **_shared(found, f"household:{pk}"),
    }
    return render(request, "people/household.html", context)


def _shared(subject: Person | Household, key: str) -> dict[str, Any]:
    events = AuditEvent.objects.filter(subject=key).order_by("-id")[:_EVENTS]
    return {
        "sections": sections_of(subject), "events": events, "act_words": ACTS, "roles": ROLES, "sexes": SEXES, "ethnicities": ETHNICITIES,
    }  # fmt: skip


def _reaches(household: Household) -> bool:
    return current_scope().reaches(household.commune_id, household.province_id)


def _may_write() -> bool:
    return bool(current_scope().roles & WRITING_ROLES)
