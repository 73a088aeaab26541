"""A decree before it is paid: the same province worked out under the law without it and with it, side by side, in columns.

Whose money changes, by how much, what its first run brings for the months behind, what it costs in a year. What it says the next run
pays is what that run then pays: both come from the same kept inputs and the same rules."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa
from django.utils import timezone

from ansinh.benefits.jobs.paying import ROOMS
from ansinh.core.database import read_populations
from ansinh.core.days import last_day, month_after, month_of, month_text, months_between, vietnamese_day
from ansinh.core.numbers import grouped
from ansinh.engine.collect import collect
from ansinh.engine.run import connect
from ansinh.law import law_on, parameters
from ansinh.law.local import Decree
from ansinh.law.reader import STATUSES
from ansinh.payments.actions.money import SIGNED
from ansinh.payments.actions.standing import PaymentRefused
from ansinh.payments.jobs.inputs import benefits_of, keep_inputs, tables_of_ledger, write_sorted
from ansinh.payments.jobs.owed import LawOf, house_under, owed
from ansinh.payments.models import Run
from ansinh.places.models import Place

PAID_A_YEAR = {"month": 12, "quarter": 4, "year": 1, "once": 0}
SHOWN_CHANGES = 12
MONTHS_BACK = 24


@dataclass(frozen=True)
class Told:
    """A part of a preview: whose money rises and falls in the month, the month's change, the arrears, the year. Whole dong."""

    key: str
    label: str
    up: int
    down: int
    change_dong: int
    arrears_dong: int
    yearly_dong: int


@dataclass(frozen=True)
class Preview:
    """What a change of the law does to a province. `changes` has a row for each person, benefit and month that differs."""

    province: str
    month: int
    people: int
    up: int
    down: int
    before_dong: int
    after_dong: int
    arrears: tuple[dict[str, int], ...]
    other_dong: int
    run_dong: int
    once_dong: int
    yearly_dong: int
    unknown: int
    by_benefit: tuple[Told, ...]
    by_commune: tuple[Told, ...]
    distribution: tuple[tuple[int, int], ...]
    seconds: float
    changes: pa.Table = field(repr=False, compare=False)

    @property
    def change_dong(self) -> int:
        """What a month costs more (or less)."""
        return self.after_dong - self.before_dong

    @property
    def arrears_dong(self) -> int:
        """What the run brings for the months before it because of the change."""
        return sum(row["arrears_dong"] for row in self.arrears)

    def as_dict(self) -> dict[str, Any]:
        told = {name: value for name, value in vars(self).items() if name != "changes"}
        told |= {
            "by_benefit": [asdict(one) for one in self.by_benefit],
            "by_commune": [asdict(one) for one in self.by_commune],
        }
        return told | {"change_dong": self.change_dong, "arrears_dong": self.arrears_dong}

    def lines(self, *, with_communes: bool = False) -> list[str]:
        """What is printed."""
        said = [
            f"{self.province}, tháng {month_text(self.month)}: {grouped(self.people)} người thay đổi"
            f" ({grouped(self.up)} tăng, {grouped(self.down)} giảm)",
            f"Một tháng: {grouped(self.before_dong)} → {grouped(self.after_dong)} đồng ({_signed(self.change_dong)})",
        ]
        said += [
            f"Truy lĩnh tháng {month_text(row['month'])}: {grouped(row['people'])} người, {_signed(row['arrears_dong'])} đồng"
            for row in self.arrears
        ]
        said += [f"Truy lĩnh cộng: {_signed(self.arrears_dong)} đồng"] if self.arrears else []
        said += [f"Khoản một lần: {_signed(self.once_dong)} đồng"] if self.once_dong else []
        said += (
            [f"Ngoài thay đổi này, đợt đó còn trả chênh lệch khác của các tháng trước: {_signed(self.other_dong)} đồng"]
            if self.other_dong
            else []
        )
        said += [
            f"Đợt tháng {month_text(self.month)} trả: {grouped(self.run_dong)} đồng",
            f"Một năm (mức tháng này nhân 12): {_signed(self.yearly_dong)} đồng",
        ]
        said += [f"Chưa tính được: {grouped(self.unknown)} người"] if self.unknown else []
        said += ["", "Theo khoản:"] + [_row(one) for one in self.by_benefit]
        said += ["", "Mỗi người thêm hoặc bớt một tháng:"]
        said += [f"  {_signed(change):>14} đồng: {grouped(people)} người" for change, people in self.distribution]
        return said + (["", "Theo xã:"] + [_row(one) for one in self.by_commune] if with_communes else [])


