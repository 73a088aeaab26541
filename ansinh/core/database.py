"""Whole populations in and out of the database through Arrow (ADBC), never row by row."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
import pyarrow.compute
from django.db import connection


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


@contextmanager
def arrow_connection() -> Iterator[Any]:
    """A connection of ADBC to Django's default database, closed afterwards."""
    if _is_sqlite():
        import adbc_driver_sqlite.dbapi as adbc

        opened = adbc.connect(f"file:{connection.settings_dict['NAME']}", autocommit=True)
    else:
        import adbc_driver_postgresql.dbapi as adbc

        at = connection.settings_dict
        opened = adbc.connect(
            f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST'] or 'localhost'}:{at['PORT'] or 5432}/{at['NAME']}"
        )
    try:
        yield opened
    finally:
        opened.close()


def read_arrow(sql: str, schema: pa.Schema | None = None) -> pa.Table:
    """The rows of a query as one Arrow table, cast to `schema` when given (SQLite has no types of its own).

    Inside an open transaction it reads through Django's connection, so it sees what the transaction wrote."""
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            names = [column[0] for column in cursor.description]
            columns = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(names)
        return _typed(names, columns, schema)
    with arrow_connection() as opened, opened.cursor() as cursor:
        if _is_sqlite():
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": 200_000})
        cursor.execute(sql)
        table = cursor.fetch_arrow_table()
    return conform(table, schema) if schema else table


def read_batches(sql: str, schema: pa.Schema, batch_rows: int = 200_000) -> Iterator[pa.RecordBatch]:
    """The rows of a query as record batches of the given schema, in constant memory."""
    if connection.in_atomic_block:
        yield from read_arrow(sql, schema).to_batches()
        return
    with arrow_connection() as opened, opened.cursor() as cursor:
        if _is_sqlite():
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": batch_rows})
        cursor.execute(sql)
        for batch in cursor.fetch_record_batch():
            yield from conform(pa.Table.from_batches([batch]), schema).to_batches()


def _typed(names: Sequence[str], columns: Sequence[Sequence[Any]], schema: pa.Schema | None) -> pa.Table:
    if schema is None:
        return pa.table({name: list(column) for name, column in zip(names, columns, strict=True)})
    arrays = [_column(list(column), schema.field(name).type) for name, column in zip(names, columns, strict=True)]
    return pa.Table.from_arrays(arrays, names=list(names)).select(schema.names)


def _column(values: list[Any], wanted: pa.DataType) -> pa.Array:
    if pa.types.is_boolean(wanted):
        return pa.array([None if value is None else bool(value) for value in values], wanted)
    if pa.types.is_date(wanted):
        return pa.array([None if value is None else str(value)[:10] for value in values], pa.string()).cast(wanted)
    return pa.array(values).cast(wanted)


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with the columns and types of `schema`; integers become truth values and text becomes days where asked."""
    columns = []
    for field in schema:
        column = table.column(field.name)
        if pa.types.is_date(field.type) and not pa.types.is_date(column.type):
            column = column.cast(pa.string()) if pa.types.is_null(column.type) else column
            column = pa.compute.utf8_slice_codeunits(column.cast(pa.string()), 0, 10)
        elif pa.types.is_boolean(field.type) and not pa.types.is_boolean(column.type):
            column = column.cast(pa.int64())
        columns.append(column.cast(field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def write_arrow(table_name: str, data: pa.Table) -> int:
    """Append an Arrow table to a database table; gives the number of rows. The keys must be in the data.

    It runs outside Django's transaction: for loading populations, not for an officer's act."""
    if not _is_sqlite():
        _reset_after_copy(table_name, data)
        return data.num_rows
    with arrow_connection() as opened, opened.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=20000")
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.adbc_ingest(table_name, _plain(data), mode="append")
    return data.num_rows


def _plain(data: pa.Table) -> pa.Table:
    """SQLite keeps truth values as 0 and 1 and days as ISO text, as Django reads them."""
    columns = []
    for column in data.columns:
        if pa.types.is_boolean(column.type):
            column = column.cast(pa.int64())
        elif pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
            column = column.cast(pa.string())
        columns.append(column)
    return pa.Table.from_arrays(columns, names=data.column_names)


def _reset_after_copy(table_name: str, data: pa.Table) -> None:
    with arrow_connection() as opened:
        with opened.cursor() as cursor:
            cursor.adbc_ingest(table_name, data, mode="append")
        opened.commit()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table_name}"'])
        if (sequence := cursor.fetchone()[0]) is not None:
            cursor.execute(f'SELECT setval(%s, COALESCE((SELECT MAX(id) FROM "{table_name}"), 1))', [sequence])
