"""What people call the periods, verdicts and kinds of numbers of reports received."""

from calendar import monthrange
from datetime import date

PARTS = {
    "": ("Cả năm", "Whole year"),
    "H1": ("6 tháng đầu năm", "First half"),
    "9M": ("9 tháng đầu năm", "First nine months"),
    "H2": ("6 tháng cuối năm", "Second half"),
    "Q1": ("Quý I", "First quarter"),
    "Q2": ("Quý II", "Second quarter"),
    "Q3": ("Quý III", "Third quarter"),
    "Q4": ("Quý IV", "Fourth quarter"),
    **{f"{month:02}": (f"Tháng {month}", date(2000, month, 1).strftime("%B")) for month in range(1, 13)},
}
_SPANS = {
    "": (1, 12),
    "H1": (1, 6),
    "9M": (1, 9),
    "H2": (7, 12),
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
}
CLAIM_KINDS = {
    "result": ("kết quả", "result"),
    "target": ("kế hoạch", "target"),
    "percent_of_plan": ("% kế hoạch", "percent of plan"),
    "change": ("tăng, giảm", "change"),
    "prior_year": ("năm trước", "prior year"),
}
CLAIM_UNITS = {
    "person": ("người", "people"),
    "turn": ("lượt", "turns"),
    "household": ("hộ", "households"),
    "dong": ("đồng", "dong"),
    "percent": ("%", "%"),
    "enterprise": ("doanh nghiệp", "enterprises"),
    "dossier": ("hồ sơ", "dossiers"),
    "house": ("căn nhà", "houses"),
    "other": ("khác", "other"),
}
CLAIM_PERIOD = r"^(future|(\d{4}(-(0[1-9]|1[0-2]|H[12]|Q[1-4]|9M))?(\.\.\d{4}(-(0[1-9]|1[0-2]|H[12]|Q[1-4]))?)?))$"
COMPARATORS = {
    "exact": ("", ""),
    "about": ("khoảng", "about"),
    "over": ("hơn", "over"),
    "under": ("dưới", "under"),
    "nearly": ("gần", "nearly"),
    "range": ("từ", "from"),
}
VERDICTS = {
    "inconsistent": ("Không khớp", "Does not hold"),
    "cannot_tell": ("Chưa đủ để kết luận", "Cannot tell"),
    "consistent": ("Khớp", "Holds"),
    "ok": ("Khớp", "Holds"),
}
FINDING_KINDS = {
    "parts_vs_total": "Parts and total",
    "share_vs_count": "Share and count",
    "shares_make_100": "Shares added up",
    "percent_of_plan": "Percent of plan",
    "target_below_result": "Target and result reached",
    "year_over_year": "Against last year",
    "text_vs_table": "Text and table",
    "unit_price": "Average and total",
    "rate_over_100": "Share above 100 %",
    "same_twice": "One figure, two values",
    "not_below": "Not more than",
    "movement": "Start, increase, fall, end",
    "communes_vs_province": "Communes and province",
    "report_vs_records": "Report and records",
}


def period_of(year: int, part: str) -> str:
    """`2023`, or `2023-H1`: how a period is kept."""
    return f"{year}-{part}" if part else str(year)


def parts_of(period: str) -> tuple[int, str]:
    """Year and part of a kept period. Raises ValueError for what is no period of a report."""
    year, _, part = period.partition("-")
    if part not in PARTS or not year.isdigit() or len(year) != 4:
        raise ValueError(f"«{period}» không phải kỳ báo cáo. Ghi như 2023, 2023-H1, 2023-Q3 hoặc 2023-05.")
    return int(year), part


def days_of(period: str) -> tuple[date, date]:
    """First and last day of a kept period. Raises ValueError."""
    year, part = parts_of(period)
    first, last = _SPANS.get(part) or (int(part), int(part))
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def period_said(period: str, *, in_english: bool = False) -> str:
    """`năm 2023`, `6 tháng đầu năm 2023`, `quý III năm 2023`, `tháng 5/2023`; what is no period as it stands."""
    try:
        year, part = parts_of(period)
    except ValueError:
        return period
    if not part:
        return f"{year}" if in_english else f"năm {year}"
    words = PARTS[part][in_english]
    if in_english:
        return f"{words} {year}"
    if part.isdigit():
        return f"tháng {int(part)}/{year}"
    return (
        f"{words[0].lower()}{words[1:]} năm {year}".replace("năm năm", "năm") if part[0] == "Q" else f"{words} {year}"
    )
