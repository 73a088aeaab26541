"""What stands on each list of a run, from its sealed folder and the registers behind it.

Columns: sector.md's working layout of Decree 20/2021 Article 34 and Circular 44/2022 Article 8. A social-assistance list names the
benefit, never the ground of it: a ground may be an illness nobody else may read, and one left out would tell the same."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from ansinh.benefits import words as rights
from ansinh.benefits.jobs.paying import ROOMS, paying_law
from ansinh.core.database import read_arrow
from ansinh.core.days import first_day, month_after, month_text, vietnamese_day
from ansinh.core.numbers import decimal
from ansinh.engine.collect import collect
from ansinh.engine.run import connect
from ansinh.engine.vietnamese import upper_first
from ansinh.payments.documents.people import with_people
from ansinh.payments.documents.table import check_of, qr_text
from ansinh.payments.jobs.inputs import folder_of, open_inputs
from ansinh.payments.models import RUN_ROWS, Provider, Run
from ansinh.places.models import Place

# Benefits that are a base level times a coefficient.
BY_COEFFICIENT = ("assistance.social_allowance", "assistance.single_parent", "assistance.care_support")
BASE_LEVELS = {"assistance": "assistance.base_level", "merit": "merit.base_level"}
NAMED_GROUNDS = ("merit", "survivor", "merit_carer", "merit_study", "former_soldier")


@dataclass(frozen=True)
class Asked:
    """A list of a run: of one commune, or of the whole province."""

    run: Run
    commune: Place | None

    def where(self, table: str = "") -> str:
        """The condition that narrows a table with `commune_id` to the list."""
        return f"{table}commune_id = '{self.commune.pk}'" if self.commune else "1 = 1"


Rows = list[dict[str, Any]]


@contextmanager
def opened(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the run's tables `lines`, `orders`, `movements` and its kept inputs."""
    folder = folder_of(run)
    with connect() as duck:
        open_inputs(duck, folder / "inputs")
        for name in ("lines", "orders", "movements"):
            path = str(folder / f"{name}.parquet").replace("'", "''")
            duck.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        yield duck


def base_level(run: Run) -> tuple[int | None, str]:
    """The base level of the run's programme in its month, and where it is written; nothing for a programme without one."""
    name = BASE_LEVELS.get(run.programme)
    law = paying_law(run.month, run.month, run.plan_day)
    if name is None or not law.has(name):
        return None, ""
    return int(law.value(name)), law.dated(name).reference


def pay_rows(asked: Asked) -> Rows:
    """One row an order, by hamlet and name: what it is made of, how it is paid, who may collect."""
    run = asked.run
    with opened(run) as duck:
        orders = duck.sql(f"{_ORDERS} WHERE {asked.where('o.')} ORDER BY o.commune_id, o.number").to_arrow_table()
        proxies = _proxies(duck, run)
    base, _ = base_level(run)
    grounds = _grounds(run, orders["person_id"].to_pylist())
    relations = _relations(orders["person_id"].to_pylist())
    banks = dict(Provider.objects.values_list("code", "name"))
    people = _in_order(with_people(orders, run.province_id))
    return [
        _pay_row(number, row, base, grounds, proxies.get((row["person_id"], row["payee_name"])), relations, banks)
        for number, row in enumerate(people, 1)
    ]


def _in_order(people: pa.Table) -> Rows:
    """The rows as a list is read out: by commune, hamlet and name."""
    return sorted(
        people.to_pylist(), key=lambda row: (row["commune_id"], row.get("hamlet", ""), row["name_key"], row["number"])
    )


_ORDERS = f"""
SELECT o.*, m.* EXCLUDE (order_number) FROM orders AS o JOIN (
  SELECT order_number, list(DISTINCT benefit ORDER BY benefit) AS benefits,
    COALESCE(sum(amount_dong) FILTER (kind = 'due'), 0)::BIGINT AS monthly_dong,
    COALESCE(sum(amount_dong) FILTER (kind = 'due' AND benefit IN {BY_COEFFICIENT}), 0)::BIGINT AS by_coefficient_dong,
    count(DISTINCT for_month) FILTER (kind = 'arrears') AS arrears_months,
    COALESCE(sum(amount_dong) FILTER (kind = 'arrears'), 0)::BIGINT AS arrears_dong,
    COALESCE(sum(amount_dong) FILTER (kind = 'once'), 0)::BIGINT AS once_dong,
    COALESCE(sum(amount_dong) FILTER (kind = 'carried'), 0)::BIGINT AS carried_dong,
    COALESCE(-sum(amount_dong) FILTER (kind IN ('offset', 'instalment')), 0)::BIGINT AS taken_dong
  FROM lines WHERE order_number IS NOT NULL GROUP BY order_number) AS m ON m.order_number = o.number
"""


