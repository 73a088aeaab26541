"""The forms of unemployment insurance as workbooks in their frame."""

import io
from collections.abc import Sequence
from datetime import date

from ansinh.core.cells import Workbook
from ansinh.core.days import formal_day, month_text
from ansinh.labour.jobs.insurance_report import Line
from ansinh.places.models import Place

_BODIES = {
    31: ("TRUNG TÂM DỊCH VỤ VIỆC LÀM", "TÌNH HÌNH THỰC HIỆN BẢO HIỂM THẤT NGHIỆP THÁNG {0}", "GIÁM ĐỐC"),
    32: ("TRUNG TÂM DỊCH VỤ VIỆC LÀM", "TÌNH HÌNH THỰC HIỆN BẢO HIỂM THẤT NGHIỆP {0}", "GIÁM ĐỐC"),
    30: ("SỞ QUẢN LÝ LAO ĐỘNG, VIỆC LÀM", "TÌNH HÌNH THỰC HIỆN BẢO HIỂM THẤT NGHIỆP {0}", "GIÁM ĐỐC"),
}
_UNKNOWN = "–"


def form_workbook(*, form: int, province: Place, period: str, lines: Sequence[Line], day: date) -> bytes:
    """A form as XLSX: who reports, the title, its lines with one or two columns of figures, the place of the signature."""
    body, title, signer = _BODIES[form]
    content = io.BytesIO()
    book = Workbook(content)
    sheet = book.add_worksheet(f"Mẫu {form}")
    font = {"font_name": "Times New Roman", "font_size": 12}
    bold = book.add_format({**font, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True})
    head = book.add_format(
        {**font, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
    )
    plain = book.add_format({**font, "align": "center", "text_wrap": True})
    italic = book.add_format({**font, "italic": True, "align": "center"})
    centred = book.add_format({**font, "border": 1, "align": "center"})
    labels = [
        book.add_format({**font, "border": 1, "text_wrap": True, "indent": 2 * depth, "bold": depth == 0})
        for depth in range(3)
    ]
    number = book.add_format({**font, "border": 1, "num_format": "#,##0.###", "align": "right"})
    columns = ("Số lượng", "Lũy kế từ đầu năm") if form == 31 else ("Số lượng",)
    last = 1 + len(columns)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 62)
    sheet.set_column(2, last, 20)
    sheet.merge_range(0, 0, 0, 1, f"{province.full_name.upper()}\n{body}", bold)
    sheet.set_row(0, 36)
    sheet.merge_range(0, 2, 0, max(last, 3), f"Mẫu số {form}", plain)
    sheet.merge_range(2, 0, 2, max(last, 3), "BÁO CÁO", bold)
    sheet.merge_range(3, 0, 3, max(last, 3), title.format(period.upper()), bold)
    for place, label in enumerate(("STT", "Chỉ tiêu", *columns)):
        sheet.write_string(5, place, label, head)
    for at, line in enumerate(lines, start=6):
        sheet.write_string(at, 0, line.number, centred)
        sheet.write_string(at, 1, line.label, labels[line.depth])
        for place, value in enumerate(line.values, start=2):
            if value is None:
                sheet.write_string(at, place, _UNKNOWN, centred)
            else:
                sheet.write_number(at, place, value, number)
    end = 7 + len(lines)
    sheet.merge_range(end, 2, end, max(last, 3), f"{formal_day(day).capitalize()}", italic)
    sheet.merge_range(end + 1, 0, end + 1, 1, "NGƯỜI LẬP BIỂU", bold)
    sheet.merge_range(end + 1, 2, end + 1, max(last, 3), signer, bold)
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(9)
    book.close()
    return content.getvalue()


def period_text(*, month: int | None = None, year: int | None = None, half: bool = False) -> str:
    """`01/2024`, `6 tháng đầu năm 2024` or `năm 2024`."""
    if month is not None:
        return month_text(month)
    return f"6 tháng đầu năm {year}" if half else f"năm {year}"
