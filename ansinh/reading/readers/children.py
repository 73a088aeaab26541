"""Programs of the machine (LibreOffice, antiword, Tesseract): run with a time limit, ended together with what they started."""

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path


class NotDone(Exception):
    """The program did not end in time, or ended with an error."""


def run(
    command: Sequence[str], *, seconds: float, given: bytes = b"", folder: Path | None = None, **set_to: str
) -> bytes:
    """What the program prints. ``set_to`` are variables of its environment. Raises NotDone."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, **set_to},
        start_new_session=True,
    ) as child:
        try:
            told, wrong = child.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise NotDone(f"quá {seconds:.0f} giây") from None
        finally:
            _end(child)
    if child.returncode:
        raise NotDone(wrong.decode(errors="replace").strip()[-200:])
    return told


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the program and every process it started."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
    else:
        child.kill()
