"""One figure, many figures, and the records behind any of their numbers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from ansinh.core.access import NoAccess, Scope, acting, current_scope
from ansinh.core.days import month_of, month_text, vietnamese_day
from ansinh.engine import Indicator
from ansinh.engine.collect import collect
from ansinh.engine.facts import Grain
from ansinh.engine.measures import Entered, Fall, Ratio, Reported, Total
from ansinh.indicators.api.catalogue import PLACE_LEVELS, breakdown_of, cell_label, counted, grain_of, indicator_named
from ansinh.indicators.api.few import discreet, is_kept_apart, kept_apart_of, sees_all
from ansinh.indicators.api.maps import Map, ends_of
from ansinh.indicators.api.periods import Period, before_the_law, period_of
from ansinh.indicators.api.warehouse import LAST_YEAR, Atom, NoSnapshot, Warehouse, open_warehouse, snapshot_for
from ansinh.indicators.jobs import about_of, column_of, counting_of, root_of
from ansinh.indicators.models import EnteredFigure, Snapshot
from ansinh.places.models import Place

Number = int | Decimal | None


@dataclass(frozen=True)
class Row:
    """One cell of a breakdown."""

    key: Any
    label_vi: str
    label_en: str
    value: Number
    numerator: int | None = None
    denominator: int | None = None
    is_few: bool = False


@dataclass(frozen=True)
class Figure:
    """An indicator for a place and a period: its value, or why it is missing; with the cells of one breakdown.

    ``unknown`` counts the records of which nobody knows whether they count."""

    indicator: Indicator
    place: Place
    period: Period
    value: Number = None
    numerator: int | None = None
    denominator: int | None = None
    unknown: int = 0
    by: str = ""
    rows: tuple[Row, ...] = ()
    missing: str = ""
    notes: tuple[str, ...] = ()
    snapshot: Snapshot | None = None
    map_day: date | None = None
    source: str = ""
    is_few: bool = False

    @property
    def unit(self) -> str:
        return self.indicator.unit


@dataclass(frozen=True)
class Chosen:
    """The records a question is about: atoms by their unit on the map asked for, those out of turn apart."""

    warehouse: Warehouse
    snapshot: Snapshot
    map: Map
    regular: tuple[Atom, ...]
    out_of_turn: tuple[Atom, ...] = ()
    unit_of: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    missing: str = ""


def figure(
    indicator: str,
    *,
    place: Place,
    on: date | None = None,
    year: int | None = None,
    month: int | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
    by: str = "",
    map_day: date | None = None,
    snapshot: str | Snapshot | None = None,
) -> Figure:
    """One indicator for a place: a stock as it stood on the day, a flow over the period, a ratio of the two it is made of.

    ``by`` adds the cells of a breakdown; ``map_day`` shows places on the map of that day, with the same sum. Only records
    inside the acting scope are counted. What cannot be given says why in ``missing``. Raises UnknownIndicator,
    UnknownBreakdown, BadPeriod, NoSnapshot, NoAccess."""
    period = period_of(on=on, year=year, month=month, from_day=from_day, to_day=to_day)
    return figures([indicator], place=place, period=period, by=by, map_day=map_day, snapshot=snapshot)[indicator]


def figures(
    indicators: Iterable[str],
    *,
    place: Place,
    period: Period,
    by: str = "",
    map_day: date | None = None,
    snapshot: str | Snapshot | None = None,
) -> dict[str, Figure]:
    """Several indicators of one place and period in as few passes over the records as there are grains and kinds."""
    asked = [indicator_named(name) for name in indicators]
    for one in asked if by else ():
        breakdown_of(one, by)
    found = _entered([one for one in asked if isinstance(one.measure, Entered)], place, period)
    answer = Answering(place, period, by, map_day, snapshot)
    for one in (one for one in asked if not isinstance(one.measure, Reported)):
        if too_early := before_the_law(period.to_day, one.name.split(".")[0]):
            found[one.name] = Figure(one, place, period, by=by, missing=too_early)
        elif isinstance(one.measure, Fall):
            found[one.name] = _fallen(one, answer)
    plain = [one for one in asked if one.name not in found]
    found |= answer.measured(plain)
    return {one.name: found[one.name] for one in asked}


def is_entered(indicator: str) -> bool:
    """Whether the figure is typed with its source instead of counted."""
    return isinstance(indicator_named(indicator).measure, Entered)


def is_reported(indicator: str) -> bool:
    """Whether no register of the house gives the figure yet: it is known from reports received, or typed."""
    return isinstance(indicator_named(indicator).measure, Reported)


@dataclass(frozen=True)
class Opened:
    """A record behind a number: its key, what is listed of it, whom it is about, and how much it adds."""

    key: int
    listed: int
    subject: int
    value: int


def records(
    indicator: str,
    *,
    place: Place,
    period: Period,
    by: str = "",
    cell: Any = None,
    side: str = "numerator",
    map_day: date | None = None,
    snapshot: str | Snapshot | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[Opened]:
    """The records behind a figure, or behind the ``cell`` of its breakdown ``by``; their values add up to it.

    Of a ratio, those of its numerator or denominator (``side``); of a fall, those of this year's ratio. In the order of the
    key; ``limit`` and ``offset`` give one page of them. Those kept apart are left out for who has no grant for them."""
    told = indicator_named(indicator)
    if by:
        breakdown_of(told, by)
    names = counted(indicator)
    sees = sees_all(place)
    if not names or (not sees and is_kept_apart(indicator)):
        return []
    name = names[1 if side == "denominator" and len(names) > 1 else 0]
    grain, root = grain_of(name), root_named(name)
    answer = Answering(place, period, by, map_day, snapshot)
    chosen = answer.chosen(indicator_named(name).kind, root)
    atoms = [*chosen.regular, *chosen.out_of_turn]
    condition, parameters = "", []
    if by in PLACE_LEVELS:
        cells = answer.cells(chosen)
        atoms = [atom for atom in atoms if cells[atom.id] == cell]
    elif by:
        condition, parameters = f' AND "{by}" IS NOT DISTINCT FROM ?', [cell]
    if not atoms or column_of(name) not in chosen.warehouse.columns.get(grain, ()):
        return []
    apart = {} if sees else kept_apart_of(chosen.warehouse.columns.get(grain, frozenset()))
    for column, values in apart.items():
        condition += f' AND "{column}" NOT IN (SELECT unnest(?::VARCHAR[]))'
        parameters.append(list(values))
    key = collect().grains[grain].key
    page = f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    _, listed, subject = about_of(root)
    rows = chosen.warehouse.rows(
        f'SELECT "{key}", "{listed}", "{subject}", value FROM (SELECT *, {_value_sql(name)} AS value'
        f" FROM {_rows_sql(grain, root, chosen)}) WHERE value <> 0 AND atom IN (SELECT unnest(?::BIGINT[])){condition}"
        f" ORDER BY {key}{page}",
        [*_atom_parameters(chosen), [atom.id for atom in atoms], *parameters],
    )
    return [Opened(*row) for row in rows]


def shown(indicator: str, opened: Sequence[Opened]) -> dict[int, dict[str, Any]]:
    """What people read of records, by what is listed of each: ``page_id`` and the columns their room lists them by."""
    listing = counting_of(root_named(indicator)).listing
    wanted = sorted({one.listed for one in opened})
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(wanted), 20_000):
        keys = ", ".join(str(int(key)) for key in wanted[start : start + 20_000])
        with connection.cursor() as cursor:
            cursor.execute(listing.query.replace("{keys}", keys))
            names = [column[0] for column in cursor.description]
            found |= {row[0]: dict(zip(names[1:], row[1:], strict=True)) for row in cursor.fetchall()}
    return found


def root_named(indicator: str) -> Grain:
    """The counted grain behind an indicator that is made of records."""
    root = root_of(grain_of(indicator))
    assert root is not None
    return root


def trend(
    indicator: str, *, place: Place, until: int, years: int = 5, snapshot: str | Snapshot | None = None
) -> list[tuple[int, Figure]]:
    """The indicator at the end of (or over) each of the last years that has data, oldest first."""
    asked = set(range(until - years + 1, until + 1))
    if not is_entered(indicator):
        atoms = open_warehouse(snapshot_for(place, snapshot)).atoms_of(root_named(indicator).name)
        asked &= {atom.year for atom in atoms}
    found = []
    for year in sorted(asked):
        told = figure(indicator, place=place, year=year, snapshot=snapshot)
        if told.value is not None:
            found.append((year, told))
    return found


class Answering:
    """One question's place, period and breakdown, and what was chosen for it."""

    def __init__(
        self, place: Place, period: Period, by: str, map_day: date | None, snapshot: str | Snapshot | None
    ) -> None:
        self.place, self.period, self.by, self.map_day = place, period, by, map_day
        self.snapshot = snapshot
        self._chosen: dict[tuple[str, str], Chosen] = {}
        self._names: dict[str, tuple[str, str]] = {}

    def before(self) -> "Answering":
        """The same question at the end of the year before."""
        return Answering(
            self.place, self.period.year_before, self.by, self.map_day or self.period.to_day, self.snapshot
        )

    def chosen(self, kind: str, root: Grain) -> Chosen:
        """The atoms of a counted grain that a stock or a flow is counted over."""
        sort = "flow" if kind == "flow" else "stock"
        if (sort, root.name) not in self._chosen:
            snapshot = snapshot_for(self.place, self.snapshot)
            asked = (self.place, self.period, self.map_day, sort, root.name)
            found = _chosen(snapshot, snapshot.folder, *asked, current_scope())
            self._chosen[sort, root.name] = replace(found, snapshot=snapshot)
        return self._chosen[sort, root.name]

    def cells(self, chosen: Chosen) -> dict[int, str]:
        """The cell of each atom when broken down by place."""
        if self.by == "commune":
            return chosen.unit_of
        parents = chosen.map.parents(chosen.unit_of.values())
        return {atom: parents[unit] for atom, unit in chosen.unit_of.items()}

    def measured(self, indicators: Sequence[Indicator]) -> dict[str, Figure]:
        """The figures of counts, totals and ratios."""
        groups: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in indicators:
            for name in counted(one.name):
                groups[indicator_named(name).kind, grain_of(name)].add(name)
        sums: dict[str, _Sums] = {}
        for (kind, grain), names in groups.items():
            root = root_named(next(iter(names)))
            sums |= self._sums(self.chosen(kind, root), grain, root, sorted(names))
        return {one.name: discreet(self._figure(one, sums)) for one in indicators}

    def _figure(self, one: Indicator, sums: dict[str, "_Sums"]) -> Figure:
        top, *rest = counted(one.name)
        chosen = self.chosen(indicator_named(top).kind, root_named(top))
        shown = chosen.map.day
        base = Figure(
            one, self.place, self.period, by=self.by, snapshot=chosen.snapshot, map_day=shown, notes=chosen.notes
        )
        if chosen.missing:
            return replace(base, missing=chosen.missing)
        if refused := self._refused([top, *rest], chosen):
            return replace(base, missing=refused)
        above = sums[top]
        if not isinstance(one.measure, Ratio):
            rows = [self._row(key, value) for key, value in above.cells.items()]
            return replace(base, value=above.value, unknown=above.unknown, rows=self._sorted(rows))
        below = sums[rest[0]]
        value = quotient(above.value, below.value, one)
        missing = "" if value is not None else f"Mẫu số «{indicator_named(rest[0]).label_vi}» bằng 0."
        rows = [
            self._row(key, quotient(above.cells.get(key, 0), under, one), above.cells.get(key, 0), under)
            for key, under in below.cells.items()
        ]
        told = replace(base, value=value, unknown=above.unknown, missing=missing, rows=self._sorted(rows))
        return replace(told, numerator=above.value, denominator=below.value)

    def known(self, kind: str, grain: str, names: Sequence[str]) -> tuple[Chosen, frozenset[str], list[str]]:
        """What is chosen for counts of one grain, its columns, and those of the counts that have a figure."""
        chosen = self.chosen(kind, root_named(names[0]))
        columns = chosen.warehouse.columns.get(grain, frozenset())
        told = [] if chosen.missing else [name for name in names if not self._refused([name], chosen)]
        return chosen, columns, told

    def rows(self, chosen: Chosen, grain: str, columns: str) -> list[tuple[Any, ...]]:
        """Columns, and sums over the rest of them, of the chosen rows of a grain."""
        root = root_of(grain)
        assert root is not None
        sql = f"SELECT {columns} FROM {_rows_sql(grain, root, chosen)} GROUP BY ALL"
        return chosen.warehouse.rows(sql, _atom_parameters(chosen))

    def _row(self, key: Any, value: Number, numerator: int | None = None, denominator: int | None = None) -> Row:
        if self.by in PLACE_LEVELS:
            name, _ = self._named(key)
            return Row(key, name, name, value, numerator, denominator)
        return Row(key, cell_label(self.by, key), cell_label(self.by, key, "en"), value, numerator, denominator)

    def _sorted(self, rows: list[Row]) -> tuple[Row, ...]:
        if self.by in PLACE_LEVELS:
            return tuple(sorted(rows, key=lambda row: (self._named(row.key)[1], str(row.key))))
        return tuple(sorted(rows, key=lambda row: (row.key is None, str(row.key))))

    def _named(self, key: str) -> tuple[str, str]:
        """What a unit is called and where it sorts."""
        if key not in self._names:
            shown = {key, *(unit for chosen in self._chosen.values() for unit in self.cells(chosen).values())}
            rows = Place.objects.filter(pk__in=shown).values_list("pk", "full_name", "sort_key")
            self._names |= {pk: (name, order) for pk, name, order in rows}
        return self._names.get(key, (str(key), ""))

    def _refused(self, names: Iterable[str], chosen: Chosen) -> str:
        """Why the law of a period among the chosen ones cannot give one of the counts."""
        unavailable = chosen.snapshot.manifest.get("unavailable", {})
        for period in sorted({atom.period for atom in chosen.regular}):
            for name in names:
                if name in unavailable.get(str(period), {}):
                    told = month_text(period) if period > LAST_YEAR else period
                    return f"Luật áp dụng cho kỳ {told} không có «{indicator_named(name).label_vi}»."
                if column_of(name) not in chosen.warehouse.columns.get(grain_of(name), ()):
                    return (
                        f"Ảnh chụp {chosen.snapshot.pk} chụp trước khi có chỉ tiêu này. Chụp lại: ansinh snapshot take."
                    )
        return ""

    def choose(self, sort: str, root: Grain, snapshot: Snapshot) -> Chosen:
        warehouse = open_warehouse(snapshot)
        atoms = warehouse.atoms_of(root.name)
        ends = ends_of(atoms)
        today = Map(self.period.to_day, ends)
        shown = Map(self.map_day, ends) if self.map_day else today
        unit_today = {atom.id: today.unit_of(atom) for atom in atoms}
        place_map = today if self.place.exists_on(self.period.to_day) else shown
        units = place_map.units(self.place)
        unit_there = unit_today if place_map is today else {atom.id: place_map.unit_of(atom) for atom in atoms}
        inside = [atom for atom in atoms if unit_there[atom.id] in units]
        is_nought = self._is_nought(root, atoms)
        if not inside and is_nought and current_scope().reaches(self.place.pk, self.place.province_id or self.place.pk):
            return Chosen(warehouse, snapshot, shown, ())
        if not inside:
            wanted = f"{self.place.full_name} không có hồ sơ nào trong ảnh chụp {snapshot.pk}."
            return Chosen(warehouse, snapshot, shown, (), missing=wanted)
        scope = current_scope()
        reached = [
            atom
            for atom in inside
            if scope.reaches(atom.commune_id, atom.province_id) or scope.reaches(unit_today[atom.id], "")
        ]
        if not reached:
            raise NoAccess(f"Tài khoản «{scope.actor}» không được xem số liệu của {self.place.full_name}.")
        notes = () if len(reached) == len(inside) else ("Chỉ gồm các xã trong phạm vi được xem.",)
        out_of_turn: list[Atom] = []
        if counting_of(root).every == "month":
            regular, note = self._months_within(reached) if sort == "flow" else self._month_standing(reached)
            if not (is_nought and sort == "flow" and self.period.to_day <= snapshot.taken_at.date()):
                notes = (*notes, *note)
        else:
            regular, out_of_turn = (
                (self._decided_within(reached), []) if sort == "flow" else self._standing(reached, unit_today)
            )
            if regular and self.place.level != 3:
                told = {unit_there[atom.id] for atom in regular}
                allowed = units if scope.everything or len(reached) == len(inside) else told
                known = {unit_there[atom.id] for atom in reached}
                if late := [unit for unit in known & allowed if unit not in told]:
                    notes = (*notes, f"{len(late)} xã chưa có kết quả công nhận, chưa gồm trong số này.")
        missing = "" if regular or is_nought else self._nothing_decided(reached, root)
        unit_of = {atom.id: shown.unit_of(atom) for atom in (*regular, *out_of_turn)}
        return Chosen(warehouse, snapshot, shown, tuple(regular), tuple(out_of_turn), unit_of, notes, missing)

    def _is_nought(self, root: Grain, atoms: Sequence[Atom]) -> bool:
        """Whether a month of the period without a record is nought: of rare things, once they are recorded at all."""
        first = min((atom.period for atom in atoms), default=None)
        return counting_of(root).is_rare and first is not None and first <= month_of(self.period.to_day)

    def _months_within(self, atoms: Sequence[Atom]) -> tuple[list[Atom], tuple[str, ...]]:
        """The months that lie in the period and count; says which, where some do not."""
        wanted = set(self.period.whole_months)
        found = [atom for atom in atoms if atom.period in wanted and atom.decided_on]
        months = sorted({atom.period for atom in found})
        if not months or len(months) == len(wanted):
            return found, ()
        told = ", ".join(month_text(month) for month in months)
        return found, (f"Mới có số liệu {len(months)}/{len(wanted)} tháng của kỳ: {told}.",)

    def _month_standing(self, atoms: Sequence[Atom]) -> tuple[list[Atom], tuple[str, ...]]:
        """The newest month of the year that counts, the one of the last day or before; says which, where it is before."""
        asked = month_of(self.period.to_day)
        decided = [atom for atom in atoms if atom.decided_on and atom.year == self.period.year and atom.period <= asked]
        newest = max((atom.period for atom in decided), default=asked)
        note = () if newest == asked else (f"Số liệu của tháng {month_text(newest)}, tháng gần nhất đã có.",)
        return [atom for atom in decided if atom.period == newest], note

    def _decided_within(self, atoms: Sequence[Atom]) -> list[Atom]:
        """The yearly reviews of the period: of a whole year those of its campaign, else those decided between the days."""
        found = [atom for atom in atoms if not atom.is_out_of_turn and atom.decided_on]
        if self.period.from_day == date(self.period.year, 1, 1):
            return [one for one in found if one.year == self.period.year and _by(one, self.period)]
        return [one for one in found if one.decided_on and self.period.from_day <= one.decided_on <= self.period.to_day]

    def _standing(self, atoms: Sequence[Atom], unit: dict[int, str]) -> tuple[list[Atom], list[Atom]]:
        """What stands on the last day: of each commune the newest yearly records decided by then, and those out of turn since."""
        decided = [atom for atom in atoms if atom.decided_on and atom.decided_on <= self.period.to_day]
        newest: dict[str, int] = {}
        for atom in decided:
            if not atom.is_out_of_turn:
                newest[unit[atom.id]] = max(newest.get(unit[atom.id], 0), atom.year)
        regular = [one for one in decided if not one.is_out_of_turn and one.year == newest[unit[one.id]]]
        since: dict[str, date] = {}
        for atom in regular:
            known = since.get(unit[atom.id], date.min)
            since[unit[atom.id]] = max(known, atom.decided_on or date.min)
        out_of_turn = [
            one
            for one in decided
            if one.is_out_of_turn and one.decided_on and one.decided_on > since.get(unit[one.id], date.max)
        ]
        return regular, out_of_turn

    def _nothing_decided(self, atoms: Sequence[Atom], root: Grain) -> str:
        counting = counting_of(root)
        decided = [atom for atom in atoms if atom.decided_on and not atom.is_out_of_turn]
        asked = self.period.said("stock")
        first = ""
        if decided and counting.every == "month":
            first = f" Có số liệu từ tháng {month_text(min(atom.period for atom in decided))}."
            asked = self.period.said("flow")
        elif decided:
            earliest = min(atom.decided_on for atom in decided if atom.decided_on)
            first = f" Kết quả sớm nhất là ngày {vietnamese_day(earliest)}."
            asked = self.period.said("flow" if earliest <= self.period.to_day else "stock")
        return f"{self.place.full_name} chưa có {counting.waits_for_vi}, {asked}.{first}"

    def _sums(self, chosen: Chosen, grain: str, root: Grain, names: Sequence[str]) -> dict[str, "_Sums"]:
        columns = chosen.warehouse.columns.get(grain, frozenset())
        known = [name for name in names if column_of(name) in columns]
        if not known or not chosen.regular:
            return {name: _Sums() for name in names}
        cell = f'"{self.by}"' if self.by and self.by not in PLACE_LEVELS else "NULL"
        if cell != "NULL" and self.by not in columns:
            cell = "NULL"
        sums = ", ".join(f"sum({_value_sql(name)}), {_unknown_sql(name)}" for name in known)
        rows = chosen.warehouse.rows(
            f"SELECT atom, {cell}, {sums} FROM {_rows_sql(grain, root, chosen)} GROUP BY ALL", _atom_parameters(chosen)
        )
        cells = self.cells(chosen) if self.by in PLACE_LEVELS else {}
        found = {name: _Sums() for name in names}
        for atom, value, *numbers in rows:
            key = cells[atom] if cells else value
            for position, name in enumerate(known):
                found[name].add(
                    key, int(numbers[2 * position] or 0), int(numbers[2 * position + 1] or 0), bool(self.by)
                )
        return found


