"""Many reports as one table: an Excel book (values, evidence, findings, who has not sent), and the content of a Word paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from ansinh.core.cells import Workbook
from ansinh.core.days import formal_day
from ansinh.core.numbers import decimal, grouped
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.claim import UNITS
from ansinh.reading.consolidation import Cell, Column, Consolidated, Row
from ansinh.reports.documents.content import Block, Content, Heading, Paragraph, Run, Table
from ansinh.reports.words import CLAIM_KINDS, CLAIM_UNITS

FEW_REPORTS = 6  # up to so many, indicators go down and reports across
COLUMNS_A_TABLE = 6
STATES = {
    "sure": ("", "đủ tin hoặc đã chấp nhận"),
    "doubtful": (" ?", "cần xem lại"),
    "contradicted": (" !", "có phát hiện không khớp"),
    "twice": (" ≠", "báo cáo ghi hai số khác nhau"),
    "sum": ("", "cộng từ các đơn vị"),
    "partial": (" +", "tổng chưa đủ đơn vị"),
    "gap": ("", "báo cáo không nói đến"),
}
_COMPARATORS = {"over": "> ", "under": "< ", "about": "≈ ", "nearly": "gần ", "exact": "", "range": ""}
_COMPARATORS_EN = _COMPARATORS | {"nearly": "nearly "}
_SCALES = ((Decimal(10) ** 9, ("tỷ đồng", "billion dong")), (Decimal(10) ** 6, ("triệu đồng", "million dong")))
SHARE_PLACES = 2  # a share worked out here, from sums


@dataclass(frozen=True)
class Said:
    """A finding as it is told: which reports it is about, what kind, the verdict, the sentence and the arithmetic."""

    reports: tuple[str, ...]
    label: str
    verdict: str
    said: str
    arithmetic: str


def written(cell: Cell, language: str = "vi") -> str:
    """The cell as people read it, with its mark; a dash where nothing is said."""
    if cell.value is None:
        return "–"
    numbers = [_number(value, cell, language) for value in (cell.value, cell.value_max) if value is not None]
    hedge = _COMPARATORS[cell.comparator] if language == "vi" else _COMPARATORS_EN[cell.comparator]
    return hedge + "–".join(numbers) + STATES[cell.state][0]


def column_title(column: Column, catalogue: Catalogue, language: str = "vi") -> str:
    """What a column is called: the indicator, its kind unless a result, the year when it is ahead."""
    known = catalogue.indicators.get(column.indicator)
    in_english = language == "en"
    label = (known.label_en if in_english else known.label_vi) if known else column.indicator
    if column.kind == "result":
        return label
    ahead = (" năm sau", ", next year")[in_english] if column.ahead == 1 else ""
    return f"{label} ({CLAIM_KINDS[column.kind][in_english]}{ahead})"


def unit_of(column: Column, table: Consolidated, language: str = "vi") -> str:
    """The unit most cells of a column have; none where the title already says percent."""
    if column.kind == "percent_of_plan":
        return ""
    units = [cell.unit for row in table.rows if (cell := row.cell(column)).value is not None]
    most = max(set(units), key=units.count) if units else ""
    return (CLAIM_UNITS[most][1] if language == "en" else UNITS[most]) if most in UNITS else ""


def to_workbook(table: Consolidated, catalogue: Catalogue, said: Sequence[Said] = (), *, title: str) -> bytes:
    """The table as .xlsx. Numbers are numbers; what is doubtful, contradicted or missing is marked by a sign and a colour."""
    kept = BytesIO()
    with Workbook(kept, {"in_memory": True}) as book:
        formats = _formats(book)
        _values(book.add_worksheet("Tổng hợp"), table, catalogue, formats, title)
        _evidence(book.add_worksheet("Chứng cứ"), table, catalogue, formats)
        _findings(book.add_worksheet("Phát hiện"), said, formats)
        if table.not_sent:
            sheet = book.add_worksheet("Chưa gửi")
            sheet.write_row(0, 0, ["Mã", "Đơn vị chưa gửi báo cáo"], formats["head"])
            for at, (key, name) in enumerate(table.not_sent, 1):
                sheet.write_row(at, 0, [key, name], formats["text"])
            sheet.set_column(0, 0, 14)
            sheet.set_column(1, 1, 50)
    return kept.getvalue()


def to_content(
    table: Consolidated,
    catalogue: Catalogue,
    said: Sequence[Said] = (),
    *,
    title: str,
    body: str = "",
    place: str = "",
    day: date,
) -> Content:
    """The table as a report's content: tables of a few columns each, then findings and who has not sent."""
    blocks: list[Block] = [Heading("Bảng tổng hợp"), *_tables(table, catalogue)]
    signs = "; ".join(f"«{mark.strip()}» {words}" for mark, words in STATES.values() if mark)
    blocks.append(Paragraph("signs", (Run(f"Ký hiệu: {signs}; «–» báo cáo không nói đến."),)))
    wrong = [one for one in said if one.verdict == "inconsistent"]
    blocks.append(Heading("Những chỗ không khớp"))
    if not wrong:
        blocks.append(Paragraph("none", (Run("Không thấy chỗ nào không khớp trong những phép thử làm được."),)))
    for at, one in enumerate(wrong):
        blocks.append(Paragraph(f"finding-{at}", (Run(f"{at + 1}. {', '.join(one.reports)}: {one.said}"),)))
    if table.not_sent:
        names = ", ".join(name for _, name in table.not_sent)
        blocks += [Heading("Chưa gửi báo cáo"), Paragraph("absent", (Run(f"{len(table.not_sent)} đơn vị: {names}."),))]
    return _paper(title, "", body, place, day, blocks)


