"""The month's end: what came back beside what was sent, what nobody collected, the close, and the rare reopening."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from ansinh.benefits.actions import BenefitRefused, suspend_title
from ansinh.benefits.models import Title
from ansinh.core import audit
from ansinh.core.access import NoAccess, acting_as_system, current_scope, must_hold
from ansinh.core.database import insert_arrow, read_arrow
from ansinh.core.days import last_day, month_after
from ansinh.core.numbers import grouped
from ansinh.law import law_on
from ansinh.payments.models import Entry, Line, Reopening, Run, Unpaid
from ansinh.payments.words import UNPAID
from ansinh.people.models import Person
from ansinh.places.models import Place, predecessor_ids, successors

from .hands import acting_hand, held, must_be_another_hand, must_stand, span_of
from .ledger import Move, content_of, post, reversal_of, ties
from .returning import unsettled
from .sending import purse_of
from .standing import PaymentRefused

# Groups of titles paid on each programme's list: what «carried and stopped» suspends.
_GROUPS = {
    "merit": ("merit", "survivor", "merit_carer", "merit_study", "former_soldier"),
    "assistance": ("assistance", "care", "social_pension"),
}


@dataclass(frozen=True)
class Statement:
    """What became of a run's orders, in dong: `list` = `paid` + `returned` + `uncollected`; `orders` are those not paid in full."""

    list_dong: int
    paid_dong: int
    returned_dong: int
    uncollected_dong: int
    orders: int
    unpaid_orders: int


@dataclass(frozen=True)
class Decision:
    """What becomes of an order nobody collected in full (`words.UNPAID`), and why."""

    decided: str
    reason: str = ""


@dataclass(frozen=True)
class Closed:
    """What a close decided: the statement, the orders and dong of each decision, the dong given back to the purse."""

    statement: Statement
    decided: dict[str, tuple[int, int]]
    given_back_dong: int


@dataclass(frozen=True)
class LongUnpaid:
    """A person whose money waits for more than a month: how much, since the list of which month, in which commune today."""

    person_id: int
    name: str
    commune: Place
    amount_dong: int
    since_month: int


@dataclass(frozen=True)
class Calendar:
    """The days of Circular 44/2022/TT-BTC, Article 8: the list goes before one, the provider reports before the other. `None`
    where no law names the day."""

    list_before: date | None
    returns_before: date | None
    is_list_late: bool
    is_returns_late: bool


# Of each order: what reached the person, and what was said to come back of the rest.
_FATES = """
SELECT o.id AS order_id, o.person_id, o.commune_id, o.provider, o.amount_dong, o.reference,
       COALESCE(s.paid, 0) AS paid_dong,
       CASE WHEN COALESCE(s.returned, 0) > o.amount_dong - COALESCE(s.paid, 0) THEN o.amount_dong - COALESCE(s.paid, 0)
            ELSE COALESCE(s.returned, 0) END AS returned_dong
FROM payments_order o LEFT JOIN (
    SELECT order_id, SUM(CASE WHEN outcome = 'paid' THEN amount_dong ELSE 0 END) AS paid,
           SUM(CASE WHEN outcome = 'returned' THEN amount_dong ELSE 0 END) AS returned
    FROM payments_settlement WHERE order_id BETWEEN {first} AND {last} GROUP BY order_id
) s ON s.order_id = o.id
WHERE o.id BETWEEN {first} AND {last}"""
_LEFT_SCHEMA = pa.schema(
    [
        ("order_id", pa.int64()), ("person_id", pa.int64()), ("commune_id", pa.string()), ("provider", pa.string()),
        ("amount_dong", pa.int64()), ("reference", pa.string()), ("paid_dong", pa.int64()), ("returned_dong", pa.int64()),
    ]
)  # fmt: skip


def statement_of(run: Run) -> Statement:
    """What is known of a run's orders now."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT COALESCE(SUM(amount_dong), 0), COALESCE(SUM(paid_dong), 0), COALESCE(SUM(returned_dong), 0), COUNT(*),
                       COALESCE(SUM(CASE WHEN paid_dong < amount_dong THEN 1 ELSE 0 END), 0)
                FROM ({_fates(run)}) fates"""
        )
        listed, paid, returned, orders, unpaid = (int(value) for value in cursor.fetchone())
    return Statement(listed, paid, returned, listed - paid - returned, orders, unpaid)


