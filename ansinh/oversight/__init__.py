"""Inspections, complaints, citizens received: what the sector counts of them.

No register of this room is kept yet: its indicators are declared, known from reports received."""
