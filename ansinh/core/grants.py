"""Giving, ending and lending rights: each act asks who may, refuses what the law forbids, and stands in the trail.

Who enters does not approve: nobody holds both hands for the same place and field at the same time."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import current_scope, kin_of, lies_in, must_hold
from ansinh.core.days import vietnamese_day
from ansinh.core.models import Grant
from ansinh.core.roles import EVERY, FIELDS, ROLE, covers, is_province


class GrantRefused(Exception):
    """A right that may not be given, ended or lent so; the message says which and what to do."""


@transaction.atomic
def give(
    *,
    user: Any,
    role: str,
    place_id: str = "",
    field: str = "",
    from_day: date,
    to_day: date | None = None,
    sees_sensitive: bool = False,
    body: str = "",
    by: Any,
) -> Grant:
    """A new grant. Raises GrantRefused (with the other grant it cannot stand beside), NoAccess."""
    _must_administer()
    granted = Grant(
        user=user,
        role=role,
        place_id=place_id,
        field=field,
        from_day=from_day,
        to_day=to_day,
        sees_sensitive=sees_sensitive,
        body=body,
    )
    _must_be_sound(granted)
    _must_leave_two_hands(granted)
    granted.save()
    audit.record("give_grant", _subject(granted), place_id=place_id, detail=_told(granted))
    return granted


@transaction.atomic
def end(*, grant: Grant, on: date, reason: str, by: Any) -> Grant:
    """The grant, no longer held from that day on; those lent from it end with it. Raises GrantRefused, NoAccess."""
    _must_administer()
    held = Grant.objects.select_for_update().get(pk=grant.pk)
    if not reason.strip():
        raise GrantRefused("Ghi lý do kết thúc quyền.")
    if on <= held.from_day:
        raise GrantRefused(
            f"Quyền bắt đầu ngày {vietnamese_day(held.from_day)}; ngày kết thúc phải sau ngày đó, không phải {vietnamese_day(on)}."
        )
    if held.to_day is not None and held.to_day <= on:
        raise GrantRefused(f"Quyền này đã hết từ ngày {vietnamese_day(held.to_day)}.")
    for each in (held, *held.delegations.filter(Q(to_day__gt=on), from_day__lt=on)):
        each.to_day = on
        each.save(update_fields=["to_day"])
    audit.record("end_grant", _subject(held), place_id=held.place_id, reason=reason, detail={"on": str(on)})
    return held


@transaction.atomic
def delegate(*, grant: Grant, to: Any, from_day: date, to_day: date, stands_aside: bool = False, by: Any) -> Grant:
    """The same right lent to another for the days its holder is away; with `stands_aside` the holder does not act meanwhile.

    What the other does is told as done in the holder's place. Raises GrantRefused, NoAccess."""
    scope = current_scope()
    if not scope.everything and grant.user_id != getattr(scope.user, "pk", None):
        must_hold("administrator")
    if grant.delegated_from_id:
        raise GrantRefused("Quyền được ủy cho mình không ủy tiếp cho người khác được.")
    if to.pk == grant.user_id:
        raise GrantRefused("Không ủy quyền cho chính mình.")
    if to_day <= from_day or from_day < grant.from_day or (grant.to_day is not None and to_day > grant.to_day):
        until = vietnamese_day(grant.to_day) if grant.to_day else "không hạn"
        raise GrantRefused(f"Ngày ủy quyền phải nằm trong hạn của quyền: {vietnamese_day(grant.from_day)} đến {until}.")
    lent = Grant(
        user=to,
        role=grant.role,
        place_id=grant.place_id,
        field=grant.field,
        body=grant.body,
        sees_sensitive=grant.sees_sensitive,
        from_day=from_day,
        to_day=to_day,
        delegated_from=grant,
        stands_aside=stands_aside,
    )
    _must_leave_two_hands(lent)
    lent.save()
    told = _told(lent) | {"for": grant.user.get_username(), "stands_aside": stands_aside}
    audit.record("delegate_grant", _subject(lent), place_id=lent.place_id, detail=told)
    return lent


def two_hands_in_one(day: date | None = None) -> Iterator[tuple[Grant, Grant]]:
    """Pairs of grants of one user, held on the day, that enter and approve the same thing; none in a sound house."""
    held = Grant.objects.on(day or timezone.localdate()).select_related("user").order_by("user_id", "pk")
    by_user: dict[int, list[Grant]] = {}
    for grant in held:
        by_user.setdefault(grant.user_id, []).append(grant)
    for grants in by_user.values():
        for enters in grants:
            yield from ((enters, approves) for approves in grants if _collide(enters, approves))


