"""A run signed: its lines and orders become the ledger's, in one transaction, or nothing does."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ansinh.benefits.models import Feed, Suspension, Title
from ansinh.core import audit
from ansinh.core.database import insert_arrow, read_arrow
from ansinh.core.numbers import grouped
from ansinh.payments.jobs.inputs import (
    altered,
    folder_of,
    inputs_hash,
    manifest_of,
    sha256_of,
    table_of,
    tables_of_ledger,
)
from ansinh.payments.jobs.plan import result_hash
from ansinh.payments.jobs.totals import ties
from ansinh.payments.models import RUN_ROWS, Purse, Recovery, Run
from ansinh.payments.words import PURSES
from ansinh.people.models import PersonMerge

from .hands import acting_hand, held, must_be_another_hand, must_stand
from .ledger import Move, post
from .money import purse_left
from .planning import signed_runs
from .standing import PaymentRefused


def sign(*, run: Run, by: Any) -> Run:
    """The run's lines and orders in the database, new recoveries, and its postings, all in one transaction.

    Raises PaymentRefused when `by` planned it, when its folder or the ledger changed since, or the allotment does not reach."""
    acting_hand("sign", by)
    _as_planned(run)
    lines, orders = table_of(run, "lines"), table_of(run, "orders")
    with transaction.atomic():
        run = held(run)
        must_stand(run, "planned", to_do="ký")
        must_be_another_hand(run, "sign", by)
        ties(run.totals)
        _within_allotment(run)
        _still_true(run)
        _nobody_left(run, orders)
        run.state, run.signed_by, run.signed_at = "signed", by, timezone.now()
        run.save(update_fields=["state", "signed_by", "signed_at"])
        _write(run, lines, orders)
        recoveries = _recoveries(run, lines)
        post(province_id=run.province_id, run=run, stage="sign", moves=_moves(run))
        audit.record(
            "sign_run", f"run:{run.pk}", place_id=run.province_id,
            detail={"result": run.result_hash, "lines": lines.num_rows, "orders": orders.num_rows, "recoveries": recoveries},
        )  # fmt: skip
    return run


def _as_planned(run: Run) -> None:
    """Raises PaymentRefused when a byte of the run's folder is not as it was planned."""
    folder = folder_of(run)
    if not (folder / "inputs" / "manifest.json").exists():
        raise PaymentRefused(f"Thư mục của {run} không còn ({folder}). Bỏ danh sách này rồi lập lại.")
    changed = altered(folder / "inputs")
    if changed or inputs_hash(folder / "inputs") != run.inputs_hash:
        raise PaymentRefused(
            f"Đầu vào của {run} đã bị sửa sau khi lập ({', '.join(changed) or 'bản kê'}). Bỏ danh sách này rồi lập lại."
        )
    if result_hash(folder) != run.result_hash:
        raise PaymentRefused(f"Danh sách của {run} đã bị sửa sau khi lập. Bỏ danh sách này rồi lập lại.")


def _within_allotment(run: Run) -> None:
    """Raises PaymentRefused for a purse whose allotment does not reach; holds the purses, so that two runs cannot spend the same money."""
    charged = {code: dong for code, dong in run.totals["charged_by_purse"].items() if dong > 0}
    held_purses = Purse.objects.select_for_update(of=("self",)).filter(province_id=run.province_id, code__in=charged)
    known = {purse.code for purse in held_purses}
    for code, dong in charged.items():
        if code not in known:
            raise PaymentRefused(
                f"Chưa mở nguồn «{PURSES[code][0]}» để chi {grouped(dong)} đồng. Mở nguồn và giao dự toán."
            )
        left = purse_left(run.province_id, code, run.month)
        if dong > left:
            raise PaymentRefused(
                f"{run} rút {grouped(dong)} đồng từ «{PURSES[code][0]}», dự toán chỉ còn {grouped(left)} đồng: thiếu "
                f"{grouped(dong - left)} đồng. Giao bổ sung dự toán rồi ký."
            )


def _still_true(run: Run) -> None:
    """Raises PaymentRefused when the ledger has changed since the run was planned in a way that changes what it pays."""
    told = manifest_of(folder_of(run) / "inputs")
    asked = tables_of_ledger(run.province_id, run.programme)
    watched = ["recoveries", "unpaid"] + (["recognised"] if told["signed_runs"] != signed_runs(run.programme) else [])
    for name in watched:
        sql, schema = asked[name]
        if _order(read_arrow(sql, schema)) != _order(_kept(run, name, schema)):
            raise PaymentRefused(
                f"Sổ đã thay đổi sau khi lập {run} (có đợt khác ký, hoặc có tiền thu, trả thêm). Bỏ rồi lập lại."
            )


