"""The acts on one person or household."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import wraps
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import WRITING_ROLES, NoAccess, Scope, acting_within, asked_scope, current_scope, must_hold
from ansinh.core.days import BirthDay, vietnamese_day
from ansinh.core.names import clean_text
from ansinh.people.models import Household, Membership, Person, Residence, name_columns, personal_number_faults
from ansinh.people.words import ETHNICITIES, FIRST_YEAR, ROLES, SEXES
from ansinh.places.models import Place

_BESIDE_LETTERS = " .,'’()-"
_PLAIN_NAME = re.compile(r"(?:[^\W_]|[ .,'’()-])*")

CORRECTABLE = {
    "name": "họ tên",
    "birth": "ngày sinh",
    "sex": "giới tính",
    "ethnicity": "dân tộc",
    "personal_number": "số định danh",
    "phone": "điện thoại",
}


class Refused(ValueError):
    """The act cannot be done; the message says why, with the value, and what to do. Nothing was written."""


def act(verb: Any) -> Any:
    """A verb in one transaction, open only to whoever may write, where they may: a place they only read is not there."""

    @wraps(verb)
    def guarded(**told: Any) -> Any:
        with acting_within(writer(told["by"])), transaction.atomic():
            return verb(**told)

    return guarded


def writer(by: Any) -> Scope:
    """The acting scope when it is `by`'s own (or the system's) and may write. Raises NoAccess."""
    scope = must_hold(*WRITING_ROLES)
    if not scope.everything and (by is None or scope.actor != by.get_username()):
        raise NoAccess(f"Tài khoản «{scope.actor}» không thể thao tác thay người khác.")
    return scope


@act
def register_person(
    *, name: str, sex: str, birth: BirthDay, commune: Place, ethnicity: int = 1, personal_number: str | None = None,
    phone: str = "", source: str = "", by: Any,
) -> Person:  # fmt: skip
    """A new person in the register, living in a commune, not yet in a household. Raises Refused, NoAccess."""
    _must_reach(commune)
    if commune.level != 3:
        raise Refused(f"«{commune}» không phải xã, phường, thị trấn. Chọn đơn vị cấp xã nơi người này ở.")
    person = Person(
        **name_columns(name), sex=sex, birth_year=birth.year, birth_month=birth.month, birth_day=birth.day, ethnicity=ethnicity,
        personal_number=personal_number or None, phone=phone, commune=commune, province_id=commune.province_id or "", source=source,
    )  # fmt: skip
    _check_person(person)
    _save(person, force_insert=True)
    _trace(
        "person.register",
        person,
        commune,
        detail={"name": person.name, "birth": str(birth), "personal_number": personal_number},
    )
    return person


@act
def correct_person(*, person: Person, changes: Mapping[str, Any], reason: str, by: Any) -> Person:
    """The person with some of `CORRECTABLE` changed; old and new values stay in the trail. Raises Refused, NoAccess."""
    _must_reach_row(person)
    if unknown := set(changes) - set(CORRECTABLE):
        raise Refused(
            f"Không sửa được mục «{', '.join(sorted(unknown))}» ở đây. Mục sửa được: {', '.join(CORRECTABLE.values())}."
        )
    if not reason.strip():
        raise Refused("Chưa ghi lý do sửa. Ghi lý do, ví dụ: sửa theo giấy khai sinh.")
    told = {key: (getattr(person, key), value) for key, value in changes.items() if getattr(person, key) != value}
    if not told:
        raise Refused(f"Không có gì thay đổi ở {person.name}: các giá trị mới trùng với giá trị đang có.")
    apply_changes(person, changes)
    _check_person(person)
    _save(person)
    detail = {
        key: [str(old) if old is not None else None, str(new) if new is not None else None]
        for key, (old, new) in told.items()
    }
    _trace("person.correct", person, person.commune, reason=reason, detail=detail)
    return person


def apply_changes(person: Person, changes: Mapping[str, Any]) -> None:
    """Set some of `CORRECTABLE` on a person in memory."""
    for key, value in changes.items():
        match key:
            case "name":
                for column, kept in name_columns(value).items():
                    setattr(person, column, kept)
            case "birth":
                person.birth_year, person.birth_month, person.birth_day = value.year, value.month, value.day
            case "personal_number":
                person.personal_number = value or None
            case _:
                setattr(person, key, value)


@act
def record_death(*, person: Person, died_on: date, new_head: Person | None = None, by: Any) -> Person:
    """The person with the day of death; membership ends the day after, the household too when nobody is left in it.

    A dead head needs a new one named. Raises Refused, NoAccess."""
    _must_reach_row(person)
    if person.died_on:
        raise Refused(
            f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}. Nếu ngày đó sai, dùng «Sửa thông tin»."
        )
    if died_on > _today():
        raise Refused(f"Ngày chết {vietnamese_day(died_on)} ở sau hôm nay. Xem lại ngày.")
    if died_on.year < person.birth_year:
        raise Refused(
            f"Ngày chết {vietnamese_day(died_on)} trước năm sinh {person.birth_year} của {person.name}. Xem lại ngày."
        )
    if membership := open_membership(person):
        _leave(membership, _not_before(membership, died_on + timedelta(days=1)), new_head)
    person.died_on = died_on
    person.save(update_fields=["died_on"])
    _trace("person.record_death", person, person.commune, detail={"died_on": died_on.isoformat()})
    return person


@act
def found_household(
    *, head: Person, commune: Place, from_day: date, members: Iterable[tuple[Person, str]] = (), code: str = "",
    hamlet: str = "", address: str = "", source: str = "", by: Any,
) -> Household:  # fmt: skip
    """A new household with its head, other members (person, role) and address. Raises Refused, NoAccess."""
    _must_reach(commune)
    household = _new_household(
        commune=commune, from_day=from_day, head=head, code=code, hamlet=hamlet, address=address, source=source
    )
    for person, role in [(head, "head"), *members]:
        _must_reach_row(person)
        _enter(person, household, role, from_day)
    _trace(
        "household.found",
        household,
        commune,
        detail={"code": household.code, "head": head.pk, "from_day": from_day.isoformat()},
    )
    return household


@act
def join_household(*, person: Person, household: Household, role: str, from_day: date, by: Any) -> Membership:
    """The person's new membership. Raises Refused when they are still in another household, NoAccess."""
    _must_reach_row(person)
    _must_reach_row(household)
    if role == "head":
        raise Refused(f"Hộ {household.code} đã có chủ hộ. Cho vào hộ với quan hệ khác rồi dùng «Đổi chủ hộ».")
    membership = _enter(person, household, role, from_day)
    _trace(
        "household.join",
        household,
        household.commune,
        detail={"person": person.pk, "role": role, "from_day": from_day.isoformat()},
    )
    return membership


