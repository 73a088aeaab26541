"""A received report's rows in the forms the reader works with."""

from decimal import Decimal

from ansinh.reading.claim import Claim
from ansinh.reading.document import Block, Cell, Document, Table
from ansinh.reports.models import Received, ReceivedClaim, ReceivedText


def as_claims(rows: list[ReceivedClaim]) -> list[Claim]:
    """The numbers as they stand, in the form the checks ask for; a parent that is not among them is none."""
    where = {row.position: place for place, row in enumerate(rows)}
    return [_claim(row, None if row.parent is None else where.get(row.parent)) for row in rows]


def document_of(received: Received) -> Document:
    """The document as it was last read."""
    kept: ReceivedText = received.document
    tables = [
        Table(
            rows=tuple(tuple(Cell(**cell) for cell in row) for row in table["rows"]),
            **{name: value for name, value in table.items() if name != "rows"},
        )
        for table in kept.tables
    ]
    return Document(
        name=received.name, format=received.format, text=kept.text, blocks=[Block(*block) for block in kept.blocks], tables=tables,
        notes=received.notes, confidence=received.confidence, doubtful=[(start, end) for start, end in kept.doubtful],
        pages=received.pages, sha256=received.sha256,
    )  # fmt: skip


def _claim(row: ReceivedClaim, parent: int | None) -> Claim:
    return Claim(
        quote=row.quote, start=row.start, end=row.end, number=(row.number_start, row.number_end),
        sentence=(row.sentence_start, row.sentence_end), value=Decimal(row.value), unit=row.unit, unit_said=row.unit_said,
        value_max=row.value_max, comparator=row.comparator, decimals=row.decimals, kind=row.kind, direction=row.direction,
        is_over_plan=row.is_over_plan, base=row.base, period=row.period, place=row.place_said or None, level=row.level,
        assigned_by=row.assigned_by, subject=row.subject, indicator=row.indicator, outside=row.outside, score=row.score,
        reasons=tuple(row.reasons), alternatives=tuple((name, score) for name, score in row.alternatives), breakdown=row.breakdown,
        parent=parent, relation=row.relation if parent is not None else "", list=row.list_number, is_among=row.is_among,
        cell=tuple(row.cell) if row.cell else None, page=row.page, is_doubtful=row.is_doubtful,
    )  # fmt: skip
