"""Pages of dossiers: the lists, one dossier with its path, the desk, the calendar and templates; what citizens see; the evidence."""

from .papers import paper_sections as person_sections

__all__ = ["person_sections"]