@act
def leave_household(*, person: Person, to_day: date, reason: str = "", by: Any) -> Membership:
    """The closed membership; the last one out ends the household. Raises Refused for a head with others left, NoAccess."""
    _must_reach_row(person)
    membership = _membership_or_refuse(person)
    _leave(membership, _not_before(membership, to_day), None)
    detail = {"person": person.pk, "to_day": to_day.isoformat()}
    _trace("household.leave", membership.household, membership.household.commune, reason=reason, detail=detail)
    return membership


@act
def split_household(
    *, household: Household, members: Iterable[Person], head: Person, day: date, roles: Mapping[int, str] | None = None,
    code: str = "", hamlet: str | None = None, address: str | None = None, by: Any,
) -> Household:  # fmt: skip
    """The new household that some members found, at the same address unless told; `roles` by person id. Raises Refused, NoAccess."""
    _must_reach_row(household)
    _must_be_open(household, day)
    leaving = {person.pk: person for person in [head, *members]}
    staying = set(household.memberships.filter(to_day=None).values_list("person_id", flat=True)) - set(leaving)
    if strangers := [p for p in leaving.values() if not household.memberships.filter(to_day=None, person=p).exists()]:
        raise Refused(f"{_names(strangers)} không phải thành viên hộ {household.code}. Chọn người trong hộ.")
    if household.head_id in leaving:
        raise Refused(f"Chủ hộ {household.head} không tách đi được. Đổi chủ hộ trước, hoặc chọn những người khác.")
    if not staying:
        raise Refused(f"Hộ {household.code} phải còn ít nhất một người. Nếu cả hộ đi nơi khác, dùng «Chuyển nơi ở».")
    new = _new_household(
        commune=household.commune, from_day=day, head=head, code=code, split_from=household, source=household.source,
        hamlet=household.hamlet if hamlet is None else hamlet, address=household.address if address is None else address,
    )  # fmt: skip
    for person in leaving.values():
        membership = _membership_or_refuse(person)
        _close(membership, _not_before(membership, day))
        _enter(person, new, "head" if person.pk == head.pk else (roles or {}).get(person.pk, "other"), day)
    detail = {"new": new.pk, "members": sorted(leaving), "day": day.isoformat()}
    _trace("household.split", household, household.commune, detail=detail)
    _trace("household.found", new, household.commune, detail={**detail, "split_from": household.pk})
    return new


