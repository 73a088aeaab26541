"""What vocational training publishes, in its months: learners who enrol, finish or are paid for, courses, institutions and their staff,
partnerships of enterprises, money, and school leavers.

What became of a learner after (`learner_work_after`) is told in the month the course was finished, so a rate of work after speaks of one
cohort. A learner supported counts in the month of the payment. Cancelled rows are not there."""

from ansinh.core.days import month_sql
from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.labour import words
from ansinh.labour.jobs.occupations import occupations
from ansinh.people.words import ETHNICITIES, SEXES

ENROLLED, FINISHED, SUPPORTED = "enrolled", "finished", "supported"
REGISTERED, SIGNED = "registered", "signed"
_EVENTS = {
    ENROLLED: ("nhập học", "enrolled"),
    FINISHED: ("học xong", "finished"),
    SUPPORTED: ("được hỗ trợ", "supported"),
}
_STEPS = {REGISTERED: ("đăng ký", "registered"), SIGNED: ("ký hợp đồng nguyên tắc", "framework signed")}
_TRADES = {code: (one.vi, one.en) for code, one in occupations().items()}
_MONTH_KEY = 1_000_000
_LAW_DAY = "(SELECT MAX(last_day) FROM core_month WHERE last_day <= '{today}')"


def _from_the_first(table: str, month: str, where: str = "") -> str:
    """Every month from the first recorded in a province to the one that runs. No figure here asks the law: one day's serves all."""
    return f"""SELECT m.id, {_LAW_DAY} FROM core_month m WHERE m.first_day <= '{{today}}'
      AND m.id >= (SELECT MIN({month}) FROM {table} WHERE province_id = '{{province}}'{where})"""


_OF_ENROLMENT = """e.id AS learner_enrolment, e.person_id AS learner_person_id, e.commune_id AS learner_commune_id,
  e.province_id AS learner_province_id, k.level AS learner_level, NULLIF(k.occupation, '') AS learner_occupation,
  k.is_agricultural AS learner_is_agricultural, k.programme AS learner_programme, k.programme = 'own' AS learner_is_socialised,
  i.kind AS learner_institution_kind, i.is_public AS learner_is_public, i.managed_by AS learner_managed_by,
  p.sex AS learner_sex, p.sex = 'f' AS learner_is_female, p.ethnicity AS learner_ethnicity, p.ethnicity <> 1 AS learner_is_minority,
  e.is_rural AS learner_is_rural, e."group" AS learner_group, NULLIF(e.left_school, '') AS learner_left_school,
  NULLIF(e.result, '') AS learner_result, NULLIF(e.employed_after, '') AS learner_work_after,
  e.certificate <> '' AS learner_has_certificate"""
_JOINED = """labour_enrolment e JOIN labour_course k ON k.id = e.course_id JOIN labour_institution i ON i.id = k.institution_id
  JOIN people_person p ON p.id = e.person_id"""

_TRAINEE_QUERY = f"""
SELECT e.id * 4 AS learner_id, '{ENROLLED}' AS learner_event, {month_sql("e.enrolled_on")} AS learner_month, 0 AS learner_paid_dong,
  {_OF_ENROLMENT} FROM {_JOINED} WHERE e.cancelled_because = ''
UNION ALL SELECT e.id * 4 + 1, '{FINISHED}', {month_sql("e.finished_on")}, 0,
  {_OF_ENROLMENT} FROM {_JOINED} WHERE e.cancelled_because = '' AND e.finished_on IS NOT NULL
UNION ALL SELECT e.id * 4 + 2, '{SUPPORTED}', {month_sql("y.paid_on")}, y.tuition_dong + y.meals_dong + y.travel_dong,
  {_OF_ENROLMENT} FROM {_JOINED} JOIN labour_trainingpayment y ON y.enrolment_id = e.id
  WHERE e.cancelled_because = '' AND y.cancelled_because = ''
""".strip()

_ENROLMENT_COLUMNS = """id, person_id, course_id, enrolled_on, "group", left_school, is_rural, finished_on, result, certificate,
  employed_after, commune_id, province_id, cancelled_because"""
