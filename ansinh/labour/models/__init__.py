"""What the room of labour keeps."""

from ansinh.labour.models.exchange import (
    Application,
    Counsel,
    JobLoan,
    LoanJob,
    PlacementFile,
    Seeker,
    Vacancy,
)
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
    "Application",
    "Counsel",
    "DemandLine",
    "DemandReport",
    "JobLoan",
    "LoanJob",
    "MarketFile",
    "Placement",
    "PlacementCheck",
    "PlacementFile",
    "Seeker",
    "SupplyCollection",
    "SupplyForm",
    "Vacancy",
    "WorkforceLine",
    "WorkforceReport",
]
