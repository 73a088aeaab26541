"""How a procedure really goes: times, returns, loops, what is on time; who will be late; what is not told of few."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.models import AuditEvent
from ansinh.dossiers import words
from ansinh.dossiers.factories import make_dossier
from ansinh.dossiers.jobs.catalogue import procedures
from ansinh.dossiers.jobs.evidence import Evidence, evidence, procedures_walked
from ansinh.dossiers.jobs.forecast import LEAST, expected
from ansinh.dossiers.jobs.working_time import WorkingTime
from ansinh.dossiers.models import Dossier, DossierStep, Supplement
from ansinh.people.factories import cang_long, long_duc, officer
from ansinh.places.models import Place

pytestmark = pytest.mark.django_db
PENSION = "social_pension_new"
WEEK = [date(2026, 9, 14) + timedelta(days=n) for n in range(5)]  # Monday to Friday
TODAY = date(2026, 9, 30)


@pytest.fixture(autouse=True)
def _somebody_acts() -> Any:
    with acting_as_system("thử"):
        yield


@pytest.fixture
def commune() -> Place:
    return long_duc()


def at(day: date, hour: float) -> datetime:
    """An hour of the clock here, as kept."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 7)


def walked(
    commune: Place, steps: list[tuple[str, datetime, datetime | None, str]], *, due: date = WEEK[4], stage_due: date | None = None, **fields: Any
) -> Dossier:  # fmt: skip
    """A dossier with its steps as walked: key, from, until, result; closed with the last one."""
    end = steps[-1][2]
    told = {"state": "decided" if end else "in_progress", "closed_at": end, "received_at": steps[0][1], **fields}
    made = make_dossier(procedure=PENSION, commune=commune, day=WEEK[0], due_on=due, **told)
    numbers = {"examine": 1, "decide": 2}
    DossierStep._base_manager.bulk_create(
        DossierStep(dossier=made, stage="commune_decision", key=key, number=numbers[key], role=f"commune_{who}", place=commune, started_at=start,
                    due_on=stage_due or due, ended_at=until, result=result, reason="wrong_draft" if result == "returned" else "")
        for key, start, until, result in steps for who in ["officer" if key == "examine" else "leader"]
    )  # fmt: skip
    return made


def straight(commune: Place, days: int = 1, **fields: Any) -> Dossier:
    """Examined for so many days from Monday 9:00, signed in two hours."""
    middle = at(WEEK[days], 9)
    return walked(
        commune,
        [("examine", at(WEEK[0], 9), middle, "done"), ("decide", middle, middle + timedelta(hours=2), "done")],
        **fields,
    )


def asked(commune: str = "") -> Evidence:
    return evidence(procedure=PENSION, first=date(2026, 1, 1), last=date(2026, 12, 31), commune=commune, today=TODAY)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (at(date(2026, 9, 14), 9), at(date(2026, 9, 14), 11), 2),
        (at(date(2026, 9, 14), 11), at(date(2026, 9, 14), 14), 1),  # the midday hours do not count
        (at(date(2026, 9, 11), 16.5), at(date(2026, 9, 14), 8.5), 2),  # nor does a weekend
        (at(date(2026, 9, 14), 20), at(date(2026, 9, 15), 7.5), 0),  # nor a night
        (at(date(2023, 1, 19), 7.5), at(date(2023, 1, 27), 7.5), 8),  # Tết 2023: from 20 to 26 January nobody works
    ],
)
def test_hours_of_work_are_those_the_offices_are_open(start: datetime, end: datetime, hours: float) -> None:
    clock = WorkingTime(date(2022, 12, 1), date(2026, 12, 31), {})

    told = clock.hours(np.array([start.replace(tzinfo=None), end.replace(tzinfo=None)], "datetime64[us]"))

    assert told[1] - told[0] == pytest.approx(hours)
    assert clock.moments(told[1:]).astype("datetime64[D]")[0] <= np.datetime64(
        end.replace(tzinfo=None) + timedelta(hours=7), "D"
    )