_HERE = "(SELECT {} FROM labour_enrolment WHERE province_id = '{{province}}' AND cancelled_because = '')"
_ENROLMENTS = (
    f"SELECT {_ENROLMENT_COLUMNS} FROM labour_enrolment WHERE province_id = '{{province}}' AND cancelled_because = ''"
)
_COURSES = "SELECT id, institution_id, level, occupation, is_agricultural, programme FROM labour_course"
_INSTITUTIONS = "SELECT id, kind, is_public, managed_by FROM labour_institution"

learner = Grain(
    "learner",
    key="learner_id",
    partition="learner_month",
    query=_TRAINEE_QUERY,
    sources={
        "labour_enrolment": _ENROLMENTS,
        "labour_trainingpayment": "SELECT enrolment_id, tuition_dong, meals_dong, travel_dong, paid_on, cancelled_because"
        f" FROM labour_trainingpayment WHERE cancelled_because = '' AND enrolment_id IN {_HERE.format('id')}",
        "labour_course": _COURSES,
        "labour_institution": _INSTITUTIONS,
        "people_person": f"SELECT id, sex, ethnicity FROM people_person WHERE id IN {_HERE.format('person_id')}",
    },
    counting=Counting(
        every="month",
        periods=_from_the_first("labour_enrolment", month_sql("enrolled_on"), " AND cancelled_because = ''"),
        commune="learner_commune_id",
        province="learner_province_id",
        subject="learner_person_id",
        listed="learner_enrolment",
        waits_for_vi="người học nghề nào được ghi",
        is_rare=True,
        listing=Listing(
            """SELECT e.id AS key, p.id AS page_id, p.name AS name, p.birth_year AS born, k.name AS course, e.enrolled_on AS enrolled,
              c.full_name AS commune
            FROM labour_enrolment e JOIN people_person p ON p.id = e.person_id JOIN labour_course k ON k.id = e.course_id
              JOIN places_place c ON c.id = e.commune_id WHERE e.id IN ({keys})""",
            {
                "name": ("Họ và tên", "Name"),
                "born": ("Năm sinh", "Born"),
                "course": ("Lớp", "Course"),
                "enrolled": ("Nhập học", "Enrolled"),
                "commune": ("Xã", "Commune"),
            },
            page="person",
        ),
    ),
    label_vi="người học nghề",
    label_en="learner of a trade",
)

facts(
    learner,
    Fact("learner_event", str, words=_EVENTS, label_vi="Nhập học, học xong hay được hỗ trợ", label_en="Enrolled, finished or supported"),
    Fact("learner_month", int, label_vi="Tháng", label_en="Month of the learner"),
    Fact("learner_paid_dong", int, unit="dong", label_vi="Số tiền đã hỗ trợ", label_en="Support paid"),
    Fact("learner_enrolment", int, label_vi="Lần học", label_en="Enrolment"),
    Fact("learner_person_id", int, label_vi="Người học", label_en="Learner"),
    Fact("learner_commune_id", str, label_vi="Xã của người học", label_en="Commune of the learner"),
    Fact("learner_province_id", str, label_vi="Tỉnh của người học", label_en="Province of the learner"),
    Fact("learner_level", str, words=words.TRAINING_LEVELS, label_vi="Trình độ đào tạo", label_en="Level of training"),
    Fact("learner_occupation", str, nullable=True, words=_TRADES, label_vi="Nghề học", label_en="Trade learnt"),
    Fact("learner_is_agricultural", bool, label_vi="Nghề nông nghiệp", label_en="Agricultural trade"),
    Fact("learner_programme", str, words=words.TRAINING_PROGRAMMES, label_vi="Nguồn kinh phí lớp học", label_en="Programme of the course"),
    Fact("learner_is_socialised", bool, label_vi="Không dùng tiền Nhà nước", label_en="Without state money"),
    Fact("learner_institution_kind", str, words=words.INSTITUTION_KINDS, label_vi="Loại cơ sở đào tạo", label_en="Kind of their institution"),
    Fact("learner_is_public", bool, label_vi="Học ở cơ sở công lập", label_en="In a public institution"),
    Fact("learner_managed_by", str, words=words.MANAGED_BY, label_vi="Cơ sở thuộc trung ương, địa phương", label_en="Institution central or local"),
    Fact("learner_sex", str, words=SEXES, label_vi="Giới tính người học", label_en="Sex of the learner"),
    Fact("learner_is_female", bool, label_vi="Người học là nữ", label_en="Learner is a woman"),
    Fact("learner_ethnicity", int, words=ETHNICITIES, label_vi="Dân tộc người học", label_en="Ethnic group of the learner"),
    Fact("learner_is_minority", bool, label_vi="Người học là dân tộc thiểu số", label_en="Learner of a minority"),
    Fact("learner_is_rural", bool, label_vi="Lao động nông thôn", label_en="Rural learner"),
    Fact("learner_group", str, words=words.GROUPS, label_vi="Diện ưu tiên", label_en="Priority group"),
    Fact("learner_left_school", str, nullable=True, words=words.SCHOOLS_LEFT, label_vi="Vừa tốt nghiệp phổ thông", label_en="School just left"),
    Fact("learner_result", str, nullable=True, words=words.TRAINING_RESULTS, label_vi="Kết quả học", label_en="Result"),
    Fact("learner_work_after", str, nullable=True, words=words.WORK_AFTER, label_vi="Việc làm sau học", label_en="Work after"),
    Fact("learner_has_certificate", bool, label_vi="Có văn bằng, chứng chỉ", label_en="Has a certificate"),
)  # fmt: skip

