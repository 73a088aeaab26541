"""Procedures, dossiers and online services: what the sector counts of them.

No register of this room is kept yet: its indicators are declared, known from reports received."""
