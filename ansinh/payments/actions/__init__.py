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
from .ledger import Move, Tie, balances, broken_links, content_of, last_hash, post, reverse, ties
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
    "ask_reopening",
    "balances",
    "broken_links",
    "calendar_of",
    "close",
    "content_of",
    "known_file",
    "last_hash",
    "left_of",
    "left_unpaid",
    "long_unpaid",
    "mark_paid",
    "mark_unpaid",
    "post",
    "receive_returns",
    "reconcile",
    "reopen",
    "repay",
    "reverse",
    "send",
    "set_instalment",
    "settle_exception",
    "settle_exceptions",
    "statement_of",
    "ties",
    "unsettled",
]
