"""The year's end of an indicator counted by month: its months at a place, what the rest of the year may bring, the plan beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils import timezone

from ansinh.core.days import last_day, month_after, month_of, month_text
from ansinh.core.forecast import Outlook, outlook
from ansinh.engine import Indicator
from ansinh.engine.measures import Count, Entered, Total
from ansinh.indicators.api.answers import Answering, root_named, sum_sql
from ansinh.indicators.api.catalogue import grain_of, indicator_named
from ansinh.indicators.api.few import is_kept_apart, sees_all
from ansinh.indicators.api.periods import Period
from ansinh.indicators.api.plans import target_in_force
from ansinh.indicators.api.warehouse import Atom, snapshot_for
from ansinh.indicators.jobs import counting_of
from ansinh.indicators.models import EnteredFigure, Snapshot, Target
from ansinh.places.models import Place

YEARS_BACK = 10


@dataclass(frozen=True)
class Forecast:
    """An indicator of a place and a year: its months, the outlook, the plan. `why` says why there is no outlook at all."""

    indicator: Indicator
    place: Place
    year: int
    outlook: Outlook | None = None
    target: Target | None = None
    snapshot: Snapshot | None = None
    notes: tuple[str, ...] = ()
    why: str = ""

    def percent_of_plan(self, value: float | int | None) -> Decimal | None:
        """A value in percent of the plan; unknown without either."""
        if self.target is None or not self.target.value or value is None:
            return None
        return Decimal(str(round(value, 4))) * 100 / self.target.value


def forecast(
    indicator: str, *, place: Place, year: int, until: int | None = None, is_tested: bool = True,
    snapshot: str | Snapshot | None = None,
) -> Forecast:  # fmt: skip
    """The end of a year from its months so far, those up to `until` (202409) when told: how it looked then.

    Only what is counted by month can be told ahead. Raises UnknownIndicator, NoSnapshot, NoAccess."""
    told = indicator_named(indicator)
    base = Forecast(told, place, year, target=target_in_force(indicator, place, year))
    if told.kind != "flow":
        return _without(base, "Chỉ dự báo được số cộng dồn trong năm; chỉ tiêu này là số tại một thời điểm hoặc tỷ lệ.")
    if is_kept_apart(indicator) and not sees_all(place):
        return _without(base, "Số của nhóm được bảo vệ: chỉ dự báo cho người có quyền xem hồ sơ nhạy cảm.")
    if isinstance(told.measure, Entered):
        return _seen(base, _typed_months(indicator, place), until, (), is_tested)
    if not isinstance(told.measure, Count | Total) or counting_of(root_named(indicator)).every != "month":
        return _without(base, "Chỉ tiêu này đếm theo năm, không theo tháng: không có chuỗi tháng để dự báo.")
    return _counted(base, until, snapshot, is_tested)


def _counted(base: Forecast, until: int | None, snapshot: str | Snapshot | None, is_tested: bool) -> Forecast:
    taken = snapshot_for(base.place, snapshot)
    running = month_of(timezone.localtime(taken.taken_at).date())
    months, notes = months_of(
        base.indicator.name, place=base.place, until=min(base.year * 100 + 12, running), snapshot=taken
    )
    if months.pop(running, None) and (until is None or until >= running):
        notes += (f"Tháng {month_text(running)} chưa hết khi chụp số liệu: không dùng để dự báo.",)
    found = _seen(base, months, until, notes, is_tested)
    return replace(found, snapshot=taken)


def months_of(
    indicator: str, *, place: Place, until: int, snapshot: str | Snapshot | None = None
) -> tuple[dict[int, int], tuple[str, ...]]:
    """What an indicator counted in each month of the last years up to one, in one question; months nobody recorded are not there.

    Only records inside the acting scope are counted; notes say so where that is a part. Raises NoSnapshot, NoAccess."""
    told = indicator_named(indicator)
    grain, root = grain_of(indicator), root_named(indicator)
    period = Period(last_day(month_after(until, -12 * YEARS_BACK)).replace(day=1), last_day(until))
    answer = Answering(place, period, "", None, snapshot)
    chosen, _columns, known = answer.known("flow", grain, [told.name])
    if not known or not chosen.regular:
        return {}, tuple(note for note in (chosen.missing,) if note)
    month_of_atom = {atom.id: atom.period for atom in chosen.regular}
    found: dict[int, int] = {}
    for atom, value in answer.rows(chosen, grain, f"atom, {sum_sql(indicator)}"):
        found[month_of_atom[atom]] = found.get(month_of_atom[atom], 0) + int(value or 0)
    every = {
        month: found.get(month, 0)
        for month in _recorded(chosen.regular, is_rare=counting_of(root).is_rare, until=until)
    }
    notes = tuple(note for note in chosen.notes if "phạm vi" in note)
    return every, notes


def _recorded(atoms: Sequence[Atom], *, is_rare: bool, until: int) -> list[int]:
    """The months there are records of; of what is rare every month since the first."""
    seen = sorted({atom.period for atom in atoms})
    if not is_rare:
        return seen
    month, every = seen[0], []
    while month <= until:
        every.append(month)
        month = month_after(month)
    return every


def _typed_months(indicator: str, place: Place) -> dict[int, int]:
    """Figures typed for whole months."""
    rows = EnteredFigure.objects.filter(indicator=indicator, place=place, replaced_by__isnull=True)
    return {month_of(row.to_day): int(row.value) for row in rows if Period(row.from_day, row.to_day).is_whole_month}


def _seen(
    base: Forecast, months: dict[int, int], until: int | None, notes: tuple[str, ...], is_tested: bool
) -> Forecast:
    kept = {month: value for month, value in months.items() if until is None or month <= until}
    if not kept:
        return _without(base, f"{base.place.full_name} chưa có tháng nào có số của chỉ tiêu này.")
    return replace(base, outlook=outlook(kept, base.year, is_tested=is_tested), notes=notes)


def _without(base: Forecast, why: str) -> Forecast:
    return replace(base, why=why)


__all__ = ["Forecast", "forecast", "months_of"]
