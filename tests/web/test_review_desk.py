"""The review desk as a person meets it."""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ansinh.core.access import acting_as, acting_as_system
from ansinh.poverty import actions
from ansinh.poverty.forms import FORM_A, FormBForm, MemberFormSet
from ansinh.poverty.models import FormB, Review
from ansinh.poverty.pages import households, points


def typed_form_b(page: str) -> dict[str, str]:
    """What a browser would send for the form on the page, untouched."""
    sent: dict[str, str] = {}
    form = page[page.index('id="answers"') :]
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if name and not (kind and kind[1] in ("radio", "checkbox") and "checked" not in tag):
            sent[name[1]] = value[1] if value else ""
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        sent[name] = chosen[1] if chosen else ""
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def points_part(page: str) -> str:
    inside = page.split('<div id="points">')[1]
    return " ".join(inside[: inside.index("</section>")].rsplit("</div>", 1)[0].split())


@pytest.mark.parametrize("letter", ["a", "b"])
def test_the_points_put_into_the_page_equal_the_page_loaded_fresh(province: Any, as_user: Any, letter: str) -> None:
    client = as_user(province.users["commune_officer"])
    page = client.get(reverse(f"form_{letter}", args=[province.household_a.pk])).content.decode()

    fragment = client.post(
        reverse("form_points", args=[province.household_a.pk, letter]), typed_form_b(page)
    ).content.decode()

    assert " ".join(fragment.split()) == points_part(page)


def test_what_is_typed_scores_as_what_is_kept(province: Any) -> None:
    with acting_as_system("thử"):
        for review in Review.objects.filter(commune_review=province.review_b):
            household = households.kept_answers(review, (*households.HOUSEHOLD_A, *households.ABOUT_HOUSEHOLD))

            typed = households._points(review, household, *households._kept_b(review))
            kept = points.points_of(review.campaign, actions.record_of(review))

            assert (typed.verdict, typed.b1, typed.b2, typed.is_screened_out) == (
                kept.verdict,
                kept.b1,
                kept.b2,
                kept.is_screened_out,
            )
            assert [row.points for row in typed.b1_rows] == [row.points for row in kept.b1_rows]