def left_unpaid(run: Run) -> pa.Table:
    """The orders not paid in full: order_id, person_id, commune_id, provider, amount_dong, reference, paid_dong, returned_dong."""
    return read_arrow(f"SELECT * FROM ({_fates(run)}) fates WHERE paid_dong < amount_dong ORDER BY order_id", _LEFT_SCHEMA)  # fmt: skip


def _fates(run: Run) -> str:
    first, last = span_of(run.pk)
    return _FATES.format(first=first, last=last)


def reconcile(*, run: Run, by: Any) -> Statement:
    """The reconciler's hand: every exception is settled, and what was sent is what was paid, returned or not collected.

    Raises PaymentRefused while an exception waits or the sums do not tie, NoAccess."""
    acting_hand("reconcile", by)
    with transaction.atomic():
        run = held(run)
        must_stand(run, "sent", to_do="đối chiếu")
        must_be_another_hand(run, "reconcile", by)
        statement = _tied_statement(run)
        run.state, run.reconciled_by, run.reconciled_at = "reconciled", by, timezone.now()
        run.totals = {**run.totals, "statement": asdict(statement)}
        run.save(update_fields=["state", "reconciled_by", "reconciled_at", "totals"])
        audit.record("reconcile_run", f"run:{run.pk}", place_id=run.province_id, detail=asdict(statement))
    return statement


def _tied_statement(run: Run) -> Statement:
    waiting = unsettled(run)
    if count := waiting.count():
        first = waiting.first()
        assert first is not None
        raise PaymentRefused(
            f"Đợt {run}: còn {count} dòng chưa xử lý; dòng đầu: tệp {first.file}, dòng {first.row}, {first.said} Xử lý hết rồi làm lại."
        )
    statement = statement_of(run)
    sent = sum(file["amount_dong"] for file in run.totals.get("files", []))
    if statement.list_dong != sent or statement.uncollected_dong < 0:
        raise PaymentRefused(
            f"Đợt {run}: không khớp. Danh sách {grouped(statement.list_dong)} đồng, tệp đã gửi {grouped(sent)} đồng, "
            f"đã nhận {grouped(statement.paid_dong)}, trả lại {grouped(statement.returned_dong)}. Kiểm tra trước khi đối chiếu."
        )
    return statement


def close(*, run: Run, by: Any, decisions: Mapping[int, Decision] | None = None) -> Closed:
    """The month is closed: every order not paid in full is decided (by its id in `decisions`; else carried), what was not paid goes
    back to the purse, and the run does not change again.

    Raises PaymentRefused when it is not reconciled, an exception came meanwhile, a decision names another order; NoAccess."""
    acting_hand("close", by)
    decisions = decisions or {}
    with transaction.atomic():
        run = held(run)
        must_stand(run, "reconciled", to_do="chốt")
        must_be_another_hand(run, "close", by)
        statement = _tied_statement(run)
        unpaid = _decide(run, _undecided(run), decisions)
        _give_back(run, unpaid)
        _stop_titles(run, unpaid, by)
        run.state, run.closed_by, run.closed_at = "closed", by, timezone.now()
        run.totals = {**run.totals, "statement": asdict(statement), "unpaid": _sums(unpaid, "decided")}
        run.save(update_fields=["state", "closed_by", "closed_at", "totals"])
        _must_be_empty(run)
        closed = Closed(statement, _sums(unpaid, "decided"), pa.compute.sum(unpaid["left_dong"]).as_py() or 0)
        audit.record(
            "close_run",
            f"run:{run.pk}",
            place_id=run.province_id,
            detail={**asdict(statement), "decided": closed.decided, "given_back_dong": closed.given_back_dong},
        )
    return closed


