"""`ansinh files`: what is missing, damaged or unclaimed is told; words are read; the scanner is asked."""

import io
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from PIL import Image, ImageDraw, ImageFont

import ansinh.core
from ansinh.core import files
from ansinh.core.access import acting_as_system
from ansinh.dossiers.actions.papers import Upload, add_paper
from ansinh.dossiers.jobs.papers import cannot_recognise
from ansinh.dossiers.models import KeptFile
from ansinh.dossiers.models.paper_search import texts_with, words_of
from ansinh.people.factories import person
from ansinh.people.models import Person

from .test_papers_pages import a_pdf, a_picture

FONT = str(next((Path(ansinh.core.__path__[0]) / "fonts").glob("*.ttf")))


@pytest.fixture(autouse=True)
def _papers(db: Any, tmp_path: Path, settings: Any) -> None:
    settings.DATA = tmp_path
    settings.CLAMD = ""
    with acting_as_system("kiểm thử"):
        someone = person("Kim Thị Có")
        add_paper(
            uploads=[Upload("a.jpg", a_picture()), Upload("b.pdf", a_pdf())], kind="photo", person=someone, by=None
        )


def asked(*words: str) -> str:
    told = StringIO()
    call_command("files", *words, stdout=told, stderr=told)
    return told.getvalue()


def the_file(kind: str) -> Path:
    return files.path_of(KeptFile.objects.get(kind=kind).pk)


def test_a_whole_store_is_said_to_be_whole() -> None:
    told = asked("check")

    assert "2 mã băm trong sổ, 2 tệp" in told and "đủ và nguyên vẹn" in told


def test_a_file_lost_or_changed_on_the_disk_is_named_and_the_command_fails() -> None:
    lost, changed = the_file("image"), the_file("pdf")
    lost.unlink()
    changed.chmod(0o640)
    changed.write_bytes(b"khac")

    with pytest.raises(CommandError, match=r"1 mất tệp .*1 tệp hỏng"):
        asked("check")


def test_a_file_no_row_knows_and_one_broken_off_are_told_but_nothing_is_lost(tmp_path: Path) -> None:
    files.keep(b"khong ai ghi")
    (files.store() / "dang-nhan-do").write_bytes(b"nua")

    told = json.loads(asked("check", "--json"))

    assert (told["rows"], told["files"], told["unclaimed"], told["unfinished"], told["missing"]) == (2, 3, 1, 1, 0)


def test_words_are_read_once_and_asked_again_only_by_wish() -> None:
    with acting_as_system("kiểm thử"):
        bad = Upload("hong.pdf", b"%PDF-1.4\n" + b"rac " * 300)
        add_paper(uploads=[bad], kind="photo", person=Person.objects.get(), by=None)

    first, second, again = asked("ocr"), asked("ocr"), asked("ocr", "--again")

    assert sorted(KeptFile.objects.values_list("text", flat=True)) == ["none", "read", "unreadable"]
    assert "2/3 tệp" in first and "0/0 tệp" in second and "0/1 tệp" in again


@pytest.mark.skipif(bool(cannot_recognise()), reason="no Tesseract with Vietnamese here")
def test_words_of_a_photographed_paper_are_found_by_searching() -> None:
    sheet = Image.new("L", (1500, 260), "white")
    font = ImageFont.truetype(FONT, 64)
    ImageDraw.Draw(sheet).text((60, 90), "Giấy chứng nhận thương binh", font=font, fill="black")
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    with acting_as_system("kiểm thử"):
        add_paper(uploads=[Upload("tb.png", kept.getvalue())], kind="photo", person=Person.objects.get(), by=None)

    asked("ocr")

    found = texts_with(words_of("thuong binh giay"))
    assert [text.text for text in found] == ["Giấy chứng nhận thương binh"]


def test_without_a_scanner_the_command_says_so_and_fails() -> None:
    with pytest.raises(CommandError, match="chưa nối"):
        asked("scan")
