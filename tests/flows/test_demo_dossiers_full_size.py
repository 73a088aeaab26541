"""The dossiers of the whole made-up province: the published figure, the control of rights, and how good the forecast is."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.flows.test_demo import ansinh, figures

pytestmark = [pytest.mark.full_size, pytest.mark.timeout(1800)]


@pytest.fixture
def folder(whole_province: Path) -> Path:
    return whole_province


def test_thai_binh_received_more_than_16_000_merit_dossiers_in_2024_and_settled_them_in_time(folder: Path) -> None:
    asked = ("--place", "thai-binh", "--year", "2024", "--json")

    told = {name: json.loads(ansinh(folder, "figure", name, *asked).stdout)["value"] for name in
            ("merit.dossiers", "merit.dossiers.settled", "merit.dossiers.pending", "dossiers.settled.late")}  # fmt: skip

    assert 16_000 < told["merit.dossiers"] == 16_024 < 17_000
    assert told["merit.dossiers"] == told["merit.dossiers.settled"] + told["merit.dossiers.pending"]
    assert told["dossiers.settled.late"] == 0


def test_as_many_dossiers_were_granted_as_rights_name_one(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ansinh.sqlite3")) as database:
        [granted] = database.execute(
            "SELECT COUNT(*) FROM dossiers_ruling WHERE outcome = 'granted' AND signed_at IS NOT NULL"
        ).fetchone()
        named = [
            database.execute(f"SELECT COUNT(*) FROM benefits_{table} t JOIN benefits_decision d ON d.id = t.decision_id WHERE d.dossier_id > 0")
            .fetchone()[0] for table in ("title", "claim")
        ]  # fmt: skip
        named += database.execute("SELECT COUNT(*) FROM labour_unemploymentright WHERE dossier_id > 0").fetchone()

    assert granted == sum(named) > 3_000
    assert all(named)


def test_the_figures_of_2023_tie(folder: Path) -> None:
    names = ("received", "settled", "pending", "received.online", "received.in_person")
    received, settled, pending, online, in_person = figures(folder, *(f"dossiers.{name}" for name in names)).values()

    assert received == settled + pending == online + in_person > 3_000


def test_of_dossiers_said_to_be_late_more_likely_more_were_late(folder: Path) -> None:
    ran = ansinh(folder, "forecast", "--json")

    bands = [band for band in json.loads(ran.stdout) if band["said"] >= 10]
    shares = [band["share"] for band in bands]
    assert len(bands) >= 3
    assert shares == sorted(shares) and shares[0] < 15 < shares[-1]
