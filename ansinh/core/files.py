"""The one store of files outside the database: bytes kept once under their SHA-256, never changed, never served by the web server.

    files/ab/abcd…        what was kept, read-only
    quarantine/ab/abcd…   what a virus scanner refused: nothing reads it

A room that keeps hashes says so with `held_by`, so that a check finds rows without a file and files without a row."""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_BLOCK = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")
_OLD = ("received",)  # where files lay before there was one store; each moves when it is first asked for
_ARRIVING = "dang-nhan-"
_READ_ONLY, _FOLDER = 0o440, 0o750


@dataclass
class Arriving:
    """A copy of bytes that came in, beside the store: their hash and number (one block more than `at_most` at the most)."""

    path: Path
    sha256: str = ""
    size: int = 0

    def keep(self) -> str:
        """Put the bytes in the store, once; their hash. After this they are on the disk, also when the power fails."""
        place = path_of(self.sha256)
        if place.exists() and place.stat().st_size == self.size:
            return self.sha256
        _make(place.parent)
        self.path.chmod(_READ_ONLY)
        self.path.replace(place)
        _settle(place.parent)
        return self.sha256


@dataclass(frozen=True)
class Fault:
    """What a check found of one hash: `missing` (a row without its file), `damaged` (bytes of another hash), `unclaimed` (a file
    without a row) or `unfinished` (a copy whose keeping was broken off)."""

    kind: str
    sha256: str
    path: Path


def keep(source: bytes | Path) -> str:
    """Keep bytes, or the content of a file; their SHA-256. The same bytes are kept once."""
    with arriving(source) as taken:
        return taken.keep()


@contextmanager
def arriving(source: bytes | Path, *, at_most: int | None = None) -> Iterator[Arriving]:
    """A copy in the store's own folder, to be looked at before `keep()`; gone afterwards unless kept. Copying stops past `at_most`."""
    folder = store()
    _make(folder)
    handle, name = tempfile.mkstemp(dir=folder, prefix=_ARRIVING)
    taken, digest = Arriving(Path(name)), hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as copy:
            for block in _blocks(source):
                taken.size += len(block)
                if at_most is not None and taken.size > at_most:
                    break
                digest.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        taken.sha256 = digest.hexdigest()
        yield taken
    finally:
        Path(name).unlink(missing_ok=True)


def path_of(sha256: str) -> Path:
    """Where the bytes of a hash lie, whether they are there or not. Raises ValueError for what is no SHA-256."""
    if not _HASH.fullmatch(sha256):
        raise ValueError(f"«{sha256[:80]}» không phải mã băm SHA-256 của tệp.")
    place = store() / sha256[:2] / sha256
    if not place.exists():
        _move_from_old(sha256, place)
    return place


def is_kept(sha256: str) -> bool:
    """Whether the bytes are there to be read (quarantined ones are not)."""
    return path_of(sha256).exists()


def is_quarantined(sha256: str) -> bool:
    return _quarantine(sha256).exists()


def quarantine(sha256: str) -> None:
    """Take the bytes out of the store to where nothing reads them."""
    place, aside = path_of(sha256), _quarantine(sha256)
    if not place.exists():
        return
    _make(aside.parent)
    place.replace(aside)
    aside.chmod(0o400)
    _settle(aside.parent)


def store() -> Path:
    """The folder of the store."""
    return Path(settings.DATA) / "files"


def held_by(hashes: Callable[[], Iterable[str]]) -> None:
    """Let a room say which hashes its rows keep."""
    _holders.append(hashes)


def held() -> set[str]:
    """Every hash some row keeps."""
    return {sha256 for hashes in _holders for sha256 in hashes()}


def kept() -> Iterator[tuple[str, Path]]:
    """Hash and path of every file in the store."""
    for place in sorted(store().glob("??/*")):
        yield place.name, place


def faults(*, tell: Callable[[str], None] = lambda sha256: None) -> Iterator[Fault]:
    """Where rows and files do not agree; every byte is read. `tell` gets each hash as it is looked at."""
    wanted = held()
    for sha256 in sorted(wanted):
        if not is_kept(sha256) and not is_quarantined(sha256):
            yield Fault("missing", sha256, path_of(sha256))
    for sha256, place in kept():
        tell(sha256)
        if _hash_of(place) != sha256:
            yield Fault("damaged", sha256, place)
        if sha256 not in wanted:
            yield Fault("unclaimed", sha256, place)
    for place in sorted(store().glob(f"{_ARRIVING}*")):
        yield Fault("unfinished", "", place)


_holders: list[Callable[[], Iterable[str]]] = []


def _quarantine(sha256: str) -> Path:
    return Path(settings.DATA) / "quarantine" / sha256[:2] / sha256


def _move_from_old(sha256: str, place: Path) -> None:
    for name in _OLD:
        old = Path(settings.DATA) / name / sha256[:2] / sha256
        if old.exists():
            _make(place.parent)
            try:
                old.chmod(_READ_ONLY)
                old.replace(place)
            except FileNotFoundError:  # another process moved it in this moment
                continue
            _settle(place.parent)


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)


def _settle(folder: Path) -> None:
    """The name in the folder on the disk, where the system can say so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _blocks(source: bytes | Path) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