course = Grain(
    "course",
    key="course_id",
    partition="course_month",
    query=f"""SELECT k.id AS course_id, {month_sql("k.from_day")} AS course_month, k.commune_id AS course_commune_id,
  k.province_id AS course_province_id, k.level AS course_level, k.programme AS course_programme,
  k.is_agricultural AS course_is_agricultural, k.ordered_by_id IS NOT NULL AS course_is_ordered, NOT c.is_urban AS course_is_rural
FROM labour_course k JOIN places_place c ON c.id = k.commune_id WHERE k.cancelled_because = ''""",
    sources={
        "labour_course": "SELECT id, from_day, commune_id, province_id, level, programme, is_agricultural, ordered_by_id, cancelled_because"
        " FROM labour_course WHERE province_id = '{province}' AND cancelled_because = ''",
        "places_place": "SELECT id, is_urban FROM places_place",
    },
    counting=Counting(
        every="month",
        periods=_from_the_first("labour_course", month_sql("from_day"), " AND cancelled_because = ''"),
        commune="course_commune_id",
        province="course_province_id",
        waits_for_vi="lớp học nào được ghi",
        is_rare=True,
        listing=Listing(
            """SELECT k.id AS key, k.id AS page_id, k.name AS course, o.name AS institution, k.from_day AS began, c.full_name AS commune
            FROM labour_course k JOIN labour_institution i ON i.id = k.institution_id JOIN people_organisation o ON o.id = i.organisation_id
              JOIN places_place c ON c.id = k.commune_id WHERE k.id IN ({keys})""",
            {
                "course": ("Lớp", "Course"),
                "institution": ("Cơ sở", "Institution"),
                "began": ("Khai giảng", "Began"),
                "commune": ("Xã", "Commune"),
            },
            page="training_course",
        ),
    ),
    label_vi="lớp học nghề",
    label_en="course of training",
)

facts(
    course,
    Fact("course_month", int, label_vi="Tháng khai giảng", label_en="Month the course began"),
    Fact("course_commune_id", str, label_vi="Xã mở lớp", label_en="Commune of the course"),
    Fact("course_province_id", str, label_vi="Tỉnh mở lớp", label_en="Province of the course"),
    Fact("course_level", str, words=words.TRAINING_LEVELS, label_vi="Trình độ của lớp", label_en="Level of the course"),
    Fact("course_programme", str, words=words.TRAINING_PROGRAMMES, label_vi="Nguồn kinh phí mở lớp", label_en="Money of the course"),
    Fact("course_is_agricultural", bool, label_vi="Lớp nghề nông nghiệp", label_en="Course of an agricultural trade"),
    Fact("course_is_ordered", bool, label_vi="Lớp do doanh nghiệp đặt hàng", label_en="Ordered by an enterprise"),
    Fact("course_is_rural", bool, label_vi="Lớp mở ở nông thôn", label_en="Course in a rural place"),
)  # fmt: skip

