"""Fifty officers for ten minutes against a real server with a million people, on SQLite and on PostgreSQL: errors and server time."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.postgres import NoPostgres, postgres_server

from .measuring import Line, percentile
from .province import COMMAND, SOURCE, build_province, copied

USERS, SECONDS = 50, 600
MOST = 0.300
PROCEDURE = "social_pension_new"
PEOPLE_EACH = 60
Apart = Callable[..., list[str]]


@dataclass(frozen=True)
class Asked:
    """One request: the page, seconds at the server on the clock and of the processor, the status."""

    page: str
    wall: float
    cpu: float
    status: int

    @property
    def is_good(self) -> bool:
        return self.status in (200, 302) and self.wall >= 0


def measure(data: Path, folder: Path, apart: Apart, *, seconds: int = SECONDS) -> list[Line]:
    """A line for each database; the pages that took longest beneath."""
    place = folder / "load"
    place.mkdir()
    with copied(data, place) as work:
        lines = _under_load("SQLite", {"ANSINH_DATA": str(work.resolve())}, place, apart, seconds)
    try:
        with postgres_server() as dsn:
            home = dsn.split()[0].removeprefix("host=")
            fresh = place / "postgres"
            fresh.mkdir()
            told = {
                "ANSINH_DATA": str(fresh),
                "ANSINH_DATABASE": f"postgresql://postgres@{quote(home, safe='')}/postgres",
            }
            build_province(fresh, "--months", "1", "--no-report", environment=told)
            lines += _under_load("PostgreSQL", told, place, apart, seconds)
    except NoPostgres as missing:
        print(f"bỏ qua PostgreSQL: {missing}", file=sys.stderr)
    return lines


def _under_load(name: str, told: dict[str, str], place: Path, apart: Apart, seconds: int) -> list[Line]:
    environment = {
        **os.environ,
        **told,
        "DJANGO_SETTINGS_MODULE": "tests.bench.load_settings",
        "PYTHONPATH": str(SOURCE),
    }
    plan = place / f"{name}.json"
    subprocess.run([*apart("load-plan", str(plan))], env=environment, check=True)
    with _server(environment) as address:
        kept = json.loads(plan.read_text())
        plan.write_text(json.dumps({**kept, "host": address, "count": USERS}))
        command = [sys.executable, "-m", "tests.bench.load_users", str(plan), str(seconds)]
        done = subprocess.run(command, cwd=SOURCE, stdout=subprocess.PIPE, text=True, check=True)
    took = [Asked(page, wall / 1000, cpu / 1000, status) for page, wall, cpu, status in json.loads(done.stdout)]
    return list(_lines(name, took, seconds))


def _lines(name: str, took: list[Asked], seconds: int) -> Iterator[Line]:
    good = [one for one in took if one.is_good]
    if not good:
        raise AssertionError(f"{name}: không trang nào trả lời; {len(took)} lỗi")
    walls = [one.wall for one in good]
    p95 = percentile(walls, 95)
    yield Line(
        f"{name}: {USERS} cán bộ trong {seconds // 60} phút, {len(took):,} lượt ({len(took) / seconds:.0f} lượt/giây)",
        f"p95 {p95 * 1000:.0f} ms (giữa {percentile(walls, 50) * 1000:.0f} ms, p99 {percentile(walls, 99) * 1000:.0f} ms; "
        f"CPU p95 {percentile([one.cpu for one in good], 95) * 1000:.0f} ms)",
        aim=f"p95 < {MOST * 1000:.0f} ms", is_met=p95 < MOST,
    )  # fmt: skip
    wrong = Counter(f"{one.status} {one.page}" for one in took if not one.is_good)
    told = "; ".join(f"{count} x {what}" for what, count in wrong.most_common(3))
    yield Line(f"{name}: lượt lỗi", f"{wrong.total()}{f' ({told})' if told else ''}", aim="0", is_met=not wrong)
    writes = [one.wall for one in good if "(ghi)" in one.page]
    if writes:
        yield Line(f"{name}: các lượt ghi", f"p95 {percentile(writes, 95) * 1000:.0f} ms ({len(writes):,} lượt)")
    pages = {one.page for one in good}
    slow = {page: percentile([one.wall for one in good if one.page == page], 95) for page in pages}
    cpu = {page: percentile([one.cpu for one in good if one.page == page], 95) for page in pages}
    worst = sorted(pages, key=lambda page: -slow[page])[:4]
    told = "; ".join(f"{page} p95 {slow[page] * 1000:.0f} ms, CPU {cpu[page] * 1000:.0f} ms" for page in worst)
    yield Line(f"{name}: chậm nhất", told)


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [str(COMMAND), "serve", "--port", str(port)],
        env=environment,
        cwd=SOURCE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/dang-nhap/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.25)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def plan(path: str) -> None:
    """Fifty signed-in officers of the province's communes and their people, written for the users to read; in a process of its own."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from ansinh.core.access import acting_as
    from ansinh.dossiers.jobs.catalogue import procedure_named
    from ansinh.dossiers.words import OPEN
    from ansinh.people.models import Person
    from ansinh.places.models import Place

    chance, today = random.Random(5), timezone.localdate()
    users: list[dict[str, object]] = []
    taken: set[int] = set()
    officers = get_user_model().objects.filter(grants__role="commune_officer", is_active=True).distinct().order_by("pk")
    for user in officers:
        with acting_as(user) as scope:
            commune = Place.objects.on(today).filter(pk__in=scope.communes, level=3).first()
            rows = Person.objects.filter(died_on=None, personal_number__isnull=False, birth_year__lt=1951)
            rows = rows.exclude(dossiers__state__in=OPEN)
            found = rows.order_by("pk").values("pk", "name", "personal_number")[:2000] if commune else []
            people = [one for one in found if one["pk"] not in taken]
        if commune is None or len(people) < PEOPLE_EACH:
            continue
        session = SessionStore(session_key=None)
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        chosen = chance.sample(people, PEOPLE_EACH)
        taken |= {one["pk"] for one in chosen}
        users.append({
            "name": user.get_username(), "session": session.session_key, "commune": commune.pk,
            "people": [{"pk": one["pk"], "name": one["name"], "number": one["personal_number"]} for one in chosen],
        })  # fmt: skip
        if len(users) == USERS:
            break
    declared = procedure_named(PROCEDURE)
    answers = {f"q_{one.key}": "false" for one in declared.questions if one.type == "yes_no"}
    answers |= {f"p_{one.key}": "present" for one in declared.components if not one.held_by and one.is_required}
    cookies = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
    Path(path).write_text(json.dumps({"users": users, "procedure": PROCEDURE, "answers": answers, "cookies": cookies}))