def _pay_row(
    number: int, row: dict[str, Any], base: int | None, grounds: dict[int, str], proxy: dict[str, Any] | None,
    relations: dict[tuple[int, str], str], banks: dict[str, str],
) -> dict[str, Any]:  # fmt: skip
    bank = (
        ""
        if row["channel"] == "cash"
        else ", ".join(filter(None, (banks.get(row["provider"], row["provider"]), row["account_number"])))
    )
    return {
        "line": number,
        "code": str(row["person_id"]),
        "name": row["person_name"],
        "birth": row["birth"],
        "sex": row["sex"],
        "personal_number": row["personal_number"],
        "hamlet": row["hamlet"],
        "commune": row["commune"],
        "ground": grounds.get(row["person_id"]) or _benefits(row["benefits"]),
        "base_dong": base if row["by_coefficient_dong"] else None,
        "coefficient": _coefficient(row["by_coefficient_dong"], base),
        "monthly_dong": row["monthly_dong"],
        "arrears_months": str(row["arrears_months"] or ""),
        "arrears_dong": row["arrears_dong"],
        "once_dong": row["once_dong"],
        "taken_dong": row["taken_dong"],
        "carried_dong": row["carried_dong"],
        "amount_dong": row["amount_dong"],
        "channel": rights.CHANNELS.get(row["channel"], (row["channel"],))[0],
        "bank": bank,
        "payee": row["payee_name"],
        "proxy": "; ".join(filter(None, (proxy["name"], proxy["personal_number"]))) if proxy else "",
        "relation": relations.get((row["person_id"], proxy["name"]), "") if proxy else "",
        "proxy_until": vietnamese_day(proxy["to_day"]) if proxy else "",
        "reference": row["reference"],
        "check": check_of(row["reference"], row["amount_dong"]),
        "qr": qr_text(row["reference"], row["amount_dong"]),
    }


def _coefficient(amount_dong: int, base: int | None) -> str:
    """`1,5` when the amount is a base level times a coefficient of two decimals; '' when it is not."""
    if not amount_dong or not base or amount_dong * 100 % base:
        return ""
    return decimal(Decimal(amount_dong) / base).rstrip("0").rstrip(",")


def _benefits(names: Iterable[str]) -> str:
    known = collect(ROOMS).benefits
    return "; ".join(known[name].label_vi if name in known else name for name in names)


def _proxies(duck: duckdb.DuckDBPyConnection, run: Run) -> dict[tuple[int, str], dict[str, Any]]:
    """Who may collect for whom on the plan day, by person and the collector's name."""
    sql = (
        f"SELECT person_id, name, personal_number, to_day FROM proxies WHERE to_day > DATE '{run.plan_day}' ORDER BY id"
    )
    return {(row["person_id"], row["name"]): row for row in duck.sql(sql).to_arrow_table().to_pylist()}


def _relations(people: Iterable[int]) -> dict[tuple[int, str], str]:
    """What collectors are to the people they collect for, by person and the collector's name."""
    schema = pa.schema([("person_id", pa.int64()), ("name", pa.string()), ("relation", pa.string())])
    sql = f"SELECT person_id, name, relation FROM benefits_proxy WHERE person_id IN ({_listed(people)}) ORDER BY id"
    return {(row["person_id"], row["name"]): row["relation"] for row in read_arrow(sql, schema).to_pylist()}


def _grounds(run: Run, people: list[int]) -> dict[int, str]:
    """Titles of merit drawn in the month, in words; grounds of social assistance are not told."""
    if run.programme != "merit":
        return {}
    last = first_day(month_after(run.month))
    found: dict[int, list[str]] = {}
    for title in _titles(people):
        is_drawn = title["from_day"] < last and (title["to_day"] is None or title["to_day"] >= last)
        if is_drawn and rights.GROUP_OF.get(title["category"]) in NAMED_GROUNDS:
            found.setdefault(title["person_id"], []).append(rights.CATEGORY_LABELS[title["category"]][0])
    return {person: "; ".join(sorted(set(names))) for person, names in found.items()}


