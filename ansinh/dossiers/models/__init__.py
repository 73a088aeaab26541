"""What this room keeps."""

from .archive import ArchiveFile, FileMove, Loan, ShelfCount
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
from .papers import FileText, KeptFile, Paper, PaperPart, PaperVersion

__all__ = [
    "Agency",
    "AgencyDay",
    "ArchiveFile",
    "ComponentCheck",
    "DayOff",
    "Dossier",
    "DossierStep",
    "FileMove",
    "FileText",
    "KeptFile",
    "Loan",
    "Move",
    "Paper",
    "PaperPart",
    "PaperVersion",
    "Ruling",
    "ShelfCount",
    "Supplement",
    "Template",
]
