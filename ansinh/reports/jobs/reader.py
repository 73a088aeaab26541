"""Asks the reading process for a reading, and ends it when it takes too long."""

import atexit
import hashlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import ansinh.reading
from ansinh.engine.collect import collect
from ansinh.reading.reading import Reading

READING_SECONDS = 1200
IDLE_SECONDS = 120
WORKER = "ansinh.reports.jobs.worker"


class BadFile(ValueError):
    """A file nothing could be read from; says why and what to do, in Vietnamese."""


def read_apart(
    path: Path,
    *,
    name: str,
    variants: Iterable[tuple[str, str]] = (),
    seconds: float = READING_SECONDS,
    tell: Callable[[str], None] = lambda step: None,
) -> Reading:
    """The reading of a file, made in another process; `tell` gets its steps. One file at a time. Raises BadFile."""
    with _turn:
        return _process.read(path, name, tuple(variants), seconds, tell)


@cache
def reader_version() -> str:
    """Twelve characters that change whenever the reader or the words of its catalogue do."""
    digest = hashlib.sha256()
    for path in sorted(Path(ansinh.reading.__path__[0]).rglob("*")):
        if path.suffix in (".py", ".yaml") and "tests" not in path.parts:
            digest.update(path.read_bytes())
    for one in collect().indicators.values():
        digest.update(repr((one.name, one.said, one.unit)).encode())
    return digest.hexdigest()[:12]


class _Process:
    """The reading process: started when first asked, kept warm for the next file, ended when it has nothing to do for a while."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.rest: threading.Timer | None = None

    def read(
        self, path: Path, name: str, variants: tuple[tuple[str, str], ...], seconds: float, tell: Callable[[str], None]
    ) -> Reading:
        self._stay()
        child = self._started()
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            child.kill()

        limit = _timer(seconds, stop)
        try:
            assert child.stdin and child.stdout
            pickle.dump((path, name, variants), child.stdin)
            child.stdin.flush()
            while True:
                what, about = pickle.load(child.stdout)
                if what != "step":
                    break
                tell(about)
        except (EOFError, OSError, pickle.UnpicklingError) as ended:
            self.end()
            if is_late.is_set():
                raise BadFile(
                    f"Đọc «{name}» quá {seconds:.0f} giây nên đã dừng. Tách tệp thành nhiều phần, hoặc lưu lại thành .docx rồi gửi lại."
                ) from ended
            raise BadFile(
                f"Tệp «{name}» làm hỏng trình đọc. Mở tệp bằng Word hoặc Excel, lưu lại rồi gửi lại."
            ) from ended
        finally:
            limit.cancel()
            self._rest_later()
        if what == "read":
            return about
        if what == "unreadable":
            raise BadFile(about)
        raise BadFile(f"Không đọc được «{name}» vì lỗi của trình đọc ({about}). Tệp vẫn được giữ; báo người quản trị.")

    def end(self) -> None:
        """End the process; the next file starts another."""
        if self.child:
            self.child.kill()
            self.child.communicate()
            self.child = None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self.child is None or self.child.poll() is not None:
            self.end()
            self.child = subprocess.Popen([sys.executable, "-m", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self.child

    def _rest_later(self) -> None:
        self.rest = _timer(IDLE_SECONDS, _end_when_free)

    def _stay(self) -> None:
        if self.rest:
            self.rest.cancel()


def _timer(seconds: float, act: Callable[[], object]) -> threading.Timer:
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
    return timer


def _end_when_free() -> None:
    if _turn.acquire(blocking=False):
        try:
            _process.end()
        finally:
            _turn.release()


_turn = threading.Lock()
_process = _Process()
atexit.register(_process.end)
