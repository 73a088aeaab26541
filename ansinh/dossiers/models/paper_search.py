"""Finding papers by words of their text, without diacritics: FTS5 on SQLite, a GIN index on PostgreSQL, over `FileText.folded`."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from ansinh.core.names import fold

from .papers import FileText

_SQLITE_CREATE = (
    "CREATE VIRTUAL TABLE dossiers_text_search USING fts5(folded, content='dossiers_filetext', content_rowid='id', columnsize=0)",
    """CREATE TRIGGER dossiers_text_added AFTER INSERT ON dossiers_filetext BEGIN
        INSERT INTO dossiers_text_search(rowid, folded) VALUES (new.id, new.folded); END""",
    """CREATE TRIGGER dossiers_text_removed AFTER DELETE ON dossiers_filetext BEGIN
        INSERT INTO dossiers_text_search(dossiers_text_search, rowid, folded) VALUES ('delete', old.id, old.folded); END""",
    """CREATE TRIGGER dossiers_text_changed AFTER UPDATE OF folded ON dossiers_filetext WHEN old.folded <> new.folded BEGIN
        INSERT INTO dossiers_text_search(dossiers_text_search, rowid, folded) VALUES ('delete', old.id, old.folded);
        INSERT INTO dossiers_text_search(rowid, folded) VALUES (new.id, new.folded); END""",
    "INSERT INTO dossiers_text_search(dossiers_text_search) VALUES ('rebuild')",
)
_SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS dossiers_text_added",
    "DROP TRIGGER IF EXISTS dossiers_text_removed",
    "DROP TRIGGER IF EXISTS dossiers_text_changed",
    "DROP TABLE IF EXISTS dossiers_text_search",
)
_POSTGRES_CREATE = ("CREATE INDEX dossiers_text_search ON dossiers_filetext USING gin (to_tsvector('simple', folded))",)
_POSTGRES_DROP = ("DROP INDEX IF EXISTS dossiers_text_search",)
_ASKED = {
    "sqlite": "SELECT rowid FROM dossiers_text_search WHERE dossiers_text_search MATCH %s",
    "postgresql": "SELECT id FROM dossiers_filetext WHERE to_tsvector('simple', folded) @@ to_tsquery('simple', %s)",
}
_WORD = re.compile(r"[a-z0-9]+")
_AROUND = 12


def create_search(apps: Any, schema_editor: Any) -> None:
    """Make the word index anew. A later migration that rebuilds dossiers_filetext on SQLite must call this again."""
    drop_search(apps, schema_editor)
    for statement in _SQLITE_CREATE if schema_editor.connection.vendor == "sqlite" else _POSTGRES_CREATE:
        schema_editor.execute(statement)


def drop_search(apps: Any, schema_editor: Any) -> None:
    for statement in _SQLITE_DROP if schema_editor.connection.vendor == "sqlite" else _POSTGRES_DROP:
        schema_editor.execute(statement)


def words_of(text: str) -> list[str]:
    """The words of a text as the index keeps and asks for them: folded letters and digits."""
    return _WORD.findall(fold(text))


def texts_with(words: list[str]) -> models.QuerySet[FileText]:
    """The pages that have every word, in any order; the last may be a beginning. Of any place: narrow them by the papers in scope."""
    asked = (
        " ".join(f'"{word}"' for word in words) + "*"
        if connection.vendor == "sqlite"
        else " & ".join(words) + ":*"
    )  # fmt: skip
    return FileText.objects.filter(pk__in=RawSQL(_ASKED[connection.vendor], [asked]))


@dataclass(frozen=True)
class Snippet:
    """A stretch of a page in pieces: (text, whether it is one of the words searched)."""

    pieces: tuple[tuple[str, bool], ...]


def snippet(text: str, words: list[str]) -> Snippet:
    """The words of a page around where most of the searched ones stand together."""
    told = text.split()
    is_met = [_meets(word, words) for word in told]
    places = [place for place, met in enumerate(is_met) if met] or [0]
    best = max(places, key=lambda place: (sum(is_met[place : place + _AROUND]), -place))
    start, end = max(0, best - _AROUND // 2), best + _AROUND * 2
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    pieces += [(f"{word} ", met) for word, met in zip(told[start:end], is_met[start:end], strict=True)]
    return Snippet(tuple([*pieces, ("…", False)] if end < len(told) else pieces))


def _meets(word: str, words: list[str]) -> bool:
    here = words_of(word)
    return any(one == wanted for one in here for wanted in words) or any(one.startswith(words[-1]) for one in here)
