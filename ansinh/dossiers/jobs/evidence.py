"""How a procedure really goes: time at each step, returns, supplements, loops, what is on time, where it stands longest.

Counted from the steps as they were walked, in columns, inside the acting scope. Times are hours of work without those in which the
applicant was waited for; a moment an officer opened a dossier is not kept, so nothing is said of how long it lay before that. Nobody is
named: bodies, roles and communes only, and what fewer than FEWEST dossiers would tell is not told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.utils import timezone

from ansinh.core.access import Scope, current_scope
from ansinh.core.database import read_populations
from ansinh.dossiers import words
from ansinh.dossiers.jobs.clock import calendar_of
from ansinh.dossiers.jobs.working_time import DAY_HOURS, WorkingTime, local_days
from ansinh.engine.run import connect

FEWEST = 5
WAYS_SHOWN = 8
_MOMENT = pa.timestamp("us")
_MIX = np.uint64(0x9E3779B97F4A7C15)
DOSSIERS = pa.schema({
    "id": pa.int64(), "procedure": pa.string(), "commune": pa.string(), "province": pa.string(), "channel": pa.string(),
    "state": pa.string(), "began_on": pa.date32(), "received_at": _MOMENT, "due_on": pa.date32(), "closed_at": _MOMENT,
})  # fmt: skip
STEPS = pa.schema({
    "id": pa.int64(), "dossier": pa.int64(), "stage": pa.string(), "key": pa.string(), "number": pa.int64(), "role": pa.string(),
    "started_at": _MOMENT, "due_on": pa.date32(), "ended_at": _MOMENT, "result": pa.string(), "reason": pa.string(),
})  # fmt: skip
SUPPLEMENTS = pa.schema({
    "dossier": pa.int64(), "reason": pa.string(), "components": pa.string(), "asked_at": _MOMENT, "answered_at": _MOMENT,
})  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """How dossiers received in a period stand. Late are those finished late or pending past their day; `on_time` of QĐ 766/QĐ-TTg is
    the share of the others among all received. Times in hours of work, of the settled."""

    received: int
    settled: int
    early: int
    in_time: int
    late: int
    pending: int
    pending_late: int
    withdrawn: int
    without_limit: int
    returned: int
    supplemented: int
    median_hours: float | None
    p90_hours: float | None
    waited_hours: float | None

    @property
    def on_time(self) -> float | None:
        """Percent on time of all received with a limit; none where fewer than FEWEST were received."""
        limited = self.received - self.without_limit - self.withdrawn
        return 100 * (limited - self.late - self.pending_late) / limited if limited >= FEWEST else None


@dataclass(frozen=True)
class StepTime:
    """A step: how often walked, how long (hours of work), how often sent back, how often over the limit of its stage."""

    stage: str
    key: str
    number: int
    role: str
    walks: int
    dossiers: int
    median_hours: float | None
    p90_hours: float | None
    waited_hours: float | None
    returned: int
    again: int
    over: int
    over_days: float
    share: float
    open: int


@dataclass(frozen=True)
class Way:
    """A passage from one step to the next as walked: how many, the share of all passages out of the first, the median hours of the
    first. Empty keys are the reception and the end."""

    from_stage: str
    from_key: str
    to_stage: str
    to_key: str
    count: int
    share: float
    hours: float | None
    is_back: bool


@dataclass(frozen=True)
class Bottleneck:
    """The step that costs the most: hours of work over the limit of its stage if any are, else simply the longest.

    `saved_days` are the working days an average dossier would be quicker, `on_time_then` the share on time, were each stage of it done
    by its day."""

    stage: str
    key: str
    median_hours: float
    over: int
    walks: int
    saved_days: float
    on_time_now: float | None
    on_time_then: float | None


@dataclass(frozen=True)
class Evidence:
    """What was found of a procedure among dossiers received in a period. `usual` is the newest dossier of the path most of them walk."""

    procedure: str
    first: date
    last: date
    sums: Sums
    steps: Sequence[StepTime] = ()
    ways: Sequence[Way] = ()
    paths: Sequence[tuple[tuple[str, ...], int, float | None]] = ()
    loops: int = 0
    return_reasons: Sequence[tuple[str, int]] = ()
    supplement_reasons: Sequence[tuple[str, int]] = ()
    missing_papers: Sequence[tuple[str, int]] = ()
    communes: Sequence[tuple[str, Sums]] = ()
    bodies: Sequence[tuple[str, int, float | None, int]] = ()
    bottleneck: Bottleneck | None = None
    usual: int | None = None
    channels: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Walked:
    """The dossiers of a question, their steps and supplements as columns, with hours and days of work beside the moments.

    A name that begins with `h_` counts hours of work, one with `d_` working days, from one day on; what is not over goes until today.
    `clock` is the calendar of the province with the most of them."""

    dossiers: pa.Table
    steps: pa.Table
    supplements: pa.Table
    ways: pa.Table
    clock: WorkingTime


def procedures_walked(*, first: date, last: date, commune: str = "", today: date | None = None) -> dict[str, Sums]:
    """How the dossiers received between two days stand, by procedure."""
    walked = read_walked(first=first, last=last, commune=commune, with_steps=False, today=today)
    with connect() as duck:
        attach(duck, walked)
        return dict(_sums(duck, "procedure"))


def evidence(*, procedure: str, first: date, last: date, commune: str = "", today: date | None = None) -> Evidence:
    """What the dossiers of a procedure received between two days show, inside the acting scope."""
    return found_of(
        read_walked(procedure=procedure, first=first, last=last, commune=commune, today=today), procedure, first, last
    )


def found_of(walked: Walked, procedure: str, first: date, last: date) -> Evidence:
    """What was read, counted."""
    with connect() as duck:
        attach(duck, walked)
        return _found(duck, procedure, first, last)


def years_walked() -> list[int]:
    """The years in which dossiers of the acting scope were received, the newest first."""
    sql = f"SELECT DISTINCT {_year('d.received_at')} FROM dossiers_dossier d WHERE d.received_at IS NOT NULL AND {within(current_scope())}"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return sorted((int(row[0]) for row in cursor.fetchall()), reverse=True)


def within(scope: Scope, row: str = "d") -> str:
    """The condition that keeps a query's dossiers inside a scope."""
    if scope.everything:
        return "1 = 1"
    parts = [
        f"{row}.{column} IN ({', '.join(_quoted(one) for one in sorted(places))})"
        for column, places in (("province_id", scope.provinces), ("commune_id", scope.communes))
        if places
    ]
    return f"({' OR '.join(parts)})" if parts else "1 = 0"


