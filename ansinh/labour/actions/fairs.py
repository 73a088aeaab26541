"""Acts on job fairs: sessions, booths, visitors, the timetable, results on the spot."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import kin_of, must_reach
from ansinh.core.days import vietnamese_day
from ansinh.core.names import clean_text
from ansinh.labour import words
from ansinh.labour.actions.placements import WRITERS, PlacementRefused, act, record_placement
from ansinh.labour.jobs.fairs import wanted_at
from ansinh.labour.jobs.interviews import choose, place_in_slots
from ansinh.labour.models import Booth, BoothVacancy, FairSession, FairWish, Interview, Seeker, Vacancy, Visitor
from ansinh.people.models import Organisation, Person
from ansinh.places.models import Place

_MARKS = "ACDEGHKLMNPQRTXY346789"  # no letter or figure that is taken for another when read aloud
RESULTS = {
    "planned": ("done", "absent", "passed", "failed", "hired", "withdrawn"),
    "done": ("passed", "failed", "hired"),
    "passed": ("hired", "failed"),
    "absent": ("done", "passed", "failed", "hired"),
    "failed": ("passed", "hired"),
}
NEXT = {"planned": ("open", "cancelled"), "open": ("running", "cancelled"), "running": ("closed",)}


class FairRefused(ValueError):
    """An act on a fair that may not be done; the message says why, with the value, and what to do."""


@act("province_officer")
def plan_session(
    *, code: str, name: str, kind: str, day: date, from_time: time, to_time: time, commune: Place, venue: str = "",
    is_online: bool = False, online_address: str = "", slot_minutes: int = 15, most_interviews: int = 3, by: Any,
) -> FairSession:  # fmt: skip
    """A session being prepared. Raises FairRefused, NoAccess."""
    must_reach(commune, commune.pk, commune.province_id or commune.pk)
    session = FairSession(
        code=clean_text(code).upper(), name=clean_text(name), kind=kind, day=day, from_time=from_time, to_time=to_time, commune=commune,
        province_id=commune.province_id or commune.pk, venue=clean_text(venue), is_online=is_online or kind == "online",
        online_address=online_address, slot_minutes=slot_minutes, most_interviews=most_interviews, recorded_by=by,
    )  # fmt: skip
    _must_be_whole(session)
    if not session.slots:
        raise FairRefused(
            f"Mỗi lượt {slot_minutes} phút dài hơn cả phiên. Ghi lượt ngắn hơn hoặc giờ kết thúc muộn hơn."
        )
    session.save(force_insert=True)
    _trace("fair.plan", session, name=session.name, day=day.isoformat(), kind=kind)
    return session


@act("province_officer")
def turn_session(*, session: FairSession, state: str, by: Any) -> FairSession:
    """The session opened for registration, begun, closed or cancelled. Raises FairRefused, NoAccess."""
    session = _held(session)
    if state not in NEXT.get(session.state, ()):
        now, wanted = words.FAIR_STATES[session.state][0], words.FAIR_STATES.get(state, (state,))[0]
        raise FairRefused(f"Phiên «{session.name}» {now}, không chuyển sang «{wanted}» được.")
    if state == "open" and not BoothVacancy.objects.filter(booth__session=session).exists():
        raise FairRefused(f"Phiên «{session.name}» chưa có gian nào với việc làm. Ghi gian trước khi mở đăng ký.")
    if state == "running" and session.day > timezone.localdate():
        raise FairRefused(f"Phiên này ngày {vietnamese_day(session.day)}, chưa đến ngày để bắt đầu.")
    before, session.state = session.state, state
    session.save(update_fields=["state"])
    _trace("fair.turn", session, before=before, after=state)
    return session


@act("province_officer")
def add_booth(
    *, session: FairSession, organisation: Organisation, number: int | None = None, interviewers: int = 1, by: Any
) -> Booth:
    """A booth for an organisation, the next number when none is told. Raises FairRefused, NoAccess."""
    session = _open_to_change(session)
    last = session.booths.order_by("-number").values_list("number", flat=True).first() or 0
    booth = Booth(session=session, organisation=organisation, number=number or last + 1, interviewers=interviewers)
    _must_be_whole(booth)
    booth.save(force_insert=True)
    _trace("fair.booth", session, booth=booth.number, organisation=organisation.name, interviewers=interviewers)
    return booth


@act("province_officer")
def remove_booth(*, booth: Booth, reason: str, by: Any) -> None:
    """The booth of an organisation that does not come; refused once somebody has an interview there. Raises FairRefused, NoAccess."""
    session = _open_to_change(booth.session)
    reason = _said(reason, "đơn vị báo không tham gia được")
    if count := Interview._base_manager.filter(booth=booth).count():
        raise FairRefused(f"{booth} đã có {count} lượt phỏng vấn. Ghi các lượt đó là đã rút, không bỏ gian.")
    _trace("fair.booth_removed", session, reason=reason, booth=booth.number, organisation=booth.organisation.name)
    booth.delete()


@act("province_officer")
def offer(*, booth: Booth, vacancy: Vacancy, places: int, by: Any) -> BoothVacancy:
    """A vacancy of the booth's organisation brought to it. Raises FairRefused, NoAccess."""
    session = _open_to_change(booth.session)
    if vacancy.organisation_id != booth.organisation_id:
        raise FairRefused(f"«{vacancy}» là việc làm của {vacancy.organisation}, không phải của {booth.organisation}.")
    if vacancy.state != "open" or (vacancy.expires_on and vacancy.expires_on <= session.day):
        raise FairRefused(
            f"«{vacancy}» không còn đăng vào ngày {vietnamese_day(session.day)}. Duyệt hoặc gia hạn trước."
        )
    offered = BoothVacancy(booth=booth, vacancy=vacancy, places=places)
    _must_be_whole(offered)
    offered.save(force_insert=True)
    _trace("fair.offer", session, booth=booth.number, vacancy=vacancy.pk, places=places)
    return offered


