"""The procedures of this room: how its rights are asked for, examined and decided."""

from . import assistance, pension

PROCEDURES = (*assistance.PROCEDURES, *pension.PROCEDURES)