def test_each_step_says_how_long_it_takes_in_the_middle_and_for_nine_of_ten(commune: Place) -> None:
    for days in (1, 1, 1, 2, 3):
        straight(commune, days)

    examine, decide = asked().steps

    assert (examine.walks, examine.median_hours, examine.p90_hours) == (5, 8, pytest.approx(8 * 2.6))
    assert (decide.walks, decide.median_hours) == (5, 2)
    assert examine.share + decide.share == pytest.approx(1)


def test_the_days_of_the_applicant_are_no_days_of_the_office(commune: Place) -> None:
    for _ in range(5):
        made = straight(commune, 3)
        told = {"reason": "missing_paper", "said": "thiếu", "components": ["request"], "answered_by": "canbo"}
        Supplement._base_manager.create(dossier=made, asked_at=at(WEEK[0], 9), answered_at=at(WEEK[2], 9), **told)

    found = asked()

    assert found.steps[0].median_hours == 8
    assert found.steps[0].waited_hours == found.sums.waited_hours == 16
    assert found.sums.median_hours == 8 + 2
    assert (found.supplement_reasons, found.missing_papers) == ([("missing_paper", 5)], [("request", 5)])


def test_what_is_sent_back_is_a_loop_with_its_reason(commune: Place) -> None:
    for _ in range(6):
        first, second, third = (at(WEEK[1], hour) for hour in (8, 9, 10))
        walked(commune, [("examine", at(WEEK[0], 9), first, "done"), ("decide", first, second, "returned"), ("examine", second, third, "done"),
                         ("decide", third, third + timedelta(hours=1), "done")])  # fmt: skip
    for _ in range(4):
        straight(commune)

    found = asked()

    assert (found.loops, found.sums.returned, found.return_reasons) == (6, 6, [("wrong_draft", 6)])
    [back] = [way for way in found.ways if way.is_back]
    assert (back.from_key, back.to_key, back.count, back.share) == ("decide", "examine", 6, pytest.approx(6 / 16))
    assert [count for _names, count, _hours in found.paths] == [6]
    assert len(found.paths[0][0]) == 4


def test_on_time_are_the_finished_in_time_and_the_open_within_their_day_of_all_received(commune: Place) -> None:
    straight(commune, 1, due=WEEK[2])  # early
    straight(commune, 2, due=WEEK[2])  # in time
    straight(commune, 3, due=WEEK[2])  # late
    walked(commune, [("examine", at(WEEK[0], 9), None, "")], due=TODAY + timedelta(days=5))
    walked(commune, [("examine", at(WEEK[0], 9), None, "")], due=WEEK[2])
    straight(commune, 3, due=WEEK[2], state="withdrawn")

    sums = asked().sums

    assert (sums.received, sums.settled, sums.early, sums.in_time, sums.late) == (6, 3, 1, 1, 1)
    assert (sums.pending, sums.pending_late, sums.withdrawn) == (2, 1, 1)
    assert sums.on_time == pytest.approx(100 * 3 / 5)


def test_the_bottleneck_says_what_its_limit_would_save(commune: Place) -> None:
    for _ in range(3):
        straight(commune, 4, due=WEEK[3], stage_due=WEEK[2])  # two days past the stage's day
    for _ in range(3):
        straight(commune, 1, due=WEEK[3], stage_due=WEEK[2])

    worst = asked().bottleneck

    assert worst is not None and worst.key == "examine"
    assert (worst.over, worst.saved_days) == (3, pytest.approx(1.0))
    assert (worst.on_time_now, worst.on_time_then) == (50, 100)


def test_times_of_fewer_than_five_are_not_told(commune: Place) -> None:
    for _ in range(4):
        straight(commune)

    found = asked()

    assert found.sums.received == 4
    assert found.sums.median_hours is found.sums.on_time is found.steps[0].median_hours is None