def test_points_follow_what_is_typed_and_nothing_is_kept(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    page = client.get(reverse("form_b", args=[province.household_a.pk])).content.decode()
    better = typed_form_b(page) | {
        "motorbikes": "2",
        "area_m2": "160",
        "wall": "1",
        "pillar": "1",
        "toilet": "1",
        "water": "1",
    }

    shown = client.post(reverse("form_points", args=[province.household_a.pk, "b"]), better).content.decode()

    assert "hộ không nghèo" in shown
    assert "hộ nghèo" in page
    assert FormB._base_manager.get(review_id=province.household_a.pk).motorbikes == 0


def test_a_form_saved_unchanged_keeps_every_answer(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    address = reverse("form_b", args=[province.household_a.pk])
    before = FormB._base_manager.filter(review_id=province.household_a.pk).values().get()
    lines = list(
        province.household_a.members.model._base_manager.filter(review_id=province.household_a.pk)
        .order_by("line")
        .values()
    )

    answer = client.post(address, typed_form_b(client.get(address).content.decode()) | {"done": "1"})

    assert answer.status_code == 302
    assert FormB._base_manager.filter(review_id=province.household_a.pk).values().get() == before
    again = (
        province.household_a.members.model._base_manager.filter(review_id=province.household_a.pk)
        .order_by("line")
        .values()
    )
    assert [{**line, "id": 0} for line in again] == [{**line, "id": 0} for line in lines]


def test_a_missing_answer_is_unknown_not_nought(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    address = reverse("form_b", args=[province.household_a.pk])
    sent = typed_form_b(client.get(address).content.decode()) | {"water": "", "done": "1"}

    page = client.post(address, sent, follow=True).content.decode()

    kept = Review._base_manager.get(pk=province.household_a.pk)
    assert kept.class_by_rule is None
    assert "chưa xác định" in page
    assert "Nước sinh hoạt" in page


def test_an_impossible_form_says_why_and_keeps_what_was_typed(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    address = reverse("form_b", args=[province.household_a.pk])
    sent = typed_form_b(client.get(address).content.decode()) | {"area_m2": "0", "done": "1"}

    page = client.post(address, sent).content.decode()

    assert "Diện tích nhà ở là 0 m²" in page
    assert "<title>Lỗi:" in page
    assert FormB._base_manager.get(review_id=province.household_a.pk).area_m2 == 24


def test_another_line_is_added_without_script(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    address = reverse("form_b", args=[province.household_a.pk])
    before = client.get(address).content.decode()

    after = client.post(address, typed_form_b(before) | {"add_row": "1"}).content.decode()

    assert 'name="members-4-name"' not in before
    assert 'name="members-4-name"' in after
    assert "Thạch Văn Út" in after


def test_the_decision_says_what_is_signed_and_refuses_the_typist(province: Any, as_user: Any) -> None:
    address = reverse("decision", args=[province.review_b.pk])

    page = as_user(province.other_leader).get(address).content.decode()
    refused = as_user(province.other_officer).post(
        address, {"number": "9/QĐ-UBND", "decided_on": "20/11/2023", "signer": "Lê Văn B"}
    )

    assert "Tôi sắp ký những gì?" in page
    assert refused.status_code == 403


def test_a_leader_signs_and_the_officer_reports(province: Any, as_user: Any) -> None:
    leader, officer = as_user(province.other_leader), as_user(province.other_officer)

    leader.post(
        reverse("decision", args=[province.review_b.pk]),
        {"number": "9/QĐ-UBND", "decided_on": "20/11/2023", "signer": "Lê Văn B"},
    )
    officer.post(reverse("report_commune", args=[province.review_b.pk]), {"reported_on": "25/11/2023"})

    page = officer.get(reverse("commune_review", args=[province.review_b.pk])).content.decode()
    assert "9/QĐ-UBND" in page
    assert "đã báo cáo" in page


def test_a_class_other_than_the_rule_needs_its_reason(province: Any, as_user: Any) -> None:
    client = as_user(province.other_officer)
    address = reverse("choose_class", args=[province.household_b.pk])

    refused = client.post(address, {"poverty_class": "near_poor", "reason": ""}).content.decode()
    client.post(address, {"poverty_class": "near_poor", "reason": "Con cả mới đi làm, thu nhập tăng"})

    assert "Ghi lý do" in refused
    assert "Con cả mới đi làm" in client.get(reverse("decision", args=[province.review_b.pk])).content.decode()


def test_the_desk_names_what_is_late_and_what_waits_for_a_signature(province: Any, as_user: Any) -> None:
    officer = as_user(province.users["commune_officer"]).get("/").content.decode()
    leader = as_user(province.other_leader).get("/").content.decode()
    chief = as_user(province.users["province_officer"]).get("/").content.decode()

    assert "Hộ cần khảo sát" in officer and "Đã trễ" in officer
    assert "Quyết định công nhận chờ ký" in leader
    assert "Xã trễ hạn, cần đôn đốc" in chief


def test_every_step_of_the_rules_can_be_asked_why(province: Any, as_user: Any) -> None:
    page = (
        as_user(province.users["commune_officer"])
        .get(reverse("review_why", args=[province.household_a.pk]))
        .content.decode()
    )

    assert "Tổng điểm Phiếu B1" in page
    assert "TT 02/2022/TT-BLĐTBXH" in page
    assert "Thạch Văn Út" in page


def test_an_empty_line_is_no_member_and_a_struck_one_neither() -> None:
    sent = {
        "members-TOTAL_FORMS": "3",
        "members-INITIAL_FORMS": "0",
        "members-0-name": "A",
        "members-1-name": "",
        "members-2-name": "B",
        "members-2-DELETE": "on",
    }

    lines = MemberFormSet(sent, prefix="members")

    assert [line.is_empty() for line in lines.forms] == [False, True, True]


def test_a_mistyped_number_is_unknown_until_put_right() -> None:
    form = FormBForm({"area_m2": "hai mươi"})

    assert form.answers()["area_m2"] is None
    assert "area_m2" in form.errors


def test_measures_and_birth_days_are_read_as_people_write_them() -> None:
    sent = {
        "members-TOTAL_FORMS": "1",
        "members-INITIAL_FORMS": "0",
        "members-0-name": "A",
        "members-0-born": "3/1950",
        "members-0-height_mm": "112,5",
        "members-0-weight_g": "20.4",
    }

    member = MemberFormSet(sent, prefix="members").forms[0].member()

    assert (member["birth_date"], member["birth_precision"]) == (date(1950, 3, 1), "month")
    assert (member["height_mm"], member["weight_g"]) == (1125, 20400)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("desk", 30),
        ("campaign", 12),
        ("commune_review", 16),
        ("review_list", 12),
        ("review", 18),
        ("form_b", 18),
        ("decision", 26),
    ],
)
def test_a_page_asks_the_database_few_questions(
    province: Any, as_user: Any, django_assert_max_num_queries: Any, name: str, most: int
) -> None:
    client = as_user(province.users["commune_officer"])
    of = {
        "desk": [],
        "campaign": [province.campaign.pk],
        "review": [province.household_a.pk],
        "form_b": [province.household_a.pk],
    }

    with django_assert_max_num_queries(most):
        client.get(reverse(name, args=of.get(name, [province.review_a.pk])))


def test_pages_of_a_commune_ask_no_more_questions_for_more_households(province: Any, as_user: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from ansinh.poverty import factories

    client = as_user(province.users["commune_officer"])
    address = reverse("review_list", args=[province.review_a.pk])
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    with acting_as_system("thêm hộ"):
        for number in range(20):
            factories.make_household(f"N{number:03}", f"Nguyễn Văn {number}", province.a)
    with acting_as(province.users["commune_officer"]):
        actions.list_households(
            campaign=province.campaign, communes=[province.review_a], by=province.users["commune_officer"]
        )

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_a_saved_form_leads_to_the_next_household_still_to_be_typed(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    waiting = Review._base_manager.filter(commune_review=province.review_a, class_by_rule__isnull=True)
    stopped = dict.fromkeys(FORM_A[1:5], "True") | dict.fromkeys([FORM_A[0], *FORM_A[5:]], "False")
    first, second, *_others = waiting.order_by("hamlet", "head_name_key", "pk")

    page = client.get(reverse("form_a", args=[first.pk])).content.decode()
    answer = client.post(reverse("form_a", args=[first.pk]), stopped | {"next": "1"})

    assert 'accesskey="s"' in page
    assert answer["Location"].split("?")[0] in (
        reverse("form_a", args=[second.pk]),
        reverse("form_b", args=[second.pk]),
    )
    assert " autofocus" in client.get(answer["Location"]).content.decode()


def test_a_household_to_survey_goes_from_form_a_to_its_own_form_b(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    first = Review._base_manager.filter(commune_review=province.review_a, a_vehicle__isnull=True).first()

    answer = client.post(reverse("form_a", args=[first.pk]), dict.fromkeys(FORM_A, "False") | {"next": "1"})

    assert answer["Location"].startswith(reverse("form_b", args=[first.pk]))


def test_form_b_begins_with_the_members_the_register_knows(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    first = Review._base_manager.filter(commune_review=province.review_a, members__isnull=True).first()

    page = client.get(reverse("form_b", args=[first.pk])).content.decode()

    assert f'value="{first.head_name}"' in page


def test_the_policies_of_section_xiv_are_kept_and_shown_again(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])
    address = reverse("form_b", args=[province.household_a.pk])
    typed = typed_form_b(client.get(address).content.decode())

    client.post(address, typed | {"policies_received": ["1", "12"], "policies_needed": ["5"], "stay": "1"})

    kept = FormB._base_manager.get(review_id=province.household_a.pk)
    assert (kept.policies_received, kept.policies_needed) == ([1, 12], [5])
    assert client.get(address).content.decode().count(" checked") == 3


def test_the_list_says_what_each_household_still_lacks(province: Any, as_user: Any) -> None:
    client = as_user(province.users["commune_officer"])

    page = client.get(reverse("review_list", args=[province.review_a.pk])).content.decode()

    assert re.search(r"Phiếu B còn \d+ ô trống", page)
    assert "chưa khảo sát" in page
