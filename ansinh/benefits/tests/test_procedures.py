"""The procedures of rights: what stands against granting, and what a signed decision writes."""

from datetime import date

import pytest

from ansinh.benefits import factories
from ansinh.benefits.models import Claim, Decision, DisabilityCertificate, Feed, Title
from ansinh.benefits.procedures.checks import imagined
from ansinh.benefits.procedures.merit import DIED_BEFORE
from ansinh.benefits.words import CATEGORIES, CLAIMS
from ansinh.core.access import acting_as
from ansinh.core.days import BirthDay
from ansinh.dossiers.factories import a_ruling, make_dossier
from ansinh.dossiers.jobs.catalogue import procedure_named
from ansinh.dossiers.procedures import CannotEnact
from ansinh.engine.collect import collect
from ansinh.people.factories import household, person
from ansinh.people.models import Household, Person

SIGNED = date(2026, 11, 20)
NOVEMBER = date(2026, 11, 1)


def enacted(name, someone, by=None, decided_on=SIGNED, **answers):
    """What the decision of a dossier writes."""
    dossier = make_dossier(procedure=name, person=someone, answers=answers)
    ruling = a_ruling(dossier, decided_on=decided_on)
    return procedure_named(name).enact(dossier=dossier, ruling=ruling, by=by)


def against(name, someone, day=SIGNED, **answers):
    """What stands against granting a dossier, in one text."""
    dossier = make_dossier(procedure=name, person=someone, answers=answers)
    return " ".join(procedure_named(name).check(dossier=dossier, day=day))


def known(name, someone, day=SIGNED):
    """What the registers say of somebody."""
    return dict(procedure_named(name).known(subject=someone, applicant=None, day=day))


def test_a_signed_decision_grants_the_title_and_the_right_opens_its_dossier(ward):
    someone = person()

    with acting_as(ward.officer):
        wrote = enacted("social_allowance_new", someone, by=ward.officer, category="single_parent", child_count=2)

    title = Title.objects.get()
    assert wrote == [f"title:{title.pk}"]
    assert (title.person, title.category, title.child_count) == (someone, "single_parent", 2)
    assert (title.from_day, title.decision.source, title.decision.decided_on) == (NOVEMBER, "dossier", SIGNED)
    assert title.decision.dossier.procedure == "social_allowance_new"
    assert title.decision.dossier.code in title.decision.document


def test_a_change_replaces_the_title_and_a_stop_ends_it(ward):
    someone = person()
    old = factories.a_title(someone, "disabled_severe", 202401)

    enacted(
        "social_allowance_change",
        someone,
        new_category="disabled_extra_severe",
        event_on="2026-11-03",
        reason="xác định lại",
    )
    enacted("social_allowance_stop", someone, stop_reason="refused", event_on="2026-11-18")

    old.refresh_from_db()
    new = Title.objects.get(replaces=old)
    assert (old.to_day, new.category, new.from_day) == (NOVEMBER, "disabled_extra_severe", NOVEMBER)
    assert (new.to_day, new.stop_reason, new.stop_decision.source) == (date(2026, 12, 1), "refused", "dossier")


def test_of_several_titles_the_dossier_must_say_which(ward):
    someone = person()
    for category in ("single_parent", "disabled_severe"):
        factories.a_title(someone, category, 202401, child_count=1)
    told = {"stop_reason": "refused", "event_on": "2026-11-18"}

    with pytest.raises(CannotEnact, match="đang hưởng 2 diện"):
        enacted("social_allowance_stop", someone, **told)
    enacted("social_allowance_stop", someone, category="single_parent", **told)

    assert list(Title.objects.filter(to_day=None).values_list("category", flat=True)) == ["disabled_severe"]


def test_a_move_inside_the_province_takes_the_title_along(ward):
    someone = person(widowed=True)
    title = factories.a_title(someone, "older_poor_alone", 202510)

    with acting_as(ward.officer):
        wrote = enacted(
            "social_allowance_move",
            someone,
            by=ward.officer,
            direction="inside",
            event_on="2026-11-05",
            commune=ward.beside.pk,
        )

    someone.refresh_from_db()
    title.refresh_from_db()
    assert wrote == [f"household:{Household.objects.get().pk}"]
    assert (someone.commune, title.to_day) == (ward.beside, None)


