"""One DuckDB connection a snapshot, kept for the process; every question gets its own cursor."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from ansinh.core.days import last_day
from ansinh.engine.run import connect
from ansinh.indicators.models import Snapshot
from ansinh.places.models import Place

ATOMS = "SELECT atom, grain, period, commune_id, commune_later_id, province_id, decided_on, is_out_of_turn, records"
# Snapshots taken while the yearly review was all that was counted; sealed ones are kept for good.
ATOMS_BEFORE = "SELECT atom, 'review', year, commune_id, commune_later_id, province_id, decided_on, campaign_kind <> 'annual', records"
LAST_YEAR = 9999
_opening = Lock()


class NoSnapshot(LookupError):
    """Nothing was snapshotted yet, or not that one; says how to take one."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Records of one counted grain, place and period under one decision: the smallest part a figure is made of."""

    id: int
    grain: str
    period: int
    commune_id: str
    commune_later_id: str | None
    province_id: str
    decided_on: date | None
    is_out_of_turn: bool
    records: int

    @property
    def is_monthly(self) -> bool:
        return self.period > LAST_YEAR

    @property
    def year(self) -> int:
        return self.period // 100 if self.is_monthly else self.period

    @property
    def placed_on(self) -> date:
        """The day whose map the records' places are of: the last of their month, or that of the decision."""
        return last_day(self.period) if self.is_monthly else self.decided_on or date(self.period, 12, 31)


class Warehouse:
    """The figures layer of a snapshot: its atoms in memory, its rows in Parquet."""

    def __init__(self, folder: Path) -> None:
        self._connection = connect()
        self.columns: dict[str, frozenset[str]] = {}
        figures = folder / "figures"
        for grain in sorted(path for path in figures.iterdir() if path.is_dir()):
            source = f"read_parquet('{grain}/*.parquet', union_by_name = true)"
            self._connection.execute(f'CREATE VIEW "{grain.name}" AS SELECT * FROM {source}')
            described = self._connection.execute(f'DESCRIBE "{grain.name}"').fetchall()
            self.columns[grain.name] = frozenset(row[0] for row in described)
        kept = f"FROM read_parquet('{figures}/atoms.parquet')"
        is_old = "grain" not in {row[0] for row in self._connection.execute(f"DESCRIBE SELECT * {kept}").fetchall()}
        rows = self._connection.execute(f"{ATOMS_BEFORE if is_old else ATOMS} {kept}").fetchall()
        self.atoms = tuple(Atom(*row) for row in rows)

    def atoms_of(self, root: str) -> tuple[Atom, ...]:
        """The atoms of one counted grain."""
        return tuple(atom for atom in self.atoms if atom.grain == root)

    def rows(self, sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query; safe to ask from several threads."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, parameters or []).fetchall()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()


@lru_cache(maxsize=4)
def _opened(folder: str) -> Warehouse:
    return Warehouse(Path(folder))


def open_warehouse(snapshot: Snapshot) -> Warehouse:
    """The warehouse of a snapshot, opened once a process. Raises NoSnapshot when its folder has gone."""
    if not (Path(snapshot.folder) / "figures" / "atoms.parquet").exists():
        raise NoSnapshot(
            f"Ảnh chụp {snapshot.pk} không còn tệp số liệu ở {snapshot.folder}. Chụp lại: ansinh snapshot take."
        )
    with _opening:
        return _opened(snapshot.folder)


def snapshot_for(place: Place, wanted: str | Snapshot | None = None) -> Snapshot:
    """The snapshot named, or the newest of the place's province (the old ones it comes from too). Raises NoSnapshot."""
    if isinstance(wanted, Snapshot):
        return wanted
    if wanted:
        found = Snapshot.objects.filter(pk=wanted).first()
        if found is None:
            raise NoSnapshot(f"Không có ảnh chụp «{wanted}». Xem: ansinh snapshot list.")
        return found
    province = place.province or place
    older = Place.objects.filter(became__successor=province)
    newest = Snapshot.objects.filter(province__in=[province, *older]).order_by("-taken_at").first()
    if newest is None:
        raise NoSnapshot(
            f"{province.full_name} chưa có ảnh chụp số liệu nào. Chụp trước: ansinh snapshot take {province.slug}."
        )
    return newest
