"""What the poverty review publishes: a household in a review, and its members on form B.

Codes ticked on paper become words here (`piped_or_bought`, not 1), so that rules read as the form does. A birth date of
which only the year or month is known stands as its first day, as the form keeps it: ages are then the highest possible."""

from datetime import date
from typing import Any

from ansinh.engine import Counting, Fact, Grain, Listing, facts

from . import words
from .words import Answers, words_of


def _coded(column: str, answers: Answers) -> str:
    whens = " ".join(f"WHEN {code} THEN '{value}'" for code, (value, _, _) in answers.items())
    return f"CASE {column} {whens} END"


def _ethnic_group(column: str) -> str:
    whens = " ".join(f"WHEN {code} THEN '{group}'" for code, group in words.ETHNIC_GROUP_CODES.items())
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE CASE {column} {whens} ELSE 'other' END END"


def _part(column: str, start: int, length: int) -> str:
    return f"CAST(SUBSTR(CAST({column} AS TEXT), {start}, {length}) AS INTEGER)"


def _months_between(first: str, last: str) -> str:
    """Completed months; the 31st is complete when the day number comes round again."""
    years = f"({_part(last, 1, 4)} - {_part(first, 1, 4)})"
    months = f"({_part(last, 6, 2)} - {_part(first, 6, 2)})"
    return f"{years} * 12 + {months} - CASE WHEN {_part(last, 9, 2)} < {_part(first, 9, 2)} THEN 1 ELSE 0 END"


_REVIEW_DAY = "COALESCE(r.surveyed_on, c.law_day)"

_CODED_ANSWERS = {
    "pillar": words.PILLARS,
    "roof": words.ROOFS,
    "wall": words.WALLS,
    "toilet": words.TOILETS,
    "power_source": words.POWER_SOURCES,
    "water": words.WATERS,
}
_COUNTED = {
    "cars": ("Ô tô", "Cars", "IX.1"),
    "motorbikes": ("Xe máy, xe có động cơ", "Motorbikes", "IX.2"),
    "boats": ("Tàu thuyền có động cơ", "Motor boats", "IX.3"),
    "printers": ("Máy in, máy fax", "Printers and fax machines", "IX.5"),
    "televisions": ("Ti vi màu", "Colour televisions", "IX.6"),
    "stereos": ("Dàn nghe nhạc", "Stereos", "IX.7"),
    "computers": ("Máy vi tính", "Computers", "IX.8"),
    "fridges": ("Tủ lạnh", "Fridges", "IX.9"),
    "air_conditioners": ("Máy điều hòa nhiệt độ", "Air conditioners", "IX.10"),
    "washing_machines": ("Máy giặt, sấy quần áo", "Washing and drying machines", "IX.11"),
    "water_heaters": ("Bình tắm nước nóng", "Water heaters", "IX.12"),
    "microwaves": ("Lò vi sóng, lò nướng", "Microwaves and ovens", "IX.13"),
    "telephones": ("Điện thoại", "Telephones", "IX.14"),
    "radios": ("Đài, thiết bị nghe nhìn dùng chung khác", "Radios and other shared devices", "IX"),
}
_LAND = {
    "pond_garden_m2": ("Ao, vườn liền kề đất ở", "Pond and garden", "X.1"),
    "annual_crop_m2": ("Đất trồng cây hằng năm", "Annual crops", "X.2"),
    "perennial_crop_m2": ("Đất trồng cây lâu năm", "Perennial crops", "X.3"),
    "water_surface_m2": ("Mặt nước", "Water surface", "X.4"),
    "forest_m2": ("Đất rừng", "Forest", "X.5"),
}
_ANIMALS = {
    "cattle": ("Trâu, bò, ngựa", "Buffalo, cattle, horses", "XI.1"),
    "pigs_goats_sheep": ("Lợn, dê, cừu", "Pigs, goats, sheep", "XI.2"),
    "poultry": ("Gà, vịt, ngan, ngỗng, chim", "Poultry", "XI.3"),
}
_FORM_A = {
    "a_excluded": ("Thuộc diện loại trừ ngay", "Excluded at once", "A.0"),
    "a_vehicle": ("Xe máy, tàu ghe có động cơ từ 20 triệu đồng", "Motorbike or boat of 20 million dong", "A.1"),
    "a_cooling": ("Điều hòa, tủ lạnh, máy sưởi", "Air conditioner, fridge or heater", "A.2"),
    "a_water_heater": ("Bình nóng lạnh, máy đun nước", "Water heater", "A.3"),
    "a_washing": ("Máy giặt, máy sấy", "Washing or drying machine", "A.4"),
    "a_rents_out": ("Đất đai, nhà xưởng, tài sản cho thuê", "Rents out land or assets", "A.5"),
    "a_electricity": ("Điện từ 150 KW/tháng", "Electricity of 150 kWh a month", "A.6"),
    "a_floor_area": ("Nhà từ 25 m2/người", "25 m2 a person", "A.7"),
    "a_official_or_pension": ("Công chức, lương hưu, BHXH, trợ cấp NCC", "Civil servant, pension or allowance", "A.8"),
    "a_labour_contract": ("Có người làm việc theo hợp đồng lao động", "Works under a labour contract", "A.9"),
}
_MEMBER_CODED = {
    "school_level": words.SCHOOL_LEVELS,
    "general_education": words.GENERAL_EDUCATION,
    "training": words.TRAININGS,
    "social_allowance": words.SOCIAL_ALLOWANCES,
    "work_status": words.WORK_STATUSES,
    "work_kind": words.WORK_KINDS,
    "wage_contract": words.WAGE_CONTRACTS,
    "pension": words.PENSIONS,
}


