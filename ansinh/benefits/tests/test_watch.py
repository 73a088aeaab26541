"""Reports from other registers, rights once, how people are paid, and what is about to change."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from ansinh.benefits import actions, factories
from ansinh.benefits.actions import BenefitRefused, Report
from ansinh.benefits.jobs.watch import changed_identities, upcoming_changes
from ansinh.benefits.models import Channel, Custody, Feed, Title
from ansinh.core.access import acting_as
from ansinh.core.days import BirthDay
from ansinh.people.actions import correct_person
from ansinh.people.factories import household, person

from .test_imports import book, line

DIED = date(2025, 9, 3)


def a_decision(ward):
    return factories.a_decision(ward.ward, decided_on=date(2025, 9, 18))


def reported(ward, *reports, kind="death", source="Công an"):
    return actions.take_feed(kind=kind, reports=list(reports), source=source, province=ward.province, by=None)


def test_reports_find_their_person_by_number_or_by_name_and_birth_and_are_kept_once(ward):
    numbered = person("Kim Thị Một", personal_number="084180000001")
    named = person("Kim Thị Hai", birth=BirthDay(1950, 1, 2))
    for _ in range(2):
        person("Kim Thị Đôi", birth=BirthDay(1950, 1, 2))
    reports = [
        Report("Kim Thị Một", DIED, "084180000001"),
        Report("KIM THỊ HAI", DIED, birth=BirthDay(1950, 1, 2)),
        Report("Kim Thị Đôi", DIED, birth=BirthDay(1950, 1, 2)),
        Report("Người Khác Hẳn", DIED, "084180000001", BirthDay(1990, 1, 1)),
        Report("Kim Thị Hai", DIED, birth=BirthDay(1951, 1, 2)),
    ]  # fmt: skip

    taken, again = reported(ward, *reports), reported(ward, *reports)

    assert (taken.matched, taken.unmatched, taken.known) == (2, 2, 1)
    assert (again.matched, again.unmatched, again.known) == (0, 0, 5)
    assert set(Feed.objects.exclude(person=None).values_list("person", flat=True)) == {numbered.pk, named.pk}


def test_a_death_stops_every_title_and_holds_back_the_carers_until_a_decision(ward):
    old, carer = person("Kim Thị Già", personal_number="084180000001"), person("Kim Văn Con", sex="m")
    for category in ("heroic_mother", "social_pension"):
        factories.a_title(old, category, 202507)
    caring = factories.a_title(carer, "care_of_older", 202507, cared_for=old)
    reported(ward, Report("Kim Thị Già", DIED, "084180000001", document="TLKT 9"))

    actions.apply_feed(feed=Feed.objects.get(), by=None)

    assert {title.to_day for title in Title.objects.filter(person=old)} == {date(2025, 10, 1)}
    assert (caring.suspensions.get().reason, caring.suspensions.get().from_day) == ("feed", date(2025, 10, 1))
    with pytest.raises(BenefitRefused, match="đã được xử lý"):
        actions.apply_feed(feed=Feed.objects.get(), by=None)


def test_a_dead_head_needs_a_new_one_named_and_nothing_is_half_done(ward):
    home = household()
    factories.a_title(home.head, "social_pension", 202507)
    reported(ward, Report(home.head.name, DIED, birth=home.head.birth))
    feed = Feed.objects.get()

    with pytest.raises(BenefitRefused, match="Chọn chủ hộ mới"):
        actions.apply_feed(feed=feed, by=None)
    assert Title.objects.get().to_day is None
    actions.apply_feed(feed=feed, new_head=home.memberships.get(role="spouse").person, by=None)

    assert Title.objects.get().to_day == date(2025, 10, 1)


def test_prison_stops_assistance_and_suspends_merit_and_needs_its_decision(ward):
    someone = person("Kim Văn Tù", sex="m", personal_number="084080000001")
    factories.a_title(someone, "disabled_severe", 202507)
    merit = factories.a_title(someone, "war_invalid", 202507, loss_rate=45)
    reported(ward, Report("Kim Văn Tù", DIED, "084080000001"), kind="prison")

    with pytest.raises(BenefitRefused, match="phải có quyết định"):
        actions.apply_feed(feed=Feed.objects.get(), by=None)
    actions.apply_feed(feed=Feed.objects.get(), decision=a_decision(ward), by=None)

    assert Custody.objects.get().kind == "prison"
    assert Title.objects.get(category="disabled_severe").stop_reason == "prison"
    assert (merit.suspensions.get().reason, merit.suspensions.get().from_day) == ("detained", date(2025, 10, 1))


def test_a_move_inside_the_province_stops_nothing_and_an_unclear_report_waits_for_a_person(ward):
    someone = person("Kim Thị Đi")
    factories.a_title(someone, "social_pension", 202507)
    reported(ward, Report("Tên Lạ Hoắc", DIED, "084180000009"), kind="move")
    feed = Feed.objects.get()

    with pytest.raises(BenefitRefused, match="Chưa rõ tin báo về «Tên Lạ Hoắc»"):
        actions.apply_feed(feed=feed, by=None)
    actions.apply_feed(feed=feed, person=someone, leaves_province=False, by=None)

    assert Title.objects.get().to_day is None
    assert (Feed.objects.get().state, Feed.objects.get().person) == ("applied", someone)


def test_a_switch_of_channel_needs_a_reason_and_keeps_what_was(ward):
    someone = person("Kim Thị Có")
    told = {"person": someone, "kind": "account", "provider": "VBA", "by": None}

    with pytest.raises(BenefitRefused, match="cần số tài khoản"):
        actions.set_channel(**told, from_day=date(2025, 9, 1))
    actions.set_channel(**told, from_day=date(2025, 9, 1), account_number="7400 1")
    with pytest.raises(BenefitRefused, match="phải ghi lý do"):
        actions.set_channel(**told, from_day=date(2025, 10, 1), account_number="7400 2")
    actions.set_channel(**told, from_day=date(2025, 10, 1), account_number="7400 2", reason="mất thẻ")

    assert list(Channel.objects.order_by("pk").values_list("account_number", "to_day")) == [
        ("74001", date(2025, 10, 1)),
        ("74002", None),
    ]


def test_a_funeral_is_paid_once_for_one_who_died_with_one_extract(ward):
    alive, dead, other = person("Kim Thị Sống"), person("Kim Thị Mất"), person("Kim Thị Mất")
    for one in (dead, other):
        factories.dead(one, DIED)
    told = {"kind": "funeral_assistance", "decision": a_decision(ward), "by": None}

    with pytest.raises(BenefitRefused, match="chưa được ghi chết"):
        actions.add_claim(person=alive, death_extract="TLKT 1", **told)
    with pytest.raises(BenefitRefused, match="phải có số trích lục"):
        actions.add_claim(person=dead, **told)
    with pytest.raises(BenefitRefused, match="Sổ ghi Kim Thị Mất chết ngày 03/09/2025"):
        actions.add_claim(person=dead, event_on=date(2025, 9, 4), death_extract="TLKT 1", **told)
    claim = actions.add_claim(person=dead, death_extract="TLKT 1", **told)
    with pytest.raises(BenefitRefused, match="Một người chỉ một mai táng phí"):
        actions.add_claim(person=dead, death_extract="TLKT 2", **(told | {"kind": "funeral_merit"}))
    with pytest.raises(BenefitRefused, match="«TLKT 1» đã dùng cho người khác"):
        actions.add_claim(person=other, death_extract="TLKT 1", **told)

    assert (claim.month, claim.payable_month) == (202509, 202509)
    actions.cancel_claim(claim=claim, decision=a_decision(ward), reason="trùng", by=None)
    assert actions.add_claim(person=other, death_extract="TLKT 1", **told).pk


def test_ages_and_papers_of_the_coming_month_are_told_without_naming_a_category(ward):
    child = person("Kim Thị Trẻ", birth=BirthDay(2010, 10, 20))
    factories.a_title(child, "child_hiv", 202507)
    person("Kim Thị Bảy Lăm", birth=BirthDay(1951, 10, 2))
    holder = person("Kim Thị Đã Có", birth=BirthDay(1951, 10, 2))
    factories.a_title(holder, "social_pension", 202507)
    person("Kim Thị Xa", birth=BirthDay(1951, 12, 2))
    leap = person("Kim Văn Nhuận", sex="m", birth=BirthDay(1966, 10))
    factories.a_title(leap, "disabled_severe", 202507)
    factories.a_certificate(leap, to_day=date(2026, 10, 9))
    factories.a_proxy(holder, to_day=date(2026, 10, 15))

    found = upcoming_changes(day=date(2026, 9, 25))

    assert [(one.person.name, one.on, one.kind) for one in found] == [
        ("Kim Văn Nhuận", date(2026, 10, 1), "age_60"),
        ("Kim Thị Bảy Lăm", date(2026, 10, 2), "age_75"),
        ("Kim Văn Nhuận", date(2026, 10, 9), "certificate"),
        ("Kim Thị Đã Có", date(2026, 10, 15), "proxy"),
        ("Kim Thị Trẻ", date(2026, 10, 20), "age_16"),
    ]
    assert not any("HIV" in one.said for one in found)


def test_a_birth_day_changed_under_a_title_waits_until_the_identity_is_answered_again(ward):
    drawing = person("Kim Thị Hưởng", personal_number="084180000001")
    factories.a_title(drawing, "social_pension", 202507)
    by_hand = {"reason": "theo giấy khai sinh", "by": None}
    correct_person(person=drawing, changes={"birth": BirthDay(1980, 1, 1)}, **by_hand)
    correct_person(person=person("Kim Thị Không"), changes={"birth": BirthDay(1950, 1, 1)}, **by_hand)
    today = date.today()

    found = changed_identities(day=today)
    actions.set_identity(person=drawing, state="verified", at=today, by=None)

    assert [(one.person, one.said) for one in found] == [(drawing, "Ngày sinh: 12/05/1980 → 01/01/1980")]
    assert changed_identities(day=today) == []


def test_an_identity_that_differs_has_an_owner_and_a_day(ward):
    someone = person("Kim Thị Lệch")

    with acting_as(ward.officer):
        with pytest.raises(BenefitRefused, match="cần hạn xử lý"):
            actions.set_identity(person=someone, state="mismatch", at=DIED, said="ngày sinh", by=ward.officer)
        with pytest.raises(BenefitRefused, match="chưa có số định danh"):
            actions.set_identity(person=someone, state="verified", at=DIED, by=ward.officer)
        kept = actions.set_identity(
            person=someone, state="mismatch", at=DIED, said="ngày sinh", due_on=date(2025, 9, 30), by=ward.officer
        )

    assert (kept.owner, kept.is_latest) == (ward.officer, True)


def test_the_command_previews_imports_takes_reports_and_tells_what_comes(ward, tmp_path, capsys):
    file, feed = tmp_path / "bien-dong.xlsx", tmp_path / "tin.csv"
    file.write_bytes(book(line("Tăng thêm", "Thạch Thị Mới", "084180000002"), line("Tăng thêm", "Thạch Thị", "12")))
    person("Kim Thị Có", birth=BirthDay(1951, 10, 2))
    feed.write_text("Họ và tên,Ngày sinh,Ngày chết\nKim Thị Có,02/10/1951,03/09/2025\nKim Thị Có,,\n")

    call_command("benefits", "import", str(file), "--dry-run", "--json")
    preview = json.loads(capsys.readouterr().out)
    assert (preview["counts"]["increased"], preview["counts"]["refused"], preview["done"]) == (1, 1, False)
    assert not Title.objects.exists()
    call_command("benefits", "import", str(file), "--province", "Tỉnh Vĩnh Long")
    assert "Đã nhập." in capsys.readouterr().out
    assert Title.objects.count() == 1
    assert (tmp_path / "bien-dong-tra-lai-2.xlsx").exists()
    call_command("benefits", "feed", str(feed), "--json")
    assert json.loads(capsys.readouterr().out)["matched"] == 1
    call_command("benefits", "upcoming", "--on", "25/09/2026")
    assert "Kim Thị Có, Phường Long Đức: đủ 75 tuổi" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("benefits", "import", str(tmp_path / "khong-co.xlsx"))
