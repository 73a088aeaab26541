"""The seam for a virus scanner: `scan(path)` says Clean, Infected or NotScanned.

Asked is a ClamAV daemon when `settings.CLAMD` names one: `unix:/run/clamav/clamd.ctl` or `127.0.0.1:3310`. Without one a file is said
to be unscanned, never clean."""

import socket
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_BLOCK = 1 << 16
_SECONDS = 60


@dataclass(frozen=True)
class Clean:
    """The scanner found nothing."""


@dataclass(frozen=True)
class Infected:
    """The scanner knows what is in it."""

    name: str


@dataclass(frozen=True)
class NotScanned:
    """Nobody looked; `why` is a Vietnamese sentence for the officer."""

    why: str


Verdict = Clean | Infected | NotScanned


def scan(path: Path) -> Verdict:
    """What the scanner says of a file. A scanner that does not answer leaves it unscanned."""
    if not (address := settings.CLAMD):
        return NotScanned("Máy chủ chưa nối với phần mềm diệt vi-rút.")
    try:
        answer = _ask(address, path)
    except OSError as broken:
        return NotScanned(f"Phần mềm diệt vi-rút không trả lời ({broken.strerror or broken}).")
    except ValueError:
        return NotScanned(f"Địa chỉ phần mềm diệt vi-rút «{address}» không đúng. Ghi unix:/đường/dẫn hoặc máy:cổng.")
    if answer.endswith(" FOUND"):
        return Infected(answer.removesuffix(" FOUND").partition(": ")[2])
    if answer.endswith(": OK"):
        return Clean()
    return NotScanned(f"Phần mềm diệt vi-rút trả lời «{answer[:100]}».")


def _ask(address: str, path: Path) -> str:
    """The answer of clamd to a stream of the file's bytes (command INSTREAM: each block after its length, an empty one at the end)."""
    with _connected(address) as daemon, path.open("rb") as file:
        try:
            daemon.sendall(b"zINSTREAM\0")
            while block := file.read(_BLOCK):
                daemon.sendall(len(block).to_bytes(4, "big") + block)
            daemon.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has seen enough (a stream too long) and its answer says so
        answer = b""
        while not answer.endswith(b"\0") and (more := daemon.recv(4096)):
            answer += more
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(_SECONDS)
        try:
            daemon.connect(address.removeprefix("unix:"))
        except OSError:
            daemon.close()
            raise
        return daemon
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
