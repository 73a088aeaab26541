"""What closed pay-runs count: amounts, people up and down, cashless and on-time shares, unpaid, arrears, recoveries; sheets 301.2, 405.

Money is whole dong; sheets print millions. Amounts recognised (a month's right, arrears, one-offs, less recoveries) come from lines;
what was ordered, paid and not collected comes from orders; people and their change on the month before from payees."""

from collections.abc import Callable
from functools import partial
from typing import Any

from ansinh.benefits.words import FUNERALS
from ansinh.engine import (
    Expression,
    Indicator,
    count,
    from_reports,
    is_in,
    movement,
    not_below,
    parts,
    ratio,
    share,
    total,
)

from .facts import ONCE_OF
from .words import KINDS, RECOGNISED

PLACES = ("commune", "district")
LINES = (*PLACES, "line_programme", "line_benefit", "line_sex", "line_provider", "line_channel", "line_ethnicity")
ORDERS = (*PLACES, "order_programme", "order_provider", "order_channel", "order_sex")
PAYEES = (*PLACES, "payee_sex", "payee_ethnicity", "payee_is_cashless")
GIFTS = ("merit.new_year_gift", "merit.invalids_day_gift")
ASSISTANCE = ("assistance", "Trợ giúp xã hội", "social assistance")
MERIT = ("merit", "Ưu đãi người có công", "merit")
CALLED = {
    "assistance": "bảo trợ xã hội|btxh|trợ giúp xã hội|trợ cấp xã hội|tgxh",
    "merit": "người có công|ncc|ưu đãi",
}  # what a programme is called in a pattern of `said`
ALSO = {"assistance": "social", "merit": "merit"}
MONEY = "kinh phí|số tiền|đồng|chi trả|tổng"
# Who draws assistance is told by the register; only words of a list that was paid mean these.
PAID_WORDS = {"merit": "nhận|chi trả|hưởng", "assistance": "thực nhận|đã nhận|danh sách chi trả|kỳ chi trả"}
# Reports of communes call people with merit who draw a monthly allowance "đối tượng chính sách".
POLICY_PEOPLE = ("đối tượng chính sách & hưởng trợ cấp & hằng tháng|hàng tháng|thường xuyên - bảo trợ xã hội|quà|lượt",)
# Regular assistance is more than its monthly allowances: it is a figure of sheet 405.
MONTHLY = {"merit": "hằng tháng|hàng tháng|thường xuyên", "assistance": "hằng tháng|hàng tháng"}
CASHLESS = "không dùng tiền mặt|qua tài khoản|chuyển khoản|qua ngân hàng|qua thẻ"

money_of = partial(Indicator, unit="dong", kind="flow")
turns_of = partial(Indicator, unit="turn", kind="flow", by=LINES)
Where = Callable[..., Expression]


def lines(where: Where | None = None) -> Any:
    """The amounts of lines."""
    return total("payment_line", "line_amount_dong", where=where)


def _kind(*kinds: str) -> Where:
    return lambda line_kind: is_in(line_kind, *kinds)


def _kind_of(programme: str, *kinds: str) -> Where:
    return lambda line_kind, line_programme: is_in(line_kind, *kinds) & (line_programme == programme)


