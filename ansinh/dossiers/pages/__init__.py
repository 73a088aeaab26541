"""Pages of dossiers: the lists, one dossier with its path, the desk, the calendar and templates; what citizens see; the evidence."""

from django.utils.translation import gettext as _

from ansinh.core.language import is_english
from ansinh.dossiers import words
from ansinh.dossiers.models import Dossier
from ansinh.people.models import Person
from ansinh.people.pages.sections import Section

from .lists import TONES, procedure_said
from .papers import paper_sections


def person_sections(person: Person) -> list[Section]:
    """The dossiers about a person, on their own page, the newest first; their papers and their files in the archive."""
    rows = Dossier.objects.filter(subject=person).order_by("-opened_at")[:30]
    told = [
        {
            "row": row, "procedure": procedure_said(row.procedure), "tone": TONES[row.state], "state": words.STATES[row.state][is_english()],
        }
        for row in rows
    ]  # fmt: skip
    dossiers = [Section(_("Hồ sơ"), "dossiers/of_person.html", {"rows": told})] if told else []
    return [*dossiers, *paper_sections(person)]
