"""What unemployment insurance publishes: the right to the benefit, the right in a month of payment, the support of training in a month.

Benefit month n is paid in the calendar month it begins in. A right has a law month of its own, the month the contract ended: its amount
does not change with the law of later months."""

from ansinh.core.days import month_sql
from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.labour import words
from ansinh.people.words import SEXES, WAGE_REGIONS

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
  {month_sql("s.decided_on")} AS jobless_course_law_month,
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


def _age_group(day: str) -> str:
    """The group of form 31 on a day; the year of birth counts where no month is known."""
    age = (
        f"(CAST(SUBSTR(CAST({day} AS TEXT), 1, 4) AS INTEGER) - p.birth_year"
        f" - CASE WHEN COALESCE(p.birth_month, 0) > CAST(SUBSTR(CAST({day} AS TEXT), 6, 2) AS INTEGER) THEN 1 ELSE 0 END)"
    )
    return f"CASE WHEN {age} <= 24 THEN 'to_24' WHEN {age} <= 40 THEN '25_to_40' ELSE 'over_40' END"


def _counted(table: str, day: str, of: str, where: str = "") -> Counting:
    """Counted in every month since the first record of the province; a month without one counts nought."""
    first = f"SELECT MIN({month_sql('x.' + day)}) FROM {table} x {where}"
    return Counting(
        every="month",
        periods=f"""SELECT m.id, (SELECT MAX(y.last_day) FROM core_month y WHERE y.year = m.year) FROM core_month m
          WHERE m.first_day <= '{{today}}' AND m.id >= ({first})""",
        commune=f"{of}_commune_id",
        province=f"{of}_province_id",
        subject=f"{of}_person_id",
        waits_for_vi="trợ cấp thất nghiệp nào được ghi",
        is_rare=True,
        listing=_LISTINGS[of],
    )


def _listing(query: str, columns: dict[str, tuple[str, str]]) -> Listing:
    named = {"name": ("Họ và tên", "Name"), "decision": ("Quyết định", "Decision"), "day": ("Ngày", "Day"), **columns}
    return Listing(query, {**named, "commune": ("Xã", "Commune")}, page="person")


_OF_RIGHT = (
    "JOIN labour_unemploymentright r ON r.id = x.right_id JOIN people_person p ON p.id = r.person_id"
    " JOIN places_place c ON c.id = r.commune_id"
)
_OF_OWN = "JOIN people_person p ON p.id = x.person_id JOIN places_place c ON c.id = x.commune_id"
_LISTINGS = {
    "unemployed": _listing(
        "SELECT x.id AS key, p.id AS page_id, p.name AS name, x.decision_number AS decision, x.decided_on AS day, x.months AS months,"
        f" c.full_name AS commune FROM labour_unemploymentright x {_OF_OWN} WHERE x.id IN ({{keys}})",
        {"months": ("Số tháng", "Months")},
    ),
    "unemployed_event": _listing(
        "SELECT x.id AS key, p.id AS page_id, p.name AS name, x.decision_number AS decision, x.day AS day, c.full_name AS commune"
        f" FROM labour_unemploymentevent x {_OF_RIGHT} WHERE x.id IN ({{keys}})",
        {},
    ),
    "unemployed_notice": _listing(
        "SELECT x.id AS key, p.id AS page_id, p.name AS name, r.decision_number AS decision, x.told_on AS day, c.full_name AS commune"
        f" FROM labour_searchnotice x {_OF_RIGHT} WHERE x.id IN ({{keys}})",
        {},
    ),
    "unemployed_course": _listing(
        "SELECT x.id AS key, p.id AS page_id, p.name AS name, x.decision_number AS decision, x.decided_on AS day, x.trade AS trade,"
        f" c.full_name AS commune FROM labour_trainingsupport x {_OF_OWN} WHERE x.id IN ({{keys}})",
        {"trade": ("Nghề học", "Trade")},
    ),
}  # fmt: skip
_RIGHTS_COUNTED = (
    "SELECT id, person_id, decided_on, months, amount_dong, average_wage_dong, moved_from_id, commune_id, province_id"
    f" FROM labour_unemploymentright WHERE {_OF_PROVINCE}"
)
_PEOPLE_OF_RIGHTS = (
    "SELECT id, sex, birth_year, birth_month FROM people_person WHERE id IN (SELECT person_id FROM labour_unemploymentright"
    f" WHERE {_OF_PROVINCE})"
)
_THEIRS = f"WHERE x.{_OF_PROVINCE}"
_OF_THEIR_RIGHTS = f"JOIN labour_unemploymentright r ON r.id = x.right_id WHERE r.{_OF_PROVINCE}"

