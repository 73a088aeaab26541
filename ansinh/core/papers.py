"""Papers of the house itself, set by Typst with its own fonts: the anchor of the audit trail."""

import io
import json
from pathlib import Path
from typing import Any

import segno
import typst

from ansinh.core.audit import Anchor
from ansinh.core.days import vietnamese_day
from ansinh.core.models import AuditAnchor
from ansinh.core.numbers import grouped

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"


def set_paper(template: Path, content: dict[str, Any]) -> bytes:
    """A Typst template with its content as PDF; the same content gives the same bytes."""
    made = typst.compile(
        str(template), root=str(template.parent), font_paths=[str(FONTS)], ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def qr_picture(text: str) -> str:
    """A QR code as SVG."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=1, xmldecl=False)
    return picture.getvalue().decode()


def as_anchor(kept: AuditAnchor) -> Anchor:
    """The anchor of the database as the line that is printed and compared."""
    return Anchor(kept.day, kept.last_id, kept.count, kept.hash)


def anchor_paper(kept: AuditAnchor) -> bytes:
    """One page to pin up or publish: the line of an anchor, large enough to type, and as a QR code."""
    line = str(as_anchor(kept))
    content = {
        "day": vietnamese_day(kept.day),
        "line": line,
        "hash": [kept.hash[at : at + 8] for at in range(0, 64, 8)],
        "last_id": grouped(kept.last_id),
        "count": grouped(kept.count),
        "qr": qr_picture(line),
    }
    return set_paper(HERE / "templates" / "core" / "print" / "anchor.typ", content)
