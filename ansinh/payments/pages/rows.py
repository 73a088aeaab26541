"""The rows of a run's folder as the list kit wants them: filtered, ordered and paged inside DuckDB, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from django.db.models import Q

from ansinh.core.lists import Row

Enrich = Callable[[list[Row]], None]
_COMPARED = {"exact": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


class ParquetRows:
    """Rows of a query over Parquet files, asked like a queryset (filter, order_by, values, a slice, count, iterator).

    `sql` is a SELECT whose `?` are filled by `given`; `enrich` adds to each page what stands in the database (names), so a
    whole file is never loaded."""

    def __init__(self, sql: str, given: Sequence[Any] = (), enrich: Enrich | None = None) -> None:
        self._sql, self._given, self._enrich = sql, list(given), enrich
        self._known = {row[0]: row[1] for row in _ask(f"DESCRIBE {sql}", self._given)}
        self._where: list[tuple[str, list[Any]]] = []
        self._order: tuple[str, ...] = ()
        self._columns = tuple(sorted(self._known))
        self._most: int | None = None

    def filter(self, *conditions: Q, **named: Any) -> ParquetRows:
        """Only rows that answer to every condition; look-ups: exact, in, gt, gte, lt, lte, contains, isnull."""
        changed = copy(self)
        changed._where = [*self._where, self._told(Q(*conditions, **named))]
        return changed

    def none(self) -> ParquetRows:
        """No rows."""
        changed = copy(self)
        changed._where = [*self._where, ("FALSE", [])]
        return changed

    def order_by(self, *paths: str) -> ParquetRows:
        """In this order; a minus sign for downwards."""
        changed = copy(self)
        changed._order = paths
        return changed

    def values(self, *paths: str) -> ParquetRows:
        """With these columns; what the files do not have is left to `enrich`."""
        changed = copy(self)
        changed._columns = tuple(path for path in paths if path in self._known)
        return changed

    def count(self) -> int:
        """How many rows there are."""
        where, given = self._narrowed()
        return int(_ask(f"SELECT count(*) FROM ({self._sql}){where}", given)[0][0])

    def totals(self, *sums: str) -> tuple[int, ...]:
        """The number of rows, then the sum of each named column (0 when there are none)."""
        where, given = self._narrowed()
        asked = ", ".join(["count(*)", *(f"coalesce(sum({self._column(name)}), 0)::BIGINT" for name in sums)])
        return tuple(int(value) for value in _ask(f"SELECT {asked} FROM ({self._sql}){where}", given)[0])

    def by(self, *names: str, sums: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """The number of rows and the sum of each named column for each value of the columns, in their order."""
        where, given = self._narrowed()
        keys = ", ".join(self._column(name) for name in names)
        asked = ", ".join([keys, "count(*)", *(f"coalesce(sum({self._column(name)}), 0)::BIGINT" for name in sums)])
        return _ask(f"SELECT {asked} FROM ({self._sql}){where} GROUP BY {keys} ORDER BY {keys}", given)

    def distinct(self, name: str) -> list[Any]:
        """The values of a column, each once."""
        where, given = self._narrowed()
        return [row[0] for row in _ask(f"SELECT DISTINCT {self._column(name)} FROM ({self._sql}){where}", given)]

    def first(self) -> Row | None:
        """The first row, or none."""
        return next(iter(self[:1]), None)

    def __getitem__(self, wanted: slice) -> ParquetRows:
        if wanted.start or wanted.step or wanted.stop is None:
            raise ValueError("a list is paged by key: only the first rows can be asked for")
        changed = copy(self)
        changed._most = wanted.stop
        return changed

    def __iter__(self) -> Iterator[Row]:
        return self.iterator()

    def iterator(self, chunk_size: int = 2000) -> Iterator[Row]:
        """The rows as dicts, a chunk in memory at a time."""
        where, given = self._narrowed()
        columns = ", ".join(self._column(name) for name in self._columns)
        order = ", ".join(self._column(path.lstrip("-")) + " DESC" * path.startswith("-") for path in self._order)
        sql = f"SELECT {columns} FROM ({self._sql}){where}" + (f" ORDER BY {order}" if order else "")
        with _duck().cursor() as opened:
            found = opened.execute(sql + (f" LIMIT {self._most}" if self._most is not None else ""), given)
            while rows := found.fetchmany(chunk_size):
                told = [dict(zip(self._columns, row, strict=True)) for row in rows]
                if self._enrich:
                    self._enrich(told)
                yield from told

    def _narrowed(self) -> tuple[str, list[Any]]:
        where = " AND ".join(f"({sql})" for sql, _ in self._where)
        given = [*self._given, *(value for _, values in self._where for value in values)]
        return (f" WHERE {where}" if where else ""), given

    def _column(self, name: str) -> str:
        if name not in self._known:
            raise ValueError(f"the rows have no column {name}; they have {', '.join(sorted(self._known))}")
        return f'"{name}"'

    def _told(self, condition: Any) -> tuple[str, list[Any]]:
        parts = [
            self._told(child) if isinstance(child, Q) else self._compared(str(child[0]), child[1])
            for child in condition.children
            if not isinstance(child, Q) or child.children
        ]
        sql = f" {condition.connector} ".join(f"({sql})" for sql, _ in parts) or "TRUE"
        return (f"NOT ({sql})" if condition.negated else sql), [value for _, values in parts for value in values]

    def _compared(self, path: str, value: Any) -> tuple[str, list[Any]]:
        name, _, how = path.partition("__")
        if name == "pk" and how == "in" and not value:  # how the list kit says «nothing»
            return "FALSE", []
        column = self._column(name)
        match how or "exact":
            case "in":
                return f"list_contains(?, {column})", [list(value)]
            case "contains":
                return f"contains({column}, ?)", [value]
            case "isnull":
                return f"{column} IS {'' if value else 'NOT '}NULL", []
            case sign if sign in _COMPARED:
                # A value of another kind, typed into the address, answers to nothing.
                return f"{column} {_COMPARED[sign]} TRY_CAST(? AS {self._known[name]})", [value]
        raise ValueError(f"{path}: this look-up is not one of {', '.join([*_COMPARED, 'in', 'contains', 'isnull'])}")


@cache
def _duck() -> duckdb.DuckDBPyConnection:
    """One instance a process: opening another costs more than most questions. Each question has a cursor of its own."""
    return duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})


def _ask(sql: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    with _duck().cursor() as opened:
        return opened.execute(sql, list(given)).fetchall()


def parquet(path: Path) -> str:
    """The FROM part that reads a file, with the place of each row in it as `file_row_number`; quotes in the path are doubled."""
    return "read_parquet('" + str(path).replace("'", "''") + "', file_row_number=true)"
