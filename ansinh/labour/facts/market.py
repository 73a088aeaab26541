"""What supply, employers and demand publish: a person in a year's collection, an organisation in a month with its newest report, a line
of wanted workers in a month of its half year."""

from datetime import date

from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.labour import words
from ansinh.labour.facts.placements import OCCUPATION_GROUPS
from ansinh.labour.jobs.occupations import DEMAND_CODES, VSCO_ONLY, occupations
from ansinh.people.words import ORGANISATION_KINDS, SECTIONS, SEXES

_MONTH_KEY = 1_000_000
AGE_GROUPS = {
    "15_24": ("15 - 24 tuổi", "15 to 24"),
    "25_34": ("25 - 34 tuổi", "25 to 34"),
    "35_44": ("35 - 44 tuổi", "35 to 44"),
    "45_54": ("45 - 54 tuổi", "45 to 54"),
    "55_over": ("từ 55 tuổi", "55 and over"),
}
DEMAND_OCCUPATIONS = {
    code: VSCO_ONLY[code] if code in VSCO_ONLY else (occupations()[code].vi, occupations()[code].en)
    for code in DEMAND_CODES
}
_AGE = "(s.year - p.birth_year)"

# A collection says when its commune closed it: until then its forms are kept but not counted.
supply = Grain(
    "supply",
    key="supply_id",
    partition="supply_year",
    query=f"""
SELECT s.id AS supply_id, s.year AS supply_year, s.person_id AS supply_person_id, s.commune_id AS supply_commune_id,
  s.province_id AS supply_province_id, c.closed_on AS supply_closed_on, p.sex AS supply_sex,
  {_AGE} * 12 + 12 - COALESCE(p.birth_month, 6) AS supply_age_months,
  CASE WHEN {_AGE} < 25 THEN '15_24' WHEN {_AGE} < 35 THEN '25_34' WHEN {_AGE} < 45 THEN '35_44' WHEN {_AGE} < 55 THEN '45_54'
    ELSE '55_over' END AS supply_age_group,
  k.is_urban AS supply_is_urban, s.is_disabled AS supply_is_disabled, s.is_poor AS supply_is_poor, s.is_minority AS supply_is_minority,
  s.general_education AS supply_education, s.qualification AS supply_qualification, s.status AS supply_status,
  s.status <> 'inactive' AS supply_is_in_force, NULLIF(s.employment, '') AS supply_employment, NULLIF(s.sector, '') AS supply_sector,
  NULLIF(SUBSTR(s.occupation, 1, 1), '') AS supply_occupation_group, NULLIF(s.occupation, '') AS supply_occupation,
  NULLIF(s.unemployed_for, '') AS supply_unemployed_for, s.has_worked AS supply_has_worked,
  NULLIF(s.inactive_reason, '') AS supply_inactive_reason, s.wanted_training <> '' AS supply_wants_training,
  s.wanted_job <> '' AS supply_wants_job, s.checked_on IS NOT NULL AS supply_is_checked
FROM labour_supplyform s JOIN people_person p ON p.id = s.person_id JOIN places_place k ON k.id = s.commune_id
  LEFT JOIN labour_supplycollection c ON c.commune_id = s.commune_id AND c.year = s.year
WHERE s.is_current
""".strip(),
    counting=Counting(
        every="year",
        periods="""SELECT year, MAX(closed_on) FROM labour_supplycollection
          WHERE province_id = '{province}' AND closed_on IS NOT NULL GROUP BY year""",
        commune="supply_commune_id",
        province="supply_province_id",
        decided="supply_closed_on",
        subject="supply_person_id",
        waits_for_vi="xã nào chốt đợt thu thập cung lao động",
        listing=Listing(
            """SELECT s.id AS key, s.id AS page_id, p.name AS name, p.birth_year AS born, s.work AS work, c.full_name AS commune
            FROM labour_supplyform s JOIN people_person p ON p.id = s.person_id JOIN places_place c ON c.id = s.commune_id
            WHERE s.id IN ({keys})""",
            {
                "name": ("Họ và tên", "Name"),
                "born": ("Năm sinh", "Born"),
                "work": ("Việc đang làm", "Work"),
                "commune": ("Xã", "Commune"),
            },
            page="supply_form",
        ),
    ),
    label_vi="người trong đợt thu thập cung lao động",
    label_en="person in a collection of labour supply",
)

