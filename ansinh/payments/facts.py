"""What payments publish: lines, orders and payees of closed runs. What is not closed yet is a matter of the month desk.

A payee is a person on the list of a programme in a month, beside the month before: who is new, up, down, or no longer there."""

from datetime import date

from ansinh.benefits.words import CHANNELS, CLAIM_LABELS
from ansinh.engine import Counting, Fact, Grain, Listing, facts
from ansinh.engine.collect import collect
from ansinh.people.words import ETHNICITIES, SEXES

from . import words

# The rooms below that declare what is paid.
BENEFITS = collect(("benefits", "labour", "poverty")).benefits
SOURCES_OF_MONEY = {
    "central": ("ngân sách trung ương", "central budget"),
    "local": ("ngân sách địa phương", "local budget"),
    "other": ("nguồn khác", "other sources"),
}
SOURCE_OF_PURSE = {
    "central_merit": "central",
    "province_assistance": "local",
    "province_support": "local",
    "relief": "local",
    "gratitude_fund": "other",
    "unemployment_fund": "other",
}
ORDER_STATES = {
    "paid": ("đã nhận đủ", "paid"),
    "partly": ("nhận một phần", "partly paid"),
    "unpaid": ("chưa nhận", "not paid"),
}

_IS_CASHLESS = "o.channel IN ('account', 'vneid', 'wallet')"
_MONTH_BEFORE = "CASE WHEN {0} % 100 = 1 THEN {0} - 89 ELSE {0} - 1 END"
_MONTH_AFTER = "CASE WHEN {0} % 100 = 12 THEN {0} + 89 ELSE {0} + 1 END"


def _said(column: str, told: dict[str, str], otherwise: str) -> str:
    """A word for each value of a column."""
    whens = " ".join(f"WHEN '{value}' THEN '{word}'" for value, word in told.items())
    return f"CASE {column} {whens} ELSE {otherwise} END" if told else otherwise


_SOURCE = _said("l.benefit", {name: SOURCE_OF_PURSE[one.purse] for name, one in BENEFITS.items()}, "'local'")
_STATISTICS = _said("l.benefit", {name: one.group or name for name, one in BENEFITS.items()}, "l.benefit")

_PEOPLE = "SELECT id, sex, ethnicity, birth_year FROM people_person WHERE province_id = '{province}'"
_RUNS = "SELECT id, programme, month, state, sent_at, closed_at FROM payments_run WHERE province_id = '{province}' AND state = 'closed'"
_ORDERS = "SELECT id, run_id, person_id, commune_id, province_id, provider, channel, amount_dong FROM payments_order WHERE province_id = '{province}'"
_LINES = (
    "SELECT id, run_id, order_id, person_id, commune_id, province_id, benefit, for_month, claim_id, kind, amount_dong"
    " FROM payments_line WHERE province_id = '{province}'"
)
_SETTLEMENTS = (
    "SELECT order_id, outcome, amount_dong, day FROM payments_settlement"
    " WHERE order_id IN (SELECT id FROM payments_order WHERE province_id = '{province}')"
)
_OWN = "EXISTS (SELECT 1 FROM people_person AS own WHERE own.id = person_id AND own.province_id = '{province}')"
_CLAIMS = f"SELECT id, kind, person_id FROM benefits_claim WHERE {_OWN}"
_TITLES = f"SELECT id, person_id, category FROM benefits_title WHERE {_OWN}"
_PERIODS = """SELECT DISTINCT r.month, (SELECT m.last_day FROM core_month m WHERE m.id = (SELECT MAX(month) FROM payments_run
    WHERE state = 'closed' AND province_id = '{province}'))
  FROM payments_run r WHERE r.state = 'closed' AND r.province_id = '{province}'"""
_CLOSED_ON = "SUBSTR(CAST(r.closed_at AS TEXT), 1, 10)"
_WAITS = "tháng chi trả nào được chốt"