_OF_INSTITUTION = "SELECT i.id FROM labour_institution i JOIN people_organisation o ON o.id = i.organisation_id WHERE o.province_id = '{province}'"
_ORGANISATIONS = "SELECT id, name, commune_id, province_id FROM people_organisation WHERE province_id = '{province}'"
_CALENDAR = "SELECT id, year, number, first_day, last_day, next_day, day_before FROM core_month"

school = Grain(
    "school",
    key="school_month_id",
    partition="school_month",
    query=f"""SELECT i.id * {_MONTH_KEY} + m.id AS school_month_id, m.id AS school_month, i.id AS school, o.commune_id AS school_commune_id,
  o.province_id AS school_province_id, i.kind AS school_kind, i.is_public AS school_is_public, i.managed_by AS school_managed_by
FROM labour_institution i JOIN people_organisation o ON o.id = i.organisation_id
  JOIN core_month m ON i.from_day < m.next_day AND (i.to_day IS NULL OR i.to_day >= m.next_day)""",
    sources={
        "labour_institution": "SELECT id, organisation_id, kind, is_public, managed_by, from_day, to_day FROM labour_institution"
        f" WHERE id IN ({_OF_INSTITUTION})",
        "people_organisation": _ORGANISATIONS,
        "core_month": _CALENDAR,
    },
    counting=Counting(
        every="month",
        periods=f"""SELECT m.id, {_LAW_DAY} FROM core_month m WHERE m.first_day <= '{{today}}' AND m.year >= 2015
          AND m.next_day > (SELECT MIN(from_day) FROM labour_institution WHERE id IN ({_OF_INSTITUTION}))""",
        commune="school_commune_id",
        province="school_province_id",
        listed="school",
        waits_for_vi="cơ sở giáo dục nghề nghiệp nào được ghi",
        listing=Listing(
            """SELECT i.id AS key, i.id AS page_id, o.name AS institution, c.full_name AS commune FROM labour_institution i
            JOIN people_organisation o ON o.id = i.organisation_id JOIN places_place c ON c.id = o.commune_id WHERE i.id IN ({keys})""",
            {"institution": ("Cơ sở", "Institution"), "commune": ("Xã", "Commune")},
            page="training_institution",
        ),
    ),
    label_vi="cơ sở giáo dục nghề nghiệp trong tháng",
    label_en="institution in a month",
)

facts(
    school,
    Fact("school", int, label_vi="Cơ sở giáo dục nghề nghiệp", label_en="Institution"),
    Fact("school_month", int, label_vi="Tháng của cơ sở", label_en="Month of the institution"),
    Fact("school_commune_id", str, label_vi="Xã của cơ sở", label_en="Commune of the institution"),
    Fact("school_province_id", str, label_vi="Tỉnh của cơ sở", label_en="Province of the institution"),
    Fact("school_kind", str, words=words.INSTITUTION_KINDS, label_vi="Loại cơ sở", label_en="Kind of institution"),
    Fact("school_is_public", bool, label_vi="Công lập", label_en="Public"),
    Fact("school_managed_by", str, words=words.MANAGED_BY, label_vi="Trung ương, địa phương quản lý", label_en="Managed centrally or locally"),
)  # fmt: skip

WORKPLACES = words.INSTITUTION_KINDS | {"state_body": ("cơ quan quản lý nhà nước", "state body")}

