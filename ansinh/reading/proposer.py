"""A port for a language model that proposes claims or where they land. None is installed, and none is asked by itself.

A package offers one as an entry point of the group ``ansinh.proposers``: a callable without arguments that gives a ``Proposer``.

    [project.entry-points."ansinh.proposers"]
    local = "my_package:LocalModel"

Whoever wants it says so: ``proposed(installed()["local"](), reading.document, reading.claims, catalogue)``. A proposal is not
believed. Its words must stand where it says, its value and unit must be read in them by the same grammar as every other
number, and its indicator must be one of the catalogue that counts in that unit. What passes is a doubtful claim with score 0,
for an officer to judge; the arithmetic then tests it with the others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import entry_points
from typing import Protocol

from ansinh.reading.catalogue import Catalogue
from ansinh.reading.claim import KINDS, Claim
from ansinh.reading.claims import read_claims
from ansinh.reading.document import Document
from ansinh.reading.mapping import fits

GROUP = "ansinh.proposers"


@dataclass(frozen=True)
class Proposal:
    """What a model says of ``text[start:start + len(quote)]``: a value in base units of an indicator of the catalogue."""

    quote: str
    start: int
    value: Decimal
    unit: str
    indicator: str
    kind: str = "result"


@dataclass(frozen=True)
class Refused:
    """A proposal that was not believed, and why, for an officer."""

    proposal: Proposal
    why: str


class Proposer(Protocol):
    """Reads a document and the claims found in it; may propose others, or indicators for those that have none."""

    name: str

    def propose(self, document: Document, claims: Sequence[Claim], indicators: Mapping[str, str]) -> Iterable[Proposal]:
        """Proposals for a document; ``indicators`` gives the Vietnamese label of each name that may be proposed."""
        ...


def installed() -> dict[str, Callable[[], Proposer]]:
    """The proposers that packages offer, by name."""
    return {one.name: one.load() for one in entry_points(group=GROUP)}


def proposed(
    proposer: Proposer, document: Document, claims: Sequence[Claim], catalogue: Catalogue
) -> tuple[list[Claim], list[Refused]]:
    """The proposals that stand in the text, as doubtful claims, and those that do not."""
    labels = {one.name: one.label_vi for one in catalogue.indicators.values()}
    believed: list[Claim] = []
    refused: list[Refused] = []
    for proposal in proposer.propose(document, claims, labels):
        claim, why = _read(proposal, document, claims, catalogue)
        if claim is None:
            refused.append(Refused(proposal, why))
            continue
        claim.indicator, claim.kind = proposal.indicator, proposal.kind
        claim.score, claim.is_doubtful = 0.0, True
        claim.reasons = (f"đề xuất của {proposer.name}",)
        believed.append(claim)
    return believed, refused


def _read(
    proposal: Proposal, document: Document, claims: Sequence[Claim], catalogue: Catalogue
) -> tuple[Claim | None, str]:
    """The claim the quoted words themselves make, or why the proposal is refused."""
    start, end = proposal.start, proposal.start + len(proposal.quote)
    if document.text[start:end] != proposal.quote:
        return None, f"Câu trích không đứng ở vị trí {start} của văn bản."
    if proposal.indicator not in catalogue.indicators:
        return None, f"Không có chỉ tiêu {proposal.indicator}."
    if proposal.kind not in KINDS:
        return None, f"Không có loại số {proposal.kind}."
    if any(claim.indicator and claim.number[0] < end and start < claim.number[1] for claim in claims):
        return None, "Số ở đây đã gắn với một chỉ tiêu."
    quoted = Document(document.name, document.format, document.text[start:end])
    for claim in read_claims(quoted):
        if claim.value == proposal.value and claim.unit == proposal.unit:
            break
    else:
        return None, f"Câu trích không nói {proposal.value} {proposal.unit}."
    claim.kind = proposal.kind
    if not fits(claim, catalogue.indicators[proposal.indicator].unit):
        return None, f"Đơn vị {proposal.unit} không phải đơn vị của chỉ tiêu {proposal.indicator}."
    claim.parent, claim.relation, claim.list = None, "", None
    claim.start, claim.end = claim.start + start, claim.end + start
    claim.number = (claim.number[0] + start, claim.number[1] + start)
    claim.sentence = (claim.sentence[0] + start, claim.sentence[1] + start)
    return claim, ""
