"""What work abroad and foreigners at work publish: departures and returns in their month, who is away at a month's end, support,
permits and approved positions. Cancelled rows are not there."""

from collections.abc import Mapping
from typing import Any

from ansinh.core.days import month_sql
from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.labour import words
from ansinh.people.words import ORGANISATION_KINDS, SECTIONS, SEXES

KEY = 1_000_000
OF_PROVINCE = "WHERE province_id = '{province}' AND cancelled_because = ''"
MONTHS = "SELECT id, year, number, first_day, last_day, next_day FROM core_month"
PLACES = "SELECT id, is_urban FROM places_place"
ORGANISATIONS = "SELECT id, kind, section, zone, workers FROM people_organisation"


def months_from(table: str, column: str, *, until: str = "first_day") -> str:
    """SQL: the months of a province from its first record on, up to the one that runs (`first_day`) or the last whole one (`last_day`)."""
    return f"""SELECT m.id, (SELECT MAX(last_day) FROM core_month WHERE last_day <= '{{today}}') FROM core_month m
      WHERE m.{until} <= '{{today}}' AND m.id >= (SELECT {month_sql(f"MIN({column})")} FROM {table} {OF_PROVINCE})"""


def decembers_from(table: str, column: str) -> str:
    """SQL: the Decembers of a province from its first record on, and the last whole month: what a year's end stands on."""
    return months_from(table, column, until="last_day") + (
        " AND (m.number = 12 OR m.id = (SELECT MAX(id) FROM core_month WHERE last_day <= '{today}'))"
    )


def counting(
    grain: str, table: str, column: str, listing: Listing, waits_for: str, *, periods: str = "", **more: Any
) -> Counting:
    """How a register with a month, a commune and a province is counted; a month without a record is nought."""
    told = {"every": "month", "periods": periods or months_from(table, column), "commune": f"{grain}_commune_id"}
    return Counting(
        **told, province=f"{grain}_province_id", listing=listing, waits_for_vi=waits_for, is_rare=True, **more
    )  # type: ignore[arg-type]


def listed(table: str, told: Mapping[str, tuple[str, str, str]], *, register: str = "", joins: str = "") -> Listing:
    """A list of rows of a table: columns as (SQL, Vietnamese, English); each opens its page of a register, a contract its own."""
    columns = ", ".join(f"{sql} AS {name}" for name, (sql, _vi, _en) in told.items())
    page_id = f"'{register}-' || t.id" if register else "t.id"
    return Listing(
        f"""SELECT t.id AS key, {page_id} AS page_id, {columns}, c.full_name AS commune FROM {table} t
          JOIN places_place c ON c.id = t.commune_id {joins} WHERE t.id IN ({{keys}})""",
        {**{name: (vi, en) for name, (_sql, vi, en) in told.items()}, "commune": ("Xã", "Commune")},
        page="labour_row" if register else "abroad_contract",
    )


def place_facts(grain: str) -> tuple[Fact, Fact, Fact]:
    """The month and the place of a row."""
    return (
        Fact(f"{grain}_month", int, label_vi="Tháng", label_en="Month"),
        Fact(f"{grain}_commune_id", str, label_vi="Xã", label_en="Commune"),
        Fact(f"{grain}_province_id", str, label_vi="Tỉnh", label_en="Province"),
    )


def organisation_columns(grain: str) -> str:
    """SQL: what kind of organisation `o` a row is of."""
    return f"""o.kind AS {grain}_kind_of_organisation, NULLIF(o.section, '') AS {grain}_section, COALESCE(o.zone, '') <> '' AS {grain}_in_zone"""


def organisation_facts(grain: str, *, is_known: bool = True) -> tuple[Fact, ...]:
    """The facts of `organisation_columns`."""
    return (
        Fact(f"{grain}_kind_of_organisation", str, nullable=not is_known, words=ORGANISATION_KINDS, label_vi="Loại hình đơn vị",
             label_en="Kind of organisation"),
        Fact(f"{grain}_section", str, nullable=True, words=SECTIONS, label_vi="Ngành", label_en="Section"),
        Fact(f"{grain}_in_zone", bool, label_vi="Trong khu công nghiệp, khu kinh tế", label_en="In an industrial zone"),
    )  # fmt: skip


