"""The whole made-up province writes its report; read back from each paper, every number returns to the indicator it came from."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ansinh.reading.reading import read_one
from ansinh.reports.documents.content import Content, from_json
from tests.flows.test_demo import ansinh
from tests.flows.test_read_back import compare, scan_of, sees_vietnamese

pytestmark = [pytest.mark.full_size, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def folder(whole_province: Path) -> Path:
    """The whole province's data folder, with its report of 2023 in `out` as `ansinh report` writes it."""
    ran = ansinh(whole_province, "report", "2023", "--place", "tra-vinh", "--out", str(whole_province / "out"))
    assert ran.returncode == 0, ran.stderr
    return whole_province


@pytest.fixture(scope="module")
def content(folder: Path) -> Content:
    with closing(sqlite3.connect(folder / "ansinh.sqlite3")) as database:
        newest = "SELECT content FROM reports_report WHERE year = 2023 ORDER BY id DESC LIMIT 1"
        return from_json(json.loads(database.execute(newest).fetchone()[0]))


@pytest.mark.parametrize(("suffix", "least"), [("docx", 1.0), ("html", 1.0), ("pdf", 0.99)])
def test_the_report_comes_back(folder: Path, content: Content, suffix: str, least: float) -> None:
    told = compare(content, read_one(folder / "out" / f"bao-cao-tra-vinh-2023.{suffix}"))

    assert told.share >= least, str(told)
    assert len(told.told) > 200


@pytest.mark.skipif(not sees_vietnamese(), reason="no Tesseract with Vietnamese on this machine")
def test_the_report_comes_back_through_a_scan(folder: Path, content: Content, tmp_path: Path) -> None:
    (tmp_path / "ban-quet.pdf").write_bytes(scan_of((folder / "out" / "bao-cao-tra-vinh-2023.pdf").read_bytes()))

    told = compare(content, read_one(tmp_path / "ban-quet.pdf"))

    assert told.share >= 0.97, str(told)