@lru_cache(maxsize=256)
def _chosen(
    snapshot: Snapshot,
    folder: str,
    place: Place,
    period: Period,
    map_day: date | None,
    sort: str,
    root: str,
    scope: Scope,
) -> Chosen:
    """A snapshot never changes, so what a page asks of it several times is chosen once."""
    with acting(scope):
        return Answering(place, period, "", map_day, snapshot).choose(sort, collect().grains[root], snapshot)


@dataclass
class _Sums:
    value: int = 0
    unknown: int = 0
    cells: dict[Any, int] = field(default_factory=dict)

    def add(self, key: Any, value: int, unknown: int, with_cells: bool) -> None:
        self.value += value
        self.unknown += unknown
        if with_cells:
            self.cells[key] = self.cells.get(key, 0) + value


def quotient(above: int, below: int, indicator: Indicator) -> Decimal | None:
    """The ratio in the indicator's unit with eight decimals; unknown over nought."""
    scale = indicator.measure.scale if isinstance(indicator.measure, Ratio) else 1
    return (Decimal(above) * scale / Decimal(below)).quantize(Decimal("1E-8")) if below else None


def _fallen(one: Indicator, answer: Answering) -> Figure:
    """Last year's figure minus this year's, whole and by cell."""
    assert isinstance(one.measure, Fall)
    of = indicator_named(one.measure.of)
    now, before = answer.measured([of])[of.name], answer.before().measured([of])[of.name]
    base = replace(now, indicator=one, value=None, rows=(), numerator=None, denominator=None)
    if now.value is None or before.value is None:
        return replace(base, missing=now.missing or f"Chưa có số năm trước: {before.missing}")
    past = {row.key: row.value for row in before.rows}
    rows = [
        replace(row, value=None if row.value is None or past.get(row.key) is None else past[row.key] - row.value)  # type: ignore[operator]
        for row in now.rows
    ]
    return replace(base, value=before.value - now.value, rows=tuple(rows))


