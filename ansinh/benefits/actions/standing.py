"""What the acts of this room share: the refusal, the person held while the act lasts, and the trail of a person's rights."""

from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.core import audit
from ansinh.core.access import NoAccess, current_scope
from ansinh.core.days import vietnamese_day
from ansinh.people.actions.acts import act, writer
from ansinh.people.models import Person

__all__ = ["BenefitRefused", "act", "held", "must_be_alive", "must_follow", "trace", "writer"]


class BenefitRefused(Exception):
    """An act on the registers of rights that may not be done; the message says why, with the value, and what to do."""


def held(person: Person) -> Person:
    """The person as they stand now, held until the transaction ends: two people pressing at once follow one another.

    Raises NoAccess when the person's commune lies outside the acting scope."""
    found = Person._base_manager.select_for_update(of=("self",)).select_related("commune").get(pk=person.pk)
    if not current_scope().reaches(found.commune_id, found.province_id):
        raise NoAccess(f"{found.name} ở {found.commune}, ngoài phạm vi của tài khoản «{current_scope().actor}».")
    return found


def must_be_alive(person: Person) -> None:
    """Raises BenefitRefused for someone whose death is recorded."""
    if person.died_on:
        raise BenefitRefused(
            f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}. Xem lại người được chọn."
        )


def must_follow(from_day: date, to_day: date | None) -> None:
    """Raises BenefitRefused for a span that ends before it begins."""
    if to_day is not None and to_day <= from_day:
        raise BenefitRefused(
            f"Ngày kết thúc {vietnamese_day(to_day)} phải sau ngày bắt đầu {vietnamese_day(from_day)}. Xem lại hai ngày."
        )


def trace(verb: str, person: Person, *, reason: str = "", **detail: Any) -> None:
    """One event in the trail of a person's rights (subject `rights:<person id>`)."""
    told = {key: value.isoformat() if isinstance(value, date) else value for key, value in detail.items()}
    audit.record(verb, f"rights:{person.pk}", place_id=person.commune_id, reason=reason, detail=_discreet(told))


def _discreet(told: dict[str, Any]) -> dict[str, Any]:
    """What the trail may say: a sensitive category is not named in it."""
    return {key: words.KEPT_APART if value in words.SENSITIVE else value for key, value in told.items()}
