"""What providers report back: files taken in once and whole, an officer's word where no file comes, exceptions settled by name."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import must_reach
from ansinh.core.database import insert_arrow, read_populations
from ansinh.core.numbers import grouped
from ansinh.payments.jobs import returns
from ansinh.payments.jobs.formats import FileRefused, read_return
from ansinh.payments.models import Line, Order, ReturnException, ReturnFile, Run, Settlement, Unpaid
from ansinh.payments.words import EXCEPTIONS, SETTLED_AS
from ansinh.places.models import Place, predecessor_ids

from .hands import acting_hand, held, must_be_another_hand, must_stand, span_of, spans
from .ledger import Move, content_of, post
from .standing import PaymentRefused

_ASKED_AT_ONCE = 10_000
_ORDER = "o.id AS order_id, o.run_id, o.reference, o.amount_dong, o.provider, o.account_number, o.payee_name"
_ORDER_SCHEMA = pa.schema([field for field in returns.ORDERS if field.name not in ("paid_dong", "state", "is_carried")])
_PAID_SCHEMA = pa.schema([("order_id", pa.int64()), ("paid_dong", pa.int64())])
_CARRIED_SCHEMA = pa.schema([("order_id", pa.int64())])


@dataclass(frozen=True)
class _Sent:
    """What came in: where it came from, its rows (`jobs.formats.SCHEMA`), and how many say nothing final yet."""

    name: str
    sha256: str
    format: str
    provider: str
    rows: pa.Table
    waiting: int = 0


def receive_returns(*, file: Path | bytes, name: str, province: Place, by: Any) -> ReturnFile:
    """A provider's file taken in: each row becomes one settlement or one exception. The same bytes again change nothing and give the
    file as it was received. Raises PaymentRefused when the file cannot be read (nothing of it is kept), NoAccess."""
    acting_hand("reconcile", by)
    must_reach(province, "", province.pk)
    sha256 = _sha256(file)
    if known := known_file(sha256):
        return known
    try:
        parsed = read_return(file, name)
    except FileRefused as refused:
        raise PaymentRefused(str(refused)) from refused
    sent = _Sent(name[-200:], sha256, parsed.format, parsed.provider[:20], parsed.rows, parsed.waiting.num_rows)
    return _take_in(sent, province, by)


def preview_returns(*, file: Path | bytes, name: str, province: Place) -> returns.Matched:
    """What `receive_returns` would make of a file now: its settlements and exceptions; nothing is kept. Raises PaymentRefused, NoAccess."""
    must_reach(province, "", province.pk)
    try:
        parsed = read_return(file, name)
    except FileRefused as refused:
        raise PaymentRefused(str(refused)) from refused
    around = Run._base_manager.filter(province__in=predecessor_ids([province.pk]), state__in=returns.OPEN)
    orders = _orders(parsed.rows, province, {run.pk: run for run in around.order_by("pk")}, committed=False)
    return returns.match(parsed.rows, orders, format=parsed.format)


def known_file(sha256: str) -> ReturnFile | None:
    """The file with these bytes, when it was received before."""
    return ReturnFile._base_manager.filter(sha256=sha256).first()


def _sha256(file: Path | bytes) -> str:
    if isinstance(file, bytes):
        return hashlib.sha256(file).hexdigest()
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def mark_paid(*, run: Run, orders: Iterable[int], day: date, document: str, by: Any) -> ReturnFile:
    """What is left of these orders was paid out on a day, by an officer's word and document (a signed list); pressed twice it counts
    once. Raises PaymentRefused for an order that is not open, NoAccess."""
    return _mark(run, orders, "paid", day, "", document, by)


def mark_unpaid(*, run: Run, orders: Iterable[int], day: date, code: str, document: str, by: Any) -> ReturnFile:
    """Nobody collected these orders, by an officer's word; `code` says why. Raises PaymentRefused, NoAccess."""
    return _mark(run, orders, "returned", day, code, document, by)


