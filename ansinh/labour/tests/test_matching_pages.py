"""Weights a province chooses and sees, and pairs officers judge blind."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.labour.actions import matching
from ansinh.labour.actions.matching import MatchingRefused
from ansinh.labour.jobs.matching import find
from ansinh.labour.jobs.matching.weights import default_weights
from ansinh.labour.models import MatchPair, MatchWeights, PairGrade, Vacancy
from ansinh.labour.tests.test_matching import seeker, vacancy
from ansinh.people.factories import long_duc_ward, officer, vinh_long


@pytest.fixture(autouse=True)
def _anew(db: Any) -> Iterator[None]:
    find.forget()
    with acting_as_system("kiểm thử"):
        yield


def _signed_in(role: str) -> tuple[Client, Any]:
    place = long_duc_ward() if role.startswith("commune") else vinh_long()
    user, client = officer(place, name=role, role=role), Client()
    client.force_login(user)
    return client, user


def test_a_head_sees_what_other_weights_change_then_writes_them_with_the_reason() -> None:
    vacancy()
    seeker()
    client, _user = _signed_in("province_head")
    told = {name: str(value) for name, value in default_weights().items()} | {"distance": "2.5"}

    seen = client.post("/viec-lam/ghep/trong-so/", told | {"viec": "xem"})
    unwritten = MatchWeights.objects.count()
    refused = client.post("/viec-lam/ghep/trong-so/", told | {"viec": "ghi"})
    written = client.post("/viec-lam/ghep/trong-so/", told | {"viec": "ghi", "reason": "Nhiều người không có xe"})

    assert seen.status_code == 200 and "Trên 1 người tìm việc mới nhất: 100 %" in seen.content.decode()
    assert unwritten == 0
    assert refused.status_code == 422 and "Ghi lý do" in refused.content.decode()
    assert written.status_code == 302
    assert find.chosen_weights(vinh_long().pk) == {"distance": 2.5}
    page = client.get("/viec-lam/ghep/").content.decode()
    assert "Nhiều người không có xe" in page and "Quãng đường 2,50" in page
    assert AuditEvent.objects.get(act="matching.weights").after == {"distance": 2.5}


def test_weights_out_of_bounds_unknown_or_unchanged_are_refused_and_an_officer_may_not() -> None:
    head, clerk = (
        officer(vinh_long(), name="truong", role="province_head"),
        officer(vinh_long(), name="cb", role="province_officer"),
    )
    with acting_as(head):
        for values, said in (
            ({"distance": 9.0}, "ngoài khoảng"),
            ({"sex": 1.0}, "Không có trọng số"),
            ({}, "đang được dùng"),
        ):
            with pytest.raises(MatchingRefused, match=said):
                matching.choose_weights(province=vinh_long(), values=values, reason="thử", by=head)
    with acting_as(clerk), pytest.raises(NoAccess):
        matching.choose_weights(province=vinh_long(), values={"wage": 1.0}, reason="thử", by=clerk)

    assert MatchWeights.objects.count() == 0


def test_two_officers_judge_the_same_pairs_without_name_score_or_rank_and_their_agreement_is_shown() -> None:
    jobs = [vacancy(wage_to_dong=wage * 1_000_000) for wage in range(6, 10)]
    someone = seeker("Thạch Văn Kín", wage_floor_dong=6_000_000)
    drawing, _clerk = _signed_in("province_officer")
    drawn = drawing.post("/viec-lam/ghep/rut/", {"seekers": "5"})
    assert drawn.status_code == 302

    pairs = list(MatchPair.objects.order_by("pk"))
    assert {pair.vacancy_id for pair in pairs} <= {job.pk for job in jobs} and len(pairs) >= 3
    for role in ("province_officer", "commune_officer"):
        client = drawing if role == "province_officer" else _signed_in(role)[0]
        for place, pair in enumerate(pairs):
            page = client.get("/viec-lam/ghep/cham/").content.decode()
            assert f'value="{pair.pk}"' in page and "Thợ hàn" in page
            assert someone.name not in page and f"{pair.score:.2f}" not in page
            client.post("/viec-lam/ghep/cham/", {"cap": pair.pk, "grade": str(min(place, 3))})
        assert "Không còn cặp nào" in client.get("/viec-lam/ghep/cham/").content.decode()

    page = drawing.get("/viec-lam/ghep/").content.decode()
    assert PairGrade.objects.count() == 2 * len(pairs)
    assert "Đồng thuận của commune_officer và province_officer" in page and "1,00" in page


def test_a_pair_is_judged_once_by_an_officer_and_not_outside_their_place() -> None:
    vacancy()
    seeker()
    clerk = officer(vinh_long(), name="cb", role="province_officer")
    with acting_as(clerk):
        matching.draw_pairs(province=vinh_long(), seekers=1, by=clerk)
        pair = MatchPair.objects.get()
        matching.grade_pair(pair=pair, grade=2, by=clerk)
        with pytest.raises(MatchingRefused, match="chấm cặp này rồi"):
            matching.grade_pair(pair=pair, grade=3, by=clerk)
        with pytest.raises(MatchingRefused, match="0, 1, 2 hoặc 3"):
            matching.grade_pair(pair=pair, grade=7, by=clerk)

    leader = officer(vinh_long(), name="lanhdao", role="province_leader")
    with acting_as(leader), pytest.raises(NoAccess):
        matching.grade_pair(pair=pair, grade=1, by=leader)


def test_words_learned_to_stand_for_a_skill_are_told() -> None:
    first = vacancy(skills="quay phôi; phay; bảo trì máy", occupation="7223")
    client, _user = _signed_in("province_officer")
    assert "Chưa học được lời nào." in client.get("/viec-lam/ghep/").content.decode()

    lists = [
        ("quay phôi; phay; bảo trì máy", 9, "7223"),
        ("tiện; phay; bảo trì máy", 60, "7223"),
        ("nấu ăn; phục vụ bàn", 60, "5120"),
    ]
    more = [Vacancy.objects.get(pk=first.pk) for _skills, times, _code in lists for _ in range(times)]
    asked = [(skills, code) for skills, times, code in lists for _ in range(times)]
    for each, (skills, code) in zip(more, asked, strict=True):
        each.pk, each.skills, each.occupation = None, skills, code
    Vacancy.objects.bulk_create(more)

    page = client.get("/viec-lam/ghep/").content.decode()
    assert '<th scope="row">quay phôi</th><td>tiện</td><td class="num">10</td>' in page
