"""Figures of a run read from its folder: the control totals as steps that tie, what moved since last month, each commune's part.

Everything is summed in DuckDB over the run's own files, inside the reader's scope; nothing here is kept."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ansinh.core.access import current_scope
from ansinh.core.days import last_day, month_after
from ansinh.payments import words
from ansinh.payments.actions import calendar_of
from ansinh.payments.models import Run
from ansinh.payments.pages.common import (
    folder_of,
    has_folder,
    money,
    not_discarded,
    rows_of,
    runs,
    said,
    table_of,
    today,
)
from ansinh.payments.pages.rows import ParquetRows
from ansinh.places.models import Place

MOVEMENTS_SQL = "SELECT *, coalesce(now_dong, 0) - coalesce(before_dong, 0) AS change_dong FROM {rows}"


def by_kind(run: Run) -> dict[str, tuple[int, int]]:
    """Lines and dong of each kind of line in the reader's scope; nothing when the folder is gone."""
    if not has_folder(run):
        return {}
    return {kind: (count, dong) for kind, count, dong in rows_of(run, "lines").by("kind", sums=("amount_dong",))}


def orders_total(run: Run) -> tuple[int, int]:
    """Orders and their dong in the reader's scope; noughts when the folder is gone."""
    if not has_folder(run):
        return 0, 0
    count, dong = rows_of(run, "orders").totals("amount_dong")
    return count, dong


def list_total(run: Run) -> int | None:
    """The dong of a run's orders in the reader's scope; unknown when the folder is gone."""
    return orders_total(run)[1] if has_folder(run) else None


def headline(run: Run) -> list[tuple[Any, str]]:
    """The few figures that stand on a run's card: payees, list total, what stops and what warns."""
    if not has_folder(run):
        return []
    payees, dong = orders_total(run)
    kinds = by_kind(run)
    told: list[tuple[Any, str]] = [(_("Tổng danh sách"), money(dong)), (_("Lệnh chi"), f"{payees:,}".replace(",", "."))]
    for kind in ("arrears", "recovery", "carried"):
        if kind in kinds:
            told.append((said(words.KINDS, kind).capitalize(), money(kinds[kind][1])))
    return told


# The steps of the control totals in the order they add up; the sums among them.
STEPS = {
    "owed": _("Theo quy định, mọi tháng chưa chốt"), "recognised": _("trừ: các danh sách trước đã ghi nhận"),
    "held_law": _("trừ: chờ chấp nhận mức của luật"), "held_stop": _("trừ: bị chặn, chưa chi"),
    "rule_total": _("Tổng theo quy định kỳ này"), "due": _("tháng này"), "arrears": _("truy lĩnh"), "once": _("một lần"),
    "recovery": _("truy thu"), "carried": _("cộng: chưa nhận kỳ trước chuyển sang"),
    "offset": _("trừ: bù trừ truy thu"), "instalment": _("trừ: trừ dần truy thu"),
    "not_ordered": _("bỏ ra: truy thu là khoản phải thu, không trừ vào lệnh chi"), "list_total": _("Tổng danh sách: các lệnh chi"),
}  # fmt: skip
_SUMS = ("rule_total", "list_total")
_LESS = ("recognised", "held_law", "held_stop")


def steps(run: Run) -> list[dict[str, Any]]:
    """The control totals as a sum one can follow: what is owed, recognised and held; the lines of the run; then its orders.

    A whole province reads them as the run worked them out and sees whether the folder still says the same; a commune its own part."""
    kinds = by_kind(run)
    found = {kind: kinds.get(kind, (0, 0)) for kind in words.KINDS}
    recognised = sum(found[kind][1] for kind in words.RECOGNISED)
    moved = sum(found[kind][1] for kind in ("carried", "offset", "instalment"))
    count, ordered = orders_total(run)
    found["rule_total"] = (sum(found[kind][0] for kind in words.RECOGNISED), recognised)
    found["not_ordered"] = (found["recovery"][0], -found["recovery"][1])
    found["list_total"] = (count, ordered)
    kept = run.totals.get("steps", {}) if current_scope().is_whole_province else {}
    for name in ("owed", *_LESS):
        if name in kept:
            found[name] = (kept[name]["count"], kept[name]["dong"] * (-1 if name in _LESS else 1))
    wrong = set() if recognised + moved - found["recovery"][1] == ordered else {"list_total"}
    wrong |= {name for name in _SUMS if name in kept and kept[name]["dong"] != found[name][1]}
    always = {"due", *_SUMS}
    return [
        {
            "name": name, "kind": name if name in words.KINDS else "", "label": label, "count": found[name][0], "dong": found[name][1],
            "is_sum": name in _SUMS, "is_part": name in words.RECOGNISED, "ties": name not in wrong,
        }
        for name, label in STEPS.items()
        if name in found and (name in always or found[name] != (0, 0))
    ]  # fmt: skip