def _mark(run: Run, orders: Iterable[int], outcome: str, day: date, code: str, document: str, by: Any) -> ReturnFile:
    acting_hand("reconcile", by)
    ids = sorted(set(orders))
    if not document.strip():
        raise PaymentRefused("Thiếu chứng từ. Ghi số và ngày danh sách ký nhận.")
    if not ids:
        raise PaymentRefused("Chưa chọn lệnh chi nào.")
    told = json.dumps([run.pk, outcome, day.isoformat(), code, document.strip(), ids])
    sha256 = hashlib.sha256(told.encode()).hexdigest()
    with transaction.atomic():
        run = held(run)
        if known := known_file(sha256):
            return known
        must_stand(run, *returns.OPEN, to_do="ghi kết quả chi trả")
        left = _left_of(ids)
        first, last = span_of(run.pk)
        if shut := [pk for pk in ids if not first <= pk <= last or left.get(pk, ("", 0))[1] <= 0]:
            raise PaymentRefused(
                f"{len(shut)} lệnh chi đã nhận đủ, đã chuyển kỳ sau hoặc không thuộc đợt {run} (lệnh {shut[0]}). Bỏ ra rồi ghi lại."
            )
        rows = pa.table(
            {
                "row": pa.array(range(1, len(ids) + 1), pa.int64()),
                "reference": [left[pk][0] for pk in ids],
                "amount_dong": pa.array([left[pk][1] if outcome == "paid" else None for pk in ids], pa.int64()),
                "outcome": [outcome] * len(ids),
                "code": [code[:10]] * len(ids),
                "day": pa.array([day] * len(ids), pa.date32()),
                "name": [""] * len(ids),
                "account": [""] * len(ids),
                "said": [""] * len(ids),
            },
            schema=returns.ROWS,
        )
        return _take_in(_Sent(document.strip()[:200], sha256, "desk", "", rows), run.province, by)


def _left_of(ids: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Reference and what is left of each order; one a later order carried on has nothing left."""
    found: dict[int, tuple[str, int]] = {}
    for start in range(0, len(ids), _ASKED_AT_ONCE):
        some = ids[start : start + _ASKED_AT_ONCE]
        paid = dict(_paid(some).values_list("order").annotate(Sum("amount_dong")))
        shut = set(Unpaid.objects.filter(order__in=some).values_list("order", flat=True))
        for pk, reference, amount in Order.objects.filter(pk__in=some).values_list("pk", "reference", "amount_dong"):
            found[pk] = (reference, 0 if pk in shut else amount - paid.get(pk, 0))
    return found


def _paid(ids: Iterable[int]) -> QuerySet[Settlement]:
    return Settlement.objects.filter(order__in=ids, outcome="paid").order_by()


def _take_in(sent: _Sent, province: Place, by: Any) -> ReturnFile:
    committed = not connection.in_atomic_block
    try:
        with transaction.atomic():
            # Held in one order by everybody, so that two files cannot wait for each other.
            held_runs = Run._base_manager.select_for_update().filter(
                province__in=predecessor_ids([province.pk]), state__in=returns.OPEN
            )
            runs = {run.pk: run for run in held_runs.order_by("pk")}
            if known := known_file(sent.sha256):
                return known
            orders = _orders(sent.rows, province, runs, committed=committed)
            matched = returns.match(sent.rows, orders, format=sent.format)
            for run_id in pa.compute.unique(matched.settlements["run_id"]).to_pylist():
                must_be_another_hand(runs[run_id], "reconcile", by)
            kept = _keep(sent, province, matched, by)
            _settle(kept, matched.settlements, runs)
            audit.record(
                "receive_returns",
                f"return_file:{kept.pk}",
                place_id=province.pk,
                detail={"name": kept.name, "sha256": kept.sha256, **kept.counts, **kept.totals},
            )
    except IntegrityError:
        # Somebody received the same file a moment before.
        if known := known_file(sent.sha256):
            return known
        raise
    return kept


def _orders(rows: pa.Table, province: Place, runs: dict[int, Run], *, committed: bool) -> pa.Table:
    """The orders the rows may mean: every one of the open runs, and those of closed runs a row names."""
    inside = {column: spans(runs, column) for column in ("o.id", "order_id", "of_order_id")}
    asked = {
        "orders": (f"SELECT {_ORDER} FROM payments_order o WHERE {inside['o.id']}", _ORDER_SCHEMA),
        "paid": (
            f"""SELECT order_id, CAST(SUM(amount_dong) AS BIGINT) AS paid_dong FROM payments_settlement
                WHERE {inside["order_id"]} AND outcome = 'paid' GROUP BY order_id""",
            _PAID_SCHEMA,
        ),
        "carried": (f"SELECT of_order_id AS order_id FROM payments_line WHERE {inside['of_order_id']}", _CARRIED_SCHEMA),
    }  # fmt: skip
    found = read_populations(asked, committed=committed)
    states = {run.pk: run.state for run in runs.values()}
    if others := _named_elsewhere(returns.not_among(rows, found["orders"]), province, runs):
        ids = [order["order_id"] for order in others]
        found["orders"] = pa.concat_tables([found["orders"], pa.Table.from_pylist(others, schema=_ORDER_SCHEMA)])
        found["paid"] = pa.concat_tables([found["paid"], _paid_of(ids)])
        found["carried"] = pa.concat_tables([found["carried"], _carried_of(ids)])
        states |= dict(
            Run._base_manager.filter(pk__in={order["run_id"] for order in others}).values_list("pk", "state")
        )
    stands = pa.table({"run_id": pa.array(states, pa.int64()), "state": pa.array(states.values(), pa.string())})
    return returns.standing_orders(found["orders"], found["paid"], found["carried"], stands)


def _named_elsewhere(references: Sequence[str], province: Place, runs: dict[int, Run]) -> list[dict[str, Any]]:
    """The orders of the province's other runs that have one of these references."""
    names = [field.name for field in _ORDER_SCHEMA]
    found: list[dict[str, Any]] = []
    provinces = predecessor_ids([province.pk])
    for some in _chunks(references):
        orders = Order._base_manager.filter(reference__in=some, province__in=provinces).exclude(run__in=list(runs))
        found += [
            dict(zip(names, values, strict=True))
            for values in orders.values_list("id", "run_id", "reference", "amount_dong", "provider", "account_number", "payee_name")
        ]  # fmt: skip
    return found


def _paid_of(ids: Sequence[int]) -> pa.Table:
    sums = [pair for some in _chunks(ids) for pair in _paid(some).values_list("order").annotate(Sum("amount_dong"))]
    columns = [pa.array([pair[place] for pair in sums], pa.int64()) for place in (0, 1)]
    return pa.table(columns, schema=_PAID_SCHEMA)


def _carried_of(ids: Sequence[int]) -> pa.Table:
    found = [
        pk for some in _chunks(ids) for pk in Line._base_manager.filter(of_order__in=some).values_list("of_order", flat=True)
    ]  # fmt: skip
    return pa.table([pa.array(found, pa.int64())], schema=_CARRIED_SCHEMA)


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + _ASKED_AT_ONCE] for start in range(0, len(values), _ASKED_AT_ONCE))