_TITLE = pa.schema(
    [
        ("id", pa.int64()), ("person_id", pa.int64()), ("category", pa.string()), ("from_day", pa.date32()), ("to_day", pa.date32()),
        ("stop_reason", pa.string()), ("replaces_id", pa.int64()), ("decision", pa.string()), ("decided_on", pa.date32()),
        ("stop_decision", pa.string()), ("stop_decided_on", pa.date32()), ("suspension", pa.string()), ("suspended_from", pa.date32()),
        ("suspended_to", pa.date32()),
    ]
)  # fmt: skip


def _titles(people: Iterable[int]) -> Rows:
    """The titles of these people with the decisions behind them and the last suspension of each."""
    return read_arrow(
        f"""SELECT t.id, t.person_id, t.category, t.from_day, t.to_day, t.stop_reason, t.replaces_id, d.number AS decision, d.decided_on,
          e.number AS stop_decision, e.decided_on AS stop_decided_on, s.reason AS suspension, s.from_day AS suspended_from,
          s.to_day AS suspended_to
        FROM benefits_title t JOIN benefits_decision d ON d.id = t.decision_id LEFT JOIN benefits_decision e ON e.id = t.stop_decision_id
        LEFT JOIN benefits_suspension s ON s.id = (SELECT MAX(id) FROM benefits_suspension WHERE title_id = t.id)
        WHERE t.person_id IN ({_listed(people)}) ORDER BY t.person_id, t.from_day, t.id""",
        _TITLE,
    ).to_pylist()


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(set(ids)))) or "NULL"


def increase_rows(asked: Asked) -> Rows:
    """One row a person who draws this month and did not the month before: since when, by which decision, why, with what arrears."""
    last = first_day(month_after(asked.run.month))
    rows = []
    for number, row, titles in _moved(asked, "new"):
        drawn = [one for one in titles if one["from_day"] < last and (one["to_day"] is None or one["to_day"] >= last)]
        title = drawn[-1] if drawn else titles[-1] if titles else None
        rows.append(
            {
                **_who(number, row),
                "ground": _ground(asked.run, title),
                "monthly_dong": row["now_dong"],
                "from_month": f"{title['from_day']:%m/%Y}" if title else "",
                "decision": _decision(title, "decision", "decided_on"),
                "reason": _why_more(title),
                "arrears_dong": row["arrears_dong"],
            }
        )
    return rows


def decrease_rows(asked: Asked) -> Rows:
    """One row a person who drew the month before and does not now: what they drew, since when, why, by which decision, what is due back."""
    rows = []
    for number, row, titles in _moved(asked, "stopped"):
        title = max(
            titles, key=lambda one: (one["to_day"] or one["suspended_from"] or date.min, one["id"]), default=None
        )
        reason, since = _why_less(title)
        rows.append(
            {
                **_who(number, row),
                "ground": _ground(asked.run, title),
                "monthly_dong": row["before_dong"],
                "from_month": f"{since:%m/%Y}" if since else month_text(asked.run.month),
                "reason": reason,
                "event_on": vietnamese_day(row["died_on"])
                if row["died_on"]
                else vietnamese_day(since)
                if since
                else "",
                "decision": _decision(title, "stop_decision", "stop_decided_on"),
                "recovery_dong": row["recovery_dong"],
            }
        )
    return rows


def _moved(asked: Asked, movement: str) -> Iterator[tuple[int, dict[str, Any], Rows]]:
    """The people of a movement by commune, hamlet and name, each with their titles."""
    with opened(asked.run) as duck:
        moved = duck.sql(
            f"""SELECT row_number() OVER (ORDER BY m.commune_id, m.person_id) AS number, m.*, COALESCE(h.hamlet, '') AS hamlet, n.died_on,
              COALESCE(l.arrears, 0)::BIGINT AS arrears_dong, COALESCE(-l.recovery, 0)::BIGINT AS recovery_dong
            FROM movements AS m LEFT JOIN names AS n ON n.id = m.person_id
            LEFT JOIN people_membership AS b ON b.person_id = m.person_id LEFT JOIN hamlets AS h ON h.id = b.household_id
            LEFT JOIN (SELECT person_id, sum(amount_dong) FILTER (kind = 'arrears') AS arrears,
                sum(amount_dong) FILTER (kind = 'recovery') AS recovery FROM lines GROUP BY person_id) AS l ON l.person_id = m.person_id
            WHERE m.movement = '{movement}' AND {asked.where("m.")}"""
        ).to_arrow_table()
    titles: dict[int, Rows] = {}
    for title in _titles(moved["person_id"].to_pylist()):
        if _is_of(asked.run, title):
            titles.setdefault(title["person_id"], []).append(title)
    for number, row in enumerate(_in_order(with_people(moved, asked.run.province_id)), 1):
        yield number, row, titles.get(row["person_id"], [])


