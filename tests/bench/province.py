"""The made-up province the measures are taken on: found in the data folder or built, and worked on as a copy."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

SOURCE = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("ansinh")
DATABASE = "ansinh.sqlite3"


def has_province(data: Path) -> bool:
    """Whether `ansinh demo` was built there."""
    return (data / "demo.json").exists() and (data / DATABASE).exists()


def build_province(data: Path, *options: str, environment: Mapping[str, str] = MappingProxyType({})) -> None:
    """`ansinh demo` into a folder, or into the database `environment` names."""
    command = [str(COMMAND), "demo", "--no-serve", "--yes", *options]
    subprocess.run(command, env={**os.environ, "ANSINH_DATA": str(data), **environment}, stdout=sys.stderr, check=True)


@contextmanager
def copied(data: Path, into: Path) -> Iterator[Path]:
    """A folder with a copy of the database and links to everything else: pages may write, the province stays as it was."""
    work = into / "work"
    work.mkdir()
    for path in data.iterdir():
        if not path.name.startswith(DATABASE):
            (work / path.name).symlink_to(path.resolve())
    with sqlite3.connect(data / DATABASE) as there, sqlite3.connect(work / DATABASE) as here:
        there.backup(here)
    try:
        yield work
    finally:
        shutil.rmtree(work)


@contextmanager
def fresh_database(data: Path) -> Iterator[dict[str, str]]:
    """The environment of a process that works on an empty, migrated database in a folder of its own, removed afterwards."""
    data.mkdir()
    environment = {**os.environ, "ANSINH_DATA": str(data)}
    subprocess.run([str(COMMAND), "migrate", "-v0"], env=environment, stdout=subprocess.DEVNULL, check=True)
    try:
        yield environment
    finally:
        shutil.rmtree(data)
