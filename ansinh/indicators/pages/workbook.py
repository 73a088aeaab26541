"""A figure and its breakdown as a workbook."""

import io

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from ansinh.core import audit
from ansinh.core.cells import Workbook
from ansinh.core.numbers import unit_name
from ansinh.indicators import api
from ansinh.indicators.api.answers import Figure, Row
from ansinh.indicators.api.catalogue import dimension_label
from ansinh.indicators.api.few import WORDS as FEW_WORDS
from ansinh.indicators.pages.asked import asked_of, told_of


def indicator_export(request: HttpRequest, name: str) -> HttpResponse:
    """The figure and its breakdown as a workbook, with what was asked and the snapshot above it; leaves a trace."""
    told = told_of(name)
    asked, problem = asked_of(request, told)
    if asked is None:
        raise Http404(problem)
    shown = api.figures([name], place=asked.place, period=asked.period, by=asked.by, map_day=asked.map_day)[name]
    with transaction.atomic():
        audit.record("export", f"indicator:{name}", place_id=asked.place.pk, detail=asked.query)
    answer = HttpResponse(
        _workbook(shown), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = (
        f'attachment; filename="{name}-{asked.place.slug}-{asked.period.to_day:%Y%m%d}.xlsx"'
    )
    return answer


def _workbook(shown: Figure) -> bytes:
    told, kept = shown.indicator, io.BytesIO()
    book = Workbook(kept, {"in_memory": True})
    sheet, strong = book.add_worksheet("Chỉ tiêu"), book.add_format({"bold": True})
    lines = [
        told.label_vi,
        f"{shown.place.full_name}, {shown.period.said(told.kind)}",
        f"Đơn vị: {unit_name(told.unit) or told.unit}",
        f"Ảnh chụp: {shown.snapshot.pk}" if shown.snapshot else f"Nguồn: {shown.source}",
        *shown.notes,
    ]
    for line, text in enumerate(lines):
        sheet.write_string(line, 0, text, strong if line == 0 else None)
    start = len(lines) + 1
    is_ratio = shown.denominator is not None
    heads = [dimension_label(shown.by) if shown.by else "Tổng", "Giá trị", *(["Tử số", "Mẫu số"] if is_ratio else [])]
    for column, head in enumerate(heads):
        sheet.write_string(start, column, head, strong)
    whole = Row(
        None, "Tổng số" if not is_ratio else "Chung", "", shown.value, shown.numerator, shown.denominator, shown.is_few
    )
    for line, row in enumerate([*shown.rows, whole], start=start + 1):
        sheet.write_string(line, 0, row.label_vi)
        for column, value in enumerate([row.value, row.numerator, row.denominator][: len(heads) - 1], start=1):
            if row.is_few:
                sheet.write_string(line, column, FEW_WORDS[0])
            elif value is not None:
                sheet.write_number(line, column, round(float(value), told.decimals) if column == 1 else value)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 3, 14)
    book.close()
    return kept.getvalue()
