"""What every page knows."""

from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, object]:
    """The scope of the reader, for the frame of every page."""
    return {"scope": getattr(request, "scope", None)}