def _nobody_left(run: Run, orders: pa.Table) -> None:
    """Raises PaymentRefused when a death, a move, a stop or a suspension of somebody in the list was recorded after it was planned."""
    told = (
        Feed._base_manager.filter(received_at__gt=run.planned_at)
        .exclude(state="refused")
        .values_list("person_id", flat=True),
        Title._base_manager.filter(stop_decision__recorded_at__gt=run.planned_at).values_list("person_id", flat=True),
        Suspension._base_manager.filter(recorded_at__gt=run.planned_at).values_list("title__person_id", flat=True),
        *PersonMerge._base_manager.filter(
            Q(settled_at__gt=run.planned_at, state="done") | Q(undone_at__gt=run.planned_at)
        ).values_list("kept_id", "merged_id"),
    )
    paid = set(orders["person_id"].to_pylist())
    if gone := sorted({person for people in told for person in people if person in paid}):
        raise PaymentRefused(
            f"Sau khi lập {run} có {grouped(len(gone))} người trong danh sách được báo chết, chuyển đi, thôi hưởng, tạm dừng hoặc gộp "
            f"(người đầu tiên: hồ sơ {gone[0]}). Bỏ danh sách này rồi lập lại."
        )


def _kept(run: Run, name: str, schema: pa.Schema) -> pa.Table:
    return pq.read_table(folder_of(run) / "inputs" / f"{name}.parquet").cast(schema)


def _order(table: pa.Table) -> pa.Table:
    return table.sort_by([(name, "ascending") for name in table.column_names]).combine_chunks()


def _write(run: Run, lines: pa.Table, orders: pa.Table) -> None:
    first = run.pk * RUN_ROWS
    every = {"run_id": run.pk, "province_id": run.province_id}
    insert_arrow("payments_order", _numbered(orders.drop_columns(["hamlet"]), first), every)
    own = pc.add(lines["order_number"], pa.scalar(first, pa.int64()))
    insert_arrow(
        "payments_line", _numbered(lines.drop_columns(["order_number"]).append_column("order_id", own), first), every
    )


def _numbered(table: pa.Table, first: int) -> pa.Table:
    """The rows with the ids of their run, and foreign keys named as the tables have them."""
    ids = pc.add(table["number"], pa.scalar(first, pa.int64()))
    return table.drop_columns(["number"]).add_column(0, "id", ids)


def _recoveries(run: Run, lines: pa.Table) -> int:
    """What people owe back beyond what this run takes from their orders: a recovery each."""
    owing = _by_person(lines, "recovery")
    taken = _by_person(lines, "offset")
    made = [
        Recovery(person_id=person, province_id=run.province_id, programme=run.programme, run=run,
                 amount_dong=-dong + taken.get(person, 0), reason="Chênh lệch so với mức được hưởng theo quy định")
        for person, dong in sorted(owing.items())
        if -dong + taken.get(person, 0) > 0
    ]  # fmt: skip
    Recovery.objects.bulk_create(made, batch_size=1000)
    return len(made)


def _by_person(lines: pa.Table, kind: str) -> dict[int, int]:
    found = lines.filter(pc.equal(lines["kind"], kind)).group_by("person_id").aggregate([("amount_dong", "sum")])
    return dict(zip(found["person_id"].to_pylist(), found["amount_dong_sum"].to_pylist(), strict=True))


def _moves(run: Run) -> list[Move]:
    """What is recognised, owed back and set off, each with the hash of the lines it stands for."""
    programme, content = run.programme, sha256_of(folder_of(run) / "lines.parquet")
    dong = {name: step["dong"] for name, step in run.totals["steps"].items()}
    expense, payable, receivable = (f"{kind}:{programme}" for kind in ("expense", "payable", "receivable"))
    return [
        Move(expense, payable, dong["due"] + dong["arrears"] + dong["once"], f"Ghi nhận phải trả: {run}", content),
        Move(receivable, expense, -dong["recovery"], f"Truy thu: {run}", content),
        Move(payable, receivable, -dong["offset"], f"Bù trừ truy thu: {run}", content),
        Move(payable, receivable, -dong["instalment"], f"Trừ dần truy thu: {run}", content),
    ]
