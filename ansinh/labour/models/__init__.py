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
from ansinh.labour.models.fairs import Booth, BoothVacancy, FairSession, FairWish, Interview, Visitor
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
from ansinh.labour.models.training import (
    Course,
    Enrolment,
    Institution,
    InstitutionStaff,
    Partnership,
    SchoolLeavers,
    TrainingPayment,
    TrainingSpending,
)

__all__ = [
    "Application",
    "Booth",
    "BoothVacancy",
    "Counsel",
    "Course",
    "DemandLine",
    "DemandReport",
    "Enrolment",
    "FairSession",
    "FairWish",
    "Institution",
    "InstitutionStaff",
    "Interview",
    "JobLoan",
    "LoanJob",
    "MarketFile",
    "Partnership",
    "Placement",
    "PlacementCheck",
    "PlacementFile",
    "SchoolLeavers",
    "Seeker",
    "SupplyCollection",
    "SupplyForm",
    "TrainingPayment",
    "TrainingSpending",
    "Vacancy",
    "Visitor",
    "WorkforceLine",
    "WorkforceReport",
]
