"""The yearly review from list to report, and every way it refuses."""

from datetime import date

from ansinh.core.access import acting_as
from ansinh.core.models import AuditEvent
from ansinh.poverty import actions, factories
from ansinh.poverty.models import Review

SURVEYED = date(2023, 10, 2)
DECIDED = date(2023, 11, 20)


def list_and_fill(village, only_first=False):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        poor, other = Review.objects.order_by("household__code")
        actions.fill_form_b(
            review=poor,
            answers=factories.POOR_FORM,
            members=factories.four_poor_people(),
            household={**factories.ALL_NO, "surveyed_on": SURVEYED, "member_count": 4},
            by=village.officer,
        )
        if not only_first:
            actions.fill_form_a(
                review=other,
                answers={**factories.ALL_NO, "a_excluded": True, "surveyed_on": SURVEYED},
                by=village.officer,
            )
        actions.score(campaign=village.campaign, commune_review=village.review, by=village.officer)
        poor.refresh_from_db()
        other.refresh_from_db()
        return poor, other


def meet_and_post(village, votes_for=18):
    with acting_as(village.officer):
        actions.hold_meeting(
            commune_review=village.review,
            hamlet="Ấp 1",
            held_on=date(2023, 10, 20),
            chair="Lê Văn Tám",
            secretary="Trần Thị Tư",
            households_invited=30,
            households_present=20,
            votes_for=votes_for,
            by=village.officer,
        )
        actions.publish_notice(
            commune_review=village.review, from_day=date(2023, 10, 25), to_day=date(2023, 11, 1), by=village.officer
        )


def sign(village, **changed):
    told = {
        "commune_review": village.review,
        "decision_number": "12/QĐ-UBND",
        "decided_on": DECIDED,
        "signer": "Lê Văn Tám",
        "by": village.leader,
    }
    with acting_as(village.leader):
        return actions.sign(**{**told, **changed})


def test_a_household_is_listed_surveyed_scored_voted_posted_signed_and_reported(village):
    poor, other = list_and_fill(village)
    meet_and_post(village)

    signed = sign(village)
    with acting_as(village.officer):
        actions.report_commune(commune_review=village.review, reported_on=date(2023, 12, 1), by=village.officer)
        poor.refresh_from_db()
        other.refresh_from_db()
        village.review.refresh_from_db()

    assert signed.signed == 2 and signed.unsigned == ()
    assert (poor.poverty_class, poor.living_standard, poor.decision_number) == ("poor", "poor", "12/QĐ-UBND")
    assert (other.poverty_class, other.living_standard) == ("not_poor", "rich")
    assert village.review.state == "reported"
    acts = list(AuditEvent.objects.values_list("act", flat=True))
    assert acts == [
        "open_campaign",
        "list_households",
        "fill_form_b",
        "fill_form_a",
        "score",
        "hold_meeting",
        "publish_notice",
        "sign",
        "report_commune",
    ]


def test_one_household_scored_alone_gets_what_the_commune_gets(village):
    poor, _ = list_and_fill(village)
    together = (poor.b1_points, poor.b2_points, poor.class_by_rule, poor.living_standard_by_rule)

    with acting_as(village.officer):
        alone = actions.score_one(review=poor, by=village.officer)

    assert together == (alone.b1_points, alone.b2_points, alone.class_by_rule, alone.living_standard_by_rule)
    assert together[2] == "poor"
