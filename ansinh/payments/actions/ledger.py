"""The general ledger: postings in whole dong, only ever added, each naming the hash of the one before in its province.

What it says of an account must be what the rows of the sub-ledger say: lines, settlements, unpaid orders, recoveries, repayments."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.csv
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone

from ansinh.core import audit
from ansinh.core.access import must_hold, must_reach
from ansinh.payments.models import RUN_ROWS, Entry, Run

from .hands import held
from .standing import PaymentRefused

_LOCK_KEY = 4081946
_START = "0" * 64
# Accounts whose balance is what was credited more than debited: what is owed to people, what was drawn.
_CREDIT_KINDS = ("payable", "treasury")


@dataclass(frozen=True)
class Move:
    """One sum from an account to another: `debit` and `credit` are `kind:name`, `amount_dong` is above 0.

    `content_hash` is over the rows of the sub-ledger the sum stands for (`content_of`)."""

    debit: str
    credit: str
    amount_dong: int
    memo: str
    content_hash: str = ""


@dataclass(frozen=True)
class Tie:
    """A control account of a run: its balance by the postings, and by the rows it stands for."""

    account: str
    ledger_dong: int
    rows_dong: int

    @property
    def holds(self) -> bool:
        return self.ledger_dong == self.rows_dong


def post(*, province_id: str, run: Run | None, stage: str, moves: Sequence[Move]) -> list[Entry]:
    """The entries of an act, chained behind the province's last one; moves of 0 dong are left out. Must be called inside the
    transaction of the act."""
    _take_the_chain()
    entries = []
    for move in moves:
        if move.amount_dong != 0:
            entry = Entry(
                province_id=province_id,
                run=run,
                stage=stage,
                debit=move.debit,
                credit=move.credit,
                amount_dong=move.amount_dong,
                memo=move.memo,
                content_hash=move.content_hash,
            )
            entries.append(_chained(entry))
    return entries


def reverse(*, entry: Entry, reason: str, by: Any) -> Entry:
    """The same sum the other way round, naming the entry it takes back; until what it stood for is put right the run does not tie and
    cannot be closed. Raises PaymentRefused for one taken back before, one that takes another back, and one of a closed run; NoAccess."""
    must_hold("province_leader")
    must_reach(f"Bút toán {entry.pk}", "", entry.province_id)
    with transaction.atomic():
        if entry.run_id is not None:
            run = held(Run(pk=entry.run_id))
            if run.state == "closed":
                raise PaymentRefused(f"Bút toán {entry.pk} thuộc đợt {run} đã chốt. Đề nghị mở lại đợt trước.")
        back = reversal_of(entry, reason)
        audit.record(
            "reverse_entry",
            f"entry:{entry.pk}",
            place_id=entry.province_id,
            reason=reason,
            detail={"entry": back.pk, "amount_dong": entry.amount_dong},
        )
    return back


def reversal_of(entry: Entry, reason: str) -> Entry:
    """The reversing entry of an act that takes more back than one posting. Must be called inside its transaction."""
    _take_the_chain()
    if not reason.strip():
        raise PaymentRefused(f"Chưa đảo bút toán {entry.pk}: ghi lý do.")
    if entry.reverses_id is not None:
        raise PaymentRefused(f"Bút toán {entry.pk} là bút toán đảo của {entry.reverses_id}. Ghi lại bút toán gốc.")
    if Entry._base_manager.filter(reverses=entry).exists():
        raise PaymentRefused(f"Bút toán {entry.pk} đã được đảo rồi.")
    return _chained(
        Entry(
            province_id=entry.province_id,
            run_id=entry.run_id,
            stage="reverse",
            debit=entry.credit,
            credit=entry.debit,
            amount_dong=entry.amount_dong,
            memo=f"Đảo bút toán {entry.pk}: {reason.strip()}"[:200],
            content_hash=entry.content_hash,
            reverses=entry,
        )
    )


def _take_the_chain() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Bút toán phải ghi trong cùng giao dịch với việc làm.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])


def _chained(entry: Entry) -> Entry:
    if entry.amount_dong < 0:
        raise PaymentRefused(f"Bút toán {entry.debit} / {entry.credit} có số tiền âm: {entry.amount_dong} đồng.")
    entry.at = timezone.now()
    entry.previous_hash = last_hash(entry.province_id)
    entry.hash = _hash_of(entry)
    entry.save(force_insert=True)
    return entry


def last_hash(province_id: str) -> str:
    """The hash of a province's newest entry; sixty-four noughts before the first."""
    every = Entry._base_manager.filter(province_id=province_id).order_by("-id")
    return every.values_list("hash", flat=True).first() or _START


