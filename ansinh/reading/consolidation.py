"""Many reports laid side by side: a row a report, a column an indicator in one kind, with gaps, doubts and sums up the tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ansinh.engine.measures import Ratio, Share
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.claim import Claim

KINDS = ("result", "percent_of_plan", "change", "prior_year", "target")
ADDED = ("person", "turn", "household", "dong", "enterprise", "dossier", "house", "other")
# A mapping below this score is shown and marked, and counts in no sum: on texts not seen, of those above it
# 88 (thirty texts) and 93 (sixty others) in a hundred are on the right indicator.
TRUSTED = 0.9


@dataclass(frozen=True)
class Told:
    """A claim offered to the table: in which report it stands, and whether somebody has taken it or something contradicts it."""

    claim: Claim
    position: int
    is_taken: bool = False
    is_contradicted: bool = False


@dataclass(frozen=True)
class Source:
    """A report: what it is called, the key and name of its place, its period (as it says it), its claims; by which ``key`` it is kept."""

    name: str
    place: str
    place_name: str
    period: str
    told: tuple[Told, ...]
    key: int = 0


@dataclass(frozen=True)
class Column:
    """An indicator in one kind, for the period of the report (``ahead`` 0) or the years after it."""

    indicator: str
    kind: str
    ahead: int = 0


@dataclass(frozen=True)
class Cell:
    """What a report says for a column.

    ``state``: sure (taken, or trusted and uncontradicted), doubtful (a weak mapping or unsure digits), contradicted (a finding that
    does not hold names it), twice (the report gives two values), sum, partial (a sum with gaps), gap (nothing said)."""

    state: str
    value: Decimal | None = None
    value_max: Decimal | None = None
    comparator: str = "exact"
    unit: str = ""
    others: tuple[Decimal, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the value goes into a sum."""
        return self.state in ("sure", "sum", "partial") and self.value is not None


GAP = Cell("gap")


@dataclass
class Row:
    """A report, or a unit above reports: its cells by column. ``missing`` are units below that have not reported."""

    place: str
    name: str
    period: str
    cells: dict[Column, Cell] = field(default_factory=dict)
    source: Source | None = None
    level: int = 0
    missing: tuple[str, ...] = ()

    def cell(self, column: Column) -> Cell:
        return self.cells.get(column, GAP)


@dataclass
class Consolidated:
    """The table: columns in the order of the catalogue, rows in the order given with units above after those they sum."""

    columns: list[Column]
    rows: list[Row]
    not_sent: list[tuple[str, str]]

    def gaps(self) -> int:
        """Cells of reports with nothing said."""
        return sum(
            row.source is not None and row.cell(column).state == "gap" for row in self.rows for column in self.columns
        )


def consolidate(
    sources: Sequence[Source],
    catalogue: Catalogue,
    *,
    kinds: Iterable[str] = KINDS,
    indicators: Iterable[str] = (),
    parents: Mapping[str, tuple[str, str]] | None = None,
    expected: Mapping[str, str] | None = None,
) -> Consolidated:
    """The table of these reports. ``parents`` gives the key and name of the unit above a place; ``expected`` the places that should
    have sent, by key. Only ``indicators`` when some are named."""
    wanted, kinds = set(indicators), tuple(kinds)
    rows = []
    for source in sources:
        cells: dict[Column, list[Told]] = {}
        for told in source.told:
            column = _column(told.claim, source)
            if column and column.kind in kinds and (not wanted or column.indicator in wanted):
                cells.setdefault(column, []).append(told)
        rows.append(
            Row(source.place, source.place_name, source.period, {at: _cell(of) for at, of in cells.items()}, source)
        )
    columns = _ordered({column for row in rows for column in row.cells}, catalogue, kinds)
    sent = {source.place for source in sources}
    missing = [(key, name) for key, name in (expected or {}).items() if key not in sent]
    if parents:
        rows = _with_sums(rows, columns, catalogue, parents, dict(missing))
    return Consolidated(columns, rows, missing)


def _column(claim: Claim, source: Source) -> Column | None:
    """Which column a claim belongs to; none when it is about another place, or a period that is not the report's."""
    if not claim.indicator or claim.breakdown:
        return None
    if claim.place and claim.place != source.place and claim.place.casefold() not in source.place_name.casefold():
        return None
    ahead = _years_after(claim.period, source.period)
    if ahead is None or (ahead < 0 and claim.kind != "prior_year") or (ahead > 0 and claim.kind != "target"):
        return None
    return Column(claim.indicator, claim.kind, max(ahead, 0))


