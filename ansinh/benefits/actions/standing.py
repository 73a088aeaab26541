"""What the acts of this room share."""


class BenefitRefused(Exception):
    """An act on the registers of rights that may not be done; the message says why, with the value, and what to do."""
