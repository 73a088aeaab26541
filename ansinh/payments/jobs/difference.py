"""The lines and orders of a run: what is owed and not recognised, what is held back, carried, set off, and to whom it goes.

Tables made in a DuckDB connection that has the kept inputs and `owed`: `differences`, `stops`, `held`, `lines`, `orders`, `movements`."""

from collections.abc import Collection, Iterable
from datetime import date

import duckdb
import pyarrow as pa

from ansinh.benefits.words import CASHLESS, FUNERALS
from ansinh.core.days import month_after
from ansinh.law.reader import STATUSES

from .owed import Leaning

LINE_COLUMNS = (
    "number", "person_id", "commune_id", "benefit", "for_month", "claim_id", "kind", "owed_dong", "recognised_dong",
    "amount_dong", "order_number", "of_order_id", "recovery_id",
)  # fmt: skip
ORDER_COLUMNS = (
    "number", "reference", "person_id", "commune_id", "hamlet", "provider", "channel", "account_number", "payee_name",
    "proxy_number", "amount_dong",
)  # fmt: skip


def work_out_lines(
    duck: duckdb.DuckDBPyConnection,
    *,
    month: int,
    plan_day: date,
    prefix: str,
    leaning: Iterable[Leaning],
    accepted: Collection[str],
) -> None:
    """All tables of the run in the connection. `prefix` begins every order's reference; `accepted` are the digests of law values
    the province accepted."""
    _differences(duck, leaning, accepted)
    duck.execute(_HOMES)
    duck.execute(_CASH_POINTS)
    _ways(duck, plan_day)
    _stops(duck, plan_day)
    _placed(duck, month)
    _carried(duck, month)
    _taken(duck, month)
    _orders(duck, prefix)
    _lines(duck)
    _movements(duck, month)


def _differences(duck: duckdb.DuckDBPyConnection, leaning: Iterable[Leaning], accepted: Collection[str]) -> None:
    """`differences`: each owed row with what the ledger recognised; `leaning`: law values nobody accepted yet, by benefit and month."""
    waiting = [one for one in leaning if one.needs_acceptance and one.digest not in accepted]
    told = [
        {"benefit": one.benefit, "for_month": one.for_month, "name": one.value.name, "from_day": one.value.from_day,
         "reference": one.value.reference, "status": STATUSES[one.value.status]}
        for one in waiting
    ]  # fmt: skip
    text = pa.string()
    columns = {
        "benefit": text,
        "for_month": pa.int32(),
        "name": text,
        "from_day": pa.date32(),
        "reference": text,
        "status": text,
    }
    duck.register("not_accepted", pa.Table.from_pylist(told, pa.schema(list(columns.items()))))
    duck.execute(
        """CREATE OR REPLACE TEMP TABLE differences AS
        SELECT o.person_id, o.commune_id, o.benefit, o.for_month, o.claim_id, o.owed_dong,
          COALESCE(r.amount_dong, 0) AS recognised_dong, o.owed_dong - COALESCE(r.amount_dong, 0) AS amount_dong
        FROM owed AS o LEFT JOIN recognised AS r ON r.person_id = o.person_id AND r.benefit = o.benefit
          AND r.for_month = o.for_month AND COALESCE(r.claim_id, 0) = COALESCE(o.claim_id, 0)"""
    )


def _ways(duck: duckdb.DuckDBPyConnection, plan_day: date) -> None:
    """`ways`: how each person is paid on the plan day, one row a person: provider, channel, account, name, proxy."""
    cashless = ", ".join(f"'{kind}'" for kind in CASHLESS)
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE ways AS
        SELECT c.person_id, n.commune_id, COALESCE(h.hamlet, '') AS hamlet, c.provider, c.kind AS channel,
          COALESCE(c.account_number, '') AS account_number, c.is_verified,
          CASE WHEN c.kind IN ({cashless}) AND c.account_name <> '' THEN c.account_name
            WHEN c.kind IN ({cashless}) THEN n.name ELSE COALESCE(p.name, n.name) END AS payee_name,
          CASE WHEN c.kind IN ({cashless}) THEN '' ELSE COALESCE(p.personal_number, '') END AS proxy_number
        FROM (SELECT * FROM channels QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY id DESC) = 1) AS c
        JOIN names AS n ON n.id = c.person_id
        LEFT JOIN (SELECT * FROM proxies WHERE to_day > DATE '{plan_day}'
          QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY id DESC) = 1) AS p ON p.person_id = c.person_id
        LEFT JOIN homes AS h ON h.person_id = c.person_id"""
    )


_HOMES = """CREATE OR REPLACE TEMP VIEW homes AS SELECT m.person_id, any_value(h.hamlet) AS hamlet
  FROM people_membership AS m JOIN hamlets AS h ON h.id = m.household_id WHERE m.to_day IS NULL GROUP BY m.person_id"""


def _stops(duck: duckdb.DuckDBPyConnection, plan_day: date) -> None:
    """`stops`: people who may be paid nothing now, one row a person with the first reason and what is said of it."""
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE stops AS
        SELECT person_id, arg_min(kind, place) AS kind, arg_min(said, place) AS said FROM (
          SELECT 1 AS place, id AS person_id, 'dead' AS kind, 'Đã chết ngày ' || strftime(died_on, '%d/%m/%Y')
            || ': không chi; lập mai táng phí hoặc thu hồi theo hồ sơ.' AS said
          FROM names WHERE died_on <= DATE '{plan_day}'
          UNION ALL
          SELECT 2, person_id, 'feed_open', max('Có ' || CASE kind WHEN 'death' THEN 'tin báo tử' WHEN 'prison' THEN 'tin thi hành án'
            ELSE 'tin chuyển nơi cư trú' END || ' ngày ' || strftime(day, '%d/%m/%Y') || ' chưa xử lý: áp dụng hoặc bác tin rồi lập lại.')
          FROM feeds GROUP BY person_id
        ) GROUP BY person_id"""
    )


