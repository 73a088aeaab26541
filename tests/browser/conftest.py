import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

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