def preview_of(decree: Decree, *, province: Place, month: int, day: date | None = None) -> Preview:
    """What a decree does in the run of a month, planned on a day (today, or the day it became known). Raises PaymentRefused
    where it touches no benefit or is not in force by then, LawError."""
    known_on = max(day or timezone.localdate(), decree.known_from)
    end = last_day(month)
    counting = [value for value in decree.values if (value.in_force or value.from_day) <= end]
    if not counting:
        raise PaymentRefused(
            f"{decree.act} có hiệu lực từ {vietnamese_day(decree.in_force)}: đợt tháng {month_text(month)} chưa trả theo."
            f" Chọn tháng từ {month_text(month_of(decree.in_force))}."
        )
    if not (programmes := programmes_of(decree, month, known_on)):
        raise PaymentRefused(
            f"{decree.act} không đổi khoản chi hằng tháng nào mà hệ thống trả. Xem các mức: ansinh law show."
        )
    first = min(month, month_of(min(value.from_day for value in counting)))
    return preview(
        province=province,
        before=lambda then: decree.law_before(last_day(then), known_on, end),
        after=lambda then: decree.law_after(last_day(then), known_on, end),
        months=months_between(max(first, month_after(month, -MONTHS_BACK)), month),
        programmes=programmes, plan_day=known_on,
    )  # fmt: skip


def paid_names() -> set[str]:
    """The parameters of the law some benefit of today's law rests on."""
    today = timezone.localdate()
    house = house_under(law_on(today, known_on=today, in_force_on=today))
    figures = [one.figure for one in collect(ROOMS).benefits.values() if one.figure in house.rules]
    return {".".join(node.path.split(".")[:2]) for node in house.law_values(*figures)}


def programmes_of(decree: Decree, month: int, known_on: date) -> list[str]:
    """The programmes with a benefit that rests on a value of the decree."""
    end = last_day(month)
    house = house_under(decree.law_after(end, known_on, end))
    names = {value.name for value in decree.values}
    return sorted(
        {
            one.programme
            for one in collect(ROOMS).benefits.values()
            if one.figure in house.rules
            and names & {".".join(node.path.split(".")[:2]) for node in house.law_values(one.figure)}
        }
    )


def preview(
    *, province: Place, before: LawOf, after: LawOf, months: Sequence[int], programmes: Iterable[str], plan_day: date
) -> Preview:
    """Two laws side by side over one province: `before` and `after` give the law of each of `months`, the last is the run's.

    Where a signed run of the ledger covers a month, what the run brings is counted against what was recognised; elsewhere against
    the law before."""
    began, month = time.perf_counter(), months[-1]
    with TemporaryDirectory() as folder, connect() as duck:
        changes = _differences(duck, Path(folder), province, sorted(programmes), before, after, months, plan_day)
        duck.register("changes", changes)
        return Preview(
            province=province.full_name, month=month, changes=changes, **_headline(duck), arrears=tuple(_arrears(duck)),
            by_benefit=tuple(_told(duck, "benefit", _benefit_names())),
            by_commune=tuple(_told(duck, "commune_id", _commune_names(province))),
            distribution=tuple(_distribution(duck)), seconds=round(time.perf_counter() - began, 2),
        )  # fmt: skip


