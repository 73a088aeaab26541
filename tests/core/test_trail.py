"""The trail proves itself: nothing of it can be changed quietly, and reading leaves its line without ever waiting."""

import json
import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ansinh.core import append_only, audit, looks
from ansinh.core.access import acting_as_system
from ansinh.core.models import AuditAnchor, AuditEvent

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.dates()
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcđ1 2", max_size=4) | st.integers(0, 200), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def write(count: int = 3) -> list[AuditEvent]:
    with acting_as_system("thử"), transaction.atomic():
        return [audit.record("thing.change", f"thing:{n}", reason=f"lý do {n}", detail={"n": n}) for n in range(count)]


def told(**how: Any) -> list[str]:
    return [str(fault) for fault in audit.faults(**how)]


def rewrite(event: AuditEvent, **columns: Any) -> None:
    with append_only.lifted():
        AuditEvent.objects.filter(pk=event.pk).update(**columns)


def recompute_everything() -> None:
    """What a forger with the whole database would do: every hash of the chain anew."""
    previous = "0" * 64
    with append_only.lifted():
        for event in AuditEvent.objects.order_by("id"):
            content = [getattr(event, key) for key in audit._TOLD]
            event.previous_hash, event.hash = (
                previous,
                audit._hash(event.version, previous, event.at.isoformat(), content),
            )
            event.save()
            previous = event.hash


@pytest.mark.django_db
def test_an_event_says_who_as_what_from_where_what_before_and_after_and_why() -> None:
    with audit.coming_from(audit.Origin("10.1.2.3", "K7MQ-24XA")), acting_as_system("thử"), transaction.atomic():
        audit.record(
            "thing.change", "thing:1", place_id="29242", reason="sai tên", before={"name": "An"}, after={"name": "Ân"}
        )

    event = AuditEvent.objects.get()
    assert (event.actor, event.act, event.subject, event.place_id) == (
        "hệ thống: thử",
        "thing.change",
        "thing:1",
        "29242",
    )
    assert (event.address, event.request_id, event.reason) == ("10.1.2.3", "K7MQ-24XA", "sai tên")
    assert (event.before, event.after) == ({"name": "An"}, {"name": "Ân"})
    assert told() == []


@pytest.mark.django_db
def test_an_event_of_before_keeps_its_own_rule() -> None:
    at = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    content = ["0" * 64, at.isoformat(), "canbo", "person.register", "person:1", "29242", "", {"name": "An"}]
    old = audit.hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    AuditEvent.objects.create(
        at=at, actor="canbo", act="person.register", subject="person:1", place_id="29242", detail={"name": "An"},
        previous_hash="0" * 64, hash=old,
    )  # fmt: skip
    write(2)

    assert told() == []
    assert list(AuditEvent.objects.order_by("id").values_list("version", flat=True)) == [1, 2, 2]


@pytest.mark.django_db
@hypothesis_settings(max_examples=60, deadline=None)
@given(detail=st.dictionaries(st.text("abcđ", max_size=4) | st.integers(0, 200), PLAIN, max_size=4))
def test_whatever_an_act_tells_is_found_whole_again(detail: dict[Any, Any]) -> None:
    with transaction.atomic():
        with acting_as_system("thử"):
            audit.record("thing.change", "thing:1", detail=detail, before=detail)
        assert told() == []
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", [
    "UPDATE core_auditevent SET reason = 'khác'", "DELETE FROM core_auditevent",
    "UPDATE core_auditanchor SET count = 1", "DELETE FROM core_auditanchor",
])  # fmt: skip
def test_the_database_itself_refuses_to_change_what_was_written(statement: str) -> None:
    write()
    audit.drop_anchor(date(2026, 11, 23))

    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert append_only.unguarded() == []
    assert AuditEvent.objects.count() == 3 and AuditAnchor.objects.get().count == 3


@pytest.mark.django_db
def test_neither_replacing_nor_emptying_goes_past_the_guards() -> None:
    first, *_ = write()
    statement = "TRUNCATE core_auditevent CASCADE"
    if connection.vendor == "sqlite":
        columns = ", ".join("'x'" if name == "act" else name for name in (f.column for f in AuditEvent._meta.fields))
        statement = (
            f"INSERT OR REPLACE INTO core_auditevent SELECT {columns} FROM core_auditevent WHERE id = {first.pk}"
        )

    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert AuditEvent.objects.get(pk=first.pk).act == "thing.change"


@pytest.mark.django_db
@pytest.mark.parametrize("column", ["reason", "capacity", "address", "request_id", "subject"])
def test_the_first_changed_event_is_named_with_its_day_and_actor(column: str) -> None:
    _, second, _ = write()

    rewrite(second, **{column: "đổi"})

    (fault,) = told()
    assert (
        f"sự kiện {second.pk}, ngày {second.at.astimezone():%d/%m/%Y}" in fault
        or f"sự kiện {second.pk}, ngày " in fault
    )
    assert "«hệ thống: thử»" in fault and "bị sửa" in fault


@pytest.mark.django_db
def test_an_event_taken_out_is_missed_by_the_next() -> None:
    _, second, third = write()

    with append_only.lifted():
        second.delete()

    (fault,) = told()
    assert f"sự kiện {third.pk}," in fault and "bỏ đi" in fault


