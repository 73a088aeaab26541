"""The accountant's hand: a signed list goes to the providers as files, and the money leaves the treasury.

Files first, each whole under its own name; then one transaction. Killed between the two, the run is still signed, and sending again
writes the same bytes and goes on."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from ansinh.benefits.words import FUNERALS
from ansinh.core import audit
from ansinh.core.database import read_populations
from ansinh.core.numbers import grouped
from ansinh.engine.collect import collect
from ansinh.payments.documents import SentFile, write_files
from ansinh.payments.models import Run

from .hands import acting_hand, held, must_be_another_hand, must_stand, span_of
from .ledger import Move, content_of, post
from .standing import PaymentRefused

_COMPARED = pa.schema(
    [
        ("number", pa.int64()), ("reference", pa.string()), ("person_id", pa.int64()), ("provider", pa.string()),
        ("account_number", pa.string()), ("payee_name", pa.string()), ("amount_dong", pa.int64()),
    ]
)  # fmt: skip


def send(*, run: Run, by: Any, pay_day: date | None = None) -> list[SentFile]:
    """The run's files written into its folder and their sums drawn from the treasury; gives the files. `pay_day` is asked of banks.

    Raises PaymentRefused when the run is not signed, `by` was another hand of it, its folder no longer holds the signed orders, a
    funeral has no death extract, or the files carry another sum than the orders; NoAccess."""
    acting_hand("send", by)
    _may_go(run, by)
    orders = signed_orders(run)
    _must_have_extracts(run)
    with _alone_in(folder_of(run)):
        try:
            files = write_files(run=run, folder=folder_of(run) / "files", orders=orders, pay_day=pay_day)
        except ValueError as refused:
            raise PaymentRefused(str(refused)) from refused
        _must_tie(orders, files)
        with transaction.atomic():
            run = _may_go(run, by)
            run.state, run.sent_by, run.sent_at = "sent", by, timezone.now()
            run.totals = {**run.totals, "files": [asdict(file) for file in files]}
            run.save(update_fields=["state", "sent_by", "sent_at", "totals"])
            post(province_id=run.province_id, run=run, stage="send", moves=_moves(run, orders))
            audit.record(
                "send_run",
                f"run:{run.pk}",
                place_id=run.province_id,
                detail={"files": {file.name: file.sha256 for file in files}, "dong": _dong(orders)},
            )
    return files


def folder_of(run: Run) -> Path:
    """Where the run was written."""
    return Path(settings.PAYRUNS) / run.folder


def purse_of(programme: str) -> str:
    """The code of the one purse a programme is paid from. Raises PaymentRefused."""
    codes = sorted({benefit.purse for benefit in collect().benefits.values() if benefit.programme == programme})
    if len(codes) != 1:
        raise PaymentRefused(
            f"Chương trình «{programme}» phải có đúng một nguồn kinh phí, đang có {len(codes)}: {codes}."
        )
    return codes[0]


def signed_orders(run: Run) -> pa.Table:
    """The orders of the run's folder (orders.parquet), which must be the very orders that were signed. Raises PaymentRefused."""
    path = folder_of(run) / "orders.parquet"
    if not path.is_file():
        raise PaymentRefused(f"Đợt {run}: không còn tệp lệnh chi {path.name} trong thư mục {run.folder}. Chép lại từ bản sao lưu.")  # fmt: skip
    written = pyarrow.parquet.read_table(path)
    signed = _orders_in_the_ledger(run, written.num_rows)
    if content_of(written.select(_COMPARED.names).cast(_COMPARED)) != content_of(signed):
        raise PaymentRefused(
            f"Đợt {run}: lệnh chi trong thư mục ({written.num_rows} lệnh, {grouped(_dong(written))} đồng) không phải lệnh chi đã ký "
            f"({signed.num_rows} lệnh, {grouped(_dong(signed))} đồng). Không gửi; chép lại thư mục {run.folder} từ bản sao lưu."
        )
    return written


def _orders_in_the_ledger(run: Run, count: int) -> pa.Table:
    """The run's orders as the signature wrote them, read in two halves side by side."""
    first, last = span_of(run.pk)
    middle = first + count // 2
    halves = {
        name: (
            f"""SELECT id - {first} AS number, reference, person_id, provider, account_number, payee_name, amount_dong
                FROM payments_order WHERE id BETWEEN {begin} AND {end}""",
            _COMPARED,
        )
        for name, begin, end in (("first", first, middle), ("second", middle + 1, last))
    }
    return pa.concat_tables(read_populations(halves).values())


def _may_go(run: Run, by: Any) -> Run:
    with transaction.atomic():
        run = held(run)
        must_stand(run, "signed", to_do="gửi")
        must_be_another_hand(run, "send", by)
    return run


def _must_have_extracts(run: Run) -> None:
    first, last = span_of(run.pk)
    funerals = ", ".join(f"'{kind}'" for kind in FUNERALS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT p.name FROM payments_line l JOIN people_person p ON p.id = l.person_id
                LEFT JOIN benefits_claim c ON c.id = l.claim_id
                WHERE l.id BETWEEN {first} AND {last} AND l.claim_id IS NOT NULL AND l.order_id IS NOT NULL
                  AND (c.id IS NULL OR (c.kind IN ({funerals}) AND c.death_extract = '')) ORDER BY l.id"""
        )
        names = [name for (name,) in cursor.fetchall()]
    if names:
        raise PaymentRefused(
            f"Đợt {run}: {len(names)} dòng chi một lần không còn hồ sơ, hoặc là mai táng phí thiếu số trích lục khai tử "
            f"({names[0]}). Bổ sung hồ sơ rồi gửi."
        )


def _must_tie(orders: pa.Table, files: Sequence[SentFile]) -> None:
    """Raises PaymentRefused when the files of a provider do not carry its orders to the dong."""
    wanted = {provider: (count, dong) for provider, count, dong in _by_provider(orders)}
    carried: dict[str, tuple[int, int]] = {}
    for file in files:
        count, dong = carried.get(file.provider, (0, 0))
        carried[file.provider] = (count + file.orders, dong + file.amount_dong)
    for provider in sorted(wanted.keys() | carried.keys()):
        (count, dong), (got, got_dong) = wanted.get(provider, (0, 0)), carried.get(provider, (0, 0))
        if (count, dong) != (got, got_dong):
            raise PaymentRefused(
                f"Tệp của {provider} có {got} lệnh, {grouped(got_dong)} đồng; danh sách có {count} lệnh, {grouped(dong)} đồng. Không gửi."
            )


def _by_provider(orders: pa.Table) -> Iterator[tuple[str, int, int]]:
    sums = orders.group_by("provider").aggregate([("amount_dong", "count"), ("amount_dong", "sum")]).sort_by("provider")
    for row in sums.to_pylist():
        yield row["provider"], row["amount_dong_count"], row["amount_dong_sum"]


def _moves(run: Run, orders: pa.Table) -> list[Move]:
    """`content_hash` is over number, reference and amount of the provider's orders."""
    treasury = f"treasury:{purse_of(run.programme)}"
    moves = []
    for provider, count, dong in _by_provider(orders):
        mine = orders.filter(pa.compute.equal(orders["provider"], provider))
        content = content_of(mine.select(["number", "reference", "amount_dong"]))
        moves.append(Move(f"provider:{provider}", treasury, dong, f"{count} lệnh chi, {run}", content))
    return moves


def _dong(orders: pa.Table) -> int:
    return pa.compute.sum(orders["amount_dong"]).as_py() or 0


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time writes files into the folder; the lock goes with the process, however it ends."""
    with (folder / "sending.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
