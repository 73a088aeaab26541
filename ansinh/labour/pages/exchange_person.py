"""What the exchange adds to a person's file: jobs begun, the search for work, advice."""

from django.utils.translation import gettext as _

from ansinh.core.language import is_english
from ansinh.labour import words
from ansinh.labour.models import Counsel, Placement, Seeker
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section


def person_sections(person: Person) -> list[Section]:
    """Jobs and searches, newest first; no section for who has none."""
    english = is_english()
    jobs = [
        (job, words.DESTINATIONS[job.destination][english], words.CHANNELS[job.channel][english])
        for job in Placement.objects.filter(person=person).select_related("organisation").order_by("-started_on")[:20]
    ]
    searches = [
        (search, words.SEEKER_STATES[search.state][english])
        for search in Seeker.objects.filter(person=person).order_by("-registered_on")[:5]
    ]
    advice = [
        (turn, words.COUNSEL_SUBJECTS[turn.subject][english])
        for turn in Counsel.objects.filter(person=person).order_by("-given_on")[:5]
    ]
    if not (jobs or searches or advice):
        return []
    context = {"jobs": jobs, "searches": searches, "advice": advice}
    return [Section(_("Việc làm"), "labour/exchange_section.html", context)]
