"""From a citizen's wizard to the paid month, in a real browser, on SQLite and on PostgreSQL: one dossier, five people, one payment."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ansinh.benefits.factories import a_certificate, a_channel
from ansinh.benefits.models import Title
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.days import BirthDay, first_day, month_after, month_of, vietnamese_day
from ansinh.core.migrating import fill_months
from ansinh.core.models import Month
from ansinh.dossiers.models import Dossier, Notice
from ansinh.payments import actions
from ansinh.payments.factories import PURSE_OF, a_hand, a_provider, accept_everything
from ansinh.payments.models import Order, Purse, Run
from ansinh.people.factories import household, long_duc_ward, officer, person, vinh_long
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_pages import faults
from tests.postgres import NoPostgres, postgres_server
from tests.web.situation import PASSWORD

pytestmark = pytest.mark.browser
NAME, NUMBER, PHONE_NUMBER = "Thạch Thị Sa Rây", "084180000017", "0912345678"
LONG_AGO = date(2025, 7, 1)


@pytest.fixture
def there(
    transactional_db: Any, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SimpleNamespace]:
    """Vĩnh Long of today: the ward's desk, officer and leader, the four hands that pay, a severely disabled person with a certificate."""
    settings.DATA, settings.PAYRUNS = tmp_path, tmp_path / "payruns"
    monkeypatch.setattr("ansinh.dossiers.pages.wizard.QUICK_SECONDS", 0)  # a machine fills it in faster than one reads
    caches["limits"].clear()
    if not Month.objects.exists():  # what migrations fill goes with the first test that truncates
        fill_months(apps, None)
    with acting_as_system("chuẩn bị thử nghiệm"):
        ward, province = long_duc_ward(), vinh_long()
        subject = person(NAME, birth=BirthDay(1980, 5, 12), commune=ward, personal_number=NUMBER)
        others = household("Kim Văn Sóc", "Kim Thị Chanh Đa", commune=ward)
        a_certificate(subject, "severe", LONG_AGO)
        a_channel(subject, from_day=LONG_AGO)
        users = {
            role: officer(ward, name=role, role=role) for role in ("one_stop", "commune_officer", "commune_leader")
        }
        hands = {
            role: a_hand(role, role, province)
            for role in ("province_officer", "province_leader", "province_accountant", "province_reconciler")
        }
        for user in (*users.values(), *hands.values()):
            user.set_password(PASSWORD)
            user.save()
        a_provider("VBA", "Ngân hàng Nông nghiệp")
        accept_everything(province, hands["province_leader"])
    yield SimpleNamespace(ward=ward, province=province, subject=subject, others=others, **users, **hands)


def month_opened(there: SimpleNamespace, month: int) -> None:
    """The programme is paid from a month on, with money for its year."""
    leader = there.province_leader
    with acting_as(leader):
        actions.open_programme(province=there.province, programme="assistance", month=month, by=leader)
        purse = Purse.objects.create(
            province=there.province, code=PURSE_OF["assistance"], holder="Sở Nội vụ", account="9527"
        )
        actions.allot(
            purse=purse, month=month, amount_dong=10_000_000_000, document="QĐ 01", day=first_day(month), by=leader
        )


def go_on(page: Any) -> None:
    page.get_by_role("button", name="Tiếp tục").click()


def looked_at(page: Any, found: list[str], keep_picture: Any, name: str) -> None:
    """What axe finds on the page, whether it scrolls sideways, and its picture when pictures are asked for."""
    keep_picture(page, f"portal-{name}-{page.viewport_size['width']}")
    found += faults(page)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        found.append(f"{page.url}: the page scrolls sideways")