facts(
    supply,
    Fact("supply_year", int, label_vi="Năm thu thập", label_en="Year of the collection"),
    Fact("supply_person_id", int, label_vi="Người", label_en="Person"),
    Fact("supply_commune_id", str, label_vi="Xã", label_en="Commune"),
    Fact("supply_province_id", str, label_vi="Tỉnh", label_en="Province"),
    Fact("supply_closed_on", date, nullable=True, label_vi="Ngày chốt đợt thu thập", label_en="Day the collection was closed"),
    Fact("supply_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("supply_age_months", int, unit="month", label_vi="Tháng tuổi cuối năm", label_en="Age in months at the end of the year",
         sensitivity="personal"),
    Fact("supply_age_group", str, words=AGE_GROUPS, label_vi="Nhóm tuổi", label_en="Age group"),
    Fact("supply_is_urban", bool, label_vi="Khu vực thành thị", label_en="Urban"),
    Fact("supply_is_disabled", bool, label_vi="Người khuyết tật", label_en="Disabled", form_row="01: 7"),
    Fact("supply_is_poor", bool, label_vi="Thuộc hộ nghèo, hộ cận nghèo", label_en="Poor or near-poor", form_row="01: 7"),
    Fact("supply_is_minority", bool, label_vi="Dân tộc thiểu số", label_en="Ethnic minority", form_row="01: 7"),
    Fact("supply_education", str, words=words.GENERAL_EDUCATION, label_vi="Trình độ phổ thông", label_en="General education", form_row="01: 8"),
    Fact("supply_qualification", str, words=words.QUALIFICATIONS, label_vi="Trình độ chuyên môn kỹ thuật", label_en="Qualification",
         form_row="01: 9"),
    Fact("supply_status", str, words=words.LABOUR_STATUSES, label_vi="Tình trạng tham gia hoạt động kinh tế", label_en="Status", form_row="01: 10"),
    Fact("supply_is_in_force", bool, label_vi="Thuộc lực lượng lao động", label_en="In the labour force"),
    Fact("supply_employment", str, nullable=True, words=words.EMPLOYMENT_STATUSES, label_vi="Vị thế việc làm", label_en="Status in employment",
         form_row="01: 11.1"),
    Fact("supply_sector", str, nullable=True, words=words.SECTORS, label_vi="Khu vực kinh tế", label_en="Sector"),
    Fact("supply_occupation_group", str, nullable=True, words=OCCUPATION_GROUPS, label_vi="Nhóm nghề", label_en="Occupation group"),
    Fact("supply_occupation", str, nullable=True, label_vi="Mã nghề", label_en="Occupation", form_row="01: 11.2"),
    Fact("supply_unemployed_for", str, nullable=True, words=words.UNEMPLOYED_FOR, label_vi="Thời gian thất nghiệp", label_en="Unemployed for",
         form_row="01: 12.1"),
    Fact("supply_has_worked", bool, nullable=True, label_vi="Đã từng làm việc", label_en="Has worked before", form_row="01: 12"),
    Fact("supply_inactive_reason", str, nullable=True, words=words.INACTIVE_REASONS, label_vi="Lý do không tham gia hoạt động kinh tế",
         label_en="Why outside the labour force", form_row="01: 10"),
    Fact("supply_wants_training", bool, label_vi="Muốn học nghề", label_en="Wants training"),
    Fact("supply_wants_job", bool, label_vi="Muốn tìm việc", label_en="Wants a job"),
    Fact("supply_is_checked", bool, label_vi="Phiếu đã được soát", label_en="Form checked"),
)  # fmt: skip

# Which report stands in a month: of the first half from June, of the second from December.
_HALF = """CASE WHEN m.number = 12 THEN m.year * 2 + 2 WHEN m.number >= 6 THEN m.year * 2 + 1 ELSE m.year * 2 END"""
_SIZE = "COALESCE(r.workers, o.workers)"
_BANDS = """CASE WHEN {0} IS NULL THEN NULL WHEN {0} < 10 THEN 'under_10' WHEN {0} <= 50 THEN '10_50' WHEN {0} <= 100 THEN '51_100'
    WHEN {0} <= 300 THEN '101_300' WHEN {0} <= 500 THEN '301_500' WHEN {0} <= 1000 THEN '501_1000' WHEN {0} <= 3000 THEN '1001_3000'
    WHEN {0} <= 10000 THEN '3001_10000' ELSE 'over_10000' END"""