def reply_letter(
    *,
    to: str,
    name: str,
    said: Sequence[Said],
    missing: Sequence[str],
    body: str,
    place: str,
    day: date,
    by_day: date | None = None,
) -> Content:
    """A courteous draft that lists what does not agree in a report and what is missing, for an officer to finish and sign."""
    wrong = [one for one in said if one.verdict == "inconsistent"]
    thanks = f"Cảm ơn {to} đã gửi «{name}». "
    if not wrong and not missing:
        agreed = (
            f"{thanks}Qua đối chiếu, không thấy chỗ nào không khớp trong những phép thử làm được. Trân trọng cảm ơn."
        )
        return _reply(to, body, place, day, [Paragraph("agreed", (Run(agreed),))])
    opening = f"{thanks}Qua đối chiếu, đề nghị {to} xem lại giúp các nội dung sau:"
    blocks: list[Block] = [Paragraph("opening", (Run(opening),))]
    for at, one in enumerate(wrong, 1):
        blocks.append(Paragraph(f"said-{at}", (Run(f"{at}. {one.said}"),)))
    if missing:
        blocks.append(Paragraph("missing", (Run(f"{len(wrong) + 1}. Báo cáo chưa có số liệu: {', '.join(missing)}."),)))
    until = f" trước {formal_day(by_day)}" if by_day else ""
    closing = (
        f"Nếu số liệu là đúng, đề nghị {to} nêu rõ căn cứ; nếu cần sửa, đề nghị gửi lại bản điều chỉnh{until} để kịp tổng hợp. "
        "Trân trọng cảm ơn."
    )
    blocks.append(Paragraph("closing", (Run(closing),)))
    return _reply(to, body, place, day, blocks)


def _reply(to: str, body: str, place: str, day: date, blocks: list[Block]) -> Content:
    return _paper(
        "CÔNG VĂN",
        f"V/v đối chiếu số liệu báo cáo của {to}",
        body,
        place,
        day,
        blocks,
        f"Kính gửi: {to}",
        (to, "Lưu: VT"),
    )