def _years_after(period: str, own: str) -> int | None:
    """How many years a claim's period lies after the report's; nought when either does not say."""
    if not period or not own or period == own:
        return 0
    if not (period[:4].isdigit() and own[:4].isdigit()):
        return None
    years = int(period[:4]) - int(own[:4])
    return (
        years if years or period[:4] == own[:4] == period else (0 if len(period) == len(own) or len(own) == 4 else None)
    )


def _cell(told: list[Told]) -> Cell:
    """One value of what was said: what an officer took, else the surest; another value beside it makes it ``twice``."""
    best = max(told, key=lambda one: (one.is_taken, not one.is_contradicted, one.claim.score, one.claim.decimals))
    claim = best.claim
    near = Decimal("0.5").scaleb(-claim.decimals)
    others = {
        one.claim.value for one in told if one.claim.unit == claim.unit and abs(one.claim.value - claim.value) > near
    }
    if best.is_taken:
        state = "sure"
    elif best.is_contradicted:
        state = "contradicted"
    elif others:
        state = "twice"
    else:
        state = "sure" if claim.score >= TRUSTED and not claim.is_doubtful else "doubtful"
    return Cell(state, claim.value, claim.value_max, claim.comparator, claim.unit, tuple(sorted(others)), tuple(told))


def _ordered(columns: set[Column], catalogue: Catalogue, kinds: Sequence[str]) -> list[Column]:
    order = {name: at for at, name in enumerate(catalogue.indicators)}
    return sorted(columns, key=lambda one: (order.get(one.indicator, len(order)), one.ahead, kinds.index(one.kind)))


def _with_sums(
    rows: list[Row],
    columns: list[Column],
    catalogue: Catalogue,
    parents: Mapping[str, tuple[str, str]],
    missing: Mapping[str, str],
) -> list[Row]:
    """The reports with a row under each group for the unit above it, up to the top. A unit above that reported itself comes first."""
    below: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.place in parents:
            below.setdefault(parents[row.place], []).append(row)
    if not below:
        return rows
    sums = []
    laid = [row for row in rows if row.place not in parents]
    for (key, name), children in below.items():
        absent = tuple(told for place, told in missing.items() if key in _above(place, parents))
        cells = {column: total for column in columns if (total := _sum(column, children, bool(absent), catalogue))}
        sums.append(Row(key, name, children[0].period, cells, None, children[0].level + 1, absent))
        laid += [*children, sums[-1]]
    higher = _with_sums(sums, columns, catalogue, parents, missing)
    return laid + [row for row in higher if row not in sums]


def _above(place: str, parents: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    while place in parents:
        place = parents[place][0]
        yield place


def _sum(column: Column, rows: Sequence[Row], has_absent: bool, catalogue: Catalogue) -> Cell | None:
    """Counts and money add up; a share is worked out again from its two sides; nothing else has a sum."""
    if column.kind not in ("result", "target", "prior_year"):
        return None
    cells = [row.cell(column) for row in rows]
    known = [cell for cell in cells if cell.counts]
    units = {cell.unit for cell in known}
    if known and len(units) == 1 and units <= set(ADDED):
        partial = has_absent or len(known) < len(cells) or any(cell.state == "partial" for cell in known)
        total = sum((cell.value for cell in known if cell.value is not None), Decimal(0))
        return Cell("partial" if partial else "sum", total, unit=units.pop())
    if sides := sides_of(column.indicator, catalogue):
        part, whole = (_sum(Column(side, column.kind, column.ahead), rows, has_absent, catalogue) for side in sides)
        if part and whole and part.state == whole.state == "sum" and part.value is not None and whole.value:
            return Cell("sum", part.value * 100 / whole.value, unit="percent")
    return None


def sides_of(indicator: str, catalogue: Catalogue) -> tuple[str, str] | None:
    """The count and the base of a share, as declared."""
    known = catalogue.indicators.get(indicator)
    if known is not None and isinstance(known.measure, Ratio):
        return known.measure.numerator, known.measure.denominator
    return next(
        ((one.count, one.of) for one in catalogue.relations if isinstance(one, Share) and one.share == indicator), None
    )