def read_walked(
    *, first: date, last: date, procedure: str = "", commune: str = "", with_steps: bool = True, today: date | None = None, whole: str = ""
) -> Walked:  # fmt: skip
    """Dossiers received between two days with their steps (else only the steps that sent one back) and supplements, inside the acting
    scope; `whole` is a condition on the dossier `d` that is put in the scope's place, by who shows nothing of the rows themselves."""
    chosen = [
        whole or within(current_scope()),
        f"d.received_at >= '{_utc(first)}'",
        f"d.received_at < '{_utc(last + timedelta(days=1))}'",
    ]
    chosen += [f"d.procedure = {_quoted(procedure)}"] if procedure else []
    chosen += [f"d.commune_id = {_quoted(commune)}"] if commune else []
    where = " AND ".join(chosen)
    of = f"dossier_id IN (SELECT d.id FROM dossiers_dossier d WHERE {where})"
    of_step = of if with_steps else f"result = 'returned' AND {of}"
    asked: dict[str, tuple[str, pa.Schema | None]] = {
        "dossiers": (
            f"SELECT d.id, d.procedure, d.commune_id AS commune, d.province_id AS province, d.channel, d.state, d.began_on,"
            f" {_moment('d.received_at')} AS received_at, d.due_on, {_moment('d.closed_at')} AS closed_at FROM dossiers_dossier d WHERE {where}",
            DOSSIERS,
        ),
        "supplements": (
            f"SELECT dossier_id AS dossier, reason, {_text('components')} AS components, {_moment('asked_at')} AS asked_at,"
            f" {_moment('answered_at')} AS answered_at FROM dossiers_supplement WHERE {of}",
            SUPPLEMENTS,
        ),
        "steps": (
            f"SELECT id, dossier_id AS dossier, stage, {_name('key')}, number, role, {_moment('started_at')} AS started_at, due_on,"
            f" {_moment('ended_at')} AS ended_at, result, reason FROM dossiers_dossierstep WHERE {of_step}",
            STEPS,
        ),
    }  # fmt: skip
    read = read_populations(asked)
    return timed(read["dossiers"], read["steps"], read["supplements"], today or timezone.localdate())


