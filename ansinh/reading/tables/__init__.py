"""Tables: a cell is a claim, its column says which kind and period, its row which subject, and both which unit.

frames     where a grid's title and head end, and what is no table of figures
columns    what the headers say: role, kind, period, unit, place
rows       what stands at the left: outline, place, kind of a table laid on its side
units      the unit a header, a label or a line above the table names
cells      the number of a cell, as written
"""

from ansinh.reading.tables.cells import number_of
from ansinh.reading.tables.reader import read_tables
from ansinh.reading.tables.units import read_unit

__all__ = ["number_of", "read_tables", "read_unit"]
