"""Copies of the whole installation, and the way back.

    DEST/20261123T031402Z/manifest.json           what was copied, with hashes and counts
    DEST/20261123T031402Z/database.sqlite3|.dump  the database at one moment
    DEST/files/ab/abcd…                           every file once by its SHA-256: a second copy adds only what is new

The database is copied first: a file lies in its folder before a row names it, so every file a copied row names is copied too."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from ansinh.core import audit
from ansinh.core.access import acting_as_system

Tell = Callable[[str], None]
FORMAT = 1
MANIFEST, FILES, ASIDE = "manifest.json", "files", "truoc-khi-phuc-hoi"
_BEFORE = "before_restore"
_PAGES = 20_000  # of a SQLite database copied between two words of progress
# What is made anew by itself, holds no record, or must not lie beside the data: the key of the installation is kept apart.
_LEFT_OUT = {"secret_key", "cache", "looked", "ansinh.sqlite3", "test.sqlite3"}


class BackupRefused(ValueError):
    """The copy or the way back cannot be done; the message says why and what to do. Nothing was changed."""


@dataclass(frozen=True)
class Copied:
    """What a backup did: its folder, files in all, files that were new, bytes of the new ones, and its manifest."""

    folder: Path
    files: int
    new_files: int
    new_bytes: int
    manifest: dict[str, Any]


def back_up(dest: Path, *, tell: Tell = lambda line: None) -> Copied:
    """Copy the database and every file of the installation into a folder, and read the copy again. Raises BackupRefused."""
    dest = dest.resolve()
    if any(_is_within(dest, folder) for folder in _folders().values()):
        raise BackupRefused(f"«{dest}» nằm trong thư mục dữ liệu. Chọn nơi khác, tốt nhất là ổ đĩa khác.")
    previous = newest(dest)
    known = _known_hashes(previous)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    folder = dest / f".{name}"
    with _private():
        folder.mkdir(parents=True)
        database = _copy_database(folder, tell)
        tell("Tệp kèm theo …")
        files, new_files, new_bytes = _copy_files(dest, known, tell)
        manifest = {
            "format": FORMAT, "made_at": datetime.now(UTC).isoformat(), "database": database, "files": files,
        }  # fmt: skip
        (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        folder.rename(dest / name)
    return Copied(dest / name, len(files), new_files, new_bytes, manifest)


def newest(dest: Path) -> Path | None:
    """The newest whole backup in a folder of backups; the folder itself when it is one."""
    if (dest / MANIFEST).exists():
        return dest
    return max((path.parent for path in dest.glob(f"[0-9]*/{MANIFEST}")), default=None)


def manifest_of(folder: Path) -> dict[str, Any]:
    """What a backup says of itself. Raises BackupRefused."""
    try:
        told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise BackupRefused(f"«{folder}» không phải bản sao lưu: {wrong}") from wrong
    if told.get("format") != FORMAT:
        raise BackupRefused(f"Bản sao lưu «{folder}» có dạng {told.get('format')}, phần mềm này đọc dạng {FORMAT}.")
    return told


def check(folder: Path, *, tell: Tell = lambda line: None) -> dict[str, Any]:
    """Read every byte of a backup against its manifest; gives the manifest. Raises BackupRefused naming what is damaged."""
    manifest = manifest_of(folder)
    dump = folder / manifest["database"]["file"]
    wrong = [] if dump.exists() and hash_of(dump) == manifest["database"]["sha256"] else [dump.name]
    objects = {each["sha256"] for each in manifest["files"]}
    for number, sha256 in enumerate(sorted(objects), 1):
        kept = _object(folder.parent, sha256)
        if not kept.exists() or hash_of(kept) != sha256:
            wrong += [each["path"] for each in manifest["files"] if each["sha256"] == sha256]
        _progress(tell, "Đọc lại tệp", number, len(objects))
    if wrong:
        raise BackupRefused(
            f"Bản sao lưu «{folder}» hỏng {len(wrong)} tệp: {', '.join(wrong[:5])}. Dùng bản khác; không có gì bị thay đổi."
        )
    return manifest


def has_data() -> bool:
    """Whether the present database holds anything somebody did."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in ("auth_user", "core_auditevent", "people_person"):
            if table in tables:
                cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
                if cursor.fetchone():
                    return True
    return False