def timed(dossiers: pa.Table, steps: pa.Table, supplements: pa.Table, today: date) -> Walked:
    """The same columns with hours and days of work, by the calendar of each dossier's province."""
    now = np.datetime64(_utc_moment(today), "us")
    named = dossiers["province"].combine_chunks().dictionary_encode()
    provinces, province = named.dictionary.to_pylist(), np.asarray(named.indices)
    ids = dossiers["id"].to_numpy()
    order = np.argsort(ids)

    def row_of(column: pa.ChunkedArray) -> np.ndarray:
        return order[np.searchsorted(ids, column.to_numpy(), sorter=order)] if len(column) else np.empty(0, np.int64)

    steps, ways = _followed(steps)
    of_step, of_supplement = row_of(steps["dossier"]), row_of(supplements["dossier"])
    closed = _moments(dossiers, "closed_at")
    until = np.where(np.isnat(closed), now, closed)
    own = {
        "h_received": (_moments(dossiers, "received_at"), "hours"), "h_until": (until, "hours"),
        "d_received": (local_days(_moments(dossiers, "received_at")), "days"), "d_due": (_days(dossiers, "due_on"), "days"),
        "d_until": (local_days(until), "days"),
    }  # fmt: skip
    ended = _moments(steps, "ended_at")
    step_end = np.where(np.isnat(ended), now, ended)
    walked = {
        "h_start": (_moments(steps, "started_at"), "hours"), "h_end": (step_end, "hours"),
        "d_start": (local_days(_moments(steps, "started_at")), "days"), "d_stage_due": (_days(steps, "due_on"), "days"),
        "d_end": (local_days(step_end), "days"),
    }  # fmt: skip
    answered = _moments(supplements, "answered_at")
    asked = {
        "h_asked": (_moments(supplements, "asked_at"), "hours"), "h_answered": (np.where(np.isnat(answered), now, answered), "hours"),
        "d_asked": (local_days(_moments(supplements, "asked_at")), "days"),
        "d_answered": (local_days(np.where(np.isnat(answered), now, answered)), "days"),
    }  # fmt: skip
    clocks = _clocks(provinces, dossiers, today)
    dossiers = _measured(dossiers, own, province, clocks)
    steps = _measured(steps, walked, province[of_step], clocks)
    supplements = _measured(supplements, asked, province[of_supplement], clocks)
    return Walked(
        dossiers, steps, supplements, ways, clocks[int(np.bincount(province).argmax()) if len(province) else 0]
    )