def test_one_who_leaves_a_household_moves_alone_and_the_others_stay(ward):
    home = household()
    child = Person.objects.get(name="Kim Minh Đức")

    with acting_as(ward.officer):
        enacted(
            "social_allowance_move",
            child,
            by=ward.officer,
            direction="inside",
            event_on="2026-11-05",
            commune=ward.beside.pk,
        )

    child.refresh_from_db()
    home.refresh_from_db()
    assert (child.commune, home.commune, home.memberships.filter(to_day=None).count()) == (ward.beside, ward.ward, 3)


def test_a_move_away_stops_and_a_move_in_goes_on_from_the_month_the_old_place_stopped(ward):
    leaver, comer = person("Kim Thị Đi"), person("Kim Thị Đến")
    factories.a_title(leaver, "hiv_poor", 202401)

    enacted("social_allowance_move", leaver, direction="out", event_on="2026-11-05")
    enacted(
        "social_allowance_move", comer, direction="in", event_on="2026-10-05", category="hiv_poor", from_month=202611
    )

    assert Title.objects.get(person=leaver).stop_reason == "moved_away"
    assert Title.objects.get(person=comer).from_day == NOVEMBER


def test_a_death_is_recorded_and_stops_every_right_the_month_after(ward):
    someone = person(widowed=True)
    titles = [factories.a_title(someone, "social_pension", 202601), factories.a_title(someone, "imprisoned", 202401)]

    wrote = enacted("beneficiary_death", someone, event_on="2026-11-08", death_extract="12/TLKT")

    someone.refresh_from_db()
    assert someone.died_on == date(2026, 11, 8)
    assert set(wrote) == {f"person:{someone.pk}", *(f"title:{title.pk}" for title in titles)}
    ends = {title.category: title for title in Title.objects.filter(stop_reason="dead", to_day=date(2026, 12, 1))}
    assert ends["social_pension"].stop_decision.source == "dossier"
    assert ends["imprisoned"].stop_decision is None


@pytest.mark.parametrize(
    ("name", "category", "answers", "kind"),
    [
        ("funeral_social", "social_pension", {"kind": "funeral_social_pension"}, "funeral_social_pension"),
        ("funeral_social", "disabled_severe", {"kind": "funeral_assistance"}, "funeral_assistance"),
        ("funeral_merit", "imprisoned", {}, "funeral_merit"),
        ("merit_one_off", "imprisoned", {"kind": "death_of_merit"}, "death_of_merit"),
    ],
)
def test_a_funeral_records_the_death_stops_the_title_and_claims(ward, name, category, answers, kind):
    someone = person(widowed=True)
    title = factories.a_title(someone, category, 202601)
    told = {
        "event_on": "2026-11-08",
        "death_extract": "12/TLKT",
        "payee_name": "Kim Văn Con",
        "payee_relation": "con",
        **answers,
    }

    wrote = enacted(name, someone, **told)

    claim = Claim.objects.get()
    title.refresh_from_db()
    assert (claim.kind, claim.month, claim.payee_name, claim.decision.source) == (
        kind,
        202611,
        "Kim Văn Con",
        "dossier",
    )
    assert (title.to_day, title.stop_decision) == (date(2026, 12, 1), claim.decision)
    assert wrote[-1] == f"claim:{claim.pk}"


def test_a_funeral_after_the_death_only_claims_and_never_twice(ward):
    someone = factories.dead(person(widowed=True), date(2026, 11, 8))
    factories.stopped(factories.a_title(someone, "social_pension", 202601), date(2026, 11, 8), "dead")
    told = {
        "kind": "funeral_social_pension",
        "event_on": "2026-11-08",
        "payee_name": "Kim Văn Con",
        "payee_relation": "con",
    }

    wrote = enacted("funeral_social", someone, death_extract="12/TLKT", **told)

    assert wrote == [f"claim:{Claim.objects.get().pk}"]
    assert "mỗi người một mai táng phí (NĐ 335/2026/NĐ-CP Điều 11)" in against("funeral_social", someone, **told)
    with pytest.raises(CannotEnact, match="Một người chỉ một mai táng phí"):
        enacted("funeral_social", someone, death_extract="12/TLKT", **told)