def restore(source: Path, *, over: bool = False, tell: Tell = lambda line: None) -> tuple[dict[str, Any], Path | None]:
    """Bring a backup back into this installation; gives its manifest and where what was here before lies now.

    What is here already is put aside first, and is only replaced with `over`. Raises BackupRefused."""
    folder = newest(source.resolve())
    if folder is None:
        raise BackupRefused(f"Không có bản sao lưu nào trong «{source}».")
    manifest = manifest_of(folder)
    if manifest["database"]["kind"] != connection.vendor:
        raise BackupRefused(
            f"Bản sao lưu là của {manifest['database']['kind']}, máy này dùng {connection.vendor}. Đặt ANSINH_DATABASE cho đúng loại."
        )
    is_empty = not has_data() and not any(True for _ in _present_files())
    if not is_empty and not over:
        raise BackupRefused(
            "Ở đây đang có dữ liệu. Dừng máy chủ rồi thêm --yes để thay; dữ liệu đang có sẽ được giữ lại ở một bên."
        )
    check(folder, tell=tell)
    aside = None if is_empty else _put_aside(tell)
    tell("Cơ sở dữ liệu …")
    _restore_database(folder / manifest["database"]["file"])
    _restore_files(folder, manifest, tell)
    cache.clear()
    if wrong := _differences(manifest):
        raise BackupRefused(
            f"Phục hồi xong nhưng không khớp bản sao lưu: {'; '.join(wrong)}. Dữ liệu cũ ở {aside or 'không có'}."
        )
    return manifest, aside


# The database.


