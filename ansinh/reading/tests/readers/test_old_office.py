"""Office files another program opens: doc, odt, rtf; and that program when it is missing or does not end."""

import os
import shutil
import time
from pathlib import Path

import pytest

from ansinh.reading.readers import read_bytes
from ansinh.reading.readers.children import NotDone, run
from ansinh.reading.tests.readers.making import (
    SENTENCE,
    converted,
    grid,
    hold_together,
    needs_antiword,
    needs_office,
    one_line,
    refusal,
    said,
    tcvn3,
    word,
)


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    paper = one_line()
    table = paper.add_table(2, 3)
    for index, text in enumerate(("TT", "Chỉ tiêu", "Số hộ", "1", "Hộ nghèo", "3.453")):
        table.cell(index // 3, index % 3).text = text
    paper.add_paragraph().add_run(tcvn3("Hộ nghèo giảm 12 hộ")).font.name = ".VnTime"
    return converted(word(paper), "docx", "doc", tmp_path_factory.mktemp("doc"))


@needs_office
def test_a_doc_is_read_also_when_it_is_called_docx(old_word: bytes) -> None:
    document = read_bytes(old_word, "báo cáo.docx")

    assert document.format == "doc"
    assert said(document, "paragraph") == [SENTENCE, "Hộ nghèo giảm 12 hộ".lower().capitalize()]
    assert grid(document) == [["TT", "Chỉ tiêu", "Số hộ"], ["1", "Hộ nghèo", "3.453"]]
    hold_together(document)


@needs_antiword
def test_a_doc_is_read_by_antiword_where_there_is_no_libreoffice(
    old_word: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "antiword").symlink_to(shutil.which("antiword") or "")
    monkeypatch.setenv("PATH", str(tmp_path))

    document = read_bytes(old_word, "a.doc")

    assert SENTENCE in " ".join(document.text.split())
    assert "3.453" in document.text
    assert "antiword" in document.notes[0]


def test_a_doc_without_any_program_to_open_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    told = refusal(rb"{\rtf1 abc}", "a.rtf")

    assert "libreoffice" in told
    assert "lưu thành .docx" in told


@needs_office
@pytest.mark.parametrize("kind", ["odt", "rtf"])
def test_other_office_files_are_read(kind: str, tmp_path: Path) -> None:
    document = read_bytes(converted(word(one_line()), "docx", kind, tmp_path), f"a.{kind}")

    assert (document.format, said(document)) == (kind, [SENTENCE])


@needs_office
def test_a_program_that_does_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    with pytest.raises(NotDone, match="quá 1 giây"):
        run(["sh", "-c", "sleep 77 & echo $! > child; wait"], seconds=1, folder=tmp_path)

    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not _runs(child):
            break
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
