"""All files of a run for its providers, written whole or not at all."""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.utils import timezone

from ansinh.core.days import first_day, month_text
from ansinh.engine.collect import collect
from ansinh.payments import words
from ansinh.payments.models import Provider, Purse, Run

from .batch import Batch, DocumentRefused
from .layouts import Layout, layout_named
from .people import with_people

WRITERS = 2  # Files are checked against the schema side by side; each held in memory meanwhile.


@dataclass(frozen=True)
class SentFile:
    """A file of a provider as it was written: its name in the folder, its hash, and what it carries."""

    name: str
    sha256: str
    provider: str
    orders: int
    amount_dong: int


def write_files(*, run: Run, folder: Path, orders: pa.Table, pay_day: date | None = None) -> list[SentFile]:
    """The files of every provider of the run, in `folder`: each appears whole, under its own name; the same orders give the same bytes.

    `orders` has the columns of orders.parquet. `pay_day` is the day asked of the bank: the later of the run's plan day and the first
    of its month unless told. Raises DocumentRefused with the order or provider that cannot be written; no file is left half."""
    folder.mkdir(parents=True, exist_ok=True)
    if orders.num_rows and (lowest := pc.min(orders["amount_dong"]).as_py()) <= 0:
        raise DocumentRefused(f"Có lệnh chi {lowest} đồng: lệnh chi phải lớn hơn 0. Lập lại đợt chi.")
    work = list(_batches(run, orders, pay_day or max(run.plan_day, first_day(run.month))))
    with ThreadPoolExecutor(WRITERS) as writers:
        return list(writers.map(lambda each: _written(folder, *each), work))


def _written(folder: Path, layout: Layout, batch: Batch, name: str) -> SentFile:
    half = folder / f".{name}"
    try:
        layout.write(batch, half)
        with half.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        half.replace(folder / name)
    finally:
        half.unlink(missing_ok=True)
    amount_dong = pc.sum(batch.orders["amount_dong"]).as_py()
    return SentFile(name, digest, batch.provider.code, batch.orders.num_rows, amount_dong)


def _batches(run: Run, orders: pa.Table, pay_day: date) -> Iterator[tuple[Layout, Batch, str]]:
    """What goes into each file: a provider's orders by commune, so many at most, with their layout and the file's name."""
    same: dict[str, Any] = {
        "purpose": purpose_of(run),
        "programme": run.get_programme_display(),
        "month": run.month,
        "pay_day": pay_day,
        "made_at": timezone.localtime(run.signed_at or run.planned_at),
        "purse": purse_of(run),
    }
    for provider in _providers(orders):
        layout = layout_named(provider.layout)
        own = orders.filter(pc.equal(orders["provider"], provider.code))
        own = own.sort_by([("commune_id", "ascending"), ("number", "ascending")])
        if layout.needs_people:
            own = with_people(own, run.province_id)
        for part, first in enumerate(range(0, own.num_rows, layout.at_most), 1):
            name = f"AS{run.pk}-{run.month}-{_plain(provider.code)[:12]}-{part:03d}"
            batch = Batch(name=name, provider=provider, orders=own.slice(first, layout.at_most), **same)
            yield layout, batch, f"{name}{layout.suffix}"


def purpose_of(run: Run) -> str:
    """What the person reads in their bank book."""
    return f"Chi tra {run.get_programme_display()} thang {month_text(run.month)}"


def purse_of(run: Run) -> Purse:
    """The purse of the run's programme in its province. Raises DocumentRefused when it has no account yet."""
    codes = sorted({benefit.purse for benefit in collect().benefits.values() if benefit.programme == run.programme})
    purses = list(Purse.objects.filter(province_id=run.province_id, code__in=codes))
    if len(purses) == 1 and purses[0].account:
        return purses[0]
    named = ", ".join(words.PURSES[code][0] for code in codes) or run.get_programme_display()
    raise DocumentRefused(
        f"{run.province} chưa có đúng một tài khoản chi cho «{named}» (đang có {len(purses)}). Ghi tài khoản của nguồn kinh phí rồi gửi lại."
    )


def _providers(orders: pa.Table) -> list[Provider]:
    codes = sorted(pc.unique(orders["provider"]).to_pylist())
    found = Provider.objects.in_bulk(codes)
    if unknown := [code for code in codes if code not in found]:
        raise DocumentRefused(
            f"Không có đơn vị chi trả «{unknown[0]}». Thêm đơn vị vào danh mục hoặc sửa hình thức chi trả."
        )
    return [found[code] for code in codes]


def _plain(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", code)