def test_the_registers_say_the_death_and_which_funeral_it_is(ward):
    someone = person(widowed=True)
    factories.a_title(someone, "social_pension", 202601)
    Feed._base_manager.create(
        kind="death", name=someone.name, day=date(2026, 11, 8), document="12/TLKT", source="hộ tịch", person=someone,
        province=ward.province,
    )  # fmt: skip

    found = known("funeral_social", someone)

    assert found["event_on"] == ("2026-11-08", "hộ tịch")
    assert found["death_extract"] == ("12/TLKT", "hộ tịch")
    assert found["kind"][0] == "funeral_social_pension"


def test_care_is_kept_on_who_draws_it_and_names_whom_they_care_for(ward):
    carer, child = (
        person("Kim Thị Nuôi"),
        person("Kim Văn Nhỏ", sex="m", birth=BirthDay(2020, 1, 5), personal_number="084220000018"),
    )

    enacted("care_support_new", carer, category="care_of_orphan", cared_for="084220000018")

    title = Title.objects.get()
    assert (title.person, title.cared_for, title.category) == (carer, child, "care_of_orphan")
    with pytest.raises(CannotEnact, match="chưa có người số định danh «084220000026»"):
        enacted("care_support_new", carer, category="care_of_orphan", cared_for="084220000026")


def test_the_council_s_conclusion_becomes_a_certificate_and_is_known_to_the_allowance(ward):
    someone = person()
    with pytest.raises(CannotEnact, match="mức độ khuyết tật theo kết luận"):
        enacted("disability_degree", someone, disability="sight", request="first")

    wrote = enacted(
        "disability_degree", someone, disability="sight", request="first", degree="severe", certificate_number="KT 9"
    )

    paper = DisabilityCertificate.objects.get()
    assert (wrote, paper.number, paper.degree, paper.kind, paper.from_day) == (
        [f"certificate:{paper.pk}"], "KT 9", "severe", "sight", SIGNED,
    )  # fmt: skip
    assert known("social_allowance_new", someone) == {
        "category": ("disabled_severe", "giấy xác nhận khuyết tật số KT 9")
    }
    assert "đây là xác định lại" in against("disability_degree", someone, request="first", degree="severe")


@pytest.mark.parametrize(
    ("name", "answers", "category"),
    [
        ("social_pension_new", {}, "social_pension"),
        ("merit_revolutionary_before_1945", {"category": "revolutionary_before_1945_at_home"}, "revolutionary_before_1945_at_home"),
        ("merit_revolutionary_of_1945", {}, "revolutionary_of_1945"),
        ("merit_heroic_mother", {}, "heroic_mother"),
        ("merit_hero", {}, "hero"),
        ("merit_war_invalid", {"category": "war_invalid", "loss_rate": 41}, "war_invalid"),
        ("merit_sick_soldier", {"loss_rate": 61}, "sick_soldier"),
        ("merit_toxic_chemical", {"ground": "illness", "loss_rate": 61}, "toxic_chemical"),
        ("merit_toxic_chemical_child", {"loss_rate": 61}, "toxic_chemical_child"),
        ("merit_imprisoned", {}, "imprisoned"),
        ("merit_helper", {"category": "helper_with_order"}, "helper_with_order"),
        ("merit_survivor", {"category": "survivor_nurturing"}, "survivor_nurturing"),
        ("merit_move_file", {"direction": "in", "category": "imprisoned", "from_month": 202610}, "imprisoned"),
        ("appeal", {"category": "war_invalid", "loss_rate": 31}, "war_invalid"),
    ],
)  # fmt: skip
def test_a_recognition_grants_its_title(ward, name, answers, category):
    someone = person(birth=BirthDay(1940, 3, 4))

    wrote = enacted(name, someone, **answers)

    title = Title.objects.get()
    assert (wrote, title.category, title.loss_rate) == ([f"title:{title.pk}"], category, answers.get("loss_rate"))


