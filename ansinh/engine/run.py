"""Runs the engine's SQL on DuckDB: one table at once, or file after file in constant memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

Source = Any
"""A pyarrow Table, a DuckDB relation, or the path or glob of Parquet files."""


def run_sql(
    text: str, tables: Mapping[str, Source], *, memory_limit: str | None = None, threads: int | None = None
) -> pa.Table:
    """The rows of ``text``, which reads the grains by their names, as Arrow."""
    with connect(memory_limit=memory_limit, threads=threads) as connection:
        attach(connection, tables)
        result: pa.Table = connection.sql(text).to_arrow_table()
        return result


def copy_sql(
    text: str,
    parts: Iterable[Mapping[str, Source]],
    out: Path | str,
    *,
    memory_limit: str | None = None,
    threads: int | None = None,
) -> int:
    """Runs ``text`` over one part after another and writes ``part-00000.parquet`` and on into ``out``; gives the rows.

    Members must lie in the same part as their parents. Memory is that of the largest part.
    """
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    with connect(memory_limit=memory_limit, threads=threads) as connection:
        for number, tables in enumerate(parts):
            attach(connection, tables)
            target = folder / f"part-{number:05}.parquet"
            written = connection.execute(f"COPY ({text}) TO '{_quoted(target)}' (FORMAT PARQUET)").fetchone()
            rows += written[0] if written else 0
    return rows


def parts_of(folders: Mapping[str, Path | str]) -> list[dict[str, str]]:
    """Pairs the Parquet files of each grain's folder by file name; refuses a name one of them does not have."""
    names = {
        grain: {path.name: str(path) for path in Path(folder).glob("*.parquet")} for grain, folder in folders.items()
    }
    every = sorted(set().union(*names.values()))
    for grain, files in names.items():
        missing = [name for name in every if name not in files]
        if missing:
            raise FileNotFoundError(
                f"{folders[grain]} has no {', '.join(missing)}: parts must be cut alike for all grains"
            )
    return [{grain: files[name] for grain, files in names.items()} for name in every]


def connect(*, memory_limit: str | None = None, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A private database in memory, that fetches nothing and loads nothing from outside."""
    config: dict[str, Any] = {"autoinstall_known_extensions": "false", "preserve_insertion_order": "false"}
    if memory_limit:
        config["memory_limit"] = memory_limit
    if threads:
        config["threads"] = threads
    connection = duckdb.connect(":memory:", config=config)
    connection.execute("SET enable_progress_bar = false")  # it would draw on the output of whoever asks
    return connection


def attach(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Source]) -> None:
    """Makes each grain readable by its name."""
    for grain, source in tables.items():
        if isinstance(source, str | Path):
            found = f"read_parquet('{_quoted(source)}', union_by_name = true)"
            connection.execute(f'CREATE OR REPLACE TEMP VIEW "{grain}" AS SELECT * FROM {found}')
        elif isinstance(source, duckdb.DuckDBPyRelation):
            connection.register(grain, source.to_arrow_table())
        else:
            connection.register(grain, source)


def _quoted(path: Path | str) -> str:
    return str(path).replace("'", "''")
