"""What the registers of conditions at work publish: a row in the month of its day, or in each month it stands. Cancelled ones are not there."""

from typing import Any

from ansinh.core.days import month_sql
from ansinh.engine import Fact, Grain, facts
from ansinh.labour import words
from ansinh.labour.facts.abroad import (
    KEY,
    MONTHS,
    OF_PROVINCE,
    ORGANISATIONS,
    counting,
    listed,
    organisation_columns,
    organisation_facts,
    place_facts,
)

_JOIN = "JOIN people_organisation o ON o.id = t.organisation_id"
_MAYBE = "LEFT JOIN people_organisation o ON o.id = t.organisation_id"
_NAME = ("o.name", "Đơn vị", "Organisation")


def _of_day(
    name: str, table: str, day: str, columns: str, *, kept: str, register: str, told: dict[str, tuple[str, str, str]], label_vi: str,
    label_en: str, waits_for: str, is_known: bool = True,
) -> Grain:  # fmt: skip
    """A grain of rows that happen on a day."""
    join = "JOIN" if is_known else "LEFT JOIN"
    return Grain(
        name,
        key=f"{name}_id",
        partition=f"{name}_month",
        query=f"""
SELECT w.id AS {name}_id, {month_sql(f"w.{day}")} AS {name}_month, w.commune_id AS {name}_commune_id, w.province_id AS {name}_province_id,
  {columns}, {organisation_columns(name)}
FROM {table} w {join} people_organisation o ON o.id = w.organisation_id WHERE w.cancelled_because = ''
""".strip(),
        sources={
            table: f"SELECT id, organisation_id, {day}, {kept}, commune_id, province_id, cancelled_because FROM {table} {OF_PROVINCE}",
            "people_organisation": ORGANISATIONS,
        },
        counting=counting(
            name, table, day, listed(table, told, register=register, joins=_JOIN if is_known else _MAYBE), waits_for
        ),
        label_vi=label_vi,
        label_en=label_en,
    )


def _standing(
    name: str, table: str, day: str, stands: str, columns: str, *, kept: str, register: str, told: dict[str, tuple[str, str, str]],
    label_vi: str, label_en: str, waits_for: str,
) -> Grain:  # fmt: skip
    """A grain of rows that stand at the end of each month in which `stands` holds."""
    return Grain(
        name,
        key=f"{name}_id",
        partition=f"{name}_month",
        query=f"""
SELECT w.id * {KEY} + m.id AS {name}_id, w.id AS {name}_row, m.id AS {name}_month, w.commune_id AS {name}_commune_id,
  w.province_id AS {name}_province_id, {columns}, {organisation_columns(name)}
FROM {table} w JOIN people_organisation o ON o.id = w.organisation_id JOIN core_month m ON {stands}
WHERE w.cancelled_because = ''
""".strip(),
        sources={
            table: f"SELECT id, organisation_id, {day}, {kept}, commune_id, province_id, cancelled_because FROM {table} {OF_PROVINCE}",
            "people_organisation": ORGANISATIONS,
            "core_month": MONTHS,
        },
        counting=counting(
            name, table, day, listed(table, told, register=register, joins=_JOIN), waits_for, listed=f"{name}_row"
        ),
        label_vi=label_vi,
        label_en=label_en,
    )


def _row(name: str) -> Fact:
    return Fact(f"{name}_row", int, label_vi="Dòng trong sổ", label_en="Row")


def _people(name: str, vi: str, en: str, **more: Any) -> Fact:
    return Fact(name, int, unit="person", label_vi=vi, label_en=en, **more)


_SIZE = (
    "CASE WHEN w.workers < 10 THEN 'under_10' WHEN w.workers < 200 THEN '10_to_200' WHEN w.workers <= 500 THEN '200_to_500'"
    " WHEN w.workers > 500 THEN 'over_500' ELSE 'unknown' END"
)
work_rules = _of_day(
    "work_rules", "labour_workrules", "registered_on",
    f"{_SIZE} AS work_rules_size, ROW_NUMBER() OVER (PARTITION BY w.organisation_id, SUBSTR(CAST(w.registered_on AS TEXT), 1, 4)"
    " ORDER BY w.registered_on, w.id) = 1 AS work_rules_is_first",
    kept="workers", register="noi-quy",
    told={"name": _NAME, "number": ("t.number", "Số", "Number"), "day": ("t.registered_on", "Ngày đăng ký", "Registered")},
    label_vi="lần đăng ký nội quy lao động", label_en="registration of rules of work", waits_for="nội quy lao động nào được đăng ký",
)  # fmt: skip
facts(
    work_rules,
    *place_facts("work_rules"),
    Fact("work_rules_size", str, words=words.SIZES, label_vi="Quy mô", label_en="Size"),
    Fact(
        "work_rules_is_first",
        bool,
        label_vi="Lần đầu trong năm của đơn vị",
        label_en="The organisation's first in the year",
    ),
    *organisation_facts("work_rules"),
)