@act(*WRITERS)
def register(
    *, session: FairSession, person: Person, seeker: Seeker | None = None, channel: str = "place",
    wishes: Sequence[BoothVacancy] = (), by: Any,
) -> Visitor:  # fmt: skip
    """A visitor with what they wish for, most wanted first. Raises FairRefused, NoAccess."""
    must_reach(person, person.commune_id, person.province_id)
    return _register(session, person, seeker, channel, wishes, by)


def register_self(*, session: FairSession, channel: str, wishes: Sequence[BoothVacancy] = (), by: Any) -> Visitor:
    """The seeker of an own account registers, from a telephone. Raises FairRefused when the account has no seeker an officer knows."""
    with transaction.atomic():
        seeker = Seeker._base_manager.filter(account=by, state="active").select_related("person").first()
        if seeker is None or seeker.person is None:
            raise FairRefused(
                "Tài khoản chưa có phiếu tìm việc đã được cán bộ xác nhận. Đăng ký tìm việc trước, hoặc đến trực tiếp để cán bộ ghi."
            )
        return _register(session, seeker.person, seeker, channel, wishes, by)


def _register(
    session: FairSession, person: Person, seeker: Seeker | None, channel: str, wishes: Sequence[BoothVacancy], by: Any
) -> Visitor:
    session = FairSession.objects.select_for_update().get(pk=session.pk)
    if session.state not in ("open", "running"):
        raise FairRefused(f"Phiên «{session.name}» {words.FAIR_STATES[session.state][0]}, không nhận đăng ký.")
    if person.died_on:
        raise FairRefused(
            f"{person.name} đã được ghi chết ngày {vietnamese_day(person.died_on)}. Xem lại người được chọn."
        )
    if channel == "online" and not session.is_online:
        raise FairRefused(f"Phiên «{session.name}» chỉ tổ chức tại chỗ: {session.venue}. Chọn tham gia tại chỗ.")
    if Visitor._base_manager.filter(session=session, person=person, is_withdrawn=False).exists():
        raise FairRefused(f"{person.name} đã đăng ký phiên này. Mở vé đã có để đổi nguyện vọng.")
    seeker = seeker or Seeker._base_manager.filter(person=person, state="active").first()
    visitor = Visitor(
        session=session, person=person, seeker=seeker, channel=channel, code=_new_code(), registered_by=by,
        arrived_at=timezone.now() if session.state == "running" and channel == "place" else None,
    )  # fmt: skip
    _must_be_whole(visitor)
    visitor.save(force_insert=True)
    _wish(visitor, wishes)
    _trace("fair.register", session, visitor=visitor.pk, channel=channel, wishes=len(wishes))
    return visitor


