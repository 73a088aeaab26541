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
from .notices import Notice
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
    "Notice",
    "Paper",
    "PaperPart",
    "PaperVersion",
    "Ruling",
    "ShelfCount",
    "Supplement",
    "Template",
]