# Of whom a one-off of the merit regime is, as sheet 301.2 has its columns.
ONCE_OF = {
    "revolutionary": ("thân nhân người hoạt động cách mạng đến khởi nghĩa 1945", "relatives of revolutionaries until 1945"),
    "martyr": ("người thừa kế giữ Bằng Tổ quốc ghi công", "heirs who hold the martyr's award"),
    "heroic_mother": ("thân nhân Bà mẹ Việt Nam anh hùng", "relatives of Heroic Mothers"),
    "hero": ("thân nhân anh hùng", "relatives of heroes"),
    "war_invalid": ("thương binh và thân nhân", "war invalids and relatives"),
    "sick_soldier": ("bệnh binh và thân nhân", "sick soldiers and relatives"),
    "toxic_chemical": ("thân nhân người nhiễm chất độc hóa học", "relatives of victims of toxic chemicals"),
    "imprisoned": ("thân nhân người bị địch bắt tù, đày", "relatives of the imprisoned"),
    "helper": ("người giúp đỡ cách mạng và thân nhân", "helpers of the revolution and relatives"),
    "resistance": ("người hoạt động kháng chiến và thân nhân", "members of the resistance and relatives"),
    "other": ("không thuộc nhóm nào của biểu", "in no group of the sheet"),
}  # fmt: skip
_ONCE_OF_KIND = {
    "revolutionary_before_1945_died": "revolutionary", "revolutionary_of_1945_died": "revolutionary", "martyr_award": "martyr",
    "martyr_notification": "martyr", "heroic_mother_died": "heroic_mother", "hero_died": "hero", "imprisoned_died": "imprisoned",
    "helper_medal": "helper", "resistance_seniority": "resistance", "resistance_died": "resistance", "wounded_once": "war_invalid",
}  # fmt: skip
# For those whose kind does not say it (a funeral, three months at a death): the category of the one who died, the first that fits.
_ONCE_OF_CATEGORY = {
    "revolutionary": ("revolutionary_before_1945_full_time", "revolutionary_before_1945_at_home", "revolutionary_of_1945"),
    "heroic_mother": ("heroic_mother",), "hero": ("hero",), "war_invalid": ("war_invalid", "war_invalid_b"),
    "sick_soldier": ("sick_soldier",), "toxic_chemical": ("toxic_chemical",), "imprisoned": ("imprisoned",),
    "helper": ("helper_before_august_1945", "helper_with_order", "helper_nurturing"),
}  # fmt: skip
_BY_DEATH = ("funeral_merit", "death_of_merit")


