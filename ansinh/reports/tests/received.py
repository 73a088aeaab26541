"""A province that receives reports: what the tests of receiving, ruling and the reading desk start from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import transaction

from ansinh.core.access import acting_as, acting_as_system
from ansinh.places.models import Place
from ansinh.poverty import factories
from ansinh.reports import actions
from ansinh.reports.models import Received, ReceivedClaim

REPORT = """UBND TỈNH TRÀ VINH
SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
Số: 215/BC-SLĐTBXH
Trà Vinh, ngày 12 tháng 12 năm 2023

BÁO CÁO
Kết quả công tác lao động, người có công và xã hội năm 2023

Trong năm 2023, toàn tỉnh đã giải quyết việc làm cho 24.500 lao động, gồm: làm việc trong tỉnh 20.000 lao động, đưa đi làm việc \
ở nước ngoài 1.500 lao động và làm việc ngoài tỉnh 2.000 lao động.

Cuối năm 2023, toàn tỉnh còn 3.453 hộ nghèo, chiếm tỷ lệ 1,20% tổng số hộ dân cư; 6.780 hộ cận nghèo, chiếm tỷ lệ 2,36%.

Đã xây mới 412 mái ấm biên cương cho bà con. Diện tích lúa cả năm đạt 204.500 ha <b>theo số ước</b>.
"""


@contextmanager
def a_receiving_province(folder: Path) -> Iterator[SimpleNamespace]:
    """Trà Vinh with three communes, somebody of every role, and a report of 2023 that was received and read."""
    kept, settings.DATA = settings.DATA, folder
    try:
        with transaction.atomic():
            yield made()
            transaction.set_rollback(True)
    finally:
        settings.DATA = kept


def made() -> SimpleNamespace:
    """The same, into the present transaction and the present folder of data."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        names = (("29242", "Long Đức", False), ("29281", "Hòa Thuận", False), ("29305", "Cầu Ngang", True))
        province = factories.make_province(communes=names)
        communes = {code: Place.objects.get(pk=code) for code, _name, _urban in names}
    there = SimpleNamespace(province=province, commune=communes["29242"], other=communes["29281"])
    there.officer = factories.make_user("can_bo", "province_officer", province)
    there.leader = factories.make_user("lanh_dao", "province_leader", province)
    there.auditor = factories.make_user("kiem_tra", "auditor", province)
    there.commune_officer = factories.make_user("can_bo_xa", "commune_officer", there.commune)
    there.other_officer = factories.make_user("can_bo_xa_khac", "commune_officer", there.other)
    with acting_as(there.officer):
        there.report = take(there.officer, REPORT, place=province, period="2023", sender="Sở LĐTBXH")
    return there


def take(by: Any, text: str, name: str = "bao-cao.txt", **more: Any) -> Received:
    """A text received and read by whoever acts."""
    received = actions.receive(name=name, data=text.encode(), by=by, **more)
    return actions.read(received=received, by=by)


def number(received: Received, quote: str) -> ReceivedClaim:
    """The number of a report whose words begin so."""
    return ReceivedClaim.objects.select_related("received").get(received=received, quote__startswith=quote)
