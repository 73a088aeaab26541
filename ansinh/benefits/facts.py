"""What the registers of rights publish: a person in a month, the titles they hold in it, and the rights once of a month.

The month is the calendar's row a record is joined with, so one text serves every month, on the database for one person and on a kept
copy of its tables (`Grain.sources`) for a population. Only titles drawn in the month have a row."""

from datetime import date

from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.people.words import ETHNICITIES, SEXES

from . import words

_MONTH_KEY = 1_000_000


def _two_digits(number: str) -> str:
    return f"CASE WHEN {number} < 10 THEN '0' ELSE '' END || CAST({number} AS TEXT)"


def _in_month(row: str) -> str:
    return f"{row}.from_day < m.next_day AND ({row}.to_day IS NULL OR {row}.to_day > m.first_day)"


def _before_month(row: str) -> str:
    """Begun before the month: what takes a right away does so from the month after."""
    return f"{row}.from_day < m.first_day AND ({row}.to_day IS NULL OR {row}.to_day > m.first_day)"


def _has_income(kinds: str) -> str:
    return f"EXISTS (SELECT 1 FROM benefits_income i WHERE i.person_id = p.id AND i.kind IN ({kinds}) AND {_before_month('i')})"


def _birth_date(of: str) -> str:
    """The day of birth, the first of the month or year where only those are known."""
    month, day = _two_digits(f"COALESCE({of}.birth_month, 1)"), _two_digits(f"COALESCE({of}.birth_day, 1)")
    return f"CAST({of}.birth_year AS TEXT) || '-' || {month} || '-' || {day}"


def _age_months(of: str) -> str:
    """Completed months on the last day of the month; nothing unless year and month of birth are known."""
    whole = f"(m.year - {of}.birth_year) * 12 + m.number - {of}.birth_month"
    return f"CASE WHEN {of}.birth_month IS NULL THEN NULL ELSE {whole} END"


_RESIDENT_QUERY = f"""
SELECT p.id * {_MONTH_KEY} + m.id AS resident_id, p.id AS person_id, h.household_id * {_MONTH_KEY} + m.id AS household_month_id,
  m.id AS resident_month, m.first_day AS month_first_day, m.last_day AS month_last_day, m.day_before AS day_before_month,
  p.commune_id AS resident_commune_id, p.province_id AS resident_province_id, p.sex AS resident_sex,
  p.ethnicity AS resident_ethnicity, {_birth_date("p")} AS resident_birth_date, {_age_months("p")} AS resident_age_months,
  p.died_on AS resident_died_on,
  (SELECT CASE WHEN COUNT(*) = COUNT(i.amount_dong) THEN SUM(i.amount_dong) END FROM benefits_income i
    WHERE i.person_id = p.id AND i.kind IN ('pension', 'social_insurance', 'survivor') AND {_before_month("i")}) AS resident_pension_dong,
  {_has_income("'pension', 'social_insurance'")} AS resident_has_pension,
  {_has_income("'survivor'")} AS resident_has_survivor_pension,
  {_has_income("'wage'")} AS resident_has_wage,
  {_has_income("'survivor', 'other'")} AS resident_has_other_allowance,
  (SELECT MAX(CASE c.degree WHEN 'extra_severe' THEN 3 WHEN 'severe' THEN 2 ELSE 1 END) FROM benefits_disabilitycertificate c
    WHERE c.person_id = p.id AND {_in_month("c")}) AS resident_disability_rank,
  CASE WHEN EXISTS (SELECT 1 FROM benefits_study s WHERE s.person_id = p.id AND {_in_month("s")}) THEN TRUE
    WHEN EXISTS (SELECT 1 FROM benefits_study s WHERE s.person_id = p.id) THEN FALSE END AS resident_is_studying,
  EXISTS (SELECT 1 FROM benefits_study s WHERE s.person_id = p.id AND s.level IN ('nursery', 'general') AND {_in_month("s")})
    AS resident_is_pupil,
  EXISTS (SELECT 1 FROM benefits_custody k WHERE k.person_id = p.id AND k.kind IN ('prison', 'compulsory')
    AND {_before_month("k")}) AS resident_is_in_prison,
  EXISTS (SELECT 1 FROM benefits_difficultarea d WHERE d.commune_id = p.commune_id AND {_in_month("d")}) AS resident_in_difficult_area
FROM people_person p CROSS JOIN core_month m
LEFT JOIN people_membership h ON h.person_id = p.id AND h.to_day IS NULL
""".strip()