_IN_FORCE = "w.from_day <= m.last_day AND w.to_day >= m.last_day AND (w.ended_on IS NULL OR w.ended_on > m.last_day)"
agreement = _standing(
    "agreement", "labour_collectiveagreement", "from_day", _IN_FORCE, "w.kind AS agreement_kind, COALESCE(w.workers, 0) AS agreement_workers",
    kept="kind, workers, to_day, ended_on", register="thoa-uoc",
    told={"name": _NAME, "signed": ("t.signed_on", "Ngày ký", "Signed"), "until": ("t.to_day", "Hiệu lực đến", "Until")},
    label_vi="thỏa ước lao động tập thể có hiệu lực cuối tháng", label_en="collective agreement in force at a month's end",
    waits_for="thỏa ước lao động tập thể nào",
)  # fmt: skip
facts(
    agreement,
    *place_facts("agreement"),
    _row("agreement"),
    Fact("agreement_kind", str, words=words.AGREEMENT_KINDS, label_vi="Loại thỏa ước", label_en="Kind"),
    _people("agreement_workers", "Số lao động áp dụng", "People covered"),
    *organisation_facts("agreement"),
)

workers_body = _standing(
    "workers_body", "labour_workerorganisation", "founded_on",
    "w.founded_on <= m.last_day AND (w.ended_on IS NULL OR w.ended_on > m.last_day)",
    "w.kind AS workers_body_kind, w.members AS workers_body_members, w.women AS workers_body_women",
    kept="kind, ended_on, members, women", register="dai-dien",
    told={"name": _NAME, "founded": ("t.founded_on", "Ngày thành lập", "Founded"), "members": ("t.members", "Thành viên", "Members")},
    label_vi="tổ chức đại diện người lao động cuối tháng", label_en="workers' organisation at a month's end",
    waits_for="tổ chức đại diện người lao động nào",
)  # fmt: skip
facts(
    workers_body,
    *place_facts("workers_body"),
    _row("workers_body"),
    Fact("workers_body_kind", str, words=words.WORKER_ORGANISATIONS, label_vi="Loại tổ chức", label_en="Kind"),
    _people("workers_body_members", "Số thành viên", "Members"),
    _people("workers_body_women", "Thành viên nữ", "Women"),
    *organisation_facts("workers_body"),
)

dispute = _of_day(
    "dispute", "labour_dispute", "received_on",
    "w.kind AS dispute_kind, w.cause AS dispute_cause, NULLIF(w.settler, '') AS dispute_settler, NULLIF(w.result, '') AS dispute_result",
    kept="kind, cause, settler, result", register="tranh-chap",
    told={"name": _NAME, "received": ("t.received_on", "Ngày nhận", "Received"), "people": ("t.people", "Số người", "People")},
    label_vi="vụ tranh chấp lao động", label_en="dispute at work", waits_for="tranh chấp lao động nào",
)  # fmt: skip
facts(
    dispute,
    *place_facts("dispute"),
    Fact("dispute_kind", str, words=words.DISPUTE_KINDS, label_vi="Loại tranh chấp", label_en="Kind"),
    Fact("dispute_cause", str, words=words.DISPUTE_CAUSES, label_vi="Nguyên nhân", label_en="Cause"),
    Fact("dispute_settler", str, nullable=True, words=words.SETTLERS, label_vi="Nơi giải quyết", label_en="Settled by"),
    Fact("dispute_result", str, nullable=True, words=words.DISPUTE_RESULTS, label_vi="Kết quả", label_en="Result"),
    *organisation_facts("dispute"),
)

_LENGTH = "CASE WHEN w.days < 7 THEN 'under_1_week' WHEN w.days < 14 THEN '1_to_2_weeks' WHEN w.days >= 14 THEN 'over_2_weeks' END"
strike = _of_day(
    "strike", "labour_strike", "started_on",
    f"w.leader AS strike_leader, w.cause AS strike_cause, w.people AS strike_people, {_LENGTH} AS strike_length",
    kept="leader, cause, people, days", register="dinh-cong",
    told={"name": _NAME, "started": ("t.started_on", "Bắt đầu", "Began"), "people": ("t.people", "Người tham gia", "People")},
    label_vi="cuộc đình công, ngừng việc", label_en="strike", waits_for="cuộc đình công nào",
)  # fmt: skip
facts(
    strike,
    *place_facts("strike"),
    Fact("strike_leader", str, words=words.STRIKE_LEADERS, label_vi="Ai lãnh đạo", label_en="Led by"),
    Fact("strike_cause", str, words=words.STRIKE_CAUSES, label_vi="Nguyên nhân", label_en="Cause"),
    Fact("strike_length", str, nullable=True, words=words.STRIKE_LENGTHS, label_vi="Kéo dài", label_en="Length"),
    _people("strike_people", "Người tham gia", "People on strike"),
    *organisation_facts("strike"),
)