school_staff = Grain(
    "school_staff",
    key="school_staff_id",
    partition="school_staff_month",
    # What was told of a year stands in each of its months.
    query=f"""SELECT s.id * {_MONTH_KEY} + m.id AS school_staff_id, m.id AS school_staff_month, s.id AS school_staff,
  s.commune_id AS school_staff_commune_id, s.province_id AS school_staff_province_id, s.role AS school_staff_role,
  s.contract AS school_staff_contract, s.level AS school_staff_level,
  COALESCE(i.managed_by, s.managed_by) AS school_staff_managed_by, COALESCE(i.kind, 'state_body') AS school_staff_workplace,
  COALESCE(i.is_public, 1 = 1) AS school_staff_is_public, s.is_female AS school_staff_is_female, s.is_minority AS school_staff_is_minority,
  s.number AS school_staff_number
FROM labour_institutionstaff s JOIN core_month m ON m.year = s.year LEFT JOIN labour_institution i ON i.id = s.institution_id""",
    sources={
        "labour_institutionstaff": "SELECT id, institution_id, year, role, contract, level, managed_by, is_female, is_minority, number,"
        " commune_id, province_id FROM labour_institutionstaff WHERE province_id = '{province}'",
        "labour_institution": _INSTITUTIONS,
        "core_month": _CALENDAR,
    },
    counting=Counting(
        every="month",
        periods=f"""SELECT m.id, {_LAW_DAY} FROM core_month m WHERE m.first_day <= '{{today}}'
          AND m.year IN (SELECT year FROM labour_institutionstaff WHERE province_id = '{{province}}')""",
        commune="school_staff_commune_id",
        province="school_staff_province_id",
        listed="school_staff",
        waits_for_vi="số nhà giáo, cán bộ quản lý nào được ghi",
        listing=Listing(
            """SELECT s.id AS key, COALESCE(o.name, 'Cơ quan quản lý nhà nước') AS workplace, s.year AS year, s.number AS number,
              c.full_name AS commune FROM labour_institutionstaff s LEFT JOIN labour_institution i ON i.id = s.institution_id
              LEFT JOIN people_organisation o ON o.id = i.organisation_id JOIN places_place c ON c.id = s.commune_id WHERE s.id IN ({keys})""",
            {
                "workplace": ("Nơi làm việc", "Workplace"),
                "year": ("Năm", "Year"),
                "number": ("Số người", "People"),
                "commune": ("Xã", "Commune"),
            },
        ),
    ),
    label_vi="nhà giáo, cán bộ quản lý trong tháng",
    label_en="staff of training in a month",
)

facts(
    school_staff,
    Fact("school_staff", int, label_vi="Dòng nhân sự", label_en="Line of staff"),
    Fact("school_staff_month", int, label_vi="Tháng của nhân sự", label_en="Month of the staff"),
    Fact("school_staff_commune_id", str, label_vi="Xã của nơi làm việc", label_en="Commune of the staff"),
    Fact("school_staff_province_id", str, label_vi="Tỉnh của nơi làm việc", label_en="Province of the staff"),
    Fact("school_staff_role", str, words=words.STAFF_ROLES, label_vi="Nhà giáo hay cán bộ quản lý", label_en="Teacher or manager"),
    Fact("school_staff_contract", str, words=words.STAFF_CONTRACTS, label_vi="Biên chế, hợp đồng", label_en="Permanent or contract"),
    Fact("school_staff_level", str, words=words.STAFF_LEVELS, label_vi="Trình độ của nhân sự", label_en="Level of the staff"),
    Fact("school_staff_managed_by", str, words=words.MANAGED_BY, label_vi="Nhân sự trung ương, địa phương", label_en="Staff central or local"),
    Fact("school_staff_workplace", str, words=WORKPLACES, label_vi="Loại nơi làm việc", label_en="Kind of workplace"),
    Fact("school_staff_is_public", bool, label_vi="Nơi làm việc công lập", label_en="Public workplace"),
    Fact("school_staff_is_female", bool, label_vi="Nhân sự nữ", label_en="Women of the staff"),
    Fact("school_staff_is_minority", bool, label_vi="Nhân sự dân tộc thiểu số", label_en="Minority of the staff"),
    Fact("school_staff_number", int, unit="person", label_vi="Số nhân sự", label_en="Number of staff"),
)  # fmt: skip

# An enterprise counts once in a year, however many institutions it registered or signed with.
_FIRST = """NOT EXISTS (SELECT 1 FROM labour_partnership x WHERE x.enterprise_id = s.enterprise_id AND x.id < s.id
    AND SUBSTR(CAST(x.{day} AS TEXT), 1, 4) = SUBSTR(CAST(s.{day} AS TEXT), 1, 4))"""
