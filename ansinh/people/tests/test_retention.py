"""What has been kept long enough goes only when an administrator says so, and takes nothing with it that anything rests on."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.people import factories
from ansinh.people.actions.retention import NAMELESS, RULES, RetentionRefused, apply, plan
from ansinh.people.models import ImportedFile, Person

DAY = date(2026, 11, 23)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def administrator(db: Any) -> Any:
    with acting_as_system("kiểm thử"):
        return factories.officer(factories.vinh_long(), name="quantri", role="administrator")


def dead(name: str, on: date, **more: Any) -> Person:
    with acting_as_system("kiểm thử"):
        person = factories.person(name, **more)
        Person._base_manager.filter(pk=person.pk).update(died_on=on, phone="0912345678", birth_month=2, birth_day=3)
    return person


def do(name: str, by: Any, reason: str = "Quyết định 12/QĐ-UBND") -> int:
    with acting_as(by):
        return apply(name=name, day=DAY, reason=reason, by=by)


def test_a_long_dead_person_whom_nothing_names_stays_a_count_without_a_name(administrator: Any) -> None:
    old, recent = dead("Lê Văn Đức", date(2001, 5, 6)), dead("Trần Thị An", date(2020, 5, 6))

    assert {each.rule.name: each.count for each in plan(day=DAY)} == {
        "unconfirmed_file": 0,
        "refused_rows": 0,
        "dead_person": 1,
    }
    assert do("dead_person", administrator) == 1

    kept = Person._base_manager.get(pk=old.pk)
    assert (kept.name, kept.personal_number, kept.phone, kept.birth_month, kept.birth_day) == (
        NAMELESS,
        None,
        "",
        None,
        None,
    )
    assert (kept.sex, kept.birth_year, kept.commune_id, kept.died_on) == (
        old.sex,
        old.birth_year,
        old.commune_id,
        date(2001, 5, 6),
    )
    assert Person._base_manager.get(pk=recent.pk).name == "Trần Thị An"
    assert Person._base_manager.count() == 2 and do("dead_person", administrator) == 0


def test_whoever_anything_names_keeps_their_name(administrator: Any) -> None:
    with acting_as_system("kiểm thử"):
        household = factories.household("Lê Văn Đức")
    Person._base_manager.filter(pk=household.head_id).update(died_on=date(2001, 5, 6))

    assert do("dead_person", administrator) == 0
    assert Person._base_manager.get(pk=household.head_id).name == "Lê Văn Đức"


def test_files_lose_the_people_in_them_and_keep_what_was_done(administrator: Any) -> None:
    sent = ImportedFile.objects.create(name="a.csv", sha256="a" * 64, content=b"ten")
    done = ImportedFile.objects.create(
        name="b.csv", sha256="b" * 64, applied_at=LONG_AGO, counts={"added": 3}, refused={"rows": [[1]]}
    )
    ImportedFile.objects.update(sent_at=LONG_AGO)
    fresh = ImportedFile.objects.create(name="c.csv", sha256="c" * 64, content=b"ten")

    assert (do("unconfirmed_file", administrator), do("refused_rows", administrator)) == (1, 1)

    sent.refresh_from_db(), done.refresh_from_db(), fresh.refresh_from_db()
    assert sent.content is None and sent.sha256 == "a" * 64
    assert done.refused == {} and done.counts == {"added": 3}
    assert fresh.content is not None


def test_only_an_administrator_with_a_reason_and_it_stands_in_the_trail(administrator: Any) -> None:
    with acting_as_system("kiểm thử"):
        officer = factories.officer(factories.long_duc_ward(), name="canbo.xa")

    with pytest.raises(NoAccess):
        do("dead_person", officer)
    with pytest.raises(RetentionRefused, match="lý do"):
        do("dead_person", administrator, reason="  ")
    assert not AuditEvent.objects.filter(act="retention.apply").exists()
    do("dead_person", administrator)

    event = AuditEvent.objects.get(act="retention.apply")
    assert (event.actor, event.reason, event.detail["rows"]) == (administrator.username, "Quyết định 12/QĐ-UBND", 0)


def test_the_command_proposes_and_says_what_no_law_has_said(administrator: Any, capsys: Any) -> None:
    call_command("retention", "plan", "--on", "2026-11-23")
    call_command("retention", "apply", "refused_rows", "--as", administrator.username, "--reason", "thử")
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("retention", "apply", "refused_rows", "--as", "khong-co", "--reason", "thử")

    told = capsys.readouterr().out
    assert all(f"{name}: 0 dòng" in told for name in RULES) and told.count("chỉ đề xuất") == 3
