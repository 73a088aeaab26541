"""Acts on seekers: registered by themselves or by an officer, tied to a person of the register, changed, ended."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import must_hold, must_reach
from ansinh.core.days import BirthDay
from ansinh.core.names import clean_text, fold
from ansinh.labour.actions.exchange import WRITERS, ExchangeRefused, said
from ansinh.labour.actions.placements import must_be_whole
from ansinh.labour.jobs.exchange_signs import plain_phone
from ansinh.labour.models import Seeker
from ansinh.law import law_on
from ansinh.people.models import Person
from ansinh.places.models import Place

# What a seeker wishes and can; who they are stands beside.
WISHED = (
    "phone", "wish", "occupations", "skills", "certificates", "education", "experience_months", "wage_floor_dong", "most_hours_a_week",
    "takes_shifts", "takes_night", "farthest_km", "willing_places", "is_abroad_ok", "access_need", "access_note", "consents_to_be_shown",
)  # fmt: skip
_MARKS = "ACDEGHKLMNPQRTXY346789"  # no letter or figure that is taken for another when read aloud


@transaction.atomic
def register_alone(
    *, name: str, personal_number: str, birth: BirthDay, sex: str, commune: Place, told: Mapping[str, Any]
) -> Seeker:
    """A seeker who registered without an account, inside `acting_as_system`. One whose number, name and birth day are those of a person
    of the register is tied to them; any other waits for an officer. What the register holds is told to nobody. Raises ExchangeRefused."""
    _must_be_of_age(birth)
    person, because = _found(personal_number, name, birth)
    seeker = Seeker(
        name=name, personal_number=personal_number, birth_year=birth.year, birth_month=birth.month, birth_day=birth.day, sex=sex,
        commune=commune, person=person, state="active" if person else "waiting", waits_because=because, channel="online",
    )  # fmt: skip
    return _kept(seeker, told, by=None)


@transaction.atomic
def register_seeker(*, person: Person, channel: str, told: Mapping[str, Any], by: Any) -> Seeker:
    """A seeker registered by an officer, for a person of the register. Raises ExchangeRefused, NoAccess."""
    _must_write(person.commune_id, person.province_id, person)
    _must_be_of_age(person.birth)
    if person.died_on:
        raise ExchangeRefused(f"{person.name} đã được ghi chết. Xem lại người được chọn.")
    if known := Seeker._base_manager.filter(person=person, state="active").first():
        raise ExchangeRefused(f"{person.name} đang có phiếu tìm việc {known.code}. Mở phiếu đó để sửa.")
    seeker = Seeker(
        name=person.name, personal_number=person.personal_number or "", birth_year=person.birth_year, birth_month=person.birth_month,
        birth_day=person.birth_day, sex=person.sex, commune_id=person.commune_id, person=person, state="active", channel=channel,
    )  # fmt: skip
    return _kept(seeker, {"phone": person.phone} | dict(told), by=by)


@transaction.atomic
def settle_seeker(*, seeker: Seeker, person: Person, by: Any) -> Seeker:
    """A waiting seeker tied to the person an officer saw it is. Raises ExchangeRefused, NoAccess."""
    seeker = held_seeker(seeker)
    _must_write(seeker.commune_id, seeker.province_id, seeker)
    if seeker.state != "waiting":
        raise ExchangeRefused(f"Phiếu {seeker.code} không còn chờ xác nhận.")
    if known := Seeker._base_manager.filter(person=person, state="active").first():
        raise ExchangeRefused(f"{person.name} đang có phiếu {known.code}. Kết thúc một trong hai phiếu trước.")
    seeker.person, seeker.state, seeker.waits_because = person, "active", ""
    seeker.save()
    _trace("seeker.settle", seeker, person=person.pk)
    return seeker


@transaction.atomic
def change_seeker(*, seeker: Seeker, told: Mapping[str, Any], by: Any) -> Seeker:
    """Wishes and skills as told now. Raises ExchangeRefused, NoAccess."""
    seeker = held_seeker(seeker)
    _must_write(seeker.commune_id, seeker.province_id, seeker)
    if seeker.state == "ended":
        raise ExchangeRefused(f"Phiếu {seeker.code} đã kết thúc. Đăng ký phiếu mới.")
    _fill(seeker, told)
    seeker.save()
    _trace("seeker.change", seeker)
    return seeker


@transaction.atomic
def end_seeker(*, seeker: Seeker, reason: str, by: Any) -> Seeker:
    """The search ended: work found elsewhere, or no longer wished. Raises ExchangeRefused, NoAccess."""
    seeker = held_seeker(seeker)
    _must_write(seeker.commune_id, seeker.province_id, seeker)
    if seeker.state == "ended":
        raise ExchangeRefused(f"Phiếu {seeker.code} đã kết thúc rồi.")
    end_search(seeker, said(reason))
    return seeker


def held_seeker(seeker: Seeker) -> Seeker:
    """The seeker as it stands now, held until the transaction ends."""
    rows = Seeker._base_manager.select_for_update(of=("self",)).select_related("person", "commune")
    found: Seeker = rows.get(pk=seeker.pk)
    return found


def end_search(seeker: Seeker, reason: str) -> None:
    """The search over: what was sent and not answered is withdrawn with it."""
    seeker.state, seeker.ended_on = "ended", timezone.localdate()
    seeker.save()
    open_ones = seeker.applications.filter(state__in=("sent", "interview", "offered"))
    open_ones.update(state="withdrawn", ended_on=timezone.localdate(), reason=reason[:300])
    _trace("seeker.end", seeker, reason=reason)


def _kept(seeker: Seeker, told: Mapping[str, Any], *, by: Any) -> Seeker:
    seeker.code = _free_code()
    seeker.province_id = seeker.commune.province_id or seeker.commune_id
    seeker.registered_on, seeker.recorded_by = timezone.localdate(), by
    _fill(seeker, told)
    seeker.save(force_insert=True)
    _trace("seeker.register", seeker, channel=seeker.channel, state=seeker.state)
    return seeker


def _fill(seeker: Seeker, told: Mapping[str, Any]) -> None:
    if strange := set(told) - set(WISHED):
        raise ExchangeRefused(f"Không ghi được mục «{', '.join(sorted(strange))}».")
    for column, value in told.items():
        setattr(seeker, column, value)
    seeker.phone = plain_phone(seeker.phone)
    try:
        must_be_whole(seeker)
    except ValidationError as wrong:
        raise ExchangeRefused(" ".join(wrong.messages)) from None


def _found(number: str, name: str, birth: BirthDay) -> tuple[Person | None, str]:
    """The living person of this number, name and birth day; else why an officer has to look."""
    person = Person.objects.select_for_update(of=("self",)).filter(personal_number=number).first()
    if person is None or person.died_on:
        return None, "Không có người sống nào mang số định danh này trong sổ."
    if fold(clean_text(name)) != person.name_folded or birth != person.birth:
        return None, "Họ tên hoặc ngày sinh khác với sổ."
    if Seeker._base_manager.filter(person=person, state="active").exists():
        return None, "Người mang số này đang có phiếu tìm việc khác."
    return person, ""


def _must_be_of_age(birth: BirthDay) -> None:
    day = timezone.localdate()
    least = law_on(day).value("labour.working_age")["least"]
    if (day.year - least, day.month, day.day) < (birth.year, birth.month or 1, birth.day or 1):
        raise ExchangeRefused(f"Sinh {birth} chưa đủ {least} tuổi, tuổi nhỏ nhất được đi làm. Xem lại ngày sinh.")


def _must_write(commune_id: str, province_id: str, what: Any) -> None:
    must_hold(*WRITERS, field="labour")
    must_reach(what, commune_id, province_id)


def _free_code() -> str:
    """A code nobody has: letters and figures that are not taken for each other."""
    while True:
        code = "TV" + "".join(secrets.choice(_MARKS) for _mark in range(8))
        if not Seeker._base_manager.filter(code=code).exists():
            return code


def _trace(verb: str, seeker: Seeker, *, reason: str = "", **detail: Any) -> None:
    audit.record(
        verb,
        f"seeker:{seeker.pk}",
        place_id=seeker.commune_id,
        reason=reason,
        detail={"person": seeker.person_id} | detail,
    )
