"""What the acts of this room share."""


class PaymentRefused(Exception):
    """An act of a pay-run that may not be done; the message says why, with the value, and what to do."""
