"""Reports from other registers: taken in, matched to people, then applied or refused by a person."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansinh.benefits import words
from ansinh.benefits.models import Decision, Feed, Title
from ansinh.core import audit
from ansinh.core.access import NoAccess, current_scope
from ansinh.core.days import BirthDay, month_after, month_of, vietnamese_day
from ansinh.core.names import clean_text, fold
from ansinh.people.actions import Refused, record_death
from ansinh.people.models import Person
from ansinh.places.models import Place

from .grounds import add_custody
from .standing import BenefitRefused, act, held, trace
from .titles import stop_title, suspend_title

_MANY = 900
_STOPPED_BY_PRISON = ("assistance", "care", "social_pension")


@dataclass(frozen=True, slots=True)
class Report:
    """One row of a feed: who, and the day of the death, of the sentence's execution, or of the move."""

    name: str
    day: date
    personal_number: str = ""
    birth: BirthDay | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a feed: reports that found their person, that wait for one, that were known already."""

    matched: int
    unmatched: int
    known: int


@act
def take_feed(*, kind: str, reports: Sequence[Report], source: str, province: Place, by: Any) -> Taken:
    """Reports kept and matched to people by number, else by name and whole birth day in the province; the rest wait for a person to
    settle. The same report twice is kept once. Raises BenefitRefused, NoAccess."""
    if kind not in words.FEEDS:
        raise BenefitRefused(f"Loại tin «{kind}» không có. Chọn: {', '.join(vi for vi, _ in words.FEEDS.values())}.")
    if not current_scope().reaches("", province.pk):
        raise NoAccess(f"«{province}» ngoài phạm vi của tài khoản «{current_scope().actor}». Tin báo do cấp tỉnh nhận.")
    seen = {
        _key(*row)
        for row in Feed._base_manager.filter(kind=kind, source=source, province=province).values_list(
            "personal_number", "name", "birth", "day", "document"
        )
    }
    people = _Matcher(province, reports)
    fresh = []
    for report in reports:
        name = clean_text(report.name)
        birth = str(report.birth or "")
        key = _key(report.personal_number, name, birth, report.day, report.document)
        if key in seen:
            continue
        seen.add(key)
        fresh.append(
            Feed(
                kind=kind, personal_number=report.personal_number, name=name, birth=birth, day=report.day, document=clean_text(report.document),
                source=source, person=people.find(report), province=province,
            )
        )  # fmt: skip
    Feed._base_manager.bulk_create(fresh, batch_size=500)
    matched = sum(feed.person_id is not None for feed in fresh)
    taken = Taken(matched, len(fresh) - matched, len(reports) - len(fresh))
    audit.record(
        "feed.take", f"feed:{kind}", place_id=province.pk,
        detail={"source": source, "matched": taken.matched, "unmatched": taken.unmatched, "known": taken.known},
    )  # fmt: skip
    return taken


@act
def apply_feed(
    *, feed: Feed, person: Person | None = None, decision: Decision | None = None, new_head: Person | None = None,
    leaves_province: bool = True, because: str = "", by: Any,
) -> Feed:  # fmt: skip
    """The report done: a death recorded and every title stopped the month after; prison kept, assistance stopped and merit suspended;
    a move stops what this province pays (unless it stays inside). `person` settles a report nobody was found for, `new_head` takes a
    dead head's household. Prison and moves need a decision. Raises BenefitRefused, NoAccess."""
    feed, person = _settling(feed, person)
    titles = list(Title._base_manager.filter(person=person, to_day=None))
    if feed.kind != "death" and titles and leaves_province and decision is None:
        raise BenefitRefused(
            f"{words.FEEDS[feed.kind][0].capitalize()} làm thôi hưởng thì phải có quyết định. Ghi số và ngày."
        )
    match feed.kind:
        case "death":
            _apply_death(feed, person, titles, decision, new_head, by)
        case "prison":
            _apply_prison(feed, person, titles, decision, by)
        case "move" if leaves_province:
            for title in titles:
                stop_title(title=title, reason="moved_away", event_on=feed.day, decision=decision, by=by)
    return _settled(feed, person, "applied", because)


@act
def refuse_feed(*, feed: Feed, reason: str, by: Any) -> Feed:
    """The report not followed, with why. Raises BenefitRefused, NoAccess."""
    if not reason.strip():
        raise BenefitRefused(
            "Chưa ghi lý do không áp dụng tin báo. Ghi lý do, ví dụ: người trùng tên, đã xác minh còn sống."
        )
    feed = _new(feed)
    person = held(feed.person) if feed.person else None
    if person is None and not current_scope().reaches("", feed.province_id):
        raise NoAccess("Tin báo chưa rõ người do cấp tỉnh xử lý.")
    return _settled(feed, person, "refused", reason)