def _paper(
    title: str, subtitle: str, body: str, place: str, day: date, blocks: list[Block], addressee: str = "", recipients: tuple[str, ...] = ("Lưu: VT",)
) -> Content:  # fmt: skip
    return Content(
        parent_body="", body=body or "......", number="......", place_name=place or "......", day_words=formal_day(day), title=title,
        subtitle=subtitle, addressee=addressee, blocks=tuple(blocks), recipients=recipients, signer_title="Người ký", signer="",
    )  # fmt: skip


def _tables(table: Consolidated, catalogue: Catalogue) -> list[Block]:
    if len(table.rows) <= FEW_REPORTS:
        head = ("Chỉ tiêu", "Đơn vị", *(f"{row.name}, {row.period}".strip(", ") for row in table.rows))
        rows = tuple(
            (
                Run(column_title(column, catalogue)),
                Run(unit_of(column, table)),
                *(Run(written(row.cell(column))) for row in table.rows),
            )
            for column in table.columns
        )
        share = 0.44 / len(table.rows)
        return [Table("all", "Các báo cáo đặt cạnh nhau", head, rows, 2, (0.44, 0.12, *[share] * len(table.rows)))]
    made: list[Block] = []
    for first in range(0, len(table.columns), COLUMNS_A_TABLE):
        columns = table.columns[first : first + COLUMNS_A_TABLE]
        head = ("Đơn vị", *(f"{column_title(column, catalogue)} ({unit_of(column, table)})" for column in columns))
        rows = tuple(
            (Run(_row_name(row)), *(Run(written(row.cell(column))) for column in columns)) for row in table.rows
        )
        number = first // COLUMNS_A_TABLE + 1
        made.append(Table(f"part-{number}", f"Bảng {number}", head, rows, 1))
    return made


def _formats(book: xlsxwriter.Workbook) -> dict[str, xlsxwriter.format.Format]:
    base: dict[str, object] = {"font_name": "Times New Roman", "font_size": 11, "border": 1, "valign": "top"}
    looks: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 14, "border": 0},
        "note": {"italic": True, "border": 0},
        "head": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E8EEF4"},
        "text": {"text_wrap": True},
        "sure": {"align": "right"},
        "sum": {"align": "right", "bold": True},
        "partial": {"align": "right", "bold": True, "italic": True},
        "doubtful": {"align": "right", "bg_color": "#FFF4CC"},
        "twice": {"align": "right", "bg_color": "#FFE0B3"},
        "contradicted": {"align": "right", "bg_color": "#F9D0CF", "bold": True},
        "gap": {"align": "center", "font_color": "#777777"},
    }
    made = {name: book.add_format(base | look) for name, look in looks.items()}
    for state, (mark, _words) in STATES.items():
        for places in range(5):
            shown = f"#,##0{'.' if places else ''}{'0' * places}" + (f'"{mark}"' if mark else "")
            made[f"{state}:{places}"] = book.add_format(base | looks[state] | {"num_format": shown})
    return made