@pytest.mark.parametrize(
    ("name", "answers", "kind"),
    [
        ("merit_resistance_one_off", {"seniority_months": 30}, "resistance_seniority"),
        ("merit_helper", {"category": "helper_medal"}, "helper_medal"),
        ("merit_war_invalid", {"category": "war_invalid", "loss_rate": 12}, "wounded_once"),
        ("merit_worship", {"award_number": "TQ 5", "martyr_name": "Kim Văn Thạch"}, "worship"),
        (
            "merit_one_off",
            {"kind": "martyr_award", "award_number": "TQ 5", "martyr_name": "Kim Văn Thạch"},
            "martyr_award",
        ),
        ("merit_convalescence_list", {"kind": "convalescence_home"}, "convalescence_home"),
        (
            "emergency_relief",
            {"kind": "emergency_injury", "event_on": "2026-11-02", "cause": "disaster"},
            "emergency_injury",
        ),
    ],
)
def test_a_right_once_becomes_a_claim(ward, name, answers, kind):
    someone = person()

    wrote = enacted(name, someone, **answers)

    claim = Claim.objects.get()
    assert (wrote, claim.kind, claim.decision.dossier.procedure) == ([f"claim:{claim.pk}"], kind, name)
    assert (claim.martyr.award_number if claim.martyr else None) == answers.get("award_number")


def test_rice_and_houses_leave_the_decision_alone_as_their_record(ward):
    wrote = enacted("emergency_relief", person(), kind="rice", event_on="2026-11-02", cause="disaster")

    assert (wrote, Decision.objects.get().source) == ([], "dossier")


@pytest.mark.parametrize("category", DIED_BEFORE)
def test_who_died_before_enjoying_gives_the_relatives_a_right_once(ward, category):
    names = {"resistance_seniority": "merit_resistance_one_off", "helper_medal": "merit_helper"}
    of_group = {"revolutionary_before_1945": "merit_revolutionary_before_1945", "helper": "merit_helper"}
    name = names.get(category) or next(
        (of_group[key] for key in of_group if category.startswith(key)), f"merit_{category}"
    )
    dead = factories.dead(person(), date(2026, 6, 1))

    enacted(name, dead, category=category, payee_name="Kim Văn Con", payee_relation="con")

    assert (Claim.objects.get().kind, Title.objects.exists()) == (DIED_BEFORE[category], False)


def test_the_martyr_of_a_certificate_is_entered_once_and_stands_behind_the_survivor(ward):
    first, second = person("Kim Thị Mẹ"), person("Kim Văn Cha", sex="m")
    told = {"category": "relative_of_martyr", "martyr_count": 1, "award_number": "TQ 5", "martyr_name": "Kim Văn Thạch"}

    for someone in (first, second):
        enacted("merit_survivor", someone, **told)

    assert {title.martyrs.get().award_number for title in Title.objects.all()} == {"TQ 5"}
    assert len({title.martyrs.get().pk for title in Title.objects.all()}) == 1


def test_a_carer_is_recognised_beside_an_invalid_from_81_percent_only(ward):
    enacted("merit_war_invalid", person("Kim Văn Nặng", sex="m"), category="war_invalid", loss_rate=85, has_carer=True)

    assert set(Title.objects.values_list("category", flat=True)) == {"war_invalid", "war_invalid_carer"}
    with pytest.raises(CannotEnact, match="cần tỷ lệ từ 81 %"):
        enacted(
            "merit_war_invalid", person("Kim Văn Nhẹ", sex="m"), category="war_invalid", loss_rate=61, has_carer=True
        )


