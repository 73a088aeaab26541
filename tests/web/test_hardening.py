"""What every answer carries, what errors tell and do not tell, what goes out to spreadsheets, and what must not lie in the repository."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, get_resolver, path, reverse

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.cells import FORMULA_STARTS, Workbook, csv_writer, own_text, safe
from ansinh.dossiers.factories import make_dossier
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.models import Dossier
from ansinh.people.jobs.handout import HEADER, people_lines, write_csv, write_refused, write_xlsx
from ansinh.people.models import Household, Membership, Person
from ansinh.people.words import ROLES
from ansinh.poverty.jobs.tables.workbook import Cover, write_sheets
from ansinh.poverty.jobs.xlsform import household_list
from ansinh.poverty.models import Review
from ansinh.web.errors import WithRequestId
from ansinh.web.middleware import READ_ALOUD, new_request_id

PROJECT = Path(settings.PACKAGE).parent
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVIL = (
    '=HYPERLINK("http://x.example","y")', "+1", "-1+2", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", "=cmd|' /C calc'!A0", "http://x.example/a", "{=1+1}",
)  # fmt: skip


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("mật khẩu của cơ sở dữ liệu là 123456")


class Breaking:
    """The addresses of the house and one that breaks."""

    from ansinh.web.urls import handler400, handler403, handler404, handler500, urlpatterns

    urlpatterns = [path("hong/", break_down), path("api/v1/hong/", break_down), *urlpatterns]


@pytest.fixture
def officer(db: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_user("can_bo_thu"))
    return client


@pytest.mark.parametrize("address", ["/", "/dang-nhap/", "/khong-co/", "/static/ansinh/ansinh.css", "/api/v1/health"])
def test_every_answer_carries_the_whole_set_of_headers(officer: Client, address: str) -> None:
    answer = officer.get(address)
    if answer.streaming:
        assert b"".join(answer)
        answer.close()

    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy and "object-src" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"] and "geolocation=()" in answer["Permissions-Policy"]
    assert answer["Server"] == "An Sinh" and "X-Powered-By" not in answer
    assert "Access-Control-Allow-Origin" not in answer
    assert answer.has_header("X-Request-Id")


def test_no_disk_keeps_a_page_of_people(officer: Client) -> None:
    assert "no-store" in officer.get("/")["Cache-Control"] and "private" in officer.get("/nguoi/")["Cache-Control"]


def test_no_template_holds_a_script_or_style_of_its_own() -> None:
    written = re.compile(
        r"<script(?![^>]*(?:\bsrc=|type=.application/json))|<style|\sstyle=|\son(?:click|change|load|submit|input)=|javascript:",
        re.I,
    )
    printed = {"paper_page.html"}  # the page of a paper kept as a file of its own, never answered to a browser

    found = [
        str(one.relative_to(PROJECT)) for one in settings.PACKAGE.rglob("templates/**/*.html")
        if one.name not in printed and written.search(one.read_text())
    ]  # fmt: skip

    assert found == []


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "DJANGO_SETTINGS_MODULE": "ansinh.web.settings", **environment}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=told, cwd=PROJECT, check=False
    )


def test_with_https_cookies_are_the_hosts_own_and_browsers_are_told_to_stay(tmp_path: Path) -> None:
    code = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SECURE_HSTS_SECONDS, s.SECURE_PROXY_SSL_HEADER)"
    )

    told = run(code, ANSINH_DATA=str(tmp_path), ANSINH_HTTPS="1", ANSINH_PROXIES="10.0.0.1").stdout

    assert told.startswith(
        "__Host-ansinh __Host-ansinh_csrf True True True Lax 31536000 ('HTTP_X_FORWARDED_PROTO', 'https')"
    )


def test_debugging_does_not_start_where_others_reach_it(tmp_path: Path) -> None:
    there = {"ANSINH_DATA": str(tmp_path), "ANSINH_DEBUG": "1"}
    code = "from django.conf import settings; print('DEBUG', settings.DEBUG)"

    outside = run(code, ANSINH_HOSTS="ansinh.tinh.gov.vn", **there)
    inside = run(code, **there)

    assert outside.returncode != 0 and "ANSINH_HOSTS" in outside.stderr
    assert "DEBUG True" in inside.stdout


def test_debugging_is_not_served_to_other_machines(settings: Any) -> None:
    settings.DEBUG = True

    with pytest.raises(CommandError, match="ANSINH_DEBUG"):
        call_command("serve", "--host", "0.0.0.0")


def test_there_is_no_admin_site_and_no_debug_page() -> None:
    names = {pattern.name or "" for pattern in get_resolver().url_patterns if hasattr(pattern, "name")}

    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not [name for name in names if "admin" in name]
    assert "admin" not in str(get_resolver().app_dict)


def test_another_servers_name_is_refused(officer: Client) -> None:
    answer = officer.get("/", headers={"Host": "xau.example"})

    assert answer.status_code == 400 and "Yêu cầu không đúng" in answer.content.decode()
    assert "xau.example" not in answer.content.decode()


def test_an_error_tells_the_reader_an_id_and_nothing_of_the_house(officer: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = Breaking

    page, program = officer.get("/hong/"), officer.get("/api/v1/hong/")

    told = page.content.decode()
    assert page.status_code == program.status_code == 500
    assert page["X-Request-Id"] in told and "Máy chủ gặp lỗi" in told
    for secret in ("RuntimeError", "123456", "Traceback", "ansinh/web", ".py", "Django"):
        assert secret not in told and secret not in program.content.decode()
    assert program.json() == {
        "code": "broken", "message": program.json()["message"], "request_id": program["X-Request-Id"],
    }  # fmt: skip


def test_the_log_of_errors_names_the_id_its_reader_was_shown(caplog: Any) -> None:
    request = RequestFactory().get("/")
    request.request_id = "K7MQ-24XA"  # type: ignore[attr-defined]
    record = SimpleNamespace(request=request)

    assert WithRequestId().filter(record) and record.request_id == "K7MQ-24XA"  # type: ignore[arg-type]
    plain = SimpleNamespace()
    assert WithRequestId().filter(plain) and plain.request_id == "-"  # type: ignore[arg-type]
    assert settings.LOGGING["loggers"]["django.security"]["level"] == "ERROR"
    assert "request_id" in settings.LOGGING["formatters"]["line"]["format"]


def test_an_id_is_read_on_the_telephone_without_mistakes() -> None:
    ids = {new_request_id() for _ in range(200)}

    assert len(ids) == 200 and not set("".join(ids)) - set(READ_ALOUD + "-")
    assert not set(READ_ALOUD) & set("012BIOSUVWFJZ5")


@pytest.mark.parametrize(("address", "words"), [("/khong-co/", "Không tìm thấy"), ("/nguoi/999999/", "Không tìm thấy")])
def test_pages_of_errors_are_vietnamese_and_carry_the_id(officer: Client, address: str, words: str) -> None:
    answer = officer.get(address)

    assert words in answer.content.decode() and answer["X-Request-Id"] in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_words_without_the_reason(officer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = officer.cookies

    answer = strict.post("/toi/ma-api/", {"purpose": "x"})

    told = answer.content.decode()
    assert answer.status_code == 403 and "tải lại (F5)" in told and answer["X-Request-Id"] in told
    assert "CSRF" not in told and "token" not in told.lower().replace("csrfmiddlewaretoken", "")


def test_more_than_any_file_is_refused_before_it_is_read(officer: Client, settings: Any) -> None:
    stranger, size = Client(), settings.MOST_SENT_BY_STRANGERS + 1

    def send(client: Client, size: int) -> Any:
        return client.generic("POST", "/dang-nhap/", b"", CONTENT_LENGTH=str(size))

    assert send(stranger, size).status_code == 413
    assert send(officer, size).status_code != 413
    assert send(officer, settings.MOST_SENT + 1).status_code == 413
    assert "MB" in send(stranger, size).content.decode()


def test_the_doctor_names_what_is_unsafe_here(db: Any, settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.ALLOWED_HOSTS, settings.HTTPS = tmp_path, ["ansinh.example", ".vn"], False
    settings.SECRET_KEY = "abcabc"
    tmp_path.chmod(0o755)
    get_user_model().objects.create_user("mau", password="mat-khau-mau")
    (tmp_path / "demo.json").write_text(
        json.dumps({"accounts": [{"username": "mau", "password": "mat-khau-mau", "who": ""}]})
    )
    out = io.StringIO()

    with pytest.raises(CommandError, match="HTTPS"):
        call_command("doctor", "--json", stdout=out)

    told = {one["name"]: one for one in json.loads(out.getvalue())}
    for name in ("HTTPS", "Tên máy chủ", "Khóa bí mật", "Quyền của thư mục dữ liệu", "Tài khoản mẫu"):
        assert not told[name]["ok"], name
    assert "chmod" in told["Quyền của thư mục dữ liệu"]["detail"] and told["Tài khoản mẫu"]["detail"].endswith("mau")
    assert told["Chế độ dò lỗi"]["ok"]


# What goes out to spreadsheets.


@pytest.fixture
def evil_names(province: SimpleNamespace) -> SimpleNamespace:
    """The small province, everybody in it named as a formula."""
    with acting_as_system("chuẩn bị thử nghiệm"):
        person = Person.objects.filter(commune=province.a).order_by("pk").first()
        make_dossier(procedure=next(iter(procedures())), person=person)
        for number, one in enumerate(Person.objects.all()):
            name = EVIL[number % len(EVIL)]
            Person._base_manager.filter(pk=one.pk).update(name=name, name_folded=name, phone="+84 912", source="=1+1")
        for number, review in enumerate(Review.objects.all()):
            Review._base_manager.filter(pk=review.pk).update(head_name=EVIL[number % len(EVIL)])
        Membership._base_manager.exclude(role__in=ROLES).update(role="other")
        Household._base_manager.update(address="=1+1", hamlet="@SUM(1)")
        Dossier._base_manager.update(applicant_name=EVIL[0], applicant_folded=EVIL[0], external_code="=2+2")
    return province


def texts_of(data: bytes) -> list[Any]:
    """Every cell of a workbook; fails at the first formula or link, whatever sheet it is on."""
    book, found = openpyxl.load_workbook(io.BytesIO(data)), []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
                assert cell.hyperlink is None, (sheet.title, cell.coordinate)
                found.append(cell.value)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            assert b"<f>" not in package.read(name) or not name.startswith("xl/worksheets/"), name
    return found


def test_no_export_of_any_page_holds_a_formula(evil_names: SimpleNamespace, as_user: Any) -> None:
    communes = {"commune_review": evil_names.review_a.pk, "review_list": evil_names.review_a.pk}
    seen, cells = set(), []

    for role in (
        "province_officer",
        "province_leader",
        "commune_officer",
        "province_reconciler",
        "province_accountant",
    ):
        client = as_user(evil_names.users[role])
        for name in exporting_addresses():
            address = reverse(name, args=[communes[name]]) if name in communes else reverse(name)
            answer = client.get(address, {"xuat": "xlsx"})
            if answer.status_code == 200 and answer["Content-Type"] == SHEET:
                seen.add(name)
                cells += texts_of(b"".join(answer) if answer.streaming else answer.content)

    assert {"person_list", "review_list", "dossier_list", "household_list"} <= seen, seen
    assert {EVIL[0], "+1", "@SUM(1)"} <= set(cells)


def exporting_addresses() -> list[str]:
    found = []
    for name in {key for key in get_resolver().reverse_dict if isinstance(key, str)}:
        try:
            reverse(name)
        except NoReverseMatch:
            continue
        found.append(name)
    return sorted({*found, "commune_review", "review_list"} - {"sign_out", "account_logout"})


def test_the_register_the_returned_rows_and_the_field_list_hold_no_formula(evil_names: SimpleNamespace) -> None:
    officer = evil_names.users["province_officer"]
    book, text, returned = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with acting_as(officer):
        lines = list(people_lines())
        write_xlsx(book, HEADER, lines)
        write_csv(text, HEADER, lines)
        carried = household_list([evil_names.review_a])
    write_refused(returned, {"header": list(EVIL), "rows": [(3, "sai", "=1", list(EVIL))]})
    tables = write_sheets(sheets=[], cover=Cover("=1+1", 2023, "=2+2", date(2023, 12, 31)))

    for data in (book.getvalue(), returned.getvalue(), tables):
        texts_of(data)
    for data in (text.getvalue(), carried):
        for cell in re.findall(r'(?:^|,)"?([^",\r\n][^,"]*)', data.decode("utf-8-sig"), re.M):
            assert not cell.startswith(FORMULA_STARTS), cell
    assert "'=HYPERLINK" in text.getvalue().decode("utf-8-sig")


def test_numbers_stay_numbers_and_text_comes_back_as_it_was() -> None:
    out = io.StringIO()
    csv_writer(out).writerow([-5, 1.5, "-5", "=1", "an"])
    held = io.BytesIO()
    with Workbook(held, {"strings_to_formulas": True}) as book:
        book.add_worksheet().write_row(0, 0, [-5, "=1+1", "http://x.example"])

    assert out.getvalue().strip() == "-5,1.5,'-5,'=1,an"
    assert [own_text(safe(text)) for text in EVIL] == list(EVIL) and safe(-5) == -5
    assert texts_of(held.getvalue()) == [-5, "=1+1", "http://x.example"]


def test_every_export_is_written_by_the_one_hand_and_every_file_comes_through_the_one_door() -> None:
    others = re.compile(
        r"xlsxwriter\.Workbook\(|csv\.writer\(|csv\.DictWriter\(|openpyxl\.Workbook\(|forms\.FileField\(|models\.FileField"
    )
    allowed = {
        "ansinh/core/cells.py",
        "ansinh/core/uploads.py",
        "ansinh/dossiers/forms/portal.py",
    }  # the last one goes through `accept`

    found = {
        str(one.relative_to(PROJECT)) for one in settings.PACKAGE.rglob("*.py")
        if "tests" not in one.parts and "migrations" not in one.parts and others.search(one.read_text())
    }  # fmt: skip

    assert found - allowed == set()


# What must not lie in the repository, and what we depend on.

SECRETS = re.compile(
    r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}|\bsk-[A-Za-z0-9_-]{24,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{20,}|\bAIza[0-9A-Za-z_-]{35}|\beyJ[A-Za-z0-9_-]{15,}\.eyJ|\bansinh_[0-9a-f]{12}_[A-Za-z0-9_-]{40,}"
    r"|\w+://[^\s:/@'\"{}]+:[^\s:/@'\"{}]{3,}@(?!127\.|localhost|\[)"
    r"|(?i:(?:password|passwd|secret|api_?key|token)\s*[:=]\s*[\"'][^\"'\s{}<>]{8,}[\"'])"
)
# The made-up province's, shown on its own sign-in page; the tests'; the README's examples.
KNOWN = ("tra-vinh-mau-2023", "mat-khau", "user:password@host", "nguoi:matkhau@may")


def test_no_secret_lies_in_the_repository() -> None:
    if not shutil.which("git") or not (PROJECT / ".git").exists():
        pytest.skip("not a checkout")
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    found = []
    for name in filter(None, tracked.split("\0")):
        file = PROJECT / name
        if (
            not file.is_file()
            or file.stat().st_size > 2_000_000
            or "/tests/" in f"/{name}"
            or "/static/vendor/" in name
        ):
            continue
        for line in file.read_bytes().decode("utf-8", "ignore").splitlines():
            if (secret := SECRETS.search(line)) and not any(known in line for known in KNOWN):
                found.append(f"{name}: {secret[0][:60]}")

    assert found == []
    assert not {"secret_key", ".env", "id_rsa"} & {Path(name).name for name in tracked.split("\0")}


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        "AKIA" + "A" * 16,
        'password = "hunter2hunter2"',
        "postgres://an:matkhau@db.tinh.vn/ansinh",
    ],
)
def test_the_search_for_secrets_finds_one(secret: str) -> None:
    assert SECRETS.search(secret)


def audit(tmp_path: Path, command: str, *, accepted: str = "", seconds: float = 20) -> subprocess.CompletedProcess[str]:
    (tmp_path / "accepted.txt").write_text(accepted)
    words = [
        "scripts/audit",
        "--command",
        command,
        "--accepted",
        str(tmp_path / "accepted.txt"),
        "--seconds",
        str(seconds),
    ]
    return subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=PROJECT, check=False)


def test_a_known_vulnerability_fails_the_check_until_it_is_accepted_and_again_after_its_day(tmp_path: Path) -> None:
    bad = {
        "name": "django",
        "version": "5.2.0",
        "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "fix_versions": ["5.2.9"]}],
    }
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"dependencies": [bad, {"name": "lxml", "version": "6", "vulns": []}]}))
    tomorrow, yesterday = date.today() + timedelta(days=1), date.today() - timedelta(days=1)

    plain = audit(tmp_path, f"cat {report}")
    accepted = audit(tmp_path, f"cat {report}", accepted=f"CVE-2026-1 {tomorrow} không dùng phần đó\n")
    too_late = audit(tmp_path, f"cat {report}", accepted=f"PYSEC-1 {yesterday} chờ bản mới\n")
    unreasoned = audit(tmp_path, f"cat {report}", accepted=f"PYSEC-1 {tomorrow}\n")

    assert plain.returncode == 1 and "PYSEC-1" in plain.stdout and "5.2.9" in plain.stdout
    assert accepted.returncode == 0 and "accepted until" in accepted.stdout
    assert too_late.returncode == 1 and unreasoned.returncode == 1 and "last-day reason" in unreasoned.stderr


def test_without_the_network_the_audit_says_so_goes_on_and_never_hangs(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"dependencies": [{"name": "django", "version": "5", "skip_reason": "not found"}]}))

    told = [audit(tmp_path, f"cat {report}"), audit(tmp_path, "false"), audit(tmp_path, "sleep 30", seconds=0.5)]

    assert [done.returncode for done in told] == [0, 0, 0]
    assert all("NOT MADE" in done.stdout for done in told)


def test_the_check_makes_the_audit() -> None:
    check = (PROJECT / "Makefile").read_text().partition("\ncheck:")[2].partition("\n\n")[0]

    assert "scripts/audit" in check
