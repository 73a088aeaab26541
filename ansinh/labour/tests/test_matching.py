"""Who is proposed to whom, why, and why not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from ansinh.core.access import acting_as_system
from ansinh.labour.jobs.matching import find
from ansinh.labour.jobs.matching.features import SEEKER_COLUMNS
from ansinh.labour.jobs.matching.layout import BARS, SEEKER, VACANCY
from ansinh.labour.models import Application, MatchWeights, Seeker, Vacancy
from ansinh.people.factories import cang_long, long_duc_ward, person
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place


@pytest.fixture(autouse=True)
def _anew(db: Any) -> Iterator[None]:
    find.forget()
    with acting_as_system("kiểm thử"):
        Place.objects.filter(pk=long_duc_ward().pk).update(latitude=9.97, longitude=106.33)
        Place.objects.filter(pk=cang_long().pk).update(latitude=9.99, longitude=106.20)
        yield


def vacancy(title: str = "Thợ hàn", **told: Any) -> Vacancy:
    """An open vacancy in Long Đức."""
    place = told.pop("commune", None) or long_duc_ward()
    employer, _made = Organisation.objects.get_or_create(
        name="Công ty Cơ khí", defaults={"kind": "private_enterprise", "section": "C", "commune": place, "province": place.province}
    )  # fmt: skip
    today = timezone.localdate()
    asked = {
        "occupation": "7212", "places_count": 2, "province": place.province, "work_commune": place, "work_province": place.province,
        "state": "open", "opens_on": today - timedelta(days=3), "expires_on": today + timedelta(days=30), "wage_to_dong": 9_000_000,
    } | told  # fmt: skip
    return Vacancy.objects.create(organisation=employer, title=title, **asked)


def seeker(name: str = "Thạch Văn Hàn", **told: Any) -> Seeker:
    """Somebody of 30 in Long Đức who looks for a welder's work and agreed to be shown."""
    place = told.pop("commune", None) or long_duc_ward()
    has = {
        "person": person(name, sex="m", commune=place, by=None), "birth_year": timezone.localdate().year - 30, "sex": "m",
        "commune": place, "province": place.province, "wish": "thợ hàn", "occupations": "7212", "registered_on": timezone.localdate(),
        "consents_to_be_shown": True, "code": f"S{Seeker.objects.count() + 1:05d}",
    } | told  # fmt: skip
    return Seeker.objects.create(name=name, **has)


def test_a_welder_is_shown_the_welders_job_and_told_why() -> None:
    job = vacancy(skills="hàn MIG; đọc bản vẽ")
    vacancy("Nhân viên kế toán", occupation="3313")

    found = find.jobs_for_seeker(seeker(skills="hàn co2"))

    assert [match.vacancy_id for match in found] == [job.pk]
    said = {reason.key: reason.text for reason in found[0].reasons}
    assert said["occupation"] == "Đúng nghề: Thợ hàn."
    assert said["skills"] == "Có 1 trên 2 kỹ năng: hàn MIG/MAG."
    assert said["distance"] == "Ngay trong xã."
    assert found[0].missing == ["đọc bản vẽ"]


def test_the_terms_of_a_match_sum_to_its_score() -> None:
    vacancy(skills="hàn MIG; đọc bản vẽ; tiện", experience_months=24, least_education="college", commune=cang_long())

    (match,) = find.jobs_for_seeker(seeker(skills="hàn co2", experience_months=6, farthest_km=40))

    assert sum(reason.points for reason in match.reasons) == pytest.approx(match.score, abs=1e-5)
    assert all(reason.points <= 0 for reason in match.reasons)
    assert 0 < match.fit < 60


BARRED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "closed": ({"state": "closed"}, {}),
    "full": ({"places_count": 1, "hired_by_another": True}, {}),
    "too_young": ({}, {"birth_year": timezone.localdate().year - 14}),
    "minor": ({"is_hazardous": True}, {"birth_year": timezone.localdate().year - 16}),
    "certificate": ({"certificates": "chứng chỉ hàn 3G"}, {"certificates": "hàn 1G"}),
    "night": ({"has_night": True}, {"takes_night": False}),
    "shifts": ({"has_shifts": True}, {"takes_shifts": False}),
    "hours": ({"hours_a_week": 56}, {"most_hours_a_week": 48}),
    "place": ({}, {"farthest_km": 5, "commune": "cang_long"}),
    "wage": ({"wage_to_dong": 6_000_000}, {"wage_floor_dong": 7_000_000}),
    "access": ({"accessible_for": "hearing"}, {"access_need": "mobility"}),
}


@pytest.mark.parametrize("key", BARRED)
def test_a_hard_condition_that_is_not_met_keeps_the_pair_apart_and_is_told(key: str) -> None:
    asked, has = ({**each} for each in BARRED[key])
    if has.get("commune"):
        has["commune"] = cang_long()
    is_taken = asked.pop("hired_by_another", False)
    job, who = vacancy(**asked), seeker(**has)
    if is_taken:
        other = seeker("Kim Văn Khác")
        Application.objects.create(
            seeker=other, vacancy=job, kind="applied", state="hired", sent_on=timezone.localdate()
        )

    told = find.why_not(who, job)

    assert [reason.key for reason in told] == [key]
    assert told[0].text.endswith(".")
    assert find.jobs_for_seeker(who) == []
    assert find.seekers_for_vacancy(job) == []


