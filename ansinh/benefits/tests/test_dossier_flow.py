"""A right from the desk to the register: opened, received, examined, signed by another, written."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from ansinh.benefits import factories
from ansinh.benefits.models import Claim, Title
from ansinh.core.access import acting_as
from ansinh.core.days import BirthDay
from ansinh.dossiers import actions
from ansinh.dossiers.models import Dossier, Ruling
from ansinh.people.factories import officer, person
from ansinh.people.models import Person


@pytest.fixture(autouse=True)
def files_apart(tmp_path, settings):
    settings.DATA = tmp_path


def at(day, hour=9):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def desk(ward):
    """The ward with a one-stop desk and a chairperson."""
    ward.one_stop = officer(ward.ward, name="motcua", role="one_stop")
    ward.leader = officer(ward.ward, name="chutich", role="commune_leader")
    return ward


def through(desk, name, subject, answers, decided_on, number="21/QĐ-UBND"):
    """The dossier walked to its signature by the people of the ward."""
    with acting_as(desk.officer):
        dossier = actions.open_dossier(
            procedure=name, commune=desk.ward, channel="desk", applicant_name="Kim Văn Con", who="relative", subject=subject, answers=answers,
            at=at(date(2026, 11, 9)), by=desk.officer,
        )  # fmt: skip
        papers = {one.key: "present" for one in dossier.components.all()}
        dossier = actions.receive(dossier=dossier, components=papers, at=at(date(2026, 11, 9), 10), by=desk.officer)
        actions.finish_step(dossier=dossier, at=at(date(2026, 11, 10)), by=desk.officer)
        actions.draft_ruling(dossier=dossier, outcome="granted", at=at(date(2026, 11, 10)), by=desk.officer)
    with acting_as(desk.leader):
        signed = {"number": number, "decided_on": decided_on, "signer_name": "Lê Văn Tám", "at": at(decided_on)}
        return actions.sign_ruling(dossier=dossier, by=desk.leader, **signed)


def test_a_social_pension_walks_from_the_desk_to_the_register(desk):
    someone = person(birth=BirthDay(1950, 3, 4))

    ruling = through(desk, "social_pension_new", someone, {"has_other_pension": "không"}, date(2026, 11, 12))

    title = Title._base_manager.get()
    assert (ruling.wrote, title.category, title.from_day) == (
        [f"title:{title.pk}"],
        "social_pension",
        date(2026, 11, 1),
    )
    assert title.decision.dossier == Dossier._base_manager.get()
    assert (title.decision.number, title.decision.signer) == ("21/QĐ-UBND", "Lê Văn Tám")


def test_a_death_and_its_funeral_walk_one_after_the_other(desk):
    someone = person(widowed=True)
    factories.a_title(someone, "social_pension", 202601)
    told = {"event_on": "05/11/2026", "death_extract": "12/TLKT"}

    through(desk, "beneficiary_death", someone, told, date(2026, 11, 11))
    claimed = {**told, "kind": "funeral_social_pension", "payee_name": "Kim Văn Con", "payee_relation": "con"}
    through(
        desk,
        "funeral_social",
        Person._base_manager.get(pk=someone.pk),
        claimed,
        date(2026, 11, 12),
        number="22/QĐ-UBND",
    )

    assert (Title._base_manager.get().to_day, Claim._base_manager.get().kind) == (
        date(2026, 12, 1),
        "funeral_social_pension",
    )


def test_a_signature_whose_right_is_refused_signs_nothing(desk):
    someone = person(birth=BirthDay(1950, 3, 4))
    factories.a_title(someone, "social_pension", 202601)

    with pytest.raises(actions.DossierRefused, match=r"Chưa ký được: .*đang hưởng «Trợ cấp hưu trí xã hội»"):
        through(desk, "social_pension_new", someone, {"has_other_pension": "không"}, date(2026, 11, 12))

    assert (Ruling._base_manager.get().signed_at, Dossier._base_manager.get().state) == (None, "in_progress")
    assert Title._base_manager.count() == 1
