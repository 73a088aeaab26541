"""Many received reports laid side by side: those of a place and of the units below it for a period, or those one chooses."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ansinh.core.access import current_scope
from ansinh.core.language import is_english
from ansinh.places.models import Place
from ansinh.reading.catalogue import Catalogue, house_catalogue
from ansinh.reading.checks import KINDS, find_between
from ansinh.reading.checks.findings import Finding
from ansinh.reading.claim import Claim
from ansinh.reading.consolidation import KINDS as KINDS_IN_ORDER
from ansinh.reading.consolidation import Consolidated, Source, Told, consolidate
from ansinh.reading.document import Heading
from ansinh.reading.reading import Reading
from ansinh.reports.actions.beside import placed
from ansinh.reports.actions.rows import as_claims
from ansinh.reports.documents.consolidated import Said
from ansinh.reports.models import Received, ReceivedFinding
from ansinh.reports.words import days_of, period_said

LEFT_OUT = ("rejected", "outside", "unmapped")


@dataclass(frozen=True)
class Together:
    """The table, what was found in and between its reports, and the reports an earlier one of the same place gave way to."""

    table: Consolidated
    said: tuple[Said, ...]
    replaced: tuple[Received, ...] = ()


def together(
    *,
    place: Place,
    period: str,
    kinds: Iterable[str] = (),
    indicators: Iterable[str] = (),
    catalogue: Catalogue | None = None,
) -> Together:
    """The reports received for a period from a place and the units below it on the period's last day; the newest of each place.

    Raises ValueError for a period that is none."""
    day = days_of(period)[1]
    catalogue = catalogue or house_catalogue()
    units = list(Place.objects.on(day).within(place, day).communes().order_by("sort_key")) if place.level < 3 else []
    scope = current_scope()
    if not scope.is_whole_province:  # what the others sent is not known here, nor what they make together
        units = [unit for unit in units if unit.pk in scope.communes]
    expected = {unit.pk: unit.full_name for unit in units}
    below = {unit.pk for unit in Place.objects.on(day).within(place, day)} | {place.pk}
    rows = (
        Received.objects.filter(state="read", period=period, place__in=below)
        .select_related("place")
        .order_by("received_at")
    )
    newest: dict[str, Received] = {}
    replaced = []
    for row in rows:
        if old := newest.get(row.place_id or ""):
            replaced.append(old)
        newest[row.place_id or ""] = row
    order = dict.fromkeys((place.pk, *(unit.pk for unit in units), *newest))
    sources, said = _laid([newest[key] for key in order if key in newest], catalogue, {place.pk: [*expected]})
    parents = _parents(units, day, place) if scope.is_whole_province else {}
    shown = tuple(kinds) or KINDS_IN_ORDER
    table = consolidate(sources, catalogue, kinds=shown, indicators=indicators, parents=parents, expected=expected)
    return Together(table, said, tuple(replaced))


def together_of(
    chosen: Iterable[Received], *, kinds: Iterable[str] = (), catalogue: Catalogue | None = None
) -> Together:
    """Reports one chose, in that order, whatever places and periods they are of; each number for the period of its own report."""
    catalogue = catalogue or house_catalogue()
    sources, said = _laid(chosen, catalogue, is_dated=True)
    return Together(consolidate(sources, catalogue, kinds=tuple(kinds) or KINDS_IN_ORDER), said)


def together_of_readings(
    readings: Sequence[tuple[str, Reading]],
    catalogue: Catalogue,
    *,
    kinds: Iterable[str] = (),
    indicators: Iterable[str] = (),
) -> Together:
    """The same of files just read, each by the place and period it says of itself."""
    sources, between, said = [], [], []
    for name, reading in readings:
        place, period = reading.heading.place or Path(name).stem, reading.heading.period or ""
        wrong = {at for one in reading.findings if one.verdict == "inconsistent" for at in one.claims}
        told = tuple(
            Told(claim, at, is_contradicted=at in wrong) for at, claim in enumerate(reading.claims) if claim.indicator
        )
        sources.append(Source(name, place, place, period, told))
        between.append((replace(reading.heading, title=place), list(reading.claims)))
        said += [_said((place,), one) for one in reading.findings if one.verdict != "consistent"]
    said += _between(between, catalogue)
    table = consolidate(sources, catalogue, kinds=tuple(kinds) or KINDS_IN_ORDER, indicators=indicators)
    return Together(table, _gravest_first(said))


def findings_of(received: Received) -> list[Said]:
    """What was found in one report, the gravest first."""
    return [
        _told(received.place.full_name if received.place else received.name, one) for one in received.findings.all()
    ]


def _laid(
    rows: Iterable[Received],
    catalogue: Catalogue,
    within: Mapping[str, Collection[str]] | None = None,
    *,
    is_dated: bool = False,
) -> tuple[list[Source], tuple[Said, ...]]:
    """What each report offers the table, and what was found in them and between them."""
    sources, readings, said = [], [], []
    for row in rows:
        name = row.place.full_name if row.place else row.name
        if is_dated and row.period:
            name = f"{name}, {period_said(row.period, in_english=is_english())}"
        where = row.place_id or f"#{row.pk}"  # a report of no known place is compared with no other
        rows_of = list(row.claims.all())
        claims = [placed(kept, claim) for kept, claim in zip(rows_of, as_claims(rows_of), strict=True)]
        told = tuple(
            Told(claim, at, kept.standing == "accepted", kept.is_contradicted)
            for at, (kept, claim) in enumerate(zip(rows_of, claims, strict=True))
            if kept.standing not in LEFT_OUT and claim.place in (None, row.place_id)
        )
        sources.append(Source(row.name, where, name, row.period, told, row.pk))
        readings.append((Heading(title=name, place=where, period=row.period), [one.claim for one in told]))
        said += [_told(name, one) for one in row.findings.exclude(verdict="consistent")]
    return sources, _gravest_first(said + _between(readings, catalogue, within))


def _gravest_first(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(sorted(said, key=lambda one: one.verdict != "inconsistent"))


def _parents(units: Sequence[Place], day: date, top: Place) -> dict[str, tuple[str, str]]:
    """The unit above each commune on the day, and above that, up to the place asked."""
    found: dict[str, tuple[str, str]] = {}
    for unit in units:
        child: Place | None = unit
        while child is not None and child.pk != top.pk and child.pk not in found:
            parent = child.parent_on(day) or top
            found[child.pk] = (parent.pk, parent.full_name)
            child = parent
    return found


def _between(
    readings: Sequence[tuple[Heading, Sequence[Claim]]],
    catalogue: Catalogue,
    within: Mapping[str, Collection[str]] | None = None,
) -> list[Said]:
    names = [heading.title or heading.place or "" for heading, _ in readings]
    return [
        _said(tuple(dict.fromkeys(names[document] for document, _ in one.claims)), one)
        for one in find_between(readings, catalogue, within=within)
        if one.verdict != "consistent"
    ]


def _said(names: tuple[str, ...], one: Finding) -> Said:
    return Said(names, one.label, one.verdict, one.said, one.arithmetic)


def _told(name: str, one: ReceivedFinding) -> Said:
    return Said((name,), KINDS.get(one.kind, one.kind), one.verdict, one.said, one.arithmetic)
