"""What was recognised: the rule total of the runs, the kinds of line it is made of, and what lies between it and the list total."""

from ansinh.engine import total
from ansinh.payments.words import KINDS, RECOGNISED

from .common import LINES, lines, money_of, of_kind

PARTS = {
    "due": ("Trợ cấp của tháng", "Allowances of the month"),
    "arrears": ("Truy lĩnh", "Arrears"),
    "once": ("Trợ cấp một lần", "One-offs"),
    "recovery": ("Truy thu ghi nhận (số âm)", "Recoveries recognised (negative)"),
}
recognised = [
    money_of(
        "payments.recognised_dong",
        lines(of_kind(*RECOGNISED)),
        by=LINES,
        label_vi="Kinh phí trợ cấp ghi nhận trong kỳ",
        label_en="Benefits recognised in the period",
        definition_vi="Trợ cấp của tháng, truy lĩnh, trợ cấp một lần, trừ truy thu, trong các đợt chi trả đã chốt của kỳ.",
    ),
    *(
        money_of(
            f"payments.{kind}_dong",
            lines(of_kind(kind)),
            by=LINES,
            label_vi=vi,
            label_en=en,
            code="F17" if kind == "recovery" else "",
            definition_vi=f"Tổng các dòng «{KINDS[kind][0]}» trong các đợt chi trả đã chốt của kỳ.",
        )
        for kind, (vi, en) in PARTS.items()
    ),
    money_of(
        "payments.carried_dong",
        lines(of_kind("carried")),
        by=LINES,
        label_vi="Chưa nhận kỳ trước chuyển sang",
        label_en="Carried over from earlier months",
        definition_vi="Tiền kỳ trước chưa nhận, đưa vào danh sách của các đợt đã chốt trong kỳ.",
    ),
    money_of(
        "payments.taken_back_dong",
        lines(of_kind("offset", "instalment")),
        by=LINES,
        label_vi="Truy thu trừ vào tiền lĩnh (số âm)",
        label_en="Recoveries taken from payments (negative)",
        code="F17",
        definition_vi="Bù trừ và trừ dần truy thu trong danh sách của các đợt đã chốt trong kỳ.",
    ),
    money_of(
        "payments.recovery_apart_dong",
        total("payment_line", lambda line_amount_dong: -line_amount_dong, where=of_kind("recovery")),
        by=LINES,
        label_vi="Truy thu không trừ ngay trong danh sách",
        label_en="Recoveries left out of the list",
        definition_vi="Truy thu ghi nhận, đổi dấu: không trừ trong lệnh chi mà thu hồi riêng hoặc trừ dần.",
    ),
]
