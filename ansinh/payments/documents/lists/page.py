"""A list as pages to print and sign, set by Typst with the house's own fonts."""

import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import segno
import typst

from ansinh.core.numbers import dong_in_words, grouped

from .paper import Paper, Row

FONTS = Path(__file__).resolve().parents[3] / "core" / "fonts"
_PAGE = Path(__file__).with_name("list.typ")
_FIELD = re.compile(r"[a-z_]+")


def to_pdf(paper: Paper) -> bytes:
    """The list as PDF, A4 across: its columns stacked to fit, a QR code on each line of a pay list. The same list gives the same bytes."""
    content = {
        "parent_body": paper.parent_body,
        "body": paper.body,
        "place_and_day": f"{paper.place_name}, {paper.day_words}",
        "title": paper.title,
        "subtitle": paper.subtitle,
        "heads": [stack.heading for stack in paper.stacks],
        "widths": [stack.width for stack in paper.stacks],
        "aligns": [stack.align for stack in paper.stacks],
        "rows": [[_cell(stack.names, row) for stack in paper.stacks] for row in paper.rows],
        "total": [_total(stack.names, paper, place) for place, stack in enumerate(paper.stacks)],
        "words": f"Bằng chữ: {dong_in_words(paper.sums[paper.words_of])}." if paper.words_of else "",
        "notes": list(paper.notes),
        "signers": list(paper.signers),
        "code": paper.code,
        "is_draft": paper.is_draft,
        "is_signed_for": paper.has_codes,
    }
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "content.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (Path(folder) / "list.typ").write_text(_PAGE.read_text(encoding="utf-8"), encoding="utf-8")
        made = typst.compile(
            str(Path(folder) / "list.typ"), root=folder, font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    assert isinstance(made, bytes)
    return made


def _cell(names: Any, row: Row) -> dict[str, Any]:
    """The lines of a cell: a name may stand with others on a line, have marks beside it, and end in `!` to be bold; `qr` is a picture."""
    lines = [(_line(name, row), name.endswith("!")) for name in names if name != "qr"]
    return {
        "lines": [{"text": text, "is_bold": is_bold} for text, is_bold in lines if text],
        "qr": _picture(row["qr"]) if "qr" in names else "",
    }


def _line(pattern: str, row: Row) -> str:
    """`birth sex` gives both; `(arrears_months)` stands in brackets; '' when nothing is known of any."""
    found = {name: _text(row.get(name)) for name in _FIELD.findall(pattern)}
    if not any(found.values()):
        return ""
    return " ".join(_FIELD.sub(lambda name: found[name[0]], pattern.removesuffix("!")).split())


def _text(value: Any) -> str:
    if isinstance(value, int):
        return grouped(value) if value else ""
    return value or ""


def _total(names: Any, paper: Paper, place: int) -> str:
    if place == 1:
        return f"Tổng cộng {grouped(len(paper.rows))} dòng"
    totals = [_line(name, paper.sums) for name in names if set(_FIELD.findall(name)) & set(paper.sums)]
    return "\n".join(filter(None, totals))


def _picture(text: str) -> str:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False, svgns=True, nl=False)
    return drawn.getvalue().decode()
