"""The made-up province on a real PostgreSQL: the same acts, the same figures as on SQLite."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.postgres import NoPostgres, postgres_server

ASKED = (
    "poverty.households",
    "poverty.poor_households",
    "poverty.khmer_poor_households",
    "poverty.members",
    "poverty.mpi",
    "dossiers.received",
    "dossiers.settled.early",
    "dossiers.online_rate",
    "jobs.created",
    "training.trained_rate",
)


def figures(folder: Path, address: str = "") -> dict[str, object]:
    """Build a small province there and ask its figures."""
    told = {}
    environment = {**os.environ, "ANSINH_DATA": str(folder), "ANSINH_DATABASE": address}

    def ansinh(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ansinh", *words], capture_output=True, text=True, env=environment, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    ansinh("demo", "--households", "600", "--months", "1", "--no-serve", "--no-report", "--yes")
    for name in ASKED:
        told[name] = json.loads(ansinh("figure", name, "--place", "tra-vinh", "--on", "2023-12-31", "--json"))["value"]
    assert "đứt" not in ansinh("doctor")
    return told


@pytest.mark.postgres
def test_both_databases_give_the_same_province(tmp_path: Path) -> None:
    try:
        with postgres_server() as dsn:
            socket = dsn.split()[0].removeprefix("host=")
            on_postgres = figures(tmp_path / "postgres", f"postgresql://postgres@{quote(socket, safe='')}/postgres")
    except NoPostgres as missing:
        pytest.skip(str(missing))

    on_sqlite = figures(tmp_path / "sqlite")

    assert on_postgres == on_sqlite
    assert on_sqlite["poverty.households"] == 600
