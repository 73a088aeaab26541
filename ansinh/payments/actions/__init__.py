"""The acts of this room: the only place that changes its state."""

from .closing import (
    Calendar,
    Closed,
    Decision,
    LongUnpaid,
    Statement,
    ask_reopening,
    calendar_of,
    close,
    left_unpaid,
    long_unpaid,
    reconcile,
    reopen,
    statement_of,
)
from .decree import let_in
from .ledger import Move, Tie, balances, broken_links, content_of, last_hash, post, reverse, ties
from .money import accept_value, accept_values, allot, open_programme, open_purse, purse_left, values_to_accept
from .planning import discard, plan, verify
from .recovering import left_of, repay, set_instalment
from .returning import (
    known_file,
    mark_paid,
    mark_unpaid,
    receive_returns,
    settle_exception,
    settle_exceptions,
    unsettled,
)
from .sending import send
from .signing import sign
from .standing import PaymentRefused

__all__ = [
    "Calendar",
    "Closed",
    "Decision",
    "LongUnpaid",
    "Move",
    "PaymentRefused",
    "Statement",
    "Tie",
    "accept_value",
    "accept_values",
    "allot",
    "ask_reopening",
    "balances",
    "broken_links",
    "calendar_of",
    "close",
    "content_of",
    "discard",
    "known_file",
    "last_hash",
    "left_of",
    "left_unpaid",
    "let_in",
    "long_unpaid",
    "mark_paid",
    "mark_unpaid",
    "open_programme",
    "open_purse",
    "plan",
    "post",
    "purse_left",
    "receive_returns",
    "reconcile",
    "reopen",
    "repay",
    "reverse",
    "send",
    "set_instalment",
    "settle_exception",
    "settle_exceptions",
    "sign",
    "statement_of",
    "ties",
    "unsettled",
    "values_to_accept",
    "verify",
]