_MINORITY = "p.ethnicity <> 1"
_CONTINENT = (
    "CASE w.region " + " ".join(f"WHEN '{region}' THEN '{continent}'" for region, continent in words.CONTINENT_OF_REGION.items()) + " END"
)  # fmt: skip
_CONTRACT_PERSONS = f"SELECT person_id FROM labour_abroadcontract {OF_PROVINCE}"
_CONTRACTS = (
    'SELECT id, person_id, kind, market, region, "group", qualification, occupation, is_seafarer, is_listed_trade, contract_months,'
    f" wage_dong, departed_on, ends_on, returned_on, return_kind, commune_id, province_id, cancelled_because FROM labour_abroadcontract {OF_PROVINCE}"
)
_PERSONS = f"SELECT id, sex, ethnicity FROM people_person WHERE id IN ({_CONTRACT_PERSONS})"
_CONTRACT_PAGE = listed(
    "labour_abroadcontract",
    {
        "name": ("p.name", "Họ và tên", "Name"),
        "market": ("t.market", "Thị trường", "Market"),
        "departed": ("t.departed_on", "Xuất cảnh", "Left"),
        "returned": ("t.returned_on", "Về nước", "Back"),
    },
    joins="JOIN people_person p ON p.id = t.person_id",
)

_ABROAD_QUERY = f"""
SELECT w.id * {KEY} + m.id AS abroad_id, w.id AS abroad_contract, m.id AS abroad_month, w.commune_id AS abroad_commune_id,
  w.province_id AS abroad_province_id, w.departed_on >= m.first_day AND w.departed_on < m.next_day AS abroad_is_departure,
  COALESCE(w.returned_on >= m.first_day AND w.returned_on < m.next_day, FALSE) AS abroad_is_return,
  NULLIF(w.return_kind, '') AS abroad_return_kind, w.kind AS abroad_kind, w.market AS abroad_market, w.region AS abroad_region,
  {_CONTINENT} AS abroad_continent, w."group" AS abroad_group, w.qualification AS abroad_qualification,
  p.sex AS abroad_sex, {_MINORITY} AS abroad_is_minority, w.contract_months AS abroad_months, w.wage_dong AS abroad_wage_dong,
  w.is_seafarer AS abroad_is_seafarer, w.is_listed_trade AS abroad_is_listed_trade
FROM labour_abroadcontract w JOIN people_person p ON p.id = w.person_id
  JOIN core_month m ON m.id = {month_sql("w.departed_on")} OR m.id = {month_sql("w.returned_on")}
WHERE w.departed_on IS NOT NULL AND w.cancelled_because = ''
""".strip()

abroad = Grain(
    "abroad",
    key="abroad_id",
    partition="abroad_month",
    query=_ABROAD_QUERY,
    sources={"labour_abroadcontract": _CONTRACTS, "people_person": _PERSONS, "core_month": MONTHS},
    counting=counting(
        "abroad",
        "labour_abroadcontract",
        "departed_on",
        _CONTRACT_PAGE,
        "người đi làm việc ở nước ngoài nào",
        listed="abroad_contract",
    ),
    label_vi="lượt đi, về của hợp đồng làm việc ở nước ngoài",
    label_en="departure or return under a contract abroad",
)
_OF_CONTRACT: dict[str, tuple[str, str, Any]] = {
    "market": ("Thị trường", "Market", words.MARKETS),
    "region": ("Khu vực", "Region", words.REGIONS),
    "continent": ("Châu lục", "Continent", words.CONTINENTS),
    "group": ("Nhóm đối tượng", "Group", words.GROUPS),
    "qualification": ("Trình độ", "Qualification", words.ABROAD_QUALIFICATIONS),
    "sex": ("Giới tính", "Sex", SEXES),
}
facts(
    abroad,
    *place_facts("abroad"),
    *(Fact(f"abroad_{name}", str, words=pairs, label_vi=vi, label_en=en) for name, (vi, en, pairs) in _OF_CONTRACT.items()),
    Fact("abroad_contract", int, label_vi="Hợp đồng", label_en="Contract"),
    Fact("abroad_is_departure", bool, label_vi="Xuất cảnh trong tháng", label_en="Left in the month"),
    Fact("abroad_is_return", bool, label_vi="Về nước trong tháng", label_en="Came back in the month"),
    Fact("abroad_return_kind", str, nullable=True, words=words.RETURN_KINDS, label_vi="Về nước vì", label_en="Why back"),
    Fact("abroad_kind", str, words=words.ABROAD_KINDS, label_vi="Hình thức đi", label_en="Way of going"),
    Fact("abroad_is_minority", bool, label_vi="Dân tộc thiểu số", label_en="Ethnic minority"),
    Fact("abroad_months", int, unit="month", label_vi="Thời hạn hợp đồng", label_en="Term"),
    Fact("abroad_wage_dong", int, nullable=True, unit="dong/month", label_vi="Tiền lương tháng", label_en="Wage a month", sensitivity="personal"),
    Fact("abroad_is_seafarer", bool, label_vi="Thuyền viên", label_en="Seafarer"),
    Fact("abroad_is_listed_trade", bool, label_vi="Nghề trong danh mục ký quỹ", label_en="Trade of the deposit list"),
)  # fmt: skip