def _undecided(run: Run) -> pa.Table:
    """What is left unpaid and was not decided by an earlier close that a reopening left standing, with `left_dong`."""
    rows = left_unpaid(run)
    decided = pa.array(Unpaid.objects.filter(run=run).values_list("order", flat=True), pa.int64())
    rows = rows.filter(pa.compute.invert(pa.compute.is_in(rows["order_id"], decided)))
    return rows.append_column("left_dong", pa.compute.subtract(rows["amount_dong"], rows["paid_dong"]))


def _decide(run: Run, rows: pa.Table, decisions: Mapping[int, Decision]) -> pa.Table:
    """The rows with `decided`, written as Unpaid."""
    orders = rows["order_id"].to_pylist()
    if strange := set(decisions) - set(orders):
        raise PaymentRefused(f"Lệnh chi {min(strange)} đã nhận đủ hoặc không thuộc đợt {run}: không có gì để quyết định.")  # fmt: skip
    chosen = [decisions.get(order, Decision("carried")) for order in orders]
    if unknown := {one.decided for one in chosen} - UNPAID.keys():
        raise PaymentRefused(f"Không có quyết định «{min(unknown)}». Chọn: {', '.join(vi for vi, _ in UNPAID.values())}.")  # fmt: skip
    if [one for one in chosen if one.decided == "written_back" and not one.reason.strip()]:
        raise PaymentRefused("Nộp trả ngân sách phải ghi lý do cho từng lệnh chi.")
    rows = rows.append_column("decided", pa.array([one.decided for one in chosen], pa.string()))
    insert_arrow(
        "payments_unpaid",
        pa.table(
            {
                "order_id": rows["order_id"],
                "amount_dong": rows["left_dong"],
                "decided": rows["decided"],
                "reason": pa.array([one.reason.strip()[:200] for one in chosen], pa.string()),
            }
        ),
        {"run_id": run.pk},
    )
    return rows


def _give_back(run: Run, rows: pa.Table) -> None:
    """The money not paid goes from the providers back to the purse; what is written back is no longer payable."""
    treasury = f"treasury:{purse_of(run.programme)}"
    moves = [
        Move(treasury, f"provider:{provider}", dong, f"{count} lệnh chi chưa trả, {run}", _content(rows, "provider", provider))
        for provider, (count, dong) in _sums(rows, "provider").items()
    ]  # fmt: skip
    if written := _sums(rows, "decided").get("written_back"):
        content = _content(rows, "decided", "written_back")
        moves.append(
            Move(
                f"payable:{run.programme}",
                f"expense:{run.programme}",
                written[1],
                f"{written[0]} lệnh chi nộp trả, {run}",
                content,
            )
        )
    post(province_id=run.province_id, run=run, stage="close", moves=moves)


def _content(rows: pa.Table, column: str, value: str) -> str:
    mine = rows.filter(pa.compute.equal(rows[column], value))
    return content_of(mine.select(["order_id", "left_dong", "decided"]))


def _sums(rows: pa.Table, column: str) -> dict[str, tuple[int, int]]:
    """Orders and dong left by a column."""
    found = rows.group_by(column).aggregate([("left_dong", "count"), ("left_dong", "sum")]).sort_by(column)
    return {row[column]: (row["left_dong_count"], row["left_dong_sum"]) for row in found.to_pylist()}


def _stop_titles(run: Run, rows: pa.Table, by: Any) -> None:
    """The titles of the programme of those carried and stopped are suspended from the month after the run's."""
    people = rows.filter(pa.compute.equal(rows["decided"], "carried_and_stopped"))["person_id"].to_pylist()
    if not people:
        return
    people += Person._base_manager.filter(pk__in=people).exclude(merged_into=None).values_list("merged_into", flat=True)
    titles = Title._base_manager.filter(person__in=people, to_day=None).exclude(suspensions__to_day=None, suspensions__isnull=False)  # fmt: skip
    note = f"Không nhận tiền đợt {run}"
    # The reconciler decides it here; the register of rights is otherwise typed by officers.
    with acting_as_system(f"chốt chi trả, {by.get_username()}"):
        for title in titles.order_by("person", "pk"):
            if title.group in _GROUPS.get(run.programme, ()):
                try:
                    suspend_title(
                        title=title, reason="not_collected", from_month=month_after(run.month), note=note, by=None
                    )
                except BenefitRefused as refused:
                    raise PaymentRefused(str(refused)) from refused


