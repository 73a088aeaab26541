"""The trail of acts, chained by hash, written in the transaction of the act itself.

`record` adds an event, `faults` reads the whole chain again and compares it with the anchors kept of it. See `docs/proof.md`."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone

from ansinh.core.access import acting_capacity, current_scope
from ansinh.core.models import AuditAnchor, AuditEvent

VERSION = 2
_LOCK_KEY = 4081945
_START = "0" * 64
_READ_AT_ONCE = 2000
_TOLD = (
    "actor",
    "capacity",
    "address",
    "request_id",
    "act",
    "subject",
    "place_id",
    "reason",
    "detail",
    "before",
    "after",
)
_OLD_TOLD = ("actor", "act", "subject", "place_id", "reason", "detail")
_JSON = {"detail", "before", "after"}
_ROW = ("id", "version", "previous_hash", "hash", "at", *_TOLD)
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


@dataclass(frozen=True)
class Origin:
    """Where a request came from: the reader's address and the id its answer carries."""

    address: str = ""
    request_id: str = ""


_NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)
_recorded: ContextVar[list[str] | None] = ContextVar("recorded", default=None)


@contextmanager
def coming_from(origin: Origin) -> Iterator[list[str]]:
    """Events recorded inside the block say where they came from; gives the acts recorded so far."""
    acts: list[str] = []
    tokens = _origin.set(origin), _recorded.set(acts)
    try:
        yield acts
    finally:
        _origin.reset(tokens[0])
        _recorded.reset(tokens[1])


def current_origin() -> Origin:
    """Where the request being answered came from; nothing in a command."""
    return _origin.get()


def record(
    act: str, subject: str, *, place_id: str = "", reason: str = "", detail: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None, after: dict[str, Any] | None = None,
) -> AuditEvent:  # fmt: skip
    """Add an event for whoever acts now; must be called inside the transaction of the act, as its last step: on PostgreSQL
    other writers wait for the commit from here on."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"«{act}» phải ghi vết trong cùng giao dịch với việc làm.")
    told = about_now(act, subject, place_id)
    told |= {"reason": reason, "detail": detail or {}, "before": before, "after": after}
    (event,) = append([told])
    if (acts := _recorded.get()) is not None:
        acts.append(act)
    return event


def about_now(act: str, subject: str, place_id: str = "") -> dict[str, Any]:
    """Who acts now, as what, when, from where: what an event says besides its content."""
    origin = _origin.get()
    return {
        "at": timezone.now(),
        "actor": current_scope().actor,
        "capacity": acting_capacity()[:200],
        "address": origin.address,
        "request_id": origin.request_id,
        "act": act,
        "subject": subject,
        "place_id": place_id,
    }


def append(told: Iterable[dict[str, Any]]) -> list[AuditEvent]:
    """The events, added to the end of the chain in the open transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])
    last = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first() or _START
    events = []
    for one in told:
        event = AuditEvent(version=VERSION, previous_hash=last, **{key: _as_kept(key, one[key]) for key in one})
        event.hash = last = _hash(VERSION, last, event.at.isoformat(), [getattr(event, key) for key in _TOLD])
        events.append(event)
    if len(events) == 1:
        events[0].save(force_insert=True)
        return events
    return AuditEvent.objects.bulk_create(events, batch_size=500)


def _as_kept(key: str, value: Any) -> Any:
    """The value as a database gives it back: JSON through its text, and numbers no database rewrites."""
    if key not in _JSON or value is None:
        return value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder), parse_float=_float_or_text, parse_constant=str)


def _float_or_text(told: str) -> Any:
    return float(told) if re.fullmatch(r"-?\d{1,15}\.\d{1,15}", told) and float(told) else told


def _hash(version: int, previous: str, at: str, told: list[Any]) -> str:
    content = [version, previous, at, *told] if version > 1 else [previous, at, *told]
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """Something that does not hold: at which event (0: none), when and by whom it says it was, and what is wrong in Vietnamese."""

    event_id: int
    at: str
    actor: str
    told: str

    def __str__(self) -> str:
        if not self.event_id:
            return self.told
        when = datetime.fromisoformat(self.at).astimezone(timezone.get_current_timezone())
        return f"sự kiện {self.event_id}, ngày {when:%d/%m/%Y %H:%M}, của «{self.actor}»: {self.told}"