def _followed(steps: pa.Table) -> tuple[pa.Table, pa.Table]:
    """The steps in the order they were walked, each with what came next (`next_stage`, `next_key`, `next_number`) and which time it is
    walked (`round`); and of each dossier a number of its whole way (`way`) and of the stages on it (`stages`): the same way, the same number."""
    walk = np.lexsort((steps["id"].to_numpy(), steps["dossier"].to_numpy()))
    steps = steps.take(pa.array(walk))
    dossier, number = steps["dossier"].to_numpy(), steps["number"].to_numpy()
    size = len(dossier)
    if not size:
        empty = pa.array([], pa.string())
        steps = steps.append_column("next_stage", empty).append_column("next_key", empty)
        steps = steps.append_column("next_number", pa.array([], pa.int64())).append_column(
            "round", pa.array([], pa.int64())
        )
        return steps, pa.table({name: pa.array([], pa.int64()) for name in ("dossier", "way", "stages")})
    is_last = np.append(dossier[1:] != dossier[:-1], True)
    after = pa.array(np.minimum(np.arange(1, size + 1), size - 1), mask=is_last)
    for name in ("stage", "key", "number"):
        steps = steps.append_column(f"next_{name}", steps[name].take(after))
    same = np.lexsort((np.arange(size), number, dossier))
    begins = np.append(True, (dossier[same][1:] != dossier[same][:-1]) | (number[same][1:] != number[same][:-1]))
    place = np.arange(size)
    rounds = np.empty(size, np.int64)
    rounds[same] = place - np.maximum.accumulate(np.where(begins, place, 0)) + 1
    steps = steps.append_column("round", pa.array(rounds))
    first = np.flatnonzero(np.append(True, is_last[:-1]))
    counted = place - np.repeat(first, np.diff(np.append(first, size)))
    codes = _numbered(pc.binary_join_element_wise(steps["stage"], steps["key"], "/"))
    with np.errstate(over="ignore"):
        told = (codes.astype(np.uint64) + np.uint64(1)) * _MIX ** counted.astype(np.uint64)
        way = np.add.reduceat(told, first).astype(np.int64)
    stages = np.bitwise_or.reduceat(np.int64(1) << _numbered(steps["stage"]), first)
    return steps, pa.table({"dossier": dossier[first], "way": way, "stages": stages})


def _numbered(texts: pa.ChunkedArray) -> np.ndarray:
    """A number for each different text."""
    return np.asarray(texts.combine_chunks().dictionary_encode().indices, np.int64)


def _clocks(provinces: Sequence[str], dossiers: pa.Table, today: date) -> list[WorkingTime]:
    """The calendar of each province over the span of its dossiers."""
    if not provinces:
        return [WorkingTime(today, today, {})]
    earliest = pc.min(dossiers["received_at"]).as_py().date() - timedelta(days=400)
    latest = max(filter(None, (pc.max(dossiers["due_on"]).as_py(), today))) + timedelta(days=400)
    return [WorkingTime(earliest, latest, calendar_of(one)) for one in provinces]


def _measured(
    table: pa.Table, wanted: dict[str, tuple[np.ndarray, str]], province: np.ndarray, clocks: Sequence[WorkingTime]
) -> pa.Table:
    for name, (values, how) in wanted.items():
        found = np.full(len(values), np.nan)
        for number, clock in enumerate(clocks):
            mine = province == number
            found[mine] = getattr(clock, how)(values[mine])
        table = table.append_column(name, pa.array(found, from_pandas=True))
    return table