unemployed = Grain(
    "unemployed",
    key="unemployed_id",
    partition="unemployed_month",
    query=f"""
SELECT r.id AS unemployed_id, {month_sql("r.decided_on")} AS unemployed_month, r.person_id AS unemployed_person_id,
  r.commune_id AS unemployed_commune_id, r.province_id AS unemployed_province_id, p.sex AS unemployed_sex,
  {_age_group("r.decided_on")} AS unemployed_age_group, r.months AS unemployed_months, r.amount_dong AS unemployed_amount_dong,
  r.average_wage_dong AS unemployed_wage_dong
FROM labour_unemploymentright r JOIN people_person p ON p.id = r.person_id WHERE r.moved_from_id IS NULL""".strip(),
    sources={"labour_unemploymentright": _RIGHTS_COUNTED, "people_person": _PEOPLE_OF_RIGHTS},
    counting=_counted("labour_unemploymentright", "decided_on", "unemployed", _THEIRS),
    label_vi="quyết định hưởng trợ cấp thất nghiệp",
    label_en="decision on unemployment benefit",
)

facts(
    unemployed,
    Fact("unemployed_month", int, label_vi="Tháng quyết định trợ cấp thất nghiệp", label_en="Month of the decision"),
    Fact("unemployed_person_id", int, label_vi="Người có quyết định", label_en="Person"),
    Fact("unemployed_commune_id", str, label_vi="Xã của người có quyết định", label_en="Commune"),
    Fact("unemployed_province_id", str, label_vi="Tỉnh của người có quyết định", label_en="Province"),
    Fact("unemployed_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("unemployed_age_group", str, words=words.UNEMPLOYED_AGES, label_vi="Nhóm tuổi", label_en="Age group"),
    Fact("unemployed_months", int, unit="month", label_vi="Số tháng hưởng", label_en="Months of benefit"),
    Fact("unemployed_amount_dong", int, unit="dong/month", label_vi="Mức hưởng một tháng theo quyết định", label_en="Benefit a month"),
    Fact("unemployed_wage_dong", int, unit="dong/month", label_vi="Lương bình quân của quyết định", label_en="Average wage"),
)  # fmt: skip

unemployed_event = Grain(
    "unemployed_event",
    key="unemployed_event_id",
    partition="unemployed_event_month",
    query=f"""
SELECT e.id AS unemployed_event_id, {month_sql("e.day")} AS unemployed_event_month, r.person_id AS unemployed_event_person_id,
  r.commune_id AS unemployed_event_commune_id, r.province_id AS unemployed_event_province_id, e.kind AS unemployed_event_kind,
  NULLIF(e.reason, '') AS unemployed_event_reason, p.sex AS unemployed_event_sex, {_age_group("e.day")} AS unemployed_event_age_group
FROM labour_unemploymentevent e JOIN labour_unemploymentright r ON r.id = e.right_id JOIN people_person p ON p.id = r.person_id""".strip(),
    sources={
        "labour_unemploymentevent": "SELECT id, right_id, kind, reason, day FROM labour_unemploymentevent WHERE right_id IN"
        f" (SELECT id FROM labour_unemploymentright WHERE {_OF_PROVINCE})",
        "labour_unemploymentright": _RIGHTS_COUNTED,
        "people_person": _PEOPLE_OF_RIGHTS,
    },
    counting=_counted("labour_unemploymentevent", "day", "unemployed_event", _OF_THEIR_RIGHTS),
    label_vi="biến động trợ cấp thất nghiệp",
    label_en="event of unemployment benefit",
)

facts(
    unemployed_event,
    Fact("unemployed_event_month", int, label_vi="Tháng biến động", label_en="Month of the event"),
    Fact("unemployed_event_person_id", int, label_vi="Người biến động", label_en="Person"),
    Fact("unemployed_event_commune_id", str, label_vi="Xã của người biến động", label_en="Commune"),
    Fact("unemployed_event_province_id", str, label_vi="Tỉnh của người biến động", label_en="Province"),
    Fact("unemployed_event_kind", str, words=words.UNEMPLOYMENT_EVENTS, label_vi="Loại biến động", label_en="Kind"),
    Fact("unemployed_event_reason", str, nullable=True, words=words.UNEMPLOYMENT_ENDS, label_vi="Lý do chấm dứt", label_en="Reason of the end"),
    Fact("unemployed_event_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("unemployed_event_age_group", str, words=words.UNEMPLOYED_AGES, label_vi="Nhóm tuổi", label_en="Age group"),
)  # fmt: skip

unemployed_notice = Grain(
    "unemployed_notice",
    key="unemployed_notice_id",
    partition="unemployed_notice_month",
    query=f"""
SELECT n.id AS unemployed_notice_id, {month_sql("n.told_on")} AS unemployed_notice_month, r.person_id AS unemployed_notice_person_id,
  r.commune_id AS unemployed_notice_commune_id, r.province_id AS unemployed_notice_province_id, p.sex AS unemployed_notice_sex,
  n.was_counselled AND NOT EXISTS (SELECT 1 FROM labour_searchnotice b WHERE b.right_id = n.right_id AND b.was_counselled
    AND b.told_on IS NOT NULL AND b.number < n.number) AS unemployed_notice_is_first_counsel
FROM labour_searchnotice n JOIN labour_unemploymentright r ON r.id = n.right_id JOIN people_person p ON p.id = r.person_id
WHERE n.told_on IS NOT NULL""".strip(),
    sources={
        "labour_searchnotice": "SELECT id, right_id, number, told_on, was_counselled FROM labour_searchnotice WHERE right_id IN"
        f" (SELECT id FROM labour_unemploymentright WHERE {_OF_PROVINCE})",
        "labour_unemploymentright": _RIGHTS_COUNTED,
        "people_person": _PEOPLE_OF_RIGHTS,
    },
    counting=_counted(
        "labour_searchnotice", "told_on", "unemployed_notice", f"{_OF_THEIR_RIGHTS} AND x.told_on IS NOT NULL"
    ),
    label_vi="thông báo tìm kiếm việc làm",
    label_en="notice of the search for work",
)

facts(
    unemployed_notice,
    Fact("unemployed_notice_month", int, label_vi="Tháng thông báo", label_en="Month of the notice"),
    Fact("unemployed_notice_person_id", int, label_vi="Người thông báo", label_en="Person"),
    Fact("unemployed_notice_commune_id", str, label_vi="Xã của người thông báo", label_en="Commune"),
    Fact("unemployed_notice_province_id", str, label_vi="Tỉnh của người thông báo", label_en="Province"),
    Fact("unemployed_notice_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("unemployed_notice_is_first_counsel", bool, label_vi="Được tư vấn lần đầu của quyết định", label_en="Counselled first in the right"),
)  # fmt: skip

unemployed_course = Grain(
    "unemployed_course",
    key="unemployed_course_id",
    partition="unemployed_course_month",
    query=f"""
SELECT s.id AS unemployed_course_id, {month_sql("s.decided_on")} AS unemployed_course_month, s.person_id AS unemployed_course_person_id,
  s.commune_id AS unemployed_course_commune_id, s.province_id AS unemployed_course_province_id, p.sex AS unemployed_course_sex,
  COALESCE(r.first_month <= {month_sql("s.decided_on")} AND r.last_month >= {month_sql("s.decided_on")}, FALSE)
    AS unemployed_course_is_drawing, s.is_cancelled AS unemployed_course_is_cancelled
FROM labour_trainingsupport s JOIN people_person p ON p.id = s.person_id
  LEFT JOIN labour_unemploymentright r ON r.id = s.right_id""".strip(),
    sources={
        "labour_trainingsupport": "SELECT id, person_id, right_id, decided_on, is_cancelled, commune_id, province_id"
        f" FROM labour_trainingsupport WHERE {_OF_PROVINCE}",
        "labour_unemploymentright": f"SELECT id, first_month, last_month FROM labour_unemploymentright WHERE {_OF_PROVINCE}",
        "people_person": "SELECT id, sex FROM people_person WHERE id IN (SELECT person_id FROM labour_trainingsupport"
        f" WHERE {_OF_PROVINCE})",
    },
    counting=_counted("labour_trainingsupport", "decided_on", "unemployed_course", _THEIRS),
    label_vi="quyết định hỗ trợ học nghề",
    label_en="decision on training support",
)

facts(
    unemployed_course,
    Fact("unemployed_course_month", int, label_vi="Tháng quyết định hỗ trợ học nghề", label_en="Month of the decision on training"),
    Fact("unemployed_course_person_id", int, label_vi="Người được hỗ trợ học nghề", label_en="Person"),
    Fact("unemployed_course_commune_id", str, label_vi="Xã của người học nghề", label_en="Commune"),
    Fact("unemployed_course_province_id", str, label_vi="Tỉnh của người học nghề", label_en="Province"),
    Fact("unemployed_course_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("unemployed_course_is_drawing", bool, label_vi="Đang hưởng trợ cấp thất nghiệp", label_en="Draws the benefit"),
    Fact("unemployed_course_is_cancelled", bool, label_vi="Đã hủy hỗ trợ học nghề", label_en="Cancelled"),
)  # fmt: skip