def _values(sheet, table: Consolidated, catalogue: Catalogue, formats: Mapping, title: str) -> None:
    sheet.write(0, 0, title, formats["title"])
    signs = "; ".join(f"{mark.strip()} {words}" for mark, words in STATES.values() if mark)
    sheet.write(1, 0, f"Ký hiệu: {signs}; – báo cáo không nói đến.", formats["note"])
    sheet.write(2, 0, "Ô có dấu: đọc trang «Chứng cứ» và «Phát hiện».", formats["note"])
    columns = [(column_title(column, catalogue), unit_of(column, table)) for column in table.columns]
    if len(table.rows) <= FEW_REPORTS:
        sheet.write_row(
            3,
            0,
            ["Chỉ tiêu", "Đơn vị", *(f"{_row_name(row)}, {row.period}".strip(", ") for row in table.rows)],
            formats["head"],
        )
        for line, (column, names) in enumerate(zip(table.columns, columns, strict=True), 4):
            sheet.write_row(line, 0, names, formats["text"])
            for at, row in enumerate(table.rows, 2):
                _write_cell(sheet, line, at, row.cell(column), formats)
        widths = [60, 12, *[18] * len(table.rows)]
    else:
        sheet.write_row(
            3, 0, ["Đơn vị", "Kỳ", *(f"{name} ({unit})" if unit else name for name, unit in columns)], formats["head"]
        )
        for line, row in enumerate(table.rows, 4):
            sheet.write_row(line, 0, [_row_name(row), row.period], formats["text"])
            for at, column in enumerate(table.columns, 2):
                _write_cell(sheet, line, at, row.cell(column), formats)
        sheet.set_row(3, 90)
        widths = [30, 9, *[15] * len(columns)]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(4, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(3)
    sheet.fit_to_pages(1 if len(table.rows) <= FEW_REPORTS else 0, 0)


def _row_name(row: Row) -> str:
    if row.source is not None:
        return row.name
    return f"{row.name} (cộng{f', thiếu {len(row.missing)} đơn vị' if row.missing else ''})"


def _write_cell(sheet, line: int, at: int, cell: Cell, formats: Mapping) -> None:
    if cell.value is not None and cell.comparator == "exact" and cell.value_max is None:
        sheet.write_number(line, at, float(cell.value), formats[f"{cell.state}:{_places(cell.value, cell)}"])
    else:
        sheet.write_string(line, at, written(cell), formats[cell.state])
    if cell.others:
        sheet.write_comment(line, at, "Báo cáo còn ghi: " + ", ".join(_number(value, cell) for value in cell.others))


def _evidence(sheet, table: Consolidated, catalogue: Catalogue, formats: Mapping) -> None:
    sheet.write_row(
        0,
        0,
        ["Đơn vị", "Chỉ tiêu", "Số liệu", "Tình trạng", "Trích báo cáo", "Tệp", "Trang", "Vị trí"],
        formats["head"],
    )
    line = 1
    for row in table.rows:
        for column, cell in ((column, row.cell(column)) for column in table.columns):
            for told in cell.told:
                claim = told.claim
                said = [
                    row.name,
                    column_title(column, catalogue),
                    written(cell),
                    STATES[cell.state][1],
                    " ".join(claim.quote.split()),
                ]
                where = [row.source.name if row.source else "", str(claim.page or ""), str(claim.start)]
                sheet.write_row(line, 0, said + where, formats["text"])
                line += 1
    for at, width in enumerate((22, 40, 18, 20, 60, 28, 7, 9)):
        sheet.set_column(at, at, width)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 0)


def _findings(sheet, said: Sequence[Said], formats: Mapping) -> None:
    words = {"inconsistent": "không khớp", "cannot_tell": "chưa kết luận được", "consistent": "khớp"}
    sheet.write_row(0, 0, ["Báo cáo", "Loại", "Kết luận", "Nội dung", "Phép tính"], formats["head"])
    for line, one in enumerate(said, 1):
        row = [", ".join(one.reports), one.label, words[one.verdict], one.said, one.arithmetic]
        sheet.write_row(line, 0, row, formats["contradicted" if one.verdict == "inconsistent" else "text"])
    for at, width in enumerate((28, 24, 18, 70, 60)):
        sheet.set_column(at, at, width)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 0)


def _number(value: Decimal, cell: Cell, language: str = "vi") -> str:
    if cell.unit == "dong":
        for scale, names in _SCALES:
            if abs(value) >= scale:
                told = (value / scale).normalize()
                places = min(3, max(0, -int(told.as_tuple().exponent)))
                number = decimal(told, places, language) if places else grouped(int(told), language)
                return f"{number} {names[language == 'en']}"
    if places := _places(value, cell):
        return decimal(value, places, language)
    return grouped(int(value), language)


def _places(value: Decimal, cell: Cell) -> int:
    """How many decimals are shown: those said; of a share worked out here, two."""
    if cell.state == "sum" and cell.unit == "percent":
        return SHARE_PLACES
    if value == value.to_integral_value():
        return 0
    return max(1, min(4, -int(value.normalize().as_tuple().exponent)))