@act(*WRITERS)
def wish(*, visitor: Visitor, wishes: Sequence[BoothVacancy], by: Any) -> Visitor:
    """The visitor's wishes as they are now, most wanted first. Raises FairRefused, NoAccess."""
    visitor = _visitor_held(visitor)
    _wish(visitor, wishes)
    _trace("fair.wish", visitor.session, visitor=visitor.pk, wishes=len(wishes))
    return visitor


def _wish(visitor: Visitor, wishes: Sequence[BoothVacancy]) -> None:
    if strange := [one for one in wishes if one.booth.session_id != visitor.session_id]:
        raise FairRefused(f"«{strange[0]}» không có ở phiên này. Chọn việc làm của các gian trong phiên.")
    FairWish._base_manager.filter(visitor=visitor).delete()
    unique = list(dict.fromkeys(one.pk for one in wishes))
    FairWish._base_manager.bulk_create(
        FairWish(visitor=visitor, vacancy_id=key, rank=rank) for rank, key in enumerate(unique, start=1)
    )


@act(*WRITERS)
def arrive(*, visitor: Visitor, channel: str = "", by: Any) -> Visitor:
    """The visitor is there, at the place or online; telling it twice changes nothing. Raises FairRefused, NoAccess."""
    visitor = _visitor_held(visitor)
    if visitor.session.state != "running":
        raise FairRefused(
            f"Phiên «{visitor.session.name}» {words.FAIR_STATES[visitor.session.state][0]}, chưa điểm danh được."
        )
    if visitor.arrived_at is None:
        visitor.arrived_at, visitor.channel = timezone.now(), channel or visitor.channel
        visitor.save(update_fields=["arrived_at", "channel"])
        _trace("fair.arrive", visitor.session, visitor=visitor.pk, channel=visitor.channel)
    return visitor


@act(*WRITERS)
def withdraw_visitor(*, visitor: Visitor, reason: str, by: Any) -> Visitor:
    """A visitor who does not come any more; their planned interviews are free for others. Raises FairRefused, NoAccess."""
    visitor, reason = _visitor_held(visitor), _said(reason, "đã có việc")
    if visitor.session.state == "closed":
        raise FairRefused(f"Phiên «{visitor.session.name}» đã kết thúc.")
    visitor.is_withdrawn = True
    visitor.save(update_fields=["is_withdrawn"])
    gone = _withdraw(Interview._base_manager.filter(visitor=visitor, state="planned"), reason, by)
    _trace("fair.withdraw", visitor.session, reason=reason, visitor=visitor.pk, interviews=gone)
    return visitor


def _withdraw(rows: Any, reason: str, by: Any) -> int:
    told = {"state": "withdrawn", "reason": reason, "settled_at": timezone.now(), "settled_by": by}
    return int(rows.update(**told))


@dataclass(frozen=True)
class Planned:
    """What planning a session gave: visitors who may have interviews, how many have one, interviews, how many of those stood before,
    changed their time, and were taken back; visitors of whom nobody knows what they look for."""

    visitors: int
    served: int
    interviews: int
    kept: int
    moved: int
    dropped: int
    unknown: int