def _placed(duck: duckdb.DuckDBPyConnection, month: int) -> None:
    """`placed`: every difference with its kind, who is paid, and why it is held back, if it is."""
    funerals = ", ".join(f"'{kind}'" for kind in FUNERALS)
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE placed AS
        SELECT d.*, CASE WHEN d.amount_dong < 0 THEN 'recovery' WHEN d.claim_id IS NOT NULL THEN 'once'
            WHEN d.for_month = {month} THEN 'due' ELSE 'arrears' END AS kind,
          COALESCE(c.payee_id, d.person_id) AS payee_id,
          CASE WHEN c.payee_id IS NULL THEN COALESCE(c.payee_name, '') ELSE '' END AS payee_alone,
          CASE WHEN d.owed_dong IS NULL THEN 'unknown_amount'
            WHEN n.benefit IS NOT NULL THEN 'law_not_accepted'
            WHEN d.amount_dong < 0 THEN ''
            WHEN c.kind IN ({funerals}) AND COALESCE(c.death_extract, '') = '' THEN 'no_extract'
            WHEN payee_alone = '' AND s.kind IS NOT NULL THEN s.kind
            WHEN payee_alone = '' AND w.person_id IS NULL THEN 'no_channel'
            WHEN payee_alone <> '' AND d.commune_id NOT IN (SELECT commune_id FROM cash_points) THEN 'no_channel'
            ELSE '' END AS held
        FROM (SELECT * FROM differences WHERE amount_dong <> 0 OR owed_dong IS NULL) AS d
        LEFT JOIN payees AS c ON c.id = d.claim_id
        LEFT JOIN (SELECT DISTINCT benefit, for_month FROM not_accepted) AS n ON n.benefit = d.benefit AND n.for_month = d.for_month
        LEFT JOIN stops AS s ON s.person_id = COALESCE(c.payee_id, d.person_id)
        LEFT JOIN ways AS w ON w.person_id = COALESCE(c.payee_id, d.person_id)"""
    )


_CASH_POINTS = """CREATE OR REPLACE TEMP TABLE cash_points AS
  SELECT commune_id, provider FROM (SELECT n.commune_id, c.provider, count(*) AS people FROM channels AS c JOIN names AS n ON n.id = c.person_id
    WHERE c.kind = 'cash' GROUP BY ALL) QUALIFY row_number() OVER (PARTITION BY commune_id ORDER BY people DESC, provider) = 1"""


def _carried(duck: duckdb.DuckDBPyConnection, month: int) -> None:
    """`carried`: unpaid orders taken into this run. Those of people who may not be paid wait, unless a recovery takes them whole."""
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE waiting AS
        SELECT u.id AS of_order_id, u.person_id, u.commune_id, u.amount_dong, u.month,
          COALESCE(l.carried_from, u.month) AS for_month, COALESCE(l.benefit, '') AS benefit,
          c.id AS claim_id, COALESCE(c.payee_name, '') AS payee_alone,
          CASE WHEN payee_alone <> '' AND u.commune_id IN (SELECT commune_id FROM cash_points) THEN ''
            WHEN payee_alone <> '' THEN 'no_channel'
            ELSE COALESCE(s.kind, CASE WHEN w.person_id IS NULL THEN 'no_channel' ELSE '' END) END AS held
        FROM (SELECT u.*, n.commune_id FROM unpaid AS u JOIN names AS n ON n.id = u.person_id) AS u
        LEFT JOIN (SELECT order_id, min(for_month) FILTER (kind = 'carried') AS carried_from, min(claim_id) AS claim_id,
            arg_max(benefit, (amount_dong, -id)) AS benefit FROM unpaid_lines GROUP BY order_id) AS l ON l.order_id = u.id
        LEFT JOIN payees AS c ON c.id = l.claim_id AND c.person_id = u.person_id AND c.payee_id IS NULL AND c.payee_name <> ''
        LEFT JOIN stops AS s ON s.person_id = u.person_id LEFT JOIN ways AS w ON w.person_id = u.person_id
        WHERE u.month <= {month}"""
    )
    duck.execute(
        """CREATE OR REPLACE TEMP TABLE carried AS
        SELECT * EXCLUDE (running) FROM (SELECT w.*, sum(w.amount_dong) OVER (PARTITION BY w.person_id, w.payee_alone ORDER BY of_order_id)
            AS running FROM waiting AS w)
        LEFT JOIN (SELECT person_id AS owing, -sum(amount_dong) AS owing_dong FROM placed WHERE kind = 'recovery' AND held = ''
          GROUP BY person_id) ON owing = person_id
        WHERE held = '' OR payee_alone = '' AND running <= owing_dong"""
    )


