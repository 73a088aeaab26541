"""The copy of everything held about a person, as pages to hand over."""

from pathlib import Path
from typing import Any

from django.utils import timezone

from ansinh.core.days import vietnamese_day
from ansinh.core.models import AuditEvent
from ansinh.core.papers import set_paper
from ansinh.people.documents.held import held_about, looks_at
from ansinh.people.models import Person
from ansinh.people.words import LOOKS

_PAGE = Path(__file__).resolve().parents[1] / "templates" / "people" / "print" / "held.typ"


def held_paper(person: Person, asked: AuditEvent) -> bytes:
    """PDF of every register and of who looked, made for one recorded request (an event `held.ask`)."""
    registers = held_about(person)
    content: dict[str, Any] = {
        "place": person.commune.full_name,
        "name": person.name,
        "birth": str(person.birth),
        "personal_number": person.personal_number or "chưa có",
        "asked_by": asked.detail["asked_by"],
        "relation": asked.detail["relation"],
        "document": asked.detail["document"],
        "asked_on": vietnamese_day(timezone.localtime(asked.at).date()),
        "made_by": asked.actor,
        "reference": str(asked.pk),
        "registers": [
            {"title": register.title[0], "rows": [[list(pair) for pair in row] for row in register.rows]}
            for register in registers
        ],
        "looks": [
            [f"{timezone.localtime(look.at):%H:%M %d/%m/%Y}", look.actor, LOOKS.get(look.act, (look.act,))[0]]
            for look in looks_at(person, registers)
        ],
    }
    return set_paper(_PAGE, content)
