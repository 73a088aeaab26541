"""What people publish to rules and measures: persons and households as they stand now. Names carry their grain, so that they
meet no other room's. A birth day of which only the year or month is known stands as its first day."""

from datetime import date

from ansinh.engine import Fact, Grain, facts
from ansinh.people import words

_MONTH = "COALESCE(p.birth_month, 1)"
_DAY = "COALESCE(p.birth_day, 1)"


def _two_digits(number: str) -> str:
    return f"CASE WHEN {number} < 10 THEN '0' ELSE '' END || CAST({number} AS TEXT)"


person = Grain(
    "person",
    key="person_id",
    parents={"household": "household_id", "commune": "commune_id"},
    query=f"""SELECT p.id AS person_id, m.household_id AS household_id, p.commune_id AS commune_id,
p.sex AS person_sex, p.ethnicity AS person_ethnicity, p.birth_year AS person_birth_year,
CAST(p.birth_year AS TEXT) || '-' || {_two_digits(_MONTH)} || '-' || {_two_digits(_DAY)} AS person_birth_date,
CASE WHEN p.birth_day IS NOT NULL THEN 'day' WHEN p.birth_month IS NOT NULL THEN 'month' ELSE 'year' END AS person_birth_precision,
p.died_on AS person_died_on, p.died_on IS NULL AS person_is_alive, p.personal_number IS NOT NULL AS person_has_number, m.role AS person_role
FROM people_person p LEFT JOIN people_membership m ON m.person_id = p.id AND m.to_day IS NULL
WHERE p.merged_into_id IS NULL""",
    label_vi="người",
    label_en="person",
)

facts(
    person,
    Fact("person_sex", str, label_vi="Giới tính", label_en="Sex", words=words.SEXES),
    Fact("person_ethnicity", int, label_vi="Dân tộc", label_en="Ethnic group", words=words.ETHNICITIES),
    Fact("person_birth_year", int, label_vi="Năm sinh", label_en="Birth year", sensitivity="personal"),
    Fact("person_birth_date", date, label_vi="Ngày sinh", label_en="Birth date", sensitivity="personal"),
    Fact(
        "person_birth_precision", str, label_vi="Ngày sinh biết đến", label_en="Birth date known to the",
        words={"day": ("ngày", "day"), "month": ("tháng", "month"), "year": ("năm", "year")},
    ),
    Fact("person_died_on", date, nullable=True, label_vi="Ngày chết", label_en="Day of death", sensitivity="personal"),
    Fact("person_is_alive", bool, label_vi="Còn sống", label_en="Alive"),
    Fact("person_has_number", bool, label_vi="Đã có số định danh", label_en="Has a personal number"),
    Fact("person_role", str, nullable=True, label_vi="Quan hệ với chủ hộ", label_en="Role in the household", words=words.ROLES),
)  # fmt: skip

household = Grain(
    "household",
    key="household_id",
    parents={"commune": "commune_id"},
    query="""SELECT h.id AS household_id, h.commune_id AS commune_id, h.code AS household_code,
h.from_day AS household_from_day, h.to_day AS household_to_day, h.to_day IS NULL AS household_stands,
p.sex AS household_head_sex, p.ethnicity AS household_head_ethnicity, COALESCE(n.members, 0) AS household_member_count
FROM people_household h LEFT JOIN people_person p ON p.id = h.head_id
LEFT JOIN (SELECT household_id, COUNT(*) AS members FROM people_membership WHERE to_day IS NULL GROUP BY household_id) n
ON n.household_id = h.id""",
    label_vi="hộ",
    label_en="household",
)

facts(
    household,
    Fact("household_code", str, label_vi="Mã hộ", label_en="Household code"),
    Fact("household_from_day", date, label_vi="Lập hộ ngày", label_en="Founded on"),
    Fact("household_to_day", date, nullable=True, label_vi="Chấm dứt ngày", label_en="Ended on"),
    Fact("household_stands", bool, label_vi="Hộ đang có", label_en="Household stands"),
    Fact("household_head_sex", str, nullable=True, label_vi="Giới tính chủ hộ", label_en="Sex of the head", words=words.SEXES),
    Fact(
        "household_head_ethnicity", int, nullable=True, label_vi="Dân tộc chủ hộ", label_en="Ethnic group of the head",
        words=words.ETHNICITIES,
    ),
    Fact("household_member_count", int, unit="person", label_vi="Số nhân khẩu", label_en="Members"),
)  # fmt: skip