def _entered(asked: Sequence[Indicator], place: Place, period: Period) -> dict[str, Figure]:
    """Figures that are typed, in one query; those nobody typed say why they are missing."""
    if not asked:
        return {}
    rows = EnteredFigure.objects.filter(
        indicator__in=[one.name for one in asked], place=place, replaced_by__isnull=True
    )
    typed = {row.indicator: row for row in rows.filter(from_day=period.from_day, to_day=period.to_day).order_by("pk")}
    return {
        one.name: discreet(Figure(one, place, period, value=_as_counted(one, row.value), source=row.source))
        if (row := typed.get(one.name))
        else Figure(one, place, period, missing=_not_typed(one, place, period))
        for one in asked
    }


def _typed(place: Place, period: Period) -> QuerySet[EnteredFigure]:
    rows = EnteredFigure.objects.filter(place=place, from_day=period.from_day, to_day=period.to_day)
    return rows.filter(replaced_by__isnull=True)


def typed_names(place: Place, period: Period) -> set[str]:
    """The indicators somebody typed a figure of for the place and the period."""
    return set(_typed(place, period).values_list("indicator", flat=True))


def _as_counted(one: Indicator, value: Decimal) -> int | Decimal:
    """A typed count as a whole number, as records give it."""
    return int(value) if not one.decimals and value == value.to_integral_value() else value