employer = Grain(
    "employer",
    key="employer_month_id",
    partition="employer_month",
    query=f"""
SELECT o.id * {_MONTH_KEY} + m.id AS employer_month_id, m.id AS employer_month, o.id AS employer_organisation_id,
  o.commune_id AS employer_commune_id, o.province_id AS employer_province_id, o.kind AS employer_kind,
  o.kind IN ('state_enterprise', 'private_enterprise', 'foreign_enterprise') AS employer_is_enterprise,
  NULLIF(o.section, '') AS employer_section, {_BANDS.format(_SIZE)} AS employer_size, {_SIZE} AS employer_workers,
  r.women AS employer_women, r.over_35 AS employer_over_35, r.insured AS employer_insured, r.managers AS employer_managers,
  r.high AS employer_high, r.middle AS employer_middle, r.other AS employer_other,
  r.id IS NOT NULL AS employer_has_reported, r.id IS NOT NULL AND r.received_on <= r.due_on AS employer_is_in_time
FROM people_organisation o JOIN core_month m
  ON (o.from_day IS NULL OR o.from_day < m.next_day) AND (o.to_day IS NULL OR o.to_day > m.last_day)
LEFT JOIN labour_workforcereport r ON r.organisation_id = o.id AND r.is_current AND r.year * 2 + r.half = {_HALF}
""".strip(),
    sources={
        "people_organisation": "SELECT id, kind, section, workers, commune_id, province_id, from_day, to_day"
        " FROM people_organisation WHERE province_id = '{province}'",
        "labour_workforcereport": "SELECT id, organisation_id, year, half, received_on, due_on, workers, women, over_35, insured, managers,"
        " high, middle, other, is_current FROM labour_workforcereport WHERE province_id = '{province}' AND is_current",
        "core_month": "SELECT id, year, number, first_day, last_day, next_day, day_before FROM core_month",
    },
    # The whole months from the first year a report is about, and of this year where there is none yet.
    counting=Counting(
        every="month",
        periods="""SELECT m.id, (SELECT MAX(last_day) FROM core_month WHERE last_day <= '{today}') FROM core_month m WHERE m.last_day <= '{today}'
          AND EXISTS (SELECT 1 FROM people_organisation WHERE province_id = '{province}')
          AND m.year >= (SELECT COALESCE(MIN(year), CAST(SUBSTR('{today}', 1, 4) AS INTEGER)) FROM labour_workforcereport
            WHERE province_id = '{province}')""",
        commune="employer_commune_id",
        province="employer_province_id",
        listed="employer_organisation_id",
        waits_for_vi="đơn vị nào được ghi",
        listing=Listing(
            """SELECT o.id AS key, o.id AS page_id, o.name AS name, o.tax_number AS tax, c.full_name AS commune
            FROM people_organisation o JOIN places_place c ON c.id = o.commune_id WHERE o.id IN ({keys})""",
            {"name": ("Đơn vị", "Organisation"), "tax": ("Mã số thuế", "Tax number"), "commune": ("Xã", "Commune")},
            page="organisation",
        ),
    ),
    label_vi="đơn vị trong tháng",
    label_en="organisation in a month",
)

facts(
    employer,
    Fact("employer_month", int, label_vi="Tháng", label_en="Month"),
    Fact("employer_organisation_id", int, label_vi="Đơn vị", label_en="Organisation"),
    Fact("employer_commune_id", str, label_vi="Xã", label_en="Commune"),
    Fact("employer_province_id", str, label_vi="Tỉnh", label_en="Province"),
    Fact("employer_kind", str, words=ORGANISATION_KINDS, label_vi="Loại hình", label_en="Kind"),
    Fact("employer_is_enterprise", bool, label_vi="Là doanh nghiệp", label_en="Is an enterprise"),
    Fact("employer_section", str, nullable=True, words=SECTIONS, label_vi="Ngành kinh tế", label_en="Section"),
    Fact("employer_size", str, nullable=True, words=words.SIZE_BANDS, label_vi="Quy mô", label_en="Size"),
    Fact("employer_workers", int, nullable=True, unit="person", label_vi="Số lao động", label_en="Workers"),
    Fact("employer_women", int, nullable=True, unit="person", label_vi="Lao động nữ", label_en="Women"),
    Fact("employer_over_35", int, nullable=True, unit="person", label_vi="Lao động trên 35 tuổi", label_en="Over 35"),
    Fact("employer_insured", int, nullable=True, unit="person", label_vi="Tham gia BHXH bắt buộc", label_en="Insured"),
    Fact("employer_managers", int, nullable=True, unit="person", label_vi="Nhà quản lý", label_en="Managers"),
    Fact("employer_high", int, nullable=True, unit="person", label_vi="CMKT bậc cao", label_en="Higher professionals"),
    Fact("employer_middle", int, nullable=True, unit="person", label_vi="CMKT bậc trung", label_en="Middle professionals"),
    Fact("employer_other", int, nullable=True, unit="person", label_vi="Vị trí khác", label_en="Other positions"),
    Fact("employer_has_reported", bool, label_vi="Đã báo cáo kỳ gần nhất", label_en="Has reported"),
    Fact("employer_is_in_time", bool, label_vi="Báo cáo đúng hạn", label_en="Reported in time"),
)  # fmt: skip

