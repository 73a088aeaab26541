"""Orders: what was ordered, paid, not collected; how; in time or not."""

from functools import partial
from typing import Any

from ansinh.engine import Indicator, count, ratio, total

from .common import CASHLESS, MONEY, PLACES, Where

ORDERS = (*PLACES, "order_programme", "order_provider", "order_channel", "order_sex")

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