_OF_PARTNERSHIP = "o.commune_id AS partner_commune_id, o.province_id AS partner_province_id, o.kind AS partner_kind, s.id AS partner_partnership"
_PARTNERS = "FROM labour_partnership s JOIN people_organisation o ON o.id = s.enterprise_id"

partner = Grain(
    "partner",
    key="partner_id",
    partition="partner_month",
    query=f"""SELECT s.id * 2 AS partner_id, '{REGISTERED}' AS partner_step, {month_sql("s.registered_on")} AS partner_month, {_OF_PARTNERSHIP}
{_PARTNERS} WHERE {_FIRST.format(day="registered_on")}
UNION ALL SELECT s.id * 2 + 1, '{SIGNED}', {month_sql("s.framework_signed_on")}, {_OF_PARTNERSHIP}
{_PARTNERS} WHERE s.framework_signed_on IS NOT NULL AND {_FIRST.format(day="framework_signed_on")}""",
    sources={
        "labour_partnership": "SELECT id, enterprise_id, registered_on, framework_signed_on FROM labour_partnership WHERE enterprise_id IN"
        " (SELECT id FROM people_organisation WHERE province_id = '{province}')",
        "people_organisation": "SELECT id, kind, commune_id, province_id FROM people_organisation WHERE province_id = '{province}'",
    },
    counting=Counting(
        every="month",
        periods=f"""SELECT m.id, {_LAW_DAY} FROM core_month m WHERE m.first_day <= '{{today}}' AND m.id >= (
          SELECT MIN({month_sql("s.registered_on")}) {_PARTNERS} WHERE o.province_id = '{{province}}')""",
        commune="partner_commune_id",
        province="partner_province_id",
        listed="partner_partnership",
        waits_for_vi="doanh nghiệp hợp tác đào tạo nào được ghi",
        is_rare=True,
        listing=Listing(
            f"""SELECT s.id AS key, s.id AS page_id, o.name AS enterprise, s.registered_on AS registered, s.framework_signed_on AS signed,
              c.full_name AS commune {_PARTNERS} JOIN places_place c ON c.id = o.commune_id WHERE s.id IN ({{keys}})""",
            {
                "enterprise": ("Doanh nghiệp", "Enterprise"),
                "registered": ("Đăng ký", "Registered"),
                "signed": ("Ký hợp đồng nguyên tắc", "Framework signed"),
                "commune": ("Xã", "Commune"),
            },
            page="training_partnership",
        ),
    ),
    label_vi="doanh nghiệp hợp tác đào tạo",
    label_en="enterprise training together",
)

facts(
    partner,
    Fact("partner_step", str, words=_STEPS, label_vi="Đăng ký hay ký kết", label_en="Registered or signed"),
    Fact("partner_month", int, label_vi="Tháng của việc hợp tác", label_en="Month of the partnership"),
    Fact("partner_commune_id", str, label_vi="Xã của doanh nghiệp", label_en="Commune of the enterprise"),
    Fact("partner_province_id", str, label_vi="Tỉnh của doanh nghiệp", label_en="Province of the enterprise"),
    Fact("partner_kind", str, label_vi="Loại doanh nghiệp hợp tác", label_en="Kind of enterprise training together"),
    Fact("partner_partnership", int, label_vi="Việc hợp tác", label_en="Partnership"),
)  # fmt: skip

