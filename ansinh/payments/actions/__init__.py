"""The acts of this room: the only place that changes its state."""

from .ledger import Move, last_hash, post
from .standing import PaymentRefused

__all__ = ["Move", "PaymentRefused", "last_hash", "post"]
