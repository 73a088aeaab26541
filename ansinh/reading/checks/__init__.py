"""What a report says, tested by arithmetic: within itself, beside its tables, beside other reports and the records."""

from collections.abc import Sequence

from ansinh.reading.catalogue import Catalogue
from ansinh.reading.checks.between import RECORDS, find_between
from ansinh.reading.checks.comparing import Bench, told_again
from ansinh.reading.checks.declared import examine_declared
from ansinh.reading.checks.findings import KINDS, Finding, ranked
from ansinh.reading.checks.prose import examine_prose
from ansinh.reading.checks.structure import Structure, structure_of
from ansinh.reading.checks.tables import examine_tables
from ansinh.reading.checks.years import examine_years
from ansinh.reading.claim import Claim
from ansinh.reading.document import Document

__all__ = ["KINDS", "RECORDS", "Finding", "find", "find_between"]


def find(claims: Sequence[Claim], document: Document | None, catalogue: Catalogue) -> list[Finding]:
    """Every relation between the claims of a document that can be tested; what disagrees first, the gravest on top."""
    text = document.text if document else ""
    bench = Bench(claims, catalogue, text, structure_of(claims, text) if document else Structure())
    known = [*examine_declared(bench), *examine_years(bench)]
    read = [*examine_tables(bench, document), *examine_prose(bench)]
    return ranked([*(told_again(bench, one) for one in known), *read])