def _copy_database(folder: Path, tell: Tell) -> dict[str, Any]:
    tell("Cơ sở dữ liệu …")
    if connection.vendor == "sqlite":
        copy = folder / "database.sqlite3"
        _copy_sqlite(Path(str(connection.settings_dict["NAME"])), copy, tell)
        with closing(sqlite3.connect(copy)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            if (told := opened.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                raise BackupRefused(f"Bản sao cơ sở dữ liệu không đọc được: {told}. Sao lưu lại.")
            rows, head = _sqlite_counts(opened)
    else:
        copy = folder / "database.dump"
        rows, head = _dump_postgres(copy)
        _run("pg_restore", "--list", str(copy))
    return {
        "kind": connection.vendor, "file": copy.name, "sha256": hash_of(copy), "bytes": copy.stat().st_size,
        "rows": rows, "last_event": head,
    }  # fmt: skip


def _copy_sqlite(source: Path, target: Path, tell: Tell = lambda line: None) -> None:
    """A copy of one moment, whatever others write meanwhile; neither waits for the other."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=60)) as here,
        closing(sqlite3.connect(target, timeout=60)) as there,
    ):
        here.isolation_level = None
        here.execute("BEGIN")  # the moment: without it the copy begins anew after each foreign write
        here.execute("SELECT 1 FROM sqlite_master").fetchone()
        here.backup(
            there, pages=_PAGES,
            progress=lambda _state, left, pages: _progress(tell, "Cơ sở dữ liệu", pages - left, pages),
        )  # fmt: skip
        here.execute("COMMIT")


def _sqlite_counts(opened: sqlite3.Connection) -> tuple[dict[str, int], list[Any]]:
    found = opened.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY 1")
    names = [name for (name,) in found if not name.startswith("sqlite_")]
    rows = {name: opened.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}
    last = opened.execute("SELECT id, hash FROM core_auditevent ORDER BY id DESC LIMIT 1").fetchone()
    return rows, list(last or ())


def _dump_postgres(copy: Path) -> tuple[dict[str, int], list[Any]]:
    """The dump and the counts are of the same snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows, head = _postgres_counts(cursor)
        _run("pg_dump", "-Fc", "--schema=public", f"--snapshot={snapshot}", f"--file={copy}", *_address())
    return rows, head


def _postgres_counts(cursor: Any) -> tuple[dict[str, int], list[Any]]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    rows = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT COUNT(*) FROM public."{name}"')
        rows[name] = cursor.fetchone()[0]
    cursor.execute("SELECT id, hash FROM core_auditevent ORDER BY id DESC LIMIT 1")
    return rows, list(cursor.fetchone() or ())


def _restore_database(copy: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        # Through SQLite itself, in one transaction: a process that has the database open sees the old or the new, never half.
        _copy_sqlite(copy, Path(str(connection.settings_dict["NAME"])))
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {_BEFORE} CASCADE")
        cursor.execute(f"ALTER SCHEMA public RENAME TO {_BEFORE}")
    connection.close()
    try:
        _run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", *_address(), str(copy))
    except BackupRefused:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
            cursor.execute(f"ALTER SCHEMA {_BEFORE} RENAME TO public")
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {_BEFORE} CASCADE")


def _address() -> list[str]:
    at = connection.settings_dict
    told = [("--host", at["HOST"]), ("--port", at["PORT"]), ("--username", at["USER"]), ("--dbname", at["NAME"])]
    return [f"{name}={value}" for name, value in told if value]


def _run(program: str, *words: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise BackupRefused(
            f"Không tìm thấy «{program}» trong PATH. Cài gói postgresql-client cùng đời với máy chủ rồi chạy lại."
        )
    environment = {**os.environ, "PGPASSWORD": str(connection.settings_dict.get("PASSWORD") or "")}
    done = subprocess.run([path, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupRefused(f"{program} báo lỗi: {(done.stderr or done.stdout).strip()[-800:]}")


# Files.


def _folders() -> dict[str, Path]:
    """Where files of the installation lie, by the name they have in a manifest."""
    named = {"payruns": settings.PAYRUNS, "snapshots": settings.SNAPSHOTS, "reports": settings.REPORTS}
    outside = {
        name: Path(path).resolve() for name, path in named.items() if not _is_within(Path(path), Path(settings.DATA))
    }
    return {"data": Path(settings.DATA).resolve(), **outside}


def _present_files() -> Iterator[tuple[str, Path]]:
    """(name in a manifest, path) of every file that belongs to the installation."""
    database = Path(str(connection.settings_dict["NAME"])).name
    left_out = _LEFT_OUT | {
        f"{one}{suffix}"
        for one in (database, "ansinh.sqlite3", "test.sqlite3")
        for suffix in ("", "-wal", "-shm", "-journal")
    }
    for name, folder in _folders().items():
        for path in sorted(folder.rglob("*")):
            first = path.relative_to(folder).parts[0]
            if first not in left_out and not first.startswith(ASIDE) and path.is_file() and not path.is_symlink():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path


def _copy_files(
    dest: Path, known: dict[tuple[str, int, int], str], tell: Tell
) -> tuple[list[dict[str, Any]], int, int]:
    files, new_files, new_bytes = [], 0, 0
    present = list(_present_files())
    for number, (name, path) in enumerate(present, 1):
        try:
            stat = path.stat()
            sha256 = known.get((name, stat.st_size, stat.st_mtime_ns)) or hash_of(path)
            if not _object(dest, sha256).exists():
                _add(dest, path, sha256)
                new_files, new_bytes = new_files + 1, new_bytes + stat.st_size
        except FileNotFoundError:  # a folder of work in progress went away; no row names it yet
            continue
        files.append({"path": name, "sha256": sha256, "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns})
        _progress(tell, "Tệp", number, len(present))
    return files, new_files, new_bytes


def _add(dest: Path, path: Path, sha256: str) -> None:
    """A file into the store of the backups, whole or not at all; hashed again as it was copied."""
    place = _object(dest, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_suffix(".part")
    shutil.copyfile(path, part)
    if hash_of(part) != sha256:
        raise BackupRefused(f"Tệp «{path}» thay đổi trong khi sao lưu. Chạy sao lưu lại.")
    part.replace(place)


def _known_hashes(previous: Path | None) -> dict[tuple[str, int, int], str]:
    """What the backup before found, so that a file of the same size and moment is not read again."""
    if previous is None:
        return {}
    return {(each["path"], each["bytes"], each["mtime_ns"]): each["sha256"] for each in manifest_of(previous)["files"]}


def _restore_files(folder: Path, manifest: dict[str, Any], tell: Tell) -> None:
    folders = _folders()
    for number, each in enumerate(manifest["files"], 1):
        first, _, rest = each["path"].partition("/")
        home = folders.get(first, Path(settings.DATA) / first).resolve()
        place = (home / rest).resolve()
        if not _is_within(place, home):
            raise BackupRefused(f"Bản sao lưu muốn ghi ra ngoài thư mục dữ liệu: «{each['path']}».")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_object(folder.parent, each["sha256"]), place)
        os.utime(place, ns=(each["mtime_ns"], each["mtime_ns"]))
        _progress(tell, "Phục hồi tệp", number, len(manifest["files"]))


def _put_aside(tell: Tell) -> Path:
    """A copy of the database and all files that are here now, beside them."""
    aside = Path(settings.DATA) / f"{ASIDE}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    tell(f"Giữ lại dữ liệu đang có ở {aside} …")
    with _private():
        aside.mkdir(parents=True)
        if connection.introspection.table_names():
            if connection.vendor == "sqlite":
                _copy_sqlite(Path(str(connection.settings_dict["NAME"])), aside / "database.sqlite3")
            else:
                _run("pg_dump", "-Fc", "--schema=public", f"--file={aside / 'database.dump'}", *_address())
        for name, path in list(_present_files()):
            place = aside / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, place)
    return aside


def _differences(manifest: dict[str, Any]) -> list[str]:
    """Where the restored installation is not what the manifest says."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(str(connection.settings_dict["NAME"]))) as opened:
            rows, head = _sqlite_counts(opened)
    else:
        with connection.cursor() as cursor:
            rows, head = _postgres_counts(cursor)
    said = manifest["database"]
    wrong = [
        f"bảng {name}: {rows.get(name)} dòng, cần {count}"
        for name, count in said["rows"].items()
        if rows.get(name) != count
    ]
    wrong += [] if head == said["last_event"] else [f"sự kiện kiểm toán cuối {head[:1]}, cần {said['last_event'][:1]}"]
    with acting_as_system("phục hồi"):
        wrong += [str(fault) for fault in audit.faults()]
    return wrong


# Small words.


def hash_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _object(dest: Path, sha256: str) -> Path:
    return dest / FILES / sha256[:2] / sha256


def _is_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _progress(tell: Tell, what: str, done: int, of: int) -> None:
    if of and (done == of or done * 10 // of != (done - 1) * 10 // of) and of >= 100:
        tell(f"{what}: {done * 100 // of} %")


@contextmanager
def _private() -> Iterator[None]:
    """What is written inside the block is readable by its owner only."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
