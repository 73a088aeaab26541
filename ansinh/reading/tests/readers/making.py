"""Files made here to be read: texts in old fonts, Word files, PDFs, workbooks, packages; and what every document keeps."""

import io
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest
import typst
import xlsxwriter

from ansinh.core.letters import _TCVN3, _VNI
from ansinh.reading.document import Document
from ansinh.reading.readers import Unreadable, read_bytes

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(
    not (shutil.which("antiword") and shutil.which("soffice")), reason="antiword or LibreOffice is not installed"
)
_LANGUAGES = (
    subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    if shutil.which("tesseract")
    else ""
)
needs_ocr = pytest.mark.skipif("vie" not in _LANGUAGES.split(), reason="Tesseract with Vietnamese is not installed")

SENTENCE = "Năm 2024, tỉnh Mẫu giải quyết việc làm cho 24.890 lao động, đạt 103,7% kế hoạch."
PROSE = f"BÁO CÁO\nKết quả công tác năm 2024\n\n{SENTENCE}\nTỷ lệ hộ nghèo còn 1,20%, giảm 0,35 điểm phần trăm so với năm trước.\n"
PAPER = """#set page("a4", margin: 25mm, header: [Báo cáo tỉnh Mẫu năm 2024], footer: context align(center, counter(page).display()))
#set par(justify: true, first-line-indent: (amount: 12mm, all: true))
"""
LONG = " ".join(f"{SENTENCE} Hỗ trợ {number}.{number:03d} lượt hộ." for number in range(1, 45))


def said(document: Document, *kinds: str) -> list[str]:
    """The blocks of a document, all or of these kinds."""
    return [document.text[one.start : one.end] for one in document.blocks if not kinds or one.kind in kinds]


def grid(document: Document, table: int = 0) -> list[list[str]]:
    """The words of a table, row by row."""
    return [[cell.text for cell in row] for row in document.tables[table].rows]


def hold_together(document: Document) -> None:
    """What every document keeps: offsets are right, blocks are not empty and do not overlap, rows are of one length."""
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text), block
        assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
        end = block.end
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        assert all(document.text[cell.start : cell.end] == cell.text for row in table.rows for cell in row)
    assert unicodedata.is_normalized("NFC", document.text)
    assert len(document.sha256) == 64


def refusal(data: bytes, name: str) -> str:
    """What an officer is told of a file that cannot be read; the file is named, and what to do."""
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name)
    assert name in str(refused.value)
    assert refused.value.what_to_do_vi
    return str(refused.value)


_TO_TCVN3 = {chr(meant) if isinstance(meant, int) else meant: chr(code) for code, meant in reversed(_TCVN3.items())}
_TO_VNI = {meant: pair for pair, meant in reversed(_VNI.items()) if pair == pair.lower() or pair == pair.upper()}


def tcvn3(text: str) -> str:
    """A text as a TCVN3 font keeps it."""
    return "".join(_TO_TCVN3.get(one, _TO_TCVN3.get(one.lower(), one)) for one in text)


def vni(text: str) -> str:
    """A text as a VNI font keeps it."""
    return "".join(_TO_VNI.get(one, one) for one in text)


def word(paper: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def one_line() -> "docx.document.Document":
    paper = docx.Document()
    paper.add_paragraph(SENTENCE)
    return paper


def converted(data: bytes, given: str, to: str, folder: Path) -> bytes:
    """A file as LibreOffice saves it in another format."""
    (folder / f"given.{given}").write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'p').as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
    ]
    subprocess.run(
        [*command, str(folder / "out"), str(folder / f"given.{given}")], check=True, capture_output=True, timeout=100
    )
    return (folder / "out" / f"given.{to.partition(':')[0]}").read_bytes()


def pdf(source: str, folder: Path) -> bytes:
    """A PDF of what is written in Typst."""
    path = folder / "a.typ"
    path.write_text('#set text(font: "Liberation Serif", size: 13pt, lang: "vi")\n' + source)
    fonts = Path(__file__).resolve().parents[3] / "core" / "fonts"
    made = typst.compile(path, root=folder, font_paths=[fonts], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def workbook(fill) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
