"""Tables that are only ever added to: the database itself refuses to change or remove a row, whoever asks.

A later migration that rebuilds one of these tables on SQLite must call `guard` again: triggers go with the old table."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

TABLES = ("core_auditevent", "core_auditanchor")
_REFUSED = "Vết kiểm toán chỉ được ghi thêm, không sửa, không xóa."
_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_unchanged BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END",
    "CREATE TRIGGER IF NOT EXISTS {table}_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END",
    # INSERT OR REPLACE removes the old row without asking the trigger above.
    """CREATE TRIGGER IF NOT EXISTS {table}_not_replaced BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {key} = NEW.{key}) BEGIN SELECT RAISE(ABORT, '{refused}'); END""",
)
_POSTGRES = (
    """CREATE OR REPLACE FUNCTION core_only_added() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{refused}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE OR REPLACE TRIGGER {table}_unchanged BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION core_only_added()""",
    """CREATE OR REPLACE TRIGGER {table}_kept BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION core_only_added()""",
)
_KEYS = {"core_auditevent": "hash", "core_auditanchor": "day"}


def guard(apps: Any = None, schema_editor: Any = None) -> None:
    """Put the guards of every such table in place, as an operation of a migration or by itself."""
    for table in TABLES:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            _run(statement.format(table=table, refused=_REFUSED, key=_KEYS[table]))


def lift(apps: Any = None, schema_editor: Any = None) -> None:
    """Take the guards away: only for undoing the migration, and for emptying a made-up installation."""
    for table in TABLES:
        for name in ("unchanged", "kept", "not_replaced"):
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            _run(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")


@contextmanager
def lifted() -> Iterator[None]:
    """The guards are away inside the block and back after it."""
    lift()
    try:
        yield
    finally:
        guard()


def unguarded() -> list[str]:
    """Tables whose guards are missing; none in a whole installation."""
    if connection.vendor == "sqlite":
        sql, wanted = "SELECT tbl_name, COUNT(*) FROM sqlite_master WHERE type = 'trigger' GROUP BY tbl_name", 3
    else:
        sql, wanted = (
            "SELECT tgrelid::regclass::text, COUNT(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' GROUP BY tgrelid",
            2,
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = dict(cursor.fetchall())
    return [table for table in TABLES if found.get(table, 0) < wanted]


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
