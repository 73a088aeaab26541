"""The control totals of a run: each step of the way from what the rules give to the orders, in people's rows and in dong."""

from collections.abc import Mapping
from typing import Any

import duckdb

# Every step: what it is called, and the table it is summed from.
STEPS = {
    "owed": (
        "Theo quy định, các tháng chưa chốt",
        "SELECT count(*), sum(owed_dong) FROM differences WHERE owed_dong IS NOT NULL",
    ),
    "recognised": (
        "Đã ghi sổ các kỳ trước",
        "SELECT count(*) FILTER (recognised_dong <> 0), sum(recognised_dong) FROM differences WHERE owed_dong IS NOT NULL",
    ),
    "unknown": ("Chưa tính được", "SELECT count(*), 0 FROM placed WHERE held = 'unknown_amount'"),
    "held_law": ("Chờ chấp nhận mức", "SELECT count(*), sum(amount_dong) FROM placed WHERE held = 'law_not_accepted'"),
    "held_stop": (
        "Bị chặn",
        "SELECT count(*), sum(amount_dong) FROM placed WHERE held NOT IN ('', 'unknown_amount', 'law_not_accepted')",
    ),
    "due": ("Tháng này", "SELECT count(*), sum(amount_dong) FROM lines WHERE kind = 'due'"),
    "arrears": ("Truy lĩnh", "SELECT count(*), sum(amount_dong) FROM lines WHERE kind = 'arrears'"),
    "once": ("Một lần, mai táng phí", "SELECT count(*), sum(amount_dong) FROM lines WHERE kind = 'once'"),
    "recovery": ("Truy thu", "SELECT count(*), sum(amount_dong) FROM lines WHERE kind = 'recovery'"),
    "rule_total": (
        "Cộng theo quy định kỳ này",
        "SELECT count(*), sum(amount_dong) FROM lines WHERE kind IN ('due', 'arrears', 'once', 'recovery')",
    ),
    "carried": (
        "Chưa nhận kỳ trước chuyển sang",
        "SELECT count(*), sum(amount_dong) FROM lines WHERE kind = 'carried'",
    ),
    "offset": ("Bù trừ truy thu", "SELECT count(*), sum(amount_dong) FROM lines WHERE kind = 'offset'"),
    "instalment": ("Trừ dần truy thu", "SELECT count(*), sum(amount_dong) FROM lines WHERE kind = 'instalment'"),
    "list_total": ("Cộng danh sách chi trả", "SELECT count(*), sum(amount_dong) FROM orders"),
    "charged": (
        "Rút dự toán kỳ này",
        "SELECT count(DISTINCT person_id), sum(amount_dong) FROM lines WHERE kind IN ('due', 'arrears', 'once', 'offset', 'instalment')",
    ),
    "to_recover": (
        "Còn phải thu hồi thêm",
        "SELECT count(*), sum(left_dong) FROM to_recover",
    ),
}
SPLITS = {
    "by_benefit": "SELECT benefit, kind, count(*) AS count, sum(amount_dong)::BIGINT AS dong FROM lines GROUP BY ALL ORDER BY ALL",
    "by_movement": "SELECT movement, count(*) AS count, sum(before_dong)::BIGINT AS before_dong, sum(now_dong)::BIGINT AS dong"
    " FROM movements GROUP BY ALL ORDER BY ALL",
    "by_commune": "SELECT commune_id, count(*) AS count, sum(amount_dong)::BIGINT AS dong FROM orders GROUP BY ALL ORDER BY ALL",
    "by_channel": "SELECT channel, provider, count(*) AS count, sum(amount_dong)::BIGINT AS dong FROM orders GROUP BY ALL ORDER BY ALL",
    "by_warning": "SELECT kind, severity, count(*) AS count, COALESCE(sum(amount_dong), 0)::BIGINT AS dong FROM warnings GROUP BY ALL ORDER BY ALL",
}


class DoesNotTie(ArithmeticError):
    """The control totals contradict each other; nothing may be signed."""


def work_out_totals(duck: duckdb.DuckDBPyConnection, about: Mapping[str, Any]) -> dict[str, Any]:
    """`steps`: name to label, count and dong; then the splits, each a list of rows. Raises DoesNotTie."""
    steps = {}
    for name, (label, sql) in STEPS.items():
        count, dong = duck.sql(sql).fetchall()[0]
        steps[name] = {"label_vi": label, "count": int(count), "dong": int(dong or 0)}
    splits = {name: _rows(duck.sql(sql)) for name, sql in SPLITS.items()}
    totals = {**about, "people": _people(duck), "steps": steps, **splits}
    ties(totals)
    return totals


def ties(totals: Mapping[str, Any]) -> None:
    """Raises DoesNotTie naming the first identity of the control totals that does not hold."""
    dong = {name: step["dong"] for name, step in totals["steps"].items()}
    told = {
        "Phải chi trừ đã ghi sổ = ghi sổ kỳ này + giữ lại": (
            dong["owed"] - dong["recognised"],
            dong["rule_total"] + dong["held_law"] + dong["held_stop"],
        ),
        "Tháng này + truy lĩnh + một lần + truy thu = cộng theo quy định": (
            dong["due"] + dong["arrears"] + dong["once"] + dong["recovery"],
            dong["rule_total"],
        ),
        "Cộng theo quy định + chuyển sang + bù trừ + trừ dần - truy thu = danh sách chi trả": (
            dong["rule_total"] + dong["carried"] + dong["offset"] + dong["instalment"] - dong["recovery"],
            dong["list_total"],
        ),
        "Rút dự toán + chuyển sang = danh sách chi trả": (dong["charged"] + dong["carried"], dong["list_total"]),
        "Truy thu + còn phải thu + bù trừ = 0": (dong["recovery"] + dong["to_recover"] - dong["offset"], 0),
        "Cộng các xã = danh sách chi trả": (_sum(totals["by_commune"]), dong["list_total"]),
        "Cộng các hình thức chi trả = danh sách chi trả": (_sum(totals["by_channel"]), dong["list_total"]),
        "Cộng các chế độ = danh sách chi trả + truy thu": (
            _sum(totals["by_benefit"]),
            dong["list_total"] + dong["recovery"],
        ),
    }
    for said, (left, right) in told.items():
        if left != right:
            raise DoesNotTie(f"Số kiểm soát không khớp: {said} ({left} khác {right}). Không ký; báo đơn vị vận hành.")


def _rows(found: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def _sum(rows: list[dict[str, Any]]) -> int:
    return sum(row["dong"] for row in rows)


def _people(duck: duckdb.DuckDBPyConnection) -> int:
    """People with a line of their own that is money for them."""
    return int(duck.sql("SELECT count(DISTINCT person_id) FROM lines WHERE amount_dong > 0").fetchall()[0][0])
