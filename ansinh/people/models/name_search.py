"""Finding people by words of their names, without diacritics, among a million: FTS5 on SQLite, a GIN index on PostgreSQL.

A search that few names answer is asked of the word index; one that many answer is found sooner by walking the
list itself in its order. `FEW` is where the one becomes quicker than the other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.db.models import F, Func, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from ansinh.core.names import fold

FEW = 30_000

_SQLITE_CREATE = (
    "CREATE VIRTUAL TABLE people_name_search USING fts5(name_folded, content='people_person', content_rowid='id', detail=none, columnsize=0)",
    """CREATE TRIGGER people_name_added AFTER INSERT ON people_person BEGIN
        INSERT INTO people_name_search(rowid, name_folded) VALUES (new.id, new.name_folded); END""",
    """CREATE TRIGGER people_name_removed AFTER DELETE ON people_person BEGIN
        INSERT INTO people_name_search(people_name_search, rowid, name_folded) VALUES ('delete', old.id, old.name_folded); END""",
    """CREATE TRIGGER people_name_changed AFTER UPDATE OF name_folded ON people_person WHEN old.name_folded <> new.name_folded BEGIN
        INSERT INTO people_name_search(people_name_search, rowid, name_folded) VALUES ('delete', old.id, old.name_folded);
        INSERT INTO people_name_search(rowid, name_folded) VALUES (new.id, new.name_folded); END""",
    "INSERT INTO people_name_search(people_name_search) VALUES ('rebuild')",
)
_SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS people_name_added",
    "DROP TRIGGER IF EXISTS people_name_removed",
    "DROP TRIGGER IF EXISTS people_name_changed",
    "DROP TABLE IF EXISTS people_name_search",
)
_POSTGRES_CREATE = ("CREATE INDEX people_name_search ON people_person USING gin (to_tsvector('simple', name_folded))",)
_POSTGRES_DROP = ("DROP INDEX IF EXISTS people_name_search",)


def create_search(apps: Any, schema_editor: Any) -> None:
    """Make the word index anew. A later migration that rebuilds people_person on SQLite must call this again: triggers go with the old table."""
    drop_search(apps, schema_editor)
    for statement in _SQLITE_CREATE if schema_editor.connection.vendor == "sqlite" else _POSTGRES_CREATE:
        schema_editor.execute(statement)


def drop_search(apps: Any, schema_editor: Any) -> None:
    for statement in _SQLITE_DROP if schema_editor.connection.vendor == "sqlite" else _POSTGRES_DROP:
        schema_editor.execute(statement)


@contextmanager
def search_made_afterwards() -> Iterator[None]:
    """Load a population inside the block without keeping the word index row by row; it is made once at the end, also after a failure."""
    is_sqlite = connection.vendor == "sqlite"
    _run(_SQLITE_DROP if is_sqlite else _POSTGRES_DROP)
    try:
        yield
    finally:
        if connection.in_atomic_block and not is_sqlite:
            connection.check_constraints()  # PostgreSQL makes no index on a table whose rows still wait to be checked
        _run(_SQLITE_CREATE if is_sqlite else _POSTGRES_CREATE)


def _run(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def search_words(text: str) -> list[str]:
    """The words of a search as the index knows them: folded letters and digits."""
    return re.findall(r"[a-z0-9]+", fold(text))


def ids_by_name(words: list[str], limit: int = FEW) -> list[int] | None:
    """Ids of all persons whose names have every word (the last may be a beginning), of any place; None when more than `limit`."""
    if connection.vendor == "sqlite":
        asked = " ".join(f'"{word}"' for word in words) + "*"
        sql = "SELECT rowid FROM people_name_search WHERE people_name_search MATCH %s LIMIT %s"
    else:
        asked = " & ".join(words) + ":*"
        sql = (
            "SELECT id FROM people_person WHERE to_tsvector('simple', name_folded) @@ to_tsquery('simple', %s) LIMIT %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, limit + 1])
        found = [row[0] for row in cursor.fetchall()]
    return None if len(found) > limit else found


def narrow_by_name(rows: models.QuerySet, words: list[str], column: str = "name_folded") -> models.QuerySet:
    """The rows whose folded name has every word (the last may be a beginning), looked at one by one, in the order of the list."""
    spaced = Func(
        Value(" "),
        F(column),
        Value(" "),
        template="(%(expressions)s)",
        arg_joiner=" || ",
        output_field=models.TextField(),
    )
    for word in [*(f" {word} " for word in words[:-1]), *(f" {word}" for word in words[-1:])]:
        rows = rows.filter(GreaterThan(StrIndex(spaced, Value(word)), 0))
    return rows
