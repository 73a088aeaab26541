"""Files made here and read: what comes out, and what an officer is told when nothing can."""

import io
import os
import shutil
import subprocess
import time
import unicodedata
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pypdf
import pypdfium2
import pytest
import typst
import xlsxwriter
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageDraw, ImageFilter

from ansinh.core.letters import _TCVN3, _VNI, from_tcvn3, from_vni
from ansinh.reading.document import Document
from ansinh.reading.readers import Unreadable, members, read_bytes, read_file

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


def said(document: Document, *kinds: str) -> list[str]:
    return [document.text[one.start : one.end] for one in document.blocks if not kinds or one.kind in kinds]


def grid(document: Document, table: int = 0) -> list[list[str]]:
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
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name)
    assert name in str(refused.value)
    assert refused.value.what_to_do_vi
    return str(refused.value)


# Text


def test_a_text_in_utf8_comes_back_letter_for_letter(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo Trà Vinh.txt"
    path.write_text(PROSE + "chi 200\u00a0tỷ đồng\u00a0\n«Đền ơn»\n«đáp nghĩa»\nCaf\u00e9 M\u00fcller®\n")

    document = read_file(path)

    assert document.text == path.read_text()
    assert (document.name, document.format, document.notes) == ("báo cáo Trà Vinh.txt", "txt", [])
    assert said(document)[:3] == ["BÁO CÁO", "Kết quả công tác năm 2024", SENTENCE]
    hold_together(document)


def test_lines_that_only_wrap_are_one_paragraph_and_the_text_stays_as_it_is() -> None:
    text = (
        "I. Kết quả\n\n- Toàn tỉnh giải quyết việc làm cho\n24.890 lao động, trong đó đưa đi làm việc\n"
        "ở nước ngoài 1.536 người, đạt kế hoạch\nđề ra từ đầu năm và cao hơn cùng kỳ.\n- Hỗ trợ 45.120 đối tượng\n"
        "bảo trợ xã hội với số tiền hơn 231,6 tỷ\nđồng.\n\nNơi nhận:\nNhư trên\n"
    )

    document = read_bytes(text.encode(), "a.txt")

    assert document.text == text
    assert [" ".join(one.split()) for one in said(document)] == [
        "I. Kết quả",
        "- Toàn tỉnh giải quyết việc làm cho 24.890 lao động, trong đó đưa đi làm việc ở nước ngoài 1.536 người, "
        "đạt kế hoạch đề ra từ đầu năm và cao hơn cùng kỳ.",
        "- Hỗ trợ 45.120 đối tượng bảo trợ xã hội với số tiền hơn 231,6 tỷ đồng.",
        "Nơi nhận:",
        "Như trên",
    ]


def test_lines_with_bars_are_a_table_at_its_place_in_the_text() -> None:
    text = (
        "Mẫu biểu 01\nĐơn vị tính: hộ\n| STT | Nội dung | Năm 2023 | Năm 2024 |\n|---|---|---|---|\n"
        "| 1 | Hộ nghèo | 3.453 | 3.001 |\n| 2 | Hộ cận nghèo |  | 4.120 |\nGhi chú: số đến 15/12.\n"
    )

    document = read_bytes(text.encode(), "a.txt")

    assert grid(document)[1:] == [["1", "Hộ nghèo", "3.453", "3.001"], ["2", "Hộ cận nghèo", "", "4.120"]]
    assert document.tables[0].header_rows == 1
    assert document.tables[0].before == "Mẫu biểu 01\nĐơn vị tính: hộ"
    assert said(document)[-1] == "Ghi chú: số đến 15/12."
    hold_together(document)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form_is_found_out(encoding: str) -> None:
    assert read_bytes(PROSE.encode(encoding), "a.txt").text == PROSE


def test_windows_1258_is_found_out_and_said() -> None:
    apart = "".join(_as_1258(letter) for letter in PROSE).encode("cp1258")

    document = read_bytes(apart, "a.txt")

    assert document.text == PROSE
    assert document.notes == ["Tệp dùng bảng mã Windows-1258: đã đổi sang Unicode."]


def _as_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        return unicodedata.normalize("NFC", apart.replace(apart[-1], "")) + apart[-1] if len(apart) < 3 else _two(apart)


def _two(apart: str) -> str:
    """Base with its hat as one letter, the tone after it."""
    tones = [mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(one for one in apart if one not in tones)) + "".join(tones)


_TO_TCVN3 = {chr(meant) if isinstance(meant, int) else meant: chr(code) for code, meant in reversed(_TCVN3.items())}
_TO_VNI = {meant: pair for pair, meant in reversed(_VNI.items()) if pair == pair.lower() or pair == pair.upper()}


def tcvn3(text: str) -> str:
    return "".join(_TO_TCVN3.get(one, _TO_TCVN3.get(one.lower(), one)) for one in text)


def vni(text: str) -> str:
    return "".join(_TO_VNI.get(one, one) for one in text)


def test_the_old_code_tables_turn_every_letter_back() -> None:
    letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

    assert from_tcvn3(tcvn3(letters)) == letters
    assert from_vni(vni(letters)) == letters
    assert from_vni(vni(letters.upper())) == letters.upper()


def _seen_by_windows(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize(
    ("data", "note"),
    [
        (tcvn3(PROSE).encode("latin-1"), "TCVN3"),
        (vni(PROSE).encode("cp1252"), "VNI"),
        (tcvn3(PROSE).encode(), "TCVN3"),
        (vni(PROSE).encode(), "VNI"),
        ("".join(map(_seen_by_windows, PROSE.encode())).encode(), "nhầm bảng mã"),
    ],
    ids=["TCVN3 bytes", "VNI bytes", "TCVN3 shown as Latin", "VNI shown as Latin", "UTF-8 misread"],
)
def test_old_fonts_are_turned_into_unicode_and_said(data: bytes, note: str) -> None:
    document = read_bytes(data, "a.txt")

    assert document.text.lower() == PROSE.lower()
    assert any(note in one for one in document.notes), document.notes
    hold_together(document)


def test_letters_and_marks_that_stand_apart_are_put_together() -> None:
    document = read_bytes(unicodedata.normalize("NFD", PROSE).encode(), "a.txt")

    assert document.text == PROSE
    assert "tổ hợp" in document.notes[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("N?m 2024, t?nh gi?i quy?t vi?c làm cho 24.890 lao ??ng, ??t k? ho?ch n?m", "mất dấu"),
        ("Na(m 2024, ti?nh gia?i quye^'t vie^.c la`m cho 24.890 lao ddo^.ng, dda.t ke^' hoa.ch", "VIQR"),
        ("N+AQM-m 2024 t+Hsk-nh gi+HqM-i quy+Hr8-t vi+Hsc-c l+AOA-m cho lao +ARE-+HtkA-ng", "UTF-7"),
    ],
)
def test_a_text_whose_marks_are_lost_is_refused_with_what_to_do(text: str, why: str) -> None:
    told = refusal(text.encode(), "cũ.txt")

    assert why in told
    assert "UTF-8" in told


@pytest.mark.alone
def test_reading_a_text_takes_less_than_a_millisecond_for_five_thousand_letters() -> None:
    data = (PROSE * 30)[:5000].encode()
    read_bytes(data, "a.txt")

    began = time.perf_counter()
    for _ in range(50):
        read_bytes(data, "a.txt")

    assert (time.perf_counter() - began) / 50 < 0.003  # a third of it on a machine with nothing else to do


def test_a_csv_is_one_table_under_its_title() -> None:
    document = read_bytes("Biểu 1;;\nXã;Số hộ;Tỷ lệ\nXã A;1.200;1,25%\nXã B;900;0,9%\n".encode(), "biểu.csv")

    assert grid(document)[0] == ["Xã", "Số hộ", "Tỷ lệ"]
    assert document.tables[0].before == "Biểu 1"
    hold_together(document)


# Web pages

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cổng thông tin</title><script>var x = 99;</script></head><body>
<nav><a href="/">Trang chủ</a></nav><div class="main-menu"><ul><li><a>Tin 1</a><li><a>Tin 2</a></ul></div>
<h1>Tổng kết năm 2024</h1><p>Tỉnh giải quyết việc làm<br>cho <b>24.890</b>
lao động.</p><p style="display:none">Ẩn 777</p>
<table border="1"><caption>Biểu 2 (Đơn vị: hộ)</caption><tr><th rowspan="2">Xã</th><th colspan="2">Số hộ nghèo</th></tr>
<tr><th>Kế hoạch</th><th>Thực hiện</th></tr><tr><td>Xã A</td><td>1.200</td><td>1.130</td></tr></table>
<ol><li>Việc một</li><li>Việc hai</li></ol><footer>Lượt truy cập: 123.456. Điện thoại 0294 3840</footer></body></html>"""


def test_a_web_page_gives_its_text_and_sets_menus_aside() -> None:
    document = read_bytes(PAGE.encode(), "trang.html")

    assert said(document, "heading", "paragraph", "list") == [
        "Tổng kết năm 2024",
        "Tỉnh giải quyết việc làm cho 24.890 lao động.",
        "Biểu 2 (Đơn vị: hộ)",
        "1. Việc một",
        "2. Việc hai",
    ]
    assert said(document, "furniture")[-1] == "Lượt truy cập: 123.456. Điện thoại 0294 3840"
    assert "777" not in document.text
    assert grid(document) == [
        ["Xã", "Số hộ nghèo", "Số hộ nghèo"],
        ["Xã", "Kế hoạch", "Thực hiện"],
        ["Xã A", "1.200", "1.130"],
    ]
    assert document.tables[0].header_rows == 2
    assert document.tables[0].before.endswith("Biểu 2 (Đơn vị: hộ)")
    hold_together(document)


def test_a_page_laid_out_with_tables_is_read_as_text() -> None:
    page = f"<html><body><table><tr><td><p>{SENTENCE}</p></td></tr></table></body></html>"

    document = read_bytes(page.encode("utf-16"), "trang.doc")

    assert (said(document), document.tables, document.format) == ([SENTENCE], [], "html")


def test_a_saved_web_archive_is_read() -> None:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    part = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"

    document = read_bytes(f"{head}{part}<html><p>{SENTENCE}</p></html>\r\n--x--\r\n".encode(), "trang.mht")

    assert said(document) == [SENTENCE]


# Word


def word(paper: "docx.document.Document") -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def test_word_paragraphs_and_merged_tables_come_in_order() -> None:
    paper = docx.Document()
    paper.add_heading("Kết quả", 1)
    paper.add_paragraph(SENTENCE)
    paper.add_paragraph("Biểu 1. Lao động")
    paper.add_paragraph("Đơn vị tính: người")
    table = paper.add_table(4, 4)
    for place, text in {
        (0, 0): "TT",
        (0, 1): "Chỉ tiêu",
        (0, 2): "Năm 2024",
        (1, 2): "Kế hoạch",
        (1, 3): "Thực hiện",
    }.items():
        table.cell(*place).text = text
    for column, text in enumerate(("A", "B", "1", "2")):
        table.cell(2, column).text = text
    for column, text in enumerate(("1", "Việc làm mới", "24.000", "24.890")):
        table.cell(3, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    paper.add_paragraph("Sau bảng.")

    document = read_bytes(word(paper), "báo cáo.docx")

    assert grid(document) == [
        ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2024"],
        ["TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"],
        ["A", "B", "1", "2"],
        ["1", "Việc làm mới", "24.000", "24.890"],
    ]
    assert document.tables[0].header_rows == 3
    assert document.tables[0].before == "Biểu 1. Lao động\nĐơn vị tính: người"
    assert [one.kind for one in document.blocks if one.kind != "cell"] == ["heading", *["paragraph"] * 4]
    assert document.text.count("Năm 2024, ") == 1
    assert document.text.index("24.000") < document.text.index("Sau bảng.")
    hold_together(document)


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    paper = docx.Document()
    outer = paper.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            outer.cell(row, column).text = f"Ô {row}{column}"
    outer.cell(0, 1).text = "12"
    inner = outer.cell(1, 1).add_table(2, 2)
    for place, text in {(0, 0): "Xã", (0, 1): "Hộ", (1, 0): "A", (1, 1): "345"}.items():
        inner.cell(*place).text = text

    document = read_bytes(word(paper), "a.docx")

    assert [grid(document, 0)[0], grid(document, 1)] == [["Ô 00", "12"], [["Xã", "Hộ"], ["A", "345"]]]
    assert "345" in grid(document, 0)[1][1]
    assert document.text.count("345") == 1
    hold_together(document)


def test_letterhead_and_signatures_are_lines_not_tables() -> None:
    paper = docx.Document()
    head = paper.add_table(1, 2)
    head.cell(0, 0).text = "UBND TỈNH MẪU\nSố: 12/BC-UBND"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n__________"

    document = read_bytes(word(paper), "a.docx")

    assert document.tables == []
    assert said(document) == ["UBND TỈNH MẪU", "Số: 12/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_automatic_numbers_of_word_are_in_the_text() -> None:
    paper = docx.Document()
    numbering = paper.part.numbering_part.element
    numbering.insert(0, parse_xml(_NUMBERS))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in (
        (0, "Kết quả"),
        (1, "Việc làm"),
        (1, "Giảm nghèo"),
        (2, "Hộ nghèo"),
        (0, "Nhiệm vụ"),
        (1, "Việc làm"),
    ):
        _number(paper.add_paragraph(text), level)
    paper.add_paragraph("Hỗ trợ 12 hộ", style="List Bullet")

    document = read_bytes(word(paper), "a.docx")

    assert said(document) == [
        "I. Kết quả", "1. Việc làm", "2. Giảm nghèo", "2.a) Hộ nghèo", "II. Nhiệm vụ", "1. Việc làm", "- Hỗ trợ 12 hộ",
    ]  # fmt: skip
    assert {one.kind for one in document.blocks} == {"list"}


_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%2.%3)"))
_NUMBERS = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">' + "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (form, text) in enumerate(_LEVELS)
) + "</w:abstractNum>"  # fmt: skip


def _number(paragraph, level: int) -> None:
    held = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(held))


def test_changes_notes_headers_and_boxes_of_word_are_read_and_said() -> None:
    paper = docx.Document()
    changed = paper.add_paragraph("Giải quyết việc làm cho ")
    changed._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>20.000</w:delText></w:r></w:del>"))
    changed._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>24.890</w:t></w:r></w:ins>"))
    changed.add_run(" lao động")
    hidden = changed.add_run(" bí mật 999")
    hidden.font.hidden = True
    boxed = paper.add_paragraph("Đoạn có hộp chữ.")
    boxed.add_run()._r.append(parse_xml(_BOX))
    paper.sections[0].header.paragraphs[0].text = "Báo cáo năm 2024 của tỉnh Mẫu"
    paper.sections[0].footer.paragraphs[0].text = "3"
    data = _with_footnote(word(paper), "Số liệu đến 1.512 hộ.")

    document = read_bytes(data, "a.docx")

    assert said(document, "paragraph") == [
        "Giải quyết việc làm cho 24.890 lao động",
        "Đoạn có hộp chữ.",
        "Trong hộp 3.453 hộ",
    ]
    assert said(document, "note") == ["Số liệu đến 1.512 hộ."]
    assert said(document, "header", "footer") == ["Báo cáo năm 2024 của tỉnh Mẫu"]
    assert [one.split(":")[0] for one in document.notes] == [
        "Văn bản còn 2 chỗ sửa đang theo dõi (Track Changes)",
        "Có 1 đoạn chữ ẩn trong Word",
    ]
    hold_together(document)


_BOX = (
    f'<mc:AlternateContent {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
    + "".join(
        f"<mc:{kind}><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Trong hộp 3.453 hộ</w:t></w:r></w:p></w:txbxContent>"
        f"</v:textbox></w:pict></mc:{kind}>"
        for kind in ("Choice", "Fallback")
    )
    + "</mc:AlternateContent>"
)


def _with_footnote(data: bytes, text: str) -> bytes:
    parts = {"word/footnotes.xml": f"<w:footnotes {nsdecls('w')}>" + "".join(
        f'<w:footnote w:id="{key}" {kind}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'
        for key, kind, words in ((0, 'w:type="separator"', "---1"), (2, "", text))
    ) + "</w:footnotes>"}  # fmt: skip
    relation = (
        '<Relationship Id="rId99" Target="footnotes.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", relation.encode())
            made.writestr(name, content)
        for name, words in parts.items():
            made.writestr(name, words)
    return out.getvalue()


def test_runs_in_old_fonts_are_turned_into_unicode() -> None:
    paper = docx.Document()
    for text, font in (
        (tcvn3(SENTENCE), ".VnTime"),
        (tcvn3("tỷ lệ hộ nghèo"), "Arial"),
        (vni(SENTENCE), "VNI-Times"),
    ):
        paper.add_paragraph().add_run(text).font.name = font
    capitals = paper.add_paragraph()
    capitals.add_run(tcvn3("báo cáo")).font.name = ".VnTimeH"
    capitals.add_run(" quý I").font.name = "Times New Roman"
    lying = paper.add_paragraph().add_run(SENTENCE)
    lying.font.name = ".VnTime"
    in_pieces = paper.add_paragraph()
    for letter in vni("Việc"):
        in_pieces.add_run(letter).font.name = "VNI-Times"

    document = read_bytes(word(paper), "a.docx")

    lines = said(document)
    assert lines[0].lower() == SENTENCE.lower()
    assert lines[1:] == ["tỷ lệ hộ nghèo", SENTENCE, "BÁO CÁO quý I", SENTENCE, "Việc"]
    assert any("phông chữ cũ" in note for note in document.notes)


@pytest.mark.alone
def test_a_word_file_of_a_hundred_pages_is_read_in_five_seconds() -> None:
    paper = docx.Document()
    for page in range(100):
        for number in range(9):
            paper.add_paragraph(f"{SENTENCE} Việc thứ {page}.{number} của năm. " * 2)
        table = paper.add_table(0, 4)
        for row in range(5):
            for cell, text in zip(table.add_row().cells, (str(row), "Chỉ tiêu", "1.234", "2.345"), strict=True):
                cell.text = text
        paper.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    data = word(paper)

    began = time.perf_counter()
    document = read_bytes(data, "dài.docx")

    assert time.perf_counter() - began < 5
    assert len(document.tables) == 100
    assert len(document.text) > 180_000


def test_macros_are_never_run_and_are_said() -> None:
    document = read_bytes(_with_part(word(_one_line()), "word/vbaProject.bin", b"macro"), "a.docm")

    assert said(document) == [SENTENCE]
    assert document.notes == ["Tệp có macro: không chạy, chỉ đọc nội dung."]


def _one_line() -> "docx.document.Document":
    paper = docx.Document()
    paper.add_paragraph(SENTENCE)
    return paper


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a") as package:
        package.writestr(name, content)
    return held.getvalue()


def test_entities_of_xml_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật 424242")
    body = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>Năm 2024 &e; hết</w:t></w:r></w:p></w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", body)

    document = read_bytes(out.getvalue(), "a.docx")

    assert document.text.startswith("Năm 2024")
    assert "424242" not in document.text


# Old office files


def converted(data: bytes, given: str, to: str, folder: Path) -> bytes:
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


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    paper = _one_line()
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
    document = read_bytes(converted(word(_one_line()), "docx", kind, tmp_path), f"a.{kind}")

    assert (document.format, said(document)) == (kind, [SENTENCE])


# PDF


def pdf(source: str, folder: Path) -> bytes:
    path = folder / "a.typ"
    path.write_text('#set text(font: "Liberation Serif", size: 13pt, lang: "vi")\n' + source)
    fonts = Path(__file__).resolve().parents[2] / "core" / "fonts"
    made = typst.compile(path, root=folder, font_paths=[fonts], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


_PAPER = """#set page("a4", margin: 25mm, header: [Báo cáo tỉnh Mẫu năm 2024], footer: context align(center, counter(page).display()))
#set par(justify: true, first-line-indent: (amount: 12mm, all: true))
"""
_LONG = " ".join(f"{SENTENCE} Hỗ trợ {number}.{number:03d} lượt hộ." for number in range(1, 45))


def test_a_pdf_gives_whole_paragraphs_and_sets_running_heads_aside(tmp_path: Path) -> None:
    document = read_bytes(pdf(f"{_PAPER}{_LONG}\n\n{SENTENCE}\n\n{_LONG}\n\n- Một dòng\n- Hai dòng", tmp_path), "a.pdf")

    assert document.pages is not None and document.pages >= 3
    assert " ".join(said(document, "paragraph")) == f"{_LONG} {SENTENCE} {_LONG}"
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

    document = read_bytes(pdf(_PAPER + table, tmp_path), "a.pdf")

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
    data = pdf(_PAPER + "\n\n".join([_LONG] * (pages - 8)), tmp_path)

    began = time.perf_counter()
    document = read_bytes(data, "dài.pdf")

    assert time.perf_counter() - began < 6
    assert document.pages and document.pages >= pages


# Pictures


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


# Workbooks


def workbook(fill) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


def test_a_sheet_gives_its_table_with_titles_merges_percents_and_numbers() -> None:
    def fill(book) -> None:
        sheet, percent = book.add_worksheet("Biểu 1"), book.add_format({"num_format": "0.00%"})
        sheet.merge_range("A1:E1", "TỔNG HỢP NĂM 2024")
        sheet.write("E2", "Đơn vị tính: người")
        sheet.merge_range("A4:A5", "TT")
        sheet.merge_range("B4:B5", "Chỉ tiêu")
        sheet.merge_range("C4:E4", "Năm 2024")
        sheet.write_row("C5", ["Kế hoạch", "Thực hiện", "Tỷ lệ"])
        sheet.write_row("A6", ["A", "B", 1, 2, "3=2/1"])
        sheet.write_row("A7", [1, "Việc làm mới", 24000, 24890.5])
        sheet.write("E7", 1.0371, percent)
        sheet.write_row("A9", [2, "Sau dòng trống", 3.453, 12])
        sheet.write("A11", "Ghi chú: số đến 15/12.")

    document = read_bytes(workbook(fill), "biểu.xlsx")

    assert grid(document) == [
        ["TT", "Chỉ tiêu", "Năm 2024", "Năm 2024", "Năm 2024"],
        ["TT", "Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tỷ lệ"],
        ["A", "B", "1", "2", "3=2/1"],
        ["1", "Việc làm mới", "24.000", "24.890,5", "103,71%"],
        ["2", "Sau dòng trống", "3,453", "12", ""],
    ]
    table = document.tables[0]
    assert [table.rows[3][3].value, table.rows[3][4].value] == [Decimal("24890.5"), Decimal("103.71")]
    assert table.rows[4][2].value == Decimal("3.453")
    assert table.header_rows == 3
    assert table.before == "TỔNG HỢP NĂM 2024\nĐơn vị tính: người"
    assert said(document, "paragraph")[-1] == "Ghi chú: số đến 15/12."
    hold_together(document)


def test_tables_beside_one_another_are_two_and_hidden_sheets_are_said() -> None:
    def fill(book) -> None:
        sheet = book.add_worksheet("Hai bảng")
        for column in (0, 4):
            sheet.write_row(0, column, ["Xã", "Hộ", "Tỷ lệ"])
            sheet.write_row(1, column, [f"Xã {column}", 100 + column, 1.5])
        sheet.set_row(1, None, None, {"hidden": True})
        hidden = book.add_worksheet("Nháp")
        hidden.write("A1", "999")
        hidden.hide()

    document = read_bytes(workbook(fill), "a.xlsx")

    assert [grid(document, index)[1][:2] for index in range(2)] == [["Xã 0", "100"], ["Xã 4", "104"]]
    assert "999" not in document.text
    assert document.notes == ["Có 1 trang tính ẩn, không đọc: Nháp.", "Có 1 dòng ẩn trong bảng tính: vẫn đọc."]


def _with_formula() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Xã", "Số hộ", "Gấp đôi"], ["A", 57, "=B2*2"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@needs_office
def test_formulas_never_calculated_are_calculated_by_libreoffice() -> None:
    document = read_bytes(_with_formula(), "a.xlsx")

    assert grid(document)[1] == ["A", "57", "114"]
    assert "đã tính bằng LibreOffice" in document.notes[0]


def test_formulas_never_calculated_are_counted_where_there_is_no_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    document = read_bytes(_with_formula(), "a.xlsx")

    assert grid(document)[1] == ["A", "57", ""]
    assert document.notes[0].startswith("Có 1 ô công thức chưa có giá trị")


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_workbooks_are_read(kind: str, tmp_path: Path) -> None:
    made = converted(_with_formula(), "xlsx", kind, tmp_path)

    document = read_bytes(made, f"a.{kind}")

    assert (document.format, grid(document)[1]) == (kind, ["A", "57", "114"])


# What cannot be read


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "trống" in refusal(b"", "a.docx")
    assert "trống" in refusal(b"\xef\xbb\xbf \r\n", "a.txt")


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lớn.pdf"
    with path.open("wb") as held:
        held.truncate(200 << 20)

    with pytest.raises(Unreadable, match=r"«lớn\.pdf» quá lớn \(200 MB, tối đa 100 MB\).*tách") as refused:
        read_file(path)

    assert refused.value.what_to_do_vi.startswith("Bỏ bớt ảnh")


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"Không có tệp «a\.pdf»"):
        read_file(tmp_path / "a.pdf")
    with pytest.raises(Unreadable, match="là thư mục"):
        read_file(tmp_path)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    locked = pypdf.PdfWriter(io.BytesIO(pdf(SENTENCE, tmp_path)))
    locked.encrypt("matkhau", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)

    assert "có mật khẩu" in refusal(out.getvalue(), "khóa.pdf")


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    assert "bị hỏng" in refusal(b"%PDF-1.7\n" + b"\x00\x9f" * 300, "hỏng.pdf")


def test_a_locked_office_file_is_refused() -> None:
    held = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage\0".encode("utf-16-le") + b"\0" * 900

    assert "có mật khẩu" in refusal(held, "khóa.docx")


@needs_office
def test_a_locked_doc_is_refused(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph(_LONG)
    held = bytearray(converted(word(paper), "docx", "doc", tmp_path))
    held[held.index(b"\xec\xa5") + 11] |= 1

    assert "có mật khẩu" in refusal(bytes(held), "khóa.doc")


def test_a_damaged_word_file_is_refused() -> None:
    data = word(_one_line())

    assert "bị hỏng" in refusal(data[: len(data) // 2], "hỏng.docx")
    assert "bị hỏng" in refusal(_packed({"word/document.xml": b"<w:document"}), "hỏng.docx")
    assert "bị hỏng" in refusal(_packed({"xl/workbook.xml": b"<x/>"}), "hỏng.xlsx")


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _packed({"word/document.xml": b"\0" * (60 << 20)})
    crowd = _packed({f"{number}": b"" for number in range(5_001)})

    assert "nén gấp" in refusal(bomb, "bom.docx")
    assert "5001 phần" in refusal(crowd, "bom.zip")


def test_a_sheet_with_a_cell_a_million_rows_down_is_refused_or_small() -> None:
    data = workbook(lambda book: book.add_worksheet().write_row("A1", ["Xã", 1]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    far = b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", far)

    assert "quá lớn" in refusal(_packed(parts), "xa.xlsx")


def test_a_zip_of_reports_is_refused_but_gives_its_members(tmp_path: Path) -> None:
    path = tmp_path / "báo cáo các xã.zip"
    path.write_bytes(_packed({"xã A.txt": PROSE.encode(), "thư mục/xã B.docx": word(_one_line()), "__MACOSX/x": b"1"}))

    with pytest.raises(Unreadable, match=r"có 2 tệp bên trong \(xã A\.txt, thư mục/xã B\.docx\).*Giải nén"):
        read_file(path)

    assert [(name, SENTENCE in read_bytes(data, name).text) for name, data in members(path)] == [
        ("xã A.txt", True),
        ("thư mục/xã B.docx", True),
    ]


def test_a_zip_of_one_report_is_that_report() -> None:
    assert SENTENCE in read_bytes(_packed({"a.txt": PROSE.encode()}), "a.zip").text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bytes(range(256)) * 40, "không phải dạng tệp đọc được"),
        (b"\x7fELF\x02\x01\x01" + b"\0\x01\x02\x03" * 400, "không phải dạng tệp đọc được"),
        (b"Rar!\x1a\x07\x00abc", "tệp nén"),
        (b"\x89PNG\r\n\x1a\n" + b"broken", "bị hỏng"),
        (_packed({"ppt/presentation.xml": b"<p/>"}), "trình chiếu"),
    ],
)
def test_what_is_no_report_is_refused_with_what_to_do(data: bytes, why: str) -> None:
    assert why in refusal(data, "lạ.bin")


def test_a_page_beyond_the_most_is_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ansinh.reading.readers.pdf.MOST_PAGES", 2)
    data = pdf(f"{_PAPER}Trang 1: {SENTENCE} #pagebreak() Trang 2 #pagebreak() Trang 3 có 7.777 hộ", tmp_path)

    document = read_bytes(data, "dài.pdf")

    assert document.notes[0].startswith("Tệp có 3 trang: chỉ đọc 2 trang đầu.")
    assert "7.777" not in document.text


@needs_office
def test_a_program_that_does_not_end_is_ended_with_its_children(tmp_path: Path) -> None:
    from ansinh.reading.readers.children import NotDone, run

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