@act
def merge_households(
    *, household: Household, into: Household, day: date, roles: Mapping[int, str] | None = None, by: Any
) -> Household:
    """The household that took the other's members in; the other ends that day and names it. Raises Refused, NoAccess."""
    _must_reach_row(household)
    _must_reach_row(into)
    if household.pk == into.pk:
        raise Refused(f"Không nhập được hộ {household.code} vào chính nó. Chọn hộ khác.")
    _must_be_open(household, day)
    _must_be_open(into, day)
    moving = list(household.memberships.filter(to_day=None).select_related("person"))
    for membership in moving:
        _close(membership, _not_before(membership, day))
        _enter(membership.person, into, (roles or {}).get(membership.person_id, "other"), day)
    household.merged_into = into
    _end(household, day)
    detail = {"into": into.pk, "members": sorted(m.person_id for m in moving), "day": day.isoformat()}
    _trace("household.merge", household, household.commune, detail=detail)
    _trace("household.merge", into, into.commune, detail={**detail, "from": household.pk})
    return into


@act
def move_household(
    *, household: Household, commune: Place, day: date, hamlet: str = "", address: str = "", by: Any
) -> Household:
    """The household at its new address with all its members; the old residence stays in its history.

    Who may write where it lived until now may hand it over to any commune. Raises Refused, NoAccess."""
    _must_reach_row(household)
    _must_be_open(household, day)
    if commune.level != 3 or not commune.exists_on(day):
        raise Refused(
            f"«{commune}» không phải đơn vị cấp xã đang có vào ngày {vietnamese_day(day)}. Chọn xã, phường, thị trấn của ngày đó."
        )
    old = household.residences.filter(to_day=None).order_by("-from_day").first()
    if old and old.from_day >= day:
        raise Refused(
            f"Hộ {household.code} đã ở nơi hiện tại từ {vietnamese_day(old.from_day)}. Ngày chuyển phải sau ngày đó."
        )
    before = [household.commune_id, household.hamlet, household.address]
    Residence._base_manager.filter(household=household, to_day=None).update(to_day=day)
    _place(household, commune, hamlet, address, day)
    household.commune_later = None
    household.save(update_fields=["commune", "province", "commune_later", "hamlet", "address"])
    people = Membership._base_manager.filter(household=household, to_day=None).values("person")
    Person._base_manager.filter(pk__in=people).update(commune=commune, province_id=commune.province_id)
    detail = {"from": before, "to": [commune.pk, hamlet, address], "day": day.isoformat()}
    audit.record("household.move", f"household:{household.pk}", place_id=before[0], detail=detail)
    return household


@act
def change_head(*, household: Household, head: Person, day: date, role_of_old: str = "other", by: Any) -> Household:
    """The household with another member as its head; the old head keeps living there with the role given. Raises Refused, NoAccess."""
    _must_reach_row(household)
    _must_be_open(household, day)
    if household.head_id == head.pk:
        raise Refused(f"{head.name} đang là chủ hộ {household.code}. Chọn thành viên khác.")
    old = household.head
    _change_head(household, head, day, role_of_old)
    detail = {"from": old.pk if old else None, "to": head.pk, "day": day.isoformat()}
    _trace("household.change_head", household, household.commune, detail=detail)
    return household


