"""A household recognised during the year: scored in the desk of poverty, signed in its dossier."""

from datetime import date

import pytest

from ansinh.core.access import NoAccess, acting_as
from ansinh.dossiers.factories import a_ruling, make_dossier
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.procedures import CannotEnact
from ansinh.poverty import actions, factories
from ansinh.poverty.models import Review

ASKED, DECIDED = date(2024, 3, 15), date(2024, 3, 28)
DECLARED = procedure_named("poverty_ad_hoc")


@pytest.fixture
def asking(village):
    """The poor household asks during 2024; nothing is filled yet."""
    with acting_as(village.chief):
        ad_hoc = actions.open_campaign(province=village.province, year=2024, kind="ad_hoc", by=village.chief)
    with acting_as(village.officer):
        village.asked = actions.request_review(
            commune_review=ad_hoc.communes.get(), household=village.poor, requested_on=ASKED, by=village.officer
        )
        village.dossier = make_dossier(
            procedure="poverty_ad_hoc",
            person=village.poor.head,
            commune=village.commune,
            day=ASKED,
            answers={"request": "recognise"},
        )
    return village


def enact(asking, by):
    with acting_as(by):
        return DECLARED.enact(dossier=asking.dossier, ruling=a_ruling(asking.dossier, DECIDED), by=by)


def score(asking, **answers):
    with acting_as(asking.officer):
        actions.fill_form_a(review=asking.asked, answers={**factories.ALL_NO, **answers}, by=asking.officer)
        actions.score_one(review=asking.asked, by=asking.officer)


def test_a_review_that_is_not_scored_is_not_signed_and_the_dossier_says_so(asking):
    with pytest.raises(CannotEnact, match="chưa tính được kết quả"):
        enact(asking, asking.leader)

    with acting_as(asking.officer):
        assert "chưa đủ câu trả lời" in DECLARED.check(dossier=asking.dossier, day=ASKED)[0]
    assert not Review._base_manager.get(pk=asking.asked.pk).is_signed


def test_the_decision_of_the_dossier_signs_the_scored_review(asking):
    score(asking, a_excluded=True)

    wrote = enact(asking, asking.leader)

    signed = Review._base_manager.get(pk=asking.asked.pk)
    assert wrote == [f"review:{signed.pk}"]
    assert (signed.is_signed, signed.poverty_class, signed.decided_on) == (True, "not_poor", DECIDED)
    assert signed.decision_number == f"{asking.dossier.pk}/QĐ-UBND"


def test_a_result_against_what_was_asked_stands_against_it(asking):
    score(asking, a_excluded=True)

    with acting_as(asking.officer):
        said = DECLARED.check(dossier=asking.dossier, day=ASKED)

    assert len(said) == 1 and "Điều 3" in said[0]


def test_who_typed_the_review_does_not_sign_it_in_the_dossier_either(asking):
    with acting_as(asking.leader), pytest.raises(NoAccess):
        Review._base_manager.filter(pk=asking.asked.pk).update(typed_by=asking.leader, class_by_rule="poor")
        DECLARED.enact(dossier=asking.dossier, ruling=a_ruling(asking.dossier, DECIDED), by=asking.leader)


def test_a_household_that_did_not_ask_has_nothing_to_sign(village):
    with acting_as(village.officer):
        dossier = make_dossier(
            procedure="poverty_ad_hoc", person=village.other.head, commune=village.commune, day=ASKED
        )
        assert "chưa có đề nghị rà soát" in DECLARED.check(dossier=dossier, day=ASKED)[0]

    with acting_as(village.leader), pytest.raises(CannotEnact, match="Lập đề nghị"):
        DECLARED.enact(dossier=dossier, ruling=a_ruling(dossier, DECIDED), by=village.leader)


def test_the_class_signed_before_is_known(village):
    with acting_as(village.chief):
        told = {"decided_on": date(2023, 11, 20), "decision_number": "12/QĐ"}
        factories.make_signed_review(village.poor, village.campaign, "near_poor", **told)

    found = DECLARED.known(subject=village.poor.head, applicant=None, day=ASKED)

    assert found["class_now"] == ("near_poor", "sổ hộ nghèo, hộ cận nghèo, QĐ 12/QĐ ngày 20/11/2023")