def test_a_re_examination_and_an_appeal_change_the_rate_of_the_title_held(ward):
    someone = person(sex="m")
    factories.a_title(someone, "war_invalid", 202401, loss_rate=35)

    enacted("merit_reexamination", someone, ground="left", loss_rate=45)
    enacted("appeal", someone, is_last=False, loss_rate=51, from_month=202612)

    spans = list(Title.objects.order_by("pk").values_list("loss_rate", "from_day", "to_day"))
    assert spans == [
        (35, date(2024, 1, 1), NOVEMBER), (45, NOVEMBER, date(2026, 12, 1)), (51, date(2026, 12, 1), None),
    ]  # fmt: skip


def test_a_moved_merit_file_stops_what_this_province_pays(ward):
    someone = person()
    factories.a_title(someone, "imprisoned", 202401)
    factories.a_title(someone, "social_pension", 202601)

    enacted("merit_move_file", someone, direction="out", event_on="2026-11-05")

    stopped = Title.objects.filter(stop_reason="moved_away")
    assert [title.category for title in stopped] == ["imprisoned"]


def test_a_dossier_without_a_person_in_the_register_is_not_signed(ward):
    dossier = make_dossier(procedure="social_allowance_new", commune=ward.ward, answers={"category": "hiv_poor"})

    with pytest.raises(CannotEnact, match="chưa gắn với người nào trong sổ"):
        procedure_named("social_allowance_new").enact(dossier=dossier, ruling=a_ruling(dossier, SIGNED), by=None)

    assert not Title.objects.exists()


def test_what_stands_against_an_allowance_is_said_with_its_article(ward):
    young, holder = person("Kim Thị Trẻ"), person("Kim Thị Có", birth=BirthDay(1950, 1, 1))
    factories.a_title(holder, "older_poor_alone", 202601)

    assert "NĐ 20/2021/NĐ-CP Điều 6; NĐ 335/2026/NĐ-CP Điều 6" in against(
        "social_allowance_new", young, category="older_poor_alone"
    )
    assert "tuổi hiện nay: 46" in against("social_allowance_new", young, category="older_poor_alone")
    assert "đang hưởng «Người cao tuổi nghèo" in against("social_allowance_new", holder, category="older_poor_alone")
    assert "Sổ chưa biết hộ của" in against("social_allowance_new", young, category="hiv_poor")
    assert "chưa có giấy xác nhận khuyết tật" in against("social_allowance_new", young, category="disabled_severe")
    assert "cần số con" in against("social_allowance_new", young, category="single_parent")


def test_nothing_stands_against_a_disabled_person_with_the_certificate(ward):
    someone = person()
    factories.a_certificate(someone, "severe", date(2026, 3, 2))

    assert against("social_allowance_new", someone, category="disabled_severe") == ""
    assert "ghi mức «nặng», diện này cần mức «đặc biệt nặng»" in against(
        "social_allowance_new", someone, category="disabled_extra_severe"
    )


def test_a_second_right_of_which_only_the_highest_is_paid_is_said(ward):
    someone = person(birth=BirthDay(1945, 3, 4))
    factories.a_certificate(someone, "extra_severe", date(2026, 3, 2))
    factories.a_title(someone, "disabled_extra_severe", 202603)

    said = against("social_allowance_new", someone, category="older_poor_alone")

    assert "chỉ hưởng một mức cao nhất" in said


@pytest.mark.parametrize(
    ("birth", "day", "said"),
    [
        (BirthDay(1950, 3, 4), SIGNED, ""),
        (BirthDay(1960, 3, 4), SIGNED, "Luật Bảo hiểm xã hội 41/2024/QH15 Điều 21"),
        (BirthDay(1955, 3, 4), SIGNED, "Chưa xác định được"),
        (BirthDay(1940, 3, 4), date(2024, 5, 2), "Chưa đủ điều kiện"),
    ],
    ids=["old enough", "too young", "70 and the class unknown", "before the social pension"],
)
def test_the_social_pension_is_checked_by_the_rule_that_finds_the_unregistered(ward, birth, day, said):
    someone = person(birth=birth)

    found = against("social_pension_new", someone, day=day)

    assert (found == "") if said == "" else (said in found)


