"""Scans and pictures: what is recognised, what is doubtful, what must be installed."""

import io
import shutil
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from ansinh.reading.readers import read_bytes, read_file
from ansinh.reading.tests.readers.making import (
    SENTENCE,
    grid,
    hold_together,
    needs_ocr,
    pdf,
    refusal,
    said,
)


def picture(data: bytes, dpi: int = 200, page: int = 0) -> Image.Image:
    opened = pypdfium2.PdfDocument(data)
    try:
        return opened[page].render(scale=dpi / 72, grayscale=True).to_pil().copy()
    finally:
        opened.close()


def saved(image: Image.Image, kind: str, **how) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


_SCANNED = f"""#set page("a5", margin: 12mm)
#align(center)[*BÁO CÁO*]
{SENTENCE} Tỷ lệ hộ nghèo còn 1,20% với 3.453 hộ.
#table(columns: (12mm, 1fr, 24mm), [TT], [Chỉ tiêu], [Thực hiện], [1], [Việc làm mới], [24.890], [2], [Hộ nghèo], [3.453])
"""


@needs_ocr
def test_a_scan_gives_figures_and_the_grid_of_its_table(tmp_path: Path) -> None:
    image = picture(pdf(_SCANNED, tmp_path)).rotate(0.6, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    noise = np.random.default_rng(1).normal(0, 9, (image.height, image.width))
    image = Image.fromarray((np.asarray(image) * 0.95 + noise).clip(0, 255).astype(np.uint8))

    document = read_bytes(saved(image, "JPEG", quality=85), "ảnh.jpg")

    assert grid(document)[1:] == [["1", "Việc làm mới", "24.890"], ["2", "Hộ nghèo", "3.453"]]
    assert all(figure in document.text for figure in ("24.890 lao động", "103,7%", "1,20%", "3.453 hộ"))
    assert document.confidence is not None and document.confidence > 0.85
    hold_together(document)


@needs_ocr
def test_words_ocr_is_not_sure_of_are_marked(tmp_path: Path) -> None:
    image = picture(pdf(f'#set page("a6", margin: 9mm)\n{SENTENCE}', tmp_path)).convert("L")
    small = image.resize((image.width * 2 // 7, image.height * 2 // 7)).filter(ImageFilter.GaussianBlur(1.0))

    document = read_bytes(saved(small, "PNG"), "mờ.png")

    assert document.doubtful
    assert all(document.text[start:end].strip() for start, end in document.doubtful)
    assert not any("\ue000" <= letter <= "\ue001" for letter in document.text)


@needs_ocr
def test_scanned_pages_among_text_pages_are_recognised_and_counted(tmp_path: Path) -> None:
    scanned = Image.open(io.BytesIO(saved(picture(pdf(_SCANNED, tmp_path)), "PNG")))
    mixed = pypdf.PdfWriter()
    mixed.append(io.BytesIO(pdf(f"Trang có chữ: {SENTENCE} Trang này có lớp chữ thật.", tmp_path)))
    mixed.append(io.BytesIO(saved(scanned, "PDF", resolution=200)))
    out = io.BytesIO()
    mixed.write(out)
    steps: list[tuple[int, int]] = []

    document = read_file("lẫn.pdf", data=out.getvalue(), progress=lambda done, total: steps.append((done, total)))

    assert (document.format, document.pages, steps) == ("pdf", 2, [(1, 2), (2, 2)])
    assert grid(document)[1] == ["1", "Việc làm mới", "24.890"]
    assert document.tables[0].page == 2


@needs_ocr
def test_a_tiff_of_several_pages_is_read_whole(tmp_path: Path) -> None:
    first = picture(pdf(f'#set page("a6", margin: 9mm)\nTrang một: {SENTENCE}', tmp_path))
    second = picture(pdf('#set page("a6", margin: 9mm)\nTrang hai: hỗ trợ 5.678 lượt người.', tmp_path))

    document = read_bytes(saved(first, "TIFF", save_all=True, append_images=[second]), "quét.tif")

    assert (document.format, document.pages) == ("image", 2)
    assert "24.890" in document.text and "5.678" in document.text


@needs_ocr
@pytest.mark.parametrize("name", ["trắng.png", "trắng.pdf"])
def test_an_empty_scan_says_there_is_nothing_on_it(name: str) -> None:
    blank = Image.new("L", (1240, 1754), 250)

    told = refusal(saved(blank, name.rpartition(".")[2].upper()), name)

    assert "không có chữ" in told


@needs_ocr
def test_a_picture_of_no_text_says_so() -> None:
    image = Image.new("L", (900, 700), 120)
    draw = ImageDraw.Draw(image)
    for step in range(12):
        draw.ellipse((40 * step, 30 * step, 40 * step + 300, 30 * step + 200), fill=20 * step)

    assert "không có chữ" in refusal(saved(image, "PNG"), "phong cảnh.png")


def test_a_scan_without_tesseract_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = saved(Image.new("L", (600, 800), 255), "PDF")
    monkeypatch.setenv("PATH", str(tmp_path))

    for data, name in ((scan, "quét.pdf"), (saved(Image.new("L", (60, 80)), "PNG"), "ảnh.png")):
        assert "apt install tesseract-ocr tesseract-ocr-vie" in refusal(data, name)


@pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")
def test_a_scan_without_vietnamese_says_what_to_install_and_text_pages_are_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = saved(Image.new("L", (600, 800), 255), "PDF")
    mixed = pypdf.PdfWriter()
    mixed.append(io.BytesIO(pdf(SENTENCE, tmp_path)))
    mixed.append(io.BytesIO(scan))
    out = io.BytesIO()
    mixed.write(out)
    (tmp_path / "eng.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))

    assert "apt install tesseract-ocr-vie" in refusal(scan, "quét.pdf")
    document = read_bytes(out.getvalue(), "lẫn.pdf")
    assert said(document) == [SENTENCE]
    assert document.notes[0].startswith("Trang 2 là ảnh quét, chưa đọc được.")