def _taken(duck: duckdb.DuckDBPyConnection, month: int) -> None:
    """`taken`: what leaves the orders again: set against this run's recoveries (carried money, then arrears; never the month's own),
    and instalments of older recoveries (at most what the order has)."""
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE money AS
        SELECT payee_id AS person_id, sum(amount_dong) AS amount_dong, sum(amount_dong) FILTER (spare) AS spare_dong,
          arg_max(benefit, (amount_dong, benefit)) AS benefit FROM (
          SELECT payee_id, benefit, amount_dong, kind = 'arrears' AS spare FROM placed
            WHERE kind <> 'recovery' AND held = '' AND payee_alone = ''
          UNION ALL SELECT person_id, benefit, amount_dong, true FROM carried WHERE payee_alone = '') GROUP BY payee_id;
        CREATE OR REPLACE TEMP TABLE offsets AS
        SELECT r.person_id, r.commune_id, r.benefit, least(r.amount_dong, m.spare_dong) AS amount_dong
        FROM (SELECT person_id, min(commune_id) AS commune_id, arg_min(benefit, (amount_dong, benefit)) AS benefit,
            -sum(amount_dong) AS amount_dong FROM placed WHERE kind = 'recovery' AND held = '' GROUP BY person_id) AS r
        JOIN money AS m ON m.person_id = r.person_id WHERE m.spare_dong > 0;
        CREATE OR REPLACE TEMP TABLE instalments AS
        SELECT person_id, benefit, id AS recovery_id, least(wanted, greatest(room - (before - wanted), 0)) AS amount_dong FROM (
          SELECT v.person_id, m.benefit, v.id, least(v.instalment_dong, v.left_dong) AS wanted,
            sum(least(v.instalment_dong, v.left_dong)) OVER (PARTITION BY v.person_id ORDER BY v.id) AS before,
            m.amount_dong - COALESCE(o.amount_dong, 0) AS room
          FROM recoveries AS v JOIN money AS m ON m.person_id = v.person_id LEFT JOIN offsets AS o ON o.person_id = v.person_id
          WHERE v.instalment_dong > 0);
        CREATE OR REPLACE TEMP TABLE taken AS
        SELECT person_id, commune_id, benefit, {month} AS for_month, 'offset' AS kind, -amount_dong AS amount_dong,
          NULL::BIGINT AS recovery_id FROM offsets
        UNION ALL
        SELECT i.person_id, n.commune_id, i.benefit, {month}, 'instalment', -i.amount_dong, i.recovery_id
        FROM instalments AS i JOIN names AS n ON n.id = i.person_id WHERE i.amount_dong > 0"""
    )
    duck.execute(
        """CREATE OR REPLACE TEMP TABLE to_recover AS
        SELECT r.person_id, r.owing_dong - COALESCE(o.amount_dong, 0) AS left_dong FROM
          (SELECT person_id, -sum(amount_dong) AS owing_dong FROM placed WHERE kind = 'recovery' AND held = '' GROUP BY person_id) AS r
        LEFT JOIN offsets AS o ON o.person_id = r.person_id WHERE r.owing_dong > COALESCE(o.amount_dong, 0)"""
    )


def _orders(duck: duckdb.DuckDBPyConnection, prefix: str) -> None:
    """`moved`: all lines without numbers; `orders`: one sum a payee above nought."""
    duck.execute(
        """CREATE OR REPLACE TEMP TABLE moved AS
        SELECT person_id, commune_id, benefit, for_month, claim_id, kind, owed_dong, recognised_dong, amount_dong,
          NULL::BIGINT AS of_order_id, NULL::BIGINT AS recovery_id, CASE WHEN kind = 'recovery' THEN NULL ELSE payee_id END AS payee_id,
          payee_alone FROM placed WHERE held = ''
        UNION ALL SELECT person_id, commune_id, benefit, for_month, claim_id, 'carried', 0, 0, amount_dong, of_order_id, NULL, person_id,
          payee_alone FROM carried
        UNION ALL SELECT person_id, commune_id, benefit, for_month, NULL, kind, 0, 0, amount_dong, NULL, recovery_id, person_id, ''
          FROM taken"""
    )
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE orders AS
        SELECT number, '{prefix}' || format('{{:07d}}', number) AS reference, * EXCLUDE (number) FROM (
          SELECT row_number() OVER (ORDER BY commune_id, person_id, payee_name) AS number, * FROM (
            SELECT g.person_id, w.commune_id, w.hamlet, w.provider, w.channel, w.account_number, w.payee_name, w.proxy_number,
              g.amount_dong, '' AS payee_alone
            FROM (SELECT payee_id AS person_id, sum(amount_dong)::BIGINT AS amount_dong FROM moved
              WHERE payee_id IS NOT NULL AND payee_alone = '' GROUP BY payee_id HAVING sum(amount_dong) > 0) AS g
            JOIN ways AS w ON w.person_id = g.person_id
            UNION ALL
            SELECT g.person_id, g.commune_id, COALESCE(h.hamlet, ''), p.provider, 'cash', '', g.payee_alone, '', g.amount_dong, g.payee_alone
            FROM (SELECT payee_id AS person_id, min(commune_id) AS commune_id, payee_alone, sum(amount_dong)::BIGINT AS amount_dong FROM moved
              WHERE payee_id IS NOT NULL AND payee_alone <> '' GROUP BY payee_id, payee_alone) AS g
            JOIN cash_points AS p ON p.commune_id = g.commune_id LEFT JOIN homes AS h ON h.person_id = g.person_id))"""
    )


