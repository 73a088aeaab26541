"""What the procedures of this room share: the decision recorded with its dossier, refusals as one, what a title would really give."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.actions import BenefitRefused, record_decision, stop_title
from ansinh.benefits.actions.feeds import stop_caring
from ansinh.benefits.models import Decision, DisabilityCertificate, Feed, Title
from ansinh.core.days import vietnamese_day
from ansinh.dossiers.models import Dossier, Ruling
from ansinh.dossiers.procedures import CannotEnact, day_told, must_be_told, person_told, told
from ansinh.people.actions import Refused, record_death
from ansinh.people.models import Person

Write = Callable[[Dossier, Decision, Any], list[str]]
Known = dict[str, tuple[Any, str]]
REGISTER, RIGHTS = "sổ nhân khẩu", "sổ hưởng trợ cấp"
OF_THE_COMMUNE = ("assistance", "care", "social_pension")


def enacting(write: Write) -> Callable[..., list[str]]:
    """An `enact`: the decision recorded with its dossier, then what it says. Refusals of the registers become CannotEnact."""

    @wraps(write)
    def enact(*, dossier: Dossier, ruling: Ruling, by: Any) -> list[str]:
        try:
            return write(dossier, _decision_of(dossier, ruling, by), by)
        except (BenefitRefused, Refused) as refused:
            raise CannotEnact(str(refused)) from None

    return enact


def _decision_of(dossier: Dossier, ruling: Ruling, by: Any) -> Decision:
    if ruling.decided_on is None:
        raise CannotEnact(f"Quyết định của hồ sơ {dossier.code} chưa có ngày. Ghi số và ngày rồi ký.")
    return record_decision(
        number=ruling.number, decided_on=ruling.decided_on, province=dossier.province, commune=dossier.commune,
        signer=ruling.signer_name, body=ruling.body, source="dossier", document=f"{dossier.code} {ruling.sha256}", dossier=dossier, by=by,
    )  # fmt: skip


def subjects(titles: Iterable[Title]) -> list[str]:
    """What was written, as the ruling keeps it."""
    return [f"title:{title.pk}" for title in titles]


def open_titles(person: Person | None, *categories: str) -> list[Title]:
    """The titles a person holds now, of some categories where told, the newest first."""
    if person is None:
        return []
    found = (
        Title._base_manager.filter(person=person, to_day=None).select_related("decision").order_by("-from_day", "-pk")
    )
    return list(found.filter(category__in=categories) if categories else found)


def the_title(dossier: Dossier, *categories: str) -> Title:
    """The one open title a dossier is about: the category answered, or the only one held. Raises CannotEnact."""
    person = dossier.subject
    asked = told(dossier, "category")
    held = [title for title in open_titles(person, *categories) if asked in (None, "", title.category)]
    if len(held) == 1:
        return held[0]
    who = person.name if person else dossier.applicant_name
    if not held:
        raise CannotEnact(f"{who} không có diện đang hưởng thuộc hồ sơ này. Xem sổ hưởng trợ cấp rồi sửa hồ sơ.")
    named = ", ".join(title.get_category_display() for title in held)
    raise CannotEnact(f"{who} đang hưởng {len(held)} diện ({named}). Ghi rõ diện của hồ sơ.")


def bury(dossier: Dossier, decision: Decision, groups: tuple[str, ...], by: Any) -> list[str]:
    """The death recorded where it is not, every title stopped the month after: those of `groups` by this decision, others because of
    the death alone. Gives what was written."""
    person = dossier.subject
    if person is None:
        raise CannotEnact(f"Hồ sơ {dossier.code} chưa gắn với người đã chết nào trong sổ. Chọn người đó trước khi ký.")
    died_on = day_told(dossier, "event_on") or must_be_told(dossier, "event_on", "ngày chết")
    written = []
    if person.died_on is None:
        record_death(person=person, died_on=died_on, new_head=person_told(dossier, "new_head"), by=by)
        written.append(f"person:{person.pk}")
    elif person.died_on != died_on:
        raise CannotEnact(
            f"Sổ ghi {person.name} chết ngày {vietnamese_day(person.died_on)}, hồ sơ ghi {vietnamese_day(died_on)}. Xem lại ngày chết."
        )
    for title in open_titles(person):
        by_this = decision if title.group in groups else None
        stop_title(title=title, reason="dead", event_on=died_on, decision=by_this, by=by)
        written.append(f"title:{title.pk}")
    return written + subjects(stop_caring(person=person, event_on=died_on, decision=None, by=by))


def known_death(*, subject: Person | None, **_others: Any) -> Known:
    """The day and the extract of a death the register of people or a report of civil status already told."""
    if subject is None:
        return {}
    found: Known = {}
    if subject.died_on:
        found["event_on"] = (subject.died_on.isoformat(), REGISTER)
    report = Feed._base_manager.filter(person=subject, kind="death").exclude(state="refused").order_by("-pk").first()
    if report:
        found.setdefault("event_on", (report.day.isoformat(), report.source))
        if report.document:
            found["death_extract"] = (report.document, report.source)
    return found


def certificate_on(person: Person | None, day: date) -> DisabilityCertificate | None:
    """The disability certificate that holds on a day."""
    held = DisabilityCertificate._base_manager.filter(person=person, from_day__lte=day).exclude(to_day__lte=day)
    return held.order_by("-from_day").first() if person else None


def labels(*categories: str) -> dict[str, tuple[str, str]]:
    """Choices of some categories of titles."""
    return {category: words.CATEGORY_LABELS[category] for category in categories}


def claim_labels(*kinds: str) -> dict[str, tuple[str, str]]:
    """Choices of some rights once."""
    return {kind: words.CLAIM_LABELS[kind] for kind in kinds}


def in_group(*groups: str) -> tuple[str, ...]:
    """The categories of some groups, in the order of the list."""
    return tuple(category for category, group in words.GROUP_OF.items() if group in groups)
