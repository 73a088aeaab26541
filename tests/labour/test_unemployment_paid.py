"""A claim to the unemployment benefit: from its file to the closed month of the same pay-run as every other allowance, to the dong."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from ansinh.benefits.models import Channel
from ansinh.core.access import acting_as, acting_as_system
from ansinh.core.days import BirthDay
from ansinh.dossiers import actions as dossiers
from ansinh.indicators import api
from ansinh.indicators.actions import take_snapshot
from ansinh.labour.actions import insurance
from ansinh.labour.factories import paid_contributions, unemployed_right
from ansinh.labour.models import Placement, UnemploymentRight
from ansinh.payments import actions
from ansinh.payments.factories import PURSE_OF, a_pay_province, accept_everything
from ansinh.payments.jobs.why import why
from ansinh.payments.models import Entry, Line, Order
from ansinh.payments.tests.desk import close, send
from ansinh.people.factories import officer, person

pytestmark = pytest.mark.django_db
PLANNED = date(2024, 6, 24)
LEVEL = 5_100_000  # 60 % of the average of 8 and 9 million


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.PAYRUNS, settings.DATA = tmp_path / "payruns", tmp_path
    with acting_as_system("thử nghiệm"):
        yield


@pytest.fixture
def there(monkeypatch):
    """Trà Vinh in 2024, its programme of unemployment open from June with nothing accepted, and who decides."""
    monkeypatch.setitem(PURSE_OF, "unemployment", "unemployment_fund")
    made = a_pay_province(1, programmes=("unemployment",), opening=202406, accepted=False)
    made.centre = officer(made.province, name="trungtam", role="province_officer")
    made.head = officer(made.province, name="truongphong", role="province_head")
    made.accept_all = lambda: accept_everything(made.province, made.leader)
    made.director = officer(made.province, name="giamdoc", role="province_leader")
    return made


def at(day, hour=9):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def unemployed(there, name="Kim Văn Lao", region="II", wage=0):
    """A man of 34 who paid in 38 months until May 2024, with an account."""
    someone = person(name, sex="m", birth=BirthDay(1990, 3, 4), commune=there.commune)
    paid_contributions(someone, (202104, 202402, wage or 8_000_000), (202403, 202405, wage or 9_000_000), region=region)
    Channel._base_manager.create(
        person=someone, kind="account", provider="VBA", account_number=f"7400{someone.pk:09d}", account_name="KIM VAN LAO", is_verified=True,
        from_day=date(2020, 1, 1),
    )  # fmt: skip
    return someone


def decided(there, someone, filed=date(2024, 6, 3), signed=date(2024, 6, 20)):
    """The claim walked from the desk to its signature."""
    answers = {"ended_on": "31/05/2024", "paid_months": "38", "employer": "Công ty May Trà Vinh"}
    with acting_as(there.centre):
        dossier = dossiers.open_dossier(
            procedure="unemployment_benefit", commune=there.commune, channel="desk", applicant_name=someone.name, who="self", subject=someone,
            answers=answers, at=at(filed), by=there.centre,
        )  # fmt: skip
        papers = {one.key: "present" for one in dossier.components.all()}
        dossier = dossiers.receive(dossier=dossier, components=papers, at=at(filed, 10), by=there.centre)
        dossiers.finish_step(dossier=dossier, at=at(filed, 14), by=there.centre)
    with acting_as(there.head):
        dossiers.finish_step(dossier=dossier, at=at(signed), by=there.head)
    with acting_as(there.centre):
        dossiers.draft_ruling(dossier=dossier, outcome="granted", at=at(signed), by=there.centre)
    with acting_as(there.director):
        dossiers.sign_ruling(
            dossier=dossier, number="125/QĐ-SLĐTBXH", decided_on=signed, signer_name="Lê Văn Tám", at=at(signed, 15), by=there.director
        )  # fmt: skip
    return UnemploymentRight._base_manager.get(person=someone)


def test_a_claim_goes_from_its_file_to_the_closed_month_to_the_dong(there):
    someone = unemployed(there)

    right = decided(there, someone)

    assert (right.paid_months, right.months, right.amount_dong, right.average_wage_dong) == (38, 3, LEVEL, 8_500_000)
    assert (right.from_day, right.first_month, right.last_month, right.kept_months) == (
        date(2024, 6, 19),
        202406,
        202408,
        2,
    )
    assert (right.decision_number, right.signer, right.dossier.procedure) == (
        "125/QĐ-SLĐTBXH",
        "Lê Văn Tám",
        "unemployment_benefit",
    )
    assert [notice.number for notice in right.notices.order_by("number")] == [2, 3]

    waiting = there.plan(202406, "unemployment", on=PLANNED)
    with acting_as(there.officer):
        actions.discard(run=waiting, by=there.officer)
    accepted = there.accept("unemployment", 202406, PLANNED)
    june = there.plan(202406, "unemployment", on=PLANNED)

    held, listed = (run.totals["steps"] for run in (waiting, june))
    assert (held["held_law"]["dong"], held["list_total"]["dong"]) == (LEVEL, 0)
    assert accepted == 2, "the base salary of 2023, and how the house writes coefficients"
    assert (listed["owed"]["dong"], listed["due"]["dong"], listed["list_total"]["dong"]) == (LEVEL, LEVEL, LEVEL)

    june = close(there, send(there, there.sign(june)))

    assert june.state == "closed"
    assert list(Line._base_manager.values_list("benefit", "for_month", "kind", "amount_dong")) == [
        ("unemployment.benefit", 202406, "due", LEVEL)
    ]
    assert list(Order._base_manager.values_list("person", "amount_dong")) == [(someone.pk, LEVEL)]
    assert {entry.debit.partition(":")[2] for entry in Entry._base_manager.filter(stage="sign")} == {"unemployment"}
    assert all(tie.holds for tie in actions.ties(june))
    assert june.totals["statement"]["paid_dong"] == LEVEL

    told = "\n".join(why(someone, 202406).lines())

    assert "hưởng trợ cấp thất nghiệp: 5.100.000 đồng mỗi tháng" in told
    assert "8.500.000 × 60% = 5.100.000" in told and "QĐ 125/QĐ-SLĐTBXH ngày 20/06/2024 (Lê Văn Tám)" in told
    assert "Lương tối thiểu vùng theo tháng: 4.160.000 đồng/tháng (Nghị định 38/2022/NĐ-CP" in told
    assert "đã nhận 5.100.000/5.100.000" in told

    assert told_figures(there, 202406, "registrations", "recipients", "recipients.maximum", "amount") == [
        1,
        1,
        0,
        LEVEL,
    ]


def told_figures(there, month, *names):
    taken = take_snapshot(province=there.province, by=None)
    return [
        api.figure(f"unemployment_insurance.{name}", place=there.province, month=month, snapshot=taken).value
        for name in names
    ]


def granted(there, someone, ended_on=date(2024, 5, 31), applied_on=date(2024, 6, 3), number="12/QĐ"):
    with acting_as(there.centre):
        return unemployed_right(someone, applied_on=applied_on, ended_on=ended_on, number=number, by=there.centre)


def test_what_is_owed_follows_suspensions_ends_and_cancellations(there):
    there.accept_all()
    two = unemployed(there, "Kim Văn Hai"), unemployed(there, "Kim Văn Ba")
    rights = [granted(there, someone, number=f"{place}/QĐ") for place, someone in enumerate(two)]
    there.pay(202406, "unemployment", on=PLANNED)
    with acting_as(there.head):
        insurance.suspend_right(
            right=rights[0], month=202407, number="31/QĐ", decided_on=date(2024, 7, 25), by=there.head
        )
        insurance.cancel_right(right=rights[1], number="32/QĐ", decided_on=date(2024, 7, 25), by=there.head)

    july = there.plan(202407, "unemployment", on=date(2024, 7, 26))

    steps = july.totals["steps"]
    assert (steps["list_total"]["dong"], steps["recovery"]["dong"], steps["to_recover"]["dong"]) == (0, -LEVEL, LEVEL)
    there.sign(july)

    with acting_as(there.head):
        insurance.resume_right(
            right=rights[0], month=202408, number="40/QĐ", decided_on=date(2024, 8, 20), by=there.head
        )
    august = there.plan(202408, "unemployment", on=date(2024, 8, 24))

    assert august.totals["steps"]["list_total"]["dong"] == LEVEL, "the month between stays unpaid"


def test_the_cap_is_that_of_the_month_the_contract_ended_whatever_month_is_paid(there):
    there.accept_all()
    someone = unemployed(there, "Kim Văn Giàu", region="IV", wage=40_000_000)
    right = granted(there, someone)

    for month in (202406, 202407):
        there.pay(month, "unemployment", on=date(month // 100, month % 100, 24))

    assert (right.amount_dong, right.law_month) == (16_250_000, 202405)
    assert list(Line._base_manager.order_by("id").values_list("for_month", "amount_dong")) == [
        (202406, 16_250_000),
        (202407, 16_250_000),
    ]


def test_a_job_found_ends_the_right_and_is_one_placement(there):
    someone = unemployed(there)
    right = granted(there, someone)

    with acting_as(there.head):
        event = insurance.end_right(
            right=right, reason="found_job", day=date(2024, 7, 22), number="50/QĐ", decided_on=date(2024, 7, 25), employer="Công ty Giày Mỹ Phong",
            by=there.head,
        )  # fmt: skip

    right.refresh_from_db()
    assert (right.state, right.last_month, event.month) == ("ended", 202407, 202408), (
        "the month that began on the 19th is paid whole"
    )
    assert Placement._base_manager.get() == event.placement
    assert event.placement.started_on == date(2024, 7, 22)
    assert list(right.notices.values_list("number", flat=True)) == [2]
    assert told_figures(there, 202407, "ended", "placed", "suspended", "moved_out", "counselled") == [1, 1, 0, 0, None]


def test_training_support_is_paid_beside_the_benefit(there):
    there.accept_all()
    someone = unemployed(there)
    granted(there, someone)
    with acting_as(there.centre):
        insurance.grant_training(
            person=someone, number="60/QĐ", decided_on=date(2024, 6, 10), trade="May công nghiệp", school="Trường Trung cấp Trà Vinh", months=3,
            dong_a_month=1_600_000, from_day=date(2024, 6, 15), by=there.centre,
        )  # fmt: skip

    june = there.plan(202406, "unemployment", on=PLANNED)

    assert june.totals["steps"]["list_total"]["dong"] == LEVEL + 1_500_000
    assert june.totals["charged_by_purse"] == {"unemployment_fund": LEVEL + 1_500_000}
