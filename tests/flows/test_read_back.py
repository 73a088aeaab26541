"""Our own report comes back: written by `ansinh report`, read by `ansinh read`, each number lands on the indicator it came from."""

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from ansinh.core.access import acting_as_system
from ansinh.core.names import fold
from ansinh.engine.measures import Fall, Indicator
from ansinh.indicators.api import period_of
from ansinh.indicators.factories import reviewed_province, with_payments, with_titles
from ansinh.indicators.models import Target
from ansinh.places.models import Competence, Place
from ansinh.reading.claim import Claim
from ansinh.reading.reading import Reading, house_mapper, read_one
from ansinh.reports.actions import compose
from ansinh.reports.actions.building import outline
from ansinh.reports.documents import Content, Paragraph, Run, Table, statutory_sheets, to_html, to_pdf, to_word
from ansinh.reports.documents.sheets import FRAMES, framed_sheets, frames_of

pytestmark = pytest.mark.django_db
KINDS = {"last": "prior_year", "change": "change", "plan": "target", "done": "percent_of_plan"}
PLANS = {"poverty.poverty_rate": "17", "poverty.poor_households": "7", "poverty.poverty_rate_fall": "1.5",
         "poverty.near_poor_households": "6", "poverty.escaped_poverty": "9"}  # fmt: skip
_HOLE = re.compile(r"\{([a-z_0-9]+\.[a-z_0-9.]+)(?:\|([a-z_]+))?\}")
_NUMBER = re.compile(r"[-−]?\d[\d.]*(?:,\d+)?")
_CELL = re.compile(r"[?&](by|cell)=")


@dataclass(frozen=True)
class Told:
    """A figure as the report prints it: its indicator, its number in base units, how it is told, and where."""

    indicator: str
    value: Decimal
    kind: str
    where: str
    place: str = ""

    def is_read_as(self, claim: Claim, indicators: dict[str, Indicator]) -> bool:
        """Whether a claim says the same. By how much a rate fell is an indicator of its own, which is a change; a place may
        have lost a tone on a scan."""
        if self.place and fold(claim.place or "") != fold(self.place):
            return False
        if abs(claim.value) != abs(self.value):
            return False
        measure = indicators[claim.indicator].measure if claim.indicator else None
        if self.kind == "change" and isinstance(measure, Fall) and measure.of == self.indicator:
            return claim.kind == "change"
        is_fall = isinstance(indicators[self.indicator].measure, Fall)
        kind = "change" if is_fall and self.kind == "result" else self.kind
        return (claim.indicator, claim.kind) == (self.indicator, kind)


def told_by(content: Content) -> list[Told]:
    """Every figure a report prints in a sentence or a table."""
    views = {block["sentence"]: [view for _, view in _HOLE.findall(block["say"])]
             for block in outline("year_end")["blocks"] if "sentence" in block}  # fmt: skip
    found: list[Told] = []
    for block in content.blocks:
        if isinstance(block, Paragraph) and block.id in views:
            figures = [run for run in block.runs if run.indicator]
            for run, view in zip(figures, views[block.id], strict=True):
                found += _told(run, KINDS.get(view.removesuffix("_plain"), "result"), block.id)
        elif isinstance(block, Table):
            for row in block.rows:
                place = row[1].text if any(_CELL.search(run.href) for run in row) else ""
                for head, run in zip(block.head, row, strict=True):
                    found += _told(run, _kind_under(head), f"{block.caption}: {row[1].text} | {head}", place)
    return found


def _told(run: Run, kind: str, where: str, place: str = "") -> list[Told]:
    number = _NUMBER.search(run.text)
    if not run.indicator or not number:
        return []
    scale = 1_000_000 if "triệu đồng" in run.text else 1
    value = Decimal(number[0].replace("−", "-").replace(".", "").replace(",", ".")) * scale
    return [Told(run.indicator, value, kind, f"{where} «{run.text}»", place)]


def _kind_under(head: str) -> str:
    if head == "% kế hoạch":
        return "percent_of_plan"
    if head.startswith("Kế hoạch"):
        return "target"
    return "prior_year" if head == "Thực hiện 2022" else "result"


@dataclass
class ReadBack:
    """What of a report came back: the figures lost, and numbers read as a figure the report does not tell."""

    told: list[Told]
    lost: list[Told]
    invented: list[Claim]
    text: str

    def sentence(self, claim: Claim) -> str:
        """The words a number was read in."""
        return " ".join(self.text[slice(*claim.sentence)].split())

    @property
    def share(self) -> float:
        return 1 - len(self.lost) / len(self.told)

    def __str__(self) -> str:
        lines = [f"{len(self.told) - len(self.lost)}/{len(self.told)} came back"]
        lines += [f"lost {one.indicator} {one.kind} {one.value}: {one.where}" for one in self.lost]
        lines += [
            f"invented {one.indicator} {one.kind} {one.value}: {one.quote} ({one.subject})" for one in self.invented
        ]
        return "\n".join(lines)