def _lines(duck: duckdb.DuckDBPyConnection) -> None:
    duck.execute(
        """CREATE OR REPLACE TEMP TABLE lines AS
        SELECT row_number() OVER (ORDER BY m.commune_id, m.person_id, m.benefit, m.for_month, m.claim_id, m.kind, m.of_order_id,
            m.recovery_id) AS number,
          m.person_id, m.commune_id, m.benefit, m.for_month::INTEGER AS for_month, m.claim_id, m.kind,
          m.owed_dong::BIGINT AS owed_dong, m.recognised_dong::BIGINT AS recognised_dong, m.amount_dong::BIGINT AS amount_dong,
          o.number AS order_number, m.of_order_id, m.recovery_id
        FROM moved AS m LEFT JOIN orders AS o ON o.person_id = m.payee_id AND o.payee_alone = m.payee_alone"""
    )


def _movements(duck: duckdb.DuckDBPyConnection, month: int) -> None:
    """`movements`: each person's money of the month against the month before, by what is recognised once the run is signed."""
    before = month_after(month, -1)
    duck.execute(
        f"""CREATE OR REPLACE TEMP TABLE movements AS
        SELECT person_id, commune_id, CASE WHEN before_dong = 0 THEN 'new' WHEN now_dong = 0 THEN 'stopped'
            WHEN now_dong > before_dong THEN 'up' WHEN now_dong < before_dong THEN 'down' ELSE 'continuing' END AS movement,
          before_dong::BIGINT AS before_dong, now_dong::BIGINT AS now_dong
        FROM (SELECT person_id, min(commune_id) AS commune_id, sum(before_dong) AS before_dong, sum(now_dong) AS now_dong FROM (
            SELECT r.person_id, n.commune_id, if(r.for_month = {before}, r.amount_dong, 0) AS before_dong,
              if(r.for_month = {month}, r.amount_dong, 0) AS now_dong
            FROM recognised AS r JOIN names AS n ON n.id = r.person_id
            WHERE r.claim_id IS NULL AND r.for_month IN ({before}, {month})
            UNION ALL SELECT person_id, commune_id, 0, amount_dong FROM lines
            WHERE claim_id IS NULL AND for_month = {month} AND kind IN ('due', 'recovery')) GROUP BY person_id)
        WHERE before_dong <> 0 OR now_dong <> 0"""
    )