# A report stands in the December of its year: wages, and the bonus of the Tết that follows.
wage_report = Grain(
    "wage_report",
    key="wage_report_id",
    partition="wage_report_month",
    query=f"""
SELECT w.id AS wage_report_id, w.year * 100 + 12 AS wage_report_month, w.commune_id AS wage_report_commune_id,
  w.province_id AS wage_report_province_id, w.workers AS wage_report_workers, w.wage_dong AS wage_report_wage_dong,
  w.wage_dong * w.workers AS wage_report_fund_dong, w.bonus_average_dong AS wage_report_bonus_dong,
  COALESCE(w.bonus_average_dong, 0) * w.workers AS wage_report_bonus_fund_dong, w.wage_debt_dong AS wage_report_debt_dong,
  w.insurance_debt_dong AS wage_report_insurance_debt_dong, {organisation_columns("wage_report")}
FROM labour_wagereport w JOIN people_organisation o ON o.id = w.organisation_id WHERE w.cancelled_because = ''
""".strip(),
    sources={
        "labour_wagereport": "SELECT id, organisation_id, year, workers, wage_dong, bonus_average_dong, wage_debt_dong, insurance_debt_dong,"
        f" commune_id, province_id, cancelled_because FROM labour_wagereport {OF_PROVINCE}",
        "people_organisation": ORGANISATIONS,
    },
    counting=counting(
        "wage_report", "labour_wagereport", "reported_on",
        listed("labour_wagereport", {"name": _NAME, "year": ("t.year", "Năm", "Year"), "wage": ("t.wage_dong", "Lương bình quân", "Wage")},
               register="tien-luong", joins=_JOIN),
        "báo cáo tiền lương nào",
        periods="SELECT m.id, (SELECT MAX(last_day) FROM core_month WHERE last_day <= '{today}') FROM core_month m"
        " WHERE m.first_day <= '{today}' AND m.number = 12"
        f" AND m.year >= (SELECT MIN(year) FROM labour_wagereport {OF_PROVINCE})",
    ),
    label_vi="báo cáo tiền lương, thưởng Tết của đơn vị trong năm",
    label_en="report of wages and bonuses of a year",
)  # fmt: skip
facts(
    wage_report,
    *place_facts("wage_report"),
    _people("wage_report_workers", "Số lao động hưởng lương", "People the wages are of"),
    Fact(
        "wage_report_wage_dong",
        int,
        unit="dong/month",
        label_vi="Lương bình quân tháng",
        label_en="Average wage a month",
    ),
    Fact("wage_report_fund_dong", int, unit="dong", label_vi="Tổng tiền lương một tháng", label_en="Wages of a month"),
    Fact(
        "wage_report_bonus_dong",
        int,
        nullable=True,
        unit="dong",
        label_vi="Thưởng Tết bình quân",
        label_en="Average Tết bonus",
    ),
    Fact("wage_report_bonus_fund_dong", int, unit="dong", label_vi="Tổng tiền thưởng Tết", label_en="Tết bonuses"),
    Fact("wage_report_debt_dong", int, unit="dong", label_vi="Tiền lương còn nợ", label_en="Wages owed"),
    Fact(
        "wage_report_insurance_debt_dong",
        int,
        unit="dong",
        label_vi="Bảo hiểm xã hội còn nợ",
        label_en="Social insurance owed",
    ),
    *organisation_facts("wage_report"),
)