def open_membership(person: Person) -> Membership | None:
    """The membership that stands open, of any household."""
    return (
        Membership._base_manager.select_related("household__commune", "person")
        .filter(person=person, to_day=None)
        .first()
    )


def next_codes(commune: Place, count: int) -> list[str]:
    """Free household codes of a commune, `29242-00001` on."""
    stem = f"{commune.pk}-"
    last = (
        Household._base_manager.filter(code__startswith=stem, commune=commune)
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    tail = last.removeprefix(stem) if last else "0"
    number = int(tail) if tail.isdigit() else Household._base_manager.filter(code__startswith=stem).count()
    codes: list[str] = []
    while len(codes) < count:
        wanted = [f"{stem}{number + step:05d}" for step in range(1, count - len(codes) + 1)]
        taken = set(Household._base_manager.filter(code__in=wanted[:5000]).values_list("code", flat=True))
        codes += [code for code in wanted if code not in taken]
        number += len(wanted)
    return codes


def _today() -> date:
    return timezone.localdate()


def _must_reach(place: Place) -> None:
    if not asked_scope().reaches(place.pk, place.province_id or ""):
        raise NoAccess(
            f"«{place}» ngoài phạm vi của tài khoản «{current_scope().actor}». Nhờ cán bộ phụ trách địa bàn đó."
        )


def _must_reach_row(row: Person | Household) -> None:
    if isinstance(row, Person) and row.merged_into_id:
        raise Refused(f"{row.name} (dòng {row.pk}) đã được gộp vào người khác. Mở người đó để làm việc này.")
    if not asked_scope().reaches(row.commune_id, row.province_id):
        raise NoAccess(f"«{row}» thuộc {row.commune}, ngoài phạm vi của tài khoản «{current_scope().actor}».")


def _trace(
    verb: str, row: Person | Household, place: Place, *, reason: str = "", detail: dict[str, Any] | None = None
) -> None:
    kind = "person" if isinstance(row, Person) else "household"
    audit.record(verb, f"{kind}:{row.pk}", place_id=place.pk, reason=reason, detail=detail)


def check_person(person: Person) -> list[str]:
    """What is wrong with a person's own values, without looking at the register."""
    faults = []
    if len(person.name.split()) < 2:
        faults.append(f"Họ tên «{person.name}» chưa đủ họ và tên. Ghi đầy đủ như trên giấy khai sinh.")
    if any(c.isdigit() for c in person.name):
        faults.append(f"Họ tên «{person.name}» có chữ số. Xem lại cột họ tên.")
    if broken := broken_letters(person.name):
        faults.append(
            f"Họ tên «{person.name[:60]}» có chữ vỡ «{broken}» (phông cũ hoặc sai bảng mã). Gõ lại tên bằng Unicode."
        )
    if len(person.name) > 120:
        faults.append(
            f"Họ tên «{person.name[:40]}…» dài {len(person.name)} ký tự, nhiều nhất là 120. Xem lại cột họ tên."
        )
    if person.sex not in SEXES:
        faults.append(f"Giới tính «{person.sex}» không có. Chọn nam hoặc nữ.")
    if person.ethnicity not in ETHNICITIES:
        faults.append(f"Mã dân tộc «{person.ethnicity}» không có. Dùng mã 1 đến 54, hoặc 55 (khác, nước ngoài).")
    if person.birth_year < FIRST_YEAR or _is_later(person.birth, _today()):
        faults.append(
            f"Ngày sinh «{person.birth}» không thể có: phải từ năm {FIRST_YEAR} đến hôm nay. Xem lại ngày sinh."
        )
    if person.personal_number:
        faults += personal_number_faults(person.personal_number, sex=person.sex, birth_year=person.birth_year)
    return faults


def broken_letters(name: str) -> str:
    """The letters of a name that no person has: signs, and capitals with marks inside a word, as old fonts leave them."""
    if name.istitle() and _PLAIN_NAME.fullmatch(name):
        return ""
    strange = {c for c in name if not (c.isalnum() or c in _BESIDE_LETTERS or unicodedata.combining(c))}
    inside = {after for before, after in pairwise(name) if before.islower() and after.isupper() and not after.isascii()}
    return "".join(sorted(strange | inside))


def _is_later(birth: BirthDay, day: date) -> bool:
    return (birth.year, birth.month or 0, birth.day or 0) > (
        day.year,
        day.month if birth.month else 0,
        day.day if birth.day else 0,
    )


def _check_person(person: Person) -> None:
    if faults := check_person(person):
        raise Refused(" ".join(faults))
    if not person.personal_number:
        return
    if holder := other_holder(person.personal_number, person.pk):
        raise Refused(taken_number(person.personal_number, holder))


def _save(person: Person, **how: Any) -> None:
    """Raises Refused when another wrote the same number in this very moment, so that asking beforehand did not see it."""
    try:
        with transaction.atomic():
            person.save(**how)
    except IntegrityError as error:
        number = person.personal_number or ""
        if (holder := other_holder(number, person.pk)) is None:
            raise
        raise Refused(taken_number(number, holder)) from error


def other_holder(number: str, pk: int | None) -> Person | None:
    """Who has the number, other than the person with this key."""
    holders = Person._base_manager.filter(personal_number=number)
    return (holders.exclude(pk=pk) if pk else holders).first()


def taken_number(number: str, holder: Person) -> str:
    """Whose number it already is; only the commune is named to whoever may not see that person."""
    if current_scope().reaches(holder.commune_id, holder.province_id):
        return f"Số định danh «{number}» đã là của {clean_text(holder.name)}, sinh {holder.birth}, ở {holder.commune}. Mở người đó để sửa."
    return f"Số định danh «{number}» đã có trong sổ của {holder.commune}. Liên hệ nơi đó để đối chiếu."


def _new_household(
    *, commune: Place, from_day: date, head: Person, code: str, hamlet: str, address: str, **more: Any
) -> Household:
    if commune.level != 3 or not commune.exists_on(from_day):
        raise Refused(
            f"«{commune}» không phải đơn vị cấp xã đang có vào ngày {vietnamese_day(from_day)}. Chọn xã, phường của ngày đó."
        )
    code = clean_text(code) or next_codes(commune, 1)[0]
    if len(code) > 20:
        raise Refused(f"Mã hộ «{code}» dài {len(code)} ký tự, nhiều nhất là 20. Dùng mã ngắn hơn.")
    if Household._base_manager.filter(code=code).exists():
        raise Refused(f"Mã hộ «{code}» đã có. Dùng mã khác, hoặc để trống để máy đặt mã.")
    household = Household(code=code, head=head, from_day=from_day, **more)
    _place(household, commune, hamlet, address, from_day, save=True)
    return household


def _place(household: Household, commune: Place, hamlet: str, address: str, day: date, *, save: bool = False) -> None:
    household.commune, household.province_id = commune, commune.province_id or commune.pk
    household.hamlet, household.address = clean_text(hamlet), clean_text(address)
    if save:
        household.save(force_insert=True)
    Residence(
        household=household,
        commune=commune,
        province_id=household.province_id,
        hamlet=household.hamlet,
        address=household.address,
        from_day=day,
    ).save(force_insert=True)


def _enter(person: Person, household: Household, role: str, day: date) -> Membership:
    if role not in ROLES:
        raise Refused(
            f"Quan hệ với chủ hộ «{role}» không có. Chọn một trong: {', '.join(vi for vi, _ in ROLES.values())}."
        )
    if person.died_on and person.died_on < day:
        raise Refused(
            f"{person.name} đã chết ngày {vietnamese_day(person.died_on)}, không vào hộ được từ {vietnamese_day(day)}."
        )
    _must_be_open(household, day)
    if (held := open_membership(person)) is not None:
        raise Refused(
            f"{person.name} đang là {ROLES[held.role][0]} ở hộ {held.household.code} từ {vietnamese_day(held.from_day)}. Cho ra khỏi hộ đó trước."
        )
    overlap = Membership._base_manager.filter(person=person, to_day__gt=day).first()
    if overlap and overlap.to_day:
        raise Refused(
            f"{person.name} còn ở hộ khác đến {vietnamese_day(overlap.to_day)}. Ngày vào hộ phải từ ngày đó trở đi."
        )
    membership = Membership(person=person, household=household, role=role, from_day=day)
    membership.save(force_insert=True)
    if person.commune_id != household.commune_id:
        person.commune_id, person.province_id = household.commune_id, household.province_id
        person.save(update_fields=["commune", "province"])
    return membership


def _leave(membership: Membership, day: date, new_head: Person | None) -> None:
    household = membership.household
    others = household.memberships.filter(to_day=None).exclude(pk=membership.pk).select_related("person")
    is_head = household.head_id == membership.person_id
    if is_head and others and new_head is None:
        raise Refused(
            f"{membership.person.name} là chủ hộ {household.code}, trong hộ còn {_names(m.person for m in others)}. Chọn chủ hộ mới trước."
        )
    if is_head and others and new_head is not None:
        _change_head(household, new_head, day, "other")
        membership.refresh_from_db()
        if membership.to_day:
            membership = Membership._base_manager.get(person_id=membership.person_id, to_day=None)
    is_last = not others
    _close(membership, day)
    if is_last:
        _end(household, day)


def _close(membership: Membership, day: date) -> None:
    """End a membership; one that would have lasted no day goes away."""
    if day == membership.from_day:
        membership.delete()
        return
    membership.to_day = day
    membership.save(update_fields=["to_day"])


def _end(household: Household, day: date) -> None:
    if day <= household.from_day:
        raise Refused(
            f"Hộ {household.code} lập ngày {vietnamese_day(household.from_day)}; ngày chấm dứt phải sau ngày đó."
        )
    household.to_day = day
    household.save(update_fields=["to_day", "merged_into"])
    Residence._base_manager.filter(household=household, to_day=None).update(to_day=day)


def _change_head(household: Household, head: Person, day: date, role_of_old: str) -> None:
    standing = Membership._base_manager.filter(household=household, to_day=None)
    new = standing.filter(person=head).first()
    if new is None:
        raise Refused(f"{head.name} không phải thành viên hộ {household.code}. Cho vào hộ trước rồi đổi chủ hộ.")
    if head.died_on:
        raise Refused(f"{head.name} đã chết ngày {vietnamese_day(head.died_on)}. Chọn thành viên khác.")
    if household.head_id and (old := standing.filter(person_id=household.head_id).first()):
        change_role(old, role_of_old, day)
    change_role(new, "head", day)
    household.head = head
    household.save(update_fields=["head"])


def change_role(membership: Membership, role: str, day: date) -> None:
    if role not in ROLES:
        raise Refused(
            f"Quan hệ với chủ hộ «{role}» không có. Chọn một trong: {', '.join(vi for vi, _ in ROLES.values())}."
        )
    if day <= membership.from_day:
        membership.role = role
        membership.save(update_fields=["role"])
        return
    _close(membership, day)
    Membership(person_id=membership.person_id, household_id=membership.household_id, role=role, from_day=day).save(
        force_insert=True
    )


def _not_before(membership: Membership, day: date) -> date:
    if day < membership.from_day:
        raise Refused(
            f"{membership.person.name} vào hộ {membership.household.code} từ {vietnamese_day(membership.from_day)}; "
            f"ngày {vietnamese_day(day)} ở trước đó. Xem lại ngày."
        )
    return day


def _must_be_open(household: Household, day: date) -> None:
    if household.to_day:
        raise Refused(f"Hộ {household.code} đã chấm dứt từ {vietnamese_day(household.to_day)}. Chọn hộ đang có.")
    if day < household.from_day:
        raise Refused(
            f"Hộ {household.code} lập ngày {vietnamese_day(household.from_day)}; ngày {vietnamese_day(day)} ở trước đó."
        )


def _membership_or_refuse(person: Person) -> Membership:
    if (membership := open_membership(person)) is None:
        raise Refused(f"{person.name} không ở hộ nào. Dùng «Vào hộ» trước.")
    return membership


def _names(people: Iterable[Person]) -> str:
    listed = [person.name for person in people]
    return ", ".join(listed[:5]) + (f" và {len(listed) - 5} người nữa" if len(listed) > 5 else "")
