"""The procedures of this room: how its rights are asked for, examined and decided."""

from . import assistance, care, merit, pension, relief, support

PROCEDURES = (
    *assistance.PROCEDURES, *pension.PROCEDURES, *care.PROCEDURES, *merit.PROCEDURES, *relief.PROCEDURES, *support.PROCEDURES,
)  # fmt: skip
