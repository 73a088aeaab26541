"""The general ledger: postings in whole dong, only ever added, each naming the hash of the one before in its province."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from ansinh.payments.models import Entry, Run

_LOCK_KEY = 4081946
_START = "0" * 64


@dataclass(frozen=True)
class Move:
    """One sum from an account to another: `debit` and `credit` are `kind:name`, `amount_dong` is above 0.

    `content_hash` is over the rows of the sub-ledger the sum stands for."""

    debit: str
    credit: str
    amount_dong: int
    memo: str
    content_hash: str = ""


def post(*, province_id: str, run: Run | None, stage: str, moves: Sequence[Move]) -> list[Entry]:
    """The entries of an act, chained behind the province's last one; moves of 0 dong are left out. Must be called inside the
    transaction of the act."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Bút toán phải ghi trong cùng giao dịch với việc làm.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])
    previous = last_hash(province_id)
    entries = []
    for move in moves:
        if move.amount_dong == 0:
            continue
        entry = Entry(
            province_id=province_id,
            run=run,
            stage=stage,
            debit=move.debit,
            credit=move.credit,
            amount_dong=move.amount_dong,
            memo=move.memo,
            content_hash=move.content_hash,
            at=timezone.now(),
            previous_hash=previous,
        )
        previous = entry.hash = _hash_of(entry)
        entry.save(force_insert=True)
        entries.append(entry)
    return entries


def last_hash(province_id: str) -> str:
    """The hash of a province's newest entry; sixty-four noughts before the first."""
    newest = Entry.objects.filter(province_id=province_id).order_by("-id").values_list("hash", flat=True).first()
    return newest or _START


def _hash_of(entry: Entry) -> str:
    told = [
        entry.previous_hash,
        entry.at.isoformat(),
        entry.province_id,
        entry.run_id,
        entry.stage,
        entry.debit,
        entry.credit,
        entry.amount_dong,
        entry.memo,
        entry.content_hash,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