def _apply_death(
    feed: Feed, person: Person, titles: list[Title], decision: Decision | None, new_head: Person | None, by: Any
) -> None:
    if person.died_on is None:
        try:
            record_death(person=person, died_on=feed.day, new_head=new_head, by=by)
        except Refused as refused:
            raise BenefitRefused(str(refused)) from None
    elif person.died_on != feed.day:
        raise BenefitRefused(
            f"Sổ đã ghi {person.name} chết ngày {vietnamese_day(person.died_on)}, tin báo ghi {vietnamese_day(feed.day)}. "
            "Xác minh ngày chết; nếu tin sai, chọn «Không áp dụng»."
        )
    for title in titles:
        stop_title(title=title, reason="dead", event_on=feed.day, decision=decision, by=by)
    stop_caring(person=person, event_on=feed.day, decision=decision, by=by)


def stop_caring(*, person: Person, event_on: date, decision: Decision | None, by: Any) -> list[Title]:
    """The titles of those who cared for someone who died, suspended until a decision stops them; stopped when there is one."""
    caring = list(Title._base_manager.filter(cared_for=person, to_day=None).select_related("person"))
    for title in caring:
        if not current_scope().reaches(title.person.commune_id, title.person.province_id):
            continue
        if decision is not None:
            stop_title(title=title, reason="no_longer_eligible", event_on=event_on, decision=decision, by=by)
        elif not title.suspensions.filter(to_day=None).exists():
            month = month_after(month_of(event_on))
            suspend_title(title=title, reason="feed", from_month=month, note=f"{person.name} đã chết", by=by)
    return caring


def _apply_prison(feed: Feed, person: Person, titles: list[Title], decision: Decision | None, by: Any) -> None:
    add_custody(person=person, kind="prison", from_day=feed.day, source=feed.source, by=by)
    for title in titles:
        if title.group in _STOPPED_BY_PRISON:
            stop_title(title=title, reason="prison", event_on=feed.day, decision=decision, by=by)
        elif not title.suspensions.filter(to_day=None).exists():
            month = month_after(month_of(feed.day))
            suspend_title(title=title, reason="detained", from_month=month, decision=decision, by=by)


def _new(feed: Feed) -> Feed:
    feed = Feed._base_manager.select_for_update(of=("self",)).select_related("person").get(pk=feed.pk)
    if feed.state != "new":
        raise BenefitRefused(f"Tin báo về {feed.name} đã được xử lý: {feed.settled_because or feed.state}.")
    return feed


def _settling(feed: Feed, person: Person | None) -> tuple[Feed, Person]:
    feed = _new(feed)
    person = person or feed.person
    if person is None:
        raise BenefitRefused(f"Chưa rõ tin báo về «{feed.name}» là của ai. Chọn người trong sổ bằng số định danh.")
    return feed, held(person)


def _settled(feed: Feed, person: Person | None, state: str, because: str) -> Feed:
    feed.person, feed.state, feed.settled_because = person, state, because.strip()[:200]
    feed.save(update_fields=["person", "state", "settled_because"])
    verb = "feed.apply" if state == "applied" else "feed.refuse"
    if person is not None:
        trace(verb, person, reason=because, feed=feed.pk, kind=feed.kind, day=feed.day, source=feed.source)
    else:
        audit.record(verb, f"feed:{feed.pk}", place_id=feed.province_id, reason=because)
    return feed


def _key(number: str, name: str, birth: str, day: date, document: str) -> tuple[Any, ...]:
    return (number, day) if number else (fold(name), birth, day, clean_text(document))


class _Matcher:
    """People of a province by what reports say of them, read in a few queries."""

    def __init__(self, province: Place, reports: Sequence[Report]) -> None:
        self.by_number: dict[str, Person] = {}
        self.by_name: dict[tuple[str, BirthDay], list[Person]] = defaultdict(list)
        mine = Person._base_manager.filter(province=province)
        for some in _some({report.personal_number for report in reports if report.personal_number}):
            self.by_number |= {person.personal_number or "": person for person in mine.filter(personal_number__in=some)}
        for some in _some({fold(report.name) for report in reports if report.birth}):
            for person in mine.filter(name_folded__in=some):
                self.by_name[person.name_folded, person.birth].append(person)

    def find(self, report: Report) -> Person | None:
        """The one person meant; none when nobody, or more than one, fits, or the number is of someone wholly other."""
        if report.personal_number and (person := self.by_number.get(report.personal_number)):
            is_other = person.name_folded != fold(report.name) and person.birth != report.birth
            return None if is_other else person
        if report.birth is None:
            return None
        alike = [
            person
            for person in self.by_name[fold(report.name), report.birth]
            if not (report.personal_number and person.personal_number)
        ]
        return alike[0] if len(alike) == 1 else None


def _some(values: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(values)
    return (listed[start : start + _MANY] for start in range(0, len(listed), _MANY))
