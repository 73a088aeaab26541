"""The yearly review from list to report, and every way it refuses."""

from datetime import date

import pyarrow as pa
import pytest

from ansinh.core.access import NoAccess, acting_as
from ansinh.core.models import AuditEvent
from ansinh.law import NoLawOnDay
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


def refused(village, match, **changed):
    with pytest.raises(actions.ReviewRefused, match=match):
        sign(village, **changed)
    with acting_as(village.leader):
        assert not Review.objects.filter(is_signed=True).exists()


def test_a_result_without_a_notice_cannot_be_signed(village):
    list_and_fill(village)

    refused(village, "chưa niêm yết")


def test_a_result_cannot_be_signed_before_the_notice_is_over(village):
    list_and_fill(village)
    meet_and_post(village)

    refused(village, "niêm yết đến trước ngày 01/11/2023", decided_on=date(2023, 10, 31))


def test_half_of_those_present_is_not_more_than_half(village):
    list_and_fill(village)
    meet_and_post(village, votes_for=10)

    refused(village, "H001 Thạch Thị Mai: không quá nửa đồng ý")


def test_eleven_of_twenty_is_more_than_half(village):
    list_and_fill(village)
    meet_and_post(village, votes_for=11)

    assert sign(village).signed == 2


def test_a_household_surveyed_but_not_voted_on_holds_the_signature(village):
    list_and_fill(village)
    with acting_as(village.officer):
        actions.hold_meeting(
            commune_review=village.review, hamlet="Ấp 2", held_on=date(2023, 10, 20), chair="A", secretary="B",
            households_invited=9, households_present=9, votes_for=9, by=village.officer,
        )  # fmt: skip
        actions.publish_notice(
            commune_review=village.review, from_day=date(2023, 10, 25), to_day=date(2023, 11, 1), by=village.officer
        )

    refused(village, "chưa biểu quyết")


def test_an_objection_must_be_settled_first_and_a_resurvey_voids_the_vote(village):
    poor, _ = list_and_fill(village)
    meet_and_post(village)
    with acting_as(village.officer):
        objection = actions.raise_objection(
            review=poor, raised_on=date(2023, 10, 28), raised_by="Ông Bảy", said="Hộ có xe mới", by=village.officer
        )
    refused(village, "có ý kiến chưa giải quyết")

    with acting_as(village.officer):
        actions.settle_objection(
            objection=objection,
            outcome="resurvey",
            answer="Rà soát lại",
            settled_on=date(2023, 11, 2),
            by=village.officer,
        )

    refused(village, "chưa biểu quyết")


def test_a_class_that_differs_needs_its_reason_and_keeps_it(village):
    poor, _ = list_and_fill(village)
    meet_and_post(village)
    with acting_as(village.officer):
        with pytest.raises(actions.ReviewRefused, match="Ghi lý do khác nhau"):
            actions.choose_class(review=poor, poverty_class="near_poor", reason=" ", by=village.officer)
        actions.choose_class(review=poor, poverty_class="near_poor", reason="Con mới gửi tiền về", by=village.officer)

    sign(village)

    with acting_as(village.officer):
        poor.refresh_from_db()
        assert (poor.class_by_rule, poor.poverty_class, poor.living_standard) == ("poor", "near_poor", "near_poor")
        assert poor.difference_reason == "Con mới gửi tiền về"


def test_a_difference_written_past_the_acts_still_cannot_be_signed(village):
    poor, _ = list_and_fill(village)
    meet_and_post(village)
    with acting_as(village.officer):
        Review.objects.filter(pk=poor.pk).update(poverty_class="near_poor")

    refused(village, "khác kết quả tính, chưa có lý do")


