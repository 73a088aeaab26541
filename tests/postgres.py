"""A private PostgreSQL server for tests: started in a temporary folder, reached by a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDERS = tuple(f"/usr/lib/postgresql/{version}/bin" for version in range(20, 12, -1))


class NoPostgres(RuntimeError):
    """PostgreSQL's server programs are not installed here."""


@contextmanager
def postgres_server() -> Iterator[str]:
    """The DSN of a server nobody else uses; raises ``NoPostgres`` when the programs are missing."""
    programs = _programs()
    home = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(home, account.pw_uid, account.pw_gid)
        data = home / "data"
        locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", *locale)
        options = f"-k {home} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
        try:
            yield f"host={home} user=postgres dbname=postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    for folder in [*FOLDERS, *([str(Path(found).parent)] if (found := shutil.which("initdb")) else [])]:
        if (Path(folder) / "initdb").exists():
            return Path(folder)
    raise NoPostgres("PostgreSQL's server is not installed (apt-get install postgresql); its tests are skipped")


def _run(*command: object) -> None:
    """As the postgres account when root, because the server refuses root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/tmp", stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr or done.stdout}")
