"""What indicators of payments are declared with: breakdowns, words of the two programmes, amounts of lines by kind."""

from collections.abc import Callable
from functools import partial
from typing import Any

from ansinh.engine import Expression, Indicator, is_in, total

PLACES = ("commune", "district")
LINES = (*PLACES, "line_programme", "line_benefit", "line_sex", "line_provider", "line_channel", "line_ethnicity")
ASSISTANCE = ("assistance", "Trợ giúp xã hội", "social assistance")
MERIT = ("merit", "Ưu đãi người có công", "merit")
CALLED = {
    "assistance": "bảo trợ xã hội|btxh|trợ giúp xã hội|trợ cấp xã hội|tgxh",
    "merit": "người có công|ncc|ưu đãi",
}  # what a programme is called in a pattern of `said`
ALSO = {"assistance": "social", "merit": "merit"}
MONEY = "kinh phí|số tiền|đồng|chi trả|tổng"
CASHLESS = "không dùng tiền mặt|qua tài khoản|chuyển khoản|qua ngân hàng|qua thẻ"

Where = Callable[..., Expression]
money_of = partial(Indicator, unit="dong", kind="flow")


def lines(where: Where | None = None) -> Any:
    """The amounts of lines."""
    return total("payment_line", "line_amount_dong", where=where)


def of_kind(*kinds: str) -> Where:
    """Where a line is of one of these kinds."""
    return lambda line_kind: is_in(line_kind, *kinds)


def of_programme(programme: str, *kinds: str) -> Where:
    """Where a line of a programme is of one of these kinds."""
    return lambda line_kind, line_programme: is_in(line_kind, *kinds) & (line_programme == programme)