def test_unknown_answers_stay_unsigned_and_are_listed(village):
    _poor, other = list_and_fill(village, only_first=True)
    meet_and_post(village)

    signed = sign(village)

    assert signed.signed == 1
    assert [(p.household, p.head_name) for p in signed.unsigned] == [("H002", "Nguyễn Văn An")]
    with acting_as(village.officer):
        other.refresh_from_db()
        assert (other.is_signed, other.poverty_class, other.class_by_rule) == (False, None, None)


def test_a_missing_answer_gives_no_class_and_cannot_be_signed_even_with_a_class_chosen(village):
    poor, _ = list_and_fill(village)
    with acting_as(village.officer):
        answers = {**factories.POOR_FORM, "water": None, "toilet": None}
        actions.fill_form_b(
            review=poor,
            answers=answers,
            members=[
                *factories.four_poor_people()[:3],
                factories.member("X", date(2014, 1, 1), has_health_insurance=None),
            ],
            by=village.officer,
        )
        scored = actions.score_one(review=poor, by=village.officer)
        assert scored.b1_points is None and scored.class_by_rule is None
        actions.choose_class(review=poor, poverty_class="poor", reason="Xã thấy rõ", by=village.officer)
    meet_and_post(village)

    signed = sign(village)

    assert [p.household for p in signed.unsigned] == ["H001"]


def test_what_is_signed_is_not_signed_twice_nor_changed(village):
    poor, _ = list_and_fill(village)
    meet_and_post(village)
    sign(village)

    with pytest.raises(actions.ReviewRefused, match="đã công nhận kết quả theo Quyết định 12/QĐ-UBND ngày 20/11/2023"):
        sign(village, decision_number="13/QĐ-UBND")
    with acting_as(village.officer):
        poor.refresh_from_db()
        for act in (
            lambda: actions.fill_form_a(review=poor, answers={"a_vehicle": True}, by=village.officer),
            lambda: actions.fill_form_b(review=poor, answers={}, members=[], by=village.officer),
            lambda: actions.choose_class(review=poor, poverty_class="not_poor", reason="x", by=village.officer),
            lambda: actions.score_one(review=poor, by=village.officer),
            lambda: actions.record_votes(review=poor, votes_for=1, votes_against=1, by=village.officer),
            lambda: actions.list_households(campaign=village.campaign, by=village.officer),
            lambda: actions.score(campaign=village.campaign, commune_review=village.review, by=village.officer),
        ):
            with pytest.raises(actions.ReviewRefused, match="rà soát thường xuyên"):
                act()


def test_the_hash_over_what_was_signed_tells_a_later_change(village):
    poor, _ = list_and_fill(village)
    meet_and_post(village)
    signed = sign(village)
    with acting_as(village.officer):
        village.review.refresh_from_db()
        assert actions.hash_of(village.review) == signed.hash == village.review.signed_hash

        Review.objects.filter(pk=poor.pk).update(b1_points=1)

        assert actions.hash_of(village.review) != signed.hash


def test_who_typed_the_answers_may_not_sign_them(village):
    _poor, other = list_and_fill(village)
    meet_and_post(village)
    with acting_as(village.leader):
        actions.fill_form_a(review=other, answers={**factories.ALL_NO, "a_excluded": True}, by=village.leader)
        actions.score_one(review=other, by=village.leader)

    with pytest.raises(NoAccess, match="đã nhập phiếu của 1 hộ"):
        sign(village)


def test_an_officer_may_not_sign_and_a_stranger_may_not_see(village):
    list_and_fill(village)
    meet_and_post(village)
    with acting_as(village.officer), pytest.raises(NoAccess, match="Lãnh đạo UBND xã"):
        actions.sign(
            commune_review=village.review, decision_number="1", decided_on=DECIDED, signer="A", by=village.officer
        )

    with acting_as(village.chief):
        elsewhere = factories.make_place("29999", "Nơi khác", 3, village.province)
    stranger = factories.make_user("nguoila", "commune_leader", elsewhere)
    with acting_as(stranger), pytest.raises(NoAccess, match="ngoài phạm vi"):
        actions.sign(commune_review=village.review, decision_number="1", decided_on=DECIDED, signer="A", by=stranger)