training_money = Grain(
    "training_money",
    key="training_money_id",
    partition="training_money_month",
    query="""SELECT s.id AS training_money_id, s.year * 100 + s.month AS training_money_month, s.commune_id AS training_money_commune_id,
  s.province_id AS training_money_province_id, s.source AS training_money_source, s.nature AS training_money_nature,
  s.programme AS training_money_programme, s.allotted_dong AS training_allotted_dong, s.spent_dong AS training_spent_dong
FROM labour_trainingspending s""",
    sources={
        "labour_trainingspending": "SELECT id, year, month, source, nature, programme, allotted_dong, spent_dong, commune_id, province_id"
        " FROM labour_trainingspending WHERE province_id = '{province}'"
    },
    counting=Counting(
        every="month",
        periods=_from_the_first("labour_trainingspending", "year * 100 + month"),
        commune="training_money_commune_id",
        province="training_money_province_id",
        waits_for_vi="kinh phí đào tạo nghề nào được ghi",
        is_rare=True,
        listing=Listing(
            """SELECT s.id AS key, s.year AS year, s.month AS month, s.allotted_dong AS allotted, s.spent_dong AS spent, s.document AS document,
              c.full_name AS commune FROM labour_trainingspending s JOIN places_place c ON c.id = s.commune_id WHERE s.id IN ({keys})""",
            {
                "year": ("Năm", "Year"),
                "month": ("Tháng", "Month"),
                "allotted": ("Được giao", "Allotted"),
                "spent": ("Đã chi", "Spent"),
                "document": ("Văn bản", "Document"),
                "commune": ("Xã", "Commune"),
            },
        ),
    ),
    label_vi="kinh phí đào tạo nghề",
    label_en="money for training",
)

facts(
    training_money,
    Fact("training_money_month", int, label_vi="Tháng của kinh phí", label_en="Month of the money"),
    Fact("training_money_commune_id", str, label_vi="Xã của đơn vị giữ kinh phí", label_en="Commune of the keeper"),
    Fact("training_money_province_id", str, label_vi="Tỉnh của kinh phí", label_en="Province of the money"),
    Fact("training_money_source", str, words=words.MONEY_FROM, label_vi="Nguồn kinh phí", label_en="Source of the money"),
    Fact("training_money_nature", str, words=words.MONEY_FOR, label_vi="Đầu tư, thường xuyên", label_en="Investment or recurrent"),
    Fact("training_money_programme", str, words=words.TRAINING_MONEY, label_vi="Chương trình của kinh phí", label_en="Programme of the money"),
    Fact("training_allotted_dong", int, unit="dong", label_vi="Kinh phí được giao", label_en="Allotted"),
    Fact("training_spent_dong", int, unit="dong", label_vi="Kinh phí đã chi", label_en="Spent"),
)  # fmt: skip

_SCHOOLS = ("lower_secondary", "upper_secondary")
_GRADUATION_MONTH = 6


def _leavers(number: int, name: str) -> str:
    """Those who finished one kind of school, in the month schools end."""
    target = "COALESCE(l.target_group, 0)" if name == "lower_secondary" else "0"
    return f"""SELECT l.id * 4 + {number}, l.year * 100 + {_GRADUATION_MONTH}, l.commune_id, l.province_id, '{name}', 1 = 0, l.{name}, {target},
  NULL, NULL, NULL FROM labour_schoolleavers l"""


streamed = Grain(
    "streamed",
    key="streamed_id",
    partition="streamed_month",
    query=f"""SELECT e.id * 4 AS streamed_id, {month_sql("e.enrolled_on")} AS streamed_month, e.commune_id AS streamed_commune_id,
  e.province_id AS streamed_province_id, e.left_school AS streamed_school, 1 = 1 AS streamed_is_enrolled, 1 AS streamed_number,
  0 AS streamed_target, k.level AS streamed_level, i.is_public AS streamed_is_public, i.kind AS streamed_institution_kind
FROM labour_enrolment e JOIN labour_course k ON k.id = e.course_id JOIN labour_institution i ON i.id = k.institution_id
WHERE e.cancelled_because = '' AND e.left_school <> ''
UNION ALL {_leavers(1, _SCHOOLS[0])}
UNION ALL {_leavers(2, _SCHOOLS[1])}""",
    sources={
        "labour_enrolment": f"{_ENROLMENTS} AND left_school <> ''",
        "labour_course": _COURSES,
        "labour_institution": _INSTITUTIONS,
        "labour_schoolleavers": "SELECT id, year, lower_secondary, upper_secondary, target_group, commune_id, province_id"
        " FROM labour_schoolleavers WHERE province_id = '{province}'",
    },
    counting=Counting(
        every="month",
        periods=f"""SELECT m.id, {_LAW_DAY} FROM core_month m WHERE m.first_day <= '{{today}}' AND m.id >= (SELECT MIN(month) FROM (
            SELECT {month_sql("enrolled_on")} AS month FROM labour_enrolment
              WHERE province_id = '{{province}}' AND cancelled_because = '' AND left_school <> ''
            UNION ALL SELECT year * 100 + {_GRADUATION_MONTH} FROM labour_schoolleavers WHERE province_id = '{{province}}') AS told)""",
        commune="streamed_commune_id",
        province="streamed_province_id",
        waits_for_vi="học sinh vào học nghề nào được ghi",
        is_rare=True,
        listing=Listing(
            """SELECT e.id * 4 AS key, p.id AS page_id, p.name AS name, k.name AS course, c.full_name AS commune
            FROM labour_enrolment e JOIN people_person p ON p.id = e.person_id JOIN labour_course k ON k.id = e.course_id
              JOIN places_place c ON c.id = e.commune_id WHERE e.id * 4 IN ({keys})""",
            {"name": ("Họ và tên", "Name"), "course": ("Lớp", "Course"), "commune": ("Xã", "Commune")},
            page="person",
        ),
    ),
    label_vi="học sinh vừa tốt nghiệp phổ thông",
    label_en="school leaver",
)  # fmt: skip