# Asked of each row: the rows of a register are few beside the people of a province.
_OF_PERSON = "EXISTS (SELECT 1 FROM people_person AS own WHERE own.id = person_id AND own.province_id = '{province}')"
_SOURCES = {
    "people_person": "SELECT id, sex, ethnicity, birth_year, birth_month, birth_day, commune_id, province_id, died_on"
    " FROM people_person WHERE province_id = '{province}' AND merged_into_id IS NULL",
    "people_membership": f"SELECT person_id, household_id, to_day FROM people_membership WHERE to_day IS NULL AND {_OF_PERSON}",
    "core_month": "SELECT id, year, number, first_day, last_day, next_day, day_before FROM core_month",
    "benefits_income": f"SELECT person_id, kind, amount_dong, from_day, to_day FROM benefits_income WHERE {_OF_PERSON}",
    "benefits_disabilitycertificate": f"SELECT person_id, degree, from_day, to_day FROM benefits_disabilitycertificate WHERE {_OF_PERSON}",
    "benefits_study": f"SELECT person_id, level, from_day, to_day FROM benefits_study WHERE {_OF_PERSON}",
    "benefits_custody": f"SELECT person_id, kind, from_day, to_day FROM benefits_custody WHERE {_OF_PERSON}",
    "benefits_difficultarea": "SELECT commune_id, from_day, to_day FROM benefits_difficultarea WHERE province_id = '{province}'",
}

resident = Grain(
    "resident",
    key="resident_id",
    parents={"household_month": "household_month_id"},
    partition="resident_month",
    query=_RESIDENT_QUERY,
    sources=_SOURCES,
    label_vi="người trong tháng",
    label_en="person in a month",
)

