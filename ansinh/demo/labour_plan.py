"""How many of what the labour registers of the made-up province hold: the published figures, and the plans and parts chosen to lead to them.

Published: Trà Vinh's conference of 5 January 2024 (jobs 108.44 % of plan, work abroad 132.44 %, enrolment 103.36 %, trained 69.3 %, certified
36.4 %; and of 2024's plan 23,000 jobs, 900 abroad, 19,000 enrolled, 69.67 % and 36.10 %); Thái Bình's department of 2024 (34,800 jobs = 24,890
+ 6,410 + 3,500; 45 enterprises registered to train together, 6 signed); Nghệ An's conference of 27 December 2022 (45,000 jobs, 104.9 % of plan;
9,370 supported at elementary level) and its report of 2022 (65,498 enrolled, 24,500 abroad, 80.7 % in work afterwards). The plans of 2023 and
2022, and every part that is not named here, are chosen."""

from dataclasses import dataclass
from datetime import date

TRA_VINH, THAI_BINH, NGHE_AN = "84", "34", "40"


@dataclass(frozen=True)
class Jobs:
    """People who began a job in a province in a year, by destination; the parts add up to the year's total."""

    province: str
    year: int
    local: int
    other_province: int
    abroad: int

    @property
    def total(self) -> int:
        return self.local + self.other_province + self.abroad


JOBS = (
    Jobs(TRA_VINH, 2021, 12_604, 5_071, 167),
    Jobs(TRA_VINH, 2022, 14_380, 7_854, 752),
    Jobs(TRA_VINH, 2023, 14_993, 8_214, 1_192),
    Jobs(THAI_BINH, 2024, 24_890, 6_410, 3_500),
    Jobs(NGHE_AN, 2022, 12_870, 7_630, 24_500),
)
# Of those helped into work in 2023, the rest found it alone or made it: of a hundred local jobs, how the person came to them.
CHANNELS_LOCAL = (("exchange", 21), ("fair", 3), ("loan", 26), ("training", 12), ("employer", 24), ("self", 14))
CHANNELS_AWAY = (("exchange", 14), ("fair", 2), ("employer", 47), ("self", 37))
# How full a month is of what its year holds: little before Tết, most after it; the months of 2021 when nobody could travel.
SEASON = (0.62, 1.08, 1.52, 1.18, 1.04, 0.98, 0.92, 0.9, 0.98, 1.02, 1.0, 0.76)
CLOSED_MONTHS = {(2021, 7): 0.28, (2021, 8): 0.12, (2021, 9): 0.18, (2021, 10): 0.7}

ENROLLED = {(TRA_VINH, 2022): 18_902, (TRA_VINH, 2023): 19_380, (NGHE_AN, 2022): 65_498}
ENROLLED_PLAN_2023, JOBS_PLAN_2023, ABROAD_PLAN_2023 = 18_750, 22_500, 900
TRAINED_RATE, CERTIFIED_RATE = 0.693, 0.364
SUPPORTED_NGHE_AN, EMPLOYED_AFTER_NGHE_AN = 9_370, 0.807
REGISTERED_THAI_BINH, SIGNED_THAI_BINH = 45, 6


@dataclass(frozen=True)
class Plan:
    """A plan set for a year: `value` of a count shrinks with the demo, a rate does not."""

    indicator: str
    province: str
    year: int
    value: str
    resolution: str
    resolved_on: date
    is_count: bool = True


_CHOSEN_2023 = ("Nghị quyết mẫu 01/NQ-TU (số tự đặt)", date(2022, 12, 9))
_TOLD_2024 = ("Nghị quyết mẫu 02/NQ-TU (số hiệu tự đặt, chỉ tiêu đã công bố)", date(2023, 12, 8))
PLANS = (
    Plan("jobs.created", TRA_VINH, 2023, str(JOBS_PLAN_2023), *_CHOSEN_2023),
    Plan("jobs.abroad", TRA_VINH, 2023, str(ABROAD_PLAN_2023), *_CHOSEN_2023),
    Plan("training.enrolled", TRA_VINH, 2023, str(ENROLLED_PLAN_2023), *_CHOSEN_2023),
    Plan("training.trained_rate", TRA_VINH, 2023, "69", *_CHOSEN_2023, is_count=False),
    Plan("training.certified_rate", TRA_VINH, 2023, "36", *_CHOSEN_2023, is_count=False),
    Plan("jobs.created", TRA_VINH, 2024, "23000", *_TOLD_2024),
    Plan("jobs.abroad", TRA_VINH, 2024, "900", *_TOLD_2024),
    Plan("training.enrolled", TRA_VINH, 2024, "19000", *_TOLD_2024),
    Plan("training.trained_rate", TRA_VINH, 2024, "69.67", *_TOLD_2024, is_count=False),
    Plan("training.certified_rate", TRA_VINH, 2024, "36.1", *_TOLD_2024, is_count=False),
    Plan("jobs.created", NGHE_AN, 2022, "42900", "Kế hoạch mẫu năm 2022 (số tự đặt, vừa đủ 104,9 %)", date(2021, 12, 15)),
)  # fmt: skip


def scaled(count: float, share: float, least: int = 1) -> int:
    """A count in a demo of that share of the whole province."""
    return max(least, round(count * share))


def jobs_at(told: Jobs, share: float) -> tuple[int, int, int]:
    """Local, other provinces, abroad in a demo of that share; they add up to the year's scaled total."""
    total = scaled(told.total, share, 3)
    abroad, away = scaled(told.abroad, share), scaled(told.other_province, share)
    return total - abroad - away, away, abroad
