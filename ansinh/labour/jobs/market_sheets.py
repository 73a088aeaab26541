"""The summary of employers' reports (form 02/PLI) of a half year as a workbook."""

from io import BytesIO
from typing import Any

from django.db.models import Count, Q, Sum

from ansinh.core.cells import Workbook
from ansinh.core.days import vietnamese_day
from ansinh.labour.jobs.market import due_on
from ansinh.labour.models import WorkforceLine, WorkforceReport
from ansinh.labour.words import HALVES
from ansinh.people.words import ORGANISATION_KINDS
from ansinh.places.models import Place

_HEADS = (
    "TT", "Loại hình", "Số đơn vị báo cáo", "Đúng hạn", "Tổng số lao động", "Lao động nữ", "Lao động trên 35 tuổi", "Tham gia BHXH bắt buộc",
    "Nhà quản lý", "CMKT bậc cao", "CMKT bậc trung", "Khác", "HĐLĐ không xác định thời hạn", "HĐLĐ xác định thời hạn", "HĐLĐ khác", "Ghi chú",
)  # fmt: skip
_SUMS = ("workers", "women", "over_35", "insured", "managers", "high", "middle", "other")
_CONTRACTS = ("indefinite", "fixed", "other")


def summary_rows(province: Place, year: int, half: int) -> list[dict[str, Any]]:
    """One row a kind of organisation with its reports, and the total first: counts of people, by the reports that stand."""
    reports = WorkforceReport.objects.filter(province=province, year=year, half=half, is_current=True)
    due = due_on(year, half)
    counted = reports.values("organisation__kind").annotate(
        reports=Count("id"),
        in_time=Count("id", filter=Q(received_on__lte=due)),
        **{f"sum_{name}": Sum(name) for name in _SUMS},
    )
    told: dict[str, dict[str, Any]] = {row["organisation__kind"]: dict(row) for row in counted}
    lines = WorkforceLine.objects.filter(report__in=reports).exclude(contract="")
    for kind, contract, count in lines.values_list("report__organisation__kind", "contract").annotate(
        count=Count("id")
    ):
        told[kind][f"contract_{contract}"] = count
    rows = [
        {"kind": kind, "label": ORGANISATION_KINDS[kind][0], **told[kind]}
        for kind in ORGANISATION_KINDS
        if kind in told
    ]
    whole: dict[str, Any] = {"kind": "", "label": "Tổng số"}
    for name in ("reports", "in_time", *(f"sum_{one}" for one in _SUMS), *(f"contract_{one}" for one in _CONTRACTS)):
        whole[name] = sum(row.get(name) or 0 for row in rows)
    return [whole, *rows]


def workforce_summary(province: Place, year: int, half: int) -> BytesIO:
    """Form 02/PLI of a province as .xlsx, by kind of organisation."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("02-PLI")
        strong = book.add_format({"bold": True, "align": "center"})
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
        cell, number = (
            book.add_format({"border": 1, "text_wrap": True}),
            book.add_format({"border": 1, "num_format": "#,##0"}),
        )
        sheet.write_string(0, 0, "Mẫu số 02/PLI")
        sheet.merge_range(1, 0, 1, len(_HEADS) - 1, "TỔNG HỢP TÌNH HÌNH SỬ DỤNG LAO ĐỘNG", strong)
        period = f"{HALVES[half][0]} {year}; hạn của người sử dụng lao động: {vietnamese_day(due_on(year, half))}"
        sheet.merge_range(
            2, 0, 2, len(_HEADS) - 1, f"{province.full_name}, {period}", book.add_format({"align": "center"})
        )
        for column, text in enumerate(_HEADS):
            sheet.set_column(column, column, 28 if column == 1 else 12)
            sheet.write_string(4, column, text, head)
            sheet.write_string(5, column, f"({column + 1})", head)
        for line, row in enumerate(summary_rows(province, year, half), start=6):
            sheet.write_string(line, 0, "" if line == 6 else str(line - 6), cell)
            sheet.write_string(line, 1, row["label"], cell)
            values = [
                row["reports"],
                row["in_time"],
                *(row[f"sum_{name}"] for name in _SUMS),
                *(row.get(f"contract_{name}", 0) for name in _CONTRACTS),
            ]
            for column, value in enumerate(values, start=2):
                sheet.write_number(line, column, value or 0, number)
            sheet.write_string(line, len(_HEADS) - 1, "", cell)
        sheet.freeze_panes(6, 2)
    out.seek(0)
    return out