def test_a_commune_sees_only_its_own(commune: Place) -> None:
    other = cang_long()
    for place, count in ((commune, 2), (other, 3)):
        for _ in range(count):
            straight(place)

    with acting_as(officer(other)):
        assert asked().sums.received == procedures_walked(first=WEEK[0], last=WEEK[4])[PENSION].received == 3
        assert [key for key, _sums in asked().communes] == [other.pk]


def past(commune: Place, days: Any) -> None:
    """Settled ones whose examination took so many days each."""
    for each in days:
        straight(commune, each, due=WEEK[4])


def test_the_chance_of_being_late_is_the_share_that_took_longer_than_is_left(commune: Place) -> None:
    past(commune, [1] * 6 + [3] * 6)
    open_since = at(date(2026, 9, 28), 9)
    made = walked(commune, [("examine", open_since, None, "")], due=date(2026, 9, 30))

    [told] = expected(today=date(2026, 9, 29))

    assert (told.dossier, told.of, told.in_commune) == (made.pk, 12, True)
    assert (told.spent, told.left, told.chance) == (1, 1, 50)


def test_those_that_were_through_sooner_say_nothing_of_one_still_open(commune: Place) -> None:
    past(commune, [1] * 20 + [4] * LEAST)
    walked(commune, [("examine", at(date(2026, 9, 28), 9), None, "")], due=date(2026, 9, 30))

    [told] = expected(today=date(2026, 9, 30))

    assert (told.spent, told.of, told.chance) == (2, LEAST, 100)


def test_where_too_few_stood_before_nothing_is_said(commune: Place) -> None:
    past(commune, [1] * (LEAST - 1))
    walked(commune, [("examine", at(date(2026, 9, 28), 9), None, "")], due=date(2026, 9, 30))

    [told] = expected(today=date(2026, 9, 28))

    assert told.chance is None


def test_past_its_day_it_is_late_whatever_was_before(commune: Place) -> None:
    walked(commune, [("examine", at(WEEK[0], 9), None, "")], due=WEEK[2])

    [told] = expected(today=TODAY)

    assert (told.chance, told.left < 0) == (100, True)


def test_the_page_shows_the_path_the_bottleneck_and_no_small_counts(commune: Place, client: Client) -> None:
    for days in (1, 1, 2, 2, 3, 3):
        straight(commune, days, due=WEEK[2])
    client.force_login(officer(commune))

    page = client.get(reverse("evidence", args=[PENSION]), {"nam": "2026"}).content.decode()

    assert "<svg" in page and "Chậm nhất là bước" in page
    assert "dưới 5" in page
    assert client.get(reverse("evidence_list")).status_code == 200
    assert "chưa có" not in client.get(reverse("dossier_forecast")).content.decode()


def test_the_workbook_holds_the_page_and_leaves_a_trace(commune: Place, client: Client) -> None:
    for _ in range(5):
        straight(commune)
    client.force_login(officer(commune))

    answer = client.get(reverse("evidence_book", args=[PENSION]), {"nam": "2026"})

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert [sheet.title for sheet in book] == ["Tổng hợp", "Các bước", "Lý do trả lại", "Bổ sung", "Theo xã"]
    assert ("Tiếp nhận", "5") in list(book["Tổng hợp"].values)
    assert AuditEvent.objects.filter(act="export", subject=f"evidence:{PENSION}").count() == 1


def test_the_field_of_a_dossier_is_that_of_its_procedure() -> None:
    def fits(name: str, test: str) -> bool:
        return (
            name.startswith(test.split("'")[1].replace("!_%", "_")) if test.startswith("LIKE") else f"'{name}'" in test
        )

    for name, declared in procedures().items():
        told = [field for field, tests in words.FIELD_OF_NAMES.items() if any(fits(name, test) for test in tests)]
        assert (told or ["assistance"]) == [declared.field]