def attach(duck: duckdb.DuckDBPyConnection, walked: Walked) -> None:
    """Views of what was read: `dossier`, `step` (with `hours`, `over`, `next_*`), `supplement`."""
    for name in ("dossiers", "steps", "supplements", "ways"):
        duck.register(f"read_{name}", getattr(walked, name))
    duck.execute("CREATE TEMP TABLE supplement AS SELECT *, h_answered - h_asked AS hours FROM read_supplements")
    duck.execute("""CREATE TEMP TABLE step AS
      WITH waited AS (
        SELECT s.id, sum(greatest(0, least(u.h_answered, s.h_end) - greatest(u.h_asked, s.h_start))) AS hours
        FROM read_steps s JOIN read_supplements u ON u.dossier = s.dossier AND u.h_asked < s.h_end AND u.h_answered > s.h_start GROUP BY 1)
      SELECT s.*, coalesce(w.hours, 0) AS waited, s.h_end - s.h_start - coalesce(w.hours, 0) AS hours,
        greatest(0, s.d_end - s.d_stage_due) AS over, s.ended_at IS NULL AS is_open
      FROM read_steps s LEFT JOIN waited w ON w.id = s.id""")
    duck.execute(f"""CREATE TEMP TABLE dossier AS
      WITH asked AS (SELECT dossier, sum(hours) AS waited FROM supplement GROUP BY 1),
        back AS (SELECT dossier, count(*) FILTER (result = 'returned') AS returns FROM step GROUP BY 1)
      SELECT d.*, d.state IN ({_some(("decided", "handed_out"))}) AS is_settled, d.state IN ({_some(words.RUNNING)}) AS is_pending,
        d.state = 'withdrawn' AS is_withdrawn, coalesce(a.waited, 0) AS waited, coalesce(b.returns, 0) > 0 AS is_returned,
        a.dossier IS NOT NULL AS is_asked, d.d_due IS NOT NULL AND d.d_until > d.d_due AS is_over,
        d.h_until - d.h_received - coalesce(a.waited, 0) AS hours
      FROM read_dossiers d LEFT JOIN asked a ON a.dossier = d.id LEFT JOIN back b ON b.dossier = d.id""")


def _sums(duck: duckdb.DuckDBPyConnection, by: str = "") -> list[tuple[str, Sums]]:
    rows = duck.execute(f"""SELECT {by or "''"} AS key, count(*), count(*) FILTER (is_settled),
        count(*) FILTER (is_settled AND d_until < d_due), count(*) FILTER (is_settled AND d_until = d_due),
        count(*) FILTER (is_settled AND is_over), count(*) FILTER (is_pending), count(*) FILTER (is_pending AND is_over),
        count(*) FILTER (is_withdrawn), count(*) FILTER (due_on IS NULL AND NOT is_withdrawn),
        count(*) FILTER (is_returned), count(*) FILTER (is_asked),
        quantile_cont(hours, 0.5) FILTER (is_settled), quantile_cont(hours, 0.9) FILTER (is_settled),
        quantile_cont(waited, 0.5) FILTER (is_asked)
      FROM dossier GROUP BY 1 ORDER BY 2 DESC, 1""").fetchall()
    return [(key, Sums(*counts[:11], *(_told(value, counts[1]) for value in counts[11:]))) for key, *counts in rows]


def _found(duck: duckdb.DuckDBPyConnection, procedure: str, first: date, last: date) -> Evidence:
    told = dict(_sums(duck))
    if not told:
        return Evidence(procedure, first, last, Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, None, None, None))
    sums = told[""]
    steps = _steps(duck)
    [(loops,)] = duck.execute("SELECT count(DISTINCT dossier) FROM step WHERE round > 1").fetchall()
    return Evidence(
        procedure=procedure, first=first, last=last, sums=sums, steps=steps, ways=_ways(duck), paths=_paths(duck), loops=loops,
        return_reasons=_counted(duck, "SELECT reason, count(*) FROM step WHERE result = 'returned' GROUP BY 1"),
        supplement_reasons=_counted(duck, "SELECT reason, count(*) FROM supplement GROUP BY 1"),
        missing_papers=_missing(duck), communes=_sums(duck, "commune"), bodies=_bodies(duck),
        bottleneck=_bottleneck(duck, steps, sums), usual=_usual(duck),
        channels=dict(_counted(duck, "SELECT channel, count(*) FROM dossier GROUP BY 1")),
    )  # fmt: skip


