"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

DOORS = (
    ("/", _("Bàn làm việc")),
    ("/ra-soat/", _("Rà soát")),
    ("/ho/", _("Hộ")),
    ("/nguoi/", _("Người")),
    ("/chi-tieu/", _("Chỉ tiêu")),
    ("/bao-cao/", _("Báo cáo")),
    ("/dia-ban/", _("Địa bàn")),
)


def house(request: HttpRequest) -> dict[str, Any]:
    """The scope of the reader, the doors of the house and which one they went through, whether the people are made up."""
    return {
        "scope": getattr(request, "scope", None),
        "doors": [
            {"address": address, "label": label, "is_here": _is_here(request.path, address)} for address, label in DOORS
        ],
        "is_made_up": (settings.DATA / "demo.json").exists(),
    }


def _is_here(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