@dataclass(frozen=True)
class Anchor:
    """The state of the chain at a moment: its last event, how many there were, and the hash of the last."""

    day: date
    last_id: int
    count: int
    hash: str

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """From the line printed on paper. Raises ValueError with what it should look like."""
        found = re.search(r"ANSINH (\d{4}-\d\d-\d\d) (\d+) (\d+) ([0-9a-f]{64})", " ".join(text.split()))
        if not found:
            raise ValueError(
                f"«{text.strip()[:60]}» không phải mốc: cần dạng «ANSINH năm-tháng-ngày số-cuối số-lượng mã-băm»."
            )
        return cls(date.fromisoformat(found[1]), int(found[2]), int(found[3]), found[4])

    def __str__(self) -> str:
        return f"ANSINH {self.day.isoformat()} {self.last_id} {self.count} {self.hash}"


@dataclass
class Checked:
    """How far a check has come: events read and the last of them."""

    count: int = 0
    last_id: int = 0


def faults(*, against: Iterable[Anchor] | None = None, checked: Checked | None = None) -> Iterator[Fault]:
    """Every fault of the trail in order, read as a stream; the anchors kept in the database are compared unless others are given.

    A chain that was recomputed from scratch holds in itself: only an anchor finds it."""
    checked = Checked() if checked is None else checked
    waiting = sorted(anchors() if against is None else against, key=lambda anchor: anchor.last_id)
    previous, at, actor = _START, "", ""
    for row in _rows():
        event_id, version, said_previous, said, at, actor, told = row
        while waiting and waiting[0].last_id < event_id:
            yield _missing(waiting.pop(0))
        if said_previous != previous:
            yield Fault(event_id, at, actor, "không nối với sự kiện trước; có sự kiện đã bị bỏ đi hoặc chen vào.")
        if said != _hash(version, said_previous, at, told):
            yield Fault(event_id, at, actor, "nội dung đã bị sửa sau khi ghi.")
        previous = said
        checked.count, checked.last_id = checked.count + 1, event_id
        while waiting and waiting[0].last_id == event_id:
            anchor = waiting.pop(0)
            if (anchor.hash, anchor.count) != (said, checked.count):
                wrong = f"khác mốc ngày {anchor.day:%d/%m/%Y}: chuỗi đến đây đã bị viết lại."
                yield Fault(event_id, at, actor, wrong)
    yield from map(_missing, waiting)


def broken_links() -> Iterator[int]:
    """The ids of events where something does not hold; none when the trail is whole."""
    for fault in faults():
        yield fault.event_id


def anchors() -> list[Anchor]:
    """The anchors kept in the database."""
    return [Anchor(*kept) for kept in AuditAnchor.objects.values_list("day", "last_id", "count", "hash")]


def head() -> tuple[int, int, str]:
    """Id of the last event, number of events, hash of the last; noughts when there is none."""
    last = AuditEvent.objects.order_by("-id").values_list("id", "hash").first()
    return (last[0], AuditEvent.objects.count(), last[1]) if last else (0, 0, _START)


def drop_anchor(day: date) -> AuditAnchor | None:
    """The anchor of a day, made of the chain as it stands now when that day has none; None when there are no events yet."""
    with transaction.atomic():
        if kept := AuditAnchor.objects.filter(day=day).first():
            return kept
        last_id, count, last_hash = head()
        if not count:
            return None
        made = AuditAnchor(day=day, last_id=last_id, count=count, hash=last_hash, made_at=timezone.now())
        made.save(force_insert=True)
        return made


def _missing(anchor: Anchor) -> Fault:
    told = f"mốc ngày {anchor.day:%d/%m/%Y} chứng nhận sự kiện {anchor.last_id}, nay không còn sự kiện đó."
    return Fault(0, "", "", told)


def _rows() -> Iterator[tuple[int, int, str, str, str, str, list[Any]]]:
    """id, version, previous hash, hash, moment, actor and hashed content of each event, a few thousand in memory at a time."""
    places = [_TOLD.index(key) for key in _OLD_TOLD]
    columns = ", ".join(f'"{name}"' for name in _ROW)
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(f"SELECT {columns} FROM core_auditevent ORDER BY id")
        while rows := cursor.fetchmany(_READ_AT_ONCE):
            for event_id, version, previous, said, at, *told in rows:
                told[8:] = [json.loads(one) if isinstance(one, str) else one for one in told[8:]]
                moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()
                yield (
                    event_id,
                    version,
                    previous,
                    said,
                    moment,
                    told[0],
                    told if version > 1 else [told[n] for n in places],
                )
