"""Many received reports of one period laid side by side, those of a place and of the units below it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ansinh.core.access import current_scope
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
from ansinh.reports.words import days_of

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
    order = [
        place,
        *units,
        *(row.place for row in newest.values() if row.place and row.place not in units and row.place != place),
    ]
    sources, readings, said = [], [], []
    for unit in order:
        if unit is None or unit.pk not in newest:
            continue
        row = newest[unit.pk]
        rows_of = list(row.claims.all())
        claims = [placed(kept, claim) for kept, claim in zip(rows_of, as_claims(rows_of), strict=True)]
        told = tuple(
            Told(claim, at, kept.standing == "accepted", kept.is_contradicted)
            for at, (kept, claim) in enumerate(zip(rows_of, claims, strict=True))
            if kept.standing not in LEFT_OUT and claim.place in (None, unit.pk)
        )
        sources.append(Source(row.name, unit.pk, unit.full_name, period, told))
        readings.append((Heading(title=unit.full_name, place=unit.pk, period=period), [one.claim for one in told]))
        said += [_told(unit.full_name, one) for one in row.findings.exclude(verdict="consistent")]
    said += _between(readings, catalogue, {place.pk: [unit.pk for unit in units]})
    expected = {unit.pk: unit.full_name for unit in units}
    parents = _parents(units, day, place) if scope.is_whole_province else {}
    shown = tuple(kinds) or KINDS_IN_ORDER
    table = consolidate(sources, catalogue, kinds=shown, indicators=indicators, parents=parents, expected=expected)
    return Together(table, tuple(sorted(said, key=lambda one: one.verdict != "inconsistent")), tuple(replaced))


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
    return Together(table, tuple(sorted(said, key=lambda one: one.verdict != "inconsistent")))


def findings_of(received: Received) -> list[Said]:
    """What was found in one report, the gravest first."""
    return [
        _told(received.place.full_name if received.place else received.name, one) for one in received.findings.all()
    ]


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
