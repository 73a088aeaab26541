"""What this room keeps."""

from .cases import (
    Agency,
    AgencyDay,
    ComponentCheck,
    DayOff,
    Dossier,
    DossierStep,
    Move,
    Ruling,
    Supplement,
    Template,
)

__all__ = [
    "Agency",
    "AgencyDay",
    "ComponentCheck",
    "DayOff",
    "Dossier",
    "DossierStep",
    "Move",
    "Ruling",
    "Supplement",
    "Template",
]
