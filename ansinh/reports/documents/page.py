"""A report as one HTML page that stands alone: opens in a browser, prints like the paper."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from ansinh.reports.documents.content import Content

_STYLE = Path(__file__).resolve().parents[1] / "static" / "reports" / "paper.css"


def to_html(content: Content) -> str:
    """The report as a whole HTML page with its own style and pictures inside."""
    return render_to_string("reports/paper_page.html", {"content": content, "style": mark_safe(_STYLE.read_text())})