def _columns(*parts: str) -> str:
    return ", ".join(parts)


_REVIEW_QUERY = f"""
SELECT r.id AS review_id, r.household_id, c.year, c.kind AS campaign_kind, {_REVIEW_DAY} AS review_day,
  r.commune_id, r.province_id, h.commune_later_id, COALESCE(r.decided_on, cr.decided_on) AS decided_on, r.hamlet,
  r.b1_area, r.b1_area = 'urban' AS is_urban,
  NULLIF(r.urban_region, '') AS urban_region, r.head_sex, r.ethnicity,
  {_ethnic_group("r.ethnicity")} AS ethnic_group, r.ethnicity <> 1 AS is_ethnic_minority, r.member_count,
  {_columns(*(f"r.{name}" for name in _FORM_A))},
  r.income_per_person_dong, r.deprivation_count_reported, b.review_id IS NOT NULL AS has_form_b,
  {_columns(*(f"{_coded(f'b.{name}', answers)} AS {name}" for name, answers in _CODED_ANSWERS.items()))},
  b.area_m2, b.electricity_kwh, {_columns(*(f"b.{name}" for name in (*_COUNTED, *_LAND, *_ANIMALS)))},
  b.has_aquaculture, {_columns(*(f"b.cause_{name}" for name in words.CAUSES))},
  r.previous_class, r.was_poor_before, r.was_near_poor_before, r.origin, r.class_by_rule, r.poverty_class, r.living_standard,
  r.is_without_labour, r.has_merit_member, r.is_signed
FROM poverty_review r JOIN poverty_campaign c ON c.id = r.campaign_id JOIN people_household h ON h.id = r.household_id
  JOIN poverty_communereview cr ON cr.id = r.commune_review_id LEFT JOIN poverty_formb b ON b.review_id = r.id
""".strip()

_MEMBER_QUERY = f"""
SELECT m.id AS review_member_id, m.review_id, c.year AS member_year, m.line AS member_line,
  m.birth_date AS member_birth_date, {_months_between("m.birth_date", _REVIEW_DAY)} AS age_months,
  m.sex AS member_sex, m.ethnicity AS member_ethnicity, m.height_mm, m.weight_g, m.attends_school,
  {_columns(*(f"{_coded(f'm.{name}', answers)} AS {name}" for name, answers in _MEMBER_CODED.items()))},
  m.has_health_insurance, m.uses_internet, m.is_gravely_ill
FROM poverty_formbmember m JOIN poverty_review r ON r.id = m.review_id JOIN poverty_campaign c ON c.id = r.campaign_id
""".strip()

