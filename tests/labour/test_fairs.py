"""Job fairs: the best assignment, slots without clashes, what stays when somebody drops out, results on the spot."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from ansinh.core.access import NoAccess, acting_as, acting_as_system
from ansinh.core.days import month_of
from ansinh.indicators import api
from ansinh.indicators.actions import take_snapshot
from ansinh.labour import factories
from ansinh.labour.actions import fairs
from ansinh.labour.actions.fairs import FairRefused
from ansinh.labour.jobs.interviews import NoTimetable, Pairs, choose, place_in_slots, weights
from ansinh.labour.models import BoothVacancy, FairSession, Interview, Seeker, Visitor

COUNTED = {
    "fair.sessions": 1, "fair.sessions.regular": 1, "fair.sessions.online": 0, "fair.enterprises": 2, "fair.vacancies": 10,
    "fair.participants": 2, "preselected": 2, "fair.hired": 1, "created": 1,
}  # fmt: skip


@pytest.fixture
def session(db: Any, monkeypatch: Any) -> Iterator[FairSession]:
    monkeypatch.setattr(fairs, "first_free_slot", lambda session: 0)
    with acting_as_system("kiểm thử"):
        yield factories.running_fair(by=None)


def _drawn(seed: int, visitors: int, booths: int, slots: int, most: int) -> tuple[Pairs, Any, Any, Any]:
    rng = np.random.default_rng(seed)
    keep = rng.random((visitors, booths)) < 0.5
    visitor, booth = np.nonzero(keep)
    interviewers = rng.integers(1, 4, booths)
    pairs = Pairs(visitor, booth, rng.integers(1, 1001, len(visitor)), rng.random(len(visitor)) < 0.2)
    return pairs, np.full(visitors, most), interviewers, interviewers * slots


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 6), st.integers(1, 8))
def test_every_chosen_interview_finds_a_slot_in_which_both_are_free(
    seed: int, visitors: int, booths: int, slots: int
) -> None:
    pairs, most, interviewers, room = _drawn(seed, visitors, booths, slots, min(3, slots))

    chosen = choose(pairs, most=most, room=room)
    visitor, booth = pairs.visitor[chosen], pairs.booth[chosen]
    table = place_in_slots(visitor, booth, interviewers=interviewers, slots=slots)

    met = list(zip(visitor.tolist(), table.slot.tolist(), strict=True))
    seated = list(zip(booth.tolist(), table.seat.tolist(), table.slot.tolist(), strict=True))
    assert len(set(met)) == len(met) and len(set(seated)) == len(seated)
    assert (table.slot < slots).all() and (table.seat >= 1).all() and (table.seat <= interviewers[booth]).all()
    assert (np.bincount(visitor, minlength=visitors) <= most).all()


def test_the_choice_is_as_good_as_the_linear_programme_says_is_possible() -> None:
    pairs, most, _, room = _drawn(7, 120, 15, 4, 3)
    first, worth = weights(pairs, most=most, room=room)

    chosen = choose(pairs, most=most, room=room)

    count, every = len(pairs), np.arange(len(pairs))
    ones, visitors = np.ones(count), len(most)
    of_visitor = csr_array((ones, (pairs.visitor, every)), shape=(visitors, count + visitors))
    of_booth = csr_array((ones, (pairs.booth, every)), shape=(len(room), count + visitors))
    # One variable more a visitor: whether served, at most the number of their interviews.
    served = csr_array(
        (
            np.concatenate([-ones, np.ones(visitors)]),
            (np.concatenate([pairs.visitor, np.arange(visitors)]), np.arange(count + visitors)),
        ),
        shape=(visitors, count + visitors),
    )
    best = linprog(
        -np.concatenate([worth, np.full(visitors, first)]).astype(float),
        A_ub=vstack([of_visitor, of_booth, served]),
        b_ub=np.concatenate([most, room, np.zeros(visitors)]),
        bounds=(0, 1),
        method="highs",
    )
    told = int(worth[chosen].sum()) + first * len(set(pairs.visitor[chosen].tolist()))
    assert told == round(-best.fun)


def test_everybody_gets_one_interview_before_anybody_gets_two() -> None:
    # One booth with two slots; the first visitor is worth most at both.
    pairs = Pairs(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([1000, 1000, 1]))

    chosen = choose(pairs, most=np.array([2, 2]), room=np.array([1, 1]))

    assert chosen.tolist() == [False, True, True]


def test_a_score_out_of_bounds_is_refused() -> None:
    with pytest.raises(NoTimetable, match="từ 1 đến 1000, đang có 0"):
        choose(Pairs(np.array([0]), np.array([0]), np.array([0])), most=np.array([1]), room=np.array([1]))


def _wish_all(session: FairSession) -> list[Visitor]:
    offers = list(BoothVacancy.objects.filter(booth__session=session).order_by("booth__number"))
    visitors = list(Visitor.objects.filter(session=session).order_by("pk"))
    for visitor in visitors:
        fairs.wish(visitor=visitor, wishes=offers, by=None)
    return visitors


def _table(session: FairSession) -> dict[int, tuple[int, int | None, int | None]]:
    rows = Interview.objects.filter(session=session, state="planned")
    return {row.pk: (row.visitor_id, row.slot, row.seat) for row in rows}


def test_when_somebody_drops_out_the_others_keep_their_hours(session: FairSession) -> None:
    visitors = _wish_all(session)
    first = fairs.plan_interviews(session=session, by=None)
    before = _table(session)

    fairs.withdraw_visitor(visitor=visitors[0], reason="đã có việc", by=None)
    second = fairs.plan_interviews(session=session, by=None)

    assert (first.visitors, first.served, first.interviews, first.unknown) == (3, 3, 6, 0)
    assert (second.visitors, second.interviews, second.kept, second.moved, second.dropped) == (2, 4, 4, 0, 0)
    assert _table(session) == {key: told for key, told in before.items() if told[0] != visitors[0].pk}


def test_who_told_no_wish_is_proposed_what_fits_and_who_looks_for_nothing_is_counted(session: FairSession) -> None:
    visitor = Visitor.objects.filter(session=session).order_by("pk")[0]
    someone = visitor.person
    visitor.seeker = Seeker.objects.create(
        code="TV0001", person=someone, name=someone.name, birth_year=1990, sex="m", commune=someone.commune, province_id=someone.province_id,
        wish="công nhân may", occupations="8153", registered_on=session.day,
    )  # fmt: skip
    visitor.save()

    told = fairs.plan_interviews(session=session, by=None)

    assert (told.visitors, told.served, told.unknown) == (3, 1, 2)
    planned = Interview.objects.filter(session=session)
    assert planned.count() == told.interviews >= 1 and {one.visitor_id for one in planned} == {visitor.pk}


def test_a_person_registers_once_and_only_where_they_may(session: FairSession) -> None:
    someone = Visitor.objects.filter(session=session).first()
    assert someone is not None
    with pytest.raises(FairRefused, match="đã đăng ký phiên này"):
        fairs.register(session=session, person=someone.person, by=None)
    elsewhere = factories.officer(factories.cang_long(), name="canbo_khac")
    with acting_as(elsewhere, on=date(2026, 1, 1)), pytest.raises(NoAccess):
        fairs.withdraw_visitor(visitor=someone, reason="đã có việc", by=elsewhere)


def test_nobody_arrives_before_the_session_runs_and_states_follow_each_other(session: FairSession) -> None:
    visitor = Visitor.objects.filter(session=session).first()
    assert visitor is not None
    with pytest.raises(FairRefused, match="chưa điểm danh được"):
        fairs.arrive(visitor=visitor, by=None)
    with pytest.raises(FairRefused, match="không chuyển sang «đã kết thúc» được"):
        fairs.turn_session(session=session, state="closed", by=None)
    fairs.turn_session(session=session, state="running", by=None)
    assert fairs.arrive(visitor=visitor, channel="online", by=None).channel == "online"


def test_hired_on_the_spot_is_a_placement_of_the_fair_and_figures_count_it(
    session: FairSession, tmp_path: Any, settings: Any
) -> None:
    settings.SNAPSHOTS = tmp_path
    _wish_all(session)
    fairs.plan_interviews(session=session, by=None)
    fairs.turn_session(session=session, state="running", by=None)
    hired, failed, *_ = Interview.objects.filter(session=session).order_by("visitor", "slot")[::2]

    fairs.settle(interview=hired, state="hired", started_on=session.day, by=None)
    with pytest.raises(FairRefused, match="Chưa ghi lý do"):
        fairs.settle(interview=failed, state="failed", by=None)
    fairs.settle(interview=failed, state="failed", reason="chưa có tay nghề", by=None)
    hired.refresh_from_db()

    placement = hired.placement
    assert placement is not None
    assert (placement.channel, placement.destination, placement.person_id) == ("fair", "local", hired.person_id)
    taken = take_snapshot(province=session.province, by=None)
    asked: dict[str, Any] = {"place": session.province, "month": month_of(session.day), "snapshot": taken}
    told = {name: api.figure(f"jobs.{name}", **asked).value for name in COUNTED}
    assert told == COUNTED
    by_result = api.figure("jobs.fair.participants", by="fair_visit_result", **asked)
    assert {row.key: row.value for row in by_result.rows} == {"hired": 1, "interviewed": 1}


def test_the_first_slot_that_has_not_begun_is_counted_from_the_clock(session: FairSession, monkeypatch: Any) -> None:
    monkeypatch.undo()
    at = datetime(2026, 10, 5, 9, 16, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    monkeypatch.setattr(timezone, "localtime", lambda: at)
    session.from_time, session.to_time, session.slot_minutes = time(8), time(11, 30), 15

    slots = []
    for day in (date(2026, 10, 6), date(2026, 10, 5), date(2026, 10, 4)):
        session.day = day
        slots.append(fairs.first_free_slot(session))

    assert slots == [0, 6, 14] and session.slot_time(6) == "09:30"


def test_pages_take_a_visitor_from_the_door_to_the_job(session: FairSession, client: Any) -> None:
    _wish_all(session)
    officer = factories.officer(session.province, name="tinh", role="province_officer")
    client.force_login(officer)
    client.post(f"/phien-viec-lam/{session.pk}/lich/")
    client.post(f"/phien-viec-lam/{session.pk}/tinh-trang/", {"state": "running"})
    with acting_as(officer):
        visitor = Visitor.objects.filter(session=session).order_by("pk")[0]
        met = Interview.objects.filter(visitor=visitor).order_by("slot")[0]

    ticket = client.get(f"/phien-viec-lam/ve/{visitor.code}/")
    door = client.post(
        f"/phien-viec-lam/{session.pk}/diem-danh/", {"code": f"http://x/phien-viec-lam/ve/{visitor.code}/"}
    )
    refused = client.post(f"/phien-viec-lam/phong-van/{met.pk}/", {"state": "failed"})
    hired = client.post(
        f"/phien-viec-lam/phong-van/{met.pk}/", {"state": "hired", "started_on": f"{session.day:%d/%m/%Y}"}
    )
    paper, book = (client.get(f"/phien-viec-lam/{session.pk}/lich/{form}/") for form in ("pdf", "xlsx"))

    assert "<svg" in ticket.content.decode() and visitor.code in ticket.content.decode()
    assert (door.status_code, refused.status_code, hired.status_code) == (302, 422, 302)
    with acting_as(officer):
        visitor.refresh_from_db()
        met.refresh_from_db()
    assert visitor.arrived_at is not None and met.state == "hired" and met.placement is not None
    assert visitor.person.name in "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    sheet = load_workbook(io.BytesIO(book.content))["Theo người"]
    assert visitor.code in {row[2] for row in sheet.iter_rows(values_only=True)}


def test_a_seeker_registers_from_their_own_account_and_sees_only_their_own_ticket(
    session: FairSession, client: Any
) -> None:
    other = Visitor.objects.filter(session=session).first()
    assert other is not None
    account = get_user_model().objects.create_user("nguoitimviec", password="mat-khau-dai")
    address = f"/phien-viec-lam/{session.pk}/tham-gia/"
    client.force_login(account)
    refused = client.post(address, {"channel": "online"})
    someone = factories.person("Kim Văn Tìm", sex="m", commune=session.commune, by=None)
    Seeker.objects.create(
        code="TV0002", account=account, person=someone, name=someone.name, birth_year=1990, sex="m", commune=someone.commune,
        province_id=someone.province_id, registered_on=session.day,
    )  # fmt: skip

    joined = client.post(
        address, {"channel": "online", "wish_1": BoothVacancy.objects.filter(booth__session=session)[0].pk}
    )

    assert refused.status_code == 422 and "phiếu tìm việc" in refused.content.decode()
    visitor = Visitor.objects.get(session=session, person=someone)
    assert (joined.status_code, visitor.channel, visitor.wishes.count()) == (302, "online", 1)
    assert client.get(joined["Location"]).status_code == 200
    assert client.get(f"/phien-viec-lam/ve/{other.code}/").status_code == 404