def _differences(
    duck: duckdb.DuckDBPyConnection, folder: Path, province: Place, programmes: Sequence[str], before: LawOf, after: LawOf,
    months: Sequence[int], plan_day: date,
) -> pa.Table:  # fmt: skip
    """A row a person, benefit, month and claim that differs, or that the run would pay."""
    _keep(folder, province, programmes, months, plan_day)
    benefits = [one for programme in programmes for one in benefits_of(programme)]
    duck.register("old", owed(folder, months, before, benefits))
    duck.register("new", owed(folder, months, after, benefits))
    covered = Run._base_manager.filter(province=province, programme__in=programmes, state__in=SIGNED, month__in=months)
    listed = [*covered.values_list("programme", "month")]
    named = {"programme": [one for one, _ in listed], "month": pa.array([month for _, month in listed], pa.int64())}
    duck.register("covered", pa.table({**named, "programme": pa.array(named["programme"], pa.string())}))
    duck.register(
        "paid_as",
        pa.table(
            {
                "benefit": [one.name for one in benefits], "programme": [one.programme for one in benefits],
                "a_year": pa.array([PAID_A_YEAR[one.every] for one in benefits], pa.int64()),
            }
        ),
    )  # fmt: skip
    return duck.sql(
        f"""WITH both_laws AS (
          SELECT COALESCE(n.person_id, o.person_id) AS person_id, COALESCE(n.commune_id, o.commune_id) AS commune_id,
            COALESCE(n.benefit, o.benefit) AS benefit, COALESCE(n.for_month, o.for_month) AS for_month,
            COALESCE(n.claim_id, o.claim_id) AS claim_id,
            CASE WHEN o.person_id IS NULL THEN 0 ELSE o.owed_dong END AS before_dong,
            CASE WHEN n.person_id IS NULL THEN 0 ELSE n.owed_dong END AS after_dong
          FROM old AS o FULL JOIN new AS n ON n.person_id = o.person_id AND n.benefit = o.benefit AND n.for_month = o.for_month
            AND COALESCE(n.claim_id, 0) = COALESCE(o.claim_id, 0)),
        placed AS (
          SELECT b.*, COALESCE(c.payable_month, b.for_month) AS paid_month FROM both_laws AS b
          LEFT JOIN read_parquet('{folder}/benefits_claim.parquet') AS c ON c.id = b.claim_id),
        settled AS (
          SELECT p.*, p.paid_month = {months[-1]} AS is_now, v.month IS NOT NULL AS is_covered,
            COALESCE(r.amount_dong, 0) AS recognised_dong, w.a_year
          FROM placed AS p LEFT JOIN paid_as AS w ON w.benefit = p.benefit
          LEFT JOIN (SELECT DISTINCT programme, month FROM covered) AS v ON v.month = p.paid_month AND v.programme = w.programme
          LEFT JOIN read_parquet('{folder}/recognised.parquet') AS r ON r.person_id = p.person_id AND r.benefit = p.benefit
            AND r.for_month = p.for_month AND COALESCE(r.claim_id, 0) = COALESCE(p.claim_id, 0))
        SELECT person_id, commune_id, benefit, for_month, claim_id, is_now, before_dong, after_dong,
          after_dong - before_dong AS decree_dong, a_year,
          after_dong - CASE WHEN is_covered OR recognised_dong <> 0 THEN recognised_dong WHEN is_now THEN 0 ELSE before_dong END AS run_dong
        FROM settled ORDER BY commune_id, person_id, benefit, for_month, claim_id"""
    ).to_arrow_table()  # fmt: skip


def _keep(folder: Path, province: Place, programmes: Sequence[str], months: Sequence[int], plan_day: date) -> None:
    """The inputs of a run, with what the ledger recognised of all the programmes."""
    keep_inputs(
        province_id=province.pk, programme=programmes[0], folder=folder, months=(months[0], months[-1]),
        about={"plan_day": plan_day.isoformat()},
    )  # fmt: skip
    asked = {programme: tables_of_ledger(province.pk, programme)["recognised"] for programme in programmes}
    write_sorted(pa.concat_tables(read_populations(asked).values()), folder / "recognised.parquet")


def _headline(duck: duckdb.DuckDBPyConnection) -> dict[str, int]:
    people = _one(
        duck,
        """SELECT count(*) FILTER (total <> 0 OR earlier <> 0) AS people, count(*) FILTER (total > 0) AS up,
          count(*) FILTER (total < 0) AS down FROM (
          SELECT person_id, COALESCE(sum(decree_dong) FILTER (is_now AND a_year > 0), 0) AS total,
            COALESCE(sum(abs(decree_dong)), 0) AS earlier FROM changes GROUP BY person_id)""",
    )
    sums = _one(
        duck,
        """SELECT COALESCE(sum(before_dong) FILTER (is_now AND a_year > 0 AND after_dong IS NOT NULL), 0) AS before_dong,
          COALESCE(sum(after_dong) FILTER (is_now AND a_year > 0 AND before_dong IS NOT NULL), 0) AS after_dong,
          COALESCE(sum(run_dong - decree_dong) FILTER (NOT is_now), 0) AS other_dong,
          COALESCE(sum(run_dong), 0) AS run_dong, COALESCE(sum(decree_dong) FILTER (a_year = 0), 0) AS once_dong,
          COALESCE(sum(decree_dong * a_year) FILTER (is_now), 0) AS yearly_dong,
          count(DISTINCT person_id) FILTER (before_dong IS NULL OR after_dong IS NULL) AS unknown FROM changes""",
    )
    return people | sums


