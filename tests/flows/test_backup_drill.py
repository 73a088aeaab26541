"""The fire drill: a writer dies, a copy is taken while another writes, and elsewhere everything that was committed is there again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests import commands
from tests.postgres import NoPostgres, postgres_server

WRITER = """
import sys, django
django.setup()
from django.contrib.auth import get_user_model
from django.db import transaction
from ansinh.core import audit, files
from ansinh.core.access import acting_as_system
name = sys.argv[1]
with acting_as_system("diễn tập"):
    for number in range(100_000):
        kept = files.keep(f"{name} {number}".encode())
        with transaction.atomic():
            get_user_model().objects.create(username=f"{name}-{number}")
            audit.record("drill", f"{name}:{number}", detail={"file": kept})
        print(number, kept, flush=True)
"""
READER = """
import json, django
django.setup()
from django.contrib.auth import get_user_model
from ansinh.core import files
from ansinh.core.models import AuditEvent
events = {e.subject: e.detail["file"] for e in AuditEvent.objects.filter(act="drill")}
names = set(get_user_model().objects.values_list("username", flat=True))
print(json.dumps({
    "subjects": sorted(events), "users": len(names),
    "all_named": all(subject.replace(":", "-") in names for subject in events),
    "all_files": all(files.path_of(kept).read_bytes().decode().replace(" ", ":") == subject for subject, kept in events.items()),
}))
"""


class Installation:
    """A data folder and its database."""

    def __init__(self, folder: Path, address: str = "") -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.environment = {
            **os.environ, "ANSINH_DATA": str(folder), "ANSINH_DATABASE": address, "PYTHONPATH": str(commands.PROJECT),
            "DJANGO_SETTINGS_MODULE": "ansinh.web.settings",
        }  # fmt: skip

    @contextmanager
    def writing(self, name: str, until: int) -> Iterator[subprocess.Popen[str]]:
        """A writer that has committed so many rows and writes on; killed at the end as if the power went."""
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, name], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        try:
            for line in writer.stdout:
                if int(line.split()[0]) >= until:
                    break
            yield writer
        finally:
            writer.send_signal(signal.SIGKILL)
            writer.communicate()


def drill(here: Installation, there: Installation, copies: Path) -> None:
    """A dies, B writes while the copy is taken; all of A and what B had committed before is there again, with its file."""
    with here.writing("a", until=30):
        pass
    with here.writing("b", until=10):
        first, second = commands.each(here.environment, ("backup", copies), ("backup", copies))

    told, verified, again = commands.each(
        there.environment, ("restore", copies), ("audit", "verify"), ("restore", copies)
    )
    found = json.loads(commands.run(there.environment, "-c", READER))

    assert "Đã sao lưu" in first and "Đã phục hồi" in told and "nguyên vẹn" in verified
    assert {f"a:{n}" for n in range(31)} | {f"b:{n}" for n in range(11)} <= set(found["subjects"])
    assert found["all_named"] and found["all_files"] and found["users"] == len(found["subjects"])
    manifests = [json.loads(path.read_text()) for path in sorted(copies.glob("*/manifest.json"))]
    assert f"({new_files(manifests)} tệp mới" in second
    assert again.startswith("REFUSED") and "đang có dữ liệu" in again


def new_files(manifests: list[dict]) -> int:
    first, second = ({each["sha256"] for each in one["files"]} for one in manifests)
    return len(second - first)


@pytest.fixture
def empty_sqlite(django_db_setup: None, tmp_path: Path) -> Callable[[str], Installation]:
    """Installations with every table and no rows, copied from the test database where that is SQLite."""

    def made(name: str) -> Installation:
        there = Installation(tmp_path / name)
        template = Path(str(connection.settings_dict["NAME"]))
        if connection.vendor == "sqlite" and template.exists():
            with (
                closing(sqlite3.connect(template)) as source,
                closing(sqlite3.connect(there.folder / "ansinh.sqlite3")) as copy,
            ):
                source.backup(copy)
        else:
            commands.each(there.environment, ("migrate", "-v0"))
        return there

    return made


def test_what_was_committed_on_sqlite_is_there_again(
    empty_sqlite: Callable[[str], Installation], tmp_path: Path
) -> None:
    here, there, copies = empty_sqlite("here"), Installation(tmp_path / "there"), tmp_path / "copies"

    drill(here, there, copies)

    damaged = next(path for path in (copies / "files").rglob("*") if path.is_file())
    content = damaged.read_bytes()
    damaged.write_bytes(b"khac")
    read_again, refused = commands.each(there.environment, ("backup", copies, "--check"), ("restore", copies, "--yes"))
    damaged.write_bytes(content)
    (replaced,) = commands.each(there.environment, ("restore", copies, "--yes"))

    assert "REFUSED" in read_again and "hỏng 1 tệp" in read_again and "không có gì bị thay đổi" in refused
    (aside,) = there.folder.glob("truoc-khi-phuc-hoi-*")
    assert "Dữ liệu trước đó nằm ở" in replaced
    assert (aside / "database.sqlite3").exists() and any((aside / "data" / "files").rglob("*"))


@pytest.mark.postgres
def test_what_was_committed_on_postgresql_is_there_again(tmp_path: Path) -> None:
    try:
        with postgres_server() as dsn:
            socket = quote(dsn.split()[0].removeprefix("host="), safe="")
            here = Installation(tmp_path / "here", f"postgresql://postgres@{socket}/postgres")
            commands.run(
                here.environment,
                "-c",
                f"import psycopg; psycopg.connect('{dsn}', autocommit=True).execute('CREATE DATABASE there')",
            )
            there = Installation(tmp_path / "there", f"postgresql://postgres@{socket}/there")
            commands.each(here.environment, ("migrate", "-v0"))

            drill(here, there, tmp_path / "copies")

            replaced, verified = commands.each(
                there.environment, ("restore", tmp_path / "copies", "--yes"), ("audit", "verify")
            )
            assert "Dữ liệu trước đó nằm ở" in replaced and "nguyên vẹn" in verified
    except NoPostgres as missing:
        pytest.skip(str(missing))