def _keep(sent: _Sent, province: Place, matched: returns.Matched, by: Any) -> ReturnFile:
    kept = ReturnFile(
        province=province, provider=sent.provider, name=sent.name, format=sent.format, sha256=sent.sha256, rows=sent.rows.num_rows,
        counts={**matched.counts, "waiting": sent.waiting}, totals=matched.totals, by=by,
    )  # fmt: skip
    kept.save(force_insert=True)
    touched = {*matched.settlements["run_id"].to_pylist(), *matched.exceptions["run_id"].to_pylist()} - {None}
    only_run = touched.pop() if len(touched) == 1 else None
    ReturnException._base_manager.bulk_create(
        (
            ReturnException(
                file=kept,
                province=province,
                run_id=row["run_id"] or only_run,
                row=row["row"],
                kind=row["kind"],
                reference=(row["reference"] or "")[:35],
                order_id=row["order_id"],
                amount_dong=row["amount_dong"],
                said=row["why"][:400],
                cells={name: _plain(row[name]) for name in ("outcome", "code", "day", "name", "account")},
            )
            for row in matched.exceptions.to_pylist()
        ),
        batch_size=2000,
    )
    return kept


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else value or ""


def _settle(file: ReturnFile, rows: pa.Table, runs: dict[int, Run]) -> None:
    """Write the settlements of a file, and post what was paid."""
    insert_arrow(
        "payments_settlement",
        pa.table(
            {
                "order_id": rows["order_id"],
                "row": rows["row"],
                "outcome": rows["outcome"],
                "amount_dong": rows["amount_dong"],
                "day": pa.compute.fill_null(rows["day"], timezone.localdate()),
                "code": pa.compute.utf8_slice_codeunits(pa.compute.fill_null(rows["code"], ""), 0, 10),
            }
        ),
        {"file_id": file.pk},
    )
    _post_paid(rows, runs, "settle", f"Tệp {file.pk}: {file.name}")


