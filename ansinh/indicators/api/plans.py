"""What was planned, how much of it was reached, and what changed since last year."""

from dataclasses import dataclass
from decimal import Decimal

from ansinh.indicators.api.answers import Figure, Number, figures
from ansinh.indicators.api.periods import Period
from ansinh.indicators.models import Snapshot, Target
from ansinh.places.models import Place


@dataclass(frozen=True)
class Standing:
    """A figure beside its plan and last year's figure. Percents have no rounding yet; unknown where one side is."""

    now: Figure
    before: Figure
    target: Target | None

    @property
    def percent_of_plan(self) -> Decimal | None:
        """The result in percent of the plan; unknown without a plan or with a plan of nought."""
        if self.target is None or self.now.value is None or not self.target.value:
            return None
        return Decimal(self.now.value) * 100 / self.target.value

    @property
    def is_reached(self) -> bool | None:
        """Whether the plan is met, the way the indicator is meant to go; unknown where it says no way."""
        way = self.now.indicator.better
        if self.target is None or self.now.value is None or not way:
            return None
        return self.now.value >= self.target.value if way == "higher" else self.now.value <= self.target.value

    @property
    def change(self) -> Number:
        """This figure minus last year's, in the unit of the indicator."""
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value  # type: ignore[operator]

    @property
    def change_percent(self) -> Decimal | None:
        """The change in percent of last year's figure."""
        if self.change is None or not self.before.value:
            return None
        return Decimal(self.change) * 100 / Decimal(self.before.value)


def target_in_force(indicator: str, place: Place, year: int) -> Target | None:
    """The newest target that no later one replaced."""
    rows = Target.objects.filter(indicator=indicator, place=place, year=year, replaced_by__isnull=True)
    return rows.order_by("-resolved_on", "-pk").first()


def standing(indicator: str, *, place: Place, period: Period, snapshot: Snapshot | str | None = None) -> Standing:
    """An indicator of a place now, planned and a year before."""
    return standings([indicator], place=place, period=period, snapshot=snapshot)[indicator]


def standings(
    indicators: list[str], *, place: Place, period: Period, snapshot: Snapshot | str | None = None
) -> dict[str, Standing]:
    """Several indicators of a place now, planned and a year before."""
    now = figures(indicators, place=place, period=period, snapshot=snapshot)
    before = figures(indicators, place=place, period=period.before, snapshot=snapshot)
    return {name: Standing(now[name], before[name], target_in_force(name, place, period.year)) for name in indicators}