@act("province_officer")
def plan_interviews(*, session: FairSession, by: Any) -> Planned:
    """The timetable, made or made again: what was agreed stays as far as it can, what has begun stays as it is. Raises FairRefused."""
    session = _held(session)
    if session.state not in ("open", "running"):
        raise FairRefused(f"Phiên «{session.name}» {words.FAIR_STATES[session.state][0]}, không xếp lịch được.")
    first = first_free_slot(session)
    rows = list(Interview._base_manager.select_for_update().filter(session=session).exclude(state="withdrawn"))
    standing = [row for row in rows if row.state == "planned" and row.slot is not None and row.slot >= first]
    waiting = {row.pk for row in standing}
    begun = [row for row in rows if row.pk not in waiting]
    absent = _not_there(session) if session.state == "running" else set()
    wanted = wanted_at(session, standing=standing, begun=begun, only_kept_of=absent)
    interviewers = dict(session.booths.values_list("pk", "interviewers"))
    seats = np.array([interviewers[booth] for booth in wanted.booths], dtype=np.int64)
    had = _counted([row.visitor_id for row in begun], wanted.visitors)
    free = session.slots - first
    most = np.clip(session.most_interviews - had, 0, free)
    chosen = choose(wanted.pairs, most=most, room=seats * free)
    result = _write(session, standing, wanted, np.flatnonzero(chosen), seats, first, by)
    _trace("fair.timetable", session, **vars(result))
    return result