def _arrears(duck: duckdb.DuckDBPyConnection) -> list[dict[str, int]]:
    return _rows(
        duck,
        """SELECT for_month AS month, count(DISTINCT person_id) AS people, sum(before_dong) AS before_dong,
          sum(after_dong) AS after_dong, sum(decree_dong) AS arrears_dong
        FROM changes WHERE NOT is_now AND a_year > 0 AND decree_dong <> 0 GROUP BY for_month ORDER BY for_month""",
    )


def _told(duck: duckdb.DuckDBPyConnection, column: str, names: dict[str, str]) -> list[Told]:
    rows = _rows(
        duck,
        f"""SELECT key, count(*) FILTER (now_dong > 0) AS up, count(*) FILTER (now_dong < 0) AS down,
          COALESCE(sum(now_dong), 0) AS change_dong, COALESCE(sum(earlier_dong), 0) AS arrears_dong,
          COALESCE(sum(yearly_dong), 0) AS yearly_dong FROM (
          SELECT {column} AS key, person_id, sum(decree_dong) FILTER (is_now) AS now_dong,
            sum(decree_dong) FILTER (NOT is_now) AS earlier_dong, sum(decree_dong * a_year) FILTER (is_now) AS yearly_dong
          FROM changes WHERE decree_dong <> 0 GROUP BY ALL) GROUP BY key ORDER BY abs(sum(now_dong)) DESC, key""",
    )
    return [Told(label=names.get(row["key"], row["key"]), **row) for row in rows]


def _distribution(duck: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    """How many people get how much more or less in the month; the most frequent sums."""
    found = duck.sql(
        f"""SELECT total, count(*) FROM (SELECT person_id, sum(decree_dong) AS total FROM changes
        WHERE is_now AND a_year > 0 GROUP BY person_id) WHERE total <> 0 GROUP BY total ORDER BY count(*) DESC, total
        LIMIT {SHOWN_CHANGES}"""
    ).fetchall()
    return sorted((int(change), int(people)) for change, people in found)


def _rows(duck: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = duck.sql(sql)
    return [
        {name: value if isinstance(value, str) else int(value) for name, value in zip(found.columns, row, strict=True)}
        for row in found.fetchall()
    ]


def _one(duck: duckdb.DuckDBPyConnection, sql: str) -> dict[str, int]:
    return _rows(duck, sql)[0]


def _benefit_names() -> dict[str, str]:
    return {one.name: one.label_vi for one in collect(ROOMS).benefits.values()}


def _commune_names(province: Place) -> dict[str, str]:
    return dict(Place.objects.communes().filter(province=province).values_list("pk", "full_name"))


def values_told(decree: Decree) -> list[dict[str, Any]]:
    """The dated values of a decree as people read them: name, days, what it was checked against."""
    return [
        {
            "name": value.name, "label": parameters()[value.name].label_vi,
            "from_day": value.from_day, "to_day": value.to_day, "known_from": value.known_from, "in_force": value.in_force,
            "reference": value.reference, "status": value.status, "status_text": STATUSES[value.status], "value": value.value,
        }
        for value in decree.values
    ]  # fmt: skip


def _signed(amount: int) -> str:
    return f"{'+' if amount > 0 else ''}{grouped(amount)}"


def _row(one: Told) -> str:
    return (
        f"  {one.label}: {grouped(one.up)} tăng, {grouped(one.down)} giảm, một tháng {_signed(one.change_dong)},"
        f" truy lĩnh {_signed(one.arrears_dong)}, một năm {_signed(one.yearly_dong)} đồng"
    )
