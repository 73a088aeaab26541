"""A report comes in: the file kept once, its place and period said by an officer."""

from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ansinh.core import files
from ansinh.core.access import NoAccess, Scope, must_hold
from ansinh.core.audit import record
from ansinh.core.models import Grant
from ansinh.core.names import clean_text
from ansinh.places.models import Place
from ansinh.reading.readers import LARGEST_FILE
from ansinh.reports import words
from ansinh.reports.actions.acts import Refused
from ansinh.reports.actions.hands import RECEIVERS, must_reach
from ansinh.reports.actions.reading import say_where_and_when
from ansinh.reports.actions.standing import lay_rulings
from ansinh.reports.models import Received, ReceivedClaim


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
    with files.arriving(path or data or b"", at_most=LARGEST_FILE) as taken:
        sha256, size = taken.sha256, taken.size
        if size == 0:
            raise Refused(f"«{name}» là tệp rỗng (0 byte). Kiểm tra tệp ở máy gửi rồi gửi lại.")
        if size > LARGEST_FILE:
            raise Refused(
                f"«{name}» nặng {size / 1e6:.0f} MB, quá mức {LARGEST_FILE / 1e6:.0f} MB. Tách tệp, hoặc giảm độ nét bản quét."
            )
        _refuse_known(province_id, sha256, name)
        try:
            with transaction.atomic():
                received = Received.objects.create(
                    sha256=sha256, name=name, size=size, kind=kind, sender=clean_text(sender)[:200], place=place,
                    province_id=province_id, period=period, received_at=timezone.now(), received_by=by,
                )  # fmt: skip
                taken.keep()
                detail = {"name": name, "sha256": sha256, "size": size, "sender": received.sender, "period": period}
                record("received.receive", f"received:{received.pk}", place_id=received.place_id or "", detail=detail)
        except IntegrityError:  # the same file came through another door in this moment
            _refuse_known(province_id, sha256, name)
            raise
    return received


def describe(*, received: Received, place: Place, period: str, sender: str = "", kind: str = "", by: Any) -> Received:
    """Say for which place and period a report is, and who sent it; its numbers follow. Raises ValueError, NoAccess."""
    scope = must_reach(received)
    words.days_of(period)
    if not scope.is_whole_province and place.pk not in scope.communes:
        raise NoAccess(f"Tài khoản «{scope.actor}» chỉ ghi được báo cáo của xã mình, không ghi cho {place.full_name}.")
    before = {"place": received.place_id, "period": received.period, "sender": received.sender, "kind": received.kind}
    received.place, received.period = place, period
    received.sender, received.kind = clean_text(sender)[:200], kind or received.kind
    with transaction.atomic():
        received.save(update_fields=["place", "period", "sender", "kind"])
        claims = list(ReceivedClaim.objects.filter(received=received))
        say_where_and_when(received, claims)
        ReceivedClaim.objects.bulk_update(claims, ["as_read"], batch_size=500)
        lay_rulings(received, claims)
        after = {"place": place.pk, "period": period, "sender": received.sender, "kind": received.kind}
        detail = {"before": before, "after": after}
        record("received.describe", f"received:{received.pk}", place_id=place.pk, detail=detail)
    return received


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