def first_free_slot(session: FairSession) -> int:
    """The first slot that has not begun: 0 before the session's day."""
    now = timezone.localtime()
    if session.day > now.date():
        return 0
    if session.day < now.date():
        return session.slots
    minutes = (now.hour - session.from_time.hour) * 60 + now.minute - session.from_time.minute
    return min(max(-(-minutes // session.slot_minutes), 0), session.slots)


def _not_there(session: FairSession) -> set[int]:
    """Registered visitors who have not come: they keep their hours but get no new ones."""
    rows = Visitor._base_manager.filter(session=session, is_withdrawn=False, arrived_at=None)
    return set(rows.values_list("pk", flat=True))


def _counted(found: Sequence[int], keys: Sequence[int]) -> np.ndarray:
    of = dict.fromkeys(keys, 0)
    for key in found:
        of[key] = of.get(key, 0) + 1
    return np.array([of[key] for key in keys], dtype=np.int64)


def _write(
    session: FairSession,
    standing: list[Interview],
    wanted: Any,
    chosen: np.ndarray,
    seats: np.ndarray,
    first: int,
    by: Any,
) -> Planned:
    """The chosen pairs in slots, written: those that stood before only where they changed."""
    visitor, booth = wanted.pairs.visitor[chosen], wanted.pairs.booth[chosen]
    stood = {(row.visitor_id, row.booth_id): row for row in standing}
    keys = [(wanted.visitors[one], wanted.booths[other]) for one, other in zip(visitor, booth, strict=True)]
    was = [stood.get(key) for key in keys]
    table = place_in_slots(
        visitor, booth, interviewers=seats, slots=session.slots - first,
        was_slot=[-1 if row is None else int(row.slot or 0) - first for row in was],
        was_seat=[-1 if row is None else int(row.seat or 1) for row in was],
    )  # fmt: skip
    new, moved = [], []
    for index, (key, row) in enumerate(zip(keys, was, strict=True)):
        slot, seat = int(table.slot[index]) + first, int(table.seat[index])
        if row is None:
            vacancy = wanted.vacancies[chosen[index]]
            new.append(
                Interview(session=session, visitor_id=key[0], booth_id=key[1], vacancy_id=vacancy, slot=slot, seat=seat)
            )
        elif (row.slot, row.seat) != (slot, seat):
            row.slot, row.seat = slot, seat
            moved.append(row)
    stays = set(keys)
    gone = [row.pk for key, row in stood.items() if key not in stays]
    _withdraw(Interview._base_manager.filter(pk__in=gone), "nhường chỗ khi xếp lại lịch", by)
    # Two that change places would meet in between: first nobody has an hour, then each the new one.
    Interview._base_manager.filter(pk__in=[row.pk for row in moved]).update(slot=None, seat=None)
    Interview._base_manager.bulk_update(moved, ["slot", "seat"], batch_size=200)
    people = dict(Visitor._base_manager.filter(session=session).values_list("pk", "person"))
    for row in new:
        row.person_id = people[row.visitor_id]
    Interview._base_manager.bulk_create(new, batch_size=500)
    able = set(wanted.pairs.visitor.tolist())
    return Planned(
        visitors=len(wanted.visitors), served=len(set(visitor.tolist())), interviews=len(chosen), kept=len(stood) - len(gone),
        moved=len(moved), dropped=len(gone), unknown=len(wanted.visitors) - len(able),
    )  # fmt: skip


@act(*WRITERS)
def walk_in(*, visitor: Visitor, offered: BoothVacancy, by: Any) -> Interview:
    """An interview outside the timetable, for a visitor who is there. Raises FairRefused, NoAccess."""
    visitor = _visitor_held(visitor)
    if visitor.arrived_at is None or visitor.session.state != "running":
        raise FairRefused(f"{visitor.person} chưa điểm danh ở phiên này. Điểm danh trước.")
    interview = Interview(
        session=visitor.session, booth=offered.booth, vacancy=offered.vacancy, visitor=visitor, person=visitor.person
    )
    _must_be_whole(interview)
    interview.save(force_insert=True)
    _trace("fair.walk_in", visitor.session, interview=interview.pk, booth=offered.booth.number)
    return interview


@act(*WRITERS)
def settle(
    *, interview: Interview, state: str, reason: str = "", started_on: date | None = None, contract_months: int | None = None,
    wage_dong: int | None = None, by: Any,
) -> Interview:  # fmt: skip
    """What came of an interview. Hired with a first day of work makes the placement; without one `begin_work` makes it later.

    Raises FairRefused, NoAccess."""
    interview = _interview_held(interview)
    if interview.session.state not in ("running", "closed"):
        raise FairRefused(f"Phiên «{interview.session.name}» chưa diễn ra, chưa ghi kết quả được.")
    if state not in RESULTS.get(interview.state, ()):
        now, wanted = words.INTERVIEW_STATES[interview.state][0], words.INTERVIEW_STATES.get(state, (state,))[0]
        raise FairRefused(f"Lượt này {now}, không ghi «{wanted}» được.")
    if state in ("failed", "withdrawn"):
        reason = _said(reason, "chưa có chứng chỉ hàn")
    _note_arrival(interview.visitor, state)
    interview.state, interview.reason = state, clean_text(reason)[:300]
    interview.settled_at, interview.settled_by = timezone.now(), by
    interview.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    _trace("fair.settle", interview.session, reason=interview.reason, interview=interview.pk, state=state)
    if state == "hired" and started_on is not None:
        _begin(interview, started_on, contract_months, wage_dong, by)
    return interview


@act(*WRITERS)
def begin_work(
    *, interview: Interview, started_on: date, contract_months: int | None = None, wage_dong: int | None = None, by: Any
) -> Interview:
    """The first day of work of somebody hired at a session: makes the placement. Raises FairRefused, NoAccess."""
    interview = _interview_held(interview)
    if interview.state != "hired":
        raise FairRefused(f"Lượt này {words.INTERVIEW_STATES[interview.state][0]}. Ghi được nhận việc trước.")
    if interview.placement_id:
        raise FairRefused(f"{interview.person} đã được ghi việc làm này. Mở việc làm đó để sửa.")
    _begin(interview, started_on, contract_months, wage_dong, by)
    return interview


def _begin(interview: Interview, started_on: date, contract_months: int | None, wage_dong: int | None, by: Any) -> None:
    """The placement of a hire, as a hire of the exchange makes it; the channel is the fair."""
    job, person = interview.vacancy, interview.person
    if started_on < interview.session.day:
        raise FairRefused(
            f"Ngày bắt đầu {vietnamese_day(started_on)} trước ngày phiên {vietnamese_day(interview.session.day)}. Xem lại ngày."
        )
    is_local = job.work_province_id in kin_of(person.province_id) or person.province_id in kin_of(job.work_province_id)
    try:
        interview.placement = record_placement(
            person=person, started_on=started_on, destination="local" if is_local else "other_province", channel="fair",
            organisation=job.organisation, occupation=job.occupation, title=job.title, is_new=job.is_new,
            contract_months=contract_months or job.contract_months, wage_dong=wage_dong or job.wage_from_dong,
            document=f"Phiên {interview.session.code}", source=f"fair:{interview.session_id}", by=by,
        )  # fmt: skip
    except PlacementRefused as refused:
        raise FairRefused(str(refused)) from None
    interview.save(update_fields=["placement"])


def _note_arrival(visitor: Visitor, state: str) -> None:
    """Who talked was there, also when nobody took their attendance."""
    if state in words.INTERVIEWED and visitor.arrived_at is None:
        visitor.arrived_at = timezone.now()
        visitor.save(update_fields=["arrived_at"])


def _interview_held(interview: Interview) -> Interview:
    """The interview as it stands, inside the scope. Raises NoAccess."""
    rows = Interview._base_manager.select_for_update(of=("self",)).select_related(
        "session", "person", "visitor", "vacancy__organisation", "booth"
    )
    found: Interview = rows.get(pk=interview.pk)
    must_reach(found.person, found.person.commune_id, found.session.province_id)
    return found


def _held(session: FairSession) -> FairSession:
    """The session as it stands, held until the transaction ends. Raises NoAccess outside the scope."""
    found = FairSession.objects.select_for_update().get(pk=session.pk)
    must_reach(found.name, found.commune_id, found.province_id)
    return found


def _open_to_change(session: FairSession) -> FairSession:
    found = _held(session)
    if found.state in ("closed", "cancelled"):
        raise FairRefused(f"Phiên «{found.name}» {words.FAIR_STATES[found.state][0]}, không sửa được nữa.")
    return found


def _visitor_held(visitor: Visitor) -> Visitor:
    """The visitor as they stand, inside the scope. Raises FairRefused for one who withdrew, NoAccess."""
    found = Visitor._base_manager.select_for_update(of=("self",)).select_related("session", "person").get(pk=visitor.pk)
    must_reach(found.person, found.person.commune_id, found.session.province_id)
    if found.is_withdrawn:
        raise FairRefused(f"{found.person} đã rút khỏi phiên này. Đăng ký lại nếu họ muốn tham gia.")
    return found


def _must_be_whole(row: Any) -> None:
    """Raises FairRefused with the first thing that is wrong with a row."""
    empty = {field.name for field in row._meta.concrete_fields if field.null and getattr(row, field.attname) is None}
    try:
        row.clean_fields(exclude=empty)
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as faults:
        raise FairRefused(" ".join(faults.messages)) from None


def _said(reason: str, example: str) -> str:
    if not (told := clean_text(reason)):
        raise FairRefused(f"Chưa ghi lý do. Ghi lý do, ví dụ: {example}.")
    return told[:300]


def _new_code() -> str:
    """Eight marks that can be read aloud; unique among millions of visits."""
    return "".join(secrets.choice(_MARKS) for _ in range(8))


def _trace(verb: str, session: FairSession, *, reason: str = "", **detail: Any) -> None:
    audit.record(verb, f"fair:{session.pk}", place_id=session.commune_id, reason=reason, detail=detail)
