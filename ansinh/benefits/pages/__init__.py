"""The registers of rights: titles, what gives or excludes them, how people are paid, files and reports that come in.

Here too: what this room adds to a person's file."""

from django.utils.translation import gettext as _

from ansinh.benefits import words
from ansinh.core.days import month_of, month_text
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section

from .common import STATE_TONES, STATES, category_in_file, state_of, titles


def person_sections(person: Person) -> list[Section]:
    """What the person draws, how it is paid and whether their identity is confirmed."""
    lines = [
        {
            "category": category_in_file(title.category),
            "from_month": month_text(month_of(title.from_day)),
            "to_month": month_text(month_of(title.to_day)) if title.to_day else "",
            "state": STATES[state_of(title)],
            "tone": STATE_TONES[state_of(title)],
        }
        for title in titles().filter(person=person).order_by("-from_day")
    ]
    told = {
        "person": person,
        "titles": lines,
        "channel": person.channels.filter(to_day=None).first(),
        "channels": words.CHANNELS,
        "identity": person.identities.filter(is_latest=True).first(),
        "identities": words.IDENTITIES,
    }
    return [Section(_("Quyền lợi"), "benefits/section.html", told)]


def person_numbers(person: Person) -> list[tuple[object, str]]:
    """The accounts the person is paid on now."""
    return [
        (f"{_('Tài khoản')}, {channel.provider}", channel.account_number)
        for channel in person.channels.filter(to_day=None)
    ]
