"""A report as one HTML page that stands alone: opens in a browser, prints like the paper."""

from django.template.loader import render_to_string

from ansinh.reports.documents.content import Content


def to_html(content: Content) -> str:
    """The report as a whole HTML page with its own style and pictures inside."""
    return render_to_string("reports/paper_page.html", {"content": content})
