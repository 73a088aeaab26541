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
# An employer reaches no place: their own vacancies, and who they are.
DOORS_OF_EMPLOYERS = (("/", _("Bàn làm việc")), ("/viec-lam/tuyen-dung/", _("Tuyển dụng")))


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
    """The doors of who reads: an employer's own, else every room's."""
    return DOORS_OF_EMPLOYERS if scope is not None and scope.roles == {"employer"} else _rooms()


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