def _must_be_empty(run: Run) -> None:
    """Raises PaymentRefused when a control account does not tie, or a provider would keep money of a closed run."""
    for tie in ties(run):
        if not tie.holds or (tie.account.startswith("provider:") and tie.ledger_dong):
            raise PaymentRefused(
                f"Đợt {run}: tài khoản {tie.account} còn {grouped(tie.ledger_dong)} đồng theo sổ cái, {grouped(tie.rows_dong)} đồng theo "
                "chi tiết. Không chốt; báo người quản trị kiểm tra sổ cái."
            )


def ask_reopening(*, run: Run, reason: str, by: Any) -> Reopening:
    """The reconciler asks for a closed run to be opened again. Raises PaymentRefused when it is not closed or was asked for already."""
    acting_hand("close", by)
    if not reason.strip():
        raise PaymentRefused("Chưa ghi lý do đề nghị mở lại đợt chi trả.")
    with transaction.atomic():
        run = held(run)
        must_stand(run, "closed", to_do="đề nghị mở lại")
        if waiting := run.reopenings.filter(approved_at=None).first():
            raise PaymentRefused(f"Đợt {run} đã có đề nghị mở lại của {waiting.asked_by}: {waiting.reason}")
        reopening = Reopening.objects.create(run=run, reason=reason.strip(), asked_by=by)
        audit.record("ask_reopening", f"run:{run.pk}", place_id=run.province_id, reason=reason.strip())
    return reopening


def reopen(*, reopening: Reopening, by: Any) -> Run:
    """A province's leader who was no hand of the run approves: the run is `reconciled` again. What was decided of unpaid orders is taken
    back, except of those a signed run has carried on; suspended titles stay so until resumed. Raises PaymentRefused, NoAccess."""
    scope = must_hold("province_leader")
    if by is None or scope.user is None or scope.user.pk != by.pk:
        raise NoAccess(f"Phiên đang mở là của «{scope.actor}», không phải «{by}».")
    with transaction.atomic():
        run = _held_with_those_after(reopening.run)
        reopening = Reopening.objects.select_for_update(of=("self",)).get(pk=reopening.pk)
        must_stand(run, "closed", to_do="mở lại")
        _must_be_apart(run, reopening, by)
        reopening.approved_by, reopening.approved_at = by, timezone.now()
        reopening.save(update_fields=["approved_by", "approved_at"])
        first, last = span_of(run.pk)
        carried_on = Line._base_manager.filter(of_order__gte=first, of_order__lte=last).values("of_order")
        Unpaid.objects.filter(run=run).exclude(order__in=carried_on).update(withdrawn_by=reopening)
        _take_back_the_close(run, reopening)
        run.state, run.closed_by, run.closed_at = "reconciled", None, None
        run.save(update_fields=["state", "closed_by", "closed_at"])
        audit.record(
            "reopen_run",
            f"run:{run.pk}",
            place_id=run.province_id,
            reason=reopening.reason,
            detail={"reopening": reopening.pk, "asked_by": str(reopening.asked_by)},
        )
    return run


def _held_with_those_after(run: Run) -> Run:
    """The run and the programme's runs that are not signed yet: none of them may carry on meanwhile what is being taken back."""
    around = Run._base_manager.select_for_update().filter(
        Q(pk=run.pk) | Q(province=run.province_id, programme=run.programme, state="planned")
    )
    list(around.order_by("pk").values_list("pk"))
    return held(run)


def _must_be_apart(run: Run, reopening: Reopening, by: Any) -> None:
    if reopening.approved_at is not None:
        raise PaymentRefused(f"Đề nghị này đã được {reopening.approved_by} duyệt.")
    hands = {run.planned_by_id, run.signed_by_id, run.sent_by_id, run.reconciled_by_id, run.closed_by_id}
    if by.pk in hands | {reopening.asked_by_id}:
        raise PaymentRefused(
            f"{by.get_username()} đã tham gia đợt {run} hoặc là người đề nghị, nên không được duyệt mở lại. Nhờ một lãnh đạo khác."
        )