def broken_links(province_id: str) -> Iterator[int]:
    """The ids of a province's entries whose hash or link does not hold; none when the chain is whole."""
    previous = _START
    for entry in Entry._base_manager.filter(province_id=province_id).order_by("id").iterator(chunk_size=2000):
        if entry.previous_hash != previous or entry.hash != _hash_of(entry):
            yield entry.pk
        previous = entry.hash


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
        entry.reverses_id,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def content_of(rows: pa.Table) -> str:
    """SHA-256 over the rows as CSV, sorted by their columns from left to right: the same rows give the same hash in any order."""
    digest = hashlib.sha256()
    ordered = rows.sort_by([(name, "ascending") for name in rows.column_names])
    with pa.PythonFile(_Digesting(digest), mode="w") as sink:
        pyarrow.csv.write_csv(ordered, sink)
    return digest.hexdigest()


class _Digesting:
    """A file that keeps nothing but the hash of what is written to it."""

    closed = False

    def __init__(self, digest: Any) -> None:
        self.digest = digest

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return len(data)

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass


def balances(province_id: str, *, run: Run | None = None) -> dict[str, int]:
    """Dong on each account that was ever posted to, of a province or of one of its runs.

    What is payable and what was drawn from the treasury counts up with credits, every other account with debits."""
    entries = Entry._base_manager.filter(province_id=province_id)
    if run is not None:
        entries = entries.filter(run=run)
    found: defaultdict[str, int] = defaultdict(int)
    for account, amount in entries.order_by().values_list("debit").annotate(Sum("amount_dong")):
        found[account] += -amount if account.split(":")[0] in _CREDIT_KINDS else amount
    for account, amount in entries.order_by().values_list("credit").annotate(Sum("amount_dong")):
        found[account] += amount if account.split(":")[0] in _CREDIT_KINDS else -amount
    return dict(sorted(found.items()))


def ties(run: Run) -> list[Tie]:
    """The control accounts of a run beside its own rows, each to the dong:

    payable = what its lines recognise or take from orders - paid - written back; receivable = its recoveries (which count what it
    set off itself) - the instalments it took - repaid; each provider = sent - paid - given back; treasury = the providers' sums less
    what was given back and repaid."""
    posted = balances(run.province_id, run=run)
    lines = dict(_sums("SELECT kind, SUM(amount_dong) FROM payments_line WHERE {rows} GROUP BY kind", run))
    taken = lines.get("offset", 0) + lines.get("instalment", 0)
    recovered = _one("SELECT SUM(amount_dong) FROM payments_recovery WHERE run_id = {run}", run)
    repaid = _one(
        """SELECT SUM(p.amount_dong) FROM payments_repayment p JOIN payments_recovery r ON r.id = p.recovery_id
           WHERE r.run_id = {run}""",
        run,
    )
    written = _one(
        """SELECT SUM(amount_dong) FROM payments_unpaid
           WHERE run_id = {run} AND withdrawn_by_id IS NULL AND decided = 'written_back'""",
        run,
    )
    due = sum(lines.get(kind, 0) for kind in ("due", "arrears", "once"))
    paid = dict(_sums(_PAID, run))
    sent = dict(_sums("SELECT provider, SUM(amount_dong) FROM payments_order WHERE {rows} GROUP BY provider", run))
    back = dict(_sums(_GIVEN_BACK, run))
    if run.state in ("planned", "signed", "discarded"):
        sent = dict.fromkeys(sent, 0)
    with_providers = {code: sent[code] - paid.get(code, 0) - back.get(code, 0) for code in sorted(sent)}
    treasury = sum(amount for account, amount in posted.items() if account.startswith("treasury:"))
    return [
        Tie(f"payable:{run.programme}", posted.get(f"payable:{run.programme}", 0), due + taken - sum(paid.values()) - written),
        Tie(f"receivable:{run.programme}", posted.get(f"receivable:{run.programme}", 0), recovered + lines.get("instalment", 0) - repaid),
        *(Tie(f"provider:{code}", posted.get(f"provider:{code}", 0), held) for code, held in with_providers.items()),
        Tie("treasury", treasury, sum(sent.values()) - sum(back.values()) - repaid),
    ]  # fmt: skip


_PAID = """
SELECT o.provider, SUM(s.amount_dong) FROM payments_settlement s JOIN payments_order o ON o.id = s.order_id
WHERE {settled} AND s.outcome = 'paid' GROUP BY o.provider"""
_GIVEN_BACK = """
SELECT o.provider, SUM(u.amount_dong) FROM payments_unpaid u JOIN payments_order o ON o.id = u.order_id
WHERE u.run_id = {run} AND u.withdrawn_by_id IS NULL GROUP BY o.provider"""


def _sums(sql: str, run: Run) -> list[tuple[str, int]]:
    first, last = run.pk * RUN_ROWS, (run.pk + 1) * RUN_ROWS - 1
    with connection.cursor() as cursor:
        cursor.execute(
            sql.format(
                run=run.pk, rows=f"id BETWEEN {first} AND {last}", settled=f"s.order_id BETWEEN {first} AND {last}"
            )
        )
        return [(name, int(amount)) for name, amount in cursor.fetchall()]


def _one(sql: str, run: Run) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(run=run.pk))
        return int(cursor.fetchone()[0] or 0)