def test_a_seeker_who_would_move_is_shown_what_is_far() -> None:
    job = vacancy(has_dormitory=True)
    who = seeker(commune=cang_long(), farthest_km=5, willing_places=long_duc_ward().province_id)

    (match,) = find.jobs_for_seeker(who)

    assert match.vacancy_id == job.pk
    assert "Phải chuyển chỗ ở, đơn vị có chỗ ở." in [reason.text for reason in match.told]


def test_what_can_still_be_learned_is_told_as_missing() -> None:
    job = vacancy(certificates="chứng chỉ hàn 3G")

    (near,) = find.jobs_within_reach(seeker())

    assert near.vacancy_id == job.pk
    assert [bar.text for bar in near.bars] == ["Thiếu chứng chỉ hàn 3G."]


def test_a_higher_certificate_stands_for_a_lower_and_one_nobody_knows_bars() -> None:
    vacancy(certificates="chứng chỉ hàn 3G")
    strange = vacancy(certificates="thẻ lặn hang động quốc tế")
    who = seeker(certificates="Hàn 6G")

    assert [match.vacancy_id for match in find.jobs_for_seeker(who)] == [strange.pk - 1]
    assert find.why_not(who, strange)[0].text == "Thiếu thẻ lặn hang động quốc tế."


def test_neither_sex_nor_ethnic_group_changes_who_is_shown_what() -> None:
    for wage in range(6, 16):
        vacancy(wage_to_dong=wage * 1_000_000, skills="hàn MIG; tiện")
    men = seeker("Nguyễn Văn Ba", sex="m", skills="hàn MIG")
    women = seeker("Thạch Thị Ba", sex="f", skills="hàn MIG")
    Person.objects.filter(pk=women.person_id).update(sex="f", ethnicity=5)

    one, other = (find.jobs_for_seeker(each) for each in (men, women))

    assert [(match.vacancy_id, match.score) for match in one] == [(match.vacancy_id, match.score) for match in other]
    assert {"sex", "ethnic_group", "person_id", "name"}.isdisjoint(SEEKER_COLUMNS)
    assert not {"sex", "ethnic", "gender"} & {field for record in (SEEKER, VACANCY) for field in record.names or ()}
    assert not {key for key in BARS if "sex" in key or "ethnic" in key}


def test_employers_are_shown_only_who_agreed_and_nobody_twice() -> None:
    job = vacancy()
    shown = seeker("Kim Văn Hiện")
    seeker("Kim Văn Ẩn", consents_to_be_shown=False)
    applied = seeker("Kim Văn Nộp")
    Application.objects.create(seeker=applied, vacancy=job, kind="applied", state="sent", sent_on=timezone.localdate())

    found = find.seekers_for_vacancy(job)

    assert [match.seeker_id for match in found] == [shown.pk]
    assert find.jobs_for_seeker(applied) == []


def test_what_closed_since_the_index_was_made_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "LOOK_AFTER", 3600.0)
    job, who = vacancy(), seeker()
    assert len(find.jobs_for_seeker(who)) == 1

    Vacancy.objects.filter(pk=job.pk).update(state="closed")

    assert find.jobs_for_seeker(who) == []


def test_a_wish_without_diacritics_a_code_or_the_usual_word_finds_the_trade() -> None:
    job = vacancy("Thợ hàn")
    vacancy("Thợ may công nghiệp", occupation="8153")

    found = find.jobs_for_seeker(seeker(wish="tho han co khi, han que", occupations=""))

    assert [match.vacancy_id for match in found] == [job.pk]


def test_a_wrong_code_beside_clear_words_and_skills_does_not_win() -> None:
    job = vacancy("Thợ hàn")

    found = find.jobs_for_seeker(seeker(wish="thợ hàn", occupations="2511", skills="hàn MIG; hàn TIG; hàn que"))

    assert [match.vacancy_id for match in found] == [job.pk]


def test_a_province_weighs_distance_more_and_the_nearer_job_comes_first() -> None:
    near = vacancy("Thợ hàn", wage_to_dong=7_000_000)
    far = vacancy("Thợ hàn", wage_to_dong=14_000_000, commune=cang_long())
    who = seeker(wage_floor_dong=7_000_000, farthest_km=60)
    MatchWeights.objects.create(province=long_duc_ward().province, values={"distance": 0.0, "wage": 2.0}, reason="thử")
    paid = [match.vacancy_id for match in find.jobs_for_seeker(who)]

    MatchWeights.objects.create(
        province=long_duc_ward().province, values={"distance": 3.0, "wage": 0.0}, reason="thử lại"
    )

    assert paid == [far.pk, near.pk]
    assert [match.vacancy_id for match in find.jobs_for_seeker(who)] == [near.pk, far.pk]


def test_two_trades_wished_are_both_proposed_each_by_its_own_words() -> None:
    jobs = {vacancy().pk, vacancy("Nhân viên bảo vệ", occupation="5414").pk}
    vacancy("Nhân viên kế toán", occupation="3313")

    found = find.jobs_for_seeker(
        seeker(wish="thợ hàn, bảo vệ", occupations="7212; 5414", skills="hàn MIG; hàn que; đọc bản vẽ")
    )

    assert {match.vacancy_id for match in found[:2]} == jobs
    assert all(match.reasons[0].points > -0.5 for match in found[:2])


@pytest.mark.parametrize("is_kept", [False, True])
def test_a_server_makes_ready_before_there_is_anything_to_match_and_after(is_kept: bool) -> None:
    if is_kept:
        seeker(), vacancy()

    find.warm_up()

    assert find.exchange().vacancies.size == is_kept
