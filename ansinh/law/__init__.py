"""Dated numbers of the law and their reader.

One yaml file a field (`poverty.yaml`); a value has the day it begins, the first day it no longer holds, the day it
could be known, a unit, a reference, how it was verified and where it was read. `law_on(day)` reads them:
`law.poverty.b1_limits.rural` is an expression of the engine that remembers its reference.
"""

from .reader import (
    BadLaw,
    Dated,
    Law,
    LawError,
    NoLawOnDay,
    Parameter,
    Section,
    UnknownLaw,
    law_on,
    law_version,
    law_with,
    parameters,
)

__all__ = [
    "BadLaw",
    "Dated",
    "Law",
    "LawError",
    "NoLawOnDay",
    "Parameter",
    "Section",
    "UnknownLaw",
    "law_on",
    "law_version",
    "law_with",
    "parameters",
]
