"""What a report says, apart from how it is printed."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Run:
    """A piece of a sentence. One that is a figure says which, computed when, and where it opens; `by_hand` keeps what was computed."""

    text: str
    indicator: str = ""
    href: str = ""
    value: str = ""
    computed: str = ""
    is_missing: bool = False

    @property
    def is_by_hand(self) -> bool:
        return bool(self.computed)


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1
    id: str = ""
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    id: str
    runs: tuple[Run, ...]
    kind: str = "paragraph"

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Table:
    """Rows of cells under a head; the first `text_columns` columns are words, the others figures."""

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    text_columns: int = 2
    widths: tuple[float, ...] = ()
    kind: str = "table"


@dataclass(frozen=True)
class Chart:
    """A picture (SVG) with its caption; the words under it say the same."""

    id: str
    caption: str
    svg: str
    kind: str = "chart"


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True)
class Content:
    """A whole report: who issues it, where and when, its blocks, its signature, what is missing."""

    parent_body: str
    body: str
    number: str
    place_name: str
    day_words: str
    title: str
    subtitle: str
    addressee: str
    blocks: tuple[Block, ...]
    recipients: tuple[str, ...]
    signer_title: str
    signer: str
    missing: tuple[tuple[str, str], ...] = ()
    snapshot: str = ""
    footnote: str = ""
    banner: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values for keeping in the database."""
        return asdict(self)


def from_json(kept: dict[str, Any]) -> Content:
    """The content that `as_json` gave."""
    return Content(
        **{
            **kept,
            "blocks": tuple(_block(block) for block in kept["blocks"]),
            "recipients": tuple(kept["recipients"]),
            "missing": tuple((what, why) for what, why in kept["missing"]),
        }
    )


def _block(kept: dict[str, Any]) -> Block:
    match kept["kind"]:
        case "heading":
            return Heading(**kept)
        case "paragraph":
            return Paragraph(**{**kept, "runs": tuple(Run(**run) for run in kept["runs"])})
        case "table":
            rows = tuple(tuple(Run(**cell) for cell in row) for row in kept["rows"])
            return Table(**{**kept, "head": tuple(kept["head"]), "rows": rows, "widths": tuple(kept["widths"])})
        case _:
            return Chart(**kept)
