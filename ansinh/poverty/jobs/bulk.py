"""Many rows in and out of the tables of reviews inside the transaction of the act: a commune or a province in one statement."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from django.db import connection, transaction

ROWS_AT_ONCE = 50_000


def update_by_key(table: str, data: pa.Table, *, key: str = "id", only_where: str = "") -> None:
    """Set the other columns of `data` in the rows its key names; `only_where` holds back rows that may not change."""
    data = data.sort_by(key)  # in the order the rows lie in, else a province's pages are read and written many times
    columns = [name for name in data.column_names if name != key]
    and_where = f" AND ({only_where})" if only_where else ""
    settings = ", ".join(f'"{name}" = %s' for name in columns)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # no savepoint here: SQLite would copy every page it touches
            for rows in _batches(data.select([*columns, key])):
                cursor.executemany(f'UPDATE "{table}" SET {settings} WHERE "{key}" = %s{and_where}', rows)
        return
    given = f"given_{table}"
    names = ", ".join(f'"{name}"' for name in [key, *columns])
    settings = ", ".join(f'"{name}" = given."{name}"' for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMP TABLE "{given}" ON COMMIT DROP AS SELECT {names} FROM "{table}" WITH NO DATA')
        _copy(cursor, given, data.select([key, *columns]))
        cursor.execute(
            f'UPDATE "{table}" SET {settings} FROM "{given}" given WHERE "{table}"."{key}" = given."{key}"{and_where}'
        )
        cursor.execute(f'DROP TABLE "{given}"')


def insert_rows(table: str, data: pa.Table) -> None:
    """Add the rows of `data`; the database numbers them when it has no key."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            names = ", ".join(f'"{name}"' for name in data.column_names)
            marks = ", ".join(["%s"] * data.num_columns)
            for rows in _batches(data):
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
        else:
            _copy(cursor, table, data)


def _copy(cursor: Any, table: str, data: pa.Table) -> None:
    names = ", ".join(f'"{name}"' for name in data.column_names)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for rows in _batches(data):
            for row in rows:
                copy.write_row(row)


def _batches(data: pa.Table) -> Iterator[list[Sequence[Any]]]:
    for batch in data.to_batches(max_chunksize=ROWS_AT_ONCE):
        yield list(zip(*(_values(column) for column in batch.columns), strict=True))


def _values(column: pa.Array) -> list[Any]:
    if connection.vendor == "sqlite" and (pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)):
        column = column.cast(pa.string())
    return column.to_pylist()