def ask_online(page: Any, look: Callable[[str], None] = lambda name: None) -> str:
    """The wizard filled in on a telephone, each page looked at; the code on the slip."""
    page.goto(reverse("service_list"))
    look("services")
    page.get_by_label("Tìm thủ tục").fill("khuyet tat")
    page.keyboard.press("Enter")
    page.locator("section[aria-labelledby=found]").get_by_role(
        "link", name="Trợ cấp xã hội hằng tháng: hưởng mới"
    ).click()
    expect(page.get_by_role("heading", name="Đã có, không phải nộp")).to_be_visible()
    look("service")
    page.get_by_role("link", name="Bắt đầu nộp").first.click()
    page.get_by_label("Chính tôi là người hưởng").check()
    look("who")
    go_on(page)
    page.get_by_label("Họ và tên").fill(NAME)
    page.get_by_label("Số định danh cá nhân").fill("84180000017")
    page.get_by_label("Ngày sinh").fill("12/05/1980")
    page.get_by_label("Điện thoại (nếu có)").fill("0912 345 678")
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    look("wrong")
    page.get_by_label("Số định danh cá nhân").fill(NUMBER)
    go_on(page)
    page.get_by_label("Bạn đang ở xã, phường nào?").fill("xa long duc, tra vinh")
    go_on(page)
    look("commune")
    page.get_by_label("Phường Long Đức").check()
    go_on(page)
    page.get_by_label("Người khuyết tật nặng", exact=True).check()
    look("question")
    go_on(page)
    expect(page.get_by_role("heading", name="Xem lại rồi nộp")).to_be_visible()  # there before it is asked for again
    page.reload()
    expect(page.get_by_role("heading", name="Xem lại rồi nộp")).to_be_visible()
    expect(page.locator(".answers-list")).to_contain_text("Giấy xác nhận khuyết tật")
    page.get_by_label("Tôi cam đoan").check()
    look("check")
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.get_by_role("heading", name="Đã nộp hồ sơ")).to_be_visible()
    look("done")
    return str(page.locator("#code").inner_text())


def do(page: Any, code: str, act: str, **told: str) -> None:
    """One act of an officer through the dossier's page."""
    page.goto(reverse("dossier_act", args=[code, act]))
    for label, value in told.items():
        field = page.locator(f"main form [name={label}]")
        field.select_option(value) if field.evaluate("one => one.tagName") == "SELECT" else field.fill(value)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda address: "/viec/" not in address)


def follow(page: Any, code: str) -> None:
    page.goto(reverse("follow") + f"?ma={code}")
    page.get_by_label("Số định danh cá nhân").fill(NUMBER)
    page.get_by_role("button", name="Xem hồ sơ").click()
    page.wait_for_url("**/tra-cuu/ho-so/")


def test_a_dossier_from_the_wizard_to_the_paid_month(there: Any, open_page: Any, keep_picture: Any) -> None:
    found: list[str] = []
    citizen, today = open_page(None, PHONE), timezone.localdate()

    code = ask_online(citizen, lambda name: looked_at(citizen, found, keep_picture, name))
    desk = open_page(there.one_stop)
    desk.goto(reverse("dossier_list"))
    expect(desk.locator("main")).to_contain_text(code)
    do(desk, code, "tiep-nhan")
    desk.goto(reverse("notice_list") + "?bao=cho")
    expect(desk.locator("tbody")).to_contain_text(PHONE_NUMBER)
    looked_at(desk, found, keep_picture, "notices")
    desk.goto(reverse("dossier", args=[code]))
    keep_picture(desk, "portal-desk-dossier")
    desk.get_by_role("button", name="đã gọi điện").click()
    expect(desk.locator("main")).to_contain_text("Đã ghi là đã báo người nộp")
    follow(citizen, code)
    expect(citizen.locator("main")).to_contain_text("đang giải quyết")
    looked_at(citizen, found, keep_picture, "followed")
    examiner = open_page(there.commune_officer)
    do(examiner, code, "du-thao", outcome="granted")
    do(examiner, code, "xong-buoc", note="Đủ điều kiện")
    leader = open_page(there.commune_leader)
    do(leader, code, "ky", number="125/QĐ-UBND", decided_on=vietnamese_day(today))
    citizen.reload()
    expect(citizen.locator("main")).to_contain_text("đã quyết định")
    expect(citizen.locator("main")).to_contain_text("125/QĐ-UBND")
    looked_at(citizen, found, keep_picture, "decided")

    dossier = Dossier._base_manager.get(code=code)
    title = Title._base_manager.select_related("decision").get(person=there.subject)
    assert not found, "\n".join(found)
    assert (title.category, title.decision.number, title.decision.dossier_id) == (
        "disabled_severe",
        "125/QĐ-UBND",
        dossier.pk,
    )
    assert list(Notice._base_manager.order_by("pk").values_list("about", "told_how")) == [
        ("receive", "phone"),
        ("sign", ""),
    ]
    month = max(month_of(title.from_day), month_after(month_of(today)))
    run = paid(there, month_of(title.from_day), month)
    officer_page = open_page(there.province_officer)
    officer_page.goto(reverse("run_lines", args=[run.pk]))
    expect(officer_page.locator("tbody")).to_contain_text(NAME)
    order = Order._base_manager.get(run=run)
    told = why(month)
    assert order.amount_dong > 0 and order.payee_name
    assert f"{order.amount_dong:,}".replace(",", ".") in told
    assert "125/QĐ-UBND" in told


