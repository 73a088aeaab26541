"""The made-up province on a real PostgreSQL: the same acts, the same figures as on SQLite."""

import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest

from tests import commands
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
    environment = {**os.environ, "ANSINH_DATA": str(folder), "ANSINH_DATABASE": address}
    build = ["demo", "--households", "600", "--months", "1", "--no-serve", "--no-report", "--yes"]
    commands.run(environment, "-m", "ansinh", *build, timeout=500)

    asked = [("figure", name, "--place", "tra-vinh", "--on", "2023-12-31", "--json") for name in ASKED]
    *told, health = commands.each(environment, *asked, ("doctor",))
    assert "đứt" not in health
    return {name: json.loads(figure)["value"] for name, figure in zip(ASKED, told, strict=True)}


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
