"""What placements publish: a job a person began, in its month. Cancelled ones are not there.

`placement_longest_before` is the longest term (without a term: 999 months) among what the person began earlier in the same year: with it
the rule of `labour.jobs_counted` tells the first that counts, whatever length the law asks for."""

from ansinh.core.days import month_sql
from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.labour import words
from ansinh.people.words import ETHNICITIES, SEXES

WITHOUT_TERM = 999
_YEAR = "SUBSTR(CAST(w.started_on AS TEXT), 1, 4)"
_MONTH = month_sql("w.started_on")
_MONTH_ALONE = month_sql("started_on")
_SECTOR = """CASE WHEN w.sector <> '' THEN w.sector WHEN o.section = 'A' THEN 'agriculture'
    WHEN o.section IN ('B', 'C', 'D', 'E', 'F') THEN 'industry' WHEN o.section <> '' THEN 'services' END"""

_QUERY = f"""
SELECT w.id AS placement_id, {_MONTH} AS placement_month, w.person_id AS placement_person_id,
  w.commune_id AS placement_commune_id, w.province_id AS placement_province_id, w.destination AS placement_destination,
  w.channel AS placement_channel, {_SECTOR} AS placement_sector, NULLIF(SUBSTR(w.occupation, 1, 1), '') AS placement_occupation_group,
  w.is_new AS placement_is_new, NULLIF(w.market, '') AS placement_market, w.contract_months AS placement_months,
  MAX(COALESCE(w.contract_months, {WITHOUT_TERM})) OVER (PARTITION BY w.person_id, {_YEAR} ORDER BY w.started_on, w.id
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS placement_longest_before,
  p.sex AS placement_sex, p.ethnicity AS placement_ethnicity, p.ethnicity <> 1 AS placement_is_minority,
  NOT c.is_urban AS placement_is_rural, l.effect AS placement_loan_effect, NULLIF(b.association, '') AS placement_association,
  k3.is_employed AS placement_kept_3, k6.is_employed AS placement_kept_6
FROM labour_placement w JOIN people_person p ON p.id = w.person_id JOIN places_place c ON c.id = w.commune_id
  LEFT JOIN people_organisation o ON o.id = w.organisation_id
  LEFT JOIN labour_loanjob l ON l.placement_id = w.id LEFT JOIN labour_jobloan b ON b.id = l.loan_id
  LEFT JOIN labour_placementcheck k3 ON k3.placement_id = w.id AND k3.after_months = 3
  LEFT JOIN labour_placementcheck k6 ON k6.placement_id = w.id AND k6.after_months = 6
WHERE w.cancelled_because = ''
""".strip()

_HERE = "(SELECT {} FROM labour_placement WHERE province_id = '{{province}}' AND cancelled_because = '')"
OCCUPATION_GROUPS = {
    "0": ("lực lượng quân đội", "armed forces"),
    "1": ("nhà lãnh đạo, quản lý", "managers"),
    "2": ("chuyên môn kỹ thuật bậc cao", "professionals"),
    "3": ("chuyên môn kỹ thuật bậc trung", "technicians"),
    "4": ("nhân viên văn phòng", "clerks"),
    "5": ("dịch vụ và bán hàng", "service and sales workers"),
    "6": ("nông, lâm, ngư nghiệp có kỹ năng", "skilled agricultural workers"),
    "7": ("thợ thủ công", "craft workers"),
    "8": ("thợ lắp ráp, vận hành máy", "machine operators"),
    "9": ("lao động giản đơn", "elementary occupations"),
}

