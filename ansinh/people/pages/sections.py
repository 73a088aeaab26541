"""What other rooms add to a person's or a household's file: their `pages` module gives `person_sections(person)` or
`household_sections(household)`, a list of `Section`."""

from dataclasses import dataclass, field
from typing import Any

from ansinh.core.rooms import modules
from ansinh.people.models import Household, Person


@dataclass(frozen=True)
class Section:
    """A part of a file: its title, the template that draws it and what that template needs under the name `section`."""

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def sections_of(subject: Person | Household) -> list[Section]:
    """The sections all rooms add to a file, in the order of the rooms."""
    name = "person_sections" if isinstance(subject, Person) else "household_sections"
    return [
        section
        for pages in modules("pages").values()
        if (give := getattr(pages, name, None))
        for section in give(subject)
    ]
