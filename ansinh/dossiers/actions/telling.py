"""What citizens are told of their dossiers: a row waits (`Notice`) until an officer has called, or a service has sent it.

Nothing is sent by the house itself: a province that has a service for messages names its class in `ANSINH_NOTICES`."""

import logging
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from ansinh.core.access import acting_as_system
from ansinh.core.days import vietnamese_day
from ansinh.dossiers.models import Dossier, Notice

_log = logging.getLogger(__name__)


class NoticeService(Protocol):
    """Sends a message to a telephone."""

    def send(self, *, phone: str, said: str) -> bool:
        """Whether it was sent."""
        ...


def tell(dossier: Dossier, verb: str) -> None:
    """Let a message wait for the applicant, when the move is one they want to hear of and they left a telephone number."""
    if not dossier.phone or dossier.channel == "import" or (said := message(dossier, verb)) is None:
        return
    notice = Notice._base_manager.create(dossier=dossier, about=verb, phone=dossier.phone, said=said[:400])
    if service := settings.NOTICES:
        transaction.on_commit(lambda: _send(import_string(service)(), notice.pk))


def message(dossier: Dossier, verb: str) -> str | None:
    """What is said of a move, naming nobody and no right: a telephone is read by others. None for moves nobody waits for."""
    due = f", hẹn trả {vietnamese_day(dossier.due_on)}" if dossier.due_on else ""
    match verb:
        case "receive":
            return f"Hồ sơ {dossier.code} đã được tiếp nhận{due}."
        case "not_receive":
            return f"Hồ sơ {dossier.code} chưa được tiếp nhận. Xem lý do ở trang tra cứu hoặc hỏi bộ phận một cửa."
        case "ask":
            return f"Hồ sơ {dossier.code} cần bổ sung. Xem giấy tờ cần nộp ở trang tra cứu hoặc hỏi bộ phận một cửa."
        case "apologise":
            day = vietnamese_day(dossier.promised_on) if dossier.promised_on else ""
            return f"Hồ sơ {dossier.code} bị chậm, xin lỗi ông/bà. Hẹn lại ngày {day}."
        case "sign":
            return (
                f"Hồ sơ {dossier.code} đã có kết quả. Mời ông/bà đến bộ phận một cửa nhận, mang theo giấy tờ tùy thân."
            )
    return None


def _send(service: NoticeService, pk: int) -> None:
    """Never raises: what was not sent still waits for an officer."""
    with acting_as_system("gửi tin báo"):
        notice = Notice.objects.get(pk=pk)
        try:
            is_sent = service.send(phone=notice.phone, said=notice.said)
        except Exception:
            _log.exception("notice %s was not sent", pk)
            return
        if is_sent:
            Notice.objects.filter(pk=pk, told_at=None).update(told_at=timezone.now(), told_how="sms")
