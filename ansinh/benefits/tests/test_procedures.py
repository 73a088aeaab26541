"""The procedures of rights: what stands against granting, and what a signed decision writes."""

from datetime import date

import pytest

from ansinh.benefits import factories, words
from ansinh.benefits.models import Claim, Title
from ansinh.benefits.procedures import checks
from ansinh.core.access import acting_as
from ansinh.core.days import BirthDay
from ansinh.dossiers.factories import a_ruling, make_dossier
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.procedures import CannotEnact
from ansinh.people.factories import person

SIGNED = date(2026, 11, 20)


def enacted(name, someone, by=None, decided_on=SIGNED, **answers):
    """What the decision of a dossier writes."""
    dossier = make_dossier(procedure=name, person=someone, answers=answers)
    ruling = a_ruling(dossier, decided_on=decided_on)
    return procedure_named(name).enact(dossier=dossier, ruling=ruling, by=by)


def against(name, someone, day=SIGNED, **answers):
    """What stands against granting a dossier."""
    dossier = make_dossier(procedure=name, person=someone, answers=answers)
    return procedure_named(name).check(dossier=dossier, day=day)


def test_a_signed_decision_grants_the_title_and_the_right_opens_its_dossier(ward):
    someone = person()

    with acting_as(ward.officer):
        wrote = enacted("social_allowance_new", someone, by=ward.officer, category="single_parent", child_count=2)

    title = Title.objects.get()
    assert wrote == [f"title:{title.pk}"]
    assert (title.person, title.category, title.child_count, title.from_day) == (someone, "single_parent", 2, date(2026, 11, 1))
    assert (title.decision.source, title.decision.decided_on) == ("dossier", SIGNED)
    assert title.decision.dossier.procedure == "social_allowance_new"
    assert title.decision.dossier.code in title.decision.document
