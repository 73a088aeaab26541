"""A report comes in: the file kept once, read apart from the pages, its place and period said by an officer."""

import hashlib
import os
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from ansinh.core.access import NoAccess, Scope, acting_as, must_hold
from ansinh.core.audit import record
from ansinh.core.models import Grant
from ansinh.core.names import clean_text
from ansinh.places.models import Place, PlaceAmbiguous, PlaceUnknown, find_place
from ansinh.reading.claim import Claim
from ansinh.reading.document import Table
from ansinh.reading.reading import Reading
from ansinh.reports import jobs, words
from ansinh.reports.actions.acts import Refused
from ansinh.reports.actions.standing import lay_rulings
from ansinh.reports.actions.variants import variants_in_force
from ansinh.reports.models import Received, ReceivedClaim, ReceivedText

RECEIVERS = ("province_officer", "commune_officer")
LARGEST = 256 * 1024 * 1024
_BLOCK = 1 << 20


class AlreadyReceived(Refused):
    """The same bytes came before; `received` is that report."""

    def __init__(self, received: Received) -> None:
        by = f" do {received.received_by.get_username()} nhận" if received.received_by else ""
        at = timezone.localtime(received.received_at)
        named = "" if not received.sender else f", nơi gửi «{received.sender}»"
        super().__init__(f"Tệp này đã có: «{received.name}»{by} lúc {at:%H:%M} ngày {at:%d/%m/%Y}{named}.")
        self.received = received


def receive(
    *,
    name: str,
    data: bytes | None = None,
    path: Path | None = None,
    sender: str = "",
    place: Place | None = None,
    period: str = "",
    kind: str = "year_end",
    by: Any,
) -> Received:
    """Keep a file that came in, unread. Place and period may be said later. Raises AlreadyReceived, Refused, NoAccess."""
    scope = must_hold(*RECEIVERS)
    place, province_id = _desk(scope, place, by)
    if period:
        words.days_of(period)
    name = clean_text(Path(name).name)[-200:] or "khong-ten"
    with _kept(data, path) as (temporary, sha256, size):
        if size == 0:
            raise Refused(f"«{name}» là tệp rỗng (0 byte). Kiểm tra tệp ở máy gửi rồi gửi lại.")
        if size > LARGEST:
            raise Refused(
                f"«{name}» nặng {size / 1e6:.0f} MB, quá mức {LARGEST / 1e6:.0f} MB. Tách tệp, hoặc giảm độ nét bản quét."
            )
        _refuse_known(province_id, sha256, name)
        try:
            with transaction.atomic():
                received = Received.objects.create(
                    sha256=sha256, name=name, size=size, kind=kind, sender=clean_text(sender)[:200], place=place,
                    province_id=province_id, period=period, received_at=timezone.now(), received_by=by,
                )  # fmt: skip
                received.path.parent.mkdir(parents=True, exist_ok=True)
                if not received.path.exists():
                    temporary.replace(received.path)
                detail = {"name": name, "sha256": sha256, "size": size, "sender": received.sender, "period": period}
                record("received.receive", f"received:{received.pk}", place_id=received.place_id or "", detail=detail)
        except IntegrityError:  # the same file came through another door in this moment
            _refuse_known(province_id, sha256, name)
            raise
    return received


def describe(*, received: Received, place: Place, period: str, sender: str = "", kind: str = "", by: Any) -> Received:
    """Say for which place and period a report is, and who sent it; its numbers follow. Raises ValueError, NoAccess."""
    scope = _may(received)
    words.days_of(period)
    if not scope.is_whole_province and place.pk not in scope.communes:
        raise NoAccess(f"Tài khoản «{scope.actor}» chỉ ghi được báo cáo của xã mình, không ghi cho {place.full_name}.")
    before = {"place": received.place_id, "period": received.period, "sender": received.sender, "kind": received.kind}
    received.place, received.period = place, period
    received.sender, received.kind = clean_text(sender)[:200], kind or received.kind
    with transaction.atomic():
        received.save(update_fields=["place", "period", "sender", "kind"])
        claims = list(ReceivedClaim.objects.filter(received=received))
        _say_where_and_when(received, claims)
        ReceivedClaim.objects.bulk_update(claims, ["as_read"], batch_size=500)
        lay_rulings(received, claims)
        after = {"place": place.pk, "period": period, "sender": received.sender, "kind": received.kind}
        detail = {"before": before, "after": after}
        record("received.describe", f"received:{received.pk}", place_id=place.pk, detail=detail)
    return received