facts(
    streamed,
    Fact("streamed_month", int, label_vi="Tháng của học sinh", label_en="Month of the leaver"),
    Fact("streamed_commune_id", str, label_vi="Xã của học sinh", label_en="Commune of the leaver"),
    Fact("streamed_province_id", str, label_vi="Tỉnh của học sinh", label_en="Province of the leaver"),
    Fact("streamed_school", str, words=words.SCHOOLS_LEFT, label_vi="Cấp học vừa tốt nghiệp", label_en="School finished"),
    Fact("streamed_is_enrolled", bool, label_vi="Vào học nghề", label_en="Went on to a trade"),
    Fact("streamed_number", int, unit="person", label_vi="Số học sinh", label_en="Number of leavers"),
    Fact("streamed_target", int, unit="person", label_vi="Số thuộc diện phân luồng", label_en="Number to be guided"),
    Fact("streamed_level", str, nullable=True, words=words.TRAINING_LEVELS, label_vi="Trình độ vào học", label_en="Level gone on to"),
    Fact("streamed_is_public", bool, nullable=True, label_vi="Vào cơ sở công lập", label_en="Went to a public institution"),
    Fact("streamed_institution_kind", str, nullable=True, words=words.INSTITUTION_KINDS, label_vi="Vào loại cơ sở", label_en="Kind gone on to"),
)  # fmt: skip

# One learner with what the rule of support asks about: read for one by `jobs.training`, never counted.
course_support = Grain(
    "course_support", key="course_support_id", label_vi="hỗ trợ một khóa học", label_en="support of a course"
)

facts(
    course_support,
    Fact("support_level", str, words=words.TRAINING_LEVELS, label_vi="Trình độ khóa học", label_en="Level of the course supported"),
    Fact("support_programme", str, words=words.TRAINING_PROGRAMMES, label_vi="Nguồn kinh phí khóa học", label_en="Money of the course supported"),
    Fact("support_group", str, words=words.GROUPS, label_vi="Diện ưu tiên của người học", label_en="Group of the learner"),
    Fact("support_other_ground", str, words=words.TRAINING_GROUNDS, label_vi="Diện chính sách khác", label_en="Other ground"),
    Fact("support_is_minority", bool, label_vi="Người dân tộc thiểu số", label_en="Of an ethnic minority"),
    Fact("support_is_special_area", bool, label_vi="Ở xã, thôn đặc biệt khó khăn", label_en="Of an area of special difficulty"),
    Fact("support_is_female", bool, label_vi="Là phụ nữ", label_en="A woman"),
    Fact("support_is_rural", bool, label_vi="Là lao động nông thôn", label_en="A rural worker"),
    Fact("support_tuition_dong", int, nullable=True, unit="dong", label_vi="Chi phí khóa học của một người", label_en="Cost of the course"),
    Fact("support_days", int, nullable=True, unit="day", label_vi="Số ngày thực học", label_en="Days learnt"),
    Fact("support_distance_km", int, nullable=True, unit="km", label_vi="Nơi học cách nơi cư trú", label_en="Distance to the course"),
)  # fmt: skip
