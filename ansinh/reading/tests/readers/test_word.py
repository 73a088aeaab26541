"""Word files: paragraphs, tables, numbers, notes, boxes, old fonts, macros."""

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ansinh.reading.readers import read_bytes
from ansinh.reading.tests.readers.making import (
    SENTENCE,
    grid,
    hold_together,
    one_line,
    said,
    tcvn3,
    vni,
    word,
)


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
    document = read_bytes(_with_part(word(one_line()), "word/vbaProject.bin", b"macro"), "a.docm")

    assert said(document) == [SENTENCE]
    assert document.notes == ["Tệp có macro: không chạy, chỉ đọc nội dung."]


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
