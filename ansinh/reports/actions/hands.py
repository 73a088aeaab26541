"""Who works on reports received: officers, each on those of the own province or commune."""

from ansinh.core.access import NoAccess, Scope, must_hold
from ansinh.reports.models import Received

RECEIVERS = ("province_officer", "commune_officer")


def must_reach(received: Received) -> Scope:
    """The scope of who acts. Raises NoAccess unless it may work on that report."""
    scope = must_hold(*RECEIVERS)
    if not scope.reaches(received.place_id or "", received.province_id):
        raise NoAccess(f"Báo cáo «{received.name}» không thuộc phạm vi của tài khoản «{scope.actor}».")
    return scope