accident = _of_day(
    "accident", "labour_accident", "happened_on",
    "w.is_contracted AS accident_is_contracted, w.sector AS accident_sector, w.injury AS accident_injury, w.people AS accident_people,"
    " w.women AS accident_women, w.deaths AS accident_deaths, w.women_dead AS accident_women_dead, w.severe AS accident_severe,"
    " w.damage_dong AS accident_damage_dong, w.days_lost AS accident_days_lost",
    kept="is_contracted, sector, injury, people, women, deaths, women_dead, severe, damage_dong, days_lost", register="tai-nan",
    told={"name": ("COALESCE(o.name, t.where_at)", "Đơn vị, nơi xảy ra", "Where"), "day": ("t.happened_on", "Ngày", "Day"),
          "people": ("t.people", "Số người", "People"), "deaths": ("t.deaths", "Chết", "Deaths")},
    label_vi="vụ tai nạn lao động", label_en="accident at work", waits_for="tai nạn lao động nào", is_known=False,
)  # fmt: skip
facts(
    accident,
    *place_facts("accident"),
    Fact("accident_is_contracted", bool, label_vi="Có quan hệ lao động", label_en="Under contract"),
    Fact("accident_sector", str, words=words.ACCIDENT_SECTORS, label_vi="Ngành xảy ra", label_en="Sector"),
    Fact("accident_injury", str, words=words.INJURIES, label_vi="Dạng chấn thương", label_en="Injury"),
    _people("accident_people", "Người bị nạn", "People hurt"),
    _people("accident_women", "Nữ bị nạn", "Women hurt"),
    _people("accident_deaths", "Người chết", "Deaths"),
    _people("accident_women_dead", "Nữ chết", "Women killed"),
    _people("accident_severe", "Người bị thương nặng", "Badly hurt"),
    Fact("accident_damage_dong", int, unit="dong", label_vi="Chi phí và thiệt hại", label_en="Damage"),
    Fact("accident_days_lost", int, unit="day", label_vi="Ngày nghỉ", label_en="Days lost"),
    *organisation_facts("accident", is_known=False),
)

safety_training = _of_day(
    "safety_training", "labour_safetytraining", "held_on",
    'w."group" AS safety_training_group, w.courses AS safety_training_courses, w.people AS safety_training_people, w.women AS safety_training_women',
    kept='"group", courses, people, women', register="huan-luyen",
    told={"name": ("COALESCE(o.name, t.trainer)", "Đơn vị, nơi tổ chức", "Where"), "day": ("t.held_on", "Ngày", "Day"),
          "people": ("t.people", "Số người", "People")},
    label_vi="đợt huấn luyện an toàn, vệ sinh lao động", label_en="training in safety", waits_for="đợt huấn luyện an toàn nào", is_known=False,
)  # fmt: skip
facts(
    safety_training,
    *place_facts("safety_training"),
    Fact("safety_training_group", int, words=words.SAFETY_GROUPS, label_vi="Nhóm huấn luyện", label_en="Group"),
    Fact("safety_training_courses", int, unit="course", label_vi="Số lớp", label_en="Courses"),
    _people("safety_training_people", "Người được huấn luyện", "People trained"),
    _people("safety_training_women", "Nữ được huấn luyện", "Women trained"),
    *organisation_facts("safety_training", is_known=False),
)

_NEWEST = """NOT EXISTS (SELECT 1 FROM labour_leasingreport n WHERE n.organisation_id = w.organisation_id AND n.cancelled_because = ''
  AND n.reported_on > w.reported_on AND n.reported_on <= m.last_day)"""
_LICENSED = """EXISTS (SELECT 1 FROM labour_licence l WHERE l.organisation_id = w.organisation_id AND l.kind = 'leasing'
  AND l.cancelled_because = '' AND l.issued_on <= m.last_day AND (l.expires_on IS NULL OR l.expires_on >= m.last_day)
  AND (l.ended_on IS NULL OR l.ended_on > m.last_day))"""
leasing = _standing(
    "leasing", "labour_leasingreport", "reported_on", f"w.reported_on <= m.last_day AND {_NEWEST} AND {_LICENSED}",
    "w.workers AS leasing_workers, w.women AS leasing_women", kept="workers, women", register="cho-thue-lai",
    told={"name": _NAME, "day": ("t.reported_on", "Ngày báo cáo", "Reported"), "workers": ("t.workers", "Số lao động", "Workers")},
    label_vi="báo cáo cho thuê lại lao động còn giá trị cuối tháng", label_en="leasing report that stands at a month's end",
    waits_for="báo cáo cho thuê lại lao động nào",
)  # fmt: skip
leasing.sources["labour_licence"] = (  # type: ignore[index]
    f"SELECT id, organisation_id, kind, issued_on, expires_on, ended_on, cancelled_because FROM labour_licence {OF_PROVINCE}"
)
facts(
    leasing,
    *place_facts("leasing"),
    _row("leasing"),
    _people("leasing_workers", "Lao động cho thuê lại", "Workers hired out"),
    _people("leasing_women", "Nữ cho thuê lại", "Women hired out"),
    *organisation_facts("leasing"),
)
