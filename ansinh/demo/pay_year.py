"""Months of payment in the made-up province, by the real acts of the four hands: planned, signed, sent, answered, reconciled, closed.

Twelve months of 2023 in Trà Vinh. From July 2026 the same people in the new province of Vĩnh Long: July to September closed at the old
level, October left for whoever walks in, with the arrears of Decree 335/2026."""

import io
import zlib
from collections.abc import Callable
from datetime import date, datetime, time

import duckdb
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv as pacsv
from django.utils import timezone

from ansinh.benefits import actions as benefits
from ansinh.benefits.actions.feeds import Report
from ansinh.benefits.models import Feed, Title
from ansinh.core.access import acting_as
from ansinh.core.days import BirthDay, first_day, month_after, month_of
from ansinh.demo.accounts import Accounts
from ansinh.payments import actions
from ansinh.payments.models import Purse, Run
from ansinh.people.models import Person
from ansinh.places.models import Place

PROGRAMMES = ("assistance", "merit")
INSURANCE = ("unemployment",)
PURSES = {"assistance": "province_assistance", "merit": "central_merit", "unemployment": "unemployment_fund"}
MONTHS_2023 = tuple(range(202301, 202313))
MONTHS_2026 = (202607, 202608, 202609)
WAITING = 202610
ALLOTTED_2023 = {"assistance": 330_000_000_000, "merit": 325_000_000_000}
ALLOTTED_INSURANCE = {"unemployment": 60_000_000_000}
ALLOTTED_2026 = {"assistance": 260_000_000_000, "merit": 220_000_000_000}
REASON = "Công văn mẫu 15/SLĐTBXH-KHTC: mức lấy từ nguồn thứ cấp, chờ đối chiếu Công báo"
TOLD_LATE_BY = 3
# Of a thousand orders: returned by the bank, not collected in cash, with a wrong amount in the file.
_RETURNED, _UNCOLLECTED, _WRONG = 3, 14, 0.15


def open_books(province: Place, accounts: Accounts, month: int, allotted: dict[str, int]) -> None:
    """The programmes money is allotted to opened from a month on, their purses, and the money of the year."""
    with acting_as(accounts.leader):
        for programme in allotted:
            actions.open_programme(
                province=province,
                programme=programme,
                month=month,
                document="Quyết định mẫu 01/QĐ-SLĐTBXH",
                by=accounts.leader,
            )
            purse = Purse.objects.filter(province=province, code=PURSES[programme]).first() or actions.open_purse(
                province=province, code=PURSES[programme], holder=f"Sở Lao động - Thương binh và Xã hội {province.name} (mẫu)",
                account=f"9527.3.{zlib.crc32(f'{province.pk}{programme}'.encode()) % 10_000_000:07d}", by=accounts.leader,
            )  # fmt: skip
            actions.allot(
                purse=purse, month=month, amount_dong=allotted[programme], document=f"QĐ giao dự toán mẫu {month // 100}",
                day=first_day(month), by=accounts.leader,
            )  # fmt: skip


def pay_months(
    province: Place,
    months: tuple[int, ...],
    accounts: Accounts,
    told: Callable[[int], object],
    late: dict[int, date] | None = None,
    programmes: tuple[str, ...] = PROGRAMMES,
) -> list[Run]:
    """Every programme of each month from plan to close; `late` are deaths (person, day) told months after. Gives the closed runs."""
    closed = []
    for month in months:
        _tell_of_deaths(province, month, accounts, late or {})
        for programme in programmes:
            closed.append(_pay_month(province, programme, month, accounts))
            told(1)
    return closed


def plan_day_of(month: int) -> date:
    """Lists are made before the 25th of the month before."""
    return first_day(month_after(month, -1)).replace(day=21)


def accept_all(province: Place, month: int, accounts: Accounts, programmes: tuple[str, ...] = PROGRAMMES) -> None:
    """The leader accepts by name what was not read in an official text and the month would be paid by."""
    with acting_as(accounts.leader):
        for programme in programmes:
            waiting = actions.values_to_accept(
                province=province, programme=programme, month=month, plan_day=plan_day_of(month)
            )
            if waiting:
                actions.accept_values(
                    province=province, values=[one.value for one in waiting], reason=REASON, by=accounts.leader
                )