def _is_of(run: Run, title: dict[str, Any]) -> bool:
    """Whether a title is paid on the run's lists."""
    return (rights.GROUP_OF.get(title["category"]) in NAMED_GROUNDS) == (run.programme == "merit")


def _who(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {"line": number, "name": row["person_name"], "birth": row["birth"], "personal_number": row["personal_number"],
            "hamlet": row.get("hamlet", ""), "commune": row["commune"]}  # fmt: skip


def _ground(run: Run, title: dict[str, Any] | None) -> str:
    if title is None:
        return ""
    group = rights.GROUP_OF.get(title["category"], "")
    return (
        rights.CATEGORY_LABELS[title["category"]][0] if group in NAMED_GROUNDS else upper_first(rights.GROUPS[group][0])
    )


def _decision(title: dict[str, Any] | None, number: str, day: str) -> str:
    if title is None or not title[number]:
        return ""
    return f"{title[number]} ngày {vietnamese_day(title[day])}"


def _why_more(title: dict[str, Any] | None) -> str:
    if title and title["suspension"] and title["suspended_to"] and title["suspended_to"] > title["from_day"]:
        return "hưởng lại"
    return "chuyển nhóm, đổi mức" if title and title["replaces_id"] else "mới"


def _why_less(title: dict[str, Any] | None) -> tuple[str, date | None]:
    """The reason of a stop in words, and since when."""
    if title is None:
        return "không còn đủ điều kiện", None
    if title["to_day"]:
        return rights.STOPS.get(title["stop_reason"], ("thôi hưởng",))[0], title["to_day"]
    if title["suspension"] and not title["suspended_to"]:
        return f"tạm dừng: {rights.SUSPENSIONS.get(title['suspension'], ('',))[0]}", title["suspended_from"]
    return "không còn đủ điều kiện", None


def once_rows(asked: Asked) -> Rows:
    """One row a right once of this run: of whom, when, by which extract and decision, how much, who collects."""
    with opened(asked.run) as duck:
        lines = duck.sql(
            f"""SELECT number, person_id, commune_id, claim_id, sum(amount_dong) OVER (PARTITION BY claim_id)::BIGINT AS amount_dong FROM lines
            WHERE kind = 'once' AND {asked.where()} QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY number) = 1"""
        ).to_arrow_table()
    claims = {
        row["id"]: row
        for row in read_arrow(_CLAIMS.format(ids=_listed(lines["claim_id"].to_pylist())), _CLAIM).to_pylist()
    }
    people = _in_order(with_people(lines, asked.run.province_id))
    return [_once_row(number, row, claims[row["claim_id"]]) for number, row in enumerate(people, 1)]


_CLAIM = pa.schema(
    [
        ("id", pa.int64()), ("kind", pa.string()), ("event_on", pa.date32()), ("death_extract", pa.string()), ("payee_name", pa.string()),
        ("payee_relation", pa.string()), ("payee", pa.string()), ("payee_number", pa.string()), ("died_on", pa.date32()),
        ("decision", pa.string()), ("decided_on", pa.date32()),
    ]
)  # fmt: skip
_CLAIMS = """SELECT c.id, c.kind, c.event_on, c.death_extract, c.payee_name, c.payee_relation, p.name AS payee,
  p.personal_number AS payee_number, w.died_on, d.number AS decision, d.decided_on
FROM benefits_claim c JOIN benefits_decision d ON d.id = c.decision_id JOIN people_person w ON w.id = c.person_id
LEFT JOIN people_person p ON p.id = c.payee_id WHERE c.id IN ({ids})"""


def _once_row(number: int, row: dict[str, Any], claim: dict[str, Any]) -> dict[str, Any]:
    happened = claim["died_on"] or claim["event_on"]
    return {
        **_who(number, row),
        "event_on": vietnamese_day(happened) if happened else "",
        "extract": claim["death_extract"],
        "ground": rights.CLAIM_LABELS.get(claim["kind"], (claim["kind"],))[0],
        "amount_dong": row["amount_dong"],
        "payee": claim["payee"] or claim["payee_name"] or row["person_name"],
        "payee_number": claim["payee_number"]
        or ("" if claim["payee"] or claim["payee_name"] else row["personal_number"]),
        "relation": claim["payee_relation"],
        "decision": _decision(claim, "decision", "decided_on"),
    }


def summary_rows(asked: Asked) -> Rows:
    """One row a benefit: people the month before, more, fewer, now, and its money; people now = before + more - fewer."""
    run = asked.run
    with opened(run) as duck:
        found = (
            duck.sql(_SUMMARY.format(month=run.month, before=month_after(run.month, -1), where=asked.where()))
            .to_arrow_table()
            .to_pylist()
        )
    return [
        {**row, "line": number, "ground": _benefits([row["benefit"]]),
         "total_dong": row["charged_dong"] + row["carried_dong"]}
        for number, row in enumerate(found, 1)
    ]  # fmt: skip


_SUMMARY = """
WITH drawn AS (
  SELECT r.benefit, r.person_id, sum(r.amount_dong) FILTER (r.for_month = {before}) AS before_dong,
    sum(r.amount_dong) FILTER (r.for_month = {month}) AS now_dong
  FROM (SELECT q.benefit, q.person_id, q.for_month, q.amount_dong, n.commune_id FROM recognised AS q JOIN names AS n ON n.id = q.person_id
      WHERE q.claim_id IS NULL UNION ALL
    SELECT benefit, person_id, for_month, amount_dong, commune_id FROM lines WHERE claim_id IS NULL AND for_month = {month}
      AND kind IN ('due', 'recovery')) AS r
  WHERE r.for_month IN ({before}, {month}) AND {where} GROUP BY ALL),
people AS (
  SELECT benefit, count(*) FILTER (before_dong > 0) AS people_before, count(*) FILTER (now_dong > 0 AND COALESCE(before_dong, 0) <= 0) AS more,
    count(*) FILTER (before_dong > 0 AND COALESCE(now_dong, 0) <= 0) AS fewer, count(*) FILTER (now_dong > 0) AS people_now
  FROM drawn GROUP BY benefit),
money AS (
  SELECT benefit, COALESCE(sum(amount_dong) FILTER (kind = 'due'), 0)::BIGINT AS monthly_dong,
    COALESCE(sum(amount_dong) FILTER (kind = 'arrears'), 0)::BIGINT AS arrears_dong,
    COALESCE(sum(amount_dong) FILTER (kind = 'once'), 0)::BIGINT AS once_dong,
    COALESCE(sum(amount_dong) FILTER (kind = 'carried'), 0)::BIGINT AS carried_dong,
    COALESCE(-sum(amount_dong) FILTER (kind IN ('offset', 'instalment')), 0)::BIGINT AS taken_dong,
    COALESCE(sum(amount_dong) FILTER (kind IN ('due', 'arrears', 'once', 'offset', 'instalment')), 0)::BIGINT AS charged_dong
  FROM lines WHERE {where} GROUP BY benefit)
SELECT COALESCE(m.benefit, p.benefit) AS benefit, COALESCE(people_before, 0) AS people_before, COALESCE(more, 0) AS more,
  COALESCE(fewer, 0) AS fewer, COALESCE(people_now, 0) AS people_now, COALESCE(monthly_dong, 0) AS monthly_dong,
  COALESCE(arrears_dong, 0) AS arrears_dong, COALESCE(once_dong, 0) AS once_dong, COALESCE(carried_dong, 0) AS carried_dong,
  COALESCE(taken_dong, 0) AS taken_dong, COALESCE(charged_dong, 0) AS charged_dong
FROM money AS m FULL JOIN people AS p ON p.benefit = m.benefit
WHERE COALESCE(people_before, 0) + COALESCE(people_now, 0) > 0 OR m.benefit IS NOT NULL ORDER BY 1
"""


_SETTLED = pa.schema(
    [
        ("provider", pa.string()), ("listed_dong", pa.int64()), ("cash_dong", pa.int64()), ("cashless_dong", pa.int64()),
        ("unpaid_people", pa.int64()), ("unpaid_dong", pa.int64()), ("returned_dong", pa.int64()), ("written_back_dong", pa.int64()),
    ]
)  # fmt: skip
_SETTLEMENT = """
SELECT provider, SUM(amount_dong) AS listed_dong, SUM(CASE WHEN channel = 'cash' THEN paid ELSE 0 END) AS cash_dong,
  SUM(CASE WHEN channel = 'cash' THEN 0 ELSE paid END) AS cashless_dong, SUM(CASE WHEN paid < amount_dong THEN 1 ELSE 0 END) AS unpaid_people,
  SUM(amount_dong - paid) AS unpaid_dong, SUM(returned) AS returned_dong, SUM(written_back) AS written_back_dong
FROM (SELECT o.provider, o.channel, o.amount_dong, COALESCE(s.paid, 0) AS paid,
    CASE WHEN COALESCE(s.returned, 0) > o.amount_dong - COALESCE(s.paid, 0) THEN o.amount_dong - COALESCE(s.paid, 0)
      ELSE COALESCE(s.returned, 0) END AS returned,
    COALESCE((SELECT SUM(u.amount_dong) FROM payments_unpaid u WHERE u.order_id = o.id AND u.withdrawn_by_id IS NULL
      AND u.decided = 'written_back'), 0) AS written_back
  FROM payments_order o LEFT JOIN (
    SELECT order_id, SUM(CASE WHEN outcome = 'paid' THEN amount_dong ELSE 0 END) AS paid,
      SUM(CASE WHEN outcome = 'returned' THEN amount_dong ELSE 0 END) AS returned
    FROM payments_settlement WHERE order_id BETWEEN {first} AND {last} GROUP BY order_id) s ON s.order_id = o.id
  WHERE o.id BETWEEN {first} AND {last} AND {where}) fates
GROUP BY provider ORDER BY provider
"""
_REASONS = """SELECT o.provider, s.code, COUNT(*) AS many FROM payments_settlement s JOIN payments_order o ON o.id = s.order_id
WHERE s.order_id BETWEEN {first} AND {last} AND s.outcome = 'returned' AND s.code <> '' AND {where} GROUP BY o.provider, s.code
ORDER BY o.provider, many DESC, s.code"""


def settlement_rows(asked: Asked) -> Rows:
    """One row a provider: what it was to pay, what it paid in cash and otherwise, what nobody received and why, what it still holds."""
    first = asked.run.pk * RUN_ROWS
    span = {"first": first, "last": first + RUN_ROWS - 1, "where": asked.where("o.")}
    named = dict(Provider.objects.values_list("code", "name"))
    reasons: dict[str, list[str]] = {}
    kinds = pa.schema([("provider", pa.string()), ("code", pa.string()), ("many", pa.int64())])
    for row in read_arrow(_REASONS.format(**span), kinds).to_pylist():
        reasons.setdefault(row["provider"], []).append(f"{row['code']}: {row['many']}")
    is_closed = asked.run.state == "closed"
    return [
        {**row, "line": number, "provider_name": named.get(row["provider"], row["provider"]), "reasons": "; ".join(reasons.get(row["provider"], [])),
         "paid_dong": row["cash_dong"] + row["cashless_dong"], "held_dong": 0 if is_closed else row["unpaid_dong"],
         "given_back_dong": row["unpaid_dong"] if is_closed else 0}
        for number, row in enumerate(read_arrow(_SETTLEMENT.format(**span), _SETTLED).to_pylist(), 1)
    ]  # fmt: skip


ROWS: dict[str, Callable[[Asked], Rows]] = {
    "pay": pay_rows,
    "increase": increase_rows,
    "decrease": decrease_rows,
    "once": once_rows,
    "summary": summary_rows,
    "settlement": settlement_rows,
}


def leant_on(run: Run) -> tuple[list[int], list[str]]:
    """The months and benefits the run's lines are of."""
    with opened(run) as duck:
        found = duck.sql(
            "SELECT list(DISTINCT for_month ORDER BY for_month), list(DISTINCT benefit ORDER BY benefit) FROM lines"
        ).fetchall()[0]
    return found[0] or [], found[1] or []


def sealed(run: Run) -> dict[str, Any]:
    """What was sealed with the run's inputs."""
    told: dict[str, Any] = json.loads((folder_of(run) / "inputs" / "manifest.json").read_text(encoding="utf-8"))
    return told