def compare(content: Content, reading: Reading) -> ReadBack:
    """Each figure of the report against the claims, each claim used once."""
    indicators = dict(house_mapper().catalogue.indicators)
    told, left, lost = told_by(content), list(reading.claims), []
    for one in sorted(told, key=lambda one: not one.place):
        claim = next((claim for claim in left if one.is_read_as(claim, indicators)), None)
        if claim is None:
            lost.append(one)
        else:
            left.remove(claim)
    known = Counter((one.indicator, abs(one.value)) for one in told)
    invented = [one for one in left if one.indicator and (one.indicator, abs(one.value)) not in known]
    return ReadBack(told, lost, invented, reading.document.text)


def scan_of(pdf: bytes) -> bytes:
    """The pages of a PDF as a scanner gives them: pictures of 300 dots an inch, without any letters."""
    pages = [page.render(scale=300 / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    kept = io.BytesIO()
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:], resolution=300)
    return kept.getvalue()


def sees_vietnamese() -> bool:
    """Whether Tesseract is here with its Vietnamese letters."""
    if not shutil.which("tesseract"):
        return False
    return "vie" in subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True).stdout.split()


@pytest.fixture(scope="module")
def content(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Content]:
    """The year-end report of a small made-up province with reviews, titles, payments and plans."""
    kept, settings.SNAPSHOTS = settings.SNAPSHOTS, Path(tmp_path_factory.mktemp("snapshots"))
    with django_db_blocker.unblock(), transaction.atomic(), acting_as_system("thử"):
        there = reviewed_province(households=90)
        with_titles(there)
        with_payments(there)
        for field in ("poverty", "merit", "assistance"):
            office = "Sở Lao động - Thương binh và Xã hội tỉnh Trà Vinh"
            Competence.objects.create(field=field, act="manage", level=1, body_vi=office, from_day=date(2016, 1, 1))
        for name, value in PLANS.items():
            for year in (2023, 2024):
                Target.objects.create(
                    indicator=name, place=there.province, province=there.province, year=year, value=Decimal(value),
                    resolution=f"10/{year}/NQ-HĐND", resolved_on=date(year - 1, 12, 10),
                )  # fmt: skip
        there.snapshot()
        yield compose(place=there.province, year=2023)[0]
        transaction.set_rollback(True)
    settings.SNAPSHOTS = kept


@pytest.fixture(scope="module")
def sheets(content: Content, django_db_blocker: DjangoDbBlocker) -> dict[str, Any]:
    """The statutory sheets of the same province, as .xlsx, and the exact figures of people with merit and assistance."""
    with django_db_blocker.unblock(), acting_as_system("thử"):
        province = Place.objects.get(pk="84")
        return {"xlsx": statutory_sheets(province, 2023), "told": framed_sheets(province, period_of(year=2023))}


def read_back(content: Content, data: bytes, name: str, folder: Path) -> ReadBack:
    """A paper of the report, kept in a file and read."""
    (folder / name).write_bytes(data)
    return compare(content, read_one(folder / name))


def test_every_number_of_the_word_paper_comes_back(content: Content, tmp_path: Path) -> None:
    told = read_back(content, to_word(content), "bao-cao.docx", tmp_path)

    assert not told.lost, str(told)
    assert len(told.told) > 150


def test_every_number_of_the_page_comes_back(content: Content, tmp_path: Path) -> None:
    told = read_back(content, to_html(content).encode(), "bao-cao.html", tmp_path)

    explained = " ".join(
        block.text for block in content.blocks if isinstance(block, Paragraph) and block.id.startswith("check-")
    )
    invented = [one for one in told.invented if told.sentence(one) not in explained]
    assert not told.lost, str(told)
    assert not invented, str(told)


def test_the_numbers_come_back_through_pdf(content: Content, tmp_path: Path) -> None:
    told = read_back(content, to_pdf(content), "bao-cao.pdf", tmp_path)

    assert told.share >= 0.99, str(told)


@pytest.mark.skipif(not sees_vietnamese(), reason="no Tesseract with Vietnamese on this machine")
def test_the_numbers_come_back_through_a_scan(content: Content, tmp_path: Path) -> None:
    told = read_back(content, scan_of(to_pdf(content)), "ban-quet.pdf", tmp_path)

    assert told.share >= 0.97, str(told)


def test_the_cells_of_the_statutory_sheets_come_back(sheets: dict[str, Any], tmp_path: Path) -> None:
    """Of sheets 301.1, 301.2, 401 and 405, the row of the whole place: each column is the indicator its frame names."""
    (tmp_path / "bieu.xlsx").write_bytes(sheets["xlsx"])
    claims = read_one(tmp_path / "bieu.xlsx").claims
    named = {frame["code"]: frame["columns"] for path in FRAMES for frame in frames_of(path)}

    lost, asked = [], 0
    for sheet in sheets["told"]:
        for column, value in sheet.lines[0].values.items():
            indicators = named[sheet.code][column][1:]
            if value is None or len(indicators) != 1:
                continue
            asked += 1
            wanted = (indicators[0], Decimal(value) * (1_000_000 if sheet.unit == "triệu đồng" else 1))
            if not any(
                (claim.indicator, claim.value) == wanted for claim in claims if claim.about == sheet.title.upper()
            ):
                lost.append((sheet.code, column, *wanted))

    assert asked > 30
    assert [row[:2] for row in lost] in ([], [("405/BTXH-Sở", "1")]), (
        lost
    )  # its title names what assistance is paid, not both kinds