demand = Grain(
    "demand",
    key="demand_month_id",
    partition="demand_month",
    query=f"""
SELECT l.id * {_MONTH_KEY} + m.id AS demand_month_id, m.id AS demand_month, r.id AS demand_report_id, r.commune_id AS demand_commune_id,
  r.province_id AS demand_province_id, r.kind AS demand_kind, NULLIF(r.section, '') AS demand_section,
  NULLIF(r.size_band, '') AS demand_size, l.occupation AS demand_occupation, l.count AS demand_count, l.women AS demand_women
FROM labour_demandline l JOIN labour_demandreport r ON r.id = l.report_id
  JOIN core_month m ON m.year = r.year AND (CASE WHEN m.number <= 6 THEN 1 ELSE 2 END) = r.half
WHERE r.is_current
""".strip(),
    sources={
        "labour_demandreport": "SELECT id, year, half, kind, section, size_band, commune_id, province_id, is_current"
        " FROM labour_demandreport WHERE province_id = '{province}' AND is_current",
        "labour_demandline": "SELECT id, report_id, occupation, count, women FROM labour_demandline WHERE report_id IN"
        " (SELECT id FROM labour_demandreport WHERE province_id = '{province}' AND is_current)",
        "core_month": "SELECT id, year, number, first_day, last_day, next_day, day_before FROM core_month",
    },
    # Every month of the half years somebody told of, those to come too.
    counting=Counting(
        every="month",
        periods="""SELECT m.id, (SELECT MAX(last_day) FROM core_month WHERE last_day <= '{today}') FROM core_month m
          WHERE m.first_day <= '{today}' AND EXISTS (SELECT 1 FROM labour_demandreport r
          WHERE r.province_id = '{province}' AND r.year = m.year AND r.half = CASE WHEN m.number <= 6 THEN 1 ELSE 2 END)""",
        commune="demand_commune_id",
        province="demand_province_id",
        listed="demand_report_id",
        waits_for_vi="đơn vị nào báo nhu cầu tuyển dụng",
        listing=Listing(
            """SELECT r.id AS key, r.id AS page_id, o.name AS name, o.tax_number AS tax, c.full_name AS commune
            FROM labour_demandreport r JOIN people_organisation o ON o.id = r.organisation_id JOIN places_place c ON c.id = r.commune_id
            WHERE r.id IN ({keys})""",
            {"name": ("Đơn vị", "Organisation"), "tax": ("Mã số thuế", "Tax number"), "commune": ("Xã", "Commune")},
            page="demand_report",
        ),
    ),
    label_vi="nhu cầu tuyển dụng trong tháng",
    label_en="wanted workers in a month",
)

facts(
    demand,
    Fact("demand_month", int, label_vi="Tháng", label_en="Month"),
    Fact("demand_report_id", int, label_vi="Phiếu nhu cầu", label_en="Report"),
    Fact("demand_commune_id", str, label_vi="Xã", label_en="Commune"),
    Fact("demand_province_id", str, label_vi="Tỉnh", label_en="Province"),
    Fact("demand_kind", str, words=ORGANISATION_KINDS, label_vi="Loại hình", label_en="Kind"),
    Fact("demand_section", str, nullable=True, words=SECTIONS, label_vi="Ngành kinh tế", label_en="Section"),
    Fact("demand_size", str, nullable=True, words=words.SIZE_BANDS, label_vi="Quy mô", label_en="Size"),
    Fact("demand_occupation", str, words=DEMAND_OCCUPATIONS, label_vi="Nhóm nghề", label_en="Occupation"),
    Fact("demand_count", int, unit="person", label_vi="Cần tuyển", label_en="Wanted"),
    Fact("demand_women", int, unit="person", label_vi="Cần tuyển nữ", label_en="Women wanted"),
)  # fmt: skip
