"""The papers open as PDF and say what is known of each household."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from ansinh.core.access import acting_as
from ansinh.poverty import actions, factories
from ansinh.poverty.actions import ReviewRefused
from ansinh.poverty.jobs import paper
from ansinh.poverty.models import Review


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.fixture
def surveyed(village):
    with acting_as(village.officer):
        actions.list_households(campaign=village.campaign, by=village.officer)
        review = Review.objects.get(household__code="H001")
        actions.fill_form_b(
            review=review,
            answers=factories.POOR_FORM,
            members=factories.four_poor_people(),
            by=village.officer,
            household={**factories.ALL_NO, "surveyed_on": date(2023, 10, 2), "member_count": 4},
        )
        actions.score(campaign=village.campaign, commune_review=village.review, by=village.officer)
        yield village


def test_the_list_and_form_a_name_every_household_of_the_hamlet(surveyed):
    listed, form_a = text_of(paper.list_paper(surveyed.review)), text_of(paper.form_a_paper(surveyed.review, "Ấp 1"))

    assert "DANH SÁCH HỘ GIA ĐÌNH CẦN RÀ SOÁT" in listed and "Thạch Thị Mai" in listed and "Nguyễn Văn An" in listed
    assert "Số hộ nghèo: 1" in listed and "chưa có kết quả: 1" in listed
    assert "Thạch Thị Mai" in form_a and "Nguyễn Văn An" not in form_a and "Biệt thự" in form_a


def test_form_b_prints_the_answers_given_and_leaves_the_rest_blank(surveyed):
    filled = text_of(paper.form_b_paper(Review.objects.filter(household__code="H001").select_related("household")))
    blank = text_of(paper.form_b_paper(Review.objects.filter(household__code="H002").select_related("household")))

    assert "Thạch Thị Hoa" in filled and "hộ nghèo" in filled and "02/02/2003" in filled
    assert "Nguyễn Văn An" in blank and "Phân loại: ......" in blank


def test_the_minutes_say_who_was_recognised_and_who_is_surveyed_again(surveyed):
    meeting = actions.hold_meeting(
        commune_review=surveyed.review,
        hamlet="Ấp 1",
        held_on=date(2023, 10, 20),
        chair="Lê Văn Tám",
        secretary="Trần Thị Tư",
        households_invited=30,
        households_present=20,
        votes_for=10,
        by=surveyed.officer,
    )

    told = text_of(paper.minutes_paper(meeting))

    assert "20 trên 30" in told and "rà soát lại" in told and "Lê Văn Tám" in told


def test_the_lists_of_the_decision_are_refused_before_it_is_signed(surveyed):
    with pytest.raises(ReviewRefused, match="chưa có quyết định"):
        paper.result_paper(surveyed.review)
