"""A report as Word, with styles an officer can go on editing."""

from io import BytesIO

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from ansinh.reports.documents.content import Chart, Content, Heading, Paragraph, Run, Table
from ansinh.reports.documents.pdf import chart_to_png

FONT = "Times New Roman"
_LEFT, _CENTRE, _RIGHT, _BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_WIDTH_CM = 16.5


def to_word(content: Content) -> bytes:
    """The report as .docx: A4, Times New Roman 14, header, number, place and date, signature block as Decree 30/2020 asks."""
    paper = Document()
    _set_page(paper)
    _put_head(paper, content)
    _line(paper, content.title, bold=True, size=14, align=_CENTRE, before=12)
    _line(paper, content.subtitle, bold=True, size=14, align=_CENTRE)
    _line(paper, "_" * 14, size=8, align=_CENTRE, after=10)
    if content.addressee:
        _line(paper, content.addressee, size=14, align=_CENTRE, after=8)
    for block in content.blocks:
        _put(paper, block)
    _put_missing(paper, content)
    _put_signature(paper, content)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _set_page(paper) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for level in (1, 2, 3):
        style = paper.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(14), True
        style.font.italic = level == 3
        style.font.color.rgb = RGBColor(0, 0, 0)
        _own_font(style.element.rPr.rFonts)
        style.paragraph_format.first_line_indent = Cm(0 if level == 1 else 1.27)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(10 if level == 1 else 6), Pt(4)
        style.paragraph_format.keep_with_next = True
    _number_pages(section.header.paragraphs[0])
    paper.core_properties.language = "vi-VN"


def _own_font(fonts) -> None:
    """Name the font itself: a style that keeps its theme font ignores the name."""
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)
        fonts.set(qn(f"w:{kind}"), FONT)


def _number_pages(paragraph) -> None:
    paragraph.alignment = _CENTRE
    run = paragraph.add_run()
    run.font.size, run.font.name = Pt(13), FONT
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)


def _line(holder, text: str, *, bold=False, italic=False, size=14, align=_LEFT, before=0, after=0):
    paragraph = holder.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), FONT
    return paragraph


def _put_head(paper, content: Content) -> None:
    left, right = _grid(paper, [[6.6], [9.9]], 1)[0]
    _cell_line(left, content.parent_body.upper(), size=12, is_first=True)
    _cell_line(left, content.body.upper(), size=12, bold=True)
    _cell_line(left, "_" * 8, size=8)
    _cell_line(left, f"Số: {content.number}", size=13)
    _cell_line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True, is_first=True)
    _cell_line(right, "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _cell_line(right, "_" * 22, size=8)
    _cell_line(right, f"{content.place_name}, {content.day_words}", size=13, italic=True)


def _cell_line(cell, text: str, *, size: int, bold=False, italic=False, align=_CENTRE, is_first=False) -> None:
    paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), FONT


def _grid(paper, widths_cm: list[list[float]], rows: int):
    """A table without borders; widths are set on the grid and on the cells, or Word and LibreOffice disagree."""
    table = paper.add_table(rows=rows, cols=len(widths_cm))
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, (width,) in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    return [row.cells for row in table.rows]


def _put(paper, block) -> None:
    match block:
        case Heading():
            paper.add_heading(block.text.upper() if block.level == 1 else block.text, level=min(block.level, 3))
        case Paragraph():
            paragraph = paper.add_paragraph()
            paragraph.alignment = _BOTH
            shape = paragraph.paragraph_format
            shape.first_line_indent, shape.space_after, shape.space_before = Cm(1.27), Pt(6), Pt(0)
            for run in block.runs:
                _put_run(paragraph, run, 14)
        case Table():
            _put_table(paper, block)
        case Chart():
            paper.add_picture(BytesIO(chart_to_png(block.svg)), width=Cm(15))
            paper.paragraphs[-1].alignment = _CENTRE
            _line(paper, block.caption, italic=True, size=12, align=_CENTRE, after=8)


def _put_run(paragraph, run: Run, size: int) -> None:
    if run.href.startswith("http"):
        _put_link(paragraph, run, size)
        return
    piece = paragraph.add_run(run.text)
    piece.font.size, piece.font.name = Pt(size), FONT
    piece.italic = run.is_missing
    _mark_by_hand(paragraph, piece, run)


def _put_link(paragraph, run: Run, size: int) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(run.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    piece = paragraph.add_run(run.text)
    piece.font.size, piece.font.name = Pt(size), FONT
    paragraph._p.remove(piece._r)
    link.append(piece._r)
    paragraph._p.append(link)
    _mark_by_hand(paragraph, piece, run)


def _mark_by_hand(paragraph, piece, run: Run) -> None:
    if run.is_by_hand:
        piece.underline = True
        paragraph.add_run(f" [sửa tay; hệ thống tính {run.computed}]").font.size = Pt(11)


def _put_table(paper, block: Table) -> None:
    _line(
        paper, block.caption, bold=True, size=13, align=_CENTRE, before=8, after=4
    ).paragraph_format.keep_with_next = True
    table = paper.add_table(rows=1, cols=len(block.head))
    table.style, table.autofit, table.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    shares = block.widths or _even_widths(block)
    for cell, words in zip(table.rows[0].cells, block.head, strict=True):
        _cell_line(cell, words, size=11, bold=True, is_first=True)
    _repeat_head(table.rows[0])
    for row in block.rows:
        added = table.add_row()
        _keep_whole(added)
        cells = added.cells
        for index, (cell, run) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = _LEFT if index < block.text_columns else _RIGHT
            paragraph.paragraph_format.space_after = Pt(0)
            _put_run(paragraph, run, 11)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(_WIDTH_CM * share)
        for cell in column.cells:
            cell.width = Cm(_WIDTH_CM * share)
    _line(paper, "", size=6)


def _even_widths(block: Table) -> list[float]:
    figures = len(block.head) - block.text_columns
    words = max(0.3, 1 - 0.12 * figures)
    return [words / block.text_columns] * block.text_columns + [(1 - words) / max(figures, 1)] * figures


def _repeat_head(row) -> None:
    _mark_row(row, "w:tblHeader")


def _keep_whole(row) -> None:
    """The row moves to the next page rather than break."""
    _mark_row(row, "w:cantSplit")


def _mark_row(row, name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _put_missing(paper, content: Content) -> None:
    if content.missing:
        paper.add_heading("Số liệu chưa có", level=2)
        for what, why in content.missing:
            _line(paper, f"- {what}: {why}", size=13)


def _put_signature(paper, content: Content) -> None:
    _line(paper, "", size=8)
    left, right = _grid(paper, [[8.0], [8.5]], 1)[0]
    _keep_whole(paper.tables[-1].rows[0])
    _cell_line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=_LEFT, is_first=True)
    for recipient in content.recipients:
        _cell_line(left, f"- {recipient}", size=11, align=_LEFT)
    _cell_line(right, content.signer_title.upper(), size=14, bold=True, is_first=True)
    for _ in range(4):
        _cell_line(right, "", size=14)
    _cell_line(right, content.signer, size=14, bold=True)
    for words in filter(None, (content.banner, content.footnote)):
        _line(paper, words, italic=True, size=10, before=8)
