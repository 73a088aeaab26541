"""What must hold between the figures of payments."""

from ansinh.engine import movement, not_below, parts, share
from ansinh.payments.facts import ONCE_OF

from .common import ASSISTANCE, MERIT
from .programmes import FROM, TIMES
from .recognised import PARTS

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