_LISTING = Listing(
    """SELECT r.id AS key, r.id AS page_id, r.head_name AS name, h.code AS household, r.hamlet, p.full_name AS commune
    FROM poverty_review r JOIN people_household h ON h.id = r.household_id JOIN places_place p ON p.id = r.commune_id
    WHERE r.id IN ({keys})""",
    {
        "name": ("Chủ hộ", "Head of household"),
        "household": ("Mã hộ", "Household code"),
        "hamlet": ("Thôn", "Hamlet"),
        "commune": ("Xã", "Commune"),
    },
    page="review",
)

review = Grain(
    "review",
    key="review_id",
    partition="year",
    query=_REVIEW_QUERY,
    counting=Counting(
        every="year",
        periods="SELECT year, law_day FROM poverty_campaign WHERE province_id = '{province}' ORDER BY year, kind DESC",
        commune="commune_id",
        commune_later="commune_later_id",
        province="province_id",
        decided="decided_on",
        subject="household_id",
        is_out_of_turn="campaign_kind <> 'annual'",
        waits_for_vi="kết quả rà soát nào được công nhận",
        listing=_LISTING,
    ),
    label_vi="hộ trong kỳ rà soát",
    label_en="household in a review",
)
review_member = Grain(
    "review_member",
    key="review_member_id",
    parents={"review": "review_id"},
    partition="member_year",
    query=_MEMBER_QUERY,
    label_vi="thành viên hộ trong Phiếu B",
    label_en="member of a household on form B",
)


def _yes_no(name: str, label_vi: str, label_en: str, form_row: str = "", **options: Any) -> Fact:
    return Fact(name, bool, nullable=True, label_vi=label_vi, label_en=label_en, form_row=form_row, **options)


def _word(name: str, values: words.Words, label_vi: str, label_en: str, form_row: str = "", **options: Any) -> Fact:
    return Fact(
        name, str, nullable=True, words=values, label_vi=label_vi, label_en=label_en, form_row=form_row, **options
    )