_AWAY_QUERY = f"""
SELECT w.id * {KEY} + m.id AS away_id, w.id AS away_contract, m.id AS away_month, w.commune_id AS away_commune_id,
  w.province_id AS away_province_id, w.market AS away_market, w.region AS away_region, {_CONTINENT} AS away_continent,
  w."group" AS away_group, w.qualification AS away_qualification, p.sex AS away_sex,
  COALESCE(w.ends_on < m.last_day, FALSE) OR EXISTS (SELECT 1 FROM labour_abroadviolation v WHERE v.contract_id = w.id
    AND v.cancelled_because = '' AND v.kind IN ('overstay', 'left_contract') AND v.found_on <= m.last_day
    AND (v.settled_on IS NULL OR v.settled_on > m.last_day)) AS away_is_overstay
FROM labour_abroadcontract w JOIN people_person p ON p.id = w.person_id
  JOIN core_month m ON w.departed_on <= m.last_day AND (w.returned_on IS NULL OR w.returned_on > m.last_day)
WHERE w.departed_on IS NOT NULL AND w.cancelled_because = ''
""".strip()

away = Grain(
    "away",
    key="away_id",
    partition="away_month",
    query=_AWAY_QUERY,
    sources={
        "labour_abroadcontract": _CONTRACTS,
        "labour_abroadviolation": "SELECT id, contract_id, kind, found_on, settled_on, cancelled_because FROM labour_abroadviolation"
        f" {OF_PROVINCE}",
        "people_person": _PERSONS,
        "core_month": MONTHS,
    },
    counting=counting(
        "away", "labour_abroadcontract", "departed_on", _CONTRACT_PAGE, "người đang ở nước ngoài nào", listed="away_contract",
        periods=decembers_from("labour_abroadcontract", "departed_on"),
    ),
    label_vi="người đang làm việc ở nước ngoài cuối tháng",
    label_en="person abroad at the end of a month",
)  # fmt: skip
facts(
    away,
    *place_facts("away"),
    *(Fact(f"away_{name}", str, words=pairs, label_vi=vi, label_en=en) for name, (vi, en, pairs) in _OF_CONTRACT.items()),
    Fact("away_contract", int, label_vi="Hợp đồng", label_en="Contract"),
    Fact("away_is_overstay", bool, label_vi="Quá hạn, bỏ hợp đồng chưa về", label_en="Past the term or left the contract"),
)  # fmt: skip

extension = Grain(
    "abroad_extension",
    key="extension_id",
    query="""SELECT x.id AS extension_id, x.months AS extension_months, w.wage_dong AS extension_wage_dong
FROM labour_abroadchange x JOIN labour_abroadcontract w ON w.id = x.contract_id WHERE x.kind = 'extension'""",
    label_vi="lần gia hạn hợp đồng làm việc ở nước ngoài",
    label_en="extension of a contract abroad",
)
facts(
    extension,
    Fact("extension_months", int, unit="month", label_vi="Gia hạn thêm", label_en="Months added"),
    Fact("extension_wage_dong", int, nullable=True, unit="dong/month", label_vi="Tiền lương tháng", label_en="Wage a month", sensitivity="personal"),
)  # fmt: skip