def _must_administer() -> None:
    if not current_scope().everything:
        must_hold("administrator")


def _must_be_sound(granted: Grant) -> None:
    role = ROLE.get(granted.role)
    if role is None:
        raise GrantRefused(f"Không có vai trò «{granted.role}». Các vai trò: {', '.join(ROLE)}.")
    if role.level in ("commune", "province", "either") and not granted.place_id:
        raise GrantRefused(f"Vai trò {role.vi} cần một địa bàn.")
    if role.level == "commune" and is_province(granted.place_id):
        raise GrantRefused(f"Vai trò {role.vi} được giao ở cấp xã, không phải tỉnh «{granted.place_id}».")
    if role.level == "province" and not is_province(granted.place_id):
        raise GrantRefused(f"Vai trò {role.vi} được giao ở cấp tỉnh, không phải xã «{granted.place_id}».")
    if granted.field not in FIELDS:
        raise GrantRefused(f"Không có lĩnh vực «{granted.field}». Các lĩnh vực: {', '.join(filter(None, FIELDS))}.")
    if granted.field and role.fields != EVERY and granted.field not in role.fields:
        raise GrantRefused(f"Vai trò {role.vi} không làm lĩnh vực {FIELDS[granted.field][0]}.")
    if role.key == "provider" and not granted.body:
        raise GrantRefused("Ghi mã đơn vị chi trả mà tài khoản này thuộc về.")
    if role.key == "employer" and not granted.body:
        raise GrantRefused("Ghi mã số thuế của đơn vị tuyển dụng mà tài khoản này thuộc về.")
    if granted.to_day is not None and granted.to_day <= granted.from_day:
        raise GrantRefused(f"Ngày hết quyền {vietnamese_day(granted.to_day)} phải sau ngày bắt đầu.")
    if granted.sees_sensitive and (granted.to_day is None or not role.reaches_places):
        raise GrantRefused("Quyền xem hồ sơ nhạy cảm phải có ngày hết hạn, và chỉ cho vai trò được xem hồ sơ.")


def _must_leave_two_hands(granted: Grant) -> None:
    other_days = Q(to_day__isnull=True) | Q(to_day__gt=granted.from_day)
    others = Grant.objects.filter(other_days, user=granted.user)
    if granted.to_day is not None:
        others = others.filter(from_day__lt=granted.to_day)
    for other in others:
        if _collide(granted, other) or _collide(other, granted):
            raise GrantRefused(
                f"{granted.user.get_username()} đang có vai trò «{ROLE[other.role].vi}» tại {other.place_id}, lĩnh vực"
                f" {FIELDS[other.field][0]}, từ {vietnamese_day(other.from_day)}: người nhập không được duyệt. "
                f"Kết thúc quyền đó trước, hoặc giao «{ROLE[granted.role].vi}» cho người khác."
            )


def _collide(enters: Grant, approves: Grant) -> bool:
    """Whether the one enters what the other approves: verbs, fields and places all meet."""
    is_hands = "enter" in ROLE[enters.role].may and "approve" in ROLE[approves.role].may
    return is_hands and _fields_meet(enters, approves) and _places_meet(enters.place_id, approves.place_id)


def _fields_meet(one: Grant, other: Grant) -> bool:
    return any(
        covers(one.field, field) and covers(other.field, field) and all(_works_in(g.role, field) for g in (one, other))
        for field in FIELDS
        if field
    )


def _works_in(role: str, field: str) -> bool:
    return ROLE[role].fields == EVERY or field in ROLE[role].fields


def _places_meet(one: str, other: str) -> bool:
    """Whether two units share ground: the same, one inside the other, or one became the other."""
    here, there = kin_of(one), kin_of(other)
    return bool(here & there) or any(lies_in(a, b) or lies_in(b, a) for a in here for b in there)


def _subject(grant: Grant) -> str:
    return f"user:{grant.user.get_username()}"[:80]


def _told(grant: Grant) -> dict[str, Any]:
    return {
        "grant": grant.pk,
        "role": grant.role,
        "field": grant.field or "all",
        "from_day": str(grant.from_day),
        "to_day": str(grant.to_day or ""),
        "sensitive": grant.sees_sensitive,
        "body": grant.body,
    }
