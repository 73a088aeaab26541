"""A person through time at work: the page, and what training adds to the person's file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ansinh.core.looks import looked_at
from ansinh.labour import words
from ansinh.labour.jobs.person_work import moments_of
from ansinh.labour.models import Enrolment
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section


def person_work(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person did and was given in the field of labour, by year, newest first."""
    person = get_object_or_404(Person.objects.select_related("commune"), pk=pk)
    looked_at(f"work:{pk}", place_id=person.commune_id)
    years: dict[int, list] = {}
    for moment in moments_of(person):
        years.setdefault(moment.day.year, []).append(moment)
    return render(request, "labour/person_work.html", {"person": person, "years": years})


def person_sections(person: Person) -> list[Section]:
    """The courses of a person, newest first; no section for who has none."""
    rows = (
        Enrolment.objects.filter(person=person, cancelled_because="").select_related("course").order_by("-enrolled_on")
    )
    learnt = list(rows[:10])
    if not learnt:
        return []
    return [
        Section(_("Học nghề"), "labour/training_section.html", {"person": person, "learnt": learnt, "words": words})
    ]
