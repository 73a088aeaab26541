"""The rows of a return file beside the orders: which simply settle one, and what is wrong with each of the others.

Whole files at once, in columns. A row settles an order only when reference, amount, name and account all fit one order that is open
and that no other row speaks of; everything else is an exception with its name, for somebody to settle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from ansinh.core.names import fold
from ansinh.core.numbers import grouped
from ansinh.payments.jobs.formats import SCHEMA as ROWS
from ansinh.payments.words import EXCEPTIONS

# An order as a row may mean it: what is left of it, whether its run still takes settlements, whether a later order carried it on.
ORDERS = pa.schema(
    [
        ("order_id", pa.int64()), ("run_id", pa.int64()), ("reference", pa.string()), ("amount_dong", pa.int64()),
        ("paid_dong", pa.int64()), ("state", pa.string()), ("is_carried", pa.bool_()), ("provider", pa.string()),
        ("account_number", pa.string()), ("payee_name", pa.string()),
    ]
)  # fmt: skip
OPEN = ("sent", "reconciled")


@dataclass(frozen=True)
class Matched:
    """Every row of a file, once: `settlements` (order_id, run_id, provider, row, outcome, amount_dong, day, code) and `exceptions`
    (row, kind, reference, order_id, run_id, amount_dong, said and the row's cells)."""

    settlements: pa.Table
    exceptions: pa.Table
    counts: dict[str, int]
    totals: dict[str, int]


def match(rows: pa.Table, orders: pa.Table, *, format: str = "") -> Matched:
    """The rows of a file (`formats.SCHEMA`) beside the orders they may mean (`ORDERS`).

    A bank's status report (pain002) names no amount when it speaks of a whole order; an officer's word (desk) settles a return too."""
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.register("given", rows.cast(ROWS))
        connection.register("an_order", orders.cast(ORDERS))
        connection.execute(_BY_REFERENCE, {"whole": format in ("pain002", "desk")})
        connection.execute(_BY_PERSON)
        _settle_names(connection)
        connection.execute(_JUDGED, {"desk": format == "desk"})
        settlements = connection.sql(_SETTLEMENTS).to_arrow_table()
        exceptions = connection.sql(_EXCEPTIONS).to_arrow_table()
        totals = dict(connection.sql(_TOTALS).fetchall())
    said = [_said(row) for row in exceptions.to_pylist()]
    exceptions = exceptions.append_column("why", pa.array(said, pa.string()))
    counts = {"rows": rows.num_rows, "settled": settlements.num_rows, "exceptions": exceptions.num_rows}
    kinds = pa.compute.value_counts(exceptions["kind"]).to_pylist()
    return Matched(
        settlements,
        exceptions,
        counts | {kind["values"]: kind["counts"] for kind in sorted(kinds, key=lambda kind: kind["values"])},
        {"rows_dong": 0, "settled_dong": 0, "exceptions_dong": 0} | {name: int(dong) for name, dong in totals.items()},
    )


_FOLDED = "trim(regexp_replace(strip_accents(lower(replace(replace({0}, 'đ', 'd'), 'Đ', 'd'))), '\\s+', ' ', 'g'))"
_PLAIN_ACCOUNT = "regexp_replace(upper({0}), '[^0-9A-Z]', '', 'g')"

# A row without an amount means the whole order only where the file's kind says so, and a return always does.
_BY_REFERENCE = """
CREATE TEMP TABLE known AS
SELECT g.row, g.reference, g.outcome, g.code, g.day, g.name, g.account, g.said,
       COALESCE(g.amount_dong, CASE WHEN $whole OR g.outcome = 'returned' THEN o.amount_dong END) AS amount_dong,
       o.order_id, o.run_id, o.amount_dong AS order_dong, o.paid_dong, o.state, o.is_carried, o.provider,
       o.account_number, o.payee_name, FALSE AS by_person
FROM given g LEFT JOIN an_order o ON o.reference = g.reference AND g.reference <> ''"""

# Only where one single open order has that amount and that account or name, and only one row of the file means it.
_BY_PERSON = f"""
CREATE TEMP TABLE looked_for AS
WITH lost AS (
    SELECT row, amount_dong, {_FOLDED.format("name")} AS folded, {_PLAIN_ACCOUNT.format("account")} AS plain_account
    FROM known WHERE order_id IS NULL AND said = '' AND outcome IN ('paid', 'returned') AND amount_dong > 0
),
candidate AS (
    SELECT order_id, run_id, amount_dong, paid_dong, state, is_carried, provider, account_number, payee_name,
           {_FOLDED.format("payee_name")} AS folded, {_PLAIN_ACCOUNT.format("account_number")} AS plain_account
    FROM an_order
    WHERE state IN {OPEN} AND paid_dong = 0 AND NOT is_carried AND amount_dong IN (SELECT amount_dong FROM lost)
      AND order_id NOT IN (SELECT order_id FROM known WHERE order_id IS NOT NULL)
),
meant AS (
    SELECT l.row, c.order_id, COUNT(*) OVER (PARTITION BY l.row) AS orders_of_row, COUNT(*) OVER (PARTITION BY c.order_id) AS rows_of_order
    FROM lost l JOIN candidate c ON c.amount_dong = l.amount_dong
     AND CASE WHEN l.plain_account <> '' AND c.plain_account <> '' THEN l.plain_account = c.plain_account
              ELSE l.folded <> '' AND l.folded = c.folded END
)
SELECT row, order_id FROM meant WHERE orders_of_row = 1 AND rows_of_order = 1;
UPDATE known SET by_person = TRUE, order_id = o.order_id, run_id = o.run_id, order_dong = o.amount_dong, paid_dong = o.paid_dong,
    state = o.state, is_carried = o.is_carried, provider = o.provider, account_number = o.account_number, payee_name = o.payee_name
FROM looked_for l JOIN an_order o ON o.order_id = l.order_id WHERE known.row = l.row;
ALTER TABLE known ADD COLUMN is_other BOOLEAN DEFAULT FALSE"""

# Names DuckDB finds different are asked of our own folding, which decides.
_DIFFERENT = f"""
SELECT row, name, payee_name FROM known
WHERE order_id IS NOT NULL AND name <> '' AND name <> payee_name AND {_FOLDED.format("name")} <> {_FOLDED.format("payee_name")}"""

# In the order of the file. `place` counts the rows that name an order; parts that add up to no more than it are no duplicates.
_JUDGED = f"""
CREATE TEMP TABLE judged AS
WITH seen AS (
    SELECT known.*,
           order_dong - paid_dong AS left_dong,
           CASE WHEN order_id IS NULL THEN 1 ELSE ROW_NUMBER() OVER same_order END AS place,
           SUM(amount_dong) OVER same_order AS so_far_dong,
           MIN(outcome) OVER (PARTITION BY order_id) = MAX(outcome) OVER (PARTITION BY order_id) AS is_of_one_mind,
           {_PLAIN_ACCOUNT.format("account")} <> {_PLAIN_ACCOUNT.format("account_number")}
             AND account <> '' AND account_number <> '' AS is_other_account
    FROM known WINDOW same_order AS (PARTITION BY order_id ORDER BY row)
)
SELECT *, CASE
    WHEN said <> '' OR outcome NOT IN ('paid', 'returned') OR amount_dong IS NULL OR amount_dong <= 0 THEN 'unreadable'
    WHEN order_id IS NULL OR state NOT IN {(*OPEN, "closed")} THEN 'unknown_reference'
    WHEN is_carried THEN 'paid_twice'
    WHEN state = 'closed' AND outcome = 'paid' AND left_dong = 0 THEN 'paid_twice'
    WHEN state = 'closed' THEN 'late'
    WHEN place > 1 AND NOT (outcome = 'paid' AND is_of_one_mind AND so_far_dong <= left_dong) THEN 'duplicate_in_file'
    WHEN outcome = 'paid' AND left_dong = 0 THEN 'paid_twice'
    WHEN outcome = 'paid' AND amount_dong > left_dong THEN 'wrong_amount'
    WHEN outcome = 'returned' AND amount_dong <> order_dong THEN 'wrong_amount'
    WHEN by_person THEN 'matched_by_person'
    WHEN is_other OR is_other_account THEN 'name_mismatch'
    WHEN outcome = 'paid' AND amount_dong < left_dong THEN 'partly_paid'
    WHEN outcome = 'returned' AND NOT ($desk AND paid_dong = 0) THEN 'returned'
  END AS kind
FROM seen"""
_SETTLEMENTS = """
SELECT order_id, run_id, provider, row, outcome, amount_dong, day, code FROM judged WHERE kind IS NULL ORDER BY order_id"""
_EXCEPTIONS = """
SELECT row, kind, reference, CASE WHEN kind <> 'unknown_reference' THEN order_id END AS order_id,
       CASE WHEN kind <> 'unknown_reference' THEN run_id END AS run_id,
       amount_dong, outcome, code, day, name, account, said, order_dong, paid_dong, payee_name, account_number, is_carried
FROM judged WHERE kind IS NOT NULL ORDER BY row"""
_TOTALS = """
SELECT 'rows_dong', COALESCE(SUM(amount_dong), 0) FROM judged
UNION ALL SELECT 'settled_dong', COALESCE(SUM(amount_dong), 0) FROM judged WHERE kind IS NULL
UNION ALL SELECT 'exceptions_dong', COALESCE(SUM(amount_dong), 0) FROM judged WHERE kind IS NOT NULL
UNION ALL SELECT outcome || '_dong', SUM(amount_dong) FROM judged WHERE kind IS NULL GROUP BY outcome"""


def _settle_names(connection: duckdb.DuckDBPyConnection) -> None:
    other = [row for row, name, payee in connection.execute(_DIFFERENT).fetchall() if fold(name) != fold(payee)]
    connection.register("other_name", pa.table({"row": pa.array(other, pa.int64())}))
    connection.execute("UPDATE known SET is_other = TRUE WHERE row IN (SELECT row FROM other_name)")


def _said(row: Mapping[str, Any]) -> str:
    """What is wrong with a row, for the officer who settles it."""
    amount, ordered = grouped(row["amount_dong"]), grouped(row["order_dong"])
    match row["kind"]:
        case "unreadable":
            return row["said"] or f"Không đọc được số tiền ({amount} đồng) hoặc kết quả «{row['outcome']}»."
        case "unknown_reference":
            return f"Không có lệnh chi nào đã gửi mang số «{row['reference']}», {amount} đồng, {row['name'] or 'không ghi tên'}."
        case "paid_twice" if row["is_carried"]:
            return f"Lệnh chi này đã chuyển sang kỳ sau; tệp báo thêm {amount} đồng."
        case "paid_twice":
            return f"Lệnh chi {ordered} đồng đã được báo nhận đủ; tệp báo thêm {amount} đồng."
        case "wrong_amount":
            return f"Lệnh chi {ordered} đồng, đã nhận {grouped(row['paid_dong'])} đồng; tệp báo {amount} đồng."
        case "partly_paid":
            return f"Mới trả {amount} đồng trong {ordered} đồng."
        case "returned":
            return f"Trả lại {amount} đồng, mã {row['code'] or 'không ghi'}."
        case "name_mismatch":
            return (
                f"Tệp ghi {row['name'] or 'không tên'} {row['account']}; lệnh chi cho {row['payee_name']} {row['account_number']}."
            ).replace(" ;", ";").replace(" .", ".")  # fmt: skip
        case "matched_by_person":
            return f"Số «{row['reference']}» không có; chỉ một lệnh chi {amount} đồng của {row['payee_name']} còn mở. Xác nhận giúp."
        case kind:
            return f"{EXCEPTIONS[kind][0].capitalize()}: {amount} đồng."


def standing_orders(orders: pa.Table, paid: pa.Table, carried: pa.Table, states: pa.Table) -> pa.Table:
    """Orders as `ORDERS`, from their rows, what was paid of each (order_id, paid_dong), the ids a later order carried on (order_id)
    and where each run stands (run_id, state)."""
    with duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"}) as connection:
        for name, table in (("o", orders), ("p", paid), ("c", carried), ("r", states)):
            connection.register(name, table)
        found = connection.sql(
            """SELECT o.order_id, o.run_id, o.reference, o.amount_dong, COALESCE(p.paid_dong, 0)::BIGINT AS paid_dong, r.state,
                      c.order_id IS NOT NULL AS is_carried, o.provider, o.account_number, o.payee_name
               FROM o JOIN r USING (run_id) LEFT JOIN p ON p.order_id = o.order_id LEFT JOIN c ON c.order_id = o.order_id"""
        )
        return found.to_arrow_table().cast(ORDERS)


def not_among(rows: pa.Table, orders: pa.Table) -> list[str]:
    """The references of a file that none of these orders has."""
    given, known = pa.compute.unique(rows["reference"]), orders["reference"]
    return [name for name in given.filter(pa.compute.invert(pa.compute.is_in(given, known))).to_pylist() if name]
