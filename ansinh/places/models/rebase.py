"""Figures of one day's map shown on another day's map, with equal sums.

A unit that goes whole moves whole. Of a divided unit each record goes where its own new unit is known to be; the rest goes
to the default successor, and is told apart. To an older map a unit goes back to itself if it existed, else to the
predecessor of its own code, else to the first of its predecessors; everything so chosen is told apart too."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from ansinh.core.days import vietnamese_day
from ansinh.places.models.tables import Place, Succession


@dataclass(frozen=True, slots=True)
class RebaseMap:
    """Where each unit of one day lies on another day's map."""

    from_day: date
    to_day: date
    default: dict[str, str]  # unit of from_day -> its default unit of to_day
    divided: dict[str, tuple[str, ...]]  # the units that become several, with all of them
    lost: tuple[str, ...]  # units with none, such as districts after 1 July 2025

    def table(self) -> pa.Table:
        """One row a unit: `from_id`, `to_id` (the default), `is_divided`."""
        return pa.table(
            {
                "from_id": pa.array(self.default.keys(), pa.string()),
                "to_id": pa.array(self.default.values(), pa.string()),
                "is_divided": pa.array([unit in self.divided for unit in self.default], pa.bool_()),
            }
        )


@dataclass(frozen=True, slots=True)
class Rebased:
    """Figures on the new map, and how much of each came there by the default rule only."""

    figures: dict[str, int]
    by_default: dict[str, int]


def rebase_map(*, from_day: date, to_day: date, level: int = 3) -> RebaseMap:
    """Where every unit of a level on one day lies on the map of another day, earlier or later."""
    units = list(Place.objects.on(from_day).filter(level=level).values_list("pk", flat=True))
    first, last = sorted((from_day, to_day))
    rows = Succession.objects.filter(day__gt=first, day__lte=last, predecessor__level=level)
    steps = list(rows.order_by("day").values_list("day", "predecessor_id", "successor_id", "is_default"))
    heirs = _forward(units, steps) if from_day <= to_day else _backward(units, steps)
    there = set(Place.objects.on(to_day).filter(level=level).values_list("pk", flat=True))
    default = {unit: main for unit, (main, _) in heirs.items() if main in there}
    return RebaseMap(
        from_day=from_day,
        to_day=to_day,
        default=default,
        divided={
            unit: tuple(sorted(all_of)) for unit, (_, all_of) in heirs.items() if unit in default and len(all_of) > 1
        },
        lost=tuple(unit for unit in units if unit not in default),
    )


def rebase(
    figures: Mapping[str, int], places: RebaseMap, known: Mapping[tuple[str, str], int] | None = None
) -> Rebased:
    """Figures per unit on the other map; their sum is the same.

    `known` says how much of a divided unit's figure lies in which new unit, by its records' own new unit. Raises ValueError
    for a unit that is not on the first map, and for known parts that are not the unit's or exceed its figure."""
    moved: dict[str, int] = defaultdict(int)
    by_default: dict[str, int] = defaultdict(int)
    rest = dict(figures)
    for (unit, new), amount in (known or {}).items():
        if new not in places.divided.get(unit, (places.default.get(unit),)):
            raise ValueError(f"{unit} không trở thành {new} vào {vietnamese_day(places.to_day)}.")
        rest[unit] = rest.get(unit, 0) - amount
        moved[new] += amount
    for unit, amount in rest.items():
        if unit not in places.default:
            raise ValueError(
                f"{unit} không có trên bản đồ ngày {vietnamese_day(places.from_day)}, hoặc không còn đơn vị kế thừa."
            )
        if amount < 0:
            raise ValueError(f"{unit}: phần đã biết nơi mới nhiều hơn cả con số của đơn vị ({-amount} thừa).")
        moved[places.default[unit]] += amount
        if amount and unit in places.divided:
            by_default[places.default[unit]] += amount
    return Rebased(dict(moved), dict(by_default))


Step = tuple[date, str, str, bool]
Heirs = dict[str, tuple[str, set[str]]]  # unit -> (the default one, all of them)


def _forward(units: Iterable[str], steps: Iterable[Step]) -> Heirs:
    became: dict[date, dict[str, list[tuple[str, bool]]]] = defaultdict(lambda: defaultdict(list))
    for day, old, new, is_default in steps:
        became[day][old].append((new, is_default))
    heirs: Heirs = {unit: (unit, {unit}) for unit in units}
    for _, changes in sorted(became.items()):
        main = {old: next((new for new, is_default in news if is_default), news[0][0]) for old, news in changes.items()}
        heirs = {
            unit: (
                main.get(one, one),
                {new for old in all_of for new in ([n for n, _ in changes[old]] if old in changes else [old])},
            )
            for unit, (one, all_of) in heirs.items()
        }
    return heirs


def _backward(units: Iterable[str], steps: Iterable[Step]) -> Heirs:
    came: dict[date, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for day, old, new, _ in steps:
        came[day][new].append(old)
    older = dict(Place.objects.values_list("pk", "from_day"))
    heirs: Heirs = {unit: (unit, {unit}) for unit in units}
    for day, changes in sorted(came.items(), reverse=True):
        sources = {new: [*([new] if older[new] < day else []), *sorted(olds)] for new, olds in changes.items()}
        main = {new: _first(new, olds) for new, olds in sources.items()}
        heirs = {
            unit: (main.get(one, one), {old for new in all_of for old in sources.get(new, [new])})
            for unit, (one, all_of) in heirs.items()
        }
    return heirs


def _first(new: str, olds: list[str]) -> str:
    code = new.partition("@")[0]
    return next((old for old in olds if old in (new, code)), olds[0])