def read(*, received: Received, by: Any, seconds: float = jobs.READING_SECONDS) -> Received:
    """Read the file, in a process of its own; claims and findings are replaced, rulings laid over them again.

    A file nothing can be read from stays, with the reason in `problem`."""
    _may(received)
    Received.objects.filter(pk=received.pk).update(state="reading", step="chờ đến lượt", started_at=timezone.now())
    started, learnt = time.monotonic(), tuple((one.said, one.indicator) for one in variants_in_force())
    try:
        found = jobs.read_apart(
            received.path, name=received.name, variants=learnt, seconds=seconds, tell=lambda step: _tell(received, step)
        )
    except jobs.BadFile as reason:
        _keep_problem(received, str(reason))
    except Exception:
        _keep_problem(received, f"Chưa đọc được «{received.name}» vì lỗi của hệ thống. Tệp vẫn được giữ; bấm Đọc lại.")
        raise
    else:
        _keep_reading(received, found, time.monotonic() - started)
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
        with acting_as(by):
            for pk in kept:
                if received := Received.objects.filter(pk=pk).first():
                    read(received=received, by=by)
    finally:
        connections.close_all()


def _may(received: Received) -> Scope:
    """Raises NoAccess unless who acts may work on the reports of that place."""
    scope = must_hold(*RECEIVERS)
    if not scope.reaches(received.place_id or "", received.province_id):
        raise NoAccess(f"Báo cáo «{received.name}» không thuộc phạm vi của tài khoản «{scope.actor}».")
    return scope


def _desk(scope: Scope, place: Place | None, by: Any) -> tuple[Place | None, str]:
    """The place a report is for, and the province whose desk takes it. A commune officer takes those of the own commune."""
    if scope.is_whole_province:
        if place and (scope.everything or (place.province_id or place.pk) in scope.provinces):
            return place, place.province_id or place.pk
        granted = Grant.objects.filter(user=by, role="province_officer", place_id__in=scope.provinces).order_by("pk")
        if found := granted.values_list("place_id", flat=True).first():
            return place, found
        raise Refused("Chưa biết báo cáo nộp về tỉnh nào. Nêu nơi báo cáo.")
    place = place or Place.objects.filter(pk__in=scope.communes).order_by("-from_day").first()
    if place is None or place.pk not in scope.communes:
        raise NoAccess(f"Tài khoản «{scope.actor}» chỉ nhận báo cáo của xã mình.")
    return place, place.province_id or place.pk


def _refuse_known(province_id: str, sha256: str, name: str) -> None:
    """Raises AlreadyReceived, or Refused when the report it is lies outside the reader's scope."""
    if before := Received.objects.filter(province_id=province_id, sha256=sha256).first():
        raise AlreadyReceived(before)
    if Received._base_manager.filter(province_id=province_id, sha256=sha256).exists():
        raise Refused(f"Tệp «{name}» đã được nơi khác trong tỉnh gửi. Hỏi cán bộ tỉnh.")


@contextmanager
def _kept(data: bytes | None, path: Path | None) -> Iterator[tuple[Path, str, int]]:
    """A copy of the bytes beside where they will lie, with their SHA-256 and number; gone afterwards unless moved."""
    folder = Path(settings.DATA) / "received"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=folder, prefix="dang-nhan-")
    try:
        with os.fdopen(handle, "wb") as copy:
            for block in _blocks(data, path):
                size += len(block)
                if size > LARGEST:
                    break
                digest.update(block)
                copy.write(block)
        yield Path(name), digest.hexdigest(), size
    finally:
        Path(name).unlink(missing_ok=True)


def _blocks(data: bytes | None, path: Path | None) -> Iterator[bytes]:
    if path is None:
        yield data or b""
        return
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


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
    received.format, received.notes = document.format, list(document.notes)
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
    _say_where_and_when(received, claims)
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
        rows.append(row_of(received, claim, position, key))
    return rows


def row_of(received: Received, claim: Claim, position: int, key: str) -> ReceivedClaim:
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


def _say_where_and_when(received: Received, claims: list[ReceivedClaim]) -> None:
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
