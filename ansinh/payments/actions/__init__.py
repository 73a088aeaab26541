"""The acts of this room: the only place that changes its state."""

from .standing import PaymentRefused

__all__ = ["PaymentRefused"]