facts(
    review,
    Fact("household_id", int, label_vi="Mã hộ trong hệ thống", label_en="Household"),
    Fact("year", int, label_vi="Năm rà soát", label_en="Year of the review"),
    Fact("campaign_kind", str, label_vi="Loại kỳ rà soát", label_en="Kind of review"),
    Fact("review_day", date, label_vi="Ngày khảo sát hộ", label_en="Day of the survey"),
    Fact("commune_id", str, label_vi="Xã", label_en="Commune"),
    Fact("province_id", str, label_vi="Tỉnh", label_en="Province"),
    Fact(
        "commune_later_id",
        str,
        nullable=True,
        label_vi="Xã mới của hộ (xã cũ bị chia)",
        label_en="The household's own new commune",
    ),
    Fact("decided_on", date, nullable=True, label_vi="Ngày xã công nhận", label_en="Day of the commune's decision"),
    Fact("hamlet", str, label_vi="Thôn", label_en="Hamlet"),
    Fact("b1_area", str, words=words.AREAS, label_vi="Bảng điểm Phiếu B1", label_en="Area of the B1 table"),
    Fact("is_urban", bool, label_vi="Khu vực thành thị", label_en="Urban"),
    _word("urban_region", words.URBAN_REGIONS, "Vùng (bảng thành thị)", "Region of the urban table", "15"),
    _word("head_sex", words.SEXES, "Giới tính chủ hộ", "Sex of the head"),
    Fact("ethnicity", int, label_vi="Dân tộc chủ hộ (mã TCTK)", label_en="Ethnicity of the head"),
    Fact("ethnic_group", str, words=words.ETHNIC_GROUPS, label_vi="Dân tộc", label_en="Ethnic group"),
    Fact("is_ethnic_minority", bool, label_vi="Hộ dân tộc thiểu số", label_en="Ethnic-minority household"),
    Fact("member_count", int, nullable=True, unit="person", label_vi="Số nhân khẩu ghi trên phiếu", label_en="Members"),
    *(_yes_no(name, *labels) for name, labels in _FORM_A.items()),
    Fact(
        "income_per_person_dong",
        int,
        nullable=True,
        unit="dong/person/month",
        label_vi="Thu nhập bình quân đầu người một tháng",
        label_en="Income per person and month",
        sensitivity="personal",
    ),
    Fact(
        "deprivation_count_reported",
        int,
        nullable=True,
        unit="indicator",
        label_vi="Số chỉ số thiếu hụt được báo cáo",
        label_en="Deprivations as reported",
    ),
    Fact("has_form_b", bool, label_vi="Đã khảo sát Phiếu B", label_en="Surveyed on form B"),
    _word("pillar", words_of(words.PILLARS), "Cột nhà", "Pillars", "I"),
    _word("roof", words_of(words.ROOFS), "Mái nhà", "Roof", "II"),
    _word("wall", words_of(words.WALLS), "Tường nhà", "Walls", "III"),
    Fact("area_m2", int, nullable=True, unit="m2", label_vi="Diện tích nhà ở", label_en="Floor area", form_row="IV"),
    _word("toilet", words_of(words.TOILETS), "Nhà tiêu", "Toilet", "V"),
    _word("power_source", words_of(words.POWER_SOURCES), "Nguồn điện", "Power source", "VI"),
    Fact(
        "electricity_kwh",
        int,
        nullable=True,
        unit="kwh",
        label_vi="Điện bình quân một tháng",
        label_en="Electricity a month",
        form_row="VII",
    ),
    _word("water", words_of(words.WATERS), "Nước sinh hoạt", "Water for living", "VIII"),
    *(
        Fact(name, int, nullable=True, unit=unit, label_vi=label_vi, label_en=label_en, form_row=row)
        for group, unit in ((_COUNTED, "item"), (_LAND, "m2"), (_ANIMALS, "animal"))
        for name, (label_vi, label_en, row) in group.items()
    ),
    _yes_no("has_aquaculture", "Nuôi trồng thủy sản", "Aquaculture", "XII"),
    *(
        _yes_no(f"cause_{code}", label_vi, label_en, f"XIII.{number}")
        for number, (code, (label_vi, label_en)) in enumerate(words.CAUSES.items(), start=1)
    ),
    _word("previous_class", words.CLASSES, "Phân loại năm trước", "Class a year before"),
    _yes_no("was_poor_before", "Từng là hộ nghèo trước năm trước", "Poor in an earlier year"),
    _yes_no("was_near_poor_before", "Từng là hộ cận nghèo trước năm trước", "Near-poor in an earlier year"),
    Fact(
        "origin", str, words=words.ORIGINS, label_vi="Nguồn gốc hộ trong năm", label_en="Where the household comes from"
    ),
    _word("class_by_rule", words.CLASSES, "Phân loại theo điểm, lưu khi chấm", "Class by rule, as kept when scored"),
    _word("poverty_class", words.CLASSES, "Phân loại đã ký", "Class signed"),
    _word("living_standard", words.LIVING_STANDARDS, "Mức sống đã ký", "Living standard signed"),
    _yes_no("is_without_labour", "Hộ không có khả năng lao động", "No one able to work", "7.8"),
    _yes_no("has_merit_member", "Hộ có thành viên người có công", "A member with merit", "7.8"),
    Fact("is_signed", bool, label_vi="Đã ký công nhận", label_en="Signed"),
)