def is_whole(run: Run) -> bool:
    """Whether the lines of the folder sum to its orders, in the reader's scope."""
    return not has_folder(run) or all(step["ties"] for step in steps(run))


def earlier_runs(run: Run) -> list[Run]:
    """The runs of the programme in the month before whose folders can still be read."""
    before = runs().filter(
        not_discarded(), province=run.province_id, programme=run.programme, month=month_after(run.month, -1)
    )
    return [each for each in before if has_folder(each)]


def movements(run: Run) -> ParquetRows | None:
    """Each person's money of the month beside the month before's, as the run worked it out; none when the folder is gone."""
    is_there = (folder_of(run) / "movements.parquet").is_file()
    return rows_of(run, "movements", sql=MOVEMENTS_SQL) if is_there else None


def movement_rows(run: Run) -> list[dict[str, Any]]:
    """Each movement with its people, money now and change; then once, arrears, recoveries, carried, in lines."""
    found = movements(run)
    moved = (
        {row[0]: row[1:] for row in found.by("movement", sums=("now_dong", "change_dong"))} if found is not None else {}
    )
    rows = [
        {
            "name": name, "label": said(words.MOVEMENTS, name), "count": moved.get(name, (0, 0, 0))[0],
            "dong": moved.get(name, (0, 0, 0))[1], "change": moved.get(name, (0, 0, 0))[2], "query": f"bien-dong/?loai={name}",
        }
        for name in (words.MOVEMENTS if found is not None else ())
    ]  # fmt: skip
    kinds = by_kind(run)
    for kind in ("once", "arrears", "recovery", "carried", "offset", "instalment"):
        if kind in kinds:
            count, dong = kinds[kind]
            rows.append(
                {
                    "name": kind, "label": said(words.KINDS, kind), "count": count, "dong": dong, "change": None,
                    "query": f"dong/?loai={kind}",
                }
            )  # fmt: skip
    return rows


def warning_rows(run: Run) -> list[dict[str, Any]]:
    """Warnings by kind: how grave, how many, the money behind; what stops comes first."""
    if not (has_folder(run) and table_of(run, "warnings").is_file()):
        return []
    found = rows_of(run, "warnings").by("severity", "kind", sums=("amount_dong",))
    order = list(words.SEVERITIES)
    return [
        {
            "severity": severity, "severity_label": said(words.SEVERITIES, severity), "kind": kind,
            "label": said(words.WARNINGS, kind), "count": count, "dong": dong,
            "tone": {"stop": "bad", "warn": "warn"}.get(severity, "quiet"),
        }
        for severity, kind, count, dong in sorted(found, key=lambda row: (order.index(row[0]), -row[2]))
    ]  # fmt: skip


def communes(run: Run) -> list[dict[str, Any]]:
    """Each commune's orders and money beside the month before's, in the order of their names."""
    if not has_folder(run):
        return []
    now = {key: (count, dong) for key, count, dong in rows_of(run, "orders").by("commune_id", sums=("amount_dong",))}
    past: dict[str, int] = {}
    for each in earlier_runs(run):
        for key, _count, dong in rows_of(each, "orders").by("commune_id", sums=("amount_dong",)):
            past[key] = past.get(key, 0) + dong
    named = Place.objects.filter(pk__in=set(now) | set(past)).order_by("sort_key").values_list("pk", "full_name")
    return [
        {
            "id": pk, "name": name, "count": now.get(pk, (0, 0))[0], "dong": now.get(pk, (0, 0))[1],
            "before": past.get(pk) if past else None, "change": now.get(pk, (0, 0))[1] - past.get(pk, 0) if past else None,
        }
        for pk, name in named
    ]  # fmt: skip


def due_days(month: int, run: Run | None) -> list[tuple[Any, date, date | None, bool]]:
    """What is due, the day it must be done before, the day it was done, whether it is late: the list, then the provider's returns."""
    days = calendar_of(run or Run(month=month, plan_day=last_day(month)), today=today())
    done = [
        timezone.localtime(at).date() if at else None
        for at in ((run.sent_at, run.reconciled_at) if run else (None, None))
    ]
    told = [
        (_("Danh sách và tiền"), days.list_before, done[0], days.is_list_late),
        (_("Kết quả chi trả về"), days.returns_before, done[1], days.is_returns_late),
    ]
    return [(label, before, at, late) for label, before, at, late in told if before is not None]
