"""Situations for tests: a province with communes before and after 1 July 2025, officers, people and households. Ages derive from fixed days."""

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from ansinh.core.days import BirthDay
from ansinh.core.models import Grant
from ansinh.core.names import place_sort_key, slug
from ansinh.people.actions import found_household, register_person
from ansinh.people.models import Household, Person
from ansinh.places.models import Place, Succession

FOUNDED = date(2020, 1, 1)
_BEGAN = date(2004, 1, 1)
_MERGED = date(2025, 7, 1)
_MEMBERS = (
    ("m", BirthDay(1978, 2, 3)),
    ("f", BirthDay(1980, 5, 12)),
    ("f", BirthDay(2008, 9, 1)),
    ("m", BirthDay(2015)),
    ("f", BirthDay(2020, 1)),
)


def unit(pk: str, level: int, kind: str, kind_name: str, name: str, **more: Any) -> Place:
    """A unit of any level, made once."""
    full = f"{kind_name} {name}"
    told = {
        "code": pk.split("@")[0], "level": level, "kind": kind, "name": name, "full_name": full, "slug": slug(name), "full_slug": slug(full),
        "sort_key": place_sort_key(name), "from_day": _MERGED if "@" in pk else _BEGAN, "to_day": None, **more,
    }  # fmt: skip
    return Place.objects.get_or_create(pk=pk, defaults=told)[0]


def tra_vinh() -> Place:
    """The province of Trà Vinh as it was until 30 June 2025."""
    return unit("84", 1, "province", "Tỉnh", "Trà Vinh", to_day=_MERGED)


def vinh_long() -> Place:
    """The province of Vĩnh Long from 1 July 2025, which took Trà Vinh in."""
    new = unit("86@2025", 1, "province", "Tỉnh", "Vĩnh Long")
    _became(tra_vinh(), new)
    return new


def long_duc() -> Place:
    """The commune of Long Đức, Trà Vinh, until 30 June 2025; it became the ward of Long Đức."""
    city = unit("842", 2, "city", "Thành phố", "Trà Vinh", parent=tra_vinh(), province=tra_vinh(), to_day=_MERGED)
    old = unit("29242", 3, "commune", "Xã", "Long Đức", parent=city, province=tra_vinh(), to_day=_MERGED)
    _became(old, unit("29242@2025", 3, "ward", "Phường", "Long Đức", parent=vinh_long(), province=vinh_long()))
    return old


def long_duc_ward() -> Place:
    """The ward of Long Đức, Vĩnh Long, from 1 July 2025."""
    long_duc()
    return Place.objects.get(pk="29242@2025")


def cang_long() -> Place:
    """The commune of Càng Long, Vĩnh Long, from 1 July 2025; it came from a township of Trà Vinh."""
    district = unit(
        "844", 2, "rural_district", "Huyện", "Càng Long", parent=tra_vinh(), province=tra_vinh(), to_day=_MERGED
    )
    old = unit("29266", 3, "township", "Thị trấn", "Càng Long", parent=district, province=tra_vinh(), to_day=_MERGED)
    new = unit("29266@2025", 3, "commune", "Xã", "Càng Long", parent=vinh_long(), province=vinh_long())
    _became(old, new)
    return new


def _became(old: Place, new: Place) -> None:
    Succession.objects.get_or_create(predecessor=old, successor=new, day=_MERGED, defaults={"part": "whole"})


def officer(commune: Place, *, name: str = "canbo", role: str = "commune_officer") -> Any:
    """A user with a role in a commune (or a province, for the roles of a province)."""
    user = get_user_model().objects.create_user(name, password="mat-khau-dai")
    Grant.objects.create(user=user, role=role, place_id=commune.pk, from_day=_BEGAN)
    return user


def person(
    name: str = "Thạch Thị Sa Rây", *, sex: str = "f", birth: BirthDay | None = None, commune: Place | None = None,
    widowed: bool = False, by: Any = None, **more: Any,
) -> Person:  # fmt: skip
    """A registered person, a woman of 44 on 1 July 2024 unless told; `widowed` gives one of 72 who lives alone."""
    birth = birth or BirthDay(1952 if widowed else 1980, 5, 12)
    commune = commune or long_duc_ward()
    found = register_person(name=name, sex=sex, birth=birth, commune=commune, by=by, **more)
    if widowed:
        found_household(head=found, commune=commune, from_day=max(FOUNDED, commune.from_day), by=by)
    return found


def household(
    *names: str,
    commune: Place | None = None,
    code: str = "",
    from_day: date | None = None,
    hamlet: str = "Ấp Vĩnh Hội",
    by: Any = None,
) -> Household:
    """A household of a head, a spouse and children, in that order, five at most; one of four unless named."""
    commune = commune or long_duc_ward()
    day = from_day or max(FOUNDED, commune.from_day)
    head, *others = names or ("Kim Văn Sóc", "Thạch Thị Sa Rây", "Kim Thị Chanh Đa", "Kim Minh Đức")
    made = zip([head, *others], _MEMBERS, strict=False)
    people = [person(name, sex=sex, birth=birth, commune=commune, by=by) for name, (sex, birth) in made]
    members = [(someone, "spouse" if place == 0 else "child") for place, someone in enumerate(people[1:])]
    return found_household(
        head=people[0], commune=commune, from_day=day, members=members, code=code, hamlet=hamlet, by=by
    )