# What was recognised: the rule total of the runs, and the kinds of line it is made of.
PARTS = {
    "due": ("Trợ cấp của tháng", "Allowances of the month"),
    "arrears": ("Truy lĩnh", "Arrears"),
    "once": ("Trợ cấp một lần", "One-offs"),
    "recovery": ("Truy thu ghi nhận (số âm)", "Recoveries recognised (negative)"),
}
recognised = [
    money_of(
        "payments.recognised_dong",
        lines(_kind(*RECOGNISED)),
        by=LINES,
        label_vi="Kinh phí trợ cấp ghi nhận trong kỳ",
        label_en="Benefits recognised in the period",
        definition_vi="Trợ cấp của tháng, truy lĩnh, trợ cấp một lần, trừ truy thu, trong các đợt chi trả đã chốt của kỳ.",
    ),
    *(
        money_of(
            f"payments.{kind}_dong",
            lines(_kind(kind)),
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
        lines(_kind("carried")),
        by=LINES,
        label_vi="Chưa nhận kỳ trước chuyển sang",
        label_en="Carried over from earlier months",
        definition_vi="Tiền kỳ trước chưa nhận, đưa vào danh sách của các đợt đã chốt trong kỳ.",
    ),
    money_of(
        "payments.taken_back_dong",
        lines(_kind("offset", "instalment")),
        by=LINES,
        label_vi="Truy thu trừ vào tiền lĩnh (số âm)",
        label_en="Recoveries taken from payments (negative)",
        code="F17",
        definition_vi="Bù trừ và trừ dần truy thu trong danh sách của các đợt đã chốt trong kỳ.",
    ),
    money_of(
        "payments.recovery_apart_dong",
        total("payment_line", lambda line_amount_dong: -line_amount_dong, where=_kind("recovery")),
        by=LINES,
        label_vi="Truy thu không trừ ngay trong danh sách",
        label_en="Recoveries left out of the list",
        definition_vi="Truy thu ghi nhận, đổi dấu: không trừ trong lệnh chi mà thu hồi riêng hoặc trừ dần.",
    ),
]


def _programme(told: tuple[str, str, str], monthly: str, sheet: str = "") -> list[Indicator]:
    code, vi, en = told
    return [
        money_of(
            f"payments.{code}_dong",
            lines(_kind_of(code, *RECOGNISED)),
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
            lines(_kind_of(code, "due", "arrears", "recovery")),
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
            lines(_kind_of(code, "once")),
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


# What the groups of one-offs are called in a pattern of `said`.
ONCE_CALLED = {
    "revolutionary": "hoạt động cách mạng|hđcm|thân nhân người hđcm",
    "martyr": "bằng tổ quốc ghi công|bằng tqgc|tqgc",
    "heroic_mother": "thân nhân & bà mẹ việt nam anh hùng|bà mẹ vnah",
    "hero": "thân nhân & anh hùng - bà mẹ",
    "war_invalid": "thương binh",
    "sick_soldier": "bệnh binh",
    "toxic_chemical": "thân nhân|con đẻ & chất độc hóa học|cđhh",
    "imprisoned": "thân nhân & tù đày|địch bắt",
    "helper": "giúp đỡ cách mạng|giúp đỡ cm|người giúp đỡ cm và thân nhân",
    "resistance": "hoạt động kháng chiến|hđkc|người hđkc và thân nhân",
}


def once(where: Where) -> Any:
    """A count of the lines of one-offs."""
    return count("payment_line", where=where)


def _once_of(*groups: str) -> Where:
    def where(line_kind: Expression, line_programme: Expression, line_once_of: Expression) -> Expression:
        return (line_kind == "once") & (line_programme == "merit") & is_in(line_once_of, *groups)

    return where


def _claims(*kinds: str) -> Where:
    return lambda line_kind, line_claim_kind: (line_kind == "once") & is_in(line_claim_kind, *kinds)


one_offs = [
    turns_of(
        "payments.once_turns",
        once(_once_of(*ONCE_OF)),
        label_vi="Lượt người hưởng trợ cấp ưu đãi một lần",
        label_en="One-off merit allowances",
        code="F03",
        sheet="301.2/NCC-Sở:1",
        also=("merit.once",),
        said=("một lần|1 lần & người có công|ncc|thân nhân|ưu đãi & lượt|người|trường hợp|đối tượng",),
        definition_vi="Lượt trợ cấp một lần của người có công và thân nhân đã chốt trong kỳ, không kể thờ cúng, điều dưỡng, học tập hằng năm.",
    ),
    *(
        turns_of(
            f"payments.once_{of}_turns",
            once(_once_of(of)),
            label_vi=f"Lượt trợ cấp một lần: {vi}",
            said=(f"một lần|1 lần & {ONCE_CALLED[of]}",) if of in ONCE_CALLED else (),
            label_en=f"One-offs: {en}",
            code="F03",
            sheet=f"301.2/NCC-Sở:{column}" if of != "other" else "",
            definition_vi=f"Lượt trợ cấp một lần của nhóm «{vi}»; mai táng phí và trợ cấp khi từ trần xếp theo diện của người đã mất.",
        )
        for column, (of, (vi, en)) in enumerate(ONCE_OF.items(), start=2)
    ),
    turns_of(
        "payments.funeral_turns",
        once(_claims(*FUNERALS)),
        label_vi="Lượt mai táng phí",
        label_en="Funerals paid",
        code="G05",
        also=("social.funerals",),
        said=("mai táng & người|lượt|đối tượng|trường hợp - đồng",),
        definition_vi="Lượt hỗ trợ mai táng (trợ giúp xã hội, hưu trí xã hội, người có công) đã chốt trong kỳ.",
    ),
    money_of(
        "payments.funeral_dong",
        lines(_claims(*FUNERALS)),
        by=LINES,
        label_vi="Tiền mai táng phí",
        label_en="Money of funerals",
        code="G05",
        also=("social.funerals.amount",),
        said=(f"mai táng & {MONEY}",),
        definition_vi="Tiền hỗ trợ mai táng đã chốt trong kỳ.",
    ),
    turns_of(
        "payments.convalescence_turns",
        once(_claims("convalescence_home", "convalescence_centre")),
        label_vi="Lượt người có công được điều dưỡng",
        label_en="Convalescences of people with merit",
        code="F06",
        also=("merit.convalescence",),
        said=("điều dưỡng - tập trung|tại nhà|tại gia đình|đồng|kinh phí|quà",),
        definition_vi="Lượt điều dưỡng tại nhà và tập trung đã chi trong kỳ.",
    ),
    turns_of(
        "payments.worship_turns",
        once(_claims("worship")),
        label_vi="Lượt trợ cấp thờ cúng liệt sĩ",
        label_en="Worship of martyrs paid",
        code="F08",
        also=("merit.worship",),
        said=("thờ cúng - đồng|kinh phí",),
        definition_vi="Lượt trợ cấp thờ cúng liệt sĩ hằng năm đã chi trong kỳ.",
    ),
    turns_of(
        "payments.gift_turns",
        once(lambda line_kind, line_benefit: is_in(line_kind, "due", "arrears") & is_in(line_benefit, *GIFTS)),
        label_vi="Suất quà Tết, quà 27/7",
        label_en="Gifts of Tết and 27 July",
        code="F12",
        also=("merit.gifts.count.state",),
        said=(
            "quà & chủ tịch nước|quà của chủ tịch nước|quà trung ương & suất|lượt|người|phần|đối tượng - đồng|chính sách|người có công|liệt sĩ",
        ),
        definition_vi="Suất quà của Trung ương cho người có công đã chi trong kỳ.",
    ),
    money_of(
        "payments.gift_dong",
        lines(lambda line_kind, line_benefit: is_in(line_kind, "due", "arrears") & is_in(line_benefit, *GIFTS)),
        by=LINES,
        label_vi="Tiền quà Tết, quà 27/7",
        label_en="Money of gifts of Tết and 27 July",
        code="F12",
        said=(
            "quà & chủ tịch nước|quà của chủ tịch nước|quà trung ương & đồng|kinh phí|số tiền|trị giá - chính sách|người có công|liệt sĩ|ngoài quà",
        ),
        definition_vi="Tiền quà của Trung ương cho người có công đã chi trong kỳ.",
    ),
]

# Orders: what was ordered, paid, not collected; how; in time or not.
ordered_of = partial(Indicator, unit="dong", kind="flow", by=ORDERS)
orders_of = partial(Indicator, unit="turn", kind="flow", by=ORDERS)
rate_of = partial(Indicator, unit="percent", kind="ratio", by=ORDERS, better="higher")


def orders(where: Where | None = None) -> Any:
    """A count of orders."""
    return count("payment_order", where=where)


settled = [
    ordered_of(
        "payments.ordered_dong",
        total("payment_order", "order_amount_dong"),
        label_vi="Số tiền phải chi theo danh sách",
        label_en="Ordered",
        said=("phải chi trả|phải chi|phải chi theo danh sách & số tiền|kinh phí|đồng - không dùng tiền mặt|chưa nhận",),
        definition_vi="Tổng các lệnh chi của các đợt đã chốt trong kỳ.",
    ),
    ordered_of(
        "payments.paid_dong",
        total("payment_order", "order_paid_dong"),
        label_vi="Số tiền đã nhận",
        label_en="Paid",
        said=("đã nhận tiền|đã nhận đủ|người hưởng đã nhận & số tiền|tiền|kinh phí|đồng - hồ sơ|quà",),
        better="higher",
        definition_vi="Số tiền đơn vị chi trả báo người hưởng đã nhận, của các lệnh chi đã chốt trong kỳ.",
    ),
    ordered_of(
        "payments.unpaid_dong",
        total("payment_order", lambda order_amount_dong, order_paid_dong: order_amount_dong - order_paid_dong),
        label_vi="Số tiền chưa nhận",
        label_en="Not collected",
        said=("chưa nhận|chưa lĩnh & số tiền|tiền|kinh phí|đồng",),
        better="lower",
        definition_vi="Số tiền của lệnh chi trừ số đã nhận, của các đợt đã chốt trong kỳ.",
    ),
    orders_of(
        "payments.orders",
        orders(),
        label_vi="Lượt chi trả",
        label_en="Orders",
        said=("lượt chi trả|lượt chi - không dùng tiền mặt|chưa nhận|gửi đúng hạn|mai táng",),
        definition_vi="Số lệnh chi của các đợt đã chốt trong kỳ; mỗi người mỗi đợt một lệnh.",
    ),
    orders_of(
        "payments.unpaid_orders",
        orders(lambda order_state: order_state != "paid"),
        label_vi="Lượt chưa nhận đủ",
        label_en="Orders not collected in full",
        said=("chưa nhận|chưa nhận đủ|chưa lĩnh & lượt|lượt chi trả - hồ sơ|đồng",),
        better="lower",
        definition_vi="Lệnh chi mà số đã nhận ít hơn số phải chi khi chốt.",
    ),
    orders_of(
        "payments.cashless_orders",
        orders(lambda order_is_cashless: order_is_cashless),
        label_vi="Lượt chi trả không dùng tiền mặt",
        label_en="Orders without cash",
        better="higher",
        definition_vi="Lệnh chi qua tài khoản ngân hàng, tài khoản an sinh VNeID hoặc ví điện tử.",
    ),
    rate_of(
        "payments.cashless_order_rate",
        ratio("payments.cashless_orders", "payments.orders"),
        label_vi="Tỷ lệ lượt chi trả không dùng tiền mặt",
        label_en="Share of orders without cash",
        code="G15",
        said=(f"lượt chi trả & {CASHLESS}",),
        definition_vi="Lượt chi trả không dùng tiền mặt chia lượt chi trả, làm tròn 2 chữ số khi in.",
    ),
    ordered_of(
        "payments.cashless_dong",
        total("payment_order", "order_amount_dong", where=lambda order_is_cashless: order_is_cashless),
        label_vi="Số tiền chi trả không dùng tiền mặt",
        said=(f"{CASHLESS} & {MONEY} & đồng|số tiền|kinh phí",),
        label_en="Ordered without cash",
        better="higher",
        definition_vi="Số tiền của các lệnh chi qua tài khoản hoặc ví điện tử.",
    ),
    rate_of(
        "payments.cashless_money_rate",
        ratio("payments.cashless_dong", "payments.ordered_dong"),
        label_vi="Tỷ lệ số tiền chi trả không dùng tiền mặt",
        label_en="Share of money without cash",
        code="F16",
        said=(f"số tiền|kinh phí & {CASHLESS}",),
        definition_vi="Số tiền chi trả không dùng tiền mặt chia số tiền phải chi, làm tròn 2 chữ số khi in.",
    ),
    orders_of(
        "payments.listed_in_time_orders",
        orders(lambda order_list_day, law: order_list_day < law.merit.payment_calendar.list_before),
        label_vi="Lượt chi trả có danh sách gửi đúng hạn",
        label_en="Orders whose list was sent in time",
        better="higher",
        definition_vi="Lệnh chi có danh sách gửi đơn vị chi trả trước ngày 25 của tháng trước tháng chi trả.",
    ),
    rate_of(
        "payments.listed_in_time_rate",
        ratio("payments.listed_in_time_orders", "payments.orders"),
        label_vi="Tỷ lệ danh sách gửi đúng hạn",
        label_en="Share of lists sent in time",
        said=("danh sách gửi đúng hạn|danh sách chi trả gửi đúng hạn|gửi danh sách đúng hạn",),
        definition_vi="Lượt chi trả có danh sách gửi đúng hạn chia lượt chi trả.",
    ),
    orders_of(
        "payments.paid_in_time_orders",
        orders(lambda order_state, order_paid_day, law: (order_state == "paid") & (order_paid_day < law.merit.payment_calendar.payer_report_before)),
        label_vi="Lượt đã nhận đúng hạn",
        label_en="Orders paid in time",
        better="higher",
        definition_vi="Lệnh chi đã nhận đủ trước ngày 20 của tháng chi trả, hạn đơn vị chi trả báo kết quả.",
    ),
    rate_of(
        "payments.paid_in_time_rate",
        ratio("payments.paid_in_time_orders", "payments.orders"),
        label_vi="Tỷ lệ đã nhận đúng hạn",
        label_en="Share of orders paid in time",
        said=("nhận đúng hạn|nhận tiền đúng hạn|chi trả đúng hạn",),
        definition_vi="Lượt đã nhận đúng hạn chia lượt chi trả.",
    ),
]  # fmt: skip

# People on the monthly lists and their change on the month before.
CHANGED = {
    "new": ("tăng mới", "new", "có trong danh sách tháng này, không có tháng trước"),
    "stopped": ("giảm", "stopped", "có trong danh sách tháng trước, không còn tháng này"),
    "up": ("tăng mức", "up", "mức tháng này cao hơn tháng trước"),
    "down": ("giảm mức", "down", "mức tháng này thấp hơn tháng trước"),
}
CHANGED_SAID = {
    "new": "tăng mới|hưởng mới|bổ sung mới|phát sinh mới",
    "stopped": "thôi hưởng|cắt giảm|giảm do chết|ngừng hưởng|chấm dứt hưởng",
    "up": "tăng mức|điều chỉnh tăng",
    "down": "giảm mức|điều chỉnh giảm",
}


def _changed(programme: str, change: str) -> Where:
    return lambda payee_change, payee_programme: (payee_change == change) & (payee_programme == programme)


def _listed(programme: tuple[str, str, str], code: str) -> list[Indicator]:
    own, vi, en = programme
    said = f"{vi[0].lower()}{vi[1:]}"
    return [
        Indicator(
            f"payments.{own}_recipients",
            count(
                "payee", where=lambda payee_due_dong, payee_programme: (payee_due_dong > 0) & (payee_programme == own)
            ),
            label_vi=f"Người nhận hằng tháng, {said}",
            label_en=f"People paid monthly, {en}",
            unit="person",
            kind="stock",
            by=PAYEES,
            code=code,
            also=("merit.recipients", "merit.allowance.people") if own == "merit" else (),
            said=(
                f"{CALLED[own]} & hằng tháng|hàng tháng|thường xuyên & người|đối tượng & {PAID_WORDS[own]} - quà|lượt người"
                f"|thẻ|{CASHLESS}",
                *(POLICY_PEOPLE if own == "merit" else ()),
            ),
            definition_vi=f"Người có trợ cấp của tháng trong danh sách «{vi}» đã chốt của tháng cuối kỳ.",
        ),
        Indicator(
            f"payments.{own}_cashless_recipients",
            count(
                "payee",
                where=lambda payee_due_dong, payee_programme, payee_is_cashless: (
                    (payee_due_dong > 0) & (payee_programme == own) & payee_is_cashless
                ),
            ),
            label_vi=f"Người nhận không dùng tiền mặt, {said}",
            label_en=f"People paid without cash, {en}",
            unit="person",
            kind="stock",
            by=PAYEES,
            better="higher",
            said=(f"{CALLED[own]} & {CASHLESS} & người|đối tượng - đồng",),
            definition_vi=f"Người nhận trợ cấp của tháng «{vi}» qua tài khoản hoặc ví điện tử, tháng cuối kỳ.",
        ),
        Indicator(
            f"payments.{own}_cashless_rate",
            ratio(f"payments.{own}_cashless_recipients", f"payments.{own}_recipients"),
            label_vi=f"Tỷ lệ nhận không dùng tiền mặt, {said}",
            label_en=f"Share of people paid without cash, {en}",
            unit="percent",
            kind="ratio",
            by=PAYEES,
            code="F16" if own == "merit" else "G15",
            better="higher",
            also=(f"payments.cashless_rate.{ALSO[own]}",),
            said=(f"{CALLED[own]} & {CASHLESS}",),
            definition_vi=f"Người nhận không dùng tiền mặt chia người nhận trợ cấp hằng tháng «{vi}».",
        ),
        *(
            Indicator(
                f"payments.{own}_{change}",
                count("payee", where=_changed(own, change)),
                label_vi=f"Người {change_vi}, {said}",
                label_en=f"People {change_en}, {en}",
                unit="person",
                kind="flow",
                by=PAYEES,
                code="G17" if (own, change) == ("assistance", "stopped") else code,
                said=(f"{CALLED[own]} & {CHANGED_SAID[change]}", f"danh sách & {CALLED[own]} & {CHANGED_SAID[change]}"),
                definition_vi=f"Lượt người của «{vi}» {meaning}, cộng các tháng đã chốt của kỳ; tháng đầu của sổ không so được.",
            )
            for change, (change_vi, change_en, meaning) in CHANGED.items()
        ),
    ]


listed = [
    *_listed(MERIT, "F02"),
    *_listed(ASSISTANCE, "G01"),
    Indicator(
        "payments.recipients",
        count("payee", where=lambda payee_due_dong, payee_is_first: (payee_due_dong > 0) & payee_is_first),
        label_vi="Người nhận trợ cấp hằng tháng",
        label_en="People paid monthly",
        unit="person",
        kind="stock",
        by=PAYEES,
        definition_vi="Người có trợ cấp của tháng trong ít nhất một danh sách đã chốt của tháng cuối kỳ; mỗi người tính một lần.",
    ),
    Indicator(
        "payments.cashless_recipients",
        count("payee", where=lambda payee_due_dong, payee_is_first, payee_is_cashless: (payee_due_dong > 0) & payee_is_first & payee_is_cashless),
        label_vi="Người nhận trợ cấp hằng tháng không dùng tiền mặt",
        label_en="People paid monthly without cash",
        unit="person",
        kind="stock",
        by=PAYEES,
        better="higher",
        definition_vi="Trong số đó, người nhận qua tài khoản ngân hàng, tài khoản an sinh VNeID hoặc ví điện tử.",
        said=(f"{CASHLESS} & người|đối tượng - đồng|lượt chi trả|{CALLED['merit']}",),
    ),
    Indicator(
        "payments.cashless_rate",
        ratio("payments.cashless_recipients", "payments.recipients"),
        label_vi="Tỷ lệ người nhận trợ cấp không dùng tiền mặt",
        label_en="Share of people paid without cash",
        unit="percent",
        kind="ratio",
        by=PAYEES,
        code="G15",
        better="higher",
        said=(f"{CASHLESS} & chi trả|đối tượng|người|an sinh xã hội|trợ cấp - người có công|bảo trợ|trực tuyến|số tiền|tổng số tiền",),
        definition_vi="Người nhận không dùng tiền mặt chia người nhận trợ cấp hằng tháng, làm tròn 2 chữ số khi in.",
    ),
]  # fmt: skip

# The department's own budget: no register gives it.
BUDGET = "dự toán|ngân sách|kinh phí"
budget = [
    from_reports("payments.budget.allocated", "Dự toán ngân sách được giao", "Budget allotted",
                 "Dự toán chi ngân sách nhà nước giao cho ngành trong kỳ.", unit="dong", kind="flow", code="M07",
                 also=("budget.allocated",), said=(f"{BUDGET} & dự toán giao|được giao|giao đầu năm|bổ sung"
                                        " - chương trình mục tiêu|đào tạo nghề|giảm nghèo",)),
    from_reports("payments.budget.spent", "Dự toán ngân sách đã thực hiện, giải ngân", "Budget spent",
                 "Chi ngân sách nhà nước của ngành đã thực hiện trong kỳ.", unit="dong", kind="flow", code="M07",
                 also=("budget.spent",), said=(f"{BUDGET} & giải ngân|đã chi|thực hiện chi - chương trình mục tiêu"
                                        "|đào tạo nghề|giảm nghèo",)),
    from_reports("payments.budget.spent_rate", "Tỷ lệ giải ngân dự toán ngân sách", "Share of the budget spent",
                 "Chi ngân sách đã thực hiện trên dự toán được giao.", unit="percent", kind="ratio", code="M07", better="higher",
                 also=("budget.spent_rate",), said=(f"{BUDGET}|vốn & giải ngân - chương trình mục tiêu|đào tạo nghề"
                                        "|giảm nghèo|đầu tư công|xây dựng cơ bản|nông thôn mới",)),
]  # fmt: skip

relations = [
    parts("payments.recognised_dong", tuple(f"payments.{kind}_dong" for kind in PARTS)),
    parts(
        "payments.ordered_dong",
        (
            "payments.recognised_dong",
            "payments.recovery_apart_dong",
            "payments.carried_dong",
            "payments.taken_back_dong",
        ),
    ),
    parts("payments.ordered_dong", ("payments.paid_dong", "payments.unpaid_dong")),
    not_below("payments.ordered_dong", "payments.cashless_dong"),
    not_below("payments.orders", "payments.unpaid_orders"),
    share("payments.cashless_order_rate", "payments.cashless_orders", "payments.orders"),
    share("payments.cashless_money_rate", "payments.cashless_dong", "payments.ordered_dong"),
    share("payments.cashless_rate", "payments.cashless_recipients", "payments.recipients"),
    *(
        share(f"payments.{code}_cashless_rate", f"payments.{code}_cashless_recipients", f"payments.{code}_recipients")
        for code, _, _ in (MERIT, ASSISTANCE)
    ),
    not_below("payments.budget.allocated", "payments.budget.spent"),
    share("payments.budget.spent_rate", "payments.budget.spent", "payments.budget.allocated"),
    share("payments.listed_in_time_rate", "payments.listed_in_time_orders", "payments.orders"),
    share("payments.paid_in_time_rate", "payments.paid_in_time_orders", "payments.orders"),
    *(
        parts(f"payments.{code}_dong", (f"payments.{code}_monthly_dong", f"payments.{code}_once_dong"))
        for code, _, _ in (MERIT, ASSISTANCE)
    ),
    parts("payments.protection_dong", tuple(f"payments.protection_{time}_dong" for time in TIMES)),
    *(
        parts(f"payments.protection_{time}_dong", tuple(f"payments.protection_{time}_{source}_dong" for source in FROM))
        for time in TIMES
    ),
    parts("payments.once_turns", tuple(f"payments.once_{of}_turns" for of in ONCE_OF)),
    *(
        movement(f"payments.{code}_recipients", plus=(f"payments.{code}_new",), minus=(f"payments.{code}_stopped",))
        for code, _, _ in (MERIT, ASSISTANCE)
    ),
]
