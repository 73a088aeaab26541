"""How every number of a report stands: as read, with the rulings in force over it, and tested once more by the arithmetic.

A ruling is tied to its number by `key`; when the file is read again it follows the number by key, else by its words and value,
else it stays as a ruling without a number."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from ansinh.reading.catalogue import Catalogue, house_catalogue
from ansinh.reading.checks import Finding, find
from ansinh.reading.checks.findings import VERDICTS
from ansinh.reading.consolidation import TRUSTED
from ansinh.reports.actions.beside import findings_beside
from ansinh.reports.actions.rows import as_claims, document_of
from ansinh.reports.models import Received, ReceivedClaim, ReceivedFinding, Ruling

TOLD = ("value", "unit", "kind", "period", "place", "indicator")
_CHANGING = (*TOLD, "outside", "standing", "ruling", "is_contradicted")


def rulings_in_force(received: Received) -> list[Ruling]:
    """The rulings of a report nobody took back, the oldest first."""
    rows = Ruling.objects.filter(received=received).exclude(act="undo").filter(undone_by=None)
    return list(rows.select_related("ruled_by").order_by("pk"))


def rulings_without_a_number(received: Received) -> list[Ruling]:
    """Rulings in force whose number the present reading does not have: kept, shown, waiting for an officer."""
    return [ruling for ruling in rulings_in_force(received) if ruling.claim_id is None]


def lay_rulings(received: Received, claims: list[ReceivedClaim]) -> None:
    """Let every number stand as read with the rulings in force over it, test them, and say which ones count.

    `claims` are all numbers of the report, new ones not yet saved; numbers added by hand come to the list or leave it. Saves what is
    new or changed, and the findings."""
    chains: dict[str, list[Ruling]] = {}
    for ruling in rulings_in_force(received):
        chains.setdefault(ruling.key, []).append(ruling)
    _drop_added(claims, chains)
    before = {claim.key: _state(claim) for claim in claims}
    found = _numbers_of(received, chains, claims)
    over = {claim.key: chains[key] for key, claim in found.items()}
    for claim in claims:
        stand(claim, over.get(claim.key, []))
    _test(received, claims)
    _save(claims, before)
    for key, chain in chains.items():
        number = found[key].pk if key in found else None
        Ruling.objects.filter(pk__in=[ruling.pk for ruling in chain]).update(claim=number)


def stand(claim: ReceivedClaim, chain: list[Ruling]) -> None:
    """The number as read, with a chain of rulings over it."""
    told = dict(claim.as_read)
    for ruling in chain:
        told |= {name: value for name, value in ruling.told.items() if name in TOLD}
        if "indicator" in ruling.told:
            told["outside"] = ""
    claim.value, claim.unit, claim.kind = Decimal(told["value"]), told["unit"], told["kind"]
    claim.period, claim.place_id = told["period"], told["place"]
    claim.indicator, claim.outside = told["indicator"], told["outside"]
    claim.ruling = chain[-1] if chain else None
    claim.standing = _standing(claim)


def _test(received: Received, claims: list[ReceivedClaim]) -> None:
    """Ask the arithmetic of the numbers as they stand now; rejected ones are not asked. Replaces the findings."""
    kept = [claim for claim in claims if claim.standing != "rejected"]
    torn = {claim.parent for claim in claims if claim.standing == "rejected" and claim.parent is not None}
    rows = _findings(received, kept, torn)
    ReceivedFinding.objects.filter(received=received).delete()
    ReceivedFinding.objects.bulk_create(rows, batch_size=500)
    wrong = {key for row in rows if row.verdict == "inconsistent" for key in row.claims}
    for claim in claims:
        claim.is_contradicted = claim.key in wrong
        claim.standing = _standing(claim)


def _findings(received: Received, claims: list[ReceivedClaim], torn: Collection[int]) -> list[ReceivedFinding]:
    """What was tested in the text, beside the records and beside last year's report; the gravest first. Not saved.

    ``torn`` are the totals a part of which was rejected: the parts left no longer have to make them."""
    asked = as_claims(claims)
    rows = [
        _finding(received, one, claims)
        for one in find(asked, document_of(received), _catalogue())
        if one.kind != "parts_vs_total" or not any(claims[place].position in torn for place in one.claims)
    ]
    rows += findings_beside(received, claims, asked, _catalogue())
    rows.sort(key=lambda row: (VERDICTS.index(row.verdict), -row.stake))
    for position, row in enumerate(rows):
        row.position = position
    return rows


def _standing(claim: ReceivedClaim) -> str:
    if claim.ruling is not None:
        return "rejected" if claim.ruling.act == "reject" else "accepted"
    if not claim.indicator:
        return "outside" if claim.outside else "unmapped"
    is_sure = claim.score >= TRUSTED and not claim.is_doubtful and not claim.is_contradicted
    return "trusted" if is_sure else "doubtful"


def _state(claim: ReceivedClaim) -> tuple[Any, ...]:
    """What rulings and findings change of a number."""
    told = (claim.is_contradicted, claim.standing, claim.ruling_id, claim.place_id, claim.outside)
    return (*told, Decimal(claim.value), claim.unit, claim.kind, claim.period, claim.indicator)


def _save(claims: list[ReceivedClaim], before: Mapping[str, tuple[Any, ...]]) -> None:
    """Write the new numbers, and those that are no longer as they were."""
    changed = [claim for claim in claims if claim.pk and before.get(claim.key) != _state(claim)]
    ReceivedClaim.objects.bulk_create([claim for claim in claims if claim.pk is None], batch_size=500)
    ReceivedClaim.objects.bulk_update(changed, _CHANGING, batch_size=100)


def _drop_added(claims: list[ReceivedClaim], chains: Mapping[str, list[Ruling]]) -> None:
    """Numbers added by hand whose adding was taken back leave the list."""
    for claim in [one for one in claims if one.as_read.get("is_added") and one.key not in chains]:
        claims.remove(claim)
        claim.delete()


def _numbers_of(
    received: Received, chains: Mapping[str, list[Ruling]], claims: list[ReceivedClaim]
) -> dict[str, ReceivedClaim]:
    """Over which number each chain of rulings lies: the one of its key, else of the same words and value, else none."""
    by_key = {claim.key: claim for claim in claims}
    found = {key: by_key[key] for key in chains if key in by_key}
    taken = set(found)
    for key, chain in chains.items():
        claim = found.get(key) or _moved(chain[0], claims, taken) or _added(received, chain[0], claims)
        if claim is not None:
            found[key] = claim
            taken.add(claim.key)
    return found


def _moved(ruling: Ruling, claims: list[ReceivedClaim], taken: Collection[str]) -> ReceivedClaim | None:
    """The number of the same words and value nearest to where it stood; numbers that have rulings of their own are left."""
    stood = int(ruling.key.split(":")[0])
    same = [
        claim
        for claim in claims
        if claim.key not in taken
        and Decimal(claim.as_read["value"]) == ruling.value
        and _same_words(claim.quote, ruling.quote)
    ]
    return min(same, key=lambda claim: abs(claim.number_start - stood), default=None)


def _same_words(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _added(received: Received, ruling: Ruling, claims: list[ReceivedClaim]) -> ReceivedClaim | None:
    """The row of a number added by hand, when its words stand in the text."""
    if ruling.act != "add":
        return None
    text, told = received.document.text, ruling.told
    start = told["start"] if text[told["start"] : told["end"]] == ruling.quote else text.find(ruling.quote)
    if start < 0:
        return None
    end = start + len(ruling.quote)
    claim = ReceivedClaim(
        received=received, position=max((one.position for one in claims), default=-1) + 1, key=ruling.key, quote=ruling.quote,
        start=start, end=end, number_start=start, number_end=end, sentence_start=start, sentence_end=end, value=ruling.value,
        unit=told["unit"], standing="accepted",
    )  # fmt: skip
    claim.as_read = {
        **{name: told.get(name) for name in TOLD},
        "outside": "",
        "period_said": told["period"],
        "is_added": True,
    }
    claims.append(claim)
    return claim


def _finding(received: Received, one: Finding, claims: list[ReceivedClaim]) -> ReceivedFinding:
    detail = {
        "relation": one.relation, "lhs": str(one.lhs), "rhs": str(one.rhs), "tolerance": str(one.tolerance),
        "jumps": [list(jump) for jump in one.jumps],
    }  # fmt: skip
    return ReceivedFinding(
        received=received, position=0, kind=one.kind, verdict=one.verdict, said=one.said, arithmetic=one.arithmetic,
        stake=one.stake, claims=[claims[place].key for place in one.claims], detail=detail,
    )  # fmt: skip


@cache
def _catalogue() -> Catalogue:
    return house_catalogue()
