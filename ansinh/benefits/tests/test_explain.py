"""A person explained: the same sums as a whole province, the papers behind them, why not, and what would change it."""

import random
from datetime import date

import pytest

from ansinh.benefits.factories import (
    a_certificate,
    a_claim,
    a_custody,
    a_decision,
    a_study,
    a_suspension,
    a_title,
    an_income,
    dead,
)  # fmt: skip
from ansinh.benefits.jobs.entitled import counts_by_commune, opened, unregistered
from ansinh.benefits.jobs.explain import explain
from ansinh.benefits.jobs.paying import benefits_of, house_of, paying_law
from ansinh.benefits.words import CATEGORIES
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.days import BirthDay
from ansinh.people.factories import long_duc, long_duc_ward, officer, person, vinh_long

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 20)


@pytest.fixture(autouse=True)
def _somebody():
    with acting_as_system("thử nghiệm"):
        yield


def right(found, name):
    return next(one for one in found.rights if one.benefit == name)


def somebody_random(chance):
    """A person of any age with up to three titles and any of the things that exclude, stop or change them."""
    one = person(
        "Kim Văn Sóc", sex=chance.choice("mf"), birth=BirthDay(chance.randint(1930, 2025), chance.randint(1, 12), 5)
    )
    for category in chance.sample(sorted(CATEGORIES), chance.randint(0, 3)):
        told = {"loss_rate": chance.choice([None, 21, 45, 61, 81, 100]), "is_special": chance.random() < 0.3}
        told |= {"martyr_count": chance.choice([None, 1, 2, 3]), "child_count": chance.choice([None, 1, 2])}
        title = a_title(
            one, category, chance.choice([202107, 202501, 202609]), chance.choice([None, None, 202611]), **told
        )
        if chance.random() < 0.2:
            a_suspension(title, 202609, chance.choice([None, 202610]))
    if chance.random() < 0.4:
        a_certificate(one, chance.choice(["extra_severe", "severe", "mild"]))
    if chance.random() < 0.3:
        an_income(
            one, chance.choice([None, 400_000, 3_000_000]), chance.choice(["pension", "survivor", "wage", "other"])
        )
    if chance.random() < 0.2:
        a_study(one)
    if chance.random() < 0.1:
        a_custody(one, date(2026, 1, 5))
    return dead(one, date(2026, 9, 3)) if chance.random() < 0.1 else one


def test_a_person_explained_and_a_province_run_give_equal_sums():
    chance = random.Random(335)
    people = [somebody_random(chance) for _ in range(40)]
    month = 202610
    house = house_of(paying_law(month, month, DAY))
    benefits = benefits_of(house, "resident")
    figures = [one.figure for one in benefits]

    with opened(house, figures, people[0].province_id, month) as duck:
        told = duck.sql(
            f"SELECT r.person_id, f.* FROM ({house.sql(figures, grain='resident')}) AS f JOIN resident AS r USING (resident_id)"
        )
        run = {row["person_id"]: row for row in told.to_arrow_table().to_pylist()}

    for one in people:
        amounts = {each.benefit: each.amount_dong for each in explain(one, month, day=DAY).rights}
        assert amounts == {each.name: run[one.pk][each.figure] for each in benefits}
    assert sum(bool(row[figure]) for row in run.values() for figure in figures) > 15


def test_an_old_soldier_reads_who_what_how_much_by_which_act_and_since_when():
    soldier = person("Nguyễn Văn Sáu", sex="m", birth=BirthDay(1950, 3, 2))
    signed = a_decision(soldier.commune, "112/QĐ-SLĐTBXH", date(2014, 12, 20), signer="Trần Văn Bé")
    a_title(soldier, "war_invalid", 202107, loss_rate=61, decision=signed)

    found = right(explain(soldier, 202312, day=date(2023, 11, 24)), "merit.own_allowance")

    assert found.amount_dong == 4_016_000
    assert found.sentence.startswith("Ông hưởng trợ cấp ưu đãi người có công hằng tháng (Thương binh")
    assert "61 %): 4.016.000 đồng mỗi tháng, theo Nghị định 55/2023/NĐ-CP" in found.sentence
    assert "áp dụng từ 01/07/2023" in found.sentence
    assert [known.source for known in found.known][0].startswith("QĐ 112/QĐ-SLĐTBXH ngày 20/12/2014 (Trần Văn Bé)")


def test_a_value_nobody_read_in_its_official_text_is_named_in_the_sentence():
    soldier = person("Nguyễn Văn Sáu", sex="m", birth=BirthDay(1950, 3, 2))
    a_title(soldier, "war_invalid", 202107, loss_rate=61)

    found = right(explain(soldier, 202610, day=DAY), "merit.own_allowance")

    assert not found.is_checked and "chưa đối chiếu văn bản chính thức" in found.sentence


