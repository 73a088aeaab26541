"""The front door: a document read whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ansinh.reading.catalogue import Catalogue, house_catalogue
from ansinh.reading.checks import Finding, find
from ansinh.reading.claim import Claim
from ansinh.reading.claims import read_claims
from ansinh.reading.document import Document, Heading
from ansinh.reading.heading import doubts_of
from ansinh.reading.mapping import Mapper
from ansinh.reading.readers import Unreadable, read_file
from ansinh.reading.sentences import heading_of
from ansinh.reading.tables import read_tables


@dataclass(slots=True)
class Reading:
    """A document with what was found in it; ``claims`` in the order of the text, ``findings`` with the gravest first.

    ``notes`` are Vietnamese sentences for the officer: the document's, and what is doubtful about its heading."""

    document: Document
    heading: Heading
    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_document(document: Document, mapper: Mapper) -> Reading:
    """Claims of the prose and of the tables, mapped to indicators and tested against each other."""
    heading = heading_of(document)
    claims = in_order(read_claims(document, heading), read_tables(document, heading))
    mapper.assign(claims, document)
    notes = [*document.notes, *doubts_of(document, heading)]
    return Reading(document, heading, claims, find(claims, document, mapper.catalogue), notes)


def in_order(prose: list[Claim], tables: list[Claim]) -> list[Claim]:
    """All claims by their place in the text; the positions they name each other by follow them."""
    together = [*prose, *tables]
    where = sorted(range(len(together)), key=lambda position: together[position].number)
    moved = {old: new for new, old in enumerate(where)}
    for position, claim in enumerate(together):
        if claim.parent is not None:
            claim.parent = moved[claim.parent if position < len(prose) else claim.parent + len(prose)]
    return [together[position] for position in where]


@cache
def house_mapper() -> Mapper:
    """The mapper of this house's catalogue without learnt variants, built once in a process."""
    return Mapper(house_catalogue())


def read_one(path: Path, mapper: Mapper | None = None) -> Reading:
    """A file read whole. Raises Unreadable."""
    return read_document(read_file(path), mapper or house_mapper())


def read_many(paths: Iterable[Path], mapper: Mapper | None = None) -> Iterator[tuple[Path, Reading | Unreadable]]:
    """File after file, one in memory at a time; a file that cannot be read gives its reason, and the others go on."""
    for path in paths:
        try:
            yield path, read_one(path, mapper)
        except Unreadable as reason:
            yield path, reason


def as_dict(reading: Reading, catalogue: Catalogue) -> dict[str, Any]:
    """Claims in the form of the published annotations (indicators by the ids others know) and findings, for JSON."""
    name = Path(reading.document.name).stem
    claims = []
    for position, claim in enumerate(reading.claims):
        told = {"id": f"{name}-{position + 1:03}", **claim.as_dict()}
        if claim.indicator:
            told |= {"indicator": catalogue.published(claim.indicator), "figure": claim.indicator}
        claims.append(told)
    return {
        "file": reading.document.name,
        "format": reading.document.format,
        "notes": reading.notes,
        "title": reading.heading.title,
        "issuer": reading.heading.issuer,
        "place": reading.heading.place,
        "period": reading.heading.period,
        "claims": claims,
        "findings": [finding.as_dict([claim["id"] for claim in claims]) for finding in reading.findings],
    }
