"""The desk of paying: the month, the plan, signing, sending, what came back, closing, money, the ledger.

Here too: what paying adds to a person's file."""

from django.utils.translation import gettext as _

from ansinh.payments.pages.people import months_of
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section

_MONTHS_SHOWN = 6


def person_sections(person: Person) -> list[Section]:
    """The newest months a person was paid in."""
    months = months_of(person, _MONTHS_SHOWN)
    return (
        [Section(_("Các khoản đã chi"), "payments/section.html", {"months": months, "person": person.pk})]
        if months
        else []
    )
