"""PDF files with text: paragraphs, tables over pages, pages on their side, old fonts."""

import io
import time
from pathlib import Path

import docx
import pypdf
import pytest

from ansinh.reading.readers import read_bytes
from ansinh.reading.tests.readers.making import (
    LONG,
    PAPER,
    SENTENCE,
    converted,
    grid,
    hold_together,
    needs_office,
    pdf,
    said,
    tcvn3,
    word,
)


def test_a_pdf_gives_whole_paragraphs_and_sets_running_heads_aside(tmp_path: Path) -> None:
    document = read_bytes(pdf(f"{PAPER}{LONG}\n\n{SENTENCE}\n\n{LONG}\n\n- Một dòng\n- Hai dòng", tmp_path), "a.pdf")

    assert document.pages is not None and document.pages >= 3
    assert " ".join(said(document, "paragraph")) == f"{LONG} {SENTENCE} {LONG}"
    assert all(one.startswith("Năm 2024") for one in said(document, "paragraph"))
    assert said(document, "list") == ["• Một dòng", "• Hai dòng"]
    heads = said(document, "furniture")
    assert heads[:2] == ["Báo cáo tỉnh Mẫu năm 2024", "1"]
    assert len(heads) == 2 * document.pages
    assert {one.page for one in document.blocks if one.kind == "furniture"} == set(range(1, document.pages + 1))
    hold_together(document)


def test_a_ruled_table_of_a_pdf_is_one_full_grid_over_its_pages(tmp_path: Path) -> None:
    rows = "".join(f"[{n}], [Chỉ tiêu số {n}], [{n}.{n:03d}], [{n},5%]," for n in range(1, 61))
    table = f"""#align(center)[Biểu 1. Chỉ tiêu năm 2024]
#table(columns: (10mm, 1fr, 22mm, 14mm), table.header(table.cell(rowspan: 2)[TT], table.cell(rowspan: 2)[Chỉ tiêu],
table.cell(colspan: 2)[Năm 2024], [Số], [Tỷ lệ]), {rows} [61], [Số bị ngắt dòng], [#box(width: 15mm)[460.250,\\ 5]], [])
{SENTENCE}"""

    document = read_bytes(pdf(PAPER + table, tmp_path), "a.pdf")

    assert len(document.tables) == 1
    cells = grid(document)
    assert cells[:3] == [
        ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2024"],
        ["TT", "Chỉ tiêu", "Số", "Tỷ lệ"],
        ["1", "Chỉ tiêu số 1", "1.001", "1,5%"],
    ]
    assert [row[0] for row in cells[2:]] == [str(number) for number in range(1, 62)]
    assert cells[-1][2] == "460.250,5"
    assert document.tables[0].header_rows == 2
    assert document.tables[0].before == "Biểu 1. Chỉ tiêu năm 2024"
    assert said(document, "paragraph")[-1] == SENTENCE
    hold_together(document)


def test_a_page_lying_on_its_side_is_read_as_it_is_shown(tmp_path: Path) -> None:
    table = f"{SENTENCE}\n\n#table(columns: 3, [Xã], [Hộ], [Tỷ lệ], [A], [1.234], [1,5%])"
    turned = pypdf.PdfWriter(io.BytesIO(pdf(table, tmp_path)))
    turned.pages[0].rotate(90)
    out = io.BytesIO()
    turned.write(out)

    document = read_bytes(out.getvalue(), "ngang.pdf")

    assert sorted(map(sorted, grid(document))) == sorted(
        map(sorted, zip(["Xã", "Hộ", "Tỷ lệ"], ["A", "1.234", "1,5%"], strict=True))
    )


@needs_office
def test_a_pdf_in_an_old_font_is_turned_into_unicode(tmp_path: Path) -> None:
    paper = docx.Document()
    for _ in range(3):
        paper.add_paragraph().add_run(tcvn3(SENTENCE)).font.name = ".VnTime"
    made = converted(word(paper), "docx", "pdf", tmp_path)

    document = read_bytes(made, "cũ.pdf")

    assert said(document)[0].lower() == SENTENCE.lower()
    assert "TCVN3" in document.notes[0]


@pytest.mark.alone
@pytest.mark.parametrize("pages", [60])
def test_sixty_pages_of_text_are_read_in_a_few_seconds(pages: int, tmp_path: Path) -> None:
    data = pdf(PAPER + "\n\n".join([LONG] * (pages - 8)), tmp_path)

    began = time.perf_counter()
    document = read_bytes(data, "dài.pdf")

    assert time.perf_counter() - began < 6
    assert document.pages and document.pages >= pages


def test_a_page_beyond_the_most_is_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ansinh.reading.readers.pdf.MOST_PAGES", 2)
    data = pdf(f"{PAPER}Trang 1: {SENTENCE} #pagebreak() Trang 2 #pagebreak() Trang 3 có 7.777 hộ", tmp_path)

    document = read_bytes(data, "dài.pdf")

    assert document.notes[0].startswith("Tệp có 3 trang: chỉ đọc 2 trang đầu.")
    assert "7.777" not in document.text