@pytest.mark.django_db
def test_a_chain_computed_anew_holds_in_itself_and_falls_by_its_anchor() -> None:
    _, second, third = write()
    anchor = audit.drop_anchor(date(2026, 11, 23))
    assert anchor is not None
    on_paper = str(audit.Anchor(anchor.day, anchor.last_id, anchor.count, anchor.hash))

    rewrite(second, reason="đổi")
    recompute_everything()

    assert told(against=[]) == []
    (fault,) = told()
    assert f"sự kiện {third.pk}," in fault and "mốc ngày 23/11/2026" in fault
    assert told(against=[audit.Anchor.read(f"  {on_paper}\n")]) == [fault]


@pytest.mark.django_db
def test_a_tail_cut_off_is_missed_by_the_anchor() -> None:
    *_, third = write()
    audit.drop_anchor(date(2026, 11, 23))

    with append_only.lifted():
        AuditEvent.objects.filter(pk=third.pk).delete()

    assert told() == [f"mốc ngày 23/11/2026 chứng nhận sự kiện {third.pk}, nay không còn sự kiện đó."]


@pytest.mark.django_db
def test_a_day_has_one_anchor_and_an_empty_trail_none() -> None:
    assert audit.drop_anchor(date(2026, 11, 23)) is None
    write()
    first = audit.drop_anchor(date(2026, 11, 23))
    write()

    assert audit.drop_anchor(date(2026, 11, 23)) == first
    assert audit.drop_anchor(date(2026, 11, 24)) != first
    assert told() == []


# Reads.


@pytest.fixture
def waiting(tmp_path: Path, settings: Any) -> Path:
    settings.LOOKED = tmp_path
    return tmp_path / "waiting.jsonl"


def page(give: Callable[[HttpRequest], HttpResponse], address: str = "/nguoi/7/", user: Any = None) -> HttpResponse:
    request = RequestFactory().get(address, REMOTE_ADDR="10.9.8.7")
    request.user = user or SimpleNamespace(is_authenticated=True)
    request.request_id = "K7MQ-24XA"  # type: ignore[attr-defined]
    with acting_as_system("đọc"):
        return looks.TrailMiddleware(give)(request)


def a_file(request: HttpRequest) -> HttpResponse:
    looks.looked_at("person:7", place_id="29242")
    return HttpResponse("…")


@pytest.mark.django_db
def test_a_look_is_on_the_disk_when_the_page_goes_out_and_in_the_trail_after(waiting: Path) -> None:
    page(a_file)

    assert len(waiting.read_text().splitlines()) == 1 and not AuditEvent.objects.exists()
    assert looks.settle() == 1 and looks.settle() == 0
    event = AuditEvent.objects.get()
    assert (event.act, event.subject, event.place_id) == ("look", "person:7", "29242")
    assert (event.actor, event.address, event.request_id) == ("hệ thống: đọc", "10.9.8.7", "K7MQ-24XA")
    assert told() == [] and list(waiting.parent.iterdir()) == []


@pytest.mark.django_db
def test_a_mover_that_died_between_writing_and_forgetting_writes_nothing_twice(waiting: Path) -> None:
    page(a_file)
    kept = waiting.read_text()
    looks.settle()

    (waiting.parent / "taken-1-abc.jsonl").write_text(kept)

    assert looks.settle() == 0
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_any_file_given_away_leaves_a_line_even_when_its_page_says_nothing(waiting: Path) -> None:
    def workbook(request: HttpRequest) -> HttpResponse:
        return HttpResponse(b"x", headers={"Content-Disposition": "attachment; filename=a.xlsx"})

    def told_itself(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            audit.record("export", "list:persons")
        return workbook(request)

    page(workbook, "/nguoi/?xuat=xlsx&xa=29242")
    page(told_itself, "/nguoi/?xuat=xlsx")
    page(workbook, user=AnonymousUser())

    looks.settle()
    (download,) = AuditEvent.objects.filter(act="download")
    assert (download.subject, download.detail["address"]) == ("/nguoi/", "/nguoi/?xuat=xlsx&xa=29242")


@pytest.mark.django_db(transaction=True)
def test_reading_goes_on_while_a_writer_holds_the_database_and_nothing_is_lost(waiting: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("one writer at a time is SQLite's")
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout=50")
    with sqlite3.connect(str(connection.settings_dict["NAME"]), isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")

        assert page(a_file).status_code == 200
        with pytest.raises(DatabaseError):
            looks.settle()
        assert page(a_file).status_code == 200

        writer.execute("COMMIT")
    writer.close()
    assert looks.settle() == 2
    assert AuditEvent.objects.filter(act="look").count() == 2


@pytest.mark.django_db
def test_twenty_readers_and_a_mover_at_once_lose_no_line(waiting: Path) -> None:
    def read() -> None:
        for _ in range(50):
            page(a_file)

    readers = [threading.Thread(target=read) for _ in range(20)]
    for reader in readers:
        reader.start()
    found = 0
    while any(reader.is_alive() for reader in readers):
        found += looks.settle()
    found += looks.settle()

    assert found == AuditEvent.objects.count() == 1000


@pytest.mark.django_db
def test_a_file_taken_before_its_first_line_is_no_obstacle(waiting: Path) -> None:
    empty = waiting.parent / "taken-1-empty.jsonl"
    empty.write_text("")
    page(a_file)

    assert looks.settle() == 1
    assert not empty.exists()


@pytest.mark.django_db
def test_a_disk_that_takes_nothing_sends_the_look_straight_into_the_trail(waiting: Path, settings: Any) -> None:
    (waiting.parent / "full").write_text("")
    settings.LOOKED = waiting.parent / "full"

    assert page(a_file).status_code == 200

    assert AuditEvent.objects.get().act == "look"
