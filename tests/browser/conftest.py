import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ansinh.core.access import acting_as, acting_as_system
from ansinh.indicators import actions as figures
from ansinh.indicators.factories import reviewed_province
from ansinh.people.models import Membership
from ansinh.places.models import Competence, Place
from ansinh.poverty import factories
from ansinh.poverty.models import Review
from ansinh.reports.actions import build_report
from tests.web.situation import PASSWORD, small_province

CHROMIUM = (
    os.environ.get("ANSINH_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real Chromium, once for the run."""
    if not CHROMIUM:
        pytest.skip("không có Chromium trên máy: cài gói chromium, hoặc chỉ đường bằng ANSINH_CHROMIUM")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "true"  # Playwright's loop runs in this thread; the tests themselves are synchronous.
    )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def province(transactional_db: Any) -> SimpleNamespace:
    """A small province in the middle of its review, kept where the live server sees it."""
    return small_province()


@pytest.fixture
def filled(transactional_db: Any, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """A province reviewed twice, with a snapshot, a target and a built report: what the pages of figures show in earnest."""
    settings.SNAPSHOTS, settings.REPORTS = tmp_path / "snapshots", tmp_path / "reports"
    with acting_as_system("chuẩn bị thử nghiệm"):
        there = reviewed_province()
        for number, commune in enumerate((there.first, there.second, there.divided)):
            Place.objects.filter(pk=commune.pk).update(latitude=9.8 + number / 10, longitude=106.1 + number % 2 / 10)
        Competence.objects.create(
            field="poverty", act="manage", level=1, body_vi="Sở Lao động - Thương binh và Xã hội", body_en="Department of Labour",
            from_day=date(2008, 1, 1), reference="14/2014/NĐ-CP", status="official",
        )  # fmt: skip
        there.snapshot()
        users = {
            name: factories.make_user(name, role, place)
            for name, role, place in (
                ("can_bo", "province_officer", there.province),
                ("lanh_dao", "province_leader", there.province),
                ("kiem_tra", "auditor", there.province),
                ("can_bo_xa", "commune_officer", there.first),
            )
        }
        for user in users.values():
            user.set_password(PASSWORD)
            user.save()
        review = Review.objects.filter(campaign=there.campaigns[2023], poverty_class="poor", commune=there.first)[0]
        person = Membership.objects.filter(household=review.household_id).values_list("person_id", flat=True)[0]
    with acting_as(users["can_bo"]):
        figures.set_target(
            indicator="poverty.poverty_rate", place=there.province, year=2023, value=15,
            resolution="12/NQ-HĐND", resolved_on=date(2022, 12, 9), by=users["can_bo"],
        )  # fmt: skip
        report = build_report(place=there.province, year=2023, by=users["can_bo"])
    return SimpleNamespace(
        province=there.province, first=there.first, users=users, review=review, person=person, report=report
    )


@pytest.fixture
def open_page(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Opens a page signed in as somebody; a script error, or a refused style or script, fails the test."""
    contexts, wrong = [], []

    def signed_in(user: Any, size: dict[str, int] = WIDE, *, has_script: bool = True) -> Any:
        context = chromium.new_context(
            viewport=size, base_url=live_server.url, java_script_enabled=has_script, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto("/dang-nhap/")
        if user is not None:
            page.get_by_label("Tên đăng nhập").fill(user.username)
            page.get_by_label("Mật khẩu").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(live_server.url + "/")
        return page

    yield signed_in
    for context in contexts:
        context.close()
    assert not wrong, wrong


@pytest.fixture
def keep_picture() -> Any:
    """Keeps a screenshot when ANSINH_SCREENSHOTS names a folder, for people to look at."""
    folder = os.environ.get("ANSINH_SCREENSHOTS")

    def keep(page: Any, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)

    return keep
