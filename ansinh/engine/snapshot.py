"""A sealed copy of the grains as Parquet files, with a manifest that says when, how many and which bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from .facts import Grain

MANIFEST = "manifest.json"
FORMAT = 1
ARROW_TYPES = {"int": pa.int64(), "bool": pa.bool_(), "str": pa.string(), "date": pa.date32()}
ROWS_A_GROUP = 100_000

Read = Callable[[str], Iterable[pa.RecordBatch]]


class SnapshotError(ValueError):
    """A snapshot is incomplete, altered, or cannot be written; says which file."""


def write_snapshot(
    grains: Iterable[Grain],
    read: Read,
    out_dir: Path | str,
    *,
    taken_at: datetime | str,
    law_version: str = "",
    where: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Writes ``<grain>.parquet`` for each grain, sorted by key, and the manifest last; gives the manifest.

    ``read`` runs SQL and gives Arrow record batches. ``where`` narrows a grain by SQL over its query's columns.
    The same records give the same bytes. Refuses a folder that already holds a snapshot.
    """
    folder = Path(out_dir)
    if (folder / MANIFEST).exists():
        raise SnapshotError(f"{folder} already holds a snapshot, and none is ever overwritten: choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for grain in grains:
        path = folder / f"{grain.name}.parquet"
        rows = _write(grain, read(query_of(grain, (where or {}).get(grain.name, ""))), path)
        columns = list(columns_of(grain))
        files[path.name] = {"grain": grain.name, "rows": rows, "sha256": _hash(path), "columns": columns}
    taken = taken_at if isinstance(taken_at, str) else taken_at.isoformat()
    manifest = {"format": FORMAT, "taken_at": taken, "law_version": law_version, "files": files}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return manifest


def open_snapshot(folder: Path | str) -> dict[str, str]:
    """The Parquet path of each grain, as ``House.run`` takes them; refuses a folder without a manifest."""
    found = read_manifest(folder)
    return {file["grain"]: str(Path(folder) / name) for name, file in found["files"].items()}


def verify_snapshot(folder: Path | str) -> list[str]:
    """What differs from the manifest, one sentence a file, in Vietnamese; empty when every byte is as it was sealed."""
    problems = []
    for name, file in read_manifest(folder)["files"].items():
        path = Path(folder) / name
        if not path.exists():
            problems.append(f"Thiếu tệp {name} ({file['rows']} dòng) trong bản chụp {folder}")
        elif (found := _hash(path)) != file["sha256"]:
            problems.append(
                f"Tệp {name} đã bị thay đổi: mã băm {found[:12]}…, khi niêm phong là {file['sha256'][:12]}…"
            )
    return problems


def read_manifest(folder: Path | str) -> dict[str, Any]:
    """What was written, when and under which law."""
    path = Path(folder) / MANIFEST
    if not path.exists():
        raise SnapshotError(f"{folder} holds no snapshot: {MANIFEST} is missing (it is written last)")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest.get("format") != FORMAT:
        raise SnapshotError(f"{path}: format {manifest.get('format')!r}, this program reads {FORMAT}")
    return manifest


def columns_of(grain: Grain) -> dict[str, pa.DataType | None]:
    """The columns of a grain's file: keys and partition as they are read (``None``), facts in the engine's types."""
    columns: dict[str, pa.DataType | None] = dict.fromkeys(grain.key_columns)
    if grain.partition:
        columns.setdefault(grain.partition, None)
    return columns | {fact.column: ARROW_TYPES[fact.type_name] for fact in grain.facts.values()}


def query_of(grain: Grain, where: str = "") -> str:
    """The SQL a grain's records are read with."""
    query = f"SELECT * FROM ({grain.query}) AS records" if grain.query else f"SELECT * FROM {grain.name}"
    return f"{query} WHERE {where}" if where else query


def _write(grain: Grain, batches: Iterable[pa.RecordBatch], path: Path) -> int:
    table = _typed(grain, pa.Table.from_batches(batches) if (batches := list(batches)) else pa.table({}))
    pq.write_table(table, path, compression="zstd", row_group_size=ROWS_A_GROUP, store_schema=False)
    return int(table.num_rows)


def _typed(grain: Grain, table: pa.Table) -> pa.Table:
    """Only the grain's columns, cast, in the order of the key; a database without yes/no or days gives 0, 1, text."""
    wanted = columns_of(grain)
    if not table.num_columns:
        return pa.table({name: pa.array([], type_ or pa.int64()) for name, type_ in wanted.items()})
    columns = {}
    for name, type_ in wanted.items():
        if name not in table.column_names:
            raise SnapshotError(
                f"{grain.name}: the query gives no column {name!r}, only {', '.join(table.column_names)}"
            )
        columns[name] = _cast(grain.name, name, table[name], type_)
    return pa.table(columns).sort_by(grain.key)


def _cast(grain: str, name: str, column: pa.ChunkedArray, type_: pa.DataType | None) -> pa.ChunkedArray:
    if type_ is None or column.type == type_:
        return column
    try:
        if pa.types.is_boolean(type_) and pa.types.is_integer(column.type):
            return pc.not_equal(column, 0)
        return column.cast(type_)
    except pa.ArrowInvalid as error:
        raise SnapshotError(f"{grain}.{name}: cannot be read as {type_}: {error}") from error


def _hash(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()
