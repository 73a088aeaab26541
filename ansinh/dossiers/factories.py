"""Situations for tests of dossiers: one of a procedure about a person, and the decision signed in it."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from ansinh.core.names import fold
from ansinh.dossiers.models import Agency, Dossier, Ruling
from ansinh.people.models import Person
from ansinh.places.models import Place

RECEIVED = date(2026, 11, 10)


def an_agency(place: Place) -> Agency:
    """The body that receives in a place."""
    told = {"name": f"UBND {place.full_name}", "place": place, "from_day": date(2016, 1, 1)}
    return Agency.objects.get_or_create(code=f"AS.{place.pk.replace('@', '.')}", defaults=told)[0]


def make_dossier(
    *, procedure: str, person: Person | None = None, commune: Place | None = None, answers: Mapping[str, Any] | None = None,
    day: date = RECEIVED, state: str = "in_progress", **fields: Any,
) -> Dossier:  # fmt: skip
    """A dossier received on a day, about a person of the commune; answers are plain values."""
    commune = commune or (person.commune if person else Place.objects.filter(level=3).order_by("pk").last())
    assert commune is not None, "a dossier needs a commune: make one with ansinh.people.factories"
    agency = an_agency(commune)
    moment = timezone.make_aware(datetime.combine(day, time(9)))
    name = person.name if person else "Kim Văn Nộp"
    number = Dossier._base_manager.filter(agency=agency).count() + 1
    told: dict[str, Any] = {
        "code": f"{agency.code}-{day:%y%m%d}-{number:04d}", "channel": "desk", "applicant_name": name, "applicant_folded": fold(name),
        "answers": {key: {"value": value, "source": "khai"} for key, value in (answers or {}).items()},
        "opened_at": moment, "received_at": None if state == "submitted" else moment, **fields,
    }  # fmt: skip
    return Dossier._base_manager.create(
        procedure=procedure,
        began_on=day,
        state=state,
        agency=agency,
        commune=commune,
        province=commune.province or commune,
        subject=person,
        **told,
    )


def a_ruling(dossier: Dossier, decided_on: date, outcome: str = "granted", number: str = "", **fields: Any) -> Ruling:
    """A decision signed in a dossier."""
    moment = timezone.make_aware(datetime.combine(decided_on, time(15)))
    told = {"signer_name": "Thạch Sa Rươne", "sha256": "a" * 64, "body": f"UBND {dossier.commune}", **fields}
    return Ruling._base_manager.create(
        dossier=dossier, outcome=outcome, number=number or f"{dossier.pk}/QĐ-UBND", decided_on=decided_on, drafted_at=moment,
        signed_at=moment, **told,
    )  # fmt: skip