placement = Grain(
    "placement",
    key="placement_id",
    partition="placement_month",
    query=_QUERY,
    sources={
        "labour_placement": "SELECT id, person_id, started_on, destination, channel, organisation_id, occupation, sector, is_new, market,"
        " contract_months, commune_id, province_id, cancelled_because FROM labour_placement"
        " WHERE province_id = '{province}' AND cancelled_because = ''",
        "labour_placementcheck": "SELECT placement_id, after_months, is_employed FROM labour_placementcheck"
        f" WHERE placement_id IN {_HERE.format('id')}",
        "labour_loanjob": f"SELECT placement_id, loan_id, effect FROM labour_loanjob WHERE placement_id IN {_HERE.format('id')}",
        "labour_jobloan": "SELECT id, association FROM labour_jobloan WHERE province_id = '{province}'",
        "people_person": f"SELECT id, sex, ethnicity FROM people_person WHERE id IN {_HERE.format('person_id')}",
        "people_organisation": "SELECT id, section FROM people_organisation",
        "places_place": "SELECT id, is_urban FROM places_place",
    },
    # Every month up to the one that runs: what was found so far this month is told too. A year is counted by the law of its last day.
    counting=Counting(
        every="month",
        periods=f"""SELECT m.id, (SELECT MAX(y.last_day) FROM core_month y WHERE y.year = m.year) FROM core_month m
          WHERE m.first_day <= '{{today}}' AND m.id >= (SELECT MIN({_MONTH_ALONE}) FROM labour_placement
            WHERE province_id = '{{province}}' AND cancelled_because = '')""",
        commune="placement_commune_id",
        province="placement_province_id",
        subject="placement_person_id",
        waits_for_vi="việc làm nào được ghi",
        is_rare=True,
        listing=Listing(
            """SELECT w.id AS key, p.id AS page_id, p.name AS name, p.birth_year AS born,
              SUBSTR(CAST(w.started_on AS TEXT), 9, 2) || '/' || SUBSTR(CAST(w.started_on AS TEXT), 6, 2) || '/' ||
              SUBSTR(CAST(w.started_on AS TEXT), 1, 4) AS started,
              COALESCE(o.name, w.employer) AS employer, w.title AS job, c.full_name AS commune
            FROM labour_placement w JOIN people_person p ON p.id = w.person_id JOIN places_place c ON c.id = w.commune_id
            LEFT JOIN people_organisation o ON o.id = w.organisation_id WHERE w.id IN ({keys})""",
            {
                "name": ("Họ và tên", "Name"),
                "born": ("Năm sinh", "Born"),
                "started": ("Bắt đầu", "Began"),
                "employer": ("Nơi làm việc", "Employer"),
                "job": ("Việc làm", "Job"),
                "commune": ("Xã", "Commune"),
            },
            page="person",
        ),
    ),
    label_vi="việc làm đã nhận",
    label_en="job begun",
)

facts(
    placement,
    Fact("placement_month", int, label_vi="Tháng bắt đầu làm", label_en="Month it began"),
    Fact("placement_person_id", int, label_vi="Người", label_en="Person"),
    Fact("placement_commune_id", str, label_vi="Xã của người đó", label_en="Commune of the person"),
    Fact("placement_province_id", str, label_vi="Tỉnh của người đó", label_en="Province of the person"),
    Fact("placement_destination", str, words=words.DESTINATIONS, label_vi="Nơi làm việc", label_en="Destination"),
    Fact("placement_channel", str, words=words.CHANNELS, label_vi="Qua kênh nào", label_en="Channel"),
    Fact("placement_sector", str, nullable=True, words=words.SECTORS, label_vi="Khu vực kinh tế", label_en="Sector"),
    Fact("placement_occupation_group", str, nullable=True, words=OCCUPATION_GROUPS, label_vi="Nhóm nghề", label_en="Occupation group"),
    Fact("placement_is_new", bool, label_vi="Việc làm tăng thêm", label_en="A job added"),
    Fact("placement_market", str, nullable=True, words=words.MARKETS, label_vi="Thị trường ngoài nước", label_en="Market abroad"),
    Fact("placement_months", int, nullable=True, unit="month", label_vi="Thời hạn hợp đồng", label_en="Term of the contract"),
    Fact("placement_longest_before", int, nullable=True, unit="month", label_vi="Thời hạn dài nhất của việc làm nhận trước trong năm",
         label_en="Longest term of what began earlier in the year"),
    Fact("placement_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("placement_ethnicity", int, words=ETHNICITIES, label_vi="Dân tộc", label_en="Ethnic group"),
    Fact("placement_is_minority", bool, label_vi="Dân tộc thiểu số", label_en="Ethnic minority"),
    Fact("placement_is_rural", bool, label_vi="Ở nông thôn", label_en="Rural"),
    Fact("placement_loan_effect", str, nullable=True, words=words.LOAN_EFFECTS, label_vi="Vốn vay tạo, duy trì hay mở rộng việc làm",
         label_en="Made, kept or enlarged by a loan"),
    Fact("placement_association", str, nullable=True, words=words.LOAN_ASSOCIATIONS, label_vi="Tổ chức thực hiện cho vay",
         label_en="Who carried the loan out"),
    Fact("placement_kept_3", bool, nullable=True, label_vi="Còn làm sau 3 tháng", label_en="Still employed after 3 months"),
    Fact("placement_kept_6", bool, nullable=True, label_vi="Còn làm sau 6 tháng", label_en="Still employed after 6 months"),
)  # fmt: skip