facts(
    review_member,
    Fact("member_year", int, label_vi="Năm rà soát của thành viên", label_en="Year of the member's review"),
    Fact("member_line", int, label_vi="Dòng trên Phiếu B", label_en="Line on form B", form_row="B.1"),
    Fact(
        "member_birth_date",
        date,
        nullable=True,
        label_vi="Ngày sinh",
        label_en="Birth date",
        form_row="B.4",
        sensitivity="personal",
    ),
    Fact(
        "age_months", int, nullable=True, unit="month", label_vi="Tuổi tròn tháng", label_en="Age in completed months"
    ),
    _word("member_sex", words.SEXES, "Giới tính", "Sex", "B.5"),
    Fact("member_ethnicity", int, nullable=True, label_vi="Dân tộc", label_en="Ethnicity", form_row="B.4b"),
    Fact("height_mm", int, nullable=True, unit="mm", label_vi="Chiều cao", label_en="Height", form_row="B.6"),
    Fact("weight_g", int, nullable=True, unit="gram", label_vi="Cân nặng", label_en="Weight", form_row="B.7"),
    _yes_no("attends_school", "Đang đi học", "Attends school", "B.8"),
    _word("school_level", words_of(words.SCHOOL_LEVELS), "Cấp học", "School level", "B.9"),
    _word("general_education", words_of(words.GENERAL_EDUCATION), "Trình độ văn hóa", "General education", "B.10"),
    _word("training", words_of(words.TRAININGS), "Trình độ đào tạo", "Training", "B.11"),
    _yes_no("has_health_insurance", "Có bảo hiểm y tế", "Health insurance", "B.12", sensitivity="sensitive"),
    _yes_no("uses_internet", "Sử dụng internet", "Uses the internet", "B.13"),
    _word("social_allowance", words_of(words.SOCIAL_ALLOWANCES), "Trợ cấp xã hội", "Social allowance", "B.14"),
    _word("work_status", words_of(words.WORK_STATUSES), "Tình trạng việc làm", "Work", "B.15"),
    _word("work_kind", words_of(words.WORK_KINDS), "Loại việc làm", "Kind of work", "B.16"),
    _word("wage_contract", words_of(words.WAGE_CONTRACTS), "Hợp đồng lao động", "Labour contract", "B.17"),
    _word("pension", words_of(words.PENSIONS), "Lương hưu, trợ cấp hằng tháng", "Pension or allowance", "B.18"),
    _yes_no("is_gravely_ill", "Mắc bệnh hiểm nghèo", "Gravely ill", "B.19", sensitivity="sensitive"),
)

_SINCE = f"""CASE WHEN c.kind = 'annual' THEN (c.year + 1) * 100 + 1
  ELSE {_part("COALESCE(r.decided_on, cr.decided_on)", 1, 4)} * 100 + {_part("COALESCE(r.decided_on, cr.decided_on)", 6, 2)} END"""

_HOUSEHOLD_MONTH_QUERY = f"""
SELECT household_id * 1000000 + month AS household_month_id, household_id AS household_month_household_id, month AS household_month,
  household_class FROM (
  SELECT r.household_id, m.id AS month, r.poverty_class AS household_class,
    ROW_NUMBER() OVER (PARTITION BY r.household_id, m.id ORDER BY {_SINCE} DESC, r.id DESC) AS place
  FROM poverty_review r JOIN poverty_campaign c ON c.id = r.campaign_id JOIN poverty_communereview cr ON cr.id = r.commune_review_id
    JOIN core_month m ON {_SINCE} <= m.id
  WHERE r.is_signed) AS classed WHERE place = 1
""".strip()

household_month = Grain(
    "household_month",
    key="household_month_id",
    partition="household_month",
    query=_HOUSEHOLD_MONTH_QUERY,
    sources={
        "poverty_review": "SELECT id, household_id, campaign_id, commune_review_id, poverty_class, is_signed, decided_on"
        " FROM poverty_review WHERE province_id = '{province}' AND is_signed",
        "poverty_campaign": "SELECT id, kind, year FROM poverty_campaign WHERE province_id = '{province}'",
        "poverty_communereview": "SELECT id, decided_on FROM poverty_communereview WHERE province_id = '{province}'",
        "core_month": "SELECT id, year, number, first_day, last_day, next_day, day_before FROM core_month",
    },
    label_vi="hộ trong tháng",
    label_en="household in a month",
)

facts(
    household_month,
    Fact("household_month", int, label_vi="Tháng của hộ", label_en="Month of the household"),
    _word("household_class", words.CLASSES, "Phân loại hộ đang có hiệu lực", "Class of the household in force"),
)
