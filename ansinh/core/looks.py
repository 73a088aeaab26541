"""Who looked at whose file, and which files were taken away: written down before the answer goes out, part of the trail a moment later.

`looked_at("person:12")` in a page is enough. Reading never waits for the database's one writer: a look is a line in
`settings.LOOKED/waiting.jsonl` first; a thread moves lines into the trail once a second, and tries again while the
database is busy. A line leaves the folder only after its event was committed; one met twice is written once."""

import fcntl
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from ansinh.core.audit import Origin, about_now, append, coming_from
from ansinh.core.limits import address_of
from ansinh.core.models import AuditEvent

LOOK, DOWNLOAD = "look", "download"
READING = (LOOK, DOWNLOAD, "export", "reveal")
BATCH_SECONDS, RETRY_SECONDS = 1, 5
_NO_FILE = ("text/html", "text/plain", "text/css", "text/javascript", "application/json", "image/")
_log = logging.getLogger("ansinh.looks")
_looks: ContextVar[list[dict[str, Any]] | None] = ContextVar("looks", default=None)
_moving = threading.Lock()
_is_moving = False


def looked_at(subject: str, *, place_id: str = "", **detail: Any) -> None:
    """Note that whoever acts now sees the file of a subject (`person:12`); kept when the page goes out, at once outside a page."""
    look = about_now(LOOK, subject, place_id) | {"detail": detail}
    if (looks := _looks.get()) is None:
        keep([look])
    else:
        looks.append(look)


class TrailMiddleware:
    """Events of a request say where it came from; what it showed of people's files, and any file it gave away, is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        origin = Origin(address_of(request)[:45], getattr(request, "request_id", ""))
        with coming_from(origin) as acts, _looking() as looks:
            response = self.get_response(request)
            if request.user.is_authenticated and _is_file(response):
                if not looks and not acts:
                    looks.append(about_now(DOWNLOAD, request.path[:80]) | {"detail": {}})
                for look in looks:
                    look |= {"act": DOWNLOAD, "detail": look["detail"] | {"address": request.get_full_path()[:500]}}
            if looks:
                keep(looks)
        return response


@contextmanager
def _looking() -> Iterator[list[dict[str, Any]]]:
    looks: list[dict[str, Any]] = []
    token = _looks.set(looks)
    try:
        yield looks
    finally:
        _looks.reset(token)


def _is_file(response: HttpResponseBase) -> bool:
    kind = response.headers.get("Content-Type", "text/html")
    return response.status_code == 200 and ("Content-Disposition" in response.headers or not kind.startswith(_NO_FILE))


def keep(looks: list[dict[str, Any]]) -> None:
    """Write looks down beside the database; into the trail itself when the disk takes nothing. Never raises: a reader reads on."""
    try:
        _write_down("".join(json.dumps(look, default=str, ensure_ascii=False) + "\n" for look in looks))
    except OSError:
        try:
            with transaction.atomic():
                append(looks)
        except DatabaseError:
            _log.exception("a look could be kept nowhere: %s", looks)
    else:
        _see_to_moving()


def settle() -> int:
    """Move everything that waits into the trail; the number of looks written. Raises DatabaseError when the database is busy: all wait on."""
    _take()
    return sum(_moved(path) for path in sorted(_folder().glob("taken-*.jsonl")))


def _folder() -> Path:
    return Path(settings.LOOKED)


def _waiting() -> Path:
    return _folder() / "waiting.jsonl"


@contextmanager
def _locked(path: Path, flags: int, how: int) -> Iterator[int | None]:
    """The file opened and locked; None when another has it or took it away in this moment."""
    try:
        handle = os.open(path, flags, 0o600)
    except FileNotFoundError:
        yield None
        return
    try:
        fcntl.flock(handle, how)
        yield handle if _is_still(path, handle) else None
    except BlockingIOError:
        yield None
    finally:
        os.close(handle)


def _is_still(path: Path, handle: int) -> bool:
    """Whether the opened file is the one of that name, asked at once: between two questions another may take it away."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _write_down(lines: str) -> None:
    _folder().mkdir(parents=True, exist_ok=True)
    while True:
        with _locked(_waiting(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, fcntl.LOCK_EX) as handle:
            if handle is not None:
                os.write(handle, lines.encode())
                return


def _take() -> None:
    with _locked(_waiting(), os.O_RDONLY, fcntl.LOCK_EX) as handle:
        if handle is not None:
            _waiting().rename(_folder() / f"taken-{time.time_ns()}-{uuid4().hex[:8]}.jsonl")


def _moved(path: Path) -> int:
    with _locked(path, os.O_RDONLY, fcntl.LOCK_EX | fcntl.LOCK_NB) as handle:
        if handle is None:
            return 0
        looks = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if not looks:  # taken between the opening of the file and the first line
            path.unlink()
            return 0
        for look in looks:
            look["at"] = datetime.fromisoformat(look["at"])
        with transaction.atomic():
            moments = [look["at"] for look in looks]
            there = AuditEvent.objects.filter(act__in=READING, at__range=(min(moments), max(moments)))
            known = set(there.values_list("at", "actor", "subject", "request_id"))
            new = [one for one in looks if (one["at"], one["actor"], one["subject"], one["request_id"]) not in known]
            if new:
                append(new)
        path.unlink()
        return len(new)


def _see_to_moving() -> None:
    global _is_moving
    if settings.TESTING:
        return
    with _moving:
        if not _is_moving:
            _is_moving = True
            threading.Thread(target=_move, name="looks", daemon=True).start()


def _move() -> None:
    global _is_moving
    while True:
        time.sleep(BATCH_SECONDS)
        try:
            settle()
        except Exception:  # whatever it was, the lines are still there
            _log.exception("looks wait in %s", _folder())
            time.sleep(RETRY_SECONDS)
        finally:
            connection.close()
        with _moving:
            if not any(_folder().glob("*.jsonl")):
                _is_moving = False
                return
