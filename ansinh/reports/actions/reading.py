"""A report received is read: apart from the pages, again when asked, its numbers put into rows."""

import logging
import threading
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import connections, transaction
from django.utils import timezone

from ansinh.core.access import acting_as
from ansinh.core.audit import record
from ansinh.places.models import PlaceAmbiguous, PlaceUnknown, find_place
from ansinh.reading.claim import Claim
from ansinh.reading.document import Table
from ansinh.reading.reading import Reading
from ansinh.reports import jobs, words
from ansinh.reports.actions.hands import must_reach
from ansinh.reports.actions.standing import lay_rulings
from ansinh.reports.actions.variants import variants_in_force
from ansinh.reports.models import Received, ReceivedClaim, ReceivedText

log = logging.getLogger(__name__)


def read(*, received: Received, by: Any, seconds: float = jobs.READING_SECONDS) -> Received:
    """Read the file, in a process of its own; claims and findings are replaced, rulings laid over them again.

    A file nothing can be read from stays, with the reason in `problem`."""
    must_reach(received)
    Received.objects.filter(pk=received.pk).update(state="reading", step="chờ đến lượt", started_at=timezone.now())
    started, learnt = time.monotonic(), tuple((one.said, one.indicator) for one in variants_in_force())
    try:
        found = jobs.read_apart(
            received.path, name=received.name, variants=learnt, seconds=seconds, tell=lambda step: _tell(received, step)
        )
        _keep_reading(received, found, time.monotonic() - started)
    except jobs.BadFile as reason:
        _keep_problem(received, str(reason))
    except Exception:
        _keep_problem(received, f"Chưa đọc được «{received.name}» vì lỗi của hệ thống. Tệp vẫn được giữ; bấm Đọc lại.")
        raise
    received.refresh_from_db()
    return received


def read_later(*, waiting: Iterable[Received], by: Any) -> threading.Thread:
    """Read reports one after the other in the background; the page that shows them tells how far it is."""
    kept = [one.pk for one in waiting]
    thread = threading.Thread(target=_read_all, args=(kept, by), name="reading", daemon=True)
    transaction.on_commit(thread.start)
    return thread


def is_stuck(received: Received) -> bool:
    """Whether nobody is reading it any more: the server was restarted meanwhile."""
    if received.state not in ("waiting", "reading"):
        return False
    since = received.started_at or received.received_at
    return timezone.now() - since > timedelta(seconds=jobs.READING_SECONDS + 60)


def _read_all(kept: list[int], by: Any) -> None:
    try:
        read_each(kept, by)
    finally:
        connections.close_all()


def read_each(kept: Iterable[int], by: Any) -> None:
    """Read one after the other; one that fails is told in the log and the others go on."""
    with acting_as(by):
        for pk in kept:
            if received := Received.objects.filter(pk=pk).first():
                try:
                    read(received=received, by=by)
                except Exception:
                    log.exception("received %s was not read; the others go on", pk)


def _tell(received: Received, step: str) -> None:
    Received.objects.filter(pk=received.pk).update(step=step)


@transaction.atomic
def _keep_problem(received: Received, problem: str) -> None:
    Received.objects.filter(pk=received.pk).update(
        state="unreadable", step="", problem=problem, read_at=timezone.now(), reader_version=jobs.reader_version()
    )
    record(
        "received.unreadable", f"received:{received.pk}", place_id=received.place_id or "", detail={"problem": problem}
    )


