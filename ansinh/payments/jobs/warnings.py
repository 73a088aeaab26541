"""What somebody should look at before signing: each with the person, the money and a sentence. `stop` keeps the money out of the list."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import duckdb

from ansinh.benefits.words import IDENTITIES
from ansinh.core.days import month_after, month_text
from ansinh.core.numbers import grouped

COLUMNS = ("kind", "severity", "person_id", "commune_id", "benefit", "for_month", "amount_dong", "said")
_EMPTY = "CAST(NULL AS BIGINT) AS person_id, '' AS commune_id, '' AS benefit, CAST(NULL AS INTEGER) AS for_month"
_OF_ORDER = "o.person_id, o.commune_id, '' AS benefit, CAST(NULL AS INTEGER) AS for_month, o.amount_dong"


def work_out_warnings(
    duck: duckdb.DuckDBPyConnection,
    *,
    month: int,
    plan_day: date,
    limits: Mapping[str, Any],
    left_by_purse: Mapping[str, int],
    purse_of: Mapping[str, str],
) -> None:
    """Table `warnings`. `limits`: account, phone, proxy (people who may share one), change (percent), months (not collected).
    `left_by_purse` is what the allotment leaves before this run; `purse_of` the purse of each benefit."""
    parts = [
        _held(),
        _law(),
        _absent(month),
        _waiting(),
        _in_prison(month),
        *_shared(limits),
        *_way(plan_day),
        _identity(),
        _long_unpaid(month, limits["months"]),
        _large_change(limits["change"]),
    ]
    parts += _allotments(duck, month, left_by_purse, purse_of)
    everything = " UNION ALL ".join(f"SELECT {', '.join(COLUMNS)} FROM ({part})" for part in parts)
    duck.execute(
        f"CREATE OR REPLACE TEMP TABLE warnings AS SELECT * REPLACE (for_month::INTEGER AS for_month, amount_dong::BIGINT AS amount_dong)"
        f" FROM ({everything})"
    )


def _held() -> str:
    """Differences not in the list: unknown, dead, a feed, no way to pay, no extract."""
    return """SELECT p.held AS kind, if(p.held = 'unknown_amount', 'warn', 'stop') AS severity, p.person_id, p.commune_id, p.benefit, p.for_month,
        p.amount_dong, CASE p.held
          WHEN 'unknown_amount' THEN 'Thiếu số liệu nên chưa tính được mức; chưa chi. Bổ sung hồ sơ rồi lập lại.'
          WHEN 'no_channel' THEN 'Chưa có hình thức chi trả; số tiền vẫn được nhận. Ghi tài khoản hoặc điểm chi trả.'
          WHEN 'no_extract' THEN 'Mai táng phí thiếu số trích lục khai tử; chưa chi.'
          ELSE s.said END AS said
      FROM placed AS p LEFT JOIN stops AS s ON s.person_id = p.payee_id WHERE p.held NOT IN ('', 'law_not_accepted')"""


def _absent(month: int) -> str:
    """A benefit the ledger paid for the month before and nobody is owed or refused this month: the law of the month may lack its level."""
    return f"""SELECT 'law_absent' AS kind, 'warn' AS severity, NULL AS person_id, '' AS commune_id, r.benefit, {month} AS for_month,
        sum(r.amount_dong)::BIGINT AS amount_dong, 'Tháng trước chi cho ' || count(DISTINCT r.person_id) || ' người, tháng này không ai có mức: '
          || 'xem luật của tháng đã có mức chưa, trước khi ký.' AS said
      FROM recognised AS r WHERE r.for_month = {month_after(month, -1)} AND r.claim_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM owed AS o WHERE o.benefit = r.benefit AND o.for_month = {month})
      GROUP BY r.benefit HAVING sum(r.amount_dong) > 0"""


def _law() -> str:
    """One row a value of the law, benefit and month, with the money that waits for it."""
    return """SELECT 'law_not_accepted' AS kind, 'stop' AS severity, CAST(NULL AS BIGINT) AS person_id, '' AS commune_id, n.benefit,
        n.for_month, d.amount_dong, n.name || ' từ ' || strftime(n.from_day, '%d/%m/%Y') || ' (' || n.reference
        || ') chưa đọc trong văn bản chính thức (' || n.status || '): chờ lãnh đạo chấp nhận.' AS said
      FROM not_accepted AS n JOIN (SELECT benefit, for_month, sum(amount_dong) AS amount_dong FROM placed
        WHERE held = 'law_not_accepted' GROUP BY benefit, for_month) AS d ON d.benefit = n.benefit AND d.for_month = n.for_month"""


def _waiting() -> str:
    """Unpaid orders that could not be taken in."""
    return """SELECT w.held AS kind, 'stop' AS severity, w.person_id, w.commune_id, w.benefit, w.for_month, w.amount_dong,
        COALESCE(s.said, 'Tiền chưa nhận kỳ trước chưa chuyển được: chưa có hình thức chi trả.') AS said
      FROM waiting AS w LEFT JOIN stops AS s ON s.person_id = w.person_id WHERE w.of_order_id NOT IN (SELECT of_order_id FROM carried)"""


def _in_prison(month: int) -> str:
    return f"""SELECT 'in_prison' AS kind, 'warn' AS severity, {_OF_ORDER},
        'Đang chấp hành án từ ' || strftime(k.from_day, '%d/%m/%Y') || ' mà vẫn có tiền trong danh sách: kiểm tra hồ sơ.' AS said
      FROM orders AS o JOIN (SELECT k.person_id, min(k.from_day) AS from_day FROM benefits_custody AS k, every_month AS m
        WHERE m.id = {month} AND k.kind IN ('prison', 'compulsory') AND k.from_day < m.next_day AND (k.to_day IS NULL OR k.to_day > m.first_day)
        GROUP BY k.person_id) AS k ON k.person_id = o.person_id"""


def _shared(limits: Mapping[str, Any]) -> list[str]:
    return [
        f"""SELECT 'shared_account' AS kind, 'warn' AS severity, {_OF_ORDER},
            'Tài khoản ' || o.account_number || ' dùng chung cho ' || s.people || ' người.' AS said
          FROM orders AS o JOIN (SELECT provider, account_number, count(DISTINCT person_id) AS people FROM orders
            WHERE account_number <> '' GROUP BY ALL HAVING people > {limits["account"]}) AS s USING (provider, account_number)""",
        f"""SELECT 'shared_phone' AS kind, 'warn' AS severity, {_OF_ORDER},
            'Số điện thoại ' || n.phone || ' dùng chung cho ' || s.people || ' người.' AS said
          FROM orders AS o JOIN names AS n ON n.id = o.person_id JOIN (SELECT phone, count(DISTINCT n.id) AS people
            FROM orders AS o JOIN names AS n ON n.id = o.person_id WHERE phone <> '' GROUP BY phone
            HAVING people > {limits["phone"]}) AS s ON s.phone = n.phone""",
        f"""SELECT 'shared_proxy' AS kind, 'warn' AS severity, {_OF_ORDER},
            o.payee_name || ' (' || o.proxy_number || ') nhận thay cho ' || s.people || ' người.' AS said
          FROM orders AS o JOIN (SELECT proxy_number, count(DISTINCT person_id) AS people FROM orders WHERE proxy_number <> ''
            GROUP BY ALL HAVING people > {limits["proxy"]}) AS s USING (proxy_number)""",
    ]


def _way(plan_day: date) -> list[str]:
    return [
        f"""SELECT 'proxy_expired' AS kind, 'warn' AS severity, {_OF_ORDER},
            'Ủy quyền cho ' || p.name || ' hết hạn ngày ' || strftime(p.to_day, '%d/%m/%Y') || ': người hưởng tự nhận, hoặc lập ủy quyền mới.' AS said
          FROM orders AS o JOIN (SELECT * FROM proxies QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY to_day DESC, id DESC) = 1) AS p
            ON p.person_id = o.person_id WHERE p.to_day <= DATE '{plan_day}' AND o.channel = 'cash' AND o.payee_alone = ''""",
        f"""SELECT 'account_unverified' AS kind, 'warn' AS severity, {_OF_ORDER},
            'Tài khoản ' || o.account_number || ' chưa được ngân hàng xác minh tên.' AS said
          FROM orders AS o JOIN ways AS w ON w.person_id = o.person_id WHERE o.account_number <> '' AND NOT w.is_verified""",
    ]


def _identity() -> str:
    told = " ".join(f"WHEN '{state}' THEN '{vi}'" for state, (vi, _) in IDENTITIES.items())
    return f"""SELECT 'identity' AS kind, 'info' AS severity, {_OF_ORDER}, 'Định danh: ' || CASE i.state {told} END || '.' AS said
      FROM orders AS o JOIN identities AS i ON i.person_id = o.person_id"""


def _long_unpaid(month: int, months: int) -> str:
    apart = f"({month} // 100 - min(for_month) // 100) * 12 + {month} % 100 - min(for_month) % 100"
    return f"""SELECT 'long_unpaid' AS kind, 'warn' AS severity, person_id, min(commune_id) AS commune_id, '' AS benefit,
        min(for_month) AS for_month, sum(amount_dong) AS amount_dong, 'Chưa nhận tiền đã ' || ({apart}) || ' kỳ, từ tháng '
        || lpad((min(for_month) % 100)::VARCHAR, 2, '0') || '/' || (min(for_month) // 100) || ': xác minh, xem xét tạm dừng.' AS said
      FROM waiting GROUP BY person_id HAVING {apart} >= {months}"""


def _large_change(percent: int) -> str:
    return f"""SELECT 'large_change' AS kind, 'info' AS severity, person_id, commune_id, '' AS benefit, CAST(NULL AS INTEGER) AS for_month,
        now_dong - before_dong AS amount_dong, 'Tháng trước ' || {_money("before_dong")} || ', tháng này ' || {_money("now_dong")} || '.' AS said
      FROM movements WHERE before_dong > 0 AND now_dong > 0 AND abs(now_dong - before_dong) * 100 > before_dong * {percent}"""


def _money(column: str) -> str:
    return f"replace(format('{{:,}}', {column}), ',', '.') || ' đồng'"


def charged_by_purse(duck: duckdb.DuckDBPyConnection, purse_of: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """What this run draws from each purse, and what the next month would draw if nothing changed: its monthly money."""
    found: dict[str, tuple[int, int]] = dict.fromkeys(purse_of.values(), (0, 0))
    for benefit, charged, monthly in duck.sql(
        "SELECT benefit, sum(amount_dong) FILTER (kind IN ('due', 'arrears', 'once', 'offset', 'instalment')),"
        " sum(amount_dong) FILTER (kind = 'due') FROM lines GROUP BY benefit ORDER BY benefit"
    ).fetchall():
        if benefit in purse_of:
            before = found[purse_of[benefit]]
            found[purse_of[benefit]] = (before[0] + int(charged or 0), before[1] + int(monthly or 0))
    return found


def _allotments(
    duck: duckdb.DuckDBPyConnection, month: int, left_by_purse: Mapping[str, int], purse_of: Mapping[str, str]
) -> list[str]:
    said = []
    for purse, (charged, monthly) in sorted(charged_by_purse(duck, purse_of).items()):
        left = left_by_purse.get(purse, 0)
        if charged > left:
            text = (
                f"Kỳ này rút {grouped(charged)} đồng, dự toán chỉ còn {grouped(left)} đồng: xin bổ sung trước khi ký."
            )
            said.append(("stop", charged - left, text))
        elif charged + monthly > left and month % 100 != 12:
            text = f"Sau kỳ {month_text(month)} dự toán còn {grouped(left - charged)} đồng, kỳ sau cần khoảng {grouped(monthly)} đồng: xin bổ sung."
            said.append(("warn", charged + monthly - left, text))
    return [
        f"SELECT 'allotment' AS kind, '{how}' AS severity, {_EMPTY}, {dong} AS amount_dong, '{text}' AS said"
        for how, dong, text in said
    ]