def _held(categories: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{category}'" for category in categories)
    return f"EXISTS (SELECT 1 FROM benefits_title t WHERE t.person_id = c.person_id AND t.category IN ({listed}))"


_ONCE_OF = (
    "CASE " + " ".join(f"WHEN c.kind = '{kind}' THEN '{of}'" for kind, of in _ONCE_OF_KIND.items())
    + f" WHEN c.kind NOT IN ({', '.join(repr(kind) for kind in _BY_DEATH)}) OR c.kind IS NULL THEN NULL "
    + " ".join(f"WHEN {_held(categories)} THEN '{of}'" for of, categories in _ONCE_OF_CATEGORY.items()) + " ELSE 'other' END"
)  # fmt: skip

_LINE_QUERY = f"""
SELECT l.id AS line_id, r.month AS line_month, {_CLOSED_ON} AS line_closed_on, r.programme AS line_programme, l.person_id AS line_person_id,
  l.commune_id AS line_commune_id, l.province_id AS line_province_id, l.benefit AS line_benefit, {_STATISTICS} AS line_group,
  {_SOURCE} AS line_source, l.for_month AS line_for_month, l.kind AS line_kind, l.amount_dong AS line_amount_dong,
  o.channel AS line_channel, o.provider AS line_provider, p.sex AS line_sex, p.ethnicity AS line_ethnicity,
  c.kind AS line_claim_kind, c.once_of AS line_once_of
FROM payments_line l JOIN payments_run r ON r.id = l.run_id AND r.state = 'closed' JOIN people_person p ON p.id = l.person_id
  LEFT JOIN payments_order o ON o.id = l.order_id
  LEFT JOIN (SELECT c.id, c.kind, {_ONCE_OF} AS once_of FROM benefits_claim c) AS c ON c.id = l.claim_id
""".strip()

payment_line = Grain(
    "payment_line",
    key="line_id",
    partition="line_month",
    query=_LINE_QUERY,
    sources={
        "payments_run": _RUNS,
        "payments_line": _LINES,
        "payments_order": _ORDERS,
        "people_person": _PEOPLE,
        "benefits_claim": _CLAIMS,
        "benefits_title": _TITLES,
    },
    counting=Counting(
        every="month",
        periods=_PERIODS,
        commune="line_commune_id",
        province="line_province_id",
        decided="line_closed_on",
        subject="line_person_id",
        waits_for_vi=_WAITS,
        listing=Listing(
            f"""SELECT l.id AS key, l.person_id AS page_id, p.name AS name, l.for_month AS month,
              {_said("l.kind", {kind: vi for kind, (vi, _) in words.KINDS.items()}, "l.kind")} AS kind, c.full_name AS commune
            FROM payments_line l JOIN people_person p ON p.id = l.person_id JOIN places_place c ON c.id = l.commune_id
            WHERE l.id IN ({{keys}})""",
            {"name": ("Họ và tên", "Name"), "month": ("Của tháng", "For month"), "kind": ("Khoản", "Kind"), "commune": ("Xã", "Commune")},
            page="person",
        ),
    ),
    label_vi="dòng chi trả đã chốt",
    label_en="line of a closed pay-run",
)  # fmt: skip

facts(
    payment_line,
    Fact("line_month", int, label_vi="Tháng chi trả", label_en="Month of the run"),
    Fact("line_closed_on", date, label_vi="Ngày chốt", label_en="Day of closing"),
    Fact("line_programme", str, words=words.PROGRAMMES, label_vi="Chương trình", label_en="Programme"),
    Fact("line_person_id", int, label_vi="Người được trả", label_en="Person paid"),
    Fact("line_commune_id", str, label_vi="Xã chi trả", label_en="Commune of the line"),
    Fact("line_province_id", str, label_vi="Tỉnh chi trả", label_en="Province of the line"),
    Fact("line_benefit", str, words={name: (one.label_vi, one.label_en) for name, one in BENEFITS.items()}, label_vi="Loại trợ cấp",
         label_en="Benefit"),
    Fact("line_group", str, label_vi="Nhóm trợ cấp", label_en="Group of benefits"),
    Fact("line_source", str, words=SOURCES_OF_MONEY, label_vi="Nguồn kinh phí", label_en="Source of the money"),
    Fact("line_for_month", int, label_vi="Trả cho tháng", label_en="Month paid for"),
    Fact("line_kind", str, words=words.KINDS, label_vi="Khoản chi", label_en="Kind of line"),
    Fact("line_amount_dong", int, unit="dong", label_vi="Số tiền của dòng", label_en="Amount of the line"),
    Fact("line_channel", str, nullable=True, words=CHANNELS, label_vi="Hình thức nhận", label_en="How it was paid"),
    Fact("line_provider", str, nullable=True, label_vi="Đơn vị chi trả của dòng", label_en="Provider of the line"),
    Fact("line_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("line_ethnicity", int, words=ETHNICITIES, label_vi="Dân tộc", label_en="Ethnic group"),
    Fact("line_claim_kind", str, nullable=True, words=CLAIM_LABELS, label_vi="Loại trợ cấp một lần", label_en="Kind of one-off"),
    Fact("line_once_of", str, nullable=True, words=ONCE_OF, label_vi="Nhóm hưởng một lần (biểu 301.2)", label_en="Group of sheet 301.2"),
)  # fmt: skip


def _day_of_month(moment: str, hours: str) -> str:
    """The local day of the month of a moment kept in universal time; the day after the last may be 32: only order counts."""
    return f"CAST(SUBSTR({moment}, 9, 2) AS INTEGER) + CASE WHEN {hours} >= 17 THEN 1 ELSE 0 END"


_MOMENT = "CAST(r.sent_at AS TEXT)"
_SENT_MONTH = f"CAST(SUBSTR({_MOMENT}, 1, 4) AS INTEGER) * 100 + CAST(SUBSTR({_MOMENT}, 6, 2) AS INTEGER)"
_PAID_MONTH = "CAST(SUBSTR(CAST(s.last_day AS TEXT), 1, 4) AS INTEGER) * 100 + CAST(SUBSTR(CAST(s.last_day AS TEXT), 6, 2) AS INTEGER)"
_LATE, _EARLY = 99, 0

_ORDER_QUERY = f"""
SELECT o.id AS order_id, r.month AS order_month, {_CLOSED_ON} AS order_closed_on, r.programme AS order_programme,
  o.person_id AS order_person_id, o.commune_id AS order_commune_id, o.province_id AS order_province_id, o.provider AS order_provider,
  o.channel AS order_channel, {_IS_CASHLESS} AS order_is_cashless, o.amount_dong AS order_amount_dong,
  COALESCE(s.paid, 0) AS order_paid_dong, p.sex AS order_sex,
  CASE WHEN COALESCE(s.paid, 0) >= o.amount_dong THEN 'paid' WHEN COALESCE(s.paid, 0) > 0 THEN 'partly' ELSE 'unpaid' END AS order_state,
  CASE WHEN r.sent_at IS NULL THEN NULL WHEN {_SENT_MONTH} >= r.month THEN {_LATE}
    WHEN {_SENT_MONTH} < {_MONTH_BEFORE.format("r.month")} THEN {_EARLY}
    ELSE {_day_of_month(_MOMENT, f"CAST(SUBSTR({_MOMENT}, 12, 2) AS INTEGER)")} END AS order_list_day,
  CASE WHEN s.last_day IS NULL THEN NULL WHEN {_PAID_MONTH} > r.month THEN {_LATE} WHEN {_PAID_MONTH} < r.month THEN {_EARLY}
    ELSE CAST(SUBSTR(CAST(s.last_day AS TEXT), 9, 2) AS INTEGER) END AS order_paid_day
FROM payments_order o JOIN payments_run r ON r.id = o.run_id AND r.state = 'closed' JOIN people_person p ON p.id = o.person_id
  LEFT JOIN (SELECT order_id, CAST(SUM(CASE WHEN outcome = 'paid' THEN amount_dong ELSE 0 END) AS BIGINT) AS paid,
    MAX(CASE WHEN outcome = 'paid' THEN day END) AS last_day FROM payments_settlement GROUP BY order_id) AS s ON s.order_id = o.id
""".strip()

payment_order = Grain(
    "payment_order",
    key="order_id",
    partition="order_month",
    query=_ORDER_QUERY,
    sources={
        "payments_run": _RUNS,
        "payments_order": _ORDERS,
        "payments_settlement": _SETTLEMENTS,
        "people_person": _PEOPLE,
    },
    counting=Counting(
        every="month",
        periods=_PERIODS,
        commune="order_commune_id",
        province="order_province_id",
        decided="order_closed_on",
        subject="order_person_id",
        waits_for_vi=_WAITS,
        listing=Listing(
            """SELECT o.id AS key, o.person_id AS page_id, p.name AS name, o.reference AS reference, o.provider AS provider,
              c.full_name AS commune
            FROM payments_order o JOIN people_person p ON p.id = o.person_id JOIN places_place c ON c.id = o.commune_id
            WHERE o.id IN ({keys})""",
            {
                "name": ("Họ và tên", "Name"),
                "reference": ("Số lệnh chi", "Order"),
                "provider": ("Đơn vị chi trả", "Provider"),
                "commune": ("Xã", "Commune"),
            },
            page="person",
        ),
    ),
    label_vi="lệnh chi đã chốt",
    label_en="order of a closed pay-run",
)

facts(
    payment_order,
    Fact("order_month", int, label_vi="Tháng của lệnh chi", label_en="Month of the order"),
    Fact("order_closed_on", date, label_vi="Ngày chốt lệnh chi", label_en="Day the order was closed"),
    Fact("order_programme", str, words=words.PROGRAMMES, label_vi="Chương trình", label_en="Programme"),
    Fact("order_person_id", int, label_vi="Người nhận tiền", label_en="Person of the order"),
    Fact("order_commune_id", str, label_vi="Xã của lệnh chi", label_en="Commune of the order"),
    Fact("order_province_id", str, label_vi="Tỉnh của lệnh chi", label_en="Province of the order"),
    Fact("order_provider", str, label_vi="Đơn vị chi trả", label_en="Provider"),
    Fact("order_channel", str, words=CHANNELS, label_vi="Hình thức chi trả", label_en="Channel"),
    Fact("order_is_cashless", bool, label_vi="Không dùng tiền mặt", label_en="Without cash"),
    Fact("order_amount_dong", int, unit="dong", label_vi="Số tiền của lệnh chi", label_en="Amount of the order"),
    Fact("order_paid_dong", int, unit="dong", label_vi="Số tiền đã nhận", label_en="Amount paid"),
    Fact("order_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("order_state", str, words=ORDER_STATES, label_vi="Kết quả chi trả", label_en="Outcome"),
    Fact("order_list_day", int, nullable=True, unit="day", label_vi="Ngày gửi danh sách trong tháng trước tháng chi trả",
         label_en="Day of the month before on which the list was sent"),
    Fact("order_paid_day", int, nullable=True, unit="day", label_vi="Ngày nhận tiền trong tháng chi trả",
         label_en="Day of the month on which it was paid"),
)  # fmt: skip

# A person's money of a month, one row a programme: what is due this month and what is recognised in all.
_DUE = f"""SELECT r.month, r.programme, l.person_id, MIN(l.commune_id) AS commune_id, MIN(l.province_id) AS province_id,
    MAX({_CLOSED_ON}) AS closed_on, CAST(SUM(CASE WHEN l.kind = 'due' AND l.for_month = r.month THEN l.amount_dong ELSE 0 END) AS BIGINT) AS due_dong,
    MAX(CASE WHEN {_IS_CASHLESS} THEN 1 ELSE 0 END) AS cashless
  FROM payments_line l JOIN payments_run r ON r.id = l.run_id AND r.state = 'closed' LEFT JOIN payments_order o ON o.id = l.order_id
  GROUP BY r.month, r.programme, l.person_id"""
_CLOSED = "SELECT month, programme, MAX(closed_at) AS closed_at FROM payments_run WHERE state = 'closed' GROUP BY month, programme"
_PROGRAMME_NUMBER = _said(
    "x.programme", {code: str(number) for number, code in enumerate(words.PROGRAMMES, start=1)}, "'0'"
)

_PAYEE_QUERY = f"""
SELECT (x.month * 100 + CAST({_PROGRAMME_NUMBER} AS INTEGER)) * CAST(1000000000 AS BIGINT) + x.person_id AS payee_id,
  x.month AS payee_month, x.closed_on AS payee_closed_on, x.programme AS payee_programme, x.person_id AS payee_person_id,
  x.commune_id AS payee_commune_id, x.province_id AS payee_province_id, p.sex AS payee_sex, p.ethnicity AS payee_ethnicity,
  x.due_dong AS payee_due_dong, x.cashless = 1 AS payee_is_cashless, x.change AS payee_change,
  NOT EXISTS (SELECT 1 FROM payments_line l JOIN payments_run r ON r.id = l.run_id AND r.state = 'closed'
    WHERE l.person_id = x.person_id AND r.month = x.month AND r.programme < x.programme AND l.kind = 'due' AND l.for_month = r.month
  ) AS payee_is_first
FROM (
  SELECT n.*, CASE WHEN k.month IS NULL THEN NULL WHEN COALESCE(b.due_dong, 0) <= 0 THEN 'new' WHEN n.due_dong > b.due_dong THEN 'up'
    WHEN n.due_dong < b.due_dong THEN 'down' ELSE 'continuing' END AS change
  FROM ({_DUE}) AS n LEFT JOIN ({_CLOSED}) AS k ON k.programme = n.programme AND k.month = {_MONTH_BEFORE.format("n.month")}
    LEFT JOIN ({_DUE}) AS b ON b.person_id = n.person_id AND b.programme = n.programme AND b.month = {_MONTH_BEFORE.format("n.month")}
  WHERE n.due_dong > 0
  UNION ALL
  SELECT k.month, b.programme, b.person_id, b.commune_id, b.province_id, SUBSTR(CAST(k.closed_at AS TEXT), 1, 10), 0, b.cashless, 'stopped'
  FROM ({_DUE}) AS b JOIN ({_CLOSED}) AS k ON k.programme = b.programme AND k.month = {_MONTH_AFTER.format("b.month")}
    LEFT JOIN ({_DUE}) AS n ON n.person_id = b.person_id AND n.programme = b.programme AND n.month = k.month AND n.due_dong > 0
  WHERE b.due_dong > 0 AND n.person_id IS NULL
) AS x JOIN people_person p ON p.id = x.person_id
""".strip()

payee = Grain(
    "payee",
    key="payee_id",
    partition="payee_month",
    query=_PAYEE_QUERY,
    sources={"payments_run": _RUNS, "payments_line": _LINES, "payments_order": _ORDERS, "people_person": _PEOPLE},
    counting=Counting(
        every="month",
        periods=_PERIODS,
        commune="payee_commune_id",
        province="payee_province_id",
        decided="payee_closed_on",
        subject="payee_person_id",
        listed="payee_person_id",
        waits_for_vi=_WAITS,
        listing=Listing(
            """SELECT p.id AS key, p.id AS page_id, p.name AS name, p.birth_year AS birth_year, c.full_name AS commune
            FROM people_person p JOIN places_place c ON c.id = p.commune_id WHERE p.id IN ({keys})""",
            {"name": ("Họ và tên", "Name"), "birth_year": ("Năm sinh", "Born"), "commune": ("Xã", "Commune")},
            page="person",
        ),
    ),
    label_vi="người hưởng trong tháng chi trả",
    label_en="person on the list of a month",
)

facts(
    payee,
    Fact("payee_month", int, label_vi="Tháng nhận", label_en="Month of the list"),
    Fact("payee_closed_on", date, label_vi="Ngày chốt danh sách", label_en="Day the list was closed"),
    Fact("payee_programme", str, words=words.PROGRAMMES, label_vi="Chương trình", label_en="Programme"),
    Fact("payee_person_id", int, label_vi="Người hưởng trong danh sách", label_en="Person on the list"),
    Fact("payee_commune_id", str, label_vi="Xã của người hưởng trong danh sách", label_en="Commune of the list"),
    Fact("payee_province_id", str, label_vi="Tỉnh của người hưởng trong danh sách", label_en="Province of the list"),
    Fact("payee_sex", str, words=SEXES, label_vi="Giới tính", label_en="Sex"),
    Fact("payee_ethnicity", int, words=ETHNICITIES, label_vi="Dân tộc", label_en="Ethnic group"),
    Fact("payee_due_dong", int, unit="dong", label_vi="Mức tháng này", label_en="Due this month"),
    Fact("payee_is_cashless", bool, label_vi="Nhận không dùng tiền mặt", label_en="Paid without cash"),
    Fact("payee_change", str, nullable=True, words=words.MOVEMENTS, label_vi="So với tháng trước", label_en="Against the month before"),
    Fact("payee_is_first", bool, label_vi="Chương trình đầu tiên của một người", label_en="First programme of a person"),
)  # fmt: skip
