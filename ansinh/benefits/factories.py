"""Situations for tests of rights and payments: titles, decisions, certificates, channels, claims; people and places come from the room of people."""

from datetime import date
from typing import Any

from ansinh.benefits.models import (
    Channel,
    Claim,
    Custody,
    Decision,
    DifficultArea,
    DisabilityCertificate,
    Identity,
    Income,
    Martyr,
    Proxy,
    Study,
    Suspension,
    Title,
)
from ansinh.core.days import first_day, month_after, month_of
from ansinh.core.names import fold
from ansinh.people.models import Person
from ansinh.places.models import Place

_LONG_AGO = date(2021, 7, 1)
_FAR = date(2099, 1, 1)


def a_decision(
    place: Place | None = None, number: str = "15/QĐ-UBND", decided_on: date = _LONG_AGO, **fields: Any
) -> Decision:
    """A decision of a commune or a province; of any place that is there unless told."""
    place = place or Place.objects.filter(level=3).order_by("pk").first() or Place.objects.first()
    assert place is not None, "a decision needs a place: make one with ansinh.people.factories"
    commune, province = (place, place.province) if place.level == 3 else (None, place)
    return Decision._base_manager.get_or_create(
        number=number, decided_on=decided_on, commune=commune, province=province, defaults=fields
    )[0]


def a_title(
    person: Person, category: str, from_month: int = 202107, to_month: int | None = None, **fields: Any
) -> Title:
    """A title drawn from a month on; `to_month` is the first month no longer drawn. Nothing is checked: situations may be strange."""
    fields.setdefault("decision", a_decision(person.commune, decided_on=first_day(from_month)))
    to_day = first_day(to_month) if to_month else None
    return Title._base_manager.create(
        person=person, category=category, from_day=first_day(from_month), to_day=to_day, **fields
    )


def a_suspension(title: Title, from_month: int, to_month: int | None = None, **fields: Any) -> Suspension:
    """Months a title is not paid; `to_month` is the first month paid again."""
    to_day = first_day(to_month) if to_month else None
    return Suspension._base_manager.create(
        title=title, from_day=first_day(from_month), to_day=to_day, **{"reason": "not_collected", **fields}
    )


def a_certificate(
    person: Person, degree: str = "severe", from_day: date = _LONG_AGO, **fields: Any
) -> DisabilityCertificate:
    """A disability certificate, of movement unless told."""
    told = {"number": f"KT-{person.pk}-{from_day:%y%m}", "kind": "movement", **fields}
    return DisabilityCertificate._base_manager.create(person=person, degree=degree, from_day=from_day, **told)


def an_income(
    person: Person, amount_dong: int | None = 3_000_000, kind: str = "pension", from_day: date = _LONG_AGO, **more: Any
) -> Income:
    """A monthly income, a pension unless told."""
    return Income._base_manager.create(
        person=person, kind=kind, amount_dong=amount_dong, from_day=from_day, **{"source": "BHXH", **more}
    )


def a_study(person: Person, level: str = "university", from_day: date = _LONG_AGO, **fields: Any) -> Study:
    """A person in study."""
    return Study._base_manager.create(person=person, level=level, from_day=from_day, **fields)


def a_custody(person: Person, from_day: date, kind: str = "prison", **fields: Any) -> Custody:
    """A person in prison from a day on."""
    return Custody._base_manager.create(
        person=person, kind=kind, from_day=from_day, **{"source": "thi hành án", **fields}
    )


def a_difficult_area(commune: Place, from_day: date = _LONG_AGO, **fields: Any) -> DifficultArea:
    """A commune on the list of specially difficult places."""
    told = {"document": "QĐ 861/QĐ-TTg", "province": commune.province, **fields}
    return DifficultArea._base_manager.create(commune=commune, from_day=from_day, **told)


def a_martyr(name: str = "Kim Văn Thạch", place: Place | None = None, **fields: Any) -> Martyr:
    """A martyr of a commune."""
    place = place or Place.objects.filter(level=3).order_by("pk").first()
    assert place is not None, "a martyr needs a commune: make one with ansinh.people.factories"
    return Martyr._base_manager.create(
        name=name, name_folded=fold(name), commune=place, province_id=place.province_id or place.pk, **fields
    )


def a_channel(person: Person, kind: str = "account", from_day: date = _LONG_AGO, **fields: Any) -> Channel:
    """How a person is paid: a verified account in their own name unless told; `kind="cash"` is a pay point of the post office."""
    if kind == "cash":
        told = {"provider": "VNPOST", "pay_point": "Bưu điện văn hóa xã", **fields}
    else:
        told = {
            "provider": "VBA", "account_number": f"7400{person.pk:09d}", "account_name": fold(person.name).upper(), "is_verified": True,
        } | fields  # fmt: skip
    return Channel._base_manager.create(person=person, kind=kind, from_day=from_day, **told)


def a_proxy(
    person: Person, name: str = "Thạch Minh Tâm", from_day: date = _LONG_AGO, to_day: date = _FAR, **fields: Any
) -> Proxy:
    """Who collects for a person."""
    told = {"relation": "con", "document": "Giấy ủy quyền 01/UQ", **fields}
    return Proxy._base_manager.create(person=person, name=name, from_day=from_day, to_day=to_day, **told)


def an_identity(person: Person, state: str = "verified", at: date = _LONG_AGO, **fields: Any) -> Identity:
    """What the population database answered last."""
    Identity._base_manager.filter(person=person).update(is_latest=False)
    return Identity._base_manager.create(person=person, state=state, at=at, **fields)


def a_claim(person: Person, kind: str, month: int, payable_month: int | None = None, **fields: Any) -> Claim:
    """A right once of a month, payable from the month after unless told; a funeral has its extract."""
    fields.setdefault("decision", a_decision(person.commune, decided_on=first_day(month)))
    if "funeral" in kind:
        fields.setdefault("death_extract", f"TLKT-{person.pk}")
    return Claim._base_manager.create(
        person=person, kind=kind, month=month, payable_month=payable_month or month_after(month), **fields
    )


def dead(person: Person, died_on: date) -> Person:
    """The person as the register has them after a death, nothing else changed."""
    Person._base_manager.filter(pk=person.pk).update(died_on=died_on)
    person.died_on = died_on
    return person


def stopped(title: Title, event_on: date, reason: str = "no_longer_eligible") -> Title:
    """The title as it is after a stop: no longer drawn from the month after the event."""
    title.to_day, title.stop_reason = first_day(month_after(month_of(event_on))), reason
    title.save(update_fields=["to_day", "stop_reason"])
    return title
