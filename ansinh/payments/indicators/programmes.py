"""What was recognised of a programme: merit, social assistance, and sheet 405 by time and source."""

from ansinh.engine import Expression, Indicator, is_in
from ansinh.payments.words import RECOGNISED

from .common import ALSO, ASSISTANCE, CALLED, LINES, MERIT, MONEY, PLACES, Where, lines, money_of, of_programme

# Regular assistance is more than its monthly allowances: it is a figure of sheet 405.
MONTHLY = {"merit": "hằng tháng|hàng tháng|thường xuyên", "assistance": "hằng tháng|hàng tháng"}


def _programme(told: tuple[str, str, str], monthly: str, sheet: str = "") -> list[Indicator]:
    code, vi, en = told
    return [
        money_of(
            f"payments.{code}_dong",
            lines(of_programme(code, *RECOGNISED)),
            by=LINES,
            label_vi=f"Kinh phí {vi[0].lower()}{vi[1:]}",
            label_en=f"Money of {en}",
            code=monthly,
            sheet=sheet,
            also=(f"{ALSO[code]}.amount",),
            said=(
                f"{CALLED[code]} & {MONEY} & trợ cấp|chế độ|chi trả|chính sách - quà|điều dưỡng|nhà|đột xuất"
                "|mai táng|thẻ",
            ),
            definition_vi=f"Kinh phí ghi nhận của chương trình «{vi}» trong các đợt chi trả đã chốt của kỳ.",
        ),
        money_of(
            f"payments.{code}_monthly_dong",
            lines(of_programme(code, "due", "arrears", "recovery")),
            by=LINES,
            label_vi=f"Kinh phí {vi[0].lower()}{vi[1:]}: trợ cấp hằng tháng",
            label_en=f"Money of {en}: monthly allowances",
            code=monthly,
            also=(f"{ALSO[code]}.monthly.amount", f"{ALSO[code]}.allowance.amount"),
            said=(f"{CALLED[code]} & {MONEY} & {MONTHLY[code]}",),
            definition_vi=f"Trợ cấp của tháng, truy lĩnh, trừ truy thu của chương trình «{vi}» trong các đợt đã chốt của kỳ.",
        ),
        money_of(
            f"payments.{code}_once_dong",
            lines(of_programme(code, "once")),
            by=LINES,
            label_vi=f"Kinh phí {vi[0].lower()}{vi[1:]}: trợ cấp một lần",
            label_en=f"Money of {en}: one-offs",
            code=monthly,
            also=(f"{ALSO[code]}.once.amount",),
            said=(f"{CALLED[code]} & {MONEY} & một lần|1 lần",),
            definition_vi=f"Trợ cấp một lần, mai táng phí của chương trình «{vi}» trong các đợt đã chốt của kỳ.",
        ),
    ]


def _recognised_of(*programmes: str) -> Where:
    return lambda line_kind, line_programme: is_in(line_kind, *RECOGNISED) & is_in(line_programme, *programmes)


def _recognised_from(source: str, *programmes: str) -> Where:
    def where(line_kind: Expression, line_programme: Expression, line_source: Expression) -> Expression:
        return is_in(line_kind, *RECOGNISED) & is_in(line_programme, *programmes) & (line_source == source)

    return where


FROM = {
    "central": ("ngân sách trung ương", "central budget", "111"),
    "local": ("ngân sách địa phương", "local budget", "112"),
    "other": ("nguồn khác", "other sources", "113"),
}
# Sheet 405: regular assistance and relief, from each source.
TIMES = {
    "regular": (("assistance",), "thường xuyên", "regular", "2"),
    "relief": (("relief",), "đột xuất", "emergency", "3"),
}
programmes = [
    *_programme(MERIT, "F04", "TT44"),
    *_programme(ASSISTANCE, "G02"),
    money_of(
        "payments.protection_dong",
        lines(_recognised_of("assistance", "relief")),
        by=LINES,
        label_vi="Kinh phí trợ giúp xã hội, thường xuyên và đột xuất",
        label_en="Money of social protection, regular and emergency",
        code="G16",
        sheet="405/BTXH-Sở:1",
        said=(f"{CALLED['assistance']} & {MONEY} & thường xuyên và đột xuất|cả thường xuyên và đột xuất",
              f"{CALLED['assistance']} & {MONEY} & thường xuyên & đột xuất"),
        definition_vi="Kinh phí ghi nhận của trợ giúp xã hội thường xuyên và trợ giúp khẩn cấp trong các đợt đã chốt của kỳ.",
    ),
    *(
        money_of(
            f"payments.protection_{time}_dong",
            lines(_recognised_of(*codes)),
            by=LINES,
            label_vi=f"Kinh phí trợ giúp xã hội {vi}",
            label_en=f"Money of {en} social protection",
            code="G02" if time == "regular" else "G08",
            sheet=f"405/BTXH-Sở:{column}",
            also=("social.emergency.amount",) if time == "relief" else (),
            said=(f"trợ giúp|trợ cấp|hỗ trợ|cứu trợ & {vi} & {MONEY}",),
            definition_vi=f"Kinh phí trợ giúp xã hội {vi} ghi nhận trong các đợt đã chốt của kỳ.",
        )
        for time, (codes, vi, en, column) in TIMES.items()
    ),
    *(
        money_of(
            f"payments.protection_{time}_{source}_dong",
            lines(_recognised_from(source, *codes)),
            by=(*PLACES, "line_sex"),
            label_vi=f"Kinh phí trợ giúp xã hội {vi}, {source_vi}",
            label_en=f"Money of {en} social protection, {source_en}",
            code="G16",
            sheet=f"405/BTXH-Sở:{row}, cột {column}",
            definition_vi=f"Phần kinh phí trợ giúp xã hội {vi} do {source_vi} chi, theo nguồn của từng khoản trợ cấp.",
        )
        for time, (codes, vi, en, column) in TIMES.items()
        for source, (source_vi, source_en, row) in FROM.items()
    ),
]  # fmt: skip
