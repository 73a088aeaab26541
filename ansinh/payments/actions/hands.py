"""Whose hand a stage is: the role it needs, that no one is two hands of one run, and the run held while the act lasts."""

from collections.abc import Iterable
from typing import Any

from ansinh.core.access import NoAccess, Scope, asked_scope, current_scope, must_hold
from ansinh.core.models import ROLES
from ansinh.payments.models import RUN_ROWS, Run
from ansinh.payments.words import HANDS, STATES

from .standing import PaymentRefused

_WHO = {
    "plan": "planned_by",
    "sign": "signed_by",
    "send": "sent_by",
    "reconcile": "reconciled_by",
    "close": "closed_by",
}


def acting_hand(stage: str, by: Any) -> Scope:
    """The acting scope when it is `by`'s own and holds the role of the stage. Raises NoAccess."""
    scope = must_hold(HANDS[stage][0])
    if by is None or scope.user is None or scope.user.pk != by.pk:
        raise NoAccess(f"Phiên đang mở là của «{scope.actor}», không phải «{by}».")
    return scope


def must_be_another_hand(run: Run, stage: str, by: Any) -> None:
    """Raises PaymentRefused for who was a hand of another role in the run: preparing, approving, paying, reconciling are four people."""
    role = HANDS[stage][0]
    for other, who in _WHO.items():
        if HANDS[other][0] != role and getattr(run, f"{who}_id") == by.pk:
            raise PaymentRefused(
                f"{by.get_username()} đã {HANDS[other][1]} đợt {run}, nên không được {HANDS[stage][1]}: mỗi việc là một người khác. "
                f"Nhờ người khác có vai trò {ROLES[role][0]}."
            )


def held(run: Run) -> Run:
    """The run as it stands now, held until the transaction ends. Raises NoAccess outside the grants that may act."""
    found = Run._base_manager.select_for_update(of=("self",)).select_related("province").get(pk=run.pk)
    if not asked_scope().reaches("", found.province_id):
        raise NoAccess(f"{found}, {found.province}: ngoài phạm vi của tài khoản «{current_scope().actor}».")
    return found


def must_stand(run: Run, *states: str, to_do: str) -> None:
    """Raises PaymentRefused for a run in another state; says where it stands."""
    if run.state not in states:
        needed = " hoặc ".join(STATES[state][0] for state in states)
        raise PaymentRefused(f"Chưa {to_do} được: đợt {run} đang ở bước «{run.get_state_display()}», cần «{needed}».")


def span_of(run_id: int) -> tuple[int, int]:
    """The first and last id the run's orders and lines may have."""
    return run_id * RUN_ROWS, (run_id + 1) * RUN_ROWS - 1


def spans(run_ids: Iterable[int], column: str) -> str:
    """The SQL condition that a column holds an order or line of these runs."""
    found = [f"{column} BETWEEN {first} AND {last}" for first, last in map(span_of, run_ids)]
    return f"({' OR '.join(found)})" if found else "FALSE"
