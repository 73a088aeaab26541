"""What the acts of this room share."""

from typing import Any

from ansinh.core.access import NoAccess, Scope, current_scope, must_hold


class PaymentRefused(Exception):
    """An act of a pay-run that may not be done; the message says why, with the value, and what to do."""


def acting_for(by: Any, province_id: str, *roles: str) -> Scope:
    """The acting scope when it holds one of the roles, belongs to `by` and reaches the whole province. Raises NoAccess."""
    scope = must_hold(*roles)
    if scope.user is not None and by is not None and scope.user.pk != by.pk:
        raise NoAccess(f"Phiên đang mở là của «{scope.actor}», không phải «{by}».")
    if not (scope.everything or province_id in scope.provinces):
        raise NoAccess(f"Tỉnh mã {province_id} nằm ngoài phạm vi của tài khoản «{current_scope().actor}».")
    return scope