def _steps(duck: duckdb.DuckDBPyConnection) -> list[StepTime]:
    rows = duck.execute("""SELECT stage, key, any_value(number), any_value(role), count(*) FILTER (NOT is_open), count(*) FILTER (round = 1),
        quantile_cont(hours, 0.5) FILTER (NOT is_open), quantile_cont(hours, 0.9) FILTER (NOT is_open),
        quantile_cont(waited, 0.5) FILTER (waited > 0), count(*) FILTER (result = 'returned'), count(*) FILTER (round > 1),
        count(*) FILTER (NOT is_open AND over > 0), coalesce(sum(over) FILTER (NOT is_open), 0),
        coalesce(sum(hours) FILTER (NOT is_open), 0) / nullif(sum(sum(hours) FILTER (NOT is_open)) OVER (), 0),
        count(*) FILTER (is_open)
      FROM step GROUP BY 1, 2 ORDER BY 3, 1, 2""").fetchall()
    return [
        StepTime(
            stage, key, number, role, walks, dossiers, _told(median, walks), _told(p90, walks), _told(waited, walks), returned, again, over,
            over_days, share or 0.0, opened,
        )
        for stage, key, number, role, walks, dossiers, median, p90, waited, returned, again, over, over_days, share, opened in rows
    ]  # fmt: skip


def _ways(duck: duckdb.DuckDBPyConnection) -> list[Way]:
    rows = duck.execute("""
      SELECT *, count / sum(count) OVER (PARTITION BY from_stage, from_key) FROM (
        SELECT '' AS from_stage, '' AS from_key, stage, key, count(*) AS count, NULL AS hours, false AS is_back
          FROM (SELECT dossier, arg_min(stage, id) AS stage, arg_min(key, id) AS key FROM step GROUP BY 1) GROUP BY 3, 4
        UNION ALL
        SELECT stage, key, coalesce(next_stage, ''), coalesce(next_key, ''), count(*), quantile_cont(hours, 0.5),
          coalesce(bool_or(next_number <= number), false)
          FROM step WHERE NOT is_open GROUP BY 1, 2, 3, 4) ORDER BY count DESC, 1, 2, 3, 4""").fetchall()
    return [
        Way(from_stage, from_key, to_stage, to_key, count, share, _told(hours, count), is_back)
        for from_stage, from_key, to_stage, to_key, count, hours, is_back, share in rows
    ]


def _paths(duck: duckdb.DuckDBPyConnection) -> list[tuple[tuple[str, ...], int, float | None]]:
    """The ways dossiers went from end to end, the commonest first: step names, how many, median hours."""
    rows = duck.execute(f"""
      WITH common AS (
        SELECT w.way, count(*) AS count, quantile_cont(d.hours, 0.5) AS hours, min(w.dossier) AS one
        FROM read_ways w JOIN dossier d ON d.id = w.dossier WHERE d.is_settled
        GROUP BY 1 HAVING count(*) >= {FEWEST} ORDER BY 2 DESC, 4 LIMIT {WAYS_SHOWN})
      SELECT list(s.stage || '/' || s.key ORDER BY s.id), any_value(c.count), any_value(c.hours)
      FROM common c JOIN step s ON s.dossier = c.one GROUP BY c.one ORDER BY 2 DESC, c.one""").fetchall()
    return [(tuple(names), count, hours) for names, count, hours in rows]


def _usual(duck: duckdb.DuckDBPyConnection) -> int | None:
    rows = duck.execute(
        "SELECT max(dossier) FROM read_ways GROUP BY stages ORDER BY count(*) DESC, 1 DESC LIMIT 1"
    ).fetchall()
    return rows[0][0] if rows else None


def _bodies(duck: duckdb.DuckDBPyConnection) -> list[tuple[str, int, float | None, int]]:
    """The work of a role on an average: role, dossiers, median hours a dossier, how many sent back by it."""
    rows = duck.execute("""SELECT role, count(*), quantile_cont(hours, 0.5), sum(returned)::BIGINT FROM (
        SELECT dossier, role, sum(hours) AS hours, count(*) FILTER (result = 'returned') AS returned
        FROM step WHERE NOT is_open GROUP BY 1, 2) GROUP BY 1 ORDER BY 3 DESC""").fetchall()
    return [(role, count, _told(hours, count), returned) for role, count, hours, returned in rows]


