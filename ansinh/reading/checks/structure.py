"""What the text itself says of its numbers: lists after "trong đó", shares after counts, rises after results, quotients."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ansinh.reading.checks.lists import Lists, Parting
from ansinh.reading.checks.moves import Moved, Moves, Priced
from ansinh.reading.checks.shares import Quotient, Shared, Shares
from ansinh.reading.checks.sums import Sums
from ansinh.reading.claim import Claim


@dataclass(slots=True)
class Structure:
    """All that the prose says of its numbers; positions in the list of claims, ``order`` as they are told."""

    order: list[int] = field(default_factory=list)
    partings: list[Parting] = field(default_factory=list)
    sums: list[Parting] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)
    quotients: list[Quotient] = field(default_factory=list)
    runs: list[tuple[tuple[int, ...], bool]] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    points: list[Moved] = field(default_factory=list)
    apart: list[Moved] = field(default_factory=list)
    averages: list[tuple[int, int, int]] = field(default_factory=list)
    hundreds: list[tuple[int, ...]] = field(default_factory=list)
    priced: list[Priced] = field(default_factory=list)
    narrower: list[tuple[int, int]] = field(default_factory=list)
    rows: list[list[tuple[int, ...]]] = field(default_factory=list)
    totals: set[int] = field(default_factory=set)
    owners: dict[int, int] = field(default_factory=dict)


def structure_of(claims: Sequence[Claim], text: str) -> Structure:
    """What the prose says; the cells of tables are left to the declared relations."""
    order = sorted((i for i, one in enumerate(claims) if one.cell is None), key=lambda i: claims[i].number)
    reader = _Reader(claims, text, order)
    return Structure(
        order,
        list(reader.partings()),
        list(reader.sums()),
        list(reader.shared()),
        list(reader.quotients()),
        list(reader.runs()),
        list(reader.moved()),
        list(reader.points()),
        list(reader.apart()),
        list(reader.averages()),
        list(reader.hundreds()),
        list(reader.priced()),
        list(reader.narrower()),
        *reader.rows(),
        dict(reader.owners()),
    )


class _Reader(Lists, Sums, Shares, Moves):
    """The whole prose, read for everything."""
