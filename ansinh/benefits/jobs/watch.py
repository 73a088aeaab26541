"""What officers must see coming or look at again: ages about to be reached, papers about to expire, identities changed under a right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from ansinh.benefits.models import DisabilityCertificate, Identity, Proxy, Title
from ansinh.core.models import AuditEvent
from ansinh.law import law_on
from ansinh.law.reader import Law
from ansinh.people.models import Person

AHEAD_DAYS = 31
LOOKED_BACK_DAYS = 730
_CHILDREN = ("orphan", "child_hiv", "disabled_severe", "disabled_extra_severe")
_DISABLED = ("disabled_severe", "disabled_extra_severe")
_OLDER = ("older_poor_alone", "older_75_difficult_area", "older_80_without_pension", "older_in_community_care")


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Something about a person that changes a right on a day, in words that name no category."""

    person: Person
    on: date
    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A birth day or personal number changed while the person held a title, not looked at since."""

    person: Person
    at: datetime
    actor: str
    reason: str
    said: str


def upcoming_changes(*, day: date, province_id: str = "", days: int = AHEAD_DAYS) -> list[Upcoming]:
    """What changes a right from `day` to so many days after it, soonest first, inside the acting scope (or one province of it)."""
    until = day + timedelta(days=days)
    people = Person.objects.filter(died_on=None).select_related("commune")
    if province_id:
        people = people.filter(province=province_id)
    found = [*_ages(people, day, until), *_papers(people, day, until)]
    return sorted(found, key=lambda one: (one.on, one.person.name_key, one.kind))


def _ages(people: QuerySet[Person], day: date, until: date) -> Iterator[Upcoming]:
    """Of who holds a title of some categories; of everybody where the age opens a right."""
    for age, categories, said in _turning_points(law_on(until)):
        turning = _turning(people, age * 12, day, until)
        if categories:
            turning = turning.filter(
                pk__in=Title.objects.filter(category__in=categories, to_day=None).values("person_id")
            )
        else:
            holders = Title.objects.filter(category="social_pension", to_day=None).values("person_id")
            turning = turning.exclude(pk__in=holders)
        for person in turning:
            on = _birthday(person, age * 12)
            if day <= on <= until:
                yield Upcoming(person, on, f"age_{age}", f"đủ {age} tuổi: {said}")


def _turning_points(law: Law) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """(age, categories it concerns; none: whoever holds no social pension, what to look at) by the law of the day."""
    if law.has("assistance.ages"):
        ages = law.value("assistance.ages")
        yield ages["small_child_until"], _CHILDREN, "đổi hệ số của trẻ nhỏ"
        yield ages["child_until"], _CHILDREN, "hết tuổi trẻ em, xem lại diện hoặc hệ số"
        yield ages["older_from"], _DISABLED, "hệ số của người cao tuổi"
        yield ages["older_higher_from"], _OLDER, "hệ số bậc tuổi cao hơn"
    if law.has("assistance.study_until_age"):
        yield law.value("assistance.study_until_age"), ("orphan_in_study",), "hết tuổi hưởng khi đi học"
    if law.has("assistance.social_pension_ages"):
        yield law.value("assistance.social_pension_ages")["from_age"], (), "xét trợ cấp hưu trí xã hội"
    elif law.has("assistance.ages_before_social_pension"):
        yield (
            law.value("assistance.ages_before_social_pension")["without_pension_from"],
            (),
            "xét trợ cấp người cao tuổi",
        )


def _turning(people: QuerySet[Person], months: int, day: date, until: date) -> QuerySet[Person]:
    """Whoever was born in the calendar months that lie so many months before the span."""
    born = {_months_before(one, months) for one in (day, until)}
    return people.filter(birth_year__in={year for year, _ in born}, birth_month__in={month for _, month in born})


def _months_before(day: date, months: int) -> tuple[int, int]:
    whole = day.year * 12 + day.month - 1 - months
    return whole // 12, whole % 12 + 1


def _birthday(person: Person, months: int) -> date:
    """The day a person is so many months old; the first of the month when only the month of birth is known."""
    whole = person.birth_year * 12 + (person.birth_month or 1) - 1 + months
    for number in (person.birth_day or 1, 28):
        try:
            return date(whole // 12, whole % 12 + 1, number)
        except ValueError:
            continue
    raise AssertionError("the 28th is in every month")


def _papers(people: QuerySet[Person], day: date, until: date) -> Iterator[Upcoming]:
    soon = {"to_day__gte": day, "to_day__lte": until, "person__in": people}
    for certificate in DisabilityCertificate.objects.filter(**soon).select_related("person__commune"):
        said = f"giấy xác nhận khuyết tật số {certificate.number} hết hạn"
        yield Upcoming(certificate.person, certificate.to_day or until, "certificate", said)
    for proxy in Proxy.objects.filter(**soon).select_related("person__commune"):
        yield Upcoming(proxy.person, proxy.to_day, "proxy", f"ủy quyền cho {proxy.name} hết hạn")


def dead_with_titles() -> QuerySet[Person]:
    """People whose death is recorded and who still hold an open title, inside the acting scope, latest death first."""
    holders = Title.objects.filter(to_day=None).values("person_id")
    dead = Person.objects.filter(died_on__isnull=False, pk__in=holders)
    return dead.select_related("commune").order_by("-died_on", "name_key", "pk")


def changed_identities(*, day: date) -> list[Changed]:
    """Corrections of a birth day or a personal number of someone who holds a title, newest first: each stays on the list until the
    person's identity is answered again as verified on or after its day."""
    events = AuditEvent.objects.filter(act="person.correct", at__date__gte=day - timedelta(days=LOOKED_BACK_DAYS))
    told: dict[int, tuple[AuditEvent, str]] = {}
    for event in events.order_by("id").iterator():
        if said := _identity_change(event.detail):
            told[int(event.subject.removeprefix("person:"))] = (event, said)
    holders = Title.objects.filter(person__in=list(told), to_day=None).values_list("person_id", flat=True)
    people = Person.objects.filter(pk__in=list(holders)).select_related("commune")
    settled = dict(
        Identity.objects.filter(person__in=people, is_latest=True, state="verified").values_list("person_id", "at")
    )
    found = [
        Changed(person, event.at, event.actor, event.reason, said)
        for person in people
        for event, said in [told[person.pk]]
        if person.pk not in settled or settled[person.pk] < event.at.date()
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _identity_change(detail: dict[str, Any]) -> str:
    """The change of a birth day or a number an event tells, typed by hand or brought by a file; blank when there is none."""
    typed = {"birth": "Ngày sinh", "personal_number": "Số định danh"}
    parts = [
        f"{label}: {detail[key][0] or '–'} → {detail[key][1] or '–'}" for key, label in typed.items() if key in detail
    ]
    brought = detail.get("changes")
    if isinstance(brought, list):
        parts += [
            f"{label}: {old or '–'} → {new}"
            for label, old, new in brought
            if label in ("Ngày sinh", "Số định danh cá nhân") and old
        ]
    return "; ".join(parts)