def paid(there: SimpleNamespace, opening: int, month: int) -> Run:
    """The month's run planned, signed and sent by its three hands."""
    month_opened(there, opening)
    by = there.province_officer
    with acting_as(by):
        run = actions.plan(
            province=there.province, programme="assistance", month=month, plan_day=timezone.localdate(), by=by
        )
    with acting_as(there.province_leader):
        run = actions.sign(run=run, by=there.province_leader)
    with acting_as(there.province_accountant):
        actions.send(run=run, by=there.province_accountant)
    return run


def why(month: int) -> str:
    out = io.StringIO()
    call_command("why", NUMBER, "--month", f"{month // 100}-{month % 100:02}", stdout=out)
    return out.getvalue()


def test_what_is_missing_is_told_and_handed_in_from_a_telephone(
    there: Any, open_page: Any, keep_picture: Any, tmp_path: Path
) -> None:
    found: list[str] = []
    citizen, clerk = open_page(None, PHONE), open_page(there.one_stop)
    code = ask_online(citizen)
    do(clerk, code, "tiep-nhan")
    examiner = open_page(there.commune_officer)
    examiner.goto(reverse("dossier_act", args=[code, "yeu-cau-bo-sung"]))
    examiner.locator("main form [name=reason]").select_option("wrong_paper")
    examiner.get_by_label("Tờ khai đề nghị trợ cấp").check()
    examiner.locator("main form [name=said]").fill("Tờ khai thiếu chữ ký. Ký rồi chụp lại cả hai mặt.")
    examiner.locator("main form button.btn-primary").click()
    examiner.wait_for_url(lambda address: "/viec/" not in address)

    follow(citizen, code)
    expect(citizen.locator("main")).to_contain_text("Tờ khai thiếu chữ ký")
    looked_at(citizen, found, keep_picture, "missing")
    citizen.get_by_role("link", name="Gửi bổ sung").click()
    citizen.get_by_label("Tờ khai đề nghị trợ cấp").set_input_files(a_photo(tmp_path))
    expect(citizen.locator("#upload-said")).to_contain_text("to-khai.png")
    looked_at(citizen, found, keep_picture, "hand_in")
    citizen.get_by_role("button", name="Gửi bổ sung").click()
    expect(citizen.locator("main")).to_contain_text("Đã gửi bổ sung, chờ cán bộ xem")
    looked_at(citizen, found, keep_picture, "handed_in")
    examiner.goto(reverse("dossier", args=[code]))

    expect(examiner.locator("main")).to_contain_text("to-khai.png")
    assert not found, "\n".join(found)


def a_photo(folder: Path) -> Path:
    from PIL import Image

    path = folder / "to-khai.png"
    Image.new("RGB", (400, 560), "white").save(path)
    return path


def test_the_pages_of_citizens_hold_on_a_desk_and_without_script(there: Any, open_page: Any, keep_picture: Any) -> None:
    name, page = "funeral_social", open_page(None, WIDE, has_script=False)

    for address in (
        reverse("service_list"),
        reverse("service", args=[name]),
        reverse("apply", args=[name]),
        reverse("follow"),
    ):
        answer = page.goto(address)
        assert answer.status == 200, address
        keep_picture(page, f"portal-{name}-{address.strip('/').replace('/', '-')}-{WIDE['width']}")
    page.get_by_label("Mã hồ sơ").fill("AS.1-260101-0001")
    for _try in range(3):
        page.get_by_label("Số định danh cá nhân").fill("084180000025")
        page.get_by_role("button", name="Xem hồ sơ").click()
    keep_picture(page, f"portal-puzzle-{WIDE['width']}")

    expect(page.locator("fieldset.puzzle img")).to_be_visible()


@pytest.mark.postgres
def test_the_same_dossier_on_postgres(tmp_path: Path) -> None:
    """The flow once more in a process of its own, whose database is a PostgreSQL nobody else uses."""
    try:
        with postgres_server() as dsn:
            socket = dsn.split()[0].removeprefix("host=")
            told = {
                "ANSINH_DATABASE": f"postgresql://postgres@{quote(socket, safe='')}/postgres",
                "ANSINH_DATA": str(tmp_path),
            }
            flow = f"{__file__}::test_a_dossier_from_the_wizard_to_the_paid_month"
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", flow]
            ran = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)
    except NoPostgres as missing:
        pytest.skip(str(missing))

    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    assert "1 passed" in ran.stdout, json.dumps(ran.stdout[-400:])