def test_new_answers_void_the_score_and_the_vote(village):
    poor, _ = list_and_fill(village)
    meet_and_post(village)
    with acting_as(village.officer):
        changed = actions.fill_form_a(review=poor, answers={"a_vehicle": True}, by=village.officer)

    assert (changed.class_by_rule, changed.b1_points, changed.votes_for, changed.meeting_id) == (None, None, None, None)


@pytest.mark.parametrize(
    ("answers", "members", "household", "said"),
    [
        ({"area_m2": 0}, 4, {}, "Diện tích nhà ở là 0 m²"),
        ({"motorbikes": -1}, 4, {}, "-1. Số không được âm"),
        ({"water": 9}, 4, {}, "Mã nguồn nước 9"),
        ({}, 4, {"member_count": 2}, "ghi 2 nhưng phiếu có 4 người"),
        ({}, 4, {"member_count": 2}, "3 người đang làm việc nhưng hộ chỉ có 2"),
        ({}, 4, {"member_count": 0}, "Số nhân khẩu là 0"),
        ({"area_m2": "rộng"}, 4, {}, "«rộng», không đọc được"),
        ({"area_m3": 20}, 4, {}, "không có ô «area_m3»"),
    ],
)
def test_impossible_answers_are_refused_with_the_value_and_nothing_is_written(
    village, answers, members, household, said
):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        review = Review.objects.get(household__code="H001")
        events = AuditEvent.objects.count()

        with pytest.raises(actions.ReviewRefused, match=said.replace("(", r"\(")):
            actions.fill_form_b(
                review=review, answers={**factories.POOR_FORM, **answers}, members=factories.four_poor_people()[:members],
                household={"member_count": 4, "surveyed_on": SURVEYED, **household}, by=village.officer,
            )  # fmt: skip

        assert not hasattr(Review.objects.get(pk=review.pk), "form_b") and AuditEvent.objects.count() == events


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"birth_date": date(2024, 1, 1)}, "sinh ngày 01/01/2024, sau ngày rà soát 02/10/2023"),
        ({"birth_date": date(1850, 1, 1)}, "quá 125 tuổi"),
        ({"birth_date": date(2021, 1, 1)}, "đang làm việc"),
        ({"height_mm": 15}, r"chiều cao \(mm\) 15"),
        ({"sex": "x"}, "giới tính «x» không có"),
        ({"name": " "}, "không có họ tên"),
        ({"relation": 1}, "2 chủ hộ"),
    ],
)
def test_an_impossible_member_is_named_with_the_line(village, line, said):
    people = factories.four_poor_people()
    people[2] |= line
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)

        with pytest.raises(actions.ImpossibleAnswers, match=said):
            actions.fill_form_b(
                review=Review.objects.get(household__code="H001"), answers=factories.POOR_FORM, members=people,
                household={"member_count": 4, "surveyed_on": SURVEYED}, by=village.officer,
            )  # fmt: skip