def _not_typed(one: Indicator, place: Place, period: Period) -> str:
    nobody = f"Chưa ai nhập «{one.label_vi}» của {place.full_name}, {period.said('flow')}."
    if not isinstance(one.measure, Reported):
        return nobody
    return f"{nobody} Chưa có sổ nào của hệ thống cho ra số này: nhập kèm nguồn, hoặc xem số trong báo cáo đã nhận."


def _by(atom: Atom, period: Period) -> bool:
    """Whole years take their campaign even when a commune decided it late; years to date only what was decided."""
    return period.is_whole_year or (atom.decided_on is not None and atom.decided_on <= period.to_day)


def _rows_sql(grain: str, root: Grain, chosen: Chosen) -> str:
    """The grain's rows of the chosen atoms; a record out of turn stands in for its subject's regular one."""
    plain = f'(SELECT * FROM "{grain}" WHERE atom IN (SELECT unnest(?::BIGINT[])))'
    if not chosen.out_of_turn:
        return plain
    key, _, subject = about_of(root)
    again = f'(SELECT "{subject}" FROM "{root.name}" WHERE atom IN (SELECT unnest(?::BIGINT[])))'
    replaced = (
        f'(SELECT "{key}" FROM "{root.name}" WHERE atom IN (SELECT unnest(?::BIGINT[])) AND "{subject}" IN {again}'
        f' QUALIFY row_number() OVER (PARTITION BY "{subject}" ORDER BY atom IN (SELECT unnest(?::BIGINT[])) DESC, atom DESC,'
        f' "{key}" DESC) > 1)'
    )
    return f'(SELECT * FROM {plain} WHERE "{key}" NOT IN {replaced})'


def _atom_parameters(chosen: Chosen) -> list[Any]:
    out_of_turn = [atom.id for atom in chosen.out_of_turn]
    every = [*(atom.id for atom in chosen.regular), *out_of_turn]
    return [every, every, out_of_turn, out_of_turn] if chosen.out_of_turn else [every]


def _value_sql(name: str) -> str:
    column = f'"{column_of(name)}"'
    return (
        f"coalesce({column}, 0)"
        if isinstance(indicator_named(name).measure, Total)
        else f"coalesce({column}, false)::INT"
    )


def sum_sql(name: str) -> str:
    """A count or total over rows, in SQL."""
    return f"sum({_value_sql(name)})"


def _unknown_sql(name: str) -> str:
    if isinstance(indicator_named(name).measure, Total):
        return "0"
    return f'count(*) FILTER (WHERE "{column_of(name)}" IS NULL)'


__all__ = ["Figure", "NoSnapshot", "Opened", "Row", "figure", "figures", "records", "shown", "trend"]
