"""Which open dossiers will be late: the share of those of the past year that stood as long at the same step and took longer than is left.

Nothing is fitted: the times counted are those of the same procedure and step, in the same commune where LEAST stood that long there,
else in the whole province. Fewer than LEAST say nothing. `back_test` asks the same of days gone by and compares with what came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
from django.utils import timezone

from ansinh.core.access import Scope, current_scope
from ansinh.dossiers.jobs.evidence import Walked, attach, read_walked
from ansinh.dossiers.models import Dossier
from ansinh.engine.run import connect
from ansinh.places.models import Place

LEAST = 10
YEAR_DAYS = 250  # of work
BANDS = ((0, 20), (20, 50), (50, 80), (80, 100))


@dataclass(frozen=True)
class Expected:
    """What is expected of an open dossier. `chance` of being late in percent, none where too few stood there before; `of` how many those
    were, `in_commune` whether of its own commune; days are of work: `spent` at the step, `usual` at it, `left` until due (negative: past)."""

    dossier: int
    stage: str
    key: str
    chance: float | None
    of: int
    in_commune: bool
    spent: float
    usual: float | None
    left: float
    is_waiting: bool


@dataclass(frozen=True)
class Band:
    """Of the dossiers said to be late with a chance from `low` to `high` percent: how many there were, how many were late, what was said."""

    low: int
    high: int
    said: int
    late: int
    mean: float

    @property
    def share(self) -> float:
        """Percent that were late."""
        return 100 * self.late / self.said if self.said else 0.0


def expected(*, today: date | None = None) -> list[Expected]:
    """What is expected of every dossier on a desk in the acting scope that has a limit, the soonest due first.

    How long others stood is counted over the whole province, also for who sees one commune of it: shares of LEAST and more."""
    day = today or timezone.localdate()
    walked = read_walked(first=day - timedelta(days=800), last=day, today=day, whole=_of_provinces(current_scope()))
    with connect() as duck:
        attach(duck, walked)
        found = _expected(duck, _now(walked, day))
    mine = set(
        Dossier.objects.filter(state__in=("in_progress", "waiting"), is_sensitive=False).values_list("pk", flat=True)
    )
    return [one for one in found if one.dossier in mine]


def back_test(*, days: Sequence[date]) -> list[Band]:
    """What would have been said on each of the days, from what was known on it, beside what came; in the acting scope."""
    walked = read_walked(first=min(days) - timedelta(days=800), last=max(days))
    said: list[tuple[float, bool]] = []
    with connect() as duck:
        attach(duck, walked)
        for day in days:
            found = {
                one.dossier: one
                for one in _expected(duck, _now(walked, day))
                if one.chance is not None and one.left >= 0
            }
            came = duck.execute("SELECT id, is_over FROM dossier WHERE is_settled AND due_on IS NOT NULL").fetchall()
            said += [
                (chance, is_late) for key, is_late in came if key in found and (chance := found[key].chance) is not None
            ]
    return [
        _band(low, high, [one for one in said if low <= one[0] < high or one[0] == high == 100]) for low, high in BANDS
    ]


def _band(low: int, high: int, said: Sequence[tuple[float, bool]]) -> Band:
    return Band(
        low,
        high,
        len(said),
        sum(is_late for _, is_late in said),
        sum(chance for chance, _ in said) / len(said) if said else 0.0,
    )


def _now(walked: Walked, day: date) -> float:
    """The number of a day among the working days the columns are counted in."""
    return float(walked.clock.days(np.array([day], "datetime64[D]"))[0])


def _expected(duck: duckdb.DuckDBPyConnection, now: float) -> list[Expected]:
    """What could be said at the end of a working day of every dossier then on a desk."""
    rows = duck.execute(
        f"""
        WITH told AS (SELECT ?::DOUBLE AS now),
        pause AS (
          SELECT u.dossier, u.d_asked, CASE WHEN u.answered_at IS NULL THEN NULL ELSE u.d_answered END AS d_back
          FROM read_supplements u, told WHERE u.d_asked <= told.now),
        walk AS (
          SELECT s.*, d.procedure, d.commune, d.d_until, d.is_settled, d.is_pending, d.d_due
          FROM step s JOIN dossier d ON d.id = s.dossier),
        stood AS (
          SELECT w.id, coalesce(sum(p.d_back - p.d_asked) FILTER (p.d_asked >= w.d_start), 0) AS paused,
            coalesce(sum(p.d_back - p.d_asked) FILTER (p.d_asked >= w.d_start AND p.d_back <= w.d_end), 0) AS paused_here
          FROM walk w LEFT JOIN pause p ON p.dossier = w.dossier GROUP BY 1),
        past AS (
          SELECT w.procedure, w.commune, w.stage, w.key, w.d_until - w.d_start - t.paused AS rest, w.d_end - w.d_start - t.paused_here AS here
          FROM walk w JOIN stood t ON t.id = w.id, told
          WHERE w.round = 1 AND w.is_settled AND w.d_until < told.now AND w.d_until >= told.now - {YEAR_DAYS}),
        here AS (
          SELECT w.dossier, arg_max(w.id, w.id) AS step FROM walk w, told
          WHERE w.d_start <= told.now AND (w.is_settled OR w.is_pending) AND w.d_until >= told.now AND (w.is_pending OR w.d_until > told.now)
            AND w.d_due IS NOT NULL GROUP BY 1),
        open AS (
          SELECT w.dossier, w.stage, w.key, w.procedure, w.commune,
            w.d_due - coalesce((SELECT sum(u.d_answered - u.d_asked) FROM read_supplements u WHERE u.dossier = w.dossier
              AND u.answered_at IS NOT NULL AND u.d_answered > told.now), 0) AS due,
            coalesce((SELECT sum(p.d_back - p.d_asked) FROM pause p WHERE p.dossier = w.dossier AND p.d_asked >= w.d_start
              AND p.d_back <= told.now), 0) AS done,
            coalesce((SELECT sum(told.now - p.d_asked) FROM pause p WHERE p.dossier = w.dossier
              AND (p.d_back IS NULL OR p.d_back > told.now)), 0) AS waiting,
            EXISTS (SELECT 1 FROM pause p WHERE p.dossier = w.dossier AND (p.d_back IS NULL OR p.d_back > told.now)) AS is_waiting, w.d_start
          FROM here h JOIN walk w ON w.id = h.step, told),
        asked AS (
          SELECT o.*, told.now - o.d_start - o.done - o.waiting AS spent, o.due - o.d_start - o.done AS budget,
            o.due - told.now + o.waiting AS left_days
          FROM open o, told)
        SELECT a.dossier, a.stage, a.key, count(*) FILTER (p.rest >= a.spent), count(*) FILTER (p.rest >= a.spent AND p.rest > a.budget),
          count(*) FILTER (p.rest >= a.spent AND p.commune = a.commune),
          count(*) FILTER (p.rest >= a.spent AND p.rest > a.budget AND p.commune = a.commune),
          any_value(a.spent), quantile_cont(p.here, 0.5), any_value(a.left_days), any_value(a.is_waiting)
        FROM asked a LEFT JOIN past p ON p.procedure = a.procedure AND p.stage = a.stage AND p.key = a.key
        GROUP BY 1, 2, 3 ORDER BY any_value(a.left_days), 1""",
        [now],
    ).fetchall()
    return [_one(*row) for row in rows]


def _one(
    dossier: int, stage: str, key: str, of: int, late: int, of_commune: int, late_commune: int, spent: float, usual: float | None,
    left: float, is_waiting: bool,
) -> Expected:  # fmt: skip
    in_commune = of_commune >= LEAST
    of, late = (of_commune, late_commune) if in_commune else (of, late)
    chance = 100.0 if left < 0 else 100 * late / of if of >= LEAST else None
    return Expected(
        dossier, stage, key, chance, of, in_commune, spent, usual if of >= LEAST else None, left, is_waiting
    )


def _of_provinces(scope: Scope) -> str:
    """The condition that keeps the dossiers of the provinces a scope is in."""
    if scope.everything:
        return "1 = 1"
    provinces = set(scope.provinces) | set(
        Place.objects.filter(pk__in=scope.communes).values_list("province_id", flat=True)
    )
    named = ", ".join(f"'{one}'" for one in sorted(filter(None, provinces)))
    return f"d.province_id IN ({named})" if named else "1 = 0"
