"""What every page knows."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from ansinh.core.installation import is_made_up

DOORS = (
    ("/", _("Bàn làm việc")),
    ("/ra-soat/", _("Rà soát")),
    ("/ho-so/", _("Hồ sơ")),
    ("/quyen-loi/", _("Quyền lợi")),
    ("/chi-tra/", _("Chi trả")),
    ("/lao-dong/", _("Lao động")),
    ("/ho/", _("Hộ dân")),
    ("/nguoi/", _("Người")),
    ("/chi-tieu/", _("Chỉ tiêu")),
    ("/bao-cao/", _("Báo cáo")),
    ("/dia-ban/", _("Địa bàn")),
)
# Who works for a body outside reaches no place: what is theirs, and who they are.
DOORS_OF_OTHERS = {
    "employer": (("/", _("Bàn làm việc")), ("/viec-lam/tuyen-dung/", _("Tuyển dụng"))),
    "provider": (("/", _("Bàn làm việc")), ("/don-vi-chi-tra/", _("Lệnh chi"))),
}


def house(request: HttpRequest) -> dict[str, Any]:
    """The scope of the reader, the doors of the house and which one they went through, whether the people are made up."""
    return {
        "scope": getattr(request, "scope", None),
        "doors": [
            {"address": address, "label": label, "is_here": _is_here(request.path, address)}
            for address, label in _doors(getattr(request, "scope", None))
        ],
        "is_made_up": is_made_up(),
        "has_outside_doors": bool(settings.SOCIALACCOUNT_PROVIDERS),
    }


def _is_here(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)


def _doors(scope: Any) -> tuple[tuple[str, Any], ...]:
    """The doors of who reads: their own who only works for a body outside, else every room's."""
    only = next(iter(scope.roles)) if scope is not None and len(scope.roles) == 1 else ""
    return DOORS_OF_OTHERS.get(only) or _rooms()


@lru_cache
def _rooms() -> tuple[tuple[str, Any], ...]:
    """The doors whose room has pages."""

    def leads_somewhere(address: str) -> bool:
        try:
            resolve(address)
        except Resolver404:
            return False
        return True

    return tuple(door for door in DOORS if leads_somewhere(door[0]))
