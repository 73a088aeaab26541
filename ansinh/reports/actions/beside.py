"""A report beside what else is known: the records of its place and period, and the report of the year before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ansinh.engine.measures import Entered
from ansinh.indicators.api import NoSnapshot, Period, figures, indicator_named, snapshot_for
from ansinh.places.models import Place
from ansinh.reading.catalogue import Catalogue
from ansinh.reading.checks import RECORDS, find_between
from ansinh.reading.checks.findings import Finding
from ansinh.reading.claim import Claim
from ansinh.reading.document import Heading
from ansinh.reports.actions.rows import as_claims
from ansinh.reports.models import Received, ReceivedClaim, ReceivedFinding
from ansinh.reports.words import days_of

# Units of the house's indicators in the words of the reader; what is not here is compared as "other".
UNITS = {
    "household": "household", "person": "person", "child": "person", "turn": "turn", "percent": "percent",
    "percentage_point": "percent", "dong": "dong", "million_dong": "dong",
}  # fmt: skip
_MILLION = 6


def findings_beside(
    received: Received, rows: Sequence[ReceivedClaim], claims: Sequence[Claim], catalogue: Catalogue
) -> list[ReceivedFinding]:
    """What the records and last year's report say of the same figures, tested; not saved. Nothing for a report whose place or
    period nobody has said."""
    if not received.is_said or received.place is None:
        return []
    told = [placed(row, claim) for row, claim in zip(rows, claims, strict=True)]
    heading = Heading(place=received.place_id, period=received.period)
    found = []
    if records := record_claims(received.place, received.period, told):
        beside = replace(RECORDS, place=received.place_id, period=received.period)
        found += _kept(received, rows, find_between([(heading, told), (beside, records)], catalogue), "records")
    if before := _last_years(received):
        old = list(before.claims.exclude(standing__in=("rejected", "outside", "unmapped")))
        earlier = [placed(row, claim) for row, claim in zip(old, as_claims(old), strict=True)]
        other = Heading(place=received.place_id, period=before.period)
        found += _kept(received, rows, find_between([(heading, told), (other, earlier)], catalogue), "reports")
    return found


def placed(row: ReceivedClaim, claim: Claim) -> Claim:
    """The claim with the place's own key and the period it stands for, so that reports can be laid beside each other."""
    return replace(claim, place=row.place_id, period=row.period)


def record_claims(place: Place, period: str, claims: Iterable[Claim]) -> list[Claim]:
    """The house's own figures of the place and period for the indicators a report gives results of, as claims. Empty without a snapshot."""
    names = sorted({one.indicator for one in claims if one.indicator and one.kind == "result"})
    wanted = [name for name in names if not isinstance(indicator_named(name).measure, Entered)]
    try:
        snapshot = snapshot_for(place, None)
    except NoSnapshot:
        return []
    found = figures(wanted, place=place, period=Period(*days_of(period)), snapshot=snapshot)
    return [_as_claim(name, found[name].value, place, period) for name in wanted if found[name].value is not None]


def _as_claim(name: str, value: object, place: Place, period: str) -> Claim:
    indicator = indicator_named(name)
    number, decimals = Decimal(str(value)), indicator.decimals
    if indicator.unit == "million_dong":
        number, decimals = number.scaleb(_MILLION), decimals - _MILLION
    return Claim(
        quote="", start=0, end=0, number=(0, 0), sentence=(0, 0), value=round(number, max(decimals, 0)), unit=UNITS.get(indicator.unit, "other"),
        decimals=decimals, period=period, place=place.pk, indicator=name, score=1.0,
    )  # fmt: skip


def _last_years(received: Received) -> Received | None:
    """The newest report of the same place for the year before; only of a whole year."""
    if not received.period.isdigit():
        return None
    year = str(int(received.period) - 1)
    return Received.objects.filter(place=received.place, period=year, state="read").order_by("-received_at").first()


def _kept(
    received: Received, rows: Sequence[ReceivedClaim], found: Iterable[Finding], origin: str
) -> list[ReceivedFinding]:
    """Findings that name a number of this report; what merely agrees with the records is told too, it is what one hopes to see."""
    kept = []
    for one in found:
        own = [position for document, position in one.claims if document == 0]
        if not own or one.verdict == "cannot_tell":
            continue
        detail = {
            "relation": one.relation, "lhs": str(one.lhs), "rhs": str(one.rhs), "tolerance": str(one.tolerance),
            "jumps": [list(jump[1:]) for jump in one.jumps if jump[0] == 0],
        }  # fmt: skip
        kept.append(
            ReceivedFinding(
                received=received, position=0, origin=origin, kind=one.kind, verdict=one.verdict, said=one.said, arithmetic=one.arithmetic,
                stake=one.stake, claims=[rows[position].key for position in own], detail=detail,
            )
        )  # fmt: skip
    return kept