facts(
    resident,
    Fact("resident_person_id", int, column="person_id", label_vi="Mã người trong hệ thống", label_en="Person"),
    Fact("resident_month", int, label_vi="Tháng", label_en="Month"),
    Fact("month_first_day", date, label_vi="Ngày đầu tháng", label_en="First day of the month"),
    Fact("month_last_day", date, label_vi="Ngày cuối tháng", label_en="Last day of the month"),
    Fact("day_before_month", date, label_vi="Ngày cuối tháng trước", label_en="Last day of the month before"),
    Fact("resident_commune_id", str, label_vi="Xã", label_en="Commune"),
    Fact("resident_province_id", str, label_vi="Tỉnh", label_en="Province"),
    Fact("resident_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("resident_ethnicity", int, words=ETHNICITIES, label_vi="Dân tộc", label_en="Ethnic group"),
    Fact("resident_birth_date", date, label_vi="Ngày sinh", label_en="Birth date", sensitivity="personal"),
    Fact("resident_age_months", int, nullable=True, unit="month", label_vi="Số tháng tuổi cuối tháng", label_en="Age in months"),
    Fact("resident_died_on", date, nullable=True, label_vi="Ngày chết", label_en="Day of death", sensitivity="personal"),
    Fact("resident_has_pension", bool, label_vi="Có lương hưu, trợ cấp BHXH hằng tháng", label_en="Draws a pension or monthly social insurance"),
    Fact(
        "resident_pension_dong", int, nullable=True, unit="dong/month", label_vi="Lương hưu, trợ cấp BHXH một tháng",
        label_en="Pension a month", sensitivity="personal",
    ),
    Fact("resident_has_survivor_pension", bool, label_vi="Có tuất BHXH hằng tháng", label_en="Draws a survivor allowance of social insurance"),
    Fact("resident_has_wage", bool, label_vi="Có tiền lương, tiền công", label_en="Draws a wage"),
    Fact("resident_has_other_allowance", bool, label_vi="Có tuất, trợ cấp hằng tháng khác", label_en="Draws another monthly allowance"),
    Fact("resident_disability_rank", int, nullable=True, label_vi="Mức độ khuyết tật theo giấy xác nhận", label_en="Degree of disability",
         words={3: words.DEGREES["extra_severe"], 2: words.DEGREES["severe"], 1: words.DEGREES["mild"]}, sensitivity="personal"),
    Fact("resident_is_studying", bool, nullable=True, label_vi="Đang đi học", label_en="In study"),
    Fact("resident_is_pupil", bool, label_vi="Đang học mầm non, phổ thông", label_en="In nursery or general school"),
    Fact("resident_is_in_prison", bool, label_vi="Đang chấp hành án phạt tù", label_en="In prison", sensitivity="personal"),
    Fact("resident_in_difficult_area", bool, label_vi="Ở xã đặc biệt khó khăn", label_en="In a specially difficult commune"),
)  # fmt: skip

_OF_DECEASED = (
    "('survivor_of_revolutionary_before_1945', 'survivor_of_revolutionary_of_1945', 'survivor_of_invalid_from_61')"
)


def _rank(row: str) -> str:
    return f"CASE {row}.category WHEN 'survivor_of_revolutionary_before_1945' THEN 1 ELSE 2 END"


# Of one who died with several categories only one gives a survivor allowance: the higher, then the older title.
_SAME_DECEASED = f"""t.deceased_id IS NOT NULL AND EXISTS (SELECT 1 FROM benefits_title o WHERE o.person_id = t.person_id
    AND o.deceased_id = t.deceased_id AND o.id <> t.id AND {_in_month("o")} AND o.category IN {_OF_DECEASED}
    AND ({_rank("o")} < {_rank("t")} OR ({_rank("o")} = {_rank("t")} AND o.id < t.id))) AND t.category IN {_OF_DECEASED}"""

_TITLE_QUERY = f"""
SELECT t.id * {_MONTH_KEY} + m.id AS title_month_id, t.person_id * {_MONTH_KEY} + m.id AS resident_id, t.id AS title_id,
  m.id AS title_month, t.category AS title_category, t.from_day AS title_from_day, t.to_day AS title_to_day,
  t.loss_rate AS title_loss_rate, t.is_special AS title_is_special, t.martyr_count AS title_martyr_count,
  t.seniority_years AS title_seniority_years, t.child_count AS title_child_count, t.is_pregnant AS title_is_pregnant,
  {_age_months("q").replace("CASE WHEN", "CASE WHEN q.id IS NULL OR")} AS title_cared_age_months,
  CASE WHEN q.id IS NOT NULL THEN {_birth_date("q")} END AS title_cared_birth_date,
  {_SAME_DECEASED} AS title_is_second_of_deceased,
  EXISTS (SELECT 1 FROM benefits_suspension s WHERE s.title_id = t.id AND {_in_month("s")} AND NOT s.is_paid_back) AS title_is_suspended
FROM benefits_title t CROSS JOIN core_month m LEFT JOIN people_person q ON q.id = t.cared_for_id
WHERE t.from_day < m.next_day AND (t.to_day IS NULL OR t.to_day > m.first_day)
""".strip()

title = Grain(
    "title",
    key="title_month_id",
    parents={"resident": "resident_id"},
    partition="title_month",
    query=_TITLE_QUERY,
    sources={
        "benefits_title": "SELECT id, person_id, category, from_day, to_day, loss_rate, is_special, martyr_count, seniority_years,"
        f" child_count, is_pregnant, cared_for_id, deceased_id FROM benefits_title WHERE {_OF_PERSON}",
        "benefits_suspension": "SELECT title_id, from_day, to_day, is_paid_back FROM benefits_suspension WHERE title_id IN"
        f" (SELECT id FROM benefits_title WHERE {_OF_PERSON})",
        "people_person": _SOURCES["people_person"],
        "core_month": _SOURCES["core_month"],
    },
    label_vi="diện hưởng trong tháng",
    label_en="title in a month",
)

facts(
    title,
    Fact("title_id", int, label_vi="Mã diện hưởng", label_en="Title"),
    Fact("title_month", int, label_vi="Tháng của diện hưởng", label_en="Month of the title"),
    Fact("title_category", str, words=words.CATEGORY_LABELS, label_vi="Diện hưởng", label_en="Category"),
    Fact("title_from_day", date, label_vi="Hưởng từ", label_en="Drawn from"),
    Fact("title_to_day", date, nullable=True, label_vi="Thôi hưởng từ", label_en="Not drawn from"),
    Fact("title_loss_rate", int, nullable=True, unit="percent", label_vi="Tỷ lệ tổn thương cơ thể", label_en="Loss rate"),
    Fact("title_is_special", bool, label_vi="Thương tật, bệnh tật đặc biệt nặng", label_en="Specially severe"),
    Fact("title_martyr_count", int, nullable=True, unit="martyr", label_vi="Số liệt sĩ là thân nhân", label_en="Martyrs"),
    Fact("title_seniority_years", int, nullable=True, label_vi="Số năm thâm niên, phục vụ", label_en="Seniority years"),
    Fact("title_child_count", int, nullable=True, label_vi="Số con đang nuôi", label_en="Children"),
    Fact("title_is_pregnant", bool, label_vi="Đang mang thai", label_en="Pregnant"),
    Fact("title_cared_age_months", int, nullable=True, unit="month", label_vi="Số tháng tuổi người được chăm sóc", label_en="Age of the cared-for"),
    Fact("title_cared_birth_date", date, nullable=True, label_vi="Ngày sinh người được chăm sóc", label_en="Birth date of the cared-for",
         sensitivity="personal"),
    Fact("title_is_second_of_deceased", bool, label_vi="Suất tuất thứ hai của cùng một người đã từ trần",
         label_en="A second survivor title of one deceased"),
    Fact("title_is_suspended", bool, label_vi="Đang tạm dừng", label_en="Suspended"),
)  # fmt: skip

_CLAIM_QUERY = f"""
SELECT c.id AS claim_id, c.person_id * {_MONTH_KEY} + c.month AS resident_id, c.person_id AS claim_person_id, c.month AS claim_month,
  c.payable_month AS claim_payable_month, c.kind AS claim_kind, c.loss_rate AS claim_loss_rate,
  c.seniority_months AS claim_seniority_months, NULLIF(c.study_level, '') AS claim_study_level,
  c.is_worshipper AS claim_is_worshipper, c.cancelled_by_id IS NOT NULL AS claim_is_cancelled
FROM benefits_claim c
""".strip()

claim = Grain(
    "claim",
    key="claim_id",
    parents={"resident": "resident_id"},
    partition="claim_month",
    query=_CLAIM_QUERY,
    sources={
        "benefits_claim": "SELECT id, person_id, month, payable_month, kind, loss_rate, seniority_months, study_level, is_worshipper,"
        f" cancelled_by_id FROM benefits_claim WHERE {_OF_PERSON}"
    },
    label_vi="quyền lợi một lần",
    label_en="right once",
)

facts(
    claim,
    Fact("claim_person_id", int, label_vi="Người có quyền lợi", label_en="Person of the claim"),
    Fact("claim_month", int, label_vi="Tháng tính mức", label_en="Month whose law counts"),
    Fact("claim_payable_month", int, label_vi="Được trả từ tháng", label_en="Payable from"),
    Fact("claim_kind", str, words=words.CLAIM_LABELS, label_vi="Loại trợ cấp một lần", label_en="Kind"),
    Fact("claim_loss_rate", int, nullable=True, unit="percent", label_vi="Tỷ lệ bị thương", label_en="Wound rate"),
    Fact("claim_seniority_months", int, nullable=True, unit="month", label_vi="Số tháng thâm niên kháng chiến", label_en="Months of resistance"),
    Fact("claim_study_level", str, nullable=True, words=words.STUDY_LEVELS, label_vi="Cấp học", label_en="Level of study"),
    Fact("claim_is_worshipper", bool, label_vi="Người thờ cúng hưởng", label_en="Worshipper's share"),
    Fact("claim_is_cancelled", bool, label_vi="Đã hủy", label_en="Cancelled"),
)  # fmt: skip

_AGE = "(m.year - p.birth_year - CASE WHEN p.birth_month > m.number THEN 1 ELSE 0 END)"
_AGE_GROUP = (
    "CASE " + " ".join(f"WHEN {_AGE} < {until} THEN '{group}'" for group, (until, _, _) in words.AGE_GROUPS.items()) + " END"
)  # fmt: skip
_GROUP = "CASE t.category " + " ".join(f"WHEN '{one}' THEN '{group}'" for one, group in words.GROUP_OF.items()) + " END"


def _is_first(condition: str = "") -> str:
    """Whether no older title of the same person is drawn in the month."""
    older = f"SELECT 1 FROM benefits_title o WHERE o.person_id = t.person_id AND o.id < t.id AND {_in_month('o')}{condition}"
    return f"NOT EXISTS ({older})"


_MERIT = ", ".join(f"'{one}'" for one, group in words.GROUP_OF.items() if group in ("merit", "survivor"))
_NAMELESS = ", ".join(f"'{category}'" for category in words.NAMELESS)

_HELD_TITLE_QUERY = f"""
SELECT t.id * {_MONTH_KEY} + m.id AS held_title_id, m.id AS held_month, t.id AS held_title, t.person_id AS held_by,
  t.category AS held_category, {_GROUP} AS held_group, p.commune_id AS held_commune_id, p.province_id AS held_province_id,
  p.sex AS held_sex, p.ethnicity AS held_ethnicity, {_AGE_GROUP} AS held_age_group,
  {_is_first()} AS held_is_first, {_is_first(f" AND o.category IN ({_MERIT})")} AS held_is_first_of_merit,
  EXISTS (SELECT 1 FROM benefits_suspension s WHERE s.title_id = t.id AND {_in_month("s")} AND NOT s.is_paid_back) AS held_is_suspended,
  EXISTS (SELECT 1 FROM benefits_channel c WHERE c.person_id = t.person_id AND c.kind IN ('account', 'vneid', 'wallet')
    AND {_in_month("c")}) AS held_is_cashless
FROM benefits_title t CROSS JOIN core_month m JOIN people_person p ON p.id = t.person_id
WHERE t.from_day < m.next_day AND (t.to_day IS NULL OR t.to_day > m.first_day)
""".strip()

held_title = Grain(
    "held_title",
    key="held_title_id",
    partition="held_month",
    query=_HELD_TITLE_QUERY,
    sources={
        "benefits_title": f"SELECT id, person_id, category, from_day, to_day FROM benefits_title WHERE {_OF_PERSON}",
        "benefits_suspension": title.sources["benefits_suspension"],
        "benefits_channel": f"SELECT person_id, kind, from_day, to_day FROM benefits_channel WHERE {_OF_PERSON}",
        "people_person": _SOURCES["people_person"],
        "core_month": _SOURCES["core_month"],
    },
    # Each December of the last years and the last whole month: what yearly figures stand on.
    counting=Counting(
        every="month",
        periods="""SELECT m.id, (SELECT MAX(last_day) FROM core_month WHERE last_day <= '{today}') FROM core_month m
          WHERE m.last_day <= '{today}' AND m.year >= CAST(SUBSTR('{today}', 1, 4) AS INTEGER) - 5
            AND (m.number = 12 OR m.id = (SELECT MAX(id) FROM core_month WHERE last_day <= '{today}'))
            AND EXISTS (SELECT 1 FROM benefits_title t JOIN people_person p ON p.id = t.person_id
              WHERE p.province_id = '{province}' AND t.from_day < m.next_day AND (t.to_day IS NULL OR t.to_day > m.first_day))""",
        commune="held_commune_id",
        province="held_province_id",
        subject="held_by",
        listed="held_title",
        waits_for_vi="diện hưởng nào trong sổ",
        listing=Listing(
            f"""SELECT t.id AS key, p.id AS page_id, CASE WHEN t.category IN ({_NAMELESS}) THEN '' ELSE p.name END AS name,
              d.number AS decision, c.full_name AS commune
            FROM benefits_title t JOIN people_person p ON p.id = t.person_id JOIN benefits_decision d ON d.id = t.decision_id
              JOIN places_place c ON c.id = p.commune_id WHERE t.id IN ({{keys}})""",
            {"name": ("Họ và tên", "Name"), "decision": ("Quyết định", "Decision"), "commune": ("Xã", "Commune")},
            page="person",
        ),
    ),
    label_vi="diện hưởng theo nơi ở",
    label_en="title where its holder lives",
)

facts(
    held_title,
    Fact("held_month", int, label_vi="Tháng đang hưởng", label_en="Month drawn"),
    Fact("held_title", int, label_vi="Diện hưởng trong sổ", label_en="Title in the register"),
    Fact("held_by", int, label_vi="Người hưởng", label_en="Holder"),
    Fact("held_category", str, words=words.CATEGORY_LABELS, kept_apart=words.SENSITIVE, label_vi="Loại diện hưởng", label_en="Category of the title"),
    Fact("held_group", str, words=words.GROUPS, label_vi="Nhóm diện hưởng", label_en="Group of the title"),
    Fact("held_commune_id", str, label_vi="Xã của người hưởng", label_en="Commune of the holder"),
    Fact("held_province_id", str, label_vi="Tỉnh của người hưởng", label_en="Province of the holder"),
    Fact("held_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("held_ethnicity", int, words=ETHNICITIES, label_vi="Dân tộc", label_en="Ethnic group"),
    Fact("held_age_group", str, nullable=True, words=words.AGE_GROUP_LABELS, label_vi="Nhóm tuổi", label_en="Age group"),
    Fact("held_is_first", bool, label_vi="Diện đầu tiên của một người", label_en="First title of a person"),
    Fact("held_is_first_of_merit", bool, label_vi="Diện người có công đầu tiên của một người", label_en="First merit title of a person"),
    Fact("held_is_suspended", bool, label_vi="Đang tạm dừng hưởng", label_en="Suspended in the month"),
    Fact("held_is_cashless", bool, label_vi="Nhận không dùng tiền mặt", label_en="Paid without cash"),
)  # fmt: skip
