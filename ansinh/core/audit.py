"""The trail of acts, chained by hash, written in the transaction of the act itself."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from ansinh.core.access import current_scope
from ansinh.core.models import AuditEvent

_LOCK_KEY = 4081945
_START = "0" * 64


def record(
    act: str, subject: str, *, place_id: str = "", reason: str = "", detail: dict[str, Any] | None = None
) -> AuditEvent:
    """Add an event for whoever acts now; must be called inside the transaction of the act."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(f"«{act}» phải ghi vết trong cùng giao dịch với việc làm.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])
    last = AuditEvent.objects.order_by("-id").values_list("hash", flat=True).first()
    event = AuditEvent(
        at=timezone.now(),
        actor=current_scope().actor,
        act=act,
        subject=subject,
        place_id=place_id,
        reason=reason,
        detail=detail or {},
        previous_hash=last or _START,
    )
    event.hash = _hash_of(event)
    event.save(force_insert=True)
    return event


def broken_links() -> Iterator[int]:
    """The ids of events whose hash or link does not hold; none when the trail is whole."""
    previous = _START
    for event in AuditEvent.objects.order_by("id").iterator(chunk_size=2000):
        if event.previous_hash != previous or event.hash != _hash_of(event):
            yield event.pk
        previous = event.hash


def _hash_of(event: AuditEvent) -> str:
    told = [
        event.previous_hash,
        event.at.isoformat(),
        event.actor,
        event.act,
        event.subject,
        event.place_id,
        event.reason,
        event.detail,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
