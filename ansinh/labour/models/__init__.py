"""What the room of labour keeps."""

from ansinh.labour.models.market import (
    DemandLine,
    DemandReport,
    MarketFile,
    SupplyCollection,
    SupplyForm,
    WorkforceLine,
    WorkforceReport,
)
from ansinh.labour.models.placements import Placement, PlacementCheck

__all__ = [
    "DemandLine",
    "DemandReport",
    "MarketFile",
    "Placement",
    "PlacementCheck",
    "SupplyCollection",
    "SupplyForm",
    "WorkforceLine",
    "WorkforceReport",
]
