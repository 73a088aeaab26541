"""One job, in a real browser: a seeker on a phone, the employer's answer, the centre's hire; the commune's figure goes up by one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ansinh.core.access import acting_as_system
from ansinh.core.days import BirthDay, vietnamese_day
from ansinh.core.migrating import fill_months
from ansinh.core.models import Month
from ansinh.indicators.actions import take_snapshot
from ansinh.indicators.api import figure
from ansinh.labour.actions.placements import record_placement
from ansinh.labour.factories import employer, enterprise, open_vacancy
from ansinh.labour.jobs.matching.find import forget
from ansinh.labour.models import Application, Placement, Seeker
from ansinh.people.factories import long_duc_ward, officer, person, vinh_long
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_pages import faults
from tests.web.situation import PASSWORD

pytestmark = pytest.mark.browser
NAME, NUMBER = "Thạch Thị Sa Rây", "084180000017"
JOBS = (
    "Công nhân may công nghiệp",
    "Thợ may mẫu",
    "Công nhân may bao bì",
    "Thợ cắt may",
    "Công nhân may giày",
    "Kế toán trưởng",
)


@pytest.fixture
def there(
    transactional_db: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SimpleNamespace]:
    """A ward of Vĩnh Long with a person of the register, an enterprise with six vacancies and its account, the centre, one job known already."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    monkeypatch.setattr("ansinh.labour.pages.exchange.QUICK_SECONDS", 0)  # a machine fills it in faster than one reads
    caches["limits"].clear()
    forget()
    if not Month.objects.exists():  # what migrations fill goes with the first test that truncates
        fill_months(apps, None)
    today = timezone.localdate()
    with acting_as_system("chuẩn bị thử nghiệm"):
        ward, province = long_duc_ward(), vinh_long()
        subject = person(NAME, birth=BirthDay(1980, 5, 12), commune=ward, personal_number=NUMBER)
        before = person("Kim Văn Sóc", sex="m", birth=BirthDay(1990, 1, 2), commune=ward)
        record_placement(
            person=before,
            started_on=today - timedelta(days=1),
            destination="local",
            channel="self",
            title="bán hàng",
            by=None,
        )
        garment = enterprise(commune=ward)
        for title in JOBS:
            open_vacancy(garment, title, occupation="2411" if "Kế" in title else "8153")
        boss, centre = employer(garment), officer(province, name="trungtam", role="province_officer")
        for user in (boss, centre):
            user.set_password(PASSWORD)
            user.save()
    yield SimpleNamespace(ward=ward, province=province, subject=subject, boss=boss, centre=centre)
    forget()


def created_in(there: SimpleNamespace) -> int:
    """The jobs created in the ward this year, by a new snapshot."""
    with acting_as_system("đếm việc làm"):
        take_snapshot(province=there.province, by=None)
        found = figure("jobs.created", place=there.ward, year=timezone.localdate().year)
    assert isinstance(found.value, int), found
    return found.value


def test_a_seeker_on_a_phone_finds_five_jobs_is_hired_and_the_figure_opens_to_them(
    there: SimpleNamespace, open_page: Any, keep_picture: Any
) -> None:
    before = created_in(there)

    phone = open_page(None, PHONE)
    phone.goto(reverse("vacancy_search"))
    keep_picture(phone, "viec-lam-tim")
    assert faults(phone) == []
    phone.get_by_role("link", name="Đăng ký để được giới thiệu việc").click()
    phone.get_by_label("Họ và tên").fill(NAME)
    phone.get_by_label("Ngày sinh").fill("12/05/1980")
    phone.get_by_label("nữ", exact=True).check()
    phone.get_by_label("Số định danh cá nhân").fill(NUMBER)
    phone.get_by_label("Điện thoại").fill("0912 345 678")
    phone.get_by_label("Bạn đang ở xã, phường nào?").fill("phuong long duc, vinh long")
    keep_picture(phone, "viec-lam-dang-ky-1")
    assert faults(phone) == []
    phone.get_by_role("button", name="Tiếp tục").click()
    phone.get_by_label("Bạn muốn làm việc gì?").fill("may cong nghiep")
    phone.get_by_label("Lương thấp nhất bạn nhận").fill("6 triệu")
    phone.get_by_label("Đã làm nghề này").select_option("12")
    phone.get_by_label("Học hết").select_option("lower_secondary")
    keep_picture(phone, "viec-lam-dang-ky-2")
    assert faults(phone) == []
    phone.get_by_role("button", name="Đăng ký").click()

    expect(phone.get_by_role("heading", name="5 việc cho bạn")).to_be_visible()
    jobs = phone.get_by_role("article")
    assert jobs.count() == 5 and jobs.first.get_by_role("listitem").count() >= 2, "each says why"
    keep_picture(phone, "viec-lam-nam-viec")
    assert faults(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing runs out of the phone"
    jobs.filter(has_text=JOBS[0]).get_by_role("link", name="Ứng tuyển").click()
    phone.get_by_label("Lời nhắn").fill("Tôi may được chuyền áo")
    keep_picture(phone, "viec-lam-ung-tuyen")
    phone.get_by_role("button", name="Gửi ứng tuyển").click()
    expect(phone.get_by_text("Đã gửi ứng tuyển")).to_be_visible()
    assert Seeker._base_manager.get().person == there.subject

    desk = open_page(there.boss, WIDE)
    desk.goto(reverse("employer_home"))
    keep_picture(desk, "viec-lam-don-vi")
    assert faults(desk) == []
    desk.get_by_role("link", name=JOBS[0]).click()
    keep_picture(desk, "viec-lam-don-vi-viec")
    desk.get_by_role("link", name=NAME).click()
    expect(desk.get_by_text("Tôi may được chuyền áo")).to_be_visible()
    assert NUMBER not in desk.content()
    keep_picture(desk, "viec-lam-ung-vien")
    assert faults(desk) == []
    desk.get_by_role("button", name="Nhận người này").click()
    expect(desk.get_by_text("Đã ghi câu trả lời")).to_be_visible()

    centre = open_page(there.centre, WIDE)
    centre.goto(reverse("exchange_home"))
    keep_picture(centre, "viec-lam-san")
    assert faults(centre) == []
    centre.get_by_role("link", name="Được nhận, chờ ghi đi làm").click()
    centre.get_by_role("link", name=NAME).click()
    keep_picture(centre, "viec-lam-luot")
    centre.get_by_role("link", name="Ghi đi làm").click()
    centre.get_by_label("Ngày bắt đầu làm").fill(vietnamese_day(timezone.localdate()))
    centre.get_by_label("Thời hạn hợp đồng").fill("12")
    keep_picture(centre, "viec-lam-ghi-di-lam")
    centre.get_by_role("button", name="Ghi đi làm").click()
    expect(centre.get_by_text("Đã ghi: Ghi đi làm.")).to_be_visible()

    assert Application._base_manager.get().placement == Placement._base_manager.get(person=there.subject)
    assert created_in(there) == before + 1
    centre.goto(
        f"{reverse('indicator_records', args=['jobs.created'])}?noi={there.ward.pk}&nam={timezone.localdate().year}"
    )
    keep_picture(centre, "viec-lam-chi-tieu")
    centre.get_by_role("link", name=NAME).click()
    expect(centre.get_by_role("heading", name=NAME)).to_be_visible()