def _take_back_the_close(run: Run, reopening: Reopening) -> None:
    """The postings of the close reversed, then posted anew for the orders a signed run has carried on."""
    for entry in Entry._base_manager.filter(run=run, stage="close", reversed_by=None).order_by("id"):
        reversal_of(entry, reopening.reason[:120])
    kept = Unpaid.objects.filter(run=run).values_list("order_id", "amount_dong", "decided", "order__provider")
    columns = list(zip(*kept, strict=True)) or [(), (), (), ()]
    _give_back(
        run,
        pa.table(
            {
                "order_id": pa.array(columns[0], pa.int64()),
                "left_dong": pa.array(columns[1], pa.int64()),
                "decided": pa.array(columns[2], pa.string()),
                "provider": pa.array(columns[3], pa.string()),
            }
        ),
    )


def long_unpaid(province: Place, *, day: date) -> list[LongUnpaid]:
    """People whose money was carried over at least once and is still not theirs, by their commune of `day`.

    Of a chain of carried orders the last one counts. The province sees those of the units it came from too."""
    must_reach = current_scope()
    if not must_reach.reaches("", province.pk):
        raise NoAccess(f"{province} ngoài phạm vi của tài khoản «{must_reach.actor}».")
    provinces = ", ".join(f"'{pk}'" for pk in sorted(predecessor_ids([province.pk])))
    with connection.cursor() as cursor:
        cursor.execute(_LONG_UNPAID.format(provinces=provinces))
        rows = cursor.fetchall()
    communes = {pk: _commune_on(pk, day) for pk in {row[2] for row in rows}}
    found = [
        LongUnpaid(person, name, communes[commune], int(left), since) for person, name, commune, left, since in rows
    ]
    return sorted(found, key=lambda one: (one.commune.sort_key, -one.amount_dong, one.person_id))


_LONG_UNPAID = """
SELECT person_id, name, commune_id, SUM(left_dong), MIN(for_month) FROM (
    SELECT o.person_id, p.name, o.commune_id, carried.for_month, o.amount_dong - COALESCE((
        SELECT SUM(s.amount_dong) FROM payments_settlement s WHERE s.order_id = o.id AND s.outcome = 'paid'), 0) AS left_dong
    FROM (SELECT order_id, MIN(for_month) AS for_month FROM payments_line WHERE of_order_id IS NOT NULL AND order_id IS NOT NULL
          GROUP BY order_id) carried
    JOIN payments_order o ON o.id = carried.order_id JOIN people_person p ON p.id = o.person_id
    LEFT JOIN payments_unpaid u ON u.order_id = o.id AND u.withdrawn_by_id IS NULL
    WHERE o.province_id IN ({provinces}) AND COALESCE(u.decided, '') <> 'written_back'
      AND NOT EXISTS (SELECT 1 FROM payments_line c WHERE c.of_order_id = o.id)
) waiting WHERE left_dong > 0 GROUP BY person_id, name, commune_id"""


def _commune_on(pk: str, day: date) -> Place:
    """The unit that serves there on a day: the commune itself, or what it became."""
    commune = Place.objects.get(pk=pk)
    return next((kin.place for kin in successors(commune, day)), commune)


def calendar_of(run: Run, *, today: date) -> Calendar:
    """The days a run's list and returns are due before, and whether each was late, or is on `today` while not done."""
    law = law_on(last_day(run.month), known_on=max(run.plan_day, last_day(run.month)))
    if not law.has("merit.payment_calendar"):
        return Calendar(None, None, False, False)
    days = law.value("merit.payment_calendar")
    before = month_after(run.month, -1)
    list_before = date(before // 100, before % 100, int(days["list_before"]))
    returns_before = date(run.month // 100, run.month % 100, int(days["payer_report_before"]))
    sent = timezone.localtime(run.sent_at).date() if run.sent_at else today
    reconciled = timezone.localtime(run.reconciled_at).date() if run.reconciled_at else today
    return Calendar(list_before, returns_before, sent >= list_before, reconciled >= returns_before)