def _post_paid(rows: pa.Table, runs: dict[int, Run], stage: str, memo: str) -> None:
    """One entry for each run and provider: what was paid, and the other way round what came back after it was paid.

    `content_hash` is over order, row, outcome and amount of the settlements."""
    paid = rows.filter(pa.compute.equal(rows["outcome"], "paid"))
    groups = sorted(
        paid.group_by(["run_id", "provider"]).aggregate([]).to_pylist(),
        key=lambda group: (group["run_id"], group["provider"]),
    )
    for group in groups:
        run = runs[group["run_id"]]
        mine = paid.filter(
            pa.compute.and_(pa.compute.equal(paid["run_id"], run.pk), pa.compute.equal(paid["provider"], group["provider"]))
        )  # fmt: skip
        total = pa.compute.sum(mine["amount_dong"]).as_py()
        payable, provider = f"payable:{run.programme}", f"provider:{group['provider']}"
        debit, credit = (payable, provider) if total > 0 else (provider, payable)
        content = content_of(mine.select(["order_id", "row", "outcome", "amount_dong"]))
        post(
            province_id=run.province_id,
            run=run,
            stage=stage,
            moves=[Move(debit, credit, abs(total), memo[:200], content)],
        )


def settle_exception(
    *, exception: ReturnException, settled_as: str, reason: str, by: Any, order: Order | None = None
) -> ReturnException:
    """One exception settled; `order` names the order an unknown reference meant. Raises PaymentRefused, NoAccess."""
    settle_exceptions(exceptions=[exception.pk], settled_as=settled_as, reason=reason, by=by, order=order)
    exception.refresh_from_db()
    return exception


def settle_exceptions(
    *, exceptions: Iterable[int], settled_as: str, reason: str, by: Any, order: Order | None = None
) -> int:
    """Exceptions (their ids) settled alike, all or none; gives how many. `paid` counts what the row says up to what is left of the
    order; `returned` counts it as given back, also after it was paid; `dismissed` moves nothing.

    Raises PaymentRefused for one settled before, one without an order, an order with nothing left, a closed run; NoAccess."""
    acting_hand("reconcile", by)
    if settled_as not in SETTLED_AS:
        raise PaymentRefused(f"Không có cách xử lý «{settled_as}». Chọn: {', '.join(vi for vi, _ in SETTLED_AS.values())}.")  # fmt: skip
    if not reason.strip():
        raise PaymentRefused("Chưa ghi lý do xử lý. Ghi lý do, ví dụ: số công văn của đơn vị chi trả.")
    with transaction.atomic():
        chosen = _chosen(sorted(set(exceptions)))
        _must_be_unsettled(chosen)
        if order is not None:
            for exception in chosen:
                exception.order = order
        made = [] if settled_as == "dismissed" else _settlements(chosen, settled_as, by)
        _mark_settled(chosen, order, settled_as, reason.strip(), by)
        audit.record(
            "settle_exceptions",
            f"return_file:{chosen[0].file_id}",
            place_id=chosen[0].province_id,
            reason=reason.strip(),
            detail={
                "settled_as": settled_as,
                "count": len(chosen),
                "first": chosen[0].pk,
                "dong": sum(row.amount_dong for row in made if row.outcome == "paid"),
            },
        )
    return len(chosen)


def _chosen(ids: Sequence[int]) -> list[ReturnException]:
    rows = ReturnException.objects.select_for_update(of=("self",)).order_by("pk")
    return [exception for some in _chunks(ids) for exception in rows.filter(pk__in=some)]


def _mark_settled(
    chosen: Sequence[ReturnException], order: Order | None, settled_as: str, reason: str, by: Any
) -> None:
    named = {"order": order, "run_id": order.run_id} if order is not None else {}
    for some in _chunks([exception.pk for exception in chosen]):
        ReturnException._base_manager.filter(pk__in=some).update(
            settled_as=settled_as, settled_because=reason[:200], settled_by=by, settled_at=timezone.now(), **named
        )


def _must_be_unsettled(chosen: Sequence[ReturnException]) -> None:
    if not chosen:
        raise PaymentRefused("Không có dòng nào để xử lý trong phạm vi của bạn.")
    for exception in chosen:
        if exception.settled_as:
            raise PaymentRefused(
                f"Dòng {exception.row} đã được xử lý: {SETTLED_AS[exception.settled_as][0]} ({exception.settled_because})."
            )