@transaction.atomic
def _keep_reading(received: Received, found: Reading, seconds: float) -> None:
    document, heading = found.document, found.heading
    received = Received.objects.select_for_update().get(pk=received.pk)
    received.state, received.step, received.problem = "read", "", ""
    received.format, received.notes = document.format, list(found.notes)
    received.confidence, received.pages = document.confidence, document.pages
    received.title, received.issuer, received.number = heading.title[:400], heading.issuer[:200], heading.number[:60]
    received.day, received.reasons = heading.day, list(heading.reasons)
    received.proposed_place, received.proposed_period = (heading.place or "")[:200], (heading.period or "")[:20]
    received.reader_version, received.read_at, received.seconds = jobs.reader_version(), timezone.now(), seconds
    received.save()
    ReceivedText.objects.update_or_create(
        received=received,
        defaults={
            "text": document.text,
            "blocks": [[b.kind, b.start, b.end, b.page, b.table, b.row, b.column] for b in document.blocks],
            "tables": [_kept_table(table) for table in document.tables],
            "doubtful": [list(span) for span in document.doubtful],
        },
    )
    ReceivedClaim.objects.filter(received=received).delete()
    claims = _rows(received, found.claims)
    say_where_and_when(received, claims)
    lay_rulings(received, claims)
    detail = {"claims": len(claims), "findings": len(found.findings), "reader": received.reader_version}
    record("received.read", f"received:{received.pk}", place_id=received.place_id or "", detail=detail)


def _kept_table(table: Table) -> dict[str, Any]:
    """A table as it is kept: what its cells hold beside their text is only for the reading itself."""
    rows = [[{"text": cell.text, "start": cell.start, "end": cell.end} for cell in row] for row in table.rows]
    return {"rows": rows, "before": table.before, "page": table.page, "header_rows": table.header_rows}


def _rows(received: Received, claims: Iterable[Claim]) -> list[ReceivedClaim]:
    rows, seen = [], set()
    for position, claim in enumerate(claims):
        key = claim.key
        while key in seen:
            key += "+"
        seen.add(key)
        rows.append(_row(received, claim, position, key))
    return rows


def _row(received: Received, claim: Claim, position: int, key: str) -> ReceivedClaim:
    """A claim of the reader as a row, not yet saved."""
    row = ReceivedClaim(
        received=received, position=position, key=key, quote=claim.quote, start=claim.start, end=claim.end,
        number_start=claim.number[0], number_end=claim.number[1], sentence_start=claim.sentence[0], sentence_end=claim.sentence[1],
        value=claim.value, value_max=claim.value_max, unit=claim.unit, unit_said=claim.unit_said[:80], comparator=claim.comparator,
        decimals=claim.decimals, kind=claim.kind, direction=claim.direction, is_over_plan=claim.is_over_plan, base=claim.base[:120],
        period=claim.period[:40], place_said=(claim.place or "")[:200], level=claim.level[:20], assigned_by=claim.assigned_by[:120],
        subject=claim.subject, indicator=claim.indicator, outside=claim.outside, score=claim.score, reasons=list(claim.reasons),
        alternatives=[list(one) for one in claim.alternatives], breakdown=dict(claim.breakdown), parent=claim.parent,
        relation=claim.relation, list_number=claim.list, is_among=claim.is_among, cell=list(claim.cell) if claim.cell else None,
        page=claim.page, is_doubtful=claim.is_doubtful, standing="doubtful",
    )  # fmt: skip
    row.as_read = {
        "value": str(claim.value), "unit": claim.unit, "kind": claim.kind, "period": row.period, "period_said": row.period,
        "place": None, "indicator": claim.indicator, "outside": claim.outside,
    }  # fmt: skip
    return row


def say_where_and_when(received: Received, claims: list[ReceivedClaim]) -> None:
    """The unit and period of each number as read: its own words, else the report's."""
    day = words.days_of(received.period)[1] if received.period else timezone.localdate()
    own = {received.proposed_place.casefold(), received.place.name.casefold() if received.place else ""}
    found: dict[str, str | None] = {"": received.place_id}
    for claim in claims:
        said = claim.place_said
        if said not in found:
            found[said] = received.place_id if said.casefold() in own else _place_id(said, received, day)
        claim.as_read["place"] = found[said]
        told = claim.as_read
        told["period"] = told["period_said"] or (received.period if told["kind"] != "target" else "")


def _place_id(said: str, received: Received, day: Any) -> str | None:
    try:
        return find_place(said, day=day, province=received.place or received.province).pk
    except (PlaceUnknown, PlaceAmbiguous):
        return None
