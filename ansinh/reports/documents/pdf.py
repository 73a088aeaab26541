"""A report as PDF, set by Typst with the fonts that come with the house (nothing is taken from the system)."""

import json
import tempfile
from pathlib import Path
from typing import Any

import typst

from ansinh.reports.documents.content import Content

FONTS = Path(__file__).resolve().parents[2] / "core" / "fonts"
_PAPER = Path(__file__).with_name("report.typ")


def to_pdf(content: Content) -> bytes:
    """The report as PDF (A4, PDF/A-2b), the same content as Word and HTML."""
    with tempfile.TemporaryDirectory() as folder:
        kept = content.as_json()
        for index, block in enumerate(block for block in kept["blocks"] if block["kind"] == "chart"):
            block["file"] = f"chart{index}.svg"
            (Path(folder) / block["file"]).write_text(block.pop("svg"))
        (Path(folder) / "content.json").write_text(json.dumps(kept, ensure_ascii=False))
        (Path(folder) / "report.typ").write_text(_PAPER.read_text())
        return compile_typst(Path(folder) / "report.typ", pdf_standards=["a-2b"])


def chart_to_png(svg: str) -> bytes:
    """A chart as PNG for Word, twice as fine as on paper."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "chart.svg").write_text(svg)
        page = Path(folder) / "chart.typ"
        page.write_text('#set page(width: auto, height: auto, margin: 4pt)\n#image("chart.svg", width: 15cm)')
        return compile_typst(page, format="png", ppi=200.0)


def compile_typst(source: Path, **how: Any) -> bytes:
    """What Typst makes of a file, with the house's own fonts only."""
    made = typst.compile(source, root=source.parent, font_paths=[FONTS], ignore_system_fonts=True, **how)
    assert isinstance(made, bytes)
    return made