def _settlements(chosen: Sequence[ReturnException], settled_as: str, by: Any) -> list[Settlement]:
    """Written and posted. An order's rows are taken one after the other, so no two together count more than it."""
    if nameless := [exception for exception in chosen if exception.order_id is None]:
        raise PaymentRefused(
            f"Dòng {nameless[0].row} ({EXCEPTIONS[nameless[0].kind][0]}) chưa gắn với lệnh chi nào. Chọn lệnh chi, hoặc chỉ lưu lại."
        )
    orders = Order.objects.in_bulk({exception.order_id for exception in chosen})
    runs = {pk: held(Run(pk=pk)) for pk in sorted({order.run_id for order in orders.values()})}
    for run in runs.values():
        _must_take_settlements(run)
        must_be_another_hand(run, "reconcile", by)
    _must_not_be_carried(orders)
    left = {pk: dong for pk, (_, dong) in _left_of(list(orders)).items()}
    made: list[Settlement] = []
    for exception in chosen:
        order = orders[exception.order_id]
        for outcome, amount in _counted(exception, order, left[order.pk], settled_as):
            left[order.pk] -= amount if outcome == "paid" else 0
            made.append(_settlement(exception, order, outcome, amount))
    Settlement.objects.bulk_create(made, batch_size=2000)
    rows = pa.table(
        {
            "order_id": pa.array([row.order_id for row in made], pa.int64()),
            "run_id": pa.array([orders[row.order_id].run_id for row in made], pa.int64()),
            "provider": [orders[row.order_id].provider for row in made],
            "row": pa.array([row.row for row in made], pa.int64()),
            "outcome": [row.outcome for row in made],
            "amount_dong": pa.array([row.amount_dong for row in made], pa.int64()),
        }
    )
    _post_paid(rows, runs, "exception", f"Xử lý {len(chosen)} dòng, từ dòng {chosen[0].pk}")
    return made


def _must_not_be_carried(orders: Mapping[int, Order]) -> None:
    for some in _chunks(list(orders)):
        if (carried := Unpaid.objects.filter(order__in=some).values_list("order", flat=True).first()) is not None:
            raise PaymentRefused(
                f"Lệnh chi {orders[carried].reference} đã chuyển sang kỳ sau. Chỉ lưu dòng này và đòi lại từ đơn vị chi trả."
            )


def _must_take_settlements(run: Run) -> None:
    if run.state == "closed":
        raise PaymentRefused(f"Đợt {run} đã chốt nên không ghi thêm. Chỉ lưu dòng này, hoặc đề nghị mở lại đợt.")
    must_stand(run, *returns.OPEN, to_do="xử lý dòng trả về")


def _counted(exception: ReturnException, order: Order, left: int, settled_as: str) -> Iterable[tuple[str, int]]:
    """Outcome and dong of the settlements an exception becomes."""
    said = order.amount_dong if exception.amount_dong is None else exception.amount_dong
    if settled_as == "paid":
        if min(said, left) <= 0:
            raise PaymentRefused(f"Lệnh chi {order.reference} {grouped(order.amount_dong)} đồng đã nhận đủ. Chỉ lưu dòng này.")  # fmt: skip
        return [("paid", min(said, left))]
    was_paid = min(order.amount_dong - left, said)
    undone = [("paid", -was_paid)] if was_paid > 0 else []
    return [*undone, ("returned", min(said, order.amount_dong))]


def _settlement(exception: ReturnException, order: Order, outcome: str, amount: int) -> Settlement:
    day = exception.cells.get("day")
    return Settlement(
        order=order,
        file_id=exception.file_id,
        row=exception.row,
        outcome=outcome,
        amount_dong=amount,
        day=date.fromisoformat(day) if day else timezone.localdate(),
        code=(exception.cells.get("code") or "")[:10],
    )


def unsettled(run: Run) -> QuerySet[ReturnException]:
    """The exceptions that hold a run back: its own, and those of its files that name no order."""
    first, last = span_of(run.pk)
    of_its_files = Settlement.objects.filter(order__gte=first, order__lte=last).values("file")
    mine = ReturnException._base_manager.filter(settled_as="")
    return (mine.filter(run=run) | mine.filter(run=None, file__in=of_its_files)).order_by("file", "row")
