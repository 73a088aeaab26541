"""Files of a wizard that is not yet submitted: kept beside the store under names nobody can guess, and gone after a day."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from ansinh.core import viruses

KEPT_SECONDS = 24 * 3600
MOST_WAITING = 2 << 30  # bytes of all visitors together: strangers cannot fill the disk
_TOKEN = re.compile(r"[0-9a-f]{32}")


class FileRefused(ValueError):
    """The file is not kept; the message says why and what to do, in Vietnamese."""


@dataclass(frozen=True)
class DraftFile:
    """A file that waits: its token, the name it came with, its size in bytes."""

    token: str
    name: str
    size: int

    @property
    def path(self) -> Path:
        return path_of(self.token)


def folder() -> Path:
    """Where files wait."""
    return Path(settings.DATA) / "waiting"


def path_of(token: str) -> Path:
    """Where the file of a token lies. Raises ValueError for what is no token."""
    if not _TOKEN.fullmatch(token):
        raise ValueError(f"«{token[:40]}» is no token of a waiting file")
    return folder() / token


def keep(*, name: str, content: bytes) -> DraftFile:
    """A file kept until it is submitted. Raises FileRefused when too much waits, or the scanner knows what is in it."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep()
    if _waiting() + len(content) > MOST_WAITING:
        raise FileRefused(
            "Máy chủ đang giữ quá nhiều tệp chờ nộp. Thử lại sau vài giờ, hoặc mang giấy đến bộ phận một cửa."
        )
    token = token_hex(16)
    path = path_of(token)
    path.touch(mode=0o600)
    path.write_bytes(content)
    verdict = viruses.scan(path)
    if isinstance(verdict, viruses.Infected):
        path.unlink()
        raise FileRefused(f"«{name}» có mã độc ({verdict.name}) nên không nhận. Làm sạch máy rồi chụp lại giấy tờ.")
    return DraftFile(token, name, len(content))


def forget(token: str) -> None:
    """Take a waiting file away."""
    path_of(token).unlink(missing_ok=True)


def is_there(token: str) -> bool:
    """Whether the file still waits."""
    return path_of(token).is_file()


def sweep(now: float | None = None) -> int:
    """Take away what has waited longer than a day; how many files."""
    gone = 0
    for path in _old(now or time.time()):
        path.unlink(missing_ok=True)
        gone += 1
    return gone


def _waiting() -> int:
    """Bytes that wait now."""
    return sum(entry.stat().st_size for entry in os.scandir(folder()))


def _old(now: float) -> Iterator[Path]:
    for path in folder().glob("*"):
        try:
            if now - path.stat().st_mtime > KEPT_SECONDS:
                yield path
        except FileNotFoundError:
            continue
