"""What unemployment insurance publishes: the right to the benefit, the right in a month of payment, the support of training in a month.

Benefit month n is paid in the calendar month it begins in. A right has a law month of its own, the month the contract ended: its amount
does not change with the law of later months."""

from ansinh.engine import Fact, Grain, facts
from ansinh.people.models import WAGE_REGIONS

_MONTH_KEY = 1_000_000
REGIONS = {region: (f"vùng {region}", f"region {region}") for region in WAGE_REGIONS}
_OF_PROVINCE = "province_id = '{province}'"
_RIGHTS = (
    "SELECT id, person_id, law_month, paid_months, average_wage_dong, wage_region, is_state_pay, first_month, last_month, state"
    f" FROM labour_unemploymentright WHERE {_OF_PROVINCE}"
)
_MONTHS = "SELECT id, year, number, first_day, last_day, next_day, day_before FROM core_month"

jobless = Grain(
    "jobless",
    key="jobless_id",
    partition="jobless_law_month",
    query="""
SELECT r.id AS jobless_id, r.law_month AS jobless_law_month, r.paid_months AS jobless_paid_months,
  r.average_wage_dong AS jobless_average_wage_dong, r.wage_region AS jobless_wage_region, r.is_state_pay AS jobless_is_state_pay
FROM labour_unemploymentright r""".strip(),
    sources={"labour_unemploymentright": _RIGHTS},
    label_vi="quyền hưởng trợ cấp thất nghiệp",
    label_en="right to unemployment benefit",
)

facts(
    jobless,
    Fact("jobless_law_month", int, label_vi="Tháng chấm dứt hợp đồng", label_en="Month the contract ended"),
    Fact("jobless_paid_months", int, nullable=True, unit="month", label_vi="Số tháng đã đóng chưa hưởng", label_en="Months paid in and not drawn"),
    Fact("jobless_average_wage_dong", int, nullable=True, unit="dong/month", label_vi="Tiền lương bình quân 6 tháng đóng cuối",
         label_en="Average wage of the last six months paid in", sensitivity="personal"),
    Fact("jobless_wage_region", str, nullable=True, words=REGIONS, label_vi="Vùng lương tối thiểu của tháng đóng cuối",
         label_en="Region of the minimum wage"),
    Fact("jobless_is_state_pay", bool, label_vi="Lương do Nhà nước quy định", label_en="Paid by the scales of the State"),
)  # fmt: skip

# The newest of suspensions and resumptions up to the month; odd where it is a suspension.
_NEWEST = """(SELECT MAX((CAST(e.month AS BIGINT) * 1000000000 + e.id) * 2 + CASE WHEN e.kind = 'suspended' THEN 1 ELSE 0 END)
    FROM labour_unemploymentevent e WHERE e.right_id = r.id AND e.kind IN ('suspended', 'resumed') AND e.month <= m.id)"""

jobless_month = Grain(
    "jobless_month",
    key="jobless_month_id",
    parents={"resident": "resident_id", "jobless": "jobless_id"},
    partition="jobless_month",
    query=f"""
SELECT r.id * {_MONTH_KEY} + m.id AS jobless_month_id, r.id AS jobless_id, r.person_id * {_MONTH_KEY} + m.id AS resident_id,
  r.person_id AS jobless_month_person_id, m.id AS jobless_month, r.law_month AS jobless_month_law_month, r.id AS jobless_month_right,
  COALESCE({_NEWEST}, 0) % 2 = 1 AS jobless_month_is_suspended,
  r.state = 'cancelled' AS jobless_month_is_cancelled
FROM labour_unemploymentright r JOIN core_month m ON m.id >= r.first_month AND m.id <= r.last_month""".strip(),
    sources={
        "labour_unemploymentright": _RIGHTS,
        "labour_unemploymentevent": "SELECT id, right_id, kind, month FROM labour_unemploymentevent WHERE right_id IN"
        f" (SELECT id FROM labour_unemploymentright WHERE {_OF_PROVINCE})",
        "core_month": _MONTHS,
    },
    label_vi="tháng chi trợ cấp thất nghiệp",
    label_en="month of unemployment benefit",
)

facts(
    jobless_month,
    Fact("jobless_month_person_id", int, label_vi="Người hưởng", label_en="Person"),
    Fact("jobless_month", int, label_vi="Tháng chi", label_en="Month paid"),
    Fact("jobless_month_law_month", int, label_vi="Tháng của luật áp dụng", label_en="Month whose law counts"),
    Fact("jobless_month_right", int, label_vi="Quyết định hưởng", label_en="Right"),
    Fact("jobless_month_is_suspended", bool, label_vi="Đang tạm dừng trợ cấp thất nghiệp", label_en="Suspended"),
    Fact("jobless_month_is_cancelled", bool, label_vi="Đã hủy quyết định hưởng", label_en="Decision cancelled"),
)  # fmt: skip

jobless_course = Grain(
    "jobless_course",
    key="jobless_course_id",
    parents={"resident": "resident_id"},
    partition="jobless_course_month",
    query=f"""
SELECT s.id * {_MONTH_KEY} + m.id AS jobless_course_id, s.person_id * {_MONTH_KEY} + m.id AS resident_id,
  s.person_id AS jobless_course_person_id, m.id AS jobless_course_month,
  CAST(SUBSTR(CAST(s.decided_on AS TEXT), 1, 4) || SUBSTR(CAST(s.decided_on AS TEXT), 6, 2) AS INTEGER) AS jobless_course_law_month,
  s.id AS jobless_course_support, s.months AS jobless_course_months, s.dong_a_month AS jobless_course_fee_dong,
  s.is_cancelled AS jobless_course_is_cancelled
FROM labour_trainingsupport s JOIN core_month m ON m.id >= s.first_month AND m.id <= s.last_month""".strip(),
    sources={
        "labour_trainingsupport": "SELECT id, person_id, decided_on, months, dong_a_month, first_month, last_month, is_cancelled"
        f" FROM labour_trainingsupport WHERE {_OF_PROVINCE}",
        "core_month": _MONTHS,
    },
    label_vi="tháng hỗ trợ học nghề",
    label_en="month of training support",
)

facts(
    jobless_course,
    Fact("jobless_course_person_id", int, label_vi="Người học nghề", label_en="Person"),
    Fact("jobless_course_month", int, label_vi="Tháng chi hỗ trợ học nghề", label_en="Month paid"),
    Fact("jobless_course_law_month", int, label_vi="Tháng quyết định hỗ trợ học nghề", label_en="Month of the decision"),
    Fact("jobless_course_support", int, label_vi="Quyết định hỗ trợ học nghề", label_en="Support"),
    Fact("jobless_course_months", int, unit="month", label_vi="Số tháng của khóa học", label_en="Months of the course"),
    Fact("jobless_course_fee_dong", int, unit="dong/month", label_vi="Học phí một tháng", label_en="Fee a month"),
    Fact("jobless_course_is_cancelled", bool, label_vi="Đã hủy quyết định hỗ trợ học nghề", label_en="Decision cancelled"),
)  # fmt: skip
