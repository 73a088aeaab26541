"""The whole year-end report, computed and printed."""

from pathlib import Path

from ansinh.core.access import acting_as_system
from ansinh.places.models import Place
from ansinh.reports.actions import build_report, shown_content
from ansinh.reports.documents import to_html, to_pdf, to_word

from .measuring import Line, Took, seconds, timed

MOST = 10


def measure(province: Place, year: int, folder: Path) -> list[Line]:
    """Once from its outline to three files, and the parts of it."""
    files: dict[str, bytes] = {}
    parts: dict[str, Took] = {}
    with acting_as_system("đo tốc độ"):
        made = []
        parts["tính"] = timed(lambda: made.append(shown_content(build_report(place=province, year=year, by=None))))
        content = made[0]
        parts["Word"] = timed(lambda: files.update(docx=to_word(content)))
        parts["PDF"] = timed(lambda: files.update(pdf=to_pdf(content)))
        parts["HTML"] = timed(lambda: files.update(html=to_html(content).encode()))
    for kind, data in files.items():
        (folder / f"report.{kind}").write_bytes(data)
    whole = sum(took.wall for took in parts.values())
    said = ", ".join(f"{name} {seconds(took.wall)}" for name, took in parts.items())
    return [Line(f"báo cáo năm: Word, PDF và HTML ({said})", seconds(whole), aim="< 10 s", is_met=whole < MOST)]