def test_a_pension_as_high_stands_against_the_social_pension(ward):
    someone = person(birth=BirthDay(1945, 3, 4))
    factories.an_income(someone, 3_000_000)

    assert "lương hưu" in against("social_pension_new", someone, has_other_pension=True)


def test_checks_of_merit_say_what_is_missing(ward):
    someone = person()

    assert "Chưa có tỷ lệ tổn thương" in against("merit_war_invalid", someone, category="war_invalid")
    assert against("merit_war_invalid", someone, category="war_invalid", loss_rate=41) == ""
    assert "không hưởng diện" not in against("merit_imprisoned", someone)
    assert "không ghi" in against("merit_convalescence_list", someone)
    assert "quá 90 ngày (NĐ 131/2021/NĐ-CP Điều 166" in against(
        "appeal", someone, minutes_on="2026-05-01", loss_rate=31, category="war_invalid"
    )


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("merit_revolutionary_of_1945", {}),
        ("merit_heroic_mother", {}),
        ("merit_hero", {}),
        ("merit_sick_soldier", {"loss_rate": 61}),
        ("merit_toxic_chemical", {"ground": "illness", "loss_rate": 61}),
        ("merit_toxic_chemical_child", {"loss_rate": 61}),
        ("merit_imprisoned", {}),
        ("merit_helper", {"category": "helper_nurturing"}),
        ("merit_survivor", {"category": "relative_of_martyr", "martyr_count": 1}),
        ("merit_survivor", {"category": "survivor_nurturing"}),
        ("merit_move_file", {"direction": "in", "category": "imprisoned"}),
        ("merit_resistance_one_off", {"seniority_months": 20}),
    ],
)
def test_nothing_stands_against_a_recognition_that_gives_money(ward, name, answers):
    assert against(name, person(birth=BirthDay(1940, 3, 4)), **answers) == ""


def test_what_is_held_already_stands_against_recognising_it_again(ward):
    someone = person(birth=BirthDay(1940, 3, 4))
    factories.a_title(someone, "imprisoned", 202401)
    factories.a_claim(someone, "resistance_seniority", 202401)

    assert "đang hưởng «Người HĐCM, HĐKC bị địch bắt tù, đày»" in against("merit_imprisoned", someone)
    assert "đã có «Người HĐKC giải phóng dân tộc" in against("merit_resistance_one_off", someone, seniority_months=20)


def test_an_officer_finds_what_no_applicant_is_asked(ward):
    declared = procedure_named("disability_degree")

    assert [one.key for one in declared.asked({})] == ["request", "disability", "difficulties"]
    assert [one.key for one in declared.found({})] == ["degree", "found_kind", "certificate_number"]


def test_an_imagined_title_has_every_fact_the_register_tells_of_one(ward):
    someone = person()
    title = factories.a_title(
        someone, "care_of_orphan", 202601, cared_for=person("Kim Văn Nhỏ", birth=BirthDay(2020, 1, 5))
    )

    facts = set(collect(("benefits", "poverty")).grains["title"].facts)

    assert facts <= set(imagined(title, 202611))
    assert imagined(title, 202611)["title_cared_age_months"] == 82


def test_a_title_held_is_known_and_a_sensitive_one_is_never_told_ahead(ward):
    open_one, kept = person("Kim Thị Một"), person("Kim Thị Hai")
    factories.a_title(open_one, "disabled_severe", 202401)
    factories.a_title(kept, "hiv_poor", 202401)

    assert known("social_allowance_stop", open_one)["category"][0] == "disabled_severe"
    assert known("social_allowance_stop", kept) == known("social_allowance_change", kept) == {}


def test_hiv_makes_a_dossier_sensitive():
    declared = procedure_named("social_allowance_new")

    assert declared.is_sensitive({"category": "hiv_poor"}) and not declared.is_sensitive({"category": "orphan"})
    assert set(CATEGORIES) >= set(declared.questions[0].choices)
    assert set(DIED_BEFORE.values()) <= set(CLAIMS)
