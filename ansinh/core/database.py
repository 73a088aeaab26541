"""Whole populations in and out of the database through Arrow, never object by object.

PostgreSQL is read and written through ADBC. SQLite is not: two copies of the SQLite library in one process (Python's and ADBC's)
break each other's locks, and the one that closes first takes the other's write-ahead log away. So SQLite has one library here."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from ansinh.core import sqlite_reader

BATCH_ROWS = 200_000


def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


@contextmanager
def _postgres() -> Iterator[Any]:
    import adbc_driver_postgresql.dbapi

    at = connection.settings_dict
    address = f"{quote(at['HOST'] or 'localhost', safe='')}:{at['PORT'] or 5432}/{at['NAME']}"
    with closing(
        adbc_driver_postgresql.dbapi.connect(f"postgresql://{at['USER']}:{at['PASSWORD']}@{address}")
    ) as opened:
        yield opened


@contextmanager
def _sqlite_rows(sql: str) -> Iterator[Any]:
    """A cursor over the query, on a connection of its own that only reads."""
    with closing(sqlite3.connect(f"file:{connection.settings_dict['NAME']}?mode=ro", uri=True, timeout=20)) as opened:
        yield opened.execute(sql)


def read_arrow(sql: str, schema: pa.Schema | None = None, *, committed: bool = False) -> pa.Table:
    """The rows of a query as one Arrow table, cast to `schema` when given (SQLite has no types of its own).

    Inside an open transaction it reads through Django's connection, so it sees what the transaction wrote; `committed` says
    that the transaction has written nothing yet and lets a population be read the fast way."""
    if connection.in_atomic_block and not committed:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return _table_of(cursor, schema)
    if _is_sqlite():
        with _sqlite_rows(sql) as cursor:
            return _table_of(cursor, schema)
    with _postgres() as opened, opened.cursor() as cursor:
        cursor.execute(sql)
        table = cursor.fetch_arrow_table()
    return conform(table, schema) if schema else table


def read_populations(
    asked: Mapping[str, tuple[str, pa.Schema | None]], *, committed: bool = False
) -> dict[str, pa.Table]:
    """The rows of several large queries, read side by side: on SQLite by a few processes of their own (`sqlite_reader`).

    Inside an open transaction they are read one by one through it, unless `committed` says it has written nothing yet."""
    if not _is_sqlite() or (connection.in_atomic_block and not committed):
        return {name: read_arrow(sql, schema, committed=committed) for name, (sql, schema) in asked.items()}
    with tempfile.TemporaryDirectory() as folder:
        places = {name: Path(folder) / str(number) for number, name in enumerate(asked)}
        queries = [(sql, str(places[name])) for name, (sql, _) in asked.items()]
        sqlite_reader.read_all(str(connection.settings_dict["NAME"]), queries)
        return {name: _left_in(places[name], schema) for name, (_, schema) in asked.items()}


def _left_in(out: Path, schema: pa.Schema | None) -> pa.Table:
    with pa.memory_map(str(out)) as file:
        table = pa.ipc.open_file(file).read_all()
    return conform(table, schema) if schema else table


def _table_of(cursor: Any, schema: pa.Schema | None) -> pa.Table:
    names = [column[0] for column in cursor.description]
    tables = list(_tables_of(cursor, schema, BATCH_ROWS))
    if tables:
        return pa.concat_tables(tables, promote_options="permissive")
    return schema.empty_table() if schema else pa.table({name: [] for name in names})


def _tables_of(cursor: Any, schema: pa.Schema | None, batch_rows: int) -> Iterator[pa.Table]:
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(batch_rows):
        columns = dict(zip(names, zip(*rows, strict=True), strict=True))
        if schema is None:
            yield pa.table({name: pa.array(values) for name, values in columns.items()})
        else:
            yield pa.Table.from_arrays([_column(columns[field.name], field.type) for field in schema], schema=schema)


def _column(values: Sequence[Any], wanted: pa.DataType) -> pa.Array:
    found = pa.array(values)
    if pa.types.is_date(wanted) and pa.types.is_string(found.type):
        return pa.compute.utf8_slice_codeunits(found, 0, 10).cast(wanted)
    return found.cast(wanted)


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table with the columns and types of `schema`; integers become truth values and text becomes days where asked."""
    columns = []
    for field in schema:
        column = table.column(field.name)
        if pa.types.is_null(column.type):
            column = pa.nulls(table.num_rows, field.type)
        elif pa.types.is_date(field.type) and not pa.types.is_date(column.type):
            column = pa.compute.utf8_slice_codeunits(column.cast(pa.string()), 0, 10)
        elif pa.types.is_boolean(field.type) and not pa.types.is_boolean(column.type):
            column = column.cast(pa.int64())
        columns.append(column.cast(field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def schema_of(table_name: str, columns: Iterable[str]) -> pa.Schema:
    """What columns of a table hold, for reading them where the database has no types of its own; moments are texts."""
    model = next(one for one in apps.get_models(include_auto_created=True) if one._meta.db_table == table_name)
    fields = {field.column: field for field in model._meta.concrete_fields}
    return pa.schema([(name, _arrow_type(fields[name])) for name in columns])


def _arrow_type(field: models.Field) -> pa.DataType:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.BooleanField):
        return pa.bool_()
    if isinstance(field, models.IntegerField):
        return pa.int64()
    is_day = isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
    return pa.date32() if is_day else pa.string()


def write_arrow(table_name: str, data: pa.Table) -> int:
    """Append an Arrow table to a database table; gives the number of rows. The keys must be in the data.

    On SQLite it belongs to the transaction it is called in; on PostgreSQL it runs outside: for loading populations,
    not for an officer's act."""
    if _is_sqlite():
        names = ", ".join(f'"{name}"' for name in data.column_names)
        marks = ", ".join(["%s"] * data.num_columns)
        with transaction.atomic(), connection.cursor() as cursor:
            for batch in _plain(data).to_batches(max_chunksize=BATCH_ROWS):
                rows = list(zip(*(column.to_pylist() for column in batch.columns), strict=True))
                cursor.executemany(f'INSERT INTO "{table_name}" ({names}) VALUES ({marks})', rows)
    else:
        _copy_in(table_name, data)
    return data.num_rows


def insert_arrow(table_name: str, data: pa.Table, every: Mapping[str, Any] | None = None) -> int:
    """Append an Arrow table inside the open transaction, on both databases; gives the number of rows. For an act that adds many rows
    or none. `every` are columns that have one value in all rows. The keys must be in the data."""
    every = dict(every or {})
    with connection.cursor() as cursor, connection.wrap_database_errors:
        if _is_sqlite():
            names = ", ".join(f'"{name}"' for name in [*data.column_names, *every])
            marks = ", ".join(["?"] * data.num_columns + [f"'{value}'" for value in every.values()])
            rows = _rows_of(_plain(data))
            cursor.connection.executemany(f'INSERT INTO "{table_name}" ({names}) VALUES ({marks})', rows)
        else:
            for name, value in every.items():
                data = data.append_column(name, pa.repeat(pa.scalar(value), data.num_rows))
            names = ", ".join(f'"{name}"' for name in data.column_names)
            with cursor.copy(f'COPY "{table_name}" ({names}) FROM STDIN (FORMAT CSV)') as copy:
                for batch in data.to_batches(max_chunksize=BATCH_ROWS):
                    sink = pa.BufferOutputStream()
                    pyarrow.csv.write_csv(batch, sink, pyarrow.csv.WriteOptions(include_header=False))
                    copy.write(sink.getvalue().to_pybytes())
    return data.num_rows


def _rows_of(data: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in data.to_batches(max_chunksize=BATCH_ROWS):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def learn_sizes(*table_names: str) -> None:
    """Let the database look at tables after a population came in: it plans joins by what it knows of them."""
    with connection.cursor() as cursor:
        for name in table_names:
            cursor.execute(f'ANALYZE "{name}"')


def plan_by_size(*table_names: str) -> None:
    """Before one statement over a whole province: PostgreSQL plans by the sizes it last looked at, which may be from before a table was
    filled. SQLite needs it only after a population came in (`learn_sizes`)."""
    if not _is_sqlite():
        learn_sizes(*table_names)


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


_POSTGRES_TYPES = {
    "smallint": pa.int16(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "double precision": pa.float64(),
    "character varying": pa.string(),
    "text": pa.string(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
}


def _fitted(table_name: str, data: pa.Table) -> pa.Table:
    """The data in the very types of the table's columns, as binary COPY wants them; columns with nothing in them left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [table_name]
        )
        kinds = dict(cursor.fetchall())
    columns = {}
    for name in data.column_names:
        column = data.column(name)
        if column.null_count == len(column) and len(column):
            continue
        wanted = _POSTGRES_TYPES.get(kinds[name], column.type)
        if pa.types.is_timestamp(wanted) and pa.types.is_timestamp(column.type) and column.type.tz is None:
            column = pa.compute.assume_timezone(column, settings.TIME_ZONE)
        columns[name] = column.cast(wanted)
    return pa.table(columns)


def _copy_in(table_name: str, data: pa.Table) -> None:
    data = _fitted(table_name, data)
    with _postgres() as opened:
        with opened.cursor() as cursor:
            cursor.adbc_ingest(table_name, data, mode="append")
        opened.commit()
    if "id" not in data.column_names:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table_name}"'])
        if (sequence := cursor.fetchone()[0]) is not None:
            cursor.execute(f'SELECT setval(%s, COALESCE((SELECT MAX(id) FROM "{table_name}"), 1))', [sequence])