def test_many_forms_go_in_all_or_none(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        first, second = Review.objects.order_by("household__code").values_list("pk", flat=True)
        answers = {
            "surveyed_on": [SURVEYED] * 2,
            "member_count": [1, 1],
            **{name: [False, True] for name in factories.ALL_NO},
        }
        households = pa.table({"review_id": [first, second], **answers})
        forms = pa.table({"review_id": [first], **{name: [value] for name, value in factories.POOR_FORM.items()}})
        person = factories.member("Thạch Thị Mai", date(1980, 5, 1), relation=1)
        members = pa.table(
            {
                "review_id": [first],
                "line": [1],
                **{name: [value] for name, value in person.items() if value is not None},
            }
        )

        with pytest.raises(actions.ImpossibleAnswers, match="0 m²"):
            bad = forms.set_column(forms.column_names.index("area_m2"), "area_m2", [[0]])
            actions.fill_forms(
                campaign=village.campaign, households=households, forms=bad, members=members, by=village.officer
            )
        assert not Review.objects.filter(a_excluded__isnull=False).exists()

        for _ in range(2):
            filled = actions.fill_forms(
                campaign=village.campaign, households=households, forms=forms, members=members, by=village.officer
            )
        classed = actions.score(campaign=village.campaign, by=village.officer)

        assert (filled, classed) == (2, 2)
        review = Review.objects.get(pk=first)
        assert review.members.count() == 1 and review.form_b.has_aquaculture is False and review.surveyed_on == SURVEYED
        assert actions.score_one(review=review, by=village.officer).class_by_rule is not None


def test_a_campaign_is_opened_once_and_reopened_only_with_a_reason(village):
    with acting_as(village.chief):
        with pytest.raises(actions.ReviewRefused, match="đã có đợt rà soát này của năm 2023"):
            actions.open_campaign(province=village.province, year=2023, by=village.chief)
        with pytest.raises(actions.ReviewRefused, match="Xã Hàm Tân"):
            actions.close_campaign(campaign=village.campaign, by=village.chief)
        village.review.state, village.review.decided_on, village.review.decision_number, village.review.signed_hash = (
            "reported", DECIDED, "1", "x",
        )  # fmt: skip
        village.review.save()
        closed = actions.close_campaign(campaign=village.campaign, by=village.chief)
        with pytest.raises(actions.ReviewRefused, match="đã khóa"):
            actions.score(campaign=closed, by=village.chief)
        with pytest.raises(actions.ReviewRefused, match="phải ghi lý do"):
            actions.reopen_campaign(campaign=closed, reason="  ", by=village.chief)

        again = actions.reopen_campaign(campaign=closed, reason="Công văn 45/SLĐTBXH", by=village.chief)

        assert (again.state, again.reopened_because) == ("open", "Công văn 45/SLĐTBXH")


def test_a_year_before_the_first_law_is_refused_with_the_nearest_dates(village):
    with acting_as(village.chief), pytest.raises(NoLawOnDay, match="01/01/2016"):
        actions.open_campaign(
            province=village.province, year=2010, from_day=date(2010, 9, 1), to_day=date(2010, 12, 1), by=village.chief
        )


def test_an_ad_hoc_review_is_answered_in_time_and_puts_a_signed_result_right(village):
    poor, _ = list_and_fill(village)
    meet_and_post(village)
    sign(village)
    with acting_as(village.chief):
        ad_hoc = actions.open_campaign(province=village.province, year=2024, kind="ad_hoc", by=village.chief)
    with acting_as(village.officer):
        commune_review = ad_hoc.communes.get()
        asked = actions.request_review(
            commune_review=commune_review,
            household=village.poor,
            requested_on=date(2024, 3, 15),
            corrects=Review.objects.get(pk=poor.pk),
            by=village.officer,
        )
        with pytest.raises(actions.ReviewRefused, match="đã có đề nghị ngày 15/03/2024"):
            actions.request_review(
                commune_review=commune_review, household=village.poor, requested_on=date(2024, 4, 1), by=village.officer
            )
        actions.fill_form_a(review=asked, answers={**factories.ALL_NO, "a_excluded": True}, by=village.officer)
        actions.score_one(review=asked, by=village.officer)
        assert (asked.previous_class, actions.due_on(asked)) == ("poor", date(2024, 3, 30))

    with acting_as(village.leader):
        decided = actions.decide_ad_hoc(
            review=asked,
            decision_number="5/QĐ-UBND",
            decided_on=date(2024, 4, 2),
            signer="Lê Văn Tám",
            by=village.leader,
        )

    assert (decided.is_signed, decided.poverty_class) == (True, "not_poor")
    assert AuditEvent.objects.get(act="decide_ad_hoc").detail["days_late"] == 3