def _bottleneck(duck: duckdb.DuckDBPyConnection, steps: Sequence[StepTime], sums: Sums) -> Bottleneck | None:
    known = [one for one in steps if one.median_hours is not None]
    if not known or not sums.settled:
        return None
    worst = max(known, key=lambda one: (one.over_days, one.share))
    # By its stage's day: each dossier gives back the days the last walk of the stage went past it.
    [(saved, kept, limited)] = duck.execute(
        """WITH late AS (SELECT dossier, max(over) AS days FROM step WHERE stage = ? AND NOT is_open GROUP BY 1)
        SELECT avg(coalesce(l.days, 0)), count(*) FILTER (d.d_until - coalesce(l.days, 0) <= d.d_due), count(*) FILTER (d.due_on IS NOT NULL)
        FROM dossier d LEFT JOIN late l ON l.dossier = d.id WHERE d.is_settled""",
        [worst.stage],
    ).fetchall()
    [(now,)] = duck.execute("SELECT count(*) FROM dossier WHERE is_settled AND d_until <= d_due").fetchall()
    then = 100 * kept / limited if limited >= FEWEST else None
    before = 100 * now / limited if limited >= FEWEST else None
    hours = worst.median_hours or 0.0
    return Bottleneck(worst.stage, worst.key, hours, worst.over, worst.walks, saved or 0.0, before, then)


def _missing(duck: duckdb.DuckDBPyConnection) -> list[tuple[str, int]]:
    rows = duck.execute("SELECT components, count(*) FROM supplement GROUP BY 1").fetchall()
    found: dict[str, int] = {}
    for told, count in rows:
        for key in json.loads(told or "[]"):
            found[key] = found.get(key, 0) + count
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))


def _counted(duck: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[str, int]]:
    return sorted(duck.execute(sql).fetchall(), key=lambda pair: (-pair[1], pair[0]))


def _told(value: float | None, count: int) -> float | None:
    """A time, unless so few are behind it that it would tell of one dossier or one officer."""
    return None if value is None or count < FEWEST else value


def days_of(hours: float) -> float:
    """Working days of hours of work."""
    return hours / DAY_HOURS


def _moments(table: pa.Table, name: str) -> np.ndarray:
    return np.asarray(table[name].to_numpy(), "datetime64[us]")


def _days(table: pa.Table, name: str) -> np.ndarray:
    return np.asarray(table[name].to_numpy(), "datetime64[D]")


def _utc_moment(day: date) -> datetime:
    """The end of a day here, as UTC without a zone."""
    local = timezone.make_aware(datetime.combine(day, time(17, 30)))
    return local.astimezone(UTC).replace(tzinfo=None)


def _utc(day: date) -> str:
    """The beginning of a day here as the database compares it."""
    local = timezone.make_aware(datetime.combine(day, time(0)))
    return local.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S" + ("+00" if connection.vendor == "postgresql" else ""))


def _moment(column: str) -> str:
    """A moment as UTC without a zone, on both databases."""
    return f"({column} AT TIME ZONE 'UTC')" if connection.vendor == "postgresql" else f"SUBSTR({column}, 1, 19)"


def _year(column: str) -> str:
    """The year a moment falls in here."""
    if connection.vendor == "postgresql":
        return f"EXTRACT(YEAR FROM {column} AT TIME ZONE '{timezone.get_default_timezone_name()}')"
    return f"STRFTIME('%Y', SUBSTR({column}, 1, 19), '+7 hours')"


def _text(column: str) -> str:
    return f"CAST({column} AS TEXT)"


def _name(column: str) -> str:
    return f'"{column}"'


def _some(values: Sequence[str]) -> str:
    return ", ".join(_quoted(one) for one in values)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
