"""The desk of paying: the month, the plan, signing, sending, what came back, closing, money, the ledger.

Here too: what paying adds to a person's file."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ansinh.core.days import month_of, month_text
from ansinh.payments.pages.people import months_of
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section

_MONTHS_SHOWN = 6


def person_sections(person: Person) -> list[Section]:
    """What they get this month and why; the newest months they were paid in."""
    month = month_of(timezone.localdate())
    told = {"person": person.pk, "month": month, "text": month_text(month)}
    why = Section(_("Được gì, vì sao"), "payments/why_link.html", told)
    months = months_of(person, _MONTHS_SHOWN)
    if not months:
        return [why]
    return [why, Section(_("Các khoản đã chi"), "payments/section.html", {"months": months, "person": person.pk})]