_SUPPORT_QUERY = f"""
SELECT w.id AS abroad_support_id, {month_sql("w.paid_on")} AS abroad_support_month, w.commune_id AS abroad_support_commune_id,
  w.province_id AS abroad_support_province_id, w.amount_dong AS abroad_support_amount_dong, w.content AS abroad_support_content,
  w."group" AS abroad_support_group, p.sex AS abroad_support_sex,
  ROW_NUMBER() OVER (PARTITION BY w.person_id, SUBSTR(CAST(w.paid_on AS TEXT), 1, 4) ORDER BY w.paid_on, w.id) = 1 AS abroad_support_is_first
FROM labour_abroadsupport w JOIN people_person p ON p.id = w.person_id WHERE w.cancelled_because = ''
""".strip()

support = Grain(
    "abroad_support",
    key="abroad_support_id",
    partition="abroad_support_month",
    query=_SUPPORT_QUERY,
    sources={
        "labour_abroadsupport": "SELECT id, person_id, \"group\", content, amount_dong, paid_on, commune_id, province_id, cancelled_because"
        f" FROM labour_abroadsupport {OF_PROVINCE}",
        "people_person": f"SELECT id, sex FROM people_person WHERE id IN (SELECT person_id FROM labour_abroadsupport {OF_PROVINCE})",
    },
    counting=counting(
        "abroad_support", "labour_abroadsupport", "paid_on",
        listed(
            "labour_abroadsupport",
            {"name": ("p.name", "Họ và tên", "Name"), "paid": ("t.paid_on", "Ngày chi", "Paid"), "amount": ("t.amount_dong", "Số tiền", "Amount")},
            register="ho-tro", joins="JOIN people_person p ON p.id = t.person_id",
        ),
        "khoản hỗ trợ đi làm việc ở nước ngoài nào",
    ),
    label_vi="khoản hỗ trợ đi làm việc ở nước ngoài",
    label_en="support to work abroad",
)  # fmt: skip
facts(
    support,
    *place_facts("abroad_support"),
    Fact("abroad_support_amount_dong", int, unit="dong", label_vi="Số tiền hỗ trợ", label_en="Amount"),
    Fact("abroad_support_content", str, words=words.ABROAD_SUPPORTS, label_vi="Nội dung hỗ trợ", label_en="Content"),
    Fact("abroad_support_group", str, words=words.GROUPS, label_vi="Nhóm đối tượng", label_en="Group"),
    Fact("abroad_support_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("abroad_support_is_first", bool, label_vi="Lần đầu trong năm của người đó", label_en="The person's first in the year"),
)  # fmt: skip

_LICENCE_QUERY = f"""
SELECT w.id * {KEY} + m.id AS licence_id, w.id AS licence_row, m.id AS licence_month, w.commune_id AS licence_commune_id,
  w.province_id AS licence_province_id, w.kind AS licence_kind, w.act AS licence_act,
  w.issued_on >= m.first_day AS licence_is_issued,
  COALESCE(w.ended_on, m.next_day) > m.last_day AND COALESCE(w.expires_on, m.last_day) >= m.last_day AS licence_stands,
  (w.ended_on >= m.first_day AND w.ended_on <= m.last_day OR w.ended_on IS NULL AND w.expires_on >= m.day_before AND w.expires_on < m.last_day)
    AND NOT EXISTS (SELECT 1 FROM labour_licence n WHERE n.organisation_id = w.organisation_id AND n.kind = w.kind AND n.id <> w.id
      AND n.cancelled_because = '' AND n.issued_on <= m.last_day AND COALESCE(n.ended_on, m.next_day) > m.last_day
      AND COALESCE(n.expires_on, m.next_day) > m.last_day) AS licence_is_over,
  {organisation_columns("licence")}
FROM labour_licence w JOIN people_organisation o ON o.id = w.organisation_id JOIN core_month m ON w.issued_on < m.next_day
  AND COALESCE(w.expires_on, m.first_day) >= m.day_before AND COALESCE(w.ended_on, m.next_day) >= m.first_day
WHERE w.cancelled_because = ''
""".strip()

licence = Grain(
    "licence",
    key="licence_id",
    partition="licence_month",
    query=_LICENCE_QUERY,
    sources={
        "labour_licence": "SELECT id, organisation_id, kind, act, issued_on, expires_on, ended_on, end_kind, commune_id, province_id,"
        f" cancelled_because FROM labour_licence {OF_PROVINCE}",
        "people_organisation": ORGANISATIONS,
        "core_month": MONTHS.replace("first_day,", "first_day, day_before,"),
    },
    counting=counting(
        "licence", "labour_licence", "issued_on",
        listed(
            "labour_licence",
            {"name": ("o.name", "Đơn vị", "Organisation"), "number": ("t.number", "Số", "Number"), "issued": ("t.issued_on", "Ngày cấp", "Issued"),
             "expires": ("t.expires_on", "Hết hạn", "Expires")},
            register="giay-phep", joins="JOIN people_organisation o ON o.id = t.organisation_id",
        ),
        "giấy phép nào", listed="licence_row",
    ),
    label_vi="giấy phép của đơn vị trong tháng",
    label_en="licence in a month",
)  # fmt: skip
facts(
    licence,
    *place_facts("licence"),
    Fact("licence_row", int, label_vi="Giấy phép", label_en="Licence"),
    Fact("licence_kind", str, words=words.LICENCE_KINDS, label_vi="Giấy phép về", label_en="Licence of"),
    Fact("licence_act", str, words=words.LICENCE_ACTS, label_vi="Việc cấp", label_en="Act"),
    Fact("licence_is_issued", bool, label_vi="Cấp trong tháng", label_en="Issued in the month"),
    Fact("licence_stands", bool, label_vi="Còn hiệu lực cuối tháng", label_en="In force at the month's end"),
    Fact(
        "licence_is_over",
        bool,
        nullable=True,
        label_vi="Hết hạn không gia hạn, hoặc bị thu hồi trong tháng",
        label_en="Ran out without another, or withdrawn in the month",
    ),
    *organisation_facts("licence"),
)

_PERMIT_QUERY = f"""
SELECT w.id * {KEY} + m.id AS foreign_permit_id, w.id AS foreign_permit_row, m.id AS foreign_permit_month,
  w.commune_id AS foreign_permit_commune_id, w.province_id AS foreign_permit_province_id, w.act AS foreign_permit_act,
  m.id = {month_sql("w.issued_on")} AS foreign_permit_is_issued,
  COALESCE(w.end_kind = 'revoked' AND m.id = {month_sql("w.ended_on")}, FALSE) AS foreign_permit_is_revoked,
  w.from_day <= m.last_day AND w.to_day >= m.last_day AND COALESCE(w.ended_on, m.next_day) > m.last_day AS foreign_permit_stands,
  w.sex AS foreign_permit_sex, w.continent AS foreign_permit_continent, w.position AS foreign_permit_position,
  {organisation_columns("foreign_permit")}
FROM labour_foreignpermit w JOIN people_organisation o ON o.id = w.organisation_id
  JOIN core_month m ON m.id = {month_sql("w.issued_on")} OR m.id = {month_sql("w.ended_on")} OR (w.from_day <= m.last_day
    AND w.to_day >= m.last_day AND COALESCE(w.ended_on, m.next_day) > m.last_day)
WHERE w.cancelled_because = ''
""".strip()

foreign_permit = Grain(
    "foreign_permit",
    key="foreign_permit_id",
    partition="foreign_permit_month",
    query=_PERMIT_QUERY,
    sources={
        "labour_foreignpermit": "SELECT id, organisation_id, act, issued_on, from_day, to_day, ended_on, end_kind, sex, continent, position,"
        f" commune_id, province_id, cancelled_because FROM labour_foreignpermit {OF_PROVINCE}",
        "people_organisation": ORGANISATIONS,
        "core_month": MONTHS,
    },
    counting=counting(
        "foreign_permit", "labour_foreignpermit", "issued_on",
        listed(
            "labour_foreignpermit",
            {"name": ("t.name", "Họ và tên", "Name"), "employer": ("o.name", "Đơn vị", "Organisation"), "number": ("t.number", "Số", "Number"),
             "until": ("t.to_day", "Hết hạn", "Until")},
            register="giay-phep-lao-dong", joins="JOIN people_organisation o ON o.id = t.organisation_id",
        ),
        "giấy phép lao động nào", listed="foreign_permit_row",
    ),
    label_vi="giấy phép lao động của người nước ngoài trong tháng",
    label_en="work permit of a foreigner in a month",
)  # fmt: skip
facts(
    foreign_permit,
    *place_facts("foreign_permit"),
    Fact("foreign_permit_row", int, label_vi="Giấy phép lao động", label_en="Work permit"),
    Fact("foreign_permit_act", str, words=words.PERMIT_ACTS, label_vi="Việc cấp", label_en="Act"),
    Fact("foreign_permit_is_issued", bool, label_vi="Cấp trong tháng", label_en="Issued in the month"),
    Fact("foreign_permit_is_revoked", bool, label_vi="Thu hồi trong tháng", label_en="Revoked in the month"),
    Fact("foreign_permit_stands", bool, label_vi="Còn hiệu lực cuối tháng", label_en="In force at the month's end"),
    Fact("foreign_permit_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact(
        "foreign_permit_continent", str, words=words.CONTINENTS, label_vi="Châu lục của quốc tịch", label_en="Continent"
    ),
    Fact("foreign_permit_position", str, words=words.POSITIONS, label_vi="Vị trí công việc", label_en="Position"),
    *organisation_facts("foreign_permit"),
)

_NEED_QUERY = f"""
SELECT w.id AS foreign_need_id, {month_sql("w.approved_on")} AS foreign_need_month, w.commune_id AS foreign_need_commune_id,
  w.province_id AS foreign_need_province_id, w.position AS foreign_need_position, w.positions AS foreign_need_positions,
  ROW_NUMBER() OVER (PARTITION BY w.organisation_id, SUBSTR(CAST(w.approved_on AS TEXT), 1, 4) ORDER BY w.approved_on, w.id) = 1
    AS foreign_need_is_first, {organisation_columns("foreign_need")}
FROM labour_foreignneed w JOIN people_organisation o ON o.id = w.organisation_id WHERE w.cancelled_because = ''
""".strip()

foreign_need = Grain(
    "foreign_need",
    key="foreign_need_id",
    partition="foreign_need_month",
    query=_NEED_QUERY,
    sources={
        "labour_foreignneed": "SELECT id, organisation_id, approved_on, position, positions, commune_id, province_id, cancelled_because"
        f" FROM labour_foreignneed {OF_PROVINCE}",
        "people_organisation": ORGANISATIONS,
    },
    counting=counting(
        "foreign_need", "labour_foreignneed", "approved_on",
        listed(
            "labour_foreignneed",
            {"name": ("o.name", "Đơn vị", "Organisation"), "approved": ("t.approved_on", "Ngày chấp thuận", "Approved"),
             "positions": ("t.positions", "Số vị trí", "Positions")},
            register="nhu-cau-nuoc-ngoai", joins="JOIN people_organisation o ON o.id = t.organisation_id",
        ),
        "văn bản chấp thuận sử dụng lao động nước ngoài nào",
    ),
    label_vi="chấp thuận sử dụng lao động nước ngoài",
    label_en="approval of foreign workers",
)  # fmt: skip
facts(
    foreign_need,
    *place_facts("foreign_need"),
    Fact("foreign_need_position", str, words=words.POSITIONS, label_vi="Vị trí công việc", label_en="Position"),
    Fact(
        "foreign_need_positions",
        int,
        unit="position",
        label_vi="Số vị trí được chấp thuận",
        label_en="Positions approved",
    ),
    Fact(
        "foreign_need_is_first",
        bool,
        label_vi="Lần đầu trong năm của đơn vị",
        label_en="The organisation's first in the year",
    ),
    *organisation_facts("foreign_need"),
)
