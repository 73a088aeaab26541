"""A report we write, read back: every figure of it is in the Word file, the PDF and a scan of the PDF."""

import io
import re
import shutil
import subprocess

import pypdfium2
import pytest

from ansinh.reading.document import Document
from ansinh.reading.readers import read_bytes
from ansinh.reports.documents.content import Content, Heading, Paragraph, Run, Table
from ansinh.reports.documents.pdf import to_pdf
from ansinh.reports.documents.word import to_word

_LANGUAGES = (
    subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    if shutil.which("tesseract")
    else ""
)
_HEAD = ("STT", "Chỉ tiêu", "Đơn vị", "Kế hoạch", "Thực hiện", "% kế hoạch")
_ROWS = tuple(
    (
        str(n),
        f"Chỉ tiêu thứ {n} của ngành",
        "người",
        f"{n}.{37 * n % 1000:03d}",
        f"{n + 1}.{91 * n % 1000:03d}",
        f"{90 + n},{n}%",
    )
    for n in range(1, 36)
)
_SENTENCES = (
    "Giải quyết việc làm cho 24.890 lao động, đạt 103,7% kế hoạch; đưa 1.536 người đi làm việc ở nước ngoài.",
    "Tỷ lệ hộ nghèo còn 1,20% (3.453 hộ); kinh phí hỗ trợ 6.364,2 triệu đồng, chi trả trợ cấp 231,6 tỷ đồng.",
)


@pytest.fixture(scope="module")
def content() -> Content:
    return Content(
        parent_body="UBND tỉnh Mẫu",
        body="Sở Lao động - Thương binh và Xã hội",
        number="123/BC-SLĐTBXH",
        place_name="Mẫu",
        day_words="ngày 15 tháng 12 năm 2024",
        title="BÁO CÁO",
        subtitle="Kết quả công tác năm 2024",
        addressee="Kính gửi: Ủy ban nhân dân tỉnh",
        blocks=(
            Heading("Kết quả"),
            *(Paragraph(f"p{index}", (Run(text),)) for index, text in enumerate(_SENTENCES)),
            Table("t", "Biểu 1. Chỉ tiêu năm 2024", _HEAD, tuple(tuple(map(Run, row)) for row in _ROWS)),
            Paragraph("last", (Run("Hỗ trợ 45.120 đối tượng bảo trợ xã hội."),)),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signer_title="Giám đốc",
        signer="Nguyễn Văn A",
    )


def _prose(document: Document) -> str:
    return " ".join(document.text[one.start : one.end] for one in document.blocks if one.kind != "cell")


def _grid(document: Document) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for table in document.tables for row in table.rows]


def test_every_figure_of_the_word_file_comes_back(content: Content) -> None:
    document = read_bytes(to_word(content), "báo cáo.docx")

    assert _grid(document) == [_HEAD, *_ROWS]
    assert document.tables[0].before == "Biểu 1. Chỉ tiêu năm 2024"
    assert all(sentence in _prose(document) for sentence in _SENTENCES)


def test_every_figure_of_the_pdf_comes_back(content: Content) -> None:
    document = read_bytes(to_pdf(content), "báo cáo.pdf")

    assert document.pages and document.pages > 1
    assert _grid(document) == [_HEAD, *_ROWS]
    assert document.tables[0].before == "Biểu 1. Chỉ tiêu năm 2024"
    assert all(sentence in _prose(document) for sentence in _SENTENCES)


@pytest.mark.skipif("vie" not in _LANGUAGES.split(), reason="Tesseract with Vietnamese is not installed")
def test_figures_come_back_through_a_scan(content: Content) -> None:
    document = read_bytes(_scan(to_pdf(content)), "bản quét.pdf")

    assert document.format == "scan"
    assert [len(row) for row in _grid(document)] == [6] * 36
    figures = [cell for row in _ROWS for cell in row[3:]]
    kept = [cell for row, read in zip(_ROWS, _grid(document)[1:], strict=True) for cell in row[3:] if cell in read]
    assert len(kept) >= 0.97 * len(figures)
    numbers = re.findall(r"\d[\d.,]*\d", " ".join(_SENTENCES))
    assert all(number in _prose(document) for number in numbers)


def _scan(pdf: bytes) -> bytes:
    """The PDF as pictures at 300 dpi, in a PDF without any text."""
    opened = pypdfium2.PdfDocument(pdf)
    pages = [page.render(scale=300 / 72, grayscale=True).to_pil().copy() for page in opened]
    opened.close()
    out = io.BytesIO()
    pages[0].save(out, "PDF", resolution=300, save_all=True, append_images=pages[1:])
    return out.getvalue()