def test_the_reckoning_and_the_days_that_will_change_it_are_told():
    child = person("Kim Minh Đức", sex="m", birth=BirthDay(2023, 1, 5))
    a_title(child, "orphan", 202401)

    found = right(explain(child, 202610, day=DAY), "assistance.social_allowance")

    assert found.sentence.startswith("Cháu hưởng") and found.arithmetic == "2,5 × 540.000 = 1.350.000 đồng/tháng"
    assert "Từ tháng 01/2027 (đủ 4 tuổi): trợ cấp xã hội hằng tháng 810.000 đồng mỗi tháng." in found.changes
    assert any(change.startswith("Từ tháng 02/2039 (đủ 16 tuổi): thôi") for change in found.changes)


@pytest.mark.parametrize(
    ("situation", "said"),
    [
        (lambda one: a_suspension(a_title(one, "older_poor_alone", 202401), 202609), "đang tạm dừng: có"),
        (lambda one: a_title(dead(one, date(2026, 9, 3)), "older_poor_alone", 202401), "ngày chết: 03/09/2026"),
        (lambda one: (a_title(one, "disabled_severe", 202401), an_income(one)), "có lương hưu, trợ cấp BHXH hằng tháng: có"),
        (lambda one: a_title(one, "orphan", 202401), "tuổi hiện nay: 71"),
        (lambda one: a_title(one, "war_invalid", 202401, loss_rate=61), "không thuộc khoản này"),
        (lambda one: (a_title(one, "war_invalid", 202401, loss_rate=61), a_title(one, "older_poor_alone", 202401)), "chỉ hưởng mức cao nhất"),
        (lambda one: None, "chưa ghi diện hưởng nào"),
    ],
)  # fmt: skip
def test_why_not_names_what_stands_against_it(situation, said):
    one = person(birth=BirthDay(1955, 1, 5))
    situation(one)

    found = right(explain(one, 202610, day=DAY), "assistance.social_allowance")

    assert found.amount_dong == 0 and said in "; ".join(found.why_not)


def test_what_is_not_known_is_named_and_never_guessed():
    soldier = person(sex="m", birth=BirthDay(1950, 3, 2))
    a_title(soldier, "war_invalid", 202401)

    found = right(explain(soldier, 202610, day=DAY), "merit.own_allowance")

    assert found.amount_dong is None and "vì chưa biết tỷ lệ tổn thương cơ thể" in found.sentence
    assert any("«61%»" in change for change in found.changes)


def test_a_right_once_is_told_by_the_law_of_its_own_month():
    one = dead(person(birth=BirthDay(1940, 1, 5)), date(2026, 9, 15))
    a_title(one, "older_poor_alone", 202401)
    a_claim(one, "funeral_assistance", 202609, 202610)

    found = right(explain(one, 202610, day=DAY), "assistance.once")

    assert found.amount_dong == 10_000_000 and found.for_month == 202609


def test_a_sensitive_group_is_named_only_to_who_holds_a_grant_that_opens_it():
    one = person(birth=BirthDay(1990, 1, 5))
    a_title(one, "hiv_poor", 202401)
    accountant = officer(long_duc_ward().province, name="ketoan", role="province_accountant")
    named = officer(long_duc_ward().province, name="duoc-giao", role="province_officer")
    named.grants.update(sees_sensitive=True, to_day=date(2030, 1, 1))

    with acting_as(named):
        openly = str(explain(one, 202610, day=DAY).as_dict())
    with acting_as(accountant):
        discreetly = str(explain(one, 202610, day=DAY).as_dict())

    assert "HIV" in openly and "HIV" not in discreetly and "810.000" in discreetly


def test_who_is_entitled_and_not_registered_is_found_and_who_draws_is_not():
    old, drawing, pensioner, disabled = (person(birth=BirthDay(year, 1, 5)) for year in (1948, 1948, 1948, 1990))
    a_title(drawing, "social_pension", 202507)
    an_income(pensioner, 4_000_000)
    a_certificate(disabled, "severe")

    found = unregistered(old.province_id, 202610, day=DAY)

    assert {(row["person_id"], row["reason"]) for row in found.to_pylist()} == {
        (old.pk, "social_pension"),
        (disabled.pk, "disability"),
    }
    assert counts_by_commune(found) == {old.commune_id: {"social_pension": 1, "disability": 1}}


def test_a_new_province_finds_the_people_of_the_ones_it_came_from_in_their_new_communes():
    old = person(birth=BirthDay(1948, 1, 5), commune=long_duc())
    later = vinh_long()

    found = unregistered(later.pk, 202610, day=DAY)

    assert counts_by_commune(found) == {f"{old.commune_id}@2025": {"social_pension": 1}}


def test_the_page_counts_by_commune_then_names_them_inside_the_scope_only(client):
    old = person("Thạch Thị Mai", birth=BirthDay(1948, 1, 5))
    client.force_login(officer(old.commune))
    counts = client.get("/quyen-loi/chua-huong/?thang=10/2026&tinh_toan=1")
    names = client.get(f"/quyen-loi/chua-huong/{old.commune_id}/?thang=10/2026")

    assert "Long Đức" in counts.content.decode()
    assert "Thạch Thị Mai" in names.content.decode() and "đủ tuổi hưu trí xã hội" in names.content.decode()
    assert client.get("/quyen-loi/chua-huong/29266@2025/?thang=10/2026").status_code == 404