def _pay_month(province: Place, programme: str, month: int, accounts: Accounts) -> Run:
    accept_all(province, month, accounts, PROGRAMMES if programme in PROGRAMMES else (programme,))
    with acting_as(accounts.officer):
        run = actions.plan(
            province=province, programme=programme, month=month, plan_day=plan_day_of(month), by=accounts.officer
        )
    with acting_as(accounts.leader):
        run = actions.sign(run=run, by=accounts.leader)
    with acting_as(accounts.accountant):
        actions.send(run=run, by=accounts.accountant)
    with acting_as(accounts.reconciler):
        for provider, content in _answers(run):
            name = f"{provider}-{programme}-{month}.csv"
            actions.receive_returns(file=content, name=name, province=province, by=accounts.reconciler)
        run.refresh_from_db()
        if waiting := list(actions.unsettled(run).values_list("pk", flat=True)):
            actions.settle_exceptions(
                exceptions=waiting,
                settled_as="returned",
                reason="Ngân hàng trả lại, đã gọi xác nhận (mẫu)",
                by=accounts.reconciler,
            )
        actions.reconcile(run=run, by=accounts.reconciler)
        run.refresh_from_db()
        actions.close(run=run, by=accounts.reconciler)
    _date_in_its_month(run)
    run.refresh_from_db()
    return run


def _date_in_its_month(run: Run) -> None:
    """A made-up month was sent, reconciled and closed in its own time, not on the day the demo was built."""
    sent, month = plan_day_of(run.month), first_day(run.month)
    days = {"sent_at": sent.replace(day=23), "reconciled_at": month.replace(day=18), "closed_at": month.replace(day=26)}
    Run.objects.filter(pk=run.pk).update(
        **{name: timezone.make_aware(datetime.combine(day, time(9))) for name, day in days.items()}
    )


def _answers(run: Run) -> list[tuple[str, bytes]]:
    """What each provider would write back: nearly everything paid, some returned, some cash not collected."""
    orders = actions.sending.signed_orders(run)
    with duckdb.connect() as duck:
        duck.register("orders", orders)
        day = first_day(run.month).replace(day=10).strftime("%d/%m/%Y")
        told: pa.Table = duck.sql(
            f"""SELECT provider, reference AS "Mã lệnh chi", amount_dong AS "Số tiền", '{day}' AS "Ngày trả",
                  CASE WHEN channel = 'cash' AND chance < {_UNCOLLECTED / 1000} THEN 'Chưa trả'
                       WHEN channel <> 'cash' AND chance < {_RETURNED / 1000} THEN 'Trả lại' ELSE 'Đã trả' END AS "Kết quả",
                  CASE WHEN channel <> 'cash' AND chance < {_RETURNED / 1000} THEN 'AC04' ELSE '' END AS "Mã lỗi"
                FROM (SELECT *, hash(person_id, {run.month}) / 18446744073709551616.0 AS chance FROM orders)
                ORDER BY provider, reference"""
        ).to_arrow_table()
    found = []
    for provider in sorted(set(told["provider"].to_pylist())):
        rows = told.filter(pa.compute.equal(told["provider"], provider)).drop_columns(["provider"])
        content = io.BytesIO()
        pacsv.write_csv(rows, content)
        found.append((provider, content.getvalue()))
    return found


def _tell_of_deaths(province: Place, month: int, accounts: Accounts, late: dict[int, date]) -> None:
    """Deaths of some months ago come in: what was paid since is recovered or set against what waits."""
    due = [person for person, day in late.items() if month_after(month_of(day), TOLD_LATE_BY) == month]
    with acting_as(accounts.officer):
        for person in Person.objects.filter(pk__in=due):
            report = Report(
                name=person.name, day=late[person.pk], personal_number=person.personal_number or "",
                birth=BirthDay(person.birth_year, person.birth_month, person.birth_day), document=f"TLKT-{person.pk}",
            )  # fmt: skip
            benefits.take_feed(
                kind="death", reports=[report], source=f"Hộ tịch (mẫu) {month}", province=province, by=accounts.officer
            )
            feed = Feed.objects.get(name=person.name, day=late[person.pk], state="new")
            benefits.apply_feed(feed=feed, person=person, because="Trích lục khai tử (mẫu)", by=accounts.officer)


def bury(province: Place, accounts: Accounts, year: int) -> int:
    """Funeral claims of those who died on a title that gives one; gives how many."""
    made = 0
    titles = Title.objects.filter(
        person__province_id=province.pk, stop_reason="dead", to_day__year=year,
        category__in=("older_80_without_pension", "disabled_severe", "disabled_extra_severe", "older_poor_alone"),
    ).select_related("person", "person__commune")  # fmt: skip
    with acting_as(accounts.officer):
        for title in titles:
            person = title.person
            if person.died_on is None or person.died_on.year != year:
                continue
            decision = benefits.record_decision(
                number=f"MT{person.pk % 1000}/QĐ-UBND-{year}", decided_on=person.died_on.replace(day=28), province=province,
                commune=person.commune, signer="Người ký mẫu", source="demo", by=accounts.officer,
            )  # fmt: skip
            benefits.add_claim(
                person=person, kind="funeral_assistance", decision=decision, death_extract=f"TLKT-{person.pk}",
                payee_name="Thân nhân (mẫu)", payee_relation="con", payable_month=month_after(month_of(person.died_on), 2),
                by=accounts.officer,
            )  # fmt: skip
            made += 1
    return made
