"""The seam of the state's signing service: what is signed is the hash of the paper, by whom, when.

The built-in service records the signature of the account that signed in; a province that has the specialised service
(VGCA) names its class in `ANSINH_SIGNING`."""

from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class SigningService(Protocol):
    """Signs a hash."""

    def sign(self, sha256: str, *, signer: str, at: datetime) -> dict[str, Any]:
        """What is kept beside the paper: at least hash, signer, at, service."""
        ...


class AccountSignature:
    """Signed by the account that acts: proven by the audit trail, not by a certificate."""

    def sign(self, sha256: str, *, signer: str, at: datetime) -> dict[str, Any]:
        return {"hash": sha256, "signer": signer, "at": at.isoformat(), "service": "account"}


def signing_service() -> SigningService:
    """The service of this installation."""
    named = settings.SIGNING_SERVICE
    found: SigningService = import_string(named)() if named else AccountSignature()
    return found
