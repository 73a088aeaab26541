"""Pages of the room of labour, an area a file. What they add to a person's file is given here."""

from ansinh.labour.pages import exchange_person, person_work
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section


def person_sections(person: Person) -> list[Section]:
    """Jobs and searches, then courses."""
    return [*exchange_person.person_sections(person), *person_work.person_sections(person)]
